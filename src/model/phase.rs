//! The phases of an operation.

use super::record::{entity, vocabulary};
use super::{Interval, Minute};

entity! {
    /// A span of the operation.
    pub struct Phase in phases, 'h', "phase" {
        required {
            /// The first minute.
            start: Minute,
        }
        optional {
            /// The first minute after it; absent: open.
            end: Option<Minute>,
            /// What is done in it.
            kind: PhaseKind,
            /// What must hold to enter it.
            entry: Vec<String>,
            /// What must hold to leave it.
            exit: Vec<String>,
        }
    }
}

impl Phase {
    /// Returns its interval; `None` where it ends before it starts (T04 reports that).
    pub fn interval(&self) -> Option<Interval> {
        let whole = Interval {
            from: Some(self.start),
            until: self.end,
        };
        whole.intersection(Interval::ALWAYS)
    }
}

vocabulary! {
    /// What is done in a phase.
    pub enum PhaseKind {
        /// Setting the conditions.
        #[default] Shape = "shape",
        /// Cutting off; counts as active hostility.
        Isolate = "isolate",
        /// Attack; counts as active hostility.
        Attack = "attack",
        /// Clearing what was taken.
        Clear = "clear",
        /// Keeping order and returning.
        Stabilise = "stabilise",
    }
}
