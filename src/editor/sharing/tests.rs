//! Two officers, one file: who comes second reads, takes a copy, and the two are merged.

use std::path::PathBuf;

use crate::editor::{Command, Editor, Jobs, NoticeKind, Outside, Question, Surroundings};
use crate::files::lock::Holder;
use crate::files::{Existing, Folders, LocalDisk, plan_file};
use crate::model::{Edit, Id, Plan, PlanInfo, Stakeholder};

struct Office {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("north.plan.ron");
    let plan = Plan::empty(Id::from_bits(3));
    plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    Office { folder, path }
}

impl Office {
    /// An officer's editor with the plan open; both sit at one computer.
    fn open(&self, user: &str) -> Editor {
        let surroundings = Surroundings {
            folders: Some(Folders::inside(self.folder.path().join("home"))),
            holder: Some(Holder::this(user, "desk-1")),
            ..Surroundings::default()
        };
        let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
        editor.obey(Command::Open(self.path.clone()));
        editor
    }

    fn on_disk(&self) -> Plan {
        plan_file::open(&LocalDisk, &self.path).unwrap().plan
    }
}

fn party(bits: u64, name: &str) -> Command {
    let mut party = Stakeholder::new();
    name.clone_into(&mut party.name);
    let id: Id<Stakeholder> = Id::from_bits(bits);
    Command::Commit(Edit::Create((id, party).into()))
}

fn titled(editor: &Editor, title: &str) -> Command {
    let info = PlanInfo {
        title: title.to_owned(),
        ..editor.plan().info.clone()
    };
    Command::Commit(Edit::SetInfo(Box::new(info)))
}

fn warned(editor: &Editor) -> bool {
    let shown = editor.notices().shown().iter();
    shown
        .filter(|notice| notice.kind == NoticeKind::Warning)
        .any(|notice| notice.text == "Not done: you are reading this plan")
}

#[test]
fn whoever_comes_second_reads_until_the_first_is_gone() {
    let office = office();
    let mut anna = office.open("Anna");
    let mut omar = office.open("Omar");
    assert_eq!(anna.held_by(), None);
    assert_eq!(omar.held_by().unwrap().user, "Anna");
    let before = omar.plan().clone();
    omar.obey(party(1, "Mine"));
    omar.obey(Command::Save);
    assert_eq!(omar.plan(), &before);
    assert!(warned(&omar));
    anna.obey(party(2, "North"));
    anna.obey(Command::Save);
    omar.obey(Command::LookAtFile);
    omar.collect();
    assert!(matches!(omar.outside(), Some(Outside::Written(_))));
    omar.obey(Command::Reload);
    assert_eq!(omar.plan().stakeholders.len(), 1);
    assert!(omar.document().is_read_only());
    anna.obey(Command::Quit);
    drop(anna);
    omar.obey(Command::LookAtFile);
    assert!(!omar.document().is_read_only());
    omar.obey(party(1, "Mine"));
    assert_eq!(omar.plan().stakeholders.len(), 2);
}

#[test]
fn a_copy_is_merged_back() {
    let office = office();
    let mut anna = office.open("Anna");
    anna.obey(party(1, "North"));
    anna.obey(Command::Save);
    let mut omar = office.open("Omar");
    let copy = office.folder.path().join("omars.plan.ron");
    omar.obey(Command::TakeCopy(copy.clone()));
    assert!(!omar.document().is_read_only());
    omar.obey(party(2, "South"));
    let change = titled(&omar, "Omar's title");
    omar.obey(change);
    omar.obey(Command::Save);
    assert_eq!(office.on_disk().stakeholders.len(), 1);

    let change = titled(&anna, "Anna's title");
    anna.obey(change);
    anna.obey(Command::MergeWith(copy));
    let incoming = anna.incoming().unwrap();
    assert_eq!(incoming.conflicts.len(), 1);
    anna.obey(Command::TakeIncoming);
    assert_eq!(anna.plan().stakeholders.len(), 2);
    assert_eq!(anna.plan().info.title, "Anna's title");
    // The original does not become a copy of itself.
    assert_eq!(anna.plan().base, None);
    anna.obey(Command::Undo);
    assert_eq!(anna.plan().stakeholders.len(), 1);
}

#[test]
fn plans_that_began_with_nothing_in_common_are_not_merged() {
    let office = office();
    let mut anna = office.open("Anna");
    let other = office.folder.path().join("other.plan.ron");
    plan_file::save_as(
        &LocalDisk,
        &Plan::empty(Id::from_bits(8)),
        &other,
        Existing::Refuse,
        None,
    )
    .unwrap();
    anna.obey(Command::MergeWith(other));
    assert!(anna.incoming().is_none());
    assert_eq!(anna.notices().shown()[0].kind, NoticeKind::Error);
}

#[test]
fn what_others_do_to_the_file_is_noticed_even_with_its_time_put_back() {
    let office = office();
    let mut anna = office.open("Anna");
    let look = |editor: &mut Editor| {
        editor.obey(Command::LookAtFile);
        editor.collect();
        editor.outside().cloned()
    };
    assert_eq!(look(&mut anna), None);
    let time = std::fs::metadata(&office.path).unwrap().modified().unwrap();
    let text = std::fs::read(&office.path).unwrap();
    let mut changed = text.clone();
    changed.push(b'\n');
    std::fs::write(&office.path, &changed).unwrap();
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(&office.path)
        .unwrap();
    file.set_modified(time).unwrap();
    assert!(matches!(look(&mut anna), Some(Outside::Written(_))));
    // Saving over it is refused, and merging is offered.
    anna.obey(party(1, "North"));
    anna.obey(Command::Save);
    assert!(matches!(anna.question(), Some(Question::ChangedOnDisk(_))));
    anna.obey(Command::Stay);
    std::fs::remove_file(&office.path).unwrap();
    assert_eq!(look(&mut anna), Some(Outside::Gone));
    // Saved anew, there is nothing more to say.
    anna.obey(Command::Save);
    assert_eq!(anna.outside(), None);
    assert_eq!(look(&mut anna), None);
    assert_eq!(office.on_disk().stakeholders.len(), 1);
}

#[test]
fn no_lock_stays_behind() {
    let office = office();
    let anna = office.open("Anna");
    let lock = office.folder.path().join(".north.plan.ron.lock");
    assert!(lock.exists());
    drop(anna);
    assert!(!lock.exists());
}
