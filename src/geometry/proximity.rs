//! How far things are from each other.
//!
//! All in metres, in a local plane ([`Frame`]): good for stand-offs, buffers and thresholds. The
//! distance between two positions on the ellipsoid is [`distance_m`](super::distance_m); whether two
//! shapes overlap is `relate`'s question and is decided exactly.

use super::plane::LineWork;
use super::{Frame, Path, Place, Position, Shape, grid};

/// A shape laid out in a frame, for many questions about the same one.
#[derive(Clone, Debug)]
pub struct Layout {
    frame: Frame,
    lines: LineWork,
    /// Empty for a path: a line encloses nothing.
    shape: Shape,
}

/// The nearest of something, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The nearest position.
    pub at: Position,
    /// The distance in metres.
    pub distance_m: f64,
}

/// The shortest way between two things.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Where it starts, on the first.
    pub from: Position,
    /// Where it ends, on the second.
    pub to: Position,
    /// Its length in metres; 0 where the two touch or overlap.
    pub distance_m: f64,
}

impl Layout {
    /// Lays out a shape: positions in it are at distance 0.
    pub fn of_shape(frame: &Frame, shape: &Shape) -> Self {
        Self {
            frame: *frame,
            lines: LineWork::of_shape(frame, shape),
            shape: shape.clone(),
        }
    }

    /// Lays out a path.
    pub fn of_path(frame: &Frame, path: &Path) -> Self {
        Self {
            frame: *frame,
            lines: LineWork::of_paths(frame, [path]),
            shape: Shape::empty(),
        }
    }

    /// Lays out a position.
    pub fn of_position(frame: &Frame, position: Position) -> Self {
        Self {
            frame: *frame,
            lines: LineWork::of_position(frame, position),
            shape: Shape::empty(),
        }
    }

    /// Returns the distance of a position in metres; 0 inside a shape, infinite where nothing is laid
    /// out.
    pub fn distance_m(&self, position: Position) -> f64 {
        if self.shape.place_of(position) == Place::Outside {
            self.outline_distance_m(position)
        } else {
            0.0
        }
    }

    /// Returns the distance of a position from the line or outline in metres, inside a shape too.
    pub fn outline_distance_m(&self, position: Position) -> f64 {
        self.lines
            .nearest(self.frame.plane_from_ground(position), f64::INFINITY)
            .map_or(f64::INFINITY, |nearest| nearest.distance)
    }

    /// Returns the place of the line or outline that is nearest to a position.
    pub fn nearest(&self, position: Position) -> Option<Near> {
        let nearest = self
            .lines
            .nearest(self.frame.plane_from_ground(position), f64::INFINITY)?;
        Some(Near {
            at: self.frame.ground_from_plane(nearest.at),
            distance_m: nearest.distance,
        })
    }

    /// Returns true where a position is no farther than `within_m` metres; quicker than asking how far.
    pub fn is_within(&self, position: Position, within_m: f64) -> bool {
        let dot = self.frame.plane_from_ground(position);
        self.lines.nearest(dot, within_m.next_up()).is_some()
            || self.shape.place_of(position) != Place::Outside
    }

    /// Returns the shortest way to something else laid out in the same frame, if it is no longer than
    /// `within_m` metres; of two shapes that overlap it is a place that both have.
    pub fn gap_within(&self, other: &Layout, within_m: f64) -> Option<Gap> {
        if let Some(at) = self.inner_of(other).or_else(|| other.inner_of(self)) {
            return Some(Gap {
                from: at,
                to: at,
                distance_m: 0.0,
            });
        }
        // The one with more pieces is the one to search in.
        let swap = self.lines.pieces.len() < other.lines.pieces.len();
        let (large, small) = if swap { (other, self) } else { (self, other) };
        let (distance_m, here, there) = large.lines.nearest_between(&small.lines, within_m.next_up())?;
        let (from, to) = if swap { (there, here) } else { (here, there) };
        Some(Gap {
            from: self.frame.ground_from_plane(from),
            to: self.frame.ground_from_plane(to),
            distance_m,
        })
    }

    /// Returns the shortest way to something else laid out in the same frame; `None` where one of the
    /// two is empty.
    pub fn gap(&self, other: &Layout) -> Option<Gap> {
        self.gap_within(other, f64::MAX)
    }

    /// Returns true where the lines or outlines of the two come within `within_m` metres of each other;
    /// for things known not to lie inside one another, and then quicker than asking for the gap.
    pub fn outlines_within(&self, other: &Layout, within_m: f64) -> bool {
        let swap = self.lines.pieces.len() < other.lines.pieces.len();
        let (large, small) = if swap { (other, self) } else { (self, other) };
        large
            .lines
            .nearest_between(&small.lines, within_m.next_up())
            .is_some()
    }

    /// Returns a vertex of `other` that lies in this shape, if its first one does: enough to tell
    /// enclosed from apart once the outlines are known not to cross.
    fn inner_of(&self, other: &Layout) -> Option<Position> {
        if self.shape.is_empty() {
            return None;
        }
        let starts = other.shape.outers().filter_map(|outer| outer.first());
        let first = other.lines.edges.first().map(|(a, _)| a);
        starts
            .chain(first)
            .find(|&&spot| self.shape.place_of_any(spot) != Place::Outside)
            .map(|&spot| grid::position(spot))
    }
}

/// Returns the distance of a position from a shape in metres; 0 in it, infinite where it is empty.
pub fn distance_to_shape_m(frame: &Frame, position: Position, shape: &Shape) -> f64 {
    Layout::of_shape(frame, shape).distance_m(position)
}

/// Returns the distance of a position from a path in metres; infinite where it has no vertex.
pub fn distance_to_path_m(frame: &Frame, position: Position, path: &Path) -> f64 {
    Layout::of_path(frame, path).distance_m(position)
}

/// Returns the distance between two shapes in metres: 0 where they touch or overlap, infinite where
/// one is empty.
pub fn distance_between_m(frame: &Frame, a: &Shape, b: &Shape) -> f64 {
    Layout::of_shape(frame, a)
        .gap(&Layout::of_shape(frame, b))
        .map_or(f64::INFINITY, |gap| gap.distance_m)
}

/// Returns the place of a path nearest to a position.
pub fn nearest_on_path(frame: &Frame, position: Position, path: &Path) -> Option<Near> {
    Layout::of_path(frame, path).nearest(position)
}

/// Returns the place of a shape's outline nearest to a position.
pub fn nearest_on_outline(frame: &Frame, position: Position, shape: &Shape) -> Option<Near> {
    Layout::of_shape(frame, shape).nearest(position)
}

#[cfg(test)]
mod tests {
    use super::super::{Area, distance_m};
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn square(south: f64, west: f64, size: f64) -> Shape {
        Shape::of(&Area::from_outer(vec![
            at(south, west),
            at(south, west + size),
            at(south + size, west + size),
            at(south + size, west),
        ]))
    }

    #[track_caller]
    fn close(found: f64, expected: f64, metres: f64) {
        assert!(
            (found - expected).abs() <= metres,
            "{found} instead of {expected}"
        );
    }

    #[test]
    fn distances_to_shapes_are_those_on_the_ellipsoid() {
        let frame = Frame::at(at(33.0, 44.0));
        let shape = square(33.0, 44.0, 0.1);
        assert_eq!(distance_to_shape_m(&frame, at(33.05, 44.05), &shape), 0.0);
        assert_eq!(distance_to_shape_m(&frame, at(33.0, 44.05), &shape), 0.0);
        let beside = at(33.05, 43.95);
        close(
            distance_to_shape_m(&frame, beside, &shape),
            distance_m(beside, at(33.05, 44.0)),
            0.5,
        );
        let corner = at(32.97, 43.96);
        close(
            distance_to_shape_m(&frame, corner, &shape),
            distance_m(corner, at(33.0, 44.0)),
            0.1,
        );
        let layout = Layout::of_shape(&frame, &shape);
        close(layout.outline_distance_m(at(33.05, 44.001)), 93.4, 0.2);
        assert!(layout.is_within(at(33.05, 44.05), 0.0));
        assert!(layout.is_within(beside, 5_000.0) && !layout.is_within(beside, 4_000.0));
        assert_eq!(
            distance_to_shape_m(&frame, beside, &Shape::empty()),
            f64::INFINITY
        );
    }

    #[test]
    fn a_long_edge_is_followed_as_it_is_drawn_and_not_as_the_plane_sees_it() {
        // The parallel of 60° between its ends; the great circle would be 8 km further north.
        let frame = Frame::at(at(60.0, 15.0));
        let path = Path::new(vec![at(60.0, 10.0), at(60.0, 20.0)]);
        close(distance_to_path_m(&frame, at(60.0, 15.0), &path), 0.0, 0.1);
        let near = nearest_on_path(&frame, at(60.1, 15.0), &path).unwrap();
        close(near.distance_m, distance_m(at(60.1, 15.0), at(60.0, 15.0)), 1.0);
        assert!(near.at.latitude() < 60.000_001 && near.at.latitude() > 59.999_999);
    }

    #[test]
    fn gaps_between_shapes_are_found_from_either_side() {
        let frame = Frame::at(at(33.0, 44.0));
        let (a, b) = (square(33.0, 44.0, 0.1), square(33.02, 44.15, 0.02));
        let expected = distance_m(at(33.03, 44.1), at(33.03, 44.15));
        close(distance_between_m(&frame, &a, &b), expected, 1.0);
        close(distance_between_m(&frame, &b, &a), expected, 1.0);
        assert_eq!(distance_between_m(&frame, &a, &square(33.04, 44.04, 0.01)), 0.0);
        assert_eq!(distance_between_m(&frame, &square(33.04, 44.04, 0.01), &a), 0.0);
        assert_eq!(distance_between_m(&frame, &a, &square(33.1, 44.1, 0.01)), 0.0);
        assert_eq!(distance_between_m(&frame, &a, &Shape::empty()), f64::INFINITY);
        let (one, two) = (Layout::of_shape(&frame, &a), Layout::of_shape(&frame, &b));
        let gap = one.gap_within(&two, 5_000.0).unwrap();
        close(distance_m(gap.from, gap.to), gap.distance_m, 0.5);
        assert!(a.place_of(gap.from) != Place::Inside && gap.from.longitude() < gap.to.longitude());
        assert_eq!(one.gap_within(&two, 4_000.0), None);
    }

    #[test]
    fn the_tree_of_boxes_finds_what_looking_at_everything_finds() {
        let frame = Frame::at(at(33.0, 44.0));
        let mut state = 3_u64;
        let mut number = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / 16_777_216.0
        };
        let walk: Vec<Position> = (0..500).map(|_| at(33.0 + number(), 44.0 + number())).collect();
        let path = Path::new(walk);
        let layout = Layout::of_path(&frame, &path);
        for _ in 0..200 {
            let position = at(32.9 + 1.2 * number(), 43.9 + 1.2 * number());
            let dot = frame.plane_from_ground(position);
            let expected = layout
                .lines
                .pieces
                .iter()
                .map(|piece| {
                    super::super::plane::apart(dot, super::super::plane::foot(dot, piece.from, piece.to))
                })
                .fold(f64::INFINITY, f64::min);
            assert!((layout.distance_m(position) - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn things_on_both_sides_of_the_date_line_are_near() {
        let frame = Frame::around([at(10.0, 179.9), at(10.0, -179.9)]);
        assert!(frame.center().longitude().abs() > 179.9);
        let shape = square(10.0, 179.8, 0.1);
        close(
            distance_to_shape_m(&frame, at(10.05, -179.9), &shape),
            distance_m(at(10.05, 179.9), at(10.05, -179.9)),
            1.0,
        );
    }
}
