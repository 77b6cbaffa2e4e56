//! Where the edges of rings meet that should not.
//!
//! A sweep from west to east that keeps the edges in order from south to north: only neighbours can
//! cross next. Of two that cross one is laid aside, so every ring that crosses itself is found out
//! and most of the places are named, in the time it takes to sort the edges, however they lie.
//! What is allowed to meet is not decided here.
//!
//! # Source
//! M. I. Shamos and D. Hoey, "Geometric intersection problems", FOCS 1976; the order and every
//! comparison are exact.

use super::grid::{self, Contour, Spot};

/// How two edges meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meeting {
    /// They run along each other.
    RunAlong,
    /// They cross each other.
    Cross,
    /// One touches the other in a point.
    Touch,
}

/// Two edges that meet, by the rings they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) rings: (usize, usize),
    pub(super) how: Meeting,
    pub(super) at: Spot,
}

#[derive(Clone, Copy)]
struct Edge {
    /// The western end, the southern one of a meridian.
    a: Spot,
    b: Spot,
    ring: u32,
    /// The places in the ring of the vertices at `a` and `b`.
    corner_a: u32,
    corner_b: u32,
}

/// Finds where edges meet that are not neighbours in one ring, in order of place, each once.
///
/// Rings must have no two equal vertices in a row. Stops looking after `most` finds.
pub(super) fn meetings(rings: &[Contour], most: usize) -> Vec<Found> {
    let mut edges = Vec::with_capacity(rings.iter().map(Vec::len).sum());
    for (ring, contour) in rings.iter().enumerate() {
        let count = contour.len();
        for (corner, (from, to)) in grid::edges(contour).enumerate() {
            let (first, second) = (corner as u32, ((corner + 1) % count) as u32);
            let forward = from < to;
            edges.push(Edge {
                a: from.min(to),
                b: from.max(to),
                ring: ring as u32,
                corner_a: if forward { first } else { second },
                corner_b: if forward { second } else { first },
            });
        }
    }
    let mut events: Vec<(Spot, u32)> = Vec::with_capacity(edges.len() * 2);
    for (number, edge) in edges.iter().enumerate() {
        events.push((edge.a, number as u32));
        events.push((edge.b, number as u32));
    }
    events.sort_unstable();
    let mut sweep = Sweep {
        edges: &edges,
        status: Status::default(),
        found: Vec::new(),
    };
    for group in events.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(spot, _)) = group.first() else {
            continue;
        };
        let numbers: Vec<u32> = group.iter().map(|&(_, number)| number).collect();
        sweep.arrive(spot, &numbers);
        if sweep.found.len() >= most {
            break;
        }
    }
    let mut found = sweep.found;
    found.sort_unstable_by_key(|found| (found.at, found.rings, found.how));
    found.dedup();
    found.truncate(most);
    found
}

struct Sweep<'a> {
    edges: &'a [Edge],
    status: Status,
    found: Vec<Found>,
}

impl Sweep<'_> {
    /// Handles a place where edges start or end; `here` are their numbers.
    fn arrive(&mut self, spot: Spot, here: &[u32]) {
        let edges = self.edges;
        let edge = |number: u32| edges.get(number as usize).copied();
        let mut through = Vec::new();
        // Edges of the status that have this place, all of them side by side.
        let mut at = self
            .status
            .position(|number| edge(number).is_some_and(|edge| grid::turn(edge.a, edge.b, spot) > 0));
        while let Some(number) = self.status.get(at) {
            let Some(found) = edge(number).filter(|edge| grid::turn(edge.a, edge.b, spot) == 0) else {
                break;
            };
            // What ends here leaves; what passes stays and keeps its order.
            at = self.status.remove(at);
            if found.b != spot {
                through.push(number);
            }
        }
        self.note_corners(spot, here);
        for (n, &passing) in through.iter().enumerate() {
            for &other in through.iter().skip(n + 1) {
                self.note(passing, other, Meeting::Cross, spot);
            }
            for &other in here {
                let (Some(passing_edge), Some(other_edge)) = (edge(passing), edge(other)) else {
                    continue;
                };
                let far = if other_edge.a == spot {
                    other_edge.b
                } else {
                    other_edge.a
                };
                let how = if grid::turn(passing_edge.a, passing_edge.b, far) == 0 {
                    Meeting::RunAlong
                } else {
                    Meeting::Touch
                };
                self.note(passing, other, how, spot);
            }
        }
        through.truncate(1);
        let starting = here
            .iter()
            .copied()
            .filter(|&number| edge(number).is_some_and(|edge| edge.a == spot));
        let mut next: Vec<u32> = through.into_iter().chain(starting).collect();
        // From south to north beyond this place; of those in one direction one is enough.
        let ahead = |number: u32| edge(number).map_or(spot, |edge| edge.b);
        next.sort_by(|&p, &q| grid::turn(spot, ahead(q), ahead(p)).cmp(&0));
        let mut kept: Vec<u32> = Vec::with_capacity(next.len());
        for number in next {
            match kept.last_mut() {
                Some(last) if grid::turn(spot, ahead(*last), ahead(number)) == 0 => {
                    self.note(*last, number, Meeting::RunAlong, spot);
                    // The longer one stays: it passes the other's end, and is found there.
                    if ahead(number) > ahead(*last) {
                        *last = number;
                    }
                }
                _ => kept.push(number),
            }
        }
        self.settle(at, kept);
    }

    /// Puts edges into the status at a place, checking those that become neighbours.
    fn settle(&mut self, mut at: (usize, usize), kept: Vec<u32>) {
        for number in kept {
            loop {
                let before = self.status.before(at);
                match before.and_then(|before| self.status.get(before)) {
                    Some(below) if self.crosses(below, number) => {
                        // The one further south goes; the next one there may cross too.
                        let Some(before) = before else { break };
                        at = self.status.remove(before);
                    }
                    _ => break,
                }
            }
            at = self.status.insert(at, number);
        }
        // Whatever is now last below meets what is above.
        loop {
            let Some(below) = self.status.before(at).and_then(|before| self.status.get(before)) else {
                return;
            };
            match self.status.get(at) {
                Some(above) if self.crosses(below, above) => at = self.status.remove(at),
                _ => return,
            }
        }
    }

    /// Returns true where two edges cross, and takes note of it.
    fn crosses(&mut self, one: u32, two: u32) -> bool {
        let (Some(e), Some(f)) = (self.edges.get(one as usize), self.edges.get(two as usize)) else {
            return false;
        };
        let Some(at) = grid::crossing(e.a, e.b, f.a, f.b) else {
            return false;
        };
        self.note(one, two, Meeting::Cross, at);
        true
    }

    /// Takes note of two edges that meet, unless they are neighbours in a ring.
    fn note(&mut self, one: u32, two: u32, how: Meeting, at: Spot) {
        let (Some(e), Some(f)) = (self.edges.get(one as usize), self.edges.get(two as usize)) else {
            return;
        };
        let shared = [e.corner_a, e.corner_b]
            .into_iter()
            .any(|corner| corner == f.corner_a || corner == f.corner_b);
        if e.ring == f.ring && shared {
            return;
        }
        let rings = (e.ring.min(f.ring) as usize, e.ring.max(f.ring) as usize);
        self.found.push(Found { rings, how, at });
    }

    /// Takes note of vertices that lie on each other.
    fn note_corners(&mut self, spot: Spot, here: &[u32]) {
        let mut corners: Vec<(u32, u32)> = here
            .iter()
            .filter_map(|&number| self.edges.get(number as usize))
            .map(|edge| {
                (
                    edge.ring,
                    if edge.a == spot {
                        edge.corner_a
                    } else {
                        edge.corner_b
                    },
                )
            })
            .collect();
        corners.sort_unstable();
        corners.dedup();
        for (one, two) in corners.iter().zip(corners.iter().skip(1)) {
            self.found.push(Found {
                rings: (one.0 as usize, two.0 as usize),
                how: Meeting::Touch,
                at: spot,
            });
        }
    }
}

/// Edges from south to north, in short lists: moving half of a long one for every edge would make the
/// sweep quadratic.
#[derive(Default)]
struct Status {
    lists: Vec<Vec<u32>>,
}

const LIST: usize = 512;

impl Status {
    /// Returns the place after all edges for which `is_below` holds.
    fn position(&self, is_below: impl Fn(u32) -> bool) -> (usize, usize) {
        let list = self
            .lists
            .partition_point(|list| list.last().is_some_and(|&number| is_below(number)));
        let place = self
            .lists
            .get(list)
            .map_or(0, |list| list.partition_point(|&number| is_below(number)));
        (list, place)
    }

    fn get(&self, (list, place): (usize, usize)) -> Option<u32> {
        self.lists.get(list)?.get(place).copied()
    }

    /// Returns the place before this one.
    fn before(&self, (list, place): (usize, usize)) -> Option<(usize, usize)> {
        if let Some(place) = place.checked_sub(1) {
            return Some((list, place));
        }
        let list = list.checked_sub(1)?;
        Some((list, self.lists.get(list)?.len().checked_sub(1)?))
    }

    /// Removes the edge at a place and returns the place of the next one.
    fn remove(&mut self, (list, place): (usize, usize)) -> (usize, usize) {
        let Some(edges) = self.lists.get_mut(list) else {
            return (list, place);
        };
        if place < edges.len() {
            edges.remove(place);
        }
        if edges.is_empty() {
            self.lists.remove(list);
            return (list, 0);
        }
        self.normal((list, place))
    }

    /// Inserts an edge at a place and returns the place after it.
    fn insert(&mut self, (list, place): (usize, usize), number: u32) -> (usize, usize) {
        // At the very end, the last list takes it.
        let (list, place) = match list.checked_sub(1) {
            Some(last) if list == self.lists.len() => (last, self.lists.last().map_or(0, Vec::len)),
            _ => (list, place),
        };
        if self.lists.is_empty() {
            self.lists.push(Vec::with_capacity(LIST));
        }
        let Some(edges) = self.lists.get_mut(list) else {
            return (list, place);
        };
        edges.insert(place.min(edges.len()), number);
        if edges.len() < LIST {
            return self.normal((list, place + 1));
        }
        let upper = edges.split_off(LIST / 2);
        self.lists.insert(list + 1, upper);
        self.normal(if place < LIST / 2 {
            (list, place + 1)
        } else {
            (list + 1, place + 1 - LIST / 2)
        })
    }

    /// Returns the start of the next list for the end of a list.
    fn normal(&self, (list, place): (usize, usize)) -> (usize, usize) {
        if self.lists.get(list).is_some_and(|edges| place >= edges.len()) {
            (list + 1, 0)
        } else {
            (list, place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Position;

    /// Returns true where a ring has a fault, by asking every pair of edges.
    fn is_faulty(contour: &[Spot]) -> bool {
        let edges: Vec<_> = grid::edges(contour).collect();
        let count = edges.len();
        for (n, &(a, b)) in edges.iter().enumerate() {
            for (m, &(c, d)) in edges.iter().enumerate().skip(n + 1) {
                let neighbours = m == n + 1 || (n == 0 && m == count - 1);
                if grid::crossing(a, b, c, d).is_some() {
                    return true;
                }
                let meets = [a, b].iter().any(|&p| grid::on_segment(c, d, p))
                    || [c, d].iter().any(|&p| grid::on_segment(a, b, p));
                if meets && !neighbours {
                    return true;
                }
            }
        }
        false
    }

    #[test]
    fn the_sweep_agrees_with_asking_every_pair() {
        let mut state = 11_u64;
        let mut below = |end: i32| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % end as u64) as i32
        };
        let mut faulty = 0;
        for _ in 0..20_000 {
            let size = 3 + below(6);
            let count = 3 + below(7);
            let mut spots: Vec<Spot> = (0..count)
                .map(|_| Spot::new(i64::from(below(size)), i64::from(below(size))))
                .collect();
            if below(2) == 0 {
                let sum = spots
                    .iter()
                    .fold((0, 0), |sum, spot| (sum.0 + spot.x, sum.1 + spot.y));
                let angle = |spot: &Spot| {
                    let count = i64::from(count);
                    libm::atan2((spot.y * count - sum.1) as f64, (spot.x * count - sum.0) as f64)
                };
                spots.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
            }
            spots.dedup();
            while spots.len() > 1 && spots.first() == spots.last() {
                spots.pop();
            }
            if spots.len() < 3 {
                continue;
            }
            let expected = is_faulty(&spots);
            faulty += usize::from(expected);
            let found = meetings(std::slice::from_ref(&spots), 100);
            assert_eq!(!found.is_empty(), expected, "{spots:?} {found:?}");
        }
        assert!((4_000..16_000).contains(&faulty), "a lopsided fixture: {faulty}");
    }

    #[test]
    fn a_big_ring_takes_no_longer_than_sorting_it() {
        // A comb whose teeth all overlap in their boxes, slanted: the worst case for box tests.
        let teeth = 30_000;
        let mut points = Vec::new();
        for tooth in 0..teeth {
            let x = f64::from(tooth) * 4e-5;
            points.push(Position::new(10.0, 20.0 + x).unwrap());
            points.push(Position::new(12.0, 22.0 + x).unwrap());
        }
        points.push(Position::new(12.1, 23.5).unwrap());
        points.push(Position::new(9.9, 21.5).unwrap());
        points.push(Position::new(9.9, 20.0).unwrap());
        let contour: Contour = points.iter().copied().map(grid::spot).collect();
        assert!(meetings(std::slice::from_ref(&contour), 100).is_empty());
        let mut crossed = contour.clone();
        let last = crossed.len() - 3;
        crossed.swap(last, last + 1);
        assert!(!meetings(&[crossed], 100).is_empty());
    }
}
