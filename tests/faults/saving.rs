//! Saves that meet each other, and a program that is closed while it saves.

use std::fs;
use std::path::Path;

use entente::editor::{Command, Editor, Jobs, NoticeKind, Question, Surroundings};
use entente::files::plan_file::SavePlanError;
use entente::files::{Backups, Existing, Folders, LocalDisk, Seal, plan_file};
use entente::model::{Edit, Id, Plan, Stakeholder};
use entente::testing::faults::plan_of;

/// Offices that save into one file.
const OFFICES: u64 = 4;
/// Saves of each that count.
const SAVES: u64 = 12;

/// The plan with one more party.
fn with_party(plan: &Plan, number: u64) -> Plan {
    let mut party = Stakeholder::new();
    party.name = format!("Party {number}");
    let create = Edit::Create((Id::<Stakeholder>::from_bits(number), party).into());
    create.apply(plan).unwrap()
}

/// Adds one party after the other to the plan in the file, each to what the file then has.
fn add_parties(path: &Path, backups: &Backups, office: u64) {
    for number in 0..SAVES {
        loop {
            let opened = plan_file::open(&LocalDisk, path).unwrap();
            assert_eq!(opened.seal, Seal::Sealed);
            let plan = with_party(&opened.plan, 1_000 * office + number);
            let mut file = opened.file;
            match plan_file::save(&LocalDisk, &plan, &mut file, Some(backups)) {
                Ok(saved) => {
                    assert!(saved.notes.is_empty(), "{:?}", saved.notes);
                    break;
                }
                // Somebody was quicker: what they saved is read first.
                Err(SavePlanError::ChangedOnDisk(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn of_saves_that_meet_none_that_was_said_to_be_done_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let backups = Backups::in_folder(folder.path().join("backups"));
    plan_file::save_as(&LocalDisk, &plan_of(0), &path, Existing::Refuse, None).unwrap();
    std::thread::scope(|scope| {
        for office in 1..=OFFICES {
            let (path, backups) = (&path, &backups);
            scope.spawn(move || add_parties(path, backups, office));
        }
    });
    let plan = plan_file::open(&LocalDisk, &path).unwrap().plan;
    let all = (1..=OFFICES).flat_map(|office| (0..SAVES).map(move |number| 1_000 * office + number));
    let lost: Vec<u64> = all
        .filter(|number| !plan.stakeholders.contains(Id::from_bits(*number)))
        .collect();
    assert!(lost.is_empty(), "said to be saved, and gone: {lost:?}");
}

#[test]
fn of_two_that_save_a_new_file_at_once_one_is_told_that_it_is_there() {
    for round in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.plan.ron");
        let save = |plan: &Plan| plan_file::save_as(&LocalDisk, plan, &path, Existing::Refuse, None);
        let (one, other) = (plan_of(1), plan_of(2));
        let saved = std::thread::scope(|scope| {
            let first = scope.spawn(|| save(&one).is_ok());
            [save(&other).is_ok(), first.join().unwrap()]
        });
        let there = plan_file::open(&LocalDisk, &path).unwrap().plan;
        match saved {
            [true, false] => assert_eq!(there, other, "round {round}"),
            [false, true] => assert_eq!(there, one, "round {round}"),
            _ => panic!("round {round}: {saved:?}"),
        }
    }
}

#[test]
fn a_program_that_hangs_in_its_turn_keeps_nobody_from_saving() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let (mut file, _) = plan_file::save_as(&LocalDisk, &plan_of(1), &path, Existing::Refuse, None).unwrap();
    let hung = fs::File::open(folder.path());
    let hung = hung.inspect(|folder| folder.lock().unwrap());
    plan_file::save(&LocalDisk, &plan_of(2), &mut file, None).unwrap();
    assert_eq!(plan_file::open(&LocalDisk, &path).unwrap().plan, plan_of(2));
    drop(hung);
}

#[test]
fn whoever_is_closed_while_a_save_fails_stays_open_until_the_plan_is_saved_or_left() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("stick");
    let path = stick.join("north.plan.ron");
    fs::create_dir(&stick).unwrap();
    plan_file::save_as(&LocalDisk, &plan_of(1), &path, Existing::Refuse, None).unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.path().join("home"))),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    editor.obey(Command::Open(path.clone()));
    let work = Edit::Create((Id::<Stakeholder>::from_bits(77), Stakeholder::new()).into());
    editor.obey(Command::Commit(work));
    let plan = editor.plan().as_ref().clone();
    fs::remove_dir_all(&stick).unwrap();

    editor.obey(Command::Quit);
    assert!(matches!(editor.question(), Some(Question::Unsaved(_))));
    editor.obey(Command::SaveThenGoOn);
    assert!(!editor.is_quitting() && editor.document().is_unsaved());
    let errors = editor.notices().shown().iter();
    assert_eq!(
        errors.filter(|notice| notice.kind == NoticeKind::Error).count(),
        1
    );

    fs::create_dir(&stick).unwrap();
    editor.obey(Command::Quit);
    editor.obey(Command::SaveThenGoOn);
    assert!(editor.is_quitting() && !editor.document().is_unsaved());
    let there = plan_file::open(&LocalDisk, &path).unwrap();
    assert_eq!((there.plan, there.seal), (plan, Seal::Sealed));
}
