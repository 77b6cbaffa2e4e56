//! What a rule is, and how it says what it found.
//!
//! A rule is data: its names, its page, the thresholds it reads, and two functions. It does not know
//! levels, waivers or the order of a report: `verdict` applies those to every rule alike.

use std::ops::Range;

use super::fingerprint::fingerprint;
use super::situation::{Situation, Spans};
use super::{Finding, Reason, Term};
use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Edit, Id, Interval, Level, Severity, Stakeholder};

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// `A01`: stable for ever.
    pub code: &'static str,
    /// `overlapping-responsibility`.
    pub name: &'static str,
    /// `Overlapping responsibility`.
    pub title: &'static str,
    /// One sentence: what it checks for.
    pub summary: &'static str,
    /// The whole page, as Markdown with the five headings of [`HEADINGS`].
    pub page: &'static str,
    /// The level it has unless a plan's policy says otherwise: computed, or one that never varies.
    pub default: Level,
    /// The thresholds that it reads, by name.
    pub thresholds: &'static [&'static str],
    /// Where it comes from.
    pub source: &'static str,
    /// Finds what is wrong.
    pub check: fn(&Situation<'_>, &mut Findings<'_, '_>),
    /// Proposes what could be done about one of its findings; what becomes of it, a trial run shows.
    pub fixes: fn(&Situation<'_>, &Finding) -> Vec<Proposal>,
}

/// The headings of a rule's page, in order.
pub const HEADINGS: [&str; 5] = [
    "What it finds",
    "Why it matters",
    "Example",
    "What to do",
    "Source",
];

/// A finding before policy: what a rule says.
#[derive(Clone, Debug)]
pub struct Draft {
    /// When it holds.
    pub time: Time,
    /// How bad the rule finds it.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// A sentence or more with the measured numbers and the limit.
    pub message: String,
    /// What it is about, in any order.
    pub subjects: Vec<AnyId>,
    /// The parties whose superiors must act.
    pub parties: Vec<Id<Stakeholder>>,
    /// What was measured, in SI units.
    pub measures: Vec<(&'static str, f64)>,
    /// The ground it is about.
    pub geometry: Option<Geometry>,
    /// A point inside that ground.
    pub at: Option<Position>,
    /// One number that grows as it worsens; 1 for yes or no.
    pub value: f64,
    /// The numbers of the rule's condition.
    pub why: Vec<Reason>,
}

/// When a finding holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// In a run of slices.
    Run(Range<u32>),
    /// For as long as the object has it, whose own time this is; for what is wrong at any time.
    Object(Spans),
}

/// What could be done about a finding, before a trial run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Stable within its rule.
    pub id: &'static str,
    /// In words, with names.
    pub title: String,
    /// The edit.
    pub edit: Edit,
    /// True where it needs a judgement that no trial run can make: never offered as resolving.
    pub needs_judgement: bool,
}

impl Proposal {
    /// Makes a proposal that resolves the finding, if the trial run agrees.
    pub fn resolving(id: &'static str, title: impl Into<String>, edit: Edit) -> Self {
        Self {
            id,
            title: title.into(),
            edit,
            needs_judgement: false,
        }
    }

    /// Makes a proposal that is a step on the way, whatever the trial run says.
    pub fn next_step(id: &'static str, title: impl Into<String>, edit: Edit) -> Self {
        Self {
            needs_judgement: true,
            ..Self::resolving(id, title, edit)
        }
    }
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Findings<'s, 'a> {
    rule: &'static Rule,
    situation: &'s Situation<'a>,
    found: Vec<Finding>,
}

impl<'s, 'a> Findings<'s, 'a> {
    pub(super) fn of(rule: &'static Rule, situation: &'s Situation<'a>) -> Self {
        Self {
            rule,
            situation,
            found: Vec::new(),
        }
    }

    /// Returns the situation that is judged.
    pub fn situation(&self) -> &'s Situation<'a> {
        self.situation
    }

    /// Adds a finding.
    pub fn add(&mut self, draft: Draft) {
        let mut subjects = draft.subjects;
        subjects.sort_unstable();
        subjects.dedup();
        let (interval, phases) = match draft.time {
            Time::Run(run) => (
                self.situation.interval_of(&run),
                self.situation.slices.phases_in(&run),
            ),
            Time::Object(spans) => match (spans.runs().first(), spans.runs().last()) {
                (Some(first), Some(last)) => {
                    let phases = spans
                        .runs()
                        .iter()
                        .flat_map(|run| self.situation.slices.phases_in(run));
                    let mut phases: Vec<_> = phases.collect();
                    phases.dedup();
                    (self.situation.interval_of(&(first.start..last.end)), phases)
                }
                _ => (Interval::ALWAYS, Vec::new()),
            },
        };
        self.found.push(Finding {
            code: self.rule.code,
            name: self.rule.name,
            severity: draft.severity,
            title: draft.title,
            message: draft.message,
            fingerprint: fingerprint(self.rule.code, &subjects, draft.at),
            subjects,
            phases,
            interval,
            measures: draft.measures,
            geometry: draft.geometry,
            at: draft.at,
            value: draft.value,
            why: draft.why,
            who_must_act: self.who_must_act(&draft.parties),
            waiver: None,
        });
    }

    /// Whose move it is where no party is named: the office that wrote the plan.
    fn who_must_act(&self, parties: &[Id<Stakeholder>]) -> Vec<String> {
        let said = self.situation.parties.who_must_act(parties);
        let author = &self.situation.plan.info.author;
        if said.is_empty() && !author.is_empty() {
            return vec![author.clone()];
        }
        said
    }

    pub(super) fn into_found(self) -> Vec<Finding> {
        self.found
    }
}

impl Reason {
    /// Makes a row that compares a number with its limit.
    pub fn number(term: &str, value: f64, limit: Option<f64>, unit: &'static str) -> Self {
        Self {
            term: term.to_owned(),
            value: Term::Number(value),
            limit: limit.map(Term::Number),
            unit: Some(unit),
        }
    }

    /// Makes a row that says a word.
    pub fn word(term: &str, value: impl Into<String>) -> Self {
        Self {
            term: term.to_owned(),
            value: Term::Text(value.into()),
            limit: None,
            unit: None,
        }
    }

    /// Makes a row that says a word and the one there should be.
    pub fn word_against(term: &str, value: impl Into<String>, limit: impl Into<String>) -> Self {
        Self {
            limit: Some(Term::Text(limit.into())),
            ..Self::word(term, value)
        }
    }
}
