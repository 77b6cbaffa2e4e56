//! The user's own maps: pixels as textures, vectors as meshes, a tile or an overlay at a time.
//!
//! Reads nothing: the tiles at hand are the editor's, and which ones are in view is handed back for the
//! editor to have them read. What was made of a tile is kept while it is in view.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{
    Color32, ColorImage, Painter, Rect, Shape as Painted, TextureHandle, TextureId, TextureOptions, Vec2,
    pos2, vec2,
};

use super::footing::Footing;
use super::ink::{Ink, add_triangles, shift};
use super::piece_styles::{fill, label, line, outline};
use super::profiles::Profiles;
use super::text::colour;
use super::tile_view::{Cell, cells, drawn_from, tile_rect};
use crate::drawing::style::Theme;
use crate::drawing::{Bounds, Camera, Label};
use crate::editor::{NameScript, OwnMap, OwnMaps, Sheet, Source, TileLook};
use crate::files::basemap::UnitBox;
use crate::files::tiles::{Overlay, Pieces, Raster, Tile, TileId, TileSetInfo};
use crate::ui::words::say;

/// Pictures handed to the graphics card in one frame; the others wait for the next.
const UPLOADS: usize = 10;
/// Vertices of meshes made anew in one frame while the zoom changes; others are stretched.
const MADE_VERTICES: usize = 120_000;
/// Names of one map that are tried.
const NAMES: usize = 300;

/// Paints maps of the user's own, and keeps what it made of them.
#[derive(Default)]
pub(super) struct OwnPainter {
    profiles: Profiles,
    maps: BTreeMap<Source, Made>,
    wants: Vec<(Source, Vec<TileId>)>,
    names: Option<Names>,
    zoom_before: f64,
}

impl std::fmt::Debug for OwnPainter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(say("OwnPainter")).finish_non_exhaustive()
    }
}

/// What was made of one map.
#[derive(Default)]
struct Made {
    wanted: Vec<TileId>,
    textures: BTreeMap<TileId, (Arc<Tile>, TextureHandle)>,
    meshes: BTreeMap<TileId, TileMesh>,
    overlay: Option<OverlayMesh>,
    /// Tiles whose names may be written, and in which copies of the world.
    named: Vec<(TileId, f64)>,
    seen: bool,
}

/// A tile of vectors as triangles.
struct TileMesh {
    tile: Arc<Tile>,
    look: Look,
    /// Zoom it was made for, and zoom it is stretched to.
    made_for: f64,
    zoom: f64,
    mesh: Arc<Mesh>,
    /// Where the tile's north-western corner is in the mesh.
    at: Vec2,
}

/// An overlay as triangles.
struct OverlayMesh {
    overlay: Arc<Overlay>,
    look: Look,
    footing: Footing,
    mesh: Arc<Mesh>,
    moved: Vec2,
}

/// What meshes depend on beside the zoom.
#[derive(Clone, Debug, PartialEq)]
struct Look {
    theme: Theme,
    sheet: Sheet,
    pixels_per_point: f32,
}

/// Names as they were made last, and what they depend on.
struct Names {
    key: Vec<NamesOf>,
    theme: Theme,
    script: NameScript,
    zoom: i64,
    labels: Vec<Arc<Label>>,
}

/// A map, its sheet, the tiles whose names are written and in which copies of the world, and how many of
/// them are at hand.
type NamesOf = (Source, Sheet, Vec<(TileId, i64)>, usize);

/// Where and how maps are painted in one frame.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    /// Where on the screen.
    pub(super) rect: Rect,
    /// Where one looks.
    pub(super) camera: &'v Camera,
    /// Light or dark.
    pub(super) theme: Theme,
    /// The maps.
    pub(super) maps: &'v OwnMaps,
}

impl OwnPainter {
    /// Begins a frame.
    pub(super) fn begin(&mut self) {
        for made in self.maps.values_mut() {
            made.seen = false;
        }
    }

    /// Ends a frame: forgets maps that were not painted in it.
    pub(super) fn end(&mut self, camera: &Camera) {
        self.maps.retain(|_, made| made.seen);
        self.zoom_before = camera.zoom;
    }

    /// Returns which tiles are in view now, of every map where these are others than before.
    pub(super) fn take_wants(&mut self) -> Vec<(Source, Vec<TileId>)> {
        std::mem::take(&mut self.wants)
    }

    /// Paints one map.
    pub(super) fn paint(&mut self, painter: &Painter, source: &Source, sheet: &Sheet, view: View<'_>) {
        let mut made = self.maps.remove(source).unwrap_or_default();
        made.seen = true;
        made.named.clear();
        let look = Look {
            theme: view.theme,
            sheet: sheet.clone(),
            pixels_per_point: painter.pixels_per_point(),
        };
        let texture = self.profiles.texture(painter.ctx());
        match view.maps.map(source) {
            Some(OwnMap::Tiles(info)) => {
                let moving = self.zoom_before != view.camera.zoom;
                let wanted = made.tiles(painter, texture, source, info, &look, view, moving);
                if wanted != made.wanted {
                    self.wants.push((source.clone(), wanted.clone()));
                    made.wanted = wanted;
                }
            }
            Some(OwnMap::Overlay(overlay)) => made.overlay(painter, texture, overlay, look, view),
            Some(OwnMap::Opening | OwnMap::Failed(_)) | None => {
                made = Made {
                    seen: true,
                    ..Made::default()
                }
            }
        }
        self.maps.insert(source.clone(), made);
    }

    /// Returns the names of all maps painted, those of the uppermost first.
    pub(super) fn names(&mut self, sheets: &[Sheet], script: NameScript, view: View<'_>) -> &[Arc<Label>] {
        let shown = || {
            sheets
                .iter()
                .rev()
                .filter(|sheet| sheet.shown)
                .filter_map(|sheet| {
                    let crate::editor::What::Own(source) = &sheet.what else {
                        return None;
                    };
                    Some((source, sheet, self.maps.get(source)?))
                })
        };
        let key: Vec<NamesOf> = shown()
            .map(|(source, sheet, made)| {
                let tiles = made.named.iter().map(|(id, turn)| (*id, *turn as i64)).collect();
                (
                    source.clone(),
                    sheet.clone(),
                    tiles,
                    made.at_hand(source, view.maps),
                )
            })
            .collect();
        let zoom = (view.camera.zoom * 2.0).floor() as i64;
        let same = |names: &Names| {
            names.key == key && names.theme == view.theme && names.script == script && names.zoom == zoom
        };
        if !self.names.as_ref().is_some_and(same) {
            let mut labels = Vec::new();
            for (source, sheet, made) in shown() {
                let pieces = made.named_pieces(source, view.maps);
                let names = pieces.into_iter().flat_map(|(pieces, turn)| {
                    let names = pieces.names.iter();
                    names.map(move |name| (name.kind, name, turn))
                });
                let mut names: Vec<_> = names.collect();
                names.sort_by_key(|(kind, ..)| *kind);
                let labelled = names.into_iter().filter_map(|(_, name, turn)| {
                    label(name, turn, zoom as f64 / 2.0, script, sheet, view.theme.colours())
                });
                labels.extend(labelled.take(NAMES).map(Arc::new));
            }
            self.names = Some(Names {
                key,
                theme: view.theme,
                script,
                zoom,
                labels,
            });
        }
        self.names.as_ref().map_or(&[], |names| names.labels.as_slice())
    }
}

impl Made {
    /// Paints tiles; returns those in view.
    #[expect(clippy::too_many_arguments, reason = "what is painted, on what, and how")]
    fn tiles(
        &mut self,
        painter: &Painter,
        texture: TextureId,
        source: &Source,
        info: &TileSetInfo,
        look: &Look,
        view: View<'_>,
        moving: bool,
    ) -> Vec<TileId> {
        let mut wanted = Vec::new();
        let mut drawn: Vec<(Cell, TileId)> = Vec::new();
        for cell in cells(view.camera, view.rect.size(), look.pixels_per_point, info) {
            if let Some(id) = drawn_from(cell, source, info, view.maps, &mut wanted) {
                drawn.push((cell, id));
            }
        }
        self.textures.retain(|id, _| wanted.contains(id));
        self.meshes.retain(|id, _| wanted.contains(id));
        let mut uploads = 0;
        let mut made_vertices = 0;
        // Substitutes first: the tile itself covers what reaches over its edge.
        drawn.sort_by_key(|(_, id)| id.z());
        for (cell, id) in drawn {
            let TileLook::Ready(tile) = view.maps.tile(source, id) else {
                continue;
            };
            match tile.as_ref() {
                Tile::Raster(raster) => {
                    let known = self
                        .textures
                        .get(&id)
                        .is_some_and(|(of, _)| Arc::ptr_eq(of, tile));
                    if !known {
                        if uploads >= UPLOADS {
                            painter.ctx().request_repaint();
                            continue;
                        }
                        uploads += 1;
                        let handle = upload(painter, raster);
                        self.textures.insert(id, (Arc::clone(tile), handle));
                    }
                    if let Some((_, handle)) = self.textures.get(&id) {
                        paint_raster(painter, cell, id, handle, look, view);
                    }
                }
                Tile::Vector(pieces) => {
                    if !self
                        .named
                        .iter()
                        .any(|(named, turn)| *named == id && *turn == cell.turn)
                    {
                        self.named.push((id, cell.turn));
                    }
                    let stretch = moving && made_vertices > MADE_VERTICES;
                    let mesh = self.mesh(texture, id, tile, pieces, look, view, stretch);
                    made_vertices += mesh.made;
                    if mesh.stretched {
                        painter.ctx().request_repaint();
                    }
                    let place = tile_rect(id, cell.turn, view.camera, view.rect).min.to_vec2();
                    let place = snapped(place, look.pixels_per_point);
                    let clip = cell.rect(view.camera, view.rect).intersect(painter.clip_rect());
                    if let Some(mesh) = self.meshes.get_mut(&id) {
                        if mesh.at != place {
                            let by = place - mesh.at;
                            shift(Arc::make_mut(&mut mesh.mesh), by);
                            mesh.at = place;
                        }
                        let clipped = painter.with_clip_rect(clip);
                        clipped.add(Painted::Mesh(Arc::clone(&mesh.mesh)));
                    }
                }
            }
        }
        wanted
    }

    /// Makes the mesh of a tile where it is not at hand; says what was done.
    #[expect(
        clippy::too_many_arguments,
        reason = "a tile, and all that its mesh depends on"
    )]
    fn mesh(
        &mut self,
        texture: TextureId,
        id: TileId,
        tile: &Arc<Tile>,
        pieces: &Pieces,
        look: &Look,
        view: View<'_>,
        stretch: bool,
    ) -> Done {
        let zoom = view.camera.zoom;
        let known = self
            .meshes
            .get_mut(&id)
            .filter(|mesh| Arc::ptr_eq(&mesh.tile, tile) && mesh.look == *look);
        if let Some(mesh) = known {
            if mesh.made_for == zoom && mesh.zoom == zoom {
                return Done::default();
            }
            if stretch && (mesh.made_for - zoom).abs() < 1.5 {
                let by = libm::exp2(zoom - mesh.zoom) as f32;
                for vertex in &mut Arc::make_mut(&mut mesh.mesh).vertices {
                    vertex.pos = (mesh.at + (vertex.pos.to_vec2() - mesh.at) * by).to_pos2();
                }
                mesh.zoom = zoom;
                return Done {
                    made: 0,
                    stretched: true,
                };
            }
        }
        let bounds = id.bounds();
        let scale = view.camera.points_per_unit();
        let local = |[x, y]: [f64; 2]| {
            pos2(
                ((x - bounds.west) * scale) as f32,
                ((y - bounds.north) * scale) as f32,
            )
        };
        let side = (id.side() * scale) as f32;
        let window = [-8.0, -8.0, side + 8.0, side + 8.0];
        let mut mesh = triangles(pieces, &local, window, UnitBox::WORLD, zoom, look);
        mesh.texture_id = texture;
        let made = mesh.vertices.len();
        self.meshes.insert(
            id,
            TileMesh {
                tile: Arc::clone(tile),
                look: look.clone(),
                made_for: zoom,
                zoom,
                mesh: Arc::new(mesh),
                at: Vec2::ZERO,
            },
        );
        Done {
            made,
            stretched: false,
        }
    }

    /// Paints an overlay.
    fn overlay(
        &mut self,
        painter: &Painter,
        texture: TextureId,
        overlay: &Arc<Overlay>,
        look: Look,
        view: View<'_>,
    ) {
        let pieces = &overlay.pieces;
        let size = view.rect.size();
        let kept = self.overlay.take().filter(|made| {
            Arc::ptr_eq(&made.overlay, overlay)
                && made.look == look
                && made.footing.serves(view.camera, size, look.pixels_per_point)
        });
        let mut made = kept.unwrap_or_else(|| {
            let footing = Footing::new(view.camera, size, look.pixels_per_point);
            let mut mesh = Mesh::default();
            for turn in [-1.0, 0.0, 1.0] {
                let seen = unit_box(footing.window.shifted(-turn));
                if pieces.bounds().meets(seen) {
                    let local = |point: [f64; 2]| footing.local(point, turn);
                    mesh.append(triangles(
                        pieces,
                        &local,
                        footing.window_points(),
                        seen,
                        view.camera.zoom,
                        &look,
                    ));
                }
            }
            mesh.texture_id = texture;
            OverlayMesh {
                overlay: Arc::clone(overlay),
                look,
                footing,
                mesh: Arc::new(mesh),
                moved: Vec2::ZERO,
            }
        });
        let offset = made.footing.offset(view.camera, view.rect);
        if offset != made.moved {
            shift(Arc::make_mut(&mut made.mesh), offset - made.moved);
            made.moved = offset;
        }
        painter.add(Painted::Mesh(Arc::clone(&made.mesh)));
        self.overlay = Some(made);
    }

    /// The pieces whose names may be written, and in which copy of the world.
    fn named_pieces<'m>(&self, source: &Source, maps: &'m OwnMaps) -> Vec<(&'m Pieces, f64)> {
        if let Some(OwnMap::Overlay(overlay)) = maps.map(source) {
            return vec![(&overlay.pieces, 0.0)];
        }
        let ready = |(id, turn): &(TileId, f64)| match maps.tile(source, *id) {
            TileLook::Ready(tile) => match tile.as_ref() {
                Tile::Vector(pieces) => Some((pieces, *turn)),
                Tile::Raster(_) => None,
            },
            _ => None,
        };
        self.named.iter().filter_map(ready).collect()
    }

    /// How many of those are at hand: names are made anew when more come.
    fn at_hand(&self, source: &Source, maps: &OwnMaps) -> usize {
        self.named_pieces(source, maps).len()
    }
}

/// What was done for a mesh.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    /// Vertices made.
    made: usize,
    /// It was stretched, and is to be made anew when the map rests.
    stretched: bool,
}

fn snapped(at: Vec2, pixels_per_point: f32) -> Vec2 {
    let round = |at: f32| (at * pixels_per_point).round() / pixels_per_point;
    vec2(round(at.x), round(at.y))
}

fn unit_box(bounds: Bounds) -> UnitBox {
    UnitBox {
        west: bounds.min[0],
        north: bounds.min[1],
        east: bounds.max[0],
        south: bounds.max[1],
    }
}

fn upload(painter: &Painter, raster: &Raster) -> TextureHandle {
    let image = ColorImage::from_rgba_unmultiplied([raster.width, raster.height], &raster.rgba);
    painter
        .ctx()
        .load_texture(say("map tile"), image, TextureOptions::LINEAR)
}

/// Paints the part of a picture that belongs into a cell.
fn paint_raster(
    painter: &Painter,
    cell: Cell,
    id: TileId,
    handle: &TextureHandle,
    look: &Look,
    view: View<'_>,
) {
    let place = cell.rect(view.camera, view.rect);
    let share = |along: f64, start: f64| ((along - start) / id.side()) as f32;
    let (whole, part) = (id.bounds(), cell.id.bounds());
    let uv = Rect::from_min_max(
        pos2(share(part.west, whole.west), share(part.north, whole.north)),
        pos2(share(part.east, whole.west), share(part.south, whole.north)),
    );
    let tint = Color32::WHITE.gamma_multiply(look.sheet.opacity());
    painter.image(handle.id(), place, uv, tint);
}

/// Turns pieces into triangles, where they meet what is seen.
fn triangles(
    pieces: &Pieces,
    local: &dyn Fn([f64; 2]) -> egui::Pos2,
    window: [f32; 4],
    seen: UnitBox,
    zoom: f64,
    look: &Look,
) -> Mesh {
    let mut mesh = Mesh::default();
    let mut ink = Ink::new(look.pixels_per_point).profiled();
    let (sheet, colours) = (&look.sheet, look.theme.colours());
    let placed = |points: &[[f64; 2]]| -> Vec<[f32; 2]> {
        let place = |point: &[f64; 2]| {
            let at = local(*point);
            [at.x, at.y]
        };
        points.iter().map(place).collect()
    };
    for area in pieces.areas.iter().filter(|area| area.bounds.meets(seen)) {
        if let Some(fill) = fill(area.kind, zoom, sheet, colours) {
            let vertices = area.points.iter().map(|point| local(*point));
            add_triangles(vertices, &area.triangles, colour(fill), &mut mesh);
        }
        if let Some(stroke) = outline(area.kind, sheet, colours) {
            for ring in area.rings() {
                ink.stroke(&placed(ring), true, &stroke, window, &mut mesh);
            }
        }
    }
    for piece in pieces.lines.iter().filter(|line| line.bounds.meets(seen)) {
        if let Some(stroke) = line(piece.kind, zoom, sheet, colours) {
            ink.stroke(&placed(&piece.points), false, &stroke, window, &mut mesh);
        }
    }
    mesh
}
