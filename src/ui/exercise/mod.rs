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

use egui::{Frame, Id, Margin, Panel, TextEdit, Ui};

use crate::editor::{Editor, ExerciseTab, Exercising};
use crate::model::{Instant, Minute, Plan, minute_text};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::muted;

pub use band::{tab_hint, tab_text};
pub use player::PlayerState;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct ExerciseState {
    /// What stands in the place of the tabs under the map.
    pub desk: ExerciseDesk,
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
    /// The exercise's own: its list, its log, what became of findings.
    #[default]
    Exercise,
    /// The plan's tabs.
    Plan,
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

/// Draws what stands under the map in place of the plan's tabs.
pub fn desk_ui(
    ui: &mut Ui,
    editor: &Editor,
    exercising: &Exercising,
    state: &mut ExerciseState,
    asks: &mut Asks,
) {
    match exercising.tab {
        ExerciseTab::Prepare => table::ui(ui, editor, exercising, &mut state.table, asks),
        ExerciseTab::Run => log::ui(ui, exercising, asks),
        ExerciseTab::Review => review::ui(ui, exercising, &mut state.review, asks),
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
