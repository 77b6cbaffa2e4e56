//! PMTiles version 3: one file, a head, directories, tiles.
//!
//! Every offset is held against the file's length before it is read, directories lie at most three deep,
//! and nothing unpacks beyond a limit. A directory that points back at itself ends there.
//!
//! # Source
//! PMTiles specification version 3 (github.com/protomaps/PMTiles, spec/v3/spec.md).

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use super::gunzip::gunzip;
use super::{MAX_STORED_BYTES, OpenTilesError, ReadTileError, TileId, TileSetInfo, plain_text};
use crate::files::atomic::reason;
use crate::files::basemap::UnitBox;
use crate::geometry::mercator::unit_from_degrees;

/// First bytes of every PMTiles file.
pub(super) const MAGIC: &[u8] = b"PMTiles";
const VERSION: u8 = 3;
const HEADER_LEN: usize = 127;
/// Directories below each other, the root included.
const MAX_DEPTH: usize = 3;
/// Largest directory or metadata, in bytes as stored and unpacked.
const MAX_PACKED: u64 = 4 << 20;
const MAX_DIRECTORY: usize = 8 << 20;
/// Entries of a directory.
const MAX_ENTRIES: u64 = 400_000;
/// Leaf directories kept.
const KEPT_LEAVES: usize = 8;

/// How a part of the file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
}

impl Packing {
    fn from_code(code: u8, part: &str) -> Result<Self, OpenTilesError> {
        let name = match code {
            1 => return Ok(Self::None),
            2 => return Ok(Self::Gzip),
            3 => "Brotli",
            4 => "Zstandard",
            _ => {
                return Err(OpenTilesError::Damaged(format!(
                    "{part} are packed in an unknown way ({code})"
                )));
            }
        };
        Err(OpenTilesError::NotSupported(format!(
            "{part} are packed with {name}, which is not read here. Convert the file to gzip, for example \
             with `pmtiles convert`"
        )))
    }
}

/// One line of a directory: tiles, or another directory where `run` is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    first: u64,
    run: u64,
    offset: u64,
    length: u64,
}

type Directory = Arc<[Entry]>;

/// A PMTiles file, its head and root directory read.
pub(super) struct PmTiles<R> {
    file: R,
    file_len: u64,
    leaves: Section,
    tiles: Section,
    directories: Packing,
    contents: Packing,
    root: Directory,
    kept: BTreeMap<(u64, u64), Directory>,
}

/// A stretch of the file.
#[derive(Clone, Copy, Debug)]
struct Section {
    offset: u64,
    length: u64,
}

impl Section {
    /// Returns the place in the file of a part of the section; `None` where it reaches beyond.
    fn part(self, offset: u64, length: u64) -> Option<Self> {
        let end = offset.checked_add(length)?;
        (end <= self.length).then_some(Self {
            offset: self.offset.checked_add(offset)?,
            length,
        })
    }
}

impl<R: Read + Seek> PmTiles<R> {
    pub(super) fn open(mut file: R, file_len: u64) -> Result<(Self, TileSetInfo), OpenTilesError> {
        let head =
            read_at(&mut file, file_len, 0, HEADER_LEN as u64).map_err(|_| OpenTilesError::CutOff {
                part: "its head",
                expected: HEADER_LEN as u64,
                found: file_len,
            })?;
        let head = Head { bytes: &head };
        let version = head.byte(7);
        if version != VERSION {
            return Err(OpenTilesError::NotSupported(format!(
                "it is PMTiles version {version}, and version {VERSION} is read here. Convert it, for example \
                 with `pmtiles convert`"
            )));
        }
        let directories = Packing::from_code(head.byte(97), "its directories")?;
        // A tile says itself whether it is packed, so an unknown packing of tiles is no reason to refuse.
        let contents = match head.byte(98) {
            0 => Packing::None,
            code => Packing::from_code(code, "its tiles")?,
        };
        let section = |at: usize, part: &'static str| {
            let section = Section {
                offset: head.number(at),
                length: head.number(at + 8),
            };
            let expected = section.offset.saturating_add(section.length);
            if expected > file_len {
                return Err(OpenTilesError::CutOff {
                    part,
                    expected,
                    found: file_len,
                });
            }
            Ok(section)
        };
        let root = section(8, "its root directory")?;
        let metadata = section(24, "its metadata")?;
        let leaves = section(40, "its directories")?;
        let tiles = section(56, "its tiles")?;
        let damaged = |error: ReadTileError| OpenTilesError::Damaged(format!("its root directory: {error}"));
        let mut opened = Self {
            file,
            file_len,
            leaves,
            tiles,
            directories,
            contents,
            root: Arc::new([]),
            kept: BTreeMap::new(),
        };
        opened.root = opened.directory(root).map_err(damaged)?;
        let info = opened.info(&head, metadata)?;
        Ok((opened, info))
    }

    /// Returns the bytes of a tile as they are stored, unpacked where the file says so.
    pub(super) fn stored(&mut self, id: TileId) -> Result<Option<Vec<u8>>, ReadTileError> {
        let number = id.number();
        let mut directory = Arc::clone(&self.root);
        for _ in 0..MAX_DEPTH {
            let place = directory.partition_point(|entry| entry.first <= number);
            let Some(entry) = place.checked_sub(1).and_then(|place| directory.get(place)) else {
                return Ok(None);
            };
            if entry.run > 0 {
                if number - entry.first >= entry.run {
                    return Ok(None);
                }
                return self.content(*entry).map(Some);
            }
            directory = self.leaf(*entry)?;
        }
        Err(ReadTileError::Damaged(format!(
            "its directories lie deeper than {MAX_DEPTH}"
        )))
    }

    fn content(&mut self, entry: Entry) -> Result<Vec<u8>, ReadTileError> {
        if entry.length > MAX_STORED_BYTES as u64 {
            return Err(ReadTileError::TooLarge(format!("{} bytes", entry.length)));
        }
        let place = self
            .tiles
            .part(entry.offset, entry.length)
            .ok_or_else(|| ReadTileError::Damaged("it lies outside the file".to_owned()))?;
        let bytes = read_at(&mut self.file, self.file_len, place.offset, place.length)?;
        match self.contents {
            // Packed vectors are told by their first bytes where a tile is decoded.
            Packing::Gzip if !super::gunzip::is_gzip(&bytes) => Ok(bytes),
            Packing::Gzip => gunzip(&bytes, super::MAX_UNPACKED_BYTES),
            Packing::None => Ok(bytes),
        }
    }

    fn leaf(&mut self, entry: Entry) -> Result<Directory, ReadTileError> {
        let key = (entry.offset, entry.length);
        if let Some(known) = self.kept.get(&key) {
            return Ok(Arc::clone(known));
        }
        let place = self
            .leaves
            .part(entry.offset, entry.length)
            .ok_or_else(|| ReadTileError::Damaged("its directory lies outside the file".to_owned()))?;
        let directory = self.directory(place)?;
        if self.kept.len() >= KEPT_LEAVES {
            self.kept.clear();
        }
        self.kept.insert(key, Arc::clone(&directory));
        Ok(directory)
    }

    fn directory(&mut self, place: Section) -> Result<Directory, ReadTileError> {
        let bytes = self.part(place)?;
        read_directory(&bytes).ok_or_else(|| ReadTileError::Damaged("a directory makes no sense".to_owned()))
    }

    /// Reads a directory or the metadata.
    fn part(&mut self, place: Section) -> Result<Vec<u8>, ReadTileError> {
        if place.length > MAX_PACKED {
            return Err(ReadTileError::TooLarge(format!(
                "a directory of {} bytes",
                place.length
            )));
        }
        let bytes = read_at(&mut self.file, self.file_len, place.offset, place.length)?;
        match self.directories {
            Packing::None => Ok(bytes),
            Packing::Gzip => gunzip(&bytes, MAX_DIRECTORY),
        }
    }

    fn info(&mut self, head: &Head<'_>, metadata: Section) -> Result<TileSetInfo, OpenTilesError> {
        // Metadata are words about the map: a map without them is still a map.
        let words = self.part(metadata).ok();
        let words: Option<serde_json::Value> = words.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let text = |key: &str| {
            let text = words.as_ref().and_then(|words| words.get(key)?.as_str());
            plain_text(text.unwrap_or_default())
        };
        let (min_zoom, max_zoom) = (head.byte(100), head.byte(101));
        if min_zoom > max_zoom || max_zoom > 31 {
            return Err(OpenTilesError::Damaged(format!(
                "its zooms run from {min_zoom} to {max_zoom}"
            )));
        }
        let corner = |at: usize| unit_from_degrees(head.degrees(at + 4), head.degrees(at));
        let bounds = UnitBox::between(corner(102), corner(110));
        Ok(TileSetInfo {
            name: text("name"),
            credit: text("attribution"),
            min_zoom: min_zoom.min(TileId::DEEPEST),
            max_zoom: max_zoom.min(TileId::DEEPEST),
            bounds: if bounds.west < bounds.east && bounds.north < bounds.south {
                bounds
            } else {
                UnitBox::WORLD
            },
        })
    }
}

/// The fixed first bytes.
struct Head<'b> {
    bytes: &'b [u8],
}

impl Head<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn number(&self, at: usize) -> u64 {
        let bytes = self.bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u64::from_le_bytes)
    }

    fn degrees(&self, at: usize) -> f64 {
        let bytes = self.bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        f64::from(bytes.map_or(0, i32::from_le_bytes)) / 1e7
    }
}

/// Reads a stretch that must lie within the file; its length was limited before.
fn read_at<R: Read + Seek>(
    file: &mut R,
    file_len: u64,
    offset: u64,
    length: u64,
) -> Result<Vec<u8>, ReadTileError> {
    let unreadable = |error: std::io::Error| ReadTileError::Unreadable(reason(&error));
    if offset.checked_add(length).is_none_or(|end| end > file_len) {
        return Err(ReadTileError::Damaged(
            "it lies beyond the end of the file".to_owned(),
        ));
    }
    file.seek(SeekFrom::Start(offset)).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 != length {
        return Err(ReadTileError::Unreadable("the file became shorter".to_owned()));
    }
    Ok(bytes)
}

/// Reads a directory: columns of numbers, one after the other. `None` where it makes no sense.
fn read_directory(bytes: &[u8]) -> Option<Directory> {
    let mut rest = bytes;
    let mut number = || super::protobuf::varint(&mut rest);
    let count = number()?;
    // Every entry takes at least four bytes.
    if count > MAX_ENTRIES || count > bytes.len() as u64 / 4 {
        return None;
    }
    let mut entries = vec![
        Entry {
            first: 0,
            run: 0,
            offset: 0,
            length: 0
        };
        usize::try_from(count).ok()?
    ];
    let mut first = 0_u64;
    for entry in &mut entries {
        first = first.checked_add(number()?)?;
        entry.first = first;
    }
    for entry in &mut entries {
        entry.run = number()?;
    }
    for entry in &mut entries {
        entry.length = number()?;
        if entry.length == 0 {
            return None;
        }
    }
    let mut after = None;
    for entry in &mut entries {
        entry.offset = match number()? {
            // Nothing but the bytes after the entry before.
            0 => after?,
            offset => offset - 1,
        };
        after = entry.offset.checked_add(entry.length);
    }
    entries
        .is_sorted_by(|one, next| one.first < next.first)
        .then(|| entries.into())
}
