//! Two parties' drafts come back to the office that holds the plan.

use std::path::{Path, PathBuf};

use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::files::{Existing, Folders, LocalDisk, plan_file};
use crate::model::{
    AnyId, Comment, Edit, Id, Plan, PlanInfo, Proposal, ProposalState, Readiness, Remark, Sector,
};
use crate::testing::sketch::Sketch;

/// The office, its plan open and saved, and a copy that a party was handed.
fn handed_out(folder: &Path, name: &str) -> (Editor, PathBuf) {
    let plan = Sketch::of(&[&["AABB"]]).plan().clone();
    let path = folder.join("north.plan.ron");
    plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.join("home"))),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    editor.obey(Command::Open(path.clone()));
    let copy = folder.join(name);
    editor.obey(Command::TakeCopy(copy.clone()));
    editor.obey(Command::Open(path));
    (editor, copy)
}

fn sector(plan: &Plan, name: &str) -> (Id<Sector>, Sector) {
    let (id, row) = plan.sectors.iter().find(|(_, row)| row.name == name).unwrap();
    (id, row.clone())
}

/// The party's office: changes its copy.
fn drafted(path: &Path, edits: &dyn Fn(&Plan) -> Vec<Edit>) {
    let opened = plan_file::open(&LocalDisk, path).unwrap();
    let mut file = opened.file;
    let plan = Edit::together("Draft", edits(&opened.plan))
        .apply(&opened.plan)
        .unwrap();
    plan_file::save(&LocalDisk, &plan, &mut file, None).unwrap();
}

fn renamed(plan: &Plan, from: &str, to: &str) -> Edit {
    let (id, row) = sector(plan, from);
    Edit::Update(
        (
            id,
            Sector {
                name: to.to_owned(),
                ..row
            },
        )
            .into(),
    )
}

fn authored(plan: &Plan, author: &str) -> Edit {
    let info = PlanInfo {
        author: author.to_owned(),
        ..plan.info.clone()
    };
    Edit::SetInfo(Box::new(info))
}

fn take_in(editor: &mut Editor, path: &Path) {
    editor.obey(Command::TakeInProposals(path.to_owned()));
    editor.collect();
}

fn answer(editor: &mut Editor, proposal: Id<Proposal>, state: ProposalState) {
    editor.obey(Command::Commit(Edit::AnswerProposal {
        proposal,
        state,
        said: Remark::new("Anna", None, "so agreed"),
    }));
}

fn proposal(editor: &Editor, about: Option<AnyId>) -> Proposal {
    let all = editor.plan().discussion.proposals.iter();
    all.clone()
        .find(|proposal| proposal.about == about)
        .unwrap()
        .clone()
}

#[test]
fn a_draft_becomes_proposals_and_changes_nothing_until_they_are_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, copy) = handed_out(folder.path(), "pmf.plan.ron");
    drafted(&copy, &|plan| {
        let (b, _) = sector(plan, "B");
        vec![
            renamed(plan, "A", "West"),
            Edit::Delete(vec![b.into()]),
            authored(plan, "PMF"),
        ]
    });
    let before = editor.plan().clone();
    take_in(&mut editor, &copy);
    let after = editor.plan().clone();
    assert_eq!((&after.sectors, &after.info), (&before.sectors, &before.info));
    let (a, _) = sector(&before, "A");
    let (b, _) = sector(&before, "B");
    let on_a = proposal(&editor, Some(a.into()));
    assert_eq!((on_a.said.by.as_str(), on_a.state), ("PMF", ProposalState::Open));
    assert_eq!(after.discussion.proposals.len(), 3);
    // Taken in once more, nothing is proposed twice.
    take_in(&mut editor, &copy);
    assert_eq!(editor.plan().discussion.proposals.len(), 3);

    answer(&mut editor, on_a.id, ProposalState::Accepted);
    assert_eq!(editor.plan().sectors.get(a).unwrap().name, "West");
    let on_b = proposal(&editor, Some(b.into()));
    answer(&mut editor, on_b.id, ProposalState::Rejected);
    assert!(editor.plan().sectors.contains(b));
    assert_eq!(proposal(&editor, Some(b.into())).trail[0].said.text, "so agreed");
    // One step each, and undone as one.
    editor.obey(Command::Undo);
    editor.obey(Command::Undo);
    assert_eq!(editor.plan().sectors.get(a).unwrap().name, "A");
    assert_eq!(proposal(&editor, Some(a.into())).state, ProposalState::Open);
}

#[test]
fn what_is_accepted_leaves_what_the_plan_got_since_in_other_fields() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, copy) = handed_out(folder.path(), "pmf.plan.ron");
    drafted(&copy, &|plan| vec![renamed(plan, "A", "West")]);
    let (a, row) = sector(editor.plan(), "A");
    let noted = Sector {
        notes: "agreed on Monday".to_owned(),
        name: "Left".to_owned(),
        ..row
    };
    editor.obey(Command::Commit(Edit::Update((a, noted).into())));
    take_in(&mut editor, &copy);
    let on_a = proposal(&editor, Some(a.into()));
    answer(&mut editor, on_a.id, ProposalState::Accepted);
    let now = editor.plan().sectors.get(a).unwrap();
    assert_eq!(
        (now.name.as_str(), now.notes.as_str()),
        ("West", "agreed on Monday")
    );
}

#[test]
fn what_the_plan_has_no_more_comes_back_with_a_proposal_that_is_accepted_and_nothing_dangles() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, copy) = handed_out(folder.path(), "pmf.plan.ron");
    drafted(&copy, &|plan| vec![renamed(plan, "A", "West")]);
    let (a, row) = sector(editor.plan(), "A");
    take_in(&mut editor, &copy);
    editor.obey(Command::Commit(Edit::Delete(vec![a.into()])));
    let on_a = proposal(&editor, Some(a.into()));
    answer(&mut editor, on_a.id, ProposalState::Accepted);
    assert_eq!(editor.plan().sectors.get(a).unwrap().name, "West");
    // Without its holder it would name somebody who is not there: it is refused, and waits still.
    editor.obey(Command::Undo);
    editor.obey(Command::Commit(Edit::Delete(vec![row.holder.unwrap().into()])));
    answer(&mut editor, on_a.id, ProposalState::Accepted);
    assert!(!editor.plan().sectors.contains(a));
    assert!(proposal(&editor, Some(a.into())).is_open());
}

#[test]
fn what_a_draft_says_is_taken_in_with_it_and_a_plan_with_open_proposals_is_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, copy) = handed_out(folder.path(), "pmf.plan.ron");
    drafted(&copy, &|plan| {
        let (a, _) = sector(plan, "A");
        let comment = Comment {
            id: Id::from_bits(77),
            about: Some(a.into()),
            said: Remark::new("Omar", None, "Our people live here"),
            replies: Vec::new(),
            resolved: None,
        };
        vec![Edit::Comment(Box::new(comment)), renamed(plan, "A", "West")]
    });
    take_in(&mut editor, &copy);
    assert_eq!(editor.plan().discussion.comments[0].said.by, "Omar");
    let ready = |editor: &mut Editor| {
        editor.obey(Command::Commit(Edit::SetReadiness(Readiness::Ready)));
        editor.plan().readiness
    };
    assert_eq!(ready(&mut editor), Readiness::Draft);
    let id = editor.plan().discussion.proposals[0].id;
    answer(&mut editor, id, ProposalState::Countered);
    editor.collect();
    assert_eq!(ready(&mut editor), Readiness::Draft);
    let told: Vec<String> = editor
        .notices()
        .shown()
        .iter()
        .map(|notice| notice.text.clone())
        .collect();
    let expected = "The plan is not ready: 1 proposals wait for an answer; they stand with their objects";
    assert!(told.contains(&expected.to_owned()), "{told:?}");
}

#[test]
fn who_wrote_the_plan_is_not_said_to_propose_what_somebody_else_drafted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, _) = handed_out(folder.path(), "first.plan.ron");
    let office = authored(editor.plan(), "Joint staff");
    editor.obey(Command::Commit(office));
    editor.obey(Command::Save);
    let path = editor.document().file.as_ref().unwrap().path.clone();
    let copy = folder.path().join("pmf.plan.ron");
    editor.obey(Command::TakeCopy(copy.clone()));
    editor.obey(Command::Open(path));
    drafted(&copy, &|plan| vec![renamed(plan, "A", "West")]);
    take_in(&mut editor, &copy);
    assert_eq!(editor.plan().discussion.proposals[0].said.by, "pmf.plan.ron");
}

#[test]
fn a_draft_that_began_elsewhere_is_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, _) = handed_out(folder.path(), "pmf.plan.ron");
    let other = folder.path().join("other.plan.ron");
    plan_file::save_as(
        &LocalDisk,
        &Plan::empty(Id::from_bits(99)),
        &other,
        Existing::Refuse,
        None,
    )
    .unwrap();
    let before = editor.plan().clone();
    take_in(&mut editor, &other);
    assert_eq!(editor.plan(), &before);
    let told: Vec<String> = editor
        .notices()
        .shown()
        .iter()
        .map(|notice| notice.text.clone())
        .collect();
    assert!(
        told.contains(&"other.plan.ron cannot be taken in".to_owned()),
        "{told:?}"
    );
}
