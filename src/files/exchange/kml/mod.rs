//! KML (OGC 2.2 and 2.3, with Google's additions), read with an own pull reader that trusts nothing.
//!
//! Why not a crate: the one there is loops for ever on a file that is cut off, panics on an empty point
//! and lets a second geometry replace the first. Here bytes, nesting, pieces, text and positions are
//! limited, a document type is refused (and with it every entity of its own), and the end of the file
//! inside an element is an error that says so.
//!
//! What a placemark is, and what its properties say, is decided where GeoJSON is read: a placemark is
//! turned into a feature. Its `ExtendedData` are the properties, under the names of the exchange; what it
//! does not say is guessed from its folder and its name (whole words in three languages), and the report names that. A
//! time span is kept as the unknown property `TimeSpan`: whoever drew it had another H-hour. Styles, views,
//! network links and overlays are left out; nothing is ever fetched.

mod coordinates;
mod document;
mod events;
mod features;
mod html;

use super::encoding::DecodeError;
use super::geojson::{Handed, ReadGeoJsonError, read_handed};
use super::note::{Notes, Places};
use super::{Imported, Options};

/// Largest file that is read, bytes.
pub(super) const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a KML file gives no plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadKmlError {
    /// Larger than anything a plan can hold.
    #[error("the file has {bytes} bytes and at most {MAX_BYTES} are read; split it")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not text.
    #[error(transparent)]
    Encoding(#[from] DecodeError),
    /// Not well-formed.
    #[error("line {line}: this is no KML: {what}; have it exported again")]
    NotXml {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// The file ends inside an element.
    #[error("line {line}: the file ends inside <{element}>: it is cut off; ask for the whole file")]
    CutOff {
        /// The last line.
        line: usize,
        /// The innermost element that is not closed.
        element: String,
    },
    /// A document type, which could define entities that grow without end.
    #[error("line {line}: the file defines a document type, which is not read; remove the line <!DOCTYPE …>")]
    DocumentType {
        /// Counted from 1.
        line: usize,
    },
    /// More than the reader takes.
    #[error("line {line}: {what}; {remedy}")]
    TooMuch {
        /// Counted from 1.
        line: usize,
        /// What there is too much of.
        what: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// XML of another kind.
    #[error("this is XML but not KML: its first element is <{element}>; expected <kml>")]
    NotKml {
        /// The first element.
        element: String,
    },
    /// Not one of its placemarks could be taken, or they do not fit the plan.
    #[error(transparent)]
    Content(#[from] ReadGeoJsonError),
}

/// Reads a plan from a KML file, into the plan of the options or a new one.
///
/// # Errors
/// Where the file is no KML, beyond the limits, or has placemarks of which none could be taken.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Imported, ReadKmlError> {
    read_noting(bytes, options, Notes::default())
}

/// Reads as [`read`] does, and adds to what was noted.
pub(super) fn read_noting(
    bytes: &[u8],
    options: &Options<'_>,
    mut notes: Notes,
) -> Result<Imported, ReadKmlError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadKmlError::TooLarge { bytes: bytes.len() });
    }
    let text = events::text_of(bytes)?;
    let document = document::read(&text)?;
    let json = features::collection_of(&document, options, &mut notes);
    let places = Places {
        lines: document
            .placemarks
            .iter()
            .map(|placemark| placemark.line)
            .collect(),
    };
    let handed = Handed {
        json,
        seed: &text,
        notes,
        places,
    };
    Ok(read_handed(handed, options)?)
}
