//! What to do about ground that two answer for: cut, or share under a lead.
//!
//! Whether one of these resolves the finding is for the trial run to say.

use super::super::Finding;
use super::super::rule::Proposal;
use super::super::situation::{Contest, Ground, Pair, Part, Situation};
use crate::geometry::{self, Area, Geometry, Rim, Shape, difference, drawn_area_m2};
use crate::model::{AnyId, Edit, Id, Sector};

/// Proposes to cut either sector by the other, and to share either under its own holder.
pub(in crate::checks) fn proposals(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some((pair, a, b)) = pair_of(situation, finding) else {
        return Vec::new();
    };
    let mut proposals = Vec::new();
    if let Some(part) = part_of(pair, finding) {
        proposals.extend(cuts(a, b, &part.shape));
    }
    if let Some(contest) = contest_of(situation, pair, finding) {
        let shares = [
            ("share-a-leads", a, contest.a, contest.b),
            ("share-b-leads", b, contest.b, contest.a),
        ];
        proposals.extend(shares.into_iter().map(|(id, ground, lead, other)| {
            let title = format!(
                "Share {}: {} leads, {} supports",
                ground.name(),
                situation.label(lead),
                situation.label(other)
            );
            let edit = Edit::ShareSector {
                sector: ground.id,
                lead,
                supporting: vec![other],
            };
            Proposal::resolving(id, title, edit)
        }));
    }
    proposals
}

/// Proposes to cut either of two sectors by a part that both have.
pub(in crate::checks) fn cuts(a: &Ground<'_>, b: &Ground<'_>, part: &Shape) -> Vec<Proposal> {
    let ways = [("cut-a-by-b", a, b), ("cut-b-by-a", b, a)];
    let proposals = ways.into_iter().filter_map(|(id, cut, by)| {
        let edit = clip(cut, part)?;
        Some(Proposal::resolving(
            id,
            format!("Cut {} by {}", cut.name(), by.name()),
            edit,
        ))
    });
    proposals.collect()
}

/// Returns the edit that takes a part from a sector; `None` where nothing would be left of it.
pub(in crate::checks) fn clip(ground: &Ground<'_>, part: &Shape) -> Option<Edit> {
    let left = difference(&ground.shape, [part]).ok()?;
    Some(Edit::Reshape {
        id: ground.id.into(),
        to: Geometry::Area(tidy(&left)?),
    })
}

/// Returns the pair of sectors that a finding is about.
pub(in crate::checks) fn pair_of<'s, 'a>(
    situation: &'s Situation<'a>,
    finding: &Finding,
) -> Option<(&'s Pair, &'s Ground<'a>, &'s Ground<'a>)> {
    let [AnyId::Sector(a), AnyId::Sector(b)] = *finding.subjects.as_slice() else {
        return None;
    };
    pair_between(situation, a, b)
}

fn pair_between<'s, 'a>(
    situation: &'s Situation<'a>,
    a: Id<Sector>,
    b: Id<Sector>,
) -> Option<(&'s Pair, &'s Ground<'a>, &'s Ground<'a>)> {
    situation.pairs.iter().find_map(|pair| {
        let (first, second) = situation.grounds_of(pair)?;
        (first.id == a && second.id == b).then_some((pair, first, second))
    })
}

/// Returns the part of the overlap that a finding is about: the one that has its point.
pub(super) fn part_of<'s>(pair: &'s Pair, finding: &Finding) -> Option<&'s Part> {
    let at = finding.at?;
    let parts = &pair.overlap.as_ref().ok()?.parts;
    parts.iter().find(|part| part.shape.contains(at, Rim::Inside))
}

/// Returns who contests a pair at the start of a finding.
pub(in crate::checks) fn contest_of(
    situation: &Situation<'_>,
    pair: &Pair,
    finding: &Finding,
) -> Option<Contest> {
    let during = situation.slices.of_interval(finding.interval);
    let common = pair.spans().and(&during);
    let first = common.runs().first()?.start;
    pair.contests.at(first)?.first().copied()
}

/// Returns a shape as an area to be stored, without crumbs below a square metre; `None` where nothing
/// is left.
pub(in crate::checks) fn tidy(shape: &Shape) -> Option<Area> {
    let mut area = stored(shape);
    // Rounding to whole steps can lay vertices on edges; cleaned and rounded again they come apart.
    for _ in 0..ROUNDS {
        if !area
            .defects()
            .iter()
            .any(|defect| defect.is_crossing() || defect.is_degenerate())
        {
            break;
        }
        area = stored(&Shape::of(&area));
    }
    (!area.parts.is_empty()).then_some(area)
}

/// How often a rounded area is cleaned again.
const ROUNDS: usize = 4;

fn stored(shape: &Shape) -> Area {
    let parts = shape.parts().into_iter().map(|part| part.to_area());
    let large = parts.filter(|part| drawn_area_m2(part) >= 1.0);
    Area {
        parts: large.flat_map(|area| area.parts).map(without_specks).collect(),
    }
}

/// Drops the holes of a part that are smaller than a square metre.
fn without_specks(mut part: geometry::Part) -> geometry::Part {
    part.holes
        .retain(|hole| drawn_area_m2(&Area::from_outer(hole.points.clone())) >= 1.0);
    part
}
