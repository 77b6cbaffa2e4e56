//! Clicks and keys on the rows.
//!
//! One row can be reached with Tab; arrows go on from there: up and down to the next row, which is
//! selected, left and right close, open, and go to the row above and the first below.

use std::collections::BTreeSet;

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use crate::editor::{Command, Editor};
use crate::model::AnyId;
use crate::ui::asks::Asks;

use super::OutlineState;
use super::tree::{Node, Row};

/// Opens a closed row, closes an open one.
pub(super) fn toggle(state: &mut OutlineState, node: Node) {
    if !state.touched.remove(&node) {
        state.touched.insert(node);
    }
}

/// A click selects, with Ctrl it adds or takes away, with Shift it adds all rows between; a double click
/// shows on the map; a click on a title opens or closes it.
pub(super) fn click(
    ui: &Ui,
    editor: &Editor,
    state: &mut OutlineState,
    row: &Row,
    response: &Response,
    asks: &mut Asks,
) {
    // Enter on a row counts as a click, but has its own meaning.
    let by_enter = ui.input(|input| input.key_pressed(Key::Enter)) && response.has_focus();
    let secondary = response.secondary_clicked();
    if by_enter || !(response.clicked() || response.double_clicked() || secondary) {
        return;
    }
    response.request_focus();
    let before = state.cursor.replace(row.node);
    let Node::Entity(id) = row.node else {
        if !secondary {
            toggle(state, row.node);
        }
        return;
    };
    let selection = &editor.workspace().selection;
    if secondary {
        if !selection.contains(&id) {
            asks.command(Command::Select(BTreeSet::from([id])));
        }
        return;
    }
    if response.double_clicked() {
        asks.command(Command::ShowObjects(BTreeSet::from([id])));
        return;
    }
    let modifiers = ui.input(|input| input.modifiers);
    let mut ids = BTreeSet::from([id]);
    if modifiers.command {
        ids.clone_from(selection);
        if !ids.remove(&id) {
            ids.insert(id);
        }
    } else if modifiers.shift {
        ids.extend(selection);
        if let Some(before) = before {
            state.range = Some((before, row.node));
        }
    }
    asks.command(Command::Select(ids));
}

/// Adds the rows between the two ends of a Shift-click to the selection asked for.
pub(super) fn extend_range(state: &mut OutlineState, rows: &[Row], asks: &mut Asks) {
    let Some((one, other)) = state.range.take() else {
        return;
    };
    let place = |node: Node| rows.iter().position(|row| row.node == node);
    let (Some(one), Some(other)) = (place(one), place(other)) else {
        return;
    };
    let between = rows.get(one.min(other)..=one.max(other)).unwrap_or_default();
    let entities = between.iter().filter_map(entity);
    if let Some(Command::Select(ids)) = asks.commands.last_mut() {
        ids.extend(entities);
    }
}

fn entity(row: &Row) -> Option<AnyId> {
    match row.node {
        Node::Entity(id) => Some(id),
        Node::Group(_) => None,
    }
}

/// Keys on the row that has the focus.
pub(super) fn react(
    ui: &Ui,
    editor: &Editor,
    state: &mut OutlineState,
    rows: &[Row],
    place: usize,
    asks: &mut Asks,
) {
    let Some(row) = rows.get(place) else { return };
    let id = super::row_id(row.node);
    let arrows = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let target = if pressed(Key::ArrowDown) {
        Some(place + 1)
    } else if pressed(Key::ArrowUp) {
        place.checked_sub(1)
    } else if pressed(Key::ArrowLeft) {
        leave(state, rows, place)
    } else if pressed(Key::ArrowRight) {
        enter(state, row, place)
    } else {
        None
    };
    if let Some(next) = target.and_then(|target| rows.get(target)) {
        state.cursor = Some(next.node);
        state.moved = true;
        if let Node::Entity(id) = next.node {
            asks.command(Command::Select(BTreeSet::from([id])));
        }
    }
    if pressed(Key::Enter) {
        match row.node {
            Node::Entity(id) => asks.command(Command::ShowObjects(BTreeSet::from([id]))),
            Node::Group(_) => toggle(state, row.node),
        }
    }
    if pressed(Key::Delete) && !editor.workspace().selection.is_empty() {
        asks.command(Command::DeleteSelected);
    }
}

/// Left: closes an open row; from a leaf or closed row to the row above it.
fn leave(state: &mut OutlineState, rows: &[Row], place: usize) -> Option<usize> {
    let row = rows.get(place)?;
    if row.open {
        toggle(state, row.node);
        return None;
    }
    let above = rows.get(..place)?;
    above.iter().rposition(|other| other.depth < row.depth)
}

/// Right: opens a closed row; from an open one to the first below it.
fn enter(state: &mut OutlineState, row: &Row, place: usize) -> Option<usize> {
    let members = row.members.as_ref().filter(|members| !members.is_empty())?;
    if row.open {
        return (!members.is_empty()).then_some(place + 1);
    }
    toggle(state, row.node);
    None
}
