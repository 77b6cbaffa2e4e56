//! Positions as people write them.
//!
//! Decimal degrees, degrees and minutes, degrees, minutes and seconds, UTM (UPS near the poles) and
//! MGRS, both ways. Everything is WGS 84; other datums are not read. Nothing here draws a grid: see
//! `drawing::grid`.
//!
//! ```text
//! text ──scan──▶ tokens ──angle──▶ latitude, longitude ─┐
//!      └─grid_text──▶ zone, easting, northing ──utm─────┴─▶ Reading: as typed, and what else it may mean
//! ```
//!
//! The projections are our own, by Krüger's series to the sixth order: exact to nanometres, computed
//! with `libm` so that every machine writes the same digits, with convergence and scale from the same
//! terms, and without the places where the foreign library that was used before fails (the equator, 180°
//! and the edges of bands).
//!
//! ```
//! use entente::geometry::coordinates::{CoordinateFormat, read_one, write};
//!
//! let reading = read_one("33°21′N 43°46′48″E", None)?;
//! let written = reading.typed.map(|position| write(position, CoordinateFormat::Mgrs));
//! assert_eq!(written.as_deref(), Some("38S LB 86481 90753"));
//! # Ok::<(), entente::geometry::coordinates::ReadCoordinatesError>(())
//! ```

mod angle;
mod conformal;
mod fault;
mod grid_text;
mod mgrs;
mod polar;
mod read;
mod scan;
mod step;
#[cfg(test)]
mod tests;
mod transverse_mercator;
pub mod utm;
mod write;

pub use fault::{Fault, HOW_TO_WRITE, ReadCoordinatesError};
pub use mgrs::{GridRefError, mgrs, position_of_mgrs, square_letters};
pub use read::{Doubt, ReadCoordinates, Reading, read, read_one};
pub use step::stepped;
pub use utm::{GridPoint, Hemisphere, Zone, band, grid_convergence_deg, grid_scale, grid_zone_designation};
pub use write::{CoordinateFormat, write, write_short};
