//! Unit symbols as lists of primitives: frame, icon, echelon mark, modifiers.
//!
//! A table, drawn by whoever prints a scene. A civil organisation has the standard's colour for such in
//! every frame but a hostile one. Symbol codes (SIDC) are read and written by the model, not here.
//!
//! ```text
//! function ──table──▶ parts ──icon, frame──▶ primitives ──▶ window, paper; svg: text
//! ```
//!
//! # Source
//! APP-6(E) and MIL-STD-2525E: frames by standard identity, land unit icons, echelon amplifiers,
//! headquarters staff, task force bracket; planned status is a dashed frame.

mod amplifier;
mod frame;
mod glyph;
mod icon;
mod sheet;
mod svg;
mod table;

use crate::model::{Identity, Symbol};

use super::style::{Rgba, width};

pub use frame::frame_fill;
pub(in crate::drawing) use glyph::line;
pub use glyph::{Glyph, Primitive, ellipse};
pub use sheet::{Specimen, contact_sheet, specimens};
pub use svg::glyph_svg;

use frame::{CIVIL_FILL, FRAME_INK, Frame};

/// Returns the symbol of a unit, its origin in the middle of the frame; `ink` draws what stands outside
/// the frame.
pub fn unit(symbol: &Symbol, identity: Identity, ink: Rgba) -> Glyph {
    let frame = Frame::of(identity);
    let outline = frame.outline();
    let is_civil = symbol.function.is_civil() && identity != Identity::Hostile;
    let mut glyph = Glyph::of(vec![Primitive::Fill {
        points: outline.clone(),
        colour: if is_civil {
            CIVIL_FILL
        } else {
            frame_fill(identity)
        },
    }]);
    let icon = table::parts(symbol.function);
    for primitive in icon.iter().flat_map(|part| part.drawn(&frame)) {
        glyph.push(primitive);
    }
    glyph.push(Primitive::Line {
        points: outline,
        closed: true,
        width: width::SYMBOL,
        colour: FRAME_INK,
        dashed: symbol.planned,
    });
    for primitive in amplifier::amplifiers(symbol, &frame, ink) {
        glyph.push(primitive);
    }
    glyph
}

/// Returns the symbol of a unit with the place where it is as its origin: the middle of the frame, or the
/// foot of a headquarters' staff.
///
/// # Source
/// MIL-STD-2525E and APP-6(E), headquarters staff: its end indicates the location.
pub fn unit_on_its_place(symbol: &Symbol, identity: Identity, ink: Rgba) -> Glyph {
    let glyph = unit(symbol, identity, ink);
    if !symbol.headquarters {
        return glyph;
    }
    let [x, y] = amplifier::foot(&Frame::of(identity));
    glyph.moved([-x, -y])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Echelon, Function};

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

    #[test]
    fn a_headquarters_stands_on_its_place_with_its_staff() {
        let symbol = Symbol {
            headquarters: true,
            ..Symbol::default()
        };
        for identity in Identity::ALL {
            let [left, up, right, down] = unit_on_its_place(&symbol, identity, INK).reach;
            assert!(left < 2.0 && down < 2.0, "{left} {down}");
            assert!(up > 40.0 && right > 24.0, "{up} {right}");
            let plain = unit_on_its_place(&Symbol::default(), identity, INK);
            assert_eq!(plain, unit(&Symbol::default(), identity, INK));
        }
    }
}
