//! Patterns cut to an area: strokes and dots that end where it ends.
//!
//! Cut rather than tiled, so that every reader of SVG and PDF shows the same lines, with no seam where
//! tiles meet and nothing beyond the edge. Strokes hang on the sheet's corner, so that two areas with
//! one pattern go on in each other.

use crate::drawing::scene::Texture;
use crate::drawing::style::{size, width};

/// A pattern cut to an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hatch {
    /// Strokes; a dot is a stroke of no length with round ends.
    pub strokes: Vec<[[f32; 2]; 2]>,
    /// How wide they are, in points.
    pub width: f32,
}

/// Returns a pattern cut to rings (even-odd) and to a box `[left, top, right, bottom]`.
pub fn hatch(texture: Texture, rings: &[Vec<[f32; 2]>], within: [f32; 4]) -> Hatch {
    let unit = size::PATTERN;
    let line = width::PATTERN;
    let cut = Cut { rings, within };
    let root = std::f32::consts::SQRT_2;
    let (strokes, width) = match texture {
        Texture::Diagonal => (cut.lines([1.0, -1.0], unit / root), line),
        Texture::BackDiagonal => (cut.lines([1.0, 1.0], unit / root), line),
        Texture::Contested => (cut.lines([1.0, -1.0], unit * 0.82 / root), line * 1.35),
        Texture::Lattice => {
            let mut strokes = cut.lines([1.0, -1.0], unit * 1.5 / root);
            strokes.extend(cut.lines([1.0, 1.0], unit * 1.5 / root));
            (strokes, line * 0.9)
        }
        Texture::Horizontal => (cut.lines([1.0, 0.0], unit * 0.8), line),
        Texture::Vertical => (cut.lines([0.0, 1.0], unit * 0.8), line),
        Texture::Dots => (cut.dots(unit * 0.95, 1.15), 2.3),
        Texture::Empty => (cut.dots(unit * 0.55, 0.75), 1.5),
        Texture::Cross => {
            let arm = 2.3;
            let crosses = cut
                .dots(unit * 1.25, arm)
                .into_iter()
                .flat_map(|[[x, y], _]| [[[x - arm, y], [x + arm, y]], [[x, y - arm], [x, y + arm]]]);
            (crosses.collect(), line)
        }
    };
    Hatch { strokes, width }
}

struct Cut<'r> {
    rings: &'r [Vec<[f32; 2]>],
    within: [f32; 4],
}

impl Cut<'_> {
    /// Lines in a direction, so far from each other.
    fn lines(&self, direction: [f32; 2], spacing: f32) -> Vec<[[f32; 2]; 2]> {
        let length = libm::hypotf(direction[0], direction[1]);
        let [along_x, along_y] = direction.map(|part| part / length);
        // In a frame turned so that the lines are level.
        let turn = |[x, y]: [f32; 2]| [x * along_x + y * along_y, y * along_x - x * along_y];
        let back = |[u, v]: [f32; 2]| [u * along_x - v * along_y, u * along_y + v * along_x];
        let mut strokes = Vec::new();
        self.levels(&turn, spacing, &mut |v, from, until| {
            if until - from > 0.3 {
                strokes.push([back([from, v]), back([until, v])]);
            }
        });
        strokes
    }

    /// Dots in rows, none nearer to the edge on its row than its radius.
    fn dots(&self, spacing: f32, radius: f32) -> Vec<[[f32; 2]; 2]> {
        let mut dots = Vec::new();
        self.levels(&|at| at, spacing, &mut |y, from, until| {
            let first = ((from + radius) / spacing - 0.5).ceil();
            let last = ((until - radius) / spacing - 0.5).floor();
            let count = (last - first + 1.0).clamp(0.0, 65_535.0) as u16;
            for step in 0..count {
                let x = (first + f32::from(step) + 0.5) * spacing;
                dots.push([[x, y], [x, y]]);
            }
        });
        dots
    }

    /// Shows every stretch of every level that lies inside: levels at half a spacing, one and a half …
    fn levels(&self, turn: &dyn Fn([f32; 2]) -> [f32; 2], spacing: f32, show: &mut dyn FnMut(f32, f32, f32)) {
        let [left, top, right, bottom] = self.within;
        let corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(turn);
        let rings: Vec<Vec<[f32; 2]>> = self
            .rings
            .iter()
            .map(|ring| ring.iter().copied().map(turn).collect())
            .collect();
        let levels = |points: &mut dyn Iterator<Item = [f32; 2]>| {
            let (low, high) = points.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), [_, v]| {
                (low.min(v), high.max(v))
            });
            (low, high)
        };
        let (box_low, box_high) = levels(&mut corners.iter().copied());
        let (low, high) = levels(&mut rings.iter().flatten().copied());
        let first = (low.max(box_low) / spacing - 0.5).ceil();
        let last = (high.min(box_high) / spacing - 0.5).floor();
        let count = last - first + 1.0;
        if !(1.0..=65_535.0).contains(&count) {
            return;
        }
        for step in 0..count as u16 {
            // A hair off, so that no level runs along an edge.
            let v = (first + f32::from(step) + 0.5) * spacing + 1.3e-3;
            let inside = crossings(rings.iter().map(Vec::as_slice), v);
            let in_box = crossings(std::iter::once(corners.as_slice()), v);
            for (from, until) in &inside {
                for (least, most) in &in_box {
                    let (from, until) = (from.max(*least), until.min(*most));
                    if from < until {
                        show(v, from, until);
                    }
                }
            }
        }
    }
}

/// The stretches of a level inside rings, even-odd.
fn crossings<'r>(rings: impl Iterator<Item = &'r [[f32; 2]]>, v: f32) -> Vec<(f32, f32)> {
    let mut at: Vec<f32> = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for ([u, one], [other_u, other]) in ring.iter().zip(next) {
            if (*one > v) != (*other > v) {
                at.push(u + (v - one) / (other - one) * (other_u - u));
            }
        }
    }
    at.sort_by(f32::total_cmp);
    at.chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: [f32; 4] = [0.0, 0.0, 200.0, 100.0];

    fn square(from: f32, side: f32) -> Vec<[f32; 2]> {
        let to = from + side;
        vec![[from, from], [to, from], [to, to], [from, to]]
    }

    fn ink(hatch: &Hatch) -> f32 {
        let length = |[from, to]: &[[f32; 2]; 2]| libm::hypotf(to[0] - from[0], to[1] - from[1]);
        hatch
            .strokes
            .iter()
            .map(|stroke| length(stroke).max(hatch.width) * hatch.width)
            .sum()
    }

    #[test]
    fn every_pattern_has_ink_and_leaves_most_of_the_ground_free() {
        for texture in Texture::ALL {
            let share = ink(&hatch(texture, &[square(0.0, 100.0)], SHEET)) / 10_000.0;
            assert!((0.015..0.30).contains(&share), "{texture:?} {share}");
        }
    }

    #[test]
    fn no_stroke_lies_outside_its_area_in_its_hole_or_off_the_sheet() {
        let rings = [square(-50.0, 140.0), square(20.0, 30.0)];
        for texture in Texture::ALL {
            for [from, to] in hatch(texture, &rings, SHEET).strokes {
                let middle = [f32::midpoint(from[0], to[0]), f32::midpoint(from[1], to[1])];
                let within = |[x, y]: [f32; 2], low: f32, high: f32| {
                    (low..=high).contains(&x) && (low..=high).contains(&y)
                };
                assert!(within(middle, -2.4, 92.4), "{texture:?} {middle:?}");
                assert!(!within(middle, 22.0, 48.0), "{texture:?} {middle:?}");
            }
        }
    }

    #[test]
    fn neighbours_with_one_pattern_go_on_in_each_other() {
        let of = |rings: &[Vec<[f32; 2]>]| ink(&hatch(Texture::Diagonal, rings, SHEET));
        let left = vec![[0.0, 0.0], [40.0, 0.0], [40.0, 80.0], [0.0, 80.0]];
        let right = vec![[40.0, 0.0], [90.0, 0.0], [90.0, 80.0], [40.0, 80.0]];
        let both = vec![[0.0, 0.0], [90.0, 0.0], [90.0, 80.0], [0.0, 80.0]];
        let apart = of(&[left]) + of(&[right]);
        assert!((apart - of(&[both])).abs() < 2.0);
    }

    #[test]
    fn nothing_is_cut_of_nothing() {
        for rings in [
            vec![],
            vec![vec![]],
            vec![vec![[5.0, 5.0]]],
            vec![square(500.0, 9.0)],
        ] {
            assert!(hatch(Texture::Lattice, &rings, SHEET).strokes.is_empty());
        }
    }
}
