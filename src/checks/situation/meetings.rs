//! Forces that are tasked to meet each other, and how near they come.
//!
//! Whether there is a point for it is for a rule to say.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Presence, Situation, Spans, Stay, nearest_approach};
use crate::geometry::Position;
use crate::model::{Force, Id, Measure, Stakeholder, TaskKind};

/// Two forces that are to meet: in id order, with every task that says so.
#[derive(Debug)]
pub struct Meeting<'s, 'a> {
    /// The one with the lower id.
    pub first: &'s Presence<'a>,
    /// The other.
    pub second: &'s Presence<'a>,
    /// Whose they are.
    pub parties: (Id<Stakeholder>, Id<Stakeholder>),
    /// What they do where they meet, by the first of the tasks.
    pub kind: TaskKind,
    /// The points that the tasks name.
    pub named: Vec<Id<Measure>>,
    /// When both are on the map; always, where they never are.
    pub both: Spans,
}

/// A stretch of time with how near the two come in it.
#[derive(Debug)]
pub struct Approach {
    /// When.
    pub run: Range<u32>,
    /// The least distance.
    pub distance_m: f64,
    /// Where the two then are.
    pub places: (Position, Position),
    /// One of them is on the march.
    pub marching: bool,
}

impl<'a> Situation<'a> {
    /// Returns every two forces of which one is tasked to meet the other, in order.
    pub fn meetings<'s>(&'s self) -> Vec<Meeting<'s, 'a>> {
        let of = |id: Id<Force>| {
            let place = self.forces.binary_search_by_key(&id, |force| force.id).ok()?;
            self.forces.get(place)
        };
        let mut found: BTreeMap<(Id<Force>, Id<Force>), Meeting<'s, 'a>> = BTreeMap::new();
        for force in &self.forces {
            let Some(task) = &force.force.task else { continue };
            let Some(other) = of(task.with).filter(|other| other.id != force.id) else {
                continue;
            };
            let (first, second) = if force.id < other.id {
                (force, other)
            } else {
                (other, force)
            };
            let (Some(one), Some(two)) = (first.party, second.party) else {
                continue;
            };
            let meeting = found.entry((first.id, second.id)).or_insert_with(|| Meeting {
                first,
                second,
                parties: (one, two),
                kind: task.kind,
                named: Vec::new(),
                both: together(self, first, second),
            });
            meeting.named.extend(task.at);
        }
        found.into_values().collect()
    }
}

impl Meeting<'_, '_> {
    /// Returns how near the two come in each of their stays together.
    pub fn approaches(&self, situation: &Situation<'_>) -> Vec<Approach> {
        let mut found = Vec::new();
        for (run_a, stay_a) in &self.first.stays {
            for (run_b, stay_b) in &self.second.stays {
                let run = run_a.start.max(run_b.start)..run_a.end.min(run_b.end);
                if run.start >= run.end {
                    continue;
                }
                let interval = situation.interval_of(&run);
                if let Some((distance_m, places)) = nearest_approach(*stay_a, *stay_b, interval) {
                    found.push(Approach {
                        run,
                        distance_m,
                        places,
                        marching: matches!((stay_a, stay_b), (Stay::On(_), _) | (_, Stay::On(_))),
                    });
                }
            }
        }
        found
    }
}

/// Returns when two forces are both on the map; always, where they never are.
fn together(situation: &Situation<'_>, first: &Presence<'_>, second: &Presence<'_>) -> Spans {
    let there = |force: &Presence<'_>| -> Spans { force.stays.iter().map(|(run, _)| run.clone()).collect() };
    let both = there(first).and(&there(second));
    if both.is_empty() {
        situation.slices.all()
    } else {
        both
    }
}
