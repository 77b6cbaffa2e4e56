//! Measures of findings, short enough for a cell of the desk; parties, phases and times are
//! [`drawing::words`](crate::drawing::words)'.
//!
//! Judges nothing and measures nothing.

use crate::checks::Finding;
use crate::ui::widgets::{area_text, count_text, length_text};

pub use crate::drawing::words::{
    day_text, interval_text, labels, parties_of, phases_text, short_phase, stakeholders_of, time_of,
};

/// Returns the measure that a finding is first of all about, with its unit; empty where there is none.
pub fn main_measure(finding: &Finding) -> String {
    finding
        .measures
        .first()
        .map_or_else(String::new, |(name, value)| measure_text(name, *value))
}

/// Returns a measure, whose name ends in its unit, as it is read: `3.2 km²`.
pub fn measure_text(name: &str, value: f64) -> String {
    let (words, unit) = name.rsplit_once('_').unwrap_or((name, ""));
    match unit {
        "m2" => area_text(value),
        "m" => length_text(value),
        "minutes" if value.abs() >= 120.0 => format!("{} h", tenths(value / 60.0)),
        "minutes" => format!("{} min", tenths(value)),
        "h" | "hours" => format!("{} h", tenths(value)),
        "permille" => format!("{} %", tenths(value / 10.0)),
        "percent" => format!("{} %", tenths(value)),
        _ if words == name => format!("{} {}", tenths(value), name),
        _ => format!("{} {}", tenths(value), name.replace('_', " ")),
    }
}

/// Returns a number with one decimal below a hundred, and thousands set apart.
pub fn tenths(value: f64) -> String {
    if value.abs() < 99.95 && (value - value.round()).abs() > 0.04 {
        return format!("{value:.1}");
    }
    let size = count_text(value.abs().round() as u64);
    if value <= -0.5 { format!("-{size}") } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_as_planners_write_them() {
        for (name, value, text) in [
            ("area_m2", 3_204_000.0, "3.20 km²"),
            ("area_m2", 118_000_000.0, "118 km²"),
            ("area_m2", 2_600.4, "2,600 m²"),
            ("length_m", 8_400.0, "8.4 km"),
            ("distance_m", 412.0, "412 m"),
            ("missing_minutes", 2_880.0, "48 h"),
            ("share_permille", 950.0, "95 %"),
        ] {
            assert_eq!(measure_text(name, value), text);
        }
    }
}
