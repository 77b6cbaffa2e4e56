//! The few ways numbers and texts stand in a base map file.
//!
//! Unsigned numbers are LEB128, seven bits a byte, the lowest first; signed ones are zigzag-coded
//! before; a text is its length in bytes and UTF-8. A reader past the end is an error, never a panic.

use super::ReadBaseMapError;

/// The bytes at hand are not what the format says must stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

impl Malformed {
    /// Names the part of the file for the error that leaves the module.
    pub(super) fn in_part(part: &'static str) -> impl Fn(Self) -> ReadBaseMapError {
        move |_| ReadBaseMapError::Malformed { part }
    }
}

/// Reads from the front of a slice.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Malformed> {
        let (&byte, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        Ok(byte)
    }

    pub(super) fn u64_le(&mut self) -> Result<u64, Malformed> {
        let bytes = self.take(8)?.try_into().map_err(|_| Malformed)?;
        Ok(u64::from_le_bytes(bytes))
    }

    pub(super) fn unsigned(&mut self) -> Result<u32, Malformed> {
        let mut value = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| Malformed);
            }
        }
        Err(Malformed)
    }

    pub(super) fn signed(&mut self) -> Result<i32, Malformed> {
        let coded = self.unsigned()?;
        Ok((coded >> 1) as i32 ^ -((coded & 1) as i32))
    }

    /// Reads how many things follow, each at least `bytes_each` long: so a wrong number cannot ask
    /// for more memory than the file is long.
    pub(super) fn count(&mut self, bytes_each: usize) -> Result<usize, Malformed> {
        let count = self.unsigned()? as usize;
        let needed = count.checked_mul(bytes_each).ok_or(Malformed)?;
        if needed > self.rest.len() {
            return Err(Malformed);
        }
        Ok(count)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Malformed> {
        let count = self.count(1)?;
        std::str::from_utf8(self.take(count)?).map_err(|_| Malformed)
    }

    /// Reads a text of which an empty one means that there is none.
    pub(super) fn optional_text(&mut self) -> Result<Option<&'a str>, Malformed> {
        Ok(Some(self.text()?).filter(|text| !text.is_empty()))
    }
}

pub(super) fn put_unsigned(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn put_signed(out: &mut Vec<u8>, value: i32) {
    put_unsigned(out, ((value << 1) ^ (value >> 31)) as u32);
}

pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_unsigned(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back_as_they_were_put() {
        let mut bytes = Vec::new();
        for value in [0, 1, 127, 128, 300_000, u32::MAX] {
            put_unsigned(&mut bytes, value);
        }
        for value in [0, -1, 63, -64, 64, i32::MIN, i32::MAX] {
            put_signed(&mut bytes, value);
        }
        put_text(&mut bytes, "الفلوجة");
        put_text(&mut bytes, "");

        let mut cursor = Cursor::new(&bytes);
        for value in [0, 1, 127, 128, 300_000, u32::MAX] {
            assert_eq!(cursor.unsigned(), Ok(value));
        }
        for value in [0, -1, 63, -64, 64, i32::MIN, i32::MAX] {
            assert_eq!(cursor.signed(), Ok(value));
        }
        assert_eq!(cursor.text(), Ok("الفلوجة"));
        assert_eq!(cursor.optional_text(), Ok(None));
        assert!(cursor.rest().is_empty());
    }

    #[test]
    fn a_number_that_never_ends_or_is_too_large_is_refused() {
        assert_eq!(Cursor::new(&[0x80; 12]).unsigned(), Err(Malformed));
        assert_eq!(
            Cursor::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]).unsigned(),
            Err(Malformed)
        );
        assert_eq!(Cursor::new(&[0x85]).unsigned(), Err(Malformed));
    }

    #[test]
    fn a_count_beyond_the_end_of_the_file_is_refused() {
        assert_eq!(Cursor::new(&[3, 0, 0, 0]).count(2), Err(Malformed));
        assert_eq!(Cursor::new(&[1, 0, 0, 0]).count(2), Ok(1));
        assert_eq!(Cursor::new(&[2, b'a']).text(), Err(Malformed));
        assert_eq!(Cursor::new(&[2, 0xff, 0xff]).text(), Err(Malformed));
    }
}
