//! Formations on the ground and how they move.

use crate::geometry::{Path, Position};

use super::record::{entity, record, vocabulary};
use super::{Id, Measure, Minute, Plan, Sector, Stakeholder, Symbol, When};

entity! {
    /// A formation of a stakeholder.
    pub struct Force in forces, 'f', "force" {
        required {}
        optional {
            /// Whose it is.
            stakeholder: Option<Id<Stakeholder>>,
            /// The formation it answers to.
            superior: Option<Id<Force>>,
            /// How it is drawn.
            symbol: Symbol,
            /// How many people.
            personnel: Option<u32>,
            /// Bears arms; absent: as its stakeholder.
            armed: Option<bool>,
            /// How it moves.
            mobility: Mobility,
            /// How far its longest-ranging weapon reaches, metres.
            max_range_m: Option<u32>,
            /// What it does.
            posture: Posture,
            /// Where it stands, and when.
            placements: Vec<Placement>,
            /// How it gets from place to place.
            moves: Vec<Move>,
            /// The sector it works in.
            sector: Option<Id<Sector>>,
            /// Whom it is to meet, and where.
            task: Option<Task>,
        }
    }
}

impl Force {
    /// Returns whether it bears arms: its own word, else its stakeholder's, else yes.
    pub fn bears_arms(&self, plan: &Plan) -> bool {
        let of_stakeholder = || Some(plan.stakeholders.get(self.stakeholder?)?.armed);
        self.armed.or_else(of_stakeholder).unwrap_or(true)
    }
}

record! {
    /// A place and the time it is held.
    pub struct Placement {
        head {}
        required {
            /// Where.
            at: Position,
        }
        optional {
            /// When.
            when: When,
        }
    }
}

record! {
    /// A march: at even speed along the path from start to end.
    pub struct Move {
        head {}
        required {
            /// The route.
            path: Path,
            /// The minute it leaves.
            start: Minute,
            /// The minute it arrives.
            end: Minute,
        }
        optional {}
    }
}

record! {
    /// A task that brings two forces together.
    pub struct Task {
        head {}
        required {
            /// What they do.
            kind: TaskKind,
            /// The other force.
            with: Id<Force>,
        }
        optional {
            /// The point where they meet.
            at: Option<Id<Measure>>,
        }
    }
}

vocabulary! {
    /// What two forces do where they meet.
    pub enum TaskKind {
        /// Join.
        #[default] Linkup = "linkup",
        /// One passes through the other's lines.
        Passage = "passage",
        /// One takes over from the other.
        Relief = "relief",
    }
}

vocabulary! {
    /// How a force moves.
    pub enum Mobility {
        /// On foot: 5 km/h.
        #[default] Foot = "foot",
        /// Trucks: 60 km/h on roads, 25 off.
        Truck = "truck",
        /// Tracked: 45 km/h on roads, 30 off.
        Tracked = "tracked",
        /// Boats: 15 km/h.
        Boat = "boat",
        /// Air: 200 km/h.
        Air = "air",
        /// Does not move.
        Static = "static",
    }
}

vocabulary! {
    /// What a force is about.
    pub enum Posture {
        /// Attacks.
        Assault = "assault",
        /// Holds.
        #[default] Hold = "hold",
        /// Screens.
        Screen = "screen",
        /// Stands by.
        Reserve = "reserve",
        /// Supports others.
        Support = "support",
        /// Advises others.
        Advise = "advise",
    }
}
