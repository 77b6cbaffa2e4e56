//! Boundaries, control measures and corridors.

use std::sync::Arc;

use crate::geometry::{Geometry, Position};
use crate::model::{Boundary, BoundaryKind, Corridor, Id, Measure};

use super::standing::Status;
use super::{Context, Drawn, Rank};
use crate::drawing::control::{Form, form, words};
use crate::drawing::crowd::Kin;
use crate::drawing::marks::point_measure;
use crate::drawing::mercator::{metres_per_unit, world_from_ground};
use crate::drawing::scene::{
    Align, Anchor, Dash, Decor, Item, Label, Layer, Mark, Stroke, Subject, Text, Weight,
};
use crate::drawing::shape::Shape;
use crate::drawing::style::{Rgba, font, width};
use crate::drawing::symbols::{Glyph, Primitive, ellipse};

/// How opaque what fills an area is: seen on every holder's pattern, and names read on it.
const HATCH: f32 = 0.45;

/// Where symbols crowd, points where parties meet stand before all sites.
const POINT_RANK: u16 = 100;

/// What is written at a line or area on which its sides did not agree.
const DISPUTED: &str = "DISPUTED";

/// What is written at a line whose dashes do not tell that it is not agreed on yet.
const PLANNED: &str = "PLANNED";

/// Draws a boundary: the echelon mark in a break of the line, the parties' names on their sides, dashed
/// until it is agreed on. What it separates, where that is not neighbours side by side, and that it is
/// disputed, is written along it.
///
/// # Source
/// MIL-STD-2525E and APP-6(E), boundary: echelon in a break, designations on their sides, repeated on
/// long lines; one form for lateral, forward and rear ones, told apart by words. Two lines for those who
/// are kept apart are ours.
pub(super) fn boundary(context: &Context, id: Id<Boundary>, boundary: &Boundary) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&boundary.when) || boundary.path.points.len() < 2 {
        return drawn;
    }
    let ink = context.colours().ink;
    let line = Arc::new(Shape::of_path(&boundary.path));
    let status = context.statuses.of_boundary(id, boundary);
    let patch = context.colours().halo;
    let decor = boundary
        .echelon
        .map_or(Decor::None, |echelon| Decor::Echelon(echelon, patch));
    let stroke = match boundary.kind {
        BoundaryKind::Lateral | BoundaryKind::Forward | BoundaryKind::Rear => {
            Stroke::solid(width::BOUNDARY, ink)
        }
        BoundaryKind::Separation => Stroke::solid(width::TWIN, ink).twin(),
    };
    let mark = Mark::Line {
        shape: Arc::clone(&line),
        stroke: status.on(stroke.with(decor)),
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
    let separates = match boundary.kind {
        BoundaryKind::Lateral => None,
        BoundaryKind::Forward => Some("FORWARD BOUNDARY"),
        BoundaryKind::Rear => Some("REAR BOUNDARY"),
        BoundaryKind::Separation => Some("SEPARATION"),
    };
    let words: Vec<String> = separates
        .into_iter()
        .chain((status == Status::Disputed).then_some(DISPUTED))
        .map(|words| context.said(words))
        .collect();
    if !words.is_empty() {
        let text = Text::new(words.join(" · "), font::SMALL, Weight::SemiBold, ink);
        let label = Label {
            subject: Some(id.into()),
            lines: vec![text],
            anchor: Anchor::Along(line),
            align: Align::Centre,
        };
        drawn.label(Rank::Boundary, label);
    }
    drawn
}

/// Draws a control measure: a flag, a line or an area with its letters and name, as its kind has it in
/// [`control`](crate::drawing::control).
pub(super) fn measure(context: &Context, id: Id<Measure>, measure: &Measure) -> Drawn {
    let mut drawn = Drawn::default();
    if !context.shows(&measure.when) {
        return drawn;
    }
    let form = form(measure.kind);
    let ink = context.colours().ink;
    let status = context
        .statuses
        .get(id, measure.agreement)
        .unwrap_or(Status::InForce);
    let width = if form.twin { width::TWIN } else { width::MEASURE };
    let mut stroke = Stroke::solid(width, ink).dashed(form.dash).with(form.decor);
    if form.twin {
        stroke = stroke.twin();
    }
    let stroke = status.on(stroke);
    match &measure.shape {
        Geometry::Point(at) => measure_point(context, id, measure, *at, &mut drawn),
        Geometry::Path(path) if path.points.len() > 1 => {
            let shape = Arc::new(Shape::of_path(path));
            let mark = Mark::Line {
                shape: Arc::clone(&shape),
                stroke,
            };
            drawn.item(Layer::Lines, id, mark);
            let anchor = if form.along {
                Anchor::Along(shape)
            } else {
                Anchor::Ends(shape)
            };
            named(context, id, measure, (form, status), anchor, &mut drawn);
        }
        Geometry::Path(_) => {}
        Geometry::Area(area) => {
            let shape = Arc::new(Shape::of_area(area));
            let mark = Mark::Fill {
                shape: Arc::clone(&shape),
                colour: ink.opacity(0.03),
                texture: form.texture.map(|texture| (texture, ink.opacity(HATCH))),
            };
            drawn.item(Layer::Areas, id, mark);
            let mark = Mark::Line {
                shape: Arc::clone(&shape),
                stroke,
            };
            drawn.item(Layer::Areas, id, mark);
            named(
                context,
                id,
                measure,
                (form, status),
                Anchor::Near(shape),
                &mut drawn,
            );
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
    let kin = Kin {
        party: None,
        party_name: String::new(),
        ink: context.number_ink(),
        dot: Some(context.colours().ink),
        rank: POINT_RANK,
    };
    let item = Item::new(Layer::Sites, id, mark).of_kin(Some(Arc::new(kin)));
    drawn.items.push(Arc::new(item));
}

/// Names a line or area: letters and name, then, where fires are restricted, who established it and
/// from when until when it is effective; shorter where there is no room for all that.
fn named(
    context: &Context,
    id: Id<Measure>,
    measure: &Measure,
    (form, status): (Form, Status),
    anchor: Anchor,
    drawn: &mut Drawn,
) {
    let ink = context.colours().ink;
    let name = if measure.label.is_empty() {
        &measure.name
    } else {
        &measure.label
    };
    let strong = |words: String| Text::new(words, font::MEASURE, Weight::SemiBold, ink);
    let weak = |words: String| Text::new(words, font::SMALL, Weight::Regular, ink);
    let head: Vec<Text> = words(measure.kind, &measure.abbreviation, name)
        .into_iter()
        .map(strong)
        .collect();
    let letters = words(measure.kind, &measure.abbreviation, "");
    let mut below: Vec<Text> = Vec::new();
    if form.fires {
        let party = measure.owner.map(|owner| context.style(Some(owner)).label);
        below.extend(party.filter(|party| !party.is_empty()).map(weak));
        below.extend(context.effective(&measure.when).map(weak));
    }
    let standing = match status {
        Status::Disputed => Some(DISPUTED),
        // Its dashes are the standard's: they cannot say that it is not in force.
        Status::Planned if form.dash != Dash::Solid => Some(PLANNED),
        Status::Planned | Status::InForce => None,
    };
    let standing = standing.map(|word| weak(context.said(word)));
    let with = |lines: &[Text], more: &[Text]| -> Vec<Text> {
        lines.iter().chain(&standing).chain(more).cloned().collect()
    };
    let times = below.last().cloned().into_iter().collect::<Vec<Text>>();
    let ways = vec![
        with(&head, &below),
        with(&head, &times),
        with(&head, &[]),
        with(&letters.into_iter().map(strong).collect::<Vec<Text>>(), &[]),
    ];
    let label = Label {
        subject: Some(id.into()),
        lines: Vec::new(),
        anchor,
        align: Align::Centre,
    };
    drawn.label_in(Rank::Measure, ways, &label);
}

/// Draws a corridor: a band as wide as it is on the ground, a middle line with its direction, dashed until
/// it is agreed on, and the stops.
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
    let status = context
        .statuses
        .get(id, corridor.agreement)
        .unwrap_or(Status::Planned);
    let stroke = status.on(Stroke::solid(width::CORRIDOR, colour).with(Decor::Chevrons));
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
            lines: Vec::new(),
            anchor: Anchor::Along(shape),
            align: Align::Centre,
        };
        drawn.label_in(Rank::Corridor, corridor_ways(corridor, status, colour), &label);
    }
    drawn
}

/// The ways to write a corridor's name: with that in its own language, and without; and that it is
/// disputed.
fn corridor_ways(corridor: &Corridor, status: Status, colour: Rgba) -> Vec<Vec<Text>> {
    let written = |words: &str| Text::new(words, font::SITE, Weight::SemiBold, colour);
    let native = Some(corridor.native_name.trim())
        .filter(|native| !native.is_empty() && *native != corridor.name)
        .map(written);
    let disputed =
        (status == Status::Disputed).then(|| Text::new(DISPUTED, font::SMALL, Weight::SemiBold, colour));
    let with = |native: Option<Text>| -> Vec<Text> {
        let name = std::iter::once(written(&corridor.name));
        name.chain(native).chain(disputed.clone()).collect()
    };
    vec![with(native), with(None)]
}

fn name_beside(
    subject: impl Into<Subject>,
    name: &str,
    at: [f64; 2],
    reach: [f32; 4],
    colour: Rgba,
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
