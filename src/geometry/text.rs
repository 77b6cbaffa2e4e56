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
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            if points.len() == MAX_POINTS {
                return Err(E::custom(format_args!(
                    "more than {MAX_POINTS} positions in one shape"
                )));
            }
            match line.parse() {
                Ok(point) => points.push(point),
                Err(error) => return Err(E::custom(format_args!("line {number} of the block: {error}"))),
            }
        }
        if points.is_empty() {
            return Err(E::custom(
                "line 0 of the block: a shape needs at least one position",
            ));
        }
        Ok(points)
    }
}
