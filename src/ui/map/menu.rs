//! The menu of the map: what can be done with what lies under the pointer.

use std::collections::BTreeSet;

use egui::{Response, Ui};

use crate::editor::tools::{ToolKind, Verb, hits};
use crate::editor::{Command, Editor};
use crate::geometry::Position;
use crate::model::AnyId;
use crate::ui::action::{Action, AgreeAction, TimeAction};
use crate::ui::asks::Asks;
use crate::ui::panels::shape_card::CardKind;
use crate::ui::shaping::Shaping;
use crate::ui::widgets::action_item;
use crate::ui::words::say;

/// What is offered for anything on the map.
const ANY: [Action; 8] = [
    Action::ZoomToSelected,
    Action::Shape(Shaping::Copy),
    Action::Shape(Shaping::Cut),
    Action::Shape(Shaping::Duplicate),
    Action::HideSelected,
    Action::LockSelected,
    Action::Shape(Shaping::SelectHolder),
    Action::Shape(Shaping::SelectAlike),
];

/// What brings what is selected elsewhere.
const PLACES: [CardKind; 3] = [CardKind::Move, CardKind::Rotate, CardKind::Scale];

/// What is offered besides where a sector is among what is selected.
const SECTORS: [Shaping; 10] = [
    Shaping::Verb(Verb::Split),
    Shaping::Verb(Verb::Cede),
    Shaping::Merge,
    Shaping::HalveOverlap,
    Shaping::Verb(Verb::FillGap),
    Shaping::Verb(Verb::CutOut),
    Shaping::Verb(Verb::AddPart),
    Shaping::Clip,
    Shaping::Card(CardKind::Simplify),
    Shaping::Card(CardKind::Offset),
];

/// What is offered on ground where nothing is.
const GROUND: [ToolKind; 6] = [
    ToolKind::Sector,
    ToolKind::Boundary,
    ToolKind::Corridor,
    ToolKind::Force,
    ToolKind::Site,
    ToolKind::Measure,
];

/// Selects what is under the pointer as the menu opens, and draws it; what is selected already stays so.
pub(super) fn ui(response: &Response, editor: &Editor, at: Option<Position>, asks: &mut Asks) {
    let selection = &editor.workspace().selection;
    if response.secondary_clicked()
        && let Some(at) = at
    {
        let under = hits(at, &editor.tool_view(editor.plan(), at));
        if !under.iter().any(|id| selection.contains(id)) {
            let first: BTreeSet<AnyId> = under.into_iter().take(1).collect();
            asks.command(Command::Select(first));
        }
    }
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        if selection.is_empty() {
            ground_ui(ui, editor, asks);
        } else {
            objects_ui(ui, editor, asks);
        }
    });
}

fn objects_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    let selection = &editor.workspace().selection;
    for action in ANY {
        action_item(ui, editor, asks, action);
    }
    ui.menu_button(say("Move, turn, scale"), |ui| {
        for card in PLACES {
            action_item(ui, editor, asks, Action::Shape(Shaping::Card(card)));
        }
    });
    let has = |wanted: fn(&AnyId) -> bool| selection.iter().any(wanted);
    if has(|id| matches!(id, AnyId::Sector(_))) {
        ui.separator();
        for shaping in SECTORS {
            action_item(ui, editor, asks, Action::Shape(shaping));
        }
        ui.separator();
        action_item(ui, editor, asks, Action::Time(TimeAction::HandOver));
        action_item(ui, editor, asks, Action::Agree(AgreeAction::Draft));
    }
    if has(|id| matches!(id, AnyId::Boundary(_) | AnyId::Measure(_))) {
        ui.separator();
        action_item(ui, editor, asks, Action::Shape(Shaping::Card(CardKind::Zone)));
        action_item(ui, editor, asks, Action::Shape(Shaping::Card(CardKind::Offset)));
    }
    if has(|id| matches!(id, AnyId::Force(_))) {
        ui.separator();
        action_item(ui, editor, asks, Action::Shape(Shaping::AlignForces));
    }
    if has(|id| matches!(id, AnyId::Force(_) | AnyId::Site(_))) {
        action_item(ui, editor, asks, Action::RingsRoundSelected);
    }
    ui.separator();
    action_item(ui, editor, asks, Action::Delete);
}

fn ground_ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks) {
    action_item(ui, editor, asks, Action::Shape(Shaping::Paste));
    action_item(ui, editor, asks, Action::CopyPointer);
    action_item(ui, editor, asks, Action::SelectAll);
    action_item(ui, editor, asks, Action::ZoomToPlan);
    ui.separator();
    for tool in GROUND {
        action_item(ui, editor, asks, Action::Tool(tool));
    }
}
