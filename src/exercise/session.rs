//! An exercise and its log together: how things stand.
//!
//! A fold over the log, so that the same exercise and the same log always give the same plan, byte for byte; a run
//! that was killed goes on from its last entry. Nothing is withdrawn by being taken out: the fold leaves out what a
//! later entry withdraws.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::log::{Entry, Event, Outcome};
use super::scenario::{Branch, Cell, CellKind, Exercise, FARTHEST, Inject, Objective, Reach};
use crate::model::{Edit, EditError, Id, Minute, Plan};

/// Entries of a log: more than any day has.
const MAX_ENTRIES: usize = 20_000;
/// Entries that are withdrawn: for each, all is played anew.
const MAX_WITHDRAWN: usize = 500;

/// An exercise with all that happened in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    exercise: Arc<Exercise>,
    entries: Vec<Entry>,
    state: State,
}

/// How things stand after some entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The minute of the last entry, or the one that the clock was set to.
    pub at: Minute,
    /// Minutes of the exercise in a minute of the room.
    pub rate: u32,
    /// It is over.
    pub has_ended: bool,
    /// The list as it was amended, in order of time.
    pub injects: Vec<Inject>,
    /// What became of injects; of one that is not here, nothing yet.
    pub stands: BTreeMap<Id<Inject>, Stand>,
    /// Ways that are taken.
    pub taken: BTreeSet<Id<Branch>>,
    /// The plan as it is.
    pub truth: Arc<Plan>,
    /// The plan as each cell of players believes it to be.
    pub known: BTreeMap<Id<Cell>, Arc<Plan>>,
    /// What was to be done to a plan and did not fit it.
    pub failures: Vec<Failure>,
    /// How far objectives were met.
    pub assessed: BTreeMap<Id<Objective>, (Outcome, String)>,
    /// Entries that were withdrawn, by their place.
    pub withdrawn: BTreeSet<usize>,
}

/// What became of an inject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It waits, until then or until it is published.
    Held(Option<Minute>),
    /// It was delivered, the first time then, so many times.
    Published(Minute, u32),
    /// It is left out.
    Skipped,
}

/// Something that was to be done to a plan and did not fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The entry, by its place.
    pub entry: usize,
    /// The effect or edit, by its place there.
    pub effect: usize,
    /// In whose picture of the plan; nobody's: in the plan itself.
    pub cell: Option<Id<Cell>>,
    /// What it was to do.
    pub what: String,
    /// Why it did not.
    pub why: EditError,
}

/// Why an entry does not fit a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is over.
    #[error("the exercise has ended; nothing can be added but notes, assessments and what is withdrawn")]
    Ended,
    /// Time would go back.
    #[error("the exercise's time does not go back from {from} to {to}; withdraw what was entered by mistake")]
    TimeGoesBack {
        /// The minute that it is.
        from: Minute,
        /// The entry's.
        to: Minute,
    },
    /// Farther than any exercise goes.
    #[error("minute {0} is more than a thousand years away")]
    TooFar(Minute),
    /// No such inject.
    #[error("there is no inject {0} in the exercise")]
    NoInject(Id<Inject>),
    /// No such cell.
    #[error("there is no cell {0} in the exercise")]
    NoCell(Id<Cell>),
    /// No such objective.
    #[error("there is no objective {0} in the exercise")]
    NoObjective(Id<Objective>),
    /// No such way.
    #[error("there is no branch {0} in the exercise")]
    NoBranch(Id<Branch>),
    /// No such entry, or one that cannot be withdrawn.
    #[error("entry {0} cannot be withdrawn: it is not in the log, or it is withdrawn already")]
    NoEntry(u32),
    /// The inject was delivered.
    #[error("{0} was delivered already; withdraw that first")]
    Delivered(String),
    /// More than a log takes.
    #[error(
        "a log takes no more than {MAX_ENTRIES} entries, {MAX_WITHDRAWN} of them withdrawn; end this run and begin another"
    )]
    TooMany,
    /// A clock that stands still is none.
    #[error("a clock needs a pace of 1 and more")]
    NoPace,
    /// A decision does not fit the plan.
    #[error("that does not fit the plan: {0}")]
    DoesNotFit(EditError),
}

impl Session {
    /// Begins an exercise: nothing has happened.
    pub fn begin(exercise: Arc<Exercise>) -> Self {
        let state = State::of(&exercise);
        Self {
            exercise,
            entries: Vec::new(),
            state,
        }
    }

    /// Plays a log.
    ///
    /// # Errors
    /// The place of the first entry that does not fit, and why.
    pub fn of(exercise: Arc<Exercise>, entries: &[Entry]) -> Result<Self, (usize, Refusal)> {
        let mut session = Self::begin(exercise);
        for (place, entry) in entries.iter().enumerate() {
            session.add(entry.clone()).map_err(|refusal| (place, refusal))?;
        }
        Ok(session)
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`Refusal`] where it does not fit; nothing is then added.
    pub fn add(&mut self, entry: Entry) -> Result<(), Refusal> {
        self.fits(&entry)?;
        let is_withdrawal = matches!(entry.event, Event::Withdrawn { .. });
        let place = self.entries.len();
        self.entries.push(entry);
        if is_withdrawal {
            self.state = fold(&self.exercise, &self.entries);
        } else if let Some(entry) = self.entries.last() {
            self.state.take(&self.exercise, place, entry);
        }
        Ok(())
    }

    /// Returns the exercise.
    pub fn exercise(&self) -> &Arc<Exercise> {
        &self.exercise
    }

    /// Returns what happened, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns how things stand.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the session as it was after so many entries.
    #[must_use]
    pub fn after(&self, count: usize) -> Self {
        let entries: Vec<Entry> = self.entries.iter().take(count).cloned().collect();
        Self {
            exercise: Arc::clone(&self.exercise),
            state: fold(&self.exercise, &entries),
            entries,
        }
    }

    /// Plays the entries that stand, one after the other, and shows each with its place and how things stood after it;
    /// `None` as soon as whoever looks gives up.
    pub fn play(&self, see: &mut dyn FnMut(usize, &Entry, &State) -> Option<()>) -> Option<()> {
        let mut state = State::of(&self.exercise);
        for (place, entry) in self.entries.iter().enumerate() {
            if !self.state.withdrawn.contains(&place) {
                state.take(&self.exercise, place, entry);
                see(place, entry, &state)?;
            }
        }
        Some(())
    }

    fn fits(&self, entry: &Entry) -> Result<(), Refusal> {
        let (state, exercise) = (&self.state, &self.exercise);
        let is_withdrawal = matches!(entry.event, Event::Withdrawn { .. });
        let is_full = self.entries.len() >= MAX_ENTRIES;
        if is_full || is_withdrawal && state.withdrawn.len() >= MAX_WITHDRAWN {
            return Err(Refusal::TooMany);
        }
        let is_of_afterwards = matches!(
            entry.event,
            Event::Noted { .. } | Event::Assessed { .. } | Event::Withdrawn { .. } | Event::Pictured { .. }
        );
        if state.has_ended && !is_of_afterwards {
            return Err(Refusal::Ended);
        }
        let back = |to: Minute| Refusal::TimeGoesBack { from: state.at, to };
        if entry.at < state.at {
            return Err(back(entry.at));
        }
        let to = match entry.event {
            Event::Jumped(to) => to,
            _ => entry.at,
        };
        if to.max(entry.at) > FARTHEST {
            return Err(Refusal::TooFar(to));
        }
        let inject = |id: Id<Inject>| state.inject(id).ok_or(Refusal::NoInject(id));
        let cell = |id: Option<Id<Cell>>| match id {
            Some(id) if exercise.cell(id).is_none() => Err(Refusal::NoCell(id)),
            _ => Ok(()),
        };
        match &entry.event {
            Event::Paced(rate) => (*rate > 0).then_some(()).ok_or(Refusal::NoPace),
            Event::Jumped(to) if *to < entry.at => Err(back(*to)),
            Event::Resumed | Event::Paused | Event::Ended | Event::Jumped(_) | Event::Pictured { .. } => {
                Ok(())
            }
            Event::Published(id) => inject(*id).map(drop),
            Event::Held { inject: id, .. } | Event::Skipped { inject: id, .. } => {
                let found = inject(*id)?;
                match state.stands.get(id) {
                    Some(Stand::Published(..)) => Err(Refusal::Delivered(found.label())),
                    _ => Ok(()),
                }
            }
            Event::Amended(amended) => match state.stands.get(&amended.id) {
                Some(Stand::Published(..)) => Err(Refusal::Delivered(amended.label())),
                _ => Ok(()),
            },
            Event::Took { branch, .. } => {
                let known = exercise.branch(*branch).map(drop);
                known.ok_or(Refusal::NoBranch(*branch))
            }
            Event::Decided {
                cell: of,
                answers,
                edits,
                reach,
                ..
            } => {
                cell(*of)?;
                answers.map(inject).transpose()?;
                let fits = |plan: Plan, edit: &Edit| edit.apply(&plan);
                if reach.is_so() {
                    let tried = edits.iter().try_fold((*state.truth).clone(), fits);
                    tried.map_err(Refusal::DoesNotFit)?;
                }
                Ok(())
            }
            Event::Informed(of) => cell(Some(*of)),
            Event::Noted {
                cell: of, inject: id, ..
            } => {
                cell(*of)?;
                id.map(inject).transpose().map(drop)
            }
            Event::Assessed { objective, .. } => {
                let known = exercise.objective(*objective).map(drop);
                known.ok_or(Refusal::NoObjective(*objective))
            }
            Event::Withdrawn { entry: place, .. } => self.can_withdraw(*place),
        }
    }

    fn can_withdraw(&self, place: u32) -> Result<(), Refusal> {
        let at = place as usize;
        let known = self.entries.get(at);
        let is_final = known.is_none_or(|entry| matches!(entry.event, Event::Withdrawn { .. }));
        if is_final || self.state.withdrawn.contains(&at) {
            return Err(Refusal::NoEntry(place));
        }
        Ok(())
    }
}

/// Plays entries that fit, without those that are withdrawn.
fn fold(exercise: &Exercise, entries: &[Entry]) -> State {
    let withdrawn: BTreeSet<usize> = entries
        .iter()
        .filter_map(|entry| match entry.event {
            Event::Withdrawn { entry, .. } => Some(entry as usize),
            _ => None,
        })
        .collect();
    let mut state = State::of(exercise);
    for (place, entry) in entries.iter().enumerate() {
        if withdrawn.contains(&place) {
            // Time passed all the same.
            state.at = state.at.max(entry.at);
        } else {
            state.take(exercise, place, entry);
        }
    }
    state.withdrawn = withdrawn;
    state
}

impl State {
    fn of(exercise: &Exercise) -> Self {
        let players = exercise
            .cells
            .iter()
            .filter(|cell| cell.kind == CellKind::Players);
        Self {
            at: exercise.starts,
            rate: exercise.rate.max(1),
            has_ended: false,
            injects: exercise.injects.clone(),
            stands: BTreeMap::new(),
            taken: BTreeSet::new(),
            truth: Arc::clone(&exercise.plan),
            known: players
                .map(|cell| (cell.id, Arc::clone(&exercise.plan)))
                .collect(),
            failures: Vec::new(),
            assessed: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
        }
    }

    /// Returns an inject as it was amended.
    pub fn inject(&self, id: Id<Inject>) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id == id)
    }

    /// Returns the minute at which an inject is to be delivered; `None`: it is not waited for, because it was delivered,
    /// is left out, is held without end, or lies on a way that is not taken.
    pub fn due(&self, inject: &Inject) -> Option<Minute> {
        if inject.branch.is_some_and(|branch| !self.taken.contains(&branch)) {
            return None;
        }
        match self.stands.get(&inject.id) {
            None => Some(inject.due),
            Some(Stand::Held(until)) => *until,
            Some(Stand::Published(..) | Stand::Skipped) => None,
        }
    }

    /// Returns what is to be delivered by a minute, the longest due first.
    pub fn queue(&self, minute: Minute) -> Vec<&Inject> {
        let mut due: Vec<(Minute, &Inject)> = self
            .injects
            .iter()
            .filter_map(|inject| Some((self.due(inject)?, inject)))
            .filter(|(due, _)| *due <= minute)
            .collect();
        due.sort_by_key(|(due, _)| *due);
        due.into_iter().map(|(_, inject)| inject).collect()
    }

    /// Returns what comes after a minute, in order.
    pub fn coming(&self, minute: Minute) -> Vec<(Minute, &Inject)> {
        let mut coming: Vec<(Minute, &Inject)> = self
            .injects
            .iter()
            .filter_map(|inject| Some((self.due(inject)?, inject)))
            .filter(|(due, _)| *due > minute)
            .collect();
        coming.sort_by_key(|(due, _)| *due);
        coming
    }

    fn take(&mut self, exercise: &Exercise, place: usize, entry: &Entry) {
        self.at = self.at.max(entry.at);
        match &entry.event {
            Event::Resumed
            | Event::Paused
            | Event::Noted { .. }
            | Event::Pictured { .. }
            | Event::Withdrawn { .. } => {}
            Event::Paced(rate) => self.rate = (*rate).max(1),
            Event::Jumped(to) => self.at = self.at.max(*to),
            Event::Published(id) => self.publish(exercise, place, *id, entry.at),
            Event::Held { inject, until } => drop(self.stands.insert(*inject, Stand::Held(*until))),
            Event::Skipped { inject, .. } => drop(self.stands.insert(*inject, Stand::Skipped)),
            Event::Amended(amended) => self.amend(amended),
            Event::Took { branch, taken: true } => drop(self.taken.insert(*branch)),
            Event::Took { branch, taken: false } => drop(self.taken.remove(branch)),
            Event::Decided {
                cell, edits, reach, ..
            } => {
                let addressed: Vec<Id<Cell>> = cell.iter().copied().collect();
                for (number, edit) in edits.iter().enumerate() {
                    self.change([place, number], edit, *reach, &addressed);
                }
            }
            Event::Informed(cell) => {
                if let Some(known) = self.known.get_mut(cell) {
                    *known = Arc::clone(&self.truth);
                }
            }
            Event::Assessed {
                objective,
                outcome,
                text,
            } => drop(self.assessed.insert(*objective, (*outcome, text.clone()))),
            Event::Ended => self.has_ended = true,
        }
    }

    fn publish(&mut self, exercise: &Exercise, place: usize, id: Id<Inject>, at: Minute) {
        if let Some(Stand::Published(_, times)) = self.stands.get_mut(&id) {
            *times = times.saturating_add(1);
            return;
        }
        self.stands.insert(id, Stand::Published(at, 1));
        let Some(inject) = self.inject(id).cloned() else {
            return;
        };
        let addressed: Vec<Id<Cell>> = if inject.to.is_empty() {
            // Addressed to nobody in particular, it is said to all.
            exercise.cells.iter().map(|cell| cell.id).collect()
        } else {
            inject.to.clone()
        };
        for (number, effect) in inject.effects.iter().enumerate() {
            self.change([place, number], &effect.edit, effect.reach, &addressed);
        }
    }

    fn amend(&mut self, amended: &Inject) {
        match self.injects.iter_mut().find(|inject| inject.id == amended.id) {
            Some(inject) => *inject = amended.clone(),
            None => self.injects.push(amended.clone()),
        }
        self.injects.sort_by_key(|inject| (inject.due, inject.id));
        // What was held until a minute has another one now.
        self.stands.remove(&amended.id);
    }

    /// Does something to the plan, and to the pictures of those who get to know of it. Where a picture is the plan
    /// itself, it stays the plan itself.
    fn change(&mut self, [entry, effect]: [usize; 2], edit: &Edit, reach: Reach, addressed: &[Id<Cell>]) {
        let before = Arc::clone(&self.truth);
        let changed = |plan: &Arc<Plan>, cell: Option<Id<Cell>>| {
            edit.apply(plan).map(Arc::new).map_err(|why| Failure {
                entry,
                effect,
                cell,
                what: edit.label(plan),
                why,
            })
        };
        if reach.is_so() {
            match changed(&before, None) {
                Ok(truth) => self.truth = truth,
                Err(failure) => {
                    // What did not happen nobody gets to know of.
                    self.failures.push(failure);
                    return;
                }
            }
        }
        for (cell, known) in &mut self.known {
            if !reach.is_known(addressed.contains(cell)) {
                continue;
            }
            if Arc::ptr_eq(known, &before) && reach.is_so() {
                *known = Arc::clone(&self.truth);
                continue;
            }
            match changed(known, Some(*cell)) {
                Ok(plan) => *known = plan,
                Err(failure) => self.failures.push(failure),
            }
        }
    }
}
