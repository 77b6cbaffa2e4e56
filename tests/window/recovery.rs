//! Work that a session lost, and a file that somebody else wrote: offered, looked at, taken, by label.

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
