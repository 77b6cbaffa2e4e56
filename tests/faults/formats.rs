//! Formats for ever: the frozen files of `tests/formats` read as they did on the day they were frozen.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use entente::exercise::Session;
use entente::files::exercise::{log_file, read as read_exercise, write as write_exercise};
use entente::files::formats::{EXERCISE_FORMAT, FORMAT};
use entente::files::{Seal, ron_text};
use entente::testing::faults::listing;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats"))
}

#[test]
fn every_format_that_ever_was_reads_as_it_always_did() {
    for format in 1..=FORMAT {
        let read = |ending: &str| fs::read(folder().join(format!("v{format}.{ending}"))).unwrap();
        let listed = listing(&read("plan.ron"), &read("journal")).unwrap_or_else(|broken| panic!("{broken}"));
        let expected = String::from_utf8(read("expected")).unwrap();
        assert!(expected.lines().count() > 500, "an expectation that says little");
        // The first line that differs says more than both texts.
        for (number, (listed, expected)) in listed.lines().zip(expected.lines()).enumerate() {
            assert_eq!(listed, expected, "line {} of format {format}", number + 1);
        }
        assert_eq!(listed.len(), expected.len());
    }
}

#[test]
fn the_newest_format_is_written_as_it_was_frozen() {
    let bytes = fs::read(folder().join(format!("v{FORMAT}.plan.ron"))).unwrap();
    let plan = ron_text::read(&bytes).unwrap().plan;
    assert_eq!(ron_text::write(&plan).unwrap().into_bytes(), bytes);
}

/// What the plan is after the run that was frozen, format by format: the hash of its content.
const PLANS_AFTER: [&str; EXERCISE_FORMAT as usize] =
    ["81d62022791b6463b4fb772edfb1cf9ede8a59519f98e85bac8a30e076cb4965"];

#[test]
fn exercises_and_logs_of_every_format_give_the_plan_that_they_always_gave() {
    for (format, hash) in (1..).zip(PLANS_AFTER) {
        let file = |ending: &str| folder().join(format!("v{format}.exercise.{ending}"));
        let read = read_exercise(&fs::read(file("ron")).unwrap()).unwrap();
        assert_eq!(read.seal, Seal::Sealed);
        let log = log_file::log_of(&file("log"), &fs::read(file("log")).unwrap()).unwrap();
        assert_eq!((log.is_torn, log.hash), (false, read.hash));
        let session = Session::of(Arc::new(read.exercise), &log.entries).unwrap();
        let after = ron_text::plan_hash(&session.state().truth).unwrap();
        assert_eq!(after.to_string(), hash, "format {format}");
    }
}

#[test]
fn the_newest_format_of_exercises_is_written_as_it_was_frozen() {
    let bytes = fs::read(folder().join(format!("v{EXERCISE_FORMAT}.exercise.ron"))).unwrap();
    let exercise = read_exercise(&bytes).unwrap().exercise;
    assert_eq!(write_exercise(&exercise).unwrap().into_bytes(), bytes);
}
