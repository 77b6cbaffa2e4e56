//! Exercises and what may happen in them: plausible enough to be played, not meaningful.

use std::sync::Arc;

use crate::exercise::{
    Branch, Cell, CellKind, Effect, Entry, Event, Exercise, Inject, Method, NoteKind, Objective, Outcome,
    Reach, Session,
};
use crate::geometry::Geometry;
use crate::model::{Edit, Id, Lettered, Minute, Plan};

use super::values::{instant, maybe, one, several, some_text, text, whole, word};
use super::{Chance, Size, edit, plan};

/// Makes an exercise of some cells, objectives, branches and injects on a generated plan.
pub fn exercise(chance: &mut Chance, size: Size) -> Exercise {
    let plan = plan(chance, size);
    let mut exercise = Exercise::on(new_id(chance), Arc::new(plan));
    exercise.title = some_text(chance);
    exercise.notes = text(chance);
    exercise.author = text(chance);
    exercise.rate = whole(chance).max(1);
    for _ in 0..=size.rows {
        let plays = maybe(chance, 60, |chance| one(chance, &exercise.plan)).flatten();
        exercise.cells.push(Cell {
            id: new_id(chance),
            name: some_text(chance),
            kind: word(chance, CellKind::ALL),
            plays,
            brief: text(chance),
        });
        exercise.objectives.push(Objective {
            id: new_id(chance),
            name: some_text(chance),
            criteria: text(chance),
        });
    }
    for _ in 0..chance.below(3) {
        exercise.branches.push(Branch {
            id: new_id(chance),
            name: some_text(chance),
            is_usual: chance.happens(50),
        });
    }
    for number in 0..size.rows * 3 {
        let inject = inject(chance, &exercise, number);
        exercise.injects.push(inject);
    }
    exercise.sort();
    exercise
}

fn new_id<E: Lettered>(chance: &mut Chance) -> Id<E> {
    Id::from_bits(chance.bits())
}

fn pick<T, I: Copy>(chance: &mut Chance, all: &[T], id: impl Fn(&T) -> I) -> Option<I> {
    chance.pick(all).map(id)
}

fn some<T, I: Copy + PartialEq>(chance: &mut Chance, all: &[T], id: impl Fn(&T) -> I) -> Vec<I> {
    let mut found = Vec::new();
    for one in several(chance, 3, |chance| pick(chance, all, &id))
        .into_iter()
        .flatten()
    {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// A time within the exercise, or near it.
fn due(chance: &mut Chance, exercise: &Exercise) -> Minute {
    let span = u64::try_from(exercise.ends - exercise.starts).unwrap_or(1).max(1);
    exercise.starts + i64::try_from(chance.below(span)).unwrap_or(0)
}

/// An edit that a file can keep: without a shape that has no point.
fn kept(chance: &mut Chance, plan: &Plan) -> Edit {
    let mut proposed = edit(chance, plan);
    while has_no_point(&proposed) {
        proposed = edit(chance, plan);
    }
    proposed
}

fn has_no_point(edit: &Edit) -> bool {
    match edit {
        Edit::Reshape { to, .. } => match to {
            Geometry::Point(_) => false,
            Geometry::Path(path) => path.points.is_empty(),
            Geometry::Area(area) => area.parts.is_empty() || area.rings().any(|ring| ring.points.is_empty()),
        },
        Edit::Together { edits, .. } => edits.iter().any(has_no_point),
        _ => false,
    }
}

fn inject(chance: &mut Chance, exercise: &Exercise, number: usize) -> Inject {
    let mut inject = Inject::new(new_id(chance), (number + 1).to_string(), due(chance, exercise));
    inject.title = some_text(chance);
    inject.from = text(chance);
    inject.to = some(chance, &exercise.cells, |cell| cell.id);
    inject.controller = text(chance);
    inject.method = word(chance, Method::ALL);
    inject.text = text(chance);
    inject.expected = text(chance);
    inject.objectives = some(chance, &exercise.objectives, |objective| objective.id);
    inject.notes = text(chance);
    inject.attachments = several(chance, 2, some_text);
    inject.after = maybe(chance, 30, |chance| {
        pick(chance, &exercise.injects, |inject| inject.id)
    })
    .flatten();
    inject.branch = maybe(chance, 30, |chance| {
        pick(chance, &exercise.branches, |branch| branch.id)
    })
    .flatten();
    inject.effects = several(chance, 3, |chance| Effect {
        edit: kept(chance, &exercise.plan),
        reach: word(chance, Reach::ALL),
    });
    inject
}

/// Proposes something that happens next; some of it does not fit.
pub fn entry(chance: &mut Chance, session: &Session) -> Entry {
    let state = session.state();
    let step = i64::try_from(chance.below(400)).unwrap_or(0);
    let at = if chance.happens(4) {
        state.at - 1
    } else {
        state.at + step
    };
    let event = event(chance, session, at);
    Entry {
        at,
        room: maybe(chance, 50, instant).flatten(),
        event,
    }
}

fn event(chance: &mut Chance, session: &Session, at: Minute) -> Event {
    let (exercise, state) = (session.exercise(), session.state());
    let inject = pick(chance, &state.injects, |inject| inject.id);
    let cell = pick(chance, &exercise.cells, |cell| cell.id);
    let note = |chance: &mut Chance| Event::Noted {
        cell,
        inject: maybe(chance, 50, |_| inject).flatten(),
        kind: word(chance, NoteKind::ALL),
        text: some_text(chance),
    };
    let proposed = match chance.below(16) {
        0 => Some(Event::Resumed),
        1 => Some(Event::Paused),
        2 => Some(Event::Paced(whole(chance))),
        3 => Some(Event::Jumped(at + i64::from(whole(chance) % 100) - 5)),
        4 => inject.map(|inject| Event::Held {
            inject,
            until: maybe(chance, 50, |_| at + 60),
        }),
        5 => inject.map(|inject| Event::Skipped {
            inject,
            why: text(chance),
        }),
        6 => Some(Event::Amended(Box::new(amended(chance, session)))),
        7 => pick(chance, &exercise.branches, |branch| branch.id).map(|branch| Event::Took {
            branch,
            taken: chance.happens(70),
        }),
        8 | 9 => Some(Event::Decided {
            cell,
            answers: maybe(chance, 60, |_| inject).flatten(),
            text: text(chance),
            edits: several(chance, 2, |chance| kept(chance, &state.truth)),
            reach: word(chance, Reach::ALL),
        }),
        10 => cell.map(Event::Informed),
        11 => pick(chance, &exercise.objectives, |objective| objective.id).map(|objective| Event::Assessed {
            objective,
            outcome: word(chance, Outcome::ALL),
            text: text(chance),
        }),
        12 => Some(Event::Withdrawn {
            entry: chance.below(session.entries().len() as u64 + 1) as u32,
            why: text(chance),
        }),
        13 if chance.happens(5) => Some(Event::Ended),
        _ => inject.map(Event::Published),
    };
    proposed.unwrap_or_else(|| note(chance))
}

/// An inject as it was changed on the fly, or a new one.
fn amended(chance: &mut Chance, session: &Session) -> Inject {
    let number = session.state().injects.len();
    let mut made = inject(chance, session.exercise(), number);
    if let Some(known) = chance.pick(&session.state().injects)
        && chance.happens(70)
    {
        made.id = known.id;
        made.serial.clone_from(&known.serial);
    }
    made
}

/// Makes an exercise and plays so many of the things that may happen; what does not fit is left out.
pub fn session(chance: &mut Chance, size: Size, entries: usize) -> Session {
    let mut session = Session::begin(Arc::new(exercise(chance, size)));
    for _ in 0..entries {
        let next = entry(chance, &session);
        // What does not fit changes nothing.
        drop(session.add(next));
    }
    session
}
