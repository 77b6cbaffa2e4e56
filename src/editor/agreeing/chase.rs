//! The answers that are missing: of every party of every agreement that has not accepted, since when, by
//! which way it can be reached, and by when its answer is needed.

use super::ways::{Way, way_between};
use crate::drawing::words::{day_text, minute_text, name_of};
use crate::editor::timing::held;
use crate::model::{
    Acceptance, Agreement, ChannelState, Evidence, Id, Instant, Minute, Party, Plan, Stakeholder,
};

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChaseOrder {
    /// What is needed first comes first.
    #[default]
    Deadline,
    /// By agreement.
    Agreement,
    /// By party.
    Party,
}

impl ChaseOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Deadline, Self::Agreement, Self::Party];

    /// Returns what it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Deadline => "By deadline",
            Self::Agreement => "By agreement",
            Self::Party => "By party",
        }
    }
}

/// An answer that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// To which agreement.
    pub agreement: Id<Agreement>,
    /// Whose.
    pub party: Id<Stakeholder>,
    /// What the party said last.
    pub state: Acceptance,
    /// It is said to have accepted, by others only.
    pub is_hearsay: bool,
    /// Since when; `None`: not written down.
    pub since: Option<Instant>,
    /// How it can be reached; `None`: not at all.
    pub way: Option<Way>,
    /// The minute the agreement is to hold from; `None`: since ever.
    pub deadline: Option<Minute>,
}

/// Returns the answers that are missing, in that order.
///
/// A party is reached from the plan's point of view where there is one, else from those that have
/// accepted, else from the agreement's other parties; by the channel it was asked by where that is known.
pub fn missing(plan: &Plan, order: ChaseOrder) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (id, agreement) in plan.agreements.iter() {
        let intervals = held(&agreement.when, &plan.phases);
        let start = plan.phases_in_order().first().map(|(_, phase)| phase.start);
        let deadline = intervals.first().and_then(|first| first.from).or(start);
        for party in agreement.parties.iter().filter(|party| !party.has_accepted()) {
            missing.push(Missing {
                agreement: id,
                party: party.stakeholder,
                state: party.state,
                is_hearsay: party.state == Acceptance::Accepted && party.evidence == Some(Evidence::Reported),
                since: party.at,
                way: way_to(plan, agreement, party),
                deadline,
            });
        }
    }
    let name = |entry: &Missing| name_of(plan, entry.agreement.into()).to_lowercase();
    let label = |entry: &Missing| plan.label_of(entry.party).to_lowercase();
    let due = |entry: &Missing| entry.deadline.unwrap_or(Minute::MIN);
    match order {
        ChaseOrder::Deadline => missing.sort_by_key(|entry| (due(entry), name(entry), label(entry))),
        ChaseOrder::Agreement => missing.sort_by_key(|entry| (name(entry), due(entry), label(entry))),
        ChaseOrder::Party => missing.sort_by_key(|entry| (label(entry), due(entry), name(entry))),
    }
    missing
}

fn way_to(plan: &Plan, agreement: &Agreement, party: &Party) -> Option<Way> {
    if let Some((id, channel)) = party.via.and_then(|id| Some((id, plan.channels.get(id)?)))
        && matches!(channel.state, ChannelState::Up | ChannelState::Degraded)
    {
        return Some(Way {
            channels: vec![id],
            through: channel
                .via
                .into_iter()
                .filter(|via| *via != party.stakeholder)
                .collect(),
            state: channel.state,
        });
    }
    let others = |accepted: bool| -> Vec<Id<Stakeholder>> {
        let others = agreement
            .parties
            .iter()
            .filter(|other| other.stakeholder != party.stakeholder && (!accepted || other.has_accepted()));
        others.map(|other| other.stakeholder).collect()
    };
    let viewpoint: Vec<_> = plan
        .info
        .viewpoint
        .into_iter()
        .filter(|viewpoint| *viewpoint != party.stakeholder)
        .collect();
    [viewpoint, others(true), others(false)]
        .iter()
        .filter(|from| !from.is_empty())
        .find_map(|from| way_between(plan, from, party.stakeholder))
}

impl Missing {
    /// Returns what the party said last, in words.
    pub fn state_text(&self) -> String {
        if self.is_hearsay {
            "Accepted, by hearsay only".to_owned()
        } else {
            self.state.title()
        }
    }

    /// Returns how it can be reached, in words.
    pub fn way_text(&self, plan: &Plan) -> String {
        self.way
            .as_ref()
            .map_or_else(|| "no channel".to_owned(), |way| way.text(plan))
    }
}

/// Returns the list as text for a message, a line each.
pub fn chase_text(plan: &Plan, missing: &[Missing]) -> String {
    let lines = missing.iter().map(|entry| {
        let mut parts = vec![entry.state_text().to_lowercase()];
        parts.extend(entry.since.map(|since| format!("since {}", day_text(since))));
        let state = entry.way.as_ref().map(|way| format!(" ({})", way.state.word()));
        let way = format!("{}{}", entry.way_text(plan), state.unwrap_or_default());
        parts.push(if entry.way.is_some() {
            format!("reached {}", by(&way))
        } else {
            way
        });
        if let Some(deadline) = entry.deadline {
            let group = plan.info.h_hour.and_then(|h_hour| h_hour.after(deadline));
            let group = group.map(|at| format!(" ({})", at.date_time_group()));
            parts.push(format!(
                "needed by {}{}",
                minute_text(deadline),
                group.unwrap_or_default()
            ));
        }
        format!(
            "{} - {}: {}",
            name_of(plan, entry.agreement.into()),
            plan.label_of(entry.party),
            parts.join("; ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn by(way: &str) -> String {
    if way.starts_with("through ") {
        way.to_owned()
    } else {
        format!("by {way}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyEntity, Channel, Edit, When};

    fn party(bits: u64) -> Id<Stakeholder> {
        Id::from_bits(bits)
    }

    /// A truce from H+60 that 1 accepted, 2 is silent to and 3 accepted by hearsay; a line from 1 to 2.
    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for bits in 1..=3 {
            let stakeholder = Stakeholder {
                name: format!("Party {bits}"),
                ..Stakeholder::new()
            };
            put((party(bits), stakeholder).into());
        }
        let line = Channel {
            name: "Line".to_owned(),
            state: ChannelState::Up,
            ..Channel::new(vec![party(1), party(2)])
        };
        put((Id::<Channel>::from_bits(1), line).into());
        let said = |bits, state, evidence| Party {
            state,
            evidence,
            at: "2016-06-03".parse().ok(),
            ..Party::new(party(bits))
        };
        let truce = Agreement {
            name: "Truce".to_owned(),
            when: When {
                from: Some(60),
                ..When::always()
            },
            parties: vec![
                said(1, Acceptance::Accepted, Some(Evidence::Written)),
                said(2, Acceptance::Silent, None),
                said(3, Acceptance::Accepted, Some(Evidence::Reported)),
            ],
            ..Agreement::new()
        };
        put((Id::<Agreement>::from_bits(1), truce).into());
        let early = Agreement {
            name: "Early".to_owned(),
            when: When {
                from: Some(10),
                ..When::always()
            },
            parties: vec![Party::new(party(3))],
            ..Agreement::new()
        };
        put((Id::<Agreement>::from_bits(2), early).into());
        plan
    }

    #[test]
    fn whoever_has_not_accepted_is_listed_with_the_way_to_it() {
        let plan = plan();
        let text = chase_text(&plan, &missing(&plan, ChaseOrder::Deadline));
        assert_eq!(
            text,
            "Early - Party 3: draft; no channel; needed by H+10 min\n\
             Truce - Party 2: silent; since 3 June 2016; reached by Line (up); needed by H+1 h\n\
             Truce - Party 3: accepted, by hearsay only; since 3 June 2016; no channel; needed by H+1 h"
        );
    }

    #[test]
    fn the_list_is_ordered_by_deadline_agreement_or_party() {
        let plan = plan();
        let order = |order| -> Vec<(u64, u64)> {
            let list = missing(&plan, order).into_iter();
            list.map(|entry| (entry.agreement.bits(), entry.party.bits()))
                .collect()
        };
        assert_eq!(order(ChaseOrder::Deadline), [(2, 3), (1, 2), (1, 3)]);
        assert_eq!(order(ChaseOrder::Agreement), [(2, 3), (1, 2), (1, 3)]);
        assert_eq!(order(ChaseOrder::Party), [(1, 2), (2, 3), (1, 3)]);
    }
}
