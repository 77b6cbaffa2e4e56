//! Sectors of responsibility: who answers for which ground, until when.

use crate::geometry::{Area, Position};

use super::record::{entity, record, vocabulary};
use super::{Agreement, Id, Measure, Minute, Stakeholder, When};

entity! {
    /// Ground that one stakeholder answers for.
    pub struct Sector in sectors, 's', "sector" {
        required {
            /// The ground.
            area: Area,
        }
        optional {
            /// Who answers for it; absent: nobody, which A05 reports.
            holder: Option<Id<Stakeholder>>,
            /// Several answer for it together.
            shared: bool,
            /// Who leads where it is shared.
            lead: Option<Id<Stakeholder>>,
            /// Who else works in it with the holder's consent.
            supporting: Vec<Id<Stakeholder>>,
            /// What it is for.
            role: SectorRole,
            /// How far its claim has come.
            state: SectorState,
            /// The agreement it rests on.
            agreement: Option<Id<Agreement>>,
            /// When it holds.
            when: When,
            /// May reach beyond the area of operations.
            may_reach_beyond: bool,
            /// Passing of responsibility to others.
            handovers: Vec<Handover>,
            /// Where its label stands; absent: found by itself.
            label_at: Option<Position>,
        }
    }
}

record! {
    /// A passing of responsibility: from `at` on, `to` holds the sector.
    pub struct Handover {
        head {}
        required {
            /// Who takes over.
            to: Id<Stakeholder>,
            /// When.
            at: Minute,
        }
        optional {
            /// Where the two meet.
            contact_point: Option<Id<Measure>>,
            /// How long before `at` both hold it, minutes.
            overlap_minutes: u32,
            /// Who has posted a liaison officer for it.
            liaison: Vec<Id<Stakeholder>>,
            /// Whether `to` has accepted.
            accepted: bool,
        }
    }
}

vocabulary! {
    /// What a sector is for.
    pub enum SectorRole {
        /// To be attacked.
        Assault = "assault",
        /// To be held.
        #[default] Hold = "hold",
        /// To be screened.
        Screen = "screen",
        /// From where others are supported; a layer over primary roles.
        Support = "support",
        /// To be kept in order.
        Stabilise = "stabilise",
        /// To keep others apart; a layer over primary roles.
        Buffer = "buffer",
        /// For aid; a layer over primary roles.
        Humanitarian = "humanitarian",
        /// Held for the time being, for whoever comes.
        Caretaker = "caretaker",
    }
}

impl SectorRole {
    /// Returns true for the roles of which ground can have but one: assault, hold, screen, stabilise, caretaker.
    pub const fn is_primary(self) -> bool {
        !matches!(self, Self::Support | Self::Buffer | Self::Humanitarian)
    }
}

vocabulary! {
    /// How far a sector's claim has come.
    pub enum SectorState {
        /// Drawn by the planner.
        #[default] Planned = "planned",
        /// Claimed by its holder.
        Claimed = "claimed",
        /// Agreed with the neighbours.
        Agreed = "agreed",
        /// Held on the ground.
        Held = "held",
        /// Claimed by more than one.
        Disputed = "disputed",
    }
}
