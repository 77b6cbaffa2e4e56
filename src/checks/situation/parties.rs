//! How parties stand to each other and whether they can speak, slice by slice.
//!
//! What is declared wins; where nothing is declared, who answers to whom decides. Agreements are
//! `agreements`'; nothing here looks at the map.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::time::{Slices, Spans, Timeline};
use crate::model::{ChannelMode, ChannelState, Id, Plan, RelationState, Stakeholder, StakeholderKind};

/// How two parties stand to each other, from the closest to the worst: the rank of the relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// One party, or one that answers to the other.
    Same,
    /// Fight side by side under one plan.
    Allied,
    /// Coordinate; also those under a common superior of whom nothing is declared.
    Cooperating,
    /// Neither help nor hinder.
    Neutral,
    /// Nobody has said, and no common superior.
    Unknown,
    /// Will not speak to each other.
    NoContact,
    /// Compete, and have clashed or may.
    Rival,
    /// Fight each other.
    Hostile,
}

impl Stance {
    /// Every stance, from the closest to the worst.
    pub const ALL: [Self; 8] = [
        Self::Same,
        Self::Allied,
        Self::Cooperating,
        Self::Neutral,
        Self::Unknown,
        Self::NoContact,
        Self::Rival,
        Self::Hostile,
    ];

    /// Returns the word for sentences: `no contact`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "one chain of command",
            Self::Allied => "allied",
            Self::Cooperating => "cooperating",
            Self::Neutral => "neutral",
            Self::Unknown => "relation unknown",
            Self::NoContact => "no contact",
            Self::Rival => "rivals",
            Self::Hostile => "hostile",
        }
    }

    fn of_declared(state: RelationState) -> Self {
        match state {
            RelationState::Allied => Self::Allied,
            RelationState::Cooperating => Self::Cooperating,
            RelationState::Neutral => Self::Neutral,
            RelationState::Unknown => Self::Unknown,
            RelationState::NoContact => Self::NoContact,
            RelationState::Rival => Self::Rival,
            RelationState::Hostile => Self::Hostile,
        }
    }
}

/// How two parties can speak to each other, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contact {
    /// Liaison: a direct channel, liaison cell or hotline that is up.
    Liaison,
    /// Liaison with delays or gaps.
    DegradedLiaison,
    /// Through an intermediary or by letter only.
    Indirect,
    /// Through an intermediary or by letter only, with delays or gaps.
    DegradedIndirect,
    /// No channel, or none that is known to work.
    None,
}

impl Contact {
    /// Returns true where the parties have liaison, degraded or not.
    pub const fn is_liaison(self) -> bool {
        matches!(self, Self::Liaison | Self::DegradedLiaison)
    }

    /// Returns the words for sentences: `an indirect channel only`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Liaison => "liaison",
            Self::DegradedLiaison => "degraded liaison",
            Self::Indirect => "an indirect channel only",
            Self::DegradedIndirect => "a degraded indirect channel only",
            Self::None => "no working channel",
        }
    }
}

type Pair = (Id<Stakeholder>, Id<Stakeholder>);

/// Stances and contacts of every pair of parties, found when asked for.
#[derive(Debug)]
pub struct Parties<'a> {
    plan: &'a Plan,
    all: Spans,
    /// By direction: what was declared, and when.
    declared: HashMap<Pair, Vec<(Spans, Stance)>>,
    channels: Vec<Channel>,
    stances: Mutex<HashMap<Pair, Arc<Timeline<Stance>>>>,
    contacts: Mutex<HashMap<Pair, Arc<Timeline<Contact>>>>,
}

#[derive(Debug)]
struct Channel {
    parties: Vec<Id<Stakeholder>>,
    spans: Spans,
    contact: Contact,
}

impl<'a> Parties<'a> {
    pub(super) fn new(plan: &'a Plan, slices: &Slices) -> Self {
        let mut declared: HashMap<Pair, Vec<(Spans, Stance)>> = HashMap::new();
        for (_, relation) in plan.relations.iter() {
            let spans = slices.of_when(&relation.when, plan);
            let stance = Stance::of_declared(relation.state);
            declared
                .entry((relation.from, relation.to))
                .or_default()
                .push((spans, stance));
        }
        let channels = plan.channels.iter().filter_map(|(_, channel)| {
            let direct = !matches!(channel.mode, ChannelMode::Intermediary | ChannelMode::Letter);
            let contact = match (channel.state, direct) {
                (ChannelState::Up, true) => Contact::Liaison,
                (ChannelState::Degraded, true) => Contact::DegradedLiaison,
                (ChannelState::Up, false) => Contact::Indirect,
                (ChannelState::Degraded, false) => Contact::DegradedIndirect,
                (ChannelState::Down | ChannelState::Unknown, _) => return None,
            };
            Some(Channel {
                parties: channel.parties.clone(),
                spans: slices.of_when(&channel.when, plan),
                contact,
            })
        });
        Self {
            plan,
            all: slices.all(),
            declared,
            channels: channels.collect(),
            stances: Mutex::default(),
            contacts: Mutex::default(),
        }
    }

    /// Returns how two parties stand to each other; every slice has a value.
    pub fn stance(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Arc<Timeline<Stance>> {
        remembered(&self.stances, ordered(a, b), || self.find_stance(a, b))
    }

    /// Returns how two parties can speak to each other; every slice has a value.
    pub fn contact(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Arc<Timeline<Contact>> {
        remembered(&self.contacts, ordered(a, b), || self.find_contact(a, b))
    }

    /// Returns true for an adversary: pairs with one are not deconfliction pairs.
    pub fn is_adversary(&self, party: Id<Stakeholder>) -> bool {
        self.plan
            .stakeholders
            .get(party)
            .is_some_and(|party| party.kind == StakeholderKind::Adversary)
    }

    /// Returns those a party answers to, nearest first, itself excluded; ends at a loop.
    pub fn superiors(&self, party: Id<Stakeholder>) -> Vec<Id<Stakeholder>> {
        let mut chain = Vec::new();
        let mut at = party;
        while let Some(next) = self.plan.stakeholders.get(at).and_then(|party| party.answers_to) {
            if next == party || chain.contains(&next) {
                break;
            }
            chain.push(next);
            at = next;
        }
        chain
    }

    /// Returns the nearest that both answer to; one of the two, where the other answers to it.
    pub fn common_superior(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Option<Id<Stakeholder>> {
        let above_b: Vec<_> = std::iter::once(b).chain(self.superiors(b)).collect();
        std::iter::once(a)
            .chain(self.superiors(a))
            .find(|party| above_b.contains(party))
            .filter(|party| self.plan.stakeholders.contains(*party))
    }

    /// Returns the slices in which any two of these parties have a channel of any kind that works.
    pub(super) fn connected(&self, parties: &[Id<Stakeholder>]) -> Spans {
        self.channels
            .iter()
            .filter(|channel| {
                let mut members: Vec<_> = channel
                    .parties
                    .iter()
                    .filter(|party| parties.contains(party))
                    .collect();
                members.sort_unstable();
                members.dedup();
                members.len() > 1
            })
            .fold(Spans::never(), |all, channel| all.or(&channel.spans))
    }

    /// Returns whose move it is, in words: the superiors of these parties, and the channel between them.
    pub fn who_must_act(&self, parties: &[Id<Stakeholder>]) -> Vec<String> {
        let mut below: BTreeMap<Id<Stakeholder>, Vec<String>> = BTreeMap::new();
        let mut said = Vec::new();
        for &party in parties {
            let label = self.plan.label_of(party);
            match self.superiors(party).first() {
                Some(superior) => below.entry(*superior).or_default().push(label),
                None => said.push(label),
            }
        }
        for (superior, labels) in below {
            let mut labels = labels;
            labels.dedup();
            said.push(format!(
                "{}, over {}",
                self.plan.label_of(superior),
                labels.join(" and ")
            ));
        }
        if let [a, b] = *parties {
            let via = self
                .plan
                .channels
                .iter()
                .filter(|(_, channel)| channel.parties.contains(&a) && channel.parties.contains(&b));
            let best = via.min_by_key(|(id, channel)| (channel.state, channel.mode, *id));
            if let Some((_, channel)) = best {
                let mode = channel.mode.title().to_lowercase();
                let name = if channel.name.is_empty() {
                    mode
                } else {
                    format!("{} ({mode})", channel.name)
                };
                said.push(format!("by channel {name}, {}", channel.state.word()));
            }
        }
        said
    }

    fn find_stance(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Timeline<Stance> {
        let derived = self.derived(a, b);
        let none = Vec::new();
        let forth = self.declared.get(&(a, b)).unwrap_or(&none);
        let back = self.declared.get(&(b, a)).unwrap_or(&none);
        let cuts = forth.iter().chain(back).flat_map(|(spans, _)| spans.cuts());
        let worst = |said: &[(Spans, Stance)], slice: u32| {
            said.iter()
                .filter(|(spans, _)| spans.contains(slice))
                .map(|(_, stance)| *stance)
                .max()
        };
        let pieces = self.all.pieces(cuts).into_iter();
        let runs = pieces.map(|run| {
            let stance = worst(forth, run.start)
                .max(worst(back, run.start))
                .unwrap_or(derived);
            (run, stance)
        });
        Timeline::of(runs.collect())
    }

    /// Returns the stance that follows from who answers to whom.
    pub(super) fn derived(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Stance {
        match self.common_superior(a, b) {
            Some(superior) if superior == a || superior == b => Stance::Same,
            Some(_) => Stance::Cooperating,
            None if a == b => Stance::Same,
            None => Stance::Unknown,
        }
    }

    fn find_contact(&self, a: Id<Stakeholder>, b: Id<Stakeholder>) -> Timeline<Contact> {
        let between: Vec<&Channel> = self
            .channels
            .iter()
            .filter(|channel| channel.parties.contains(&a) && channel.parties.contains(&b))
            .collect();
        let pieces = self
            .all
            .pieces(between.iter().flat_map(|channel| channel.spans.cuts()));
        let runs = pieces.into_iter().map(|run| {
            let best = between
                .iter()
                .filter(|channel| channel.spans.contains(run.start))
                .map(|channel| channel.contact)
                .min();
            (run, best.unwrap_or(Contact::None))
        });
        Timeline::of(runs.collect())
    }
}

fn ordered(a: Id<Stakeholder>, b: Id<Stakeholder>) -> Pair {
    (a.min(b), a.max(b))
}

/// Returns what is remembered under a key, or finds and remembers it.
fn remembered<T>(
    known: &Mutex<HashMap<Pair, Arc<Timeline<T>>>>,
    key: Pair,
    find: impl FnOnce() -> Timeline<T>,
) -> Arc<Timeline<T>> {
    if let Some(timeline) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(timeline);
    }
    let found = Arc::new(find());
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(key).or_insert(found))
}
