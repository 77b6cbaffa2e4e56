//! Times as planners say them: minutes, intervals, phases, days.
//!
//! Short enough for a cell; what a finding says in its sentences is `checks::wording`'s.

use crate::checks::Finding;
pub use crate::model::minute_text;
use crate::model::{Id, Instant, Interval, Phase, Plan, When};

/// Returns a time in words: `Whole plan`, `P2 – P4`, `P1, P3 from H+6 h until H+2 d`.
pub fn when_text(plan: &Plan, when: &When) -> String {
    let ordered = plan.phases_in_order();
    let places: Vec<usize> = ordered
        .iter()
        .enumerate()
        .filter(|(_, (id, _))| when.phases.contains(id))
        .map(|(place, _)| place)
        .collect();
    let name = |place: &usize| ordered.get(*place).map_or("", |(_, phase)| short(&phase.name));
    let unbroken = places
        .iter()
        .zip(places.iter().skip(1))
        .all(|(one, next)| one + 1 == *next);
    let mut text = match places.as_slice() {
        [] if when.phases.is_empty() && (when.from.is_some() || when.until.is_some()) => String::new(),
        [] if when.phases.is_empty() => "Whole plan".to_owned(),
        [] => "Never: no such phase".to_owned(),
        [one] => ordered
            .get(*one)
            .map_or_else(String::new, |(_, phase)| phase.name.clone()),
        [first, .., last] if unbroken => format!("{} – {}", name(first), name(last)),
        several => several.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    for (word, minute) in [("from", when.from), ("until", when.until)] {
        if let Some(minute) = minute {
            let gap = if text.is_empty() { "" } else { " " };
            text = format!("{text}{gap}{word} {}", minute_text(minute));
        }
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if when.phases.is_empty() => first.to_uppercase().chain(letters).collect(),
        _ => text,
    }
}

/// A phase's number where its name begins with one: `P2` of `P2 South`.
fn short(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or(name);
    if first.chars().any(|letter| letter.is_ascii_digit()) {
        first
    } else {
        name
    }
}

/// Returns a phase's name as short as it is still told apart: `P3 Centre` is `P3`.
pub fn short_phase(phase: &Phase) -> &str {
    let first = phase.name.split_whitespace().next().unwrap_or("");
    if first.len() <= 5 && first.chars().any(|letter| letter.is_ascii_digit()) {
        first
    } else {
        &phase.name
    }
}

/// Returns phases, neighbours as a range: `P1 – P3, P5`.
pub fn phases_text(plan: &Plan, phases: &[Id<Phase>]) -> String {
    let order = plan.phases_in_order();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, (id, _)) in order.iter().enumerate() {
        if !phases.contains(id) {
            continue;
        }
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    let name = |place: usize| order.get(place).map_or("", |(_, phase)| short_phase(phase));
    let runs = runs.into_iter().map(|(first, last)| {
        if first == last {
            name(first).to_owned()
        } else {
            format!("{} – {}", name(first), name(last))
        }
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Returns when a finding holds: its phases, else its minutes.
pub fn time_of(plan: &Plan, finding: &Finding) -> String {
    if finding.phases.is_empty() {
        interval_text(finding.interval)
    } else {
        phases_text(plan, &finding.phases)
    }
}

/// Returns an interval: `H+2 d – H+4 d`; all time is `Always`.
pub fn interval_text(interval: Interval) -> String {
    match (interval.from, interval.until) {
        (None, None) => "Always".to_owned(),
        (Some(from), None) => format!("From {}", minute_text(from)),
        (None, Some(until)) => format!("Until {}", minute_text(until)),
        (Some(from), Some(until)) => format!("{} – {}", minute_text(from), minute_text(until)),
    }
}

/// Returns the day of an instant: `1 June 2016`.
pub fn day_text(instant: Instant) -> String {
    let text = instant.to_string();
    let mut parts = text.split(['-', 'T']);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        _ => text,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edit;

    fn plan_of(phases: &[(&str, i64)]) -> (Plan, Vec<Id<Phase>>) {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut ids = Vec::new();
        for (place, (name, start)) in phases.iter().enumerate() {
            let id = Id::from_bits(place as u64);
            let phase = Phase {
                name: (*name).to_owned(),
                ..Phase::new(*start)
            };
            plan = Edit::Create((id, phase).into()).apply(&plan).unwrap();
            ids.push(id);
        }
        (plan, ids)
    }

    #[test]
    fn neighbouring_phases_are_a_range_in_the_order_of_time() {
        let (plan, ids) = plan_of(&[("P1 Isolate", 10), ("P0 Shaping", 0), ("P2", 20), ("Returns", 30)]);
        let text = |places: &[usize]| {
            let some: Vec<_> = places.iter().map(|place| ids[*place]).collect();
            phases_text(&plan, &some)
        };
        assert_eq!(text(&[0, 1, 2]), "P0 – P2");
        assert_eq!(text(&[1, 3]), "P0, Returns");
        assert_eq!(text(&[]), "");
    }

    #[test]
    fn a_day_is_said_in_words() {
        let at: Instant = "2016-06-01T00:00+03:00".parse().unwrap();
        assert_eq!(day_text(at), "1 June 2016");
    }

    #[test]
    fn a_time_is_said_in_a_few_words() {
        let mut plan = Plan::empty(Id::from_bits(1));
        let ids: Vec<Id<Phase>> = (0..4).map(Id::from_bits).collect();
        for (place, id) in ids.iter().enumerate() {
            let name = format!("P{place} Name");
            let start = place as i64 * 60;
            let phase = Phase {
                name,
                end: Some(start + 60),
                ..Phase::new(start)
            };
            plan = Edit::Create((*id, phase).into()).apply(&plan).unwrap();
        }
        let said = |places: &[usize], from, until| {
            let phases = places.iter().map(|place| ids[*place]).collect();
            when_text(&plan, &When { phases, from, until })
        };
        assert_eq!(said(&[], None, None), "Whole plan");
        assert_eq!(said(&[2], None, None), "P2 Name");
        assert_eq!(said(&[1, 2, 3], None, None), "P1 – P3");
        assert_eq!(said(&[0, 2], Some(30), None), "P0, P2 from H+30 min");
        assert_eq!(said(&[], None, Some(1440)), "Until H+1 d");
        let lost = When::in_phases([Id::from_bits(99)]);
        assert_eq!(when_text(&plan, &lost), "Never: no such phase");
    }
}
