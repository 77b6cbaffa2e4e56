//! What drafts say differently and nobody has decided: each with its versions, seen on the map while pointed at,
//! taken at a click.

use std::collections::BTreeSet;

use egui::{Button, Label, RichText, Ui};

use crate::compare::{about_name, version_said};
use crate::editor::{Command, Editor};
use crate::model::{AnyId, OpenConflict, Plan};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{Fold, fold, muted, quiet_button};
use crate::ui::words::{composed, said, say};

use super::kind_title;
use crate::ui::panels::incoming::plain;

/// Lists the questions about an entity; `None`: all of the plan's.
pub(super) fn ui(ui: &mut Ui, editor: &Editor, about: Option<AnyId>, asks: &mut Asks) {
    let plan = editor.document().current();
    let open: Vec<&OpenConflict> = plan
        .conflicts
        .iter()
        .filter(|conflict| about.is_none() || conflict.about == about)
        .collect();
    if open.is_empty() {
        return;
    }
    fold(ui, say("Not decided yet"), Some(open.len()), Fold::Open, |ui| {
        for conflict in open {
            ui.push_id((conflict.about, &conflict.field), |ui| {
                question(ui, editor, conflict, asks);
            });
            ui.add_space(6.0);
        }
    });
}

fn question(ui: &mut Ui, editor: &Editor, conflict: &OpenConflict, asks: &mut Asks) {
    let plan = editor.document().current();
    let look = Look::of(ui.ctx());
    let title = title_of(plan, conflict);
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(RichText::new(title).color(look.text).strong()).wrap());
        if let Some(id) = conflict.about
            && id.is_in(plan)
            && quiet_button(ui, say("Show")).clicked()
        {
            asks.command(Command::ShowObjects(BTreeSet::from([id])));
        }
    });
    muted(ui, say("Drafts say differently"));
    let held = conflict.held_by(plan);
    for version in &conflict.versions {
        let edit = conflict.decided(version);
        let is_held = held == Some(version);
        let says = said(version_said(plan, conflict, version));
        let text = format!("{}: {says}", said(version.by.clone()));
        let button = Button::selectable(is_held, text).wrap();
        let response = ui.add_enabled(!editor.document().is_read_only(), button);
        if response.hovered() {
            asks.preview(&edit);
        }
        let response = if is_held {
            response.on_hover_text(say("The plan has this for now"))
        } else {
            response
        };
        if response.clicked() {
            asks.commit(edit);
        }
    }
}

/// What a question is about, in the language of the window: `Sector South, holder`.
fn title_of(plan: &Plan, conflict: &OpenConflict) -> String {
    let thing = match conflict.about {
        Some(id) => format!("{} {}", kind_title(id), about_name(plan, conflict, id)),
        None => say("The plan itself").to_owned(),
    };
    match &conflict.field {
        Some(field) => composed(format!("{thing}, {}", plain(field))),
        None => composed(thing),
    }
}
