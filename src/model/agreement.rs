//! Agreements: who agreed to what, how we know, and on what conditions.

use crate::geometry::Area;

use super::record::{entity, record, vocabulary};
use super::reference::{Gone, Refer};
use super::{AnyId, Channel, Corridor, Echelon, Id, Instant, Minute, Phase, Sector, Stakeholder, When};

entity! {
    /// An understanding between parties.
    pub struct Agreement in agreements, 'a', "agreement" {
        required {}
        optional {
            /// Who is asked to agree, and what each said.
            parties: Vec<Party>,
            /// What is agreed.
            clauses: Vec<Clause>,
            /// When it holds.
            when: When,
            /// What must come first.
            preconditions: Vec<Precondition>,
            /// When it is looked at again.
            review_at: Option<Minute>,
            /// What it replaces.
            supersedes: Vec<Id<Agreement>>,
            /// When it was broken.
            breaches: Vec<Breach>,
        }
    }
}

record! {
    /// One party's part in an agreement.
    pub struct Party {
        head {}
        required {
            /// Who.
            stakeholder: Id<Stakeholder>,
        }
        optional {
            /// What it said.
            state: Acceptance,
            /// The channel it was asked and answered by.
            via: Option<Id<Channel>>,
            /// How we know.
            evidence: Option<Evidence>,
            /// When it said so.
            at: Option<Instant>,
            /// What it understands the clauses to mean, where that differs.
            readings: Vec<Reading>,
        }
    }
}

impl Party {
    /// Returns true where the party accepted and we did not just hear so: reservation, silence and
    /// hearsay are not acceptance.
    pub fn has_accepted(&self) -> bool {
        self.state == Acceptance::Accepted && self.evidence != Some(Evidence::Reported)
    }
}

record! {
    /// A party's own reading of one clause.
    pub struct Reading {
        head {}
        required {
            /// Which clause, counted from 0.
            clause: u32,
        }
        optional {
            /// In its words.
            text: String,
            /// The ground it takes the clause to speak of.
            area: Option<Area>,
            /// The minute it takes the clause to speak of.
            at: Option<Minute>,
        }
    }
}

record! {
    /// Something that must hold before the agreement does.
    pub struct Precondition {
        head {}
        required {
            /// In words.
            text: String,
        }
        optional {
            /// Whether it holds.
            met: bool,
            /// What would show it.
            by: Option<Proof>,
        }
    }
}

record! {
    /// An entry of the breach log.
    pub struct Breach {
        head {}
        required {
            /// When.
            at: Minute,
            /// What happened.
            text: String,
        }
        optional {
            /// By whom.
            by: Option<Id<Stakeholder>>,
            /// Whether it was settled.
            resolved: bool,
        }
    }
}

vocabulary! {
    /// What a party said to an agreement.
    pub enum Acceptance {
        /// Not yet asked.
        #[default] Draft = "draft",
        /// Asked.
        Proposed = "proposed",
        /// Yes.
        Accepted = "accepted",
        /// Yes, but.
        AcceptedWithReservation = "accepted-with-reservation",
        /// No answer.
        Silent = "silent",
        /// No.
        Rejected = "rejected",
        /// Yes, then no.
        Withdrawn = "withdrawn",
        /// Yes, and then not kept.
        Breached = "breached",
    }
}

vocabulary! {
    /// How an acceptance is known.
    pub enum Evidence {
        /// A document.
        #[default] Written = "written",
        /// Said to us.
        Verbal = "verbal",
        /// Others say that it was said.
        Reported = "reported",
        /// Seen in what the party does.
        Tacit = "tacit",
    }
}

/// What shows that a precondition is met.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Proof {
    /// A phase has begun.
    PhaseReached(Id<Phase>),
    /// That party acknowledged the notification.
    NotificationAcknowledged(Id<Stakeholder>),
}

impl Refer for Proof {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        match self {
            Self::PhaseReached(phase) => phase.each_reference(see),
            Self::NotificationAcknowledged(stakeholder) => stakeholder.each_reference(see),
        }
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        match self {
            Self::PhaseReached(phase) => phase.forget(gone),
            Self::NotificationAcknowledged(stakeholder) => stakeholder.forget(gone),
        }
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        match self {
            Self::PhaseReached(phase) => phase.redirect(from, to),
            Self::NotificationAcknowledged(stakeholder) => stakeholder.redirect(from, to),
        }
    }

    fn each_time(&mut self, _change: &mut dyn FnMut(&mut When)) {}
}

/// One thing agreed. It names what is drawn elsewhere, so that geometry is drawn once.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Clause {
    /// `who` holds these sectors.
    HoldsGround {
        /// Who.
        who: Id<Stakeholder>,
        /// Which sectors.
        sectors: Vec<Id<Sector>>,
    },
    /// Parties stay on their own side of a boundary or measure.
    Separation {
        /// The boundary or measure.
        along: AnyId,
        /// How far from it, metres.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stand_off_m: Option<u32>,
    },
    /// `who` does not enter a measure's, sector's or site's ground.
    KeepsOut {
        /// Who.
        who: Id<Stakeholder>,
        /// The measure, sector or site.
        area: AnyId,
    },
    /// `who` may pass along a corridor or through an area.
    Passage {
        /// Who.
        who: Id<Stakeholder>,
        /// The corridor, measure or sector.
        through: AnyId,
        /// When.
        #[serde(default, skip_serializing_if = "super::record::is_default")]
        when: When,
    },
    /// Several work in a sector under a lead.
    SharedGround {
        /// The sector.
        sector: Id<Sector>,
        /// Who leads.
        lead: Id<Stakeholder>,
    },
    /// Civilians pass along a corridor.
    CivilianPassage {
        /// The corridor.
        corridor: Id<Corridor>,
    },
    /// Nobody fires into a measure or site.
    NoFires {
        /// The measure or site.
        at: AnyId,
    },
    /// A sector passes to another.
    Handover {
        /// The sector.
        sector: Id<Sector>,
        /// To whom.
        to: Id<Stakeholder>,
        /// When.
        at: Minute,
    },
    /// What to do when forces clash.
    IncidentProcedure {
        /// The channel to use.
        channel: Id<Channel>,
        /// How soon an incident is looked into, hours.
        within_hours: u32,
    },
    /// Limits to a party's strength.
    Limits {
        /// Who.
        who: Id<Stakeholder>,
        /// The largest echelon.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        largest_echelon: Option<Echelon>,
        /// How many people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        people: Option<u32>,
    },
}

impl Clause {
    /// Returns what the clause is called: `Holds ground`.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::HoldsGround { .. } => "Holds ground",
            Self::Separation { .. } => "Separation",
            Self::KeepsOut { .. } => "Keeps out",
            Self::Passage { .. } => "Passage",
            Self::SharedGround { .. } => "Shared ground",
            Self::CivilianPassage { .. } => "Civilian passage",
            Self::NoFires { .. } => "No fires",
            Self::Handover { .. } => "Handover",
            Self::IncidentProcedure { .. } => "Incident procedure",
            Self::Limits { .. } => "Limits",
        }
    }
}

impl Refer for Clause {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        match self {
            Self::HoldsGround { who, sectors } => {
                who.each_reference(see);
                sectors.each_reference(see);
            }
            Self::Separation { along: named, .. } | Self::NoFires { at: named } => named.each_reference(see),
            Self::KeepsOut { who, area } => {
                who.each_reference(see);
                area.each_reference(see);
            }
            Self::Passage { who, through, when } => {
                who.each_reference(see);
                through.each_reference(see);
                when.each_reference(see);
            }
            Self::SharedGround { sector, lead } => {
                sector.each_reference(see);
                lead.each_reference(see);
            }
            Self::CivilianPassage { corridor } => corridor.each_reference(see),
            Self::Handover { sector, to, .. } => {
                sector.each_reference(see);
                to.each_reference(see);
            }
            Self::IncidentProcedure { channel, .. } => channel.each_reference(see),
            Self::Limits { who, .. } => who.each_reference(see),
        }
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        match self {
            Self::HoldsGround { who, sectors } => {
                sectors.forget(gone);
                who.forget(gone) && !sectors.is_empty()
            }
            Self::Separation { along: named, .. } | Self::NoFires { at: named } => named.forget(gone),
            Self::KeepsOut { who, area } => who.forget(gone) && area.forget(gone),
            Self::Passage { who, through, when } => {
                who.forget(gone) && through.forget(gone) && when.forget(gone)
            }
            Self::SharedGround { sector, lead } => sector.forget(gone) && lead.forget(gone),
            Self::CivilianPassage { corridor } => corridor.forget(gone),
            Self::Handover { sector, to, .. } => sector.forget(gone) && to.forget(gone),
            Self::IncidentProcedure { channel, .. } => channel.forget(gone),
            Self::Limits { who, .. } => who.forget(gone),
        }
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        match self {
            Self::HoldsGround { who, sectors } => {
                who.redirect(from, to);
                sectors.redirect(from, to);
            }
            Self::Separation { along: named, .. } | Self::NoFires { at: named } => named.redirect(from, to),
            Self::KeepsOut { who, area } => {
                who.redirect(from, to);
                area.redirect(from, to);
            }
            Self::Passage { who, through, when } => {
                who.redirect(from, to);
                through.redirect(from, to);
                when.redirect(from, to);
            }
            Self::SharedGround { sector, lead } => {
                sector.redirect(from, to);
                lead.redirect(from, to);
            }
            Self::CivilianPassage { corridor } => corridor.redirect(from, to),
            Self::Handover {
                sector, to: taker, ..
            } => {
                sector.redirect(from, to);
                taker.redirect(from, to);
            }
            Self::IncidentProcedure { channel, .. } => channel.redirect(from, to),
            Self::Limits { who, .. } => who.redirect(from, to),
        }
    }

    fn each_time(&mut self, change: &mut dyn FnMut(&mut When)) {
        if let Self::Passage { when, .. } = self {
            change(when);
        }
    }
}
