//! A whole short exercise by label: prepared on the map, run with a clock, decided, looked back on.

use egui::Key;
use egui_kittest::kittest::Queryable;
use entente::editor::{Command, ExerciseCommand, ExerciseTab};
use entente::exercise::{CellKind, Event, Exercise};
use entente::files::LocalDisk;
use entente::files::exercise::{log_file, log_path, open};
use entente::model::Edit;

use super::{Window, choose, fill, plan, press, settle, window};

fn exercise(window: &Window) -> Exercise {
    let exercising = window.state().editor().exercising().unwrap();
    (**exercising.exercise()).clone()
}

fn entries(window: &Window) -> Vec<Event> {
    let exercising = window.state().editor().exercising().unwrap();
    let session = exercising.session().unwrap();
    session
        .entries()
        .iter()
        .map(|entry| entry.event.clone())
        .collect()
}

#[test]
fn a_short_exercise_is_prepared_run_and_looked_back_on() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("short.exercise.ron");
    let mut window = window(
        Some(home.path()),
        vec![Command::OpenSample("fallujah-agreed".to_owned())],
    );
    let before = plan(&window);
    let south = before
        .sectors
        .iter()
        .find(|(_, row)| row.name == "South")
        .unwrap()
        .0;
    press(&mut window, "Mode Exercise");
    settle(&mut window);

    // Prepare: an objective, a cell that plays somebody, an inject and what it does.
    press(&mut window, "Add an objective");
    settle(&mut window);
    fill(&mut window, "Objective 1 name", "Ask who answers");
    press(&mut window, "Add a cell");
    settle(&mut window);
    fill(&mut window, "Cell 2 name", "Police room");
    choose(&mut window, "Cell 2 plays", "Federal Police");
    press(&mut window, "Add an inject");
    settle(&mut window);
    fill(&mut window, "Title", "South is given up");
    fill(&mut window, "Controller", "Desk 1");
    fill(&mut window, "Due", "H+1 d");
    window.key_press(Key::Enter);
    settle(&mut window);
    assert_eq!(exercise(&window).injects[0].due, 1440);
    assert_eq!(exercise(&window).cells[1].kind, CellKind::Players);
    press(&mut window, "Record on the map");
    settle(&mut window);
    let mut row = before.sectors.get(south).unwrap().clone();
    row.holder = None;
    window
        .state_mut()
        .obey(Command::Commit(Edit::Update((south, row).into())));
    settle(&mut window);
    window.get_by_label_contains("1. Change holder of South");
    press(&mut window, "Stop recording");

    // The dry run says what it would raise.
    press(&mut window, "Findings in the dry run");
    settle(&mut window);
    assert!(window.get_all_by_label_contains("A05").next().is_some());
    window.state_mut().obey(Command::SaveAs(path.clone()));
    settle(&mut window);
    assert_eq!(open(&LocalDisk, &path).unwrap().exercise, exercise(&window));

    // Run: the clock, what is due, a decision on the map.
    press(&mut window, "Start the run");
    settle(&mut window);
    press(&mut window, "To the next inject");
    settle(&mut window);
    window.get_by_label("Exercise time H+1 d · 240000C MAY 16");
    press(&mut window, "Publish inject 1 South is given up");
    settle(&mut window);
    assert_eq!(plan(&window).sectors.get(south).unwrap().holder, None);
    choose(&mut window, "Decided by", "Police room");
    // The card and the log name it too.
    press(&mut window, "Answers inject");
    let role = egui::Role::Button;
    window.get_by_role_and_label(role, "1 South is given up").click();
    settle(&mut window);
    window.state_mut().obey(Command::Commit(Edit::AssignSector {
        sector: south,
        holder: before.sectors.get(south).unwrap().holder,
    }));
    settle(&mut window);
    let role = egui::Role::MultilineTextInput;
    window.get_by_role_and_label(role, "Note").focus();
    settle(&mut window);
    window
        .get_by_role_and_label(role, "Note")
        .type_text("They asked at once");
    settle(&mut window);
    // Below the fold of the panel.
    window.get_by_label("Enter the note").scroll_to_me();
    settle(&mut window);
    press(&mut window, "Enter the note");
    settle(&mut window);
    press(&mut window, "End");
    settle(&mut window);
    let entered = entries(&window);
    let kinds: Vec<&str> = entered.iter().map(Event::kind).collect();
    assert_eq!(
        kinds,
        ["Clock set", "Published", "Decision", "Observation", "Ended"]
    );
    let Event::Decided { cell, answers, .. } = &entered[2] else {
        panic!("{:?}", entered[2].kind());
    };
    assert!(cell.is_some() && answers.is_some());
    let log = log_file::read_log(&LocalDisk, &log_path(&path)).unwrap().unwrap();
    assert_eq!(log.entries.len(), entered.len());

    // Review: what was raised is resolved; an objective is assessed; the start is seen again.
    press(&mut window, "Review");
    settle(&mut window);
    let resolved = "resolved H+1 d, Police room";
    assert!(window.get_all_by_label_contains(resolved).next().is_some());
    press(&mut window, "Assess Ask who answers");
    settle(&mut window);
    choose(&mut window, "Outcome", "Met");
    press(&mut window, "Enter the assessment");
    settle(&mut window);
    assert_eq!(entries(&window).len(), entered.len() + 1);
    let command = ExerciseCommand::Scrub(Some(2));
    window.state_mut().obey(Command::Exercise(command));
    settle(&mut window);
    assert_eq!(plan(&window).sectors.get(south).unwrap().holder, None);

    // The plan that was worked on is as it was.
    press(&mut window, "Mode Plan");
    settle(&mut window);
    assert!(window.state().editor().exercising().is_none());
    assert_eq!(plan(&window), before);
}

#[test]
fn an_inject_is_dragged_along_by_its_keys_with_what_follows_from_it() {
    let mut window = window(None, vec![Command::OpenSample("fallujah-agreed".to_owned())]);
    press(&mut window, "Mode Exercise");
    settle(&mut window);
    for _ in 0..2 {
        press(&mut window, "Add an inject");
        settle(&mut window);
    }
    choose(&mut window, "Follows from", "Inject 1");
    let times =
        |window: &Window| -> Vec<i64> { exercise(window).injects.iter().map(|inject| inject.due).collect() };
    let before = times(&window);
    window.get_by_label("Inject Inject 1 on the time line").focus();
    settle(&mut window);
    window.key_press(Key::ArrowRight);
    settle(&mut window);
    let after = times(&window);
    assert!(after[0] > before[0]);
    assert_eq!(after[1] - before[1], after[0] - before[0]);
    window.state_mut().obey(Command::Undo);
    assert_eq!(times(&window), before);
    assert_eq!(
        window.state().editor().exercising().unwrap().tab,
        ExerciseTab::Prepare
    );
}
