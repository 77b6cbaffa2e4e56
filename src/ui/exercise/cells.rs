//! Cells: who they are, what they know, their window.

use egui::{RichText, Ui};

use super::player::PlayerState;
use crate::editor::{Command, ExerciseCommand, Exercising};
use crate::exercise::{Cell, CellKind, Event, Reach};
use crate::model::Id;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Fold, choice_picker, fold, muted, quiet_button};
use crate::ui::words::{said, say};

/// Draws the cells of the run.
pub fn ui(ui: &mut Ui, exercising: &Exercising, player: &mut PlayerState, asks: &mut Asks) {
    let players: Vec<&Cell> = exercising
        .exercise()
        .cells
        .iter()
        .filter(|cell| cell.kind == CellKind::Players)
        .collect();
    fold(ui, say("Players"), Some(players.len()), Fold::Open, |ui| {
        if players.is_empty() {
            muted(ui, say("There is no cell of players."));
        }
        for cell in players {
            cell_ui(ui, exercising, cell, player, asks);
        }
    });
}

fn cell_ui(ui: &mut Ui, exercising: &Exercising, cell: &Cell, player: &mut PlayerState, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let plan = &exercising.exercise().plan;
    ui.label(RichText::new(&cell.name).strong().color(look.text));
    let plays = cell.plays.map_or_else(
        || say("Plays nobody: no map").to_owned(),
        |party| said(format!("Plays {}", plan.label_of(party))),
    );
    muted(ui, plays);
    let knows_all = exercising.state().is_some_and(|state| {
        state
            .known
            .get(&cell.id)
            .is_none_or(|known| **known == *state.truth)
    });
    if !knows_all {
        ui.label(RichText::new(say("Believes something else than what is so")).color(look.major));
    }
    ui.horizontal_wrapped(|ui| {
        let is_open = player.is_open(cell.id);
        let text = if is_open {
            say("Close its window")
        } else {
            say("Open its window")
        };
        let button = quiet_button(ui, text);
        let spoken = said(format!("{text}: {}", cell.name));
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
        if button.clicked() {
            player.toggle(cell.id);
        }
        if !knows_all && exercising.may_change() {
            let inform = quiet_button(ui, say("Tell it how things stand"));
            let spoken = said(format!("Tell {} how things stand", cell.name));
            inform.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            if inform.clicked() {
                asks.command(Command::Exercise(ExerciseCommand::Enter(Event::Informed(
                    cell.id,
                ))));
            }
        }
    });
    ui.add_space(4.0);
}

/// Chooses a cell, or none, which is called `none`.
#[expect(
    clippy::option_option,
    reason = "nothing chosen, nobody chosen, somebody chosen"
)]
pub fn picker(
    ui: &mut Ui,
    exercising: &Exercising,
    label: &str,
    current: Option<Id<Cell>>,
    none: &str,
) -> Option<Option<Id<Cell>>> {
    let exercise = exercising.exercise();
    let shown = current.map_or_else(|| none.to_owned(), |id| exercise.cell_name(id));
    choice_picker(ui, label, &shown, Some(&current), || {
        let cells = exercise
            .cells
            .iter()
            .map(|cell| (Some(cell.id), cell.name.clone()));
        std::iter::once((None, none.to_owned())).chain(cells).collect()
    })
}

/// Chooses who gets to know; what is only believed is for effects alone.
pub fn reach_picker(ui: &mut Ui, current: Reach, with_rumours: bool) -> Option<Reach> {
    choice_picker(ui, say("Known"), say(current.title()), Some(&current), || {
        Reach::ALL
            .iter()
            .filter(|reach| with_rumours || reach.is_so())
            .map(|reach| (*reach, say(reach.title()).to_owned()))
            .collect()
    })
}
