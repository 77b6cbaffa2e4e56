//! Writing positions in the five ways.
//!
//! Degrees are written from whole steps, so that nothing is lost and nothing carries wrongly (59.9999′
//! becomes 1°). Reading is `read`'s.

use super::mgrs;
use super::utm::{GridPoint, grid_zone_designation};
use crate::geometry::Position;
use crate::geometry::position::STEPS_PER_DEGREE;

/// A way to write positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum CoordinateFormat {
    /// Military grid reference: `38S LB 86481 90753`.
    #[default]
    Mgrs,
    /// UTM, near the poles UPS: `38S 386481E 3690754N`.
    Utm,
    /// Decimal degrees: `33.35000°N 43.78000°E`.
    Degrees,
    /// Degrees and decimal minutes: `33°21.000′N 43°46.800′E`.
    DegreesMinutes,
    /// Degrees, minutes and seconds: `33°21′00.0″N 43°46′48.0″E`.
    DegreesMinutesSeconds,
}

impl CoordinateFormat {
    /// Every way, the military ones first.
    pub const ALL: [Self; 5] = [
        Self::Mgrs,
        Self::Utm,
        Self::Degrees,
        Self::DegreesMinutes,
        Self::DegreesMinutesSeconds,
    ];
}

/// Writes a position with as many digits as it takes to read the same position again, a metre's worth at
/// least; MGRS and UTM in whole metres.
pub fn write(position: Position, format: CoordinateFormat) -> String {
    written(position, format, Digits::All)
}

/// Writes a position to about a metre: for where a pointer is, always equally long.
pub fn write_short(position: Position, format: CoordinateFormat) -> String {
    written(position, format, Digits::Metre)
}

/// How many digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    All,
    Metre,
}

fn written(position: Position, format: CoordinateFormat, digits: Digits) -> String {
    let sides = |parts: u32, few: u32, many: u32| {
        let most = if digits == Digits::All { many } else { few };
        let angle = |steps: i32, letters: [char; 2]| {
            let [positive, negative] = letters;
            let letter = if steps < 0 { negative } else { positive };
            format!("{}{letter}", angle(steps.unsigned_abs(), parts, few, most))
        };
        let (lat, lon) = (position.lat_e7(), position.lon_e7());
        format!("{} {}", angle(lat, ['N', 'S']), angle(lon, ['E', 'W']))
    };
    match format {
        CoordinateFormat::Mgrs => mgrs(position, 5).unwrap_or_else(|| sides(1, 5, 7)),
        CoordinateFormat::Utm => utm(position),
        CoordinateFormat::Degrees => sides(1, 5, 7),
        CoordinateFormat::DegreesMinutes => sides(2, 3, 6),
        CoordinateFormat::DegreesMinutesSeconds => sides(3, 1, 5),
    }
}

fn utm(position: Position) -> String {
    let point = GridPoint::of(position);
    let zone = grid_zone_designation(position);
    // As many digits everywhere, so that the two numbers cannot be taken for degrees.
    format!("{zone} {:06.0}E {:07.0}N", point.easting_m, point.northing_m)
}

/// Writes an angle in degrees; degrees and minutes; or degrees, minutes and seconds, the last with the
/// fewest decimals of a range that lose nothing.
fn angle(steps: u32, parts: u32, few: u32, most: u32) -> String {
    let per_degree = 60_u64.pow(parts - 1);
    let exact = |decimals: &u32| {
        (u64::from(steps) * per_degree * 10_u64.pow(*decimals)).is_multiple_of(STEPS_PER_DEGREE as u64)
    };
    let decimals = (few..=most).find(exact).unwrap_or(most);
    let unit = 10_u64.pow(decimals);
    let wanted = u64::from(steps) * per_degree * unit;
    let total = (wanted + STEPS_PER_DEGREE as u64 / 2) / STEPS_PER_DEGREE as u64;
    let (whole, fraction) = (total / unit, total % unit);
    let decimals = decimals as usize;
    match parts {
        1 => format!("{whole}.{fraction:0decimals$}°"),
        2 => format!("{}°{:02}.{fraction:0decimals$}′", whole / 60, whole % 60),
        _ => format!(
            "{}°{:02}′{:02}.{fraction:0decimals$}″",
            whole / 3600,
            whole / 60 % 60,
            whole % 60
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_ways_to_write_a_position() {
        let at = |lat, lon| Position::from_e7(lat, lon).unwrap();
        for (position, format, long, short) in [
            (
                at(333_500_000, 437_800_000),
                CoordinateFormat::Degrees,
                "33.35000°N 43.78000°E",
                "33.35000°N 43.78000°E",
            ),
            (
                at(-333_500_001, -1_437_899_999),
                CoordinateFormat::Degrees,
                "33.3500001°S 143.7899999°W",
                "33.35000°S 143.79000°W",
            ),
            (
                at(333_500_000, 437_800_001),
                CoordinateFormat::DegreesMinutes,
                "33°21.000′N 43°46.800006′E",
                "33°21.000′N 43°46.800′E",
            ),
            (
                at(339_999_999, -437_800_001),
                CoordinateFormat::DegreesMinutesSeconds,
                "33°59′59.99964″N 43°46′48.00036″W",
                "34°00′00.0″N 43°46′48.0″W",
            ),
            (
                at(333_500_000, 437_800_000),
                CoordinateFormat::Utm,
                "38S 386481E 3690754N",
                "38S 386481E 3690754N",
            ),
            (
                at(900_000_000, 0),
                CoordinateFormat::Utm,
                "Z 2000000E 2000000N",
                "Z 2000000E 2000000N",
            ),
            (
                at(333_500_000, 437_800_000),
                CoordinateFormat::Mgrs,
                "38S LB 86481 90753",
                "38S LB 86481 90753",
            ),
        ] {
            assert_eq!(write(position, format), long);
            assert_eq!(write_short(position, format), short);
        }
    }
}
