//! What is wrong with a text, where, and what to do: in the planner's words.
//!
//! A fault names line and column, shows the line with a caret, and says where in the plan that is.
//! `ron` speaks of Rust's types; nothing of its text gets through. The file's name is added above.

use std::fmt;

use ron::error::{Error, SpannedError};

use super::scan::{self, MAX_DEPTH, MAX_OBJECTS, MAX_TEXT_BYTES, MAX_VALUES, MAX_VERTICES, Trouble};
use super::words::in_words;
use super::{can_be_seen, visible};

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

/// Most steps of a path that are shown.
const SHOWN_STEPS: usize = 10;

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
        let what = format!("the file is cut off: what begins in line {line} is not closed");
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
    let mut steps: Vec<_> = path
        .iter()
        .take(SHOWN_STEPS)
        .map(|step| visible(&shortened(step)))
        .collect();
    if path.len() > SHOWN_STEPS {
        steps.push("…".to_owned());
    }
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

pub(super) fn line_number(text: &str, offset: usize) -> usize {
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

pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
