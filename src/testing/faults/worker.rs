//! Somebody who works on a plan as the editor does, on any disk: a step goes to the journal, at times the
//! plan is saved, and after a crash the newest of file and journals counts.
//!
//! Plans are told by their revision, which says all that is in them, so that what is found after a crash is
//! the whole of one revision or none.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Broken, holds};
use crate::files::disk::Disk;
use crate::files::journal::{Entry, InFile, Journal, Kept, Start};
use crate::files::plan_file::{self, OpenPlanError, SavePlanError};
use crate::files::{Existing, Folders, PlanFile, Seal, WriteFileError};
use crate::model::{Edit, Id, Patch, Plan, PlanInfo, Stakeholder};

/// Rows of a plan.
const ROWS: u32 = 3;

/// Where the work is done.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The plan's file.
    pub path: PathBuf,
    /// The user's folders.
    pub folders: Folders,
}

impl Desk {
    /// A desk in that folder.
    pub fn inside(folder: &Path) -> Self {
        Self {
            path: folder.join("plans").join("north.plan.ron"),
            folders: Folders::inside(folder.join("home")),
        }
    }

    /// Returns the folder of the plan's file.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
}

/// What somebody was told, and must be able to rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// That revision is in the plan's file.
    Saved(u32),
    /// That revision is in the journal.
    Kept(u32),
}

/// What is found on a disk.
#[derive(Clone, Debug, Default)]
pub struct Recovered {
    /// The revision in the plan's file.
    pub file: Option<u32>,
    /// The newest revision in a journal.
    pub journal: Option<u32>,
    kept: Vec<Kept>,
}

/// Returns the plan of that revision: each renames one party and changes what the plan says of itself.
pub fn plan_of(revision: u32) -> Plan {
    let rows = (0..ROWS).map(|row| {
        let mut party = Stakeholder::new();
        // The last revision that changed this row.
        let changed = revision.saturating_sub((revision + ROWS - row) % ROWS);
        party.name = format!("Party {row} of revision {changed}");
        party.notes = "who answers for which ground, until when, and who agreed; ".repeat(4);
        Edit::Create((Id::<Stakeholder>::from_bits(u64::from(row) + 1), party).into())
    });
    let empty = Plan::empty(Id::from_bits(3));
    let mut plan = Edit::together("Rows", rows.collect())
        .apply(&empty)
        .unwrap_or(empty);
    plan.info.title = format!("Revision {revision}");
    plan
}

/// Returns an edit that leads from any plan to that revision.
pub(super) fn edit_to(plan: &Plan, revision: u32) -> Edit {
    let next = plan_of(revision);
    let rows = next.stakeholders.iter().map(|(id, party)| {
        let row = (id, party.clone()).into();
        if plan.stakeholders.contains(id) {
            Edit::Update(row)
        } else {
            Edit::Create(row)
        }
    });
    let info = Edit::SetInfo(Box::new(next.info.clone()));
    Edit::together(format!("Step {revision}"), rows.chain([info]).collect())
}

/// The revision that a plan is the whole of.
pub(super) fn revision_of(plan: &Plan) -> Result<u32, Broken> {
    // Before its first step, the editor's plan has nothing in it at all.
    if plan.entity_count() == 0 && plan.info == PlanInfo::default() {
        return Ok(0);
    }
    let title = &plan.info.title;
    let revision = title
        .strip_prefix("Revision ")
        .and_then(|number| number.parse().ok());
    revision
        .filter(|revision| {
            (Plan {
                id: plan.id,
                ..plan_of(*revision)
            }) == *plan
        })
        .ok_or_else(|| Broken::because(format!("a plan called {title:?} that never was")))
}

impl Recovered {
    /// Looks at what is on a disk.
    ///
    /// # Errors
    /// Where anything on it reads as a plan that never was, or the plan's file does not read.
    pub fn on(disk: &dyn Disk, desk: &Desk) -> Result<Self, Broken> {
        let file = match plan_file::open(disk, &desk.path) {
            Ok(opened) => {
                holds(opened.seal == Seal::Sealed, || {
                    "the plan's seal is broken".to_owned()
                })?;
                Some(revision_of(&opened.plan)?)
            }
            Err(OpenPlanError::NotThere(_)) => None,
            Err(error) => return Err(Broken::because(error.to_string())),
        };
        let mut journal = None;
        let mut kept = Vec::new();
        for found in desk.folders.journals().find(disk, None, None) {
            for step in &found.kept.steps {
                revision_of(&step.plan)?;
            }
            journal = journal.max(Some(revision_of(found.kept.plan())?));
            kept.push(found.kept);
        }
        for backup in desk.folders.backups().of(disk, &desk.path) {
            let opened = plan_file::open(disk, &backup.path);
            let opened = opened.map_err(|error| Broken::because(format!("a backup: {error}")))?;
            holds(opened.seal == Seal::Sealed, || {
                "a backup's seal is broken".to_owned()
            })?;
            revision_of(&opened.plan)?;
        }
        Ok(Self { file, journal, kept })
    }

    /// Returns the newest revision that there is.
    pub fn newest(&self) -> Option<u32> {
        self.file.max(self.journal)
    }

    /// Holds it against what was promised; nothing newer than `begun` can be there.
    ///
    /// # Errors
    /// Where a promise was broken.
    pub fn keeps(&self, promises: &[Promise], begun: u32) -> Result<(), Broken> {
        for promise in promises {
            let (kept, place) = match promise {
                Promise::Saved(revision) => (self.file >= Some(*revision), "saved"),
                Promise::Kept(revision) => (self.newest() >= Some(*revision), "kept"),
            };
            holds(kept, || {
                let (file, journal) = (self.file, self.journal);
                format!("{promise:?} was {place}, but the file has {file:?}, the journals {journal:?}")
            })?;
        }
        holds(self.newest() <= Some(begun), || {
            format!("{:?} was never begun: the last was {begun}", self.newest())
        })
    }
}

/// Somebody at work.
pub struct Worker<'d> {
    disk: &'d dyn Disk,
    desk: &'d Desk,
    file: Option<PlanFile>,
    in_file: Arc<Plan>,
    journal: Option<Journal>,
    at: u32,
    /// A save failed, so that the file may have its content all the same.
    is_in_doubt: bool,
}

impl<'d> Worker<'d> {
    /// Sits down at a desk: opens the plan's file and goes on with the newest work.
    ///
    /// # Errors
    /// As [`Recovered::on`].
    pub fn sit_down(disk: &'d dyn Disk, desk: &'d Desk) -> Result<Self, Broken> {
        let found = Recovered::on(disk, desk)?;
        let opened = plan_file::open(disk, &desk.path).ok();
        let (file, in_file) = match opened {
            Some(opened) => (Some(opened.file), Arc::new(opened.plan)),
            None => (None, Arc::new(plan_of(0))),
        };
        let at = found.newest().unwrap_or(0);
        let mut worker = Self {
            disk,
            desk,
            file,
            in_file,
            journal: None,
            at,
            is_in_doubt: false,
        };
        let goes_on = |kept: &&Kept| *kept.in_file == *worker.in_file && **kept.plan() == plan_of(at);
        if let Some(kept) = found.kept.iter().find(goes_on) {
            let journals = desk.folders.journals();
            let path = journals.new_path(disk, kept.in_file.id).ok();
            worker.journal = path.and_then(|path| Journal::go_on(disk, kept, path).ok());
        }
        Ok(worker)
    }

    /// Returns the revision at hand.
    pub fn at(&self) -> u32 {
        self.at
    }

    /// Does one step and keeps it; `None`: it could not be kept, and nothing was promised.
    pub fn step(&mut self) -> Option<Promise> {
        let before = plan_of(self.at);
        self.at += 1;
        let after = plan_of(self.at);
        self.keep(&Entry::Step {
            label: format!("Step {}", self.at),
            patch: Box::new(Patch::between(&before, &after)),
        })
    }

    /// Adds to the journal; where there is none, one is begun that has all that is not saved.
    fn keep(&mut self, entry: &Entry) -> Option<Promise> {
        let kept = if let Some(journal) = &mut self.journal {
            journal.append(self.disk, std::slice::from_ref(entry))
        } else {
            let patch = Box::new(Patch::between(&self.in_file, &plan_of(self.at)));
            let label = "Work so far".to_owned();
            let start = Start {
                label: "Open".to_owned(),
                file: self
                    .file
                    .as_ref()
                    .map(|file| InFile::new(&file.path, file.hash())),
                plan: Arc::clone(&self.in_file),
            };
            let path = self.desk.folders.journals().new_path(self.disk, start.plan.id);
            path.map_err(Into::into)
                .and_then(|path| Journal::begin(self.disk, path, &start, &[Entry::Step { label, patch }]))
                .map(|journal| self.journal = Some(journal))
        };
        if kept.is_err() {
            self.journal = None;
        }
        kept.ok().map(|()| Promise::Kept(self.at))
    }

    /// Saves; `None`: it could not be saved, and nothing was promised.
    ///
    /// # Errors
    /// Where a save that is refused changed the file all the same, or somebody else's doing is claimed.
    pub fn save(&mut self) -> Result<Option<Promise>, Broken> {
        let plan = plan_of(self.at);
        let backups = self.desk.folders.backups();
        let saved = match &mut self.file {
            Some(file) => plan_file::save(self.disk, &plan, file, Some(&backups)).map(|_| None),
            None => plan_file::save_as(
                self.disk,
                &plan,
                &self.desk.path,
                Existing::Refuse,
                Some(&backups),
            )
            .map(|(file, _)| Some(file)),
        };
        match saved {
            Ok(file) => {
                self.is_in_doubt = false;
                self.file = file.or(self.file.take());
                self.in_file = Arc::new(plan);
                if let (Some(file), Some(_)) = (&self.file, &self.journal) {
                    self.keep(&Entry::Saved(InFile::new(&file.path, file.hash())));
                }
                Ok(Some(Promise::Saved(self.at)))
            }
            // Who saves anew after a failure looks at the file first, as the window offers.
            Err(SavePlanError::ChangedOnDisk(_) | SavePlanError::Exists(_)) if self.is_in_doubt => {
                let opened = plan_file::open(self.disk, &self.desk.path);
                self.file = opened.ok().map(|opened| opened.file);
                Ok(None)
            }
            Err(SavePlanError::Write(
                WriteFileError::NotConfirmed { .. } | WriteFileError::Refused { .. },
            )) => {
                self.is_in_doubt = true;
                Ok(None)
            }
            Err(error) => Err(Broken::because(error.to_string())),
        }
    }

    /// Saves where nothing fails any more, and looks whether all is as it should be.
    ///
    /// # Errors
    /// Where it is not.
    pub fn save_at_last(&mut self) -> Result<(), Broken> {
        let mut promise = self.save()?;
        if promise.is_none() && self.is_in_doubt {
            promise = self.save()?;
        }
        holds(promise.is_some(), || {
            "a sound disk did not take a save".to_owned()
        })?;
        let found = Recovered::on(self.disk, self.desk)?;
        found.keeps(&[Promise::Saved(self.at)], self.at)?;
        let names = self.disk.names(self.desk.folder()).unwrap_or_default();
        let is_stranger = |name: &&OsString| {
            self.desk.path.file_name() != Some(name) && !name.as_encoded_bytes().ends_with(b".lock")
        };
        let strangers: Vec<_> = names.iter().filter(is_stranger).collect();
        holds(strangers.is_empty(), || format!("left behind: {strangers:?}"))
    }
}
