//! What becomes of findings from one plan to another.

use crate::checks::{Finding, Report};

/// A value that differs by less of itself is the same.
const SAME_SHARE: f64 = 1e-3;

/// What becomes of findings: new ones, those that are gone, and those that are there in both and differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingsDifference {
    /// In the second report alone.
    pub appeared: Vec<Finding>,
    /// In the first alone.
    pub vanished: Vec<Finding>,
    /// In both, and worse in the second: as it was and as it is.
    pub worsened: Vec<(Finding, Finding)>,
    /// In both, and better in the second.
    pub eased: Vec<(Finding, Finding)>,
}

/// Which way a finding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// As it was.
    Same,
    /// Worse.
    Worse,
    /// Better.
    Better,
}

impl FindingsDifference {
    /// Returns what becomes of the findings of a report in another.
    pub fn between(before: &Report, after: &Report) -> Self {
        let mut left: Vec<Option<&Finding>> = after.findings.iter().map(Some).collect();
        let mut unmatched = Vec::new();
        let mut pairs = Vec::new();
        let mut take = |found: &dyn Fn(&Finding) -> bool| {
            let place = left.iter_mut().find(|other| other.is_some_and(found));
            place.and_then(Option::take)
        };
        for old in &before.findings {
            match take(&|new| new.fingerprint == old.fingerprint) {
                Some(new) => pairs.push((old, new)),
                None => unmatched.push(old),
            }
        }
        // What moved on the map is the same finding still: the same rule about the same things.
        let mut vanished = Vec::new();
        for old in unmatched {
            match take(&|new| new.code == old.code && new.subjects == old.subjects) {
                Some(new) => pairs.push((old, new)),
                None => vanished.push(old.clone()),
            }
        }
        let mut difference = Self {
            appeared: left.into_iter().flatten().cloned().collect(),
            vanished,
            ..Self::default()
        };
        for (old, new) in pairs {
            match shift(old, new) {
                Shift::Same => {}
                Shift::Worse => difference.worsened.push((old.clone(), new.clone())),
                Shift::Better => difference.eased.push((old.clone(), new.clone())),
            }
        }
        difference
    }

    /// Returns true where the reports say the same.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Which way a finding goes: by whether it is open, then its severity, then its value.
fn shift(before: &Finding, after: &Finding) -> Shift {
    let rank = |finding: &Finding| (finding.is_open(), finding.severity);
    match rank(after).cmp(&rank(before)) {
        std::cmp::Ordering::Greater => Shift::Worse,
        std::cmp::Ordering::Less => Shift::Better,
        std::cmp::Ordering::Equal => {
            let more = after.value - before.value;
            if more.abs() <= SAME_SHARE * before.value.abs().max(after.value.abs()) {
                Shift::Same
            } else if more > 0.0 {
                Shift::Worse
            } else {
                Shift::Better
            }
        }
    }
}
