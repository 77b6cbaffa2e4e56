//! The dialogs about time and agreements are used by name, and the plan is asked what came of it.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::Dialogs;
use crate::editor::{Command, Editor};
use crate::model::{Acceptance, Edit, Id, When};
use crate::ui::asks::{Asks, Dialog};
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Table = Harness<'static, Seat<Dialogs>>;

fn at(editor: Editor, dialog: &Dialog) -> Table {
    let mut table = seat(editor, |ui, editor, dialogs: &mut Dialogs, asks: &mut Asks| {
        dialogs.show(ui.ctx(), editor, &|_| Vec::new(), asks);
    });
    table.set_size(egui::vec2(1000.0, 900.0));
    let seat = table.state_mut();
    seat.state.open(dialog, &seat.editor);
    table.run();
    table
}

#[test]
fn what_holds_in_a_phase_is_copied_to_the_next_but_for_what_is_left_out() {
    let mut editor = fixture::editor();
    let mut zone = editor.plan().measures.get(ZONE).unwrap().clone();
    zone.when = When::in_phases([CENTRE]);
    editor.obey(Command::Commit(Edit::Update((ZONE, zone).into())));
    let before = editor.plan().clone();
    let mut table = at(editor, &Dialog::CopyLayout(CENTRE));
    // South is the police's by then, who hold Northeast already.
    table.get_by_label_contains("South stays: Federal Police has ground then already");
    table.press("Copy 1 object");
    let plan = table.state().editor.plan();
    let next: Id<_> = Id::from_bits(44);
    assert_eq!(plan.measures.get(ZONE).unwrap().when.phases, [CENTRE, next]);
    assert_eq!(plan.sectors, before.sectors);
}

#[test]
fn a_sector_is_handed_over_step_by_step() {
    let mut table = at(fixture::editor(), &Dialog::HandOver(NORTHWEST, None));
    table.get_by_label("Say who takes over");
    table.choose("To", "Tribal forces");
    table.press("Overlap of 6 h");
    table.choose("Contact point", "A new contact point");
    table.press("PMF");
    table.press("Tribal forces has accepted");
    table.press("Write down");
    let plan = table.state().editor.plan();
    let handover = &plan.sectors.get(NORTHWEST).unwrap().handovers[0];
    assert_eq!((handover.to, handover.at), (TRIBAL, 27 * 1440));
    assert_eq!((handover.overlap_minutes, handover.accepted), (360, true));
    assert_eq!(handover.liaison, [PMF]);
    let point = plan.measures.get(handover.contact_point.unwrap()).unwrap();
    assert_eq!(point.name, "Contact point Northwest");
    assert_eq!(table.state().asked.len(), 1, "one step");
}

#[test]
fn a_handover_written_down_in_full_is_no_longer_found_unsettled() {
    let mut editor = fixture::editor();
    let mut south = editor.plan().sectors.get(SOUTH).unwrap().clone();
    south.handovers[0].at -= 1440;
    editor.obey(Command::Commit(Edit::Update((SOUTH, south).into())));
    editor.collect();
    let unsettled = |editor: &Editor| {
        let findings = &editor.report().unwrap().findings;
        findings.iter().any(|finding| finding.code == "T02")
    };
    assert!(unsettled(&editor));
    let mut table = at(editor, &Dialog::HandOver(SOUTH, Some(0)));
    table.press("Overlap of 6 h");
    table.choose("Contact point", "A new contact point");
    table.press("CTS");
    table.press("Federal Police");
    table.press("Federal Police has accepted");
    table.press("Write down");
    assert_eq!(
        table
            .state()
            .editor
            .plan()
            .sectors
            .get(SOUTH)
            .unwrap()
            .handovers
            .len(),
        1
    );
    assert!(!unsettled(&table.state().editor));
}

#[test]
fn a_handover_that_cannot_be_is_not_written_down() {
    let mut table = at(fixture::editor(), &Dialog::HandOver(SOUTH, None));
    table.choose("To", "Tribal forces");
    table.fill("At", "H+60 d");
    table.get_by_label_contains("South holds from H+14 d until H+27 d");
    table.get_by_label("Write down").click();
    table.run();
    assert!(table.state().asked.is_empty());
}

#[test]
fn a_breach_is_recorded_with_how_it_is_known() {
    let mut table = at(fixture::editor(), &Dialog::RecordBreach(None));
    table.get_by_label("Say which agreement");
    table.choose("Agreement", "Stay-out understanding");
    table.choose("Party", "PMF");
    table.choose("Known by", "Reported");
    let field = table.get_by_role_and_label(egui::Role::MultilineTextInput, "What happened");
    field.focus();
    table.run();
    let field = table.get_by_role_and_label(egui::Role::MultilineTextInput, "What happened");
    field.type_text("A patrol crossed the canal");
    table.run();
    table.press("Record");
    let plan = table.state().editor.plan();
    let agreement = plan.agreements.get(STAY_OUT).unwrap();
    assert_eq!(agreement.breaches.len(), 1);
    assert_eq!(agreement.breaches[0].by, Some(PMF));
    assert_eq!(agreement.parties[1].state, Acceptance::Breached);
}
