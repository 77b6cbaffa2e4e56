//! The tools, floating over the map's left edge, drawn as one set of icons.

use egui::{Color32, CornerRadius, Frame, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2};

use crate::editor::Editor;
use crate::editor::tools::ToolKind;
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::Hinted;

const BUTTON: f32 = 30.0;

/// Draws the bar in the map's top left corner; gives the room it takes.
pub fn ui(ui: &mut Ui, editor: &Editor, map: Rect, asks: &mut Asks) -> Rect {
    let look = Look::of(ui.ctx());
    let height = ToolKind::ALL.len() as f32 * (BUTTON + 2.0) + 8.0;
    // A low map shows the tools in two columns rather than cutting them off.
    let columns = if height + 24.0 > map.height() { 2 } else { 1 };
    let corner = map.left_top() + Vec2::splat(12.0);
    let place = Rect::from_min_size(corner, Vec2::new(columns as f32 * (BUTTON + 2.0) + 10.0, height));
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.hairline))
        .corner_radius(8)
        .inner_margin(4);
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        frame
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(2.0);
                egui::Grid::new("tools").spacing([2.0, 2.0]).show(ui, |ui| {
                    for (place, tool) in ToolKind::ALL.into_iter().enumerate() {
                        button(ui, editor, tool, asks);
                        if columns == 1 || place % 2 == 1 {
                            ui.end_row();
                        }
                    }
                });
            })
            .response
            .rect
    })
    .inner
}

fn button(ui: &mut Ui, editor: &Editor, tool: ToolKind, asks: &mut Asks) {
    let look = Look::of(ui.ctx());
    let action = Action::Tool(tool);
    let chosen = editor.workspace().tool == tool;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(BUTTON), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, action.text()));
    let fill = if chosen {
        look.accent_background
    } else if response.hovered() || response.has_focus() {
        look.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(6),
            Stroke::new(1.0, look.accent),
            StrokeKind::Inside,
        );
    }
    let ink = if chosen { look.accent } else { look.text };
    paint_icon(ui.painter(), rect.center(), tool, ink);
    if response.hovered() {
        asks.hint(action.hint());
    }
    if response.clicked() {
        action.run(editor, asks);
    }
    let key = action
        .shortcut()
        .map(|key| format!("  ({})", ui.ctx().format_shortcut(&key)))
        .unwrap_or_default();
    response.hinted(format!("{}{key}", action.text()));
}

/// Paints a tool's icon in a 16-point box.
fn paint_icon(painter: &egui::Painter, centre: Pos2, tool: ToolKind, ink: Color32) {
    let stroke = Stroke::new(1.5, ink);
    let at = |x: f32, y: f32| centre + Vec2::new(x, y);
    let line = |points: Vec<Pos2>| _ = painter.add(Shape::line(points, stroke));
    let closed = |points: Vec<Pos2>| _ = painter.add(Shape::closed_line(points, stroke));
    let dot = |x: f32, y: f32| _ = painter.circle_filled(at(x, y), 1.9, ink);
    match tool {
        ToolKind::Select => {
            closed(vec![at(-5.0, -6.5), at(6.0, -1.5), at(1.0, 0.8), at(-1.2, 6.0)]);
        }
        ToolKind::Reshape => {
            line(vec![at(-6.0, 4.5), at(-1.0, -4.5), at(6.0, 2.5)]);
            for (x, y) in [(-6.0, 4.5), (-1.0, -4.5), (6.0, 2.5)] {
                painter.rect_filled(Rect::from_center_size(at(x, y), Vec2::splat(4.4)), 0.0, ink);
            }
        }
        ToolKind::AreaOfOperations => {
            let frame = [
                at(-6.5, -5.5),
                at(6.5, -5.5),
                at(6.5, 5.5),
                at(-6.5, 5.5),
                at(-6.5, -5.5),
            ];
            painter.extend(Shape::dashed_line(&frame, stroke, 4.0, 2.2));
        }
        ToolKind::Sector => closed(vec![
            at(0.0, -6.5),
            at(6.5, -1.5),
            at(4.0, 6.0),
            at(-4.5, 5.0),
            at(-6.5, -1.5),
        ]),
        ToolKind::Boundary => {
            line(vec![at(-6.5, 5.0), at(-2.4, 1.4)]);
            line(vec![at(2.4, -1.8), at(6.5, -5.0)]);
            line(vec![at(-1.6, -2.0), at(1.6, 1.8)]);
            line(vec![at(1.6, -2.0), at(-1.6, 1.8)]);
        }
        ToolKind::Corridor => {
            line(vec![at(-6.5, 2.0), at(3.5, 2.0)]);
            line(vec![at(-6.5, -2.0), at(3.5, -2.0)]);
            line(vec![at(2.0, -5.5), at(6.8, 0.0), at(2.0, 5.5)]);
        }
        ToolKind::LineMeasure => {
            line(vec![at(-6.5, 3.5), at(-2.0, -1.5), at(2.0, 1.5), at(6.5, -3.5)]);
            line(vec![at(-6.5, 0.5), at(-6.5, 6.0)]);
            line(vec![at(6.5, -6.0), at(6.5, -0.5)]);
        }
        ToolKind::AreaMeasure => {
            painter.circle_stroke(centre, 6.3, stroke);
            line(vec![at(-4.3, 4.3), at(4.3, -4.3)]);
        }
        ToolKind::PointMeasure => {
            painter.circle_stroke(at(0.0, -2.0), 4.3, stroke);
            line(vec![at(0.0, 2.3), at(0.0, 7.0)]);
            dot(0.0, -2.0);
        }
        ToolKind::Force => {
            closed(vec![at(-7.0, -4.5), at(7.0, -4.5), at(7.0, 4.5), at(-7.0, 4.5)]);
            line(vec![at(-7.0, -4.5), at(7.0, 4.5)]);
            line(vec![at(7.0, -4.5), at(-7.0, 4.5)]);
        }
        ToolKind::Measure => {
            // A ruler.
            closed(vec![at(-7.0, -3.5), at(7.0, -3.5), at(7.0, 3.5), at(-7.0, 3.5)]);
            for (x, long) in [(-3.5, 1.0), (0.0, 0.0), (3.5, 1.0)] {
                line(vec![at(x, -3.5), at(x, -long)]);
            }
        }
        // Not in the bar: verbs are in the Shape menu.
        ToolKind::Verb(_) => {}
        ToolKind::Rings => {
            painter.circle_stroke(centre, 6.8, stroke);
            painter.circle_stroke(centre, 3.6, Stroke::new(1.2, ink));
            dot(0.0, 0.0);
        }
        ToolKind::Site => {
            line(vec![at(-7.0, -0.5), at(0.0, -6.5), at(7.0, -0.5)]);
            line(vec![at(-5.0, -1.5), at(-5.0, 5.5), at(5.0, 5.5), at(5.0, -1.5)]);
        }
    }
}
