//! Cutting areas along a meridian or a parallel.
//!
//! Cuts lie at odd coordinates, vertices at even ones, and so do the new vertices in the direction
//! along the cut: no vertex ever lies on a cut that is still to come, and there is no special case.
//! Where the shore crosses the cut, the crossings are sorted along it and joined two by two, so that
//! a piece never hangs together by a line without width. Both sides get the same new vertices.

use crate::source::Vertex;

/// An outer ring and its holes; the first vertex of a ring is not repeated.
pub type Rings = Vec<Vec<Vertex>>;

/// Which coordinate a cut holds fast.
#[derive(Clone, Copy)]
pub enum Axis {
    /// A meridian: `[east, _]`.
    East,
    /// A parallel: `[_, north]`.
    North,
}

impl Axis {
    /// The coordinate across a cut.
    pub fn across(self, [east, north]: Vertex) -> i32 {
        match self {
            Self::East => east,
            Self::North => north,
        }
    }

    /// The coordinate along a cut.
    fn along(self, [east, north]: Vertex) -> i32 {
        match self {
            Self::East => north,
            Self::North => east,
        }
    }

    fn vertex(self, across: i32, along: i32) -> Vertex {
        match self {
            Self::East => [across, along],
            Self::North => [along, across],
        }
    }
}

/// The pieces of an area on either side of a cut.
pub struct Halves {
    /// West or south of it.
    pub below: Vec<Rings>,
    /// East or north of it.
    pub above: Vec<Rings>,
}

/// A stretch of ring on one side, from crossing to crossing (numbers into the crossings).
struct Chain {
    vertices: Vec<Vertex>,
    ends: [usize; 2],
    above: bool,
}

struct Crossing {
    at: Vertex,
    /// Where exactly along the cut.
    exact: f64,
}

/// Cuts one area in two. `at` must be odd, and no vertex may lie on it.
pub fn cut(area: Rings, axis: Axis, at: i32) -> Halves {
    let is_above = |vertex: &Vertex| axis.across(*vertex) > at;
    let mut halves = Halves {
        below: Vec::new(),
        above: Vec::new(),
    };
    let mut all = area.iter().flatten().map(is_above);
    let first = all.next();
    if all.all(|above| Some(above) == first) {
        match first {
            None => {}
            Some(true) => halves.above.push(area),
            Some(false) => halves.below.push(area),
        }
        return halves;
    }

    let (mut crossings, mut chains, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    for ring in area {
        if ring.iter().all(is_above) || !ring.iter().any(is_above) {
            whole.push(ring);
        } else {
            split_ring(&ring, axis, at, &mut crossings, &mut chains);
        }
    }
    let partners = partners(&crossings);
    halves.below = close(&chains, false, &crossings, &partners);
    halves.above = close(&chains, true, &crossings, &partners);
    for hole in whole {
        let side = if hole.iter().any(is_above) {
            &mut halves.above
        } else {
            &mut halves.below
        };
        let Some(&inner) = hole.first() else { continue };
        let home = side
            .iter_mut()
            .find(|area| area.first().is_some_and(|outer| contains(outer, inner)));
        if let Some(home) = home {
            home.push(hole);
        }
    }
    halves
}

/// Splits a ring that crosses the cut into chains, adding its crossings to the others.
fn split_ring(ring: &[Vertex], axis: Axis, at: i32, crossings: &mut Vec<Crossing>, chains: &mut Vec<Chain>) {
    let is_above = |vertex: Vertex| axis.across(vertex) > at;
    let next = ring.iter().skip(1).chain(ring.first());
    let Some(start) = ring
        .iter()
        .zip(next)
        .position(|(&one, &next)| is_above(one) != is_above(next))
    else {
        return;
    };
    let first_crossing = crossings.len();
    let around: Vec<Vertex> = ring
        .iter()
        .cycle()
        .skip(start)
        .take(ring.len() + 1)
        .copied()
        .collect();
    for edge in around.windows(2) {
        let &[from, to] = edge else { continue };
        if is_above(from) != is_above(to) {
            crossings.push(crossing(from, to, axis, at));
            chains.push(Chain {
                vertices: Vec::new(),
                ends: [crossings.len() - 1, crossings.len()],
                above: is_above(to),
            });
        }
        if let Some(chain) = chains.last_mut() {
            chain.vertices.push(to);
        }
    }
    if let Some(last) = chains.last_mut() {
        last.ends[1] = first_crossing;
    }
}

/// Where an edge crosses the cut: along it at an even coordinate, or on a cut made before.
fn crossing(from: Vertex, to: Vertex, axis: Axis, at: i32) -> Crossing {
    // The same numbers whichever way the edge is walked: a neighbour may walk it the other way.
    let (from, to) = (from.min(to), from.max(to));
    let share = f64::from(at - axis.across(from)) / f64::from(axis.across(to) - axis.across(from));
    let (start, end) = (axis.along(from), axis.along(to));
    let exact = f64::from(start) + share * f64::from(end - start);
    let (least, most) = (start.min(end), start.max(end));
    let even = 2 * (exact / 2.0).round() as i32;
    let along = match least {
        _ if least == most => least,
        _ if even < least => even + 2,
        _ if even > most => even - 2,
        _ => even,
    };
    Crossing {
        at: axis.vertex(at, along),
        exact,
    }
}

/// Joins the crossings two by two along the cut; the partner of each.
fn partners(crossings: &[Crossing]) -> Vec<usize> {
    let mut order: Vec<_> = crossings.iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| one.exact.total_cmp(&other.exact));
    let mut partners = vec![0; crossings.len()];
    for pair in order.chunks(2) {
        if let &[(one, _), (other, _)] = pair {
            for (number, partner) in [(one, other), (other, one)] {
                if let Some(slot) = partners.get_mut(number) {
                    *slot = partner;
                }
            }
        }
    }
    partners
}

/// Makes rings of the chains on one side.
fn close(chains: &[Chain], above: bool, crossings: &[Crossing], partners: &[usize]) -> Vec<Rings> {
    let mut at_crossing = vec![None; crossings.len()];
    for (number, chain) in chains
        .iter()
        .enumerate()
        .filter(|(_, chain)| chain.above == above)
    {
        for end in chain.ends {
            if let Some(slot) = at_crossing.get_mut(end) {
                *slot = Some(number);
            }
        }
    }
    let place = |crossing: usize| crossings.get(crossing).map(|crossing| crossing.at);
    let mut done = vec![false; chains.len()];
    let mut areas = Vec::new();
    for (number, first) in chains
        .iter()
        .enumerate()
        .filter(|(_, chain)| chain.above == above)
    {
        let mut ring = Vec::new();
        let (mut number, mut chain, mut entry) = (number, first, first.ends[0]);
        while let Some(fresh @ false) = done.get_mut(number) {
            *fresh = true;
            ring.extend(place(entry));
            let exit = if entry == chain.ends[0] {
                ring.extend(&chain.vertices);
                chain.ends[1]
            } else {
                ring.extend(chain.vertices.iter().rev());
                chain.ends[0]
            };
            ring.extend(place(exit));
            let Some(&next_entry) = partners.get(exit) else {
                break;
            };
            let Some(&Some(next)) = at_crossing.get(next_entry) else {
                break;
            };
            let Some(next_chain) = chains.get(next) else { break };
            (number, chain, entry) = (next, next_chain, next_entry);
        }
        ring.dedup();
        if ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() >= 3 && twice_area(&ring) != 0 {
            areas.push(vec![ring]);
        }
    }
    areas
}

/// Returns twice the area of a ring in square steps, positive where it runs against the clock.
pub fn twice_area(ring: &[Vertex]) -> i64 {
    let next = ring.iter().skip(1).chain(ring.first());
    let cross = |(one, next): (&Vertex, &Vertex)| {
        i64::from(one[0]) * i64::from(next[1]) - i64::from(one[1]) * i64::from(next[0])
    };
    ring.iter().zip(next).map(cross).sum()
}

/// Returns whether a point lies in a ring, by even-odd.
fn contains(ring: &[Vertex], [x, y]: Vertex) -> bool {
    let next = ring.iter().skip(1).chain(ring.first());
    let crossed = ring.iter().zip(next).filter(|(one, next)| {
        let (one, next) = (one.map(f64::from), next.map(f64::from));
        let (x, y) = (f64::from(x), f64::from(y));
        (one[1] > y) != (next[1] > y) && x < one[0] + (y - one[1]) / (next[1] - one[1]) * (next[0] - one[0])
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(pieces: &[Rings]) -> i64 {
        let area = |rings: &Rings| {
            let mut sizes = rings.iter().map(|ring| twice_area(ring).abs());
            sizes.next().unwrap_or(0) - sizes.sum::<i64>()
        };
        pieces.iter().map(area).sum()
    }

    #[test]
    fn a_comb_falls_apart_into_its_teeth_and_its_back() {
        let comb = vec![vec![
            [0, 0],
            [50, 0],
            [50, 40],
            [40, 40],
            [40, 10],
            [30, 10],
            [30, 40],
            [20, 40],
            [20, 10],
            [10, 10],
            [10, 40],
            [0, 40],
        ]];
        let halves = cut(comb.clone(), Axis::North, 21);
        assert_eq!(halves.above.len(), 3);
        assert_eq!(halves.below.len(), 1);
        assert_eq!(areas(&halves.above) + areas(&halves.below), areas(&[comb]));
    }

    #[test]
    fn a_hole_on_the_cut_opens_and_one_beside_it_stays() {
        let square = |west: i32, size: i32| {
            vec![
                [west, 10],
                [west + size, 10],
                [west + size, 10 + size],
                [west, 10 + size],
            ]
        };
        let outer = vec![[0, 0], [100, 0], [100, 100], [0, 100]];
        let area = vec![outer, square(40, 20), square(80, 10)];
        let halves = cut(area.clone(), Axis::East, 51);
        let rings = |side: &[Rings]| side.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!((rings(&halves.below), rings(&halves.above)), (vec![1], vec![2]));
        assert_eq!(areas(&halves.above) + areas(&halves.below), areas(&[area]));
    }

    #[test]
    fn what_lies_on_one_side_is_left_as_it_is() {
        let area = vec![vec![[0, 0], [4, 0], [4, 4]]];
        let halves = cut(area.clone(), Axis::East, 5);
        assert_eq!(halves.below, [area]);
        assert!(halves.above.is_empty());
    }

    #[test]
    fn the_corner_of_two_cuts_lies_on_both() {
        let area = vec![vec![[0, 0], [40, 0], [40, 40], [0, 40]]];
        let east = cut(area, Axis::East, 21).above;
        let corner = cut(east.into_iter().next().unwrap(), Axis::North, 21).above;
        assert!(
            corner
                .iter()
                .flatten()
                .flatten()
                .any(|&vertex| vertex == [21, 21])
        );
        assert_eq!(areas(&corner), 2 * 19 * 19);
    }
}
