//! Opening, saving, importing, exporting: commands that touch files.
//!
//! Nothing unsaved is lost without a question, and no file that changed on disk is overwritten unseen.

use std::path::PathBuf;

use super::preferences::Preferences;
use super::{Command, Editor};

/// A question that waits for an answer before anything is lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The plan has unsaved changes and this command would lose them.
    Unsaved(Box<Command>),
    /// That file exists and is not the plan's.
    Replace(PathBuf),
    /// The plan's file was changed on disk since it was read.
    ChangedOnDisk(PathBuf),
}

/// Where the editor keeps things outside the plan; tests hand in a temporary folder or nothing.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Preferences and recent files.
    pub config: Option<PathBuf>,
    /// Backups of plans.
    pub backups: Option<PathBuf>,
}

impl Surroundings {
    /// Reads the preferences; what cannot be read gives the defaults.
    pub fn read_preferences(&self) -> Preferences {
        Preferences::default()
    }
}

impl Editor {
    pub(super) fn file(&mut self, command: Command) {
        let _ = command;
    }

    pub(super) fn change_preferences(&mut self, change: impl FnOnce(&mut Preferences)) {
        change(&mut self.preferences);
    }
}
