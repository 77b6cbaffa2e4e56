//! All of the map, in order: ground, plan, sketch, names, card.

use std::sync::Arc;

use egui::{Painter, Rect, Vec2};

use super::paint_base::{BasePainter, Beneath};
use super::paint_grid::GridPainter;
use super::paint_labels::{measured, paint_callout, paint_labels, paint_plates};
use super::paint_scene::ScenePainter;
use super::paint_tiles::{OwnPainter, View};
use super::text::colour;
use crate::drawing::base::dot_of;
use crate::drawing::labels::{Frame, Layout, Rect as Taken, lay_out};
use crate::drawing::scene::{Anchor, Text};
use crate::drawing::{Camera, Label, Scene, Theme};
use crate::editor::Source;
use crate::files::basemap::fold;
use crate::files::tiles::TileId;

/// What is to be painted.
#[derive(Clone, Copy)]
pub struct Picture<'p> {
    /// The map beneath; `None`: plain land.
    pub base: Option<Beneath<'p>>,
    /// Paint the MGRS grid.
    pub grid: bool,
    /// The plan.
    pub scene: &'p Scene,
    /// What is being drawn on top, made anew every frame.
    pub sketch: Option<&'p Scene>,
    /// Where one looks.
    pub camera: Camera,
    /// Light or dark.
    pub theme: Theme,
    /// Where other things stand on the map (bars, scale, credit): no name goes there.
    pub taken: &'p [Rect],
}

/// Paints maps, and keeps triangles and meshes from one frame to the next. One for each map in the
/// window.
#[derive(Debug, Default)]
pub struct MapPainter {
    base: BasePainter,
    own: OwnPainter,
    grid: GridPainter,
    scene: ScenePainter,
    /// Names of the map beneath, those of the user's own maps first.
    further: Vec<Arc<Label>>,
    names: Option<Names>,
}

/// Names as they were laid out last: while the map is panned they move with the ground, and are laid
/// out anew when it rests, or when so much new ground has come into view that names are missed.
#[derive(Debug)]
struct Names {
    scene: Scene,
    further: Vec<Arc<Label>>,
    camera: Camera,
    size: Vec2,
    taken: Vec<Rect>,
    pixels_per_point: f32,
    layout: Layout,
    /// Where one looked in the frame before.
    before: Camera,
}

/// Two places of one name nearer than this on the screen, in points, are one.
const SAME_PLACE: f32 = 70.0;

/// Names are laid out anew after the map was panned by so many points.
const LAID_OUT_AGAIN: f32 = 90.0;

impl MapPainter {
    /// Paints a picture into a rectangle of the screen, and returns which names found room and where, in
    /// points from the rectangle's upper left corner.
    pub fn paint(&mut self, painter: &Painter, rect: Rect, picture: &Picture<'_>) -> Layout {
        let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
        let Picture {
            base,
            scene,
            sketch,
            camera,
            theme,
            ..
        } = *picture;
        self.own.begin();
        self.base
            .paint(&painter, rect, &camera, theme, base, &mut self.own);
        self.own.end(&camera);
        if picture.grid {
            self.grid.lines(&painter, rect, &camera, theme);
        }
        self.gather_names(rect, picture);
        self.scene.paint(&painter, rect, &camera, scene);
        if let Some(sketch) = sketch {
            self.scene.paint_once(&painter, rect, &camera, sketch);
        }
        let mut layout = self.lay_out(&painter, rect, picture);
        let over = sketch.map(|sketch| names_of_sketch(&painter, rect, picture, sketch));
        for placed in over.iter().flat_map(|over| &over.labels) {
            layout.labels.retain(|label| !label.rect.meets(placed.rect));
            layout.further.retain(|label| !label.rect.meets(placed.rect));
        }
        dots(&painter, rect, &camera, &layout, theme);
        if picture.grid {
            let names = layout.labels.iter().chain(&layout.further);
            let names = names.map(|label| {
                let [min, max] = [
                    [label.rect.left, label.rect.top],
                    [label.rect.right, label.rect.bottom],
                ];
                Rect::from_min_max(rect.min + Vec2::from(min), rect.min + Vec2::from(max))
            });
            let taken: Vec<Rect> = picture.taken.iter().copied().chain(names).collect();
            self.grid.labels(&painter, rect, &camera, theme, &taken);
        }
        paint_labels(&painter, rect, &layout.further, theme);
        paint_labels(&painter, rect, &layout.labels, theme);
        if let Some(callout) = &layout.callout {
            paint_callout(&painter, rect, callout, theme);
        }
        if let Some(over) = &over {
            paint_plates(&painter, rect, &over.labels, theme);
            paint_labels(&painter, rect, &over.labels, theme);
        }
        layout
    }

    /// Returns which tiles of the user's own maps are in view, where that has changed.
    pub fn take_wants(&mut self) -> Vec<(Source, Vec<TileId>)> {
        self.own.take_wants()
    }

    /// Puts the names of the map beneath together, where they have changed: a place that two maps name is
    /// named once.
    fn gather_names(&mut self, rect: Rect, picture: &Picture<'_>) {
        let Some(beneath) = picture.base else {
            self.further.clear();
            return;
        };
        let view = View {
            rect,
            camera: &picture.camera,
            theme: picture.theme,
            maps: beneath.own,
        };
        let own = self.own.names(&beneath.layers.sheets, beneath.layers.names, view);
        let base = self.base.names();
        if own.is_empty() {
            if !same_labels(&self.further, base) {
                self.further = base.to_vec();
            }
            return;
        }
        let reach = f64::from(SAME_PLACE) / picture.camera.points_per_unit();
        let known: Vec<(String, [f64; 2])> = own.iter().filter_map(|label| name_of(label)).collect();
        let is_new = |label: &&Arc<Label>| {
            name_of(label).is_none_or(|(name, at)| {
                let same = |(known, there): &(String, [f64; 2])| {
                    *known == name && (there[0] - at[0]).abs() < reach && (there[1] - at[1]).abs() < reach
                };
                !known.iter().any(same)
            })
        };
        let all: Vec<Arc<Label>> = own
            .iter()
            .chain(base.iter().filter(is_new))
            .map(Arc::clone)
            .collect();
        if !same_labels(&self.further, &all) {
            self.further = all;
        }
    }

    fn lay_out(&mut self, painter: &Painter, rect: Rect, picture: &Picture<'_>) -> Layout {
        let taken: Vec<Rect> = picture
            .taken
            .iter()
            .map(|taken| taken.translate(-rect.min.to_vec2()))
            .collect();
        let further = self.further.as_slice();
        let same = |names: &&mut Names| {
            names.size == rect.size()
                && names.pixels_per_point == painter.pixels_per_point()
                && names.camera.zoom == picture.camera.zoom
                && names.taken == taken
                && same_labels(&names.further, further)
                && same_scene(&names.scene, picture.scene)
        };
        if let Some(names) = self.names.as_mut().filter(same) {
            if names.camera == picture.camera {
                names.before = picture.camera;
                return names.layout.clone();
            }
            let size = [rect.width(), rect.height()];
            let by = picture.camera.screen_from_world(names.camera.centre, size);
            let by = Vec2::new(by[0] - size[0] / 2.0, by[1] - size[1] / 2.0);
            let moves = names.before != picture.camera;
            names.before = picture.camera;
            if moves && by.length() < LAID_OUT_AGAIN {
                // The frame after the last one of a movement is the one at rest.
                painter.ctx().request_repaint();
                return names.layout.shifted([by.x, by.y]);
            }
        }
        let frame = Frame {
            camera: picture.camera,
            size: [rect.width(), rect.height()],
            taken: &taken
                .iter()
                .map(|taken| Taken::new(taken.left(), taken.top(), taken.right(), taken.bottom()))
                .collect::<Vec<_>>(),
        };
        let measure = |text: &Text| measured(painter, text);
        let layout = lay_out(picture.scene, further, &frame, &measure);
        self.names = Some(Names {
            scene: picture.scene.clone(),
            further: further.to_vec(),
            camera: picture.camera,
            size: rect.size(),
            taken,
            pixels_per_point: painter.pixels_per_point(),
            layout: layout.clone(),
            before: picture.camera,
        });
        layout
    }
}

/// What a label of a place says, spelling aside, and where.
fn name_of(label: &Label) -> Option<(String, [f64; 2])> {
    let (Anchor::Beside { at, .. } | Anchor::Centre(at)) = label.anchor else {
        return None;
    };
    Some((fold(&label.lines.first()?.words), at))
}

/// Finds room for the figures of what is being measured, anew every frame: names of the plan give way.
fn names_of_sketch(painter: &Painter, rect: Rect, picture: &Picture<'_>, sketch: &Scene) -> Layout {
    let taken: Vec<Taken> = picture
        .taken
        .iter()
        .map(|taken| taken.translate(-rect.min.to_vec2()))
        .map(|taken| Taken::new(taken.left(), taken.top(), taken.right(), taken.bottom()))
        .collect();
    let frame = Frame {
        camera: picture.camera,
        size: [rect.width(), rect.height()],
        taken: &taken,
    };
    lay_out(sketch, &[], &frame, &|text: &Text| measured(painter, text))
}

/// True where everything that names depend on is the same in memory.
fn same_scene(one: &Scene, other: &Scene) -> bool {
    let same_callout = match (&one.callout, &other.callout) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        _ => false,
    };
    same_callout
        && one.items.len() == other.items.len()
        && same_labels(&one.labels, &other.labels)
        && one
            .items
            .iter()
            .zip(&other.items)
            .all(|(one, other)| Arc::ptr_eq(one, other) || one == other)
}

fn same_labels(one: &[Arc<Label>], other: &[Arc<Label>]) -> bool {
    let same = |(one, other): (&Arc<Label>, &Arc<Label>)| Arc::ptr_eq(one, other) || one == other;
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// A dot for every place that is named.
fn dots(painter: &Painter, rect: Rect, camera: &Camera, layout: &Layout, theme: Theme) {
    let ink = colour(theme.colours().place);
    let halo = colour(theme.colours().halo);
    for placed in &layout.further {
        if let (Anchor::Beside { at, .. }, Some(radius)) = (&placed.label.anchor, dot_of(&placed.label)) {
            let at = camera.screen_from_world(*at, [rect.width(), rect.height()]);
            let at = rect.min + egui::Vec2::from(at);
            painter.circle_filled(at, radius + 1.2, halo);
            painter.circle_filled(at, radius, ink);
        }
    }
}
