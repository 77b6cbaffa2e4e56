//! From a computed shape back to an area that can be kept.

use super::{Area, Part, Shape, drawn_area_m2};

/// How often a rounded area is cleaned again.
const ROUNDS: usize = 4;

/// Parts and holes below this are crumbs of rounding, in square metres.
const CRUMB_M2: f64 = 1.0;

/// Returns a shape as an area to be stored, without crumbs below a square metre; `None` where nothing
/// is left.
pub fn stored_area(shape: &Shape) -> Option<Area> {
    let mut area = rounded(shape);
    // Rounding to whole steps can lay vertices on edges; cleaned and rounded again they come apart.
    for _ in 0..ROUNDS {
        if !area
            .defects()
            .iter()
            .any(|defect| defect.is_crossing() || defect.is_degenerate())
        {
            break;
        }
        area = rounded(&Shape::of(&area));
    }
    (!area.parts.is_empty()).then_some(area)
}

fn rounded(shape: &Shape) -> Area {
    let parts = shape.parts().into_iter().map(|part| part.to_area());
    let large = parts.filter(|part| drawn_area_m2(part) >= CRUMB_M2);
    Area {
        parts: large.flat_map(|area| area.parts).map(without_specks).collect(),
    }
}

/// Drops the holes of a part that are crumbs.
fn without_specks(mut part: Part) -> Part {
    part.holes
        .retain(|hole| drawn_area_m2(&Area::from_outer(hole.points.clone())) >= CRUMB_M2);
    part
}
