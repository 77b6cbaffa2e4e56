//! Moving by a distance and a bearing, turning, scaling.
//!
//! What is transformed is moved as it is: neighbours that are not selected stay where they are.

use super::VerbError;
use super::neighbours::called;
use crate::geometry::{Area, Bounds, Frame, Geometry, Path, Position, destination};
use crate::model::{AnyEntity, AnyId, Edit, Plan};

/// What is done to every vertex.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transform {
    /// Moved this far in this direction, in metres and degrees from true north.
    Move {
        /// How far.
        distance_m: f64,
        /// Which way.
        bearing_deg: f64,
    },
    /// Turned clockwise round the middle, in degrees.
    Rotate {
        /// How far.
        degrees: f64,
    },
    /// Made larger or smaller round the middle.
    Scale {
        /// By what.
        factor: f64,
    },
}

/// Transforms objects together, round the middle of the box that holds them all: shapes, stops, and every
/// place and march of a force.
///
/// # Errors
/// Where a number makes no sense, nothing selected is drawn, or something would be moved over a pole.
pub fn transform(plan: &Plan, ids: &[AnyId], by: Transform) -> Result<Edit, VerbError> {
    check(by)?;
    let entities: Vec<AnyEntity> = ids.iter().filter_map(|id| id.entity_in(plan)).collect();
    let mut vertices = Vec::new();
    for entity in &entities {
        mapped(entity, &mut |point| {
            vertices.push(point);
            point
        });
    }
    let bounds =
        Bounds::of_line(vertices.iter().copied()).ok_or(VerbError::Select("something on the map"))?;
    let frame = Frame::at(bounds.center());
    let what = match ids {
        [id] => called(plan, *id),
        _ => format!("{} objects", ids.len()),
    };
    let (label, change): (String, Box<dyn Fn(Position) -> Position>) = match by {
        Transform::Move {
            distance_m,
            bearing_deg,
        } => {
            let centre = frame.center();
            let to = destination(centre, bearing_deg, distance_m);
            let lat_e7 = to.lat_e7() - centre.lat_e7();
            let lon_e7 = to.lon_e7().wrapping_sub(centre.lon_e7());
            let on_map = entities
                .iter()
                .map(AnyEntity::id)
                .filter(|id| is_drawn(*id))
                .collect();
            let shift = Edit::Shift {
                ids: on_map,
                lat_e7,
                lon_e7,
            };
            return Ok(Edit::together(format!("Move {what}"), vec![shift]));
        }
        Transform::Rotate { degrees } => {
            let (sine, cosine) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
            let turn = move |point| {
                let [x, y] = frame.plane_from_ground(point);
                // Clockwise, as bearings run.
                frame.ground_from_plane([x * cosine + y * sine, y * cosine - x * sine])
            };
            (format!("Rotate {what}"), Box::new(turn))
        }
        Transform::Scale { factor } => {
            let scale = move |point| {
                let [x, y] = frame.plane_from_ground(point);
                frame.ground_from_plane([x * factor, y * factor])
            };
            (format!("Scale {what}"), Box::new(scale))
        }
    };
    let edits = entities
        .iter()
        .filter(|entity| is_drawn(entity.id()))
        .map(|entity| Edit::Update(mapped(entity, &mut |point| change(point))))
        .collect();
    Ok(Edit::together(label, edits))
}

fn check(by: Transform) -> Result<(), VerbError> {
    let sound = match by {
        Transform::Move {
            distance_m,
            bearing_deg,
        } => distance_m.is_finite() && (0.0..=2_000_000.0).contains(&distance_m) && bearing_deg.is_finite(),
        Transform::Rotate { degrees } => degrees.is_finite(),
        Transform::Scale { factor } => factor.is_finite() && (0.01..=100.0).contains(&factor),
    };
    match by {
        _ if sound => Ok(()),
        Transform::Move { .. } => Err(VerbError::Number("give a distance up to 2,000 km")),
        Transform::Rotate { .. } => Err(VerbError::Number("give an angle in degrees")),
        Transform::Scale { .. } => Err(VerbError::Number("give a factor from 0.01 to 100")),
    }
}

/// Returns true for what has a place on the map.
pub(super) fn is_drawn(id: AnyId) -> bool {
    matches!(
        id,
        AnyId::Sector(_)
            | AnyId::Boundary(_)
            | AnyId::Measure(_)
            | AnyId::Site(_)
            | AnyId::Corridor(_)
            | AnyId::Force(_)
    )
}

type Change<'c> = &'c mut dyn FnMut(Position) -> Position;

/// Returns an entity with every position it is drawn at changed.
fn mapped(entity: &AnyEntity, change: Change<'_>) -> AnyEntity {
    match entity {
        AnyEntity::Sector(id, sector) => {
            let mut sector = (**sector).clone();
            area(&mut sector.area, change);
            if let Some(at) = &mut sector.label_at {
                *at = change(*at);
            }
            AnyEntity::from((*id, sector))
        }
        AnyEntity::Boundary(id, boundary) => {
            let mut boundary = (**boundary).clone();
            path(&mut boundary.path, change);
            AnyEntity::from((*id, boundary))
        }
        AnyEntity::Measure(id, measure) => {
            let mut measure = (**measure).clone();
            geometry(&mut measure.shape, change);
            AnyEntity::from((*id, measure))
        }
        AnyEntity::Site(id, site) => {
            let mut site = (**site).clone();
            geometry(&mut site.shape, change);
            AnyEntity::from((*id, site))
        }
        AnyEntity::Corridor(id, corridor) => {
            let mut corridor = (**corridor).clone();
            path(&mut corridor.path, change);
            for stop in &mut corridor.stops {
                stop.at = change(stop.at);
            }
            AnyEntity::from((*id, corridor))
        }
        AnyEntity::Force(id, force) => {
            let mut force = (**force).clone();
            for placement in &mut force.placements {
                placement.at = change(placement.at);
            }
            for leg in &mut force.moves {
                path(&mut leg.path, change);
            }
            AnyEntity::from((*id, force))
        }
        other => other.clone(),
    }
}

fn path(path: &mut Path, change: Change<'_>) {
    for point in &mut path.points {
        *point = change(*point);
    }
}

fn area(area: &mut Area, change: Change<'_>) {
    for point in area.rings_mut().flat_map(|ring| &mut ring.points) {
        *point = change(*point);
    }
}

fn geometry(shape: &mut Geometry, change: Change<'_>) {
    match shape {
        Geometry::Point(point) => *point = change(*point),
        Geometry::Path(line) => path(line, change),
        Geometry::Area(ground) => area(ground, change),
    }
}
