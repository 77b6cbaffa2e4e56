//! The base map: land, water, rivers, borders, roads, and the names of places.
//!
//! How it looks is said in `drawing::base`. Its names are handed on as labels, so that those of the plan
//! come first; which of them find room is not decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Painter, Rect, Shape as Painted, TextureId, Vec2};

use super::footing::Footing;
use super::ink::{Ink, add_triangles, shift};
use super::profiles::Profiles;
use super::text::colour;
use crate::backdrop::{Look, feature, names, unit_box};
use crate::drawing::Camera;
use crate::drawing::scene::Label;
use crate::drawing::style::{Colours, Theme};
use crate::files::basemap::{BaseMap, Layer, Tile};

/// Paints the base map, and keeps what it made of it.
#[derive(Debug, Default)]
pub(super) struct BasePainter {
    made: Option<Made>,
    triangles: BTreeMap<u32, Vec<Vec<u32>>>,
    profiles: Profiles,
}

/// What was made for one footing and theme.
#[derive(Debug)]
struct Made {
    footing: Footing,
    theme: Theme,
    mesh: Arc<Mesh>,
    moved: Vec2,
    names: Vec<Arc<Label>>,
}

impl BasePainter {
    /// Paints the ground; without a base map, plain land.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        rect: Rect,
        camera: &Camera,
        theme: Theme,
        map: Option<&BaseMap<'_>>,
    ) {
        let colours = theme.colours();
        let Some(map) = map else {
            painter.rect_filled(rect, 0.0, colour(colours.land));
            self.made = None;
            return;
        };
        painter.rect_filled(rect, 0.0, colour(colours.water));
        let pixels_per_point = painter.pixels_per_point();
        let kept = self
            .made
            .take()
            .filter(|made| made.theme == theme && made.footing.serves(camera, rect.size(), pixels_per_point));
        let mut made = kept.unwrap_or_else(|| {
            let footing = Footing::new(camera, rect.size(), pixels_per_point);
            let texture = self.profiles.texture(painter.ctx());
            Made {
                mesh: Arc::new(self.ground(texture, &footing, colours, map)),
                moved: Vec2::ZERO,
                names: names(map, look(&footing), colours),
                footing,
                theme,
            }
        });
        let offset = made.footing.offset(camera, rect);
        if offset != made.moved {
            shift(Arc::make_mut(&mut made.mesh), offset - made.moved);
            made.moved = offset;
        }
        painter.add(Painted::Mesh(Arc::clone(&made.mesh)));
        self.made = Some(made);
    }

    /// Returns the names of places, the most important first.
    pub(super) fn names(&self) -> &[Arc<Label>] {
        self.made.as_ref().map_or(&[], |made| made.names.as_slice())
    }

    fn ground(
        &mut self,
        texture: TextureId,
        footing: &Footing,
        colours: &Colours,
        map: &BaseMap<'_>,
    ) -> Mesh {
        let mut mesh = Mesh::default();
        let mut ink = Ink::new(footing.pixels_per_point).profiled();
        let window = footing.window_points();
        for layer in Layer::ALL {
            for turn in [-1.0, 0.0, 1.0] {
                let view = unit_box(footing.window.shifted(-turn));
                if layer.is_filled() {
                    let fill = if layer == Layer::Land {
                        colours.land
                    } else {
                        colours.water
                    };
                    for tile in map.tiles(layer, footing.zoom, view) {
                        self.fill(tile, footing, turn, colour(fill), &mut mesh);
                    }
                }
                for shape in map.shapes(layer, footing.zoom, view) {
                    let Some(stroke) = feature(layer, shape.class).stroke(footing.zoom, colours) else {
                        continue;
                    };
                    for line in shape.strokes() {
                        let points: Vec<[f32; 2]> = line
                            .points
                            .iter()
                            .map(|point| {
                                let at = footing.local(*point, turn);
                                [at.x, at.y]
                            })
                            .collect();
                        ink.stroke(&points, line.closed, &stroke, window, &mut mesh);
                    }
                }
            }
        }
        mesh.texture_id = texture;
        mesh
    }

    fn fill(&mut self, tile: &Tile<'_>, footing: &Footing, turn: f64, ink: egui::Color32, mesh: &mut Mesh) {
        let triangles = self.triangles.entry(tile.id).or_insert_with(|| {
            let mut earcut = earcut::Earcut::new();
            let of_shape = |shape: &crate::files::basemap::Shape<'_>| {
                let mut triangles = Vec::new();
                earcut.earcut(shape.points.iter().copied(), &shape.holes, &mut triangles);
                triangles
            };
            tile.shapes().iter().map(of_shape).collect()
        });
        for (shape, triangles) in tile.shapes().iter().zip(triangles) {
            if f64::from(shape.min_zoom) <= footing.zoom {
                let vertices = shape.points.iter().map(|point| footing.local(*point, turn));
                add_triangles(vertices, triangles, ink, mesh);
            }
        }
    }
}

fn look(footing: &Footing) -> Look {
    Look {
        view: footing.window,
        zoom: footing.zoom,
    }
}
