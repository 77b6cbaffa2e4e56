//! The maps of the two plans: beside each other, one left and one right of a line, or the second with all
//! that differs marked on it. One camera looks at the same ground in each.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{CursorIcon, Key, Rect, Response, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::letter;
use crate::compare::Difference;
use crate::drawing::{Marked, Scene, Theme, differing};
use crate::editor::comparing::ground_of;
use crate::editor::tools::next_under;
use crate::editor::{Command, CompareCommand, CompareView, Comparing, Editor, Picked};
use crate::model::{AnyId, Id, Plan};
use crate::ui::asks::{Asks, View};
use crate::ui::map::Beneath;
use crate::ui::map::canvas::{self, MapState};
use crate::ui::map::plan_picture::{Around, Looked, PlanPicture};
use crate::ui::map::screen::SharedBase;
use crate::ui::map::{credit_lines_ui, north_arrow_ui, scale_bar_ui};
use crate::ui::theme::Look;
use crate::ui::widgets::{name_text, title_text};
use crate::ui::words::{language, said, say};

/// Between two maps, points.
const GAP: f32 = 3.0;
/// Half the width in which the line between two plans is grabbed, points.
const GRIP: f32 = 9.0;
/// How far a key moves that line, as a share of the map's width.
const KEY_STEP: f32 = 0.02;
/// How far a key moves the map, points.
const PAN_STEP: f32 = 48.0;

/// What is kept from frame to frame.
pub struct MapsState {
    pictures: [PlanPicture; 2],
    base: SharedBase,
    /// Where the line between the plans is, as a share of the map's width.
    split: f32,
    marked: Option<Kept>,
    /// What is drawn of a plan that has no such phase.
    nothing: Arc<Plan>,
    /// Where titles, scale and credit stood in the last frame: names keep clear of them.
    taken: Vec<Rect>,
}

impl Default for MapsState {
    fn default() -> Self {
        Self {
            pictures: Default::default(),
            base: SharedBase::default(),
            split: 0.5,
            marked: None,
            nothing: Arc::new(Plan::empty(Id::from_bits(0))),
            taken: Vec::new(),
        }
    }
}

/// The marks of what differs, and all that they depend on.
struct Kept {
    difference: Arc<Difference>,
    view: CompareView,
    picked: Option<Picked>,
    phase: Option<usize>,
    theme: Theme,
    scene: Scene,
}

/// Draws the maps.
pub fn ui(
    ui: &mut Ui,
    editor: &Editor,
    comparing: &Comparing,
    state: &mut MapsState,
    map: &mut MapState,
    is_shown: &dyn Fn(View) -> bool,
    asks: &mut Asks,
) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.center().x;
    let rects = match comparing.view {
        CompareView::SideBySide => [
            Rect::from_min_max(whole.min, pos2(middle - GAP / 2.0, whole.bottom())),
            Rect::from_min_max(pos2(middle + GAP / 2.0, whole.top()), whole.max),
        ],
        CompareView::Swipe | CompareView::Overlay => [whole, whole],
    };
    let [first, second] = rects;
    map.rect = Some(first);
    state.mark(comparing, Look::of(ui.ctx()).theme);
    let taken = std::mem::take(&mut state.taken);
    let mut map_ui = MapUi {
        editor,
        comparing,
        state,
        taken: &taken,
        is_shown,
    };
    match comparing.view {
        CompareView::SideBySide => {
            for (side, (rect, name)) in rects.into_iter().zip(MAPS).enumerate() {
                let response = map_ui.answer(ui, rect, say(name), map, &|_| side, asks);
                map_ui.paint(ui, rect, rect, side, hovered(&response));
                map_ui.furniture(ui, rect, side == 1);
                map_ui.plate(ui, rect, side, false);
            }
        }
        CompareView::Swipe => {
            let line = whole.left() + whole.width() * map_ui.state.split;
            let side_at = move |x: f32| usize::from(x >= line);
            let response = map_ui.answer(ui, whole, say("Map of both plans"), map, &side_at, asks);
            let halves = [
                Rect::from_min_max(whole.min, pos2(line, whole.bottom())),
                Rect::from_min_max(pos2(line, whole.top()), whole.max),
            ];
            for (side, half) in halves.into_iter().enumerate() {
                let pointer = hovered(&response).filter(|at| half.contains(*at));
                map_ui.paint(ui, whole, half, side, pointer);
            }
            map_ui.furniture(ui, whole, true);
            map_ui.plate(ui, whole, 0, false);
            map_ui.plate(ui, whole, 1, true);
            split_ui(ui, whole, &mut map_ui.state.split);
        }
        CompareView::Overlay => {
            let response = map_ui.answer(ui, second, say(MAPS[1]), map, &|_| 1, asks);
            map_ui.paint(ui, second, second, 1, hovered(&response));
            map_ui.furniture(ui, second, true);
            map_ui.plate(ui, second, 1, false);
            map_ui.legend(ui, second);
        }
    }
    for picture in &mut state.pictures {
        for wanted in picture.take_wants() {
            asks.command(wanted);
        }
    }
}

/// What the maps are called.
const MAPS: [&str; 2] = ["Map of plan A", "Map of plan B"];

fn hovered(response: &Response) -> Option<egui::Pos2> {
    response.hover_pos().filter(|_| !response.dragged())
}

impl MapsState {
    /// Makes the marks anew where something they show has changed.
    fn mark(&mut self, comparing: &Comparing, theme: Theme) {
        let known = self.marked.as_ref().is_some_and(|kept| {
            Arc::ptr_eq(&kept.difference, &comparing.difference)
                && kept.view == comparing.view
                && kept.picked == comparing.picked
                && kept.phase == comparing.phase
                && kept.theme == theme
        });
        if known {
            return;
        }
        let all = comparing.view == CompareView::Overlay;
        let picked = comparing.picked_thing().and_then(|thing| thing.id);
        let marked: Vec<Marked<'_>> = comparing
            .difference
            .things
            .iter()
            .filter_map(|thing| {
                let id = thing.id?;
                let is_picked = picked == Some(id);
                let [gained, lost] = ground_of(thing);
                (is_picked || all && comparing.holds(thing)).then_some(Marked {
                    id,
                    gained,
                    lost,
                    is_picked,
                })
            })
            .collect();
        let [before, after] = &comparing.sides;
        self.marked = Some(Kept {
            difference: Arc::clone(&comparing.difference),
            view: comparing.view,
            picked: comparing.picked,
            phase: comparing.phase,
            theme,
            scene: differing(&before.plan, &after.plan, &marked, theme),
        });
    }
}

/// Two maps in one frame.
struct MapUi<'m> {
    editor: &'m Editor,
    comparing: &'m Comparing,
    state: &'m mut MapsState,
    taken: &'m [Rect],
    is_shown: &'m dyn Fn(View) -> bool,
}

impl MapUi<'_> {
    /// Takes what is done on a map; `side_at` says whose plan is at that distance from the left.
    fn answer(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        name: &str,
        map: &mut MapState,
        side_at: &dyn Fn(f32) -> usize,
        asks: &mut Asks,
    ) -> Response {
        let response = ui.interact(rect, ui.scope_id().with(name), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, name));
        let camera = self.editor.workspace().camera;
        canvas::wheel_input(ui, &response, &camera, asks);
        if let Some(at) = response.hover_pos() {
            let ground = canvas::ground(rect, &camera, at);
            map.pointer = Some(ground);
            map.last_pointer = map.pointer;
        }
        if response.dragged() {
            let by = response.drag_delta();
            if by != Vec2::ZERO {
                asks.command(Command::MoveCamera(camera.pan([by.x, by.y])));
            }
            ui.set_cursor_icon(CursorIcon::Grabbing);
        } else if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            response.request_focus();
            match self.under(rect, at, side_at(at.x)) {
                Some(id) => asks.command(Command::Compare(CompareCommand::PickObject(id))),
                None => asks.command(Command::Compare(CompareCommand::Pick(None))),
            }
        }
        if response.has_focus() {
            let by = ui.input(|input| {
                let down = |key| if input.key_pressed(key) { PAN_STEP } else { 0.0 };
                [
                    down(Key::ArrowLeft) - down(Key::ArrowRight),
                    down(Key::ArrowUp) - down(Key::ArrowDown),
                ]
            });
            if by != [0.0; 2] {
                asks.command(Command::MoveCamera(camera.pan(by)));
            }
        }
        response
    }

    /// What of a plan is at a place of the screen.
    fn under(&self, rect: Rect, at: egui::Pos2, side: usize) -> Option<AnyId> {
        let seen = self.comparing.sides.get(side)?;
        let phase = self.comparing.phase_of(side)?;
        let camera = self.editor.workspace().camera;
        let ground = canvas::ground(rect, &camera, at);
        let selection = self.comparing.selection();
        let mut view = self.editor.tool_view(&seen.plan, ground);
        view.phase = phase;
        view.selection = &selection;
        if let Some(crowd) = self.state.pictures.get(side).and_then(PlanPicture::crowd) {
            view.crowd = crowd;
        }
        next_under(ground, &view)
    }

    /// Paints a plan where `part` of the map shows it.
    fn paint(&mut self, ui: &Ui, rect: Rect, part: Rect, side: usize, pointer: Option<egui::Pos2>) {
        let comparing = self.comparing;
        let Some(seen) = comparing.sides.get(side) else {
            return;
        };
        let hovered = pointer.and_then(|at| self.under(rect, at, side));
        let shown = comparing.phase_of(side);
        let judged = seen.judgement.known();
        let looked = Looked {
            plan: Arc::clone(if shown.is_some() {
                &seen.plan
            } else {
                &self.state.nothing
            }),
            report: judged
                .map(|judged| Arc::clone(&judged.report))
                .filter(|_| shown.is_some()),
            theme: Look::of(ui.ctx()).theme,
            phase: shown.flatten(),
            hidden: BTreeSet::new(),
            selection: comparing.selection(),
            hovered,
            show_findings: (self.is_shown)(View::Findings),
            show_heat: (self.is_shown)(View::Heat),
            finding: comparing.finding_place(side),
            language: language(),
        };
        let base = self.state.base.get();
        let beneath = Beneath {
            map: base.as_ref().ok().copied(),
            layers: &self.editor.preferences().layers,
            own: self.editor.maps(),
        };
        let around = Around {
            base: (self.is_shown)(View::BaseMap).then_some(beneath),
            grid: (self.is_shown)(View::Grid),
            sketch: self.state.marked.as_ref().map(|kept| &kept.scene),
            camera: self.editor.workspace().camera,
            taken: self.taken,
        };
        if let Some(picture) = self.state.pictures.get_mut(side) {
            picture.paint(&ui.painter_at(part), rect, looked, &around);
        }
    }

    /// Paints scale and north, and on the last map whose ground it is.
    fn furniture(&mut self, ui: &Ui, rect: Rect, credited: bool) {
        let painter = ui.painter_at(rect);
        let theme = Look::of(ui.ctx()).theme;
        let camera = self.editor.workspace().camera;
        let scale = scale_bar_ui(&painter, rect.left_bottom() + vec2(18.0, -16.0), &camera, theme);
        let north = north_arrow_ui(&painter, scale.right_center() + vec2(26.0, 6.0), theme);
        self.state.taken.extend([scale, north]);
        if credited && (self.is_shown)(View::BaseMap) {
            let lines = credit_lines_ui(&painter, rect, self.editor, theme);
            self.state.taken.extend(lines);
        }
    }

    /// Says which plan a map shows.
    fn plate(&mut self, ui: &Ui, rect: Rect, side: usize, at_right: bool) {
        let Some(seen) = self.comparing.sides.get(side) else {
            return;
        };
        let look = Look::of(ui.ctx());
        let painter = ui.painter_at(rect);
        let room = (rect.width() / 2.0 - 40.0).max(60.0);
        let letter = painter.layout_job(title_text(letter(side), 13.0).color(look.accent).within(ui, room));
        let mut lines = vec![
            name_text(&said(&seen.name), 12.0)
                .color(look.text)
                .within(ui, room),
        ];
        if self.comparing.phase_of(side).is_none() {
            let text = say("This plan has no such phase");
            lines.push(name_text(text, 11.0).color(look.critical).within(ui, room));
        }
        let galleys: Vec<_> = lines.into_iter().map(|job| painter.layout_job(job)).collect();
        let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
        let height: f32 = galleys.iter().map(|galley| galley.size().y + 1.0).sum();
        let size = vec2(letter.size().x + 8.0 + width + 18.0, height + 9.0);
        let corner = if at_right {
            rect.right_top() + vec2(-size.x - 12.0, 12.0)
        } else {
            rect.left_top() + vec2(12.0, 12.0)
        };
        let plate = Rect::from_min_size(corner, size);
        plate_ui(&painter, plate, look);
        let left = plate.left() + 9.0;
        let indent = left + letter.size().x + 8.0;
        painter.galley(pos2(left, plate.top() + 4.0), letter, look.accent);
        let mut top = plate.top() + 5.0;
        for galley in galleys {
            let height = galley.size().y + 1.0;
            painter.galley(pos2(indent, top), galley, look.text);
            top += height;
        }
        self.state.taken.push(plate);
    }

    /// Says what the marks of an overlay mean.
    fn legend(&mut self, ui: &Ui, rect: Rect) {
        let look = Look::of(ui.ctx());
        let painter = ui.painter_at(rect);
        let rows = [
            (Stroke::new(2.0, look.text), true, say("as in A")),
            (Stroke::new(2.4, look.accent), false, say("as in B")),
        ];
        let room = (rect.width() / 2.0 - 60.0).max(60.0);
        let galleys: Vec<_> = rows
            .iter()
            .map(|(_, _, text)| painter.layout_job(name_text(text, 11.5).color(look.text).within(ui, room)))
            .collect();
        let notes = [say("dots: ground gained"), say("bars: ground lost")]
            .map(|text| painter.layout_job(name_text(text, 11.5).color(look.muted).within(ui, room)));
        let line = 17.0;
        let widest = galleys.iter().map(|galley| galley.size().x + 34.0);
        let widest = widest
            .chain(notes.iter().map(|galley| galley.size().x))
            .fold(0.0, f32::max);
        let size = vec2(widest + 20.0, line * 4.0 + 10.0);
        let plate = Rect::from_min_size(rect.right_top() + vec2(-size.x - 12.0, 12.0), size);
        plate_ui(&painter, plate, look);
        let mut top = plate.top() + 5.0;
        let left = plate.left() + 10.0;
        for ((stroke, broken, _), galley) in rows.into_iter().zip(galleys) {
            let y = top + line / 2.0;
            let ends = [pos2(left, y), pos2(left + 26.0, y)];
            if broken {
                painter.extend(egui::Shape::dashed_line(&ends, stroke, 5.0, 3.0));
            } else {
                painter.line_segment(ends, stroke);
            }
            painter.galley(pos2(left + 34.0, top), galley, look.text);
            top += line;
        }
        for galley in notes {
            painter.galley(pos2(left, top), galley, look.muted);
            top += line;
        }
        self.state.taken.push(plate);
    }
}

/// The ground of what is written on a map.
fn plate_ui(painter: &egui::Painter, plate: Rect, look: &Look) {
    let hairline = Stroke::new(1.0, look.hairline);
    painter.rect_filled(plate, 7.0, look.panel);
    painter.rect_stroke(plate, 7.0, hairline, egui::StrokeKind::Inside);
}

/// The line between the plans, to be dragged, or moved by the arrows.
fn split_ui(ui: &mut Ui, rect: Rect, split: &mut f32) {
    let look = Look::of(ui.ctx());
    let x = rect.left() + rect.width() * *split;
    let grip = Rect::from_min_max(pos2(x - GRIP, rect.top()), pos2(x + GRIP, rect.bottom()));
    let response = ui.interact(grip, ui.scope_id().with("line between the plans"), Sense::drag());
    let percent = f64::from(*split * 100.0).round();
    response.widget_info(|| egui::WidgetInfo::slider(true, percent, say("Line between the plans")));
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        *split = (at.x - rect.left()) / rect.width().max(1.0);
    }
    if response.has_focus() {
        let by = ui.input(|input| {
            let pressed = |key| if input.key_pressed(key) { KEY_STEP } else { 0.0 };
            pressed(Key::ArrowRight) - pressed(Key::ArrowLeft)
        });
        *split += by;
    }
    *split = split.clamp(0.02, 0.98);
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let painter = ui.painter_at(rect);
    let strong = response.hovered() || response.dragged() || response.has_focus();
    let ink = if strong { look.accent } else { look.text };
    painter.vline(x, rect.y_range(), Stroke::new(3.5, look.panel));
    painter.vline(x, rect.y_range(), Stroke::new(1.6, ink));
    let knob = pos2(x, rect.center().y);
    painter.circle(knob, 11.0, look.panel, Stroke::new(1.6, ink));
    for side in [-1.0, 1.0] {
        let tip = knob + vec2(side * 6.5, 0.0);
        let back = knob + vec2(side * 2.5, 0.0);
        let arrow = vec![tip, back + vec2(0.0, -3.5), back + vec2(0.0, 3.5)];
        painter.add(egui::Shape::convex_polygon(arrow, ink, Stroke::NONE));
    }
}
