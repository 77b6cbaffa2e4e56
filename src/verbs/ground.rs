//! Taking ground out of areas and adding to them.

use std::collections::BTreeMap;

use super::VerbError;
use super::extent::common;
use super::neighbours::{called, meets, sector, times};
use super::parts::next_name;
use super::refit::{Regrounded, refit};
use crate::geometry::{Area, Geometry, Position, Rim, Shape, difference, intersection, stored_area, union};
use crate::model::{AnyId, Edit, Id, Interval, Phase, Plan, Sector, When};

/// Cuts ground out of an area: a hole where it lies inside, a bay where it lies at the edge.
///
/// # Errors
/// Where the two have nothing in common, or nothing would be left.
pub fn subtract(
    plan: &Plan,
    id: AnyId,
    ground: &Area,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let old = Shape::of(&area_of(plan, id)?);
    let name = called(plan, id);
    let taken = Shape::of(ground);
    if intersection(&old, &taken)?.is_empty() {
        return Err(VerbError::NothingChanges(name));
    }
    let left =
        stored_area(&difference(&old, [&taken])?).ok_or_else(|| VerbError::NothingLeft(name.clone()))?;
    Ok(labelled(
        format!("Cut ground out of {name}"),
        reground(plan, id, left, fresh),
    ))
}

/// Adds ground to an area: it grows where the two meet, and gets a part more where they are apart. A hole
/// that the ground covers is filled.
///
/// # Errors
/// Where the ground is in it already.
pub fn add(plan: &Plan, id: AnyId, ground: &Area, fresh: &mut dyn FnMut() -> u64) -> Result<Edit, VerbError> {
    let old = Shape::of(&area_of(plan, id)?);
    let name = called(plan, id);
    let more = Shape::of(ground);
    if difference(&more, [&old])?.is_empty() {
        return Err(VerbError::NothingChanges(name));
    }
    let grown = stored_area(&union([&old, &more])?).ok_or_else(|| VerbError::NothingChanges(name.clone()))?;
    Ok(labelled(
        format!("Add ground to {name}"),
        reground(plan, id, grown, fresh),
    ))
}

/// Keeps areas to the area of operations; those that lie in it stay as they are.
///
/// # Errors
/// Where there is no area of operations, one would vanish, or none would change.
pub fn clip(plan: &Plan, ids: &[AnyId], fresh: &mut dyn FnMut() -> u64) -> Result<Edit, VerbError> {
    let limits = plan.info.area_of_operations.as_ref();
    let limits = Shape::of(limits.ok_or(VerbError::NoAreaOfOperations)?);
    let mut sectors = BTreeMap::new();
    let mut edits = Vec::new();
    let mut names = Vec::new();
    for &id in ids {
        let old = Shape::of(&area_of(plan, id)?);
        if difference(&old, [&limits])?.is_empty() {
            continue;
        }
        let name = called(plan, id);
        let inside = stored_area(&intersection(&old, &limits)?);
        let inside = inside.ok_or_else(|| VerbError::NothingLeft(name.clone()))?;
        match id {
            AnyId::Sector(id) => drop(sectors.insert(id, inside)),
            _ => edits.push(Edit::Reshape {
                id,
                to: Geometry::Area(inside),
            }),
        }
        names.push(name);
    }
    let regrounded = Regrounded {
        changed: sectors,
        ..Regrounded::default()
    };
    edits.extend(refit(plan, regrounded, fresh));
    match names.as_slice() {
        [] => Err(VerbError::NothingChanges("all of it".to_owned())),
        [name] => Ok(labelled(format!("Clip {name} to the area of operations"), edits)),
        _ => Ok(labelled(
            format!("Clip {} areas to the area of operations", names.len()),
            edits,
        )),
    }
}

/// Returns the gap at a position: ground of the area of operations, in one piece, that no sector covers
/// that holds at a time of these.
fn gap_at(plan: &Plan, during: &[Interval], at: Position) -> Result<Area, VerbError> {
    let limits = plan.info.area_of_operations.as_ref();
    let limits = Shape::of(limits.ok_or(VerbError::NoAreaOfOperations)?);
    let holding = plan
        .sectors
        .iter()
        .filter(|(_, sector)| meets(plan, &sector.when, during))
        .map(|(_, sector)| Shape::of(&sector.area));
    let covered: Vec<Shape> = holding.collect();
    let gaps = difference(&limits, &covered)?.parts();
    let gap = gaps.into_iter().find(|gap| gap.contains(at, Rim::Inside));
    gap.and_then(|gap| stored_area(&gap)).ok_or(VerbError::NoGap)
}

/// Adds the gap at a position to a sector. Where somebody covers it at another time of the sector's, or the
/// sector does not hold in the phase shown, it is filled for that phase, as a sector of its own.
///
/// # Errors
/// Where the position lies in no gap, or there is no area of operations.
pub fn fill_gap(
    plan: &Plan,
    taker: Id<Sector>,
    at: Position,
    shown: Option<Id<Phase>>,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let own = sector(plan, taker)?;
    let name = called(plan, taker);
    let label = format!("Fill a gap with {name}");
    let phase = shown.and_then(|phase| plan.phases.get(phase));
    let label_then = match phase.map(|phase| phase.name.as_str()) {
        Some(phase) if !phase.is_empty() => format!("Fill a gap with {name} in {phase}"),
        _ => label.clone(),
    };
    let shown = shown.map(|phase| When::in_phases([phase]));
    let holds_then = |when: &When| !common(plan, &own.when, when).is_empty();
    let refused = match gap_at(plan, &times(plan, &own.when), at) {
        Ok(gap) if shown.as_ref().is_none_or(holds_then) => {
            let edits = match add(plan, taker.into(), &gap, fresh)? {
                Edit::Together { edits, .. } => edits,
                edit => vec![edit],
            };
            return Ok(Edit::together(label, edits));
        }
        Ok(_) => VerbError::NoGap,
        Err(error) => error,
    };
    let (Some(when), VerbError::NoGap) = (shown, &refused) else {
        return Err(refused);
    };
    let gap = gap_at(plan, &times(plan, &when), at)?;
    let mut regrounded = Regrounded::default();
    regrounded.keep_for((taker, own), &gap, when, next_name(plan, &own.name), fresh());
    Ok(Edit::together(label_then, refit(plan, regrounded, fresh)))
}

/// Returns the area of a sector, measure or site.
pub(super) fn area_of(plan: &Plan, id: AnyId) -> Result<Area, VerbError> {
    let shape = match id {
        AnyId::Sector(id) => return Ok(sector(plan, id)?.area.clone()),
        AnyId::Measure(id) => plan.measures.get(id).map(|measure| &measure.shape),
        AnyId::Site(id) => plan.sites.get(id).map(|site| &site.shape),
        _ => return Err(VerbError::Select("an area")),
    };
    let area = shape.ok_or(VerbError::Gone)?.as_area();
    area.cloned().ok_or(VerbError::Select("an area"))
}

/// The edits that give something other ground; a sector's neighbours follow.
pub(super) fn reground(plan: &Plan, id: AnyId, to: Area, fresh: &mut dyn FnMut() -> u64) -> Vec<Edit> {
    let AnyId::Sector(sector) = id else {
        return vec![Edit::Reshape {
            id,
            to: Geometry::Area(to),
        }];
    };
    let regrounded = Regrounded {
        changed: BTreeMap::from([(sector, to)]),
        ..Regrounded::default()
    };
    refit(plan, regrounded, fresh)
}

fn labelled(label: String, edits: Vec<Edit>) -> Edit {
    Edit::together(label, edits)
}
