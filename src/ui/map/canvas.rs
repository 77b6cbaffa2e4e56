//! The map: where the pointer and the keys become map events, and where the painters are called.
//!
//! Knows which pixels are which ground; what a click means is the tool's.

use std::sync::Arc;

use egui::{CursorIcon, Key, PointerButton, Rect, Response, Sense, Ui, Vec2};

use crate::drawing::Camera;
use crate::editor::tools::{MapEvent, MapEventKind, Snap, ToolKind, next_under};
use crate::editor::{Command, Editor};
use crate::geometry::Position;
use crate::model::AnyId;
use crate::ui::asks::{Asks, View};
use crate::ui::theme::Look;
use crate::ui::widgets::name_text;
use crate::ui::words::{said, say};

use super::screen::{Pointing, Screen, is_drawing};

/// What the map keeps from frame to frame.
#[derive(Default)]
pub struct MapState {
    /// Where the pointer is on the ground; `None` off the map.
    pub pointer: Option<Position>,
    /// Where it was last on the map.
    pub last_pointer: Option<Position>,
    /// The map's room in the window, as it was last drawn.
    pub rect: Option<Rect>,
    /// The keys were used last, so the crosshair is shown.
    by_keys: bool,
    /// What is kept of the picture, and where panels float over it.
    pub screen: Screen,
}

/// Draws the map and turns input into commands.
pub fn ui(
    ui: &mut Ui,
    editor: &Editor,
    state: &mut MapState,
    is_shown: &dyn Fn(View) -> bool,
    asks: &mut Asks,
) {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, say("Map")));
    state.rect = Some(rect);
    let camera = editor.workspace().camera;
    pointer_input(ui, editor, &response, &camera, state, asks);
    if response.has_focus() || ui.memory(|memory| memory.focused().is_none()) {
        key_input(ui, editor, rect, &camera, state, asks);
    }
    wheel_input(ui, &response, &camera, asks);
    if editor.drawn().is_none() && matches!(editor.workspace().tool, ToolKind::Select | ToolKind::Reshape) {
        super::menu::ui(&response, editor, state.pointer.or(state.last_pointer), asks);
    }
    let pointing = Pointing {
        hovered: hovered(
            editor,
            state
                .pointer
                .filter(|_| response.hovered() && !response.dragged()),
        ),
        crosshair: state.by_keys && is_drawing(editor.workspace().tool),
    };
    state.screen.paint(ui, rect, editor, is_shown, pointing);
    if let Some(crowd) = state
        .screen
        .crowd()
        .filter(|crowd| !Arc::ptr_eq(crowd, editor.crowd()))
    {
        asks.command(Command::SetCrowd(Arc::clone(crowd)));
    }
    if let Some(names) = pointing.hovered.and_then(|id| names_together(editor, id)) {
        response.clone().on_hover_text_at_pointer(names);
    }
    if let Some(snap) = editor.sketch().snapped {
        snap_ui(ui, rect, &camera, &snap);
    }
    for wanted in state.screen.take_wants() {
        asks.command(wanted);
    }
    if response.has_focus() && state.by_keys {
        Screen::paint_focus(ui, rect);
    }
}

/// Says beside the pointer what it snaps to.
fn snap_ui(ui: &Ui, rect: Rect, camera: &Camera, snap: &Snap) {
    if snap.what.is_empty() {
        return;
    }
    let look = Look::of(ui.ctx());
    let [x, y] = camera.screen_from_ground(snap.at, size(rect));
    let painter = ui.painter_at(rect);
    let name = name_text(&snap.what, 11.5).color(look.text);
    let galley = painter.layout_job(name.within(ui, 360.0));
    let mut corner = rect.min + Vec2::new(x + 14.0, y + 10.0);
    // At the map's edge it stands on the other side.
    if corner.x + galley.size().x + 6.0 > rect.right() {
        corner.x -= galley.size().x + 34.0;
    }
    if corner.y + galley.size().y + 4.0 > rect.bottom() {
        corner.y -= galley.size().y + 26.0;
    }
    let card = Rect::from_min_size(corner, galley.size()).expand2(Vec2::new(5.0, 2.0));
    painter.rect_filled(card, 4.0, look.panel);
    painter.rect_stroke(
        card,
        4.0,
        egui::Stroke::new(1.0, look.accent),
        egui::StrokeKind::Inside,
    );
    painter.galley(corner, galley, look.text);
}

/// Who is drawn by the symbol of a unit, where it is not alone: a line each.
fn names_together(editor: &Editor, id: AnyId) -> Option<String> {
    /// Names in the list; the outline has all.
    const NAMES: usize = 12;
    let together = editor.crowd().drawn_with(id);
    let plan = editor.document().shown();
    let names = together.iter().filter_map(|id| match id {
        AnyId::Force(id) => plan.forces.get(*id).map(|force| force.name.clone()),
        _ => None,
    });
    let mut lines: Vec<String> = names.take(NAMES).collect();
    let more = together.len().saturating_sub(NAMES);
    if more > 0 {
        lines.push(said(format!("and {more} more")));
    }
    (!lines.is_empty()).then(|| said(format!("{}\nClick again for the next", lines.join("\n"))))
}

/// What a click would select.
fn hovered(editor: &Editor, pointer: Option<Position>) -> Option<AnyId> {
    let workspace = editor.workspace();
    let at = pointer.filter(|_| workspace.tool == ToolKind::Select)?;
    next_under(at, &editor.tool_view(editor.document().shown(), at))
}

fn size(rect: Rect) -> [f32; 2] {
    [rect.width(), rect.height()]
}

/// Returns the ground at a place of the screen.
pub fn ground(rect: Rect, camera: &Camera, at: egui::Pos2) -> Position {
    let at = at - rect.min;
    camera.ground_from_screen([at.x, at.y], size(rect))
}

fn pointer_input(
    ui: &Ui,
    editor: &Editor,
    response: &Response,
    camera: &Camera,
    state: &mut MapState,
    asks: &mut Asks,
) {
    let rect = response.rect;
    let (shift, alt, ctrl) = ui.input(|input| {
        (
            input.modifiers.shift,
            input.modifiers.alt,
            input.modifiers.command,
        )
    });
    let event = |kind, at: egui::Pos2| {
        Command::Map(MapEvent {
            kind,
            at: ground(rect, camera, at),
            shift,
            alt,
            ctrl,
        })
    };
    state.pointer = response.hover_pos().map(|at| ground(rect, camera, at));
    state.last_pointer = state.pointer.or(state.last_pointer);

    let Some(at) = response.interact_pointer_pos().or_else(|| response.hover_pos()) else {
        return;
    };
    let (pressed, origin) = ui.input(|input| (input.pointer.primary_pressed(), input.pointer.press_origin()));
    if pressed && response.is_pointer_button_down_on() {
        state.by_keys = false;
        response.request_focus();
        asks.command(event(MapEventKind::Pressed, origin.unwrap_or(at)));
    }
    if response.dragged_by(PointerButton::Primary) && editor.has_grabbed() {
        asks.command(event(MapEventKind::Dragged, at));
    } else if response.dragged_by(PointerButton::Primary)
        || response.dragged_by(PointerButton::Middle)
        || response.dragged_by(PointerButton::Secondary)
    {
        let by = response.drag_delta();
        if by != Vec2::ZERO {
            asks.command(Command::MoveCamera(camera.pan([by.x, by.y])));
        }
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped_by(PointerButton::Primary) && editor.has_grabbed() {
        asks.command(event(MapEventKind::Released, at));
    } else if response.double_clicked() {
        asks.command(event(MapEventKind::DoubleClicked, at));
    } else if response.clicked() {
        asks.command(event(MapEventKind::Clicked, at));
    } else if response.hovered() && !response.dragged() {
        if ui.input(|input| input.pointer.delta() != Vec2::ZERO) {
            asks.command(event(MapEventKind::Moved, at));
        }
        if editor.workspace().tool != ToolKind::Select {
            ui.set_cursor_icon(CursorIcon::Crosshair);
        }
    }
}

/// Arrows move the map under its middle, Space clicks there, Enter finishes: drawing without a mouse.
fn key_input(ui: &Ui, editor: &Editor, rect: Rect, camera: &Camera, state: &mut MapState, asks: &mut Asks) {
    if editor.drawn().is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let step = 48.0;
    let (by, fine, clicked, finished, back) = ui.input(|input| {
        let down = |key| if input.key_pressed(key) { step } else { 0.0 };
        let by = Vec2::new(
            down(Key::ArrowLeft) - down(Key::ArrowRight),
            down(Key::ArrowUp) - down(Key::ArrowDown),
        );
        let plain = input.modifiers.is_none() || input.modifiers.shift_only();
        (
            if plain { by } else { Vec2::ZERO },
            input.modifiers.shift,
            plain && input.key_pressed(Key::Space),
            plain && input.key_pressed(Key::Enter),
            plain && input.key_pressed(Key::Backspace),
        )
    });
    let middle = |kind| {
        let at = ground(rect, camera, rect.center());
        Command::Map(MapEvent::plain(kind, at))
    };
    if by != Vec2::ZERO {
        state.by_keys = true;
        let by = if fine { by / 8.0 } else { by };
        let camera = camera.pan([by.x, by.y]);
        asks.command(Command::MoveCamera(camera));
        // What would be drawn follows the crosshair as it follows the pointer.
        if is_drawing(editor.workspace().tool) {
            let at = ground(rect, &camera, rect.center());
            asks.command(Command::Map(MapEvent::plain(MapEventKind::Moved, at)));
        }
    }
    for (happened, kind) in [
        (clicked, MapEventKind::Clicked),
        (finished, MapEventKind::Finish),
        (back, MapEventKind::Delete),
    ] {
        let deletes_object = kind == MapEventKind::Delete && editor.workspace().tool == ToolKind::Select;
        if happened && !deletes_object {
            state.by_keys = true;
            asks.command(middle(kind));
        }
    }
}

/// The wheel zooms at the pointer.
pub fn wheel_input(ui: &Ui, response: &Response, camera: &Camera, asks: &mut Asks) {
    let Some(at) = response.hover_pos() else { return };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    let doublings = f64::from(scroll) / 160.0 + libm::log2(f64::from(pinch).max(1e-3));
    if doublings.abs() > 1e-6 {
        let at = at - response.rect.min;
        asks.command(Command::MoveCamera(camera.zoom_at(
            [at.x, at.y],
            size(response.rect),
            doublings,
        )));
    }
}
