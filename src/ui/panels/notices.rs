//! Messages in the window's lower right corner: what was done, what could not be.

use egui::{Align2, Area, Context, Frame, Id, Order, RichText, Stroke, Vec2};

use crate::editor::{Command, Editor, NoticeKind};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::{muted, name_text, paragraph};
use crate::ui::words::{said, say};

/// Room that the buttons of a panel take at its foot, points.
const BUTTONS: f32 = 56.0;

/// Draws what is shown, newest at the bottom.
pub fn ui(ctx: &Context, editor: &Editor, asks: &mut Asks) {
    if editor.notices().shown().is_empty() {
        return;
    }
    let look = Look::of(ctx);
    // The buttons of a panel that waits for a decision stay free.
    let decides = editor.importing().is_some() || editor.incoming().is_some() || editor.releasing().is_some();
    let up = if decides { 38.0 + BUTTONS } else { 38.0 };
    let area = Area::new(Id::unique("notices"))
        .anchor(Align2::RIGHT_BOTTOM, Vec2::new(-12.0, -up))
        .order(Order::Foreground);
    area.show(ctx, |ui| {
        for (place, notice) in editor.notices().shown().iter().enumerate() {
            let ink = match notice.kind {
                NoticeKind::Done => look.accent,
                NoticeKind::Warning => look.major,
                NoticeKind::Error => look.critical,
            };
            let mark = match notice.kind {
                NoticeKind::Done => "✓",
                NoticeKind::Warning => "●",
                NoticeKind::Error => "▲",
            };
            let frame = Frame::new()
                .fill(look.panel)
                .stroke(Stroke::new(1.0, look.hairline))
                .corner_radius(8)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(10);
            frame.show(ui, |ui| {
                ui.set_width(340.0);
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(mark).color(ink));
                    ui.vertical(|ui| {
                        ui.set_width(280.0);
                        paragraph(ui, name_text(&said(&notice.text), 12.5));
                        if !notice.details.is_empty() {
                            ui.push_id(place, |ui| {
                                ui.collapsing(say("Details"), |ui| {
                                    egui::ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
                                        muted(ui, said(&notice.details));
                                    });
                                });
                            });
                        }
                    });
                    let close = ui.add(egui::Button::new("×").frame(false));
                    let name = said(format!("Dismiss: {}", notice.text));
                    close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                    if close.clicked() {
                        asks.command(Command::DismissNotice(place));
                    }
                });
            });
        }
    });
}
