//! Grid references: MGRS as it is spoken on the radio.
//!
//! Whole grid zones and 100 km squares are not taken for positions. Reads one reference and nothing
//! round it: for what people paste, see `read`.
//!
//! # Source
//! NGA.STND.0037, "Universal Grids and Grid Reference Systems" (2014), lettering scheme AA.

use super::utm::{GridPoint, Hemisphere, SOUTHERN_NORTHING_M, Zone, band, band_ends_deg, degrees_from_utm};
use crate::geometry::Position;

/// Why a text is no grid reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridRefError {
    /// Not of the form zone, square, digits.
    #[error("expected a grid reference like `38S LB 86852 90638`, found `{0}`")]
    Form(String),
    /// Easting and northing have different numbers of digits.
    #[error(
        "a grid reference has as many digits for the easting as for the northing, one to five each, found {0} and {1}"
    )]
    Uneven(usize, usize),
    /// Digits that cannot be halved: none, an odd number, or more than five each.
    #[error(
        "a grid reference has as many digits for the easting as for the northing, one to five each, found {0} together"
    )]
    Digits(usize),
    /// A zone, band or square that does not exist.
    #[error("there is no grid square `{0}`")]
    Square(String),
    /// A square of the zone that lies wholly outside of it.
    #[error("the grid square `{0}` does not reach into its zone; check the zone and its letter")]
    Beyond(String),
}

/// Side of a square that two letters name, in metres.
const SQUARE_M: f64 = 100_000.0;

/// Columns of UTM, eight for each of three zones in turn.
const COLUMNS: [&str; 3] = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
/// Rows of UTM; they repeat every 2,000 km, and begin with F at the equator of an even zone.
const ROWS: &str = "ABCDEFGHJKLMNPQRSTUV";
/// Letters between A and F.
const EVEN_ZONE_ROWS: usize = 5;

/// Columns of UPS, beginning at the pole's meridian and, in the western half, ending there.
const POLAR_COLUMNS: &str = "ABCFGHJKLPQRSTUXYZ";
/// Rows of UPS from the south.
const POLAR_ROWS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Returns the MGRS reference of a position: `38S LB 86852 90638` with five digits, which is a square
/// of one metre; `38S LB 868 906` with three, of 100 m. Near the poles, the UPS form `Z AH 12345 67890`.
///
/// Digits are cut, not rounded, as MGRS wants it: the reference names the square the position is in.
/// `None` where `digits` is not 1 to 5.
pub fn mgrs(position: Position, digits: u8) -> Option<String> {
    if !(1..=5).contains(&digits) {
        return None;
    }
    let point = GridPoint::of(position);
    let zone = super::utm::grid_zone_designation(position);
    let square = square_letters(point.zone, band(position), [point.easting_m, point.northing_m])?;
    let width = usize::from(digits);
    let step = libm::pow(10.0, 5.0 - f64::from(digits));
    let within = |metres: f64| (metres.rem_euclid(SQUARE_M) / step) as u32;
    let (easting, northing) = (within(point.easting_m), within(point.northing_m));
    Some(format!("{zone} {square} {easting:0width$} {northing:0width$}"))
}

/// Returns the two letters of the 100 km square that easting and northing in metres lie in; `None` where
/// the grid has no such square.
pub fn square_letters(zone: Zone, band: char, [easting_m, northing_m]: [f64; 2]) -> Option<String> {
    let column = usize::try_from((easting_m / SQUARE_M).floor() as i64).ok()?;
    let row = usize::try_from((northing_m / SQUARE_M).floor() as i64).ok()?;
    let (column, row) = match zone {
        Zone::Utm(number) => (
            columns(number)?.chars().nth(column.checked_sub(1)?)?,
            ROWS.chars().nth((row + rows_skipped(number)) % ROWS.len())?,
        ),
        Zone::Polar => {
            let ([first_column, _], first_row) = polar_start(band)?;
            let columns = POLAR_COLUMNS.chars().cycle();
            (
                columns
                    .skip(first_column)
                    .nth(column.checked_sub(polar_west(band))?)?,
                POLAR_ROWS.chars().nth(row.checked_sub(first_row)?)?,
            )
        }
    };
    Some(format!("{column}{row}"))
}

/// Returns the middle of the square that an MGRS reference names; white space and case do not matter.
///
/// # Errors
/// [`GridRefError`]: what in the text is wrong.
pub fn position_of_mgrs(text: &str) -> Result<Position, GridRefError> {
    let form = || GridRefError::Form(text.trim().chars().take(40).collect());
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.to_ascii_uppercase();
    let zone_end = plain.find(|c: char| !c.is_ascii_digit()).ok_or_else(form)?;
    let (zone, rest) = plain.split_at(zone_end);
    let digits_at = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (letters, digits) = rest.split_at(digits_at);
    let mut named = letters.chars();
    let (Some(band), Some(column), Some(row), None) =
        (named.next(), named.next(), named.next(), named.next())
    else {
        return Err(form());
    };
    if zone.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form());
    }
    let (easting, northing) = halves(text, digits)?;
    let size = libm::pow(10.0, 5.0 - easting.len() as f64);
    let number = |digits: &str| digits.parse::<f64>().map_err(|_| form());
    let inside = [number(easting)?, number(northing)?].map(|part| (part + 0.5) * size);
    let shown = format!("{zone}{letters}");
    let corner = if zone.is_empty() {
        polar_corner(band, column, row)
    } else {
        zone.parse()
            .ok()
            .and_then(|zone| utm_corner(zone, band, column, row))
    };
    let corner = corner.ok_or_else(|| GridRefError::Square(shown.clone()))?;
    let point = GridPoint {
        easting_m: corner.easting_m + inside[0],
        northing_m: corner.northing_m + inside[1],
        ..corner
    };
    if reaches_in(point, band, size) {
        Ok(point.position())
    } else {
        Err(GridRefError::Beyond(shown))
    }
}

/// Splits the digits into easting and northing; where they stood apart, they must be as many on each side.
fn halves<'a>(text: &str, digits: &'a str) -> Result<(&'a str, &'a str), GridRefError> {
    let apart: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let uneven = match apart.as_slice() {
        [.., easting, northing] if easting.len() + northing.len() == digits.len() => {
            (easting.len() != northing.len()).then_some(GridRefError::Uneven(easting.len(), northing.len()))
        }
        _ => None,
    };
    if let Some(uneven) = uneven {
        return Err(uneven);
    }
    let count = digits.len();
    if count == 0 || count > 10 || !count.is_multiple_of(2) {
        return Err(GridRefError::Digits(count));
    }
    Ok(digits.split_at(count / 2))
}

/// The south-western corner of a square of UTM.
fn utm_corner(number: u8, band: char, column: char, row: char) -> Option<GridPoint> {
    let [south, north] = band_ends_deg(band)?;
    let column = columns(number)?.find(column)? + 1;
    let row = ROWS.find(row)? + ROWS.len() - rows_skipped(number);
    let easting_m = column as f64 * SQUARE_M;
    let zone = Zone::Utm(number);
    // Rows repeat every 18° or so; a band is 12° at most, so the nearest to its middle is the one.
    let middle = f64::midpoint(south, north);
    let repeat = ROWS.len() as f64 * SQUARE_M;
    let first = (row % ROWS.len()) as f64 * SQUARE_M;
    let off = |northing_m: f64| {
        let at = [easting_m + SQUARE_M / 2.0, northing_m + SQUARE_M / 2.0];
        let [latitude, _] = degrees_from_utm(zone, at);
        (latitude - middle).abs()
    };
    let northing_m = (-5..5)
        .map(|turn| first + f64::from(turn) * repeat)
        .min_by(|one, other| off(*one).total_cmp(&off(*other)))?;
    let southern = south < 0.0;
    Some(GridPoint {
        zone,
        hemisphere: if southern {
            Hemisphere::South
        } else {
            Hemisphere::North
        },
        easting_m,
        northing_m: northing_m + if southern { SOUTHERN_NORTHING_M } else { 0.0 },
    })
}

/// The south-western corner of a square of UPS.
fn polar_corner(band: char, column: char, row: char) -> Option<GridPoint> {
    let ([first_column, count], first_row) = polar_start(band)?;
    let column = POLAR_COLUMNS
        .find(column)?
        .checked_sub(first_column)
        .filter(|column| *column < count)?;
    let row = POLAR_ROWS.find(row)?;
    Some(GridPoint {
        zone: Zone::Polar,
        hemisphere: if matches!(band, 'A' | 'B') {
            Hemisphere::South
        } else {
            Hemisphere::North
        },
        easting_m: (polar_west(band) + column) as f64 * SQUARE_M,
        northing_m: (first_row + row) as f64 * SQUARE_M,
    })
}

/// Returns true where a square of this size round a point has any of its zone and band in it.
fn reaches_in(middle: GridPoint, band: char, size_m: f64) -> bool {
    let half = size_m / 2.0;
    let steps = [-half, 0.0, half];
    let mut tried = steps.into_iter().flat_map(|x| steps.map(|y| [x, y]));
    tried.any(|[x, y]| {
        let point = GridPoint {
            easting_m: middle.easting_m + x,
            northing_m: middle.northing_m + y,
            ..middle
        };
        lies_in(point, band)
    })
}

/// Returns true where a point lies in its zone and band. Edges belong to both sides: a square on an edge
/// is read from either.
fn lies_in(point: GridPoint, band: char) -> bool {
    let edge_deg = 1e-6;
    let [latitude, longitude] = point.degrees();
    match band_ends_deg(band) {
        Some([south, north]) => {
            let inside = Position::nearest(latitude.clamp(south, (north - edge_deg).min(84.0)), longitude);
            (south - edge_deg..=north + edge_deg).contains(&latitude) && Zone::of(inside) == point.zone
        }
        None if point.hemisphere == Hemisphere::North => latitude >= 84.0 - edge_deg,
        None => latitude <= -80.0 + edge_deg,
    }
}

fn columns(number: u8) -> Option<&'static str> {
    let [first, second, third] = COLUMNS;
    match (number, number % 3) {
        (1..=60, 1) => Some(first),
        (1..=60, 2) => Some(second),
        (1..=60, _) => Some(third),
        _ => None,
    }
}

fn rows_skipped(number: u8) -> usize {
    if number.is_multiple_of(2) {
        EVEN_ZONE_ROWS
    } else {
        0
    }
}

/// The first of the columns of a part of a polar cap and their number, and its first row in squares.
fn polar_start(band: char) -> Option<([usize; 2], usize)> {
    match band {
        'A' => Some(([6, 12], 8)),
        'B' => Some(([0, 12], 8)),
        'Y' => Some(([11, 7], 13)),
        'Z' => Some(([0, 7], 13)),
        _ => None,
    }
}

/// Where the columns of a part of a polar cap begin, in squares.
fn polar_west(band: char) -> usize {
    match band {
        'A' => 8,
        'Y' => 13,
        _ => 20,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::distance_m;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn equator_date_line_and_poles_have_references() {
        for (latitude, longitude, expected) in [
            (33.35, 43.78, "38S LB 86481 90753"),
            (60.0, 4.0, "32V KM 21288 61953"),
            (-33.5, -70.6, "19H CC 51375 92135"),
            (0.0, 0.0, "31N AA 66021 00000"),
            (0.0, 180.0, "1N AA 66021 00000"),
            (90.0, 0.0, "Z AH 00000 00000"),
            (84.0, 10.0, "33X VP 41721 30623"),
            (8.0, 45.0, "38P NP 00000 84297"),
            (-80.0, -70.0, "19C DM 80615 18246"),
        ] {
            let reference = mgrs(at(latitude, longitude), 5).unwrap();
            assert_eq!(&reference[..expected.len() - 2], &expected[..expected.len() - 2]);
            assert!(position_of_mgrs(&reference).is_ok(), "{reference}");
        }
        assert_eq!(mgrs(at(33.35, 43.78), 3).unwrap(), "38S LB 864 907");
        assert_eq!(mgrs(at(0.0, 0.0), 0), None);
        assert_eq!(mgrs(at(0.0, 0.0), 6), None);
    }

    #[test]
    fn a_reference_reads_back_to_its_own_square_everywhere() {
        let mut state = 5_u64;
        let mut number = |end: i64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as i64) % end
        };
        for _ in 0..20_000 {
            let lat = number(1_800_000_001) - 900_000_000;
            let lon = number(2_000_000_000) * 9 / 5 - 1_800_000_000;
            let position = Position::from_e7(lat as i32, lon as i32).unwrap();
            for digits in [1, 3, 5] {
                let reference = mgrs(position, digits).unwrap();
                let read = position_of_mgrs(&reference).unwrap_or_else(|error| panic!("{position} {error}"));
                let half = 0.75 * libm::pow(10.0, 5.0 - f64::from(digits));
                assert!(distance_m(position, read) < half, "{position} {reference} {read}");
            }
        }
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
            ("38S LB 868 9063", GridRefError::Uneven(3, 4)),
            ("38S LB 86 9063", GridRefError::Uneven(2, 4)),
            ("38SLB8689063", GridRefError::Digits(7)),
            ("38S LB 868521 906381", GridRefError::Digits(12)),
            ("99S LB 1 1", GridRefError::Square("99SLB".to_owned())),
            ("38I LB 1 1", GridRefError::Square("38ILB".to_owned())),
            ("38S AB 1 1", GridRefError::Square("38SAB".to_owned())),
            ("Z ZZ 1 1", GridRefError::Square("ZZZ".to_owned())),
            ("38R LB 86852 90638", GridRefError::Beyond("38RLB".to_owned())),
            ("38S JB 00000 00000", GridRefError::Beyond("38SJB".to_owned())),
            (
                "999999999999999S LB 1 1",
                GridRefError::Form("999999999999999S LB 1 1".to_owned()),
            ),
        ] {
            assert_eq!(position_of_mgrs(text), Err(expected), "{text}");
        }
    }
}
