//! The sites: when they are there, how far round them counts, and how many people they are to serve.
//!
//! Sites do not move, so their boxes and zones are found once. Whether a site is exposed, too small or
//! unlawful is for the rules to say.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::presence::bounds_of;
use super::time::{Slices, Spans};
use crate::geometry::{
    Bounds, Frame, Geometry, Index, Layout, Position, Shape, buffer_path, buffer_position, buffer_shape,
    inscribed_circle, length_m, point_along,
};
use crate::model::{Id, Plan, Site, SiteKind, Stakeholder, Thresholds};

/// The widest that a buffer is drawn, metres: farther out a plane is no map of the ground.
const WIDEST_M: f64 = 100_000.0;

/// The widest that ground is buffered, degrees: a plane round more of the globe is no map of it.
const WIDEST_DEG: f64 = 5.0;

/// Returns true for ground small enough to be looked at in one plane.
pub(super) fn is_local(bounds: Option<Bounds>) -> bool {
    bounds.is_some_and(|bounds| bounds.width_deg() <= WIDEST_DEG && bounds.height_deg() <= WIDEST_DEG)
}

/// A site as checks see it.
#[derive(Debug)]
pub struct Place<'a> {
    /// Its id.
    pub id: Id<Site>,
    /// As the plan has it.
    pub site: &'a Site,
    /// When it exists.
    pub spans: Spans,
    /// When it exists and is not closed.
    pub open: Spans,
    /// How far round it counts as it: its own word, else that of its kind; metres.
    pub buffer_m: f64,
    /// The box round it and its buffer; `None` where it has no place.
    pub bounds: Option<Bounds>,
    /// How many people are expected through the corridors that end here.
    pub arriving: u64,
    zone: OnceLock<Option<Arc<Shape>>>,
}

impl Place<'_> {
    /// Returns its name; its id where it has none.
    pub fn name(&self) -> String {
        if self.site.name.is_empty() {
            self.id.to_string()
        } else {
            self.site.name.clone()
        }
    }

    /// Returns how many people are there by the best estimate.
    pub fn people(&self) -> u64 {
        self.site
            .people
            .as_ref()
            .map_or(0, |people| u64::from(people.best))
    }

    /// Returns how many people it is to serve: those there, or those who come, whichever is more.
    pub fn expected(&self) -> u64 {
        self.people().max(self.arriving)
    }

    /// Returns who runs it, where the plan has that stakeholder.
    pub fn operator(&self, plan: &Plan) -> Option<Id<Stakeholder>> {
        self.site
            .operator
            .filter(|party| plan.stakeholders.contains(*party))
    }

    /// Returns a plane round it, good for distances near it.
    pub fn frame(&self) -> Frame {
        Frame::around(self.site.shape.points())
    }

    /// Returns it laid out in a frame, without its buffer.
    pub fn layout(&self, frame: &Frame) -> Layout {
        match &self.site.shape {
            Geometry::Point(at) => Layout::of_position(frame, *at),
            Geometry::Path(path) => Layout::of_path(frame, path),
            Geometry::Area(area) => Layout::of_shape(frame, &Shape::of(area)),
        }
    }

    /// Returns a place of it: the point, the middle of the line, or the centre of the widest ground.
    pub fn at(&self) -> Option<Position> {
        match &self.site.shape {
            Geometry::Point(at) => Some(*at),
            Geometry::Path(path) => point_along(path, length_m(path) / 2.0),
            Geometry::Area(area) => {
                let circle = inscribed_circle(&self.frame(), &Shape::of(area));
                circle.map(|circle| circle.center)
            }
        }
    }

    /// Returns the ground within some metres of it; `None` where there is none, or it cannot be told.
    pub fn grown(&self, by_m: f64) -> Option<Shape> {
        grown(&self.site.shape, by_m.min(WIDEST_M))
    }

    /// Returns its ground with its buffer; `None` where it has none, or it cannot be told.
    pub fn zone(&self) -> Option<&Arc<Shape>> {
        let grown = || grown(&self.site.shape, self.buffer_m).map(Arc::new);
        self.zone.get_or_init(grown).as_ref()
    }
}

/// Every site, in id order.
#[derive(Debug)]
pub struct Places<'a> {
    rows: Vec<Place<'a>>,
    index: Index,
}

impl<'a> Places<'a> {
    pub(super) fn new(plan: &'a Plan, slices: &Slices) -> Self {
        let mut arriving: HashMap<Id<Site>, u64> = HashMap::new();
        for (_, corridor) in plan.corridors.iter() {
            if let (Some(to), Some(people)) = (corridor.to, corridor.expected_people) {
                *arriving.entry(to).or_default() += u64::from(people);
            }
        }
        let of = |(id, site): (Id<Site>, &'a Site)| {
            let spans = slices.of_when(&site.when, plan);
            let closed = site
                .closed
                .iter()
                .map(|when| slices.of_when(when, plan))
                .fold(Spans::never(), |all, one| all.or(&one));
            let buffer_m = buffer_m(site, &plan.policy.thresholds);
            Place {
                id,
                site,
                open: spans.without(&closed),
                spans,
                buffer_m,
                bounds: bounds_of(&site.shape).map(|bounds| bounds.grown_m(buffer_m)),
                arriving: arriving.get(&id).copied().unwrap_or(0),
                zone: OnceLock::new(),
            }
        };
        let rows: Vec<Place<'a>> = plan.sites.iter().map(of).collect();
        let index = Index::of(rows.iter().map(|place| place.bounds));
        Self { rows, index }
    }

    /// Returns every site in id order.
    pub fn all(&self) -> &[Place<'a>] {
        &self.rows
    }

    /// Returns a site by id.
    pub fn of_site(&self, id: Id<Site>) -> Option<&Place<'a>> {
        let place = self.rows.binary_search_by_key(&id, |place| place.id).ok()?;
        self.rows.get(place)
    }

    /// Returns the sites whose boxes, buffers included, meet this one, in id order.
    pub fn near(&self, bounds: Bounds) -> impl Iterator<Item = &Place<'a>> {
        self.index
            .query(bounds)
            .into_iter()
            .filter_map(|place| self.rows.get(place))
    }
}

/// Returns how far round a site counts as it, in metres.
fn buffer_m(site: &Site, thresholds: &Thresholds) -> f64 {
    let of_kind = match site.kind {
        SiteKind::Hospital => thresholds.hospital_buffer_m,
        SiteKind::Camp | SiteKind::Reception => thresholds.camp_buffer_m,
        SiteKind::Water | SiteKind::Power | SiteKind::Dam => thresholds.works_buffer_m,
        SiteKind::Worship | SiteKind::School | SiteKind::Heritage => thresholds.cultural_buffer_m,
        _ => 0,
    };
    f64::from(site.buffer_m.unwrap_or(of_kind)).min(WIDEST_M)
}

/// Returns the ground within some metres of what is drawn; `None` where there is none, or it cannot be
/// told.
fn grown(drawn: &Geometry, by_m: f64) -> Option<Shape> {
    if !is_local(bounds_of(drawn)) {
        return None;
    }
    let frame = Frame::around(drawn.points());
    let shape = match drawn {
        Geometry::Point(at) => buffer_position(&frame, *at, by_m),
        Geometry::Path(path) => buffer_path(&frame, path, by_m).ok()?,
        Geometry::Area(area) => buffer_shape(&frame, &Shape::of(area), by_m).ok()?,
    };
    (!shape.is_empty()).then_some(shape)
}
