//! KMZ: a zip archive with a KML file in it, and often pictures, which are left out.
//!
//! The file that counts is `doc.kml`, else the first whose name ends in `.kml`. Nothing is unpacked to the
//! disk, nothing but that file is unpacked at all, and no more of it than a KML file may have.

mod zip;

use super::kml::{MAX_BYTES, ReadKmlError, read_noting};
use super::note::{NoteSort, Notes};
use super::{Imported, Options};

use zip::{Archive, Entry};

/// Why a KMZ file gives no plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadKmzError {
    /// No archive, or one without its end.
    #[error("this is no zip archive, or its end is missing; ask for the whole file")]
    NotZip,
    /// An archive of a kind that is not read.
    #[error("the archive {what}, which is not read; unpack it and import the .kml in it")]
    Unknown {
        /// What it has.
        what: String,
    },
    /// A damaged archive.
    #[error("the archive is damaged: {what}; ask for the file again")]
    Damaged {
        /// Where.
        what: String,
    },
    /// It unpacks to more than anything a plan can hold.
    #[error("`{name}` in the archive unpacks to more than {MAX_BYTES} bytes, which is not read; split it")]
    TooLarge {
        /// The file in it.
        name: String,
    },
    /// No KML in it.
    #[error("the archive has no .kml file in it; its first file is `{first}`")]
    NoKml {
        /// The first file, or a word that there is none.
        first: String,
    },
    /// The KML in it cannot be read.
    #[error("`{name}` in the archive: {error}")]
    Kml {
        /// The file in it.
        name: String,
        /// Why not.
        error: ReadKmlError,
    },
}

/// Reads a plan from a KMZ file, into the plan of the options or a new one.
///
/// # Errors
/// [`ReadKmzError`].
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Imported, ReadKmzError> {
    let archive = Archive::read(bytes)?;
    let is_kml = |entry: &&Entry| entry.name.to_lowercase().ends_with(".kml");
    let main = archive.entries.iter().find(|entry| entry.name == "doc.kml");
    let Some(main) = main.or_else(|| archive.entries.iter().find(is_kml)) else {
        let first = archive.entries.first().map(|entry| entry.name.as_str());
        let first: String = first.unwrap_or("none").chars().take(60).collect();
        return Err(ReadKmzError::NoKml { first });
    };
    let mut notes = Notes::default();
    let others = archive.entries.iter().filter(is_kml).count().saturating_sub(1);
    if others > 0 {
        let text = format!("other KML files in the archive: {others}");
        notes.about_file(NoteSort::Dropped, text);
    }
    let name: String = main.name.chars().take(60).collect();
    let unpacked = archive.unpack(main, MAX_BYTES)?;
    read_noting(&unpacked, options, notes).map_err(|error| ReadKmzError::Kml { name, error })
}
