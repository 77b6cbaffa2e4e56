//! The plan plus the facts that rules need, found once for all of them.
//!
//! Slices and sets of slices in `time`; who is who in `parties`; what was agreed in `agreements`, how
//! parties read it in `readings`, what contradicts it in `breaches` and `separations`; sectors in
//! `grounds`; what they share in `pairs`; what nobody covers in `gaps`; forces and people in `presence`,
//! how near they come in `approach`, who is to meet in `meetings`, how far they reach in `posts`; who
//! lies `beside` a boundary; sites in `places`, corridors in `ways`. It states facts and judges nothing:
//! that is what the rules do.

mod agreements;
mod approach;
mod beside;
mod breaches;
mod gaps;
mod grounds;
mod meetings;
pub mod memory;
mod pairs;
mod parties;
mod places;
mod posts;
mod presence;
mod readings;
mod separations;
mod standing;
mod time;
mod ways;

use std::ops::Range;
use std::sync::Arc;

pub use agreements::{Agreements, Obstacle, is_refused};
pub use beside::{Beside, PLACES};
pub use breaches::{Breach, Measured};
pub use gaps::{Era, Gaps};
pub use grounds::{Contest, Ground, Grounds};
pub use meetings::{Approach, Meeting};
pub use pairs::{Edge, Overlap, Pair, Part};
pub use parties::{Contact, Parties, Stance};
pub use places::{Place, Places};
pub use posts::{Post, Posts};
pub use presence::{Peopled, Presence, Stay, has_people, is_populated, is_protected, timed};
pub use readings::{Differing, Disagreement};
pub use standing::Standing;
pub use time::{Slices, Spans, Timeline, each_when, merged, span_of};
pub use ways::{Through, Way, speed_km_per_h};

pub(super) use approach::nearest_approach;
pub(super) use grounds::contests;
pub(super) use pairs::frame_of;
pub(super) use presence::{bounds_of, is_within};

use super::executor::{Cancelled, Work};
use crate::geometry::{Area, Bounds, Defect, Geometry, Index, Shape, Undecided};
use crate::model::{Boundary, Id, Instant, Interval, Plan, Stakeholder, Thresholds};
use memory::Memory;
use presence::March;

/// Everything that rules look at.
#[derive(Debug)]
pub struct Situation<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The instant that waivers and deadlines are judged at.
    pub as_of: Option<Instant>,
    /// Time.
    pub slices: Slices,
    /// Who stands how to whom.
    pub parties: Parties<'a>,
    /// What was agreed.
    pub agreements: Agreements<'a>,
    /// The sectors.
    pub grounds: Grounds<'a>,
    /// Primary sectors of different holders that overlap or meet, in order.
    pub pairs: Vec<Pair>,
    /// The ground nobody covers, in order of time; empty without an area of operations.
    pub gaps: Vec<Era>,
    /// The forces and where they are, in id order.
    pub forces: Vec<Presence<'a>>,
    /// Sites with people, in id order.
    pub peopled: Vec<Peopled<'a>>,
    /// The sites.
    pub places: Places<'a>,
    /// The corridors, in id order.
    pub ways: Vec<Way<'a>>,
    /// Every place of every force, and how far it reaches from there.
    pub posts: Posts<'a>,
    force_index: Index,
    marches: Vec<March<'a>>,
    boundaries: Vec<Bordering<'a>>,
    boundary_index: Index,
    memory: &'a Memory,
    area_of_operations: Option<Arc<Shape>>,
}

/// A boundary and when it is valid.
#[derive(Debug)]
pub struct Bordering<'a> {
    /// Its id.
    pub id: Id<Boundary>,
    /// As the plan has it.
    pub boundary: &'a Boundary,
    /// When it is valid.
    pub spans: Spans,
}

impl<'a> Situation<'a> {
    /// Finds the facts of a plan.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag was set before all was found.
    pub(super) fn of(
        plan: &'a Plan,
        as_of: Option<Instant>,
        memory: &'a Memory,
        work: Work<'_>,
    ) -> Result<Self, Cancelled> {
        let slices = Slices::of(plan);
        let parties = Parties::new(plan, &slices);
        let agreements = Agreements::new(plan, &slices, &parties);
        let grounds = Grounds::new(plan, &slices, memory, work)?;
        let pairs = pairs::pairs(&grounds, &parties, &plan.policy.thresholds, memory, work)?;
        let area_of_operations = plan
            .info
            .area_of_operations
            .as_ref()
            .map(|area| memory.shape(area));
        let gaps = match &area_of_operations {
            Some(area) => gaps::gaps(area, &grounds, &slices, memory, work)?,
            None => Vec::new(),
        };
        let forces = presence::presences(plan, &slices);
        let force_index = Index::of(forces.iter().map(|force| force.bounds));
        let marches = presence::marches(&forces, &slices);
        let peopled = presence::peopled(plan, &slices);
        let places = Places::new(plan, &slices);
        let ways = ways::ways(plan, &slices);
        let posts = Posts::new(&forces);
        let boundaries: Vec<Bordering<'a>> = plan
            .boundaries
            .iter()
            .map(|(id, boundary)| Bordering {
                id,
                boundary,
                spans: slices.of_when(&boundary.when, plan),
            })
            .collect();
        let boundary_index = Index::of(boundaries.iter().map(|row| row.boundary.path.bounds()));
        Ok(Self {
            plan,
            as_of,
            slices,
            parties,
            agreements,
            grounds,
            pairs,
            gaps,
            forces,
            peopled,
            places,
            ways,
            posts,
            force_index,
            marches,
            boundaries,
            boundary_index,
            memory,
            area_of_operations,
        })
    }

    /// Returns the numbers that rules compare with.
    pub fn thresholds(&self) -> &Thresholds {
        &self.plan.policy.thresholds
    }

    /// Returns the cleaned shape of an area.
    pub fn shape(&self, area: &Area) -> Arc<Shape> {
        self.memory.shape(area)
    }

    /// Returns what two shapes have in common.
    ///
    /// # Errors
    /// [`Undecided`] where that could not be computed reliably.
    pub fn overlap(&self, a: &Arc<Shape>, b: &Arc<Shape>) -> Result<Arc<Overlap>, Undecided> {
        self.memory.overlap(a, b)
    }

    /// Returns the connected parts of a shape that another one has nothing of.
    ///
    /// # Errors
    /// [`Undecided`] where that could not be computed reliably.
    pub fn beyond(&self, shape: &Arc<Shape>, limits: &Arc<Shape>) -> Result<Arc<[Part]>, Undecided> {
        self.memory.beyond(shape, limits)
    }

    /// Returns the ground of a shape that none of the others has.
    ///
    /// # Errors
    /// [`Undecided`] where that could not be computed reliably.
    pub fn remainder<'s>(
        &self,
        shape: &Arc<Shape>,
        others: impl IntoIterator<Item = &'s Arc<Shape>>,
    ) -> Result<Arc<Shape>, Undecided> {
        let others: Vec<Arc<Shape>> = others.into_iter().map(Arc::clone).collect();
        if others.is_empty() {
            return Ok(Arc::clone(shape));
        }
        let mut shapes = vec![Arc::clone(shape)];
        shapes.extend(others);
        self.memory.remainder(shapes)
    }

    /// Returns the connected parts of what some shapes are together.
    ///
    /// # Errors
    /// [`Undecided`] where that could not be computed reliably.
    pub fn united(&self, shapes: Vec<Arc<Shape>>) -> Result<Arc<[Part]>, Undecided> {
        self.memory.united(shapes)
    }

    /// Returns what is wrong with an area as drawn.
    pub fn defects(&self, area: &Area) -> Arc<[Defect]> {
        self.memory.defects(area)
    }

    /// Returns the area of operations, cleaned.
    pub fn area_of_operations(&self) -> Option<&Arc<Shape>> {
        self.area_of_operations.as_ref()
    }

    /// Returns the two sectors of a pair.
    pub fn grounds_of(&self, pair: &Pair) -> Option<(&Ground<'a>, &Ground<'a>)> {
        self.grounds.get(pair.a).zip(self.grounds.get(pair.b))
    }

    /// Returns the boundaries in id order.
    pub fn boundaries(&self) -> &[Bordering<'a>] {
        &self.boundaries
    }

    /// Returns the boundaries whose boxes meet this one, in id order.
    pub fn boundaries_near(&self, bounds: Bounds) -> impl Iterator<Item = &Bordering<'a>> {
        self.boundary_index
            .query(bounds)
            .into_iter()
            .filter_map(|place| self.boundaries.get(place))
    }

    /// Returns a stakeholder's name for sentences.
    pub fn label(&self, party: Id<Stakeholder>) -> String {
        self.plan.label_of(party)
    }

    /// Returns when people are near a part, and the sites they are at.
    pub fn people_near(&self, part: &Part) -> (Spans, Vec<&Peopled<'a>>) {
        let within_m = f64::from(self.thresholds().people_near_m);
        presence::people_near(&self.peopled, &part.shape, within_m)
    }

    /// Returns when people are near a drawn object.
    pub fn people_near_drawn(&self, drawn: &Geometry) -> Spans {
        let within_m = f64::from(self.thresholds().people_near_m);
        presence::people_near_drawn(&self.peopled, drawn, within_m)
    }

    /// Returns when an armed force of the party marches near a part.
    pub fn marching_near(&self, party: Id<Stakeholder>, part: &Part) -> Spans {
        if self.marches.is_empty() {
            return Spans::never();
        }
        let within_m = f64::from(self.thresholds().moving_force_near_m);
        presence::marching_near(&self.marches, party, &part.shape, within_m)
    }

    /// Returns when any of the wanted forces stands or marches within some metres of a shape.
    pub fn force_near(&self, shape: &Shape, within_m: f64, wanted: impl Fn(&Presence<'a>) -> bool) -> Spans {
        if self.forces.is_empty() {
            return Spans::never();
        }
        let Some(bounds) = shape.bounds().map(|bounds| bounds.grown_m(within_m)) else {
            return Spans::never();
        };
        let near = self.force_index.query(bounds).into_iter();
        let forces: Vec<&Presence<'a>> = near
            .filter_map(|place| self.forces.get(place))
            .filter(|force| wanted(force))
            .collect();
        presence::near(&forces, shape, within_m)
    }

    /// Returns the interval of a run of slices.
    pub fn interval_of(&self, run: &Range<u32>) -> Interval {
        self.slices.interval_of(run)
    }
}
