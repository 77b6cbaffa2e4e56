//! The table of objects, used by name; the plan is asked what came of it.

use std::sync::Arc;

use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::editor::{Command, Desk};
use crate::model::SectorState;
use crate::ui::panels::desk::{DeskState, ui as desk};
use crate::ui::panels::fixture::{self, SOUTH};
use crate::ui::panels::seat::{Hand, Seat, seat};

type Table = egui_kittest::Harness<'static, Seat<DeskState>>;

fn table() -> Table {
    let mut editor = fixture::editor();
    editor.obey(Command::OpenDesk(Desk::Objects));
    let mut table = seat(editor, desk);
    table.set_size(egui::vec2(1200.0, 900.0));
    table.run();
    table
}

/// The names of the rows, from the top.
fn rows(table: &Table) -> Vec<String> {
    let plan = table.state().editor.plan();
    let names: Vec<String> = plan.sectors.iter().map(|(_, row)| row.name.clone()).collect();
    let mut found: Vec<(f32, String)> = table
        .get_all_by_role(egui::Role::Button)
        .filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?)))
        .filter(|(_, label)| names.contains(label))
        .collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn a_column_sorts_the_rows_and_once_more_turns_them() {
    let mut table = table();
    let by_name = rows(&table);
    assert!(
        by_name.is_sorted_by(|one, other| compare_names(one, other).is_le()),
        "{by_name:?}"
    );
    table.press("Sort by Area");
    let smallest = rows(&table);
    let m2 = |name: &String| {
        let mut rows = table.state().editor.plan().sectors.iter();
        let row = rows.find(|(_, row)| row.name == *name).unwrap().1;
        crate::geometry::drawn_area_m2(&row.area)
    };
    assert!(smallest.is_sorted_by(|one, other| m2(one) <= m2(other)));
    table.press("Sort by Area");
    let turned: Vec<String> = smallest.into_iter().rev().collect();
    assert_eq!(rows(&table), turned);
}

#[test]
fn a_cell_changes_the_plan_in_one_step() {
    let mut table = table();
    let name = table
        .state()
        .editor
        .plan()
        .sectors
        .get(SOUTH)
        .unwrap()
        .name
        .clone();
    let steps = table.state().editor.document().history().len();
    let other = SectorState::Disputed;
    table.choose(
        &format!("State of {name}"),
        &crate::model::Vocabulary::for_people(other),
    );
    let editor = &table.state().editor;
    assert_eq!(editor.plan().sectors.get(SOUTH).unwrap().state, other);
    assert_eq!(editor.document().history().len(), steps + 1);
    table.fill(&format!("Name of {name}"), "Renamed");
    assert_eq!(
        table.state().editor.plan().sectors.get(SOUTH).unwrap().name,
        "Renamed"
    );
}

#[test]
fn the_filter_leaves_what_has_every_word_in_some_column() {
    let plan = Arc::clone(fixture::editor().plan());
    let name = plan.sectors.get(SOUTH).unwrap().name.clone();
    let holder = plan.sectors.get(SOUTH).unwrap().holder.unwrap();
    let holder = &plan.stakeholders.get(holder).unwrap().name;
    let fields = <Sector as Tabular>::fields();
    let found = |filter: &str| ordered::<Sector>(&plan, &fields, filter, (0, false));
    assert_eq!(found("").len(), plan.sectors.len());
    assert!(found(&format!("{name} {holder}")).contains(&SOUTH.bits()));
    assert!(found("nothing is called so").is_empty());
    // By the abbreviation that everybody types, whichever name the table shows.
    let party = plan
        .stakeholders
        .get(plan.sectors.get(SOUTH).unwrap().holder.unwrap());
    let short = &party.unwrap().short_name;
    assert!(!short.is_empty() && !holder.contains(short.as_str()));
    assert!(found(&short.to_lowercase()).contains(&SOUTH.bits()));
}

#[test]
fn every_kind_has_a_table_and_is_copied_whole() {
    let plan = Arc::clone(fixture::editor().plan());
    let mut table = table();
    for kind in Kind::ALL {
        table.state_mut().state.objects.kind = *kind;
        table.run();
        assert!(
            table
                .query_by_label(&format!("Sort by {}", first_title(*kind)))
                .is_some()
        );
        let state = ObjectsState {
            kind: *kind,
            ..ObjectsState::default()
        };
        let text = of_kind!(*kind, csv(&plan, &state));
        let mut count = 0;
        plan.each_id(&mut |id| count += usize::from(id.kind() == *kind));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), count + 1, "{kind:?}");
        let cells = |line: &str| line.matches(',').count();
        assert!(lines.iter().all(|line| cells(line) >= cells(lines[0])), "{text}");
    }
}

#[test]
fn a_copied_column_of_figures_has_one_unit() {
    let plan = Arc::clone(fixture::editor().plan());
    let text = csv::<Sector>(&plan, &ObjectsState::default());
    let mut lines = text.split_terminator("\r\n");
    let titles: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = titles.iter().rposition(|title| *title == "Area (m²)").unwrap();
    let from_end = titles.len() - column;
    let mut areas: Vec<f64> = lines
        .map(|line| line.rsplit(',').nth(from_end - 1).unwrap().parse().unwrap())
        .collect();
    areas.sort_by(f64::total_cmp);
    let mut expected: Vec<f64> = plan
        .sectors
        .iter()
        .map(|(_, sector)| crate::geometry::drawn_area_m2(&sector.area).round())
        .collect();
    expected.sort_by(f64::total_cmp);
    assert_eq!(areas, expected);
}

/// The title of a kind's first column.
fn first_title(kind: Kind) -> &'static str {
    fn of<E: Tabular>() -> &'static str {
        E::fields()[0].title
    }
    of_kind!(kind, of())
}
