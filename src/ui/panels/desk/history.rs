//! What was done, newest at the bottom: the live step is marked, what was taken back is pale.

use egui::{Rect, Sense, Ui};

use crate::editor::{Command, Editor, History};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width};

const COLUMNS: [Column; 4] = [
    Column::new("", Width::Fixed(14.0)),
    Column::new("Step", Width::Fixed(44.0)).right(),
    Column::new("What was done", Width::Share(1.0)),
    Column::new("", Width::Fixed(120.0)).right(),
];

/// What the history remembers between frames.
#[derive(Default)]
pub struct HistoryState {
    seen: Option<usize>,
}

/// Draws the steps.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut HistoryState, asks: &mut Asks) {
    let history = editor.document().history();
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    let live = history.live();
    let show = (state.seen != Some(live)).then_some(live);
    state.seen = Some(live);
    table::rows(ui, "history", history.len(), show, |ui, rect, place| {
        row_ui(ui, rect, &columns, history, place, asks);
    });
}

fn row_ui(ui: &mut Ui, rect: Rect, columns: &Columns, history: &History, place: usize, asks: &mut Asks) {
    let Some(step) = history.steps().nth(place) else {
        return;
    };
    let (look, live) = (Look::of(ui.ctx()), history.live());
    let ground = table::ground(
        ui,
        rect,
        &said(format!("Step {}: {}", place + 1, step.label)),
        place == live,
        Sense::click(),
    );
    if ground.clicked() && place != live {
        asks.command(Command::GoToStep(place));
    }
    if ground.hovered() {
        asks.hint(match place.cmp(&live) {
            std::cmp::Ordering::Less => say("Go back to the plan as it was after this step"),
            std::cmp::Ordering::Equal => say("The plan is as it was after this step"),
            std::cmp::Ordering::Greater => say("Do again what was taken back, up to this step"),
        });
    }
    if place > live {
        ui.set_opacity(0.5);
    }
    let mut row = Row::new(ui, rect, columns);
    row.cell(|ui| {
        if place == live {
            let centre = ui.max_rect().center();
            ui.painter().circle_filled(centre, 4.0, look.accent);
        }
    });
    row.muted(&(place + 1).to_string());
    if place == live {
        row.strong(&said(&step.label));
    } else {
        row.text(&said(&step.label));
    }
    row.muted(match place.cmp(&live) {
        std::cmp::Ordering::Equal => say("now"),
        std::cmp::Ordering::Greater => say("taken back"),
        std::cmp::Ordering::Less => "",
    });
}
