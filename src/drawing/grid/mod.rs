//! The MGRS grid as a picture: lines, 100 km squares and grid zones within a view.
//!
//! Lines are the true curves of each UTM zone, cut where the zone ends, the exceptions for Norway and
//! Svalbard kept; there are none beyond 80° south and 84° north. Where a label stands and how a line looks is for
//! whoever prints it; a [`GridLine`] knows its value and the digits to be written.
//!
//! ```
//! use entente::drawing::grid::{Axis, Spacing, grid};
//! use entente::drawing::{Bounds, mercator::world_from_ground};
//! use entente::geometry::Position;
//!
//! let corners = [(33.30, 43.70), (33.40, 43.85)].map(|(lat, lon)| Position::nearest(lat, lon));
//! let picture = grid(Bounds::of(corners.map(world_from_ground)), Spacing::OneKm);
//! let eastings = picture.lines.iter().filter(|line| line.axis == Axis::Easting);
//! assert_eq!(eastings.clone().count(), 15);
//! assert!(eastings.clone().any(|line| line.principal() == "86" && line.value_m == 386_000));
//! assert_eq!(picture.squares[0].letters, "LB");
//! ```

mod strip;
#[cfg(test)]
mod tests;

use super::mercator::Bounds;
use crate::geometry::coordinates::utm::{band_ends_deg, bands, zone_ends_deg};
use crate::geometry::mercator::unit_from_degrees;
use strip::Strip;

/// How far apart lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spacing {
    /// 100 m.
    HundredM,
    /// 1 km.
    OneKm,
    /// 10 km.
    TenKm,
    /// 100 km: the squares with two letters.
    HundredKm,
    /// No lines: grid zones alone.
    Zones,
}

impl Spacing {
    const LINES: [Self; 4] = [Self::HundredM, Self::OneKm, Self::TenKm, Self::HundredKm];

    /// Returns the distance of two lines in metres; `None` where there are only zones.
    pub const fn metres(self) -> Option<u32> {
        match self {
            Self::HundredM => Some(100),
            Self::OneKm => Some(1_000),
            Self::TenKm => Some(10_000),
            Self::HundredKm => Some(100_000),
            Self::Zones => None,
        }
    }

    /// Returns the closest lines that are at least so many metres apart.
    pub fn at_least_m(metres: f64) -> Self {
        Self::LINES
            .into_iter()
            .find(|spacing| spacing.metres().is_some_and(|apart| f64::from(apart) >= metres))
            .unwrap_or(Self::Zones)
    }

    /// Returns the lines that a sheet of this scale has: 1 km up to 1:100,000, 10 km up to 1:1,000,000,
    /// 100 m only below 1:5,000.
    pub const fn for_scale(denominator: u32) -> Self {
        match denominator {
            0..=5_000 => Self::HundredM,
            5_001..=100_000 => Self::OneKm,
            100_001..=1_000_000 => Self::TenKm,
            1_000_001..=10_000_000 => Self::HundredKm,
            _ => Self::Zones,
        }
    }
}

/// What a line of the grid is a line of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// The same easting all along: it runs about north.
    Easting,
    /// The same northing all along: it runs about east.
    Northing,
}

/// A piece of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct GridLine {
    /// Easting or northing.
    pub axis: Axis,
    /// Its easting or northing in metres, as the grid counts it.
    pub value_m: u32,
    /// The UTM zone whose grid it belongs to.
    pub zone: u8,
    /// How far the lines of this grid are apart.
    pub spacing: Spacing,
    /// World points, from the south or from the west.
    pub points: Vec<[f64; 2]>,
}

impl GridLine {
    /// Returns the digits written large: those of a reference, `86` where lines are 1 km apart, `864`
    /// for 100 m, `8` for 10 km; nothing for 100 km, where letters do.
    pub fn principal(&self) -> String {
        let Some(apart) = self.spacing.metres() else {
            return String::new();
        };
        let inside = self.value_m % 100_000 / apart;
        match self.spacing {
            Spacing::HundredM => format!("{inside:03}"),
            Spacing::OneKm => format!("{inside:02}"),
            Spacing::TenKm => inside.to_string(),
            Spacing::HundredKm | Spacing::Zones => String::new(),
        }
    }

    /// Returns the digits before the principal ones, written small: `3` of 386,000, `36` of 3,690,000.
    pub fn leading(&self) -> String {
        (self.value_m / 100_000).to_string()
    }

    /// Returns the widest spacing that this is a line of: a line at 400,000 is one of the 100 km grid.
    pub fn rank(&self) -> Spacing {
        Spacing::LINES
            .into_iter()
            .rev()
            .find(|spacing| {
                spacing
                    .metres()
                    .is_some_and(|apart| self.value_m.is_multiple_of(apart))
            })
            .unwrap_or(self.spacing)
    }
}

/// What is seen of a square of 100 km.
#[derive(Clone, Debug, PartialEq)]
pub struct SquareName {
    /// Its two letters: `LB`.
    pub letters: String,
    /// The designation of its grid zone: `38S`.
    pub designation: String,
    /// The middle of what is seen of it, a world point.
    pub at: [f64; 2],
    /// The box round what is seen of it.
    pub bounds: Bounds,
}

/// What is seen of a grid zone.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneName {
    /// `38S`.
    pub designation: String,
    /// What is seen of it; zones are rectangles here.
    pub bounds: Bounds,
}

/// The grid within a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// How far lines are apart: wider than asked for where there would be too many.
    pub spacing: Spacing,
    /// Lines, piece by piece.
    pub lines: Vec<GridLine>,
    /// Squares of 100 km.
    pub squares: Vec<SquareName>,
    /// Edges between grid zones, world points.
    pub borders: Vec<[[f64; 2]; 2]>,
    /// Grid zones.
    pub zones: Vec<ZoneName>,
}

/// Most lines that a view may have, about; beyond it the next wider spacing is taken.
const MOST_LINES: f64 = 400.0;

/// Returns the grid within a box of the world.
pub fn grid(view: Bounds, spacing: Spacing) -> Grid {
    let mut grid = Grid {
        spacing,
        lines: Vec::new(),
        squares: Vec::new(),
        borders: Vec::new(),
        zones: Vec::new(),
    };
    if view.is_empty() || !(view.min.iter().chain(&view.max)).all(|edge| edge.is_finite()) {
        return grid;
    }
    let mut strips: Vec<Strip> = Vec::new();
    for turn in [-1.0, 0.0, 1.0] {
        for number in 1..=60 {
            for band in bands() {
                let Some(cell) = cell(number, band, turn) else {
                    continue;
                };
                let Some(seen) = common(cell, view) else { continue };
                outline(cell, seen, band == 'X', &mut grid.borders);
                grid.zones.push(ZoneName {
                    designation: format!("{number}{band}"),
                    bounds: seen,
                });
                match strips.last_mut() {
                    Some(strip) if strip.continues(number, turn, seen) => strip.seen = strip.seen.union(seen),
                    _ => strips.push(Strip::new(number, turn, seen)),
                }
            }
        }
    }
    for strip in &mut strips {
        strip.find_ranges();
    }
    while count(&strips, grid.spacing) > MOST_LINES {
        grid.spacing = Spacing::LINES
            .into_iter()
            .find(|wider| *wider > grid.spacing)
            .unwrap_or(Spacing::Zones);
    }
    if let Some(apart) = grid.spacing.metres() {
        for strip in &strips {
            strip.lines(grid.spacing, f64::from(apart), &mut grid.lines);
            strip.squares(&mut grid.squares);
        }
    }
    grid
}

/// How many lines there would be.
fn count(strips: &[Strip], spacing: Spacing) -> f64 {
    let Some(apart) = spacing.metres() else { return 0.0 };
    let lines = |[low, high]: [f64; 2]| (high - low) / f64::from(apart);
    strips
        .iter()
        .map(|strip| lines(strip.eastings_m) + lines(strip.northings_m))
        .sum()
}

/// The rectangle of a grid zone, in a copy of the world.
fn cell(number: u8, band: char, turn: f64) -> Option<Bounds> {
    let [west, east] = zone_ends_deg(number, band)?;
    let [south, north] = band_ends_deg(band)?;
    let [left, top] = unit_from_degrees(north, west);
    let [right, bottom] = unit_from_degrees(south, east);
    Some(Bounds {
        min: [left + turn, top],
        max: [right + turn, bottom],
    })
}

/// What two boxes have in common, where that is more than an edge.
fn common(one: Bounds, other: Bounds) -> Option<Bounds> {
    let [left, top] = one.min;
    let [right, bottom] = one.max;
    let seen = Bounds {
        min: [left.max(other.min[0]), top.max(other.min[1])],
        max: [right.min(other.max[0]), bottom.min(other.max[1])],
    };
    (seen.min[0] < seen.max[0] && seen.min[1] < seen.max[1]).then_some(seen)
}

/// The western and southern edge of a zone as far as they are seen, and the northern one where the grid
/// ends.
fn outline(cell: Bounds, seen: Bounds, last: bool, borders: &mut Vec<[[f64; 2]; 2]>) {
    let ([left, top], [right, bottom]) = (seen.min, seen.max);
    if cell.min[0] >= left {
        borders.push([[left, bottom], [left, top]]);
    }
    if cell.max[1] <= bottom {
        borders.push([[left, bottom], [right, bottom]]);
    }
    if last && cell.min[1] >= top {
        borders.push([[left, top], [right, top]]);
    }
}
