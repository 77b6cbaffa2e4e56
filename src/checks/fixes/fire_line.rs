//! What to do about weapons that reach into another's sector: a fire line along its near side.
//!
//! Whether it resolves the finding is for the trial run to say; that the neighbour gives his word for
//! fires across it is a matter for the parties.

use super::super::Finding;
use super::super::rule::Proposal;
use super::super::situation::Situation;
use super::new_id;
use crate::geometry::{
    Frame, Geometry, Path, Position, Rim, buffer_position, facing_outline, length_m, path_inside,
};
use crate::model::{AnyEntity, AnyId, Edit, Measure, MeasureKind, When};

/// Room beside the reached ground that a fire line is drawn through too, metres.
const BEYOND_M: f64 = 200.0;

/// Proposes a restrictive fire line along the side of the sector that faces the force.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [AnyId::Force(force), AnyId::Sector(sector)] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let (Some(ground), Some((place, force))) = (
        situation.grounds.of_sector(sector),
        (0..).zip(&situation.forces).find(|(_, row)| row.id == force),
    ) else {
        return Vec::new();
    };
    let Some(party) = force.party else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let mut places: Vec<(Position, f64)> = situation
        .posts
        .all()
        .iter()
        .filter(|post| post.force == place && during.meets(&post.run))
        .filter_map(|post| Some((post.stands_at()?, post.reach_m)))
        .collect();
    places.sort_by_key(|(at, _)| *at);
    places.dedup();
    let mut lines: Vec<Path> = Vec::new();
    for (at, reach_m) in places {
        // A force in the sector has no side of it to itself.
        if ground.shape.contains(at, Rim::Inside) {
            return Vec::new();
        }
        let frame = Frame::at(at);
        let ring = buffer_position(&frame, at, reach_m + BEYOND_M);
        let facing = facing_outline(&frame, at, &ground.shape);
        let within = facing.iter().flat_map(|path| path_inside(path, &ring));
        lines.extend(within.filter(|path| length_m(path) > f64::from(situation.thresholds().snap_m)));
    }
    let owner = situation.label(party);
    let edits: Vec<Edit> = lines
        .into_iter()
        .enumerate()
        .map(|(number, path)| {
            let mut measure = Measure::new(Geometry::Path(path));
            measure.name = format!("RFL {owner} / {}", ground.name());
            measure.kind = MeasureKind::RestrictiveFireLine;
            measure.abbreviation = String::from("RFL");
            measure.owner = Some(party);
            measure.affected = vec![party];
            measure.when = When {
                phases: Vec::new(),
                from: finding.interval.from,
                until: finding.interval.until,
            };
            let role = format!("fire-line {number}");
            let id = new_id(situation.plan, finding, &role);
            Edit::Create(AnyEntity::from((id, measure)))
        })
        .collect();
    if edits.is_empty() {
        return Vec::new();
    }
    let title = format!(
        "Draw a restrictive fire line between {} and {}",
        force.name(),
        ground.name()
    );
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::resolving("draw-fire-line", title, edit)]
}
