//! Everything drawn in a plan, for the rules that look at shapes one by one.
//!
//! Points have no shape to speak of and are left out.

use super::situation::{Situation, Spans};
use super::wording;
use crate::geometry::{Area, Geometry, Path};
use crate::model::{AnyId, Id, Stakeholder};

/// An object with a shape.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    /// Its id; `None` for the area of operations.
    pub(super) id: Option<AnyId>,
    /// As drawn.
    pub(super) drawn: Drawn<'a>,
    /// When it is valid.
    pub(super) spans: Spans,
    /// Whose it is.
    pub(super) parties: Vec<Id<Stakeholder>>,
}

/// A shape as drawn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Drawn<'a> {
    /// An area.
    Area(&'a Area),
    /// A line.
    Path(&'a Path),
}

impl Object<'_> {
    /// Returns what it is called in a sentence: `sector North`, `the area of operations`.
    pub(super) fn title(&self, situation: &Situation<'_>) -> String {
        self.id.map_or_else(
            || "the area of operations".to_owned(),
            |id| wording::kind_and_name(situation, id),
        )
    }
}

/// Returns every object with a shape: the area of operations, then in table and id order. A force is
/// named once for each of its marches.
pub(super) fn objects<'a>(situation: &Situation<'a>) -> Vec<Object<'a>> {
    let plan = situation.plan;
    let slices = &situation.slices;
    let mut objects = Vec::new();
    let mut add = |id: Option<AnyId>, drawn: Drawn<'a>, spans: Spans, owner: Option<Id<Stakeholder>>| {
        objects.push(Object {
            id,
            drawn,
            spans,
            parties: owner.into_iter().collect(),
        });
    };
    if let Some(area) = &plan.info.area_of_operations {
        add(None, Drawn::Area(area), slices.all(), None);
    }
    for (id, force) in plan.forces.iter() {
        for leg in &force.moves {
            let interval = crate::model::Interval {
                from: Some(leg.start),
                until: Some(leg.end),
            };
            let spans = slices.of_interval(interval);
            add(Some(id.into()), Drawn::Path(&leg.path), spans, force.stakeholder);
        }
    }
    for ground in situation.grounds.all() {
        let drawn = Drawn::Area(&ground.sector.area);
        add(
            Some(ground.id.into()),
            drawn,
            ground.spans.clone(),
            ground.sector.holder,
        );
    }
    for row in situation.boundaries() {
        add(
            Some(row.id.into()),
            Drawn::Path(&row.boundary.path),
            row.spans.clone(),
            row.boundary.left,
        );
    }
    for (id, measure) in plan.measures.iter() {
        if let Some(drawn) = drawn(&measure.shape) {
            add(
                Some(id.into()),
                drawn,
                slices.of_when(&measure.when, plan),
                measure.owner,
            );
        }
    }
    for (id, site) in plan.sites.iter() {
        if let Some(drawn) = drawn(&site.shape) {
            add(
                Some(id.into()),
                drawn,
                slices.of_when(&site.when, plan),
                site.operator,
            );
        }
    }
    for (id, corridor) in plan.corridors.iter() {
        let windows = corridor.windows.iter().map(|window| slices.of_when(window, plan));
        let open = windows
            .reduce(|all, one| all.or(&one))
            .unwrap_or_else(|| slices.all());
        add(Some(id.into()), Drawn::Path(&corridor.path), open, corridor.owner);
    }
    objects
}

fn drawn(shape: &Geometry) -> Option<Drawn<'_>> {
    match shape {
        Geometry::Point(_) => None,
        Geometry::Path(path) => Some(Drawn::Path(path)),
        Geometry::Area(area) => Some(Drawn::Area(area)),
    }
}
