//! What plans and exercises have in common as text: the seal in the first line, and what is looked at before a text is
//! parsed.
//!
//! The first line carries the hash of all that follows, because RON does not notice damage: one bit in thirty can flip
//! and leave another plan that reads well. What does not match is read all the same, and said.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::hash::ContentHash;
use super::text::{self, DecodeError, Fault};

/// A kind of text that Entente writes.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// `plan`.
    pub word: &'static str,
    /// `a plan`.
    pub one: &'static str,
    /// The format that is written, and the newest that is read.
    pub format: u32,
    /// What its files are called, usually.
    pub usual: &'static str,
    /// The start of its first line.
    pub first: &'static str,
}

/// The words of all kinds.
const KINDS: [&str; 2] = ["plan", "exercise"];

/// Whether a text is as Entente wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// The hash in the first line is that of the rest.
    Sealed,
    /// There is no hash in the first line: written by hand, or the line is damaged.
    Missing,
    /// The hash is another one: edited outside Entente, or damaged.
    Broken {
        /// The hash that the first line states.
        stated: ContentHash,
    },
}

impl Seal {
    /// Returns what to tell the planner of a plan; `None` where nothing is the matter.
    pub fn warning(&self) -> Option<&'static str> {
        match self {
            Self::Sealed => None,
            Self::Missing => Some(
                "this plan has no seal in its first line: it was written outside Entente, or that line is damaged",
            ),
            Self::Broken { .. } => Some(
                "this plan was edited outside Entente or is damaged: its content does not match the hash in its first line",
            ),
        }
    }

    /// Returns what to tell the trainer of an exercise; `None` where nothing is the matter.
    pub fn warning_of_exercise(&self) -> Option<&'static str> {
        match self {
            Self::Sealed => None,
            Self::Missing => Some(
                "this exercise has no seal in its first line: it was written outside Entente, or that line is damaged",
            ),
            Self::Broken { .. } => Some(
                "this exercise was edited outside Entente or is damaged: its content does not match the hash in its first line",
            ),
        }
    }
}

/// Why a text is not what it should be. The display names line and column, shows the line and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadFileError {
    /// Larger than any file of ours may be, or no text at all.
    #[error("{source}. This is not {}, or it is damaged; open a backup", .kind.one)]
    NotText {
        /// What was to be read.
        kind: &'static Kind,
        /// What is the matter.
        source: DecodeError,
    },
    /// Nothing in it.
    #[error("the file is empty. Open a backup of the {}", .0.word)]
    Empty(&'static Kind),
    /// Something else.
    #[error("this is not {}: {found}. {remedy}", .kind.one)]
    NotThat {
        /// What was to be read.
        kind: &'static Kind,
        /// What it looks like.
        found: String,
        /// What to do.
        remedy: String,
    },
    /// Written by a later Entente.
    #[error(
        "this {} has format {found}, and this Entente reads formats up to {}. Open it with a newer Entente; nothing was changed",
        .kind.word, .kind.format
    )]
    NewerFormat {
        /// What was to be read.
        kind: &'static Kind,
        /// Its format.
        found: u32,
    },
    /// Not what it should be at one place, or cut off.
    #[error(transparent)]
    Fault(#[from] Box<Fault>),
}

/// Returns a body with the line that seals it.
pub(super) fn seal(kind: &Kind, body: &str) -> String {
    let hash = ContentHash::of(body.as_bytes());
    format!("{}{}, sha256 {hash}\n{body}", kind.first, kind.format)
}

/// Returns a file's bytes as text; byte order mark and any line endings are taken.
pub(super) fn decode<'b>(kind: &'static Kind, bytes: &'b [u8]) -> Result<Cow<'b, str>, ReadFileError> {
    let text = text::decode(bytes).map_err(|source| ReadFileError::NotText { kind, source })?;
    if text.trim().is_empty() {
        return Err(ReadFileError::Empty(kind));
    }
    Ok(text)
}

/// Reads a value of that kind from its text, once its limits and its format were looked at.
pub(super) fn parse<T: DeserializeOwned>(kind: &'static Kind, text: &str) -> Result<T, ReadFileError> {
    // By its first line it is the other kind, whole: its faults as this kind would mislead. A word that damage made of
    // ours is no other kind.
    let other = other_kind(kind, text.trim_start());
    if other.is_some_and(|other| KINDS.contains(&other)) {
        return Err(something_else(kind, text));
    }
    let outline = text::outline(text);
    let format = outline.format.and_then(|(_, word)| word.parse::<u32>().ok());
    if let Some(found) = format.filter(|format| *format > kind.format) {
        return Err(ReadFileError::NewerFormat { kind, found });
    }
    let Some((format_at, _)) = outline.format else {
        return Err(match outline.unclosed {
            Some(open) if text.starts_with(kind.first.trim_end()) => {
                Box::new(Fault::cut_off(text, open)).into()
            }
            _ => something_else(kind, text),
        });
    };
    if let Some(fault) = text::fault_of(text, &outline) {
        return Err(fault.into());
    }
    if format == Some(0) {
        let Kind { word, format, .. } = kind;
        let what = format!("there is no {word} format 0; expected {format}");
        let remedy = format!("Open a backup of the {word}.");
        return Err(Box::new(Fault::at(text, format_at, what, remedy)).into());
    }
    Ok(text::parse(text)?)
}

/// Returns whether a text is as it was sealed, and the hash that its first line should state.
pub(super) fn judge(kind: &Kind, text: &str) -> (Seal, ContentHash) {
    let (stated, body) = split(kind, text);
    let hash = ContentHash::of(body.as_bytes());
    let seal = match stated {
        Some(stated) if stated == hash => Seal::Sealed,
        Some(stated) => Seal::Broken { stated },
        None => Seal::Missing,
    };
    (seal, hash)
}

/// Returns the hash of a text: of what follows the first line where that is a seal, of all of it where there is none.
/// Line endings do not matter.
pub(super) fn content_hash(kind: &Kind, text: &str) -> ContentHash {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text: Cow<str> = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    ContentHash::of(split(kind, &text).1.as_bytes())
}

/// Takes the seal off: the hash it states, and what it is to be the hash of.
fn split<'t>(kind: &Kind, text: &'t str) -> (Option<ContentHash>, &'t str) {
    let sealed = text.split_once('\n').and_then(|(line, body)| {
        let (format, hash) = line.strip_prefix(kind.first)?.split_once(", sha256 ")?;
        format.parse::<u32>().ok()?;
        Some((hash.trim_end().parse().ok()?, body))
    });
    sealed.map_or((None, text), |(hash, body)| (Some(hash), body))
}

/// Says what a text without a format is.
fn something_else(kind: &'static Kind, text: &str) -> ReadFileError {
    let start = text.trim_start();
    let import = "Bring its content into a plan with `entente import`, or Import in the window";
    let (found, remedy) = match start.chars().next() {
        Some('{' | '[') => ("it looks like JSON or GeoJSON".to_owned(), import.to_owned()),
        Some('<') => ("it looks like XML or KML".to_owned(), import.to_owned()),
        _ => match other_kind(kind, start) {
            Some(other) => (
                format!("it is an Entente {other}"),
                "Open it as what it is".to_owned(),
            ),
            None => (
                "it has no `format` field".to_owned(),
                format!(
                    "Choose a file that Entente wrote, usually {}, or open a backup",
                    kind.usual
                ),
            ),
        },
    };
    ReadFileError::NotThat { kind, found, remedy }
}

/// Returns the word in `// Entente exercise 1, …` where it is another one.
fn other_kind<'t>(kind: &Kind, start: &'t str) -> Option<&'t str> {
    let word = start.strip_prefix("// Entente ")?.split([' ', '\n']).next()?;
    (word != kind.word && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then_some(word)
}
