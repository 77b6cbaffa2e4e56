//! The conformal latitude of WGS 84, which both plane grids begin with.
//!
//! Latitudes travel as their tangents here: near a pole the angle itself has no digits left. Knows no
//! zone and no false origin.
//!
//! # Source
//! C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011),
//! equations 7–9 and 19–21.

/// Larger half axis of WGS 84, in metres.
pub(super) const SEMI_MAJOR_M: f64 = 6_378_137.0;

/// Flattening of WGS 84.
pub(super) const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// Eccentricity, squared.
pub(super) const ECCENTRICITY2: f64 = FLATTENING * (2.0 - FLATTENING);

/// One less the eccentricity squared.
const MINOR2: f64 = (1.0 - FLATTENING) * (1.0 - FLATTENING);

/// Most steps of Newton's method; two are enough almost everywhere.
const STEPS: usize = 6;

/// Returns e · artanh(e · x).
pub(super) fn e_atanh_e(x: f64) -> f64 {
    let eccentricity = libm::sqrt(ECCENTRICITY2);
    eccentricity * libm::atanh(eccentricity * x)
}

/// Returns the tangent of the conformal latitude from that of the geographic one.
pub(super) fn conformal_tangent(tangent: f64) -> f64 {
    let secant = libm::hypot(1.0, tangent);
    let sigma = libm::sinh(e_atanh_e(tangent / secant));
    libm::hypot(1.0, sigma) * tangent - sigma * secant
}

/// Returns the tangent of the geographic latitude from that of the conformal one.
pub(super) fn geographic_tangent(conformal: f64) -> f64 {
    let mut tangent = conformal / MINOR2;
    for _ in 0..STEPS {
        let reached = conformal_tangent(tangent);
        let slope = MINOR2 * libm::hypot(1.0, tangent) * libm::hypot(1.0, reached)
            / (1.0 + MINOR2 * tangent * tangent);
        let step = (conformal - reached) / slope;
        tangent += step;
        if step.abs() <= 1e-15 * (1.0 + tangent.abs()) {
            break;
        }
    }
    tangent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latitude_comes_back_from_the_conformal_one() {
        for latitude_deg in [-90.0, -89.999_999_9, -60.0, 0.0, 1e-7, 33.35, 84.0, 89.999_999_9] {
            let tangent = libm::tan(f64::to_radians(latitude_deg));
            let back = libm::atan(geographic_tangent(conformal_tangent(tangent))).to_degrees();
            assert!((back - latitude_deg).abs() < 1e-12, "{latitude_deg} {back}");
        }
    }
}
