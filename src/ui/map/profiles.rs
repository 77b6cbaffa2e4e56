//! Long lines at half the price: a strip two vertices wide, smoothed by a texture.
//!
//! The toolkit's strokes have four vertices a point, two of them only to fade the edge. Here the fade is
//! in a small texture, one row for each width: how much of a pixel the line covers, across it. The first
//! row is plain, so that fills and the toolkit's own strokes go into the same mesh.

use crate::ui::words::say;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, ColorImage, Context, Pos2, TextureHandle, TextureId, TextureOptions, Vec2, pos2};

/// Texels across a line.
const ACROSS: usize = 32;
/// Rows for each pixel of width.
const ROWS_PER_PIXEL: usize = 8;
/// The widest line, in pixels.
const WIDEST: usize = 10;
/// Rows of the texture, the plain one included.
const ROWS: usize = WIDEST * ROWS_PER_PIXEL + 1;

/// The texture, made when first needed.
#[derive(Default)]
pub(super) struct Profiles {
    texture: Option<TextureHandle>,
}

impl std::fmt::Debug for Profiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(say("Profiles")).finish_non_exhaustive()
    }
}

impl Profiles {
    /// Returns the texture that strips are drawn with.
    pub(super) fn texture(&mut self, ctx: &Context) -> TextureId {
        let load = || ctx.load_texture(say("line profiles"), image(), TextureOptions::LINEAR);
        self.texture.get_or_insert_with(load).id()
    }
}

fn image() -> ColorImage {
    let pixel = |place: usize| {
        let (row, across) = (place / ACROSS, place % ACROSS);
        let Some(row) = row.checked_sub(1) else {
            return Color32::WHITE;
        };
        let width = (row + 1) as f32 / ROWS_PER_PIXEL as f32;
        let side = (2.0 * across as f32 / (ACROSS - 1) as f32 - 1.0).abs();
        Color32::from_white_alpha((coverage(width, side) * 255.0).round() as u8)
    };
    ColorImage::new([ACROSS, ROWS], (0..ACROSS * ROWS).map(pixel).collect())
}

/// How much of a pixel a line of a width in pixels covers; `side` is 0 in its middle and 1 where the
/// last pixel that it touches ends.
fn coverage(width: f32, side: f32) -> f32 {
    let reach = f32::midpoint(width, 1.0);
    if width < 1.0 {
        return (1.0 - side).max(0.0) * width / reach;
    }
    (reach * (1.0 - side)).clamp(0.0, 1.0)
}

/// Strokes an unbroken line or ring as a strip; false where it is too wide for that, and nothing is done.
///
/// Points must not repeat. The mesh is given the texture of [`Profiles`] when it is whole: until then the
/// toolkit's own strokes, which want none, may go into it too.
pub(super) fn strip(
    points: &[Pos2],
    closed: bool,
    width: f32,
    pixels_per_point: f32,
    ink: Color32,
    out: &mut Mesh,
) -> bool {
    let row = (width * pixels_per_point * ROWS_PER_PIXEL as f32)
        .round()
        .max(1.0) as usize;
    if row >= ROWS || points.len() < 2 {
        return false;
    }
    let pen = Pen {
        reach: f32::midpoint(width, 1.0 / pixels_per_point),
        v: (row as f32 + 0.5) / ROWS as f32,
        ink,
    };
    let first_vertex = out.vertices.len() as u32;
    let count = points.len();
    let direction = |from: usize, to: usize| match (points.get(from), points.get(to)) {
        (Some(from), Some(to)) => (*to - *from).normalized().rot90(),
        _ => Vec2::ZERO,
    };
    for (place, point) in points.iter().enumerate() {
        let before = if closed {
            (place + count - 1) % count
        } else {
            place.saturating_sub(1)
        };
        let after = if closed {
            (place + 1) % count
        } else {
            (place + 1).min(count - 1)
        };
        let mut into = direction(before, place);
        let mut away = direction(place, after);
        if into == Vec2::ZERO {
            into = away;
        } else if away == Vec2::ZERO {
            away = into;
        }
        let middle = (into + away) * 0.5;
        let squared = middle.length_sq();
        if squared >= 0.5 {
            pen.pair(*point, middle / squared, out);
        } else {
            // Sharper than a right angle: the corner is cut, or it would shoot far out.
            let middle = middle.normalized();
            for side in [into, away] {
                let normal = (side + middle) * 0.5;
                pen.pair(*point, normal / normal.length_sq().max(0.25), out);
            }
        }
    }
    let vertices = out.vertices.len() as u32 - first_vertex;
    let last = if closed {
        vertices
    } else {
        vertices.saturating_sub(2)
    };
    for pair in (0..last).step_by(2) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|step| first_vertex + (pair + step) % vertices);
        out.indices.extend([a, b, c, b, d, c]);
    }
    true
}

/// What every pair of vertices of a strip has in common.
struct Pen {
    /// From the middle to where the fade ends.
    reach: f32,
    v: f32,
    ink: Color32,
}

impl Pen {
    fn pair(&self, at: Pos2, normal: Vec2, out: &mut Mesh) {
        let edge = 0.5 / ACROSS as f32;
        for (side, u) in [(self.reach, edge), (-self.reach, 1.0 - edge)] {
            out.vertices.push(Vertex {
                pos: at + normal * side,
                uv: pos2(u, self.v),
                color: self.ink,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_covers_as_much_as_its_line_is_wide() {
        for width in [0.5, 1.0, 1.5, 2.0, 7.0] {
            let reach: f32 = f32::midpoint(width, 1.0);
            let steps = 2000;
            let covered: f32 = (0..steps)
                .map(|step| coverage(width, (2.0 * step as f32 / steps as f32 - 1.0).abs()))
                .sum::<f32>()
                * (2.0 * reach / steps as f32);
            assert!(
                (covered - width).abs() < 0.01 + 0.25 * (1.0 - width).max(0.0),
                "{width} {covered}"
            );
        }
        assert_eq!(image().pixels[..ACROSS], [Color32::WHITE; ACROSS]);
        assert_eq!(image().size, [ACROSS, ROWS]);
    }

    #[test]
    fn a_ring_has_two_vertices_a_corner_and_no_seam() {
        let ring = [pos2(0.0, 0.0), pos2(40.0, 0.0), pos2(40.0, 30.0), pos2(0.0, 30.0)];
        let mut mesh = Mesh::default();
        assert!(strip(&ring, true, 2.0, 1.0, Color32::WHITE, &mut mesh));
        assert_eq!((mesh.vertices.len(), mesh.indices.len()), (8, 24));
        assert!(mesh.is_valid());
        let bounds = mesh.calc_bounds();
        assert!((bounds.left() + 1.5).abs() < 1e-4 && (bounds.bottom() - 31.5).abs() < 1e-4);
    }

    #[test]
    fn a_spike_is_cut_and_a_line_too_wide_is_refused() {
        let spike = [pos2(0.0, 0.0), pos2(100.0, 0.5), pos2(0.0, 1.0)];
        let mut mesh = Mesh::default();
        assert!(strip(&spike, false, 2.0, 1.0, Color32::WHITE, &mut mesh));
        assert!(mesh.calc_bounds().right() < 104.0);
        let before = mesh.clone();
        assert!(!strip(&spike, false, 11.0, 1.0, Color32::WHITE, &mut mesh));
        assert_eq!(mesh, before);
    }
}
