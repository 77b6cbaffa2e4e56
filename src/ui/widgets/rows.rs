//! Rows, titles, marks and buttons.

use egui::{
    Color32, CornerRadius, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
};

use crate::model::Severity;
use crate::ui::theme::{LABEL, Look, ROW, title};

use super::label::Label;
use super::paragraph::Hinted;
use super::paragraph::paragraph;

/// A full-width row that can be chosen; `name` is what a screen reader says.
pub fn row<R>(ui: &mut Ui, name: &str, chosen: bool, contents: impl FnOnce(&mut Ui) -> R) -> (Response, R) {
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    chosen_ui(ui, rect, &response, name, chosen);
    let inside = egui::UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(8.0, 0.0)))
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    let result = ui.scope_builder(inside, contents).inner;
    (response, result)
}

/// A row as [`row`], two lines high, its contents from the top.
pub fn tall_row<R>(
    ui: &mut Ui,
    name: &str,
    chosen: bool,
    contents: impl FnOnce(&mut Ui) -> R,
) -> (Response, R) {
    let size = Vec2::new(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    chosen_ui(ui, rect, &response, name, chosen);
    let inside = egui::UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(4.0, 3.0)))
        .layout(egui::Layout::left_to_right(egui::Align::Min));
    let result = ui.scope_builder(inside, contents).inner;
    (response, result)
}

/// The ground of a row: chosen, under the pointer, or with the focus.
fn chosen_ui(ui: &Ui, rect: Rect, response: &Response, name: &str, chosen: bool) {
    let look = Look::of(ui.ctx());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), chosen, name));
    let fill = if chosen {
        look.accent_background
    } else if response.hovered() || response.has_focus() {
        look.hover
    } else {
        Color32::TRANSPARENT
    };
    let corner = CornerRadius::same(6);
    ui.painter().rect_filled(rect, corner, fill);
    if response.has_focus() {
        let stroke = Stroke::new(1.0, look.accent);
        ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    }
}

/// A titled block of fields, with a hairline above all but the first.
pub fn section(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    ui.separator();
    ui.add_space(2.0);
    ui.label(title(text, 12.5));
}

/// A label on the left, a field beside it, both on one line.
pub fn labelled<R>(ui: &mut Ui, label: impl Into<Label>, field: impl FnOnce(&mut Ui) -> R) -> R {
    let label = label.into().shown;
    ui.horizontal(|ui| {
        let height = ui.spacing().interact_size.y;
        let (rect, response) = ui.allocate_exact_size(Vec2::new(LABEL, height), Sense::hover());
        // Painted, not a widget: the field itself is called so, and one name is enough for a reader.
        let galley = egui::WidgetText::from(label.as_str()).into_galley(
            ui,
            Some(egui::TextWrapMode::Truncate),
            LABEL,
            egui::TextStyle::Body,
        );
        let cut = galley.elided;
        let place = Pos2::new(rect.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(place, galley, Look::of(ui.ctx()).muted);
        if cut {
            response.hinted(label);
        }
        field(ui)
    })
    .inner
}

/// Secondary text.
pub fn muted(ui: &mut Ui, text: impl Into<String>) -> Response {
    let look = Look::of(ui.ctx());
    paragraph(ui, super::text::name_text(&text.into(), 11.0).color(look.muted))
}

/// What an empty panel says: what is missing and what to do next.
pub fn empty_note(ui: &mut Ui, text: &str) {
    ui.add_space(12.0);
    let look = Look::of(ui.ctx());
    paragraph(ui, super::text::name_text(text, 12.5).color(look.muted));
}

/// A text that can be clicked.
pub fn link(ui: &mut Ui, text: impl Into<String>) -> Response {
    let look = Look::of(ui.ctx());
    let button = egui::Button::new(RichText::new(text).color(look.accent)).frame(false);
    ui.add(button).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A button that does not shout.
pub fn quiet_button(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add(egui::Button::new(RichText::new(text)))
}

/// The one filled button of a screen.
pub fn primary_button(ui: &mut Ui, text: impl Into<String>, width: f32) -> Response {
    let look = Look::of(ui.ctx());
    let text = title(text, 12.5).color(look.on_accent);
    // In another language it may be longer: on one line all the same, where there is room.
    let shown = egui::WidgetText::from(text.clone());
    let wrap = Some(egui::TextWrapMode::Extend);
    let shown = shown.into_galley(ui, wrap, f32::INFINITY, egui::TextStyle::Button);
    let wanted = shown.size().x + 2.0 * ui.spacing().button_padding.x;
    let width = width.max(wanted.min(ui.available_width()));
    let button = egui::Button::new(text)
        .fill(look.accent)
        .stroke(Stroke::NONE)
        .min_size(Vec2::new(width, 28.0));
    let layout = egui::Layout::top_down(egui::Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(width, 28.0), layout, |ui| ui.add(button))
        .inner
}

/// A box to tick, drawn so that it is seen on any ground; `name` is its name where there is no text.
pub fn tick(ui: &mut Ui, ticked: &mut bool, text: impl Into<egui::WidgetText>) -> Response {
    let look = Look::of(ui.ctx());
    let text = text.into();
    ui.scope(|ui| {
        let widgets = &mut ui.style_mut().visuals.widgets;
        widgets.inactive.bg_stroke = Stroke::new(1.0, look.muted);
        if *ticked {
            for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                state.bg_fill = look.accent;
                state.bg_stroke = Stroke::new(1.0, look.accent);
                state.fg_stroke = Stroke::new(1.8, look.on_accent);
            }
            // The text beside it stays text.
            ui.style_mut().visuals.override_text_color = Some(look.text);
        }
        ui.checkbox(ticked, text)
    })
    .inner
}

/// A small filled label.
pub fn badge(ui: &mut Ui, text: &str, fill: Color32, ink: Color32) -> Response {
    let name = super::text::title_text(text, 11.0).color(ink);
    let galley = ui.painter().layout_job(name.within(ui, f32::INFINITY));
    let (rect, response) = ui.allocate_exact_size(galley.size() + Vec2::new(14.0, 8.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

/// The shape of a severity: ▲ critical, ● major, ○ minor, a small ○ for information.
pub fn severity_mark(ui: &mut Ui, severity: Severity) -> Response {
    severity_mark_high(ui, severity, 14.0)
}

/// A mark in the middle of a line of that height, points.
pub fn severity_mark_high(ui: &mut Ui, severity: Severity, height: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(14.0, height), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, severity.word()));
    paint_severity(ui.painter(), rect.center(), severity, Look::of(ui.ctx()));
    response
}

/// Paints the shape of a severity round a point.
pub fn paint_severity(painter: &egui::Painter, centre: Pos2, severity: Severity, look: &Look) {
    let ink = look.severity(severity);
    match severity {
        Severity::Critical => {
            let corner = |x: f32, y: f32| centre + Vec2::new(x, y);
            let corners = vec![corner(0.0, -5.0), corner(5.2, 4.2), corner(-5.2, 4.2)];
            painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
        }
        Severity::Major => drop(painter.circle_filled(centre, 4.6, ink)),
        Severity::Minor => drop(painter.circle_stroke(centre, 4.0, Stroke::new(1.6, ink))),
        Severity::Info => drop(painter.circle_stroke(centre, 2.6, Stroke::new(1.4, ink))),
    }
}

/// A square of a stakeholder's colour.
pub fn colour_chip(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(14.0, 14.0), Sense::hover());
    let square = Rect::from_center_size(rect.center(), Vec2::splat(10.0));
    ui.painter().rect_filled(square, CornerRadius::same(3), colour);
}
