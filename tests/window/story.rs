//! The coordination officer's morning, whole and by label: from an empty plan to one that is agreed on,
//! printed and saved. Nothing is put into the plan but by what a person can see and press.

use super::*;
use entente::model::{Acceptance, AnyId, Clause};

/// Types into the field that has just been opened for a new holder.
fn new_holder(window: &mut Window, field: &str, name: &str) {
    choose_last(window, field, "New stakeholder…");
    let spoken = format!("New {} name", field.to_lowercase());
    window.get_by_label(&spoken).focus();
    settle(window);
    window.get_by_label(&spoken).type_text(name);
    settle(window);
}

/// Opens the list of that name on the card that asks about what was drawn, which is drawn last, and chooses.
fn choose_last(window: &mut Window, list: &str, choice: &str) {
    for name in [list, choice] {
        let last = window.get_all_by_label(name).last();
        last.expect("it is there").click();
        settle(window);
    }
}

fn draw(window: &mut Window, tool: Key, corners: &[(f64, f64)]) {
    window.key_press(tool);
    settle(window);
    for (lat, lon) in corners {
        click_ground(window, at(*lat, *lon));
    }
    window.key_press(Key::Enter);
    settle(window);
}

fn by_palette(window: &mut Window, action: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(window);
    let role = egui::Role::TextInput;
    window
        .get_by_role_and_label(role, "Find anything")
        .type_text(action);
    settle(window);
    window.key_press(Key::Enter);
    settle(window);
}

#[test]
fn a_plan_is_drawn_checked_agreed_printed_and_saved_from_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(Some(home.path()), vec![]);
    // Somewhere to draw: a place is looked for, and the map goes there.
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut window);
    let role = egui::Role::TextInput;
    window
        .get_by_role_and_label(role, "Find anything")
        .type_text("33.35 43.75");
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    window.key_press(Key::Escape);
    settle(&mut window);

    // The ground, and who answers for it. The second sector is drawn along the first.
    draw(
        &mut window,
        Key::A,
        &[(33.30, 43.70), (33.30, 43.80), (33.38, 43.80), (33.38, 43.70)],
    );
    assert!(plan(&window).info.area_of_operations.is_some());
    draw(
        &mut window,
        Key::S,
        &[
            (33.30, 43.70),
            (33.30, 43.74),
            (33.34, 43.755),
            (33.38, 43.75),
            (33.38, 43.70),
        ],
    );
    new_holder(&mut window, "Holder", "Army");
    press(&mut window, "Make sector");
    draw(
        &mut window,
        Key::S,
        &[(33.30, 43.74), (33.30, 43.80), (33.38, 43.80), (33.38, 43.75)],
    );
    new_holder(&mut window, "Holder", "Militia");
    press(&mut window, "Make sector");
    let drawn = plan(&window);
    let areas: Vec<Area> = drawn
        .sectors
        .iter()
        .map(|(_, sector)| sector.area.clone())
        .collect();
    assert_eq!((areas.len(), drawn.stakeholders.len()), (2, 2));
    let shared = entente::geometry::common_lines(&areas[0], &areas[1]);
    assert_eq!(shared.len(), 1, "they share one edge: nothing is between them");
    assert_eq!(shared[0].points.len(), 3, "the bend in the middle was followed");
    assert!(
        !codes(&window).contains(&"A01") && !codes(&window).contains(&"A04"),
        "{:?}",
        codes(&window)
    );

    // The boundary between them, along their edge.
    press(&mut window, "Draw boundary");
    for (lat, lon) in [(33.30, 43.74), (33.38, 43.75)] {
        click_ground(&mut window, at(lat, lon));
    }
    window.key_press(Key::Enter);
    settle(&mut window);
    choose_last(&mut window, "Left", "Army");
    choose_last(&mut window, "Right", "Militia");
    press(&mut window, "Make boundary");
    let boundary = plan(&window).boundaries.iter().next().unwrap().1.clone();
    assert_eq!(boundary.path.points.len(), 3, "it follows the edge");

    // A force of each.
    for (place, holder) in [((33.34, 43.72), "Army"), ((33.34, 43.78), "Militia")] {
        press(&mut window, "Place force");
        click_ground(&mut window, at(place.0, place.1));
        choose_last(&mut window, "Stakeholder", holder);
        press(&mut window, "Make force");
    }
    assert_eq!(plan(&window).forces.len(), 2);
    assert!(
        plan(&window)
            .forces
            .iter()
            .all(|(_, force)| force.stakeholder.is_some())
    );

    // Nobody has agreed to anything: it says so, and the agreement is drafted from the two sectors.
    let open = codes(&window).len();
    assert!(open > 0);
    let sectors: BTreeSet<AnyId> = plan(&window).sectors.ids().map(AnyId::from).collect();
    window.state_mut().obey(Command::Select(sectors));
    settle(&mut window);
    by_palette(&mut window, "Draft agreement from selection");
    let agreed = plan(&window);
    let (agreement, drafted) = agreed.agreements.iter().next().expect("it was drafted");
    assert_eq!(drafted.parties.len(), 2);
    assert!(
        drafted
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::HoldsGround { .. }))
    );
    assert!(
        drafted
            .parties
            .iter()
            .all(|party| party.state == Acceptance::Draft),
        "a draft is no acceptance"
    );

    // Both say yes, one after the other.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    settle(&mut window);
    for party in ["Army", "Militia"] {
        window.get_by_label_contains(&format!("{party} draft, ")).click();
        settle(&mut window);
        press(&mut window, "State: Accepted");
        press(&mut window, "Evidence: Written");
        press(&mut window, "Record");
    }
    let plan_now = plan(&window);
    let parties = &plan_now.agreements.get(agreement).unwrap().parties;
    assert!(
        parties.iter().all(|party| party.state == Acceptance::Accepted),
        "{parties:?}"
    );

    // Printed, and saved.
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    settle(&mut window);
    let sheet = home.path().join("sheet.pdf");
    fill(&mut window, "File", sheet.to_str().unwrap());
    press(&mut window, "Print to file");
    assert!(std::fs::read(&sheet).unwrap().starts_with(b"%PDF"));
    let file = home.path().join("morning.plan.ron");
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    settle(&mut window);
    fill(&mut window, "File", file.to_str().unwrap());
    press(&mut window, "Save");
    assert!(!window.state().editor().document().is_unsaved());
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        entente::files::ron_text::read(text.as_bytes()).unwrap().plan,
        plan(&window)
    );
}

#[test]
fn what_is_drawn_by_keys_follows_the_crosshair() {
    let mut window = window(None, one_sector());
    window.key_press(Key::S);
    settle(&mut window);
    window.key_press(Key::Space);
    settle(&mut window);
    let before = window.state().editor().sketch().points;
    window.key_press(Key::ArrowRight);
    settle(&mut window);
    let points = window.state().editor().sketch().points;
    assert_eq!(
        (before.len(), points.len()),
        (1, 2),
        "the line to the crosshair is seen"
    );
    assert!(points[1].longitude() > points[0].longitude());
}
