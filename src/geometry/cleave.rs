//! Ground cut in two along a line, nothing lost between.
//!
//! Both halves have the very vertices of the cut, so that they are neighbours who share an edge.
//! [`halves`](super::halves) asks less of the line and gives less: what is near it is in neither half.

use super::alongside::{outline, parts_near, total_length_m};
use super::relate::{difference, intersection, union};
use super::route::path_inside;
use super::{Area, Frame, Path, Position, Shape, Undecided, grid, measure::area_m2};

/// Ground smaller than this is no half, in square metres.
const LEAST_M2: f64 = 1.0;

/// How near an outline is to run along a line, in metres: rounding.
const ALONG_M: f64 = 0.05;

/// Along less than this two only touch, in metres.
const TOUCH_M: f64 = 0.5;

/// Cuts a shape along a line and returns what is to its left and to its right, looking from its start;
/// either may have several parts. A line that ends inside goes on straight to the edge, and no farther:
/// what lies beyond is not cut. `None` where it cuts nothing.
///
/// # Errors
/// [`Undecided`] where the cut could not be computed reliably.
pub fn cleave(shape: &Shape, line: &Path) -> Result<Option<[Shape; 2]>, Undecided> {
    let Some(knife) = Knife::of(shape, line) else {
        return Ok(None);
    };
    let left_of = Shape::of(&knife.left_of);
    let halves = [intersection(shape, &left_of)?, difference(shape, [&left_of])?];
    let halves = knife.healed(shape, halves)?;
    Ok(halves
        .iter()
        .all(|half| area_m2(half) >= LEAST_M2)
        .then_some(halves))
}

/// Returns true where two edges of a line that do not follow each other meet; where it ends in its start,
/// that counts too.
pub fn crosses_itself(line: &Path) -> bool {
    let spots: Vec<grid::Spot> = grid::unwrapped(line.points.iter().copied()).collect();
    let edges: Vec<[grid::Spot; 2]> = spots
        .iter()
        .zip(spots.iter().skip(1))
        .filter(|(start, end)| start != end)
        .map(|(start, end)| [*start, *end])
        .collect();
    let meet = |[a, b]: [grid::Spot; 2], [c, d]: [grid::Spot; 2]| {
        grid::crossing(a, b, c, d).is_some()
            || [c, d].iter().any(|spot| grid::on_segment(a, b, *spot))
            || [a, b].iter().any(|spot| grid::on_segment(c, d, *spot))
    };
    edges.iter().enumerate().any(|(place, edge)| {
        let mut others = edges.iter().skip(place + 2);
        others.any(|other| meet(*edge, *other))
    })
}

/// A line led on to a box round it and the shape.
struct Knife {
    /// The ground to the left of it, as far as the box.
    left_of: Area,
    line: Path,
    /// Where each end of the line leads on to.
    leads_to: [Position; 2],
}

impl Knife {
    fn of(shape: &Shape, line: &Path) -> Option<Self> {
        let mut points = line.points.clone();
        points.dedup();
        let origin = *points.first()?;
        let bounds = shape.bounds()?;
        let corners = [bounds.south_west(), bounds.north_east()];
        let plane: Vec<[f64; 2]> = points.iter().map(|point| steps(origin, *point)).collect();
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for [x, y] in plane
            .iter()
            .copied()
            .chain(corners.map(|corner| steps(origin, corner)))
        {
            low = [low[0].min(x), low[1].min(y)];
            high = [high[0].max(x), high[1].max(y)];
        }
        // Far enough that no vertex of the line lies on the box.
        let margin = 1000.0 + 0.1 * (high[0] - low[0]).max(high[1] - low[1]);
        let frame = Border {
            low: [low[0] - margin, low[1] - margin],
            high: [high[0] + margin, high[1] + margin],
        };
        let ([first, second, ..], [.., before, last]) = (plane.as_slice(), plane.as_slice()) else {
            return None;
        };
        let start = frame.reached(*first, [first[0] - second[0], first[1] - second[1]])?;
        let end = frame.reached(*last, [last[0] - before[0], last[1] - before[1]])?;
        let ground = |[x, y]: [f64; 2]| moved(origin, x, y);
        let leads_to = [ground(start)?, ground(end)?];
        let mut ring = vec![leads_to[0]];
        ring.extend(points.iter().copied());
        ring.push(leads_to[1]);
        for corner in frame.corners_between(end, start) {
            ring.push(ground(corner)?);
        }
        Some(Self {
            left_of: Area::from_outer(ring),
            line: Path::new(points),
            leads_to,
        })
    }

    /// The line as far as it cuts: an end inside the shape goes on to the first edge.
    fn edge(&self, shape: &Shape) -> Path {
        let beyond = |end: Option<&Position>, leads_to: Position| {
            let end = *end?;
            let inside = path_inside(&Path::new(vec![end, leads_to]), shape);
            let first = inside
                .into_iter()
                .find(|part| part.points.first() == Some(&end))?;
            first.points.last().copied()
        };
        let points = &self.line.points;
        let before = beyond(points.first(), self.leads_to[0]);
        let after = beyond(points.last(), self.leads_to[1]);
        Path::new(
            before
                .into_iter()
                .chain(points.iter().copied())
                .chain(after)
                .collect(),
        )
    }

    /// Gives parts that were cut off beyond the ends of the line back to what they hang together with.
    fn healed(&self, shape: &Shape, halves: [Shape; 2]) -> Result<[Shape; 2], Undecided> {
        let edge = [self.edge(shape)];
        let frame = Frame::around(self.line.points.iter().copied());
        let run_along = |part: &Shape, by: &[Path]| {
            total_length_m(&parts_near(&frame, &outline(part), by, ALONG_M)) >= TOUCH_M
        };
        let mut loose: Vec<(usize, Shape)> = Vec::new();
        let mut fast: Vec<(usize, Shape)> = Vec::new();
        for (side, half) in halves.iter().enumerate() {
            for part in half.parts() {
                let held = if run_along(&part, &edge) {
                    &mut fast
                } else {
                    &mut loose
                };
                held.push((side, part));
            }
        }
        let mut has_moved = false;
        while let Some((place, to)) = loose.iter().enumerate().find_map(|(place, (side, part))| {
            let across = fast.iter().find(|(_, other)| run_along(part, &outline(other)))?;
            has_moved |= across.0 != *side;
            Some((place, across.0))
        }) {
            let (_, part) = loose.swap_remove(place);
            fast.push((to, part));
        }
        if !has_moved {
            return Ok(halves);
        }
        fast.append(&mut loose);
        let of = |wanted: usize| {
            union(
                fast.iter()
                    .filter(|(side, _)| *side == wanted)
                    .map(|(_, part)| part),
            )
        };
        Ok([of(0)?, of(1)?])
    }
}

/// A box that a line leaves at both ends.
struct Border {
    low: [f64; 2],
    high: [f64; 2],
}

impl Border {
    /// Where a ray from a place inside leaves the box.
    fn reached(&self, [x, y]: [f64; 2], [dx, dy]: [f64; 2]) -> Option<[f64; 2]> {
        let until = |at: f64, step: f64, low: f64, high: f64| {
            if step > 0.0 {
                (high - at) / step
            } else if step < 0.0 {
                (low - at) / step
            } else {
                f64::INFINITY
            }
        };
        let far = until(x, dx, self.low[0], self.high[0]).min(until(y, dy, self.low[1], self.high[1]));
        far.is_finite().then_some([x + far * dx, y + far * dy])
    }

    /// How far round the box a place on it is, counter-clockwise from its south-western corner; a side is 1.
    fn round(&self, [x, y]: [f64; 2]) -> f64 {
        let share = [
            (x - self.low[0]) / (self.high[0] - self.low[0]),
            (y - self.low[1]) / (self.high[1] - self.low[1]),
        ];
        let sides = [
            (share[1].abs(), share[0]),
            ((1.0 - share[0]).abs(), 1.0 + share[1]),
            ((1.0 - share[1]).abs(), 3.0 - share[0]),
            (share[0].abs(), 4.0 - share[1]),
        ];
        let nearest = sides.into_iter().min_by(|one, other| one.0.total_cmp(&other.0));
        nearest.map_or(0.0, |(_, round)| round)
    }

    /// The corners passed on the way round from one place on the box to another, counter-clockwise.
    fn corners_between(&self, from: [f64; 2], to: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
        let ([low_x, low_y], [high_x, high_y]) = (self.low, self.high);
        let corners = [[low_x, low_y], [high_x, low_y], [high_x, high_y], [low_x, high_y]];
        let from = self.round(from);
        let way = (self.round(to) - from).rem_euclid(4.0);
        let first = from.ceil();
        (0..4)
            .map(move |corner| first + f64::from(corner))
            .take_while(move |corner| corner - from < way)
            .filter_map(move |corner| corners.get(corner as usize % 4).copied())
    }
}

/// The way from one position to another in steps of 1e-7 degree, east and north, by the short way round.
pub(super) fn steps(from: Position, to: Position) -> [f64; 2] {
    const TURN: i64 = 3_600_000_000;
    let east = i64::from(to.lon_e7()) - i64::from(from.lon_e7());
    let east = if east > TURN / 2 {
        east - TURN
    } else if east < -TURN / 2 {
        east + TURN
    } else {
        east
    };
    [
        east as f64,
        (i64::from(to.lat_e7()) - i64::from(from.lat_e7())) as f64,
    ]
}

/// The position so many steps east and north of another; `None` beyond a pole.
fn moved(from: Position, east: f64, north: f64) -> Option<Position> {
    let lat = i64::from(from.lat_e7()) + libm::round(north) as i64;
    let lon = i64::from(from.lon_e7()) + libm::round(east) as i64;
    let lon = (lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
    Position::from_e7(i32::try_from(lat).ok()?, i32::try_from(lon).ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::{Frame, Rim, common_lines, union};
    use super::*;

    fn frame() -> Frame {
        Frame::at(Position::nearest(33.0, 44.0))
    }

    fn path(places: &[(f64, f64)]) -> Path {
        let ground = |&(x, y): &(f64, f64)| frame().ground_from_plane([x, y]);
        Path::new(places.iter().map(ground).collect())
    }

    /// A square of one kilometre with a hole of 200 m in its middle.
    fn ring_road() -> Shape {
        let corners = path(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]);
        let hole = path(&[(400.0, 400.0), (600.0, 400.0), (600.0, 600.0), (400.0, 600.0)]);
        let mut area = Area::from_outer(corners.points);
        area.parts[0].holes.push(super::super::Ring::new(hole.points));
        Shape::of(&area)
    }

    #[track_caller]
    fn check(line: &[(f64, f64)], expected: Option<[f64; 2]>) {
        let found = cleave(&ring_road(), &path(line)).unwrap();
        let areas = found.as_ref().map(|halves| halves.each_ref().map(area_m2));
        match (areas, expected) {
            (Some(found), Some(expected)) => {
                let near = |(found, expected): (&f64, &f64)| (found - expected).abs() < 30.0;
                assert!(
                    found.iter().zip(&expected).all(near),
                    "{found:?} instead of {expected:?}"
                );
                assert!(
                    (found[0] + found[1] - area_m2(&ring_road())).abs() < 0.01,
                    "nothing is lost"
                );
            }
            (found, expected) => assert_eq!(found, expected),
        }
        if let Some([left, right]) = found {
            // As they are stored, no gap wider than a vertex's rounding is left.
            let both = union([&Shape::of(&left.to_area()), &Shape::of(&right.to_area())]).unwrap();
            assert!((area_m2(&both) - area_m2(&ring_road())).abs() < 5.0);
            assert!(!common_lines(&left.to_area(), &right.to_area()).is_empty());
        }
    }

    #[test]
    fn a_line_across_cuts_and_its_direction_tells_the_sides() {
        check(&[(200.0, -50.0), (200.0, 1050.0)], Some([0.2e6, 0.76e6]));
        check(&[(200.0, 1050.0), (200.0, -50.0)], Some([0.76e6, 0.2e6]));
        check(
            &[(-10.0, 500.0), (500.0, 500.0), (500.0, -10.0)],
            Some([0.72e6, 0.24e6]),
        );
    }

    #[test]
    fn a_line_that_ends_inside_goes_on_straight() {
        check(&[(200.0, 100.0), (200.0, 300.0)], Some([0.2e6, 0.76e6]));
        check(&[(900.0, 900.0), (100.0, 100.0)], Some([0.48e6, 0.48e6]));
    }

    #[test]
    fn a_bent_line_may_cut_off_several_pieces() {
        // In, out and in again at the northern edge.
        let line = [
            (100.0, 1100.0),
            (200.0, 800.0),
            (300.0, 1100.0),
            (700.0, 1100.0),
            (800.0, 800.0),
            (900.0, 1100.0),
        ];
        let [left, right] = cleave(&ring_road(), &path(&line)).unwrap().unwrap();
        assert_eq!((left.part_count(), right.part_count()), (2, 1));
        let tip = frame().ground_from_plane([200.0, 950.0]);
        assert!(left.contains(tip, Rim::Inside) && !right.contains(tip, Rim::Inside));
    }

    #[test]
    fn beyond_its_ends_a_line_cuts_nothing() {
        // Two towers of 200 m on a plinth; the line runs through the western one only.
        let towers = path(&[
            (0.0, 0.0),
            (1000.0, 0.0),
            (1000.0, 900.0),
            (800.0, 900.0),
            (800.0, 200.0),
            (200.0, 200.0),
            (200.0, 900.0),
            (0.0, 900.0),
        ]);
        let towers = Shape::of(&Area::from_outer(towers.points));
        let whole = area_m2(&towers);
        let check = |line: &[(f64, f64)], left_m2: f64| {
            let [left, right] = cleave(&towers, &path(line)).unwrap().unwrap();
            assert!((area_m2(&left) - left_m2).abs() < 30.0, "{}", area_m2(&left));
            assert!(
                (area_m2(&left) + area_m2(&right) - whole).abs() < 0.01,
                "nothing is lost"
            );
        };
        let tip = 200.0 * 300.0;
        check(&[(-50.0, 600.0), (400.0, 600.0)], tip);
        check(&[(400.0, 600.0), (-50.0, 600.0)], whole - tip);
        // An end inside goes on to the first edge, one on the edge goes nowhere.
        check(&[(-50.0, 600.0), (100.0, 600.0)], tip);
        check(&[(50.0, 600.0), (200.0, 600.0)], tip);
        // Through both where it is drawn through both.
        check(&[(-50.0, 600.0), (1050.0, 600.0)], 2.0 * tip);
    }

    #[test]
    fn a_line_beside_or_of_one_place_cuts_nothing() {
        check(&[(2000.0, 0.0), (2000.0, 1000.0)], None);
        check(&[(0.0, 0.0), (0.0, 1000.0)], None);
        check(&[(500.0, 500.0)], None);
        check(&[(500.0, 500.0), (500.0, 500.0)], None);
    }

    #[test]
    fn a_loop_is_a_loop_and_a_bend_is_none() {
        let is_loop = |places: &[(f64, f64)]| crosses_itself(&path(places));
        assert!(is_loop(&[(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0)]));
        assert!(is_loop(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)]));
        assert!(!is_loop(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]));
        assert!(!is_loop(&[(0.0, 0.0), (0.0, 0.0), (9.0, 0.0)]));
    }

    #[test]
    fn ground_over_the_date_line_is_cut_like_any_other() {
        let at = |lat: f64, lon: f64| Position::nearest(lat, lon);
        let area = Area::from_outer(vec![
            at(0.0, 179.9),
            at(0.0, -179.9),
            at(0.1, -179.9),
            at(0.1, 179.9),
        ]);
        let shape = Shape::of(&area);
        let line = Path::new(vec![at(-0.1, 180.0), at(0.2, 180.0)]);
        let [left, right] = cleave(&shape, &line).unwrap().unwrap();
        assert!((area_m2(&left) / area_m2(&right) - 1.0).abs() < 1e-6);
        assert!(left.contains(at(0.05, 179.95), Rim::Inside));
    }
}
