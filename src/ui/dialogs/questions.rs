//! Questions before something would be lost. Nothing else ever asks "are you sure".

use egui::Context;

use super::Stays;
use super::frame::{buttons, entered, modal};
use crate::editor::{Command, Editor, Question};
use crate::ui::asks::Asks;
use crate::ui::widgets::{primary_button, quiet_button};

/// Draws the question that waits.
pub(super) fn ui(ctx: &Context, editor: &Editor, asks: &mut Asks) {
    let Some(question) = editor.question() else { return };
    let (title, text, choices) = said(question);
    let stays = modal(ctx, title, 440.0, |ui| {
        ui.label(text);
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
            if quiet_button(ui, "Cancel").clicked() {
                chosen = Stays::Closed;
            }
            chosen
        })
    });
    if stays == Stays::Closed {
        asks.command(Command::Stay);
    }
}

fn said(question: &Question) -> (&'static str, String, Vec<(&'static str, Command)>) {
    match question {
        Question::Unsaved(_) | Question::NameFirst(_) => (
            "Save the changes?",
            "The plan has changes that are in no file. Without saving, they are lost.".to_owned(),
            vec![
                ("Save", Command::SaveThenGoOn),
                ("Do not save", Command::LoseChanges),
            ],
        ),
        Question::Replace(path) => (
            "Replace the file?",
            format!(
                "{} is there already. Its content goes to the backups.",
                path.display()
            ),
            vec![("Replace", Command::SaveOver(path.clone()))],
        ),
        Question::ReplaceExport(path, phase) => (
            "Replace the file?",
            format!(
                "{} is there already. Its content goes to the backups.",
                path.display()
            ),
            vec![(
                "Replace",
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
                _ => "The file".to_owned(),
            };
            (
                "Replace the file?",
                format!("{path} is there already. Its content goes to the backups."),
                vec![("Replace", command.as_ref().clone())],
            )
        }
        Question::ChangedOnDisk(path) => (
            "The file was changed by another program",
            format!(
                "{} is not as it was when it was opened here; somebody else may have worked on it. Nothing was \
                 written. Save under another name to keep both, or replace it: its content then goes to the backups.",
                path.display()
            ),
            vec![("Replace", Command::SaveOver(path.clone()))],
        ),
    }
}
