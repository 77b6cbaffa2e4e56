//! The trainer's room: the exercise's band and time line over the map, its list and cards beside it, and the players'
//! window.
//!
//! Reads the editor and asks; what is looked at is the exercise's, what is typed but not entered is kept here.

mod band;
mod card;
mod cells;
mod details;
mod form;
mod log;
mod player;
mod queue;
mod review;
mod setup;
mod table;
#[cfg(test)]
mod tests;
mod timeline;

use egui::{Align, Button, Frame, Id, Layout, Margin, Panel, TextEdit, Ui};

use crate::editor::{Command, Editor, ExerciseCommand, ExerciseTab, Exercising};
use crate::model::{Instant, Minute, Plan, minute_text};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::muted;
use crate::ui::words::say;

pub use band::{tab_hint, tab_text};
pub use player::PlayerState;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct ExerciseState {
    /// What stands in the place of the tabs under the map.
    pub desk: ExerciseDesk,
    /// What was worked on when that was chosen.
    desk_of: ExerciseTab,
    timeline: timeline::TimelineState,
    queue: queue::QueueState,
    review: review::ReviewState,
    setup: setup::SetupState,
    table: table::TableState,
    player: PlayerState,
}

impl ExerciseState {
    /// Returns true while an inject is dragged on the time line: Esc is then its own.
    pub fn is_dragging(&self) -> bool {
        timeline::is_dragging(&self.timeline)
    }
}

/// What stands under the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExerciseDesk {
    /// The list of injects.
    #[default]
    List,
    /// What each inject of the list would do.
    DryRun,
    /// Findings over time, as the list would have them.
    DryFindings,
    /// Findings over time, as they were.
    Findings,
    /// How soon who answered.
    Reactions,
    /// Every entry.
    Log,
    /// The plan's tabs.
    Plan,
}

impl ExerciseDesk {
    /// What there is to see, in order.
    const fn of(tab: ExerciseTab) -> &'static [Self] {
        match tab {
            ExerciseTab::Prepare => &[Self::List, Self::DryRun, Self::DryFindings, Self::Plan],
            ExerciseTab::Run => &[Self::Log, Self::Plan],
            ExerciseTab::Review => &[Self::Findings, Self::Reactions, Self::Log, Self::Plan],
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::List => say("List of injects"),
            Self::DryRun => say("Dry run"),
            Self::DryFindings => say("Findings in the dry run"),
            Self::Findings => say("Findings over time"),
            Self::Reactions => say("Reactions"),
            Self::Log => say("Log"),
            Self::Plan => say("The plan"),
        }
    }
}

/// Draws the band under the top bar, and the time line.
pub fn bands_ui(
    ui: &mut Ui,
    editor: &Editor,
    exercising: &Exercising,
    state: &mut ExerciseState,
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let bar = Frame::new()
        .fill(look.panel)
        .inner_margin(Margin::symmetric(14, 0));
    Panel::top("exercise band")
        .exact_size(42.0)
        .frame(bar)
        .show(ui, |ui| band::ui(ui, editor, exercising, asks));
    Panel::top("exercise time line")
        .exact_size(58.0)
        .frame(bar)
        .show(ui, |ui| {
            timeline::ui(ui, editor, exercising, &mut state.timeline, asks);
        });
    player::windows_ui(ui.ctx(), editor, exercising, &mut state.player);
}

/// Draws what stands on the left.
pub fn left_ui(
    ui: &mut Ui,
    editor: &Editor,
    exercising: &Exercising,
    state: &mut ExerciseState,
    asks: &mut Asks,
) {
    match exercising.tab {
        ExerciseTab::Prepare => setup::ui(ui, editor, exercising, &mut state.setup, asks),
        ExerciseTab::Run => queue::ui(ui, editor, exercising, &mut state.queue, &mut state.player, asks),
        ExerciseTab::Review => review::objectives_ui(ui, exercising, &mut state.review, asks),
    }
}

/// Draws the card of the inject looked at.
pub fn right_ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, asks: &mut Asks) {
    match exercising.selected_inject() {
        Some(inject) if exercising.tab == ExerciseTab::Prepare && !exercising.has_run() => {
            form::ui(ui, editor, exercising, inject, asks);
        }
        Some(inject) => card::ui(ui, editor, exercising, inject, asks),
        None => details::ui(ui, exercising, asks),
    }
}

/// Draws what stands under the map; `plan_ui` draws the plan's tabs.
pub fn desk_ui(
    ui: &mut Ui,
    exercising: &Exercising,
    state: &mut ExerciseState,
    asks: &mut Asks,
    plan_ui: impl FnOnce(&mut Ui, &mut Asks),
) {
    // As high as it was dragged, however little stands in it.
    ui.set_min_height(ui.available_height());
    let desks = ExerciseDesk::of(exercising.tab);
    // Whoever goes on to something else sees what belongs to that first, or the plan still.
    let is_other = std::mem::replace(&mut state.desk_of, exercising.tab) != exercising.tab;
    if !desks.contains(&state.desk) || is_other && state.desk != ExerciseDesk::Plan {
        state.desk = desks.first().copied().unwrap_or_default();
    }
    ui.horizontal(|ui| {
        for desk in desks {
            if ui
                .add(Button::selectable(state.desk == *desk, desk.text()))
                .clicked()
            {
                state.desk = *desk;
                if matches!(desk, ExerciseDesk::DryRun | ExerciseDesk::DryFindings) {
                    asks.command(Command::Exercise(ExerciseCommand::DryRun));
                }
            }
        }
        if exercising.tab == ExerciseTab::Prepare {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                table::add_ui(ui, exercising, &mut state.table, asks);
            });
        }
    });
    match state.desk {
        ExerciseDesk::List => table::list_ui(ui, exercising, asks),
        ExerciseDesk::DryRun | ExerciseDesk::DryFindings => {
            table::dry_ui(ui, exercising, state.desk == ExerciseDesk::DryFindings, asks);
        }
        ExerciseDesk::Findings | ExerciseDesk::Reactions => {
            review::ui(ui, exercising, state.desk == ExerciseDesk::Reactions, asks);
        }
        ExerciseDesk::Log => log::ui(ui, exercising, asks),
        ExerciseDesk::Plan => plan_ui(ui, asks),
    }
}

/// A minute from H-hour and, where that is known, as a date-time group.
fn clock_text(plan: &Plan, minute: Minute) -> String {
    let group = plan.info.h_hour.and_then(|h_hour| h_hour.after(minute));
    match group.map(Instant::date_time_group) {
        Some(group) => format!("{} · {group}", minute_text(minute)),
        None => minute_text(minute),
    }
}

/// Text that is typed and not entered yet, some lines of it; the button below it enters it.
fn typed_ui(ui: &mut Ui, name: &'static str, typed: &mut String) {
    muted(ui, name);
    let field = TextEdit::multiline(typed)
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    ui.add(field).accessible_name(name);
}

/// What something that is typed and not entered is known by.
fn memory(what: &str) -> Id {
    Id::unique(("exercise", what))
}
