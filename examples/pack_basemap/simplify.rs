//! Leaving out vertices that nobody would see.
//!
//! Ramer, Douglas and Peucker's method in the Web Mercator plane, so that the tolerance is one of
//! the screen. Rings are looked through afterwards: where leaving out made one cross itself, the
//! vertices come back until it does not.

use std::collections::{BTreeMap, BTreeSet};

use entente::geometry::mercator::unit_from_degrees;

use crate::source::Vertex;

/// Returns where a vertex lies in the unit square.
pub fn project([x, y]: Vertex, step_e7: u32) -> [f64; 2] {
    let degrees = |steps: i32| f64::from(steps) * f64::from(step_e7) / 1e7;
    unit_from_degrees(degrees(y), degrees(x))
}

/// Simplifies a line; its ends stay. The tolerance is in the unit square.
pub fn simplify_line(line: &[Vertex], step_e7: u32, tolerance: f64) -> Vec<Vertex> {
    let points: Vec<_> = line.iter().map(|&vertex| project(vertex, step_e7)).collect();
    let mut keep = vec![false; line.len()];
    keep_at(&mut keep, 0);
    keep_at(&mut keep, line.len().saturating_sub(1));
    mark(&points, &mut keep, tolerance);
    kept(line, &keep).map(|(_, vertex)| vertex).collect()
}

/// Simplifies a ring (first vertex not repeated) without letting it cross itself anew; vertices on
/// the date line stay. May return fewer than three vertices: then nothing of it can be seen.
pub fn simplify_ring(ring: &[Vertex], step_e7: u32, tolerance: f64) -> Vec<Vertex> {
    let Some(&first) = ring.first() else {
        return Vec::new();
    };
    let closed: Vec<Vertex> = ring.iter().copied().chain([first]).collect();
    let points: Vec<_> = closed.iter().map(|&vertex| project(vertex, step_e7)).collect();
    let mut keep = vec![false; closed.len()];
    for end in [0, closed.len() - 1] {
        keep_at(&mut keep, end);
    }
    let from_first = |point: &[f64; 2]| points.first().map_or(0.0, |&start| distance(start, *point));
    let farthest = points
        .iter()
        .enumerate()
        .max_by(|(_, one), (_, other)| from_first(one).total_cmp(&from_first(other)));
    keep_at(&mut keep, farthest.map_or(0, |(at, _)| at));
    let half_turn = (1_800_000_000 / step_e7) as i32;
    for (at, vertex) in closed.iter().enumerate() {
        if vertex[0].abs() == half_turn {
            keep_at(&mut keep, at);
        }
    }
    let anchors: Vec<usize> = kept(&closed, &keep).map(|(at, _)| at).collect();
    for pair in anchors.windows(2) {
        let &[from, to] = pair else { continue };
        if let (Some(points), Some(keep)) = (points.get(from..=to), keep.get_mut(from..=to)) {
            mark(points, keep, tolerance);
        }
    }
    untangle(&closed, &points, &mut keep);
    let mut simple: Vec<_> = kept(&closed, &keep).map(|(_, vertex)| vertex).collect();
    simple.pop();
    simple
}

/// Returns the distance of a point from a segment.
pub fn distance_to_segment(point: [f64; 2], [from, to]: [[f64; 2]; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length2 = along[0] * along[0] + along[1] * along[1];
    let share = if length2 > 0.0 {
        ((point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1]) / length2
    } else {
        0.0
    };
    let share = share.clamp(0.0, 1.0);
    distance(point, [from[0] + share * along[0], from[1] + share * along[1]])
}

fn distance(one: [f64; 2], other: [f64; 2]) -> f64 {
    libm::hypot(one[0] - other[0], one[1] - other[1])
}

fn keep_at(keep: &mut [bool], at: usize) {
    if let Some(slot) = keep.get_mut(at) {
        *slot = true;
    }
}

fn kept<'k>(line: &'k [Vertex], keep: &'k [bool]) -> impl Iterator<Item = (usize, Vertex)> + 'k {
    line.iter()
        .copied()
        .enumerate()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .map(|(vertex, _)| vertex)
}

/// Marks what to keep between the first and the last point.
fn mark(points: &[[f64; 2]], keep: &mut [bool], tolerance: f64) {
    let Some((at, deviation)) = farthest_between(points) else {
        return;
    };
    if deviation <= tolerance {
        return;
    }
    keep_at(keep, at);
    if let (Some(points), Some(keep)) = (points.get(..=at), keep.get_mut(..=at)) {
        mark(points, keep, tolerance);
    }
    if let (Some(points), Some(keep)) = (points.get(at..), keep.get_mut(at..)) {
        mark(points, keep, tolerance);
    }
}

/// Returns the inner point farthest from the segment between the ends, and its distance.
fn farthest_between(points: &[[f64; 2]]) -> Option<(usize, f64)> {
    let [first, inner @ .., last] = points else {
        return None;
    };
    let deviations = inner
        .iter()
        .map(|&point| distance_to_segment(point, [*first, *last]));
    (1..)
        .zip(deviations)
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
}

/// Takes vertices back into a closed ring until no two of its edges touch that did not before.
fn untangle(closed: &[Vertex], points: &[[f64; 2]], keep: &mut [bool]) {
    loop {
        let edges: Vec<[(usize, Vertex); 2]> = {
            let vertices: Vec<_> = kept(closed, keep).collect();
            vertices
                .windows(2)
                .filter_map(|pair| <[_; 2]>::try_from(pair).ok())
                .collect()
        };
        let mut grown = false;
        for edge in touching_edges(&edges) {
            let [(from, _), (to, _)] = edge;
            let inner = points.get(from..=to).and_then(farthest_between);
            if let Some((at, _)) = inner {
                keep_at(keep, from + at);
                grown = true;
            }
        }
        if !grown {
            return;
        }
    }
}

/// Returns the edges that touch another one which is not their neighbour in the ring.
fn touching_edges(edges: &[[(usize, Vertex); 2]]) -> Vec<[(usize, Vertex); 2]> {
    let longest = |axis: usize| {
        let length = |[(_, from), (_, to)]: &[(usize, Vertex); 2]| match axis {
            0 => i64::from(from[0].abs_diff(to[0])),
            _ => i64::from(from[1].abs_diff(to[1])),
        };
        edges.iter().map(length).sum::<i64>() / edges.len().max(1) as i64 + 1
    };
    let (wide, high) = (longest(0) * 2, longest(1) * 2);
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (number, &[(_, from), (_, to)]) in edges.iter().enumerate() {
        let span = |one: i32, other: i32, cell: i64| {
            i64::from(one.min(other)).div_euclid(cell)..=i64::from(one.max(other)).div_euclid(cell)
        };
        for column in span(from[0], to[0], wide) {
            for row in span(from[1], to[1], high) {
                cells.entry((column, row)).or_default().push(number);
            }
        }
    }
    let mut touching = BTreeSet::new();
    for numbers in cells.values() {
        for (nth, &one) in numbers.iter().enumerate() {
            for &other in numbers.iter().skip(nth + 1) {
                let neighbours = other == one + 1 || (one == 0 && other + 1 == edges.len());
                if let (false, Some(a), Some(b)) = (neighbours, edges.get(one), edges.get(other))
                    && touch([a[0].1, a[1].1], [b[0].1, b[1].1])
                {
                    touching.extend([one, other]);
                }
            }
        }
    }
    touching
        .into_iter()
        .filter_map(|number| edges.get(number).copied())
        .collect()
}

fn touch([a, b]: [Vertex; 2], [c, d]: [Vertex; 2]) -> bool {
    let turns = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
    if turns == [0; 4] {
        let overlap = |axis: fn(Vertex) -> i32| {
            axis(a).min(axis(b)) <= axis(c).max(axis(d)) && axis(c).min(axis(d)) <= axis(a).max(axis(b))
        };
        return overlap(|[x, _]| x) && overlap(|[_, y]| y);
    }
    turns[0] * turns[1] <= 0 && turns[2] * turns[3] <= 0
}

/// Returns 1 for a left turn, -1 for a right one, 0 for none.
fn turn(a: Vertex, b: Vertex, c: Vertex) -> i64 {
    let wide = |to: Vertex| {
        [
            i64::from(to[0]) - i64::from(a[0]),
            i64::from(to[1]) - i64::from(a[1]),
        ]
    };
    let (b, c) = (wide(b), wide(c));
    (b[0] * c[1] - b[1] * c[0]).signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP_E7: u32 = 10_000;

    #[test]
    fn a_line_keeps_its_ends_and_what_stands_out() {
        let line = [[0, 0], [10, 1], [20, -1], [30, 50], [40, 0]];
        // Ten steps are 2.8e-5 of the world.
        assert_eq!(
            simplify_line(&line, STEP_E7, 3e-5),
            [[0, 0], [20, -1], [30, 50], [40, 0]]
        );
        assert_eq!(simplify_line(&line, STEP_E7, 1.0), [[0, 0], [40, 0]]);
    }

    #[test]
    fn a_ring_does_not_come_to_cross_itself() {
        // A bay from the north reaches into a bulge of the southern shore. The bulge alone is small
        // enough to leave out; its chord would run through the bay.
        let land = [
            [0, 0],
            [500, -40],
            [1000, 0],
            [1000, 500],
            [520, 500],
            [500, -20],
            [480, 500],
            [0, 500],
        ];
        let simple = simplify_ring(&land, STEP_E7, 1.5e-4);
        assert!(
            simple.contains(&[500, -40]) && simple.contains(&[500, -20]),
            "{simple:?}"
        );
        let alone = [[0, 0], [500, -40], [1000, 0], [1000, 500], [0, 500]];
        assert!(!simplify_ring(&alone, STEP_E7, 1.5e-4).contains(&[500, -40]));
    }

    #[test]
    fn edges_that_cross_or_touch_are_found() {
        assert!(touch([[0, 0], [10, 10]], [[0, 10], [10, 0]]));
        assert!(touch([[0, 0], [10, 0]], [[5, 0], [5, 9]]));
        assert!(touch([[0, 0], [10, 0]], [[9, 0], [20, 0]]));
        assert!(!touch([[0, 0], [10, 0]], [[11, 0], [20, 0]]));
        assert!(!touch([[0, 0], [10, 0]], [[0, 1], [10, 1]]));
    }

    #[test]
    fn vertices_on_the_date_line_stay() {
        let edge = 180_000;
        let ring = [
            [edge, 0],
            [edge, 10],
            [edge, 20],
            [edge - 5000, 20],
            [edge - 5000, 0],
        ];
        let simple = simplify_ring(&ring, STEP_E7, 1e-3);
        assert!(simple.contains(&[edge, 10]), "{simple:?}");
    }
}
