//! Tables (CSV): orders of battle and lists of places, whatever their columns are called.
//!
//! Delimiter, header and what each column holds are guessed, shown ([`TableLook`]) and can be said instead
//! ([`Mapping`]). A row becomes a feature and is then read as one of GeoJSON, so one piece of code decides
//! what it means. Coordinates are taken from two columns, from one in any form a planner writes, or from
//! one with shapes as well-known text. A column that nobody maps is kept as an unknown property.
//!
//! Text must be UTF-8 or UTF-16 with its mark: no encoding is guessed, since a wrong guess turns every
//! Arabic name into another one.

mod features;
mod guess;
mod look;
mod mapping;
mod place;
pub(in crate::files) mod rows;
mod wkt;

use std::borrow::Cow;

use super::encoding::{DecodeError, decode};
use super::geojson::{Handed, ReadGeoJsonError, read_handed};
use super::note::{Notes, Places};
use super::{Imported, Options};

pub use look::{ColumnLook, TableLook};
pub use mapping::{Field, FieldError, Mapping};

/// Largest file that is read, bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a table gives no plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadTableError {
    /// Larger than anything a plan can hold.
    #[error("the file has {bytes} bytes and at most {MAX_BYTES} are read; split it")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not text.
    #[error(transparent)]
    Encoding(#[from] DecodeError),
    /// Not text but something else: a workbook, say.
    #[error("this is no table in text: {found}; save it as CSV in UTF-8")]
    NotText {
        /// What it is.
        found: &'static str,
    },
    /// A quoted field that is never closed.
    #[error(
        "line {line}: a quoted field begins here and is never closed; the file is cut off, or a `\"` is missing"
    )]
    OpenQuote {
        /// Where it begins, counted from 1.
        line: usize,
    },
    /// More than the reader takes.
    #[error("the table has more than {most} {what}; split it")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// Nothing in it.
    #[error("the table has no rows; expected a line of column names and a line for each object")]
    Empty,
    /// A mapping speaks of a column that is not there.
    #[error("the table has no column `{column}`; its columns are: {known}")]
    NoColumn {
        /// The column.
        column: String,
        /// Those that are there.
        known: String,
    },
    /// Not one of its rows could be taken, or they do not fit the plan.
    #[error("{error}; columns were read as: {columns}")]
    Content {
        /// Why not.
        error: ReadGeoJsonError,
        /// What each column was taken for.
        columns: String,
    },
}

/// Reads a plan from a table, into the plan of the options or a new one.
///
/// # Errors
/// Where the file is no table, beyond the limits, or has rows of which none could be taken.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Imported, ReadTableError> {
    let text = text_of(bytes)?;
    let table = rows::read(&text)?;
    let look = look::look_at(&table, options.mapping)?;
    let mut notes = Notes::default();
    look.note(&mut notes);
    let located = features::located(&table, &look, options);
    let json = features::collection_of(&table, &look, &located, options, &mut notes);
    let places = Places {
        lines: table.rows.iter().map(|row| row.line).collect(),
    };
    let handed = Handed {
        json,
        seed: &text,
        notes,
        places,
    };
    match read_handed(handed, options) {
        Ok(imported) => Ok(Imported {
            table: Some(look),
            ..imported
        }),
        Err(error) => Err(ReadTableError::Content {
            error,
            columns: look.in_words(),
        }),
    }
}

/// Returns how a table is understood with that said of it, whatever comes of its rows.
///
/// # Errors
/// Where the file is no table or beyond the limits, or what is said speaks of a column that is not there.
pub fn look(bytes: &[u8], said: &Mapping) -> Result<TableLook, ReadTableError> {
    let text = text_of(bytes)?;
    look::look_at(&rows::read(&text)?, Some(said))
}

/// Returns a table's text, in whatever encoding it came.
///
/// # Errors
/// Where it is no text, too large, or another kind of file.
pub(in crate::files) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ReadTableError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadTableError::TooLarge { bytes: bytes.len() });
    }
    refuse_other_files(bytes)?;
    Ok(decode(bytes, None)?)
}

/// Names what is often sent in place of a table.
fn refuse_other_files(bytes: &[u8]) -> Result<(), ReadTableError> {
    let found = if bytes.starts_with(b"PK\x03\x04") {
        "it is a workbook (.xlsx, .ods) or another archive"
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        "it is an old workbook (.xls)"
    } else if bytes.starts_with(b"%PDF") {
        "it is a PDF"
    } else {
        return Ok(());
    };
    Err(ReadTableError::NotText { found })
}
