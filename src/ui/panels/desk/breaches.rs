//! The log of what was not kept, over all agreements, in order of time.

use egui::{Rect, Sense, Ui};

use crate::editor::agreeing::{BreachEntry, LogKind, breach_log};
use crate::editor::{Command, Editor};
use crate::model::Instant;
use crate::ui::action::{Action, AgreeAction};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{empty_note, link, minute_text};
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width};

const COLUMNS: [Column; 7] = [
    Column::new("When", Width::Fixed(92.0)),
    Column::new("", Width::Fixed(118.0)).from(760.0),
    Column::new("Agreement", Width::Share(3.0)),
    Column::new("By", Width::Share(2.0)).from(480.0),
    Column::new("Entry", Width::Fixed(122.0)),
    Column::new("What", Width::Share(5.0)),
    Column::new("Known", Width::Share(3.0)).from(900.0),
];

/// Draws what can be added.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let action = Action::Agree(AgreeAction::RecordBreach);
    if !editor.plan().agreements.is_empty() && link(ui, action.text()).clicked() {
        action.run(editor, asks);
    }
}

/// Draws the log.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    let findings = editor.report().map_or(&[][..], |report| &report.findings);
    let log = breach_log(plan, findings);
    if log.is_empty() {
        super::note(ui, |ui| {
            empty_note(
                ui,
                say(
                    "Nothing is written down as broken or withdrawn, and the checks find nothing planned against an agreement",
                ),
            );
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "breaches", log.len(), None, |ui, rect, place| {
        if let Some(entry) = log.get(place) {
            row_ui(ui, rect, &columns, editor, entry, asks);
        }
    });
}

fn row_ui(ui: &mut Ui, rect: Rect, columns: &Columns, editor: &Editor, entry: &BreachEntry, asks: &mut Asks) {
    let (plan, look) = (editor.plan(), Look::of(ui.ctx()));
    let agreement = super::name_of(plan, entry.agreement.into());
    let chosen = editor.workspace().selection.contains(&entry.agreement.into());
    let kind = said(entry.kind.title());
    let name = format!("{kind}, {agreement}: {}", entry.text);
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    if ground.clicked() {
        match entry.kind {
            LogKind::Finding(place) => asks.command(Command::ShowFinding(place)),
            _ => asks.command(Command::Select([entry.agreement.into()].into())),
        }
    }
    let mut row = Row::new(ui, rect, columns);
    row.text(&entry.at.map_or_else(|| "—".to_owned(), minute_text));
    let h_hour = plan.info.h_hour;
    let instant = entry
        .instant
        .or_else(|| entry.at.zip(h_hour).and_then(|(at, h_hour)| h_hour.after(at)));
    row.muted(&instant.map_or_else(String::new, Instant::date_time_group));
    row.text(&agreement);
    row.text(
        &entry
            .party
            .map_or_else(|| "—".to_owned(), |party| plan.label_of(party)),
    );
    row.cell(|ui| {
        let ink = match entry.kind {
            LogKind::Breach { settled: true } => look.muted,
            LogKind::Breach { settled: false } | LogKind::Answer(_) => look.critical,
            LogKind::Finding(_) => look.major,
        };
        table::words(ui, &kind, ink)
    });
    row.text(&entry.text);
    row.muted(&entry.known);
}
