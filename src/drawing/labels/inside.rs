//! Where a name finds room inside an area.

use super::room::{Rect, Room};
use super::{Frame, Label, Shape, Text};

/// Levels at which the area is cut to look for room.
const ROWS: u16 = 13;
/// Space between the name and the area's edge.
const PAD: f32 = 6.0;
/// How much worse a place may be to be off a line: a share of the area's width or height.
const ON_LINE: f32 = 0.6;
/// Space between the name and what stands in the area.
const APART: f32 = 4.0;
/// An area whose box is narrower or lower than this has no room for any name.
const LEAST: [f32; 2] = [30.0, 22.0];
/// No letter is narrower in the mean, in its own size.
const NARROWEST: f32 = 0.3;
/// Parts of an area in which room is looked for.
const PARTS: usize = 6;

/// The parts of an area on the screen, the largest first.
pub(super) struct Parts {
    parts: Vec<Part>,
}

/// A part: its rings and the box round the outer one.
struct Part {
    rings: Vec<Vec<[f32; 2]>>,
    bounds: Rect,
}

impl Parts {
    /// Places an area on the screen; `None` where it is too small there for any name: names of a thousand
    /// small sectors need not be measured.
    pub(super) fn of(shape: &Shape, frame: &Frame<'_>, turn: f64) -> Option<Self> {
        let scale = frame.camera.points_per_unit();
        let [width, height] = shape.bounds.size().map(|side| (side * scale) as f32);
        if width < LEAST[0] || height < LEAST[1] {
            return None;
        }
        let mut parts: Vec<Part> = shape
            .parts
            .iter()
            .filter_map(|rings| {
                let placed = |ring: &Vec<[f64; 2]>| -> Vec<[f32; 2]> {
                    ring.iter().map(|point| frame.screen(*point, turn)).collect()
                };
                let rings: Vec<Vec<[f32; 2]>> = rings.iter().map(placed).collect();
                let bounds = bounds_of(rings.first()?)?;
                Some(Part { rings, bounds })
            })
            .filter(|part| part.bounds.meets(frame.whole()))
            .collect();
        let extent = |part: &Part| part.width() * part.height();
        parts.sort_by(|one, other| extent(other).total_cmp(&extent(one)));
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// Returns false where a name is certainly too wide or high for every part: it need not be measured.
    pub(super) fn may_hold(&self, label: &Label) -> bool {
        let narrowest = |text: &Text| {
            let letters = text.words.chars().count() as f32;
            letters * (text.size * NARROWEST + text.spacing)
        };
        let width = label.lines.iter().map(narrowest).fold(0.0, f32::max);
        let height: f32 = label.lines.iter().map(|text| text.size).sum();
        let holds = |part: &Part| part.width() > width && part.height() > height;
        self.parts.iter().any(holds)
    }

    /// Returns where the middle of a box can be so that it lies in the area, in view, and on nothing
    /// taken: in the largest part that has room, near its middle if it can be, on no line if it can be.
    pub(super) fn find(&self, size: [f32; 2], frame: &Frame<'_>, room: &Room) -> Option<[f32; 2]> {
        let mut places: Vec<(f32, [f32; 2])> = Vec::new();
        for (rank, part) in self.parts.iter().take(PARTS).enumerate() {
            part.places(size, frame, rank as f32 * 0.3, &mut places);
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
}

impl Part {
    fn width(&self) -> f32 {
        self.bounds.right - self.bounds.left
    }

    fn height(&self) -> f32 {
        self.bounds.bottom - self.bounds.top
    }

    /// Adds places for the middle of a box in this part and what each costs.
    fn places(&self, size: [f32; 2], frame: &Frame<'_>, cost: f32, out: &mut Vec<(f32, [f32; 2])>) {
        let area = self.bounds;
        if size[0] + 2.0 * PAD > self.width() || size[1] + 2.0 * PAD > self.height() {
            return;
        }
        let whole = frame.whole();
        let seen = Rect::new(
            area.left.max(whole.left),
            area.top.max(whole.top),
            area.right.min(whole.right),
            area.bottom.min(whole.bottom),
        );
        // Rows hang on the area, so that the name stays on its ground while the map is moved; where so
        // little of the area is in view that no row has room in it, they hang on what is in view.
        let before = out.len();
        self.rows(size, area, (cost, area), whole, out);
        let in_view = |(_, at): &(f32, [f32; 2])| whole.contains(box_at(*at, size));
        let any = out.get(before..).is_some_and(|places| places.iter().any(in_view));
        if !any && !whole.contains(area) {
            self.rows(size, seen, (cost, seen), whole, out);
        }
    }

    fn rows(
        &self,
        size: [f32; 2],
        rows: Rect,
        (cost, within): (f32, Rect),
        whole: Rect,
        out: &mut Vec<(f32, [f32; 2])>,
    ) {
        let middle = [
            f32::midpoint(rows.left, rows.right),
            f32::midpoint(rows.top, rows.bottom),
        ];
        let spread = [
            (rows.right - rows.left).max(1.0),
            (rows.bottom - rows.top).max(1.0),
        ];
        for row in 1..=ROWS {
            let y = rows.top + (rows.bottom - rows.top) * f32::from(row) / f32::from(ROWS + 1);
            for (from, until) in spans(&self.rings, y, size[1] / 2.0 + PAD) {
                let (from, until) = (from.max(within.left), until.min(within.right));
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
                    out.push((cost + off - 0.25 * roomy + out_of_view, [x, y]));
                }
            }
        }
    }
}

fn bounds_of(ring: &[[f32; 2]]) -> Option<Rect> {
    let [x, y] = ring.first().copied()?;
    let grown = |rect: Rect, [x, y]: &[f32; 2]| {
        Rect::new(
            rect.left.min(*x),
            rect.top.min(*y),
            rect.right.max(*x),
            rect.bottom.max(*y),
        )
    };
    Some(ring.iter().fold(Rect::new(x, y, x, y), grown))
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
pub(super) fn crossings(rings: &[Vec<[f32; 2]>], y: f32) -> Vec<(f32, f32)> {
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
