//! Where phases stand on the strip, and which minute lies where.
//!
//! All of one width, so that each has room for its name, or each as long as it lasts. Between two minutes
//! of one phase time runs evenly; in the small space between two phases it runs through the gap there.

use crate::model::{Id, Minute, Phase};

/// Between two phases, points.
pub const GAP: f32 = 5.0;
/// The least width of a phase, points.
const LEAST: f32 = 18.0;
/// The least width of a short phase among long ones, where there is room for all: its name is read.
const LEAST_TO_SCALE: f32 = 34.0;
/// How long a phase without end is drawn, minutes: a day.
const DAY: Minute = 24 * 60;

/// How wide phases are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Widths {
    /// All the same.
    #[default]
    Equal,
    /// As long as each lasts.
    ToScale,
}

/// A phase on the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Which.
    pub id: Id<Phase>,
    /// Its left and right edge, points.
    pub left: f32,
    /// Its right edge, points.
    pub right: f32,
    /// Its first minute.
    pub start: Minute,
    /// The minute drawn at its right edge; of a phase without end one of our choice.
    pub end: Minute,
    /// It has an end.
    pub closed: bool,
}

/// The phases on the strip, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The phases.
    pub slots: Vec<Slot>,
}

impl Scale {
    /// Lays phases, given in order, out from `left` on in that much room.
    pub fn of(phases: &[(Id<Phase>, &Phase)], left: f32, room: f32, widths: Widths) -> Self {
        let count = phases.len().max(1) as f32;
        let free = (room - GAP * count).max(LEAST * count);
        let end_of = |phase: &Phase| {
            let end = phase.end.unwrap_or(phase.start.saturating_add(DAY));
            end.max(phase.start.saturating_add(1))
        };
        let lasts = |phase: &Phase| end_of(phase).saturating_sub(phase.start) as f32;
        let total: f32 = phases.iter().map(|(_, phase)| lasts(phase)).sum();
        let least = LEAST_TO_SCALE.min(free / count);
        let stretch = (free - least * count).max(0.0);
        let mut at = left;
        let slots = phases.iter().map(|(id, phase)| {
            let width = match widths {
                Widths::Equal => (free / count).max(LEAST),
                Widths::ToScale => least + stretch * lasts(phase) / total.max(1.0),
            };
            let slot = Slot {
                id: *id,
                left: at,
                right: at + width,
                start: phase.start,
                end: end_of(phase),
                closed: phase.end.is_some(),
            };
            at += width + GAP;
            slot
        });
        Self {
            slots: slots.collect(),
        }
    }

    /// Returns the minute at a place; beyond the ends time goes on as in the first and last phase.
    pub fn minute_at(&self, x: f32) -> Minute {
        let (Some(first), Some(last)) = (self.slots.first(), self.slots.last()) else {
            return 0;
        };
        if x < first.left {
            return along(x, (first.left, first.start), (first.right, first.end));
        }
        for (slot, next) in self.slots.iter().zip(self.slots.iter().skip(1)) {
            if x <= slot.right {
                return along(x, (slot.left, slot.start), (slot.right, slot.end));
            }
            if x < next.left {
                return along(x, (slot.right, slot.end), (next.left, next.start));
            }
        }
        along(x, (last.left, last.start), (last.right, last.end))
    }

    /// Returns where the start of a phase that begins at a minute is drawn.
    pub fn left_of(&self, start: Minute) -> f32 {
        if let Some(slot) = self.slots.iter().find(|slot| slot.start == start) {
            return slot.left;
        }
        self.place_of(start) + if self.is_joint(start) { GAP / 2.0 } else { 0.0 }
    }

    /// Returns where the end of a phase that ends at a minute is drawn.
    pub fn right_of(&self, end: Minute) -> f32 {
        if let Some(slot) = self.slots.iter().find(|slot| slot.end == end) {
            return slot.right;
        }
        self.place_of(end) - if self.is_joint(end) { GAP / 2.0 } else { 0.0 }
    }

    /// Returns how many minutes a point is worth at a place; at least one.
    pub fn minutes_per_point(&self, x: f32) -> f64 {
        let near = self
            .slots
            .iter()
            .min_by(|one, other| distance(one, x).total_cmp(&distance(other, x)));
        near.map_or(1.0, |slot| {
            (slot.end.saturating_sub(slot.start) as f64 / f64::from(slot.right - slot.left)).max(0.01)
        })
    }

    /// Inside a phase: an edge moved there has a neighbour on its other side.
    fn is_joint(&self, minute: Minute) -> bool {
        self.slots
            .iter()
            .any(|slot| slot.start < minute && minute < slot.end)
    }

    fn place_of(&self, minute: Minute) -> f32 {
        let (Some(first), Some(last)) = (self.slots.first(), self.slots.last()) else {
            return 0.0;
        };
        let mut before = first;
        for slot in &self.slots {
            if minute < slot.start {
                break;
            }
            before = slot;
        }
        let next = self.slots.iter().find(|slot| slot.start > minute);
        match next {
            Some(next) if minute > before.end => {
                place(minute, (before.end, before.right), (next.start, next.left))
            }
            _ if minute > last.end => place(minute, (last.start, last.left), (last.end, last.right)),
            _ => place(minute, (before.start, before.left), (before.end, before.right)),
        }
    }
}

fn distance(slot: &Slot, x: f32) -> f32 {
    (slot.left - x).max(x - slot.right).max(0.0)
}

/// The minute at `x` on the line through two places.
fn along(x: f32, (left, start): (f32, Minute), (right, end): (f32, Minute)) -> Minute {
    let share = f64::from(x - left) / f64::from((right - left).max(0.5));
    start.saturating_add((share * end.saturating_sub(start) as f64).round() as Minute)
}

/// The place of a minute on the line through two minutes.
fn place(minute: Minute, (start, left): (Minute, f32), (end, right): (Minute, f32)) -> f32 {
    let share = minute.saturating_sub(start) as f64 / end.saturating_sub(start).max(1) as f64;
    left + share as f32 * (right - left)
}

/// Returns a minute rounded to what can be told apart where a point is worth that many minutes: to five
/// minutes, a quarter of an hour or an hour; with `exact` to the minute.
pub fn rounded(minute: Minute, minutes_per_point: f64, exact: Exact) -> Minute {
    let step = match exact {
        Exact::Minute => 1,
        Exact::Round if minutes_per_point < 2.0 => 5,
        Exact::Round if minutes_per_point < 8.0 => 15,
        Exact::Round => 60,
    };
    minute
        .saturating_add(step / 2)
        .div_euclid(step)
        .saturating_mul(step)
}

/// How exactly a place of the strip is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exact {
    /// To the minute.
    Minute,
    /// To a round time.
    Round,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phases(spans: &[(Minute, Option<Minute>)]) -> Vec<(Id<Phase>, Phase)> {
        let phases = spans.iter().enumerate().map(|(place, (start, end))| {
            let phase = Phase {
                end: *end,
                ..Phase::new(*start)
            };
            (Id::from_bits(place as u64), phase)
        });
        phases.collect()
    }

    fn scale(spans: &[(Minute, Option<Minute>)], widths: Widths) -> Scale {
        let phases = phases(spans);
        let phases: Vec<_> = phases.iter().map(|(id, phase)| (*id, phase)).collect();
        Scale::of(&phases, 100.0, 600.0, widths)
    }

    #[test]
    fn a_minute_is_found_where_it_is_drawn() {
        for widths in [Widths::Equal, Widths::ToScale] {
            let scale = scale(&[(0, Some(60)), (60, Some(1500)), (2000, None)], widths);
            for minute in [0, 1, 30, 59, 700, 1499, 1700, 2000, 2500, 3000, -20] {
                let x = scale.place_of(minute);
                let back = scale.minute_at(x);
                assert!(
                    (back - minute).abs() <= 1,
                    "{widths:?}: {minute} at {x} is {back}"
                );
            }
        }
    }

    #[test]
    fn all_are_as_wide_or_each_as_it_lasts_and_none_is_lost() {
        let equal = scale(&[(0, Some(60)), (60, Some(6000))], Widths::Equal);
        let width = |slot: &Slot| slot.right - slot.left;
        assert!((width(&equal.slots[0]) - width(&equal.slots[1])).abs() < 0.01);
        let scaled = scale(&[(0, Some(60)), (60, Some(6000))], Widths::ToScale);
        assert!(width(&scaled.slots[0]) >= LEAST && width(&scaled.slots[1]) > 500.0);
        let end = scaled.slots[1].right;
        assert!(end <= 700.0 && (end - equal.slots[1].right).abs() < 0.01, "{end}");
    }

    #[test]
    fn an_edge_that_moves_leaves_a_space_on_both_sides() {
        let scale = scale(&[(0, Some(60)), (60, Some(120))], Widths::Equal);
        assert_eq!(scale.right_of(60), scale.slots[0].right);
        assert_eq!(scale.left_of(60), scale.slots[1].left);
        assert!((scale.left_of(30) - scale.right_of(30) - GAP).abs() < 0.01);
    }

    #[test]
    fn places_are_taken_as_round_times() {
        assert_eq!(rounded(89, 20.0, Exact::Round), 60);
        assert_eq!(rounded(-91, 20.0, Exact::Round), -120);
        assert_eq!(rounded(23, 5.0, Exact::Round), 30);
        assert_eq!(rounded(23, 1.0, Exact::Minute), 23);
    }
}
