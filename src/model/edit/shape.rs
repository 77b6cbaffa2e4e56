//! Reshaping and moving what is drawn.

use crate::geometry::{Area, Geometry, Path, Position};

use super::super::{AnyEntity, AnyId, Plan};
use super::{EditError, change};

/// Gives an entity another shape.
pub(super) fn reshape(plan: &mut Plan, id: AnyId, to: &Geometry) -> Result<(), EditError> {
    match (id, to) {
        (AnyId::Sector(id), Geometry::Area(area)) => change(plan, id, |sector, _| {
            sector.area = area.clone();
            Ok(())
        }),
        (AnyId::Boundary(id), Geometry::Path(path)) => change(plan, id, |boundary, _| {
            boundary.path = path.clone();
            Ok(())
        }),
        (AnyId::Corridor(id), Geometry::Path(path)) => change(plan, id, |corridor, _| {
            corridor.path = path.clone();
            Ok(())
        }),
        (AnyId::Measure(id), shape) => change(plan, id, |measure, _| {
            measure.shape = shape.clone();
            Ok(())
        }),
        (AnyId::Site(id), shape) => change(plan, id, |site, _| {
            site.shape = shape.clone();
            Ok(())
        }),
        _ => Err(EditError::WrongShape(id)),
    }
}

/// Moves entities; a longitude that passes 180° comes in on the other side.
pub(super) fn shift(plan: &mut Plan, ids: &[AnyId], lat_e7: i32, lon_e7: i32) -> Result<(), EditError> {
    for &id in ids {
        let beyond = || EditError::BeyondPole(id);
        let moved = |point: &mut Position| {
            *point = shifted(*point, lat_e7, lon_e7).ok_or_else(beyond)?;
            Ok(())
        };
        match id {
            AnyId::Sector(id) => change(plan, id, |sector, _| {
                sector.label_at.iter_mut().try_for_each(moved)?;
                area_points(&mut sector.area).try_for_each(moved)
            }),
            AnyId::Boundary(id) => change(plan, id, |boundary, _| {
                boundary.path.points.iter_mut().try_for_each(moved)
            }),
            AnyId::Measure(id) => change(plan, id, |measure, _| shift_geometry(&mut measure.shape, moved)),
            AnyId::Site(id) => change(plan, id, |site, _| shift_geometry(&mut site.shape, moved)),
            AnyId::Corridor(id) => change(plan, id, |corridor, _| {
                corridor
                    .stops
                    .iter_mut()
                    .map(|stop| &mut stop.at)
                    .try_for_each(moved)?;
                corridor.path.points.iter_mut().try_for_each(moved)
            }),
            AnyId::Force(id) => change(plan, id, |force, _| {
                force
                    .placements
                    .iter_mut()
                    .map(|placement| &mut placement.at)
                    .try_for_each(moved)?;
                force
                    .moves
                    .iter_mut()
                    .flat_map(|leg| &mut leg.path.points)
                    .try_for_each(moved)
            }),
            _ => Err(EditError::WrongShape(id)),
        }?;
    }
    Ok(())
}

fn shift_geometry(
    geometry: &mut Geometry,
    moved: impl Fn(&mut Position) -> Result<(), EditError>,
) -> Result<(), EditError> {
    match geometry {
        Geometry::Point(point) => moved(point),
        Geometry::Path(path) => path.points.iter_mut().try_for_each(moved),
        Geometry::Area(area) => area_points(area).try_for_each(moved),
    }
}

fn area_points(area: &mut Area) -> impl Iterator<Item = &mut Position> {
    area.rings_mut().flat_map(|ring| &mut ring.points)
}

fn shifted(point: Position, lat_e7: i32, lon_e7: i32) -> Option<Position> {
    const TURN: i64 = 3_600_000_000;
    let lat = i64::from(point.lat_e7()) + i64::from(lat_e7);
    let lon = i64::from(point.lon_e7()) + i64::from(lon_e7);
    let lon = if lon.abs() > TURN / 2 {
        (lon + TURN / 2).rem_euclid(TURN) - TURN / 2
    } else {
        lon
    };
    Position::from_e7(i32::try_from(lat).ok()?, i32::try_from(lon).ok()?)
}

/// Refuses shapes without a point: they could not be read back.
pub(super) fn refuse_empty(entity: &AnyEntity) -> Result<(), EditError> {
    let empty_path = |path: &Path| path.points.is_empty();
    let empty_geometry = |shape: &Geometry| match shape {
        Geometry::Point(_) => false,
        Geometry::Path(path) => empty_path(path),
        Geometry::Area(area) => has_empty_ring(area),
    };
    let empty = match entity {
        AnyEntity::Sector(_, sector) => has_empty_ring(&sector.area),
        AnyEntity::Boundary(_, boundary) => empty_path(&boundary.path),
        AnyEntity::Corridor(_, corridor) => empty_path(&corridor.path),
        AnyEntity::Measure(_, measure) => empty_geometry(&measure.shape),
        AnyEntity::Site(_, site) => empty_geometry(&site.shape),
        AnyEntity::Force(_, force) => force.moves.iter().any(|leg| empty_path(&leg.path)),
        AnyEntity::Agreement(_, agreement) => agreement
            .parties
            .iter()
            .flat_map(|party| &party.readings)
            .filter_map(|reading| reading.area.as_ref())
            .any(has_empty_ring),
        _ => false,
    };
    if empty { Err(EditError::EmptyShape) } else { Ok(()) }
}

/// True for an area without parts or with a ring without points.
pub(super) fn has_empty_ring(area: &Area) -> bool {
    area.parts.is_empty() || area.rings().any(|ring| ring.points.is_empty())
}
