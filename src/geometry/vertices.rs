//! Vertices drawn twice, and spikes.
//!
//! Looks at each vertex of a ring or path with its neighbours only, and says what is wrong or gives a
//! tidy copy. Whether edges farther apart meet is the sweep's question.

use super::grid;
use super::measure::metres_per_radian;
use super::{Area, Defect, Path, Position, RingAt};

/// Vertices in a row nearer than this are one vertex drawn twice.
pub const REPEATED_M: f64 = 0.5;

/// Edges with a smaller angle between them are a spike.
pub const SPIKE_DEG: f64 = 1.0;

impl Area {
    /// Returns the area without vertices drawn twice and without spikes of which both edges are longer
    /// than `arm_m` metres. A ring of which fewer than three vertices would be left stays as it is.
    #[must_use]
    pub fn tidied(&self, arm_m: f64) -> Area {
        let mut area = self.clone();
        for ring in area.rings_mut() {
            if let Some(points) = tidied(&ring.points, Closing::Closed, arm_m) {
                ring.points = points;
            }
        }
        area
    }
}

impl Path {
    /// Returns the path without vertices drawn twice and without spikes of which both edges are longer
    /// than `arm_m` metres; its ends stay. One of which no line would be left stays as it is.
    #[must_use]
    pub fn tidied(&self, arm_m: f64) -> Path {
        tidied(&self.points, Closing::Open, arm_m).map_or_else(|| self.clone(), Path::new)
    }
}

/// Returns the vertices without repeats and spikes; `None` where too few would be left.
fn tidied(points: &[Position], closing: Closing, arm_m: f64) -> Option<Vec<Position>> {
    let least = if closing == Closing::Closed { 3 } else { 2 };
    let mut points = without_repeats(points, closing);
    loop {
        if distinct(&points) < least {
            return None;
        }
        let mut defects = Vec::new();
        vertex_defects(&points, closing, RingAt::default(), &mut defects);
        let spike = defects.iter().find_map(|defect| match defect {
            Defect::Spike {
                vertex, arm_m: own, ..
            } if *own > arm_m => Some(*vertex),
            _ => None,
        });
        let Some(spike) = spike else {
            return Some(points);
        };
        // Without the tip its neighbours may lie on each other, and be the next to go.
        points.remove(spike);
        points = without_repeats(&points, closing);
    }
}

/// Returns the vertices that are at least half a metre from the one kept before; both ends of an open
/// line stay.
fn without_repeats(points: &[Position], closing: Closing) -> Vec<Position> {
    let near = |a: Position, b: Position| arm(a, b).1 < REPEATED_M;
    let mut kept: Vec<Position> = Vec::with_capacity(points.len());
    for &point in points {
        if kept.last().is_none_or(|last| !near(*last, point)) {
            kept.push(point);
        }
    }
    if closing == Closing::Closed {
        while let (Some(&first), Some(&last)) = (kept.first(), kept.last())
            && kept.len() > 1
            && near(last, first)
        {
            kept.pop();
        }
    } else if let (Some(&last), Some(&end)) = (kept.last(), points.last())
        && last != end
    {
        if kept.len() > 1 {
            kept.pop();
        }
        kept.push(end);
    }
    kept
}

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

#[cfg(test)]
mod tests {
    use super::super::Frame;
    use super::*;

    fn at(places: &[(f64, f64)]) -> Vec<Position> {
        let frame = Frame::at(Position::nearest(33.0, 44.0));
        let to = |&(x, y): &(f64, f64)| frame.ground_from_plane([x, y]);
        places.iter().map(to).collect()
    }

    #[test]
    fn a_ring_loses_what_is_drawn_twice_and_its_spike() {
        let square = [(0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0)];
        let drawn = [
            (0.0, 0.0),
            (0.2, 0.0),
            (900.0, 0.0),
            (900.0, 900.0),
            (450.0, 900.0),
            (450.0, 1400.0),
            (450.1, 900.0),
            (0.0, 900.0),
            (0.0, 0.3),
        ];
        let tidy = Area::from_outer(at(&drawn)).tidied(5.0);
        let mut expected = at(&square);
        expected.insert(3, at(&[(450.0, 900.0)])[0]);
        assert_eq!(tidy.parts[0].outer.points, expected);
        assert!(tidy.defects().is_empty());
        let kept = Area::from_outer(at(&drawn)).tidied(600.0);
        assert_eq!(
            kept.points().count(),
            expected.len() + 2,
            "its arms are short enough"
        );
    }

    #[test]
    fn vertices_close_to_each_other_all_along_leave_a_line() {
        let dense: Vec<(f64, f64)> = (0..100).map(|step| (f64::from(step) * 0.2, 0.0)).collect();
        let path = Path::new(at(&dense)).tidied(5.0);
        assert!(path.defects().is_empty());
        assert_eq!(
            (path.points.first(), path.points.last()),
            (at(&dense).first(), at(&dense).last())
        );
        assert!(path.points.len() > 25);
    }

    #[test]
    fn what_would_vanish_stays_as_it_is() {
        let needle = at(&[(0.0, 0.0), (900.0, 0.0), (0.0, 0.1)]);
        assert_eq!(
            Area::from_outer(needle.clone()).tidied(5.0).parts[0].outer.points,
            needle
        );
        let dot = at(&[(0.0, 0.0), (0.1, 0.0)]);
        assert_eq!(Path::new(dot.clone()).tidied(5.0).points, dot);
    }
}
