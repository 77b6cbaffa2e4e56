//! Boundaries between two stakeholders' ground.

use crate::geometry::Path;

use super::record::{entity, vocabulary};
use super::{Agreement, Echelon, Id, Sector, Stakeholder, When};

entity! {
    /// A line with a stakeholder on each side.
    pub struct Boundary in boundaries, 'b', "boundary" {
        required {
            /// The line; left and right are as seen along it.
            path: Path,
        }
        optional {
            /// What it separates.
            kind: BoundaryKind,
            /// Who is on the left.
            left: Option<Id<Stakeholder>>,
            /// Who is on the right.
            right: Option<Id<Stakeholder>>,
            /// The echelon mark.
            echelon: Option<Echelon>,
            /// Who owns the feature it runs along ("inclusive to").
            inclusive_to: Option<Id<Stakeholder>>,
            /// The agreement it rests on.
            agreement: Option<Id<Agreement>>,
            /// When it holds.
            when: When,
            /// The sectors whose shared edge it follows; absent: pinned where it is.
            between: Option<[Id<Sector>; 2]>,
        }
    }
}

vocabulary! {
    /// What a boundary separates.
    pub enum BoundaryKind {
        /// Neighbours side by side.
        #[default] Lateral = "lateral",
        /// Ours from what is ahead.
        Forward = "forward",
        /// Ours from what is behind.
        Rear = "rear",
        /// Those who must stay apart.
        Separation = "separation",
    }
}
