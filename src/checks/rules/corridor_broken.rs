//! H06: a corridor that does not hold together: ends in the open, meets a river or mines, gives no rest.
//!
//! How many it takes is H05's question, who agreed to it H04's.

use super::super::fixes::way::{closed_meanwhile, led_on, with_stops};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Place, Situation, Spans, Way};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    self, Frame, Geometry, Layout, Path, Position, along_m, crossings, length_m, parts_near, path_inside,
    point_along, total_length_m,
};
use crate::model::{AnyId, CorridorMode, Level, MeasureKind, Severity, SiteKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H06",
    name: "corridor-broken",
    title: "Corridor broken",
    summary: "Checks for corridors that end in the open, meet a river, closed bridge or hazard, or give no rest.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "corridor_gap_m",
        "corridor_bridge_near_m",
        "corridor_stop_m",
        "corridor_stop_hot_m",
    ],
    source: "Entente; the distances are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A corridor, while it is open, that:

* starts or ends more than `corridor_gap_m` from the site that it leads from or to;
* meets a river, unless people go by boat, with no bridge within `corridor_bridge_near_m` of the place that is open \
then; or leads over a bridge that is closed then;
* meets a hazard (with its buffer, the corridor in its whole width) with no safe lane through it valid then;
* gives people on foot no place to rest for more than `corridor_stop_m`, or `corridor_stop_hot_m` where heat is \
expected; its ends count as such.

Critical, the missing rest major.

## Why it matters

People who come to a bridge that is closed do not wait in a queue: they try the river.

## Example

The bridges close from 28 to 30 June; the corridor that leads over one of them stays open.

## What to do

Lead it on to the reception, close it while its bridge is closed, plan stops with water, shade and medical care. \
Entente can do each; a hazard it leaves to those who clear it.

## Source

A rule of Entente's own; the distances are its defaults.
";

/// What is wrong with a corridor.
enum Fault<'s, 'a> {
    /// An end is that far from its site.
    Gap {
        site: &'s Place<'a>,
        end: Position,
        to: Position,
        gap_m: f64,
    },
    /// A river at a place, with the bridges there, all closed then.
    River {
        river: &'s Place<'a>,
        bridges: Vec<&'s Place<'a>>,
        at: Position,
        spans: Spans,
    },
    /// A bridge that is closed while it is open.
    Bridge { bridge: &'s Place<'a>, spans: Spans },
    /// A hazard without a safe lane, along so many metres.
    Hazard {
        hazard: &'s Place<'a>,
        at: Position,
        length_m: f64,
        spans: Spans,
    },
    /// A stretch without rest, in metres from the start.
    NoRest { from_m: f64, to_m: f64 },
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for way in &situation.ways {
        for fault in faults(situation, way) {
            findings.add(draft(situation, way, &fault));
        }
    }
}

fn faults<'s, 'a>(situation: &'s Situation<'a>, way: &'s Way<'a>) -> Vec<Fault<'s, 'a>> {
    if way.corridor.path.points.len() < 2 || way.open.is_empty() {
        return Vec::new();
    }
    let mut faults = gaps(situation, way);
    let mut used: Vec<&Place<'_>> = Vec::new();
    if way.corridor.mode != CorridorMode::Boat {
        rivers(situation, way, &mut used, &mut faults);
        bridges(situation, way, &used, &mut faults);
    }
    hazards(situation, way, &mut faults);
    faults.extend(rest(situation, way));
    faults
}

fn gaps<'s, 'a>(situation: &'s Situation<'a>, way: &Way<'a>) -> Vec<Fault<'s, 'a>> {
    let corridor = way.corridor;
    let limit_m = f64::from(situation.thresholds().corridor_gap_m);
    let points = &corridor.path.points;
    let ends = [(corridor.from, points.first()), (corridor.to, points.last())];
    let gap = |(site, end): (Option<_>, Option<&Position>)| {
        let (site, end) = (situation.places.of_site(site?)?, *end?);
        let frame = Frame::at(end);
        let way = site.layout(&frame).gap(&Layout::of_position(&frame, end))?;
        (way.distance_m > limit_m).then_some(Fault::Gap {
            site,
            end,
            to: way.from,
            gap_m: way.distance_m,
        })
    };
    ends.into_iter().filter_map(gap).collect()
}

/// Returns the sites of a kind along a corridor that are there while it is open.
fn along<'s, 'a>(
    situation: &'s Situation<'a>,
    way: &Way<'a>,
    kind: SiteKind,
    within_m: f64,
) -> Vec<&'s Place<'a>> {
    let Some(bounds) = way.bounds.map(|bounds| bounds.grown_m(within_m)) else {
        return Vec::new();
    };
    situation
        .places
        .near(bounds)
        .filter(|place| place.site.kind == kind && !place.spans.and(&way.open).is_empty())
        .collect()
}

fn rivers<'s, 'a>(
    situation: &'s Situation<'a>,
    way: &Way<'a>,
    used: &mut Vec<&'s Place<'a>>,
    faults: &mut Vec<Fault<'s, 'a>>,
) {
    let near_m = f64::from(situation.thresholds().corridor_bridge_near_m);
    let path = &way.corridor.path;
    let bridges = || along(situation, way, SiteKind::Bridge, near_m);
    for river in along(situation, way, SiteKind::River, 0.0) {
        // Where it meets the river: places for a line, stretches for an area.
        let met: Vec<Path> = match &river.site.shape {
            Geometry::Point(_) => Vec::new(),
            Geometry::Path(line) => crossings(path, line)
                .into_iter()
                .map(|at| Path::new(vec![at]))
                .collect(),
            Geometry::Area(area) => path_inside(path, &situation.shape(area))
                .into_iter()
                .filter(|part| length_m(part) > f64::from(situation.thresholds().snap_m))
                .collect(),
        };
        for stretch in met {
            let Some(at) = point_along(&stretch, length_m(&stretch) / 2.0) else {
                continue;
            };
            let frame = Frame::at(at);
            let laid = Layout::of_path(&frame, &stretch);
            let mut here = bridges();
            here.retain(|bridge| bridge.layout(&frame).gap_within(&laid, near_m).is_some());
            used.extend(here.iter().copied());
            let wet = way.open.and(&river.spans);
            let spans = here.iter().fold(wet, |wet, bridge| wet.without(&bridge.open));
            if !spans.is_empty() {
                faults.push(Fault::River {
                    river,
                    bridges: here,
                    at,
                    spans,
                });
            }
        }
    }
}

/// Finds bridges in the corridor that are closed, where no river is drawn that says so already.
fn bridges<'s, 'a>(
    situation: &'s Situation<'a>,
    way: &Way<'a>,
    used: &[&Place<'_>],
    faults: &mut Vec<Fault<'s, 'a>>,
) {
    let limits = situation.thresholds();
    let half_m = (f64::from(way.corridor.width_m) / 2.0).max(f64::from(limits.snap_m));
    let near_m = f64::from(limits.corridor_bridge_near_m);
    let frame = way.frame();
    let laid = Layout::of_path(&frame, &way.corridor.path);
    let all = along(situation, way, SiteKind::Bridge, near_m);
    for bridge in &all {
        let shut = way.open.and(&bridge.spans).without(&bridge.open);
        let own = bridge.layout(&frame);
        if shut.is_empty()
            || used.iter().any(|other| other.id == bridge.id)
            || own.gap_within(&laid, half_m).is_none()
        {
            continue;
        }
        let beside = all
            .iter()
            .filter(|other| other.id != bridge.id && other.layout(&frame).gap_within(&own, near_m).is_some());
        let spans = beside.fold(shut, |shut, other| shut.without(&other.open));
        if !spans.is_empty() {
            faults.push(Fault::Bridge { bridge, spans });
        }
    }
}

fn hazards<'s, 'a>(situation: &'s Situation<'a>, way: &Way<'a>, faults: &mut Vec<Fault<'s, 'a>>) {
    let half_m = f64::from(way.corridor.width_m) / 2.0;
    for hazard in along(situation, way, SiteKind::Hazard, 0.0) {
        let Some(zone) = hazard.grown(hazard.buffer_m + half_m) else {
            continue;
        };
        let met = path_inside(&way.corridor.path, &zone);
        let length_m = total_length_m(&met);
        let at = met
            .first()
            .and_then(|part| point_along(part, geometry::length_m(part) / 2.0));
        let Some(at) = at.filter(|_| length_m > 0.0) else {
            continue;
        };
        let spans = way.open.and(&hazard.spans);
        let spans = safe_lanes(situation, &met, length_m)
            .iter()
            .fold(spans, |spans, lane| spans.without(lane));
        if !spans.is_empty() {
            faults.push(Fault::Hazard {
                hazard,
                at,
                length_m,
                spans,
            });
        }
    }
}

/// The share of a stretch that a safe lane has to lead through.
const LANE_SHARE: f64 = 0.95;

/// Returns when each safe lane that leads through these stretches is valid.
fn safe_lanes(situation: &Situation<'_>, met: &[Path], whole_m: f64) -> Vec<Spans> {
    let plan = situation.plan;
    let within_m = f64::from(situation.thresholds().corridor_gap_m);
    let lanes = plan
        .measures
        .iter()
        .filter(|(_, measure)| measure.kind == MeasureKind::SafeLane);
    let leads = lanes.filter(|(_, lane)| {
        let led_m = match &lane.shape {
            Geometry::Point(_) => 0.0,
            Geometry::Path(path) => {
                let frame = Frame::around(path.points.iter().copied());
                total_length_m(&parts_near(&frame, met, std::slice::from_ref(path), within_m))
            }
            Geometry::Area(area) => {
                let shape = situation.shape(area);
                met.iter()
                    .map(|part| total_length_m(&path_inside(part, &shape)))
                    .sum()
            }
        };
        led_m >= LANE_SHARE * whole_m
    });
    leads
        .map(|(_, lane)| situation.slices.of_when(&lane.when, plan))
        .collect()
}

/// Returns how far apart places to rest may be.
pub(in crate::checks) fn rest_limit_m(situation: &Situation<'_>) -> f64 {
    let limits = situation.thresholds();
    f64::from(if situation.plan.info.hot_weather {
        limits.corridor_stop_hot_m
    } else {
        limits.corridor_stop_m
    })
}

/// Returns every stretch between places to rest, the ends among them, in metres from the start.
pub(in crate::checks) fn stretches(way: &Way<'_>) -> Vec<(f64, f64)> {
    let path = &way.corridor.path;
    let frame = way.frame();
    let mut places: Vec<f64> = way
        .corridor
        .stops
        .iter()
        .map(|stop| along_m(&frame, stop.at, path))
        .collect();
    places.extend([0.0, length_m(path)]);
    places.sort_by(f64::total_cmp);
    places
        .iter()
        .copied()
        .zip(places.iter().copied().skip(1))
        .collect()
}

/// Returns the longest stretch of a way on foot without rest, where it is too long.
fn rest<'s, 'a>(situation: &Situation<'_>, way: &Way<'_>) -> Option<Fault<'s, 'a>> {
    if way.corridor.mode != CorridorMode::Foot {
        return None;
    }
    let longest = stretches(way)
        .into_iter()
        .max_by(|(a, b), (c, d)| (b - a).total_cmp(&(d - c)).then(c.total_cmp(a)))?;
    let (from_m, to_m) = longest;
    (to_m - from_m > rest_limit_m(situation)).then_some(Fault::NoRest { from_m, to_m })
}

/// What a finding says that differs from fault to fault.
struct Said {
    severity: Severity,
    title: String,
    message: String,
    sites: Vec<AnyId>,
    geometry: Geometry,
    at: Option<Position>,
    measure: (&'static str, f64),
    value: f64,
    why: Vec<Reason>,
    spans: Spans,
}

fn draft(situation: &Situation<'_>, way: &Way<'_>, fault: &Fault<'_, '_>) -> Draft {
    let said = said(situation, way, fault);
    let mut subjects = vec![AnyId::from(way.id)];
    subjects.extend(said.sites);
    Draft {
        severity: said.severity,
        title: said.title,
        message: said.message,
        subjects,
        parties: way.owner(situation.plan).into_iter().collect(),
        measures: vec![said.measure],
        geometry: Some(said.geometry),
        at: said.at,
        value: said.value,
        why: said.why,
        time: Time::Object(said.spans),
    }
}

fn said(situation: &Situation<'_>, way: &Way<'_>, fault: &Fault<'_, '_>) -> Said {
    let limits = situation.thresholds();
    let name = way.name();
    match fault {
        Fault::Gap { site, end, to, gap_m } => {
            let limit_m = f64::from(limits.corridor_gap_m);
            Said {
                severity: Severity::Critical,
                title: format!("{name} does not reach {}", site.name()),
                message: format!(
                    "Between {name} and {} there are {}; up to {} count as connected.",
                    site.name(),
                    wording::length(*gap_m),
                    wording::length(limit_m)
                ),
                sites: vec![site.id.into()],
                geometry: Geometry::Path(Path::new(vec![*end, *to])),
                at: Some(*end),
                measure: ("gap_m", *gap_m),
                value: *gap_m,
                why: vec![Reason::number("gap", *gap_m, Some(limit_m), "m")],
                spans: way.open.clone(),
            }
        }
        Fault::River {
            river,
            bridges,
            at,
            spans,
        } => {
            let near = wording::length(f64::from(limits.corridor_bridge_near_m));
            let closed: Vec<String> = bridges.iter().map(|bridge| bridge.name()).collect();
            let how = if closed.is_empty() {
                format!("no bridge is within {near}")
            } else {
                format!(
                    "{}, within {near}, {}",
                    wording::joined(&closed),
                    are_closed(&closed)
                )
            };
            Said {
                severity: Severity::Critical,
                title: format!("{name} cannot cross {}", river.name()),
                message: format!("{name} is open while it meets {} and {how}.", river.name()),
                sites: bridges
                    .iter()
                    .map(|bridge| bridge.id.into())
                    .chain([river.id.into()])
                    .collect(),
                geometry: Geometry::Point(*at),
                at: Some(*at),
                measure: ("near_m", f64::from(limits.corridor_bridge_near_m)),
                value: 1.0,
                why: vec![
                    Reason::word("river", river.name()),
                    Reason::word_against(
                        "bridge open there",
                        if closed.is_empty() { "none" } else { "closed" },
                        "one",
                    ),
                ],
                spans: spans.clone(),
            }
        }
        Fault::Bridge { bridge, spans } => Said {
            severity: Severity::Critical,
            title: format!("{name} leads over {}, which is closed", bridge.name()),
            message: format!(
                "{name} is open while {}, over which it leads, is closed.",
                bridge.name()
            ),
            sites: vec![bridge.id.into()],
            geometry: bridge.site.shape.clone(),
            at: bridge.at(),
            measure: ("near_m", f64::from(limits.corridor_bridge_near_m)),
            value: 1.0,
            why: vec![Reason::word_against(&bridge.name(), "closed", "open")],
            spans: spans.clone(),
        },
        Fault::Hazard {
            hazard,
            at,
            length_m,
            spans,
        } => Said {
            severity: Severity::Critical,
            title: format!("{name} leads through {}", hazard.name()),
            message: format!(
                "{name} leads through {} for {} with no safe lane; it should not at all.",
                hazard.name(),
                wording::length(*length_m)
            ),
            sites: vec![hazard.id.into()],
            geometry: Geometry::Point(*at),
            at: Some(*at),
            measure: ("hazard_m", *length_m),
            value: *length_m,
            why: vec![
                Reason::number("way through the hazard", *length_m, Some(0.0), "m"),
                Reason::word_against("safe lane", "none", "one"),
            ],
            spans: spans.clone(),
        },
        Fault::NoRest { from_m, to_m } => {
            let (lasts_m, limit_m) = (to_m - from_m, rest_limit_m(situation));
            let at = point_along(&way.corridor.path, f64::midpoint(*from_m, *to_m));
            let heat = if situation.plan.info.hot_weather {
                " in the heat"
            } else {
                ""
            };
            Said {
                severity: Severity::Major,
                title: format!("{name} gives no rest for {}", wording::length(lasts_m)),
                message: format!(
                    "On {name} people on foot find no place to rest for {}; {} is the most{heat}.",
                    wording::length(lasts_m),
                    wording::length(limit_m)
                ),
                sites: Vec::new(),
                geometry: Geometry::Path(way.corridor.path.clone()),
                at,
                measure: ("stretch_m", lasts_m),
                value: lasts_m,
                why: vec![Reason::number(
                    "longest way between places to rest",
                    lasts_m,
                    Some(limit_m),
                    "m",
                )],
                spans: way.open.clone(),
            }
        }
    }
}

pub(in crate::checks) fn are_closed(names: &[String]) -> &'static str {
    if names.len() == 1 {
        "is closed"
    } else {
        "are closed"
    }
}

fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let way = situation
        .ways
        .iter()
        .find(|way| finding.subjects.contains(&AnyId::from(way.id)));
    let Some(way) = way else {
        return Vec::new();
    };
    let is_this = |fault: &Fault<'_, '_>| said(situation, way, fault).title == finding.title;
    let fault = faults(situation, way).into_iter().find(is_this);
    let proposal = fault.and_then(|fault| match fault {
        Fault::Gap { site, end, to, .. } => Some(led_on(way, site, end, to)),
        Fault::River { bridges, spans, .. } if !bridges.is_empty() => {
            let names: Vec<String> = bridges.iter().map(|bridge| bridge.name()).collect();
            Some(closed_meanwhile(situation, way, &names, &spans))
        }
        Fault::Bridge { bridge, spans } => Some(closed_meanwhile(situation, way, &[bridge.name()], &spans)),
        Fault::River { .. } | Fault::Hazard { .. } => None,
        Fault::NoRest { .. } => with_stops(situation, way),
    });
    proposal.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{CorridorMode, Edit, Id, Minute, SiteKind, Stop, When};
    use crate::testing::sketch::{Sketch, area, path, place};

    const H: Minute = 60;

    fn from_until(from: Minute, until: Minute) -> When {
        When {
            from: Some(from),
            until: Some(until),
            ..When::always()
        }
    }

    /// A corridor of 6 km to the east, open for a day.
    fn way() -> Sketch {
        Sketch::of(&[])
            .phases(&[("P1", 24)])
            .corridor("Way", &[(0.0, 1.0), (6.0, 1.0)])
    }

    /// The same across a river 3 km to the east, with a bridge that many metres north of it.
    fn over_a_bridge(metres: f64) -> Sketch {
        way()
            .site("River", SiteKind::River, 3.0, 1.0)
            .site_with("River", |site| {
                site.shape = Geometry::Path(path(&[(3.0, -5.0), (3.0, 5.0)]));
            })
            .site("Bridge", SiteKind::Bridge, 3.0, 1.0 - metres / 1000.0)
    }

    #[test]
    fn an_end_in_the_open_is_found() {
        let to = |x: f64| {
            let sketch = way().site("Reception", SiteKind::Reception, x, 1.0);
            let id = sketch.plan().sites.ids().next();
            sketch.corridor_with("Way", |way| way.to = id)
        };
        assert_eq!(to(6.3).findings("H06"), ["H06 Reception Way: 300 m, critical"]);
        assert!(to(6.049).findings("H06").is_empty());
        let from = to(6.3).corridor_with("Way", |way| way.from = way.to.take());
        assert_eq!(from.findings("H06"), ["H06 Reception Way: 6.30 km, critical"]);
        let fixes = to(6.3).fixes("H06");
        assert_eq!(fixes[0].title, "Lead Way on to Reception");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(to(6.3).with(&fixes[0].edit).findings("H06").is_empty());
        let fixes = from.fixes("H06");
        let led = from.with(&fixes[0].edit);
        let points = &led.plan().corridors.iter().next().unwrap().1.path.points;
        assert_eq!((points.len(), points[0]), (3, place(6.3, 1.0)));
    }

    #[test]
    fn a_river_needs_a_bridge_that_is_open() {
        assert!(over_a_bridge(95.0).findings("H06").is_empty());
        let none = over_a_bridge(105.0).findings("H06");
        assert_eq!(none, ["H06 River Way: 100 m, critical"]);
        let boats = over_a_bridge(105.0).corridor_with("Way", |way| way.mode = CorridorMode::Boat);
        assert!(boats.findings("H06").is_empty());
        let wide = over_a_bridge(105.0).site_with("River", |site| {
            site.shape = Geometry::Area(area(&[(2.9, -5.0), (2.9, 5.0), (3.1, 5.0), (3.1, -5.0)]));
        });
        assert_eq!(wide.findings("H06").len(), 1);
        let closed =
            over_a_bridge(0.0).site_with("Bridge", |site| site.closed = vec![from_until(6 * H, 12 * H)]);
        assert_eq!(closed.findings("H06"), ["H06 River Bridge Way: 100 m, critical"]);
        let interval = closed.first("H06").interval;
        assert_eq!((interval.from, interval.until), (Some(6 * H), Some(12 * H)));
        assert!(over_a_bridge(105.0).fixes("H06").is_empty());
    }

    #[test]
    fn a_corridor_is_closed_while_its_bridge_is() {
        let closed =
            over_a_bridge(0.0).site_with("Bridge", |site| site.closed = vec![from_until(6 * H, 12 * H)]);
        let fixes = closed.fixes("H06");
        assert_eq!(fixes[0].title, "Close Way while Bridge is closed");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = closed.with(&fixes[0].edit);
        assert!(fixed.findings("H06").is_empty());
        let windows = &fixed.plan().corridors.iter().next().unwrap().1.windows;
        assert_eq!(windows[..], [from_until(0, 6 * H), from_until(12 * H, 24 * H)]);
        let always = over_a_bridge(0.0).site_with("Bridge", |site| site.closed = vec![When::always()]);
        let shut = always.clone().with(&always.fixes("H06")[0].edit);
        assert!(shut.findings("H06").is_empty());
    }

    #[test]
    fn a_bridge_without_a_drawn_river_counts_where_the_corridor_leads_over_it() {
        let bridge = |y: f64| {
            let sketch = way()
                .site("Bridge", SiteKind::Bridge, 3.0, y)
                .site_with("Bridge", |site| site.closed = vec![from_until(6 * H, 12 * H)]);
            sketch.findings("H06")
        };
        assert_eq!(bridge(1.04), ["H06 Bridge Way: 100 m, critical"]);
        assert!(bridge(1.06).is_empty());
    }

    #[test]
    fn a_hazard_needs_a_safe_lane() {
        let mines = |y: f64| {
            way()
                .site("Mines", SiteKind::Hazard, 3.0, y)
                .site_with("Mines", |site| site.buffer_m = Some(100))
        };
        assert_eq!(mines(1.0).findings("H06"), ["H06 Mines Way: 300 m, critical"]);
        assert!(mines(1.16).findings("H06").is_empty());
        let lane = |east: f64| {
            let shape = Geometry::Path(path(&[(2.7, 1.0), (east, 1.0)]));
            mines(1.0).measure("Lane", crate::model::MeasureKind::SafeLane, shape)
        };
        assert!(lane(3.3).findings("H06").is_empty());
        assert_eq!(lane(3.0).findings("H06").len(), 1);
        assert!(mines(1.0).fixes("H06").is_empty());
    }

    #[test]
    fn people_on_foot_need_rest() {
        let long = |km: f64| way().corridor_with("Way", |way| way.path = path(&[(0.0, 1.0), (km, 1.0)]));
        assert!(long(7.99).findings("H06").is_empty());
        assert_eq!(long(9.0).findings("H06"), ["H06 Way: 9.00 km, major"]);
        let driven = long(9.0).corridor_with("Way", |way| way.mode = CorridorMode::Vehicle);
        assert!(driven.findings("H06").is_empty());
        let rested = long(9.0).corridor_with("Way", |way| way.stops = vec![Stop::new(place(3.9, 1.1))]);
        assert!(rested.findings("H06").is_empty());
        let mut info = rested.plan().info.clone();
        info.hot_weather = true;
        let hot = rested.with(&Edit::SetInfo(Box::new(info)));
        assert_eq!(hot.findings("H06"), ["H06 Way: 5.10 km, major"]);
        let fixes = hot.fixes("H06");
        assert_eq!(
            fixes[0].title,
            "Plan 1 stop with water, shade and medical care on Way"
        );
        assert!(hot.with(&fixes[0].edit).findings("H06").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let waived = over_a_bridge(105.0).waived("H06");
        assert_eq!(waived.findings("H06"), ["H06 River Way: 100 m, critical, waived"]);
        let long = way()
            .corridor_with("Way", |way| way.path = path(&[(0.0, 1.0), (9.0, 1.0)]))
            .waived("H06")
            .corridor_with("Way", |way| way.path = path(&[(0.0, 1.0), (10.0, 1.0)]));
        assert_eq!(long.findings("H06"), ["H06 Way: 10.00 km, major"]);
    }

    #[test]
    fn while_it_is_closed_nothing_is_judged() {
        let shut = over_a_bridge(105.0).corridor_with("Way", |way| {
            way.windows = vec![When::in_phases([Id::from_bits(1)])];
            way.windows[0].until = Some(0);
        });
        assert!(shut.findings("H06").is_empty());
    }
}
