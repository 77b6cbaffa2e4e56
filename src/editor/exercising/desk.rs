//! What is open of an exercise: as it is prepared, its run, what is looked at.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::exercise::{
    Cell, Clock, Event, Exercise, Inject, Remark, Review, Session, State, check, rehearse_with,
};
use crate::files::PlanFile;
use crate::files::exercise::LogFile;
use crate::model::{Id, Minute, Phase, Plan};

use super::reviewing::Reports;
use super::running::{Decider, last_decision};
use crate::editor::document::Document;
use crate::editor::workspace::Workspace;

/// Steps that can be taken back while an exercise is prepared.
const STEPS: usize = 500;

/// What of an exercise is worked on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExerciseTab {
    /// Its list is written.
    #[default]
    Prepare,
    /// It is run.
    Run,
    /// It is looked back on.
    Review,
}

impl ExerciseTab {
    /// Every tab, in order.
    pub const ALL: [Self; 3] = [Self::Prepare, Self::Run, Self::Review];

    /// Returns the tab's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Prepare => "Prepare",
            Self::Run => "Run",
            Self::Review => "Review",
        }
    }
}

/// A session that was looked back on.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The session.
    pub session: Arc<Session>,
    /// What became of it; where that cannot be said, why.
    pub review: Result<Arc<Review>, String>,
    /// What was found on each plan on the way.
    pub reports: Arc<Reports>,
    /// It is a dry run of the list, no run.
    pub is_dry: bool,
}

/// What a cell sees, with the plan that it was made of.
type SeenOf = (Arc<Plan>, Result<Arc<Plan>, String>);

/// An open exercise.
pub struct Exercising {
    exercise: Arc<Exercise>,
    in_file: Option<Arc<Exercise>>,
    /// Its file; `None`: it was never saved.
    pub file: Option<PlanFile>,
    before: Vec<(String, Arc<Exercise>)>,
    after: Vec<(String, Arc<Exercise>)>,
    remarks: Vec<Remark>,
    /// What is worked on.
    pub tab: ExerciseTab,
    /// The inject looked at.
    pub selected: Option<Id<Inject>>,
    /// What is changed on the map becomes an effect of the inject looked at.
    pub recording: bool,
    pub(super) session: Option<Session>,
    pub(super) log: Option<LogFile>,
    /// What is wrong with the log beside the file, so that no run can begin there.
    pub(super) blocked: Option<String>,
    pub(super) clock: Clock,
    /// Whose decisions are made on the map.
    pub decider: Decider,
    pub(super) reviewed: Option<Reviewed>,
    pub(super) dry: Option<Reviewed>,
    /// What is being found out.
    pub(super) asked: Option<Arc<Session>>,
    /// After how many entries the run is looked at; `None`: after all.
    pub scrub: Option<usize>,
    pub(super) phase_shown: Option<Id<Phase>>,
    /// The minute that the plan was judged at last, and the room's time then.
    pub(super) judged: [i64; 2],
    shown: RefCell<Option<Shown>>,
    /// What each cell sees, and of which plan that was made.
    pub(super) seen: RefCell<BTreeMap<Id<Cell>, SeenOf>>,
    aside: (Document, Workspace),
}

/// The plan on the map, and what it was made for.
struct Shown {
    /// The exercise, the inject, and after how many entries of the log.
    of: (Arc<Exercise>, Option<Id<Inject>>, Option<usize>),
    plan: Arc<Plan>,
}

impl Exercising {
    pub(super) fn new(exercise: Arc<Exercise>, file: Option<PlanFile>, aside: (Document, Workspace)) -> Self {
        Self {
            in_file: file.is_some().then(|| Arc::clone(&exercise)),
            clock: Clock::at(exercise.starts, exercise.rate),
            remarks: check(&exercise),
            exercise,
            file,
            before: Vec::new(),
            after: Vec::new(),
            tab: ExerciseTab::default(),
            selected: None,
            recording: false,
            session: None,
            log: None,
            blocked: None,
            decider: Decider::default(),
            reviewed: None,
            dry: None,
            asked: None,
            scrub: None,
            phase_shown: None,
            judged: [Minute::MIN, 0],
            shown: RefCell::new(None),
            seen: RefCell::default(),
            aside,
        }
    }

    pub(super) fn into_aside(self) -> (Document, Workspace) {
        self.aside
    }

    /// Returns the exercise as it is prepared.
    pub fn exercise(&self) -> &Arc<Exercise> {
        &self.exercise
    }

    /// Returns true where the exercise is not as it is in its file.
    pub fn is_unsaved(&self) -> bool {
        match &self.in_file {
            Some(in_file) => !Arc::ptr_eq(in_file, &self.exercise) && *in_file != self.exercise,
            // One that was only looked at is no loss.
            None => !self.before.is_empty() || !self.after.is_empty(),
        }
    }

    pub(super) fn mark_in_file(&mut self, file: PlanFile) {
        self.file = Some(file);
        self.in_file = Some(Arc::clone(&self.exercise));
    }

    /// Returns what X01 to X04 find.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Returns the run, as it was entered so far.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Returns how things stand in the run: after the entries that are looked at.
    pub fn state(&self) -> Option<&State> {
        self.session.as_ref().map(Session::state)
    }

    /// Returns true where something was entered: the exercise as it is prepared stays as it is then.
    pub fn has_run(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| !session.entries().is_empty())
    }

    /// Returns true where entries go to a log on the disk.
    pub fn is_kept(&self) -> bool {
        self.log.is_some()
    }

    /// Returns why no run can begin or go on beside this file.
    pub fn blocked(&self) -> Option<&str> {
        self.blocked.as_deref()
    }

    /// Returns the clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Returns the dry run, where it is about the exercise as it is.
    pub fn dry(&self) -> Option<&Reviewed> {
        self.dry
            .as_ref()
            .filter(|dry| Arc::ptr_eq(dry.session.exercise(), &self.exercise))
    }

    /// Returns what became of the run, where that is about all of it.
    pub fn reviewed(&self) -> Option<&Reviewed> {
        let session = self.session.as_ref()?;
        self.reviewed
            .as_ref()
            .filter(|known| known.session.entries().len() == session.entries().len())
    }

    /// Returns true while the run or the dry run is being looked through.
    pub fn is_reviewing(&self) -> bool {
        self.asked.is_some()
    }

    /// Returns the inject looked at, as it stands: prepared, or amended in the run.
    pub fn selected_inject(&self) -> Option<&Inject> {
        let id = self.selected?;
        match (self.tab, self.state()) {
            (ExerciseTab::Run | ExerciseTab::Review, Some(state)) => state.inject(id),
            _ => self.exercise.inject(id),
        }
    }

    /// Returns what taking back would take back.
    pub fn undo_label(&self) -> Option<&str> {
        match self.tab {
            ExerciseTab::Prepare => self.before.last().map(|(label, _)| label.as_str()),
            ExerciseTab::Run => self
                .session
                .as_ref()
                .and_then(last_decision)
                .map(|(_, text)| text),
            ExerciseTab::Review => None,
        }
    }

    /// Returns what doing again would do again.
    pub fn redo_label(&self) -> Option<&str> {
        let after = self.after.last().filter(|_| self.tab == ExerciseTab::Prepare);
        after.map(|(label, _)| label.as_str())
    }

    /// Takes another state of the exercise.
    pub(super) fn step(&mut self, exercise: Exercise, label: String) {
        let before = std::mem::replace(&mut self.exercise, Arc::new(exercise));
        self.before.push((label, before));
        if self.before.len() > STEPS {
            self.before.remove(0);
        }
        self.after.clear();
        self.look_anew();
    }

    pub(super) fn undo(&mut self) -> bool {
        let Some((label, exercise)) = self.before.pop() else {
            return false;
        };
        let now = std::mem::replace(&mut self.exercise, exercise);
        self.after.push((label, now));
        self.look_anew();
        true
    }

    pub(super) fn redo(&mut self) -> bool {
        let Some((label, exercise)) = self.after.pop() else {
            return false;
        };
        let now = std::mem::replace(&mut self.exercise, exercise);
        self.before.push((label, now));
        self.look_anew();
        true
    }

    fn look_anew(&mut self) {
        self.remarks = check(&self.exercise);
        if self.selected.is_some_and(|id| self.exercise.inject(id).is_none()) {
            self.selected = None;
            self.recording = false;
        }
        if !self.has_run() {
            self.clock = Clock::at(self.exercise.starts, self.exercise.rate);
        }
    }

    /// Returns what is to be known now, for the status line; nothing where the tool in hand says it.
    pub fn hint(&self) -> Option<Cow<'static, str>> {
        let text = match self.tab {
            ExerciseTab::Prepare if self.recording => {
                "Recording: what you change on the map is what the inject does; Esc ends it"
            }
            ExerciseTab::Prepare if self.selected.is_some() => {
                "The map shows the plan after this inject; Record what it does, or Esc to see the plan at the start"
            }
            ExerciseTab::Run if !self.may_change() => "The map shows the plan as it is in the exercise",
            ExerciseTab::Review => "The map shows the plan as it was at that moment; nothing can be changed",
            ExerciseTab::Prepare | ExerciseTab::Run => return None,
        };
        Some(text.into())
    }

    /// Returns true where what is changed on the map means something.
    pub fn may_change(&self) -> bool {
        match self.tab {
            ExerciseTab::Prepare if self.has_run() => false,
            ExerciseTab::Prepare => self.selected.is_none() || self.recording,
            ExerciseTab::Run => self.log.is_some() && self.state().is_some_and(|state| !state.has_ended),
            ExerciseTab::Review => false,
        }
    }

    /// Returns the minute that is on the map.
    pub fn shown_minute(&self, room_ms: i64) -> Minute {
        match self.tab {
            ExerciseTab::Prepare => self
                .selected_inject()
                .map_or(self.exercise.starts, |inject| inject.due),
            ExerciseTab::Run => self.clock.minute(room_ms),
            ExerciseTab::Review => self.entry_shown().map_or(self.exercise.starts, |(_, at)| at),
        }
    }

    /// The last entry that is looked at: its place and its minute.
    fn entry_shown(&self) -> Option<(usize, Minute)> {
        let entries = self.session.as_ref()?.entries();
        let count = self.scrub.unwrap_or(entries.len()).min(entries.len());
        let place = count.checked_sub(1)?;
        Some((place, entries.get(place)?.at))
    }

    /// Returns the plan that belongs to what is looked at.
    pub(super) fn plan_to_show(&self) -> Arc<Plan> {
        if self.tab == ExerciseTab::Run {
            return self.state().map_or_else(
                || Arc::clone(&self.exercise.plan),
                |state| Arc::clone(&state.truth),
            );
        }
        let is_review = self.tab == ExerciseTab::Review;
        let entries = self.entry_shown().map(|(place, _)| place + 1);
        let of = (
            Arc::clone(&self.exercise),
            self.selected.filter(|_| !is_review),
            entries.filter(|_| is_review),
        );
        let mut shown = self.shown.borrow_mut();
        if let Some(shown) = &*shown
            && Arc::ptr_eq(&shown.of.0, &of.0)
            && (shown.of.1, shown.of.2) == (of.1, of.2)
        {
            return Arc::clone(&shown.plan);
        }
        let plan = match (of.1, of.2) {
            (Some(inject), _) => planned_after(&self.exercise, inject),
            (None, Some(count)) => match &self.session {
                Some(session) => Arc::clone(&session.after(count).state().truth),
                None => Arc::clone(&self.exercise.plan),
            },
            (None, None) => Arc::clone(&self.exercise.plan),
        };
        *shown = Some(Shown {
            of,
            plan: Arc::clone(&plan),
        });
        plan
    }
}

/// The plan as it is planned to be once an inject was delivered: everything that is due before it was, on its own way.
fn planned_after(exercise: &Arc<Exercise>, inject: Id<Inject>) -> Arc<Plan> {
    let usual = exercise.branches.iter().filter(|branch| branch.is_usual);
    let mut taken: std::collections::BTreeSet<_> = usual.map(|branch| branch.id).collect();
    taken.extend(exercise.inject(inject).and_then(|inject| inject.branch));
    let played = rehearse_with(exercise, None, &taken);
    let place = played
        .entries()
        .iter()
        .position(|entry| entry.event == Event::Published(inject));
    match place {
        Some(place) => Arc::clone(&played.after(place + 1).state().truth),
        None => Arc::clone(&exercise.plan),
    }
}
