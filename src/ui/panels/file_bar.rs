//! The bar over the map that says what others do to the plan's file, and what drafts left open, with what can
//! be done about it.

use std::collections::BTreeSet;

use egui::{Frame, Margin, Panel, RichText, Ui};

use crate::editor::{Command, Editor, Outside, holder_name};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::theme::Look;
use crate::ui::widgets::quiet_button;
use crate::ui::words::{said, say};

/// Draws the bar where there is something to say.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let name = editor
        .document()
        .file
        .as_ref()
        .and_then(|file| file.path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    // A version that is looked at is the answer to what the bar says.
    let outside = editor.outside().filter(|_| editor.incoming().is_none());
    let text = match (outside, editor.held_by()) {
        (Some(Outside::Written(_)), _) => said(format!("{name} was written by somebody else meanwhile.")),
        (Some(Outside::Gone), _) => said(format!(
            "{name} is not there any more; what you have is in no file."
        )),
        (None, Some(holder)) => said(format!(
            "{} has this plan open. You are reading it.",
            holder_name(holder)
        )),
        (None, None) => match (editor.plan().conflicts.len(), editor.plan().discussion.open()) {
            (0, [_, 0]) => return,
            (0, [_, 1]) => said("1 proposal waits for an answer."),
            (0, [_, open]) => said(format!("{open} proposals wait for an answer.")),
            (1, _) => said("1 question between drafts is not decided."),
            (open, _) => said(format!("{open} questions between drafts are not decided.")),
        },
    };
    let look = Look::of(ui.ctx());
    let frame = Frame::new()
        .fill(look.field)
        .inner_margin(Margin::symmetric(14, 4));
    Panel::top("file state").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).color(look.text));
            match (outside, editor.held_by()) {
                (Some(Outside::Written(_)), None) => {
                    if editor.document().is_unsaved() {
                        button(ui, say("Merge…"), Command::MergeWithFile, asks);
                    } else {
                        button(ui, say("Look at the changes"), Command::MergeWithFile, asks);
                        button(ui, say("Read it again"), Command::Reload, asks);
                    }
                }
                (Some(Outside::Written(_)), Some(_)) => {
                    button(ui, say("Read it again"), Command::Reload, asks);
                }
                (Some(Outside::Gone), _) => {
                    if quiet_button(ui, say("Save as…")).clicked() {
                        asks.dialog(Dialog::SaveAs);
                    }
                }
                (None, None) => {
                    // With nothing selected the inspector shows the plan, and what is open first.
                    button(ui, say("Decide…"), Command::Select(BTreeSet::new()), asks);
                }
                (None, Some(_)) => {
                    if quiet_button(ui, say("Take a copy…")).clicked() {
                        asks.dialog(Dialog::TakeCopy);
                    }
                    button(ui, say("Look whether it is free"), Command::LookAtFile, asks);
                }
            }
        });
    });
}

fn button(ui: &mut Ui, label: &str, command: Command, asks: &mut Asks) {
    if quiet_button(ui, label).clicked() {
        asks.command(command);
    }
}
