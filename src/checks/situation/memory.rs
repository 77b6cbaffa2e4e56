//! What is remembered from one check to the next: shapes, overlaps, edges and gaps, by content.
//!
//! A report made with a warm memory equals one made with an empty one, always: every entry depends on
//! nothing but the shapes (and widths) it is filed under, and those are compared in full.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::gaps::Gaps;
use super::pairs::{Edge, Overlap, Part, Widths};
use crate::geometry::{Area, Defect, Memo, Shape, Undecided, area_m2, difference, intersection};

/// The memory of a checker.
#[derive(Debug, Default)]
pub struct Memory {
    shapes: Mutex<Shapes>,
    overlaps: Memo<Result<Arc<Overlap>, Undecided>>,
    beyond: Memo<Result<Arc<[Part]>, Undecided>>,
    edges: Mutex<(Widths, Arc<Memo<Arc<Edge>>>)>,
    gaps: Mutex<Vec<GapEntry>>,
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

#[derive(Debug)]
struct GapEntry {
    key: u64,
    shapes: Vec<Arc<Shape>>,
    found: Result<Arc<Gaps>, Undecided>,
}

/// Generations that a shape stays without being asked for.
const KEPT: u64 = 4;

/// Sets of covering shapes whose gaps are remembered.
const GAPS_KEPT: usize = 64;

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
        let mut hasher = DefaultHasher::new();
        shapes.hash(&mut hasher);
        let key = hasher.finish();
        let same = |entry: &GapEntry| entry.key == key && entry.shapes == shapes;
        {
            let mut gaps = lock(&self.gaps);
            if let Some(place) = gaps.iter().position(same) {
                // The last used is at the end, so that the first is the one to forget.
                let entry = gaps.remove(place);
                let found = entry.found.clone();
                gaps.push(entry);
                return found;
            }
        }
        let found = find(&shapes);
        let mut gaps = lock(&self.gaps);
        if !gaps.iter().any(same) {
            if gaps.len() >= GAPS_KEPT {
                gaps.remove(0);
            }
            gaps.push(GapEntry {
                key,
                shapes,
                found: found.clone(),
            });
        }
        found
    }

    /// Starts a new check and forgets what none of the last few asked for.
    pub(in crate::checks) fn next_generation(&self) {
        self.overlaps.next_generation();
        self.beyond.next_generation();
        lock(&self.edges).1.next_generation();
        let mut shapes = lock(&self.shapes);
        shapes.generation += 1;
        let oldest = shapes.generation.saturating_sub(KEPT);
        shapes.cleaned.retain(|_, cleaned| cleaned.used >= oldest);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
