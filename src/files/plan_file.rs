//! A plan's file: opened with limits, saved so that no plan is ever lost.
//!
//! A save is believed only when what was written reads back as the same plan, and only over what was
//! loaded: a file that someone else changed meanwhile is not touched. Merging the two is the caller's;
//! so is the lock, which informs and does not protect.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Changes, Id, Plan};

use super::atomic::{Existing, WriteFileError, WriteNote, reason, shown, write_file};
use super::backups::Backups;
use super::disk::{Disk, FileKind};
use super::exercise;
use super::hash::ContentHash;
use super::ron_text;
use super::sealed::{ReadFileError, Seal};
use super::text::{MAX_FILE_BYTES, PrintError};

/// The file a plan was read from or saved to, and what it had then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// Where, as the user named it.
    pub path: PathBuf,
    /// The hash of all its bytes as we last knew them.
    hash: ContentHash,
}

impl PlanFile {
    /// Names a file and the hash of all its bytes.
    pub(super) fn of(path: &Path, hash: ContentHash) -> Self {
        Self {
            path: path.to_owned(),
            hash,
        }
    }

    /// Returns the hash of all its bytes as we last knew them.
    pub fn hash(&self) -> ContentHash {
        self.hash
    }
}

/// A plan that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The plan.
    pub plan: Plan,
    /// Whether it is as Entente wrote it.
    pub seal: Seal,
    /// The hash of the plan's content, as its first line should state it.
    pub hash: ContentHash,
    /// The file it came from.
    pub file: PlanFile,
}

/// A plan that was saved, and is on the disk for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The hash of the plan's content, as its first line states it.
    pub hash: ContentHash,
    /// What the user should know.
    pub notes: Vec<WriteNote>,
}

/// Why a plan was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenPlanError {
    /// There is no such file.
    #[error("{} is not there. Check the name, or open a backup", shown(.0))]
    NotThere(PathBuf),
    /// A folder, device or pipe.
    #[error("{} is not an ordinary file. Choose a plan file, usually `.plan.ron`", shown(.0))]
    NotAFile(PathBuf),
    /// The system refused to read it.
    #[error("cannot read {}: {}. Check the file's permissions and its disk", shown(.path), reason(.source))]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no plan, or a damaged one.
    #[error("{}: {source}", shown(.path))]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: ReadFileError,
    },
}

/// Why a plan was not saved. The plan in memory is untouched, and so is the file, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum SavePlanError {
    /// The file is not as it was when it was loaded: merge, save elsewhere, or have it replaced.
    #[error("{} was changed by another program since it was opened. Nothing was written; merge the two versions, or save under another name", shown(.0))]
    ChangedOnDisk(PathBuf),
    /// A file that was never loaded is there.
    #[error("{} is there already. Nothing was written; choose another name, or have it replaced", shown(.0))]
    Exists(PathBuf),
    /// The plan is nested too deeply to be written.
    #[error("the plan cannot be written: {0}. Nothing was changed; remove the imported property")]
    NoText(#[from] PrintError),
    /// The plan is larger than would be read again.
    #[error("the plan cannot be saved, because it could not be read again. Nothing was written; {0}")]
    BeyondLimits(ReadFileError),
    /// What would be written reads back as another plan.
    #[error(
        "the plan cannot be saved: {0} would read back differently. Nothing was written; undo the last change of it, and save again"
    )]
    ReadsDifferently(String),
    /// The file could not be written.
    #[error(transparent)]
    Write(WriteFileError),
}

impl From<WriteFileError> for SavePlanError {
    fn from(error: WriteFileError) -> Self {
        match error {
            WriteFileError::ChangedOnDisk(path) => Self::ChangedOnDisk(path),
            WriteFileError::Exists(path) => Self::Exists(path),
            error => Self::Write(error),
        }
    }
}

/// Opens a plan.
///
/// # Errors
/// [`OpenPlanError`]; the file is never changed.
pub fn open(disk: &dyn Disk, path: &Path) -> Result<Opened, OpenPlanError> {
    let bytes = read_bytes(disk, path)?;
    let read = ron_text::read(&bytes).map_err(|source| OpenPlanError::Content {
        path: path.to_owned(),
        source,
    })?;
    Ok(Opened {
        plan: read.plan,
        seal: read.seal,
        hash: read.hash,
        file: PlanFile {
            path: path.to_owned(),
            hash: ContentHash::of(&bytes),
        },
    })
}

/// Saves a plan over the file it was loaded from.
///
/// # Errors
/// [`SavePlanError`]; `ChangedOnDisk` where the file is not as it was loaded.
pub fn save(
    disk: &dyn Disk,
    plan: &Plan,
    file: &mut PlanFile,
    backups: Option<&Backups>,
) -> Result<Saved, SavePlanError> {
    let (text, hash) = checked_text(plan)?;
    let existing = Existing::Unchanged(file.hash);
    let written = write_file(disk, &file.path, text.as_bytes(), existing, backups);
    // Not confirmed, but there: the next save replaces this content, not the one before.
    if matches!(written, Ok(_) | Err(WriteFileError::NotConfirmed { .. })) {
        file.hash = ContentHash::of(text.as_bytes());
    }
    let notes = written?.notes;
    Ok(Saved { hash, notes })
}

/// Saves a plan to a file it was not loaded from.
///
/// # Errors
/// [`SavePlanError`]; `Exists` where a file is there and `existing` is [`Existing::Refuse`].
pub fn save_as(
    disk: &dyn Disk,
    plan: &Plan,
    path: &Path,
    existing: Existing,
    backups: Option<&Backups>,
) -> Result<(PlanFile, Saved), SavePlanError> {
    let (text, hash) = checked_text(plan)?;
    let written = write_file(disk, path, text.as_bytes(), existing, backups)?;
    let file = PlanFile {
        path: path.to_owned(),
        hash: written.hash,
    };
    let notes = written.notes;
    Ok((file, Saved { hash, notes }))
}

/// Returns the plan's text once it is certain that it reads back as this plan.
fn checked_text(plan: &Plan) -> Result<(String, ContentHash), SavePlanError> {
    let text = ron_text::write(plan)?;
    let read = ron_text::read(text.as_bytes()).map_err(SavePlanError::BeyondLimits)?;
    if read.plan != *plan || read.seal != Seal::Sealed {
        let ids = Changes::between(plan, &read.plan).ids();
        let first = ids.first().map(|id| match id.name_in(plan) {
            Some(name) if !name.is_empty() => format!("the {} {name}", id.kind()),
            _ => format!("the {} {id}", id.kind()),
        });
        return Err(SavePlanError::ReadsDifferently(
            first.unwrap_or_else(|| "what it says of itself".to_owned()),
        ));
    }
    Ok((text, read.hash))
}

/// Returns true where a file holds that plan, in whatever state, or an exercise that starts from it.
pub(super) fn is_of(disk: &dyn Disk, path: &Path, plan: Id<Plan>) -> bool {
    let Ok(bytes) = read_bytes(disk, path) else {
        return false;
    };
    let id = match ron_text::read(&bytes) {
        Ok(read) => Some(read.plan.id),
        Err(_) => exercise::read(&bytes).ok().map(|read| read.exercise.plan.id),
    };
    id == Some(plan)
}

/// Takes a plan's file away; what it holds goes to the backups first.
///
/// # Errors
/// Where it cannot be read, kept or removed: then it is where it was.
pub fn discard(disk: &dyn Disk, path: &Path, backups: &Backups) -> Result<(), OpenPlanError> {
    let bytes = read_bytes(disk, path)?;
    let refused = |source| OpenPlanError::Refused {
        path: path.to_owned(),
        source,
    };
    let target = disk.resolve(path).map_err(refused)?;
    backups.keep(disk, &target, &bytes).map_err(refused)?;
    disk.remove(&target).map_err(refused)?;
    let folder = target.parent().unwrap_or_else(|| Path::new("."));
    disk.sync_folder(folder).map_err(refused)
}

/// Reads a whole file, up to one byte more than any plan may have.
///
/// # Errors
/// [`OpenPlanError`], never `Content`.
pub fn read_bytes(disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, OpenPlanError> {
    let refused = |source| OpenPlanError::Refused {
        path: path.to_owned(),
        source,
    };
    // Looked at first: to open a pipe would wait for ever.
    match disk.look(path).map_err(refused)? {
        None => Err(OpenPlanError::NotThere(path.to_owned())),
        Some(look) if look.kind != FileKind::File => Err(OpenPlanError::NotAFile(path.to_owned())),
        Some(_) => disk.read(path, MAX_FILE_BYTES as u64 + 1).map_err(refused),
    }
}
