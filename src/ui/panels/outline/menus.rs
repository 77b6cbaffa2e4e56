//! The menus of the outline: what can be added, what can be done with a row, what to do first.

use std::collections::BTreeSet;

use egui::{Popup, Response, Ui};

use crate::editor::tools::ToolKind;
use crate::editor::{Command, Editor};
use crate::model::AnyId;
use crate::ui::action::Action;
use crate::ui::asks::{Asks, Dialog};
use crate::ui::panels::inspector::name_field_id;
use crate::ui::widgets::{action_item, empty_note, quiet_button};
use crate::ui::words::say;

use super::row::Marks;
use super::tree::{Node, Row};

const ROWS: [Action; 4] = [
    Action::AddStakeholder,
    Action::AddPhase,
    Action::AddAgreement,
    Action::AddChannel,
];

const DRAWN: [ToolKind; 9] = [
    ToolKind::AreaOfOperations,
    ToolKind::Sector,
    ToolKind::Boundary,
    ToolKind::Force,
    ToolKind::Site,
    ToolKind::Corridor,
    ToolKind::PointMeasure,
    ToolKind::LineMeasure,
    ToolKind::AreaMeasure,
];

/// What can be added to the plan.
pub(super) fn add(button: &Response, editor: &Editor, asks: &mut Asks) {
    Popup::menu(button).show(|ui| {
        for action in ROWS {
            action_item(ui, editor, asks, action);
        }
        ui.separator();
        for tool in DRAWN {
            action_item(ui, editor, asks, Action::Tool(tool));
        }
    });
}

/// What can be done with a row, or with all that is selected where the row is part of it.
pub(super) fn context(
    response: &Response,
    editor: &Editor,
    row: &Row,
    marks: Option<Marks>,
    asks: &mut Asks,
) {
    let Node::Entity(id) = row.node else { return };
    response.context_menu(|ui| {
        let selection = &editor.workspace().selection;
        let ids = if selection.contains(&id) {
            selection.clone()
        } else {
            BTreeSet::from([id])
        };
        let one = ids.len() == 1;
        if one && item(ui, say("Rename")) {
            asks.command(Command::Select(ids.clone()));
            ui.memory_mut(|memory| memory.request_focus(name_field_id(id)));
        }
        if let AnyId::Phase(phase) = id
            && one
        {
            if item(ui, say("Show this phase")) {
                asks.command(Command::ShowPhase(Some(phase)));
            }
        } else if item(ui, say("Zoom to")) {
            asks.command(Command::ShowObjects(ids.clone()));
        }
        if let Some(marks) = marks {
            let objects = if one {
                row.subjects().iter().copied().collect()
            } else {
                ids.clone()
            };
            if item(ui, if marks.hidden { say("Show") } else { say("Hide") }) {
                asks.command(Command::SetHidden {
                    ids: objects.clone(),
                    hidden: !marks.hidden,
                });
            }
            if item(ui, if marks.locked { say("Unlock") } else { say("Lock") }) {
                asks.command(Command::SetLocked {
                    ids: objects,
                    locked: !marks.locked,
                });
            }
        }
        if let AnyId::Sector(sector) = id
            && one
            && item(ui, say("Hand over…"))
        {
            asks.dialog(Dialog::HandOver(sector, None));
        }
        ui.separator();
        if item(ui, say("Delete")) {
            asks.commit(crate::model::Edit::Delete(ids.into_iter().collect()));
        }
    });
}

fn item(ui: &mut Ui, text: &str) -> bool {
    let clicked = ui.button(text).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// What to do with an empty plan.
pub(super) fn first_steps(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.vertical(|ui| {
            empty_note(
                ui,
                say("Nothing is in the plan yet. Draw the ground it is about, add those who have a say, and give each a sector."),
            );
            ui.add_space(6.0);
            let steps = [
                Action::Tool(ToolKind::AreaOfOperations),
                Action::AddStakeholder,
                Action::Tool(ToolKind::Sector),
                Action::Import,
                Action::OpenSample,
            ];
            for action in steps {
                let response = quiet_button(ui, action.text());
                if response.hovered() {
                    asks.hint(action.hint());
                }
                if response.clicked() {
                    action.run(editor, asks);
                }
            }
        });
    });
}
