//! The exercise's clock: what time it is in the exercise, given the time in the room.
//!
//! Pure: the room's time is an argument, in milliseconds from anywhere.

use crate::model::Minute;

/// Seconds of the exercise that a running clock may be ahead of its last stop: some 30,000 years.
const FARTHEST_S: i64 = 1_000_000_000_000;

/// A clock of the exercise, running or stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds from H-hour when it was last touched.
    at_s: i64,
    /// Seconds of the exercise in a second of the room.
    rate: u32,
    /// The room's time when it was last touched, milliseconds; `None`: it stands.
    since_ms: Option<i64>,
}

impl Clock {
    /// Makes a clock that stands at a minute.
    pub fn at(minute: Minute, rate: u32) -> Self {
        Self {
            at_s: seconds(minute),
            rate: rate.max(1),
            since_ms: None,
        }
    }

    /// Returns seconds from H-hour. A room whose time went back has not moved.
    pub fn seconds(self, room_ms: i64) -> i64 {
        let Some(since) = self.since_ms else {
            return self.at_s;
        };
        let passed_ms = i128::from(room_ms.saturating_sub(since).max(0));
        let passed = passed_ms * i128::from(self.rate) / 1000;
        self.at_s
            .saturating_add(i64::try_from(passed).unwrap_or(FARTHEST_S).min(FARTHEST_S))
    }

    /// Returns the minute that it is.
    pub fn minute(self, room_ms: i64) -> Minute {
        self.seconds(room_ms).div_euclid(60)
    }

    /// Returns true while it runs.
    pub const fn is_running(self) -> bool {
        self.since_ms.is_some()
    }

    /// Returns seconds of the exercise in a second of the room.
    pub const fn rate(self) -> u32 {
        self.rate
    }

    /// Starts it.
    #[must_use]
    pub fn started(self, room_ms: i64) -> Self {
        Self {
            since_ms: Some(room_ms),
            ..self.stopped(room_ms)
        }
    }

    /// Stops it where it is.
    #[must_use]
    pub fn stopped(self, room_ms: i64) -> Self {
        Self {
            at_s: self.seconds(room_ms),
            since_ms: None,
            ..self
        }
    }

    /// Lets it run faster or slower from now on.
    #[must_use]
    pub fn paced(self, rate: u32, room_ms: i64) -> Self {
        Self {
            at_s: self.seconds(room_ms),
            rate: rate.max(1),
            since_ms: self.since_ms.map(|_| room_ms),
        }
    }

    /// Sets it to a later minute; it never goes back.
    #[must_use]
    pub fn set(self, minute: Minute, room_ms: i64) -> Self {
        Self {
            at_s: seconds(minute).max(self.seconds(room_ms)),
            since_ms: self.since_ms.map(|_| room_ms),
            ..self
        }
    }
}

fn seconds(minute: Minute) -> i64 {
    minute.saturating_mul(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_of_the_room_is_as_many_of_the_exercise_as_its_rate_says() {
        let clock = Clock::at(-10, 60).started(1_000);
        assert_eq!(clock.minute(1_000), -10);
        assert_eq!(clock.minute(1_999), -10);
        assert_eq!(clock.minute(2_000), -9);
        assert_eq!(clock.minute(61_000), 50);
    }

    #[test]
    fn a_stopped_clock_stands_and_goes_on_from_there() {
        let clock = Clock::at(0, 60).started(0).stopped(90_000);
        assert_eq!(clock.minute(500_000), 90);
        assert_eq!(clock.started(500_000).minute(501_000), 91);
    }

    #[test]
    fn another_pace_loses_no_second() {
        let clock = Clock::at(0, 1).started(0).paced(120, 30_000);
        assert_eq!(clock.seconds(30_000), 30);
        assert_eq!(clock.seconds(31_000), 150);
        assert_eq!(Clock::at(0, 0).rate(), 1);
    }

    #[test]
    fn it_never_goes_back() {
        let clock = Clock::at(100, 60).started(10_000);
        assert_eq!(clock.minute(0), 100);
        assert_eq!(clock.set(50, 11_000).minute(11_000), 101);
        assert_eq!(clock.set(500, 11_000).minute(12_000), 501);
        assert!(clock.set(Minute::MAX, 0).seconds(i64::MAX) > 0);
    }
}
