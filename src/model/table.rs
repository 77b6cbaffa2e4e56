//! A table of one kind of entity, in id order.
//!
//! Rows are shared, so that cloning a plan copies pointers. Outside `model` a table can be read only:
//! the ways to a different plan are `Edit::apply`, `Changes::apply`, `merge` and reading a file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Entity, Id};

/// Entities by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<E: Entity> {
    rows: BTreeMap<Id<E>, Arc<E>>,
}

impl<E: Entity> Default for Table<E> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<E: Entity> Table<E> {
    /// Returns the entity; `None` where the id dangles, which every caller must expect.
    pub fn get(&self, id: Id<E>) -> Option<&E> {
        self.rows.get(&id).map(Arc::as_ref)
    }

    /// Returns the shared row.
    pub fn row(&self, id: Id<E>) -> Option<&Arc<E>> {
        self.rows.get(&id)
    }

    /// Returns true where the id is in the table.
    pub fn contains(&self, id: Id<E>) -> bool {
        self.rows.contains_key(&id)
    }

    /// Returns ids and entities in id order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<E>, &E)> + '_ {
        self.rows.iter().map(|(id, row)| (*id, row.as_ref()))
    }

    /// Returns ids and shared rows in id order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (Id<E>, &Arc<E>)> + '_ {
        self.rows.iter().map(|(id, row)| (*id, row))
    }

    /// Returns the ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<E>> + '_ {
        self.rows.keys().copied()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns true where there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(in crate::model) fn put(&mut self, id: Id<E>, row: Option<Arc<E>>) {
        match row {
            Some(row) => drop(self.rows.insert(id, row)),
            None => drop(self.rows.remove(&id)),
        }
    }
}

impl<E: Entity> Serialize for Table<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.rows)
    }
}

impl<'de, E: Entity> Deserialize<'de> for Table<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Rows(PhantomData))
    }
}

struct Rows<E>(PhantomData<E>);

impl<'de, E: Entity> Visitor<'de> for Rows<E> {
    type Value = Table<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}s by id", E::KIND)
    }

    /// A map would keep the last of two rows with one id in silence; that is a lost object.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rows = BTreeMap::new();
        while let Some(id) = map.next_key::<Id<E>>()? {
            match rows.entry(id) {
                Entry::Vacant(place) => drop(place.insert(map.next_value()?)),
                Entry::Occupied(_) => {
                    return Err(A::Error::custom(format_args!(
                        "the id {id} is used twice; give one of the two {}s another id",
                        E::KIND
                    )));
                }
            }
        }
        Ok(Table { rows })
    }
}
