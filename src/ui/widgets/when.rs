//! When something holds: phases to tick, and a first and last minute, in one field.

use egui::Ui;

use crate::model::{Plan, When};
use crate::ui::theme::Look;

use super::choices::opened_list;
use super::fields::minute_field;
use super::label::Label;
use super::minutes::minute_text;
use super::rows::{labelled, tick};
use super::text::name_text;

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

fn when_ui(ui: &mut Ui, label: &Label, plan: &Plan, value: &When) -> Option<When> {
    let mut when = value.clone();
    ui.set_min_width(250.0);
    let phases = plan.phases_in_order();
    let look = Look::of(ui.ctx());
    let mut whole = when.phases.is_empty();
    if tick(ui, &mut whole, "Whole plan").changed() && whole {
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
            let name = format!("{id} (not in the plan)");
            if tick(ui, &mut included, name).changed() {
                when.phases.retain(|other| other != id);
            }
        }
    });
    if let Some(from) = minute_field(ui, Label::of(&label.name, "Not before"), when.from) {
        when.from = from;
    }
    if let Some(until) = minute_field(ui, Label::of(&label.name, "Until"), when.until) {
        when.until = until;
    }
    (when != *value).then_some(when)
}

/// Returns a time in words: `Whole plan`, `P2 – P4`, `P1, P3 from H+6 h until H+2 d`.
pub fn when_text(plan: &Plan, when: &When) -> String {
    let ordered = plan.phases_in_order();
    let places: Vec<usize> = ordered
        .iter()
        .enumerate()
        .filter(|(_, (id, _))| when.phases.contains(id))
        .map(|(place, _)| place)
        .collect();
    let name = |place: &usize| ordered.get(*place).map_or("", |(_, phase)| short(&phase.name));
    let unbroken = places
        .iter()
        .zip(places.iter().skip(1))
        .all(|(one, next)| one + 1 == *next);
    let mut text = match places.as_slice() {
        [] if when.phases.is_empty() && (when.from.is_some() || when.until.is_some()) => String::new(),
        [] if when.phases.is_empty() => "Whole plan".to_owned(),
        [] => "Never: no such phase".to_owned(),
        [one] => ordered
            .get(*one)
            .map_or_else(String::new, |(_, phase)| phase.name.clone()),
        [first, .., last] if unbroken => format!("{} – {}", name(first), name(last)),
        several => several.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    for (word, minute) in [("from", when.from), ("until", when.until)] {
        if let Some(minute) = minute {
            let gap = if text.is_empty() { "" } else { " " };
            text = format!("{text}{gap}{word} {}", minute_text(minute));
        }
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if when.phases.is_empty() => first.to_uppercase().chain(letters).collect(),
        _ => text,
    }
}

/// A phase's number where its name begins with one: `P2` of `P2 South`.
fn short(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or(name);
    if first.chars().any(|letter| letter.is_ascii_digit()) {
        first
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Id, Phase};

    #[test]
    fn a_time_is_said_in_a_few_words() {
        let mut plan = Plan::empty(Id::from_bits(1));
        let ids: Vec<Id<Phase>> = (0..4).map(Id::from_bits).collect();
        for (place, id) in ids.iter().enumerate() {
            let name = format!("P{place} Name");
            let start = place as i64 * 60;
            let phase = Phase {
                name,
                end: Some(start + 60),
                ..Phase::new(start)
            };
            plan = Edit::Create((*id, phase).into()).apply(&plan).unwrap();
        }
        let said = |places: &[usize], from, until| {
            let phases = places.iter().map(|place| ids[*place]).collect();
            when_text(&plan, &When { phases, from, until })
        };
        assert_eq!(said(&[], None, None), "Whole plan");
        assert_eq!(said(&[2], None, None), "P2 Name");
        assert_eq!(said(&[1, 2, 3], None, None), "P1 – P3");
        assert_eq!(said(&[0, 2], Some(30), None), "P0, P2 from H+30 min");
        assert_eq!(said(&[], None, Some(1440)), "Until H+1 d");
        let lost = When::in_phases([Id::from_bits(99)]);
        assert_eq!(when_text(&plan, &lost), "Never: no such phase");
    }
}
