//! A planner tries two scenarios beside the plan, promotes one and discards the other.

use crate::editor::{Branch, BranchCommand, Command, Course, Editor, Jobs, NoticeKind, Surroundings};
use crate::files::lock::{Holder, Lock};
use crate::files::{Existing, Folders, LocalDisk, plan_file};
use crate::model::{Edit, Id, Plan, PlanInfo, Stakeholder};
use std::path::{Path, PathBuf};

fn office(folder: &Path) -> (Editor, PathBuf) {
    let path = folder.join("north.plan.ron");
    let plan = Plan::empty(Id::from_bits(3));
    plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.join("home"))),
        holder: Some(Holder::this("Anna", "desk-1")),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    editor.obey(Command::Open(path.clone()));
    (editor, path)
}

fn ask(editor: &mut Editor, command: BranchCommand) {
    editor.obey(Command::Branch(command));
    editor.collect();
}

fn add_party(editor: &mut Editor, bits: u64, name: &str) {
    let mut party = Stakeholder::new();
    name.clone_into(&mut party.name);
    let id: Id<Stakeholder> = Id::from_bits(bits);
    editor.obey(Command::Commit(Edit::Create((id, party).into())));
    editor.obey(Command::Save);
}

fn title(editor: &mut Editor, title: &str) {
    let info = PlanInfo {
        title: title.to_owned(),
        ..editor.plan().info.clone()
    };
    editor.obey(Command::Commit(Edit::SetInfo(Box::new(info))));
    editor.obey(Command::Save);
}

fn listed(editor: &mut Editor) -> Vec<(Option<String>, Option<[usize; 3]>, bool)> {
    ask(editor, BranchCommand::Look);
    let row = |branch: &Branch| (branch.name.clone(), branch.changes, branch.is_behind);
    editor.branches().unwrap().all.iter().map(row).collect()
}

fn told(editor: &Editor, kind: NoticeKind) -> Vec<String> {
    let shown = editor.notices().shown().iter();
    let of_kind = shown.filter(|notice| notice.kind == kind);
    of_kind.map(|notice| notice.text.clone()).collect()
}

#[test]
fn branches_lie_beside_the_plan_and_say_what_was_done_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    ask(
        &mut editor,
        BranchCommand::Off("If the corridor closes".to_owned()),
    );
    let branch = folder.path().join("north-if-the-corridor-closes.plan.ron");
    assert_eq!(editor.document().file.as_ref().unwrap().path, branch);
    add_party(&mut editor, 1, "Army");
    let base = editor.plan().base.clone().unwrap();
    assert_eq!(
        (base.id, base.name.as_str()),
        (Id::from_bits(3), "If the corridor closes")
    );
    editor.obey(Command::Open(path));
    // The plan has not gone on; then it has.
    let name = Some("If the corridor closes".to_owned());
    assert_eq!(
        listed(&mut editor),
        [(None, None, false), (name.clone(), Some([1, 0, 0]), false)]
    );
    title(&mut editor, "North");
    assert_eq!(
        listed(&mut editor),
        [(None, None, false), (name, Some([1, 0, 0]), true)]
    );
}

#[test]
fn what_merging_would_do_is_seen_before_it_is_done_and_keeps_what_the_plan_has_since() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    ask(&mut editor, BranchCommand::Off("Two".to_owned()));
    let branch = editor.document().file.as_ref().unwrap().path.clone();
    add_party(&mut editor, 1, "Army");
    editor.obey(Command::Open(path.clone()));
    title(&mut editor, "North");
    let before = editor.plan().clone();
    // From the branch at hand, too: its plan is opened.
    editor.obey(Command::Open(branch.clone()));
    ask(&mut editor, BranchCommand::Look);
    ask(&mut editor, BranchCommand::Merge(branch));
    assert_eq!(editor.document().file.as_ref().unwrap().path, path);
    assert_eq!(editor.plan(), &before);
    assert_eq!(editor.incoming().unwrap().changes().len(), 1);
    editor.obey(Command::TakeIncoming);
    assert_eq!(editor.plan().stakeholders.len(), 1);
    assert_eq!(
        (editor.plan().info.title.as_str(), &editor.plan().base),
        ("North", &None)
    );
}

#[test]
fn a_branch_is_promoted_whole_as_one_step_that_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    ask(&mut editor, BranchCommand::Off("Two".to_owned()));
    let branch = editor.document().file.as_ref().unwrap().path.clone();
    add_party(&mut editor, 1, "Army");
    editor.obey(Command::Open(path));
    title(&mut editor, "North");
    let before = editor.plan().clone();
    ask(&mut editor, BranchCommand::Promote(branch));
    assert_eq!(editor.plan(), &before);
    editor.obey(Command::TakeIncoming);
    // The title that the plan got since is not the branch's.
    assert_eq!(
        (
            editor.plan().stakeholders.len(),
            editor.plan().info.title.as_str()
        ),
        (1, "")
    );
    assert_eq!(editor.plan().base, None);
    editor.obey(Command::Undo);
    assert_eq!(editor.plan(), &before);
}

#[test]
fn a_branch_is_renamed_compared_and_discarded_into_the_backups() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    ask(&mut editor, BranchCommand::Off("Two".to_owned()));
    let branch = editor.document().file.as_ref().unwrap().path.clone();
    add_party(&mut editor, 1, "Army");
    ask(
        &mut editor,
        BranchCommand::Rename(branch.clone(), "Second".to_owned()),
    );
    assert_eq!(
        plan_file::open(&LocalDisk, &branch)
            .unwrap()
            .plan
            .base
            .unwrap()
            .name,
        "Second"
    );
    ask(&mut editor, BranchCommand::Discard(branch.clone()));
    assert!(branch.exists());
    assert_eq!(
        told(&editor, NoticeKind::Error),
        ["north-two.plan.ron was not discarded"]
    );

    editor.obey(Command::Open(path.clone()));
    ask(
        &mut editor,
        BranchCommand::Rename(branch.clone(), "Third".to_owned()),
    );
    assert_eq!(listed(&mut editor)[1].0.as_deref(), Some("Third"));
    ask(&mut editor, BranchCommand::Compare(branch.clone()));
    assert_eq!(
        editor.comparing().unwrap().sides[0].course,
        Course::File(branch.clone())
    );
    let held = plan_file::read_bytes(&LocalDisk, &branch).unwrap();
    ask(&mut editor, BranchCommand::Discard(branch.clone()));
    assert!(!branch.exists());
    assert_eq!(listed(&mut editor), [(None, None, false)]);
    let backups = Folders::inside(folder.path().join("home")).backups();
    let kept = backups.of(&LocalDisk, &branch);
    assert_eq!(plan_file::read_bytes(&LocalDisk, &kept[0].path).unwrap(), held);
    // The plan itself is no branch.
    ask(&mut editor, BranchCommand::Discard(path.clone()));
    assert!(path.exists());
}

#[test]
fn a_branch_that_somebody_has_open_is_neither_renamed_nor_discarded() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    ask(&mut editor, BranchCommand::Off("Two".to_owned()));
    let branch = editor.document().file.as_ref().unwrap().path.clone();
    editor.obey(Command::Open(path));
    let _theirs = Lock::take(&branch, &Holder::this("Omar", "desk-2"))
        .unwrap()
        .unwrap();
    ask(
        &mut editor,
        BranchCommand::Rename(branch.clone(), "Mine".to_owned()),
    );
    ask(&mut editor, BranchCommand::Discard(branch.clone()));
    assert_eq!(
        plan_file::open(&LocalDisk, &branch)
            .unwrap()
            .plan
            .base
            .unwrap()
            .name,
        "Two"
    );
    let told = told(&editor, NoticeKind::Error);
    assert_eq!(
        told,
        [
            "north-two.plan.ron was not renamed",
            "north-two.plan.ron was not discarded"
        ]
    );
}

#[test]
fn two_branches_of_one_name_get_files_of_their_own_and_a_plan_without_a_file_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, path) = office(folder.path());
    for file in ["north-two.plan.ron", "north-two-2.plan.ron"] {
        ask(&mut editor, BranchCommand::Off("Two!".to_owned()));
        assert_eq!(
            editor.document().file.as_ref().unwrap().path,
            folder.path().join(file)
        );
        editor.obey(Command::Open(path.clone()));
    }
    ask(&mut editor, BranchCommand::Off("  ".to_owned()));
    editor.obey(Command::New);
    ask(&mut editor, BranchCommand::Off("Three".to_owned()));
    assert_eq!(editor.branches().unwrap().all, []);
    let told = told(&editor, NoticeKind::Warning);
    let expected = [
        "A branch needs a name",
        "Save the plan first: its branches lie beside its file",
    ];
    assert_eq!(told, expected);
}
