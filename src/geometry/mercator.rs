//! Web Mercator on the unit square: the plane that maps are drawn in, and that map tiles are cut in.
//!
//! x runs east from 0 at 180° W to 1 at 180° E, y runs south from 0 at 85.05° N to 1 at 85.05° S.
//! Nothing is measured here: lengths and areas in this plane are wrong by 1/cos φ and its square.

use std::f64::consts::PI;

use super::Position;

/// Latitude in degrees at which the world of Web Mercator is square: atan(sinh π).
pub const MAX_LATITUDE_DEG: f64 = 85.051_128_779_806_6;

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
}
