//! Vertices drawn twice, and spikes.
//!
//! Looks at each vertex of a ring or path with its neighbours only. Whether edges farther apart meet is
//! the sweep's question.

use super::grid;
use super::measure::metres_per_radian;
use super::{Defect, Position, RingAt};

/// Vertices in a row nearer than this are one vertex drawn twice.
const REPEATED_M: f64 = 0.5;

/// Edges with a smaller angle between them are a spike.
const SPIKE_DEG: f64 = 1.0;

/// Whether the last vertex is joined with the first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    Open,
    Closed,
}

/// Returns how many distinct vertices there are, three standing for more.
pub(super) fn distinct(points: &[Position]) -> usize {
    let mut seen: Vec<Position> = Vec::with_capacity(3);
    for &point in points {
        if !seen.contains(&point) {
            seen.push(point);
        }
        if seen.len() == 3 {
            break;
        }
    }
    seen.len()
}

/// Looks at every vertex with its neighbours.
pub(super) fn vertex_defects(points: &[Position], closing: Closing, ring: RingAt, defects: &mut Vec<Defect>) {
    let closed = closing == Closing::Closed && points.len() > 1;
    let closing_edge = points.last().zip(points.first()).filter(|_| closed);
    let edges = points.iter().zip(points.iter().skip(1)).chain(closing_edge);
    // Most edges are longer than half a metre at first sight; the others are measured.
    let lengths: Vec<Option<f64>> = edges
        .map(|(&from, &to)| is_surely_long(from, to).map_or_else(|| Some(arm(from, to).1), |()| None))
        .collect();
    for (vertex, (&at, &length)) in points.iter().zip(&lengths).enumerate() {
        if let Some(apart_m) = length.filter(|&length| length < REPEATED_M) {
            defects.push(Defect::RepeatedVertex {
                ring,
                vertex,
                apart_m,
                at,
            });
        }
    }
    // There and back again is a ring of too few vertices, not a spike.
    if closed && distinct(points) < 3 {
        return;
    }
    // A spike is looked for between the nearest neighbours that are not the same vertex again.
    let mut line: Vec<(usize, Position)> = Vec::with_capacity(points.len());
    let before = std::iter::once(None).chain(lengths);
    for ((vertex, &here), length) in points.iter().enumerate().zip(before) {
        if vertex == 0 || length.is_none_or(|length| length >= REPEATED_M) {
            line.push((vertex, here));
        }
    }
    let count = line.len();
    if count < 3 {
        return;
    }
    let corners = line
        .iter()
        .zip(line.iter().cycle().skip(1))
        .zip(line.iter().cycle().skip(2));
    let corners = corners.take(if closed { count } else { count - 2 });
    let mut found: Vec<Defect> = corners
        .filter_map(|((&(_, before), &(vertex, at)), &(_, after))| spike(ring, vertex, before, at, after))
        .collect();
    // The first vertex of a ring comes round last.
    found.sort_by_key(|defect| match defect {
        Defect::Spike { vertex, .. } => *vertex,
        _ => 0,
    });
    defects.extend(found);
}

/// Returns a spike where the two edges at a vertex have less than a degree between them.
fn spike(ring: RingAt, vertex: usize, before: Position, at: Position, after: Position) -> Option<Defect> {
    // In degrees an angle looks other than on the ground, but an obtuse one stays far from a spike.
    let steps = |to: Position| {
        let (a, b) = (grid::spot(at), grid::spot(to));
        (grid::short_way(a.x, b.x) as f64, (b.y - a.y) as f64)
    };
    let ((bx, by), (ax, ay)) = (steps(before), steps(after));
    if bx * ax <= 0.0 && by * ay <= 0.0 {
        return None;
    }
    let ((one, one_m), (two, two_m)) = (arm(at, before), arm(at, after));
    if one_m < REPEATED_M || two_m < REPEATED_M {
        return None;
    }
    let sine = one[0] * two[1] - one[1] * two[0];
    let cosine = one[0] * two[0] + one[1] * two[1];
    let angle_deg = libm::atan2(sine.abs(), cosine).to_degrees();
    (angle_deg < SPIKE_DEG).then(|| Defect::Spike {
        ring,
        vertex,
        angle_deg,
        arm_m: one_m.min(two_m),
        at,
    })
}

/// Returns something where two vertices are farther apart in latitude alone than vertices drawn twice.
fn is_surely_long(from: Position, to: Position) -> Option<()> {
    // 0.5 m are 45 steps of latitude.
    (from.lat_e7().abs_diff(to.lat_e7()) > 46).then_some(())
}

/// Returns the way from one vertex to another in metres, east and north, and its length; scaled as it
/// is in the middle of the way.
fn arm(from: Position, to: Position) -> ([f64; 2], f64) {
    let (a, b) = (grid::spot(from), grid::spot(to));
    let latitude = (a.y + b.y) as f64 * (0.5 * grid::RADIANS_PER_FINE);
    let (north_m, east_m) = metres_per_radian(latitude);
    let east = grid::short_way(a.x, b.x) as f64 * grid::RADIANS_PER_FINE * east_m;
    let north = (b.y - a.y) as f64 * grid::RADIANS_PER_FINE * north_m;
    ([east, north], (east * east + north * north).sqrt())
}
