//! Phases cut in two, joined, moved and put in between.
//!
//! What holds when stays as it was wherever that can be said: whatever named a phase names both halves
//! of it, and after a merge whatever named one of the two is cut to the time of that one. Where no
//! single time can say that (it would have a hole), the merge is refused and names what stands against it.

mod merge;
mod naming;
#[cfg(test)]
mod tests;

use crate::drawing::words::{minute_text, name_of};
use crate::model::{Edit, Id, Interval, Minute, Phase, Plan, When};

pub use merge::merge_phases;
use naming::{bare_name, next_name};

/// Minutes of a new phase, and of what is cut off an open one: a day.
const DAY: Minute = 24 * 60;

/// One of the two ends of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// What becomes of the phases that touch one that is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Neighbours {
    /// They stay joined: their edge moves along.
    Follow,
    /// They stay where they are, and leave a gap.
    Stay,
}

/// On which side of a phase another is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// Why phases cannot be changed so. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhaseError {
    /// The plan does not have it, or it ends before it starts.
    #[error("{0} has no time of its own; give it a start and a later end first")]
    NoTime(String),
    /// It is cut outside its time.
    #[error("{name} can be split between {from} and {until}")]
    Outside {
        /// The phase.
        name: String,
        /// The first minute it can be cut at.
        from: String,
        /// The last.
        until: String,
    },
    /// An edge or a phase is moved over another, or over its own other end.
    #[error("{name} can go from {from} to {until} and no further")]
    Beyond {
        /// What is moved.
        name: String,
        /// The earliest place.
        from: String,
        /// The latest place.
        until: String,
    },
    /// There is time between the two that neither of them has.
    #[error("{first} ends at {end} and {second} begins at {start}: phases can be merged where they meet")]
    Apart {
        /// The earlier phase.
        first: String,
        /// Where it ends.
        end: String,
        /// The later phase.
        second: String,
        /// Where it begins.
        start: String,
    },
    /// Something holds in one of the two and in other phases such that no single time says so afterwards.
    #[error("{what} would hold at other times than now; name both phases for it or neither, then merge them")]
    WouldChange {
        /// What.
        what: String,
    },
    /// An agreement waits for the later of the two to begin.
    #[error("{agreement} waits until {phase} has begun; change that precondition, then merge them")]
    Awaited {
        /// Which agreement.
        agreement: String,
        /// The later phase.
        phase: String,
    },
    /// A phase without end has nothing after it.
    #[error("{0} has no end; give it one, or split it")]
    Open(String),
}

/// Cuts a phase in two at a minute inside it; the later half is `new`. Whatever names the phase names
/// both halves afterwards, so it holds exactly when it did.
///
/// The first half keeps name, id and what must hold to enter; the second takes what must hold to leave.
pub fn split_phase(plan: &Plan, id: Id<Phase>, at: Minute, new: Id<Phase>) -> Result<Edit, PhaseError> {
    let (phase, _) = timed(plan, id)?;
    let inside = phase.start < at && phase.end.is_none_or(|end| at < end);
    if !inside {
        return Err(PhaseError::Outside {
            name: name_of(plan, id.into()),
            from: minute_text(phase.start.saturating_add(1)),
            until: phase.end.map_or_else(
                || "any later minute".to_owned(),
                |end| minute_text(end.saturating_sub(1)),
            ),
        });
    }
    let mut first = phase.clone();
    let second = Phase {
        name: next_name(plan, &phase.name),
        end: phase.end,
        kind: phase.kind,
        exit: std::mem::take(&mut first.exit),
        tags: phase.tags.clone(),
        source: phase.source.clone(),
        sharing: phase.sharing.clone(),
        ..Phase::new(at)
    };
    first.end = Some(at);
    let mut edits = vec![
        Edit::Create((new, second).into()),
        Edit::Update((id, first).into()),
    ];
    edits.extend(retimed(plan, &mut |when| {
        if when.phases.contains(&id) {
            let both = when.phases.iter().flat_map(|named| {
                let second = (*named == id).then_some(new);
                std::iter::once(*named).chain(second)
            });
            when.phases = both.collect();
        }
    }));
    Ok(Edit::together(
        format!("Split {}", name_of(plan, id.into())),
        edits,
    ))
}

/// Moves one edge of a phase to a minute.
///
/// # Errors
/// Where that is outside [`edge_range`].
pub fn move_phase_edge(
    plan: &Plan,
    id: Id<Phase>,
    edge: Edge,
    to: Minute,
    neighbours: Neighbours,
) -> Result<Edit, PhaseError> {
    let (phase, _) = timed(plan, id)?;
    let name = name_of(plan, id.into());
    let word = match edge {
        Edge::Start => "start",
        Edge::End => "end",
    };
    let range = edge_range(plan, id, edge, neighbours);
    if !within(range, to) {
        return Err(beyond(format!("the {word} of {name}"), range));
    }
    let (moved, joined) = match edge {
        Edge::Start => (
            Phase {
                start: to,
                ..phase.clone()
            },
            touching(plan, id, Edge::End, Some(phase.start)),
        ),
        Edge::End => (
            Phase {
                end: Some(to),
                ..phase.clone()
            },
            touching(plan, id, Edge::Start, phase.end),
        ),
    };
    let mut edits = vec![Edit::Update((id, moved).into())];
    if neighbours == Neighbours::Follow {
        edits.extend(joined.into_iter().map(|(other, neighbour)| {
            let mut neighbour = neighbour.clone();
            match edge {
                Edge::Start => neighbour.end = Some(to),
                Edge::End => neighbour.start = to,
            }
            Edit::Update((other, neighbour).into())
        }));
    }
    Ok(Edit::together(format!("Move {word} of {name}"), edits))
}

/// Returns the first and the last minute that an edge can be moved to: a phase keeps a minute of its own,
/// and so does a neighbour that follows; no phase is moved into another. `None`: no limit.
pub fn edge_range(
    plan: &Plan,
    id: Id<Phase>,
    edge: Edge,
    neighbours: Neighbours,
) -> (Option<Minute>, Option<Minute>) {
    let Some(phase) = plan.phases.get(id) else {
        return (Some(0), Some(0));
    };
    match edge {
        Edge::Start => (
            earliest(plan, id, phase.start, neighbours),
            phase.end.map(|end| end.saturating_sub(1)),
        ),
        Edge::End => (
            Some(phase.start.saturating_add(1)),
            phase.end.and_then(|end| latest(plan, id, end, neighbours)),
        ),
    }
}

/// Moves a phase as a whole by that many minutes.
///
/// # Errors
/// Where that is outside [`shift_range`].
pub fn shift_phase(
    plan: &Plan,
    id: Id<Phase>,
    by: Minute,
    neighbours: Neighbours,
) -> Result<Edit, PhaseError> {
    let (phase, _) = timed(plan, id)?;
    let name = name_of(plan, id.into());
    let (from, until) = shift_range(plan, id, neighbours);
    if !within((from, until), by) {
        let at = |by: Minute| phase.start.saturating_add(by);
        return Err(beyond(
            format!("the start of {name}"),
            (from.map(at), until.map(at)),
        ));
    }
    let start = phase.start.saturating_add(by);
    let end = phase.end.map(|end| end.saturating_add(by));
    let moved = Phase {
        start,
        end,
        ..phase.clone()
    };
    let mut edits = vec![Edit::Update((id, moved).into())];
    if neighbours == Neighbours::Follow {
        for (other, neighbour) in touching(plan, id, Edge::End, Some(phase.start)) {
            let neighbour = Phase {
                end: Some(start),
                ..neighbour.clone()
            };
            edits.push(Edit::Update((other, neighbour).into()));
        }
        for (other, neighbour) in touching(plan, id, Edge::Start, phase.end) {
            let neighbour = Phase {
                start: end.unwrap_or(neighbour.start),
                ..neighbour.clone()
            };
            edits.push(Edit::Update((other, neighbour).into()));
        }
    }
    Ok(Edit::together(format!("Move {name}"), edits))
}

/// Returns by how many minutes a phase can be moved at least (negative: earlier) and at most; `None`: no
/// limit.
pub fn shift_range(plan: &Plan, id: Id<Phase>, neighbours: Neighbours) -> (Option<Minute>, Option<Minute>) {
    let Some(phase) = plan.phases.get(id) else {
        return (Some(0), Some(0));
    };
    let from = earliest(plan, id, phase.start, neighbours);
    let until = phase.end.and_then(|end| {
        let latest = latest(plan, id, end, neighbours)?;
        Some(latest.saturating_sub(end))
    });
    (from.map(|from| from.saturating_sub(phase.start)), until)
}

/// Adds a phase of a day beside another, in the gap there where there is one; else the phases after it
/// move later to make room. Nothing that is said by the minute moves along, and nothing names the new
/// phase yet.
///
/// # Errors
/// Where it would come after a phase without end.
pub fn insert_phase(plan: &Plan, beside: Id<Phase>, side: Side, new: Id<Phase>) -> Result<Edit, PhaseError> {
    let (phase, _) = timed(plan, beside)?;
    let name = name_of(plan, beside.into());
    let others = || plan.phases.iter().filter(|(id, _)| *id != beside);
    let (start, room) = match side {
        Side::After => {
            let start = phase.end.ok_or_else(|| PhaseError::Open(name.clone()))?;
            let next = others()
                .map(|(_, other)| other.start)
                .filter(|other| *other >= start);
            (start, next.min().map(|next| next - start))
        }
        Side::Before => {
            let before = others().filter(|(_, other)| other.start < phase.start);
            let end = before.map(|(_, other)| other.end.unwrap_or(phase.start)).max();
            let gap = end.map(|end| phase.start.saturating_sub(end));
            match gap {
                Some(gap) if gap > 0 => (phase.start - gap.min(DAY), Some(gap)),
                Some(_) => (phase.start, Some(0)),
                None => (phase.start.saturating_sub(DAY), None),
            }
        }
    };
    let length = room.filter(|room| *room > 0).map_or(DAY, |room| room.min(DAY));
    let mut edits = Vec::new();
    if room == Some(0) {
        for (id, other) in plan.phases.iter().filter(|(_, other)| other.start >= start) {
            let later = Phase {
                start: other.start.saturating_add(length),
                end: other.end.map(|end| end.saturating_add(length)),
                ..other.clone()
            };
            edits.push(Edit::Update((id, later).into()));
        }
    }
    let added = Phase {
        name: bare_name(plan, &phase.name),
        end: Some(start.saturating_add(length)),
        kind: phase.kind,
        ..Phase::new(start)
    };
    edits.push(Edit::Create((new, added).into()));
    let word = match side {
        Side::Before => "before",
        Side::After => "after",
    };
    Ok(Edit::together(format!("Add phase {word} {name}"), edits))
}

/// Returns the minute in the middle of a phase, to the full hour where there is room; of an open one a
/// day after its start. `None` where it cannot be cut.
pub fn middle(phase: &Phase) -> Option<Minute> {
    let Some(end) = phase.end else {
        return phase.start.checked_add(DAY);
    };
    let middle = phase.start.checked_add(end.checked_sub(phase.start)? / 2)?;
    let hour = (middle + 30).div_euclid(60) * 60;
    [hour, middle]
        .into_iter()
        .find(|at| phase.start < *at && *at < end)
}

/// The phase with its time; only one that has some can be changed.
fn timed(plan: &Plan, id: Id<Phase>) -> Result<(&Phase, Interval), PhaseError> {
    let none = || PhaseError::NoTime(name_of(plan, id.into()));
    let phase = plan.phases.get(id).ok_or_else(none)?;
    let interval = phase.interval().ok_or_else(none)?;
    Ok((phase, interval))
}

/// The other phases of which that edge lies at a minute.
fn touching(plan: &Plan, id: Id<Phase>, edge: Edge, at: Option<Minute>) -> Vec<(Id<Phase>, &Phase)> {
    let others = plan.phases.iter().filter(|(other, phase)| {
        *other != id
            && at.is_some()
            && phase.interval().is_some()
            && match edge {
                Edge::Start => Some(phase.start) == at,
                Edge::End => phase.end == at,
            }
    });
    others.collect()
}

/// The earliest minute that a phase which starts at `start` can start at.
fn earliest(plan: &Plan, id: Id<Phase>, start: Minute, neighbours: Neighbours) -> Option<Minute> {
    let others = plan.phases.iter().filter(|(other, _)| *other != id);
    let limits = others.filter_map(|(_, other)| {
        let end = other.end.filter(|end| *end <= start && other.start < *end)?;
        let follows = end == start && neighbours == Neighbours::Follow;
        Some(if follows {
            other.start.saturating_add(1)
        } else {
            end
        })
    });
    limits.max()
}

/// The latest minute that a phase which ends at `end` can end at.
fn latest(plan: &Plan, id: Id<Phase>, end: Minute, neighbours: Neighbours) -> Option<Minute> {
    let others = plan
        .phases
        .iter()
        .filter(|(other, phase)| *other != id && phase.start >= end);
    let limits = others.filter_map(|(_, other)| {
        if other.start == end && neighbours == Neighbours::Follow {
            other.end.map(|end| end.saturating_sub(1))
        } else {
            Some(other.start)
        }
    });
    limits.min()
}

fn within((from, until): (Option<Minute>, Option<Minute>), value: Minute) -> bool {
    from.is_none_or(|from| from <= value) && until.is_none_or(|until| value <= until)
}

fn beyond(name: String, (from, until): (Option<Minute>, Option<Minute>)) -> PhaseError {
    let text = |minute: Option<Minute>| minute.map_or_else(|| "any minute".to_owned(), minute_text);
    PhaseError::Beyond {
        name,
        from: text(from),
        until: text(until),
    }
}

/// The updates of everything whose times the function changes.
fn retimed(plan: &Plan, change: &mut dyn FnMut(&mut When)) -> Vec<Edit> {
    let mut edits = Vec::new();
    plan.each_id(&mut |id| {
        let Some(entity) = id.entity_in(plan) else { return };
        let mut differs = false;
        let after = entity.with_times(&mut |when| {
            let before = when.clone();
            change(when);
            differs |= *when != before;
        });
        if differs {
            edits.push(Edit::Update(after));
        }
    });
    edits
}
