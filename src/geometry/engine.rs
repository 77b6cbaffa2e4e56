//! The only place that names the polygon engine.
//!
//! Hands contours of the fine grid to `i_overlay` and takes patches back, with a check on every
//! result; a result that fails is computed again by another strategy and then given up as
//! [`Undecided`]. Knows nothing of turns of longitude: its callers bring everything into one plane.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::{Precision, Solver, Strategy};
use i_overlay::i_shape::flat::buffer::FlatContoursBuffer;

use super::grid::{self, Contour, Extent, Patch, Spot};
use super::{rings, tangle};

/// The engine's answer did not stand its check: whoever asked must assume the worst.
///
/// A caller reports "cannot decide: treat as conflict", never "no overlap".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the shapes could not be compared reliably: treat them as in conflict")]
pub struct Undecided;

/// How a set of contours covers ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// Inside where an odd number of contours goes round.
    EvenOdd,
    /// Inside where more contours go round counter-clockwise than clockwise.
    Positive,
}

/// Contours to work on.
pub(super) struct Work {
    overlay: Overlay<i64>,
    fill: FillRule,
    contours: Vec<Contour>,
    /// How far rounding can move an area: the sum of all edges' lengths, in steps.
    outline: i128,
}

/// What two results of one overlay are.
pub(super) struct Split {
    /// The result asked for.
    pub(super) kept: Vec<Patch>,
    /// Twice the area of the result asked for.
    pub(super) kept_area: i128,
    /// Twice the area of the rest.
    pub(super) rest_area: i128,
    /// How much the sum of the two may be off.
    pub(super) tolerance: i128,
}

/// Which ground to keep, and which ground is the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Subject and clip; the rest is the subject without the clip.
    Common,
    /// The subject without the clip; the rest is subject and clip.
    SubjectOnly,
    /// The subject; the rest is the clip without the subject. The clip is a box round the subject.
    Subject,
}

const STRATEGIES: [Strategy; 3] = [Strategy::Auto, Strategy::Tree, Strategy::List];

/// Computes with one strategy after the other until a result stands `check`.
///
/// # Errors
/// [`Undecided`] where none does, or where edges meet too often for any.
pub(super) fn solve(
    keep: Keep,
    fill: Fill,
    add: impl Fn(&mut Work),
    check: impl Fn(&Split) -> bool,
) -> Result<Split, Undecided> {
    for strategy in STRATEGIES {
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let mut work = Work::new(fill, strategy);
            add(&mut work);
            // Neither could another strategy.
            if tangle::is_tangled(&work.contours) {
                return ControlFlow::Break(Undecided);
            }
            ControlFlow::Continue(work.split(keep))
        }));
        match attempt {
            Ok(ControlFlow::Continue(split)) if check(&split) => return Ok(split),
            Ok(ControlFlow::Break(undecided)) => return Err(undecided),
            _ => {}
        }
    }
    Err(Undecided)
}

impl Work {
    fn new(fill: Fill, strategy: Strategy) -> Self {
        let solver = Solver {
            strategy,
            precision: Precision::HIGH,
            // The engine must not start threads of its own: same plan, same bytes, and the caller
            // decides how many cores a check may take.
            multithreading: None,
        };
        // A vertex on a straight line may be where another ring touches: `tidy` decides.
        let options = IntOverlayOptions {
            preserve_output_collinear: true,
            ..IntOverlayOptions::ogc()
        };
        Self {
            overlay: Overlay::new_custom(64, options, solver),
            fill: match fill {
                Fill::EvenOdd => FillRule::EvenOdd,
                Fill::Positive => FillRule::Positive,
            },
            contours: Vec::new(),
            outline: 0,
        }
    }

    /// Adds a contour to the subject, moved along x.
    pub(super) fn subject(&mut self, contour: &[Spot], dx: i64) {
        self.add(contour, dx, ShapeType::Subject);
    }

    /// Adds a contour to the clip, moved along x.
    pub(super) fn clip(&mut self, contour: &[Spot], dx: i64) {
        self.add(contour, dx, ShapeType::Clip);
    }

    fn add(&mut self, contour: &[Spot], dx: i64, side: ShapeType) {
        for (a, b) in grid::edges(contour) {
            self.outline += i128::from((b.x - a.x).abs() + (b.y - a.y).abs());
        }
        let moved = contour.iter().map(|spot| Spot::new(spot.x + dx, spot.y));
        let moved: Contour = moved.collect();
        self.overlay.add_path_iter(moved.iter().copied(), side);
        self.contours.push(moved);
    }

    fn split(mut self, keep: Keep) -> Split {
        let mut buffer = self.overlay.boolean_buffer.take().unwrap_or_default();
        let Some(graph) = self.overlay.build_graph_view(self.fill) else {
            return Split {
                kept: Vec::new(),
                kept_area: 0,
                rest_area: 0,
                tolerance: 0,
            };
        };
        let (wanted, rest) = match keep {
            Keep::Common => (OverlayRule::Intersect, OverlayRule::Difference),
            Keep::SubjectOnly => (OverlayRule::Difference, OverlayRule::Intersect),
            Keep::Subject => (OverlayRule::Subject, OverlayRule::InverseDifference),
        };
        let kept = graph.extract_shapes(wanted, &mut buffer);
        // Only the area of the rest is wanted: which hole is whose does not matter.
        let mut contours = FlatContoursBuffer::default();
        graph.extract_contours_into(rest, &mut buffer, &mut contours);
        let rest_contours = contours
            .ranges
            .iter()
            .filter_map(|range| contours.points.get(range.clone()));
        let rest_area = rest_contours.map(grid::twice_area).sum();
        Split {
            kept_area: area(&kept),
            rest_area,
            kept: rings::tidy(kept),
            tolerance: 16 * (self.outline + 64),
        }
    }
}

impl Split {
    /// Returns true where kept and rest together have the given area, both have some or none, and
    /// the kept lies in the box.
    pub(super) fn adds_up_to(&self, twice_area: i128, within: Option<Extent>) -> bool {
        // Rounding a crossing moves it by a step or two.
        let slack = 4;
        let inside = |spot: &Spot| {
            within.is_some_and(|extent| {
                (extent.min.x - slack..=extent.max.x + slack).contains(&spot.x)
                    && (extent.min.y - slack..=extent.max.y + slack).contains(&spot.y)
            })
        };
        (self.kept_area + self.rest_area - twice_area).abs() <= self.tolerance
            && self.kept_area >= 0
            && self.rest_area >= 0
            && self.kept.iter().flatten().flatten().all(inside)
    }
}

fn area(patches: &[Patch]) -> i128 {
    patches
        .iter()
        .flatten()
        .map(|contour| grid::twice_area(contour))
        .sum()
}
