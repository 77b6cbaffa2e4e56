//! The sectors: their cleaned shapes, when they hold, and who holds them.
//!
//! From a handover's minute on its taker holds the sector, accepted or not; while it overlaps both do.
//! What two sectors have in common is `pairs`'.

use std::sync::Arc;

use super::memory::Memory;
use super::parties::Parties;
use super::time::{Slices, Spans, Timeline};
use crate::checks::executor::{Cancelled, Work};
use crate::geometry::{Bounds, Index, Position, Rim, Shape};
use crate::model::{Handover, Id, Interval, Minute, Plan, Sector, Stakeholder};

/// A sector as checks see it.
#[derive(Debug)]
pub struct Ground<'a> {
    /// Its id.
    pub id: Id<Sector>,
    /// As the plan has it.
    pub sector: &'a Sector,
    /// Its cleaned shape.
    pub shape: Arc<Shape>,
    /// The box round its shape; `None` where it has no ground.
    pub bounds: Option<Bounds>,
    /// When it holds.
    pub spans: Spans,
    /// Who holds it, in every slice of the plan; nobody where the list is empty.
    pub holders: Timeline<Vec<Id<Stakeholder>>>,
}

impl Ground<'_> {
    /// Returns who holds it in a slice, whether it is valid then or not.
    pub fn holders_at(&self, slice: u32) -> &[Id<Stakeholder>] {
        self.holders.at(slice).map_or(&[], Vec::as_slice)
    }

    /// Returns true where the party leads or supports in it by its being shared.
    pub fn shares_with(&self, party: Id<Stakeholder>) -> bool {
        self.sector.shared && (self.sector.lead == Some(party) || self.sector.supporting.contains(&party))
    }

    /// Returns its name; its id where it has none.
    pub fn name(&self) -> String {
        if self.sector.name.is_empty() {
            self.id.to_string()
        } else {
            self.sector.name.clone()
        }
    }
}

/// Every sector, in id order.
#[derive(Debug)]
pub struct Grounds<'a> {
    rows: Vec<Ground<'a>>,
    index: Index,
}

impl<'a> Grounds<'a> {
    pub(in crate::checks) fn new(
        plan: &'a Plan,
        slices: &Slices,
        memory: &Memory,
        work: Work<'_>,
    ) -> Result<Self, Cancelled> {
        let sectors: Vec<(Id<Sector>, &'a Sector)> = plan.sectors.iter().collect();
        let rows = work.map(&sectors, 64, |&(id, sector)| {
            let shape = memory.shape(&sector.area);
            Ground {
                id,
                sector,
                bounds: shape.bounds(),
                shape,
                spans: slices.of_when(&sector.when, plan),
                holders: holders(sector, slices),
            }
        })?;
        let index = Index::of(rows.iter().map(|ground| ground.bounds));
        Ok(Self { rows, index })
    }

    /// Returns every sector in id order.
    pub fn all(&self) -> &[Ground<'a>] {
        &self.rows
    }

    /// Returns a sector by its place in [`Grounds::all`].
    pub fn get(&self, place: usize) -> Option<&Ground<'a>> {
        self.rows.get(place)
    }

    /// Returns a sector by id.
    pub fn of_sector(&self, id: Id<Sector>) -> Option<&Ground<'a>> {
        let place = self.rows.binary_search_by_key(&id, |ground| ground.id).ok()?;
        self.rows.get(place)
    }

    /// Returns the sectors whose boxes meet this one, in id order.
    pub fn near(&self, bounds: Bounds) -> impl Iterator<Item = &Ground<'a>> {
        self.index
            .query(bounds)
            .into_iter()
            .filter_map(|place| self.rows.get(place))
    }

    /// Returns the sectors that have this place in them or on their outline, in id order.
    pub fn at(&self, position: Position) -> impl Iterator<Item = &Ground<'a>> {
        self.near(Bounds::of_position(position))
            .filter(move |ground| ground.shape.contains(position, Rim::Inside))
    }
}

/// Returns who holds a sector in every slice.
fn holders(sector: &Sector, slices: &Slices) -> Timeline<Vec<Id<Stakeholder>>> {
    let first: Vec<_> = sector.holder.into_iter().collect();
    if sector.handovers.is_empty() {
        return Timeline::of(vec![(0..slices.len(), first)]);
    }
    let mut handovers: Vec<&Handover> = sector.handovers.iter().collect();
    handovers.sort_by_key(|handover| handover.at);
    let since = |from: Minute| {
        slices.of_interval(Interval {
            from: Some(from),
            until: None,
        })
    };
    let starts: Vec<(Spans, Spans, Id<Stakeholder>)> = handovers
        .iter()
        .map(|handover| {
            let overlap = Minute::from(handover.overlap_minutes);
            let both = since(handover.at.saturating_sub(overlap));
            (both, since(handover.at), handover.to)
        })
        .collect();
    let cuts = starts
        .iter()
        .flat_map(|(both, alone, _)| both.cuts().chain(alone.cuts()));
    let pieces = slices.all().pieces(cuts).into_iter().map(|run| {
        let mut now = first.clone();
        for (both, alone, to) in &starts {
            if alone.contains(run.start) {
                now = vec![*to];
            } else if both.contains(run.start) && !now.contains(to) {
                now.push(*to);
            }
        }
        (run, now)
    });
    Timeline::of(pieces.collect())
}

/// Two parties that hold ground they are to be kept apart on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contest {
    /// A holder of the first sector.
    pub a: Id<Stakeholder>,
    /// A holder of the second.
    pub b: Id<Stakeholder>,
}

/// Returns, for the slices in which both sectors are valid, the pairs of different holders, none of
/// them an adversary; slices without such a pair are left out.
pub(in crate::checks) fn contests(
    a: &Ground<'_>,
    b: &Ground<'_>,
    parties: &Parties<'_>,
) -> Timeline<Vec<Contest>> {
    let common = a.spans.and(&b.spans);
    let pieces = common.pieces(a.holders.cuts().chain(b.holders.cuts()));
    let runs = pieces.into_iter().filter_map(|run| {
        let mut found = Vec::new();
        for &mine in a.holders_at(run.start) {
            for &yours in b.holders_at(run.start) {
                if mine != yours && !parties.is_adversary(mine) && !parties.is_adversary(yours) {
                    found.push(Contest { a: mine, b: yours });
                }
            }
        }
        (!found.is_empty()).then_some((run, found))
    });
    Timeline::of(runs.collect())
}
