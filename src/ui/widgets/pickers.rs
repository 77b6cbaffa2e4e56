//! Pickers: one word of a vocabulary, one or several entities of the plan.
//!
//! A reference that leads nowhere is shown as such and can be cleared.

use egui::Ui;

use crate::model::{AnyId, Entity, Id, Phase, Plan, Stakeholder, Vocabulary};
use crate::ui::theme::{LABEL, Look};
use crate::ui::words::{said, say, word};

use super::choices::{choice_picker, several_picker};
use super::label::Label;
use super::text::compare_names;

/// One word of a vocabulary; `Some` where another was chosen.
pub fn word_picker<W: Vocabulary>(ui: &mut Ui, label: impl Into<Label>, current: W) -> Option<W> {
    choice_picker(ui, label, &word(current), Some(&current), || {
        W::WORDS.iter().map(|each| (*each, word(*each))).collect()
    })
}

/// One word of a vocabulary or none; `none` is what none is called; `Some` where another was chosen.
pub fn maybe_word_picker<W: Vocabulary>(
    ui: &mut Ui,
    label: impl Into<Label>,
    current: Option<W>,
    none: &str,
) -> Option<Option<W>> {
    let shown = current.map_or_else(|| none.to_owned(), word);
    choice_picker(ui, label, &shown, Some(&current), || {
        let words = W::WORDS.iter().map(|each| (Some(*each), word(*each)));
        std::iter::once((None, none.to_owned())).chain(words).collect()
    })
}

/// One stakeholder or none; `Some` where another was chosen.
pub fn stakeholder_picker(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: Option<Id<Stakeholder>>,
) -> Option<Option<Id<Stakeholder>>> {
    entity_picker(ui, label, plan, current, say("Nobody"))
}

/// One entity of a kind or none; `none` is what none is called; `Some` where another was chosen.
pub fn entity_picker<E: Entity>(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: Option<Id<E>>,
    none: &str,
) -> Option<Option<Id<E>>> {
    let label = label.into();
    let shown = current.map_or_else(|| none.to_owned(), |id| entity_name(plan, id));
    let chosen = choice_picker(ui, label.clone(), &shown, Some(&current), || {
        let entities = entities_by_name::<E>(plan)
            .into_iter()
            .map(|(id, name)| (Some(id), name));
        std::iter::once((None, none.to_owned())).chain(entities).collect()
    });
    let dangling = current.filter(|id| !E::table(plan).contains(*id));
    if dangling.is_some() && dangling_ui(ui, &label) {
        return Some(None);
    }
    chosen
}

/// One entity of a kind that must be there; `Some` where another was chosen.
pub fn needed_entity_picker<E: Entity>(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: Id<E>,
) -> Option<Id<E>> {
    choice_picker(ui, label, &entity_name(plan, current), Some(&current), || {
        entities_by_name(plan)
    })
}

/// One entity of those given, of any kind; `Some` where another was chosen.
pub fn any_picker(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: Option<AnyId>,
    among: impl Iterator<Item = AnyId>,
) -> Option<AnyId> {
    let name = |id: AnyId| match id.name_in(plan) {
        Some(name) if !name.is_empty() => format!("{name} ({})", id.kind()),
        Some(_) => format!("{} {id}", id.kind()),
        None => said(format!("{} {id} (not in the plan)", id.kind())),
    };
    let shown = current.map_or_else(|| say("Choose…").to_owned(), name);
    choice_picker(ui, label, &shown, current.as_ref(), || {
        let mut choices: Vec<_> = among.map(|id| (id, name(id))).collect();
        choices.sort_by(|one, other| compare_names(&one.1, &other.1));
        choices
    })
}

/// Several stakeholders; `Some` where one was added or taken away.
pub fn stakeholders_picker(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: &[Id<Stakeholder>],
) -> Option<Vec<Id<Stakeholder>>> {
    let shown = in_words(say("Nobody"), current, |id| plan.label_of(id));
    several_picker(ui, label, &shown, current, || {
        stakeholders_by_label(plan, current)
    })
}

/// Several entities of a kind; `Some` where one was added or taken away.
pub fn entities_picker<E: Entity>(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: &[Id<E>],
    none: &str,
) -> Option<Vec<Id<E>>> {
    let shown = in_words(none, current, |id| entity_name(plan, id));
    several_picker(ui, label, &shown, current, || {
        let mut all = entities_by_name(plan);
        with_dangling(plan, current, &mut all);
        all
    })
}

/// Several phases; `Some` where one was added or taken away.
pub fn phases_picker(
    ui: &mut Ui,
    label: impl Into<Label>,
    plan: &Plan,
    current: &[Id<Phase>],
) -> Option<Vec<Id<Phase>>> {
    let shown = in_words(say("Whole plan"), current, |id| entity_name(plan, id));
    several_picker(ui, label, &shown, current, || {
        let phases = plan.phases_in_order().into_iter();
        let mut all: Vec<_> = phases.map(|(id, phase)| (id, phase.name.clone())).collect();
        with_dangling(plan, current, &mut all);
        all
    })
}

/// Returns what is chosen as a list in words; `none` where nothing is.
pub(super) fn in_words<E>(none: &str, chosen: &[Id<E>], name: impl Fn(Id<E>) -> String) -> String {
    if chosen.is_empty() {
        return none.to_owned();
    }
    let names = chosen.iter().map(|id| name(*id));
    names.collect::<Vec<_>>().join(", ")
}

/// Returns an entity's name; its id where it has none, and that it is not in the plan where it is not.
pub fn entity_name<E: Entity>(plan: &Plan, id: Id<E>) -> String {
    match E::table(plan).get(id) {
        None => said(format!("{id} (not in the plan)")),
        Some(entity) if entity.name().is_empty() => id.to_string(),
        Some(entity) => entity.name().to_owned(),
    }
}

/// Returns every entity of a kind with its name, sorted by name.
pub fn entities_by_name<E: Entity>(plan: &Plan) -> Vec<(Id<E>, String)> {
    let ids = E::table(plan).ids();
    let mut all: Vec<_> = ids.map(|id| (id, entity_name(plan, id))).collect();
    all.sort_by(|one, other| compare_names(&one.1, &other.1));
    all
}

/// Returns every stakeholder with its name for labels, sorted by it; then those of `current` that are
/// not in the plan.
pub fn stakeholders_by_label(plan: &Plan, current: &[Id<Stakeholder>]) -> Vec<(Id<Stakeholder>, String)> {
    let parties = plan.stakeholders.iter();
    let mut all: Vec<_> = parties
        .map(|(id, party)| (id, party.label().to_owned()))
        .collect();
    all.sort_by(|one, other| compare_names(&one.1, &other.1));
    with_dangling(plan, current, &mut all);
    all
}

/// What is chosen and not in the plan is a choice too, so that it is seen and can be taken away.
fn with_dangling<E: Entity>(plan: &Plan, current: &[Id<E>], all: &mut Vec<(Id<E>, String)>) {
    let lost = current.iter().filter(|id| !E::table(plan).contains(**id));
    all.extend(lost.map(|id| (*id, entity_name(plan, *id))));
}

/// Says that a reference leads nowhere; true where it is to be cleared.
fn dangling_ui(ui: &mut Ui, label: &Label) -> bool {
    ui.horizontal(|ui| {
        let look = Look::of(ui.ctx());
        ui.add_space(LABEL + ui.spacing().item_spacing.x);
        super::rows::severity_mark(ui, crate::model::Severity::Major);
        ui.label(
            egui::RichText::new(say("Leads nowhere"))
                .small()
                .color(look.major),
        );
        let name = said(format!("Clear {}", label.name.to_lowercase()));
        super::rows::link(ui, say("Clear"))
            .accessible_name(name)
            .clicked()
    })
    .inner
}
