//! Moving phases on the strip: an edge or a whole phase is dragged, or moved with the arrow keys.
//!
//! Neighbours stay joined; with Alt or Ctrl one phase is moved alone, which leaves a gap. With Shift the
//! place is taken to the minute.

use egui::{CursorIcon, Event, EventFilter, FontId, Key, Modifiers, Rangef, Rect, Response, Role, Sense, Ui};

use crate::editor::timing::{self, Edge, Neighbours};
use crate::editor::{Command, Editor};
use crate::model::{Edit, Id, Minute, Phase, Plan};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::Hinted;
use crate::ui::words::{said, say};

use super::scale::{Exact, GAP, Scale, rounded};

/// How far from a lone edge it can be gripped, points.
const REACH: f32 = 3.5;

/// A drag on the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    /// What is dragged.
    grip: egui::Id,
    /// Where it was taken.
    from: f32,
    /// Esc was pressed: what is let go changes nothing.
    dropped: bool,
    /// What was asked for last: the same is not asked for again.
    asked: Option<(Minute, Neighbours)>,
}

/// An edge that can be moved: of one phase, or of two that meet there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Grip {
    /// The phase that ends there.
    left: Option<Id<Phase>>,
    /// The phase that starts there.
    right: Option<Id<Phase>>,
    at: Minute,
    x: f32,
    across: Rangef,
}

impl Grip {
    /// Returns where it comes to lie, there or as near as it can be, and the edit that moves it; no edit
    /// where that changes nothing.
    fn moved(&self, plan: &Plan, to: Minute, neighbours: Neighbours) -> (Minute, Option<Edit>) {
        let alone = neighbours == Neighbours::Stay;
        let (id, edge) = match (self.left, self.right) {
            // Alone, the one is moved that gets shorter: a gap is left, nothing is overlapped.
            (Some(left), Some(_)) if alone && to < self.at => (left, Edge::End),
            (_, Some(right)) => (right, Edge::Start),
            (Some(left), None) => (left, Edge::End),
            (None, None) => return (self.at, None),
        };
        let (from, until) = timing::edge_range(plan, id, edge, neighbours);
        let to = clamped(to, from, until);
        let edit = timing::move_phase_edge(plan, id, edge, to, neighbours).ok();
        (to, edit.filter(|_| to != self.at))
    }

    fn name(&self, plan: &Plan) -> String {
        let name = |id: Id<Phase>| {
            plan.phases
                .get(id)
                .map_or_else(String::new, |phase| phase.name.clone())
        };
        match (self.left, self.right) {
            (Some(left), Some(right)) => said(format!("Edge between {} and {}", name(left), name(right))),
            (Some(left), None) => said(format!("End of {}", name(left))),
            (None, Some(right)) => said(format!("Start of {}", name(right))),
            (None, None) => String::new(),
        }
    }
}

/// Returns true while something on the strip is dragged: Esc is then the strip's.
pub fn is_dragging(ctx: &egui::Context) -> bool {
    drag_of(ctx).is_some()
}

fn drag_of(ctx: &egui::Context) -> Option<Drag> {
    ctx.data(|data| data.get_temp(drag_id()))
}

fn drag_id() -> egui::Id {
    egui::Id::unique("phase strip drag")
}

/// The edges that can be moved.
fn grips(scale: &Scale) -> Vec<Grip> {
    let mut grips = Vec::new();
    let lone = |x: f32, left, right, at| Grip {
        left,
        right,
        at,
        x,
        across: Rangef::new(x - REACH, x + REACH),
    };
    if let Some(first) = scale.slots.first() {
        grips.push(lone(first.left, None, Some(first.id), first.start));
    }
    for (slot, next) in scale.slots.iter().zip(scale.slots.iter().skip(1)) {
        if slot.closed && slot.end == next.start {
            grips.push(Grip {
                left: Some(slot.id),
                right: Some(next.id),
                at: slot.end,
                x: slot.right + GAP / 2.0,
                across: Rangef::new(slot.right - 2.0, next.left + 2.0),
            });
            continue;
        }
        if slot.closed {
            let grip = lone(slot.right, Some(slot.id), None, slot.end);
            let across = Rangef::new(slot.right - REACH, slot.right + GAP / 2.0);
            grips.push(Grip { across, ..grip });
        }
        let grip = lone(next.left, None, Some(next.id), next.start);
        let across = Rangef::new(next.left - GAP / 2.0, next.left + REACH);
        grips.push(Grip { across, ..grip });
    }
    if let Some(last) = scale.slots.last().filter(|slot| slot.closed) {
        grips.push(lone(last.right, Some(last.id), None, last.end));
    }
    grips
}

/// Draws what edges are gripped by, and moves them.
pub(super) fn edges_ui(ui: &mut Ui, editor: &Editor, scale: &Scale, area: Rect, asks: &mut Asks) {
    let plan = editor.plan();
    let look = Look::of(ui.ctx());
    for grip in grips(scale) {
        let rect = Rect::from_x_y_ranges(grip.across, area.y_range());
        let id = ui.scope_id().with(("edge", grip.left, grip.right));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let name = grip.name(plan);
        let value = super::clock_text(plan, grip.at);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(Role::Slider, true, &name);
            info.current_text_value = Some(value.clone());
            info
        });
        if response.has_focus() {
            step(ui, plan, &grip, id, asks);
        }
        let mut x = grip.x;
        if let Some(pointer) = dragged(ui, &response, asks) {
            let modifiers = ui.input(|input| input.modifiers);
            let to = scale.minute_at(grip.x + pointer.by);
            let to = rounded(to, scale.minutes_per_point(grip.x + pointer.by), exact(modifiers));
            let (at, edit) = grip.moved(plan, to, neighbours(modifiers));
            x = scale.left_of(at) - GAP / 2.0;
            answer(&response, (at, neighbours(modifiers)), edit, asks);
            bubble(ui, editor, at, x, area);
        }
        let active = response.dragged() || response.has_focus();
        if active || response.hovered() {
            let ink = if active { look.accent } else { look.muted };
            let line = if response.dragged() { x } else { grip.x };
            ui.painter().vline(line, area.y_range().shrink(3.0), (2.0, ink));
            asks.hint(say(
                "Drag the edge, or move it with ← and → (Shift: by minutes, Alt: this phase alone)",
            ));
        }
        let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
        if !response.dragged() {
            response.hinted(format!("{name}\n{value}"));
        }
    }
}

/// Moves a phase as a whole: while it is dragged, or with the arrow keys where it has the focus.
pub(super) fn phase_ui(
    ui: &Ui,
    editor: &Editor,
    scale: &Scale,
    id: Id<Phase>,
    response: &Response,
    asks: &mut Asks,
) {
    let plan = editor.plan();
    if response.has_focus()
        && let Some((by, modifiers)) = arrow(ui, response.id)
    {
        let neighbours = neighbours(modifiers);
        let (from, until) = timing::shift_range(plan, id, neighbours);
        let by = clamped(by, from, until);
        if let Ok(edit) = timing::shift_phase(plan, id, by, neighbours)
            && by != 0
        {
            asks.commit(edit);
        }
    }
    let Some(pointer) = dragged(ui, response, asks) else {
        return;
    };
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let modifiers = ui.input(|input| input.modifiers);
    let neighbours = neighbours(modifiers);
    let here = pointer.from + pointer.by;
    let by = scale
        .minute_at(here)
        .saturating_sub(scale.minute_at(pointer.from));
    let by = rounded(by, scale.minutes_per_point(here), exact(modifiers));
    let (from, until) = timing::shift_range(plan, id, neighbours);
    let by = clamped(by, from, until);
    let edit = timing::shift_phase(plan, id, by, neighbours).ok();
    answer(response, (by, neighbours), edit.filter(|_| by != 0), asks);
    if let Some(start) = plan.phases.get(id).map(|phase| phase.start.saturating_add(by)) {
        bubble(ui, editor, start, response.rect.left(), response.rect);
    }
}

/// Where the pointer took hold, and how far it has gone since, points.
struct Pointer {
    from: f32,
    by: f32,
}

/// Returns how far something is dragged; `None` where it is not, or where Esc dropped it.
fn dragged(ui: &Ui, response: &Response, asks: &mut Asks) -> Option<Pointer> {
    let ctx = ui.ctx();
    let at = response.interact_pointer_pos();
    if response.drag_started_by(egui::PointerButton::Primary) {
        let from = ui.input(|input| input.pointer.press_origin()).or(at)?;
        let drag = Drag {
            grip: response.id,
            from: from.x,
            dropped: false,
            asked: None,
        };
        ctx.data_mut(|data| data.insert_temp(drag_id(), drag));
    }
    let mut drag = drag_of(ctx).filter(|drag| drag.grip == response.id)?;
    if !response.dragged() && !response.drag_stopped() {
        // Its end was missed: the window lost the pointer.
        ctx.data_mut(|data| data.remove::<Drag>(drag_id()));
        asks.command(Command::DropDraft);
        return None;
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) && !drag.dropped {
        drag.dropped = true;
        ctx.data_mut(|data| data.insert_temp(drag_id(), drag));
        asks.command(Command::DropDraft);
    }
    if response.drag_stopped() {
        ctx.data_mut(|data| data.remove::<Drag>(drag_id()));
    }
    let at = at.or_else(|| ui.input(|input| input.pointer.latest_pos()))?;
    (!drag.dropped).then_some(Pointer {
        from: drag.from,
        by: at.x - drag.from,
    })
}

/// Shows what a drag to that minute would do, once, and does it when it is let go.
fn answer(response: &Response, to: (Minute, Neighbours), edit: Option<Edit>, asks: &mut Asks) {
    if response.drag_stopped() {
        asks.command(edit.map_or(Command::DropDraft, Command::Commit));
        return;
    }
    let Some(mut drag) = drag_of(&response.ctx) else {
        return;
    };
    if drag.asked != Some(to) {
        drag.asked = Some(to);
        response.ctx.data_mut(|data| data.insert_temp(drag_id(), drag));
        asks.command(edit.map_or(Command::DropDraft, Command::Draft));
    }
}

/// Arrow keys on an edge that has the focus.
fn step(ui: &Ui, plan: &Plan, grip: &Grip, id: egui::Id, asks: &mut Asks) {
    let Some((by, modifiers)) = arrow(ui, id) else {
        return;
    };
    let to = grip.at.saturating_add(by);
    if let (_, Some(edit)) = grip.moved(plan, to, neighbours(modifiers)) {
        asks.commit(edit);
    }
}

/// Returns by how many minutes the arrow key that was just pressed moves what has the focus.
fn arrow(ui: &Ui, id: egui::Id) -> Option<(Minute, Modifiers)> {
    let arrows = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let (key, modifiers) = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Key {
                key: key @ (Key::ArrowLeft | Key::ArrowRight),
                pressed: true,
                modifiers,
                ..
            } => Some((*key, *modifiers)),
            _ => None,
        })
    })?;
    let size = match exact(modifiers) {
        Exact::Minute => 1,
        Exact::Round => 60,
    };
    Some((if key == Key::ArrowLeft { -size } else { size }, modifiers))
}

fn neighbours(modifiers: Modifiers) -> Neighbours {
    if modifiers.alt || modifiers.command {
        Neighbours::Stay
    } else {
        Neighbours::Follow
    }
}

fn exact(modifiers: Modifiers) -> Exact {
    if modifiers.shift {
        Exact::Minute
    } else {
        Exact::Round
    }
}

fn clamped(value: Minute, from: Option<Minute>, until: Option<Minute>) -> Minute {
    let value = from.map_or(value, |from| value.max(from));
    until.map_or(value, |until| value.min(until))
}

/// Says below the strip which minute the pointer has brought something to.
fn bubble(ui: &Ui, editor: &Editor, at: Minute, x: f32, area: Rect) {
    let look = Look::of(ui.ctx());
    let text = super::clock_text(editor.plan(), at);
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("phase strip bubble"));
    let painter = ui.ctx().layer_painter(layer);
    let galley = painter.layout_no_wrap(text, FontId::proportional(12.0), look.text);
    let size = galley.size() + egui::vec2(14.0, 8.0);
    let whole = ui.ctx().content_rect();
    let left = (x - size.x / 2.0).clamp(whole.left() + 4.0, (whole.right() - size.x - 4.0).max(4.0));
    let rect = Rect::from_min_size(egui::pos2(left, area.bottom() + 6.0), size);
    painter.rect(
        rect,
        5.0,
        look.panel,
        (1.0, look.hairline),
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.min + egui::vec2(7.0, 4.0), galley, look.text);
}
