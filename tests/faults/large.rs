//! Plans at the limits, and plans that are small to send and would take for ever to work out: each is read, opened
//! and checked to its end. How long that takes is measured by `torture`.

use entente::checks::check;
use entente::editor::{Command, Editor, Jobs, Surroundings};
use entente::files::{Existing, LocalDisk, Seal, plan_file, ron_text};
use entente::geometry::{Geometry, Shape, Undecided, intersection};
use entente::model::Plan;
use entente::testing::faults::stars;
use entente::testing::generate::covering;

/// Spikes of a star. Two such stars meet in 400,000 places; of 5,000 spikes it would be millions, and take minutes and
/// gigabytes.
const SPIKES: u32 = 1_300;

/// Sectors of a large plan, each of 40 vertices. `ENTENTE_SECTORS=25000` makes it a million vertices.
fn sectors() -> usize {
    let asked = std::env::var("ENTENTE_SECTORS").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(1_000)
}

/// Writes a plan into a file, opens it in an editor, which checks it, and returns the codes of what was found.
fn opened_and_checked(plan: &Plan) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.plan.ron");
    plan_file::save_as(&LocalDisk, plan, &path, Existing::Refuse, None).unwrap();
    let mut editor = Editor::new(
        Surroundings::default(),
        Jobs::inline(),
        "2026-11-30".parse().unwrap(),
        7,
    );
    editor.obey(Command::Open(path));
    editor.collect();
    assert!(**editor.plan() == *plan);
    let dated = editor
        .document()
        .fresh_report()
        .expect("the check came to its end");
    dated.report.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn stars_that_cross_in_hundreds_of_thousands_of_places_are_checked_and_nothing_is_called_free_of_conflict() {
    let plan = stars(SPIKES);
    let text = ron_text::write(&plan).unwrap();
    assert!(text.len() < 1 << 20, "{} bytes", text.len());
    let read = ron_text::read(text.as_bytes()).unwrap();
    assert_eq!((read.plan == plan, read.seal), (true, Seal::Sealed));
    let codes = opened_and_checked(&plan);
    // Both pairs of stars are in conflict, as far as anybody can tell.
    assert!(
        codes.iter().filter(|code| **code == "A01").count() >= 2,
        "{codes:?}"
    );
    // The rings that cross themselves are said to.
    assert!(codes.contains(&"G01"), "{codes:?}");
}

#[test]
fn what_cannot_be_worked_out_is_undecided_and_ground_is_rather_claimed_too_widely_than_lost() {
    let plan = stars(SPIKES);
    let shapes: Vec<Shape> = plan
        .sectors
        .iter()
        .map(|(_, sector)| Shape::of(&sector.area))
        .collect();
    let [one, other, crossed, _] = shapes.as_slice() else {
        panic!("four sectors")
    };
    assert_eq!(intersection(one, other), Err(Undecided));
    let drawn = plan.sectors.iter().nth(2).unwrap().1;
    let bounds = Geometry::Area(drawn.area.clone());
    for point in bounds.points() {
        assert!(crossed.contains(point, entente::geometry::Rim::Inside), "{point}");
    }
}

#[test]
fn a_large_plan_is_read_opened_and_checked() {
    let plan = covering(3, sectors(), 8, 6);
    let text = ron_text::write(&plan).unwrap();
    assert!(ron_text::read(text.as_bytes()).unwrap().plan == plan);
    let codes = opened_and_checked(&plan);
    assert!(codes.contains(&"A01"));
    assert_eq!(
        codes.len(),
        check(&plan, Some("2026-11-30".parse().unwrap())).findings.len()
    );
}
