//! A point on the ground, in whole steps of 1e-7 degree.
//!
//! Integers, so that vertices shared by two sectors are *identical*, a plan is `Eq`, and neither a
//! NaN nor an infinity can enter a shape. This module does not measure anything: see `measure`.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// Steps per degree: one step of latitude is about 11 mm.
pub const STEPS_PER_DEGREE: f64 = 1e7;

/// A WGS 84 position; latitude in ±90°, longitude in ±180°, both ends included.
///
/// Ordered by latitude, then longitude. Its text form, in the plan file too, is
/// `latitude longitude` in decimal degrees with seven places: `33.3491000 43.7860000`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    lat_e7: i32,
    lon_e7: i32,
}

/// Why two numbers are no position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PositionError {
    /// Not finite, or beyond ±90°.
    #[error("latitude {0} is not between -90 and 90 degrees")]
    Latitude(f64),
    /// Not finite, or beyond ±180°.
    #[error("longitude {0} is not between -180 and 180 degrees")]
    Longitude(f64),
    /// Not two numbers.
    #[error("expected `latitude longitude` in decimal degrees, found `{0}`")]
    Text(String),
}

impl Position {
    /// Makes a position from degrees, rounded to the nearest step.
    ///
    /// # Errors
    /// [`PositionError::Latitude`] or [`PositionError::Longitude`] where a number is out of range
    /// or not finite.
    pub fn new(latitude_deg: f64, longitude_deg: f64) -> Result<Self, PositionError> {
        if !(-90.0..=90.0).contains(&latitude_deg) {
            return Err(PositionError::Latitude(latitude_deg));
        }
        if !(-180.0..=180.0).contains(&longitude_deg) {
            return Err(PositionError::Longitude(longitude_deg));
        }
        Ok(Self {
            lat_e7: to_steps(latitude_deg),
            lon_e7: to_steps(longitude_deg),
        })
    }

    /// Makes a position from steps; `None` where they are out of range.
    #[must_use]
    pub const fn from_e7(lat_e7: i32, lon_e7: i32) -> Option<Self> {
        if lat_e7.unsigned_abs() <= 900_000_000 && lon_e7.unsigned_abs() <= 1_800_000_000 {
            Some(Self { lat_e7, lon_e7 })
        } else {
            None
        }
    }

    /// Makes the position nearest to these degrees: latitude cut to the poles, longitude wrapped.
    /// Not finite counts as zero. For pointer positions and results of computations, never for input.
    #[must_use]
    pub fn nearest(latitude_deg: f64, longitude_deg: f64) -> Self {
        let finite = |degrees: f64| if degrees.is_finite() { degrees } else { 0.0 };
        let longitude = finite(longitude_deg);
        let wrapped = if (-180.0..=180.0).contains(&longitude) {
            longitude
        } else {
            (longitude + 180.0).rem_euclid(360.0) - 180.0
        };
        Self {
            lat_e7: to_steps(finite(latitude_deg).clamp(-90.0, 90.0)),
            lon_e7: to_steps(wrapped),
        }
    }

    /// Makes a position from two words of text: latitude and longitude in decimal degrees.
    pub(super) fn from_words(lat: &str, lon: &str) -> Result<Self, PositionError> {
        if let (Some(lat_e7), Some(lon_e7)) = (steps_of_word(lat), steps_of_word(lon))
            && let Some(position) = Self::from_e7(lat_e7, lon_e7)
        {
            return Ok(position);
        }
        let number = |word: &str| {
            let shown = || format!("{lat} {lon}").chars().take(60).collect();
            word.parse::<f64>().map_err(|_| PositionError::Text(shown()))
        };
        Self::new(number(lat)?, number(lon)?)
    }

    /// Latitude in degrees, north positive.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.lat_e7) / STEPS_PER_DEGREE
    }

    /// Longitude in degrees, east positive.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.lon_e7) / STEPS_PER_DEGREE
    }

    /// Latitude in steps of 1e-7 degree.
    #[must_use]
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in steps of 1e-7 degree.
    #[must_use]
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }
}

fn to_steps(degrees: f64) -> i32 {
    (degrees * STEPS_PER_DEGREE).round() as i32
}

/// Writes one coordinate with all seven places, exactly.
fn write_steps(f: &mut fmt::Formatter<'_>, steps: i32) -> fmt::Result {
    let sign = if steps < 0 { "-" } else { "" };
    let size = steps.unsigned_abs();
    write!(f, "{sign}{}.{:07}", size / 10_000_000, size % 10_000_000)
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_steps(f, self.lat_e7)?;
        f.write_str(" ")?;
        write_steps(f, self.lon_e7)
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({self})")
    }
}

impl FromStr for Position {
    type Err = PositionError;

    fn from_str(text: &str) -> Result<Self, PositionError> {
        let bad = || PositionError::Text(text.trim().chars().take(60).collect());
        let mut words = text.split_whitespace();
        let (Some(lat), Some(lon), None) = (words.next(), words.next(), words.next()) else {
            return Err(bad());
        };
        Self::from_words(lat, lon)
    }
}

/// Reads a plain decimal of up to seven places, exactly; anything else is left to the general reader.
fn steps_of_word(word: &str) -> Option<i32> {
    let (negative, digits) = match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if !(1..=3).contains(&whole.len()) || !(1..=7).contains(&fraction.len()) {
        return None;
    }
    let mut steps = 0_i64;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        steps = steps * 10 + i64::from(byte - b'0');
    }
    for _ in fraction.len()..7 {
        steps *= 10;
    }
    i32::try_from(if negative { -steps } else { steps }).ok()
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_every_step() {
        for (lat, lon) in [
            (1, -1),
            (-900_000_000, 1_800_000_000),
            (333_491_000, -437_860_001),
        ] {
            let position = Position::from_e7(lat, lon).unwrap();
            assert_eq!(position.to_string().parse::<Position>().unwrap(), position);
        }
        assert_eq!(
            Position::new(-0.000_000_1, 43.786).unwrap().to_string(),
            "-0.0000001 43.7860000"
        );
    }

    #[test]
    fn every_way_to_write_a_number_reads_the_same() {
        let expected = Position::from_e7(15_000_000, -1_205_000_000).unwrap();
        for text in [
            "1.5 -120.5",
            "1.50 -120.5000000",
            "15e-1 -1205E-1",
            "+1.5 -120.50000000",
            " 1.5\t-120.5\n",
        ] {
            assert_eq!(text.parse::<Position>().unwrap(), expected, "{text}");
        }
        assert_eq!(
            "1 -2".parse::<Position>().unwrap(),
            Position::new(1.0, -2.0).unwrap()
        );
        for text in ["", "1", "1 2 3", "1, 2", "1.2.3 4", "- 4", "1 -", "١ ٢"] {
            assert!(text.parse::<Position>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_out_of_range_are_refused_by_name() {
        assert_eq!(Position::new(90.1, 0.0), Err(PositionError::Latitude(90.1)));
        assert_eq!(
            "1 1e999".parse::<Position>(),
            Err(PositionError::Longitude(f64::INFINITY))
        );
        assert!("NaN 1".parse::<Position>().is_err());
        assert!(Position::from_e7(i32::MIN, 0).is_none());
    }

    #[test]
    fn nearest_wraps_and_clamps() {
        assert_eq!(
            Position::nearest(95.0, 181.0),
            Position::new(90.0, -179.0).unwrap()
        );
        assert_eq!(Position::nearest(f64::NAN, -540.0).longitude(), -180.0);
    }
}
