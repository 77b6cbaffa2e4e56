//! Names and the card of a finding, painted where the layout put them.

use std::sync::Arc;

use egui::epaint::{Mesh, RectShape, Shadow, TextShape};
use egui::{Color32, CornerRadius, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::ink::Ink;
use super::text::{colour, job_of};
use crate::drawing::labels::{Placed, PlacedCallout};
use crate::drawing::marks::triangle;
use crate::drawing::scene::Text;
use crate::drawing::style::{Colours, SeverityShape, Theme};
use crate::drawing::symbols::ellipse;

/// Lays a text of the picture out.
pub(super) fn galley(painter: &Painter, text: &Text) -> Arc<Galley> {
    painter.layout_job(job_of(text))
}

/// Measures a text of the picture.
pub(super) fn measured(painter: &Painter, text: &Text) -> [f32; 2] {
    let size = galley(painter, text).size();
    [size.x, size.y]
}

/// Paints names, each with a soft edge of the ground's colour.
pub(super) fn paint_labels(painter: &Painter, rect: Rect, placed: &[Placed], theme: Theme) {
    let halo = colour(theme.colours().halo);
    for label in placed {
        for (text, at) in label.label.lines.iter().zip(&label.lines) {
            let at = rect.min + Vec2::from(*at);
            haloed(painter, at, galley(painter, text), halo);
        }
    }
}

/// Paints a plate under each text that is read as a figure, whatever lies beneath.
pub(super) fn paint_plates(painter: &Painter, rect: Rect, placed: &[Placed], theme: Theme) {
    let colours = theme.colours();
    let (face, edge) = (colour(colours.panel.opacity(0.88)), colour(colours.hairline));
    for label in placed {
        let plate = Rect::from_min_max(
            rect.min + vec2(label.rect.left - 4.0, label.rect.top - 1.0),
            rect.min + vec2(label.rect.right + 4.0, label.rect.bottom + 1.0),
        );
        painter.rect(plate, 4.0, face, Stroke::new(1.0, edge), StrokeKind::Inside);
    }
}

/// Paints text with a soft edge.
pub(super) fn haloed(painter: &Painter, at: Pos2, galley: Arc<Galley>, halo: Color32) {
    // Eight directions would be smoother and twice as dear; four and a wide fade look the same.
    let soft = halo.gamma_multiply(0.55);
    for by in [
        vec2(-1.3, 0.0),
        vec2(1.3, 0.0),
        vec2(0.0, -1.3),
        vec2(0.0, 1.3),
        vec2(-0.9, -0.9),
        vec2(0.9, 0.9),
        vec2(-0.9, 0.9),
        vec2(0.9, -0.9),
    ] {
        let shape = TextShape::new(at + by, Arc::clone(&galley), soft).with_override_text_color(soft);
        painter.add(shape);
    }
    painter.galley(at, galley, Color32::PLACEHOLDER);
}

/// Paints the card of the finding looked at, and its line.
pub(super) fn paint_callout(painter: &Painter, rect: Rect, placed: &PlacedCallout, theme: Theme) {
    let callout = &placed.callout;
    let [ground, edge] = callout.card.map(colour);
    let ink = colour(callout.colour);
    let [from, to] = placed.leader.map(|at| rect.min + Vec2::from(at));
    painter.line_segment([from, to], Stroke::new(1.4, ink));
    painter.circle_filled(to, 2.6, ink);
    let card = Rect::from_min_max(
        rect.min + vec2(placed.rect.left, placed.rect.top),
        rect.min + vec2(placed.rect.right, placed.rect.bottom),
    );
    let corners = CornerRadius::same(7);
    painter.add(shadow(theme).as_shape(card, corners));
    painter.add(RectShape::new(
        card,
        corners,
        ground,
        Stroke::new(1.0, edge),
        StrokeKind::Inside,
    ));
    let mut mesh = Mesh::default();
    let shape = rect.min + Vec2::from(placed.shape);
    severity_shape(
        &mut mesh,
        painter.pixels_per_point(),
        shape,
        SeverityShape::of(callout.severity),
        theme.colours(),
        ink,
    );
    painter.add(mesh);
    for (text, at) in callout.lines.iter().zip(&placed.lines) {
        let galley = galley(painter, text);
        let mut at = rect.min + Vec2::from(*at);
        if begins_at_the_right(&text.words) {
            at.x = card.right() - CARD_MARGIN - galley.size().x;
        }
        painter.galley(at, galley, Color32::PLACEHOLDER);
    }
}

/// Between the edge of a card and lines that are read from the right.
const CARD_MARGIN: f32 = 14.0;

fn begins_at_the_right(words: &str) -> bool {
    use unicode_bidi::{Direction, get_base_direction};
    get_base_direction(words) == Direction::Rtl
}

fn shadow(theme: Theme) -> Shadow {
    Shadow {
        offset: [0, 2],
        blur: 12,
        spread: 0,
        color: Color32::from_black_alpha(theme.colours().shadow),
    }
}

fn severity_shape(
    mesh: &mut Mesh,
    pixels_per_point: f32,
    at: Pos2,
    shape: SeverityShape,
    colours: &Colours,
    ink: Color32,
) {
    let mut pen = Ink::new(pixels_per_point);
    let moved = |points: Vec<[f32; 2]>| -> Vec<[f32; 2]> {
        points.into_iter().map(|[x, y]| [x + at.x, y + at.y]).collect()
    };
    match shape {
        SeverityShape::Triangle => pen.fill(&moved(triangle(5.2)), ink, mesh),
        SeverityShape::Disc => pen.fill(&moved(ellipse([0.0; 2], [4.4; 2], 24)), ink, mesh),
        SeverityShape::Ring => {
            let ring = moved(ellipse([0.0; 2], [3.8; 2], 24));
            pen.fill(&ring, colour(colours.panel), mesh);
            pen.line(&ring, true, 1.6, ink, mesh);
        }
        SeverityShape::Dash => {
            let dash = [[at.x - 4.0, at.y], [at.x + 4.0, at.y]];
            pen.line(&dash, false, 2.0, ink, mesh);
        }
    }
}

/// Paints the shape of a severity round a place: for rows and badges, as on the map.
pub fn paint_severity(painter: &Painter, at: Pos2, severity: crate::model::Severity, theme: Theme) {
    let mut mesh = Mesh::default();
    let colours = theme.colours();
    let ink = colour(colours.of_severity(severity));
    let at = pos2(at.x, at.y);
    severity_shape(
        &mut mesh,
        painter.pixels_per_point(),
        at,
        SeverityShape::of(severity),
        colours,
        ink,
    );
    painter.add(mesh);
}
