//! Fewer vertices, with neighbours staying neighbours.
//!
//! An edge that two share is one line to be smoothed once, for both. Places where lines meet, and
//! vertices of the area of operations, stay.
//!
//! # Source
//! Arcs between the places where lines meet, each smoothed once, as `TopoJSON` and Mapshaper do.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::VerbError;
use super::neighbours::{Fellow, called, fellows, linked, sector};
use crate::geometry::{
    Bounds, Frame, Geometry, Nodes, Position, Ring, Shape, area_m2, intersection, simplified,
};
use crate::model::{AnyId, Edit, Id, Interval, Plan, Sector};

/// How often what crosses is given back its vertices.
const ROUNDS: usize = 8;

/// Ground that two may come to share by it, in square metres: rounding.
const NOTHING_M2: f64 = 1.0;

/// Takes vertices from sectors, and from who shares edges with them, that change no line by more than
/// `tolerance_m` metres.
///
/// # Errors
/// Where the tolerance is no positive number, or no vertex can go.
pub fn simplify(plan: &Plan, ids: &[Id<Sector>], tolerance_m: f64) -> Result<Edit, VerbError> {
    if !(tolerance_m > 0.0 && tolerance_m.is_finite()) {
        return Err(VerbError::Number("give a tolerance above 0 m"));
    }
    let mut boxes = Vec::new();
    for id in ids {
        boxes.extend(sector(plan, *id)?.area.bounds());
    }
    let Some(near) = Bounds::of_all(boxes) else {
        return Err(VerbError::Select("one sector or more"));
    };
    let near = near.grown_m(1.0);
    let mut during: Vec<Interval> = Vec::new();
    for id in ids {
        let is_near = |fellow: &Fellow<'_>| fellow.bounds().is_some_and(|bounds| bounds.meets(near));
        during.extend(linked(plan, &sector(plan, *id)?.when, is_near));
    }
    let net = Net::of(plan, &during, near);
    let wanted: BTreeSet<AnyId> = ids.iter().map(|id| (*id).into()).collect();
    let frame = Frame::at(near.center());
    let arcs = net.arcs(&wanted, &frame);
    let mut spared: HashSet<usize> = HashSet::new();
    for _ in 0..ROUNDS {
        let dropped: HashSet<Position> = arcs
            .iter()
            .enumerate()
            .filter(|(number, _)| !spared.contains(number))
            .flat_map(|(_, arc)| dropped_of(arc, &frame, tolerance_m))
            .collect();
        if dropped.is_empty() {
            break;
        }
        let after = net.without(&dropped);
        let wrong = net.gone_wrong(&after);
        if wrong.is_empty() {
            return Ok(edit(plan, ids, &after, dropped.len()));
        }
        // Whose shape came to cross itself or another keeps all its vertices.
        let points: HashSet<Position> = wrong
            .iter()
            .filter_map(|id| net.shapes.get(id))
            .flat_map(Geometry::points)
            .collect();
        let before = spared.len();
        spared.extend(
            arcs.iter()
                .enumerate()
                .filter(|(_, arc)| arc.iter().any(|point| points.contains(point)))
                .map(|(number, _)| number),
        );
        if spared.len() == before {
            break;
        }
    }
    let name = match ids {
        [id] => called(plan, *id),
        _ => "all of it".to_owned(),
    };
    Err(VerbError::NothingChanges(name))
}

/// Shapes with every vertex that they share, and where lines meet.
struct Net {
    shapes: BTreeMap<AnyId, Geometry>,
    /// As they are in the plan.
    drawn: BTreeMap<AnyId, Geometry>,
    /// Vertices that must stay.
    fixed: HashSet<Position>,
}

impl Net {
    fn of(plan: &Plan, during: &[Interval], near: Bounds) -> Self {
        let all: Vec<Fellow<'_>> = fellows(plan, during)
            .filter(|fellow| fellow.bounds().is_some_and(|bounds| bounds.meets(near)))
            .collect();
        let mut vertices = Vec::new();
        for fellow in &all {
            fellow.each_vertex(&mut |point| vertices.push(point));
        }
        let nodes = Nodes::of(vertices);
        let drawn: BTreeMap<AnyId, Geometry> = all
            .iter()
            .map(|fellow| (fellow.id(), fellow.geometry()))
            .collect();
        let shapes: BTreeMap<AnyId, Geometry> = drawn
            .iter()
            .map(|(id, geometry)| (*id, nodes.put_into(geometry).unwrap_or_else(|| geometry.clone())))
            .collect();
        let mut beside: HashMap<Position, BTreeSet<Position>> = HashMap::new();
        let mut fixed: HashSet<Position> = HashSet::new();
        for geometry in shapes.values() {
            let edges: Vec<(Position, Position)> = match geometry {
                Geometry::Point(_) => Vec::new(),
                Geometry::Path(path) => {
                    fixed.extend(path.points.first());
                    fixed.extend(path.points.last());
                    path.edges().collect()
                }
                Geometry::Area(area) => area.rings().flat_map(Ring::edges).collect(),
            };
            for (start, end) in edges {
                beside.entry(start).or_default().insert(end);
                beside.entry(end).or_default().insert(start);
            }
        }
        let meeting = beside.into_iter().filter(|(_, beside)| beside.len() != 2);
        fixed.extend(meeting.map(|(point, _)| point));
        if let Some(limits) = &plan.info.area_of_operations {
            fixed.extend(limits.points());
            // A vertex on its edge may not leave it.
            for ring in limits.rings() {
                fixed.extend(ring.edges().flat_map(|(start, end)| nodes.on_edge(start, end)));
            }
        }
        Self { shapes, drawn, fixed }
    }

    /// The lines between places that stay, of the wanted shapes; each once, whichever way it runs.
    fn arcs(&self, wanted: &BTreeSet<AnyId>, frame: &Frame) -> Vec<Vec<Position>> {
        let mut arcs: BTreeSet<Vec<Position>> = BTreeSet::new();
        for geometry in wanted.iter().filter_map(|id| self.shapes.get(id)) {
            let Geometry::Area(area) = geometry else { continue };
            for ring in area.rings() {
                arcs.extend(self.arcs_of(ring, frame).into_iter().map(|mut arc| {
                    if arc.last() < arc.first()
                        || (arc.last() == arc.first() && arc.get(1) > arc.iter().nth_back(1))
                    {
                        arc.reverse();
                    }
                    arc
                }));
            }
        }
        arcs.into_iter().collect()
    }

    fn arcs_of(&self, ring: &Ring, frame: &Frame) -> Vec<Vec<Position>> {
        let count = ring.points.len();
        let mut stays: Vec<bool> = ring
            .points
            .iter()
            .map(|point| self.fixed.contains(point))
            .collect();
        // A ring that meets nothing, or in one place only, keeps its first vertices in a fixed order, so
        // that both who share it keep the same.
        if stays.iter().filter(|stays| **stays).count() < 2 {
            let first = ring
                .points
                .iter()
                .enumerate()
                .min_by_key(|(place, point)| (!stays.get(*place).copied().unwrap_or(false), **point));
            if let Some((place, first)) = first {
                let from = frame.plane_from_ground(*first);
                let far = |point: &Position| {
                    let [x, y] = frame.plane_from_ground(*point);
                    libm::hypot(x - from[0], y - from[1])
                };
                let farthest = ring
                    .points
                    .iter()
                    .enumerate()
                    .max_by(|(_, one), (_, other)| far(one).total_cmp(&far(other)).then(other.cmp(one)));
                for place in [Some(place), farthest.map(|(place, _)| place)]
                    .into_iter()
                    .flatten()
                {
                    if let Some(stays) = stays.get_mut(place) {
                        *stays = true;
                    }
                }
            }
        }
        let Some(start) = stays.iter().position(|stays| *stays) else {
            return Vec::new();
        };
        let mut arcs = Vec::new();
        let mut arc: Vec<Position> = Vec::new();
        for step in 0..=count {
            let place = (start + step) % count.max(1);
            let (Some(point), Some(stays)) = (ring.points.get(place), stays.get(place)) else {
                continue;
            };
            arc.push(*point);
            if *stays && step > 0 {
                arcs.push(std::mem::replace(&mut arc, vec![*point]));
            }
        }
        arcs
    }

    /// The shapes without these vertices; a ring that would lose its ground keeps them.
    fn without(&self, dropped: &HashSet<Position>) -> BTreeMap<AnyId, Geometry> {
        let kept = |points: &[Position], least: usize| -> Vec<Position> {
            let left: Vec<Position> = points
                .iter()
                .copied()
                .filter(|point| !dropped.contains(point))
                .collect();
            if left.len() < least { points.to_vec() } else { left }
        };
        let without = |geometry: &Geometry| {
            let mut geometry = geometry.clone();
            match &mut geometry {
                Geometry::Point(_) => {}
                Geometry::Path(path) => path.points = kept(&path.points, 2),
                Geometry::Area(area) => {
                    for ring in area.rings_mut() {
                        ring.points = kept(&ring.points, 3);
                    }
                }
            }
            geometry
        };
        self.shapes
            .iter()
            .filter(|(_, geometry)| geometry.points().iter().any(|point| dropped.contains(point)))
            .map(|(id, geometry)| (*id, without(geometry)))
            .collect()
    }

    /// Which shapes cross themselves, or share ground with another that they did not share before.
    fn gone_wrong(&self, after: &BTreeMap<AnyId, Geometry>) -> BTreeSet<AnyId> {
        let mut wrong = BTreeSet::new();
        for (id, geometry) in after {
            let (Geometry::Area(area), Some(Geometry::Area(before))) = (geometry, self.drawn.get(id)) else {
                continue;
            };
            let crosses = |area: &crate::geometry::Area| {
                area.defects().iter().any(crate::geometry::Defect::is_crossing)
            };
            if crosses(area) && !crosses(before) {
                wrong.insert(*id);
                continue;
            }
            let (now, then) = (Shape::of(area), Shape::of(before));
            for (other, drawn) in &self.drawn {
                let (Geometry::Area(theirs), false) = (drawn, other == id) else {
                    continue;
                };
                if !now
                    .bounds()
                    .zip(theirs.bounds())
                    .is_some_and(|(own, theirs)| own.meets(theirs))
                {
                    continue;
                }
                let theirs_now = match after.get(other) {
                    Some(Geometry::Area(area)) => Shape::of(area),
                    _ => Shape::of(theirs),
                };
                let common = |one: &Shape, other: &Shape| intersection(one, other).map(|both| area_m2(&both));
                match (common(&now, &theirs_now), common(&then, &Shape::of(theirs))) {
                    (Ok(now), Ok(then)) if now <= then + NOTHING_M2 || then > NOTHING_M2 => {}
                    _ => drop(wrong.insert(*id)),
                }
            }
        }
        wrong
    }
}

fn edit(plan: &Plan, ids: &[Id<Sector>], after: &BTreeMap<AnyId, Geometry>, count: usize) -> Edit {
    let edits = after
        .iter()
        .map(|(id, geometry)| Edit::Reshape {
            id: *id,
            to: geometry.clone(),
        })
        .collect();
    let what = match ids {
        [id] => called(plan, *id),
        _ => format!("{} sectors", ids.len()),
    };
    let vertices = if count == 1 { "vertex" } else { "vertices" };
    Edit::together(format!("Simplify {what} by {count} {vertices}"), edits)
}

/// The vertices of a line that can go without moving it by more than a tolerance; its ends stay.
fn dropped_of(arc: &[Position], frame: &Frame, tolerance_m: f64) -> Vec<Position> {
    let mut kept = simplified(frame, arc, tolerance_m).into_iter().peekable();
    let mut gone = arc.to_vec();
    gone.retain(|point| kept.next_if_eq(point).is_none());
    gone
}
