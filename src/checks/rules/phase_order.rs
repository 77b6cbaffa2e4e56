//! T04: phases that overlap or do not last, and objects assigned to phases in which they do not hold.
//!
//! Time between phases is no fault: nothing is said of it here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Spans, each_when};
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Clause, Edit, Id, Interval, Level, Minute, Phase, Severity, When};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "T04",
    name: "phase-order",
    title: "Phase order or overlap error",
    summary: "Checks for phases that overlap or do not last, and for objects assigned to phases outside their own time.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[],
    source: "Entente: phases order the operation in time",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

* A phase that ends before it starts, or in the same minute.
* Two phases that have minutes in common. A phase without an end goes on for ever, so that every later one overlaps it.
* An object with a time that names a phase and, by its own first and last minute, holds in no minute of that phase: a \
sector, boundary, measure, site, corridor, agreement, channel, relation or stakeholder, or a place of a force. One \
finding for each object names all such phases.

Critical, always: everything else is judged by phases.

## Why it matters

A phase that does not last takes along whatever was planned for it: its sectors hold at no time, and no rule can \
find anything wrong with them. Two phases at once make two plans of one.

## Example

P2 was put off by a day and P1 was not: both run from H+24 h until H+48 h, and each sector of P1 overlaps one of P2.

## What to do

Set the end of the earlier phase to the start of the later one, swap the two minutes that were mixed up, or drop the \
phase from the object. Entente offers each.

## Source

A rule of Entente's own.
";

/// Minutes that stand for time without end, about 1,900 years: a waiver of some hours does not bind it.
const ENDLESS_MINUTES: f64 = 1e9;

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let phases = situation.plan.phases_in_order();
    for &(id, phase) in &phases {
        if phase.interval().is_none() {
            findings.add(lasts_not(situation, id, phase));
        }
    }
    for (number, &(id, phase)) in phases.iter().enumerate() {
        let Some(interval) = phase.interval() else {
            continue;
        };
        let later = phases.iter().skip(number + 1);
        // In order of start: what starts after this one's end cannot overlap it.
        let started = later.take_while(|(_, next)| interval.until.is_none_or(|until| next.start < until));
        for &(next, other) in started {
            if let Some(common) = other.interval().and_then(|other| other.intersection(interval)) {
                findings.add(overlap(situation, [id, next], common));
            }
        }
    }
    let mut said: BTreeMap<AnyId, BTreeSet<Id<Phase>>> = BTreeMap::new();
    each_when(situation.plan, &mut |id, when| {
        let missed = when
            .phases
            .iter()
            .filter(|phase| is_outside(situation, when, **phase));
        let missed: Vec<Id<Phase>> = missed.copied().collect();
        if !missed.is_empty() {
            said.entry(id).or_default().extend(missed);
        }
    });
    for (id, phases) in said {
        findings.add(outside(situation, id, &phases));
    }
}

/// Returns true where a time names a phase that lasts and holds in no minute of it.
fn is_outside(situation: &Situation<'_>, when: &When, phase: Id<Phase>) -> bool {
    let limits = Interval {
        from: when.from,
        until: when.until,
    };
    let phase = situation.plan.phases.get(phase).and_then(Phase::interval);
    phase.is_some_and(|phase| phase.intersection(limits).is_none())
}

fn lasts_not(situation: &Situation<'_>, id: Id<Phase>, phase: &Phase) -> Draft {
    let name = wording::name(situation, id.into());
    let end = phase.end.unwrap_or(phase.start);
    let missing = phase.start.saturating_sub(end);
    Draft {
        severity: Severity::Critical,
        title: format!("{name} does not last"),
        message: format!(
            "{name} starts at {} and ends at {}: it must last a minute at least, and nothing in it holds.",
            wording::minute(phase.start),
            wording::minute(end),
        ),
        subjects: vec![AnyId::from(id)],
        parties: Vec::new(),
        measures: vec![("lasts_minutes", -(missing as f64))],
        geometry: None,
        at: None,
        value: missing as f64 + 1.0,
        why: vec![Reason::number(
            "minutes that it lasts",
            -(missing as f64),
            Some(1.0),
            "min",
        )],
        time: Time::Object(Spans::never()),
    }
}

fn overlap(situation: &Situation<'_>, [a, b]: [Id<Phase>; 2], common: Interval) -> Draft {
    let (name_a, name_b) = (
        wording::name(situation, a.into()),
        wording::name(situation, b.into()),
    );
    let minutes = common.minutes();
    let from = common.from.map_or_else(String::new, wording::minute);
    let lasts = match (minutes, common.until) {
        (Some(minutes), Some(until)) => {
            format!(
                "from {from} until {}, {}",
                wording::minute(until),
                wording::duration(minutes)
            )
        }
        _ => format!("from {from} on without end"),
    };
    let value = minutes.map_or(ENDLESS_MINUTES, |minutes| minutes as f64);
    Draft {
        severity: Severity::Critical,
        title: format!("{name_a} and {name_b} overlap"),
        message: format!("{name_a} and {name_b} are both on {lasts}; phases may have no minute in common."),
        subjects: vec![AnyId::from(a), AnyId::from(b)],
        parties: Vec::new(),
        measures: minutes.map_or_else(Vec::new, |minutes| vec![("overlap_minutes", minutes as f64)]),
        geometry: None,
        at: None,
        value,
        why: vec![match minutes {
            Some(minutes) => Reason::number("minutes in common", minutes as f64, Some(0.0), "min"),
            None => Reason::word_against("minutes in common", "without end", "none"),
        }],
        time: Time::Object(situation.slices.of_interval(common)),
    }
}

fn outside(situation: &Situation<'_>, id: AnyId, phases: &BTreeSet<Id<Phase>>) -> Draft {
    let object = wording::capital(&wording::kind_and_name(situation, id));
    let names: Vec<String> = phases
        .iter()
        .map(|phase| wording::name(situation, (*phase).into()))
        .collect();
    let names = wording::joined(&names);
    let limits = |phase: &Id<Phase>| {
        let interval = situation.plan.phases.get(*phase).and_then(Phase::interval)?;
        let from = interval.from.map_or_else(|| "ever".to_owned(), wording::minute);
        let until = interval.until.map_or_else(|| "ever".to_owned(), wording::minute);
        Some(Reason::word(
            &wording::kind_and_name(situation, (*phase).into()),
            format!("from {from} until {until}"),
        ))
    };
    let count = phases.len() as f64;
    let mut why = vec![Reason::number(
        "phases in which it holds in no minute",
        count,
        Some(0.0),
        "phases",
    )];
    why.extend(phases.iter().filter_map(limits));
    let mut subjects = vec![id];
    subjects.extend(phases.iter().copied().map(AnyId::from));
    let during = phases.iter().fold(Spans::never(), |all, phase| {
        all.or(&situation.slices.of_phase(*phase))
    });
    Draft {
        severity: Severity::Critical,
        title: format!("{object} is not there in {names}"),
        message: format!(
            "{object} is assigned to {names}, {count:.0} of its phases in which its own first and last minute leave it \
             no minute; each must have one at least.",
        ),
        subjects,
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: count,
        why,
        time: Time::Object(during),
    }
}

/// Proposes other minutes for phases, or the object without the phase.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let plan = situation.plan;
    let phase = |id: &AnyId| match id {
        AnyId::Phase(id) => Some((*id, plan.phases.get(*id)?)),
        _ => None,
    };
    let mut phases: Vec<(Id<Phase>, &Phase)> = finding.subjects.iter().filter_map(phase).collect();
    phases.sort_by_key(|(id, phase)| (phase.start, *id));
    let object = finding.subjects.iter().find(|id| !matches!(id, AnyId::Phase(_)));
    match (object, phases.as_slice()) {
        (Some(object), _) => drop_phases(situation, *object).into_iter().collect(),
        (None, [(id, phase)]) => reorder(situation, *id, phase),
        (None, [(first, earlier), (second, later)]) => {
            let mut proposals = Vec::new();
            if earlier.start < later.start {
                let minutes = (earlier.start, Some(later.start));
                proposals.push(retimed(situation, "end-earlier", (*first, earlier), minutes));
            }
            if let Some(end) = earlier.end
                && later.end.is_none_or(|last| end < last)
            {
                let minutes = (end, later.end);
                proposals.push(retimed(situation, "start-later", (*second, later), minutes));
            }
            proposals
        }
        _ => Vec::new(),
    }
}

/// Proposes what a phase that does not last may have been meant to be.
fn reorder(situation: &Situation<'_>, id: Id<Phase>, phase: &Phase) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    if let Some(end) = phase.end.filter(|end| *end < phase.start) {
        let minutes = (end, Some(phase.start));
        proposals.push(retimed(situation, "swap-ends", (id, phase), minutes));
    }
    let starts = situation.plan.phases.iter().map(|(_, other)| other.start);
    let next = starts.filter(|start| *start > phase.start).min();
    let minutes = (phase.start, next);
    proposals.push(retimed(situation, "last-until-next", (id, phase), minutes));
    proposals
}

fn retimed(
    situation: &Situation<'_>,
    role: &'static str,
    (id, phase): (Id<Phase>, &Phase),
    (start, end): (Minute, Option<Minute>),
) -> Proposal {
    let name = wording::name(situation, id.into());
    let title = match end {
        Some(end) => format!(
            "Let {name} last from {} until {}",
            wording::minute(start),
            wording::minute(end)
        ),
        None => format!("Let {name} last from {} on", wording::minute(start)),
    };
    let phase = Phase {
        start,
        end,
        ..phase.clone()
    };
    Proposal::resolving(role, title, Edit::Update(AnyEntity::from((id, phase))))
}

/// Proposes the object without the phases that its times are outside of.
fn drop_phases(situation: &Situation<'_>, object: AnyId) -> Option<Proposal> {
    let mut dropped = BTreeSet::new();
    let mut drop = |when: &mut When| {
        let times = when.clone();
        when.phases.retain(|phase| {
            let stays = !is_outside(situation, &times, *phase);
            if !stays {
                dropped.insert(*phase);
            }
            stays
        });
    };
    let mut entity = object.entity_in(situation.plan)?;
    match &mut entity {
        AnyEntity::Stakeholder(_, row) => drop(&mut Arc::make_mut(row).active),
        AnyEntity::Relation(_, row) => drop(&mut Arc::make_mut(row).when),
        AnyEntity::Channel(_, row) => drop(&mut Arc::make_mut(row).when),
        AnyEntity::Agreement(_, row) => {
            let row = Arc::make_mut(row);
            drop(&mut row.when);
            for clause in &mut row.clauses {
                if let Clause::Passage { when, .. } = clause {
                    drop(when);
                }
            }
        }
        AnyEntity::Force(_, row) => {
            for placement in &mut Arc::make_mut(row).placements {
                drop(&mut placement.when);
            }
        }
        AnyEntity::Sector(_, row) => drop(&mut Arc::make_mut(row).when),
        AnyEntity::Boundary(_, row) => drop(&mut Arc::make_mut(row).when),
        AnyEntity::Measure(_, row) => drop(&mut Arc::make_mut(row).when),
        AnyEntity::Site(_, row) => {
            let row = Arc::make_mut(row);
            drop(&mut row.when);
            row.closed.iter_mut().for_each(&mut drop);
        }
        AnyEntity::Corridor(_, row) => Arc::make_mut(row).windows.iter_mut().for_each(&mut drop),
        AnyEntity::Phase(..) => return None,
    }
    let names: Vec<String> = dropped
        .iter()
        .map(|phase| wording::name(situation, (*phase).into()))
        .collect();
    let title = format!(
        "Drop {} from {}",
        wording::joined(&names),
        wording::kind_and_name(situation, object)
    );
    Some(Proposal::resolving("drop-phase", title, Edit::Update(entity)))
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, Fix, FixKind, check};
    use crate::model::{Edit, Id, Phase, Placement, Waiver, When};
    use crate::testing::sketch::{Sketch, lines, place};

    fn two_days() -> Sketch {
        Sketch::of(&[&["AA"]]).phases(&[("P1", 24), ("P2", 24)])
    }

    fn phase(sketch: Sketch, number: u64, start: i64, end: Option<i64>) -> Sketch {
        sketch.update(Id::from_bits(number), |phase: &mut Phase| {
            phase.start = start * 60;
            phase.end = end.map(|end| end * 60);
        })
    }

    fn found(sketch: &Sketch) -> Vec<Finding> {
        let report = check(sketch.plan(), None);
        report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "T04")
            .collect()
    }

    fn fixes(sketch: &Sketch) -> Vec<Fix> {
        let report = check(sketch.plan(), None);
        Checker::new().fixes(sketch.plan(), &report, &found(sketch)[0])
    }

    /// Every fix resolves its finding.
    fn assert_resolved(sketch: &Sketch, titles: &[&str]) {
        let fixes = fixes(sketch);
        let found: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(found, titles);
        for fix in fixes {
            assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
            let fixed = fix.edit.apply(sketch.plan()).unwrap();
            assert!(lines(&fixed, &check(&fixed, None), "T04").is_empty());
        }
    }

    #[test]
    fn phases_one_after_the_other_and_with_pauses_are_sound() {
        assert!(two_days().findings("T04").is_empty());
        assert!(phase(two_days(), 2, 30, Some(48)).findings("T04").is_empty());
        assert!(phase(two_days(), 2, 24, None).findings("T04").is_empty());
        assert!(Sketch::of(&[&["AA"]]).findings("T04").is_empty());
    }

    #[test]
    fn minutes_in_common_are_counted() {
        let sketch = phase(two_days(), 1, 0, Some(30));
        assert_eq!(sketch.findings("T04"), ["T04 P1 P2: 6 h, critical"]);
        assert_eq!(found(&sketch)[0].value, 360.0);
        assert_eq!(found(&sketch)[0].interval.from, Some(24 * 60));
        let open = phase(two_days(), 1, 0, None);
        assert_eq!(found(&open)[0].value, 1_440.0);
        let both = phase(open, 2, 24, None);
        assert_eq!(both.findings("T04"), ["T04 P1 P2: critical"]);
        assert_eq!(found(&both)[0].value, 1e9);
    }

    #[test]
    fn a_phase_that_does_not_last_is_found() {
        let backwards = phase(two_days(), 1, 20, Some(0));
        assert_eq!(found(&backwards)[0].value, 1_201.0);
        let empty = phase(two_days(), 1, 0, Some(0));
        assert_eq!(found(&empty)[0].value, 1.0);
        let minute = two_days().update(Id::from_bits(1), |phase: &mut Phase| phase.end = Some(1));
        assert!(minute.findings("T04").is_empty());
    }

    #[test]
    fn an_object_in_a_phase_outside_its_own_time_is_found() {
        let until = |minute| {
            two_days()
                .in_phases("A", &[1, 2])
                .sector_with("A", |sector| sector.when.until = Some(minute))
        };
        assert_eq!(until(24 * 60).findings("T04"), ["T04 P2 A: critical"]);
        assert!(until(24 * 60 + 1).findings("T04").is_empty());
        let placed = two_days().force("1st", 'A', 1.0, 0.5).force_with("1st", |force| {
            let when = When {
                phases: vec![Id::from_bits(1)],
                from: Some(30 * 60),
                until: None,
            };
            force.placements = vec![Placement {
                when,
                ..Placement::new(place(1.0, 0.5))
            }];
        });
        assert_eq!(placed.findings("T04"), ["T04 P1 1st: critical"]);
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let subjects = vec![Id::<Phase>::from_bits(1).into(), Id::<Phase>::from_bits(2).into()];
        let waiver = Waiver::of("T04", subjects, None, 360.0, "Plans", "a transition");
        let sketch = phase(two_days(), 1, 0, Some(30)).with(&Edit::Waive(waiver));
        assert_eq!(sketch.findings("T04"), ["T04 P1 P2: 6 h, critical, waived"]);
        let longer = phase(sketch, 1, 0, Some(31));
        assert_eq!(longer.findings("T04"), ["T04 P1 P2: 7 h, critical"]);
    }

    #[test]
    fn other_minutes_resolve_it() {
        assert_resolved(
            &phase(two_days(), 1, 0, Some(30)),
            &[
                "Let P1 last from H until H+24 h",
                "Let P2 last from H+30 h until H+48 h",
            ],
        );
        assert_resolved(
            &phase(two_days(), 1, 20, Some(0)),
            &[
                "Let P1 last from H until H+20 h",
                "Let P1 last from H+20 h until H+24 h",
            ],
        );
        let sketch = two_days()
            .in_phases("A", &[1, 2])
            .sector_with("A", |sector| sector.when.until = Some(24 * 60));
        assert_resolved(&sketch, &["Drop P2 from sector A"]);
    }
}
