//! A journal that is being written.

use std::io;
use std::path::{Path, PathBuf};

use super::super::disk::{Access, Disk};
use super::record::Chain;
use super::{Entry, FIRST_LINE, KeepError, Kept, Start};

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    chain: Chain,
    size: u64,
}

impl Journal {
    /// Begins a journal: once it is made, the disk has its start and the entries.
    ///
    /// # Errors
    /// [`KeepError`]; nothing is then kept.
    pub fn begin(
        disk: &dyn Disk,
        path: PathBuf,
        start: &Start,
        entries: &[Entry],
    ) -> Result<Self, KeepError> {
        let mut bytes = FIRST_LINE.as_bytes().to_vec();
        let mut chain = Chain::new(FIRST_LINE);
        let (head, plan) = start.parts()?;
        chain.write(&mut bytes, &head, &plan)?;
        for entry in entries {
            let (head, plan) = entry.parts()?;
            chain.write(&mut bytes, &head, &plan)?;
        }
        place(disk, &path, &bytes)?;
        Ok(Self {
            path,
            chain,
            size: bytes.len() as u64,
        })
    }

    /// Goes on with a journal of a session that is over, under another name: whoever else wants it finds it
    /// no longer. A torn end is cut off.
    ///
    /// # Errors
    /// The disk's; the old journal is then as it was.
    pub fn go_on(disk: &dyn Disk, kept: &Kept, path: PathBuf) -> Result<Self, KeepError> {
        let whole = kept.sound_bytes;
        if kept.is_torn {
            let bytes = disk.read(&kept.path, whole)?;
            if bytes.len() as u64 != whole {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            place(disk, &path, &bytes)?;
            // What is in it is in the new one.
            let _ = disk.remove(&kept.path);
        } else {
            disk.rename(&kept.path, &path)?;
            disk.sync_folder(folder_of(&path))?;
        }
        Ok(Self {
            path,
            chain: kept.end,
            size: whole,
        })
    }

    /// Adds entries: once this returns, the disk has them.
    ///
    /// # Errors
    /// [`KeepError`]; what comes after would not be read, so that another journal is to be begun.
    pub fn append(&mut self, disk: &dyn Disk, entries: &[Entry]) -> Result<(), KeepError> {
        let mut bytes = Vec::new();
        let mut chain = self.chain;
        for entry in entries {
            let (head, plan) = entry.parts()?;
            chain.write(&mut bytes, &head, &plan)?;
        }
        disk.append(&self.path, &bytes)?;
        self.chain = chain;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns its size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Writes a whole new file; what is left of a failed attempt goes.
pub(in crate::files) fn place(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = disk.write_new(path, bytes, Access::Private);
    if let Err(error) = written {
        if error.kind() != io::ErrorKind::AlreadyExists {
            let _ = disk.remove(path);
        }
        return Err(error);
    }
    disk.sync_folder(folder_of(path))
}

pub(in crate::files) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}
