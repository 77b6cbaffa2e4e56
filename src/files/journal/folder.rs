//! The recovery folder: journals by plan and by the program that writes them.
//!
//! `<plan id>.<mark of the program>-<number>.journal`

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::model::{Id, Plan};

use super::super::disk::Disk;
use super::{Kept, read};

const ENDING: &str = "journal";
/// Largest journal that is read, bytes. A session begins another one long before.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// How long a journal is kept after its last entry.
const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// The folder of the journals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journals {
    folder: PathBuf,
}

/// A journal that no running program writes.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its session.
    pub kept: Kept,
    /// When something was last written to it.
    pub modified: Option<SystemTime>,
}

impl Journals {
    /// Keeps journals in this folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Makes the folder, for this user alone, and returns a path for a new journal of a plan.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn new_path(&self, disk: &dyn Disk, plan: Id<Plan>) -> io::Result<PathBuf> {
        disk.make_private_folder(&self.folder)?;
        let taken = disk.names(&self.folder)?;
        let mark = disk.mark();
        let free = (0..=u32::MAX)
            .map(|number| format!("{plan}.{mark}-{number}.{ENDING}"))
            .find(|name| !taken.iter().any(|taken| taken.to_str() == Some(name)));
        let free = free.ok_or(io::ErrorKind::AlreadyExists)?;
        Ok(self.folder.join(free))
    }

    /// Returns the journals of sessions that are over, of that plan or of all, the newest first. One that
    /// another program is writing is not looked at (where that cannot be known, it is), nor `in_use`.
    pub fn find(&self, disk: &dyn Disk, plan: Option<Id<Plan>>, in_use: Option<&Path>) -> Vec<Found> {
        let own = disk.mark();
        let mut found: Vec<Found> = self
            .paths(disk)
            .into_iter()
            .filter(|(of, mark, path)| {
                let is_over = *mark == own || disk.is_running(mark) != Some(true);
                plan.is_none_or(|plan| plan == *of) && is_over && in_use != Some(path)
            })
            .filter_map(|(_, _, path)| {
                let look = disk.look(&path).ok().flatten()?;
                if look.size > MAX_BYTES {
                    return None;
                }
                let bytes = disk.read(&path, MAX_BYTES).ok()?;
                Some(Found {
                    kept: read(path, &bytes)?,
                    modified: look.modified,
                })
            })
            .collect();
        found.sort_by(|one, other| {
            other
                .modified
                .cmp(&one.modified)
                .then_with(|| one.kept.path.cmp(&other.kept.path))
        });
        found
    }

    /// Removes the journals that nothing was written to for 30 days before `now`, but for those with work that
    /// was neither saved nor left by choice: a clock that was wrong for a while must not throw that away.
    pub fn sweep(&self, disk: &dyn Disk, now: SystemTime) {
        for (_, mark, path) in self.paths(disk) {
            let modified = disk.look(&path).ok().flatten().and_then(|look| look.modified);
            let age = modified.and_then(|modified| now.duration_since(modified).ok());
            let is_over = age.is_some_and(|age| age > KEPT_FOR) && disk.is_running(&mark) != Some(true);
            if is_over && !has_lost_work(disk, &path) {
                // What cannot be removed now is removed another day.
                let _ = disk.remove(&path);
            }
        }
    }

    /// Removes every journal of a plan that no other program is writing, because its planner wants it
    /// forgotten; returns how many went.
    ///
    /// # Errors
    /// Where one of them cannot be removed.
    pub fn forget(&self, disk: &dyn Disk, plan: Id<Plan>) -> io::Result<usize> {
        let mut gone = 0;
        for (of, mark, path) in self.paths(disk) {
            let is_others = mark != disk.mark() && disk.is_running(&mark) == Some(true);
            if of == plan && !is_others {
                disk.remove(&path)?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Plan, mark and path of every journal.
    fn paths(&self, disk: &dyn Disk) -> Vec<(Id<Plan>, String, PathBuf)> {
        let names = disk.names(&self.folder).unwrap_or_default();
        let read = |name: &Path| {
            let stem = name.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
            let (plan, program) = stem.split_once('.')?;
            let (mark, _) = program.rsplit_once('-')?;
            Some((plan.parse().ok()?, mark.to_owned(), self.folder.join(name)))
        };
        names.iter().filter_map(|name| read(Path::new(name))).collect()
    }
}

/// Returns true where a journal has work that was neither saved nor left by choice, or cannot be looked at.
fn has_lost_work(disk: &dyn Disk, path: &Path) -> bool {
    let Ok(bytes) = disk.read(path, MAX_BYTES) else {
        return true;
    };
    read(path.to_owned(), &bytes).is_some_and(|kept| kept.has_unsaved() && !kept.is_left)
}
