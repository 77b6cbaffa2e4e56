//! Where a row is: from two columns, from one in any form, or from a shape as text.

use crate::geometry::coordinates::{self, Doubt};
use crate::geometry::{Bounds, Position};

/// Where a row is, in the numbers of GeoJSON: longitude first, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    Point(String),
    Line(Vec<String>),
    /// Parts, each of rings.
    Area(Vec<Vec<Vec<String>>>),
}

/// Returns a decimal number, with a point or a comma.
pub(super) fn decimal(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '+');
    if cell.is_empty() || !cell.chars().all(plain) {
        return None;
    }
    let text = if cell.contains('.') {
        cell.to_owned()
    } else {
        cell.replacen(',', ".", 1)
    };
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Reads a position from a latitude and a longitude, as numbers or as angles.
pub(super) fn of_two(latitude: &str, longitude: &str) -> Result<Position, String> {
    if let (Some(north), Some(east)) = (decimal(latitude), decimal(longitude)) {
        return Position::new(north, east).map_err(|error| {
            if north.abs() > 180.0 || east.abs() > 180.0 {
                format!("{error}; for metres of UTM give one column with the zone, as 38S 386481 3690753")
            } else {
                error.to_string()
            }
        });
    }
    let both = format!("{latitude}; {longitude}");
    let reading = coordinates::read_one(&both, None).map_err(|error| format!("`{both}`: {error}"))?;
    reading
        .typed
        .ok_or_else(|| format!("`{both}`: latitude and longitude are exchanged"))
}

/// Reads a position in any form; the text tells what was in doubt.
pub(super) fn of_one(cell: &str, near: Option<Bounds>) -> Result<(Position, Option<&'static str>), String> {
    let shown: String = cell.chars().take(40).collect();
    let reading = coordinates::read_one(cell, near).map_err(|error| format!("`{shown}`: {error}"))?;
    let Some(typed) = reading.typed else {
        return Err(format!(
            "`{shown}`: this is a position only with latitude and longitude exchanged; write the latitude first"
        ));
    };
    let doubt = reading.doubt.map(|doubt| match doubt {
        Doubt::Exchanged => "the position may have latitude and longitude exchanged; taken as written",
        Doubt::LetterS => "the S of the UTM zone is read as the band, not as the southern half",
    });
    Ok((typed, doubt))
}

/// Returns a position in the numbers of GeoJSON.
pub(super) fn numbers(position: Position) -> String {
    let text = position.to_string();
    match text.split_once(' ') {
        Some((latitude, longitude)) => format!("{longitude},{latitude}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_from_two_cells_or_one() {
        let two = |latitude, longitude| of_two(latitude, longitude).map(numbers);
        assert_eq!(two("33.35", "43.78").as_deref(), Ok("43.7800000,33.3500000"));
        assert_eq!(two("33,35", "43,78").as_deref(), Ok("43.7800000,33.3500000"));
        assert_eq!(
            two("33°21'N", "43°46'48\"E").as_deref(),
            Ok("43.7800000,33.3500000")
        );
        assert!(two("3690753", "386481").unwrap_err().contains("38S 386481"));
        assert!(two("95", "43").unwrap_err().contains("latitude 95"));
        assert!(two("north", "43").is_err());
        let one = |cell| of_one(cell, None).map(|(position, _)| numbers(position));
        assert_eq!(one("33.35, 43.78").as_deref(), Ok("43.7800000,33.3500000"));
        assert!(one("38S LB 86481 90753").unwrap().starts_with("43.7"));
        assert!(one("Fallujah").unwrap_err().starts_with("`Fallujah`"));
    }
}
