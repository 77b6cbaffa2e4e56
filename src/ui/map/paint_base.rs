//! The base map: land, water, rivers, borders, roads, and the names of places.
//!
//! Quiet under the plan: flat, thin, few. Its names are handed on as labels, so that those of the plan
//! come first; which of them find room is not decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Painter, Rect, Shape as Painted, TextureId, Vec2};

use super::footing::Footing;
use super::ink::{Ink, add_triangles, shift};
use super::profiles::Profiles;
use super::text::colour;
use crate::drawing::scene::{Align, Anchor, Dash, Label, Stroke, Text, Weight};
use crate::drawing::style::{Colours, Theme, font};
use crate::drawing::{Bounds, Camera, Shape};
use crate::files::basemap::{BaseMap, Class, Layer, Place, PlaceKind, Tile, UnitBox};

/// Names tried at most.
const NAMES: usize = 260;
/// A river shorter than this on the screen is not named.
const RIVER_POINTS: f32 = 150.0;

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
                names: names(&footing, colours, map),
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
                    let Some(stroke) = stroke(layer, shape.class, footing.zoom, colours) else {
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

fn unit_box(bounds: Bounds) -> UnitBox {
    UnitBox {
        west: bounds.min[0],
        north: bounds.min[1],
        east: bounds.max[0],
        south: bounds.max[1],
    }
}

/// Lines grow a little as one comes closer.
fn stroke(layer: Layer, class: Class, zoom: f64, colours: &Colours) -> Option<Stroke> {
    let near = |from: f64, to: f64, least: f32, most: f32| {
        let share = ((zoom - from) / (to - from)).clamp(0.0, 1.0) as f32;
        least + (most - least) * share
    };
    let stroke = match layer {
        Layer::Land => return None,
        Layer::Lakes => Stroke::solid(1.0, colours.river),
        Layer::Rivers if class == Class::RiverInLake => return None,
        Layer::Rivers => Stroke::solid(near(4.0, 12.0, 0.9, 3.2), colours.river),
        Layer::Provinces if class == Class::District => {
            Stroke::solid(near(8.0, 12.0, 0.7, 1.0), colours.province).dashed(Dash::Short)
        }
        Layer::Provinces => Stroke::solid(near(5.0, 11.0, 0.8, 1.3), colours.province).dashed(Dash::Long),
        Layer::Borders if class == Class::Border => Stroke::solid(near(3.0, 10.0, 1.1, 1.8), colours.border),
        Layer::Borders => Stroke::solid(near(3.0, 10.0, 1.1, 1.8), colours.border).dashed(Dash::Short),
        Layer::Roads => {
            let width = near(6.0, 13.0, 0.8, 2.4);
            match class {
                Class::SchematicWay => Stroke::solid(width * 0.7, colours.road).dashed(Dash::Short),
                _ => Stroke::solid(width, colours.road),
            }
        }
        Layer::Railways => Stroke::solid(near(7.0, 13.0, 0.7, 1.2), colours.railway).dashed(Dash::Long),
    };
    Some(stroke)
}

/// Names that may be written: places by importance, then rivers, the longest piece of each.
fn names(footing: &Footing, colours: &Colours, map: &BaseMap<'_>) -> Vec<Arc<Label>> {
    let mut names = Vec::new();
    for turn in [0.0, -1.0, 1.0] {
        let view = unit_box(footing.window.shifted(-turn));
        let places = map.places_in(footing.zoom, view);
        names.extend(
            places
                .into_iter()
                .take(NAMES)
                .map(|place| Arc::new(name(place, turn, colours))),
        );
    }
    let mut rivers: BTreeMap<&str, (f32, Arc<Label>)> = BTreeMap::new();
    for river in map.shapes(Layer::Rivers, footing.zoom, unit_box(footing.window)) {
        let Some(words) = river.name else { continue };
        let line = Shape::line(river.points.to_vec());
        let [width, height] = line.bounds.size();
        let length = footing.points(libm::hypot(width, height));
        if length < RIVER_POINTS || rivers.get(words).is_some_and(|(known, _)| *known >= length) {
            continue;
        }
        let ink = colours.river.readable_on(colours.land, 4.5);
        let mut lines = vec![Text::new(words, font::SECONDARY, Weight::Regular, ink)];
        lines.extend(
            river
                .name_ar
                .map(|words| Text::new(words, font::SECONDARY, Weight::Regular, ink)),
        );
        let label = Label {
            subject: None,
            lines,
            anchor: Anchor::Along(Arc::new(line)),
            align: Align::Centre,
        };
        rivers.insert(words, (length, Arc::new(label)));
    }
    names.extend(rivers.into_values().map(|(_, label)| label));
    names
}

/// How a dot of a place looks: its radius in points, and whether it is hollow.
fn dot(kind: PlaceKind) -> Option<f32> {
    match kind {
        PlaceKind::Country | PlaceKind::Governorate | PlaceKind::Locality => None,
        PlaceKind::City => Some(3.0),
        PlaceKind::Town => Some(2.5),
        PlaceKind::Village => Some(2.0),
        PlaceKind::Airfield | PlaceKind::Camp | PlaceKind::Landmark => Some(2.2),
    }
}

/// Returns the radius of the dot that a label of a place stands beside.
pub(super) fn dot_of(label: &Label) -> Option<f32> {
    match label.anchor {
        Anchor::Beside {
            reach: [radius, ..], ..
        } => Some(radius),
        _ => None,
    }
}

fn name(place: &Place<'_>, turn: f64, colours: &Colours) -> Label {
    let at = [place.at[0] + turn, place.at[1]];
    let size = match place.kind {
        PlaceKind::City => 0,
        PlaceKind::Town => 1,
        _ => 2,
    };
    let latin = font::PLACE.get(size).copied().unwrap_or(font::SECONDARY);
    let arabic = font::PLACE_ARABIC.get(size).copied().unwrap_or(font::SECONDARY);
    let Some(radius) = dot(place.kind) else {
        let (words, size, spacing) = match place.kind {
            PlaceKind::Country => (place.name.to_uppercase(), font::PLACE[0], 2.4),
            PlaceKind::Governorate => (place.name.to_uppercase(), font::SECONDARY, 1.6),
            _ => (place.name.to_owned(), font::SECONDARY, 0.3),
        };
        let text = Text::new(words, size, Weight::Regular, colours.place_faint);
        return Label {
            subject: None,
            lines: vec![text.spaced(spacing)],
            anchor: Anchor::Centre(at),
            align: Align::Centre,
        };
    };
    let mut lines = vec![Text::new(place.name, latin, Weight::Regular, colours.place)];
    lines.extend(
        place
            .name_ar
            .map(|words| Text::new(words, arabic, Weight::Regular, colours.place_faint)),
    );
    Label {
        subject: None,
        lines,
        anchor: Anchor::Beside {
            at,
            reach: [radius; 4],
        },
        align: Align::Symbol,
    }
}
