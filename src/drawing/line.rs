//! Lines on the screen: lengths, pieces, dashes, clipping, and fewer vertices where they cannot be seen.
//!
//! Points are `[x, y]` in points of the screen, y down; nothing here knows the ground.

use super::style::size;

/// Returns the length of a line.
pub fn length(line: &[[f32; 2]]) -> f32 {
    edges(line).map(|(start, end)| distance(start, end)).sum()
}

fn edges(line: &[[f32; 2]]) -> impl Iterator<Item = ([f32; 2], [f32; 2])> + '_ {
    line.iter().copied().zip(line.iter().copied().skip(1))
}

fn distance([x, y]: [f32; 2], [other_x, other_y]: [f32; 2]) -> f32 {
    libm::hypotf(other_x - x, other_y - y)
}

fn between([x, y]: [f32; 2], [other_x, other_y]: [f32; 2], share: f32) -> [f32; 2] {
    [x + (other_x - x) * share, y + (other_y - y) * share]
}

/// Returns the point so far along a line, and the unit direction there; the ends beyond the ends.
/// `None` for a line without length.
pub fn along(line: &[[f32; 2]], at: f32) -> Option<([f32; 2], [f32; 2])> {
    let mut passed = 0.0;
    let mut last = None;
    for (start, end) in edges(line) {
        let step = distance(start, end);
        if step <= 0.0 {
            continue;
        }
        let direction = [(end[0] - start[0]) / step, (end[1] - start[1]) / step];
        if at <= passed + step {
            let share = ((at - passed) / step).clamp(0.0, 1.0);
            return Some((between(start, end, share), direction));
        }
        passed += step;
        last = Some((end, direction));
    }
    last
}

/// Returns the points so far along a line and the unit directions there, for distances in ascending
/// order, in one walk; what lies beyond the end is at the end. Nothing for a line without length.
pub fn along_each(line: &[[f32; 2]], places: impl IntoIterator<Item = f32>) -> Vec<([f32; 2], [f32; 2])> {
    let mut found = Vec::new();
    let mut rest = edges(line)
        .map(|(start, end)| (start, end, distance(start, end)))
        .filter(|(.., step)| *step > 0.0)
        .peekable();
    let mut passed = 0.0;
    let Some(mut edge) = rest.next() else {
        return found;
    };
    for at in places {
        while at > passed + edge.2
            && let Some(next) = rest.next()
        {
            passed += edge.2;
            edge = next;
        }
        let (start, end, step) = edge;
        let share = ((at - passed) / step).clamp(0.0, 1.0);
        let direction = [(end[0] - start[0]) / step, (end[1] - start[1]) / step];
        found.push((between(start, end, share), direction));
    }
    found
}

/// Returns a line so far to the left of another, as seen along it (negative: to the right); sharp
/// corners are cut.
pub fn beside(line: &[[f32; 2]], off: f32) -> Vec<[f32; 2]> {
    let mut corners: Vec<[f32; 2]> = Vec::with_capacity(line.len());
    for point in line {
        if corners.last().is_none_or(|last| distance(*last, *point) > 1e-3) {
            corners.push(*point);
        }
    }
    // Left of a direction, as y runs down.
    let normals: Vec<[f32; 2]> = edges(&corners)
        .map(|(start, end)| {
            let step = distance(start, end).max(1e-6);
            [(end[1] - start[1]) / step, -(end[0] - start[0]) / step]
        })
        .collect();
    let mut moved = Vec::with_capacity(corners.len());
    for (place, [x, y]) in corners.iter().copied().enumerate() {
        let after = normals.get(place).or(normals.last());
        let before = place
            .checked_sub(1)
            .and_then(|place| normals.get(place))
            .or(after);
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        let middle = [before[0] + after[0], before[1] + after[1]];
        let squared = middle[0] * middle[0] + middle[1] * middle[1];
        if squared > 0.8 {
            // The bisector, as long as it takes to stay so far from both edges.
            let reach = 2.0 * off / squared;
            moved.push([x + middle[0] * reach, y + middle[1] * reach]);
        } else {
            for normal in [before, after] {
                moved.push([x + normal[0] * off, y + normal[1] * off]);
            }
        }
    }
    moved
}

/// Returns the piece of a line from one distance along it to another; fewer than two points where it
/// is empty.
pub fn piece(line: &[[f32; 2]], from: f32, until: f32) -> Vec<[f32; 2]> {
    let mut points = Vec::new();
    let mut passed = 0.0;
    for (start, end) in edges(line) {
        let step = distance(start, end);
        let (low, high) = ((from - passed).max(0.0), (until - passed).min(step));
        if step > 0.0 && low < high {
            if points.is_empty() {
                points.push(between(start, end, low / step));
            }
            points.push(between(start, end, high / step));
        }
        passed += step;
        if passed >= until {
            break;
        }
    }
    points
}

/// Returns the dashes of a line: `lengths` are those of dashes and gaps in turn, the first dash begins
/// so far before the line's start.
pub fn dashes(line: &[[f32; 2]], lengths: &[f32], begun: f32) -> Vec<Vec<[f32; 2]>> {
    let period: f32 = lengths.iter().sum();
    if period <= 0.5 {
        return vec![line.to_vec()];
    }
    let whole = length(line);
    let mut dashes = Vec::new();
    let mut at = -begun.rem_euclid(period);
    let mut rest = line;
    let mut passed = 0.0;
    while at < whole {
        for (place, step) in lengths.iter().enumerate() {
            if place % 2 == 0 && at + step > 0.0 {
                // Leave behind the edges that end before this dash: one walk serves all dashes.
                while let [start, end, ..] = rest {
                    let edge = distance(*start, *end);
                    if passed + edge > at.max(0.0) {
                        break;
                    }
                    passed += edge;
                    rest = rest.get(1..).unwrap_or(&[]);
                }
                let dash = piece(rest, at.max(0.0) - passed, (at + step).min(whole) - passed);
                if dash.len() > 1 {
                    dashes.push(dash);
                }
            }
            at += step;
        }
    }
    dashes
}

/// Returns where marks stand on a line of this length: one in the middle, more on long lines; none on
/// a line too short to be broken.
pub fn mark_places(length: f32, width: f32) -> Vec<f32> {
    if length < 3.0 * width {
        return Vec::new();
    }
    let count = (length / size::MARK_SPACING).ceil().clamp(1.0, 4096.0) as u16;
    (0..count)
        .map(|place| length * (f32::from(place) + 0.5) / f32::from(count))
        .collect()
}

/// A piece of a line within a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its points.
    pub points: Vec<[f32; 2]>,
    /// How far along the line it begins.
    pub from: f32,
}

/// Returns the pieces of a line that lie in a box `[left, top, right, bottom]`.
pub fn clipped(line: &[[f32; 2]], bounds: [f32; 4]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut passed = 0.0;
    let mut open = false;
    for (start, end) in edges(line) {
        let step = distance(start, end);
        match within(start, end, bounds) {
            Some((low, high)) if step > 0.0 => {
                let reached = between(start, end, high);
                match runs.last_mut() {
                    Some(run) if open && low <= 0.0 => run.points.push(reached),
                    _ => runs.push(Run {
                        points: vec![between(start, end, low), reached],
                        from: passed + low * step,
                    }),
                }
                open = high >= 1.0;
            }
            Some(_) => {}
            None => open = false,
        }
        passed += step;
    }
    runs
}

/// The shares of an edge between which it lies in a box (Liang and Barsky).
fn within(start: [f32; 2], end: [f32; 2], [left, top, right, bottom]: [f32; 4]) -> Option<(f32, f32)> {
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    for (at, step, least, most) in [
        (start[0], end[0] - start[0], left, right),
        (start[1], end[1] - start[1], top, bottom),
    ] {
        if step == 0.0 {
            if at < least || at > most {
                return None;
            }
            continue;
        }
        let (enter, leave) = ((least - at) / step, (most - at) / step);
        low = low.max(enter.min(leave));
        high = high.min(enter.max(leave));
    }
    (low < high || (low == high && start == end)).then_some((low, high))
}

/// Returns which vertices of a line to keep so that no other is farther than the tolerance from what
/// remains; the ends are always kept. Units are the points' own.
///
/// # Source
/// Douglas and Peucker, 1973.
pub fn simplified(line: &[[f64; 2]], tolerance: f64) -> Vec<u32> {
    let Some(last) = line.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = vec![false; line.len()];
    let mut keep = |place: usize| {
        if let Some(slot) = kept.get_mut(place) {
            *slot = true;
        }
    };
    keep(0);
    keep(last);
    let mut spans = vec![(0, last)];
    while let Some((start, end)) = spans.pop() {
        let (Some(first), Some(second)) = (line.get(start), line.get(end)) else {
            continue;
        };
        let inner = line.iter().enumerate().take(end).skip(start + 1);
        let farthest = inner
            .map(|(place, point)| (place, squared_distance(*point, *first, *second)))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((place, far)) = farthest
            && far > tolerance * tolerance
        {
            keep(place);
            spans.push((start, place));
            spans.push((place, end));
        }
    }
    let places = (0_u32..).zip(kept).filter(|(_, kept)| *kept);
    places.map(|(place, _)| place).collect()
}

/// Square of the distance of a point from a segment.
fn squared_distance(point: [f64; 2], start: [f64; 2], end: [f64; 2]) -> f64 {
    let edge = [end[0] - start[0], end[1] - start[1]];
    let from = [point[0] - start[0], point[1] - start[1]];
    let squared = edge[0] * edge[0] + edge[1] * edge[1];
    let share = if squared > 0.0 {
        ((from[0] * edge[0] + from[1] * edge[1]) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = [from[0] - edge[0] * share, from[1] - edge[1] * share];
    off[0] * off[0] + off[1] * off[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    const BENT: [[f32; 2]; 3] = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];

    #[test]
    fn a_point_along_a_line_turns_the_corner() {
        assert_eq!(length(&BENT), 20.0);
        assert_eq!(along(&BENT, 4.0), Some(([4.0, 0.0], [1.0, 0.0])));
        assert_eq!(along(&BENT, 15.0), Some(([10.0, 5.0], [0.0, 1.0])));
        assert_eq!(along(&BENT, 99.0), Some(([10.0, 10.0], [0.0, 1.0])));
        assert_eq!(along(&[[1.0, 1.0], [1.0, 1.0]], 0.0), None);
    }

    #[test]
    fn many_places_along_a_line_are_found_in_one_walk() {
        let places = [0.0, 4.0, 10.0, 15.0, 99.0];
        let found = along_each(&BENT, places);
        for (place, found) in places.into_iter().zip(found) {
            assert_eq!(along(&BENT, place), Some(found), "{place}");
        }
        assert_eq!(along_each(&[[1.0, 1.0], [1.0, 1.0]], [0.0]), []);
    }

    #[test]
    fn a_line_beside_another_keeps_its_distance_round_corners() {
        assert_eq!(beside(&BENT, 2.0), [[0.0, -2.0], [12.0, -2.0], [12.0, 10.0]]);
        assert_eq!(beside(&BENT, -2.0), [[0.0, 2.0], [8.0, 2.0], [8.0, 10.0]]);
        let spike = beside(&[[0.0, 0.0], [10.0, 0.0], [0.0, 0.1]], 2.0);
        assert!(spike.iter().all(|[x, _]| *x < 11.0), "{spike:?}");
        assert_eq!(beside(&[[1.0, 1.0]], 2.0), Vec::<[f32; 2]>::new());
    }

    #[test]
    fn dashes_and_gaps_add_up_to_the_line() {
        let dashes = dashes(&BENT, &[4.0, 2.0], 0.0);
        assert_eq!(dashes[1], [[6.0, 0.0], [10.0, 0.0]]);
        assert_eq!(dashes.len(), 4);
        assert_eq!(dashes[3], [[10.0, 8.0], [10.0, 10.0]]);
        let corner = super::dashes(&BENT, &[6.0, 3.0], 0.0);
        assert_eq!(corner[1], [[9.0, 0.0], [10.0, 0.0], [10.0, 5.0]]);
    }

    #[test]
    fn a_dash_pattern_goes_on_where_a_line_is_cut() {
        let whole = dashes(&[[0.0, 0.0], [100.0, 0.0]], &[7.0, 3.0], 0.0);
        let rest = dashes(&[[25.0, 0.0], [100.0, 0.0]], &[7.0, 3.0], 25.0);
        assert_eq!(rest[0], [[25.0, 0.0], [27.0, 0.0]]);
        assert_eq!(rest.len(), whole.len() - 2);
        for (one, other) in rest.iter().skip(1).flatten().zip(whole.iter().skip(3).flatten()) {
            assert!((one[0] - other[0]).abs() < 1e-4, "{one:?} {other:?}");
        }
    }

    #[test]
    fn marks_stand_in_the_middle_and_again_on_long_lines() {
        assert_eq!(mark_places(20.0, 10.0), Vec::<f32>::new());
        assert_eq!(mark_places(200.0, 10.0), [100.0]);
        let spread = mark_places(size::MARK_SPACING * 2.0, 10.0);
        assert_eq!(spread, [size::MARK_SPACING * 0.5, size::MARK_SPACING * 1.5]);
    }

    #[test]
    fn clipping_keeps_what_is_inside_and_how_far_along_it_is() {
        let line = [[-10.0, 5.0], [30.0, 5.0], [30.0, 8.0], [5.0, 8.0], [5.0, 9.0]];
        let runs = clipped(&line, [0.0, 0.0, 20.0, 20.0]);
        assert_eq!(runs.len(), 2);
        assert_eq!(
            (runs[0].points.clone(), runs[0].from),
            (vec![[0.0, 5.0], [20.0, 5.0]], 10.0)
        );
        assert_eq!(runs[1].points, [[20.0, 8.0], [5.0, 8.0], [5.0, 9.0]]);
        assert_eq!(runs[1].from, 53.0);
        assert!(clipped(&line, [50.0, 0.0, 60.0, 9.0]).is_empty());
    }

    #[test]
    fn simplifying_drops_only_what_is_nearer_than_the_tolerance() {
        let line: Vec<[f64; 2]> = (0..100).map(|x| [f64::from(x), f64::from(x % 2) * 0.4]).collect();
        assert_eq!(simplified(&line, 0.5), [0, 99]);
        assert!(simplified(&line, 0.3).len() > 95);
        let peak = [[0.0, 0.0], [5.0, 3.0], [10.0, 0.0]];
        assert_eq!(simplified(&peak, 1.0), [0, 1, 2]);
        assert_eq!(simplified(&[], 1.0), Vec::<u32>::new());
        assert_eq!(simplified(&peak[..1], 1.0), [0]);
    }
}
