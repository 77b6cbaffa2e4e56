//! What to do about a force on another's ground or too near to people: move it.
//!
//! Agreeing on its passage is a matter for the parties, not an edit to be offered.

use super::super::rule::Proposal;
use super::super::situation::{Ground, Situation, frame_of};
use super::super::{Finding, wording};
use crate::geometry::{Frame, Position, Rim, distance_m, inscribed_circle, nearest_on_outline};
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

/// How many directions are tried round a force that is to move away.
const DIRECTIONS: u32 = 32;

/// How many steps outwards are tried.
const STEPS: u32 = 60;

/// Proposes to move a force that stands at a finding's point to the nearest place that is clear: one on
/// ground that its own party holds then, else the nearest at all.
pub(in crate::checks) fn move_clear(
    situation: &Situation<'_>,
    finding: &Finding,
    id: &'static str,
    step_m: f64,
    is_clear: impl Fn(Position) -> bool,
) -> Option<Proposal> {
    let force = finding.subjects.iter().find_map(|id| match id {
        AnyId::Force(id) => Some(*id),
        _ => None,
    });
    let row = situation.forces.iter().find(|row| Some(row.id) == force)?;
    let at = finding.at?;
    let adversary = row
        .party
        .is_some_and(|party| situation.parties.is_adversary(party));
    if adversary || !row.force.placements.iter().any(|placement| placement.at == at) {
        return None;
    }
    let during = situation.slices.of_interval(finding.interval);
    let own_ground = |place: Position| {
        let party = row.party?;
        situation.grounds.at(place).find(|ground| {
            let held = ground.holders.spans(|holders| holders.contains(&party));
            during.without(&ground.spans.and(&held)).is_empty()
        })
    };
    let frame = Frame::at(at);
    let [x, y] = frame.plane_from_ground(at);
    let places = (1..=STEPS).flat_map(|ring| {
        (0..DIRECTIONS).map(move |direction| {
            let angle = f64::from(direction) * std::f64::consts::TAU / f64::from(DIRECTIONS);
            let way_m = f64::from(ring) * step_m;
            [x + way_m * libm::sin(angle), y + way_m * libm::cos(angle)]
        })
    });
    let mut clear = places
        .map(|dot| frame.ground_from_plane(dot))
        .filter(|place| is_clear(*place))
        .peekable();
    let nearest = *clear.peek()?;
    let at_home = clear.find_map(|place| Some((place, own_ground(place)?.name())));
    let (to, whither) = match at_home {
        Some((place, ground)) => (place, format!("to {ground}")),
        None => (nearest, "away".to_owned()),
    };
    let mut moved = row.force.clone();
    for placement in moved.placements.iter_mut().filter(|placement| placement.at == at) {
        placement.at = to;
    }
    let title = format!(
        "Move {} {} {whither}",
        row.name(),
        wording::length(distance_m(at, to))
    );
    let edit = Edit::Update(AnyEntity::from((row.id, moved)));
    Some(Proposal::resolving(id, title, edit))
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
