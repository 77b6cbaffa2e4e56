//! How many starts in a row went wrong: counted before the window opens, forgotten once it has drawn.

use std::path::PathBuf;

use super::atomic::{Existing, write_file};
use super::disk::{Disk as _, LocalDisk};

/// The count of starts that went wrong.
#[derive(Clone, Debug)]
pub struct Starts {
    path: PathBuf,
}

impl Starts {
    /// Counts in a folder of settings.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            path: folder.into().join("starts"),
        }
    }

    /// Counts a start, and returns how many before it went wrong; where nothing can be counted, none did.
    pub fn begin(&self) -> u32 {
        let text = LocalDisk.read(&self.path, 16).unwrap_or_default();
        let failed = String::from_utf8(text)
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let failed: u32 = failed.unwrap_or(0);
        if let Some(folder) = self.path.parent()
            && LocalDisk.make_private_folder(folder).is_ok()
        {
            let text = failed.saturating_add(1).to_string();
            // Where it cannot be written there is no safe mode by itself; the switch is still there.
            let _ = write_file(&LocalDisk, &self.path, text.as_bytes(), Existing::Replace, None);
        }
        failed
    }

    /// Forgets the count.
    pub fn went_well(&self) {
        let _ = LocalDisk.remove(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_counted_until_one_goes_well() {
        let folder = tempfile::tempdir().unwrap();
        let starts = Starts::in_folder(folder.path().join("config"));
        assert_eq!([starts.begin(), starts.begin(), starts.begin()], [0, 1, 2]);
        starts.went_well();
        assert_eq!(starts.begin(), 0);
    }
}
