//! Plans side by side, by label: what differs, where, and what it does to the findings and the figures.

use egui_kittest::kittest::Queryable;
use entente::editor::{Command, CompareView, Course};
use entente::model::{Edit, PlanInfo};

use super::{one_sector, plan, press, settle, window};

/// Saves the sector, then names the plan and takes the sector away.
fn changed_since_saved() -> (tempfile::TempDir, super::Window) {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(Some(home.path()), one_sector());
    let path = home.path().join("north.plan.ron");
    window.state_mut().obey(Command::SaveAs(path));
    let (id, _) = plan(&window)
        .sectors
        .iter()
        .next()
        .map(|(id, row)| (id, row.clone()))
        .unwrap();
    let info = PlanInfo {
        title: "Anew".to_owned(),
        ..plan(&window).info.clone()
    };
    for edit in [Edit::SetInfo(Box::new(info)), Edit::Delete([id.into()].into())] {
        window.state_mut().obey(Command::Commit(edit));
    }
    settle(&mut window);
    (home, window)
}

#[test]
fn what_was_done_since_the_plan_was_saved_is_listed_and_looked_at() {
    let (_home, mut window) = changed_since_saved();
    let before = plan(&window);
    press(&mut window, "Mode Compare");
    settle(&mut window);
    window.get_by_label("Plan A: As saved in north.plan.ron");
    window.get_by_label("Plan B: Now");
    window.get_by_label("0 added, 1 removed, 1 changed");
    let row = window.get_all_by_label_contains("Sector ").next().unwrap();
    row.click();
    settle(&mut window);
    let comparing = window.state().editor().comparing().unwrap();
    assert!(comparing.picked_thing().is_some_and(|thing| thing.id.is_some()));
    // Looking changes nothing.
    assert_eq!(plan(&window), before);
    for (label, view) in [("Swipe", CompareView::Swipe), ("Overlay", CompareView::Overlay)] {
        press(&mut window, label);
        settle(&mut window);
        assert_eq!(window.state().editor().comparing().unwrap().view, view);
    }
    press(&mut window, "Charts");
    settle(&mut window);
    press(&mut window, "Exchange the plans");
    settle(&mut window);
    window.get_by_label("1 added, 0 removed, 1 changed");
    press(&mut window, "Mode Plan");
    settle(&mut window);
    assert!(window.state().editor().comparing().is_none());
}

#[test]
fn a_step_of_the_history_is_chosen_from_the_plans_menu() {
    let (_home, mut window) = changed_since_saved();
    press(&mut window, "Mode Compare");
    settle(&mut window);
    press(&mut window, "Plan A: As saved in north.plan.ron");
    settle(&mut window);
    press(&mut window, "The plan as it is now");
    settle(&mut window);
    assert_eq!(
        window.state().editor().comparing().unwrap().sides[0].course,
        Course::AtHand
    );
    window.get_by_label("The plans say the same. Choose another plan, an older step or a file over the map.");
}
