//! The trainer's room without pixels: what is recorded, entered, kept, seen and brought back.

use std::path::PathBuf;

use super::*;
use crate::editor::{Jobs, Surroundings};
use crate::exercise::{CellKind, Effect, Inject, Outcome, Reach, Stand};
use crate::files::Folders;
use crate::files::exercise::{log_path, read, write};
use crate::files::ron_text;
use crate::model::{Edit, Sector};

/// An editor with the sample plan open, and folders of its own in that folder.
fn opened(folder: &Path) -> Editor {
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder)),
        ..Surroundings::default()
    };
    let today = "2026-11-30T10:00+00:00".parse().unwrap();
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    editor.obey(Command::OpenSample("fallujah".to_owned()));
    editor
}

fn ask(editor: &mut Editor, command: ExerciseCommand) {
    editor.obey(Command::Exercise(command));
    editor.collect();
}

fn enter(editor: &mut Editor, event: Event) {
    ask(editor, ExerciseCommand::Enter(event));
}

fn exercising(editor: &Editor) -> &Exercising {
    editor.exercising().unwrap()
}

/// Changes the exercise at hand.
fn change(editor: &mut Editor, how: impl FnOnce(&mut Exercise)) {
    let mut exercise = (**exercising(editor).exercise()).clone();
    how(&mut exercise);
    ask(
        editor,
        ExerciseCommand::Change(Box::new(exercise), "Change".to_owned()),
    );
}

fn south(plan: &Plan) -> (Id<Sector>, Sector) {
    let found = plan.sectors.iter().find(|(_, row)| row.name == "South");
    found.map(|(id, row)| (id, row.clone())).unwrap()
}

fn rename(plan: &Plan, name: &str) -> Edit {
    let (id, mut row) = south(plan);
    row.name = name.to_owned();
    Edit::Update((id, row).into())
}

fn last_notice(editor: &Editor) -> String {
    let shown = editor.notices().shown().last();
    shown.map(|notice| notice.text.clone()).unwrap_or_default()
}

const FIRST: Id<Inject> = Id::from_bits(501);

/// Begins an exercise with one inject, which is looked at.
fn begun(editor: &mut Editor) {
    ask(editor, ExerciseCommand::New);
    change(editor, |exercise| {
        let mut inject = Inject::new(FIRST, "1", exercise.starts + 60);
        inject.title = "South renamed".to_owned();
        exercise.injects.push(inject);
    });
    ask(editor, ExerciseCommand::Select(Some(FIRST)));
}

/// The same, with what the inject does recorded, saved and a run begun.
fn running(editor: &mut Editor, folder: &Path) -> PathBuf {
    begun(editor);
    ask(editor, ExerciseCommand::Record(true));
    let edit = {
        let (id, mut row) = south(editor.plan());
        row.holder = None;
        Edit::Update((id, row).into())
    };
    editor.obey(Command::Commit(edit));
    let path = folder.join("south.exercise.ron");
    editor.obey(Command::SaveAs(path.clone()));
    ask(editor, ExerciseCommand::Start);
    assert!(exercising(editor).is_kept(), "{}", last_notice(editor));
    path
}

#[test]
fn what_is_changed_on_the_map_while_recording_is_what_the_inject_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    begun(&mut editor);
    let start = Arc::clone(editor.plan());
    // Not recording, the map is only read.
    editor.obey(Command::Commit(rename(&start, "Elsewhere")));
    assert_eq!(last_notice(&editor), "Not done: nothing is recorded");
    assert_eq!(*editor.plan(), start);
    ask(&mut editor, ExerciseCommand::Record(true));
    editor.obey(Command::Commit(rename(&start, "South bank")));
    let effects = exercising(&editor).selected_inject().unwrap().effects.clone();
    assert_eq!(effects.len(), 1);
    assert_eq!(effects[0].reach, Reach::Told);
    assert_eq!(south_named(editor.plan(), "South bank"), 1);
    // The plan that the exercise starts from is as it was.
    assert_eq!(exercising(&editor).exercise().plan, start);
    editor.obey(Command::Undo);
    assert!(exercising(&editor).selected_inject().unwrap().effects.is_empty());
    assert_eq!(*editor.plan(), start);
    editor.obey(Command::Redo);
    assert_eq!(south_named(editor.plan(), "South bank"), 1);
    // With no inject looked at, the start is changed.
    ask(&mut editor, ExerciseCommand::Select(None));
    let now = Arc::clone(editor.plan());
    editor.obey(Command::Commit(rename(&now, "Ring")));
    assert_eq!(south_named(&exercising(&editor).exercise().plan, "Ring"), 1);
}

fn south_named(plan: &Plan, name: &str) -> usize {
    plan.sectors.iter().filter(|(_, row)| row.name == name).count()
}

#[test]
fn the_plan_that_was_worked_on_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let edit = rename(editor.plan(), "South bank");
    editor.obey(Command::Commit(edit));
    let plan = Arc::clone(editor.plan());
    begun(&mut editor);
    ask(&mut editor, ExerciseCommand::Record(true));
    let edit = rename_first(editor.plan());
    editor.obey(Command::Commit(edit));
    ask(&mut editor, ExerciseCommand::Leave);
    assert!(matches!(editor.question(), Some(Question::UnsavedExercise(_))));
    editor.obey(Command::LoseChanges);
    assert!(editor.exercising().is_none());
    assert!(Arc::ptr_eq(editor.plan(), &plan) && editor.document().is_unsaved());
    editor.obey(Command::Undo);
    assert_eq!(south_named(editor.plan(), "South"), 1);
}

fn rename_first(plan: &Plan) -> Edit {
    let (id, row) = plan.sectors.iter().next().unwrap();
    let mut row = row.clone();
    row.name = "Renamed".to_owned();
    Edit::Update((id, row).into())
}

#[test]
fn an_unsaved_exercise_is_asked_about_and_brought_back_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    begun(&mut editor);
    editor.obey(Command::Quit);
    assert!(matches!(editor.question(), Some(Question::UnsavedExercise(_))));
    assert!(!editor.is_quitting());
    let exercise = Arc::clone(exercising(&editor).exercise());
    // The program is gone without a word.
    drop(editor);
    let mut editor = opened(folder.path());
    ask(&mut editor, ExerciseCommand::Recover);
    assert_eq!(*exercising(&editor).exercise(), exercise);
    assert!(editor.is_unsaved());
    let path = folder.path().join("north");
    editor.obey(Command::SaveAs(path));
    let saved = std::fs::read(folder.path().join("north.exercise.ron")).unwrap();
    assert_eq!(read(&saved).unwrap().exercise, *exercise);
    assert!(!editor.is_unsaved());
    // Saved, it is not offered again.
    ask(&mut editor, ExerciseCommand::Leave);
    ask(&mut editor, ExerciseCommand::Recover);
    assert!(editor.exercising().is_none());
}

/// Counts the files below a folder.
fn files(folder: &Path) -> usize {
    let inside = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let count = |path: PathBuf| if path.is_dir() { files(&path) } else { 1 };
    inside.map(|entry| count(entry.path())).sum()
}

#[test]
fn a_forgotten_plan_leaves_no_exercise_of_its_own_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    begun(&mut editor);
    let path = folder.path().join("north.exercise.ron");
    // Saved twice, so that there is a backup; and changed since.
    editor.obey(Command::SaveAs(path.clone()));
    for title in ["One", "Two"] {
        change(&mut editor, |exercise| exercise.title = title.to_owned());
        if title == "One" {
            editor.obey(Command::Save);
        }
    }
    // The program is gone without a word; then the plan is forgotten.
    drop(editor);
    let mut editor = opened(folder.path());
    let kept = |part: &str| files(&folder.path().join("data").join(part));
    assert!(kept("recovery") > 0 && kept("backups") > 0);
    editor.obey(Command::ForgetPlan);
    assert_eq!((kept("recovery"), kept("backups")), (0, 0));
    assert!(path.exists());
}

#[test]
fn what_is_published_changes_the_plan_at_once_and_the_checks_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    running(&mut editor, folder.path());
    let before = Arc::clone(editor.plan());
    let count = |editor: &Editor, code: &str| {
        let report = &editor.document().fresh_report().unwrap().report;
        report
            .findings
            .iter()
            .filter(|finding| finding.code == code)
            .count()
    };
    let unheld = count(&editor, "A05");
    ask(&mut editor, ExerciseCommand::RunClock(true));
    // A minute of the room is as many of the exercise as the pace says.
    ask(&mut editor, ExerciseCommand::Tick(60_000));
    enter(&mut editor, Event::Published(FIRST));
    assert_ne!(*editor.plan(), before);
    assert_eq!(south(editor.plan()).1.holder, None);
    assert_eq!(count(&editor, "A05"), unheld + 1);
    let stand = exercising(&editor).state().unwrap().stands[&FIRST];
    let starts = exercising(&editor).exercise().starts;
    let rate = i64::from(exercising(&editor).exercise().rate);
    assert_eq!(stand, Stand::Published(starts + rate, 1));
}

#[test]
fn a_run_that_was_killed_goes_on_from_its_last_entry() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let path = running(&mut editor, folder.path());
    let starts = exercising(&editor).exercise().starts;
    enter(&mut editor, Event::Jumped(starts + 90));
    enter(&mut editor, Event::Published(FIRST));
    let edit = rename(editor.plan(), "South bank");
    editor.obey(Command::Commit(edit));
    let (plan, entries) = {
        let session = exercising(&editor).session().unwrap();
        (
            ron_text::write(editor.plan()).unwrap(),
            session.entries().to_vec(),
        )
    };
    assert_eq!(entries.len(), 3);
    drop(editor);
    let mut editor = opened(folder.path());
    editor.obey(Command::Open(path.clone()));
    let session = exercising(&editor).session().unwrap();
    assert_eq!(session.entries(), entries);
    assert_eq!(ron_text::write(editor.plan()).unwrap(), plan);
    assert_eq!(exercising(&editor).tab, ExerciseTab::Run);
    assert!(!exercising(&editor).clock().is_running());
    let at = exercising(&editor).clock().minute(0);
    assert_eq!(at, exercising(&editor).exercise().starts + 90);
    enter(&mut editor, Event::Ended);
    assert!(exercising(&editor).state().unwrap().has_ended);
    // The exercise itself is as it was saved.
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(write(exercising(&editor).exercise()).unwrap(), saved);
}

#[test]
fn a_decision_is_taken_back_by_an_entry_and_nothing_leaves_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let path = running(&mut editor, folder.path());
    let before = Arc::clone(editor.plan());
    let edit = rename(&before, "South bank");
    editor.obey(Command::Commit(edit));
    assert_eq!(editor.undo_label(), Some("Change name of South"));
    let grown = std::fs::metadata(log_path(&path)).unwrap().len();
    editor.obey(Command::Undo);
    assert_eq!(*editor.plan(), before);
    assert_eq!(exercising(&editor).session().unwrap().entries().len(), 2);
    assert!(std::fs::metadata(log_path(&path)).unwrap().len() > grown);
    editor.obey(Command::Undo);
    assert_eq!(last_notice(&editor), "Not done: the last entry is no decision");
}

#[test]
fn what_the_log_does_not_have_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let path = running(&mut editor, folder.path());
    // Somebody else runs the same exercise.
    let mut log = std::fs::read(log_path(&path)).unwrap();
    log.extend_from_slice(b"1 2 3");
    std::fs::write(log_path(&path), log).unwrap();
    let before = Arc::clone(editor.plan());
    enter(&mut editor, Event::Published(FIRST));
    assert_eq!(last_notice(&editor), "Not entered: the log cannot be written");
    assert_eq!(*editor.plan(), before);
    assert!(exercising(&editor).session().unwrap().entries().is_empty());
}

#[test]
fn an_exercise_that_was_run_is_prepared_anew_only_once_the_run_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    running(&mut editor, folder.path());
    enter(&mut editor, Event::Published(FIRST));
    let exercise = Arc::clone(exercising(&editor).exercise());
    ask(&mut editor, ExerciseCommand::Show(ExerciseTab::Prepare));
    change(&mut editor, |exercise| exercise.title = "Another".to_owned());
    assert_eq!(*exercising(&editor).exercise(), exercise);
    assert_eq!(last_notice(&editor), "Not done: this exercise was run");
    ask(&mut editor, ExerciseCommand::SetAside);
    assert!(folder.path().join("south.exercise.run-1.log").exists());
    change(&mut editor, |exercise| exercise.title = "Another".to_owned());
    assert_eq!(exercising(&editor).exercise().title, "Another");
}

#[test]
fn a_run_without_entries_gives_way_to_what_is_prepared_and_one_with_entries_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let path = running(&mut editor, folder.path());
    ask(&mut editor, ExerciseCommand::Show(ExerciseTab::Prepare));
    editor.obey(Command::Undo);
    assert!(exercising(&editor).exercise().injects[0].effects.is_empty());
    assert!(exercising(&editor).session().is_none() && !log_path(&path).exists());
    editor.obey(Command::Redo);
    ask(&mut editor, ExerciseCommand::Start);
    enter(&mut editor, Event::Published(FIRST));
    let exercise = Arc::clone(exercising(&editor).exercise());
    ask(&mut editor, ExerciseCommand::Show(ExerciseTab::Prepare));
    editor.obey(Command::Undo);
    assert_eq!(*exercising(&editor).exercise(), exercise);
    assert_eq!(last_notice(&editor), "Not done: this exercise was run");
    // The log is of the exercise as it is in its file.
    drop(editor);
    let mut editor = opened(folder.path());
    editor.obey(Command::Open(path));
    assert!(exercising(&editor).has_run() && exercising(&editor).blocked().is_none());
}

#[test]
fn a_run_of_another_state_of_the_exercise_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    let path = running(&mut editor, folder.path());
    enter(&mut editor, Event::Published(FIRST));
    let mut exercise = (**exercising(&editor).exercise()).clone();
    exercise.injects[0].effects.clear();
    drop(editor);
    std::fs::write(&path, write(&exercise).unwrap()).unwrap();
    let log = std::fs::read(log_path(&path)).unwrap();
    let mut editor = opened(folder.path());
    editor.obey(Command::Open(path.clone()));
    assert!(exercising(&editor).blocked().is_some() && !exercising(&editor).has_run());
    ask(&mut editor, ExerciseCommand::Start);
    assert_eq!(
        last_notice(&editor),
        "Not done: there is another run beside this exercise"
    );
    assert_eq!(std::fs::read(log_path(&path)).unwrap(), log);
}

#[test]
fn players_see_what_their_stakeholder_may_see_of_what_they_believe() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    begun(&mut editor);
    let pmf = editor
        .plan()
        .stakeholders
        .iter()
        .find(|(_, row)| row.label() == "PMF")
        .unwrap()
        .0;
    let (cell, other) = (Id::from_bits(601), Id::from_bits(602));
    change(&mut editor, |exercise| {
        for (id, plays) in [(cell, Some(pmf)), (other, None)] {
            exercise.cells.push(crate::exercise::Cell {
                id,
                name: id.to_string(),
                kind: CellKind::Players,
                plays,
                brief: String::new(),
            });
        }
        let (id, mut row) = south(&exercise.plan);
        row.name = "South bank".to_owned();
        let effect = Edit::Update((id, row).into());
        exercise.injects[0].to = vec![other];
        exercise.injects[0].effects = vec![Effect::told(effect)];
    });
    editor.obey(Command::SaveAs(folder.path().join("seen.exercise.ron")));
    ask(&mut editor, ExerciseCommand::Start);
    enter(&mut editor, Event::Published(FIRST));
    let seen = exercising(&editor).seen_by(cell).unwrap();
    assert_eq!(seen.extract.unwrap().stakeholder, pmf);
    assert!(seen.entity_count() < editor.plan().entity_count());
    // The other cell was told; this one still knows it by its old name, where it sees it at all.
    assert_eq!(south_named(&seen, "South bank"), 0);
    assert_eq!(south_named(editor.plan(), "South bank"), 1);
    assert!(exercising(&editor).seen_by(other).is_err());
}

#[test]
fn a_run_is_looked_back_on_and_its_report_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    running(&mut editor, folder.path());
    change_nothing_but_look(&mut editor);
    enter(&mut editor, Event::Published(FIRST));
    enter(&mut editor, Event::Ended);
    ask(&mut editor, ExerciseCommand::Show(ExerciseTab::Review));
    let review = exercising(&editor).reviewed().unwrap().review.clone().unwrap();
    assert_eq!(review.moments.len(), 1);
    assert!(
        review.moments[0]
            .appeared
            .iter()
            .any(|finding| finding.code == "A05")
    );
    // Before the first entry the plan was the start.
    ask(&mut editor, ExerciseCommand::Scrub(Some(0)));
    assert_eq!(**editor.plan(), *exercising(&editor).exercise().plan);
    ask(&mut editor, ExerciseCommand::Scrub(None));
    assert_eq!(south(editor.plan()).1.holder, None);
    let edit = rename(editor.plan(), "Elsewhere");
    editor.obey(Command::Commit(edit));
    assert_eq!(last_notice(&editor), "Not done: you are looking back on a run");
    for (name, what, holds) in [
        ("report.html", ListFile::Report, "South renamed"),
        ("log.csv", ListFile::Log, "Published"),
        ("findings.csv", ListFile::Findings, "A05"),
        ("list.csv", ListFile::Injects, "South renamed"),
        ("cards.html", ListFile::Cards, "South renamed"),
    ] {
        let path = folder.path().join(name);
        ask(
            &mut editor,
            ExerciseCommand::Write {
                path: path.clone(),
                what,
                replace: false,
            },
        );
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(holds), "{name}: {}", last_notice(&editor));
        ask(
            &mut editor,
            ExerciseCommand::Write {
                path,
                what,
                replace: false,
            },
        );
        assert!(
            matches!(editor.question(), Some(Question::ReplaceList(_))),
            "{name}"
        );
        editor.obey(Command::Stay);
    }
}

/// What an objective is assessed as stands in the log, not in the exercise.
fn change_nothing_but_look(editor: &mut Editor) {
    let before = Arc::clone(exercising(editor).exercise());
    enter(
        editor,
        Event::Assessed {
            objective: Id::from_bits(1),
            outcome: Outcome::Met,
            text: String::new(),
        },
    );
    assert!(last_notice(editor).starts_with("Not done: there is no objective"));
    assert_eq!(*exercising(editor).exercise(), before);
}

#[test]
fn what_is_for_the_plan_alone_is_refused_in_an_exercise() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = opened(folder.path());
    begun(&mut editor);
    let before = Arc::clone(editor.plan());
    for command in [
        Command::TakeCopy(folder.path().join("copy.plan.ron")),
        Command::Import(folder.path().join("x.geojson")),
        Command::ForgetPlan,
        Command::GoToStep(0),
    ] {
        editor.obey(command);
        assert_eq!(last_notice(&editor), "Not done: you are in an exercise");
        assert_eq!(*editor.plan(), before);
    }
}
