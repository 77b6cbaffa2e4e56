//! Formats for ever: the frozen files of `tests/formats` read as they did on the day they were frozen.

use std::fs;
use std::path::Path;

use entente::files::formats::FORMAT;
use entente::files::ron_text;
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
