//! In what two plans differ, thing by thing.

use super::fields::{FieldDifference, Label, Sides, differences};
use super::proposal::of_discussion;
use super::telling::{conflict_title, kind_and_name, told};
use crate::checks::wording;
use crate::model::{AnyId, Approval, Changes, OpenConflict, Plan, Value, Valued as _};

/// In what two plans differ: what the plan says of itself, then entities in table and id order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// What differs.
    pub things: Vec<ThingDifference>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ThingDifference {
    /// Which entity; `None`: the plan itself.
    pub id: Option<AnyId>,
    /// What it is called: as it is now, or as it was where it is no more.
    pub name: String,
    /// What became of it.
    pub became: Became,
}

/// What became of something.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// It is new: what is told of it.
    Added(String),
    /// It is gone: what was told of it.
    Removed(String),
    /// Some of it is different.
    Changed(Vec<FieldDifference>),
}

impl Difference {
    /// Returns what leads from one plan to another.
    pub fn between(before: &Plan, after: &Plan) -> Self {
        let sides = Sides { before, after };
        let mut things = Vec::new();
        let of_plan = of_plan(sides);
        if !of_plan.is_empty() {
            things.push(ThingDifference {
                id: None,
                name: String::new(),
                became: Became::Changed(of_plan),
            });
        }
        let ids = Changes::between(before, after).ids();
        things.extend(ids.into_iter().filter_map(|id| {
            let (became, named_in) = match (id.entity_in(before), id.entity_in(after)) {
                (None, Some(new)) => (Became::Added(told(after, &new)), after),
                (Some(old), None) => (Became::Removed(told(before, &old)), before),
                (Some(old), Some(new)) => (
                    Became::Changed(differences(sides, &old.value(), &new.value())),
                    after,
                ),
                (None, None) => return None,
            };
            Some(ThingDifference {
                id: Some(id),
                name: named_in.name_of(id),
                became,
            })
        }));
        Self { things }
    }

    /// Returns true where the plans say the same.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// Returns how many things are new, gone and different.
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for thing in &self.things {
            let [added, removed, changed] = &mut counts;
            *match thing.became {
                Became::Added(_) => added,
                Became::Removed(_) => removed,
                Became::Changed(_) => changed,
            } += 1;
        }
        counts
    }
}

impl ThingDifference {
    /// Returns its kind and name: `Sector North`; `The plan`.
    pub fn title(&self) -> String {
        self.id.map_or_else(
            || "The plan".to_owned(),
            |id| kind_and_name(id.kind(), &self.name),
        )
    }

    /// Returns its kind and name in another language; `say` says a word.
    pub fn title_in(&self, say: &dyn Fn(&str) -> String) -> String {
        match self.id {
            Some(id) if self.title() != self.name => {
                format!("{} {}", say(&wording::capital(id.kind().word())), self.name)
            }
            Some(_) => self.name.clone(),
            None => say(&self.title()),
        }
    }

    /// Returns what became of it, piece by piece.
    pub fn pieces(&self) -> Vec<String> {
        self.pieces_in(&str::to_owned)
    }

    /// Returns what became of it in another language; `say` says a word, a value or a sentence.
    pub fn pieces_in(&self, say: &dyn Fn(&str) -> String) -> Vec<String> {
        let told = |word: &str, told: &str| match told {
            "" => vec![say(word)],
            told => vec![format!("{} ({})", say(word), say(told))],
        };
        match &self.became {
            Became::Added(what) => told("added", what),
            Became::Removed(what) => told("removed", what),
            Became::Changed(fields) => fields.iter().map(|field| field.said_in(say)).collect(),
        }
    }

    /// Says it: `Sector North: holder 2nd Brigade → 4th Brigade; area +3.20 km²`.
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.title(), self.pieces().join("; "))
    }
}

/// What the plan says of itself, as one record.
fn of_plan(sides: Sides<'_>) -> Vec<FieldDifference> {
    let [before, after] = [sides.before, sides.after]
        .map(|plan| Value::Fields(None, vec![("readiness", plan.readiness.value())]));
    let mut found = differences(sides, &before, &after);
    found.extend(of_base(sides));
    found.extend(of_extract(sides));
    found.extend(differences(
        sides,
        &sides.before.info.value(),
        &sides.after.info.value(),
    ));
    found.extend(differences(
        sides,
        &sides.before.policy.value(),
        &sides.after.policy.value(),
    ));
    found.extend(of_approvals(sides));
    found.extend(of_conflicts(sides));
    found.extend(of_discussion(sides));
    found
}

/// What the plans were branched from, where that differs.
fn of_base(sides: Sides<'_>) -> Option<FieldDifference> {
    let said = |plan: &Plan| {
        let base = plan.base.as_ref();
        base.map_or_else(
            || "none".to_owned(),
            |base| {
                let hash = base.hash.get(..8).unwrap_or_default();
                match base.name.as_str() {
                    "" => format!("{} {hash}", base.id),
                    name => format!("{} {hash} as “{name}”", base.id),
                }
            },
        )
    };
    (sides.before.base != sides.after.base).then(|| FieldDifference {
        field: "base".to_owned(),
        what: Label::of("branched from"),
        before: Some(said(sides.before)),
        after: Some(said(sides.after)),
        ground: None,
    })
}

/// For whom the plans are extracts, where that differs.
fn of_extract(sides: Sides<'_>) -> Option<FieldDifference> {
    let said = |plan: &Plan| {
        let extract = plan.extract.as_ref();
        extract.map_or_else(|| "none".to_owned(), |of| plan.label_of(of.stakeholder))
    };
    (sides.before.extract != sides.after.extract).then(|| FieldDifference {
        field: "extract".to_owned(),
        what: Label::of("extract for"),
        before: Some(said(sides.before)),
        after: Some(said(sides.after)),
        ground: None,
    })
}

/// Approvals that only one of the plans has.
fn of_approvals(sides: Sides<'_>) -> Vec<FieldDifference> {
    let (before, after) = (&sides.before.approvals, &sides.after.approvals);
    let told = |plan: &Plan, approval: &Approval, is: bool| FieldDifference {
        field: "approvals".to_owned(),
        what: Label::of("approval of").of_name(plan.label_of(approval.stakeholder)),
        before: (!is).then(String::new),
        after: is.then(String::new),
        ground: None,
    };
    let old = before.iter().filter(|approval| !after.contains(approval));
    let new = after.iter().filter(|approval| !before.contains(approval));
    old.map(|approval| told(sides.before, approval, false))
        .chain(new.map(|approval| told(sides.after, approval, true)))
        .collect()
}

/// Questions between drafts that are open in one of the plans alone, or have other versions.
fn of_conflicts(sides: Sides<'_>) -> Vec<FieldDifference> {
    let same =
        |one: &OpenConflict, other: &OpenConflict| one.about == other.about && one.field == other.field;
    let (before, after) = (&sides.before.conflicts, &sides.after.conflicts);
    let told = |plan: &Plan, conflict: &OpenConflict, [was, is]: [bool; 2]| FieldDifference {
        field: "conflicts".to_owned(),
        what: Label::of("question on").of_name(conflict_title(plan, conflict)),
        before: was.then(String::new),
        after: is.then(String::new),
        ground: None,
    };
    let old = before.iter().filter_map(|conflict| {
        let now = after.iter().find(|other| same(other, conflict));
        (now != Some(conflict)).then(|| told(sides.before, conflict, [true, now.is_some()]))
    });
    let new = after
        .iter()
        .filter(|conflict| !before.iter().any(|other| same(other, conflict)));
    old.chain(new.map(|conflict| told(sides.after, conflict, [false, true])))
        .collect()
}
