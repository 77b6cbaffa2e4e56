//! What a planner does with time: phases cut, joined and moved; what holds in which of them; who takes
//! over a sector, and how.
//!
//! Pure functions from a plan to an [`Edit`](crate::model::Edit), so that every gesture is one step of the history. Nothing
//! here judges the times that come of it; `checks` does.

mod handover;
mod layout;
mod phases;
mod states;
mod toggle;

use crate::verbs::extent;

pub use extent::{Extent, extent_in, held, with_phase, without_phase};
pub use handover::{Contact, Handing, HandoverError, meeting_place, phase_edges};
pub use layout::{Layout, LayoutKind, copy_layout, layout_of};
pub use phases::{
    Edge, Neighbours, PhaseError, Side, edge_range, insert_phase, merge_phases, middle, move_phase_edge,
    shift_phase, shift_range, split_phase,
};
pub use states::{Said, States, extents_of, holder_at, states_of};
pub use toggle::{StateError, toggle};
