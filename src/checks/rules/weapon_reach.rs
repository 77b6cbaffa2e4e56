//! F07: weapons that reach into another's sector with no fire line between.
//!
//! Where the force itself may be is F01's question; what reaches a protected site is H01's.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Ground, Part, Post, Presence, Situation, Spans, Stance, merged};
use super::super::{Reason, wording};
use crate::geometry::{
    self, Area, Bounds, Frame, Geometry, Layout, Path, Position, Shape, difference, ground_behind,
};
use crate::model::{AnyId, Id, Level, Measure, MeasureKind, Sector, Severity, SiteKind, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "F07",
    name: "weapon-reach",
    title: "Weapon reach over boundary",
    summary: "Checks for weapons that reach into another party's sector with no fire line in between.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_overlap_m2", "sliver_width_m"],
    source: "US Army FM 6-20-30 and JP 3-09: fire-support coordination measures",
    check,
    fixes: super::super::fixes::fire_line::proposals,
};

const PAGE: &str = "\
## What it finds

Ground of at least `min_overlap_m2`, not a sliver (`sliver_width_m`), within the declared range of a force that \
stands, in a sector of a primary role that another party holds, not in one chain of command with its own. Not \
counted is what lies behind a coordinated or restrictive fire line, valid then and binding the force's party (it \
binds everybody where it names nobody), as seen straight from the force; what lies in a measure or site that a \
no-fires clause in force between the two names; sectors that are declared shared where its party leads or \
supports; and forces and sectors of an adversary. A force without a declared range is not judged, nor one on the \
march.

Major. Critical from neutral on, and where a no-fire area, a camp or an open corridor lies in that ground.

## Why it matters

A gunner sees a target, not a boundary. The neighbour's patrol is a target to whoever was not told of it.

## Example

A mortar battery of the militia reaches 2 km into the city that the Golden Division clears; nobody drew a line.

## What to do

Agree on a fire line between the two, or move the weapons back. Entente can draw a restrictive fire line along the \
side of the sector that faces the force: fires across it need the other's word. A coordinated fire line counts as \
well, but one on the boundary itself would free the fires behind it.

## Source

US Army FM 6-20-30, *Fire Support in the AirLand Battle*, and JP 3-09, *Joint Fire Support*: boundaries are \
restrictive to fires unless coordinated. The sizes are defaults of Entente.
";

/// A force, by its place, and a sector that it reaches into.
type Reached = (usize, Id<Sector>);

/// What a force reaches of a sector in a stretch of time.
struct Case {
    range_m: f64,
    host: Id<Stakeholder>,
    stance: Stance,
    severity: Severity,
    parts: Vec<Part>,
    /// What of note lies in it.
    inside: Vec<String>,
}

impl Case {
    fn area_m2(&self) -> f64 {
        self.parts.iter().map(|part| part.area_m2).sum()
    }
}

/// A line that fires have to stop at or be cleared for.
struct FireLine<'a> {
    measure: &'a Measure,
    path: &'a Path,
    spans: Spans,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let lines = fire_lines(situation);
    let mut by_both: BTreeMap<Reached, Vec<(Range<u32>, Case)>> = BTreeMap::new();
    for post in situation.posts.all().iter().filter(|post| post.reach_m > 0.0) {
        let Some(force) = situation.forces.get(post.force) else {
            continue;
        };
        let party = force
            .party
            .filter(|party| !situation.parties.is_adversary(*party));
        if let (Some(party), Some(at)) = (party, post.stands_at()) {
            let ring = Ring::new(post, at);
            for ground in situation.grounds.near(ring.bounds) {
                let cases = cases(situation, party, &ring, ground, post, &lines);
                if !cases.is_empty() {
                    by_both.entry((post.force, ground.id)).or_default().extend(cases);
                }
            }
        }
    }
    for ((force, sector), cases) in by_both {
        let (Some(force), Some(ground)) = (situation.forces.get(force), situation.grounds.of_sector(sector))
        else {
            continue;
        };
        for (run, case) in merged(cases, |case| (case.severity, case.area_m2() as u64)) {
            findings.add(draft(situation, force, ground, &case, run));
        }
    }
}

/// Returns the coordinated and restrictive fire lines.
fn fire_lines<'a>(situation: &Situation<'a>) -> Vec<FireLine<'a>> {
    let plan = situation.plan;
    let lines = plan.measures.iter().filter_map(|(_, measure)| {
        let is_line = matches!(
            measure.kind,
            MeasureKind::CoordinatedFireLine | MeasureKind::RestrictiveFireLine
        );
        let path = measure.shape.as_path().filter(|_| is_line)?;
        Some(FireLine {
            measure,
            path,
            spans: situation.slices.of_when(&measure.when, plan),
        })
    });
    lines.collect()
}

/// The ground that a force reaches from where it stands.
struct Ring {
    at: Position,
    range_m: f64,
    frame: Frame,
    bounds: Bounds,
    shape: Arc<Shape>,
}

impl Ring {
    fn new(post: &Post<'_>, at: Position) -> Self {
        Self {
            at,
            range_m: post.reach_m,
            frame: Frame::at(at),
            bounds: Bounds::of_position(at).grown_m(post.reach_m),
            shape: Arc::new(post.ring()),
        }
    }

    /// Returns how far the farthest vertex of a shape is.
    fn farthest_m(&self, shape: &Shape) -> f64 {
        let [x, y] = self.frame.plane_from_ground(self.at);
        let area = shape.to_area();
        let points = area.rings().flat_map(|ring| &ring.points);
        points
            .map(|point| {
                let [px, py] = self.frame.plane_from_ground(*point);
                libm::hypot(px - x, py - y)
            })
            .fold(0.0, f64::max)
    }
}

fn cases(
    situation: &Situation<'_>,
    party: Id<Stakeholder>,
    ring: &Ring,
    ground: &Ground<'_>,
    post: &Post<'_>,
    lines: &[FireLine<'_>],
) -> Vec<(Range<u32>, Case)> {
    let during = ground.spans.and(&Spans::of(post.run.clone()));
    if !ground.sector.role.is_primary() || ground.shares_with(party) || during.is_empty() {
        return Vec::new();
    }
    let mut cases = Vec::new();
    let mut reached: Option<Option<Shape>> = None;
    for (held, hosts) in ground.holders.runs() {
        let during = during.and(&Spans::of(held.clone()));
        if during.is_empty() || hosts.contains(&party) {
            continue;
        }
        for &host in hosts {
            let stances = situation.parties.stance(party, host);
            let during = during.and(&stances.spans(|stance| *stance != Stance::Same));
            if situation.parties.is_adversary(host) || during.is_empty() {
                continue;
            }
            let Some(reached) = reached.get_or_insert_with(|| reached_of(situation, ring, ground)) else {
                return cases;
            };
            let spared = situation.agreements.no_fires((party, host));
            let lines = binding(situation, party, lines);
            let cuts = stances
                .cuts()
                .chain(lines.iter().flat_map(|line| line.spans.cuts()))
                .chain(spared.iter().flat_map(|(spans, _)| spans.cuts()));
            for run in during.pieces(cuts) {
                let now = lines.iter().filter(|line| line.spans.contains(run.start));
                let spared = spared.iter().filter(|(spans, _)| spans.contains(run.start));
                let mut kept = behind(ring, reached, now.map(|line| line.path));
                kept.extend(spared.filter_map(|(_, id)| ground_of(situation, *id)));
                let parts = parts(situation, reached, &kept);
                if parts.is_empty() {
                    continue;
                }
                let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
                let inside = inside(situation, &parts, &run);
                let grave = stance >= Stance::Neutral || !inside.is_empty();
                let case = Case {
                    range_m: ring.range_m,
                    host,
                    stance,
                    severity: if grave {
                        Severity::Critical
                    } else {
                        Severity::Major
                    },
                    parts,
                    inside,
                };
                cases.push((run, case));
            }
        }
    }
    cases
}

/// Returns what of a sector lies within range; `None` where that is nothing.
fn reached_of(situation: &Situation<'_>, ring: &Ring, ground: &Ground<'_>) -> Option<Shape> {
    if geometry::distance_to_shape_m(&ring.frame, ring.at, &ground.shape) > ring.range_m {
        return None;
    }
    if ring.farthest_m(&ground.shape) <= ring.range_m {
        return Some((*ground.shape).clone());
    }
    let Ok(shared) = situation.overlap(&ring.shape, &ground.shape) else {
        // What cannot be told is taken to be within range.
        return Some((*ground.shape).clone());
    };
    let shapes: Vec<&Shape> = shared.parts.iter().map(|part| &*part.shape).collect();
    geometry::union(shapes).ok().filter(|shape| !shape.is_empty())
}

/// Returns the lines that bind a party: those that name nobody, it, or whom it answers to.
fn binding<'s, 'a>(
    situation: &Situation<'_>,
    party: Id<Stakeholder>,
    lines: &'s [FireLine<'a>],
) -> Vec<&'s FireLine<'a>> {
    let superiors = situation.parties.superiors(party);
    let binds = |line: &&FireLine<'_>| {
        let named = &line.measure.affected;
        named.is_empty()
            || line.measure.owner == Some(party)
            || named.contains(&party)
            || superiors.iter().any(|superior| named.contains(superior))
    };
    lines.iter().filter(binds).collect()
}

/// Returns the ground behind each line, as far as the reached ground goes.
fn behind<'p>(ring: &Ring, reached: &Shape, lines: impl Iterator<Item = &'p Path>) -> Vec<Shape> {
    let mut lines = lines
        .filter(|path| path.bounds().is_some_and(|bounds| bounds.meets(ring.bounds)))
        .peekable();
    if lines.peek().is_none() {
        return Vec::new();
    }
    let far_m = ring.farthest_m(reached).min(ring.range_m * 1.01);
    lines
        // What cannot be told is not behind it.
        .filter_map(|path| ground_behind(&ring.frame, ring.at, path, far_m).ok())
        .collect()
}

/// Returns the ground of a measure or site with an area.
fn ground_of(situation: &Situation<'_>, id: AnyId) -> Option<Shape> {
    let plan = situation.plan;
    match id {
        AnyId::Measure(id) => plan.measures.get(id)?.shape.as_area().map(Shape::of),
        AnyId::Site(id) => situation.places.of_site(id)?.zone().map(|zone| (**zone).clone()),
        _ => None,
    }
}

/// Returns the parts of the reached ground that count, without the kept.
fn parts(situation: &Situation<'_>, reached: &Shape, kept: &[Shape]) -> Vec<Part> {
    let limits = situation.thresholds();
    let left = if kept.is_empty() {
        reached.clone()
    } else {
        difference(reached, kept).unwrap_or_else(|_| reached.clone())
    };
    let counts = |part: &Part| {
        part.area_m2 >= f64::from(limits.min_overlap_m2) && !part.is_sliver(f64::from(limits.sliver_width_m))
    };
    left.parts().into_iter().map(Part::of).filter(counts).collect()
}

/// Returns the names of no-fire areas, camps and open corridors in some parts.
fn inside(situation: &Situation<'_>, parts: &[Part], run: &Range<u32>) -> Vec<String> {
    let plan = situation.plan;
    let bounds = Bounds::of_all(parts.iter().filter_map(|part| part.shape.bounds()));
    let Some(bounds) = bounds else {
        return Vec::new();
    };
    let frame = Frame::at(bounds.center());
    let laid: Vec<Layout> = parts
        .iter()
        .map(|part| Layout::of_shape(&frame, &part.shape))
        .collect();
    let meets = |other: &Layout| laid.iter().any(|part| part.gap_within(other, 0.0).is_some());
    let areas = plan.measures.iter().filter(|(_, measure)| {
        measure.kind == MeasureKind::NoFireArea
            && measure.shape.as_area().is_some_and(|area| {
                area.bounds().is_some_and(|own| own.meets(bounds))
                    && situation.slices.of_when(&measure.when, plan).meets(run)
                    && meets(&Layout::of_shape(&frame, &situation.shape(area)))
            })
    });
    let mut names: Vec<String> = areas
        .map(|(id, _)| wording::kind_and_name(situation, id.into()))
        .collect();
    let camps = situation.places.near(bounds).filter(|place| {
        place.site.kind == SiteKind::Camp && place.open.meets(run) && meets(&place.layout(&frame))
    });
    names.extend(camps.map(|place| wording::kind_and_name(situation, place.id.into())));
    let ways = situation.ways.iter().filter(|way| {
        way.bounds.is_some_and(|own| own.meets(bounds))
            && way.open.meets(run)
            && meets(&Layout::of_path(&frame, &way.corridor.path))
    });
    names.extend(ways.map(|way| wording::kind_and_name(situation, way.id.into())));
    names
}

fn draft(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    ground: &Ground<'_>,
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let limits = situation.thresholds();
    let (name, area_m2) = (force.name(), case.area_m2());
    let mut sentences = vec![format!(
        "{name} reaches {}; {} of {}, which {} holds{}, lie within that and behind no fire line; at least {} count. {}.",
        wording::length(case.range_m),
        wording::area(area_m2),
        ground.name(),
        situation.label(case.host),
        wording::when(situation, &run),
        wording::area(f64::from(limits.min_overlap_m2)),
        wording::capital(case.stance.word()),
    )];
    if !case.inside.is_empty() {
        sentences.push(format!("In it: {}.", wording::joined(&case.inside)));
    }
    let largest = case
        .parts
        .iter()
        .max_by(|a, b| a.area_m2.total_cmp(&b.area_m2))
        .and_then(Part::circle);
    let drawn = case.parts.iter().flat_map(|part| part.shape.to_area().parts);
    let mut why = vec![
        Reason::number("range", case.range_m, None, "m"),
        Reason::number(
            "ground reached",
            area_m2,
            Some(f64::from(limits.min_overlap_m2)),
            "m²",
        ),
        Reason::word("relation", case.stance.word()),
    ];
    why.extend(
        case.inside
            .iter()
            .map(|inside| Reason::word("in it", inside.clone())),
    );
    Draft {
        severity: case.severity,
        title: format!("{name} reaches into {}", ground.name()),
        message: sentences.join(" "),
        subjects: vec![AnyId::from(force.id), AnyId::from(ground.id)],
        parties: force.party.into_iter().chain([case.host]).collect(),
        measures: vec![("area_m2", area_m2), ("range_m", case.range_m)],
        geometry: Some(Geometry::Area(Area {
            parts: drawn.collect(),
        })),
        at: largest.map(|circle| circle.center),
        value: area_m2,
        why,
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Clause, Measure, MeasureKind, RelationState, SectorRole, SiteKind, When};
    use crate::testing::sketch::{Sketch, area, party, path};

    /// Mortars of A, 1 km from B's sector, with that range.
    fn mortars(range_m: u32) -> Sketch {
        Sketch::of(&[&["AAAABBBB", "AAAABBBB", "AAAABBBB", "AAAABBBB"]])
            .phases(&[("P1", 24)])
            .relation('A', 'B', RelationState::Allied)
            .force("Mortars", 'A', 3.0, 2.0)
            .force_with("Mortars", |force| force.max_range_m = Some(range_m))
    }

    fn with_line(sketch: Sketch, kind: MeasureKind, places: &[(f64, f64)]) -> Sketch {
        sketch.measure("Line", kind, Geometry::Path(path(places)))
    }

    #[test]
    fn what_is_reached_of_anothers_sector_is_found() {
        // A segment of the circle of 2 km, 1 km from its centre: 2²·60° − √3 = 2.46 km².
        assert_eq!(mortars(2_000).findings("F07"), ["F07 Mortars B: 2.46 km², major"]);
        assert!(mortars(1_005).findings("F07").is_empty());
        let whole = mortars(50_000);
        assert_eq!(whole.findings("F07"), ["F07 Mortars B: 16.00 km², major"]);
        let silent = mortars(2_000).force_with("Mortars", |force| force.max_range_m = None);
        assert!(silent.findings("F07").is_empty());
        assert_eq!(
            mortars(u32::MAX).findings("F07"),
            ["F07 Mortars B: 16.00 km², major"]
        );
    }

    #[test]
    fn the_relation_and_what_lies_there_make_it_critical() {
        let of = |state| mortars(2_000).relation('B', 'A', state).findings("F07");
        let critical = ["F07 Mortars B: 2.46 km², critical"];
        assert_eq!(of(RelationState::Neutral), critical);
        assert_eq!(of(RelationState::Cooperating), ["F07 Mortars B: 2.46 km², major"]);
        let camp = |x| {
            mortars(2_000)
                .site("Camp", SiteKind::Camp, x, 2.0)
                .findings("F07")
        };
        assert_eq!(camp(4.5), critical);
        assert_eq!(camp(5.1), ["F07 Mortars B: 2.46 km², major"]);
        let way = mortars(2_000).corridor("Way", &[(4.5, 1.0), (4.5, 3.0)]);
        assert_eq!(way.findings("F07"), critical);
        let square = Geometry::Area(area(&[(4.2, 1.8), (4.2, 2.2), (4.6, 2.2), (4.6, 1.8)]));
        let spared = mortars(2_000).measure("NFA", MeasureKind::NoFireArea, square);
        assert_eq!(spared.findings("F07"), critical);
    }

    #[test]
    fn a_fire_line_between_them_ends_it_and_one_beside_does_not() {
        for kind in [MeasureKind::RestrictiveFireLine, MeasureKind::CoordinatedFireLine] {
            let line = with_line(mortars(2_000), kind, &[(3.9, 0.0), (3.9, 4.0)]);
            assert!(line.findings("F07").is_empty());
        }
        let rfl = MeasureKind::RestrictiveFireLine;
        let beside = with_line(mortars(2_000), rfl, &[(2.5, 0.0), (2.5, 4.0)]);
        assert_eq!(beside.findings("F07"), ["F07 Mortars B: 2.46 km², major"]);
        let half = with_line(mortars(2_000), rfl, &[(3.9, 0.0), (3.9, 2.0)]);
        assert_eq!(half.findings("F07"), ["F07 Mortars B: 1.23 km², major"]);
        let phase_line = with_line(mortars(2_000), MeasureKind::PhaseLine, &[(3.9, 0.0), (3.9, 4.0)]);
        assert_eq!(phase_line.findings("F07").len(), 1);
        let whole = with_line(mortars(2_000), rfl, &[(3.9, 0.0), (3.9, 4.0)]);
        let of = |how: fn(&mut Measure)| whole.clone().measure_with("Line", how).findings("F07").len();
        assert_eq!(of(|line| line.affected = vec![party('A')]), 0);
        assert_eq!(of(|line| line.affected = vec![party('B')]), 1);
        assert_eq!(of(|line| line.when.until = Some(60)), 1);
    }

    #[test]
    fn ground_that_nobody_fires_into_by_agreement_is_spared() {
        let square = Geometry::Area(area(&[(3.9, 0.0), (3.9, 4.0), (5.1, 4.0), (5.1, 0.0)]));
        let sketch = mortars(2_000).measure("Town", MeasureKind::RestrictedAccessArea, square);
        let at = sketch.plan().measures.ids().next().unwrap().into();
        let agreed = sketch
            .liaison('A', 'B')
            .agreement(&['A', 'B'], vec![Clause::NoFires { at }]);
        assert!(agreed.findings("F07").is_empty());
        let open = agreed.agreement_with(1, |agreement| agreement.when.from = Some(600));
        assert_eq!(open.first("F07").interval.until, Some(600));
    }

    #[test]
    fn own_shared_support_and_adversary_ground_are_left_out() {
        assert!(mortars(2_000).adversary('A').findings("F07").is_empty());
        assert!(mortars(2_000).adversary('B').findings("F07").is_empty());
        assert!(
            mortars(2_000)
                .answers_to('A', 'B')
                .relation('B', 'A', RelationState::Allied)
                .findings("F07")
                .len()
                == 1
        );
        let one_chain = Sketch::of(&[&["AABB", "AABB"]])
            .answers_to('A', 'B')
            .force("Mortars", 'A', 1.0, 1.0)
            .force_with("Mortars", |force| force.max_range_m = Some(2_000));
        assert!(one_chain.findings("F07").is_empty());
        let shared = mortars(2_000).sector_with("B", |sector| {
            sector.shared = true;
            sector.supporting = vec![party('A')];
        });
        assert!(shared.findings("F07").is_empty());
        let layer = mortars(2_000).sector_with("B", |sector| sector.role = SectorRole::Support);
        assert!(layer.findings("F07").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_while_it_reaches_no_more() {
        let waived = mortars(2_000).waived("F07");
        assert_eq!(waived.findings("F07"), ["F07 Mortars B: 2.46 km², major, waived"]);
        let farther = waived.force_with("Mortars", |force| force.max_range_m = Some(3_000));
        assert_eq!(farther.findings("F07").len(), 1);
        assert!(!farther.findings("F07")[0].contains("waived"));
    }

    #[test]
    fn a_fire_line_on_the_boundary_resolves_it() {
        let sketch = mortars(2_000).force_with("Mortars", |force| {
            force.placements[0].when = When {
                from: Some(60),
                ..When::always()
            };
        });
        let fixes = sketch.fixes("F07");
        assert_eq!(fixes.len(), 1);
        assert_eq!(
            fixes[0].title,
            "Draw a restrictive fire line between Mortars and B"
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = sketch.with(&fixes[0].edit);
        assert!(fixed.findings("F07").is_empty());
        let line = fixed.plan().measures.iter().next().unwrap().1;
        assert_eq!((line.abbreviation.as_str(), line.when.from), ("RFL", Some(60)));
        let within = mortars(2_000)
            .force("Gun", 'A', 4.5, 2.0)
            .force_with("Gun", |force| force.max_range_m = Some(500));
        assert_eq!(within.findings("F07").len(), 2);
    }
}
