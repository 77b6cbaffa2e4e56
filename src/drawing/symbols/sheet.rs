//! Every symbol on one page, to be looked at: functions in the four frames, echelons, flags, sites,
//! point measures.
//!
//! For eyes and tests; no part of a plan's paper.

use std::fmt::Write as _;

use crate::drawing::marks::{point_measure, site};
use crate::drawing::style::{Rgba, Theme};
use crate::model::{Echelon, Function, Identity, MeasureKind, SiteKind, Symbol};

use super::frame::OCTAGON;
use super::glyph::Glyph;
use super::{glyph_svg, unit};

/// A symbol of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Specimen {
    /// What it stands for.
    pub name: String,
    /// The unit's symbol and who it is seen as; `None` for sites and measures.
    pub unit: Option<(Symbol, Identity)>,
    /// How it is drawn.
    pub glyph: Glyph,
}

/// Returns every symbol there is, once for each frame where it is a unit.
pub fn specimens(theme: Theme) -> Vec<Specimen> {
    let colours = theme.colours();
    let mut all = Vec::new();
    let mut add = |name: String, symbol: Symbol| {
        for identity in Identity::ALL {
            all.push(Specimen {
                name: name.clone(),
                glyph: unit(&symbol, identity, colours.ink),
                unit: Some((symbol.clone(), identity)),
            });
        }
    };
    for function in Function::ALL {
        let symbol = Symbol {
            function: *function,
            ..Symbol::default()
        };
        add(function.word().to_owned(), symbol);
    }
    for echelon in Echelon::ALL {
        let symbol = Symbol {
            echelon: Some(*echelon),
            task_force: true,
            ..Symbol::default()
        };
        add(format!("{echelon}, task force"), symbol);
    }
    let flagged = Symbol {
        function: Function::Infantry,
        echelon: Some(Echelon::Battalion),
        planned: true,
        headquarters: true,
        ..Symbol::default()
    };
    add("planned battalion headquarters".to_owned(), flagged);
    let plain = |name: String, glyph| Specimen {
        name,
        unit: None,
        glyph,
    };
    let sites = SiteKind::ALL.iter();
    all.extend(sites.map(|kind| plain(kind.word().to_owned(), site(*kind, colours))));
    let measures = MeasureKind::ALL.iter();
    all.extend(measures.map(|kind| plain(kind.word().to_owned(), point_measure(*kind, "", colours))));
    all
}

/// Returns a page of specimens as SVG, four in a row, drawn so that a friend's frame is as high as this,
/// points.
pub fn contact_sheet(theme: Theme, specimens: &[Specimen], height: f32) -> String {
    const IN_A_ROW: usize = 4;
    let colours = theme.colours();
    let scale = height / OCTAGON;
    let (cell, line) = (height * 2.6, height * 3.2 + 14.0);
    let rows = specimens.len().div_ceil(IN_A_ROW);
    let (width, depth) = (cell * IN_A_ROW as f32, line * rows as f32);
    let [land, ink] = [colours.land, colours.ink].map(hex);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{depth:.0}\" \
         font-family=\"sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"{land}\"/>\n"
    );
    for (place, specimen) in specimens.iter().enumerate() {
        let [x, y] = [place % IN_A_ROW, place / IN_A_ROW].map(|part| part as f32);
        let (x, y) = (cell * (x + 0.5), line * y + height * 1.45);
        let drawn = glyph_svg(&specimen.glyph.scaled(scale));
        let (name, below) = (&specimen.name, height * 1.75 + 6.0);
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            "<g transform=\"translate({x:.1} {y:.1})\">{drawn}<text y=\"{below:.1}\" font-size=\"8\" \
             text-anchor=\"middle\" fill=\"{ink}\">{name}</text></g>"
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn hex(Rgba([red, green, blue, _]): Rgba) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every symbol once, and those whose strokes follow the frame in all four.
    #[test]
    fn every_symbol_is_drawn_as_it_was_looked_at() {
        let follows = ["infantry", "air-defence", "signals", "supply", "medical", "other"];
        let shown: Vec<Specimen> = specimens(Theme::Light)
            .into_iter()
            .filter(|specimen| match &specimen.unit {
                Some((_, identity)) => {
                    *identity == Identity::Friend || follows.contains(&specimen.name.as_str())
                }
                None => true,
            })
            .collect();
        insta::assert_snapshot!(contact_sheet(Theme::Light, &shown, OCTAGON));
    }

    #[test]
    fn symbols_differ_from_each_other_in_every_frame_and_in_both_themes() {
        for theme in Theme::ALL {
            let all = specimens(theme);
            for (place, one) in all.iter().enumerate() {
                let twin = all[..place].iter().find(|other| other.glyph == one.glyph);
                assert!(twin.is_none(), "{} is drawn as {}", one.name, twin.unwrap().name);
            }
        }
    }
}
