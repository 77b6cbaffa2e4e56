//! Letting an object hold in one phase more or less, and in all others as before.

use crate::drawing::words::{name_of, short_phase};
use crate::model::{AnyEntity, AnyId, Corridor, Edit, Force, Id, Minute, Phase, Placement, Plan, When};

use super::extent::{Extent, extent_in, held, with_phase, without_phase};
use super::states::times_of;

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
