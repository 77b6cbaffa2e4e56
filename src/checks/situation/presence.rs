//! Who is where: forces in their places and on the march, and people at sites.
//!
//! While a force marches it is on its way; else it stands where a placement valid then says, and where
//! none does, where its last march ended. Distances are asked here, what they mean by the rules.

use std::ops::Range;

use super::time::{Slices, Spans};
use crate::geometry::{Bounds, Frame, Geometry, Layout, Path, Position, Shape, length_m};
use crate::model::{Force, Id, Interval, Move, Plan, Site, SiteKind, Stakeholder};

/// A force with where it is over time.
#[derive(Debug)]
pub struct Presence<'a> {
    /// Its id.
    pub id: Id<Force>,
    /// As the plan has it.
    pub force: &'a Force,
    /// Whose it is, where the plan has that stakeholder.
    pub party: Option<Id<Stakeholder>>,
    /// Whether it bears arms.
    pub armed: bool,
    /// Where it is, in order of time; several places in one slice where several placements hold.
    pub stays: Vec<(Range<u32>, Stay<'a>)>,
    /// The box round all its places and ways; `None` where it is nowhere.
    pub bounds: Option<Bounds>,
}

/// Where a force is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay<'a> {
    /// Standing.
    At(Position),
    /// Marching.
    On(&'a Move),
}

impl Presence<'_> {
    /// Returns its name; its id where it has none.
    pub fn name(&self) -> String {
        if self.force.name.is_empty() {
            self.id.to_string()
        } else {
            self.force.name.clone()
        }
    }
}

/// Returns every force with where it is, in id order.
pub(super) fn presences<'a>(plan: &'a Plan, slices: &Slices) -> Vec<Presence<'a>> {
    let of = |(id, force): (Id<Force>, &'a Force)| {
        let stays = stays(plan, slices, force);
        let bounds = Bounds::of_all(stays.iter().filter_map(|(_, stay)| match stay {
            Stay::At(position) => Some(Bounds::of_position(*position)),
            Stay::On(leg) => leg.path.bounds(),
        }));
        Presence {
            id,
            force,
            party: force
                .stakeholder
                .filter(|party| plan.stakeholders.contains(*party)),
            armed: force.bears_arms(plan),
            stays,
            bounds,
        }
    };
    plan.forces.iter().map(of).collect()
}

fn stays<'a>(plan: &'a Plan, slices: &Slices, force: &'a Force) -> Vec<(Range<u32>, Stay<'a>)> {
    let mut stays = Vec::new();
    let mut marching = Spans::never();
    for leg in &force.moves {
        let spans = slices.of_interval(Interval {
            from: Some(leg.start),
            until: Some(leg.end),
        });
        marching = marching.or(&spans);
        stays.extend(spans.runs().iter().map(|run| (run.clone(), Stay::On(leg))));
    }
    let mut placed = Spans::never();
    for placement in &force.placements {
        let spans = slices.of_when(&placement.when, plan);
        placed = placed.or(&spans);
        let standing = spans.without(&marching);
        stays.extend(
            standing
                .runs()
                .iter()
                .map(|run| (run.clone(), Stay::At(placement.at))),
        );
    }
    let mut unsaid = slices.all().without(&marching).without(&placed);
    let mut legs: Vec<&Move> = force.moves.iter().collect();
    legs.sort_by_key(|leg| std::cmp::Reverse((leg.end, leg.start)));
    for leg in legs {
        let after = slices.of_interval(Interval {
            from: Some(leg.end),
            until: None,
        });
        let there = unsaid.and(&after);
        unsaid = unsaid.without(&there);
        if let Some(&end) = leg.path.points.last() {
            stays.extend(there.runs().iter().map(|run| (run.clone(), Stay::At(end))));
        }
    }
    stays.sort_by_key(|(run, _)| (run.start, run.end));
    stays
}

/// Returns where a march is at the start and the end of each of its straight legs, with the minutes:
/// at even speed along the path.
pub fn timed(leg: &Move) -> Vec<(Position, f64)> {
    let total = length_m(&leg.path);
    let lasts = leg.end.saturating_sub(leg.start).max(0) as f64;
    let mut so_far = 0.0;
    let mut before: Option<Position> = None;
    leg.path
        .points
        .iter()
        .map(|&point| {
            if let Some(before) = before {
                so_far += length_m(&Path::new(vec![before, point]));
            }
            before = Some(point);
            let share = if total > 0.0 { so_far / total } else { 0.0 };
            (point, leg.start as f64 + share * lasts)
        })
        .collect()
}

/// Returns the way that a march makes in an interval: all of it where the interval is open.
pub fn walked(leg: &Move, interval: Interval) -> Path {
    let from = interval.from.map_or(f64::NEG_INFINITY, |from| from as f64);
    let until = interval.until.map_or(f64::INFINITY, |until| until as f64);
    let timed = timed(leg);
    let frame = Frame::around(leg.path.points.iter().copied());
    let mut points: Vec<Position> = Vec::new();
    for (&(a, start), &(b, end)) in timed.iter().zip(timed.iter().skip(1)) {
        if end < from || start > until {
            continue;
        }
        let leg = crate::geometry::Leg {
            from: a,
            to: b,
            start_minute: start,
            end_minute: end,
        };
        let place = |minute: f64| leg.position_at(&frame, minute);
        points.push(if from > start { place(from) } else { a });
        points.push(if until < end { place(until) } else { b });
    }
    points.dedup();
    if points.is_empty() {
        points.extend(leg.path.points.first());
    }
    Path::new(points)
}

/// A site that counts people in, and when it exists.
#[derive(Debug)]
pub struct Peopled<'a> {
    /// Its id.
    pub id: Id<Site>,
    /// As the plan has it.
    pub site: &'a Site,
    /// When it exists.
    pub spans: Spans,
    bounds: Bounds,
}

/// Returns true for a site whose nearness makes a finding worse: a settlement, camp, reception,
/// hospital or school, or one with people.
pub fn has_people(site: &Site) -> bool {
    is_peopled_by_count(site)
        || matches!(
            site.kind,
            SiteKind::Settlement
                | SiteKind::Camp
                | SiteKind::Reception
                | SiteKind::Hospital
                | SiteKind::School
        )
}

/// Returns true for a populated place: a settlement, built-up ground, or a site with people.
pub fn is_populated(site: &Site) -> bool {
    is_peopled_by_count(site) || matches!(site.kind, SiteKind::Settlement | SiteKind::BuiltUpArea)
}

/// Returns true for a kind that is protected.
pub fn is_protected(site: &Site) -> bool {
    matches!(
        site.kind,
        SiteKind::Hospital
            | SiteKind::Camp
            | SiteKind::Reception
            | SiteKind::Water
            | SiteKind::Power
            | SiteKind::Dam
            | SiteKind::Worship
            | SiteKind::School
            | SiteKind::Heritage
    )
}

fn is_peopled_by_count(site: &Site) -> bool {
    site.people.as_ref().is_some_and(|people| people.best > 0)
}

pub(super) fn peopled<'a>(plan: &'a Plan, slices: &Slices) -> Vec<Peopled<'a>> {
    let sites = plan.sites.iter().filter(|(_, site)| has_people(site));
    let of = |(id, site): (Id<Site>, &'a Site)| {
        Some(Peopled {
            id,
            site,
            spans: slices.of_when(&site.when, plan),
            bounds: bounds_of(&site.shape)?,
        })
    };
    sites.filter_map(of).collect()
}

/// A march of an armed force.
#[derive(Debug)]
pub(super) struct March<'a> {
    party: Id<Stakeholder>,
    spans: Spans,
    path: &'a Path,
    bounds: Bounds,
}

pub(super) fn marches<'a>(presences: &[Presence<'a>], slices: &Slices) -> Vec<March<'a>> {
    let mut marches = Vec::new();
    for presence in presences.iter().filter(|presence| presence.armed) {
        let Some(party) = presence.party else { continue };
        for leg in &presence.force.moves {
            let spans = slices.of_interval(Interval {
                from: Some(leg.start),
                until: Some(leg.end),
            });
            if let Some(bounds) = leg.path.bounds()
                && !spans.is_empty()
            {
                marches.push(March {
                    party,
                    spans,
                    path: &leg.path,
                    bounds,
                });
            }
        }
    }
    marches
}

/// Returns when any of these sites exists within `within_m` of a part, and the nearest of them.
pub(super) fn people_near<'p, 'a>(
    sites: &'p [Peopled<'a>],
    part: &Shape,
    within_m: f64,
) -> (Spans, Vec<&'p Peopled<'a>>) {
    let Some(bounds) = part.bounds().map(|bounds| bounds.grown_m(within_m)) else {
        return (Spans::never(), Vec::new());
    };
    let near: Vec<&Peopled<'a>> = sites.iter().filter(|site| site.bounds.meets(bounds)).collect();
    if near.is_empty() {
        return (Spans::never(), near);
    }
    let frame = super::pairs::frame_of(&[part]);
    let laid = Layout::of_shape(&frame, part);
    let near: Vec<_> = near
        .into_iter()
        .filter(|site| is_within(&frame, &laid, &site.site.shape, within_m))
        .collect();
    let spans = near.iter().fold(Spans::never(), |all, site| all.or(&site.spans));
    (spans, near)
}

/// Returns when any of these sites exists within `within_m` of a drawn object.
pub(super) fn people_near_drawn(sites: &[Peopled<'_>], drawn: &Geometry, within_m: f64) -> Spans {
    let Some(bounds) = bounds_of(drawn).map(|bounds| bounds.grown_m(within_m)) else {
        return Spans::never();
    };
    let mut near = sites.iter().filter(|site| site.bounds.meets(bounds)).peekable();
    if near.peek().is_none() {
        return Spans::never();
    }
    let frame = Frame::at(bounds.center());
    let laid = match drawn {
        Geometry::Point(position) => Layout::of_position(&frame, *position),
        Geometry::Path(path) => Layout::of_path(&frame, path),
        Geometry::Area(area) => Layout::of_shape(&frame, &Shape::of(area)),
    };
    near.filter(|site| is_within(&frame, &laid, &site.site.shape, within_m))
        .fold(Spans::never(), |all, site| all.or(&site.spans))
}

/// Returns when an armed force of the party marches within `within_m` of a part.
pub(super) fn marching_near(
    marches: &[March<'_>],
    party: Id<Stakeholder>,
    part: &Shape,
    within_m: f64,
) -> Spans {
    let Some(bounds) = part.bounds().map(|bounds| bounds.grown_m(within_m)) else {
        return Spans::never();
    };
    let mut near = marches
        .iter()
        .filter(|march| march.party == party && march.bounds.meets(bounds))
        .peekable();
    if near.peek().is_none() {
        return Spans::never();
    }
    let frame = super::pairs::frame_of(&[part]);
    let laid = Layout::of_shape(&frame, part);
    near.filter(|march| {
        laid.gap_within(&Layout::of_path(&frame, march.path), within_m)
            .is_some()
    })
    .fold(Spans::never(), |all, march| all.or(&march.spans))
}

/// Returns when any of these forces stands or marches within `within_m` of a shape.
pub(super) fn near(forces: &[&Presence<'_>], shape: &Shape, within_m: f64) -> Spans {
    if forces.is_empty() {
        return Spans::never();
    }
    let frame = super::pairs::frame_of(&[shape]);
    let laid = Layout::of_shape(&frame, shape);
    let stays = forces.iter().flat_map(|force| &force.stays);
    stays
        .filter(|(_, stay)| match stay {
            Stay::At(at) => laid.is_within(*at, within_m),
            Stay::On(leg) => {
                let way = Layout::of_path(&frame, &leg.path);
                laid.gap_within(&way, within_m).is_some()
            }
        })
        .map(|(run, _)| run.clone())
        .collect()
}

/// Returns true where a drawn object is no farther from what is laid out than `within_m`.
pub(in crate::checks) fn is_within(frame: &Frame, laid: &Layout, drawn: &Geometry, within_m: f64) -> bool {
    match drawn {
        Geometry::Point(position) => laid.is_within(*position, within_m),
        Geometry::Path(path) => laid.gap_within(&Layout::of_path(frame, path), within_m).is_some(),
        Geometry::Area(area) => laid
            .gap_within(&Layout::of_shape(frame, &Shape::of(area)), within_m)
            .is_some(),
    }
}

/// Returns the box round a drawn object.
pub(in crate::checks) fn bounds_of(drawn: &Geometry) -> Option<Bounds> {
    match drawn {
        Geometry::Point(position) => Some(Bounds::of_position(*position)),
        Geometry::Path(path) => path.bounds(),
        Geometry::Area(area) => area.bounds(),
    }
}
