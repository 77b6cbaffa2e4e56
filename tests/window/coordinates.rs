//! Coordinates in the window: typed while drawing, looked for, shown and copied in every form.

use super::*;

use entente::geometry::Geometry;
use entente::geometry::coordinates::{CoordinateFormat, write};

const FIELD: &str = "Coordinates of vertices";

fn enter(window: &mut Window, text: &str) {
    fill(window, FIELD, text);
    window.key_press(Key::Enter);
    settle(window);
}

fn find(window: &mut Window, text: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(window);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find anything")
        .type_text(text);
    settle(window);
}

/// The palette is drawn last, over what else has that name.
fn press_last(window: &mut Window, label: &str) {
    window
        .get_all_by_label(label)
        .last()
        .expect("a line of that name")
        .click();
    settle(window);
}

fn pinned(window: &Window) -> Option<(String, Position)> {
    let pin = window.state().editor().workspace().pin.clone()?;
    Some((pin.name, pin.at))
}

#[test]
fn vertices_are_typed_one_by_one_and_as_a_list_and_are_one_edit_in_the_end() {
    let mut window = window(None, one_sector());
    let steps = window.state().editor().document().history().len();
    press(&mut window, "Draw sector");
    enter(&mut window, "33°18′36″N 43°45′E");
    enter(&mut window, "33.33 43.75; 33.33, 43.7700001");
    assert_eq!(window.state().editor().sketch().points.len(), 3);
    enter(&mut window, "38S");
    window.get_by_label_contains("found one number");
    fill(&mut window, FIELD, "");
    window.key_press(Key::Backspace);
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    let drawn = window.state().editor().drawn().map(|form| form.geometry.clone());
    let Some(Geometry::Area(area)) = drawn else {
        panic!("an area was drawn");
    };
    let points: Vec<Position> = area.points().collect();
    assert_eq!(
        points,
        [at(33.31, 43.75), at(33.33, 43.75), at(33.33, 43.770_000_1)]
    );
    assert_eq!(window.state().editor().document().history().len(), steps);
}

#[test]
fn exchanged_vertices_are_asked_about() {
    let mut window = window(None, one_sector());
    press(&mut window, "Draw boundary");
    enter(&mut window, "43.75 33.31");
    assert!(window.state().editor().sketch().points.is_empty());
    window.get_by_label_contains("Exchange them: ").click();
    settle(&mut window);
    enter(&mut window, "43.75 33.32");
    press(&mut window, "As typed");
    let points = window.state().editor().sketch().points;
    assert_eq!(points[..2], [at(33.31, 43.75), at(43.75, 33.32)]);
}

#[test]
fn coordinates_are_looked_for_in_every_form_and_both_ways() {
    let mut window = window(None, one_sector());
    window
        .state_mut()
        .obey(Command::SetCoordinates(CoordinateFormat::Degrees));
    for text in ["38S LB 86481 90753", "38S 386481 3690753", "N33°21' E43°46.8'"] {
        find(&mut window, text);
        window.key_press(Key::Enter);
        settle(&mut window);
        let (_, found) = pinned(&window).expect("a place is marked");
        assert!(
            entente::geometry::distance_m(found, at(33.35, 43.78)) < 1.0,
            "{text}: {found}"
        );
        window.key_press(Key::Escape);
        settle(&mut window);
        assert_eq!(pinned(&window), None);
    }
    find(&mut window, "43.78 33.35");
    let other = write(at(33.35, 43.78), CoordinateFormat::Degrees);
    let typed = write(at(43.78, 33.35), CoordinateFormat::Degrees);
    assert!(window.get_all_by_label(&typed).count() > 0);
    press_last(&mut window, &other);
    assert_eq!(pinned(&window), Some((other, at(33.35, 43.78))));
}

#[test]
fn a_place_is_found_in_either_script_and_what_is_nowhere_is_said() {
    let mut window = window(None, one_sector());
    for text in ["fallujah", "الفلوجه", "فلوجة"] {
        find(&mut window, text);
        window.key_press(Key::Enter);
        settle(&mut window);
        assert_eq!(
            pinned(&window).map(|(name, _)| name).as_deref(),
            Some("Fallujah"),
            "{text}"
        );
    }
    find(&mut window, "qqzzqq");
    window.get_by_label_contains("Nothing is called “qqzzqq”");
    window.key_press(Key::Escape);
    settle(&mut window);
    find(&mut window, "33 61 00 N 43 46 48 E");
    window.get_by_label_contains("found `61`");
}

#[test]
fn an_object_is_found_by_its_code_and_by_what_it_is() {
    let mut window = window(None, one_sector());
    let id = Id::<Sector>::from_bits(9);
    for text in [id.to_string(), "north sector".to_owned()] {
        window.state_mut().obey(Command::Select(BTreeSet::new()));
        find(&mut window, &text);
        window.key_press(Key::Enter);
        settle(&mut window);
        assert_eq!(
            window.state().editor().workspace().selection,
            BTreeSet::from([id.into()]),
            "{text}"
        );
    }
}
