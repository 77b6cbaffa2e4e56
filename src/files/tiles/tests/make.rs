//! Small writers of tile files, for tests alone.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::files::tiles::TileId;

/// A tile to be written.
#[derive(Clone, Debug)]
pub(super) struct PmTile {
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
}

impl PmTile {
    pub(super) fn new(id: TileId, bytes: Vec<u8>) -> Self {
        let number = id.number();
        Self { number, bytes }
    }
}

/// A picture, red in the west and blue in the east.
pub(super) fn picture(format: image::ImageFormat, side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixel = |x, _| {
        if x < side / 2 {
            image::Rgb([255, 0, 0])
        } else {
            image::Rgb([0, 0, 255])
        }
    };
    image::RgbImage::from_fn(side, side, pixel)
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

pub(super) fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Number, run, offset and length of a directory's lines.
pub(super) type Line = (u64, u64, u64, u64);

pub(super) fn directory(lines: &[Line]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, lines.len() as u64);
    let mut before = 0;
    for (number, ..) in lines {
        put_varint(&mut out, number - before);
        before = *number;
    }
    for (_, run, ..) in lines {
        put_varint(&mut out, *run);
    }
    for (.., length) in lines {
        put_varint(&mut out, *length);
    }
    for (_, _, offset, _) in lines {
        put_varint(&mut out, offset + 1);
    }
    out
}

/// The parts of a PMTiles file, put together with a head that fits.
pub(super) struct Parts {
    pub(super) root: Vec<u8>,
    pub(super) leaves: Vec<u8>,
    pub(super) tiles: Vec<u8>,
}

impl Parts {
    pub(super) fn file(&self) -> Vec<u8> {
        let metadata = gzip(br#"{"name": "Test", "attribution": "Nobody"}"#);
        let root = gzip(&self.root);
        let mut head = Vec::from(*b"PMTiles\x03");
        let mut at = 127_u64;
        for length in [root.len(), metadata.len(), self.leaves.len(), self.tiles.len()] {
            head.extend(at.to_le_bytes());
            head.extend((length as u64).to_le_bytes());
            at += length as u64;
        }
        head.extend([0; 24]);
        // Clustered, directories in gzip, tiles as they are, vectors, zooms 0 to 14.
        head.extend([1, 2, 1, 1, 0, 14]);
        for degrees in [-180_i32, -85, 180, 85] {
            head.extend((degrees * 10_000_000).to_le_bytes());
        }
        head.extend([0; 9]);
        [head, root, metadata, self.leaves.clone(), self.tiles.clone()].concat()
    }
}

fn lines(tiles: &[PmTile]) -> (Vec<Line>, Vec<u8>) {
    let mut tiles = tiles.to_vec();
    tiles.sort_by_key(|tile| tile.number);
    let (mut lines, mut bytes) = (Vec::new(), Vec::new());
    for tile in tiles {
        lines.push((tile.number, 1, bytes.len() as u64, tile.bytes.len() as u64));
        bytes.extend(tile.bytes);
    }
    (lines, bytes)
}

/// A PMTiles file with everything in its root directory.
pub(super) fn pmtiles(tiles: &[PmTile]) -> Vec<u8> {
    pmtiles_deep(tiles, 1)
}

/// A PMTiles file whose directories lie so many deep.
pub(super) fn pmtiles_deep(tiles: &[PmTile], depth: usize) -> Vec<u8> {
    let (mut lines, tiles) = lines(tiles);
    let mut leaves: Vec<u8> = Vec::new();
    for _ in 1..depth {
        let above = lines.chunks(20).map(|chunk| {
            let packed = gzip(&directory(chunk));
            let line = (chunk[0].0, 0, leaves.len() as u64, packed.len() as u64);
            leaves.extend(packed);
            line
        });
        lines = above.collect();
    }
    let root = directory(&lines);
    Parts { root, leaves, tiles }.file()
}

/// An MBTiles file; `more` is run at its end.
pub(super) fn mbtiles(folder: &Path, tiles: &[(TileId, Vec<u8>)], more: &str) -> PathBuf {
    let path = folder.join("map.mbtiles");
    drop(std::fs::remove_file(&path));
    let database = Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE metadata (name text, value text);
             CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
             CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);",
        )
        .unwrap();
    for (id, bytes) in tiles {
        let row = (id.z(), id.x(), id.row_from_south(), bytes);
        database
            .execute("INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", row)
            .unwrap();
    }
    database.execute_batch(more).unwrap();
    path
}

/// An MBTiles file as many programs write it: a view over two tables.
pub(super) fn mbtiles_of_two_tables(folder: &Path, id: TileId, bytes: &[u8]) -> PathBuf {
    let path = folder.join("two.mbtiles");
    let database = Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE metadata (name text, value text);
             CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text);
             CREATE TABLE images (tile_data blob, tile_id text);
             CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, randomblob(9) AS tile_data FROM map;",
        )
        .unwrap();
    let row = (id.z(), id.x(), id.row_from_south());
    database
        .execute("INSERT INTO map VALUES (?1, ?2, ?3, 'a')", row)
        .unwrap();
    database
        .execute("INSERT INTO images VALUES (?1, 'a')", [bytes])
        .unwrap();
    path
}

fn put_bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    put_varint(out, field << 3 | 2);
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A feature of a vector tile: its form (1 point, 2 line, 3 area), properties and commands. Numbers of
/// the commands are as in the specification: steps already coded with their sign.
pub(super) struct Feature<'t> {
    form: u64,
    properties: Vec<(&'t str, &'t str)>,
    commands: Vec<u64>,
}

pub(super) fn feature<'t>(form: u64, properties: &[(&'t str, &'t str)], commands: &[u64]) -> Feature<'t> {
    Feature {
        form,
        properties: properties.to_vec(),
        commands: commands.to_vec(),
    }
}

/// The commands of a square, its first corner so far from the tile's.
pub(super) fn polygon(x: u64, y: u64, side: u64) -> Vec<u64> {
    let (zero, there, back) = (0, 2 * side, 2 * side - 1);
    vec![9, 2 * x, 2 * y, 26, there, zero, zero, there, back, zero, 15]
}

pub(super) fn layer(name: &str, features: &[Feature<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, 15 << 3);
    put_varint(&mut out, 2);
    put_bytes(&mut out, 1, name.as_bytes());
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for feature in features {
        let mut tags = Vec::new();
        for (key, value) in &feature.properties {
            put_varint(&mut tags, keys.len() as u64);
            put_varint(&mut tags, values.len() as u64);
            keys.push(*key);
            values.push(*value);
        }
        let mut commands = Vec::new();
        for command in &feature.commands {
            put_varint(&mut commands, *command);
        }
        let mut message = Vec::new();
        put_bytes(&mut message, 2, &tags);
        put_varint(&mut message, 3 << 3);
        put_varint(&mut message, feature.form);
        put_bytes(&mut message, 4, &commands);
        put_bytes(&mut out, 2, &message);
    }
    for key in keys {
        put_bytes(&mut out, 3, key.as_bytes());
    }
    for value in values {
        let mut message = Vec::new();
        put_bytes(&mut message, 1, value.as_bytes());
        put_bytes(&mut out, 4, &message);
    }
    out
}

pub(super) fn tile_of(layers: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for layer in layers {
        put_bytes(&mut out, 3, layer);
    }
    out
}
