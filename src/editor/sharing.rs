//! A plan that others work on too: read only while somebody else has it open, copied to be merged later,
//! and what they wrote meanwhile.

use std::path::Path;
use std::sync::Arc;

use crate::files::lock::Holder;
use crate::files::{Existing, Folders, LocalDisk, Opened, PlanFile, plan_file, ron_text};
use crate::model::{Base, Plan};
use crate::samples;

use super::incoming::Origin;
use super::notices::NoticeKind;
use super::watching::{Outside, is_about};
use super::{Editor, Question};

/// What is known of others at the plan's file.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The file that is watched.
    file: Option<PlanFile>,
    /// What has become of it.
    outside: Option<Outside>,
    /// Who else has it open.
    held_by: Option<Holder>,
}

impl Editor {
    /// Returns what somebody else did to the plan's file since it was read or saved here.
    pub fn outside(&self) -> Option<&Outside> {
        self.shared.outside.as_ref()
    }

    /// Returns who else has the plan open: it is then only read here.
    pub fn held_by(&self) -> Option<&Holder> {
        self.shared.held_by.as_ref()
    }

    /// Watches the file that the plan has now.
    pub(super) fn keep_watching(&mut self) {
        // While an exercise is open, the plan's file is still its own: others are told so.
        if self.exercising.is_some() || self.shared.file == self.document.file {
            return;
        }
        let file = self.document.file.clone();
        let held_by = self
            .watcher
            .watch(file.as_ref(), self.surroundings.holder.as_ref());
        self.document.set_read_only(held_by.is_some());
        self.shared = Shared {
            file,
            outside: None,
            held_by,
        };
    }

    /// Watches anew, whatever was watched.
    pub(super) fn watch_anew(&mut self) {
        self.shared = Shared::default();
    }

    /// Takes what the watcher saw.
    pub(super) fn take_outside(&mut self, path: &std::path::PathBuf, outside: Outside) {
        let current = self.document.file.as_ref();
        let known =
            matches!(&outside, Outside::Written(hash) if current.is_some_and(|file| file.hash() == *hash));
        if is_about(current, path) && !known {
            self.shared.outside = Some(outside);
        }
    }

    /// Looks at the plan's file at once, and whether somebody else still has it open.
    pub(super) fn look_at_file(&mut self) {
        if self.shared.held_by.is_some() {
            self.watch_anew();
            self.keep_watching();
            if self.shared.held_by.is_none() {
                let text = "Nobody else has the plan open any more: it can be changed";
                self.notices.push(NoticeKind::Done, text, "");
            }
        }
        self.watcher.look();
    }

    /// Says that the plan is only read.
    pub(super) fn refuse_to_write(&mut self) {
        let who = self
            .held_by()
            .map_or_else(String::new, |holder| format!("{} has it open", named(holder)));
        self.notices.push(
            NoticeKind::Warning,
            "Not done: you are reading this plan",
            format!("{who}. Take a copy to change it; the two can be merged later."),
        );
    }

    /// Writes a copy of the plan that knows what it began with, and goes on with that.
    pub(super) fn take_copy(&mut self, path: &Path) {
        if self.branch_off(path, "") {
            let text = format!("You have a copy of your own: {}", super::filing::file_name(path));
            let more = "To merge it later, open the original and choose File, Merge another plan.";
            self.notices.push(NoticeKind::Done, text, more);
        }
    }

    /// Writes the plan to a file of its own that knows what it began with, and goes on with that; false where
    /// it could not, which is told.
    pub(super) fn branch_off(&mut self, path: &Path, name: &str) -> bool {
        let kept = self.surroundings.folders.as_ref().map(|folders| {
            folders
                .bases()
                .keep(&LocalDisk, self.document.in_file())
                .map_err(|error| error.to_string())
        });
        let hash = match kept {
            Some(Ok(hash)) => hash.to_string(),
            Some(Err(error)) => {
                self.no_copy(path, &error);
                return false;
            }
            None => match ron_text::plan_hash(self.document.in_file()) {
                Ok(hash) => hash.to_string(),
                Err(error) => {
                    self.no_copy(path, &error.to_string());
                    return false;
                }
            },
        };
        let copy = Plan {
            base: Some(Base {
                id: self.plan().id,
                hash,
                name: name.to_owned(),
            }),
            ..(**self.plan()).clone()
        };
        let written = plan_file::save_as(&LocalDisk, &copy, path, Existing::Refuse, None);
        match written {
            Ok(_) => self.open(path),
            Err(error) => {
                self.no_copy(path, &error.to_string());
                false
            }
        }
    }

    fn no_copy(&mut self, path: &Path, why: &str) {
        let text = format!("{} was not written", super::filing::file_name(path));
        self.notices.push(NoticeKind::Error, text, why);
    }

    /// Looks at another plan, merged with the one at hand, where what both began with is known.
    pub(super) fn merge_with(&mut self, path: &Path) {
        let Opened { plan, seal, file, .. } = match plan_file::open(&LocalDisk, path) {
            Ok(opened) => opened,
            Err(error) => {
                let text = format!("{} cannot be merged", super::filing::file_name(path));
                self.notices.push(NoticeKind::Error, text, error.to_string());
                return;
            }
        };
        let returned = plan.extract.is_some();
        let bases = if returned {
            self.came_back(&plan)
        } else {
            let base = self.common_base(&plan);
            base.map(|base| (base, Arc::new(plan)))
        };
        let Some((base, plan)) = bases else {
            let text = format!("{} cannot be merged", super::filing::file_name(path));
            let why = "This computer does not have what both plans began with. Merge on the computer where the copy \
                       was taken, or import what you need from it.";
            self.notices.push(NoticeKind::Error, text, why);
            return;
        };
        if let Some(warning) = seal.warning() {
            let text = format!("{}: {warning}", super::filing::file_name(path));
            self.notices.push(NoticeKind::Warning, text, "");
        }
        self.question = None;
        self.look_at_version(Origin::Copy(file), base, plan);
    }

    /// Returns what a plan was branched from, where this computer has it or it is a sample.
    pub(super) fn base_at_hand(&self, base: &Base) -> Option<Plan> {
        find_base(self.surroundings.folders.as_ref(), base)
    }

    /// What the plan at hand and another one began with.
    pub(super) fn common_base(&self, other: &Plan) -> Option<Arc<Plan>> {
        let ours = self.plan();
        let find = |base: &Base| self.base_at_hand(base);
        let theirs = other.base.as_ref().filter(|base| base.id == ours.id);
        let own = ours.base.as_ref().filter(|base| base.id == other.id);
        theirs.and_then(find).or_else(|| own.and_then(find)).map(Arc::new)
    }

    /// Has the plan saved although its file is gone, or says why not.
    pub(super) fn may_save(&mut self) -> bool {
        if self.document.is_read_only() {
            self.question = None::<Question>;
            self.refuse_to_write();
        }
        !self.document.is_read_only()
    }
}

/// Finds what a plan was branched from: among what this computer keeps, else among the samples.
pub(super) fn find_base(folders: Option<&Folders>, base: &Base) -> Option<Plan> {
    let kept = folders.and_then(|folders| folders.bases().find(&LocalDisk, base.hash.parse().ok()?));
    kept.or_else(|| {
        let is_it = |sample: &&samples::Sample| {
            let seal = sample.text.lines().next().unwrap_or_default();
            seal.ends_with(&base.hash) && !base.hash.is_empty()
        };
        let sample = samples::ALL.iter().find(is_it)?;
        Some(ron_text::read(sample.text.as_bytes()).ok()?.plan)
    })
}

/// Who that is, for people.
pub fn named(holder: &Holder) -> String {
    match (holder.user.as_str(), holder.computer.as_str()) {
        ("", "") => "Somebody else".to_owned(),
        (user, "") => user.to_owned(),
        ("", computer) => format!("Somebody on {computer}"),
        (user, computer) => format!("{user} on {computer}"),
    }
}

#[cfg(test)]
mod tests;
