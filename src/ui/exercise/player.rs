//! The players' window: what one cell may see, at the exercise's time. Nothing else of the plan is in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    CentralPanel, Context, CursorIcon, Frame, Key, Margin, Panel, Rect, RichText, ScrollArea, Sense, Ui,
    ViewportBuilder, ViewportCommand, ViewportId, vec2,
};

use super::clock_text;
use crate::drawing::Camera;
use crate::editor::{Editor, Exercising};
use crate::exercise::{Cell, Entry, Event, Inject};
use crate::model::{Id, Minute, Plan};
use crate::ui::map::plan_picture::{Around, Looked, PlanPicture};
use crate::ui::map::screen::SharedBase;
use crate::ui::map::{Beneath, credit_lines_ui, north_arrow_ui, scale_bar_ui};
use crate::ui::theme::{Look, title};
use crate::ui::widgets::{badge, muted, paragraph};
use crate::ui::words::{language, said, say};

/// The players' windows that are open.
#[derive(Default)]
pub struct PlayerState {
    open: BTreeMap<Id<Cell>, Window>,
}

/// What a window keeps from frame to frame.
#[derive(Default)]
struct Window {
    picture: PlanPicture,
    base: SharedBase,
    /// Where the players look; `None`: where the trainer looks.
    camera: Option<Camera>,
    is_full: bool,
    taken: Vec<Rect>,
}

impl PlayerState {
    /// Returns true where a cell's window is open.
    pub fn is_open(&self, cell: Id<Cell>) -> bool {
        self.open.contains_key(&cell)
    }

    /// Opens a cell's window, or closes it.
    pub fn toggle(&mut self, cell: Id<Cell>) {
        if self.open.remove(&cell).is_none() {
            self.open.insert(cell, Window::default());
        }
    }

    /// Closes every window.
    pub fn close_all(&mut self) {
        self.open.clear();
    }
}

/// Draws every window that is open.
pub fn windows_ui(ctx: &Context, editor: &Editor, exercising: &Exercising, state: &mut PlayerState) {
    let mut closed = Vec::new();
    for (id, window) in &mut state.open {
        let Some(cell) = exercising.exercise().cell(*id) else {
            closed.push(*id);
            continue;
        };
        let viewport = ViewportId::from_hash_of(("players", id));
        let name = said(format!("{} – {}", cell.name, exercising.exercise().title));
        let builder = ViewportBuilder::default()
            .with_title(name)
            .with_inner_size([1100.0, 760.0])
            .with_fullscreen(window.is_full);
        let mut closes = false;
        ctx.show_viewport_immediate(viewport, builder, |ui, _| {
            closes = ui.ctx().input(|input| input.viewport().close_requested());
            let full = ui.input(|input| input.key_pressed(Key::F11));
            let back = window.is_full && ui.input(|input| input.key_pressed(Key::Escape));
            if full || back {
                window.is_full = !window.is_full;
                ui.ctx()
                    .send_viewport_cmd(ViewportCommand::Fullscreen(window.is_full));
            }
            window_ui(ui, editor, exercising, cell, window);
        });
        if closes {
            closed.push(*id);
        }
    }
    for id in closed {
        state.open.remove(&id);
    }
}

fn window_ui(ui: &mut Ui, editor: &Editor, exercising: &Exercising, cell: &Cell, window: &mut Window) {
    let look = Look::of(ui.ctx());
    let exercise = exercising.exercise();
    // Whatever the trainer looks at, for the players it is the run's time.
    let now = exercising.clock().minute(editor.room_ms());
    let seen = exercising.seen_by(cell.id);
    let bar = Frame::new()
        .fill(look.panel)
        .inner_margin(Margin::symmetric(14, 0));
    Panel::top("players' clock")
        .exact_size(46.0)
        .frame(bar)
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.label(title(&cell.name, 15.0).color(look.text));
                ui.label(title(clock_text(&exercise.plan, now), 15.0).color(look.accent));
                let marking = match exercise.plan.info.marking.as_str() {
                    "" => say("Exercise"),
                    marking => marking,
                };
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    badge(ui, marking, look.marking, look.on_marking);
                    muted(ui, say("F11: full screen"));
                });
            });
        });
    let side = Frame::new()
        .fill(look.panel)
        .inner_margin(Margin::symmetric(12, 8));
    Panel::right("players' messages")
        .default_size(320.0)
        .size_range(220.0..=520.0)
        .frame(side)
        .show(ui, |ui| messages_ui(ui, exercising, cell, now));
    let bare = Frame::new().fill(look.window).inner_margin(Margin::ZERO);
    CentralPanel::default().frame(bare).show(ui, |ui| match &seen {
        Ok(plan) => map_ui(ui, editor, plan, now, window),
        Err(why) => {
            ui.centered_and_justified(|ui| ui.label(RichText::new(said(why)).color(look.muted)));
        }
    });
}

/// What a cell was told, the newest first.
fn messages_ui(ui: &mut Ui, exercising: &Exercising, cell: &Cell, now: Minute) {
    let look = Look::of(ui.ctx());
    ui.label(title(say("Messages"), 13.0));
    if !cell.brief.is_empty() {
        muted(ui, cell.brief.as_str());
    }
    let told = told(exercising, cell.id, now);
    if told.is_empty() {
        muted(ui, say("Nothing yet."));
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        for (at, inject) in told {
            ui.separator();
            muted(
                ui,
                format!(
                    "{}  {}  {}",
                    clock_text(&exercising.exercise().plan, at),
                    say(inject.method.title()),
                    inject.from
                ),
            );
            if !inject.title.is_empty() {
                ui.label(RichText::new(&inject.title).strong().color(look.text));
            }
            paragraph(ui, RichText::new(&inject.text).color(look.text));
        }
    });
}

/// What was delivered to a cell up to a minute, the newest first. What was withdrawn was not.
pub fn told(exercising: &Exercising, cell: Id<Cell>, now: Minute) -> Vec<(Minute, &Inject)> {
    let Some(session) = exercising.session() else {
        return Vec::new();
    };
    let state = session.state();
    let delivered = |(place, entry): (usize, &Entry)| match entry.event {
        Event::Published(id) if !state.withdrawn.contains(&place) && entry.at <= now => {
            let inject = state.inject(id)?;
            (inject.to.is_empty() || inject.to.contains(&cell)).then_some((entry.at, inject))
        }
        _ => None,
    };
    let mut told: Vec<(Minute, &Inject)> = session
        .entries()
        .iter()
        .enumerate()
        .filter_map(delivered)
        .collect();
    told.reverse();
    told
}

fn map_ui(ui: &mut Ui, editor: &Editor, plan: &Arc<Plan>, now: Minute, window: &mut Window) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, ui.scope_id().with("players' map"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, say("Players' map")));
    let mut camera = window.camera.unwrap_or(editor.workspace().camera);
    if response.dragged() {
        let by = response.drag_delta();
        camera = camera.pan([by.x, by.y]);
        window.camera = Some(camera);
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if let Some(at) = response.hover_pos() {
        let scroll = ui.input(|input| input.smooth_scroll_delta().y);
        if scroll != 0.0 {
            let local = at - rect.min;
            let size = [rect.width(), rect.height()];
            camera = camera.zoom_at([local.x, local.y], size, f64::from(scroll) / 200.0);
            window.camera = Some(camera);
        }
    }
    let theme = Look::of(ui.ctx()).theme;
    let phases = plan.phases_in_order();
    let running = phases
        .iter()
        .rev()
        .find(|(_, phase)| phase.interval().is_some_and(|interval| interval.contains(now)));
    let looked = Looked {
        plan: Arc::clone(plan),
        report: None,
        theme,
        phase: running.map(|(id, _)| *id),
        hidden: std::collections::BTreeSet::new(),
        selection: std::collections::BTreeSet::new(),
        hovered: None,
        show_findings: false,
        show_heat: false,
        finding: None,
        language: language(),
    };
    let base = window.base.get();
    let beneath = Beneath {
        map: base.as_ref().ok().copied(),
        layers: &editor.preferences().layers,
        own: editor.maps(),
    };
    let around = Around {
        base: Some(beneath),
        grid: false,
        sketch: None,
        camera,
        taken: &window.taken,
    };
    window.picture.paint(&ui.painter_at(rect), rect, looked, &around);
    let painter = ui.painter_at(rect);
    let scale = scale_bar_ui(&painter, rect.left_bottom() + vec2(18.0, -16.0), &camera, theme);
    let north = north_arrow_ui(&painter, scale.right_center() + vec2(26.0, 6.0), theme);
    let mut taken = vec![scale, north];
    taken.extend(credit_lines_ui(&painter, rect, editor, theme));
    window.taken = taken;
}
