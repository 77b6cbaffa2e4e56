//! A line as it is printed: the pieces that are stroked, and what sits on it and in its breaks.
//!
//! Window, picture and paper all ask here, so that a boundary is broken at the same place by the same
//! mark everywhere. Points are `[x, y]` in points of the screen or paper, y down. Dashes are left to
//! whoever prints: a piece says how far along the pattern it begins, and [`Piece::dashes`] cuts it.

use super::echelon::line_mark;
use super::line::{self, Run};
use super::scene::{Dash, Decor, Stroke};
use super::symbols::{Glyph, Primitive};

/// Between two arrow heads along a line.
const CHEVRONS: f32 = 72.0;
/// Between two half circles of a forward line, and their radius.
const BUMPS: [f32; 2] = [13.0, 5.0];
/// Between two zigzags of a disputed line, the length of one, and how far it leaves the line.
const ZIGZAG: [f32; 3] = [84.0, 20.0, 5.5];
/// Half the distance between the two lines of a twin, in widths of one.
const TWIN: f32 = 1.6;
/// Marks reach no farther than this from their place.
const REACH: f32 = 64.0;

/// What is printed of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inked {
    /// What is stroked in the stroke's width, colour and dashes, in order along the line.
    pub pieces: Vec<Piece>,
    /// What is painted over that, from bottom to top.
    pub decor: Vec<Primitive>,
}

/// A piece of a line without a break.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its vertices.
    pub points: Vec<[f32; 2]>,
    /// Whether the last leads back to the first.
    pub closed: bool,
    /// How far along the dash pattern it begins.
    pub from: f32,
    /// Whether it has no gaps, whatever the stroke: a zigzag would not be seen in dashes.
    pub unbroken: bool,
}

impl Piece {
    /// Returns what is stroked: the piece itself, or its dashes.
    pub fn dashes(&self, dash: Dash) -> Vec<Vec<[f32; 2]>> {
        if dash == Dash::Solid || self.unbroken {
            return vec![self.points.clone()];
        }
        line::dashes(&self.points, dash.lengths(), self.from)
    }
}

/// Returns what is printed of a line or a ring where it is in a box `[left, top, right, bottom]`;
/// `scale` is how large marks are, 1 for full size.
pub fn inked(points: &[[f32; 2]], closed: bool, stroke: &Stroke, window: [f32; 4], scale: f32) -> Inked {
    let mut inked = Inked::default();
    let inside = points
        .iter()
        .all(|[x, y]| (window[0]..=window[2]).contains(x) && (window[1]..=window[3]).contains(y));
    if inside && closed && stroke.dash == Dash::Solid && !stroke.disputed && stroke.decor == Decor::None {
        inked.ring(points, stroke);
        return inked;
    }
    let mut whole = points.to_vec();
    if closed {
        whole.extend(points.first());
    }
    let length = line::length(&whole);
    let breaks = inked.marks(&whole, length, stroke, window, scale);
    for run in unbroken(&whole, &breaks) {
        for piece in line::clipped(&run.points, window) {
            let begun = run.from + piece.from;
            inked.decorate(stroke, &piece.points, [begun, length], scale);
            if stroke.disputed {
                for (points, from, unbroken) in zigzagged(&piece.points, begun) {
                    inked.piece(points, from, unbroken, stroke);
                }
            } else {
                inked.piece(piece.points, begun, false, stroke);
            }
        }
    }
    inked
}

impl Inked {
    fn ring(&mut self, points: &[[f32; 2]], stroke: &Stroke) {
        let mut rings = vec![points.to_vec()];
        if stroke.twin {
            let mut whole = points.to_vec();
            // Once round and a step on, so that the first corner is one like the others.
            whole.extend(points.iter().take(2));
            let ring = |off: f32| {
                let mut ring = line::beside(&whole, off);
                ring.pop();
                ring.into_iter().skip(1).collect()
            };
            rings = [TWIN, -TWIN].map(|off| ring(off * stroke.width)).to_vec();
        }
        self.pieces.extend(rings.into_iter().map(|points| Piece {
            points,
            closed: true,
            from: 0.0,
            unbroken: false,
        }));
    }

    fn piece(&mut self, points: Vec<[f32; 2]>, from: f32, unbroken: bool, stroke: &Stroke) {
        let lines = if stroke.twin {
            [TWIN, -TWIN]
                .map(|off| line::beside(&points, off * stroke.width))
                .to_vec()
        } else {
            vec![points]
        };
        self.pieces.extend(lines.into_iter().map(|points| Piece {
            points,
            closed: false,
            from,
            unbroken,
        }));
    }

    /// Puts the marks that break the line at their places, and returns the breaks.
    fn marks(
        &mut self,
        whole: &[[f32; 2]],
        length: f32,
        stroke: &Stroke,
        [left, top, right, bottom]: [f32; 4],
        scale: f32,
    ) -> Vec<(f32, f32)> {
        let Decor::Echelon(echelon, patch) = stroke.decor else {
            return Vec::new();
        };
        let mark = line_mark(echelon, stroke.colour, patch).scaled(scale);
        let width = break_width(mark.reach);
        let places = line::mark_places(length, width);
        for ([x, y], _) in line::along_each(whole, places.iter().copied()) {
            let near =
                (left - REACH..=right + REACH).contains(&x) && (top - REACH..=bottom + REACH).contains(&y);
            if near {
                self.decor.extend(moved(&mark, [x, y]));
            }
        }
        places.into_iter().map(|place| (place, width / 2.0)).collect()
    }

    /// Puts on a piece what sits along it; `begun` of `whole` is where it begins.
    fn decorate(&mut self, stroke: &Stroke, piece: &[[f32; 2]], [begun, whole]: [f32; 2], scale: f32) {
        let length = line::length(piece);
        match stroke.decor {
            Decor::None | Decor::Echelon(..) => {}
            Decor::Arrow => {
                // Only where the line's own end is in the window.
                if (begun + length - whole).abs() < 0.5
                    && let Some((tip, along)) = line::along(piece, length)
                {
                    self.decor.push(arrow(tip, along, 9.0 * scale, stroke));
                }
            }
            Decor::Chevrons => {
                let places = multiples(begun, length, CHEVRONS, CHEVRONS / 2.0);
                for (tip, along) in line::along_each(piece, places) {
                    self.decor.push(arrow(tip, along, 6.5 * scale, stroke));
                }
            }
            Decor::Bumps => {
                let [spacing, radius] = BUMPS.map(|part| part * scale);
                let places = multiples(begun, length, spacing, spacing / 2.0)
                    .filter(|at| (spacing / 2.0..=length - spacing / 2.0).contains(at));
                for (middle, along) in line::along_each(piece, places) {
                    self.decor.push(Primitive::Line {
                        points: bump(middle, along, radius),
                        closed: false,
                        width: stroke.width,
                        colour: stroke.colour,
                        dashed: false,
                    });
                }
            }
        }
    }
}

/// Returns how wide a line is broken for a mark of this reach.
pub fn break_width([left, _, right, _]: [f32; 4]) -> f32 {
    left + right + 4.0
}

/// Returns the primitives of a symbol round a place.
pub fn moved(glyph: &Glyph, [x, y]: [f32; 2]) -> impl Iterator<Item = Primitive> + use<'_> {
    glyph.primitives.iter().map(move |primitive| {
        let mut primitive = primitive.clone();
        match &mut primitive {
            Primitive::Fill { points, .. } | Primitive::Line { points, .. } => {
                for point in points {
                    *point = [point[0] + x, point[1] + y];
                }
            }
            Primitive::Letters { at, .. } => *at = [at[0] + x, at[1] + y],
        }
        primitive
    })
}

/// Distances along a piece at which something stands that stands every so often along the whole line.
fn multiples(begun: f32, length: f32, spacing: f32, first: f32) -> impl Iterator<Item = f32> {
    let before = ((begun - first) / spacing).ceil().max(0.0);
    let start = first + before * spacing - begun;
    let count = if start > length {
        0.0
    } else {
        ((length - start) / spacing).floor() + 1.0
    };
    (0..count.clamp(0.0, 65_535.0) as u16).map(move |place| start + f32::from(place) * spacing)
}

fn arrow([x, y]: [f32; 2], [along_x, along_y]: [f32; 2], reach: f32, stroke: &Stroke) -> Primitive {
    let corner = |back: f32, side: f32| {
        [
            x - along_x * back - along_y * side,
            y - along_y * back + along_x * side,
        ]
    };
    Primitive::Fill {
        points: vec![
            [x, y],
            corner(reach, reach * 0.48),
            corner(reach * 0.72, 0.0),
            corner(reach, -reach * 0.48),
        ],
        colour: stroke.colour,
    }
}

/// Half a circle on the left of a direction.
fn bump([x, y]: [f32; 2], [along_x, along_y]: [f32; 2], radius: f32) -> Vec<[f32; 2]> {
    let steps = 9_u16;
    let point = |step: u16| {
        let angle = std::f32::consts::PI * f32::from(step) / f32::from(steps);
        let (across, up) = (libm::cosf(angle) * radius, libm::sinf(angle) * radius);
        [
            x + along_x * across + along_y * up,
            y + along_y * across - along_x * up,
        ]
    };
    (0..=steps).map(point).collect()
}

/// A piece cut into what lies between its zigzags and the zigzags, which are unbroken; it begins so far
/// along its line, and so does each.
fn zigzagged(piece: &[[f32; 2]], begun: f32) -> Vec<(Vec<[f32; 2]>, f32, bool)> {
    let [spacing, long, reach] = ZIGZAG;
    let length = line::length(piece);
    // Short lines have one in the middle: none would say that all is agreed.
    let middles: Vec<f32> = if begun == 0.0 && length < spacing {
        vec![length / 2.0]
    } else {
        multiples(begun, length, spacing, spacing / 2.0).collect()
    };
    let whole = |middle: &f32| *middle >= long / 2.0 && *middle <= length - long / 2.0;
    let mut out = Vec::new();
    let mut from = 0.0;
    for middle in middles.into_iter().filter(whole) {
        let (start, end) = (middle - long / 2.0, middle + long / 2.0);
        out.push((line::piece(piece, from, start), begun + from, false));
        let teeth = [(0.0, 0.0), (0.25, 1.0), (0.5, -1.0), (0.75, 1.0), (1.0, 0.0)];
        let places = teeth.map(|(share, _): (f32, f32)| start + share * long);
        let points = line::along_each(piece, places).into_iter().zip(teeth);
        let points = points.map(|(([x, y], [along_x, along_y]), (_, side))| {
            [x + along_y * reach * side, y - along_x * reach * side]
        });
        out.push((points.collect(), begun + start, true));
        from = end;
    }
    out.push((line::piece(piece, from, f32::INFINITY), begun + from, false));
    out.retain(|(points, ..)| points.len() > 1);
    out
}

/// The stretches of a line between breaks, each a middle and half a width along it.
fn unbroken(points: &[[f32; 2]], breaks: &[(f32, f32)]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0.0;
    let mut rest = points.to_vec();
    for (middle, half) in breaks {
        runs.push(Run {
            points: line::piece(&rest, 0.0, middle - half - from),
            from,
        });
        // One walk for all breaks: what lies behind is left behind.
        rest = line::piece(&rest, middle + half - from, f32::INFINITY);
        from = middle + half;
    }
    runs.push(Run { points: rest, from });
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Rgba;
    use crate::model::Echelon;

    const ALL: [f32; 4] = [-1000.0, -1000.0, 1000.0, 1000.0];
    const INK: Rgba = Rgba::hex(0x0010_2030);

    fn level(length: f32) -> Vec<[f32; 2]> {
        vec![[0.0, 0.0], [length, 0.0]]
    }

    fn ends(inked: &Inked) -> Vec<[f32; 2]> {
        let ends = inked.pieces.iter().filter_map(|piece| {
            let (first, last) = (piece.points.first()?, piece.points.last()?);
            Some([first[0], last[0]])
        });
        ends.collect()
    }

    #[test]
    fn a_line_is_broken_where_its_mark_stands() {
        let stroke = Stroke::solid(2.0, INK).with(Decor::Echelon(Echelon::Battalion, Rgba::CLEAR));
        let inked = inked(&level(200.0), false, &stroke, ALL, 1.0);
        let half = break_width(line_mark(Echelon::Battalion, INK, INK).reach) / 2.0;
        assert_eq!(ends(&inked), [[0.0, 100.0 - half], [100.0 + half, 200.0]]);
        let tall = |primitive: &Primitive| match primitive {
            Primitive::Line { points, .. } => {
                points.iter().any(|[x, y]| (x - 100.0).abs() < 9.0 && *y < -3.0)
            }
            _ => false,
        };
        assert!(inked.decor.iter().any(tall), "the mark itself is drawn");
    }

    #[test]
    fn marks_come_again_on_a_long_line_and_only_those_in_the_window_are_made() {
        let stroke = Stroke::solid(2.0, INK).with(Decor::Echelon(Echelon::Company, Rgba::CLEAR));
        let long = level(1e6);
        let count = |window| inked(&long, false, &stroke, window, 1.0).decor.len();
        let one = line_mark(Echelon::Company, INK, INK).primitives.len();
        let seen = count([500_000.0, -100.0, 501_600.0, 100.0]) / one;
        assert!((2..=3).contains(&seen), "{seen}");
    }

    #[test]
    fn a_dash_pattern_goes_on_behind_a_break_and_in_the_window() {
        let stroke = Stroke::solid(2.0, INK)
            .dashed(Dash::Long)
            .with(Decor::Echelon(Echelon::Company, Rgba::CLEAR));
        let inked = inked(&level(200.0), false, &stroke, [150.0, -9.0, 180.0, 9.0], 1.0);
        let [piece] = inked.pieces.as_slice() else {
            panic!("{inked:?}")
        };
        assert_eq!((piece.points[0], piece.from), ([150.0, 0.0], 150.0));
        let dashes = piece.dashes(Dash::Long);
        assert_eq!(dashes[0], [[150.0, 0.0], [155.0, 0.0]]);
    }

    #[test]
    fn a_ring_that_is_in_the_window_stays_a_ring() {
        let ring = [[0.0, 0.0], [50.0, 0.0], [50.0, 50.0], [0.0, 50.0]];
        let closed = |stroke: &Stroke| {
            let inked = inked(&ring, true, stroke, ALL, 1.0);
            inked.pieces.iter().map(|piece| piece.closed).collect::<Vec<_>>()
        };
        assert_eq!(closed(&Stroke::solid(1.0, INK)), [true]);
        assert_eq!(closed(&Stroke::solid(1.0, INK).twin()), [true, true]);
        assert_eq!(closed(&Stroke::solid(1.0, INK).dashed(Dash::Short)), [false]);
        let twin = inked(&ring, true, &Stroke::solid(2.0, INK).twin(), ALL, 1.0);
        let within = |piece: &Piece, low: f32, high: f32| {
            let mut parts = piece.points.iter().flatten();
            parts.all(|part| (low..=high).contains(part))
        };
        assert!(within(&twin.pieces[0], -3.3, 53.3) && twin.pieces[0].points.len() == 4);
        assert!(within(&twin.pieces[1], 3.1, 46.9) && twin.pieces[1].points.len() == 4);
    }

    #[test]
    fn a_disputed_line_has_zigzags_at_the_same_places_wherever_it_is_cut() {
        let stroke = Stroke::solid(2.0, INK).disputed();
        let off = |window: [f32; 4]| {
            let inked = inked(&level(400.0), false, &stroke, window, 1.0);
            let points = inked.pieces.iter().flat_map(|piece| piece.points.clone());
            points.filter(|[_, y]| y.abs() > 1.0).collect::<Vec<_>>()
        };
        let all = off(ALL);
        assert_eq!(all.len(), 3 * 5, "{all:?}");
        let cut = off([90.0, -20.0, 260.0, 20.0]);
        assert_eq!(cut.len(), 6);
        for (one, other) in cut.iter().flatten().zip(all[3..9].iter().flatten()) {
            assert!((one - other).abs() < 1e-3, "{cut:?}");
        }
        let short = inked(&level(30.0), false, &stroke.dashed(Dash::Long), ALL, 1.0);
        let zigzag = short.pieces.iter().find(|piece| piece.unbroken).unwrap();
        assert_eq!(zigzag.points.iter().filter(|[_, y]| y.abs() > 1.0).count(), 3);
        assert_eq!(zigzag.dashes(Dash::Long).len(), 1, "a zigzag has no gaps");
    }

    #[test]
    fn arrows_show_the_way_and_bumps_are_on_the_left() {
        let stroke = |decor| Stroke::solid(2.0, INK).with(decor);
        let fills = |decor| {
            let inked = inked(&level(200.0), false, &stroke(decor), ALL, 1.0);
            inked.decor
        };
        let arrows = fills(Decor::Arrow);
        let [Primitive::Fill { points, .. }] = arrows.as_slice() else {
            panic!()
        };
        assert_eq!(points[0], [200.0, 0.0]);
        assert_eq!(fills(Decor::Chevrons).len(), 3);
        let bumps = fills(Decor::Bumps);
        assert!(bumps.len() > 10);
        for bump in bumps {
            let Primitive::Line { points, .. } = bump else {
                panic!()
            };
            assert!(
                points.iter().all(|[_, y]| *y < 0.1),
                "left of east is north: {points:?}"
            );
        }
    }

    #[test]
    fn nothing_is_printed_of_nothing() {
        for points in [vec![], vec![[1.0, 1.0]], vec![[1.0, 1.0], [1.0, 1.0]]] {
            let stroke = Stroke::solid(1.0, INK).twin().disputed().with(Decor::Chevrons);
            let inked = inked(&points, false, &stroke, ALL, 1.0);
            assert!(inked.decor.is_empty());
            assert!(inked.pieces.iter().all(|piece| piece.points.len() < 2));
        }
    }
}
