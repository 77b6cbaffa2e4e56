//! Joining lines that were cut into bits.
//!
//! Bits that are drawn alike are joined where they go on nearly straight, or where they alone meet:
//! so dashes run on, there are fewer lines to draw, and simplifying has something to simplify.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::Line;
use crate::simplify::project;
use crate::source::Vertex;

/// How far two bits may turn at a junction to be joined, in radians.
const MOST_TURN_RAD: f64 = 0.9;

/// One end of a bit: its number, and whether it is the last vertex rather than the first.
type End = (usize, bool);

/// Joins lines end to end; drops repeated vertices and repeated lines.
pub fn join(lines: Vec<Line>, step_e7: u32) -> Vec<Line> {
    let mut groups: BTreeMap<_, BTreeSet<Vec<Vertex>>> = BTreeMap::new();
    for mut line in lines {
        line.vertices.dedup();
        if line.vertices.len() < 2 {
            continue;
        }
        if line.vertices.first() > line.vertices.last() {
            line.vertices.reverse();
        }
        groups.entry(line.look).or_default().insert(line.vertices);
    }
    let mut joined = Vec::new();
    for (look, bits) in groups {
        let bits: Vec<_> = bits.into_iter().collect();
        for vertices in join_alike(&bits, step_e7) {
            joined.push(Line {
                look: look.clone(),
                vertices,
            });
        }
    }
    joined
}

fn join_alike(bits: &[Vec<Vertex>], step_e7: u32) -> Vec<Vec<Vertex>> {
    let links = links(bits, step_e7);
    let free_ends = (0..bits.len()).flat_map(|number| [(number, false), (number, true)]);
    let starts = free_ends.filter(|end| !links.contains_key(end));
    // Rings have no free end: they begin anywhere, after everything else.
    let anywhere = (0..bits.len()).map(|number| (number, false));
    let mut left = vec![true; bits.len()];
    let mut chains = Vec::new();
    for start in starts.chain(anywhere) {
        let mut chain: Vec<Vertex> = Vec::new();
        let mut entry = Some(start);
        while let Some((number, last)) = entry {
            let Some(fresh @ true) = left.get_mut(number) else {
                break;
            };
            *fresh = false;
            let bit = bits.get(number).map_or(&[][..], Vec::as_slice);
            if last {
                chain.extend(bit.iter().rev());
            } else {
                chain.extend(bit);
            }
            entry = links.get(&(number, !last)).copied();
        }
        chain.dedup();
        if chain.len() > 1 {
            chains.push(chain);
        }
    }
    chains
}

/// Pairs the ends that meet in a vertex, the straightest pair first.
fn links(bits: &[Vec<Vertex>], step_e7: u32) -> BTreeMap<End, End> {
    let mut meeting: BTreeMap<Vertex, Vec<(End, [f64; 2])>> = BTreeMap::new();
    for (number, bit) in bits.iter().enumerate() {
        if let [first, second, ..] = bit.as_slice()
            && let [.., before, last] = bit.as_slice()
        {
            let first_end = ((number, false), direction(*first, *second, step_e7));
            meeting.entry(*first).or_default().push(first_end);
            let last_end = ((number, true), direction(*last, *before, step_e7));
            meeting.entry(*last).or_default().push(last_end);
        }
    }
    let mut links = BTreeMap::new();
    for ends in meeting.values() {
        let mut pairs = Vec::new();
        for (nth, (one, along)) in ends.iter().enumerate() {
            for (other, back) in ends.iter().skip(nth + 1) {
                let turn = libm::acos((-along[0] * back[0] - along[1] * back[1]).clamp(-1.0, 1.0));
                if turn <= MOST_TURN_RAD || ends.len() == 2 {
                    pairs.push((turn, *one, *other));
                }
            }
        }
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (_, one, other) in pairs {
            if !links.contains_key(&one) && !links.contains_key(&other) {
                links.insert(one, other);
                links.insert(other, one);
            }
        }
    }
    links
}

/// The direction from one vertex to another, as a vector of length 1.
fn direction(from: Vertex, to: Vertex, step_e7: u32) -> [f64; 2] {
    let (from, to) = (project(from, step_e7), project(to, step_e7));
    let (east, south) = (to[0] - from[0], to[1] - from[1]);
    let length = libm::hypot(east, south).max(f64::MIN_POSITIVE);
    [east / length, south / length]
}

#[cfg(test)]
mod tests {
    use entente::files::basemap::Class;

    use super::*;
    use crate::layers::Look;

    fn joined(lines: &[&[Vertex]]) -> Vec<Vec<Vertex>> {
        let line = |vertices: &&[Vertex]| Line {
            look: Look::plain(Class::Way, 0),
            vertices: vertices.to_vec(),
        };
        let lines = join(lines.iter().map(line).collect(), 10_000);
        lines.into_iter().map(|line| line.vertices).collect()
    }

    #[test]
    fn the_straight_road_runs_on_and_the_side_road_ends() {
        let lines = joined(&[&[[0, 0], [10, 0]], &[[20, 0], [10, 0]], &[[10, 9], [10, 0]]]);
        assert_eq!(lines, [vec![[0, 0], [10, 0], [20, 0]], vec![[10, 0], [10, 9]]]);
    }

    #[test]
    fn two_that_meet_alone_are_joined_at_any_angle() {
        assert_eq!(joined(&[&[[0, 0], [10, 0]], &[[10, 0], [1, 1]]]).len(), 1);
    }

    #[test]
    fn a_ring_of_bits_becomes_one_closed_line() {
        let lines = joined(&[&[[0, 0], [10, 0]], &[[10, 0], [5, 9]], &[[5, 9], [0, 0]]]);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].len(), 4);
        assert_eq!(lines[0].first(), lines[0].last());
    }

    #[test]
    fn the_same_line_drawn_twice_is_one() {
        assert_eq!(joined(&[&[[0, 0], [10, 0]], &[[10, 0], [0, 0]]]).len(), 1);
    }
}
