//! What to do about a corridor that lets too few through in time: open it longer, let more pass.
//!
//! Whether one of these resolves the finding is for the trial run to say; that more people can pass in
//! an hour it cannot know: that stays a next step.

use super::super::rule::Proposal;
use super::super::situation::{Situation, Way, speed_km_per_h};
use super::super::wording;
use crate::model::{AnyEntity, Corridor, CorridorMode, Edit, Interval, Minute, When};

/// What a corridor is short of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) struct Shortage {
    /// The minute by which all have to be through; `None`: by the end.
    pub(in crate::checks) by: Option<Minute>,
    /// Open minutes missing before that.
    pub(in crate::checks) open_minutes: Minute,
    /// Minutes that the longest window must last; 0 where any will do.
    pub(in crate::checks) longest_minutes: Minute,
}

/// Proposes to open a corridor longer: without a break, earlier, or later where nothing presses.
pub(in crate::checks) fn open_longer(way: &Way<'_>, shortage: Shortage) -> Vec<Proposal> {
    let windows: Vec<Interval> = way.cut_windows().collect();
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
        return first_window(way, shortage).into_iter().collect();
    };
    let name = way.name();
    let mut proposals = Vec::new();
    if let (Some(from), Some(until)) = (first.from, shortage.by.or(last.until))
        && windows.len() > 1
        && from < until
    {
        let title = format!(
            "Keep {name} open from {} until {}",
            wording::minute(from),
            wording::minute(until)
        );
        let corridor = opened(way, from, until);
        proposals.push(Proposal::resolving("keep-open", title, update(way, corridor)));
    }
    // A window before the first or after the last makes it longer too.
    let wanted = |window: &Interval| {
        let grown = shortage
            .longest_minutes
            .saturating_sub(window.minutes().unwrap_or(0));
        whole_hours(shortage.open_minutes.max(grown))
    };
    if let Some(from) = first.from {
        let earlier = wanted(first);
        let title = format!(
            "Open {name} {} h earlier",
            wording::grouped((earlier / 60) as f64)
        );
        let corridor = opened(way, from.saturating_sub(earlier), from);
        proposals.push(Proposal::resolving("open-earlier", title, update(way, corridor)));
    }
    if let Some(until) = last.until
        && (shortage.by.is_none() || shortage.open_minutes == 0)
    {
        let later = wanted(last);
        let title = format!(
            "Keep {name} open {} h longer",
            wording::grouped((later / 60) as f64)
        );
        let corridor = opened(way, until, until.saturating_add(later));
        proposals.push(Proposal::resolving("open-longer", title, update(way, corridor)));
    }
    proposals
}

/// Proposes the window of a corridor that never opens: the last hours before all have to be through.
fn first_window(way: &Way<'_>, shortage: Shortage) -> Option<Proposal> {
    let until = shortage.by?;
    let lasts = whole_hours(shortage.open_minutes.max(shortage.longest_minutes));
    let from = until.saturating_sub(lasts);
    let title = format!(
        "Open {} from {} until {}",
        way.name(),
        wording::minute(from),
        wording::minute(until)
    );
    let corridor = opened(way, from, until);
    Some(Proposal::resolving("open-first", title, update(way, corridor)))
}

/// Proposes to let as many pass in an hour as are to be through, while it is open as it is.
pub(in crate::checks) fn let_more_through(way: &Way<'_>, by: Option<Minute>) -> Option<Proposal> {
    let people = u64::from(way.corridor.expected_people?);
    let minutes = u64::try_from(way.open_minutes_before(by)?)
        .ok()
        .filter(|minutes| *minutes > 0)?;
    let rate = u32::try_from((people * 60).div_ceil(minutes)).ok()?;
    let mut corridor = way.corridor.clone();
    corridor.people_per_hour = Some(rate);
    let title = format!(
        "Find transport and lanes for {} people an hour on {}",
        wording::grouped(f64::from(rate)),
        way.name()
    );
    Some(Proposal::next_step(
        "let-more-through",
        title,
        update(way, corridor),
    ))
}

/// Proposes vehicles for a way that is too long on foot, where they make it in its longest window.
pub(in crate::checks) fn by_vehicle(situation: &Situation<'_>, way: &Way<'_>) -> Option<Proposal> {
    let limits = situation.thresholds();
    let faster = speed_km_per_h(CorridorMode::Vehicle, limits) > speed_km_per_h(way.corridor.mode, limits);
    if way.corridor.mode != CorridorMode::Foot || !faster {
        return None;
    }
    let mut corridor = way.corridor.clone();
    corridor.mode = CorridorMode::Vehicle;
    let title = format!("Find vehicles for {}", way.name());
    Some(Proposal::next_step("take-vehicles", title, update(way, corridor)))
}

/// Returns the corridor with another window.
fn opened(way: &Way<'_>, from: Minute, until: Minute) -> Corridor {
    let mut corridor = way.corridor.clone();
    if corridor.windows.is_empty() {
        // No window means always: once there is one, that has to be said.
        corridor.windows.extend(way.cut_windows().map(|window| When {
            phases: Vec::new(),
            from: window.from,
            until: window.until,
        }));
    }
    corridor.windows.push(When {
        phases: Vec::new(),
        from: Some(from),
        until: Some(until),
    });
    corridor
}

fn update(way: &Way<'_>, corridor: Corridor) -> Edit {
    Edit::Update(AnyEntity::from((way.id, corridor)))
}

/// Rounds minutes up to whole hours.
fn whole_hours(minutes: Minute) -> Minute {
    minutes.clamp(0, Minute::from(i32::MAX)).saturating_add(59) / 60 * 60
}
