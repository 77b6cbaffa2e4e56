//! What the columns of a table hold, as a value: it is guessed, shown, changed and written down.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::typed::{KNOWN, known_name};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Nothing of use: it is left out.
    Ignore,
    /// Something that the plan has no word for: it is kept under the column's name.
    Keep,
    /// Latitudes.
    Latitude,
    /// Longitudes.
    Longitude,
    /// Positions, in any form that a planner writes.
    Position,
    /// Shapes as well-known text.
    Wkt,
    /// Words for what a row is: a kind, a sort of place, a function.
    Type,
    /// A property of the exchange's terms.
    Property(&'static str),
}

/// Why a word is no field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is nothing a column can hold; choose one of: {}", Field::words().collect::<Vec<_>>().join(", "))]
pub struct FieldError {
    /// The word.
    pub word: String,
}

impl Field {
    /// The properties that partners' tables have most often, in the order that they are offered.
    const USUAL: [&str; 10] = [
        "name",
        "stakeholder",
        "id",
        "echelon",
        "function",
        "superior",
        "personnel",
        "sidc",
        "people",
        "notes",
    ];

    /// The fields that are not properties.
    const OWN: [Self; 7] = [
        Self::Type,
        Self::Latitude,
        Self::Longitude,
        Self::Position,
        Self::Wkt,
        Self::Keep,
        Self::Ignore,
    ];

    /// Returns every field that a column can be given.
    pub fn all() -> impl Iterator<Item = Self> {
        // What a row is, is said by `type`; what a list of moves is, no table says.
        let left_out = ["kind", "moves", "placements", "sidc_given", "windows"];
        let others = KNOWN.iter().copied();
        let others = others.filter(move |name| !left_out.contains(name) && !Self::USUAL.contains(name));
        let [first, second, rest @ ..] = Self::USUAL;
        [first, second]
            .map(Self::Property)
            .into_iter()
            .chain(Self::OWN)
            .chain(rest.map(Self::Property))
            .chain(others.map(Self::Property))
    }

    /// Returns the word: `latitude`, `stakeholder`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Keep => "keep",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Position => "position",
            Self::Wkt => "wkt",
            Self::Type => "type",
            Self::Property(name) => name,
        }
    }

    /// Returns the words for people: `Kept as it is`.
    pub fn title(self) -> String {
        let words = match self {
            Self::Ignore => "Left out",
            Self::Keep => "Kept as it is",
            Self::Position => "Position, any form",
            Self::Wkt => "Shape (WKT)",
            Self::Type => "What it is",
            Self::Property("sidc") => "Symbol code (SIDC)",
            Self::Property("stakeholder") => "Owner",
            Self::Property("id") => "Identifier",
            other => {
                let word = other.word().replace('_', " ");
                let mut letters = word.chars();
                let first = letters.next().map(|first| first.to_uppercase().to_string());
                return first.unwrap_or_default() + letters.as_str();
            }
        };
        words.to_owned()
    }

    /// Every word that names a field.
    fn words() -> impl Iterator<Item = &'static str> {
        Self::all().map(Self::word)
    }

    /// True where only one column can hold it.
    pub(super) const fn is_single(self) -> bool {
        !matches!(self, Self::Ignore | Self::Keep)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// As its word.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(D::Error::custom)
    }
}

impl FromStr for Field {
    type Err = FieldError;

    fn from_str(word: &str) -> Result<Self, FieldError> {
        let tidy = word.trim().to_lowercase();
        let tidy = match tidy.as_str() {
            "lat" => "latitude",
            "lon" | "lng" => "longitude",
            "owner" | "side" => "stakeholder",
            "kind" => "type",
            "strength" => "personnel",
            "parent" => "superior",
            other => other,
        };
        let own = Self::OWN.into_iter().find(|field| field.word() == tidy);
        let property = || known_name(tidy).map(Self::Property);
        own.or_else(property).ok_or_else(|| FieldError {
            word: word.chars().take(40).collect(),
        })
    }
}

/// What some columns hold, by the columns' names; what it does not speak of is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Fields by the names of columns.
    pub columns: BTreeMap<String, Field>,
}

impl FromStr for Mapping {
    type Err = String;

    /// Reads `column=field`, one or several with `;` between them.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut mapping = Self::default();
        for pair in text.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (column, field) = pair
                .rsplit_once('=')
                .ok_or_else(|| format!("`{pair}` is not column=field; write for example Unit=name"))?;
            let field = field.parse::<Field>().map_err(|error| error.to_string())?;
            mapping.columns.insert(column.trim().to_owned(), field);
        }
        Ok(mapping)
    }
}

/// As it is read.
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (column, field)) in self.columns.iter().enumerate() {
            let lead = if place == 0 { "" } else { "; " };
            write!(f, "{lead}{column}={field}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_are_read_as_they_are_written() {
        let text = "Einheit=name; a=b=latitude; خط=longitude";
        let mapping: Mapping = text.parse().unwrap();
        assert_eq!(mapping.columns["a=b"], Field::Latitude);
        assert_eq!(mapping.to_string().parse(), Ok(mapping));
        assert_eq!("Owner".parse(), Ok(Field::Property("stakeholder")));
        assert!("x".parse::<Mapping>().unwrap_err().contains("column=field"));
        let error = "x=colour".parse::<Mapping>().unwrap_err();
        assert!(
            error.contains("`colour`") && error.contains("longitude"),
            "{error}"
        );
        for field in Field::all() {
            assert_eq!(field.word().parse(), Ok(field));
        }
    }
}
