//! The run: every entry goes to the log first, and counts once it is on the disk.

use std::path::Path;
use std::sync::Arc;

use crate::exercise::{Cell, Clock, Entry, Event, Inject, Reach, Session};
use crate::files::exercise::log_file::{LogFile, log_path, read_log, set_aside};
use crate::files::exercise::{ReadLogError, exercise_hash};
use crate::files::{Disk as _, LocalDisk};
use crate::model::{Id, Plan, edits_between};

use super::{ExerciseCommand, ExerciseTab, Exercising};
use crate::editor::filing::{Question, file_name};
use crate::editor::notices::NoticeKind;
use crate::editor::{Command, Editor};

/// Whose decisions are made on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider {
    /// Which cell's; nobody's: control's.
    pub cell: Option<Id<Cell>>,
    /// In answer to which inject.
    pub answers: Option<Id<Inject>>,
    /// Who gets to know.
    pub reach: Reach,
}

impl Default for Decider {
    fn default() -> Self {
        Self {
            cell: None,
            answers: None,
            reach: Reach::Told,
        }
    }
}

impl Exercising {
    /// Knows of no run.
    pub(super) fn forget_run(&mut self) {
        // What is being looked through is of this run, not of the next.
        self.asked = None;
        self.session = None;
        self.log = None;
        self.blocked = None;
        self.reviewed = None;
        self.scrub = None;
        self.clock = Clock::at(self.exercise().starts, self.exercise().rate);
    }

    fn take_run(&mut self, session: Session) {
        let state = session.state();
        self.clock = Clock::at(state.at, state.rate);
        self.session = Some(session);
    }
}

impl Editor {
    /// Reads the run beside an exercise's file, where there is one.
    pub(super) fn read_run(&mut self, exercise: &Path) {
        let path = log_path(exercise);
        let name = file_name(&path);
        let blocked = match read_log(&LocalDisk, &path) {
            Ok(None) => None,
            Ok(Some(log)) => self.take_log(&log, &name),
            Err(error @ (ReadLogError::Refused { .. } | ReadLogError::NoLog(_))) => Some(error.to_string()),
        };
        if let Some(why) = &blocked {
            let text = format!("{name} cannot be gone on with");
            self.notices.push(NoticeKind::Warning, text, why.clone());
        }
        if let Some(exercising) = &mut self.exercising {
            exercising.blocked = blocked;
        }
    }

    /// Drops a run that has begun and has no entry yet: the exercise is about to change, and the log would be of another
    /// one. True where the exercise may change.
    pub(super) fn may_prepare(&mut self) -> bool {
        let Some(exercising) = &mut self.exercising else {
            return false;
        };
        if exercising.has_run() {
            self.refuse_to_exercise();
            return false;
        }
        if let Some(log) = &exercising.log {
            if let Err(error) = LocalDisk.remove(log.path()) {
                let text = "Not done: the run that was begun cannot be taken back";
                self.notices.push(NoticeKind::Error, text, error.to_string());
                return false;
            }
            exercising.forget_run();
        }
        true
    }

    /// Goes on with a log; else says why not.
    fn take_log(&mut self, log: &crate::files::exercise::log_file::ReadLog, name: &str) -> Option<String> {
        let exercising = self.exercising.as_mut()?;
        let exercise = Arc::clone(exercising.exercise());
        let hash = match exercise_hash(&exercise) {
            Ok(hash) => hash,
            Err(error) => return Some(error.to_string()),
        };
        if log.exercise != exercise.id || log.hash != hash {
            return Some(format!(
                "It is the run of another state of the exercise, whose content begins with {}. Open that one (a backup) to \
                 look back on it, or set the run aside.",
                log.hash.to_string().get(..8).unwrap_or_default()
            ));
        }
        let session = match Session::of(exercise, &log.entries) {
            Ok(session) => session,
            Err((place, refusal)) => {
                return Some(format!("Entry {} does not fit: {refusal}.", place + 1));
            }
        };
        match LogFile::go_on(&LocalDisk, log) {
            Ok(file) => exercising.log = Some(file),
            Err(error) => return Some(error.to_string()),
        }
        let (is_torn, count) = (log.is_torn, session.entries().len());
        exercising.take_run(session);
        exercising.tab = if count > 0 {
            ExerciseTab::Run
        } else {
            ExerciseTab::Prepare
        };
        if is_torn {
            self.notices.push(
                NoticeKind::Warning,
                format!("{name} ended in the midst of an entry"),
                format!("{count} entries are whole and are kept; the run goes on after them."),
            );
        }
        None
    }

    /// Shows the run that comes with a sample. It is looked at; who wants to run it saves the exercise first.
    pub(super) fn take_sample_run(&mut self, entries: &[Entry]) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        if let Ok(session) = Session::of(Arc::clone(exercising.exercise()), entries) {
            exercising.take_run(session);
            exercising.tab = ExerciseTab::Prepare;
        }
    }

    pub(super) fn start_run(&mut self) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        if let Some(why) = exercising.blocked.clone() {
            self.notices.push(
                NoticeKind::Warning,
                "Not done: there is another run beside this exercise",
                why,
            );
            return;
        }
        if exercising.log.is_some() {
            exercising.tab = ExerciseTab::Run;
            return;
        }
        // The log of the run is kept beside the exercise's file, and is of what that holds.
        if exercising.file.is_none() {
            let start = Command::Exercise(ExerciseCommand::Start);
            self.question = Some(Question::NameFirst(Box::new(start)));
            return;
        }
        if exercising.is_unsaved() {
            self.save_exercise();
        }
        let Some(exercising) = self.exercising.as_mut().filter(|known| !known.is_unsaved()) else {
            return;
        };
        let exercise = Arc::clone(exercising.exercise());
        let Some(path) = exercising.file.as_ref().map(|file| file.path.clone()) else {
            return;
        };
        let begun = exercise_hash(&exercise)
            .map_err(Into::into)
            .and_then(|hash| LogFile::begin(&LocalDisk, &path, exercise.id, hash));
        match begun {
            Ok(log) => {
                exercising.forget_run();
                exercising.log = Some(log);
                exercising.take_run(Session::begin(exercise));
                exercising.tab = ExerciseTab::Run;
                exercising.recording = false;
            }
            Err(error) => self
                .notices
                .push(NoticeKind::Error, "The run was not begun", error.to_string()),
        }
    }

    pub(super) fn set_run_aside(&mut self) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let Some(path) = exercising.file.as_ref().map(|file| file.path.clone()) else {
            // A sample's run is in no file.
            exercising.forget_run();
            return;
        };
        if exercising.log.is_none() && exercising.blocked.is_none() {
            exercising.forget_run();
            return;
        }
        match set_aside(&LocalDisk, &path) {
            Ok(to) => {
                exercising.forget_run();
                exercising.tab = ExerciseTab::Prepare;
                self.notices.dismiss_done();
                self.notices.push(
                    NoticeKind::Done,
                    format!("The run is kept as {}", file_name(&to)),
                    "",
                );
            }
            Err(error) => self.notices.push(
                NoticeKind::Error,
                "The run was not set aside",
                format!("{error}. It is where it was."),
            ),
        }
    }

    /// Lets the clock run, or stops it.
    pub(super) fn run_clock(&mut self, runs: bool) {
        let Some(exercising) = &self.exercising else {
            return;
        };
        if exercising.clock.is_running() != runs {
            self.enter(if runs { Event::Resumed } else { Event::Paused });
        }
    }

    /// Enters something into the log at the minute that it is; what the log does not have does not count.
    pub(super) fn enter(&mut self, event: Event) {
        let room_ms = self.room_ms;
        let room = Some(self.today);
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let (Some(session), Some(log)) = (&exercising.session, &mut exercising.log) else {
            let text = "Not done: no run has begun";
            self.notices
                .push(NoticeKind::Warning, text, "Start the run first.");
            return;
        };
        let at = exercising.clock.minute(room_ms).max(session.state().at);
        let entry = Entry { at, room, event };
        let mut tried = session.clone();
        if let Err(refusal) = tried.add(entry.clone()) {
            self.notices.dismiss_done();
            self.notices
                .push(NoticeKind::Warning, format!("Not done: {refusal}"), "");
            return;
        }
        if let Err(error) = log.append(&LocalDisk, &entry) {
            self.notices.push(
                NoticeKind::Error,
                "Not entered: the log cannot be written",
                error.to_string(),
            );
            return;
        }
        let clock = exercising.clock;
        exercising.clock = match &entry.event {
            Event::Resumed => clock.started(room_ms),
            Event::Paused | Event::Ended => clock.stopped(room_ms),
            Event::Paced(rate) => clock.paced(*rate, room_ms),
            Event::Jumped(to) => clock.set(*to, room_ms),
            _ => clock,
        };
        let failed = tried.state().failures.len() > session.state().failures.len();
        let place = tried.entries().len().saturating_sub(1);
        let mut failures: Vec<String> = Vec::new();
        if failed {
            let of_this = tried
                .state()
                .failures
                .iter()
                .filter(|failure| failure.entry == place);
            failures.extend(of_this.map(|failure| {
                let whose = match failure.cell {
                    Some(cell) => format!(", in the picture of {}", tried.exercise().cell_name(cell)),
                    None => String::new(),
                };
                format!("{}{whose}: {}", failure.what, failure.why)
            }));
        }
        exercising.session = Some(tried);
        if !failures.is_empty() {
            self.notices.push(
                NoticeKind::Warning,
                "Published, but not everything that it does fits the plan",
                failures.join("\n"),
            );
        }
    }

    /// Takes what was changed on the map as a decision.
    pub(super) fn take_decision(&mut self, before: &Arc<Plan>, after: &Arc<Plan>, label: &str) {
        let Some(exercising) = &self.exercising else {
            return;
        };
        let decider = exercising.decider;
        if self.is_no_change(before, after) {
            return;
        }
        self.enter(Event::Decided {
            cell: decider.cell,
            answers: decider.answers,
            text: label.to_owned(),
            edits: edits_between(before, after),
            reach: decider.reach,
        });
    }

    /// Withdraws the last decision, where nothing but the clock came after it.
    pub(super) fn take_back(&mut self) {
        let Some(session) = self
            .exercising
            .as_ref()
            .and_then(|exercising| exercising.session())
        else {
            return;
        };
        if let Some((place, _)) = last_decision(session) {
            let entry = u32::try_from(place).unwrap_or(u32::MAX);
            let why = "taken back".to_owned();
            self.enter(Event::Withdrawn { entry, why });
        } else {
            let text = "Not done: the last entry is no decision";
            let more = "Withdraw an entry in the log.";
            self.notices.push(NoticeKind::Warning, text, more);
        }
    }
}

/// The last entry, where it is a decision and nothing but the clock came after it: its place and its words.
pub(super) fn last_decision(session: &Session) -> Option<(usize, &str)> {
    let withdrawn = &session.state().withdrawn;
    let (place, entry) = session
        .entries()
        .iter()
        .enumerate()
        .rev()
        .find(|(place, entry)| {
            let is_of_the_clock = matches!(
                entry.event,
                Event::Resumed | Event::Paused | Event::Paced(_) | Event::Withdrawn { .. }
            );
            !withdrawn.contains(place) && !is_of_the_clock
        })?;
    match &entry.event {
        Event::Decided { text, .. } => Some((place, text)),
        _ => None,
    }
}
