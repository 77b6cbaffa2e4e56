//! What is done to drawn ground: from a plan and a gesture to an [`Edit`](crate::model::Edit).
//!
//! Splitting, ceding, merging, cutting out, smoothing, turning: each is a pure function that proposes one
//! edit, or says why not. Nothing is applied here; the editor shows the edit as a draft and commits it.
//!
//! **Shared edges stay shared.** Neighbours are sectors that hold at a common time and have an edge in
//! common. Whatever a verb does to one of them, the vertices of the edge are afterwards the same in all
//! ([`refit`](mod@refit)), and a boundary that follows two sectors' edge is drawn along it again. A vertex held by the
//! hand takes along all who share it ([`Grip`]).
//!
//! **What holds at other times stays as it is then.** Ground that changes hands does so while both hold; for the
//! rest of its time a sector keeps it, as a sector of its own.
//!
//! | the planner says | ask |
//! | --- | --- |
//! | move this corner, this edge | [`Grip`] |
//! | take this corner away | [`delete_vertex`] |
//! | these are its corners | [`retyped`] |
//! | cut it along this line | [`split`], [`cede`] |
//! | make one of these | [`merge`] |
//! | take this out, add this, keep to the area | [`subtract`], [`add`], [`clip`], [`fill_gap`] |
//! | each his half of what both claim | [`halve_overlap`] |
//! | fewer vertices | [`simplify`] |
//! | turn, scale, move it; a copy at a distance; a zone along it | [`transform`], [`offset_copy`], [`separation_zone`] |
//! | another like it; forces to their ground | [`duplicate`], [`align_forces`] |

mod copies;
pub mod extent;
mod grip;
mod ground;
mod neighbours;
mod overlap;
mod parts;
pub mod refit;
mod retyped;
mod simplify;
#[cfg(test)]
mod tests;
mod transform;
mod zones;

pub use copies::{align_forces, duplicate};
pub use grip::{Company, Grip, Held, delete_vertex};
pub use ground::{add, clip, fill_gap, subtract};
pub use overlap::halve_overlap;
pub use parts::{cede, merge, split};
pub use retyped::retyped;
pub use simplify::simplify;
pub use transform::{Transform, transform};
pub use zones::{offset_copy, separation_zone};

use crate::geometry::Undecided;

/// Why a verb does not apply. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// What it is about is not in the plan any more.
    #[error("that is not in the plan any more")]
    Gone,
    /// The line crosses itself.
    #[error("the line crosses itself; draw it without a loop")]
    Loop,
    /// The line does not cut the ground.
    #[error("the line cuts nothing; lead it across {0}")]
    CutsNothing(String),
    /// Nothing would be left.
    #[error("nothing would be left of {0}; delete it instead")]
    NothingLeft(String),
    /// Nothing would change.
    #[error("{0} would stay as it is")]
    NothingChanges(String),
    /// Nobody has an edge with the part.
    #[error("nobody has an edge with that part of {0}; select the sector that takes it too")]
    NobodyBeside(String),
    /// They hold at different times.
    #[error("{0} and {1} hold at different times; give them the same time first")]
    DifferentTimes(String, String),
    /// There is no area of operations.
    #[error("the plan has no area of operations; draw one first")]
    NoAreaOfOperations,
    /// The two do not overlap.
    #[error("{0} and {1} have no ground in common")]
    NoOverlap(String, String),
    /// One of two that overlap lies in the other, or both are the same.
    #[error("one lies in the other, so there is no middle between them; cut one out of the other instead")]
    Inside,
    /// There is no gap there.
    #[error("there is no gap there: it is covered, or outside the area of operations")]
    NoGap,
    /// No force has to be moved.
    #[error("all of them stand on their stakeholder's ground, or it has none here")]
    NothingToAlign,
    /// Several meet at the vertex, so none can be without it.
    #[error("others meet at this vertex; move it instead, or hold Ctrl to take it from this one alone")]
    MeetingPoint,
    /// Too few vertices would be left.
    #[error("a shape needs its last {0} vertices; delete the whole instead")]
    LastVertices(usize),
    /// It needs another number of things.
    #[error("select {0}")]
    Select(&'static str),
    /// A distance or angle that makes no sense.
    #[error("{0}")]
    Number(&'static str),
    /// The result could not be computed reliably.
    #[error("the result cannot be computed reliably here; move the line a little")]
    Undecided,
    /// Something would be moved over a pole.
    #[error("that would move it over a pole")]
    BeyondPole,
}

impl From<Undecided> for VerbError {
    fn from(_: Undecided) -> Self {
        Self::Undecided
    }
}
