//! Writing a base map file.
//!
//! Takes shapes that are already cut, simplified and put into tiles: that is the packer's work. It
//! says nothing about what makes sense on a map; [`BaseMap::read`](super::BaseMap::read) does.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::bytes::{put_signed, put_text, put_unsigned};
use super::format::{self, Class, Layer, PlaceKind};

/// A layer to be written.
#[derive(Debug, Clone)]
pub struct LayerSource {
    /// Which one.
    pub layer: Layer,
    /// What one step of its coordinates is, in 1e-7 degree.
    pub step_e7: u32,
    /// Levels of detail, the coarsest first.
    pub levels: Vec<LevelSource>,
}

/// One level of detail.
#[derive(Debug, Clone)]
pub struct LevelSource {
    /// Zoom from which it is used, in tenths.
    pub from_zoom_tenths: u8,
    /// The shapes of each tile; a tile without any is not written.
    pub tiles: Vec<Vec<ShapeSource>>,
}

/// An area or a line.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapeSource {
    /// What it is within its layer.
    pub class: Class,
    /// Zoom from which it is meant to be seen, in tenths.
    pub min_zoom_tenths: u8,
    /// Its name in Latin letters.
    pub name: Option<String>,
    /// Its name in Arabic.
    pub name_ar: Option<String>,
    /// Vertices `[east, north]` in steps: the outer ring and then its holes, or one line. A ring does
    /// not repeat its first vertex.
    pub rings: Vec<Vec<[i32; 2]>>,
}

/// A place to be written; order and meaning as in [`Place`](super::Place).
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceSource {
    /// What it is.
    pub kind: PlaceKind,
    /// Zoom from which it is meant to be seen, in tenths.
    pub min_zoom_tenths: u8,
    /// Latitude in steps of [`format::PLACE_STEP_E7`].
    pub lat_steps: i32,
    /// Longitude in the same steps.
    pub lon_steps: i32,
    /// People; 0 where unknown.
    pub population: u32,
    /// How far off the position may be, in hundreds of metres; 0 where unknown.
    pub uncertainty_hm: u32,
    /// ISO 3166 two-letter code or nothing.
    pub country: String,
    /// Name in Latin letters.
    pub name: String,
    /// Name in Arabic, or nothing.
    pub name_ar: String,
    /// Another spelling in Latin letters, or nothing.
    pub other_name: String,
}

/// Returns the bytes of a base map file. Places are put in the order of their first zoom.
pub fn write(layers: &[LayerSource], places: &[PlaceSource]) -> Vec<u8> {
    let mut body = Vec::new();
    let names = Names::of(layers);
    names.put(&mut body);
    put_unsigned(&mut body, layers.len() as u32);
    for layer in layers {
        body.push(layer.layer.code());
        put_unsigned(&mut body, layer.step_e7);
        put_unsigned(&mut body, layer.levels.len() as u32);
        for level in &layer.levels {
            body.push(level.from_zoom_tenths);
            put_tiles(&mut body, layer, level, &names);
        }
    }
    put_places(&mut body, places);

    let mut file = Vec::with_capacity(format::HEADER_LEN + body.len());
    file.extend_from_slice(&format::MAGIC);
    file.push(format::VERSION);
    file.extend_from_slice(&(body.len() as u64).to_le_bytes());
    file.extend_from_slice(&Sha256::digest(&body));
    file.append(&mut body);
    file
}

/// Every name in use, and its number in the file.
struct Names<'s> {
    numbers: BTreeMap<&'s str, u32>,
}

impl<'s> Names<'s> {
    fn of(layers: &'s [LayerSource]) -> Self {
        let shapes = layers.iter().flat_map(|layer| &layer.levels);
        let shapes = shapes.flat_map(|level| level.tiles.iter().flatten());
        let mut numbers: BTreeMap<_, _> = shapes
            .flat_map(|shape| [&shape.name, &shape.name_ar])
            .filter_map(|name| Some((name.as_deref()?, 0)))
            .collect();
        for (number, (_, slot)) in (1..).zip(&mut numbers) {
            *slot = number;
        }
        Self { numbers }
    }

    fn put(&self, out: &mut Vec<u8>) {
        put_unsigned(out, self.numbers.len() as u32);
        for name in self.numbers.keys() {
            put_text(out, name);
        }
    }

    fn number(&self, name: Option<&str>) -> u32 {
        name.and_then(|name| self.numbers.get(name)).copied().unwrap_or(0)
    }
}

fn put_tiles(out: &mut Vec<u8>, layer: &LayerSource, level: &LevelSource, names: &Names<'_>) {
    let tiles: Vec<_> = level
        .tiles
        .iter()
        .filter_map(|shapes| Some((shapes, corners(shapes)?)))
        .collect();
    put_unsigned(out, tiles.len() as u32);
    let mut codes = Vec::new();
    let mut before = [0, 0];
    for (shapes, [south_west, north_east]) in tiles {
        put_vertex(out, before, south_west);
        put_vertex(out, south_west, north_east);
        before = south_west;
        let start = codes.len();
        let mut at = south_west;
        for shape in shapes {
            at = put_shape(&mut codes, at, layer, shape, names);
        }
        put_unsigned(out, shapes.len() as u32);
        put_unsigned(out, (codes.len() - start) as u32);
    }
    out.append(&mut codes);
}

/// Returns the south-western and north-eastern corner of the box of all vertices; `None` without any.
fn corners(shapes: &[ShapeSource]) -> Option<[[i32; 2]; 2]> {
    let vertices = shapes
        .iter()
        .flat_map(|shape| shape.rings.iter().flatten().copied());
    vertices
        .map(|vertex| [vertex, vertex])
        .reduce(|[[west, south], [east, north]], [[x, y], _]| {
            [[west.min(x), south.min(y)], [east.max(x), north.max(y)]]
        })
}

fn put_shape(
    out: &mut Vec<u8>,
    mut at: [i32; 2],
    layer: &LayerSource,
    shape: &ShapeSource,
    names: &Names<'_>,
) -> [i32; 2] {
    out.push(shape.class.code());
    out.push(shape.min_zoom_tenths);
    put_unsigned(out, names.number(shape.name.as_deref()));
    put_unsigned(out, names.number(shape.name_ar.as_deref()));
    put_unsigned(out, shape.rings.len() as u32);
    for ring in &shape.rings {
        put_unsigned(out, ring.len() as u32);
        let first = if layer.layer.is_filled() {
            after_a_seam(ring, layer.step_e7 as i32)
        } else {
            0
        };
        for &vertex in ring.iter().cycle().skip(first).take(ring.len()) {
            put_vertex(out, at, vertex);
            at = vertex;
        }
    }
    at
}

/// Returns the vertex to begin a ring with: one that a seam leads to, so that no stretch of shore
/// runs over the ring's end.
fn after_a_seam(ring: &[[i32; 2]], step_e7: i32) -> usize {
    let next = ring.iter().skip(1).chain(ring.first());
    let seam = ring
        .iter()
        .zip(next)
        .position(|(&from, &to)| format::is_seam(from, to, step_e7));
    seam.map_or(0, |seam| (seam + 1) % ring.len())
}

fn put_vertex(out: &mut Vec<u8>, from: [i32; 2], to: [i32; 2]) {
    put_signed(out, to[0] - from[0]);
    put_signed(out, to[1] - from[1]);
}

fn put_places(out: &mut Vec<u8>, places: &[PlaceSource]) {
    let mut ordered: Vec<_> = places.iter().collect();
    ordered.sort_by_key(|place| place.min_zoom_tenths);
    put_unsigned(out, ordered.len() as u32);
    for place in ordered {
        out.push(place.kind.code());
        out.push(place.min_zoom_tenths);
        put_signed(out, place.lat_steps);
        put_signed(out, place.lon_steps);
        put_unsigned(out, place.population);
        put_unsigned(out, place.uncertainty_hm);
        put_text(out, &place.country);
        put_text(out, &place.name);
        put_text(out, &place.name_ar);
        put_text(out, &place.other_name);
    }
}
