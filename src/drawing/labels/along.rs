//! Where a name finds room at a line: on its sides, at its ends, along it.
//!
//! What of a line is out of view has no name there: a line that leaves the picture is named where it
//! leaves it. Names are level, so that they are read without turning one's head.

use std::sync::Arc;

use super::room::{Rect, Room};
use super::{Frame, Label, Measure, Placed, Shape, Sized, on_screen, settle};
use crate::drawing::line::{self, Run};
use crate::drawing::style::{font, size};

/// Space between a line and a name on its side.
const OFF_LINE: f32 = 6.0;
/// How far from a mark the names on its sides may be, in the order in which it is tried.
const SHIFTS: [f32; 9] = [0.0, 46.0, -46.0, 92.0, -92.0, 140.0, -140.0, 200.0, -200.0];
/// A line in view is so far from the edge at least.
const FROM_EDGE: f32 = 4.0;

/// A line on the screen and its length.
struct Line {
    points: Vec<[f32; 2]>,
    length: f32,
}

impl Line {
    fn of(points: Vec<[f32; 2]>) -> Self {
        let length = line::length(&points);
        Self { points, length }
    }

    /// A box on a side of the line (1: left, -1: right), clear of it, so far along and so far off.
    fn beside(&self, along: f32, side: f32, sized: &Sized<'_>, off: f32) -> Option<Rect> {
        let ([x, y], [along_x, along_y]) = line::along(&self.points, along.clamp(0.0, self.length))?;
        // On the screen y runs down: the left of a direction is to the north of one that goes east.
        let normal = [along_y * side, -along_x * side];
        let far = clear(normal, sized.size) + off;
        Some(sized.centred([x + normal[0] * far, y + normal[1] * far]))
    }

    /// The pieces in view, in order.
    fn in_view(&self, frame: &Frame<'_>) -> Vec<Run> {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = frame.whole().grown(-FROM_EDGE);
        line::clipped(&self.points, [left, top, right, bottom])
    }
}

/// How far the middle of a box must be from a line for the box to be clear of it.
fn clear(normal: [f32; 2], [width, height]: [f32; 2]) -> f32 {
    normal[0].abs() * width / 2.0 + normal[1].abs() * height / 2.0 + OFF_LINE
}

/// Returns the first rectangle that is free and on no line, else the first that is free.
fn first_free(rects: impl Iterator<Item = Rect> + Clone, frame: &Frame<'_>, room: &Room) -> Option<Rect> {
    let whole = frame.whole();
    let mut free = rects.filter(|rect| whole.contains(*rect) && room.is_free(*rect));
    let first = free.next()?;
    std::iter::once(first)
        .chain(free)
        .find(|rect| room.is_clear(*rect))
        .or(Some(first))
}

/// Names one side of a line at each of its marks.
pub(super) fn sides(
    ways: &[Arc<Label>],
    shape: &Shape,
    left: bool,
    frame: &Frame<'_>,
    measure: Measure<'_>,
    room: &mut Room,
    out: &mut Vec<Placed>,
) {
    let side = if left { 1.0 } else { -1.0 };
    for points in on_screen(shape, frame) {
        let line = Line::of(points);
        let marks = line::mark_places(line.length, font::BOUNDARY * 2.0);
        let near = frame.whole().grown(size::MARK_SPACING / 2.0);
        let places = line::along_each(&line.points, marks.iter().copied());
        let seen = marks.into_iter().zip(places);
        for (mark, _) in seen.filter(|(_, ([x, y], _))| near.contains(Rect::new(*x, *y, *x, *y))) {
            let found = ways.iter().find_map(|label| {
                let sized = Sized::of(label, measure);
                if line.length < sized.size[0] * 0.9 {
                    return None;
                }
                let rects = SHIFTS.into_iter();
                let rects = rects.filter_map(|shift| line.beside(mark + shift, side, &sized, 0.0));
                let rects: Vec<Rect> = rects.collect();
                let rect = first_free(rects.into_iter(), frame, room)?;
                Some((sized, rect))
            });
            if let Some((sized, rect)) = found {
                settle(&sized, rect, None, room, out);
            }
        }
    }
}

/// Names a line at both of its ends: beyond them, else beside them; where it leaves the picture, beside
/// it there.
pub(super) fn ends(
    ways: &[Arc<Label>],
    shape: &Shape,
    frame: &Frame<'_>,
    measure: Measure<'_>,
    room: &mut Room,
    out: &mut Vec<Placed>,
) {
    for points in on_screen(shape, frame) {
        let line = Line::of(points);
        let runs = line.in_view(frame);
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            continue;
        };
        let (from, until) = (first.from, last.from + line::length(&last.points));
        for (at, inwards) in [(from, 1.0), (until, -1.0)] {
            let is_end = at < 1.0 || at > line.length - 1.0;
            let found = ways.iter().find_map(|label| {
                let sized = Sized::of(label, measure);
                if until - from < sized.size[0] * 0.8 {
                    return None;
                }
                let beyond = is_end.then(|| beyond(&line, inwards, &sized)).flatten();
                let half = sized.size[0] / 2.0;
                let steps = [0.6, 1.3, 2.2].map(|step| at + inwards * (half * step + OFF_LINE));
                // Both ends of a short line would meet in its middle.
                let own_half = |along: &f32| (along - at).abs() < (until - from) / 2.0;
                let beside: Vec<Rect> = steps
                    .into_iter()
                    .filter(own_half)
                    .flat_map(|along| [(along, 1.0), (along, -1.0)])
                    .filter_map(|(along, side)| line.beside(along, side, &sized, 0.0))
                    .collect();
                let rect = beyond
                    .filter(|rect| room.is_free(*rect) && frame.whole().contains(*rect))
                    .or_else(|| first_free(beside.into_iter(), frame, room))?;
                Some((sized, rect))
            });
            if let Some((sized, rect)) = found {
                settle(&sized, rect, None, room, out);
            }
        }
    }
}

/// A box beyond the beginning of a line (`inwards` 1) or its end (-1), in line with it.
fn beyond(line: &Line, inwards: f32, sized: &Sized<'_>) -> Option<Rect> {
    let at = if inwards > 0.0 { 0.0 } else { line.length };
    let ([x, y], [along_x, along_y]) = line::along(&line.points, at)?;
    let out = [-along_x * inwards, -along_y * inwards];
    let far = clear(out, sized.size) - OFF_LINE / 2.0;
    Some(sized.centred([x + out[0] * far, y + out[1] * far]))
}

/// Names a line near its middle, or where that is out of view, near the middle of what is in view.
pub(super) fn middle(
    ways: &[Arc<Label>],
    shape: &Shape,
    frame: &Frame<'_>,
    measure: Measure<'_>,
    room: &mut Room,
    out: &mut Vec<Placed>,
) {
    const SHARES: [f32; 9] = [0.5, 0.36, 0.64, 0.22, 0.78, 0.29, 0.71, 0.1, 0.9];
    for points in on_screen(shape, frame) {
        let line = Line::of(points);
        let runs = line.in_view(frame);
        let longest = runs
            .iter()
            .map(|run| (run.from, line::length(&run.points)))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        let Some((from, length)) = longest else {
            continue;
        };
        let found = ways.iter().find_map(|label| {
            let sized = Sized::of(label, measure);
            if length < sized.size[0] * 0.8 {
                return None;
            }
            let whole = SHARES.map(|share| share * line.length);
            let seen = SHARES.map(|share| from + share * length);
            let rects: Vec<Rect> = whole
                .into_iter()
                .chain(seen)
                .flat_map(|along| [(along, 1.0), (along, -1.0)])
                .filter_map(|(along, side)| line.beside(along, side, &sized, size::SITE / 2.0))
                .collect();
            let is_clear =
                |rect: &Rect| frame.whole().contains(*rect) && room.is_free(*rect) && room.is_clear(*rect);
            let rect = rects.into_iter().find(is_clear)?;
            Some((sized, rect))
        });
        if let Some((sized, rect)) = found {
            settle(&sized, rect, None, room, out);
        }
    }
}
