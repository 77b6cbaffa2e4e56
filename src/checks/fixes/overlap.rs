//! What to do about ground that two answer for: cut, or share under a lead.
//!
//! Whether one of these resolves the finding is for the trial run to say.

use super::super::Finding;
use super::super::rule::Proposal;
use super::super::situation::{Contest, Ground, Pair, Part, Situation};
use crate::geometry::{Geometry, Rim, Shape, difference, stored_area};
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
        to: Geometry::Area(stored_area(&left)?),
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
