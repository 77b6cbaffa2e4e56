//! How wide a shape is: its largest inscribed circle.
//!
//! A sliver is a shape whose largest circle is small, whatever its area. Most shapes are told apart
//! without looking for the circle at all. Measures no area itself.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::plane::{Dot, LineWork};
use super::{Frame, Position, Shape, measure};

/// A circle inside a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its centre, a place inside the shape.
    pub center: Position,
    /// Its radius in metres.
    pub radius_m: f64,
}

/// Returns the largest circle that fits into a shape; `None` where it is empty.
///
/// The radius is never too large and at most 2 % (or 1 cm) too small; for a sliver of a length some
/// thousand times its width it may be a little more.
///
/// # Source
/// V. Agafonkin, "A new algorithm for finding a visual center of a polygon" (polylabel, Mapbox 2016).
pub fn inscribed_circle(frame: &Frame, shape: &Shape) -> Option<Circle> {
    let lines = LineWork::of_shape(frame, shape);
    let found = search(&lines, |best, bound| bound - best <= (0.02 * best).max(0.01))?;
    Some(Circle {
        center: frame.ground_from_plane(found.at),
        radius_m: found.inside,
    })
}

/// Returns true where the largest circle that fits into a shape has a diameter below `width_m` metres;
/// an empty shape is narrower than anything.
pub fn is_narrower_than(frame: &Frame, shape: &Shape, width_m: f64) -> bool {
    let area = measure::area_m2(shape);
    let perimeter = measure::perimeter_m(shape);
    // Every point of the shape is within the largest radius of its outline, and the ground within r of
    // an outline of length p is at most r · p.
    if area > 0.0 && 2.0 * area >= width_m * perimeter {
        return false;
    }
    if area <= std::f64::consts::FRAC_PI_4 * width_m * width_m {
        return true;
    }
    let lines = LineWork::of_shape(frame, shape);
    let radius = width_m / 2.0;
    let decided = |best: f64, bound: f64| best >= radius || bound < radius || bound - best < 0.001;
    search(&lines, decided).is_none_or(|found| found.inside < radius)
}

/// A square of the plane that may hold the centre.
#[derive(Clone, Copy, Debug)]
struct Cell {
    at: Dot,
    half: f64,
    /// Distance of its middle from the outline, negative outside.
    inside: f64,
    /// No place of the cell is farther inside than this.
    bound: f64,
}

/// Cells looked at before the search is content with what it has.
const PATIENCE: usize = 40_000;

/// Looks for the place farthest inside until `done` with the best found and the best still possible.
fn search(lines: &LineWork, done: impl Fn(f64, f64) -> bool) -> Option<Cell> {
    let (min, max) = lines.corners()?;
    let (width, height) = (max[0] - min[0], max[1] - min[1]);
    // A very thin box is cut into no more than a thousand squares to begin with.
    let size = width.min(height).max(width.max(height) / 1000.0).max(1e-3);
    let half = size / 2.0;
    let mut open = BinaryHeap::new();
    let mut best = Cell::new(
        lines,
        [f64::midpoint(min[0], max[0]), f64::midpoint(min[1], max[1])],
        0.0,
    );
    for column in 0..(width / size).ceil().max(1.0) as usize {
        for row in 0..(height / size).ceil().max(1.0) as usize {
            let at = [
                min[0] + half + size * column as f64,
                min[1] + half + size * row as f64,
            ];
            open.push(Cell::new(lines, at, half));
        }
    }
    for _ in 0..PATIENCE {
        let Some(cell) = open.pop() else { break };
        if cell.inside > best.inside {
            best = cell;
        }
        if done(best.inside, cell.bound.max(best.inside)) {
            break;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let part = Cell::new(lines, [cell.at[0] + dx, cell.at[1] + dy], half);
            if part.inside > best.inside {
                best = part;
            }
            if part.bound > best.inside {
                open.push(part);
            }
        }
    }
    (best.inside > 0.0).then_some(best)
}

impl Cell {
    fn new(lines: &LineWork, at: Dot, half: f64) -> Self {
        let nearest = lines.nearest(at, f64::INFINITY);
        let distance = nearest.map_or(0.0, |nearest| nearest.distance);
        let inside = if lines.encloses(at) { distance } else { -distance };
        Self {
            at,
            half,
            inside,
            bound: inside + half * std::f64::consts::SQRT_2,
        }
    }
}

impl Ord for Cell {
    /// The more promising is the greater; ties go by place, so that the search is the same everywhere.
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound
            .total_cmp(&other.bound)
            .then(self.at[0].total_cmp(&other.at[0]))
            .then(self.at[1].total_cmp(&other.at[1]))
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

#[cfg(test)]
mod tests {
    use super::super::{Area, Place};
    use super::*;

    /// A shape of corners in metres round 33° north, 44° east.
    fn shape(frame: &Frame, corners: &[(f64, f64)]) -> Shape {
        let ground = |&(x, y): &(f64, f64)| frame.ground_from_plane([x, y]);
        Shape::of(&Area::from_outer(corners.iter().map(ground).collect()))
    }

    fn frame() -> Frame {
        Frame::at(Position::new(33.0, 44.0).unwrap())
    }

    #[track_caller]
    fn check(corners: &[(f64, f64)], radius_m: f64) {
        let frame = frame();
        let shape = shape(&frame, corners);
        let circle = inscribed_circle(&frame, &shape).unwrap();
        assert!(
            circle.radius_m <= radius_m + 0.05 && circle.radius_m >= radius_m * 0.979 - 0.05,
            "{} instead of {radius_m}",
            circle.radius_m
        );
        assert_eq!(shape.place_of(circle.center), Place::Inside);
        for (width, narrow) in [(2.0 * radius_m + 0.2, true), (2.0 * radius_m - 0.2, false)] {
            assert_eq!(is_narrower_than(&frame, &shape, width), narrow, "{width}");
        }
    }

    #[test]
    fn the_largest_circle_of_known_shapes_is_found() {
        check(
            &[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)],
            500.0,
        );
        check(&[(0.0, 0.0), (300.0, 0.0), (0.0, 400.0)], 100.0);
        check(
            &[(0.0, 0.0), (20_000.0, 0.0), (20_000.0, 40.0), (0.0, 40.0)],
            20.0,
        );
        // An L of two arms, 100 m wide: the circle sits in the corner.
        let corner = 100.0 / (1.0 + std::f64::consts::FRAC_1_SQRT_2);
        let arms = [
            (0.0, 0.0),
            (900.0, 0.0),
            (900.0, 100.0),
            (100.0, 100.0),
            (100.0, 900.0),
            (0.0, 900.0),
        ];
        check(&arms, corner);
        // Slanting and thin, far from the centre of the plane.
        check(
            &[
                (3000.0, 3000.0),
                (9000.0, 9000.0),
                (8990.0, 9010.0),
                (2990.0, 3010.0),
            ],
            200.0_f64.sqrt() / 2.0,
        );
    }

    #[test]
    fn a_hole_makes_a_shape_narrow() {
        let frame = frame();
        let outer = shape(
            &frame,
            &[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)],
        );
        let hole = shape(
            &frame,
            &[(40.0, 40.0), (960.0, 40.0), (960.0, 960.0), (40.0, 960.0)],
        );
        let belt = super::super::difference(&outer, [&hole]).unwrap();
        assert!(is_narrower_than(&frame, &belt, 50.0));
        assert!(!is_narrower_than(&frame, &belt, 39.0));
        assert!(!is_narrower_than(&frame, &outer, 50.0));
    }

    #[test]
    fn no_ground_has_no_circle() {
        assert_eq!(inscribed_circle(&frame(), &Shape::empty()), None);
        assert!(is_narrower_than(&frame(), &Shape::empty(), 0.1));
    }
}
