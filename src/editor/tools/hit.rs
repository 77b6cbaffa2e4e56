//! What lies under the pointer.
//!
//! Works in points of the screen round the pointer, on the straight longitude-latitude edges, so that
//! nothing has to be projected. Decides nothing about responsibility: that is `geometry`'s and `checks`'.

use std::collections::BTreeSet;

use crate::drawing::mercator::ground_from_world;
use crate::geometry::{Area, Geometry, Path, Position};
use crate::model::{AnyId, Force, Id, Phase, Placement, Plan, When};

use super::ToolView;

/// How near a line or point must be, in points of the screen.
const REACH_POINTS: f64 = 8.0;
/// Half the size of a unit or site symbol, in points of the screen.
const SYMBOL_POINTS: [f64; 2] = [19.0, 14.0];
/// Metres in a degree of latitude, near enough for the screen.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Screen points round a position.
#[derive(Clone, Copy, Debug)]
pub struct Local {
    at: Position,
    points_per_degree: [f64; 2],
}

impl Local {
    /// Makes the plane for a pointer position.
    pub fn around(at: Position, metres_per_point: f64) -> Self {
        let north = METRES_PER_DEGREE / metres_per_point.max(1e-9);
        Self {
            at,
            points_per_degree: [north * libm::cos(at.latitude().to_radians()), north],
        }
    }

    /// Returns how far east and north of the pointer a position is, in points of the screen.
    pub fn points_from(&self, point: Position) -> [f64; 2] {
        let mut east = point.longitude() - self.at.longitude();
        if east > 180.0 {
            east -= 360.0;
        } else if east < -180.0 {
            east += 360.0;
        }
        [
            east * self.points_per_degree[0],
            (point.latitude() - self.at.latitude()) * self.points_per_degree[1],
        ]
    }

    /// Returns the position so far east and north of the pointer, in points of the screen.
    pub fn ground(&self, [east, north]: [f64; 2]) -> Position {
        Position::nearest(
            self.at.latitude() + north / self.points_per_degree[1],
            self.at.longitude() + east / self.points_per_degree[0].max(1e-9),
        )
    }

    /// Returns the position that lies that share of the way from one to another.
    pub fn along(start: Position, end: Position, share: f64) -> Position {
        let mut east = end.longitude() - start.longitude();
        if east > 180.0 {
            east -= 360.0;
        } else if east < -180.0 {
            east += 360.0;
        }
        Position::nearest(
            start.latitude() + share * (end.latitude() - start.latitude()),
            start.longitude() + share * east,
        )
    }
}

/// A part of something drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A vertex: its place among all vertices of the shape, ring after ring.
    Vertex(usize),
    /// An edge: the place of its first vertex.
    Edge(usize),
}

/// A shape as it is drawn in the plan, by reference.
#[derive(Clone, Copy, Debug)]
pub enum Drawn<'a> {
    /// An area.
    Area(&'a Area),
    /// A line.
    Path(&'a Path),
    /// A point with a symbol.
    Point(Position),
}

impl<'a> From<&'a Geometry> for Drawn<'a> {
    fn from(geometry: &'a Geometry) -> Self {
        match geometry {
            Geometry::Point(point) => Self::Point(*point),
            Geometry::Path(path) => Self::Path(path),
            Geometry::Area(area) => Self::Area(area),
        }
    }
}

impl Drawn<'_> {
    /// Returns a copy of its own.
    pub fn to_geometry(self) -> Geometry {
        match self {
            Self::Point(point) => Geometry::Point(point),
            Self::Path(path) => Geometry::Path(path.clone()),
            Self::Area(area) => Geometry::Area(area.clone()),
        }
    }
}

/// Returns every sector, boundary, measure, site and corridor with its shape.
pub fn each_shape(plan: &Plan) -> impl Iterator<Item = (AnyId, Drawn<'_>)> {
    let sectors = plan
        .sectors
        .iter()
        .map(|(id, sector)| (id.into(), Drawn::Area(&sector.area)));
    let boundaries = plan
        .boundaries
        .iter()
        .map(|(id, boundary)| (id.into(), Drawn::Path(&boundary.path)));
    let measures = plan
        .measures
        .iter()
        .map(|(id, measure)| (id.into(), Drawn::from(&measure.shape)));
    let sites = plan
        .sites
        .iter()
        .map(|(id, site)| (id.into(), Drawn::from(&site.shape)));
    let corridors = plan
        .corridors
        .iter()
        .map(|(id, corridor)| (id.into(), Drawn::Path(&corridor.path)));
    sectors
        .chain(boundaries)
        .chain(measures)
        .chain(sites)
        .chain(corridors)
}

/// Returns everything that is drawn in the phase shown, forces where they stand.
pub fn each_drawn<'a>(view: &ToolView<'a>) -> impl Iterator<Item = (AnyId, Drawn<'a>)> {
    let (plan, phase, hidden) = (view.plan, view.phase, view.hidden);
    let forces = plan.forces.iter().filter_map(move |(id, force)| {
        let placement = placement_in(plan, force, phase)?;
        Some((AnyId::from(id), Drawn::Point(placement.at)))
    });
    let shapes = each_shape(plan).filter(move |(id, _)| is_shown_in(plan, *id, phase));
    shapes.chain(forces).filter(move |(id, _)| !hidden.contains(id))
}

/// Returns the shape of one entity; a force's is the point where it stands in the phase.
pub fn shape_of(plan: &Plan, id: AnyId, phase: Option<Id<Phase>>) -> Option<Drawn<'_>> {
    match id {
        AnyId::Sector(id) => plan.sectors.get(id).map(|sector| Drawn::Area(&sector.area)),
        AnyId::Boundary(id) => plan
            .boundaries
            .get(id)
            .map(|boundary| Drawn::Path(&boundary.path)),
        AnyId::Measure(id) => plan.measures.get(id).map(|measure| Drawn::from(&measure.shape)),
        AnyId::Site(id) => plan.sites.get(id).map(|site| Drawn::from(&site.shape)),
        AnyId::Corridor(id) => plan.corridors.get(id).map(|corridor| Drawn::Path(&corridor.path)),
        AnyId::Force(id) => {
            placement_in(plan, plan.forces.get(id)?, phase).map(|placement| Drawn::Point(placement.at))
        }
        _ => None,
    }
}

/// Returns where a force stands in the phase: the first placement that holds in some minute of it.
pub fn placement_in<'a>(plan: &Plan, force: &'a Force, phase: Option<Id<Phase>>) -> Option<&'a Placement> {
    force
        .placements
        .iter()
        .find(|placement| holds_in(plan, &placement.when, phase))
}

/// Returns true where a time holds in some minute of the phase; with no phase, always.
pub fn holds_in(plan: &Plan, when: &When, phase: Option<Id<Phase>>) -> bool {
    let Some(shown) = phase.and_then(|id| plan.phases.get(id)) else {
        return true;
    };
    let Some(shown) = shown.interval() else {
        return true;
    };
    when.intervals(&plan.phases)
        .into_iter()
        .any(|interval| interval.intersection(shown).is_some())
}

/// Returns true where an entity is part of the plan in the phase.
pub fn is_shown_in(plan: &Plan, id: AnyId, phase: Option<Id<Phase>>) -> bool {
    let holds = |when: &When| holds_in(plan, when, phase);
    match id {
        AnyId::Sector(id) => plan.sectors.get(id).is_some_and(|sector| holds(&sector.when)),
        AnyId::Boundary(id) => plan
            .boundaries
            .get(id)
            .is_some_and(|boundary| holds(&boundary.when)),
        AnyId::Measure(id) => plan.measures.get(id).is_some_and(|measure| holds(&measure.when)),
        AnyId::Site(id) => plan.sites.get(id).is_some_and(|site| holds(&site.when)),
        AnyId::Corridor(id) => plan
            .corridors
            .get(id)
            .is_some_and(|corridor| corridor.windows.is_empty() || corridor.windows.iter().any(holds)),
        AnyId::Force(id) => plan
            .forces
            .get(id)
            .is_some_and(|force| placement_in(plan, force, phase).is_some()),
        _ => true,
    }
}

/// Returns every vertex of a shape, ring after ring.
pub fn shape_points<'a>(shape: &Drawn<'a>) -> Box<dyn Iterator<Item = Position> + 'a> {
    match *shape {
        Drawn::Point(point) => Box::new(std::iter::once(point)),
        Drawn::Path(path) => Box::new(path.points.iter().copied()),
        Drawn::Area(area) => Box::new(area.points()),
    }
}

/// Returns what lies under the position, nearest to the eye first: forces, point symbols, lines, then
/// areas from small to large. A force is where it is drawn: with the others of its symbol, the one that
/// is shown first.
pub fn hits(at: Position, view: &ToolView<'_>) -> Vec<AnyId> {
    let local = Local::around(at, view.metres_per_point);
    let usable = |id: &AnyId| !view.hidden.contains(id) && !view.locked.contains(id);
    let mut found: Vec<(u8, f64, AnyId)> = Vec::new();
    for (id, force) in view.plan.forces.iter() {
        let drawn = view.crowd.drawn(id.into());
        if let Some(placement) = placement_in(view.plan, force, view.phase)
            && is_on_symbol(
                &local,
                drawn.map_or(placement.at, |drawn| ground_from_world(drawn.at)),
            )
            && usable(&id.into())
        {
            found.push((0, drawn.map_or(0.0, |drawn| drawn.place as f64), id.into()));
        }
    }
    for (id, shape) in each_shape(view.plan) {
        if !usable(&id) {
            continue;
        }
        let rank = match shape {
            Drawn::Point(point) => is_on_symbol(&local, point).then_some((1, 0.0)),
            Drawn::Path(path) => {
                let distance = nearest_edge(&local, path.edges()).map(|(_, distance)| distance);
                distance
                    .filter(|distance| *distance <= REACH_POINTS)
                    .map(|distance| (2, distance))
            }
            Drawn::Area(area) => is_inside(&local, area).then(|| (3, extent(&local, area))),
        };
        if let Some((rank, size)) = rank
            && is_shown_in(view.plan, id, view.phase)
        {
            found.push((rank, size, id));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    found.into_iter().map(|(_, _, id)| id).collect()
}

/// Returns the vertex or edge of a shape under the position: a vertex before an edge.
pub fn hit(at: Position, shape: &Drawn<'_>, metres_per_point: f64) -> Option<Target> {
    let local = Local::around(at, metres_per_point);
    let near = |distance: &f64| *distance <= REACH_POINTS;
    let vertex = shape_points(shape)
        .enumerate()
        .map(|(place, point)| (place, length(local.points_from(point))))
        .filter(|(_, distance)| near(distance))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((place, _)) = vertex {
        return Some(Target::Vertex(place));
    }
    let edges: Vec<(Position, Position)> = match shape {
        Drawn::Point(_) => return None,
        Drawn::Path(path) => path.edges().collect(),
        Drawn::Area(area) => area.rings().flat_map(crate::geometry::Ring::edges).collect(),
    };
    nearest_edge(&local, edges.into_iter())
        .filter(|(_, distance)| near(distance))
        .map(|(place, _)| Target::Edge(place))
}

/// Returns ids that may be grabbed where several lie under the pointer: the next after those selected.
pub fn next_under(at: Position, view: &ToolView<'_>) -> Option<AnyId> {
    let under = hits(at, view);
    let selected = under.iter().position(|id| view.selection.contains(id));
    selected
        .and_then(|place| under.get(place + 1))
        .or_else(|| under.first())
        .copied()
}

/// Returns what is selected and lies under the position.
pub fn selected_under(at: Position, view: &ToolView<'_>) -> BTreeSet<AnyId> {
    hits(at, view)
        .into_iter()
        .filter(|id| view.selection.contains(id))
        .collect()
}

fn is_on_symbol(local: &Local, at: Position) -> bool {
    let [x, y] = local.points_from(at);
    x.abs() <= SYMBOL_POINTS[0] && y.abs() <= SYMBOL_POINTS[1]
}

fn length([x, y]: [f64; 2]) -> f64 {
    (x * x + y * y).sqrt()
}

fn nearest_edge(local: &Local, edges: impl Iterator<Item = (Position, Position)>) -> Option<(usize, f64)> {
    edges
        .map(|(start, end)| distance_to_edge(local.points_from(start), local.points_from(end)))
        .enumerate()
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Distance of the origin from a segment.
fn distance_to_edge(start: [f64; 2], end: [f64; 2]) -> f64 {
    let along = [end[0] - start[0], end[1] - start[1]];
    let squared = along[0] * along[0] + along[1] * along[1];
    let share = if squared > 0.0 {
        -(start[0] * along[0] + start[1] * along[1]) / squared
    } else {
        0.0
    };
    let share = share.clamp(0.0, 1.0);
    length([start[0] + share * along[0], start[1] + share * along[1]])
}

/// Even-odd over all rings, on the screen's plane.
fn is_inside(local: &Local, area: &Area) -> bool {
    let mut inside = false;
    for (start, end) in area.rings().flat_map(crate::geometry::Ring::edges) {
        let (start, end) = (local.points_from(start), local.points_from(end));
        if (start[1] > 0.0) != (end[1] > 0.0) {
            let east = start[0] - start[1] * (end[0] - start[0]) / (end[1] - start[1]);
            inside ^= east > 0.0;
        }
    }
    inside
}

/// The area of the box round an area, to sort small before large.
fn extent(local: &Local, area: &Area) -> f64 {
    let mut low = [f64::INFINITY; 2];
    let mut high = [f64::NEG_INFINITY; 2];
    for point in area.points() {
        let point = local.points_from(point);
        for axis in 0..2 {
            if let (Some(low), Some(high), Some(value)) =
                (low.get_mut(axis), high.get_mut(axis), point.get(axis))
            {
                *low = low.min(*value);
                *high = high.max(*value);
            }
        }
    }
    (high[0] - low[0]) * (high[1] - low[1])
}
