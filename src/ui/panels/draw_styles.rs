//! How lines and areas are drawn, beside the tools while one of them is in hand.

use egui::{Frame, Rect, RichText, Stroke, Ui, Vec2};

use crate::editor::Editor;
use crate::editor::tools::{DrawStyle, ToolKind, Verb};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::shaping::Shaping;
use crate::ui::theme::Look;
use crate::ui::words::say;

/// Draws the row to the right of the tools; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, tools: Rect, asks: &mut Asks) -> Option<Rect> {
    let styles = styles_of(editor.workspace().tool);
    if styles.is_empty() || editor.drawn().is_some() {
        return None;
    }
    let look = Look::of(ui.ctx());
    let corner = tools.right_top() + Vec2::new(8.0, 0.0);
    let place = Rect::from_min_size(corner, Vec2::new(420.0, 30.0));
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(6, 4));
    let shown = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        frame
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.horizontal(|ui| {
                    for style in styles {
                        choice(ui, editor, Shaping::Style(*style), say(style.title()), asks);
                    }
                    ui.separator();
                    choice(ui, editor, Shaping::Snapping, say("Snap"), asks);
                });
            })
            .response
            .rect
    });
    Some(shown.inner)
}

fn choice(ui: &mut Ui, editor: &Editor, shaping: Shaping, text: &str, asks: &mut Asks) {
    let action = Action::Shape(shaping);
    let is_on = shaping.is_on(editor) == Some(true);
    let response = ui.selectable_label(is_on, RichText::new(text).size(12.0));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, action.text()));
    if response.hovered() {
        asks.hint(action.hint());
    }
    if response.clicked() {
        action.run(editor, asks);
    }
}

/// The styles that a tool can draw in; none where there is nothing to choose.
const fn styles_of(tool: ToolKind) -> &'static [DrawStyle] {
    match tool {
        ToolKind::Sector
        | ToolKind::AreaOfOperations
        | ToolKind::AreaMeasure
        | ToolKind::Verb(Verb::CutOut | Verb::AddPart) => &DrawStyle::ALL,
        ToolKind::Boundary
        | ToolKind::Corridor
        | ToolKind::LineMeasure
        | ToolKind::Verb(Verb::Split | Verb::Cede) => &[DrawStyle::Vertices, DrawStyle::Freehand],
        _ => &[],
    }
}
