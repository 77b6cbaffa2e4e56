//! What stands round a frame: echelon, headquarters' staff, task force bracket.
//!
//! # Source
//! APP-6(E) and MIL-STD-2525E, amplifiers B (echelon), D (task force) and S (headquarters staff).

use crate::drawing::echelon::echelon_mark;
use crate::drawing::style::{Rgba, width};
use crate::model::Symbol;

use super::frame::{Frame, OCTAGON};
use super::glyph::{Primitive, line};

/// From the frame to the middle of the echelon's mark, points.
const MARK_OVER_FRAME: f32 = 5.5;
/// From the frame to the top of the bracket, points.
const BRACKET_OVER_FRAME: f32 = 10.5;
/// Least half width of the bracket, as a share of the octagon.
const BRACKET: f32 = 0.45;
/// Length of the staff below the frame, as a share of the octagon.
const STAFF: f32 = 0.8;

/// Returns the marks of a symbol round its frame.
pub(super) fn amplifiers(symbol: &Symbol, frame: &Frame, ink: Rgba) -> Vec<Primitive> {
    let mut drawn = Vec::new();
    let top = -frame.half[1];
    let mark = symbol
        .echelon
        .map(|echelon| echelon_mark(echelon, [0.0, top - MARK_OVER_FRAME], ink));
    if symbol.task_force {
        let mark_side = mark.as_ref().map_or(0.0, |mark| mark.reach[2] + 2.0);
        let (side, up) = (mark_side.max(BRACKET * OCTAGON), top - BRACKET_OVER_FRAME);
        let bracket = vec![[-side, top], [-side, up], [side, up], [side, top]];
        drawn.push(line(bracket, 1.4, ink));
    }
    drawn.extend(mark.into_iter().flat_map(|mark| mark.primitives));
    if symbol.headquarters {
        drawn.push(line(vec![frame.staff(), foot(frame)], width::SYMBOL, ink));
    }
    drawn
}

/// Returns the foot of a headquarters' staff: it stands on the place of the headquarters.
pub(super) fn foot(frame: &Frame) -> [f32; 2] {
    let [x, _] = frame.staff();
    [x, frame.half[1] + OCTAGON * STAFF]
}
