//! Random work for a while, with what must always hold looked at after every command.

use entente::testing::faults::{SoakFigures, lossless_merges, sitting, soak};

#[test]
fn random_work_with_crashes_and_merges_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut goes_on = |figures: &SoakFigures| figures.rounds < 2;
    let figures = soak(folder.path(), 1, &mut goes_on, &|| None).unwrap_or_else(|broken| panic!("{broken}"));
    assert_eq!((figures.rounds, figures.commands), (2, 160));
    assert!(
        figures.saves > 5 && figures.merges > 1 && figures.crashes > 1,
        "{figures:?}"
    );
}

#[test]
fn a_sitting_does_every_step_and_says_nothing_of_memory_before_the_history_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let grown = sitting(folder.path(), 60, &|| Some(1)).unwrap_or_else(|broken| panic!("{broken}"));
    assert_eq!(grown, None);
}

#[test]
fn what_either_side_did_is_merged_or_named() {
    let figures = lossless_merges(1, 300).unwrap_or_else(|broken| panic!("{broken}"));
    assert!(figures.both > 50 && figures.conflicts > 50, "{figures:?}");
}
