//! What is said of an object in each phase, side by side.

use crate::checks::Standing;
use crate::drawing::words::name_of;
use crate::geometry::Position;
use crate::model::{
    Agreement, AnyId, Force, Id, Interval, Minute, Phase, Plan, Sector, Site, Stakeholder, When,
};

use super::extent::{Extent, extent_in, extent_of, held};

/// An object over the phases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    /// The phases, in order of time.
    pub phases: Vec<Id<Phase>>,
    /// How much of each it holds in.
    pub holds: Vec<Extent>,
    /// What else is said, a value a phase; empty where nothing is.
    pub rows: Vec<(&'static str, Vec<Said>)>,
}

/// What is said of an object in one phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// In a word or a number.
    pub short: String,
    /// In full; empty where the short form says it all.
    pub full: String,
    /// The place it speaks of.
    pub at: Option<Position>,
}

/// Returns who holds a sector at a minute, by its handovers; `None`: nobody.
pub fn holder_at(sector: &Sector, minute: Minute) -> Option<Id<Stakeholder>> {
    let done = sector.handovers.iter().filter(|handover| handover.at <= minute);
    let last = done.max_by_key(|handover| handover.at);
    last.map_or(sector.holder, |handover| Some(handover.to))
}

/// Returns how much of each phase, in order of time, an object holds in; `None` for phases.
pub fn extents_of(plan: &Plan, id: AnyId) -> Option<Vec<Extent>> {
    let mut intervals: Vec<Interval> = Vec::new();
    for when in &times_of(plan, id)? {
        intervals.extend(held(when, &plan.phases));
    }
    let intervals = super::extent::joined(intervals);
    let order = plan.phases_in_order();
    Some(
        order
            .iter()
            .map(|(_, phase)| extent_of(&intervals, phase))
            .collect(),
    )
}

/// Returns what is said of an object in each phase; `None` for phases, and where the plan has none.
pub fn states_of(plan: &Plan, standing: &Standing, id: AnyId) -> Option<States> {
    let order = plan.phases_in_order();
    let holds = extents_of(plan, id).filter(|holds| !holds.is_empty())?;
    let mut states = States {
        phases: order.iter().map(|(id, _)| *id).collect(),
        holds: holds.clone(),
        rows: Vec::new(),
    };
    let mut row = |title: &'static str, said: &dyn Fn(&Phase) -> Said| {
        let values = order.iter().zip(&holds).map(|((_, phase), holds)| {
            if *holds == Extent::None {
                Said::default()
            } else {
                said(phase)
            }
        });
        states.rows.push((title, values.collect()));
    };
    let in_force = |agreement: Option<Id<Agreement>>| {
        move |phase: &Phase| agreement.map_or_else(Said::default, |id| force_of(plan, standing, id, phase))
    };
    match id {
        AnyId::Sector(id) => {
            let sector = plan.sectors.get(id)?;
            row("Holder", &|phase| holders(plan, sector, phase));
            if sector.agreement.is_some() {
                row("Agreement", &in_force(sector.agreement));
            }
        }
        AnyId::Force(id) => {
            let force = plan.forces.get(id)?;
            row("Stands", &|phase| stands(plan, force, phase));
        }
        AnyId::Boundary(id) => {
            let agreement = plan.boundaries.get(id)?.agreement;
            if agreement.is_some() {
                row("Agreement", &in_force(agreement));
            }
        }
        AnyId::Measure(id) => {
            let agreement = plan.measures.get(id)?.agreement;
            if agreement.is_some() {
                row("Agreement", &in_force(agreement));
            }
        }
        AnyId::Corridor(id) => {
            let agreement = plan.corridors.get(id)?.agreement;
            if agreement.is_some() {
                row("Agreement", &in_force(agreement));
            }
        }
        AnyId::Site(id) => {
            let site = plan.sites.get(id)?;
            if !site.closed.is_empty() {
                row("State", &|phase| closed(plan, site, phase));
            }
        }
        AnyId::Agreement(id) => row("In force", &|phase| force_of(plan, standing, id, phase)),
        AnyId::Relation(id) => {
            let relation = plan.relations.get(id)?;
            row("Stance", &|_| word(&relation.state.title(), ""));
        }
        AnyId::Channel(id) => {
            let channel = plan.channels.get(id)?;
            row("State", &|_| word(&channel.state.title(), ""));
        }
        AnyId::Stakeholder(id) => row("Ground", &|phase| ground(plan, id, phase)),
        AnyId::Phase(_) => return None,
    }
    Some(states)
}

/// The times that together say when an object holds; `None` for what has none.
pub(super) fn times_of(plan: &Plan, id: AnyId) -> Option<Vec<When>> {
    let one = |when: &When| vec![when.clone()];
    Some(match id {
        AnyId::Stakeholder(id) => one(&plan.stakeholders.get(id)?.active),
        AnyId::Relation(id) => one(&plan.relations.get(id)?.when),
        AnyId::Channel(id) => one(&plan.channels.get(id)?.when),
        AnyId::Agreement(id) => one(&plan.agreements.get(id)?.when),
        AnyId::Sector(id) => one(&plan.sectors.get(id)?.when),
        AnyId::Boundary(id) => one(&plan.boundaries.get(id)?.when),
        AnyId::Measure(id) => one(&plan.measures.get(id)?.when),
        AnyId::Site(id) => one(&plan.sites.get(id)?.when),
        AnyId::Force(id) => {
            let placements = &plan.forces.get(id)?.placements;
            placements
                .iter()
                .map(|placement| placement.when.clone())
                .collect()
        }
        AnyId::Corridor(id) => {
            let windows = &plan.corridors.get(id)?.windows;
            if windows.is_empty() {
                one(&When::always())
            } else {
                windows.clone()
            }
        }
        AnyId::Phase(_) => return None,
    })
}

fn word(short: &str, full: &str) -> Said {
    Said {
        short: short.to_owned(),
        full: full.to_owned(),
        at: None,
    }
}

fn is_in(phase: &Phase, minute: Minute) -> bool {
    phase.interval().is_some_and(|interval| interval.contains(minute))
}

/// Who holds a sector in a phase: from whom to whom where it passes on in it.
fn holders(plan: &Plan, sector: &Sector, phase: &Phase) -> Said {
    let label = |holder: Option<Id<Stakeholder>>| {
        holder.map_or_else(|| "Nobody".to_owned(), |holder| plan.label_of(holder))
    };
    let mut passings: Vec<_> = sector
        .handovers
        .iter()
        .filter(|handover| handover.at != phase.start && is_in(phase, handover.at))
        .collect();
    passings.sort_by_key(|handover| handover.at);
    let mut short = label(holder_at(sector, phase.start));
    let mut full = short.clone();
    for handover in passings {
        let to = plan.label_of(handover.to);
        short = format!("{short} → {to}");
        let accepted = if handover.accepted {
            "accepted"
        } else {
            "not accepted yet"
        };
        let at = crate::drawing::words::minute_text(handover.at);
        full = format!("{full}, then {to} from {at} ({accepted})");
    }
    word(&short, &full)
}

/// Where a force stands in a phase, by the number of its placement, and whether it marches.
fn stands(plan: &Plan, force: &Force, phase: &Phase) -> Said {
    let mut places: Vec<Position> = Vec::new();
    for placement in &force.placements {
        if !places.contains(&placement.at) {
            places.push(placement.at);
        }
    }
    let here = force
        .placements
        .iter()
        .filter(|placement| extent_in(&placement.when, phase, &plan.phases) != Extent::None);
    let mut numbers: Vec<usize> = here
        .clone()
        .filter_map(|placement| places.iter().position(|at| *at == placement.at))
        .collect();
    numbers.dedup();
    let marches = force.moves.iter().any(|march| {
        let march = Interval {
            from: Some(march.start),
            until: Some(march.end),
        };
        let whole = phase.interval();
        whole.is_some_and(|whole| whole.intersection(march).is_some())
    });
    let texts: Vec<String> = numbers.iter().map(|place| (place + 1).to_string()).collect();
    let mut short = texts.join(", ");
    if marches {
        short.push_str(" →");
    }
    let full = match numbers.as_slice() {
        [_] => format!("Place {} of {}", texts.join(", "), places.len()),
        _ => format!("Places {} of {}", texts.join(", "), places.len()),
    };
    Said {
        short: short.trim().to_owned(),
        full: if marches {
            format!("{full}, and it marches")
        } else {
            full
        },
        at: here.map(|placement| placement.at).next(),
    }
}

/// Whether an agreement is in force in a phase.
fn force_of(plan: &Plan, standing: &Standing, id: Id<Agreement>, phase: &Phase) -> Said {
    let name = name_of(plan, id.into());
    match extent_of(standing.in_force(id), phase) {
        Extent::Whole => word("Yes", &format!("{name} is in force")),
        Extent::Part => word("Part", &format!("{name} is in force for a part of it")),
        Extent::None => word("No", &format!("{name} is not in force")),
    }
}

/// Whether a site is open in a phase.
fn closed(plan: &Plan, site: &Site, phase: &Phase) -> Said {
    let mut intervals = Vec::new();
    for when in &site.closed {
        intervals.extend(held(when, &plan.phases));
    }
    match extent_of(&super::extent::joined(intervals), phase) {
        Extent::Whole => word("Closed", ""),
        Extent::Part => word("Part", "Closed for a part of it"),
        Extent::None => word("Open", ""),
    }
}

/// How many sectors a stakeholder holds at some time of a phase.
fn ground(plan: &Plan, id: Id<Stakeholder>, phase: &Phase) -> Said {
    let held = plan.sectors.iter().filter(|(_, sector)| {
        let in_phase = extent_in(&sector.when, phase, &plan.phases) != Extent::None;
        let later = sector
            .handovers
            .iter()
            .any(|handover| handover.to == id && is_in(phase, handover.at));
        in_phase && (later || holder_at(sector, phase.start) == Some(id))
    });
    let names: Vec<String> = held.map(|(id, _)| name_of(plan, id.into())).collect();
    word(&names.len().to_string(), &names.join(", "))
}

#[cfg(test)]
mod tests;
