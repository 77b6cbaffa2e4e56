//! What people say about an object and propose, by label: comments are made, answered and settled; a draft's
//! proposals are seen and answered with a word.

use std::path::Path;

use egui_kittest::kittest::Queryable;
use entente::editor::Command;
use entente::files::{LocalDisk, plan_file};
use entente::model::{AnyId, Edit, Plan, ProposalState, Sector};

use super::{Window, fill, one_sector, plan, press, settle, window};

fn sector(plan: &Plan) -> (AnyId, Sector) {
    let (id, row) = plan.sectors.iter().next().unwrap();
    (id.into(), row.clone())
}

fn select(window: &mut Window, id: AnyId) {
    window.state_mut().obey(Command::Select([id].into()));
    settle(window);
}

#[test]
fn a_comment_is_made_answered_and_settled_in_the_inspector() {
    let mut window = window(None, one_sector());
    window.state_mut().obey(Command::SignAs("Anna".to_owned()));
    let (id, _) = sector(&plan(&window));
    select(&mut window, id);
    press(&mut window, "Discussion");
    settle(&mut window);
    let role = egui::Role::MultilineTextInput;
    window.get_by_role_and_label(role, "A comment").focus();
    settle(&mut window);
    window
        .get_by_role_and_label(role, "A comment")
        .type_text("Who answers at night?");
    settle(&mut window);
    press(&mut window, "Comment");
    settle(&mut window);
    let said = plan(&window).discussion.comments[0].clone();
    assert_eq!(
        (said.about, said.said.by.as_str(), said.said.text.as_str()),
        (Some(id), "Anna", "Who answers at night?")
    );
    fill(&mut window, "Answer to the comment", "The duty officer");
    press(&mut window, "Answer");
    settle(&mut window);
    press(&mut window, "Settle");
    settle(&mut window);
    let said = plan(&window).discussion.comments[0].clone();
    assert_eq!(
        (said.replies[0].text.as_str(), said.is_open()),
        ("The duty officer", false)
    );
    // Each is one step.
    for _ in 0..3 {
        window.state_mut().obey(Command::Undo);
    }
    assert!(plan(&window).discussion.is_empty());
}

/// Writes a copy of the plan in which its sector has another name.
fn drafted(path: &Path) {
    let opened = plan_file::open(&LocalDisk, path).unwrap();
    let mut file = opened.file;
    let (_, row) = sector(&opened.plan);
    let (id, _) = opened.plan.sectors.iter().next().unwrap();
    let renamed = Sector {
        name: "Riverside".to_owned(),
        ..row
    };
    let draft = Edit::Update((id, renamed).into()).apply(&opened.plan).unwrap();
    plan_file::save(&LocalDisk, &draft, &mut file, None).unwrap();
}

#[test]
fn a_draft_is_taken_in_and_its_proposal_countered_then_accepted() {
    let home = tempfile::tempdir().unwrap();
    let (path, copy) = (
        home.path().join("north.plan.ron"),
        home.path().join("pmf.plan.ron"),
    );
    let mut window = window(Some(home.path()), one_sector());
    for command in [
        Command::SaveAs(path.clone()),
        Command::TakeCopy(copy.clone()),
        Command::Open(path),
    ] {
        window.state_mut().obey(command);
    }
    drafted(&copy);
    window.state_mut().obey(Command::TakeInProposals(copy));
    settle(&mut window);
    window.get_by_label("1 proposal waits for an answer.");
    let (id, before) = sector(&plan(&window));
    select(&mut window, id);
    fill(&mut window, "A word on the answer", "call it North river");
    press(&mut window, "Counter");
    settle(&mut window);
    let proposal = |window: &Window| plan(window).discussion.proposals[0].clone();
    assert_eq!(proposal(&window).state, ProposalState::Countered);
    assert_eq!(proposal(&window).trail[0].said.text, "call it North river");
    assert_eq!(sector(&plan(&window)).1, before);
    press(&mut window, "Accept");
    settle(&mut window);
    assert_eq!(sector(&plan(&window)).1.name, "Riverside");
    assert!(window.query_by_label("1 proposal waits for an answer.").is_none());
}
