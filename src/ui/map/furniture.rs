//! What stands on every map: scale bar, north arrow, credit.

use egui::{Align2, Painter, Pos2, Rect, Stroke, vec2};

use super::paint_labels::haloed;
use super::text::{colour, job_of};
use crate::drawing::mercator::{ground_from_world, metres_per_unit};
use crate::drawing::scene::{Text, Weight};
use crate::drawing::style::{Colours, Theme, font};
use crate::drawing::{Camera, Rgba};

/// The longest a scale bar may be, in points.
const LONGEST: f64 = 150.0;

/// Paints a scale bar, its lower left corner at a place; returns where it is. Lengths are those at the
/// middle of the view.
pub fn scale_bar_ui(painter: &Painter, at: Pos2, camera: &Camera, theme: Theme) -> Rect {
    let colours = theme.colours();
    let latitude = ground_from_world(camera.centre).latitude();
    let (metres, words) = round_length(camera.metres_per_point(latitude) * LONGEST);
    let width = (metres / metres_per_unit(camera.centre[1]) * camera.points_per_unit()) as f32;
    let ink = Stroke::new(1.4, colour(colours.ink));
    let back = Stroke::new(4.0, colour(colours.halo));
    let (low, high) = (at.y - 1.0, at.y - 7.0);
    let ends = [at.x + 1.0, at.x + 1.0 + width];
    for stroke in [back, ink] {
        let bar = vec![
            Pos2::new(ends[0], high),
            Pos2::new(ends[0], low),
            Pos2::new(ends[1], low),
            Pos2::new(ends[1], high),
        ];
        painter.line(bar, stroke);
    }
    let middle = Pos2::new(f32::midpoint(ends[0], ends[1]), high - 2.0);
    let words = Text::new(words, font::SECONDARY, Weight::Regular, colours.ink);
    let text = anchored(painter, middle, Align2::CENTER_BOTTOM, &words, colours);
    Rect::from_two_pos(at, Pos2::new(ends[1] + 1.0, text.top()))
}

/// The longest of 1, 2, 5 times a power of ten that is not longer, and how it is written.
fn round_length(longest: f64) -> (f64, String) {
    let power = libm::pow(10.0, libm::floor(libm::log10(longest.max(1e-3))));
    let factor = [5.0, 2.0].into_iter().find(|factor| factor * power <= longest);
    let metres = factor.unwrap_or(1.0) * power;
    let words = if metres >= 1000.0 {
        format!("{} km", (metres / 1000.0).round())
    } else if metres >= 1.0 {
        format!("{} m", metres.round())
    } else {
        format!("{} cm", (metres * 100.0).round())
    };
    (metres, words)
}

/// Paints a north arrow round a place, about 34 points high; returns where it is.
pub fn north_arrow_ui(painter: &Painter, at: Pos2, theme: Theme) -> Rect {
    let colours = theme.colours();
    let ink = colour(colours.ink);
    let tip = at - vec2(0.0, 15.0);
    let (left, right) = (at + vec2(-5.5, 3.0), at + vec2(5.5, 3.0));
    let notch = at - vec2(0.0, 1.0);
    let back = Stroke::new(3.0, colour(colours.halo));
    painter.add(egui::Shape::closed_line(vec![tip, right, notch, left], back));
    painter.add(egui::Shape::convex_polygon(
        vec![tip, notch, left],
        ink,
        Stroke::NONE,
    ));
    let outline = Stroke::new(1.0, ink);
    painter.add(egui::Shape::closed_line(vec![tip, right, notch], outline));
    let letter = Text::new("N", font::SECONDARY, Weight::SemiBold, colours.ink);
    let text = anchored(painter, at + vec2(0.0, 4.0), Align2::CENTER_TOP, &letter, colours);
    text.union(Rect::from_two_pos(tip, right))
}

/// Paints whom the map is owed to, its lower right corner at a place; returns where it is.
pub fn credit_ui(painter: &Painter, at: Pos2, words: &str, theme: Theme) -> Rect {
    let colours = theme.colours();
    let text = Text::new(words, font::CREDIT, Weight::Regular, colours.place_faint);
    anchored(painter, at, Align2::RIGHT_BOTTOM, &text, colours)
}

fn anchored(painter: &Painter, at: Pos2, align: Align2, text: &Text, colours: &Colours) -> Rect {
    let galley = painter.layout_job(job_of(text));
    let rect = align.anchor_size(at, galley.size());
    let Rgba([.., alpha]) = colours.halo;
    let halo = colour(colours.halo.opacity(f32::from(alpha) / 255.0));
    haloed(painter, rect.min, galley, halo);
    rect
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_bars_have_round_lengths() {
        for (longest, metres, words) in [
            (7_300.0, 5_000.0, "5 km"),
            (2_000.0, 2_000.0, "2 km"),
            (1_999.0, 1_000.0, "1 km"),
            (640.0, 500.0, "500 m"),
            (0.3, 0.2, "20 cm"),
            (4_200_000.0, 2_000_000.0, "2000 km"),
        ] {
            let (found, written) = round_length(longest);
            assert!((found - metres).abs() < metres * 1e-9, "{longest} {found}");
            assert_eq!(written, words);
        }
    }
}
