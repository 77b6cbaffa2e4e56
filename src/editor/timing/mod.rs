//! What a planner does with time: phases cut, joined and moved; what holds in which of them; who takes
//! over a sector, and how.
//!
//! Pure functions from a plan to an [`Edit`], so that every gesture is one step of the history. Nothing
//! here judges the times that come of it; `checks` does.

mod phases;

pub use phases::{
    Edge, Neighbours, PhaseError, Side, edge_range, insert_phase, merge_phases, middle, move_phase_edge,
    shift_phase, shift_range, split_phase,
};

use crate::model::{Interval, Phase, Table, When};

/// Returns when a time holds: its intervals joined where they touch, in order.
pub fn held(when: &When, phases: &Table<Phase>) -> Vec<Interval> {
    let mut intervals = when.intervals(phases);
    intervals.sort_unstable();
    let mut joined: Vec<Interval> = Vec::new();
    for next in intervals {
        match joined.last_mut() {
            Some(last) if last.until.is_none_or(|until| next.from <= Some(until)) => {
                last.until = last.until.and_then(|until| next.until.map(|end| end.max(until)));
            }
            _ => joined.push(next),
        }
    }
    joined
}
