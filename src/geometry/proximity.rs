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

    /// Returns a vertex of `other` that lies in this shape, if its first one does: enough to tell
    /// enclosed from apart once the outlines are known not to cross.
    fn inner_of(&self, other: &Layout) -> Option<Position> {
        if self.shape.is_empty() {
            return None;
        }
        let starts = other
            .shape
            .patches()
            .iter()
            .filter_map(|patch| patch.first()?.first());
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
