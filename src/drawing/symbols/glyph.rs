//! A symbol as a list of primitives round its origin.
//!
//! Sized in points, y down. What is drawn is decided elsewhere; how it becomes pixels or paper is
//! decided by whoever prints it.

use crate::drawing::style::Rgba;

/// A symbol round its origin, sized in points, y down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glyph {
    /// What is painted, from bottom to top.
    pub primitives: Vec<Primitive>,
    /// How far it reaches from its origin: left, up, right, down, in points.
    pub reach: [f32; 4],
}

/// One stroke of a symbol.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive {
    /// A polygon filled with a colour.
    Fill {
        /// Its corners.
        points: Vec<[f32; 2]>,
        /// Its colour.
        colour: Rgba,
    },
    /// A line.
    Line {
        /// Its vertices.
        points: Vec<[f32; 2]>,
        /// Whether the last leads back to the first.
        closed: bool,
        /// In points.
        width: f32,
        /// Its colour.
        colour: Rgba,
        /// Whether it is broken into short dashes.
        dashed: bool,
    },
    /// Letters, their middle at a place.
    Letters {
        /// The middle.
        at: [f32; 2],
        /// What is written.
        words: String,
        /// In points.
        size: f32,
        /// Its colour.
        colour: Rgba,
    },
}

impl Glyph {
    /// Makes a glyph of primitives; its reach is that of their points.
    pub fn of(primitives: Vec<Primitive>) -> Self {
        let mut glyph = Self::default();
        for primitive in primitives {
            glyph.push(primitive);
        }
        glyph
    }

    /// Returns the glyph larger or smaller round its origin; lines get thinner half as fast.
    #[must_use]
    pub fn scaled(&self, scale: f32) -> Self {
        let mut glyph = Self::default();
        for primitive in &self.primitives {
            let mut primitive = primitive.clone();
            match &mut primitive {
                Primitive::Fill { points, .. } => scale_points(points, scale),
                Primitive::Line { points, width, .. } => {
                    scale_points(points, scale);
                    *width *= f32::midpoint(scale, 1.0);
                }
                Primitive::Letters { at, size, .. } => {
                    *at = at.map(|part| part * scale);
                    *size *= scale;
                }
            }
            glyph.push(primitive);
        }
        glyph
    }

    /// Returns the glyph moved so far from its origin.
    #[must_use]
    pub fn moved(&self, [right, down]: [f32; 2]) -> Self {
        let place = |[x, y]: &mut [f32; 2]| {
            *x += right;
            *y += down;
        };
        let mut glyph = Self::default();
        for primitive in &self.primitives {
            let mut primitive = primitive.clone();
            match &mut primitive {
                Primitive::Fill { points, .. } | Primitive::Line { points, .. } => {
                    points.iter_mut().for_each(place);
                }
                Primitive::Letters { at, .. } => place(at),
            }
            glyph.push(primitive);
        }
        glyph
    }

    /// Adds a primitive on top.
    pub fn push(&mut self, primitive: Primitive) {
        let pad = match &primitive {
            Primitive::Line { width, .. } => width / 2.0,
            _ => 0.0,
        };
        if let Primitive::Fill { points, .. } | Primitive::Line { points, .. } = &primitive {
            for [x, y] in points {
                let [left, up, right, down] = &mut self.reach;
                *left = left.max(pad - x);
                *up = up.max(pad - y);
                *right = right.max(pad + x);
                *down = down.max(pad + y);
            }
        }
        self.primitives.push(primitive);
    }
}

fn scale_points(points: &mut [[f32; 2]], scale: f32) {
    for point in points {
        *point = point.map(|part| part * scale);
    }
}

/// Returns an open line.
pub(in crate::drawing) fn line(points: Vec<[f32; 2]>, width: f32, colour: Rgba) -> Primitive {
    Primitive::Line {
        points,
        closed: false,
        width,
        colour,
        dashed: false,
    }
}

/// Returns a line that leads back to where it begins.
pub(in crate::drawing) fn outline(points: Vec<[f32; 2]>, width: f32, colour: Rgba) -> Primitive {
    Primitive::Line {
        points,
        closed: true,
        width,
        colour,
        dashed: false,
    }
}

/// Returns the corners of an ellipse.
pub fn ellipse(at: [f32; 2], radii: [f32; 2], corners: u16) -> Vec<[f32; 2]> {
    let corners = corners.max(3);
    arc(at, radii, [0.0, 360.0 - 360.0 / f32::from(corners)], corners - 1)
}

/// Returns the vertices of a part of an ellipse between two angles: degrees from the right, clockwise
/// on the screen, in so many steps.
pub(in crate::drawing) fn arc(
    [x, y]: [f32; 2],
    [wide, high]: [f32; 2],
    [from, to]: [f32; 2],
    steps: u16,
) -> Vec<[f32; 2]> {
    let steps = steps.max(1);
    let angle = |step: u16| (from + (to - from) * f32::from(step) / f32::from(steps)).to_radians();
    (0..=steps)
        .map(|step| {
            [
                x + wide * libm::cosf(angle(step)),
                y + high * libm::sinf(angle(step)),
            ]
        })
        .collect()
}
