//! What to do about a place that a boundary divides: say whose it is, or lead the line round it.
//!
//! Whether one of these resolves the finding is for the trial run to say.

use super::super::rule::Proposal;
use super::super::rules::settlement_split::place;
use super::super::situation::{Bordering, Ground, Situation, frame_of};
use super::super::{Finding, wording};
use crate::geometry::{
    Geometry, Path, Shape, area_m2, covered_length_m, difference, facing_edge, intersection, length_m,
    stored_area, union,
};
use crate::model::{AnyEntity, AnyId, Edit, Id, Stakeholder};

/// Proposes either side as the owner of the place, and to give either all of it.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let (mut row, mut town) = (None, None);
    for subject in &finding.subjects {
        match subject {
            AnyId::Boundary(id) => row = situation.boundaries().iter().find(|row| row.id == *id),
            AnyId::Site(id) => town = place(situation, *id),
            _ => {}
        }
    }
    let (Some(row), Some(town)) = (row, town) else {
        return Vec::new();
    };
    let name = wording::name(situation, town.id.into());
    let sides = [
        ("inclusive-to-left", "give-to-left", row.boundary.left),
        ("inclusive-to-right", "give-to-right", row.boundary.right),
    ];
    let known = |party: &Id<Stakeholder>| {
        situation.plan.stakeholders.contains(*party) && !situation.parties.is_adversary(*party)
    };
    let mut proposals = Vec::new();
    for (role, _, party) in &sides {
        let Some(party) = party.filter(known) else {
            continue;
        };
        let mut boundary = row.boundary.clone();
        boundary.inclusive_to = Some(party);
        let label = situation.label(party);
        let title = format!(
            "Name {label} as owner of {name}: {} inclusive to {label}",
            wording::name(situation, row.id.into())
        );
        let edit = Edit::Update(AnyEntity::from((row.id, boundary)));
        proposals.push(Proposal::resolving(role, title, edit));
    }
    let (Some(left), Some(right)) = (row.boundary.left, row.boundary.right) else {
        return proposals;
    };
    let grounds = [left, right].map(|party| sector_of(situation, row, &town.shape, finding, party));
    let [Some(on_left), Some(on_right)] = grounds else {
        return proposals;
    };
    let ways = [(on_left, on_right, left), (on_right, on_left, right)];
    for ((_, role, _), (taker, giver, party)) in sides.iter().zip(ways) {
        if !known(&party) {
            continue;
        }
        let title = format!(
            "Move the line round {name} and give it to {}",
            situation.label(party)
        );
        let edits = moved(situation, row, &town.shape, taker, giver, on_left.id == taker.id);
        proposals.extend(
            edits.map(|edits| Proposal::resolving(role, title.clone(), Edit::together(title, edits))),
        );
    }
    proposals
}

/// Returns the primary sector of a party beside a boundary that has most of a place.
fn sector_of<'s, 'a>(
    situation: &'s Situation<'a>,
    row: &Bordering<'_>,
    town: &Shape,
    finding: &Finding,
    party: Id<Stakeholder>,
) -> Option<&'s Ground<'a>> {
    let during = situation.slices.of_interval(finding.interval).and(&row.spans);
    let first = during.runs().first()?.start;
    let near = situation.grounds.near(town.bounds()?).filter(|ground| {
        ground.sector.role.is_primary()
            && ground.spans.contains(first)
            && ground.holders_at(first).contains(&party)
    });
    let shared = |ground: &Ground<'_>| intersection(town, &ground.shape).map_or(0.0, |part| area_m2(&part));
    near.map(|ground| (ground, shared(ground)))
        .filter(|(_, shared_m2)| *shared_m2 > 0.0)
        .max_by(|(a, one), (b, two)| one.total_cmp(two).then(b.id.cmp(&a.id)))
        .map(|(ground, _)| ground)
}

/// Returns the edits that give what of a place the one sector has to the other, and lead the boundary
/// along the new edge; `None` where the line is not the edge of these two.
fn moved(
    situation: &Situation<'_>,
    row: &Bordering<'_>,
    town: &Shape,
    taker: &Ground<'_>,
    giver: &Ground<'_>,
    taker_on_left: bool,
) -> Option<Vec<Edit>> {
    let limits = situation.thresholds();
    let (width_m, snap_m) = (f64::from(limits.sliver_width_m), f64::from(limits.snap_m));
    let line = std::slice::from_ref(&row.boundary.path);
    let frame = frame_of(&[&taker.shape, &giver.shape]);
    let edge = facing_edge(&frame, &taker.shape, &giver.shape, width_m);
    let followed_m = covered_length_m(&frame, line, &edge, 2.0 * snap_m);
    if followed_m < length_m(&row.boundary.path) * f64::from(limits.boundary_cover_permille) / 1000.0 {
        return None;
    }
    let given = intersection(town, &giver.shape).ok()?;
    let grown = stored_area(&union([&*taker.shape, &given]).ok()?)?;
    let left = stored_area(&difference(&giver.shape, [&given]).ok()?)?;
    let (taken, kept) = (Shape::of(&grown), Shape::of(&left));
    let frame = frame_of(&[&taken, &kept]);
    let [path] = <[Path; 1]>::try_from(facing_edge(&frame, &taken, &kept, width_m)).ok()?;
    // The edge has the taker's ground on its left.
    let path = if taker_on_left {
        path
    } else {
        Path::new(path.points.into_iter().rev().collect())
    };
    let reshape = |id: AnyId, to: Geometry| Edit::Reshape { id, to };
    Some(vec![
        reshape(taker.id.into(), Geometry::Area(grown)),
        reshape(giver.id.into(), Geometry::Area(left)),
        reshape(row.id.into(), Geometry::Path(path)),
    ])
}
