//! Whether edges meet more often than can be worked out.
//!
//! Two stars of 5,000 spikes cross in millions of places: a drawing of 200 KB that would fill any memory. Nobody
//! draws ground that way; so the places are counted up to a limit before the engine is asked, and beyond it the
//! answer is "cannot be decided". Where edges meet is not remembered, nor what that means.

use super::grid::{self, Contour, Extent, Spot};
use super::sweep;

/// Meetings that are always worked out; each costs the engine about half a kilobyte while it works.
const ALWAYS: usize = 250_000;
/// Meetings beyond those for each edge: large plans meet in more places.
const PER_EDGE: usize = 2;
/// Pairs of edges looked at, and edges put into quarters, before counting itself is given up; and for each edge.
const PATIENCE: usize = 40_000_000;
const PATIENCE_PER_EDGE: usize = 400;
/// Edges in a box that are compared each with each.
const FEW: usize = 48;
/// Halvings of the box round all edges: beyond, everything in it is one place.
const DEEPEST: u32 = 40;

type Edge = (Spot, Spot);

/// Returns true where the edges of rings meet too often: other than in an end that both have. Rings that do not
/// meet at all never do, however long counting might take.
pub(super) fn is_tangled(rings: &[Contour]) -> bool {
    let edges: Vec<Edge> = rings.iter().flat_map(|ring| grid::edges(ring)).collect();
    let most = ALWAYS + PER_EDGE * edges.len();
    if edges.len() * edges.len().saturating_sub(1) / 2 <= most {
        return false;
    }
    let patience = PATIENCE + PATIENCE_PER_EDGE * edges.len();
    !sweep::meetings(rings, 1).is_empty() && more_than(most, patience, &edges)
}

/// Returns true where edges meet more often than that, or counting takes more patience than there is.
fn more_than(most: usize, patience: usize, edges: &[Edge]) -> bool {
    let Some(extent) = Extent::of(edges.iter().flat_map(|&(from, to)| [from, to])) else {
        return false;
    };
    let all: Vec<u32> = (0..edges.len() as u32).collect();
    let mut count = Count {
        edges,
        left: most,
        patience,
    };
    count.within(extent, &all, 0).is_none()
}

/// A count that is given up by `None`.
struct Count<'e> {
    edges: &'e [Edge],
    /// Meetings that may still be found.
    left: usize,
    patience: usize,
}

impl Count<'_> {
    /// Counts where these edges meet within a box, of which the eastern and northern side are others'.
    fn within(&mut self, extent: Extent, numbers: &[u32], depth: u32) -> Option<()> {
        if numbers.len() <= FEW || depth == DEEPEST {
            return self.pairs(extent, numbers, depth == 0);
        }
        self.patience = self.patience.checked_sub(numbers.len() * 4)?;
        for quarter in quarters(extent) {
            let here: Vec<u32> = numbers
                .iter()
                .copied()
                .filter(|&number| self.edge(number).is_some_and(|edge| passes(edge, quarter)))
                .collect();
            self.within(quarter, &here, depth + 1)?;
        }
        Some(())
    }

    fn pairs(&mut self, extent: Extent, numbers: &[u32], is_whole: bool) -> Option<()> {
        self.patience = self.patience.checked_sub(numbers.len() * numbers.len() / 2)?;
        for (place, &one) in numbers.iter().enumerate() {
            for &other in numbers.iter().skip(place + 1) {
                let (Some(one), Some(other)) = (self.edge(one), self.edge(other)) else {
                    continue;
                };
                // In the middle of two boxes a meeting counts once: for the box that has it.
                let counts = meeting(one, other).is_some_and(|spot| is_whole || has(extent, spot));
                self.left = self.left.checked_sub(usize::from(counts))?;
            }
        }
        Some(())
    }

    fn edge(&self, number: u32) -> Option<Edge> {
        self.edges.get(number as usize).copied()
    }
}

/// Returns where two edges meet other than in an end that both have.
fn meeting((a, b): Edge, (c, d): Edge) -> Option<Spot> {
    if a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y)
    {
        return None;
    }
    let (c_side, d_side) = (grid::turn(a, b, c), grid::turn(a, b, d));
    if c_side * d_side > 0 {
        return None;
    }
    let (a_side, b_side) = (grid::turn(c, d, a), grid::turn(c, d, b));
    if a_side * b_side > 0 {
        return None;
    }
    if c_side * d_side < 0 && a_side * b_side < 0 {
        return Some(grid::crossing_place(a, b, c, d));
    }
    // One has an end on the other, or both lie on one line.
    let touches = [(a, b, c), (a, b, d), (c, d, a), (c, d, b)];
    let touch = touches
        .into_iter()
        .find(|&(from, to, spot)| spot != from && spot != to && grid::on_segment(from, to, spot));
    touch.map(|(_, _, spot)| spot)
}

/// True where a box has a spot; its eastern and northern side are the next box's.
fn has(extent: Extent, spot: Spot) -> bool {
    (extent.min.x..extent.max.x).contains(&spot.x) && (extent.min.y..extent.max.y).contains(&spot.y)
}

/// True where an edge has a place in a box, or on its sides.
fn passes((a, b): Edge, extent: Extent) -> bool {
    let Extent { min, max } = extent;
    if a.x.max(b.x) < min.x || a.x.min(b.x) > max.x || a.y.max(b.y) < min.y || a.y.min(b.y) > max.y {
        return false;
    }
    if extent.has(a) || extent.has(b) {
        return true;
    }
    let corners = [min, Spot::new(max.x, min.y), max, Spot::new(min.x, max.y)];
    let sides = corners.map(|corner| grid::turn(a, b, corner));
    !(sides.iter().all(|side| *side > 0) || sides.iter().all(|side| *side < 0))
}

fn quarters(extent: Extent) -> [Extent; 4] {
    let Extent { min, max } = extent;
    let middle = Spot::new(i64::midpoint(min.x, max.x), i64::midpoint(min.y, max.y));
    [
        (min, middle),
        (Spot::new(middle.x, min.y), Spot::new(max.x, middle.y)),
        (Spot::new(min.x, middle.y), Spot::new(middle.x, max.y)),
        (middle, max),
    ]
    .map(|(min, max)| Extent { min, max })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Chance;

    fn counted(edges: &[Edge]) -> usize {
        let most = edges.len() * edges.len();
        (0..=most)
            .find(|most| !more_than(*most, PATIENCE, edges))
            .unwrap_or(usize::MAX)
    }

    fn each_with_each(edges: &[Edge]) -> usize {
        let pairs = edges
            .iter()
            .enumerate()
            .flat_map(|(place, one)| edges.iter().skip(place + 1).map(move |other| (*one, *other)));
        pairs
            .filter(|(one, other)| meeting(*one, *other).is_some())
            .count()
    }

    #[test]
    fn meetings_are_counted_each_once_however_the_boxes_fall() {
        let mut chance = Chance::new(3);
        for size in [10_i64, 200, 1 << 40] {
            let mut spot = || {
                let mut at = || chance.below(size as u64).cast_signed();
                Spot::new(at(), at())
            };
            let edges: Vec<Edge> = (0..130).map(|_| (spot(), spot())).collect();
            // On the outermost sides of the whole box nothing counts, and rounding may move a crossing out of the
            // boxes that know of it: never more than there are, and hardly fewer.
            let (counted, there) = (counted(&edges), each_with_each(&edges));
            assert!(
                counted <= there && counted * 5 >= there * 4,
                "{counted} of {there}"
            );
        }
    }

    #[test]
    fn a_common_end_is_no_meeting_and_a_touch_is_one() {
        let spot = |x, y| Spot::new(x, y);
        let edge = (spot(0, 0), spot(10, 0));
        assert_eq!(meeting(edge, (spot(10, 0), spot(10, 5))), None);
        assert_eq!(meeting(edge, (spot(0, 0), spot(10, 0))), None);
        assert_eq!(meeting(edge, (spot(4, 0), spot(4, 5))), Some(spot(4, 0)));
        assert_eq!(meeting(edge, (spot(4, -5), spot(4, 5))), Some(spot(4, 0)));
        assert!(meeting(edge, (spot(4, 0), spot(20, 0))).is_some());
        assert_eq!(meeting(edge, (spot(4, 1), spot(20, 1))), None);
    }

    /// A ring of that many spikes round a place.
    fn star(spikes: u32, x: f64) -> Contour {
        let vertices = (0..2 * spikes).map(|number| {
            let angle = std::f64::consts::PI * f64::from(number) / f64::from(spikes);
            let radius = if number % 2 == 0 { 1e12 } else { 1e10 };
            let [east, north] = [libm::cos(angle), libm::sin(angle)].map(|part| (part * radius) as i64);
            Spot::new(east + x as i64, north)
        });
        vertices.collect()
    }

    #[test]
    fn stars_across_each_other_are_tangled_and_one_alone_is_not() {
        assert!(!is_tangled(&[star(5_000, 0.0)]));
        assert!(!is_tangled(&[star(1_000, 0.0), star(1_000, 3e12)]));
        assert!(!is_tangled(&[star(300, 0.0), star(300, 5e11)]));
        assert!(is_tangled(&[star(3_000, 0.0), star(3_000, 5e11)]));
    }

    #[test]
    fn counting_itself_is_given_up_where_it_takes_too_long() {
        let beside: Vec<Edge> = (0..3_000)
            .map(|line| {
                (
                    Spot::new(line * 1_000, 0),
                    Spot::new(line * 1_000 + 100_000, 100_000),
                )
            })
            .collect();
        assert!(more_than(10, 20_000, &beside));
        assert!(!more_than(10, PATIENCE, &beside));
    }
}
