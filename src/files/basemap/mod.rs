//! The built-in base map: a world to draw under a plan with no network and no file.
//!
//! [`BaseMap`] reads two compact files (layout in [`mod@format`]) that are part of the program: land,
//! lakes, rivers, borders, provinces and named places in one; roads and railways, whose licence is
//! another, in one of their own. Opening them checks all of them; the shapes of a tile are made when they
//! are first asked for, and are then kept.
//!
//! It draws nothing, fills nothing and chooses no colour; it opens no file. It is good for
//! orientation at ± 25 km, for a country and for the world, never inside a city. The assets are made
//! by `examples/pack_basemap`.
//!
//! ```
//! use entente::files::basemap::{BaseMap, Layer, UnitBox};
//!
//! let map = BaseMap::embedded()?;
//! let land: usize = map.tiles(Layer::Land, 3.0, UnitBox::WORLD).map(|tile| tile.shapes().len()).sum();
//! assert!(land > 0);
//! assert_eq!(map.search("fallujah").first().and_then(|place| place.name_ar), Some("الفلوجة"));
//! # Ok::<(), entente::files::basemap::ReadBaseMapError>(())
//! ```

mod bytes;
mod credit;
#[cfg(test)]
mod damage_tests;
mod fold;
pub mod format;
mod places;
mod search;
#[cfg(test)]
mod tests;
mod tiles;
mod unit_box;
pub mod write;

use sha2::{Digest, Sha256};

use crate::geometry::Position;
use bytes::{Cursor, Malformed};
pub use credit::{CREDIT, Owed, long_credit, short_credit};
pub use fold::fold;
pub use format::{Class, Layer, PlaceKind};
use places::Gazetteer;
pub use places::Place;
pub use search::Fit;
use tiles::LayerTiles;
pub use tiles::{Shape, Stroke, Tile};
pub use unit_box::UnitBox;

/// The most places one search returns.
pub const SEARCH_LIMIT: usize = 50;

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/basemap/basemap.bin"));
static EMBEDDED_WAYS: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/basemap/roads.bin"));

/// The base map, ready to be drawn.
///
/// `'a` is the life of the bytes it was read from: names are not copied. Reading from several
/// threads at once is fine.
#[derive(Debug)]
pub struct BaseMap<'a> {
    layers: Vec<LayerTiles<'a>>,
    gazetteer: Gazetteer<'a>,
}

/// Why bytes are no base map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadBaseMapError {
    /// The first bytes are not those of a base map.
    #[error("the base map cannot be read: this is not a base map file")]
    NotABaseMap,
    /// Written by a later program.
    #[error("the base map cannot be read: it has format {found}, and this program knows format {known}")]
    UnknownFormat {
        /// Format the file says it has.
        found: u8,
        /// Format this program reads.
        known: u8,
    },
    /// Shorter or longer than its header says: cut off, or something was added.
    #[error(
        "the base map cannot be read: it should be {expected} bytes long and is {found}; install the program anew"
    )]
    WrongLength {
        /// Bytes by its header.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The bytes are not the ones that were written.
    #[error(
        "the base map cannot be read: it is damaged (its checksum does not fit); install the program anew"
    )]
    Damaged,
    /// The checksum fits, but what is written makes no sense: the packer is at fault.
    #[error("the base map cannot be read: its {part} make no sense; pack it anew")]
    Malformed {
        /// What was being read, in the plural.
        part: &'static str,
    },
}

impl BaseMap<'static> {
    /// Returns the base map that is part of the program, opened once for everybody; `None` where the
    /// program file is damaged.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: std::sync::OnceLock<Option<BaseMap<'static>>> = std::sync::OnceLock::new();
        SHARED.get_or_init(|| Self::embedded().ok()).as_ref()
    }

    /// Opens the base map that is part of the program.
    ///
    /// # Errors
    /// As [`BaseMap::read`]; none, unless the program file itself is damaged.
    pub fn embedded() -> Result<Self, ReadBaseMapError> {
        Self::read_parts(&[EMBEDDED, EMBEDDED_WAYS])
    }
}

impl<'a> BaseMap<'a> {
    /// Reads a base map, checking every byte of it.
    ///
    /// # Errors
    /// [`ReadBaseMapError`], one variant per way the bytes can be wrong.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ReadBaseMapError> {
        Self::read_parts(&[bytes])
    }

    /// Reads a base map that lies in several files, each with layers of its own.
    ///
    /// # Errors
    /// [`ReadBaseMapError`], of the first file that is wrong.
    pub fn read_parts(parts: &[&'a [u8]]) -> Result<Self, ReadBaseMapError> {
        let bodies = parts.iter().map(|bytes| Self::checked_body(bytes));
        Self::read_bodies(&bodies.collect::<Result<Vec<_>, _>>()?)
    }

    fn read_bodies(bodies: &[&'a [u8]]) -> Result<Self, ReadBaseMapError> {
        let mut layers = Vec::new();
        let mut places = Vec::new();
        let mut next_id = 0;
        for body in bodies {
            let mut cursor = Cursor::new(body);
            let part = tiles::read_layers(&mut cursor, &mut next_id);
            layers.extend(part.map_err(Malformed::in_part("shapes"))?);
            let part = places::read_places(&mut cursor);
            places.extend(part.map_err(Malformed::in_part("places"))?);
            if !cursor.rest().is_empty() {
                return Err(ReadBaseMapError::Malformed { part: "last bytes" });
            }
        }
        let gazetteer = Gazetteer::new(places).map_err(Malformed::in_part("places"))?;
        Ok(Self { layers, gazetteer })
    }

    /// Returns what follows the header, once its length and checksum are right.
    fn checked_body(bytes: &'a [u8]) -> Result<&'a [u8], ReadBaseMapError> {
        let mut cursor = Cursor::new(bytes);
        if cursor.take(format::MAGIC.len()) != Ok(&format::MAGIC) {
            return Err(ReadBaseMapError::NotABaseMap);
        }
        let header = |_: Malformed| ReadBaseMapError::WrongLength {
            expected: format::HEADER_LEN as u64,
            found: bytes.len() as u64,
        };
        let found = cursor.byte().map_err(header)?;
        if found != format::VERSION {
            return Err(ReadBaseMapError::UnknownFormat {
                found,
                known: format::VERSION,
            });
        }
        let body_len = cursor.u64_le().map_err(header)?;
        let checksum = cursor.take(format::CHECKSUM_LEN).map_err(header)?;
        let body = cursor.rest();
        if body.len() as u64 != body_len {
            return Err(ReadBaseMapError::WrongLength {
                expected: body_len.saturating_add(format::HEADER_LEN as u64),
                found: bytes.len() as u64,
            });
        }
        if Sha256::digest(body).as_slice() != checksum {
            return Err(ReadBaseMapError::Damaged);
        }
        Ok(body)
    }

    /// Iterates over the tiles of a layer that meet a view, in the detail this zoom needs.
    ///
    /// A tile's shapes are decoded on first use. Some may be meant for a later zoom: compare
    /// [`Shape::min_zoom`]. A view across the date line is asked for once per copy of the world,
    /// moved by ±1 in x. Zoom counts doublings from a world of 256 points width.
    pub fn tiles(&self, layer: Layer, zoom: f64, view: UnitBox) -> impl Iterator<Item = &Tile<'a>> {
        self.layers
            .iter()
            .filter(move |tiles| tiles.layer == layer)
            .flat_map(move |tiles| tiles.level(zoom))
            .filter(move |tile| tile.bounds.meets(view))
    }

    /// Iterates over the shapes of a layer that meet a view and are meant for this zoom.
    pub fn shapes(&self, layer: Layer, zoom: f64, view: UnitBox) -> impl Iterator<Item = &Shape<'a>> {
        self.tiles(layer, zoom, view)
            .flat_map(Tile::shapes)
            .filter(move |shape| f64::from(shape.min_zoom) <= zoom && shape.bounds.meets(view))
    }

    /// Returns all places, the ones to be named first in front: by the zoom they appear at, then by
    /// population.
    pub fn places(&self) -> &[Place<'a>] {
        &self.gazetteer.places
    }

    /// Returns the places in a view that are meant for this zoom, in the order of [`Self::places`].
    pub fn places_in(&self, zoom: f64, view: UnitBox) -> Vec<&Place<'a>> {
        self.gazetteer.places_in(zoom, view)
    }

    /// Returns the country with this ISO 3166 two-letter code.
    pub fn country(&self, code: &str) -> Option<&Place<'a>> {
        self.gazetteer.country(code)
    }

    /// Finds places by any of their names, wherever in the name the text stands.
    ///
    /// Case, diacritics, apostrophes, hyphens and the spellings of Arabic letters are alike (see
    /// [`fold`]). First the places whose whole name it is, then those with a word that begins so,
    /// then the rest; each the largest population first. At most [`SEARCH_LIMIT`].
    pub fn search(&self, text: &str) -> Vec<&Place<'a>> {
        let found = self.gazetteer.search(text, None, SEARCH_LIMIT);
        found.into_iter().map(|(place, _)| place).collect()
    }

    /// Finds places as [`Self::search`] does, each with how well its name fits; of those alike in fit and
    /// people, the nearest to a position come first.
    pub fn search_near(&self, text: &str, near: Option<Position>) -> Vec<(&Place<'a>, Fit)> {
        self.gazetteer.search(text, near, SEARCH_LIMIT)
    }

    /// Returns the nearest city, or town where there is no city, within some 150 km of the equator's.
    pub fn city_near(&self, position: Position) -> Option<&Place<'a>> {
        self.gazetteer.city_near(position)
    }
}
