//! References from one entity to others, found and removed without forgetting a field.
//!
//! Every field type says which ids it holds; `record!` asks each field. So deleting an entity can take
//! its mentions along, merging two can lead them to the one that stays, and a dangling reference can be
//! found, for every kind alike.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyId, Entity, Id, Interval, Minute, Phase, When};

/// A value that may hold ids of entities.
pub trait Refer {
    /// Calls `see` with every id held.
    fn each_reference(&self, see: &mut dyn FnMut(AnyId));

    /// Removes every mention of what is gone; false where the value cannot be without it, so that
    /// whoever holds it has to drop it.
    fn forget(&mut self, gone: &Gone) -> bool;

    /// Replaces every mention of one entity by another of its kind.
    fn redirect(&mut self, from: AnyId, to: AnyId);

    /// Calls `change` with every time held, so that none is forgotten where phases are split or merged.
    fn each_time(&mut self, change: &mut dyn FnMut(&mut When));
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

            fn redirect(&mut self, _from: $crate::model::AnyId, _to: $crate::model::AnyId) {}

            fn each_time(&mut self, _change: &mut dyn FnMut(&mut $crate::model::When)) {}
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

    fn redirect(&mut self, _from: AnyId, _to: AnyId) {}

    fn each_time(&mut self, _change: &mut dyn FnMut(&mut When)) {}
}

impl<E: Entity> Refer for Id<E> {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        see(E::any_id(*self));
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        !gone.ids.contains(&E::any_id(*self))
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        // The text of an id says its kind: another kind's is left alone.
        if E::any_id(*self) == from
            && let Ok(id) = to.to_string().parse()
        {
            *self = id;
        }
    }

    fn each_time(&mut self, _change: &mut dyn FnMut(&mut When)) {}
}

impl Refer for AnyId {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        see(*self);
    }

    fn forget(&mut self, gone: &Gone) -> bool {
        !gone.ids.contains(self)
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        if *self == from && to.kind() == from.kind() {
            *self = to;
        }
    }

    fn each_time(&mut self, _change: &mut dyn FnMut(&mut When)) {}
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

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        if let Some(value) = self {
            value.redirect(from, to);
        }
    }

    fn each_time(&mut self, change: &mut dyn FnMut(&mut When)) {
        if let Some(value) = self {
            value.each_time(change);
        }
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

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        for value in self.iter_mut() {
            value.redirect(from, to);
        }
    }

    fn each_time(&mut self, change: &mut dyn FnMut(&mut When)) {
        for value in self.iter_mut() {
            value.each_time(change);
        }
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

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        for value in self.iter_mut() {
            value.redirect(from, to);
        }
    }

    fn each_time(&mut self, change: &mut dyn FnMut(&mut When)) {
        for value in self.iter_mut() {
            value.each_time(change);
        }
    }
}

impl Refer for When {
    fn each_reference(&self, see: &mut dyn FnMut(AnyId)) {
        self.phases.each_reference(see);
    }

    /// A time whose phases are all deleted keeps when they were, as minutes: it must not widen to always.
    /// Where they were apart it keeps the longest stretch, since one time has but one pair of minutes and
    /// must not claim the pause between.
    fn forget(&mut self, gone: &Gone) -> bool {
        let lost: Vec<_> = self
            .phases
            .iter()
            .filter_map(|id| gone.phases.get(id))
            .copied()
            .collect();
        self.phases.retain(|id| !gone.ids.contains(&AnyId::from(*id)));
        if let Some((start, _)) = lost.first()
            && self.phases.is_empty()
        {
            let limits = Interval {
                from: self.from,
                until: self.until,
            };
            let never = Interval {
                from: Some(*start),
                until: Some(*start),
            };
            let kept = longest_stretch(&lost, limits).unwrap_or(never);
            self.from = kept.from;
            self.until = kept.until;
        }
        true
    }

    fn redirect(&mut self, from: AnyId, to: AnyId) {
        self.phases.redirect(from, to);
    }

    fn each_time(&mut self, change: &mut dyn FnMut(&mut When)) {
        change(self);
    }
}

/// Returns the longest time without a pause in which one of these spans and the limits hold, the earliest
/// of equals; `None` where that is never.
fn longest_stretch(spans: &[(Minute, Option<Minute>)], limits: Interval) -> Option<Interval> {
    let mut held: Vec<_> = spans
        .iter()
        .filter_map(|&(start, until)| {
            let span = Interval {
                from: Some(start),
                until,
            };
            span.intersection(Interval::ALWAYS)?.intersection(limits)
        })
        .collect();
    held.sort_unstable();
    let mut stretches: Vec<Interval> = Vec::new();
    for next in held {
        match stretches.last_mut() {
            Some(last) if last.until.is_none_or(|until| next.from <= Some(until)) => {
                last.until = last.until.and_then(|until| next.until.map(|end| end.max(until)));
            }
            _ => stretches.push(next),
        }
    }
    let length = |stretch: &Interval| stretch.minutes().unwrap_or(Minute::MAX);
    stretches.into_iter().rev().max_by_key(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Plan;
    use crate::testing::{Chance, generate};

    /// How often entities name an id.
    fn mentions(plan: &Plan, wanted: AnyId, lead: Option<(AnyId, AnyId)>) -> usize {
        let mut count = 0;
        plan.each_id(&mut |id| {
            let Some(mut entity) = id.entity_in(plan) else {
                return;
            };
            if let Some((from, to)) = lead {
                entity = entity.redirected(from, to);
            }
            assert_eq!(entity.id(), id, "an entity keeps its own id");
            entity.each_reference(&mut |named| count += usize::from(named == wanted));
        });
        count
    }

    #[test]
    fn whatever_names_one_entity_can_be_led_to_another_of_its_kind() {
        let mut led = BTreeSet::new();
        for seed in 0..12 {
            let plan = generate::plan(&mut Chance::new(seed), generate::Size::MEDIUM);
            let mut ids = Vec::new();
            plan.each_id(&mut |id| ids.push(id));
            for (&from, &to) in ids.iter().zip(ids.iter().skip(1)) {
                let (one, two) = (mentions(&plan, from, None), mentions(&plan, to, None));
                let after = |wanted| mentions(&plan, wanted, Some((from, to)));
                if from.kind() == to.kind() {
                    assert_eq!(
                        (after(from), after(to)),
                        (0, one + two),
                        "seed {seed}, {from} to {to}"
                    );
                    led.extend((one > 0).then_some(from.kind()));
                } else {
                    assert_eq!(
                        (after(from), after(to)),
                        (one, two),
                        "seed {seed}, {from} to {to}"
                    );
                }
            }
        }
        assert!(led.len() > 7, "{led:?}");
    }
}
