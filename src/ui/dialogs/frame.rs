//! The frame that every dialog has: a title, contents that scroll where the window is low, a row of buttons.

use egui::{Align, Context, Id, Layout, Modal, ScrollArea, Ui};

use super::Stays;
use crate::ui::theme::title;

/// Shows a modal of that width; Esc, a click beside it and `contents` can close it.
pub(super) fn modal(ctx: &Context, name: &str, width: f32, contents: impl FnOnce(&mut Ui) -> Stays) -> Stays {
    let room = ctx.content_rect().size();
    let response = Modal::new(Id::unique(("dialog", name))).show(ctx, |ui| {
        ui.set_width(width.min(room.x - 48.0));
        ui.label(title(name, 15.0));
        ui.add_space(6.0);
        contents(ui)
    });
    if response.should_close() {
        Stays::Closed
    } else {
        response.inner
    }
}

/// A part of a dialog that scrolls, at most that high.
pub(super) fn scroll<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.ctx().content_rect().height() - 190.0;
    ScrollArea::vertical()
        .max_height(height.min(room))
        .auto_shrink([false, true])
        .show(ui, contents)
        .inner
}

/// The row of buttons at the bottom, from the right.
pub(super) fn buttons<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Center), contents)
        .inner
}

/// True where Enter was pressed to confirm: not to press a focused button or row, not in an open list,
/// and not held down since the dialog before.
pub(super) fn entered(ui: &Ui) -> bool {
    let pressed = ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                egui::Event::Key {
                    key: egui::Key::Enter,
                    pressed: true,
                    repeat: false,
                    ..
                }
            )
        })
    });
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    pressed && (nothing_focused || ui.ctx().text_edit_focused()) && !egui::Popup::is_any_open(ui.ctx())
}
