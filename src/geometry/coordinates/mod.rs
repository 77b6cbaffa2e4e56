//! Positions as people write them.
//!
//! Decimal degrees, degrees and minutes, degrees, minutes and seconds, UTM (UPS near the poles) and
//! MGRS, both ways. Everything is WGS 84; other datums are not read. Nothing here draws a grid: see
//! `drawing::grid`.
//!
//! The projections are our own, by Krüger's series to the sixth order: exact to nanometres, computed
//! with `libm` so that every machine writes the same digits, with convergence and scale from the same
//! terms, and without the places where the foreign library that was used before fails (the equator, 180°
//! and the edges of bands).

mod conformal;
mod mgrs;
mod polar;
mod transverse_mercator;
pub mod utm;

pub use mgrs::{GridRefError, mgrs, position_of_mgrs, square_letters};
pub use utm::{GridPoint, Hemisphere, Zone, band, grid_convergence_deg, grid_scale, grid_zone_designation};
