//! Two plans of one office side by side, and a folder of courses of action in the score table.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::checks::Finding;
use crate::compare::ThingDifference;
use crate::editor::{Command, Jobs, Surroundings};
use crate::files::{Existing, Folders};
use crate::model::{Edit, PlanInfo};
use crate::testing::sketch::Sketch;

/// A and B share two cells, in the second phase alone.
fn overlapping() -> Plan {
    Sketch::of(&[&["AAAA..", "AAAA.."], &["...BBB", "...BBB"]])
        .area_of_operations()
        .phases(&[("One", 10), ("Two", 12)])
        .in_phases("B", &[2])
        .plan()
        .clone()
}

/// An officer's editor with that plan open in a file.
fn office(folder: &Path, plan: &Plan) -> Editor {
    let path = folder.join("north.plan.ron");
    plan_file::save_as(&LocalDisk, plan, &path, Existing::Refuse, None).unwrap();
    let surroundings = Surroundings {
        folders: Some(Folders::inside(folder.join("home"))),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), "2026-11-30".parse().unwrap(), 7);
    editor.obey(Command::Open(path));
    editor.collect();
    editor
}

fn compare(editor: &mut Editor, command: CompareCommand) {
    editor.obey(Command::Compare(command));
    // One judgement leads to the next.
    for _ in 0..8 {
        editor.collect();
    }
}

/// Takes sector B away, as one step.
fn without_b(plan: &Plan) -> Command {
    let (id, _) = plan
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "B")
        .unwrap();
    Command::Commit(Edit::Delete([id.into()].into()))
}

fn titles(comparing: &Comparing) -> Vec<String> {
    let things = comparing.difference.things.iter();
    things.map(ThingDifference::title).collect()
}

#[test]
fn what_was_done_since_the_file_was_saved_is_compared_with_it_and_followed() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    editor.obey(without_b(&plan));
    compare(&mut editor, CompareCommand::Open);
    let comparing = editor.comparing().unwrap();
    assert_eq!(comparing.sides[0].course, Course::InFile);
    assert_eq!(comparing.sides[1].course, Course::AtHand);
    assert_eq!(titles(comparing), ["Sector B"]);
    let codes = |findings: &[Finding]| findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
    let findings = comparing.findings.as_ref().unwrap();
    assert!(
        codes(&findings.vanished).contains(&"A01"),
        "{:?}",
        codes(&findings.vanished)
    );
    assert_eq!(comparing.all().count(), 2);
    assert_eq!(comparing.rows().len(), 2);

    editor.obey(Command::Undo);
    editor.collect();
    assert!(editor.comparing().unwrap().difference.is_empty());
}

#[test]
fn looking_at_a_finding_turns_to_a_phase_in_which_it_holds_and_brings_it_into_view() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    editor.obey(without_b(&plan));
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::ShowPhase(Some(0)));
    editor.take_wanted_view();
    let findings = editor.comparing().unwrap().findings.clone().unwrap();
    let place = findings
        .vanished
        .iter()
        .position(|finding| finding.code == "A01")
        .unwrap();
    compare(&mut editor, CompareCommand::Pick(Some(Picked::Vanished(place))));
    let comparing = editor.comparing().unwrap();
    assert_eq!(comparing.shown_phase().unwrap().name, "Two");
    // Its card is drawn on the map of the plan that has it.
    assert!(comparing.finding_place(0).is_some());
    assert_eq!(comparing.finding_place(1), None);
    assert!(editor.take_wanted_view().is_some());
}

#[test]
fn a_thing_is_looked_at_where_it_holds_and_its_ground_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    let (id, b) = plan
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "B")
        .unwrap();
    let half = Sketch::of(&[&["...BB.", "...BB."]]);
    let (_, smaller) = half.plan().sectors.iter().next().unwrap();
    let reshaped = crate::model::Sector {
        area: smaller.area.clone(),
        ..b.clone()
    };
    editor.obey(Command::Commit(Edit::Update((id, reshaped).into())));
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::ShowPhase(Some(0)));
    let thing = |editor: &Editor| editor.comparing().unwrap().difference.things[0].clone();
    assert!(!editor.comparing().unwrap().holds(&thing(&editor)));
    compare(&mut editor, CompareCommand::PickObject(id.into()));
    assert_eq!(editor.comparing().unwrap().picked, Some(Picked::Thing(0)));
    compare(&mut editor, CompareCommand::Pick(Some(Picked::Thing(0))));
    let comparing = editor.comparing().unwrap();
    assert_eq!(comparing.shown_phase().unwrap().name, "Two");
    assert_eq!(comparing.selection(), [id.into()].into());
    let [gained, lost] = ground_of(&thing(&editor)).map(|area| area.map(|area| area.parts.len()));
    assert_eq!((gained.unwrap_or(0), lost), (0, Some(1)));
}

#[test]
fn a_step_of_the_history_and_another_file_can_be_chosen_and_exchanged() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    let other = Plan {
        info: PlanInfo {
            title: "South".to_owned(),
            ..plan.info.clone()
        },
        ..plan.clone()
    };
    let path = folder.path().join("south.plan.ron");
    plan_file::save_as(&LocalDisk, &other, &path, Existing::Refuse, None).unwrap();
    editor.obey(without_b(&plan));
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::Choose(0, Course::File(path)));
    assert_eq!(titles(editor.comparing().unwrap()), ["The plan", "Sector B"]);
    compare(&mut editor, CompareCommand::Exchange);
    let comparing = editor.comparing().unwrap();
    assert_eq!(comparing.sides[1].name, "south.plan.ron");
    assert_eq!(comparing.difference.counts(), [1, 0, 1]);
    compare(&mut editor, CompareCommand::Choose(1, Course::Step(1)));
    let comparing = editor.comparing().unwrap();
    assert_eq!(comparing.sides[1].name, "After step 2: Delete B");
    assert!(comparing.difference.is_empty());
    // What cannot be read is told, and what was compared stays.
    compare(
        &mut editor,
        CompareCommand::Choose(1, Course::File(folder.path().join("no.plan.ron"))),
    );
    assert_eq!(editor.comparing().unwrap().sides[1].course, Course::Step(1));
    let told = editor
        .notices()
        .shown()
        .iter()
        .map(|notice| notice.text.clone())
        .collect::<Vec<_>>();
    assert!(
        told.contains(&"no.plan.ron cannot be compared".to_owned()),
        "{told:?}"
    );
}

#[test]
fn every_plan_of_a_folder_comes_into_the_score_table_once_and_can_leave_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    let courses = folder.path().join("courses");
    std::fs::create_dir(&courses).unwrap();
    for name in ["one.plan.ron", "two.plan.ron", "notes.txt"] {
        plan_file::save_as(&LocalDisk, &plan, &courses.join(name), Existing::Refuse, None).unwrap();
    }
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::Add(courses.clone()));
    compare(&mut editor, CompareCommand::Add(courses));
    let comparing = editor.comparing().unwrap();
    let names: Vec<&str> = comparing.all().map(|(seen, _)| seen.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "As saved in north.plan.ron",
            "Now",
            "one.plan.ron",
            "two.plan.ron"
        ]
    );
    assert_eq!(comparing.rows().len(), 4);
    let two = &comparing.phases[1];
    let figures = |place: usize| {
        let (seen, _) = comparing.all().nth(place).unwrap();
        comparing.figures(place, seen, Some(two)).unwrap().clone()
    };
    assert!(figures(1).contested() > 0.0);
    assert_eq!(figures(1), figures(2));
    compare(&mut editor, CompareCommand::Drop(0));
    let last = editor.comparing().unwrap().all().last().unwrap().0.name.clone();
    assert_eq!(last, "two.plan.ron");
}

#[test]
fn esc_leaves_what_is_looked_at_then_the_comparison_and_another_plan_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    editor.obey(without_b(&plan));
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::Pick(Some(Picked::Thing(0))));
    editor.obey(Command::StepBack);
    assert_eq!(editor.comparing().unwrap().picked, None);
    editor.obey(Command::StepBack);
    assert!(editor.comparing().is_none());
    // What was chosen is there when one comes back.
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::Show(CompareView::Swipe));
    compare(&mut editor, CompareCommand::Close);
    compare(&mut editor, CompareCommand::Open);
    assert_eq!(editor.comparing().unwrap().view, CompareView::Swipe);
    editor.obey(Command::Save);
    editor.obey(Command::New);
    assert!(editor.comparing().is_none());
}

#[test]
fn at_another_day_every_plan_is_judged_anew() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    editor.obey(without_b(&plan));
    compare(&mut editor, CompareCommand::Open);
    let judged = |editor: &Editor| {
        let comparing = editor.comparing().unwrap();
        Arc::clone(comparing.sides[0].judgement.known().unwrap())
    };
    let before = judged(&editor);
    editor.set_today("2027-01-01".parse().unwrap());
    for _ in 0..8 {
        editor.collect();
    }
    assert!(!Arc::ptr_eq(&before, &judged(&editor)));
}

#[test]
fn nothing_is_changed_that_is_not_seen_and_what_is_for_the_plan_leads_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    let (a, _) = plan
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "A")
        .unwrap();
    editor.obey(Command::Select([a.into()].into()));
    compare(&mut editor, CompareCommand::Open);
    editor.obey(Command::DeleteSelected);
    assert_eq!(**editor.plan(), plan);
    assert!(editor.comparing().is_some());
    let told = editor.notices().shown().iter();
    let told: Vec<String> = told.map(|notice| notice.text.clone()).collect();
    assert_eq!(told, ["Not done: you are comparing plans"]);
    for (by, shown) in [(1, "Two"), (1, "Two"), (-1, "One")] {
        editor.obey(Command::StepPhase(by));
        assert_eq!(editor.comparing().unwrap().shown_phase().unwrap().name, shown);
    }
    // What would be looked at on the plan's own map is seen there.
    let copy = folder.path().join("copy.plan.ron");
    plan_file::save_as(&LocalDisk, &plan, &copy, Existing::Refuse, None).unwrap();
    editor.obey(Command::Import(copy));
    assert!(editor.comparing().is_none());
}

#[test]
fn a_file_that_a_partner_wrote_meanwhile_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let plan = overlapping();
    let mut editor = office(folder.path(), &plan);
    let path = folder.path().join("south.plan.ron");
    plan_file::save_as(&LocalDisk, &plan, &path, Existing::Refuse, None).unwrap();
    compare(&mut editor, CompareCommand::Open);
    compare(&mut editor, CompareCommand::Choose(0, Course::File(path.clone())));
    assert!(editor.comparing().unwrap().difference.is_empty());
    let findings = |editor: &Editor| editor.comparing().unwrap().findings.clone().unwrap();
    assert!(findings(&editor).is_empty());

    let mut opened = plan_file::open(&LocalDisk, &path).unwrap();
    let (b, _) = plan
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "B")
        .unwrap();
    let theirs = Edit::Delete([b.into()].into()).apply(&plan).unwrap();
    plan_file::save(&LocalDisk, &theirs, &mut opened.file, None).unwrap();
    editor.obey(Command::LookAtFile);
    for _ in 0..8 {
        editor.collect();
    }
    assert_eq!(titles(editor.comparing().unwrap()), ["Sector B"]);
    assert!(
        findings(&editor)
            .appeared
            .iter()
            .any(|finding| finding.code == "A01")
    );
}
