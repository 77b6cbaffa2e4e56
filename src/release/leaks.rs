//! What would go out by its sharing and should not: rule H16, before an extract is made and of one that was.
//!
//! Contacts of those who watch or speak for civilians, safeguards where people are screened, and texts that name
//! what is kept from whoever reads them. A redacted extract has the first two only where somebody shared them with
//! everybody or by name; the third a machine can find, and only somebody can word anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnyEntity, AnyId, Id, Plan, Sharing, Stakeholder, StakeholderKind, Value, Valued as _};

use super::redact::{Right, redacted};
use super::sight::{Sight, may_see};
use super::{Extract, can_be_released_to, entities};

/// Names shorter than this are not looked for: they are in every other word.
const SHORTEST_NAME: usize = 4;

/// Something that would go out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// In which object; `None`: in what the plan says of itself.
    pub of: Option<AnyId>,
    /// What.
    pub what: Sensitive,
    /// To whom, in id order.
    pub to: Vec<Id<Stakeholder>>,
}

/// What should not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitive {
    /// How an aid agency, a monitor or a group of civilians is reached.
    Contacts,
    /// What is kept where people are screened.
    Safeguards,
    /// A text names something that is kept from whoever reads it.
    Names(AnyId),
}

/// Returns what the sharing of a plan's objects would let out, whoever an extract is made for.
pub fn leaks_by_sharing(plan: &Plan) -> Vec<Leak> {
    let recipients = can_be_released_to(plan);
    let mut leaks = Vec::new();
    for entity in entities(plan) {
        let Some((what, members)) = sensitive(plan, &entity) else {
            continue;
        };
        let shared = |party: &Id<Stakeholder>| match entity.sharing() {
            Sharing::All => true,
            Sharing::Named(named) => named.contains(party),
            Sharing::Concerned | Sharing::AuthorOnly => false,
        };
        let others = recipients.iter().filter(|party| !members.contains(party));
        let to: Vec<Id<Stakeholder>> = others.filter(|party| shared(party)).copied().collect();
        if !to.is_empty() {
            let of = Some(entity.id());
            leaks.push(Leak { of, what, to });
        }
    }
    leaks.extend(names_by_sharing(plan, &recipients));
    leaks.sort_unstable();
    leaks
}

/// Returns what is in an extract and should not be.
pub fn leaks_in(plan: &Plan, extract: &Extract) -> Vec<Leak> {
    let Some(party) = extract.plan.extract.as_ref().map(|of| of.stakeholder) else {
        return Vec::new();
    };
    let leak = |of: Option<AnyId>, what: Sensitive| Leak {
        of,
        what,
        to: vec![party],
    };
    let mut leaks = Vec::new();
    let kept: Vec<(AnyId, Vec<String>)> = kept_names(plan)
        .into_iter()
        .filter(|(id, _)| extract.withheld.contains_key(id))
        .collect();
    for entity in entities(&extract.plan) {
        if let Some((what, members)) = sensitive(&extract.plan, &entity)
            && !members.contains(&party)
        {
            leaks.push(leak(Some(entity.id()), what));
        }
        let named = named_in(&entity.value(), &kept);
        leaks.extend(
            named
                .into_iter()
                .map(|id| leak(Some(entity.id()), Sensitive::Names(id))),
        );
    }
    let named = named_in(&extract.plan.info.value(), &kept);
    leaks.extend(named.into_iter().map(|id| leak(None, Sensitive::Names(id))));
    leaks.sort_unstable();
    leaks
}

/// What an entity has that is not for everybody, and whose it is.
fn sensitive(plan: &Plan, entity: &AnyEntity) -> Option<(Sensitive, Vec<Id<Stakeholder>>)> {
    let is_protected = |id: &Id<Stakeholder>| {
        let kind = plan.stakeholders.get(*id).map(|party| party.kind);
        matches!(kind, Some(StakeholderKind::UnNgo | StakeholderKind::CivilGroup))
    };
    match entity {
        AnyEntity::Stakeholder(id, it) if is_protected(id) && !it.contacts.is_empty() => {
            Some((Sensitive::Contacts, vec![*id]))
        }
        AnyEntity::Channel(_, it) if !it.contact.is_empty() && it.parties.iter().any(is_protected) => {
            let members = it.parties.iter().copied().chain(it.via);
            Some((Sensitive::Contacts, members.collect()))
        }
        AnyEntity::Site(_, it) if it.screening.is_some() => {
            Some((Sensitive::Safeguards, it.operator.into_iter().collect()))
        }
        _ => None,
    }
}

/// Texts that go out and name what is kept from somebody who reads them.
fn names_by_sharing(plan: &Plan, recipients: &[Id<Stakeholder>]) -> Vec<Leak> {
    let kept = kept_names(plan);
    if kept.is_empty() {
        return Vec::new();
    }
    let mut leaks = Vec::new();
    // What each of them sees is worked out once, and only where a name was found.
    let mut sights: BTreeMap<Id<Stakeholder>, Sight<'_>> = BTreeMap::new();
    for entity in entities(plan) {
        // As whoever sees most of it sees it: working text goes out to nobody.
        let seen = redacted(&entity, FULL);
        for id in named_in(&seen.value(), &kept) {
            let Some(hidden) = id.entity_in(plan) else {
                continue;
            };
            let mut to = Vec::new();
            for party in recipients
                .iter()
                .filter(|party| !may_see(hidden.sharing(), **party))
            {
                let sight = sights.entry(*party).or_insert_with(|| Sight::of(plan, *party));
                to.extend(sight.may_come(&entity).then_some(*party));
            }
            if !to.is_empty() {
                leaks.push(Leak {
                    of: Some(entity.id()),
                    what: Sensitive::Names(id),
                    to,
                });
            }
        }
    }
    leaks
}

/// All details and all names.
const FULL: Right = Right {
    party: Id::from_bits(0),
    whole: true,
    contacts: true,
    names: true,
};

/// What is kept from somebody by its sharing, with the names that only such things have, in lower case.
fn kept_names(plan: &Plan) -> Vec<(AnyId, Vec<String>)> {
    let is_kept = |entity: &AnyEntity| matches!(entity.sharing(), Sharing::AuthorOnly | Sharing::Named(_));
    let (kept, open): (Vec<AnyEntity>, Vec<AnyEntity>) = entities(plan).into_iter().partition(is_kept);
    if kept.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<String> = open.iter().flat_map(names).collect();
    let own = |entity: &AnyEntity| -> Vec<String> {
        let long = |name: &String| name.chars().count() >= SHORTEST_NAME && !known.contains(name);
        names(entity).into_iter().filter(long).collect()
    };
    kept.iter()
        .map(|entity| (entity.id(), own(entity)))
        .filter(|(_, names)| !names.is_empty())
        .collect()
}

/// The names of an entity, in lower case.
fn names(entity: &AnyEntity) -> Vec<String> {
    let Value::Fields(_, fields) = entity.value() else {
        return Vec::new();
    };
    let said = fields.iter().filter_map(|(field, value)| match value {
        Value::Text(text) if ["name", "native_name", "short_name"].contains(field) => {
            Some(text.to_lowercase())
        }
        _ => None,
    });
    said.filter(|name| !name.trim().is_empty()).collect()
}

/// The kept things that a text in a value names, word for word.
fn named_in(value: &Value<'_>, kept: &[(AnyId, Vec<String>)]) -> BTreeSet<AnyId> {
    let mut texts = Vec::new();
    gather(value, &mut texts);
    let mut named = BTreeSet::new();
    for text in texts {
        let speaks = |(_, names): &&(AnyId, Vec<String>)| names.iter().any(|name| has_words(&text, name));
        named.extend(kept.iter().filter(speaks).map(|(id, _)| *id));
    }
    named
}

fn gather(value: &Value<'_>, texts: &mut Vec<String>) {
    match value {
        Value::Text(text) => texts.push(text.to_lowercase()),
        Value::List(values) => values.iter().for_each(|value| gather(value, texts)),
        Value::Fields(_, fields) => fields.iter().for_each(|(_, value)| gather(value, texts)),
        _ => {}
    }
}

/// True where a text has these words, not only as a part of others.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(place, found)| {
        let before = text.get(..place).and_then(|text| text.chars().next_back());
        let after = text
            .get(place + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

impl Leak {
    /// Returns what would go out, without whom to: `contacts of Médecins`.
    pub fn said(&self, plan: &Plan) -> String {
        let of = self
            .of
            .map_or_else(|| "the plan's own words".to_owned(), |id| plan.name_of(id));
        match self.what {
            Sensitive::Contacts => format!("contacts of {of}"),
            Sensitive::Safeguards => format!("safeguards of the screening at {of}"),
            Sensitive::Names(hidden) => {
                format!(
                    "the name {} in {of}, which is kept from whoever reads it",
                    plan.name_of(hidden)
                )
            }
        }
    }

    /// Returns how an extract can be made without it.
    pub fn remedy(&self) -> &'static str {
        match self.what {
            Sensitive::Contacts => "share it with those concerned, or make the extract without contacts",
            Sensitive::Safeguards => "share it with those concerned",
            Sensitive::Names(_) => "word it anew, or make the extract without names",
        }
    }
}
