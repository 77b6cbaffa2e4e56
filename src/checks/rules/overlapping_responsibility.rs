//! A01: two parties answer for the same ground.
//!
//! Slivers are A02's, missing agreements K01's, missing liaison L01's: this rule looks at the ground.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::severity::{Modifiers, computed};
use super::super::situation::{Contact, Ground, Pair, Part, Situation, Spans, Stance, merged};
use super::super::{Reason, wording};
use crate::geometry::{Geometry, Undecided, area_m2};
use crate::model::{AnyId, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A01",
    name: "overlapping-responsibility",
    title: "Overlapping responsibility",
    summary: "Checks for ground that two parties answer for at the same time.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "min_overlap_m2",
        "sliver_width_m",
        "agreement_cover_permille",
        "people_near_m",
        "moving_force_near_m",
    ],
    source: "US Army FM 3-90, Tactics: areas of operations and boundaries; thresholds are defaults of Entente",
    check,
    fixes: super::super::fixes::overlap::proposals,
};

const PAGE: &str = "\
## What it finds

Two sectors of primary roles (assault, hold, screen, stabilise, caretaker) whose holders differ, do not \
stand in one chain of command, and hold them at the same time, where they share a connected part of at \
least `min_overlap_m2` that is not a sliver (its largest inscribed circle is `sliver_width_m` across or more). \
Each part is a finding. Not counted is ground of a sector that is declared shared where the other holder \
leads or supports in it, and ground of an adversary.

The severity starts from how the two stand to each other: info for one chain of command, minor for allied and \
cooperating, major for neutral and unknown, critical from no contact on. It is eased by an agreement in force \
that covers the part (at least `agreement_cover_permille`), by a lead, and by half a step by liaison; it is \
worsened where there is no working channel, where armed forces of both march within `moving_force_near_m`, and \
where people are within `people_near_m`. An agreement never makes it less than minor between parties that are \
not in one chain of command.

## Why it matters

Where two commanders may order fire and movement on the same ground, neither knows who is in front of his \
guns. Most fratricide between partners happens on ground that both believed was theirs.

## Example

The Golden Division holds the south of the city until H+24 h. The militia's sector to the north-west reaches \
3.20 km² into it in phase P3. They are rivals, and nothing is agreed: critical.

## What to do

Move one edge so that the two meet, declare the sector shared and name who leads, hold the ground at different \
times, or draft an agreement that says who holds it. Entente offers to cut either sector by the other and to \
declare one shared; it draws the boundary along the new edge.

## Source

US Army FM 3-90, *Tactics*: an area of operations has one commander; boundaries belong to one side. The \
thresholds and the steps of severity are defaults of Entente.
";

/// One stretch of time in which a part is contested.
struct Case<'s, 'a> {
    a: &'s Ground<'a>,
    b: &'s Ground<'a>,
    holders: (Id<Stakeholder>, Id<Stakeholder>),
    stance: Stance,
    modifiers: Modifiers,
    severity: Severity,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for pair in &situation.pairs {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        match &pair.overlap {
            Ok(overlap) => {
                for part in parts(situation, &overlap.parts) {
                    for (run, case) in cases(situation, pair, a, b, Some(part)) {
                        findings.add(draft(situation, &case, part, run));
                    }
                }
            }
            Err(Undecided) => {
                for (run, case) in cases(situation, pair, a, b, None) {
                    findings.add(undecided(situation, &case, run));
                }
            }
        }
    }
}

/// Returns the parts of an overlap that count: large enough, and no slivers.
pub(in crate::checks) fn parts<'p>(
    situation: &Situation<'_>,
    parts: &'p [Part],
) -> impl Iterator<Item = &'p Part> {
    let least_m2 = f64::from(situation.thresholds().min_overlap_m2);
    let width_m = f64::from(situation.thresholds().sliver_width_m);
    parts
        .iter()
        .filter(move |part| part.area_m2 >= least_m2 && !part.is_sliver(width_m))
}

/// Returns when two holders of a pair's sectors are in conflict over an overlap: not in one chain of
/// command, and neither sector shared with the other.
pub(in crate::checks) fn conflicts(
    situation: &Situation<'_>,
    a: &Ground<'_>,
    b: &Ground<'_>,
    holders: (Id<Stakeholder>, Id<Stakeholder>),
) -> Spans {
    if a.shares_with(holders.1) || b.shares_with(holders.0) {
        return Spans::never();
    }
    situation
        .parties
        .stance(holders.0, holders.1)
        .spans(|stance| *stance != Stance::Same)
}

/// Returns the stretches of time in which the two are in conflict over a part (`None`: it could not be
/// told which), each with its worst.
fn cases<'s, 'a>(
    situation: &'s Situation<'a>,
    pair: &'s Pair,
    a: &'s Ground<'a>,
    b: &'s Ground<'a>,
    part: Option<&Part>,
) -> Vec<(Range<u32>, Case<'s, 'a>)> {
    let mut runs: Vec<(Range<u32>, Case<'s, 'a>)> = Vec::new();
    let people = part.map_or_else(Spans::never, |part| situation.people_near(part).0);
    for (contested, contests) in pair.contests.runs() {
        for contest in contests {
            let holders = (contest.a, contest.b);
            let conflict = conflicts(situation, a, b, holders).and(&Spans::of(contested.clone()));
            if conflict.is_empty() {
                continue;
            }
            let stance = situation.parties.stance(contest.a, contest.b);
            let contact = situation.parties.contact(contest.a, contest.b);
            let near = |party| part.map_or_else(Spans::never, |part| situation.marching_near(party, part));
            let both_march = near(contest.a).and(&near(contest.b));
            let covered = part.map_or_else(Spans::never, |part| {
                situation
                    .agreements
                    .cover_overlap(holders, &part.shape, &situation.grounds)
            });
            let cuts = stance.cuts().chain(contact.cuts());
            let cuts = cuts
                .chain(both_march.cuts())
                .chain(covered.cuts())
                .chain(people.cuts());
            for run in conflict.pieces(cuts) {
                let slice = run.start;
                let modifiers = Modifiers {
                    covered: covered.contains(slice),
                    lead: names_lead(a) || names_lead(b),
                    contact: contact.at(slice).copied().unwrap_or(Contact::None),
                    both_march: both_march.contains(slice),
                    people: people.contains(slice),
                };
                let stance = stance.at(slice).copied().unwrap_or(Stance::Unknown);
                let case = Case {
                    a,
                    b,
                    holders,
                    stance,
                    modifiers,
                    severity: computed(stance, modifiers),
                };
                runs.push((run, case));
            }
        }
    }
    merged(runs, |case| (case.severity, case.stance))
}

fn names_lead(ground: &Ground<'_>) -> bool {
    ground.sector.shared && ground.sector.lead.is_some()
}

fn draft(situation: &Situation<'_>, case: &Case<'_, '_>, part: &Part, run: Range<u32>) -> Draft {
    let Case { a, b, .. } = case;
    let limits = situation.thresholds();
    let (area_a, area_b) = (area_m2(&a.shape), area_m2(&b.shape));
    let percent = |whole: f64| {
        if whole > 0.0 {
            100.0 * part.area_m2 / whole
        } else {
            0.0
        }
    };
    let hours = situation
        .interval_of(&run)
        .minutes()
        .map(|minutes| minutes as f64 / 60.0);
    let width_m = part.circle().map_or(0.0, |circle| 2.0 * circle.radius_m);
    let mut measures = vec![
        ("area_m2", part.area_m2),
        ("percent_of_a", percent(area_a)),
        ("percent_of_b", percent(area_b)),
        ("width_m", width_m),
    ];
    measures.extend(hours.map(|hours| ("hours", hours)));
    let mut why = vec![
        Reason::number(
            "shared area",
            part.area_m2,
            Some(f64::from(limits.min_overlap_m2)),
            "m²",
        ),
        Reason::number(
            "width of the shared area",
            width_m,
            Some(f64::from(limits.sliver_width_m)),
            "m",
        ),
    ];
    why.extend(case.modifiers.reasons(case.stance));
    let people = situation.people_near(part).1;
    if case.modifiers.people && !people.is_empty() {
        let names: Vec<&str> = people.iter().map(|site| site.site.name.as_str()).collect();
        why.push(Reason::word("sites near", wording::joined(&names)));
    }
    Draft {
        severity: case.severity,
        title: format!("{} and {} overlap", a.name(), b.name()),
        message: format!(
            "{} and {} both answer for {}{}: {:.0} % of {} and {:.0} % of {}. {}, {}, {}; at least {} counts.",
            situation.label(case.holders.0),
            situation.label(case.holders.1),
            wording::area(part.area_m2),
            wording::when(situation, &run),
            percent(area_a),
            a.name(),
            percent(area_b),
            b.name(),
            wording::capital(case.stance.word()),
            if case.modifiers.covered {
                "covered by an agreement"
            } else {
                "no agreement in force"
            },
            case.modifiers.contact.words(),
            wording::area(f64::from(limits.min_overlap_m2)),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![case.holders.0, case.holders.1],
        measures,
        geometry: Some(Geometry::Area(part.shape.to_area())),
        at: part.circle().map(|circle| circle.center),
        value: part.area_m2,
        why,
        time: Time::Run(run),
    }
}

/// A pair whose overlap could not be computed reliably is a conflict until somebody has looked.
fn undecided(situation: &Situation<'_>, case: &Case<'_, '_>, run: Range<u32>) -> Draft {
    let Case { a, b, .. } = case;
    let smaller = if area_m2(&a.shape) <= area_m2(&b.shape) {
        a
    } else {
        b
    };
    let at = smaller.bounds.map(crate::geometry::Bounds::center);
    Draft {
        severity: case.severity.max(Severity::Major),
        title: format!("Cannot decide whether {} and {} overlap", a.name(), b.name()),
        message: format!(
            "The shapes of {} ({}) and {} ({}) could not be compared reliably{}: treat them as in conflict \
             until their outlines are redrawn.",
            a.name(),
            situation.label(case.holders.0),
            b.name(),
            situation.label(case.holders.1),
            wording::when(situation, &run),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![case.holders.0, case.holders.1],
        measures: Vec::new(),
        geometry: Some(Geometry::Area(smaller.sector.area.clone())),
        at,
        value: area_m2(&smaller.shape),
        why: vec![Reason::word("comparison of the two shapes", "cannot decide")],
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Clause, Edit, RelationState, SectorRole, SiteKind, Waiver};
    use crate::testing::sketch::{Sketch, lines, party, path, place};

    fn overlapping() -> Sketch {
        Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]])
    }

    #[test]
    fn two_holders_claim_the_same_ground() {
        assert_eq!(overlapping().findings("A01"), ["A01 A B: 4.00 km², critical"]);
        assert_eq!(
            overlapping().liaison('A', 'B').findings("A01"),
            ["A01 A B: 4.00 km², major"]
        );
    }

    #[test]
    fn the_value_is_the_shared_area_and_the_shares_are_of_each_sector() {
        let report = check(overlapping().plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A01")
            .unwrap();
        assert!((finding.value - 4e6).abs() < 100.0);
        assert!((finding.measure("percent_of_a").unwrap() - 50.0).abs() < 1e-3);
        assert_eq!(
            finding.message,
            "A and B both answer for 4.00 km²: 50 % of A and 50 % of B. Relation unknown, no agreement in \
             force, no working channel; at least 2,500 m² counts."
        );
        assert_eq!(finding.who_must_act, ["A", "B"]);
    }

    #[test]
    fn just_below_the_smallest_area_nothing_is_said() {
        let limit = |value| {
            let name = "min_overlap_m2".to_owned();
            overlapping().with(&Edit::SetThreshold { name, value })
        };
        assert_eq!(limit(4_000_100).findings("A01").len(), 0);
        assert_eq!(limit(3_999_900).findings("A01").len(), 1);
    }

    #[test]
    fn each_connected_part_is_a_finding_and_a_corner_does_not_connect() {
        let sketch = Sketch::of(&[&["AAAA", "AAAA", "AAAA"], &["B..B", ".B..", "...."]]);
        assert_eq!(
            sketch.liaison('A', 'B').findings("A01"),
            [
                "A01 A B: 1.00 km², major",
                "A01 A B: 1.00 km², major",
                "A01 A B: 1.00 km², major"
            ]
        );
    }

    #[test]
    fn the_relation_sets_the_severity() {
        let of = |state| {
            overlapping()
                .liaison('A', 'B')
                .relation('A', 'B', state)
                .findings("A01")
        };
        assert_eq!(of(RelationState::Cooperating), ["A01 A B: 4.00 km², minor"]);
        assert_eq!(of(RelationState::Neutral), ["A01 A B: 4.00 km², major"]);
        assert_eq!(of(RelationState::Rival), ["A01 A B: 4.00 km², critical"]);
        let both = overlapping()
            .liaison('A', 'B')
            .relation('A', 'B', RelationState::Allied)
            .relation('B', 'A', RelationState::Neutral);
        assert_eq!(both.findings("A01"), ["A01 A B: 4.00 km², major"]);
    }

    #[test]
    fn one_chain_of_command_the_adversary_and_layers_are_no_conflict() {
        assert!(overlapping().answers_to('A', 'B').findings("A01").is_empty());
        assert!(overlapping().adversary('B').findings("A01").is_empty());
        let layer = overlapping().sector_with("B", |sector| sector.role = SectorRole::Humanitarian);
        assert!(layer.findings("A01").is_empty());
        let siblings = overlapping()
            .liaison('A', 'B')
            .answers_to('A', 'X')
            .answers_to('B', 'X');
        assert_eq!(siblings.findings("A01"), ["A01 A B: 4.00 km², minor"]);
    }

    #[test]
    fn shared_ground_with_its_lead_is_no_conflict() {
        let shared = |lead| {
            overlapping().sector_with("A", |sector| {
                sector.shared = true;
                sector.lead = Some(party(lead));
            })
        };
        assert!(shared('B').findings("A01").is_empty());
        // A lead of its own does not make the other a part of it, but eases it.
        assert_eq!(
            shared('A').liaison('A', 'B').findings("A01"),
            ["A01 A B: 4.00 km², minor"]
        );
    }

    #[test]
    fn an_agreement_in_force_eases_it_and_a_lapsed_one_does_not() {
        let with = |sectors: &[&str]| {
            let sketch = overlapping()
                .liaison('A', 'B')
                .relation('A', 'B', RelationState::Rival);
            let sectors = sectors.iter().map(|name| sketch.sector_id(name)).collect();
            let who = party('A');
            sketch.agreement(&['A', 'B'], vec![Clause::HoldsGround { who, sectors }])
        };
        assert_eq!(with(&["A"]).findings("A01"), ["A01 A B: 4.00 km², major"]);
        assert_eq!(with(&[]).findings("A01"), ["A01 A B: 4.00 km², critical"]);
        let hearsay = with(&["A"]).agreement_with(1, |agreement| {
            agreement.parties[1].evidence = Some(crate::model::Evidence::Reported);
        });
        assert_eq!(hearsay.findings("A01"), ["A01 A B: 4.00 km², critical"]);
    }

    #[test]
    fn people_near_and_marching_forces_make_it_worse() {
        let calm = overlapping()
            .liaison('A', 'B')
            .relation('A', 'B', RelationState::Allied);
        assert_eq!(calm.findings("A01"), ["A01 A B: 4.00 km², minor"]);
        let people = calm.clone().site("Camp", SiteKind::Camp, 3.0, 2.9);
        assert_eq!(people.findings("A01"), ["A01 A B: 4.00 km², major"]);
        let far = calm.clone().site("Camp", SiteKind::Camp, 3.0, 3.1);
        assert_eq!(far.findings("A01"), ["A01 A B: 4.00 km², minor"]);
        let march = |sketch: Sketch, letter: char| {
            sketch
                .force(&format!("{letter} column"), letter, 2.0, -0.5)
                .force_with(&format!("{letter} column"), |force| {
                    force.moves = vec![crate::model::Move::new(
                        path(&[(0.0, -0.5), (3.0, -0.5)]),
                        60,
                        120,
                    )];
                })
        };
        let one = march(calm.clone(), 'A');
        assert_eq!(one.findings("A01"), ["A01 A B: 4.00 km², minor"]);
        assert_eq!(march(one, 'B').findings("A01"), ["A01 A B: 4.00 km², major"]);
    }

    #[test]
    fn adjacent_phases_are_one_finding_and_a_pause_makes_two() {
        let sketch = overlapping()
            .liaison('A', 'B')
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)]);
        let joined = check(sketch.clone().in_phases("A", &[1, 2]).plan(), None);
        let finding = joined
            .findings
            .iter()
            .find(|finding| finding.code == "A01")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(0), Some(48 * 60))
        );
        assert_eq!(finding.phases.len(), 2);
        assert!(finding.message.contains(" in P1 and P2"), "{}", finding.message);
        assert_eq!(sketch.clone().in_phases("A", &[1, 3]).findings("A01").len(), 2);
        assert!(
            sketch
                .in_phases("A", &[1])
                .in_phases("B", &[2])
                .findings("A01")
                .is_empty()
        );
    }

    #[test]
    fn a_handover_changes_who_is_in_conflict() {
        let sketch = overlapping().liaison('A', 'B').phases(&[("P1", 24), ("P2", 24)]);
        let handed = sketch.sector_with("B", |sector| {
            let mut handover = crate::model::Handover::new(party('A'), 24 * 60);
            handover.overlap_minutes = 60;
            sector.handovers = vec![handover];
        });
        let report = check(handed.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A01")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(0), Some(24 * 60))
        );
    }

    #[test]
    fn a_waiver_binds_the_part_with_its_point_while_it_does_not_grow() {
        let waived = |value: f64, at| {
            let sketch = overlapping().liaison('A', 'B');
            let subjects = vec![sketch.sector_id("B").into(), sketch.sector_id("A").into()];
            let mut waiver = Waiver::of("A01", subjects, at, value, "Joint operations", "lifted tomorrow");
            waiver.until = "2016-05-30".parse().ok();
            sketch.with(&Edit::Waive(waiver))
        };
        let here = Some(place(3.0, 1.0));
        assert_eq!(
            waived(4e6, here).findings("A01"),
            ["A01 A B: 4.00 km², major, waived"]
        );
        assert_eq!(
            waived(3.7e6, here).findings("A01"),
            ["A01 A B: 4.00 km², major, waived"]
        );
        assert_eq!(waived(3.6e6, here).findings("A01"), ["A01 A B: 4.00 km², major"]);
        assert_eq!(
            waived(4e6, Some(place(3.0, 2.9))).findings("A01"),
            ["A01 A B: 4.00 km², major, waived"]
        );
        assert_eq!(
            waived(4e6, Some(place(3.0, 3.1))).findings("A01"),
            ["A01 A B: 4.00 km², major"]
        );
        assert_eq!(waived(4e6, None).findings("A01"), ["A01 A B: 4.00 km², major"]);
        let as_of = |day: &str| {
            let plan = waived(4e6, here);
            lines(plan.plan(), &check(plan.plan(), day.parse().ok()), "A01")
        };
        assert_eq!(as_of("2016-05-30"), ["A01 A B: 4.00 km², major, waived"]);
        assert_eq!(as_of("2016-05-31"), ["A01 A B: 4.00 km², major"]);
    }

    #[test]
    fn cutting_either_sector_resolves_it_and_draws_the_boundary() {
        let sketch = overlapping().liaison('A', 'B');
        let checker = Checker::new();
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A01")
            .unwrap();
        let fixes = checker.fixes(sketch.plan(), &report, finding);
        let ids: Vec<_> = fixes
            .iter()
            .map(|fix| (fix.id, fix.kind == FixKind::Resolves))
            .collect();
        assert_eq!(
            ids,
            [
                ("cut-a-by-b", true),
                ("cut-b-by-a", true),
                ("share-a-leads", true),
                ("share-b-leads", true)
            ]
        );
        for fix in &fixes {
            let fixed = fix.edit.apply(sketch.plan()).unwrap();
            let after = check(&fixed, None);
            assert!(lines(&fixed, &after, "A01").is_empty(), "{}", fix.title);
            assert!(lines(&fixed, &after, "B01").is_empty(), "{}", fix.title);
        }
        let cut = fixes[0].edit.apply(sketch.plan()).unwrap();
        assert_eq!(cut.boundaries.len(), 1);
        assert_eq!(fixes[0].title, "Cut A by B");
    }
}
