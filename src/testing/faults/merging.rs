//! Merges of three random plans: what either side did is in the merged plan, or named as a conflict.
//!
//! Judged row by row and field by field from the three plans alone, without what merging itself uses. What was put
//! together of a field that both sides changed is counted through, word by word and vertex by vertex: whatever a side
//! added is there, whatever it took away is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Chance;
use super::super::generate::{self, Size};
use super::{Broken, holds};
use crate::model::{AnyEntity, AnyId, Conflict, Merged, Plan, Record, Value, Valued, merge};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeFigures {
    /// Triples merged.
    pub merges: u64,
    /// Objects that both sides had changed.
    pub both: u64,
    /// Conflicts that were named.
    pub conflicts: u64,
}

/// Merges so many random triples.
///
/// # Errors
/// Where something that a side did is neither in the merged plan nor named.
pub fn lossless_merges(seed: u64, number: u64) -> Result<MergeFigures, Broken> {
    let mut figures = MergeFigures::default();
    let mut chance = Chance::new(seed);
    let mut base = generate::plan(&mut chance, Size { rows: 2 });
    for number in 0..number {
        // A new plan now and then; making one takes longer than merging several.
        if number % 100 == 99 {
            base = generate::plan(&mut chance, Size { rows: 2 });
        }
        let (ours, theirs) = (edited(&mut chance, &base), edited(&mut chance, &base));
        let merged = merge(&base, &ours, &theirs);
        let sides = Sides {
            base: &base,
            ours: &ours,
            theirs: &theirs,
        };
        figures.both += sides
            .judged(&merged)
            .map_err(|broken| broken.after(format!("merge {number} of seed {seed}")))?;
        figures.conflicts += merged.conflicts.len() as u64;
        figures.merges += 1;
    }
    Ok(figures)
}

fn edited(chance: &mut Chance, plan: &Plan) -> Plan {
    (0..4).fold(plan.clone(), |plan, _| {
        generate::edit(chance, &plan).apply(&plan).unwrap_or(plan)
    })
}

struct Sides<'p> {
    base: &'p Plan,
    ours: &'p Plan,
    theirs: &'p Plan,
}

impl Sides<'_> {
    /// Judges every object and what the plan says of itself; returns how many objects both sides had changed.
    fn judged(&self, merged: &Merged) -> Result<u64, Broken> {
        let mut ids = BTreeSet::new();
        for plan in [self.base, self.ours, self.theirs, &merged.plan] {
            plan.each_id(&mut |id| {
                ids.insert(id);
            });
        }
        let mut both = 0;
        for id in ids {
            let of_id = |broken: Broken| broken.after(format!("looking at {id}"));
            both += u64::from(self.object(id, merged).map_err(of_id)?);
        }
        let named = |field| {
            let of_plan =
                |conflict: &Conflict| matches!(conflict, Conflict::Plan { field: named } if *named == field);
            merged.conflicts.iter().any(of_plan)
        };
        let infos = [
            &self.base.info,
            &self.ours.info,
            &self.theirs.info,
            &merged.plan.info,
        ];
        kept(infos, &Record::changed_fields, &Valued::value, &named)?;
        let policies = [
            &self.base.policy,
            &self.ours.policy,
            &self.theirs.policy,
            &merged.plan.policy,
        ];
        kept(policies, &Record::changed_fields, &Valued::value, &named)?;
        Ok(both)
    }

    /// Judges one object; true where both sides had changed it.
    fn object(&self, id: AnyId, merged: &Merged) -> Result<bool, Broken> {
        let [base, ours, theirs, there] =
            [self.base, self.ours, self.theirs, &merged.plan].map(|plan| id.entity_in(plan));
        let same = |what: &str, one, other| holds(one == other, || what.to_owned());
        if ours == base {
            return same("what they did is lost", &there, &theirs).map(|()| false);
        }
        if theirs == base {
            return same("what we did is lost", &there, &ours).map(|()| false);
        }
        if ours == theirs {
            return same("what both did is lost", &there, &ours).map(|()| true);
        }
        let mut named = BTreeSet::new();
        for conflict in &merged.conflicts {
            match conflict {
                Conflict::Field { id: of, field } if *of == id => {
                    named.insert(*field);
                }
                Conflict::Created { id: of, .. }
                | Conflict::DeletedHere { id: of }
                | Conflict::DeletedThere { id: of }
                    if *of == id =>
                {
                    return holds(there.is_some(), || "what is in conflict is gone".to_owned())
                        .map(|()| true);
                }
                Conflict::Whole { id: of } if *of == id => {
                    return same("what is in conflict is not kept as ours", &there, &ours).map(|()| true);
                }
                _ => {}
            }
        }
        let (Some(base), Some(ours), Some(theirs), Some(there)) = (base, ours, theirs, there) else {
            return Err(Broken::because(
                "made or removed on both sides, and no conflict is named",
            ));
        };
        let fields = |one: &AnyEntity, other: &AnyEntity| one.changed_fields(other);
        kept(
            [&base, &ours, &theirs, &there],
            &fields,
            &AnyEntity::value,
            &|field| named.contains(field),
        )
        .map(|()| true)
    }
}

/// Judges a row of fields: base, ours, theirs, merged. What one side changed is as that side has it; what
/// both changed the same is so; what both changed differently is named, or was put together from both.
fn kept<T>(
    [base, ours, theirs, merged]: [&T; 4],
    changed: &dyn Fn(&T, &T) -> Vec<&'static str>,
    value: &dyn for<'t> Fn(&'t T) -> Value<'t>,
    named: &dyn Fn(&'static str) -> bool,
) -> Result<(), Broken> {
    let (by_us, by_them, apart) = (changed(base, ours), changed(base, theirs), changed(ours, theirs));
    let (not_ours, not_theirs, new) = (
        changed(ours, merged),
        changed(theirs, merged),
        changed(base, merged),
    );
    for field in by_us
        .iter()
        .filter(|field| !by_them.contains(field) || !apart.contains(field))
    {
        holds(!not_ours.contains(field), || format!("our {field} is lost"))?;
    }
    for field in by_them.iter().filter(|field| !by_us.contains(field)) {
        holds(!not_theirs.contains(field), || format!("their {field} is lost"))?;
    }
    for field in by_us
        .iter()
        .filter(|field| by_them.contains(field) && apart.contains(field))
    {
        holds(named(field) || new.contains(field), || {
            format!("both {field}s are lost")
        })?;
        if !named(field) {
            let [base, ours, theirs, merged] =
                [base, ours, theirs, merged].map(|side| field_of(value(side), field));
            let parts = [&base, &ours, &theirs, &merged].map(parts_of);
            put_together(&parts, &Alike::of(&base, &ours, &theirs))
                .map_err(|broken| broken.after(format!("putting {field} together")))?;
        }
    }
    Ok(())
}

/// How often each word, number and vertex stands in a value.
type Parts = BTreeMap<String, i64>;

/// The parts of items that both sides took away from a list, and of those that both added.
#[derive(Default)]
struct Alike {
    gone: Parts,
    new: Parts,
}

impl Alike {
    fn of(base: &Value<'_>, ours: &Value<'_>, theirs: &Value<'_>) -> Self {
        let mut alike = Self::default();
        if let (Value::List(base), Value::List(ours), Value::List(theirs)) = (base, ours, theirs) {
            let gone = base
                .iter()
                .filter(|item| !ours.contains(item) && !theirs.contains(item));
            gone.for_each(|item| count_parts(item, &mut alike.gone));
            let new = ours
                .iter()
                .filter(|item| theirs.contains(item) && !base.contains(item));
            new.for_each(|item| count_parts(item, &mut alike.new));
        }
        alike
    }
}

/// Judges what was put together of base, ours and theirs: of every part there are as many as both sides' changes
/// leave of it; what both changed alike may count once.
fn put_together([base, ours, theirs, merged]: &[Parts; 4], alike: &Alike) -> Result<(), Broken> {
    let all: BTreeSet<&String> = [base, ours, theirs, merged]
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    for part in all {
        let count = |parts: &Parts| parts.get(part).copied().unwrap_or(0);
        let (before, after) = (count(base), count(merged));
        let (by_us, by_them) = (count(ours) - before, count(theirs) - before);
        let both = by_us + by_them;
        let one = match (by_us > 0, by_them > 0) {
            (true, true) => by_us.max(by_them),
            (false, false) => by_us.min(by_them),
            _ => both,
        };
        let least = one.min(both).min(both - count(&alike.new));
        let most = one.max(both).max(both + count(&alike.gone));
        let change = after - before;
        holds((least..=most).contains(&change), || {
            format!("{part}: {before} at first, {by_us:+} by us, {by_them:+} by them, {change:+} in all")
        })?;
    }
    Ok(())
}

fn field_of<'v>(record: Value<'v>, field: &str) -> Value<'v> {
    let Value::Fields(_, fields) = record else {
        return Value::Nothing;
    };
    let found = fields.into_iter().find(|(name, _)| *name == field);
    found.map_or(Value::Nothing, |(_, value)| value)
}

fn parts_of(value: &Value<'_>) -> Parts {
    let mut parts = Parts::new();
    count_parts(value, &mut parts);
    parts
}

fn count_parts(value: &Value<'_>, parts: &mut Parts) {
    let mut count = |part: String| *parts.entry(part).or_default() += 1;
    match value {
        // What two sides changed alike in one item is another thing than what they changed in two.
        Value::List(values) => values
            .iter()
            .for_each(|value| count_inside(&key_of(value), value, parts)),
        Value::Fields(_, fields) => fields
            .iter()
            .for_each(|(name, value)| count_inside(name, value, parts)),
        Value::Path(path) => path.points.iter().for_each(|point| count(point.to_string())),
        Value::Area(area) => area.points().for_each(|point| count(point.to_string())),
        other => count(format!("{other:?}")),
    }
}

fn count_inside(of: &str, value: &Value<'_>, parts: &mut Parts) {
    let mut inside = Parts::new();
    count_parts(value, &mut inside);
    for (part, times) in inside {
        *parts.entry(format!("{of} {part}")).or_default() += times;
    }
}

/// What a record in a list is called: its first field.
fn key_of(item: &Value<'_>) -> String {
    match item {
        Value::Fields(_, fields) => fields
            .first()
            .filter(|(_, value)| !value.is_drawn())
            .map_or(String::new(), |(_, value)| format!("{value:?}")),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Parts {
        let mut parts = Parts::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            *parts.entry(word.to_owned()).or_default() += 1;
        }
        parts
    }

    #[test]
    fn what_is_lost_or_comes_from_nowhere_is_seen() {
        let judged = |sides: [&str; 4]| put_together(&sides.map(parts), &Alike::default()).is_ok();
        assert!(judged(["a b", "a b c", "b d", "b c d"]));
        assert!(judged(["a", "a b", "a b", "a b"]), "both added the same");
        assert!(judged(["a", "a b", "a b", "a b b"]));
        assert!(judged(["a b", "a", "a", "a"]));
        assert!(!judged(["a b", "a b c", "b d", "b d"]), "ours is lost");
        assert!(
            !judged(["a b", "a b c", "b d", "a b c d"]),
            "what they took away is back"
        );
        assert!(!judged(["a b", "a b c", "b d", "b c d e"]), "from nowhere");
        assert!(!judged(["a", "a b", "a c", "a b"]), "theirs is lost");
    }
}
