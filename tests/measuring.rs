//! What is measured, against somebody else's numbers.
//!
//! Proves that distances, directions, range rings and enclosed areas are those of Karney's `GeographicLib`
//! (its Python package 2.1; see the first line of each file in `tests/data`).

use entente::drawing::Measured;
use entente::geometry::{Position, circle, destination, distance_m};

/// Rows of numbers; lines that start with `#` are comments.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(',').collect())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn at(latitude: &str, longitude: &str) -> Position {
    Position::new(number(latitude), number(longitude)).unwrap()
}

#[test]
fn legs_are_as_long_and_point_where_geographiclib_says() {
    let mut count = 0;
    for row in rows(include_str!("data/geodesics.csv")) {
        let [from_lat, from_lon, to_lat, to_lon, metres, degrees] = row[..] else {
            panic!("{row:?}");
        };
        let points = vec![at(from_lat, from_lon), at(to_lat, to_lon)];
        let leg = Measured::line(points).legs[0];
        let metres = number(metres);
        assert!(
            (leg.distance_m - metres).abs() < 1e-5,
            "{row:?}: {}",
            leg.distance_m
        );
        // A direction can be no better than the ground allows: a micrometre across the leg.
        let off = (leg.bearing_deg - number(degrees) + 540.0).rem_euclid(360.0) - 180.0;
        assert!(
            off.to_radians().abs() * metres.max(1.0) < 1e-2,
            "{row:?}: {}",
            leg.bearing_deg
        );
        assert!(off.abs() < 1e-6, "{row:?}: {}", leg.bearing_deg);
        count += 1;
    }
    assert!(count > 120, "{count}");
}

#[test]
fn rings_lie_where_geographiclib_says() {
    let mut count = 0;
    for row in rows(include_str!("data/ring_points.csv")) {
        let [lat, lon, radius_m, degrees, point_lat, point_lon] = row[..] else {
            panic!("{row:?}");
        };
        let (centre, radius_m, degrees) = (at(lat, lon), number(radius_m), number(degrees));
        let expected = Position::nearest(number(point_lat), number(point_lon));
        // Positions have steps of 1e-7 degree, 11 mm: half a step each way on both axes.
        let found = destination(centre, degrees, radius_m);
        assert!(distance_m(found, expected) < 0.017, "{row:?}: {found}");
        let vertex = circle(centre, radius_m).points[degrees as usize / 2];
        assert!(distance_m(vertex, expected) < 0.017, "{row:?}: {vertex}");
        count += 1;
    }
    assert!(count > 80, "{count}");
}

#[test]
fn areas_and_perimeters_are_those_of_densified_edges() {
    let mut count = 0;
    for row in rows(include_str!("data/enclosed.csv")) {
        let [area_m2, perimeter_m, vertices @ ..] = &row[..] else {
            panic!("{row:?}");
        };
        let points = vertices.iter().map(|vertex| vertex.parse().unwrap()).collect();
        let enclosed = Measured::closed(points).enclosed.unwrap();
        let (area_m2, perimeter_m) = (number(area_m2), number(perimeter_m));
        assert!(
            (enclosed.area_m2 / area_m2 - 1.0).abs() < 1e-6,
            "{row:?}: {}",
            enclosed.area_m2
        );
        assert!((enclosed.perimeter_m / perimeter_m - 1.0).abs() < 1e-6, "{row:?}");
        count += 1;
    }
    assert_eq!(count, 12);
}
