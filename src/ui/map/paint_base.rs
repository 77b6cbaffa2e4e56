//! The base map: land, water, rivers, borders, roads, and the names of places, sheet by sheet.
//!
//! Quiet under the plan: flat, thin, few. Its names are handed on as labels, so that those of the plan
//! come first; which of them find room is not decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Painter, Rect, Shape as Painted, TextureId, Vec2};

use super::footing::Footing;
use super::ink::{Ink, add_triangles, shift};
use super::paint_tiles::{OwnPainter, View};
use super::profiles::Profiles;
use super::text::colour;
use crate::drawing::scene::{Align, Anchor, Dash, Label, Stroke, Text, Weight};
use crate::drawing::style::{Colours, Theme, font};
use crate::drawing::{Bounds, Camera, Rgba, Shape};
use crate::editor::{BuiltIn, Layers, NameScript, OwnMaps, Sheet, What};
use crate::files::basemap::{BaseMap, Class, Layer, Place, PlaceKind, Tile, UnitBox};

/// Names tried at most.
const NAMES: usize = 260;
/// A river shorter than this on the screen is not named.
const RIVER_POINTS: f32 = 150.0;

/// The map beneath the plan, and how it is to be shown.
#[derive(Clone, Copy)]
pub struct Beneath<'p> {
    /// The program's own map; `None`: plain land.
    pub map: Option<&'p BaseMap<'static>>,
    /// Which sheets, and in which order.
    pub layers: &'p Layers,
    /// Maps of the user's own.
    pub own: &'p OwnMaps,
}

/// Paints the base map, and keeps what it made of it.
#[derive(Debug, Default)]
pub(super) struct BasePainter {
    made: Option<Made>,
    triangles: BTreeMap<u32, Vec<Vec<u32>>>,
    profiles: Profiles,
}

/// What was made for one footing, theme and choice of sheets.
#[derive(Debug)]
struct Made {
    footing: Footing,
    theme: Theme,
    layers: Layers,
    /// One mesh for each sheet that is shown, from the ground up; `None` where it is the user's own.
    sheets: Vec<Option<Arc<Mesh>>>,
    moved: Vec2,
    names: Vec<Arc<Label>>,
}

impl BasePainter {
    /// Paints the ground, sheet by sheet; without any, plain land.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        rect: Rect,
        camera: &Camera,
        theme: Theme,
        beneath: Option<Beneath<'_>>,
        own: &mut OwnPainter,
    ) {
        let colours = theme.colours();
        let Some(Beneath {
            map,
            layers,
            own: maps,
        }) = beneath
        else {
            painter.rect_filled(rect, 0.0, colour(colours.land));
            self.made = None;
            return;
        };
        let ground = map.map_or(colours.land, |_| ground_colour(layers, colours));
        painter.rect_filled(rect, 0.0, colour(ground));
        let pixels_per_point = painter.pixels_per_point();
        let kept = self.made.take().filter(|made| {
            made.theme == theme
                && made.layers == *layers
                && made.footing.serves(camera, rect.size(), pixels_per_point)
        });
        let mut made = kept.unwrap_or_else(|| {
            let footing = Footing::new(camera, rect.size(), pixels_per_point);
            let texture = self.profiles.texture(painter.ctx());
            let shown = layers.sheets.iter().enumerate().filter(|(_, sheet)| sheet.shown);
            let sheets = shown.map(|(place, sheet)| {
                let What::BuiltIn(built_in) = &sheet.what else {
                    return None;
                };
                let ink = SheetInk::new(sheet, place, colours);
                Some(Arc::new(self.sheet(texture, &footing, *built_in, ink, map?)))
            });
            Made {
                sheets: sheets.collect(),
                moved: Vec2::ZERO,
                names: map.map_or_else(Vec::new, |map| names(&footing, colours, map, layers)),
                footing,
                theme,
                layers: layers.clone(),
            }
        });
        let offset = made.footing.offset(camera, rect);
        let shown = layers.sheets.iter().filter(|sheet| sheet.shown);
        for (mesh, sheet) in made.sheets.iter_mut().zip(shown) {
            if let Some(mesh) = mesh {
                if offset != made.moved {
                    shift(Arc::make_mut(mesh), offset - made.moved);
                }
                painter.add(Painted::Mesh(Arc::clone(mesh)));
            }
            if let What::Own(source) = &sheet.what {
                let view = View {
                    rect,
                    camera,
                    theme,
                    maps,
                };
                own.paint(painter, source, sheet, view);
            }
        }
        made.moved = offset;
        self.made = Some(made);
    }

    /// Returns the names of places, the most important first.
    pub(super) fn names(&self) -> &[Arc<Label>] {
        self.made.as_ref().map_or(&[], |made| made.names.as_slice())
    }

    fn sheet(
        &mut self,
        texture: TextureId,
        footing: &Footing,
        built_in: BuiltIn,
        sheet: SheetInk<'_>,
        map: &BaseMap<'_>,
    ) -> Mesh {
        let mut mesh = Mesh::default();
        let mut ink = Ink::new(footing.pixels_per_point).profiled();
        let window = footing.window_points();
        if let Some(sea) = sheet.sea() {
            let [left, top, right, bottom] = window;
            let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
            let corners = corners.map(|[x, y]| egui::pos2(x, y));
            add_triangles(corners.into_iter(), &[0, 1, 2, 0, 2, 3], colour(sea), &mut mesh);
        }
        for layer in built_in.layers().iter().copied() {
            for turn in [-1.0, 0.0, 1.0] {
                let view = unit_box(footing.window.shifted(-turn));
                if layer.is_filled() {
                    let fill = sheet.fill(layer);
                    for tile in map.tiles(layer, footing.zoom, view) {
                        self.fill(tile, footing, turn, colour(fill), &mut mesh);
                    }
                }
                for shape in map.shapes(layer, footing.zoom, view) {
                    let Some(stroke) = stroke(layer, shape.class, footing.zoom, sheet.colours) else {
                        continue;
                    };
                    let stroke = sheet.faded(stroke);
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

/// The colours of a sheet, as strong as it is.
#[derive(Clone, Copy)]
struct SheetInk<'s> {
    sheet: &'s Sheet,
    /// Nothing lies below it, so that it fades into plain land and needs no transparency: colours that
    /// show through each other would be stronger where they meet.
    lowest: bool,
    colours: &'s Colours,
}

impl<'s> SheetInk<'s> {
    fn new(sheet: &'s Sheet, place: usize, colours: &'s Colours) -> Self {
        Self {
            sheet,
            lowest: place == 0,
            colours,
        }
    }

    /// The colour of the sea, where it is painted over what lies below; at the bottom the ground has it.
    fn sea(self) -> Option<Rgba> {
        let over = self.sheet.what == What::BuiltIn(BuiltIn::LandAndWater) && !self.lowest;
        over.then(|| self.colours.water.opacity(self.sheet.opacity()))
    }

    fn fill(self, layer: Layer) -> Rgba {
        match layer {
            Layer::Land if self.lowest => self.colours.land,
            Layer::Land => self.colours.land.opacity(self.sheet.opacity()),
            _ if self.lowest => faded_water(self.sheet, self.colours),
            _ => self.colours.water.opacity(self.sheet.opacity()),
        }
    }

    fn faded(self, stroke: Stroke) -> Stroke {
        Stroke {
            colour: stroke.colour.opacity(self.sheet.opacity()),
            ..stroke
        }
    }
}

fn faded_water(sheet: &Sheet, colours: &Colours) -> Rgba {
    colours.water.towards(colours.land, 1.0 - sheet.opacity())
}

/// The colour behind every sheet: the sea's where it lies at the bottom, else plain land.
fn ground_colour(layers: &Layers, colours: &Colours) -> Rgba {
    match layers.sheets.first() {
        Some(sheet) if sheet.what == What::BuiltIn(BuiltIn::LandAndWater) && sheet.shown => {
            faded_water(sheet, colours)
        }
        _ => colours.land,
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

/// Names that may be written, those of the uppermost sheet first.
fn names(footing: &Footing, colours: &Colours, map: &BaseMap<'_>, layers: &Layers) -> Vec<Arc<Label>> {
    let mut names = Vec::new();
    for sheet in layers.sheets.iter().rev().filter(|sheet| sheet.shown) {
        match sheet.what {
            What::BuiltIn(BuiltIn::Places) => names.extend(place_names(footing, colours, map, layers, sheet)),
            What::BuiltIn(BuiltIn::Rivers) => names.extend(river_names(footing, colours, map, layers, sheet)),
            _ => {}
        }
    }
    names
}

/// Names of places by importance.
fn place_names(
    footing: &Footing,
    colours: &Colours,
    map: &BaseMap<'_>,
    layers: &Layers,
    sheet: &Sheet,
) -> Vec<Arc<Label>> {
    let mut names = Vec::new();
    for turn in [0.0, -1.0, 1.0] {
        let view = unit_box(footing.window.shifted(-turn));
        let places = map.places_in(footing.zoom, view);
        names.extend(
            places
                .into_iter()
                .take(NAMES)
                .map(|place| Arc::new(faded(name(place, turn, colours, layers.names), sheet))),
        );
    }
    names
}

/// Names of rivers, each along its longest piece.
fn river_names(
    footing: &Footing,
    colours: &Colours,
    map: &BaseMap<'_>,
    layers: &Layers,
    sheet: &Sheet,
) -> Vec<Arc<Label>> {
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
        let (latin, arabic) = layers.names.lines(words, river.name_ar);
        let lines = latin.into_iter().chain(arabic);
        let label = Label {
            subject: None,
            lines: lines
                .map(|words| Text::new(words, font::SECONDARY, Weight::Regular, ink))
                .collect(),
            anchor: Anchor::Along(Arc::new(line)),
            align: Align::Centre,
        };
        rivers.insert(words, (length, Arc::new(faded(label, sheet))));
    }
    rivers.into_values().map(|(_, label)| label).collect()
}

/// Returns a name as strong as its sheet.
fn faded(mut label: Label, sheet: &Sheet) -> Label {
    if sheet.opacity_percent < 100 {
        for line in &mut label.lines {
            line.colour = line.colour.opacity(sheet.opacity());
        }
    }
    label
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

fn name(place: &Place<'_>, turn: f64, colours: &Colours, script: NameScript) -> Label {
    let at = [place.at[0] + turn, place.at[1]];
    let size = match place.kind {
        PlaceKind::City => 0,
        PlaceKind::Town => 1,
        _ => 2,
    };
    let latin_size = font::PLACE.get(size).copied().unwrap_or(font::SECONDARY);
    let arabic_size = font::PLACE_ARABIC.get(size).copied().unwrap_or(font::SECONDARY);
    let (latin, arabic) = script.lines(place.name, place.name_ar);
    let Some(radius) = dot(place.kind) else {
        let words = latin.or(arabic).unwrap_or(place.name);
        let (words, size, spacing) = match place.kind {
            PlaceKind::Country => (words.to_uppercase(), font::PLACE[0], 2.4),
            PlaceKind::Governorate => (words.to_uppercase(), font::SECONDARY, 1.6),
            _ => (words.to_owned(), font::SECONDARY, 0.3),
        };
        let text = Text::new(words, size, Weight::Regular, colours.place_faint);
        return Label {
            subject: None,
            lines: vec![text.spaced(spacing)],
            anchor: Anchor::Centre(at),
            align: Align::Centre,
        };
    };
    // A name that stands alone is the name, whatever its script.
    let arabic_ink = if latin.is_some() {
        colours.place_faint
    } else {
        colours.place
    };
    let latin = latin.map(|words| Text::new(words, latin_size, Weight::Regular, colours.place));
    let arabic = arabic.map(|words| Text::new(words, arabic_size, Weight::Regular, arabic_ink));
    Label {
        subject: None,
        lines: latin.into_iter().chain(arabic).collect(),
        anchor: Anchor::Beside {
            at,
            reach: [radius; 4],
        },
        align: Align::Symbol,
    }
}
