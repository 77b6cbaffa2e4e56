//! The plan as one stakeholder would see it: looked at on the map, read only, and saved as an extract.
//!
//! What is looked at is the extract itself, so nothing can be on the map that is not in the file. The plan at hand
//! stays as it is; while an extract is looked at, nothing changes it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{Existing, LocalDisk, WriteFileError, exchange, ron_text, write_file};
use crate::model::{ExtractOf, Generalisation, Plan};
use crate::release::{Extract, Leak, came_back, can_be_released_to, leaks_in, release};

use super::filing::file_name;
use super::notices::NoticeKind;
use super::{Command, Editor, Question, tools};

/// What is asked of extracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseCommand {
    /// Look at the plan as somebody sees it; `None`: as whoever was looked as last, or comes first.
    LookAs(Option<ExtractOf>),
    /// Write the extract that is looked at, unless H16 objects.
    Save {
        /// Where to.
        path: PathBuf,
        /// Replace what is there; its content goes to the backups.
        replace: bool,
    },
    /// Go back to the plan.
    Leave,
}

/// An extract that is looked at.
#[derive(Clone, Debug)]
pub struct Releasing {
    /// For whom, and how coarse.
    pub of: ExtractOf,
    /// The extract, with what is shown and withheld and why.
    pub extract: Arc<Extract>,
    /// What H16 objects to.
    pub leaks: Vec<Leak>,
    /// What the map shows.
    plan: Arc<Plan>,
}

impl Editor {
    /// Returns the extract that is looked at.
    pub fn releasing(&self) -> Option<&Releasing> {
        self.releasing.as_ref()
    }

    pub(super) fn release(&mut self, command: ReleaseCommand) {
        match command {
            ReleaseCommand::LookAs(of) => self.look_as(of),
            ReleaseCommand::Save { path, replace } => self.save_extract(&path, replace),
            ReleaseCommand::Leave => self.leave_release(),
        }
    }

    /// Goes back to the plan.
    pub(super) fn leave_release(&mut self) {
        if self.releasing.take().is_some() {
            self.document.drop_draft();
        }
    }

    /// Keeps the extract on the map, whatever else was done; of a plan that has changed it is made anew.
    pub(super) fn keep_releasing(&mut self, has_changed: bool) {
        let Some(releasing) = &self.releasing else { return };
        if has_changed {
            let of = releasing.of;
            self.look_as(Some(of));
        } else if !Arc::ptr_eq(self.document.shown(), &releasing.plan) {
            self.document.show(Arc::clone(&releasing.plan));
        }
    }

    /// Answers a command that is not for whoever only looks at an extract; true where nothing is left to do.
    pub(super) fn is_only_looked_at(&mut self, command: &Command) -> bool {
        if self.releasing.is_none() {
            return false;
        }
        match command {
            // A hand over the map or a list: nothing was meant to be done.
            Command::Draft(_) | Command::Preview(_) | Command::DropDraft | Command::Map(_) => true,
            Command::Commit(_)
            | Command::Undo
            | Command::Redo
            | Command::GoToStep(_)
            | Command::Shape(_)
            | Command::Paste(_)
            | Command::PlaceTyped(_)
            | Command::MakeDrawn
            | Command::Approval(_)
            | Command::DeleteSelected => {
                self.notices.dismiss_done();
                self.notices.push(
                    NoticeKind::Warning,
                    "Not done: you are looking at an extract",
                    "Go back to the plan to change it.",
                );
                true
            }
            Command::StepBack => {
                self.leave_release();
                true
            }
            Command::TakeTool(_)
            | Command::Import(_)
            | Command::Dropped(_)
            | Command::MergeWith(_)
            | Command::MergeWithFile
            | Command::TakeInProposals(_)
            | Command::Compare(_)
            | Command::Branch(_) => {
                self.leave_release();
                false
            }
            _ => false,
        }
    }

    fn look_as(&mut self, of: Option<ExtractOf>) {
        let usual = || {
            let stakeholder = *can_be_released_to(self.plan()).first()?;
            let generalised = Generalisation::default();
            Some(ExtractOf {
                stakeholder,
                generalised,
            })
        };
        let Some(of) = of.or_else(usual) else {
            let why = "The plan has no stakeholder that an extract could be made for.";
            self.refuse_extract(why);
            return;
        };
        let hash = match ron_text::plan_hash(self.plan()) {
            Ok(hash) => hash.to_string(),
            Err(error) => return self.refuse_extract(&error.to_string()),
        };
        match release(self.plan(), &hash, of) {
            Ok(extract) => {
                if self.releasing.is_none() {
                    self.importing = None;
                    self.incoming = None;
                    self.take_tool(tools::ToolKind::default());
                    self.wanted_view = self.bounds_of_plan();
                }
                // Nothing is marked as changed, and no finding of the whole plan shows through.
                self.previewing = false;
                let plan = Arc::new(extract.plan.clone());
                let seen = |phase: &crate::model::Id<crate::model::Phase>| plan.phases.contains(*phase);
                self.workspace.phase = self.workspace.phase.filter(seen);
                self.document.show(Arc::clone(&plan));
                self.releasing = Some(Releasing {
                    of,
                    leaks: leaks_in(self.plan(), &extract),
                    extract: Arc::new(extract),
                    plan,
                });
            }
            Err(error) => self.refuse_extract(&error.to_string()),
        }
    }

    fn refuse_extract(&mut self, why: &str) {
        self.leave_release();
        self.notices
            .push(NoticeKind::Warning, "No extract can be made", why);
    }

    fn save_extract(&mut self, path: &Path, replace: bool) {
        let Some(releasing) = self.releasing.clone() else {
            return;
        };
        let name = file_name(path);
        let failed = format!("{name} was not written");
        if !releasing.leaks.is_empty() {
            let why = "H16 objects to the extract: see what would go out with it.";
            self.notices.push(NoticeKind::Error, failed, why);
            return;
        }
        let written = exchange::write_by_ending(path, &releasing.plan, None)
            .map_err(|error| error.to_string())
            .and_then(|bytes| {
                let existing = if replace {
                    Existing::Replace
                } else {
                    Existing::Refuse
                };
                let backups = self.surroundings.backups();
                match write_file(&LocalDisk, path, &bytes, existing, backups.as_ref()) {
                    Ok(_) => Ok(true),
                    Err(WriteFileError::Exists(_)) => Ok(false),
                    Err(error) => Err(error.to_string()),
                }
            });
        match written {
            Ok(true) => {
                self.keep_released();
                self.leave_release();
                let text = format!("The extract was written: {name}");
                let more = "When it comes back, choose File, Merge another plan.";
                self.notices.push(NoticeKind::Done, text, more);
            }
            Ok(false) => {
                let path = path.to_owned();
                let replaced = ReleaseCommand::Save { path, replace: true };
                self.question = Some(Question::ReplaceExtract(Box::new(Command::Release(replaced))));
            }
            Err(error) => self.notices.push(NoticeKind::Error, failed, error),
        }
    }

    /// Keeps what was released, by its content, so that the extract can be merged when it comes back.
    fn keep_released(&mut self) {
        let Some(folders) = &self.surroundings.folders else {
            return;
        };
        if let Err(error) = folders.bases().keep(&LocalDisk, self.document.current()) {
            let text = "What was released is not kept on this computer";
            let more = format!("{error}. The extract can be merged while the plan stays as it is.");
            self.notices.push(NoticeKind::Warning, text, more);
        }
    }

    /// Returns what the plan was when an extract of it was made, and the extract as a draft of that; `None`: this
    /// computer has it no more.
    pub(super) fn came_back(&self, extract: &Plan) -> Option<(Arc<Plan>, Arc<Plan>)> {
        let hash = &extract.base.as_ref()?.hash;
        let now = ron_text::plan_hash(self.plan()).ok()?.to_string();
        let released = if now == *hash {
            Arc::clone(self.plan())
        } else {
            let bases = self.surroundings.folders.as_ref()?.bases();
            Arc::new(bases.find(&LocalDisk, hash.parse().ok()?)?)
        };
        let draft = came_back(&released, hash, extract).ok()?;
        Some((released, Arc::new(draft)))
    }
}

#[cfg(test)]
mod tests;
