//! As much of zip archives as a KMZ file needs: the list of contents, and one entry unpacked to a limit.
//!
//! Believes no length: each is compared with what is there. No encryption, no archive in parts, none above
//! four gigabytes; those are named as what they are.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::ReadKmzError;

/// Entries in an archive; a KMZ file has a few, and a picture for each symbol.
const MAX_ENTRIES: usize = 10_000;
/// The end of the list of contents with the longest comment behind it.
const LONGEST_END: usize = 22 + 65_535;

/// An archive's list of contents.
#[derive(Debug)]
pub(super) struct Archive<'b> {
    bytes: &'b [u8],
    pub entries: Vec<Entry>,
}

/// A file in an archive.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    method: u16,
    encrypted: bool,
    crc: u32,
    packed: usize,
    /// Where its own header stands.
    header: usize,
}

impl<'b> Archive<'b> {
    /// Reads the list of contents, which stands at the end.
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, ReadKmzError> {
        let from = bytes.len().saturating_sub(LONGEST_END);
        let tail = bytes.get(from..).unwrap_or_default();
        let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
        let end = tail
            .get(end.ok_or(ReadKmzError::NotZip)?..)
            .ok_or(ReadKmzError::NotZip)?;
        let damaged = || ReadKmzError::Damaged {
            what: "its list of contents is cut off".to_owned(),
        };
        let count = usize::from(short(end, 10).ok_or_else(damaged)?);
        let start = long(end, 16).ok_or_else(damaged)?;
        if start == u32::MAX || count == 0xffff {
            return Err(ReadKmzError::Unknown {
                what: "is larger than four gigabytes or says so".to_owned(),
            });
        }
        if count > MAX_ENTRIES {
            return Err(ReadKmzError::Unknown {
                what: format!("has more than {MAX_ENTRIES} files"),
            });
        }
        let mut list = bytes.get(start as usize..).ok_or_else(damaged)?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let (entry, length) = entry_of(list).ok_or_else(damaged)?;
            entries.push(entry);
            list = list.get(length..).ok_or_else(damaged)?;
        }
        // Folders are entries too, with nothing in them.
        entries.retain(|entry| !entry.name.ends_with('/'));
        Ok(Self { bytes, entries })
    }

    /// Unpacks an entry of at most so many bytes.
    pub(super) fn unpack(&self, entry: &Entry, limit: usize) -> Result<Vec<u8>, ReadKmzError> {
        let name: String = entry.name.chars().take(60).collect();
        let damaged = |what: &str| ReadKmzError::Damaged {
            what: format!("`{name}` {what}"),
        };
        if entry.encrypted {
            let what = "is locked with a password".to_owned();
            return Err(ReadKmzError::Unknown { what });
        }
        let header = self
            .bytes
            .get(entry.header..)
            .filter(|header| header.starts_with(b"PK\x03\x04"));
        let header = header.ok_or_else(|| damaged("is not where the list of contents says"))?;
        let data = short(header, 26)
            .zip(short(header, 28))
            .and_then(|(name, extra)| header.get(30 + usize::from(name) + usize::from(extra)..))
            .and_then(|data| data.get(..entry.packed))
            .ok_or_else(|| damaged("is cut off"))?;
        let mut unpacked = Vec::new();
        let beyond = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = match entry.method {
            0 => data.take(beyond).read_to_end(&mut unpacked),
            8 => DeflateDecoder::new(data).take(beyond).read_to_end(&mut unpacked),
            other => {
                let what = format!("packs its files in a way (number {other})");
                return Err(ReadKmzError::Unknown { what });
            }
        };
        read.map_err(|_| damaged("cannot be unpacked"))?;
        if unpacked.len() > limit {
            return Err(ReadKmzError::TooLarge { name });
        }
        let mut crc = Crc::new();
        crc.update(&unpacked);
        if crc.sum() != entry.crc {
            return Err(damaged("is not what was packed: its checksum differs"));
        }
        Ok(unpacked)
    }
}

/// Reads one entry of the list of contents and how long it is.
fn entry_of(list: &[u8]) -> Option<(Entry, usize)> {
    if !list.starts_with(b"PK\x01\x02") {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| short(list, at).map(usize::from));
    let (name, extra, comment) = (name?, extra?, comment?);
    let entry = Entry {
        // Names in other encodings matter only for what is shown.
        name: String::from_utf8_lossy(list.get(46..46 + name)?).into_owned(),
        encrypted: short(list, 8)? & 1 != 0,
        method: short(list, 10)?,
        crc: long(list, 16)?,
        packed: long(list, 20)? as usize,
        header: long(list, 42)? as usize,
    };
    Some((entry, 46 + name + extra + comment))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}
