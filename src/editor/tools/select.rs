//! Selecting, moving what is selected, and moving, inserting and deleting its vertices.
//!
//! A vertex or an edge that neighbours share moves in all of them, unless it is held alone.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::geometry::{Area, Position, Rim, Shape};
use crate::model::{AnyId, Edit, When};
use crate::verbs::{Company, Grip, Held, delete_vertex};

use super::hit::{
    Drawn, Target, each_drawn, hit, hits, next_under, placement_in, selected_under, shape_of, shape_points,
};
use super::{Except, MapEvent, MapEventKind, Reaction, Shown, Sketch, Snap, Tool, ToolView, snap};

/// What the hand is doing.
#[derive(Debug, Default)]
pub struct Select {
    state: State,
    vertices_only: bool,
    snapped: Option<Snap>,
    /// The vertex touched last, which Delete removes.
    vertex: Option<(AnyId, usize)>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// A vertex or an edge follows the pointer, and all who share it.
    Held {
        grip: Grip,
        /// Where the pointer was when the hand closed: an edge is not grabbed at its first vertex.
        from: Position,
        is_edge: bool,
    },
    /// Everything selected follows the pointer.
    Body { ids: BTreeSet<AnyId>, grabbed: Position },
    /// What lies in the box between two corners will be selected.
    Box { from: Position, to: Position },
    /// What lies within a line drawn round it will be selected.
    Lasso(Vec<Position>),
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
    fn target<'a>(event: &MapEvent, view: &ToolView<'a>) -> Option<(AnyId, Drawn<'a>, Target)> {
        let mut selection = view.selection.iter();
        let id = selection.next().filter(|_| selection.next().is_none()).copied()?;
        if view.locked.contains(&id) {
            return None;
        }
        let shape = shape_of(view.plan, id, view.phase)?;
        if matches!(shape, Drawn::Point(_)) {
            return None;
        }
        hit(event.at, &shape, view.metres_per_point).map(|target| (id, shape, target))
    }

    /// Closes the hand on what is under the pointer.
    fn hold(&mut self, event: &MapEvent, view: &ToolView<'_>) -> bool {
        let Some((id, shape, target)) = Self::target(event, view) else {
            return false;
        };
        let held = match target {
            Target::Vertex(place) => Held::Vertex(place),
            Target::Edge(place) if event.shift => Held::Edge(place),
            Target::Edge(place) => Held::New {
                edge: place,
                near: event.at,
            },
        };
        let Some(grip) = Grip::of(view.plan, id, &shape.to_geometry(), held, company(event, view)) else {
            return false;
        };
        self.vertex = match target {
            Target::Vertex(place) => Some((id, place)),
            Target::Edge(_) => None,
        };
        self.state = State::Held {
            grip,
            from: event.at,
            is_edge: matches!(held, Held::Edge(_)),
        };
        true
    }

    fn press(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        self.vertex = None;
        if self.hold(event, view) {
            return Reaction::Nothing;
        }
        if self.vertices_only {
            return Reaction::NotMine;
        }
        if event.shift {
            self.state = if event.alt {
                State::Lasso(vec![event.at])
            } else {
                State::Box {
                    from: event.at,
                    to: event.at,
                }
            };
            return Reaction::Nothing;
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
            State::Idle | State::Box { .. } | State::Lasso(_) => None,
            State::Held { grip, from, is_edge } => {
                let to = if *is_edge {
                    let lat = event.at.lat_e7().checked_sub(from.lat_e7())?;
                    let lon = event.at.lon_e7().checked_sub(from.lon_e7())?;
                    let at = grip.at();
                    Position::from_e7(at.lat_e7().checked_add(lat)?, at.lon_e7().checked_add(lon)?)?
                } else {
                    let moving: Vec<AnyId> = grip.ids().collect();
                    let except = Except {
                        moving: &moving,
                        vertex: Some(grip.at()),
                    };
                    self.snapped = if event.alt {
                        None
                    } else {
                        snap(event.at, view, except)
                    };
                    self.snapped.as_ref().map_or(event.at, |snap| snap.at)
                };
                grip.moved(view.plan, to).ok()
            }
            State::Body { ids, grabbed } => {
                let lat_e7 = event.at.lat_e7() - grabbed.lat_e7();
                let lon_e7 = event.at.lon_e7().checked_sub(grabbed.lon_e7())?;
                Some(move_edit(ids, [lat_e7, lon_e7], view))
            }
        }
    }

    fn delete_vertex(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Option<Reaction> {
        let (id, place) = self.vertex.take()?;
        let shape = shape_of(view.plan, id, view.phase)?.to_geometry();
        Some(
            match delete_vertex(view.plan, id, &shape, place, company(event, view)) {
                Ok(edit) => Reaction::Commit(edit),
                Err(error) => Reaction::Refuse(error.to_string()),
            },
        )
    }

    fn drag(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        match &mut self.state {
            State::Box { to, .. } => {
                *to = event.at;
                return Reaction::Nothing;
            }
            State::Lasso(points) => {
                points.push(event.at);
                return Reaction::Nothing;
            }
            State::Idle | State::Held { .. } | State::Body { .. } => {}
        }
        self.edit(event, view).map_or(Reaction::NotMine, Reaction::Draft)
    }

    fn release(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        let edit = self.edit(event, view);
        self.snapped = None;
        match std::mem::take(&mut self.state) {
            State::Box { from, .. } => select_within(&corners(from, event.at), view),
            State::Lasso(points) => select_within(&points, view),
            State::Idle | State::Held { .. } | State::Body { .. } => {
                edit.map_or(Reaction::NotMine, Reaction::Commit)
            }
        }
    }

    fn click(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        self.state = State::Idle;
        self.snapped = None;
        if self.vertex.is_some() {
            if !event.alt {
                return Reaction::Nothing;
            }
            return self.delete_vertex(event, view).unwrap_or(Reaction::Nothing);
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
}

impl Tool for Select {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        match event.kind {
            MapEventKind::Moved | MapEventKind::Finish => Reaction::Nothing,
            MapEventKind::Pressed => self.press(event, view),
            MapEventKind::Dragged => self.drag(event, view),
            MapEventKind::Released => self.release(event, view),
            MapEventKind::Clicked => self.click(event, view),
            MapEventKind::DoubleClicked => {
                self.state = State::Idle;
                // The clicks before it selected what lies there.
                let is_on_it = !selected_under(event.at, view).is_empty();
                if is_on_it && !self.vertices_only {
                    Reaction::Show(view.selection.clone())
                } else {
                    Reaction::NotMine
                }
            }
            MapEventKind::Delete => match self.delete_vertex(event, view) {
                Some(reaction) => reaction,
                None if view.selection.is_empty() => Reaction::Nothing,
                None => {
                    let ids: Vec<AnyId> = view.selection.difference(view.locked).copied().collect();
                    if ids.is_empty() {
                        Reaction::Refuse("what is selected is locked".to_owned())
                    } else {
                        Reaction::Commit(Edit::Delete(ids))
                    }
                }
            },
        }
    }

    fn sketch(&self) -> Sketch {
        let points = match &self.state {
            State::Box { from, to } => corners(*from, *to),
            State::Lasso(points) => points.clone(),
            State::Idle | State::Held { .. } | State::Body { .. } => Vec::new(),
        };
        let shown = if points.is_empty() {
            Shown::Shape
        } else {
            Shown::Lasso
        };
        Sketch {
            closed: true,
            shown,
            points,
            snapped: self.snapped.clone(),
        }
    }

    fn hint(&self) -> Cow<'static, str> {
        match (&self.state, self.vertex, self.vertices_only) {
            (State::Held { grip, is_edge, .. }, ..) => {
                let what = if *is_edge { "edge" } else { "vertex" };
                let company = match grip.ids().count() {
                    0 | 1 => String::new(),
                    all => format!(
                        ", {} who share it too (Ctrl before the drag: this one alone)",
                        all - 1
                    ),
                };
                format!("Let go to place the {what}{company}; Alt does not snap, Esc puts it back").into()
            }
            (State::Body { .. }, ..) => "Let go to place it; Esc puts it back".into(),
            (State::Box { .. } | State::Lasso(_), ..) => {
                "Let go to add what lies wholly inside to the selection; Esc leaves it as it was".into()
            }
            (State::Idle, Some(_), _) => {
                "Drag to move the vertex; Delete or Alt-click removes it, with Ctrl from this one alone".into()
            }
            (State::Idle, None, false) => {
                "Click to select, again for what lies beneath; Shift adds, Shift-drag selects in a box, Shift-Alt-drag in a lasso; drag a selected shape, its vertices or, with Shift, its edges".into()
            }
            (State::Idle, None, true) => {
                "Select a shape, then drag a vertex, or an edge to insert one; Shift moves the whole edge".into()
            }
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

/// Who is taken along: all who share what is held, but for what is locked.
fn company<'a>(event: &MapEvent, view: &ToolView<'a>) -> Company<'a> {
    if event.ctrl {
        Company::Alone
    } else {
        Company::All { but: view.locked }
    }
}

/// The corners of a box that stands north-up.
pub(super) fn corners(from: Position, to: Position) -> Vec<Position> {
    let at = |lat: Position, lon: Position| Position::from_e7(lat.lat_e7(), lon.lon_e7()).unwrap_or(lat);
    vec![from, at(from, to), to, at(to, from)]
}

/// Adds all that is shown and lies wholly within a line to the selection.
fn select_within(line: &[Position], view: &ToolView<'_>) -> Reaction {
    let within = Shape::of(&Area::from_outer(line.to_vec()));
    let mut selection = view.selection.clone();
    for (id, shape) in each_drawn(view) {
        let mut points = shape_points(&shape);
        if !view.locked.contains(&id) && points.all(|point| within.contains(point, Rim::Inside)) {
            selection.insert(id);
        }
    }
    Reaction::Select(selection)
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
