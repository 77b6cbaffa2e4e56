//! Vertices held by the hand, and all who share them.
//!
//! Built once, when the hand closes; then each move of the pointer only puts the held vertices
//! elsewhere. Who shares them with one that is taken along is taken along too, whenever it holds. What ends on an edge that is about to move gets its vertex there first, so that it stays
//! where it is and no gap opens beside it.

use std::collections::BTreeSet;

use super::neighbours::{Fellow, fellows, linked};
use super::{VerbError, neighbours};
use crate::geometry::{Bounds, Frame, Geometry, Nodes, Path, Position, Ring, is_on_edge, nearest_on_path};
use crate::model::{AnyId, Edit, Interval, Plan, When};

/// What of a shape is held. Places are counted over all its vertices, ring after ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The vertex at a place.
    Vertex(usize),
    /// A new vertex on the edge that begins at a place.
    New {
        /// The edge's first vertex.
        edge: usize,
        /// A place on the edge or beside it.
        near: Position,
    },
    /// The edge that begins at a place: both its vertices, and all that lie on it.
    Edge(usize),
}

/// Who is taken along.
#[derive(Clone, Copy, Debug)]
pub enum Company<'a> {
    /// Nobody: neighbours stay where they are.
    Alone,
    /// All who share what is held, but for these.
    All {
        /// What must not change.
        but: &'a BTreeSet<AnyId>,
    },
}

/// Held vertices of one or more shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    shapes: Vec<GripShape>,
    first: Position,
}

/// A shape with the places of its held vertices.
#[derive(Clone, Debug, PartialEq)]
struct GripShape {
    id: AnyId,
    geometry: Geometry,
    held: Vec<usize>,
}

impl Grip {
    /// Closes the hand on a part of a shape; `None` where there is no such part.
    pub fn of(plan: &Plan, id: AnyId, geometry: &Geometry, held: Held, company: Company<'_>) -> Option<Self> {
        let mut own = geometry.clone();
        let places = match held {
            Held::Vertex(place) => vec![place],
            Held::New { edge, near } => {
                let points = geometry.points();
                let ends = [*points.get(edge)?, *points.get(end_of(geometry, edge)?)?];
                insert_after(&mut own, edge, nearest_on_edge(near, ends)?);
                vec![edge + 1]
            }
            Held::Edge(edge) => vec![edge, end_of(geometry, edge)?],
        };
        let points = own.points();
        let first = *points.get(*places.first()?)?;
        let follows = neighbours_of(plan, id);
        let (Company::All { but }, Some(when)) = (company, follows) else {
            let shape = GripShape {
                id,
                geometry: own,
                held: places,
            };
            return Some(Self {
                shapes: vec![shape],
                first,
            });
        };
        let mut positions: Vec<Position> = places
            .iter()
            .map(|place| points.get(*place).copied())
            .collect::<Option<_>>()?;
        let mut during = linked_at(plan, (id, when), but, &positions);
        if let [start, end] = *positions.as_slice() {
            let near = Bounds::of_line([start, end])?;
            let others: Vec<Fellow<'_>> = fellows(plan, &during)
                .filter(|fellow| fellow.id() != id)
                .collect();
            let on_it = Nodes::of(vertices(&others, near)).on_edge(start, end);
            own = Nodes::of(on_it.iter().copied()).put_into(&own).unwrap_or(own);
            positions.extend(on_it);
            during = linked_at(plan, (id, when), but, &positions);
        }
        Some(Self {
            shapes: shared(plan, (id, own), but, &positions, &during),
            first,
        })
    }

    /// Closes the hand on several vertices at once: those that are to be elsewhere.
    pub(super) fn of_all(
        plan: &Plan,
        id: AnyId,
        geometry: &Geometry,
        moves: &[(Position, Position)],
        company: Company<'_>,
    ) -> Option<Self> {
        let positions: Vec<Position> = moves.iter().map(|(from, _)| *from).collect();
        let (Company::All { but }, Some(when)) = (company, neighbours_of(plan, id)) else {
            return None;
        };
        let during = linked_at(plan, (id, when), but, &positions);
        Some(Self {
            shapes: shared(plan, (id, geometry.clone()), but, &positions, &during),
            first: *positions.first()?,
        })
    }

    /// Returns the edit that brings each held vertex to its own place.
    pub(super) fn placed(&self, plan: &Plan, moves: &[(Position, Position)]) -> Edit {
        let place_of = |point: Position| moves.iter().find(|(from, _)| *from == point).map(|(_, to)| *to);
        let edits = self.shapes.iter().map(|shape| {
            let mut geometry = shape.geometry.clone();
            each_vertex_mut(&mut geometry, &mut |point| {
                *point = place_of(*point).unwrap_or(*point);
            });
            Edit::Reshape {
                id: shape.id,
                to: geometry,
            }
        });
        self.together(plan, edits.collect())
    }

    /// Returns where the hand closed: the first held vertex.
    pub fn at(&self) -> Position {
        self.first
    }

    /// Returns the shapes that move together.
    pub fn ids(&self) -> impl Iterator<Item = AnyId> + '_ {
        self.shapes.iter().map(|shape| shape.id)
    }

    /// Returns the edit that brings the first held vertex to a place, and all others as far along.
    ///
    /// # Errors
    /// Where one of them would go over a pole.
    pub fn moved(&self, plan: &Plan, to: Position) -> Result<Edit, VerbError> {
        let lat = i64::from(to.lat_e7()) - i64::from(self.first.lat_e7());
        let lon = i64::from(to.lon_e7()) - i64::from(self.first.lon_e7());
        let reshapes = self.shapes.iter().map(|shape| {
            let mut geometry = shape.geometry.clone();
            let mut held = shape.held.iter().copied().peekable();
            let mut place = 0;
            let mut result = Ok(());
            each_vertex_mut(&mut geometry, &mut |point| {
                if held.next_if_eq(&place).is_some() {
                    match shifted(*point, lat, lon) {
                        Some(moved) => *point = moved,
                        None => result = Err(VerbError::BeyondPole),
                    }
                }
                place += 1;
            });
            result.map(|()| Edit::Reshape {
                id: shape.id,
                to: geometry,
            })
        });
        let reshapes: Vec<Edit> = reshapes.collect::<Result<_, _>>()?;
        Ok(self.together(plan, reshapes))
    }

    fn together(&self, plan: &Plan, reshapes: Vec<Edit>) -> Edit {
        match <[Edit; 1]>::try_from(reshapes) {
            Ok([edit]) => edit,
            Err(edits) => {
                let own = self
                    .shapes
                    .first()
                    .map(|shape| neighbours::called(plan, shape.id));
                let others = edits.len().saturating_sub(1);
                let objects = if others == 1 { "neighbour" } else { "neighbours" };
                let label = format!("Reshape {} and {others} {objects}", own.unwrap_or_default());
                Edit::together(label, edits)
            }
        }
    }
}

/// The times of all who are linked with a shape by these vertices.
fn linked_at(
    plan: &Plan,
    (id, when): (AnyId, &When),
    but: &BTreeSet<AnyId>,
    positions: &[Position],
) -> Vec<Interval> {
    linked(plan, when, |fellow| {
        fellow.id() != id && !but.contains(&fellow.id()) && touches(fellow, positions)
    })
}

/// A shape and all that share these vertices with it, each with the places of those it holds.
fn shared(
    plan: &Plan,
    (id, own): (AnyId, Geometry),
    but: &BTreeSet<AnyId>,
    positions: &[Position],
    during: &[Interval],
) -> Vec<GripShape> {
    let others: Vec<Fellow<'_>> = fellows(plan, during).filter(|fellow| fellow.id() != id).collect();
    let mut shapes = vec![(id, own)];
    shapes.extend(
        others
            .iter()
            .filter(|fellow| !but.contains(&fellow.id()) && touches(fellow, positions))
            .map(|fellow| (fellow.id(), fellow.geometry())),
    );
    let held_nodes = Nodes::of(positions.iter().copied());
    for (_, geometry) in &mut shapes {
        if let Some(noded) = held_nodes.put_into(geometry) {
            *geometry = noded;
        }
    }
    // Who ends on an edge that is about to move stays where it is.
    let moving: Vec<[Position; 2]> = shapes
        .iter()
        .flat_map(|(_, geometry)| edges(geometry))
        .filter(|(start, end)| positions.contains(start) != positions.contains(end))
        .map(<[Position; 2]>::from)
        .collect();
    let near = Bounds::of_line(moving.iter().flatten().copied());
    let own_vertices = shapes.iter().flat_map(|(_, geometry)| geometry.points());
    let candidates = near.map_or_else(Vec::new, |near| vertices(&others, near));
    let nodes = Nodes::of(candidates.into_iter().chain(own_vertices).collect::<Vec<_>>());
    let ends = moving.iter().flat_map(|[start, end]| nodes.on_edge(*start, *end));
    let ends = Nodes::of(ends);
    shapes
        .into_iter()
        .map(|(id, geometry)| {
            let geometry = ends.put_into(&geometry).unwrap_or(geometry);
            let held = geometry
                .points()
                .iter()
                .enumerate()
                .filter(|(_, point)| positions.contains(point))
                .map(|(place, _)| place)
                .collect();
            GripShape { id, geometry, held }
        })
        .collect()
}

/// Returns the edit that takes a vertex away, from all who share it.
///
/// # Errors
/// Where others meet at the vertex, so that a gap would open, or too few vertices would be left.
pub fn delete_vertex(
    plan: &Plan,
    id: AnyId,
    geometry: &Geometry,
    place: usize,
    company: Company<'_>,
) -> Result<Edit, VerbError> {
    let at = *geometry.points().get(place).ok_or(VerbError::Gone)?;
    let alone = Edit::Reshape {
        id,
        to: without_vertex(geometry, place)?,
    };
    let (Company::All { but }, Some(when)) = (company, neighbours_of(plan, id)) else {
        return Ok(alone);
    };
    let beside = beside(geometry, place);
    let is_free = |fellow: &Fellow<'_>| fellow.id() != id && !but.contains(&fellow.id());
    let during = linked(plan, when, |fellow| is_free(fellow) && touches(fellow, &[at]));
    let mut edits = vec![alone];
    for fellow in fellows(plan, &during) {
        if !is_free(&fellow) || !touches(&fellow, &[at]) {
            continue;
        }
        let theirs = fellow.geometry();
        let places: Vec<usize> = theirs
            .points()
            .iter()
            .enumerate()
            .filter(|(_, point)| **point == at)
            .map(|(place, _)| place)
            .collect();
        match *places.as_slice() {
            [place] if self::beside(&theirs, place) == beside => edits.push(Edit::Reshape {
                id: fellow.id(),
                to: without_vertex(&theirs, place)?,
            }),
            // On a straight edge of somebody else a vertex may go where it is straight for its own too.
            [] if beside.is_some_and(|[before, after]| is_on_edge(at, before, after)) => {}
            _ => return Err(VerbError::MeetingPoint),
        }
    }
    Ok(match <[Edit; 1]>::try_from(edits) {
        Ok([edit]) => edit,
        Err(edits) => Edit::together(
            format!("Take a vertex from {}", neighbours::called(plan, id)),
            edits,
        ),
    })
}

/// When something holds whose edges are shared; `None` for what stands for itself.
pub(super) fn neighbours_of(plan: &Plan, id: AnyId) -> Option<&When> {
    match id {
        AnyId::Sector(id) => plan.sectors.get(id).map(|sector| &sector.when),
        AnyId::Boundary(id) => plan
            .boundaries
            .get(id)
            .filter(|boundary| boundary.between.is_some())
            .map(|boundary| &boundary.when),
        _ => None,
    }
}

fn touches(fellow: &Fellow<'_>, positions: &[Position]) -> bool {
    let Some(bounds) = fellow.bounds() else {
        return false;
    };
    let near: Vec<Position> = positions
        .iter()
        .copied()
        .filter(|position| bounds.grown_m(1.0).contains(*position))
        .collect();
    !near.is_empty()
        && fellow.any_edge(|start, end| {
            near.iter()
                .any(|at| *at == start || *at == end || is_on_edge(*at, start, end))
        })
}

/// Every vertex of these shapes in or next to a box.
fn vertices(fellows: &[Fellow<'_>], near: Bounds) -> Vec<Position> {
    let near = near.grown_m(1.0);
    let mut found = Vec::new();
    for fellow in fellows {
        if fellow.bounds().is_some_and(|bounds| bounds.meets(near)) {
            fellow.each_vertex(&mut |point| {
                if near.contains(point) {
                    found.push(point);
                }
            });
        }
    }
    found
}

fn edges(geometry: &Geometry) -> Vec<(Position, Position)> {
    match geometry {
        Geometry::Point(_) => Vec::new(),
        Geometry::Path(path) => path.edges().collect(),
        Geometry::Area(area) => area.rings().flat_map(Ring::edges).collect(),
    }
}

/// The vertices before and after one, in a fixed order; `None` at an end of a line.
fn beside(geometry: &Geometry, place: usize) -> Option<[Position; 2]> {
    let on = |points: &[Position], place: usize, closed: bool| {
        let count = points.len();
        if !closed && (place == 0 || place + 1 >= count) {
            return None;
        }
        let before = *points.get((place + count - 1) % count)?;
        let after = *points.get((place + 1) % count)?;
        Some(if before <= after {
            [before, after]
        } else {
            [after, before]
        })
    };
    match geometry {
        Geometry::Point(_) => None,
        Geometry::Path(path) => on(&path.points, place, false),
        Geometry::Area(area) => {
            let (ring, place) = ring_of(area.rings(), place)?;
            on(&ring.points, place, true)
        }
    }
}

/// The ring that has the vertex of that place, and its place there.
fn ring_of<'a>(rings: impl Iterator<Item = &'a Ring>, place: usize) -> Option<(&'a Ring, usize)> {
    let mut before = 0;
    for ring in rings {
        if place < before + ring.points.len() {
            return Some((ring, place - before));
        }
        before += ring.points.len();
    }
    None
}

/// The place of the vertex at the end of the edge that begins at a place.
fn end_of(geometry: &Geometry, edge: usize) -> Option<usize> {
    match geometry {
        Geometry::Point(_) => None,
        Geometry::Path(path) => (edge + 1 < path.points.len()).then_some(edge + 1),
        Geometry::Area(area) => {
            let (ring, place) = ring_of(area.rings(), edge)?;
            let last = place + 1 == ring.points.len();
            Some(if last { edge - place } else { edge + 1 })
        }
    }
}

/// Applies `change` to the vertices that hold that of a place, with its place there.
fn on_points<R>(
    geometry: &mut Geometry,
    place: usize,
    change: impl FnOnce(&mut Vec<Position>, usize) -> R,
) -> Option<R> {
    match geometry {
        Geometry::Point(_) => None,
        Geometry::Path(path) => Some(change(&mut path.points, place)),
        Geometry::Area(area) => {
            let mut before = 0;
            for ring in area.rings_mut() {
                let length = ring.points.len();
                if place < before + length {
                    return Some(change(&mut ring.points, place - before));
                }
                before += length;
            }
            None
        }
    }
}

fn insert_after(geometry: &mut Geometry, edge: usize, at: Position) {
    on_points(geometry, edge, |points, before| {
        points.insert((before + 1).min(points.len()), at);
    });
}

/// The place on an edge nearest to a position, to the step.
fn nearest_on_edge(near: Position, [start, end]: [Position; 2]) -> Option<Position> {
    let edge = Path::new(vec![start, end]);
    nearest_on_path(&Frame::at(start), near, &edge).map(|near| near.at)
}

/// Returns the shape without a vertex.
fn without_vertex(geometry: &Geometry, place: usize) -> Result<Geometry, VerbError> {
    let least = if matches!(geometry, Geometry::Area(_)) {
        3
    } else {
        2
    };
    let mut geometry = geometry.clone();
    let left = on_points(&mut geometry, place, |points, place| {
        if points.len() <= least {
            return Err(VerbError::LastVertices(least));
        }
        if place < points.len() {
            points.remove(place);
        }
        Ok(())
    });
    left.unwrap_or(Err(VerbError::Gone)).map(|()| geometry)
}

fn each_vertex_mut(geometry: &mut Geometry, change: &mut dyn FnMut(&mut Position)) {
    match geometry {
        Geometry::Point(point) => change(point),
        Geometry::Path(path) => path.points.iter_mut().for_each(change),
        Geometry::Area(area) => area
            .rings_mut()
            .flat_map(|ring| &mut ring.points)
            .for_each(change),
    }
}

/// A position so many steps of 1e-7 degree farther north and east; `None` beyond a pole.
fn shifted(point: Position, lat: i64, lon: i64) -> Option<Position> {
    const TURN: i64 = 3_600_000_000;
    let lat = i64::from(point.lat_e7()) + lat;
    let mut lon = i64::from(point.lon_e7()) + lon;
    if lon.abs() > TURN / 2 {
        lon = (lon + TURN / 2).rem_euclid(TURN) - TURN / 2;
    }
    Position::from_e7(i32::try_from(lat).ok()?, i32::try_from(lon).ok()?)
}
