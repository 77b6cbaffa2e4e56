//! Which object of the plan an imported one is.
//!
//! Ids derive from kind and foreign id, never from the file's name; without a foreign id from kind, name
//! and shape. An id in our own form is taken as it is. So the same file read twice is the same plan, and
//! read into a plan it updates instead of doubling. Objects are never matched by name or place alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnyId, Entity, Id, Kind, Plan};

use super::note::{NoteSort, Notes};

/// The ids given out so far, and those that are spoken for.
#[derive(Debug, Default)]
pub(super) struct Identities<'a> {
    /// Objects of the base by kind and foreign id; the first in id order where several share one.
    known: BTreeMap<(Kind, &'a str), AnyId>,
    /// Every object of the base, with its foreign id.
    base: BTreeMap<AnyId, Option<&'a str>>,
    /// Foreign ids that the file holds: a numbered one must not take their place.
    literal: BTreeSet<(Kind, String)>,
    /// Foreign ids given out.
    given: BTreeSet<(Kind, String)>,
    /// Ids given out, and ids of our form that the file holds.
    taken: BTreeSet<AnyId>,
    /// The last number that was put behind a foreign id. Numbers below it stay in use, so the next search goes on
    /// from there: a file may say the same thing a hundred thousand times.
    numbers: BTreeMap<(Kind, String), u32>,
    /// The same for derived ids, by the id that the words give without a number.
    derivations: BTreeMap<AnyId, u32>,
}

/// An object's id, and the foreign id it is to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub id: AnyId,
    pub foreign: Option<String>,
}

impl<'a> Identities<'a> {
    /// Starts with the objects of the plan that is read into.
    pub(super) fn new(base: Option<&'a Plan>) -> Self {
        let mut identities = Self::default();
        if let Some(plan) = base {
            identities.add(&plan.forces);
            identities.add(&plan.sectors);
            identities.add(&plan.boundaries);
            identities.add(&plan.measures);
            identities.add(&plan.sites);
            identities.add(&plan.corridors);
        }
        identities
    }

    fn add<E: Entity>(&mut self, table: &'a crate::model::Table<E>) {
        for (id, entity) in table.iter() {
            let id = E::any_id(id);
            self.base.insert(id, entity.foreign_id());
            if let Some(foreign) = entity.foreign_id() {
                self.known.entry((E::KIND, foreign)).or_insert(id);
            }
        }
    }

    /// Speaks for an id that the file holds; to be called for all before any is given out.
    pub(super) fn reserve(&mut self, kind: Kind, foreign: &str) {
        self.literal.insert((kind, foreign.to_owned()));
        self.taken.extend(own(kind, foreign));
    }

    /// Gives an object with a foreign id its id.
    pub(super) fn of_foreign(
        &mut self,
        kind: Kind,
        foreign: &str,
        feature: usize,
        notes: &mut Notes,
    ) -> Identity {
        let mut foreign = foreign.to_owned();
        if self.given.contains(&(kind, foreign.clone())) {
            let numbered = self.numbered(kind, &foreign);
            notes.about(
                feature,
                NoteSort::Guessed,
                format!("the id `{foreign}` is used twice for a {kind}: this one is `{numbered}`"),
            );
            foreign = numbered;
        }
        self.given.insert((kind, foreign.clone()));
        if let Some(id) = own(kind, &foreign) {
            return Identity { id, foreign: None };
        }
        let id = match self.known.get(&(kind, foreign.as_str())) {
            Some(id) => *id,
            None => self.derive(kind, &[kind.word(), &foreign], Some(&foreign)),
        };
        self.taken.insert(id);
        Identity {
            id,
            foreign: Some(foreign),
        }
    }

    /// Gives an object without a foreign id its id.
    pub(super) fn of_shape(
        &mut self,
        kind: Kind,
        name: &str,
        shape: &str,
        feature: usize,
        notes: &mut Notes,
    ) -> Identity {
        let words = [kind.word(), name, shape];
        let first = any_id(kind, Id::<Plan>::derived(words).bits());
        let id = self.derive(kind, &words, None);
        if id != first {
            notes.about(
                feature,
                NoteSort::Guessed,
                format!("a {kind} of this name and shape is there already: this one is another"),
            );
        }
        self.taken.insert(id);
        Identity { id, foreign: None }
    }

    /// Returns the smallest number behind a foreign id that makes it one of its own.
    pub(super) fn numbered(&mut self, kind: Kind, foreign: &str) -> String {
        let number = self.numbers.entry((kind, foreign.to_owned())).or_insert(2);
        loop {
            let numbered = format!("{foreign}#{number}");
            let key = (kind, numbered);
            if !self.literal.contains(&key) && !self.given.contains(&key) {
                return key.1;
            }
            *number += 1;
        }
    }

    /// Derives an id from words, to be given out at once; where another object has it already, from these words and
    /// a number.
    fn derive(&mut self, kind: Kind, words: &[&str], foreign: Option<&str>) -> AnyId {
        let first = any_id(kind, Id::<Plan>::derived(words).bits());
        let last = self.derivations.entry(first).or_insert(0);
        loop {
            *last += 1;
            let id = if *last == 1 {
                first
            } else {
                let numbered = words.iter().map(ToString::to_string).chain([last.to_string()]);
                any_id(kind, Id::<Plan>::derived(numbered).bits())
            };
            let is_another =
                self.taken.contains(&id) || self.base.get(&id).is_some_and(|known| *known != foreign);
            if !is_another {
                return id;
            }
        }
    }
}

/// Returns the id of that kind which the text is, where it is one in our own form.
pub(super) fn own(kind: Kind, text: &str) -> Option<AnyId> {
    text.parse::<AnyId>().ok().filter(|id| id.kind() == kind)
}

fn any_id(kind: Kind, bits: u64) -> AnyId {
    match kind {
        Kind::Stakeholder => AnyId::Stakeholder(Id::from_bits(bits)),
        Kind::Relation => AnyId::Relation(Id::from_bits(bits)),
        Kind::Channel => AnyId::Channel(Id::from_bits(bits)),
        Kind::Agreement => AnyId::Agreement(Id::from_bits(bits)),
        Kind::Phase => AnyId::Phase(Id::from_bits(bits)),
        Kind::Force => AnyId::Force(Id::from_bits(bits)),
        Kind::Sector => AnyId::Sector(Id::from_bits(bits)),
        Kind::Boundary => AnyId::Boundary(Id::from_bits(bits)),
        Kind::Measure => AnyId::Measure(Id::from_bits(bits)),
        Kind::Site => AnyId::Site(Id::from_bits(bits)),
        Kind::Corridor => AnyId::Corridor(Id::from_bits(bits)),
    }
}
