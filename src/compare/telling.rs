//! How a plan's values are said: names for ids, hours for minutes, square kilometres for areas.

use crate::checks::wording;
use crate::geometry::{Position, drawn_area_m2, length_m, mgrs};
use crate::model::{Minute, Plan, Value, When};

/// Letters of a text that are quoted.
const QUOTED: usize = 48;
/// Digits of a position: to 1 m.
const DIGITS: u8 = 5;

/// Says a value of the field of that name.
pub(super) fn said(plan: &Plan, field: &str, value: &Value<'_>) -> String {
    match value {
        Value::Nothing => "none".to_owned(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Count(count) => counted(field, *count),
        Value::Minute(minute) => wording::minute(*minute),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::Word(word) => word.clone(),
        Value::Id(id) => plan.name_of(*id),
        Value::Instant(instant) => instant.to_string(),
        Value::When(when) => when_said(plan, when),
        Value::Position(position) => place(*position),
        Value::Path(path) => format!("a line of {}", wording::length(length_m(path))),
        Value::Area(area) => wording::area(drawn_area_m2(area)),
        Value::List(values) if values.is_empty() => "none".to_owned(),
        Value::List(values) => {
            let all: Vec<String> = values.iter().map(|value| said(plan, field, value)).collect();
            all.join(", ")
        }
        Value::Fields(kind, fields) => {
            let told: Vec<String> = fields
                .iter()
                .filter(|(_, value)| !value.is_nothing())
                .map(|(name, value)| format!("{} {}", plain(name), said(plan, name, value)))
                .collect();
            match kind {
                Some(kind) => format!("{kind} ({})", told.join(", ")),
                None if told.is_empty() => "none".to_owned(),
                None => told.join(", "),
            }
        }
    }
}

/// A field's name as words, without its unit.
pub(super) fn plain(field: &str) -> String {
    const UNITS: [&str; 7] = ["_m2", "_m", "_minutes", "_permille", "_km_per_h", "_h", "_d"];
    let bare = UNITS.iter().find_map(|unit| field.strip_suffix(unit));
    bare.unwrap_or(field).replace('_', " ")
}

/// A number with the unit that the field's name says.
fn counted(field: &str, count: u32) -> String {
    let number = f64::from(count);
    let grouped = wording::grouped(number);
    if field.ends_with("_m2") {
        wording::area(number)
    } else if field.ends_with("_m") {
        wording::length(number)
    } else if field.ends_with("_minutes") {
        wording::duration(i64::from(count))
    } else if field.ends_with("_permille") {
        format!("{grouped} ‰")
    } else if field.ends_with("_km_per_h") {
        format!("{grouped} km/h")
    } else if field.ends_with("_h") || field.ends_with("_hours") {
        format!("{grouped} h")
    } else if field.ends_with("_d") {
        format!("{grouped} d")
    } else {
        grouped
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "none".to_owned();
    }
    let mut cut: String = text.chars().take(QUOTED).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("“{}”", cut.replace('\n', " "))
}

/// Says a position.
pub(super) fn place(position: Position) -> String {
    mgrs(position, DIGITS)
        .unwrap_or_else(|| format!("{:.5}, {:.5}", position.latitude(), position.longitude()))
}

fn when_said(plan: &Plan, when: &When) -> String {
    let phases: Vec<String> = when.phases.iter().map(|id| plan.name_of((*id).into())).collect();
    let limit = |word: &str, minute: Option<Minute>| Some(format!("{word} {}", wording::minute(minute?)));
    let limits = [limit("from", when.from), limit("until", when.until)];
    let phases = (!phases.is_empty()).then(|| phases.join(", "));
    let parts: Vec<String> = phases.into_iter().chain(limits.into_iter().flatten()).collect();
    if parts.is_empty() {
        "always".to_owned()
    } else {
        parts.join(" ")
    }
}
