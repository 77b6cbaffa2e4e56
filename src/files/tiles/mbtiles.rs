//! MBTiles: tiles in an SQLite database.
//!
//! The database is a stranger's: it is opened for reading, as a file that nobody changes, and nothing that
//! it defines is run. Views and triggers are off, so the usual view `tiles` over two tables is asked for
//! by our own query; tables that compute their columns, and virtual ones, are refused; every question ends
//! after a number of steps.
//!
//! # Source
//! MBTiles specification 1.3 (github.com/mapbox/mbtiles-spec).

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};

use super::{MAX_STORED_BYTES, OpenTilesError, ReadTileError, TileId, TileSetInfo, plain_text};
use crate::files::basemap::UnitBox;
use crate::geometry::mercator::unit_from_degrees;

/// First bytes of every SQLite file.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";
/// Steps between two looks at how long a question takes, and such looks for one question.
const STEPS: i32 = 10_000;
const MOST_LOOKS: u32 = 4_000;
/// Tables and indexes of the database.
const MOST_DEFINITIONS: i64 = 200;

/// How tiles may be stored, the tables first: `?1` zoom, `?2` column, `?3` row from the south.
const LAYOUTS: [(&[&str], &str); 3] = [
    (
        &["tiles"],
        "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3",
    ),
    (
        &["map", "images"],
        "SELECT images.tile_data FROM map JOIN images ON images.tile_id = map.tile_id \
         WHERE map.zoom_level = ?1 AND map.tile_column = ?2 AND map.tile_row = ?3",
    ),
    (
        &["tiles_shallow", "tiles_data"],
        "SELECT tiles_data.tile_data FROM tiles_shallow \
         JOIN tiles_data ON tiles_data.tile_data_id = tiles_shallow.tile_data_id \
         WHERE tiles_shallow.zoom_level = ?1 AND tiles_shallow.tile_column = ?2 AND tiles_shallow.tile_row = ?3",
    ),
];

/// An MBTiles file.
pub(super) struct MbTiles {
    database: Connection,
    query: &'static str,
    looks: Arc<AtomicU32>,
}

impl MbTiles {
    pub(super) fn open(path: &Path) -> Result<(Self, TileSetInfo), OpenTilesError> {
        let database = connect(path).map_err(|error| damaged(&error))?;
        let looks = Arc::new(AtomicU32::new(0));
        let mut opened = Self {
            query: "",
            looks: Arc::clone(&looks),
            database,
        };
        let too_long = move || looks.fetch_add(1, Ordering::Relaxed) >= MOST_LOOKS;
        opened
            .database
            .progress_handler(STEPS, Some(too_long))
            .map_err(|error| damaged(&error))?;
        let tables = opened.tables()?;
        let layout = LAYOUTS.iter().find(|(needed, _)| {
            needed
                .iter()
                .all(|table| tables.iter().any(|known| known == table))
        });
        let Some((needed, query)) = layout else {
            return Err(OpenTilesError::Damaged(
                "it has no table of tiles that can be trusted".to_owned(),
            ));
        };
        opened.query = query;
        let info = opened.info(&tables, needed.first().copied().unwrap_or("tiles"))?;
        Ok((opened, info))
    }

    /// Returns the bytes of a tile as they are stored.
    pub(super) fn stored(&mut self, id: TileId) -> Result<Option<Vec<u8>>, ReadTileError> {
        self.looks.store(0, Ordering::Relaxed);
        let mut statement = self
            .database
            .prepare_cached(self.query)
            .map_err(|error| unreadable(&error))?;
        let row = (id.z(), id.x(), id.row_from_south());
        let found = statement.query_row(row, |row| match row.get_ref(0)? {
            ValueRef::Blob(bytes) => Ok(Some(bytes.to_vec())),
            ValueRef::Null => Ok(None),
            _ => Ok(Some(Vec::new())),
        });
        let bytes = found.optional().map_err(|error| unreadable(&error))?.flatten();
        if bytes.as_ref().is_some_and(Vec::is_empty) {
            return Err(ReadTileError::Damaged(
                "its place in the table holds no tile".to_owned(),
            ));
        }
        Ok(bytes)
    }

    /// Returns the plain tables of the database: those that compute nothing.
    fn tables(&self) -> Result<Vec<String>, OpenTilesError> {
        let ask = || -> rusqlite::Result<(i64, Vec<String>)> {
            let count = self
                .database
                .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
            let mut statement = self
                .database
                .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' LIMIT 200")?;
            let mut rows = statement.query([])?;
            let mut plain = Vec::new();
            while let Some(row) = rows.next()? {
                let name: String = row.get(0)?;
                let sql: Option<String> = row.get(1)?;
                if is_plain(sql.as_deref().unwrap_or_default()) {
                    plain.push(name.to_ascii_lowercase());
                }
            }
            Ok((count, plain))
        };
        let (count, tables) = ask().map_err(|error| damaged(&error))?;
        if count > MOST_DEFINITIONS {
            return Err(OpenTilesError::Damaged(format!(
                "it defines {count} tables and indexes; a map has a few"
            )));
        }
        Ok(tables)
    }

    fn info(&self, tables: &[String], zooms_of: &str) -> Result<TileSetInfo, OpenTilesError> {
        let text = |key: &str| -> Option<String> {
            // Words about the map: a map without them is still a map.
            if !tables.iter().any(|table| table == "metadata") {
                return None;
            }
            let query = "SELECT value FROM metadata WHERE name = ?1";
            let value = self
                .database
                .query_row(query, [key], |row| row.get::<_, String>(0));
            value.ok()
        };
        let zoom = |key: &str| text(key)?.trim().parse::<f64>().ok();
        let (least, most) = match (zoom("minzoom"), zoom("maxzoom")) {
            (Some(least), Some(most)) if least <= most => (least, most),
            _ => {
                self.looks.store(0, Ordering::Relaxed);
                let query = format!("SELECT min(zoom_level), max(zoom_level) FROM {zooms_of}");
                let found = self.database.query_row(&query, [], |row| {
                    Ok((row.get::<_, Option<f64>>(0)?, row.get::<_, Option<f64>>(1)?))
                });
                let (least, most) = found.map_err(|error| damaged(&error))?;
                let empty = || OpenTilesError::Damaged("it holds no tiles".to_owned());
                (least.ok_or_else(empty)?, most.ok_or_else(empty)?)
            }
        };
        let deepest = f64::from(TileId::DEEPEST);
        Ok(TileSetInfo {
            name: plain_text(&text("name").unwrap_or_default()),
            credit: plain_text(&text("attribution").unwrap_or_default()),
            min_zoom: least.clamp(0.0, deepest) as u8,
            max_zoom: most.clamp(0.0, deepest) as u8,
            bounds: text("bounds")
                .and_then(|bounds| read_bounds(&bounds))
                .unwrap_or(UnitBox::WORLD),
        })
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let database = Connection::open_with_flags(address_of(path), flags)?;
    for (switch, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    ] {
        database.set_db_config(switch, on)?;
    }
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, MAX_STORED_BYTES as i32),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
    ] {
        database.set_limit(limit, most)?;
    }
    Ok(database)
}

/// The path as an address that says nobody changes the file, so that no lock and no journal is looked for.
fn address_of(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(byte) {
            address.push(char::from(*byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push_str("?mode=ro&immutable=1");
    address
}

/// Returns whether the definition of a table computes nothing.
fn is_plain(sql: &str) -> bool {
    let words = sql.to_ascii_lowercase();
    let words: Vec<&str> = words
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .collect();
    !["virtual", "generated", "as"]
        .iter()
        .any(|word| words.contains(word))
}

fn read_bounds(text: &str) -> Option<UnitBox> {
    let mut degrees = text.split(',').map(|part| part.trim().parse::<f64>().ok());
    let (west, south, east, north) = (
        degrees.next()??,
        degrees.next()??,
        degrees.next()??,
        degrees.next()??,
    );
    let possible = [west, south, east, north]
        .iter()
        .all(|degrees| degrees.is_finite());
    let bounds = UnitBox::between(unit_from_degrees(north, west), unit_from_degrees(south, east));
    (possible && west < east && south < north && west >= -180.0 && east <= 180.0).then_some(bounds)
}

fn damaged(error: &rusqlite::Error) -> OpenTilesError {
    OpenTilesError::Damaged(format!(
        "its database says \"{}\"",
        super::plain_text(&error.to_string())
    ))
}

fn unreadable(error: &rusqlite::Error) -> ReadTileError {
    match error.sqlite_error_code() {
        Some(ErrorCode::TooBig) => ReadTileError::TooLarge(format!("more than {MAX_STORED_BYTES} bytes")),
        Some(ErrorCode::OperationInterrupted) => {
            ReadTileError::TooLarge("finding it took too long; the file has no index of its tiles".to_owned())
        }
        _ => ReadTileError::Damaged(format!(
            "its database says \"{}\"",
            super::plain_text(&error.to_string())
        )),
    }
}
