//! Typed ids: short, random, with the kind's letter in front (`s-7k3qf2xm`).
//!
//! Sequential ids collide when two offices branch from one plan, so ids are 40 random bits. Nothing
//! here makes randomness: whoever creates an entity hands the bits in, or derives them from a name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use sha2::{Digest, Sha256};

/// Crockford's base 32, lower case: no i, l, o, u. In ASCII order, so ids sort as their texts do.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters after the kind's letter.
const LETTERS: u32 = 8;

/// What has ids: the letter tells the kinds apart in text.
pub trait Lettered {
    /// The letter in front.
    const LETTER: char;
}

/// The id of an `E`: 40 bits.
pub struct Id<E> {
    bits: u64,
    kind: PhantomData<fn() -> E>,
}

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not an id of this kind: expected `{letter}-` and 8 of the letters 0-9 a-z without i, l, o, u"
)]
pub struct IdError {
    /// What was found, shortened.
    pub text: String,
    /// The letter of the kind that was expected; `?` where any kind would do.
    pub letter: char,
}

impl IdError {
    /// Makes the error; the text is shortened to what fits a message.
    pub(crate) fn new(text: &str, letter: char) -> Self {
        Self {
            text: text.chars().take(40).collect(),
            letter,
        }
    }
}

impl<E> Id<E> {
    /// Makes an id of the lowest 40 of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self {
            bits: bits & ((1 << 40) - 1),
            kind: PhantomData,
        }
    }

    /// Derives an id from words, the same one for the same words on every machine.
    ///
    /// Used by imports (words: the foreign id) and fixes (words: finding and role).
    pub fn derived<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Self {
        let mut hasher = Sha256::new();
        for word in words {
            hasher.update(word.as_ref().as_bytes());
            hasher.update([0]);
        }
        let bits = hasher
            .finalize()
            .iter()
            .take(5)
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Self::from_bits(bits)
    }

    /// Returns the 40 bits.
    pub const fn bits(self) -> u64 {
        self.bits
    }
}

impl<E: Lettered> FromStr for Id<E> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let bad = || IdError::new(text, E::LETTER);
        let body = text
            .strip_prefix(E::LETTER)
            .and_then(|rest| rest.strip_prefix('-'))
            .ok_or_else(bad)?;
        bits_of(body).map(Self::from_bits).ok_or_else(bad)
    }
}

/// Reads the eight letters; `None` where they are not eight of the alphabet.
pub(crate) fn bits_of(body: &str) -> Option<u64> {
    if body.len() != LETTERS as usize {
        return None;
    }
    body.bytes().try_fold(0, |bits: u64, letter| {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        Some(bits << 5 | value as u64)
    })
}

impl<E: Lettered> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", E::LETTER)?;
        for place in (0..LETTERS).rev() {
            let letter = ALPHABET
                .get((self.bits >> (5 * place)) as usize & 31)
                .copied()
                .unwrap_or(b'0');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl<E: Lettered> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Written out: derives would ask for the same of `E`.
impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.cmp(&other.bits)
    }
}
impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

impl<E: Lettered> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, E: Lettered> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnyId, Sector, Stakeholder};
    use super::*;

    #[test]
    fn text_and_bits_are_the_same_id() {
        let id: Id<Sector> = "s-7k3qf2xm".parse().unwrap();
        assert_eq!(id.to_string(), "s-7k3qf2xm");
        assert_eq!(Id::<Sector>::from_bits(id.bits()), id);
        assert_eq!("s-7k3qf2xm".parse::<AnyId>().unwrap(), AnyId::from(id));
    }

    #[test]
    fn another_kinds_letter_or_a_wrong_letter_is_refused() {
        for text in [
            "p-7k3qf2xm",
            "s-7k3qf2x",
            "s-7k3qf2xl",
            "s-7K3QF2XM",
            "s7k3qf2xm",
            "",
            "s-7k3qf2x\u{e9}",
        ] {
            assert!(text.parse::<Id<Sector>>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_words_derive_the_same_id_and_boundaries_between_words_count() {
        let derive = |words: &[&str]| Id::<Stakeholder>::derived(words.iter());
        assert_eq!(derive(&["ab", "c"]), derive(&["ab", "c"]));
        assert_ne!(derive(&["ab", "c"]), derive(&["a", "bc"]));
    }
}
