//! Who holds how much, slice by slice, without any judgement.
//!
//! No threshold, waiver or agreement is applied, and sectors of every role count: the figures that
//! other programs can compute too. What is wrong with them is the rules' business.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::checker::Checker;
use super::executor::{Cancelled, Executor, OneThread, Work};
use super::situation::memory::Memory;
use super::situation::{Ground, Grounds, Slices};
use crate::geometry::{Bounds, Index, Shape, Undecided, area_m2, difference, intersection, union};
use crate::model::{Id, Interval, Phase, Plan, Sector, Stakeholder};

/// The coverage of every slice, in order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// One for each slice, even where nothing changes from one to the next.
    pub slices: Vec<SliceCoverage>,
}

/// Who holds how much in one slice. Areas are in square metres.
#[derive(Clone, Debug, PartialEq)]
pub struct SliceCoverage {
    /// The phases it lies in, in order of start.
    pub phases: Vec<Id<Phase>>,
    /// When it is.
    pub interval: Interval,
    /// The area of operations; `None` where the plan has none.
    pub area_of_operations_m2: Option<f64>,
    /// The ground of all sectors together, cut to the area of operations.
    pub covered_m2: f64,
    /// What of the area of operations no sector has; `None` without one.
    pub uncovered_m2: Option<f64>,
    /// The ground of two or more different holders, cut to the area of operations.
    pub multiply_covered_m2: f64,
    /// The ground of each holder, cut to the area of operations; in id order, nobody's last.
    pub holders: Vec<Held>,
    /// What sectors of different holders share, not cut: every pair of at least 1 m², in id order.
    pub pairs: Vec<Shared>,
}

/// The ground of one holder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Who; `None`: sectors that nobody holds.
    pub stakeholder: Option<Id<Stakeholder>>,
    /// How much.
    pub area_m2: f64,
}

/// What two sectors of different holders share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// The one with the lower id.
    pub a: Id<Sector>,
    /// The other.
    pub b: Id<Sector>,
    /// How much.
    pub area_m2: f64,
}

/// Why there is no coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoverageError {
    /// Nobody wanted it any more.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// Shapes could not be compared.
    #[error(transparent)]
    Undecided(#[from] Undecided),
}

/// Less than this is not listed as shared.
const LEAST_SHARED_M2: f64 = 1.0;

/// Who holds which sectors in a slice: places in [`Grounds::all`] with their holders.
type Set = Vec<(usize, Vec<Id<Stakeholder>>)>;

/// The figures of a slice without its time.
#[derive(Clone)]
struct Figures {
    covered_m2: f64,
    uncovered_m2: Option<f64>,
    multiply_covered_m2: f64,
    holders: Vec<Held>,
    pairs: Vec<Shared>,
}

impl Checker {
    /// Returns who holds how much, in every slice or in those of one phase.
    ///
    /// # Errors
    /// [`CoverageError`] where `cancel` was set, or where shapes could not be compared reliably.
    pub fn coverage(
        &self,
        plan: &Plan,
        phase: Option<Id<Phase>>,
        executor: &dyn Executor,
        cancel: &AtomicBool,
    ) -> Result<Coverage, CoverageError> {
        let work = Work::new(executor, cancel);
        let memory = self.memory();
        memory.next_generation();
        let slices = Slices::of(plan);
        let grounds = Grounds::new(plan, &slices, memory, work)?;
        let area = plan
            .info
            .area_of_operations
            .as_ref()
            .map(|area| memory.shape(area));
        let wanted = phase.map_or_else(|| slices.all(), |phase| slices.of_phase(phase));
        let cuts = grounds
            .all()
            .iter()
            .flat_map(|ground| ground.spans.cuts().chain(ground.holders.cuts()));
        let mut sets: Vec<Set> = Vec::new();
        let mut known: HashMap<Set, usize> = HashMap::new();
        let mut runs = Vec::new();
        for run in wanted.pieces(cuts) {
            let set = set_at(&grounds, run.start);
            let number = *known.entry(set).or_insert_with_key(|set| {
                sets.push(set.clone());
                sets.len() - 1
            });
            runs.push((run, number));
        }
        let found = work.map(&sets, 1, |set| figures(&grounds, area.as_ref(), memory, set))?;
        let area_of_operations_m2 = area.as_ref().map(|area| area_m2(area));
        let mut coverage = Coverage::default();
        for (run, number) in runs {
            let figures = match found.get(number) {
                Some(Ok(figures)) => figures.clone(),
                Some(Err(undecided)) => return Err((*undecided).into()),
                None => return Err(Cancelled.into()),
            };
            for slice in run {
                let figures = figures.clone();
                coverage.slices.push(SliceCoverage {
                    phases: slices.phases_in(&(slice..slice + 1)),
                    interval: slices.interval(slice),
                    area_of_operations_m2,
                    covered_m2: figures.covered_m2,
                    uncovered_m2: figures.uncovered_m2,
                    multiply_covered_m2: figures.multiply_covered_m2,
                    holders: figures.holders,
                    pairs: figures.pairs,
                });
            }
        }
        Ok(coverage)
    }
}

/// Returns who holds how much in every slice, computed on this thread with nothing remembered.
///
/// # Errors
/// [`CoverageError::Undecided`] where shapes could not be compared reliably.
pub fn coverage(plan: &Plan) -> Result<Coverage, CoverageError> {
    let go_on = AtomicBool::new(false);
    Checker::new().coverage(plan, None, &OneThread, &go_on)
}

fn set_at(grounds: &Grounds<'_>, slice: u32) -> Set {
    let all = grounds.all().iter().enumerate();
    all.filter(|(_, ground)| ground.spans.contains(slice))
        .map(|(place, ground)| (place, ground.holders_at(slice).to_vec()))
        .collect()
}

fn figures(
    grounds: &Grounds<'_>,
    area: Option<&Arc<Shape>>,
    memory: &Memory,
    set: &Set,
) -> Result<Figures, Undecided> {
    let cut = |shape: Shape| match area {
        Some(area) => intersection(area, &shape),
        None => Ok(shape),
    };
    let mut by_holder: BTreeMap<Option<Id<Stakeholder>>, Vec<&Ground<'_>>> = BTreeMap::new();
    for (place, holders) in set {
        let Some(ground) = grounds.get(*place) else {
            continue;
        };
        if holders.is_empty() {
            by_holder.entry(None).or_default().push(ground);
        }
        for holder in holders {
            by_holder.entry(Some(*holder)).or_default().push(ground);
        }
    }
    let mut holders = Vec::with_capacity(by_holder.len());
    let mut united = Vec::with_capacity(by_holder.len());
    for (stakeholder, sectors) in &by_holder {
        let whole = union(sectors.iter().map(|ground| &*ground.shape))?;
        let held = area_m2(&cut(whole.clone())?);
        united.push(whole);
        if held > 0.0 {
            holders.push(Held {
                stakeholder: *stakeholder,
                area_m2: held,
            });
        }
    }
    // Nobody's ground comes first in the map and last in the list.
    holders.sort_by_key(|held| (held.stakeholder.is_none(), held.stakeholder));
    let (pairs, shared) = shared(grounds, memory, set)?;
    let covered = cut(union(&united)?)?;
    let uncovered = area.map(|area| difference(area, &united)).transpose()?;
    Ok(Figures {
        covered_m2: area_m2(&covered),
        uncovered_m2: uncovered.map(|shape| area_m2(&shape)),
        multiply_covered_m2: area_m2(&cut(union(&shared)?)?),
        holders,
        pairs,
    })
}

/// Returns the pairs of sectors of different holders that share ground, and that ground.
fn shared(grounds: &Grounds<'_>, memory: &Memory, set: &Set) -> Result<(Vec<Shared>, Vec<Shape>), Undecided> {
    let rows: Vec<(&Ground<'_>, &[Id<Stakeholder>])> = set
        .iter()
        .filter_map(|(place, holders)| Some((grounds.get(*place)?, holders.as_slice())))
        .collect();
    let boxes: Vec<Option<Bounds>> = rows.iter().map(|(ground, _)| ground.bounds).collect();
    let differ = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
        (Some((_, a)), Some((_, b))) => a != b,
        _ => false,
    };
    let mut pairs = Vec::new();
    let mut ground = Vec::new();
    for (a, b) in Index::of(boxes).pairs(differ) {
        let (Some((a, _)), Some((b, _))) = (rows.get(a), rows.get(b)) else {
            continue;
        };
        let overlap = memory.overlap(&a.shape, &b.shape)?;
        ground.extend(overlap.parts.iter().map(|part| (*part.shape).clone()));
        if overlap.area_m2 >= LEAST_SHARED_M2 {
            pairs.push(Shared {
                a: a.id,
                b: b.id,
                area_m2: overlap.area_m2,
            });
        }
    }
    Ok((pairs, ground))
}
