//! Actions on exercises.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::editor::{Command, Editor, ExerciseCommand, ExerciseTab, ListFile};
use crate::samples;
use crate::ui::asks::{Asks, Dialog};
use crate::ui::exercise::{tab_hint, tab_text};
use crate::ui::words::say;

/// An action on an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExerciseAction {
    /// Begin one on the plan at hand.
    New,
    /// Open the one that comes with the program.
    Sample,
    /// Open the newest one that was not saved.
    Recover,
    /// Go back to the plan.
    Leave,
    /// Prepare, run or look back.
    Show(ExerciseTab),
    /// Take a table into the list.
    ImportList,
    /// Write something of it to a file.
    Write(ListFile),
    /// Find out what the list would do.
    DryRun,
    /// Begin a run, or go on with the one there is.
    Start,
    /// Set the run aside.
    SetAside,
}

impl ExerciseAction {
    /// Returns what it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::New => say("New exercise on this plan"),
            Self::Sample => say("Open the sample exercise"),
            Self::Recover => say("Open the exercise that was not saved"),
            Self::Leave => say("Back to the plan from the exercise"),
            Self::Show(tab) => tab_text(tab),
            Self::ImportList => say("Take in a list of injects…"),
            Self::Write(what) => file_text(what),
            Self::DryRun => say("Dry run"),
            Self::Start => say("Start the run"),
            Self::SetAside => say("Set the run aside"),
        }
    }

    /// Returns one sentence for the status line.
    pub fn hint(self) -> &'static str {
        match self {
            Self::New => say("Prepare a tabletop exercise that starts from the plan at hand"),
            Self::Sample => say("Look at a prepared exercise on the Fallujah plan, with the log of a run"),
            Self::Recover => say("What was prepared and not saved when Entente ended the last time"),
            Self::Leave => say("The plan that was worked on before is as it was"),
            Self::Show(tab) => tab_hint(tab),
            Self::ImportList => {
                say("A table with the usual columns: serial, time, from, to, text, expected action and so on")
            }
            Self::Write(ListFile::Injects) => say("The list as a table for spreadsheets"),
            Self::Write(ListFile::Cards) => {
                say("A page with a card for each inject, as the players get it, to be printed")
            }
            Self::Write(ListFile::ControllerCards) => say("The same with all that the controllers need"),
            Self::Write(ListFile::Log) => say("Every entry of the run as a table"),
            Self::Write(ListFile::Findings) => say("When each finding was raised and resolved, as a table"),
            Self::Write(ListFile::Report) => {
                say("The after-action report as a page, with pictures of the map")
            }
            Self::DryRun => say("Play the whole list and see which findings come and go, and what fails"),
            Self::Start => say("Let the exercise begin: every entry is written to a log beside its file"),
            Self::SetAside => say("Keep the run's log under another name, so that another run can begin"),
        }
    }

    /// Returns its key.
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::New => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F10)),
            _ => None,
        }
    }

    /// Returns true where it can be done now.
    pub fn is_available(self, editor: &Editor) -> bool {
        let Some(exercising) = editor.exercising() else {
            return matches!(self, Self::New | Self::Recover) || self == Self::Sample && has_sample();
        };
        match self {
            Self::Recover | Self::Leave | Self::Show(_) => true,
            Self::Sample => has_sample(),
            Self::New => false,
            Self::DryRun => !exercising.is_reviewing(),
            Self::ImportList | Self::Start => !exercising.has_run(),
            Self::SetAside => exercising.has_run() || exercising.blocked().is_some(),
            Self::Write(ListFile::Log | ListFile::Findings | ListFile::Report) => {
                exercising.reviewed().is_some()
            }
            Self::Write(_) => !exercising.exercise().injects.is_empty(),
        }
    }

    /// Returns whether it is what is shown; `None` where it is none of several ways.
    pub fn is_on(self, editor: &Editor) -> Option<bool> {
        match self {
            Self::Show(tab) => Some(
                editor
                    .exercising()
                    .is_some_and(|exercising| exercising.tab == tab),
            ),
            _ => None,
        }
    }

    /// Asks for what it does.
    pub fn run(self, asks: &mut Asks) {
        let exercise = |command: ExerciseCommand| Command::Exercise(command);
        match self {
            Self::New => asks.command(exercise(ExerciseCommand::New)),
            Self::Sample => {
                if let Some(sample) = samples::EXERCISES.first() {
                    asks.command(exercise(ExerciseCommand::OpenSample(sample.name.to_owned())));
                }
            }
            Self::Recover => asks.command(exercise(ExerciseCommand::Recover)),
            Self::Leave => asks.command(exercise(ExerciseCommand::Leave)),
            Self::Show(tab) => asks.command(exercise(ExerciseCommand::Show(tab))),
            Self::ImportList => asks.dialog(Dialog::ImportList),
            Self::Write(what) => asks.dialog(Dialog::ExerciseFile(what)),
            Self::DryRun => asks.command(exercise(ExerciseCommand::DryRun)),
            Self::Start => asks.command(exercise(ExerciseCommand::Start)),
            Self::SetAside => asks.command(exercise(ExerciseCommand::SetAside)),
        }
    }
}

fn has_sample() -> bool {
    !samples::EXERCISES.is_empty()
}

/// What a file of an exercise is called.
pub fn file_text(what: ListFile) -> &'static str {
    match what {
        ListFile::Injects => say("Export the list…"),
        ListFile::Cards => say("Cards for the players…"),
        ListFile::ControllerCards => say("Cards for the controllers…"),
        ListFile::Log => say("Export the log…"),
        ListFile::Findings => say("Export findings over time…"),
        ListFile::Report => say("After-action report…"),
    }
}
