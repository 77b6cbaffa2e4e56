//! Plans side by side: which two, what differs in a list and on the maps, and the figures of both.
//!
//! Reads the editor and asks; what is looked at is the comparison's, how the lists are ordered is kept here.

mod bar;
mod charts;
mod list;
mod maps;
mod scores;
#[cfg(test)]
mod tests;

pub use bar::{view_hint, view_text};

use egui::{Frame, Margin, Panel, Ui};

use crate::compare::table;
use crate::editor::{Comparing, Editor};
use crate::files::text::visible;
use crate::files::{csv_field, markdown_field};
use crate::ui::asks::{Asks, View};
use crate::ui::map::canvas::MapState;
use crate::ui::theme::Look;
use crate::ui::words::say;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct CompareState {
    list: list::ListState,
    maps: maps::MapsState,
    scores: scores::ScoresState,
}

/// Draws everything between the top bar and the status line.
pub fn ui(
    ui: &mut Ui,
    editor: &Editor,
    comparing: &Comparing,
    state: &mut CompareState,
    map: &mut MapState,
    is_shown: &dyn Fn(View) -> bool,
    asks: &mut Asks,
) {
    let look = Look::of(ui.ctx());
    let bare = Frame::new().fill(look.panel).inner_margin(Margin::ZERO);
    let bar = Frame::new()
        .fill(look.panel)
        .inner_margin(Margin::symmetric(14, 0));
    if is_shown(View::Outline) {
        Panel::left("differences")
            .default_size(330.0)
            .size_range(240.0..=560.0)
            .frame(bare)
            .show(ui, |ui| list::ui(ui, comparing, &mut state.list, asks));
    }
    egui::CentralPanel::default().frame(bare).show(ui, |ui| {
        Panel::top("compared plans")
            .exact_size(42.0)
            .frame(bar)
            .show(ui, |ui| bar::plans_ui(ui, editor, comparing, asks));
        Panel::top("compared phases")
            .exact_size(38.0)
            .frame(bar)
            .show(ui, |ui| bar::phases_ui(ui, comparing, asks));
        if is_shown(View::Desk) {
            let room = ui.available_height();
            Panel::bottom("scores")
                .default_size((room * 0.32).clamp(150.0, 300.0))
                .size_range(90.0..=(room - 160.0).max(100.0))
                .resizable(true)
                .frame(
                    Frame::new()
                        .fill(look.panel)
                        .inner_margin(Margin::symmetric(10, 4)),
                )
                .show(ui, |ui| scores::ui(ui, comparing, &mut state.scores, asks));
        }
        maps::ui(ui, editor, comparing, &mut state.maps, map, is_shown, asks);
    });
}

/// Returns the score table as Markdown.
pub fn scores_markdown(comparing: &Comparing) -> String {
    table::markdown(&comparing.rows(), &markdown_field)
}

/// Returns the score table as comma-separated text.
pub fn scores_csv(comparing: &Comparing) -> String {
    table::csv(&comparing.rows(), &|text| csv_field(&visible(text)))
}

/// Returns what differs, a line each, under the names of both plans.
pub fn differences_text(comparing: &Comparing) -> String {
    let [before, after] = &comparing.sides;
    let mut lines = vec![format!("{} → {}", visible(&before.name), visible(&after.name))];
    let things = comparing.difference.things.iter();
    lines.extend(things.map(|thing| visible(&thing.sentence())));
    lines.join("\n") + "\n"
}

/// What the first and the second plan are called in short.
fn letter(side: usize) -> &'static str {
    match side {
        0 => say("A"),
        _ => say("B"),
    }
}
