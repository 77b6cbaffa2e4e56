//! The exercise as it is prepared: its list changed, effects recorded on the map, tables in and out, saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exercise::report::{CardsFor, cards};
use crate::exercise::{Effect, Exercise, Reach};
use crate::files::exercise::{self as exercise_files, SaveExerciseError, table};
use crate::files::{Existing, LocalDisk, WriteFileError, plan_file, write_file};
use crate::model::{Edit, Plan, edits_between};

use super::{ExerciseCommand, ExerciseTab, Exercising};
use crate::editor::filing::{Question, file_name};
use crate::editor::notices::NoticeKind;
use crate::editor::{Command, Editor};

/// Something of an exercise that is written to a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListFile {
    /// The list, as a table.
    Injects,
    /// The list, as cards for the players.
    Cards,
    /// The list, as cards for the controllers.
    ControllerCards,
    /// The log of the run, as a table.
    Log,
    /// Findings over time, as a table.
    Findings,
    /// The after-action report, as a page.
    Report,
}

impl Editor {
    /// Makes the exercise another one.
    pub(super) fn change_exercise(&mut self, mut exercise: Exercise, what: String) {
        exercise.sort();
        if !self.may_prepare() {
            return;
        }
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        if exercise != **exercising.exercise() {
            exercising.step(exercise, what);
            self.keep_copy();
        }
    }

    pub(super) fn undo_exercise(&mut self) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        match exercising.tab {
            ExerciseTab::Prepare => self.step_exercise(Exercising::undo),
            ExerciseTab::Run => self.take_back(),
            ExerciseTab::Review => self.refuse_to_exercise(),
        }
    }

    pub(super) fn redo_exercise(&mut self) {
        let tab = self.exercising.as_ref().map(|exercising| exercising.tab);
        if tab == Some(ExerciseTab::Prepare) {
            self.step_exercise(Exercising::redo);
        }
    }

    /// Goes to another state of the exercise, where it may be another one.
    fn step_exercise(&mut self, go: impl FnOnce(&mut Exercising) -> bool) {
        if self.may_prepare()
            && let Some(exercising) = &mut self.exercising
            && go(exercising)
        {
            self.keep_copy();
        }
    }

    /// True where what was done on the map is no change of the plan's content, which an exercise cannot keep: that is told.
    pub(super) fn is_no_change(&mut self, before: &Plan, after: &Plan) -> bool {
        let is_none = edits_between(before, after).is_empty();
        if is_none {
            self.notices.push(
                NoticeKind::Warning,
                "Not done: comments, proposals and approvals are no part of an exercise",
                "Write them into the plan, or a note into the log of the run.",
            );
        }
        is_none
    }

    pub(super) fn record(&mut self, is_on: bool) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        if exercising.has_run() && is_on {
            self.refuse_to_exercise();
            return;
        }
        exercising.recording = is_on && exercising.selected.is_some();
    }

    /// Takes a change of the map: of the plan that the exercise starts from, or as effects of an inject.
    pub(super) fn take_change(&mut self, before: &Arc<Plan>, after: &Arc<Plan>, label: &str) {
        let selected = self
            .exercising
            .as_ref()
            .and_then(|exercising| exercising.selected);
        if selected.is_some() && self.is_no_change(before, after) {
            return;
        }
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let mut exercise = (**exercising.exercise()).clone();
        match exercising.selected {
            None => {
                exercise.plan = Arc::clone(after);
                self.change_exercise(exercise, label.to_owned());
            }
            Some(id) => {
                let Some(inject) = exercise.injects.iter_mut().find(|inject| inject.id == id) else {
                    return;
                };
                let effects = edits_between(before, after);
                inject.effects.extend(tidied(&inject.effects, effects));
                let label = format!("{label}, by {}", inject.label());
                self.change_exercise(exercise, label);
            }
        }
    }

    pub(super) fn import_list(&mut self, path: &Path) {
        let Some(exercising) = &self.exercising else {
            return;
        };
        let exercise = Arc::clone(exercising.exercise());
        let name = file_name(path);
        let read = plan_file::read_bytes(&LocalDisk, path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| table::read_table(&bytes, &exercise).map_err(|error| error.to_string()));
        match read {
            Ok((exercise, report)) => {
                let text = format!(
                    "{name}: {} injects are new, {} were changed",
                    report.added, report.changed
                );
                self.change_exercise(exercise, format!("Take in {name}"));
                self.notices.dismiss_done();
                let kind = if report.notes.is_empty() {
                    NoticeKind::Done
                } else {
                    NoticeKind::Warning
                };
                self.notices.push(kind, text, report.notes.join("\n"));
            }
            Err(error) => self
                .notices
                .push(NoticeKind::Error, format!("{name} was not taken in"), error),
        }
    }

    /// Writes something of the exercise to a file.
    pub(super) fn write_list(&mut self, path: &Path, what: ListFile, replace: bool) {
        self.question = None;
        let name = file_name(path);
        if what == ListFile::Report {
            let written = if !replace && path.exists() {
                self.ask_to_replace(path, what);
                Ok(())
            } else {
                self.write_report(path)
            };
            if let Err(why) = written {
                self.notices
                    .push(NoticeKind::Error, format!("{name} was not written"), why);
            }
            return;
        }
        let text = match self.list_text(what) {
            Ok(text) => text,
            Err(why) => {
                self.notices
                    .push(NoticeKind::Error, format!("{name} was not written"), why);
                return;
            }
        };
        let existing = if replace {
            Existing::Replace
        } else {
            Existing::Refuse
        };
        let backups = self.surroundings.backups();
        match write_file(&LocalDisk, path, text.as_bytes(), existing, backups.as_ref()) {
            Ok(_) => {
                self.notices.dismiss_done();
                self.notices.push(NoticeKind::Done, format!("Wrote {name}"), "");
            }
            Err(WriteFileError::Exists(_)) => {
                self.ask_to_replace(path, what);
            }
            Err(error) => self.notices.push(
                NoticeKind::Error,
                format!("{name} was not written"),
                error.to_string(),
            ),
        }
    }

    fn ask_to_replace(&mut self, path: &Path, what: ListFile) {
        let command = ExerciseCommand::Write {
            path: path.to_owned(),
            what,
            replace: true,
        };
        self.question = Some(Question::ReplaceList(Box::new(Command::Exercise(command))));
    }

    fn list_text(&self, what: ListFile) -> Result<String, String> {
        let exercising = self.exercising.as_ref().ok_or("No exercise is open")?;
        let exercise = exercising.exercise();
        match what {
            ListFile::Injects => Ok(table::write_injects(exercise)),
            ListFile::Cards => Ok(cards(exercise, CardsFor::Players)),
            ListFile::ControllerCards => Ok(cards(exercise, CardsFor::Controllers)),
            ListFile::Log | ListFile::Findings | ListFile::Report => self.review_text(what),
        }
    }

    pub(super) fn save_exercise(&mut self) {
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        let Some(mut file) = exercising.file.clone() else {
            let text = "Choose where to save the exercise first";
            self.notices.push(NoticeKind::Warning, text, "");
            return;
        };
        let exercise = Arc::clone(exercising.exercise());
        let backups = self.surroundings.backups();
        let saved = exercise_files::save(&LocalDisk, &exercise, &mut file, backups.as_ref());
        match saved {
            Ok(notes) => {
                let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
                self.exercise_saved(file, &notes);
            }
            Err(error) => {
                // What the disk did not confirm is what the next save replaces; nobody else wrote it.
                if matches!(
                    error,
                    SaveExerciseError::Write(WriteFileError::NotConfirmed { .. })
                ) && let Some(exercising) = &mut self.exercising
                {
                    exercising.file = Some(file);
                }
                self.exercise_not_saved(&error);
            }
        }
    }

    pub(super) fn save_exercise_as(&mut self, path: &Path, replace: bool) {
        let path = exercise_path(&crate::editor::recovering::absolute(path));
        let Some(exercising) = &self.exercising else {
            return;
        };
        let own = exercising.file.as_ref().is_some_and(|file| file.path == path);
        if own && !replace {
            self.save_exercise();
            return;
        }
        let exercise = Arc::clone(exercising.exercise());
        let backups = self.surroundings.backups();
        let existing = if replace {
            Existing::Replace
        } else {
            Existing::Refuse
        };
        match exercise_files::save_as(&LocalDisk, &exercise, &path, existing, backups.as_ref()) {
            Ok((file, notes)) => {
                if !own && let Some(exercising) = &mut self.exercising {
                    // Under another name it is another one to be run; the run stays with the one that was run.
                    exercising.forget_run();
                }
                let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
                self.exercise_saved(file, &notes);
                if !own {
                    self.read_run(&path);
                }
            }
            Err(SaveExerciseError::Exists(_)) => self.question = Some(Question::Replace(path)),
            Err(error) => self.exercise_not_saved(&error),
        }
    }

    fn exercise_saved(&mut self, file: crate::files::PlanFile, notes: &[String]) {
        let path: PathBuf = file.path.clone();
        let Some(exercising) = &mut self.exercising else {
            return;
        };
        exercising.mark_in_file(file);
        let id = exercising.exercise().id;
        self.forget_kept(id);
        self.notices.dismiss_done();
        let kind = if notes.is_empty() {
            NoticeKind::Done
        } else {
            NoticeKind::Warning
        };
        self.notices
            .push(kind, format!("Saved {}", file_name(&path)), notes.join("\n"));
        self.change_preferences(|preferences| preferences.remember(&path));
        match self.question.take() {
            Some(Question::NameFirst(command)) => self.obey(*command),
            Some(Question::Replace(_)) | None => {}
            question => self.question = question,
        }
    }

    fn exercise_not_saved(&mut self, error: &SaveExerciseError) {
        self.question = None;
        self.notices
            .push(NoticeKind::Error, "The exercise was not saved", error.to_string());
    }
}

/// A name that says that it is an exercise.
fn exercise_path(path: &Path) -> PathBuf {
    if super::is_exercise(path) {
        return path.to_owned();
    }
    let name = file_name(path);
    let stem = name
        .strip_suffix(".plan.ron")
        .or_else(|| name.strip_suffix(".ron"))
        .unwrap_or(&name);
    path.with_file_name(format!("{stem}{}", exercise_files::EXERCISE_ENDING))
}

/// What was recorded just now, told to the cells of the inject as what was recorded last.
fn tidied(known: &[Effect], edits: Vec<Edit>) -> Vec<Effect> {
    let reach = known.last().map_or(Reach::Told, |effect| effect.reach);
    // What is only believed cannot be recorded on the map, where it is so.
    let reach = if reach.is_so() { reach } else { Reach::Told };
    edits.into_iter().map(|edit| Effect { edit, reach }).collect()
}
