//! What to do about a corridor that does not hold together: lead it on, close it, give it stops.
//!
//! Bridges and cleared lanes are not made by a click.

use super::super::rule::Proposal;
use super::super::rules::corridor_broken::{are_closed, rest_limit_m, stretches};
use super::super::situation::{Place, Situation, Spans, Way};
use super::super::wording;
use crate::geometry::{Geometry, Position, point_along};
use crate::model::{AnyEntity, Edit, Interval, Stop, When};

/// Proposes to lead a corridor on to its site.
pub(in crate::checks) fn led_on(way: &Way<'_>, site: &Place<'_>, end: Position, to: Position) -> Proposal {
    let mut path = way.corridor.path.clone();
    if path.points.first() == Some(&end) && way.corridor.from == Some(site.id) {
        path.points.insert(0, to);
    } else {
        path.points.push(to);
    }
    let edit = Edit::Reshape {
        id: way.id.into(),
        to: Geometry::Path(path),
    };
    Proposal::resolving(
        "lead-on",
        format!("Lead {} on to {}", way.name(), site.name()),
        edit,
    )
}

/// Proposes to keep a corridor closed while its bridge is.
pub(in crate::checks) fn closed_meanwhile(
    situation: &Situation<'_>,
    way: &Way<'_>,
    bridges: &[String],
    spans: &Spans,
) -> Proposal {
    let mut windows: Vec<Interval> = way.cut_windows().collect();
    for run in spans.runs() {
        let shut = situation.interval_of(run);
        let before = Interval {
            from: None,
            until: shut.from,
        };
        let after = Interval {
            from: shut.until,
            until: None,
        };
        windows = windows
            .iter()
            .flat_map(|window| {
                let first = shut.from.and_then(|_| window.intersection(before));
                let second = shut.until.and_then(|_| window.intersection(after));
                first.into_iter().chain(second)
            })
            .collect();
    }
    if windows.is_empty() {
        // No window would mean always: one that is over before it begins means never.
        windows.push(Interval {
            from: Some(0),
            until: Some(0),
        });
    }
    let mut corridor = way.corridor.clone();
    corridor.windows = windows
        .into_iter()
        .map(|window| When {
            phases: Vec::new(),
            from: window.from,
            until: window.until,
        })
        .collect();
    let title = format!(
        "Close {} while {} {}",
        way.name(),
        wording::joined(bridges),
        are_closed(bridges)
    );
    let edit = Edit::Update(AnyEntity::from((way.id, corridor)));
    Proposal::resolving("close-meanwhile", title, edit)
}

/// Proposes stops, evenly spread over every stretch that is too long.
pub(in crate::checks) fn with_stops(situation: &Situation<'_>, way: &Way<'_>) -> Option<Proposal> {
    let limit_m = rest_limit_m(situation);
    if limit_m <= 0.0 {
        return None;
    }
    let mut corridor = way.corridor.clone();
    let before = corridor.stops.len();
    for (from_m, to_m) in stretches(way) {
        // A little nearer than asked for, so that rounding cannot make it too far.
        let pieces = ((to_m - from_m) / (limit_m - 1.0).max(1.0)).ceil();
        if to_m - from_m <= limit_m || pieces > MOST_STOPS {
            continue;
        }
        for number in 1..pieces as u32 {
            let at = from_m + (to_m - from_m) * f64::from(number) / pieces;
            corridor.stops.push(Stop {
                name: format!("Stop at {:.1} km", at / 1000.0),
                water: true,
                shade: true,
                medical: true,
                ..Stop::new(point_along(&way.corridor.path, at)?)
            });
        }
    }
    let added = corridor.stops.len() - before;
    let title = format!(
        "Plan {added} {} with water, shade and medical care on {}",
        if added == 1 { "stop" } else { "stops" },
        way.name()
    );
    let edit = Edit::Update(AnyEntity::from((way.id, corridor)));
    (added > 0).then(|| Proposal::resolving("plan-stops", title, edit))
}

/// More stops than this on one stretch are no plan.
const MOST_STOPS: f64 = 100.0;
