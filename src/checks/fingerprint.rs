//! Labels of findings, for lists and logs: code, subjects and place, hashed.
//!
//! Not the key of waivers: those are bound by code, subjects and a point (`verdict`).

use sha2::{Digest, Sha256};

use crate::geometry::Position;
use crate::model::AnyId;

/// Returns 16 hexadecimal digits that stay the same while code, subjects and rough place do.
pub(super) fn fingerprint(code: &str, subjects: &[AnyId], at: Option<Position>) -> String {
    let mut hasher = Sha256::new();
    hasher.update(code.as_bytes());
    for subject in subjects {
        hasher.update([0]);
        hasher.update(subject.to_string().as_bytes());
    }
    hasher.update([1]);
    if let Some(at) = at {
        hasher.update(geohash(at, 6).as_bytes());
    }
    let digest = hasher.finalize();
    let bits = digest
        .iter()
        .take(8)
        .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    format!("{bits:016x}")
}

/// Returns the geohash of a position: 6 letters name a cell of about 1.2 km by 0.6 km.
///
/// # Source
/// G. Niemeyer, geohash.org (2008): longitude and latitude halved in turn, five bits a letter.
fn geohash(position: Position, letters: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
    let mut longitude = (-1_800_000_000_i64, 1_800_000_000_i64);
    let mut latitude = (-900_000_000_i64, 900_000_000_i64);
    let mut even = true;
    let mut hash = String::with_capacity(letters);
    for _ in 0..letters {
        let mut letter = 0_usize;
        for _ in 0..5 {
            let (range, value) = if even {
                (&mut longitude, i64::from(position.lon_e7()))
            } else {
                (&mut latitude, i64::from(position.lat_e7()))
            };
            let middle = i64::midpoint(range.0, range.1);
            let upper = value >= middle;
            if upper {
                range.0 = middle;
            } else {
                range.1 = middle;
            }
            letter = letter << 1 | usize::from(upper);
            even = !even;
        }
        hash.push(ALPHABET.get(letter).copied().map_or('0', char::from));
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_geohash_is_the_known_one() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        assert_eq!(geohash(at(57.64911, 10.40744), 11), "u4pruydqqvj");
        assert_eq!(geohash(at(42.605, -5.603), 5), "ezs42");
    }

    #[test]
    fn place_and_subjects_tell_findings_apart() {
        let subject: AnyId = "s-00000001".parse().unwrap();
        let here = Position::new(33.3, 43.8);
        let of = |code, subjects: &[AnyId], at: Option<Position>| fingerprint(code, subjects, at);
        assert_eq!(
            of("A01", &[subject], here.clone().ok()),
            of("A01", &[subject], here.clone().ok())
        );
        assert_ne!(
            of("A01", &[subject], here.clone().ok()),
            of("A02", &[subject], here.clone().ok())
        );
        assert_ne!(
            of("A01", &[subject], here.ok()),
            of("A01", &[subject], Position::new(34.3, 43.8).ok())
        );
    }
}
