//! Objects that other objects of a file may name: by the id of their feature, or by name.

use std::collections::BTreeMap;

use crate::model::{Entity, Id};

use super::json::Json;

/// Objects of one kind by their feature's id and by name.
pub(super) struct Lookup<E> {
    by_id: BTreeMap<String, Id<E>>,
    /// `None` where several share a name.
    by_name: BTreeMap<String, Option<Id<E>>>,
}

impl<E> Default for Lookup<E> {
    fn default() -> Self {
        Self {
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
        }
    }
}

impl<E: Entity> Lookup<E> {
    /// Adds an object under its id, its foreign id and its name.
    pub(super) fn add(&mut self, id: Id<E>, foreign: Option<&str>, name: &str) {
        self.by_id.insert(id.to_string(), id);
        if let Some(foreign) = foreign {
            self.by_id.entry(foreign.to_owned()).or_insert(id);
        }
        let known = self.by_name.entry(name.to_owned()).or_insert(Some(id));
        if *known != Some(id) {
            *known = None;
        }
    }

    /// Returns the object that a property names; `None` where it names none, or several.
    pub(super) fn find(&self, value: &Json<'_>) -> Option<Id<E>> {
        let by_id = super::foreign_text(value).and_then(|text| self.by_id.get(&text).copied());
        by_id.or_else(|| *self.by_name.get(value.as_text()?)?)
    }
}
