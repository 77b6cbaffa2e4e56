//! Selecting, moving what is selected, and moving, inserting and deleting its vertices.

use std::collections::BTreeSet;

use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Edit, When};

use super::hit::{Drawn, Target, hit, hits, next_under, placement_in, selected_under, shape_of};
use super::{MapEvent, MapEventKind, Reaction, Sketch, Tool, ToolView, snap};

/// What the hand is doing.
#[derive(Debug, Default)]
pub struct Select {
    state: State,
    vertices_only: bool,
    snapped: Option<Position>,
    /// The vertex touched last, which Delete removes.
    vertex: Option<(AnyId, usize)>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// A vertex follows the pointer; where `inserted`, it was not there before.
    Vertex { id: AnyId, place: usize, inserted: bool },
    /// Everything selected follows the pointer.
    Body { ids: BTreeSet<AnyId>, grabbed: Position },
}

impl Select {
    /// A hand that moves vertices and nothing else.
    pub fn vertices_only() -> Self {
        Self {
            vertices_only: true,
            ..Self::default()
        }
    }

    /// The vertex or edge under the pointer of the one thing selected.
    fn target(event: &MapEvent, view: &ToolView<'_>) -> Option<(AnyId, Target)> {
        let mut selection = view.selection.iter();
        let id = selection.next().filter(|_| selection.next().is_none()).copied()?;
        if view.locked.contains(&id) {
            return None;
        }
        let shape = shape_of(view.plan, id, view.phase)?;
        if matches!(shape, Drawn::Point(_)) {
            return None;
        }
        hit(event.at, &shape, view.metres_per_point).map(|target| (id, target))
    }

    fn press(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        match Self::target(event, view) {
            Some((id, Target::Vertex(place))) => {
                self.state = State::Vertex {
                    id,
                    place,
                    inserted: false,
                };
                self.vertex = Some((id, place));
                return Reaction::Nothing;
            }
            Some((id, Target::Edge(place))) => {
                self.state = State::Vertex {
                    id,
                    place: place + 1,
                    inserted: true,
                };
                return Reaction::Nothing;
            }
            None => {}
        }
        self.vertex = None;
        if self.vertices_only {
            return Reaction::NotMine;
        }
        // What is selected is grabbed before what merely lies on top of it.
        let selected = selected_under(event.at, view);
        if !selected.is_empty() {
            self.state = State::Body {
                ids: view.selection.clone(),
                grabbed: event.at,
            };
            return Reaction::Nothing;
        }
        // Symbols can be grabbed without selecting them first; ground cannot, so that the map can be panned.
        let Some(top) = hits(event.at, view).first().copied() else {
            return Reaction::NotMine;
        };
        if matches!(shape_of(view.plan, top, view.phase), Some(Drawn::Point(_))) {
            self.state = State::Body {
                ids: BTreeSet::from([top]),
                grabbed: event.at,
            };
            return Reaction::Select(BTreeSet::from([top]));
        }
        Reaction::NotMine
    }

    fn edit(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Option<Edit> {
        match &self.state {
            State::Idle => None,
            State::Vertex { id, place, inserted } => {
                let shape = shape_of(view.plan, *id, view.phase)?;
                let own = super::hit::shape_points(&shape).nth(*place).filter(|_| !inserted);
                self.snapped = if event.alt {
                    None
                } else {
                    snap(event.at, view).filter(|point| Some(*point) != own)
                };
                let at = self.snapped.unwrap_or(event.at);
                let geometry = if *inserted {
                    with_vertex_inserted(shape.to_geometry(), *place, at)
                } else {
                    with_vertex_moved(shape.to_geometry(), *place, at)
                };
                Some(Edit::Reshape {
                    id: *id,
                    to: geometry,
                })
            }
            State::Body { ids, grabbed } => {
                let lat_e7 = event.at.lat_e7() - grabbed.lat_e7();
                let lon_e7 = event.at.lon_e7().checked_sub(grabbed.lon_e7())?;
                Some(move_edit(ids, [lat_e7, lon_e7], view))
            }
        }
    }

    fn delete_vertex(&mut self, view: &ToolView<'_>) -> Option<Edit> {
        let (id, place) = self.vertex.take()?;
        let shape = shape_of(view.plan, id, view.phase)?;
        let geometry = with_vertex_deleted(shape.to_geometry(), place)?;
        Some(Edit::Reshape { id, to: geometry })
    }
}

impl Tool for Select {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        match event.kind {
            MapEventKind::Moved | MapEventKind::Finish => Reaction::Nothing,
            MapEventKind::Pressed => self.press(event, view),
            MapEventKind::Dragged => match self.edit(event, view) {
                Some(edit) => Reaction::Draft(edit),
                None => Reaction::NotMine,
            },
            MapEventKind::Released => {
                let edit = self.edit(event, view);
                self.state = State::Idle;
                self.snapped = None;
                edit.map_or(Reaction::NotMine, Reaction::Commit)
            }
            MapEventKind::Clicked => {
                self.state = State::Idle;
                if self.vertex.is_some() && !event.alt {
                    return Reaction::Nothing;
                }
                if event.alt && self.vertex.is_some() {
                    return self
                        .delete_vertex(view)
                        .map_or(Reaction::Nothing, Reaction::Commit);
                }
                let under = next_under(event.at, view);
                let mut selection = if event.shift {
                    view.selection.clone()
                } else {
                    BTreeSet::new()
                };
                if let Some(id) = under
                    && !(event.shift && selection.remove(&id))
                {
                    selection.insert(id);
                }
                Reaction::Select(selection)
            }
            MapEventKind::DoubleClicked => {
                self.state = State::Idle;
                Reaction::NotMine
            }
            MapEventKind::Delete => match self.delete_vertex(view) {
                Some(edit) => Reaction::Commit(edit),
                None if view.selection.is_empty() => Reaction::Nothing,
                None => Reaction::Commit(Edit::Delete(view.selection.iter().copied().collect())),
            },
        }
    }

    fn sketch(&self) -> Sketch {
        Sketch {
            snapped: self.snapped,
            ..Sketch::default()
        }
    }

    fn hint(&self) -> &'static str {
        match (&self.state, self.vertex, self.vertices_only) {
            (State::Vertex { .. }, ..) => "Let go to place the vertex; Alt does not snap, Esc puts it back",
            (State::Body { .. }, ..) => "Let go to place it; Esc puts it back",
            (State::Idle, Some(_), _) => "Drag to move the vertex; Delete or Alt-click removes it",
            (State::Idle, None, false) => {
                "Click to select, click again for what lies beneath, Shift adds; drag a selected shape or its vertices"
            }
            (State::Idle, None, true) => "Select a shape, then drag a vertex, or an edge to insert one",
        }
    }

    fn cancel(&mut self) -> bool {
        let busy = !matches!(self.state, State::Idle) || self.vertex.is_some();
        self.state = State::Idle;
        self.vertex = None;
        self.snapped = None;
        busy
    }
}

/// Moving a force means saying where it stands in the phase shown; everything else is shifted.
fn move_edit(ids: &BTreeSet<AnyId>, [lat_e7, lon_e7]: [i32; 2], view: &ToolView<'_>) -> Edit {
    let mut shifted = Vec::new();
    let mut edits = Vec::new();
    for &id in ids.iter().filter(|id| !view.locked.contains(*id)) {
        let placement = match id {
            AnyId::Force(force) => view
                .plan
                .forces
                .get(force)
                .and_then(|force| placement_in(view.plan, force, view.phase)),
            _ => None,
        };
        let (AnyId::Force(force), Some(placement)) = (id, placement) else {
            if shape_of(view.plan, id, view.phase).is_some() {
                shifted.push(id);
            }
            continue;
        };
        let lat = placement.at.lat_e7().saturating_add(lat_e7);
        let lon = placement.at.lon_e7().saturating_add(lon_e7);
        if let Some(at) = Position::from_e7(lat, lon) {
            edits.push(Edit::PlaceForce {
                force,
                at,
                when: When::clone(&placement.when),
            });
        }
    }
    if !shifted.is_empty() {
        edits.push(Edit::Shift {
            ids: shifted,
            lat_e7,
            lon_e7,
        });
    }
    match <[Edit; 1]>::try_from(edits) {
        Ok([edit]) => edit,
        Err(edits) => Edit::together(format!("Move {} objects", ids.len()), edits),
    }
}

/// Applies `change` to the points that hold the vertex of that place, counted ring after ring; an
/// insertion place may be one past a ring's end.
fn on_points(geometry: &mut Geometry, place: usize, change: impl FnOnce(&mut Vec<Position>, usize)) {
    match geometry {
        Geometry::Point(_) => {}
        Geometry::Path(path) => change(&mut path.points, place),
        Geometry::Area(area) => {
            let mut before = 0;
            for ring in area.rings_mut() {
                let length = ring.points.len();
                if place < before + length {
                    return change(&mut ring.points, place - before);
                }
                before += length;
            }
        }
    }
}

fn with_vertex_moved(mut geometry: Geometry, place: usize, at: Position) -> Geometry {
    on_points(&mut geometry, place, |points, place| {
        if let Some(point) = points.get_mut(place) {
            *point = at;
        }
    });
    geometry
}

fn with_vertex_inserted(mut geometry: Geometry, place: usize, at: Position) -> Geometry {
    // The edge's first vertex names the ring: after the last vertex of a ring stands the next ring's first.
    on_points(&mut geometry, place.saturating_sub(1), |points, before| {
        points.insert((before + 1).min(points.len()), at);
    });
    geometry
}

/// Returns the shape without the vertex; `None` where too few would be left.
fn with_vertex_deleted(mut geometry: Geometry, place: usize) -> Option<Geometry> {
    let least = if matches!(geometry, Geometry::Area(_)) {
        3
    } else {
        2
    };
    let mut deleted = false;
    on_points(&mut geometry, place, |points, place| {
        if points.len() > least && place < points.len() {
            points.remove(place);
            deleted = true;
        }
    });
    deleted.then_some(geometry)
}
