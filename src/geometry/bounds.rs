//! The box round a shape, for sorting out what cannot meet and for showing a place.
//!
//! A box lies on the cylinder of longitudes: one that crosses the date line is one box. It is no
//! shape; nothing is decided with it but "these two cannot touch".

use super::grid::{self, Extent, FINE};
use super::{Area, Path, Position};

/// Steps of 1e-7 degree in a full turn of longitude.
pub(super) const TURN_E7: i64 = 3_600_000_000;

/// A box in latitude and longitude, in steps of 1e-7 degree, its edges included.
///
/// `west_e7 ≤ east_e7` always; a box across the date line has an `east_e7` beyond 180°, so that
/// the two are plain numbers. The middle lies in ±180°.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    south_e7: i64,
    west_e7: i64,
    north_e7: i64,
    east_e7: i64,
}

impl Bounds {
    /// Returns the box of one position.
    #[must_use]
    pub fn of_position(position: Position) -> Self {
        let (lat, lon) = (i64::from(position.lat_e7()), i64::from(position.lon_e7()));
        Self {
            south_e7: lat,
            west_e7: lon,
            north_e7: lat,
            east_e7: lon,
        }
    }

    /// Returns the box of a line through these positions, each step going the short way round;
    /// `None` where there is none.
    pub fn of_line(positions: impl IntoIterator<Item = Position>) -> Option<Self> {
        Extent::of(grid::unwrapped(positions)).map(Self::of_extent)
    }

    /// Returns the smallest of the boxes that have all of these, added one after the other on the
    /// nearer side; `None` where there is none.
    pub fn of_all(all: impl IntoIterator<Item = Bounds>) -> Option<Self> {
        all.into_iter().reduce(Bounds::with)
    }

    /// Rounds a fine box outwards.
    pub(super) fn of_extent(extent: Extent) -> Self {
        let home = extent.shifted(extent.turns_home());
        let up = |fine: i64| -(-fine).div_euclid(FINE);
        Self {
            south_e7: home.min.y.div_euclid(FINE),
            west_e7: home.min.x.div_euclid(FINE),
            north_e7: up(home.max.y),
            east_e7: up(home.max.x),
        }
    }

    /// Southern edge in steps of 1e-7 degree.
    #[must_use]
    pub const fn south_e7(self) -> i64 {
        self.south_e7
    }

    /// Western edge in steps of 1e-7 degree; below -180° for some boxes across the date line.
    #[must_use]
    pub const fn west_e7(self) -> i64 {
        self.west_e7
    }

    /// Northern edge in steps of 1e-7 degree.
    #[must_use]
    pub const fn north_e7(self) -> i64 {
        self.north_e7
    }

    /// Eastern edge in steps of 1e-7 degree; never west of the western one.
    #[must_use]
    pub const fn east_e7(self) -> i64 {
        self.east_e7
    }

    /// Returns the south-western corner.
    #[must_use]
    pub fn south_west(self) -> Position {
        corner(self.south_e7, self.west_e7)
    }

    /// Returns the north-eastern corner.
    #[must_use]
    pub fn north_east(self) -> Position {
        corner(self.north_e7, self.east_e7)
    }

    /// Returns the middle, halfway in degrees.
    #[must_use]
    pub fn center(self) -> Position {
        corner(
            i64::midpoint(self.south_e7, self.north_e7),
            i64::midpoint(self.west_e7, self.east_e7),
        )
    }

    /// Returns the extent of longitude in degrees.
    #[must_use]
    pub fn width_deg(self) -> f64 {
        (self.east_e7 - self.west_e7) as f64 * 1e-7
    }

    /// Returns the extent of latitude in degrees.
    #[must_use]
    pub fn height_deg(self) -> f64 {
        (self.north_e7 - self.south_e7) as f64 * 1e-7
    }

    /// Returns true where the two have at least a point in common, across the date line too.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.south_e7 <= other.north_e7 && other.south_e7 <= self.north_e7 && {
            let shifted = other.towards(self);
            [0, -TURN_E7, TURN_E7]
                .into_iter()
                .any(|turn| self.west_e7 <= shifted.east_e7 + turn && shifted.west_e7 + turn <= self.east_e7)
        }
    }

    /// Returns true where the position is inside or on the edge.
    #[must_use]
    pub fn contains(self, position: Position) -> bool {
        self.meets(Self::of_position(position))
    }

    /// Returns the smallest box that has both, joined on the nearer side.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let other = other.towards(self);
        let joined = Self {
            south_e7: self.south_e7.min(other.south_e7),
            west_e7: self.west_e7.min(other.west_e7),
            north_e7: self.north_e7.max(other.north_e7),
            east_e7: self.east_e7.max(other.east_e7),
        };
        if joined.east_e7 - joined.west_e7 >= TURN_E7 {
            Self {
                west_e7: -TURN_E7 / 2,
                east_e7: TURN_E7 / 2,
                ..joined
            }
        } else {
            joined.home()
        }
    }

    /// Returns the box widened by at least `margin_m` metres on every side; one that reaches a pole
    /// goes all the way round.
    #[must_use]
    pub fn grown_m(self, margin_m: f64) -> Self {
        // The shortest degree of latitude has 110,574 m; one of longitude at least 110,574 · cos φ.
        let steps = (margin_m.max(0.0) / 110_574.0 * 1e7).ceil() as i64;
        let south_e7 = (self.south_e7 - steps).max(-900_000_000);
        let north_e7 = (self.north_e7 + steps).min(900_000_000);
        let highest = south_e7.abs().max(north_e7.abs());
        let cosine = libm::cos((highest as f64 * 1e-7).to_radians());
        let wider = if highest >= 899_999_000 {
            TURN_E7
        } else {
            ((steps as f64 / cosine).ceil() as i64).min(TURN_E7)
        };
        let (west_e7, east_e7) = (self.west_e7 - wider, self.east_e7 + wider);
        if east_e7 - west_e7 >= TURN_E7 {
            Self {
                south_e7,
                west_e7: -TURN_E7 / 2,
                north_e7,
                east_e7: TURN_E7 / 2,
            }
        } else {
            Self {
                south_e7,
                west_e7,
                north_e7,
                east_e7,
            }
        }
    }

    /// Returns the box moved by whole turns so that its middle is nearest to that of `other`.
    pub(super) fn towards(self, other: Self) -> Self {
        let apart = (other.west_e7 + other.east_e7 - self.west_e7 - self.east_e7) / 2;
        self.turned((apart + TURN_E7 / 2).div_euclid(TURN_E7))
    }

    fn home(self) -> Self {
        let middle = i64::midpoint(self.west_e7, self.east_e7);
        self.turned(-(middle + TURN_E7 / 2).div_euclid(TURN_E7))
    }

    fn turned(self, turns: i64) -> Self {
        Self {
            west_e7: self.west_e7 + turns * TURN_E7,
            east_e7: self.east_e7 + turns * TURN_E7,
            ..self
        }
    }
}

impl Area {
    /// Returns the box round every ring as drawn; `None` where there is no vertex.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of_all(self.rings().filter_map(|ring| {
            let closing = ring.points.first().copied();
            Bounds::of_line(ring.points.iter().copied().chain(closing))
        }))
    }
}

impl Path {
    /// Returns the box round the line; `None` where there is no vertex.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of_line(self.points.iter().copied())
    }
}

fn corner(lat_e7: i64, lon_e7: i64) -> Position {
    grid::position(grid::Spot::new(lon_e7 * FINE, lat_e7 * FINE))
}
