//! When something holds: phases to tick, and a first and last minute, in one field.

use egui::Ui;

use crate::model::{Plan, When};
use crate::ui::theme::Look;
use crate::ui::words::{said, say};

use super::choices::opened_list;
use super::fields::minute_field;
use super::label::Label;
use super::rows::{labelled, tick};
use super::text::name_text;
use crate::model::minute_text;

/// Returns when something holds, in words: its phases, else minutes.
pub fn when_text(plan: &Plan, when: &When) -> String {
    said(crate::drawing::words::when_text(plan, when))
}

/// When something holds; `Some` where it was changed.
pub fn when_picker(ui: &mut Ui, label: impl Into<Label>, plan: &Plan, value: &When) -> Option<When> {
    let label = label.into();
    let mut changed = None;
    labelled(ui, label.clone(), |ui| {
        opened_list(ui, &label.name, &when_text(plan, value), |ui| {
            changed = when_ui(ui, &label, plan, value);
        });
    });
    changed
}

/// When something holds, in a table: its name is heard, not seen; `Some` where it was changed.
pub fn when_cell(ui: &mut Ui, name: &str, plan: &Plan, value: &When) -> Option<When> {
    let label = Label::from(name);
    let mut changed = None;
    opened_list(ui, name, &when_text(plan, value), |ui| {
        changed = when_ui(ui, &label, plan, value);
    });
    changed
}

fn when_ui(ui: &mut Ui, label: &Label, plan: &Plan, value: &When) -> Option<When> {
    let mut when = value.clone();
    ui.set_min_width(250.0);
    let phases = plan.phases_in_order();
    let look = Look::of(ui.ctx());
    let mut whole = when.phases.is_empty();
    if tick(ui, &mut whole, say("Whole plan")).changed() && whole {
        when.phases.clear();
    }
    egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        for (id, phase) in &phases {
            let mut included = when.phases.contains(id);
            ui.horizontal(|ui| {
                if tick(ui, &mut included, name_text(&phase.name, 12.5)).changed() {
                    let kept = |other: &_| {
                        if other == id {
                            included
                        } else {
                            value.phases.contains(other)
                        }
                    };
                    let dangling = value.phases.iter().filter(|other| !plan.phases.contains(**other));
                    let in_order = phases.iter().map(|(other, _)| *other).filter(kept);
                    when.phases = in_order.chain(dangling.copied()).collect();
                }
                let end = phase.end.map_or_else(|| "open".to_owned(), minute_text);
                let span = format!("{} – {end}", minute_text(phase.start));
                ui.label(egui::RichText::new(span).small().color(look.muted));
            });
        }
        for id in value.phases.iter().filter(|id| !plan.phases.contains(**id)) {
            let mut included = true;
            let name = said(format!("{id} (not in the plan)"));
            if tick(ui, &mut included, name).changed() {
                when.phases.retain(|other| other != id);
            }
        }
    });
    if let Some(from) = minute_field(ui, Label::of(&label.name, say("Not before")), when.from) {
        when.from = from;
    }
    if let Some(until) = minute_field(ui, Label::of(&label.name, say("Until")), when.until) {
        when.until = until;
    }
    (when != *value).then_some(when)
}
