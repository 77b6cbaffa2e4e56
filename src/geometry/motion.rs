//! How near two moving things come to each other.
//!
//! Each moves straight and evenly in the local plane during its leg. Who moves where is the plan's.

use super::{Frame, Position};

/// A straight leg, driven evenly; standing still where `from` and `to` are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Where it starts.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// The minute it starts.
    pub start_minute: f64,
    /// The minute it ends, not before `start_minute`.
    pub end_minute: f64,
}

/// How near two legs come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Approach {
    /// The least distance in metres.
    pub distance_m: f64,
    /// The first minute at which it is reached.
    pub minute: f64,
    /// Where the first then is.
    pub first: Position,
    /// Where the second then is.
    pub second: Position,
}

impl Leg {
    /// Returns a leg of standing still.
    pub fn standing(at: Position, start_minute: f64, end_minute: f64) -> Self {
        Self {
            from: at,
            to: at,
            start_minute,
            end_minute,
        }
    }

    /// Returns where the mover is at a minute, at an end of the leg before and after it.
    pub fn position_at(&self, frame: &Frame, minute: f64) -> Position {
        frame.ground_from_plane(self.place(frame, minute))
    }

    fn place(&self, frame: &Frame, minute: f64) -> [f64; 2] {
        let (from, to) = (
            frame.plane_from_ground(self.from),
            frame.plane_from_ground(self.to),
        );
        let lasts = self.end_minute - self.start_minute;
        let share = if lasts > 0.0 {
            ((minute - self.start_minute) / lasts).clamp(0.0, 1.0)
        } else {
            0.0
        };
        super::plane::along(from, to, share)
    }
}

/// Returns the nearest that two legs come while both last, in the first minute it happens; `None`
/// where they have no instant in common.
pub fn closest_approach(frame: &Frame, first: &Leg, second: &Leg) -> Option<Approach> {
    let start = first.start_minute.max(second.start_minute);
    let end = first.end_minute.min(second.end_minute);
    if start > end || !(end - start).is_finite() {
        return None;
    }
    let apart_at = |minute: f64| {
        let (a, b) = (first.place(frame, minute), second.place(frame, minute));
        [b[0] - a[0], b[1] - a[1]]
    };
    // The way from one to the other changes evenly, so its square is a parabola in time.
    let (from, to) = (apart_at(start), apart_at(end));
    let minute = start + (end - start) * super::plane::share_along([0.0, 0.0], from, to);
    let [dx, dy] = apart_at(minute);
    Some(Approach {
        distance_m: (dx * dx + dy * dy).sqrt(),
        minute,
        first: first.position_at(frame, minute),
        second: second.position_at(frame, minute),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn leg(from: Position, to: Position, start_minute: f64, end_minute: f64) -> Leg {
        Leg {
            from,
            to,
            start_minute,
            end_minute,
        }
    }

    #[test]
    fn two_columns_on_crossing_roads_meet_only_if_they_are_there_together() {
        let frame = Frame::at(at(33.0, 44.0));
        let east = leg(at(33.0, 43.9), at(33.0, 44.1), 0.0, 60.0);
        let north = leg(at(32.9, 44.0), at(33.1, 44.0), 0.0, 60.0);
        let together = closest_approach(&frame, &east, &north).unwrap();
        assert!(together.distance_m < 5.0 && (together.minute - 30.0).abs() < 0.1);
        let later = Leg {
            start_minute: 20.0,
            end_minute: 80.0,
            ..north
        };
        let missed = closest_approach(&frame, &east, &later).unwrap();
        assert!(missed.distance_m > 4_000.0, "{missed:?}");
        assert!((20.0..=60.0).contains(&missed.minute));
    }

    #[test]
    fn legs_without_a_common_instant_do_not_meet() {
        let frame = Frame::at(at(33.0, 44.0));
        let early = Leg::standing(at(33.0, 44.0), 0.0, 10.0);
        assert_eq!(
            closest_approach(&frame, &early, &Leg::standing(at(33.0, 44.0), 11.0, 20.0)),
            None
        );
        let handover = closest_approach(&frame, &early, &Leg::standing(at(33.0, 44.01), 10.0, 20.0)).unwrap();
        assert_eq!(handover.minute, 10.0);
        assert!((handover.distance_m - 934.8).abs() < 1.0);
    }
}
