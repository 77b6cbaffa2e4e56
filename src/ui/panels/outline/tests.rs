//! The tree lists everything, answers clicks and keys, and stays quick with thousands of rows.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::tree::{self, Group, Node};
use super::{OutlineState, ui};
use crate::editor::tools::ToolKind;
use crate::editor::{Command, Editor, Jobs, Surroundings};
use crate::model::{AnyId, Edit, Id, Plan, Sector, Severity};
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Outline = Harness<'static, Seat<OutlineState>>;

fn outline(editor: Editor) -> Outline {
    let mut outline = seat(editor, ui);
    outline.run();
    outline
}

fn selected(outline: &Outline) -> Vec<AnyId> {
    outline
        .state()
        .editor
        .workspace()
        .selection
        .iter()
        .copied()
        .collect()
}

fn nodes(plan: &Plan, touched: &[Node], filter: &str) -> Vec<String> {
    let touched = touched.iter().copied().collect();
    let rows = tree::rows(plan, None, &touched, filter);
    rows.iter()
        .map(|row| {
            let name = match row.node {
                Node::Group(group) => group.title(),
                Node::Entity(id) => id.name_in(plan).unwrap(),
            };
            format!("{}{name}", "  ".repeat(usize::from(row.depth)))
        })
        .collect()
}

#[test]
fn stakeholders_come_with_what_is_theirs_and_the_rest_by_kind() {
    let editor = fixture::editor();
    let listed = nodes(editor.plan(), &[], "");
    let expected = [
        "Federal Police",
        "  Northeast",
        "  5th FP",
        "Golden Division",
        "  South",
        "  1st SOF",
        "  2nd Bn",
        "Popular Mobilization",
        "  Northwest",
        "  Badr 1",
        "  KH Bn",
        "Tribal forces",
        "  West bank",
        "  Tribal",
        "UN and NGOs",
        "No holder",
        "  Halabsa strip",
        "  حشد عشائري",
        "Boundaries",
        "Agreements",
        "Control measures",
        "Sites and camps",
        "Civilian corridors",
        "Channels",
        "Phases",
    ];
    assert_eq!(listed, expected);
    let open = nodes(editor.plan(), &[Node::Group(Group::Phases)], "");
    assert_eq!(
        open.iter().rev().take(6).rev().collect::<Vec<_>>()[0],
        "  P0 Shaping"
    );
}

#[test]
fn a_filter_keeps_what_it_names_with_what_is_above_it() {
    let editor = fixture::editor();
    assert_eq!(
        nodes(editor.plan(), &[], "SOUTH"),
        ["Golden Division", "  South", "Phases", "  P2 South"]
    );
    assert_eq!(
        nodes(editor.plan(), &[], "الجنوبي"),
        ["Golden Division", "  South"]
    );
    assert_eq!(
        nodes(editor.plan(), &[], "golden"),
        ["Golden Division", "  South", "  1st SOF", "  2nd Bn"]
    );
    assert!(nodes(editor.plan(), &[], "nowhere").is_empty());
}

#[test]
fn a_closed_row_shows_the_worst_of_what_belongs_to_it() {
    let editor = fixture::editor();
    let golden = Node::Entity(GOLDEN.into());
    let of = |touched: &[Node]| {
        let touched: BTreeSet<Node> = touched.iter().copied().collect();
        let rows = tree::rows(editor.plan(), editor.report(), &touched, "");
        rows.into_iter().find(|row| row.node == golden).unwrap().worst
    };
    assert_eq!(of(&[golden]), Some(Severity::Critical));
    assert!(of(&[]) < Some(Severity::Critical));
}

#[test]
fn a_click_selects_and_ctrl_adds_and_takes_away() {
    let mut outline = outline(fixture::editor());
    outline.press("South");
    assert_eq!(selected(&outline), [SOUTH.into()]);
    outline.get_by_label("KH Bn").click_modifiers(Modifiers::COMMAND);
    outline.run();
    assert_eq!(selected(&outline), [KH.into(), SOUTH.into()]);
    outline.get_by_label("South").click_modifiers(Modifiers::COMMAND);
    outline.run();
    assert_eq!(selected(&outline), [KH.into()]);
}

#[test]
fn shift_selects_everything_between() {
    let mut outline = outline(fixture::editor());
    outline.press("South");
    outline.get_by_label("2nd Bn").click_modifiers(Modifiers::SHIFT);
    outline.run();
    assert_eq!(
        selected(&outline),
        [FIRST_SOF.into(), AnyId::Force(Id::from_bits(23)), SOUTH.into()]
    );
}

#[test]
fn arrows_walk_the_rows_and_open_and_close_them() {
    let mut outline = outline(fixture::editor());
    outline.press("Golden Division");
    outline.key_press(Key::ArrowDown);
    outline.run();
    assert_eq!(selected(&outline), [SOUTH.into()]);
    outline.key_press(Key::ArrowLeft);
    outline.run();
    assert_eq!(selected(&outline), [GOLDEN.into()]);
    outline.key_press(Key::ArrowLeft);
    outline.run();
    assert!(outline.query_by_label("South").is_none());
    outline.key_press(Key::ArrowRight);
    outline.run();
    outline.key_press(Key::ArrowRight);
    outline.run();
    assert_eq!(selected(&outline), [SOUTH.into()]);
    outline.key_press(Key::ArrowUp);
    outline.run();
    assert_eq!(selected(&outline), [GOLDEN.into()]);
}

#[test]
fn enter_shows_on_the_map_and_delete_deletes() {
    let mut outline = outline(fixture::editor());
    outline.press("South");
    outline.key_press(Key::Enter);
    outline.run();
    let shown = Command::ShowObjects([SOUTH.into()].into());
    assert_eq!(outline.state().asked.last(), Some(&shown));
    outline.key_press(Key::Delete);
    outline.run();
    assert!(!outline.state().editor.plan().sectors.contains(SOUTH));
    assert!(outline.query_by_label("South").is_none());
}

#[test]
fn eye_and_lock_of_a_stakeholder_are_those_of_all_that_is_theirs() {
    let mut outline = outline(fixture::editor());
    outline.press("Hide South");
    let hidden = |outline: &Outline| outline.state().editor.workspace().hidden.clone();
    assert_eq!(hidden(&outline), [SOUTH.into()].into());
    outline.press("Hide Golden Division");
    let all: BTreeSet<AnyId> = [SOUTH.into(), FIRST_SOF.into(), AnyId::Force(Id::from_bits(23))].into();
    assert_eq!(hidden(&outline), all);
    outline.press("Show Golden Division");
    assert!(hidden(&outline).is_empty());
    outline.press("Lock Golden Division");
    assert_eq!(outline.state().editor.workspace().locked, all);
    outline.press("Unlock South");
    assert!(!outline.state().editor.workspace().locked.contains(&SOUTH.into()));
}

#[test]
fn what_is_selected_elsewhere_is_brought_into_sight() {
    let mut outline = outline(fixture::editor());
    assert!(outline.query_by_label("Amiriyat camp").is_none());
    outline
        .state_mut()
        .editor
        .obey(Command::Select([CAMP.into()].into()));
    outline.run();
    assert!(outline.query_by_label("Amiriyat camp").is_some());
}

#[test]
fn a_row_s_menu_zooms_and_deletes() {
    let mut outline = outline(fixture::editor());
    outline.get_by_label("KH Bn").click_secondary();
    outline.run();
    outline.press("Zoom to");
    let shown = Command::ShowObjects([KH.into()].into());
    assert_eq!(outline.state().asked.last(), Some(&shown));
    outline.get_by_label("KH Bn").click_secondary();
    outline.run();
    outline.press("Delete");
    assert!(!outline.state().editor.plan().forces.contains(KH));
}

#[test]
fn the_menu_adds_rows_and_takes_tools() {
    let mut outline = outline(fixture::editor());
    outline.press("Add to the plan");
    outline.get_by_label_contains("Add stakeholder").click();
    outline.run();
    assert_eq!(outline.state().editor.plan().stakeholders.len(), 6);
    outline.press("Add to the plan");
    outline.get_by_label_contains("Draw sector").click();
    outline.run();
    assert_eq!(outline.state().editor.workspace().tool, ToolKind::Sector);
}

#[test]
fn an_empty_plan_says_what_to_do_first() {
    let today = "2016-06-17".parse().unwrap();
    let editor = Editor::new(Surroundings::default(), Jobs::inline(), today, 7);
    let mut outline = outline(editor);
    outline.press("Draw area of operations");
    assert_eq!(
        outline.state().editor.workspace().tool,
        ToolKind::AreaOfOperations
    );
    outline.press("Add stakeholder");
    assert_eq!(outline.state().editor.plan().stakeholders.len(), 1);
}

#[test]
fn of_thousands_of_rows_only_those_in_sight_are_drawn() {
    let mut editor = fixture::editor();
    let ground = editor.plan().sectors.get(NOBODYS).unwrap().area.clone();
    let sectors = (0..3000).map(|place| {
        let name = format!("Square {place}");
        let sector = Sector {
            name,
            holder: Some(UN),
            ..Sector::new(ground.clone())
        };
        Edit::Create((Id::from_bits(10_000 + place), sector).into())
    });
    editor.obey(Command::Commit(Edit::together("Many", sectors.collect())));
    let mut outline = outline(editor);
    let drawn = |outline: &Outline| outline.query_all_by_label_contains("Hide Square").count();
    assert!((1..150).contains(&drawn(&outline)), "{}", drawn(&outline));
    let last = AnyId::Sector(Id::from_bits(12_999));
    outline.state_mut().editor.obey(Command::Select([last].into()));
    outline.run();
    assert!(outline.query_by_label("Square 2999").is_some());
    assert!((1..150).contains(&drawn(&outline)), "{}", drawn(&outline));
}
