//! What can be done with a phase of the strip, from its menu.

use egui::{Response, Ui};

use crate::editor::{Command, Editor};
use crate::model::{Edit, Id, Phase};
use crate::ui::action::{Action, TimeAction, time};
use crate::ui::asks::{Asks, Dialog, View};
use crate::ui::panels::inspector::name_field_id;
use crate::ui::widgets::minute_text;
use crate::ui::words::{said, say};

use super::scale::{Exact, Scale, rounded};

/// Shows the menu where the phase was right-clicked.
pub(super) fn ui(response: &Response, editor: &Editor, scale: &Scale, id: Id<Phase>, asks: &mut Asks) {
    let place = egui::Id::unique(("phase menu", id));
    if response.secondary_clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        response.ctx.data_mut(|data| data.insert_temp(place, at.x));
    }
    response.context_menu(|ui| {
        if editor.workspace().phase != Some(id) && item(ui, say("Show this phase"), true) {
            asks.command(Command::ShowPhase(Some(id)));
        }
        if item(ui, say("Rename"), true) {
            asks.command(Command::Select([id.into()].into()));
            ui.memory_mut(|memory| memory.request_focus(name_field_id(id.into())));
        }
        ui.separator();
        split_ui(ui, editor, scale, id, place, asks);
        let next = time::next_phase(editor.plan(), id);
        if hinted(
            ui,
            say("Merge with next"),
            next.is_some(),
            TimeAction::MergePhase,
            asks,
        ) {
            time::merge_with_next(editor, id, asks);
        }
        if hinted(ui, say("Add phase before"), true, TimeAction::PhaseBefore, asks) {
            time::insert(editor, id, crate::editor::timing::Side::Before, asks);
        }
        if hinted(ui, say("Add phase after"), true, TimeAction::PhaseAfter, asks) {
            time::insert(editor, id, crate::editor::timing::Side::After, asks);
        }
        if hinted(
            ui,
            say("Copy layout to next…"),
            next.is_some(),
            TimeAction::CopyLayout,
            asks,
        ) {
            asks.dialog(Dialog::CopyLayout(id));
        }
        ui.separator();
        if item(ui, Action::Toggle(View::PhasesToScale).text(), true) {
            asks.toggle = Some(View::PhasesToScale);
        }
        if item(ui, say("Delete"), true) {
            asks.commit(Edit::Delete(vec![id.into()]));
        }
    });
}

/// Splits the phase where it was clicked; where that is no place inside it, in its middle.
fn split_ui(ui: &mut Ui, editor: &Editor, scale: &Scale, id: Id<Phase>, place: egui::Id, asks: &mut Asks) {
    let Some(phase) = editor.plan().phases.get(id) else {
        return;
    };
    let x: Option<f32> = ui.data(|data| data.get_temp(place));
    let clicked = x.map(|x| rounded(scale.minute_at(x), scale.minutes_per_point(x), Exact::Round));
    let inside = |at: &i64| phase.start < *at && phase.end.is_none_or(|end| *at < end);
    let at = clicked
        .filter(inside)
        .or_else(|| crate::editor::timing::middle(phase));
    let text = at.map_or_else(
        || say("Split here").to_owned(),
        |at| said(format!("Split at {}", minute_text(at))),
    );
    if hinted(ui, &text, at.is_some(), TimeAction::SplitPhase, asks)
        && let Some(at) = at
    {
        time::split(editor, id, at, asks);
    }
}

fn hinted(ui: &mut Ui, text: &str, enabled: bool, action: TimeAction, asks: &mut Asks) -> bool {
    let response = ui.add_enabled(enabled, egui::Button::new(text));
    if response.hovered() {
        asks.hint(action.hint());
    }
    if response.clicked() {
        ui.close();
        return true;
    }
    false
}

fn item(ui: &mut Ui, text: &str, enabled: bool) -> bool {
    let clicked = ui.add_enabled(enabled, egui::Button::new(text)).clicked();
    if clicked {
        ui.close();
    }
    clicked
}
