//! Work of sessions that ended: looked for at the start, offered, taken, never thrown away by a no.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::files::journal::{self, Entry, Found, InFile, Journal, Kept};
use crate::files::{LocalDisk, PlanFile, plan_file};
use crate::model::{Id, Instant, Plan};

use super::document::{Document, Happened};
use super::history::Step;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::{Editor, Workspace};

/// Seconds in a minute.
const MINUTE: u64 = 60;

/// Work that was not saved.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Sessions that ended with some, the newest first.
    found: Vec<Found>,
    /// It is to be offered.
    is_offered: bool,
}

impl Editor {
    /// Returns the sessions that ended with work that was not saved, the newest first.
    pub fn lost(&self) -> &[Found] {
        &self.lost.found
    }

    /// Returns true once, where lost work is to be offered by itself.
    pub fn take_offer(&mut self) -> bool {
        std::mem::take(&mut self.lost.is_offered)
    }

    /// Looks for sessions that ended with work that was not saved; `all`: also what was left by choice.
    pub(super) fn look_for_lost(&mut self, all: bool) {
        let Some(folders) = &self.surroundings.folders else {
            return;
        };
        let (journals, in_use) = (folders.journals(), self.keeper.in_use());
        let now = time_of(self.today);
        self.jobs.beside("recovery", move |broke_down| {
            if broke_down {
                return Answer::Lost {
                    found: Vec::new(),
                    all,
                };
            }
            // Only at the start of a day: what is 30 days old is not looked at once more.
            if let Some(now) = now {
                journals.sweep(&LocalDisk, now);
            }
            let mut found = journals.find(&LocalDisk, None, in_use.as_deref());
            found.retain(|found| is_lost(&found.kept, all));
            Answer::Lost { found, all }
        });
    }

    /// Takes what was found.
    pub(super) fn take_found(&mut self, found: Vec<Found>, all: bool) {
        let is_offered = all || !found.is_empty();
        self.lost = Lost { found, is_offered };
    }

    /// Opens the plan of a session that ended, and looks at its work.
    pub(super) fn look_at_lost(&mut self, place: usize) {
        let Some(found) = self.lost.found.get(place).cloned() else {
            return;
        };
        let kept = found.kept;
        let path = kept.file.as_ref().map(|file| PathBuf::from(&file.path));
        let is_there = path.as_ref().is_some_and(|path| path.is_file());
        match path {
            Some(path) if is_there => {
                if !self.open(&path) {
                    return;
                }
                if self.plan().id != kept.in_file.id {
                    let text = format!("{} holds another plan by now", path.display());
                    self.notices
                        .push(NoticeKind::Warning, text, "The lost work is shown by itself.");
                    self.start_kept(&kept);
                }
            }
            _ => self.start_kept(&kept),
        }
        self.lost.is_offered = false;
        self.look_at_kept(kept);
    }

    /// Starts with the plan that a session began with, which is in no file.
    fn start_kept(&mut self, kept: &Kept) {
        let label = kept.steps.first().map(|step| step.label.clone());
        self.start((*kept.in_file).clone(), &label.unwrap_or_default(), None);
    }

    /// Takes the work of a session that ended.
    pub(super) fn take_lost(&mut self, kept: &Kept, plan: &Arc<Plan>) {
        let title = kept.plan().info.title.clone();
        let is_untouched = self.document.history().len() == 1 && **self.plan() == *kept.in_file;
        let is_whole = is_untouched && **plan == **kept.plan();
        self.lost.found.retain(|found| found.kept.path != kept.path);
        let resumed = || resumed(kept, Arc::clone(&kept.in_file), self.document.file.clone());
        if is_whole && let Some(document) = resumed() {
            self.document = document;
            self.workspace = Workspace::for_plan(self.document.current());
            self.keeper.go_on(kept.clone());
        } else {
            self.document.replace(Arc::clone(plan), "Recover lost work");
            self.settle_lost(kept);
        }
        let text = if title.is_empty() {
            "The lost work is back".to_owned()
        } else {
            format!("The lost work on {title} is back")
        };
        self.notices
            .push(NoticeKind::Done, text, "It is in no file until you save.");
    }

    /// Does not offer the work of a session any more by itself; it stays in its journal.
    pub(super) fn leave_lost(&mut self, place: usize) {
        if place < self.lost.found.len() {
            let found = self.lost.found.remove(place);
            self.settle_lost(&found.kept);
        }
    }

    /// Writes into a journal that its work was taken or left.
    fn settle_lost(&mut self, kept: &Kept) {
        let Some(folders) = &self.surroundings.folders else {
            return;
        };
        let path = folders.journals().new_path(&LocalDisk, kept.in_file.id);
        let path = path.map_err(journal::KeepError::from);
        let journal = path.and_then(|path| Journal::go_on(&LocalDisk, kept, path));
        let written = journal.and_then(|mut journal| journal.append(&LocalDisk, &[Entry::Left]));
        if let Err(error) = written {
            let text = "The lost work will be offered once more".to_owned();
            self.notices.push(NoticeKind::Warning, text, error.to_string());
        }
    }

    /// Goes on with the newest session on this file that ended as the file is now: its steps can be undone.
    /// Work on it that was lost is offered.
    pub(super) fn resume(&mut self, plan: &Plan, file: &PlanFile) -> Option<Document> {
        let folders = self.surroundings.folders.as_ref()?;
        let found = folders
            .journals()
            .find(&LocalDisk, Some(plan.id), self.keeper.in_use().as_deref());
        let here = InFile::new(&file.path, file.hash());
        let of_file = |found: &Found| {
            found
                .kept
                .file
                .as_ref()
                .is_some_and(|file| file.path == here.path)
        };
        let found: Vec<Found> = found.into_iter().filter(of_file).collect();
        let lost = found.iter().filter(|found| is_lost(&found.kept, false));
        let lost: Vec<Found> = lost.cloned().collect();
        if !lost.is_empty() {
            let paths: Vec<_> = lost.iter().map(|found| found.kept.path.clone()).collect();
            self.lost.found.retain(|known| !paths.contains(&known.kept.path));
            self.lost.found.splice(0..0, lost);
            self.lost.is_offered = true;
        }
        let fits = |found: &&Found| **found.kept.plan() == *plan;
        let kept = found.iter().find(fits)?.kept.clone();
        let in_file = Arc::clone(kept.plan());
        let is_written = kept.file.as_ref() == Some(&here) && !kept.has_unsaved();
        let document = resumed(&kept, Arc::clone(&in_file), Some(file.clone()))?;
        self.keeper.go_on(kept);
        if !is_written {
            // It ended between the save and the journal's word of it.
            self.keeper.keep(Happened::InFile(file.clone(), in_file));
        }
        Some(document)
    }

    /// Forgets what this computer keeps of the plan at hand beside its file: journals, backups, what its copies
    /// began with, the recent file. What is not saved stays in the window.
    pub(super) fn forget_plan(&mut self) {
        let id: Id<Plan> = self.plan().id;
        let path = self.document.file.as_ref().map(|file| file.path.clone());
        self.keeper.close();
        let forgotten = self.surroundings.folders.as_ref().map(|folders| {
            let journals = folders.journals().forget(&LocalDisk, id)?;
            let bases = folders.bases().forget(&LocalDisk, id)?;
            let backups = folders.backups().forget(&LocalDisk, path.as_deref(), id)?;
            let exercises = folders.exercises().forget_of(&LocalDisk, id)?;
            Ok::<_, std::io::Error>(journals + bases + backups + exercises)
        });
        if let Some(path) = &path {
            self.change_preferences(|preferences| preferences.recent.retain(|known| known != path));
        }
        self.lost.found.retain(|found| found.kept.in_file.id != id);
        self.begin_journal();
        match forgotten {
            Some(Err(error)) => self.notices.push(
                NoticeKind::Error,
                "Not all of it could be forgotten",
                error.to_string(),
            ),
            _ => self.notices.push(
                NoticeKind::Done,
                "Nothing of this plan is kept on this computer beside its own file",
                "Backups, journals and the entry among recent files are gone. Steps done so far can be undone until the window is closed.",
            ),
        }
    }

    /// Waits until what was done is on the disk.
    pub fn flush_journal(&mut self) {
        self.keeper.flush();
    }

    /// Gives the plan's file up to the next program that opens it; what is not saved stays in its journal.
    pub fn let_go(&mut self) {
        self.watcher.watch(None, None);
    }

    /// Returns where reports of breaks go; `None`: nowhere.
    pub fn reports_folder(&self) -> Option<PathBuf> {
        let folders = self.surroundings.folders.as_ref()?;
        Some(folders.data.join("reports"))
    }

    /// Begins a journal with the plan at hand.
    pub(super) fn begin_journal(&mut self) {
        let file = self.document.file.as_ref();
        let first = self.document.history().steps().next();
        self.keeper.begin(journal::Start {
            label: first.map(|step| step.label.clone()).unwrap_or_default(),
            file: file.map(|file| InFile::new(&file.path, file.hash())),
            plan: Arc::clone(self.document.in_file()),
        });
    }
}

/// A document with the steps of a session, and what its file has.
fn resumed(kept: &Kept, in_file: Arc<Plan>, file: Option<PlanFile>) -> Option<Document> {
    let steps = kept.steps.iter().map(|step| Step {
        plan: Arc::clone(&step.plan),
        label: step.label.clone(),
    });
    Document::resumed(steps.collect(), kept.live, in_file, file)
}

/// Returns true where a session ended with work that is in no file; `all`: also what was left by choice. Where
/// it ended between a save and the journal's word of it, the file has the work.
fn is_lost(kept: &Kept, all: bool) -> bool {
    kept.has_unsaved() && (all || !kept.is_left) && !is_in_its_file(kept)
}

fn is_in_its_file(kept: &Kept) -> bool {
    let path = kept.file.as_ref().map(|file| Path::new(&file.path));
    let opened = path.and_then(|path| plan_file::open(&LocalDisk, path).ok());
    opened.is_some_and(|opened| opened.plan == **kept.plan())
}

/// A day as the disk's clock has it; `None` before 1970.
fn time_of(day: Instant) -> Option<SystemTime> {
    let minutes = u64::try_from(day.unix_minutes()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(minutes.checked_mul(MINUTE)?))
}

/// Returns the path from the root, whatever the program was started with.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;
