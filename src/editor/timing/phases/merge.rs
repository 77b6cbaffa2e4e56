//! Two phases made one, with whatever names either of them.

use super::super::extent::held;
use super::{PhaseError, timed};
use crate::drawing::words::{minute_text, name_of};
use crate::model::{AnyId, Edit, Id, Phase, Plan, Proof, Sharing, Table, When};

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
