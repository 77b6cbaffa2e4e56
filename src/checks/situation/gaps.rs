//! The ground of the area of operations that no sector covers, slice by slice.
//!
//! Sectors of a primary role and buffers cover, with or without a holder. One difference is computed
//! for each distinct set of covering sectors, however many slices have it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::grounds::Grounds;
use super::memory::Memory;
use super::pairs::Part;
use super::time::Slices;
use crate::checks::executor::{Cancelled, Work};
use crate::geometry::{Shape, Undecided, difference};
use crate::model::SectorRole;

/// What a set of sectors leaves uncovered.
#[derive(Debug)]
pub struct Gaps {
    /// The connected parts.
    pub parts: Vec<Part>,
}

/// A run of slices with the gaps in it.
pub type Era = (Range<u32>, Result<Arc<Gaps>, Undecided>);

/// Returns the gaps of every slice, in order of time; adjacent slices with the same covering sectors
/// are one run.
pub(super) fn gaps(
    area_of_operations: &Arc<Shape>,
    grounds: &Grounds<'_>,
    slices: &Slices,
    memory: &Memory,
    work: Work<'_>,
) -> Result<Vec<Era>, Cancelled> {
    let covering: Vec<usize> = (0_usize..)
        .zip(grounds.all())
        .filter(|(_, ground)| ground.sector.role.is_primary() || ground.sector.role == SectorRole::Buffer)
        .filter(|(_, ground)| meets(ground.bounds, area_of_operations))
        .map(|(place, _)| place)
        .collect();
    let of = |place: &usize| grounds.get(*place);
    let cuts = covering
        .iter()
        .filter_map(of)
        .flat_map(|ground| ground.spans.cuts());
    let runs = slices.all().pieces(cuts);
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut set_of_run = Vec::with_capacity(runs.len());
    for run in &runs {
        let valid = |place: &usize| of(place).is_some_and(|ground| ground.spans.contains(run.start));
        let set: Vec<usize> = covering.iter().copied().filter(valid).collect();
        let number = *known.entry(set).or_insert_with_key(|set| {
            sets.push(set.clone());
            sets.len() - 1
        });
        set_of_run.push(number);
    }
    let found = work.map(&sets, 1, |set| {
        let mut shapes = vec![Arc::clone(area_of_operations)];
        shapes.extend(set.iter().filter_map(of).map(|ground| Arc::clone(&ground.shape)));
        memory.gaps(shapes, |shapes| {
            let (whole, covering) = shapes.split_first().ok_or(Undecided)?;
            let left = difference(whole, covering.iter().map(Arc::as_ref))?;
            let parts = left.parts().into_iter().map(Part::of).collect();
            Ok(Arc::new(Gaps { parts }))
        })
    })?;
    let eras = runs.into_iter().zip(set_of_run);
    Ok(eras
        .filter_map(|(run, number)| Some((run, found.get(number)?.clone())))
        .collect())
}

fn meets(bounds: Option<crate::geometry::Bounds>, area: &Shape) -> bool {
    match (bounds, area.bounds()) {
        (Some(mine), Some(all)) => mine.meets(all),
        _ => false,
    }
}
