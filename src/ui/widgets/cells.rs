//! Fields and pickers for tables: without a label beside them, but with a name that is heard.
//!
//! They commit as their labelled kin do: once, on Enter or when the focus leaves. What is wrong with a
//! text is said on a red ground's hover, so that a row keeps its height.

use egui::{Stroke, StrokeKind, Ui};

use crate::model::{Entity, Id, Instant, Minute, Plan, Stakeholder, Vocabulary};
use crate::ui::theme::Look;
use crate::ui::words::{said, say, word};

use super::choices::{choice_bare, several_bare};
use super::fields::{instant_or_none, minute_or_none, number_or_none, typed_bare};
use super::paragraph::Hinted;
use super::pickers::{entities_by_name, entity_name, in_words, stakeholders_by_label};
use crate::model::minute_text;

/// A line of text; `Some` where it was changed.
pub fn text_cell(ui: &mut Ui, name: &str, value: &str) -> Option<String> {
    cell(ui, name, value, |text| Ok(text.trim().to_owned()))
}

/// A whole number; `Some` where it was changed.
pub fn number_cell(ui: &mut Ui, name: &str, value: u32) -> Option<u32> {
    cell(ui, name, &value.to_string(), |text| {
        number_or_none(text)?.ok_or_else(|| say("expected a whole number").to_owned())
    })
}

/// A minute from H-hour; `Some` where it was changed.
pub fn minute_cell(ui: &mut Ui, name: &str, value: Minute) -> Option<Minute> {
    cell(ui, name, &minute_text(value), |text| {
        minute_or_none(text)?.ok_or_else(|| say("expected minutes, hours or days from H-hour").to_owned())
    })
}

/// A minute from H-hour that may be absent; `Some` where it was changed.
pub fn open_minute_cell(ui: &mut Ui, name: &str, value: Option<Minute>) -> Option<Option<Minute>> {
    let shown = value.map(minute_text).unwrap_or_default();
    cell(ui, name, &shown, minute_or_none)
}

/// An instant that may be absent; `Some` where it was changed.
pub fn instant_cell(ui: &mut Ui, name: &str, value: Option<Instant>) -> Option<Option<Instant>> {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    cell(ui, name, &shown, instant_or_none)
}

/// One word of a vocabulary; `Some` where another was chosen.
pub fn word_cell<W: Vocabulary>(ui: &mut Ui, name: &str, current: W) -> Option<W> {
    choice_bare(ui, name, &word(current), Some(&current), || {
        W::WORDS.iter().map(|each| (*each, word(*each))).collect()
    })
}

/// One entity or none; `none` is what none is called; `Some` where another was chosen.
pub fn entity_cell<E: Entity>(
    ui: &mut Ui,
    name: &str,
    plan: &Plan,
    current: Option<Id<E>>,
    none: &str,
) -> Option<Option<Id<E>>> {
    let shown = current.map_or_else(|| none.to_owned(), |id| entity_name(plan, id));
    choice_bare(ui, name, &shown, Some(&current), || {
        let entities = entities_by_name::<E>(plan).into_iter();
        let entities = entities.map(|(id, name)| (Some(id), name));
        std::iter::once((None, none.to_owned())).chain(entities).collect()
    })
}

/// Several stakeholders; `Some` where one was added or taken away.
pub fn stakeholders_cell(
    ui: &mut Ui,
    name: &str,
    plan: &Plan,
    current: &[Id<Stakeholder>],
) -> Option<Vec<Id<Stakeholder>>> {
    let shown = in_words(say("Nobody"), current, |id| plan.label_of(id));
    several_bare(ui, name, &shown, current, || stakeholders_by_label(plan, current))
}

fn cell<T>(ui: &mut Ui, name: &str, shown: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
    let place = ui.scope(|ui| typed_bare(ui, name, shown, 1, read));
    let (value, fault) = place.inner;
    if let Some(fault) = fault {
        let look = Look::of(ui.ctx());
        let edge = Stroke::new(1.0, look.critical);
        ui.painter()
            .rect_stroke(place.response.rect, 6.0, edge, StrokeKind::Inside);
        place.response.hinted(said(fault));
    }
    value
}
