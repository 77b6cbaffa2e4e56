//! What to do along an edge: make two edges one, draw its boundary, name its sides.
//!
//! Whether one of these resolves the finding is for the trial run to say.

use super::super::rule::Proposal;
use super::super::rules::wrong_sides::{Found, found_beside};
use super::super::situation::{Ground, Pair, Situation, frame_of};
use super::super::{Finding, wording};
use super::new_id;
use super::overlap::{contest_of, pair_of};
use crate::geometry::{
    Area, Geometry, Path, Shape, area_m2, difference, distance_m, facing_edge, intersection, length_m,
    stored_area, union,
};
use crate::model::{AnyEntity, AnyId, Boundary, Echelon, Edit, Id, Interval, Phase, Sector, When};

/// Proposes to make either sector's edge follow the other's.
pub(in crate::checks) fn match_edges(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some((pair, a, b)) = pair_of(situation, finding) else {
        return Vec::new();
    };
    let ways = [("match-a-to-b", a, b), ("match-b-to-a", b, a)];
    let proposals = ways.into_iter().filter_map(|(id, moved, kept)| {
        let area = matched(situation, pair, moved, kept)?;
        let edit = Edit::Reshape {
            id: moved.id.into(),
            to: Geometry::Area(area),
        };
        let title = format!("Make the edge of {} follow {}", moved.name(), kept.name());
        Some(Proposal::resolving(id, title, edit))
    });
    proposals.collect()
}

/// Returns the ground of a sector whose edge follows its neighbour's: with the strip between the two,
/// and without what of strip and slivers is the neighbour's.
fn matched(situation: &Situation<'_>, pair: &Pair, moved: &Ground<'_>, kept: &Ground<'_>) -> Option<Area> {
    let width_m = f64::from(situation.thresholds().sliver_width_m);
    let strips = strips(&moved.shape, &kept.shape, width_m);
    let grown = union(std::iter::once(&*moved.shape).chain(&strips)).ok()?;
    let overlap = pair.overlap.as_ref().ok()?;
    let slivers = overlap.parts.iter().filter(|part| part.is_sliver(width_m));
    let mut taken: Vec<Shape> = slivers.map(|part| (*part.shape).clone()).collect();
    for strip in &strips {
        taken.push(intersection(strip, &kept.shape).ok()?);
    }
    stored_area(&difference(&grown, &taken).ok()?)
}

/// Returns the ground between the facing edges of two shapes.
fn strips(a: &Shape, b: &Shape, width_m: f64) -> Vec<Shape> {
    let frame = frame_of(&[a, b]);
    let of_b = facing_edge(&frame, b, a, width_m);
    let strips = facing_edge(&frame, a, b, width_m).into_iter().filter_map(|edge| {
        // The two run against each other: the end of the one is near the start of the other.
        let apart = |other: &Path| {
            let gap =
                |a: Option<&_>, b: Option<&_>| a.zip(b).map_or(f64::INFINITY, |(a, b)| distance_m(*a, *b));
            gap(edge.points.last(), other.points.first()) + gap(edge.points.first(), other.points.last())
        };
        let other = of_b.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
        let mut ring = edge.points.clone();
        ring.extend(&other.points);
        let strip = Shape::of(&Area::from_outer(ring));
        // A strip is narrow; anything else came of edges that do not belong together.
        (area_m2(&strip) <= 2.0 * width_m * length_m(&edge).max(length_m(other))).then_some(strip)
    });
    strips.collect()
}

/// Proposes to draw the boundary along an edge.
pub(in crate::checks) fn draw_boundary(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let edits = boundary_edits(situation, finding, finding);
    if edits.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = finding
        .subjects
        .iter()
        .map(|id| wording::name(situation, *id))
        .collect();
    let title = format!("Draw the boundary between {}", wording::joined(&names));
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::resolving("create-boundary", title, edit)]
}

/// Returns the edits that give an edge its boundary: the one that follows these two sectors is led
/// along the edge, else one is made for each connected piece. Ids derive from `cause`.
pub(super) fn boundary_edits(situation: &Situation<'_>, edge: &Finding, cause: &Finding) -> Vec<Edit> {
    let Some((pair, a, b)) = pair_of(situation, edge) else {
        return Vec::new();
    };
    let Some(contest) = contest_of(situation, pair, edge) else {
        return Vec::new();
    };
    let mut pieces: Vec<&Path> = pair
        .edge
        .paths
        .iter()
        .filter(|path| path.points.len() > 1)
        .collect();
    pieces.sort_by(|a, b| length_m(b).total_cmp(&length_m(a)));
    // Round a corner the edge goes on along a third's ground for a sliver's width: no border of these two.
    let crumb_m = 2.0 * f64::from(situation.thresholds().sliver_width_m);
    let count = pieces.iter().filter(|path| length_m(path) >= crumb_m).count();
    pieces.truncate(count.max(1));
    let follows = |boundary: &Boundary| {
        boundary
            .between
            .is_some_and(|[one, two]| (one == a.id && two == b.id) || (one == b.id && two == a.id))
    };
    // One that holds at another time is another boundary, and stays where it is.
    let during = situation.slices.of_interval(edge.interval);
    let existing = situation
        .boundaries()
        .iter()
        .find(|row| follows(row.boundary) && during.without(&row.spans).is_empty());
    let mut edits = Vec::new();
    for (number, path) in pieces.into_iter().enumerate() {
        let led = existing.filter(|_| number == 0);
        let (id, mut boundary) = if let Some(row) = led {
            (row.id, row.boundary.clone())
        } else {
            let role = format!("boundary {} {} {number}", a.id, b.id);
            let mut boundary = Boundary::new(path.clone());
            boundary.name = format!("{} / {}", situation.label(contest.a), situation.label(contest.b));
            boundary.when = common_time(situation, a, b, edge);
            boundary.echelon = echelon(situation, a.id).max(echelon(situation, b.id));
            boundary.between = (number == 0).then_some([a.id, b.id]);
            (new_id(situation.plan, cause, &role), boundary)
        };
        // The path has the ground of the first on its left.
        boundary.path = path.clone();
        boundary.left = Some(contest.a);
        boundary.right = Some(contest.b);
        let entity = AnyEntity::from((id, boundary));
        edits.push(if led.is_some() {
            Edit::Update(entity)
        } else {
            Edit::Create(entity)
        });
    }
    edits
}

/// Returns when both sectors hold: in their own words where those can be joined, else in minutes.
fn common_time(situation: &Situation<'_>, a: &Ground<'_>, b: &Ground<'_>, edge: &Finding) -> When {
    let (mine, yours) = (&a.sector.when, &b.sector.when);
    let steady = a.sector.handovers.is_empty() && b.sector.handovers.is_empty();
    if steady && (mine == yours || *yours == When::always()) {
        return mine.clone();
    }
    if steady && *mine == When::always() {
        return yours.clone();
    }
    let limits = Interval {
        from: mine.from.max(yours.from),
        until: match (mine.until, yours.until) {
            (Some(mine), Some(yours)) => Some(mine.min(yours)),
            (mine, yours) => mine.or(yours),
        },
    };
    // A phase that lies outside those minutes is not named: it would be one of no minute.
    let meets = |phase: &Id<Phase>| {
        let phase = situation.plan.phases.get(*phase).and_then(Phase::interval);
        phase.is_some_and(|phase| phase.intersection(limits).is_some())
    };
    let common = mine.phases.iter().filter(|phase| yours.phases.contains(phase));
    let phases: Vec<_> = common.copied().filter(meets).collect();
    if steady && !phases.is_empty() {
        return When {
            phases,
            from: limits.from,
            until: limits.until,
        };
    }
    When {
        phases: Vec::new(),
        from: edge.interval.from,
        until: edge.interval.until,
    }
}

/// Returns the largest echelon among the forces of a sector.
fn echelon(situation: &Situation<'_>, sector: Id<Sector>) -> Option<Echelon> {
    let forces = situation
        .forces
        .iter()
        .filter(|row| row.force.sector == Some(sector));
    forces.filter_map(|row| row.force.symbol.echelon).max()
}

/// Proposes to name the sides of a boundary as they were found.
pub(in crate::checks) fn name_sides(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Boundary(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(row) = situation.boundaries().iter().find(|row| row.id == id) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let found = found_beside(situation, row)
        .into_iter()
        .find(|(run, _)| during.meets(run))
        .map(|(_, found)| found);
    let Some(Found { left, right }) = found else {
        return Vec::new();
    };
    let mut boundary = row.boundary.clone();
    boundary.left = left.or(boundary.left);
    boundary.right = right.or(boundary.right);
    let name = wording::name(situation, id.into());
    let swapped = boundary.left == row.boundary.right && boundary.right == row.boundary.left;
    let label = |party: Option<_>| party.map_or_else(|| "nobody".to_owned(), |party| situation.label(party));
    let (role, title) = if swapped {
        ("swap-sides", format!("Swap the sides of {name}"))
    } else {
        (
            "name-sides",
            format!(
                "Name {} on the left of {name}, {} on the right",
                label(boundary.left),
                label(boundary.right)
            ),
        )
    };
    vec![Proposal::resolving(
        role,
        title,
        Edit::Update(AnyEntity::from((id, boundary))),
    )]
}
