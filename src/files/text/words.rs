//! What `ron` reports, in the planner's words.
//!
//! `ron` speaks of Rust's types, and where it stops reading is not always where the mistake is. Here
//! each of its errors becomes a sentence without period, and a place to point to.

use ron::error::Error;

use super::fault::{line_number, shortened};
use super::scan::Place;
use super::visible;

/// Says what `ron` found, and where to point.
pub(super) fn in_words(text: &str, code: &Error, end: usize, place: &Place) -> (usize, String) {
    let field = place.path.last().map_or("this", String::as_str);
    let found_at = |found: &str| {
        text.get(..end)
            .and_then(|before| before.rfind(found))
            .unwrap_or(end)
    };
    match code {
        Error::NoSuchStructField {
            expected,
            found,
            outer,
        } => (
            found_at(found),
            unknown_field(found, &thing(outer.as_deref()), expected),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            (found_at(found), unknown_word(found, field, expected))
        }
        Error::MissingStructField { field, outer } => (
            place.group.unwrap_or(end),
            format!(
                "{} needs the field `{field}`, which is not here",
                thing(outer.as_deref())
            ),
        ),
        Error::DuplicateStructField { field, outer } => (
            found_at(field),
            format!(
                "the field `{field}` is here a second time in {}",
                thing(outer.as_deref())
            ),
        ),
        Error::Message(message) => of_message(text, message, end, place),
        Error::UnclosedBlockComment => (found_at("/*"), "this comment is not closed".to_owned()),
        code => of_syntax(text, code, end, place),
    }
}

/// Faults of grammar: points to what caused them where that is before the place they show at.
fn of_syntax(text: &str, code: &Error, end: usize, place: &Place) -> (usize, String) {
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    if let (Some(')' | ']' | '}'), Some(closing), Some(group)) = (next, place.closing, place.group)
        && next != Some(closing)
    {
        let line = line_number(text, group);
        return (
            end,
            format!("`{closing}` is missing before this: what begins in line {line} is not closed"),
        );
    }
    if place.runs_on {
        return (
            place.token,
            "this text seems to lack its closing quote".to_owned(),
        );
    }
    let token = text.get(place.token..end).unwrap_or_default();
    let number = token
        .trim_start_matches(['-', '+'])
        .starts_with(|letter: char| letter.is_ascii_digit());
    let at_number = if number && !token.contains(':') {
        place.token
    } else {
        end
    };
    match code {
        // Times may be negative, but none has that many digits.
        Error::IntegerOutOfBounds if token.starts_with('-') && token.len() < 12 => (
            at_number,
            format!(
                "`{}` is too small; expected a whole number of 0 or more",
                shortened(token)
            ),
        ),
        Error::IntegerOutOfBounds => (at_number, format!("`{}` is too large", shortened(token))),
        // `1.5` where a whole number belongs: the reader stops at the point and wants a comma.
        Error::ExpectedComma if at_number < end && next == Some('.') => {
            (at_number, "expected a whole number".to_owned())
        }
        Error::InvalidIntegerDigit { .. } | Error::ExpectedInteger | Error::ExpectedFloat => {
            (at_number, syntax(code))
        }
        code => (end, syntax(code)),
    }
}

/// Faults that our own readers report: ids, instants, colours, positions.
fn of_message(text: &str, message: &str, end: usize, place: &Place) -> (usize, String) {
    let in_block = message
        .strip_prefix("line ")
        .and_then(|rest| rest.split_once(" of the block: "))
        .and_then(|(number, what)| Some((number.parse::<usize>().ok()?, what)));
    let Some((number, what)) = in_block else {
        return (place.token, message.to_owned());
    };
    let mut start = place.token;
    for _ in 0..number {
        match text.get(start..end).and_then(|rest| rest.find('\n')) {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    let blanks = text
        .get(start..)
        .map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
    (start + blanks, what.to_owned())
}

/// What the grammar wants.
fn syntax(code: &Error) -> String {
    match code {
        Error::Eof => "the file ends here, and more was expected",
        Error::ExpectedArray => "expected a list in `[ ]`",
        Error::ExpectedArrayEnd => "expected a comma or `]`",
        Error::ExpectedBoolean => "expected `true` or `false`",
        Error::ExpectedComma => "a comma is missing before this",
        Error::ExpectedFloat | Error::FloatUnderscore => "expected a number",
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } | Error::UnderscoreAtBeginning => {
            "expected a whole number"
        }
        Error::ExpectedMap => "expected entries in `{ }`",
        Error::ExpectedMapColon => "expected a colon after the name",
        Error::ExpectedMapEnd => "expected a comma or `}`",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "expected fields in `( )`",
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "expected a comma or `)`",
        Error::ExpectedDifferentStructName { .. } | Error::ExpectedStructName(_) => {
            "expected fields in `( )` without a name before them"
        }
        Error::ExpectedString => "expected text in double quotes",
        Error::ExpectedStringEnd => "this text has no closing quote",
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            "expected a word without quotes"
        }
        Error::InvalidEscape(_) => "no such escape after a backslash; a backslash itself is written `\\\\`",
        Error::TrailingCharacters => "nothing may follow after the closing `)`",
        Error::ExpectedDifferentLength { .. } => "this has too few or too many values",
        Error::ExceededRecursionLimit => "this is nested too deeply",
        Error::UnexpectedChar(letter) => {
            return format!("`{}` does not belong here", visible(&letter.to_string()));
        }
        _ => "this does not belong here",
    }
    .to_owned()
}

/// Names what a field is missing from or unknown in: `a sector`.
fn thing(outer: Option<&str>) -> String {
    let name = match outer {
        None => return "this".to_owned(),
        Some("Plan") => return "the plan".to_owned(),
        Some("PlanInfo") => return "the plan's info".to_owned(),
        Some("Policy") => return "the policy".to_owned(),
        Some("Thresholds") => return "the thresholds".to_owned(),
        Some("When") => "time",
        Some("People") => "count of people",
        Some("Part") => "part of an area",
        Some(name) => name,
    };
    let mut words = String::new();
    for (number, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && number > 0 {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}

fn unknown_field(found: &str, thing: &str, known: &[&str]) -> String {
    let (near, known) = (near(found, known), known.join(", "));
    let found = visible(&shortened(found));
    match near {
        None => format!("unknown field `{found}` in {thing}; known fields are {known}"),
        Some(near) => {
            format!("unknown field `{found}` in {thing}; did you mean `{near}`? known fields are {known}")
        }
    }
}

fn unknown_word(found: &str, field: &str, known: &[&str]) -> String {
    let (near, known) = (near(found, known), known.join(", "));
    let (found, field) = (visible(&shortened(found)), visible(&shortened(field)));
    match near {
        None => format!("`{found}` is not a word for {field}; expected one of {known}"),
        Some(near) => {
            format!("`{found}` is not a word for {field}; did you mean `{near}`? expected one of {known}")
        }
    }
}

/// The word that was meant, where one is near.
fn near<'w>(found: &str, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .map(|word| (distance(&found.to_lowercase(), &word.to_lowercase()), *word))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= 2 && *distance < word.chars().count() / 2)
        .map(|(_, word)| word)
}

/// Counts the letters to add, leave out, change or swap with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let mut letter_before = None;
    for (number, letter) in from.chars().take(60).enumerate() {
        let mut next = vec![number + 1];
        for (place, other) in to.iter().enumerate() {
            let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&row, place) + usize::from(letter != *other))
                .min(cell(&row, place + 1) + 1)
                .min(cell(&next, place) + 1);
            let swapped = place > 0 && Some(*other) == letter_before && to.get(place - 1) == Some(&letter);
            if swapped {
                best = best.min(cell(&before, place - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
        letter_before = Some(letter);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let words = ["holder", "handovers", "role", "to"];
        assert_eq!(near("holdr", &words), Some("holder"));
        assert_eq!(near("hodler", &words), Some("holder"));
        assert_eq!(near("Handover", &words), Some("handovers"));
        assert_eq!(near("ox", &words), None);
        assert_eq!(near("owner", &words), None);
    }

    #[test]
    fn things_are_named_in_plain_words() {
        assert_eq!(thing(Some("Sector")), "a sector");
        assert_eq!(thing(Some("IncidentProcedure")), "an incident procedure");
        assert_eq!(thing(Some("PlanInfo")), "the plan's info");
    }
}
