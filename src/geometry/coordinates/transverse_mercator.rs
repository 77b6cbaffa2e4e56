//! The transverse Mercator projection of WGS 84 round one meridian, both ways, by Krüger's series.
//!
//! Carried to the sixth power of the third flattening, which leaves a few nanometres within the zones
//! of UTM. Works on numbers alone: zones, false origins and the scale at the meridian are `utm`'s.
//!
//! # Source
//! C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011),
//! equations 10–18, 23–27, 35 and 36.

use super::conformal::{ECCENTRICITY2, FLATTENING, SEMI_MAJOR_M, conformal_tangent, geographic_tangent};

/// Third flattening.
const N: f64 = FLATTENING / (2.0 - FLATTENING);
const N2: f64 = N * N;
const N3: f64 = N2 * N;
const N4: f64 = N3 * N;
const N5: f64 = N4 * N;
const N6: f64 = N5 * N;

/// Radius of the sphere with meridians as long, in metres.
const RADIUS_M: f64 = SEMI_MAJOR_M / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0 + N6 / 256.0);

/// From the sphere to the plane.
const ALPHA: [f64; 6] = [
    N / 2.0 - N2 * 2.0 / 3.0 + N3 * 5.0 / 16.0 + N4 * 41.0 / 180.0 - N5 * 127.0 / 288.0
        + N6 * 7_891.0 / 37_800.0,
    N2 * 13.0 / 48.0 - N3 * 3.0 / 5.0 + N4 * 557.0 / 1_440.0 + N5 * 281.0 / 630.0
        - N6 * 1_983_433.0 / 1_935_360.0,
    N3 * 61.0 / 240.0 - N4 * 103.0 / 140.0 + N5 * 15_061.0 / 26_880.0 + N6 * 167_603.0 / 181_440.0,
    N4 * 49_561.0 / 161_280.0 - N5 * 179.0 / 168.0 + N6 * 6_601_661.0 / 7_257_600.0,
    N5 * 34_729.0 / 80_640.0 - N6 * 3_418_889.0 / 1_995_840.0,
    N6 * 212_378_941.0 / 319_334_400.0,
];

/// From the plane to the sphere, with the sign they are added with.
const BETA: [f64; 6] = [
    -(N / 2.0 - N2 * 2.0 / 3.0 + N3 * 37.0 / 96.0 - N4 / 360.0 - N5 * 81.0 / 512.0
        + N6 * 96_199.0 / 604_800.0),
    -(N2 / 48.0 + N3 / 15.0 - N4 * 437.0 / 1_440.0 + N5 * 46.0 / 105.0 - N6 * 1_118_711.0 / 3_870_720.0),
    -(N3 * 17.0 / 480.0 - N4 * 37.0 / 840.0 - N5 * 209.0 / 4_480.0 + N6 * 5_569.0 / 90_720.0),
    -(N4 * 4_397.0 / 161_280.0 - N5 * 11.0 / 504.0 - N6 * 830_251.0 / 7_257_600.0),
    -(N5 * 4_583.0 / 161_280.0 - N6 * 108_847.0 / 3_991_680.0),
    -(N6 * 20_648_693.0 / 638_668_800.0),
];

/// Where a point is in the plane, and how the plane lies there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Projected {
    /// Metres east of the meridian.
    pub(super) x_m: f64,
    /// Metres north of the equator.
    pub(super) y_m: f64,
    /// The way the plane's north points, clockwise from true north, in degrees.
    pub(super) convergence_deg: f64,
    /// Length in the plane over length on the ground.
    pub(super) scale: f64,
}

/// Projects a point; the longitude is counted from the meridian, in degrees, and within ±80°.
pub(super) fn plane_from_degrees(latitude_deg: f64, longitude_deg: f64) -> Projected {
    let (latitude, longitude) = (latitude_deg.to_radians(), longitude_deg.to_radians());
    let tangent = libm::tan(latitude);
    let conformal = conformal_tangent(tangent);
    let (sine, cosine) = libm::sincos(longitude);
    let reach = libm::hypot(conformal, cosine);
    let on_sphere = [libm::atan2(conformal, cosine), libm::asinh(sine / reach)];
    let (offset, [stretch, turn]) = series(&ALPHA, on_sphere);
    let secant = libm::hypot(1.0, tangent);
    let sphere_turn = libm::atan(conformal / libm::hypot(1.0, conformal) * libm::tan(longitude));
    let sine2 = (tangent / secant) * (tangent / secant);
    Projected {
        x_m: RADIUS_M * (on_sphere[1] + offset[1]),
        y_m: RADIUS_M * (on_sphere[0] + offset[0]),
        convergence_deg: (sphere_turn + libm::atan2(-turn, stretch)).to_degrees(),
        scale: libm::sqrt(1.0 - ECCENTRICITY2 * sine2) * secant / reach
            * (RADIUS_M / SEMI_MAJOR_M)
            * libm::hypot(stretch, turn),
    }
}

/// Returns latitude and longitude from the meridian, in degrees, of a point of the plane in metres.
pub(super) fn degrees_from_plane(x_m: f64, y_m: f64) -> [f64; 2] {
    let in_plane = [y_m / RADIUS_M, x_m / RADIUS_M];
    let (offset, _) = series(&BETA, in_plane);
    let (xi, eta) = (in_plane[0] + offset[0], in_plane[1] + offset[1]);
    let (sine, cosine) = libm::sincos(xi);
    let width = libm::sinh(eta);
    let tangent = geographic_tangent(sine / libm::hypot(width, cosine));
    [
        libm::atan(tangent).to_degrees(),
        libm::atan2(width, cosine).to_degrees(),
    ]
}

/// Returns Σ cⱼ sin 2jζ, and the derivative by ζ of ζ and that sum, for the complex ζ = ξ + iη.
fn series(coefficients: &[f64; 6], [xi, eta]: [f64; 2]) -> ([f64; 2], [f64; 2]) {
    let (sine, cosine) = libm::sincos(2.0 * xi);
    let (sinh, cosh) = (libm::sinh(2.0 * eta), libm::cosh(2.0 * eta));
    let twice_cosine = [2.0 * cosine * cosh, -2.0 * sine * sinh];
    // sin (j+1)x = 2 cos x · sin jx − sin (j−1)x, and the same of cosines.
    let next = |now: [f64; 2], before: [f64; 2]| {
        [
            twice_cosine[0] * now[0] - twice_cosine[1] * now[1] - before[0],
            twice_cosine[0] * now[1] + twice_cosine[1] * now[0] - before[1],
        ]
    };
    let mut sines = ([sine * cosh, cosine * sinh], [0.0, 0.0]);
    let mut cosines = ([cosine * cosh, -sine * sinh], [1.0, 0.0]);
    let (mut sum, mut slope) = ([0.0, 0.0], [1.0, 0.0]);
    let mut order = 2.0;
    for coefficient in coefficients {
        for axis in [0, 1] {
            add(&mut sum, axis, coefficient * part(sines.0, axis));
            add(&mut slope, axis, order * coefficient * part(cosines.0, axis));
        }
        sines = (next(sines.0, sines.1), sines.0);
        cosines = (next(cosines.0, cosines.1), cosines.0);
        order += 2.0;
    }
    (sum, slope)
}

fn part([real, imaginary]: [f64; 2], axis: usize) -> f64 {
    if axis == 0 { real } else { imaginary }
}

fn add(to: &mut [f64; 2], axis: usize, what: f64) {
    if let Some(part) = to.get_mut(axis) {
        *part += what;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_from_the_plane() {
        for latitude_deg in [-80.0, -33.3, 0.0, 1e-6, 33.35, 60.0, 84.0] {
            for longitude_deg in [-9.0, -3.0, 0.0, 1e-6, 2.999, 6.0] {
                let plane = plane_from_degrees(latitude_deg, longitude_deg);
                let [latitude, longitude] = degrees_from_plane(plane.x_m, plane.y_m);
                assert!(
                    (latitude - latitude_deg).abs() < 1e-12,
                    "{latitude_deg} {latitude}"
                );
                assert!(
                    (longitude - longitude_deg).abs() < 2e-12,
                    "{longitude_deg} {longitude}"
                );
            }
        }
    }

    #[test]
    fn grid_north_points_away_from_the_meridian_and_scale_grows_with_distance() {
        let at = plane_from_degrees(33.35, 2.0);
        // Nearly λ sin φ, and nearly 1 + x²/2R².
        assert!((at.convergence_deg - 2.0 * libm::sin(f64::to_radians(33.35))).abs() < 1e-3);
        let guess = 1.0 + (at.x_m / 6_372_000.0) * (at.x_m / 6_372_000.0) / 2.0;
        assert!((at.scale - guess).abs() < 1e-5);
        let middle = plane_from_degrees(33.35, 0.0);
        assert!(middle.convergence_deg.abs() < 1e-15 && (middle.scale - 1.0).abs() < 1e-14);
    }
}
