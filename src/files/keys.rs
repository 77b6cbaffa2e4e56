//! The user's key that approves plans, and the keys of others that are known: in the user's folder, never in a plan.
//!
//! Knows bytes, not what a signature is: see `approval`. The folder and what is in it are the user's alone.

use std::io;
use std::path::PathBuf;

use crate::model::{Id, Stakeholder};

use super::atomic::write_private;
use super::disk::Disk;

/// Bytes of a key's seed.
const SEED: usize = 32;
/// More than any file of keys has.
const MOST: u64 = 4_000_000;

/// Where keys are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    folder: PathBuf,
}

/// A key that somebody said is a stakeholder's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownKey {
    /// Whose.
    pub stakeholder: Id<Stakeholder>,
    /// What the stakeholder was called then.
    pub name: String,
    /// The public key: 64 hexadecimal digits.
    pub key: String,
}

/// Why a key could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepKeyError {
    /// There is one already: a second would make what the first signed another's.
    #[error("there is a key already; remove {} first if it is lost or known to others", .0.display())]
    IsThere(PathBuf),
    /// The file does not hold what it should.
    #[error("{} is damaged; restore it from a copy, or remove it and make a key anew", .0.display())]
    Damaged(PathBuf),
    /// The disk refused it.
    #[error("{}", super::atomic::reason(.0))]
    Disk(#[from] io::Error),
}

impl Keys {
    /// Keeps them in this folder, which is made when it is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Returns the seed of the user's own key; `None`: there is none yet.
    ///
    /// # Errors
    /// [`KeepKeyError::Damaged`], [`KeepKeyError::Disk`]
    pub fn own(&self, disk: &dyn Disk) -> Result<Option<[u8; SEED]>, KeepKeyError> {
        let path = self.own_path();
        let bytes = match disk.read(&path, MOST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let text = String::from_utf8(bytes).unwrap_or_default();
        let seed = bytes_of::<SEED>(text.trim());
        seed.map(Some).ok_or(KeepKeyError::Damaged(path))
    }

    /// Keeps the seed of the user's own key.
    ///
    /// # Errors
    /// [`KeepKeyError::IsThere`] where there is one, [`KeepKeyError::Disk`]
    pub fn keep_own(&self, disk: &dyn Disk, seed: [u8; SEED]) -> Result<(), KeepKeyError> {
        if self.own(disk)?.is_some() {
            return Err(KeepKeyError::IsThere(self.own_path()));
        }
        disk.make_private_folder(&self.folder)?;
        let text = format!("{}\n", digits_of(&seed));
        Ok(write_private(disk, &self.own_path(), text.as_bytes())?)
    }

    /// Returns the keys that are known, by stakeholder.
    ///
    /// # Errors
    /// [`KeepKeyError::Damaged`], [`KeepKeyError::Disk`]
    pub fn known(&self, disk: &dyn Disk) -> Result<Vec<KnownKey>, KeepKeyError> {
        let path = self.known_path();
        let bytes = match disk.read(&path, MOST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        serde_json::from_slice(&bytes).map_err(|_| KeepKeyError::Damaged(path))
    }

    /// Remembers that a key is a stakeholder's, in place of the one that was known for it.
    ///
    /// # Errors
    /// As [`Keys::known`].
    pub fn know(&self, disk: &dyn Disk, key: KnownKey) -> Result<(), KeepKeyError> {
        let mut known = self.known(disk)?;
        known.retain(|other| other.stakeholder != key.stakeholder);
        known.push(key);
        known.sort_unstable();
        disk.make_private_folder(&self.folder)?;
        let mut text = serde_json::to_vec_pretty(&known).map_err(io::Error::from)?;
        text.push(b'\n');
        Ok(write_private(disk, &self.known_path(), &text)?)
    }

    fn own_path(&self) -> PathBuf {
        self.folder.join("own.key")
    }

    fn known_path(&self) -> PathBuf {
        self.folder.join("known.json")
    }
}

/// Returns bytes as hexadecimal digits.
pub fn digits_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Returns the bytes of so many pairs of hexadecimal digits in lower case.
pub fn bytes_of<const COUNT: usize>(digits: &str) -> Option<[u8; COUNT]> {
    if digits.len() != 2 * COUNT
        || !digits
            .bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    {
        return None;
    }
    let mut bytes = [0; COUNT];
    for (byte, place) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(place..place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::disk::LocalDisk;
    use super::*;

    fn known(bits: u64, key: &str) -> KnownKey {
        KnownKey {
            stakeholder: Id::from_bits(bits),
            name: "North".to_owned(),
            key: key.to_owned(),
        }
    }

    #[test]
    fn a_key_is_kept_once_and_for_its_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::in_folder(folder.path().join("config/keys"));
        assert_eq!(keys.own(&LocalDisk).unwrap(), None);
        keys.keep_own(&LocalDisk, [7; SEED]).unwrap();
        assert_eq!(keys.own(&LocalDisk).unwrap(), Some([7; SEED]));
        let again = keys.keep_own(&LocalDisk, [8; SEED]);
        assert!(matches!(again, Err(KeepKeyError::IsThere(_))));
        assert_eq!(keys.own(&LocalDisk).unwrap(), Some([7; SEED]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(keys.own_path()), 0o600);
            assert_eq!(mode(folder.path().join("config/keys")), 0o700);
        }
    }

    #[test]
    fn a_damaged_key_is_said_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::in_folder(folder.path());
        for text in ["", "07", &"g".repeat(64), &"A".repeat(64)] {
            std::fs::write(keys.own_path(), text).unwrap();
            assert!(
                matches!(keys.own(&LocalDisk), Err(KeepKeyError::Damaged(_))),
                "{text}"
            );
            assert!(keys.keep_own(&LocalDisk, [1; SEED]).is_err());
        }
        std::fs::write(keys.known_path(), "[{}]").unwrap();
        assert!(matches!(keys.known(&LocalDisk), Err(KeepKeyError::Damaged(_))));
        assert!(keys.know(&LocalDisk, known(1, "aa")).is_err());
    }

    #[test]
    fn one_key_is_known_for_a_stakeholder() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::in_folder(folder.path());
        for (bits, key) in [(2, "bb"), (1, "aa"), (2, "cc")] {
            keys.know(&LocalDisk, known(bits, key)).unwrap();
        }
        assert_eq!(keys.known(&LocalDisk).unwrap(), [known(1, "aa"), known(2, "cc")]);
    }
}
