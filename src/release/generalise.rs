//! Making an extract coarser: positions on a grid, kinds in place of names.
//!
//! The same position becomes the same position wherever it stands, so that what shared an edge still does.

use std::sync::Arc;

use crate::geometry::{Area, Geometry, Part, Path, Position, Ring};
use crate::model::{AnyEntity, Generalisation};

/// Metres of a degree of latitude, in the mean.
const METRES_PER_DEGREE: f64 = 111_132.0;

/// Returns an entity that is somebody else's as coarse as is asked.
pub(super) fn generalised(entity: AnyEntity, how: Generalisation) -> AnyEntity {
    let entity = match how.grid_m {
        Some(grid_m) => on_grid(&entity, grid_m.max(1)),
        None => entity,
    };
    if how.names_hidden {
        said_by_kind(&entity)
    } else {
        entity
    }
}

/// Puts every position of an entity on the grid.
fn on_grid(entity: &AnyEntity, grid_m: u32) -> AnyEntity {
    let at = |position: Position| snapped(position, grid_m);
    match entity {
        AnyEntity::Agreement(id, it) => {
            let mut it = (**it).clone();
            for reading in it.parties.iter_mut().flat_map(|party| &mut party.readings) {
                reading.area = reading.area.as_ref().map(|drawn| area(drawn, &at));
            }
            AnyEntity::Agreement(*id, Arc::new(it))
        }
        AnyEntity::Force(id, it) => {
            let mut it = (**it).clone();
            for placement in &mut it.placements {
                placement.at = at(placement.at);
            }
            for march in &mut it.moves {
                march.path = path(&march.path, &at);
            }
            AnyEntity::Force(*id, Arc::new(it))
        }
        AnyEntity::Sector(id, it) => {
            let mut it = (**it).clone();
            it.area = area(&it.area, &at);
            it.label_at = it.label_at.map(at);
            AnyEntity::Sector(*id, Arc::new(it))
        }
        AnyEntity::Boundary(id, it) => {
            let mut it = (**it).clone();
            it.path = path(&it.path, &at);
            AnyEntity::Boundary(*id, Arc::new(it))
        }
        AnyEntity::Measure(id, it) => {
            let mut it = (**it).clone();
            it.shape = geometry(&it.shape, &at);
            AnyEntity::Measure(*id, Arc::new(it))
        }
        AnyEntity::Site(id, it) => {
            let mut it = (**it).clone();
            it.shape = geometry(&it.shape, &at);
            AnyEntity::Site(*id, Arc::new(it))
        }
        AnyEntity::Corridor(id, it) => {
            let mut it = (**it).clone();
            it.path = path(&it.path, &at);
            for stop in &mut it.stops {
                stop.at = at(stop.at);
            }
            AnyEntity::Corridor(*id, Arc::new(it))
        }
        AnyEntity::Stakeholder(..)
        | AnyEntity::Relation(..)
        | AnyEntity::Channel(..)
        | AnyEntity::Phase(..) => entity.clone(),
    }
}

/// The nearest place of a grid of so many metres either way, at any latitude.
fn snapped(position: Position, grid_m: u32) -> Position {
    let step_deg = f64::from(grid_m) / METRES_PER_DEGREE;
    let latitude = libm::round(position.latitude() / step_deg) * step_deg;
    // The step of longitude follows from the row of the grid, so that one position has one place.
    let narrowing = libm::cos(latitude.to_radians()).max(0.01);
    let step_lon_deg = step_deg / narrowing;
    let longitude = libm::round(position.longitude() / step_lon_deg) * step_lon_deg;
    Position::nearest(latitude, longitude)
}

fn geometry(shape: &Geometry, at: &dyn Fn(Position) -> Position) -> Geometry {
    match shape {
        Geometry::Point(point) => Geometry::Point(at(*point)),
        Geometry::Path(line) => Geometry::Path(path(line, at)),
        Geometry::Area(drawn) => Geometry::Area(area(drawn, at)),
    }
}

fn path(drawn: &Path, at: &dyn Fn(Position) -> Position) -> Path {
    Path::new(points(&drawn.points, at))
}

/// Holes that shrink to less than a triangle are filled: there is nothing left to see of them.
fn area(drawn: &Area, at: &dyn Fn(Position) -> Position) -> Area {
    let parts = drawn.parts.iter().map(|part| {
        let holes = part.holes.iter().map(|hole| Ring::new(points(&hole.points, at)));
        Part {
            outer: Ring::new(points(&part.outer.points, at)),
            holes: holes.filter(|hole| hole.points.len() > 2).collect(),
        }
    });
    Area {
        parts: parts.collect(),
    }
}

/// The points on the grid, each once where several in a row became one.
fn points(drawn: &[Position], at: &dyn Fn(Position) -> Position) -> Vec<Position> {
    let mut points: Vec<Position> = drawn.iter().copied().map(at).collect();
    points.dedup();
    points
}

/// Says of something whose name is withheld what it is: `Hospital 7k3q`.
fn said_by_kind(entity: &AnyEntity) -> AnyEntity {
    let kind = match entity {
        AnyEntity::Stakeholder(_, it) => it.kind.title(),
        AnyEntity::Phase(_, it) => it.kind.title(),
        AnyEntity::Measure(_, it) => it.kind.title(),
        AnyEntity::Site(_, it) => it.kind.title(),
        _ => sentence_case(entity.id().kind().word()),
    };
    let id = entity.id().to_string();
    let digits: String = id.chars().skip(2).take(4).collect();
    entity.named(&format!("{kind} {digits}"))
}

fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
