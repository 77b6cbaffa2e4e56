//! Approving in the window: a key once, approvals that count, and a plan that is approved only when all have.

use super::*;
use crate::approval::{Trust, missing};
use crate::editor::{Command, Jobs, Surroundings};
use crate::files::Folders;
use crate::model::Readiness;

fn opened() -> (Editor, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.path())),
        ..Surroundings::default()
    };
    let today = "2026-11-30".parse().unwrap();
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    editor.obey(Command::OpenSample("fallujah-agreed".to_owned()));
    editor.collect();
    (editor, folder)
}

fn ask(editor: &mut Editor, command: ApprovalCommand) {
    editor.obey(Command::Approval(command));
    editor.collect();
}

fn approve(editor: &mut Editor, stakeholder: Id<Stakeholder>) {
    let office = "Plans".to_owned();
    let approve = ApprovalCommand::Approve {
        stakeholder,
        office,
        at: None,
    };
    ask(editor, approve);
}

fn call_approved(editor: &mut Editor) -> Readiness {
    editor.obey(Command::Commit(Edit::SetReadiness(Readiness::Approved)));
    editor.collect();
    editor.plan().readiness
}

#[test]
fn a_plan_is_called_approved_only_when_everybody_who_holds_ground_has_approved_it() {
    let (mut editor, _folder) = opened();
    assert_eq!(call_approved(&mut editor), Readiness::Ready);
    let holders = missing(editor.plan(), &[]);
    assert!(holders.len() > 3);
    // Without a key nothing is signed.
    approve(&mut editor, holders[0]);
    assert!(editor.approvals().is_empty());
    ask(&mut editor, ApprovalCommand::MakeKey([5; 32]));
    assert!(editor.own_key().is_some());
    for (place, holder) in holders.iter().enumerate() {
        assert_eq!(call_approved(&mut editor), Readiness::Ready, "{place} approvals");
        approve(&mut editor, *holder);
    }
    assert!(editor.approvals().iter().all(Judged::counts));
    assert_eq!(call_approved(&mut editor), Readiness::Approved);
    assert!(
        editor.approvals().iter().all(Judged::counts),
        "readiness is no content"
    );
}

#[test]
fn what_was_changed_since_is_said_and_a_strange_key_counts_once_it_was_compared() {
    let (mut editor, _folder) = opened();
    let party = missing(editor.plan(), &[])[0];
    let strange = OwnKey::of_seed([9; 32])
        .approve(editor.plan(), party, None, "")
        .unwrap();
    editor.obey(Command::Commit(Edit::Approve(Box::new(strange.clone()))));
    assert_eq!(editor.approvals()[0].trust, Trust::Unknown);
    let key = strange.key.clone();
    ask(
        &mut editor,
        ApprovalCommand::Know {
            stakeholder: party,
            key,
        },
    );
    assert!(editor.approvals()[0].counts());
    ask(&mut editor, ApprovalCommand::MakeKey([5; 32]));
    approve(&mut editor, party);
    // Another key than the one known: it is told, not taken.
    assert_eq!(editor.approvals()[1].trust, Trust::Other);
    let (id, row) = editor
        .plan()
        .sectors
        .iter()
        .next()
        .map(|(id, row)| (id, row.clone()))
        .unwrap();
    let mut renamed = row;
    renamed.name = "Elsewhere".to_owned();
    editor.obey(Command::Commit(Edit::Update((id, renamed).into())));
    let judged = editor.approvals();
    assert!(judged.iter().all(|one| one.state == State::Changed));
    let since = editor.changed_since(&judged[1]).unwrap();
    assert_eq!(since.things.len(), 1);
    ask(&mut editor, ApprovalCommand::Drop(Box::new(strange)));
    assert_eq!(editor.approvals().len(), 1);
}
