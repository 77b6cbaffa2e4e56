//! How agreements and parties stand, for whoever shows a plan rather than judging it.
//!
//! The same answers as the rules get, without looking at the map: cheap enough to be asked on every
//! change of the plan. Judges nothing.

use std::collections::BTreeMap;

use super::agreements::spans_in_force;
use super::parties::{Parties, Stance};
use super::time::Slices;
use crate::model::{Agreement, Id, Interval, Plan, Stakeholder};

/// When agreements are in force, and what holds between parties of whom nothing is declared.
#[derive(Debug)]
pub struct Standing {
    span: Interval,
    in_force: BTreeMap<Id<Agreement>, Vec<Interval>>,
    derived: BTreeMap<(Id<Stakeholder>, Id<Stakeholder>), Stance>,
}

impl Standing {
    /// Finds out how things stand in a plan.
    pub fn of(plan: &Plan) -> Self {
        let slices = Slices::of(plan);
        let parties = Parties::new(plan, &slices);
        let in_force = plan.agreements.iter().map(|(id, agreement)| {
            let spans = spans_in_force(plan, &slices, &parties, agreement);
            let intervals = spans.runs().iter().map(|run| slices.interval_of(run));
            (id, intervals.collect())
        });
        let mut derived = BTreeMap::new();
        for from in plan.stakeholders.ids() {
            let others = plan.stakeholders.ids().filter(|to| from < *to);
            derived.extend(others.map(|to| ((from, to), parties.derived(from, to))));
        }
        Self {
            span: slices.interval_of(&(0..slices.len())),
            in_force: in_force.collect(),
            derived,
        }
    }

    /// Returns the time that the plan is about.
    pub fn span(&self) -> Interval {
        self.span
    }

    /// Returns when an agreement is in force, in order; empty for never.
    pub fn in_force(&self, agreement: Id<Agreement>) -> &[Interval] {
        self.in_force.get(&agreement).map_or(&[], Vec::as_slice)
    }

    /// Returns what follows from who answers to whom, where nothing is declared between the two.
    pub fn derived(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Stance {
        if a == b {
            return Stance::Same;
        }
        let key = (a.min(b), a.max(b));
        self.derived.get(&key).copied().unwrap_or(Stance::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Acceptance, AnyEntity, Channel, ChannelState, Edit, Evidence, Party, Phase, When};

    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for bits in [1, 2, 3] {
            let mut party = Stakeholder::new();
            party.answers_to = (bits > 1).then(|| Id::from_bits(1));
            put((Id::<Stakeholder>::from_bits(bits), party).into());
        }
        put((Id::<Stakeholder>::from_bits(4), Stakeholder::new()).into());
        for (bits, start) in [(1, 0), (2, 100)] {
            let phase = Phase {
                end: Some(start + 100),
                ..Phase::new(start)
            };
            put((Id::<Phase>::from_bits(bits), phase).into());
        }
        let channel = Channel {
            state: ChannelState::Up,
            ..Channel::new(vec![Id::from_bits(2), Id::from_bits(3)])
        };
        put((Id::<Channel>::from_bits(1), channel).into());
        let accepted = |bits| Party {
            state: Acceptance::Accepted,
            evidence: Some(Evidence::Written),
            ..Party::new(Id::from_bits(bits))
        };
        let agreement = Agreement {
            parties: vec![accepted(2), accepted(3)],
            when: When::in_phases([Id::from_bits(2)]),
            ..Agreement::new()
        };
        put((Id::<Agreement>::from_bits(1), agreement).into());
        plan
    }

    #[test]
    fn an_agreement_is_in_force_in_its_phase_and_no_longer_once_the_channel_is_down() {
        let plan = plan();
        let id = Id::from_bits(1);
        let phase = Interval {
            from: Some(100),
            until: Some(200),
        };
        assert_eq!(Standing::of(&plan).in_force(id), [phase]);
        let mut channel = plan.channels.get(Id::from_bits(1)).unwrap().clone();
        channel.state = ChannelState::Down;
        let plan = Edit::Update((Id::<Channel>::from_bits(1), channel).into())
            .apply(&plan)
            .unwrap();
        assert!(Standing::of(&plan).in_force(id).is_empty());
    }

    #[test]
    fn a_common_superior_makes_parties_cooperate_and_none_leaves_them_unknown() {
        let standing = Standing::of(&plan());
        let derived = |a, b| standing.derived(Id::from_bits(a), Id::from_bits(b));
        assert_eq!(derived(2, 3), Stance::Cooperating);
        assert_eq!(derived(3, 1), Stance::Same);
        assert_eq!(derived(4, 2), Stance::Unknown);
        assert_eq!(derived(4, 4), Stance::Same);
    }

    #[test]
    fn the_span_runs_from_the_first_phase_to_the_last() {
        let span = Standing::of(&plan()).span();
        assert_eq!((span.from, span.until), (Some(0), Some(200)));
    }
}
