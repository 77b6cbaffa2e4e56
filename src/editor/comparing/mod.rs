//! Plans side by side: which ones, how they are shown, what of their differences is looked at.
//!
//! Two plans are compared thing by thing; any number stands in the score table. What a plan is judged by (its
//! findings, who holds how much) is found out off the window's thread. Changes no plan.

mod phases;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::checks::{Checker, Coverage, Finding, Report};
use crate::compare::table::Row;
use crate::compare::{
    Became, Difference, FindingsDifference, GroundDifference, PhaseScore, Score, ThingDifference,
};
use crate::drawing::Bounds;
use crate::drawing::mercator::world_from_ground;
use crate::files::{LocalDisk, Opened, list_folder, plan_file};
use crate::geometry::{Area, Position};
use crate::model::{AnyId, Id, Instant, Phase, Plan};
use crate::threads::Threads;

use super::filing::file_name;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::workspace::Mode;
use super::{Editor, points_of, tools};

pub use phases::SharedPhase;

/// What plan files end in.
const ENDING: &str = ".plan.ron";
/// Plans in the score table beside the two that are compared.
const MOST: usize = 40;

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

/// What can be asked of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareCommand {
    /// Compare plans.
    Open,
    /// Go back to the plan.
    Close,
    /// Compare that one, as the first (0) or the second (1).
    Choose(usize, Course),
    /// What was first is second.
    Exchange,
    /// Show them that way.
    Show(CompareView),
    /// Show them in that phase, by its place; `None`: all of them.
    ShowPhase(Option<usize>),
    /// Look at that.
    Pick(Option<Picked>),
    /// Look at what differs in that entity, if anything does.
    PickObject(AnyId),
    /// Put these plans, or all of a folder, into the score table too.
    Add(PathBuf),
    /// Take that one out of the score table.
    Drop(usize),
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
    of: Id<Plan>,
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
    fn new(of: Id<Plan>, sides: [Seen; 2]) -> Self {
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
    fn compare(&mut self) {
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

    fn compare_findings(&mut self) {
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
    fn place_of(&self, side: usize, phase: Id<Phase>) -> Option<usize> {
        let is_it = |shared: &SharedPhase| shared.ids.get(side).copied().flatten() == Some(phase);
        self.phases.iter().position(is_it)
    }

    /// Shows a phase in which what is looked at holds, where it does not in the one shown.
    fn turn_to_picked(&mut self) {
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
    fn picked_points(&self) -> Vec<Position> {
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

impl Editor {
    /// Returns the plans that are compared, while they are looked at.
    pub fn comparing(&self) -> Option<&Comparing> {
        self.comparing
            .as_ref()
            .filter(|_| self.workspace.mode == Mode::Compare)
    }

    /// Does what is asked of a comparison.
    pub(super) fn compare(&mut self, command: CompareCommand) {
        match command {
            CompareCommand::Open => self.open_comparison(),
            CompareCommand::Close => self.workspace.mode = Mode::Plan,
            CompareCommand::Choose(side, course) => self.choose_course(side, &course),
            CompareCommand::Add(path) => self.add_courses(&path),
            CompareCommand::Pick(picked) => {
                if let Some(comparing) = &mut self.comparing {
                    comparing.picked = picked;
                    comparing.turn_to_picked();
                    let points = comparing.picked_points();
                    if !points.is_empty() {
                        let bounds = Bounds::of(points.into_iter().map(world_from_ground));
                        let [width, height] = bounds.size();
                        // With as much ground around it: who and what is near matters.
                        let around = width.max(height).max(super::LEAST_VIEW) * 0.5;
                        self.wanted_view = Some(bounds.grown(around));
                    }
                }
            }
            other => {
                if let Some(comparing) = &mut self.comparing {
                    adjust(comparing, &other);
                }
            }
        }
        self.judge_courses();
    }

    /// Compares the plan at hand with what there is to compare it with.
    fn open_comparison(&mut self) {
        self.take_tool(tools::ToolKind::default());
        self.drop_incoming();
        self.end_import();
        self.workspace.mode = Mode::Compare;
        if self
            .comparing
            .as_ref()
            .is_some_and(|known| known.of == self.plan().id)
        {
            self.keep_comparing(true);
            return;
        }
        let now = Arc::clone(self.plan());
        let first = [Course::InFile, Course::Base, Course::Step(0)]
            .into_iter()
            .find(|course| {
                let seen = self.seen(course);
                seen.is_ok_and(|seen| seen.plan != now)
            });
        let sides = [first.unwrap_or(Course::InFile), Course::AtHand].map(|course| self.seen(&course));
        if let [Ok(before), Ok(after)] = sides {
            let mut comparing = Comparing::new(now.id, [before, after]);
            let shown = self.workspace.phase;
            comparing.phase = shown.and_then(|phase| comparing.place_of(1, phase));
            self.comparing = Some(comparing);
        }
    }

    /// Returns what the plan was branched from, where it is at hand.
    pub(super) fn base_of_plan(&self) -> Option<Arc<Plan>> {
        self.base_at_hand(self.plan().base.as_ref()?).map(Arc::new)
    }

    /// Returns a plan that can be compared, else why not.
    fn seen(&self, course: &Course) -> Result<Seen, String> {
        let (name, plan) = match course {
            Course::AtHand => ("Now".to_owned(), Arc::clone(self.plan())),
            Course::InFile => {
                let name = match &self.document.file {
                    Some(file) => format!("As saved in {}", file_name(&file.path)),
                    None => "As it began".to_owned(),
                };
                (name, Arc::clone(self.document.in_file()))
            }
            Course::Step(place) => {
                let step = self.document.history().steps().nth(*place);
                let step = step.ok_or_else(|| "That step is not in the history any more".to_owned())?;
                let name = format!("After step {}: {}", place + 1, step.label);
                (name, Arc::clone(&step.plan))
            }
            Course::Base => {
                let plan = self.base_of_plan().ok_or_else(|| {
                    "This computer does not have what the plan was branched from".to_owned()
                })?;
                ("What it was branched from".to_owned(), plan)
            }
            Course::File(path) => {
                let Opened { plan, .. } =
                    plan_file::open(&LocalDisk, path).map_err(|error| error.to_string())?;
                (file_name(path), Arc::new(plan))
            }
        };
        Ok(Seen {
            course: course.clone(),
            name,
            plan,
            judgement: Judgement::Waits,
        })
    }

    fn choose_course(&mut self, side: usize, course: &Course) {
        let seen = match self.seen(course) {
            Ok(seen) => seen,
            Err(error) => {
                self.cannot_compare(course, &error);
                return;
            }
        };
        if let Some(comparing) = &mut self.comparing
            && let Some(slot) = comparing.sides.get_mut(side)
        {
            *slot = seen;
            comparing.compare();
        }
    }

    fn cannot_compare(&mut self, course: &Course, why: &str) {
        let text = match course {
            Course::File(path) => format!("{} cannot be compared", file_name(path)),
            _ => "That cannot be compared".to_owned(),
        };
        self.notices.push(NoticeKind::Error, text, why);
    }

    /// Puts a plan, or all plans of a folder, into the score table.
    fn add_courses(&mut self, path: &Path) {
        let paths = if path.is_dir() {
            match list_folder(path) {
                Ok(entries) => entries
                    .into_iter()
                    .filter(|entry| entry.is_file && entry.name.ends_with(ENDING))
                    .map(|entry| path.join(entry.name))
                    .collect(),
                Err(error) => {
                    self.notices.push(
                        NoticeKind::Error,
                        format!("{} cannot be read", file_name(path)),
                        error.to_string(),
                    );
                    return;
                }
            }
        } else {
            vec![path.to_owned()]
        };
        if paths.is_empty() {
            let text = format!("{} has no plans", file_name(path));
            let more = format!("The names of plans end in {ENDING}.");
            self.notices.push(NoticeKind::Warning, text, more);
        }
        for path in paths {
            let course = Course::File(path);
            let known = |comparing: &Comparing| comparing.all().any(|(seen, _)| seen.course == course);
            if self.comparing.as_ref().is_some_and(known) {
                continue;
            }
            match self.seen(&course) {
                Ok(seen) => {
                    if let Some(comparing) = &mut self.comparing
                        && comparing.further.len() < MOST
                    {
                        let first = &comparing.sides[0].plan;
                        let counts = Difference::between(first, &seen.plan).counts();
                        comparing.further.push((seen, counts));
                    }
                }
                Err(error) => self.cannot_compare(&course, &error),
            }
        }
    }

    /// Follows the plan at hand where it is compared; ends the comparison with the plan.
    pub(super) fn keep_comparing(&mut self, has_changed: bool) {
        let Some(comparing) = &self.comparing else { return };
        if comparing.of != self.plan().id {
            self.comparing = None;
            self.workspace.mode = Mode::Plan;
            return;
        }
        if !has_changed || self.workspace.mode != Mode::Compare {
            return;
        }
        let places: Vec<(usize, Course)> = comparing
            .sides
            .iter()
            .map(|seen| seen.course.clone())
            .enumerate()
            .filter(|(_, course)| matches!(course, Course::AtHand | Course::InFile))
            .collect();
        for (side, course) in places {
            let Ok(seen) = self.seen(&course) else { continue };
            if let Some(comparing) = &mut self.comparing
                && let Some(slot) = comparing.sides.get_mut(side)
                && !Arc::ptr_eq(&slot.plan, &seen.plan)
            {
                *slot = seen;
                comparing.compare();
            }
        }
        self.judge_courses();
    }

    /// Judges every plan anew: at another day findings differ.
    pub(super) fn judge_courses_anew(&mut self) {
        if let Some(comparing) = &mut self.comparing {
            for seen in seen_mut(comparing) {
                seen.judgement = Judgement::Waits;
            }
            comparing.findings = None;
        }
        self.judge_courses();
    }

    /// Has every plan judged that is not, one at a time.
    fn judge_courses(&mut self) {
        let Some(comparing) = &mut self.comparing else {
            return;
        };
        if self.workspace.mode != Mode::Compare || self.judging.is_some() {
            return;
        }
        let waits = |seen: &&mut Seen| matches!(seen.judgement, Judgement::Waits);
        let Some(next) = seen_mut(comparing).find(waits) else {
            return;
        };
        let (plan, today) = (Arc::clone(&next.plan), self.today);
        self.judging = Some(Arc::clone(&plan));
        let checker = self.jobs.checker().clone();
        self.jobs.beside("compare", move |has_failed| {
            let judged = if has_failed {
                Err("the check broke down".to_owned())
            } else {
                judge(&checker, &plan, today).map(Arc::new)
            };
            Answer::Judged {
                plan: Arc::clone(&plan),
                as_of: today,
                judged,
            }
        });
    }

    /// Takes how a plan does.
    pub(super) fn take_judged(
        &mut self,
        plan: &Arc<Plan>,
        as_of: Instant,
        judged: Result<Arc<Judged>, String>,
    ) {
        self.judging = None;
        if as_of == self.today
            && let Some(comparing) = &mut self.comparing
        {
            let judgement = match judged {
                Ok(judged) => Judgement::Known(judged),
                Err(why) => Judgement::Failed(why),
            };
            for seen in seen_mut(comparing).filter(|seen| Arc::ptr_eq(&seen.plan, plan)) {
                seen.judgement = judgement.clone();
            }
            comparing.compare_findings();
        }
        self.judge_courses();
    }
}

fn seen_mut(comparing: &mut Comparing) -> impl Iterator<Item = &mut Seen> {
    let further = comparing.further.iter_mut().map(|(seen, _)| seen);
    comparing.sides.iter_mut().chain(further)
}

fn judge(checker: &Checker, plan: &Plan, today: Instant) -> Result<Judged, String> {
    // The window's own checks go on beside it.
    let (threads, cancel) = (Threads::one(), AtomicBool::new(false));
    let report = checker
        .check(plan, Some(today), &threads, &cancel)
        .map_err(|_| "the check was broken off".to_owned())?;
    let coverage: Coverage = checker
        .coverage(plan, None, &threads, &cancel)
        .map_err(|error| error.to_string())?;
    Ok(Judged {
        score: Score::of(plan, &report, &coverage),
        report: Arc::new(report),
    })
}

/// Does what concerns the comparison alone.
fn adjust(comparing: &mut Comparing, command: &CompareCommand) {
    match command {
        CompareCommand::Exchange => {
            comparing.sides.reverse();
            comparing.compare();
        }
        CompareCommand::Show(view) => comparing.view = *view,
        CompareCommand::ShowPhase(phase) => comparing.phase = *phase,
        CompareCommand::PickObject(id) => {
            let things = &comparing.difference.things;
            let place = things.iter().position(|thing| thing.id == Some(*id));
            comparing.picked = place.map(Picked::Thing);
        }
        CompareCommand::Drop(place) => {
            if *place < comparing.further.len() {
                comparing.further.remove(*place);
            }
        }
        CompareCommand::Open
        | CompareCommand::Close
        | CompareCommand::Pick(_)
        | CompareCommand::Choose(..)
        | CompareCommand::Add(_) => {}
    }
}
