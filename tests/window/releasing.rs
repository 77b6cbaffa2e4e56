//! An extract is looked at before it is written, and a plan is approved, by label.

use egui_kittest::kittest::Queryable;
use entente::approval::{State, judge};
use entente::editor::Command;
use entente::files::{LocalDisk, plan_file};

use super::{choose, fill, plan, press, settle, window};

#[test]
fn an_extract_is_looked_at_as_its_stakeholder_sees_it_and_leaves_the_plan_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(
        Some(home.path()),
        vec![Command::OpenSample("fallujah-agreed".to_owned())],
    );
    let before = plan(&window);
    press(&mut window, "File");
    press(&mut window, "Release to a stakeholder…");
    settle(&mut window);
    window.get_by_label("The map shows the extract itself: what is not on it is not in the file.");
    let shown = window.state().editor().document().shown().clone();
    assert!(shown.extract.is_some());
    assert!(shown.entity_count() < before.entity_count());
    // Nothing can be changed while an extract is looked at.
    window.state_mut().obey(Command::DeleteSelected);
    settle(&mut window);
    press(&mut window, "Leave");
    settle(&mut window);
    assert!(window.state().editor().releasing().is_none());
    assert_eq!(plan(&window), before);
    assert_eq!(**window.state().editor().document().shown(), before);
}

#[test]
fn a_key_is_made_once_and_the_plan_is_approved_as_a_stakeholder() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("agreed.plan.ron");
    let mut window = window(
        Some(home.path()),
        vec![
            Command::OpenSample("fallujah-agreed".to_owned()),
            Command::SaveAs(path.clone()),
        ],
    );
    window.get_by_role_and_label(egui::Role::Button, "Plan").click();
    settle(&mut window);
    press(&mut window, "Approvals…");
    settle(&mut window);
    window.get_by_label("Nobody has approved the plan.");
    press(&mut window, "Make your key");
    settle(&mut window);
    choose(&mut window, "Approve as", "PMF");
    fill(&mut window, "Office", "Operations room");
    press(&mut window, "Approve the plan as it is");
    settle(&mut window);
    let approved = plan(&window);
    let judged = judge(&approved, &[]).unwrap();
    assert_eq!((judged.len(), judged[0].state), (1, State::Valid));
    assert_eq!(judged[0].approval.office, "Operations room");
    assert_eq!(approved.label_of(judged[0].approval.stakeholder), "PMF");
    window.state_mut().obey(Command::Save);
    assert_eq!(
        plan_file::open(&LocalDisk, &path).unwrap().plan.approvals,
        approved.approvals
    );
}
