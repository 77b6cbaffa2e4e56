//! Another H-hour: either every minute stays and the dates move with it, or the dates stay and every minute
//! is counted anew.
//!
//! Dates that were written as dates (when somebody accepted, when a waiver ends) are facts and never move.

use std::sync::Arc;

use crate::model::tables::each_table;
use crate::model::{
    Agreement, Boundary, Channel, Clause, Corridor, Entity, Force, Instant, Measure, Minute, Notification,
    Phase, Plan, Relation, Sector, Site, Stakeholder, Table, When,
};

/// What stays when H-hour changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum HHourKeeps {
    /// Minutes from H-hour: everything happens as much later as H-hour is.
    #[default]
    Minutes,
    /// The dates: everything happens when it was to happen.
    Dates,
}

/// Sets H-hour. Where the plan had none, or gets none, there are no dates that could stay.
pub(super) fn change(plan: &mut Plan, to: Option<Instant>, keeps: HHourKeeps) {
    let later = match (plan.info.h_hour, to) {
        (Some(before), Some(after)) => after.minutes_since(before),
        _ => 0,
    };
    plan.info.h_hour = to;
    if keeps == HHourKeeps::Dates && later != 0 {
        shift(plan, later.saturating_neg());
    }
}

/// Adds to every minute of a plan.
fn shift(plan: &mut Plan, by: Minute) {
    for deadline in &mut plan.info.deadlines {
        add(&mut deadline.at, by);
    }
    macro_rules! shift_tables {
        ($( $entity:ident, $table:ident, $word:literal; )+) => {
            $( shift_table(&mut plan.$table, by); )+
        };
    }
    each_table!(shift_tables);
}

fn shift_table<E: Timed>(table: &mut Table<E>, by: Minute) {
    let rows: Vec<_> = table.iter().map(|(id, row)| (id, row.clone())).collect();
    for (id, mut row) in rows {
        let before = row.clone();
        row.shift(by);
        // Rows without times stay the very same, so that nothing about them is looked at anew.
        if row != before {
            table.put(id, Some(Arc::new(row)));
        }
    }
}

fn add(minute: &mut Minute, by: Minute) {
    *minute = minute.saturating_add(by);
}

fn add_some(minute: &mut Option<Minute>, by: Minute) {
    *minute = minute.map(|minute| minute.saturating_add(by));
}

fn add_when(when: &mut When, by: Minute) {
    add_some(&mut when.from, by);
    add_some(&mut when.until, by);
}

fn add_notifications(notifications: &mut [Notification], by: Minute) {
    for told in notifications {
        add_some(&mut told.at, by);
        add_some(&mut told.acknowledged, by);
        add_some(&mut told.expires, by);
    }
}

/// An entity that says when.
trait Timed: Entity + Clone + PartialEq {
    /// Adds to every minute it says.
    fn shift(&mut self, by: Minute);
}

impl Timed for Stakeholder {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.active, by);
    }
}

impl Timed for Relation {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
    }
}

impl Timed for Channel {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
    }
}

impl Timed for Agreement {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
        add_some(&mut self.review_at, by);
        for breach in &mut self.breaches {
            add(&mut breach.at, by);
        }
        for clause in &mut self.clauses {
            match clause {
                Clause::Passage { when, .. } => add_when(when, by),
                Clause::Handover { at, .. } => add(at, by),
                _ => {}
            }
        }
        for reading in self.parties.iter_mut().flat_map(|party| &mut party.readings) {
            add_some(&mut reading.at, by);
        }
    }
}

impl Timed for Phase {
    fn shift(&mut self, by: Minute) {
        add(&mut self.start, by);
        add_some(&mut self.end, by);
    }
}

impl Timed for Force {
    fn shift(&mut self, by: Minute) {
        for placement in &mut self.placements {
            add_when(&mut placement.when, by);
        }
        for leg in &mut self.moves {
            add(&mut leg.start, by);
            add(&mut leg.end, by);
        }
    }
}

impl Timed for Sector {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
        for handover in &mut self.handovers {
            add(&mut handover.at, by);
        }
    }
}

impl Timed for Boundary {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
    }
}

impl Timed for Measure {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
        add_some(&mut self.review_at, by);
    }
}

impl Timed for Site {
    fn shift(&mut self, by: Minute) {
        add_when(&mut self.when, by);
        for closed in &mut self.closed {
            add_when(closed, by);
        }
        add_notifications(&mut self.notifications, by);
    }
}

impl Timed for Corridor {
    fn shift(&mut self, by: Minute) {
        add_some(&mut self.needed_by, by);
        for window in &mut self.windows {
            add_when(window, by);
        }
        add_notifications(&mut self.notifications, by);
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Edit;
    use crate::testing::Chance;
    use crate::testing::generate::{self, Size};

    use super::*;

    fn at(text: &str) -> Option<Instant> {
        text.parse().ok()
    }

    /// Every whole number of a plan under a name that means a minute, in order.
    fn minutes(value: &serde_json::Value, into: &mut Vec<i64>) {
        const NAMES: [&str; 10] = [
            "start",
            "end",
            "from",
            "until",
            "at",
            "review_at",
            "needed_by",
            "acknowledged",
            "expires",
            "when",
        ];
        match value {
            serde_json::Value::Object(members) => {
                for (name, value) in members {
                    match value.as_i64().filter(|_| NAMES.contains(&name.as_str())) {
                        Some(minute) => into.push(minute),
                        None if name == "extra" => {}
                        None => minutes(value, into),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| minutes(item, into)),
            _ => {}
        }
    }

    fn minutes_of(plan: &Plan) -> Vec<i64> {
        let mut all = Vec::new();
        let mut see = |value: serde_json::Value| minutes(&value, &mut all);
        macro_rules! see_tables {
            ($( $entity:ident, $table:ident, $word:literal; )+) => {
                $( for (_, row) in plan.$table.iter() {
                    see(serde_json::to_value(row).unwrap());
                } )+
            };
        }
        each_table!(see_tables);
        for deadline in &plan.info.deadlines {
            see(serde_json::to_value(deadline).unwrap());
        }
        all
    }

    #[test]
    fn dates_stay_when_every_minute_is_counted_anew() {
        for seed in 0..20 {
            let mut plan = generate::plan(&mut Chance::new(seed), Size { rows: 4 });
            plan.info.h_hour = at("2016-05-23T00:00+03:00");
            let to = at("2016-05-24T06:30+03:00");
            let later = 30 * 60 + 30;
            let edit = |keeps| Edit::SetHHour { to, keeps };
            let moved = edit(HHourKeeps::Dates).apply(&plan).unwrap();
            let (before, after) = (minutes_of(&plan), minutes_of(&moved));
            assert!(before.len() > 20, "{before:?}");
            assert_eq!(
                after,
                before.iter().map(|minute| minute - later).collect::<Vec<_>>()
            );
            assert_eq!(moved.info.h_hour, to);
            // And back is as it was.
            let back = Edit::SetHHour {
                to: plan.info.h_hour,
                keeps: HHourKeeps::Dates,
            };
            assert_eq!(back.apply(&moved).unwrap(), plan);

            let kept = edit(HHourKeeps::Minutes).apply(&plan).unwrap();
            assert_eq!(minutes_of(&kept), before);
            assert_eq!(kept.sectors, plan.sectors);
        }
    }

    #[test]
    fn without_a_date_before_or_after_minutes_stay() {
        let mut plan = generate::plan(&mut Chance::new(3), Size { rows: 3 });
        plan.info.h_hour = None;
        let set = Edit::SetHHour {
            to: at("2016-05-24"),
            keeps: HHourKeeps::Dates,
        };
        let dated = set.apply(&plan).unwrap();
        assert_eq!(minutes_of(&dated), minutes_of(&plan));
        let unset = Edit::SetHHour {
            to: None,
            keeps: HHourKeeps::Dates,
        };
        assert_eq!(unset.apply(&dated).unwrap(), plan);
        assert_eq!(set.label(&plan), "Change H-hour");
    }
}
