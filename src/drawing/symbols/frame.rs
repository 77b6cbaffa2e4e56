//! Frames of units by standard identity, and where full-frame icons meet them.
//!
//! # Source
//! APP-6(E) and MIL-STD-2525E, frames of land units: with L the diameter of the octagon that holds an
//! icon, a friend is 1.5 L by 1 L, a neutral 1.1 L square, a hostile 1.44 L from corner to corner, an
//! unknown four lobes of 1.44 L together.

use crate::drawing::style::{Rgba, size};
use crate::model::Identity;

use super::glyph::arc;

/// The diameter of the octagon, points: the L of the standard.
pub(super) const OCTAGON: f32 = size::FRAME;

/// Fills of the frames, the same in both themes.
const FRAME_FILLS: [(Identity, Rgba); 4] = [
    (Identity::Friend, Rgba::hex(0x0080_E0FF)),
    (Identity::Neutral, Rgba::hex(0x00AA_FFAA)),
    (Identity::Hostile, Rgba::hex(0x00FF_8080)),
    (Identity::Unknown, Rgba::hex(0x00FF_FF80)),
];

/// Fill of civil organisations in every frame but a hostile one.
pub(super) const CIVIL_FILL: Rgba = Rgba::hex(0x00FF_A1FF);

/// Lines on those fills, in both themes.
pub(super) const FRAME_INK: Rgba = Rgba::hex(0x000E_1820);

/// Returns the fill of a frame.
pub fn frame_fill(identity: Identity) -> Rgba {
    let known = FRAME_FILLS.iter().find(|(known, _)| *known == identity);
    known.map_or(Rgba::CLEAR, |(_, fill)| *fill)
}

/// A frame and the points that full-frame icons run between, in points round its middle.
pub(super) struct Frame {
    pub(super) identity: Identity,
    /// Half its width and height.
    pub(super) half: [f32; 2],
    /// Where lines from corner to corner meet the edge, right and below.
    pub(super) corner: [f32; 2],
    /// The dome of air defence: half its width, where its feet stand, its height.
    pub(super) dome: [f32; 3],
}

impl Frame {
    pub(super) fn of(identity: Identity) -> Self {
        let (half, corner, dome) = match identity {
            Identity::Friend => ([0.75, 0.5], [0.75, 0.5], [0.75, 0.5, 0.3]),
            Identity::Neutral => ([0.55, 0.55], [0.55, 0.55], [0.55, 0.55, 0.33]),
            Identity::Hostile => ([0.72, 0.72], [0.41, 0.31], [0.31, 0.41, 0.24]),
            Identity::Unknown => ([0.72, 0.72], [0.483, 0.35], [0.45, 0.36, 0.2]),
        };
        Self {
            identity,
            half: half.map(|part: f32| part * OCTAGON),
            corner: corner.map(|part: f32| part * OCTAGON),
            dome: dome.map(|part: f32| part * OCTAGON),
        }
    }

    pub(super) fn outline(&self) -> Vec<[f32; 2]> {
        let [x, y] = self.half;
        match self.identity {
            Identity::Friend | Identity::Neutral => vec![[-x, -y], [x, -y], [x, y], [-x, y]],
            Identity::Hostile => vec![[0.0, -y], [x, 0.0], [0.0, y], [-x, 0.0]],
            Identity::Unknown => quatrefoil(LOBE * OCTAGON, x),
        }
    }

    /// Half the width of the frame at a height.
    pub(super) fn half_width_at(&self, y: f32) -> f32 {
        let inner = LOBE * OCTAGON;
        match self.identity {
            Identity::Friend | Identity::Neutral => self.half[0],
            Identity::Hostile => self.half[0] - y.abs(),
            Identity::Unknown if y.abs() > inner => {
                let share = (y.abs() - inner) / (self.half[1] - inner);
                inner * (1.0 - share * share).max(0.0).sqrt()
            }
            Identity::Unknown => {
                let share = y / inner;
                inner + (self.half[0] - inner) * (1.0 - share * share).max(0.0).sqrt()
            }
        }
    }

    /// Where a headquarters' staff begins.
    pub(super) fn staff(&self) -> [f32; 2] {
        match self.identity {
            Identity::Friend | Identity::Neutral => [-self.half[0], self.half[1]],
            Identity::Hostile | Identity::Unknown => [-self.half[0], 0.0],
        }
    }
}

/// Half the side of the square that the four lobes of an unknown's frame stand on, as a share of L.
const LOBE: f32 = 0.37;

/// Four lobes on the sides of a square with half side `inner`, out to `outer`.
fn quatrefoil(inner: f32, outer: f32) -> Vec<[f32; 2]> {
    let lobe = outer - inner;
    let sides = [
        ([0.0, -inner], [inner, lobe], 180.0),
        ([inner, 0.0], [lobe, inner], 270.0),
        ([0.0, inner], [inner, lobe], 0.0),
        ([-inner, 0.0], [lobe, inner], 90.0),
    ];
    let lobes = sides.map(|(at, radii, from)| {
        let mut points = arc(at, radii, [from, from + 180.0], 14);
        // The next lobe begins where this one ends.
        points.pop();
        points
    });
    lobes.concat()
}
