//! Metres and square metres on the WGS 84 ellipsoid.
//!
//! An edge is the straight line between its ends in longitude and latitude; what is measured is that
//! line, not the geodesic between its ends. Both the area under it and its length have closed or
//! quickly converging forms, so nothing is densified. Distances between two positions are geodesics.
//! Distances to shapes and widths are `proximity`'s and `inscribed`'s, in a local plane.

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::grid::{self, RADIANS_PER_FINE, Spot};
use super::{Area, Path, Position, Shape};

/// Equatorial radius of WGS 84 in metres.
pub(super) const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;

/// Square of the first eccentricity of WGS 84.
pub(super) const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_317;

/// Coefficients of sin φ, sin 3φ, sin 5φ … in the area between the equator and latitude φ per radian
/// of longitude, in m².
///
/// # Source
/// `a²(1−e²) Σ (j+1)/(2j+1) e²ʲ sin²ʲ⁺¹φ` (J. P. Snyder, "Map Projections: A Working Manual", USGS
/// 1987, eq. 3-12, as a power series), the powers written as sines of multiples; computed with 60
/// digits for WGS 84. The next coefficient is 2e-20 of the first.
const ZONE_M2: [f64; 7] = [
    4.054_423_713_532_280_5e13,
    -4.542_658_165_661_729e10,
    6.867_231_563_516_742e7,
    -1.098_400_677_063_789_8e5,
    1.793_372_269_330_967_3e2,
    -2.956_878_601_660_969e-1,
    4.901_789_464_988_577e-4,
];

/// Nodes and weights of five-point Gauss–Legendre quadrature on -1..1.
const GAUSS: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

pub(super) static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Returns the area of a shape in square metres, holes taken off.
///
/// Right to 1e-9 of the area for any edges, poles and date line included, down to about 1e-6 m².
pub fn area_m2(shape: &Shape) -> f64 {
    shape.contours().map(ring_area_m2).sum::<f64>().max(0.0)
}

/// Returns the area of an area as drawn: that of its cleaned copy.
pub fn drawn_area_m2(area: &Area) -> f64 {
    area_m2(&Shape::of(area))
}

/// Returns the length of a path in metres, along its edges.
pub fn length_m(path: &Path) -> f64 {
    let spots: Vec<Spot> = grid::unwrapped(path.points.iter().copied()).collect();
    let next = spots.iter().skip(1);
    spots.iter().zip(next).map(|(&a, &b)| edge_length_m(a, b)).sum()
}

/// Returns the length of all outlines of a shape in metres, holes included.
pub fn perimeter_m(shape: &Shape) -> f64 {
    shape.edges().map(|(a, b)| edge_length_m(a, b)).sum()
}

/// Returns the length of all rings of an area as drawn, in metres.
pub fn drawn_perimeter_m(area: &Area) -> f64 {
    let of_ring = |ring: &super::Ring| {
        let mut points = ring.points.clone();
        points.extend(ring.points.first().copied());
        length_m(&Path::new(points))
    };
    area.rings().map(of_ring).sum()
}

/// Returns the shortest distance between two positions on the ellipsoid, in metres.
///
/// # Source
/// C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013).
pub fn distance_m(from: Position, to: Position) -> f64 {
    if from == to {
        return 0.0;
    }
    WGS84.inverse(from.latitude(), from.longitude(), to.latitude(), to.longitude())
}

/// Returns the direction in which the shortest way from one position to the other starts: radians
/// clockwise from north, 0 up to 2π; 0 where the two are equal.
pub fn bearing_rad(from: Position, to: Position) -> f64 {
    if from == to {
        return 0.0;
    }
    let (azimuth, _, _): (f64, f64, f64) =
        WGS84.inverse(from.latitude(), from.longitude(), to.latitude(), to.longitude());
    let turned = azimuth.to_radians().rem_euclid(std::f64::consts::TAU);
    if turned < std::f64::consts::TAU {
        turned
    } else {
        0.0
    }
}

/// Returns [`bearing_rad`] in degrees, 0 up to 360.
pub fn bearing_deg(from: Position, to: Position) -> f64 {
    bearing_rad(from, to).to_degrees()
}

/// Returns the signed area inside a ring, counter-clockwise positive.
pub(super) fn ring_area_m2(contour: &[Spot]) -> f64 {
    let Some(first) = contour.first() else {
        return 0.0;
    };
    // Longitude steps add up to nothing round a ring, so a constant may be taken off: this keeps
    // the numbers, and with them the rounding, small.
    let base = zone_m2(first.y as f64 * RADIANS_PER_FINE, 0.0);
    let under: f64 = grid::edges(contour)
        .filter(|(a, b)| a.x != b.x)
        .map(|(a, b)| {
            let middle = (a.y + b.y) as f64 * (0.5 * RADIANS_PER_FINE);
            let half = (b.y - a.y) as f64 * (0.5 * RADIANS_PER_FINE);
            (b.x - a.x) as f64 * RADIANS_PER_FINE * (zone_m2(middle, half) - base)
        })
        .sum();
    -under
}

/// Returns the mean, over an edge, of the area between equator and edge per radian of longitude.
///
/// The edge's latitudes are `middle ± half`: the mean of `sin mφ` over it is
/// `sin(m·middle) · sin(m·half) / (m·half)`.
fn zone_m2(middle: f64, half: f64) -> f64 {
    let (sine, cosine) = (libm::sin(middle), libm::cos(middle));
    let double_cosine = 2.0 * (cosine - sine) * (cosine + sine);
    // sin((k+2)x) = 2 cos 2x · sin kx − sin((k−2)x), from sin(−x) and sin x on.
    let (mut before, mut multiple) = (-sine, sine);
    let mut sum = 0.0;
    for (coefficient, odd) in ZONE_M2.into_iter().zip([1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0]) {
        sum += coefficient * multiple * sinc(odd * half);
        (before, multiple) = (multiple, double_cosine * multiple - before);
    }
    sum
}

/// Returns `sin x / x`.
fn sinc(x: f64) -> f64 {
    let square = x * x;
    if square < 1e-3 {
        1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0)))
    } else {
        libm::sin(x) / x
    }
}

/// Returns the length of the straight line between two spots of one unwrapping.
pub(super) fn edge_length_m(a: Spot, b: Spot) -> f64 {
    if a == b {
        return 0.0;
    }
    let (latitude, step) = (
        a.y as f64 * RADIANS_PER_FINE,
        (b.y - a.y) as f64 * RADIANS_PER_FINE,
    );
    let step_longitude = (b.x - a.x) as f64 * RADIANS_PER_FINE;
    let pieces = (step.abs().max(step_longitude.abs()) * 60.0).ceil().max(1.0);
    let mut sum = 0.0;
    for piece in 0..pieces as u32 {
        for (node, weight) in GAUSS {
            let along = (f64::from(piece) + 0.5 + 0.5 * node) / pieces;
            let (north, east) = metres_per_radian(latitude + along * step);
            let (dy, dx) = (north * step, east * step_longitude);
            sum += weight * (dx * dx + dy * dy).sqrt();
        }
    }
    0.5 * sum / pieces
}

/// Returns the metres in a radian of latitude and of longitude at a latitude.
pub(super) fn metres_per_radian(latitude: f64) -> (f64, f64) {
    let sine = libm::sin(latitude);
    let under = 1.0 - ECCENTRICITY_SQUARED * sine * sine;
    let normal = EQUATORIAL_RADIUS_M / under.sqrt();
    (
        normal * (1.0 - ECCENTRICITY_SQUARED) / under,
        normal * libm::cos(latitude),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(corners: &[(f64, f64)]) -> Area {
        let position = |&(latitude, longitude): &(f64, f64)| Position::new(latitude, longitude).unwrap();
        Area::from_outer(corners.iter().map(position).collect())
    }

    fn path(corners: &[(f64, f64)]) -> Path {
        let position = |&(latitude, longitude): &(f64, f64)| Position::new(latitude, longitude).unwrap();
        Path::new(corners.iter().map(position).collect())
    }

    #[track_caller]
    fn close(found: f64, expected: f64, relative: f64) {
        assert!(
            (found - expected).abs() <= relative * expected,
            "{found} instead of {expected}"
        );
    }

    /// Expectations: pyproj 3, edges cut to 0.0005° before measuring.
    #[test]
    fn areas_and_perimeters_are_those_of_densified_geodesics() {
        for (corners, area_m2, perimeter_m) in [
            (
                vec![(40.0, 30.0), (35.0, 50.0), (20.0, 44.0)],
                1_730_208_001_200.0,
                6_210_970.336_437,
            ),
            (
                vec![(33.0, 43.0), (33.0, 44.0), (34.0, 44.0), (34.0, 43.0)],
                10_306_222_570.735,
                407_664.798_842,
            ),
            (
                vec![
                    (33.35, 43.78),
                    (33.35, 43.7811),
                    (33.3509, 43.7811),
                    (33.3509, 43.78),
                ],
                10_220.554_061,
                404.419_703,
            ),
            (
                vec![(85.0, 0.0), (85.0, 100.0), (89.0, 100.0), (89.0, 0.0)],
                261_100_887_420.6,
                2_061_908.377_901,
            ),
            (
                vec![(-41.3, 174.7), (-41.9, 175.3), (-42.5, 174.1)],
                4_976_992_664.98,
                345_037.818_575,
            ),
        ] {
            let area = area(&corners);
            close(drawn_area_m2(&area), area_m2, 1e-9);
            close(super::perimeter_m(&Shape::of(&area)), perimeter_m, 1e-9);
            close(drawn_perimeter_m(&area), perimeter_m, 1e-9);
        }
    }

    #[test]
    fn a_ring_round_the_pole_measures_the_polar_cap() {
        let ring: Vec<(f64, f64)> = (0..36).map(|n| (80.0, f64::from(n) * 10.0 - 175.0)).collect();
        close(drawn_area_m2(&area(&ring)), 3_908_572_761_788.0, 1e-9);
        close(drawn_perimeter_m(&area(&ring)), 6_981_654.790_1, 1e-9);
        let whole = area(&[
            (-90.0, -180.0),
            (-90.0, 0.0),
            (-90.0, 180.0),
            (90.0, 180.0),
            (90.0, 0.0),
            (90.0, -180.0),
        ]);
        close(drawn_area_m2(&whole), 510_065_621_724_088.4, 1e-9);
    }

    #[test]
    fn an_area_does_not_depend_on_where_the_date_line_is_or_how_it_is_drawn() {
        let here = area(&[(10.0, 1.0), (10.0, 3.5), (12.0, 2.5)]);
        let there = area(&[(10.0, 179.0), (10.0, -178.5), (12.0, -179.5)]);
        close(drawn_area_m2(&there), drawn_area_m2(&here), 1e-12);
        let mut reversed = there.clone();
        for ring in reversed.rings_mut() {
            ring.points.reverse();
        }
        assert_eq!(drawn_area_m2(&reversed), drawn_area_m2(&there));
        let holed = Area {
            parts: vec![super::super::Part {
                outer: here.parts[0].outer.clone(),
                holes: vec![
                    area(&[(10.5, 2.0), (10.5, 2.5), (11.0, 2.5), (11.0, 2.0)]).parts[0]
                        .outer
                        .clone(),
                ],
            }],
        };
        let hole = drawn_area_m2(&area(&[(10.5, 2.0), (10.5, 2.5), (11.0, 2.5), (11.0, 2.0)]));
        close(drawn_area_m2(&holed), drawn_area_m2(&here) - hole, 1e-12);
    }

    #[test]
    fn lengths_follow_the_straight_line_in_degrees() {
        close(
            length_m(&path(&[(33.0, 43.0), (35.0, 47.0)])),
            431_001.316_226,
            1e-9,
        );
        close(
            length_m(&path(&[(60.0, 0.0), (60.0, 10.0)])),
            558_000.015_723,
            1e-9,
        );
        close(
            length_m(&path(&[(0.0, 0.0), (80.0, 1.0)])),
            8_885_532.644_728,
            1e-9,
        );
        assert_eq!(length_m(&path(&[(0.0, 0.0)])), 0.0);
        let across = length_m(&path(&[(60.0, 175.0), (60.0, -175.0)]));
        close(across, 558_000.015_723, 1e-9);
    }

    #[test]
    fn distances_and_bearings_are_geodesic() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        close(distance_m(at(33.3, 43.7), at(33.4, 43.9)), 21_669.922_303, 1e-9);
        close(bearing_deg(at(33.3, 43.7), at(33.4, 43.9)), 59.160_020_272, 1e-9);
        close(
            distance_m(at(-41.3, 174.7), at(35.0, 139.0)),
            9_202_964.908_206,
            1e-9,
        );
        close(
            bearing_deg(at(-41.3, 174.7), at(35.0, 139.0)),
            331.091_935_509,
            1e-9,
        );
        close(distance_m(at(0.0, 180.0), at(0.0, -179.0)), 111_319.490_793, 1e-9);
        assert_eq!(distance_m(at(1.0, 180.0), at(1.0, -180.0)), 0.0);
        assert_eq!(bearing_deg(at(1.0, 1.0), at(1.0, 1.0)), 0.0);
    }
}
