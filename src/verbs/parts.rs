//! Dividing ground and making it one: split, cede, merge.

use std::collections::{BTreeMap, BTreeSet};

use super::VerbError;
use super::neighbours::{called, meets, sector, times};
use super::refit::{Regrounded, refit};
use crate::geometry::{
    Area, Path, Rim, Shape, area_m2, cleave, common_lines, crosses_itself, stored_area, total_length_m, union,
};
use crate::model::{AnyId, Edit, Id, Plan, Sector};

/// Splits a sector along a line; one that ends inside goes on straight. The larger part stays the sector,
/// the other becomes a new one like it. `fresh` gives bits of new ids, the sector's first.
///
/// # Errors
/// Where the line crosses itself or cuts nothing.
pub fn split(
    plan: &Plan,
    id: Id<Sector>,
    line: &Path,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let old = sector(plan, id)?;
    let [kept, cut] = cut(plan, id, line)?;
    let (kept, cut) = if area_m2(&kept) >= area_m2(&cut) {
        (kept, cut)
    } else {
        (cut, kept)
    };
    let name = called(plan, id);
    let nothing = || VerbError::CutsNothing(name.clone());
    let mut new = Sector {
        area: stored_area(&cut).ok_or_else(nothing)?,
        foreign_id: None,
        name: next_name(plan, &old.name),
        ..old.clone()
    };
    // The label goes with the part it stands in.
    if old.label_at.is_some_and(|at| !cut.contains(at, Rim::Inside)) {
        new.label_at = None;
    }
    let regrounded = Regrounded {
        changed: BTreeMap::from([(id, stored_area(&kept).ok_or_else(nothing)?)]),
        created: vec![(Id::from_bits(fresh()), new, Some(id))],
        going: BTreeSet::new(),
    };
    Ok(Edit::together(
        format!("Split {name}"),
        refit(plan, regrounded, fresh),
    ))
}

/// Gives the part of a sector on one side of a line to a neighbour: the part that lies at the neighbour's
/// side. With no neighbour named it is the smaller part, and whoever has the longest edge with it takes it.
///
/// # Errors
/// Where the line crosses itself or cuts nothing, or nobody is beside the part.
pub fn cede(
    plan: &Plan,
    id: Id<Sector>,
    to: Option<Id<Sector>>,
    line: &Path,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let name = called(plan, id);
    let [left, right] = cut(plan, id, line)?;
    let larger_left = area_m2(&left) >= area_m2(&right);
    let (to, left_goes) = if let Some(to) = to {
        let taker = &sector(plan, to)?.area;
        let [at_left, at_right] = [&left, &right].map(|half| common_m(&half.to_area(), taker));
        let undecided = (at_left - at_right).abs() < 0.01;
        (
            to,
            if undecided {
                !larger_left
            } else {
                at_left > at_right
            },
        )
    } else {
        let given = if larger_left { &right } else { &left };
        let to = beside(plan, id, &given.to_area()).ok_or_else(|| VerbError::NobodyBeside(name.clone()))?;
        (to, !larger_left)
    };
    let taker = Shape::of(&sector(plan, to)?.area);
    let (given, kept) = if left_goes { (left, right) } else { (right, left) };
    let nothing = || VerbError::CutsNothing(name.clone());
    let regrounded = Regrounded {
        changed: BTreeMap::from([
            (id, stored_area(&kept).ok_or_else(nothing)?),
            (to, stored_area(&union([&taker, &given])?).ok_or_else(nothing)?),
        ]),
        ..Regrounded::default()
    };
    let label = format!("Cede part of {name} to {}", called(plan, to));
    Ok(Edit::together(label, refit(plan, regrounded, fresh)))
}

/// How long the edge is that two areas share, in metres.
fn common_m(one: &Area, other: &Area) -> f64 {
    total_length_m(&common_lines(one, other))
}

/// The other sector that has the longest edge with a part of one, of those that hold when it does.
fn beside(plan: &Plan, id: Id<Sector>, part: &Area) -> Option<Id<Sector>> {
    let during = times(plan, &plan.sectors.get(id)?.when);
    let bounds = part.bounds()?.grown_m(1.0);
    let others = plan.sectors.iter().filter(|(other, sector)| {
        *other != id
            && meets(plan, &sector.when, &during)
            && sector.area.bounds().is_some_and(|other| other.meets(bounds))
    });
    let lengths = others.map(|(other, sector)| (common_m(part, &sector.area), other));
    let longest = lengths.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (longest.0 > 0.0).then_some(longest.1)
}

/// Makes one sector of several: the first keeps its name and holder, all that named the others names it,
/// and boundaries between them go.
///
/// # Errors
/// Where there are fewer than two, or they hold at different times: ground would be claimed when nobody
/// claimed it.
pub fn merge(plan: &Plan, ids: &[Id<Sector>], fresh: &mut dyn FnMut() -> u64) -> Result<Edit, VerbError> {
    let [kept, gone @ ..] = ids else {
        return Err(VerbError::Select("two sectors or more"));
    };
    if gone.is_empty() {
        return Err(VerbError::Select("two sectors or more"));
    }
    let when = &sector(plan, *kept)?.when;
    for id in gone {
        if sector(plan, *id)?.when != *when {
            return Err(VerbError::DifferentTimes(called(plan, *kept), called(plan, *id)));
        }
    }
    let shapes = ids.iter().map(|id| Ok(Shape::of(&sector(plan, *id)?.area)));
    let shapes: Vec<Shape> = shapes.collect::<Result<_, VerbError>>()?;
    let name = called(plan, *kept);
    let area = stored_area(&union(&shapes)?).ok_or_else(|| VerbError::NothingLeft(name.clone()))?;
    let is_one = |id: Id<Sector>| ids.contains(&id);
    let inner: Vec<AnyId> = plan
        .boundaries
        .iter()
        .filter(|(_, boundary)| boundary.between.is_some_and(|[a, b]| is_one(a) && is_one(b)))
        .map(|(id, _)| id.into())
        .collect();
    let regrounded = Regrounded {
        changed: BTreeMap::from([(*kept, area)]),
        created: Vec::new(),
        going: gone.iter().copied().collect(),
    };
    let mut edits = Vec::new();
    if !inner.is_empty() {
        edits.push(Edit::Delete(inner.clone()));
    }
    edits.extend(refit(plan, regrounded, fresh));
    let gone_ids: Vec<AnyId> = gone.iter().map(|id| (*id).into()).collect();
    let redirects = Edit::redirecting(plan, &gone_ids, (*kept).into());
    edits.extend(redirects.into_iter().filter(|edit| match edit {
        Edit::Update(entity) => !inner.contains(&entity.id()),
        _ => true,
    }));
    edits.push(Edit::Delete(gone_ids));
    let label = match gone {
        [one] => format!("Merge {} into {name}", called(plan, *one)),
        _ => format!("Merge {} sectors into {name}", gone.len()),
    };
    Ok(Edit::together(label, edits))
}

/// The two sides of a sector cut along a line.
fn cut(plan: &Plan, id: Id<Sector>, line: &Path) -> Result<[Shape; 2], VerbError> {
    let old = sector(plan, id)?;
    if crosses_itself(line) {
        return Err(VerbError::Loop);
    }
    cleave(&Shape::of(&old.area), line)?.ok_or_else(|| VerbError::CutsNothing(called(plan, id)))
}

/// `North 2` after `North`, `North 3` where that is taken.
fn next_name(plan: &Plan, name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let stem = if stem.ends_with(' ') {
        stem.trim_end()
    } else {
        name
    };
    let is_taken = |name: &str| plan.sectors.iter().any(|(_, sector)| sector.name == name);
    let mut number = 2;
    loop {
        let name = format!("{stem} {number}");
        if !is_taken(&name) {
            return name;
        }
        number += 1;
    }
}
