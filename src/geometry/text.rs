//! Rings and paths as text blocks, one `latitude longitude` a line.
//!
//! Written as a raw multi-line RON string (a good diff, and four to ten times quicker to read than
//! tuples). Only RON writes them so: no other format serialises shapes through serde here.

use std::fmt;
use std::fmt::Write as _;

use serde::de::{Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use super::Position;

/// Most vertices one ring or path may have (reliability: 2 M in a whole plan).
const MAX_POINTS: usize = 2_000_000;

/// Indent of a vertex line; fixed, so that a shape looks the same at any depth.
const INDENT: &str = "        ";

pub(super) fn serialize<S: Serializer>(points: &[Position], serializer: S) -> Result<S::Ok, S::Error> {
    let mut block = String::with_capacity(16 + points.len() * 32);
    block.push_str("r\"\n");
    for point in points {
        writeln!(block, "{INDENT}{point}").map_err(S::Error::custom)?;
    }
    block.push_str("      \"");
    ron::value::RawValue::from_boxed_ron(block.into_boxed_str())
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Position>, D::Error> {
    deserializer.deserialize_str(Lines)
}

struct Lines;

impl Visitor<'_> for Lines {
    type Value = Vec<Position>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a block of positions, one `latitude longitude` a line")
    }

    /// Reports a fault as `line N of the block: …`, N counted from the line of the opening quote
    /// as 0: the reader of the file adds the block's own line.
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let mut points = Vec::with_capacity(text.len() / 24);
        // Pairs of words, wherever the lines break: an editor or a mail program may have broken them.
        let mut latitude: Option<(usize, &str)> = None;
        for (number, line) in lines(text) {
            for word in line.split_whitespace() {
                let Some((_, before)) = latitude.take() else {
                    latitude = Some((number, word));
                    continue;
                };
                if points.len() == MAX_POINTS {
                    return Err(E::custom(format_args!(
                        "line {number} of the block: more than {MAX_POINTS} positions in one shape"
                    )));
                }
                match Position::from_words(before, word) {
                    Ok(point) => points.push(point),
                    Err(error) => return Err(E::custom(format_args!("line {number} of the block: {error}"))),
                }
            }
        }
        if let Some((number, word)) = latitude {
            return Err(E::custom(format_args!(
                "line {number} of the block: `{}` has no longitude",
                word.chars().take(60).collect::<String>()
            )));
        }
        if points.is_empty() {
            return Err(E::custom(
                "line 0 of the block: a shape needs at least one position",
            ));
        }
        Ok(points)
    }
}

/// Returns the lines with their numbers, whether they end in a line feed, a carriage return or both.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let unix = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line));
    unix.flat_map(|line| line.split('\r')).enumerate()
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Path, Position, Ring};

    fn read(block: &str) -> Result<Path, String> {
        ron::from_str(&format!("r\"{block}\"")).map_err(|error| error.code.to_string())
    }

    #[test]
    fn any_white_space_and_line_ending_reads_the_same() {
        let expected = Path::new(vec![
            Position::new(33.5, 43.25).unwrap(),
            Position::new(-1.0, -180.0).unwrap(),
        ]);
        for block in [
            "\n  33.5000000 43.2500000\n  -1 -180\n",
            "\r\n33.5 43.25\r\n\r\n-1 -180\r\n",
            "33.5 43.25\r-1 -180\r",
            "33.5 43.25 -1 -180",
            "\t33.5\n\t43.25\u{a0}-1.0\u{2028}-180.000",
        ] {
            assert_eq!(read(block).unwrap(), expected, "{block:?}");
        }
    }

    #[test]
    fn a_fault_is_named_with_its_line() {
        for (block, expected) in [
            (
                "\n1 2\n3 x\n",
                "line 2 of the block: expected `latitude longitude`",
            ),
            ("\r\n1 2\r\n91 0\r\n", "line 2 of the block: latitude 91"),
            ("\r1 2\r3\r", "line 2 of the block: `3` has no longitude"),
            ("\n1 2\n3 NaN", "line 2 of the block: longitude NaN"),
            (
                "\n \n",
                "line 0 of the block: a shape needs at least one position",
            ),
        ] {
            let message = read(block).unwrap_err();
            assert!(message.contains(expected), "{block:?}: {message}");
        }
    }

    #[test]
    fn a_ring_is_written_one_vertex_a_line_and_reads_back() {
        let ring = Ring::new(vec![
            Position::new(33.5, 43.25).unwrap(),
            Position::new(-0.000_000_1, 179.999_999_9).unwrap(),
        ]);
        let text = ron::to_string(&ring).unwrap();
        assert_eq!(
            text,
            "r\"\n        33.5000000 43.2500000\n        -0.0000001 179.9999999\n      \""
        );
        assert_eq!(ron::from_str::<Ring>(&text).unwrap(), ring);
    }
}
