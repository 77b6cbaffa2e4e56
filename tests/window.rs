//! The window as a person uses it, asked by accessible label, asserting the plan.
//!
//! Proves the first user story: draw a sector by clicks, see A01 appear, apply a fix, undo it, waive it,
//! save, reopen, same bytes; and the same without a mouse. No display and no GPU are needed.

mod comparing;
mod coordinates;
mod discussing;
mod exercising;
mod import;
mod languages;
mod merging;
mod recovery;
mod releasing;
mod sizes;
mod start;
mod story;
mod times;

use std::collections::BTreeSet;
use std::path::Path;

use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use entente::editor::{Command, Editor, Jobs, Surroundings};
use entente::files::Folders;
use entente::geometry::{Area, Position};
use entente::model::{Edit, Id, Instant, Plan, Sector, Stakeholder, StakeholderKind};
use entente::ui::{self, EntenteApp};

type Window = Harness<'static, EntenteApp>;

const SIZE: [f32; 2] = [1440.0, 900.0];

fn today() -> Instant {
    "2026-11-23".parse().unwrap()
}

/// Opens the window with what these commands make; everything runs at once, in this thread.
fn window(home: Option<&Path>, commands: Vec<Command>) -> Window {
    let surroundings = Surroundings {
        folders: home.map(Folders::inside),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), today(), 7);
    editor.obey(Command::DismissWelcome);
    for command in commands {
        editor.obey(command);
    }
    let mut window = Harness::builder()
        .with_size(SIZE)
        .with_max_steps(40)
        .with_context_setup(ui::prepare)
        .build_ui_state(
            |ui, app: &mut EntenteApp| {
                app.logic(ui.ctx(), today());
                app.show(ui);
            },
            EntenteApp::new(editor),
        );
    settle(&mut window);
    window
}

/// A few frames: input, the editor obeying, the picture after it.
fn settle(window: &mut Window) {
    window.run_steps(6);
}

fn plan(window: &Window) -> Plan {
    window.state().editor().plan().as_ref().clone()
}

fn codes(window: &Window) -> Vec<&'static str> {
    let report = window
        .state()
        .editor()
        .document()
        .fresh_report()
        .expect("the newest plan is checked");
    report
        .report
        .findings
        .iter()
        .filter(|finding| finding.is_open())
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn distances_are_measured_and_rings_are_drawn_and_the_plan_is_as_it_was() {
    let mut window = window(None, one_sector());
    let before = plan(&window);
    window.key_press(Key::M);
    settle(&mut window);
    // The first two are corners of North, which are snapped to.
    for corner in [at(33.30, 43.70), at(33.30, 43.74), at(33.318, 43.722)] {
        click_ground(&mut window, corner);
    }
    window.key_press(Key::Enter);
    settle(&mut window);
    // geographiclib: 3725.43 m at 89.989°.
    window.get_by_label("Leg 1: 3.725 km, 090.0°, grid 090.7°");
    window.get_by_label_contains("Leg 2: 2.6");
    press(&mut window, "Close the line");
    // Half of 0.04° by some 0.018°.
    window.get_by_label_contains("Area: 3.7");
    press(&mut window, "Lengths in nautical miles");
    window.get_by_label("Leg 1: 2.012 NM, 090.0°, grid 090.7°");
    press(&mut window, "Range rings");
    fill(&mut window, "Distances", "500 m, 2 km");
    window.key_press(Key::Enter);
    settle(&mut window);
    click_ground(&mut window, at(33.31, 43.71));
    let rings = window.state().editor().workspace().rings.clone();
    assert_eq!(rings.len(), 1);
    assert_eq!(rings[0].drawn(&before, None).unwrap().radii_m, [500, 2000]);
    press(&mut window, "Clear all");
    assert!(window.state().editor().workspace().rings.is_empty());
    assert_eq!(plan(&window), before);
}

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

fn square(south: f64, west: f64, size: f64) -> Area {
    let corners = [(0.0, 0.0), (0.0, size), (size, size), (size, 0.0)];
    Area::from_outer(
        corners
            .map(|(north, east)| at(south + north, west + east))
            .to_vec(),
    )
}

/// Two parties, one of which holds the square 33.30–33.34 N, 43.70–43.74 E.
fn one_sector() -> Vec<Command> {
    let party = |bits: u64, name: &str| {
        let stakeholder = Stakeholder {
            name: name.to_owned(),
            armed: true,
            kind: StakeholderKind::StateForce,
            ..Stakeholder::new()
        };
        Edit::Create((Id::from_bits(bits), stakeholder).into())
    };
    let holder = Some(Id::from_bits(1));
    let sector = Sector {
        name: "North".to_owned(),
        holder,
        ..Sector::new(square(33.30, 43.70, 0.04))
    };
    let edit = Edit::together(
        "Set the scene",
        vec![
            party(1, "Army"),
            party(2, "Police"),
            Edit::Create((Id::from_bits(9), sector).into()),
        ],
    );
    vec![Command::Commit(edit), Command::ShowAll]
}

fn click_ground(window: &mut Window, position: Position) {
    let pos: Pos2 = window.state().screen_of(position).expect("the map was drawn");
    window.hover_at(pos);
    window.step();
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    settle(window);
}

/// Clicks the button of that exact name.
fn press(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    settle(window);
}

fn choose(window: &mut Window, list: &str, choice: &str) {
    press(window, list);
    // The outline may name it too; a list is drawn after it.
    window
        .get_all_by_label(choice)
        .last()
        .expect("a choice of that name")
        .click();
    settle(window);
}

/// Clicks the link beside a finding: `Resolve`, `Waive` or `Show`.
fn press_beside(window: &mut Window, what: &str, code: &str) {
    window.get_by_label_contains(&format!("{what} {code} ")).click();
    settle(window);
}

/// Types into a field in place of what is there.
fn fill(window: &mut Window, label: &str, text: &str) {
    let role = egui::Role::TextInput;
    window.get_by_role_and_label(role, label).focus();
    settle(window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(window);
    window.get_by_role_and_label(role, label).type_text(text);
    settle(window);
}

/// Draws a sector that overlaps North, held by Police.
fn draw_overlap(window: &mut Window) {
    window.key_press(Key::Minus);
    settle(window);
    press(window, "Draw sector");
    for corner in [
        at(33.32, 43.72),
        at(33.32, 43.78),
        at(33.36, 43.78),
        at(33.36, 43.72),
    ] {
        click_ground(window, corner);
    }
    window.key_press(Key::Enter);
    settle(window);
    choose(window, "Holder", "Police");
    press(window, "Make sector");
}

#[test]
fn a_sector_drawn_over_anothers_ground_is_found_cut_undone_waived_saved_and_read_again() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(Some(home.path()), one_sector());
    draw_overlap(&mut window);
    assert_eq!(plan(&window).sectors.len(), 2);
    assert!(codes(&window).contains(&"A01"), "{:?}", codes(&window));

    // A fix that was tried out: afterwards the finding is gone.
    let overlap = plan(&window);
    press_beside(&mut window, "Resolve", "A01");
    // Pointed at, it shows what it would do, and does nothing.
    window.get_by_label("Cut North by Sector 2").hover();
    settle(&mut window);
    assert!(window.state().editor().is_previewing());
    assert_ne!(**window.state().editor().document().shown(), overlap);
    assert_eq!(plan(&window), overlap);
    press(&mut window, "Cut North by Sector 2");
    assert!(!window.state().editor().is_previewing());
    assert!(!codes(&window).contains(&"A01"), "{:?}", codes(&window));
    assert_ne!(plan(&window), overlap);

    // One undo step, and the very plan of before.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(plan(&window), overlap);

    // Waived with a reason, it counts no more.
    press_beside(&mut window, "Waive", "A01");
    fill(&mut window, "Reason", "Joint patrols agreed by telephone");
    fill(&mut window, "By", "Duty officer");
    press(&mut window, "Waive");
    assert_eq!(plan(&window).policy.waivers.len(), 1);
    assert!(!codes(&window).contains(&"A01"));

    // Saved by name, opened again, saved again: the same plan and the same bytes.
    let path = |name: &str| home.path().join(name);
    let (first, second) = (path("story.plan.ron"), path("again.plan.ron"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    settle(&mut window);
    fill(&mut window, "File", first.to_str().unwrap());
    press(&mut window, "Save");
    assert!(!window.state().editor().document().is_unsaved());
    let saved = plan(&window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    settle(&mut window);
    assert_eq!(plan(&window).entity_count(), 0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    settle(&mut window);
    fill(&mut window, "File", first.to_str().unwrap());
    press(&mut window, "Open");
    assert_eq!(plan(&window), saved);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    settle(&mut window);
    fill(&mut window, "File", second.to_str().unwrap());
    press(&mut window, "Save");
    assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
}

#[test]
fn a_holder_is_newly_made_within_the_gesture() {
    let mut window = window(None, vec![Command::ShowAll]);
    window.key_press(Key::S);
    settle(&mut window);
    for corner in [at(33.0, 43.0), at(33.0, 44.0), at(34.0, 44.0)] {
        click_ground(&mut window, corner);
    }
    window.key_press(Key::Enter);
    settle(&mut window);
    let name = window.get_by_label("New holder name");
    name.focus();
    settle(&mut window);
    window.get_by_label("New holder name").type_text("Coast guard");
    settle(&mut window);
    press(&mut window, "Make sector");
    let plan = plan(&window);
    let (id, stakeholder) = plan.stakeholders.iter().next().unwrap();
    assert_eq!(stakeholder.name, "Coast guard");
    assert_eq!(plan.sectors.iter().next().unwrap().1.holder, Some(id));
    // One gesture, one step.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(window.state().editor().plan().entity_count(), 0);
}

#[test]
fn a_sector_is_drawn_and_undone_without_a_mouse() {
    let mut window = window(None, one_sector());
    window.key_press(Key::S);
    settle(&mut window);
    // The map moves under its middle, where Space clicks.
    for keys in [&[][..], &[Key::ArrowRight; 4], &[Key::ArrowDown; 4]] {
        for key in keys {
            window.key_press(*key);
            settle(&mut window);
        }
        window.key_press(Key::Space);
        settle(&mut window);
    }
    window.key_press(Key::Enter);
    settle(&mut window);
    assert!(window.state().editor().drawn().is_some());
    window.key_press(Key::Enter);
    settle(&mut window);
    assert_eq!(plan(&window).sectors.len(), 2);
    let drawn = plan(&window)
        .sectors
        .iter()
        .map(|(_, sector)| sector.area.points().count())
        .min();
    assert_eq!(drawn, Some(3));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(plan(&window).sectors.len(), 1);
}

#[test]
fn esc_drops_what_was_begun_and_leaves_no_history() {
    let mut window = window(None, one_sector());
    let steps = window.state().editor().document().history().len();
    press(&mut window, "Draw sector");
    click_ground(&mut window, at(33.31, 43.75));
    click_ground(&mut window, at(33.33, 43.75));
    for _ in 0..3 {
        window.key_press(Key::Escape);
        settle(&mut window);
    }
    assert_eq!(window.state().editor().document().history().len(), steps);
    assert!(window.state().editor().sketch().points.is_empty());
}

#[test]
fn unsaved_work_is_lost_only_by_saying_so() {
    let mut window = window(None, one_sector());
    window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    settle(&mut window);
    press(&mut window, "Cancel");
    assert_eq!(plan(&window).sectors.len(), 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    settle(&mut window);
    press(&mut window, "Do not save");
    assert_eq!(plan(&window).entity_count(), 0);
}

#[test]
fn an_object_is_found_by_a_few_letters_and_shown() {
    let mut window = window(None, one_sector());
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find anything")
        .type_text("nort");
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    let selection = &window.state().editor().workspace().selection;
    assert_eq!(*selection, BTreeSet::from([Id::<Sector>::from_bits(9).into()]));
}

#[test]
fn a_vertex_is_dragged_and_shown_before_it_is_let_go() {
    let mut window = window(None, one_sector());
    window.state_mut().obey(Command::Select(BTreeSet::from([
        Id::<Sector>::from_bits(9).into()
    ])));
    settle(&mut window);
    let before = plan(&window);
    let from = window.state().screen_of(at(33.34, 43.74)).unwrap();
    let to = window.state().screen_of(at(33.35, 43.76)).unwrap();
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for share in [0.3, 0.6, 1.0] {
        window.hover_at(from + (to - from) * share);
        window.step();
    }
    assert_eq!(plan(&window), before, "a gesture is a draft");
    assert!(window.state().editor().document().is_drafting());
    window.drop_at(to);
    settle(&mut window);
    let moved = plan(&window).sectors.iter().next().unwrap().1.area.clone();
    let far = moved.points().map(Position::longitude).fold(0.0_f64, f64::max);
    assert!((far - 43.76).abs() < 0.002, "{far}");
    assert_eq!(moved.points().count(), 4);
}

#[test]
fn every_sample_is_drawn_at_every_size_and_in_both_themes() {
    for name in ["fallujah", "fallujah-agreed", "mosul"] {
        for theme in [
            entente::editor::ThemeChoice::Light,
            entente::editor::ThemeChoice::Dark,
        ] {
            let mut window = window(
                None,
                vec![Command::OpenSample(name.to_owned()), Command::SetTheme(theme)],
            );
            for size in [[1280.0, 720.0], [2560.0, 1440.0], [960.0, 600.0]] {
                window.set_size(size.into());
                settle(&mut window);
            }
            for _ in 0..6 {
                window.state_mut().obey(Command::StepPhase(1));
                settle(&mut window);
            }
        }
    }
}

#[test]
fn a_sheet_is_chosen_printed_to_a_file_and_replaced_only_by_saying_so() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window(
        Some(home.path()),
        vec![Command::OpenSample("fallujah".to_owned())],
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    settle(&mut window);
    window.get_by_label("Picture of the first page");
    choose(&mut window, "Paper", "A4, 210 × 297 mm");
    choose(&mut window, "Scale", "1:250,000");
    choose(&mut window, "Orientation", "Landscape");
    let file = home.path().join("sheet.pdf");
    fill(&mut window, "File", &file.display().to_string());
    window.key_press(Key::Enter);
    settle(&mut window);
    press(&mut window, "Print to file");
    let bytes = std::fs::read(&file).expect("the sheet was written");
    assert!(bytes.starts_with(b"%PDF-"));
    // The title is in the document's own record, which is not compressed.
    let title = b"Fallujah 2016";
    let has_title = bytes.windows(title.len()).any(|window| window == title);
    assert!(has_title, "the title is in it");
    let notices = window.state().editor().notices().shown().to_vec();
    let printed = notices.iter().find(|notice| notice.text == "Printed sheet.pdf");
    assert!(
        printed.unwrap().details.contains(&file.display().to_string()),
        "{notices:?}"
    );

    // What was chosen is remembered, in a folder that was not there before.
    assert!(home.path().join("config/preferences.ron").is_file());

    // The same name again: asked before it is replaced, and nothing changes until then.
    std::fs::write(&file, b"somebody else's").unwrap();
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    settle(&mut window);
    fill(&mut window, "File", &file.display().to_string());
    window.key_press(Key::Enter);
    settle(&mut window);
    press(&mut window, "Print to file");
    assert_eq!(std::fs::read(&file).unwrap(), b"somebody else's");
    press(&mut window, "Replace");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));

    // What cannot be written is said, with the reason.
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    settle(&mut window);
    fill(&mut window, "File", "/no/such/folder/sheet.pdf");
    window.key_press(Key::Enter);
    settle(&mut window);
    press(&mut window, "Print to file");
    let notices = window.state().editor().notices().shown().to_vec();
    let failed = notices
        .iter()
        .find(|notice| notice.text == "sheet.pdf was not printed");
    assert!(
        failed.is_some_and(|notice| !notice.details.is_empty()),
        "{notices:?}"
    );
}

#[test]
fn a_sheet_that_cannot_be_is_said_before_it_is_printed() {
    let mut window = window(None, Vec::new());
    window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    settle(&mut window);
    // An empty plan: there is no ground to put on the sheet.
    window.get_by_label_contains("nothing on the map");
    let tick = |window: &mut Window, page: &str| {
        window.get_by_role_and_label(egui::Role::CheckBox, page).click();
        settle(window);
    };
    tick(&mut window, "Map");
    window.get_by_label("Picture of the first page");
    for page in ["Boundary register", "Agreements", "Findings"] {
        tick(&mut window, page);
    }
    window.get_by_label("Choose at least one page");
}
