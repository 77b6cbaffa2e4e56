//! What is remembered from one check to the next: shapes, overlaps, edges and gaps, by content.
//!
//! A report made with a warm memory equals one made with an empty one, always: every entry depends on
//! nothing but the shapes (and widths) it is filed under, and those are compared in full.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::gaps::Gaps;
use super::pairs::{Edge, Overlap, Part, Widths};
use crate::geometry::{Area, Defect, Memo, Shape, Undecided, area_m2, difference, intersection, union};

/// The memory of a checker.
#[derive(Debug, Default)]
pub struct Memory {
    shapes: Mutex<Shapes>,
    overlaps: Memo<Result<Arc<Overlap>, Undecided>>,
    beyond: Memo<Result<Arc<[Part]>, Undecided>>,
    edges: Mutex<(Widths, Arc<Memo<Arc<Edge>>>)>,
    gaps: ByShapes<Result<Arc<Gaps>, Undecided>>,
    remainders: ByShapes<Result<Arc<Shape>, Undecided>>,
    unions: ByShapes<Result<Arc<[Part]>, Undecided>>,
}

#[derive(Debug, Default)]
struct Shapes {
    generation: u64,
    cleaned: HashMap<Area, Cleaned>,
}

/// What is known of an area as drawn.
#[derive(Clone, Debug)]
struct Cleaned {
    shape: Arc<Shape>,
    defects: Arc<OnceLock<Arc<[Defect]>>>,
    used: u64,
}

/// Generations that a shape stays without being asked for.
const KEPT: u64 = 4;

impl Memory {
    /// Returns the cleaned shape of an area.
    pub(in crate::checks) fn shape(&self, area: &Area) -> Arc<Shape> {
        self.known(area).shape
    }

    /// Returns what is wrong with an area as drawn.
    pub(super) fn defects(&self, area: &Area) -> Arc<[Defect]> {
        let cleaned = self.known(area);
        Arc::clone(cleaned.defects.get_or_init(|| area.defects().into()))
    }

    fn known(&self, area: &Area) -> Cleaned {
        {
            let mut shapes = lock(&self.shapes);
            let generation = shapes.generation;
            if let Some(cleaned) = shapes.cleaned.get_mut(area) {
                cleaned.used = generation;
                return cleaned.clone();
            }
        }
        let shape = Arc::new(Shape::of(area));
        let mut shapes = lock(&self.shapes);
        let used = shapes.generation;
        let cleaned = shapes.cleaned.entry(area.clone()).or_insert_with(|| Cleaned {
            shape,
            defects: Arc::default(),
            used,
        });
        cleaned.clone()
    }

    /// Returns what two shapes have in common.
    pub(in crate::checks) fn overlap(
        &self,
        a: &Arc<Shape>,
        b: &Arc<Shape>,
    ) -> Result<Arc<Overlap>, Undecided> {
        self.overlaps
            .relation(a, b, |a, b| Overlap::between(a, b).map(Arc::new))
    }

    /// Returns the connected parts of a shape that another one has nothing of; crumbs below a square metre
    /// are left out.
    pub(super) fn beyond(&self, a: &Arc<Shape>, limits: &Arc<Shape>) -> Result<Arc<[Part]>, Undecided> {
        self.beyond.relation(a, limits, |a, limits| {
            // Most have nothing beyond, and what two have in common is found sooner than what they have not.
            let inside = intersection(a, limits)?;
            if area_m2(a) - area_m2(&inside) < 1.0 {
                return Ok(Arc::from([]));
            }
            let parts = difference(a, [limits])?.parts().into_iter().map(Part::of);
            Ok(parts.filter(|part| part.area_m2 >= 1.0).collect())
        })
    }

    /// Returns the memo of edges for these widths; that for other widths is forgotten.
    pub(super) fn edges(&self, widths: Widths) -> Arc<Memo<Arc<Edge>>> {
        let mut edges = lock(&self.edges);
        if edges.0 != widths {
            *edges = (widths, Arc::default());
        }
        Arc::clone(&edges.1)
    }

    /// Returns the gaps that `covering` leave in the first of the shapes, or finds and remembers them.
    pub(super) fn gaps(
        &self,
        shapes: Vec<Arc<Shape>>,
        find: impl FnOnce(&[Arc<Shape>]) -> Result<Arc<Gaps>, Undecided>,
    ) -> Result<Arc<Gaps>, Undecided> {
        self.gaps.value(shapes, find)
    }

    /// Returns the ground of the first of the shapes that none of the others has.
    pub(super) fn remainder(&self, shapes: Vec<Arc<Shape>>) -> Result<Arc<Shape>, Undecided> {
        self.remainders.value(shapes, |shapes| {
            let Some((first, others)) = shapes.split_first() else {
                return Ok(Arc::new(Shape::empty()));
            };
            difference(first, others.iter().map(|other| &**other)).map(Arc::new)
        })
    }

    /// Returns the connected parts of what the shapes are together.
    pub(super) fn united(&self, shapes: Vec<Arc<Shape>>) -> Result<Arc<[Part]>, Undecided> {
        self.unions.value(shapes, |shapes| {
            let whole = union(shapes.iter().map(|shape| &**shape))?;
            Ok(whole.parts().into_iter().map(Part::of).collect())
        })
    }

    /// Starts a new check and forgets what none of the last few asked for.
    pub(in crate::checks) fn next_generation(&self) {
        self.overlaps.next_generation();
        self.beyond.next_generation();
        self.gaps.next_generation();
        self.remainders.next_generation();
        self.unions.next_generation();
        lock(&self.edges).1.next_generation();
        let mut shapes = lock(&self.shapes);
        shapes.generation += 1;
        let oldest = shapes.generation.saturating_sub(KEPT);
        shapes.cleaned.retain(|_, cleaned| cleaned.used >= oldest);
    }
}

/// Values of type `V` by lists of shapes, in their order.
#[derive(Debug)]
struct ByShapes<V> {
    known: Mutex<Known<V>>,
}

#[derive(Debug)]
struct Known<V> {
    generation: u64,
    entries: HashMap<u64, Vec<Entry<V>>>,
}

#[derive(Debug)]
struct Entry<V> {
    shapes: Vec<Arc<Shape>>,
    value: V,
    used: u64,
}

impl<V> Default for ByShapes<V> {
    fn default() -> Self {
        let known = Known {
            generation: 0,
            entries: HashMap::new(),
        };
        Self {
            known: Mutex::new(known),
        }
    }
}

impl<V: Clone> ByShapes<V> {
    /// Returns what is remembered of these shapes, or makes and remembers it.
    fn value(&self, shapes: Vec<Arc<Shape>>, make: impl FnOnce(&[Arc<Shape>]) -> V) -> V {
        let mut hasher = DefaultHasher::new();
        shapes.hash(&mut hasher);
        let key = hasher.finish();
        {
            let mut known = lock(&self.known);
            let generation = known.generation;
            let entries = known.entries.get_mut(&key);
            let entry = entries.and_then(|entries| entries.iter_mut().find(|entry| entry.shapes == shapes));
            if let Some(entry) = entry {
                entry.used = generation;
                return entry.value.clone();
            }
        }
        let value = make(&shapes);
        let mut known = lock(&self.known);
        let used = known.generation;
        let entries = known.entries.entry(key).or_default();
        if !entries.iter().any(|entry| entry.shapes == shapes) {
            entries.push(Entry {
                shapes,
                value: value.clone(),
                used,
            });
        }
        value
    }

    /// Forgets what none of the last few checks asked for.
    fn next_generation(&self) {
        let mut known = lock(&self.known);
        known.generation += 1;
        let oldest = known.generation.saturating_sub(KEPT);
        known.entries.retain(|_, entries| {
            entries.retain(|entry| entry.used >= oldest);
            !entries.is_empty()
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
