//! Shapes of a layer, in levels of detail and in tiles.
//!
//! Reading walks through every shape once and keeps none: projecting half a million vertices is
//! left until a tile is looked at. Nothing is triangulated here.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::bytes::{Cursor, Malformed};
use super::format::{self, Class, Layer};
use super::unit_box::UnitBox;
use crate::geometry::mercator::unit_from_degrees;

/// A piece of the map with the shapes in it, made when first asked for.
#[derive(Debug)]
pub struct Tile<'a> {
    /// Its number, different for every tile of every layer and level of a map: for keeping what was
    /// made of it, such as a mesh.
    pub id: u32,
    /// Smallest box with all of its shapes.
    pub bounds: UnitBox,
    code: TileCode<'a>,
    shapes: OnceLock<Box<[Shape<'a>]>>,
}

/// One area or line, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape<'a> {
    /// What it is within its layer.
    pub class: Class,
    /// Zoom from which it is meant to be seen.
    pub min_zoom: f32,
    /// Its name in Latin letters; rivers and lakes only.
    pub name: Option<&'a str>,
    /// Its name in Arabic.
    pub name_ar: Option<&'a str>,
    /// Smallest box with all of its vertices.
    pub bounds: UnitBox,
    /// All vertices in the unit square: those of the outer ring, then those of each hole; or those
    /// of the line. No vertex is repeated to close a ring.
    pub points: Box<[[f64; 2]]>,
    /// Where in `points` each hole begins.
    pub holes: Box<[u32]>,
    strokes: Box<[(Range<u32>, Ends)]>,
}

/// A line to be drawn along the edge of a shape, without the seams between tiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke<'s> {
    /// Its vertices in the unit square.
    pub points: &'s [[f64; 2]],
    /// Whether the last vertex is joined to the first.
    pub closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Open,
    Joined,
}

impl<'a> Tile<'a> {
    /// Returns the tile's shapes; the first call makes them.
    pub fn shapes(&self) -> &[Shape<'a>] {
        self.shapes.get_or_init(|| {
            let mut shapes = Vec::with_capacity(self.code.count);
            let walked = self.code.walk(|shape| shapes.push(self.code.make(shape)));
            debug_assert!(walked.is_ok(), "the same walk succeeded when the map was opened");
            shapes.into_boxed_slice()
        })
    }
}

impl Shape<'_> {
    /// Iterates over what to stroke: the line itself, or the shore without the seams between tiles.
    pub fn strokes(&self) -> impl Iterator<Item = Stroke<'_>> {
        self.strokes.iter().filter_map(|(range, ends)| {
            let points = self.points.get(range.start as usize..range.end as usize)?;
            Some(Stroke {
                points,
                closed: *ends == Ends::Joined,
            })
        })
    }
}

/// The levels of one layer, the coarsest first.
#[derive(Debug)]
pub(super) struct LayerTiles<'a> {
    pub(super) layer: Layer,
    levels: Vec<Level<'a>>,
}

#[derive(Debug)]
struct Level<'a> {
    from_zoom: f64,
    tiles: Vec<Tile<'a>>,
}

impl<'a> LayerTiles<'a> {
    /// Returns the tiles in the detail for this zoom: none below the first level's.
    pub(super) fn level(&self, zoom: f64) -> &[Tile<'a>] {
        self.levels
            .iter()
            .rfind(|level| level.from_zoom <= zoom)
            .map_or(&[], |level| &level.tiles)
    }

    #[cfg(test)]
    pub(super) fn tile_counts(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().map(|level| level.tiles.len())
    }
}

/// The undecoded shapes of a tile, and what is needed to decode them.
#[derive(Debug, Clone)]
struct TileCode<'a> {
    layer: Layer,
    step_e7: i32,
    south_west: [i32; 2],
    count: usize,
    bytes: &'a [u8],
    names: Arc<[&'a str]>,
}

/// A shape as it stands in the file.
#[derive(Debug)]
struct ShapeCode<'a> {
    class: Class,
    min_zoom: f32,
    name: Option<&'a str>,
    name_ar: Option<&'a str>,
    /// All vertices, `[east, north]` in steps.
    vertices: Vec<[i32; 2]>,
    /// Where in `vertices` each ring ends.
    ring_ends: Vec<u32>,
}

impl<'a> TileCode<'a> {
    /// Reads every shape into the same place, one after the other, and shows each to `visit`.
    fn walk(&self, mut visit: impl FnMut(&ShapeCode<'a>)) -> Result<(), Malformed> {
        let mut cursor = Cursor::new(self.bytes);
        let mut at = self.south_west;
        let mut shape = ShapeCode {
            class: Class::Ground,
            min_zoom: 0.0,
            name: None,
            name_ar: None,
            vertices: Vec::new(),
            ring_ends: Vec::new(),
        };
        for _ in 0..self.count {
            at = self.read_shape(&mut cursor, at, &mut shape)?;
            visit(&shape);
        }
        if cursor.rest().is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    /// Reads one shape and returns its last vertex, from which the next shape goes on.
    fn read_shape(
        &self,
        cursor: &mut Cursor<'a>,
        mut at: [i32; 2],
        shape: &mut ShapeCode<'a>,
    ) -> Result<[i32; 2], Malformed> {
        let least_vertices = if self.layer.is_filled() { 3 } else { 2 };
        shape.class = Class::from_code(cursor.byte()?).ok_or(Malformed)?;
        shape.min_zoom = read_zoom(cursor)? as f32;
        shape.name = self.read_name(cursor)?;
        shape.name_ar = self.read_name(cursor)?;
        shape.vertices.clear();
        shape.ring_ends.clear();
        let rings = cursor.count(1)?;
        if rings == 0 || (rings > 1 && !self.layer.is_filled()) {
            return Err(Malformed);
        }
        for _ in 0..rings {
            let count = cursor.count(2)?;
            if count < least_vertices {
                return Err(Malformed);
            }
            for _ in 0..count {
                at = read_vertex(cursor, at, self.step_e7)?;
                shape.vertices.push(at);
            }
            shape.ring_ends.push(shape.vertices.len() as u32);
        }
        Ok(at)
    }

    fn read_name(&self, cursor: &mut Cursor<'a>) -> Result<Option<&'a str>, Malformed> {
        let Some(number) = cursor.unsigned()?.checked_sub(1) else {
            return Ok(None);
        };
        self.names
            .get(number as usize)
            .copied()
            .map(Some)
            .ok_or(Malformed)
    }

    fn make(&self, code: &ShapeCode<'a>) -> Shape<'a> {
        let points: Box<[_]> = code
            .vertices
            .iter()
            .map(|&at| project(at, self.step_e7))
            .collect();
        let strokes = if self.layer.is_filled() {
            shore(code, self.step_e7)
        } else {
            vec![(0..points.len() as u32, Ends::Open)]
        };
        let (_, holes) = code.ring_ends.split_last().unwrap_or((&0, &[]));
        Shape {
            class: code.class,
            min_zoom: code.min_zoom,
            name: code.name,
            name_ar: code.name_ar,
            bounds: points.iter().copied().fold(UnitBox::EMPTY, UnitBox::with),
            holes: holes.into(),
            strokes: strokes.into(),
            points,
        }
    }
}

/// Finds the runs of edges of every ring that are no seams. The packer begins a ring with seams
/// right after one, so that no run goes over its end.
fn shore(code: &ShapeCode<'_>, step_e7: i32) -> Vec<(Range<u32>, Ends)> {
    let mut runs = Vec::new();
    let mut start = 0;
    for &end in &code.ring_ends {
        let ring = code
            .vertices
            .get(start as usize..end as usize)
            .unwrap_or_default();
        let mut seams = Vec::new();
        for (from, edge) in (start..).zip(ring.windows(2)) {
            if let &[one, other] = edge
                && format::is_seam(one, other, step_e7)
            {
                seams.push(from);
            }
        }
        let closing = ring.last().zip(ring.first());
        let closed_by_seam = closing.is_some_and(|(&last, &first)| format::is_seam(last, first, step_e7));
        if seams.is_empty() && !closed_by_seam {
            runs.push((start..end, Ends::Joined));
        } else {
            let mut run_start = start;
            for seam in seams {
                runs.push((run_start..seam + 1, Ends::Open));
                run_start = seam + 1;
            }
            runs.push((run_start..end, Ends::Open));
        }
        start = end;
    }
    runs.retain(|(range, _)| range.len() > 1);
    runs
}

/// Reads the names and all layers of a file, checking every shape; its tiles are numbered on from
/// `next_id`.
pub(super) fn read_layers<'a>(
    cursor: &mut Cursor<'a>,
    next_id: &mut u32,
) -> Result<Vec<LayerTiles<'a>>, Malformed> {
    let name_count = cursor.count(1)?;
    let names: Arc<[&str]> = (0..name_count).map(|_| cursor.text()).collect::<Result<_, _>>()?;
    let layer_count = cursor.count(1)?;
    let mut layers = Vec::new();
    for _ in 0..layer_count {
        let layer = Layer::from_code(cursor.byte()?).ok_or(Malformed)?;
        let step_e7 = i32::try_from(cursor.unsigned()?).map_err(|_| Malformed)?;
        if !(1..=10_000_000).contains(&step_e7) {
            return Err(Malformed);
        }
        let level_count = cursor.count(1)?;
        let mut levels = Vec::new();
        for _ in 0..level_count {
            let from_zoom = read_zoom(cursor)?;
            let tiles = read_tiles(cursor, layer, step_e7, &names, next_id)?;
            levels.push(Level { from_zoom, tiles });
        }
        if !levels.is_sorted_by(|one, next| one.from_zoom < next.from_zoom) {
            return Err(Malformed);
        }
        layers.push(LayerTiles { layer, levels });
    }
    Ok(layers)
}

fn read_tiles<'a>(
    cursor: &mut Cursor<'a>,
    layer: Layer,
    step_e7: i32,
    names: &Arc<[&'a str]>,
    next_id: &mut u32,
) -> Result<Vec<Tile<'a>>, Malformed> {
    let tile_count = cursor.count(6)?;
    let mut heads = Vec::with_capacity(tile_count);
    let mut corner = [0, 0];
    for _ in 0..tile_count {
        corner = read_vertex(cursor, corner, step_e7)?;
        let opposite = read_vertex(cursor, corner, step_e7)?;
        let shape_count = cursor.unsigned()? as usize;
        let byte_count = cursor.unsigned()? as usize;
        heads.push((corner, opposite, shape_count, byte_count));
    }
    let mut tiles = Vec::with_capacity(tile_count);
    for (south_west, north_east, count, byte_count) in heads {
        let code = TileCode {
            layer,
            step_e7,
            south_west,
            count,
            bytes: cursor.take(byte_count)?,
            names: Arc::clone(names),
        };
        code.walk(|_| ())?;
        tiles.push(Tile {
            id: *next_id,
            bounds: UnitBox::between(project(south_west, step_e7), project(north_east, step_e7)),
            code,
            shapes: OnceLock::new(),
        });
        *next_id += 1;
    }
    Ok(tiles)
}

fn read_zoom(cursor: &mut Cursor<'_>) -> Result<f64, Malformed> {
    Ok(f64::from(cursor.byte()?) / 10.0)
}

/// Reads a vertex that is told from the one before; it must be on Earth.
fn read_vertex(cursor: &mut Cursor<'_>, from: [i32; 2], step_e7: i32) -> Result<[i32; 2], Malformed> {
    let x = from[0].checked_add(cursor.signed()?).ok_or(Malformed)?;
    let y = from[1].checked_add(cursor.signed()?).ok_or(Malformed)?;
    if x.unsigned_abs() > 1_800_000_000 / step_e7.unsigned_abs()
        || y.unsigned_abs() > 900_000_000 / step_e7.unsigned_abs()
    {
        return Err(Malformed);
    }
    Ok([x, y])
}

fn project([x, y]: [i32; 2], step_e7: i32) -> [f64; 2] {
    let degrees = |steps: i32| f64::from(steps) * f64::from(step_e7) / 1e7;
    unit_from_degrees(degrees(y), degrees(x))
}
