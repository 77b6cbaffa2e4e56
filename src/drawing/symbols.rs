//! Unit symbols as lists of primitives: frame, icon, echelon mark, modifiers.
//!
//! A table, drawn by whoever prints a scene. Frames, icons and marks follow the standard where it has
//! them; it has none for irregular and tribal forces, so these, like police, special forces, aid
//! agencies and authorities, are letters in the frame. Symbol codes (SIDC) are not read here.
//!
//! # Source
//! APP-6(D) and MIL-STD-2525D: frames by standard identity, land unit icons, echelon amplifiers,
//! headquarters staff, task force bracket; planned status is a dashed frame.

use crate::model::{Function, Symbol};

use super::echelon::echelon_mark;
use super::holder::Identity;
use super::style::{Rgba, size, width};

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

/// Fills of the frames, the same in both themes.
const FRAME_FILLS: [(Identity, Rgba); 4] = [
    (Identity::Friend, Rgba::hex(0x0080_E0FF)),
    (Identity::Neutral, Rgba::hex(0x00AA_FFAA)),
    (Identity::Hostile, Rgba::hex(0x00FF_8080)),
    (Identity::Unknown, Rgba::hex(0x00FF_FF80)),
];

/// Lines on those fills, in both themes.
const FRAME_INK: Rgba = Rgba::hex(0x000E_1820);

/// Returns the fill of a frame.
pub fn frame_fill(identity: Identity) -> Rgba {
    let known = FRAME_FILLS.iter().find(|(known, _)| *known == identity);
    known.map_or(Rgba::CLEAR, |(_, fill)| *fill)
}

/// Returns the symbol of a unit, its origin in the middle of the frame; `ink` draws what stands outside
/// the frame.
pub fn unit(symbol: &Symbol, identity: Identity, ink: Rgba) -> Glyph {
    let frame = Frame::of(identity);
    let outline = frame.outline();
    let mut glyph = Glyph::of(vec![Primitive::Fill {
        points: outline.clone(),
        colour: frame_fill(identity),
    }]);
    for primitive in icon(symbol.function, &frame) {
        glyph.push(primitive);
    }
    glyph.push(Primitive::Line {
        points: outline,
        closed: true,
        width: width::SYMBOL,
        colour: FRAME_INK,
        dashed: symbol.planned,
    });
    let top = -frame.half[1];
    if symbol.task_force {
        let (side, up) = (frame.half[0] * 0.62, top - 10.5);
        let bracket = vec![[-side, top], [-side, up], [side, up], [side, top]];
        glyph.push(line(bracket, 1.4, ink));
    }
    if let Some(echelon) = symbol.echelon {
        for primitive in echelon_mark(echelon, [0.0, top - 5.5], ink).primitives {
            glyph.push(primitive);
        }
    }
    if symbol.headquarters {
        let [x, y] = frame.staff();
        glyph.push(line(vec![[x, y], [x, y + size::FRAME * 0.7]], width::SYMBOL, ink));
    }
    glyph
}

fn scale_points(points: &mut [[f32; 2]], scale: f32) {
    for point in points {
        *point = point.map(|part| part * scale);
    }
}

/// A frame and the points that full-frame icons run between.
struct Frame {
    identity: Identity,
    /// Half its width and height.
    half: [f32; 2],
    /// Where diagonals from the middle meet the edge.
    corner: [f32; 2],
}

impl Frame {
    fn of(identity: Identity) -> Self {
        let unit = size::FRAME;
        let (half, corner) = match identity {
            Identity::Friend => ([0.75, 0.5], [0.75, 0.5]),
            Identity::Neutral => ([0.55, 0.55], [0.55, 0.55]),
            Identity::Hostile => ([0.78, 0.78], [0.39, 0.39]),
            Identity::Unknown => ([0.72, 0.72], [0.4, 0.4]),
        };
        Self {
            identity,
            half: half.map(|part: f32| part * unit),
            corner: corner.map(|part: f32| part * unit),
        }
    }

    fn outline(&self) -> Vec<[f32; 2]> {
        let [x, y] = self.half;
        match self.identity {
            Identity::Friend | Identity::Neutral => vec![[-x, -y], [x, -y], [x, y], [-x, y]],
            Identity::Hostile => vec![[0.0, -y], [x, 0.0], [0.0, y], [-x, 0.0]],
            Identity::Unknown => quatrefoil(self.corner[0], x),
        }
    }

    /// Half the width of the frame at a height.
    fn half_width_at(&self, y: f32) -> f32 {
        match self.identity {
            Identity::Friend | Identity::Neutral => self.half[0],
            Identity::Hostile => self.half[0] - y.abs(),
            Identity::Unknown => {
                let lobe = (self.half[0] - self.corner[0]).max(0.1);
                let share = (y / self.corner[0]).clamp(-1.0, 1.0);
                self.corner[0] + lobe * (1.0 - share * share).max(0.0).sqrt()
            }
        }
    }

    /// Where a headquarters' staff begins.
    fn staff(&self) -> [f32; 2] {
        match self.identity {
            Identity::Friend | Identity::Neutral => [-self.half[0], self.half[1]],
            Identity::Hostile | Identity::Unknown => [-self.half[0], 0.0],
        }
    }
}

/// Four lobes on the sides of a square with half side `inner`, out to `outer`.
fn quatrefoil(inner: f32, outer: f32) -> Vec<[f32; 2]> {
    let quarter = [[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]];
    let steps = 10_u16;
    let lobe = outer - inner;
    let arc = |[out_x, out_y]: [f32; 2]| {
        (0..steps).map(move |step| {
            let angle = std::f32::consts::PI * (f32::from(step) / f32::from(steps) - 0.5);
            let along = inner * libm::sinf(angle);
            let out = inner + lobe * libm::cosf(angle);
            // Clockwise on the screen: from one side of the lobe over its top to the other.
            [out_x * out - out_y * along, out_y * out + out_x * along]
        })
    };
    quarter.into_iter().flat_map(arc).collect()
}

/// The icon of a function, within a frame.
fn icon(function: Function, frame: &Frame) -> Vec<Primitive> {
    let unit = size::FRAME;
    let [cx, cy] = frame.corner;
    let stroke = |points| line(points, width::SYMBOL * 0.9, FRAME_INK);
    let cross = || {
        vec![
            stroke(vec![[-cx, -cy], [cx, cy]]),
            stroke(vec![[-cx, cy], [cx, -cy]]),
        ]
    };
    let oval = || Primitive::Line {
        points: capsule(unit * 0.36, unit * 0.19),
        closed: true,
        width: width::SYMBOL * 0.9,
        colour: FRAME_INK,
        dashed: false,
    };
    let upright = || stroke(vec![[0.0, -frame.half[1]], [0.0, frame.half[1]]]);
    let level = |y: f32| {
        let x = frame.half_width_at(y);
        stroke(vec![[-x, y], [x, y]])
    };
    let letters = |words: &str| {
        let size = match words.len() {
            0..=2 => unit * 0.52,
            3 if frame.identity == Identity::Friend => unit * 0.46,
            _ => unit * 0.38,
        };
        vec![Primitive::Letters {
            at: [0.0, 0.0],
            words: words.to_owned(),
            size,
            colour: FRAME_INK,
        }]
    };
    let filled = |points| Primitive::Fill {
        points,
        colour: FRAME_INK,
    };
    let scaled = |points: &[[f32; 2]]| {
        points
            .iter()
            .map(|[x, y]| [x * unit, y * unit])
            .collect::<Vec<_>>()
    };
    match function {
        Function::Infantry => cross(),
        Function::Motorised => [cross(), vec![upright()]].concat(),
        Function::Mechanised => [cross(), vec![oval()]].concat(),
        Function::Armour => vec![oval()],
        Function::Reconnaissance => vec![stroke(vec![[-cx, cy], [cx, -cy]])],
        Function::Artillery => vec![filled(ellipse([0.0; 2], [unit * 0.13; 2], 20))],
        Function::AirDefence => {
            let base = frame.corner[1];
            let side = frame.half_width_at(base).max(unit * 0.3);
            let steps = 16_u16;
            let dome = (0..=steps).map(|step| {
                let angle = std::f32::consts::PI * f32::from(step) / f32::from(steps);
                [-side * libm::cosf(angle), base - unit * 0.42 * libm::sinf(angle)]
            });
            vec![stroke(dome.collect())]
        }
        Function::Engineer => vec![
            stroke(scaled(&[
                [-0.32, 0.17],
                [-0.32, -0.14],
                [0.32, -0.14],
                [0.32, 0.17],
            ])),
            stroke(scaled(&[[0.0, -0.14], [0.0, 0.17]])),
        ],
        Function::Medical => vec![upright(), level(0.0)],
        Function::Signals => vec![stroke(vec![
            [-cx, -cy],
            [0.0, unit * 0.14],
            [0.0, -unit * 0.14],
            [cx, cy],
        ])],
        Function::Logistics => vec![level(unit * 0.24)],
        Function::Aviation => vec![
            filled(scaled(&[[-0.36, -0.15], [0.0, 0.0], [-0.36, 0.15]])),
            filled(scaled(&[[0.36, -0.15], [0.36, 0.15], [0.0, 0.0]])),
        ],
        Function::SpecialForces => letters("SOF"),
        Function::Police => letters("POL"),
        Function::InternalSecurity => letters("IS"),
        Function::Irregular => letters("IRR"),
        Function::Tribal => letters("TRB"),
        Function::MilitaryPolice => letters("MP"),
        Function::CivilAffairs => letters("CA"),
        Function::Liaison => letters("LNO"),
        Function::Ngo => letters("NGO"),
        Function::Un => letters("UN"),
        Function::Government => letters("GOV"),
        Function::Headquarters => letters("HQ"),
        Function::Other => Vec::new(),
    }
}

/// Returns an open line.
pub(super) fn line(points: Vec<[f32; 2]>, width: f32, colour: Rgba) -> Primitive {
    Primitive::Line {
        points,
        closed: false,
        width,
        colour,
        dashed: false,
    }
}

/// Returns the corners of an ellipse.
pub fn ellipse([x, y]: [f32; 2], [wide, high]: [f32; 2], corners: u16) -> Vec<[f32; 2]> {
    let angle = |corner: u16| std::f32::consts::TAU * f32::from(corner) / f32::from(corners.max(3));
    (0..corners.max(3))
        .map(|corner| {
            [
                x + wide * libm::cosf(angle(corner)),
                y + high * libm::sinf(angle(corner)),
            ]
        })
        .collect()
}

/// The tracks of a tank: a rectangle with round ends.
fn capsule(wide: f32, high: f32) -> Vec<[f32; 2]> {
    let straight = wide - high;
    let round = ellipse([0.0; 2], [high; 2], 24);
    let shifted = round.into_iter().map(|[x, y]| {
        let side = if x >= 0.0 { straight } else { -straight };
        [x + side, y]
    });
    shifted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Echelon;

    const INK: Rgba = Rgba::hex(0x0011_2233);

    fn drawn(function: Function, identity: Identity) -> Glyph {
        let symbol = Symbol {
            function,
            ..Symbol::default()
        };
        unit(&symbol, identity, INK)
    }

    #[test]
    fn every_function_but_other_has_its_own_icon_in_every_frame() {
        for identity in Identity::ALL {
            let icons: Vec<_> = Function::ALL
                .iter()
                .map(|function| drawn(*function, identity).primitives)
                .collect();
            for (place, icon) in icons.iter().enumerate() {
                assert!(!icons[..place].contains(icon), "{:?}", Function::ALL[place]);
                let bare = Function::ALL[place] == Function::Other;
                assert_eq!(icon.len() == 2, bare, "{:?}", Function::ALL[place]);
            }
        }
    }

    #[test]
    fn icons_stay_inside_their_frames() {
        for identity in Identity::ALL {
            let frame = drawn(Function::Other, identity).reach;
            for function in Function::ALL {
                let reach = drawn(*function, identity).reach;
                for (mine, edge) in reach.iter().zip(frame) {
                    assert!(
                        *mine <= edge + 0.01,
                        "{function} {identity:?} {reach:?} {frame:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn frames_differ_in_shape_and_fill() {
        let frames = Identity::ALL.map(|identity| drawn(Function::Other, identity).primitives);
        for (place, frame) in frames.iter().enumerate() {
            assert!(!frames[..place].contains(frame));
        }
        let [.., right, _] = drawn(Function::Other, Identity::Friend).reach;
        assert!(right > drawn(Function::Other, Identity::Neutral).reach[2]);
    }

    #[test]
    fn modifiers_reach_out_of_the_frame_and_planned_units_are_dashed() {
        let plain = drawn(Function::Infantry, Identity::Friend);
        let symbol = Symbol {
            function: Function::Infantry,
            echelon: Some(Echelon::Battalion),
            planned: true,
            headquarters: true,
            task_force: true,
            sidc: None,
        };
        let full = unit(&symbol, Identity::Friend, INK);
        assert!(full.reach[1] > plain.reach[1] + 8.0);
        assert!(full.reach[3] > plain.reach[3] + 12.0);
        let dashed = |glyph: &Glyph| {
            let mut lines = glyph.primitives.iter();
            lines.any(|primitive| matches!(primitive, Primitive::Line { dashed: true, .. }))
        };
        assert!(dashed(&full) && !dashed(&plain));
    }
}
