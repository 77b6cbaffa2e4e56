//! What is looked at: a finding and what can be done about it, a phase, ground that the window is to show.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::checks::{Finding, Fix};
use crate::drawing::Bounds;
use crate::drawing::mercator::world_from_ground;
use crate::geometry::Position;
use crate::model::{AnyId, Id, Phase, Plan};

use super::{Editor, FindingKey, LEAST_VIEW, tools};

/// What can be done about a finding of a plan.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    pub(super) plan: Arc<Plan>,
    pub(super) key: FindingKey,
    pub(super) fixes: Option<Vec<Fix>>,
}

impl Editor {
    /// Returns the finding looked at, and its place in the report.
    pub fn finding(&self) -> Option<(usize, &Finding)> {
        let key = self.workspace.finding.as_ref()?;
        self.report()?
            .findings
            .iter()
            .enumerate()
            .find(|(_, finding)| key.is_of(finding))
    }

    /// Returns what can be done about the finding looked at; `None` while that is being tried out.
    pub fn fixes(&self) -> Option<&[Fix]> {
        let offered = self.fixes.as_ref()?;
        let current =
            Arc::ptr_eq(&offered.plan, self.plan()) && self.workspace.finding.as_ref() == Some(&offered.key);
        if current { offered.fixes.as_deref() } else { None }
    }

    pub(super) fn look_at(&mut self, place: Option<usize>) {
        let finding = place.and_then(|place| self.report()?.findings.get(place));
        let (key, subjects) = match finding {
            Some(finding) => (Some(FindingKey::of(finding)), Some(finding.subjects.clone())),
            None => (None, None),
        };
        self.workspace.finding = key;
        if let Some(subjects) = subjects {
            // Who looks at one of several things keeps looking at that one.
            let selection = &self.workspace.selection;
            let is_about_selected = !selection.is_empty() && selection.iter().all(|id| subjects.contains(id));
            if !is_about_selected {
                let drawn = subjects.into_iter().filter(|id| id.is_in(self.plan()));
                self.workspace.selection = drawn.take(1).collect();
            }
        }
        // What is said of one phase is not shown on the map of another.
        let phases = self.finding().map(|(_, finding)| finding.phases.clone());
        let shown = self.workspace.phase;
        if let (Some(phases), Some(shown)) = (phases, shown)
            && !phases.contains(&shown)
        {
            self.workspace.phase = phases.first().copied().or(Some(shown));
        }
        self.ask_for_fixes();
    }

    pub(super) fn show_finding(&mut self, place: usize) {
        self.look_at(Some(place));
        let Some((_, finding)) = self.finding() else {
            return;
        };
        let phases = finding.phases.clone();
        let points: Vec<Position> = finding
            .geometry
            .iter()
            .flat_map(crate::geometry::Geometry::points)
            .collect();
        let subjects: BTreeSet<AnyId> = finding.subjects.iter().copied().collect();
        if self.workspace.phase.is_none() {
            self.workspace.phase = phases.first().copied();
        }
        if points.is_empty() {
            self.show(&subjects);
        } else {
            // With as much ground around it on every side: who and what is near matters.
            let bounds = Bounds::of(points.into_iter().map(world_from_ground));
            let [width, height] = bounds.size();
            self.wanted_view = Some(bounds.grown(width.max(height).max(LEAST_VIEW) * 0.8));
        }
    }

    pub(super) fn ask_for_fixes(&mut self) {
        let Some(dated) = self.document.fresh_report().cloned() else {
            return;
        };
        let Some((_, finding)) = self.finding() else {
            return;
        };
        let finding = finding.clone();
        let key = FindingKey::of(&finding);
        let known = self
            .fixes
            .as_ref()
            .is_some_and(|offered| Arc::ptr_eq(&offered.plan, &dated.plan) && offered.key == key);
        if !known {
            self.fixes = Some(Offered {
                plan: Arc::clone(&dated.plan),
                key,
                fixes: None,
            });
            self.jobs.fixes(&dated, &finding);
        }
    }

    /// Shows a phase in which one of these is on the map, where none is in the one shown.
    pub(super) fn turn_to(&mut self, ids: &BTreeSet<AnyId>) {
        let plan = Arc::clone(self.plan());
        let is_seen = |phase: Id<Phase>| ids.iter().any(|id| tools::is_shown_in(&plan, *id, Some(phase)));
        if let Some(shown) = self.workspace.phase
            && !is_seen(shown)
            && let Some((phase, _)) = plan.phases_in_order().into_iter().find(|(id, _)| is_seen(*id))
        {
            self.workspace.phase = Some(phase);
        }
    }

    pub(super) fn step_phase(&mut self, by: isize) {
        let phases = self.plan().phases_in_order();
        let shown = self
            .workspace
            .phase
            .and_then(|shown| phases.iter().position(|(id, _)| *id == shown));
        let next = match shown {
            Some(place) => place
                .saturating_add_signed(by)
                .min(phases.len().saturating_sub(1)),
            None => 0,
        };
        self.workspace.phase = phases.get(next).map(|(id, _)| *id);
    }

    pub(super) fn show(&mut self, ids: &BTreeSet<AnyId>) {
        let plan = self.plan();
        let phase = self.workspace.phase;
        let points = ids
            .iter()
            .filter_map(|id| tools::shape_of(plan, *id, phase).or_else(|| tools::shape_of(plan, *id, None)))
            .flat_map(|shape| tools::shape_points(&shape).collect::<Vec<_>>());
        let bounds = Bounds::of(points.map(world_from_ground));
        if !bounds.is_empty() {
            self.wanted_view = Some(bounds);
        }
    }

    /// The area of operations, or everything drawn; `None` for an empty plan.
    pub(super) fn bounds_of_plan(&self) -> Option<Bounds> {
        let plan = self.plan();
        let operations = plan
            .info
            .area_of_operations
            .iter()
            .flat_map(|area| area.points().collect::<Vec<_>>());
        let bounds = Bounds::of(operations.map(world_from_ground));
        if !bounds.is_empty() {
            return Some(bounds);
        }
        let shapes =
            tools::each_shape(plan).flat_map(|(_, shape)| tools::shape_points(&shape).collect::<Vec<_>>());
        let forces = plan
            .forces
            .iter()
            .flat_map(|(_, force)| force.placements.iter().map(|placement| placement.at));
        let bounds = Bounds::of(shapes.chain(forces).map(world_from_ground));
        (!bounds.is_empty()).then_some(bounds)
    }
}
