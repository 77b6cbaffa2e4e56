//! What a gesture under way does: areas of the sectors it touches, findings that come and go.
//!
//! The drafted plan is checked on the worker while the hand moves; what arrives may be a few frames behind
//! the hand, never behind another plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checks::Report;
use crate::geometry::drawn_area_m2;
use crate::model::{AnyId, Change, Changes, Plan, Severity};

use super::{Dated, Editor};

/// What a gesture changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// Sectors whose ground changes.
    pub areas: Vec<LiveArea>,
    /// Findings that come, go, or get better or worse; the gravest first.
    pub findings: Vec<LiveFinding>,
}

/// A sector whose ground changes.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveArea {
    /// What it is called.
    pub name: String,
    /// Its ground in square metres as it is; `None`: it is new.
    pub before_m2: Option<f64>,
    /// Its ground as it would be; `None`: it goes.
    pub after_m2: Option<f64>,
}

/// A finding that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveFinding {
    /// What becomes of it.
    pub turn: Turn,
    /// How bad it is.
    pub severity: Severity,
    /// Its code and title.
    pub text: String,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It was not there.
    Appears,
    /// It was less.
    Worsens,
    /// It was more.
    Eases,
    /// It would be gone.
    Vanishes,
}

impl Turn {
    /// Returns the word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Appears => "appears",
            Self::Worsens => "worsens",
            Self::Eases => "eases",
            Self::Vanishes => "vanishes",
        }
    }
}

impl Editor {
    /// Returns what the gesture under way changes; `None` where there is none. Findings are there once
    /// the drafted plan was checked.
    pub fn live(&self) -> Option<Live> {
        // An extract is no gesture: what it lacks is not going away.
        if !self.document.is_drafting() || self.releasing.is_some() {
            return None;
        }
        let (current, shown) = (self.document.current(), self.document.shown());
        Some(Live {
            areas: areas(current, shown),
            findings: self.drafted.clone(),
        })
    }

    /// Asks the worker about the plan as the hand would leave it.
    pub(super) fn follow_draft(&mut self) {
        if self.document.is_drafting() && self.releasing.is_none() {
            let plan = Arc::clone(self.document.shown());
            self.jobs.draft(&plan, Some(self.today));
        } else {
            self.drafted.clear();
        }
    }

    /// Takes the report about a drafted plan, if a draft is still under way.
    pub(super) fn take_drafted(&mut self, dated: &Dated) {
        if self.document.is_drafting()
            && let Some(before) = self.document.fresh_report()
        {
            self.drafted = turns(&before.report, &dated.report);
        }
    }
}

fn areas(current: &Plan, shown: &Plan) -> Vec<LiveArea> {
    let changes = Changes::between(current, shown);
    let changed = changes.sectors.iter().map(|Change { before, after, .. }| {
        let m2 = |sector: &Option<Arc<crate::model::Sector>>| {
            sector.as_ref().map(|sector| drawn_area_m2(&sector.area))
        };
        let name = after
            .as_ref()
            .or(before.as_ref())
            .map(|sector| sector.name.clone());
        LiveArea {
            name: name.unwrap_or_default(),
            before_m2: m2(before),
            after_m2: m2(after),
        }
    });
    // A neighbour that only gets a vertex on its edge keeps its ground.
    let moved = |area: &LiveArea| match (area.before_m2, area.after_m2) {
        (Some(before), Some(after)) => (before - after).abs() >= 1.0,
        _ => true,
    };
    changed.filter(moved).collect()
}

/// Findings by rule and subjects: how many there are, what they weigh together, how bad and what they say.
type Weighed<'r> = BTreeMap<(&'static str, &'r [AnyId]), (usize, f64, Severity, &'r str)>;

fn weighed(report: &Report) -> Weighed<'_> {
    let mut weighed = Weighed::new();
    for finding in report.findings.iter().filter(|finding| finding.is_open()) {
        let entry = weighed
            .entry((finding.code, finding.subjects.as_slice()))
            .or_insert((0, 0.0, finding.severity, finding.title.as_str()));
        entry.0 += 1;
        entry.1 += finding.value;
        entry.2 = entry.2.max(finding.severity);
    }
    weighed
}

fn turns(before: &Report, after: &Report) -> Vec<LiveFinding> {
    let (then, now) = (weighed(before), weighed(after));
    let mut turns = Vec::new();
    for (key, (count, value, severity, title)) in &now {
        let turn = match then.get(key) {
            None => Turn::Appears,
            Some((known, ..)) if known < count => Turn::Appears,
            Some((known, ..)) if known > count => Turn::Vanishes,
            Some((_, known, ..)) if value > &(known * 1.01 + 1e-9) => Turn::Worsens,
            Some((_, known, ..)) if value < &(known * 0.99 - 1e-9) => Turn::Eases,
            Some(_) => continue,
        };
        turns.push(LiveFinding {
            turn,
            severity: *severity,
            text: format!("{} {title}", key.0),
        });
    }
    for (key, (_, _, severity, title)) in then.iter().filter(|(key, _)| !now.contains_key(*key)) {
        turns.push(LiveFinding {
            turn: Turn::Vanishes,
            severity: *severity,
            text: format!("{} {title}", key.0),
        });
    }
    turns.sort_by(|one, other| {
        other
            .severity
            .cmp(&one.severity)
            .then(one.turn.cmp(&other.turn))
            .then(one.text.cmp(&other.text))
    });
    turns
}
