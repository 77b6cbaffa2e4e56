//! References from one entity to others, found and removed without forgetting a field.
//!
//! Every field type says which ids it holds; `record!` asks each field. So deleting an entity can take
//! its mentions along, and a dangling reference can be found, for every kind alike.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyId, Entity, Id, Minute, Phase, When};

/// A value that may hold ids of entities.
pub trait Refer {
    /// Calls `see` with every id held.
    fn each_reference(&self, see: &mut dyn FnMut(AnyId));

    /// Removes every mention of what is gone; false where the value cannot be without it, so that
    /// whoever holds it has to drop it.
    fn forget(&mut self, gone: &Gone) -> bool;
}

/// The entities that a deletion removes.
#[derive(Debug, Default)]
pub struct Gone {
    /// Their ids.
    pub ids: BTreeSet<AnyId>,
    /// When the phases among them were: a time that named only a deleted phase keeps its interval.
    pub phases: BTreeMap<Id<Phase>, (Minute, Option<Minute>)>,
}

/// Declares that values of these types hold no ids.
macro_rules! no_references {
    ($( $name:ty ),+ $(,)?) => {
        $( impl $crate::model::reference::Refer for $name {
            fn each_reference(&self, _see: &mut dyn FnMut($crate::model::AnyId)) {}

            fn forget(&mut self, _gone: &$crate::model::reference::Gone) -> bool {
                true
            }
        } )+
    };
}
pub(crate) use no_references;

no_references!(
    bool,
    u32,
    i64,
    String,
    crate::geometry::Position,
    crate::geometry::Path,
    crate::geometry::Area,
    crate::geometry::Geometry,
);

impl<V> Refer for BTreeMap<String, V> {
    fn each_reference(&self, _see: &mut dyn FnMut(AnyId)) {}

    fn forget(&mut self, _gone: &Gone) -> bool {
        true
    }
}

impl<E: Entity> Refer for Id<E> {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        see(E::any_id(*self));
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        !gone.ids.contains(&E::any_id(*self))
    }
}

impl Refer for AnyId {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        see(*self);
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        !gone.ids.contains(self)
    }
}

impl<T: Refer> Refer for Option<T> {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        if let Some(value) = self {
            value.each_reference(see);
        }
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        if self.as_mut().is_some_and(|value| !value.forget(gone)) {
            *self = None;
        }
        true
    }
}

impl<T: Refer> Refer for Vec<T> {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        for value in self {
            value.each_reference(see);
        }
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        self.retain_mut(|value| value.forget(gone));
        true
    }
}

impl<T: Refer> Refer for [T; 2] {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        for value in self {
            value.each_reference(see);
        }
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        self.iter_mut().all(|value| value.forget(gone))
    }
}

impl Refer for When {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        self.phases.each_reference(see);
    }

    /// A time whose phases are all deleted keeps their span as minutes: it must not widen to always.
    fn forget(&mut self, gone: &Gone) -> bool {
        let lost: Vec<_> = self
            .phases
            .iter()
            .filter_map(|id| gone.phases.get(id))
            .copied()
            .collect();
        self.phases.retain(|id| !gone.ids.contains(&AnyId::from(*id)));
        if !lost.is_empty() && self.phases.is_empty() {
            let start = lost.iter().map(|(start, _)| *start).min();
            let end = lost
                .iter()
                .map(|(_, end)| *end)
                .try_fold(Minute::MIN, |latest, end| end.map(|end| latest.max(end)));
            self.from = self.from.max(start);
            self.until = match (self.until, end) {
                (Some(until), Some(end)) => Some(until.min(end)),
                (until, end) => until.or(end),
            };
        }
        true
    }
}
