//! Ways out for civilians.

use crate::geometry::{Path, Position};

use super::record::{entity, record, vocabulary};
use super::{Agreement, Id, Minute, Notification, Site, Stakeholder, When};

entity! {
    /// A route for civilians, open in its windows.
    pub struct Corridor in corridors, 'k', "corridor" {
        required {
            /// The middle line, in the direction people go.
            path: Path,
            /// Its whole width, metres.
            width_m: u32,
        }
        optional {
            /// Who runs it.
            owner: Option<Id<Stakeholder>>,
            /// Where it starts.
            from: Option<Id<Site>>,
            /// Where it ends.
            to: Option<Id<Site>>,
            /// When the last must be through.
            needed_by: Option<Minute>,
            /// When it is open; none: always.
            windows: Vec<When>,
            /// How people go.
            mode: CorridorMode,
            /// How many pass in an hour.
            people_per_hour: Option<u32>,
            /// How many are expected.
            expected_people: Option<u32>,
            /// Where people rest.
            stops: Vec<Stop>,
            /// The agreement it rests on.
            agreement: Option<Id<Agreement>>,
            /// Who was told of it.
            notifications: Vec<Notification>,
        }
    }
}

vocabulary! {
    /// How people go.
    pub enum CorridorMode {
        /// On foot.
        #[default] Foot = "foot",
        /// In vehicles.
        Vehicle = "vehicle",
        /// By boat.
        Boat = "boat",
    }
}

record! {
    /// A place to rest.
    pub struct Stop {
        head {
            /// What it is called.
            name: String,
        }
        required {
            /// Where.
            at: Position,
        }
        optional {
            /// Has water.
            water: bool,
            /// Has shade.
            shade: bool,
            /// Has medical care.
            medical: bool,
        }
    }
}
