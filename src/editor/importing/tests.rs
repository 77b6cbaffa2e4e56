//! Files on their way into the plan: shown, chosen, taken, dropped.

use std::fs;

use super::*;
use crate::apart::{Apart, Limits};
use crate::editor::{Command, Jobs, Surroundings, Template};
use crate::files::exchange::table::Field;
use crate::files::exchange::{Choice, Owner};

fn editor() -> Editor {
    let today = "2026-11-23".parse().unwrap();
    Editor::new(Surroundings::default(), Jobs::inline(), today, 7)
}

fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

const KML: &str = "<kml><Document><Folder><name>PMF</name><Placemark><name>South</name><Polygon><outerBoundaryIs>\
    <LinearRing><coordinates>43,33 44,33 44,34 43,33</coordinates></LinearRing></outerBoundaryIs></Polygon>\
    </Placemark></Folder></Document></kml>";

#[test]
fn a_file_is_shown_as_a_draft_and_taken_as_one_step() {
    let (_folder, path) = file("overlay.kml", KML);
    let mut editor = editor();
    let before = Arc::clone(editor.plan());
    editor.obey(Command::Import(path));
    editor.collect();
    assert!(Arc::ptr_eq(editor.plan(), &before), "nothing is in the plan yet");
    assert_eq!(editor.document().shown().sectors.len(), 1);
    assert!(editor.is_previewing());
    // Whatever drops a draft does not drop this one.
    editor.obey(Command::DropDraft);
    assert_eq!(editor.document().shown().sectors.len(), 1);
    let key = editor.importing().unwrap().imported().unwrap().groups[0]
        .key
        .clone();
    let mut order = ImportOrder::default();
    order.choices.insert(
        key,
        Choice {
            kind: Some(MapKind::Measure),
            owner: Owner::Of("PMF".to_owned()),
            ..Choice::default()
        },
    );
    editor.obey(Command::ChooseImport(Box::new(order)));
    assert!(!editor.can_take_import(), "it is read anew first");
    editor.obey(Command::TakeImport);
    assert!(editor.importing().is_some());
    editor.collect();
    editor.obey(Command::TakeImport);
    assert!(editor.importing().is_none() && !editor.document().is_drafting());
    assert_eq!(
        (editor.plan().measures.len(), editor.plan().stakeholders.len()),
        (1, 1)
    );
    assert_eq!(
        editor.document().history().undo_label(),
        Some("Import overlay.kml")
    );
    editor.obey(Command::Undo);
    assert_eq!(**editor.plan(), *before);
}

#[test]
fn an_import_that_is_dropped_leaves_nothing() {
    let (_folder, path) = file("overlay.kml", KML);
    let mut editor = editor();
    editor.obey(Command::Import(path.clone()));
    editor.collect();
    editor.obey(Command::DropImport);
    assert!(editor.importing().is_none() && !editor.document().is_drafting());
    assert!(editor.document().history().undo_label().is_none());
    // Esc does the same, and an answer that comes later is passed by.
    editor.obey(Command::Import(path));
    editor.obey(Command::StepBack);
    editor.collect();
    assert!(editor.importing().is_none() && !editor.document().is_drafting());
}

#[test]
fn an_edit_meanwhile_is_read_into() {
    let (_folder, path) = file("overlay.kml", KML);
    let mut editor = editor();
    editor.obey(Command::Import(path));
    editor.collect();
    let id = editor.fresh_id();
    let party = crate::model::Stakeholder::new();
    editor.obey(Command::Commit(crate::model::Edit::Create((id, party).into())));
    assert!(!editor.can_take_import());
    editor.collect();
    editor.obey(Command::TakeImport);
    assert_eq!(
        (editor.plan().sectors.len(), editor.plan().stakeholders.len()),
        (1, 1)
    );
}

#[test]
fn files_dropped_together_come_one_after_the_other() {
    let (_folder, path) = file("one.kml", KML);
    let two = path.with_file_name("two.kml");
    fs::write(&two, KML.replace("South", "North")).unwrap();
    let mut editor = editor();
    editor.obey(Command::Dropped(path));
    editor.obey(Command::Dropped(two));
    editor.collect();
    editor.obey(Command::TakeImport);
    editor.collect();
    assert_eq!(editor.importing().unwrap().name(), "two.kml");
    editor.obey(Command::TakeImport);
    assert_eq!(editor.plan().sectors.len(), 2);
}

#[test]
fn a_table_that_was_misunderstood_can_be_said_and_a_broken_file_is_a_notice() {
    let (_folder, path) = file("places.csv", "wer,wo,breit,lang\nA,x,33.1,43.1\n");
    let mut editor = editor();
    editor.obey(Command::Import(path.clone()));
    editor.collect();
    let importing = editor.importing().unwrap();
    let fields: Vec<Field> = importing
        .read
        .as_ref()
        .unwrap()
        .table
        .as_ref()
        .unwrap()
        .columns
        .iter()
        .map(|column| column.field)
        .collect();
    assert_eq!(
        fields,
        [Field::Keep, Field::Keep, Field::Latitude, Field::Longitude]
    );
    let order = |mapping: &str| {
        let order = ImportOrder {
            mapping: mapping.parse().unwrap(),
            ..ImportOrder::default()
        };
        Command::ChooseImport(Box::new(order))
    };
    editor.obey(order("wer=name; breit=keep"));
    editor.collect();
    assert!(editor.importing().unwrap().fault().is_some());
    assert!(!editor.document().is_drafting());
    editor.obey(order("wer=name"));
    editor.collect();
    editor.obey(Command::TakeImport);
    assert_eq!(editor.plan().sites.iter().next().unwrap().1.name, "A");

    let (_folder, path) = file("torn.kml", "<kml><Document>");
    editor.obey(Command::Import(path));
    editor.collect();
    assert!(editor.importing().is_none());
    let notice = editor.notices().shown().last().unwrap();
    assert!(notice.details.contains("cut off"), "{notice:?}");
}

#[test]
fn kinds_that_nobody_knows_can_be_chosen() {
    let text = KML.replace(
        "<name>South</name>",
        "<name>South</name><ExtendedData><Data name='kind'><value>AOR-1</value></Data></ExtendedData>",
    );
    let (_folder, path) = file("overlay.kml", &text);
    let mut editor = editor();
    editor.obey(Command::Import(path));
    editor.collect();
    let importing = editor.importing().unwrap();
    assert!(importing.fault().unwrap().contains("unknown kind `AOR-1`"));
    let key = importing.read.as_ref().unwrap().groups[0].key.clone();
    assert_eq!(key.kind, "AOR-1");
    let mut order = ImportOrder::default();
    let choice = Choice {
        kind: Some(MapKind::Sector),
        ..Choice::default()
    };
    order.choices.insert(key, choice);
    editor.obey(Command::ChooseImport(Box::new(order)));
    editor.collect();
    editor.obey(Command::TakeImport);
    assert_eq!(editor.plan().sectors.len(), 1);
}

#[test]
fn a_plan_starts_from_districts_that_are_looked_at_first() {
    let (_folder, path) = file("districts.kml", KML);
    let mut editor = editor();
    editor.obey(Command::NewFrom(Template::Districts(path)));
    assert_eq!((editor.plan().phases.len(), editor.plan().sectors.len()), (5, 0));
    editor.collect();
    let shown = editor.document().shown();
    assert!(shown.info.area_of_operations.is_some());
    editor.obey(Command::TakeImport);
    assert_eq!(editor.plan().sectors.iter().next().unwrap().1.name, "South");
    // Unsaved work is asked about first.
    editor.obey(Command::NewFrom(Template::Phases));
    assert!(editor.question().is_some());
}

#[test]
fn a_plan_starts_from_the_districts_of_iraq_which_the_program_carries() {
    let mut editor = editor();
    editor.obey(Command::NewFrom(Template::Iraq));
    editor.collect();
    editor.obey(Command::TakeImport);
    let plan = editor.plan();
    assert_eq!((plan.phases.len(), plan.sectors.len()), (5, 101));
    let names: std::collections::BTreeSet<&str> = plan
        .sectors
        .iter()
        .map(|(_, sector)| sector.name.as_str())
        .collect();
    assert_eq!(names.len(), 101);
    assert!(names.contains("Abu Al-Khaseeb") && !names.contains(""));
    // The country is 438,000 km² by the yearbooks; its districts are simplified.
    let area = plan.info.area_of_operations.as_ref().unwrap();
    let area_km2 = crate::geometry::drawn_area_m2(area) / 1e6;
    assert!((430_000.0..446_000.0).contains(&area_km2), "{area_km2}");
    assert!(plan.sectors.iter().all(|(_, sector)| sector.holder.is_none()));
}

#[test]
fn a_reader_that_dies_costs_the_import_and_nothing_else() {
    let (_folder, path) = file("overlay.kml", KML);
    let reader = Reader::Apart(Apart {
        program: "/nowhere/entente".into(),
        arguments: Vec::new(),
        limits: Limits {
            deadline: std::time::Duration::from_secs(5),
            memory_bytes: 1 << 30,
            answer_bytes: 1 << 20,
        },
    });
    let surroundings = Surroundings {
        reader,
        ..Surroundings::default()
    };
    let today = "2026-11-23".parse().unwrap();
    let mut editor = Editor::new(surroundings, Jobs::inline(), today, 7);
    let before = Arc::clone(editor.plan());
    editor.obey(Command::Import(path));
    editor.collect();
    assert!(editor.importing().is_none() && !editor.document().is_drafting());
    assert!(Arc::ptr_eq(editor.plan(), &before));
    let notice = editor.notices().shown().last().unwrap();
    assert_eq!(notice.text, "overlay.kml was not imported");
    assert!(
        notice.details.contains("no process can be started"),
        "{}",
        notice.details
    );
}
