//! What two sectors have in common: the parts in which they overlap, and the edge along which they meet.
//!
//! Candidates come from an index with holder and time looked at before any geometry. Shapes do not
//! change in time, so a pair is computed once, whatever the slices. Judges nothing.

use std::sync::{Arc, OnceLock};

use super::grounds::{Contest, Grounds, contests};
use super::memory::Memory;
use super::parties::Parties;
use super::time::{Spans, Timeline};
use crate::checks::executor::{Cancelled, Work};
use crate::geometry::{
    Circle, Frame, Index, Path, Shape, Undecided, area_m2, facing_edge, inscribed_circle, intersection,
    is_narrower_than, outline, parts_away, perimeter_m, total_length_m,
};
use crate::model::Thresholds;

/// A connected part of an overlap or gap.
#[derive(Debug)]
pub struct Part {
    /// Its ground.
    pub shape: Arc<Shape>,
    /// Its area.
    pub area_m2: f64,
    circle: OnceLock<Option<Circle>>,
    /// The width last asked about, and whether the part is narrower.
    narrower: OnceLock<(f64, bool)>,
}

impl Part {
    /// Makes a part of a connected shape.
    pub(in crate::checks) fn of(shape: Shape) -> Self {
        Self {
            area_m2: area_m2(&shape),
            shape: Arc::new(shape),
            circle: OnceLock::new(),
            narrower: OnceLock::new(),
        }
    }

    /// Returns its largest inscribed circle; `None` only where it is too thin to have one.
    pub fn circle(&self) -> Option<Circle> {
        *self
            .circle
            .get_or_init(|| inscribed_circle(&self.frame(), &self.shape))
    }

    /// Returns true where it is a sliver: its largest inscribed circle is narrower than this.
    pub fn is_sliver(&self, width_m: f64) -> bool {
        let find = || is_narrower_than(&self.frame(), &self.shape, width_m);
        let (known, narrower) = *self.narrower.get_or_init(|| (width_m, find()));
        if known == width_m { narrower } else { find() }
    }

    /// Returns the length of its outline.
    pub fn perimeter_m(&self) -> f64 {
        perimeter_m(&self.shape)
    }

    /// Returns a plane round it, good for distances near it.
    pub fn frame(&self) -> Frame {
        frame_of(&[&self.shape])
    }
}

/// What two shapes share.
#[derive(Debug)]
pub struct Overlap {
    /// The connected parts.
    pub parts: Vec<Part>,
    /// The area of all parts together.
    pub area_m2: f64,
}

impl Overlap {
    pub(super) fn between(a: &Shape, b: &Shape) -> Result<Self, Undecided> {
        let parts: Vec<Part> = intersection(a, b)?.parts().into_iter().map(Part::of).collect();
        Ok(Self {
            area_m2: parts.iter().map(|part| part.area_m2).sum(),
            parts,
        })
    }
}

/// The widths that edges are found with, in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widths {
    snap_m: u32,
    sliver_width_m: u32,
}

impl Widths {
    pub(super) fn of(thresholds: &Thresholds) -> Self {
        Self {
            snap_m: thresholds.snap_m,
            sliver_width_m: thresholds.sliver_width_m,
        }
    }
}

/// Where two sectors face each other across less than the sliver width.
#[derive(Debug, Default)]
pub struct Edge {
    /// The parts of the first one's outline that face the second's; its ground is on their left.
    pub paths: Vec<Path>,
    /// Their length.
    pub length_m: f64,
    /// What of them is farther than the snapping distance from the second's outline.
    pub apart: Vec<Path>,
    /// The length of that.
    pub apart_m: f64,
}

impl Edge {
    fn between(a: &Shape, b: &Shape, widths: Widths) -> Self {
        let frame = frame_of(&[a, b]);
        let paths = facing_edge(&frame, a, b, f64::from(widths.sliver_width_m));
        if paths.is_empty() {
            return Self::default();
        }
        let apart = parts_away(&frame, &paths, &outline(b), f64::from(widths.snap_m));
        Self {
            length_m: total_length_m(&paths),
            apart_m: total_length_m(&apart),
            paths,
            apart,
        }
    }

    /// Returns the longest connected piece.
    pub fn longest(&self) -> Option<&Path> {
        longest(&self.paths)
    }

    /// Returns the longest connected piece that is a mismatch.
    pub fn longest_apart(&self) -> Option<&Path> {
        longest(&self.apart)
    }
}

fn longest(paths: &[Path]) -> Option<&Path> {
    paths
        .iter()
        .rev()
        .max_by(|a, b| crate::geometry::length_m(a).total_cmp(&crate::geometry::length_m(b)))
}

/// Returns a plane that depends on nothing but these shapes: what is remembered of them must not
/// change when something else in the plan moves.
pub(in crate::checks) fn frame_of(shapes: &[&Shape]) -> Frame {
    let corners = shapes.iter().filter_map(|shape| shape.bounds());
    Frame::around(corners.flat_map(|bounds| [bounds.south_west(), bounds.north_east()]))
}

/// Two primary sectors of different holders that overlap or come near each other.
#[derive(Debug)]
pub struct Pair {
    /// The place of the first in [`Grounds::all`]; its id is the lower.
    pub a: usize,
    /// The place of the second.
    pub b: usize,
    /// When both are valid with different holders, none an adversary, and who they then are.
    pub contests: Timeline<Vec<Contest>>,
    /// What they share, or that it cannot be told.
    pub overlap: Result<Arc<Overlap>, Undecided>,
    /// Where they face each other.
    pub edge: Arc<Edge>,
}

impl Pair {
    /// Returns when they are a deconfliction pair.
    pub fn spans(&self) -> Spans {
        self.contests.spans(|_| true)
    }
}

/// Finds every pair that matters to some rule, in order of the two sectors.
pub(super) fn pairs(
    grounds: &Grounds<'_>,
    parties: &Parties<'_>,
    thresholds: &Thresholds,
    memory: &Memory,
    work: Work<'_>,
) -> Result<Vec<Pair>, Cancelled> {
    let widths = Widths::of(thresholds);
    let edges = memory.edges(widths);
    let rows = grounds.all();
    // A holder that never changes is compared before anything else.
    let steady: Vec<_> = rows
        .iter()
        .map(|ground| match ground.holders.runs() {
            [(_, holders)] => Some(holders.as_slice()),
            _ => None,
        })
        .collect();
    let grown = rows.iter().map(|ground| {
        ground
            .bounds
            .filter(|_| ground.sector.role.is_primary() && !ground.spans.is_empty())
            .map(|bounds| bounds.grown_m(f64::from(widths.sliver_width_m) / 2.0 + 0.1))
    });
    let index = Index::of(grown);
    let candidates = index.pairs(|a, b| {
        let same = matches!(
            (steady.get(a), steady.get(b)),
            (Some(Some(mine)), Some(Some(yours))) if mine == yours || mine.is_empty() || yours.is_empty()
        );
        let meet = || match (rows.get(a), rows.get(b)) {
            (Some(a), Some(b)) => a.spans.runs().iter().any(|run| b.spans.meets(run)),
            _ => false,
        };
        !same && meet()
    });
    let found = work.map(&candidates, 32, |&(place_a, place_b)| {
        let (a, b) = (grounds.get(place_a)?, grounds.get(place_b)?);
        let contests = contests(a, b, parties);
        if contests.runs().is_empty() {
            return None;
        }
        let overlap = memory.overlap(&a.shape, &b.shape);
        let edge = edges.relation(&a.shape, &b.shape, |a, b| Arc::new(Edge::between(a, b, widths)));
        let shares = overlap.as_ref().map_or(true, |overlap| !overlap.parts.is_empty());
        (shares || edge.length_m > 0.0).then_some(Pair {
            a: place_a,
            b: place_b,
            contests,
            overlap,
            edge,
        })
    })?;
    Ok(found.into_iter().flatten().collect())
}
