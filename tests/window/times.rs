//! Time in the whole window: an edge dragged on the strip, Esc, the palette, an agreement from a selection.

use super::*;
use entente::model::Phase;

fn phases() -> Vec<Command> {
    let mut commands = one_sector();
    for place in 0..3_i64 {
        let phase = Phase {
            name: format!("P{place}"),
            end: Some((place + 1) * 1440),
            ..Phase::new(place * 1440)
        };
        let id: Id<Phase> = Id::from_bits(40 + place as u64);
        commands.push(Command::Commit(Edit::Create((id, phase).into())));
    }
    commands
}

fn start(window: &Window, place: u64) -> i64 {
    plan(window).phases.get(Id::from_bits(40 + place)).unwrap().start
}

fn button(window: &mut Window, pos: Pos2, pressed: bool) {
    window.event(egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.step();
}

fn drag(window: &mut Window, name: &str, by: f32) -> Pos2 {
    let from = window.get_by_label(name).rect().center();
    window.hover_at(from);
    window.step();
    button(window, from, true);
    for share in [0.4, 0.8, 1.0, 1.0] {
        window.hover_at(from + egui::vec2(by * share, 0.0));
        window.step();
    }
    from + egui::vec2(by, 0.0)
}

#[test]
fn esc_while_an_edge_is_dragged_drops_the_drag_and_nothing_else() {
    let mut window = window(None, phases());
    let selected: BTreeSet<_> = [Id::<Sector>::from_bits(9).into()].into();
    window.state_mut().obey(Command::Select(selected.clone()));
    settle(&mut window);
    let before = plan(&window);
    let at = drag(&mut window, "Edge between P0 and P1", 40.0);
    assert!(window.state().editor().document().is_drafting());
    window.key_press(Key::Escape);
    settle(&mut window);
    button(&mut window, at, false);
    settle(&mut window);
    assert_eq!(plan(&window), before);
    assert_eq!(window.state().editor().workspace().selection, selected);

    let at = drag(&mut window, "Edge between P0 and P1", 40.0);
    button(&mut window, at, false);
    settle(&mut window);
    assert!(start(&window, 1) > 1440);
    window.state_mut().obey(Command::Undo);
    assert_eq!(plan(&window), before);
}

#[test]
fn a_phase_is_split_and_merged_from_the_menu_of_time() {
    let mut window = window(None, phases());
    let before = plan(&window);
    window
        .state_mut()
        .obey(Command::ShowPhase(Some(Id::from_bits(41))));
    settle(&mut window);
    press(&mut window, "Time");
    press(&mut window, "Split phase");
    assert_eq!(plan(&window).phases.len(), 4);
    press(&mut window, "Time");
    press(&mut window, "Merge phase with next");
    assert_eq!(plan(&window), before);
}

#[test]
fn a_view_of_the_desk_is_opened_from_the_palette() {
    let mut window = window(None, phases());
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut window);
    let field = window.get_by_role_and_label(egui::Role::TextInput, "Find anything");
    field.type_text("breach log");
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    window.get_by_label("View: Breach log");
    assert_eq!(
        window.state().editor().workspace().desk,
        entente::editor::Desk::Agreements
    );
}

#[test]
fn a_key_with_shift_is_not_the_key_without() {
    let mut window = window(None, phases());
    window
        .state_mut()
        .obey(Command::Select([Id::<Sector>::from_bits(9).into()].into()));
    settle(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    settle(&mut window);
    // Not Select all: the one party of the one sector is told that it is alone.
    assert_eq!(window.state().editor().workspace().selection.len(), 1);
    let notices = window.state().editor().notices().shown();
    assert!(notices.last().unwrap().text.starts_with("Only Army is concerned"));
}
