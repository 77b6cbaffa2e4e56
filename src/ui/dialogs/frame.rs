//! The frame that every dialog has: a title, contents that scroll where the window is low, a row of buttons.

use egui::{Align, Context, Frame, Id, Layout, Margin, Modal, ScrollArea, Ui};

use super::Stays;
use crate::ui::theme::title;

/// Space between a dialog's edge and its contents, points.
const MARGIN: i8 = 18;

/// Shows a modal of that width; Esc and `contents` can close it. A click beside it does not: what was
/// typed into it would be lost.
pub(super) fn modal(ctx: &Context, name: &str, width: f32, contents: impl FnOnce(&mut Ui) -> Stays) -> Stays {
    show(ctx, name, width, contents, Beside::Stays)
}

/// Shows a modal that a click beside it closes too: nothing is typed there that could be lost.
pub(super) fn light_modal(
    ctx: &Context,
    name: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> Stays,
) -> Stays {
    show(ctx, name, width, contents, Beside::Closes)
}

/// What a click beside a dialog does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Closes,
    Stays,
}

fn show(
    ctx: &Context,
    name: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> Stays,
    beside: Beside,
) -> Stays {
    let room = ctx.content_rect().size();
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(MARGIN));
    let modal = Modal::new(Id::unique(("dialog", name))).frame(frame);
    let response = modal.show(ctx, |ui| {
        ui.set_width(width.min(room.x - 84.0));
        ui.label(title(name, 15.0));
        ui.add_space(6.0);
        contents(ui)
    });
    let kept = beside == Beside::Stays && response.backdrop_response.clicked();
    if response.should_close() && !kept {
        Stays::Closed
    } else {
        response.inner
    }
}

/// A part of a dialog that scrolls, at most that high.
pub(super) fn scroll<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let height = scroll_height(ui, height);
    // A dialog is as high as it was in the frame before: a list that grows must say how high it may get.
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, contents)
        .inner
}

/// Returns that height, or what a low window has room for.
pub(super) fn scroll_height(ui: &Ui, height: f32) -> f32 {
    height.min(ui.ctx().content_rect().height() - 220.0)
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
