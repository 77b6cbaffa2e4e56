//! Along geodesics: where one comes from a position in a direction, circles, and the shortest way drawn
//! as a line.
//!
//! An edge of a plan is straight in longitude and latitude and is none of this module's business; only
//! what is measured between two places, or round one, follows the ellipsoid.

use geographiclib_rs::DirectGeodesic;

use super::measure::{WGS84, bearing_deg, distance_m};
use super::{Path, Position};

/// Vertices of a circle: one every two degrees keeps the line within 1/6500 of the radius.
const CIRCLE_VERTICES: u32 = 180;

/// The longest piece of a shortest way that is drawn straight, in metres: its bow stays under 40 m at
/// 60° of latitude.
const PIECE_M: f64 = 40_000.0;

/// Returns where one comes from a position along the shortest way that starts in a direction, in degrees
/// clockwise from north.
///
/// # Source
/// C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013).
pub fn destination(from: Position, bearing_deg: f64, distance_m: f64) -> Position {
    let (latitude, longitude): (f64, f64) =
        WGS84.direct(from.latitude(), from.longitude(), bearing_deg, distance_m);
    Position::nearest(latitude, longitude)
}

/// Returns the line of all places at a distance from a position, from north clockwise and back to north.
///
/// The last vertex is the first: a line round a pole does not close on the map, and is not closed here.
pub fn circle(centre: Position, radius_m: f64) -> Path {
    let step = 360.0 / f64::from(CIRCLE_VERTICES);
    let around = (0..CIRCLE_VERTICES).map(|place| destination(centre, f64::from(place) * step, radius_m));
    let mut points: Vec<Position> = around.collect();
    points.extend(points.first().copied());
    Path::new(points)
}

/// Returns the shortest way between two positions as a line whose pieces may be drawn straight.
pub fn shortest_way(from: Position, to: Position) -> Path {
    let length_m = distance_m(from, to);
    let pieces = (length_m / PIECE_M).ceil().clamp(1.0, 1000.0) as u32;
    let bearing = bearing_deg(from, to);
    let between = (1..pieces).map(|piece| {
        let along = length_m * f64::from(piece) / f64::from(pieces);
        destination(from, bearing, along)
    });
    Path::new(
        std::iter::once(from)
            .chain(between)
            .chain(std::iter::once(to))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn every_vertex_of_a_circle_is_as_far_as_its_radius() {
        for (centre, radius_m) in [
            (at(33.35, 43.78), 5_000.0),
            (at(-0.0, 179.99), 250_000.0),
            (at(89.9, 10.0), 40_000.0),
            (at(78.2, 15.6), 1.0),
        ] {
            let circle = circle(centre, radius_m);
            assert_eq!(circle.points.len(), 181);
            assert_eq!(circle.points.first(), circle.points.last());
            for point in circle.points {
                // A position is rounded to 1e-7 degree: 11 mm.
                let found = distance_m(centre, point);
                assert!((found - radius_m).abs() < 0.012, "{centre} {found}");
            }
        }
    }

    #[test]
    fn a_short_way_is_one_piece_and_a_long_one_bows() {
        assert_eq!(
            shortest_way(at(33.3, 43.7), at(33.4, 43.8)).points,
            [at(33.3, 43.7), at(33.4, 43.8)]
        );
        let way = shortest_way(at(60.0, 0.0), at(60.0, 40.0)).points;
        let highest = way.iter().map(|point| point.latitude()).fold(0.0, f64::max);
        // The vertex of the geodesic, geographiclib: 61.521°.
        assert!((highest - 61.521).abs() < 0.01, "{highest}");
        assert_eq!(
            (way.first(), way.last()),
            (Some(&at(60.0, 0.0)), Some(&at(60.0, 40.0)))
        );
        assert_eq!(shortest_way(at(1.0, 1.0), at(1.0, 1.0)).points.len(), 2);
    }
}
