//! Each kind is edited by name of field, and the plan is asked what came of it.

use std::collections::BTreeSet;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{InspectorState, ui};
use crate::editor::{Command, Editor};
use crate::model::{
    Acceptance, AnyId, Clause, Echelon, Edit, Evidence, Function, Id, Posture, Readiness, RelationState,
    SectorRole, SectorState, Sharing, When,
};
use crate::ui::asks::Dialog;
use crate::ui::panels::fixture::{self, *};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Desk = Harness<'static, Seat<InspectorState>>;

fn showing(ids: impl IntoIterator<Item = AnyId>) -> Desk {
    let mut editor = fixture::editor();
    editor.obey(Command::Select(ids.into_iter().collect()));
    let mut desk = seat(editor, ui);
    desk.run();
    desk
}

fn editor(desk: &Desk) -> &Editor {
    &desk.state().editor
}

fn last_step(desk: &Desk) -> String {
    editor(desk)
        .document()
        .history()
        .undo_label()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn another_holder_is_an_assignment_and_one_step() {
    let mut desk = showing([SOUTH.into()]);
    let before = editor(&desk).document().history().len();
    desk.choose("Holder", "Federal Police");
    assert_eq!(
        editor(&desk).plan().sectors.get(SOUTH).unwrap().holder,
        Some(POLICE)
    );
    assert_eq!(editor(&desk).document().history().len(), before + 1);
    assert_eq!(last_step(&desk), "Assign South to Federal Police");
    let assigned = Edit::AssignSector {
        sector: SOUTH,
        holder: Some(POLICE),
    };
    assert_eq!(desk.state().asked.last(), Some(&Command::Commit(assigned)));
}

#[test]
fn a_sector_is_renamed_in_its_title() {
    let mut desk = showing([SOUTH.into()]);
    desk.fill("Name", "South and centre");
    assert_eq!(
        editor(&desk).plan().sectors.get(SOUTH).unwrap().name,
        "South and centre"
    );
    assert_eq!(last_step(&desk), "Change name of South");
}

#[test]
fn words_of_a_sector_are_chosen_from_lists() {
    let mut desk = showing([SOUTH.into()]);
    desk.choose("Role", "Screen");
    desk.choose("State", "Disputed");
    desk.choose("Agreement", "None");
    let sector = editor(&desk).plan().sectors.get(SOUTH).unwrap();
    let words = (sector.role, sector.state, sector.agreement);
    assert_eq!(words, (SectorRole::Screen, SectorState::Disputed, None));
    assert_eq!(last_step(&desk), "Change agreement of South");
}

#[test]
fn phases_are_ticked_and_kept_in_order() {
    let mut desk = showing([SOUTH.into()]);
    desk.press("When");
    desk.press("P1 Isolate");
    let when = |desk: &Desk| editor(desk).plan().sectors.get(SOUTH).unwrap().when.clone();
    let named: Vec<_> = [41, 42, 43].map(crate::model::Id::from_bits).to_vec();
    assert_eq!(when(&desk).phases, named);
    desk.press("Whole plan");
    assert_eq!(when(&desk), When::always());
}

#[test]
fn a_text_that_is_no_value_stays_and_changes_nothing() {
    let mut desk = showing([KH.into()]);
    desk.fill("Personnel", "many");
    assert_eq!(editor(&desk).plan().forces.get(KH).unwrap().personnel, None);
    assert!(desk.query_by_label_contains("expected a whole number").is_some());
    desk.fill("Personnel", "1,200");
    assert_eq!(editor(&desk).plan().forces.get(KH).unwrap().personnel, Some(1200));
}

#[test]
fn esc_takes_back_what_was_typed() {
    let mut desk = showing([SOUTH.into()]);
    desk.get_by_label("Name").click();
    desk.run();
    desk.get_by_label("Name").type_text("zzz");
    desk.run();
    desk.key_press(egui::Key::Escape);
    desk.run();
    assert_eq!(desk.get_by_label("Name").value().as_deref(), Some("South"));
    assert_eq!(editor(&desk).plan().sectors.get(SOUTH).unwrap().name, "South");
}

#[test]
fn a_handover_is_added_filled_and_removed() {
    let mut desk = showing([SOUTH.into()]);
    desk.press("Add handover");
    desk.fill("Handover 2 at", "H+30 d");
    desk.choose("Handover 2 to", "Tribal forces");
    desk.press("Handover 2 accepted");
    let handovers = &editor(&desk).plan().sectors.get(SOUTH).unwrap().handovers;
    let second = handovers.get(1).unwrap();
    assert_eq!((second.to, second.at, second.accepted), (TRIBAL, 30 * 1440, true));
    desk.press("Remove handover 1");
    assert_eq!(
        editor(&desk).plan().sectors.get(SOUTH).unwrap().handovers.len(),
        1
    );
}

#[test]
fn a_force_is_placed_again_and_given_another_posture() {
    let mut desk = showing([FIRST_SOF.into()]);
    desk.fill("Placement 1 where", "33.3000000 43.8100000");
    assert_eq!(last_step(&desk), "Place 1st SOF");
    desk.fill("Placement 1 where", "33°18′N 43°48′36″E");
    desk.fill("Placement 1 where", "143.81 33.3");
    assert_eq!(
        editor(&desk).plan().forces.get(FIRST_SOF).unwrap().placements[0]
            .at
            .to_string(),
        "33.3000000 43.8100000"
    );
    desk.press("Take 54S YB 61648 88070");
    desk.fill("Placement 1 where", "33.3, 43.81");
    desk.press("Add placement");
    desk.choose("Posture", "Assault");
    let force = editor(&desk).plan().forces.get(FIRST_SOF).unwrap();
    assert_eq!(force.placements[0].at.to_string(), "33.3000000 43.8100000");
    assert_eq!(force.placements[1].when, When::in_phases([CENTRE]));
    assert_eq!(force.posture, Posture::Assault);
}

#[test]
fn a_party_s_answer_is_recorded_as_such() {
    let mut desk = showing([STAY_OUT.into()]);
    desk.choose("Party 2 state", "Accepted");
    desk.choose("Party 2 evidence", "Verbal");
    let agreement = editor(&desk).plan().agreements.get(STAY_OUT).unwrap();
    let party = &agreement.parties[1];
    assert_eq!(
        (party.state, party.evidence),
        (Acceptance::Accepted, Some(Evidence::Verbal))
    );
    assert_eq!(last_step(&desk), "Record PMF accepted for Stay-out understanding");
}

#[test]
fn a_clause_is_added_from_the_menu_and_names_what_is_drawn() {
    let mut desk = showing([STAY_OUT.into()]);
    desk.press("Add clause");
    desk.press("Civilian passage");
    desk.press("Add clause");
    desk.press("Incident procedure");
    desk.fill("Clause 2 within (h)", "6");
    let agreement = editor(&desk).plan().agreements.get(STAY_OUT).unwrap();
    let procedure = Clause::IncidentProcedure {
        channel: CHANNEL,
        within_hours: 6,
    };
    assert_eq!(agreement.clauses, [fixture::civilian_passage(), procedure]);
    desk.press("Remove clause 1");
    assert_eq!(
        editor(&desk)
            .plan()
            .agreements
            .get(STAY_OUT)
            .unwrap()
            .clauses
            .len(),
        1
    );
}

#[test]
fn a_relation_is_declared_changed_and_taken_back_at_the_stakeholder() {
    let mut desk = showing([GOLDEN.into()]);
    desk.choose("Relation to PMF", "Neutral");
    assert_eq!(
        editor(&desk).plan().relations.get(RIVALS).unwrap().state,
        RelationState::Neutral
    );
    desk.choose("Relation to Tribal forces", "Cooperating");
    let declared = |desk: &Desk| {
        let mut relations = editor(desk).plan().relations.iter();
        let of = relations.find(|(_, relation)| relation.from == GOLDEN && relation.to == TRIBAL);
        of.map(|(_, relation)| relation.state)
    };
    assert_eq!(declared(&desk), Some(RelationState::Cooperating));
    desk.choose("Relation to Tribal forces", "Not declared");
    assert_eq!(declared(&desk), None);
}

#[test]
fn people_and_notifications_of_a_site_are_edited() {
    let mut desk = showing([CAMP.into()]);
    desk.fill("Most likely", "22000");
    desk.press("Notifications");
    desk.press("Add notification");
    desk.fill("Notification 1 sent", "H-2 d");
    let site = editor(&desk).plan().sites.get(CAMP).unwrap();
    assert_eq!(site.people.as_ref().unwrap().best, 22_000);
    assert_eq!(site.notifications[0].at, Some(-2880));
    desk.press("Remove people");
    assert_eq!(editor(&desk).plan().sites.get(CAMP).unwrap().people, None);
}

#[test]
fn a_corridor_gets_a_window_and_a_stop() {
    let mut desk = showing([CORRIDOR.into()]);
    desk.press("Windows");
    desk.press("Add window");
    desk.press("Stops");
    desk.press("Add stop");
    desk.fill("Stop 1 name", "Well");
    desk.press("Stop 1 water");
    desk.fill("Width (m)", "300");
    let corridor = editor(&desk).plan().corridors.get(CORRIDOR).unwrap();
    assert_eq!(corridor.windows, [When::in_phases([CENTRE])]);
    assert_eq!(
        (corridor.stops[0].name.as_str(), corridor.stops[0].water),
        ("Well", true)
    );
    assert_eq!(corridor.width_m, 300);
}

#[test]
fn who_may_see_it_and_notes_are_under_more() {
    let mut desk = showing([ZONE.into()]);
    desk.press("More");
    desk.choose("Shown to", "These only");
    desk.press("Named");
    desk.press("UN and NGOs");
    desk.fill("Tags", "protected, north ");
    let zone = editor(&desk).plan().measures.get(ZONE).unwrap();
    assert_eq!(zone.sharing, Sharing::Named(vec![UN]));
    assert_eq!(zone.tags, ["protected", "north"]);
}

#[test]
fn every_kind_shows_its_name_and_the_findings_about_it() {
    let all: [AnyId; 11] = [
        GOLDEN.into(),
        RIVALS.into(),
        CHANNEL.into(),
        STAY_OUT.into(),
        CENTRE.into(),
        KH.into(),
        SOUTH.into(),
        LINE.into(),
        ZONE.into(),
        CAMP.into(),
        CORRIDOR.into(),
    ];
    for id in all {
        let desk = showing([id]);
        let shown = desk.get_by_label("Name").value();
        let name = id.name_in(editor(&desk).plan()).unwrap().to_owned();
        assert_eq!(shown.unwrap_or_default(), name, "{id}");
        let concerns = |finding: &&crate::checks::Finding| finding.subjects.contains(&id);
        let findings = &editor(&desk).report().unwrap().findings;
        for finding in findings.iter().filter(concerns).take(12) {
            let row = format!("{} {}", finding.code, finding.title);
            assert!(desk.query_all_by_label(&row).next().is_some(), "{id}: {row}");
        }
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_said_and_cleared() {
    // Only a merge leaves one: what one side deletes, the other assigns.
    let mut base = fixture::editor();
    base.obey(Command::Select(BTreeSet::from([LINE.into()])));
    let plan = base.plan().as_ref().clone();
    let spare = crate::model::Id::from_bits(999);
    let party = crate::model::Stakeholder {
        name: "Gone".to_owned(),
        ..crate::model::Stakeholder::new()
    };
    let with = Edit::Create((spare, party).into()).apply(&plan).unwrap();
    let mut line = with.boundaries.get(LINE).unwrap().clone();
    line.inclusive_to = Some(spare);
    let ours = Edit::Update((LINE, line).into()).apply(&with).unwrap();
    let theirs = Edit::Delete(vec![spare.into()]).apply(&with).unwrap();
    let merged = crate::model::merge(&with, &ours, &theirs).plan;
    assert_eq!(merged.boundaries.get(LINE).unwrap().inclusive_to, Some(spare));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("merged.plan.ron");
    std::fs::write(&path, crate::files::ron_text::write(&merged).unwrap()).unwrap();
    let mut opened = base;
    opened.obey(Command::Open(path));
    opened.obey(Command::LoseChanges);
    opened.obey(Command::Select(BTreeSet::from([LINE.into()])));
    let mut desk = seat(opened, ui);
    desk.run();
    desk.press("Clear inclusive to");
    assert_eq!(
        editor(&desk).plan().boundaries.get(LINE).unwrap().inclusive_to,
        None
    );
}

#[test]
fn several_sectors_are_assigned_and_retimed_in_one_step_each() {
    let mut desk = showing([SOUTH.into(), NORTHEAST.into(), NOBODYS.into()]);
    let before = editor(&desk).document().history().len();
    desk.choose("Holder (various)", "Tribal forces");
    desk.press("When (various)");
    desk.press("P0 Shaping");
    assert_eq!(editor(&desk).document().history().len(), before + 2);
    for id in [SOUTH, NORTHEAST, NOBODYS] {
        let sector = editor(&desk).plan().sectors.get(id).unwrap();
        assert_eq!(sector.holder, Some(TRIBAL));
        assert!(sector.when.phases.contains(&crate::model::Id::from_bits(40)));
    }
    assert_eq!(last_step(&desk), "Change when of 3 objects");
}

#[test]
fn several_objects_are_hidden_locked_and_deleted() {
    let mut desk = showing([SOUTH.into(), KH.into()]);
    desk.press("Hide all");
    desk.press("Lock all");
    let both: BTreeSet<AnyId> = [SOUTH.into(), KH.into()].into();
    assert_eq!(editor(&desk).workspace().hidden, both);
    assert_eq!(editor(&desk).workspace().locked, both);
    desk.press("Delete all");
    assert!(
        both.iter().all(|id| id.is_in(editor(&desk).plan())),
        "it is locked"
    );
    desk.press("Unlock all");
    desk.press("Delete all");
    assert!(both.iter().all(|id| !id.is_in(editor(&desk).plan())));
}

#[test]
fn nothing_selected_shows_the_plan() {
    let mut desk = showing([]);
    assert!(desk.query_by_label("H-hour: 230000C MAY 16").is_some());
    // Not with what is critical in it.
    desk.choose("Readiness", "Ready");
    desk.fill("Plan title", "Fallujah, second draft");
    assert_eq!(editor(&desk).plan().readiness, Readiness::Draft);
    assert_eq!(editor(&desk).plan().info.title, "Fallujah, second draft");
    desk.press("Plan details…");
    assert_eq!(desk.state().dialog, Some(Dialog::PlanDetails));
}

#[test]
fn a_fix_is_chosen_from_the_resolve_button_and_done() {
    let mut desk = showing([NORTHWEST.into()]);
    desk.press("Resolve A01…");
    desk.run();
    let fix = editor(&desk).fixes().unwrap().first().unwrap().clone();
    desk.press(&fix.title);
    assert_eq!(desk.state().asked.last(), Some(&Command::Commit(fix.edit)));
    assert_eq!(editor(&desk).workspace().selection, [NORTHWEST.into()].into());
}

#[test]
fn what_is_measured_follows_the_shape() {
    let mut desk = showing([SOUTH.into()]);
    let area = |desk: &Desk| {
        let sector = editor(desk).plan().sectors.get(SOUTH).unwrap().clone();
        crate::ui::widgets::area_text(crate::geometry::drawn_area_m2(&sector.area))
    };
    assert!(desk.query_by_label(&format!("Area: {}", area(&desk))).is_some());
    assert!(
        desk.query_by_label("Forces inside: 2 of its holder, 1 of others")
            .is_some()
    );
    assert!(
        desk.query_by_label("People at sites: estimated 18,000 – 26,000")
            .is_some()
    );
    // In another language at once, and not only once something else is selected.
    for language in [
        crate::language::Language::French,
        crate::language::Language::English,
    ] {
        desk.state_mut().editor.obey(Command::SetLanguage(language));
        crate::ui::words::choose(language);
        desk.run();
        let french = desk.query_by_label("Forces à l’intérieur: 2 du détenteur, 1 d’autres");
        assert_eq!(french.is_some(), language == crate::language::Language::French);
    }
    let half = crate::geometry::Area::from_outer(
        [(33.25, 43.73), (33.25, 43.80), (33.30, 43.80)]
            .map(|(lat, lon)| crate::geometry::Position::nearest(lat, lon))
            .to_vec(),
    );
    let to = crate::geometry::Geometry::Area(half);
    desk.state_mut().editor.obey(Command::Draft(Edit::Reshape {
        id: SOUTH.into(),
        to: to.clone(),
    }));
    desk.run();
    let text = crate::ui::widgets::area_text(crate::geometry::drawn_area_m2(to.as_area().unwrap()));
    assert!(desk.query_by_label(&format!("Area: {text}")).is_some(), "{text}");
}

#[test]
fn a_pasted_symbol_code_sets_the_fields_and_a_wrong_one_says_where() {
    let mut desk = showing([KH.into()]);
    desk.press("Symbol");
    let symbol = |desk: &Desk| editor(desk).plan().forces.get(KH).unwrap().symbol.clone();
    desk.fill("SIDC", "10061014151308000001");
    let after = symbol(&desk);
    assert_eq!(
        (after.function, after.echelon),
        (Function::Mortar, Some(Echelon::Company))
    );
    assert!(after.planned && after.task_force && !after.headquarters);
    assert_eq!(after.sidc.as_deref(), Some("10061014151308000001"));
    let more = "The code says more than is drawn: second modifier 01. It is kept.";
    assert!(desk.query_by_label(more).is_some());
    desk.fill("SIDC", "1006X014151308000001");
    assert_eq!(symbol(&desk), after);
    let fault = "Not a symbol code: character 5 is `X`, which is no digit; give 0 to 9";
    assert!(desk.query_by_label(fault).is_some());
}

#[test]
fn a_symbol_code_follows_the_fields() {
    let mut desk = showing([KH.into()]);
    desk.press("Symbol");
    desk.fill("SIDC", "10061014151308000001");
    desk.choose("Echelon", "Platoon");
    desk.choose("Function", "Armour");
    let symbol = editor(&desk).plan().forces.get(KH).unwrap().symbol.clone();
    assert_eq!((symbol.function, symbol.sidc), (Function::Armour, None));
}

#[test]
fn an_object_is_seen_over_the_phases_and_a_click_lets_it_hold_in_one_more() {
    let mut table = showing([SOUTH.into()]);
    table.get_by_label_contains("Holder, P2 – P3: CTS");
    table.press("South in P4 Northwest: does not hold");
    let plan = table.state().editor.plan();
    let phases = &plan.sectors.get(SOUTH).unwrap().when.phases;
    assert_eq!(phases, &[Id::from_bits(42), CENTRE, Id::from_bits(44)]);
    table.press("South in P4 Northwest: holds");
    let plan = table.state().editor.plan();
    assert_eq!(plan.sectors.get(SOUTH).unwrap().when.phases.len(), 2);
}

#[test]
fn several_objects_are_seen_over_the_phases_and_each_is_changed_alone() {
    let mut desk = showing([SOUTH.into(), WEST_BANK.into()]);
    desk.press("West bank in P3 Centre: holds");
    let plan = editor(&desk).plan();
    assert_eq!(plan.sectors.get(WEST_BANK).unwrap().when.phases.len(), 5);
    assert_eq!(plan.sectors.get(SOUTH).unwrap().when.phases.len(), 2);
    desk.get_by_label("West bank in P3 Centre: does not hold");
}
