//! Small forms that open below what was clicked: they stay until something beside them is.

use egui::{Align, Frame, Layout, Popup, PopupCloseBehavior, RectAlign, Response, Ui};

/// Shows a form of that width beside what was clicked; `name` is what a screen reader says.
pub fn form<R>(
    clicked: &Response,
    name: &str,
    width: f32,
    align: RectAlign,
    contents: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let frame = Frame::popup(&clicked.ctx.global_style()).inner_margin(12);
    let popup = Popup::from_toggle_button_response(clicked)
        .align(align)
        .gap(3.0)
        .frame(frame)
        .layout(Layout::top_down(Align::Min))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name);
    let shown = popup.show(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 5.0;
        contents(ui)
    });
    shown.map(|shown| shown.inner)
}
