//! Pickers: one word of a vocabulary, one or several entities of the plan.

use egui::{ComboBox, Ui};

use crate::model::{AnyId, Entity, Id, Phase, Plan, Stakeholder, Vocabulary};

use super::rows::labelled;

/// One word of a vocabulary; `Some` where another was chosen.
pub fn word_picker<W: Vocabulary>(ui: &mut Ui, label: &str, current: W) -> Option<W> {
    let choices = W::WORDS.iter().map(|word| (*word, word.for_people()));
    pick(ui, label, &current.for_people(), Some(current), choices)
}

/// One stakeholder or none; `Some` where another was chosen.
pub fn stakeholder_picker(
    ui: &mut Ui,
    label: &str,
    plan: &Plan,
    current: Option<Id<Stakeholder>>,
) -> Option<Option<Id<Stakeholder>>> {
    entity_picker(ui, label, plan, current, "Nobody")
}

/// One entity of a kind or none; `none` is what none is called; `Some` where another was chosen.
pub fn entity_picker<E: Entity>(
    ui: &mut Ui,
    label: &str,
    plan: &Plan,
    current: Option<Id<E>>,
    none: &str,
) -> Option<Option<Id<E>>> {
    let shown = match current {
        None => none.to_owned(),
        Some(id) => E::table(plan)
            .get(id)
            .map_or_else(|| format!("{id} (not in the plan)"), |entity| named(id, entity)),
    };
    let entities = E::table(plan)
        .iter()
        .map(|(id, entity)| (Some(id), named(id, entity)));
    pick(
        ui,
        label,
        &shown,
        Some(current),
        std::iter::once((None, none.to_owned())).chain(entities),
    )
}

/// One entity of those given, of any kind; `Some` where another was chosen.
pub fn any_picker(
    ui: &mut Ui,
    label: &str,
    plan: &Plan,
    current: Option<AnyId>,
    among: impl Iterator<Item = AnyId>,
) -> Option<AnyId> {
    let name = |id: AnyId| match id.name_in(plan) {
        Some(name) if !name.is_empty() => format!("{name} ({})", id.kind()),
        _ => format!("{} {id}", id.kind()),
    };
    let shown = current.map_or_else(|| "Choose…".to_owned(), name);
    pick(ui, label, &shown, current, among.map(|id| (id, name(id))))
}

/// Several stakeholders; `Some` where one was added or taken away.
pub fn stakeholders_picker(
    ui: &mut Ui,
    label: &str,
    plan: &Plan,
    current: &[Id<Stakeholder>],
) -> Option<Vec<Id<Stakeholder>>> {
    let all: Vec<_> = plan
        .stakeholders
        .iter()
        .map(|(id, party)| (id, party.label().to_owned()))
        .collect();
    several(ui, label, "Nobody", current, &all)
}

/// Several phases; `Some` where one was added or taken away.
pub fn phases_picker(ui: &mut Ui, label: &str, plan: &Plan, current: &[Id<Phase>]) -> Option<Vec<Id<Phase>>> {
    let all: Vec<_> = plan
        .phases_in_order()
        .into_iter()
        .map(|(id, phase)| (id, phase.name.clone()))
        .collect();
    several(ui, label, "Whole plan", current, &all)
}

pub(super) fn named<E: Entity>(id: Id<E>, entity: &E) -> String {
    if entity.name().is_empty() {
        id.to_string()
    } else {
        entity.name().to_owned()
    }
}

fn pick<T: PartialEq>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    current: Option<T>,
    choices: impl Iterator<Item = (T, String)>,
) -> Option<T> {
    labelled(ui, label, |ui| pick_bare(ui, label, shown, current, choices))
}

/// A choice alone, as wide as there is room: its name is heard, not seen.
pub(super) fn pick_bare<T: PartialEq>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    current: Option<T>,
    choices: impl Iterator<Item = (T, String)>,
) -> Option<T> {
    let mut chosen = None;
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(("pick", label))
        .selected_text(shown)
        .width(width)
        .truncate();
    let response = combo.show_ui(ui, |ui| {
        for (value, text) in choices {
            let is_current = current.as_ref() == Some(&value);
            if ui.selectable_label(is_current, text).clicked() && !is_current {
                chosen = Some(value);
            }
        }
    });
    name_combo(&response.response, label, shown);
    chosen
}

fn several<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    none: &str,
    current: &[T],
    all: &[(T, String)],
) -> Option<Vec<T>> {
    let names: Vec<&str> = all
        .iter()
        .filter(|(value, _)| current.contains(value))
        .map(|(_, name)| name.as_str())
        .collect();
    let shown = if names.is_empty() {
        none.to_owned()
    } else {
        names.join(", ")
    };
    labelled(ui, label, |ui| several_bare(ui, label, &shown, current, all))
}

/// A choice of several alone, as wide as there is room.
pub(super) fn several_bare<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    current: &[T],
    all: &[(T, String)],
) -> Option<Vec<T>> {
    let mut changed = None;
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(("several", label))
        .selected_text(shown)
        .width(width)
        .truncate()
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    let response = combo.show_ui(ui, |ui| {
        for (value, name) in all {
            let mut included = current.contains(value);
            if ui.checkbox(&mut included, name).changed() {
                // In the order of the list, so that the same choice is the same plan.
                let kept = |other: &T| {
                    if other == value {
                        included
                    } else {
                        current.contains(other)
                    }
                };
                changed = Some(all.iter().map(|(other, _)| *other).filter(kept).collect());
            }
        }
    });
    name_combo(&response.response, label, shown);
    changed
}

fn name_combo(response: &egui::Response, label: &str, shown: &str) {
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, label);
        info.current_text_value = Some(shown.to_owned());
        info
    });
}
