//! Which boxes can meet which, without asking every pair.
//!
//! Grids of growing cells, each box on the grid whose cells are about its size: so a box lies in four
//! cells at most, and neither a huge box nor a crowd of tiny ones spoils the search. It compares
//! boxes only; whether the shapes inside them meet is `relate`'s question.

use super::Bounds;
use super::bounds::TURN_E7;

/// Boxes to be searched; an item is named by its place in the list the index was made of.
///
/// ```
/// # use entente::geometry::{Bounds, Index, Position};
/// let at = |lat, lon| Position::new(lat, lon).map(Bounds::of_position).ok();
/// let index = Index::of([at(0.0, 180.0), None, at(0.0, -180.0), at(1.0, 0.0)]);
/// assert_eq!(index.pairs(|_, _| true), [(0, 2)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Index {
    boxes: Vec<Option<Bounds>>,
    /// Sorted by key; a key is level, row and column.
    entries: Vec<(u64, u32)>,
    /// The levels that have entries, ascending, with their range in `entries`.
    levels: Vec<(u32, usize, usize)>,
}

/// Cells of the lowest level measure 2¹⁰ steps, about 11 m.
const LOWEST: u32 = 10;

impl Index {
    /// Makes an index; an item without a box (an empty shape) meets nothing.
    pub fn of(boxes: impl IntoIterator<Item = Option<Bounds>>) -> Self {
        let boxes: Vec<Option<Bounds>> = boxes.into_iter().collect();
        let mut entries = Vec::with_capacity(boxes.len() * 3);
        for (item, bounds) in boxes.iter().enumerate() {
            let Some(bounds) = *bounds else { continue };
            let level = level_of(bounds);
            for cells in copies(bounds, level) {
                entries.extend(cells.keys(level).map(|key| (key, item as u32)));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        let mut levels: Vec<(u32, usize, usize)> = Vec::new();
        for (place, (key, _)) in entries.iter().enumerate() {
            let level = (key >> 48) as u32;
            match levels.last_mut() {
                Some((last, _, end)) if *last == level => *end = place + 1,
                _ => levels.push((level, place, place + 1)),
            }
        }
        Self {
            boxes,
            entries,
            levels,
        }
    }

    /// Returns the items whose boxes meet this one, ascending.
    pub fn query(&self, bounds: Bounds) -> Vec<usize> {
        let mut found = Vec::new();
        for &(level, start, end) in &self.levels {
            self.visit(level, start, end, bounds, |item| found.push(item));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns every pair of items whose boxes meet, the lower first, ascending.
    ///
    /// `wanted` is asked before the boxes are compared, with the lower item first: the cheapest way
    /// to leave out pairs that do not matter.
    pub fn pairs(&self, wanted: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (item, bounds) in self.boxes.iter().enumerate() {
            let Some(bounds) = *bounds else { continue };
            let own = level_of(bounds);
            for &(level, start, end) in &self.levels {
                if level < own {
                    continue;
                }
                self.visit(level, start, end, bounds, |other| {
                    // Within a level each of the two finds the other.
                    if other == item || (level == own && other < item) {
                        return;
                    }
                    let pair = (item.min(other), item.max(other));
                    if wanted(pair.0, pair.1) {
                        found.push(pair);
                    }
                });
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&(a, b)| match (self.boxes.get(a), self.boxes.get(b)) {
            (Some(Some(a)), Some(Some(b))) => a.meets(*b),
            _ => false,
        });
        found
    }

    /// Calls `found` with the items of a level that lie in the cells of this box, some of them more
    /// than once, those of boxes that do not meet it mostly left out.
    fn visit(&self, level: u32, start: usize, end: usize, bounds: Bounds, mut found: impl FnMut(usize)) {
        let Some(entries) = self.entries.get(start..end) else {
            return;
        };
        let mut meets = |item: u32| {
            let item = item as usize;
            if let Some(Some(other)) = self.boxes.get(item)
                && other.south_e7() <= bounds.north_e7()
                && bounds.south_e7() <= other.north_e7()
                && other.meets(bounds)
            {
                found(item);
            }
        };
        for cells in copies(bounds, level) {
            if cells.count() > entries.len() as u64 {
                for &(_, item) in entries {
                    meets(item);
                }
                return;
            }
            for row in cells.south..=cells.north {
                // One search a row: a row's cells lie side by side.
                let first = key(level, row, cells.west);
                let last = key(level, row, cells.east);
                let from = entries.partition_point(|&(key, _)| key < first);
                for &(_, item) in entries.iter().skip(from).take_while(|&&(key, _)| key <= last) {
                    meets(item);
                }
            }
        }
    }
}

/// A block of cells of one level, its ends included.
struct Cells {
    south: u64,
    west: u64,
    north: u64,
    east: u64,
}

impl Cells {
    fn count(&self) -> u64 {
        (self.north - self.south + 1) * (self.east - self.west + 1)
    }

    fn keys(&self, level: u32) -> impl Iterator<Item = u64> {
        let (west, east) = (self.west, self.east);
        (self.south..=self.north)
            .flat_map(move |row| (west..=east).map(move |column| key(level, row, column)))
    }
}

fn key(level: u32, row: u64, column: u64) -> u64 {
    u64::from(level) << 48 | row << 24 | column
}

/// Returns the level whose cells are no smaller than the box.
fn level_of(bounds: Bounds) -> u32 {
    let width = (bounds.east_e7() - bounds.west_e7()).clamp(1, TURN_E7);
    let size = width.max(bounds.north_e7() - bounds.south_e7()) as u64;
    (u64::BITS - (size - 1).leading_zeros()).max(LOWEST)
}

/// Returns the cells of the box within ±180°, and of what sticks out beyond, a turn further on.
fn copies(bounds: Bounds, level: u32) -> impl Iterator<Item = Cells> {
    let half = TURN_E7 / 2;
    [0, -TURN_E7, TURN_E7].into_iter().filter_map(move |turn| {
        let (west, east) = (bounds.west_e7() + turn, bounds.east_e7() + turn);
        let cell = |steps: i64| (steps.max(0) as u64) >> level;
        (west <= half && east >= -half).then(|| Cells {
            south: cell(bounds.south_e7() + 900_000_000),
            west: cell(west.max(-half) + half),
            north: cell(bounds.north_e7() + 900_000_000),
            east: cell(east.min(half) + half),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Position;

    /// A repeatable stream of numbers below `end`.
    fn numbers(mut state: u64) -> impl FnMut(i64) -> i64 {
        move |end| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as i64) % end
        }
    }

    fn boxes(count: usize, spread: i64, size: i64, seed: u64) -> Vec<Option<Bounds>> {
        let mut number = numbers(seed);
        let corner = |lat: i64, lon: i64| {
            let lon = (lon + 1_800_000_000).rem_euclid(TURN_E7) - 1_800_000_000;
            Position::from_e7(lat.clamp(-900_000_000, 900_000_000) as i32, lon as i32).unwrap()
        };
        (0..count)
            .map(|n| {
                if n % 17 == 0 {
                    return None;
                }
                let size = if n % 13 == 0 { size * 40 } else { size };
                let (lat, lon) = (
                    number(spread) - spread / 2,
                    1_800_000_000 + number(spread) - spread / 2,
                );
                let (height, width) = (number(size) + 1, number(size) + 1);
                Bounds::of_line([corner(lat, lon), corner(lat + height, lon + width)])
            })
            .collect()
    }

    #[test]
    fn the_pairs_are_those_of_asking_everyone() {
        for (spread, size, seed) in [
            (50_000_000, 2_000_000, 1),
            (1_700_000_000, 30_000_000, 2),
            (40_000, 3_000, 3),
        ] {
            let boxes = boxes(400, spread, size, seed);
            let index = Index::of(boxes.iter().copied());
            let mut expected = Vec::new();
            for (a, first) in boxes.iter().enumerate() {
                for (b, second) in boxes.iter().enumerate().skip(a + 1) {
                    if let (Some(first), Some(second)) = (first, second)
                        && first.meets(*second)
                        && (a + b) % 3 != 0
                    {
                        expected.push((a, b));
                    }
                }
            }
            assert!(expected.len() > 100, "the fixture has too few pairs");
            assert_eq!(index.pairs(|a, b| (a + b) % 3 != 0), expected);
        }
    }

    #[test]
    fn a_query_finds_what_meets_its_box() {
        let boxes = boxes(500, 90_000_000, 4_000_000, 7);
        let index = Index::of(boxes.iter().copied());
        for bounds in boxes.iter().flatten() {
            let expected: Vec<usize> = (0..boxes.len())
                .filter(|&item| boxes[item].is_some_and(|other| other.meets(*bounds)))
                .collect();
            assert_eq!(index.query(*bounds), expected);
        }
        assert!(Index::of([]).pairs(|_, _| true).is_empty());
    }
}
