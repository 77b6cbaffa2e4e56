//! H01: a protected site with weapons in or over it and no fire-support measure round it.
//!
//! Whether the parties near it know of it is H03's question.

use std::ops::Range;

use super::super::fixes::force::move_clear;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Place, Situation, Spans, is_protected, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Frame, Geometry, Layout, Position, Shape, difference, is_narrower_than};
use crate::model::{
    AnyEntity, AnyId, Edit, Id, Level, Measure, MeasureKind, PhaseKind, SectorRole, Severity, Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H01",
    name: "protected-site-exposed",
    title: "Protected site exposed",
    summary: "Checks for protected sites near forces, assaults and weapons that no no-fire area covers.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "hospital_buffer_m",
        "camp_buffer_m",
        "works_buffer_m",
        "cultural_buffer_m",
        "sliver_width_m",
    ],
    source: "ICRC customary IHL rules 22 to 24, 28, 35 to 38; US Army FM 6-20-30: no-fire areas",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A hospital, camp, reception, water work, power work, dam, place of worship, school or heritage whose buffer (its own, \
else `hospital_buffer_m`, `camp_buffer_m`, `works_buffer_m` or `cultural_buffer_m`) has an armed force in it, \
touches a sector of the role assault, or lies within the declared range of a weapon that stands, while no-fire and \
restrictive fire areas valid then do not cover the buffer. Strips that stay uncovered count only from \
`sliver_width_m` on. Whose force or weapon it is makes no difference; those of the adversary count too.

Critical in phases of active hostility (isolate, attack), else major. One finding for each site.

## Why it matters

A gunner keeps off what is drawn on the fire-support overlay. A hospital that is only on the aid agencies' map is \
hit by accident.

## Example

The water works lie within range of three batteries in the phase of attack; no restrictive fire area is drawn.

## What to do

Draw a no-fire area round it, and keep forces out of its buffer. Entente can do both.

## Source

ICRC, *Customary IHL*, rules 22 to 24 (precautions), 28 (medical units), 35 to 38 (protected zones, cultural \
property); US Army FM 6-20-30: no-fire and restrictive fire areas. The buffers are defaults of Entente.
";

/// What exposes a site.
struct Exposure {
    what: String,
    party: Option<Id<Stakeholder>>,
    spans: Spans,
}

/// A site as it is in a stretch of time.
struct Case {
    is_hostile: bool,
    exposures: Vec<(String, Option<Id<Stakeholder>>)>,
}

/// An area into which fires are forbidden or restricted.
struct FireArea {
    shape: std::sync::Arc<Shape>,
    bounds: Bounds,
    spans: Spans,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut sites = situation
        .places
        .all()
        .iter()
        .filter(|place| is_protected(place.site) && !place.spans.is_empty())
        .peekable();
    if sites.peek().is_none() {
        return;
    }
    let areas = fire_areas(situation);
    let hostile = hostilities(situation);
    for place in sites {
        let exposures = exposures(situation, place);
        if exposures.is_empty() {
            continue;
        }
        let covered = covered(situation, place, &areas);
        let ever = exposures
            .iter()
            .fold(Spans::never(), |all, exposure| all.or(&exposure.spans));
        let cuts = exposures
            .iter()
            .flat_map(|exposure| exposure.spans.cuts())
            .chain(hostile.cuts());
        let cases = ever.without(&covered).pieces(cuts).into_iter().map(|run| {
            let now = exposures
                .iter()
                .filter(|exposure| exposure.spans.contains(run.start));
            let case = Case {
                is_hostile: hostile.contains(run.start),
                exposures: now
                    .map(|exposure| (exposure.what.clone(), exposure.party))
                    .collect(),
            };
            (run, case)
        });
        let cases: Vec<(Range<u32>, Case)> = cases.collect();
        for (run, case) in merged(cases, |case| (case.is_hostile, case.exposures.len())) {
            findings.add(draft(situation, place, &case, run));
        }
    }
}

/// Returns the slices of active hostility.
fn hostilities(situation: &Situation<'_>) -> Spans {
    let phases = situation.plan.phases.iter();
    phases
        .filter(|(_, phase)| matches!(phase.kind, PhaseKind::Isolate | PhaseKind::Attack))
        .fold(Spans::never(), |all, (id, _)| {
            all.or(&situation.slices.of_phase(id))
        })
}

/// Returns the no-fire and restrictive fire areas.
fn fire_areas(situation: &Situation<'_>) -> Vec<FireArea> {
    let plan = situation.plan;
    let areas = plan.measures.iter().filter_map(|(_, measure)| {
        let counts = matches!(
            measure.kind,
            MeasureKind::NoFireArea | MeasureKind::RestrictiveFireArea
        );
        let area = measure.shape.as_area().filter(|_| counts)?;
        Some(FireArea {
            shape: situation.shape(area),
            bounds: area.bounds()?,
            spans: situation.slices.of_when(&measure.when, plan),
        })
    });
    areas.collect()
}

/// Returns what exposes a site, each with its time.
fn exposures(situation: &Situation<'_>, place: &Place<'_>) -> Vec<Exposure> {
    let Some(bounds) = place.bounds else {
        return Vec::new();
    };
    let frame = place.frame();
    let laid = place.layout(&frame);
    let mut found = Vec::new();
    let mut add = |what: String, party: Option<Id<Stakeholder>>, spans: Spans| {
        let spans = spans.and(&place.spans);
        if !spans.is_empty() {
            found.push(Exposure { what, party, spans });
        }
    };
    for post in situation.posts.near(bounds) {
        let force = situation.forces.get(post.force).filter(|force| force.armed);
        if let Some(force) = force
            && post.distance_m(&frame, &laid) <= place.buffer_m
        {
            let what = format!("{} in its buffer", force.name());
            add(what, force.party, Spans::of(post.run.clone()));
        }
    }
    for ground in situation.grounds.near(bounds) {
        if ground.sector.role == SectorRole::Assault && !ground.spans.and(&place.spans).is_empty() {
            let sector = Layout::of_shape(&frame, &ground.shape);
            if laid.gap_within(&sector, place.buffer_m).is_some() {
                let what = format!("the assault in {}", ground.name());
                add(what, ground.sector.holder, ground.spans.clone());
            }
        }
    }
    for post in situation.posts.reaching(bounds) {
        let distance_m = post.distance_m(&frame, &laid);
        // In the buffer it has been named already.
        let reaches = distance_m > place.buffer_m && distance_m <= post.reach_m + place.buffer_m;
        if let Some(force) = situation.forces.get(post.force).filter(|_| reaches) {
            let what = format!("{} within {}", force.name(), wording::length(post.reach_m));
            add(what, force.party, Spans::of(post.run.clone()));
        }
    }
    found
}

/// Returns when fire areas cover a site with its buffer.
fn covered(situation: &Situation<'_>, place: &Place<'_>, areas: &[FireArea]) -> Spans {
    let (Some(bounds), Some(zone)) = (place.bounds, place.zone()) else {
        return Spans::never();
    };
    let near: Vec<&FireArea> = areas.iter().filter(|area| area.bounds.meets(bounds)).collect();
    let width_m = f64::from(situation.thresholds().sliver_width_m);
    let frame = place.frame();
    let ever = near.iter().fold(Spans::never(), |all, area| all.or(&area.spans));
    let pieces = ever.pieces(near.iter().flat_map(|area| area.spans.cuts()));
    let covers = |run: &Range<u32>| {
        let now = near.iter().filter(|area| area.spans.contains(run.start));
        // Where it cannot be decided it is not covered.
        difference(zone, now.map(|area| &*area.shape)).is_ok_and(|left| {
            let parts = left.parts();
            parts.iter().all(|part| is_narrower_than(&frame, part, width_m))
        })
    };
    pieces.into_iter().filter(covers).collect()
}

fn draft(situation: &Situation<'_>, place: &Place<'_>, case: &Case, run: Range<u32>) -> Draft {
    let name = place.name();
    let words: Vec<&str> = case.exposures.iter().map(|(what, _)| what.as_str()).collect();
    let mut parties: Vec<Id<Stakeholder>> = case.exposures.iter().filter_map(|(_, party)| *party).collect();
    parties.retain(|party| {
        situation.plan.stakeholders.contains(*party) && !situation.parties.is_adversary(*party)
    });
    parties.sort_unstable();
    parties.dedup();
    let mut why = vec![
        Reason::number("what exposes it", words.len() as f64, Some(0.0), ""),
        Reason::number("buffer", place.buffer_m, None, "m"),
        Reason::word_against("no-fire area over the buffer", "no", "yes"),
        Reason::word("active hostility", if case.is_hostile { "yes" } else { "no" }),
    ];
    why.extend(words.iter().map(|what| Reason::word("exposed to", *what)));
    Draft {
        severity: if case.is_hostile {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("{name} is exposed"),
        message: format!(
            "No no-fire or restrictive fire area covers {name} and {} round it{}. It is exposed to {}.",
            wording::length(place.buffer_m),
            wording::when(situation, &run),
            wording::joined(&words),
        ),
        subjects: vec![AnyId::from(place.id)],
        parties,
        measures: vec![("buffer_m", place.buffer_m)],
        geometry: place
            .zone()
            .map(|zone| Geometry::Area(zone.to_area()))
            .or_else(|| Some(place.site.shape.clone())),
        at: place.at(),
        value: case.exposures.len() as f64,
        why,
        time: Time::Run(run),
    }
}

/// Proposes a no-fire area over the buffer, and to move the forces out of it.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Site(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(place) = situation.places.of_site(id) else {
        return Vec::new();
    };
    let mut proposals: Vec<Proposal> = no_fire_area(situation, finding, place).into_iter().collect();
    proposals.extend(moves(situation, finding, place));
    proposals
}

fn no_fire_area(situation: &Situation<'_>, finding: &Finding, place: &Place<'_>) -> Option<Proposal> {
    let zone = place.zone()?;
    let mut measure = Measure::new(Geometry::Area(zone.to_area()));
    measure.name = format!("NFA {}", place.name());
    measure.kind = MeasureKind::NoFireArea;
    measure.abbreviation = String::from("NFA");
    measure.owner = holder_at(situation, place, finding);
    measure.when = place.site.when.clone();
    let id = super::super::fixes::new_id(situation.plan, finding, "no-fire-area");
    let title = format!(
        "Draw a no-fire area {} round {}",
        wording::length(place.buffer_m),
        place.name()
    );
    let edit = Edit::Create(AnyEntity::from((id, measure)));
    Some(Proposal::resolving("draw-no-fire-area", title, edit))
}

/// Returns who holds the ground that a site stands on when a finding begins, adversaries left out.
fn holder_at(situation: &Situation<'_>, place: &Place<'_>, finding: &Finding) -> Option<Id<Stakeholder>> {
    let during = situation.slices.of_interval(finding.interval);
    let slice = during.runs().first()?.start;
    let grounds = situation.grounds.at(place.at()?);
    let holders = grounds
        .filter(|ground| ground.sector.role.is_primary() && ground.spans.contains(slice))
        .flat_map(|ground| ground.holders_at(slice).to_vec());
    let mut known = holders.filter(|holder| {
        situation.plan.stakeholders.contains(*holder) && !situation.parties.is_adversary(*holder)
    });
    known.next()
}

/// The ids of offers to move a force; there are as many offers at most.
const MOVE: [&str; 3] = ["move-away-1", "move-away-2", "move-away-3"];

/// Proposes to move each force that stands in the buffer out of it and of every other.
fn moves(situation: &Situation<'_>, finding: &Finding, place: &Place<'_>) -> Vec<Proposal> {
    let Some(bounds) = place.bounds else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let frame = place.frame();
    let laid = place.layout(&frame);
    let around: Vec<(&Place<'_>, Frame, Layout)> = situation
        .places
        .near(bounds.grown_m(3.0 * place.buffer_m))
        .filter(|other| is_protected(other.site) && !other.spans.and(&during).is_empty())
        .map(|other| {
            let frame = other.frame();
            (other, frame, other.layout(&frame))
        })
        .collect();
    let is_clear = |at: Position| {
        around
            .iter()
            .all(|(other, _, laid)| laid.distance_m(at) > other.buffer_m + 1.0)
    };
    let mut proposals = Vec::new();
    for post in situation.posts.near(bounds) {
        let (Some(at), Some(force)) = (post.stands_at(), situation.forces.get(post.force)) else {
            continue;
        };
        if force.armed && during.meets(&post.run) && laid.distance_m(at) <= place.buffer_m {
            let mut of_force = finding.clone();
            of_force.subjects = vec![AnyId::from(force.id)];
            of_force.at = Some(at);
            let id = MOVE.get(proposals.len()).copied();
            let step_m = place.buffer_m / 20.0;
            proposals.extend(id.and_then(|id| move_clear(situation, &of_force, id, step_m, is_clear)));
        }
    }
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::{Frame, Geometry, buffer_position};
    use crate::model::{MeasureKind, PhaseKind, SectorRole, SiteKind};
    use crate::testing::sketch::{Sketch, place};

    /// A hospital in A's sector, with a battalion that many km east of it.
    fn hospital(km: f64) -> Sketch {
        Sketch::of(&[&["AAAAAA", "AAAAAA", "AAAAAA"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .site("Hospital", SiteKind::Hospital, 2.0, 1.5)
            .force("1st", 'A', 2.0 + km, 1.5)
    }

    fn with_area(sketch: Sketch, kind: MeasureKind, radius_m: f64) -> Sketch {
        let at = place(2.0, 1.5);
        let round = buffer_position(&Frame::at(at), at, radius_m).to_area();
        sketch.measure("Area", kind, Geometry::Area(round))
    }

    #[test]
    fn an_armed_force_in_the_buffer_exposes_it() {
        assert_eq!(hospital(0.4).findings("H01"), ["H01 Hospital: 500 m, major"]);
        assert_eq!(hospital(0.499).findings("H01").len(), 1);
        assert!(hospital(0.501).findings("H01").is_empty());
        let unarmed = hospital(0.4).force_with("1st", |force| force.armed = Some(false));
        assert!(unarmed.findings("H01").is_empty());
        assert_eq!(hospital(0.4).adversary('A').findings("H01").len(), 1);
    }

    #[test]
    fn each_kind_has_its_buffer_and_a_site_its_own() {
        let of = |kind, km| {
            let sketch = hospital(km).site_with("Hospital", |site| site.kind = kind);
            sketch.findings("H01").len()
        };
        assert_eq!(
            (of(SiteKind::Camp, 0.999), of(SiteKind::Reception, 1.001)),
            (1, 0)
        );
        assert_eq!((of(SiteKind::Dam, 0.499), of(SiteKind::Water, 0.501)), (1, 0));
        assert_eq!(
            (of(SiteKind::School, 0.299), of(SiteKind::Worship, 0.301)),
            (1, 0)
        );
        assert_eq!(of(SiteKind::Bridge, 0.0), 0);
        let own = hospital(0.7).site_with("Hospital", |site| site.buffer_m = Some(800));
        assert_eq!(own.findings("H01"), ["H01 Hospital: 800 m, major"]);
    }

    #[test]
    fn assault_and_weapons_that_reach_it_expose_it_too() {
        let assault = hospital(2.0).sector_with("A", |sector| sector.role = SectorRole::Assault);
        assert_eq!(assault.findings("H01").len(), 1);
        let ranged = |range_m| {
            let sketch = hospital(2.0).force_with("1st", |force| force.max_range_m = Some(range_m));
            sketch.findings("H01").len()
        };
        assert_eq!((ranged(1_510), ranged(1_490)), (1, 0));
        let both = assault.force_with("1st", |force| force.max_range_m = Some(3_000));
        assert_eq!(both.first("H01").value, 2.0);
    }

    #[test]
    fn in_active_hostility_it_is_critical() {
        let attack = hospital(0.4).phase_with(2, |phase| phase.kind = PhaseKind::Attack);
        assert_eq!(attack.findings("H01"), ["H01 Hospital: 500 m, critical"]);
        let before = attack.force_with("1st", |force| force.placements[0].when.until = Some(24 * 60));
        assert_eq!(before.findings("H01"), ["H01 Hospital: 500 m, major"]);
    }

    #[test]
    fn a_fire_area_over_the_whole_buffer_ends_it() {
        let of = |kind, radius_m| with_area(hospital(0.4), kind, radius_m).findings("H01").len();
        assert_eq!(of(MeasureKind::NoFireArea, 500.0), 0);
        assert_eq!(of(MeasureKind::RestrictiveFireArea, 600.0), 0);
        assert_eq!(of(MeasureKind::NoFireArea, 470.0), 0);
        assert_eq!(of(MeasureKind::NoFireArea, 400.0), 1);
        assert_eq!(of(MeasureKind::NoEntryZone, 600.0), 1);
        let ends = with_area(hospital(0.4), MeasureKind::NoFireArea, 600.0)
            .measure_with("Area", |area| area.when.until = Some(24 * 60));
        assert_eq!(ends.first("H01").interval.from, Some(24 * 60));
    }

    #[test]
    fn a_waiver_binds_it_until_more_exposes_it() {
        let waived = hospital(0.4).waived("H01");
        assert_eq!(waived.findings("H01"), ["H01 Hospital: 500 m, major, waived"]);
        let more = waived.force("2nd", 'A', 2.0, 1.6);
        assert_eq!(more.findings("H01"), ["H01 Hospital: 500 m, major"]);
    }

    #[test]
    fn a_no_fire_area_or_moving_the_force_resolves_it() {
        let sketch = hospital(0.4);
        let fixes = sketch.fixes("H01");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Draw a no-fire area 500 m round Hospital", "Move 1st 125 m to A"]
        );
        for fix in &fixes {
            assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
            assert!(sketch.clone().with(&fix.edit).findings("H01").is_empty());
        }
    }
}
