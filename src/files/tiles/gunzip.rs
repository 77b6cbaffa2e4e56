//! Unpacking gzip, no further than a limit: a small file may unpack to more than there is memory.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::ReadTileError;

/// Returns whether bytes begin as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Unpacks gzip of at most so many bytes.
pub(super) fn gunzip(packed: &[u8], limit: usize) -> Result<Vec<u8>, ReadTileError> {
    let mut unpacked = Vec::new();
    let beyond = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(packed)
        .take(beyond)
        .read_to_end(&mut unpacked)
        .map_err(|error| {
            ReadTileError::Damaged(format!("its compressed part cannot be unpacked ({error})"))
        })?;
    if unpacked.len() > limit {
        return Err(ReadTileError::TooLarge(format!(
            "it unpacks to more than {limit} bytes"
        )));
    }
    Ok(unpacked)
}
