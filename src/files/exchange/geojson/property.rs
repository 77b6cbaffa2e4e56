//! The properties of one feature, taken one by one; what nobody takes becomes `extra`.
//!
//! A value that cannot be used is never lost: it stays among the rest, with a note. Null and empty text
//! count as absent, since programs that write tables fill every column.

use std::collections::BTreeMap;

use crate::files::exchange::{MapKind, NoteSort};
use crate::model::{Extra, Minute, Quantity};

use super::super::note::Notes;
use super::json::{Json, float, tokens};
use super::{MEMBERS, escaped, unescaped};

/// Longest text that a plan takes, in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// A feature's properties that are still to be read, and where to note what happens.
pub(super) struct Properties<'p, 'n> {
    pub kind: MapKind,
    pub feature: usize,
    pub notes: &'n mut Notes,
    left: BTreeMap<&'p str, &'p Json<'p>>,
}

impl<'p, 'n> Properties<'p, 'n> {
    /// Starts with all of a feature's properties but `kind`, which is known by now.
    pub(super) fn new(feature: &'p Json<'p>, kind: MapKind, place: usize, notes: &'n mut Notes) -> Self {
        let mut properties = Self {
            kind,
            feature: place,
            notes,
            left: BTreeMap::new(),
        };
        match feature.get("properties") {
            Some(Json::Map(members)) => {
                for (name, value) in members {
                    if properties.left.insert(name, value).is_some() {
                        let text = format!("`{name}` is given twice: the last counts");
                        properties.note(NoteSort::Dropped, text);
                    }
                }
            }
            Some(other) => {
                let text = format!("the properties are {}, not an object", other.shown());
                properties.note(NoteSort::Dropped, text);
            }
            None => {}
        }
        properties.left.remove("kind");
        properties
    }

    /// Notes something about the feature.
    pub(super) fn note(&mut self, sort: NoteSort, text: impl Into<String>) {
        self.notes.about(self.feature, sort, text);
    }

    /// Notes that a property is absent and what was assumed.
    pub(super) fn assume(&mut self, name: &str, value: &str) {
        let text = format!("{} {name}: {value}", self.kind.word());
        self.note(NoteSort::Default, text);
    }

    /// Takes a property; `None` where it is absent, null or empty.
    pub(super) fn take(&mut self, name: &str) -> Option<&'p Json<'p>> {
        let value = *self.left.get(name)?;
        self.left.remove(name);
        let absent = *value == Json::Null || value.as_text() == Some("");
        (!absent).then_some(value)
    }

    /// Returns true where a property is given: present, and neither null nor empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.left
            .get(name)
            .is_some_and(|value| **value != Json::Null && value.as_text() != Some(""))
    }

    /// Returns the text or number of a property without taking it.
    pub(super) fn peek(&self, name: &str) -> Option<String> {
        match self.left.get(name)? {
            Json::Text(text) if !text.is_empty() => Some(text.to_string()),
            Json::Number(number) => Some((*number).to_owned()),
            _ => None,
        }
    }

    /// Puts a property back that could not be used, and says why.
    fn keep<T>(&mut self, name: &'p str, value: &'p Json<'p>, wanted: &str) -> Option<T> {
        self.left.insert(name, value);
        let text = format!("`{name}` is {}, not {wanted}", value.shown());
        self.note(NoteSort::Kept, text);
        None
    }

    /// Takes a text; numbers and flags are read as theirs.
    pub(super) fn text(&mut self, name: &'p str) -> Option<String> {
        let value = self.take(name)?;
        match value {
            Json::Text(text) => Some(self.cut(name, text)),
            Json::Number(number) => Some((*number).to_owned()),
            Json::Flag(flag) => Some(flag.to_string()),
            _ => self.keep(name, value, "a text"),
        }
    }

    /// Cuts a text to what a plan takes.
    fn cut(&mut self, name: &str, text: &str) -> String {
        if text.len() <= MAX_TEXT {
            return text.to_owned();
        }
        self.note(NoteSort::Dropped, format!("`{name}` is cut to {MAX_TEXT} bytes"));
        text.get(..text.floor_char_boundary(MAX_TEXT))
            .unwrap_or_default()
            .to_owned()
    }

    /// Takes a list of texts; a single one is read as a list of one.
    pub(super) fn texts(&mut self, name: &'p str) -> Option<Vec<String>> {
        let value = self.take(name)?;
        if let Json::Text(text) = value {
            let text = self.cut(name, text);
            self.note(NoteSort::Guessed, format!("`{name}` is one text: a list of one"));
            return Some(vec![text]);
        }
        let Some(texts) = texts_of(value) else {
            return self.keep(name, value, "a list of texts");
        };
        Some(texts)
    }

    /// Takes a word of a closed list; other spellings of it are understood.
    pub(super) fn word<T>(&mut self, name: &'p str, from_word: fn(&str) -> Option<T>) -> Option<T> {
        let value = self.take(name)?;
        let Some(text) = value.as_text() else {
            return self.keep(name, value, "one of the known words");
        };
        if let Some(word) = from_word(text) {
            return Some(word);
        }
        let tidy = tidied(text);
        let Some(word) = from_word(&tidy) else {
            return self.keep(name, value, "one of the known words");
        };
        self.note(
            NoteSort::Guessed,
            format!("`{name}` is {}: `{tidy}`", value.shown()),
        );
        Some(word)
    }

    /// Takes yes or no.
    pub(super) fn flag(&mut self, name: &'p str) -> Option<bool> {
        let value = self.take(name)?;
        let guessed = match value {
            Json::Flag(flag) => return Some(*flag),
            Json::Number("1") => true,
            Json::Number("0") => false,
            Json::Text(text) if matches!(&**text, "true" | "yes" | "1") => true,
            Json::Text(text) if matches!(&**text, "false" | "no" | "0") => false,
            _ => return self.keep(name, value, "true or false"),
        };
        self.note(
            NoteSort::Guessed,
            format!("`{name}` is {}: {guessed}", value.shown()),
        );
        Some(guessed)
    }

    /// Takes a whole number that is not negative.
    pub(super) fn count(&mut self, name: &'p str) -> Option<u32> {
        let value = self.take(name)?;
        match self.whole_of(name, value).map(u32::try_from) {
            Some(Ok(count)) => Some(count),
            _ => self.keep(name, value, "a whole number from 0"),
        }
    }

    /// Takes a minute.
    pub(super) fn minute(&mut self, name: &'p str) -> Option<Minute> {
        let value = self.take(name)?;
        match self.whole_of(name, value) {
            Some(minute) => Some(minute),
            None => self.keep(name, value, "a whole number of minutes"),
        }
    }

    /// Reads a whole number, rounding one that is not and reading one that is written as text.
    pub(super) fn whole_of(&mut self, name: &str, value: &Json<'_>) -> Option<i64> {
        let written = match value {
            Json::Number(number) => number,
            Json::Text(text) => text.trim(),
            _ => return None,
        };
        if let (Json::Number(_), Ok(whole)) = (value, written.parse()) {
            return Some(whole);
        }
        let number: f64 = match written.parse() {
            Ok(number) => number,
            Err(_) if name.ends_with("_m") => metres(written)?,
            Err(_) => return None,
        };
        // Beyond this a float does not know its last whole digit.
        if number.is_nan() || number.abs() > 9e15 {
            return None;
        }
        let whole = number.round() as i64;
        self.note(
            NoteSort::Guessed,
            format!("`{name}` is {}: {whole}", value.shown()),
        );
        Some(whole)
    }

    /// Takes three whole numbers that are not negative; a single one stands for all three.
    pub(super) fn three_counts(&mut self, name: &'p str) -> Option<[u32; 3]> {
        let value = self.take(name)?;
        let wanted = "a list of three whole numbers from 0";
        let numbers: Vec<Json<'_>> = match value {
            Json::Numbers(numbers) => tokens(numbers).map(Json::Number).collect(),
            Json::Number(_) => vec![value.clone(), value.clone(), value.clone()],
            _ => return self.keep(name, value, wanted),
        };
        if matches!(value, Json::Number(_)) {
            let text = format!("`{name}` is {}: low, best and high alike", value.shown());
            self.note(NoteSort::Guessed, text);
        }
        let counts: Option<Vec<u32>> = numbers
            .iter()
            .map(|number| u32::try_from(self.whole_of(name, number)?).ok())
            .collect();
        match counts.as_deref() {
            Some([low, best, high]) => Some([*low, *best, *high]),
            _ => self.keep(name, value, wanted),
        }
    }

    /// Puts back what names something that is not there.
    pub(super) fn keep_unknown(&mut self, name: &'p str, value: &'p Json<'p>, what: &str) {
        self.left.insert(name, value);
        self.note(
            NoteSort::Kept,
            format!("`{name}` is {}, which is no {what}", value.shown()),
        );
    }

    /// Returns what nobody took as `extra`, and the feature's foreign members with it.
    pub(super) fn rest(mut self, feature: &Json<'_>, keys: &[&str]) -> BTreeMap<String, Extra> {
        let mut extra = BTreeMap::new();
        for (name, value) in std::mem::take(&mut self.left) {
            if name.len() > MAX_TEXT {
                self.note(
                    NoteSort::Dropped,
                    "a property whose name is longer than a text may be",
                );
                continue;
            }
            if !keys.contains(&name) && name != "id" && unescaped(name, keys) == name {
                self.note(NoteSort::Kept, format!("the unknown property `{name}`"));
            }
            let value = self.extra(name, value);
            extra.insert(unescaped(name, keys).to_owned(), value);
        }
        let Json::Map(members) = feature else {
            return extra;
        };
        let foreign: BTreeMap<_, _> = members
            .iter()
            .filter(|(name, _)| !matches!(&**name, "type" | "id" | "geometry" | "properties" | "bbox"))
            .map(|(name, value)| (name.to_string(), self.extra(name, value)))
            .collect();
        if !foreign.is_empty() {
            extra.insert(MEMBERS.to_owned(), Extra::Map(foreign));
        }
        extra
    }

    fn extra(&mut self, name: &str, value: &Json<'_>) -> Extra {
        match value {
            Json::Null => Extra::Null,
            Json::Flag(flag) => Extra::Flag(*flag),
            Json::Number(number) => self.number(name, number),
            Json::Text(text) => Extra::Text(self.cut(name, text)),
            Json::Numbers(numbers) => {
                Extra::List(tokens(numbers).map(|number| self.number(name, number)).collect())
            }
            Json::List(items) => Extra::List(items.iter().map(|item| self.extra(name, item)).collect()),
            Json::Map(members) => Extra::Map(
                members
                    .iter()
                    .map(|(member, value)| (member.to_string(), self.extra(name, value)))
                    .collect(),
            ),
        }
    }

    fn number(&mut self, name: &str, number: &str) -> Extra {
        if !number.contains(['.', 'e', 'E'])
            && let Ok(whole) = number.parse()
        {
            return Extra::Whole(whole);
        }
        let value = float(number);
        if !value.is_finite() {
            self.note(
                NoteSort::Dropped,
                format!("`{name}` is {number}, which no plan can hold"),
            );
            return Extra::Null;
        }
        Extra::Number(Quantity::new(value))
    }
}

/// Reads a length with its unit, in metres: `1.5 km`, `500 m`, `0,5 NM`.
fn metres(text: &str) -> Option<f64> {
    let end = text.find(|letter: char| letter.is_alphabetic())?;
    let (number, unit) = text.split_at_checked(end)?;
    let in_metres = match unit.trim_end_matches('.').to_lowercase().as_str() {
        "m" | "metre" | "metres" | "meter" | "meters" | "mètres" | "متر" | "م" => 1.0,
        "km" | "kilometres" | "kilometers" | "kilomètres" | "كم" => 1000.0,
        "nm" | "nmi" => 1852.0,
        "mi" | "mile" | "miles" => 1609.344,
        "yd" | "yards" => 0.9144,
        "ft" | "feet" => 0.3048,
        _ => return None,
    };
    let number: f64 = number.trim().replace(',', ".").parse().ok()?;
    Some(number * in_metres)
}

/// Returns the texts of a list; `None` where it is none, or holds anything else.
pub(super) fn texts_of(value: &Json<'_>) -> Option<Vec<String>> {
    let items = value.items()?;
    items
        .iter()
        .map(|item| match item {
            Json::Text(text) if text.len() <= MAX_TEXT => Some(text.to_string()),
            Json::Number(number) => Some((*number).to_owned()),
            _ => None,
        })
        .collect()
}

/// Returns a word as the model spells it: lower case, with hyphens.
pub(super) fn tidied(text: &str) -> String {
    text.trim().to_lowercase().replace(['_', ' '], "-")
}

/// Returns the names under which `extra` is written, each with the property's name.
pub(super) fn written<'e>(
    extra: &'e BTreeMap<String, Extra>,
    keys: &'e [&str],
) -> impl Iterator<Item = (std::borrow::Cow<'e, str>, &'e Extra)> {
    extra
        .iter()
        .filter(|(name, value)| name.as_str() != MEMBERS || !matches!(value, Extra::Map(_)))
        .map(|(name, value)| (escaped(name, keys), value))
}

#[cfg(test)]
mod tests {
    use super::metres;

    #[test]
    fn lengths_are_read_with_their_units() {
        let read = ["500 m", "1.5 km", "0,5 NM", "300ft", "2 كم"].map(metres);
        assert_eq!(read, [500.0, 1500.0, 926.0, 300.0 * 0.3048, 2000.0].map(Some));
        assert_eq!(["wide", "5", "1,000 m wide", "km"].map(metres), [None; 4]);
    }
}
