//! Looking at an extract, writing it, and merging it when it comes back.

use std::path::PathBuf;

use super::*;
use crate::editor::{Jobs, Surroundings};
use crate::files::Folders;
use crate::model::{Edit, Id, Sector, Sharing, Stakeholder};

/// An editor with a sample open, folders of its own, and what keeps them.
fn opened(sample: &str) -> (Editor, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.path())),
        ..Surroundings::default()
    };
    let today = "2026-11-30".parse().unwrap();
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    editor.obey(Command::OpenSample(sample.to_owned()));
    (editor, folder)
}

fn party(editor: &Editor, label: &str) -> Id<Stakeholder> {
    let mut all = editor.plan().stakeholders.iter();
    all.find(|(_, row)| row.label() == label).unwrap().0
}

fn look_as(editor: &mut Editor, label: &str) {
    let of = ExtractOf {
        stakeholder: party(editor, label),
        generalised: Generalisation::default(),
    };
    editor.obey(Command::Release(ReleaseCommand::LookAs(Some(of))));
}

fn sector(plan: &Plan, name: &str) -> (Id<Sector>, Sector) {
    let found = plan.sectors.iter().find(|(_, row)| row.name == name);
    found.map(|(id, row)| (id, row.clone())).unwrap()
}

fn save(editor: &mut Editor, path: PathBuf) {
    editor.obey(Command::Release(ReleaseCommand::Save { path, replace: false }));
}

#[test]
fn the_map_shows_the_extract_and_nothing_can_be_changed() {
    let (mut editor, _folder) = opened("fallujah-agreed");
    let plan = Arc::clone(editor.plan());
    look_as(&mut editor, "PMF");
    let shown = Arc::clone(editor.document().shown());
    assert_eq!(*shown, editor.releasing().unwrap().extract.plan);
    assert!(shown.entity_count() < plan.entity_count() && !editor.is_previewing());
    let (id, mut row) = sector(&plan, "Northwest");
    row.name = "Elsewhere".to_owned();
    for command in [
        Command::Commit(Edit::Update((id, row.clone()).into())),
        Command::Preview(Edit::Update((id, row).into())),
        Command::DeleteSelected,
        Command::Undo,
    ] {
        editor.obey(command);
        assert_eq!(*editor.plan(), plan);
        assert!(Arc::ptr_eq(editor.document().shown(), &shown));
    }
    editor.obey(Command::StepBack);
    assert!(editor.releasing().is_none());
    assert!(Arc::ptr_eq(editor.document().shown(), editor.plan()));
}

#[test]
fn h16_keeps_an_extract_from_being_written() {
    let (mut editor, folder) = opened("fallujah");
    look_as(&mut editor, "PMF");
    let path = folder.path().join("pmf.plan.ron");
    assert_eq!(editor.releasing().unwrap().leaks.len(), 1);
    save(&mut editor, path.clone());
    assert!(!path.exists() && editor.releasing().is_some());
    let mut of = editor.releasing().unwrap().of;
    of.generalised.contacts_dropped = true;
    editor.obey(Command::Release(ReleaseCommand::LookAs(Some(of))));
    assert!(editor.releasing().unwrap().leaks.is_empty());
    save(&mut editor, path.clone());
    assert!(path.exists() && editor.releasing().is_none());
    // A second time it asks first.
    look_as(&mut editor, "UN agencies");
    let mut of = editor.releasing().unwrap().of;
    of.generalised.contacts_dropped = true;
    editor.obey(Command::Release(ReleaseCommand::LookAs(Some(of))));
    save(&mut editor, path);
    assert!(matches!(editor.question(), Some(Question::ReplaceExtract(_))));
}

#[test]
fn an_extract_that_comes_back_is_looked_at_as_what_its_stakeholder_changed() {
    let (mut editor, folder) = opened("fallujah-agreed");
    look_as(&mut editor, "PMF");
    let path = folder.path().join("pmf.plan.ron");
    save(&mut editor, path.clone());
    let returned = ron_text::read(&std::fs::read(&path).unwrap()).unwrap().plan;
    let (id, mut row) = sector(&returned, "Northwest");
    row.name = "Saqlawiyah".to_owned();
    let returned = Edit::Update((id, row).into()).apply(&returned).unwrap();
    std::fs::write(&path, ron_text::write(&returned).unwrap()).unwrap();
    // The plan goes on meanwhile: it is merged with what was released, not with what it is now.
    let (other, mut row) = sector(editor.plan(), "Amiriyah");
    row.sharing = Sharing::AuthorOnly;
    editor.obey(Command::Commit(Edit::Update((other, row).into())));
    let before = Arc::clone(editor.plan());
    editor.obey(Command::MergeWith(path));
    let incoming = editor.incoming().unwrap();
    assert!(incoming.conflicts.is_empty());
    assert_eq!(incoming.changes().len(), 1);
    editor.obey(Command::TakeIncoming);
    let (plan, mut expected) = (editor.plan(), (*before).clone());
    let mut row = before.sectors.get(id).unwrap().clone();
    row.name = "Saqlawiyah".to_owned();
    expected = Edit::Update((id, row).into()).apply(&expected).unwrap();
    assert_eq!(**plan, expected);
}
