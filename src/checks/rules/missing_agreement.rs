//! K01: neighbours, or parties on the same ground, without an agreement.
//!
//! Agreements that exist and are not in force when needed are K02's; acceptance is K03's.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Ground, Pair, Part, Situation, Spans, Stance, frame_of, merged};
use super::super::{Reason, wording};
use super::missing_boundary::is_adjacent;
use super::overlapping_responsibility::{conflicts, parts};
use crate::geometry::{Frame, Geometry, Position, length_m, point_along};
use crate::model::{AnyId, Id, Level, Sector, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K01",
    name: "missing-agreement",
    title: "Overlap or adjacency without agreement",
    summary: "Checks for parties that share ground or an edge without an agreement in force that covers it.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "agreement_cover_permille",
        "adjacent_length_m",
        "sliver_width_m",
        "min_overlap_m2",
        "snap_m",
    ],
    source: "Entente: what covers ground; the shares are defaults",
    check,
    fixes: super::super::fixes::agreement::proposals,
};

const PAGE: &str = "\
## What it finds

Two sectors of primary roles whose holders stand to each other as neutral or worse, and that overlap (as in A01) \
or are adjacent (as in B01, with or without a boundary): they share at least `min_overlap_m2`, or face each other \
within `sliver_width_m` over more than `adjacent_length_m`, where no agreements in force that list both cover it. \
An overlap is covered where shared ground, or a clause that one of the two holds the ground, reaches at least \
`agreement_cover_permille` of its area. An edge is covered where a separation line runs within twice `snap_m` of \
that share of its length, or where clauses say for both sectors who holds them.

An agreement is in force while every listed party has accepted, it is valid, its preconditions are met, and a \
channel between its parties works. Where agreements would cover it but are not in force, K02 says since when and \
why. Major for neutral and unknown, critical from no contact on.

## Why it matters

Forces that distrust each other have fought side by side for weeks on an understanding of who should be where. \
It held as long as both sides understood the same. What nobody wrote down, nobody can point to on the day it \
breaks.

## Example

The militia's sector meets the division's along 6 km. Both know that the militia will not enter the city; \
nothing says so.

## What to do

Write down what is understood, and get it accepted. Entente drafts the agreement from the geometry: shared \
ground for an overlap, a separation along the boundary or who holds which side for an edge.

## Source

A rule of Entente's own: the root of the product. The shares are defaults.
";

/// What the agreements on some ground lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) enum Lack {
    /// None that is in force covers it, whatever others there are.
    Cover,
    /// There are agreements that would cover it, but they are not in force.
    Force,
}

/// What is not covered in a stretch of time.
#[derive(Clone, Copy)]
pub(in crate::checks) struct Case<'s> {
    /// The holder of the first sector, and that of the second.
    pub holders: (Id<Stakeholder>, Id<Stakeholder>),
    /// How the two stand to each other.
    pub stance: Stance,
    /// What is not covered.
    pub ground: Uncovered<'s>,
}

/// The ground or edge that no agreement covers.
#[derive(Clone, Copy)]
pub(in crate::checks) enum Uncovered<'s> {
    /// The parts that are not covered: their area, and the largest.
    Overlap(f64, &'s Part),
    /// The edge's length.
    Edge(f64),
    /// What they share could not be computed.
    Undecided,
}

impl Uncovered<'_> {
    /// Returns how large it is, for comparing cases.
    pub fn size(self) -> u64 {
        match self {
            Self::Overlap(area_m2, _) => area_m2 as u64,
            Self::Edge(length_m) => length_m as u64,
            Self::Undecided => u64::MAX,
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for pair in &situation.pairs {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        let cases = cases(situation, pair, a, b, Lack::Cover);
        for (run, case) in merged(cases, |case| (case.stance, case.ground.size())) {
            findings.add(draft(situation, pair, (a, b), &case, run));
        }
    }
}

/// Returns when two sectors need an agreement that is lacking in that way.
pub(in crate::checks) fn cases<'s>(
    situation: &'s Situation<'_>,
    pair: &'s Pair,
    a: &Ground<'_>,
    b: &Ground<'_>,
    lack: Lack,
) -> Vec<(Range<u32>, Case<'s>)> {
    let adjacent = is_adjacent(situation, pair);
    let shared: Vec<&Part> = match &pair.overlap {
        Ok(overlap) => parts(situation, &overlap.parts).collect(),
        Err(_) => Vec::new(),
    };
    if !adjacent && shared.is_empty() && pair.overlap.is_ok() {
        return Vec::new();
    }
    let mut cases = Vec::new();
    for (contested, contests) in pair.contests.runs() {
        for contest in contests {
            let holders = (contest.a, contest.b);
            let stances = situation.parties.stance(contest.a, contest.b);
            let distant = stances.spans(|stance| *stance >= Stance::Neutral);
            let when = distant.and(&Spans::of(contested.clone()));
            if when.is_empty() {
                continue;
            }
            let overlapping = conflicts(situation, a, b, holders);
            let covered: Vec<(&Part, Spans)> = shared
                .iter()
                .map(|part| (*part, content_overlap(situation, holders, part, lack)))
                .collect();
            let edge_covered = if adjacent {
                let sides = [(a.id, contest.a), (b.id, contest.b)];
                let frame = frame_of(&[&a.shape, &b.shape]);
                content_edge(situation, sides, pair, &frame, lack)
            } else {
                situation.slices.all()
            };
            let cuts = stances
                .cuts()
                .chain(overlapping.cuts())
                .chain(edge_covered.cuts());
            let cuts = cuts.chain(covered.iter().flat_map(|(_, cover)| cover.cuts()));
            for run in when.pieces(cuts) {
                let slice = run.start;
                let open: Vec<&Part> = covered
                    .iter()
                    .filter(|(_, cover)| overlapping.contains(slice) && !cover.contains(slice))
                    .map(|(part, _)| *part)
                    .collect();
                let area_m2 = open.iter().map(|part| part.area_m2).sum();
                let largest = open.into_iter().max_by(|a, b| a.area_m2.total_cmp(&b.area_m2));
                let ground = match largest {
                    Some(largest) => Uncovered::Overlap(area_m2, largest),
                    None if lack == Lack::Cover && pair.overlap.is_err() && overlapping.contains(slice) => {
                        Uncovered::Undecided
                    }
                    None if !edge_covered.contains(slice) => Uncovered::Edge(pair.edge.length_m),
                    None => continue,
                };
                let stance = stances.at(slice).copied().unwrap_or(Stance::Unknown);
                cases.push((
                    run,
                    Case {
                        holders,
                        stance,
                        ground,
                    },
                ));
            }
        }
    }
    cases
}

/// Returns the slices in which an overlap does not lack that.
fn content_overlap(
    situation: &Situation<'_>,
    holders: (Id<Stakeholder>, Id<Stakeholder>),
    part: &Part,
    lack: Lack,
) -> Spans {
    let (agreements, grounds) = (&situation.agreements, &situation.grounds);
    if lack == Lack::Force && !agreements.would_cover_overlap(holders, &part.shape, grounds) {
        return situation.slices.all();
    }
    agreements.cover_overlap(holders, &part.shape, grounds)
}

/// Returns the slices in which an edge does not lack that.
fn content_edge(
    situation: &Situation<'_>,
    sides: [(Id<Sector>, Id<Stakeholder>); 2],
    pair: &Pair,
    frame: &Frame,
    lack: Lack,
) -> Spans {
    let edge = &pair.edge.paths;
    if lack == Lack::Force && !situation.agreements.would_cover_edge(sides, edge, frame) {
        return situation.slices.all();
    }
    situation.agreements.cover_edge(sides, edge, frame)
}

/// What a finding says of the ground that is not covered.
pub(in crate::checks) struct Extent {
    /// `share 4.00 km²`.
    pub words: String,
    /// In SI units.
    pub measures: Vec<(&'static str, f64)>,
    /// The part or edge.
    pub geometry: Option<Geometry>,
    /// A point on it.
    pub at: Option<Position>,
    /// One number that grows with it.
    pub value: f64,
    /// The row with its limit.
    pub size: Reason,
}

/// Returns what there is to say of uncovered ground.
pub(in crate::checks) fn extent(situation: &Situation<'_>, pair: &Pair, ground: Uncovered<'_>) -> Extent {
    let limits = situation.thresholds();
    let (words, measures, geometry, at, value, size) = match ground {
        Uncovered::Overlap(area_m2, part) => (
            format!("share {}", wording::area(area_m2)),
            vec![("area_m2", area_m2)],
            Some(Geometry::Area(part.shape.to_area())),
            part.circle().map(|circle| circle.center),
            area_m2,
            Reason::number(
                "shared area not covered",
                area_m2,
                Some(f64::from(limits.min_overlap_m2)),
                "m²",
            ),
        ),
        Uncovered::Edge(length) => {
            let edge = pair.edge.longest().cloned().unwrap_or_default();
            (
                format!("meet along {}", wording::length(length)),
                vec![("length_m", length)],
                Some(Geometry::Path(edge.clone())),
                point_along(&edge, length_m(&edge) / 2.0),
                length,
                Reason::number(
                    "edge not covered",
                    length,
                    Some(f64::from(limits.adjacent_length_m)),
                    "m",
                ),
            )
        }
        Uncovered::Undecided => (
            "share ground that could not be computed".to_owned(),
            Vec::new(),
            None,
            None,
            1.0,
            Reason::word("comparison of the two shapes", "cannot decide: treat as conflict"),
        ),
    };
    Extent {
        words,
        measures,
        geometry,
        at,
        value,
        size,
    }
}

/// Returns how bad it is to lack an agreement.
pub(in crate::checks) fn severity(stance: Stance) -> Severity {
    if stance >= Stance::NoContact {
        Severity::Critical
    } else {
        Severity::Major
    }
}

fn draft(
    situation: &Situation<'_>,
    pair: &Pair,
    (a, b): (&Ground<'_>, &Ground<'_>),
    case: &Case<'_>,
    run: Range<u32>,
) -> Draft {
    let percent = f64::from(situation.thresholds().agreement_cover_permille) / 10.0;
    let extent = extent(situation, pair, case.ground);
    let (holder_a, holder_b) = case.holders;
    Draft {
        severity: severity(case.stance),
        title: format!(
            "No agreement between {} and {}",
            situation.label(holder_a),
            situation.label(holder_b)
        ),
        message: format!(
            "{} ({}) and {} ({}) {}{}, and no agreement covers at least {percent:.0} % of it. {}.",
            a.name(),
            situation.label(holder_a),
            b.name(),
            situation.label(holder_b),
            extent.words,
            wording::when(situation, &run),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![holder_a, holder_b],
        measures: extent.measures,
        geometry: extent.geometry,
        at: extent.at,
        value: extent.value,
        why: vec![
            extent.size,
            Reason::word_against(
                "agreement that covers it",
                "none",
                format!("at least {percent:.0} %"),
            ),
            Reason::word("relation", case.stance.word()),
        ],
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Boundary, ChannelState, Clause, Edit, Id, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, party, place};

    fn neighbours() -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]]).liaison('A', 'B')
    }

    fn overlapping() -> Sketch {
        Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]]).liaison('A', 'B')
    }

    fn holds(sketch: &Sketch, letter: char) -> Clause {
        Clause::HoldsGround {
            who: party(letter),
            sectors: vec![sketch.sector_id(&letter.to_string())],
        }
    }

    #[test]
    fn strangers_and_worse_need_an_agreement() {
        assert_eq!(neighbours().findings("K01"), ["K01 A B: 2.00 km, major"]);
        assert_eq!(overlapping().findings("K01"), ["K01 A B: 4.00 km², major"]);
        let of = |state| overlapping().relation('A', 'B', state).findings("K01");
        assert!(of(RelationState::Cooperating).is_empty());
        assert_eq!(of(RelationState::NoContact), ["K01 A B: 4.00 km², critical"]);
        assert!(neighbours().adversary('B').findings("K01").is_empty());
    }

    #[test]
    fn an_overlap_is_covered_by_one_who_holds_it() {
        let sketch = overlapping();
        let covered = sketch.clone().agreement(&['A', 'B'], vec![holds(&sketch, 'B')]);
        assert!(covered.findings("K01").is_empty());
        let third = sketch
            .clone()
            .party('C')
            .agreement(&['A', 'C'], vec![holds(&sketch, 'A')]);
        assert_eq!(third.findings("K01").len(), 1);
        let shared = Clause::SharedGround {
            sector: sketch.sector_id("A"),
            lead: party('A'),
        };
        assert!(
            sketch
                .agreement(&['A', 'B'], vec![shared])
                .findings("K01")
                .is_empty()
        );
    }

    #[test]
    fn an_edge_is_covered_by_both_sides_or_a_separation_along_it() {
        let sketch = neighbours();
        let one = sketch.clone().agreement(&['A', 'B'], vec![holds(&sketch, 'A')]);
        assert_eq!(one.findings("K01").len(), 1);
        let both = sketch
            .clone()
            .agreement(&['A', 'B'], vec![holds(&sketch, 'A'), holds(&sketch, 'B')]);
        assert!(both.findings("K01").is_empty());
        let separated = |from: f64| {
            let sketch = neighbours().boundary('B', 'A', &[(2.0, from), (2.0, 2.0)]);
            let along = Id::<Boundary>::from_bits(1).into();
            let clause = Clause::Separation {
                along,
                stand_off_m: None,
            };
            sketch.agreement(&['A', 'B'], vec![clause]).findings("K01").len()
        };
        assert_eq!(separated(0.0), 0);
        assert_eq!(separated(0.03), 0);
        assert_eq!(separated(0.06), 1);
    }

    #[test]
    fn an_agreement_needs_a_channel_and_its_preconditions() {
        let agreed = |sketch: Sketch| {
            let clauses = vec![holds(&sketch, 'A'), holds(&sketch, 'B')];
            sketch.agreement(&['A', 'B'], clauses)
        };
        let silent = Sketch::of(&[&["AABB", "AABB"]]);
        assert_eq!(agreed(silent.clone()).findings("K01").len(), 1);
        let down = silent.channel(
            'A',
            'B',
            crate::model::ChannelMode::Hotline,
            ChannelState::Unknown,
        );
        assert_eq!(agreed(down).findings("K01").len(), 1);
        let conditional = agreed(neighbours()).agreement_with(1, |agreement| {
            agreement.preconditions = vec![crate::model::Precondition::new("withdrawal done".to_owned())];
        });
        assert_eq!(conditional.findings("K01").len(), 1);
        let met = conditional.agreement_with(1, |agreement| agreement.preconditions[0].met = true);
        assert!(met.findings("K01").is_empty());
    }

    #[test]
    fn when_it_lapses_the_rest_of_the_time_is_uncovered() {
        let sketch = neighbours().phases(&[("P1", 24), ("P2", 24)]);
        let clauses = vec![holds(&sketch, 'A'), holds(&sketch, 'B')];
        let lapsing = sketch
            .agreement(&['A', 'B'], clauses)
            .agreement_with(1, |agreement| {
                agreement.when.until = Some(30 * 60);
            });
        let report = check(lapsing.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "K01")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(30 * 60), Some(48 * 60))
        );
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![
            neighbours().sector_id("A").into(),
            neighbours().sector_id("B").into(),
        ];
        let waiver = Waiver::of(
            "K01",
            subjects,
            Some(place(2.0, 1.0)),
            2_000.0,
            "Both",
            "being talked about",
        );
        let waived = neighbours().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("K01"), ["K01 A B: 2.00 km, major, waived"]);
    }

    #[test]
    fn a_draft_is_a_next_step_that_asks_for_acceptance() {
        for sketch in [neighbours(), overlapping()] {
            let report = check(sketch.plan(), None);
            let finding = report
                .findings
                .iter()
                .find(|finding| finding.code == "K01")
                .unwrap();
            let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
            assert_eq!(fixes.len(), 1);
            let FixKind::NextStep { raises } = &fixes[0].kind else {
                panic!("nobody has accepted yet");
            };
            assert!(
                raises.iter().any(|raised| raised.starts_with("K03 ")),
                "{raises:?}"
            );
            let drafted = sketch.with(&fixes[0].edit);
            let id = drafted.plan().agreements.ids().next().unwrap();
            let accepted = drafted.update(id, |agreement: &mut crate::model::Agreement| {
                for party in &mut agreement.parties {
                    party.state = crate::model::Acceptance::Accepted;
                }
            });
            assert!(accepted.findings("K01").is_empty());
        }
    }
}
