//! Handing a sector over: who to whom, when, where the two meet, who sends an officer, and whether the
//! taker has accepted. Written down as one edit, with the contact point where one is placed.
//!
//! What is missing of a handover is not an error: T02 speaks of it. An error is what cannot be.

use crate::drawing::words::{minute_text, name_of};
use crate::geometry::{Frame, Geometry, Path, Position, Shape, facing_edge, inscribed_circle};
use crate::model::{
    Edit, Handover, Id, Interval, Measure, MeasureKind, Minute, Phase, Plan, Sector, Stakeholder, When,
};

use super::extent::held;
use super::states::holder_at;

/// How near two sectors must be to meet at an edge, metres.
const BESIDE_M: f64 = 200.0;
/// How long a new contact point is manned after the handover, minutes: a day.
const MANNED: Minute = 24 * 60;

/// A handover being written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handing {
    /// Of which sector.
    pub sector: Id<Sector>,
    /// The place of the handover it changes among the sector's; `None`: a new one.
    pub place: Option<usize>,
    /// Who takes over.
    pub to: Option<Id<Stakeholder>>,
    /// When.
    pub at: Minute,
    /// How long before that both hold it, minutes.
    pub overlap_minutes: u32,
    /// Where the two meet.
    pub contact: Contact,
    /// Who has posted a liaison officer for it.
    pub liaison: Vec<Id<Stakeholder>>,
    /// The taker has accepted.
    pub accepted: bool,
}

/// Where two parties meet for a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Not said.
    Open,
    /// At a measure of the plan.
    At(Id<Measure>),
    /// At a contact point to be placed.
    New(Position),
}

/// Why a sector cannot be handed over so. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    /// The sector is gone.
    #[error("the sector is no longer in the plan")]
    NoSector,
    /// Nobody takes over.
    #[error("say who takes over")]
    NoTaker,
    /// Nobody holds it.
    #[error("nobody holds {0} then; give it a holder first")]
    NoHolder(String),
    /// It would pass to whom it belongs.
    #[error("{holder} holds {sector} then already")]
    Same {
        /// The sector.
        sector: String,
        /// Who.
        holder: String,
    },
    /// It does not hold at that time.
    #[error("{sector} holds {held}; hand it over within that time")]
    Outside {
        /// The sector.
        sector: String,
        /// When it holds, in words.
        held: String,
    },
    /// Both would hold it before the giver does.
    #[error("{sector} is {holder}'s from {from} only; let the overlap be shorter")]
    Overlap {
        /// The sector.
        sector: String,
        /// Who gives.
        holder: String,
        /// Since when it holds.
        from: String,
    },
    /// Another handover is at that minute.
    #[error("{0} passes on at that minute already; choose another")]
    Twice(String),
}

impl Handing {
    /// Starts a new handover of a sector, at the next edge of a phase after the one shown.
    pub fn new(plan: &Plan, id: Id<Sector>, shown: Option<Id<Phase>>) -> Option<Self> {
        plan.sectors.get(id)?;
        let edges = phase_edges(plan, id);
        let shown = shown.and_then(|shown| plan.phases.get(shown));
        let after = |(at, _): &&(Minute, String)| shown.is_none_or(|phase| *at > phase.start);
        let at = edges.iter().find(after).or(edges.last()).map(|(at, _)| *at);
        let start = held(&plan.sectors.get(id)?.when, &plan.phases);
        let start = start.first().and_then(|first| first.from).unwrap_or(0);
        Some(Self {
            sector: id,
            place: None,
            to: None,
            at: at.unwrap_or(start.saturating_add(MANNED)),
            overlap_minutes: 0,
            contact: Contact::Open,
            liaison: Vec::new(),
            accepted: false,
        })
    }

    /// Takes up a handover that the sector has.
    pub fn of(plan: &Plan, id: Id<Sector>, place: usize) -> Option<Self> {
        let handover = plan.sectors.get(id)?.handovers.get(place)?;
        Some(Self {
            sector: id,
            place: Some(place),
            to: Some(handover.to),
            at: handover.at,
            overlap_minutes: handover.overlap_minutes,
            contact: handover.contact_point.map_or(Contact::Open, Contact::At),
            liaison: handover.liaison.clone(),
            accepted: handover.accepted,
        })
    }

    /// Returns who hands over: the holder just before, the handover itself aside.
    pub fn giver(&self, plan: &Plan) -> Option<Id<Stakeholder>> {
        holder_at(&self.sector_without(plan)?, self.at.saturating_sub(1))
    }

    /// Returns what cannot be, each once; empty where it can be written down.
    pub fn faults(&self, plan: &Plan) -> Vec<HandoverError> {
        let Some(sector) = self.sector_without(plan) else {
            return vec![HandoverError::NoSector];
        };
        let name = name_of(plan, self.sector.into());
        let mut faults = Vec::new();
        if self.to.is_none() {
            faults.push(HandoverError::NoTaker);
        }
        let giver = self.giver(plan);
        match (giver, self.to) {
            (None, _) => faults.push(HandoverError::NoHolder(name.clone())),
            (Some(giver), Some(to)) if giver == to => faults.push(HandoverError::Same {
                sector: name.clone(),
                holder: plan.label_of(giver),
            }),
            _ => {}
        }
        let intervals = held(&sector.when, &plan.phases);
        let around = intervals.iter().find(|interval| {
            interval.from.is_none_or(|from| from < self.at)
                && interval.until.is_none_or(|until| self.at <= until)
        });
        if let Some(around) = around {
            let earlier = sector.handovers.iter().map(|handover| handover.at);
            let last = earlier.filter(|at| *at < self.at).max();
            let since = last.max(around.from);
            let both = self.at.saturating_sub(Minute::from(self.overlap_minutes));
            if let (Some(since), Some(giver)) = (since, giver)
                && both < since
            {
                faults.push(HandoverError::Overlap {
                    sector: name.clone(),
                    holder: plan.label_of(giver),
                    from: minute_text(since),
                });
            }
        } else {
            let texts: Vec<String> = intervals.iter().map(|interval| span_text(*interval)).collect();
            let held = if texts.is_empty() {
                "at no time".to_owned()
            } else {
                texts.join(" and ")
            };
            faults.push(HandoverError::Outside {
                sector: name.clone(),
                held,
            });
        }
        if sector.handovers.iter().any(|handover| handover.at == self.at) {
            faults.push(HandoverError::Twice(name));
        }
        faults
    }

    /// Returns the edit that writes it down, and places the contact point under `new` where one is placed.
    ///
    /// # Errors
    /// The first of [`Handing::faults`].
    pub fn edit(&self, plan: &Plan, new: Id<Measure>) -> Result<Edit, HandoverError> {
        if let Some(fault) = self.faults(plan).into_iter().next() {
            return Err(fault);
        }
        let to = self.to.ok_or(HandoverError::NoTaker)?;
        let sector = plan.sectors.get(self.sector).ok_or(HandoverError::NoSector)?;
        let name = name_of(plan, self.sector.into());
        let mut edits = Vec::new();
        let contact_point = match self.contact {
            Contact::Open => None,
            Contact::At(measure) => Some(measure),
            Contact::New(at) => {
                let giver = self.giver(plan);
                let overlap = Minute::from(self.overlap_minutes);
                let measure = Measure {
                    name: format!("Contact point {name}"),
                    kind: MeasureKind::ContactPoint,
                    owner: giver,
                    affected: giver.into_iter().chain([to]).collect(),
                    when: When {
                        from: Some(self.at.saturating_sub(overlap)),
                        until: Some(self.at.saturating_add(MANNED)),
                        ..When::always()
                    },
                    ..Measure::new(Geometry::Point(at))
                };
                edits.push(Edit::Create((new, measure).into()));
                Some(new)
            }
        };
        let handover = Handover {
            contact_point,
            overlap_minutes: self.overlap_minutes,
            liaison: self.liaison.clone(),
            accepted: self.accepted,
            ..Handover::new(to, self.at)
        };
        let mut sector = sector.clone();
        match self.place.and_then(|place| sector.handovers.get_mut(place)) {
            Some(known) => *known = handover,
            None => sector.handovers.push(handover),
        }
        sector.handovers.sort_by_key(|handover| handover.at);
        edits.push(Edit::Update((self.sector, sector).into()));
        let label = format!(
            "Hand {name} over to {} at {}",
            plan.label_of(to),
            minute_text(self.at)
        );
        Ok(Edit::together(label, edits))
    }

    /// The sector as it is without the handover that is being changed.
    fn sector_without(&self, plan: &Plan) -> Option<Sector> {
        let mut sector = plan.sectors.get(self.sector)?.clone();
        if let Some(place) = self.place.filter(|place| *place < sector.handovers.len()) {
            sector.handovers.remove(place);
        }
        Some(sector)
    }
}

/// A time within a sentence.
fn span_text(interval: Interval) -> String {
    match (interval.from, interval.until) {
        (None, None) => "always".to_owned(),
        (Some(from), None) => format!("from {}", minute_text(from)),
        (None, Some(until)) => format!("until {}", minute_text(until)),
        (Some(from), Some(until)) => format!("from {} until {}", minute_text(from), minute_text(until)),
    }
}

/// Returns the edges of phases at which a sector can be handed over, with what they are called.
pub fn phase_edges(plan: &Plan, id: Id<Sector>) -> Vec<(Minute, String)> {
    let Some(sector) = plan.sectors.get(id) else {
        return Vec::new();
    };
    let intervals = held(&sector.when, &plan.phases);
    let inside = |at: Minute| {
        intervals.iter().any(|interval| {
            interval.from.is_none_or(|from| from < at) && interval.until.is_none_or(|until| at <= until)
        })
    };
    let order = plan.phases_in_order();
    let mut edges: Vec<(Minute, String)> = Vec::new();
    for (_, phase) in &order {
        edges.push((phase.start, format!("Start of {}", phase.name)));
    }
    for (_, phase) in &order {
        if let Some(end) = phase.end
            && edges.iter().all(|(known, _)| *known != end)
        {
            edges.push((end, format!("End of {}", phase.name)));
        }
    }
    edges.retain(|(at, _)| inside(*at));
    edges.sort_by_key(|(at, _)| *at);
    edges.dedup_by_key(|(at, _)| *at);
    edges
}

/// Returns where the two can meet: in the middle of the longest edge that the sector has with ground of
/// the taker's, else in the middle of the sector.
pub fn meeting_place(plan: &Plan, id: Id<Sector>, to: Option<Id<Stakeholder>>) -> Option<Position> {
    let sector = plan.sectors.get(id)?;
    let frame = Frame::around(sector.area.points());
    let shape = Shape::of(&sector.area);
    let others = plan
        .sectors
        .iter()
        .filter(|(other, neighbour)| *other != id && to.is_some() && neighbour.holder == to);
    let edges: Vec<Path> = others
        .flat_map(|(_, neighbour)| facing_edge(&frame, &shape, &Shape::of(&neighbour.area), BESIDE_M))
        .collect();
    let longest = edges
        .iter()
        .max_by(|one, other| crate::geometry::length_m(one).total_cmp(&crate::geometry::length_m(other)));
    let on_edge =
        longest.and_then(|edge| crate::geometry::point_along(edge, crate::geometry::length_m(edge) / 2.0));
    on_edge.or_else(|| inscribed_circle(&frame, &shape).map(|circle| circle.center))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Area;
    use crate::model::AnyEntity;

    const ARMY: Id<Stakeholder> = Id::from_bits(1);
    const POLICE: Id<Stakeholder> = Id::from_bits(2);
    const SOUTH: Id<Sector> = Id::from_bits(11);
    const POINT: Id<Measure> = Id::from_bits(21);

    fn square(west: f64) -> Area {
        let corners = [(33.0, west), (33.0, west + 0.1), (33.1, west + 0.1), (33.1, west)];
        Area::from_outer(corners.map(|(lat, lon)| Position::nearest(lat, lon)).to_vec())
    }

    /// Three phases of 1000 minutes; South is the army's in the first two, East is the police's.
    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for place in 0..3 {
            let start = place as Minute * 1000;
            let phase = Phase {
                name: format!("P{place}"),
                end: Some(start + 1000),
                ..Phase::new(start)
            };
            put((Id::<Phase>::from_bits(place), phase).into());
        }
        for (id, name) in [(ARMY, "Army"), (POLICE, "Police")] {
            let party = Stakeholder {
                name: name.to_owned(),
                ..Stakeholder::new()
            };
            put((id, party).into());
        }
        let south = Sector {
            name: "South".to_owned(),
            holder: Some(ARMY),
            when: When::in_phases([Id::from_bits(0), Id::from_bits(1)]),
            ..Sector::new(square(43.0))
        };
        put((SOUTH, south).into());
        let east = Sector {
            holder: Some(POLICE),
            ..Sector::new(square(43.1))
        };
        put((Id::<Sector>::from_bits(12), east).into());
        plan
    }

    fn handing(at: Minute) -> Handing {
        let plan = plan();
        Handing {
            to: Some(POLICE),
            at,
            ..Handing::new(&plan, SOUTH, None).unwrap()
        }
    }

    fn faults(handing: &Handing) -> Vec<String> {
        let faults = handing.faults(&plan());
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_handover_and_its_contact_point_are_one_step() {
        let plan = plan();
        let handing = Handing {
            overlap_minutes: 120,
            contact: Contact::New(meeting_place(&plan, SOUTH, Some(POLICE)).unwrap()),
            liaison: vec![ARMY, POLICE],
            ..handing(1000)
        };
        let after = handing.edit(&plan, POINT).unwrap().apply(&plan).unwrap();
        let handovers = &after.sectors.get(SOUTH).unwrap().handovers;
        assert_eq!(handovers.len(), 1);
        assert_eq!((handovers[0].to, handovers[0].at), (POLICE, 1000));
        assert_eq!(handovers[0].contact_point, Some(POINT));
        let point = after.measures.get(POINT).unwrap();
        assert_eq!((point.owner, point.when.from), (Some(ARMY), Some(880)));
        // On the edge between the two, halfway up.
        let at = point.shape.as_point().unwrap();
        assert!(
            (at.longitude() - 43.1).abs() < 0.001 && (at.latitude() - 33.05).abs() < 0.005,
            "{at:?}"
        );
    }

    #[test]
    fn a_handover_is_changed_in_place() {
        let plan = plan();
        let after = handing(1000).edit(&plan, POINT).unwrap().apply(&plan).unwrap();
        let again = Handing {
            at: 900,
            accepted: true,
            ..Handing::of(&after, SOUTH, 0).unwrap()
        };
        let after = again.edit(&after, POINT).unwrap().apply(&after).unwrap();
        let handovers = &after.sectors.get(SOUTH).unwrap().handovers;
        assert_eq!(handovers.len(), 1);
        assert!(handovers[0].accepted && handovers[0].at == 900);
    }

    #[test]
    fn what_cannot_be_is_said_in_a_sentence() {
        assert_eq!(faults(&handing(1000)), Vec::<String>::new());
        let nobody = Handing {
            to: None,
            ..handing(1000)
        };
        assert_eq!(faults(&nobody), ["say who takes over"]);
        let same = Handing {
            to: Some(ARMY),
            ..handing(1000)
        };
        assert_eq!(faults(&same), ["Army holds South then already"]);
        assert_eq!(
            faults(&handing(2500)),
            ["South holds from H until H+1 d 09:20; hand it over within that time"]
        );
        let long = Handing {
            overlap_minutes: 1200,
            ..handing(1000)
        };
        assert_eq!(
            faults(&long),
            ["South is Army's from H only; let the overlap be shorter"]
        );
    }

    #[test]
    fn the_edges_inside_the_sectors_time_are_offered() {
        let plan = plan();
        let edges = phase_edges(&plan, SOUTH);
        let names: Vec<&str> = edges.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["Start of P1", "Start of P2"]);
        let shown = Some(Id::from_bits(1));
        assert_eq!(Handing::new(&plan, SOUTH, shown).unwrap().at, 2000);
    }
}
