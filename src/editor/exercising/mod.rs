//! The trainer's room: an exercise that is prepared, run and looked back on.
//!
//! While an exercise is open, the plan on the map is the exercise's: what an inject will find, what is so by now, or
//! what was so at a moment. The plan that was worked on before is set aside as it is and comes back. What is changed on
//! the map becomes an effect of the inject that is recorded, or a decision of the players; where neither is wanted the
//! map is only read. A run writes every entry to its log before it counts.

mod desk;
mod kept;
mod players;
mod preparing;
mod reviewing;
mod running;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exercise::{Event, Exercise, Inject};
use crate::files::exercise::{self as exercise_files, EXERCISE_ENDING};
use crate::files::{LocalDisk, PlanFile};
use crate::model::{Id, Instant, Minute, Plan};
use crate::samples;

use super::document::Happened;
use super::filing::{Question, file_name};
use super::notices::NoticeKind;
use super::workspace::{Mode, Workspace};
use super::{Command, Document, Editor, tools};

pub use desk::{ExerciseTab, Exercising, Reviewed};
pub use preparing::ListFile;
pub use running::Decider;

/// How often a plan is judged while the clock runs, milliseconds.
const JUDGED_EVERY_MS: i64 = 2_000;

/// What is asked of an exercise.
#[derive(Clone, Debug, PartialEq)]
pub enum ExerciseCommand {
    /// Begin one on the plan at hand.
    New,
    /// Open one.
    Open(PathBuf),
    /// Open one that comes with the program, with the log of a run.
    OpenSample(String),
    /// Open the newest one that was not saved.
    Recover,
    /// Go back to the plan.
    Leave,
    /// Prepare, run or look back.
    Show(ExerciseTab),
    /// Look at an inject.
    Select(Option<Id<Inject>>),
    /// The exercise is to be this; what was done, in words.
    Change(Box<Exercise>, String),
    /// What is changed on the map becomes an effect of the inject looked at, or does not.
    Record(bool),
    /// Take a table into the list.
    ImportList(PathBuf),
    /// Write something of it to a file.
    Write {
        /// Where to.
        path: PathBuf,
        /// What.
        what: ListFile,
        /// Replace what is there; its content goes to the backups.
        replace: bool,
    },
    /// Find out what the list would do.
    DryRun,
    /// Begin a run, or go on with the one there is.
    Start,
    /// Set the run aside, so that another can begin.
    SetAside,
    /// Let the clock run, or stop it.
    RunClock(bool),
    /// The room's time, milliseconds from anywhere.
    Tick(i64),
    /// Enter that into the log, at the minute that it is.
    Enter(Event),
    /// Whose decisions are made on the map from now on.
    Decide(Decider),
    /// Take back the last decision.
    TakeBack,
    /// Look at the run as it was after so many entries; `None`: at the end.
    Scrub(Option<usize>),
}

impl Editor {
    /// Returns the exercise that is open.
    pub fn exercising(&self) -> Option<&Exercising> {
        self.exercising.as_deref()
    }

    /// Returns the instant that findings are judged at: today, or the one that it is in the exercise.
    pub(super) fn judged_at(&self) -> Option<Instant> {
        let Some(exercising) = &self.exercising else {
            return Some(self.today);
        };
        let h_hour = exercising.exercise().plan.info.h_hour?;
        h_hour.after(exercising.shown_minute(self.room_ms))
    }

    /// Returns the room's time as it was said last, milliseconds.
    pub fn room_ms(&self) -> i64 {
        self.room_ms
    }

    pub(super) fn exercise(&mut self, command: ExerciseCommand) {
        match command {
            ExerciseCommand::New => {
                let exercise = Exercise::on(self.ids.any(), Arc::clone(self.plan()));
                self.open_exercise(exercise, None);
                self.look_at_no_object();
            }
            ExerciseCommand::Open(path) => self.open_exercise_file(&path),
            ExerciseCommand::OpenSample(name) => self.open_exercise_sample(&name),
            ExerciseCommand::Recover => self.recover_exercise(),
            ExerciseCommand::Leave => {
                if self.is_exercise_unsaved() {
                    let command = Command::Exercise(ExerciseCommand::Leave);
                    self.question = Some(Question::UnsavedExercise(Box::new(command)));
                } else {
                    self.leave_exercise();
                }
            }
            ExerciseCommand::Tick(room_ms) => self.tick(room_ms),
            other => self.exercise_at_hand(other),
        }
    }

    /// Knows the room's time. What is found on a plan may depend on what time it is: while the clock runs, the plan is
    /// judged anew every few seconds.
    fn tick(&mut self, room_ms: i64) {
        self.room_ms = room_ms;
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let minute = exercising.shown_minute(room_ms);
        let [judged, at_ms] = exercising.judged;
        let is_time = !exercising.clock.is_running() || room_ms.saturating_sub(at_ms) >= JUDGED_EVERY_MS;
        if minute != judged && is_time {
            exercising.judged = [minute, room_ms];
            self.request_check();
        }
    }

    fn exercise_at_hand(&mut self, command: ExerciseCommand) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        match command {
            ExerciseCommand::Show(tab) => {
                exercising.tab = tab;
                exercising.recording = false;
                if tab == ExerciseTab::Review {
                    self.ask_for_review(false);
                }
            }
            ExerciseCommand::Select(inject) => {
                if exercising.selected != inject {
                    exercising.recording = false;
                }
                exercising.selected = inject;
                // Its card stands where an object of the map would be worked on.
                self.workspace.selection.clear();
            }
            ExerciseCommand::Scrub(count) => exercising.scrub = count,
            ExerciseCommand::Record(is_on) => self.record(is_on),
            ExerciseCommand::Change(exercise, what) => self.change_exercise(*exercise, what),
            ExerciseCommand::ImportList(path) => self.import_list(&path),
            ExerciseCommand::Write { path, what, replace } => self.write_list(&path, what, replace),
            ExerciseCommand::DryRun => self.ask_for_review(true),
            ExerciseCommand::Start => self.start_run(),
            ExerciseCommand::SetAside => self.set_run_aside(),
            ExerciseCommand::RunClock(runs) => self.run_clock(runs),
            ExerciseCommand::Enter(event) => self.enter(event),
            ExerciseCommand::Decide(decider) => exercising.decider = decider,
            ExerciseCommand::TakeBack => self.take_back(),
            ExerciseCommand::New
            | ExerciseCommand::Open(_)
            | ExerciseCommand::OpenSample(_)
            | ExerciseCommand::Recover
            | ExerciseCommand::Leave
            | ExerciseCommand::Tick(_) => {}
        }
    }

    /// Answers a command that means the exercise while one is open, or is not for whoever is in one; true where
    /// nothing is left to do.
    pub(super) fn is_only_exercised(&mut self, command: &Command) -> bool {
        if self.exercising.is_none() {
            return false;
        }
        match command {
            Command::Save => self.save_exercise(),
            Command::SaveAs(path) => self.save_exercise_as(path, false),
            Command::SaveOver(path) => self.save_exercise_as(path, true),
            Command::Undo => self.undo_exercise(),
            Command::Redo => self.redo_exercise(),
            Command::Open(path) | Command::Dropped(path) if is_exercise(path) => {
                let open = Command::Exercise(ExerciseCommand::Open(path.clone()));
                return self.goes_on_after_exercise(open);
            }
            Command::Exercise(
                ExerciseCommand::New
                | ExerciseCommand::Open(_)
                | ExerciseCommand::OpenSample(_)
                | ExerciseCommand::Recover,
            ) => return self.goes_on_after_exercise(command.clone()),
            Command::Dropped(path) if path.extension().is_some_and(|ending| ending == "csv") => {
                self.import_list(path);
            }
            Command::StepBack => return self.step_back_in_exercise(),
            command if command.leaves_the_plan() => return self.goes_on_after_exercise(command.clone()),
            Command::GoToStep(_)
            | Command::Import(_)
            | Command::Dropped(_)
            | Command::MergeWith(_)
            | Command::MergeWithFile
            | Command::TakeInProposals(_)
            | Command::TakeCopy(_)
            | Command::ForgetPlan
            | Command::FindLost
            | Command::Compare(_)
            | Command::Branch(_)
            | Command::Release(_)
            | Command::Approval(_) => self.refuse_in_exercise("you are in an exercise"),
            Command::LookAtFile => {}
            _ => return false,
        }
        true
    }

    /// Says why something is not done while an exercise is open.
    fn refuse_in_exercise(&mut self, why: &str) {
        self.notices.dismiss_done();
        self.notices.push(
            NoticeKind::Warning,
            format!("Not done: {why}"),
            "Go back to the plan first (Exercise, Back to the plan).",
        );
    }

    /// Leaves the exercise for a command, once what is not saved was asked about; true where that is being asked.
    fn goes_on_after_exercise(&mut self, command: Command) -> bool {
        if self.is_exercise_unsaved() {
            self.question = Some(Question::UnsavedExercise(Box::new(command)));
            return true;
        }
        self.leave_exercise();
        if let Command::Exercise(command) = command {
            self.obey(Command::Exercise(command));
            return true;
        }
        false
    }

    fn is_exercise_unsaved(&self) -> bool {
        self.exercising
            .as_ref()
            .is_some_and(|exercising| exercising.is_unsaved())
    }

    /// Goes on with what was asked for, without what is not saved of the exercise.
    pub(super) fn lose_exercise(&mut self, command: Command) {
        if let Some(exercising) = &self.exercising {
            // The next start is not to offer what was left by choice.
            self.forget_kept(exercising.exercise().id);
        }
        self.leave_exercise();
        if command != Command::Exercise(ExerciseCommand::Leave) {
            self.obey(command);
        }
    }

    /// Saves the exercise, then goes on with what was asked for.
    pub(super) fn save_exercise_then(&mut self, command: Command) {
        let has_file = self
            .exercising
            .as_ref()
            .is_some_and(|exercising| exercising.file.is_some());
        if !has_file {
            self.question = Some(Question::NameFirst(Box::new(command)));
            return;
        }
        self.save_exercise();
        if !self.is_exercise_unsaved() {
            self.obey(command);
        }
    }

    fn step_back_in_exercise(&mut self) -> bool {
        let Some(exercising) = &mut self.exercising else {
            return false;
        };
        let is_idle = self.workspace.tool == tools::ToolKind::Select
            && self.workspace.selection.is_empty()
            && self.question.is_none()
            && self.drawn.is_none();
        if is_idle && exercising.recording {
            exercising.recording = false;
            return true;
        }
        if is_idle && exercising.selected.is_some() {
            exercising.selected = None;
            return true;
        }
        false
    }

    fn open_exercise_file(&mut self, path: &Path) {
        let path = super::recovering::absolute(path);
        match exercise_files::open(&LocalDisk, &path) {
            Ok(opened) => {
                if let Some(warning) = opened.seal.warning_of_exercise() {
                    self.notices.push(
                        NoticeKind::Warning,
                        format!("{}: {warning}", file_name(&path)),
                        "Look it through before relying on it; saving seals it anew.",
                    );
                }
                let id = opened.exercise.id;
                let in_file = opened.exercise.clone();
                self.open_exercise(opened.exercise, Some(opened.file));
                self.read_run(&path);
                self.offer_kept(id, &in_file);
                self.change_preferences(|preferences| preferences.remember(&path));
            }
            Err(error) => self.notices.push(
                NoticeKind::Error,
                format!("{} was not opened", file_name(&path)),
                error.to_string(),
            ),
        }
    }

    fn open_exercise_sample(&mut self, name: &str) {
        let Some(sample) = samples::find_exercise(name) else {
            self.notices.push(
                NoticeKind::Error,
                format!("There is no sample exercise called {name}"),
                "",
            );
            return;
        };
        match exercise_files::read(sample.text.as_bytes()) {
            Ok(read) => {
                self.open_exercise(read.exercise, None);
                let log = exercise_files::log_file::log_of(Path::new(name), sample.log.as_bytes());
                if let Some(log) = log {
                    self.take_sample_run(&log.entries);
                }
            }
            Err(error) => self.notices.push(
                NoticeKind::Error,
                format!("The sample {name} is damaged"),
                error.to_string(),
            ),
        }
    }

    /// Sets the plan aside and shows the exercise.
    fn open_exercise(&mut self, exercise: Exercise, file: Option<PlanFile>) {
        self.leave_exercise();
        self.drop_incoming();
        self.leave_release();
        self.end_import();
        self.take_tool(tools::ToolKind::default());
        self.question = None;
        self.drawn = None;
        self.fixes = None;
        let exercise = Arc::new(exercise);
        let document = Document::new((*exercise.plan).clone(), "Exercise", None);
        let mut workspace = Workspace::for_plan(&exercise.plan);
        workspace.mode = Mode::Exercise;
        if self.workspace.camera_set && exercise.plan.id == self.plan().id {
            workspace.camera = self.workspace.camera;
            workspace.camera_set = true;
        }
        let aside = (
            std::mem::replace(&mut self.document, document),
            std::mem::replace(&mut self.workspace, workspace),
        );
        self.exercising = Some(Box::new(Exercising::new(exercise, file, aside)));
        self.keep_exercising();
        self.request_check();
    }

    fn look_at_no_object(&mut self) {
        self.workspace.selection.clear();
    }

    /// Brings the plan back that was set aside.
    pub(super) fn leave_exercise(&mut self) {
        let Some(exercising) = self.exercising.take() else {
            return;
        };
        let (document, workspace) = exercising.into_aside();
        self.take_tool(tools::ToolKind::default());
        self.document = document;
        self.workspace = workspace;
        self.drawn = None;
        self.fixes = None;
        self.watch_anew();
        self.request_check();
    }

    /// Takes what was changed on the map: an effect, or a decision.
    pub(super) fn take_exercised(&mut self, happened: Vec<Happened>) {
        for happened in happened {
            let Happened::Step { before, after, label } = happened else {
                continue;
            };
            let tab = self.exercising.as_ref().map(|exercising| exercising.tab);
            match tab {
                Some(ExerciseTab::Prepare) => self.take_change(&before, &after, &label),
                Some(ExerciseTab::Run) => self.take_decision(&before, &after, &label),
                _ => {}
            }
        }
    }

    /// Keeps the plan on the map that belongs to what is looked at, and lets it be changed only where that means
    /// something.
    pub(super) fn keep_exercising(&mut self) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let plan = exercising.plan_to_show();
        let may_change = exercising.may_change();
        let minute = exercising.shown_minute(self.room_ms);
        if !Arc::ptr_eq(&plan, self.document.current()) {
            self.document.stand_in(Arc::clone(&plan));
            self.workspace.forget_what_is_gone(&plan);
            self.request_check();
        }
        if self.document.is_read_only() == may_change {
            self.document.set_read_only(!may_change);
        }
        self.turn_to_minute(minute);
    }

    /// Shows the phase that it is in the exercise, where that has changed.
    fn turn_to_minute(&mut self, minute: Minute) {
        let phase = phase_at(self.plan(), minute);
        if let Some(exercising) = &mut self.exercising
            && exercising.phase_shown != phase
        {
            exercising.phase_shown = phase;
            if phase.is_some() {
                self.workspace.phase = phase;
            }
        }
    }

    /// Says why the map is only read.
    pub(super) fn refuse_to_exercise(&mut self) {
        let Some(exercising) = &self.exercising else {
            return;
        };
        let (text, more) = match exercising.tab {
            ExerciseTab::Prepare if exercising.has_run() => (
                "Not done: this exercise was run",
                "Set the run aside, or save the exercise under another name and prepare that.",
            ),
            ExerciseTab::Prepare => (
                "Not done: nothing is recorded",
                "Switch on Record in the inject's card: what you change on the map is then what the inject does.",
            ),
            ExerciseTab::Run => (
                "Not done: no run has begun, or it is over",
                "Start the run; what you change on the map is then a decision of the players.",
            ),
            ExerciseTab::Review => (
                "Not done: you are looking back on a run",
                "What happened cannot be changed.",
            ),
        };
        self.notices.dismiss_done();
        self.notices.push(NoticeKind::Warning, text, more);
    }
}

/// True for the file of an exercise, by its name.
pub(super) fn is_exercise(path: &Path) -> bool {
    path.to_string_lossy().to_lowercase().ends_with(EXERCISE_ENDING)
}

/// The phase that is running in that minute; the one begun last, of several.
fn phase_at(plan: &Plan, minute: Minute) -> Option<Id<crate::model::Phase>> {
    let phases = plan.phases_in_order();
    let running = phases
        .iter()
        .rev()
        .find(|(_, phase)| phase.interval().is_some_and(|interval| interval.contains(minute)));
    running.map(|(id, _)| *id)
}
