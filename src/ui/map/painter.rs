//! All of the map, in order: ground, plan, sketch, names, card.

use egui::{Painter, Rect};

use super::paint_base::{BasePainter, dot_of};
use super::paint_labels::{measured, paint_callout, paint_labels};
use super::paint_scene::ScenePainter;
use super::text::colour;
use crate::drawing::labels::{Frame, Layout, Rect as Taken, lay_out};
use crate::drawing::scene::Anchor;
use crate::drawing::{Camera, Scene, Theme};
use crate::files::basemap::BaseMap;

/// What is to be painted.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'p> {
    /// The map beneath; `None`: plain land.
    pub base: Option<&'p BaseMap<'static>>,
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
    scene: ScenePainter,
}

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
            taken,
        } = *picture;
        self.base.paint(&painter, rect, &camera, theme, base);
        self.scene.paint(&painter, rect, &camera, scene);
        if let Some(sketch) = sketch {
            self.scene.paint_once(&painter, rect, &camera, sketch);
        }
        let taken: Vec<Taken> = taken
            .iter()
            .map(|taken| taken.translate(-rect.min.to_vec2()))
            .map(|taken| Taken::new(taken.left(), taken.top(), taken.right(), taken.bottom()))
            .collect();
        let frame = Frame {
            camera,
            size: [rect.width(), rect.height()],
            taken: &taken,
        };
        let layout = lay_out(scene, self.base.names(), &frame, &|text| measured(&painter, text));
        dots(&painter, rect, &camera, &layout, theme);
        paint_labels(&painter, rect, &layout.further, theme);
        paint_labels(&painter, rect, &layout.labels, theme);
        if let Some(callout) = &layout.callout {
            paint_callout(&painter, rect, callout, theme);
        }
        layout
    }
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
