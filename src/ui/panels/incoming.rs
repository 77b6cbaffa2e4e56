//! The panel of another version of the plan, in the inspector's place: what would change, what both sides
//! changed differently, and whose is taken. The map beside it shows the plan as it would become.

use std::collections::BTreeSet;

use egui::{Margin, RichText, ScrollArea, Ui};

use super::inspector::kind_title;
use crate::drawing::words::name_of;
use crate::editor::{Command, Incoming, Origin, VersionChange, WhatChanges};
use crate::model::{AnyId, Conflict, Side};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Fold, cut_name, fold, muted, paragraph, primary_button, quiet_button, title_text};
use crate::ui::words::{said, say};

/// Room for the buttons below, points.
const BUTTONS: f32 = 52.0;
/// Changes that are listed.
const SHOWN: usize = 200;

/// Draws the panel.
pub fn ui(ui: &mut Ui, incoming: &Incoming, asks: &mut Asks) {
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            let (title, about) = match &incoming.origin {
                Origin::Lost(kept) => (
                    say("Work that was not saved").to_owned(),
                    match kept.moves_since {
                        1 => said("1 step that is in no file"),
                        steps => said(format!("{steps} steps that are in no file")),
                    },
                ),
                Origin::File(file) | Origin::Copy(file) => {
                    let name = file.path.file_name().unwrap_or(file.path.as_os_str());
                    let name = name.to_string_lossy();
                    let about = match incoming.origin {
                        Origin::File(_) => say("Somebody else wrote this file since you read it."),
                        _ => say("Both began with the same plan and went their own ways."),
                    };
                    (said(format!("Merge with {name}")), about.to_owned())
                }
            };
            cut_name(ui, &title_text(&title, 14.0));
            muted(ui, about);
            muted(
                ui,
                say("Nothing is in the plan yet; the map shows it as it would be."),
            );
            ui.add_space(4.0);
            let room = (ui.available_height() - BUTTONS).max(80.0);
            ScrollArea::vertical()
                .id_salt("version")
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    // Clear of the bar that scrolls.
                    ui.set_width(ui.available_width() - 12.0);
                    conflicts_ui(ui, incoming, asks);
                    changes_ui(ui, incoming, asks);
                });
            ui.separator();
            ui.horizontal(|ui| {
                let label = match incoming.origin {
                    Origin::Lost(_) => say("Take it back"),
                    Origin::File(_) | Origin::Copy(_) => say("Merge"),
                };
                if primary_button(ui, label, 110.0).clicked() {
                    asks.command(Command::TakeIncoming);
                }
                if quiet_button(ui, say("Not now")).clicked() {
                    asks.command(Command::DropIncoming);
                }
            });
        });
}

fn conflicts_ui(ui: &mut Ui, incoming: &Incoming, asks: &mut Asks) {
    let count = incoming.conflicts.len();
    if count == 0 {
        return;
    }
    let look = Look::of(ui.ctx());
    fold(ui, say("Changed on both sides"), Some(count), Fold::Open, |ui| {
        for (place, (conflict, taken)) in incoming.conflicts.iter().enumerate() {
            let name = conflict
                .entity()
                .map_or_else(|| say("The plan itself").to_owned(), |id| named(incoming, id));
            let what = match conflict {
                Conflict::DeletedHere { .. } => say("removed on one side, changed on the other").to_owned(),
                Conflict::DeletedThere { .. } => say("changed on one side, removed on the other").to_owned(),
                Conflict::Whole { .. } => say("Changed on both sides").to_owned(),
                _ => plain(conflict.field().unwrap_or_default()),
            };
            ui.push_id(place, |ui| {
                paragraph(ui, RichText::new(&name).color(look.text));
                muted(ui, what);
                ui.horizontal(|ui| {
                    for side in [Side::Ours, Side::Theirs] {
                        let button = ui.selectable_label(*taken == side, side_name(incoming, side));
                        if button.clicked() {
                            asks.command(Command::Settle(place, side));
                        }
                    }
                    if let Some(id) = conflict.entity()
                        && quiet_button(ui, say("Show")).clicked()
                    {
                        asks.command(Command::ShowObjects(BTreeSet::from([id])));
                    }
                });
            });
            ui.add_space(6.0);
        }
    });
}

/// What a side is called: ours is the plan at hand.
fn side_name(incoming: &Incoming, side: Side) -> &'static str {
    match (&incoming.origin, side) {
        (Origin::Lost(_), Side::Ours) | (Origin::File(_) | Origin::Copy(_), Side::Theirs) => {
            say("As in the file")
        }
        (Origin::Lost(_), Side::Theirs) => say("As in the lost work"),
        (Origin::File(_) | Origin::Copy(_), Side::Ours) => say("As you have it"),
    }
}

fn changes_ui(ui: &mut Ui, incoming: &Incoming, asks: &mut Asks) {
    let changes = incoming.changes();
    let title = say("What would change");
    fold(ui, title, Some(changes.len()), Fold::Open, |ui| {
        if changes.is_empty() {
            muted(ui, say("Nothing: the plan has all of it."));
        }
        for change in changes.iter().take(SHOWN) {
            change_ui(ui, incoming, change, asks);
        }
        if changes.len() > SHOWN {
            muted(ui, said(format!("… and {} more", changes.len() - SHOWN)));
        }
    });
}

fn change_ui(ui: &mut Ui, incoming: &Incoming, change: &VersionChange, asks: &mut Asks) {
    let what = match &change.what {
        WhatChanges::New => say("new").to_owned(),
        WhatChanges::Gone => say("removed").to_owned(),
        WhatChanges::Fields(fields) => fields
            .iter()
            .map(|field| plain(field))
            .collect::<Vec<_>>()
            .join(", "),
    };
    let name = change
        .id
        .map_or_else(|| say("The plan itself").to_owned(), |id| named(incoming, id));
    let text = format!("{name}: {what}");
    match change.id {
        Some(id) => {
            if ui.add(egui::Button::new(text).wrap().frame(false)).clicked() {
                asks.command(Command::ShowObjects(BTreeSet::from([id])));
            }
        }
        None => drop(paragraph(ui, text)),
    }
}

fn named(incoming: &Incoming, id: AnyId) -> String {
    let plan = if id.is_in(&incoming.plan) {
        &incoming.plan
    } else {
        &incoming.ours
    };
    format!("{} {}", kind_title(id), name_of(plan, id))
}

/// A field's name as words.
pub(super) fn plain(field: &str) -> String {
    said(field.replace('_', " "))
}
