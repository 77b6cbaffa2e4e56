//! The box round a shape, for sorting out what cannot meet and for showing a place.
//!
//! A box lies on the cylinder of longitudes: one that crosses the date line is one box. It is no
//! shape; nothing is decided with it but "these two cannot touch".

use super::frame::AUTHALIC_RADIUS_M;
use super::grid::{self, Extent, FINE};
use super::{Area, Path, Position};

/// Steps of 1e-7 degree in a full turn of longitude.
pub(super) const TURN_E7: i64 = 3_600_000_000;

/// A box in latitude and longitude, in steps of 1e-7 degree, its edges included.
///
/// West is never east of east: a box across the date line has an eastern edge beyond 180° or a western
/// one below -180°, so that the two are plain numbers. The middle lies in ±180°.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    south: i64,
    west: i64,
    north: i64,
    east: i64,
}

impl Bounds {
    /// Returns the box of one position.
    #[must_use]
    pub fn of_position(position: Position) -> Self {
        let (lat, lon) = (i64::from(position.lat_e7()), i64::from(position.lon_e7()));
        Self {
            south: lat,
            west: lon,
            north: lat,
            east: lon,
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
            south: home.min.y.div_euclid(FINE),
            west: home.min.x.div_euclid(FINE),
            north: up(home.max.y),
            east: up(home.max.x),
        }
    }

    /// Southern edge in steps of 1e-7 degree.
    #[must_use]
    pub const fn south_e7(self) -> i64 {
        self.south
    }

    /// Western edge in steps of 1e-7 degree; below -180° for some boxes across the date line.
    #[must_use]
    pub const fn west_e7(self) -> i64 {
        self.west
    }

    /// Northern edge in steps of 1e-7 degree.
    #[must_use]
    pub const fn north_e7(self) -> i64 {
        self.north
    }

    /// Eastern edge in steps of 1e-7 degree; never west of the western one.
    #[must_use]
    pub const fn east_e7(self) -> i64 {
        self.east
    }

    /// Returns the south-western corner.
    #[must_use]
    pub fn south_west(self) -> Position {
        corner(self.south, self.west)
    }

    /// Returns the north-eastern corner.
    #[must_use]
    pub fn north_east(self) -> Position {
        corner(self.north, self.east)
    }

    /// Returns the middle, halfway in degrees.
    #[must_use]
    pub fn center(self) -> Position {
        corner(
            i64::midpoint(self.south, self.north),
            i64::midpoint(self.west, self.east),
        )
    }

    /// Returns the extent of longitude in degrees.
    #[must_use]
    pub fn width_deg(self) -> f64 {
        (self.east - self.west) as f64 * 1e-7
    }

    /// Returns the extent of latitude in degrees.
    #[must_use]
    pub fn height_deg(self) -> f64 {
        (self.north - self.south) as f64 * 1e-7
    }

    /// Returns true where the two have at least a point in common, across the date line too.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.south <= other.north && other.south <= self.north && {
            let shifted = other.towards(self);
            [0, -TURN_E7, TURN_E7]
                .into_iter()
                .any(|turn| self.west <= shifted.east + turn && shifted.west + turn <= self.east)
        }
    }

    /// Returns true where the position is inside or on the edge.
    #[must_use]
    pub fn contains(self, position: Position) -> bool {
        self.meets(Self::of_position(position))
    }

    /// Returns how much ground of this box the other has, in square metres; 0 where they are apart.
    ///
    /// A quick upper limit for what two shapes in them can share, on the sphere of the ellipsoid's area:
    /// right to 1 %.
    #[must_use]
    pub fn common_m2(self, other: Self) -> f64 {
        let other = other.towards(self);
        let (south, north) = (self.south.max(other.south), self.north.min(other.north));
        let common = |turn: i64| self.east.min(other.east + turn) - self.west.max(other.west + turn);
        let width = [0, -TURN_E7, TURN_E7].into_iter().map(common).max().unwrap_or(0);
        if south >= north || width <= 0 {
            return 0.0;
        }
        let rad = |steps: i64| (steps as f64 * 1e-7).to_radians();
        let height = libm::sin(rad(north)) - libm::sin(rad(south));
        rad(width) * height * AUTHALIC_RADIUS_M * AUTHALIC_RADIUS_M
    }

    /// Returns the smallest box that has both, joined on the nearer side.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let other = other.towards(self);
        let joined = Self {
            south: self.south.min(other.south),
            west: self.west.min(other.west),
            north: self.north.max(other.north),
            east: self.east.max(other.east),
        };
        if joined.east - joined.west >= TURN_E7 {
            Self {
                west: -TURN_E7 / 2,
                east: TURN_E7 / 2,
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
        let south = (self.south - steps).max(-900_000_000);
        let north = (self.north + steps).min(900_000_000);
        let highest = south.abs().max(north.abs());
        let cosine = libm::cos((highest as f64 * 1e-7).to_radians());
        let wider = if highest >= 899_999_000 {
            TURN_E7
        } else {
            ((steps as f64 / cosine).ceil() as i64).min(TURN_E7)
        };
        let (west, east) = (self.west - wider, self.east + wider);
        if east - west >= TURN_E7 {
            Self {
                south,
                west: -TURN_E7 / 2,
                north,
                east: TURN_E7 / 2,
            }
        } else {
            Self {
                south,
                west,
                north,
                east,
            }
        }
    }

    /// Returns the box moved by whole turns so that its middle is nearest to that of `other`.
    pub(super) fn towards(self, other: Self) -> Self {
        let apart = (other.west + other.east - self.west - self.east) / 2;
        self.turned((apart + TURN_E7 / 2).div_euclid(TURN_E7))
    }

    fn home(self) -> Self {
        let middle = i64::midpoint(self.west, self.east);
        self.turned(-(middle + TURN_E7 / 2).div_euclid(TURN_E7))
    }

    fn turned(self, turns: i64) -> Self {
        Self {
            west: self.west + turns * TURN_E7,
            east: self.east + turns * TURN_E7,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn bounds(south: f64, west: f64, north: f64, east: f64) -> Bounds {
        Bounds::of_line([at(south, west), at(north, east)]).unwrap()
    }

    #[test]
    fn boxes_meet_over_the_date_line_and_by_their_edges() {
        let pacific = bounds(0.0, 170.0, 10.0, -170.0);
        assert!((pacific.width_deg() - 20.0).abs() < 1e-9);
        assert!(pacific.meets(bounds(5.0, -175.0, 20.0, -160.0)));
        assert!(pacific.meets(bounds(5.0, 160.0, 20.0, 170.0)));
        assert!(!pacific.meets(bounds(5.0, 160.0, 20.0, 169.0)));
        assert!(!pacific.meets(bounds(10.1, 175.0, 20.0, 176.0)));
        assert!(pacific.contains(at(5.0, 180.0)) && pacific.contains(at(5.0, -180.0)));
        assert!(!pacific.contains(at(5.0, 0.0)));
        assert!(bounds(0.0, 170.0, 1.0, 180.0).meets(bounds(0.0, -180.0, 1.0, -170.0)));
    }

    #[test]
    fn joining_takes_the_shorter_way_round() {
        let joined = bounds(0.0, 170.0, 1.0, 175.0).with(bounds(2.0, -175.0, 3.0, -170.0));
        assert!((joined.width_deg() - 20.0).abs() < 1e-9);
        assert_eq!(joined.south_west(), at(0.0, 170.0));
        assert_eq!(joined.north_east(), at(3.0, -170.0));
        assert_eq!(Bounds::of_all([]), None);
        let around = Bounds::of_line((0..13).map(|n| at(0.0, f64::from(n) * 30.0 % 360.0 - 180.0)));
        assert!(around.unwrap().contains(at(0.0, 15.0)));
    }

    #[test]
    fn what_boxes_have_in_common_is_measured_over_the_date_line_too() {
        let degree_m2 = 111_195.0 * 111_195.0;
        let common = |a: Bounds, b: Bounds| a.common_m2(b) / degree_m2;
        assert!((common(bounds(0.0, 0.0, 2.0, 2.0), bounds(1.0, 1.0, 3.0, 3.0)) - 1.0).abs() < 0.01);
        assert!(
            (common(bounds(0.0, 178.0, 1.0, -179.0), bounds(0.0, 179.0, 1.0, -178.0)) - 2.0).abs() < 0.01
        );
        assert!((common(bounds(60.0, 0.0, 61.0, 1.0), bounds(60.0, 0.0, 61.0, 1.0)) - 0.492).abs() < 0.01);
        assert!(common(bounds(0.0, 0.0, 1.0, 1.0), bounds(0.0, 1.0, 1.0, 2.0)).abs() < 1e-12);
        assert!(common(bounds(0.0, 0.0, 1.0, 1.0), bounds(2.0, 0.0, 3.0, 1.0)).abs() < 1e-12);
    }

    #[test]
    fn growing_keeps_every_place_within_the_distance() {
        for (latitude, longitude) in [
            (0.0, 0.0),
            (33.0, 44.0),
            (60.0, 179.9),
            (-75.0, -120.0),
            (89.5, 10.0),
        ] {
            let position = at(latitude, longitude);
            let grown = Bounds::of_position(position).grown_m(20_000.0);
            let frame = super::super::Frame::at(position);
            for degrees in (0..360).step_by(5) {
                let angle = f64::from(degrees).to_radians();
                let [x, y] = [libm::cos(angle) * 19_990.0, libm::sin(angle) * 19_990.0];
                assert!(
                    grown.contains(frame.ground_from_plane([x, y])),
                    "{position} {degrees}"
                );
            }
        }
        let pole = Bounds::of_position(at(90.0, 0.0)).grown_m(1_000.0);
        assert!(pole.contains(at(89.999, 180.0)));
    }

    #[test]
    fn drawn_areas_and_paths_have_boxes() {
        let area = Area::from_outer(vec![at(0.0, 179.0), at(1.0, -179.0), at(2.0, 179.5)]);
        assert!((area.bounds().unwrap().width_deg() - 2.0).abs() < 1e-9);
        assert_eq!(Area::default().bounds(), None);
        assert_eq!(Path::default().bounds(), None);
        assert_eq!(
            Path::new(vec![at(1.0, 2.0)]).bounds(),
            Some(Bounds::of_position(at(1.0, 2.0)))
        );
    }
}
