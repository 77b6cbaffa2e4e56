//! How stakeholders reach each other.

use super::record::{entity, vocabulary};
use super::{Id, Instant, Stakeholder, When};

entity! {
    /// A way for its parties to speak to each other.
    pub struct Channel in channels, 'c', "channel" {
        required {
            /// Who it connects.
            parties: Vec<Id<Stakeholder>>,
        }
        optional {
            /// What sort of channel it is.
            mode: ChannelMode,
            /// The intermediary, where the mode is one.
            via: Option<Id<Stakeholder>>,
            /// When it exists.
            when: When,
            /// Whether it works.
            state: ChannelState,
            /// When somebody last tried it.
            last_verified: Option<Instant>,
            /// Telephone, frequency, address.
            contact: String,
            /// What to use when it is down.
            backup: Option<Id<Channel>>,
        }
    }
}

vocabulary! {
    /// What sort of channel it is.
    pub enum ChannelMode {
        /// The parties speak to each other.
        #[default] Direct = "direct",
        /// Through another stakeholder.
        Intermediary = "intermediary",
        /// Officers of both in one cell.
        LiaisonCell = "liaison-cell",
        /// A line that is always manned.
        Hotline = "hotline",
        /// Letters.
        Letter = "letter",
    }
}

vocabulary! {
    /// Whether a channel works.
    pub enum ChannelState {
        /// It works.
        Up = "up",
        /// It works with delays or gaps.
        Degraded = "degraded",
        /// It does not work.
        Down = "down",
        /// Nobody has tried.
        #[default] Unknown = "unknown",
    }
}
