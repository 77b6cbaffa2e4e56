//! What happened while an exercise ran: one entry after the other, never changed and never taken out.
//!
//! What was wrong is withdrawn by a later entry. An entry says when it was in the exercise and, where somebody looked,
//! in the room; the second is for people alone and decides nothing.

use serde::{Deserialize, Serialize};

use super::scenario::{Branch, Cell, Inject, Objective, Reach, words};
use crate::model::{Edit, Id, Instant, Minute};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The minute of the exercise.
    pub at: Minute,
    /// The time in the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Instant>,
    /// What.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The clock was started.
    Resumed,
    /// The clock was stopped.
    Paused,
    /// The clock runs at another rate: minutes of the exercise in a minute of the room.
    Paced(u32),
    /// The clock was set to a later minute.
    Jumped(Minute),
    /// An inject was delivered; what it does to the plan is done the first time.
    Published(Id<Inject>),
    /// An inject waits, until a minute or until somebody publishes it.
    Held {
        /// Which.
        inject: Id<Inject>,
        /// Until when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Minute>,
    },
    /// An inject is left out.
    Skipped {
        /// Which.
        inject: Id<Inject>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    /// An inject was changed on the fly, or made.
    Amended(Box<Inject>),
    /// A way was taken, or left.
    Took {
        /// Which.
        branch: Id<Branch>,
        /// Taken.
        taken: bool,
    },
    /// Somebody decided something, which may change the plan.
    Decided {
        /// Who; nobody: control.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cell: Option<Id<Cell>>,
        /// In answer to which inject.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<Id<Inject>>,
        /// What, in words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
        /// What it does to the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        edits: Vec<Edit>,
        /// Who gets to know.
        #[serde(default)]
        reach: Reach,
    },
    /// A cell was told how things stand: it knows the plan as it is.
    Informed(Id<Cell>),
    /// Something was written down.
    Noted {
        /// Who is concerned; nobody: all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cell: Option<Id<Cell>>,
        /// About which inject.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inject: Option<Id<Inject>>,
        /// Of what kind.
        #[serde(default)]
        kind: NoteKind,
        /// What.
        text: String,
    },
    /// Evaluators say how far an objective was met.
    Assessed {
        /// Which.
        objective: Id<Objective>,
        /// How far.
        outcome: Outcome,
        /// By what it was seen.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// An earlier entry is as if it had never been.
    Withdrawn {
        /// Its place in the log, from 0.
        entry: u32,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    /// The map as it was then goes into the report.
    Pictured {
        /// When.
        at: Minute,
        /// What is to be seen.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        caption: String,
    },
    /// The exercise is over.
    Ended,
}

words! {
    /// Of what kind something is that was written down.
    NoteKind {
        /// Somebody saw it.
        #[default] Observation = "Observation",
        /// Somebody said it to somebody.
        Communication = "Communication",
        /// It went well.
        Strength = "Strength",
        /// It went wrong, or could have.
        Issue = "Issue",
        /// About the exercise, not in it.
        Admin = "Administration",
    }
}

words! {
    /// How far an objective was met.
    Outcome {
        /// Nobody has said yet, or it could not be seen.
        #[default] NotSeen = "Not seen",
        /// As it should be.
        Met = "Met",
        /// In part.
        PartlyMet = "Partly met",
        /// Not.
        NotMet = "Not met",
    }
}

impl Event {
    /// Returns what it is called in lists and tables.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Resumed => "Clock started",
            Self::Paused => "Clock stopped",
            Self::Paced(_) => "Pace changed",
            Self::Jumped(_) => "Clock set",
            Self::Published(_) => "Published",
            Self::Held { .. } => "Held back",
            Self::Skipped { .. } => "Skipped",
            Self::Amended(_) => "Amended",
            Self::Took { .. } => "Branch",
            Self::Decided { .. } => "Decision",
            Self::Informed(_) => "Informed",
            Self::Noted { kind, .. } => kind.title(),
            Self::Assessed { .. } => "Assessment",
            Self::Withdrawn { .. } => "Withdrawn",
            Self::Pictured { .. } => "Picture",
            Self::Ended => "Ended",
        }
    }

    /// Returns the inject that it is about.
    pub fn inject(&self) -> Option<Id<Inject>> {
        match self {
            Self::Published(inject)
            | Self::Held { inject, .. }
            | Self::Skipped { inject, .. }
            | Self::Decided {
                answers: Some(inject),
                ..
            }
            | Self::Noted {
                inject: Some(inject), ..
            } => Some(*inject),
            Self::Amended(inject) => Some(inject.id),
            _ => None,
        }
    }
}
