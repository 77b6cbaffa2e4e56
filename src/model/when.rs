//! When something holds: one type for every entity.
//!
//! Resolves phases to intervals; knows nothing of slices (`checks::situation` cuts them).

use super::{Id, Phase, Table};

/// Whole minutes from H-hour, negative before it.
pub type Minute = i64;

/// In the union of the named phases (none named: the whole plan), cut to `[from, until)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The phases it holds in; none named: the whole plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Id<Phase>>,
    /// The first minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Minute>,
    /// The minute it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Minute>,
}

/// A half-open interval `[from, until)`; an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// The first minute; `None`: since ever.
    pub from: Option<Minute>,
    /// The first minute after it; `None`: for ever.
    pub until: Option<Minute>,
}

impl Interval {
    /// All time.
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// Returns the part in both; `None` where it is empty.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(mine), Some(yours)) => Some(mine.min(yours)),
            (mine, yours) => mine.or(yours),
        };
        match (from, until) {
            (Some(from), Some(until)) if from >= until => None,
            _ => Some(Self { from, until }),
        }
    }

    /// Returns true where the minute lies in it.
    pub fn contains(self, minute: Minute) -> bool {
        self.from.is_none_or(|from| from <= minute) && self.until.is_none_or(|until| minute < until)
    }

    /// Returns its length in minutes; `None` where an end is open.
    pub fn minutes(self) -> Option<Minute> {
        Some(self.until?.saturating_sub(self.from?))
    }
}

impl When {
    /// Always.
    pub fn always() -> Self {
        Self::default()
    }

    /// In these phases.
    pub fn in_phases(phases: impl IntoIterator<Item = Id<Phase>>) -> Self {
        Self {
            phases: phases.into_iter().collect(),
            from: None,
            until: None,
        }
    }

    /// Returns the intervals, as many as there are phases named, in their order; empty where every
    /// named phase is unknown or lies outside `[from, until)`. Phases that dangle count for nothing:
    /// a time that names only such phases never holds, and D07 says so.
    pub fn intervals(&self, phases: &Table<Phase>) -> Vec<Interval> {
        let limits = Interval {
            from: self.from,
            until: self.until,
        };
        if self.phases.is_empty() {
            return Interval::ALWAYS.intersection(limits).into_iter().collect();
        }
        self.phases
            .iter()
            .filter_map(|id| phases.get(*id))
            .filter_map(|phase| phase.interval()?.intersection(limits))
            .collect()
    }

    /// Returns true where it holds in that minute.
    pub fn holds_at(&self, minute: Minute, phases: &Table<Phase>) -> bool {
        self.intervals(phases)
            .into_iter()
            .any(|interval| interval.contains(minute))
    }
}
