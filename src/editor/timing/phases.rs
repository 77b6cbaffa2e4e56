//! Phases cut in two, joined, moved and put in between.
//!
//! What holds when stays as it was wherever that can be said: whatever named a phase names both halves
//! of it, and after a merge whatever named one of the two is cut to the time of that one. Where no
//! single time can say that (it would have a hole), the merge is refused and names what stands against it.

use crate::drawing::words::{minute_text, name_of};
use crate::model::{AnyId, Edit, Id, Interval, Minute, Phase, Plan, Proof, Sharing, Table, When};

use super::extent::held;

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

/// Makes two phases that meet one, which keeps the earlier one's id, name and kind.
///
/// Whatever named both names the one that stays. Whatever named only one of them keeps its time: it is
/// cut to where that one was. Criteria, tags, notes and the like of both are kept; of two circles of
/// readers the narrower.
///
/// # Errors
/// Where the two do not meet, where an agreement waits for the later one to begin, and where something
/// named one of them and others beyond the other, so that no single time could say when it holds.
pub fn merge_phases(plan: &Plan, one: Id<Phase>, other: Id<Phase>) -> Result<Edit, PhaseError> {
    let (one_phase, other_phase) = (timed(plan, one)?.0, timed(plan, other)?.0);
    let swapped = (other_phase.start, other) < (one_phase.start, one);
    let ((first, earlier), (second, later)) = if swapped {
        ((other, other_phase), (one, one_phase))
    } else {
        ((one, one_phase), (other, other_phase))
    };
    if let Some(end) = earlier.end.filter(|end| *end < later.start) {
        return Err(PhaseError::Apart {
            first: name_of(plan, first.into()),
            end: minute_text(end),
            second: name_of(plan, second.into()),
            start: minute_text(later.start),
        });
    }
    if let Some(agreement) = waiting_for(plan, second) {
        return Err(PhaseError::Awaited {
            agreement,
            phase: name_of(plan, second.into()),
        });
    }
    let merged = merged(earlier, later);
    let label = format!(
        "Merge {} and {}",
        name_of(plan, first.into()),
        name_of(plan, second.into())
    );
    let shrink = Edit::Update((first, merged).into());
    // Times are tried out on the phases as they will be, while the second can still be named.
    let Ok(after) = shrink.apply(plan) else {
        return Err(PhaseError::NoTime(name_of(plan, first.into())));
    };
    let mut changed = Vec::new();
    let mut edits = vec![shrink];
    plan.each_id(&mut |id| {
        let Some(entity) = id.entity_in(plan) else { return };
        let kept =
            entity.with_times(
                &mut |when| match redirected(when, first, second, &plan.phases, &after.phases) {
                    Some(kept) => *when = kept,
                    None => changed.push(id),
                },
            );
        let kept = kept.redirected(second.into(), first.into());
        if kept != entity {
            edits.push(Edit::Update(kept));
        }
    });
    changed.dedup();
    if let Some(what) = listed(plan, &changed) {
        return Err(PhaseError::WouldChange { what });
    }
    edits.push(Edit::Delete(vec![second.into()]));
    Ok(Edit::together(label, edits))
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

/// The time that holds as before once the first phase covers both; `None` where there is none.
fn redirected(
    when: &When,
    first: Id<Phase>,
    second: Id<Phase>,
    before: &Table<Phase>,
    after: &Table<Phase>,
) -> Option<When> {
    let names = |id| when.phases.contains(&id);
    let (in_first, in_second) = (names(first), names(second));
    if !in_first && !in_second {
        return Some(when.clone());
    }
    let mut kept = when.clone();
    if in_first {
        kept.phases.retain(|id| *id != second);
    } else {
        kept.phases
            .iter_mut()
            .filter(|id| **id == second)
            .for_each(|id| *id = first);
    }
    let wanted = held(when, before);
    let mut cut = kept.clone();
    if !in_second {
        let end = before.get(first).and_then(|phase| phase.end);
        cut.until = [cut.until, end].into_iter().flatten().min();
    } else if !in_first {
        cut.from = cut.from.max(before.get(second).map(|phase| phase.start));
    }
    [kept, cut].into_iter().find(|when| held(when, after) == wanted)
}

/// The agreement that waits for a phase to begin.
fn waiting_for(plan: &Plan, phase: Id<Phase>) -> Option<String> {
    let found = plan.agreements.iter().find(|(_, agreement)| {
        agreement
            .preconditions
            .iter()
            .any(|condition| !condition.met && condition.by == Some(Proof::PhaseReached(phase)))
    });
    found.map(|(id, _)| name_of(plan, id.into()))
}

fn listed(plan: &Plan, ids: &[AnyId]) -> Option<String> {
    let first = ids.first().map(|id| name_of(plan, *id))?;
    Some(match ids.len() {
        1 => first,
        2 => format!("{first} and one more object"),
        count => format!("{first} and {} more objects", count - 1),
    })
}

/// Both phases as one.
fn merged(first: &Phase, second: &Phase) -> Phase {
    let mut merged = first.clone();
    merged.end = first.end.zip(second.end).map(|(one, other)| one.max(other));
    add_new(&mut merged.entry, &second.entry);
    add_new(&mut merged.exit, &second.exit);
    add_new(&mut merged.tags, &second.tags);
    add_text(&mut merged.notes, &second.notes);
    add_text(&mut merged.source, &second.source);
    if merged.native_name.is_empty() {
        merged.native_name.clone_from(&second.native_name);
    }
    if merged.foreign_id.is_none() {
        merged.foreign_id.clone_from(&second.foreign_id);
    }
    for (key, value) in &second.extra {
        merged.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    merged.sharing = narrower(&first.sharing, &second.sharing);
    merged
}

fn add_new(list: &mut Vec<String>, more: &[String]) {
    let new = more.iter().filter(|text| !list.contains(text));
    let new: Vec<String> = new.cloned().collect();
    list.extend(new);
}

fn add_text(text: &mut String, more: &str) {
    if more.is_empty() || text == more {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// The one that fewer may see; of two lists of readers those on both.
fn narrower(one: &Sharing, other: &Sharing) -> Sharing {
    let rank = |sharing: &Sharing| match sharing {
        Sharing::All => 0,
        Sharing::Concerned => 1,
        Sharing::Named(_) => 2,
        Sharing::AuthorOnly => 3,
    };
    match (one, other) {
        (Sharing::Named(ours), Sharing::Named(theirs)) => {
            let both = ours.iter().filter(|party| theirs.contains(party));
            Sharing::Named(both.copied().collect())
        }
        _ if rank(other) > rank(one) => other.clone(),
        _ => one.clone(),
    }
}

/// A free name for what follows a phase: `P2b South` after `P2 South`, `Returns (2)` after `Returns`.
fn next_name(plan: &Plan, name: &str) -> String {
    let (word, rest) = numbered(name);
    match word {
        Some(word) => free(plan, |letter| format!("{word}{letter}{rest}")),
        None => counted_name(plan, name),
    }
}

/// A free name for a new phase beside one: `P2b` beside `P2 South`.
fn bare_name(plan: &Plan, name: &str) -> String {
    match numbered(name).0 {
        Some(word) => free(plan, |letter| format!("{word}{letter}")),
        None => counted_name(plan, "New phase"),
    }
}

/// A name's number, without a letter behind it, and what follows: `P2`, ` South`.
fn numbered(name: &str) -> (Option<&str>, &str) {
    let word = name.split_whitespace().next().unwrap_or_default();
    let stem = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    if stem.ends_with(|letter: char| letter.is_ascii_digit()) && word.len() - stem.len() < 2 {
        (Some(stem), name.strip_prefix(word).unwrap_or_default())
    } else {
        (None, name)
    }
}

/// The first of `P2b`, `P2c` … whose first word no other phase has.
fn free(plan: &Plan, name: impl Fn(char) -> String) -> String {
    let taken = |candidate: &str| {
        let word = candidate.split_whitespace().next();
        plan.phases
            .iter()
            .any(|(_, phase)| phase.name.split_whitespace().next() == word)
    };
    let found = ('b'..='z').map(&name).find(|candidate| !taken(candidate));
    found.unwrap_or_else(|| counted_name(plan, &name('z')))
}

fn counted_name(plan: &Plan, name: &str) -> String {
    let taken = |candidate: &String| plan.phases.iter().any(|(_, phase)| phase.name == *candidate);
    (2..=plan.phases.len() + 2)
        .map(|number| format!("{name} ({number})"))
        .find(|candidate| !taken(candidate))
        .unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests;
