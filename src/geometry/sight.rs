//! What lies in front of a line and what behind it, as seen from a place.
//!
//! Fire goes straight: what cannot be reached without crossing a line is behind it. In a local plane;
//! rounded to 1e-7°, so that what is left beside a line may have hair-thin crumbs. Hills are no part
//! of it.

use super::engine::Undecided;
use super::plane::Dot;
use super::{Area, Frame, Path, Position, Shape, outline, union};

/// The widest angle that is closed by one straight edge at the far side, in radians.
const WIDEST: f64 = 0.35;

/// How often an edge is halved at most.
const HALVINGS: u32 = 12;

/// Returns the ground within `radius_m` metres of a place that a straight line from there reaches only
/// by crossing the path; a little more at its far side.
///
/// # Errors
/// [`Undecided`] as for [`union`].
pub fn ground_behind(frame: &Frame, from: Position, path: &Path, radius_m: f64) -> Result<Shape, Undecided> {
    let origin = frame.plane_from_ground(from);
    // Beyond the circle, and so far that the straight far side stays outside it.
    let far_m = radius_m * 1.01 / libm::cos(WIDEST / 2.0);
    let mut wedges = Vec::new();
    for (a, b) in path.edges() {
        let seen = |position| {
            let [x, y] = frame.plane_from_ground(position);
            [x - origin[0], y - origin[1]]
        };
        wedge(seen(a), seen(b), far_m, HALVINGS, &mut |corners| {
            let ground = corners.map(|[x, y]| frame.ground_from_plane([x + origin[0], y + origin[1]]));
            wedges.push(Shape::of(&Area::from_outer(ground.to_vec())));
        });
    }
    union(&wedges)
}

/// Calls `found` with the corners of the ground behind an edge, cut into narrow pieces.
fn wedge(a: Dot, b: Dot, far_m: f64, halvings: u32, found: &mut dyn FnMut([Dot; 4])) {
    let (near_a, near_b) = (libm::hypot(a[0], a[1]), libm::hypot(b[0], b[1]));
    let across = a[0] * b[1] - a[1] * b[0];
    let angle = libm::atan2(across.abs(), a[0] * b[0] + a[1] * b[1]);
    if angle > WIDEST && halvings > 0 {
        let middle = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
        wedge(a, middle, far_m, halvings - 1, found);
        wedge(middle, b, far_m, halvings - 1, found);
        return;
    }
    // An edge that points at the place hides nothing, nor does one that lies beyond the circle.
    let beyond = near_a >= far_m && near_b >= far_m;
    if angle > WIDEST || across == 0.0 || near_a < 0.01 || near_b < 0.01 || beyond {
        return;
    }
    let out = |dot: Dot, near: f64| {
        let share = (far_m / near).max(1.0);
        [dot[0] * share, dot[1] * share]
    };
    found([a, b, out(b, near_b), out(a, near_a)]);
}

/// Returns the parts of a shape's outline that are seen first from a place outside it, other ground of
/// the shape apart: those that have the place on their outer side.
pub fn facing_outline(frame: &Frame, from: Position, shape: &Shape) -> Vec<Path> {
    let origin = frame.plane_from_ground(from);
    let mut found: Vec<Path> = Vec::new();
    for ring in outline(shape) {
        let mut runs: Vec<Vec<Position>> = Vec::new();
        let mut open = false;
        for (a, b) in ring.edges() {
            let (start, end) = (frame.plane_from_ground(a), frame.plane_from_ground(b));
            let across =
                (end[0] - start[0]) * (origin[1] - start[1]) - (end[1] - start[1]) * (origin[0] - start[0]);
            // The ground is on the left.
            let faces = across < 0.0;
            if faces {
                match runs.last_mut() {
                    Some(run) if open => run.push(b),
                    _ => runs.push(vec![a, b]),
                }
            }
            open = faces;
        }
        join_round(&mut runs);
        found.extend(runs.into_iter().map(Path::new));
    }
    found
}

/// Joins the last run of a ring to its first where it ends where that starts.
fn join_round(runs: &mut Vec<Vec<Position>>) {
    let ends_at = runs.last().and_then(|run| run.last()).copied();
    let starts_at = runs.first().and_then(|run| run.first()).copied();
    if runs.len() > 1
        && ends_at == starts_at
        && let Some(last) = runs.pop()
        && let Some(first) = runs.first_mut()
    {
        let rest = first.iter().skip(1).copied();
        *first = last.into_iter().chain(rest).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rim, area_m2, difference, length_m};
    use super::*;

    fn frame() -> Frame {
        Frame::at(Position::nearest(33.3, 43.8))
    }

    fn path(dots: &[(f64, f64)]) -> Path {
        Path::new(
            dots.iter()
                .map(|(x, y)| frame().ground_from_plane([*x, *y]))
                .collect(),
        )
    }

    fn square(x: f64, y: f64, side: f64) -> Shape {
        let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
        Shape::of(&Area::from_outer(path(&corners).points))
    }

    #[test]
    fn what_lies_behind_a_line_is_found_and_nothing_beside_it() {
        let frame = frame();
        let from = frame.ground_from_plane([0.0, 0.0]);
        let wall = path(&[(1000.0, -1000.0), (1000.0, 1000.0)]);
        let behind = ground_behind(&frame, from, &wall, 5000.0).unwrap();
        let has = |x: f64, y: f64| behind.contains(frame.ground_from_plane([x, y]), Rim::Inside);
        assert!(has(1010.0, 0.0) && has(3000.0, 2900.0) && has(4990.0, 0.0));
        assert!(!has(990.0, 0.0) && !has(3000.0, 3100.0) && !has(-2000.0, 0.0));
    }

    #[test]
    fn a_line_round_the_place_hides_everything_beyond_it() {
        let frame = frame();
        let from = frame.ground_from_plane([0.0, 0.0]);
        let ring = path(&[
            (100.0, 0.0),
            (0.0, 100.0),
            (-100.0, 0.0),
            (0.0, -100.0),
            (100.0, 0.0),
        ]);
        let behind = ground_behind(&frame, from, &ring, 2000.0).unwrap();
        for corner in [square(200.0, 200.0, 500.0), square(-900.0, -300.0, 600.0)] {
            let left = difference(&corner, [&behind]).unwrap();
            assert!(area_m2(&left) < 100.0, "{}", area_m2(&left));
        }
    }

    #[test]
    fn a_line_through_the_place_or_towards_it_hides_nothing_wrong() {
        let frame = frame();
        let from = frame.ground_from_plane([0.0, 0.0]);
        let towards = path(&[(100.0, 0.0), (1000.0, 0.0)]);
        let behind = ground_behind(&frame, from, &towards, 2000.0).unwrap();
        assert!(area_m2(&behind) < 1000.0);
        let one = path(&[(100.0, 0.0)]);
        assert!(ground_behind(&frame, from, &one, 2000.0).unwrap().is_empty());
    }

    #[test]
    fn the_outline_that_faces_a_place_is_its_near_side() {
        let frame = frame();
        let from = frame.ground_from_plane([0.0, 500.0]);
        let facing = facing_outline(&frame, from, &square(1000.0, 0.0, 1000.0));
        assert_eq!(facing.len(), 1);
        assert!((length_m(&facing[0]) - 1000.0).abs() < 1.0);
        let corner = frame.ground_from_plane([0.0, -500.0]);
        let two = facing_outline(&frame, corner, &square(1000.0, 0.0, 1000.0));
        assert_eq!(two.len(), 1);
        assert!((length_m(&two[0]) - 2000.0).abs() < 2.0);
    }
}
