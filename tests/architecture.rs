//! Who may know whom.
//!
//! Proves that every `crate::…` path in `src/` follows the table in the crate's front page, that egui is
//! named in `ui` alone, that only `files` opens files, and that nothing below the window reads the clock.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and the modules it may name.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("geometry", &[]),
    ("model", &["geometry"]),
    ("checks", &["geometry", "model", "release"]),
    ("release", &["geometry", "model"]),
    ("compare", &["checks", "geometry", "model"]),
    ("verbs", &["geometry", "model"]),
    ("exercise", &["checks", "compare", "geometry", "model", "release"]),
    ("apart", &[]),
    ("approval", &["files", "model"]),
    (
        "drawing",
        &["checks", "exercise", "geometry", "language", "model"],
    ),
    ("files", &["apart", "exercise", "geometry", "model"]),
    ("backdrop", &["drawing", "files", "geometry"]),
    ("language", &[]),
    ("samples", &[]),
    ("threads", &["checks"]),
    (
        "testing",
        &["checks", "editor", "exercise", "files", "geometry", "model"],
    ),
    (
        "editor",
        &[
            "approval", "backdrop", "checks", "compare", "drawing", "exercise", "files", "geometry",
            "language", "model", "release", "samples", "threads", "verbs",
        ],
    ),
    (
        "cli",
        &[
            "apart", "approval", "backdrop", "checks", "compare", "drawing", "exercise", "files", "geometry",
            "model", "release", "samples", "threads",
        ],
    ),
    (
        "ui",
        &[
            "approval", "backdrop", "checks", "compare", "drawing", "editor", "exercise", "files",
            "geometry", "language", "model", "release", "samples", "verbs",
        ],
    ),
];

/// Words that only these modules may use, in code.
const RESERVED: &[(&str, &[&str])] = &[
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("i_overlay", &["geometry"]),
    ("std::fs", &["files"]),
    ("rusqlite", &["files"]),
    ("ed25519_dalek", &["approval"]),
    ("getrandom", &["ui", "cli"]),
    ("ureq", &["files"]),
    ("SystemTime::now", &["ui", "cli", "files"]),
    ("Instant::now", &["ui"]),
    ("std::env", &["ui", "cli", "apart"]),
    ("process::Command", &["apart", "ui"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The files that are compiled for tests alone: `#[cfg(test)] mod tests;` in the file above them.
fn for_tests_alone(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut alone = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        for declared in text.split("#[cfg(test)]\n").skip(1) {
            let line = declared.lines().next().unwrap_or_default();
            let name = line
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub(super) ");
            let Some(name) = name.strip_prefix("mod ").and_then(|name| name.strip_suffix(';')) else {
                continue;
            };
            let folder = if path.ends_with("mod.rs") {
                path.with_file_name("")
            } else {
                path.with_extension("")
            };
            alone.insert(folder.join(format!("{name}.rs")));
        }
    }
    alone
}

/// Whether a file is that module or lies below it.
fn is_in(path: &Path, module: &Path) -> bool {
    path == module || path.starts_with(module.with_extension(""))
}

/// The module that a file of `src/` belongs to, and its code without comments and tests.
fn modules() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let tests = for_tests_alone(&files);
    let named = files
        .into_iter()
        .filter(|path| !tests.iter().any(|alone| is_in(path, alone)))
        .filter_map(|path| {
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside
                .components()
                .next()?
                .as_os_str()
                .to_str()?
                .trim_end_matches(".rs")
                .to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let code = code.join("\n");
            let code = code
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default()
                .to_owned();
            (first != "main" && first != "lib").then_some((first, path, code))
        });
    named.collect()
}

#[test]
fn modules_know_only_what_the_front_page_allows() {
    let mut faults = BTreeSet::new();
    for (module, path, code) in modules() {
        let allowed = MAY_KNOW.iter().find(|(name, _)| *name == module);
        let Some((_, allowed)) = allowed else {
            faults.insert(format!("{module} is not in the table"));
            continue;
        };
        for rest in code.split("crate::").skip(1) {
            let named: String = rest
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            if named != module && !named.is_empty() && !allowed.contains(&named.as_str()) {
                faults.insert(format!("{}: {module} names {named}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn reserved_words_stay_in_their_modules() {
    let mut faults = BTreeSet::new();
    for (module, path, code) in modules() {
        for (word, allowed) in RESERVED {
            if code.contains(word) && !allowed.contains(&module.as_str()) {
                faults.insert(format!("{}: {module} uses {word}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_one_file_can_connect_to_a_network() {
    for (_, path, code) in modules() {
        if path.ends_with("files/tiles/online.rs") {
            assert!(code.contains("ureq"));
            continue;
        }
        for word in ["ureq", "std::net", "TcpStream", "UdpSocket", "ToSocketAddrs"] {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn every_file_says_on_top_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            sources(&folder, &mut files);
        }
    }
    let silent: Vec<_> = files
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
