//! K03: an agreement that the map relies on and that not everybody has accepted.
//!
//! Whether it is in force at the time it is needed is K02's question.

use std::collections::BTreeSet;

use super::super::fixes::agreement::ask;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{Acceptance, Agreement, AnyId, Id, Kind, Level, Party, Refer, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K03",
    name: "acceptance-missing",
    title: "Acceptance missing",
    summary: "Checks for agreements in use that a party has not accepted.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["start_soon_h"],
    source: "Entente: what counts as acceptance; the hours are a default",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An agreement that a sector, boundary, measure or corridor names, or whose clauses name one of them or a site, \
with a party that has not accepted it. Reservation, silence and hearsay are not acceptance; tacit consent is. \
Major; critical where the agreement starts within `start_soon_h` of the as-of instant, or has started.

## Why it matters

A line that one side drew and the other was told of is a wish. Plans have been carried out in the belief that \
the other side had agreed, because somebody had said that somebody had said so.

## Example

The stay-out line round the city rests on an agreement that the militia's office answered with silence.

## What to do

Ask, by a channel that both trust, and record the answer with its evidence. Entente can mark the party as asked; \
it never accepts for anybody.

## Source

A rule of Entente's own. FM 3-90 asks for coordination with adjacent units before execution.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let used = used_agreements(situation);
    for (id, agreement) in situation.plan.agreements.iter() {
        let missing: Vec<&Party> = agreement
            .parties
            .iter()
            .filter(|party| !party.has_accepted())
            .collect();
        if missing.is_empty() || !used.contains(&id) {
            continue;
        }
        let soon_h = situation.thresholds().start_soon_h;
        let hours = hours_to_start(situation, agreement);
        let soon = hours.is_some_and(|hours| hours <= f64::from(soon_h));
        let said: Vec<String> = missing.iter().map(|party| said(situation, party)).collect();
        let name = wording::name(situation, id.into());
        let mut message = format!("{name} is relied on, but {}.", wording::joined(&said));
        match hours.filter(|_| soon) {
            Some(hours) if hours > 0.0 => message.extend([" It starts in ", &format!("{hours:.0} h.")]),
            Some(_) => message.push_str(" It should be in force already."),
            None => {}
        }
        let mut why = vec![Reason::number(
            "parties without acceptance",
            missing.len() as f64,
            Some(0.0),
            "parties",
        )];
        why.extend(missing.iter().map(|party| {
            Reason::word_against(
                &situation.label(party.stakeholder),
                answer(party),
                Acceptance::Accepted.word(),
            )
        }));
        if let Some(hours) = hours {
            why.push(Reason::number(
                "hours until it starts",
                hours,
                Some(f64::from(soon_h)),
                "h",
            ));
        }
        findings.add(Draft {
            severity: if soon { Severity::Critical } else { Severity::Major },
            title: format!("{name} is not accepted by all"),
            message,
            subjects: vec![AnyId::from(id)],
            parties: missing.iter().map(|party| party.stakeholder).collect(),
            measures: Vec::new(),
            geometry: None,
            at: None,
            value: missing.len() as f64,
            why,
            time: Time::Object(situation.slices.of_when(&agreement.when, situation.plan)),
        });
    }
}

/// Returns the agreements that something on the map rests on.
pub(in crate::checks) fn used_agreements(situation: &Situation<'_>) -> BTreeSet<Id<Agreement>> {
    let plan = situation.plan;
    let sectors = plan.sectors.iter().filter_map(|(_, sector)| sector.agreement);
    let boundaries = plan
        .boundaries
        .iter()
        .filter_map(|(_, boundary)| boundary.agreement);
    let measures = plan.measures.iter().filter_map(|(_, measure)| measure.agreement);
    let corridors = plan
        .corridors
        .iter()
        .filter_map(|(_, corridor)| corridor.agreement);
    let mut used: BTreeSet<_> = sectors
        .chain(boundaries)
        .chain(measures)
        .chain(corridors)
        .collect();
    used.extend(
        plan.agreements
            .iter()
            .filter(|(_, agreement)| names_something_drawn(agreement))
            .map(|(id, _)| id),
    );
    used
}

fn names_something_drawn(agreement: &Agreement) -> bool {
    let mut drawn = false;
    for clause in &agreement.clauses {
        clause.each_reference(&mut |id| {
            drawn |= matches!(
                id.kind(),
                Kind::Sector | Kind::Boundary | Kind::Measure | Kind::Corridor | Kind::Site
            );
        });
    }
    drawn
}

/// Returns the hours from the as-of instant to the agreement's start, negative once it has started;
/// `None` without an as-of instant, an H-hour or a start, and once it is over.
fn hours_to_start(situation: &Situation<'_>, agreement: &Agreement) -> Option<f64> {
    let now = situation.as_of?.minutes_since(situation.plan.info.h_hour?);
    let spans = situation.slices.of_when(&agreement.when, situation.plan);
    let (first, last) = (spans.runs().first()?, spans.runs().last()?);
    let interval = situation.interval_of(&(first.start..last.end));
    if interval.until.is_some_and(|until| until <= now) {
        return None;
    }
    Some(interval.from?.saturating_sub(now) as f64 / 60.0)
}

fn said(situation: &Situation<'_>, party: &Party) -> String {
    let label = situation.label(party.stakeholder);
    match party.state {
        Acceptance::Draft => format!("{label} has not been asked"),
        Acceptance::Proposed => format!("{label} has not answered yet"),
        Acceptance::Accepted => format!("{label} accepted by hearsay only"),
        Acceptance::AcceptedWithReservation => format!("{label} accepted with a reservation"),
        Acceptance::Silent => format!("{label} keeps silent"),
        Acceptance::Rejected => format!("{label} refused"),
        Acceptance::Withdrawn => format!("{label} withdrew"),
        Acceptance::Breached => format!("{label} broke it"),
    }
}

fn answer(party: &Party) -> String {
    match party.state {
        Acceptance::Accepted => "accepted, as reported by others".to_owned(),
        state => state.word().to_owned(),
    }
}

/// Proposes to note that a party that was not asked has been: the form for its answer is the window's.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Agreement(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    ask(situation, id).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Acceptance, Clause, Edit, Evidence, Id, Waiver};
    use crate::testing::sketch::{Sketch, lines, party};

    fn answered(state: Acceptance) -> Sketch {
        let sketch = Sketch::of(&[&["AABB"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .h_hour("2016-05-23T00:00+03:00");
        let clause = Clause::KeepsOut {
            who: party('B'),
            area: sketch.sector_id("A").into(),
        };
        sketch
            .agreement(&['A', 'B'], vec![clause])
            .agreement_with(1, |agreement| agreement.parties[1].state = state)
    }

    #[test]
    fn everything_but_acceptance_is_missing_acceptance() {
        assert!(answered(Acceptance::Accepted).findings("K03").is_empty());
        for state in Acceptance::ALL
            .iter()
            .filter(|state| **state != Acceptance::Accepted)
        {
            assert_eq!(
                answered(*state).findings("K03"),
                ["K03 Agreement 1: major"],
                "{state}"
            );
        }
        let heard = answered(Acceptance::Accepted).agreement_with(1, |agreement| {
            agreement.parties[0].evidence = Some(Evidence::Reported);
        });
        assert_eq!(heard.findings("K03").len(), 1);
    }

    #[test]
    fn an_agreement_that_nothing_on_the_map_rests_on_is_not_judged() {
        let unused = answered(Acceptance::Silent).agreement_with(1, |agreement| agreement.clauses.clear());
        assert!(unused.findings("K03").is_empty());
        let named = unused.sector_with("A", |sector| sector.agreement = Some(Id::from_bits(1)));
        assert_eq!(named.findings("K03").len(), 1);
    }

    #[test]
    fn a_start_within_a_day_is_critical() {
        let late =
            answered(Acceptance::Silent).agreement_with(1, |agreement| agreement.when.from = Some(24 * 60));
        let at = |instant: &str| lines(late.plan(), &check(late.plan(), instant.parse().ok()), "K03");
        assert_eq!(at("2016-05-22T23:00+03:00"), ["K03 Agreement 1: major"]);
        assert_eq!(at("2016-05-23T00:00+03:00"), ["K03 Agreement 1: critical"]);
        assert_eq!(at("2016-05-24T06:00+03:00"), ["K03 Agreement 1: critical"]);
        assert_eq!(at("2016-05-26T00:00+03:00"), ["K03 Agreement 1: major"]);
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let subjects = vec![Id::<crate::model::Agreement>::from_bits(1).into()];
        let waiver = Waiver::of(
            "K03",
            subjects,
            None,
            1.0,
            "Joint operations",
            "answer expected tonight",
        );
        let waived = answered(Acceptance::Silent).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("K03"), ["K03 Agreement 1: major, waived"]);
    }

    #[test]
    fn asking_is_a_next_step_and_recorded_acceptance_ends_it() {
        let sketch = answered(Acceptance::Draft);
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "K03")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Mark as proposed to B")
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let asked = sketch.with(&fixes[0].edit);
        assert_eq!(asked.findings("K03").len(), 1);
        let accepted = asked.with(&Edit::RecordAcceptance {
            agreement: Id::from_bits(1),
            party: party('B'),
            state: Acceptance::Accepted,
            evidence: Some(Evidence::Written),
            at: None,
            via: None,
        });
        assert!(accepted.findings("K03").is_empty());
    }
}
