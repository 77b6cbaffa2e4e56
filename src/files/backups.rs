//! Earlier contents of files: the last ten of each path, in a folder of the user's own.
//!
//! Kept apart from the files, so that a backup never overwrites a newer file by itself: whoever wants
//! one back opens it and saves it. Numbers, not times, order them; nothing here reads a clock.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::model::{Id, Plan};

use super::atomic::write_private;
use super::disk::Disk;
use super::hash::ContentHash;
use super::plan_file;

/// How many earlier contents of one path are kept.
pub const KEPT: usize = 10;

/// Where backups are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backups {
    folder: PathBuf,
}

/// One earlier content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file, which can be opened like any other.
    pub path: PathBuf,
    /// Counts up with each backup of the same path.
    pub number: u64,
    /// When it was replaced by what came after it.
    pub replaced: Option<SystemTime>,
}

impl Backups {
    /// Keeps backups in this folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Returns the earlier contents of that path, newest first; none where they cannot be read.
    pub fn of(&self, disk: &dyn Disk, path: &Path) -> Vec<Backup> {
        let Ok(target) = disk.resolve(path) else {
            return Vec::new();
        };
        let folder = self.folder_for(&target);
        let mut backups: Vec<_> = numbered(disk, &folder)
            .into_iter()
            .map(|(number, path)| Backup {
                number,
                replaced: disk.look(&path).ok().flatten().and_then(|look| look.modified),
                path,
            })
            .collect();
        backups.reverse();
        backups
    }

    /// Removes the earlier contents of that path, and of every other one those that were this plan, because
    /// its planner wants it forgotten; returns how many went.
    ///
    /// # Errors
    /// Where one of them cannot be removed.
    pub fn forget(&self, disk: &dyn Disk, path: Option<&Path>, plan: Id<Plan>) -> io::Result<usize> {
        let of_path = path.map(|path| self.of(disk, path)).unwrap_or_default();
        let mut all: Vec<PathBuf> = of_path.into_iter().map(|backup| backup.path).collect();
        for name in disk.names(&self.folder).unwrap_or_default() {
            let kept = numbered(disk, &self.folder.join(name)).into_iter();
            let others = kept
                .map(|(_, path)| path)
                .filter(|path| plan_file::is_of(disk, path, plan));
            all.extend(others);
        }
        all.sort();
        all.dedup();
        all.iter().try_for_each(|path| disk.remove(path))?;
        Ok(all.len())
    }

    /// Keeps an old content of the target (a path without links), and lets go of the oldest.
    pub(super) fn keep(&self, disk: &dyn Disk, target: &Path, old: &[u8]) -> io::Result<()> {
        let folder = self.folder_for(target);
        disk.make_private_folder(&folder)?;
        let known = numbered(disk, &folder);
        let number = known.last().map_or(1, |(number, _)| number.saturating_add(1));
        let backup = folder.join(format!("{number:06}{}", ending(target)));
        write_private(disk, &backup, old)?;
        let surplus = (known.len() + 1).saturating_sub(KEPT);
        for (_, path) in known.iter().take(surplus) {
            disk.remove(path)?;
        }
        Ok(())
    }

    /// Returns the folder of one path: its name for people, a hash to tell it from others.
    fn folder_for(&self, target: &Path) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let stem: String = name
            .split('.')
            .next()
            .unwrap_or_default()
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
            .take(24)
            .collect();
        let hash = ContentHash::of(target.as_os_str().as_encoded_bytes());
        self.folder.join(format!("{stem}-{}", hash.short()))
    }
}

/// Returns the backups in a folder by number, oldest first.
fn numbered(disk: &dyn Disk, folder: &Path) -> Vec<(u64, PathBuf)> {
    let mut found: Vec<_> = disk
        .names(folder)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|name| {
            let digits = name.to_str()?.split('.').next()?;
            let number = digits.parse().ok().filter(|_| digits.len() >= 6)?;
            Some((number, folder.join(&name)))
        })
        .collect();
    found.sort();
    found
}

/// Returns what follows the first point of the name, with it: `.plan.ron`.
fn ending(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let ending = name.split_once('.').map_or("", |(_, ending)| ending);
    let plain = ending.len() <= 16
        && ending
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if plain && !ending.is_empty() {
        format!(".{ending}")
    } else {
        ".old".to_owned()
    }
}
