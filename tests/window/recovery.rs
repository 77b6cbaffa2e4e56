//! Work that a session lost, and a file that somebody else wrote: offered, looked at, taken, by label.

use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;
use entente::editor::Command;
use entente::files::{LocalDisk, plan_file};
use entente::model::{Edit, Plan, PlanInfo};

use super::{Window, one_sector, plan, press, settle, window};

fn titled(plan: &Plan, title: &str) -> Command {
    let info = PlanInfo {
        title: title.to_owned(),
        ..plan.info.clone()
    };
    Command::Commit(Edit::SetInfo(Box::new(info)))
}

fn title(window: &Window) -> String {
    plan(window).info.title
}

#[test]
fn lost_work_is_offered_at_the_next_start_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("north.plan.ron");
    let mut first = window(Some(home.path()), one_sector());
    first.state_mut().obey(Command::SaveAs(path.clone()));
    let before = plan(&first);
    let change = titled(&before, "Never saved");
    first.state_mut().obey(change);
    // As if it were killed: nothing is asked, nothing closed.
    drop(first);

    let mut next = window(Some(home.path()), vec![Command::Open(path.clone())]);
    settle(&mut next);
    next.get_by_label_contains("1 step that is in no file");
    press(&mut next, "Look at it");
    assert_eq!(title(&next), before.info.title);
    next.get_by_label("The plan itself: title");
    press(&mut next, "Take it back");
    assert_eq!(title(&next), "Never saved");
    assert!(next.state().editor().document().is_unsaved());
    assert_eq!(
        plan_file::open(&LocalDisk, &path).unwrap().plan,
        before,
        "nothing is written by itself"
    );
}

#[test]
fn a_file_that_somebody_else_wrote_is_merged() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("north.plan.ron");
    let mut window = window(Some(home.path()), one_sector());
    window.state_mut().obey(Command::SaveAs(path.clone()));
    let mut theirs = plan(&window);
    theirs.info.title = "Theirs".to_owned();
    let mut file = plan_file::open(&LocalDisk, &path).unwrap().file;
    plan_file::save(&LocalDisk, &theirs, &mut file, None).unwrap();
    let change = titled(&plan(&window), "Ours");
    window.state_mut().obey(change);
    window.state_mut().obey(Command::Save);
    settle(&mut window);
    press(&mut window, "Merge…");
    window.get_by_label("title");
    press(&mut window, "As in the file");
    press(&mut window, "Merge");
    assert_eq!(title(&window), "Theirs");
    window.state_mut().obey(Command::Undo);
    assert_eq!(title(&window), "Ours");
}

/// A frame in which the window's close button is pressed, and these keys; returns what the window is told because of
/// it: to close, or to stay.
fn close_with(window: &mut Window, keys: Vec<Event>) -> Vec<ViewportCommand> {
    let input = window.input_mut();
    input.events.extend(keys);
    let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
    viewport.events.push(ViewportEvent::Close);
    window.step();
    let told = &window.output().viewport_output[&ViewportId::ROOT].commands;
    let is_about_closing =
        |command: &&ViewportCommand| matches!(command, ViewportCommand::Close | ViewportCommand::CancelClose);
    told.iter().filter(is_about_closing).cloned().collect()
}

#[test]
fn whoever_saves_and_closes_in_one_moment_finds_the_plan_whole() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("north.plan.ron");
    let mut window = window(Some(home.path()), one_sector());
    window.state_mut().obey(Command::SaveAs(path.clone()));
    let change = titled(&plan(&window), "Saved while closing");
    window.state_mut().obey(change);
    let save = Event::Key {
        key: Key::S,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    };
    // When the button is seen nothing is saved yet: the window stays and asks, and the key waits for the answer.
    assert_eq!(
        close_with(&mut window, vec![save.clone()]),
        [ViewportCommand::CancelClose]
    );
    settle(&mut window);
    press(&mut window, "Cancel");
    window.input_mut().events.push(save);
    window.step();
    assert_eq!(plan_file::open(&LocalDisk, &path).unwrap().plan, plan(&window));
    // A frame later the save is whole, and the window closes without a question.
    assert_eq!(close_with(&mut window, Vec::new()), [ViewportCommand::Close]);
    assert_eq!(title(&window), "Saved while closing");
}

#[test]
fn a_save_that_fails_keeps_the_window_open_and_says_why() {
    let home = tempfile::tempdir().unwrap();
    let stick = home.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let mut window = window(Some(home.path()), one_sector());
    window
        .state_mut()
        .obey(Command::SaveAs(stick.join("north.plan.ron")));
    let change = titled(&plan(&window), "Kept in the window");
    window.state_mut().obey(change);
    std::fs::remove_dir_all(&stick).unwrap();
    assert_eq!(
        close_with(&mut window, Vec::new()),
        [ViewportCommand::CancelClose]
    );
    settle(&mut window);
    press(&mut window, "Save");
    assert!(!window.state().editor().is_quitting());
    assert_eq!(title(&window), "Kept in the window");
    let said = window.query_all_by_label_contains("The plan was not saved");
    assert!(said.count() > 0);
}
