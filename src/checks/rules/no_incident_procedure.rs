//! L07: neighbours who have not said what to do when their forces clash.
//!
//! Whether they can speak to each other at all is L01's, whether the procedure's channel works K07's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fixes::agreement::planned_channel;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Pair, Situation, Spans, Stance, merged};
use super::super::{Finding, Reason, wording};
use super::missing_boundary::adjacent_pairs;
use crate::geometry::{Geometry, length_m, point_along};
use crate::model::{
    Agreement, AnyEntity, AnyId, ChannelMode, Clause, Edit, Id, Level, Party, Severity, Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "L07",
    name: "no-incident-procedure",
    title: "No incident procedure",
    summary: "Checks for neighbours without an agreed procedure for clashes between their forces.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["adjacent_length_m", "sliver_width_m"],
    source: "US Army FM 3-90, Tactics, and ATP 5-0.2-1: coordination with adjacent units; severities are defaults of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two stakeholders, neutral to each other or worse, that hold sectors of primary roles next to each other (facing edges \
within `sliver_width_m` over more than `adjacent_length_m`), where no agreement in force that lists both has an \
incident procedure: the channel to call, and within how many hours an incident is looked into. One finding for each \
two stakeholders, drawn along their longest edge. Major; critical between rivals and enemies.

An agreement is in force while every listed party has accepted, it is valid, its preconditions are met, and a \
channel between its parties works.

## Why it matters

Between forces that distrust each other there will be shots. Whether that stays an incident is decided in the first \
hour, by whoever has been told beforehand whom to call, what stops the fire, and that somebody will look into it.

## Example

A checkpoint of the militia is fired at from the police's side. The militia's commander has no number to call and \
sends a platoon.

## What to do

Agree on a hotline, a signal that stops fire, and a time within which both look into it together. Entente drafts the \
agreement, and the hotline where there is no channel to name.

## Source

US Army FM 3-90, *Tactics*, and ATP 5-0.2-1: what is coordinated with adjacent units, and by whom. The severities are \
defaults of Entente.
";

type Sides = (Id<Stakeholder>, Id<Stakeholder>);

/// Two parties that are neighbours without a procedure, in a stretch of time.
struct Case<'s> {
    pair: &'s Pair,
    stance: Stance,
}

/// How soon an incident is looked into in a draft, in hours: a proposal to be talked about.
const WITHIN_H: u32 = 24;

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut by_parties: BTreeMap<Sides, Vec<(Range<u32>, Case<'_>)>> = BTreeMap::new();
    for pair in adjacent_pairs(situation) {
        for (contested, contests) in pair.contests.runs() {
            for contest in contests {
                let (a, b) = (contest.a.min(contest.b), contest.a.max(contest.b));
                let stances = situation.parties.stance(a, b);
                let distant = stances.spans(|stance| *stance >= Stance::Neutral);
                let during = distant.and(&Spans::of(contested.clone()));
                if during.is_empty() {
                    continue;
                }
                let open = during.without(&situation.agreements.incident_procedure((a, b)));
                let cases = by_parties.entry((a, b)).or_default();
                cases.extend(open.pieces(stances.cuts()).into_iter().map(|run| {
                    let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
                    (run, Case { pair, stance })
                }));
            }
        }
    }
    for (parties, cases) in by_parties {
        for (run, case) in merged(cases, |case| (case.stance, case.pair.edge.length_m as u64)) {
            findings.add(draft(situation, parties, &case, run));
        }
    }
}

fn draft(situation: &Situation<'_>, (a, b): Sides, case: &Case<'_>, run: Range<u32>) -> Draft {
    let (label_a, label_b) = (situation.label(a), situation.label(b));
    let length = case.pair.edge.length_m;
    let limit_m = f64::from(situation.thresholds().adjacent_length_m);
    let edge = case.pair.edge.longest().cloned().unwrap_or_default();
    Draft {
        severity: if case.stance >= Stance::Rival {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("No incident procedure between {label_a} and {label_b}"),
        message: format!(
            "{label_a} and {label_b} meet along {}{} (more than {} counts), and no agreement in force says what to \
             do when their forces clash. {}.",
            wording::length(length),
            wording::when(situation, &run),
            wording::length(limit_m),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a), AnyId::from(b)],
        parties: vec![a, b],
        measures: vec![("length_m", length)],
        at: point_along(&edge, length_m(&edge) / 2.0),
        geometry: Some(Geometry::Path(edge)),
        value: 1.0,
        why: vec![
            Reason::number("edge that the two share", length, Some(limit_m), "m"),
            Reason::word_against("incident procedure in force", "none", "one"),
            Reason::word("relation", case.stance.word()),
        ],
        time: Time::Run(run),
    }
}

/// Proposes the agreement to be talked about, by the best channel between the two, or a hotline that is
/// to be set up.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [AnyId::Stakeholder(a), AnyId::Stakeholder(b)] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let channels = situation.plan.channels.iter();
    let known = channels
        .filter(|(_, channel)| channel.parties.contains(&a) && channel.parties.contains(&b))
        .min_by_key(|(id, channel)| {
            (
                channel.state,
                channel.mode != ChannelMode::Hotline,
                channel.mode,
                *id,
            )
        });
    let mut edits = Vec::new();
    let channel = if let Some((id, _)) = known {
        id
    } else {
        let (id, channel) = planned_channel(situation, finding, &[a, b], ChannelMode::Hotline);
        edits.push(Edit::Create(AnyEntity::from((id, channel))));
        id
    };
    let labels = [situation.label(a), situation.label(b)];
    let mut agreement = Agreement::new();
    agreement.name = format!("Incident procedure {}", labels.join("–"));
    "drafted for the edge that the two share".clone_into(&mut agreement.source);
    agreement.parties = vec![Party::new(a), Party::new(b)];
    agreement.clauses = vec![Clause::IncidentProcedure {
        channel,
        within_hours: WITHIN_H,
    }];
    let id: Id<Agreement> = super::super::fixes::new_id(situation.plan, finding, "incident-procedure");
    edits.push(Edit::Create(AnyEntity::from((id, agreement))));
    let title = format!("Draft an incident procedure between {}", wording::joined(&labels));
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::next_step("draft-incident-procedure", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{
        Acceptance, Agreement, Channel, ChannelState, Clause, Edit, Id, RelationState, Waiver,
    };
    use crate::testing::sketch::{Sketch, party, place};

    fn neighbours() -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]]).liaison('A', 'B')
    }

    fn procedure() -> Clause {
        Clause::IncidentProcedure {
            channel: Id::from_bits(1),
            within_hours: 6,
        }
    }

    #[test]
    fn distant_neighbours_need_a_procedure() {
        assert_eq!(neighbours().findings("L07"), ["L07 A B: 2.00 km, major"]);
        let of = |state| neighbours().relation('A', 'B', state).findings("L07");
        assert!(of(RelationState::Cooperating).is_empty());
        assert_eq!(of(RelationState::Neutral), ["L07 A B: 2.00 km, major"]);
        assert_eq!(of(RelationState::NoContact), ["L07 A B: 2.00 km, major"]);
        assert_eq!(of(RelationState::Rival), ["L07 A B: 2.00 km, critical"]);
        assert!(neighbours().adversary('B').findings("L07").is_empty());
        assert!(Sketch::of(&[&["AA.BB"]]).findings("L07").is_empty());
        let few_metres = neighbours().with(&Edit::SetThreshold {
            name: "adjacent_length_m".to_owned(),
            value: 2_100,
        });
        assert!(few_metres.findings("L07").is_empty());
    }

    #[test]
    fn one_in_force_that_lists_both_is_enough() {
        let agreed = neighbours().agreement(&['A', 'B'], vec![procedure()]);
        assert!(agreed.findings("L07").is_empty());
        let asked = agreed.clone().agreement_with(1, |agreement| {
            agreement.parties[0].state = Acceptance::Proposed;
        });
        assert_eq!(asked.findings("L07").len(), 1);
        let others = neighbours()
            .party('C')
            .agreement(&['A', 'C'], vec![procedure()])
            .liaison('A', 'C');
        assert_eq!(others.findings("L07").len(), 1);
        let lapsing = agreed
            .phases(&[("P1", 24), ("P2", 24)])
            .agreement_with(1, |agreement| {
                agreement.when.until = Some(24 * 60);
            });
        let report = check(lapsing.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "L07")
            .unwrap();
        assert_eq!((found.value, found.interval.from), (1.0, Some(24 * 60)));
    }

    #[test]
    fn two_parties_are_named_once_however_many_sectors_meet() {
        let many = Sketch::of(&[&["AABB", "AABB"], &["....", "....", "BBAA", "BBAA"]]);
        assert_eq!(many.findings("L07").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        let waiver = Waiver::of(
            "L07",
            vec![party('A').into(), party('B').into()],
            Some(place(2.0, 1.0)),
            1.0,
            "Both",
            "settled by voice",
        );
        let waived = neighbours().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("L07"), ["L07 A B: 2.00 km, major, waived"]);
    }

    #[test]
    fn a_draft_is_a_next_step_and_counts_once_accepted() {
        let sketch = Sketch::of(&[&["AABB", "AABB"]]);
        let report = check(sketch.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "L07")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Draft an incident procedure between A and B")
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let drafted = sketch.with(&fixes[0].edit);
        assert_eq!(drafted.findings("L07").len(), 1);
        let (channel, agreement) = (
            drafted.plan().channels.ids().next().unwrap(),
            drafted.plan().agreements.ids().next().unwrap(),
        );
        let accepted = drafted
            .update(channel, |channel: &mut Channel| channel.state = ChannelState::Up)
            .update(agreement, |agreement: &mut Agreement| {
                for party in &mut agreement.parties {
                    party.state = Acceptance::Accepted;
                }
            });
        assert!(accepted.findings("L07").is_empty());
    }
}
