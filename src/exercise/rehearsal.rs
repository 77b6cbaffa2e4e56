//! The dry run: what the list would do, in order, before the day.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::log::{Entry, Event};
use super::scenario::{Branch, Exercise, Inject};
use super::session::Session;
use crate::model::{Id, Minute};

/// Plays the list as it is planned: the usual ways are taken, every inject is published when it is due, and nobody
/// decides anything. Up to and with minute `until`.
pub fn rehearse(exercise: &Arc<Exercise>, until: Option<Minute>) -> Session {
    let usual = exercise.branches.iter().filter(|branch| branch.is_usual);
    rehearse_with(exercise, until, &usual.map(|branch| branch.id).collect())
}

/// The same, with these ways taken.
pub fn rehearse_with(
    exercise: &Arc<Exercise>,
    until: Option<Minute>,
    taken: &BTreeSet<Id<Branch>>,
) -> Session {
    let mut session = Session::begin(Arc::clone(exercise));
    let mut add = |at: Minute, event: Event| {
        let at = at.max(session.state().at);
        // An entry of our own fits, but where the list names what is not there: then it does nothing.
        let _ = session.add(Entry {
            at,
            room: None,
            event,
        });
    };
    for branch in taken {
        add(
            exercise.starts,
            Event::Took {
                branch: *branch,
                taken: true,
            },
        );
    }
    let mut list: Vec<&Inject> = exercise
        .injects
        .iter()
        .filter(|inject| inject.branch.is_none_or(|branch| taken.contains(&branch)))
        .filter(|inject| until.is_none_or(|until| inject.due <= until))
        .collect();
    list.sort_by_key(|inject| inject.due);
    for inject in list {
        add(inject.due, Event::Published(inject.id));
    }
    session
}
