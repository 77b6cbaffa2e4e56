//! Snapping to what is there already, so that neighbours share vertices and edges exactly.
//!
//! A vertex before a crossing, a crossing before an edge, the plan before the map beneath it. What it
//! snapped to is said, so that nobody shares an edge unawares.

use crate::drawing::mercator::{ground_from_world, world_from_ground};
use crate::editor::layers::{BuiltIn, Layers, What};
use crate::files::basemap::{BaseMap, Layer, UnitBox};
use crate::geometry::{Area, Position, Ring};
use crate::model::{AnyId, Plan};

use super::ToolView;
use super::hit::{Drawn, Local, each_shape, is_shown_in, shape_points};

/// How near the pointer must be, in points of the screen.
const REACH_POINTS: f64 = 9.0;

/// Layers of the base map whose lines people agree on, and what they are called.
const LINES: [(Layer, BuiltIn, &str); 4] = [
    (Layer::Rivers, BuiltIn::Rivers, "river"),
    (Layer::Lakes, BuiltIn::LandAndWater, "shore"),
    (Layer::Borders, BuiltIn::Borders, "border"),
    (Layer::Provinces, BuiltIn::Districts, "district border"),
];

/// Where the pointer snaps to, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snap {
    /// The place.
    pub at: Position,
    /// What is there: `corner of North`, `river Euphrates`.
    pub what: String,
}

/// What must not be snapped to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Except<'a> {
    /// Shapes that move with the pointer.
    pub moving: &'a [AnyId],
    /// A vertex that moves with it.
    pub vertex: Option<Position>,
}

/// Returns what the pointer snaps to, of anything drawn in the phase shown.
pub fn snap(at: Position, view: &ToolView<'_>, except: Except<'_>) -> Option<Snap> {
    if !view.snaps {
        return None;
    }
    let local = Local::around(at, view.metres_per_point);
    let mut near = Near::default();
    for (id, shape) in each_shape(view.plan) {
        if view.hidden.contains(&id) || !is_shown_in(view.plan, id, view.phase) {
            continue;
        }
        let moves = except.moving.contains(&id);
        for point in shape_points(&shape).filter(|point| Some(*point) != except.vertex) {
            near.vertex(&local, point, Whose::Object(id));
        }
        if !moves {
            each_edge(&shape, &mut |start, end| {
                near.edge(&local, start, end, Whose::Object(id));
            });
        }
    }
    if let Some(area) = &view.plan.info.area_of_operations {
        area.points()
            .for_each(|point| near.vertex(&local, point, Whose::AreaOfOperations));
        each_edge(&Drawn::Area(area), &mut |start, end| {
            near.edge(&local, start, end, Whose::AreaOfOperations);
        });
    }
    near.best(&local, view.plan).or_else(|| on_base(&local, at, view))
}

/// Whose a vertex or an edge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Object(AnyId),
    AreaOfOperations,
}

impl Whose {
    fn called(self, plan: &Plan) -> String {
        match self {
            Self::AreaOfOperations => "the area of operations".to_owned(),
            Self::Object(id) => match id.name_in(plan) {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => format!("a {}", id.kind()),
            },
        }
    }
}

/// What lies within reach.
#[derive(Default)]
struct Near {
    vertex: Option<(f64, Position, Whose)>,
    edges: Vec<(f64, [Position; 2], Whose)>,
}

impl Near {
    fn vertex(&mut self, local: &Local, point: Position, whose: Whose) {
        let [x, y] = local.points_from(point);
        let squared = x * x + y * y;
        if squared <= REACH_POINTS * REACH_POINTS && self.vertex.is_none_or(|(best, ..)| squared < best) {
            self.vertex = Some((squared, point, whose));
        }
    }

    fn edge(&mut self, local: &Local, start: Position, end: Position, whose: Whose) {
        let (a, b) = (local.points_from(start), local.points_from(end));
        // Most edges are far off, and that is soon seen.
        let apart = |axis: usize| {
            let (a, b) = (
                a.get(axis).copied().unwrap_or(0.0),
                b.get(axis).copied().unwrap_or(0.0),
            );
            a.min(b) > REACH_POINTS || a.max(b) < -REACH_POINTS
        };
        if apart(0) || apart(1) {
            return;
        }
        let (_, distance) = nearest_share(a, b);
        if distance <= REACH_POINTS {
            self.edges.push((distance, [start, end], whose));
        }
    }

    fn best(mut self, local: &Local, plan: &Plan) -> Option<Snap> {
        if let Some((_, at, whose)) = self.vertex {
            let what = match whose {
                Whose::Object(AnyId::Site(_) | AnyId::Force(_)) => whose.called(plan),
                _ => format!("corner of {}", whose.called(plan)),
            };
            return Some(Snap { at, what });
        }
        self.edges.sort_by(|one, other| one.0.total_cmp(&other.0));
        if let Some(snap) = self.crossing(local, plan) {
            return Some(snap);
        }
        let (_, [start, end], whose) = self.edges.first()?;
        Some(Snap {
            at: on_edge(local, *start, *end),
            what: format!("edge of {}", whose.called(plan)),
        })
    }

    /// Where two of the nearest edges cross within reach.
    fn crossing(&self, local: &Local, plan: &Plan) -> Option<Snap> {
        /// Edges looked at: more do not meet in one place that anybody points at.
        const MOST: usize = 6;
        let edges = self.edges.iter().take(MOST);
        let mut best: Option<(f64, Snap)> = None;
        for (place, (_, one, mine)) in edges.clone().enumerate() {
            for (_, other, yours) in edges
                .clone()
                .skip(place + 1)
                .filter(|(_, _, yours)| yours != mine)
            {
                let ends = |edge: &[Position; 2]| edge.map(|end| local.points_from(end));
                let Some(place) = crossing(ends(one), ends(other)) else {
                    continue;
                };
                let squared = place[0] * place[0] + place[1] * place[1];
                if squared <= REACH_POINTS * REACH_POINTS
                    && best.as_ref().is_none_or(|(known, _)| squared < *known)
                {
                    let what = format!("crossing of {} and {}", mine.called(plan), yours.called(plan));
                    best = Some((
                        squared,
                        Snap {
                            at: local.ground(place),
                            what,
                        },
                    ));
                }
            }
        }
        best.map(|(_, snap)| snap)
    }
}

fn each_edge(shape: &Drawn<'_>, see: &mut dyn FnMut(Position, Position)) {
    match shape {
        Drawn::Point(_) => {}
        Drawn::Path(path) => path.edges().for_each(|(start, end)| see(start, end)),
        Drawn::Area(area) => rings(area).for_each(|(start, end)| see(start, end)),
    }
}

fn rings(area: &Area) -> impl Iterator<Item = (Position, Position)> + '_ {
    area.rings().flat_map(Ring::edges)
}

/// The place of an edge nearest to the pointer, to the step.
fn on_edge(local: &Local, start: Position, end: Position) -> Position {
    let (share, _) = nearest_share(local.points_from(start), local.points_from(end));
    Local::along(start, end, share)
}

/// The nearest line of the base map within reach.
fn on_base(local: &Local, at: Position, view: &ToolView<'_>) -> Option<Snap> {
    let (base, layers): (&BaseMap<'_>, &Layers) = view.beneath?;
    let [x, y] = world_from_ground(at);
    let world_per_point = view.world_per_point();
    let reach = REACH_POINTS * world_per_point;
    let near = UnitBox::between([x - reach, y - reach], [x + reach, y + reach]);
    let mut best: Option<(f64, [f64; 2], String)> = None;
    let is_shown = |sheet: BuiltIn| layers.sheet(&What::from(sheet)).is_some_and(|sheet| sheet.shown);
    for (layer, _, word) in LINES.into_iter().filter(|(_, sheet, _)| is_shown(*sheet)) {
        for shape in base.shapes(layer, view.zoom, near) {
            for stroke in shape.strokes() {
                let closing = stroke
                    .points
                    .last()
                    .zip(stroke.points.first())
                    .filter(|_| stroke.closed);
                let edges = stroke
                    .points
                    .iter()
                    .zip(stroke.points.iter().skip(1))
                    .chain(closing);
                for (start, end) in edges {
                    let from = |point: &[f64; 2]| {
                        [(point[0] - x) / world_per_point, (point[1] - y) / world_per_point]
                    };
                    let (a, b) = (from(start), from(end));
                    let (share, distance) = nearest_share(a, b);
                    if distance <= REACH_POINTS && best.as_ref().is_none_or(|(known, ..)| distance < *known) {
                        let along = [
                            start[0] + share * (end[0] - start[0]),
                            start[1] + share * (end[1] - start[1]),
                        ];
                        let what = match shape.name {
                            Some(name) if !name.is_empty() => format!("{word} {name}"),
                            _ => word.to_owned(),
                        };
                        best = Some((distance, along, what));
                    }
                }
            }
        }
    }
    let (_, along, what) = best?;
    Some(Snap {
        at: ground_from_world(along),
        what,
    })
    .filter(|snap| {
        let [x, y] = local.points_from(snap.at);
        x.abs() <= REACH_POINTS * 2.0 && y.abs() <= REACH_POINTS * 2.0
    })
}

/// How far along a segment the place nearest to the origin is, as a share, and how far off that is.
fn nearest_share(start: [f64; 2], end: [f64; 2]) -> (f64, f64) {
    let along = [end[0] - start[0], end[1] - start[1]];
    let squared = along[0] * along[0] + along[1] * along[1];
    let share = if squared > 0.0 {
        (-(start[0] * along[0] + start[1] * along[1]) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let [x, y] = [start[0] + share * along[0], start[1] + share * along[1]];
    (share, libm::hypot(x, y))
}

/// Where two segments cross.
fn crossing([a, b]: [[f64; 2]; 2], [c, d]: [[f64; 2]; 2]) -> Option<[f64; 2]> {
    let (one, other) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let across = one[0] * other[1] - one[1] * other[0];
    let apart = [c[0] - a[0], c[1] - a[1]];
    let share = (apart[0] * other[1] - apart[1] * other[0]) / across;
    let of_other = (apart[0] * one[1] - apart[1] * one[0]) / across;
    // Parallel ones give no number.
    let inside = |share: f64| (0.0..=1.0).contains(&share);
    (inside(share) && inside(of_other)).then(|| [a[0] + share * one[0], a[1] + share * one[1]])
}
