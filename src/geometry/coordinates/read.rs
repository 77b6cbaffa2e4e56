//! Reading what somebody typed or pasted: one position or a list.
//!
//! Where it can mean two things and one of them is likely a slip (latitude and longitude exchanged), both
//! are returned, and nothing is exchanged unseen. Which of them is taken is for whoever asked.

use super::CoordinateFormat;
use super::angle::{self, Pair};
use super::fault::{Fault, ReadCoordinatesError};
use super::grid_text;
use super::scan::{self, Axis};
use crate::geometry::{Bounds, Position, distance_m};

/// What one text says about a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The position as it was typed; `None` where that is none and only the other way round is.
    pub typed: Option<Position>,
    /// The other way to take it, where there is one.
    pub other: Option<Position>,
    /// Why the other way may be the one that was meant.
    pub doubt: Option<Doubt>,
    /// How it was written; angles of any kind count as degrees.
    pub format: CoordinateFormat,
}

/// Why a text may mean something else than it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Latitude and longitude may be exchanged: as typed it is no position, or is far from the map.
    Exchanged,
    /// The S behind a UTM zone may mean the southern half and not the band.
    LetterS,
}

impl Reading {
    /// Something that can be read in one way only.
    pub(super) const fn sure(position: Position, format: CoordinateFormat) -> Self {
        Self {
            typed: Some(position),
            other: None,
            doubt: None,
            format,
        }
    }
}

/// Longest text that is read, bytes: some 40,000 positions.
const MAX_BYTES: usize = 1 << 20;

/// What a text says: one position or several, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCoordinates {
    /// One reading an entry.
    pub readings: Vec<Reading>,
}

impl ReadCoordinates {
    /// Returns the positions where nothing is in doubt.
    pub fn sure(&self) -> Option<Vec<Position>> {
        if self.doubt().is_some() {
            return None;
        }
        self.typed()
    }

    /// Returns the first reason to ask.
    pub fn doubt(&self) -> Option<Doubt> {
        self.readings.iter().find_map(|reading| reading.doubt)
    }

    /// Returns the positions as typed; `None` where one of them is none.
    pub fn typed(&self) -> Option<Vec<Position>> {
        self.readings.iter().map(|reading| reading.typed).collect()
    }

    /// Returns the positions the other way: a list was written by one hand, so all of it is taken so.
    pub fn other(&self) -> Option<Vec<Position>> {
        self.doubt()?;
        let others = self.readings.iter();
        others.map(|reading| reading.other.or(reading.typed)).collect()
    }
}

/// Reads one position or a list of them, one a line or between semicolons or commas.
///
/// `near` is the ground that is worked on, where there is one: it tells exchanged coordinates, and lends
/// its zone to a grid reference without one.
///
/// # Errors
/// [`ReadCoordinatesError`]: which entry cannot be read, what is wrong with it and how to write it.
pub fn read(text: &str, near: Option<Bounds>) -> Result<ReadCoordinates, ReadCoordinatesError> {
    if text.len() > MAX_BYTES {
        return Err(ReadCoordinatesError {
            entry: None,
            found: shown(text),
            fault: Fault::TooLong,
        });
    }
    let plain = scan::plain(text);
    let lines: Vec<(usize, &str)> = numbered(plain.lines());
    let [(_, line)] = lines.as_slice() else {
        return entries(&lines, near);
    };
    let whole = match one(line, near) {
        Ok(reading) => {
            return Ok(ReadCoordinates {
                readings: vec![reading],
            });
        }
        Err(fault) => fault,
    };
    for between in [';', ','] {
        let pieces = numbered(line.split(between));
        let readable = pieces
            .iter()
            .filter(|(_, piece)| one(piece, near).is_ok())
            .count();
        // A list of which some can be read is a list; commas stand in other places too.
        if pieces.len() > 1 && (readable == pieces.len() || between == ';' && readable > 0) {
            return entries(&pieces, near);
        }
    }
    Err(ReadCoordinatesError {
        entry: None,
        found: shown(line),
        fault: whole,
    })
}

/// Reads one position.
///
/// # Errors
/// [`ReadCoordinatesError`]: what is wrong with the text and how to write it.
pub fn read_one(text: &str, near: Option<Bounds>) -> Result<Reading, ReadCoordinatesError> {
    let plain = scan::plain(text);
    one(plain.trim(), near).map_err(|fault| ReadCoordinatesError {
        entry: None,
        found: shown(plain.trim()),
        fault,
    })
}

/// The entries with something in them, each with its number from one.
fn numbered<'t>(entries: impl Iterator<Item = &'t str>) -> Vec<(usize, &'t str)> {
    let numbered = (1..).zip(entries.map(str::trim));
    numbered.filter(|(_, entry)| !entry.is_empty()).collect()
}

fn entries(entries: &[(usize, &str)], near: Option<Bounds>) -> Result<ReadCoordinates, ReadCoordinatesError> {
    if entries.is_empty() {
        return Err(ReadCoordinatesError {
            entry: None,
            found: String::new(),
            fault: Fault::Nothing,
        });
    }
    let read = |(number, entry): &(usize, &str)| {
        one(entry.trim_end_matches([';', ',']), near).map_err(|fault| ReadCoordinatesError {
            entry: Some(*number),
            found: shown(entry),
            fault,
        })
    };
    let readings = entries.iter().map(read).collect::<Result<_, _>>()?;
    Ok(ReadCoordinates { readings })
}

fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

/// Reads one plain text.
fn one(text: &str, near: Option<Bounds>) -> Result<Reading, Fault> {
    let text = text.trim_matches([' ', '\t', ';']);
    if text.is_empty() {
        return Err(Fault::Nothing);
    }
    if text.len() > LONGEST {
        return Err(Fault::Form);
    }
    if let Some(uri) = without_prefix(text, "geo:") {
        // Altitude and parameters follow; neither moves the point.
        let place = uri.split([';', '?']).next().unwrap_or_default();
        let mut numbers = place.split(',');
        let pair = [numbers.next(), numbers.next()].map(|number| number.unwrap_or_default().trim());
        return of_pair(angle::pair(&pair.join(" "))?, near);
    }
    let text = text
        .replace("WGS 84", "")
        .replace("WGS84", "")
        .replace("WGS-84", "");
    if let Some(reading) = grid_text::grid(&text, near) {
        return reading;
    }
    if let Some(point) = without_prefix(text.trim(), "POINT") {
        let pair = angle::pair(point)?;
        let first_is = pair.first_is.or(Some(Axis::Longitude));
        return of_pair(Pair { first_is, ..pair }, near);
    }
    of_pair(angle::pair(&text)?, near)
}

/// Longer than any position: read no further, as trying all ways to split it takes time.
const LONGEST: usize = 200;

fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn of_pair(pair: Pair, near: Option<Bounds>) -> Result<Reading, Fault> {
    let (lat, lon) = if pair.first_is == Some(Axis::Longitude) {
        (pair.second, pair.first)
    } else {
        (pair.first, pair.second)
    };
    let typed = position(lat, lon);
    let other = position(lon, lat).filter(|other| Some(*other) != typed);
    let doubt = match (typed, other) {
        (Some(typed), Some(other)) => is_far_and_near(typed, other, near).then_some(Doubt::Exchanged),
        // Letters say which is which: then a latitude of 143° is a slip of another kind.
        (None, Some(_)) if pair.first_is.is_none() => Some(Doubt::Exchanged),
        (None, _) if lat.unsigned_abs() > 900_000_000 => return Err(Fault::Latitude(degrees(lat))),
        (None, _) => return Err(Fault::Longitude(degrees(lon))),
        (Some(_), None) => None,
    };
    Ok(Reading {
        typed,
        other,
        doubt,
        format: CoordinateFormat::Degrees,
    })
}

fn position(lat: i64, lon: i64) -> Option<Position> {
    Position::from_e7(i32::try_from(lat).ok()?, i32::try_from(lon).ok()?)
}

fn degrees(steps: i64) -> String {
    (steps as f64 / 1e7).to_string()
}

/// Returns true where a position is far from the ground worked on, and another one in it or close by.
pub(super) fn is_far_and_near(typed: Position, other: Position, near: Option<Bounds>) -> bool {
    let Some(near) = near else { return false };
    let across_m = distance_m(near.south_west(), near.north_east());
    let beside_m = across_m.clamp(25_000.0, 300_000.0);
    !near.grown_m(4.0 * beside_m + 200_000.0).contains(typed) && near.grown_m(beside_m).contains(other)
}
