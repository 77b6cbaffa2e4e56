//! The strip is used by hand and by keys, and the plan is asked what came of it.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::Widths;
use crate::model::{Id, Minute, Phase, When};
use crate::ui::asks::Dialog;
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Strip = Harness<'static, Seat<()>>;

const DAY: Minute = 1440;

fn strip() -> Strip {
    let mut strip = seat(fixture::editor(), |ui, editor, (), asks| {
        super::ui(ui, editor, Widths::Equal, asks);
    });
    strip.set_size(egui::vec2(1000.0, 500.0));
    strip.run();
    strip
}

fn phase(place: u64) -> Id<Phase> {
    Id::from_bits(40 + place)
}

fn span(strip: &Strip, place: u64) -> (Minute, Option<Minute>) {
    let phase = strip.state().editor.plan().phases.get(phase(place)).unwrap();
    (phase.start, phase.end)
}

fn steps(strip: &Strip) -> usize {
    strip.state().editor.document().history().len()
}

fn button(strip: &mut Strip, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    strip.event(egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    });
    strip.step();
}

/// Takes hold of what is called so and drags it so many points to the right, without letting go.
fn take(strip: &mut Strip, name: &str, by: f32) -> Pos2 {
    let from = strip.get_by_label(name).rect().center();
    let to = from + egui::vec2(by, 0.0);
    strip.hover_at(from);
    strip.step();
    button(strip, from, true, Modifiers::NONE);
    for share in [0.3, 0.7, 1.0, 1.0] {
        strip.hover_at(from + (to - from) * share);
        strip.step();
    }
    to
}

fn let_go(strip: &mut Strip, at: Pos2) {
    button(strip, at, false, Modifiers::NONE);
    strip.run();
}

#[test]
fn an_edge_is_dragged_with_its_neighbour_in_one_step_and_shown_before() {
    let mut strip = strip();
    let before = steps(&strip);
    let at = take(&mut strip, "Edge between P2 South and P3 Centre", -30.0);
    let shown = strip
        .state()
        .editor
        .document()
        .shown()
        .phases
        .get(CENTRE)
        .unwrap()
        .start;
    assert!(shown < 24 * DAY && steps(&strip) == before, "{shown}");
    let_go(&mut strip, at);
    assert_eq!(steps(&strip), before + 1);
    let (start, end) = span(&strip, 3);
    assert_eq!((start, end), (shown, Some(27 * DAY)));
    assert_eq!(span(&strip, 2), (14 * DAY, Some(shown)));
    assert_eq!(start % 60, 0, "to the full hour where a point is hours");
}

#[test]
fn esc_drops_what_is_dragged() {
    let mut strip = strip();
    let before = strip.state().editor.plan().clone();
    let at = take(&mut strip, "Edge between P2 South and P3 Centre", -30.0);
    assert!(strip.state().editor.document().is_drafting());
    strip.key_press(Key::Escape);
    strip.step();
    strip.step();
    assert!(!strip.state().editor.document().is_drafting());
    let_go(&mut strip, at);
    assert_eq!(strip.state().editor.plan(), &before);
}

#[test]
fn a_phase_is_dragged_as_a_whole() {
    let mut strip = strip();
    let at = take(&mut strip, "Phase P3 Centre", 12.0);
    let_go(&mut strip, at);
    let (start, end) = span(&strip, 3);
    assert!(start > 24 * DAY, "{start}");
    assert_eq!(end, Some(start + 3 * DAY));
    assert_eq!((span(&strip, 2).1, Some(span(&strip, 4).0)), (Some(start), end));
}

#[test]
fn arrow_keys_move_the_edge_that_has_the_focus() {
    let mut strip = strip();
    let name = "Edge between P2 South and P3 Centre";
    strip.get_by_label(name).focus();
    strip.run();
    strip.key_press(Key::ArrowRight);
    strip.run();
    assert_eq!(span(&strip, 3).0, 24 * DAY + 60);
    strip.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    strip.run();
    assert_eq!(
        (span(&strip, 2).1, span(&strip, 3).0),
        (Some(24 * DAY + 59), 24 * DAY + 59)
    );
    strip.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    strip.run();
    assert_eq!(
        (span(&strip, 2).1, span(&strip, 3).0),
        (Some(24 * DAY + 59), 24 * DAY + 119),
        "alone it leaves a gap"
    );
}

#[test]
fn arrow_keys_move_the_phase_that_has_the_focus() {
    let mut strip = strip();
    strip.get_by_label("Phase P3 Centre").focus();
    strip.run();
    strip.key_press(Key::ArrowLeft);
    strip.run();
    let moved = 24 * DAY - 60;
    assert_eq!(span(&strip, 3), (moved, Some(moved + 3 * DAY)));
    assert_eq!(
        (span(&strip, 2).1, span(&strip, 4).0),
        (Some(moved), moved + 3 * DAY)
    );
}

fn menu(strip: &mut Strip, name: &str) {
    strip.get_by_label(name).click_secondary();
    strip.run();
}

#[test]
fn a_phase_is_split_where_it_was_clicked_and_merged_again() {
    let mut strip = strip();
    let before = strip.state().editor.plan().clone();
    menu(&mut strip, "Phase P2 South");
    strip.get_by_label_contains("Split at").click();
    strip.run();
    let plan = strip.state().editor.plan().clone();
    assert_eq!(plan.phases.len(), before.phases.len() + 1);
    let south = plan.sectors.get(SOUTH).unwrap();
    assert_eq!(south.when.phases.len(), 3);
    menu(&mut strip, "Phase P2 South");
    strip.press("Merge with next");
    assert_eq!(strip.state().editor.plan(), &before);
}

#[test]
fn a_merge_that_would_change_when_something_holds_says_so() {
    let mut editor = fixture::editor();
    let plan = editor.plan().clone();
    let mut south = plan.sectors.get(SOUTH).unwrap().clone();
    south.when = When::in_phases([phase(0), phase(2)]);
    editor.obey(crate::editor::Command::Commit(crate::model::Edit::Update(
        (SOUTH, south).into(),
    )));
    let mut strip: Strip = seat(editor, |ui, editor, (), asks| {
        super::ui(ui, editor, Widths::ToScale, asks);
    });
    strip.set_size(egui::vec2(1000.0, 500.0));
    strip.run();
    menu(&mut strip, "Phase P0 Shaping");
    strip.press("Merge with next");
    let notices = strip.state().editor.notices().shown();
    assert!(
        notices
            .last()
            .unwrap()
            .text
            .starts_with("South would hold at other times")
    );
}

#[test]
fn the_menu_adds_a_phase_and_asks_what_to_copy() {
    let mut strip = strip();
    menu(&mut strip, "Phase P3 Centre");
    strip.press("Copy layout to next…");
    assert_eq!(strip.state().dialog, Some(Dialog::CopyLayout(CENTRE)));
    menu(&mut strip, "Phase P3 Centre");
    strip.press("Add phase after");
    let plan = strip.state().editor.plan();
    assert_eq!(plan.phases.len(), 7);
    assert_eq!(span(&strip, 4).0, 28 * DAY);
}
