//! How near two forces come while both are somewhere, standing or on the march.
//!
//! Positions on a march are interpolated at even speed. What a distance means is for the rules.

use super::presence::{Stay, timed};
use crate::geometry::{Frame, Leg, Position, closest_approach, distance_m};
use crate::model::{Interval, Move};

/// Returns the least distance of two stays in an interval, and where the two then are.
pub(in crate::checks) fn nearest_approach(
    a: Stay<'_>,
    b: Stay<'_>,
    interval: Interval,
) -> Option<(f64, (Position, Position))> {
    if let (Stay::At(a), Stay::At(b)) = (a, b) {
        return Some((distance_m(a, b), (a, b)));
    }
    // A march is bounded by instants, so the interval in which one is on the way has two ends.
    let (from, until) = (interval.from? as f64, interval.until? as f64);
    let (legs_a, legs_b) = (legs(a, from, until), legs(b, from, until));
    let frame = Frame::around(legs_a.iter().chain(&legs_b).flat_map(|leg| [leg.from, leg.to]));
    let mut best: Option<(f64, (Position, Position))> = None;
    for a in &legs_a {
        for b in &legs_b {
            if let Some(approach) = closest_approach(&frame, a, b)
                && best.is_none_or(|(distance, _)| approach.distance_m < distance)
            {
                best = Some((approach.distance_m, (approach.first, approach.second)));
            }
        }
    }
    best
}

/// Returns the straight legs of a stay that fall into the minutes, cut to them.
fn legs(stay: Stay<'_>, from: f64, until: f64) -> Vec<Leg> {
    match stay {
        Stay::At(at) => vec![Leg::standing(at, from, until)],
        Stay::On(march) => {
            let timed = timed(march);
            let legs = timed
                .iter()
                .zip(timed.iter().skip(1))
                .map(|(&(from, start), &(to, end))| Leg {
                    from,
                    to,
                    start_minute: start,
                    end_minute: end,
                });
            let frame = Frame::around(march.path.points.iter().copied());
            let mut legs: Vec<Leg> = legs
                .filter(|leg| leg.end_minute >= from && leg.start_minute <= until)
                .map(|leg| cut(&frame, leg, from, until))
                .collect();
            if legs.is_empty() {
                legs.extend(standing_march(march, from, until));
            }
            legs
        }
    }
}

fn cut(frame: &Frame, leg: Leg, from: f64, until: f64) -> Leg {
    let (start, end) = (leg.start_minute.max(from), leg.end_minute.min(until));
    Leg {
        from: if start > leg.start_minute {
            leg.position_at(frame, start)
        } else {
            leg.from
        },
        to: if end < leg.end_minute {
            leg.position_at(frame, end)
        } else {
            leg.to
        },
        start_minute: start,
        end_minute: end,
    }
}

/// A march along a path of one vertex stands there.
fn standing_march(march: &Move, from: f64, until: f64) -> Option<Leg> {
    let at = march.path.points.first()?;
    Some(Leg::standing(*at, from, until))
}
