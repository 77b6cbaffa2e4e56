//! Levels of detail and tiles.
//!
//! A level leaves out what is smaller than its finest pixel, and every shape that is meant for
//! later zooms. Areas are cut at the tiles' edges; lines only end at a vertex where they get longer
//! than a tile, and belong to the tile with their middle.

use std::collections::BTreeMap;

use entente::files::basemap::write::{LevelSource, ShapeSource};
use entente::files::basemap::{Layer, UnitBox};

use crate::cut::{Axis, Rings, cut};
use crate::layers::{Area, Line, Look};
use crate::simplify::{project, simplify_line, simplify_ring};
use crate::source::{Vertex, steps};

struct Detail {
    from_zoom_tenths: u8,
    /// Where the next level takes over; none for the last level, which keeps every vertex.
    to_zoom_tenths: Option<u8>,
    /// Side of a tile in degrees.
    tile_deg: i32,
}

const fn detail(from_zoom_tenths: u8, to_zoom_tenths: Option<u8>, tile_deg: i32) -> Detail {
    Detail {
        from_zoom_tenths,
        to_zoom_tenths,
        tile_deg,
    }
}

/// What covers the world: so that no view has more than some 60,000 vertices of shore in it.
const WORLDWIDE: [Detail; 4] = [
    detail(0, Some(25), 30),
    detail(25, Some(40), 20),
    detail(40, Some(55), 10),
    detail(55, None, 5),
];

/// What covers one region and is only shown from near.
const REGIONAL: [Detail; 2] = [detail(50, Some(75), 10), detail(75, None, 2)];

/// How far a simplified line may lie off, in pixels.
const TOLERANCE_PX: f64 = 0.5;
/// Smaller islands and lakes are left out, in square pixels.
const LEAST_AREA_PX2: f64 = 0.5;
/// Smaller lines are left out, in pixels.
const LEAST_LENGTH_PX: f64 = 1.5;
/// Latitude beyond which there is no map, in degrees; odd in steps of areas.
const EDGE_LATITUDE_DEG: f64 = 85.0515;

impl Detail {
    /// Pixels across the world at the end of the level.
    fn world_px(&self) -> Option<f64> {
        Some(256.0 * libm::exp2(f64::from(self.to_zoom_tenths?) / 10.0))
    }

    fn shows(&self, look: &Look) -> bool {
        self.to_zoom_tenths.is_none_or(|end| look.min_zoom_tenths < end)
    }
}

/// Column and row of a tile.
type Key = [i32; 2];

/// Simplifies and tiles the areas of a layer.
pub fn tile_areas(areas: &[Area], step_e7: u32) -> Vec<LevelSource> {
    let level = |detail: &Detail| {
        let mut tiles: BTreeMap<Key, Vec<ShapeSource>> = BTreeMap::new();
        for area in areas.iter().filter(|area| detail.shows(&area.look)) {
            let Some(rings) = simplify_area(&area.rings, step_e7, detail) else {
                continue;
            };
            for (key, rings) in cut_into_tiles(rings, step_e7, detail) {
                tiles.entry(key).or_default().push(shape(&area.look, rings));
            }
        }
        LevelSource {
            from_zoom_tenths: detail.from_zoom_tenths,
            tiles: tiles.into_values().collect(),
        }
    };
    WORLDWIDE.iter().map(level).collect()
}

/// Simplifies and tiles the lines of a layer.
pub fn tile_lines(layer: Layer, lines: &[Line], step_e7: u32) -> Vec<LevelSource> {
    let level = |detail: &Detail| {
        let side = steps(f64::from(detail.tile_deg), step_e7);
        let mut tiles: BTreeMap<Key, Vec<ShapeSource>> = BTreeMap::new();
        for line in lines.iter().filter(|line| detail.shows(&line.look)) {
            let vertices = match detail.world_px() {
                None => line.vertices.clone(),
                Some(px) if extent(&line.vertices, step_e7) * px < LEAST_LENGTH_PX => continue,
                Some(px) => simplify_line(&line.vertices, step_e7, TOLERANCE_PX / px),
            };
            for piece in chop(&vertices, side) {
                let key = middle(&piece).map(|coordinate| coordinate.div_euclid(side));
                tiles.entry(key).or_default().push(shape(&line.look, vec![piece]));
            }
        }
        LevelSource {
            from_zoom_tenths: detail.from_zoom_tenths,
            tiles: tiles.into_values().collect(),
        }
    };
    let details: &[Detail] = match layer {
        Layer::Roads | Layer::Railways => &REGIONAL,
        _ => &WORLDWIDE,
    };
    details.iter().map(level).collect()
}

fn shape(look: &Look, rings: Rings) -> ShapeSource {
    ShapeSource {
        class: look.class,
        min_zoom_tenths: look.min_zoom_tenths,
        name: look.name.clone(),
        name_ar: look.name_ar.clone(),
        rings,
    }
}

/// Returns what can be seen of an area; `None` where that is nothing.
fn simplify_area(rings: &Rings, step_e7: u32, detail: &Detail) -> Option<Rings> {
    let Some(px) = detail.world_px() else {
        return Some(rings.clone());
    };
    let mut simple = Vec::new();
    for (nth, ring) in rings.iter().enumerate() {
        let ring = simplify_ring(ring, step_e7, TOLERANCE_PX / px);
        let seen = ring.len() >= 3 && unit_area(&ring, step_e7) * px * px >= LEAST_AREA_PX2;
        match (seen, nth) {
            (true, _) => simple.push(ring),
            (false, 0) => return None,
            (false, _) => {}
        }
    }
    Some(simple)
}

fn unit_area(ring: &[Vertex], step_e7: u32) -> f64 {
    let points: Vec<_> = ring.iter().map(|&vertex| project(vertex, step_e7)).collect();
    let next = points.iter().skip(1).chain(points.first());
    let cross = |(one, next): (&[f64; 2], &[f64; 2])| one[0] * next[1] - one[1] * next[0];
    points.iter().zip(next).map(cross).sum::<f64>().abs() / 2.0
}

/// The longer side of a line's box in the unit square.
fn extent(line: &[Vertex], step_e7: u32) -> f64 {
    let bounds = line
        .iter()
        .map(|&vertex| project(vertex, step_e7))
        .fold(UnitBox::EMPTY, UnitBox::with);
    (bounds.east - bounds.west).max(bounds.south - bounds.north)
}

fn cut_into_tiles(rings: Rings, step_e7: u32, detail: &Detail) -> Vec<(Key, Rings)> {
    // One step off the full degree: odd, and beyond the date line's last vertex at 180° E.
    let lines = |from: i32, to: i32| {
        (from / detail.tile_deg + 1..to / detail.tile_deg)
            .map(|line| steps(f64::from(line * detail.tile_deg), step_e7) + 1)
            .collect::<Vec<_>>()
    };
    let edge = steps(EDGE_LATITUDE_DEG, step_e7);
    let bottom = cut(rings, Axis::North, -edge).above;
    let on_map = bottom
        .into_iter()
        .flat_map(|area| cut(area, Axis::North, edge).below);
    let mut pieces = Vec::new();
    for area in on_map {
        for (column, area) in slice(area, Axis::East, &lines(-180, 180)) {
            for (row, area) in slice(area, Axis::North, &lines(-90, 90)) {
                pieces.push(([column, row], area));
            }
        }
    }
    pieces
}

/// Cuts an area at all of these lines, ascending; each piece with the number of its slice.
fn slice(area: Rings, axis: Axis, lines: &[i32]) -> Vec<(i32, Rings)> {
    let mut slices = Vec::new();
    let mut left = vec![area];
    for (number, &line) in (0..).zip(lines) {
        let mut beyond = Vec::new();
        for area in left {
            let halves = cut(area, axis, line);
            slices.extend(halves.below.into_iter().map(|area| (number, area)));
            beyond.extend(halves.above);
        }
        left = beyond;
    }
    slices.extend(left.into_iter().map(|area| (lines.len() as i32, area)));
    slices
}

/// Divides a line at vertices where its box grows larger than a tile; the pieces share them.
fn chop(line: &[Vertex], side: i32) -> Vec<Vec<Vertex>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Vertex> = Vec::new();
    for &vertex in line {
        let too_long = piece.len() > 1
            && [0, 1].into_iter().any(|axis| {
                let along = |vertex: &Vertex| if axis == 0 { vertex[0] } else { vertex[1] };
                piece
                    .iter()
                    .any(|other| along(other).abs_diff(along(&vertex)) > side.unsigned_abs())
            });
        if too_long {
            let last = piece.last().copied();
            pieces.push(std::mem::take(&mut piece));
            piece.extend(last);
        }
        piece.push(vertex);
    }
    pieces.push(piece);
    pieces
}

/// The middle of a line's box.
fn middle(line: &[Vertex]) -> Vertex {
    let half = |axis: fn(&Vertex) -> i32| {
        let (least, most) = (line.iter().map(axis).min(), line.iter().map(axis).max());
        least.unwrap_or(0).midpoint(most.unwrap_or(0))
    };
    [half(|vertex| vertex[0]), half(|vertex| vertex[1])]
}
