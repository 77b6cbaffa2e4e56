//! How far lines and areas are agreed on, for the time that is shown: in force, planned, or disputed.
//!
//! An agreement in force is found by `checks`; here its answer is only carried over to what the agreement
//! speaks of. Whether a line *should* rest on an agreement is the rules' question.

use std::collections::BTreeMap;

use crate::checks::Standing;
use crate::drawing::scene::{Dash, Stroke};
use crate::model::{
    Acceptance, Agreement, AnyId, Boundary, Channel, Clause, Corridor, Id, Interval, Phase, Plan, Sector,
    SectorState, Site, Stakeholder, Table,
};

/// What the standing of agreements depends on, kept to see whether it changed: it is asked for in every
/// frame of a gesture.
#[derive(Debug)]
pub(super) struct Rested {
    agreements: Table<Agreement>,
    channels: Table<Channel>,
    corridors: Table<Corridor>,
    phases: Table<Phase>,
    sites: Table<Site>,
    stakeholders: Table<Stakeholder>,
}

impl Rested {
    /// Remembers it of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            agreements: plan.agreements.clone(),
            channels: plan.channels.clone(),
            corridors: plan.corridors.clone(),
            phases: plan.phases.clone(),
            sites: plan.sites.clone(),
            stakeholders: plan.stakeholders.clone(),
        }
    }

    /// Returns true where it is the same in a plan.
    pub(super) fn serves(&self, plan: &Plan) -> bool {
        self.agreements == plan.agreements
            && self.channels == plan.channels
            && self.corridors == plan.corridors
            && self.phases == plan.phases
            && self.sites == plan.sites
            && self.stakeholders == plan.stakeholders
    }
}

/// How far something is agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Holds: drawn unbroken.
    InForce,
    /// Drawn, asked for or claimed: drawn dashed.
    Planned,
    /// A party refused it, left it, broke it or reads it otherwise: drawn with zigzags.
    Disputed,
}

impl Status {
    /// Returns a line drawn for this status.
    ///
    /// # Source
    /// MIL-STD-2525E and APP-6(E): present is solid, planned or anticipated is dashed. They have nothing for what is
    /// disputed: the zigzag is ours.
    pub(super) fn on(self, stroke: Stroke) -> Stroke {
        match self {
            Self::InForce => stroke,
            Self::Planned => stroke.dashed(Dash::Long),
            Self::Disputed => stroke.dashed(Dash::Long).disputed(),
        }
    }
}

/// The status of everything that agreements speak of, and of sectors.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Statuses {
    of: BTreeMap<AnyId, Status>,
    sectors: BTreeMap<Id<Sector>, SectorState>,
}

impl Statuses {
    /// Finds out how things stand in a plan in some minute of an interval.
    pub(super) fn of(plan: &Plan, standing: &Standing, shown: Interval) -> Self {
        let mut of: BTreeMap<AnyId, Status> = BTreeMap::new();
        for (id, agreement) in plan.agreements.iter() {
            let mut meets = standing.in_force(id).iter();
            let status = if is_disputed(agreement) {
                Status::Disputed
            } else if meets.any(|interval| interval.intersection(shown).is_some()) {
                Status::InForce
            } else {
                Status::Planned
            };
            of.insert(id.into(), status);
            for named in agreement.clauses.iter().filter_map(spoken_of) {
                // Of several that speak of a thing, the one that holds counts; else a dispute.
                let rank = |status: &Status| match status {
                    Status::InForce => 0,
                    Status::Disputed => 1,
                    Status::Planned => 2,
                };
                let known = of.entry(named).or_insert(status);
                if rank(&status) < rank(known) {
                    *known = status;
                }
            }
        }
        let between = plan
            .boundaries
            .iter()
            .filter_map(|(_, boundary)| boundary.between);
        let sectors = between
            .flatten()
            .filter_map(|id| Some((id, plan.sectors.get(id)?.state)))
            .collect();
        Self { of, sectors }
    }

    /// Returns how far a thing is agreed on: by the agreement it rests on, else by one that speaks of it;
    /// `None` where there is neither.
    pub(super) fn get(&self, id: impl Into<AnyId>, rests_on: Option<Id<Agreement>>) -> Option<Status> {
        match rests_on {
            // An agreement that is not in the plan is not in force.
            Some(agreement) => Some(self.of.get(&agreement.into()).copied().unwrap_or(Status::Planned)),
            None => self.of.get(&id.into()).copied(),
        }
    }

    /// Returns how far a boundary is agreed on: by an agreement, else by the sectors on its sides; one
    /// with neither is planned. Disputed ground on a side makes it disputed.
    pub(super) fn of_boundary(&self, id: Id<Boundary>, boundary: &Boundary) -> Status {
        let states: Vec<SectorState> = boundary
            .between
            .into_iter()
            .flatten()
            .filter_map(|sector| self.sectors.get(&sector).copied())
            .collect();
        if states.contains(&SectorState::Disputed) {
            return Status::Disputed;
        }
        let settled = |state: &SectorState| matches!(state, SectorState::Agreed | SectorState::Held);
        let by_sectors = if states.len() == 2 && states.iter().all(settled) {
            Status::InForce
        } else {
            Status::Planned
        };
        self.get(id, boundary.agreement).unwrap_or(by_sectors)
    }

    /// Returns how far a sector is agreed on: by its state, unless it rests on an agreement that is not
    /// in force.
    pub(super) fn of_sector(&self, sector: &Sector) -> Status {
        let rests_on = sector
            .agreement
            .map(|agreement| self.get(agreement, Some(agreement)));
        match sector.state {
            SectorState::Disputed => Status::Disputed,
            SectorState::Planned | SectorState::Claimed => Status::Planned,
            SectorState::Agreed | SectorState::Held => rests_on.flatten().unwrap_or(Status::InForce),
        }
    }
}

/// True where a party said no, left or broke it, or where parties read a clause differently.
fn is_disputed(agreement: &Agreement) -> bool {
    let against = |state| {
        matches!(
            state,
            Acceptance::Rejected | Acceptance::Withdrawn | Acceptance::Breached
        )
    };
    let mut parties = agreement.parties.iter();
    if parties.any(|party| against(party.state)) {
        return true;
    }
    let readings: Vec<_> = agreement
        .parties
        .iter()
        .flat_map(|party| &party.readings)
        .collect();
    readings.iter().enumerate().any(|(place, one)| {
        let others = readings.iter().skip(place + 1);
        let mut same = others.filter(|other| other.clause == one.clause);
        same.any(|other| (&other.area, other.at) != (&one.area, one.at))
    })
}

/// What is drawn and a clause speaks of.
fn spoken_of(clause: &Clause) -> Option<AnyId> {
    match clause {
        Clause::Separation { along: id, .. }
        | Clause::KeepsOut { area: id, .. }
        | Clause::Passage { through: id, .. }
        | Clause::NoFires { at: id } => Some(*id),
        Clause::CivilianPassage { corridor } => Some((*corridor).into()),
        Clause::HoldsGround { .. }
        | Clause::SharedGround { .. }
        | Clause::Handover { .. }
        | Clause::IncidentProcedure { .. }
        | Clause::Limits { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Area, Path, Position};
    use crate::model::{AnyEntity, Edit, Evidence, Party, Reading, Stakeholder};

    fn put(plan: &Plan, entity: AnyEntity) -> Plan {
        Edit::Create(entity).apply(plan).unwrap()
    }

    fn corners() -> [Position; 3] {
        [(33.0, 44.0), (33.1, 44.0), (33.0, 44.1)].map(|(lat, lon)| Position::new(lat, lon).unwrap())
    }

    fn ground() -> Area {
        Area::from_outer(corners().to_vec())
    }

    /// Two sectors in these states and the boundary between them.
    fn plan_of(states: [SectorState; 2]) -> (Plan, Boundary) {
        let mut plan = Plan::empty(Id::from_bits(1));
        for (bits, state) in [1, 2].into_iter().zip(states) {
            plan = put(
                &plan,
                (Id::<Stakeholder>::from_bits(bits), Stakeholder::new()).into(),
            );
            let mut sector = Sector::new(ground());
            sector.state = state;
            plan = put(&plan, (Id::<Sector>::from_bits(bits), sector).into());
        }
        let mut boundary = Boundary::new(Path::new(corners()[..2].to_vec()));
        boundary.between = Some([1, 2].map(Id::from_bits));
        let plan = put(&plan, (boundary_id(), boundary.clone()).into());
        (plan, boundary)
    }

    fn boundary_id() -> Id<Boundary> {
        Id::from_bits(1)
    }

    fn agreement(states: [Acceptance; 2]) -> Agreement {
        let mut agreement = Agreement::new();
        for (bits, state) in [1, 2].into_iter().zip(states) {
            let mut party = Party::new(Id::from_bits(bits));
            party.state = state;
            party.evidence = Some(Evidence::Written);
            agreement.parties.push(party);
        }
        agreement.clauses.push(Clause::Separation {
            along: boundary_id().into(),
            stand_off_m: None,
        });
        agreement
    }

    fn status(plan: &Plan, boundary: &Boundary) -> Status {
        let statuses = Statuses::of(plan, &Standing::of(plan), Interval::ALWAYS);
        statuses.of_boundary(boundary_id(), boundary)
    }

    #[test]
    fn without_an_agreement_the_ground_on_both_sides_says_it() {
        for (states, expected) in [
            ([SectorState::Held, SectorState::Agreed], Status::InForce),
            ([SectorState::Held, SectorState::Claimed], Status::Planned),
            ([SectorState::Disputed, SectorState::Agreed], Status::Disputed),
        ] {
            let (plan, boundary) = plan_of(states);
            assert_eq!(status(&plan, &boundary), expected, "{states:?}");
        }
        let (plan, mut boundary) = plan_of([SectorState::Held; 2]);
        boundary.between = None;
        assert_eq!(status(&plan, &boundary), Status::Planned);
    }

    #[test]
    fn a_party_that_refuses_leaves_or_reads_it_otherwise_makes_a_dispute() {
        let (plan, boundary) = plan_of([SectorState::Held; 2]);
        let with = |agreement: Agreement| {
            let plan = put(&plan, (Id::<Agreement>::from_bits(1), agreement).into());
            status(&plan, &boundary)
        };
        let yes = Acceptance::Accepted;
        assert_eq!(with(agreement([yes, Acceptance::Proposed])), Status::Planned);
        for no in [Acceptance::Rejected, Acceptance::Withdrawn, Acceptance::Breached] {
            assert_eq!(with(agreement([yes, no])), Status::Disputed, "{no}");
        }
        let mut read = agreement([yes, yes]);
        for (party, at) in read.parties.iter_mut().zip([0, 60]) {
            let mut reading = Reading::new(0);
            reading.at = Some(at);
            party.readings.push(reading);
        }
        assert_eq!(with(read), Status::Disputed);
    }

    #[test]
    fn a_sector_whose_agreement_is_gone_is_planned_again() {
        let (plan, _) = plan_of([SectorState::Held; 2]);
        let statuses = Statuses::of(&plan, &Standing::of(&plan), Interval::ALWAYS);
        let mut sector = Sector::new(ground());
        sector.state = SectorState::Agreed;
        assert_eq!(statuses.of_sector(&sector), Status::InForce);
        sector.agreement = Some(Id::from_bits(9));
        assert_eq!(statuses.of_sector(&sector), Status::Planned);
    }
}
