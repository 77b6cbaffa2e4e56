//! Following the edge of what is there already from one vertex to the next.

use crate::geometry::{Area, Path, Position, Ring, distance_m, is_on_edge};

use super::ToolView;
use super::hit::{Drawn, each_shape, is_shown_in};

/// Returns the vertices of a line or outline between two places that both lie on it, by the shorter way
/// round; of several such lines, the shortest. `None` where there is none, or the way is straight.
pub(super) fn traced(from: Position, to: Position, view: &ToolView<'_>) -> Option<Vec<Position>> {
    let mut best: Option<(f64, Vec<Position>)> = None;
    let mut consider = |way: Option<Vec<Position>>| {
        if let Some(way) = way {
            let length = length_m(from, &way, to);
            if best.as_ref().is_none_or(|(known, _)| length < *known) {
                best = Some((length, way));
            }
        }
    };
    for (id, shape) in each_shape(view.plan) {
        if view.hidden.contains(&id) || !is_shown_in(view.plan, id, view.phase) {
            continue;
        }
        match shape {
            Drawn::Point(_) => {}
            Drawn::Path(path) => consider(along_path(path, from, to)),
            Drawn::Area(area) => consider(along_area(area, from, to)),
        }
    }
    if let Some(area) = &view.plan.info.area_of_operations {
        consider(along_area(area, from, to));
    }
    best.map(|(_, way)| way).filter(|way| !way.is_empty())
}

fn along_area(area: &Area, from: Position, to: Position) -> Option<Vec<Position>> {
    area.rings().find_map(|ring| along_ring(ring, from, to))
}

fn along_ring(ring: &Ring, from: Position, to: Position) -> Option<Vec<Position>> {
    let edges: Vec<(Position, Position)> = ring.edges().collect();
    let (start, end) = (place_on(&edges, from)?, place_on(&edges, to)?);
    let count = edges.len();
    // Forward: the ends of the edges from the first to the one before the last.
    let steps = (end + count - start) % count;
    let ahead = |steps: usize| -> Vec<Position> {
        let ends = edges.iter().cycle().skip(start).take(steps);
        ends.map(|(_, end)| *end)
            .filter(|point| *point != from && *point != to)
            .collect()
    };
    let behind = |steps: usize| -> Vec<Position> {
        let starts = edges.iter().rev().cycle().skip(count - 1 - start).take(steps);
        starts
            .map(|(start, _)| *start)
            .filter(|point| *point != from && *point != to)
            .collect()
    };
    if steps == 0 {
        return Some(Vec::new());
    }
    let (one, other) = (ahead(steps), behind(count - steps));
    Some(if length_m(from, &one, to) <= length_m(from, &other, to) {
        one
    } else {
        other
    })
}

fn along_path(path: &Path, from: Position, to: Position) -> Option<Vec<Position>> {
    let edges: Vec<(Position, Position)> = path.edges().collect();
    let (start, end) = (place_on(&edges, from)?, place_on(&edges, to)?);
    let (first, last) = (start.min(end), start.max(end));
    let ends = edges.iter().skip(first).take(last - first);
    let mut way: Vec<Position> = ends
        .map(|(_, end)| *end)
        .filter(|point| *point != from && *point != to)
        .collect();
    if end < start {
        way.reverse();
    }
    Some(way)
}

/// The edge that a place lies on.
fn place_on(edges: &[(Position, Position)], at: Position) -> Option<usize> {
    edges
        .iter()
        .position(|(start, end)| *start == at || *end == at || is_on_edge(at, *start, *end))
}

fn length_m(from: Position, way: &[Position], to: Position) -> f64 {
    let mut length = 0.0;
    let mut before = from;
    for point in way.iter().chain(std::iter::once(&to)) {
        length += distance_m(before, *point);
        before = *point;
    }
    length
}
