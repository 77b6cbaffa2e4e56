//! Plans to and from other programs' formats: bytes in, a plan and a report out; a plan in, text out.
//!
//! A reader takes what it can and says what it did: partial success is data. Every reader gives the
//! same [`Imported`], derives ids alike (so that the same file read twice is the same plan, whatever it
//! is called) and lists alike what it guessed, assumed, kept aside and left out. KML and tables are turned
//! into the features of GeoJSON first, so one piece of code decides what a feature means. Nothing here
//! opens a file, asks the clock, or measures a shape: shapes stay as drawn.

mod apart;
mod by_ending;
mod cast;
mod encoding;
pub mod geojson;
mod groups;
mod hints;
mod identity;
pub mod kml;
pub mod kmz;
mod note;
pub mod table;
mod typed;

use crate::model::Plan;

pub use apart::{COMMAND, FileRead, Reader, Refusal, answer};
pub use by_ending::{ExportError, ImportError, READABLE, read_by_ending, write_by_ending};
pub use groups::{Choice, Choices, Group, GroupKey, Owner, ShapeSort};
pub use note::{Note, NoteSort, Places};

/// What an import is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The stakeholder of new objects that name none.
    pub owner: Option<&'a str>,
    /// What objects are that do not say so.
    pub kind: Option<MapKind>,
    /// The phases of new objects that name none, by name; made where there is none of that name.
    pub phases: &'a [String],
    /// What was chosen for groups of objects, whatever they say themselves.
    pub choices: Option<&'a Choices>,
    /// What columns of a table hold; the others are guessed.
    pub mapping: Option<&'a table::Mapping>,
    /// The plan to update and add to; nothing of it is deleted. Absent: a new plan.
    pub into: Option<&'a Plan>,
    /// Ids in the file count for nothing: every object of it is new, with an id of its own that comes of this number.
    /// For GeoJSON alone.
    pub fresh: Option<u64>,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The plan.
    pub plan: Plan,
    /// How many objects of each kind were taken; kinds of which there are none are left out.
    pub taken: Vec<Taken>,
    /// What was guessed, assumed, kept aside or left out, by sort, then in the order of the file.
    pub notes: Vec<Note>,
    /// Where in the file the objects stand that notes are about.
    pub places: Places,
    /// The groups of objects that the file has, for which choices can be made.
    pub groups: Vec<Group>,
    /// How a table was understood; absent for files of other formats.
    pub table: Option<table::TableLook>,
}

/// How many objects of a kind were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Taken {
    /// What they are.
    pub kind: MapKind,
    /// New in the plan.
    pub added: usize,
    /// In the plan already, under the same id.
    pub updated: usize,
}

/// What an object on the map can be, in the words of the exchange formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapKind {
    /// The ground the plan is about; several join.
    AreaOfOperations,
    /// A sector.
    Sector,
    /// A force.
    Force,
    /// A boundary.
    Boundary,
    /// A control measure.
    Measure,
    /// A corridor.
    Corridor,
    /// A site.
    Site,
}

impl std::fmt::Display for MapKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl MapKind {
    /// Every kind, in order.
    pub const ALL: &'static [Self] = &[
        Self::AreaOfOperations,
        Self::Sector,
        Self::Force,
        Self::Boundary,
        Self::Measure,
        Self::Corridor,
        Self::Site,
    ];

    /// Returns the word: `area_of_operations`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AreaOfOperations => "area_of_operations",
            Self::Sector => "sector",
            Self::Force => "force",
            Self::Boundary => "boundary",
            Self::Measure => "measure",
            Self::Corridor => "corridor",
            Self::Site => "site",
        }
    }

    /// Returns the word for people: `Area of operations`.
    pub fn title(self) -> String {
        if self == Self::Measure {
            // A measure alone is what is measured.
            return "Control measure".to_owned();
        }
        let word = self.word().replace('_', " ");
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    }

    /// Returns the kind with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}
