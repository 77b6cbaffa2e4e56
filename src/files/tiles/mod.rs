//! Maps of the user's own: tiles in MBTiles and PMTiles files or from an address, overlays in GeoJSON.
//!
//! A file is opened once ([`TileFile::open`]) and then asked tile by tile; what a tile holds comes back as
//! plain values ([`Tile`]): pixels, or areas, lines and names in the unit square of Web Mercator. Every
//! file is untrusted: offsets, depths, counts and sizes are limited before anything is read, and damage is
//! a sentence ([`OpenTilesError`], [`ReadTileError`]), never a panic.
//!
//! It draws nothing, keeps no tile and starts no thread. Only `online` connects to anything, and only when
//! it is asked for a tile.

mod gunzip;
mod mbtiles;
mod mvt;
pub mod online;
pub(in crate::files) mod overlay;
pub(in crate::files) mod overlay_bytes;
mod pieces;
mod pmtiles;
mod protobuf;
mod raster;
mod schema;
#[cfg(test)]
mod tests;
mod tile_id;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use overlay::{Overlay, ReadOverlayError, read_overlay};
pub use pieces::{AreaKind, AreaPiece, LineKind, LinePiece, NameKind, NamePiece, Pieces};
pub use raster::Raster;
pub use tile_id::TileId;

use mbtiles::MbTiles;
use pmtiles::PmTiles;

use super::atomic::reason;
use super::basemap::UnitBox;

/// Largest tile, in bytes as it is stored.
pub const MAX_STORED_BYTES: usize = 4 << 20;
/// Largest tile of vectors, unpacked.
const MAX_UNPACKED_BYTES: usize = 16 << 20;

/// What a set of tiles says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct TileSetInfo {
    /// Its name; empty where it has none.
    pub name: String,
    /// Whom it is owed to, without markup; empty where it does not say.
    pub credit: String,
    /// The least zoom that has tiles.
    pub min_zoom: u8,
    /// The largest zoom that has tiles.
    pub max_zoom: u8,
    /// Where there are tiles.
    pub bounds: UnitBox,
}

/// What a tile holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Tile {
    /// Pixels.
    Raster(Raster),
    /// Areas, lines and names.
    Vector(Pieces),
}

impl Tile {
    /// Returns about how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Raster(raster) => raster.rgba.len(),
            Self::Vector(pieces) => pieces.bytes(),
        }
    }
}

/// Why a file cannot be used as a map.
#[derive(Debug, thiserror::Error)]
pub enum OpenTilesError {
    /// The system will not let it be read.
    #[error("it cannot be read: {}. Check the path and the rights to it", reason(.0))]
    Unreadable(#[source] std::io::Error),
    /// A folder, a pipe or a device.
    #[error("it is not a file. Choose a file of tiles: .mbtiles or .pmtiles")]
    NotAFile,
    /// Neither of the two formats.
    #[error("it is neither MBTiles nor PMTiles: its first bytes belong to neither. Choose another file")]
    UnknownFormat,
    /// Shorter than its own head says.
    #[error("it is cut off: {part} should be at byte {expected}, and the file has {found}. Copy it anew")]
    CutOff {
        /// What is missing.
        part: &'static str,
        /// Where it should end.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// What it says of itself makes no sense.
    #[error("it is damaged: {0}. Copy it anew, or make it again")]
    Damaged(String),
    /// A variant of the format that is not read.
    #[error("{0}")]
    NotSupported(String),
}

/// Why a tile cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadTileError {
    /// The system will not let it be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// Its directory or its content makes no sense.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// Beyond a limit.
    #[error("it is too large: {0}")]
    TooLarge(String),
}

/// A file of tiles, open.
pub struct TileFile {
    format: Format,
    info: TileSetInfo,
}

enum Format {
    Pm(PmTiles<File>),
    Mb(MbTiles),
}

impl TileFile {
    /// Opens a file by its first bytes, whatever it is called; reads its head, and no tile.
    ///
    /// # Errors
    /// [`OpenTilesError`], one variant per way it can be wrong.
    pub fn open(path: &Path) -> Result<Self, OpenTilesError> {
        let metadata = std::fs::metadata(path).map_err(OpenTilesError::Unreadable)?;
        if !metadata.is_file() {
            return Err(OpenTilesError::NotAFile);
        }
        let mut file = File::open(path).map_err(OpenTilesError::Unreadable)?;
        let mut head = Vec::new();
        file.by_ref()
            .take(16)
            .read_to_end(&mut head)
            .map_err(OpenTilesError::Unreadable)?;
        if head.starts_with(pmtiles::MAGIC) {
            let (format, info) = PmTiles::open(file, metadata.len())?;
            let format = Format::Pm(format);
            Ok(Self { format, info })
        } else if head.starts_with(mbtiles::MAGIC) {
            let (format, info) = MbTiles::open(path)?;
            let format = Format::Mb(format);
            Ok(Self { format, info })
        } else {
            Err(OpenTilesError::UnknownFormat)
        }
    }

    /// Returns what it says of itself.
    pub fn info(&self) -> &TileSetInfo {
        &self.info
    }

    /// Reads a tile; `None` where there is none.
    ///
    /// # Errors
    /// [`ReadTileError`]: the file is damaged there; other tiles may be whole.
    pub fn tile(&mut self, id: TileId) -> Result<Option<Tile>, ReadTileError> {
        let stored = match &mut self.format {
            Format::Pm(tiles) => tiles.stored(id)?,
            Format::Mb(tiles) => tiles.stored(id)?,
        };
        stored.map(|bytes| decode(id, &bytes)).transpose()
    }
}

/// Reads what a tile holds by its first bytes, whatever the file calls it.
///
/// # Errors
/// [`ReadTileError`]: it is damaged or beyond a limit.
pub fn decode(id: TileId, stored: &[u8]) -> Result<Tile, ReadTileError> {
    if stored.len() > MAX_STORED_BYTES {
        return Err(ReadTileError::TooLarge(format!("{} bytes", stored.len())));
    }
    if raster::is_image(stored) {
        return raster::decode(stored).map(Tile::Raster);
    }
    if gunzip::is_gzip(stored) {
        let unpacked = gunzip::gunzip(stored, MAX_UNPACKED_BYTES)?;
        return mvt::decode(id, &unpacked).map(Tile::Vector);
    }
    mvt::decode(id, stored).map(Tile::Vector)
}

/// Returns a text of a file without markup, and no longer than is read.
fn plain_text(text: &str) -> String {
    const MOST: usize = 160;
    let mut plain = String::new();
    let mut inside_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => inside_tag = true,
            '>' if inside_tag => inside_tag = false,
            _ if inside_tag => {}
            letter if letter.is_whitespace() => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    for (entity, letter) in [("&copy;", "©"), ("&amp;", "&"), ("&nbsp;", " "), ("&quot;", "\"")] {
        plain = plain.replace(entity, letter);
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let words: String = words.join(" ").chars().take(MOST).collect();
    super::text::visible(&words)
}
