//! H10: artillery or a headquarters next to where civilians gather.
//!
//! Whom a weapon reaches is F07's and H01's question; this is about drawing fire.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fixes::force::move_clear;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Post, Presence, Situation, Spans, Stay, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Frame, Geometry, Layout, Position, nearest_on_path};
use crate::model::{AnyId, Echelon, Level, Severity, SiteKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H10",
    name: "military-near-civilians",
    title: "Military near civilians",
    summary: "Checks for artillery and headquarters next to camps, collection and screening points and stops.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &["military_near_civilians_m"],
    source: "UNHCR, June 2017, on sites near the line; ICRC customary IHL rules 22 and 23",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Artillery of any size, or a headquarters of a battalion or more, that stands or passes nearer than \
`military_near_civilians_m` to a camp, a collection point or a screening point while that exists and is not closed, \
or to a stop of a corridor while the corridor is open. Whose artillery it is makes no difference; that of the \
adversary counts too. A headquarters whose size nobody has said is not judged.

Always critical. One finding for each force and each place.

## Why it matters

Guns and headquarters are what the other side looks for first. What is meant for them falls on those who wait for \
water or for a bus.

## Example

A mortar battery takes up its position 400 m from the muster point at the south gate.

## What to do

Move the guns, or gather people elsewhere. Entente proposes the nearest place that is clear of all of them, on \
ground of the force's own party where there is some.

## Source

ICRC, *Customary IHL*, rules 22 (precautions against the effects of attacks) and 23 (location of military objectives \
away from civilians); UNHCR, June 2017, on screening and camps near the line. The distance is a default of Entente.
";

/// A place where civilians gather.
struct Gathering {
    subject: AnyId,
    name: String,
    layout: Layout,
    frame: Frame,
    bounds: Bounds,
    spans: Spans,
}

/// Returns every place where civilians gather: camps, muster and screening points, stops on the way.
fn gatherings(situation: &Situation<'_>) -> Vec<Gathering> {
    let mut all = Vec::new();
    for place in situation.places.all() {
        let gathers = matches!(
            place.site.kind,
            SiteKind::Camp | SiteKind::CollectionPoint | SiteKind::ScreeningPoint
        );
        if let Some(bounds) = place.bounds.filter(|_| gathers && !place.open.is_empty()) {
            let frame = place.frame();
            all.push(Gathering {
                subject: place.id.into(),
                name: place.name(),
                layout: place.layout(&frame),
                frame,
                bounds,
                spans: place.open.clone(),
            });
        }
    }
    for way in &situation.ways {
        for stop in way.corridor.stops.iter().filter(|_| !way.open.is_empty()) {
            let frame = Frame::at(stop.at);
            let name = if stop.name.is_empty() {
                format!("a stop of {}", way.name())
            } else {
                format!("{}, a stop of {}", stop.name, way.name())
            };
            all.push(Gathering {
                subject: way.id.into(),
                name,
                layout: Layout::of_position(&frame, stop.at),
                frame,
                bounds: Bounds::of_position(stop.at),
                spans: way.open.clone(),
            });
        }
    }
    all
}

/// How near a force comes in a stretch of time.
#[derive(Clone, Copy)]
struct Case {
    distance_m: f64,
    at: Position,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    if !situation.forces.iter().any(draws_fire) {
        return;
    }
    let limit_m = f64::from(situation.thresholds().military_near_civilians_m);
    for gathering in gatherings(situation) {
        let mut by_force: BTreeMap<usize, Vec<(Range<u32>, Case)>> = BTreeMap::new();
        for post in situation.posts.near(gathering.bounds.grown_m(limit_m)) {
            if !situation.forces.get(post.force).is_some_and(draws_fire) {
                continue;
            }
            let distance_m = post.distance_m(&gathering.frame, &gathering.layout);
            let Some(at) = place_of(&gathering, post).filter(|_| distance_m < limit_m) else {
                continue;
            };
            let during = gathering.spans.and(&Spans::of(post.run.clone()));
            let case = Case { distance_m, at };
            let cases = by_force.entry(post.force).or_default();
            cases.extend(during.runs().iter().map(|run| (run.clone(), case)));
        }
        for (force, cases) in by_force {
            let Some(force) = situation.forces.get(force) else {
                continue;
            };
            for (run, case) in merged(cases, |case| -((case.distance_m * 1000.0) as i64)) {
                findings.add(draft(situation, force, &gathering, case, run));
            }
        }
    }
}

/// Returns true for what the other side looks for first.
fn draws_fire(force: &Presence<'_>) -> bool {
    let symbol = &force.force.symbol;
    symbol.function.is_artillery()
        || symbol.headquarters && symbol.echelon.is_some_and(|size| size >= Echelon::Battalion)
}

/// Returns where a force is when it is nearest.
fn place_of(gathering: &Gathering, post: &Post<'_>) -> Option<Position> {
    match post.stay {
        Stay::At(at) => Some(at),
        Stay::On(leg) => {
            let near = Layout::of_path(&gathering.frame, &leg.path).gap(&gathering.layout)?;
            nearest_on_path(&gathering.frame, near.from, &leg.path).map(|near| near.at)
        }
    }
}

fn draft(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    gathering: &Gathering,
    case: Case,
    run: Range<u32>,
) -> Draft {
    let limit_m = f64::from(situation.thresholds().military_near_civilians_m);
    let name = force.name();
    let what = if force.force.symbol.function.is_artillery() {
        "artillery"
    } else {
        "a headquarters"
    };
    Draft {
        severity: Severity::Critical,
        title: format!("{name} is next to {}", gathering.name),
        message: format!(
            "{name}, {what}, is {} from {}{}; it should keep {} away.",
            wording::length(case.distance_m),
            gathering.name,
            wording::when(situation, &run),
            wording::length(limit_m),
        ),
        subjects: vec![AnyId::from(force.id), gathering.subject],
        parties: force.party.into_iter().collect(),
        measures: vec![("distance_m", case.distance_m)],
        geometry: Some(Geometry::Point(case.at)),
        at: Some(case.at),
        value: limit_m - case.distance_m,
        why: vec![
            Reason::number("distance", case.distance_m, Some(limit_m), "m"),
            Reason::word("what stands there", what),
        ],
        time: Time::Run(run),
    }
}

/// Proposes to move the force clear of every place where civilians gather at that time.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(at) = finding.at else {
        return Vec::new();
    };
    let limit_m = f64::from(situation.thresholds().military_near_civilians_m);
    let during = situation.slices.of_interval(finding.interval);
    let near = Bounds::of_position(at).grown_m(5.0 * limit_m);
    let mut others = gatherings(situation);
    others.retain(|other| other.bounds.meets(near) && !other.spans.and(&during).is_empty());
    let moved = move_clear(situation, finding, "move-away", limit_m / 20.0, |place| {
        // A little more than asked for, so that rounding cannot bring it back.
        others
            .iter()
            .all(|other| other.layout.distance_m(place) > limit_m + 1.0)
    });
    moved.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Echelon, Function, Move, SiteKind, Stop, When};
    use crate::testing::sketch::{Sketch, area, path, place};

    /// A battery of A, that many km east of a muster point.
    fn battery(km: f64) -> Sketch {
        Sketch::of(&[&["AAAAAA", "AAAAAA"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .site("Muster", SiteKind::CollectionPoint, 1.0, 1.0)
            .force("Battery", 'A', 1.0 + km, 1.0)
            .force_with("Battery", |force| force.symbol.function = Function::Artillery)
    }

    #[test]
    fn artillery_next_to_civilians_is_found_up_to_the_limit() {
        assert_eq!(
            battery(0.4).findings("H10"),
            ["H10 Battery Muster: 400 m, critical"]
        );
        assert_eq!(battery(0.999).findings("H10").len(), 1);
        assert!(battery(1.001).findings("H10").is_empty());
        assert!((battery(0.4).first("H10").value - 600.0).abs() < 0.1);
    }

    #[test]
    fn headquarters_count_from_battalion_on_and_other_forces_not_at_all() {
        let of = |headquarters, echelon| {
            let sketch = battery(0.4).force_with("Battery", |force| {
                force.symbol.function = Function::Infantry;
                force.symbol.headquarters = headquarters;
                force.symbol.echelon = echelon;
            });
            sketch.findings("H10").len()
        };
        assert_eq!(of(true, Some(Echelon::Battalion)), 1);
        assert_eq!(of(true, Some(Echelon::Division)), 1);
        assert_eq!(of(true, Some(Echelon::Company)), 0);
        assert_eq!(of(true, None), 0);
        assert_eq!(of(false, Some(Echelon::Division)), 0);
    }

    #[test]
    fn camps_screening_points_and_stops_count_and_other_sites_do_not() {
        let of = |kind| {
            let sketch = battery(0.4).site_with("Muster", |site| site.kind = kind);
            sketch.findings("H10").len()
        };
        assert_eq!((of(SiteKind::Camp), of(SiteKind::ScreeningPoint)), (1, 1));
        assert_eq!((of(SiteKind::Settlement), of(SiteKind::Hospital)), (0, 0));
        let wide = battery(0.4).site_with("Muster", |site| {
            site.kind = SiteKind::Camp;
            site.shape = Geometry::Area(area(&[(0.0, 0.5), (0.0, 1.5), (0.9, 1.5), (0.9, 0.5)]));
        });
        assert_eq!(wide.findings("H10"), ["H10 Battery Muster: 500 m, critical"]);
        let stop = battery(3.0)
            .corridor("Way", &[(0.0, 0.0), (6.0, 0.0)])
            .corridor_with("Way", |way| way.stops = vec![Stop::new(place(4.0, 0.5))]);
        assert_eq!(stop.findings("H10"), ["H10 Battery Way: 500 m, critical"]);
    }

    #[test]
    fn only_the_time_that_both_are_there_counts() {
        let later = battery(0.4).site_with("Muster", |site| site.when.from = Some(24 * 60));
        assert_eq!(later.first("H10").interval.from, Some(24 * 60));
        let closed = battery(0.4).site_with("Muster", |site| {
            site.closed = vec![When::always()];
        });
        assert!(closed.findings("H10").is_empty());
        let passing = battery(3.0).force_with("Battery", |force| {
            force.placements.clear();
            force.moves = vec![Move::new(path(&[(4.0, 1.7), (1.0, 1.7), (4.0, 1.7)]), 60, 120)];
        });
        assert_eq!(passing.findings("H10"), ["H10 Battery Muster: 700 m, critical"]);
        let interval = passing.first("H10").interval;
        assert_eq!((interval.from, interval.until), (Some(60), Some(120)));
        assert!(passing.fixes("H10").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_while_it_comes_no_nearer() {
        let waived = battery(0.4).waived("H10");
        assert_eq!(
            waived.findings("H10"),
            ["H10 Battery Muster: 400 m, critical, waived"]
        );
        let nearer = waived.force_with("Battery", |force| force.placements[0].at = place(1.2, 1.0));
        assert_eq!(nearer.findings("H10"), ["H10 Battery Muster: 200 m, critical"]);
    }

    #[test]
    fn moving_it_clear_of_all_of_them_resolves_it() {
        let sketch = battery(0.4).site("Camp", SiteKind::Camp, 2.2, 1.0);
        assert_eq!(sketch.findings("H10").len(), 2);
        let one = battery(0.4);
        let fixes = one.fixes("H10");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Move Battery 650 m to A");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(one.with(&fixes[0].edit).findings("H10").is_empty());
        let both = sketch.fixes("H10");
        assert!(sketch.with(&both[0].edit).findings("H10").is_empty());
        assert!(battery(0.4).adversary('A').fixes("H10").is_empty());
        assert_eq!(battery(0.4).adversary('A').findings("H10").len(), 1);
    }
}
