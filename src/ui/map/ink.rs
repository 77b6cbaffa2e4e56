//! Lines, fills and symbols as triangles.
//!
//! Works in local points of a [`Footing`](super::footing::Footing); edges are smoothed over one pixel.
//! Letters are left to the painter: their glyphs lie in a texture that may move.

use egui::epaint::tessellator::Path;
use egui::epaint::{Mesh, PathStroke, Vertex};
use egui::{Color32, Pos2, TextureId, pos2};

use super::profiles::strip;
use super::text::colour;
use crate::drawing::inked::inked;
use crate::drawing::line;
use crate::drawing::scene::{Dash, Stroke};
use crate::drawing::symbols::{Glyph, Primitive};

/// A piece of a line longer than this, in points, is drawn as a strip.
const LONG: f32 = 24.0;

/// Letters of a symbol, to be painted by the font.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letters {
    /// The middle, in local points.
    pub(super) at: Pos2,
    pub(super) words: String,
    pub(super) size: f32,
    pub(super) colour: Color32,
}

/// Turns lines and fills into triangles of a mesh.
#[derive(Debug)]
pub(super) struct Ink {
    /// Width over which edges fade, in points: a pixel.
    feathering: f32,
    /// Whether meshes have the texture of line profiles.
    profiled: bool,
    /// How large marks on lines are drawn, 1 for full size.
    scale: f32,
    path: Path,
    points: Vec<Pos2>,
    earcut: Vec<u32>,
}

impl Ink {
    pub(super) fn new(pixels_per_point: f32) -> Self {
        Self {
            feathering: 1.0 / pixels_per_point.max(0.1),
            profiled: false,
            scale: 1.0,
            path: Path::default(),
            points: Vec::new(),
            earcut: Vec::new(),
        }
    }

    /// Returns the pen for meshes with the texture of [`Profiles`](super::profiles::Profiles).
    pub(super) fn profiled(mut self) -> Self {
        self.profiled = true;
        self
    }

    /// Returns the pen with marks on lines drawn smaller.
    pub(super) fn scaled(mut self, scale: f32) -> Self {
        self.scale = scale;
        self
    }

    /// Strokes a line or a ring, unbroken.
    pub(super) fn line(&mut self, line: &[[f32; 2]], closed: bool, width: f32, ink: Color32, out: &mut Mesh) {
        self.points.clear();
        let mut before: Option<[f32; 2]> = None;
        for point in line {
            // Points nearer than a fraction of a pixel have no direction.
            if before.is_none_or(|[x, y]| (x - point[0]).abs() + (y - point[1]).abs() > 0.02) {
                self.points.push(pos2(point[0], point[1]));
                before = Some(*point);
            }
        }
        if closed && self.points.len() > 2 && self.points.first() == self.points.last() {
            self.points.pop();
        }
        let [first, second, ..] = self.points.as_slice() else {
            return;
        };
        // Short pieces keep the toolkit's stroke, whose ends are smooth too.
        let long = closed || self.points.len() > 2 || first.distance(*second) > LONG;
        if self.profiled && long && strip(&self.points, closed, width, 1.0 / self.feathering, ink, out) {
            return;
        }
        if closed && self.points.len() > 2 {
            // A ring is stroked from the middle of its first edge round to there: joints of open lines
            // are cut where they are sharp, and the two ends lie in line.
            let middle = *first + (*second - *first) * 0.5;
            let first = *first;
            if let Some(slot) = self.points.first_mut() {
                *slot = middle;
            }
            self.points.push(first);
            self.points.push(middle);
        }
        self.path.clear();
        self.path.add_open_points(&self.points);
        self.path
            .stroke_open(self.feathering, &PathStroke::new(width, ink), out);
    }

    /// Strokes a line or a ring as it says, where it is in a box `[left, top, right, bottom]`.
    pub(super) fn stroke(
        &mut self,
        points: &[[f32; 2]],
        closed: bool,
        stroke: &Stroke,
        window: [f32; 4],
        out: &mut Mesh,
    ) {
        let ink = colour(stroke.colour);
        let inside = points
            .iter()
            .all(|[x, y]| (window[0]..=window[2]).contains(x) && (window[1]..=window[3]).contains(y));
        // What is nothing but a line needs no copy.
        if inside && *stroke == Stroke::solid(stroke.width, stroke.colour) {
            self.line(points, closed, stroke.width, ink, out);
            return;
        }
        let inked = inked(points, closed, stroke, window, self.scale);
        for piece in &inked.pieces {
            if stroke.dash == Dash::Solid || piece.unbroken {
                self.line(&piece.points, piece.closed, stroke.width, ink, out);
                continue;
            }
            for dash in piece.dashes(stroke.dash) {
                self.line(&dash, false, stroke.width, ink, out);
            }
        }
        self.primitives(&inked.decor, Pos2::ZERO, out, &mut Vec::new());
    }

    /// Fills a polygon; one that is not convex has edges of its own only as smooth as what is drawn over them.
    pub(super) fn fill(&mut self, polygon: &[[f32; 2]], ink: Color32, out: &mut Mesh) {
        if polygon.len() < 3 {
            return;
        }
        if is_convex(polygon) {
            self.points.clear();
            self.points.extend(polygon.iter().map(|[x, y]| pos2(*x, *y)));
            self.path.clear();
            self.path.add_line_loop(&self.points);
            self.path.fill(self.feathering, ink, out);
            return;
        }
        self.earcut.clear();
        earcut::Earcut::new().earcut(polygon.iter().copied(), &[], &mut self.earcut);
        let base = out.vertices.len() as u32;
        let corners = polygon.iter().map(|[x, y]| Vertex::untextured(pos2(*x, *y), ink));
        out.vertices.extend(corners);
        out.indices.extend(self.earcut.iter().map(|corner| corner + base));
    }

    /// Paints a symbol round a place; its letters are handed back.
    pub(super) fn glyph(&mut self, glyph: &Glyph, at: Pos2, out: &mut Mesh, letters: &mut Vec<Letters>) {
        self.primitives(&glyph.primitives, at, out, letters);
    }

    fn primitives(&mut self, primitives: &[Primitive], at: Pos2, out: &mut Mesh, letters: &mut Vec<Letters>) {
        let moved = |points: &[[f32; 2]]| -> Vec<[f32; 2]> {
            points.iter().map(|[x, y]| [x + at.x, y + at.y]).collect()
        };
        for primitive in primitives {
            match primitive {
                Primitive::Fill { points, colour: ink } => self.fill(&moved(points), colour(*ink), out),
                Primitive::Line {
                    points,
                    closed,
                    width,
                    colour: ink,
                    dashed,
                } => {
                    let mut points = moved(points);
                    if *dashed {
                        if *closed {
                            points.extend(points.first().copied());
                        }
                        for dash in line::dashes(&points, Dash::Short.lengths(), 0.0) {
                            self.line(&dash, false, *width, colour(*ink), out);
                        }
                    } else {
                        self.line(&points, *closed, *width, colour(*ink), out);
                    }
                }
                Primitive::Letters {
                    at: [x, y],
                    words,
                    size,
                    colour: ink,
                } => letters.push(Letters {
                    at: pos2(at.x + x, at.y + y),
                    words: words.clone(),
                    size: *size,
                    colour: colour(*ink),
                }),
            }
        }
    }
}

fn is_convex(polygon: &[[f32; 2]]) -> bool {
    let next = |by: usize| polygon.iter().cycle().skip(by);
    let mut turns = polygon
        .iter()
        .zip(next(1))
        .zip(next(2))
        .map(|((a, b), c)| (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]));
    let first = turns.find(|turn| turn.abs() > 1e-4).unwrap_or(0.0);
    turns.all(|turn| turn * first >= -1e-4)
}

/// Adds triangles to a mesh: vertices placed by `local`, indices shifted.
pub(super) fn add_triangles(
    vertices: impl Iterator<Item = Pos2>,
    triangles: &[u32],
    ink: Color32,
    out: &mut Mesh,
) {
    let base = out.vertices.len() as u32;
    out.vertices
        .extend(vertices.map(|at| Vertex::untextured(at, ink)));
    out.indices.extend(triangles.iter().map(|place| place + base));
}

/// Adds triangles with a repeating texture: `period` in points, `phase` where the local origin lies in it.
pub(super) fn add_textured(
    vertices: impl Iterator<Item = Pos2>,
    triangles: &[u32],
    ink: Color32,
    period: f32,
    phase: [f32; 2],
    out: &mut Mesh,
) {
    let base = out.vertices.len() as u32;
    out.vertices.extend(vertices.map(|at| Vertex {
        pos: at,
        uv: pos2(at.x / period + phase[0], at.y / period + phase[1]),
        color: ink,
    }));
    out.indices.extend(triangles.iter().map(|place| place + base));
}

/// Makes an empty mesh with a texture.
pub(super) fn textured(texture: TextureId) -> Mesh {
    Mesh::with_texture(texture)
}

/// Moves every vertex of a mesh.
pub(super) fn shift(mesh: &mut Mesh, by: egui::Vec2) {
    for vertex in &mut mesh.vertices {
        vertex.pos += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Rgba;

    const ALL: [f32; 4] = [-1000.0, -1000.0, 1000.0, 1000.0];

    fn width_at(mesh: &Mesh, x: f32) -> f32 {
        let near = mesh
            .vertices
            .iter()
            .filter(|vertex| (vertex.pos.x - x).abs() < 0.6);
        let (low, high) = near.fold((f32::MAX, f32::MIN), |(low, high), vertex| {
            (low.min(vertex.pos.y), high.max(vertex.pos.y))
        });
        high - low
    }

    #[test]
    fn a_line_is_as_wide_as_it_says_and_a_pixel_of_fade() {
        let mut mesh = Mesh::default();
        let mut ink = Ink::new(1.0);
        ink.line(
            &[[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]],
            false,
            4.0,
            Color32::WHITE,
            &mut mesh,
        );
        let width = width_at(&mesh, 50.0);
        assert!((width - 5.0).abs() < 0.01, "{width}");
        assert!(mesh.is_valid());
    }

    #[test]
    fn a_spike_in_a_ring_does_not_shoot_out() {
        let mut mesh = Mesh::default();
        let ring = [[0.0, 0.0], [100.0, 0.5], [0.0, 1.0], [-40.0, 60.0]];
        Ink::new(1.0).line(&ring, true, 2.0, Color32::WHITE, &mut mesh);
        let bounds = mesh.calc_bounds();
        assert!(bounds.right() < 106.0, "{bounds:?}");
    }

    #[test]
    fn only_what_is_in_the_window_is_stroked() {
        let stroke = Stroke::solid(2.0, Rgba::hex(0)).dashed(Dash::Short);
        let mut mesh = Mesh::default();
        let line = [[-1e6, 0.0], [1e6, 0.0]];
        Ink::new(1.0).stroke(&line, false, &stroke, [0.0, -10.0, 100.0, 10.0], &mut mesh);
        let bounds = mesh.calc_bounds();
        assert!(bounds.left() > -2.0 && bounds.right() < 102.0 && mesh.vertices.len() < 200);
    }

    #[test]
    fn every_polygon_is_filled_whole() {
        let star = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [5.0, 2.0], [0.0, 10.0]];
        let mut mesh = Mesh::default();
        Ink::new(1.0).fill(&star, Color32::WHITE, &mut mesh);
        assert_eq!(mesh.indices.len(), 9);
        assert!(is_convex(&star[..3]) && !is_convex(&star));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let mut mesh = Mesh::default();
        let mut ink = Ink::new(1.0);
        ink.line(&[], true, 2.0, Color32::WHITE, &mut mesh);
        ink.line(&[[1.0, 1.0], [1.0, 1.0]], true, 2.0, Color32::WHITE, &mut mesh);
        ink.fill(&[[0.0, 0.0]], Color32::WHITE, &mut mesh);
        ink.stroke(&[], true, &Stroke::solid(1.0, Rgba::CLEAR), ALL, &mut mesh);
        assert!(mesh.is_empty());
    }
}
