//! Names for new phases: free, and near that of the phase they come from.

use crate::model::Plan;

/// A free name for what follows a phase: `P2b South` after `P2 South`, `Returns (2)` after `Returns`.
pub(super) fn next_name(plan: &Plan, name: &str) -> String {
    let (word, rest) = numbered(name);
    match word {
        Some(word) => free(plan, |letter| format!("{word}{letter}{rest}")),
        None => counted_name(plan, name),
    }
}

/// A free name for a new phase beside one: `P2b` beside `P2 South`.
pub(super) fn bare_name(plan: &Plan, name: &str) -> String {
    match numbered(name).0 {
        Some(word) => free(plan, |letter| format!("{word}{letter}")),
        None => counted_name(plan, "New phase"),
    }
}

/// A name's number, without a letter behind it, and what follows: `P2`, ` South`.
fn numbered(name: &str) -> (Option<&str>, &str) {
    let word = name.split_whitespace().next().unwrap_or_default();
    let stem = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    if stem.ends_with(|letter: char| letter.is_ascii_digit()) && word.len() - stem.len() < 2 {
        (Some(stem), name.strip_prefix(word).unwrap_or_default())
    } else {
        (None, name)
    }
}

/// The first of `P2b`, `P2c` … whose first word no other phase has.
fn free(plan: &Plan, name: impl Fn(char) -> String) -> String {
    let taken = |candidate: &str| {
        let word = candidate.split_whitespace().next();
        plan.phases
            .iter()
            .any(|(_, phase)| phase.name.split_whitespace().next() == word)
    };
    let found = ('b'..='z').map(&name).find(|candidate| !taken(candidate));
    found.unwrap_or_else(|| counted_name(plan, &name('z')))
}

fn counted_name(plan: &Plan, name: &str) -> String {
    let taken = |candidate: &String| plan.phases.iter().any(|(_, phase)| phase.name == *candidate);
    (2..=plan.phases.len() + 2)
        .map(|number| format!("{name} ({number})"))
        .find(|candidate| !taken(candidate))
        .unwrap_or_else(|| name.to_owned())
}
