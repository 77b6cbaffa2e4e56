//! An instant of the calendar, to the minute, with the offset it was written in.
//!
//! Reads no clock: today is an argument, handed in by the window or the command line.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::Minute;
use super::reference::no_references;

/// A minute of the calendar and the UTC offset it is shown in; text `2016-05-23T00:00+03:00`.
///
/// Ordered by the instant first, so that two offsets of one instant are neighbours, not equal.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    unix_minutes: i64,
    offset_minutes: i16,
}

no_references!(Instant);

/// Why a text is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an instant: expected `2016-05-23T00:00+03:00`, or a day as `2016-05-23` (midnight UTC)"
)]
pub struct InstantError(pub String);

impl Instant {
    /// Makes an instant from minutes since 1970 UTC and an offset; `None` outside the years -9999 to 9999.
    pub fn from_unix_minutes(unix_minutes: i64, offset_minutes: i16) -> Option<Self> {
        let instant = Self {
            unix_minutes,
            offset_minutes,
        };
        instant.local().map(|_| instant)
    }

    /// Returns minutes since 1970-01-01T00:00Z.
    pub const fn unix_minutes(self) -> i64 {
        self.unix_minutes
    }

    /// Returns the UTC offset in minutes, east positive.
    pub const fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// Returns this instant that many minutes later, in the same offset; `None` beyond the calendar.
    pub fn after(self, minutes: Minute) -> Option<Self> {
        Self::from_unix_minutes(self.unix_minutes.checked_add(minutes)?, self.offset_minutes)
    }

    /// Returns the minutes from `earlier` to this.
    pub const fn minutes_since(self, earlier: Self) -> Minute {
        self.unix_minutes - earlier.unix_minutes
    }

    /// Returns the date-time group used in orders, in the instant's own offset: `230000C MAY 16`.
    pub fn date_time_group(self) -> String {
        let Some(local) = self.local() else {
            return String::new();
        };
        let month = local.strftime("%b").to_string().to_uppercase();
        format!(
            "{:02}{:02}{:02}{} {month} {:02}",
            local.day(),
            local.hour(),
            local.minute(),
            zone_letter(self.offset_minutes),
            local.year().rem_euclid(100)
        )
    }

    fn local(self) -> Option<DateTime> {
        let offset = Offset::from_seconds(i32::from(self.offset_minutes) * 60).ok()?;
        let timestamp = jiff::Timestamp::from_second(self.unix_minutes.checked_mul(60)?).ok()?;
        Some(offset.to_datetime(timestamp))
    }
}

/// The military letter of a whole-hour zone: Z for UTC, A–M (no J) east, N–Y west; `J` (local) else.
fn zone_letter(offset_minutes: i16) -> char {
    let hours = offset_minutes / 60;
    let letters: &[u8] = if hours >= 0 {
        b"ZABCDEFGHIKLM"
    } else {
        b"ZNOPQRSTUVWXY"
    };
    match letters.get(usize::from(hours.unsigned_abs())) {
        Some(letter) if offset_minutes % 60 == 0 => char::from(*letter),
        _ => 'J',
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(local) = self.local() else {
            return f.write_str("?");
        };
        write!(f, "{}", local.strftime("%Y-%m-%dT%H:%M"))?;
        if self.offset_minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let size = self.offset_minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
        let text = text.trim();
        let bad = || InstantError(text.chars().take(40).collect());
        if let Ok(day) = text.parse::<jiff::civil::Date>()
            && text.len() <= 10
        {
            let midnight = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_err(|_| bad())?;
            return Self::from_unix_minutes(midnight.as_second().div_euclid(60), 0).ok_or_else(bad);
        }
        let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| bad())?;
        let time = pieces.time().ok_or_else(bad)?;
        let offset = match pieces.offset() {
            Some(jiff::fmt::temporal::PiecesOffset::Numeric(numeric)) => numeric.offset(),
            Some(_) => Offset::UTC,
            None => return Err(bad()),
        };
        let timestamp = offset
            .to_timestamp(pieces.date().to_datetime(time))
            .map_err(|_| bad())?;
        let offset_minutes = i16::try_from(offset.seconds() / 60).map_err(|_| bad())?;
        Self::from_unix_minutes(timestamp.as_second().div_euclid(60), offset_minutes).ok_or_else(bad)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_and_written_alike() {
        for text in [
            "2016-05-23T00:00+03:00",
            "1969-12-31T23:59Z",
            "2016-10-17T06:00-04:30",
        ] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
        }
        assert_eq!(
            "2016-05-23".parse::<Instant>().unwrap().to_string(),
            "2016-05-23T00:00Z"
        );
    }

    #[test]
    fn the_date_time_group_names_the_zone() {
        let at = |text: &str| text.parse::<Instant>().unwrap().date_time_group();
        assert_eq!(at("2016-05-23T00:00+03:00"), "230000C MAY 16");
        assert_eq!(at("2016-05-23T00:00-05:00"), "230000R MAY 16");
        assert_eq!(at("2016-05-23T00:00+04:30"), "230000J MAY 16");
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2016-13-01",
            "2016-05-23T00:00",
            "2016-05-23T25:00Z",
        ] {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }
}
