//! Channels: who can reach whom, how, and whether it works.
//!
//! Parties, mode, state and the last test are edited in place; contacts and times in the inspector.

use egui::{Rect, Sense, Ui};

use crate::editor::Editor;
use crate::model::{Channel, ChannelMode, Edit, Id};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{
    empty_note, entity_cell, instant_cell, link, stakeholders_cell, text_cell, word_cell,
};
use crate::ui::words::say;

use super::table::{self, Column, Columns, Row, Width};

const COLUMNS: [Column; 7] = [
    Column::new("Channel", Width::Share(3.0)).field(),
    Column::new("Parties", Width::Share(3.0)).field(),
    Column::new("Mode", Width::Fixed(112.0)).field().from(560.0),
    Column::new("Via", Width::Share(2.0)).field().from(760.0),
    Column::new("State", Width::Fixed(104.0)).field(),
    Column::new("Last verified", Width::Fixed(158.0))
        .field()
        .from(640.0),
    Column::new("Backup", Width::Share(2.0)).field().from(840.0),
];

/// Draws what can be added.
pub fn controls_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    if link(ui, say("Add channel")).clicked() {
        Action::AddChannel.run(editor, asks);
    }
}

/// Draws the table.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let plan = editor.plan();
    if plan.channels.is_empty() {
        super::note(ui, |ui| {
            empty_note(
                ui,
                say("No channel yet: without one, no agreement is in force and nobody has liaison"),
            );
            if link(ui, say("Add the first channel")).clicked() {
                Action::AddChannel.run(editor, asks);
            }
        });
        return;
    }
    table::header(ui, &COLUMNS);
    let ids: Vec<Id<Channel>> = super::ids_by_name(plan);
    let columns = Columns::of(ui.available_width(), &COLUMNS);
    table::rows(ui, "channels", ids.len(), None, |ui, rect, place| {
        let found = ids.get(place).and_then(|id| Some((*id, plan.channels.get(*id)?)));
        if let Some((id, channel)) = found
            && let Some(changed) = row_ui(ui, rect, &columns, editor, (id, channel), asks)
        {
            asks.commit(Edit::Update((id, changed).into()));
        }
    });
}

/// Draws one channel; the channel where it was changed.
fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    columns: &Columns,
    editor: &Editor,
    (id, channel): (Id<Channel>, &Channel),
    asks: &mut Asks,
) -> Option<Channel> {
    let plan = editor.plan();
    let chosen = editor.workspace().selection.contains(&id.into());
    let name = super::name_of(plan, id.into());
    let ground = table::ground(ui, rect, &name, chosen, Sense::click());
    super::row_answers(&ground, id.into(), say("Delete channel"), asks);
    super::quiet_fields(ui);
    let mut changed = channel.clone();
    // Fields remember what is being typed by name: another channel's must not meet it.
    ui.push_id(id, |ui| {
        let mut row = Row::new(ui, rect, columns);
        let own = |what: &str| format!("{what} of {name}");
        row.set(&mut changed.name, |ui| {
            text_cell(ui, &own(say("Name")), &channel.name)
        });
        row.set(&mut changed.parties, |ui| {
            stakeholders_cell(ui, &own(say("Parties")), plan, &channel.parties)
        });
        row.set(&mut changed.mode, |ui| {
            word_cell(ui, &own(say("Mode")), channel.mode)
        });
        // Only an intermediary has somebody in between.
        if channel.mode == ChannelMode::Intermediary {
            row.set(&mut changed.via, |ui| {
                entity_cell(ui, &own(say("Intermediary")), plan, channel.via, say("Nobody"))
            });
        } else {
            row.cell(|ui| {
                ui.add_space(8.0);
                table::words(ui, "—", Look::of(ui.ctx()).muted)
            });
        }
        row.set(&mut changed.state, |ui| {
            word_cell(ui, &own(say("State")), channel.state)
        });
        row.set(&mut changed.last_verified, |ui| {
            instant_cell(ui, &own(say("Last verified")), channel.last_verified)
        });
        row.set(&mut changed.backup, |ui| {
            entity_cell(ui, &own(say("Backup")), plan, channel.backup, say("None"))
        });
    });
    (changed != *channel).then_some(changed)
}
