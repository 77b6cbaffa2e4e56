//! A partner's file on its way into the plan: found, chosen, seen on the map, taken or not.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable;
use entente::editor::Command;

use super::{Window, choose, one_sector, plan, press, settle, window};

const KML: &str = "<kml><Document><Folder><name>PMF</name>\
    <Placemark><name>South</name><Polygon><outerBoundaryIs><LinearRing><coordinates>43.70,33.30 43.74,33.30 \
    43.74,33.34 43.70,33.30</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>\
    <Placemark><name>Jolan hospital</name><Point><coordinates>43.71,33.31</coordinates></Point></Placemark>\
    <NetworkLink/></Document></kml>";

fn importing(name: &str, text: &str) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let mut commands = one_sector();
    commands.push(Command::Dropped(path));
    let mut window = window(None, commands);
    settle(&mut window);
    (folder, window)
}

#[test]
fn what_a_file_means_is_chosen_and_taken_as_one_step() {
    let (_folder, mut window) = importing("overlay.kml", KML);
    let before = plan(&window);
    window.get_by_label("Import overlay.kml");
    // The map shows it, the plan is as it was.
    assert_eq!(window.state().editor().document().shown().sectors.len(), 2);
    window.get_by_label_contains("network links");
    choose(&mut window, "PMF: 1 polygon kind", "Site");
    choose(&mut window, "PMF: 1 polygon owner", "New: PMF");
    window
        .get_by_role_and_label(egui::Role::CheckBox, "1 point, site")
        .click();
    settle(&mut window);
    assert_eq!(plan(&window), before);
    press(&mut window, "Import");
    let after = plan(&window);
    assert_eq!((after.sectors.len(), after.sites.len()), (1, 1));
    let site = after.sites.iter().next().unwrap().1;
    assert!(site.shape.as_area().is_some());
    assert_eq!(
        (
            site.name.as_str(),
            after.label_of(site.operator.unwrap()).as_str()
        ),
        ("South", "PMF")
    );
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(plan(&window), before);
}

#[test]
fn esc_and_cancel_leave_the_plan_as_it_was() {
    for by_key in [true, false] {
        let (_folder, mut window) = importing("overlay.kml", KML);
        let before = plan(&window);
        if by_key {
            window.key_press(Key::Escape);
            settle(&mut window);
        } else {
            press(&mut window, "Cancel import");
        }
        assert_eq!(plan(&window), before);
        assert!(window.state().editor().importing().is_none());
        assert_eq!(**window.state().editor().document().shown(), before);
    }
}

#[test]
fn columns_of_a_table_are_shown_and_changed() {
    let (_folder, mut window) = importing("places.csv", "wer;wo;Lat;Lon\nA;B;33,31;43,71\n");
    window.get_by_label_contains("1 rows, `;` between columns");
    window.get_by_label("33,31");
    choose(&mut window, "Column wer", "Name");
    press(&mut window, "Import");
    let plan = plan(&window);
    assert_eq!(plan.sites.iter().next().unwrap().1.name, "A");
}
