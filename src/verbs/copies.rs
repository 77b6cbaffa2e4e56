//! Copies beside the original, and forces brought to where they belong.

use super::VerbError;
use super::neighbours::called;
use crate::geometry::{Area, Frame, Position, Rim, Shape, distance_m, nearest_on_outline};
use crate::model::{AnyEntity, AnyId, Boundary, Edit, Id, Phase, Placement, Plan, When};

/// Copies objects, that far north and east in steps of 1e-7 degree. A copy follows no edge, has no
/// foreign id, and its name says that it is one.
///
/// # Errors
/// Where none of them is on the map.
pub fn duplicate(
    plan: &Plan,
    ids: &[AnyId],
    [lat_e7, lon_e7]: [i32; 2],
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let drawn = ids.iter().filter(|id| super::transform::is_drawn(**id));
    let entities: Vec<AnyEntity> = drawn.filter_map(|id| id.entity_in(plan)).collect();
    let copies: Vec<AnyEntity> = entities
        .iter()
        .map(|entity| {
            let name = match entity.name() {
                "" => String::new(),
                name => format!("{name} copy"),
            };
            let copy = entity.copied(fresh(), &name);
            match &copy {
                AnyEntity::Boundary(id, row) => {
                    let row = Boundary {
                        between: None,
                        ..(**row).clone()
                    };
                    AnyEntity::from((*id, row))
                }
                _ => copy,
            }
        })
        .collect();
    let new: Vec<AnyId> = copies.iter().map(AnyEntity::id).collect();
    let label = match entities.as_slice() {
        [] => return Err(VerbError::Select("something on the map")),
        [one] => format!("Duplicate {}", called(plan, one.id())),
        _ => format!("Duplicate {} objects", entities.len()),
    };
    let mut edits: Vec<Edit> = copies.into_iter().map(Edit::Create).collect();
    edits.push(Edit::Shift {
        ids: new,
        lat_e7,
        lon_e7,
    });
    Ok(Edit::together(label, edits))
}

/// Brings forces that stand outside every sector of their stakeholder in a phase onto the nearest one, by
/// the shortest way; one that stands on its ground stays.
///
/// # Errors
/// Where no force is given, or all stand where they belong or have no sector.
pub fn align_forces(plan: &Plan, ids: &[AnyId], phase: Option<Id<Phase>>) -> Result<Edit, VerbError> {
    let forces: Vec<_> = ids
        .iter()
        .filter_map(|id| match id {
            AnyId::Force(id) => Some((*id, plan.forces.get(*id)?)),
            _ => None,
        })
        .collect();
    if forces.is_empty() {
        return Err(VerbError::Select("one force or more"));
    }
    let mut edits = Vec::new();
    for (id, force) in &forces {
        let holds = |when: &When| match phase
            .and_then(|id| plan.phases.get(id))
            .and_then(crate::model::Phase::interval)
        {
            Some(shown) => when
                .intervals(&plan.phases)
                .into_iter()
                .any(|interval| interval.intersection(shown).is_some()),
            None => true,
        };
        let Some(placement) = force.placements.iter().find(|placement| holds(&placement.when)) else {
            continue;
        };
        let own: Vec<&Area> = plan
            .sectors
            .iter()
            .filter(|(_, sector)| {
                let answers = |id| sector.holder == Some(id) || sector.supporting.contains(&id);
                force.stakeholder.is_some_and(answers) && holds(&sector.when)
            })
            .map(|(_, sector)| &sector.area)
            .collect();
        if let Some(at) = onto(&own, placement)
            && at != placement.at
        {
            edits.push(Edit::PlaceForce {
                force: *id,
                at,
                when: placement.when.clone(),
            });
        }
    }
    match edits.len() {
        0 => Err(VerbError::NothingToAlign),
        1 => Ok(Edit::together("Align a force to its sector", edits)),
        count => Ok(Edit::together(
            format!("Align {count} forces to their sectors"),
            edits,
        )),
    }
}

/// The nearest place inside one of these areas; the place itself where it is inside.
fn onto(areas: &[&Area], placement: &Placement) -> Option<Position> {
    /// How far inside the edge a force is put, in metres.
    const INSIDE_M: f64 = 100.0;
    let at = placement.at;
    let mut best: Option<(f64, Position)> = None;
    for area in areas {
        let shape = Shape::of(area);
        if shape.contains(at, Rim::Outside) {
            return Some(at);
        }
        let frame = Frame::at(at);
        let near = nearest_on_outline(&frame, at, &shape)?;
        if best.is_some_and(|(known, _)| known <= near.distance_m) {
            continue;
        }
        // Straight on over the edge; where that leads out again, towards the middle.
        let [x, y] = frame.plane_from_ground(near.at);
        let length = libm::hypot(x, y).max(1e-6);
        let beyond = |far: f64| frame.ground_from_plane([x + x / length * far, y + y / length * far]);
        let inside = [INSIDE_M, INSIDE_M / 4.0, 5.0]
            .into_iter()
            .map(beyond)
            .find(|at| shape.contains(*at, Rim::Inside));
        let middle = || {
            let circle = crate::geometry::inscribed_circle(&frame, &shape)?;
            Some(circle.center)
        };
        if let Some(inside) = inside.or_else(middle) {
            best = Some((distance_m(at, near.at), inside));
        }
    }
    best.map(|(_, at)| at)
}
