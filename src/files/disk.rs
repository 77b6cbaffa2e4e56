//! The few things that a save asks of a disk, so that tests can stand in for one that fails or loses
//! power between any two of them.
//!
//! Each call does one thing to one file. What order makes a save safe is `atomic`'s; nothing here
//! retries, cleans up or decides.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::hash::ContentHash;

/// How long a save waits for another program's in the same folder: so many looks, so far apart.
const LOOKS: u32 = 200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// What a disk can do. Errors are the operating system's.
pub trait Disk {
    /// Looks at what is there, through links; `None` where nothing is.
    fn look(&self, path: &Path) -> io::Result<Option<Look>>;

    /// Returns the path without links; the last part need not exist, the folder must.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Reads at most `limit` bytes of a file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Makes a file that must not exist yet, fills it and waits until the disk has it. Mode and
    /// owner become those of `like`, where that exists and the system lets us; else it is a new
    /// file's, or with [`Access::Private`] the user's alone.
    fn write_new(&self, path: &Path, bytes: &[u8], access: Access<'_>) -> io::Result<()>;

    /// Adds bytes to the end of a file that is there, and waits until the disk has them.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes into a device or pipe, which keeps nothing.
    fn write_into(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file another name in the same folder, in place of what had that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the disk has the folder's list of names.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Returns the names in a folder, in no order.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Makes a folder and those above it, for this user alone, and waits until the disk has their names; it
    /// may be there already.
    fn make_private_folder(&self, folder: &Path) -> io::Result<()>;

    /// Returns what tells the running program from every other one: letters, digits and one hyphen.
    fn mark(&self) -> String;

    /// Tells whether the program of that mark still runs; `None` where that cannot be known.
    fn is_running(&self, mark: &str) -> Option<bool>;

    /// Waits for its turn in a folder: between looking at what is about to be replaced and replacing it, no
    /// other program that asks for its turn replaces it. Nobody waits for ever, and where the system has no
    /// such locks (some network disks, Windows) nobody waits at all.
    fn turn(&self, folder: &Path) -> Turn {
        let _ = folder;
        Turn::default()
    }
}

/// One program's turn in a folder; over when this is dropped, or the program ends.
#[derive(Debug, Default)]
pub struct Turn {
    /// The folder, locked while it is open.
    _folder: Option<File>,
}

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access<'p> {
    /// Whoever may read that file, or a new one where there is none.
    Like(&'p Path),
    /// This user alone.
    Private,
}

/// What a look at a path shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What it is.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// The file has other names (hard links).
    pub other_names: bool,
    /// Nobody may write it, its owner neither.
    pub write_protected: bool,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A device, pipe or socket.
    Device,
}

/// The computer's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let kind = if metadata.is_file() {
            FileKind::File
        } else if metadata.is_dir() {
            FileKind::Folder
        } else {
            FileKind::Device
        };
        Ok(Some(Look {
            kind,
            size: metadata.len(),
            modified: metadata.modified().ok(),
            other_names: kind == FileKind::File && system::names_of(&metadata) > 1,
            write_protected: metadata.permissions().readonly(),
        }))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_owned();
        // As many links in a row as Linux follows.
        for _ in 0..40 {
            match fs::canonicalize(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                done => return done,
            }
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => fs::canonicalize(folder)?,
                _ => fs::canonicalize(".")?,
            };
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            let there = folder.join(name);
            match fs::read_link(&there) {
                Ok(link) => path = folder.join(link),
                Err(_) => return Ok(there),
            }
        }
        Err(io::Error::other("too many links in a row"))
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8], access: Access<'_>) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let like = match access {
            Access::Like(like) => fs::metadata(like).ok(),
            Access::Private => None,
        };
        if like.is_some() || access == Access::Private {
            system::for_user_alone(&mut options);
        }
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            system::make_like(&file, &like);
        }
        file.sync_all()
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn write_into(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut device = OpenOptions::new().write(true).open(path)?;
        device.write_all(bytes)?;
        device.flush()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        system::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        system::sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name()))
            .collect()
    }

    fn make_private_folder(&self, folder: &Path) -> io::Result<()> {
        system::make_private_folder(folder)
    }

    fn mark(&self) -> String {
        let process = std::process::id().to_string();
        // With its start: numbers of processes are used again.
        match started(&process) {
            Some(start) => format!("{}-{process}x{start}", machine()),
            None => format!("{}-{process}", machine()),
        }
    }

    fn turn(&self, folder: &Path) -> Turn {
        // Of the folder itself: nothing is left behind, and it is there before the file is.
        let Ok(file) = File::open(folder) else {
            return Turn::default();
        };
        for _ in 0..LOOKS {
            match file.try_lock() {
                Ok(()) => return Turn { _folder: Some(file) },
                Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_LOOKS),
                Err(TryLockError::Error(_)) => break,
            }
        }
        Turn::default()
    }

    fn is_running(&self, mark: &str) -> Option<bool> {
        let (on, process) = mark.split_once('-')?;
        let (process, start) = match process.split_once('x') {
            Some((process, start)) => (process, Some(start)),
            None => (process, None),
        };
        let process = process.parse::<u32>().ok()?.to_string();
        let known = on == machine() && Path::new("/proc/self/stat").exists();
        known.then(|| match (started(&process), start) {
            (Some(there), Some(start)) => there == start,
            (there, _) => there.is_some(),
        })
    }
}

/// Returns when a process of that number was started, in ticks since this computer was; `None`: there is
/// none, or the system does not say.
fn started(process: &str) -> Option<String> {
    let line = fs::read_to_string(Path::new("/proc").join(process).join("stat")).ok()?;
    // The program's name stands in brackets and may hold anything; the start is the 20th word after it.
    let (_, after) = line.rsplit_once(") ")?;
    // What has ended is listed until whoever started it asks.
    if after.starts_with(['Z', 'X']) {
        return None;
    }
    after.split(' ').nth(19).map(str::to_owned)
}

/// Returns what tells this computer since its last start, and the container on it, from others: the
/// number of a process means nothing elsewhere.
fn machine() -> String {
    let start = fs::read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let container = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let both = [start.as_slice(), container.as_os_str().as_encoded_bytes()].concat();
    ContentHash::of(&both).short()
}

/// What differs between systems: Unix.
#[cfg(unix)]
mod system {
    use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
    use std::path::Path;

    pub fn names_of(metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    pub fn for_user_alone(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    /// Does what the system allows: a save must not fail for the owner's or the mode's sake.
    pub fn make_like(file: &File, like: &Metadata) {
        let Ok(metadata) = file.metadata() else { return };
        if metadata.gid() != like.gid() {
            let _ = fchown(file, None, Some(like.gid()));
        }
        if metadata.uid() != like.uid() {
            let _ = fchown(file, Some(like.uid()), None);
        }
        let _ = file.set_permissions(Permissions::from_mode(like.mode() & 0o7777));
    }

    pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    pub fn sync_folder(folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some network and FUSE file systems cannot; there the rename is all there is.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            done => done,
        }
    }

    /// Whoever loses a folder to a power cut loses what is in it, however often that was synced. An earlier
    /// attempt may have made it and failed then, so that all names are synced that may be ours: as far up as
    /// folders are private.
    pub fn make_private_folder(folder: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        for above in folder.ancestors().skip(1) {
            let above = if above.as_os_str().is_empty() {
                Path::new(".")
            } else {
                above
            };
            match sync_folder(above) {
                // Not one of ours, then.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => break,
                synced => synced?,
            }
            if std::fs::metadata(above)?.mode() & 0o077 != 0 {
                break;
            }
        }
        Ok(())
    }
}

/// What differs between systems: Windows and others, where folders cannot be synced and modes and
/// owners come from the folder.
#[cfg(not(unix))]
mod system {
    use std::fs::{File, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;
    use std::time::Duration;

    pub fn names_of(_metadata: &Metadata) -> u64 {
        1
    }

    pub fn for_user_alone(_options: &mut OpenOptions) {}

    pub fn make_like(_file: &File, _like: &Metadata) {}

    /// Virus scanners and indexers hold new files for a moment: tried again for half a second.
    pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
        for _ in 0..10 {
            match std::fs::rename(from, to) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                done => return done,
            }
        }
        std::fs::rename(from, to)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as on Unix, where it can fail")]
    pub fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn make_private_folder(folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)
    }
}
