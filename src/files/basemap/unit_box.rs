//! Boxes in the unit square of Web Mercator, for finding what a view needs.

/// A box in the unit square, its edges included; `west ≤ east`, `north ≤ south`.
///
/// A view may lie beyond 0 and 1 in x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitBox {
    /// Smallest x.
    pub west: f64,
    /// Smallest y.
    pub north: f64,
    /// Largest x.
    pub east: f64,
    /// Largest y.
    pub south: f64,
}

impl UnitBox {
    /// The whole world, once.
    pub const WORLD: Self = Self {
        west: 0.0,
        north: 0.0,
        east: 1.0,
        south: 1.0,
    };

    /// A box that contains nothing and meets nothing; to be grown with [`Self::with`].
    pub const EMPTY: Self = Self {
        west: f64::INFINITY,
        north: f64::INFINITY,
        east: f64::NEG_INFINITY,
        south: f64::NEG_INFINITY,
    };

    /// Returns the box between two corners, whichever they are.
    #[must_use]
    pub fn between(one: [f64; 2], other: [f64; 2]) -> Self {
        Self::EMPTY.with(one).with(other)
    }

    /// Returns the smallest box with this one and a point.
    #[must_use]
    pub fn with(self, [x, y]: [f64; 2]) -> Self {
        Self {
            west: self.west.min(x),
            north: self.north.min(y),
            east: self.east.max(x),
            south: self.south.max(y),
        }
    }

    /// Returns whether two boxes have a point in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.north <= other.south
            && other.north <= self.south
    }

    /// Returns whether a point lies in the box.
    #[must_use]
    pub fn contains(self, [x, y]: [f64; 2]) -> bool {
        (self.west..=self.east).contains(&x) && (self.north..=self.south).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_meet_at_their_edges_and_the_empty_one_nowhere() {
        let left = UnitBox::between([0.0, 0.0], [0.5, 1.0]);
        let right = UnitBox::between([0.5, 0.0], [1.0, 1.0]);
        assert!(left.meets(right) && left.contains([0.5, 0.3]));
        assert!(!left.meets(UnitBox::between([0.6, 0.0], [0.7, 1.0])));
        assert!(!UnitBox::EMPTY.meets(UnitBox::WORLD));
    }
}
