//! The tab bar of the desk: titles, counts, the open one underlined; the open tab's controls at the right.

use egui::{FontId, Layout, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::editor::{Command, Desk, Editor};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, semibold};

/// Height of the bar, points.
const HEIGHT: f32 = 37.0;

/// Tabs that are closer to each other have no room for their counts.
const BESIDE_COUNTS: f32 = 8.0;

/// Draws the bar; `controls` stand at its right end, filled from the right.
pub fn ui(ui: &mut Ui, editor: &Editor, asks: &mut Asks, controls: impl FnOnce(&mut Ui, &mut Asks)) {
    let look = Look::of(ui.ctx());
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter()
        .hline(bar.x_range(), bar.bottom() - 0.5, (1.0, look.hairline));
    // A narrow desk brings the tabs closer, then leaves out the counts of those that are not open.
    let between = match bar.width() {
        width if width < 800.0 => 5.0,
        width if width < 1200.0 => 7.0,
        _ => 13.0,
    };
    let mut left = bar.left() + 16.0 - between;
    for desk in Desk::ALL {
        left = tab(ui, editor, desk, pos2(left, bar.top()), between, asks);
    }
    let free = Rect::from_min_max(pos2(left + 8.0, bar.top()), bar.max - vec2(16.0, 2.0));
    if free.width() > 40.0 {
        let inside = UiBuilder::new()
            .id_salt("controls")
            .max_rect(free)
            .layout(Layout::right_to_left(egui::Align::Center));
        // A child that takes no room: the bar has its height already.
        controls(&mut ui.new_child(inside), asks);
    }
}

/// Draws one tab and returns where the next begins.
fn tab(ui: &mut Ui, editor: &Editor, desk: Desk, at: Pos2, between: f32, asks: &mut Asks) -> f32 {
    let look = Look::of(ui.ctx());
    let open = editor.workspace().desk == desk;
    let font = if open {
        FontId::new(12.5, semibold())
    } else {
        FontId::proportional(12.5)
    };
    let ink = if open { look.text } else { look.muted };
    let title = ui.painter().layout_no_wrap(desk.title().to_owned(), font, ink);
    let counted = open || between >= BESIDE_COUNTS;
    let count = count_of(editor, desk).filter(|_| counted).map(|count| {
        let font = FontId::proportional(11.0);
        ui.painter().layout_no_wrap(count.to_string(), font, look.muted)
    });
    let extra = count.as_ref().map_or(0.0, |count| count.size().x + 6.0);
    let size = vec2(title.size().x + extra + 2.0 * between, HEIGHT);
    let rect = Rect::from_min_size(at, size);
    let response = ui.interact(rect, ui.scope_id().with(("tab", desk)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, open, desk.title()));
    let ink = if response.hovered() { look.text } else { ink };
    let text_at = pos2(rect.left() + between, rect.center().y - title.size().y / 2.0);
    let after = text_at.x + title.size().x + 6.0;
    ui.painter().galley_with_override_text_color(text_at, title, ink);
    if let Some(count) = count {
        let count_at = pos2(after, rect.center().y - count.size().y / 2.0 + 0.5);
        ui.painter().galley(count_at, count, look.muted);
    }
    let under = rect.x_range().shrink(between - 3.0);
    if open {
        ui.painter().hline(under, rect.bottom() - 1.0, (2.0, look.accent));
    } else if response.has_focus() {
        ui.painter().hline(under, rect.bottom() - 1.0, (2.0, look.muted));
    }
    if response.clicked() {
        asks.command(Command::OpenDesk(desk));
    }
    rect.right()
}

fn count_of(editor: &Editor, desk: Desk) -> Option<usize> {
    let plan = editor.plan();
    match desk {
        Desk::Findings => {
            let report = editor.report()?;
            Some(report.findings.iter().filter(|finding| finding.is_open()).count())
        }
        Desk::Agreements => Some(plan.agreements.len()),
        Desk::Channels => Some(plan.channels.len()),
        Desk::Phases => Some(plan.phases.len()),
        Desk::Relations | Desk::Ground | Desk::Objects | Desk::Policy | Desk::History => None,
    }
}
