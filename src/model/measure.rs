//! Control measures: points, lines and areas that order who may do what where.

use crate::geometry::Geometry;

use super::record::{entity, vocabulary};
use super::{Agreement, Id, Minute, Stakeholder, When};

entity! {
    /// A control measure.
    pub struct Measure in measures, 'm', "measure" {
        required {
            /// Where it is.
            shape: Geometry,
        }
        optional {
            /// What it orders.
            kind: MeasureKind,
            /// Who established it.
            owner: Option<Id<Stakeholder>>,
            /// Whom it binds; empty: everybody.
            affected: Vec<Id<Stakeholder>>,
            /// The agreement it rests on.
            agreement: Option<Id<Agreement>>,
            /// When it holds.
            when: When,
            /// The text drawn at it, where it is not the name.
            label: String,
            /// The abbreviation the standard wants.
            abbreviation: String,
            /// How those who meet here know each other.
            recognition: String,
            /// When it is looked at again.
            review_at: Option<Minute>,
            /// How far to keep away from it, metres.
            stand_off_m: Option<u32>,
        }
    }
}

vocabulary! {
    /// What a control measure orders.
    pub enum MeasureKind {
        /// A line to report and to halt at.
        PhaseLine = "phase-line",
        /// A line nobody goes beyond.
        LimitOfAdvance = "limit-of-advance",
        /// Where an attack starts.
        LineOfDeparture = "line-of-departure",
        /// The forward line of own forces.
        ForwardLine = "forward-line",
        /// Where forces are released to their commanders.
        ReleaseLine = "release-line",
        /// Where responsibility changes.
        HandoverLine = "handover-line",
        /// Where neighbours coordinate.
        CoordinatingPoint = "coordinating-point",
        /// Where neighbours meet.
        ContactPoint = "contact-point",
        /// Where forces join.
        LinkupPoint = "linkup-point",
        /// Where forces pass each other's lines.
        PassagePoint = "passage-point",
        /// Where movement is checked.
        #[default] Checkpoint = "checkpoint",
        /// Where forces gather again.
        RallyPoint = "rally-point",
        /// No fires into it.
        NoFireArea = "no-fire-area",
        /// Fires into it under conditions.
        RestrictiveFireArea = "restrictive-fire-area",
        /// No fires across it without the other's word.
        RestrictiveFireLine = "restrictive-fire-line",
        /// Fires beyond it need no coordination.
        CoordinatedFireLine = "coordinated-fire-line",
        /// Fires short of it are coordinated.
        FireSupportCoordinationLine = "fire-support-coordination-line",
        /// Parties stay on their own side.
        SeparationLine = "separation-line",
        /// Ground between parties.
        BufferZone = "buffer-zone",
        /// Nobody enters.
        NoEntryZone = "no-entry-zone",
        /// Entry under conditions.
        RestrictedAccessArea = "restricted-access-area",
        /// Where forces assemble.
        AssemblyArea = "assembly-area",
        /// What is to be taken or kept.
        Objective = "objective",
        /// A route for supplies.
        SupplyRoute = "supply-route",
        /// A cleared lane.
        SafeLane = "safe-lane",
    }
}
