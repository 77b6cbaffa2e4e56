//! D08: waivers of what is not found any more.
//!
//! What a waiver binds is `verdict`'s; this only says which were left over.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Spans};
use super::super::{Finding, Reason, Term, wording};
use crate::geometry::Geometry;
use crate::model::{Edit, Level, Severity, Waiver};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D08",
    name: "waiver-without-finding",
    title: "Waiver without finding",
    summary: "Checks for waivers of findings that are not there any more.",
    page: PAGE,
    default: Level::Info,
    thresholds: &["waiver_near_m"],
    source: "Entente: accepted risks are to be looked at again; the distance is a default",
    check: of_the_plan_alone,
    fixes,
};

const PAGE: &str = "\
## What it finds

A waiver for which its rule finds nothing: no finding of its code about the same subjects that contains its point or \
lies within `waiver_near_m` of it (of a finding without a place, the code and the subjects are enough). A waiver that \
has lapsed, or whose finding became worse than what was accepted, still has its finding and is not counted; one of a \
rule that is switched off, or that this version does not know, cannot be told. Info, always.

## Why it matters

A waiver is somebody's name under a risk. Left behind when the risk is gone, it is there when the next one of the \
same kind turns up at the same place, and accepts that one too, which nobody has seen.

## Example

The overlap of North and South was waived until their boundary was moved. It has been moved; the waiver stayed.

## What to do

Take the waiver back. Entente does it in one step; undo brings it back.

## Source

A rule of Entente's own. The distance is a default.
";

/// What a reason's term is called that names the waived rule: its fix looks there.
const RULE_WAIVED: &str = "rule that is waived";

/// Says nothing: waivers without findings are known only when every other rule has spoken, and the checker
/// then calls [`tell`]. The table has the rule like any other, so that it is explained, levelled and waived
/// as they are.
fn of_the_plan_alone(_: &Situation<'_>, _: &mut Findings<'_, '_>) {}

/// States these waivers, which met no finding.
pub(in crate::checks) fn tell(idle: &[&Waiver], findings: &mut Findings<'_, '_>) {
    for waiver in idle {
        let near_m = findings.situation().thresholds().waiver_near_m;
        let names: Vec<String> = waiver
            .subjects
            .iter()
            .map(|id| wording::name(findings.situation(), *id))
            .collect();
        let about = if names.is_empty() {
            String::new()
        } else {
            format!(" on {}", wording::joined(&names))
        };
        let by = match waiver.by.trim() {
            "" => String::new(),
            by => format!(" by {by}"),
        };
        let place = if waiver.at.is_some() {
            format!(" within {} of its place", wording::length(f64::from(near_m)))
        } else {
            String::new()
        };
        let mut why = vec![
            Reason::word(RULE_WAIVED, waiver.code.as_str()),
            Reason::word_against("finding that it was given for", "none", "one"),
        ];
        if !waiver.reason.trim().is_empty() {
            why.push(Reason::word("reason given", waiver.reason.trim()));
        }
        findings.add(Draft {
            severity: Severity::Info,
            title: format!("Waiver of {}{about} meets nothing", waiver.code),
            message: format!(
                "The waiver of {}{about}, given{by}, meets no finding{place}; at least one is what it was given for.",
                waiver.code
            ),
            subjects: waiver.subjects.clone(),
            parties: Vec::new(),
            measures: Vec::new(),
            geometry: waiver.at.map(Geometry::Point),
            at: waiver.at,
            value: 1.0,
            why,
            time: Time::Object(Spans::never()),
        });
    }
}

/// Proposes to take the waiver back.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let code = finding.why.iter().find(|reason| reason.term == RULE_WAIVED);
    let Some(Term::Text(code)) = code.map(|reason| &reason.value) else {
        return Vec::new();
    };
    let meant = situation.plan.policy.waivers.iter().find(|waiver| {
        let mut subjects = waiver.subjects.clone();
        subjects.sort_unstable();
        subjects.dedup();
        waiver.code == *code && waiver.at == finding.at && subjects == finding.subjects
    });
    let proposal = meant.map(|waiver| {
        let edit = Edit::Unwaive {
            code: waiver.code.clone(),
            subjects: waiver.subjects.clone(),
            at: waiver.at,
        };
        Proposal::resolving("take-back", format!("Take back the waiver of {code}"), edit)
    });
    proposal.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Level, Waiver};
    use crate::testing::sketch::{Sketch, lines, place};

    fn overlapping() -> Sketch {
        Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]])
    }

    fn apart() -> Sketch {
        Sketch::of(&[&["AA..BB"]])
    }

    fn waiver(sketch: &Sketch, code: &str, x: f64, value: f64) -> Waiver {
        let subjects = vec![sketch.sector_id("A").into(), sketch.sector_id("B").into()];
        Waiver::of(
            code,
            subjects,
            Some(place(x, 1.0)),
            value,
            "Joint operations",
            "agreed by voice",
        )
    }

    fn waived(sketch: &Sketch, code: &str) -> Sketch {
        sketch.clone().with(&Edit::Waive(waiver(sketch, code, 3.0, 4e6)))
    }

    #[test]
    fn a_waiver_of_what_is_not_found_is_named() {
        assert!(overlapping().findings("D08").is_empty());
        assert!(waived(&overlapping(), "A01").findings("D08").is_empty());
        assert_eq!(waived(&apart(), "A01").findings("D08"), ["D08 A B: info"]);
        let report = check(waived(&apart(), "A01").plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D08")
            .unwrap();
        assert_eq!((found.value, found.at), (1.0, Some(place(3.0, 1.0))));
        assert!(
            found.message.contains("given by Joint operations"),
            "{}",
            found.message
        );
    }

    #[test]
    fn as_far_as_it_binds_it_meets_its_finding() {
        let at = |x| {
            let waiver = waiver(&overlapping(), "A01", x, 4e6);
            overlapping().with(&Edit::Waive(waiver)).findings("D08").len()
        };
        // The overlap is two kilometres wide, from 2 to 4 km.
        assert_eq!((at(4.9), at(5.1)), (0, 1));
    }

    #[test]
    fn a_waiver_that_lapsed_or_was_outgrown_still_has_its_finding() {
        let mut lapsed = waiver(&overlapping(), "A01", 3.0, 4e6);
        lapsed.until = "2016-05-23T00:00Z".parse().ok();
        let sketch = overlapping().with(&Edit::Waive(lapsed));
        let late = check(sketch.plan(), "2016-06-01T00:00Z".parse().ok());
        assert!(lines(sketch.plan(), &late, "D08").is_empty());
        assert!(late.findings.iter().all(crate::checks::Finding::is_open));
        let outgrown = overlapping().with(&Edit::Waive(waiver(&overlapping(), "A01", 3.0, 1e6)));
        assert!(outgrown.findings("D08").is_empty());
    }

    #[test]
    fn what_is_switched_off_or_not_known_cannot_be_told() {
        let off = |code: &str| Edit::SetLevel {
            code: code.to_owned(),
            level: Level::Off,
        };
        assert!(
            waived(&overlapping(), "A01")
                .with(&off("A01"))
                .findings("D08")
                .is_empty()
        );
        assert!(waived(&apart(), "Z99").findings("D08").is_empty());
        assert!(
            waived(&apart(), "A01")
                .with(&off("D08"))
                .findings("D08")
                .is_empty()
        );
        let minor = Edit::SetLevel {
            code: "D08".to_owned(),
            level: Level::Minor,
        };
        assert_eq!(
            waived(&apart(), "A01").with(&minor).findings("D08"),
            ["D08 A B: minor"]
        );
    }

    #[test]
    fn a_waiver_binds_it_and_does_not_bind_itself() {
        let both = waived(&waived(&apart(), "A01"), "D08");
        assert_eq!(both.findings("D08"), ["D08 A B: info, waived"]);
        let alone = waived(&apart(), "D08");
        assert_eq!(alone.findings("D08"), ["D08 A B: info"]);
    }

    #[test]
    fn taking_it_back_resolves_it() {
        let sketch = waived(&apart(), "A01");
        let report = check(sketch.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D08")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Take back the waiver of A01")
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = sketch.with(&fixes[0].edit);
        assert!(fixed.plan().policy.waivers.is_empty());
        assert!(fixed.findings("D08").is_empty());
    }
}
