//! The panel on the left: who has what, and everything else by kind.
//!
//! The tree is flattened to the rows that are open, and only those in sight are drawn, so that thousands
//! of sectors scroll freely. Names are changed in the inspector.

mod keys;
mod menus;
mod row;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Align, Layout, Margin, Rect, ScrollArea, Ui, Vec2};

use crate::checks::Report;
use crate::editor::tools::is_shown_in;
use crate::editor::{Command, Editor};
use crate::model::{AnyId, Id, Plan, Sector};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, ROW, holder_colour, title};
use crate::ui::widgets::{Icon, area_text, empty_note, icon_button, minute_text};
use crate::ui::words::{said, say};

use row::{Face, Marks};
use tree::{Node, Row};

/// Room between rows, points.
const BETWEEN: f32 = 0.0;

/// What the outline remembers from frame to frame.
#[derive(Default)]
pub struct OutlineState {
    filter: String,
    /// Rows that are not as open or closed as they were at first.
    touched: BTreeSet<Node>,
    /// The row that the keyboard is on.
    cursor: Option<Node>,
    /// The cursor was moved by a key: it takes the focus and is brought into sight.
    moved: bool,
    /// The two ends of a Shift-click whose rows between are still to be selected.
    range: Option<(Node, Node)>,
    /// The selection that was last brought into sight.
    seen: BTreeSet<AnyId>,
    built: Option<Built>,
    areas: BTreeMap<Id<Sector>, (Arc<Sector>, String)>,
    /// How far the rows are scrolled, and how much of them is seen, points.
    offset: f32,
    height: f32,
}

/// Rows, and what they were made of.
struct Built {
    plan: Arc<Plan>,
    report: Option<Arc<Report>>,
    filter: String,
    touched: BTreeSet<Node>,
    rows: Vec<Row>,
}

/// Shows the outline.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut OutlineState, asks: &mut Asks) {
    let margin = Margin {
        left: 6,
        right: 6,
        top: 8,
        bottom: 0,
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.label(title(say("Outline"), 12.5));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let add = icon_button(ui, Icon::Add, say("Add to the plan"));
                menus::add(&add, editor, asks);
            });
        });
        if editor.plan().entity_count() == 0 {
            menus::first_steps(ui, editor, asks);
            return;
        }
        filter_ui(ui, state);
        ui.add_space(2.0);
        rows_ui(ui, editor, state, asks);
    });
}

fn filter_ui(ui: &mut Ui, state: &mut OutlineState) {
    let edit = egui::TextEdit::singleline(&mut state.filter)
        .hint_text(say("Filter"))
        .desired_width(ui.available_width())
        .margin(Margin::symmetric(8, 4));
    let response = ui.add(edit).accessible_name(say("Filter outline"));
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        state.filter.clear();
    }
}

fn rows_ui(ui: &mut Ui, editor: &Editor, state: &mut OutlineState, asks: &mut Asks) {
    reveal(editor, state);
    let rows = built(editor, state);
    if rows.is_empty() {
        empty_note(ui, say("Nothing of that name"));
        state.built = state.built.take().map(|built| Built { rows, ..built });
        return;
    }
    let cursor = state
        .cursor
        .filter(|cursor| rows.iter().any(|row| row.node == *cursor));
    let cursor = cursor.or_else(|| rows.first().map(|row| row.node));
    let mut area = ScrollArea::vertical().id_salt("outline rows").auto_shrink(false);
    if let Some(offset) = wanted_offset(editor, state, &rows) {
        area = area.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = BETWEEN;
    let mut focused = None;
    let output = area.show_rows(ui, ROW, rows.len(), |ui, in_sight| {
        for place in in_sight {
            let Some(row) = rows.get(place) else { continue };
            let size = Vec2::new(ui.available_width(), ROW);
            let (_, rect) = ui.allocate_space(size);
            let has_focus = row_ui(ui, rect, editor, state, row, cursor, asks);
            if has_focus {
                focused = Some(place);
            }
        }
    });
    state.offset = output.state.clamped_offset().y;
    state.height = output.inner_rect.height();
    keys::extend_range(state, &rows, asks);
    if let Some(place) = focused {
        keys::react(ui, editor, state, &rows, place, asks);
    }
    state.built = state.built.take().map(|built| Built { rows, ..built });
}

/// Returns the rows, made anew where what they are made of has changed. They are taken out of the state,
/// and put back when drawn.
fn built(editor: &Editor, state: &mut OutlineState) -> Vec<Row> {
    let plan = editor.plan();
    let report = editor.document().report.as_ref().map(|dated| &dated.report);
    let same_report = |built: &Built| match (&built.report, report) {
        (None, None) => true,
        (Some(known), Some(new)) => Arc::ptr_eq(known, new),
        _ => false,
    };
    if let Some(built) = &mut state.built
        && Arc::ptr_eq(&built.plan, plan)
        && same_report(built)
        && built.filter == state.filter
        && built.touched == state.touched
    {
        return std::mem::take(&mut built.rows);
    }
    state.areas.retain(|id, _| plan.sectors.contains(*id));
    let rows = tree::rows(plan, report.map(Arc::as_ref), &state.touched, &state.filter);
    state.built = Some(Built {
        plan: Arc::clone(plan),
        report: report.cloned(),
        filter: state.filter.clone(),
        touched: state.touched.clone(),
        rows: Vec::new(),
    });
    rows
}

/// Opens the row above what was selected elsewhere.
fn reveal(editor: &Editor, state: &mut OutlineState) {
    let selection = &editor.workspace().selection;
    if state.seen == *selection || selection.len() != 1 {
        return;
    }
    for home in selection.iter().filter_map(|id| tree::home(editor.plan(), *id)) {
        let open = tree::is_open_at_first(home) != state.touched.contains(&home);
        if !open && !state.touched.remove(&home) {
            state.touched.insert(home);
        }
    }
}

/// Returns how far to scroll so that what was newly selected, or the cursor that a key moved, is seen.
fn wanted_offset(editor: &Editor, state: &mut OutlineState, rows: &[Row]) -> Option<f32> {
    let selection = &editor.workspace().selection;
    let wanted = if state.moved {
        state.cursor
    } else if state.seen == *selection {
        None
    } else {
        selection.first().map(|id| Node::Entity(*id))
    };
    if state.seen != *selection {
        state.seen.clone_from(selection);
    }
    let wanted = wanted?;
    let place = rows.iter().position(|row| row.node == wanted)?;
    let top = place as f32 * (ROW + BETWEEN);
    if top < state.offset {
        Some(top)
    } else if top + ROW > state.offset + state.height {
        Some((top + ROW - state.height).max(0.0))
    } else {
        None
    }
}

/// Shows a row; true where it has the focus.
fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    editor: &Editor,
    state: &mut OutlineState,
    row: &Row,
    cursor: Option<Node>,
    asks: &mut Asks,
) -> bool {
    let (plan, workspace) = (editor.plan(), editor.workspace());
    let look = Look::of(ui.ctx());
    let subjects = row.subjects();
    let on_map = match row.node {
        Node::Group(group) => group.is_on_map(),
        Node::Entity(AnyId::Agreement(_) | AnyId::Channel(_) | AnyId::Phase(_)) => false,
        Node::Entity(_) => !subjects.is_empty(),
    };
    let marks = on_map.then(|| Marks {
        hidden: subjects.iter().all(|id| workspace.hidden.contains(id)),
        locked: subjects.iter().all(|id| workspace.locked.contains(id)),
    });
    let (name, heard) = names(plan, row.node);
    let (chosen, valid) = match row.node {
        Node::Entity(id) => (
            workspace.selection.contains(&id),
            is_shown_in(plan, id, workspace.phase),
        ),
        Node::Group(_) => (false, true),
    };
    let figure = figure(editor, state, row);
    let face = Face {
        id: row_id(row.node),
        name: &name,
        heard: &heard,
        icon: tree::icon(row.node).map(|icon| (icon, ink_of(plan, look, row.node))),
        depth: row.depth,
        open: row
            .members
            .as_ref()
            .filter(|members| !members.is_empty())
            .map(|_| row.open),
        strong: matches!(row.node, Node::Entity(AnyId::Stakeholder(_))),
        figure: &figure,
        worst: row.worst,
        stale: editor.document().fresh_report().is_none(),
        chosen,
        pale: !valid || marks.is_some_and(|marks| marks.hidden),
        marks,
        in_tab_order: cursor == Some(row.node),
    };
    let answer = row::ui(ui, rect, &face);
    if answer.fold {
        keys::toggle(state, row.node);
    }
    if let Some(marks) = marks {
        let ids = || subjects.iter().copied().collect();
        if answer.hide {
            let hidden = !marks.hidden;
            asks.command(Command::SetHidden { ids: ids(), hidden });
        }
        if answer.lock {
            let locked = !marks.locked;
            asks.command(Command::SetLocked { ids: ids(), locked });
        }
    }
    keys::click(ui, editor, state, row, &answer.row, asks);
    menus::context(&answer.row, editor, row, marks, asks);
    if state.moved && state.cursor == Some(row.node) {
        answer.row.request_focus();
        state.moved = false;
    }
    answer.row.has_focus()
}

fn row_id(node: Node) -> egui::Id {
    egui::Id::unique(("outline row", node))
}

fn names(plan: &Plan, node: Node) -> (String, String) {
    let id = match node {
        Node::Group(group) => return (group.title().to_owned(), group.title().to_owned()),
        Node::Entity(id) => id,
    };
    let name = id.name_in(plan).unwrap_or_default();
    if name.is_empty() {
        let unnamed = said(format!("Unnamed {} {id}", id.kind()));
        (unnamed.clone(), unnamed)
    } else {
        (name.to_owned(), name.to_owned())
    }
}

fn ink_of(plan: &Plan, look: &Look, node: Node) -> egui::Color32 {
    match node {
        Node::Entity(AnyId::Stakeholder(id)) => holder_colour(look, plan, Some(id)),
        Node::Entity(AnyId::Sector(id)) => {
            holder_colour(look, plan, plan.sectors.get(id).and_then(|sector| sector.holder))
        }
        _ => look.muted,
    }
}

/// What stands at the right of a row: a sector's area, a phase's start, how many belong to a closed row.
fn figure(editor: &Editor, state: &mut OutlineState, row: &Row) -> String {
    match (row.node, &row.members) {
        (_, Some(members)) if !row.open && !members.is_empty() => members.len().to_string(),
        (Node::Entity(AnyId::Sector(id)), _) => {
            let Some(sector) = editor.document().shown().sectors.row(id) else {
                return String::new();
            };
            let known = state
                .areas
                .get(&id)
                .filter(|(known, _)| Arc::ptr_eq(known, sector));
            if let Some((_, text)) = known {
                return text.clone();
            }
            let text = area_text(crate::geometry::drawn_area_m2(&sector.area));
            state.areas.insert(id, (Arc::clone(sector), text.clone()));
            text
        }
        (Node::Entity(AnyId::Phase(id)), _) => {
            let phase = editor.plan().phases.get(id);
            phase.map(|phase| minute_text(phase.start)).unwrap_or_default()
        }
        (Node::Entity(AnyId::Agreement(id)), _) => {
            let agreement = editor.plan().agreements.get(id);
            let accepted = |agreement: &crate::model::Agreement| {
                let accepted = agreement
                    .parties
                    .iter()
                    .filter(|party| party.has_accepted())
                    .count();
                format!("{accepted}/{}", agreement.parties.len())
            };
            agreement.map(accepted).unwrap_or_default()
        }
        _ => String::new(),
    }
}
