//! What a proposal would change, and what was said since.

use super::difference::Became;
use super::fields::{FieldDifference, Label, Sides, differences};
use super::telling::{kind_and_name, told};
use crate::model::{Comment, Plan, Proposal, Says, Valued as _};

/// Returns what a proposal is to make of what it is about.
pub fn proposed(plan: &Plan, proposal: &Proposal) -> Became {
    let sides = Sides {
        before: plan,
        after: plan,
    };
    match (&proposal.before, &proposal.after) {
        (Says::Entity(before), Says::Entity(after)) => {
            Became::Changed(differences(sides, &before.value(), &after.value()))
        }
        (_, Says::Entity(after)) => Became::Added(told(plan, after)),
        (Says::Entity(before), _) => Became::Removed(told(plan, before)),
        (Says::Plan { info: before, .. }, Says::Plan { info: after, .. }) => {
            Became::Changed(differences(sides, &before.value(), &after.value()))
        }
        _ => Became::Changed(Vec::new()),
    }
}

/// Returns what a proposal is about: as the plan calls it, else as the proposal does.
pub fn proposal_title(plan: &Plan, proposal: &Proposal) -> String {
    let Some(id) = proposal.about else {
        return "The plan".to_owned();
    };
    let said = match (&proposal.after, &proposal.before) {
        (Says::Entity(entity), _) | (_, Says::Entity(entity)) if !id.is_in(plan) => {
            Some(entity.name().to_owned())
        }
        _ => None,
    };
    kind_and_name(id.kind(), &said.unwrap_or_else(|| plan.name_of(id)))
}

/// What was said in one of two plans alone, or differs.
pub(super) fn of_discussion(sides: Sides<'_>) -> Vec<FieldDifference> {
    let (old, new) = (&sides.before.discussion, &sides.after.discussion);
    let field = |what: Label, before: Option<String>, after: Option<String>| FieldDifference {
        field: "discussion".to_owned(),
        what,
        before,
        after,
        ground: None,
    };
    let on = |plan: &Plan, comment: &Comment| {
        let name = comment
            .about
            .map_or_else(|| "the plan".to_owned(), |id| plan.name_of(id));
        Label::of("comment").of_name(format!("{} on {name}", comment.said.by))
    };
    let state = |comment: &Comment| {
        let word = if comment.is_open() { "open" } else { "settled" };
        let replies = comment.replies.len();
        Some(match replies {
            0 => word.to_owned(),
            replies => format!("{word}, {replies} answers"),
        })
    };
    let mut found = Vec::new();
    for comment in &new.comments {
        match old.comments.iter().find(|known| known.id == comment.id) {
            None => found.push(field(
                on(sides.after, comment),
                None,
                Some(format!("“{}”", comment.said.text)),
            )),
            Some(known) if known != comment => {
                found.push(field(on(sides.after, comment), state(known), state(comment)));
            }
            Some(_) => {}
        }
    }
    let is_in = |comments: &[Comment], one: &Comment| comments.iter().any(|known| known.id == one.id);
    let gone = old.comments.iter().filter(|known| !is_in(&new.comments, known));
    found.extend(gone.map(|known| field(on(sides.before, known), Some(String::new()), None)));
    let on = |plan: &Plan, proposal: &Proposal| {
        Label::of("proposal").of_name(format!(
            "{} on {}",
            proposal.said.by,
            proposal_title(plan, proposal)
        ))
    };
    for proposal in &new.proposals {
        let known = old.proposals.iter().find(|known| known.id == proposal.id);
        let now = proposal.state.word().to_owned();
        match known {
            None => found.push(field(on(sides.after, proposal), None, Some(now))),
            Some(known) if known != proposal => {
                let before = known.state.word().to_owned();
                found.push(field(on(sides.after, proposal), Some(before), Some(now)));
            }
            Some(_) => {}
        }
    }
    let is_in = |one: &Proposal| new.proposals.iter().any(|known| known.id == one.id);
    let gone = old.proposals.iter().filter(|known| !is_in(known));
    found.extend(gone.map(|known| field(on(sides.before, known), Some(String::new()), None)));
    found
}
