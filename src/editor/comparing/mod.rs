//! Plans side by side: which ones, how they are shown, what of their differences is looked at.
//!
//! Two plans are compared thing by thing; any number stands in the score table. What a plan is judged by (its
//! findings, who holds how much) is found out off the window's thread. Changes no plan.

mod comparison;
mod phases;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::checks::{Checker, Coverage};
use crate::compare::{Difference, Score};
use crate::drawing::Bounds;
use crate::drawing::mercator::world_from_ground;
use crate::files::{LocalDisk, Opened, PLAN_ENDING, list_folder, plan_file};
use crate::model::{AnyId, Instant, Plan};
use crate::threads::Threads;

use super::branching::BranchCommand;
use super::filing::file_name;
use super::jobs::Answer;
use super::notices::NoticeKind;
use super::workspace::Mode;
use super::{Command, Editor, tools};

pub use comparison::{CompareView, Comparing, Course, Judged, Judgement, Picked, Seen, ground_of};
pub use phases::SharedPhase;

/// Plans in the score table beside the two that are compared.
const MOST: usize = 40;

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

impl Editor {
    /// Returns the plans that are compared, while they are looked at.
    pub fn comparing(&self) -> Option<&Comparing> {
        self.comparing
            .as_ref()
            .filter(|_| self.workspace.mode == Mode::Compare)
    }

    /// Answers a command that is not for whoever compares plans; true where nothing is left to do. What is meant
    /// for the plan at hand alone leads back to it, so that nothing is changed that is not seen.
    pub(super) fn is_only_compared(&mut self, command: &Command) -> bool {
        if self.comparing().is_none() {
            return false;
        }
        match command {
            // A hand over a menu: nothing was meant to be done.
            Command::Draft(_) | Command::Preview(_) | Command::DropDraft | Command::Map(_) => true,
            Command::DeleteSelected
            | Command::Shape(_)
            | Command::Paste(_)
            | Command::PlaceTyped(_)
            | Command::MakeDrawn => {
                self.notices.dismiss_done();
                let text = "Not done: you are comparing plans";
                let more = "Go back to the plan to change it.";
                self.notices.push(NoticeKind::Warning, text, more);
                true
            }
            Command::StepPhase(by) => {
                if let Some(comparing) = &mut self.comparing {
                    comparing.step_phase(*by);
                }
                true
            }
            Command::ShowPhase(None) => {
                if let Some(comparing) = &mut self.comparing {
                    comparing.phase = None;
                }
                true
            }
            Command::ShowPhase(Some(phase)) => {
                if let Some(comparing) = &mut self.comparing {
                    let place = [1, 0]
                        .into_iter()
                        .find_map(|side| comparing.place_of(side, *phase));
                    comparing.phase = place.or(comparing.phase);
                }
                true
            }
            Command::TakeTool(tools::ToolKind::Select) => false,
            Command::TakeTool(_)
            | Command::Select(_)
            | Command::ShowObjects(_)
            | Command::LookAtFinding(_)
            | Command::ShowFinding(_)
            | Command::OpenDesk(_)
            | Command::Import(_)
            | Command::Dropped(_)
            | Command::LookAtLost(_)
            | Command::MergeWith(_)
            | Command::MergeWithFile
            | Command::TakeInProposals(_)
            | Command::Release(_)
            | Command::Branch(BranchCommand::Merge(_) | BranchCommand::Promote(_)) => {
                self.workspace.mode = Mode::Plan;
                false
            }
            // Whoever comes back may find that a partner wrote the file meanwhile.
            Command::LookAtFile => {
                self.read_courses_again();
                false
            }
            _ => false,
        }
    }

    /// Reads every file again that is compared: what is shown is what it holds now.
    fn read_courses_again(&mut self) {
        let Some(comparing) = &self.comparing else { return };
        let files: Vec<Seen> = comparing
            .all()
            .map(|(seen, _)| seen)
            .filter(|seen| matches!(seen.course, Course::File(_)))
            .cloned()
            .collect();
        let mut now: Vec<Seen> = Vec::new();
        for known in files {
            match self.seen(&known.course) {
                Ok(seen) if seen.plan != known.plan => now.push(seen),
                Ok(_) => {}
                Err(error) => self.cannot_compare(&known.course, &error),
            }
        }
        if let Some(comparing) = &mut self.comparing
            && !now.is_empty()
        {
            for slot in seen_mut(comparing) {
                if let Some(seen) = now.iter().find(|seen| seen.course == slot.course) {
                    slot.clone_from(seen);
                }
            }
            comparing.compare();
        }
        self.judge_courses();
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
            self.read_courses_again();
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
                    .filter(|entry| entry.is_file && entry.name.ends_with(PLAN_ENDING))
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
            let more = format!("The names of plans end in {PLAN_ENDING}.");
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
