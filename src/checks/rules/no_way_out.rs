//! H07: people in ground that is to be attacked, closed in on all sides, without a way out before.
//!
//! Whether a way out takes everybody is H05's question.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Place, Situation, Spans, Way, is_populated, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Geometry, Path, Rim, Shape, area_m2, difference, distance_m, outline, path_outside, total_length_m,
};
use crate::model::{
    AnyEntity, AnyId, Corridor, Edit, Id, Interval, Level, Minute, Phase, PhaseKind, SectorRole, Severity,
    SiteKind, When,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H07",
    name: "no-way-out",
    title: "No way out",
    summary: "Checks for people in ground to be attacked who are closed in and have no corridor open before.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[
        "way_out_circle_m",
        "way_out_closed_permille",
        "way_out_near_m",
        "way_out_open_h",
    ],
    source: "Entente, after Fallujah 2016; ICRC customary IHL rules 20 and 24",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A populated site (a settlement, built-up ground, or any site with people) that lies in sectors of the role assault \
in a phase of attack, a line or an area with half of it or more; where at least `way_out_closed_permille` of the \
circle `way_out_circle_m` outside it lies in sectors that an adversary holds or that are of the role assault; and \
where no corridor that starts within `way_out_near_m` of it, or is said to start there, has a window in the \
`way_out_open_h` before that phase starts. A corridor with a window in a phase that is not in the plan is taken to \
be open.

Always critical.

## Why it matters

Those who are to be spared must have somewhere to go, and time to go there, before the guns open up.

## Example

90,000 people are in Fallujah when the attack begins; the first corridor opens eleven days later.

## What to do

Open a corridor a day before the attack at the latest, or begin later. Entente can open one that starts there, or \
draft one to the nearest reception or camp.

## Source

ICRC, *Customary IHL*, rules 20 (effective advance warning) and 24 (removal of civilians). The circle, its share and \
the hours are defaults of Entente, from what was missing at Fallujah in 2016.
";

/// A site closed in during a stretch of an attack.
struct Case {
    phase: Id<Phase>,
    share: f64,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let attacks: Vec<(Id<Phase>, Minute, Spans)> = situation
        .plan
        .phases_in_order()
        .into_iter()
        .filter(|(_, phase)| phase.kind == PhaseKind::Attack)
        .map(|(id, phase)| (id, phase.start, situation.slices.of_phase(id)))
        .collect();
    if attacks.is_empty() {
        return;
    }
    for place in situation.places.all() {
        if !is_populated(place.site) || place.spans.is_empty() {
            continue;
        }
        let mut cases = Vec::new();
        let mut circle: Option<Option<Circle<'_, '_>>> = None;
        for (phase, start, spans) in &attacks {
            let during = spans.and(&place.spans).and(&under_attack(situation, place));
            if during.is_empty() || has_way_out(situation, place, *start) {
                continue;
            }
            if let Some(circle) = circle.get_or_insert_with(|| Circle::round(situation, place)) {
                cases.extend(circle.closed(situation, *phase, &during));
            }
        }
        for (run, case) in merged(cases, |case| (case.share * 1e6) as u64) {
            findings.add(draft(situation, place, &case, run));
        }
    }
}

/// Returns when a site lies in ground that is to be attacked, with half of it or more.
fn under_attack(situation: &Situation<'_>, place: &Place<'_>) -> Spans {
    let Some(bounds) = place.bounds else {
        return Spans::never();
    };
    let assault: Vec<&Ground<'_>> = situation
        .grounds
        .near(bounds)
        .filter(|ground| ground.sector.role == SectorRole::Assault && !ground.spans.is_empty())
        .collect();
    if assault.is_empty() {
        return Spans::never();
    }
    let ever = assault
        .iter()
        .fold(Spans::never(), |all, ground| all.or(&ground.spans));
    let pieces = ever.pieces(assault.iter().flat_map(|ground| ground.spans.cuts()));
    let inside = |run: &Range<u32>| {
        let now = assault.iter().filter(|ground| ground.spans.contains(run.start));
        let shapes: Vec<&Shape> = now.map(|ground| &*ground.shape).collect();
        is_half_inside(&place.site.shape, &shapes)
    };
    pieces.into_iter().filter(inside).collect()
}

fn is_half_inside(drawn: &Geometry, shapes: &[&Shape]) -> bool {
    match drawn {
        Geometry::Point(at) => shapes.iter().any(|shape| shape.contains(*at, Rim::Inside)),
        Geometry::Path(path) => {
            let whole = total_length_m(std::slice::from_ref(path));
            total_length_m(&outside(vec![path.clone()], shapes)) <= whole / 2.0 && whole > 0.0
        }
        Geometry::Area(area) => {
            let site = Shape::of(area);
            let whole = area_m2(&site);
            // What cannot be told is taken to lie in it: it is people.
            let left = difference(&site, shapes.iter().copied()).map_or(0.0, |left| area_m2(&left));
            left <= whole / 2.0 && whole > 0.0
        }
    }
}

/// Returns the parts of lines that lie in none of the shapes.
fn outside(lines: Vec<Path>, shapes: &[&Shape]) -> Vec<Path> {
    shapes.iter().fold(lines, |lines, shape| {
        lines.iter().flat_map(|line| path_outside(line, shape)).collect()
    })
}

/// The circle outside a site, and the sectors that may close it.
struct Circle<'s, 'a> {
    lines: Vec<Path>,
    length_m: f64,
    near: Vec<&'s Ground<'a>>,
}

impl<'s, 'a> Circle<'s, 'a> {
    fn round(situation: &'s Situation<'a>, place: &Place<'_>) -> Option<Self> {
        let radius_m = f64::from(situation.thresholds().way_out_circle_m);
        let grown = place.grown(radius_m)?;
        let near = situation.grounds.near(grown.bounds()?);
        let lines = outline(&grown);
        Some(Self {
            near: near.filter(|ground| !ground.spans.is_empty()).collect(),
            length_m: total_length_m(&lines),
            lines,
        })
    }

    /// Returns when enough of the circle is closed, and how much of it.
    fn closed(&self, situation: &Situation<'_>, phase: Id<Phase>, during: &Spans) -> Vec<(Range<u32>, Case)> {
        let limit = f64::from(situation.thresholds().way_out_closed_permille) / 1000.0;
        let cuts = self
            .near
            .iter()
            .flat_map(|ground| ground.spans.cuts().chain(ground.holders.cuts()));
        let pieces = during.pieces(cuts);
        let cases = pieces.into_iter().filter_map(|run| {
            let closes = |ground: &&&Ground<'_>| {
                let mut holders = ground.holders_at(run.start).iter();
                ground.spans.contains(run.start)
                    && (ground.sector.role == SectorRole::Assault
                        || holders.any(|holder| situation.parties.is_adversary(*holder)))
            };
            let shapes: Vec<&Shape> = self
                .near
                .iter()
                .filter(closes)
                .map(|ground| &*ground.shape)
                .collect();
            let open_m = total_length_m(&outside(self.lines.clone(), &shapes));
            let share = 1.0 - open_m / self.length_m;
            (self.length_m > 0.0 && share >= limit).then_some((run, Case { phase, share }))
        });
        cases.collect()
    }
}

/// Returns the corridors that start at a site.
fn starting_at<'s, 'a>(situation: &'s Situation<'a>, place: &Place<'_>) -> Vec<&'s Way<'a>> {
    let near_m = f64::from(situation.thresholds().way_out_near_m);
    let frame = place.frame();
    let laid = place.layout(&frame);
    let starts = |way: &&Way<'_>| {
        let first = way.corridor.path.points.first();
        way.corridor.from == Some(place.id) || first.is_some_and(|first| laid.is_within(*first, near_m))
    };
    situation.ways.iter().filter(starts).collect()
}

/// Returns true where a corridor that starts at the site is open in the hours before a minute.
fn has_way_out(situation: &Situation<'_>, place: &Place<'_>, start: Minute) -> bool {
    let before = hours_before(situation, start);
    starting_at(situation, place).iter().any(|way| {
        let mut windows = way.windows.iter();
        way.has_lost_window || windows.any(|window| window.intersection(before).is_some())
    })
}

fn hours_before(situation: &Situation<'_>, start: Minute) -> Interval {
    let hours = Minute::from(situation.thresholds().way_out_open_h);
    Interval {
        from: Some(start.saturating_sub(60 * hours)),
        until: Some(start),
    }
}

fn draft(situation: &Situation<'_>, place: &Place<'_>, case: &Case, run: Range<u32>) -> Draft {
    let limits = situation.thresholds();
    let name = place.name();
    let start = situation
        .plan
        .phases
        .get(case.phase)
        .map_or(0, |phase| phase.start);
    let people = match place.people() {
        0 => String::new(),
        people => format!(" with {} people", wording::grouped(people as f64)),
    };
    let limit = f64::from(limits.way_out_closed_permille) / 10.0;
    Draft {
        severity: Severity::Critical,
        title: format!("No way out of {name}"),
        message: format!(
            "{name}{people} is to be attacked in {}: {:.0} % of the circle {} outside it lies in ground of the \
             adversary or under attack ({limit:.0} % count), and no corridor that starts within {} is open in \
             the {} h before {}.",
            wording::name(situation, case.phase.into()),
            case.share * 100.0,
            wording::length(f64::from(limits.way_out_circle_m)),
            wording::length(f64::from(limits.way_out_near_m)),
            limits.way_out_open_h,
            wording::minute(start),
        ),
        subjects: vec![AnyId::from(place.id)],
        parties: attackers(situation, place, &run),
        measures: vec![("closed_share", case.share)],
        geometry: Some(place.site.shape.clone()),
        at: place.at(),
        value: case.share,
        why: vec![
            Reason::number("share of the circle closed", case.share * 100.0, Some(limit), "%"),
            Reason::number("corridors open before the attack", 0.0, Some(1.0), "corridors"),
        ],
        time: Time::Run(run),
    }
}

/// Returns who holds the sectors that the site is attacked from and in.
fn attackers(
    situation: &Situation<'_>,
    place: &Place<'_>,
    run: &Range<u32>,
) -> Vec<Id<crate::model::Stakeholder>> {
    let Some(bounds) = place.bounds else {
        return Vec::new();
    };
    let assault = situation
        .grounds
        .near(bounds)
        .filter(|ground| ground.sector.role == SectorRole::Assault && ground.spans.meets(run));
    let mut parties: Vec<_> = assault
        .flat_map(|ground| ground.holders_at(run.start).iter().copied())
        .filter(|party| !situation.parties.is_adversary(*party))
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// The ids of offers to open a corridor; there are as many offers at most.
const OPEN: [&str; 3] = ["open-before-1", "open-before-2", "open-before-3"];

/// Proposes to open the corridors that start there in the hours before, else to draft one.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Site(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(place) = situation.places.of_site(id) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let mut starts: Vec<Minute> = situation
        .plan
        .phases_in_order()
        .into_iter()
        .filter(|(_, phase)| phase.kind == PhaseKind::Attack && !has_way_out(situation, place, phase.start))
        .filter(|(id, _)| !situation.slices.of_phase(*id).and(&during).is_empty())
        .map(|(_, phase)| phase.start)
        .collect();
    starts.sort_unstable();
    let windows: Vec<When> = starts
        .iter()
        .map(|start| {
            let before = hours_before(situation, *start);
            When {
                phases: Vec::new(),
                from: before.from,
                until: before.until,
            }
        })
        .collect();
    let Some(first) = starts.first().filter(|_| !windows.is_empty()) else {
        return Vec::new();
    };
    let hours = situation.thresholds().way_out_open_h;
    let mut proposals: Vec<Proposal> = starting_at(situation, place)
        .into_iter()
        .zip(OPEN)
        .map(|(way, id)| {
            let mut corridor = way.corridor.clone();
            corridor.windows.extend(windows.iter().cloned());
            let title = format!("Open {} {hours} h before {}", way.name(), wording::minute(*first));
            let edit = Edit::Update(AnyEntity::from((way.id, corridor)));
            Proposal::resolving(id, title, edit)
        })
        .collect();
    if proposals.is_empty() {
        proposals.extend(drafted(situation, finding, place, windows));
    }
    proposals
}

/// Proposes a corridor to the nearest reception or camp: a straight line that somebody has to reconnoitre.
fn drafted(
    situation: &Situation<'_>,
    finding: &Finding,
    place: &Place<'_>,
    windows: Vec<When>,
) -> Option<Proposal> {
    let from = place.at()?;
    let goals = situation.places.all().iter().filter(|goal| {
        goal.id != place.id
            && matches!(goal.site.kind, SiteKind::Reception | SiteKind::Camp)
            && !goal.open.is_empty()
    });
    let (goal, to) = goals
        .filter_map(|goal| Some((goal, goal.at()?)))
        .min_by(|(_, a), (_, b)| distance_m(from, *a).total_cmp(&distance_m(from, *b)))?;
    let mut corridor = Corridor::new(Path::new(vec![from, to]), 100);
    corridor.name = format!("{} – {}", place.name(), goal.name());
    corridor.from = Some(place.id);
    corridor.to = Some(goal.id);
    corridor.windows = windows;
    let title = format!("Draft a corridor from {} to {}", place.name(), goal.name());
    let id = super::super::fixes::new_id(situation.plan, finding, "corridor");
    let edit = Edit::Create(AnyEntity::from((id, corridor)));
    Some(Proposal::next_step("draft-corridor", title, edit))
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Minute, People, PhaseKind, SectorRole, SiteKind, When};
    use crate::testing::sketch::{Sketch, area, path};

    const H: Minute = 60;

    fn from_until(from: Minute, until: Minute) -> When {
        When {
            from: Some(from),
            until: Some(until),
            ..When::always()
        }
    }

    /// A town in the middle of ground that A is to attack in the second phase.
    fn town() -> Sketch {
        Sketch::of(&[&["AAAAAA", "AAAAAA", "AAAAAA", "AAAAAA"]])
            .sector_with("A", |sector| sector.role = SectorRole::Assault)
            .phases(&[("P1", 48), ("P2", 24)])
            .phase_with(2, |phase| phase.kind = PhaseKind::Attack)
            .site("Town", SiteKind::Settlement, 2.0, 2.0)
    }

    fn with_corridor(from: Minute, until: Minute) -> Sketch {
        town()
            .corridor("Way", &[(2.5, 2.0), (8.0, 2.0)])
            .corridor_with("Way", |way| way.windows = vec![from_until(from, until)])
    }

    #[test]
    fn people_who_are_closed_in_without_a_corridor_are_found() {
        assert_eq!(town().findings("H07"), ["H07 Town: 100 %, critical"]);
        let interval = town().first("H07").interval;
        assert_eq!((interval.from, interval.until), (Some(48 * H), Some(72 * H)));
        let shaping = town().phase_with(2, |phase| phase.kind = PhaseKind::Isolate);
        assert!(shaping.findings("H07").is_empty());
        let held = town().sector_with("A", |sector| sector.role = SectorRole::Hold);
        assert!(held.findings("H07").is_empty());
    }

    #[test]
    fn a_corridor_that_opens_in_the_day_before_is_a_way_out() {
        let of = |from, until| with_corridor(from, until).findings("H07").len();
        assert_eq!(of(47 * H, 50 * H), 0);
        assert_eq!(of(20 * H, 24 * H + 1), 0);
        assert_eq!(of(20 * H, 24 * H), 1);
        assert_eq!(of(48 * H, 60 * H), 1);
        let far = with_corridor(47 * H, 50 * H)
            .corridor_with("Way", |way| way.path = path(&[(3.1, 2.0), (8.0, 2.0)]));
        assert_eq!(far.findings("H07").len(), 1);
        let named = far.corridor_with("Way", |way| way.from = Some(crate::model::Id::from_bits(1)));
        assert!(named.findings("H07").is_empty());
    }

    #[test]
    fn the_circle_has_to_be_closed_by_assault_or_adversary() {
        // A fifth of the circle and more lies in B's ground.
        let open = Sketch::of(&[&["AAABBB", "AAABBB", "AAABBB", "AAABBB"]])
            .sector_with("A", |sector| sector.role = SectorRole::Assault)
            .phases(&[("P1", 24)])
            .phase_with(1, |phase| phase.kind = PhaseKind::Attack)
            .site("Town", SiteKind::Settlement, 2.3, 2.0);
        assert!(open.findings("H07").is_empty());
        assert_eq!(
            open.clone().adversary('B').findings("H07"),
            ["H07 Town: 100 %, critical"]
        );
        let nearly = open.update(crate::model::Id::from_bits(1), |site: &mut crate::model::Site| {
            site.shape = Geometry::Point(crate::testing::sketch::place(2.03, 2.0));
        });
        assert_eq!(nearly.findings("H07"), ["H07 Town: 92 %, critical"]);
    }

    #[test]
    fn half_of_an_area_has_to_be_under_attack_and_places_without_people_are_not_judged() {
        let wide = |east: f64| {
            let corners = [(east, 1.5), (east, 2.5), (east + 1.0, 2.5), (east + 1.0, 1.5)];
            let sketch = Sketch::of(&[&["BBBAAA", "BBBAAA", "BBBAAA", "BBBAAA"]])
                .sector_with("A", |sector| sector.role = SectorRole::Assault)
                .adversary('B')
                .phases(&[("P1", 24)])
                .phase_with(1, |phase| phase.kind = PhaseKind::Attack)
                .site("Town", SiteKind::BuiltUpArea, 2.0, 2.0)
                .site_with("Town", |site| site.shape = Geometry::Area(area(&corners)));
            sketch.findings("H07").len()
        };
        assert_eq!((wide(2.6), wide(2.4)), (1, 0));
        let empty = town().site_with("Town", |site| site.kind = SiteKind::Bridge);
        assert!(empty.findings("H07").is_empty());
        let peopled = empty.site_with("Town", |site| site.people = Some(People::new(1, 20, 30)));
        assert_eq!(peopled.findings("H07").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            town().waived("H07").findings("H07"),
            ["H07 Town: 100 %, critical, waived"]
        );
    }

    #[test]
    fn opening_a_corridor_that_starts_there_resolves_it() {
        let sketch = with_corridor(48 * H, 60 * H);
        let fixes = sketch.fixes("H07");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Open Way 24 h before H+48 h");
        assert!(sketch.with(&fixes[0].edit).findings("H07").is_empty());
    }

    #[test]
    fn without_any_a_corridor_to_the_nearest_reception_is_drafted() {
        assert!(town().fixes("H07").is_empty());
        let sketch = town().site("Reception", SiteKind::Reception, 9.0, 2.0);
        let fixes = sketch.fixes("H07");
        assert_eq!(fixes[0].title, "Draft a corridor from Town to Reception");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        assert!(sketch.with(&fixes[0].edit).findings("H07").is_empty());
    }
}
