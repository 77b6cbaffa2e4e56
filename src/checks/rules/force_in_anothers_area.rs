//! F01: a force that stands on another's ground.
//!
//! Forces on the march are F04's. How near two forces are is F03's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::severity::{base, of_number};
use super::super::situation::{Ground, Presence, Situation, Spans, Stance, Stay, frame_of, merged};
use super::super::{Reason, wording};
use crate::geometry::{Bounds, Frame, Geometry, Position, distance_to_shape_m};
use crate::model::{AnyId, Id, Level, Sector, Severity, Stakeholder, StakeholderKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "F01",
    name: "force-in-anothers-area",
    title: "Force in another's area",
    summary: "Checks for forces that stand in a sector of another party without a passage agreement.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["own_sector_near_m"],
    source: "US Army FM 3-90, Tactics: areas of operations; the distance is a default of Entente",
    check,
    fixes: super::super::fixes::force::proposals,
};

const PAGE: &str = "\
## What it finds

A force that stands in a sector of a primary role held by another party, not in one chain of command with its \
own, and more than `own_sector_near_m` from every sector that its own party holds. Not counted are sectors that \
are declared shared where its party leads or supports, forces and sectors of an adversary, and places that a \
passage clause in force allows.

Info for unarmed forces of the United Nations, agencies, civil authorities and groups. Else the severity is that \
of the relation, one step worse for an armed force, and critical from no contact on.

## Why it matters

The holder of the ground does not expect anybody else on it. Armed men who are not expected are taken for the \
enemy.

## Example

A battalion of the militia stands in the city centre in phase P3, 2 km inside the division's sector, contrary to \
what was understood.

## What to do

Move it, agree on its passage, or correct its place. Entente can move it to the nearest ground of its own party.

## Source

US Army FM 3-90, *Tactics*: a unit enters another's area of operations after coordination only. The distance is a \
default of Entente.
";

/// A force on another's ground in a stretch of time.
struct Case {
    at: Position,
    host: Id<Stakeholder>,
    stance: Stance,
    severity: Severity,
    /// How far the own ground is; infinite without any.
    own_m: f64,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for force in &situation.forces {
        let Some(party) = force
            .party
            .filter(|party| !situation.parties.is_adversary(*party))
        else {
            continue;
        };
        let mut by_ground: BTreeMap<Id<Sector>, Vec<(Range<u32>, Case)>> = BTreeMap::new();
        for (run, stay) in &force.stays {
            let Stay::At(at) = *stay else { continue };
            for ground in situation.grounds.at(at) {
                let cases = cases(situation, force, party, ground, at, run);
                by_ground.entry(ground.id).or_default().extend(cases);
            }
        }
        for (sector, cases) in by_ground {
            let Some(ground) = situation.grounds.of_sector(sector) else {
                continue;
            };
            for (run, case) in merged(cases, |case| (case.severity, case.stance)) {
                findings.add(draft(situation, force, party, ground, &case, run));
            }
        }
    }
}

/// Returns when a force at a place is in another's sector without leave.
fn cases(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    party: Id<Stakeholder>,
    ground: &Ground<'_>,
    at: Position,
    run: &Range<u32>,
) -> Vec<(Range<u32>, Case)> {
    if !ground.sector.role.is_primary() || ground.shares_with(party) {
        return Vec::new();
    }
    let near_m = f64::from(situation.thresholds().own_sector_near_m);
    let during = ground.spans.and(&Spans::of(run.clone()));
    let mut cases = Vec::new();
    for (held, hosts) in ground.holders.runs() {
        let during = during.and(&Spans::of(held.clone()));
        if during.is_empty() || hosts.contains(&party) {
            continue;
        }
        for &host in hosts
            .iter()
            .filter(|host| !situation.parties.is_adversary(**host))
        {
            let stances = situation.parties.stance(party, host);
            let passage =
                situation
                    .agreements
                    .passage(party, host, at, &situation.slices, &situation.grounds);
            let strangers = stances.spans(|stance| *stance != Stance::Same);
            let during = during.and(&strangers).without(&passage);
            if during.is_empty() {
                continue;
            }
            let own = own_grounds(situation, party, at, near_m);
            let at_home = own.iter().fold(Spans::never(), |all, spans| all.or(spans));
            for run in during.without(&at_home).pieces(stances.cuts()) {
                let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
                let case = Case {
                    at,
                    host,
                    stance,
                    severity: severity(situation, force, party, stance),
                    own_m: own_distance_m(situation, party, at, run.start),
                };
                cases.push((run, case));
            }
        }
    }
    cases
}

/// Returns when each sector within a distance of a place is the party's own.
fn own_grounds(situation: &Situation<'_>, party: Id<Stakeholder>, at: Position, near_m: f64) -> Vec<Spans> {
    let frame = Frame::at(at);
    let bounds = Bounds::of_position(at).grown_m(near_m);
    situation
        .grounds
        .near(bounds)
        .filter(|ground| {
            ground
                .holders
                .runs()
                .iter()
                .any(|(_, holders)| holders.contains(&party))
        })
        .filter(|ground| distance_to_shape_m(&frame, at, &ground.shape) <= near_m)
        .map(|ground| {
            ground
                .holders
                .spans(|holders| holders.contains(&party))
                .and(&ground.spans)
        })
        .collect()
}

/// Returns how far a place is from the nearest sector that the party holds in a slice.
fn own_distance_m(situation: &Situation<'_>, party: Id<Stakeholder>, at: Position, slice: u32) -> f64 {
    let own = situation
        .grounds
        .all()
        .iter()
        .filter(|ground| ground.spans.contains(slice) && ground.holders_at(slice).contains(&party));
    own.map(|ground| distance_to_shape_m(&frame_of(&[&ground.shape]), at, &ground.shape))
        .fold(f64::INFINITY, f64::min)
}

fn severity(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    party: Id<Stakeholder>,
    stance: Stance,
) -> Severity {
    let kind = situation.plan.stakeholders.get(party).map(|party| party.kind);
    let civil = matches!(
        kind,
        Some(StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup)
    );
    if civil && !force.armed {
        Severity::Info
    } else if stance >= Stance::NoContact {
        Severity::Critical
    } else {
        of_number(base(stance) + u8::from(force.armed))
    }
}

fn draft(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    party: Id<Stakeholder>,
    ground: &Ground<'_>,
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let (label, host) = (situation.label(party), situation.label(case.host));
    let near_m = f64::from(situation.thresholds().own_sector_near_m);
    let own = if case.own_m.is_finite() {
        format!(
            "{} from the nearest ground of its own party; up to {} is let pass",
            wording::length(case.own_m),
            wording::length(near_m)
        )
    } else {
        "its own party holds no ground then".to_owned()
    };
    let mut why = vec![Reason::word("relation", case.stance.word())];
    if case.own_m.is_finite() {
        why.push(Reason::number(
            "distance from own ground",
            case.own_m,
            Some(near_m),
            "m",
        ));
    }
    why.push(Reason::word("armed", if force.armed { "yes" } else { "no" }));
    why.push(Reason::word("passage clause in force", "none"));
    let mut measures = Vec::new();
    if case.own_m.is_finite() {
        measures.push(("distance_m", case.own_m));
    }
    Draft {
        severity: case.severity,
        title: format!("{} stands in {}", force.name(), ground.name()),
        message: format!(
            "{} ({label}) stands in {}, which {host} holds{}: {own}. {}, no passage agreed.",
            force.name(),
            ground.name(),
            wording::when(situation, &run),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(force.id), AnyId::from(ground.id)],
        parties: vec![party, case.host],
        measures,
        geometry: Some(Geometry::Point(case.at)),
        at: Some(case.at),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Clause, Edit, Evidence, RelationState, StakeholderKind, Waiver};
    use crate::testing::sketch::{Sketch, lines, party, path, place};

    /// A force of A, that many km inside B's sector.
    fn inside(km: f64) -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]])
            .liaison('A', 'B')
            .force("1st", 'A', 2.0 + km, 1.0)
    }

    #[test]
    fn a_force_on_anothers_ground_is_found() {
        assert_eq!(inside(1.0).findings("F01"), ["F01 1st B: 1.00 km, critical"]);
        let of = |state| inside(1.0).relation('A', 'B', state).findings("F01");
        assert_eq!(of(RelationState::Cooperating), ["F01 1st B: 1.00 km, major"]);
        assert_eq!(of(RelationState::Neutral), ["F01 1st B: 1.00 km, critical"]);
    }

    #[test]
    fn near_its_own_ground_it_is_let_pass() {
        assert!(inside(0.195).findings("F01").is_empty());
        assert_eq!(inside(0.205).findings("F01").len(), 1);
        assert!(inside(-0.5).findings("F01").is_empty());
    }

    #[test]
    fn unarmed_civil_parties_are_for_information_and_the_adversary_is_left_out() {
        let civil = inside(1.0).party_with('A', |party| {
            party.kind = StakeholderKind::UnNgo;
            party.armed = false;
        });
        assert_eq!(civil.findings("F01"), ["F01 1st B: 1.00 km, info"]);
        let unarmed = inside(1.0).party_with('A', |party| party.armed = false);
        assert_eq!(unarmed.findings("F01"), ["F01 1st B: 1.00 km, major"]);
        assert!(inside(1.0).adversary('A').findings("F01").is_empty());
        assert!(inside(1.0).adversary('B').findings("F01").is_empty());
        assert!(inside(1.0).answers_to('A', 'B').findings("F01").is_empty());
    }

    #[test]
    fn support_by_declaration_or_a_passage_in_force_allows_it() {
        let supporting = inside(1.0).sector_with("B", |sector| {
            sector.shared = true;
            sector.supporting = vec![party('A')];
        });
        assert!(supporting.findings("F01").is_empty());
        let through = inside(1.0).sector_id("B").into();
        let passage = Clause::Passage {
            who: party('A'),
            through,
            when: crate::model::When::always(),
        };
        let agreed = inside(1.0).agreement(&['A', 'B'], vec![passage]);
        assert!(agreed.findings("F01").is_empty());
        let heard = agreed.agreement_with(1, |agreement| {
            agreement.parties[0].evidence = Some(Evidence::Reported);
        });
        assert_eq!(heard.findings("F01").len(), 1);
    }

    #[test]
    fn it_stays_where_its_march_ended() {
        let marched = Sketch::of(&[&["AABB", "AABB"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .force("1st", 'A', 1.0, 1.0)
            .force_with("1st", |force| {
                force.placements[0].when.until = Some(60);
                force.moves = vec![crate::model::Move::new(path(&[(1.0, 1.0), (3.0, 1.0)]), 60, 120)];
            });
        let report = check(marched.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F01")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(120), Some(48 * 60))
        );
        assert_eq!(finding.phases.len(), 2);
    }

    #[test]
    fn a_waiver_binds_it() {
        let force = inside(1.0).plan().forces.ids().next().unwrap();
        let subjects = vec![force.into(), inside(1.0).sector_id("B").into()];
        let waiver = Waiver::of(
            "F01",
            subjects,
            Some(place(3.0, 1.0)),
            1.0,
            "Joint operations",
            "observers",
        );
        let waived = inside(1.0).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("F01"), ["F01 1st B: 1.00 km, critical, waived"]);
    }

    #[test]
    fn moving_it_to_its_own_ground_resolves_it() {
        let sketch = inside(1.0);
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "F01")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Move 1st 1.10 km to A");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
        assert!(lines(&fixed, &check(&fixed, None), "F01").is_empty());
    }
}
