//! Where a name finds room inside an area.

use super::room::{Rect, Room};
use super::{Frame, Shape};

/// Levels at which the area is cut to look for room.
const ROWS: u16 = 13;
/// Space between the name and the area's edge.
const PAD: f32 = 6.0;
/// How much worse a place may be to be off a line: a share of the area's width or height.
const ON_LINE: f32 = 0.6;
/// Space between the name and what stands in the area.
const APART: f32 = 4.0;
/// An area whose box is narrower or lower than this has no room for any name.
const LEAST: [f32; 2] = [34.0, 22.0];

/// Returns false where the area is too small on the screen for any name: names of a thousand small
/// sectors need not be measured.
pub(super) fn is_worth_a_look(shape: &Shape, frame: &Frame<'_>) -> bool {
    let scale = frame.camera.points_per_unit();
    let [width, height] = shape.bounds.size();
    (width * scale) as f32 >= LEAST[0] && (height * scale) as f32 >= LEAST[1]
}

/// Returns where the middle of a box can be so that it lies in the area, in view, and on nothing taken:
/// near the area's middle if it can be, on no line if it can be.
pub(super) fn find(
    shape: &Shape,
    size: [f32; 2],
    frame: &Frame<'_>,
    turn: f64,
    room: &Room,
) -> Option<[f32; 2]> {
    let rings: Vec<Vec<[f32; 2]>> = shape
        .rings()
        .map(|ring| ring.iter().map(|point| frame.screen(*point, turn)).collect())
        .collect();
    let [left, top] = frame.screen(shape.bounds.min, turn);
    let [right, bottom] = frame.screen(shape.bounds.max, turn);
    let area = Rect::new(left, top, right, bottom);
    if size[0] + 2.0 * PAD > right - left || size[1] + 2.0 * PAD > bottom - top {
        return None;
    }
    let whole = frame.whole();
    // Rows hang on the area, so that the name stays on its ground while the map is moved; where so
    // little of the area is in view that no row may be, they hang on what is in view.
    let [width, height] = frame.size;
    let rows = if right - left < 2.5 * width && bottom - top < 2.5 * height {
        area
    } else {
        Rect::new(
            left.max(whole.left),
            top.max(whole.top),
            right.min(whole.right),
            bottom.min(whole.bottom),
        )
    };
    let middle = [
        f32::midpoint(rows.left, rows.right),
        f32::midpoint(rows.top, rows.bottom),
    ];
    let spread = [
        (rows.right - rows.left).max(1.0),
        (rows.bottom - rows.top).max(1.0),
    ];
    let mut places: Vec<(f32, [f32; 2])> = Vec::new();
    for row in 1..=ROWS {
        let y = rows.top + (rows.bottom - rows.top) * f32::from(row) / f32::from(ROWS + 1);
        for (from, until) in spans(&rings, y, size[1] / 2.0 + PAD) {
            let (from, until) = (from + PAD + size[0] / 2.0, until - PAD - size[0] / 2.0);
            if from > until {
                continue;
            }
            let roomy = ((until - from) / spread[0]).min(1.0);
            for share in [0.5, 0.3, 0.7, 0.1, 0.9] {
                let x = from + (until - from) * share;
                let off = ((x - middle[0]) / spread[0]).abs() + ((y - middle[1]) / spread[1]).abs();
                let out_of_view = if whole.contains(box_at([x, y], size)) {
                    0.0
                } else {
                    10.0
                };
                places.push((off - 0.25 * roomy + out_of_view, [x, y]));
            }
        }
    }
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    // The best place on a line is kept in hand until a clear one has become too much worse.
    let mut on_line: Option<(f32, [f32; 2])> = None;
    for (cost, at) in places {
        if on_line.is_some_and(|(known, _)| cost > known + ON_LINE) {
            break;
        }
        let rect = box_at(at, size);
        if !room.is_free(rect.grown(APART)) {
            continue;
        }
        if room.is_clear(rect) {
            return Some(at);
        }
        on_line = on_line.or(Some((cost, at)));
    }
    on_line.map(|(_, at)| at)
}

fn box_at([x, y]: [f32; 2], [width, height]: [f32; 2]) -> Rect {
    Rect::new(
        x - width / 2.0,
        y - height / 2.0,
        x + width / 2.0,
        y + height / 2.0,
    )
}

/// Returns where a box is free under, over or beside the area's own box.
pub(super) fn near(
    shape: &Shape,
    [width, height]: [f32; 2],
    frame: &Frame<'_>,
    turn: f64,
    room: &Room,
) -> Option<Rect> {
    let [left, top] = frame.screen(shape.bounds.min, turn);
    let [right, bottom] = frame.screen(shape.bounds.max, turn);
    let middle = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
    let at = |x: f32, y: f32| Rect::new(x, y, x + width, y + height);
    let rects = [
        at(middle[0] - width / 2.0, bottom + PAD / 2.0),
        at(middle[0] - width / 2.0, top - height - PAD / 2.0),
        at(right + PAD, middle[1] - height / 2.0),
        at(left - PAD - width, middle[1] - height / 2.0),
    ];
    let whole = frame.whole();
    let mut free = rects
        .into_iter()
        .filter(|rect| room.is_free(*rect) && whole.contains(*rect));
    free.next()
}

/// The stretches of a level that lie inside the rings (even-odd) for half a height above and below too.
fn spans(rings: &[Vec<[f32; 2]>], y: f32, half: f32) -> Vec<(f32, f32)> {
    let mut spans = crossings(rings, y);
    for level in [y - half, y + half] {
        let others = crossings(rings, level);
        spans = spans
            .iter()
            .flat_map(|(from, until)| {
                others
                    .iter()
                    .map(|(other_from, other_until)| (from.max(*other_from), until.min(*other_until)))
            })
            .filter(|(from, until)| from < until)
            .collect();
    }
    // A vertex between the levels may still reach in: it cuts the stretch.
    for [x, at] in rings.iter().flatten().copied() {
        if (at - y).abs() < half {
            spans = spans
                .into_iter()
                .flat_map(|(from, until)| {
                    if from < x && x < until {
                        [(from, x), (x, until)]
                    } else {
                        [(from, until), (until, until)]
                    }
                })
                .filter(|(from, until)| from < until)
                .collect();
        }
    }
    spans
}

/// The stretches of a level inside the rings.
fn crossings(rings: &[Vec<[f32; 2]>], y: f32) -> Vec<(f32, f32)> {
    let mut at: Vec<f32> = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for ([x, one], [other_x, other]) in ring.iter().zip(next) {
            if (*one > y) != (*other > y) {
                at.push(x + (y - one) / (other - one) * (other_x - x));
            }
        }
    }
    at.sort_by(f32::total_cmp);
    at.chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .collect()
}
