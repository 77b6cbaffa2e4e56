//! Another version of the plan at hand, looked at as a draft before it is taken: work of a session that
//! ended, or what somebody else wrote to the file meanwhile.
//!
//! Three plans are merged: what both began with, ours (the one at hand) and theirs. What both changed
//! differently is decided by the planner, one by one; until then it is as [`merge`] has it.

use std::sync::Arc;

use crate::drawing::Bounds;
use crate::drawing::mercator::world_from_ground;
use crate::files::journal::Kept;
use crate::files::{LocalDisk, PlanFile, Seal, plan_file};
use crate::model::{AnyId, Changes, Conflict, Plan, Record as _, Side, merge};

use super::notices::NoticeKind;
use super::{Editor, tools};

/// Where a version comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A session that ended without saving.
    Lost(Box<Kept>),
    /// The plan's own file, which somebody else wrote.
    File(PlanFile),
    /// A copy that was taken of the plan, or the plan it was taken of.
    Copy(PlanFile),
}

/// A version that is looked at.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Where it comes from.
    pub origin: Origin,
    /// What both sides began with.
    pub base: Arc<Plan>,
    /// The plan at hand.
    pub ours: Arc<Plan>,
    /// The version.
    pub theirs: Arc<Plan>,
    /// What both changed differently, and which side is taken.
    pub conflicts: Vec<(Conflict, Side)>,
    /// What would become of the plan at hand.
    pub plan: Arc<Plan>,
}

impl Incoming {
    fn new(origin: Origin, base: Arc<Plan>, ours: Arc<Plan>, theirs: Arc<Plan>) -> Self {
        let merged = merge(&base, &ours, &theirs);
        let sided = |conflict: Conflict| {
            let taken = conflict.taken();
            (conflict, taken)
        };
        Self {
            origin,
            base,
            ours,
            theirs,
            conflicts: merged.conflicts.into_iter().map(sided).collect(),
            plan: Arc::new(merged.plan),
        }
    }

    /// Settles a conflict for a side.
    fn settle(&mut self, place: usize, side: Side) {
        let Some((conflict, taken)) = self.conflicts.get_mut(place) else {
            return;
        };
        *taken = side;
        let as_in = match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        };
        self.plan = Arc::new(conflict.settled(&self.plan, as_in));
    }

    /// Returns what would become different in the plan at hand, in table and id order.
    pub fn changes(&self) -> Vec<VersionChange> {
        let changes = Changes::between(&self.ours, &self.plan);
        let mut all = Vec::new();
        let mut parts = self.ours.info.changed_fields(&self.plan.info);
        parts.extend(self.ours.policy.changed_fields(&self.plan.policy));
        parts.extend(changes.readiness.is_some().then_some("readiness"));
        if !parts.is_empty() {
            let (id, what) = (None, WhatChanges::Fields(parts));
            all.push(VersionChange { id, what });
        }
        all.extend(changes.ids().into_iter().map(|id| {
            let sides = (id.entity_in(&self.ours), id.entity_in(&self.plan));
            let what = match sides {
                (None, _) => WhatChanges::New,
                (_, None) => WhatChanges::Gone,
                (Some(before), Some(after)) => WhatChanges::Fields(before.changed_fields(&after)),
            };
            VersionChange { id: Some(id), what }
        }));
        all
    }
}

/// Something that would become different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionChange {
    /// Which entity; `None`: what the plan says of itself.
    pub id: Option<AnyId>,
    /// What becomes of it.
    pub what: WhatChanges,
}

/// What becomes of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatChanges {
    /// It is added.
    New,
    /// It is removed.
    Gone,
    /// These fields differ.
    Fields(Vec<&'static str>),
}

impl Editor {
    /// Returns the version that is looked at.
    pub fn incoming(&self) -> Option<&Incoming> {
        self.incoming.as_ref()
    }

    /// Looks at the work of a session that ended.
    pub(super) fn look_at_kept(&mut self, kept: Kept) {
        let (base, theirs) = (Arc::clone(&kept.in_file), Arc::clone(kept.plan()));
        self.look_at_version(Origin::Lost(Box::new(kept)), base, theirs);
    }

    /// Looks at what is in the plan's own file by now.
    pub(super) fn merge_with_file(&mut self) {
        self.question = None;
        let Some(path) = self.document.file.as_ref().map(|file| file.path.clone()) else {
            return;
        };
        match plan_file::open(&LocalDisk, &path) {
            Ok(opened) if opened.plan.id != self.plan().id => {
                let text = format!("{} holds another plan by now", path.display());
                let remedy = "Save this one under another name; then open the file to see what it is.";
                self.notices.push(NoticeKind::Error, text, remedy);
            }
            Ok(opened) => {
                if opened.seal != Seal::Sealed {
                    self.warn_of_seal(opened.seal, &path);
                }
                let base = Arc::clone(self.document.in_file());
                self.look_at_version(Origin::File(opened.file), base, Arc::new(opened.plan));
            }
            Err(error) => {
                let text = "The file cannot be merged with".to_owned();
                self.notices.push(NoticeKind::Error, text, error.to_string());
            }
        }
    }

    pub(super) fn look_at_version(&mut self, origin: Origin, base: Arc<Plan>, theirs: Arc<Plan>) {
        self.importing = None;
        self.take_tool(tools::ToolKind::default());
        let incoming = Incoming::new(origin, base, Arc::clone(self.plan()), theirs);
        let ids = Changes::between(&incoming.ours, &incoming.plan).ids();
        let points: Vec<_> = ids
            .iter()
            .flat_map(|id| {
                let of = |plan: &Plan| super::points_of(plan, *id);
                [of(&incoming.ours), of(&incoming.plan)].concat()
            })
            .collect();
        if !points.is_empty() {
            self.wanted_view = Some(Bounds::of(points.into_iter().map(world_from_ground)));
        }
        self.incoming = Some(incoming);
        self.show_incoming();
    }

    /// Shows the plan as it would become.
    fn show_incoming(&mut self) {
        if let Some(incoming) = &self.incoming {
            self.document.show(Arc::clone(&incoming.plan));
            self.previewing = true;
        }
    }

    /// Keeps the draft while a version is looked at, whatever else was done; with a plan that has changed
    /// it is merged anew.
    pub(super) fn keep_incoming(&mut self, has_changed: bool) {
        let Some(incoming) = &self.incoming else { return };
        if has_changed {
            let (base, theirs) = (Arc::clone(&incoming.base), Arc::clone(&incoming.theirs));
            let ours = Arc::clone(self.plan());
            self.incoming = Some(Incoming::new(incoming.origin.clone(), base, ours, theirs));
            self.show_incoming();
        } else if !self.document.is_drafting() {
            self.show_incoming();
        }
    }

    /// Settles a conflict of the version that is looked at.
    pub(super) fn settle(&mut self, place: usize, side: Side) {
        if let Some(incoming) = &mut self.incoming {
            incoming.settle(place, side);
            self.show_incoming();
        }
    }

    /// Takes the version into the plan at hand.
    pub(super) fn take_incoming(&mut self) {
        let Some(incoming) = self.incoming.take() else {
            return;
        };
        self.document.drop_draft();
        self.notices.dismiss_done();
        match incoming.origin {
            Origin::Lost(kept) => self.take_lost(&kept, &incoming.plan),
            Origin::Copy(file) => {
                let name = super::filing::file_name(&file.path);
                if *incoming.plan != **self.plan() {
                    self.document.replace(incoming.plan, format!("Merge with {name}"));
                }
                let more = "Save to write the merged plan.";
                self.notices
                    .push(NoticeKind::Done, format!("Merged with {name}"), more);
            }
            Origin::File(file) => {
                let name = super::filing::file_name(&file.path);
                let own = *incoming.plan != *incoming.theirs;
                // From now on the file is known as it is; what is ours is not in it yet.
                if *incoming.plan != **self.plan() {
                    let plan = if own {
                        incoming.plan
                    } else {
                        Arc::clone(&incoming.theirs)
                    };
                    self.document.replace(plan, format!("Merge with {name}"));
                }
                let theirs = if own {
                    incoming.theirs
                } else {
                    Arc::clone(self.plan())
                };
                self.document.mark_in_file(&theirs, file);
                let text = format!("Merged with {name}");
                let more = if own { "Save to write the merged plan." } else { "" };
                self.notices.push(NoticeKind::Done, text, more);
            }
        }
    }

    /// Looks at the version no longer; nothing is taken from it, and nothing of it is lost.
    pub(super) fn drop_incoming(&mut self) {
        self.incoming = None;
        self.document.drop_draft();
    }
}
