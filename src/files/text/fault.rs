//! What is wrong with a text, where, and what to do: in the planner's words.
//!
//! A fault names line and column, shows the line with a caret, and says where in the plan that is.
//! `ron` speaks of Rust's types; nothing of its text gets through. The file's name is added above.

use std::fmt;

use ron::error::{Error, SpannedError};

use super::scan::{self, MAX_DEPTH, MAX_OBJECTS, MAX_TEXT_BYTES, MAX_VALUES, MAX_VERTICES, Place, Trouble};
use super::visible::{can_be_seen, visible};

/// Most characters of a line that are shown.
const SHOWN: usize = 90;

/// What is wrong at one place of a text. Its display has several lines, the last without a newline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// Where in the plan: field names, ids and list positions; empty outside of it.
    pub path: Vec<String>,
    /// What is wrong and what was expected: a sentence without its period.
    pub what: String,
    /// What to do: a sentence.
    pub remedy: String,
    excerpt: String,
    caret: usize,
}

const CORRECT: &str = "Correct this line, or open a backup of the plan.";

impl Fault {
    /// Makes a fault of the place at that byte of the text.
    pub fn at(text: &str, offset: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let offset = (0..=offset.min(text.len()))
            .rev()
            .find(|offset| text.is_char_boundary(*offset))
            .unwrap_or(0);
        let (before, after) = text.split_at(offset);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let ahead = before.get(start..).unwrap_or_default();
        let (excerpt, caret) = excerpt(ahead, after.lines().next().unwrap_or_default());
        Self {
            line: line_number(text, offset),
            column: 1 + ahead.chars().count(),
            path: scan::place(text, offset).path,
            what: what.into(),
            remedy: remedy.into(),
            excerpt,
            caret,
        }
    }

    /// Makes the fault of something the scan found.
    pub(super) fn of_trouble(text: &str, offset: usize, trouble: &Trouble) -> Self {
        let limit = "Split the plan, or take out what is not needed.";
        let (what, remedy) = match trouble {
            Trouble::Depth => (format!("this is nested deeper than {MAX_DEPTH} levels"), CORRECT),
            Trouble::Objects => (
                format!("this is one object more than the {MAX_OBJECTS} a plan may have"),
                limit,
            ),
            Trouble::Vertices => (
                format!("with this shape there are more than {MAX_VERTICES} positions"),
                limit,
            ),
            Trouble::Text => (
                format!("this text is longer than {} KB", MAX_TEXT_BYTES / 1024),
                limit,
            ),
            Trouble::Values => (
                format!("there are more than {MAX_VALUES} values up to here"),
                limit,
            ),
            Trouble::Twice(key, first) => {
                let line = line_number(text, *first);
                (
                    format!(
                        "`{}` is here a second time, first in line {line}",
                        visible(&shortened(key))
                    ),
                    "Remove one of the two; an object that is another one needs another id.",
                )
            }
        };
        Self::at(text, offset, what, remedy)
    }

    /// Makes the fault of an error that `ron` reports.
    pub(super) fn of_ron(text: &str, error: &SpannedError) -> Self {
        let end = offset_of(text, error.span.end.line, error.span.end.col);
        let at_end = text.get(end..).is_none_or(|rest| rest.trim().is_empty());
        if (error.code == Error::ExpectedStringEnd || (at_end && error.code != Error::UnclosedBlockComment))
            && let Some(open) = scan::outline(text).unclosed
        {
            return Self::cut_off(text, open);
        }
        let (offset, what) = in_words(text, &error.code, end, &scan::place(text, end));
        let line = line_at(text, offset);
        if ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            let what = "this is the mark of an unresolved git conflict";
            return Self::at(
                text,
                offset,
                what,
                "Merge the versions with `entente merge`, or take one of them.",
            );
        }
        Self::at(text, offset, what, CORRECT)
    }

    /// Makes the fault of a text that ends too early; `open`: where the innermost open group begins.
    pub fn cut_off(text: &str, open: usize) -> Self {
        let line = line_number(text, open);
        let path = scan::place(text, open + 1).path;
        let what = match path.as_slice() {
            [] => "the file is cut off: the plan is not closed".to_owned(),
            path => format!(
                "the file is cut off: {}, begun in line {line}, is not closed",
                joined(path)
            ),
        };
        Self::at(
            text,
            text.trim_end().len(),
            what,
            "Open a backup of the plan, or fetch the file again: what followed is not in it.",
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            what,
            remedy,
            excerpt,
            caret,
            ..
        } = self;
        write!(f, "line {line}, column {column}: {what}")?;
        if !self.path.is_empty() {
            write!(f, "\n  in {}", joined(&self.path))?;
        }
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        write!(
            f,
            "\n  {number} | {excerpt}\n  {margin} | {}^\n{remedy}",
            " ".repeat(*caret)
        )
    }
}

impl std::error::Error for Fault {}

/// Joins the steps of a path: `sectors › s-7k3qf2xm › area`.
fn joined(path: &[String]) -> String {
    let steps: Vec<_> = path.iter().map(|step| visible(&shortened(step))).collect();
    steps.join(" › ")
}

/// Returns the part of the line that is shown and the caret's place in it.
fn excerpt(ahead: &str, after: &str) -> (String, usize) {
    let shown = |letter: char| {
        if letter == '\t' {
            " ".to_owned()
        } else if can_be_seen(letter) {
            letter.to_string()
        } else {
            visible(&letter.to_string())
        }
    };
    let length = ahead.chars().count();
    let skip = if length + after.chars().count() > SHOWN {
        length.saturating_sub(SHOWN / 2)
    } else {
        0
    };
    let mut line = if skip > 0 { "…".to_owned() } else { String::new() };
    ahead
        .chars()
        .skip(skip)
        .for_each(|letter| line.push_str(&shown(letter)));
    let caret = line.chars().count();
    let room = SHOWN.saturating_sub(length - skip);
    after
        .chars()
        .take(room)
        .for_each(|letter| line.push_str(&shown(letter)));
    if after.chars().count() > room {
        line.push('…');
    }
    (line, caret)
}

/// Returns the byte at which a line and column begin, both from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text.get(start..).and_then(|rest| rest.find('\n')) {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(offset, _)| start + offset)
}

fn line_number(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

fn line_at(text: &str, offset: usize) -> &str {
    let start = text
        .get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    text.get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default()
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Says what `ron` found, and where to point.
fn in_words(text: &str, code: &Error, end: usize, place: &Place) -> (usize, String) {
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
            format!(
                "unknown field `{}` in {}; {}known fields are {}",
                visible(&shortened(found)),
                thing(outer.as_deref()),
                suggestion(found, expected),
                expected.join(", ")
            ),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => (
            found_at(found),
            format!(
                "`{}` is not a word for {}; {}expected one of {}",
                visible(&shortened(found)),
                visible(&shortened(field)),
                suggestion(found, expected),
                expected.join(", ")
            ),
        ),
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
    if let Some(quote) = place.long_text {
        return (quote, "this text seems to lack its closing quote".to_owned());
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
        Error::IntegerOutOfBounds if token.starts_with('-') => (
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

/// `did you mean `holder`? ` where one word is near.
fn suggestion(found: &str, words: &[&str]) -> String {
    words
        .iter()
        .map(|word| (distance(&found.to_lowercase(), &word.to_lowercase()), word))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= 2 && *distance < word.chars().count() / 2)
        .map_or_else(String::new, |(_, word)| format!("did you mean `{word}`? "))
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
        assert_eq!(suggestion("holdr", &words), "did you mean `holder`? ");
        assert_eq!(suggestion("hodler", &words), "did you mean `holder`? ");
        assert_eq!(suggestion("Handover", &words), "did you mean `handovers`? ");
        assert_eq!(suggestion("ox", &words), "");
        assert_eq!(suggestion("owner", &words), "");
    }

    #[test]
    fn a_long_line_is_shown_around_its_caret() {
        let text = format!("a\n{}!{}", "b".repeat(300), "c".repeat(300));
        let fault = Fault::at(&text, 302, "no", "Do.");
        assert_eq!((fault.line, fault.column), (2, 301));
        assert_eq!(fault.excerpt.chars().nth(fault.caret), Some('!'));
        assert!(fault.excerpt.starts_with('…') && fault.excerpt.ends_with('…'));
        assert!(fault.excerpt.chars().count() <= SHOWN + 2);
    }

    #[test]
    fn what_cannot_be_seen_is_shown_as_escape_and_keeps_the_caret_in_place() {
        let fault = Fault::at("\u{202e}\t!x", 4, "no", "Do.");
        assert_eq!(fault.excerpt, "\\u{202e} !x");
        assert_eq!(fault.excerpt.chars().nth(fault.caret), Some('!'));
        assert_eq!(
            Fault::at("é!", 1, "", "").column,
            1,
            "an offset within a letter is that letter's"
        );
    }

    #[test]
    fn things_are_named_in_plain_words() {
        assert_eq!(thing(Some("Sector")), "a sector");
        assert_eq!(thing(Some("IncidentProcedure")), "an incident procedure");
        assert_eq!(thing(Some("PlanInfo")), "the plan's info");
    }
}
