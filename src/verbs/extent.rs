//! When a time holds, and the time that holds in one phase more or less.
//!
//! A [`When`] has one list of phases and one pair of minutes, so not everything can be said with it. What
//! cannot be said exactly is not said: the functions return `None` rather than a time that claims more or
//! less. Times are compared within the plan's span, beyond which nothing is judged.

use crate::model::{Id, Interval, Minute, Phase, Plan, Table, When};

/// How much of a phase a time holds in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing of it.
    None,
    /// A part.
    Part,
    /// All of it.
    Whole,
}

/// Returns when a time holds: its intervals joined where they touch, in order.
pub fn held(when: &When, phases: &Table<Phase>) -> Vec<Interval> {
    joined(when.intervals(phases))
}

/// Returns how much of a phase a time holds in; nothing of one that ends before it starts.
pub fn extent_in(when: &When, phase: &Phase, phases: &Table<Phase>) -> Extent {
    extent_of(&held(when, phases), phase)
}

/// Returns how much of a phase lies in these intervals, which are in order and do not touch.
pub fn extent_of(held: &[Interval], phase: &Phase) -> Extent {
    let Some(whole) = phase.interval() else {
        return Extent::None;
    };
    let parts: Vec<Interval> = held
        .iter()
        .filter_map(|interval| interval.intersection(whole))
        .collect();
    match parts.as_slice() {
        [] => Extent::None,
        [part] if *part == whole => Extent::Whole,
        _ => Extent::Part,
    }
}

/// Returns the time that holds in a phase too, and else when it did; `None` where no time says that.
pub fn with_phase(plan: &Plan, when: &When, id: Id<Phase>) -> Option<When> {
    let interval = plan.phases.get(id)?.interval()?;
    let before = held(when, &plan.phases);
    let wanted = joined(before.iter().copied().chain([interval]).collect());
    let mut named = when.clone();
    if !named.phases.is_empty() && !named.phases.contains(&id) {
        let start = interval.from;
        let starts = |other: &Id<Phase>| plan.phases.get(*other).map(|phase| phase.start);
        let place = named.phases.iter().rposition(|other| starts(other) < start);
        named.phases.insert(place.map_or(0, |place| place + 1), id);
    }
    let limits = |from: Option<Minute>, until: Option<Minute>| When {
        from,
        until,
        ..named.clone()
    };
    let longer = limits(
        when.from.and_then(|from| Some(from.min(interval.from?))),
        when.until.and_then(|until| Some(until.max(interval.until?))),
    );
    let mut candidates = vec![
        named.clone(),
        limits(when.from, None),
        limits(None, when.until),
        limits(None, None),
    ];
    if when.phases.is_empty() {
        candidates = vec![longer];
    }
    candidates.push(all_inside(plan, &wanted));
    first_that_holds(plan, candidates, &wanted)
}

/// Returns the time that does not hold in a phase and else when it did; `None` where no time says that,
/// as where it holds at no other time.
pub fn without_phase(plan: &Plan, when: &When, id: Id<Phase>) -> Option<When> {
    let interval = plan.phases.get(id)?.interval()?;
    let before = held(when, &plan.phases);
    let wanted: Vec<Interval> = before
        .iter()
        .flat_map(|held| around(*held, interval))
        .flatten()
        .collect();
    if clipped(plan, &wanted).is_empty() {
        return None;
    }
    let mut named = when.clone();
    named.phases.retain(|other| *other != id);
    let mut candidates = Vec::new();
    if !named.phases.is_empty() {
        candidates.push(named.clone());
    }
    let whole = all_inside(plan, &wanted);
    if !whole.phases.is_empty() {
        candidates.push(whole);
    }
    let base = if named.phases.is_empty() { when } else { &named };
    candidates.push(When {
        from: base.from.max(interval.until),
        ..base.clone()
    });
    candidates.push(When {
        until: [base.until, interval.from].into_iter().flatten().min(),
        ..base.clone()
    });
    first_that_holds(plan, candidates, &wanted)
}

/// Returns a time that holds in these intervals and at no other; `None` where no time says that.
pub fn when_of(plan: &Plan, wanted: &[Interval]) -> Option<When> {
    let wanted = joined(wanted.to_vec());
    let (first, last) = (wanted.first()?, wanted.last()?);
    let limited = |phases: When| When {
        from: first.from,
        until: last.until,
        ..phases
    };
    let inside = all_inside(plan, &wanted);
    let met = plan.phases_in_order().into_iter().filter(|(_, phase)| {
        let interval = phase.interval();
        wanted.iter().any(|wanted| {
            interval
                .and_then(|interval| interval.intersection(*wanted))
                .is_some()
        })
    });
    let met = When::in_phases(met.map(|(id, _)| id));
    let named = [inside, limited(met)]
        .into_iter()
        .filter(|when| !when.phases.is_empty());
    let candidates = named.chain([limited(When::always())]).collect();
    first_that_holds(plan, candidates, &wanted)
}

/// Returns when both of two times hold.
pub fn common(plan: &Plan, one: &When, other: &When) -> Vec<Interval> {
    let others = held(other, &plan.phases);
    let own = held(one, &plan.phases);
    let both = own
        .iter()
        .flat_map(|one| others.iter().filter_map(|other| one.intersection(*other)));
    joined(clipped(plan, &both.collect::<Vec<_>>()))
}

/// Returns when a time holds outside these intervals, within the plan's span.
pub fn rest(plan: &Plan, when: &When, taken: &[Interval]) -> Vec<Interval> {
    let mut left = clipped(plan, &held(when, &plan.phases));
    for taken in taken {
        left = left
            .iter()
            .flat_map(|held| around(*held, *taken))
            .flatten()
            .collect();
    }
    left
}

/// What of an interval lies before and after another.
fn around(held: Interval, taken: Interval) -> [Option<Interval>; 2] {
    let earlier = taken.from.map(|from| Interval {
        from: None,
        until: Some(from),
    });
    let later = taken.until.map(|until| Interval {
        from: Some(until),
        until: None,
    });
    [earlier, later].map(|side| side.and_then(|side| held.intersection(side)))
}

/// The first of these times that holds as wanted within the plan's span.
fn first_that_holds(plan: &Plan, candidates: Vec<When>, wanted: &[Interval]) -> Option<When> {
    let wanted = clipped(plan, wanted);
    candidates
        .into_iter()
        .find(|when| clipped(plan, &held(when, &plan.phases)) == wanted)
}

/// The time that names every phase which lies inside these intervals.
fn all_inside(plan: &Plan, held: &[Interval]) -> When {
    let order = plan.phases_in_order();
    let inside = order
        .iter()
        .filter(|(_, phase)| extent_of(held, phase) == Extent::Whole);
    When::in_phases(inside.map(|(id, _)| *id))
}

/// What lies between the first phase's start and the latest end; all of it where there are no phases.
fn clipped(plan: &Plan, held: &[Interval]) -> Vec<Interval> {
    let spans = || plan.phases.iter().filter_map(|(_, phase)| phase.interval());
    let open = spans().any(|span| span.until.is_none());
    let span = Interval {
        from: spans().filter_map(|span| span.from).min(),
        until: spans().filter_map(|span| span.until).max().filter(|_| !open),
    };
    held.iter()
        .filter_map(|interval| interval.intersection(span))
        .collect()
}

/// Intervals in order, joined where they touch.
pub fn joined(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut joined: Vec<Interval> = Vec::new();
    for next in intervals {
        match joined.last_mut() {
            Some(last) if last.until.is_none_or(|until| next.from <= Some(until)) => {
                last.until = last.until.and_then(|until| next.until.map(|end| end.max(until)));
            }
            _ => joined.push(next),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnyId, Edit};
    use crate::testing::{Chance, generate};

    /// Phases of an hour, one after the other.
    fn plan(count: u64) -> Plan {
        (0..count).fold(Plan::empty(Id::from_bits(1)), |plan, place| {
            let start = place as Minute * 60;
            let phase = Phase {
                end: Some(start + 60),
                ..Phase::new(start)
            };
            Edit::Create((phase_id(place), phase).into())
                .apply(&plan)
                .unwrap()
        })
    }

    fn phase_id(place: u64) -> Id<Phase> {
        Id::from_bits(place)
    }

    fn time(phases: &[u64], from: Option<Minute>, until: Option<Minute>) -> When {
        let phases = phases.iter().map(|place| phase_id(*place));
        When {
            from,
            until,
            ..When::in_phases(phases)
        }
    }

    #[test]
    fn a_phase_is_added_to_those_named_in_order_and_limits_give_way_to_it() {
        let plan = plan(4);
        let check = |before: When, place, after: When| {
            assert_eq!(with_phase(&plan, &before, phase_id(place)), Some(after));
        };
        check(time(&[1], None, None), 2, time(&[1, 2], None, None));
        check(time(&[1, 3], None, None), 2, time(&[1, 2, 3], None, None));
        check(time(&[1], None, Some(120)), 2, time(&[1, 2], None, None));
        check(time(&[1], Some(70), None), 2, time(&[1, 2], Some(70), None));
        check(time(&[], Some(0), Some(60)), 1, time(&[], Some(0), Some(120)));
        check(time(&[], Some(0), Some(60)), 2, time(&[0, 2], None, None));
        // Half an hour and then an hour later: no time has such a hole.
        assert_eq!(with_phase(&plan, &time(&[1], None, Some(90)), phase_id(2)), None);
    }

    #[test]
    fn a_phase_is_taken_away_and_what_holds_at_no_other_time_is_left_alone() {
        let plan = plan(4);
        let check = |before: When, place, after: Option<When>| {
            assert_eq!(without_phase(&plan, &before, phase_id(place)), after);
        };
        check(time(&[1, 2], None, None), 2, Some(time(&[1], None, None)));
        check(time(&[1], None, None), 1, None);
        check(When::always(), 1, Some(time(&[0, 2, 3], None, None)));
        check(time(&[], Some(30), None), 3, Some(time(&[], Some(30), Some(180))));
        check(time(&[], Some(30), None), 0, Some(time(&[1, 2, 3], None, None)));
        check(time(&[], Some(30), Some(150)), 1, None);
    }

    #[test]
    fn two_times_have_a_common_one_and_each_its_rest() {
        let plan = plan(4);
        let check = |one: When, other: When, both: Option<When>, left: Option<When>| {
            let common = common(&plan, &one, &other);
            assert_eq!(when_of(&plan, &common), both);
            assert_eq!(when_of(&plan, &rest(&plan, &one, &common)), left);
        };
        check(
            time(&[0, 1, 2], None, None),
            time(&[1, 3], None, None),
            Some(time(&[1], None, None)),
            Some(time(&[0, 2], None, None)),
        );
        check(
            When::always(),
            time(&[], Some(30), Some(90)),
            Some(time(&[0, 1], Some(30), Some(90))),
            None,
        );
        check(
            time(&[1], None, None),
            When::always(),
            Some(time(&[1], None, None)),
            None,
        );
        check(
            time(&[1], None, None),
            time(&[2], None, None),
            None,
            Some(time(&[1], None, None)),
        );
    }

    #[test]
    fn whatever_is_said_of_a_phase_is_true_of_it_and_of_no_other_minute() {
        let (mut with, mut without) = (0, 0);
        for seed in 0..12 {
            let plan = generate::plan(&mut Chance::new(seed), generate::Size::SMALL);
            let mut whens = Vec::new();
            plan.each_id(&mut |id: AnyId| {
                if let Some(entity) = id.entity_in(&plan) {
                    let _ = entity.with_times(&mut |when| whens.push(when.clone()));
                }
            });
            let span = |at: &Minute| {
                let ends = plan.phases.iter().map(|(_, phase)| phase.end);
                let start = plan.phases.iter().map(|(_, phase)| phase.start).min();
                start <= Some(*at) && ends.into_iter().any(|end| end.is_none_or(|end| *at < end))
            };
            for (id, phase) in plan.phases.iter() {
                let Some(interval) = phase.interval() else {
                    continue;
                };
                let minutes = (-4000..30_000).step_by(37).filter(span);
                for minute in minutes {
                    for when in &whens {
                        let held = when.holds_at(minute, &plan.phases);
                        let inside = interval.contains(minute);
                        if let Some(after) = with_phase(&plan, when, id) {
                            assert_eq!(after.holds_at(minute, &plan.phases), held || inside);
                            with += 1;
                        }
                        if let Some(after) = without_phase(&plan, when, id) {
                            assert_eq!(after.holds_at(minute, &plan.phases), held && !inside);
                            without += 1;
                        }
                    }
                }
            }
        }
        assert!(with > 1000 && without > 1000, "{with}, {without}");
    }
}
