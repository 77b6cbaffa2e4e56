//! What is said of an object in each phase, side by side, and letting it hold in one more or less.

use crate::checks::Standing;
use crate::drawing::words::{name_of, short_phase};
use crate::geometry::Position;
use crate::model::{
    Agreement, AnyEntity, AnyId, Corridor, Edit, Force, Id, Interval, Minute, Phase, Placement, Plan, Sector,
    Site, Stakeholder, When,
};

use super::extent::{Extent, extent_in, extent_of, held, with_phase, without_phase};

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

/// Why an object cannot hold in a phase more or less. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// It would not hold at all.
    #[error("{0} holds at no other time; delete it instead")]
    Never(String),
    /// No single time says that.
    #[error("no single time says when {0} would hold then; change it under When")]
    NoTime(String),
    /// A force that stands nowhere has no place to stand in a phase.
    #[error("{0} stands nowhere yet; place it on the map first")]
    NoPlace(String),
    /// It has no time, or there is no such phase.
    #[error("{0} has no time of its own")]
    Timeless(String),
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

/// Lets an object hold in a phase where it does not, and hold no longer where it does.
///
/// # Errors
/// Where no time says so; see [`StateError`].
pub fn toggle(plan: &Plan, id: AnyId, phase: Id<Phase>) -> Result<Edit, StateError> {
    let name = name_of(plan, id);
    let timeless = || StateError::Timeless(name.clone());
    let shown = plan.phases.get(phase).ok_or_else(timeless)?;
    let times = times_of(plan, id).ok_or_else(timeless)?;
    let holds = times
        .iter()
        .any(|when| extent_in(when, shown, &plan.phases) != Extent::None);
    let change = if holds { Change::Take } else { Change::Give };
    let toggling = Toggling {
        plan,
        name: &name,
        id: phase,
        phase: shown,
        change,
    };
    let changed = toggling.entity(id)?;
    let short = short_phase(shown);
    let label = match change {
        Change::Give => format!("Let {name} hold in {short} too"),
        Change::Take => format!("Let {name} no longer hold in {short}"),
    };
    Ok(Edit::together(label, vec![Edit::Update(changed)]))
}

#[derive(Clone, Copy, PartialEq)]
enum Change {
    Give,
    Take,
}

struct Toggling<'a> {
    plan: &'a Plan,
    name: &'a str,
    id: Id<Phase>,
    phase: &'a Phase,
    change: Change,
}

impl Toggling<'_> {
    fn entity(&self, id: AnyId) -> Result<AnyEntity, StateError> {
        let plan = self.plan;
        let gone = || StateError::Timeless(self.name.to_owned());
        macro_rules! one {
            ($table:ident, $id:ident, $when:ident) => {{
                let mut entity = plan.$table.get($id).ok_or_else(gone)?.clone();
                entity.$when = self.time(&entity.$when)?;
                Ok(($id, entity).into())
            }};
        }
        match id {
            AnyId::Stakeholder(id) => one!(stakeholders, id, active),
            AnyId::Relation(id) => one!(relations, id, when),
            AnyId::Channel(id) => one!(channels, id, when),
            AnyId::Agreement(id) => one!(agreements, id, when),
            AnyId::Sector(id) => one!(sectors, id, when),
            AnyId::Boundary(id) => one!(boundaries, id, when),
            AnyId::Measure(id) => one!(measures, id, when),
            AnyId::Site(id) => one!(sites, id, when),
            AnyId::Force(id) => {
                let mut force: Force = plan.forces.get(id).ok_or_else(gone)?.clone();
                self.placements(&mut force.placements)?;
                Ok((id, force).into())
            }
            AnyId::Corridor(id) => {
                let mut corridor: Corridor = plan.corridors.get(id).ok_or_else(gone)?.clone();
                self.windows(&mut corridor.windows)?;
                Ok((id, corridor).into())
            }
            AnyId::Phase(_) => Err(gone()),
        }
    }

    fn time(&self, when: &When) -> Result<When, StateError> {
        match self.change {
            Change::Give => with_phase(self.plan, when, self.id),
            Change::Take if self.is_all(when) => return Err(StateError::Never(self.name.to_owned())),
            Change::Take => without_phase(self.plan, when, self.id),
        }
        .ok_or_else(|| StateError::NoTime(self.name.to_owned()))
    }

    /// True where a time holds nowhere but in the phase.
    fn is_all(&self, when: &When) -> bool {
        let whole = self.phase.interval();
        held(when, &self.plan.phases)
            .iter()
            .all(|interval| whole.and_then(|whole| interval.intersection(whole)) == Some(*interval))
    }

    fn placements(&self, placements: &mut Vec<Placement>) -> Result<(), StateError> {
        if self.change == Change::Take {
            let mut left = Vec::new();
            for placement in placements.iter() {
                if !self.touches(&placement.when) {
                    left.push(placement.clone());
                } else if !self.is_all(&placement.when) {
                    let when = self.time(&placement.when)?;
                    left.push(Placement {
                        when,
                        ..placement.clone()
                    });
                }
            }
            if left.is_empty() {
                return Err(StateError::Never(self.name.to_owned()));
            }
            *placements = left;
            return Ok(());
        }
        // Where it stood last before, else where it stands first after.
        let start = |placement: &Placement| {
            let intervals = held(&placement.when, &self.plan.phases);
            intervals
                .first()
                .map_or(Minute::MIN, |first| first.from.unwrap_or(Minute::MIN))
        };
        let order = |place: &usize| placements.get(*place).map_or(Minute::MIN, start);
        let before = (0..placements.len()).filter(|place| order(place) < self.phase.start);
        let place = before
            .max_by_key(order)
            .or_else(|| (0..placements.len()).min_by_key(order));
        let found = place.and_then(|place| placements.get_mut(place));
        let placement = found.ok_or_else(|| StateError::NoPlace(self.name.to_owned()))?;
        if let Some(longer) = with_phase(self.plan, &placement.when, self.id) {
            placement.when = longer;
        } else {
            let again = Placement {
                when: When::in_phases([self.id]),
                ..placement.clone()
            };
            placements.push(again);
        }
        Ok(())
    }

    fn windows(&self, windows: &mut Vec<When>) -> Result<(), StateError> {
        if self.change == Change::Give {
            let longer = windows
                .iter_mut()
                .find_map(|window| Some((with_phase(self.plan, window, self.id)?, window)));
            match longer {
                Some((longer, window)) => *window = longer,
                None => windows.push(When::in_phases([self.id])),
            }
            return Ok(());
        }
        if windows.is_empty() {
            windows.push(When::always());
        }
        let mut left = Vec::new();
        for window in windows.iter() {
            if !self.touches(window) {
                left.push(window.clone());
            } else if !self.is_all(window) {
                left.push(self.time(window)?);
            }
        }
        // No window at all would mean: always.
        if left.is_empty() {
            return Err(StateError::Never(self.name.to_owned()));
        }
        *windows = left;
        Ok(())
    }

    fn touches(&self, when: &When) -> bool {
        extent_in(when, self.phase, &self.plan.phases) != Extent::None
    }
}

/// The times that together say when an object holds; `None` for what has none.
fn times_of(plan: &Plan, id: AnyId) -> Option<Vec<When>> {
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
mod tests {
    use super::*;
    use crate::geometry::{Area, Path};
    use crate::model::Handover;

    fn phase_id(place: u64) -> Id<Phase> {
        Id::from_bits(place)
    }

    /// Four phases of an hour, two parties, and a sector of the first in the middle two.
    fn plan() -> Plan {
        let mut plan = Plan::empty(Id::from_bits(1));
        let mut put = |entity: AnyEntity| plan = Edit::Create(entity).apply(&plan).unwrap();
        for place in 0..4 {
            let start = place as Minute * 60;
            let phase = Phase {
                name: format!("P{place} Name"),
                end: Some(start + 60),
                ..Phase::new(start)
            };
            put((phase_id(place), phase).into());
        }
        for (bits, name) in [(1, "Army"), (2, "Police")] {
            let party = Stakeholder {
                name: name.to_owned(),
                ..Stakeholder::new()
            };
            put((Id::<Stakeholder>::from_bits(bits), party).into());
        }
        let corners = [(33.0, 43.0), (33.0, 43.1), (33.1, 43.1)];
        let corners = corners.map(|(lat, lon)| Position::nearest(lat, lon));
        let sector = Sector {
            name: "South".to_owned(),
            holder: Some(Id::from_bits(1)),
            when: When::in_phases([phase_id(1), phase_id(2)]),
            handovers: vec![Handover::new(Id::from_bits(2), 150)],
            ..Sector::new(Area::from_outer(corners.to_vec()))
        };
        put((Id::<Sector>::from_bits(1), sector).into());
        let force = Force {
            name: "1st".to_owned(),
            placements: vec![
                Placement {
                    when: When::in_phases([phase_id(0)]),
                    ..Placement::new(Position::nearest(33.0, 43.0))
                },
                Placement {
                    when: When::in_phases([phase_id(1)]),
                    ..Placement::new(Position::nearest(33.1, 43.0))
                },
            ],
            ..Force::new()
        };
        put((Id::<Force>::from_bits(1), force).into());
        let corridor = Corridor {
            name: "Road".to_owned(),
            ..Corridor::new(Path::new(corners.to_vec()), 100)
        };
        put((Id::<Corridor>::from_bits(1), corridor).into());
        plan
    }

    fn sector() -> AnyId {
        Id::<Sector>::from_bits(1).into()
    }

    fn force() -> AnyId {
        Id::<Force>::from_bits(1).into()
    }

    fn toggled(plan: &Plan, id: AnyId, place: u64) -> Result<Plan, StateError> {
        Ok(toggle(plan, id, phase_id(place))?.apply(plan).unwrap())
    }

    fn holds(plan: &Plan, id: AnyId) -> Vec<Extent> {
        states_of(plan, &Standing::of(plan), id).unwrap().holds
    }

    #[test]
    fn a_sector_is_seen_over_the_phases_with_who_holds_it() {
        let plan = plan();
        let states = states_of(&plan, &Standing::of(&plan), sector()).unwrap();
        assert_eq!(
            states.holds,
            [Extent::None, Extent::Whole, Extent::Whole, Extent::None]
        );
        let (title, holders) = &states.rows[0];
        let shorts: Vec<&str> = holders.iter().map(|said| said.short.as_str()).collect();
        assert_eq!(
            (*title, shorts),
            ("Holder", vec!["", "Army", "Army → Police", ""])
        );
        assert!(holders[2].full.contains("not accepted yet"));
    }

    #[test]
    fn a_click_lets_an_object_hold_in_a_phase_and_another_takes_it_back() {
        let plan = plan();
        let more = toggled(&plan, sector(), 3).unwrap();
        let when = &more.sectors.get(Id::from_bits(1)).unwrap().when;
        assert_eq!(when.phases, [phase_id(1), phase_id(2), phase_id(3)]);
        assert_eq!(toggled(&more, sector(), 3).unwrap(), plan);
    }

    #[test]
    fn what_would_hold_at_no_time_is_refused() {
        let plan = plan();
        let once = toggled(&plan, sector(), 1).unwrap();
        let error = toggled(&once, sector(), 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            "South holds at no other time; delete it instead"
        );
    }

    #[test]
    fn a_force_stays_where_it_stood_last() {
        let plan = plan();
        let more = toggled(&plan, force(), 2).unwrap();
        let placements = &more.forces.get(Id::from_bits(1)).unwrap().placements;
        assert_eq!(placements.len(), 2);
        assert_eq!(placements[1].when.phases, [phase_id(1), phase_id(2)]);
        let less = toggled(&plan, force(), 0).unwrap();
        let placements = &less.forces.get(Id::from_bits(1)).unwrap().placements;
        assert_eq!(placements.len(), 1);
        assert!(toggled(&less, force(), 1).is_err());
        let states = states_of(&more, &Standing::of(&more), force()).unwrap();
        let shorts: Vec<&str> = states.rows[0].1.iter().map(|said| said.short.as_str()).collect();
        assert_eq!(shorts, ["1", "2", "2", ""]);
    }

    #[test]
    fn a_corridor_that_is_always_open_is_closed_in_one_phase() {
        let plan = plan();
        let id: AnyId = Id::<Corridor>::from_bits(1).into();
        let less = toggled(&plan, id, 2).unwrap();
        assert_eq!(
            holds(&less, id),
            [Extent::Whole, Extent::Whole, Extent::None, Extent::Whole]
        );
        let again = toggled(&less, id, 2).unwrap();
        assert_eq!(holds(&again, id), [Extent::Whole; 4]);
    }
}
