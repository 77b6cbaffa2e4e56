//! What an icon is made of, and how its parts become primitives within a frame.
//!
//! The parts are few and plain: lines, discs, arcs, letters in shares of the octagon, and the strokes
//! that run from edge to edge of whatever frame they are in. Which function has which parts is said in
//! the table.

use crate::drawing::style::width;
use crate::model::Identity;

use super::frame::{FRAME_INK, Frame, OCTAGON};
use super::glyph::{Primitive, arc, ellipse, line, outline};

/// A place in shares of the octagon's diameter, y down, from the middle of the frame.
type Place = [f32; 2];

/// One part of an icon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// A line.
    Line(&'static [Place]),
    /// A line that leads back to where it begins.
    Loop(&'static [Place]),
    /// A filled polygon.
    Fill(&'static [Place]),
    /// A circle.
    Ring(Place, f32),
    /// A filled circle.
    Disc(Place, f32),
    /// Part of an ellipse: middle, radii, two angles in degrees from the right, clockwise.
    Arc(Place, Place, [f32; 2]),
    /// The tracks of a tank.
    Tracks,
    /// Two lines from corner to corner.
    Cross,
    /// A line from the lower left corner to the upper right.
    Slash,
    /// A line from top to bottom of the frame.
    Upright,
    /// A line from side to side of the frame, at a height.
    Level(f32),
    /// A dome over the lower edge.
    Dome,
    /// Two lines from the lower corners to the top.
    Roof,
    /// A bolt from the upper left corner to the lower right.
    Bolt,
    /// Letters in the middle.
    Letters(&'static str),
    /// Small letters at a height: the first modifier of the standard, and the like.
    Small(&'static str, f32),
}

/// Width of an icon's lines, points.
const STROKE: f32 = width::SYMBOL * 0.9;

/// Half the width and height of a tank's tracks, as shares of the octagon.
const TRACKS: [f32; 2] = [0.43, 0.2];

impl Part {
    /// Returns what is painted for the part.
    pub(super) fn drawn(self, frame: &Frame) -> Vec<Primitive> {
        let scaled = |points: &[Place]| points.iter().map(|place| place.map(in_points)).collect();
        let stroke = |points: Vec<[f32; 2]>| line(points, STROKE, FRAME_INK);
        let fill = |points| Primitive::Fill {
            points,
            colour: FRAME_INK,
        };
        let [x, y] = frame.corner;
        let top = -frame.half[1];
        let slash = || stroke(vec![[-x, y], [x, -y]]);
        vec![match self {
            Self::Line(points) => stroke(scaled(points)),
            Self::Loop(points) => outline(scaled(points), STROKE, FRAME_INK),
            Self::Fill(points) => fill(scaled(points)),
            Self::Ring(at, radius) => {
                let ring = ellipse(at.map(in_points), [in_points(radius); 2], 24);
                outline(ring, STROKE, FRAME_INK)
            }
            Self::Disc(at, radius) => fill(ellipse(at.map(in_points), [in_points(radius); 2], 24)),
            Self::Arc(at, radii, angles) => stroke(arc(at.map(in_points), radii.map(in_points), angles, 12)),
            Self::Tracks => outline(tracks(), STROKE, FRAME_INK),
            Self::Cross => return vec![stroke(vec![[-x, -y], [x, y]]), slash()],
            Self::Slash => slash(),
            Self::Upright => stroke(vec![[0.0, top], [0.0, -top]]),
            Self::Level(share) => {
                let side = frame.half_width_at(in_points(share));
                stroke(vec![[-side, in_points(share)], [side, in_points(share)]])
            }
            Self::Dome => {
                let [side, foot, height] = frame.dome;
                stroke(arc([0.0, foot], [side, height], [180.0, 360.0], 20))
            }
            Self::Roof => stroke(vec![[-x, y], [0.0, top], [x, y]]),
            Self::Bolt => stroke(vec![
                [-x, -y],
                [0.0, in_points(0.12)],
                [0.0, in_points(-0.12)],
                [x, y],
            ]),
            Self::Letters(words) => letters(words, 0.0, letter_size(words, frame.identity)),
            Self::Small(words, height) => letters(words, height, 0.26),
        }]
    }
}

/// Size of the letters in the middle, as a share of the octagon: as large as the narrowest frame allows.
fn letter_size(words: &str, identity: Identity) -> f32 {
    match words.len() {
        0..=2 => 0.5,
        3 if identity == Identity::Friend => 0.46,
        _ => 0.38,
    }
}

fn letters(words: &str, height: f32, size: f32) -> Primitive {
    Primitive::Letters {
        at: [0.0, in_points(height)],
        words: words.to_owned(),
        size: in_points(size),
        colour: FRAME_INK,
    }
}

fn in_points(share: f32) -> f32 {
    share * OCTAGON
}

/// A rectangle with round ends.
fn tracks() -> Vec<[f32; 2]> {
    let [wide, high] = TRACKS.map(in_points);
    let straight = wide - high;
    let right = arc([straight, 0.0], [high; 2], [-90.0, 90.0], 12);
    let left = arc([-straight, 0.0], [high; 2], [90.0, 270.0], 12);
    [right, left].concat()
}
