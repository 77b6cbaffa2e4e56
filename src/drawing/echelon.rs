//! Marks of echelons: over the frame of a unit, and in the break of a boundary.

use crate::model::Echelon;

use super::style::Rgba;
use super::symbols::{Glyph, Primitive, ellipse, line};

/// Returns the mark of an echelon round a middle, about 7 points high.
///
/// # Source
/// APP-6(E), echelon amplifiers: slashed circle, dots, strokes, crosses.
pub fn echelon_mark(echelon: Echelon, [x, y]: [f32; 2], ink: Rgba) -> Glyph {
    let spread = |count: usize, step: f32| {
        (0..count).map(move |place| x + (place as f32 - (count - 1) as f32 / 2.0) * step)
    };
    let dots = |count| {
        let each = spread(count, 6.0).map(|x| Primitive::Fill {
            points: ellipse([x, y], [2.1, 2.1], 16),
            colour: ink,
        });
        each.collect()
    };
    let strokes = |count| {
        let each = spread(count, 4.0).map(|x| line(vec![[x, y - 3.4], [x, y + 3.4]], 1.6, ink));
        each.collect()
    };
    let crosses = |count| {
        let each = spread(count, 8.5).flat_map(|x| {
            [
                line(vec![[x - 3.2, y - 3.4], [x + 3.2, y + 3.4]], 1.6, ink),
                line(vec![[x - 3.2, y + 3.4], [x + 3.2, y - 3.4]], 1.6, ink),
            ]
        });
        each.collect()
    };
    Glyph::of(match echelon {
        Echelon::Team => vec![
            Primitive::Line {
                points: ellipse([x, y], [2.9, 2.9], 20),
                closed: true,
                width: 1.3,
                colour: ink,
                dashed: false,
            },
            line(vec![[x - 4.4, y + 2.4], [x + 4.4, y - 2.4]], 1.3, ink),
        ],
        Echelon::Squad => dots(1),
        Echelon::Section => dots(2),
        Echelon::Platoon => dots(3),
        Echelon::Company => strokes(1),
        Echelon::Battalion => strokes(2),
        Echelon::Regiment => strokes(3),
        Echelon::Brigade => crosses(1),
        Echelon::Division => crosses(2),
        Echelon::Corps => crosses(3),
        Echelon::Army => crosses(4),
        Echelon::ArmyGroup => crosses(5),
        Echelon::Region => crosses(6),
    })
}

/// Returns the mark of an echelon as it stands in the break of a line: larger than on a unit, on a
/// patch of the ground's colour that covers what else runs there.
pub fn line_mark(echelon: Echelon, ink: Rgba, ground: Rgba) -> Glyph {
    let mark = echelon_mark(echelon, [0.0; 2], ink).scaled(1.55);
    let [left, up, right, down] = mark.reach.map(|reach| reach + 2.0);
    let patch = Primitive::Fill {
        points: vec![[-left, -up], [right, -up], [right, down], [-left, down]],
        colour: ground,
    };
    Glyph::of(std::iter::once(patch).chain(mark.primitives).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Rgba = Rgba::hex(0x0011_2233);

    #[test]
    fn every_echelon_has_its_own_mark_in_ascending_weight() {
        let counts: Vec<usize> = Echelon::ALL
            .iter()
            .map(|echelon| echelon_mark(*echelon, [0.0; 2], INK).primitives.len())
            .collect();
        assert_eq!(counts, [2, 1, 2, 3, 1, 2, 3, 2, 4, 6, 8, 10, 12]);
        let marks: Vec<_> = Echelon::ALL
            .iter()
            .map(|echelon| echelon_mark(*echelon, [0.0; 2], INK))
            .collect();
        for (place, mark) in marks.iter().enumerate() {
            assert!(!marks[..place].contains(mark));
        }
    }
}
