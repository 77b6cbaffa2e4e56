//! Who and when: the stakeholders and phases that imported objects name.
//!
//! Both are found by name, and made where no one has that name. Their ids derive from their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnyEntity, Edit, Entity, Id, Minute, Phase, Plan, Stakeholder};

use super::note::{NoteSort, Notes};

/// Minutes that a phase lasts of which a file gives only the name.
const DAY: Minute = 24 * 60;

/// Stakeholders and phases by name.
#[derive(Default)]
pub(super) struct Cast {
    stakeholders: Names<Stakeholder>,
    phases: Names<Phase>,
    /// Where the next phase begins.
    next_start: Minute,
    create: Vec<Edit>,
}

/// Ids by what they are called.
struct Names<E> {
    named: BTreeMap<String, Id<E>>,
    /// Second names; `None` where several share one.
    short: BTreeMap<String, Option<Id<E>>>,
    ids: BTreeSet<Id<E>>,
    /// Those of `ids` that this import made.
    made: BTreeSet<Id<E>>,
}

impl<E> Default for Names<E> {
    fn default() -> Self {
        Self {
            named: BTreeMap::new(),
            short: BTreeMap::new(),
            ids: BTreeSet::new(),
            made: BTreeSet::new(),
        }
    }
}

/// What a name led to.
enum Found<E> {
    /// There is one.
    Known(Id<E>),
    /// There is none yet; it is to get this id.
    New(Id<E>),
}

impl Cast {
    /// Starts with those of the plan that is read into.
    pub(super) fn new(base: Option<&Plan>) -> Self {
        let mut cast = Self::default();
        let Some(plan) = base else {
            return cast;
        };
        for (id, stakeholder) in plan.stakeholders.iter() {
            cast.stakeholders.add(id, &stakeholder.name);
            let short = cast.stakeholders.short.entry(stakeholder.short_name.clone());
            short.and_modify(|known| *known = None).or_insert(Some(id));
        }
        for (id, phase) in plan.phases.iter() {
            cast.phases.add(id, &phase.name);
            let end = phase.end.unwrap_or_else(|| phase.start.saturating_add(DAY));
            cast.next_start = cast.next_start.max(end);
        }
        cast
    }

    /// Returns the stakeholder of that name, or of that id in our form; makes it where there is none.
    pub(super) fn stakeholder(&mut self, name: &str, notes: &mut Notes) -> Id<Stakeholder> {
        match self.stakeholders.find(name) {
            Found::Known(id) => id,
            Found::New(id) => {
                self.stakeholders.make(id, name);
                let mut stakeholder = Stakeholder::new();
                name.clone_into(&mut stakeholder.name);
                stakeholder.armed = true;
                let kind = stakeholder.kind;
                notes.about_file(
                    NoteSort::Default,
                    format!("the stakeholder `{name}` is new: {kind}, armed, relations unknown"),
                );
                self.create.push(Edit::Create(AnyEntity::from((id, stakeholder))));
                id
            }
        }
    }

    /// Returns the phase of that name, or of that id in our form; where there is none it makes one of
    /// 24 hours after the last.
    pub(super) fn phase(&mut self, name: &str, notes: &mut Notes) -> Id<Phase> {
        match self.phases.find(name) {
            Found::Known(id) => id,
            Found::New(id) => {
                self.phases.make(id, name);
                let start = self.next_start;
                self.next_start = start.saturating_add(DAY);
                let mut phase = Phase::new(start);
                name.clone_into(&mut phase.name);
                phase.end = Some(self.next_start);
                notes.about_file(
                    NoteSort::Default,
                    format!("the phase `{name}` is new: 24 h from minute {start}"),
                );
                self.create.push(Edit::Create(AnyEntity::from((id, phase))));
                id
            }
        }
    }

    /// Returns the edits that make those that were not there.
    pub(super) fn into_edits(self) -> Vec<Edit> {
        self.create
    }
}

impl<E: Entity> Names<E> {
    fn add(&mut self, id: Id<E>, name: &str) {
        self.ids.insert(id);
        self.named.entry(name.to_owned()).or_insert(id);
    }

    fn make(&mut self, id: Id<E>, name: &str) {
        self.add(id, name);
        self.made.insert(id);
    }

    /// An id in our form comes first, then a name, then a short name that only one has.
    fn find(&self, name: &str) -> Found<E> {
        if let Ok(id) = name.parse::<Id<E>>() {
            return self.known_or_new(id);
        }
        if let Some(id) = self.named.get(name) {
            return Found::Known(*id);
        }
        if let Some(Some(id)) = self.short.get(name) {
            return Found::Known(*id);
        }
        // Whoever of the base has the derived id was made by an import and renamed since; another whom
        // this import made has another name, and the two are told apart.
        let mut id = Id::derived([E::KIND.word(), name]);
        let mut number = 1;
        while self.made.contains(&id) {
            number += 1;
            id = Id::derived([E::KIND.word(), name, &number.to_string()]);
        }
        self.known_or_new(id)
    }

    fn known_or_new(&self, id: Id<E>) -> Found<E> {
        if self.ids.contains(&id) {
            Found::Known(id)
        } else {
            Found::New(id)
        }
    }
}
