//! What is in a folder, for choosing a file; and what files that belong together are called.

use std::io;
use std::path::{Path, PathBuf};

/// One file or folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// False for folders, which come first.
    pub is_file: bool,
    /// Its name without its folder.
    pub name: String,
}

/// Lists a folder: folders first, each kind by name; what is hidden, unreadable or of no Unicode name is left out.
///
/// # Errors
/// What the system said where the folder cannot be read.
pub fn list_folder(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry
                .file_name()
                .into_string()
                .ok()
                .filter(|name| !name.starts_with('.'))?;
            // Through links: a link to a folder can be gone into.
            let metadata = std::fs::metadata(entry.path()).ok()?;
            (metadata.is_file() || metadata.is_dir()).then(|| Entry {
                is_file: metadata.is_file(),
                name,
            })
        })
        .collect();
    entries.sort_by_cached_key(|entry| (entry.is_file, entry.name.to_lowercase()));
    Ok(entries)
}

/// Makes a folder in a folder that is there.
///
/// # Errors
/// What the system said where it cannot be made, or is there already.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir(folder)
}

/// Returns where the page of a number goes: the first where it was asked for, others beside it with their
/// number.
pub fn numbered(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_hidden_files_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.plan.ron", "A.geojson", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("zone")).unwrap();
        let names: Vec<String> = list_folder(folder.path())
            .unwrap()
            .into_iter()
            .map(|entry| entry.name)
            .collect();
        assert_eq!(names, ["zone", "A.geojson", "b.plan.ron"]);
        assert!(list_folder(&folder.path().join("nowhere")).is_err());
    }

    #[test]
    fn a_folder_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = folder.path().join("drafts");
        make_folder(&drafts).unwrap();
        assert!(list_folder(&drafts).unwrap().is_empty());
        assert!(make_folder(&drafts).is_err());
    }

    #[test]
    fn further_pages_have_a_number() {
        assert_eq!(numbered(Path::new("a/map.svg"), 1), Path::new("a/map.svg"));
        assert_eq!(numbered(Path::new("a/map.svg"), 3), Path::new("a/map-3.svg"));
    }
}
