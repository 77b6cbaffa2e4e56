//! Numbers as people read them: areas, thousands, and lengths and directions in the unit they like.
//!
//! Areas stay in km²: nobody speaks of square nautical miles. Nothing is measured here.

use std::fmt::Write as _;

/// Metres in a nautical mile.
pub const NAUTICAL_MILE_M: f64 = 1852.0;
/// The farthest distance taken: rings of half a continent are a slip of the keyboard.
const FARTHEST_M: f64 = 2_000_000.0;

/// What lengths are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Units {
    /// Metres, and kilometres where there are many.
    #[default]
    Kilometres,
    /// Nautical miles.
    NauticalMiles,
}

impl Units {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Kilometres, Self::NauticalMiles];

    /// Returns how the larger unit is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Kilometres => "km",
            Self::NauticalMiles => "NM",
        }
    }

    /// Writes the length of something drawn, in three places: `31.8 km`, `420 m`; `17.19 NM`.
    pub fn drawn(self, length_m: f64) -> String {
        match self {
            Self::Kilometres => length_text(length_m),
            Self::NauticalMiles => self.measured(length_m),
        }
    }

    /// Writes a length that was measured: `412 m`, `2.345 km`, `31.84 km`; `0.413 NM`, `17.19 NM`.
    pub fn measured(self, length_m: f64) -> String {
        let length_m = length_m.max(0.0);
        let larger = match self {
            Self::Kilometres if length_m < 999.5 => return format!("{length_m:.0} m"),
            Self::Kilometres => length_m / 1e3,
            Self::NauticalMiles => length_m / NAUTICAL_MILE_M,
        };
        let symbol = self.symbol();
        if larger < 9.9995 {
            format!("{larger:.3} {symbol}")
        } else if larger < 99.995 {
            format!("{larger:.2} {symbol}")
        } else if larger < 999.95 {
            format!("{larger:.1} {symbol}")
        } else {
            format!("{} {symbol}", crate::checks::wording::grouped(larger))
        }
    }

    /// Writes a length that somebody chose, without needless places: `500 m`, `2.5 km`, `3 NM`.
    pub fn chosen(self, length_m: u32) -> String {
        let metres = f64::from(length_m);
        let larger = match self {
            Self::Kilometres if length_m < 1000 => return format!("{length_m} m"),
            Self::Kilometres => metres / 1e3,
            Self::NauticalMiles => metres / NAUTICAL_MILE_M,
        };
        let mut text = format!("{larger:.3}");
        while text.ends_with('0') {
            text.pop();
        }
        let text = text.trim_end_matches('.');
        format!("{text} {}", self.symbol())
    }
}

/// Writes a direction: `047°`; with one place more, `047.3°`.
pub fn bearing_text(bearing_deg: f64, places: u8) -> String {
    let places = usize::from(places);
    let width = if places == 0 { 3 } else { 4 + places };
    let mut text = format!("{bearing_deg:0width$.places$}");
    // What rounds to a whole turn is north.
    if text.starts_with("360") {
        text = format!("{:0width$.places$}", 0.0);
    }
    text.push('°');
    text
}

/// Returns square metres as people say them: `42.1 km²`, `8,200 m²`.
pub fn area_text(area_m2: f64) -> String {
    let km2 = area_m2 / 1e6;
    if km2 >= 1000.0 {
        format!("{} km²", count_text(km2.round() as u64))
    } else if km2 >= 99.95 {
        format!("{km2:.0} km²")
    } else if km2 >= 9.995 {
        format!("{km2:.1} km²")
    } else if km2 >= 0.0995 {
        format!("{km2:.2} km²")
    } else {
        format!("{} m²", count_text(area_m2.max(0.0).round() as u64))
    }
}

/// Returns metres as people say them: `31.8 km`, `420 m`.
pub fn length_text(length_m: f64) -> String {
    let km = length_m / 1e3;
    if km >= 999.5 {
        format!("{} km", count_text(km.round() as u64))
    } else if km >= 99.95 {
        format!("{km:.0} km")
    } else if km >= 0.9995 {
        format!("{km:.1} km")
    } else {
        format!("{} m", length_m.max(0.0).round() as u64)
    }
}

/// Returns a whole number with commas: `18,000`.
pub fn count_text(count: u64) -> String {
    crate::checks::wording::grouped(count as f64)
}

/// Returns how many of something there are: `1 sector`, `3 sectors`.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        count_text(count as u64),
        if count == 1 { one } else { several }
    )
}

/// Why a list of distances cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DistancesError {
    /// Nothing was typed.
    #[error("Type distances such as 500 m, 1 km, 2.5 km")]
    Empty,
    /// A word that is no number and no unit.
    #[error("“{0}” is no distance: write numbers with m, km or NM, such as 500 m, 1 km")]
    Word(String),
    /// Too near or too far.
    #[error("{0} is out of reach: from 1 m to 2000 km")]
    Range(String),
}

/// Reads distances in metres, each once, the shortest first: `500 m, 1, 2.5 km`. A number without a unit
/// has that of the next one that has, else the larger unit of `units`.
///
/// # Errors
/// [`DistancesError`]: what in the text is wrong.
pub fn read_distances(text: &str, units: Units) -> Result<Vec<u32>, DistancesError> {
    // A unit may stand apart from its number, so that numbers and letters are taken one by one.
    let mut numbers: Vec<(String, Option<f64>)> = Vec::new();
    for word in text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '/')) {
        let end = word
            .find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))
            .unwrap_or(word.len());
        let (number, unit) = word.split_at(end);
        if !number.is_empty() {
            numbers.push((number.to_owned(), None));
        }
        if unit.is_empty() {
            continue;
        }
        let wrong = || DistancesError::Word(word.chars().take(20).collect());
        let unit = metres_of(unit).ok_or_else(wrong)?;
        let last = numbers.last_mut().ok_or_else(wrong)?;
        if last.1.is_some() {
            return Err(wrong());
        }
        last.1 = Some(unit);
    }
    let mut unit = match units {
        Units::Kilometres => 1e3,
        Units::NauticalMiles => NAUTICAL_MILE_M,
    };
    let mut distances = Vec::new();
    for (number, own) in numbers.into_iter().rev() {
        unit = own.unwrap_or(unit);
        let value: f64 = number
            .parse()
            .map_err(|_| DistancesError::Word(number.chars().take(20).collect()))?;
        let metres = value * unit;
        if !(0.5..=FARTHEST_M).contains(&metres) {
            let mut shown: String = number.chars().take(20).collect();
            let _ = write!(shown, " ({metres:.0} m)");
            return Err(DistancesError::Range(shown));
        }
        distances.push(metres.round() as u32);
    }
    distances.sort_unstable();
    distances.dedup();
    if distances.is_empty() {
        return Err(DistancesError::Empty);
    }
    Ok(distances)
}

/// Writes distances as they can be read again: `500 m, 1 km, 2.5 km`.
pub fn distances_text(distances_m: &[u32], units: Units) -> String {
    let texts: Vec<String> = distances_m.iter().map(|metres| units.chosen(*metres)).collect();
    texts.join(", ")
}

fn metres_of(unit: &str) -> Option<f64> {
    Some(match unit.to_ascii_lowercase().as_str() {
        "m" => 1.0,
        "km" => 1e3,
        "nm" | "nmi" => NAUTICAL_MILE_M,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_places_and_a_unit() {
        for (area_m2, text) in [
            (42_104_000.0, "42.1 km²"),
            (118_400_000.0, "118 km²"),
            (3_216_000.0, "3.22 km²"),
            (8_200.4, "8,200 m²"),
            (1_234_567_890.0, "1,235 km²"),
            (-0.0, "0 m²"),
        ] {
            assert_eq!(area_text(area_m2), text);
        }
        for (length_m, text) in [(31_840.0, "31.8 km"), (999.0, "999 m"), (250_400.0, "250 km")] {
            assert_eq!(length_text(length_m), text);
        }
        assert_eq!(count_text(1_234_567), "1,234,567");
        assert_eq!(counted(1, "sector", "sectors"), "1 sector");
    }

    #[test]
    fn lengths_are_written_in_the_chosen_unit() {
        let [km, nm] = Units::ALL;
        for (length_m, in_km, in_nm) in [
            (412.4, "412 m", "0.223 NM"),
            (2_345.0, "2.345 km", "1.266 NM"),
            (31_840.0, "31.84 km", "17.19 NM"),
            (250_412.0, "250.4 km", "135.2 NM"),
            (9_202_964.9, "9,203 km", "4,969 NM"),
            (999.6, "1.000 km", "0.540 NM"),
        ] {
            assert_eq!(
                (km.measured(length_m), nm.measured(length_m)),
                (in_km.into(), in_nm.into())
            );
        }
        assert_eq!(
            (km.drawn(31_840.0), nm.drawn(31_840.0)),
            ("31.8 km".into(), "17.19 NM".into())
        );
        assert_eq!(km.chosen(2_500), "2.5 km");
        assert_eq!(km.chosen(500), "500 m");
        assert_eq!(nm.chosen(5_556), "3 NM");
    }

    #[test]
    fn directions_have_three_digits_and_north_is_nought() {
        for (degrees, short, long) in [
            (47.26, "047°", "047.3°"),
            (0.0, "000°", "000.0°"),
            (359.97, "000°", "000.0°"),
            (231.5, "232°", "231.5°"),
        ] {
            assert_eq!(
                (bearing_text(degrees, 0), bearing_text(degrees, 1)),
                (short.into(), long.into())
            );
        }
    }

    #[test]
    fn distances_are_read_as_they_are_said() {
        for (text, metres) in [
            ("1, 2, 5 km", vec![1000, 2000, 5000]),
            ("500 m, 1 km", vec![500, 1000]),
            ("500m 2.5km", vec![500, 2500]),
            ("5; 1; 1", vec![1000, 5000]),
            ("3 nm", vec![5556]),
        ] {
            assert_eq!(read_distances(text, Units::Kilometres), Ok(metres), "{text}");
        }
        assert_eq!(read_distances("2", Units::NauticalMiles), Ok(vec![3704]));
        let again = read_distances(
            &distances_text(&[500, 1000, 2500], Units::Kilometres),
            Units::Kilometres,
        );
        assert_eq!(again, Ok(vec![500, 1000, 2500]));
        for (text, start) in [
            ("", "Type distances"),
            ("far", "“far” is no distance"),
            ("km", "“km” is no distance"),
            ("1.2.3 km", "“1.2.3” is no distance"),
            ("-5 km", "“-5” is no distance"),
            ("0 m", "0 (0 m) is out of reach"),
            ("9999 km", "9999 (9999000 m) is out of reach"),
        ] {
            let error = read_distances(text, Units::Kilometres).unwrap_err().to_string();
            assert!(error.starts_with(start), "{text}: {error}");
        }
    }
}
