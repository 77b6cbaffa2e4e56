//! Whose side a party is on for whoever looks.
//!
//! Follows from the relations between the two, or from who answers to whom and what kind they are where
//! none is declared. It chooses the frame of a symbol and a digit of its code; nothing is judged.

use super::{Id, Interval, Plan, RelationState, Stakeholder, StakeholderKind};

/// Whose side a unit is on for whoever looks: sets the frame of its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// Blue rectangle.
    Friend,
    /// Green square.
    Neutral,
    /// Red diamond.
    Hostile,
    /// Yellow quatrefoil.
    Unknown,
}

impl Identity {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Friend, Self::Neutral, Self::Hostile, Self::Unknown];
}

/// Returns the side of a stakeholder as the viewpoint sees it in an interval.
///
/// The viewpoint itself and whoever shares its chain of command are friends, as are the allied and the
/// cooperating. Without a viewpoint (a neutral desk looks) every party is a friend, but civil ones and
/// aid agencies neutral and the adversary hostile. Nobody is unknown.
///
/// # Source
/// Frames: APP-6(D), table 3-1. Undeclared relations: as the checks have them.
pub fn identity(
    plan: &Plan,
    viewpoint: Option<Id<Stakeholder>>,
    of: Option<Id<Stakeholder>>,
    shown: Interval,
) -> Identity {
    let Some((id, party)) = of.and_then(|id| Some((id, plan.stakeholders.get(id)?))) else {
        return Identity::Unknown;
    };
    if party.kind == StakeholderKind::Adversary && viewpoint != Some(id) {
        return Identity::Hostile;
    }
    let Some(viewer) = viewpoint.filter(|viewer| plan.stakeholders.contains(*viewer)) else {
        return match party.kind {
            StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup => {
                Identity::Neutral
            }
            _ => Identity::Friend,
        };
    };
    if viewer == id {
        return Identity::Friend;
    }
    let declared = plan
        .relations
        .iter()
        .filter(|(_, relation)| {
            (relation.from == viewer && relation.to == id) || (relation.from == id && relation.to == viewer)
        })
        .filter(|(_, relation)| {
            let intervals = relation.when.intervals(&plan.phases);
            intervals
                .into_iter()
                .any(|interval| interval.intersection(shown).is_some())
        })
        .map(|(_, relation)| relation.state)
        .max();
    match declared {
        Some(RelationState::Allied | RelationState::Cooperating) => Identity::Friend,
        Some(RelationState::Neutral) => Identity::Neutral,
        Some(RelationState::Unknown | RelationState::NoContact) => Identity::Unknown,
        Some(RelationState::Rival | RelationState::Hostile) => Identity::Hostile,
        None => undeclared(plan, viewer, id, party.kind),
    }
}

fn undeclared(plan: &Plan, viewer: Id<Stakeholder>, of: Id<Stakeholder>, kind: StakeholderKind) -> Identity {
    let above_viewer = chain(plan, viewer);
    if chain(plan, of).iter().any(|above| above_viewer.contains(above)) {
        return Identity::Friend;
    }
    match kind {
        StakeholderKind::UnNgo | StakeholderKind::CivilAuthority | StakeholderKind::CivilGroup => {
            Identity::Neutral
        }
        _ => Identity::Unknown,
    }
}

/// The stakeholder and everybody above it; a circle of superiors ends where it began.
fn chain(plan: &Plan, from: Id<Stakeholder>) -> Vec<Id<Stakeholder>> {
    let mut chain = vec![from];
    let above = |id: Id<Stakeholder>| plan.stakeholders.get(id)?.answers_to;
    while let Some(next) = chain.last().copied().and_then(above)
        && !chain.contains(&next)
    {
        chain.push(next);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Edit, Relation, When};

    fn party(bits: u64) -> Id<Stakeholder> {
        Id::from_bits(bits)
    }

    fn plan_of(parties: u64) -> Plan {
        (1..=parties).fold(Plan::empty(Id::from_bits(1)), |plan, bits| {
            let mut stakeholder = Stakeholder::new();
            stakeholder.name = format!("Party {bits}");
            put(&plan, (party(bits), stakeholder).into())
        })
    }

    fn put(plan: &Plan, entity: AnyEntity) -> Plan {
        Edit::Create(entity).apply(plan).unwrap()
    }

    #[test]
    fn the_frame_follows_the_worse_of_two_declared_relations() {
        let plan = plan_of(3);
        let seen = |plan: &Plan| identity(plan, Some(party(1)), Some(party(2)), Interval::ALWAYS);
        assert_eq!(seen(&plan), Identity::Unknown);
        let mut relation = Relation::new(party(2), party(1));
        relation.state = RelationState::Allied;
        let plan = put(&plan, (Id::<Relation>::from_bits(1), relation.clone()).into());
        assert_eq!(seen(&plan), Identity::Friend);
        relation.from = party(1);
        relation.to = party(2);
        relation.state = RelationState::Rival;
        relation.when = When {
            from: Some(0),
            ..When::default()
        };
        let plan = put(&plan, (Id::<Relation>::from_bits(2), relation).into());
        assert_eq!(seen(&plan), Identity::Hostile);
        let before = Interval {
            from: Some(-10),
            until: Some(0),
        };
        assert_eq!(
            identity(&plan, Some(party(1)), Some(party(2)), before),
            Identity::Friend
        );
    }

    #[test]
    fn a_shared_superior_makes_friends_and_the_adversary_is_hostile_to_everybody() {
        let mut plan = plan_of(3);
        for bits in [1, 2] {
            let mut below = Stakeholder::new();
            below.answers_to = Some(party(3));
            plan = put(&plan, (party(bits + 10), below).into());
        }
        let mut adversary = Stakeholder::new();
        adversary.kind = StakeholderKind::Adversary;
        plan = put(&plan, (party(20), adversary).into());
        let seen = |viewer, of| identity(&plan, viewer, Some(party(of)), Interval::ALWAYS);
        assert_eq!(seen(Some(party(11)), 12), Identity::Friend);
        assert_eq!(seen(Some(party(11)), 3), Identity::Friend);
        assert_eq!(seen(Some(party(11)), 1), Identity::Unknown);
        assert_eq!(seen(None, 1), Identity::Friend);
        assert_eq!(seen(None, 20), Identity::Hostile);
    }
}
