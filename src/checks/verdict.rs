//! What a plan's policy makes of findings: levels, waivers, order.
//!
//! The same for every rule; the rules themselves know nothing of it.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Finding, Report};
use crate::geometry::{Frame, Geometry, Layout, Position, Rim, Shape};
use crate::model::{AnyId, Instant, Level, Policy, Waiver};

/// Returns the report of what was found, worst first.
///
/// Levels are applied by [`level_of`] and [`Level::applied_to`] while rules are run, waivers by
/// [`bind_waivers`].
pub(super) fn report(as_of: Option<Instant>, mut findings: Vec<Finding>) -> Report {
    findings.sort_by(order);
    Report { findings, as_of }
}

/// Returns what the policy makes of a rule.
pub(super) fn level_of(policy: &Policy, code: &str) -> Level {
    policy.levels.get(code).copied().unwrap_or_default()
}

/// Worst first, then by code and subjects, then in order of time and place.
fn order(a: &Finding, b: &Finding) -> Ordering {
    b.severity
        .cmp(&a.severity)
        .then_with(|| a.code.cmp(b.code))
        .then_with(|| a.subjects.cmp(&b.subjects))
        .then_with(|| a.interval.cmp(&b.interval))
        .then_with(|| b.value.total_cmp(&a.value))
        .then_with(|| a.at.cmp(&b.at))
        .then_with(|| a.message.cmp(&b.message))
}

/// Binds each of these waivers to the part that it speaks of, and returns those that speak of none.
///
/// A waiver that has lapsed, or whose finding became worse, binds nothing but is not idle: there still is
/// what it was given for.
pub(super) fn bind_waivers<'p>(
    policy: &'p Policy,
    as_of: Option<Instant>,
    findings: &mut [Finding],
    wanted: impl Fn(&Waiver) -> bool,
) -> Vec<&'p Waiver> {
    let mut idle = Vec::new();
    if policy.waivers.is_empty() {
        return idle;
    }
    let mut by_key: HashMap<(&str, &[AnyId]), Vec<usize>> = HashMap::new();
    for (place, finding) in findings.iter().enumerate() {
        by_key
            .entry((finding.code, finding.subjects.as_slice()))
            .or_default()
            .push(place);
    }
    let mut bound: Vec<(usize, &Waiver)> = Vec::new();
    for waiver in policy.waivers.iter().filter(|waiver| wanted(waiver)) {
        let mut subjects = waiver.subjects.clone();
        subjects.sort_unstable();
        subjects.dedup();
        let places = by_key.get(&(waiver.code.as_str(), subjects.as_slice()));
        let candidates = || {
            let places = places.map_or(&[][..], Vec::as_slice).iter();
            places.filter_map(|place| findings.get(*place).map(|finding| (*place, finding)))
        };
        let meant = meant(waiver, candidates, f64::from(policy.thresholds.waiver_near_m));
        if meant.is_empty() {
            idle.push(waiver);
        }
        if !is_running(waiver, as_of) {
            continue;
        }
        let most = waiver.value.get() * f64::from(policy.thresholds.waiver_worse_permille) / 1000.0;
        for place in meant {
            if findings.get(place).is_some_and(|finding| finding.value <= most) {
                bound.push((place, waiver));
            }
        }
    }
    for (place, waiver) in bound {
        if let Some(finding) = findings.get_mut(place)
            && finding.waiver.is_none()
        {
            finding.waiver = Some(waiver.clone());
        }
    }
    idle
}

/// Returns true while a waiver has not lapsed; without an as-of instant none lapses.
fn is_running(waiver: &Waiver, as_of: Option<Instant>) -> bool {
    match (waiver.until, as_of) {
        (Some(until), Some(as_of)) => until.unix_minutes() >= as_of.unix_minutes(),
        _ => true,
    }
}

/// Returns the findings of its code and subjects that a waiver means: those without geometry, those
/// that contain its point, else the nearest within `near_m` (at several times, all of them).
fn meant<'f, I>(waiver: &Waiver, candidates: impl Fn() -> I, near_m: f64) -> Vec<usize>
where
    I: Iterator<Item = (usize, &'f Finding)>,
{
    let bare = candidates().filter(|(_, finding)| finding.geometry.is_none());
    let mut meant: Vec<usize> = bare.map(|(place, _)| place).collect();
    let Some(at) = waiver.at else {
        return meant;
    };
    let drawn = || candidates().filter_map(|(place, finding)| Some((place, finding.geometry.as_ref()?)));
    let containing: Vec<usize> = drawn()
        .filter(|(_, geometry)| contains(geometry, at))
        .map(|(place, _)| place)
        .collect();
    if !containing.is_empty() {
        meant.extend(containing);
        return meant;
    }
    let distances: Vec<(usize, f64)> = drawn()
        .map(|(place, geometry)| (place, distance_m(geometry, at)))
        .collect();
    let nearest = distances
        .iter()
        .map(|(_, distance)| *distance)
        .fold(f64::INFINITY, f64::min);
    if nearest <= near_m {
        meant.extend(
            distances
                .iter()
                .filter(|(_, distance)| *distance == nearest)
                .map(|(place, _)| *place),
        );
    }
    meant
}

fn contains(geometry: &Geometry, at: Position) -> bool {
    match geometry {
        Geometry::Area(area) => Shape::of(area).contains(at, Rim::Inside),
        Geometry::Path(path) => path.points.contains(&at),
        Geometry::Point(point) => *point == at,
    }
}

fn distance_m(geometry: &Geometry, at: Position) -> f64 {
    let frame = Frame::at(at);
    match geometry {
        Geometry::Area(area) => Layout::of_shape(&frame, &Shape::of(area)).distance_m(at),
        Geometry::Path(path) => Layout::of_path(&frame, path).distance_m(at),
        Geometry::Point(point) => crate::geometry::distance_m(*point, at),
    }
}
