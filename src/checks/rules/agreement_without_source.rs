//! D04: agreements of which nobody can say where they come from.
//!
//! Who has not accepted is K03's. How good the evidence is, is not asked here.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{Acceptance, AnyId, Edit, Evidence, Level, Party, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D04",
    name: "agreement-without-source",
    title: "Agreement without source",
    summary: "Checks for agreements without a source, and for acceptances without date or evidence.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "Entente: what was agreed must be shown",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An agreement without a source, or with a party that has accepted and of which it is not said when, or how it is \
known. What is missing is counted; one finding for each agreement. Minor, always.

## Why it matters

When an agreement is broken, the first answer is that there never was one. A plan that says who accepted, on which \
day and in which form gets a second answer.

## Example

\"Stay-out understanding\": accepted by both, no date, no evidence, no source. The officer who wrote it down has been \
posted elsewhere.

## What to do

Say where it comes from: a document, a meeting, a call. Record for each party when it accepted and how that is known. \
What Entente can do by itself is to count an acceptance without evidence as hearsay until it is shown.

## Source

A rule of Entente's own.
";

fn has_accepted(party: &Party) -> bool {
    party.state == Acceptance::Accepted
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (id, agreement) in situation.plan.agreements.iter() {
        let mut missing: Vec<String> = Vec::new();
        let mut why = Vec::new();
        if agreement.source.trim().is_empty() {
            missing.push("a source".to_owned());
            why.push(Reason::word_against("source", "none", "one"));
        }
        for party in agreement.parties.iter().filter(|party| has_accepted(party)) {
            let label = situation.label(party.stakeholder);
            if party.at.is_none() {
                missing.push(format!("the day on which {label} accepted"));
                why.push(Reason::word_against(
                    &format!("date of {label}"),
                    "none",
                    "a date",
                ));
            }
            if party.evidence.is_none() {
                missing.push(format!("evidence of {label}'s acceptance"));
                why.push(Reason::word_against(
                    &format!("evidence of {label}"),
                    "none",
                    "some",
                ));
            }
        }
        if missing.is_empty() {
            continue;
        }
        let count = missing.len() as f64;
        why.insert(0, Reason::number("things missing", count, Some(0.0), "things"));
        let name = wording::name(situation, id.into());
        let accepted = agreement.parties.iter().filter(|party| has_accepted(party));
        findings.add(Draft {
            severity: Severity::Minor,
            title: format!("{name} does not say where it comes from"),
            message: format!(
                "{name} lacks {}: {count:.0} missing, none should be.",
                wording::joined(&missing)
            ),
            subjects: vec![AnyId::from(id)],
            parties: accepted.map(|party| party.stakeholder).collect(),
            measures: Vec::new(),
            geometry: None,
            at: None,
            value: count,
            why,
            time: Time::Object(situation.slices.of_when(&agreement.when, situation.plan)),
        });
    }
}

/// Proposes to count what has no evidence as hearsay: what is true of it, only somebody can say.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Agreement(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let agreement = situation.plan.agreements.get(id);
    let parties = agreement.map_or(&[][..], |agreement| &agreement.parties);
    let unshown: Vec<&Party> = parties
        .iter()
        .filter(|party| has_accepted(party))
        .filter(|party| party.evidence.is_none())
        .collect();
    if unshown.is_empty() {
        return Vec::new();
    }
    let edits = unshown.iter().map(|party| Edit::RecordAcceptance {
        agreement: id,
        party: party.stakeholder,
        state: party.state,
        evidence: Some(Evidence::Reported),
        at: party.at,
        via: party.via,
    });
    let labels: Vec<String> = unshown
        .iter()
        .map(|party| situation.label(party.stakeholder))
        .collect();
    let title = format!("Count the acceptance of {} as hearsay", wording::joined(&labels));
    let edit = Edit::together(title.clone(), edits.collect());
    vec![Proposal::next_step("count-as-hearsay", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Acceptance, Agreement, Edit, Evidence, Id, Waiver};
    use crate::testing::sketch::Sketch;

    fn bare() -> Sketch {
        Sketch::of(&[&["AABB"]]).agreement(&['A', 'B'], Vec::new())
    }

    fn shown(agreement: &mut Agreement) {
        agreement.source = "Minutes of 21 May".to_owned();
        for party in &mut agreement.parties {
            party.at = "2016-05-21T18:00+03:00".parse().ok();
            party.evidence = Some(Evidence::Written);
        }
    }

    fn missing(sketch: &Sketch) -> f64 {
        let report = check(sketch.plan(), None);
        let found = report.findings.iter().find(|finding| finding.code == "D04");
        found.map_or(0.0, |finding| finding.value)
    }

    #[test]
    fn what_is_missing_is_counted() {
        assert_eq!(bare().findings("D04"), ["D04 Agreement 1: minor"]);
        assert_eq!(missing(&bare()), 5.0);
        let complete = bare().agreement_with(1, shown);
        assert!(complete.findings("D04").is_empty());
        let undated = complete.agreement_with(1, |agreement| agreement.parties[0].at = None);
        assert_eq!(missing(&undated), 1.0);
        let refused = undated.agreement_with(1, |agreement| {
            agreement.parties[0].state = Acceptance::Rejected;
        });
        assert!(refused.findings("D04").is_empty());
        let blank = refused.agreement_with(1, |agreement| agreement.source = "  ".to_owned());
        assert_eq!(missing(&blank), 1.0);
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let subjects = vec![Id::<Agreement>::from_bits(1).into()];
        let waiver = Waiver::of("D04", subjects, None, 5.0, "Plans", "kept elsewhere");
        let waived = bare().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("D04"), ["D04 Agreement 1: minor, waived"]);
    }

    #[test]
    fn counting_it_as_hearsay_is_a_next_step_and_showing_it_ends_it() {
        let report = check(bare().plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D04")
            .unwrap();
        let fixes = Checker::new().fixes(bare().plan(), &report, found);
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Count the acceptance of A and B as hearsay")
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let heard = bare().with(&fixes[0].edit);
        assert_eq!(missing(&heard), 3.0);
        assert!(heard.agreement_with(1, shown).findings("D04").is_empty());
    }
}
