//! Changing H-hour: what stays, and what that does to the phases.

use egui::{Context, Ui};

use super::Stays;
use super::frame::{buttons, modal, scroll};
use crate::drawing::words::name_of;
use crate::editor::Editor;
use crate::model::{Edit, HHourKeeps, Instant, Minute, Plan};
use crate::ui::asks::Asks;
use crate::ui::theme::title;
use crate::ui::widgets::{
    choice_picker, instant_field, minute_text, muted, name_text, primary_button, quiet_button,
};
use crate::ui::words::say;

/// How far H-hour is moved by one click, in minutes, and what the click is called.
const STEPS: [(&str, Minute); 4] = [("−24 h", -1440), ("−1 h", -60), ("+1 h", 60), ("+24 h", 1440)];

/// What is typed and chosen.
pub(super) struct HHourDialog {
    to: Option<Instant>,
    keeps: HHourKeeps,
}

impl HHourDialog {
    /// Starts with the plan's H-hour.
    pub(super) fn new(editor: &Editor) -> Self {
        Self {
            to: editor.plan().info.h_hour,
            keeps: HHourKeeps::Minutes,
        }
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ctx: &Context, editor: &Editor, asks: &mut Asks) -> Stays {
        modal(ctx, say("Change H-hour"), 560.0, |ui| {
            let plan = editor.plan();
            let before = plan.info.h_hour;
            if let Some(to) = instant_field(ui, "H-hour", self.to) {
                self.to = to;
            }
            self.steps_ui(ui);
            ui.add_space(4.0);
            if before.is_none() || self.to.is_none() {
                muted(
                    ui,
                    say("Without a date before and after, minutes from H-hour stay as they are."),
                );
            } else {
                let shown = keeps_text(self.keeps);
                let chosen = choice_picker(ui, say("What stays"), shown, Some(&self.keeps), || {
                    let both = [HHourKeeps::Minutes, HHourKeeps::Dates];
                    both.map(|keeps| (keeps, keeps_text(keeps).to_owned())).to_vec()
                });
                self.keeps = chosen.unwrap_or(self.keeps);
            }
            muted(
                ui,
                say("What was written as a date (acceptances, waivers, checks of channels) never moves."),
            );
            let edit = Edit::SetHHour {
                to: self.to,
                keeps: self.keeps,
            };
            let after = edit.apply(plan).unwrap_or_else(|_| plan.as_ref().clone());
            phases_ui(ui, plan, &after);
            buttons(ui, |ui| {
                let changes = self.to != before;
                let done = ui
                    .add_enabled_ui(changes, |ui| primary_button(ui, say("Change H-hour"), 130.0))
                    .inner;
                if done.clicked() {
                    asks.commit(edit);
                    return Stays::Closed;
                }
                if quiet_button(ui, say("Cancel")).clicked() {
                    Stays::Closed
                } else {
                    Stays::Open
                }
            })
        })
    }

    fn steps_ui(&mut self, ui: &mut Ui) {
        let Some(to) = self.to else { return };
        ui.horizontal(|ui| {
            for (text, minutes) in STEPS {
                let step = quiet_button(ui, text);
                if step.clicked() {
                    self.to = to.after(minutes).or(self.to);
                }
            }
        });
    }
}

/// What stays, and what that means.
fn keeps_text(keeps: HHourKeeps) -> &'static str {
    match keeps {
        HHourKeeps::Minutes => say("Times from H-hour: everything moves with it"),
        HHourKeeps::Dates => say("Dates: everything happens when it was to happen"),
    }
}

/// The phases as they are and as they would be, as date-time groups and from H-hour.
fn phases_ui(ui: &mut Ui, before: &Plan, after: &Plan) {
    if before.phases.is_empty() {
        return;
    }
    ui.add_space(6.0);
    scroll(ui, 260.0, |ui| {
        egui::Grid::new(say("phases before and after"))
            .num_columns(3)
            .spacing([18.0, 6.0])
            .striped(true)
            .show(ui, |ui| {
                for heading in [say("Phase begins"), say("Now"), say("Then")] {
                    ui.label(title(heading, 12.0));
                }
                ui.end_row();
                for (id, phase) in before.phases_in_order() {
                    let name = name_of(before, id.into());
                    ui.label(name_text(&name, 12.5).within(ui, 170.0));
                    ui.label(time_text(before, phase.start));
                    let then = after.phases.get(id).map(|phase| phase.start);
                    ui.label(then.map_or_else(String::new, |start| time_text(after, start)));
                    ui.end_row();
                }
            });
    });
}

/// A minute as a date-time group where H-hour is known, and from H-hour.
fn time_text(plan: &Plan, minute: Minute) -> String {
    let date = plan.info.h_hour.and_then(|h_hour| h_hour.after(minute));
    let relative = minute_text(minute);
    match date {
        Some(date) => format!("{}  ({relative})", date.date_time_group()),
        None => relative,
    }
}
