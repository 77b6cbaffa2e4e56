//! The time line of an exercise: a mark for every inject, dragged to another minute with what follows from it; in the run
//! the minute that it is; looking back, the entries, with a knob that is dragged through them.

use egui::{
    Align2, CursorIcon, FontId, Key, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2,
};

use super::clock_text;
use super::setup::change;
use crate::editor::{Command, Editor, ExerciseCommand, ExerciseTab, Exercising};
use crate::exercise::{Entry, Inject, Stand};
use crate::model::{Id, Minute, minute_text};
use crate::ui::asks::Asks;
use crate::ui::theme::Look;
use crate::ui::widgets::Hinted;
use crate::ui::words::{said, say};

/// Half of a mark's height, points.
const MARK: f32 = 8.0;
/// Between two marks that would lie on each other, points.
const STEP: f32 = 15.0;
/// Where times are written, from below, points.
const TIMES: f32 = 15.0;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct TimelineState {
    /// The inject that is dragged, and to which minute.
    dragged: Option<(Id<Inject>, Minute)>,
}

/// Minutes along a line of points.
#[derive(Clone, Copy)]
struct Scale {
    from: Minute,
    until: Minute,
    left: f32,
    right: f32,
}

impl Scale {
    fn x(self, minute: Minute) -> f32 {
        let span = self.until.saturating_sub(self.from).max(1) as f64;
        let share = (minute.saturating_sub(self.from)) as f64 / span;
        self.left + (f64::from(self.right - self.left) * share) as f32
    }

    fn minute(self, x: f32) -> Minute {
        let span = self.until.saturating_sub(self.from).max(1) as f64;
        let share = f64::from((x - self.left) / (self.right - self.left).max(1.0));
        self.from.saturating_add((span * share).round() as Minute)
    }

    /// Minutes that a point of the line is, rounded to what people plan in.
    fn grain(self) -> Minute {
        let a_point =
            self.until.saturating_sub(self.from).max(1) as f64 / f64::from((self.right - self.left).max(1.0));
        let grains = [1, 5, 15, 30, 60, 180, 360, 720, 1440];
        let fit = grains.into_iter().find(|grain| *grain as f64 >= a_point);
        fit.unwrap_or(1440)
    }
}

/// Draws the time line.
pub fn ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, state: &mut TimelineState, asks: &mut Asks) {
    let exercise = exercising.exercise();
    let rect = ui.available_rect_before_wrap();
    let injects: &[Inject] = match (exercising.tab, exercising.state()) {
        (ExerciseTab::Prepare, _) | (_, None) => &exercise.injects,
        (_, Some(state)) => &state.injects,
    };
    let first = injects
        .iter()
        .map(|inject| inject.due)
        .min()
        .unwrap_or(exercise.starts);
    let last = injects
        .iter()
        .map(|inject| inject.due)
        .max()
        .unwrap_or(exercise.ends);
    let scale = Scale {
        from: exercise.starts.min(first),
        until: exercise.ends.max(last).max(exercise.starts.saturating_add(1)),
        left: rect.left() + 10.0,
        right: rect.right() - 10.0,
    };
    let line = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - TIMES));
    axis_ui(ui, exercising, scale, line, rect);
    if injects.is_empty() {
        let look = Look::of(ui.ctx());
        let text = say("The list is empty: add an inject, or take in a table (Exercise menu)");
        ui.painter().text(
            line.center() - vec2(0.0, 12.0),
            Align2::CENTER_CENTER,
            text,
            FontId::proportional(12.0),
            look.muted,
        );
    }
    if exercising.tab == ExerciseTab::Review {
        scrubber_ui(ui, exercising, scale, line, asks);
    } else {
        injects_ui(ui, exercising, injects, scale, line, state, asks);
    }
    if exercising.tab == ExerciseTab::Run && exercising.session().is_some() {
        let look = Look::of(ui.ctx());
        let x = scale
            .x(exercising.clock().minute(editor.room_ms()))
            .clamp(scale.left, scale.right);
        ui.painter()
            .vline(x, line.y_range(), Stroke::new(2.0, look.accent));
        let tip = vec![
            pos2(x - 5.0, line.top()),
            pos2(x + 5.0, line.top()),
            pos2(x, line.top() + 6.0),
        ];
        ui.painter()
            .add(Shape::convex_polygon(tip, look.accent, Stroke::NONE));
    }
}

/// The line, its days and its phases.
fn axis_ui(ui: &Ui, exercising: &Exercising, scale: Scale, line: Rect, rect: Rect) {
    let look = Look::of(ui.ctx());
    let painter = ui.painter();
    let middle = line.center().y + 4.0;
    painter.hline(scale.left..=scale.right, middle, Stroke::new(1.0, look.hairline));
    let plan = &exercising.exercise().plan;
    for (_, phase) in plan.phases_in_order() {
        let x = scale.x(phase.start);
        if (scale.left..=scale.right).contains(&x) {
            painter.vline(x, line.y_range(), Stroke::new(1.0, look.hairline));
        }
    }
    let mut free = rect.left();
    let span = scale.until.saturating_sub(scale.from);
    let steps = [15, 30, 60, 180, 360, 720, 1440, 2880, 7200, 14_400, 43_200];
    let step = steps
        .into_iter()
        .find(|step| (scale.right - scale.left) / (span as f32 / *step as f32).max(1.0) >= 84.0)
        .unwrap_or((span / 8).max(43_200));
    let mut minute = scale.from.div_euclid(step) * step;
    while minute <= scale.until {
        let x = scale.x(minute);
        if x >= scale.left {
            painter.vline(x, middle - 3.0..=middle + 3.0, Stroke::new(1.0, look.muted));
            let text = painter.layout_no_wrap(minute_text(minute), FontId::proportional(10.5), look.muted);
            let left = (x - text.size().x / 2.0).clamp(rect.left(), rect.right() - text.size().x);
            if left >= free {
                free = left + text.size().x + 10.0;
                painter.galley(pos2(left, rect.bottom() - TIMES), text, look.muted);
            }
        }
        let next = minute.saturating_add(step);
        if next == minute {
            break;
        }
        minute = next;
    }
}

fn injects_ui(
    ui: &mut Ui,
    exercising: &Exercising,
    injects: &[Inject],
    scale: Scale,
    line: Rect,
    state: &mut TimelineState,
    asks: &mut Asks,
) {
    let may_drag = exercising.tab == ExerciseTab::Prepare && !exercising.has_run();
    // What is dragged is drawn where it would be, with what follows from it.
    let shifted = |inject: &Inject, dragged: Option<(Id<Inject>, Minute)>| match dragged {
        Some((id, to)) => {
            let from = exercising.exercise().inject(id).map_or(to, |inject| inject.due);
            let moves = inject.id == id || exercising.exercise().followers(id).contains(&inject.id);
            if moves {
                inject.due.saturating_add(to - from)
            } else {
                inject.due
            }
        }
        None => inject.due,
    };
    let mut taken: Vec<f32> = Vec::new();
    let mut places: Vec<(&Inject, Pos2)> = Vec::new();
    for inject in injects {
        let x = scale.x(shifted(inject, state.dragged));
        let level = taken.iter().filter(|other| (**other - x).abs() < STEP).count() % 2;
        taken.push(x);
        let y = line.center().y + if level == 0 { -4.0 } else { 12.0 };
        places.push((inject, pos2(x, y)));
    }
    let look = Look::of(ui.ctx());
    for (inject, at) in &places {
        let before = places.iter().find(|(other, _)| Some(other.id) == inject.after);
        if let Some((_, from)) = before {
            let ends = [*from, *at];
            ui.painter()
                .extend(Shape::dashed_line(&ends, Stroke::new(1.0, look.muted), 3.0, 3.0));
        }
    }
    let mut dropped = None;
    for (inject, at) in places {
        let response = mark_ui(ui, exercising, inject, at, may_drag);
        if response.clicked() {
            asks.command(Command::Exercise(ExerciseCommand::Select(Some(inject.id))));
        }
        if !may_drag {
            continue;
        }
        if response.drag_started() {
            state.dragged = Some((inject.id, inject.due));
        }
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let grain = scale.grain();
            let minute = scale.minute(pointer.x);
            let to = (minute + grain / 2).div_euclid(grain) * grain;
            state.dragged = Some((inject.id, to));
            asks.hint(said(format!(
                "{} at {}; what follows from it moves along; Esc drops it",
                inject.label(),
                clock_text(&exercising.exercise().plan, to)
            )));
        }
        if response.drag_stopped() {
            dropped = state.dragged.take();
        }
        if response.has_focus() {
            let by = ui.input(|input| {
                i64::from(input.key_pressed(Key::ArrowRight)) - i64::from(input.key_pressed(Key::ArrowLeft))
            });
            if by != 0 {
                dropped = Some((inject.id, inject.due + by * scale.grain()));
            }
        }
    }
    if state.dragged.is_some() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.dragged = None;
    }
    if let Some((id, to)) = dropped
        && exercising
            .exercise()
            .inject(id)
            .is_some_and(|inject| inject.due != to)
    {
        let label = exercising
            .exercise()
            .inject(id)
            .map(Inject::label)
            .unwrap_or_default();
        let what = format!("Move {label} to {}", minute_text(to));
        change(exercising, &what, asks, |exercise| exercise.retime(id, to));
    }
}

/// True while a mark is dragged: Esc is then its own.
pub fn is_dragging(state: &TimelineState) -> bool {
    state.dragged.is_some()
}

fn mark_ui(ui: &mut Ui, exercising: &Exercising, inject: &Inject, at: Pos2, may_drag: bool) -> Response {
    let look = Look::of(ui.ctx());
    let rect = Rect::from_center_size(at, Vec2::splat(2.0 * MARK));
    let sense = if may_drag {
        Sense::click_and_drag()
    } else {
        Sense::click()
    };
    let response = ui.interact(rect, ui.scope_id().with(("inject", inject.id)), sense);
    let stand = exercising
        .state()
        .filter(|_| exercising.tab != ExerciseTab::Prepare)
        .and_then(|state| state.stands.get(&inject.id));
    let chosen = exercising.selected == Some(inject.id);
    let ink = if chosen || response.hovered() || response.has_focus() {
        look.accent
    } else {
        look.text
    };
    let fill = match stand {
        Some(Stand::Published(..)) => ink,
        _ if chosen => look.accent_background,
        _ => look.panel,
    };
    let half = if response.hovered() { MARK } else { MARK - 1.5 };
    let corners = vec![
        at + vec2(0.0, -half),
        at + vec2(half, 0.0),
        at + vec2(0.0, half),
        at + vec2(-half, 0.0),
    ];
    let stroke = Stroke::new(1.5, ink);
    // What lies on one way alone, and what is left out, is drawn with broken lines.
    let is_sure = inject.branch.is_none() && stand != Some(&Stand::Skipped);
    ui.painter().add(Shape::convex_polygon(
        corners.clone(),
        fill,
        if is_sure { stroke } else { Stroke::NONE },
    ));
    if !is_sure {
        let mut closed = corners;
        closed.extend(closed.first().copied());
        ui.painter().extend(Shape::dashed_line(&closed, stroke, 2.5, 2.0));
    }
    let plan = &exercising.exercise().plan;
    let word = match stand {
        Some(Stand::Published(..)) => say("delivered"),
        Some(Stand::Held(_)) => say("held back"),
        Some(Stand::Skipped) => say("left out"),
        None => "",
    };
    let text = format!("{}\n{} {word}", inject.label(), clock_text(plan, inject.due));
    let spoken = said(format!("Inject {} on the time line", inject.label()));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &spoken));
    if may_drag && response.hovered() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    response.hinted(text.trim_end())
}

/// The entries of the run, and the knob that is dragged through them.
fn scrubber_ui(ui: &mut Ui, exercising: &Exercising, scale: Scale, line: Rect, asks: &mut Asks) {
    let Some(session) = exercising.session() else {
        return;
    };
    let look = Look::of(ui.ctx());
    let entries = session.entries();
    let response = ui.interact(line, ui.scope_id().with("scrubber"), Sense::click_and_drag());
    let count = exercising.scrub.unwrap_or(entries.len()).min(entries.len());
    let share = if entries.is_empty() {
        1.0
    } else {
        count as f64 / entries.len() as f64
    };
    response.widget_info(|| egui::WidgetInfo::slider(true, share * 100.0, say("Moment of the run")));
    let middle = line.center().y + 4.0;
    for (place, entry) in entries.iter().enumerate() {
        let x = scale.x(entry.at);
        let strong = entry.event.inject().is_some();
        let height = if strong { 9.0 } else { 4.0 };
        let ink = if place < count { look.text } else { look.muted };
        ui.painter().vline(
            x,
            middle - height..=middle + height,
            Stroke::new(if strong { 2.0 } else { 1.0 }, ink),
        );
    }
    let at = |count: usize| match count.checked_sub(1).and_then(|place| entries.get(place)) {
        Some(Entry { at, .. }) => *at,
        None => exercising.exercise().starts,
    };
    let knob = pos2(scale.x(at(count)).clamp(scale.left, scale.right), middle);
    ui.painter()
        .vline(knob.x, line.y_range(), Stroke::new(2.0, look.accent));
    ui.painter()
        .circle(knob, 6.5, look.panel, Stroke::new(2.0, look.accent));
    let mut to = None;
    if (response.dragged() || response.clicked())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let minute = scale.minute(pointer.x);
        to = Some(entries.iter().filter(|entry| entry.at <= minute).count());
        response.request_focus();
    }
    if response.has_focus() {
        let by = ui.input(|input| {
            isize::from(input.key_pressed(Key::ArrowRight)) - isize::from(input.key_pressed(Key::ArrowLeft))
        });
        if by != 0 {
            to = Some(count.saturating_add_signed(by).min(entries.len()));
        }
    }
    if let Some(to) = to
        && to != count
    {
        let scrub = (to < entries.len()).then_some(to);
        asks.command(Command::Exercise(ExerciseCommand::Scrub(scrub)));
    }
    response.hinted(clock_text(&exercising.exercise().plan, at(count)));
}
