//! X01 to X04: is an exercise fit to be run? What the catalogue says of these rules stands with all others in `checks`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::log::Event;
use super::rehearsal::rehearse_with;
use super::scenario::{Branch, Cell, CellKind, Exercise, Inject, Objective};
use crate::checks::{Rule, explain};
use crate::model::{Id, Minute, Severity};

/// Something that is not as it should be in an exercise.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is, after the policy of the plan.
    pub severity: Severity,
    /// What it is about.
    pub about: About,
    /// One line.
    pub title: String,
    /// A sentence or more.
    pub message: String,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// An inject.
    Inject(Id<Inject>),
    /// An objective.
    Objective(Id<Objective>),
}

/// Returns what is wrong with an exercise: worst first, then by rule, then in the order of its lists.
pub fn check(exercise: &Arc<Exercise>) -> Vec<Remark> {
    let mut found = Found {
        exercise,
        remarks: Vec::new(),
    };
    incomplete(&mut found);
    out_of_order(&mut found);
    not_exercised(&mut found);
    failing(&mut found);
    let mut remarks = found.remarks;
    remarks.sort_by(|one, other| (other.severity, one.rule.code).cmp(&(one.severity, other.rule.code)));
    remarks
}

struct Found<'e> {
    exercise: &'e Arc<Exercise>,
    remarks: Vec<Remark>,
}

impl Found<'_> {
    fn add(&mut self, code: &str, computed: Severity, about: About, title: String, message: String) {
        let levels = &self.exercise.plan.policy.levels;
        let level = levels.get(code).copied().unwrap_or_default();
        let (Some(rule), Some(severity)) = (explain(code), level.applied_to(computed)) else {
            return;
        };
        self.remarks.push(Remark {
            rule,
            severity,
            about,
            title,
            message,
        });
    }
}

/// X01: nobody delivers it, nobody gets it, or nobody knows what should follow.
fn incomplete(found: &mut Found<'_>) {
    let exercise = Arc::clone(found.exercise);
    for inject in &exercise.injects {
        let mut missing = Vec::new();
        if inject.controller.trim().is_empty() {
            missing.push("who delivers it");
        }
        if !inject.to.iter().any(|cell| exercise.cell(*cell).is_some()) {
            missing.push("which cell gets it");
        }
        if inject.expected.trim().is_empty() {
            missing.push("what the players are expected to do");
        }
        if missing.is_empty() {
            continue;
        }
        let missing = missing.join(", ");
        found.add(
            "X01",
            Severity::Minor,
            About::Inject(inject.id),
            format!("{} is incomplete", inject.label()),
            format!("The inject does not say {missing}."),
        );
    }
}

/// X02: it comes before what it follows from, or two come to the same players at once.
fn out_of_order(found: &mut Found<'_>) {
    let exercise = Arc::clone(found.exercise);
    for inject in &exercise.injects {
        let Some(after) = inject.after else { continue };
        let (title, message) = match exercise.inject(after) {
            None => (
                format!("{} follows from nothing", inject.label()),
                "The inject that it should follow from is not on the list.".to_owned(),
            ),
            Some(before) if before.due > inject.due => (
                format!("{} comes before {}", inject.label(), before.label()),
                format!(
                    "It follows from that inject and is due {} earlier.",
                    long(before.due - inject.due)
                ),
            ),
            Some(_) => continue,
        };
        found.add("X02", Severity::Minor, About::Inject(inject.id), title, message);
    }
    let is_player = |cell: &&Id<Cell>| {
        let cell = exercise.cell(**cell);
        cell.is_some_and(|cell| cell.kind == CellKind::Players)
    };
    let mut at_once: BTreeMap<(Minute, Id<Cell>), Vec<&Inject>> = BTreeMap::new();
    for inject in &exercise.injects {
        let cells: BTreeSet<&Id<Cell>> = inject.to.iter().filter(is_player).collect();
        for cell in cells {
            at_once.entry((inject.due, *cell)).or_default().push(inject);
        }
    }
    for ((_, cell), injects) in at_once {
        let [first, rest @ ..] = injects.as_slice() else {
            continue;
        };
        for inject in rest {
            // Two that never happen in one run do not meet.
            if first.branch != inject.branch && first.branch.is_some() && inject.branch.is_some() {
                continue;
            }
            found.add(
                "X02",
                Severity::Minor,
                About::Inject(inject.id),
                format!("{} and {} come at once", first.label(), inject.label()),
                format!("{} gets both in the same minute.", exercise.cell_name(cell)),
            );
        }
    }
}

/// X03: nothing on the list practises it.
fn not_exercised(found: &mut Found<'_>) {
    let exercise = Arc::clone(found.exercise);
    for objective in &exercise.objectives {
        let is_practised = exercise
            .injects
            .iter()
            .any(|inject| inject.objectives.contains(&objective.id));
        if !is_practised {
            found.add(
                "X03",
                Severity::Minor,
                About::Objective(objective.id),
                format!("{} is not practised", objective.name),
                "No inject on the list has this objective.".to_owned(),
            );
        }
    }
}

/// X04: what it does does not fit the plan as it will be by then, or the picture that a cell will have.
fn failing(found: &mut Found<'_>) {
    let exercise = Arc::clone(found.exercise);
    let usual: BTreeSet<Id<Branch>> = exercise
        .branches
        .iter()
        .filter(|branch| branch.is_usual)
        .map(|branch| branch.id)
        .collect();
    // What lies on another way is tried on that way.
    let others = exercise.branches.iter().map(|branch| branch.id);
    let others = others.filter(|branch| !usual.contains(branch)).map(Some);
    for way in std::iter::once(None).chain(others) {
        let mut taken = usual.clone();
        taken.extend(way);
        let played = rehearse_with(&exercise, None, &taken);
        for failure in &played.state().failures {
            let entry = played.entries().get(failure.entry);
            let Some(Event::Published(id)) = entry.map(|entry| &entry.event) else {
                continue;
            };
            let Some(inject) = exercise.inject(*id) else {
                continue;
            };
            if way.is_some() && inject.branch != way {
                continue;
            }
            let whose = match failure.cell {
                Some(cell) => format!("the plan as {} knows it by then", exercise.cell_name(cell)),
                None => "the plan as it is by then".to_owned(),
            };
            found.add(
                "X04",
                Severity::Major,
                About::Inject(inject.id),
                format!("An effect of {} fails", inject.label()),
                format!(
                    "Effect {}, {}, does not fit {whose}: {}.",
                    failure.effect + 1,
                    failure.what,
                    failure.why
                ),
            );
        }
    }
}

/// Minutes in words: `2 h 5 min`.
fn long(minutes: Minute) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
