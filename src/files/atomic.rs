//! Writing a file so that at every moment the disk has the old content or the new, whole.
//!
//! A new file beside the old one, synced and read back; the old content to the backups; then a rename,
//! and the folder synced. Done once, for plans, exports and preferences alike. What is in the bytes is
//! not looked at.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::backups::Backups;
use super::disk::{Access, Disk, FileKind};
use super::hash::ContentHash;
use super::text::visible;

/// Name of a file that is being written: this, the program's mark, a number, and [`TEMP_END`].
const TEMP_START: &str = ".entente-";
const TEMP_END: &str = ".tmp";

/// A file of ours that is being written for longer than this was abandoned.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);

/// Largest old content that goes to the backups, bytes.
const MAX_BACKUP_BYTES: u64 = 256 * 1024 * 1024;

/// What may be at the path already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Nothing.
    Refuse,
    /// Anything but a folder; an ordinary file goes to the backups.
    Replace,
    /// A file with this content, or nothing any more.
    Unchanged(ContentHash),
}

/// A file that was written, and is on the disk for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where, without links.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// What the user should know.
    pub notes: Vec<WriteNote>,
}

/// What went otherwise than wished although the file was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteNote {
    /// The old content was replaced and is nowhere else.
    #[error("no backup of the old content was kept: {reason}")]
    NoBackup {
        /// Why.
        reason: String,
    },
    /// The file that was loaded was there no longer; it was written anew.
    #[error("the file had been removed meanwhile; it was written anew")]
    WasGone,
    /// A hard link still leads to the old content.
    #[error("the file has another name (a hard link), and that still has the old content")]
    OtherName,
}

/// Why a file was not written. Unless it says otherwise, what was there is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteFileError {
    /// There is a file already.
    #[error("{} is there already. Nothing was written; choose another name, or have it replaced", shown(.0))]
    Exists(PathBuf),
    /// The file is not as it was when it was loaded.
    #[error("{} was changed by another program meanwhile. Nothing was written; merge the two versions, or save under another name", shown(.0))]
    ChangedOnDisk(PathBuf),
    /// A folder, device or pipe is where a file should be.
    #[error("{} is not an ordinary file. Nothing was written; choose another name", shown(.0))]
    NotAFile(PathBuf),
    /// The file may only be read.
    #[error("{} is write-protected. Nothing was written; save under another name, or lift the protection", shown(.0))]
    WriteProtected(PathBuf),
    /// The disk gave back something else than was written to it.
    #[error("the disk did not keep what was written beside {}. Nothing was changed; save to another disk", shown(.0))]
    NotKept(PathBuf),
    /// The new content is in place, but the disk did not confirm it.
    #[error("{} was written, but the disk did not confirm it ({}). Do not rely on it: save once more, or to another disk", shown(.path), reason(.source))]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused one of the steps.
    #[error("cannot write {}: {}. Nothing was changed; save to another place", shown(.path), reason(.source))]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes a file by the save sequence.
///
/// Symbolic links stay links: the file they lead to is written. Mode and, where allowed, owner stay.
/// A device or pipe is written into directly where `existing` is [`Existing::Replace`].
///
/// # Errors
/// [`WriteFileError`]; after all but `NotConfirmed` the path has what it had before.
pub fn write_file(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    existing: Existing,
    backups: Option<&Backups>,
) -> Result<Written, WriteFileError> {
    let refused = refused(path);
    let hash = ContentHash::of(bytes);
    let target = disk.resolve(path).map_err(&refused)?;
    let look = disk.look(&target).map_err(&refused)?;
    match look.map(|look| look.kind) {
        Some(FileKind::Device) if existing == Existing::Replace => {
            disk.write_into(&target, bytes).map_err(&refused)?;
            let notes = Vec::new();
            return Ok(Written {
                path: target,
                hash,
                notes,
            });
        }
        Some(FileKind::Folder | FileKind::Device) => return Err(WriteFileError::NotAFile(path.to_owned())),
        Some(FileKind::File) | None => {}
    }
    if look.is_some_and(|look| look.write_protected) {
        return Err(WriteFileError::WriteProtected(path.to_owned()));
    }
    if existing != Existing::Replace {
        old_content(disk, path, &target, existing)?;
    }
    let temp = write_beside(disk, &target, bytes, Access::Like(&target)).map_err(&refused)?;
    let finished = replace(disk, path, &target, &temp, bytes, existing, backups);
    if finished.is_err() {
        // Where the rename was done there is no such file, and that is well.
        let _ = disk.remove(&temp);
    }
    let mut notes = finished?;
    if look.is_some_and(|look| look.other_names) {
        notes.push(WriteNote::OtherName);
    }
    Ok(Written {
        path: target,
        hash,
        notes,
    })
}

/// Everything from the written temporary file to the confirmed one.
fn replace(
    disk: &dyn Disk,
    path: &Path,
    target: &Path,
    temp: &Path,
    bytes: &[u8],
    existing: Existing,
    backups: Option<&Backups>,
) -> Result<Vec<WriteNote>, WriteFileError> {
    let refused = refused(path);
    let mut notes = Vec::new();
    if disk.read(temp, bytes.len() as u64 + 1).map_err(&refused)? != bytes {
        return Err(WriteFileError::NotKept(path.to_owned()));
    }
    // Once more, as late as can be: what is about to be replaced is what goes to the backups. Another program
    // that saves at the same moment comes before this look or after the rename.
    let _turn = disk.turn(folder_of(target));
    match old_content(disk, path, target, existing)? {
        Old::Gone if matches!(existing, Existing::Unchanged(_)) => notes.push(WriteNote::WasGone),
        Old::Gone => {}
        Old::TooLarge => notes.push(WriteNote::NoBackup {
            reason: "it is too large".to_owned(),
        }),
        Old::Content(old) if old == bytes => {}
        Old::Content(old) => {
            let kept = match backups {
                Some(backups) => backups.keep(disk, target, &old).map_err(|error| reason(&error)),
                None => Err("there is no folder for backups".to_owned()),
            };
            notes.extend(kept.err().map(|reason| WriteNote::NoBackup { reason }));
        }
    }
    let not_confirmed = |source| WriteFileError::NotConfirmed {
        path: path.to_owned(),
        source,
    };
    if let Err(error) = disk.rename(temp, target) {
        // A network disk may have done it, and lost its own answer.
        let there = disk.read(target, bytes.len() as u64 + 1);
        let is_done = there.is_ok_and(|there| there == bytes) && matches!(disk.look(temp), Ok(None));
        return Err(if is_done {
            not_confirmed(error)
        } else {
            refused(error)
        });
    }
    disk.sync_folder(folder_of(target)).map_err(not_confirmed)?;
    Ok(notes)
}

/// Makes the error of a step that the system refused.
fn refused(path: &Path) -> impl Fn(io::Error) -> WriteFileError {
    |source| WriteFileError::Refused {
        path: path.to_owned(),
        source,
    }
}

enum Old {
    Gone,
    TooLarge,
    Content(Vec<u8>),
}

/// Reads what is at the target, and says where that is not what may be there.
fn old_content(
    disk: &dyn Disk,
    path: &Path,
    target: &Path,
    existing: Existing,
) -> Result<Old, WriteFileError> {
    let refused = refused(path);
    let Some(look) = disk.look(target).map_err(&refused)? else {
        return Ok(Old::Gone);
    };
    if look.kind != FileKind::File {
        return Err(WriteFileError::NotAFile(path.to_owned()));
    }
    if existing == Existing::Refuse {
        return Err(WriteFileError::Exists(path.to_owned()));
    }
    let old = if look.size > MAX_BACKUP_BYTES {
        Old::TooLarge
    } else {
        let bytes = disk.read(target, MAX_BACKUP_BYTES + 1).map_err(&refused)?;
        if bytes.len() as u64 > MAX_BACKUP_BYTES {
            Old::TooLarge
        } else {
            Old::Content(bytes)
        }
    };
    match (&old, existing) {
        (Old::Content(bytes), Existing::Unchanged(hash)) if ContentHash::of(bytes) == hash => Ok(old),
        (_, Existing::Unchanged(_)) => Err(WriteFileError::ChangedOnDisk(path.to_owned())),
        _ => Ok(old),
    }
}

/// Writes a new, synced file beside the target and returns its path; abandoned ones there go.
///
/// # Errors
/// The system's; nothing is then left behind.
fn write_beside(disk: &dyn Disk, target: &Path, bytes: &[u8], access: Access<'_>) -> io::Result<PathBuf> {
    let folder = folder_of(target);
    let temp = folder.join(temp_name(&disk.mark()));
    let attempt = || {
        let done = disk.write_new(&temp, bytes, access);
        if let Err(error) = &done
            && error.kind() != io::ErrorKind::AlreadyExists
        {
            let _ = disk.remove(&temp);
        }
        done
    };
    let first = attempt();
    let swept = sweep(disk, folder, &temp);
    match first {
        // What was abandoned may be what filled the disk.
        Err(error) if swept && is_full(&error) => attempt()?,
        first => first?,
    }
    Ok(temp)
}

/// Writes a file of the user's alone, whole or not at all.
///
/// # Errors
/// The system's.
pub(super) fn write_private(disk: &dyn Disk, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let temp = write_beside(disk, target, bytes, Access::Private)?;
    if let Err(error) = disk.rename(&temp, target) {
        let _ = disk.remove(&temp);
        return Err(error);
    }
    disk.sync_folder(folder_of(target))
}

fn temp_name(mark: &str) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{TEMP_START}{mark}-{number}{TEMP_END}")
}

/// Removes what programs of ours left half-written in the folder; true where something went. Which are
/// left is known by their program running no more, or by their age beside our own newest file.
fn sweep(disk: &dyn Disk, folder: &Path, own: &Path) -> bool {
    let modified = |path: &Path| disk.look(path).ok().flatten()?.modified;
    let now = modified(own);
    let mut swept = false;
    for name in disk.names(folder).unwrap_or_default() {
        let mark = name
            .to_str()
            .and_then(|name| {
                name.strip_prefix(TEMP_START)?
                    .strip_suffix(TEMP_END)?
                    .rsplit_once('-')
            })
            .map(|(mark, _)| mark);
        let path = folder.join(&name);
        let Some(mark) = mark.filter(|_| path != own) else {
            continue;
        };
        let old = || {
            let age = now
                .zip(modified(&path))
                .and_then(|(now, then)| now.duration_since(then).ok());
            age.is_some_and(|age| age > ABANDONED_AFTER)
        };
        if disk.is_running(mark) == Some(false) || old() {
            swept |= disk.remove(&path).is_ok();
        }
    }
    swept
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

fn folder_of(target: &Path) -> &Path {
    target.parent().unwrap_or(target)
}

/// Says what the system refused, in words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder or file is not there",
        io::ErrorKind::PermissionDenied => "you have no permission",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "your share of the disk is full",
        io::ErrorKind::FileTooLarge => "the file is larger than the disk takes",
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        io::ErrorKind::NotADirectory => "a part of the path is no folder",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => "the disk does not take that name",
        io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::TimedOut => "the network disk does not answer",
        _ => return visible(&error.to_string()),
    }
    .to_owned()
}

/// The path as a message shows it.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}
