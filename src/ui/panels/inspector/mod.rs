//! The panel on the right: everything the plan says of what is selected, each field editable.
//!
//! Fields change a copy; where the copy differs from the plan it becomes one edit, one step of the
//! history. Nothing is judged here: findings are the report's.

mod agreement;
mod clauses;
mod discussion;
mod facts;
mod findings;
mod force;
mod form;
mod kinds;
mod lines;
mod more;
mod open_questions;
mod people;
mod plan_card;
mod sector;
mod several;
mod shapes;
mod site;
mod stakeholder;
mod states;
#[cfg(test)]
mod tests;
mod ties;

use std::collections::BTreeSet;

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui};

use crate::drawing::mercator::ground_from_world;
use crate::editor::Editor;
use crate::geometry::Position;
use crate::model::{AnyId, Id, Minute};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, holder_colour};
use crate::ui::widgets::{Icon, icon, muted, name_text, title_field};
use crate::ui::words::{said, say};

use form::Form;
use kinds::Inspected;

/// What the inspector remembers from frame to frame: what it measured and found out.
#[derive(Default)]
pub struct InspectorState {
    facts: facts::Facts,
    over_phases: states::Seen,
    discussion: discussion::DiscussionState,
}

/// Shows what is selected.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut InspectorState, asks: &mut Asks) {
    let margin = Margin {
        left: 14,
        right: 10,
        top: 8,
        bottom: 0,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let selection = &editor.workspace().selection;
        let mut ids = selection.iter();
        match (ids.next(), ids.next()) {
            (None, _) => plan_card::ui(ui, editor, &mut state.discussion, asks),
            (Some(id), None) => any(ui, editor, state, asks, *id),
            (Some(_), Some(_)) => several::ui(ui, editor, asks, selection),
        }
    });
}

/// The part below the title, which scrolls.
fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical()
        .id_salt("inspected")
        .auto_shrink(false)
        .show(ui, |ui| {
            // Room for the bar, which floats over the contents.
            ui.set_max_width(ui.available_width() - 8.0);
            contents(ui);
            ui.add_space(16.0);
        });
}

/// The id of the field that holds the name of an entity: whoever wants it renamed gives it the focus.
pub fn name_field_id(id: AnyId) -> egui::Id {
    egui::Id::unique(("inspector name", id))
}

fn any(ui: &mut Ui, editor: &Editor, state: &mut InspectorState, asks: &mut Asks, id: AnyId) {
    match id {
        AnyId::Stakeholder(id) => one(ui, editor, state, asks, id),
        AnyId::Relation(id) => one(ui, editor, state, asks, id),
        AnyId::Channel(id) => one(ui, editor, state, asks, id),
        AnyId::Agreement(id) => one(ui, editor, state, asks, id),
        AnyId::Phase(id) => one(ui, editor, state, asks, id),
        AnyId::Force(id) => one(ui, editor, state, asks, id),
        AnyId::Sector(id) => one(ui, editor, state, asks, id),
        AnyId::Boundary(id) => one(ui, editor, state, asks, id),
        AnyId::Measure(id) => one(ui, editor, state, asks, id),
        AnyId::Site(id) => one(ui, editor, state, asks, id),
        AnyId::Corridor(id) => one(ui, editor, state, asks, id),
    }
}

fn one<E: Inspected>(ui: &mut Ui, editor: &Editor, state: &mut InspectorState, asks: &mut Asks, id: Id<E>) {
    let Some(before) = E::table(editor.plan()).get(id) else {
        return;
    };
    let mut after = before.clone();
    let any_id = E::any_id(id);
    // Fields of one entity are not those of another: what is typed stays with what it was typed for.
    ui.push_id(any_id, |ui| {
        header(
            ui,
            &kind_title(any_id),
            |ui, look| icon(ui, Icon::of(any_id.kind()), colour_of(editor, look, any_id)),
            |ui| {
                let name = after.common().name;
                if let Some(changed) = title_field(ui, name_field_id(any_id), say("Name"), name) {
                    *name = changed;
                }
            },
        );
        let native = after.common().native_name;
        if !native.is_empty() {
            let look = Look::of(ui.ctx());
            ui.label(name_text(native, 12.5).color(look.muted));
        }
        ui.add_space(4.0);
        scrolled(ui, |ui| {
            open_questions::ui(ui, editor, Some(any_id), asks);
            after.fields(id, &mut Form::new(ui, editor, asks));
            state.facts.ui(ui, editor, any_id);
            state.over_phases.ui(ui, editor, any_id, asks);
            ui.scope(|ui| findings::ui(ui, editor, asks, &BTreeSet::from([any_id])));
            ui.add_space(8.0);
            let form = &mut Form::new(ui, editor, asks);
            after.blocks(id, form);
            more::ui(form, E::any_id(id), after.common());
            state.discussion.ui(ui, editor, Some(any_id), asks);
        });
    });
    if after != *before {
        asks.commit(shapes::with_neighbours(editor, after.meant(id, before)));
    }
}

/// The line on top: icon, name, and what it is on the right.
fn header(ui: &mut Ui, kind: &str, mark: impl FnOnce(&mut Ui, &Look), name: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let look = Look::of(ui.ctx());
        mark(ui, look);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // As far from the edge as the fields below, which leave room for the scroll bar.
            ui.add_space(8.0);
            muted(ui, kind);
            ui.with_layout(Layout::left_to_right(Align::Center), name);
        });
    });
}

/// Returns what kind of thing it is, as a title.
pub(super) fn kind_title(id: AnyId) -> String {
    if matches!(id, AnyId::Measure(_)) {
        return say("Control measure").to_owned();
    }
    let mut letters = id.kind().word().chars();
    let title: Option<String> = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect());
    said(title.unwrap_or_default())
}

fn colour_of(editor: &Editor, look: &Look, id: AnyId) -> egui::Color32 {
    let plan = editor.plan();
    let holder = match id {
        AnyId::Stakeholder(id) => Some(id),
        AnyId::Sector(id) => plan.sectors.get(id).and_then(|sector| sector.holder),
        AnyId::Force(id) => plan.forces.get(id).and_then(|force| force.stakeholder),
        AnyId::Corridor(id) => plan.corridors.get(id).and_then(|corridor| corridor.owner),
        AnyId::Measure(id) => plan.measures.get(id).and_then(|measure| measure.owner),
        _ => None,
    };
    holder_colour(look, plan, holder)
}

/// The first minute of the phase shown, for times that somebody is about to change anyway.
fn start_of_shown_phase(editor: &Editor) -> Minute {
    let phase = editor.workspace().phase;
    let phase = phase.and_then(|id| editor.plan().phases.get(id));
    phase.map_or(0, |phase| phase.start)
}

/// Where the map looks, for places that somebody is about to change anyway.
fn middle_of_map(editor: &Editor) -> Position {
    ground_from_world(editor.workspace().camera.centre)
}
