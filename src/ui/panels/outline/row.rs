//! How a row of the outline looks and what its parts answer.
//!
//! Painted in place: thousands of rows scroll, and each has several parts that must not move.

use egui::{Align2, Color32, CornerRadius, FontId, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2};

use crate::model::Severity;
use crate::ui::theme::Look;
use crate::ui::widgets::{Hinted, Icon, icon_button_at, name_text, paint_severity, title_text};
use crate::ui::words::say;

/// What a row shows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing that is drawn by itself"
)]
pub(super) struct Face<'a> {
    /// Known by it from frame to frame.
    pub id: Id,
    /// Its name, in any script.
    pub name: &'a str,
    /// For screen readers; the name, unless that is empty.
    pub heard: &'a str,
    /// Before the name.
    pub icon: Option<(Icon, Color32)>,
    /// 0 or 1.
    pub depth: u8,
    /// Whether what belongs to it follows; `None` for a leaf.
    pub open: Option<bool>,
    /// In the weight of titles.
    pub strong: bool,
    /// At the right: an area, a count.
    pub figure: &'a str,
    /// The worst open finding, and whether it is of a report about an older plan.
    pub worst: Option<Severity>,
    /// The report is about an older plan.
    pub stale: bool,
    /// Selected.
    pub chosen: bool,
    /// Not part of the phase shown, or hidden.
    pub pale: bool,
    /// Not drawn, and not grabbed; `None` for what is not on the map.
    pub marks: Option<Marks>,
    /// Can be reached with Tab: one row of all.
    pub in_tab_order: bool,
}

/// What is set on a row's objects.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// All of them are not drawn.
    pub hidden: bool,
    /// None of them can be grabbed.
    pub locked: bool,
}

/// What was done with a row.
pub(super) struct Answer {
    /// The row itself.
    pub row: Response,
    /// Open it or close it.
    pub fold: bool,
    /// Draw its objects or not.
    pub hide: bool,
    /// Let its objects be grabbed or not.
    pub lock: bool,
}

/// Shows a row that fills the rectangle.
pub(super) fn ui(ui: &mut Ui, rect: Rect, face: &Face<'_>) -> Answer {
    let sense = if face.in_tab_order {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let row = ui.interact(rect, face.id, sense);
    let enabled = ui.is_enabled();
    row.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, face.chosen, face.heard));
    ground(ui, rect, face, &row);

    let within = ui.rect_contains_pointer(rect);
    let mut left = rect.left() + 4.0;
    let fold = fold_ui(
        ui,
        Rect::from_min_size(egui::pos2(left, rect.top()), Vec2::new(16.0, rect.height())),
        face,
    );
    left += 18.0 + f32::from(face.depth) * 6.0;
    if let Some((icon, ink)) = face.icon {
        let square = Rect::from_center_size(egui::pos2(left + 7.0, rect.center().y), Vec2::splat(14.0));
        icon.paint(ui.painter(), square, faded(ink, face));
        left += 21.0;
    }
    let (hide, lock, right) = marks_ui(ui, rect, face, within);
    let right = figures(ui, rect, face, right, within);
    name(
        ui,
        Rect::from_x_y_ranges(left..=right, rect.y_range()),
        face,
        &row,
    );
    Answer {
        row,
        fold,
        hide,
        lock,
    }
}

fn ground(ui: &Ui, rect: Rect, face: &Face<'_>, row: &Response) {
    let look = Look::of(ui.ctx());
    let corner = CornerRadius::same(6);
    let fill = if face.chosen {
        look.accent_background
    } else if ui.rect_contains_pointer(rect) || row.has_focus() {
        look.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, corner, fill);
    if row.has_focus() {
        let stroke = Stroke::new(1.0, look.accent);
        ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    }
}

/// The triangle that opens and closes.
fn fold_ui(ui: &Ui, rect: Rect, face: &Face<'_>) -> bool {
    let Some(open) = face.open else { return false };
    let response = ui.interact(rect, face.id.with("fold"), Sense::CLICK);
    let word = if open { say("Collapse") } else { say("Expand") };
    let name = format!("{word} {}", face.heard);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::DisclosureTriangle, true, &name));
    let look = Look::of(ui.ctx());
    let ink = if response.hovered() { look.text } else { look.muted };
    let icon = if open { Icon::Opened } else { Icon::Closed };
    icon.paint(ui.painter(), rect, ink);
    response.clicked()
}

/// Eye and lock: seen where the pointer is, or where they are set. Returns what was clicked and how much
/// room is left of them.
fn marks_ui(ui: &Ui, rect: Rect, face: &Face<'_>, within: bool) -> (bool, bool, f32) {
    let mut right = rect.right() - 4.0;
    let Some(marks) = face.marks else {
        return (false, false, right - 4.0);
    };
    let mut clicked = |set: bool, icons: [Icon; 2], words: [&str; 2], key: &str| {
        let place = Rect::from_center_size(egui::pos2(right - 10.0, rect.center().y), Vec2::splat(20.0));
        let shown = set || within;
        let at = if shown {
            place
        } else {
            // Still there for who works without a pointer, at its place under the pointer.
            Rect::from_center_size(
                egui::pos2(
                    rect.right() - 14.0 - if key == "eye" { 20.0 } else { 0.0 },
                    rect.center().y,
                ),
                Vec2::splat(20.0),
            )
        };
        let response = ui.interact(at, face.id.with(key), Sense::CLICK);
        let [off, on] = words;
        let name = format!("{} {}", if set { on } else { off }, face.heard);
        let [icon_off, icon_on] = icons;
        if shown {
            let icon = if set { icon_on } else { icon_off };
            icon_button_at(ui, place, &response, icon, &name);
            right -= 20.0;
        } else {
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        }
        response.hinted(name).clicked()
    };
    let lock = clicked(
        marks.locked,
        [Icon::Unlocked, Icon::Locked],
        [say("Lock"), say("Unlock")],
        "lock",
    );
    let hide = clicked(
        marks.hidden,
        [Icon::Eye, Icon::EyeClosed],
        [say("Hide"), say("Show")],
        "eye",
    );
    (hide, lock, right - 4.0)
}

/// The figure and the mark of the worst finding; returns how much room is left of them.
fn figures(ui: &Ui, rect: Rect, face: &Face<'_>, mut right: f32, within: bool) -> f32 {
    let look = Look::of(ui.ctx());
    let middle = rect.center().y;
    // Under the pointer the eye and the lock stand where the figure was.
    let marks_instead = within && face.marks.is_some();
    if !face.figure.is_empty() && !marks_instead {
        let font = FontId::proportional(11.5);
        let ink = faded(look.muted, face);
        let place = egui::pos2(right, middle);
        let text = ui
            .painter()
            .text(place, Align2::RIGHT_CENTER, face.figure, font, ink);
        right = text.left() - 6.0;
    }
    if let Some(severity) = face.worst {
        let place = egui::pos2(right - 6.0, middle);
        let mut painter = ui.painter().clone();
        if face.stale || face.pale {
            painter.set_opacity(0.5);
        }
        paint_severity(&painter, place, severity, look);
        right -= 16.0;
    }
    right
}

fn name(ui: &Ui, rect: Rect, face: &Face<'_>, row: &Response) {
    let look = Look::of(ui.ctx());
    let name_of = if face.strong { title_text } else { name_text };
    let name = name_of(face.name, 12.5).color(faded(look.text, face));
    let job = name.within(ui, rect.width());
    let shortened = job.text.contains('…') && !face.name.contains('…');
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided || shortened;
    let place = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, look.text);
    if cut && row.hovered() {
        row.clone().hinted(face.name);
    }
}

fn faded(ink: Color32, face: &Face<'_>) -> Color32 {
    if face.pale { ink.gamma_multiply(0.5) } else { ink }
}
