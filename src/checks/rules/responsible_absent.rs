//! A06: a sector whose holder has nobody there.
//!
//! Whose force stands on whose ground is F01's question.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Presence, Situation, Spans, Stay, frame_of, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Geometry, Position, distance_m, distance_to_shape_m, inscribed_circle};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Posture, SectorRole, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A06",
    name: "responsible-absent",
    title: "Responsible absent",
    summary: "Checks for sectors whose holder has no force in them or near.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["present_near_m"],
    source: "US Army FM 3-90, Tactics: areas of operations; the distance is a default of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A sector whose holder has no force of its own or of those who answer to it in the sector or within \
`present_near_m` of it, other than in reserve. One finding for each sector and stretch of time. Major; for \
information where the sector's role is not primary, or caretaker.

Not judged are sectors without holder (A05), those of an adversary, and plans that name no force at all: they say \
nothing of where anybody is.

## Why it matters

A name on the map keeps nobody out. Ground that is answered for on paper only is taken by whoever is there.

## Example

The east of the city passes to the police at H+48 h. Their only battalion stands 14 km away, in reserve.

## What to do

Move a force there before the sector is taken over, or give the sector to whoever is on the ground. Entente moves \
the holder's nearest force; whether another takes the sector is to be asked.

## Source

US Army FM 3-90, *Tactics*: the owner of an area of operations plans for and controls all of it. The distance is a \
default of Entente.
";

/// How far away the holder is.
struct Case {
    holders: Vec<Id<Stakeholder>>,
    /// The nearest force of theirs that is anywhere then, and its distance.
    nearest: Option<(String, f64)>,
}

impl Case {
    /// Metres as a whole number; nobody at all is farthest.
    fn key(&self) -> i64 {
        self.nearest
            .as_ref()
            .map_or(i64::MAX, |(_, distance_m)| *distance_m as i64)
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    if situation.forces.is_empty() {
        return;
    }
    for ground in situation.grounds.all() {
        if ground.bounds.is_none() || ground.spans.is_empty() {
            continue;
        }
        for (run, case) in cases(situation, ground) {
            findings.add(draft(situation, ground, &case, run));
        }
    }
}

/// Returns when nobody of a sector's holder is there.
fn cases(situation: &Situation<'_>, ground: &Ground<'_>) -> Vec<(Range<u32>, Case)> {
    let within_m = f64::from(situation.thresholds().present_near_m);
    let mut runs = Vec::new();
    for (held, holders) in ground.holders.runs() {
        let judged = holders.iter().all(|holder| {
            situation.plan.stakeholders.contains(*holder) && !situation.parties.is_adversary(*holder)
        });
        let during = ground.spans.and(&Spans::of(held.clone()));
        if holders.is_empty() || !judged || during.is_empty() {
            continue;
        }
        let there = situation.force_near(&ground.shape, within_m, |force| {
            force.force.posture != Posture::Reserve && is_of(situation, force, holders)
        });
        let absent = during.without(&there);
        for run in absent.runs() {
            let case = Case {
                holders: holders.clone(),
                nearest: nearest(situation, ground, holders, run)
                    .map(|(force, _, distance_m)| (force.name(), distance_m)),
            };
            runs.push((run.clone(), case));
        }
    }
    merged(runs, Case::key)
}

/// Returns true for a force of one of the parties, or of one who answers to one of them.
fn is_of(situation: &Situation<'_>, force: &Presence<'_>, parties: &[Id<Stakeholder>]) -> bool {
    force.party.is_some_and(|party| {
        parties.contains(&party)
            || situation
                .parties
                .superiors(party)
                .iter()
                .any(|superior| parties.contains(superior))
    })
}

/// Returns the nearest standing force of these parties in a run of slices that is not in reserve, where
/// it stands, and how far from the sector.
fn nearest<'s, 'a>(
    situation: &'s Situation<'a>,
    ground: &Ground<'_>,
    parties: &[Id<Stakeholder>],
    run: &Range<u32>,
) -> Option<(&'s Presence<'a>, Position, f64)> {
    let frame = frame_of(&[&ground.shape]);
    let mut best: Option<(&Presence<'_>, Position, f64)> = None;
    for force in &situation.forces {
        if force.force.posture == Posture::Reserve || !is_of(situation, force, parties) {
            continue;
        }
        for (stayed, stay) in &force.stays {
            let Stay::At(at) = *stay else { continue };
            if stayed.start >= run.end || run.start >= stayed.end {
                continue;
            }
            let away_m = distance_to_shape_m(&frame, at, &ground.shape);
            if best.is_none_or(|(_, _, least_m)| away_m < least_m) {
                best = Some((force, at, away_m));
            }
        }
    }
    best
}

fn severity(ground: &Ground<'_>) -> Severity {
    if ground.sector.role.is_primary() && ground.sector.role != SectorRole::Caretaker {
        Severity::Major
    } else {
        Severity::Info
    }
}

fn draft(situation: &Situation<'_>, ground: &Ground<'_>, case: &Case, run: Range<u32>) -> Draft {
    let near_m = f64::from(situation.thresholds().present_near_m);
    let labels: Vec<String> = case
        .holders
        .iter()
        .map(|holder| situation.label(*holder))
        .collect();
    let labels = wording::joined(&labels);
    let nearest = match &case.nearest {
        Some((name, distance_m)) => format!("the nearest, {name}, is {} away", wording::length(*distance_m)),
        None => "none is anywhere on the map".to_owned(),
    };
    let distance_m = case.nearest.as_ref().map(|(_, distance_m)| *distance_m);
    let frame = frame_of(&[&ground.shape]);
    let mut why = Vec::new();
    why.extend(
        distance_m
            .map(|distance_m| Reason::number("distance of the nearest force", distance_m, Some(near_m), "m")),
    );
    why.push(Reason::word_against("forces of the holder there", "none", "one"));
    why.push(Reason::word("role of the sector", ground.sector.role.word()));
    Draft {
        severity: severity(ground),
        title: format!("{labels} has nobody in {}", ground.name()),
        message: format!(
            "{labels} answers for {}{}, but has no force in it or within {} other than in reserve: {nearest}.",
            ground.name(),
            wording::when(situation, &run),
            wording::length(near_m),
        ),
        subjects: vec![AnyId::from(ground.id)],
        parties: case.holders.clone(),
        measures: distance_m
            .map(|distance_m| ("distance_m", distance_m))
            .into_iter()
            .collect(),
        geometry: Some(Geometry::Area(ground.sector.area.clone())),
        at: inscribed_circle(&frame, &ground.shape).map(|circle| circle.center),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

/// The ids of offers to those who are there; there are as many offers at most.
const ASSIGN: [&str; 4] = ["assign-to-1", "assign-to-2", "assign-to-3", "assign-to-4"];

/// Proposes to move the holder's nearest force into the sector, and those who are there as its holders.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Sector(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(ground) = situation.grounds.of_sector(id) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval).and(&ground.spans);
    let Some(run) = during.runs().first() else {
        return Vec::new();
    };
    let holders = ground.holders_at(run.start);
    let mut proposals = Vec::new();
    if let (Some((force, at, _)), Some(to)) = (nearest(situation, ground, holders, run), finding.at) {
        let mut moved = force.force.clone();
        for placement in moved.placements.iter_mut().filter(|placement| placement.at == at) {
            placement.at = to;
        }
        let title = format!(
            "Move {} {} into {}",
            force.name(),
            wording::length(distance_m(at, to)),
            ground.name()
        );
        let edit = Edit::Update(AnyEntity::from((force.id, moved)));
        proposals.push(Proposal::resolving("move-force", title, edit));
    }
    let there = present(situation, ground, run);
    let others = there.into_iter().filter(|party| !holders.contains(party));
    proposals.extend(others.zip(ASSIGN).map(|(party, role)| {
        let edit = Edit::AssignSector {
            sector: id,
            holder: Some(party),
        };
        let title = format!(
            "Assign {} to {}, who is there",
            ground.name(),
            situation.label(party)
        );
        Proposal::next_step(role, title, edit)
    }));
    proposals
}

/// Returns whose forces are in a sector or near in a run of slices, adversaries left out, in order.
fn present(situation: &Situation<'_>, ground: &Ground<'_>, run: &Range<u32>) -> Vec<Id<Stakeholder>> {
    let within_m = f64::from(situation.thresholds().present_near_m);
    let Some(bounds) = ground.bounds.map(|bounds| bounds.grown_m(within_m)) else {
        return Vec::new();
    };
    let frame = frame_of(&[&ground.shape]);
    let is_there = |force: &Presence<'_>| {
        force.stays.iter().any(|(stayed, stay)| {
            let meets = stayed.start < run.end && run.start < stayed.end;
            let Stay::At(at) = *stay else { return false };
            meets
                && Bounds::of_position(at).meets(bounds)
                && distance_to_shape_m(&frame, at, &ground.shape) <= within_m
        })
    };
    let mut parties: Vec<Id<Stakeholder>> = situation
        .forces
        .iter()
        .filter(|force| force.force.posture != Posture::Reserve && is_there(force))
        .filter_map(|force| force.party)
        .filter(|party| !situation.parties.is_adversary(*party))
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Handover, Posture, SectorRole};
    use crate::testing::sketch::{Sketch, party};

    /// A holds a square of 2 km; its force stands that many km east of it.
    fn away(km: f64) -> Sketch {
        Sketch::of(&[&["AA", "AA"]]).force("1st", 'A', 2.0 + km, 1.0)
    }

    #[test]
    fn a_holder_whose_forces_are_far_away_is_absent() {
        assert_eq!(away(2.01).findings("A06"), ["A06 A: 2.01 km, major"]);
        assert_eq!(away(2.01).first("A06").value, 1.0);
        assert!(away(1.99).findings("A06").is_empty());
        assert!(away(-1.0).findings("A06").is_empty());
        assert!(
            Sketch::of(&[&["AA"]]).findings("A06").is_empty(),
            "no force says nothing"
        );
        let others = Sketch::of(&[&["AA"]]).force("1st", 'B', 1.0, 0.5);
        assert_eq!(others.findings("A06"), ["A06 A: major"]);
    }

    #[test]
    fn reserves_do_not_count_and_subordinates_do() {
        let reserve = away(-1.0).force_with("1st", |force| force.posture = Posture::Reserve);
        assert_eq!(reserve.findings("A06"), ["A06 A: major"]);
        let below = Sketch::of(&[&["AA"]])
            .answers_to('B', 'A')
            .force("1st", 'B', 1.0, 0.5);
        assert!(below.findings("A06").is_empty());
        let above = Sketch::of(&[&["AA"]])
            .answers_to('A', 'B')
            .force("1st", 'B', 1.0, 0.5);
        assert_eq!(above.findings("A06").len(), 1);
    }

    #[test]
    fn layers_and_caretakers_are_for_information_and_the_adversary_is_left_out() {
        let of = |role| {
            away(9.0)
                .sector_with("A", |sector| sector.role = role)
                .findings("A06")
        };
        assert_eq!(of(SectorRole::Caretaker), ["A06 A: 9.00 km, info"]);
        assert_eq!(of(SectorRole::Humanitarian), ["A06 A: 9.00 km, info"]);
        assert_eq!(of(SectorRole::Stabilise), ["A06 A: 9.00 km, major"]);
        assert!(away(9.0).adversary('A').findings("A06").is_empty());
        let unheld = away(9.0).sector_with("A", |sector| sector.holder = None);
        assert!(unheld.findings("A06").is_empty());
    }

    #[test]
    fn it_is_found_while_nobody_is_there_and_after_a_handover_the_taker_is_looked_for() {
        let late = away(-1.0)
            .phases(&[("P1", 24), ("P2", 24)])
            .force_with("1st", |force| force.placements[0].when.from = Some(60));
        let interval = late.first("A06").interval;
        assert_eq!((interval.from, interval.until), (Some(0), Some(60)));
        let taken = away(-1.0)
            .party('B')
            .phases(&[("P1", 24), ("P2", 24)])
            .sector_with("A", |sector| {
                sector.handovers = vec![Handover::new(party('B'), 24 * 60)];
            });
        let finding = taken.first("A06");
        assert_eq!((finding.interval.from, finding.phases.len()), (Some(24 * 60), 1));
        assert_eq!(taken.findings("A06").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            away(3.0).waived("A06").findings("A06"),
            ["A06 A: 3.00 km, major, waived"]
        );
    }

    #[test]
    fn moving_the_nearest_force_resolves_it_and_who_is_there_may_be_asked() {
        let sketch = away(9.0)
            .force("2nd", 'A', 20.0, 1.0)
            .force("Police", 'B', 1.0, 1.0);
        let fixes = sketch.fixes("A06");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Move 1st 10.00 km into A", "Assign A to B, who is there"]
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(sketch.clone().with(&fixes[0].edit).findings("A06").is_empty());
        assert!(matches!(fixes[1].kind, FixKind::NextStep { .. }));
        assert!(sketch.with(&fixes[1].edit).findings("A06").is_empty());
    }
}
