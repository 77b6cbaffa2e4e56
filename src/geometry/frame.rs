//! A local plane in metres.
//!
//! Distances, widths and buffers are reckoned here, and nothing else: what overlaps what is decided
//! in longitude and latitude, and areas are measured on the ellipsoid.

use super::grid::{self, RADIANS_PER_FINE, Spot, TURN};
use super::measure::{ECCENTRICITY_SQUARED, EQUATORIAL_RADIUS_M};
use super::{Bounds, Position};

/// Radius of the sphere with the area of the WGS 84 ellipsoid, in metres.
pub(super) const AUTHALIC_RADIUS_M: f64 = 6_371_007.180_918_474;

/// Coefficients of sin 2φ, sin 4φ … in authalic minus geographic latitude, and back.
///
/// # Source
/// The Fourier coefficients of both differences (the form of C. F. F. Karney, "On auxiliary
/// latitudes", Survey Review 56, 2024), integrated with 40 digits for WGS 84. The next are below 1e-16.
const TO_AUTHALIC: [f64; 5] = [
    -2.239_209_838_678_639_4e-3,
    2.130_860_651_325_022e-6,
    -2.559_257_686_419_122_6e-9,
    3.370_196_525_542_269e-12,
    -4.667_543_015_625_586e-15,
];
const FROM_AUTHALIC: [f64; 5] = [
    2.239_208_996_354_166_4e-3,
    2.883_197_804_860_772e-6,
    5.086_220_740_008_022e-9,
    1.020_181_232_035_16e-11,
    2.194_475_077_436_080_5e-14,
];

/// A Lambert azimuthal equal-area plane, in metres from its centre: x east, y north.
///
/// Areas are exact; distances are right to 1e-6 within 7 km of the centre, to 5e-5 at 150 km, to 1e-3
/// at 700 km. Positions opposite the centre end up far out, but finite.
///
/// # Source
/// J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), ch. 24.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    center: Spot,
    sine: f64,
    cosine: f64,
    stretch: f64,
}

impl Frame {
    /// Makes the plane round the middle of these positions' box; round 0°, 0° where there are none.
    pub fn around(positions: impl IntoIterator<Item = Position>) -> Self {
        let boxes = positions.into_iter().map(Bounds::of_position);
        Bounds::of_all(boxes).map_or_else(
            || Self::at(Position::nearest(0.0, 0.0)),
            |bounds| Self::at(bounds.center()),
        )
    }

    /// Makes the plane round a position.
    pub fn at(center: Position) -> Self {
        let center = grid::spot(center);
        let latitude = center.y as f64 * RADIANS_PER_FINE;
        let authalic = authalic(latitude);
        let sine_geographic = libm::sin(latitude);
        let (sine, cosine) = (libm::sin(authalic), libm::cos(authalic));
        // Snyder's D: makes the scale true in all directions at the centre.
        let parallel =
            libm::cos(latitude) / (1.0 - ECCENTRICITY_SQUARED * sine_geographic * sine_geographic).sqrt();
        let stretch = if cosine > 1e-9 {
            EQUATORIAL_RADIUS_M * parallel / (AUTHALIC_RADIUS_M * cosine)
        } else {
            1.0
        };
        Self {
            center,
            sine,
            cosine,
            stretch,
        }
    }

    /// Returns the position the plane is round.
    pub fn center(&self) -> Position {
        grid::position(self.center)
    }

    /// Returns where a position lies in the plane.
    pub fn plane_from_ground(&self, position: Position) -> [f64; 2] {
        self.plane_from_spot(grid::spot(position))
    }

    /// Returns the position at a place of the plane; what lies beyond the plane's rim is put on it.
    pub fn ground_from_plane(&self, dot: [f64; 2]) -> Position {
        grid::position(self.spot_from_plane(dot))
    }

    /// Returns the spot at a place of the plane, within half a turn of the centre.
    pub(super) fn spot_from_plane(&self, [x, y]: [f64; 2]) -> Spot {
        let (east, north) = (
            x / (self.stretch * AUTHALIC_RADIUS_M),
            y * self.stretch / AUTHALIC_RADIUS_M,
        );
        let chord = (east * east + north * north).sqrt();
        if chord.is_nan() || chord < 1e-15 {
            return self.center;
        }
        let (east, north) = (east / chord, north / chord);
        let angle = 2.0 * libm::asin((chord / 2.0).min(1.0));
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        let sine_authalic = cosine * self.sine + north * sine * self.cosine;
        let longitude = libm::atan2(east * sine, self.cosine * cosine - north * self.sine * sine);
        let latitude = geographic(libm::asin(sine_authalic.clamp(-1.0, 1.0)));
        let fine = |radians: f64| (radians / RADIANS_PER_FINE).round() as i64;
        Spot::new(
            self.center.x + fine(longitude),
            fine(latitude).clamp(-grid::POLE, grid::POLE),
        )
    }

    /// Returns where a spot of any unwrapping lies in the plane.
    pub(super) fn plane_from_spot(&self, spot: Spot) -> [f64; 2] {
        let authalic = authalic(spot.y as f64 * RADIANS_PER_FINE);
        let apart = (spot.x - self.center.x + TURN / 2).rem_euclid(TURN) - TURN / 2;
        let longitude = apart as f64 * RADIANS_PER_FINE;
        let (sine, cosine) = (libm::sin(authalic), libm::cos(authalic));
        let (sine_longitude, cosine_longitude) = (libm::sin(longitude), libm::cos(longitude));
        let towards = 1.0 + self.sine * sine + self.cosine * cosine * cosine_longitude;
        let scale = AUTHALIC_RADIUS_M * (2.0 / towards.max(1e-12)).sqrt();
        [
            scale * self.stretch * cosine * sine_longitude,
            scale / self.stretch * (self.cosine * sine - self.sine * cosine * cosine_longitude),
        ]
    }

    /// Returns the straight line between two spots as it runs in the plane: its places after the
    /// first, so many that it is off by less than 5 cm.
    pub(super) fn plane_line(&self, a: Spot, b: Spot, mut place: impl FnMut([f64; 2])) {
        let middle = ((a.y + b.y) as f64 * (0.5 * RADIANS_PER_FINE)).abs();
        let (dx, dy) = (
            (b.x - a.x) as f64 * RADIANS_PER_FINE,
            (b.y - a.y) as f64 * RADIANS_PER_FINE,
        );
        // A parallel bends by about Δλ² sin φ cos φ / 8; a meridian away from the centre, and a slant
        // line, by less than the product of the steps and the distances, bounded by the same form.
        let bend = AUTHALIC_RADIUS_M / 8.0
            * (dx * dx * libm::sin(middle).max(0.05) + 2.0 * (dx * dy).abs() + 0.1 * dy * dy);
        let pieces = (bend / 0.05).sqrt().ceil().clamp(1.0, 4096.0) as i64;
        for piece in 1..pieces {
            place(self.plane_from_spot(Spot::new(
                a.x + (b.x - a.x) / pieces * piece,
                a.y + (b.y - a.y) / pieces * piece,
            )));
        }
        place(self.plane_from_spot(b));
    }
}

fn authalic(latitude: f64) -> f64 {
    latitude + sines(latitude, TO_AUTHALIC)
}

fn geographic(authalic: f64) -> f64 {
    authalic + sines(authalic, FROM_AUTHALIC)
}

/// Returns `Σ cₖ sin 2kx`, by Clenshaw's rule.
fn sines(x: f64, coefficients: [f64; 5]) -> f64 {
    let (sine, cosine) = (libm::sin(2.0 * x), libm::cos(2.0 * x));
    let (mut one, mut two) = (0.0, 0.0);
    for coefficient in coefficients.into_iter().rev() {
        (one, two) = (coefficient + 2.0 * cosine * one - two, one);
    }
    one * sine
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Shape, distance_m, measure};
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn places_are_those_of_an_independent_tool() {
        // PROJ: +proj=laea +lat_0=33 +lon_0=44 +ellps=WGS84.
        let frame = Frame::at(at(33.0, 44.0));
        for (latitude, longitude, x, y) in [
            (33.35, 43.78, -20_478.347_262, 38_838.832_518),
            (36.5, 47.25, 291_248.180_028, 392_788.485_408),
            (20.0, 60.0, 1_676_009.911_239, -1_321_044.149_753),
        ] {
            let [found_x, found_y] = frame.plane_from_ground(at(latitude, longitude));
            assert!(
                (found_x - x).abs() < 1e-5 && (found_y - y).abs() < 1e-5,
                "{found_x} {found_y}"
            );
        }
    }

    #[test]
    fn ground_and_plane_are_each_others_inverse() {
        for center in [
            at(33.0, 44.0),
            at(0.0, 180.0),
            at(-65.0, -179.9),
            at(89.0, 10.0),
            at(90.0, 0.0),
        ] {
            let frame = Frame::at(center);
            for (north, east) in [(0.0, 0.0), (0.3, -0.2), (-0.9, 0.7), (0.9, 1.3)] {
                let position = Position::nearest(center.latitude() + north, center.longitude() + east);
                let back = frame.ground_from_plane(frame.plane_from_ground(position));
                assert!(distance_m(position, back) < 0.02, "{position} {back}");
            }
        }
        let frame = Frame::at(at(33.0, 44.0));
        assert_eq!(frame.ground_from_plane([f64::NAN, 0.0]), frame.center());
        let far = frame.ground_from_plane([1e9, 1e9]);
        assert!(far.latitude().is_finite());
    }

    #[test]
    fn distances_and_areas_keep_their_promise() {
        let center = at(33.0, 44.0);
        let frame = Frame::at(center);
        for (reach, relative) in [(0.05, 1e-6), (1.0, 5e-5), (5.0, 1e-3)] {
            let (a, b) = (
                at(33.0 + reach, 44.0 - reach),
                at(33.0 + 0.9 * reach, 44.0 - reach),
            );
            let ([ax, ay], [bx, by]) = (frame.plane_from_ground(a), frame.plane_from_ground(b));
            let plane = ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt();
            let ground = distance_m(a, b);
            assert!(
                (plane / ground - 1.0).abs() < relative,
                "{reach}: {}",
                plane / ground - 1.0
            );
        }
        let corners = [
            at(33.2, 44.2),
            at(33.2, 44.201),
            at(33.201, 44.201),
            at(33.201, 44.2),
        ];
        let dots = corners.map(|corner| frame.plane_from_ground(corner));
        let doubled: f64 = (0..4)
            .map(|n| dots[n][0] * dots[(n + 1) % 4][1] - dots[(n + 1) % 4][0] * dots[n][1])
            .sum();
        let ground = measure::area_m2(&Shape::of(&Area::from_outer(corners.to_vec())));
        assert!((doubled / 2.0 / ground - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_plane_is_put_round_the_middle_even_over_the_date_line() {
        let frame = Frame::around([at(10.0, 178.0), at(12.0, -176.0)]);
        assert_eq!(frame.center(), at(11.0, -179.0));
        assert_eq!(Frame::around([]).center(), at(0.0, 0.0));
    }
}
