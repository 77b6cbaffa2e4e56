//! Damaged plans and journals: of every sample, of every frozen format.

use entente::files::ron_text;
use entente::samples;
use entente::testing::Chance;
use entente::testing::faults::{damaged_journal, damaged_plan, journal_of, plan_of};
use entente::testing::generate::{self, Size};

#[test]
fn every_damage_to_a_small_plan_is_refused_or_said() {
    let text = ron_text::write(&plan_of(3)).unwrap();
    let figures = damaged_plan(text.as_bytes(), usize::MAX, &mut Chance::new(1))
        .unwrap_or_else(|broken| panic!("{broken}"));
    assert!(figures.readings as usize > text.len() * 9, "{figures:?}");
    // Both happen, and often: flips in names read well, and are said.
    assert!(figures.refused > 500 && figures.said > 500, "{figures:?}");
}

#[test]
fn damage_to_a_sample_is_refused_or_said() {
    for sample in samples::ALL {
        let mut chance = Chance::new(2);
        let figures =
            damaged_plan(sample.text.as_bytes(), 60, &mut chance).unwrap_or_else(|broken| panic!("{broken}"));
        assert!(
            figures.readings > 30 && figures.refused + figures.said == figures.readings,
            "{figures:?}"
        );
    }
}

#[test]
fn damage_to_a_journal_leaves_a_sound_beginning_or_nothing() {
    let mut chance = Chance::new(3);
    let plan = generate::plan(&mut chance, Size { rows: 1 });
    let journal = journal_of(&plan, 6, &mut chance).unwrap();
    let figures = damaged_journal(&journal, 500, &mut chance).unwrap_or_else(|broken| panic!("{broken}"));
    assert!(figures.refused > 30 && figures.said > 30, "{figures:?}");
}
