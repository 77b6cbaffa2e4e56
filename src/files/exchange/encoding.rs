//! Bytes of a file as text, in the encodings that partners' programs write.
//!
//! UTF-8 and UTF-16 by their marks; ISO 8859-1 and its Windows relative where a file says that it is in
//! them. No encoding is guessed: a wrong guess turns every name into another one.

use std::borrow::Cow;

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not text in UTF-8.
    #[error("line {line} is not text in UTF-8; save the file in that encoding")]
    NotUtf8 {
        /// The first line that is not, counted from 1.
        line: usize,
    },
    /// Half a character of UTF-16.
    #[error("the file is damaged: its text in UTF-16 breaks off in the middle of a character")]
    NotUtf16,
    /// An encoding that nobody here knows.
    #[error("the file says it is in the encoding `{name}`, which is not read; save it as UTF-8")]
    Unknown {
        /// What it says.
        name: String,
    },
}

/// The letters of Windows-1252 that ISO 8859-1 has no sign for, from 0x80.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Returns bytes as text without a byte order mark; `declared` is what the file says of itself.
///
/// # Errors
/// [`DecodeError`].
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<Cow<'b, str>, DecodeError> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let name = declared.unwrap_or("utf-8").trim().to_lowercase();
    match name.as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => utf8(bytes),
        "iso-8859-1" | "iso8859-1" | "latin1" | "windows-1252" | "cp1252" => {
            let letters = bytes.iter().map(|byte| match byte {
                0x80..=0x9f => WINDOWS.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
                byte => char::from(*byte),
            });
            Ok(Cow::Owned(letters.collect()))
        }
        _ => Err(DecodeError::Unknown {
            name: name.chars().take(40).collect(),
        }),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        DecodeError::NotUtf8 {
            line: before.split(|byte| *byte == b'\n').count(),
        }
    })?;
    Ok(Cow::Borrowed(text))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, DecodeError> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(DecodeError::NotUtf16);
    }
    let letters = char::decode_utf16(units.iter().copied().map(unit));
    let text: Result<String, _> = letters.collect();
    text.map(Cow::Owned).map_err(|_| DecodeError::NotUtf16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encoding_it_says() {
        assert_eq!(decode(b"\xef\xbb\xbfab", None).as_deref(), Ok("ab"));
        assert_eq!(decode(b"\xff\xfea\0\x2c\x06", None).as_deref(), Ok("a\u{62c}"));
        assert_eq!(decode(b"\xfe\xff\0a", Some("utf-16")).as_deref(), Ok("a"));
        assert_eq!(
            decode(b"caf\xe9 \x93", Some("ISO-8859-1")).as_deref(),
            Ok("café “")
        );
        assert_eq!(decode(b"a\n\xe9", None), Err(DecodeError::NotUtf8 { line: 2 }));
        assert_eq!(decode(b"\xff\xfea", None), Err(DecodeError::NotUtf16));
        let unknown = decode(b"a", Some("windows-1256")).unwrap_err().to_string();
        assert!(
            unknown.contains("`windows-1256`") && unknown.contains("save it as UTF-8"),
            "{unknown}"
        );
    }
}
