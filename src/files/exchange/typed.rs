//! Properties that a file holds as mere text, given the type that their name wants.
//!
//! KML and tables know nothing but text, while the exchange's terms have numbers, flags and lists. What
//! does not look like what its name wants stays text, and whoever reads the property says so.

use std::borrow::Cow;

use super::geojson::json::{Json, is_number};
use super::hints::folded;

/// Every property of the exchange's terms.
pub(super) const KNOWN: &[&str] = &[
    "boundary_kind",
    "buffer_m",
    "echelon",
    "from",
    "from_minute",
    "function",
    "headquarters",
    "id",
    "kind",
    "lead",
    "left",
    "measure",
    "mode",
    "moves",
    "name",
    "native_name",
    "notes",
    "people",
    "personnel",
    "phases",
    "placements",
    "planned",
    "posture",
    "right",
    "role",
    "shared",
    "sidc",
    "sidc_given",
    "site",
    "stakeholder",
    "state",
    "superior",
    "supporting",
    "task_force",
    "to",
    "until_minute",
    "width_m",
    "windows",
];

/// Returns the property of the exchange's terms that a name means, in other spellings too: `From minute`.
pub(super) fn known_name(name: &str) -> Option<&'static str> {
    let tidy = name.trim().to_lowercase().replace([' ', '-'], "_");
    KNOWN.iter().copied().find(|known| *known == tidy)
}

/// Returns a text as the value of that property.
pub(super) fn typed<'t>(name: &str, text: &'t str) -> Json<'t> {
    let trimmed = text.trim();
    let as_text = || Json::Text(Cow::Borrowed(text));
    match name {
        "phases" | "supporting" => parsed(trimmed).unwrap_or_else(|| listed(trimmed)),
        "placements" | "moves" | "windows" => parsed(trimmed).unwrap_or_else(as_text),
        "people" => parsed(trimmed)
            .or_else(|| number(trimmed))
            .unwrap_or_else(as_text),
        "buffer_m" | "from_minute" | "personnel" | "until_minute" | "width_m" => {
            number(trimmed).unwrap_or_else(as_text)
        }
        "headquarters" | "planned" | "shared" | "sidc_given" | "task_force" => {
            flag(trimmed).map_or_else(as_text, Json::Flag)
        }
        _ => as_text(),
    }
}

/// A list or object in the notation of JSON, as this program writes it.
fn parsed(text: &str) -> Option<Json<'_>> {
    text.starts_with(['[', '{'])
        .then(|| Json::parse(text).ok())
        .flatten()
}

/// Names with commas or semicolons between them.
fn listed(text: &str) -> Json<'_> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let names = text
        .split(separator)
        .map(str::trim)
        .filter(|name| !name.is_empty());
    Json::List(names.map(|name| Json::Text(Cow::Borrowed(name))).collect())
}

fn number(text: &str) -> Option<Json<'_>> {
    is_number(text).then_some(Json::Number(text))
}

fn flag(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "true" | "yes" | "y" | "1" | "x" | "oui" | "نعم" => Some(true),
        "false" | "no" | "n" | "0" | "non" | "لا" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_the_type_that_its_name_wants() {
        assert_eq!(typed("width_m", " 40 "), Json::Number("40"));
        assert_eq!(typed("width_m", "wide"), Json::Text("wide".into()));
        assert_eq!(typed("shared", "Yes"), Json::Flag(true));
        assert_eq!(typed("people", "[1, 2, 3]"), Json::Numbers("1, 2, 3"));
        let names = Json::List(vec![Json::Text("P1".into()), Json::Text("P2".into())]);
        assert_eq!(typed("phases", "P1; P2"), names);
        assert_eq!(typed("phases", r#"["P1", "P2"]"#), names);
        assert_eq!(typed("name", "40"), Json::Text("40".into()));
        assert_eq!(known_name("From minute"), Some("from_minute"));
        assert_eq!(known_name("colour"), None);
    }
}
