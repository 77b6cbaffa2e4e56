//! What was found out about two shapes, remembered by their content.
//!
//! A report made with a warm memo equals one made with an empty memo, always: an entry is given out
//! only where both shapes are equal vertex by vertex to those it was made for, so that no hash can
//! lie, and what is remembered must depend on nothing but the two shapes. It decides nothing itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Shape;

/// Values of type `V` by pairs of shapes, shared between threads.
///
/// ```
/// # use std::sync::Arc;
/// # use entente::geometry::{Memo, Shape};
/// let memo: Memo<usize> = Memo::new();
/// let (a, b) = (Arc::new(Shape::empty()), Arc::new(Shape::empty()));
/// assert_eq!(memo.relation(&a, &b, |a, b| a.part_count() + b.part_count()), 0);
/// assert_eq!(memo.len(), 1);
/// ```
#[derive(Debug)]
pub struct Memo<V> {
    shards: [Mutex<Shard<V>>; SHARDS],
}

#[derive(Debug)]
struct Shard<V> {
    generation: u64,
    entries: HashMap<(u64, u64), Vec<Entry<V>>>,
}

#[derive(Debug)]
struct Entry<V> {
    a: Arc<Shape>,
    b: Arc<Shape>,
    value: V,
    used: u64,
}

/// More than any machine's threads are likely to want at once.
const SHARDS: usize = 16;

/// Generations an entry stays without being asked for: the scenario looked at in between, and back.
const KEPT: u64 = 4;

impl<V: Clone> Memo<V> {
    /// Makes an empty memo.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shards: std::array::from_fn(|_| {
                Mutex::new(Shard {
                    generation: 0,
                    entries: HashMap::new(),
                })
            }),
        }
    }

    /// Returns what is remembered of `a` and `b`, in this order, or makes and remembers it.
    ///
    /// `make` must depend on nothing but the content of the two shapes. No lock is held while it
    /// runs: two threads may make the same value at once, and then one of the two is kept.
    pub fn relation(&self, a: &Arc<Shape>, b: &Arc<Shape>, make: impl FnOnce(&Shape, &Shape) -> V) -> V {
        let key = (a.content_hash(), b.content_hash());
        let place = (key.0 ^ key.1.rotate_left(7)) as usize % SHARDS;
        let Some(shard) = self.shards.get(place) else {
            return make(a, b);
        };
        let same = |entry: &Entry<V>| equal(&entry.a, a) && equal(&entry.b, b);
        {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let generation = shard.generation;
            let entries = shard.entries.get_mut(&key);
            if let Some(entry) = entries.and_then(|entries| entries.iter_mut().find(|entry| same(entry))) {
                entry.used = generation;
                return entry.value.clone();
            }
        }
        let value = make(a, b);
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let used = shard.generation;
        let entries = shard.entries.entry(key).or_default();
        if !entries.iter().any(same) {
            entries.push(Entry {
                a: Arc::clone(a),
                b: Arc::clone(b),
                value: value.clone(),
                used,
            });
        }
        value
    }

    /// Starts a new generation, once per check, and forgets what none of the last few asked for.
    pub fn next_generation(&self) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.generation += 1;
            let oldest = shard.generation.saturating_sub(KEPT);
            shard.entries.retain(|_, entries| {
                entries.retain(|entry| entry.used >= oldest);
                !entries.is_empty()
            });
        }
    }

    /// Returns how many relations are remembered.
    pub fn len(&self) -> usize {
        let of = |shard: &Mutex<Shard<V>>| {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.entries.len()
        };
        self.shards.iter().map(of).sum()
    }

    /// Returns true where nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<V: Clone> Default for Memo<V> {
    fn default() -> Self {
        Self::new()
    }
}

fn equal(a: &Arc<Shape>, b: &Arc<Shape>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Area, Position};

    fn square(size: i32) -> Arc<Shape> {
        let corner = |lat, lon| Position::from_e7(lat, lon).unwrap();
        Arc::new(Shape::of(&Area::from_outer(vec![
            corner(0, 0),
            corner(0, size),
            corner(size, size),
            corner(size, 0),
        ])))
    }

    #[test]
    fn equal_shapes_share_a_value_and_order_matters() {
        let memo = Memo::new();
        let mut made = 0;
        let mut ask = |a: &Arc<Shape>, b: &Arc<Shape>, value: i32| {
            memo.relation(a, b, |_, _| {
                made += 1;
                value
            })
        };
        assert_eq!(ask(&square(5), &square(7), 1), 1);
        assert_eq!(ask(&square(5), &square(7), 2), 1);
        assert_eq!(ask(&square(7), &square(5), 3), 3);
        assert_eq!(made, 2);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten() {
        let memo = Memo::new();
        for size in 1..=100 {
            memo.relation(&square(size), &square(200), |_, _| size);
        }
        for _ in 0..KEPT {
            memo.next_generation();
            memo.relation(&square(1), &square(200), |_, _| 0);
        }
        assert_eq!(memo.len(), 100);
        memo.next_generation();
        assert_eq!(memo.len(), 1);
        assert_eq!(memo.relation(&square(1), &square(200), |_, _| 0), 1);
    }

    #[test]
    fn threads_get_the_same_values() {
        let memo = Memo::new();
        let shapes: Vec<_> = (1..=40).map(square).collect();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for a in &shapes {
                        for b in &shapes {
                            let value = memo.relation(a, b, |a, b| a.twice_area() - b.twice_area());
                            assert_eq!(value, a.twice_area() - b.twice_area());
                        }
                    }
                });
            }
        });
        assert_eq!(memo.len(), 1600);
    }
}
