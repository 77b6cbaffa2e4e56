//! How areas, lines and names of the user's own maps look: flat, in the base map's colours, by what they
//! are. One table for tiles of every origin.

use super::text::colour;
use crate::drawing::Rgba;
use crate::drawing::scene::{Align, Anchor, Dash, Label, Stroke, Text, Weight};
use crate::drawing::style::{Colours, font};
use crate::editor::{NameScript, Sheet, Tint};
use crate::files::tiles::{AreaKind, LineKind, NameKind, NamePiece};
use crate::ui::theme::Look;

/// Returns a tint in the theme of a context, for the list of layers.
pub fn tint_colour(ctx: &egui::Context, tint: Tint) -> egui::Color32 {
    colour(ink_of(tint, Look::of(ctx).theme.colours()))
}

/// Returns the colour of a sheet's own things.
fn tint(sheet: &Sheet, colours: &Colours) -> Rgba {
    ink_of(sheet.tint, colours)
}

/// Quiet, but told from the base map's own things.
fn ink_of(tint: Tint, colours: &Colours) -> Rgba {
    match tint {
        Tint::Grey => colours.place,
        Tint::Blue => colours.accent,
        Tint::Water => colours.river.readable_on(colours.land, 3.0),
        Tint::Earth => colours.road.readable_on(colours.land, 3.0),
    }
}

/// Returns the fill of an area; `None`: it is not filled.
pub(super) fn fill(kind: AreaKind, zoom: f64, sheet: &Sheet, colours: &Colours) -> Option<Rgba> {
    let colour = match kind {
        AreaKind::Land => colours.land,
        AreaKind::Wood => colours.land.towards(colours.place_faint, 0.09),
        AreaKind::BuiltUp => colours.built_up,
        AreaKind::Water => colours.water,
        AreaKind::Building if zoom < 13.0 => return None,
        AreaKind::Building => colours.built_up.towards(colours.place_faint, 0.22),
        AreaKind::Other => return Some(tint(sheet, colours).opacity(0.10 * sheet.opacity())),
    };
    Some(colour.opacity(sheet.opacity()))
}

/// Returns how the edge of an area is drawn; `None`: not at all.
pub(super) fn outline(kind: AreaKind, sheet: &Sheet, colours: &Colours) -> Option<Stroke> {
    (kind == AreaKind::Other).then(|| faded(Stroke::solid(1.2, tint(sheet, colours)), sheet))
}

/// Returns how a line is drawn at a zoom; `None`: not at all. Lines grow a little as one comes closer.
pub(super) fn line(kind: LineKind, zoom: f64, sheet: &Sheet, colours: &Colours) -> Option<Stroke> {
    let near = |from: f64, to: f64, least: f32, most: f32| {
        let share = ((zoom - from) / (to - from)).clamp(0.0, 1.0) as f32;
        least + (most - least) * share
    };
    let seen_from = match kind {
        LineKind::Path => 14.0,
        LineKind::MinorRoad | LineKind::Stream => 12.0,
        LineKind::MediumRoad => 8.5,
        LineKind::Railway => 7.5,
        _ => 0.0,
    };
    if zoom < seen_from {
        return None;
    }
    // Streets are many: they are paler than the roads between towns.
    let street = colours.road.towards(colours.land, 0.25);
    let stroke = match kind {
        LineKind::Stream => Stroke::solid(near(12.0, 17.0, 0.7, 1.6), colours.river),
        LineKind::River => Stroke::solid(near(4.0, 14.0, 0.9, 3.2), colours.river),
        LineKind::Path => Stroke::solid(0.9, colours.road).dashed(Dash::Short),
        LineKind::MinorRoad => Stroke::solid(near(12.0, 17.0, 0.7, 4.0), street),
        LineKind::MediumRoad => Stroke::solid(near(8.0, 16.0, 0.7, 4.6), colours.road),
        LineKind::MajorRoad => Stroke::solid(near(5.0, 16.0, 0.8, 5.4), colours.road),
        LineKind::Motorway => {
            let colour = colours.road.towards(colours.place_faint, 0.18);
            Stroke::solid(near(5.0, 16.0, 1.1, 6.2), colour)
        }
        LineKind::Railway => Stroke::solid(near(7.0, 15.0, 0.7, 1.5), colours.railway).dashed(Dash::Long),
        LineKind::Province => Stroke::solid(near(5.0, 11.0, 0.8, 1.3), colours.province).dashed(Dash::Long),
        LineKind::Border => Stroke::solid(near(3.0, 10.0, 1.1, 1.8), colours.border),
        LineKind::Other => Stroke::solid(1.6, tint(sheet, colours)),
    };
    Some(faded(stroke, sheet))
}

fn faded(stroke: Stroke, sheet: &Sheet) -> Stroke {
    Stroke {
        colour: stroke.colour.opacity(sheet.opacity()),
        ..stroke
    }
}

/// Returns the name as it wants to be written at a zoom; `None`: not at all.
pub(super) fn label(
    piece: &NamePiece,
    turn: f64,
    zoom: f64,
    script: NameScript,
    sheet: &Sheet,
    colours: &Colours,
) -> Option<Label> {
    let (from, until, size, ink) = match piece.kind {
        NameKind::Other => (
            0.0,
            30.0,
            font::SECONDARY,
            tint(sheet, colours).readable_on(colours.land, 4.5),
        ),
        NameKind::Country => (0.0, 6.5, font::PLACE[0], colours.place_faint),
        NameKind::Region => (5.0, 9.0, font::SECONDARY, colours.place_faint),
        NameKind::City => (4.0, 14.5, font::PLACE[0], colours.place),
        NameKind::Town => (7.5, 16.0, font::PLACE[1], colours.place),
        NameKind::Village => (10.5, 30.0, font::PLACE[2], colours.place),
        NameKind::Quarter => (12.0, 30.0, font::PLACE[2], colours.place_faint),
        NameKind::Water => (
            8.0,
            30.0,
            font::SECONDARY,
            colours.river.readable_on(colours.water, 4.5),
        ),
    };
    if zoom < from || zoom >= until || (piece.name.is_empty() && !piece.dotted) {
        return None;
    }
    let ink = ink.opacity(sheet.opacity());
    let (latin, arabic) = script.lines(&piece.name, piece.name_ar.as_deref());
    let lines = latin.into_iter().chain(arabic);
    let lines = lines
        .map(|words| Text::new(words, size, Weight::Regular, ink))
        .collect();
    let at = [piece.at[0] + turn, piece.at[1]];
    Some(Label {
        subject: None,
        lines,
        anchor: if piece.dotted {
            Anchor::Beside { at, reach: [2.4; 4] }
        } else {
            Anchor::Centre(at)
        },
        align: if piece.dotted {
            Align::Symbol
        } else {
            Align::Centre
        },
    })
}
