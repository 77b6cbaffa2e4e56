//! Web Mercator on the unit square, the plane that map tiles are drawn in.
//!
//! x runs east from 0 at 180° W to 1 at 180° E, y runs south from 0 at 85.05° N to 1 at 85.05° S.
//! Nothing is measured here: lengths and areas in this plane are wrong by the square of 1/cos φ.

use std::f64::consts::PI;

use crate::geometry::Position;

/// Latitude in degrees at which the world of Web Mercator is square: atan(sinh π).
pub const MAX_LATITUDE_DEG: f64 = 85.051_128_779_806_6;

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

/// Returns where a latitude and longitude in degrees lie in the unit square; latitudes beyond
/// [`MAX_LATITUDE_DEG`] lie on its edge.
#[must_use]
pub fn unit_from_degrees(latitude_deg: f64, longitude_deg: f64) -> [f64; 2] {
    let latitude = latitude_deg.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG);
    let sine = libm::sin(latitude.to_radians());
    let y = 0.5 - libm::log((1.0 + sine) / (1.0 - sine)) / (4.0 * PI);
    [longitude_deg / 360.0 + 0.5, y.clamp(0.0, 1.0)]
}

/// Returns where a position lies in the unit square.
#[must_use]
pub fn unit_from_position(position: Position) -> [f64; 2] {
    unit_from_degrees(position.latitude(), position.longitude())
}

/// Returns the position at a point of the unit square; x may go round the world, y is cut to it.
#[must_use]
pub fn position_from_unit([x, y]: [f64; 2]) -> Position {
    let latitude = libm::atan(libm::sinh(PI * (1.0 - 2.0 * y.clamp(0.0, 1.0))));
    Position::nearest(latitude.to_degrees(), (x - 0.5) * 360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_and_middle_of_the_world_are_where_tiles_have_them() {
        assert_eq!(unit_from_degrees(0.0, 0.0), [0.5, 0.5]);
        let [x, y] = unit_from_degrees(MAX_LATITUDE_DEG, -180.0);
        assert!(x == 0.0 && y < 1e-15);
        assert_eq!(unit_from_degrees(-90.0, 180.0)[1], 1.0);
        // Tile 10/636/412 begins here, by the formula of the slippy map: 360 / 1024 degrees a tile.
        let [x, y] = unit_from_degrees(33.431_441_335, 43.593_75);
        assert!((x * 1024.0 - 636.0).abs() < 1e-6, "{}", x * 1024.0);
        assert!((y * 1024.0 - 411.0).abs() < 1e-4, "{}", y * 1024.0);
    }

    #[test]
    fn a_position_comes_back_from_the_plane() {
        for (lat, lon) in [(33.3491, 43.786), (-54.8, -68.3), (0.0, 180.0), (84.9, -179.9)] {
            let position = Position::new(lat, lon).unwrap();
            let back = position_from_unit(unit_from_position(position));
            assert!((back.lat_e7() - position.lat_e7()).abs() <= 1, "{back}");
            assert!((back.lon_e7() - position.lon_e7()).abs() <= 1, "{back}");
        }
    }

    #[test]
    fn boxes_meet_at_their_edges_and_the_empty_one_nowhere() {
        let left = UnitBox::between([0.0, 0.0], [0.5, 1.0]);
        let right = UnitBox::between([0.5, 0.0], [1.0, 1.0]);
        assert!(left.meets(right) && left.contains([0.5, 0.3]));
        assert!(!left.meets(UnitBox::between([0.6, 0.0], [0.7, 1.0])));
        assert!(!UnitBox::EMPTY.meets(UnitBox::WORLD));
    }
}
