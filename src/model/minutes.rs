//! Minutes from H-hour as people say and type them: `H+36 h`, `-16 d`, `1 d 6 h`.

use super::Minute;

/// Returns a minute as people say it: `H+36 h`, `H-16 d`, `H+1 d 06:30`.
pub fn minute_text(minute: Minute) -> String {
    let sign = if minute < 0 { '-' } else { '+' };
    let size = minute.unsigned_abs();
    let (days, rest) = (size / 1440, size % 1440);
    let (hours, minutes) = (rest / 60, rest % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => "H".to_owned(),
        (days, 0, 0) => format!("H{sign}{days} d"),
        (0, hours, 0) => format!("H{sign}{hours} h"),
        (0, 0, minutes) => format!("H{sign}{minutes} min"),
        (0, hours, minutes) => format!("H{sign}{hours}:{minutes:02} h"),
        (days, hours, minutes) => format!("H{sign}{days} d {hours:02}:{minutes:02}"),
    }
}

/// Reads what [`minute_text`] writes, and plain minutes, hours and days; `None` for anything else.
pub fn read_minute(text: &str) -> Option<Minute> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix('h').unwrap_or(&text).trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut minutes: Minute = 0;
    let mut number: Option<Minute> = None;
    let spaced: String = text
        .chars()
        .flat_map(|letter| {
            if letter.is_ascii_alphabetic() {
                vec![' ', letter]
            } else {
                vec![letter]
            }
        })
        .collect();
    // "min" and "days" arrive as single letters: the first of each word says the unit.
    let mut in_word = false;
    for word in spaced.split_whitespace() {
        let first = word.chars().next()?;
        if first.is_ascii_alphabetic() {
            if !in_word {
                let unit = match first {
                    'd' => 1440,
                    'h' => 60,
                    'm' => 1,
                    _ => return None,
                };
                minutes = minutes.checked_add(number.take()?.checked_mul(unit)?)?;
            }
            in_word = true;
            continue;
        }
        in_word = false;
        if let Some((hours, rest)) = word.split_once(':') {
            minutes = minutes.checked_add(hours.parse::<Minute>().ok()?.checked_mul(60)?)?;
            minutes = minutes.checked_add(
                rest.parse::<Minute>()
                    .ok()
                    .filter(|rest| (0..60).contains(rest))?,
            )?;
            // A unit that follows "6:30" belongs to it.
            number = Some(0);
        } else {
            if number.is_some() {
                return None;
            }
            number = Some(word.parse().ok()?);
        }
    }
    if text.is_empty() {
        Some(0)
    } else {
        Some(sign * minutes.checked_add(number.unwrap_or(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_they_are_shown() {
        for minute in [0, 1, 59, 60, 90, 1440, 1530, -23_040, 36 * 60, 20_160, -1, 2879] {
            assert_eq!(
                read_minute(&minute_text(minute)),
                Some(minute),
                "{}",
                minute_text(minute)
            );
        }
    }

    #[test]
    fn minutes_are_read_as_people_type_them() {
        for (text, minute) in [
            ("90", 90),
            ("36 h", 2160),
            ("-16 d", -23_040),
            ("1d 6h", 1800),
            ("H+14 days", 20_160),
            ("h", 0),
        ] {
            assert_eq!(read_minute(text), Some(minute), "{text}");
        }
        for text in ["soon", "1 2", "5 weeks", "1:75", "99999999999999999 d"] {
            assert_eq!(read_minute(text), None, "{text}");
        }
    }
}
