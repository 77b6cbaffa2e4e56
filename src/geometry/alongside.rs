//! Which parts of a line run close to other lines.
//!
//! Adjacent sectors, boundaries that follow an edge, agreements along a separation line: all ask how
//! much of one line lies within some metres of another. The parts are cut exactly where they leave
//! the band; nothing is sampled.

use super::grid::{self, Spot};
use super::measure;
use super::plane::{Dot, LineWork, Piece};
use super::{Frame, Path, Shape};

/// Returns the parts of the outline of `a` that lie within `within_m` metres of the outline of `b`.
///
/// Each path runs with the ground of `a` on its left. Where two shapes touch only in a corner, the
/// parts are about twice `within_m` long: ask for a length that means something.
pub fn shared_edge(frame: &Frame, a: &Shape, b: &Shape, within_m: f64) -> Vec<Path> {
    edge(frame, a, b, within_m, Wanted::Near)
}

/// Returns the parts of the outline of `a` that face the outline of `b` within `within_m` metres:
/// those where the ground of the two lies on opposite sides, as between neighbours, the edges running
/// against each other to within 60°.
///
/// Of two shapes that overlap widely, edges that happen to run together on the same side of both do
/// not count, and at a common corner the edges that lead away do not. Each path runs with the ground of `a` on its left.
pub fn facing_edge(frame: &Frame, a: &Shape, b: &Shape, within_m: f64) -> Vec<Path> {
    edge(frame, a, b, within_m, Wanted::Facing)
}

/// Returns every ring of a shape's outline as a path that ends where it starts.
pub fn outline(shape: &Shape) -> Vec<Path> {
    let lines = shape.contours().map(closed);
    lines.filter_map(to_path).collect()
}

/// Returns the parts of `lines` that lie within `within_m` metres of any of `by`.
pub fn parts_near(frame: &Frame, lines: &[Path], by: &[Path], within_m: f64) -> Vec<Path> {
    let by = LineWork::of_paths(frame, by);
    parts(frame, lines.iter().map(unwrapped), &by, within_m, Wanted::Near)
}

/// Returns the parts of `lines` that are farther than `within_m` metres from every one of `by`.
pub fn parts_away(frame: &Frame, lines: &[Path], by: &[Path], within_m: f64) -> Vec<Path> {
    let by = LineWork::of_paths(frame, by);
    parts(frame, lines.iter().map(unwrapped), &by, within_m, Wanted::Away)
}

/// Returns true where no place of either set of lines is farther than `within_m` metres from the other:
/// where their Hausdorff distance is at most that.
pub fn run_together(frame: &Frame, a: &[Path], b: &[Path], within_m: f64) -> bool {
    parts_away(frame, a, b, within_m).is_empty() && parts_away(frame, b, a, within_m).is_empty()
}

/// Returns how many metres of `edge` lie within `within_m` metres of any of `by`.
pub fn covered_length_m(frame: &Frame, edge: &[Path], by: &[Path], within_m: f64) -> f64 {
    total_length_m(&parts_near(frame, edge, by, within_m))
}

/// Returns the length of all paths together, in metres.
pub fn total_length_m(paths: &[Path]) -> f64 {
    // The sum of nothing is -0, which would be written with its sign.
    0.0 + paths.iter().map(measure::length_m).sum::<f64>()
}

/// Which parts of a line are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Near,
    /// Near a line that runs the other way.
    Facing,
    Away,
}

fn edge(frame: &Frame, a: &Shape, b: &Shape, within_m: f64, wanted: Wanted) -> Vec<Path> {
    let apart = match (a.bounds(), b.bounds()) {
        (Some(a), Some(b)) => !a.grown_m(within_m).meets(b),
        _ => true,
    };
    if apart {
        return Vec::new();
    }
    let by = LineWork::of_shape(frame, b);
    parts(frame, a.contours().map(closed), &by, within_m, wanted)
}

/// Returns a ring as a line that ends where it starts.
fn closed(contour: &[Spot]) -> Vec<Spot> {
    let mut line = contour.to_vec();
    line.extend(contour.first().copied());
    line
}

fn unwrapped(path: &Path) -> Vec<Spot> {
    grid::unwrapped(path.points.iter().copied()).collect()
}

/// Cuts lines into the wanted parts; a closed line's last part is joined with its first.
fn parts(
    frame: &Frame,
    lines: impl IntoIterator<Item = Vec<Spot>>,
    by: &LineWork,
    within_m: f64,
    wanted: Wanted,
) -> Vec<Path> {
    let mut found = Vec::new();
    for line in lines {
        let edges = line.iter().copied().zip(line.iter().copied().skip(1));
        let laid = LineWork::of_edges(frame, edges);
        let mut spans: Vec<Vec<(f64, f64)>> = vec![Vec::new(); laid.edges.len()];
        for piece in &laid.pieces {
            let Some(spans) = spans.get_mut(piece.edge as usize) else {
                continue;
            };
            by.near(piece.from, piece.to, within_m, |_, other| {
                if wanted == Wanted::Facing && !are_facing(piece, other) {
                    return;
                }
                if let Some((start, end)) = span_near(piece, other, within_m) {
                    let whole = piece.end - piece.start;
                    let start = if start <= 0.0 {
                        piece.start
                    } else {
                        piece.start + start * whole
                    };
                    let end = if end >= 1.0 {
                        piece.end
                    } else {
                        piece.start + end * whole
                    };
                    spans.push((start, end));
                }
            });
        }
        let mut runs: Vec<Vec<Spot>> = Vec::new();
        let mut open = false;
        for (&(a, b), near) in laid.edges.iter().zip(spans) {
            let near = merged(near);
            let kept = if wanted == Wanted::Away {
                inverted(&near)
            } else {
                near
            };
            open &= kept.first().is_some_and(|&(start, _)| start <= 0.0);
            for (start, end) in kept {
                let end_spot = between(a, b, end);
                match runs.last_mut() {
                    Some(run) if open => run.push(end_spot),
                    _ => runs.push(vec![between(a, b, start), end_spot]),
                }
                open = end >= 1.0;
            }
        }
        let closed = line.len() > 2 && line.first() == line.last();
        if closed && open && runs.len() > 1 && runs.first().and_then(|run| run.first()) == line.first() {
            let first = runs.remove(0);
            if let Some(last) = runs.last_mut() {
                last.extend(first.into_iter().skip(1));
            }
        }
        found.extend(runs.into_iter().filter_map(to_path));
    }
    found
}

/// Rounds a run to positions; `None` where it is shorter than a step.
fn to_path(run: Vec<Spot>) -> Option<Path> {
    let mut points: Vec<_> = run.into_iter().map(grid::position).collect();
    points.dedup();
    (points.len() > 1).then(|| Path::new(points))
}

/// Returns the spot a share of the way along an edge.
fn between(a: Spot, b: Spot, share: f64) -> Spot {
    if share <= 0.0 {
        return a;
    }
    if share >= 1.0 {
        return b;
    }
    Spot::new(
        a.x + ((b.x - a.x) as f64 * share).round() as i64,
        a.y + ((b.y - a.y) as f64 * share).round() as i64,
    )
}

/// Joins spans that touch; the result is in order.
fn merged(mut spans: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut joined: Vec<(f64, f64)> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match joined.last_mut() {
            // Neighbouring pieces meet to within rounding.
            Some(last) if start <= last.1 + 1e-12 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// Returns what of 0..1 the spans leave.
fn inverted(spans: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = Vec::with_capacity(spans.len() + 1);
    let mut at = 0.0;
    for &(start, end) in spans {
        if start > at {
            left.push((at, start));
        }
        at = end;
    }
    if at < 1.0 {
        left.push((at, 1.0));
    }
    left
}

/// Returns true for pieces that run against each other, to within 60°: at a corner, edges that meet at
/// a right angle do not.
fn are_facing(piece: &Piece, other: &Piece) -> bool {
    let (one, two) = (minus(piece.to, piece.from), minus(other.to, other.from));
    2.0 * dot(one, two) <= -(dot(one, one) * dot(two, two)).sqrt()
}

/// Returns from where to where, in shares of its length, a piece lies within some metres of another.
///
/// The ground within a distance of a line is convex: a rectangle and two discs. So a straight piece
/// is in it once, from the first entry into one of the three to the last exit.
fn span_near(piece: &Piece, other: &Piece, within: f64) -> Option<(f64, f64)> {
    let (origin, step) = (piece.from, minus(piece.to, piece.from));
    let disc = |center: Dot| {
        let offset = minus(origin, center);
        let (a, b, c) = (
            dot(step, step),
            dot(offset, step),
            dot(offset, offset) - within * within,
        );
        if a == 0.0 {
            return (c <= 0.0).then_some((0.0, 1.0));
        }
        let root = (b * b - a * c).max(-1.0);
        (root >= 0.0).then(|| ((-b - root.sqrt()) / a, (-b + root.sqrt()) / a))
    };
    let side = minus(other.to, other.from);
    let length = dot(side, side).sqrt();
    let rectangle = if length > 0.0 {
        let (ux, uy) = (side[0] / length, side[1] / length);
        let offset = minus(origin, other.from);
        let forward = slab(dot(offset, [ux, uy]), dot(step, [ux, uy]), 0.0, length);
        let sideways = slab(dot(offset, [-uy, ux]), dot(step, [-uy, ux]), -within, within);
        match (forward, sideways) {
            (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.min(b.1))).filter(|(start, end)| start <= end),
            _ => None,
        }
    } else {
        None
    };
    let all = [disc(other.from), disc(other.to), rectangle];
    let mut spans = all.into_iter().flatten();
    let first = spans.next()?;
    let (start, end) = spans.fold(first, |(start, end), span| (start.min(span.0), end.max(span.1)));
    (start <= 1.0 && end >= 0.0 && start < end).then(|| (start.max(0.0), end.min(1.0)))
}

/// Returns when `at + t·step` is between `low` and `high`.
fn slab(at: f64, step: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if step == 0.0 {
        return (low..=high)
            .contains(&at)
            .then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (one, two) = ((low - at) / step, (high - at) / step);
    Some((one.min(two), one.max(two)))
}

fn minus(a: Dot, b: Dot) -> Dot {
    [a[0] - b[0], a[1] - b[1]]
}

fn dot(a: Dot, b: Dot) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Position};
    use super::*;

    fn frame() -> Frame {
        Frame::at(Position::new(33.0, 44.0).unwrap())
    }

    fn ground(corners: &[(f64, f64)]) -> Vec<Position> {
        let frame = frame();
        corners
            .iter()
            .map(|&(x, y)| frame.ground_from_plane([x, y]))
            .collect()
    }

    fn shape(corners: &[(f64, f64)]) -> Shape {
        Shape::of(&Area::from_outer(ground(corners)))
    }

    fn path(corners: &[(f64, f64)]) -> Path {
        Path::new(ground(corners))
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.1, "{found} instead of {expected}");
    }

    #[test]
    fn the_edge_that_two_sectors_share_is_found_whole() {
        let west = shape(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 2000.0), (0.0, 2000.0)]);
        // Its edge is drawn with more vertices, starts higher and lies 3 m off.
        let east = shape(&[
            (1003.0, 500.0),
            (2000.0, 500.0),
            (2000.0, 1500.0),
            (1003.0, 1500.0),
            (1003.0, 900.0),
        ]);
        let shared = shared_edge(&frame(), &west, &east, 5.0);
        assert_eq!(shared.len(), 1);
        // Round the ends of the other edge the band reaches √(5² − 3²) m further.
        close(total_length_m(&shared), 1000.0 + 2.0 * 4.0);
        close(
            total_length_m(&shared_edge(&frame(), &east, &west, 5.0)),
            1000.0 + 2.0 * 2.0,
        );
        assert!(shared_edge(&frame(), &west, &east, 2.0).is_empty());
        let first = shared[0].points[0].latitude();
        assert!(
            first < shared[0].points[1].latitude(),
            "the ground of the first is on the left"
        );
    }

    #[test]
    fn an_edge_shared_round_a_corner_is_one_line() {
        // The island's outline starts in the middle of what is shared.
        let island = shape(&[(500.0, 500.0), (1500.0, 500.0), (1500.0, 1500.0), (500.0, 1500.0)]);
        let around = shape(&[
            (0.0, 0.0),
            (1000.0, 0.0),
            (1000.0, 500.0),
            (500.0, 500.0),
            (500.0, 1000.0),
            (0.0, 1000.0),
        ]);
        let shared = shared_edge(&frame(), &island, &around, 1.0);
        assert_eq!(shared.len(), 1, "{shared:?}");
        close(total_length_m(&shared), 1000.0 + 2.0);
    }

    #[test]
    fn what_boundaries_cover_of_an_edge_is_measured() {
        let edge = [path(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0)])];
        let by = [
            path(&[(200.0, 4.0), (600.0, 4.0)]),
            path(&[(500.0, -4.0), (996.0, -4.0), (996.0, 500.0)]),
        ];
        let covered = covered_length_m(&frame(), &edge, &by, 5.0);
        close(covered, 1500.0 - 197.0 + 3.0);
        let away = parts_away(&frame(), &edge, &by, 5.0);
        close(covered + total_length_m(&away), 2000.0);
        assert_eq!(away.len(), 2);
        assert_eq!(covered_length_m(&frame(), &edge, &[], 5.0), 0.0);
        close(total_length_m(&parts_away(&frame(), &edge, &[], 5.0)), 2000.0);
        assert_eq!(parts_near(&frame(), &[], &by, 5.0), []);
    }

    #[test]
    fn a_whole_outline_inside_the_band_is_one_closed_line() {
        let small = shape(&[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]);
        let shared = shared_edge(&frame(), &small, &small, 1.0);
        assert_eq!(shared.len(), 1);
        close(total_length_m(&shared), 400.0);
    }

    #[test]
    fn a_long_edge_is_found_where_it_is_drawn() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        let frame = Frame::at(at(60.0, 15.0));
        let edge = [Path::new(vec![at(60.0, 10.0), at(60.0, 20.0)])];
        // The same parallel in many steps.
        let by = [Path::new(
            (0..=100).map(|n| at(60.0, 10.0 + f64::from(n) / 10.0)).collect(),
        )];
        let covered = covered_length_m(&frame, &edge, &by, 0.3);
        close(covered, measure::length_m(&edge[0]));
    }
}
