//! The tab bar of the desk: titles, counts, the open one underlined; the open tab's controls at the right.

use std::sync::Arc;

use egui::{FontId, Galley, Layout, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::editor::{Command, Desk, Editor};
use crate::ui::asks::Asks;
use crate::ui::theme::{Look, semibold};
use crate::ui::words::say;

/// Height of the bar, points.
const HEIGHT: f32 = 37.0;

/// Room that is kept for the open tab's controls, points.
const CONTROLS: f32 = 150.0;

/// Room of the list of tabs that have none, points.
const MORE: f32 = 74.0;

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
    // What has no room beside the controls is in a list behind the last tab.
    let end = bar.right() - CONTROLS;
    let mut rest = Vec::new();
    for desk in Desk::ALL {
        let width = Title::of(ui, editor, desk, between).size(between).x;
        if !rest.is_empty() || left + width > end - MORE {
            rest.push(desk);
        } else {
            left = tab(ui, editor, desk, pos2(left, bar.top()), between, asks);
        }
    }
    // One alone needs no more room than the list would.
    if let [last] = *rest.as_slice()
        && left + Title::of(ui, editor, last, between).size(between).x <= end
    {
        left = tab(ui, editor, last, pos2(left, bar.top()), between, asks);
    } else if !rest.is_empty() {
        left = more(
            ui,
            editor,
            &rest,
            Rect::from_x_y_ranges(left..=left + MORE, bar.y_range()),
            asks,
        );
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

/// A tab's title and, where there is room, its count.
struct Title {
    title: Arc<Galley>,
    count: Option<Arc<Galley>>,
}

impl Title {
    fn of(ui: &Ui, editor: &Editor, desk: Desk, between: f32) -> Self {
        let look = Look::of(ui.ctx());
        let open = editor.workspace().desk == desk;
        let font = if open {
            FontId::new(12.5, semibold())
        } else {
            FontId::proportional(12.5)
        };
        let ink = if open { look.text } else { look.muted };
        let title = ui
            .painter()
            .layout_no_wrap(say(desk.title()).to_owned(), font, ink);
        let counted = open || between >= BESIDE_COUNTS;
        let count = count_of(editor, desk).filter(|_| counted).map(|count| {
            let font = FontId::proportional(11.0);
            ui.painter().layout_no_wrap(count.to_string(), font, look.muted)
        });
        Self { title, count }
    }

    fn size(&self, between: f32) -> egui::Vec2 {
        let extra = self.count.as_ref().map_or(0.0, |count| count.size().x + 6.0);
        vec2(self.title.size().x + extra + 2.0 * between, HEIGHT)
    }
}

/// Draws the list of the tabs that have no room; where the open one is among them, it says so.
fn more(ui: &mut Ui, editor: &Editor, rest: &[Desk], place: Rect, asks: &mut Asks) -> f32 {
    let look = Look::of(ui.ctx());
    let open = editor.workspace().desk;
    let is_open = rest.contains(&open);
    let text = if is_open { say(open.title()) } else { say("More") };
    let ink = if is_open { look.text } else { look.muted };
    let inside = UiBuilder::new()
        .id_salt("more tabs")
        .max_rect(place)
        .layout(Layout::left_to_right(egui::Align::Center));
    let mut child = ui.new_child(inside);
    let button =
        egui::Button::new(egui::RichText::new(format!("{text}…")).size(12.5).color(ink)).frame(false);
    let response = child.add(button.truncate());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say("More tabs")));
    if is_open {
        ui.painter()
            .hline(response.rect.x_range(), place.bottom() - 1.0, (2.0, look.accent));
    }
    egui::Popup::menu(&response).show(|ui| {
        for desk in rest {
            let chosen = *desk == open;
            if ui.selectable_label(chosen, say(desk.title())).clicked() {
                asks.command(Command::OpenDesk(*desk));
                ui.close();
            }
        }
    });
    response.rect.right()
}

/// Draws one tab and returns where the next begins.
fn tab(ui: &mut Ui, editor: &Editor, desk: Desk, at: Pos2, between: f32, asks: &mut Asks) -> f32 {
    let look = Look::of(ui.ctx());
    let open = editor.workspace().desk == desk;
    let ink = if open { look.text } else { look.muted };
    let titled = Title::of(ui, editor, desk, between);
    let rect = Rect::from_min_size(at, titled.size(between));
    let Title { title, count } = titled;
    let response = ui.interact(rect, ui.scope_id().with(("tab", desk)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, open, say(desk.title())));
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
