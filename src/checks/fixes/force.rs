//! What to do about a force on another's ground: move it to its own.
//!
//! Agreeing on its passage is a matter for the parties, not an edit to be offered.

use super::super::rule::Proposal;
use super::super::situation::{Ground, Situation, frame_of};
use super::super::{Finding, wording};
use crate::geometry::{Position, Rim, distance_m, inscribed_circle, nearest_on_outline};
use crate::model::{AnyEntity, AnyId, Edit};

/// How far inside its own ground a force is put, where there is room, in metres.
const INSIDE_M: f64 = 100.0;

/// Proposes to move a force to the nearest ground that its own party holds then.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let force = finding.subjects.iter().find_map(|id| match id {
        AnyId::Force(id) => Some(*id),
        _ => None,
    });
    let row = situation.forces.iter().find(|row| Some(row.id) == force);
    let (Some(row), Some(at)) = (row, finding.at) else {
        return Vec::new();
    };
    let placed = row.force.placements.iter().any(|placement| placement.at == at);
    let (true, Some(party)) = (placed, row.party) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let own = situation.grounds.all().iter().filter(|ground| {
        let held = ground.holders.spans(|holders| holders.contains(&party));
        ground.sector.role.is_primary() && !ground.spans.and(&held).and(&during).is_empty()
    });
    let nearest = own
        .filter_map(|ground| {
            let edge = nearest_on_outline(&frame_of(&[&ground.shape]), at, &ground.shape)?;
            Some((ground, edge))
        })
        .min_by(|(_, a), (_, b)| a.distance_m.total_cmp(&b.distance_m));
    let Some((ground, edge)) = nearest else {
        return Vec::new();
    };
    let to = inside(ground, edge.at);
    let mut moved = row.force.clone();
    for placement in moved.placements.iter_mut().filter(|placement| placement.at == at) {
        placement.at = to;
    }
    let title = format!(
        "Move {} {} to {}",
        row.name(),
        wording::length(distance_m(at, to)),
        ground.name()
    );
    vec![Proposal::resolving(
        "move-to-own-ground",
        title,
        Edit::Update(AnyEntity::from((row.id, moved))),
    )]
}

/// Returns a place a little inside a sector from a place on its outline; the place itself where there
/// is no room.
fn inside(ground: &Ground<'_>, edge: Position) -> Position {
    let frame = frame_of(&[&ground.shape]);
    let Some(circle) = inscribed_circle(&frame, &ground.shape) else {
        return edge;
    };
    let (from, to) = (
        frame.plane_from_ground(edge),
        frame.plane_from_ground(circle.center),
    );
    let way = distance_m(edge, circle.center);
    if way <= INSIDE_M {
        return circle.center;
    }
    let share = INSIDE_M / way;
    let place = frame.ground_from_plane([
        from[0] + (to[0] - from[0]) * share,
        from[1] + (to[1] - from[1]) * share,
    ]);
    if ground.shape.contains(place, Rim::Outside) {
        place
    } else {
        edge
    }
}
