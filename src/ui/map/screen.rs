//! What the window shows on the map: the plan's scene, kept while nothing it shows has changed, the
//! gesture under way, and the furniture.
//!
//! Decides nothing about how marks look: the painters and `drawing` do.

use std::sync::Arc;

use egui::{Align2, FontId, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::pin::paint_pin;
use super::plan_picture::{Around, Looked, PlanPicture};
use super::said::said;
use super::{Beneath, credit_ui, north_arrow_ui, scale_bar_ui};
use crate::drawing::labels::Layout;
use crate::drawing::{Crowd, Measured, Scene, Theme, changed, lasso, measured_scene, rings_scene, sketch};
use crate::editor::tools::{Shown, Sketch, ToolKind};
use crate::editor::{Command, Editor, RingSet};
use crate::files::basemap::{BaseMap, long_credit, short_credit};
use crate::geometry::Geometry;
use crate::model::AnyId;
use crate::ui::asks::View;
use crate::ui::theme::Look;
use crate::ui::words;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct Screen {
    picture: PlanPicture,
    base: SharedBase,
    /// Where panels float over the map, as of the last frame: names keep clear of them.
    pub floating: Vec<Rect>,
    /// Where scale, north arrow and credit stood in the last frame: names keep clear of them too.
    furniture: Vec<Rect>,
}

/// The base map, looked for once.
#[derive(Default)]
pub struct SharedBase(Option<Result<&'static BaseMap<'static>, String>>);

impl SharedBase {
    /// Returns the base map, else why there is none.
    pub fn get(&mut self) -> Result<&'static BaseMap<'static>, String> {
        let look = || match BaseMap::shared() {
            Some(map) => Ok(map),
            None => Err(BaseMap::embedded()
                .err()
                .map_or_else(String::new, |error| error.to_string())),
        };
        self.0.get_or_insert_with(look).clone()
    }
}

/// What the pointer and the keys add to the picture.
#[derive(Clone, Copy, Default)]
pub struct Pointing {
    /// What the pointer is over.
    pub hovered: Option<AnyId>,
    /// Show where the keys would click.
    pub crosshair: bool,
}

impl Screen {
    /// Paints the map, and returns which names found room.
    pub fn paint(
        &mut self,
        ui: &Ui,
        rect: Rect,
        editor: &Editor,
        is_shown: &dyn Fn(View) -> bool,
        pointing: Pointing,
    ) -> Layout {
        let theme = Look::of(ui.ctx()).theme;
        let base = self.base.get();
        let gesture = overlay(editor, theme);
        let painter = ui.painter_at(rect);
        let beneath = Beneath {
            map: base.as_ref().ok().copied(),
            layers: &editor.preferences().layers,
            own: editor.maps(),
        };
        let taken: Vec<Rect> = self.floating.iter().chain(&self.furniture).copied().collect();
        let around = Around {
            base: is_shown(View::BaseMap).then_some(beneath),
            grid: is_shown(View::Grid),
            sketch: gesture.as_ref(),
            camera: editor.workspace().camera,
            taken: &taken,
        };
        let looked = looked(editor, theme, is_shown, pointing.hovered);
        let layout = self.picture.paint(&painter, rect, looked, &around);
        let camera = around.camera;
        let scale = scale_bar_ui(&painter, rect.left_bottom() + vec2(18.0, -16.0), &camera, theme);
        let north = north_arrow_ui(&painter, scale.right_center() + vec2(26.0, 6.0), theme);
        self.furniture = vec![scale, north];
        match base {
            Ok(_) if is_shown(View::BaseMap) => {
                self.furniture
                    .extend(credit_lines_ui(&painter, rect, editor, theme));
            }
            Ok(_) => {}
            Err(error) => {
                let look = Look::of(ui.ctx());
                let at = rect.center_bottom() + vec2(0.0, -24.0);
                painter.text(
                    at,
                    Align2::CENTER_BOTTOM,
                    error,
                    FontId::proportional(12.0),
                    look.critical,
                );
            }
        }
        if let Some(pin) = &editor.workspace().pin {
            paint_pin(&painter, rect, &camera, theme, pin);
        }
        if pointing.crosshair {
            crosshair(&painter, rect, Look::of(ui.ctx()));
        }
        layout
    }

    /// Returns where units are drawn that are not drawn where they stand; `None` before the first frame.
    pub fn crowd(&self) -> Option<&Arc<Crowd>> {
        self.picture.crowd()
    }

    /// Returns the base map, once it was painted and where it is whole.
    pub fn base(&self) -> Option<&BaseMap<'static>> {
        self.base.0.as_ref()?.as_ref().ok().copied()
    }

    /// Returns what the maps beneath need to be read, where that has changed.
    pub fn take_wants(&mut self) -> impl Iterator<Item = Command> {
        self.picture.take_wants()
    }

    /// Paints the mark of the keyboard focus.
    pub fn paint_focus(ui: &Ui, rect: Rect) {
        let look = Look::of(ui.ctx());
        ui.painter().rect_stroke(
            rect.shrink(1.0),
            0.0,
            Stroke::new(1.5, look.accent),
            StrokeKind::Inside,
        );
    }
}

/// What the map of the plan at hand shows.
fn looked(editor: &Editor, theme: Theme, is_shown: &dyn Fn(View) -> bool, hovered: Option<AnyId>) -> Looked {
    let workspace = editor.workspace();
    // Findings about an older plan would point at ground that has moved.
    let dated = editor
        .document()
        .fresh_report()
        .filter(|_| !editor.document().is_drafting());
    Looked {
        plan: Arc::clone(editor.document().shown()),
        report: dated.map(|dated| Arc::clone(&dated.report)),
        theme,
        phase: workspace.phase,
        hidden: workspace.hidden.clone(),
        selection: workspace.selection.clone(),
        hovered,
        show_findings: is_shown(View::Findings),
        show_heat: is_shown(View::Heat),
        finding: editor.finding().map(|(place, _)| place),
        language: words::language(),
    }
}

/// What is being drawn, or was drawn and waits to be named.
fn gesture(editor: &Editor, theme: Theme) -> Option<Scene> {
    if let Some(drawn) = editor.drawn() {
        let closed = matches!(drawn.geometry, Geometry::Area(_));
        return Some(sketch(&drawn.geometry.points(), closed, None, theme));
    }
    if editor.is_previewing() {
        let document = editor.document();
        return Some(changed(document.current(), document.shown(), theme));
    }
    let drawing = editor.sketch();
    let idle = drawing.points.is_empty() && drawing.snapped.is_none();
    let units = editor.preferences().units;
    let snapped = drawing.snapped.as_ref().map(|snap| snap.at);
    match drawing.shown {
        _ if idle => None,
        Shown::Shape => Some(sketch(&drawing.points, drawing.closed, snapped, theme)),
        Shown::Lasso => Some(lasso(&drawing.points, theme)),
        Shown::Measured => Some(said(measured_scene(&measured(&drawing), snapped, units, theme))),
        Shown::Rings(centre) => {
            let workspace = editor.workspace();
            let next = RingSet {
                centre,
                radii: workspace.radii.clone(),
            };
            let rings: Vec<_> = next.drawn(editor.plan(), workspace.phase).into_iter().collect();
            Some(rings_scene(&rings, units, theme).over(sketch(&[], false, snapped, theme)))
        }
    }
}

/// Returns the figures of a line that is being measured.
pub fn measured(sketch: &Sketch) -> Measured {
    if sketch.closed {
        Measured::closed(sketch.points.clone())
    } else {
        Measured::line(sketch.points.clone())
    }
}

/// Range rings that are looked at, and the gesture over them.
fn overlay(editor: &Editor, theme: Theme) -> Option<Scene> {
    let workspace = editor.workspace();
    let rings: Vec<_> = workspace
        .rings
        .iter()
        .filter_map(|rings| rings.drawn(editor.document().shown(), workspace.phase).ok())
        .collect();
    let gesture = gesture(editor, theme);
    if rings.is_empty() {
        return gesture;
    }
    let rings = rings_scene(&rings, editor.preferences().units, theme);
    Some(match gesture {
        Some(gesture) => gesture.over(rings),
        None => rings,
    })
}

/// Writes whose the ground is into the lower right corner; returns where each line is.
pub fn credit_lines_ui(painter: &egui::Painter, rect: Rect, editor: &Editor, theme: Theme) -> Vec<Rect> {
    let mut corner = rect.right_bottom() + vec2(-10.0, -6.0);
    let lines = credit(editor, rect.width());
    lines
        .iter()
        .rev()
        .map(|line| {
            let line = credit_ui(painter, corner, line, theme);
            corner.y = line.top() - 1.0;
            line
        })
        .collect()
}

/// The credit of what is shown, in lines that fit the map's width; the whole of it is in the About box.
fn credit(editor: &Editor, width: f32) -> Vec<String> {
    let layers = &editor.preferences().layers;
    let owed = layers.owed();
    let own = editor.maps().credits(layers);
    if width > 1300.0 && own.is_empty() {
        return vec![long_credit(&owed)];
    }
    // Letters of a credit are some five points wide, and the scale needs room beside it.
    let most = ((width - 260.0).max(150.0) / 5.0) as usize;
    let built_in = short_credit(&owed);
    let all: Vec<String> = std::iter::once(built_in)
        .chain(own)
        .filter(|words| !words.is_empty())
        .collect();
    wrapped(&all.join(" · "), most)
}

/// Breaks a text between words into lines of at most so many letters.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn crosshair(painter: &egui::Painter, rect: Rect, look: &Look) {
    let middle = rect.center();
    for (from, to) in [(6.0, 18.0), (-6.0, -18.0)] {
        for (start, end) in [(vec2(from, 0.0), vec2(to, 0.0)), (vec2(0.0, from), vec2(0.0, to))] {
            painter.line_segment([middle + start, middle + end], Stroke::new(3.5, look.panel));
            painter.line_segment([middle + start, middle + end], Stroke::new(1.5, look.accent));
        }
    }
}

/// True where a tool draws rather than selects.
pub fn is_drawing(tool: ToolKind) -> bool {
    !matches!(tool, ToolKind::Select | ToolKind::Reshape)
}

/// How far floating panels keep from the map's edge.
pub const MARGIN: Vec2 = Vec2::splat(12.0);
