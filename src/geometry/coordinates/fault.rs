//! What is wrong with a text that should be a position, and how to write it.

use super::mgrs::GridRefError;

/// How positions are written, for whoever has to write one.
pub const HOW_TO_WRITE: &str =
    "write 33.35 43.78, 33°21′00″N 43°46′48″E, 38S 386481 3690753 or 38S LB 86481 90753";

/// Why a text is no position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was typed.
    #[error("expected a position: {HOW_TO_WRITE}")]
    Nothing,
    /// More than anybody types or pastes.
    #[error("this is longer than 1 MB: save it as a table and import that")]
    TooLong,
    /// Of no form that is known.
    #[error("this is no position: {HOW_TO_WRITE}")]
    Form,
    /// A word that belongs to no position.
    #[error("`{0}` is not part of a position: {HOW_TO_WRITE}")]
    Word(String),
    /// One number alone.
    #[error("a position is a latitude and a longitude, found one number: write 33.35 43.78")]
    OneNumber,
    /// Readable in several ways that differ.
    #[error(
        "this can be read in several ways: write decimals with a point and put `;` between latitude and longitude"
    )]
    Ambiguous,
    /// Two latitudes, or two longitudes.
    #[error("both numbers are for the same side of the world: write N or S for one, E or W for the other")]
    SameAxis,
    /// A sign and a letter.
    #[error("a sign and a letter together can contradict each other: write -33.35 or 33.35 S")]
    SignAndLetter,
    /// Minutes or seconds of 60 and more.
    #[error("minutes and seconds go from 0 to 59.99…, found `{0}`")]
    Sixty(String),
    /// Decimals before the last part.
    #[error("only the last part of an angle has decimals, found `{0}` before it")]
    Fraction(String),
    /// Beyond 90°.
    #[error("latitude {0}° is beyond 90°: write latitude first, from -90 to 90")]
    Latitude(String),
    /// Beyond 180°.
    #[error("longitude {0}° is beyond 180°: write it from -180 to 180")]
    Longitude(String),
    /// An easting or northing that no zone has.
    #[error("{0} m is no {1} of this grid: write zone, easting, northing, as 38S 386481 3690753")]
    OffGrid(String, &'static str),
    /// Two long numbers without a zone.
    #[error("a UTM position needs its zone: write 38S 386481 3690753")]
    ZoneMissing,
    /// A zone that does not exist.
    #[error("there is no UTM zone `{0}`: zones are 1 to 60 with a letter from C to X, or N or S")]
    Zone(String),
    /// The northing lies in another band.
    #[error("zone `{0}` is elsewhere: this northing lies at latitude {1}°; check the letter")]
    Band(String, String),
    /// A grid reference without its zone, and no map to take it from.
    #[error("a grid reference needs its zone: write 38S before it")]
    ReferenceZoneMissing,
    /// A grid reference that is none.
    #[error(transparent)]
    GridRef(#[from] GridRefError),
}

/// Why a text, or which line of it, is no position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCoordinatesError {
    /// The line or entry that cannot be read, counted from one; `None` where there is only one.
    pub entry: Option<usize>,
    /// That entry, cut short.
    pub found: String,
    /// What is wrong with it.
    pub fault: Fault,
}

impl std::fmt::Display for ReadCoordinatesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "line {entry}, `{}`: {}", self.found, self.fault),
            None => self.fault.fmt(f),
        }
    }
}

impl std::error::Error for ReadCoordinatesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.fault)
    }
}
