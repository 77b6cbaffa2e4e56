//! What ties a stakeholder to others: relations, each changed in place, and channels.
//!
//! Relations and channels are rows of their own tables, so each change is an edit of its own.

use crate::model::{Channel, Edit, Id, Plan, Relation, RelationState, Stakeholder, When};
use crate::ui::theme::Look;
use crate::ui::widgets;
use crate::ui::words::{in_words, said, say};

use super::form::Form;

/// One line for every other stakeholder: what `id` has declared towards it, and what the other declared.
pub(super) fn relations(form: &mut Form<'_>, id: Id<Stakeholder>) {
    let plan = form.plan();
    let others = widgets::stakeholders_by_label(plan, &[]);
    let others: Vec<_> = others.into_iter().filter(|(other, _)| *other != id).collect();
    if others.is_empty() {
        form.note(say(
            "Add another stakeholder to say how the two stand to each other.",
        ));
    }
    for (other, name) in others {
        let declared = between(plan, id, other);
        if declared.is_empty() {
            stance(form, &name, None, id, other);
        }
        for relation in declared {
            stance(form, &name, Some(relation), id, other);
        }
        for (_, answer) in between(plan, other, id) {
            let when = if answer.when == When::always() {
                String::new()
            } else {
                format!(", {}", widgets::when_text(plan, &answer.when))
            };
            let state = in_words(answer.state.title()).to_lowercase();
            let text = said(format!("{name} says: {state}{when}"));
            form.indent(say("its word"), |ui| widgets::muted(ui, text));
        }
    }
}

fn between(plan: &Plan, from: Id<Stakeholder>, to: Id<Stakeholder>) -> Vec<(Id<Relation>, &Relation)> {
    let relations = plan.relations.iter();
    relations
        .filter(|(_, relation)| relation.from == from && relation.to == to)
        .collect()
}

/// The stance towards one other, in one time where it was declared for one.
fn stance(
    form: &mut Form<'_>,
    name: &str,
    declared: Option<(Id<Relation>, &Relation)>,
    from: Id<Stakeholder>,
    to: Id<Stakeholder>,
) {
    let mut state = declared.map(|(_, relation)| relation.state);
    let label = match declared {
        Some((_, relation)) if relation.when != When::always() => {
            format!("{name}, {}", widgets::when_text(form.plan(), &relation.when))
        }
        _ => name.to_owned(),
    };
    let label = widgets::Label {
        name: said(format!("Relation to {label}")),
        shown: label,
    };
    let none = say("Not declared");
    let Some(chosen) = widgets::maybe_word_picker(form, label, state, none) else {
        return;
    };
    state = chosen;
    let edit = declare(form, declared, from, to, state);
    form.asks.commit(edit);
}

fn declare(
    form: &Form<'_>,
    declared: Option<(Id<Relation>, &Relation)>,
    from: Id<Stakeholder>,
    to: Id<Stakeholder>,
    state: Option<RelationState>,
) -> Edit {
    let plan = form.plan();
    let label = match state {
        Some(state) => said(format!(
            "Declare {} {} to {}",
            plan.label_of(from),
            state.word(),
            plan.label_of(to)
        )),
        None => said(format!(
            "Take back what {} declared to {}",
            plan.label_of(from),
            plan.label_of(to)
        )),
    };
    let edit = match (declared, state) {
        (Some((id, relation)), Some(state)) => {
            let changed = Relation {
                state,
                ..relation.clone()
            };
            Edit::Update((id, changed).into())
        }
        (Some((id, _)), None) => Edit::Delete(vec![id.into()]),
        (None, state) => {
            let new = Relation {
                state: state.unwrap_or_default(),
                ..Relation::new(from, to)
            };
            Edit::Create((form.editor.fresh_id(), new).into())
        }
    };
    Edit::together(label, vec![edit])
}

/// Returns the channels that a stakeholder is a party to or passes messages on.
pub(super) fn channels_of(plan: &Plan, id: Id<Stakeholder>) -> Vec<Id<Channel>> {
    let channels = plan.channels.iter();
    channels
        .filter(|(_, channel)| channel.parties.contains(&id) || channel.via == Some(id))
        .map(|(id, _)| id)
        .collect()
}

/// One line for every channel; a click selects it.
pub(super) fn channels(form: &mut Form<'_>, channels: &[Id<Channel>]) {
    let plan = form.plan();
    if channels.is_empty() {
        form.note(say("Nobody can reach it: no channel names it."));
    }
    for id in channels {
        let Some(channel) = plan.channels.get(*id) else {
            continue;
        };
        let state = said(channel.state.title());
        let name = format!("{}, {}", channel.name, state.to_lowercase());
        let look = Look::of(form.ctx());
        let (response, ()) = widgets::row(form, &name, false, |ui| {
            let text = egui::RichText::new(state).small().color(look.muted);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(text);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    widgets::icon(ui, widgets::Icon::Channel, look.muted);
                    widgets::cut_name(ui, &widgets::name_text(&channel.name, 12.5));
                });
            });
        });
        if response.clicked() {
            form.asks
                .command(crate::editor::Command::Select([(*id).into()].into()));
        }
    }
    if widgets::quiet_button(form, say("Add channel")).clicked() {
        let editor = form.editor;
        crate::ui::action::Action::AddChannel.run(editor, form.asks);
    }
}
