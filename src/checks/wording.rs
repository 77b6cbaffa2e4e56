//! How findings say numbers, names and times.
//!
//! Sentences are for planners: areas in km² once they are large enough, lengths in km or m, names
//! joined with *and*. The machine's numbers are in a finding's measures, in SI units.

use std::ops::Range;

use super::situation::Situation;
use crate::geometry::{Position, mgrs};
use crate::model::AnyId;

/// Writes an area: `3.20 km²`, `12,600 m²`.
pub fn area(area_m2: f64) -> String {
    if area_m2 >= 100_000.0 {
        format!("{:.2} km²", area_m2 / 1e6)
    } else {
        format!("{} m²", grouped(area_m2))
    }
}

/// Writes a length: `4.00 km`, `412 m`.
pub fn length(length_m: f64) -> String {
    if length_m >= 1000.0 {
        format!("{:.2} km", length_m / 1e3)
    } else {
        format!("{length_m:.0} m")
    }
}

/// Says a direction, degrees from true north, as the nearest of the eight winds: `north-east`.
pub fn wind(bearing_deg: f64) -> &'static str {
    const WINDS: [&str; 8] = [
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    ];
    let place = (bearing_deg.rem_euclid(360.0) / 45.0).round() as usize % WINDS.len();
    WINDS.get(place).copied().unwrap_or("north")
}

/// Says a position as it is read out: MGRS to one metre; in degrees where the grid does not reach.
pub fn position(at: Position) -> String {
    mgrs(at, 5).unwrap_or_else(|| at.to_string())
}

/// Writes a whole number with thousands set apart: `12,500`.
pub fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number <= -0.5 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Joins names: `A`, `A and B`, `A, B and C`; of many, the first few and how many more.
pub fn joined<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 4;
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => format!("{} and {}", first.as_ref(), second.as_ref()),
        many if many.len() <= MOST => {
            let (last, others) = many
                .split_last()
                .map_or(("", many), |(last, others)| (last.as_ref(), others));
            let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
            format!("{} and {last}", others.join(", "))
        }
        many => {
            let first: Vec<&str> = many.iter().take(MOST - 1).map(AsRef::as_ref).collect();
            format!("{} and {} more", first.join(", "), many.len() + 1 - MOST)
        }
    }
}

/// Says when, with a blank in front: ` in P3`, ` from H+24 h`; nothing where it is all the time.
pub fn when(situation: &Situation<'_>, run: &Range<u32>) -> String {
    if *run == (0..situation.slices.len()) {
        return String::new();
    }
    let names: Vec<String> = situation
        .slices
        .phases_in(run)
        .into_iter()
        .map(|id| name(situation, id.into()))
        .collect();
    if !names.is_empty() {
        return format!(" in {}", joined(&names));
    }
    let interval = situation.interval_of(run);
    match (interval.from, interval.until) {
        (Some(from), Some(until)) => format!(" from {} until {}", minute(from), minute(until)),
        (Some(from), None) => format!(" from {}", minute(from)),
        (None, Some(until)) => format!(" until {}", minute(until)),
        (None, None) => String::new(),
    }
}

/// Writes a phrase with a capital letter.
pub fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes a minute: `H+36 h`, `H-90 min`, `H`.
pub fn minute(minute: i64) -> String {
    let sign = if minute < 0 { '-' } else { '+' };
    match minute.unsigned_abs() {
        0 => "H".to_owned(),
        size if size % 60 == 0 => format!("H{sign}{} h", size / 60),
        size if size < 60 => format!("H{sign}{size} min"),
        size => format!("H{sign}{} h {} min", size / 60, size % 60),
    }
}

/// Writes how long something lasts: `36 h`, `90 min`.
pub fn duration(minutes: i64) -> String {
    if minutes % 60 == 0 {
        format!("{} h", grouped(minutes as f64 / 60.0))
    } else {
        format!("{} min", grouped(minutes as f64))
    }
}

/// Returns what an entity is called: its name, else its kind and id.
pub fn name(situation: &Situation<'_>, id: AnyId) -> String {
    match (id, id.name_in(situation.plan)) {
        (AnyId::Stakeholder(id), _) => situation.label(id),
        (_, Some(name)) if !name.is_empty() => name.to_owned(),
        _ => format!("{} {id}", id.kind()),
    }
}

/// Returns an entity's kind and name: `sector North`; the name alone where it says the kind itself.
pub fn kind_and_name(situation: &Situation<'_>, id: AnyId) -> String {
    match id.name_in(situation.plan) {
        Some(name) if name.to_lowercase().starts_with(id.kind().word()) => name.to_owned(),
        Some(name) if !name.is_empty() => format!("{} {name}", id.kind()),
        _ => format!("{} {id}", id.kind()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_planners_write_them() {
        assert_eq!(area(3_204_000.0), "3.20 km²");
        assert_eq!(area(12_600.4), "12,600 m²");
        assert_eq!(
            [0.0, 999.0, 1_000.0, 1_234_567.0].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(length(412.4), "412 m");
        assert_eq!(length(4_000.0), "4.00 km");
        assert_eq!(grouped(-1_234_567.0), "-1,234,567");
        assert_eq!(grouped(999.0), "999");
        assert_eq!(minute(-90), "H-1 h 30 min");
        assert_eq!(minute(45), "H+45 min");
        assert_eq!(minute(0), "H");
        assert_eq!(
            (duration(90).as_str(), duration(2_160).as_str()),
            ("90 min", "36 h")
        );
    }

    #[test]
    fn names_are_joined_and_many_are_counted() {
        assert_eq!(joined(&["A"]), "A");
        assert_eq!(joined(&["A", "B"]), "A and B");
        assert_eq!(joined(&["A", "B", "C"]), "A, B and C");
        assert_eq!(joined(&["A", "B", "C", "D", "E", "F"]), "A, B, C and 3 more");
    }
}
