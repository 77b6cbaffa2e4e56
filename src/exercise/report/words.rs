//! How a report says times, entries and what became of injects.

use super::super::log::{Event, Outcome};
use super::super::review::Review;
use super::super::scenario::{Cell, Exercise, Inject};
use super::super::session::{Session, Stand};
use crate::checks::Finding;
use crate::model::{Id, Minute, Severity, minute_text};

/// Says a minute as people do, with its date where there is an H-hour.
pub fn time_text(exercise: &Exercise, minute: Minute) -> String {
    let at = exercise.plan.info.h_hour.and_then(|h_hour| h_hour.after(minute));
    match at {
        Some(at) => format!("{}, {}", minute_text(minute), at.date_time_group()),
        None => minute_text(minute),
    }
}

/// Says how long something takes: `2 h 5 min`.
pub fn long(minutes: Minute) -> String {
    let (days, rest) = (minutes / 1440, minutes % 1440);
    let parts = [(days, "d"), (rest / 60, "h"), (rest % 60, "min")];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if said.is_empty() {
        "0 min".to_owned()
    } else {
        said.join(" ")
    }
}

/// One of something, or several.
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// The shape and the word of a severity: the colour says nothing of its own.
pub(super) fn severity_text(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "▲ critical",
        Severity::Major => "● major",
        Severity::Minor => "○ minor",
        Severity::Info => "· information",
    }
}

/// A finding in one line.
pub(super) fn finding_text(finding: &Finding) -> String {
    format!("{} {}", finding.code, finding.title)
}

/// What an inject is called in this session, as it was amended.
pub(super) fn inject_name(session: &Session, id: Id<Inject>) -> String {
    let inject = session.state().inject(id);
    inject.map_or_else(|| id.to_string(), Inject::label)
}

/// The names of cells; where there are none, `nobody`.
pub(super) fn cell_names(exercise: &Exercise, cells: &[Id<Cell>]) -> String {
    let names: Vec<String> = cells.iter().map(|cell| exercise.cell_name(*cell)).collect();
    names.join(", ")
}

/// Says what became of an inject.
pub fn stand_text(session: &Session, inject: &Inject) -> String {
    let (exercise, state) = (session.exercise(), session.state());
    match state.stands.get(&inject.id) {
        Some(Stand::Published(at, 1)) => time_text(exercise, *at),
        Some(Stand::Published(at, times)) => format!("{}, {times} times", time_text(exercise, *at)),
        Some(Stand::Held(Some(until))) => format!("Held until {}", time_text(exercise, *until)),
        Some(Stand::Held(None)) => "Held".to_owned(),
        Some(Stand::Skipped) => match why_skipped(session, inject.id) {
            "" => "Left out".to_owned(),
            why => format!("Left out: {why}"),
        },
        None => match inject.branch {
            Some(branch) if !state.taken.contains(&branch) => "Not delivered: on a way not taken".to_owned(),
            _ => "Not delivered".to_owned(),
        },
    }
}

fn why_skipped(session: &Session, id: Id<Inject>) -> &str {
    let mut entries = session.entries().iter().enumerate().rev();
    let why = entries.find_map(|(place, entry)| match &entry.event {
        Event::Skipped { inject, why } if *inject == id && !session.state().withdrawn.contains(&place) => {
            Some(why.as_str())
        }
        _ => None,
    });
    why.unwrap_or_default()
}

/// What an entry is called where another one speaks of it.
pub(super) fn entry_title(session: &Session, place: usize) -> String {
    let Some(entry) = session.entries().get(place) else {
        return format!("Entry {}", place + 1);
    };
    match &entry.event {
        Event::Published(id) => inject_name(session, *id),
        Event::Decided { cell, text, .. } => match text.lines().next().map(|line| line.trim_end_matches('.'))
        {
            Some(text) if !text.is_empty() => format!("{}: {text}", who(session, *cell)),
            _ => format!("{}: decision", who(session, *cell)),
        },
        event => event.kind().to_owned(),
    }
}

fn who(session: &Session, cell: Option<Id<Cell>>) -> String {
    cell.map_or_else(|| "Control".to_owned(), |cell| session.exercise().cell_name(cell))
}

/// Says an entry of the log, with all that it says itself.
pub fn entry_text(session: &Session, place: usize) -> String {
    let Some(entry) = session.entries().get(place) else {
        return String::new();
    };
    let exercise = session.exercise();
    let inject = |id: &Id<Inject>| inject_name(session, *id);
    let with = |text: String, more: &str| {
        if more.is_empty() {
            text
        } else {
            format!("{text}: {more}")
        }
    };
    match &entry.event {
        Event::Resumed => "The clock runs".to_owned(),
        Event::Paused => "The clock stands".to_owned(),
        Event::Paced(rate) => {
            let minutes = counted(usize::try_from(*rate).unwrap_or(usize::MAX), "minute", "minutes");
            format!("{minutes} of the exercise in a minute of the room")
        }
        Event::Jumped(to) => format!("The clock was set to {}", time_text(exercise, *to)),
        Event::Published(id) => inject(id),
        Event::Held { inject: id, until } => match until {
            Some(until) => format!("{}: until {}", inject(id), time_text(exercise, *until)),
            None => inject(id),
        },
        Event::Skipped { inject: id, why } => with(inject(id), why),
        Event::Amended(amended) => amended.label(),
        Event::Took { branch, taken } => {
            let name = exercise
                .branch(*branch)
                .map_or_else(|| branch.to_string(), |branch| branch.name.clone());
            format!("{name}: {}", if *taken { "taken" } else { "not taken" })
        }
        Event::Decided {
            cell, answers, text, ..
        } => {
            let answer = answers.map(|id| format!(" in answer to {}", inject_name(session, id)));
            with(
                format!("{}{}", who(session, *cell), answer.unwrap_or_default()),
                text,
            )
        }
        Event::Informed(cell) => format!("{} knows the plan as it is", exercise.cell_name(*cell)),
        Event::Noted {
            cell,
            inject: id,
            text,
            ..
        } => {
            let cell = cell.map(|cell| exercise.cell_name(cell));
            let about: Vec<String> = cell
                .into_iter()
                .chain(id.map(|id| inject_name(session, id)))
                .collect();
            if about.is_empty() {
                text.clone()
            } else {
                with(about.join(", "), text)
            }
        }
        Event::Assessed {
            objective,
            outcome,
            text,
        } => {
            let name = exercise
                .objective(*objective)
                .map_or_else(|| objective.to_string(), |of| of.name.clone());
            with(format!("{name}, {}", lower(*outcome)), text)
        }
        Event::Withdrawn { entry, why } => with(format!("Entry {}", u64::from(*entry) + 1), why),
        Event::Pictured { at, caption } => with(
            format!("The map at {} goes into the report", time_text(exercise, *at)),
            caption,
        ),
        Event::Ended => "The exercise is over".to_owned(),
    }
}

fn lower(outcome: Outcome) -> String {
    outcome.title().to_lowercase()
}

/// What an entry did to the plan, a line each; what failed says why.
pub(super) fn done_text(review: &Review, place: usize) -> Vec<String> {
    let moment = review.moments.iter().find(|moment| moment.entry == place);
    let done = moment.map(|moment| moment.done.as_slice()).unwrap_or_default();
    done.iter().map(super::super::review::Done::text).collect()
}
