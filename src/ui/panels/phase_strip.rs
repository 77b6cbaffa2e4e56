//! The strip of phases over the map: choosing one shows the plan as it then is; dragging an edge or a
//! phase moves it in time.
//!
//! A drag is a draft until it is let go, then one step of the history; Esc drops it.

mod grips;
mod menu;
mod scale;
#[cfg(test)]
mod tests;

use egui::{Align2, CornerRadius, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2};

use crate::editor::{Command, Editor};
use crate::model::{Id, Instant, Minute, Phase, Plan, Severity};
use crate::ui::action::Action;
use crate::ui::asks::Asks;
use crate::ui::map::text::{bidi_job, bidi_job_semibold};
use crate::ui::theme::{Look, semibold};
use crate::ui::widgets::{Hinted, link, minute_text, muted, name_text};
use crate::ui::words::{said, say};

pub use grips::is_dragging;
pub use scale::Widths;

use scale::{GAP, Scale};

/// Height of a phase, points.
const HEIGHT: f32 = 28.0;

/// Draws the strip.
pub fn ui(ui: &mut Ui, editor: &Editor, widths: Widths, asks: &mut Asks) {
    let plan = editor.plan();
    let phases = plan.phases_in_order();
    ui.horizontal_centered(|ui| {
        if phases.is_empty() {
            muted(ui, say("No phases: everything holds as long as the plan."));
            if link(ui, say("Add phase")).clicked() {
                Action::AddPhase.run(editor, asks);
            }
            return;
        }
        let shown = editor.workspace().phase;
        let start = shown.and_then(|id| plan.phases.get(id)).map(|phase| phase.start);
        clock_ui(ui, editor, start);
        let arrows = 2.0 * 30.0 + 44.0;
        let room = (ui.available_width() - arrows - 12.0).max(120.0);
        ui.spacing_mut().item_spacing.x = GAP;
        // The scale stays while something is dragged on it; what is drawn follows.
        let scale = Scale::of(&phases, ui.cursor().left(), room, widths);
        let right = scale.slots.last().map_or(ui.cursor().left(), |slot| slot.right);
        let (area, _) = ui.allocate_exact_size(Vec2::new(right - ui.cursor().left(), HEIGHT), Sense::hover());
        let drawn = editor.document().shown();
        for (id, phase) in drawn.phases_in_order() {
            let across = scale.left_of(phase.start)..=phase.end.map_or(right, |end| scale.right_of(end));
            let rect = Rect::from_x_y_ranges(across, area.y_range());
            let response = phase_ui(ui, editor, id, phase, rect, asks);
            grips::phase_ui(ui, editor, &scale, id, &response, asks);
            menu::ui(&response, editor, &scale, id, asks);
        }
        grips::edges_ui(ui, editor, &scale, area, asks);
        let all = ui.add(egui::Button::selectable(shown.is_none(), say("All")));
        if all.hinted(Action::AllPhases.hint()).clicked() {
            asks.command(Command::ShowPhase(None));
        }
        for (text, action) in [("◀", Action::PreviousPhase), ("▶", Action::NextPhase)] {
            let response = ui.add(
                egui::Button::new(text)
                    .frame(false)
                    .min_size(Vec2::new(22.0, 24.0)),
            );
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, action.text()));
            if response.hovered() {
                asks.hint(action.hint());
            }
            if response.clicked() {
                action.run(editor, asks);
            }
        }
    });
}

/// A minute from H-hour and, where that is known, as a date-time group: `H+14 d (060000C JUN 16)`.
fn clock_text(plan: &Plan, minute: Minute) -> String {
    let group = plan.info.h_hour.and_then(|h_hour| h_hour.after(minute));
    match group.map(Instant::date_time_group) {
        Some(group) => format!("{} ({group})", minute_text(minute)),
        None => minute_text(minute),
    }
}

/// When the phase shown begins: from H-hour and, where that is known, as a date-time group.
fn clock_ui(ui: &mut Ui, editor: &Editor, start: Option<i64>) {
    let text = start.map_or_else(|| say("All phases").to_owned(), minute_text);
    let h_hour = editor.plan().info.h_hour;
    let group = start
        .and_then(|start| h_hour?.after(start))
        .map(crate::model::Instant::date_time_group);
    let look = Look::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(112.0, 32.0), Sense::hover());
    let painter = ui.painter();
    let font = FontId::new(12.5, semibold());
    match &group {
        Some(group) => {
            painter.text(
                rect.left_top() + Vec2::new(0.0, 1.0),
                Align2::LEFT_TOP,
                &text,
                font,
                look.text,
            );
            let small = FontId::proportional(10.5);
            painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, group, small, look.muted);
        }
        None => drop(painter.text(rect.left_center(), Align2::LEFT_CENTER, &text, font, look.text)),
    }
    let spoken = group.map_or_else(|| text.clone(), |group| format!("{text}, {group}"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
}

fn phase_ui(
    ui: &mut Ui,
    editor: &Editor,
    id: Id<Phase>,
    phase: &Phase,
    rect: Rect,
    asks: &mut Asks,
) -> Response {
    let look = Look::of(ui.ctx());
    let chosen = editor.workspace().phase == Some(id);
    let response = ui.interact(rect, ui.scope_id().with(("phase", id)), Sense::click_and_drag());
    let (count, worst) = findings_in(editor, id);
    let fill = if chosen {
        look.accent_background
    } else if response.hovered() || response.has_focus() {
        look.hover
    } else {
        look.field
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(6), fill);
    if chosen || response.has_focus() {
        painter.rect_stroke(
            rect,
            CornerRadius::same(6),
            Stroke::new(1.0, look.accent),
            StrokeKind::Inside,
        );
    }
    let inside = rect.shrink2(Vec2::new((rect.width() * 0.14).min(9.0), 0.0));
    let mut end = inside.right();
    if count > 0 {
        let worst = worst.unwrap_or_default();
        let ink = if worst == Severity::Critical {
            look.critical
        } else {
            look.muted
        };
        let mark = if worst == Severity::Critical { "▲" } else { "" };
        let font = FontId::new(11.0, semibold());
        let width = |text: &str, font: FontId| painter.layout_no_wrap(text.to_owned(), font, ink).size().x;
        let counted = format!("{mark}{count}");
        // Which phase it is matters more than how many findings it has; that it has critical ones stays.
        let word = phase.name.split_whitespace().next().unwrap_or_default();
        let both = width(word, FontId::proportional(12.0)) + 6.0 + width(&counted, font.clone());
        let marked = width(word, FontId::proportional(12.0)) + 3.0 + width(mark, font.clone());
        let text = match inside.width() {
            room if both <= room => &counted,
            room if marked <= room => mark,
            _ => "",
        };
        let place = painter.text(inside.right_center(), Align2::RIGHT_CENTER, text, font, ink);
        end = if text.is_empty() { end } else { place.left() - 3.0 };
    }
    let ink = if chosen { look.accent } else { look.text };
    let job_of = if chosen { bidi_job_semibold } else { bidi_job };
    let room = (end - inside.left()).max(8.0);
    let mut galley = painter.layout_job(job_of(&phase.name, 12.0, ink));
    if galley.size().x > room {
        // `P3` says more than `P…`.
        let word = phase.name.split_whitespace().next().unwrap_or_default();
        galley = painter.layout_job(job_of(word, 12.0, ink));
    }
    if galley.size().x > room {
        let name = name_text(&phase.name, 12.0).color(ink);
        galley = painter.layout_job(name.within(ui, room));
    }
    let at = egui::pos2(inside.left(), rect.center().y - galley.size().y / 2.0);
    painter
        .with_clip_rect(Rect::from_min_max(inside.min, egui::pos2(end, inside.max.y)))
        .galley(at, galley, ink);

    let name = said(format!("Phase {}", phase.name));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
    if response.clicked() {
        asks.command(Command::ShowPhase(Some(id)));
    }
    if response.double_clicked() {
        asks.command(Command::Select([id.into()].into()));
    }
    let plan = editor.plan();
    let clock = |minute| clock_text(plan, minute);
    let end = phase.end.map_or_else(|| say("open end").to_owned(), clock);
    let span = format!("{}\n{} to {end}", phase.name, clock(phase.start));
    let counted = if count == 1 {
        say("1 open finding").to_owned()
    } else {
        said(format!("{count} open findings"))
    };
    if response.hovered() {
        asks.hint(say("Click to show the plan in this phase; drag it, or ← and →, to move it in time; right-click for more"));
    }
    response.hinted(format!("{span}\n{counted}"))
}

/// Counts the open findings that hold in a phase, and returns the worst severity among them.
fn findings_in(editor: &Editor, phase: Id<Phase>) -> (usize, Option<Severity>) {
    let findings = editor
        .report()
        // Findings of the whole plan are not part of an extract.
        .filter(|_| editor.releasing().is_none())
        .map(|report| report.findings.as_slice())
        .unwrap_or_default();
    let open = findings
        .iter()
        .filter(|finding| finding.is_open() && finding.phases.contains(&phase));
    open.fold((0, None), |(count, worst), finding| {
        (count + 1, worst.max(Some(finding.severity)))
    })
}
