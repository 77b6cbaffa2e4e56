//! How one stakeholder stands to another, as declared.
//!
//! What holds where nothing is declared is a matter of judging, not of saying: see `checks`.

use super::record::{entity, vocabulary};
use super::{Id, Stakeholder, When};

entity! {
    /// A declared stance, one direction.
    pub struct Relation in relations, 'r', "relation" {
        required {
            /// Who takes the stance.
            from: Id<Stakeholder>,
            /// Towards whom.
            to: Id<Stakeholder>,
        }
        optional {
            /// The stance.
            state: RelationState,
            /// When it holds.
            when: When,
            /// What the judgement rests on.
            basis: String,
        }
    }
}

vocabulary! {
    /// Stances, from the closest to the worst.
    pub enum RelationState {
        /// Fight side by side under one plan.
        Allied = "allied",
        /// Coordinate with each other.
        Cooperating = "cooperating",
        /// Neither help nor hinder.
        Neutral = "neutral",
        /// Nobody has said.
        #[default] Unknown = "unknown",
        /// Will not speak to each other.
        NoContact = "no-contact",
        /// Compete, and have clashed or may.
        Rival = "rival",
        /// Fight each other.
        Hostile = "hostile",
    }
}
