//! UTM and, beyond it, UPS: the zones of the world and the plane grid of each.
//!
//! UTM serves from 80° south to 84° north, both included; UPS the rest. It writes no text (see `write`
//! and `mgrs`) and knows no 100 km squares.
//!
//! # Source
//! NGA.STND.0037, "Universal Grids and Grid Reference Systems" (2014).

use super::transverse_mercator::Projected;
use super::{polar, transverse_mercator};
use crate::geometry::Position;

/// Scale of UTM along the middle meridian of a zone.
const UTM_SCALE: f64 = 0.9996;
/// Scale of UPS at the pole.
const UPS_SCALE: f64 = 0.994;
/// Easting of the middle meridian of a UTM zone, in metres.
const UTM_EASTING_M: f64 = 500_000.0;
/// Northing of the equator for the southern half, in metres.
pub const SOUTHERN_NORTHING_M: f64 = 10_000_000.0;
/// Easting and northing of a pole in UPS, in metres.
const UPS_ORIGIN_M: f64 = 2_000_000.0;

const SOUTH_END_E7: i32 = -800_000_000;
const NORTH_END_E7: i32 = 840_000_000;

/// Letters of the latitude bands of UTM: 8° each from 80° south, the last one 12°.
const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";

/// Half of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hemisphere {
    /// North of the equator, the equator included.
    North,
    /// South of it.
    South,
}

/// A part of the world with one plane grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// A zone of UTM, 1 to 60: 6° of longitude from 180° W, with exceptions off Norway.
    Utm(u8),
    /// The cap round a pole.
    Polar,
}

impl Zone {
    /// Returns the zone a position is in, the exceptions for Norway and Svalbard kept.
    pub fn of(position: Position) -> Self {
        let lat_e7 = position.lat_e7();
        if !(SOUTH_END_E7..=NORTH_END_E7).contains(&lat_e7) {
            return Self::Polar;
        }
        let lon_e7 = i64::from(position.lon_e7());
        let regular = (lon_e7 + 1_800_000_000).div_euclid(60_000_000).rem_euclid(60) as u8 + 1;
        let (lat, lon) = (lat_e7.div_euclid(10_000_000), lon_e7.div_euclid(10_000_000));
        Self::Utm(match (lat, lon) {
            (56..=63, 3..=11) => 32,
            (72.., 0..=8) => 31,
            (72.., 9..=20) => 33,
            (72.., 21..=32) => 35,
            (72.., 33..=41) => 37,
            _ => regular,
        })
    }

    /// Returns the longitude of the middle meridian, in degrees; of a polar cap, 0.
    pub fn meridian_deg(self) -> f64 {
        match self {
            Self::Utm(number) => f64::from(number) * 6.0 - 183.0,
            Self::Polar => 0.0,
        }
    }
}

/// A point of a plane grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridPoint {
    /// Which grid.
    pub zone: Zone,
    /// Which half of it.
    pub hemisphere: Hemisphere,
    /// Metres east, the false easting included.
    pub easting_m: f64,
    /// Metres north, the false northing included.
    pub northing_m: f64,
}

impl GridPoint {
    /// Returns where a position is in the grid of its own zone.
    pub fn of(position: Position) -> Self {
        let (point, _) = projected(position);
        point
    }

    /// Returns the position of this point, whether or not it lies in its zone.
    pub fn position(self) -> Position {
        let [latitude, longitude] = self.degrees();
        Position::nearest(latitude, longitude)
    }

    /// Returns latitude and longitude of this point, in degrees; the longitude may leave ±180°.
    pub fn degrees(self) -> [f64; 2] {
        let south = self.hemisphere == Hemisphere::South;
        match self.zone {
            Zone::Utm(_) => {
                let false_northing = if south { SOUTHERN_NORTHING_M } else { 0.0 };
                degrees_from_utm(self.zone, [self.easting_m, self.northing_m - false_northing])
            }
            Zone::Polar => {
                let x = (self.easting_m - UPS_ORIGIN_M) / UPS_SCALE;
                let y = (self.northing_m - UPS_ORIGIN_M) / UPS_SCALE;
                let [latitude, longitude] = polar::degrees_from_plane(x, if south { -y } else { y });
                [if south { -latitude } else { latitude }, longitude]
            }
        }
    }
}

/// Returns easting and northing in a zone of UTM of a latitude and longitude in degrees; south of the
/// equator the northing is negative.
pub fn utm_from_degrees(zone: Zone, latitude_deg: f64, longitude_deg: f64) -> [f64; 2] {
    let from_meridian = turned(longitude_deg - zone.meridian_deg());
    let plane = transverse_mercator::plane_from_degrees(latitude_deg, from_meridian);
    [plane.x_m * UTM_SCALE + UTM_EASTING_M, plane.y_m * UTM_SCALE]
}

/// Returns latitude and longitude in degrees of easting and northing in a zone of UTM; south of the
/// equator the northing is negative. The longitude may leave ±180°.
pub fn degrees_from_utm(zone: Zone, [easting_m, northing_m]: [f64; 2]) -> [f64; 2] {
    let x_m = (easting_m - UTM_EASTING_M) / UTM_SCALE;
    let [latitude, longitude] = transverse_mercator::degrees_from_plane(x_m, northing_m / UTM_SCALE);
    [latitude, longitude + zone.meridian_deg()]
}

/// Returns how far grid north points from true north at a position, in degrees, clockwise positive: the
/// grid convergence of its UTM zone, or of UPS near the poles.
pub fn grid_convergence_deg(position: Position) -> f64 {
    let (_, lie) = projected(position);
    lie.convergence_deg
}

/// Returns the point scale of the UTM or UPS grid at a position: length on the grid over length on the
/// ellipsoid.
pub fn grid_scale(position: Position) -> f64 {
    let (_, lie) = projected(position);
    lie.scale
}

/// Returns the grid zone designation of a position: `38S`; near the poles, `A`, `B`, `Y` or `Z`.
pub fn grid_zone_designation(position: Position) -> String {
    let zone = Zone::of(position);
    let band = band(position);
    match zone {
        Zone::Utm(number) => format!("{number}{band}"),
        Zone::Polar => band.to_string(),
    }
}

/// Returns the latitude band of a position; near the poles, the letter of its half of the cap.
pub fn band(position: Position) -> char {
    // By the easting, which is what the columns of squares go by.
    let east = || GridPoint::of(position).easting_m >= UPS_ORIGIN_M;
    match (Zone::of(position), hemisphere(position)) {
        (Zone::Polar, Hemisphere::North) => {
            if east() {
                'Z'
            } else {
                'Y'
            }
        }
        (Zone::Polar, Hemisphere::South) => {
            if east() {
                'B'
            } else {
                'A'
            }
        }
        (Zone::Utm(_), _) => {
            let number = (position.lat_e7() + 800_000_000).div_euclid(80_000_000);
            let number = usize::try_from(number).unwrap_or_default().min(BANDS.len() - 1);
            BANDS.chars().nth(number).unwrap_or('X')
        }
    }
}

/// Returns the southern and northern end of a band of UTM, in degrees; `None` for no such letter.
pub fn band_ends_deg(band: char) -> Option<[f64; 2]> {
    let south = BANDS.find(band)? as f64 * 8.0 - 80.0;
    Some([south, if band == 'X' { 84.0 } else { south + 8.0 }])
}

/// Returns the western and eastern end of a zone of UTM within a band, in degrees; `None` where the
/// exceptions for Norway and Svalbard leave nothing of it, or where there is no such zone.
pub fn zone_ends_deg(number: u8, band: char) -> Option<[f64; 2]> {
    if !(1..=60).contains(&number) {
        return None;
    }
    let west = f64::from(number) * 6.0 - 186.0;
    Some(match (band, number) {
        ('V', 31) => [0.0, 3.0],
        ('V', 32) => [3.0, 12.0],
        ('X', 31) => [0.0, 9.0],
        ('X', 33) => [9.0, 21.0],
        ('X', 35) => [21.0, 33.0],
        ('X', 37) => [33.0, 42.0],
        ('X', 32 | 34 | 36) => return None,
        _ => [west, west + 6.0],
    })
}

/// Returns the letters of the bands of UTM, from the south.
pub fn bands() -> impl Iterator<Item = char> {
    BANDS.chars()
}

fn hemisphere(position: Position) -> Hemisphere {
    if position.lat_e7() < 0 {
        Hemisphere::South
    } else {
        Hemisphere::North
    }
}

fn projected(position: Position) -> (GridPoint, Projected) {
    let (zone, hemisphere) = (Zone::of(position), hemisphere(position));
    let south = hemisphere == Hemisphere::South;
    let lie = match zone {
        Zone::Utm(_) => {
            let from_meridian = turned(position.longitude() - zone.meridian_deg());
            let plane = transverse_mercator::plane_from_degrees(position.latitude(), from_meridian);
            let false_northing = if south { SOUTHERN_NORTHING_M } else { 0.0 };
            Projected {
                x_m: plane.x_m * UTM_SCALE + UTM_EASTING_M,
                y_m: plane.y_m * UTM_SCALE + false_northing,
                scale: plane.scale * UTM_SCALE,
                ..plane
            }
        }
        Zone::Polar => {
            // One meridian, one side.
            let longitude = if position.lon_e7() == -1_800_000_000 {
                180.0
            } else {
                position.longitude()
            };
            let plane = polar::plane_from_degrees(position.latitude().abs(), longitude);
            let side = if south { -1.0 } else { 1.0 };
            Projected {
                x_m: plane.x_m * UPS_SCALE + UPS_ORIGIN_M,
                y_m: plane.y_m * UPS_SCALE * side + UPS_ORIGIN_M,
                convergence_deg: plane.convergence_deg * side,
                scale: plane.scale * UPS_SCALE,
            }
        }
    };
    let point = GridPoint {
        zone,
        hemisphere,
        easting_m: lie.x_m,
        northing_m: lie.y_m,
    };
    (point, lie)
}

/// A difference of longitudes, the short way round.
fn turned(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn zones_have_their_exceptions() {
        for (latitude, longitude, expected) in [
            (33.35, 43.78, "38S"),
            (0.0, 180.0, "1N"),
            (-0.000_000_1, -180.0, "1M"),
            (60.0, 4.0, "32V"),
            (55.999_999_9, 4.0, "31U"),
            (64.0, 4.0, "31W"),
            (72.0, 8.999_999_9, "31X"),
            (72.0, 9.0, "33X"),
            (78.0, 21.0, "35X"),
            (84.0, 33.0, "37X"),
            (80.0, 42.0, "38X"),
            (84.000_000_1, 10.0, "Z"),
            (90.0, -1.0, "Z"),
            (89.0, -1.0, "Y"),
            (-80.0, -70.0, "19C"),
            (-80.000_000_1, -70.0, "A"),
            (-85.0, 180.0, "B"),
            (-85.0, -180.0, "B"),
            (8.0, 45.0, "38P"),
        ] {
            assert_eq!(
                grid_zone_designation(at(latitude, longitude)),
                expected,
                "{latitude} {longitude}"
            );
        }
    }

    #[test]
    fn every_step_comes_back_from_its_grid() {
        for (latitude, longitude) in [
            (33.349_100_1, 43.786_000_3),
            (0.0, 0.0),
            (-0.000_000_1, 179.999_999_9),
            (84.0, -179.999_999_9),
            (-80.0, 5.5),
            (89.0, 12.345_678_9),
            (-90.0, 0.0),
        ] {
            let position = at(latitude, longitude);
            assert_eq!(GridPoint::of(position).position(), position);
        }
    }
}
