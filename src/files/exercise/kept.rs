//! Exercises that are not saved, kept in the user's recovery folder, readable by nobody else.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::exercise::Exercise;
use crate::model::{Id, Plan};

use super::super::atomic::write_private;
use super::super::bases::KeepBaseError;
use super::super::disk::Disk;
use super::super::plan_file;
use super::super::sealed::Seal;
use super::super::text::MAX_FILE_BYTES;
use super::{EXERCISE_ENDING, read, write};

/// The folder of exercises that are not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptExercises {
    folder: PathBuf,
}

impl KeptExercises {
    /// Keeps them in this folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Keeps an exercise, in place of what was kept of it.
    ///
    /// # Errors
    /// [`KeepBaseError`]; what was kept before is then kept still.
    pub fn keep(&self, disk: &dyn Disk, exercise: &Exercise) -> Result<(), KeepBaseError> {
        let text = write(exercise)?;
        disk.make_private_folder(&self.folder)?;
        Ok(write_private(disk, &self.path(exercise.id), text.as_bytes())?)
    }

    /// Returns what is kept of an exercise, where it is whole.
    pub fn find(&self, disk: &dyn Disk, id: Id<Exercise>) -> Option<Exercise> {
        read_whole(disk, &self.path(id))
    }

    /// Returns the exercise that was kept last.
    pub fn newest(&self, disk: &dyn Disk) -> Option<Exercise> {
        let names = disk.names(&self.folder).ok()?;
        let mut found: Vec<(Option<SystemTime>, PathBuf)> = names
            .into_iter()
            .map(|name| self.folder.join(name))
            .filter(|path| path.to_string_lossy().ends_with(EXERCISE_ENDING))
            .map(|path| {
                let look = disk.look(&path).ok().flatten();
                (look.and_then(|look| look.modified), path)
            })
            .collect();
        found.sort();
        found.iter().rev().find_map(|(_, path)| read_whole(disk, path))
    }

    /// Forgets what is kept of an exercise.
    pub fn forget(&self, disk: &dyn Disk, id: Id<Exercise>) {
        // Where it cannot be removed it is offered once more, no worse.
        let _ = disk.remove(&self.path(id));
    }

    /// Forgets every exercise that starts from a plan, because its planner wants it forgotten; returns how many went.
    ///
    /// # Errors
    /// Where one of them cannot be removed.
    pub fn forget_of(&self, disk: &dyn Disk, plan: Id<Plan>) -> io::Result<usize> {
        let mut gone = 0;
        for name in disk.names(&self.folder).unwrap_or_default() {
            let path = self.folder.join(name);
            let is_exercise = path.to_string_lossy().ends_with(EXERCISE_ENDING);
            if is_exercise && plan_file::is_of(disk, &path, plan) {
                disk.remove(&path)?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    fn path(&self, id: Id<Exercise>) -> PathBuf {
        self.folder.join(format!("{id}{EXERCISE_ENDING}"))
    }
}

/// Reads an exercise that is as it was written.
fn read_whole(disk: &dyn Disk, path: &Path) -> Option<Exercise> {
    let bytes = disk.read(path, MAX_FILE_BYTES as u64 + 1).ok()?;
    let read = read(&bytes).ok()?;
    (read.seal == Seal::Sealed).then_some(read.exercise)
}
