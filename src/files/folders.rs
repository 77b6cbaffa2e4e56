//! Where the user's own files are: settings, recovery, backups.
//!
//! The only place that asks the system for them; everything else is handed a path. Makes no folder.

use std::path::PathBuf;

use directories::ProjectDirs;

use super::backups::Backups;
use super::bases::Bases;
use super::exercise::KeptExercises;
use super::journal::Journals;
use super::keys::Keys;

/// The folders of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// What must not get lost: recovery and backups.
    pub data: PathBuf,
    /// Preferences and recent files.
    pub config: PathBuf,
}

impl Folders {
    /// Returns the user's folders; `None` where there is no home, which the caller shows.
    pub fn of_user() -> Option<Self> {
        let folders = ProjectDirs::from("", "", "Entente")?;
        Some(Self {
            data: folders.data_local_dir().to_owned(),
            config: folders.config_local_dir().to_owned(),
        })
    }

    /// Returns folders inside one: for tests, and for a program carried on a stick.
    pub fn inside(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            data: folder.join("data"),
            config: folder.join("config"),
        }
    }

    /// Returns where earlier contents of files go.
    pub fn backups(&self) -> Backups {
        Backups::in_folder(self.data.join("backups"))
    }

    /// Returns where what copies began with is kept.
    pub fn bases(&self) -> Bases {
        Bases::in_folder(self.data.join("bases"))
    }

    /// Returns where keys that approve plans are.
    pub fn keys(&self) -> Keys {
        Keys::in_folder(self.config.join("keys"))
    }

    /// Returns where exercises are that were not saved.
    pub fn exercises(&self) -> KeptExercises {
        KeptExercises::in_folder(self.data.join("recovery"))
    }

    /// Returns where journals of unsaved work are.
    pub fn journals(&self) -> Journals {
        Journals::in_folder(self.data.join("recovery"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_inside_the_one_that_was_named() {
        let folders = Folders::inside("/stick");
        assert_eq!(folders.config, PathBuf::from("/stick/config"));
        assert_eq!(folders.journals(), Journals::in_folder("/stick/data/recovery"));
        assert_eq!(folders.backups(), Backups::in_folder("/stick/data/backups"));
    }

    #[test]
    fn the_users_folders_are_absolute_and_our_own() {
        if let Some(folders) = Folders::of_user() {
            for folder in [folders.data, folders.config] {
                assert!(folder.is_absolute(), "{folder:?}");
                assert!(
                    folder.to_string_lossy().to_lowercase().contains("entente"),
                    "{folder:?}"
                );
            }
        }
    }
}
