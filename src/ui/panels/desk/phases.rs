//! Phases: when each begins and ends, by minutes from H-hour and, where H-hour is set, by date.
//!
//! Criteria are written in the inspector; here they are counted.

use egui::{Rect, Sense, Ui};

use crate::editor::{Command, Editor};
use crate::model::{Edit, Id, Instant, Minute, Phase};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    Icon, empty_note, icon_button, link, minute_cell, open_minute_cell, text_cell, word_cell,
};
use crate::ui::words::{said, say};

use super::table::{self, Column, Columns, Row, Width};

const COLUMNS: [Column; 9] = [
    Column::new("Phase", Width::Share(3.0)).field(),
    Column::new("Kind", Width::Fixed(96.0)).field(),
    Column::new("Start", Width::Fixed(104.0)).field(),
    Column::new("", Width::Fixed(122.0)).from(800.0),
    Column::new("End", Width::Fixed(104.0)).field(),
    Column::new("", Width::Fixed(122.0)).from(800.0),
    Column::new("Entry criteria", Width::Fixed(76.0))
        .right()
        .from(640.0),
    Column::new("Exit criteria", Width::Fixed(76.0))
        .right()
        .from(640.0),
    Column::new("", Width::Fixed(24.0)).right(),
];

/// Draws what can be added.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    if link(ui, say("Add phase")).clicked() {
        Action::AddPhase.run(editor, asks);
    }
}

/// Draws the table, in order of time.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    let phases = plan.phases_in_order();
    if phases.is_empty() {
        super::note(ui, |ui| {
            empty_note(ui, say("No phases: everything in the plan holds all the time"));
            if link(ui, say("Add the first phase")).clicked() {
                Action::AddPhase.run(editor, asks);
            }
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "phases", phases.len(), None, |ui, rect, place| {
        if let Some((id, phase)) = phases.get(place)
            && let Some(changed) = row_ui(ui, rect, &columns, editor, (*id, phase), asks)
        {
            asks.commit(Edit::Update((*id, changed).into()));
        }
    });
}

/// Draws one phase; the phase where it was changed.
fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    editor: &Editor,
    (id, phase): (Id<Phase>, &Phase),
    asks: &mut Asks,
) -> Option<Phase> {
    let plan = editor.plan();
    let chosen = editor.workspace().selection.contains(&id.into());
    let name = super::name_of(plan, id.into());
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    super::row_answers(&ground, id.into(), say("Delete phase"), asks);
    if ground.double_clicked() {
        asks.command(Command::ShowPhase(Some(id)));
    }
    super::quiet_fields(ui);
    let mut changed = phase.clone();
    let h_hour = plan.info.h_hour;
    ui.push_id(id, |ui| {
        let mut row = Row::new(ui, rect, columns);
        let own = |what: &str| format!("{what} of {name}");
        row.set(&mut changed.name, |ui| {
            text_cell(ui, &own(say("Name")), &phase.name)
        });
        row.set(&mut changed.kind, |ui| {
            word_cell(ui, &own(say("Kind")), phase.kind)
        });
        row.set(&mut changed.start, |ui| {
            minute_cell(ui, &own(say("Start")), phase.start)
        });
        row.muted(&clock(h_hour, Some(phase.start)));
        row.set(&mut changed.end, |ui| {
            open_minute_cell(ui, &own(say("End")), phase.end)
        });
        let end = clock(h_hour, phase.end);
        row.muted(if phase.end.is_none() { "open" } else { &end });
        row.text(&phase.entry.len().to_string());
        row.text(&phase.exit.len().to_string());
        row.cell(|ui| {
            if icon_button(ui, Icon::Remove, &said(format!("Delete {name}"))).clicked() {
                asks.commit(Edit::Delete(vec![id.into()]));
            }
        });
    });
    if phase.interval().is_none() {
        // Said by a rule too, but here is where it is mended.
        let look = Look::of(ui.ctx());
        ui.painter().rect_stroke(
            rect.shrink2(egui::vec2(4.0, 1.0)),
            6.0,
            (1.0, look.critical),
            egui::StrokeKind::Inside,
        );
        if ground.hovered() {
            asks.hint(said(format!("{name} ends before it starts")));
        }
    }
    (changed != *phase).then_some(changed)
}

/// The date-time group of a minute; empty where there is no H-hour.
fn clock(h_hour: Option<Instant>, minute: Option<Minute>) -> String {
    h_hour
        .zip(minute)
        .and_then(|(h_hour, minute)| h_hour.after(minute))
        .map_or_else(String::new, Instant::date_time_group)
}
