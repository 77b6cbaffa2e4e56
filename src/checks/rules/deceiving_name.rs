//! D10: names that are not what they look like.
//!
//! Names that are the same but for case and blanks are D01's. Nothing here says that a name is wrong: people
//! see what is behind it and decide.

use std::collections::BTreeMap;

use unicode_security::{MixedScript as _, skeleton};

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason};
use super::unclear_name::{folded, named, renamed};
use crate::model::{AnyId, Edit, Kind, Level, Severity, hides, unhidden, without_hidden};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D10",
    name: "deceiving-name",
    title: "Name that is not what it looks like",
    summary: "Checks for names in which something hides, that mix scripts in a word, or that look like another's.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "Unicode Technical Standard 39, sections 4 (confusable detection) and 5.1 (mixed scripts)",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Objects that go by a name, as D01 has them: those whose name holds characters that cannot be seen (controls, marks \
that turn the direction of text, characters without width), one finding each; those with a word in their name whose \
letters are of several scripts, Latin and Cyrillic for example, one finding each; and those of a kind whose names look \
alike and are not the same, one finding for each such name. Minor, always; the value is how many objects there are.

## Why it matters

People and findings go by names. A file from elsewhere can hold an object called like one of yours, to the eye, and \
an order, an agreement or a waiver then speaks of the other one. A mark that turns text can make SOUTH of htuos.

## Example

A partner's overlay brings a second \"PL AMBER\" whose A is a Cyrillic letter. The stay-out line that everybody agreed \
to is the other one.

## What to do

Ask whoever sent it. Remove what hides; write the name anew in one script; or give one of the two another name.

## Source

Unicode Technical Standard 39, sections 4 (confusable detection) and 5.1 (mixed-script detection).
";

/// Objects and their names as shown, by what is the same for D01.
type Same = BTreeMap<String, Vec<(AnyId, String)>>;

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut alike: BTreeMap<(Kind, String), Same> = BTreeMap::new();
    for (id, name) in named(situation) {
        let shown = unhidden(&name).into_owned();
        if hides(&name) {
            let title = format!("Something hides in the name {shown}");
            let message =
                format!("The name {shown} holds characters that cannot be seen; none should be there.");
            findings.add(draft(
                situation,
                vec![id],
                title,
                message,
                "names with hidden characters",
            ));
        } else if let Some(word) = mixed_word(&name) {
            let title = format!("The name {shown} mixes scripts");
            let message = format!(
                "The word {word} in the name {shown} has letters of several scripts; a word is of one script."
            );
            findings.add(draft(
                situation,
                vec![id],
                title,
                message,
                "names that mix scripts",
            ));
        }
        if !name.is_empty() {
            let names = alike.entry((id.kind(), look_of(&name))).or_default();
            names.entry(folded(&name)).or_default().push((id, shown));
        }
    }
    for ((kind, _), names) in alike {
        if names.len() < 2 {
            continue;
        }
        let first = names.values().filter_map(|same| same.first());
        let listed: Vec<&str> = first.map(|(_, name)| name.as_str()).collect();
        let listed = listed.join(", ");
        let ids: Vec<AnyId> = names.values().flatten().map(|(id, _)| *id).collect();
        let title = format!("Names of the kind {kind} look alike: {listed}");
        let message = format!("{listed} look alike and are not the same; one may be taken for the other.");
        findings.add(draft(situation, ids, title, message, "names that look alike"));
    }
}

/// Returns the first word whose letters are of several scripts; digits and signs belong to any.
fn mixed_word(name: &str) -> Option<&str> {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    words.find(|word| !word.is_single_script())
}

/// Returns what is left of a name for the eye: names that look alike have the same. Capital letters are told
/// from small ones, which look different.
fn look_of(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    skeleton(&without_hidden(&words.join(" "))).collect()
}

fn draft(
    situation: &Situation<'_>,
    subjects: Vec<AnyId>,
    title: String,
    message: String,
    term: &'static str,
) -> Draft {
    let count = subjects.len() as f64;
    Draft {
        severity: Severity::Minor,
        title,
        message,
        value: count,
        subjects,
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        why: vec![Reason::number(term, count, Some(0.0), "objects")],
        time: Time::Object(situation.slices.all()),
    }
}

/// Proposes to take out what hides.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let of_finding = named(situation)
        .into_iter()
        .filter(|(id, name)| finding.subjects.contains(id) && hides(name));
    let edits: Vec<Edit> = of_finding
        .filter_map(|(id, name)| {
            let plain = without_hidden(&name);
            (!plain.trim().is_empty()).then(|| renamed(situation, id, &plain))?
        })
        .collect();
    if edits.is_empty() {
        return Vec::new();
    }
    let title = "Remove what cannot be seen".to_owned();
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::resolving("unhide", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, check};
    use crate::model::{Edit, Waiver};
    use crate::testing::sketch::{Sketch, lines};

    /// Two sectors of those names.
    fn pair(one: &str, other: &str) -> Sketch {
        Sketch::of(&[&["AABB"]])
            .sector_with("A", |sector| one.clone_into(&mut sector.name))
            .sector_with("B", |sector| other.clone_into(&mut sector.name))
    }

    fn found(sketch: &Sketch) -> Vec<Finding> {
        let report = check(sketch.plan(), None);
        let findings = report.findings.into_iter();
        findings.filter(|finding| finding.code == "D10").collect()
    }

    fn titles(one: &str, other: &str) -> Vec<String> {
        let findings = found(&pair(one, other)).into_iter();
        findings.map(|finding| finding.title).collect()
    }

    #[test]
    fn what_hides_in_a_name_is_found_and_shown() {
        assert_eq!(
            titles("No\u{200b}rth", "South"),
            ["Something hides in the name No\\u{200b}rth"]
        );
        assert_eq!(
            titles("\u{202e}htroN", "South"),
            ["Something hides in the name \\u{202e}htroN"]
        );
        // Persian orthography hides nothing.
        assert!(titles("می\u{200c}خواهم", "South").is_empty());
    }

    #[test]
    fn a_word_of_several_scripts_is_found_and_several_words_are_not() {
        assert_eq!(
            titles("PL \u{410}MBER", "South"),
            ["The name PL \u{410}MBER mixes scripts"]
        );
        for name in [
            "القطاع A",
            "1st لواء 30",
            "Straße-شارع",
            "Kata'ib 45",
            "東京タワー",
        ] {
            assert!(titles(name, "South").is_empty(), "{name}");
        }
    }

    #[test]
    fn names_that_look_alike_are_found_and_those_that_do_not_are_not() {
        assert_eq!(
            titles("CP 10", "CP 1O"),
            ["Names of the kind sector look alike: CP 10, CP 1O"]
        );
        // All Cyrillic, so it mixes nothing.
        assert_eq!(titles("\u{421}\u{410}", "CA").len(), 1);
        assert_eq!(titles("No\u{200b}rth", "North").len(), 2);
        for (one, other) in [
            ("North", "north"),
            ("North", "South"),
            ("P1", "P2"),
            ("Sector A", "Sector B"),
        ] {
            assert!(titles(one, other).is_empty(), "{one}, {other}");
        }
    }

    #[test]
    fn a_waiver_binds_it() {
        let sketch = pair("CP 10", "CP 1O");
        let subjects = found(&sketch)[0].subjects.clone();
        let waiver = Waiver::of("D10", subjects, None, 2.0, "Plans", "as the units call them");
        let waived = sketch.with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("D10"), ["D10 CP 10 CP 1O: minor, waived"]);
    }

    #[test]
    fn taking_out_what_hides_resolves_it() {
        let sketch = pair("No\u{200b}rth", "South");
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &found(&sketch)[0]);
        assert_eq!(fixes.len(), 1);
        let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
        assert!(lines(&fixed, &check(&fixed, None), "D10").is_empty());
        assert!(fixed.sectors.iter().any(|(_, sector)| sector.name == "North"));
        // What looks like another's needs people.
        let alike = pair("CP 10", "CP 1O");
        let report = check(alike.plan(), None);
        assert!(
            Checker::new()
                .fixes(alike.plan(), &report, &found(&alike)[0])
                .is_empty()
        );
    }
}
