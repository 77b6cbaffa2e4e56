//! Pixels of a tile: PNG, JPEG and WebP, told by their first bytes.
//!
//! Only still pictures of at most 4096 by 4096 pixels; large ones are made smaller, since a tile is seen
//! at some hundred points.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use super::ReadTileError;

/// Largest side, in pixels.
const MAX_SIDE: u32 = 4096;
/// Largest side that is kept, in pixels.
const KEPT_SIDE: u32 = 1024;

/// A picture: rows from the north, each from the west, four bytes a pixel, not premultiplied.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red, green, blue, alpha.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raster({} × {})", self.width, self.height)
    }
}

fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(bytes).ok()?;
    matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP).then_some(format)
}

/// Returns whether bytes begin as one of the three formats does.
pub(super) fn is_image(bytes: &[u8]) -> bool {
    format_of(bytes).is_some()
}

/// Reads a picture.
pub(super) fn decode(bytes: &[u8]) -> Result<Raster, ReadTileError> {
    let damaged = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => {
            ReadTileError::TooLarge(format!("a picture may have {MAX_SIDE} × {MAX_SIDE} pixels"))
        }
        error => ReadTileError::Damaged(format!("its picture cannot be read ({error})")),
    };
    let format = format_of(bytes).ok_or_else(|| ReadTileError::Damaged("it is no picture".to_owned()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(160 << 20);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut picture = reader.decode().map_err(damaged)?;
    if picture.width() > KEPT_SIDE || picture.height() > KEPT_SIDE {
        picture = picture.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    let pixels = picture.into_rgba8();
    Ok(Raster {
        width: pixels.width() as usize,
        height: pixels.height() as usize,
        rgba: pixels.into_raw(),
    })
}
