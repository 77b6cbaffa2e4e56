//! Who takes part where an edge is shared: sectors, and boundaries that follow them, of a common time.

use super::extent::{held, joined};
use crate::geometry::{Area, Bounds, Geometry, Path, Position, Ring};
use crate::model::{AnyId, Boundary, Id, Interval, Plan, Sector, When};

/// A shape that shares edges with others.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fellow<'a> {
    Sector(Id<Sector>, &'a Area),
    Boundary(Id<Boundary>, &'a Path),
}

impl Fellow<'_> {
    pub(super) fn id(&self) -> AnyId {
        match self {
            Self::Sector(id, _) => (*id).into(),
            Self::Boundary(id, _) => (*id).into(),
        }
    }

    fn when<'p>(&self, plan: &'p Plan) -> Option<&'p When> {
        match self {
            Self::Sector(id, _) => plan.sectors.get(*id).map(|sector| &sector.when),
            Self::Boundary(id, _) => plan.boundaries.get(*id).map(|boundary| &boundary.when),
        }
    }

    pub(super) fn geometry(&self) -> Geometry {
        match self {
            Self::Sector(_, area) => Geometry::Area((*area).clone()),
            Self::Boundary(_, path) => Geometry::Path((*path).clone()),
        }
    }

    pub(super) fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Sector(_, area) => area.bounds(),
            Self::Boundary(_, path) => path.bounds(),
        }
    }

    pub(super) fn each_vertex(&self, see: &mut dyn FnMut(Position)) {
        match self {
            Self::Sector(_, area) => area.points().for_each(see),
            Self::Boundary(_, path) => path.points.iter().copied().for_each(see),
        }
    }

    pub(super) fn any_edge(&self, mut is_wanted: impl FnMut(Position, Position) -> bool) -> bool {
        match self {
            Self::Sector(_, area) => area
                .rings()
                .flat_map(Ring::edges)
                .any(|(start, end)| is_wanted(start, end)),
            Self::Boundary(_, path) => path.edges().any(|(start, end)| is_wanted(start, end)),
        }
    }
}

/// Returns the intervals in which something holds.
pub(super) fn times(plan: &Plan, when: &When) -> Vec<Interval> {
    when.intervals(&plan.phases)
}

/// Returns true where something holds in a minute of any of these intervals.
pub(super) fn meets(plan: &Plan, when: &When, times: &[Interval]) -> bool {
    let own = when.intervals(&plan.phases);
    own.iter()
        .any(|one| times.iter().any(|other| one.intersection(*other).is_some()))
}

/// Returns the times of what is linked with a time: of all who are there then, of all who are there when those
/// are, and so on.
pub(super) fn linked(plan: &Plan, when: &When, is_there: impl Fn(&Fellow<'_>) -> bool) -> Vec<Interval> {
    let mut during = held(when, &plan.phases);
    loop {
        let there = fellows(plan, &during).filter(|fellow| is_there(fellow));
        let theirs = there.filter_map(|fellow| fellow.when(plan));
        let all = theirs.flat_map(|when| times(plan, when));
        let all = joined(all.chain(during.iter().copied()).collect());
        if all == during {
            return during;
        }
        during = all;
    }
}

/// Returns every sector, and every boundary that follows two sectors' edge, that holds at a time.
pub(super) fn fellows<'a>(plan: &'a Plan, times: &'a [Interval]) -> impl Iterator<Item = Fellow<'a>> {
    let sectors = plan
        .sectors
        .iter()
        .filter(|(_, sector)| meets(plan, &sector.when, times))
        .map(|(id, sector)| Fellow::Sector(id, &sector.area));
    let boundaries = plan
        .boundaries
        .iter()
        .filter(|(_, boundary)| boundary.between.is_some() && meets(plan, &boundary.when, times))
        .map(|(id, boundary)| Fellow::Boundary(id, &boundary.path));
    sectors.chain(boundaries)
}

/// Returns a sector, or why there is none.
pub(super) fn sector(plan: &Plan, id: Id<Sector>) -> Result<&Sector, super::VerbError> {
    plan.sectors.get(id).ok_or(super::VerbError::Gone)
}

/// Returns what a sector is called in a message.
pub(super) fn called(plan: &Plan, id: impl Into<AnyId>) -> String {
    let id = id.into();
    match id.name_in(plan) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => format!("this {}", id.kind()),
    }
}
