//! Who may see what: the sharing of an object, and whom it concerns where its sharing says no more.
//!
//! | kind | concerns, by itself |
//! | --- | --- |
//! | stakeholder, phase | nobody but the stakeholder itself; it comes along where something shown names it |
//! | relation | whoever takes the stance; not whom it is about, for it is a judgement |
//! | channel | its parties and its intermediary |
//! | agreement | its parties |
//! | force | whose it is; whoever it is to meet; whoever holds the sector it works in |
//! | sector | holder, lead, supporting, takers and liaison of its handovers; parties to an agreement on it; neighbours that touch it at the same time |
//! | boundary | both sides and whom it is inclusive to; parties to an agreement on it |
//! | measure | owner, whom it binds; parties to an agreement on it; whose ground it touches |
//! | site | operator, whoever was told of it; parties to an agreement on it; whose ground it touches |
//! | corridor | owner, whoever was told of it; parties to an agreement on it; whose ground it touches |

use std::collections::BTreeMap;

use crate::geometry::Geometry;
use crate::model::{
    Agreement, AnyEntity, AnyId, Boundary, Corridor, Force, Id, Interval, Plan, Sector, Sharing, Stakeholder,
    When,
};

use super::touch::OwnGround;

/// Why a stakeholder sees something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is its own: it holds, owns, runs or takes it.
    Own,
    /// It is shared with everybody.
    Everybody,
    /// It is shared with this stakeholder by name.
    Named,
    /// It names the stakeholder: a side, a party, somebody told of it.
    Concerned,
    /// The stakeholder is party to an agreement on it.
    Agreed(Id<Agreement>),
    /// It touches a sector of the stakeholder's while both are there.
    Touches(Id<Sector>),
    /// It is to meet one of the stakeholder's forces.
    Meets(Id<Force>),
    /// It works in a sector of the stakeholder's.
    WorksIn(Id<Sector>),
    /// Something shown names it.
    NamedBy(AnyId),
}

/// Why a stakeholder does not see something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// It is the author's alone.
    AuthorOnly,
    /// It is shared with others by name.
    SharedWithOthers,
    /// It does not concern the stakeholder.
    NotConcerned,
    /// Whose it is is withheld.
    OwnerWithheld(Id<Stakeholder>),
    /// Without something that is withheld it would say nothing.
    Incomplete,
}

impl Why {
    /// Returns true where whoever wrote the plan chose to share it whole, or it is the stakeholder's own.
    pub(super) const fn is_whole(self) -> bool {
        matches!(self, Self::Own | Self::Everybody | Self::Named)
    }
}

/// What one stakeholder may see of a plan.
pub(super) struct Sight<'p> {
    plan: &'p Plan,
    party: Id<Stakeholder>,
    ground: OwnGround,
    /// What the clauses of the stakeholder's agreements name.
    agreed: BTreeMap<AnyId, Id<Agreement>>,
}

impl<'p> Sight<'p> {
    pub(super) fn of(plan: &'p Plan, party: Id<Stakeholder>) -> Self {
        let mut agreed = BTreeMap::new();
        for (id, agreement) in plan.agreements.iter() {
            if !is_party(agreement, party) || !may_see(&agreement.sharing, party) {
                continue;
            }
            for clause in &agreement.clauses {
                crate::model::Refer::each_reference(clause, &mut |named| {
                    agreed.entry(named).or_insert(id);
                });
            }
        }
        Self {
            plan,
            party,
            ground: OwnGround::of(plan, party),
            agreed,
        }
    }

    /// Returns whether and why the stakeholder sees an entity; of stakeholders and phases that concern
    /// nobody by themselves it is said that they do not.
    pub(super) fn verdict(&self, entity: &AnyEntity) -> Result<Why, WhyNot> {
        match entity.sharing() {
            Sharing::AuthorOnly => return Err(WhyNot::AuthorOnly),
            Sharing::Named(named) if !named.contains(&self.party) => return Err(WhyNot::SharedWithOthers),
            _ => {}
        }
        let owner = owner(entity);
        if let Some(owner) = owner
            && let Some(holder) = self.plan.stakeholders.get(owner)
            && !may_see(&holder.sharing, self.party)
        {
            return Err(WhyNot::OwnerWithheld(owner));
        }
        let is_own = owner == Some(self.party) || entity.id() == self.party.into();
        match entity.sharing() {
            _ if is_own => Ok(Why::Own),
            Sharing::All => Ok(Why::Everybody),
            Sharing::Named(_) => Ok(Why::Named),
            Sharing::Concerned | Sharing::AuthorOnly => self.concern(entity).ok_or(WhyNot::NotConcerned),
        }
    }

    /// Returns true where the stakeholder sees an entity, or may where something shown names it.
    pub(super) fn may_come(&self, entity: &AnyEntity) -> bool {
        match self.verdict(entity) {
            Ok(_) => true,
            Err(WhyNot::NotConcerned) => matches!(entity, AnyEntity::Stakeholder(..) | AnyEntity::Phase(..)),
            Err(_) => false,
        }
    }

    /// Returns how an entity that says nothing else of its sharing concerns the stakeholder.
    fn concern(&self, entity: &AnyEntity) -> Option<Why> {
        let party = self.party;
        let named = |is_named: bool| is_named.then_some(Why::Concerned);
        match entity {
            AnyEntity::Stakeholder(..) | AnyEntity::Phase(..) | AnyEntity::Relation(..) => None,
            AnyEntity::Channel(_, it) => named(it.parties.contains(&party) || it.via == Some(party)),
            AnyEntity::Agreement(_, it) => named(is_party(it, party)),
            AnyEntity::Force(id, it) => self.concern_of_force(*id, it),
            AnyEntity::Sector(id, it) => named(names_in_sector(it, party))
                .or_else(|| self.agreement_on(entity, it.agreement))
                .or_else(|| self.touch(&Geometry::Area(it.area.clone()), &it.when, Some(*id))),
            AnyEntity::Boundary(_, it) => {
                named(names_in_boundary(it, party)).or_else(|| self.agreement_on(entity, it.agreement))
            }
            AnyEntity::Measure(_, it) => named(it.affected.contains(&party))
                .or_else(|| self.agreement_on(entity, it.agreement))
                .or_else(|| self.touch(&it.shape, &it.when, None)),
            AnyEntity::Site(_, it) => named(it.notifications.iter().any(|told| told.party == party))
                .or_else(|| self.agreement_on(entity, None))
                .or_else(|| self.touch(&it.shape, &it.when, None)),
            AnyEntity::Corridor(_, it) => named(it.notifications.iter().any(|told| told.party == party))
                .or_else(|| self.agreement_on(entity, it.agreement))
                .or_else(|| self.touch_of_corridor(it)),
        }
    }

    fn concern_of_force(&self, id: Id<Force>, force: &Force) -> Option<Why> {
        let plan = self.plan;
        let is_mine = |other: &Force| other.stakeholder == Some(self.party);
        let met = force.task.as_ref().map(|task| task.with);
        let met = met.filter(|other| plan.forces.get(*other).is_some_and(is_mine));
        let meets_this = |other: &Force| other.task.as_ref().is_some_and(|task| task.with == id);
        let mut mine = plan.forces.iter().filter(|(_, other)| is_mine(other));
        let met = met.or_else(|| mine.find(|(_, other)| meets_this(other)).map(|(other, _)| other));
        if let Some(other) = met {
            return Some(Why::Meets(other));
        }
        let sector = force.sector?;
        let holder = plan.sectors.get(sector)?.holder;
        (holder == Some(self.party)).then_some(Why::WorksIn(sector))
    }

    /// The agreement that an object rests on, or that has a clause on it, where the stakeholder is party to it.
    fn agreement_on(&self, entity: &AnyEntity, rests_on: Option<Id<Agreement>>) -> Option<Why> {
        let party_to = |id: &Id<Agreement>| {
            let agreement = self.plan.agreements.get(*id);
            agreement.is_some_and(|it| is_party(it, self.party) && may_see(&it.sharing, self.party))
        };
        let by_clause = self.agreed.get(&entity.id()).copied();
        rests_on.filter(party_to).or(by_clause).map(Why::Agreed)
    }

    fn touch(&self, shape: &Geometry, when: &When, but: Option<Id<Sector>>) -> Option<Why> {
        let intervals = when.intervals(&self.plan.phases);
        self.ground.touched_by(shape, &intervals, but).map(Why::Touches)
    }

    fn touch_of_corridor(&self, corridor: &Corridor) -> Option<Why> {
        let windows = corridor.windows.iter();
        let open: Vec<Interval> = if corridor.windows.is_empty() {
            vec![Interval::ALWAYS]
        } else {
            windows
                .flat_map(|window| window.intervals(&self.plan.phases))
                .collect()
        };
        let way = Geometry::Path(corridor.path.clone());
        self.ground.touched_by(&way, &open, None).map(Why::Touches)
    }
}

/// True where the sharing of an object does not keep it from a stakeholder.
pub(super) fn may_see(sharing: &Sharing, party: Id<Stakeholder>) -> bool {
    match sharing {
        Sharing::All | Sharing::Concerned => true,
        Sharing::Named(named) => named.contains(&party),
        Sharing::AuthorOnly => false,
    }
}

/// Returns whose an entity is: who holds, owns, runs or takes it.
pub(super) fn owner(entity: &AnyEntity) -> Option<Id<Stakeholder>> {
    match entity {
        AnyEntity::Relation(_, it) => Some(it.from),
        AnyEntity::Force(_, it) => it.stakeholder,
        AnyEntity::Sector(_, it) => it.holder,
        AnyEntity::Measure(_, it) => it.owner,
        AnyEntity::Site(_, it) => it.operator,
        AnyEntity::Corridor(_, it) => it.owner,
        AnyEntity::Stakeholder(..)
        | AnyEntity::Channel(..)
        | AnyEntity::Agreement(..)
        | AnyEntity::Phase(..)
        | AnyEntity::Boundary(..) => None,
    }
}

fn is_party(agreement: &Agreement, party: Id<Stakeholder>) -> bool {
    agreement.parties.iter().any(|other| other.stakeholder == party)
}

fn names_in_sector(sector: &Sector, party: Id<Stakeholder>) -> bool {
    let in_handovers =
        |handover: &crate::model::Handover| handover.to == party || handover.liaison.contains(&party);
    sector.lead == Some(party)
        || sector.supporting.contains(&party)
        || sector.handovers.iter().any(in_handovers)
}

fn names_in_boundary(boundary: &Boundary, party: Id<Stakeholder>) -> bool {
    [boundary.left, boundary.right, boundary.inclusive_to].contains(&Some(party))
}
