//! What became of the plan while an exercise ran, and who reacted to what: of a run, or of a dry run.
//!
//! How a plan is judged is handed in; everything else follows from the session. Findings that are waived are not open,
//! so a waiver resolves one.

use std::sync::Arc;

use super::log::{Event, Outcome};
use super::scenario::{Inject, Objective};
use super::session::{Failure, Session, Stand};
use crate::checks::{Finding, Report, Summary};
use crate::compare::FindingsDifference;
use crate::model::{Id, Minute, Plan};

/// An exercise looked back on.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// How things stood at the start.
    pub start: Summary,
    /// Every entry that delivered or changed something, in order.
    pub moments: Vec<Moment>,
    /// Every finding that was open at some time, in the order in which they were raised.
    pub tracked: Vec<Tracked>,
    /// Every inject that was delivered.
    pub reactions: Vec<Reaction>,
    /// Every objective.
    pub objectives: Vec<Assessed>,
}

/// What an entry did.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Its place in the log.
    pub entry: usize,
    /// The minute of the exercise.
    pub at: Minute,
    /// The inject that it delivered.
    pub inject: Option<Id<Inject>>,
    /// What it did to the plan, in words.
    pub done: Vec<Done>,
    /// Findings that were not there before.
    pub appeared: Vec<Finding>,
    /// Findings that are there no longer.
    pub vanished: Vec<Finding>,
    /// Open findings after it.
    pub open: Summary,
    /// The plan after it.
    pub plan: Arc<Plan>,
}

/// Something that an entry did to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What, in words.
    pub what: String,
    /// Why not; `None`: it was done.
    pub failed: Option<String>,
}

impl Done {
    /// Says it; where it was not done, why.
    pub fn text(&self) -> String {
        match &self.failed {
            Some(why) => format!("{} failed: {why}", self.what),
            None => self.what.clone(),
        }
    }
}

/// A finding from when it was raised until it was resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracked {
    /// As it was last.
    pub finding: Finding,
    /// When it was raised.
    pub raised: Minute,
    /// By which entry; `None`: the plan began with it.
    pub raised_by: Option<usize>,
    /// When it was resolved and by which entry; `None`: it is open still.
    pub resolved: Option<(Minute, usize)>,
}

/// How a cell reacted to an inject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The inject.
    pub inject: Id<Inject>,
    /// When it was delivered first.
    pub published: Minute,
    /// The first decision that answers it.
    pub answered: Option<Minute>,
    /// Decisions that answer it.
    pub decisions: usize,
    /// Findings that it raised.
    pub raised: usize,
    /// When the last of them was resolved; `None`: not all are, or it raised none.
    pub settled: Option<Minute>,
}

/// How far an objective was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The objective.
    pub objective: Id<Objective>,
    /// How far.
    pub outcome: Outcome,
    /// By what it was seen.
    pub text: String,
    /// Injects on the list that practise it.
    pub listed: usize,
    /// Those of them that were delivered.
    pub delivered: usize,
}

impl Tracked {
    /// Returns how long it was open, minutes; until `now` where it is open still.
    pub fn minutes_open(&self, now: Minute) -> Minute {
        let until = self.resolved.map_or(now, |(at, _)| at);
        until.saturating_sub(self.raised).max(0)
    }
}

/// Looks back on a session. `judge` says what is found on a plan at a minute of the exercise; where it gives up, so
/// does this.
pub fn review(
    session: &Session,
    judge: &mut dyn FnMut(&Arc<Plan>, Minute) -> Option<Report>,
) -> Option<Review> {
    let exercise = session.exercise();
    let mut plan = Arc::clone(&exercise.plan);
    let mut report = open_in(judge(&plan, exercise.starts)?);
    let start = report.summary();
    let mut tracked: Vec<Tracked> = report
        .findings
        .iter()
        .map(|finding| Tracked {
            finding: finding.clone(),
            raised: exercise.starts,
            raised_by: None,
            resolved: None,
        })
        .collect();
    let mut moments = Vec::new();
    session.play(&mut |place, entry, after| {
        let delivered = match entry.event {
            Event::Published(inject) => Some(inject),
            _ => None,
        };
        let done = done(session, place, &plan, &after.failures);
        let has_changed = !Arc::ptr_eq(&plan, &after.truth) && *plan != *after.truth;
        if !has_changed && delivered.is_none() && done.is_empty() {
            return Some(());
        }
        let mut difference = FindingsDifference::default();
        if has_changed {
            plan = Arc::clone(&after.truth);
            let now = open_in(judge(&plan, entry.at)?);
            difference = FindingsDifference::between(&report, &now);
            report = now;
        }
        follow(&mut tracked, &difference, entry.at, place);
        moments.push(Moment {
            entry: place,
            at: entry.at,
            inject: delivered,
            done,
            appeared: difference.appeared,
            vanished: difference.vanished,
            open: report.summary(),
            plan: Arc::clone(&plan),
        });
        Some(())
    })?;
    Some(Review {
        start,
        reactions: reactions(session, &tracked),
        objectives: objectives(session),
        moments,
        tracked,
    })
}

/// The report without what is waived.
fn open_in(mut report: Report) -> Report {
    report.findings.retain(Finding::is_open);
    report
}

/// Says what an entry did to the plan, or to somebody's picture of it.
fn done(session: &Session, place: usize, plan: &Plan, failures: &[Failure]) -> Vec<Done> {
    let Some(entry) = session.entries().get(place) else {
        return Vec::new();
    };
    let edits: Vec<_> = match &entry.event {
        Event::Published(id) => {
            let inject = session.state().inject(*id);
            let effects = inject.map(|inject| inject.effects.as_slice()).unwrap_or_default();
            effects
                .iter()
                .map(|effect| (&effect.edit, effect.reach))
                .collect()
        }
        Event::Decided { edits, reach, .. } => edits.iter().map(|edit| (edit, *reach)).collect(),
        _ => Vec::new(),
    };
    let failed = |number: usize| {
        let mut known = failures.iter();
        known
            .find(|failure| failure.entry == place && failure.effect == number)
            .map(|failure| {
                let of = failure.cell.map(|cell| session.exercise().cell_name(cell));
                match of {
                    Some(cell) => format!("not in the picture of {cell}: {}", failure.why),
                    None => failure.why.to_string(),
                }
            })
    };
    edits
        .into_iter()
        .enumerate()
        .map(|(number, (edit, reach))| {
            let what = edit.label(plan);
            Done {
                what: if reach.is_so() {
                    what
                } else {
                    format!("{what} (believed, not so)")
                },
                failed: failed(number),
            }
        })
        .collect()
}

/// Keeps track of findings over a step.
fn follow(tracked: &mut Vec<Tracked>, difference: &FindingsDifference, at: Minute, place: usize) {
    for old in &difference.vanished {
        if let Some(known) = find(tracked, old) {
            known.resolved = Some((at, place));
        }
    }
    for (old, new) in difference.worsened.iter().chain(&difference.eased) {
        if let Some(known) = find(tracked, old) {
            known.finding = new.clone();
        }
    }
    tracked.extend(difference.appeared.iter().map(|finding| Tracked {
        finding: finding.clone(),
        raised: at,
        raised_by: Some(place),
        resolved: None,
    }));
}

/// The open finding that this is, though it may have moved on the map.
fn find<'t>(tracked: &'t mut [Tracked], finding: &Finding) -> Option<&'t mut Tracked> {
    let same = |known: &Tracked| known.resolved.is_none() && known.finding.fingerprint == finding.fingerprint;
    let alike = |known: &Tracked| {
        known.resolved.is_none()
            && known.finding.code == finding.code
            && known.finding.subjects == finding.subjects
    };
    let place = tracked
        .iter()
        .position(same)
        .or_else(|| tracked.iter().position(alike))?;
    tracked.get_mut(place)
}

fn reactions(session: &Session, tracked: &[Tracked]) -> Vec<Reaction> {
    let state = session.state();
    let standing = |place: &usize| !state.withdrawn.contains(place);
    let mut found = Vec::new();
    let mut delivered: Vec<Id<Inject>> = Vec::new();
    for (place, entry) in session.entries().iter().enumerate() {
        let Event::Published(inject) = entry.event else {
            continue;
        };
        if !standing(&place) || delivered.contains(&inject) {
            continue;
        }
        delivered.push(inject);
        let answers = session.entries().iter().enumerate().filter(|(place, entry)| {
            let is_answer = matches!(entry.event, Event::Decided { answers: Some(to), .. } if to == inject);
            is_answer && standing(place)
        });
        let answers: Vec<Minute> = answers.map(|(_, entry)| entry.at).collect();
        let raised: Vec<&Tracked> = tracked
            .iter()
            .filter(|known| known.raised_by == Some(place))
            .collect();
        let ends: Option<Vec<Minute>> = raised
            .iter()
            .map(|known| known.resolved.map(|(at, _)| at))
            .collect();
        found.push(Reaction {
            inject,
            published: entry.at,
            answered: answers.iter().copied().min(),
            decisions: answers.len(),
            raised: raised.len(),
            settled: ends.and_then(|ends| ends.into_iter().max()),
        });
    }
    found
}

fn objectives(session: &Session) -> Vec<Assessed> {
    let state = session.state();
    let of = |objective: &Objective| {
        let listed: Vec<&Inject> = state
            .injects
            .iter()
            .filter(|inject| inject.objectives.contains(&objective.id))
            .collect();
        let was_delivered =
            |inject: &&&Inject| matches!(state.stands.get(&inject.id), Some(Stand::Published(..)));
        let (outcome, text) = state.assessed.get(&objective.id).cloned().unwrap_or_default();
        Assessed {
            objective: objective.id,
            outcome,
            text,
            listed: listed.len(),
            delivered: listed.iter().filter(was_delivered).count(),
        }
    };
    session.exercise().objectives.iter().map(of).collect()
}
