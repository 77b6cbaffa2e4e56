//! Patterns as small textures that repeat.
//!
//! Drawn at the pixels of the screen and laid over the triangles of an area, so that they end exactly
//! at its edge, cost as much as a fill, and stay crisp.

use std::collections::BTreeMap;

use egui::{Color32, ColorImage, Context, TextureHandle, TextureId, TextureOptions};

use crate::drawing::scene::Texture;
use crate::drawing::style::{size, width};
use crate::ui::words::say;

/// The textures for one pixel density.
#[derive(Default)]
pub(super) struct Patterns {
    pixels_per_point: f32,
    textures: BTreeMap<Texture, TextureHandle>,
}

impl std::fmt::Debug for Patterns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(say("Patterns"))
            .field("pixels_per_point", &self.pixels_per_point)
            .finish_non_exhaustive()
    }
}

impl Patterns {
    /// Returns a pattern's texture and its period in points.
    pub(super) fn get(&mut self, ctx: &Context, texture: Texture, pixels_per_point: f32) -> (TextureId, f32) {
        if self.pixels_per_point != pixels_per_point {
            self.textures.clear();
            self.pixels_per_point = pixels_per_point;
        }
        let side = side_px(texture, pixels_per_point);
        let handle = self.textures.entry(texture).or_insert_with(|| {
            let name = format!("pattern {texture:?}");
            ctx.load_texture(
                name,
                image(texture, side, pixels_per_point),
                TextureOptions::NEAREST_REPEAT,
            )
        });
        (handle.id(), side as f32 / pixels_per_point)
    }
}

fn side_px(texture: Texture, pixels_per_point: f32) -> usize {
    let side = match texture {
        Texture::Horizontal | Texture::Vertical => size::PATTERN * 0.8,
        Texture::Lattice => size::PATTERN * 1.5,
        Texture::Cross => size::PATTERN * 1.25,
        Texture::Dots => size::PATTERN * 0.95,
        Texture::Contested => size::PATTERN * 0.82,
        Texture::Empty => size::PATTERN * 0.55,
        Texture::Diagonal | Texture::BackDiagonal => size::PATTERN,
    };
    ((side * pixels_per_point).round() as usize).max(3)
}

/// White ink, as opaque as a pixel is covered; the colour comes with the vertices.
fn image(texture: Texture, side: usize, pixels_per_point: f32) -> ColorImage {
    const SAMPLES: usize = 4;
    let fine = (side * SAMPLES) as f32;
    let unit = pixels_per_point * SAMPLES as f32;
    let is_ink = |x: usize, y: usize| covers(texture, [x as f32 + 0.5, y as f32 + 0.5], fine, unit);
    let pixel = |place: usize| {
        let (x, y) = (place % side * SAMPLES, place / side * SAMPLES);
        let samples = (0..SAMPLES * SAMPLES)
            .filter(|sample| is_ink(x + sample % SAMPLES, y + sample / SAMPLES))
            .count();
        Color32::from_white_alpha((samples * 255 / (SAMPLES * SAMPLES)) as u8)
    };
    ColorImage::new([side, side], (0..side * side).map(pixel).collect())
}

/// True where there is ink at a place in a tile of this side; `unit` is a point.
fn covers(texture: Texture, [x, y]: [f32; 2], side: f32, unit: f32) -> bool {
    // Distance from the nearest of the lines `at = 0, side, 2 side, …`.
    let from_line = |at: f32| {
        let off = at.rem_euclid(side);
        off.min(side - off)
    };
    let middle = side / 2.0;
    let half = width::PATTERN * unit / 2.0;
    let diagonal = |at: f32, half: f32| from_line(at) < half * std::f32::consts::SQRT_2;
    let round = |radius: f32| libm::hypotf(x - middle, y - middle) < radius * unit;
    match texture {
        Texture::Diagonal => diagonal(x + y, half),
        Texture::BackDiagonal => diagonal(x - y, half),
        Texture::Lattice => diagonal(x + y, half * 0.9) || diagonal(x - y, half * 0.9),
        Texture::Contested => diagonal(x + y, half * 1.35),
        Texture::Horizontal => (y - middle).abs() < half,
        Texture::Vertical => (x - middle).abs() < half,
        Texture::Dots => round(1.15),
        Texture::Empty => round(0.75),
        Texture::Cross => {
            let arm = 2.3 * unit;
            let (x, y) = ((x - middle).abs(), (y - middle).abs());
            (x < arm && y < half) || (y < arm && x < half)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coverage(texture: Texture) -> f32 {
        let side = side_px(texture, 2.0);
        let image = image(texture, side, 2.0);
        let ink: u32 = image.pixels.iter().map(|pixel| u32::from(pixel.a())).sum();
        ink as f32 / (255 * side * side) as f32
    }

    #[test]
    fn every_pattern_has_ink_and_leaves_most_of_the_ground_free() {
        for texture in Texture::ALL {
            let share = coverage(texture);
            assert!((0.015..0.30).contains(&share), "{texture:?} {share}");
        }
    }

    #[test]
    fn diagonals_go_on_from_tile_to_tile() {
        for texture in [
            Texture::Diagonal,
            Texture::BackDiagonal,
            Texture::Lattice,
            Texture::Contested,
        ] {
            let side = side_px(texture, 1.0);
            let image = image(texture, side, 1.0);
            let at = |x: usize, y: usize| image.pixels[y % side * side + x % side].a();
            for step in 0..side {
                let (right, down) = (at(step + side, 0), at(step, side));
                assert_eq!((right, down), (at(step, 0), at(step, 0)), "{texture:?}");
                // A step along the diagonal changes nothing, over the tile's edge neither.
                let along = if texture == Texture::BackDiagonal {
                    at(step + 1, side)
                } else {
                    at(step + 1, side - 1)
                };
                let before = if texture == Texture::BackDiagonal {
                    at(step, side - 1)
                } else {
                    at(step, side)
                };
                if texture != Texture::Lattice {
                    assert_eq!(along, before, "{texture:?} {step}");
                }
            }
        }
    }
}
