//! The log of a run: a file beside the exercise's that only grows.
//!
//! Its first record says of which exercise, by id and by the hash of its content; each further one is an entry. Records
//! are chained by hashes as a journal's are: what was damaged, swapped or torn ends what is read, and the longest sound
//! beginning counts. Once an entry is added, the disk has it.
//!
//! ```text
//! // Entente exercise log 1
//! 0 <bytes> 0 <16 hexadecimal digits>
//! Of(exercise: "x-…", hash: "…")
//! 1 <bytes> 0 <16 hexadecimal digits>
//! Entry((at: 60, event: Published("j-…")))
//! ```

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exercise::{Entry, Exercise};
use crate::model::Id;

use super::super::atomic::{Existing, reason, shown, write_file};
use super::super::disk::{Access, Disk, FileKind};
use super::super::hash::ContentHash;
use super::super::journal::record::{Chain, Raw};
use super::super::text::PrintError;
use super::EXERCISE_ENDING;

/// The first line of a log.
const FIRST_LINE: &str = "// Entente exercise log 1\n";
/// Largest log that is read, bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Earlier runs that are looked for.
const MAX_RUNS: usize = 1000;

/// A record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Head {
    /// Of which exercise.
    Of { exercise: Id<Exercise>, hash: String },
    /// What happened.
    Entry(Entry),
}

/// A log that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    path: PathBuf,
    chain: Chain,
    size: u64,
}

/// A log that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLog {
    /// Of which exercise it is.
    pub exercise: Id<Exercise>,
    /// The hash of that exercise's content.
    pub hash: ContentHash,
    /// What happened.
    pub entries: Vec<Entry>,
    /// It ends in bytes that are no sound record: they are cut off when it goes on.
    pub is_torn: bool,
    sound: LogFile,
    bytes: ContentHash,
}

/// Why a log was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadLogError {
    /// The system refused it.
    #[error("cannot read {}: {}. Check the file's permissions and its disk", shown(.path), reason(.source))]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no log.
    #[error("{} is not the log of an exercise, or its beginning is damaged. It was left as it is; move it away to begin another run", shown(.0))]
    NoLog(PathBuf),
}

/// Why a log was not begun or went no further.
#[derive(Debug, thiserror::Error)]
pub enum WriteLogError {
    /// A log is there already.
    #[error("{} is there already: a run of this exercise. Go on with it, or set it aside", shown(.0))]
    Exists(PathBuf),
    /// Somebody else wrote to it.
    #[error("{} was written by another program: somebody else runs this exercise. Open it anew to go on from there", shown(.0))]
    WrittenElsewhere(PathBuf),
    /// An entry has no text form.
    #[error("the entry cannot be written: {0}")]
    Text(#[from] PrintError),
    /// The disk refused it.
    #[error("cannot write {}: {}. What was entered is not kept; make room or check the disk, and enter it again", shown(.path), reason(.source))]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Returns where the log of an exercise's run is: beside it, `.exercise.log` in place of `.exercise.ron`.
pub fn log_path(exercise: &Path) -> PathBuf {
    named(exercise, ".exercise.log")
}

fn named(exercise: &Path, ending: &str) -> PathBuf {
    let name = exercise
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let stem = name
        .strip_suffix(EXERCISE_ENDING)
        .or_else(|| name.strip_suffix(".ron"))
        .unwrap_or(&name);
    exercise.with_file_name(format!("{stem}{ending}"))
}

impl LogFile {
    /// Begins the log of an exercise's run beside its file, readable by whoever may read that.
    ///
    /// # Errors
    /// [`WriteLogError`]; nothing is then there that was not there before.
    pub fn begin(
        disk: &dyn Disk,
        exercise: &Path,
        id: Id<Exercise>,
        hash: ContentHash,
    ) -> Result<Self, WriteLogError> {
        let path = log_path(exercise);
        let mut bytes = FIRST_LINE.as_bytes().to_vec();
        let mut chain = Chain::new(FIRST_LINE);
        let of = Head::Of {
            exercise: id,
            hash: hash.to_string(),
        };
        chain.write(&mut bytes, &of, "")?;
        let written = disk.write_new(&path, &bytes, Access::Like(exercise));
        let synced = written.and_then(|()| disk.sync_folder(path.parent().unwrap_or(&path)));
        match synced {
            Ok(()) => Ok(Self {
                path,
                chain,
                size: bytes.len() as u64,
            }),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => Err(WriteLogError::Exists(path)),
            Err(source) => {
                // What is left of it is no log.
                let _ = disk.remove(&path);
                Err(WriteLogError::Disk { path, source })
            }
        }
    }

    /// Goes on with a log that was read; a torn end goes.
    ///
    /// # Errors
    /// [`WriteLogError`]; the log is then as it was.
    pub fn go_on(disk: &dyn Disk, read: &ReadLog) -> Result<Self, WriteLogError> {
        let log = read.sound.clone();
        if read.is_torn {
            let refused = |source| WriteLogError::Disk {
                path: log.path.clone(),
                source,
            };
            let whole = disk.read(&log.path, log.size).map_err(refused)?;
            write_file(disk, &log.path, &whole, Existing::Unchanged(read.bytes), None)
                .map_err(|error| refused(io::Error::other(error.to_string())))?;
        }
        Ok(log)
    }

    /// Adds an entry: once this returns, the disk has it.
    ///
    /// # Errors
    /// [`WriteLogError`]; the entry is then not kept.
    pub fn append(&mut self, disk: &dyn Disk, entry: &Entry) -> Result<(), WriteLogError> {
        let mut bytes = Vec::new();
        let mut chain = self.chain;
        chain.write(&mut bytes, &Head::Entry(entry.clone()), "")?;
        let refused = |path: &PathBuf, source| WriteLogError::Disk {
            path: path.clone(),
            source,
        };
        let _turn = disk.turn(self.path.parent().unwrap_or(&self.path));
        let look = disk
            .look(&self.path)
            .map_err(|source| refused(&self.path, source))?;
        if look.is_none_or(|look| look.size != self.size) {
            return Err(WriteLogError::WrittenElsewhere(self.path.clone()));
        }
        disk.append(&self.path, &bytes)
            .map_err(|source| refused(&self.path, source))?;
        self.chain = chain;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Reads the log of an exercise's run; `None` where there is none.
///
/// # Errors
/// [`ReadLogError`]; the log is never changed.
pub fn read_log(disk: &dyn Disk, path: &Path) -> Result<Option<ReadLog>, ReadLogError> {
    let refused = |source| ReadLogError::Refused {
        path: path.to_owned(),
        source,
    };
    match disk.look(path).map_err(refused)? {
        None => return Ok(None),
        Some(look) if look.kind != FileKind::File || look.size > MAX_BYTES => {
            return Err(ReadLogError::NoLog(path.to_owned()));
        }
        Some(_) => {}
    }
    let bytes = disk.read(path, MAX_BYTES).map_err(refused)?;
    let read = log_of(path, &bytes).ok_or_else(|| ReadLogError::NoLog(path.to_owned()))?;
    Ok(Some(read))
}

/// Reads the bytes of a log: the longest sound beginning; `None` where not even its start is sound.
pub fn log_of(path: &Path, bytes: &[u8]) -> Option<ReadLog> {
    let mut rest = bytes.strip_prefix(FIRST_LINE.as_bytes())?;
    let mut chain = Chain::new(FIRST_LINE);
    let first: Raw<'_, Head> = chain.read(rest)?;
    let Head::Of { exercise, hash } = first.head else {
        return None;
    };
    let hash = hash.parse().ok()?;
    rest = rest.get(first.length..)?;
    let mut end = chain;
    let mut entries = Vec::new();
    while let Some(Raw {
        head: Head::Entry(entry),
        length,
        ..
    }) = chain.read(rest)
    {
        entries.push(entry);
        end = chain;
        rest = rest.get(length..)?;
    }
    Some(ReadLog {
        exercise,
        hash,
        entries,
        is_torn: !rest.is_empty(),
        sound: LogFile {
            path: path.to_owned(),
            chain: end,
            size: (bytes.len() - rest.len()) as u64,
        },
        bytes: ContentHash::of(bytes),
    })
}

/// Sets the log of a run aside, so that another can begin: `.exercise.run-1.log` and so on. Returns where it is now.
///
/// # Errors
/// The disk's; the log is then where it was.
pub fn set_aside(disk: &dyn Disk, exercise: &Path) -> io::Result<PathBuf> {
    let from = log_path(exercise);
    for number in 1..=MAX_RUNS {
        let to = named(exercise, &format!(".exercise.run-{number}.log"));
        if disk.look(&to)?.is_none() {
            disk.rename(&from, &to)?;
            disk.sync_folder(to.parent().unwrap_or(&to))?;
            return Ok(to);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Returns the runs of an exercise that were set aside, the oldest first.
pub fn earlier_runs(disk: &dyn Disk, exercise: &Path) -> Vec<PathBuf> {
    let runs = (1..=MAX_RUNS).map(|number| named(exercise, &format!(".exercise.run-{number}.log")));
    runs.take_while(|path| disk.look(path).is_ok_and(|look| look.is_some()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Event;
    use crate::files::LocalDisk;

    fn entry(at: i64) -> Entry {
        Entry {
            at,
            room: None,
            event: Event::Informed(Id::from_bits(at.unsigned_abs())),
        }
    }

    fn begun(folder: &Path) -> (PathBuf, LogFile) {
        let exercise = folder.join("north.exercise.ron");
        std::fs::write(&exercise, "an exercise").unwrap();
        let hash = ContentHash::of(b"an exercise");
        let log = LogFile::begin(&LocalDisk, &exercise, Id::from_bits(7), hash).unwrap();
        (exercise, log)
    }

    #[test]
    fn every_entry_is_there_when_its_adding_has_returned() {
        let folder = tempfile::tempdir().unwrap();
        let (exercise, mut log) = begun(folder.path());
        for at in 0..20 {
            log.append(&LocalDisk, &entry(at)).unwrap();
            let read = read_log(&LocalDisk, &log_path(&exercise)).unwrap().unwrap();
            assert_eq!(read.entries.last(), Some(&entry(at)));
            assert_eq!(read.exercise, Id::from_bits(7));
        }
    }

    #[test]
    fn a_torn_end_is_cut_off_and_the_log_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let (exercise, mut log) = begun(folder.path());
        log.append(&LocalDisk, &entry(1)).unwrap();
        log.append(&LocalDisk, &entry(2)).unwrap();
        let path = log_path(&exercise);
        let whole = std::fs::read(&path).unwrap();
        for cut in 1..40 {
            std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let read = read_log(&LocalDisk, &path).unwrap().unwrap();
            assert_eq!(read.entries, [entry(1)], "{cut}");
            assert!(read.is_torn);
        }
        let read = read_log(&LocalDisk, &path).unwrap().unwrap();
        let mut log = LogFile::go_on(&LocalDisk, &read).unwrap();
        log.append(&LocalDisk, &entry(3)).unwrap();
        let read = read_log(&LocalDisk, &path).unwrap().unwrap();
        assert_eq!((read.entries, read.is_torn), (vec![entry(1), entry(3)], false));
    }

    #[test]
    fn damage_ends_what_is_read_and_is_never_read_as_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let (exercise, mut log) = begun(folder.path());
        let entries: Vec<Entry> = (0..5).map(entry).collect();
        for entry in &entries {
            log.append(&LocalDisk, entry).unwrap();
        }
        let path = log_path(&exercise);
        let whole = std::fs::read(&path).unwrap();
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 4;
            if let Some(read) = log_of(&path, &damaged) {
                assert!(entries.starts_with(&read.entries), "{place}");
                assert!(read.is_torn, "{place}");
            }
        }
    }

    #[test]
    fn two_who_run_one_exercise_do_not_write_over_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (_, mut log) = begun(folder.path());
        let mut other = log.clone();
        other.append(&LocalDisk, &entry(1)).unwrap();
        let refused = log.append(&LocalDisk, &entry(2));
        assert!(matches!(refused, Err(WriteLogError::WrittenElsewhere(_))));
    }

    #[test]
    fn a_run_is_set_aside_before_another_begins() {
        let folder = tempfile::tempdir().unwrap();
        let (exercise, _) = begun(folder.path());
        let hash = ContentHash::of(b"an exercise");
        let again = LogFile::begin(&LocalDisk, &exercise, Id::from_bits(7), hash);
        assert!(matches!(again, Err(WriteLogError::Exists(_))));
        let first = set_aside(&LocalDisk, &exercise).unwrap();
        LogFile::begin(&LocalDisk, &exercise, Id::from_bits(7), hash).unwrap();
        let second = set_aside(&LocalDisk, &exercise).unwrap();
        assert_eq!(earlier_runs(&LocalDisk, &exercise), [first, second]);
    }
}
