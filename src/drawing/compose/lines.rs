//! Boundaries, control measures and corridors.

use std::sync::Arc;

use crate::geometry::{Geometry, Position};
use crate::model::{Boundary, BoundaryKind, Corridor, Id, Measure, MeasureKind};

use super::{Context, Drawn, Rank};
use crate::drawing::marks::{letters, point_measure};
use crate::drawing::mercator::{metres_per_unit, world_from_ground};
use crate::drawing::scene::{
    Align, Anchor, Dash, Decor, Label, Layer, Mark, Stroke, Subject, Text, Texture, Weight,
};
use crate::drawing::shape::Shape;
use crate::drawing::style::{font, width};
use crate::drawing::symbols::{Glyph, Primitive, ellipse};

/// Draws a boundary: the echelon mark in a break of the line, the parties' names on their sides.
pub(super) fn boundary(context: &Context, id: Id<Boundary>, boundary: &Boundary) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&boundary.when) || boundary.path.points.len() < 2 {
        return drawn;
    }
    let ink = context.colours().ink;
    let line = Arc::new(Shape::of_path(&boundary.path));
    let dash = match boundary.kind {
        BoundaryKind::Lateral | BoundaryKind::Forward | BoundaryKind::Rear => Dash::Solid,
        BoundaryKind::Separation => Dash::Long,
    };
    let patch = context.colours().halo;
    let decor = boundary
        .echelon
        .map_or(Decor::None, |echelon| Decor::Echelon(echelon, patch));
    let mark = Mark::Line {
        shape: Arc::clone(&line),
        stroke: Stroke::solid(width::BOUNDARY, ink).dashed(dash).with(decor),
    };
    drawn.item(Layer::Lines, id, mark);
    for (side, left) in [(boundary.left, true), (boundary.right, false)] {
        let Some(side) = side else { continue };
        let mut words = context.style(Some(side)).label.to_uppercase();
        if boundary.inclusive_to == Some(side) {
            words.push_str(" (INCL)");
        }
        let label = Label {
            subject: Some(id.into()),
            lines: vec![Text::new(words, font::BOUNDARY, Weight::SemiBold, ink)],
            anchor: Anchor::Sides {
                line: Arc::clone(&line),
                left,
            },
            align: Align::Centre,
        };
        drawn.label(Rank::Boundary, label);
    }
    drawn
}

/// Draws a control measure: a flag, a line or an area with its letters and name.
pub(super) fn measure(context: &Context, id: Id<Measure>, measure: &Measure) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&measure.when) {
        return drawn;
    }
    match &measure.shape {
        Geometry::Point(at) => measure_point(context, id, measure, *at, &mut drawn),
        Geometry::Path(path) if path.points.len() > 1 => {
            let line = Arc::new(Shape::of_path(path));
            let mark = Mark::Line {
                shape: Arc::clone(&line),
                stroke: measure_stroke(context, measure.kind),
            };
            drawn.item(Layer::Lines, id, mark);
            named(context, id, measure, Anchor::Ends(line), &mut drawn);
        }
        Geometry::Path(_) => {}
        Geometry::Area(area) => {
            let shape = Arc::new(Shape::of_area(area));
            let ink = context.colours().ink;
            let (opacity, texture) = match measure.kind {
                MeasureKind::NoFireArea | MeasureKind::NoEntryZone => (0.03, Some(Texture::Diagonal)),
                MeasureKind::BufferZone => (0.05, Some(Texture::Dots)),
                _ => (0.03, None),
            };
            let mark = Mark::Fill {
                shape: Arc::clone(&shape),
                colour: ink.opacity(opacity),
                texture: texture.map(|texture| (texture, ink.opacity(0.22))),
            };
            drawn.item(Layer::Areas, id, mark);
            let mark = Mark::Line {
                shape: Arc::clone(&shape),
                stroke: measure_stroke(context, measure.kind),
            };
            drawn.item(Layer::Areas, id, mark);
            named(context, id, measure, Anchor::Near(shape), &mut drawn);
        }
    }
    drawn
}

fn measure_point(context: &Context, id: Id<Measure>, measure: &Measure, at: Position, drawn: &mut Drawn) {
    let glyph = point_measure(measure.kind, &measure.abbreviation, context.colours());
    let at = world_from_ground(at);
    let name = if measure.label.is_empty() {
        &measure.name
    } else {
        &measure.label
    };
    if !name.is_empty() {
        let label = Label {
            subject: Some(id.into()),
            lines: vec![Text::new(
                name,
                font::MEASURE,
                Weight::SemiBold,
                context.colours().ink,
            )],
            anchor: Anchor::Beside {
                at,
                reach: glyph.reach,
            },
            align: Align::Symbol,
        };
        drawn.label(Rank::Measure, label);
    }
    let mark = Mark::Symbol {
        at,
        glyph: Arc::new(glyph),
    };
    drawn.item(Layer::Sites, id, mark);
}

/// Names a line or area: the letters of its kind, then its label or name, unless that has them already.
fn named(context: &Context, id: Id<Measure>, measure: &Measure, anchor: Anchor, drawn: &mut Drawn) {
    let abbreviation = if measure.abbreviation.is_empty() {
        letters(measure.kind)
    } else {
        &measure.abbreviation
    };
    let name = if measure.label.is_empty() {
        &measure.name
    } else {
        &measure.label
    };
    let words = if name.is_empty() || name.starts_with(abbreviation) {
        name.clone()
    } else {
        format!("{abbreviation} {name}")
    };
    let words = if words.is_empty() {
        abbreviation.to_owned()
    } else {
        words
    };
    let label = Label {
        subject: Some(id.into()),
        lines: vec![Text::new(
            words,
            font::MEASURE,
            Weight::SemiBold,
            context.colours().ink,
        )],
        anchor,
        align: Align::Centre,
    };
    drawn.label(Rank::Measure, label);
}

/// # Source
/// APP-6(D): lines of fire support coordination that permit are broken, those that restrict are not;
/// the forward line is a row of half circles.
fn measure_stroke(context: &Context, kind: MeasureKind) -> Stroke {
    let stroke = Stroke::solid(width::MEASURE, context.colours().ink);
    match kind {
        MeasureKind::CoordinatedFireLine | MeasureKind::HandoverLine => stroke.dashed(Dash::Long),
        MeasureKind::SeparationLine | MeasureKind::BufferZone | MeasureKind::RestrictedAccessArea => {
            stroke.dashed(Dash::Short)
        }
        MeasureKind::ForwardLine => stroke.with(Decor::Bumps),
        MeasureKind::SupplyRoute | MeasureKind::SafeLane => stroke.with(Decor::Chevrons),
        _ => stroke,
    }
}

/// Draws a corridor: a band as wide as it is on the ground, a dotted middle line with its direction, and
/// the stops.
pub(super) fn corridor(context: &Context, id: Id<Corridor>, corridor: &Corridor) -> Drawn {
    let mut drawn = Drawn::default();
    let open = corridor.windows.is_empty() || corridor.windows.iter().any(|window| context.shows(window));
    if !open || corridor.path.points.len() < 2 {
        return drawn;
    }
    let colour = context.colours().civilian;
    let shape = Arc::new(Shape::of_path(&corridor.path));
    let mark = Mark::Band {
        width: f64::from(corridor.width_m) / metres_per_unit(shape.bounds.centre()[1]),
        shape: Arc::clone(&shape),
        least: width::CORRIDOR_BAND,
        colour: colour.opacity(0.26),
    };
    drawn.item(Layer::Corridors, id, mark);
    let stroke = Stroke::solid(width::CORRIDOR, colour)
        .dashed(Dash::Dots)
        .with(Decor::Chevrons);
    let mark = Mark::Line {
        shape: Arc::clone(&shape),
        stroke,
    };
    drawn.item(Layer::Corridors, id, mark);
    let stop = Arc::new(stop(context));
    for place in &corridor.stops {
        let at = world_from_ground(place.at);
        let glyph = Arc::clone(&stop);
        drawn.item(Layer::Sites, id, Mark::Symbol { at, glyph });
        name_beside(id, &place.name, at, stop.reach, colour, &mut drawn);
    }
    if !corridor.name.is_empty() {
        let label = Label {
            subject: Some(id.into()),
            lines: vec![Text::new(&corridor.name, font::SITE, Weight::SemiBold, colour)],
            anchor: Anchor::Along(shape),
            align: Align::Centre,
        };
        drawn.label(Rank::Corridor, label);
    }
    drawn
}

fn name_beside(
    subject: impl Into<Subject>,
    name: &str,
    at: [f64; 2],
    reach: [f32; 4],
    colour: crate::drawing::Rgba,
    drawn: &mut Drawn,
) {
    if name.is_empty() {
        return;
    }
    let label = Label {
        subject: Some(subject.into()),
        lines: vec![Text::new(name, font::MEASURE, Weight::Regular, colour)],
        anchor: Anchor::Beside { at, reach },
        align: Align::Symbol,
    };
    drawn.label(Rank::Measure, label);
}

fn stop(context: &Context) -> Glyph {
    let ring = ellipse([0.0; 2], [4.0; 2], 20);
    Glyph::of(vec![
        Primitive::Fill {
            points: ring.clone(),
            colour: context.colours().on_site,
        },
        Primitive::Line {
            points: ring,
            closed: true,
            width: 1.8,
            colour: context.colours().civilian,
            dashed: false,
        },
    ])
}
