//! Questions before something would be lost. Nothing else ever asks "are you sure".

use egui::Context;

use super::Stays;
use super::frame::{buttons, entered, modal};
use crate::editor::{Command, Editor, ExerciseCommand, Question, ReleaseCommand};
use crate::ui::asks::Asks;
use crate::ui::widgets::{paragraph, primary_button, quiet_button};
use crate::ui::words::{said, say};

/// Draws the question that waits.
pub(super) fn ui(ctx: &Context, editor: &Editor, asks: &mut Asks) {
    let Some(question) = editor.question() else { return };
    let (title, text, choices) = asked(question);
    let stays = modal(ctx, title, 440.0, |ui| {
        paragraph(ui, text);
        buttons(ui, |ui| {
            let mut chosen = Stays::Open;
            for (place, (label, command)) in choices.into_iter().enumerate() {
                let clicked = if place == 0 {
                    primary_button(ui, label, 110.0).clicked() || entered(ui)
                } else {
                    quiet_button(ui, label).clicked()
                };
                if clicked {
                    asks.command(command);
                    chosen = Stays::Open;
                }
            }
            if quiet_button(ui, say("Cancel")).clicked() {
                chosen = Stays::Closed;
            }
            chosen
        })
    });
    if stays == Stays::Closed {
        asks.command(Command::Stay);
    }
}

fn asked(question: &Question) -> (&'static str, String, Vec<(&'static str, Command)>) {
    match question {
        Question::Unsaved(_) | Question::NameFirst(_) => (
            say("Save the changes?"),
            say("The plan has changes that are in no file. Without saving, they are lost.").to_owned(),
            vec![
                (say("Save"), Command::SaveThenGoOn),
                (say("Do not save"), Command::LoseChanges),
            ],
        ),
        Question::UnsavedExercise(_) => (
            say("Save the changes?"),
            say("The exercise has changes that are in no file. Without saving, they are lost.").to_owned(),
            vec![
                (say("Save"), Command::SaveThenGoOn),
                (say("Do not save"), Command::LoseChanges),
            ],
        ),
        Question::Replace(path) => (
            say("Replace the file?"),
            said(format!(
                "{} is there already. Its content goes to the backups.",
                path.display()
            )),
            vec![(say("Replace"), Command::SaveOver(path.clone()))],
        ),
        Question::ReplaceExport(path, phase) => (
            say("Replace the file?"),
            said(format!(
                "{} is there already. Its content goes to the backups.",
                path.display()
            )),
            vec![(
                say("Replace"),
                Command::Export {
                    path: path.clone(),
                    phase: *phase,
                    replace: true,
                },
            )],
        ),
        Question::ReplacePrint(command) => {
            let path = match command.as_ref() {
                Command::Print { path, .. } => path.display().to_string(),
                _ => say("The file").to_owned(),
            };
            (
                say("Replace the file?"),
                said(format!(
                    "{path} is there already. Its content goes to the backups."
                )),
                vec![(say("Replace"), command.as_ref().clone())],
            )
        }
        Question::ReplaceExtract(command) | Question::ReplaceList(command) => {
            let path = match command.as_ref() {
                Command::Release(ReleaseCommand::Save { path, .. })
                | Command::Exercise(ExerciseCommand::Write { path, .. }) => path.display().to_string(),
                _ => say("The file").to_owned(),
            };
            (
                say("Replace the file?"),
                said(format!(
                    "{path} is there already. Its content goes to the backups."
                )),
                vec![(say("Replace"), command.as_ref().clone())],
            )
        }
        Question::ChangedOnDisk(path) => (
            say("The file was changed by another program"),
            said(format!(
                "{} is not as it was when it was opened here; somebody else may have worked on it. Nothing was \
                 written. Merge the two to see what differs, save under another name to keep both, or replace it: its \
                 content then goes to the backups.",
                path.display()
            )),
            vec![
                (say("Merge…"), Command::MergeWithFile),
                (say("Replace"), Command::SaveOver(path.clone())),
            ],
        ),
    }
}
