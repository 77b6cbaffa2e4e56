//! How one stakeholder reaches another: by a channel of both, or through others.
//!
//! Channels that work are preferred to more direct ones that do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::drawing::words::name_of;
use crate::model::{Channel, ChannelState, Id, Plan, Stakeholder};

/// A way from one stakeholder to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The channels, in order.
    pub channels: Vec<Id<Channel>>,
    /// Through whom; nobody where the way is direct.
    pub through: Vec<Id<Stakeholder>>,
    /// How well the worst channel on it works.
    pub state: ChannelState,
}

impl Way {
    /// Returns the way in a few words: `Joint cell`, `through PM office, by Hotline`.
    pub fn text(&self, plan: &Plan) -> String {
        let names: Vec<String> = self
            .channels
            .iter()
            .map(|id| name_of(plan, (*id).into()))
            .collect();
        let by = names.join(", then ");
        if self.through.is_empty() {
            return by;
        }
        let through: Vec<String> = self.through.iter().map(|party| plan.label_of(*party)).collect();
        format!("through {}, by {by}", through.join(" and "))
    }
}

/// What a channel of that state costs: broken ones are taken only where there is nothing else.
const fn cost(state: ChannelState) -> u32 {
    match state {
        ChannelState::Up => 10,
        ChannelState::Degraded => 14,
        ChannelState::Unknown => 100,
        ChannelState::Down => 1000,
    }
}

const fn rank(state: ChannelState) -> u8 {
    match state {
        ChannelState::Up => 0,
        ChannelState::Degraded => 1,
        ChannelState::Unknown => 2,
        ChannelState::Down => 3,
    }
}

/// Returns the best way from any of some stakeholders to another; `None` where there is none.
///
/// A channel by way of an intermediary counts as one that goes through it.
pub fn way_between(plan: &Plan, from: &[Id<Stakeholder>], to: Id<Stakeholder>) -> Option<Way> {
    let mut reached: BTreeMap<Id<Stakeholder>, (u32, Way)> = BTreeMap::new();
    let start = Way {
        channels: Vec::new(),
        through: Vec::new(),
        state: ChannelState::Up,
    };
    for party in from.iter().filter(|party| **party != to) {
        reached.insert(*party, (0, start.clone()));
    }
    let mut done: BTreeSet<Id<Stakeholder>> = BTreeSet::new();
    loop {
        let next = reached
            .iter()
            .filter(|(party, _)| !done.contains(party))
            .min_by_key(|(party, (cost, _))| (*cost, **party));
        let (here, (so_far, way)) = next.map(|(party, (cost, way))| (*party, (*cost, way.clone())))?;
        if here == to {
            return Some(way);
        }
        done.insert(here);
        for (id, channel) in plan
            .channels
            .iter()
            .filter(|(_, channel)| channel.parties.contains(&here))
        {
            for party in channel.parties.iter().filter(|party| !done.contains(party)) {
                let between = channel.via.filter(|via| *via != here && *via != *party);
                let mut longer = way.clone();
                if !way.channels.is_empty() {
                    longer.through.push(here);
                }
                longer.through.extend(between);
                longer.channels.push(id);
                if rank(channel.state) > rank(longer.state) {
                    longer.state = channel.state;
                }
                let total = so_far + cost(channel.state) + if between.is_some() { 3 } else { 0 };
                let better = reached.get(party).is_none_or(|(known, _)| total < *known);
                if better {
                    reached.insert(*party, (total, longer));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, ChannelMode, Edit};

    fn party(bits: u64) -> Id<Stakeholder> {
        Id::from_bits(bits)
    }

    fn plan(channels: &[(&str, &[u64], Option<u64>, ChannelState)]) -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for bits in 1..=4 {
            let stakeholder = Stakeholder {
                name: format!("Party {bits}"),
                ..Stakeholder::new()
            };
            put((party(bits), stakeholder).into());
        }
        for (place, (name, parties, via, state)) in channels.iter().enumerate() {
            let channel = Channel {
                name: (*name).to_owned(),
                via: via.map(party),
                mode: if via.is_some() {
                    ChannelMode::Intermediary
                } else {
                    ChannelMode::Direct
                },
                state: *state,
                ..Channel::new(parties.iter().map(|bits| party(*bits)).collect())
            };
            put((Id::<Channel>::from_bits(place as u64), channel).into());
        }
        plan
    }

    fn text(plan: &Plan) -> Option<(String, ChannelState)> {
        let way = way_between(plan, &[party(1)], party(2))?;
        Some((way.text(plan), way.state))
    }

    #[test]
    fn a_direct_channel_that_works_is_taken() {
        let plan = plan(&[
            ("Line", &[1, 2], None, ChannelState::Up),
            ("Cell", &[1, 2], Some(3), ChannelState::Up),
        ]);
        assert_eq!(text(&plan), Some(("Line".to_owned(), ChannelState::Up)));
    }

    #[test]
    fn a_way_through_others_is_better_than_a_channel_that_is_down() {
        let plan = plan(&[
            ("Line", &[1, 2], None, ChannelState::Down),
            ("Office", &[1, 3], None, ChannelState::Up),
            ("Cell", &[3, 2], None, ChannelState::Degraded),
        ]);
        let expected = "through Party 3, by Office, then Cell".to_owned();
        assert_eq!(text(&plan), Some((expected, ChannelState::Degraded)));
    }

    #[test]
    fn an_intermediary_is_named_and_without_a_channel_there_is_no_way() {
        let there = plan(&[("Cell", &[1, 2], Some(4), ChannelState::Unknown)]);
        let expected = "through Party 4, by Cell".to_owned();
        assert_eq!(text(&there), Some((expected, ChannelState::Unknown)));
        assert_eq!(text(&plan(&[("Line", &[1, 3], None, ChannelState::Up)])), None);
    }
}
