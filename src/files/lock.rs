//! Who has a plan open: a small file beside it, for people to read.
//!
//! It informs and protects nothing: what protects a plan is that a save compares hashes. A lock counts while
//! its program holds the system's lock on it; where the system has none (some network disks), while it was
//! written in the last minutes. It is left behind by a crash, and then taken over without a question.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::disk::{Disk as _, LocalDisk};
use super::text;

/// How often a lock should be renewed.
pub const BEAT: Duration = Duration::from_mins(1);
/// A lock from another computer that was not renewed for longer than this was left behind.
const LEFT_AFTER: Duration = Duration::from_mins(5);
/// Largest file that is taken for a lock, bytes.
const MAX_BYTES: u64 = 4096;

/// Who has a plan open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Lock", deny_unknown_fields)]
pub struct Holder {
    /// The user's name, for people.
    pub user: String,
    /// The computer's name, for people.
    pub computer: String,
    /// The program, for programs.
    mark: String,
}

impl Holder {
    /// This program.
    pub fn this(user: impl Into<String>, computer: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            computer: computer.into(),
            mark: LocalDisk.mark(),
        }
    }
}

/// A lock that this program holds; it is given back when this is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    text: String,
}

impl Lock {
    /// Takes the lock of a plan's file; the second value tells who has it where that is somebody else.
    ///
    /// # Errors
    /// Where no lock can be written there: then nobody is told, and nothing else changes.
    pub fn take(plan: &Path, holder: &Holder) -> io::Result<Result<Self, Holder>> {
        let path = path_beside(plan)?;
        let text = text::print(holder).map_err(io::Error::other)?;
        let mut file = match OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
        {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let there = fs::symlink_metadata(&path)?;
                // A link or anything large is no lock of ours, and is not written to.
                if !there.is_file() || there.len() > MAX_BYTES {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                OpenOptions::new().read(true).write(true).open(&path)?
            }
            Err(error) => return Err(error),
        };
        // Where the system has no locks, the time it was written has to do.
        let is_free = !matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        let mut there = String::new();
        let known = (&mut file).take(MAX_BYTES).read_to_string(&mut there);
        let other = known.ok().and_then(|_| text::parse::<Holder>(&there).ok());
        match other {
            Some(other) if !is_free || is_alive(&other, &file) => return Ok(Err(other)),
            None if !is_free || !there.is_empty() => return Err(io::ErrorKind::AlreadyExists.into()),
            _ => {}
        }
        let mut lock = Self { path, file, text };
        lock.beat()?;
        Ok(Ok(lock))
    }

    /// Renews it: others see that its program still runs.
    ///
    /// # Errors
    /// The disk's.
    pub fn beat(&mut self) -> io::Result<()> {
        self.file.rewind()?;
        self.file.write_all(self.text.as_bytes())?;
        self.file.set_len(self.text.len() as u64)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where it cannot be removed, its program runs no more, and that is what counts.
        let _ = fs::remove_file(&self.path);
    }
}

/// True where a lock that the system gave us was left by a program that may still run: on a disk without
/// locks, or on another computer that the lock did not reach.
fn is_alive(other: &Holder, file: &File) -> bool {
    if other.mark == LocalDisk.mark() {
        return false;
    }
    if let Some(is_running) = LocalDisk.is_running(&other.mark) {
        return is_running;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "how old a lock is can be told by nothing else"
    )]
    let now = SystemTime::now();
    let written = file.metadata().and_then(|metadata| metadata.modified()).ok();
    let age = written.and_then(|written| now.duration_since(written).ok());
    // Written in what is the future here: clocks differ, and it was renewed.
    age.is_none_or(|age| age < LEFT_AFTER)
}

/// `.north.plan.ron.lock` beside `north.plan.ron`.
fn path_beside(plan: &Path) -> io::Result<PathBuf> {
    let plan = LocalDisk.resolve(plan)?;
    let name = plan.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".lock");
    Ok(plan.with_file_name(hidden))
}

/// Returns what this computer is called; nothing where the system does not say.
pub fn computer_name() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(mark: &str) -> Holder {
        Holder {
            user: "Anna".to_owned(),
            computer: "laptop-3".to_owned(),
            mark: mark.to_owned(),
        }
    }

    fn left(folder: &Path, holder: &Holder) -> PathBuf {
        let lock = folder.join(".north.plan.ron.lock");
        fs::write(&lock, text::print(holder).unwrap()).unwrap();
        lock
    }

    #[test]
    fn whoever_comes_second_is_told_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("north.plan.ron");
        let lock = Lock::take(&plan, &holder("00000000-1")).unwrap().unwrap();
        // The system's lock is held by this very process; another handle is refused all the same.
        let second = Lock::take(&plan, &Holder::this("Omar", "desk-1")).unwrap();
        assert_eq!(second.unwrap_err(), holder("00000000-1"));
        drop(lock);
        assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
        assert!(
            Lock::take(&plan, &Holder::this("Omar", "desk-1"))
                .unwrap()
                .is_ok()
        );
    }

    #[test]
    fn what_a_crash_left_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("north.plan.ron");
        // Of this computer, and not running: the mark's process is no more.
        let gone = format!("{}-4294967294x1", LocalDisk.mark().split_once('-').unwrap().0);
        left(folder.path(), &holder(&gone));
        let me = Holder::this("Omar", "desk-1");
        let lock = Lock::take(&plan, &me).unwrap().unwrap();
        let there = fs::read_to_string(folder.path().join(".north.plan.ron.lock")).unwrap();
        assert_eq!(text::parse::<Holder>(&there).unwrap(), me);
        drop(lock);
    }

    #[test]
    fn a_lock_of_another_computer_counts_while_it_is_renewed() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("north.plan.ron");
        let lock = left(folder.path(), &holder("ffffffff-7"));
        let me = Holder::this("Omar", "desk-1");
        assert!(Lock::take(&plan, &me).unwrap().is_err());
        let at = |time: SystemTime| {
            let file = OpenOptions::new().write(true).open(&lock).unwrap();
            file.set_modified(time).unwrap();
        };
        let now = fs::metadata(&lock).unwrap().modified().unwrap();
        // A clock that is ahead is no reason to think it was left.
        at(now + Duration::from_hours(2));
        assert!(Lock::take(&plan, &me).unwrap().is_err());
        at(now - Duration::from_mins(6));
        assert!(Lock::take(&plan, &me).unwrap().is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_lock_is_never_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("north.plan.ron");
        let lock = folder.path().join(".north.plan.ron.lock");
        let precious = folder.path().join("precious");
        fs::write(&precious, "").unwrap();
        std::os::unix::fs::symlink(&precious, &lock).unwrap();
        let me = Holder::this("Omar", "desk-1");
        assert!(Lock::take(&plan, &me).is_err());
        assert_eq!(fs::read(&precious).unwrap(), b"");
        fs::remove_file(&lock).unwrap();
        fs::write(&lock, "somebody's notes").unwrap();
        assert!(Lock::take(&plan, &me).is_err());
        assert_eq!(fs::read(&lock).unwrap(), b"somebody's notes");
    }
}
