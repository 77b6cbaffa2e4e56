//! A03: ground that two parties claim, or that they read an agreement differently about.
//!
//! Who answers for ground in this plan is A01's question, whatever is claimed.

use std::ops::Range;

use super::super::fixes::{new_id, overlap::cuts, when_of};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Differing, Ground, Part, Situation, Spans, Stance, contests, merged};
use super::super::{Finding, Reason, wording};
use super::overlapping_responsibility::parts;
use crate::geometry::{Area, Bounds, Geometry, Index, Rim, Shape, Undecided, area_m2};
use crate::model::{
    AnyEntity, AnyId, Edit, Id, Level, Measure, MeasureKind, SectorState, Severity, Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A03",
    name: "contested-area",
    title: "Contested area",
    summary: "Checks for ground that two parties claim, or that they read an agreement differently about.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_overlap_m2", "sliver_width_m", "contested_force_near_m"],
    source: "Entente: what counts as a claim; the distances and sizes are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two sectors of any role in state claimed or disputed, of different holders, that share a connected part of at \
least `min_overlap_m2` that is not a sliver (narrower than `sliver_width_m`) at the same time. Also ground that \
only one of two parties to an agreement takes a clause to speak of, by the readings recorded for them, while the \
agreement is valid. Each part is a finding. Claims within one chain of command and those of an adversary are not \
counted.

Critical where the two are rivals or worse and armed forces of both stand or march within \
`contested_force_near_m` of the part; else major.

## Why it matters

A claim is what a party will act on, whatever the plan says. Where two claims meet, both arrive, and each takes \
the other for the intruder.

## Example

The tribal force and the police both claim the industrial quarter, 1.80 km². They are rivals, and a company of \
each is within 5 km: critical.

## What to do

Put the claim before somebody whom both accept, record what was decided, and keep armed men out until then: a \
buffer zone over the contested part. Entente draws the zone, which does not settle the claim; cutting one claim \
by the other does, where its holder gives way.

## Source

A rule of Entente's own. The distances and sizes are defaults.
";

type Sides = (Id<Stakeholder>, Id<Stakeholder>);

/// Ground that is contested, in a stretch of time.
struct Case {
    parties: Sides,
    stance: Stance,
    /// Armed forces of both are near.
    both_near: bool,
}

impl Case {
    fn severity(&self) -> Severity {
        if self.stance >= Stance::Rival && self.both_near {
            Severity::Critical
        } else {
            Severity::Major
        }
    }
}

/// The ground: a part, or what could not be compared.
enum Contested<'p> {
    Part(&'p Part),
    Undecided(&'p Area),
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    claims(situation, findings);
    for differing in situation.differing_readings() {
        readings(situation, &differing, findings);
    }
}

fn is_claim(ground: &Ground<'_>) -> bool {
    let claims = matches!(ground.sector.state, SectorState::Claimed | SectorState::Disputed);
    claims && !ground.spans.is_empty()
}

fn claims(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let claims: Vec<&Ground<'_>> = situation
        .grounds
        .all()
        .iter()
        .filter(|ground| is_claim(ground))
        .collect();
    if claims.len() < 2 {
        return;
    }
    let index = Index::of(claims.iter().map(|ground| ground.bounds));
    // A holder that never changes does not contest its own ground.
    let differ = |a: usize, b: usize| match (claims.get(a), claims.get(b)) {
        (Some(a), Some(b)) => a.holders.runs().len() > 1 || a.holders != b.holders,
        _ => false,
    };
    for (a, b) in index.pairs(differ) {
        let (Some(a), Some(b)) = (claims.get(a), claims.get(b)) else {
            continue;
        };
        let contests = contests(a, b, &situation.parties);
        if contests.runs().is_empty() {
            continue;
        }
        let both: Vec<(Spans, Sides)> = contests
            .runs()
            .iter()
            .flat_map(|(run, contests)| {
                let spans = Spans::of(run.clone());
                contests
                    .iter()
                    .map(move |contest| (spans.clone(), (contest.a, contest.b)))
            })
            .collect();
        let overlap = situation.overlap(&a.shape, &b.shape);
        let counted: Vec<Contested<'_>> = match &overlap {
            Ok(overlap) => parts(situation, &overlap.parts).map(Contested::Part).collect(),
            Err(Undecided) => vec![Contested::Undecided(&a.sector.area)],
        };
        for part in &counted {
            for (run, case) in cases(situation, part, &both) {
                let said = format!("both claim it, with {} and {}", a.name(), b.name());
                let subjects = vec![AnyId::from(a.id), AnyId::from(b.id)];
                findings.add(draft(situation, part, &case, run, subjects, &said));
            }
        }
    }
}

fn readings(situation: &Situation<'_>, differing: &Differing<'_>, findings: &mut Findings<'_, '_>) {
    let (a, b) = (differing.a.0, differing.b.0);
    if situation.parties.is_adversary(a) || situation.parties.is_adversary(b) {
        return;
    }
    let counted: Vec<Contested<'_>> = match &differing.parts {
        Ok(found) => parts(situation, found).map(Contested::Part).collect(),
        Err(Undecided) => vec![Contested::Undecided(differing.a.1)],
    };
    let name = wording::kind_and_name(situation, differing.agreement.into());
    for part in &counted {
        for (run, case) in cases(situation, part, &[(differing.spans.clone(), (a, b))]) {
            let said = format!(
                "they read clause {} of {name} differently, and only one of them takes it to speak of this ground",
                differing.clause + 1
            );
            let subjects = vec![AnyId::from(differing.agreement), a.into(), b.into()];
            findings.add(draft(situation, part, &case, run, subjects, &said));
        }
    }
}

/// Returns the stretches of time in which parties contest a part, each with its worst.
fn cases(
    situation: &Situation<'_>,
    part: &Contested<'_>,
    both: &[(Spans, Sides)],
) -> Vec<(Range<u32>, Case)> {
    let mut runs = Vec::new();
    for (spans, parties) in both {
        let stances = situation.parties.stance(parties.0, parties.1);
        let strangers = stances.spans(|stance| *stance != Stance::Same).and(spans);
        if strangers.is_empty() {
            continue;
        }
        let near = if stances.spans(|stance| *stance >= Stance::Rival).is_empty() {
            Spans::never()
        } else {
            both_near(situation, part, *parties)
        };
        for run in strangers.pieces(stances.cuts().chain(near.cuts())) {
            let case = Case {
                parties: *parties,
                stance: stances.at(run.start).copied().unwrap_or(Stance::Unknown),
                both_near: near.contains(run.start),
            };
            runs.push((run, case));
        }
    }
    merged(runs, |case| (case.severity(), case.stance))
}

/// Returns when armed forces of both are near a part.
fn both_near(situation: &Situation<'_>, part: &Contested<'_>, (a, b): Sides) -> Spans {
    let within_m = f64::from(situation.thresholds().contested_force_near_m);
    let near = |shape: &Shape, party| {
        situation.force_near(shape, within_m, |force| force.armed && force.party == Some(party))
    };
    match part {
        Contested::Part(part) => near(&part.shape, a).and(&near(&part.shape, b)),
        Contested::Undecided(area) => {
            let shape = situation.shape(area);
            near(&shape, a).and(&near(&shape, b))
        }
    }
}

fn draft(
    situation: &Situation<'_>,
    part: &Contested<'_>,
    case: &Case,
    run: Range<u32>,
    subjects: Vec<AnyId>,
    said: &str,
) -> Draft {
    let limits = situation.thresholds();
    let least_m2 = f64::from(limits.min_overlap_m2);
    let near_m = f64::from(limits.contested_force_near_m);
    let (a, b) = (situation.label(case.parties.0), situation.label(case.parties.1));
    let when = wording::when(situation, &run);
    let (ground, size, geometry, at) = match part {
        Contested::Part(part) => (
            format!(
                "{} (at least {} counts)",
                wording::area(part.area_m2),
                wording::area(least_m2)
            ),
            part.area_m2,
            Geometry::Area(part.shape.to_area()),
            part.circle().map(|circle| circle.center),
        ),
        Contested::Undecided(area) => (
            "ground that could not be compared reliably".to_owned(),
            area_m2(&situation.shape(area)),
            Geometry::Area((*area).clone()),
            area.bounds().map(Bounds::center),
        ),
    };
    Draft {
        severity: case.severity(),
        title: format!("{a} and {b} contest {}", wording::area(size)),
        message: format!(
            "{a} and {b} contest {ground}{when}: {said}. {}, {} of both within {}.",
            wording::capital(case.stance.word()),
            if case.both_near {
                "armed forces"
            } else {
                "no armed forces"
            },
            wording::length(near_m),
        ),
        subjects,
        parties: vec![case.parties.0, case.parties.1],
        measures: vec![("area_m2", size)],
        geometry: Some(geometry),
        at,
        value: size,
        why: vec![
            Reason::number("contested area", size, Some(least_m2), "m²"),
            Reason::word_against("relation", case.stance.word(), Stance::Rival.word()),
            Reason::word(
                &format!("armed forces of both within {}", wording::length(near_m)),
                if case.both_near { "yes" } else { "no" },
            ),
        ],
        time: Time::Run(run),
    }
}

/// Proposes a buffer zone over the part until the claim is settled; cutting one claim by the other.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    if let [AnyId::Sector(a), AnyId::Sector(b)] = *finding.subjects.as_slice()
        && let (Some(a), Some(b)) = (situation.grounds.of_sector(a), situation.grounds.of_sector(b))
        && let Ok(overlap) = situation.overlap(&a.shape, &b.shape)
        && let Some(at) = finding.at
        && let Some(part) = overlap
            .parts
            .iter()
            .find(|part| part.shape.contains(at, Rim::Inside))
    {
        proposals.extend(cuts(a, b, &part.shape));
    }
    let Some(Geometry::Area(area)) = &finding.geometry else {
        return proposals;
    };
    let mut zone = Measure::new(Geometry::Area(area.clone()));
    zone.kind = MeasureKind::BufferZone;
    zone.name = format!("Buffer {}", finding.fingerprint.get(..4).unwrap_or(""));
    zone.when = when_of(situation, finding);
    let id = new_id(situation.plan, finding, "buffer-zone");
    proposals.push(Proposal::next_step(
        "buffer-zone",
        "Keep armed forces out by a buffer zone over it until the claim is settled",
        Edit::Create(AnyEntity::from((id, zone))),
    ));
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Clause, MeasureKind, Reading, RelationState, SectorRole, SectorState};
    use crate::testing::sketch::{Sketch, area, party};

    fn claimed() -> Sketch {
        Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]])
            .sector_with("A", |sector| sector.state = SectorState::Claimed)
            .sector_with("B", |sector| sector.state = SectorState::Disputed)
    }

    #[test]
    fn two_claims_on_the_same_ground_are_found_whatever_their_role() {
        assert_eq!(claimed().findings("A03"), ["A03 A B: 4.00 km², major"]);
        assert!((claimed().first("A03").value - 4e6).abs() < 100.0);
        let layers = claimed().sector_with("B", |sector| sector.role = SectorRole::Humanitarian);
        assert_eq!(layers.findings("A03"), ["A03 A B: 4.00 km², major"]);
        let planned = claimed().sector_with("B", |sector| sector.state = SectorState::Planned);
        assert!(planned.findings("A03").is_empty());
    }

    #[test]
    fn rivals_with_armed_forces_near_are_critical() {
        let rivals = |km: f64| {
            claimed()
                .relation('A', 'B', RelationState::Rival)
                .force("1st", 'A', 1.0, 1.0)
                .force("2nd", 'B', 4.0 + km, 1.0)
        };
        assert_eq!(rivals(4.99).findings("A03"), ["A03 A B: 4.00 km², critical"]);
        assert_eq!(rivals(5.01).findings("A03"), ["A03 A B: 4.00 km², major"]);
        let unarmed = rivals(1.0).force_with("2nd", |force| force.armed = Some(false));
        assert_eq!(unarmed.findings("A03"), ["A03 A B: 4.00 km², major"]);
        let cool = claimed()
            .relation('A', 'B', RelationState::NoContact)
            .force("1st", 'A', 1.0, 1.0)
            .force("2nd", 'B', 4.0, 1.0);
        assert_eq!(cool.findings("A03"), ["A03 A B: 4.00 km², major"]);
    }

    #[test]
    fn one_chain_of_command_the_adversary_and_other_times_are_left_out() {
        assert!(claimed().answers_to('B', 'A').findings("A03").is_empty());
        assert!(claimed().adversary('B').findings("A03").is_empty());
        let apart = claimed()
            .phases(&[("P1", 24), ("P2", 24)])
            .in_phases("A", &[1])
            .in_phases("B", &[2]);
        assert!(apart.findings("A03").is_empty());
    }

    #[test]
    fn just_below_the_smallest_area_nothing_is_said() {
        let limit = |value| {
            let name = "min_overlap_m2".to_owned();
            claimed().with(&crate::model::Edit::SetThreshold { name, value })
        };
        assert!(limit(4_000_100).findings("A03").is_empty());
        assert_eq!(limit(3_999_900).findings("A03").len(), 1);
    }

    #[test]
    fn forces_that_come_near_for_an_hour_make_it_one_finding_of_the_whole_time() {
        let sketch = claimed()
            .relation('A', 'B', RelationState::Rival)
            .phases(&[("P1", 24), ("P2", 24)])
            .force("1st", 'A', 1.0, 1.0)
            .force("2nd", 'B', 4.0, 1.0)
            .force_with("2nd", |force| {
                force.placements[0].when.from = Some(60);
                force.placements[0].when.until = Some(120);
            });
        assert_eq!(sketch.findings("A03"), ["A03 A B: 4.00 km², critical"]);
        let interval = sketch.first("A03").interval;
        assert_eq!((interval.from, interval.until), (Some(0), Some(48 * 60)));
    }

    /// A takes the clause to speak of 2 km², B of the western one of them.
    fn read_differently() -> Sketch {
        let sketch = Sketch::of(&[&["AABB", "AABB"]]);
        let sectors = vec![sketch.sector_id("A")];
        let clause = Clause::HoldsGround {
            who: party('A'),
            sectors,
        };
        sketch
            .agreement(&['A', 'B'], vec![clause])
            .agreement_with(1, |agreement| {
                let reading = |east: f64| {
                    let mut reading = Reading::new(0);
                    reading.area = Some(area(&[(0.0, 0.0), (east, 0.0), (east, 1.0), (0.0, 1.0)]));
                    reading
                };
                agreement.parties[0].readings = vec![reading(2.0)];
                agreement.parties[1].readings = vec![reading(1.0)];
            })
    }

    #[test]
    fn ground_that_only_one_party_reads_into_a_clause_is_contested() {
        assert_eq!(
            read_differently().findings("A03"),
            ["A03 A B Agreement 1: 1.00 km², major"]
        );
        let alike = read_differently().agreement_with(1, |agreement| {
            agreement.parties[1].readings = agreement.parties[0].readings.clone();
        });
        assert!(alike.findings("A03").is_empty());
        let another = read_differently().agreement_with(1, |agreement| {
            agreement.parties[1].readings[0].clause = 1;
        });
        assert!(another.findings("A03").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            claimed().waived("A03").findings("A03"),
            ["A03 A B: 4.00 km², major, waived"]
        );
    }

    #[test]
    fn cutting_a_claim_resolves_it_and_a_buffer_zone_is_a_next_step() {
        let fixes = claimed().fixes("A03");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles[..2], ["Cut A by B", "Cut B by A"]);
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(claimed().with(&fixes[0].edit).findings("A03").is_empty());
        assert!(matches!(fixes[2].kind, FixKind::NextStep { .. }));
        let zoned = claimed().with(&fixes[2].edit);
        assert_eq!(zoned.findings("A03").len(), 1);
        let (_, zone) = zoned.plan().measures.iter().next().unwrap();
        assert_eq!(zone.kind, MeasureKind::BufferZone);
    }
}
