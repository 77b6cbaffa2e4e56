//! What differs between two plans: before as a broken line, after as a solid one.
//!
//! For looking at a fix before it is applied, and at plans side by side. What has no shape is not drawn.

use std::sync::Arc;

use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Dash, Item, Layer, Mark, Scene, Stroke, Texture};
use crate::drawing::shape::Shape;
use crate::drawing::style::{Rgba, Theme};
use crate::drawing::symbols::{Glyph, Primitive, ellipse};
use crate::geometry::{Area, Geometry, Position};
use crate::model::{AnyId, Changes, Plan};

/// Makes the scene of what is drawn differently in two plans.
pub fn changed(before: &Plan, after: &Plan, theme: Theme) -> Scene {
    let colours = theme.colours();
    let mut marks = Vec::new();
    for id in Changes::between(before, after).ids() {
        let (old, new) = (shapes(before, id), shapes(after, id));
        for shape in old.iter().filter(|shape| !new.contains(shape)) {
            let stroke = Stroke::solid(2.0, colours.text).dashed(Dash::Short);
            marks.extend(outline(shape, stroke));
        }
        for shape in &new {
            if let Geometry::Area(area) = shape {
                marks.push(filled(area, colours.accent.opacity(0.14), None));
            }
            marks.extend(outline(shape, Stroke::solid(2.6, colours.accent)));
        }
    }
    scene(marks)
}

/// One thing that differs between two plans, as it is to be marked on the map.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'d> {
    /// Which entity.
    pub id: AnyId,
    /// Ground that it has now and had not.
    pub gained: Option<&'d Area>,
    /// Ground that it had and has no more.
    pub lost: Option<&'d Area>,
    /// It is the one that is looked at.
    pub is_picked: bool,
}

/// Makes the scene of things that differ: broken lines where they were, solid ones where they are, dots on
/// ground that was gained, bars on ground that was lost. Only those shapes are drawn that differ.
pub fn differing(before: &Plan, after: &Plan, marked: &[Marked<'_>], theme: Theme) -> Scene {
    let colours = theme.colours();
    let mut marks = Vec::new();
    for thing in marked {
        let (old, new) = (shapes(before, thing.id), shapes(after, thing.id));
        let (wide, strong) = if thing.is_picked { (3.2, 1.0) } else { (2.0, 0.8) };
        if let Some(area) = thing.lost {
            let texture = (Texture::Horizontal, colours.text.opacity(0.7 * strong));
            marks.push(filled(area, colours.text.opacity(0.12), Some(texture)));
        }
        if let Some(area) = thing.gained {
            let texture = (Texture::Dots, colours.accent.opacity(strong));
            marks.push(filled(area, colours.accent.opacity(0.2), Some(texture)));
        }
        for shape in old.iter().filter(|shape| !new.contains(shape)) {
            let stroke = Stroke::solid(wide, colours.text.opacity(strong)).dashed(Dash::Short);
            marks.extend(outline(shape, stroke));
        }
        for shape in new.iter().filter(|shape| !old.contains(shape)) {
            marks.extend(outline(
                shape,
                Stroke::solid(wide, colours.accent.opacity(strong)),
            ));
        }
        if thing.is_picked {
            // What is drawn as before differs in what is said of it.
            for shape in new.iter().filter(|shape| old.contains(shape)) {
                marks.extend(outline(shape, Stroke::solid(wide, colours.accent)));
            }
        }
    }
    scene(marks)
}

fn scene(marks: Vec<Mark>) -> Scene {
    let items = marks
        .into_iter()
        .map(|mark| Arc::new(Item::of(Layer::Selection, None, mark)));
    Scene {
        items: items.collect(),
        ..Scene::default()
    }
}

fn filled(area: &Area, colour: Rgba, texture: Option<(Texture, Rgba)>) -> Mark {
    Mark::Fill {
        shape: Arc::new(Shape::of_area(area)),
        colour,
        texture,
    }
}

fn outline(shape: &Geometry, stroke: Stroke) -> Option<Mark> {
    Some(match shape {
        Geometry::Area(area) => Mark::Line {
            shape: Arc::new(Shape::of_area(area)),
            stroke,
        },
        Geometry::Path(path) if path.points.len() > 1 => Mark::Line {
            shape: Arc::new(Shape::of_path(path)),
            stroke,
        },
        Geometry::Path(path) => ring(*path.points.first()?, stroke),
        Geometry::Point(point) => ring(*point, stroke),
    })
}

fn ring(at: Position, stroke: Stroke) -> Mark {
    Mark::Symbol {
        at: world_from_ground(at),
        glyph: Arc::new(Glyph::of(vec![Primitive::Line {
            points: ellipse([0.0; 2], [17.0; 2], 32),
            closed: true,
            width: stroke.width,
            colour: stroke.colour,
            dashed: stroke.dash != Dash::Solid,
        }])),
    }
}

/// Returns all that is drawn of an object, places and ways of a force among them.
fn shapes(plan: &Plan, id: AnyId) -> Vec<Geometry> {
    let one = |shape: Option<Geometry>| shape.into_iter().collect();
    match id {
        AnyId::Sector(id) => one(plan
            .sectors
            .get(id)
            .map(|sector| Geometry::Area(sector.area.clone()))),
        AnyId::Boundary(id) => one(plan
            .boundaries
            .get(id)
            .map(|line| Geometry::Path(line.path.clone()))),
        AnyId::Measure(id) => one(plan.measures.get(id).map(|measure| measure.shape.clone())),
        AnyId::Site(id) => one(plan.sites.get(id).map(|site| site.shape.clone())),
        AnyId::Corridor(id) => one(plan
            .corridors
            .get(id)
            .map(|route| Geometry::Path(route.path.clone()))),
        AnyId::Force(id) => plan.forces.get(id).map_or_else(Vec::new, |force| {
            let placed = force
                .placements
                .iter()
                .map(|placement| Geometry::Point(placement.at));
            let marching = force.moves.iter().map(|leg| Geometry::Path(leg.path.clone()));
            placed.chain(marching).collect()
        }),
        _ => Vec::new(),
    }
}
