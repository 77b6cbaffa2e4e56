//! D03: a plan that does not say who may see it.
//!
//! Whether the marking is the right one nobody but its author can say.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason};
use crate::model::{Edit, Level, PlanInfo, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D03",
    name: "marking-missing",
    title: "Handling caveat missing",
    summary: "Checks for plans without a classification or handling caveat.",
    page: PAGE,
    default: Level::Major,
    thresholds: &[],
    source: "Entente: screen and paper show the marking",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A plan with anything in it whose marking is empty. Major, always.

## Why it matters

The marking is printed at the head of every page and shown on screen. A page without one is taken for one that may \
be passed on, with the places of hospitals, the numbers of duty officers and the readings of each party in it.

## Example

The overlay of phase P3 was left in a liaison cell. Nothing on it said that it was not for the other side.

## What to do

Set the marking in the plan's details, in the words of the office that wrote it. Entente offers to mark the plan as \
not to be passed on until that is decided.

## Source

A rule of Entente's own. The words of a marking are the office's.
";

/// What a plan is marked with until somebody decides: nothing may be passed on.
const UNTIL_DECIDED: &str = "Marking pending: do not pass on";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let plan = situation.plan;
    if plan.entity_count() == 0 || !plan.info.marking.trim().is_empty() {
        return;
    }
    findings.add(Draft {
        severity: Severity::Major,
        title: "The plan has no marking".to_owned(),
        message:
            "The plan's marking is empty, where one is due: nothing on screen or paper says who may see it."
                .to_owned(),
        subjects: Vec::new(),
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: 1.0,
        why: vec![Reason::word_against("marking", "none", "one")],
        time: Time::Object(situation.slices.all()),
    });
}

/// Proposes the narrowest marking, until the right one is found.
fn fixes(situation: &Situation<'_>, _: &Finding) -> Vec<Proposal> {
    let info = PlanInfo {
        marking: UNTIL_DECIDED.to_owned(),
        ..situation.plan.info.clone()
    };
    let title = format!("Mark the plan \"{UNTIL_DECIDED}\"");
    let edit = Edit::SetInfo(Box::new(info));
    vec![Proposal::next_step("mark-until-decided", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Id, Plan, PlanInfo, Waiver};
    use crate::testing::sketch::Sketch;

    fn marked(marking: &str) -> Sketch {
        let sketch = Sketch::of(&[&["AA"]]);
        let info = PlanInfo {
            marking: marking.to_owned(),
            ..sketch.plan().info.clone()
        };
        sketch.with(&Edit::SetInfo(Box::new(info)))
    }

    #[test]
    fn a_plan_without_a_marking_is_found() {
        assert_eq!(marked("").findings("D03"), ["D03: major"]);
        assert_eq!(marked("  ").findings("D03"), ["D03: major"]);
        assert!(marked("For official use").findings("D03").is_empty());
        let empty = check(&Plan::empty(Id::from_bits(1)), None);
        assert!(empty.findings.is_empty());
        let report = check(marked("").plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D03")
            .unwrap();
        assert_eq!(found.value, 1.0);
    }

    #[test]
    fn a_waiver_binds_it() {
        let waiver = Waiver::of("D03", Vec::new(), None, 1.0, "Plans", "a training sketch");
        let waived = marked("").with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("D03"), ["D03: major, waived"]);
    }

    #[test]
    fn a_marking_until_decided_is_a_next_step() {
        let report = check(marked("").plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D03")
            .unwrap();
        let fixes = Checker::new().fixes(marked("").plan(), &report, found);
        assert_eq!(fixes.len(), 1);
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        assert!(marked("").with(&fixes[0].edit).findings("D03").is_empty());
    }
}
