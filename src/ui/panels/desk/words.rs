//! Words and numbers of the desk: parties, phases, times and measures, short enough for a cell.
//!
//! Judges nothing and measures nothing.

use crate::checks::Finding;
use crate::model::{AnyId, Id, Instant, Interval, Phase, Plan, Stakeholder};
use crate::ui::widgets::{area_text, count_text, length_text, minute_text};

/// Returns the stakeholders that an entity speaks of, in the order of its fields, each once.
pub fn stakeholders_of(plan: &Plan, id: AnyId) -> Vec<Id<Stakeholder>> {
    let mut found = Vec::new();
    match id {
        AnyId::Stakeholder(id) => found.push(id),
        AnyId::Sector(id) => {
            if let Some(sector) = plan.sectors.get(id) {
                found.extend(sector.holder);
                found.extend(sector.lead);
            }
        }
        AnyId::Force(id) => found.extend(plan.forces.get(id).and_then(|force| force.stakeholder)),
        AnyId::Boundary(id) => {
            if let Some(boundary) = plan.boundaries.get(id) {
                found.extend(boundary.left);
                found.extend(boundary.right);
            }
        }
        AnyId::Measure(id) => {
            if let Some(measure) = plan.measures.get(id) {
                found.extend(measure.owner);
                found.extend(&measure.affected);
            }
        }
        AnyId::Site(id) => found.extend(plan.sites.get(id).and_then(|site| site.operator)),
        AnyId::Corridor(id) => found.extend(plan.corridors.get(id).and_then(|corridor| corridor.owner)),
        AnyId::Agreement(id) => {
            let parties = plan.agreements.get(id).map(|agreement| &agreement.parties);
            found.extend(parties.into_iter().flatten().map(|party| party.stakeholder));
        }
        AnyId::Relation(_) | AnyId::Channel(_) | AnyId::Phase(_) => {
            if let Some(entity) = id.entity_in(plan) {
                entity.each_reference(&mut |to| {
                    if let AnyId::Stakeholder(party) = to {
                        found.push(party);
                    }
                });
            }
        }
    }
    let mut once = Vec::new();
    for party in found {
        if !once.contains(&party) {
            once.push(party);
        }
    }
    once
}

/// Returns the stakeholders that a finding concerns, each once.
pub fn parties_of(plan: &Plan, finding: &Finding) -> Vec<Id<Stakeholder>> {
    let mut parties = Vec::new();
    for party in finding.subjects.iter().flat_map(|id| stakeholders_of(plan, *id)) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// Returns labels of stakeholders: `Golden Division, PMF`; a dash for nobody.
pub fn labels(plan: &Plan, parties: &[Id<Stakeholder>]) -> String {
    if parties.is_empty() {
        return "—".to_owned();
    }
    let labels: Vec<String> = parties.iter().map(|id| plan.label_of(*id)).collect();
    labels.join(", ")
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

    #[test]
    fn a_day_is_said_in_words() {
        let at: Instant = "2016-06-01T00:00+03:00".parse().unwrap();
        assert_eq!(day_text(at), "1 June 2016");
    }
}
