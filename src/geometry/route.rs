//! Places along a path, on both sides of it, where it meets others, and what of it lies in a shape.
//!
//! Lengths are those of the path's edges on the ellipsoid. Two things moving along are `motion`'s.

use super::grid::{self, Spot};
use super::plane::Dot;
use super::{Frame, Path, Place, Position, Shape, measure};

/// A pair of places to the left and right of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The place on the path.
    pub at: Position,
    /// To the left, looking from the path's start to its end.
    pub left: Position,
    /// To the right.
    pub right: Position,
}

/// Returns the place `distance_m` metres along a path from its start; its ends where that lies
/// before or beyond it. `None` where the path has no vertex.
pub fn point_along(path: &Path, distance_m: f64) -> Option<Position> {
    let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
    let last = spots.last().copied()?;
    let mut left = distance_m.max(0.0);
    for (&a, &b) in spots.iter().zip(spots.iter().skip(1)) {
        let length = measure::edge_length_m(a, b);
        if left < length {
            return Some(grid::position(step_along(a, b, left / length, left)));
        }
        left -= length;
    }
    Some(grid::position(last))
}

/// Returns how many metres along a path from its start the place of it is that is nearest to a
/// position; 0 for a path without an edge.
pub fn along_m(frame: &Frame, position: Position, path: &Path) -> f64 {
    let dot = frame.plane_from_ground(position);
    let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
    let (mut before, mut best) = (0.0, (f64::INFINITY, 0.0));
    for (&a, &b) in spots.iter().zip(spots.iter().skip(1)) {
        let (from, to) = (frame.plane_from_spot(a), frame.plane_from_spot(b));
        let share = super::plane::share_along(dot, from, to);
        let length = measure::edge_length_m(a, b);
        let distance = super::plane::apart(dot, super::plane::along(from, to, share));
        if distance < best.0 {
            best = (distance, before + share * length);
        }
        before += length;
    }
    best.1
}

/// Returns `count` places spread evenly along a path, each in the middle of its share of the length,
/// with the places `offset_m` metres to the left and right of it.
pub fn sides(frame: &Frame, path: &Path, offset_m: f64, count: usize) -> Vec<Sides> {
    let total = measure::length_m(path);
    let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
    let mut edges = spots.iter().zip(spots.iter().skip(1)).map(|(&a, &b)| (a, b));
    let mut found = Vec::with_capacity(count);
    let Some(mut edge) = edges.find(|(a, b)| a != b) else {
        return found;
    };
    let (mut before, mut length) = (0.0, measure::edge_length_m(edge.0, edge.1));
    for number in 0..count {
        let wanted = total * (number as f64 + 0.5) / count as f64;
        while wanted > before + length {
            let Some(next) = edges.find(|(a, b)| a != b) else {
                break;
            };
            before += length;
            edge = next;
            length = measure::edge_length_m(edge.0, edge.1);
        }
        let (a, b) = edge;
        let left = (wanted - before).clamp(0.0, length);
        let at = step_along(a, b, left / length, left);
        let here = frame.plane_from_spot(at);
        let [east, north] = direction(frame, a, b, at);
        let aside =
            |metres: f64| frame.ground_from_plane([here[0] - north * metres, here[1] + east * metres]);
        found.push(Sides {
            at: grid::position(at),
            left: aside(offset_m),
            right: aside(-offset_m),
        });
    }
    found
}

/// A side of a path, looking from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On its left.
    Left,
    /// On its right.
    Right,
}

/// Returns the side of a path that a position is on, as its nearest place has it; `None` on the path
/// itself, and where the nearest place is an end of it, so that it does not run past the position.
pub fn side_of(frame: &Frame, path: &Path, position: Position) -> Option<Side> {
    let mut dots: Vec<Dot> = grid::unwrapped(path.points.iter().copied())
        .map(|spot| frame.plane_from_spot(spot))
        .collect();
    dots.dedup();
    let at = frame.plane_from_ground(position);
    let from = |dot: Dot| [at[0] - dot[0], at[1] - dot[1]];
    let cross = |a: Dot, b: Dot| a[0] * b[1] - a[1] * b[0];
    // The unit vector of every edge; at a corner the position is judged by those of both edges.
    let edges: Vec<(Dot, Dot, f64)> = dots
        .iter()
        .zip(dots.iter().skip(1))
        .map(|(a, b)| {
            let along = [b[0] - a[0], b[1] - a[1]];
            let length = libm::hypot(along[0], along[1]);
            (*a, [along[0] / length, along[1] / length], length)
        })
        .collect();
    let mut nearest: Option<(f64, f64)> = None;
    for (number, (start, unit, length)) in edges.iter().enumerate() {
        let [x, y] = from(*start);
        let along = x * unit[0] + y * unit[1];
        let held = along.clamp(0.0, *length);
        let away = libm::hypot(x - held * unit[0], y - held * unit[1]);
        if nearest.is_some_and(|(least, _)| least <= away) {
            continue;
        }
        let own = cross(*unit, [x, y]);
        let beside = if along < 0.0 {
            let before = number.checked_sub(1).and_then(|before| edges.get(before));
            before.map_or(0.0, |(_, before, _)| own + cross(*before, [x, y]))
        } else if along > *length {
            let corner = [x - length * unit[0], y - length * unit[1]];
            let after = edges.get(number + 1);
            after.map_or(0.0, |(_, after, _)| cross(*unit, corner) + cross(*after, corner))
        } else {
            own
        };
        nearest = Some((away, beside));
    }
    let (_, beside) = nearest?;
    if beside > ON_PATH_M {
        Some(Side::Left)
    } else if beside < -ON_PATH_M {
        Some(Side::Right)
    } else {
        None
    }
}

/// Nearer to a path than this is on it: a few steps of rounding, in metres.
const ON_PATH_M: f64 = 0.05;

/// Returns the places where two paths meet, in the order of the first one; where they run along each
/// other, both ends of the common stretch. Exact but for the rounding of the place to 1e-7°.
pub fn crossings(first: &Path, second: &Path) -> Vec<Position> {
    let (Some(box_a), Some(box_b)) = (first.bounds(), second.bounds()) else {
        return Vec::new();
    };
    if !box_a.meets(box_b) {
        return Vec::new();
    }
    let cutter: Vec<Spot> = grid::unwrapped(second.points.iter().copied()).collect();
    let mut found: Vec<Position> = Vec::new();
    for (a, b) in edges_of(first) {
        let cuts = cuts(a, b, cutter.iter().copied().zip(cutter.iter().copied().skip(1)));
        found.extend(cuts.into_iter().map(|(_, spot)| grid::position(spot)));
    }
    found.dedup();
    found
}

/// Returns the parts of a path that lie in a shape, outline included.
pub fn path_inside(path: &Path, shape: &Shape) -> Vec<Path> {
    clip(path, shape, Keep::Inside)
}

/// Returns the parts of a path that lie outside a shape.
pub fn path_outside(path: &Path, shape: &Shape) -> Vec<Path> {
    clip(path, shape, Keep::Outside)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Inside,
    Outside,
}

fn clip(path: &Path, shape: &Shape, keep: Keep) -> Vec<Path> {
    let mut runs: Vec<Vec<Spot>> = Vec::new();
    let mut open = false;
    for (a, b) in edges_of(path) {
        let mut stops = vec![(0.0, a)];
        stops.extend(cuts(a, b, shape.edges()));
        stops.push((1.0, b));
        for (from, to) in stops.iter().zip(stops.iter().skip(1)) {
            if from.1 == to.1 {
                continue;
            }
            let middle = Spot::new(i64::midpoint(from.1.x, to.1.x), i64::midpoint(from.1.y, to.1.y));
            let inside = shape.place_of_any(middle) != Place::Outside || runs_along(shape, middle);
            if inside != (keep == Keep::Inside) {
                open = false;
                continue;
            }
            match runs.last_mut() {
                Some(run) if open => run.push(to.1),
                _ => runs.push(vec![from.1, to.1]),
            }
            open = true;
        }
    }
    let to_path = |run: Vec<Spot>| {
        let mut points: Vec<Position> = run.into_iter().map(grid::position).collect();
        points.dedup();
        (points.len() > 1).then(|| Path::new(points))
    };
    runs.into_iter().filter_map(to_path).collect()
}

/// Returns true where a rounded middle of a stretch on the outline fell beside it.
fn runs_along(shape: &Shape, middle: Spot) -> bool {
    [(1, 0), (-1, 0), (0, 1), (0, -1)]
        .into_iter()
        .any(|(dx, dy)| shape.place_of_any(Spot::new(middle.x + dx, middle.y + dy)) == Place::OnOutline)
}

fn edges_of(path: &Path) -> Vec<(Spot, Spot)> {
    let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
    spots.iter().copied().zip(spots.iter().copied().skip(1)).collect()
}

/// Returns where edges, at any whole turn, meet the line from `a` to `b`: share of the way and place, in order.
fn cuts(a: Spot, b: Spot, edges: impl Iterator<Item = (Spot, Spot)>) -> Vec<(f64, Spot)> {
    let mut found: Vec<(f64, Spot)> = Vec::new();
    let (low, high) = (a.x.min(b.x), a.x.max(b.x));
    let (south, north) = (a.y.min(b.y), a.y.max(b.y));
    for (c, d) in edges {
        if c.y.max(d.y) < south || c.y.min(d.y) > north {
            continue;
        }
        let first = (low - c.x.max(d.x)).div_euclid(grid::TURN);
        let last = (high - c.x.min(d.x)).div_euclid(grid::TURN);
        for turn in first..=last {
            let dx = turn * grid::TURN;
            let (c, d) = (Spot::new(c.x + dx, c.y), Spot::new(d.x + dx, d.y));
            if c.x.max(d.x) >= low && c.x.min(d.x) <= high {
                meeting(a, b, c, d, &mut found);
            }
        }
    }
    found.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.cmp(&q.1)));
    found.dedup_by_key(|cut| cut.1);
    found
}

/// Adds the places where two edges meet: one, or both ends of a common stretch.
fn meeting(a: Spot, b: Spot, c: Spot, d: Spot, found: &mut Vec<(f64, Spot)>) {
    if let Some(spot) = grid::crossing(a, b, c, d) {
        found.push((share(a, b, spot), spot));
        return;
    }
    for end in [c, d] {
        if grid::on_segment(a, b, end) {
            found.push((share(a, b, end), end));
        }
    }
    for end in [a, b] {
        if grid::on_segment(c, d, end) {
            found.push((share(a, b, end), end));
        }
    }
}

fn share(a: Spot, b: Spot, at: Spot) -> f64 {
    let (dx, dy) = ((b.x - a.x) as f64, (b.y - a.y) as f64);
    let square = dx * dx + dy * dy;
    if square == 0.0 {
        return 0.0;
    }
    (((at.x - a.x) as f64 * dx + (at.y - a.y) as f64 * dy) / square).clamp(0.0, 1.0)
}

/// Returns the spot `metres` along an edge; `guess` is about the share of the way.
fn step_along(a: Spot, b: Spot, guess: f64, metres: f64) -> Spot {
    let at = |share: f64| {
        Spot::new(
            a.x + ((b.x - a.x) as f64 * share).round() as i64,
            a.y + ((b.y - a.y) as f64 * share).round() as i64,
        )
    };
    let length = measure::edge_length_m(a, b);
    let mut share = guess.clamp(0.0, 1.0);
    // A metre is not the same share everywhere along an edge; the difference is small and smooth.
    for _ in 0..4 {
        let off = metres - measure::edge_length_m(a, at(share));
        share = (share + off / length).clamp(0.0, 1.0);
    }
    at(share)
}

/// Returns the unit vector of an edge in the plane, at a spot on it.
fn direction(frame: &Frame, a: Spot, b: Spot, at: Spot) -> Dot {
    // Ten metres or so are straight; a whole edge is not.
    let reach = 1e-6 / (grid::DEGREES_PER_FINE * 0.01);
    let (dx, dy) = ((b.x - a.x) as f64, (b.y - a.y) as f64);
    let scale = (reach / dx.abs().max(dy.abs()).max(1.0)).min(0.5);
    let (dx, dy) = ((dx * scale).round() as i64, (dy * scale).round() as i64);
    let from = frame.plane_from_spot(Spot::new(at.x - dx, at.y - dy));
    let to = frame.plane_from_spot(Spot::new(at.x + dx, at.y + dy));
    let (east, north) = (to[0] - from[0], to[1] - from[1]);
    let length = (east * east + north * north).sqrt();
    if length > 0.0 {
        [east / length, north / length]
    } else {
        [1.0, 0.0]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, distance_m};
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn path(corners: &[(f64, f64)]) -> Path {
        Path::new(
            corners
                .iter()
                .map(|&(latitude, longitude)| at(latitude, longitude))
                .collect(),
        )
    }

    fn square() -> Shape {
        Shape::of(&Area::from_outer(
            path(&[(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)]).points,
        ))
    }

    #[test]
    fn the_nearest_place_along_a_path_is_given_in_metres_from_its_start() {
        let frame = Frame::at(at(33.0, 44.0));
        let ground = |x: f64, y: f64| frame.ground_from_plane([x, y]);
        let line = Path::new(vec![ground(0.0, 0.0), ground(1000.0, 0.0), ground(1000.0, 800.0)]);
        let along = |x: f64, y: f64| along_m(&frame, ground(x, y), &line).round();
        assert_eq!((along(-50.0, 10.0), along(400.0, 90.0)), (0.0, 400.0));
        assert_eq!((along(1100.0, 500.0), along(1000.0, 5000.0)), (1500.0, 1800.0));
        assert_eq!(along_m(&frame, ground(5.0, 5.0), &Path::default()), 0.0);
    }

    #[test]
    fn a_position_is_beside_a_path_only_where_the_path_runs_past_it() {
        let at = |x: f64, y: f64| Frame::at(Position::nearest(33.35, 43.78)).ground_from_plane([x, y]);
        let bent = Path::new(vec![at(0.0, 0.0), at(1_000.0, 0.0), at(1_000.0, 1_000.0)]);
        let frame = Frame::around(bent.points.iter().copied());
        let side = |x, y| side_of(&frame, &bent, at(x, y));
        assert_eq!(side(500.0, 10.0), Some(Side::Left));
        assert_eq!(side(500.0, -10.0), Some(Side::Right));
        assert_eq!(side(990.0, 500.0), Some(Side::Left));
        assert_eq!(side(1_500.0, -500.0), Some(Side::Right));
        assert_eq!(side(1_010.0, -3.0), Some(Side::Right));
        assert_eq!(side(-10.0, 5.0), None);
        assert_eq!(side(1_005.0, 1_100.0), None);
        assert_eq!(side(500.0, 0.0), None);
        assert_eq!(
            side_of(&frame, &Path::new(vec![at(0.0, 0.0)]), at(1.0, 1.0)),
            None
        );
        let back = Path::new(bent.points.iter().rev().copied().collect());
        assert_eq!(side_of(&frame, &back, at(500.0, 10.0)), Some(Side::Right));
    }

    #[test]
    fn places_along_a_path_are_measured_from_its_start() {
        let path = path(&[(33.0, 43.0), (35.0, 47.0), (35.0, 47.0), (40.0, 47.0)]);
        for metres in [0.0, 1.0, 100_000.0, 431_000.0, 431_002.0, 900_000.0] {
            let place = point_along(&path, metres).unwrap();
            let mut so_far = vec![path.points[0], place];
            if metres > 431_001.316 {
                so_far.insert(1, path.points[1]);
            }
            assert!((measure::length_m(&Path::new(so_far)) - metres).abs() < 0.02);
        }
        assert_eq!(point_along(&path, -5.0), Some(at(33.0, 43.0)));
        assert_eq!(point_along(&path, 1e9), Some(at(40.0, 47.0)));
        assert_eq!(point_along(&Path::default(), 1.0), None);
    }

    #[test]
    fn left_and_right_are_as_one_walks() {
        let frame = Frame::at(at(33.0, 44.0));
        let north = path(&[(33.0, 44.0), (33.01, 44.0), (33.1, 44.0)]);
        let found = sides(&frame, &north, 50.0, 5);
        assert_eq!(found.len(), 5);
        for (number, side) in found.iter().enumerate() {
            assert!(side.left.longitude() < 44.0 && side.right.longitude() > 44.0);
            assert!((distance_m(side.left, side.at) - 50.0).abs() < 0.1);
            assert!((distance_m(side.right, side.at) - 50.0).abs() < 0.1);
            let expected = 33.0 + 0.1 * (number as f64 + 0.5) / 5.0;
            assert!((side.at.latitude() - expected).abs() < 1e-5);
        }
        assert!(sides(&frame, &path(&[(33.0, 44.0)]), 50.0, 5).is_empty());
        assert!(sides(&frame, &path(&[(33.0, 44.0), (33.0, 44.0)]), 50.0, 5).is_empty());
    }

    #[test]
    fn paths_meet_where_they_cross_touch_and_part() {
        let east = path(&[(0.0, 0.0), (0.0, 10.0)]);
        assert_eq!(
            crossings(&east, &path(&[(-1.0, 2.0), (1.0, 3.0)])),
            [at(0.0, 2.5)]
        );
        assert_eq!(
            crossings(&east, &path(&[(1.0, 7.0), (0.0, 7.0), (-1.0, 9.0)])),
            [at(0.0, 7.0)]
        );
        assert_eq!(
            crossings(&east, &path(&[(0.0, 8.0), (0.0, 12.0)])),
            [at(0.0, 8.0), at(0.0, 10.0)]
        );
        assert!(crossings(&east, &path(&[(1.0, 0.0), (1.0, 10.0)])).is_empty());
        let over = path(&[(5.0, 179.0), (5.0, -179.0)]);
        assert_eq!(
            crossings(&over, &path(&[(4.0, -179.5), (6.0, -179.5)])),
            [at(5.0, -179.5)]
        );
    }

    #[test]
    fn a_path_is_cut_at_the_outline() {
        let through = path(&[(2.0, -2.0), (2.0, 2.0), (2.0, 6.0)]);
        assert_eq!(
            path_inside(&through, &square()),
            [path(&[(2.0, 0.0), (2.0, 2.0), (2.0, 4.0)])]
        );
        assert_eq!(
            path_outside(&through, &square()),
            [path(&[(2.0, -2.0), (2.0, 0.0)]), path(&[(2.0, 4.0), (2.0, 6.0)])]
        );
        let along = path(&[(0.0, 1.0), (0.0, 3.0)]);
        assert_eq!(path_inside(&along, &square()), std::slice::from_ref(&along));
        let corner = path(&[(-1.0, 1.0), (1.0, -1.0)]);
        assert!(path_inside(&corner, &square()).is_empty());
        assert_eq!(
            path_outside(&corner, &square()).len(),
            1,
            "touching a corner cuts nothing"
        );
        assert_eq!(path_inside(&path(&[(1.0, 1.0), (3.0, 3.0)]), &square()).len(), 1);
        assert!(path_inside(&through, &Shape::empty()).is_empty());
    }

    #[test]
    fn a_path_over_the_date_line_is_cut_there_too() {
        let corners = [(0.0, 178.0), (0.0, -178.0), (4.0, -178.0), (4.0, 178.0)];
        let shape = Shape::of(&Area::from_outer(path(&corners).points));
        for start in [(2.0, -179.0), (2.0, 179.0)] {
            let out = path_inside(&path(&[start, (2.0, -170.0)]), &shape);
            assert_eq!(out.len(), 1);
            assert_eq!(out[0].points.last(), Some(&at(2.0, -178.0)));
        }
    }
}
