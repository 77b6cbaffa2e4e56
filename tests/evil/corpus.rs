//! The fuzz corpus through its parsers: as it is, cut off, and bent.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::parsers::{self, Parser};

/// How long any of these small files may take, on a busy machine and without optimisation.
const MOST: Duration = Duration::from_secs(10);
/// Cuts and bends tried of each file.
const TRIES: usize = 24;

fn files_of(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a parser takes is what is tested"
)]
fn parse(parser: Parser, bytes: &[u8], path: &Path) {
    let start = Instant::now();
    parser(bytes);
    let took = start.elapsed();
    assert!(took < MOST, "{} took {took:?}", path.display());
}

#[test]
fn every_file_of_the_corpus_is_parsed_whole_cut_off_and_bent() {
    for (name, parser) in parsers::ALL {
        let files = files_of(name);
        assert!(files.len() >= 3, "{name} has next to no corpus");
        for path in files {
            let bytes = std::fs::read(&path).unwrap();
            parse(*parser, &bytes, &path);
            for try_ in 0..TRIES.min(bytes.len()) {
                let at = bytes.len() * try_ / TRIES;
                parse(*parser, &bytes[..at], &path);
                let mut bent = bytes.clone();
                bent[at] ^= 1 << (try_ % 8);
                parse(*parser, &bent, &path);
            }
        }
    }
}

#[test]
fn every_parser_has_a_fuzz_target_and_every_target_a_parser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let names = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let parsers: Vec<&str> = parsers::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("fuzz_targets"), parsers);
    assert_eq!(names("corpus"), parsers);
}

#[test]
fn a_journal_made_of_its_parts_is_a_journal() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/journal/session.txt");
    let bytes = parsers::sealed_journal(&std::fs::read(path).unwrap());
    let kept = entente::files::journal::read(PathBuf::from("x.journal"), &bytes).unwrap();
    assert!(!kept.is_torn && kept.is_left);
    assert_eq!((kept.steps.len(), kept.live), (3, 2));
}
