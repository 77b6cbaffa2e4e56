//! The part of a plan that an edit can reach: what a trial run has to look at.
//!
//! A whole plan checked anew for every fix of every finding takes hours on a plan of thousands of
//! sectors. What an edit does to drawn objects is felt no farther than the longest distance that any
//! rule compares with, so the trial runs on an excerpt: all that is near, and all that is not drawn.
//! Edits of who is who, of time or of policy are felt everywhere: those have no neighbourhood.

use std::collections::{BTreeSet, HashMap};

use super::super::Finding;
use super::super::situation::{Situation, bounds_of};
use crate::geometry::{Area, Bounds, Index, Position, Shape, intersection};
use crate::model::{AnyId, Changes, Plan, Thresholds};

/// Where everything drawn in a plan is, and who refers to it.
pub(super) struct Neighbourhoods {
    drawn: Vec<AnyId>,
    index: Index,
    /// The boxes of the gaps' parts.
    gaps: Vec<Bounds>,
    /// Drawn objects by what they refer to.
    referrers: HashMap<AnyId, Vec<AnyId>>,
    reach_m: f64,
}

impl Neighbourhoods {
    /// Looks a plan over, once for all trials.
    pub(super) fn of(situation: &Situation<'_>) -> Self {
        let plan = situation.plan;
        let mut drawn = Vec::new();
        plan.each_id(&mut |id| {
            if is_drawn(id) {
                drawn.push(id);
            }
        });
        let mut referrers: HashMap<AnyId, Vec<AnyId>> = HashMap::new();
        plan.each_reference(&mut |from, to| {
            if let Some(from) = from.filter(|from| is_drawn(*from)) {
                referrers.entry(to).or_default().push(from);
            }
        });
        let parts = situation
            .gaps
            .iter()
            .filter_map(|(_, gaps)| gaps.as_ref().ok())
            .flat_map(|gaps| &gaps.parts);
        Self {
            index: Index::of(drawn.iter().map(|id| bounds_in(plan, *id))),
            drawn,
            gaps: parts.filter_map(|part| part.shape.bounds()).collect(),
            referrers,
            reach_m: reach_m(plan),
        }
    }

    /// Returns the excerpt of `plan` in which the changes to it, made for a finding, can be judged;
    /// `None` where they are felt everywhere.
    pub(super) fn excerpt(&self, plan: &Plan, changed: &Plan, finding: &Finding) -> Option<Plan> {
        let changes = Changes::between(plan, changed);
        if changes.info.is_some() || changes.policy.is_some() || changes.readiness.is_some() {
            return None;
        }
        let ids = changes.ids();
        let mut near: BTreeSet<AnyId> = BTreeSet::new();
        let mut touched = finding.geometry.as_ref().and_then(bounds_of);
        for id in ids {
            match id {
                AnyId::Stakeholder(_) | AnyId::Relation(_) | AnyId::Channel(_) | AnyId::Phase(_) => {
                    return None;
                }
                AnyId::Agreement(_) => {}
                drawn => near.extend([drawn]),
            }
            let mut about: Vec<AnyId> = Vec::new();
            for plan in [plan, changed] {
                let boxes = bounds_in(plan, id);
                touched = joined(touched, boxes);
                if let Some(entity) = id.entity_in(plan) {
                    entity.each_reference(&mut |to| about.push(to));
                }
            }
            // What an agreement speaks of is where it is felt.
            if matches!(id, AnyId::Agreement(_)) {
                for about in &about {
                    touched = joined(touched, bounds_in(changed, *about).or(bounds_in(plan, *about)));
                }
            }
            near.extend(about.into_iter().filter(|id| is_drawn(*id)));
            near.extend(self.referrers.get(&id).into_iter().flatten());
        }
        let mut touched = touched?;
        // A gap is judged as a whole: by what it contains and by all who stand round it.
        let whole_gaps: Vec<Bounds> = self
            .gaps
            .iter()
            .copied()
            .filter(|gap| gap.meets(touched))
            .collect();
        for gap in whole_gaps {
            touched = touched.with(gap);
        }
        let region = touched.grown_m(self.reach_m);
        let inside = self.index.query(region);
        if inside.len() == self.drawn.len() || region.width_deg() > MOST_WIDTH_DEG {
            return None;
        }
        near.extend(inside.iter().filter_map(|place| self.drawn.get(*place)));
        let mut excerpt = plan.excerpt(&near);
        if let Some(area) = &plan.info.area_of_operations {
            excerpt = with_area_of_operations(&excerpt, within(area, region)?)?;
        }
        Some(excerpt)
    }
}

/// A region wider than this is most of the plan anyway, and its box no rectangle.
const MOST_WIDTH_DEG: f64 = 90.0;

fn is_drawn(id: AnyId) -> bool {
    matches!(
        id,
        AnyId::Force(_)
            | AnyId::Sector(_)
            | AnyId::Boundary(_)
            | AnyId::Measure(_)
            | AnyId::Site(_)
            | AnyId::Corridor(_)
    )
}

fn joined(a: Option<Bounds>, b: Option<Bounds>) -> Option<Bounds> {
    Bounds::of_all(a.into_iter().chain(b))
}

/// Returns the box round all that an object is at any time.
fn bounds_in(plan: &Plan, id: AnyId) -> Option<Bounds> {
    match id {
        AnyId::Force(id) => {
            let force = plan.forces.get(id)?;
            let placed = force.placements.iter().map(|placement| placement.at);
            let marching = force.moves.iter().flat_map(|leg| leg.path.points.iter().copied());
            Bounds::of_all(placed.chain(marching).map(Bounds::of_position))
        }
        AnyId::Sector(id) => plan.sectors.get(id)?.area.bounds(),
        AnyId::Boundary(id) => plan.boundaries.get(id)?.path.bounds(),
        AnyId::Measure(id) => bounds_of(&plan.measures.get(id)?.shape),
        AnyId::Site(id) => bounds_of(&plan.sites.get(id)?.shape),
        AnyId::Corridor(id) => plan.corridors.get(id)?.path.bounds(),
        _ => None,
    }
}

/// Returns the longest distance that anything in a plan is compared with.
fn reach_m(plan: &Plan) -> f64 {
    let policy = &plan.policy.thresholds;
    let thresholds = Thresholds::ALL.iter().filter_map(|info| {
        let metres = match info.unit {
            "m" => 1.0,
            "km" => 1_000.0,
            _ => return None,
        };
        policy.get(info.name).map(|value| f64::from(value) * metres)
    });
    let ranges = plan.forces.iter().filter_map(|(_, force)| force.max_range_m);
    let buffers = plan.sites.iter().filter_map(|(_, site)| site.buffer_m);
    let widths = plan.corridors.iter().map(|(_, corridor)| corridor.width_m);
    let drawn = ranges.chain(buffers).chain(widths).map(f64::from);
    thresholds.chain(drawn).fold(0.0, f64::max)
}

/// Returns the part of an area inside a box.
fn within(area: &Area, region: Bounds) -> Option<Area> {
    let (low, high) = (region.south_west(), region.north_east());
    let corner =
        |latitude: Position, longitude: Position| Position::from_e7(latitude.lat_e7(), longitude.lon_e7());
    let corners = vec![low, corner(low, high)?, high, corner(high, low)?];
    let region = Shape::of(&Area::from_outer(corners));
    intersection(&Shape::of(area), &region)
        .ok()
        .map(|shape| shape.to_area())
}

fn with_area_of_operations(plan: &Plan, area: Area) -> Option<Plan> {
    crate::model::Edit::SetAreaOfOperations(Some(area))
        .apply(plan)
        .ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::super::catalogue::explain;
    use super::super::super::executor::OneThread;
    use super::super::super::{Checker, Report, check};
    use super::*;
    use crate::checks::Fixer;
    use crate::testing::sketch::Sketch;
    use crate::testing::{Chance, generate};

    static GO_ON: AtomicBool = AtomicBool::new(false);

    fn with_fixer<R>(plan: &Plan, what: impl FnOnce(&Fixer<'_>, &Report) -> R) -> R {
        let (checker, report) = (Checker::new(), check(plan, None));
        let fixer = checker.fixer(plan, &report, &OneThread, &GO_ON).unwrap();
        what(&fixer, &report)
    }

    /// Tries every proposal on the excerpt and on the whole plan; returns how many had an excerpt.
    fn assert_alike(plan: &Plan) -> usize {
        with_fixer(plan, |fixer, report| {
            let mut tried = 0;
            for finding in &report.findings {
                let proposals = (explain(finding.code).unwrap().fixes)(&fixer.situation, finding);
                for proposal in proposals {
                    let Ok(changed) = proposal.edit.apply(plan) else {
                        continue;
                    };
                    let Some(excerpt) = fixer.neighbourhoods.excerpt(plan, &changed, finding) else {
                        continue;
                    };
                    tried += 1;
                    let near = fixer.try_on(&excerpt, finding, proposal.clone(), fixer.work);
                    let whole = fixer.try_on(plan, finding, proposal, fixer.work);
                    assert_eq!(near, whole, "{} {}", finding.code, finding.title);
                }
            }
            tried
        })
    }

    #[test]
    fn a_trial_on_the_neighbourhood_says_what_one_on_the_whole_plan_says() {
        let mut tried = 0;
        for seed in 0..4 {
            tried += assert_alike(&generate::plan(&mut Chance::new(seed), generate::Size::MEDIUM));
        }
        for seed in 0..2 {
            let mut plan = generate::covering(seed, 60, 4, 2);
            // So that there is something beyond the neighbourhood of one sector.
            plan.policy.thresholds.stand_off_hostile_m = 1_000;
            plan.policy.thresholds.stand_off_rival_m = 1_000;
            plan.policy.thresholds.stand_off_no_contact_m = 1_000;
            plan.policy.thresholds.stand_off_unknown_m = 1_000;
            tried += assert_alike(&plan);
        }
        assert!(tried >= 30, "only {tried} proposals had a neighbourhood");
    }

    #[test]
    fn what_is_far_is_left_out_and_what_is_felt_everywhere_has_no_neighbourhood() {
        let far = format!("AABB{}CC", ".".repeat(60));
        let row = far.as_str();
        let sketch = Sketch::of(&[&[row, row]]);
        with_fixer(sketch.plan(), |fixer, report| {
            let edge = report
                .findings
                .iter()
                .find(|finding| finding.code == "B01")
                .unwrap();
            let moved = sketch
                .clone()
                .sector_with("A", |sector| sector.notes = "seen".to_owned());
            let excerpt = fixer
                .neighbourhoods
                .excerpt(sketch.plan(), moved.plan(), edge)
                .unwrap();
            assert_eq!((sketch.plan().sectors.len(), excerpt.sectors.len()), (3, 2));
            assert_eq!(excerpt.stakeholders.len(), 3);
            let allied = sketch
                .clone()
                .relation('A', 'B', crate::model::RelationState::Allied);
            assert!(
                fixer
                    .neighbourhoods
                    .excerpt(sketch.plan(), allied.plan(), edge)
                    .is_none()
            );
        });
    }
}
