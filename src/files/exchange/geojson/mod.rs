//! GeoJSON (RFC 7946), in the terms that every exchange of plans shares.
//!
//! Reading takes what it can and names the rest; writing gives the same terms back, so that what was read
//! is written and what was written is read as the same map. The properties are those of the command
//! line's contract: `kind`, `name`, `stakeholder`, `phases` and so on. A few more are needed where those
//! cannot say what a plan can: `mode` of a corridor, `windows` where it has more than one, and the flags
//! `planned`, `headquarters` and `task_force` of a force; `sidc_given` tells a code that somebody gave from
//! one that would be written anyway. A force names its `superior` as a corridor names its sites, and how
//! many people it has in `personnel`.
//!
//! * Stakeholders and phases go by name; one without a name of its own (none, another's, or one that
//!   looks like an id) goes by its id.
//! * A corridor names its sites in `from` and `to` by the id of their feature; a name is understood too.
//! * A symbol code (`sidc`) is written for every force, as its party is seen by the plan's viewpoint, and
//!   for sites and point measures where the standard has one; a code that was given comes back as it came.
//! * Unknown properties are kept in `extra` under their names, members of a feature that the standard
//!   does not know in `extra` under `@members`. An unknown property that bears the name of a known one
//!   (because its value could not be used) is written with `extra:` in front.
//! * A foreign id that is a number stays one; a text that looks like a number is kept in quotes.
//! * A `bbox` follows from the shapes: it is neither kept nor written. Members of the file itself have no
//!   place in a plan but for its title (`name`, `title`) and `attribution`, which joins the sources.
//!
//! Shapes that cross the date line stay as drawn: neither cut nor joined.

mod feature;
mod geometry;
pub(in crate::files) mod json;
mod lookup;
mod property;
mod read;
mod recognise;
mod renumber;
mod shapes;
mod symbol;
mod write;

use std::borrow::Cow;

use crate::files::exchange::{Group, MapKind, Note, NoteSort};
use crate::model::EditError;

use json::{Json, is_number};

pub use read::read;
pub(super) use read::{Handed, read_handed};
pub(super) use renumber::renumbered;
pub use write::write;

/// Where `extra` keeps the members of a feature that the standard does not know.
const MEMBERS: &str = "@members";
/// What stands before the name of an unknown property that bears a known one's name.
const ESCAPE: &str = "extra:";

/// Why a file gives no plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadGeoJsonError {
    /// Larger than anything a plan can hold.
    #[error("the file has {bytes} bytes and at most {most} are read; split it", most = read::MAX_BYTES)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// More than a plan can hold.
    #[error("the file has more than {most} {what}; split it")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// Not text in UTF-8.
    #[error("line {line} is not text in UTF-8; save the file in that encoding")]
    NotUtf8 {
        /// The first line that is not, counted from 1.
        line: usize,
    },
    /// Not JSON.
    #[error("line {line}, column {column}: expected {expected}, found: `{excerpt}`")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// What would have fitted.
        expected: String,
        /// What stands there.
        excerpt: String,
    },
    /// JSON, but something else than GeoJSON.
    #[error("this is JSON but not GeoJSON: {found}; expected a FeatureCollection, a Feature or a geometry")]
    NotGeoJson {
        /// What it is.
        found: String,
    },
    /// Not one of its features could be taken.
    #[error("none of the {features} features could be taken: {}", reasons(notes))]
    NothingTaken {
        /// How many there are.
        features: usize,
        /// Why each was not.
        notes: Vec<Note>,
        /// The groups they are in: what is chosen for these may make something of them.
        groups: Vec<Group>,
    },
    /// What was read does not fit the plan that it is read into.
    #[error("what was read does not fit the plan: {0}")]
    Misfit(#[from] EditError),
}

impl ReadGeoJsonError {
    /// Returns the groups of objects of which none could be taken as they are.
    pub fn groups(&self) -> &[Group] {
        match self {
            Self::NothingTaken { groups, .. } => groups,
            _ => &[],
        }
    }
}

fn reasons(notes: &[Note]) -> String {
    let grave = notes.iter().filter(|note| note.sort <= NoteSort::Dropped);
    let first: Vec<_> = grave.take(3).map(|note| note.text.as_str()).collect();
    first.join("; ")
}

/// Returns the properties that mean something for a kind, in the order they are written.
const fn keys(kind: MapKind) -> &'static [&'static str] {
    match kind {
        MapKind::AreaOfOperations => &["kind"],
        MapKind::Sector => &[
            "kind",
            "name",
            "native_name",
            "stakeholder",
            "role",
            "state",
            "shared",
            "lead",
            "supporting",
            "phases",
            "from_minute",
            "until_minute",
            "notes",
        ],
        MapKind::Force => &[
            "kind",
            "name",
            "native_name",
            "stakeholder",
            "echelon",
            "function",
            "planned",
            "headquarters",
            "task_force",
            "sidc",
            "sidc_given",
            "superior",
            "personnel",
            "posture",
            "phases",
            "from_minute",
            "until_minute",
            "placements",
            "moves",
            "notes",
        ],
        MapKind::Boundary => &[
            "kind",
            "name",
            "native_name",
            "boundary_kind",
            "left",
            "right",
            "echelon",
            "phases",
            "from_minute",
            "until_minute",
            "notes",
        ],
        MapKind::Measure => &[
            "kind",
            "name",
            "native_name",
            "measure",
            "stakeholder",
            "phases",
            "from_minute",
            "until_minute",
            "notes",
        ],
        MapKind::Corridor => &[
            "kind",
            "name",
            "native_name",
            "stakeholder",
            "width_m",
            "mode",
            "from",
            "to",
            "phases",
            "from_minute",
            "until_minute",
            "windows",
            "notes",
        ],
        MapKind::Site => &[
            "kind",
            "name",
            "native_name",
            "site",
            "stakeholder",
            "buffer_m",
            "people",
            "phases",
            "from_minute",
            "until_minute",
            "notes",
        ],
    }
}

/// Returns the name under which an unknown property is written.
fn escaped<'n>(name: &'n str, keys: &[&str]) -> Cow<'n, str> {
    if keys.contains(&name.trim_start_matches(ESCAPE)) {
        Cow::Owned(format!("{ESCAPE}{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// The opposite of [`escaped`].
fn unescaped<'n>(name: &'n str, keys: &[&str]) -> &'n str {
    match name.strip_prefix(ESCAPE) {
        Some(rest) if keys.contains(&rest.trim_start_matches(ESCAPE)) => rest,
        _ => name,
    }
}

/// Returns a feature's id as the plan keeps it: a number as written, a text as it is, or in quotes where
/// it would be taken for a number; `None` where it is neither, or empty.
fn foreign_text(id: &Json<'_>) -> Option<String> {
    match id {
        Json::Number(number) => is_finite_number(number).then(|| (*number).to_owned()),
        Json::Text(text) if text.is_empty() => None,
        Json::Text(text) if is_finite_number(text) || text.starts_with('"') => Some(quoted(text)),
        Json::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Returns the JSON of a feature's id; `None` for a text that would be read back as another.
fn foreign_json(foreign: &str) -> Option<String> {
    let json = if is_finite_number(foreign) || foreign.starts_with('"') {
        foreign.to_owned()
    } else {
        quoted(foreign)
    };
    let read = foreign_text(&Json::parse(&json).ok()?)?;
    (read == foreign).then_some(json)
}

fn is_finite_number(text: &str) -> bool {
    is_number(text) && text.ends_with(|letter: char| letter.is_ascii_digit())
}

/// Returns a text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
