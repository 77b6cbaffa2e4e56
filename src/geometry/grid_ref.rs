//! Grid references: MGRS as it is spoken on the radio.
//!
//! Wraps geoconvert, which fails on the equator and on longitude 180° and takes no spaces. Whole
//! grid zones and 100 km squares are not taken for positions.

use geoconvert::{LatLon, Mgrs};

use super::Position;

/// Why a text is no grid reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridRefError {
    /// Not of the form zone, square, digits.
    #[error("expected a grid reference like `38S LB 86852 90638`, found `{0}`")]
    Form(String),
    /// Easting and northing have different numbers of digits, or none, or more than five each.
    #[error("a grid reference needs one to five digits each for easting and northing, found {0} together")]
    Digits(usize),
    /// A zone, band or square that does not exist.
    #[error("there is no grid square `{0}`")]
    Square(String),
}

/// Returns the MGRS reference of a position: `38S LB 86852 90638` with five digits, which is a square
/// of one metre; `38S LB 868 906` with three, of 100 m. Near the poles, the UPS form `Z AH 12345 67890`.
///
/// Digits are cut, not rounded, as MGRS wants it: the reference names the square the position is in.
/// `None` where `digits` is not 1 to 5.
///
/// # Source
/// NGA.STND.0037, "Universal Grids and Grid Reference Systems" (2014).
pub fn mgrs(position: Position, digits: u8) -> Option<String> {
    if !(1..=5).contains(&digits) {
        return None;
    }
    // geoconvert: +0.0 fails an assertion, 180° is refused.
    let latitude = if position.lat_e7() == 0 {
        -0.0
    } else {
        position.latitude()
    };
    let longitude = if position.lon_e7() == 1_800_000_000 {
        -180.0
    } else {
        position.longitude()
    };
    let ground = LatLon::create(latitude, longitude).ok()?;
    let text = Mgrs::from_latlon(&ground, i32::from(digits)).to_string();
    let letters = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (zone, rest) = text.split_at(letters);
    let mut letters = rest.chars();
    let found = letters.next()?;
    let square: String = letters.by_ref().take(2).collect();
    let (easting, northing) = letters.as_str().split_at_checked(usize::from(digits))?;
    let band = if zone.is_empty() { found } else { band(position)? };
    Some(format!("{zone}{band} {square} {easting} {northing}"))
}

/// Returns the middle of the square that an MGRS reference names; white space and case do not matter.
///
/// # Errors
/// [`GridRefError`]: what in the text is wrong.
pub fn position_of_mgrs(text: &str) -> Result<Position, GridRefError> {
    let shown = || text.trim().chars().take(40).collect::<String>();
    let form = || GridRefError::Form(shown());
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.to_ascii_uppercase();
    let zone_end = plain.find(|c: char| !c.is_ascii_digit()).ok_or_else(form)?;
    let (zone, rest) = plain.split_at(zone_end);
    let digits_at = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (letters, digits) = rest.split_at(digits_at);
    if zone.len() > 2 || letters.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form());
    }
    if digits.is_empty() || digits.len() > 10 || !digits.len().is_multiple_of(2) {
        return Err(GridRefError::Digits(digits.len()));
    }
    let no_square = || GridRefError::Square(format!("{zone}{letters}"));
    let found = Mgrs::parse_str(&plain).map_err(|_| no_square())?.to_latlon();
    if !found.latitude().is_finite() || !found.longitude().is_finite() {
        return Err(no_square());
    }
    let position = Position::nearest(found.latitude(), found.longitude());
    // A square beyond its zone's edge would be read without complaint.
    let again = mgrs(position, (digits.len() / 2) as u8).ok_or_else(no_square)?;
    let (_, square) = again.split_once(' ').ok_or_else(no_square)?;
    let named = |text: &str| text.get(..2).map(str::to_owned);
    if named(square) != letters.get(1..).map(str::to_owned) {
        return Err(no_square());
    }
    Ok(position)
}

/// Returns the latitude band of a UTM zone: 8° each from 80° south, the last one 12°.
fn band(position: Position) -> Option<char> {
    let number = (i64::from(position.lat_e7()) + 800_000_000).div_euclid(80_000_000);
    "CDEFGHJKLMNPQRSTUVWX"
        .chars()
        .nth(usize::try_from(number).ok()?.min(19))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn references_are_those_of_an_independent_tool() {
        // GEOTRANS (through the Python package mgrs).
        for (latitude, longitude, expected) in [
            (33.35, 43.78, "38S LB 86481 90753"),
            (60.0, 4.0, "32V KM 21288 61953"),
            (-33.5, -70.6, "19H CC 51375 92135"),
        ] {
            assert_eq!(mgrs(at(latitude, longitude), 5).unwrap(), expected);
        }
        assert_eq!(mgrs(at(33.35, 43.78), 3).unwrap(), "38S LB 864 907");
        assert!(mgrs(at(8.0, 45.0), 5).unwrap().starts_with("38P NP "));
    }

    #[test]
    fn equator_date_line_and_poles_have_references() {
        for (latitude, longitude) in [
            (0.0, 0.0),
            (0.0, 43.0),
            (0.0, 180.0),
            (12.0, 180.0),
            (90.0, 0.0),
            (-90.0, 180.0),
            (84.0, 10.0),
            (-80.0, -180.0),
            (83.999_999_9, 179.999_999_9),
        ] {
            for digits in 1..=5 {
                assert!(
                    mgrs(at(latitude, longitude), digits).is_some(),
                    "{latitude} {longitude}"
                );
            }
        }
        assert_eq!(mgrs(at(0.0, 0.0), 0), None);
        assert_eq!(mgrs(at(0.0, 0.0), 6), None);
    }

    #[test]
    fn a_reference_reads_back_to_its_own_square() {
        let mut state = 5_u64;
        let mut number = |end: i64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as i64) % end
        };
        let mut far = 0;
        for _ in 0..20_000 {
            let lat = number(1_800_000_001) - 900_000_000;
            let lon = number(2_000_000_000) * 9 / 5 - 1_800_000_000;
            let position = Position::from_e7(lat as i32, lon as i32).unwrap();
            let reference = mgrs(position, 5).unwrap();
            match position_of_mgrs(&reference) {
                Ok(read) => assert!(
                    super::super::distance_m(position, read) < 0.8,
                    "{position} {reference} {read}"
                ),
                // A metre's square can have its middle beyond the edge of a zone or band.
                Err(_) => far += 1,
            }
        }
        assert!(far <= 2, "{far} references could not be read back");
    }

    #[test]
    fn what_is_no_reference_is_refused_with_a_reason() {
        assert_eq!(
            position_of_mgrs("38s lb 86852 90638"),
            position_of_mgrs("38SLB8685290638")
        );
        assert!(position_of_mgrs("38SLB8685290638").is_ok());
        for (text, expected) in [
            ("", GridRefError::Form(String::new())),
            ("33.35 43.78", GridRefError::Form("33.35 43.78".to_owned())),
            ("38S LB", GridRefError::Digits(0)),
            ("38S LB 868 9063", GridRefError::Digits(7)),
            ("38S LB 868521 906381", GridRefError::Digits(12)),
            ("99S LB 1 1", GridRefError::Square("99SLB".to_owned())),
            ("38I LB 1 1", GridRefError::Square("38ILB".to_owned())),
            (
                "999999999999999S LB 1 1",
                GridRefError::Form("999999999999999S LB 1 1".to_owned()),
            ),
        ] {
            assert_eq!(position_of_mgrs(text), Err(expected), "{text}");
        }
    }
}
