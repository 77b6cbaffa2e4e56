//! Work of earlier sessions that was not saved: which there is, and what to do about each.

use std::time::UNIX_EPOCH;

use egui::Context;

use super::Stays;
use super::frame::{buttons, modal, scroll};
use crate::editor::{Command, Editor};
use crate::files::journal::Found;
use crate::model::Instant;
use crate::ui::asks::Asks;
use crate::ui::theme::title;
use crate::ui::widgets::{muted, paragraph, primary_button, quiet_button};
use crate::ui::words::{said, say};

/// Draws what was found; nothing is taken before it was looked at on the map.
pub(super) fn ui(ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
    modal(ctx, say("Work that was not saved"), 560.0, |ui| {
        let mut stays = Stays::Open;
        let lost = editor.lost();
        if lost.is_empty() {
            paragraph(
                ui,
                say("There is no work of earlier sessions that was not saved."),
            );
        } else {
            paragraph(
                ui,
                say(
                    "Entente ended before this was saved. Look at it on the map; nothing is written until you save.",
                ),
            );
            ui.add_space(8.0);
        }
        scroll(ui, 320.0, |ui| {
            for (place, found) in lost.iter().enumerate() {
                ui.push_id(place, |ui| {
                    ui.label(title(name(found), 13.0));
                    muted(ui, about(found));
                    ui.horizontal(|ui| {
                        if primary_button(ui, say("Look at it"), 100.0).clicked() {
                            asks.command(Command::LookAtLost(place));
                            stays = Stays::Closed;
                        }
                        if !found.kept.is_left && quiet_button(ui, say("Do not offer again")).clicked() {
                            asks.command(Command::LeaveLost(place));
                        }
                    });
                });
                ui.add_space(10.0);
            }
        });
        if !lost.is_empty() {
            muted(
                ui,
                say("It is kept for 30 days, whatever you choose: see File, Recover lost work."),
            );
        }
        let label = if lost.is_empty() {
            say("Close")
        } else {
            say("Not now")
        };
        if buttons(ui, |ui| quiet_button(ui, label).clicked()) {
            Stays::Closed
        } else {
            stays
        }
    })
}

fn name(found: &Found) -> String {
    let title = &found.kept.plan().info.title;
    if title.is_empty() {
        say("Plan without a title").to_owned()
    } else {
        title.clone()
    }
}

fn about(found: &Found) -> String {
    let steps = match found.kept.moves_since {
        1 => said("1 step that is in no file"),
        steps => said(format!("{steps} steps that are in no file")),
    };
    let file = match &found.kept.file {
        Some(file) => file.path.clone(),
        None => say("never saved to a file").to_owned(),
    };
    let minutes = found
        .modified
        .and_then(|modified| modified.duration_since(UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_secs() / 60).ok());
    let when = minutes.and_then(|minutes| Instant::from_unix_minutes(minutes, 0));
    let left = if found.kept.is_left {
        say("left by choice")
    } else {
        ""
    };
    let parts = [
        steps,
        when.map(Instant::date_time_group).unwrap_or_default(),
        left.to_owned(),
        file,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Draws the question whether a plan is to be forgotten.
pub(super) fn forget_ui(ctx: &Context, asks: &mut Asks) -> Stays {
    modal(ctx, say("Forget this plan?"), 440.0, |ui| {
        paragraph(
            ui,
            say(
                "Its backups, its journals with work that was not saved, and its entry among recent files are removed \
             from this computer. Its own file stays. This cannot be undone.",
            ),
        );
        buttons(ui, |ui| {
            if primary_button(ui, say("Forget"), 110.0).clicked() {
                asks.command(Command::ForgetPlan);
                Stays::Closed
            } else if quiet_button(ui, say("Cancel")).clicked() {
                Stays::Closed
            } else {
                Stays::Open
            }
        })
    })
}
