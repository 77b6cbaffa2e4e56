//! Two plans compared: in what they differ, which phase of each is shown, what is looked at; and further plans of
//! the score table.
//!
//! A value: it opens no file and judges no plan.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::checks::{Finding, Report};
use crate::compare::table::Row;
use crate::compare::{
    Became, Difference, FindingsDifference, GroundDifference, PhaseScore, Score, ThingDifference,
};
use crate::geometry::{Area, Position};
use crate::model::{AnyId, Id, Phase, Plan};

use super::phases::{self, SharedPhase};
use crate::editor::{points_of, tools};

/// Where a plan comes from that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// The plan at hand, as it is now.
    AtHand,
    /// The plan at hand as its file has it; without a file, as the session began.
    InFile,
    /// The plan at hand after that step of its history.
    Step(usize),
    /// What the plan at hand was branched from.
    Base,
    /// A file.
    File(PathBuf),
}

/// How the two plans are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CompareView {
    /// Two maps that look at the same ground.
    #[default]
    SideBySide,
    /// One map: the first plan left of a line that can be dragged, the second right of it.
    Swipe,
    /// One map: the second plan, with all that differs marked on it.
    Overlay,
}

impl CompareView {
    /// Every way, in order.
    pub const ALL: [Self; 3] = [Self::SideBySide, Self::Swipe, Self::Overlay];
}

/// What of the differences is looked at, by its place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picked {
    /// A thing that differs.
    Thing(usize),
    /// A finding that the second plan alone has.
    Appeared(usize),
    /// A finding that the first plan alone has.
    Vanished(usize),
    /// A finding that is worse in the second plan.
    Worsened(usize),
    /// A finding that is better in the second plan.
    Eased(usize),
}

/// A plan that is compared.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where it comes from.
    pub course: Course,
    /// What it is called.
    pub name: String,
    /// The plan.
    pub plan: Arc<Plan>,
    /// What it is judged by.
    pub judgement: Judgement,
}

/// What is known of how a plan does.
#[derive(Clone, Debug)]
pub enum Judgement {
    /// It is being found out.
    Waits,
    /// It is known.
    Known(Arc<Judged>),
    /// It cannot be known, and why.
    Failed(String),
}

/// How a plan does.
#[derive(Debug)]
pub struct Judged {
    /// What was found.
    pub report: Arc<Report>,
    /// The figures.
    pub score: Score,
}

impl Judgement {
    /// Returns what is known.
    pub fn known(&self) -> Option<&Arc<Judged>> {
        match self {
            Self::Known(judged) => Some(judged),
            Self::Waits | Self::Failed(_) => None,
        }
    }
}

/// Plans side by side.
#[derive(Clone, Debug)]
pub struct Comparing {
    /// The plan at hand when it was begun.
    pub(super) of: Id<Plan>,
    /// The first and the second plan.
    pub sides: [Seen; 2],
    /// Further plans of the score table, each with how many things are new, gone and different in it.
    pub further: Vec<(Seen, [usize; 3])>,
    /// In what the second differs from the first.
    pub difference: Arc<Difference>,
    /// Which findings come, go, worsen and ease; `None` until both are judged.
    pub findings: Option<Arc<FindingsDifference>>,
    /// The phases of both.
    pub phases: Vec<SharedPhase>,
    /// Which of them is shown, by its place; `None`: all of the plans.
    pub phase: Option<usize>,
    /// How they are shown.
    pub view: CompareView,
    /// What is looked at.
    pub picked: Option<Picked>,
}

impl Comparing {
    pub(super) fn new(of: Id<Plan>, sides: [Seen; 2]) -> Self {
        let mut comparing = Self {
            of,
            sides,
            further: Vec::new(),
            difference: Arc::default(),
            findings: None,
            phases: Vec::new(),
            phase: None,
            view: CompareView::default(),
            picked: None,
        };
        comparing.compare();
        comparing
    }

    /// Finds out in what the two differ.
    pub(super) fn compare(&mut self) {
        let [before, after] = &self.sides;
        self.difference = Arc::new(Difference::between(&before.plan, &after.plan));
        let shown = self.shown_phase().map(|phase| phase.name.clone());
        self.phases = phases::shared(&before.plan, &after.plan);
        self.phase = shown.and_then(|name| self.phases.iter().position(|phase| phase.name == name));
        self.picked = None;
        for (further, counts) in &mut self.further {
            *counts = Difference::between(&self.sides[0].plan, &further.plan).counts();
        }
        self.compare_findings();
    }

    pub(super) fn compare_findings(&mut self) {
        let [before, after] = &self.sides;
        let both = before.judgement.known().zip(after.judgement.known());
        self.findings =
            both.map(|(before, after)| Arc::new(FindingsDifference::between(&before.report, &after.report)));
    }

    /// Returns the phase that is shown.
    pub fn shown_phase(&self) -> Option<&SharedPhase> {
        self.phases.get(self.phase?)
    }

    /// Returns the phase that is shown, as each plan has it: `Some(None)` where all of it is shown, `None`
    /// where a plan has no such phase.
    pub fn phase_of(&self, side: usize) -> Option<Option<Id<Phase>>> {
        match self.shown_phase() {
            None => Some(None),
            Some(phase) => phase.ids.get(side).copied().flatten().map(Some),
        }
    }

    /// Shows the next phase or the one before; from all of them the first.
    pub(super) fn step_phase(&mut self, by: isize) {
        let last = self.phases.len().saturating_sub(1);
        let next = self
            .phase
            .map_or(0, |place| place.saturating_add_signed(by).min(last));
        self.phase = (!self.phases.is_empty()).then_some(next);
    }

    /// Returns true where a thing holds in the phase that is shown, in either plan.
    pub fn holds(&self, thing: &ThingDifference) -> bool {
        let Some(id) = thing.id else { return true };
        self.sides.iter().enumerate().any(|(side, seen)| {
            let phase = self.phase_of(side);
            id.is_in(&seen.plan) && phase.is_some_and(|phase| tools::is_shown_in(&seen.plan, id, phase))
        })
    }

    /// Returns true where a finding holds in the phase that is shown.
    pub fn has_finding(&self, side: usize, finding: &Finding) -> bool {
        match self.phase_of(side) {
            Some(Some(phase)) => finding.phases.contains(&phase),
            Some(None) => true,
            None => false,
        }
    }

    /// Returns the thing that is looked at.
    pub fn picked_thing(&self) -> Option<&ThingDifference> {
        match self.picked? {
            Picked::Thing(place) => self.difference.things.get(place),
            _ => None,
        }
    }

    /// Returns the finding that is looked at, as each plan has it.
    pub fn picked_findings(&self) -> [Option<&Finding>; 2] {
        let (Some(findings), Some(picked)) = (&self.findings, self.picked) else {
            return [None, None];
        };
        let pair = match picked {
            Picked::Thing(_) => None,
            Picked::Appeared(place) => return [None, findings.appeared.get(place)],
            Picked::Vanished(place) => return [findings.vanished.get(place), None],
            Picked::Worsened(place) => findings.worsened.get(place),
            Picked::Eased(place) => findings.eased.get(place),
        };
        pair.map_or([None, None], |(before, after)| [Some(before), Some(after)])
    }

    /// Returns the place in a plan's report of the finding that is looked at.
    pub fn finding_place(&self, side: usize) -> Option<usize> {
        let finding = self.picked_findings().into_iter().nth(side)??;
        let judged = self.sides.get(side)?.judgement.known()?;
        judged
            .report
            .findings
            .iter()
            .position(|other| other.fingerprint == finding.fingerprint)
    }

    /// Returns every plan of the score table: the two, then the others.
    pub fn all(&self) -> impl Iterator<Item = (&Seen, Option<[usize; 3]>)> {
        let [before, after] = &self.sides;
        let counts = Some(self.difference.counts());
        [(before, None), (after, counts)]
            .into_iter()
            .chain(self.further.iter().map(|(seen, counts)| (seen, Some(*counts))))
    }

    /// Returns the score table; what is not judged yet is not in it.
    pub fn rows(&self) -> Vec<Row<'_>> {
        self.all()
            .filter_map(|(seen, changes)| {
                Some(Row {
                    name: &seen.name,
                    title: &seen.plan.info.title,
                    score: &seen.judgement.known()?.score,
                    changes,
                })
            })
            .collect()
    }

    /// Returns the figures of the plan at a place of the score table: in a phase, or in all.
    pub fn figures<'s>(
        &self,
        place: usize,
        seen: &'s Seen,
        phase: Option<&SharedPhase>,
    ) -> Option<&'s PhaseScore> {
        let score = &seen.judgement.known()?.score;
        let Some(phase) = phase else {
            return Some(&score.total);
        };
        // A further plan's phase is known as the two know each other's.
        let is_it = |row: &&PhaseScore| match phase.ids.get(place) {
            Some(id) => id.is_some() && row.phase == *id,
            None => phase.ids.contains(&row.phase),
        };
        let by_name = |row: &&PhaseScore| place >= phase.ids.len() && row.name == phase.name;
        let mut rows = score.phases.iter();
        rows.find(is_it).or_else(|| score.phases.iter().find(by_name))
    }

    /// The phase of the two plans in which a phase of one of them is.
    pub(super) fn place_of(&self, side: usize, phase: Id<Phase>) -> Option<usize> {
        let is_it = |shared: &SharedPhase| shared.ids.get(side).copied().flatten() == Some(phase);
        self.phases.iter().position(is_it)
    }

    /// Shows a phase in which what is looked at holds, where it does not in the one shown.
    pub(super) fn turn_to_picked(&mut self) {
        if self.phase.is_none() {
            return;
        }
        if let Some(thing) = self.picked_thing() {
            if self.holds(thing) {
                return;
            }
            let thing = thing.clone();
            let shown = self.phase;
            let found = (0..self.phases.len()).find(|place| {
                self.phase = Some(*place);
                self.holds(&thing)
            });
            self.phase = found.or(shown);
            return;
        }
        let [before, after] = self.picked_findings();
        let found = after
            .map(|finding| (1, finding))
            .or(before.map(|finding| (0, finding)));
        let phase = found.and_then(|(side, finding)| {
            let away = !self.has_finding(side, finding);
            let phase = finding.phases.first().filter(|_| away)?;
            self.place_of(side, *phase)
        });
        self.phase = phase.or(self.phase);
    }

    /// Where what is looked at is.
    pub(super) fn picked_points(&self) -> Vec<Position> {
        if let Some(id) = self.picked_thing().and_then(|thing| thing.id) {
            let of = |seen: &Seen| points_of(&seen.plan, id);
            return self.sides.iter().flat_map(of).collect();
        }
        let findings = self.picked_findings();
        let drawn: Vec<Position> = findings
            .iter()
            .flatten()
            .filter_map(|finding| finding.geometry.as_ref())
            .flat_map(crate::geometry::Geometry::points)
            .collect();
        if !drawn.is_empty() {
            return drawn;
        }
        self.sides
            .iter()
            .zip(findings)
            .filter_map(|(seen, finding)| Some((seen, finding?)))
            .flat_map(|(seen, finding)| finding.subjects.iter().map(|id| points_of(&seen.plan, *id)))
            .flatten()
            .collect()
    }

    /// Returns what is drawn as selected: what is looked at.
    pub fn selection(&self) -> BTreeSet<AnyId> {
        let thing = self.picked_thing().and_then(|thing| thing.id);
        let findings = self.picked_findings();
        let subjects = findings
            .iter()
            .flatten()
            .flat_map(|finding| finding.subjects.iter().copied());
        thing.into_iter().chain(subjects).collect()
    }
}

/// Returns the ground that a thing gained and lost.
pub fn ground_of(thing: &ThingDifference) -> [Option<&Area>; 2] {
    let Became::Changed(fields) = &thing.became else {
        return [None, None];
    };
    let mut grounds = fields.iter().filter_map(|field| match &field.ground {
        Some(GroundDifference::Area { gained, lost, .. }) => Some([gained.as_ref(), lost.as_ref()]),
        _ => None,
    });
    grounds
        .next()
        .map_or([None, None], |sides| sides.map(|side| side.map(|(area, _)| area)))
}
