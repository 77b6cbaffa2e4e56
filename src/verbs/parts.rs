//! Dividing ground and making it one: split, cede, merge.

use std::collections::{BTreeMap, BTreeSet};

use super::VerbError;
use super::extent::{common, joined, rest, when_of};
use super::neighbours::{called, meets, sector, times};
use super::refit::{Regrounded, followed, refit};
use crate::geometry::{
    Area, Path, Rim, Shape, area_m2, cleave, common_lines, crosses_itself, stored_area, total_length_m, union,
};
use crate::model::{AnyEntity, AnyId, Boundary, Edit, Id, Interval, Plan, Sector, When};

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
/// side. With no neighbour named it is the smaller part, and whoever has the longest edge with it takes it. It
/// changes hands while both hold: for the rest of its time the giver keeps it as a sector of its own, and a
/// taker that holds at other times too takes it as one.
///
/// # Errors
/// Where the line crosses itself or cuts nothing, nobody is beside the part, or the two never hold together.
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
    let (own, taker) = (sector(plan, id)?, sector(plan, to)?);
    let (given, kept) = if left_goes { (left, right) } else { (right, left) };
    let nothing = || VerbError::CutsNothing(name.clone());
    let piece = stored_area(&given).ok_or_else(nothing)?;
    let parted = Parted::between(plan, id, to)?;
    let mut regrounded = Regrounded {
        changed: BTreeMap::from([(id, stored_area(&kept).ok_or_else(nothing)?)]),
        ..Regrounded::default()
    };
    if let Some(when) = parted.rest(own)? {
        regrounded.keep_for((id, own), &piece, when, next_name(plan, &own.name), fresh());
    }
    if parted.rest(taker)?.is_some() {
        let when = parted.when()?;
        regrounded.keep_for((to, taker), &piece, when, next_name(plan, &taker.name), fresh());
    } else {
        let grown = union([&Shape::of(&taker.area), &given])?;
        regrounded
            .changed
            .insert(to, stored_area(&grown).ok_or_else(nothing)?);
    }
    let label = if regrounded.created.is_empty() {
        format!("Cede part of {name} to {}", called(plan, to))
    } else {
        format!("Cede part of {name} to {} while both hold", called(plan, to))
    };
    Ok(Edit::together(label, refit(plan, regrounded, fresh)))
}

/// The time in which two sectors both hold.
pub(super) struct Parted<'a> {
    plan: &'a Plan,
    names: [String; 2],
    both: Vec<Interval>,
}

impl<'a> Parted<'a> {
    pub(super) fn between(plan: &'a Plan, a: Id<Sector>, b: Id<Sector>) -> Result<Self, VerbError> {
        let parted = Self {
            plan,
            names: [called(plan, a), called(plan, b)],
            both: common(plan, &sector(plan, a)?.when, &sector(plan, b)?.when),
        };
        if parted.both.is_empty() {
            return Err(parted.untold());
        }
        Ok(parted)
    }

    /// When both hold.
    pub(super) fn when(&self) -> Result<When, VerbError> {
        when_of(self.plan, &self.both).ok_or_else(|| self.untold())
    }

    /// When one of the two holds without the other; `None`: never.
    pub(super) fn rest(&self, sector: &Sector) -> Result<Option<When>, VerbError> {
        let rest = rest(self.plan, &sector.when, &self.both);
        if rest.is_empty() {
            return Ok(None);
        }
        when_of(self.plan, &rest).map(Some).ok_or_else(|| self.untold())
    }

    fn untold(&self) -> VerbError {
        let [one, other] = self.names.clone();
        VerbError::DifferentTimes(one, other)
    }
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
/// and boundaries between them go; towards others its own boundary is led on along the whole edge.
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
    let boundaries = Merged::of(plan, *kept, gone);
    let inner = &boundaries.needless;
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
    let redirects = redirects.into_iter().filter(|edit| match edit {
        Edit::Update(entity) => !inner.contains(&entity.id()),
        _ => true,
    });
    edits.extend(redirects.map(|edit| boundaries.shortened(edit)));
    edits.push(Edit::Delete(gone_ids));
    let label = match gone {
        [one] => format!("Merge {} into {name}", called(plan, *one)),
        _ => format!("Merge {} sectors into {name}", gone.len()),
    };
    Ok(Edit::together(label, edits))
}

/// Boundaries of sectors that are merged: those between them go. Towards somebody else the kept one's own are led
/// on along the edge, so that the others' are for the rest of their time only.
#[derive(Default)]
struct Merged {
    needless: Vec<AnyId>,
    shortened: BTreeMap<Id<Boundary>, When>,
}

impl Merged {
    fn of(plan: &Plan, kept: Id<Sector>, gone: &[Id<Sector>]) -> Self {
        let mut merged = Self::default();
        for (id, boundary) in plan.boundaries.iter() {
            let Some(between) = boundary.between else { continue };
            let is_gone = between.map(|id| gone.contains(&id));
            let is_one = between.map(|id| id == kept || gone.contains(&id));
            let other = match (is_one, is_gone) {
                ([true, true], _) => {
                    merged.needless.push(id.into());
                    continue;
                }
                (_, [true, false]) => between[1],
                (_, [false, true]) => between[0],
                _ => continue,
            };
            let pair = [kept, other];
            let led_on = plan.boundaries.iter().filter(|(_, own)| {
                let is_theirs = own.between.is_some_and(|[a, b]| pair == [a, b] || pair == [b, a]);
                is_theirs && followed(plan, own).is_some()
            });
            let covered: Vec<Interval> = led_on
                .flat_map(|(_, own)| common(plan, &own.when, &boundary.when))
                .collect();
            if covered.is_empty() {
                continue;
            }
            let rest = rest(plan, &boundary.when, &joined(covered));
            match when_of(plan, &rest) {
                Some(when) => drop(merged.shortened.insert(id, when)),
                None if rest.is_empty() => merged.needless.push(id.into()),
                None => {}
            }
        }
        merged
    }

    /// Gives a boundary its rest of the time.
    fn shortened(&self, edit: Edit) -> Edit {
        let Edit::Update(AnyEntity::Boundary(id, row)) = &edit else {
            return edit;
        };
        let Some(when) = self.shortened.get(id) else {
            return edit;
        };
        let row = Boundary {
            when: when.clone(),
            ..(**row).clone()
        };
        Edit::Update(AnyEntity::from((*id, row)))
    }
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
pub(super) fn next_name(plan: &Plan, name: &str) -> String {
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
