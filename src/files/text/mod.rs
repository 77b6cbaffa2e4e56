//! RON text of any value of ours: printed in one canonical form, read with limits and with errors that
//! a planner understands.
//!
//! Used by plans, exercises and journals alike. Knows no plan; touches no file.

mod canonical;
mod fault;
mod scan;
mod words;

use std::borrow::Cow;

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use crate::model::{can_be_seen, visible};
pub use fault::Fault;
pub use scan::{MAX_DEPTH, MAX_OBJECTS, MAX_TEXT_BYTES, MAX_VALUES, MAX_VERTICES, Outline, outline};

/// Largest file that is read, bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// How deep `ron` goes, which counts up to five for a level of brackets: deep enough for
/// [`MAX_DEPTH`], shallow enough for the stack of any thread.
const RECURSION_LIMIT: usize = 5 * MAX_DEPTH;

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// More than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {} MB", MAX_FILE_BYTES / 1024 / 1024)]
    TooLarge,
    /// Not UTF-8.
    #[error("line {line}, column {column}: here are bytes that are no text (UTF-8)")]
    NotText {
        /// Line, from 1.
        line: usize,
        /// Column, from 1, in characters.
        column: usize,
    },
}

/// A value that has no text form: it is nested more deeply than would be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("something in it is nested too deeply to be written (more than {MAX_DEPTH} levels)")]
pub struct PrintError;

/// Returns the text without byte order mark, its line endings read as `\n`.
///
/// # Errors
/// [`DecodeError`] where the bytes are too many or no UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(DecodeError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        DecodeError::NotText {
            line: 1 + valid.matches('\n').count(),
            column: 1 + valid.chars().rev().take_while(|letter| *letter != '\n').count(),
        }
    })?;
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    })
}

/// Returns the value's canonical text, with a final newline.
///
/// # Errors
/// [`PrintError`] where the value is nested too deeply.
pub fn print<T: Serialize>(value: &T) -> Result<String, PrintError> {
    let layout = PrettyConfig::new().new_line("\n").indentor("  ");
    let pretty = options()
        .to_string_pretty(value, layout)
        .map_err(|_| PrintError)?;
    let text = canonical::canonical(&pretty);
    match outline(&text).trouble {
        Some((_, scan::Trouble::Depth)) => Err(PrintError),
        _ => Ok(text),
    }
}

/// Reads a value from text whose [`outline`] has no trouble.
///
/// # Errors
/// The [`Fault`] where the text is no such value.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Box<Fault>> {
    options()
        .from_str(text)
        .map_err(|error| Box::new(Fault::of_ron(text, &error)))
}

/// Returns the outline's trouble as a fault.
pub fn fault_of(text: &str, outline: &Outline<'_>) -> Option<Box<Fault>> {
    let (offset, trouble) = outline.trouble.as_ref()?;
    Some(Box::new(Fault::of_trouble(text, *offset, trouble)))
}

/// An absent option is no field, a present one needs no `Some`.
fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(RECURSION_LIMIT)
}
