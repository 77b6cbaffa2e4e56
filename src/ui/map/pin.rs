//! The mark on a place that was looked for: it goes away with Esc.

use egui::{Painter, Pos2, Rect, Shape, Stroke, Vec2, vec2};

use super::paint_labels::{galley, haloed};
use super::text::colour;
use crate::drawing::Camera;
use crate::drawing::scene::{Text, Weight};
use crate::drawing::style::{Theme, font};
use crate::editor::Pin;

/// Paints a pin whose point is on the place, with what it is called beside it.
pub(super) fn paint_pin(painter: &Painter, rect: Rect, camera: &Camera, theme: Theme, pin: &Pin) {
    let colours = theme.colours();
    let size = [rect.width(), rect.height()];
    let at = rect.min + Vec2::from(camera.screen_from_ground(pin.at, size));
    let accent = colour(colours.accent);
    let panel = colour(colours.panel);
    let head = at - vec2(0.0, 19.0);
    let flank = |side: f32| head + vec2(side * 6.6, 3.6);
    let drop = |grown: f32, ink| {
        let tip: Vec<Pos2> = vec![
            at + vec2(0.0, grown),
            flank(1.0 + grown * 0.15),
            flank(-1.0 - grown * 0.15),
        ];
        painter.add(Shape::convex_polygon(tip, ink, Stroke::NONE));
        painter.circle_filled(head, 7.5 + grown, ink);
    };
    drop(1.6, panel);
    drop(0.0, accent);
    painter.circle_filled(head, 2.8, panel);
    let words = Text::new(pin.name.as_str(), font::ROW, Weight::SemiBold, colours.text);
    let galley = galley(painter, &words);
    let beside = head + vec2(13.0, -galley.size().y / 2.0);
    haloed(painter, beside, galley, colour(colours.halo));
}
