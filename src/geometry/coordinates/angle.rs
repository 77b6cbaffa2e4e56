//! From numbers, marks and letters to a latitude and a longitude.
//!
//! Every way to split the text into two angles is tried; what can be read in one way only is read. Never
//! guesses between two that differ.

use super::fault::Fault;
use super::scan::{Axis, Comma, Mark, Number, Side, Token, has_comma_in_number, tokens};

/// Two angles in steps of 1e-7 degree, in the order they were written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) first: i64,
    pub(super) second: i64,
    /// What the first is, where letters or words say so.
    pub(super) first_is: Option<Axis>,
}

/// Reads a plain text as two angles.
pub(super) fn pair(plain: &str) -> Result<Pair, Fault> {
    let separates = tokens(plain, Comma::Separates).map_or(Err(Fault::Form), |tokens| pair_of(&tokens));
    if !has_comma_in_number(plain) || plain.contains('.') {
        return separates;
    }
    let points = tokens(plain, Comma::IsPoint).map_or(Err(Fault::Ambiguous), |tokens| pair_of(&tokens));
    match (separates, points) {
        (Ok(one), Ok(other)) if one != other => Err(Fault::Ambiguous),
        (Ok(one), _) | (Err(_), Ok(one)) => Ok(one),
        (Err(Fault::Form), Err(other)) => Err(other),
        (Err(fault), Err(_)) => Err(fault),
    }
}

fn pair_of(tokens: &[Token]) -> Result<Pair, Fault> {
    if let Some(Token::Word(word)) = tokens.iter().find(|token| matches!(token, Token::Word(_))) {
        return Err(Fault::Word(word.clone()));
    }
    // `lon, lat: 43.78 33.35`: the order comes first.
    let labels: Vec<Axis> = tokens.iter().filter_map(label).collect();
    let leading = tokens
        .iter()
        .take_while(|token| matches!(token, Token::Label(_) | Token::Between));
    let leading = leading.filter(|token| matches!(token, Token::Label(_))).count();
    let (order, tokens) = if leading == 2 && labels.len() == 2 {
        let rest: Vec<Token> = tokens
            .iter()
            .filter(|token| label(token).is_none())
            .cloned()
            .collect();
        (labels.first().copied(), rest)
    } else {
        (None, tokens.to_vec())
    };
    let mut found: Vec<(Angle, Angle)> = Vec::new();
    let mut fault = None;
    for place in 1..tokens.len().max(1) {
        let (one, other) = tokens.split_at(place);
        match (angle(one), angle(other)) {
            (Ok(one), Ok(other)) => found.push((one, other)),
            (Err(why), _) | (_, Err(why)) if why != Fault::Form => {
                fault.get_or_insert(why);
            }
            _ => {}
        }
    }
    found.dedup();
    let several = found.len() > 1;
    if several {
        // Bare numbers: as many on either side.
        found.retain(|(one, other)| one.parts == other.parts);
    }
    let [(one, other)] = found.as_slice() else {
        let numbers = tokens
            .iter()
            .filter(|token| matches!(token, Token::Number(_)))
            .count();
        return Err(match numbers {
            0 => Fault::Form,
            1 => Fault::OneNumber,
            _ if several => Fault::Ambiguous,
            _ => fault.unwrap_or(Fault::Form),
        });
    };
    let first_is = match (one.axis, other.axis) {
        (Some(one), Some(other)) if one == other => return Err(Fault::SameAxis),
        (Some(axis), _) => Some(axis),
        (None, Some(axis)) => Some(opposite(axis)),
        (None, None) => order,
    };
    Ok(Pair {
        first: one.steps,
        second: other.steps,
        first_is,
    })
}

fn label(token: &Token) -> Option<Axis> {
    match token {
        Token::Label(axis) => Some(*axis),
        _ => None,
    }
}

fn opposite(axis: Axis) -> Axis {
    match axis {
        Axis::Latitude => Axis::Longitude,
        Axis::Longitude => Axis::Latitude,
    }
}

/// One angle.
#[derive(Clone, Debug, PartialEq)]
struct Angle {
    axis: Option<Axis>,
    steps: i64,
    /// Numbers it was written with.
    parts: usize,
}

/// Reads tokens as one angle: a label or letter before it or a letter behind it, one to three numbers.
fn angle(tokens: &[Token]) -> Result<Angle, Fault> {
    let (mut label, mut side) = (None, None);
    let mut parts: Vec<(&Number, Option<Mark>)> = Vec::new();
    let mut ended = false;
    let last = tokens.len().saturating_sub(1);
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Between if place == 0 || place == last => {}
            Token::Label(axis) if parts.is_empty() && label.is_none() => label = Some(*axis),
            Token::Side(found) if side.is_none() => {
                side = Some(*found);
                ended = !parts.is_empty();
            }
            Token::Number(number) if !ended && parts.len() < 3 => parts.push((number, None)),
            Token::Mark(mark) if !ended => match parts.last_mut() {
                Some((_, known @ None)) => *known = Some(*mark),
                _ => return Err(Fault::Form),
            },
            _ => return Err(Fault::Form),
        }
    }
    let axis = match (label, side.map(Side::axis)) {
        (Some(one), Some(other)) if one != other => return Err(Fault::SameAxis),
        (one, other) => one.or(other),
    };
    let steps = steps(&parts, axis)?;
    let minus = parts.first().and_then(|(number, _)| number.sign);
    let negative = match (minus, side) {
        (Some(_), Some(_)) => return Err(Fault::SignAndLetter),
        (Some(minus), None) => minus,
        (None, side) => side.is_some_and(Side::is_negative),
    };
    Ok(Angle {
        axis,
        steps: if negative { -steps } else { steps },
        parts: parts.len(),
    })
}

/// The size of an angle in steps of 1e-7 degree.
fn steps(parts: &[(&Number, Option<Mark>)], axis: Option<Axis>) -> Result<i64, Fault> {
    let mut next = Mark::Degrees;
    let mut seconds_e12 = 0_i128;
    for (place, (number, mark)) in parts.iter().enumerate() {
        let unit = mark.unwrap_or(next);
        if unit != next || (place > 0 && number.sign.is_some()) {
            return Err(Fault::Form);
        }
        if number.fraction.is_some() && place + 1 < parts.len() {
            return Err(Fault::Fraction(number.text.clone()));
        }
        let size = number.size_e12();
        if unit == Mark::Degrees {
            if let (1, None, Some(packed)) = (parts.len(), mark, packed(number, axis)) {
                return packed;
            }
            seconds_e12 += size * 3600;
            next = Mark::Minutes;
            continue;
        }
        if size >= 60 * 1_000_000_000_000 {
            return Err(Fault::Sixty(number.text.clone()));
        }
        seconds_e12 += if unit == Mark::Minutes { size * 60 } else { size };
        next = Mark::Seconds;
    }
    if parts.is_empty() || parts.len() == 3 && next != Mark::Seconds {
        return Err(Fault::Form);
    }
    Ok(steps_of_seconds(seconds_e12))
}

/// Degrees, minutes and seconds without anything between them, as in flight plans: `3321N`, `0434648E`.
fn packed(number: &Number, axis: Option<Axis>) -> Option<Result<i64, Fault>> {
    let degrees = match axis? {
        Axis::Latitude => 2,
        Axis::Longitude => 3,
    };
    let width = number.whole.len();
    if width != degrees + 2 && width != degrees + 4 {
        return None;
    }
    let fraction = number.fraction.clone();
    let mut at = 0;
    let mut seconds_e12 = 0;
    for (count, unit) in [(degrees, 3600), (2, 60), (2, 1)] {
        let whole: String = number.whole.chars().skip(at).take(count).collect();
        if whole.is_empty() {
            break;
        }
        at += count;
        let part = Number {
            text: number.text.clone(),
            sign: None,
            whole,
            fraction: if at == width { fraction.clone() } else { None },
        };
        let size = part.size_e12();
        if unit < 3600 && size >= 60 * 1_000_000_000_000 {
            return Some(Err(Fault::Sixty(number.text.clone())));
        }
        seconds_e12 += size * unit;
    }
    Some(Ok(steps_of_seconds(seconds_e12)))
}

/// Rounds to the nearest step.
fn steps_of_seconds(seconds_e12: i128) -> i64 {
    // A step is 0.00036 seconds.
    let step_e12 = 360_000_000;
    ((seconds_e12 + step_e12 / 2) / step_e12) as i64
}
