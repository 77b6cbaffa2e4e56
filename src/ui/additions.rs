//! New rows of tables that have no shape on the map, made with one action and then filled in the inspector.

use std::collections::BTreeSet;

use crate::editor::{Command, Desk, Editor};
use crate::model::{
    Agreement, AnyEntity, Channel, ChannelMode, ChannelState, Edit, Id, Minute, Party, Phase, Stakeholder,
};
use crate::ui::words::{said, say};

use super::asks::Asks;

/// Minutes of a new phase: a day.
const DAY: Minute = 24 * 60;

/// Adds a stakeholder and selects it.
pub fn add_stakeholder(editor: &Editor, asks: &mut Asks) {
    let id: Id<Stakeholder> = editor.fresh_id();
    let name = said(format!("Stakeholder {}", editor.plan().stakeholders.len() + 1));
    create(
        (
            id,
            Stakeholder {
                name,
                armed: true,
                ..Stakeholder::new()
            },
        )
            .into(),
        asks,
    );
}

/// Adds a phase after the last and selects it.
pub fn add_phase(editor: &Editor, asks: &mut Asks) {
    let id: Id<Phase> = editor.fresh_id();
    let phases = editor.plan().phases_in_order();
    let start = phases
        .iter()
        .map(|(_, phase)| phase.end.unwrap_or(phase.start + DAY))
        .max()
        .unwrap_or(0);
    let name = format!("P{}", phases.len());
    let mut edits = Vec::new();
    // A phase left open would run on beneath the new one.
    if let Some((last, phase)) = phases.last().filter(|(_, phase)| phase.end.is_none()) {
        edits.push(Edit::Update(
            (
                *last,
                Phase {
                    end: Some(start),
                    ..(*phase).clone()
                },
            )
                .into(),
        ));
    }
    edits.push(Edit::Create(
        (
            id,
            Phase {
                name,
                end: Some(start + DAY),
                ..Phase::new(start)
            },
        )
            .into(),
    ));
    asks.commit(Edit::together(say("Add phase"), edits));
    asks.command(Command::Select(BTreeSet::from([id.into()])));
    asks.command(Command::ShowPhase(Some(id)));
    asks.open_desk(Desk::Phases);
}

/// Adds an agreement between the selected stakeholders and selects it.
pub fn add_agreement(editor: &Editor, asks: &mut Asks) {
    let id: Id<Agreement> = editor.fresh_id();
    let parties = selected_stakeholders(editor)
        .into_iter()
        .map(Party::new)
        .collect();
    let name = said(format!("Agreement {}", editor.plan().agreements.len() + 1));
    create(
        (
            id,
            Agreement {
                name,
                parties,
                ..Agreement::new()
            },
        )
            .into(),
        asks,
    );
    asks.open_desk(Desk::Agreements);
}

/// Adds a channel between the selected stakeholders and selects it.
pub fn add_channel(editor: &Editor, asks: &mut Asks) {
    let id: Id<Channel> = editor.fresh_id();
    let name = said(format!("Channel {}", editor.plan().channels.len() + 1));
    let parties = selected_stakeholders(editor);
    let (mode, state) = (ChannelMode::Direct, ChannelState::Unknown);
    create(
        (
            id,
            Channel {
                name,
                mode,
                state,
                ..Channel::new(parties)
            },
        )
            .into(),
        asks,
    );
    asks.open_desk(Desk::Channels);
}

fn create(entity: AnyEntity, asks: &mut Asks) {
    let id = entity.id();
    asks.commit(Edit::Create(entity));
    asks.command(Command::Select(BTreeSet::from([id])));
}

fn selected_stakeholders(editor: &Editor) -> Vec<Id<Stakeholder>> {
    let selection = editor.workspace().selection.iter();
    selection
        .filter_map(|id| {
            if let crate::model::AnyId::Stakeholder(id) = id {
                Some(*id)
            } else {
                None
            }
        })
        .collect()
}
