//! The desk under the map: what is wrong, who agreed, who stands how to whom, when, and what was done.
//!
//! One tab is open, the workspace's; the others cost nothing. Reads the editor and asks; changes nothing.

mod findings;
mod listing;
mod resolve;
pub mod table;
mod tabs;
pub mod words;

use egui::{Frame, Ui};

use crate::editor::{Desk, Editor};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;

/// What the desk remembers between frames: filters, groups, forms being filled in.
#[derive(Default)]
pub struct DeskState {
    findings: findings::FindingsState,
}

/// Draws the desk.
pub fn ui(ui: &mut Ui, editor: &Editor, state: &mut DeskState, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.painter().rect_filled(ui.max_rect(), 0.0, look.panel);
    let desk = editor.workspace().desk;
    tabs::ui(ui, editor, asks, |ui, asks| match desk {
        Desk::Findings => findings::controls_ui(ui, editor, &mut state.findings),
        _ => {}
    });
    Frame::new().show(ui, |ui| {
        ui.push_id(desk, |ui| match desk {
            Desk::Findings => findings::ui(ui, editor, &mut state.findings, asks),
            _ => {}
        });
    });
}
