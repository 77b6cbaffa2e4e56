//! A scene as meshes.
//!
//! Items are taken in bundles of neighbours in the picture's order. A bundle keeps its triangles for as
//! long as its items are the same in memory and its footing serves: panning moves them in place, and a
//! dragged vertex costs the one bundle that its sector is in. Names are painted by `paint_labels`.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Rect, Shape as Painted, Vec2};

use super::footing::Footing;
use super::ink::{Ink, Letters, add_textured, add_triangles, shift, textured};
use super::outline::Outlines;
use super::patterns::Patterns;
use super::profiles::Profiles;
use super::text::{colour, semibold};
use crate::drawing::scene::Texture;
use crate::drawing::style::size;
use crate::drawing::{Camera, Item, Layer, Mark, Rgba, Scene, Shape, Subject};

/// Items in a bundle at most; the usual number is about a quarter.
const BUNDLE: usize = 160;

/// Paints scenes, and keeps what it made of them.
#[derive(Debug, Default)]
pub(super) struct ScenePainter {
    footing: Option<Footing>,
    /// How large symbols are drawn.
    scale: f32,
    bundles: Vec<Bundle>,
    outlines: Outlines,
    patterns: Patterns,
    profiles: Profiles,
}

/// Consecutive items of one layer and their triangles.
#[derive(Debug)]
struct Bundle {
    items: Vec<Arc<Item>>,
    fills: Arc<Mesh>,
    textures: Vec<(Texture, Arc<Mesh>)>,
    /// Lines and symbols; symbols that overlap lie in sheets one above the other, each with its letters.
    sheets: Vec<Sheet>,
    /// Where the meshes' local points are on the screen now.
    moved: Vec2,
}

#[derive(Debug, Default)]
struct Sheet {
    mesh: Arc<Mesh>,
    letters: Vec<Letters>,
}

impl ScenePainter {
    /// Paints all items of a scene.
    pub(super) fn paint(&mut self, painter: &Painter, rect: Rect, camera: &Camera, scene: &Scene) {
        let pixels_per_point = painter.pixels_per_point();
        let scale = scene.symbol_scale(camera.points_per_unit());
        let served = self
            .footing
            .filter(|footing| footing.serves(camera, rect.size(), pixels_per_point))
            .filter(|_| self.scale == scale);
        let footing = served.unwrap_or_else(|| {
            self.bundles.clear();
            self.outlines.prune(camera.zoom);
            Footing::new(camera, rect.size(), pixels_per_point)
        });
        self.footing = Some(footing);
        self.scale = scale;
        let offset = footing.offset(camera, rect);
        let mut known = std::mem::take(&mut self.bundles);
        let mut next_known = 0;
        for items in bundles_of(&scene.items) {
            // Bundles come in the same order as before: what was dropped since is passed over.
            let found = known
                .get(next_known..)
                .unwrap_or(&[])
                .iter()
                .position(|bundle| is_same(bundle, items));
            let bundle = match found.and_then(|ahead| {
                next_known += ahead + 1;
                known.get_mut(next_known - 1)
            }) {
                Some(bundle) => std::mem::replace(bundle, Bundle::empty()),
                None => self.make(painter, &footing, scale, items),
            };
            self.bundles.push(bundle);
        }
        for bundle in &mut self.bundles {
            bundle.move_to(offset);
        }
        self.show(painter);
    }

    /// Paints the items of a scene that is made anew every frame: a sketch.
    pub(super) fn paint_once(&mut self, painter: &Painter, rect: Rect, camera: &Camera, scene: &Scene) {
        let footing = Footing::new(camera, rect.size(), painter.pixels_per_point());
        let mut bundle = self.make(painter, &footing, 1.0, &scene.items);
        bundle.move_to(footing.offset(camera, rect));
        bundle.show(painter);
        self.outlines.prune(camera.zoom);
    }

    /// Paints layer by layer: all fills, all patterns by texture, then lines and symbols in order.
    fn show(&self, painter: &Painter) {
        for layer in Layer::ALL {
            let bundles = || {
                let of_layer = move |bundle: &&Bundle| bundle.layer() == Some(layer);
                self.bundles.iter().filter(of_layer)
            };
            for bundle in bundles() {
                add(painter, &bundle.fills);
            }
            for texture in Texture::ALL {
                for (of, mesh) in bundles().flat_map(|bundle| &bundle.textures) {
                    if *of == texture {
                        add(painter, mesh);
                    }
                }
            }
            for bundle in bundles() {
                bundle.show_sheets(painter);
            }
        }
    }

    fn make(&mut self, painter: &Painter, footing: &Footing, scale: f32, items: &[Arc<Item>]) -> Bundle {
        let profiles = self.profiles.texture(painter.ctx());
        let mut maker = Maker {
            footing,
            scale,
            window: footing.window_points(),
            ink: Ink::new(footing.pixels_per_point).profiled().scaled(scale),
            fills: Mesh::default(),
            textures: Vec::new(),
            sheets: vec![(Mesh::default(), Vec::new())],
            lettered: Vec::new(),
        };
        let reach = 64.0 / camera_scale(footing);
        for item in items {
            for turn in footing.turns(item.bounds.grown(reach)) {
                maker.add(item, turn, &mut self.outlines, &mut self.patterns, painter);
            }
        }
        let textures = maker.textures.into_iter();
        let sheets = maker.sheets.into_iter().map(|(mut mesh, letters)| {
            mesh.texture_id = profiles;
            Sheet {
                mesh: Arc::new(mesh),
                letters,
            }
        });
        Bundle {
            items: items.to_vec(),
            fills: Arc::new(maker.fills),
            textures: textures
                .map(|(texture, mesh)| (texture, Arc::new(mesh)))
                .collect(),
            sheets: sheets.collect(),
            moved: Vec2::ZERO,
        }
    }
}

fn camera_scale(footing: &Footing) -> f64 {
    f64::from(footing.points(1.0)).max(1.0)
}

impl Bundle {
    fn empty() -> Self {
        Self {
            items: Vec::new(),
            fills: Arc::default(),
            textures: Vec::new(),
            sheets: Vec::new(),
            moved: Vec2::ZERO,
        }
    }

    fn layer(&self) -> Option<Layer> {
        self.items.first().map(|item| item.layer)
    }

    /// Moves the meshes in place: the painter of the frame before has let go of them by now.
    fn move_to(&mut self, offset: Vec2) {
        let by = offset - self.moved;
        if by == Vec2::ZERO {
            return;
        }
        let meshes = std::iter::once(&mut self.fills)
            .chain(self.textures.iter_mut().map(|(_, mesh)| mesh))
            .chain(self.sheets.iter_mut().map(|sheet| &mut sheet.mesh));
        for mesh in meshes.filter(|mesh| !mesh.is_empty()) {
            shift(Arc::make_mut(mesh), by);
        }
        self.moved = offset;
    }

    fn show(&self, painter: &Painter) {
        add(painter, &self.fills);
        for (_, mesh) in &self.textures {
            add(painter, mesh);
        }
        self.show_sheets(painter);
    }

    fn show_sheets(&self, painter: &Painter) {
        for sheet in &self.sheets {
            add(painter, &sheet.mesh);
            for letters in &sheet.letters {
                let font = egui::FontId::new(letters.size, semibold());
                let galley = painter.layout_no_wrap(letters.words.clone(), font, letters.colour);
                let at = letters.at + self.moved - galley.rect.center().to_vec2();
                painter.galley(at, galley, letters.colour);
            }
        }
    }
}

fn add(painter: &Painter, mesh: &Arc<Mesh>) {
    if !mesh.is_empty() {
        painter.add(Painted::Mesh(Arc::clone(mesh)));
    }
}

fn is_same(bundle: &Bundle, items: &[Arc<Item>]) -> bool {
    bundle.items.len() == items.len()
        && bundle
            .items
            .iter()
            .zip(items)
            .all(|(one, other)| Arc::ptr_eq(one, other))
}

/// Cuts items into bundles: at a change of layer, where a bundle is full, and after subjects chosen by
/// their id, so that a new item does not shift all the bundles behind it.
fn bundles_of(items: &[Arc<Item>]) -> impl Iterator<Item = &[Arc<Item>]> {
    let mut rest = items;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let mut end = 1;
        while let (Some(before), Some(item)) = (rest.get(end - 1), rest.get(end)) {
            let another = item.subject != before.subject;
            if item.layer != first.layer || end >= BUNDLE || (another && ends_bundle(before.subject)) {
                break;
            }
            end += 1;
        }
        let (bundle, behind) = rest.split_at(end.min(rest.len()));
        rest = behind;
        Some(bundle)
    })
}

/// True for about one subject in twenty-four.
fn ends_bundle(subject: Option<Subject>) -> bool {
    let number = match subject {
        Some(Subject::Entity(id)) => bits_of(id),
        Some(Subject::Finding(place)) => place as u64,
        None => return false,
    };
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40).is_multiple_of(24)
}

fn bits_of(id: crate::model::AnyId) -> u64 {
    use crate::model::AnyId;
    match id {
        AnyId::Sector(id) => id.bits(),
        AnyId::Force(id) => id.bits(),
        AnyId::Boundary(id) => id.bits(),
        AnyId::Measure(id) => id.bits(),
        AnyId::Site(id) => id.bits(),
        AnyId::Corridor(id) => id.bits(),
        _ => 0,
    }
}

/// Makes the triangles of a bundle.
struct Maker<'f> {
    footing: &'f Footing,
    /// How large symbols are drawn.
    scale: f32,
    window: [f32; 4],
    ink: Ink,
    fills: Mesh,
    textures: Vec<(Texture, Mesh)>,
    sheets: Vec<(Mesh, Vec<Letters>)>,
    /// Where symbols with letters stand in the topmost sheet.
    lettered: Vec<Rect>,
}

impl Maker<'_> {
    fn add(
        &mut self,
        item: &Item,
        turn: f64,
        outlines: &mut Outlines,
        patterns: &mut Patterns,
        painter: &Painter,
    ) {
        let footing = self.footing;
        let zoom = footing.zoom;
        match &item.mark {
            Mark::Fill {
                shape,
                colour: fill,
                texture,
            } => {
                let outline = outlines.get(shape, zoom);
                let vertices = outline.vertices.iter().map(|point| footing.local(*point, turn));
                add_triangles(
                    vertices.clone(),
                    &outline.triangles,
                    colour(*fill),
                    &mut self.fills,
                );
                if let Some((texture, ink)) = texture {
                    let (id, period) = patterns.get(painter.ctx(), *texture, footing.pixels_per_point);
                    let known = self.textures.iter().position(|(known, _)| known == texture);
                    let place = known.unwrap_or_else(|| {
                        self.textures.push((*texture, textured(id)));
                        self.textures.len() - 1
                    });
                    if let Some((_, mesh)) = self.textures.get_mut(place) {
                        let phase = footing.phase(period);
                        add_textured(vertices, &outline.triangles, colour(*ink), period, phase, mesh);
                    }
                }
            }
            Mark::Outside { shape, colour: veil } => self.outside(shape, turn, *veil),
            Mark::Line { shape, stroke } => {
                let outline = outlines.get(shape, zoom);
                for ring in &outline.rings {
                    let points = local(footing, ring, turn);
                    let window = self.window;
                    let Some((mesh, _)) = self.sheets.last_mut() else {
                        continue;
                    };
                    self.ink.stroke(&points, shape.closed, stroke, window, mesh);
                }
            }
            Mark::Band {
                shape,
                width,
                least,
                colour: band,
            } => {
                let outline = outlines.get(shape, zoom);
                let width = footing.points(*width).max(*least);
                for ring in &outline.rings {
                    let points = local(footing, ring, turn);
                    let Some((mesh, _)) = self.sheets.last_mut() else {
                        continue;
                    };
                    self.ink.line(&points, false, width, colour(*band), mesh);
                }
            }
            Mark::Symbol { at, glyph } => {
                let at = footing.local(*at, turn);
                let shrunken = (self.scale < 1.0).then(|| glyph.scaled(self.scale));
                let glyph = shrunken.as_ref().unwrap_or(glyph);
                let [left, up, right, down] = glyph.reach;
                let rect = Rect::from_min_max(at - Vec2::new(left, up), at + Vec2::new(right, down));
                if self.lettered.iter().any(|lettered| lettered.intersects(rect)) {
                    self.sheets.push((Mesh::default(), Vec::new()));
                    self.lettered.clear();
                }
                let Some((mesh, letters)) = self.sheets.last_mut() else {
                    return;
                };
                let before = letters.len();
                self.ink.glyph(glyph, at, mesh, letters);
                if letters.len() > before {
                    self.lettered.push(rect);
                }
            }
            Mark::Handles { shape, edge, face } => self.handles(shape, turn, colour(*edge), colour(*face)),
        }
    }

    /// Fills all of the window but the shape.
    fn outside(&mut self, shape: &Arc<Shape>, turn: f64, veil: Rgba) {
        let bounds = shape.bounds.shifted(turn).union(self.footing.window);
        let edge = bounds.grown(bounds.size()[0].max(bounds.size()[1]) * 0.1 + 1e-9);
        let outer = vec![
            edge.min,
            [edge.max[0], edge.min[1]],
            edge.max,
            [edge.min[0], edge.max[1]],
        ];
        let mut parts = vec![vec![outer]];
        for part in &shape.parts {
            let shifted = |ring: &Vec<[f64; 2]>| ring.iter().map(|[x, y]| [x + turn, *y]).collect();
            let mut rings = part.iter().map(shifted);
            if let (Some(first), Some(hole)) = (parts.first_mut(), rings.next()) {
                first.push(hole);
            }
            parts.extend(rings.map(|island| vec![island]));
        }
        let veiled = Arc::new(Shape {
            parts,
            closed: true,
            bounds: edge,
        });
        let outline = Outlines::default().get(&veiled, self.footing.zoom);
        let vertices = outline
            .vertices
            .iter()
            .map(|point| self.footing.local(*point, 0.0));
        add_triangles(vertices, &outline.triangles, colour(veil), &mut self.fills);
    }

    /// A square at every vertex that is not too near to the one before.
    fn handles(&mut self, shape: &Shape, turn: f64, edge: Color32, face: Color32) {
        let half = size::HANDLE / 2.0;
        let pixel = 1.0 / self.footing.pixels_per_point;
        let [left, top, right, bottom] = self.window;
        for ring in shape.rings() {
            let mut before: Option<Pos2> = None;
            for point in ring {
                let at = self.footing.local(*point, turn);
                let near = before.is_some_and(|before| before.distance(at) < size::HANDLE_SPACING);
                let inside = (left..=right).contains(&at.x) && (top..=bottom).contains(&at.y);
                if near || !inside {
                    continue;
                }
                before = Some(at);
                let x = (at.x / pixel).round() * pixel;
                let y = (at.y / pixel).round() * pixel;
                let square = [
                    [x - half, y - half],
                    [x + half, y - half],
                    [x + half, y + half],
                    [x - half, y + half],
                ];
                let Some((mesh, _)) = self.sheets.last_mut() else {
                    continue;
                };
                self.ink.fill(&square, face, mesh);
                self.ink.line(&square, true, 1.5, edge, mesh);
            }
        }
    }
}

fn local(footing: &Footing, ring: &[[f64; 2]], turn: f64) -> Vec<[f32; 2]> {
    ring.iter()
        .map(|point| {
            let at = footing.local(*point, turn);
            [at.x, at.y]
        })
        .collect()
}
