//! UTM, UPS and MGRS as people type them.
//!
//! Finds out whether a text is of the grid at all; what is not is left to `angle`. A letter S that can
//! mean the band or the southern half is read as the band, and the other way is told.

use super::CoordinateFormat;
use super::fault::Fault;
use super::position_of_mgrs;
use super::read::{Doubt, Reading};
use super::utm::{GridPoint, Hemisphere, Zone, band_ends_deg};
use crate::geometry::{Bounds, Position, distance_m};

/// A run of digits or of letters.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Number(String),
    Word(String),
}

/// Reads a plain text as UTM, UPS or MGRS; `None` where it is neither.
pub(super) fn grid(plain: &str, near: Option<Bounds>) -> Option<Result<Reading, Fault>> {
    let pieces = pieces(plain)?;
    let pieces = pieces.as_slice();
    reference(pieces, near).or_else(|| utm(pieces, near))
}

/// Splits a text into numbers and words; `None` where it has marks of angles or signs.
fn pieces(plain: &str) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut apart = true;
    let letters: Vec<char> = plain.chars().collect();
    for (place, letter) in letters.iter().copied().enumerate() {
        let beside_digits = || {
            let digit = |place: Option<usize>| {
                place
                    .and_then(|place| letters.get(place))
                    .is_some_and(char::is_ascii_digit)
            };
            digit(place.checked_sub(1)) && digit(Some(place + 1))
        };
        match (letter, pieces.last_mut()) {
            ('0'..='9', Some(Piece::Number(number))) if !apart => number.push(letter),
            ('.' | ',', Some(Piece::Number(number))) if beside_digits() => number.push(letter),
            ('0'..='9', _) => pieces.push(Piece::Number(letter.to_string())),
            (' ' | ',' | ';' | ':' | '/' | '(' | ')' | '=' | '.', _) => {
                apart = true;
                continue;
            }
            (_, Some(Piece::Word(word))) if letter.is_alphabetic() && !apart => {
                word.extend(letter.to_uppercase());
            }
            _ if letter.is_alphabetic() => pieces.push(Piece::Word(letter.to_uppercase().collect())),
            _ => return None,
        }
        apart = false;
    }
    // `UPS` and `UTM` can also be a band and a square: they are names only in front.
    if matches!(pieces.first(), Some(Piece::Word(word)) if matches!(word.as_str(), "UTM" | "UPS")) {
        pieces.remove(0);
    }
    let is_name = |word: &str| matches!(word, "MGRS" | "USNG" | "GRID" | "ZONE" | "HEMISPHERE" | "BAND");
    pieces.retain(|piece| !matches!(piece, Piece::Word(word) if is_name(word)));
    split_grouped(pieces)
}

/// Takes thousands commas out (`386,481`), and splits other commas (`386481,3690753`).
fn split_grouped(pieces: Vec<Piece>) -> Option<Vec<Piece>> {
    let mut all = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Number(number) if number.contains(',') => {
                let parts: Vec<&str> = number.split(',').collect();
                let grouped = parts
                    .iter()
                    .skip(1)
                    .all(|part| part.len() == 3 || part.get(3..4) == Some("."));
                if grouped && parts.first().is_some_and(|first| first.len() <= 3) {
                    all.push(Piece::Number(parts.concat()));
                } else {
                    all.extend(parts.into_iter().map(|part| Piece::Number(part.to_owned())));
                }
            }
            other => all.push(other),
        }
    }
    all.iter()
        .all(|piece| !matches!(piece, Piece::Number(number) if number.matches('.').count() > 1))
        .then_some(all)
}

/// Reads `38S LB 864 907` in all its spellings, and without a zone where a map is at hand.
fn reference(pieces: &[Piece], near: Option<Bounds>) -> Option<Result<Reading, Fault>> {
    let mut rest = pieces;
    let zone = match rest {
        [Piece::Number(zone), more @ ..] if zone.len() <= 2 && !zone.contains('.') => {
            rest = more;
            Some(zone.clone())
        }
        _ => None,
    };
    let mut letters = String::new();
    while let [Piece::Word(word), more @ ..] = rest {
        letters.push_str(word);
        rest = more;
    }
    let digits: Vec<&str> = rest
        .iter()
        .map(|piece| match piece {
            Piece::Number(number) if !number.contains('.') => Some(number.as_str()),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if !letters.is_ascii() {
        return None;
    }
    let shown = |zone: &str, letters: &str| format!("{zone}{letters} {}", digits.join(" "));
    let sure = |result: Result<Position, _>| {
        result
            .map(|position| Reading::sure(position, CoordinateFormat::Mgrs))
            .map_err(Fault::GridRef)
    };
    match (zone, letters.len()) {
        (Some(zone), 3) => Some(sure(position_of_mgrs(&shown(&zone, &letters)))),
        (None, 3) if letters.starts_with(['A', 'B', 'Y', 'Z']) && !digits.is_empty() => {
            Some(sure(position_of_mgrs(&shown("", &letters))))
        }
        (None, 2) if !digits.is_empty() && !letters.contains(['I', 'O']) => {
            let Some(near) = near else {
                let even = digits.concat().len().is_multiple_of(2);
                return even.then_some(Err(Fault::ReferenceZoneMissing));
            };
            Some(sure(nearest_reference(&letters, &digits.join(" "), near)))
        }
        _ => None,
    }
}

/// Of the squares with these letters, the nearest: they repeat every 18° or so.
fn nearest_reference(
    letters: &str,
    digits: &str,
    near: Bounds,
) -> Result<Position, super::mgrs::GridRefError> {
    let middle = near.center();
    let mut zones: Vec<String> = Vec::new();
    for lat in [-8.0, 0.0, 8.0] {
        for lon in [-6.0, 0.0, 6.0] {
            let beside = Position::nearest(middle.latitude() + lat, middle.longitude() + lon);
            zones.push(super::grid_zone_designation(beside));
        }
    }
    let own = position_of_mgrs(&format!(
        "{}{letters} {digits}",
        super::grid_zone_designation(middle)
    ));
    zones
        .iter()
        .filter_map(|zone| position_of_mgrs(&format!("{zone}{letters} {digits}")).ok())
        .min_by(|one, other| distance_m(*one, middle).total_cmp(&distance_m(*other, middle)))
        .map_or(own, Ok)
}

/// Reads `38S 386481 3690753` in all its spellings.
fn utm(pieces: &[Piece], near: Option<Bounds>) -> Option<Result<Reading, Fault>> {
    let is_long = |number: &str| number.split('.').next().is_some_and(|whole| whole.len() >= 5);
    let long = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Number(number) if is_long(number)))
        .count();
    let short = pieces.len() > long
        && pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Number(number) if !is_long(number)))
            .count()
            > 1;
    if long != 2 || short {
        return None;
    }
    let (zone, rest) = zone_of(pieces);
    let [easting, northing] = numbers(&rest)?;
    let (zone_text, letter) = match zone {
        Some(zone) => zone,
        None if near.is_some() && looks_like_utm(&rest) => {
            let designation = super::grid_zone_designation(near?.center());
            let letter = designation.chars().last()?.to_string();
            (
                designation.trim_end_matches(char::is_alphabetic).to_owned(),
                letter,
            )
        }
        None if looks_like_utm(&rest) => return Some(Err(Fault::ZoneMissing)),
        None => return None,
    };
    Some(point(&zone_text, &letter, [&easting, &northing], near))
}

/// Takes the zone and its letter out: at the front or at the end.
fn zone_of(pieces: &[Piece]) -> (Option<(String, String)>, Vec<Piece>) {
    let is_zone = |number: &str| number.len() <= 2 && !number.contains('.');
    match pieces {
        [Piece::Number(zone), Piece::Word(letter), rest @ ..] if is_zone(zone) => {
            (Some((zone.clone(), letter.clone())), rest.to_vec())
        }
        [rest @ .., Piece::Number(zone), Piece::Word(letter)] if is_zone(zone) => {
            (Some((zone.clone(), letter.clone())), rest.to_vec())
        }
        [Piece::Word(letter), rest @ ..] if matches!(letter.as_str(), "A" | "B" | "Y" | "Z") => {
            (Some((String::new(), letter.clone())), rest.to_vec())
        }
        _ => (None, pieces.to_vec()),
    }
}

/// Easting and northing, by their letters or in that order.
fn numbers(pieces: &[Piece]) -> Option<[String; 2]> {
    let mut found: Vec<(String, Option<char>)> = Vec::new();
    let mut before = None;
    for piece in pieces {
        match piece {
            Piece::Number(number) => found.push((number.clone(), before.take())),
            Piece::Word(word) => match (word.as_str(), found.last_mut()) {
                ("M", _) => {}
                ("E" | "ME" | "EAST" | "EASTING", Some((_, tag @ None))) => *tag = Some('E'),
                ("N" | "MN" | "NORTH" | "NORTHING", Some((_, tag @ None))) => *tag = Some('N'),
                ("E" | "EAST" | "EASTING", _) => before = Some('E'),
                ("N" | "NORTH" | "NORTHING", _) => before = Some('N'),
                _ => return None,
            },
        }
    }
    match found.as_slice() {
        [(first, first_tag), (second, second_tag)] => match (first_tag, second_tag) {
            (Some('N'), Some('E') | None) | (None, Some('E')) => Some([second.clone(), first.clone()]),
            (one, other) if one.is_some() && one == other => None,
            _ => Some([first.clone(), second.clone()]),
        },
        _ => None,
    }
}

/// Six digits of easting and seven of northing: what a latitude and a longitude without blanks are not.
fn looks_like_utm(pieces: &[Piece]) -> bool {
    let widths: Vec<usize> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Number(number) => number.split('.').next().map(str::len),
            Piece::Word(_) => None,
        })
        .collect();
    let northing_first = matches!(pieces, [Piece::Number(_), Piece::Word(word), ..] if word == "N");
    widths == [6, 7] && !northing_first
}

fn point(
    zone: &str,
    letter: &str,
    [easting, northing]: [&str; 2],
    near: Option<Bounds>,
) -> Result<Reading, Fault> {
    let shown = format!("{zone}{letter}");
    let no_zone = || Fault::Zone(shown.clone());
    let number = |text: &str| text.parse::<f64>().map_err(|_| Fault::Form);
    let (easting_m, northing_m) = (number(easting)?, number(northing)?);
    let metres_within = |value: f64, low: f64, high: f64, text: &str, what| {
        if (low..=high).contains(&value) {
            Ok(())
        } else {
            Err(Fault::OffGrid(text.to_owned(), what))
        }
    };
    let at = |zone: Zone, hemisphere| {
        let point = GridPoint {
            zone,
            hemisphere,
            easting_m,
            northing_m,
        };
        point.position()
    };
    let sure = |position| Reading::sure(position, CoordinateFormat::Utm);
    if zone.is_empty() {
        let hemisphere = if matches!(letter, "A" | "B") {
            Hemisphere::South
        } else {
            Hemisphere::North
        };
        metres_within(easting_m, 800_000.0, 3_200_000.0, easting, "easting")?;
        metres_within(northing_m, 800_000.0, 3_200_000.0, northing, "northing")?;
        return Ok(sure(at(Zone::Polar, hemisphere)));
    }
    let number = zone
        .parse()
        .ok()
        .filter(|number| (1..=60).contains(number))
        .ok_or_else(no_zone)?;
    let zone = Zone::Utm(number);
    metres_within(easting_m, 100_000.0, 900_000.0, easting, "easting")?;
    metres_within(northing_m, 0.0, 10_000_000.0, northing, "northing")?;
    let southern = at(zone, Hemisphere::South);
    let band = match letter {
        "NORTH" => return Ok(sure(at(zone, Hemisphere::North))),
        "SOUTH" => return Ok(sure(southern)),
        _ => letter
            .chars()
            .next()
            .filter(|_| letter.len() == 1)
            .ok_or_else(no_zone)?,
    };
    let [south, north] = band_ends_deg(band).ok_or_else(no_zone)?;
    let by_band = if south < 0.0 {
        southern
    } else {
        at(zone, Hemisphere::North)
    };
    // Half a degree beyond its ends, a band is still meant: people keep the letter of their map.
    let fits = (south - 0.5..=north + 0.5).contains(&by_band.latitude());
    match band {
        'N' => Ok(sure(by_band)),
        'S' if !fits => Ok(sure(southern)),
        'S' => Ok(Reading {
            other: Some(southern),
            doubt: super::read::is_far_and_near(by_band, southern, near).then_some(Doubt::LetterS),
            ..sure(by_band)
        }),
        _ if fits => Ok(sure(by_band)),
        _ => Err(Fault::Band(shown, format!("{:.1}", by_band.latitude()))),
    }
}
