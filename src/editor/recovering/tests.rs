//! What a session leaves behind, and what becomes of it: editors on one folder, one after the other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::editor::{Command, Editor, Jobs, NoticeKind, Question, Surroundings};
use crate::files::{Disk, Existing, Folders, LocalDisk, plan_file};
use crate::model::{Edit, Id, Plan, Side, Stakeholder};

const NORTH: u64 = 1;
const SOUTH: u64 = 2;

/// A computer: a home folder and a plan file with two parties.
struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let mut plan = Plan::empty(Id::from_bits(3));
    plan.info.title = "North and south".to_owned();
    for (bits, name) in [(NORTH, "North"), (SOUTH, "South")] {
        plan = named(bits, name).apply(&plan).unwrap();
    }
    plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    Desk { folder, path }
}

/// An edit that gives a party a name, and makes it where it is not there.
fn named(bits: u64, name: &str) -> Edit {
    let mut party = Stakeholder::new();
    name.clone_into(&mut party.name);
    let id: Id<Stakeholder> = Id::from_bits(bits);
    Edit::Create((id, party).into())
}

fn renamed(bits: u64, name: &str) -> Command {
    let Edit::Create(entity) = named(bits, name) else {
        unreachable!()
    };
    Command::Commit(Edit::Update(entity))
}

fn name_of(plan: &Plan, bits: u64) -> &str {
    plan.stakeholders
        .get(Id::from_bits(bits))
        .map_or("", |party| party.name.as_str())
}

impl Desk {
    fn editor(&self) -> Editor {
        let surroundings = Surroundings {
            folders: Some(Folders::inside(self.folder.path())),
            ..Surroundings::default()
        };
        let today = "2026-11-30".parse().unwrap();
        let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
        editor.collect();
        editor
    }

    /// An editor with the plan open.
    fn open(&self) -> Editor {
        let mut editor = self.editor();
        editor.obey(Command::Open(self.path.clone()));
        editor
    }

    /// A session that ends in the midst of work.
    fn crash(&self, commands: Vec<Command>) {
        let mut editor = self.open();
        for command in commands {
            editor.obey(command);
        }
    }

    fn on_disk(&self) -> Plan {
        plan_file::open(&LocalDisk, &self.path).unwrap().plan
    }

    /// Somebody else saves.
    fn elsewhere(&self, edit: &Edit) {
        let Edit::Create(entity) = edit else {
            unreachable!()
        };
        let plan = Edit::Update(entity.clone()).apply(&self.on_disk()).unwrap();
        plan_file::save_as(&LocalDisk, &plan, &self.path, Existing::Replace, None).unwrap();
    }
}

fn errors(editor: &Editor) -> Vec<&str> {
    let shown = editor.notices().shown().iter();
    shown
        .filter(|notice| notice.kind != NoticeKind::Done)
        .map(|notice| notice.text.as_str())
        .collect()
}

#[test]
fn what_was_lost_is_offered_looked_at_and_taken_back_step_by_step() {
    let desk = desk();
    desk.crash(vec![renamed(NORTH, "One"), renamed(SOUTH, "Two")]);
    assert_eq!(name_of(&desk.on_disk(), NORTH), "North");

    let mut editor = desk.editor();
    assert!(editor.take_offer() && !editor.take_offer());
    assert_eq!(editor.lost().len(), 1);
    assert_eq!(editor.lost()[0].kept.moves_since, 2);
    editor.obey(Command::LookAtLost(0));
    // It is only looked at.
    assert_eq!(name_of(editor.plan(), NORTH), "North");
    assert_eq!(name_of(editor.document().shown(), NORTH), "One");
    assert_eq!(editor.incoming().unwrap().changes().len(), 2);
    assert!(editor.incoming().unwrap().conflicts.is_empty());
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), SOUTH), "Two");
    assert!(editor.document().is_unsaved());
    assert!(editor.lost().is_empty());
    editor.obey(Command::Undo);
    assert_eq!(name_of(editor.plan(), SOUTH), "South");
    editor.obey(Command::Undo);
    assert!(!editor.document().is_unsaved());
    editor.obey(Command::GoToStep(2));
    editor.obey(Command::Save);
    assert_eq!(errors(&editor), [""; 0]);
    assert_eq!(name_of(&desk.on_disk(), SOUTH), "Two");
    editor.obey(Command::Quit);
    drop(editor);

    // Nothing is lost any more, and what was done can be undone after a restart.
    let mut editor = desk.open();
    assert!(!editor.take_offer());
    assert_eq!(editor.document().history().len(), 3);
    editor.obey(Command::Undo);
    assert_eq!(name_of(editor.plan(), SOUTH), "South");
    assert_eq!(name_of(editor.plan(), NORTH), "One");
}

/// Killed after the file was written and before its journal said so: nothing is lost, and nothing offered.
#[test]
fn what_the_file_has_already_is_not_offered_and_can_be_undone() {
    let desk = desk();
    let mut editor = desk.open();
    editor.obey(renamed(NORTH, "One"));
    let plan = Arc::clone(editor.plan());
    drop(editor);
    plan_file::save_as(&LocalDisk, &plan, &desk.path, Existing::Replace, None).unwrap();
    assert!(desk.editor().lost().is_empty());
    let mut editor = desk.open();
    assert!(!editor.take_offer() && !editor.document().is_unsaved());
    editor.obey(Command::Undo);
    assert_eq!(name_of(editor.plan(), NORTH), "North");
    assert!(editor.document().is_unsaved());
    drop(editor);
    // The journal knows by now what the file has: the step back is what is lost.
    let mut editor = desk.open();
    assert!(editor.take_offer());
    editor.obey(Command::LookAtLost(0));
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), NORTH), "North");
    editor.obey(Command::Redo);
    assert_eq!(name_of(editor.plan(), NORTH), "One");
}

#[test]
fn a_no_loses_nothing() {
    let desk = desk();
    desk.crash(vec![renamed(NORTH, "One")]);
    let mut editor = desk.open();
    assert!(editor.take_offer());
    editor.obey(Command::LookAtLost(0));
    editor.obey(Command::DropIncoming);
    assert_eq!(name_of(editor.document().shown(), NORTH), "North");
    drop(editor);
    // It is offered again, until that is declined too; then it is found on request.
    let mut editor = desk.open();
    assert!(editor.take_offer());
    editor.obey(Command::LeaveLost(0));
    drop(editor);
    let mut editor = desk.open();
    assert!(!editor.take_offer());
    editor.obey(Command::FindLost);
    editor.collect();
    assert_eq!(editor.lost().len(), 1);
    editor.obey(Command::LookAtLost(0));
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), NORTH), "One");
}

#[test]
fn what_is_left_by_choice_is_not_offered_and_is_found() {
    let desk = desk();
    let mut editor = desk.open();
    editor.obey(renamed(NORTH, "One"));
    editor.obey(Command::Quit);
    assert!(matches!(editor.question(), Some(Question::Unsaved(_))));
    editor.obey(Command::LoseChanges);
    assert!(editor.is_quitting());
    drop(editor);
    let mut editor = desk.open();
    assert!(!editor.take_offer());
    editor.obey(Command::FindLost);
    editor.collect();
    assert!(editor.take_offer());
    assert!(editor.lost()[0].kept.is_left);
}

#[test]
fn lost_work_is_merged_with_what_was_saved_elsewhere_meanwhile() {
    let desk = desk();
    desk.crash(vec![renamed(NORTH, "One"), renamed(SOUTH, "Two")]);
    desk.elsewhere(&named(SOUTH, "Theirs"));
    let mut editor = desk.editor();
    editor.obey(Command::LookAtLost(0));
    let incoming = editor.incoming().unwrap();
    assert_eq!(incoming.conflicts.len(), 1);
    // What is in the file stays until somebody decides.
    assert_eq!(name_of(&incoming.plan, NORTH), "One");
    assert_eq!(name_of(&incoming.plan, SOUTH), "Theirs");
    editor.obey(Command::Settle(0, Side::Theirs));
    assert_eq!(name_of(editor.document().shown(), SOUTH), "Two");
    editor.obey(Command::Settle(0, Side::Ours));
    assert_eq!(name_of(editor.document().shown(), SOUTH), "Theirs");
    editor.obey(Command::Settle(0, Side::Theirs));
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), SOUTH), "Two");
    // One step of its own.
    editor.obey(Command::Undo);
    assert_eq!(**editor.plan(), desk.on_disk());
    editor.obey(Command::Redo);
    editor.obey(Command::Save);
    assert_eq!(errors(&editor), [""; 0]);
    drop(editor);
    assert!(!desk.editor().take_offer());
}

#[test]
fn work_on_a_plan_without_a_file_comes_back_too() {
    let desk = desk();
    let mut editor = desk.editor();
    editor.obey(Command::Commit(named(NORTH, "One")));
    let plan = Arc::clone(editor.plan());
    drop(editor);
    let mut editor = desk.editor();
    assert!(editor.take_offer());
    editor.obey(Command::LookAtLost(0));
    editor.obey(Command::TakeIncoming);
    assert_eq!(editor.plan(), &plan);
    assert!(editor.document().file.is_none() && editor.document().is_unsaved());
}

#[test]
fn a_file_that_was_changed_is_merged_before_it_is_saved_over() {
    let desk = desk();
    let mut editor = desk.open();
    editor.obey(renamed(NORTH, "One"));
    desk.elsewhere(&named(SOUTH, "Theirs"));
    editor.obey(Command::Save);
    assert!(matches!(editor.question(), Some(Question::ChangedOnDisk(_))));
    editor.obey(Command::MergeWithFile);
    assert_eq!(editor.question(), None);
    assert!(editor.incoming().unwrap().conflicts.is_empty());
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), NORTH), "One");
    assert_eq!(name_of(editor.plan(), SOUTH), "Theirs");
    assert!(editor.document().is_unsaved());
    editor.obey(Command::Save);
    assert_eq!(errors(&editor), [""; 0]);
    let merged = desk.on_disk();
    assert_eq!(
        (name_of(&merged, NORTH), name_of(&merged, SOUTH)),
        ("One", "Theirs")
    );
}

#[test]
fn with_nothing_of_ones_own_a_merge_takes_the_file_as_it_is() {
    let desk = desk();
    let mut editor = desk.open();
    desk.elsewhere(&named(SOUTH, "Theirs"));
    editor.obey(Command::MergeWithFile);
    editor.obey(Command::TakeIncoming);
    assert_eq!(**editor.plan(), desk.on_disk());
    assert!(!editor.document().is_unsaved());
    editor.obey(Command::Undo);
    assert_eq!(name_of(editor.plan(), SOUTH), "South");
}

#[test]
fn what_is_done_while_a_version_is_looked_at_is_merged_too() {
    let desk = desk();
    let mut editor = desk.open();
    desk.elsewhere(&named(SOUTH, "Theirs"));
    editor.obey(Command::MergeWithFile);
    editor.obey(renamed(NORTH, "One"));
    assert_eq!(name_of(editor.document().shown(), SOUTH), "Theirs");
    assert_eq!(name_of(editor.document().shown(), NORTH), "One");
}

#[test]
fn that_nothing_can_be_kept_is_said_once_and_work_goes_on() {
    let desk = desk();
    let data = desk.folder.path().join("data");
    std::fs::write(&data, "in the way").unwrap();
    let mut editor = desk.open();
    for name in ["One", "Two", "Three"] {
        editor.obey(renamed(NORTH, name));
        editor.collect();
    }
    let told = "What you do is not kept against a crash";
    assert_eq!(errors(&editor), [told]);
    // Once there is room again, all that is not saved is kept.
    std::fs::remove_file(&data).unwrap();
    editor.obey(renamed(SOUTH, "Two"));
    drop(editor);
    let mut editor = desk.editor();
    editor.obey(Command::LookAtLost(0));
    editor.obey(Command::TakeIncoming);
    assert_eq!(name_of(editor.plan(), NORTH), "Three");
    assert_eq!(name_of(editor.plan(), SOUTH), "Two");
}

#[test]
fn a_plan_is_forgotten_with_all_that_was_kept_of_it() {
    let desk = desk();
    let mut editor = desk.open();
    editor.obey(renamed(NORTH, "One"));
    editor.obey(Command::Save);
    editor.obey(renamed(NORTH, "Two"));
    let files = || {
        let mut found = Vec::new();
        under(&desk.folder.path().join("data"), &mut found);
        found.len()
    };
    assert_eq!(files(), 2, "a journal and a backup");
    editor.obey(Command::ForgetPlan);
    assert_eq!(files(), 0);
    assert!(editor.preferences().recent.is_empty());
    // What is in the window stays, and what is done from now on is kept again.
    assert_eq!(name_of(editor.plan(), NORTH), "Two");
    assert_eq!(name_of(&desk.on_disk(), NORTH), "One");
    editor.obey(renamed(SOUTH, "Three"));
    assert_eq!(files(), 1);
}

#[test]
fn who_only_looks_leaves_no_trace() {
    let desk = desk();
    drop(desk.open());
    assert!(
        LocalDisk
            .look(&desk.folder.path().join("data"))
            .unwrap()
            .is_none()
    );
}

fn under(folder: &Path, found: &mut Vec<PathBuf>) {
    for name in LocalDisk.names(folder).unwrap_or_default() {
        let path = folder.join(name);
        if path.is_dir() {
            under(&path, found);
        } else {
            found.push(path);
        }
    }
}
