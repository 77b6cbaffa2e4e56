//! D09: a policy that speaks of rules this version does not have.
//!
//! They are kept, not refused: a newer version wrote them and will read them again.

use std::collections::BTreeSet;

use super::super::catalogue::rules;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Spans};
use super::super::{Finding, Reason, wording};
use crate::model::{Edit, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D09",
    name: "unknown-rule",
    title: "Unknown rule code in policy",
    summary: "Checks for levels and waivers of rules that this version does not know.",
    page: PAGE,
    default: Level::Info,
    thresholds: &[],
    source: "Entente: plans are passed between versions",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Codes in the plan's policy, of levels or waivers, that are no rule of this version, written exactly as rules are \
(`A01`). One finding names them all; its value is how many there are. Info, always.

## Why it matters

A colleague with a newer version has switched a rule off, or accepted a finding, that is not judged here. The two of \
you read different reports of the same plan, and neither is told.

## Example

The policy sets X05 to critical. X05 came with a later version; here nothing is checked by that name.

## What to do

Use the version that the plan was written with. Where the code is a slip of the pen, drop it: Entente drops what the \
policy says of every code that it does not know.

## Source

A rule of Entente's own: what is not known is kept and said, never dropped in silence.
";

/// Returns the codes of the policy that are no rule's, in order.
fn unknown<'p>(situation: &Situation<'p>) -> BTreeSet<&'p str> {
    let policy = &situation.plan.policy;
    let levels = policy.levels.keys().map(String::as_str);
    let waivers = policy.waivers.iter().map(|waiver| waiver.code.as_str());
    let is_known = |code: &str| rules().iter().any(|rule| rule.code == code);
    levels.chain(waivers).filter(|code| !is_known(code)).collect()
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let codes: Vec<&str> = unknown(situation).into_iter().collect();
    if codes.is_empty() {
        return;
    }
    let (count, names) = (codes.len() as f64, wording::joined(&codes));
    findings.add(Draft {
        severity: Severity::Info,
        title: format!("The policy speaks of {names}, not known here"),
        message: format!(
            "The policy has levels or waivers of {count:.0} codes that are no rule of this version, where none is \
             expected: {names}. They are kept and do nothing here."
        ),
        subjects: Vec::new(),
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: count,
        why: vec![
            Reason::number("codes not known", count, Some(0.0), "codes"),
            Reason::word("codes", codes.join(", ")),
        ],
        time: Time::Object(Spans::never()),
    });
}

/// Proposes to drop what the policy says of them.
fn fixes(situation: &Situation<'_>, _: &Finding) -> Vec<Proposal> {
    let codes = unknown(situation);
    let policy = &situation.plan.policy;
    let levels = policy.levels.keys().filter(|code| codes.contains(code.as_str()));
    let mut edits: Vec<Edit> = levels
        .map(|code| Edit::SetLevel {
            code: code.clone(),
            level: Level::Computed,
        })
        .collect();
    for waiver in policy
        .waivers
        .iter()
        .filter(|waiver| codes.contains(waiver.code.as_str()))
    {
        let edit = Edit::Unwaive {
            code: waiver.code.clone(),
            subjects: waiver.subjects.clone(),
            at: waiver.at,
        };
        // One taking back removes every waiver of the same part.
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    if edits.is_empty() {
        return Vec::new();
    }
    let codes: Vec<&str> = codes.into_iter().collect();
    let title = format!("Drop what the policy says of {}", wording::joined(&codes));
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::resolving("drop-unknown", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check, rules};
    use crate::model::{Edit, Level, Waiver};
    use crate::testing::sketch::Sketch;

    fn level(code: &str, level: Level) -> Edit {
        Edit::SetLevel {
            code: code.to_owned(),
            level,
        }
    }

    fn speaking(codes: &[&str]) -> Sketch {
        let sketch = Sketch::of(&[&["AA"]]);
        codes
            .iter()
            .fold(sketch, |sketch, code| sketch.with(&level(code, Level::Minor)))
    }

    #[test]
    fn codes_of_no_rule_are_one_finding() {
        assert!(speaking(&[]).findings("D09").is_empty());
        let known: Vec<&str> = rules()
            .iter()
            .map(|rule| rule.code)
            .filter(|code| *code != "D09")
            .collect();
        assert!(speaking(&known).findings("D09").is_empty());
        let two = speaking(&["Z99", "a01", "A01"]);
        assert_eq!(two.findings("D09"), ["D09: info"]);
        let report = check(two.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D09")
            .unwrap();
        assert_eq!(found.value, 2.0);
        assert!(
            found
                .message
                .ends_with("Z99 and a01. They are kept and do nothing here.")
        );
    }

    #[test]
    fn its_own_level_is_respected() {
        let minor = speaking(&["Z99", "D09"]);
        assert_eq!(minor.findings("D09"), ["D09: minor"]);
        assert!(minor.with(&level("D09", Level::Off)).findings("D09").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_until_there_are_more() {
        let waiver = Waiver::of(
            "D09",
            Vec::new(),
            None,
            1.0,
            "Plans",
            "newer version at the corps",
        );
        let waived = speaking(&["Z99"]).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("D09"), ["D09: info, waived"]);
        let more = waived.with(&level("Z98", Level::Minor));
        assert_eq!(more.findings("D09"), ["D09: info"]);
    }

    #[test]
    fn dropping_them_resolves_it() {
        let waiver = Waiver::of("Z98", Vec::new(), None, 1.0, "Plans", "fine");
        let sketch = speaking(&["Z99", "A01"]).with(&Edit::Waive(waiver));
        let report = check(sketch.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D09")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(fixes[0].title, "Drop what the policy says of Z98 and Z99");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = sketch.with(&fixes[0].edit);
        assert!(fixed.findings("D09").is_empty());
        assert_eq!(fixed.plan().policy.levels.len(), 1);
    }
}
