//! A titled block that opens and closes.

use egui::{Sense, Ui, Vec2};

use crate::ui::theme::{Look, ROW, semibold};

use super::icons::Icon;

/// A block under a title that opens and closes on a click; `count` is said behind the title. Open or
/// closed is remembered by title for the session, as one looks at the same block of one object after
/// the other.
pub fn fold<R>(
    ui: &mut Ui,
    title: &str,
    count: Option<usize>,
    open_at_first: Fold,
    contents: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let id = egui::Id::unique(("fold", title));
    let mut open = ui
        .data(|data| data.get_temp::<bool>(id))
        .unwrap_or(open_at_first == Fold::Open);
    let look = Look::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::click());
    if response.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::DisclosureTriangle, true, title));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top(), (1.0, look.hairline));
    let ink = if response.hovered() || response.has_focus() {
        look.text
    } else {
        look.muted
    };
    let mark = egui::Rect::from_center_size(rect.left_center() + Vec2::new(5.0, 1.0), Vec2::splat(10.0));
    let arrow = if open { Icon::Opened } else { Icon::Closed };
    arrow.paint(painter, mark, ink);
    let middle = rect.center().y + 1.0;
    let font = egui::FontId::new(12.5, semibold());
    painter.text(
        egui::pos2(rect.left() + 16.0, middle),
        egui::Align2::LEFT_CENTER,
        title,
        font,
        look.text,
    );
    if let Some(count) = count.filter(|count| *count > 0) {
        painter.text(
            egui::pos2(rect.right(), middle),
            egui::Align2::RIGHT_CENTER,
            count.to_string(),
            egui::FontId::proportional(11.0),
            look.muted,
        );
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.0, look.accent);
        painter.rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    open.then(|| {
        let inner = contents(ui);
        ui.add_space(6.0);
        inner
    })
}

/// How a block is before anybody has touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Its contents are seen.
    Open,
    /// Only its title is seen.
    Closed,
}
