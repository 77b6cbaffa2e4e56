//! What to do about time: let a sector hold longer, or from earlier on.
//!
//! Whether that resolves anything, and what it does to others, is for the trial run to say.

use super::super::situation::{Ground, Situation};
use crate::model::{AnyEntity, Edit, Minute, When};

/// Returns the edit that lets a sector, which holds without a break, hold until a minute.
pub(in crate::checks) fn hold_until(
    situation: &Situation<'_>,
    ground: &Ground<'_>,
    until: Minute,
) -> Option<Edit> {
    let mut when = in_minutes(situation, ground)?;
    when.until = Some(until);
    Some(retimed(ground, when))
}

/// Returns the edit that lets a sector, which holds without a break, hold from a minute on.
pub(in crate::checks) fn hold_from(
    situation: &Situation<'_>,
    ground: &Ground<'_>,
    from: Minute,
) -> Option<Edit> {
    let mut when = in_minutes(situation, ground)?;
    when.from = Some(from);
    Some(retimed(ground, when))
}

/// Returns when a sector holds, in minutes where it names phases; `None` where it holds with breaks.
fn in_minutes(situation: &Situation<'_>, ground: &Ground<'_>) -> Option<When> {
    let [run] = ground.spans.runs() else {
        return None;
    };
    if ground.sector.when.phases.is_empty() {
        return Some(ground.sector.when.clone());
    }
    let interval = situation.interval_of(run);
    Some(When {
        phases: Vec::new(),
        from: interval.from,
        until: interval.until,
    })
}

fn retimed(ground: &Ground<'_>, when: When) -> Edit {
    let mut sector = ground.sector.clone();
    sector.when = when;
    Edit::Update(AnyEntity::from((ground.id, sector)))
}
