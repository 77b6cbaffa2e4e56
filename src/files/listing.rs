//! What is in a folder, for choosing a file.

use std::io;
use std::path::Path;

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
}
