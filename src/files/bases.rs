//! What copies of plans began with: kept by the hash of their content, so that a copy can be merged back.

use std::io;
use std::path::PathBuf;

use crate::model::{Id, Plan};

use super::atomic::write_private;
use super::disk::Disk;
use super::hash::ContentHash;
use super::plan_file;
use super::ron_text;
use super::sealed::Seal;
use super::text::{MAX_FILE_BYTES, PrintError};

/// Where they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bases {
    folder: PathBuf,
}

/// Why what a copy began with could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepBaseError {
    /// It has no text form.
    #[error(transparent)]
    Text(#[from] PrintError),
    /// The disk refused it.
    #[error("{}", super::atomic::reason(.0))]
    Disk(#[from] io::Error),
}

impl Bases {
    /// Keeps them in this folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Keeps a plan and returns the hash of its content.
    ///
    /// # Errors
    /// [`KeepBaseError`]
    pub fn keep(&self, disk: &dyn Disk, plan: &Plan) -> Result<ContentHash, KeepBaseError> {
        let text = ron_text::write(plan)?;
        let hash = ron_text::content_hash(&text);
        disk.make_private_folder(&self.folder)?;
        write_private(disk, &self.path(hash), text.as_bytes())?;
        Ok(hash)
    }

    /// Returns the plan with that content; `None` where this computer has it no more, or not whole.
    pub fn find(&self, disk: &dyn Disk, hash: ContentHash) -> Option<Plan> {
        let bytes = disk.read(&self.path(hash), MAX_FILE_BYTES as u64 + 1).ok()?;
        let read = ron_text::read(&bytes).ok()?;
        (read.seal == Seal::Sealed && read.hash == hash).then_some(read.plan)
    }

    /// Removes what copies of a plan began with, because its planner wants it forgotten; returns how many went.
    /// Those copies cannot be merged back on this computer any more.
    ///
    /// # Errors
    /// Where one of them cannot be removed.
    pub fn forget(&self, disk: &dyn Disk, plan: Id<Plan>) -> io::Result<usize> {
        let mut gone = 0;
        for name in disk.names(&self.folder).unwrap_or_default() {
            let path = self.folder.join(name);
            if plan_file::is_of(disk, &path, plan) {
                disk.remove(&path)?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    fn path(&self, hash: ContentHash) -> PathBuf {
        self.folder.join(format!("{hash}.plan.ron"))
    }
}
