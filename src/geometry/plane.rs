//! Line work laid out in a local plane, in a form that is quick to search.
//!
//! Straight edges of longitude and latitude are bent in the plane, so each is laid down in as many
//! pieces as it takes to be off by less than 5 cm. Neighbouring pieces share a box, those boxes share
//! one, and so on up: nearest and near are found without looking at every piece. Nothing here is
//! exact, and nothing here decides what overlaps what.

use super::grid::Spot;
use super::{Frame, Path, Position, Shape, grid};

/// A place in the plane, in metres: x east, y north.
pub(super) type Dot = [f64; 2];

/// A straight piece of an edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) from: Dot,
    pub(super) to: Dot,
    /// The edge it is a piece of.
    pub(super) edge: u32,
    /// Where along that edge it starts and ends, from 0 to 1.
    pub(super) start: f64,
    pub(super) end: f64,
}

/// Pieces in drawing order with the boxes that lead to them.
#[derive(Clone, Debug, Default)]
pub(super) struct LineWork {
    /// The edges as drawn, in fine spots.
    pub(super) edges: Vec<(Spot, Spot)>,
    pub(super) pieces: Vec<Piece>,
    /// The lowest level has a box for each `FAN` pieces, each further one for each `FAN` boxes.
    levels: Vec<Vec<PlaneBox>>,
}

/// What is nearest to a dot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nearest {
    pub(super) distance: f64,
    pub(super) at: Dot,
    pub(super) piece: usize,
}

#[derive(Clone, Copy, Debug)]
struct PlaneBox {
    min: Dot,
    max: Dot,
}

const FAN: usize = 4;

impl LineWork {
    /// Lays out all outlines of a shape.
    pub(super) fn of_shape(frame: &Frame, shape: &Shape) -> Self {
        Self::of_edges(frame, shape.edges())
    }

    /// Lays out paths, each open.
    pub(super) fn of_paths<'a>(frame: &Frame, paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut edges = Vec::new();
        for path in paths {
            let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
            edges.extend(spots.iter().copied().zip(spots.iter().copied().skip(1)));
            if let [only] = spots.as_slice() {
                edges.push((*only, *only));
            }
        }
        Self::of_edges(frame, edges)
    }

    /// Lays out a single position.
    pub(super) fn of_position(frame: &Frame, position: Position) -> Self {
        let spot = grid::spot(position);
        Self::of_edges(frame, [(spot, spot)])
    }

    pub(super) fn of_edges(frame: &Frame, edges: impl IntoIterator<Item = (Spot, Spot)>) -> Self {
        let edges: Vec<(Spot, Spot)> = edges.into_iter().collect();
        let mut pieces = Vec::with_capacity(edges.len());
        let mut known: Option<(Spot, Dot)> = None;
        let mut dots = Vec::new();
        for (edge, &(a, b)) in edges.iter().enumerate() {
            let mut from = match known {
                Some((spot, dot)) if spot == a => dot,
                _ => frame.plane_from_spot(a),
            };
            dots.clear();
            frame.plane_line(a, b, |dot| dots.push(dot));
            let count = dots.len() as f64;
            for (number, &to) in dots.iter().enumerate() {
                pieces.push(Piece {
                    from,
                    to,
                    edge: edge as u32,
                    start: number as f64 / count,
                    end: (number + 1) as f64 / count,
                });
                from = to;
            }
            known = Some((b, from));
        }
        let levels = levels_of(&pieces);
        Self {
            edges,
            pieces,
            levels,
        }
    }

    /// Returns the nearest place nearer than `within` metres.
    pub(super) fn nearest(&self, dot: Dot, within: f64) -> Option<Nearest> {
        let mut best = Nearest {
            distance: within,
            at: dot,
            piece: usize::MAX,
        };
        self.search(
            &mut best,
            |best, bounds| bounds.distance(dot) < best.distance,
            |bounds| bounds.distance(dot),
            |best, number, piece| {
                let at = foot(dot, piece.from, piece.to);
                let distance = apart(dot, at);
                if distance < best.distance {
                    *best = Nearest {
                        distance,
                        at,
                        piece: number,
                    };
                }
            },
        );
        (best.piece != usize::MAX).then_some(best)
    }

    /// Returns the least distance to other line work where it is less than `within`, and the two
    /// places, the own one first.
    pub(super) fn nearest_between(&self, other: &LineWork, within: f64) -> Option<(f64, Dot, Dot)> {
        let mut best: Option<(f64, Dot, Dot)> = None;
        let mut limit = within;
        for piece in &other.pieces {
            let bounds = PlaneBox::of(piece);
            let mut found = (limit, best);
            self.search(
                &mut found,
                |found, mine| mine.distance_to(bounds) < found.0,
                |mine| mine.distance_to(bounds),
                |found, _, mine| {
                    let (distance, here, there) = between(mine.from, mine.to, piece.from, piece.to);
                    if distance < found.0 {
                        *found = (distance, Some((distance, here, there)));
                    }
                },
            );
            (limit, best) = found;
            if limit <= 0.0 {
                break;
            }
        }
        best
    }

    /// Calls `found` with every piece whose box is within `within` metres of the box of a line.
    pub(super) fn near(&self, from: Dot, to: Dot, within: f64, mut found: impl FnMut(usize, &Piece)) {
        let bounds = PlaneBox::of_line(from, to);
        self.search(
            &mut (),
            |(), mine| mine.distance_to(bounds) <= within,
            |_| 0.0,
            |(), number, piece| {
                if PlaneBox::of(piece).distance_to(bounds) <= within {
                    found(number, piece);
                }
            },
        );
    }

    /// Returns true where a dot is inside the outlines laid out, by even-odd; for those of a shape.
    pub(super) fn encloses(&self, dot: Dot) -> bool {
        let mut inside = false;
        let [x, y] = dot;
        self.search(
            &mut inside,
            |_, bounds| bounds.min[1] <= y && y < bounds.max[1] && x <= bounds.max[0],
            |_| 0.0,
            |inside, _, piece| {
                let ([ax, ay], [bx, by]) = (piece.from, piece.to);
                if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                    *inside = !*inside;
                }
            },
        );
        inside
    }

    /// Returns the corners of the box round everything; `None` where there is nothing.
    pub(super) fn corners(&self) -> Option<(Dot, Dot)> {
        let top = self.levels.last()?.iter().copied().reduce(PlaneBox::with)?;
        Some((top.min, top.max))
    }

    /// Walks the boxes that are worth it, the more promising first, and visits their pieces.
    fn search<S>(
        &self,
        state: &mut S,
        worth: impl Fn(&S, &PlaneBox) -> bool,
        promise: impl Fn(&PlaneBox) -> f64,
        mut visit: impl FnMut(&mut S, usize, &Piece),
    ) {
        let Some(top) = self.levels.len().checked_sub(1) else {
            return;
        };
        let mut open: Vec<(usize, usize)> = Vec::with_capacity(FAN * 16);
        open.extend(
            self.levels
                .last()
                .map_or(0..0, |level| 0..level.len())
                .map(|number| (top, number)),
        );
        while let Some((level, number)) = open.pop() {
            let Some(bounds) = self.levels.get(level).and_then(|boxes| boxes.get(number)) else {
                continue;
            };
            if !worth(state, bounds) {
                continue;
            }
            let first = number * FAN;
            let Some(below) = level.checked_sub(1) else {
                let pieces = self.pieces.iter().enumerate().skip(first).take(FAN);
                pieces.for_each(|(number, piece)| visit(state, number, piece));
                continue;
            };
            let Some(boxes) = self.levels.get(below) else {
                continue;
            };
            let start = open.len();
            let children = boxes.iter().enumerate().skip(first).take(FAN);
            open.extend(children.map(|(child, _)| (below, child)));
            let value = |&(_, child): &(usize, usize)| boxes.get(child).map_or(0.0, &promise);
            if let Some(added) = open.get_mut(start..) {
                // The most promising goes on top of the stack.
                added.sort_by(|a, b| value(b).total_cmp(&value(a)));
            }
        }
    }
}

impl PlaneBox {
    fn of(piece: &Piece) -> Self {
        Self::of_line(piece.from, piece.to)
    }

    fn of_line([ax, ay]: Dot, [bx, by]: Dot) -> Self {
        Self {
            min: [ax.min(bx), ay.min(by)],
            max: [ax.max(bx), ay.max(by)],
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    fn distance(&self, [x, y]: Dot) -> f64 {
        let dx = (self.min[0] - x).max(x - self.max[0]).max(0.0);
        let dy = (self.min[1] - y).max(y - self.max[1]).max(0.0);
        (dx * dx + dy * dy).sqrt()
    }

    fn distance_to(&self, other: Self) -> f64 {
        let dx = (self.min[0] - other.max[0])
            .max(other.min[0] - self.max[0])
            .max(0.0);
        let dy = (self.min[1] - other.max[1])
            .max(other.min[1] - self.max[1])
            .max(0.0);
        (dx * dx + dy * dy).sqrt()
    }
}

fn levels_of(pieces: &[Piece]) -> Vec<Vec<PlaneBox>> {
    let join = |boxes: &mut dyn Iterator<Item = PlaneBox>| boxes.reduce(PlaneBox::with);
    let mut levels = Vec::new();
    let mut level: Vec<PlaneBox> = pieces
        .chunks(FAN)
        .filter_map(|chunk| join(&mut chunk.iter().map(PlaneBox::of)))
        .collect();
    while level.len() > FAN {
        let above = level
            .chunks(FAN)
            .filter_map(|chunk| join(&mut chunk.iter().copied()))
            .collect();
        levels.push(std::mem::replace(&mut level, above));
    }
    if !level.is_empty() {
        levels.push(level);
    }
    levels
}

/// Returns the distance between two dots.
pub(super) fn apart([ax, ay]: Dot, [bx, by]: Dot) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    (dx * dx + dy * dy).sqrt()
}

/// Returns the place on a line, its ends included, that is nearest to a dot.
pub(super) fn foot(dot: Dot, from: Dot, to: Dot) -> Dot {
    along(from, to, share_along(dot, from, to))
}

/// Returns how far along a line its nearest place to a dot is, from 0 to 1.
pub(super) fn share_along([x, y]: Dot, [ax, ay]: Dot, [bx, by]: Dot) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    if square > 0.0 {
        (((x - ax) * dx + (y - ay) * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Returns the place a share of the way along a line.
pub(super) fn along([ax, ay]: Dot, [bx, by]: Dot, share: f64) -> Dot {
    [ax + (bx - ax) * share, ay + (by - ay) * share]
}

/// Returns the least distance between two lines and the places where it is.
fn between(a: Dot, b: Dot, c: Dot, d: Dot) -> (f64, Dot, Dot) {
    if let Some(at) = crossing(a, b, c, d) {
        return (0.0, at, at);
    }
    let ends = [
        (a, foot(a, c, d)),
        (b, foot(b, c, d)),
        (foot(c, a, b), c),
        (foot(d, a, b), d),
    ];
    let mut best = (f64::INFINITY, a, c);
    for (here, there) in ends {
        let distance = apart(here, there);
        if distance < best.0 {
            best = (distance, here, there);
        }
    }
    best
}

/// Returns where two lines cross, if they are not parallel.
fn crossing([ax, ay]: Dot, [bx, by]: Dot, [cx, cy]: Dot, [dx, dy]: Dot) -> Option<Dot> {
    let (rx, ry, sx, sy) = (bx - ax, by - ay, dx - cx, dy - cy);
    let cross = rx * sy - ry * sx;
    if cross == 0.0 {
        return None;
    }
    let t = ((cx - ax) * sy - (cy - ay) * sx) / cross;
    let u = ((cx - ax) * ry - (cy - ay) * rx) / cross;
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some([ax + rx * t, ay + ry * t])
}
