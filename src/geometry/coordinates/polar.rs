//! The polar stereographic projection of WGS 84, round either pole, both ways.
//!
//! Works on numbers alone, with scale 1 at the pole: false origins and the scale are `utm`'s.
//!
//! # Source
//! J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), chapter 21,
//! written with the conformal latitude of C. F. F. Karney's paper.

use super::conformal::{
    ECCENTRICITY2, FLATTENING, SEMI_MAJOR_M, conformal_tangent, e_atanh_e, geographic_tangent,
};
use super::transverse_mercator::Projected;

/// Returns the radius in the plane at which the tangent of half the conformal colatitude is one.
fn unit_radius_m() -> f64 {
    2.0 * SEMI_MAJOR_M / ((1.0 - FLATTENING) * libm::exp(e_atanh_e(1.0)))
}

/// Projects a point of the northern half; y runs from the pole away from longitude 0. For the southern
/// half, hand in the latitude's size and turn y and the convergence round.
pub(super) fn plane_from_degrees(latitude_deg: f64, longitude_deg: f64) -> Projected {
    let (sine, cosine) = libm::sincos(longitude_deg.to_radians());
    if latitude_deg >= 90.0 {
        return Projected {
            x_m: 0.0,
            y_m: 0.0,
            convergence_deg: longitude_deg,
            scale: 1.0,
        };
    }
    let tangent = libm::tan(latitude_deg.to_radians());
    let secant = libm::hypot(1.0, tangent);
    let conformal = conformal_tangent(tangent);
    let radius_m = unit_radius_m() / (libm::hypot(1.0, conformal) + conformal);
    let minor2 = 1.0 - ECCENTRICITY2;
    Projected {
        x_m: radius_m * sine,
        y_m: -radius_m * cosine,
        convergence_deg: longitude_deg,
        scale: radius_m / SEMI_MAJOR_M * secant * libm::sqrt(minor2 + ECCENTRICITY2 / (secant * secant)),
    }
}

/// Returns latitude and longitude in degrees of a point of the northern plane in metres.
pub(super) fn degrees_from_plane(x_m: f64, y_m: f64) -> [f64; 2] {
    let half = libm::hypot(x_m, y_m) / unit_radius_m();
    if half <= 0.0 {
        return [90.0, 0.0];
    }
    let tangent = geographic_tangent((1.0 / half - half) / 2.0);
    [
        libm::atan(tangent).to_degrees(),
        libm::atan2(x_m, -y_m).to_degrees(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_from_the_plane() {
        for latitude_deg in [79.5, 84.0, 88.0, 89.999_999_9, 90.0] {
            for longitude_deg in [-179.0, -90.0, 0.0, 12.5, 179.9] {
                let plane = plane_from_degrees(latitude_deg, longitude_deg);
                let [latitude, longitude] = degrees_from_plane(plane.x_m, plane.y_m);
                assert!((latitude - latitude_deg).abs() < 1e-12);
                let expected = if latitude_deg < 90.0 { longitude_deg } else { 0.0 };
                assert!((longitude - expected).abs() < 1e-7, "{longitude} {expected}");
            }
        }
    }
}
