//! Which findings are listed, in which order and groups.
//!
//! Made anew only when the report, the filter or the groups change: a report may hold thousands.
//! Draws nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checks::{Finding, Report};
use crate::editor::Dated;
use crate::model::Plan;
use crate::ui::words::{in_words, say};

use super::words::{labels, parties_of, time_of};

/// What findings are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Worst first, without headings: the shapes say it.
    #[default]
    Severity,
    /// By the rule.
    Rule,
    /// By each stakeholder concerned.
    Stakeholder,
    /// By each phase it holds in.
    Phase,
}

impl Grouping {
    /// Every grouping, in order.
    pub const ALL: [Self; 4] = [Self::Severity, Self::Rule, Self::Stakeholder, Self::Phase];

    /// Returns what it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Severity => say("Group by severity"),
            Self::Rule => say("Group by rule"),
            Self::Stakeholder => say("Group by stakeholder"),
            Self::Phase => say("Group by phase"),
        }
    }
}

/// In which order findings are listed, within their groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// The most severe first.
    #[default]
    Worst,
    /// By the code of the rule.
    Rule,
    /// What begins first.
    Earliest,
    /// What lasts longest.
    Longest,
}

impl Sorting {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Worst, Self::Rule, Self::Earliest, Self::Longest];

    /// Returns what it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Worst => say("Worst first"),
            Self::Rule => say("In order of rules"),
            Self::Earliest => say("Earliest first"),
            Self::Longest => say("Longest first"),
        }
    }

    /// Sorts what is in the order of the report, the worst first; equals stay as they were.
    fn sort(self, found: &mut [(usize, &Finding)]) {
        match self {
            Self::Worst => {}
            Self::Rule => found.sort_by_key(|(_, finding)| finding.code),
            Self::Earliest => found.sort_by_key(|(_, finding)| finding.interval.from),
            Self::Longest => found.sort_by_key(|(_, finding)| {
                std::cmp::Reverse(finding.interval.minutes().unwrap_or(i64::MAX))
            }),
        }
    }
}

/// How the list is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words that all must be found somewhere in a finding.
    pub filter: String,
    /// The groups.
    pub grouping: Grouping,
    /// The order within a group.
    pub sorting: Sorting,
    /// The groups that are not as they are at first: groups of open findings are open, the waived
    /// ones are not.
    pub turned: BTreeSet<String>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A group's heading.
    Head {
        /// What it is called.
        title: String,
        /// How many findings it has.
        count: usize,
        /// Whether they are listed.
        open: bool,
    },
    /// The finding of this place in the report.
    Finding(usize),
}

/// The heading of what is waived.
pub const WAIVED: &str = "Waived";

/// The lines, and what they were made of.
#[derive(Default)]
pub struct Listing {
    made_of: Option<(Arc<Report>, Wanted)>,
    lines: Vec<Line>,
}

impl Listing {
    /// Returns the lines for a report.
    pub fn lines(&mut self, dated: &Dated, wanted: &Wanted) -> &[Line] {
        let same = self
            .made_of
            .as_ref()
            .is_some_and(|(report, known)| Arc::ptr_eq(report, &dated.report) && known == wanted);
        if !same {
            self.lines = lines(&dated.plan, &dated.report, wanted);
            self.made_of = Some((Arc::clone(&dated.report), wanted.clone()));
        }
        &self.lines
    }

    /// Returns the lines as they were last made.
    pub fn made(&self) -> &[Line] {
        &self.lines
    }
}

fn lines(plan: &Plan, report: &Report, wanted: &Wanted) -> Vec<Line> {
    let Wanted {
        filter,
        grouping,
        sorting,
        turned,
    } = wanted;
    let grouping = *grouping;
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(usize, &Finding)> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| words.is_empty() || has_all(plan, finding, &words))
        .collect();
    sorting.sort(&mut found);
    let open = || found.iter().filter(|(_, finding)| finding.is_open());
    let mut lines = Vec::new();
    if grouping == Grouping::Severity {
        lines.extend(open().map(|(place, _)| Line::Finding(*place)));
    } else {
        // Keyed by order first, so that an earlier phase comes first whatever it is called.
        let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for (place, finding) in open() {
            for key in groups_of(plan, finding, grouping) {
                groups.entry(key).or_default().push(*place);
            }
        }
        for ((_, title), places) in groups {
            push_group(&mut lines, title, &places, turned, true);
        }
    }
    let waived: Vec<usize> = found
        .iter()
        .filter(|(_, finding)| !finding.is_open())
        .map(|(place, _)| *place)
        .collect();
    if !waived.is_empty() {
        push_group(&mut lines, WAIVED.to_owned(), &waived, turned, false);
    }
    lines
}

fn push_group(
    lines: &mut Vec<Line>,
    title: String,
    places: &[usize],
    turned: &BTreeSet<String>,
    open_at_first: bool,
) {
    let open = open_at_first != turned.contains(&title);
    lines.push(Line::Head {
        title,
        count: places.len(),
        open,
    });
    if open {
        lines.extend(places.iter().map(|place| Line::Finding(*place)));
    }
}

fn groups_of(plan: &Plan, finding: &Finding, grouping: Grouping) -> Vec<(usize, String)> {
    match grouping {
        Grouping::Severity => Vec::new(),
        Grouping::Rule => {
            let words = finding.name.replace('-', " ");
            vec![(0, format!("{} {words}", finding.code))]
        }
        Grouping::Stakeholder => {
            let parties = parties_of(plan, finding);
            if parties.is_empty() {
                return vec![(1, say("No stakeholder").to_owned())];
            }
            parties.iter().map(|id| (0, plan.label_of(*id))).collect()
        }
        Grouping::Phase => {
            if finding.phases.is_empty() {
                return vec![(usize::MAX, say("No phase").to_owned())];
            }
            let order = plan.phases_in_order();
            let held = order
                .iter()
                .enumerate()
                .filter(|(_, (id, _))| finding.phases.contains(id));
            held.map(|(place, (_, phase))| (place, phase.name.clone()))
                .collect()
        }
    }
}

fn has_all(plan: &Plan, finding: &Finding, wanted: &[String]) -> bool {
    let text = format!(
        "{} {} {} {} {} {} {} {}",
        finding.code,
        finding.name,
        finding.severity.word(),
        finding.title,
        // As it is shown.
        in_words(&finding.title),
        finding.message,
        labels(plan, &parties_of(plan, finding)),
        in_words(time_of(plan, finding)),
    )
    .to_lowercase();
    wanted.iter().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyId, Edit, Id, Interval, Phase, Sector, Severity, Stakeholder, Waiver};

    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        for (bits, name) in [(1, "Golden"), (2, "Tribal")] {
            let mut party = Stakeholder::new();
            party.name = name.to_owned();
            let id: Id<Stakeholder> = Id::from_bits(bits);
            plan = Edit::Create((id, party).into()).apply(&plan).unwrap();
            let mut phase = Phase::new(bits as i64 * 100);
            phase.name = format!("P{bits}");
            let id: Id<Phase> = Id::from_bits(bits);
            plan = Edit::Create((id, phase).into()).apply(&plan).unwrap();
        }
        plan
    }

    fn finding(code: &'static str, party: u64, phases: &[u64], waived: bool) -> Finding {
        Finding {
            code,
            name: "overlapping-responsibility",
            severity: Severity::Major,
            title: format!("{code} of {party}"),
            message: String::new(),
            subjects: vec![AnyId::Stakeholder(Id::from_bits(party))],
            phases: phases.iter().map(|bits| Id::from_bits(*bits)).collect(),
            interval: Interval::ALWAYS,
            measures: Vec::new(),
            geometry: None,
            at: None,
            value: 1.0,
            why: Vec::new(),
            who_must_act: Vec::new(),
            fingerprint: format!("{code}{party}"),
            waiver: waived.then(|| Waiver::of(code, vec![], None, 1.0, "A", "B")),
        }
    }

    fn check(filter: &str, grouping: Grouping, turned: &[&str], expected: &[&str]) {
        let plan = plan();
        let report = Report {
            findings: vec![
                finding("A01", 1, &[1, 2], false),
                finding("F01", 2, &[2], false),
                finding("K03", 9, &[], false),
                finding("A01", 2, &[1], true),
            ],
            as_of: None,
        };
        let wanted = Wanted {
            filter: filter.to_owned(),
            grouping,
            sorting: Sorting::Worst,
            turned: turned.iter().map(|title| (*title).to_owned()).collect(),
        };
        let texts: Vec<String> = lines(&plan, &report, &wanted)
            .into_iter()
            .map(|line| match line {
                Line::Head { title, count, open } => {
                    format!("{} {title} {count}", if open { "v" } else { ">" })
                }
                Line::Finding(place) => place.to_string(),
            })
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn by_severity_there_are_no_headings_and_waived_ones_are_put_away() {
        check("", Grouping::Severity, &[], &["0", "1", "2", "> Waived 1"]);
        check(
            "",
            Grouping::Severity,
            &["Waived"],
            &["0", "1", "2", "v Waived 1", "3"],
        );
    }

    #[test]
    fn a_finding_of_two_phases_is_listed_under_both() {
        check(
            "",
            Grouping::Phase,
            &["No phase"],
            &["v P1 1", "0", "v P2 2", "0", "1", "> No phase 1", "> Waived 1"],
        );
    }

    #[test]
    fn groups_by_rule_and_stakeholder_are_in_order() {
        check(
            "",
            Grouping::Rule,
            &["Waived"],
            &[
                "v A01 overlapping responsibility 1",
                "0",
                "v F01 overlapping responsibility 1",
                "1",
                "v K03 overlapping responsibility 1",
                "2",
                "v Waived 1",
                "3",
            ],
        );
        let nobody = Id::<Sector>::from_bits(9);
        assert!(!AnyId::from(nobody).is_in(&plan()));
        check(
            "of",
            Grouping::Stakeholder,
            &[],
            &[
                "v Golden 1",
                "0",
                "v Tribal 1",
                "1",
                "v p-00000009 1",
                "2",
                "> Waived 1",
            ],
        );
    }

    #[test]
    fn every_word_of_the_filter_must_be_found_somewhere() {
        check("tribal p2", Grouping::Severity, &[], &["1"]);
        check("tribal P9", Grouping::Severity, &[], &[]);
        check("MAJOR a01", Grouping::Severity, &[], &["0", "> Waived 1"]);
    }

    #[test]
    fn each_order_keeps_the_worst_first_among_equals() {
        let span = |from, until| Interval {
            from: Some(from),
            until: Some(until),
        };
        let mut findings = [
            finding("K01", 1, &[], false),
            finding("A01", 1, &[], false),
            finding("A01", 2, &[], false),
        ];
        findings[0].interval = span(60, 120);
        findings[1].interval = span(0, 240);
        findings[2].interval = span(60, 90);
        let order = |sorting: Sorting| {
            let mut found: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
            sorting.sort(&mut found);
            found.into_iter().map(|(place, _)| place).collect::<Vec<_>>()
        };
        assert_eq!(order(Sorting::Worst), [0, 1, 2]);
        assert_eq!(order(Sorting::Rule), [1, 2, 0]);
        assert_eq!(order(Sorting::Earliest), [1, 0, 2]);
        assert_eq!(order(Sorting::Longest), [1, 0, 2]);
    }
}
