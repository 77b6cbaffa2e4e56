//! B01: neighbours without a boundary between them.
//!
//! Whether a boundary's sides are right is B02's; whether the edges meet, A02's.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Ground, Pair, Situation, Spans, Stance, frame_of, merged};
use super::super::{Reason, wording};
use crate::geometry::{
    Geometry, Path, Shape, covered_length_m, facing_edge, length_m, point_along, total_length_m,
};
use crate::model::{AnyId, Boundary, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B01",
    name: "missing-boundary",
    title: "Missing boundary",
    summary: "Checks for neighbours of different holders without a boundary along their edge.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "adjacent_length_m",
        "sliver_width_m",
        "boundary_cover_permille",
        "snap_m",
    ],
    source: "US Army FM 3-90, Tactics: boundaries; thresholds are defaults of Entente",
    check,
    fixes: super::super::fixes::edges::draw_boundary,
};

const PAGE: &str = "\
## What it finds

Two sectors of primary roles and different holders whose edges face each other within `sliver_width_m` over \
more than `adjacent_length_m`, where the boundaries valid at that time do not follow at least \
`boundary_cover_permille` of the edge within twice `snap_m`. Major; critical from no contact on. Pairs with an \
adversary are left out.

## Why it matters

A sector's edge says where one side's ground ends. A boundary says that both sides know it: it has two names \
on it, an echelon, and somebody who owns the road that runs along it.

## Example

Two divisions meet along 4 km of canal. Each has drawn its own sector; no boundary with both names exists.

## What to do

Draw the boundary along the shared edge. Entente makes it from the edge, with both holders on their sides and \
the larger echelon of the two; it moves with the edge until it is pinned.

## Source

US Army FM 3-90, *Tactics*: boundaries delineate areas of operations and are marked with both units and the \
echelon. The lengths are defaults of Entente.
";

/// What is missing in a stretch of time.
struct Case {
    holders: (Id<Stakeholder>, Id<Stakeholder>),
    stance: Stance,
    covered_m: f64,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for pair in adjacent_pairs(situation) {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        for (run, case) in merged(cases(situation, pair, a, b), |case| case.stance) {
            findings.add(draft(situation, pair, (a, b), &case, run));
        }
    }
}

/// Returns the pairs whose edges face each other over more than the length that makes neighbours.
pub(in crate::checks) fn adjacent_pairs<'s>(situation: &'s Situation<'_>) -> impl Iterator<Item = &'s Pair> {
    situation.pairs.iter().filter(|pair| is_adjacent(situation, pair))
}

/// Returns true for a pair whose edges face each other over more than the length that makes neighbours.
pub(in crate::checks) fn is_adjacent(situation: &Situation<'_>, pair: &Pair) -> bool {
    pair.edge.length_m > f64::from(situation.thresholds().adjacent_length_m)
}

fn cases(situation: &Situation<'_>, pair: &Pair, a: &Ground<'_>, b: &Ground<'_>) -> Vec<(Range<u32>, Case)> {
    let limits = situation.thresholds();
    let near = boundaries_near(situation, pair);
    let cuts: Vec<u32> = near.iter().flat_map(|(_, spans)| spans.cuts()).collect();
    let wanted = f64::from(limits.boundary_cover_permille) / 1000.0;
    let mut known: Vec<(Vec<bool>, f64)> = Vec::new();
    let mut cases = Vec::new();
    for (contested, contests) in pair.contests.runs() {
        for contest in contests {
            let stance = situation.parties.stance(contest.a, contest.b);
            let cuts = cuts.iter().copied().chain(stance.cuts());
            for run in Spans::of(contested.clone()).pieces(cuts) {
                let valid: Vec<bool> = near.iter().map(|(_, spans)| spans.contains(run.start)).collect();
                let share = known
                    .iter()
                    .find(|(set, _)| *set == valid)
                    .map(|(_, share)| *share);
                let share = share.unwrap_or_else(|| {
                    let now = near.iter().zip(&valid).filter(|(_, valid)| **valid);
                    let paths: Vec<Path> = now.map(|((boundary, _), _)| boundary.path.clone()).collect();
                    let share = covered_share(situation, pair, a, b, &paths);
                    known.push((valid, share));
                    share
                });
                if share < wanted {
                    let case = Case {
                        holders: (contest.a, contest.b),
                        stance: stance.at(run.start).copied().unwrap_or(Stance::Unknown),
                        covered_m: share * pair.edge.length_m,
                    };
                    cases.push((run, case));
                }
            }
        }
    }
    cases
}

/// Returns the boundaries whose boxes come near a pair's edge, with their times.
fn boundaries_near<'s>(situation: &'s Situation<'_>, pair: &Pair) -> Vec<(&'s Boundary, Spans)> {
    let within_m = 2.0 * f64::from(situation.thresholds().snap_m);
    let edge = crate::geometry::Bounds::of_all(pair.edge.paths.iter().filter_map(Path::bounds));
    // The other side's edge may be the one that the boundary follows.
    let reach_m = within_m + f64::from(situation.thresholds().sliver_width_m);
    let Some(edge) = edge.map(|edge| edge.grown_m(reach_m)) else {
        return Vec::new();
    };
    situation
        .boundaries_near(edge)
        .map(|boundary| (boundary.boundary, boundary.spans.clone()))
        .collect()
}

/// Returns the share of the edge that boundaries follow: of the one side's or of the other's,
/// whichever is more.
fn covered_share(situation: &Situation<'_>, pair: &Pair, a: &Ground<'_>, b: &Ground<'_>, by: &[Path]) -> f64 {
    if by.is_empty() {
        return 0.0;
    }
    let limits = situation.thresholds();
    let within_m = 2.0 * f64::from(limits.snap_m);
    let frame = frame_of(&[&a.shape, &b.shape]);
    let share = |edge: &[Path], length: f64| {
        if length > 0.0 {
            covered_length_m(&frame, edge, by, within_m) / length
        } else {
            0.0
        }
    };
    let first = share(&pair.edge.paths, pair.edge.length_m);
    if first >= f64::from(limits.boundary_cover_permille) / 1000.0 {
        return first;
    }
    let other_side = other_side(situation, &b.shape, &a.shape);
    first.max(share(&other_side, total_length_m(&other_side)))
}

fn other_side(situation: &Situation<'_>, b: &Shape, a: &Shape) -> Vec<Path> {
    let width_m = f64::from(situation.thresholds().sliver_width_m);
    facing_edge(&frame_of(&[a, b]), b, a, width_m)
}

fn draft(
    situation: &Situation<'_>,
    pair: &Pair,
    (a, b): (&Ground<'_>, &Ground<'_>),
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let limits = situation.thresholds();
    let missing_m = pair.edge.length_m - case.covered_m;
    let longest = pair.edge.longest().cloned().unwrap_or_default();
    let percent = f64::from(limits.boundary_cover_permille) / 10.0;
    let covered = if case.covered_m > 0.0 {
        format!(
            "a boundary follows only {} of it",
            wording::length(case.covered_m)
        )
    } else {
        "no boundary follows it".to_owned()
    };
    Draft {
        severity: if case.stance >= Stance::NoContact {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("No boundary between {} and {}", a.name(), b.name()),
        message: format!(
            "{} ({}) and {} ({}) meet along {}{}, and {covered}; {percent:.0} % is wanted. {}.",
            a.name(),
            situation.label(case.holders.0),
            b.name(),
            situation.label(case.holders.1),
            wording::length(pair.edge.length_m),
            wording::when(situation, &run),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![case.holders.0, case.holders.1],
        measures: vec![
            ("length_m", pair.edge.length_m),
            ("covered_m", case.covered_m),
            ("missing_m", missing_m),
        ],
        at: point_along(&longest, length_m(&longest) / 2.0),
        geometry: Some(Geometry::Path(longest)),
        value: missing_m,
        why: vec![
            Reason::number(
                "length of the edge",
                pair.edge.length_m,
                Some(f64::from(limits.adjacent_length_m)),
                "m",
            ),
            Reason::number(
                "share that a boundary follows",
                if pair.edge.length_m > 0.0 {
                    100.0 * case.covered_m / pair.edge.length_m
                } else {
                    0.0
                },
                Some(percent),
                "%",
            ),
            Reason::word("relation", case.stance.word()),
        ],
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, lines, party, place};

    fn neighbours() -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]])
    }

    #[test]
    fn neighbours_without_a_boundary_are_found() {
        assert_eq!(neighbours().findings("B01"), ["B01 A B: 2.00 km, major"]);
        let rivals = neighbours().relation('A', 'B', RelationState::NoContact);
        assert_eq!(rivals.findings("B01"), ["B01 A B: 2.00 km, critical"]);
        assert!(neighbours().adversary('A').findings("B01").is_empty());
        assert!(Sketch::of(&[&["AA.BB", "AA.BB"]]).findings("B01").is_empty());
        assert!(
            Sketch::of(&[&["AAAA", "AAAA"], &["..BB", "..BB"]])
                .findings("B01")
                .is_empty()
        );
    }

    #[test]
    fn a_short_edge_makes_no_neighbours() {
        let of = |value| {
            let name = "adjacent_length_m".to_owned();
            neighbours()
                .with(&Edit::SetThreshold { name, value })
                .findings("B01")
                .len()
        };
        assert_eq!(of(1_990), 1);
        assert_eq!(of(2_010), 0);
        assert!(Sketch::of(&[&["A.", ".B"]]).findings("B01").is_empty());
    }

    #[test]
    fn a_boundary_must_follow_nearly_all_of_the_edge() {
        let along = |from, x| {
            neighbours()
                .boundary('B', 'A', &[(x, from), (x, 2.0)])
                .findings("B01")
        };
        assert!(along(0.0, 2.0).is_empty());
        assert!(along(0.0, 2.009).is_empty());
        assert!(along(0.09, 2.0).is_empty());
        assert_eq!(along(0.12, 2.0), ["B01 A B: 2.00 km, major"]);
        assert_eq!(along(0.0, 2.012), ["B01 A B: 2.00 km, major"]);
        let two = neighbours()
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 1.0)])
            .boundary('B', 'A', &[(2.0, 1.0), (2.0, 2.0)]);
        assert!(two.findings("B01").is_empty());
    }

    #[test]
    fn a_boundary_that_ends_early_leaves_the_rest_of_the_time() {
        let sketch = neighbours()
            .phases(&[("P1", 24), ("P2", 24)])
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 2.0)])
            .update(
                crate::model::Id::from_bits(1),
                |boundary: &mut crate::model::Boundary| {
                    boundary.when.until = Some(24 * 60);
                },
            );
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "B01")
            .unwrap();
        assert_eq!(finding.interval.from, Some(24 * 60));
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![
            neighbours().sector_id("A").into(),
            neighbours().sector_id("B").into(),
        ];
        let waiver = Waiver::of(
            "B01",
            subjects,
            Some(place(2.0, 1.5)),
            2_000.0,
            "Joint operations",
            "a wall",
        );
        let waived = neighbours().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("B01"), ["B01 A B: 2.00 km, major, waived"]);
    }

    #[test]
    fn the_boundary_is_drawn_from_the_edge_with_both_on_their_sides() {
        let sketch = neighbours();
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "B01")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
        let after = check(&fixed, None);
        assert!(lines(&fixed, &after, "B01").is_empty());
        assert!(lines(&fixed, &after, "B02").is_empty());
        let (_, boundary) = fixed.boundaries.iter().next().unwrap();
        assert_eq!(
            (boundary.left, boundary.right),
            (Some(party('A')), Some(party('B')))
        );
        assert_eq!(
            boundary.between,
            Some([sketch.sector_id("A"), sketch.sector_id("B")])
        );
    }
}
