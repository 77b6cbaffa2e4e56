//! F03: two armed forces that come nearer than their stand-off.
//!
//! Looks at forces only; whose ground they are on is F01's.

use std::ops::Range;

use super::super::fixes::force::move_clear;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::severity::{base, of_number};
use super::super::situation::{Presence, Situation, Spans, Stance, Stay, merged, nearest_approach};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Geometry, Index, Path, Position, distance_m};
use crate::model::{AnyId, Id, Level, Stakeholder, Thresholds};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "F03",
    name: "stand-off-breach",
    title: "Stand-off breach",
    summary: "Checks for armed forces that come nearer to each other than their relation allows.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "stand_off_allied_m",
        "stand_off_cooperating_m",
        "stand_off_neutral_m",
        "stand_off_unknown_m",
        "stand_off_no_contact_m",
        "stand_off_rival_m",
        "stand_off_hostile_m",
    ],
    source: "Entente: the distances are defaults, to be set by the parties",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two armed forces of different parties whose distance falls below the stand-off of their relation at any time: \
none in one chain of command, `stand_off_allied_m`, `stand_off_cooperating_m`, `stand_off_neutral_m`, \
`stand_off_unknown_m`, `stand_off_no_contact_m`, `stand_off_rival_m`, `stand_off_hostile_m`. A force on the march \
is followed along its path at even speed; so two columns on crossing roads are found where they are there \
together, and only then. A force stays where its last march ended until a placement says otherwise. Forces of an \
adversary are left out.

The severity is that of the relation; the value is how many metres are missing.

## Why it matters

Small-arms fire carries a kilometre, mortars five. Forces that do not trust each other and come closer than that \
answer each other's noise.

## Example

The column of the federal police passes the tribal force's checkpoint at 400 m. They are neutral: 1 km is wanted, \
600 m are missing.

## What to do

Let one wait or take another road, hold a contact point where they pass, or change the relation if it has become \
better. Entente proposes the nearest place that is far enough for a force that stands, on ground of its own party \
where there is some.

## Source

A rule of Entente's own. The distances are defaults; parties that agree on others set them in the plan's policy.
";

/// How near two forces come in a stretch of time.
struct Case {
    stance: Stance,
    limit_m: f64,
    distance_m: f64,
    places: (Position, Position),
}

impl Case {
    fn missing_m(&self) -> f64 {
        self.limit_m - self.distance_m
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let limits = situation.thresholds();
    let most_m = Stance::ALL
        .iter()
        .map(|stance| stand_off_m(limits, *stance))
        .fold(0.0, f64::max);
    let forces: Vec<(&Presence<'_>, Id<Stakeholder>)> = situation
        .forces
        .iter()
        .filter(|force| force.armed)
        .filter_map(|force| Some((force, force.party?)))
        .filter(|(_, party)| !situation.parties.is_adversary(*party))
        .collect();
    let grown = forces
        .iter()
        .map(|(force, _)| Some(force.bounds?.grown_m(most_m / 2.0 + 1.0)));
    let index = Index::of(grown);
    let different = |a: usize, b: usize| match (forces.get(a), forces.get(b)) {
        (Some((_, a)), Some((_, b))) => a != b,
        _ => false,
    };
    for (a, b) in index.pairs(different) {
        if let (Some(a), Some(b)) = (forces.get(a), forces.get(b)) {
            let cases = cases(situation, *a, *b);
            for (run, case) in merged(cases, |case| (base(case.stance), missing_key(case))) {
                findings.add(draft(situation, *a, *b, &case, run));
            }
        }
    }
}

/// Missing metres as a whole number of millimetres, so that cases can be ordered.
fn missing_key(case: &Case) -> i64 {
    (case.missing_m() * 1000.0) as i64
}

/// Returns the stand-off of a relation in metres.
fn stand_off_m(limits: &Thresholds, stance: Stance) -> f64 {
    f64::from(match stance {
        Stance::Same => 0,
        Stance::Allied => limits.stand_off_allied_m,
        Stance::Cooperating => limits.stand_off_cooperating_m,
        Stance::Neutral => limits.stand_off_neutral_m,
        Stance::Unknown => limits.stand_off_unknown_m,
        Stance::NoContact => limits.stand_off_no_contact_m,
        Stance::Rival => limits.stand_off_rival_m,
        Stance::Hostile => limits.stand_off_hostile_m,
    })
}

fn cases(
    situation: &Situation<'_>,
    (a, party_a): (&Presence<'_>, Id<Stakeholder>),
    (b, party_b): (&Presence<'_>, Id<Stakeholder>),
) -> Vec<(Range<u32>, Case)> {
    let limits = situation.thresholds();
    let stances = situation.parties.stance(party_a, party_b);
    let mut cases = Vec::new();
    for (run_a, stay_a) in &a.stays {
        for (run_b, stay_b) in &b.stays {
            let both = run_a.start.max(run_b.start)..run_a.end.min(run_b.end);
            if both.start >= both.end || too_far(limits, *stay_a, *stay_b) {
                continue;
            }
            for run in Spans::of(both).pieces(stances.cuts()) {
                let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
                let limit_m = stand_off_m(limits, stance);
                // A march changes from slice to slice; who stands does not.
                let marching = matches!((stay_a, stay_b), (Stay::On(_), _) | (_, Stay::On(_)));
                let step = if marching { 1 } else { run.end - run.start };
                let mut start = run.start;
                while start < run.end {
                    let piece = start..(start + step).min(run.end);
                    start = piece.end;
                    let interval = situation.interval_of(&piece);
                    if let Some((distance_m, places)) = nearest_approach(*stay_a, *stay_b, interval)
                        && distance_m < limit_m
                    {
                        let case = Case {
                            stance,
                            limit_m,
                            distance_m,
                            places,
                        };
                        cases.push((piece, case));
                    }
                }
            }
        }
    }
    cases
}

/// Returns true where the boxes of two stays are farther apart than any stand-off.
fn too_far(limits: &Thresholds, a: Stay<'_>, b: Stay<'_>) -> bool {
    let most_m = Stance::ALL
        .iter()
        .map(|stance| stand_off_m(limits, *stance))
        .fold(0.0, f64::max);
    let bounds = |stay: Stay<'_>| match stay {
        Stay::At(at) => Some(Bounds::of_position(at)),
        Stay::On(leg) => leg.path.bounds(),
    };
    match (bounds(a), bounds(b)) {
        (Some(a), Some(b)) => !a.grown_m(most_m).meets(b),
        _ => true,
    }
}

fn draft(
    situation: &Situation<'_>,
    (a, party_a): (&Presence<'_>, Id<Stakeholder>),
    (b, party_b): (&Presence<'_>, Id<Stakeholder>),
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let (from, to) = case.places;
    Draft {
        severity: of_number(base(case.stance)),
        title: format!("{} and {} come too near", a.name(), b.name()),
        message: format!(
            "{} ({}) and {} ({}) come within {} of each other{}; {} is wanted, {} are missing. {}.",
            a.name(),
            situation.label(party_a),
            b.name(),
            situation.label(party_b),
            wording::length(case.distance_m),
            wording::when(situation, &run),
            wording::length(case.limit_m),
            wording::length(case.missing_m()),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![party_a, party_b],
        measures: vec![
            ("distance_m", case.distance_m),
            ("stand_off_m", case.limit_m),
            ("missing_m", case.missing_m()),
        ],
        geometry: Some(Geometry::Path(Path::new(vec![from, to]))),
        at: Some(from),
        value: case.missing_m(),
        why: vec![
            Reason::number("least distance", case.distance_m, Some(case.limit_m), "m"),
            Reason::word("relation", case.stance.word()),
        ],
        time: Time::Run(run),
    }
}

/// Proposes to move either force, where it stands, far enough from the other.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let (&[first, second], Some(Geometry::Path(between))) = (finding.subjects.as_slice(), &finding.geometry)
    else {
        return Vec::new();
    };
    let (&[from, to], Some(limit_m)) = (between.points.as_slice(), finding.measure("stand_off_m")) else {
        return Vec::new();
    };
    let sides = [("move-first", first, from, to), ("move-second", second, to, from)];
    let proposals = sides.into_iter().filter_map(|(role, force, at, other)| {
        let of_force = Finding {
            subjects: vec![force],
            at: Some(at),
            ..finding.clone()
        };
        move_clear(situation, &of_force, role, limit_m / 20.0, |place| {
            distance_m(place, other) >= limit_m
        })
    });
    proposals.collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Move, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, path, place};

    /// Two forces that many km apart.
    fn apart(km: f64) -> Sketch {
        Sketch::of(&[])
            .force("1st", 'A', 0.0, 0.0)
            .force("2nd", 'B', km, 0.0)
    }

    #[test]
    fn the_stand_off_follows_the_relation() {
        let of = |km, state| apart(km).relation('A', 'B', state).findings("F03");
        assert!(of(0.1, RelationState::Allied).is_empty());
        assert_eq!(
            of(0.299, RelationState::Cooperating),
            ["F03 1st 2nd: 299 m, minor"]
        );
        assert!(of(0.301, RelationState::Cooperating).is_empty());
        assert_eq!(of(0.9, RelationState::Neutral), ["F03 1st 2nd: 900 m, major"]);
        assert_eq!(of(4.9, RelationState::Rival), ["F03 1st 2nd: 4.90 km, critical"]);
        assert!(of(5.1, RelationState::Rival).is_empty());
        assert_eq!(
            of(9.9, RelationState::Hostile),
            ["F03 1st 2nd: 9.90 km, critical"]
        );
        assert_eq!(apart(1.9).findings("F03"), ["F03 1st 2nd: 1.90 km, major"]);
        assert!(apart(2.1).findings("F03").is_empty());
    }

    #[test]
    fn unarmed_forces_one_chain_and_the_adversary_are_left_out() {
        assert!(apart(0.5).answers_to('A', 'B').findings("F03").is_empty());
        assert!(apart(0.5).adversary('B').findings("F03").is_empty());
        assert!(
            apart(0.5)
                .force_with("1st", |force| force.armed = Some(false))
                .findings("F03")
                .is_empty()
        );
    }

    #[test]
    fn moving_either_force_away_resolves_it_and_one_on_the_march_stays() {
        let sketch = apart(1.4);
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F03")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["Move 1st 700 m away", "Move 2nd 700 m away"]);
        for fix in &fixes {
            assert_eq!(fix.kind, FixKind::Resolves);
            assert!(sketch.clone().with(&fix.edit).findings("F03").is_empty());
        }
        let marching = sketch.force_with("1st", |force| {
            force.moves = vec![Move::new(path(&[(0.0, 0.0), (0.0, 1.0)]), 0, 60)];
            force.placements.clear();
        });
        let report = check(marching.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F03")
            .unwrap();
        let ids: Vec<&str> = Checker::new()
            .fixes(marching.plan(), &report, finding)
            .iter()
            .map(|fix| fix.id)
            .collect();
        assert_eq!(ids, ["move-second"]);
    }

    #[test]
    fn the_value_is_what_is_missing() {
        let report = check(apart(1.4).plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F03")
            .unwrap();
        assert!((finding.value - 600.0).abs() < 0.1);
        assert!(
            finding.message.contains("2.00 km is wanted, 600 m are missing"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn columns_are_near_only_while_they_are() {
        let marching = |start: i64| {
            Sketch::of(&[])
                .force("1st", 'A', 0.0, 0.0)
                .force("2nd", 'B', 0.0, 0.0)
                .force_with("1st", |force| {
                    force.placements.clear();
                    force.moves = vec![Move::new(path(&[(-10.0, 0.0), (10.0, 0.0)]), 0, 60)];
                })
                .force_with("2nd", |force| {
                    force.placements.clear();
                    force.moves = vec![Move::new(path(&[(0.0, -10.0), (0.0, 10.0)]), start, start + 60)];
                })
        };
        let report = check(marching(0).plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F03")
            .unwrap();
        assert!(finding.measure("distance_m").unwrap() < 1.0);
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(0), Some(60))
        );
        // Ten minutes later the nearest they come is 2.36 km, behind each other.
        assert!(marching(10).findings("F03").is_empty());
        assert_eq!(marching(8).findings("F03").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it_until_they_come_nearer() {
        let with = |km, value| {
            let subjects = apart(km).plan().forces.ids().map(Into::into).collect();
            let waiver = Waiver::of(
                "F03",
                subjects,
                Some(place(0.0, 0.0)),
                value,
                "Both",
                "a contact point",
            );
            apart(km).with(&Edit::Waive(waiver)).findings("F03")
        };
        assert_eq!(with(1.4, 600.0), ["F03 1st 2nd: 1.40 km, major, waived"]);
        assert_eq!(with(1.3, 600.0), ["F03 1st 2nd: 1.30 km, major"]);
    }

    #[test]
    fn going_farther_away_is_the_end_of_it() {
        let moved = apart(1.0).force_with("2nd", |force| force.placements[0].at = place(2.5, 0.0));
        assert!(moved.findings("F03").is_empty());
    }
}
