//! Laws of exercises and their sessions, over generated ones.
//!
//! * Entry by entry, all at once, or up to a place: the same session.
//! * What was withdrawn has done nothing; time passed all the same, and an entry that does not fit changes nothing.
//! * The same exercise and the same log give the same plans, byte for byte, and what a cell knows is made of what it
//!   was told.
//! * An exercise survives its file, the same one gives the same bytes, and no flipped bit is taken for another sealed
//!   exercise; its list survives its table.

use std::sync::Arc;

use entente::exercise::{Entry, Event, Exercise, Session, check, rehearse, review};
use entente::files::exercise::{read, table, write};
use entente::files::{Seal, ron_text};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

const SEEDS: u64 = 40;

fn session(seed: u64) -> Session {
    generate::session(&mut Chance::new(seed), Size::SMALL, 40)
}

/// Every plan of a session as text: as it is, and as each cell knows it.
fn plans(session: &Session) -> Vec<String> {
    let state = session.state();
    let known = state.known.values();
    std::iter::once(&state.truth)
        .chain(known)
        .map(|plan| ron_text::write(plan).unwrap())
        .collect()
}

#[test]
fn generated_sessions_have_events_of_every_kind() {
    let mut kinds = std::collections::BTreeSet::new();
    let mut failures = 0;
    for seed in 0..SEEDS {
        let session = session(seed);
        failures += session.state().failures.len();
        kinds.extend(session.entries().iter().map(|entry| {
            let event = format!("{:?}", entry.event);
            event.split(['(', ' ', '{']).next().unwrap().to_owned()
        }));
    }
    assert_eq!(kinds.len(), 15, "{kinds:?}");
    assert!(failures > 10, "{failures}");
}

#[test]
fn one_entry_after_the_other_all_at_once_or_up_to_a_place_is_the_same() {
    for seed in 0..SEEDS {
        let session = session(seed);
        let again = Session::of(Arc::clone(session.exercise()), session.entries());
        assert_eq!(again.as_ref(), Ok(&session), "seed {seed}");
        let mut step_by_step = Session::begin(Arc::clone(session.exercise()));
        for (place, entry) in session.entries().iter().enumerate() {
            assert_eq!(session.after(place), step_by_step, "seed {seed}, {place}");
            step_by_step.add(entry.clone()).unwrap();
        }
        assert_eq!(session.after(usize::MAX), session);
    }
}

#[test]
fn what_does_not_fit_changes_nothing() {
    for seed in 0..SEEDS {
        let mut chance = Chance::new(seed);
        let mut session = generate::session(&mut chance, Size::SMALL, 10);
        for _ in 0..60 {
            let before = session.clone();
            let next = generate::entry(&mut chance, &session);
            if session.add(next).is_err() {
                assert_eq!(session, before, "seed {seed}");
            }
        }
    }
}

#[test]
fn what_was_withdrawn_has_done_nothing() {
    let mut withdrawn = 0;
    for seed in 0..SEEDS {
        let session = session(seed);
        let state = session.state();
        withdrawn += state.withdrawn.len();
        // The same log with something harmless in the place of what was withdrawn.
        let mut without = Session::begin(Arc::clone(session.exercise()));
        let harmless = |entry: &Entry| Entry {
            event: Event::Resumed,
            ..entry.clone()
        };
        let is_left_out = |place: usize, entry: &Entry| {
            state.withdrawn.contains(&place) || matches!(entry.event, Event::Withdrawn { .. })
        };
        let mut kept = true;
        for (place, entry) in session.entries().iter().enumerate() {
            let entry = if is_left_out(place, entry) {
                harmless(entry)
            } else {
                entry.clone()
            };
            // What rested on something that was withdrawn may not fit without it, and an end that was withdrawn
            // refused nothing before.
            kept &= without.add(entry).is_ok();
        }
        if kept {
            assert_eq!(without.state().truth, state.truth, "seed {seed}");
            assert_eq!(without.state().known, state.known, "seed {seed}");
            assert_eq!(without.state().stands, state.stands, "seed {seed}");
        }
    }
    assert!(withdrawn > 20, "{withdrawn}");
}

#[test]
fn the_same_exercise_and_log_give_the_same_plans_byte_for_byte() {
    for seed in 0..SEEDS {
        let session = session(seed);
        let text = write(session.exercise()).unwrap();
        let exercise = Arc::new(read(text.as_bytes()).unwrap().exercise);
        let again = Session::of(exercise, session.entries()).unwrap();
        assert_eq!(plans(&again), plans(&session), "seed {seed}");
        assert_eq!(plans(&again), plans(&session.after(usize::MAX)), "seed {seed}");
    }
}

#[test]
fn an_exercise_survives_its_file_and_gives_the_same_bytes() {
    for seed in 0..SEEDS {
        let exercise = generate::exercise(&mut Chance::new(seed), Size::SMALL);
        let text = write(&exercise).unwrap();
        let again = read(text.as_bytes()).unwrap();
        assert_eq!(
            (&again.exercise, again.seal),
            (&exercise, Seal::Sealed),
            "seed {seed}"
        );
        assert_eq!(write(&again.exercise).unwrap(), text, "seed {seed}");
        assert_eq!(exercise, generate::exercise(&mut Chance::new(seed), Size::SMALL));
    }
}

#[test]
fn no_flipped_bit_is_taken_for_another_sealed_exercise() {
    let mut chance = Chance::new(5);
    let exercise = generate::exercise(&mut chance, Size { rows: 1 });
    let text = write(&exercise).unwrap();
    let mut said = 0;
    for _ in 0..1500 {
        let mut bytes = text.clone().into_bytes();
        let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
        bytes[at] ^= 1 << chance.below(8);
        if let Ok(read) = read(&bytes) {
            said += u32::from(read.seal != Seal::Sealed);
            assert!(
                read.seal != Seal::Sealed || read.exercise == exercise,
                "byte {at}"
            );
        }
    }
    assert!(said > 100, "{said}");
}

#[test]
fn a_cut_off_exercise_is_refused() {
    let exercise = generate::exercise(&mut Chance::new(6), Size { rows: 1 });
    let text = write(&exercise).unwrap().into_bytes();
    for part in 0..60 {
        let cut = &text[..text.len() * part / 60];
        assert!(read(cut).is_err(), "{part}");
    }
}

#[test]
fn a_list_survives_its_table_but_for_what_tables_cannot_say() {
    for seed in 0..SEEDS {
        let mut exercise = generate::exercise(&mut Chance::new(seed), Size::SMALL);
        told_in_a_table(&mut exercise);
        let (taken, report) = table::read_injects(&table::write_injects(&exercise), &exercise).unwrap();
        assert_eq!(
            (report.added, report.notes.len()),
            (0, 0),
            "seed {seed}: {report:?}"
        );
        assert_eq!(taken.injects.len(), exercise.injects.len());
        for (taken, there) in taken.injects.iter().zip(&exercise.injects) {
            assert_eq!(
                (
                    taken.id,
                    taken.due,
                    &taken.to,
                    &taken.effects,
                    taken.after,
                    taken.branch
                ),
                (
                    there.id,
                    there.due,
                    &there.to,
                    &there.effects,
                    there.after,
                    there.branch
                ),
                "seed {seed}"
            );
        }
    }
}

/// Gives everything that a table names a name of its own, without signs that a table has a use for.
fn told_in_a_table(exercise: &mut Exercise) {
    for (place, cell) in exercise.cells.iter_mut().enumerate() {
        cell.name = format!("Cell {place}");
    }
    for (place, objective) in exercise.objectives.iter_mut().enumerate() {
        objective.name = format!("Objective {place}");
    }
    for (place, branch) in exercise.branches.iter_mut().enumerate() {
        branch.name = format!("Branch {place}");
    }
}

#[test]
fn rehearsals_reviews_and_remarks_are_the_same_every_time() {
    for seed in 0..12 {
        let exercise = Arc::new(generate::exercise(&mut Chance::new(seed), Size::SMALL));
        let session = rehearse(&exercise, None);
        assert_eq!(session, rehearse(&exercise, None), "seed {seed}");
        let judge = |session: &Session| {
            review(session, &mut |_, _| Some(entente::checks::Report::default())).unwrap()
        };
        assert_eq!(judge(&session), judge(&session), "seed {seed}");
        let said = |exercise: &Arc<Exercise>| -> Vec<String> {
            let remarks = check(exercise);
            remarks.iter().map(|remark| format!("{remark:?}")).collect()
        };
        assert_eq!(said(&exercise), said(&exercise), "seed {seed}");
    }
}
