//! How a plan's values are said: names for ids, hours for minutes, square kilometres for areas.

use crate::checks::wording;
use crate::geometry::{drawn_area_m2, length_m};
use crate::model::{
    AnyEntity, AnyId, Kind, Minute, OpenConflict, Plan, Says, Value, Valued as _, Version, When,
};

/// Letters of a text that are quoted.
const QUOTED: usize = 48;
/// Fields that are told of something new or gone.
const TOLD: usize = 4;

/// Says what an open conflict is about: `Sector North, holder`.
pub fn conflict_title(plan: &Plan, conflict: &OpenConflict) -> String {
    let thing = conflict.about.map_or_else(
        || "The plan".to_owned(),
        |id| kind_and_name(id.kind(), &about_name(plan, conflict, id)),
    );
    match &conflict.field {
        Some(field) => format!("{thing}, {}", plain(field)),
        None => thing,
    }
}

/// Returns what the entity of an open conflict is called: in the plan, else in the version that has it.
pub fn about_name(plan: &Plan, conflict: &OpenConflict, id: AnyId) -> String {
    let named = conflict.versions.iter().find_map(|version| match &version.says {
        Says::Entity(entity) if !id.is_in(plan) => Some(entity.name().to_owned()),
        _ => None,
    });
    named.unwrap_or_else(|| plan.name_of(id))
}

/// Says a kind and a name: `Sector North`; the name alone where it says the kind itself.
pub(super) fn kind_and_name(kind: Kind, name: &str) -> String {
    if name.to_lowercase().starts_with(kind.word()) {
        name.to_owned()
    } else {
        format!("{} {name}", wording::capital(kind.word()))
    }
}

/// Says what a version of an open conflict says.
pub fn version_said(plan: &Plan, conflict: &OpenConflict, version: &Version) -> String {
    let field = conflict.field.as_deref();
    let of = |value: &Value<'_>| {
        let Value::Fields(_, fields) = value else {
            return None;
        };
        let (name, value) = fields.iter().find(|(name, _)| Some(*name) == field)?;
        Some(said(plan, name, value))
    };
    match (&version.says, field) {
        (Says::Nothing, _) => "not in the plan".to_owned(),
        (Says::Entity(entity), None) => {
            let told = told(plan, entity);
            let what = if told.is_empty() {
                String::new()
            } else {
                format!(" ({told})")
            };
            format!("in the plan{what}")
        }
        (Says::Entity(entity), Some(_)) => of(&entity.value()).unwrap_or_default(),
        (Says::Plan { readiness, .. }, Some("readiness")) => readiness.title(),
        (Says::Plan { info, policy, .. }, _) => of(&info.value())
            .or_else(|| of(&policy.value()))
            .unwrap_or_default(),
    }
}

/// The first that an entity says, without its name.
pub(super) fn told(plan: &Plan, entity: &AnyEntity) -> String {
    let Value::Fields(_, fields) = entity.value() else {
        return String::new();
    };
    let is_told = |name: &str, value: &Value<'_>| {
        !["name", "native_name", "sharing"].contains(&name)
            && !value.is_nothing()
            && !matches!(value, Value::Fields(..))
            && !matches!(value, Value::List(values) if values.iter().any(|value| matches!(value, Value::Fields(..))))
    };
    let all = fields.iter().filter(|(name, value)| is_told(name, value));
    let told: Vec<String> = all
        .take(TOLD)
        .map(|(name, value)| format!("{} {}", plain(name), said(plan, name, value)))
        .collect();
    told.join(", ")
}

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
        Value::Position(position) => wording::position(*position),
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
