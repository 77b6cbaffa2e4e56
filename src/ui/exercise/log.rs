//! The log of the run: every entry, the newest first, each to be withdrawn.

use egui::{RichText, ScrollArea, Ui};

use super::clock_text;
use crate::editor::{Command, ExerciseCommand, Exercising};
use crate::exercise::Event;
use crate::exercise::report::entry_text;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Icon, cut_name, empty_note, icon_button, name_text, row};
use crate::ui::words::{said, say};

/// Width of the column of times, points.
const TIME: f32 = 190.0;
/// Width of the column of kinds, points.
const KIND: f32 = 110.0;

/// Draws the log.
pub fn ui(ui: &mut Ui, exercising: &Exercising, asks: &mut Asks) {
    let Some(session) = exercising
        .session()
        .filter(|session| !session.entries().is_empty())
    else {
        empty_note(
            ui,
            say("Nothing was entered yet: run the clock, publish an inject, or write something down."),
        );
        return;
    };
    let look = Look::of(ui.ctx());
    let plan = &exercising.exercise().plan;
    let withdrawn = &session.state().withdrawn;
    let count = session.entries().len();
    let height = crate::ui::theme::ROW;
    ScrollArea::vertical()
        .id_salt("log")
        .auto_shrink(false)
        .show_rows(ui, height, count, |ui, places| {
            for place in places {
                let place = count - 1 - place;
                let Some(entry) = session.entries().get(place) else {
                    continue;
                };
                let is_out = withdrawn.contains(&place);
                let text = entry_text(session, place);
                let ink = if is_out { look.muted } else { look.text };
                let chosen = exercising.selected.is_some() && entry.event.inject() == exercising.selected;
                let name = said(format!("Entry {}: {} {text}", place + 1, entry.event.kind()));
                let (response, ()) = row(ui, &name, chosen, |ui| {
                    let part = |ui: &mut Ui, width: f32, words: &str, ink| {
                        ui.allocate_ui(egui::vec2(width, height), |ui| {
                            ui.set_min_width(width);
                            cut_name(ui, &name_text(words, 12.0).color(ink));
                        });
                    };
                    part(ui, TIME, &clock_text(plan, entry.at), look.muted);
                    part(ui, KIND, say(entry.event.kind()), look.muted);
                    let room = (ui.available_width() - 40.0).max(40.0);
                    if is_out {
                        ui.add(egui::Label::new(RichText::new(&text).strikethrough().color(ink)).truncate());
                    } else {
                        part(ui, room, &text, ink);
                    }
                    let can =
                        !is_out && !matches!(entry.event, Event::Withdrawn { .. }) && exercising.is_kept();
                    if can {
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            let label = said(format!("Withdraw entry {}", place + 1));
                            if icon_button(ui, Icon::Remove, &label).clicked() {
                                asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Withdrawn {
                                    entry: u32::try_from(place).unwrap_or(u32::MAX),
                                    why: String::new(),
                                })));
                            }
                        });
                    }
                });
                if response.clicked()
                    && let Some(inject) = entry.event.inject()
                {
                    asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject))));
                }
            }
        });
}
