//! Each tab is used by name, and the plan is asked what came of it.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{DeskState, ui};
use crate::editor::{Command, Desk, Editor};
use crate::model::{
    Acceptance, ChannelState, Edit, Evidence, Id, Level, Phase, PhaseKind, RelationState, Waiver,
};
use crate::ui::asks::Dialog;
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Table = Harness<'static, Seat<DeskState>>;

fn at_tab(tab: Desk) -> Table {
    with(fixture::editor(), tab)
}

fn with(mut editor: Editor, tab: Desk) -> Table {
    editor.obey(Command::OpenDesk(tab));
    let mut table = seat(editor, ui);
    table.set_size(egui::vec2(1000.0, 900.0));
    table.run();
    table
}

fn editor(table: &Table) -> &Editor {
    &table.state().editor
}

/// The place and row name of the first finding of a rule.
fn first(table: &Table, code: &str) -> (usize, String) {
    let report = editor(table).report().unwrap();
    let found = report
        .findings
        .iter()
        .enumerate()
        .find(|(_, finding)| finding.code == code);
    let (place, finding) = found.unwrap();
    (place, format!("{} {}", finding.code, finding.title))
}

fn has(table: &Table, name: &str) -> bool {
    table.query_by_label(name).is_some()
}

#[test]
fn a_tab_opens_by_its_name() {
    let mut table = at_tab(Desk::Findings);
    for tab in Desk::ALL {
        table.press(tab.title());
        assert_eq!(editor(&table).workspace().desk, tab);
    }
}

#[test]
fn a_click_on_a_finding_looks_at_it_and_show_brings_it_into_view() {
    let mut table = at_tab(Desk::Findings);
    let (place, name) = first(&table, "A01");
    table.press(&name);
    assert_eq!(editor(&table).finding().map(|(place, _)| place), Some(place));
    table.press(&format!("Show {name}"));
    assert_eq!(table.state().asked.last(), Some(&Command::ShowFinding(place)));
}

#[test]
fn a_fix_that_was_offered_resolves_the_finding_in_one_step() {
    let mut table = at_tab(Desk::Findings);
    let (_, name) = first(&table, "A01");
    let steps = editor(&table).document().history().len();
    table.press(&format!("Resolve {name}"));
    let fix = editor(&table).fixes().unwrap().first().unwrap().clone();
    table.press(&fix.title);
    assert_eq!(editor(&table).document().history().len(), steps + 1);
    let left = &editor(&table).report().unwrap().findings;
    assert!(
        left.iter()
            .all(|finding| format!("{} {}", finding.code, finding.title) != name),
        "{name} is still there after {}",
        fix.title
    );
}

#[test]
fn waive_asks_for_the_form_and_a_waiver_is_taken_back_from_its_group() {
    let mut table = at_tab(Desk::Findings);
    let (place, name) = first(&table, "A01");
    table.press(&format!("Waive {name}"));
    assert_eq!(table.state().dialog, Some(Dialog::Waive(place)));

    let finding = editor(&table).report().unwrap().findings[place].clone();
    let waiver = Waiver::of(
        finding.code,
        finding.subjects.clone(),
        finding.at,
        finding.value,
        "Joint desk",
        "Known",
    );
    table
        .state_mut()
        .editor
        .obey(Command::Commit(Edit::Waive(waiver)));
    table.state_mut().editor.collect();
    table.run();
    assert!(!has(&table, &name), "a waived finding is put away");
    table.press("Waived, 1");
    table.press(&format!("Take back waiver of {name}"));
    assert!(editor(&table).plan().policy.waivers.is_empty());
    assert!(has(&table, &format!("Waive {name}")));
}

#[test]
fn arrows_go_through_the_findings_and_enter_shows_one() {
    let mut table = at_tab(Desk::Findings);
    let (_, name) = first(&table, "A01");
    table.press(&name);
    let start = editor(&table).finding().unwrap().0;
    table.key_press(Key::ArrowDown);
    table.run();
    assert_eq!(editor(&table).finding().unwrap().0, start + 1);
    table.key_press(Key::ArrowUp);
    table.run();
    assert_eq!(editor(&table).finding().unwrap().0, start);
    table.key_press(Key::Enter);
    table.run();
    assert_eq!(table.state().asked.last(), Some(&Command::ShowFinding(start)));
}

#[test]
fn the_filter_leaves_what_has_every_word() {
    let mut table = at_tab(Desk::Findings);
    let (_, name) = first(&table, "A01");
    table.get_by_label("Filter findings").click();
    table.run();
    table.get_by_label("Filter findings").type_text("a01 south");
    table.run();
    assert!(has(&table, &name));
    let others = editor(&table).report().unwrap().findings.clone();
    for other in others.iter().filter(|finding| finding.code != "A01") {
        let text = format!("{} {}", other.title, other.message).to_lowercase();
        assert!(!has(&table, &format!("Show {} {}", other.code, other.title)) || text.contains("a01"));
    }
}

#[test]
fn an_empty_plan_says_what_nothing_found_is_worth() {
    let today = "2016-06-17".parse().unwrap();
    let editor = Editor::new(
        crate::editor::Surroundings::default(),
        crate::editor::Jobs::inline(),
        today,
        7,
    );
    let mut table = with(editor, Desk::Findings);
    assert!(has(&table, "Nothing found"));
    assert!(table.query_by_label_contains("cannot be judged").is_some());
    table.press("Draw area of operations");
    assert!(matches!(
        table.state().asked.last(),
        Some(Command::TakeTool(
            crate::editor::tools::ToolKind::AreaOfOperations
        ))
    ));
}

#[test]
fn five_thousand_rows_cost_only_those_that_are_seen() {
    let count = std::cell::Cell::new(0);
    let mut harness = Harness::builder().with_size([600.0, 300.0]).build_ui(|ui| {
        count.set(0);
        super::table::rows(ui, "many", 5_000, None, |_, _, _| count.set(count.get() + 1));
    });
    harness.run();
    assert!((5..30).contains(&count.get()), "{}", count.get());
}

#[test]
fn an_acceptance_is_recorded_with_how_it_is_known() {
    let mut table = at_tab(Desk::Agreements);
    table.press("PMF silent, Stay-out understanding");
    table.press("State: Accepted");
    // Nothing is recorded before it is said how it is known.
    table.press("Record");
    let said = |table: &Table| {
        let agreement = editor(table).plan().agreements.get(STAY_OUT).unwrap().clone();
        let party = agreement.parties.iter().find(|party| party.stakeholder == PMF);
        party
            .map(|party| (party.state, party.evidence, party.via))
            .unwrap()
    };
    assert_eq!(said(&table), (Acceptance::Silent, None, None));
    table.press("Evidence: Verbal");
    table.press("Channel: Prime minister's office");
    table.press("Record");
    assert_eq!(
        said(&table),
        (Acceptance::Accepted, Some(Evidence::Verbal), Some(CHANNEL))
    );
}

#[test]
fn a_relation_is_declared_made_mutual_and_cleared_in_its_cell() {
    let mut table = at_tab(Desk::Relations);
    let stance = |table: &Table, from, to| {
        let relations = editor(table).plan().relations.clone();
        relations
            .iter()
            .find(|(_, relation)| relation.from == from && relation.to == to)
            .map(|(_, relation)| relation.state)
    };
    assert_eq!(stance(&table, TRIBAL, POLICE), None);
    table.press("Tribal forces towards Federal Police");
    table.press("Stance: Neutral");
    assert_eq!(stance(&table, TRIBAL, POLICE), Some(RelationState::Neutral));
    table.press("Same the other way");
    assert_eq!(stance(&table, POLICE, TRIBAL), Some(RelationState::Neutral));
    table.press("Clear");
    assert_eq!(stance(&table, TRIBAL, POLICE), None);
    assert_eq!(stance(&table, POLICE, TRIBAL), Some(RelationState::Neutral));
}

#[test]
fn a_channel_is_edited_where_it_stands() {
    let mut table = at_tab(Desk::Channels);
    table.choose("State of Prime minister's office", "Down");
    let channel = |table: &Table| editor(table).plan().channels.get(CHANNEL).unwrap().clone();
    assert_eq!(channel(&table).state, ChannelState::Down);
    table.fill("Name of Prime minister's office", "PMO");
    assert_eq!(channel(&table).name, "PMO");
    let before = editor(&table).plan().channels.len();
    table.press("Add channel");
    assert_eq!(editor(&table).plan().channels.len(), before + 1);
}

#[test]
fn a_phase_is_timed_in_place_and_deleted() {
    let mut table = at_tab(Desk::Phases);
    let phase = |table: &Table| editor(table).plan().phases.get(CENTRE).cloned();
    table.fill("Start of P3 Centre", "25 d");
    assert_eq!(phase(&table).map(|phase| phase.start), Some(25 * 1440));
    table.get_by_label("End of P3 Centre").click();
    table.run();
    table.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    table.key_press(Key::Backspace);
    table.key_press(Key::Enter);
    table.run();
    assert_eq!(phase(&table).map(|phase| phase.end), Some(None));
    table.choose("Kind of P3 Centre", "Clear");
    assert_eq!(phase(&table).map(|phase| phase.kind), Some(PhaseKind::Clear));
    table.press("Delete P3 Centre");
    assert_eq!(phase(&table), None);
    let left: Id<Phase> = Id::from_bits(42);
    assert!(editor(&table).plan().phases.contains(left));
}

#[test]
fn a_level_a_threshold_and_its_reset_are_each_one_step() {
    let mut table = at_tab(Desk::Policy);
    table.choose("Level of A01", "Off");
    let policy = |table: &Table| editor(table).plan().policy.clone();
    assert_eq!(policy(&table).levels.get("A01"), Some(&Level::Off));
    assert!(
        editor(&table)
            .report()
            .unwrap()
            .findings
            .iter()
            .all(|finding| finding.code != "A01")
    );
    let steps = editor(&table).document().history().len();
    table.fill("Sliver width (m)", "80");
    assert_eq!(policy(&table).thresholds.sliver_width_m, 80);
    table.press("Reset Sliver width");
    assert_eq!(policy(&table).thresholds.sliver_width_m, 50);
    assert_eq!(editor(&table).document().history().len(), steps + 2);
}

#[test]
fn a_rule_of_the_policy_opens_its_page() {
    let mut table = at_tab(Desk::Policy);
    table.press("A01 Overlapping responsibility");
    assert_eq!(table.state().dialog, Some(Dialog::Rule("A01")));
}

#[test]
fn a_step_of_the_history_is_gone_to_and_what_follows_stays_reachable() {
    let mut table = at_tab(Desk::History);
    let whole = editor(&table).document().history().len();
    table.press("Step 1: New plan");
    assert!(editor(&table).plan().sectors.is_empty());
    assert_eq!(editor(&table).document().history().len(), whole);
    table.press("Step 2: Fill");
    assert!(!editor(&table).plan().sectors.is_empty());
}

#[test]
fn the_ground_tab_says_who_holds_how_much_and_orders_it() {
    let mut table = at_tab(Desk::Ground);
    let plan = std::sync::Arc::clone(editor(&table).plan());
    let held = editor(&table).held().expect("measured at once");
    assert!(std::sync::Arc::ptr_eq(&held.plan, &plan));
    let coverage = crate::checks::coverage(&plan).unwrap();
    let slice = coverage
        .slices
        .iter()
        .find(|slice| slice.phases.contains(&CENTRE))
        .unwrap();
    let rows = |table: &Table| -> Vec<String> {
        let labels = table.get_all_by_role(egui::Role::Button);
        let labels = labels.filter_map(|node| node.accesskit_node().label());
        labels.filter(|label| label.contains(" km²")).collect()
    };
    let largest = rows(&table);
    assert_eq!(largest.len(), slice.figures().len(), "{largest:?}");
    for (of, area_m2) in slice.figures() {
        let area = crate::ui::widgets::area_text(area_m2);
        assert!(
            largest.iter().any(|row| row.contains(&area)),
            "{of:?} {area}: {largest:?}"
        );
    }
    table.press("Order by ground, the smallest first");
    let smallest = rows(&table);
    let holders = slice.holders.len();
    let turned: Vec<&String> = largest[..holders].iter().rev().collect();
    assert_eq!(smallest[..holders].iter().collect::<Vec<_>>(), turned);
    // Another plan: the figures are asked for anew.
    let mut edited = table.state().editor.plan().sectors.get(SOUTH).unwrap().clone();
    edited.holder = Some(PMF);
    let edit = Edit::Update((SOUTH, edited).into());
    table.state_mut().editor.obey(Command::Commit(edit));
    table.run();
    let held = editor(&table).held().unwrap();
    assert!(std::sync::Arc::ptr_eq(&held.plan, editor(&table).plan()));
}
