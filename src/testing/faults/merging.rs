//! Merges of three random plans: what either side did is in the merged plan, or named as a conflict.
//!
//! Judged row by row and field by field from the three plans alone, without what merging itself uses.

use std::collections::BTreeSet;

use super::super::Chance;
use super::super::generate::{self, Size};
use super::{Broken, holds};
use crate::model::{AnyEntity, AnyId, Conflict, Merged, Plan, Record as _, merge};

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
        kept(infos, &|one, other| one.changed_fields(other), &named)?;
        let policies = [
            &self.base.policy,
            &self.ours.policy,
            &self.theirs.policy,
            &merged.plan.policy,
        ];
        kept(policies, &|one, other| one.changed_fields(other), &named)?;
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
        kept([&base, &ours, &theirs, &there], &fields, &|field| {
            named.contains(field)
        })
        .map(|()| true)
    }
}

/// Judges a row of fields: base, ours, theirs, merged. What one side changed is as that side has it; what
/// both changed the same is so; what both changed differently is named, or was put together from both.
fn kept<T>(
    [base, ours, theirs, merged]: [&T; 4],
    changed: &dyn Fn(&T, &T) -> Vec<&'static str>,
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
    }
    Ok(())
}
