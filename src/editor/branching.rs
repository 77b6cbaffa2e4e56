//! Branches of a plan: scenarios, each in a file of its own beside the plan's, that know what they began with.
//!
//! A branch has its plan's id and, as its base, the hash of the plan as it was then. What merging or promoting a
//! branch would do is shown before it is done ([`Incoming`](super::Incoming)); one that is discarded goes to the
//! backups.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compare::Difference;
use crate::files::lock::{Holder, Lock};
use crate::files::{ContentHash, Folders, LocalDisk, Opened, PLAN_ENDING, list_folder, plan_file, ron_text};
use crate::model::{Base, Id, Plan};

use super::comparing::{CompareCommand, Course};
use super::filing::file_name;
use super::incoming::Origin;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::sharing::find_base;
use super::{Command, Editor};

#[cfg(test)]
mod tests;

/// Letters of a branch's name in its file's name.
const LETTERS: usize = 40;

/// What can be asked about branches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BranchCommand {
    /// Look for the plan's branches.
    Look,
    /// Make a branch of that name, and go on with it.
    Off(String),
    /// Compare that one with the plan at hand.
    Compare(PathBuf),
    /// Look at what merging that one into the plan would do; where it is the branch at hand, into its plan.
    Merge(PathBuf),
    /// Call that one so.
    Rename(PathBuf, String),
    /// Look at the plan as it would be if it were that branch.
    Promote(PathBuf),
    /// Take that one away.
    Discard(PathBuf),
}

/// The plan and its branches, as they were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches {
    /// Whose.
    pub of: Id<Plan>,
    /// What was found: the plan itself first, then its branches by name.
    pub all: Vec<Branch>,
    /// Files that could not be read, and why.
    pub faults: Vec<String>,
}

/// A file of the plan's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its file.
    pub path: PathBuf,
    /// What it is called; `None`: it is the plan itself, no branch.
    pub name: Option<String>,
    /// How many things are new, gone and different in it since it began; `None`: what it began with is not here.
    pub changes: Option<[usize; 3]>,
    /// The plan has gone on since.
    pub is_behind: bool,
}

impl Branch {
    /// Returns true where it is the plan itself.
    pub fn is_plan(&self) -> bool {
        self.name.is_none()
    }
}

impl Branches {
    /// Returns the plan itself, where its file was found.
    pub fn plan(&self) -> Option<&Branch> {
        self.all.iter().find(|branch| branch.is_plan())
    }
}

impl Editor {
    /// Returns the plan's branches, as they were looked for last.
    pub fn branches(&self) -> Option<&Branches> {
        self.branches
            .as_ref()
            .filter(|known| known.of == family(self.plan()))
    }

    /// Does what is asked about branches.
    pub(super) fn branch(&mut self, command: BranchCommand) {
        match command {
            BranchCommand::Look => {}
            BranchCommand::Off(name) => self.branch_off_as(name.trim()),
            BranchCommand::Compare(path) => {
                self.obey(Command::Compare(CompareCommand::Open));
                let choose = CompareCommand::Choose(0, Course::File(path));
                self.obey(Command::Compare(choose));
            }
            BranchCommand::Merge(path) => {
                if let Some(path) = self.turn_to_plan(path) {
                    self.merge_with(&path);
                }
            }
            BranchCommand::Promote(path) => {
                if let Some(path) = self.turn_to_plan(path) {
                    self.look_at_promoted(&path);
                }
            }
            BranchCommand::Rename(path, name) => self.rename_branch(&path, name.trim()),
            BranchCommand::Discard(path) => self.discard_branch(&path),
        }
        self.look_for_branches();
    }

    /// Looks through the folder of the plan's file, off the window's thread.
    fn look_for_branches(&mut self) {
        let of = family(self.plan());
        let Some(folder) = self.folder_of_plan() else {
            self.branches = Some(Branches {
                of,
                all: Vec::new(),
                faults: Vec::new(),
            });
            return;
        };
        let folders = self.surroundings.folders.clone();
        self.jobs.beside("branches", move |has_failed| {
            let branches = if has_failed {
                Branches {
                    of,
                    all: Vec::new(),
                    faults: vec!["Looking for branches broke down".to_owned()],
                }
            } else {
                found_in(&folder, of, folders.as_ref())
            };
            Answer::Branches(branches)
        });
    }

    fn folder_of_plan(&self) -> Option<PathBuf> {
        let file = self.document.file.as_ref()?;
        file.path.parent().map(Path::to_path_buf)
    }

    fn branch_off_as(&mut self, name: &str) {
        let Some(file) = self.document.file.as_ref().map(|file| file.path.clone()) else {
            let text = "Save the plan first: its branches lie beside its file";
            self.notices.push(NoticeKind::Warning, text, "");
            return;
        };
        if name.is_empty() {
            let text = "A branch needs a name";
            self.notices.push(NoticeKind::Warning, text, "");
            return;
        }
        let path = free_path(&file, name);
        if self.branch_off(&path, name) {
            let text = format!("You are working on the branch {name}");
            let more = format!("It is in {}; the plan itself stays as it is.", file_name(&path));
            self.notices.push(NoticeKind::Done, text, more);
        }
    }

    /// Has the plan itself at hand, and returns the branch that is meant; `None` where that cannot be, which
    /// is told.
    fn turn_to_plan(&mut self, branch: PathBuf) -> Option<PathBuf> {
        if self.plan().base.is_none() {
            return Some(branch);
        }
        // A branch is at hand: what is meant happens to its plan.
        let plan = self
            .branches()
            .and_then(Branches::plan)
            .map(|plan| plan.path.clone());
        let Some(plan) = plan else {
            let text = "The plan that this is a branch of is not in its folder";
            let more = "Open that plan and merge the branch from there: File, Merge another plan.";
            self.notices.push(NoticeKind::Error, text, more);
            return None;
        };
        if self.document.is_unsaved() {
            let text = "Save the branch first: its plan is opened next";
            self.notices.push(NoticeKind::Warning, text, "");
            return None;
        }
        self.open(&plan).then_some(branch)
    }

    /// Looks at the plan as it would be if it were that branch, whatever was done to it since.
    fn look_at_promoted(&mut self, path: &Path) {
        match plan_file::open(&LocalDisk, path) {
            Ok(Opened { plan, file, .. }) => {
                let ours = Arc::clone(self.plan());
                let theirs = Plan {
                    base: ours.base.clone(),
                    ..plan
                };
                self.question = None;
                self.look_at_version(Origin::Copy(file), ours, Arc::new(theirs));
            }
            Err(error) => {
                let text = format!("{} cannot be promoted", file_name(path));
                self.notices.push(NoticeKind::Error, text, error.to_string());
            }
        }
    }

    fn rename_branch(&mut self, path: &Path, name: &str) {
        if name.is_empty() {
            let text = "A branch needs a name";
            self.notices.push(NoticeKind::Warning, text, "");
            return;
        }
        let is_at_hand = self.document.file.as_ref().is_some_and(|file| file.path == path);
        if is_at_hand {
            if let Some(base) = &self.plan().base {
                let plan = Plan {
                    base: Some(Base {
                        name: name.to_owned(),
                        ..base.clone()
                    }),
                    ..(**self.plan()).clone()
                };
                let label = format!("Call the branch {name}");
                self.document.replace(Arc::new(plan), label);
                self.save();
            }
            return;
        }
        if let Err(why) = self.with_branch(path, |plan| {
            if let Some(base) = &mut plan.base {
                name.clone_into(&mut base.name);
            }
        }) {
            let text = format!("{} was not renamed", file_name(path));
            self.notices.push(NoticeKind::Error, text, why);
        }
    }

    /// Changes a branch's file that nobody has open.
    fn with_branch(&self, path: &Path, change: impl FnOnce(&mut Plan)) -> Result<(), String> {
        let _lock = self.take_lock(path)?;
        let Opened {
            mut plan, mut file, ..
        } = plan_file::open(&LocalDisk, path).map_err(|error| error.to_string())?;
        change(&mut plan);
        let backups = self.surroundings.backups();
        let saved = plan_file::save(&LocalDisk, &plan, &mut file, backups.as_ref());
        saved.map(drop).map_err(|error| error.to_string())
    }

    /// Takes a file's lock, where there are locks; else says who has it open.
    fn take_lock(&self, path: &Path) -> Result<Option<Lock>, String> {
        let Some(holder): Option<&Holder> = self.surroundings.holder.as_ref() else {
            return Ok(None);
        };
        match Lock::take(path, holder) {
            Ok(Ok(lock)) => Ok(Some(lock)),
            Ok(Err(other)) => Err(format!("{} has it open", super::holder_name(&other))),
            // No lock can be written there: nobody can be told.
            Err(_) => Ok(None),
        }
    }

    fn discard_branch(&mut self, path: &Path) {
        let is_at_hand = self.document.file.as_ref().is_some_and(|file| file.path == path);
        let discarded = if is_at_hand {
            Err("It is open here: open the plan first".to_owned())
        } else {
            self.take_branch_away(path)
        };
        match discarded {
            Ok(()) => {
                let text = format!("{} was discarded", file_name(path));
                let kept = self
                    .surroundings
                    .backups()
                    .map(|backups| backups.of(&LocalDisk, path));
                let kept = kept.and_then(|kept| kept.first().map(|kept| kept.path.display().to_string()));
                let more = kept.map_or_else(String::new, |kept| format!("What it held is kept: {kept}"));
                self.notices.push(NoticeKind::Done, text, more);
            }
            Err(why) => {
                let text = format!("{} was not discarded", file_name(path));
                self.notices.push(NoticeKind::Error, text, why);
            }
        }
    }

    fn take_branch_away(&self, path: &Path) -> Result<(), String> {
        let backups = self
            .surroundings
            .backups()
            .ok_or_else(|| "There is no folder for backups to keep it in".to_owned())?;
        let _lock = self.take_lock(path)?;
        let Opened { plan, .. } = plan_file::open(&LocalDisk, path).map_err(|error| error.to_string())?;
        if plan.base.is_none() {
            return Err("It is no branch".to_owned());
        }
        plan_file::discard(&LocalDisk, path, &backups).map_err(|error| error.to_string())
    }
}

/// The plan that a plan is, or is a branch of.
fn family(plan: &Plan) -> Id<Plan> {
    plan.base.as_ref().map_or(plan.id, |base| base.id)
}

/// Returns the file that a branch of that name gets: beside the plan's, and not there yet.
fn free_path(plan: &Path, name: &str) -> PathBuf {
    let stem = file_name(plan);
    let stem = stem
        .strip_suffix(PLAN_ENDING)
        .or_else(|| stem.strip_suffix(".ron"))
        .unwrap_or(&stem);
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let slug: String = words.join("-").chars().take(LETTERS).collect();
    let slug = if slug.is_empty() {
        "branch".to_owned()
    } else {
        slug
    };
    let numbered = |number: u32| match number {
        1 => plan.with_file_name(format!("{stem}-{slug}{PLAN_ENDING}")),
        number => plan.with_file_name(format!("{stem}-{slug}-{number}{PLAN_ENDING}")),
    };
    (1..1000)
        .map(numbered)
        .find(|path| !path.exists())
        .unwrap_or_else(|| numbered(1))
}

/// Finds a plan and its branches in a folder.
fn found_in(folder: &Path, of: Id<Plan>, folders: Option<&Folders>) -> Branches {
    let mut faults = Vec::new();
    let mut plans: Vec<(PathBuf, Plan)> = Vec::new();
    let entries = list_folder(folder).unwrap_or_else(|error| {
        faults.push(format!("{} cannot be read: {error}", folder.display()));
        Vec::new()
    });
    let files = entries
        .into_iter()
        .filter(|entry| entry.is_file && entry.name.ends_with(PLAN_ENDING));
    for entry in files {
        match plan_file::open(&LocalDisk, &folder.join(&entry.name)) {
            Ok(Opened { plan, file, .. }) if family(&plan) == of && plan.extract.is_none() => {
                plans.push((file.path, plan));
            }
            Ok(_) => {}
            Err(error) => faults.push(error.to_string()),
        }
    }
    let now: Option<ContentHash> = plans
        .iter()
        .find(|(_, plan)| plan.base.is_none())
        .and_then(|(_, plan)| ron_text::plan_hash(plan).ok());
    let mut all: Vec<Branch> = plans
        .iter()
        .map(|(path, plan)| branch(path, plan, now, folders))
        .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.path.cmp(&other.path)));
    Branches { of, all, faults }
}

fn branch(path: &Path, plan: &Plan, now: Option<ContentHash>, folders: Option<&Folders>) -> Branch {
    let began = plan.base.as_ref().and_then(|base| find_base(folders, base));
    let name = plan.base.as_ref().map(|base| match base.name.as_str() {
        "" => file_name(path).trim_end_matches(PLAN_ENDING).to_owned(),
        name => name.to_owned(),
    });
    let hash = plan.base.as_ref().map(|base| base.hash.as_str());
    Branch {
        path: path.to_owned(),
        name,
        changes: began.map(|began| {
            let as_branch = Plan {
                base: plan.base.clone(),
                ..began
            };
            Difference::between(&as_branch, plan).counts()
        }),
        is_behind: hash.is_some() && now.is_some_and(|now| hash != Some(now.to_string().as_str())),
    }
}
