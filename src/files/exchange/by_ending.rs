//! Which format a file has is said by its ending.

use std::path::Path;

use crate::files::ron_text;
use crate::files::text::PrintError;
use crate::model::{Id, Phase, Plan};

use super::geojson::{self, ReadGeoJsonError};
use super::kml::{self, ReadKmlError};
use super::kmz::{self, ReadKmzError};
use super::table::{self, ReadTableError};
use super::{Group, Imported, Options};

/// Endings that can be read.
const READ: &str = ".geojson, .json, .kml, .kmz, .csv and .tsv";
/// Every ending that can be read, with its dot.
pub const READABLE: &[&str] = &[".geojson", ".json", ".kml", ".kmz", ".csv", ".tsv"];
/// Endings that can be written.
const WRITTEN: &str = ".geojson and .plan.ron";

/// Why a file of another format was not read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No reader for that ending.
    #[error("files ending in `{ending}` cannot be imported; {READ} can. Convert it first")]
    Ending {
        /// The ending, or the whole name where it has none.
        ending: String,
    },
    /// A plan is opened, not imported.
    #[error("this is a plan: open it instead of importing it")]
    IsAPlan,
    /// Not readable as GeoJSON.
    #[error(transparent)]
    GeoJson(#[from] ReadGeoJsonError),
    /// Not readable as KML.
    #[error(transparent)]
    Kml(#[from] ReadKmlError),
    /// Not readable as a table.
    #[error(transparent)]
    Table(#[from] ReadTableError),
    /// Not readable as KMZ.
    #[error(transparent)]
    Kmz(#[from] ReadKmzError),
}

impl ImportError {
    /// Returns the groups of objects that the file has, where it could be read and only nothing could be
    /// taken of it: what is chosen for them may make something of them.
    pub fn groups(&self) -> &[Group] {
        match self {
            Self::GeoJson(error)
            | Self::Kml(ReadKmlError::Content(error))
            | Self::Kmz(ReadKmzError::Kml {
                error: ReadKmlError::Content(error),
                ..
            })
            | Self::Table(ReadTableError::Content { error, .. }) => error.groups(),
            _ => &[],
        }
    }
}

/// Why a plan was not written in another format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No writer for that ending.
    #[error("files ending in `{ending}` cannot be written; {WRITTEN} can. Choose another ending")]
    Ending {
        /// The ending, or the whole name where it has none.
        ending: String,
    },
    /// A plan file is whole.
    #[error("a plan file holds every phase; leave the phase out, or choose .geojson")]
    PlanOfOnePhase,
    /// Not writable as a plan file.
    #[error(transparent)]
    Plan(#[from] PrintError),
}

/// Reads a file's bytes by its ending; standard input (`-`) is GeoJSON.
///
/// # Errors
/// [`ImportError`]: where nothing at all could be read; what could not be taken is a note.
pub fn read_by_ending(path: &Path, bytes: &[u8], options: &Options<'_>) -> Result<Imported, ImportError> {
    match ending(path).as_str() {
        "geojson" | "json" | "-" => Ok(
            match options.fresh.and_then(|seed| geojson::renumbered(bytes, seed)) {
                Some(text) => geojson::read(text.as_bytes(), options)?,
                None => geojson::read(bytes, options)?,
            },
        ),
        "kml" => Ok(kml::read(bytes, options)?),
        "kmz" => Ok(kmz::read(bytes, options)?),
        "csv" | "tsv" => Ok(table::read(bytes, options)?),
        "ron" => Err(ImportError::IsAPlan),
        other => Err(ImportError::Ending {
            ending: other.to_owned(),
        }),
    }
}

/// Writes a plan, or what of it holds in a phase, in the format of the path's ending.
///
/// # Errors
/// [`ExportError`].
pub fn write_by_ending(path: &Path, plan: &Plan, phase: Option<Id<Phase>>) -> Result<Vec<u8>, ExportError> {
    match (ending(path).as_str(), phase) {
        ("geojson" | "json" | "-", _) => Ok(geojson::write(plan, phase).into_bytes()),
        ("ron", None) => Ok(ron_text::write(plan)?.into_bytes()),
        ("ron", Some(_)) => Err(ExportError::PlanOfOnePhase),
        (other, _) => Err(ExportError::Ending {
            ending: other.to_owned(),
        }),
    }
}

/// The ending in lower case, without its dot; the whole name where there is none.
fn ending(path: &Path) -> String {
    let ending = path
        .extension()
        .or_else(|| path.file_name())
        .unwrap_or(path.as_os_str());
    ending.to_string_lossy().to_lowercase()
}
