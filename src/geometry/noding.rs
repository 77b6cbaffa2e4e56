//! Vertices where lines meet, made the same in both.
//!
//! Neighbours share an edge for good only where both have every vertex of it: then moving one moves the
//! other, and nothing is left between them. A vertex that lies on another's edge, as near as whole steps
//! allow, is put into that edge. Decides nothing: the lines stay where they are to the step.
//!
//! # Source
//! "Noding" as JTS and GEOS call it; here only at vertices that are there already.

use std::collections::HashSet;

use super::cleave::steps;
use super::{Area, Geometry, Path, Position, Ring};

/// How far from an edge a vertex may lie to count as on it, in steps of 1e-7 degree: a place on an edge,
/// rounded to whole steps, is off it by up to 0.71.
const ON_EDGE_STEPS: f64 = 1.0;

/// Vertices to be looked for along edges, sorted by latitude.
#[derive(Clone, Debug, Default)]
pub struct Nodes(Vec<Position>);

impl Nodes {
    /// Collects vertices.
    pub fn of(points: impl IntoIterator<Item = Position>) -> Self {
        let mut points: Vec<Position> = points.into_iter().collect();
        points.sort_unstable_by_key(|point| (point.lat_e7(), point.lon_e7()));
        points.dedup();
        Self(points)
    }

    /// Returns those that lie on an edge but are not its ends, from its start to its end.
    pub fn on_edge(&self, start: Position, end: Position) -> Vec<Position> {
        let [low, high] = if start.lat_e7() <= end.lat_e7() {
            [start.lat_e7(), end.lat_e7()]
        } else {
            [end.lat_e7(), start.lat_e7()]
        };
        let first = self.0.partition_point(|point| point.lat_e7() < low - 1);
        let within = self.0.iter().skip(first);
        let within = within.take_while(|point| point.lat_e7() <= high + 1);
        let mut found: Vec<(f64, Position)> = within
            .filter_map(|&point| Some((share_along(point, start, end)?, point)))
            .collect();
        found.sort_by(|one, other| one.0.total_cmp(&other.0));
        found.into_iter().map(|(_, point)| point).collect()
    }

    /// Returns the shape with those that lie on its edges as its vertices; `None` where there are none.
    pub fn put_into(&self, shape: &Geometry) -> Option<Geometry> {
        match shape {
            Geometry::Point(_) => None,
            Geometry::Path(path) => self.put_into_path(path).map(Geometry::Path),
            Geometry::Area(area) => self.put_into_area(area).map(Geometry::Area),
        }
    }

    /// Returns the line with those that lie on its edges as its vertices; `None` where there are none.
    pub fn put_into_path(&self, path: &Path) -> Option<Path> {
        let mut changed = false;
        let mut points = Vec::with_capacity(path.points.len());
        for (start, end) in path.edges() {
            points.push(start);
            let found = self.on_edge(start, end);
            changed |= !found.is_empty();
            points.extend(found);
        }
        points.extend(path.points.last());
        changed.then(|| Path::new(points))
    }

    /// Returns the area with those that lie on its edges as its vertices; `None` where there are none.
    pub fn put_into_area(&self, area: &Area) -> Option<Area> {
        let mut changed = false;
        let mut noded = area.clone();
        for ring in noded.rings_mut() {
            let mut points = Vec::with_capacity(ring.points.len());
            for (start, end) in ring.edges() {
                points.push(start);
                let found = self.on_edge(start, end);
                changed |= !found.is_empty();
                points.extend(found);
            }
            ring.points = points;
        }
        changed.then_some(noded)
    }
}

/// Returns true where a vertex lies on an edge, as near as whole steps allow; its ends do not count.
pub fn is_on_edge(point: Position, start: Position, end: Position) -> bool {
    share_along(point, start, end).is_some()
}

/// Returns the lines that two areas have in common, edge by edge, as they run in the first; both have
/// every vertex of them. What meets in a corner only is none.
pub fn common_lines(a: &Area, b: &Area) -> Vec<Path> {
    let b_nodes = Nodes::of(b.points());
    let a_nodes = Nodes::of(a.points());
    let a = b_nodes.put_into_area(a).unwrap_or_else(|| a.clone());
    let b = a_nodes.put_into_area(b).unwrap_or_else(|| b.clone());
    let theirs: HashSet<[Position; 2]> = b.rings().flat_map(Ring::edges).map(undirected).collect();
    a.rings().flat_map(|ring| runs(ring, &theirs)).collect()
}

/// The runs of a ring's edges that are among these; one that goes through the ring's first vertex is one.
fn runs(ring: &Ring, wanted: &HashSet<[Position; 2]>) -> Vec<Path> {
    let edges: Vec<(Position, Position)> = ring.edges().collect();
    let is_common: Vec<bool> = edges
        .iter()
        .map(|edge| wanted.contains(&undirected(*edge)))
        .collect();
    // Begun after an edge that is not common, no run is cut in two.
    let start = is_common
        .iter()
        .position(|common| !common)
        .map_or(0, |place| place + 1);
    let mut runs: Vec<Vec<Position>> = Vec::new();
    let mut open = false;
    for (&(from, to), &common) in edges.iter().zip(&is_common).cycle().skip(start).take(edges.len()) {
        if common {
            match runs.last_mut() {
                Some(run) if open => run.push(to),
                _ => runs.push(vec![from, to]),
            }
        }
        open = common;
    }
    runs.into_iter().map(Path::new).collect()
}

fn undirected((start, end): (Position, Position)) -> [Position; 2] {
    if start <= end { [start, end] } else { [end, start] }
}

/// How far along an edge a vertex on it lies, as a share; `None` where it is not on it, or is an end.
fn share_along(point: Position, start: Position, end: Position) -> Option<f64> {
    if point == start || point == end {
        return None;
    }
    let ([edge_x, edge_y], [x, y]) = (steps(start, end), steps(start, point));
    let squared = edge_x * edge_x + edge_y * edge_y;
    let share = (x * edge_x + y * edge_y) / squared;
    let off = (edge_x * y - edge_y * x).abs();
    (share > 0.0 && share < 1.0 && off <= ON_EDGE_STEPS * squared.sqrt()).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions in steps of a thousandth of a degree, north of 33° and east of 44°.
    fn at(places: &[(i32, i32)]) -> Vec<Position> {
        let to = |&(x, y): &(i32, i32)| Position::from_e7(330_000_000 + y * 10_000, 440_000_000 + x * 10_000);
        places.iter().filter_map(to).collect()
    }

    fn area(places: &[(i32, i32)]) -> Area {
        Area::from_outer(at(places))
    }

    #[test]
    fn vertices_on_edges_go_in_in_order_and_others_stay_out() {
        let square = area(&[(0, 0), (10, 0), (10, 10), (0, 10)]);
        let nodes = Nodes::of(at(&[(7, 0), (3, 0), (10, 10), (5, 5), (0, 4), (11, 0)]));
        let expected = area(&[(0, 0), (3, 0), (7, 0), (10, 0), (10, 10), (0, 10), (0, 4)]);
        assert_eq!(nodes.put_into_area(&square), Some(expected.clone()));
        assert_eq!(nodes.put_into_area(&expected), None, "all of them are there");
    }

    #[test]
    fn a_vertex_is_on_a_slanted_edge_where_rounding_put_it() {
        let [start, end] =
            [Position::from_e7(0, 0), Position::from_e7(1_000_003, 3_000_007)].map(Option::unwrap);
        for share in [0.1, 0.333, 0.77] {
            let on = Position::from_e7(
                libm::round(1_000_003.0 * share) as i32,
                libm::round(3_000_007.0 * share) as i32,
            );
            assert!(is_on_edge(on.unwrap(), start, end));
        }
        let off = Position::from_e7(500_004, 1_500_003).unwrap();
        assert!(!is_on_edge(off, start, end), "two steps are two centimetres");
        let [west, east] = [1_799_999_000, -1_799_999_000].map(|lon| Position::from_e7(0, lon).unwrap());
        assert!(is_on_edge(
            Position::from_e7(0, 1_800_000_000).unwrap(),
            west,
            east
        ));
    }

    #[test]
    fn what_two_areas_have_in_common_is_one_line_wherever_their_rings_begin() {
        let west = area(&[(10, 10), (0, 10), (0, 0), (10, 0), (12, 5)]);
        let east = area(&[(10, 0), (20, 0), (20, 10), (10, 10), (11, 8), (12, 5)]);
        // A corner of the east's alone: the west's straight edge passes it only in part.
        let lines = common_lines(&west, &east);
        assert_eq!(lines, [Path::new(at(&[(10, 0), (12, 5)]))]);
        let straight = area(&[(10, 0), (20, 0), (20, 10), (10, 10), (12, 5)]);
        assert_eq!(
            common_lines(&west, &straight),
            [Path::new(at(&[(10, 0), (12, 5), (10, 10)]))]
        );
    }

    #[test]
    fn a_long_edge_beside_two_short_ones_is_shared_in_part_with_each() {
        let long = area(&[(0, 0), (10, 0), (10, 20), (0, 20)]);
        let low = area(&[(10, 0), (20, 0), (20, 8), (10, 8)]);
        assert_eq!(common_lines(&long, &low), [Path::new(at(&[(10, 0), (10, 8)]))]);
        let corner = area(&[(10, 20), (20, 20), (20, 30)]);
        assert_eq!(common_lines(&long, &corner), []);
    }
}
