//! K10: agreements that end while the operation goes on.
//!
//! Which ground is then without one, and between whom, is K02's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fixes::agreement::successor;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Spans, is_refused};
use super::super::{Finding, Reason, wording};
use super::acceptance_missing::used_agreements;
use super::agreement_not_in_force::lapses;
use crate::model::{Agreement, AnyId, Id, Interval, Level, Minute, Severity, When};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K10",
    name: "expiry-in-operation",
    title: "Expiry in operation",
    summary: "Checks for agreements that end while the plan still relies on them, or just before a phase.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["expiry_warning_h"],
    source: "Entente: renewals take time; the hours are a default",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An agreement whose validity ends inside the plan's time while the plan still relies on it: a sector, boundary, \
measure or corridor that names it holds on, or two sectors need it as K02 says. Major, one finding for each stretch \
of time that it is missed in.

Minor, as a warning: one that ends at a minute of its own less than `expiry_warning_h` before a phase starts, and \
that something on the map rests on, though nothing does after its end. One that ends with the phases it names, or at \
the minute a phase starts, ends as it was meant to. Not counted is time in which an agreement that replaces it is in \
force, and agreements that a party refused, left or broke.

## Why it matters

Ceasefires and passage permissions are given for days. Everybody remembers that there is one; the hour at which it \
ends is on nobody's map. To renew one takes a day of calls at the least.

## Example

The stay-out understanding ends at H+528 h. The line that rests on it holds until the end of the operation.

## What to do

Start the renewal in time. Entente drafts one for the time that is missing; it counts once every party has accepted.

## Source

A rule of Entente's own. The hours are a default.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let ending: Vec<(Id<Agreement>, &Agreement, Spans)> = situation
        .plan
        .agreements
        .iter()
        .filter(|(_, agreement)| !is_refused(agreement))
        .map(|(id, agreement)| {
            (
                id,
                agreement,
                situation.slices.of_when(&agreement.when, situation.plan),
            )
        })
        .filter(|(_, _, valid)| {
            valid
                .runs()
                .first()
                .is_some_and(|run| run.end < situation.slices.len())
        })
        .collect();
    if ending.is_empty() {
        return;
    }
    let relied = relied(situation);
    let used = used_agreements(situation);
    for (id, agreement, valid) in ending {
        let first_end = valid.runs().first().map_or(0, |run| run.end);
        let after = Spans::of(first_end..situation.slices.len());
        let missed = relied
            .get(&id)
            .map_or_else(Spans::never, |relied| relied.and(&after));
        let missed = missed.without(&valid).without(&situation.agreements.replaced(id));
        for run in missed.runs() {
            findings.add(missed_draft(situation, (id, agreement), &valid, run.clone()));
        }
        if missed.is_empty()
            && used.contains(&id)
            && let Some((end, start)) = soon_before_a_phase(situation, agreement, &valid)
        {
            findings.add(warning(situation, (id, agreement), &valid, end, start));
        }
    }
}

/// Returns when the plan relies on each agreement, in force or not.
fn relied(situation: &Situation<'_>) -> BTreeMap<Id<Agreement>, Spans> {
    let (plan, slices) = (situation.plan, &situation.slices);
    let mut relied: BTreeMap<Id<Agreement>, Spans> = BTreeMap::new();
    let mut rely = |agreement: Option<Id<Agreement>>, spans: &dyn Fn() -> Spans| {
        if let Some(agreement) = agreement {
            let known = relied.entry(agreement).or_default();
            *known = known.or(&spans());
        }
    };
    for ground in situation.grounds.all() {
        rely(ground.sector.agreement, &|| ground.spans.clone());
    }
    for row in situation.boundaries() {
        rely(row.boundary.agreement, &|| row.spans.clone());
    }
    for (_, measure) in plan.measures.iter() {
        rely(measure.agreement, &|| slices.of_when(&measure.when, plan));
    }
    for (_, corridor) in plan.corridors.iter() {
        rely(corridor.agreement, &|| {
            let windows = corridor.windows.iter().map(|window| slices.of_when(window, plan));
            windows
                .reduce(|all, one| all.or(&one))
                .unwrap_or_else(|| slices.all())
        });
    }
    for (pair, run, case) in lapses(situation) {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        for (id, _) in situation.agreements.meant_for(case.holders, [a.id, b.id]) {
            rely(Some(id), &|| Spans::of(run.clone()));
        }
    }
    relied
}

/// Returns the minute at which an agreement ends by its own word, and the start of a phase that follows
/// too soon.
fn soon_before_a_phase(
    situation: &Situation<'_>,
    agreement: &Agreement,
    valid: &Spans,
) -> Option<(Minute, Minute)> {
    let end = agreement.when.until?;
    let ends = |run: &Range<u32>| situation.interval_of(run).until == Some(end);
    if !valid.runs().iter().any(ends) {
        return None;
    }
    let within = 60 * Minute::from(situation.thresholds().expiry_warning_h);
    let starts = situation.plan.phases.iter().map(|(_, phase)| phase.start);
    let next = starts.filter(|start| *start > end).min()?;
    (next.saturating_sub(end) <= within).then_some((end, next))
}

fn missed_draft(
    situation: &Situation<'_>,
    (id, agreement): (Id<Agreement>, &Agreement),
    valid: &Spans,
    run: Range<u32>,
) -> Draft {
    let name = wording::name(situation, id.into());
    let before = valid.runs().iter().rev().find(|known| known.end <= run.start);
    let ended = before.and_then(|known| situation.interval_of(known).until);
    let missed = situation.interval_of(&run);
    let minutes = missed.minutes();
    let ended_words = ended.map_or_else(
        || "earlier".to_owned(),
        |end| format!("at {}", wording::minute(end)),
    );
    let lasts = match (missed.from, minutes) {
        (_, Some(minutes)) => format!("for {} more", wording::duration(minutes)),
        (Some(from), None) => format!("from {} on without end", wording::minute(from)),
        (None, None) => "without end".to_owned(),
    };
    let mut why = Vec::new();
    if let Some(minutes) = minutes {
        why.push(Reason::number(
            "time relied on after its end",
            minutes as f64 / 60.0,
            Some(0.0),
            "h",
        ));
    }
    why.push(Reason::word("it ends", ended_words.clone()));
    Draft {
        severity: Severity::Major,
        title: format!("{name} ends while the plan relies on it"),
        message: format!(
            "{name} ends {ended_words}, but the plan relies on it{}, {lasts}: it should last as long as that.",
            wording::when(situation, &run),
        ),
        subjects: vec![AnyId::from(id)],
        parties: agreement.parties.iter().map(|party| party.stakeholder).collect(),
        measures: minutes.map_or_else(Vec::new, |minutes| vec![("missed_minutes", minutes as f64)]),
        geometry: None,
        at: None,
        value: minutes.map_or(ENDLESS_H, |minutes| minutes as f64 / 60.0),
        why,
        time: Time::Run(run),
    }
}

/// Hours that stand for time without end: more than any operation lasts, so that a waiver of some hours
/// does not bind it.
const ENDLESS_H: f64 = 1e6;

fn warning(
    situation: &Situation<'_>,
    (id, agreement): (Id<Agreement>, &Agreement),
    valid: &Spans,
    end: Minute,
    start: Minute,
) -> Draft {
    let name = wording::name(situation, id.into());
    let limit_h = f64::from(situation.thresholds().expiry_warning_h);
    let left_h = start.saturating_sub(end) as f64 / 60.0;
    let phases = situation.plan.phases.iter();
    let phase = phases
        .filter(|(_, phase)| phase.start == start)
        .map(|(id, _)| id)
        .min();
    let phase = phase.map_or_else(String::new, |phase| {
        format!(" {}", wording::kind_and_name(situation, phase.into()))
    });
    Draft {
        severity: Severity::Minor,
        title: format!("{name} ends shortly before a phase"),
        message: format!(
            "{name} ends at {}, {} before{phase} starts; less than {limit_h:.0} h is worth a warning.",
            wording::minute(end),
            wording::duration(start.saturating_sub(end)),
        ),
        subjects: vec![AnyId::from(id)],
        parties: agreement.parties.iter().map(|party| party.stakeholder).collect(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: 1.0,
        why: vec![Reason::number(
            "time between its end and the next phase",
            left_h,
            Some(limit_h),
            "h",
        )],
        time: Time::Object(valid.clone()),
    }
}

/// Proposes the renewal for the time that is missed; after a warning, from its end on.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Agreement(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    // A policy may have changed the severity: what was measured tells the two sorts apart.
    let warned = finding.measures.is_empty() && finding.value < ENDLESS_H;
    let missed = if warned {
        let old = situation.plan.agreements.get(id);
        Interval {
            from: old.and_then(|old| old.when.until),
            until: None,
        }
    } else {
        finding.interval
    };
    let when = When {
        phases: Vec::new(),
        from: missed.from,
        until: missed.until,
    };
    successor(situation, finding, id, when).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{Acceptance, Agreement, Clause, Edit, Id, RelationState, SectorRole, Waiver, When};
    use crate::testing::sketch::{Sketch, party};

    /// Allies with an agreement until an hour of two days; A's sector rests on it.
    fn until(hour: i64) -> Sketch {
        let sketch = Sketch::of(&[&["AABB"]])
            .relation('A', 'B', RelationState::Allied)
            .liaison('A', 'B')
            .phases(&[("P1", 24), ("P2", 24)]);
        let clause = Clause::HoldsGround {
            who: party('A'),
            sectors: vec![sketch.sector_id("A")],
        };
        sketch
            .agreement(&['A', 'B'], vec![clause])
            .agreement_with(1, |agreement| agreement.when.until = Some(hour * 60))
            .sector_with("A", |sector| sector.agreement = Some(Id::from_bits(1)))
    }

    fn findings(sketch: &Sketch) -> Vec<Finding> {
        let report = check(sketch.plan(), None);
        report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "K10")
            .collect()
    }

    #[test]
    fn what_is_relied_on_after_its_end_is_found() {
        let sketch = until(30);
        assert_eq!(sketch.findings("K10"), ["K10 Agreement 1: 18 h, major"]);
        let found = findings(&sketch);
        assert_eq!(found[0].value, 18.0);
        assert_eq!(
            (found[0].interval.from, found[0].interval.until),
            (Some(30 * 60), Some(48 * 60))
        );
        assert!(until(48).findings("K10").is_empty());
        let always = until(30).agreement_with(1, |agreement| agreement.when = When::always());
        assert!(always.findings("K10").is_empty());
        let first = until(30).in_phases("A", &[1]);
        assert!(first.findings("K10").is_empty());
    }

    #[test]
    fn ground_that_needs_it_relies_on_it_without_naming_it() {
        let strangers = |state| {
            let sketch = Sketch::of(&[&["AABB"]])
                .relation('A', 'B', state)
                .liaison('A', 'B')
                .phases(&[("P1", 24), ("P2", 24)]);
            let holds = |letter: char| Clause::HoldsGround {
                who: party(letter),
                sectors: vec![sketch.sector_id(&letter.to_string())],
            };
            let clauses = vec![holds('A'), holds('B')];
            sketch
                .agreement(&['A', 'B'], clauses)
                .agreement_with(1, |agreement| agreement.when.until = Some(30 * 60))
        };
        assert_eq!(
            strangers(RelationState::Rival).findings("K10"),
            ["K10 Agreement 1: 18 h, major"]
        );
        assert!(strangers(RelationState::Allied).findings("K10").is_empty());
    }

    #[test]
    fn an_end_shortly_before_a_phase_is_a_warning() {
        let ending = |hour| {
            until(hour)
                .sector_with("A", |sector| sector.agreement = None)
                .findings("K10")
        };
        assert_eq!(ending(23), ["K10 Agreement 1: minor"]);
        assert_eq!(ending(1), ["K10 Agreement 1: minor"]);
        assert!(ending(24).is_empty());
        assert!(ending(25).is_empty());
        let early = until(1)
            .sector_with("A", |sector| sector.agreement = None)
            .with(&Edit::SetThreshold {
                name: "expiry_warning_h".to_owned(),
                value: 22,
            });
        assert!(early.findings("K10").is_empty());
        let by_phase = until(23)
            .sector_with("A", |sector| sector.agreement = None)
            .agreement_with(1, |agreement| {
                agreement.when = When::in_phases([Id::from_bits(1)]);
            });
        assert!(by_phase.findings("K10").is_empty());
    }

    #[test]
    fn what_is_relied_on_without_end_outweighs_any_hours() {
        let open = until(30).update(Id::from_bits(2), |phase: &mut crate::model::Phase| {
            phase.end = None;
        });
        assert_eq!(findings(&open)[0].value, 1e6);
        let layer = until(30).sector_with("A", |sector| sector.role = SectorRole::Support);
        assert_eq!(findings(&layer).len(), 1);
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let subjects = vec![Id::<Agreement>::from_bits(1).into()];
        let waiver = Waiver::of(
            "K10",
            subjects,
            None,
            18.0,
            "Joint operations",
            "renewed by voice",
        );
        let waived = until(30).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("K10"), ["K10 Agreement 1: 18 h, major, waived"]);
    }

    #[test]
    fn a_renewal_ends_it_once_all_have_accepted() {
        let sketch = until(30);
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &findings(&sketch)[0]);
        assert_eq!(fixes.len(), 1);
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let drafted = sketch.with(&fixes[0].edit);
        assert_eq!(drafted.findings("K10").len(), 1);
        let renewal = drafted.plan().agreements.ids().find(|id| *id != Id::from_bits(1));
        let accepted = drafted.update(renewal.unwrap(), |agreement: &mut Agreement| {
            for party in &mut agreement.parties {
                party.state = Acceptance::Accepted;
            }
        });
        assert!(accepted.findings("K10").is_empty());
    }
}
