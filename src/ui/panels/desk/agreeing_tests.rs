//! The other ways to look at agreements, relations and channels, used by name.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{DeskState, ui};
use crate::editor::{Command, Desk, Editor};
use crate::geometry::{Area, Position};
use crate::model::{Acceptance, Clause, Edit, Evidence, Id, Reading, RelationState, When};
use crate::ui::action::{Action, AgreeAction};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Table = Harness<'static, Seat<DeskState>>;

fn with(mut editor: Editor, tab: Desk, view: &str) -> Table {
    editor.obey(Command::OpenDesk(tab));
    let mut table = seat(editor, ui);
    table.set_size(egui::vec2(1200.0, 900.0));
    table.run();
    table.press(&format!("View: {view}"));
    table
}

fn plan(table: &Table) -> &crate::model::Plan {
    table.state().editor.plan()
}

#[test]
fn an_open_answer_says_by_which_way_and_a_click_records_what_was_said() {
    let mut table = with(fixture::editor(), Desk::Agreements, "Open answers");
    table.get_by_label("Prime minister's office");
    table.press("PMF to Stay-out understanding: silent");
    table.press("State: Accepted");
    table.press("Evidence: Verbal");
    table.press("Record");
    let agreement = plan(&table).agreements.get(STAY_OUT).unwrap();
    let party = agreement
        .parties
        .iter()
        .find(|party| party.stakeholder == PMF)
        .unwrap();
    assert_eq!(
        (party.state, party.evidence),
        (Acceptance::Accepted, Some(Evidence::Verbal))
    );
    table.get_by_label("Every party of every agreement has accepted");
}

#[test]
fn the_list_of_answers_is_put_in_another_order() {
    let mut table = with(fixture::editor(), Desk::Agreements, "Open answers");
    table.choose("Order of answers", "By party");
    table.get_by_label("PMF to Stay-out understanding: silent");
}

#[test]
fn the_log_holds_what_was_withdrawn_and_leads_to_the_agreement() {
    let mut editor = fixture::editor();
    editor.obey(Command::Commit(Edit::RecordAcceptance {
        agreement: STAY_OUT,
        party: PMF,
        state: Acceptance::Withdrawn,
        evidence: Some(Evidence::Written),
        at: "2016-06-10".parse().ok(),
        via: None,
    }));
    let mut table = with(editor, Desk::Agreements, "Breach log");
    table.press("Withdrawn, Stay-out understanding: PMF withdrew from it");
    assert_eq!(
        table.state().asked.last(),
        Some(&Command::Select([STAY_OUT.into()].into()))
    );
    table.press("Record a breach…");
    assert_eq!(table.state().dialog, Some(Dialog::RecordBreach(Some(STAY_OUT))));
}

#[test]
fn readings_stand_below_each_other_and_are_shown_on_the_map() {
    let mut editor = fixture::editor();
    let mut agreement = editor.plan().agreements.get(STAY_OUT).unwrap().clone();
    agreement.clauses.push(Clause::NoFires { at: ZONE.into() });
    let corners = [(33.35, 43.76), (33.35, 43.78), (33.37, 43.78)];
    let corners = corners.map(|(lat, lon)| Position::nearest(lat, lon));
    agreement.parties[1].readings.push(Reading {
        text: "The clinic too".to_owned(),
        area: Some(Area::from_outer(corners.to_vec())),
        ..Reading::new(0)
    });
    editor.obey(Command::Commit(Edit::Update((STAY_OUT, agreement).into())));
    let mut table = with(editor, Desk::Agreements, "Readings");
    table.get_by_label("As it is written");
    table.get_by_label("The clinic too");
    table
        .get_by_label("Show how PMF reads Stay-out understanding: Nobody fires into Hospital")
        .click();
    table.run();
    let shown = table.state().asked.last();
    assert!(
        matches!(shown, Some(Command::GoTo(_) | Command::ShowFinding(_))),
        "{shown:?}"
    );
}

#[test]
fn stances_are_seen_phase_by_phase() {
    let mut editor = fixture::editor();
    let mut rivals = editor.plan().relations.get(RIVALS).unwrap().clone();
    rivals.when = When::in_phases([Id::from_bits(40), Id::from_bits(41)]);
    editor.obey(Command::Commit(Edit::Update((RIVALS, rivals.clone()).into())));
    rivals.state = RelationState::Neutral;
    rivals.when = When::in_phases([Id::from_bits(42), CENTRE, Id::from_bits(44), Id::from_bits(45)]);
    let later = Id::from_bits(102);
    editor.obey(Command::Commit(Edit::Create((later, rivals).into())));
    let mut table = with(editor, Desk::Relations, "Phase by phase");
    let cell = |table: &Table| -> Option<String> {
        use egui_kittest::kittest::NodeT;
        let node = table.get_by_label("CTS towards PMF");
        node.accesskit_node().value()
    };
    assert_eq!(cell(&table).as_deref(), Some("P0 – P1 Rival, P2 – P5 Neutral"));
    // The phase shown is P3.
    table.press("View: In phase shown");
    assert_eq!(cell(&table).as_deref(), Some("Neutral"));
    table.press("View: At any time");
    assert!(cell(&table).unwrap().starts_with("Rival"));
}

#[test]
fn a_channel_is_chosen_beside_the_graph() {
    let mut table = with(fixture::editor(), Desk::Channels, "Graph");
    table
        .get_by_label_contains("Prime minister's office: CTS – PMF")
        .click();
    table.run();
    assert_eq!(
        table.state().asked.last(),
        Some(&Command::Select([CHANNEL.into()].into()))
    );
}

#[test]
fn an_agreement_is_drafted_from_what_is_selected_and_selected_itself() {
    let mut editor = fixture::editor();
    editor.obey(Command::Select([NORTHWEST.into(), NORTHEAST.into()].into()));
    let action = Action::Agree(AgreeAction::Draft);
    assert!(action.is_available(&editor));
    let mut asks = Asks::default();
    action.run(&editor, &mut asks);
    let steps = editor.document().history().len();
    for command in asks.commands {
        editor.obey(command);
    }
    assert_eq!(editor.document().history().len(), steps + 1);
    let selected = editor.workspace().selected().unwrap();
    assert_eq!(selected.name_in(editor.plan()), Some("Northwest – Northeast"));
    assert_eq!(editor.workspace().desk, Desk::Agreements);
}

#[test]
fn a_selection_that_gives_no_agreement_says_why() {
    let mut editor = fixture::editor();
    editor.obey(Command::Select([NORTHWEST.into()].into()));
    let mut asks = Asks::default();
    Action::Agree(AgreeAction::Draft).run(&editor, &mut asks);
    let said = "Only PMF is concerned; select what the other party holds too";
    assert_eq!(asks.commands, [Command::Refuse(said.to_owned())]);
}

#[test]
fn a_finding_about_a_handover_leads_to_its_steps() {
    let mut editor = fixture::editor();
    let mut south = editor.plan().sectors.get(SOUTH).unwrap().clone();
    south.handovers[0].at -= 1440;
    editor.obey(Command::Commit(Edit::Update((SOUTH, south).into())));
    editor.collect();
    editor.obey(Command::OpenDesk(Desk::Findings));
    let mut table = seat(editor, ui);
    table.set_size(egui::vec2(1000.0, 900.0));
    table.run();
    let report = table.state().editor.report().unwrap();
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == "T02")
        .unwrap();
    let name = format!("Resolve {} {}", finding.code, finding.title);
    table.press(&name);
    table.press("Hand over step by step…");
    assert_eq!(table.state().dialog, Some(Dialog::HandOver(SOUTH, None)));
}
