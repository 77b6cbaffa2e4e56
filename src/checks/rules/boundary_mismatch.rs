//! A02: two neighbours' edges do not match.
//!
//! Wider overlaps are A01's; gaps that touch no two neighbours, A04's.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Ground, Pair, Part, Situation, Spans, Stance, frame_of, merged};
use super::super::{Reason, wording};
use super::overlapping_responsibility::conflicts;
use crate::geometry::{Geometry, Layout, Path, Position, length_m, point_along};
use crate::model::{AnyId, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A02",
    name: "boundary-mismatch",
    title: "Boundary mismatch",
    summary: "Checks for neighbours whose edges run beside each other without meeting.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["snap_m", "sliver_width_m", "min_overlap_m2", "mismatch_length_m"],
    source: "US Army FM 3-90, Tactics: boundaries; thresholds are defaults of Entente",
    check,
    fixes: super::super::fixes::edges::match_edges,
};

const PAGE: &str = "\
## What it finds

Two sectors of primary roles and different holders, not in one chain of command, whose edges were meant to be \
one line: they share a part of at least `min_overlap_m2` whose largest inscribed circle is narrower than \
`sliver_width_m`, or their facing edges are more than `snap_m` and less than `sliver_width_m` apart over more \
than `mismatch_length_m`. Minor; major from no contact on.

## Why it matters

A strip of forty metres along a road is a strip in which two patrols may both believe that they are at home, \
or neither. It also hides real overlaps among drawing faults.

## Example

The police and the army both traced the river from different maps. For 3 km their edges are 20 to 45 m apart.

## What to do

Make one edge follow the other. Entente offers both ways round; vertices then are identical, and moving one \
moves both.

## Source

US Army FM 3-90, *Tactics*: a boundary is one line that both sides know. The widths are defaults of Entente.
";

/// What does not match.
enum Mismatch<'s> {
    /// A narrow overlap.
    Sliver(&'s Part),
    /// Edges that run apart: all of them together.
    Apart(&'s Pair),
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let limits = situation.thresholds();
    let least_m2 = f64::from(limits.min_overlap_m2);
    let width_m = f64::from(limits.sliver_width_m);
    for pair in &situation.pairs {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        let slivers: Vec<&Part> = pair.overlap.as_ref().map_or_else(
            |_| Vec::new(),
            |overlap| {
                let parts = overlap.parts.iter();
                parts
                    .filter(|part| part.area_m2 >= least_m2 && part.is_sliver(width_m))
                    .collect()
            },
        );
        for part in &slivers {
            for (run, holders) in runs(situation, pair, a, b) {
                findings.add(draft(situation, a, b, &Mismatch::Sliver(part), run, holders));
            }
        }
        if apart_outside(pair, &slivers) > f64::from(limits.mismatch_length_m) {
            for (run, holders) in runs(situation, pair, a, b) {
                findings.add(draft(situation, a, b, &Mismatch::Apart(pair), run, holders));
            }
        }
    }
}

/// Returns the length over which edges run apart, without the pieces along slivers that are reported
/// already.
fn apart_outside(pair: &Pair, slivers: &[&Part]) -> f64 {
    let beside_sliver = |path: &Path| {
        let Some(middle) = point_along(path, length_m(path) / 2.0) else {
            return false;
        };
        slivers.iter().any(|part| {
            let frame = frame_of(&[&part.shape]);
            Layout::of_shape(&frame, &part.shape).is_within(middle, 0.1)
        })
    };
    let outside = pair.edge.apart.iter().filter(|path| !beside_sliver(path));
    outside.map(length_m).sum()
}

type Holders = (Id<Stakeholder>, Id<Stakeholder>, Stance);

/// Returns the stretches of time in which the two are in conflict, with the worst relation in each.
fn runs(
    situation: &Situation<'_>,
    pair: &Pair,
    a: &Ground<'_>,
    b: &Ground<'_>,
) -> Vec<(Range<u32>, Holders)> {
    let mut runs = Vec::new();
    for (contested, contests) in pair.contests.runs() {
        for contest in contests {
            let holders = (contest.a, contest.b);
            let conflict = conflicts(situation, a, b, holders).and(&Spans::of(contested.clone()));
            let stance = situation.parties.stance(contest.a, contest.b);
            for run in conflict.pieces(stance.cuts()) {
                let stance = stance.at(run.start).copied().unwrap_or(Stance::Unknown);
                runs.push((run, (contest.a, contest.b, stance)));
            }
        }
    }
    merged(runs, |(_, _, stance)| *stance)
}

fn draft(
    situation: &Situation<'_>,
    a: &Ground<'_>,
    b: &Ground<'_>,
    mismatch: &Mismatch<'_>,
    run: Range<u32>,
    (holder_a, holder_b, stance): Holders,
) -> Draft {
    let limits = situation.thresholds();
    let width_limit = Some(f64::from(limits.sliver_width_m));
    let when = wording::when(situation, &run);
    let (message, measures, geometry, at, value, mut why): (_, _, _, Option<Position>, _, _) = match mismatch
    {
        Mismatch::Sliver(part) => {
            let width_m = part.circle().map_or(0.0, |circle| 2.0 * circle.radius_m);
            let length_m = part.perimeter_m() / 2.0;
            (
                format!(
                    "{} and {} overlap{when} in a strip {} long and at most {} wide ({}); below {} it is taken \
                     for a drawing fault.",
                    a.name(),
                    b.name(),
                    wording::length(length_m),
                    wording::length(width_m),
                    wording::area(part.area_m2),
                    wording::length(f64::from(limits.sliver_width_m)),
                ),
                vec![
                    ("area_m2", part.area_m2),
                    ("length_m", length_m),
                    ("width_m", width_m),
                ],
                Geometry::Area(part.shape.to_area()),
                part.circle().map(|circle| circle.center),
                part.area_m2,
                vec![
                    Reason::number("width of the strip", width_m, width_limit, "m"),
                    Reason::number(
                        "area of the strip",
                        part.area_m2,
                        Some(f64::from(limits.min_overlap_m2)),
                        "m²",
                    ),
                ],
            )
        }
        Mismatch::Apart(pair) => {
            let apart_m = pair.edge.apart_m;
            let longest = pair.edge.longest_apart().cloned().unwrap_or_default();
            (
                format!(
                    "The edges of {} and {} run beside each other{when} over {} without meeting: more than {} \
                     and less than {} apart; up to {} is let pass.",
                    a.name(),
                    b.name(),
                    wording::length(apart_m),
                    wording::length(f64::from(limits.snap_m)),
                    wording::length(f64::from(limits.sliver_width_m)),
                    wording::length(f64::from(limits.mismatch_length_m)),
                ),
                vec![("length_m", apart_m)],
                Geometry::Path(longest.clone()),
                point_along(&longest, length_m(&longest) / 2.0),
                apart_m,
                vec![Reason::number(
                    "length of the mismatch",
                    apart_m,
                    Some(f64::from(limits.mismatch_length_m)),
                    "m",
                )],
            )
        }
    };
    why.push(Reason::word("relation", stance.word()));
    Draft {
        severity: if stance >= Stance::NoContact {
            Severity::Major
        } else {
            Severity::Minor
        },
        title: format!("Edges of {} and {} do not match", a.name(), b.name()),
        message,
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![holder_a, holder_b],
        measures,
        geometry: Some(geometry),
        at,
        value,
        why,
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, area, lines, place};

    /// A and B side by side, B's western edge moved east by some metres.
    fn apart(metres: f64) -> Sketch {
        let x = 2.0 + metres / 1000.0;
        Sketch::of(&[&["AABB", "AABB"]]).sector_with("B", |sector| {
            sector.area = area(&[(x, 0.0), (4.0, 0.0), (4.0, 2.0), (x, 2.0)]);
        })
    }

    #[test]
    fn edges_that_run_apart_are_found_between_the_snapping_and_the_sliver_width() {
        assert!(apart(0.0).findings("A02").is_empty());
        assert!(apart(4.0).findings("A02").is_empty());
        assert_eq!(apart(20.0).findings("A02"), ["A02 A B: 2.00 km, minor"]);
        assert!(apart(52.0).findings("A02").is_empty());
    }

    #[test]
    fn a_narrow_overlap_is_a_mismatch_and_said_once() {
        assert_eq!(apart(-20.0).findings("A02"), ["A02 A B: 39,992 m², minor"]);
        assert!(apart(-20.0).findings("A01").is_empty());
        assert!(apart(-60.0).findings("A02").is_empty());
        assert_eq!(apart(-60.0).findings("A01").len(), 1);
    }

    #[test]
    fn below_the_smallest_length_nothing_is_said() {
        let of = |metres| {
            let name = "mismatch_length_m".to_owned();
            apart(20.0)
                .with(&Edit::SetThreshold { name, value: metres })
                .findings("A02")
        };
        assert_eq!(of(1_990).len(), 1);
        assert_eq!(of(2_010).len(), 0);
    }

    #[test]
    fn from_no_contact_on_it_is_major() {
        let of = |state| apart(20.0).relation('A', 'B', state).findings("A02");
        assert_eq!(of(RelationState::NoContact), ["A02 A B: 2.00 km, major"]);
        assert_eq!(of(RelationState::Unknown), ["A02 A B: 2.00 km, minor"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        let sketch = apart(20.0);
        let subjects = vec![sketch.sector_id("A").into(), sketch.sector_id("B").into()];
        let at = Some(place(2.01, 1.0));
        let waived = sketch.with(&Edit::Waive(Waiver::of(
            "A02",
            subjects,
            at,
            2_000.0,
            "Survey",
            "the canal",
        )));
        assert_eq!(waived.findings("A02"), ["A02 A B: 2.00 km, minor, waived"]);
    }

    #[test]
    fn making_the_edges_match_resolves_it_either_way() {
        for metres in [20.0, -20.0, 45.0] {
            let sketch = apart(metres);
            let report = check(sketch.plan(), None);
            let finding = report
                .findings
                .iter()
                .find(|finding| finding.code == "A02")
                .unwrap();
            let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
            assert_eq!(fixes.len(), 2);
            for fix in fixes {
                assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
                let fixed = fix.edit.apply(sketch.plan()).unwrap();
                assert!(
                    lines(&fixed, &check(&fixed, None), "A02").is_empty(),
                    "{}",
                    fix.title
                );
            }
        }
    }
}
