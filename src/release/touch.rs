//! Which of a stakeholder's sectors something on the ground touches, while both are there.
//!
//! Two things touch where they are no farther apart than [`TOUCH_M`]: neighbours draw one edge twice and
//! rarely alike. What has no ground of its own, a degenerate outline for instance, touches nothing.

use crate::geometry::{Bounds, Frame, Geometry, Layout, Shape};
use crate::model::{Id, Interval, Plan, Sector, Stakeholder};

/// How near is touching, metres.
pub(super) const TOUCH_M: f64 = 50.0;

/// The ground that a stakeholder answers for, sector by sector.
pub(super) struct OwnGround {
    sectors: Vec<Own>,
}

struct Own {
    id: Id<Sector>,
    intervals: Vec<Interval>,
    bounds: Bounds,
    frame: Frame,
    layout: Layout,
}

impl OwnGround {
    /// Lays out the sectors that a stakeholder holds, leads, supports in or takes over.
    pub(super) fn of(plan: &Plan, party: Id<Stakeholder>) -> Self {
        let answers = |sector: &Sector| {
            sector.holder == Some(party)
                || sector.lead == Some(party)
                || sector.supporting.contains(&party)
                || sector.handovers.iter().any(|handover| handover.to == party)
        };
        let sectors = plan
            .sectors
            .iter()
            .filter(|(_, sector)| answers(sector))
            .filter_map(|(id, sector)| {
                let shape = Shape::of(&sector.area);
                let bounds = shape.bounds()?.grown_m(TOUCH_M);
                let frame = Frame::around(sector.area.points());
                let layout = Layout::of_shape(&frame, &shape);
                Some(Own {
                    id,
                    intervals: sector.when.intervals(&plan.phases),
                    bounds,
                    frame,
                    layout,
                })
            });
        Self {
            sectors: sectors.collect(),
        }
    }

    /// Returns the first sector that a shape touches while both are there, besides `but`.
    pub(super) fn touched_by(
        &self,
        shape: &Geometry,
        intervals: &[Interval],
        but: Option<Id<Sector>>,
    ) -> Option<Id<Sector>> {
        let bounds = Bounds::of_line(shape.points())?;
        let meets = |own: &&Own| {
            Some(own.id) != but
                && own.bounds.meets(bounds)
                && own.intervals.iter().any(|mine| {
                    intervals
                        .iter()
                        .any(|theirs| mine.intersection(*theirs).is_some())
                })
        };
        let touches = |own: &&Own| {
            let other = laid_out(&own.frame, shape);
            own.layout.gap_within(&other, TOUCH_M).is_some()
        };
        self.sectors.iter().filter(meets).find(touches).map(|own| own.id)
    }
}

fn laid_out(frame: &Frame, shape: &Geometry) -> Layout {
    match shape {
        Geometry::Point(at) => Layout::of_position(frame, *at),
        Geometry::Path(path) => Layout::of_path(frame, path),
        Geometry::Area(area) => Layout::of_shape(frame, &Shape::of(area)),
    }
}
