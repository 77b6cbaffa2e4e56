//! What each party takes a clause to mean, one below the other: in its words, when, and over which ground.

use egui::{Rect, Sense, Ui};

use crate::drawing::words::{clause_text, known_by, minute_text};
use crate::editor::{Command, Editor, Pin};
use crate::geometry::{self, Area, Frame, Shape};
use crate::model::{Agreement, AnyId, Id, Party, Plan, Reading};
use crate::ui::asks::Asks;
use crate::ui::widgets::{area_text, empty_note};
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width, named_link};

/// The rule that says readings differ.
const DIFFER: &str = "K08";

const COLUMNS: [Column; 7] = [
    Column::new("Clause", Width::Share(5.0)),
    Column::new("Party", Width::Share(2.0)),
    Column::new("Its answer", Width::Share(3.0)).from(780.0),
    Column::new("In its words", Width::Share(4.0)),
    Column::new("At", Width::Fixed(84.0)).from(560.0),
    Column::new("Ground", Width::Fixed(80.0)).right().from(480.0),
    Column::new("", Width::Fixed(112.0)).right(),
];

/// One party's reading of one clause.
struct Line<'a> {
    agreement: Id<Agreement>,
    clause: String,
    /// The first of its clause: only this one says which.
    is_first: bool,
    party: &'a Party,
    reading: Option<&'a Reading>,
}

/// Draws the list.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    let lines = lines(plan);
    if lines.is_empty() {
        super::note(ui, |ui| {
            empty_note(
                ui,
                say(
                    "No party has a reading of its own: add one to a party of an agreement, in the inspector",
                ),
            );
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "readings", lines.len(), None, |ui, rect, place| {
        if let Some(line) = lines.get(place) {
            row_ui(ui, rect, &columns, editor, line, asks);
        }
    });
}

/// Every party of every clause that anybody reads in its own way.
fn lines(plan: &Plan) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for id in super::ids_by_name::<Agreement>(plan) {
        let Some(agreement) = plan.agreements.get(id) else {
            continue;
        };
        for (place, clause) in agreement.clauses.iter().enumerate() {
            let reading_of = |party: &'_ Party| {
                let mut readings = party.readings.iter();
                readings.position(|reading| reading.clause as usize == place)
            };
            if !agreement.parties.iter().any(|party| reading_of(party).is_some()) {
                continue;
            }
            let name = super::name_of(plan, id.into());
            for (nth, party) in agreement.parties.iter().enumerate() {
                lines.push(Line {
                    agreement: id,
                    clause: format!("{name}: {}", clause_text(plan, clause)),
                    is_first: nth == 0,
                    party,
                    reading: reading_of(party).and_then(|place| party.readings.get(place)),
                });
            }
        }
    }
    lines
}

fn row_ui(ui: &mut Ui, rect: Rect, columns: &Columns, editor: &Editor, line: &Line<'_>, asks: &mut Asks) {
    let plan = editor.plan();
    let label = plan.label_of(line.party.stakeholder);
    let name = said(format!("{label} reads {}", line.clause));
    let chosen = editor.workspace().selection.contains(&line.agreement.into());
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    if ground.clicked() {
        asks.command(Command::Select([line.agreement.into()].into()));
    }
    let mut row = Row::new(ui, rect, columns);
    if line.is_first {
        row.text(&line.clause);
    } else {
        row.muted("");
    }
    row.text(&label);
    let known = known_by(plan, line.party);
    let answer = said(line.party.state.title());
    row.muted(&if known.is_empty() {
        answer
    } else {
        format!("{answer}; {known}")
    });
    let Some(reading) = line.reading else {
        row.muted(say("As it is written"));
        return;
    };
    if reading.text.is_empty() {
        row.muted("—");
    } else {
        row.text(&reading.text);
    }
    row.text(&reading.at.map_or_else(|| "—".to_owned(), minute_text));
    let area = reading.area.as_ref();
    row.text(&area.map_or_else(|| "—".to_owned(), |area| area_text(geometry::drawn_area_m2(area))));
    row.cell(|ui| {
        if let Some(area) = area {
            let shown = named_link(ui, say("Show on the map"), &said(format!("Show how {name}")));
            if shown.clicked() {
                show(editor, line, &label, area, asks);
            }
        }
    });
}

/// Shows the readings over each other where the checks say that they differ, else where this one is.
fn show(editor: &Editor, line: &Line<'_>, label: &str, area: &Area, asks: &mut Asks) {
    let findings = editor.report().map_or(&[][..], |report| &report.findings);
    let differ = findings.iter().position(|finding| {
        finding.code == DIFFER && finding.subjects.contains(&AnyId::from(line.agreement))
    });
    if let Some(place) = differ {
        asks.command(Command::ShowFinding(place));
        return;
    }
    let frame = Frame::around(area.points());
    let middle = geometry::inscribed_circle(&frame, &Shape::of(area)).map(|circle| circle.center);
    if let Some(at) = middle.or_else(|| area.points().next()) {
        let name = said(format!("As {label} reads it"));
        asks.command(Command::GoTo(Pin { name, at }));
    }
}
