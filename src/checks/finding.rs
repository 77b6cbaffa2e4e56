//! What a check says: the finding, why, who must act, and what could be done.
//!
//! A value, complete in itself: window, command line and paper print the same one. Nothing here
//! judges; the rules do.

use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Edit, Id, Interval, Phase, Severity, Waiver};

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's code: `A01`.
    pub code: &'static str,
    /// The rule's name: `overlapping-responsibility`.
    pub name: &'static str,
    /// How bad it is, after the plan's policy.
    pub severity: Severity,
    /// One line: `North and South overlap`.
    pub title: String,
    /// A sentence with the measured numbers and the limit.
    pub message: String,
    /// What it is about, sorted.
    pub subjects: Vec<AnyId>,
    /// The phases it holds in, in order of start.
    pub phases: Vec<Id<Phase>>,
    /// When it holds.
    pub interval: Interval,
    /// What was measured, in SI units with the unit in the name: `area_m2`.
    pub measures: Vec<(&'static str, f64)>,
    /// The ground it is about, as it is in its worst slice.
    pub geometry: Option<Geometry>,
    /// A point inside that ground: the centre of its largest inscribed circle.
    pub at: Option<Position>,
    /// One number that grows as the finding worsens; waivers are bound by it.
    pub value: f64,
    /// The numbers put into the rule's condition.
    pub why: Vec<Reason>,
    /// Whose move it is: superiors and channels, in words.
    pub who_must_act: Vec<String>,
    /// A label for lists and logs: code, subjects and place, hashed.
    pub fingerprint: String,
    /// The waiver that binds it, where one does.
    pub waiver: Option<Waiver>,
}

impl Finding {
    /// Returns true where no waiver binds it.
    pub fn is_open(&self) -> bool {
        self.waiver.is_none()
    }

    /// Returns a measure by name.
    pub fn measure(&self, name: &str) -> Option<f64> {
        self.measures
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    }
}

/// One term of a rule's condition with the value found.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was looked at: `shared area`.
    pub term: String,
    /// What was found.
    pub value: Term,
    /// What it is compared with.
    pub limit: Option<Term>,
    /// The unit of both.
    pub unit: Option<&'static str>,
}

/// A number or a word in a reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A number.
    Number(f64),
    /// A word.
    Text(String),
}

/// Something that could be done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Stable within its rule: `cut-a-by-b`.
    pub id: &'static str,
    /// In words, with names: `Cut North by South`.
    pub title: String,
    /// Whether it resolves the finding.
    pub kind: FixKind,
    /// The edit, one undo step.
    pub edit: Edit,
}

/// What a fix does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Afterwards the finding is gone and nothing has become critical; shown by a trial run.
    Resolves,
    /// The finding stays, or becomes a milder one; what it would raise is named.
    NextStep {
        /// Codes and titles of what would be raised; empty where nothing is.
        raises: Vec<String>,
    },
}
