//! What is painted on the map, in order: base map, plan, gesture, furniture.

use egui::{Align2, FontId, Rect, Stroke, StrokeKind, Ui};

use crate::editor::Editor;
use crate::ui::asks::View;
use crate::ui::theme::Look;

/// What the painters keep from frame to frame.
#[derive(Default)]
pub struct Picture {}

impl Picture {
    /// Paints the map.
    pub fn paint(
        &mut self,
        ui: &Ui,
        rect: Rect,
        editor: &Editor,
        is_shown: &dyn Fn(View) -> bool,
        crosshair: bool,
    ) {
        let look = Look::of(ui.ctx());
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, look.window);
        let _ = (
            editor,
            is_shown(View::BaseMap),
            crosshair,
            Align2::CENTER_CENTER,
            FontId::proportional(1.0),
        );
    }

    /// Paints the mark of the keyboard focus.
    pub fn paint_focus(&self, ui: &Ui, rect: Rect) {
        let look = Look::of(ui.ctx());
        ui.painter().rect_stroke(
            rect.shrink(1.0),
            0.0,
            Stroke::new(1.5, look.accent),
            StrokeKind::Inside,
        );
    }
}
