//! G05: the same object drawn twice.
//!
//! Two forces at one place are no duplicate: a headquarters has its guards. Names may differ.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::fixes::merge::proposals;
use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Situation, Spans, frame_of};
use super::super::{Reason, wording};
use crate::geometry::{
    Bounds, Frame, Geometry, Index, Path, Position, Shape, distance_m, inscribed_circle, length_m, outline,
    point_along, run_together,
};
use crate::model::{AnyId, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G05",
    name: "duplicate-object",
    title: "Duplicate object",
    summary: "Checks for two objects of one kind and owner with the same shape at the same time.",
    page: PAGE,
    default: Level::Major,
    thresholds: &["snap_m"],
    source: "Entente: what counts as the same object; the distance is a default",
    check,
    fixes: proposals,
};

const PAGE: &str = "\
## What it finds

Two sectors of one role and holder, two boundaries of one kind between the same parties, two measures of one kind \
and owner, two sites of one kind and operator, or two corridors of one owner, valid at the same time, no place of \
either of whose outlines is `snap_m` or farther from the other's. Names do not matter, and two without owner have \
the same one. Forces are not compared. Of a thing drawn many times, each \
is told of against the first. Major, always.

## Why it matters

Two entries for one thing come from importing a file twice or from two offices drawing the same line. From then on \
one is moved and the other stays, and each reader believes another one.

## Example

Checkpoint 4 is in the plan twice, once from the overlay of the police and once from that of the division.

## What to do

Merge them. Entente leads everything that names the one to the other, and notes the id of the one that went.

## Source

A rule of Entente's own. The distance is a default.
";

/// Something drawn.
struct Thing<'a> {
    id: AnyId,
    /// What of it must be the same, but for shape and time.
    kind: &'static str,
    owners: Vec<Id<Stakeholder>>,
    drawn: Shown<'a>,
    bounds: Bounds,
    spans: Spans,
}

/// A shape to compare.
enum Shown<'a> {
    Point(Position),
    Path(&'a Path),
    Area(Arc<Shape>),
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let things = things(situation);
    let snap_m = f64::from(situation.thresholds().snap_m);
    // What is the same has the same south-western corner: these boxes are small, and few meet.
    let corners = things
        .iter()
        .map(|thing| Some(Bounds::of_position(thing.bounds.south_west()).grown_m(snap_m)));
    let index = Index::of(corners);
    let alike = |a: usize, b: usize| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => a.id.kind() == b.id.kind() && a.kind == b.kind && a.owners == b.owners,
        _ => false,
    };
    // A thing drawn many times is told of each time against the first, not against all the others.
    let mut told: HashSet<usize> = HashSet::new();
    for (first, second) in index.pairs(alike) {
        let (Some(a), Some(b)) = (things.get(first), things.get(second)) else {
            continue;
        };
        if told.contains(&second) {
            continue;
        }
        let during = common_time(situation, a, b);
        if !during.is_empty() && is_same_shape(a, b, snap_m) {
            told.insert(second);
            findings.add(draft(situation, a, b, during, snap_m));
        }
    }
}

/// Returns everything drawn that has a shape, in table and id order.
fn things<'a>(situation: &Situation<'a>) -> Vec<Thing<'a>> {
    let plan = situation.plan;
    let valid = |when| situation.slices.of_when(when, plan);
    let mut things = Vec::new();
    for ground in situation.grounds.all() {
        if let Some(bounds) = ground.bounds {
            things.push(Thing {
                id: ground.id.into(),
                kind: ground.sector.role.word(),
                owners: ground.sector.holder.into_iter().collect(),
                drawn: Shown::Area(Arc::clone(&ground.shape)),
                bounds,
                spans: ground.spans.clone(),
            });
        }
    }
    for row in situation.boundaries() {
        let mut owners: Vec<_> = [row.boundary.left, row.boundary.right]
            .into_iter()
            .flatten()
            .collect();
        owners.sort_unstable();
        things.extend(line(
            row.id.into(),
            row.boundary.kind.word(),
            owners,
            &row.boundary.path,
            row.spans.clone(),
        ));
    }
    for (id, measure) in plan.measures.iter() {
        let owners = measure.owner.into_iter().collect();
        let (kind, spans) = (measure.kind.word(), valid(&measure.when));
        things.extend(drawn(situation, id.into(), kind, owners, &measure.shape, spans));
    }
    for (id, site) in plan.sites.iter() {
        let owners = site.operator.into_iter().collect();
        let (kind, spans) = (site.kind.word(), valid(&site.when));
        things.extend(drawn(situation, id.into(), kind, owners, &site.shape, spans));
    }
    for (id, corridor) in plan.corridors.iter() {
        let windows = corridor.windows.iter().map(valid);
        let spans = windows
            .reduce(|all, one| all.or(&one))
            .unwrap_or_else(|| situation.slices.all());
        let owners = corridor.owner.into_iter().collect();
        things.extend(line(
            id.into(),
            corridor.mode.word(),
            owners,
            &corridor.path,
            spans,
        ));
    }
    things
}

/// Returns a line as a thing; `None` where it has no length.
fn line<'a>(
    id: AnyId,
    kind: &'static str,
    owners: Vec<Id<Stakeholder>>,
    path: &'a Path,
    spans: Spans,
) -> Option<Thing<'a>> {
    let has_length = path.points.iter().any(|point| Some(point) != path.points.first());
    Some(Thing {
        id,
        kind,
        owners,
        drawn: Shown::Path(path),
        bounds: path.bounds().filter(|_| has_length)?,
        spans,
    })
}

fn drawn<'a>(
    situation: &Situation<'_>,
    id: AnyId,
    kind: &'static str,
    owners: Vec<Id<Stakeholder>>,
    shape: &'a Geometry,
    spans: Spans,
) -> Option<Thing<'a>> {
    let (drawn, bounds) = match shape {
        Geometry::Path(path) => return line(id, kind, owners, path, spans),
        Geometry::Point(at) => (Shown::Point(*at), Bounds::of_position(*at)),
        Geometry::Area(area) => {
            let shape = situation.shape(area);
            let bounds = shape.bounds()?;
            (Shown::Area(shape), bounds)
        }
    };
    Some(Thing {
        id,
        kind,
        owners,
        drawn,
        bounds,
        spans,
    })
}

/// Returns when both are valid, and of sectors, when the same parties hold both.
fn common_time(situation: &Situation<'_>, a: &Thing<'_>, b: &Thing<'_>) -> Spans {
    let both = a.spans.and(&b.spans);
    let (AnyId::Sector(one), AnyId::Sector(two)) = (a.id, b.id) else {
        return both;
    };
    let grounds = &situation.grounds;
    let (Some(one), Some(two)) = (grounds.of_sector(one), grounds.of_sector(two)) else {
        return both;
    };
    let pieces = both.pieces(one.holders.cuts().chain(two.holders.cuts()));
    let same = pieces
        .into_iter()
        .filter(|run| one.holders_at(run.start) == two.holders_at(run.start));
    same.collect()
}

fn is_same_shape(a: &Thing<'_>, b: &Thing<'_>, snap_m: f64) -> bool {
    // Boxes tell most of them apart at once.
    let apart_m = distance_m(a.bounds.north_east(), b.bounds.north_east())
        .max(distance_m(a.bounds.south_west(), b.bounds.south_west()));
    if apart_m > 2.0 * snap_m {
        return false;
    }
    let frame = Frame::at(a.bounds.center());
    match (&a.drawn, &b.drawn) {
        (Shown::Point(a), Shown::Point(b)) => distance_m(*a, *b) < snap_m,
        (Shown::Path(a), Shown::Path(b)) => {
            let (a, b) = ([(*a).clone()], [(*b).clone()]);
            run_together(&frame, &a, &b, snap_m)
        }
        (Shown::Area(a), Shown::Area(b)) => a == b || run_together(&frame, &outline(a), &outline(b), snap_m),
        _ => false,
    }
}

fn draft(situation: &Situation<'_>, a: &Thing<'_>, b: &Thing<'_>, during: Spans, snap_m: f64) -> Draft {
    let (name_a, name_b) = (
        wording::kind_and_name(situation, a.id),
        wording::kind_and_name(situation, b.id),
    );
    let (geometry, at) = match &a.drawn {
        Shown::Point(at) => (Geometry::Point(*at), Some(*at)),
        Shown::Path(path) => (
            Geometry::Path((*path).clone()),
            point_along(path, length_m(path) / 2.0),
        ),
        Shown::Area(shape) => (
            Geometry::Area(shape.to_area()),
            inscribed_circle(&frame_of(&[shape]), shape).map(|circle| circle.center),
        ),
    };
    let labels: Vec<String> = a.owners.iter().map(|owner| situation.label(*owner)).collect();
    let owner = if labels.is_empty() {
        "nobody".to_owned()
    } else {
        wording::joined(&labels)
    };
    Draft {
        severity: Severity::Major,
        title: format!("{} and {name_b} are the same", wording::capital(&name_a)),
        message: format!(
            "{} and {name_b} ({}, {owner}) have the same shape to within {} at the same time.",
            wording::capital(&name_a),
            a.kind,
            wording::length(snap_m),
        ),
        subjects: vec![a.id, b.id],
        parties: a.owners.clone(),
        measures: Vec::new(),
        geometry: Some(geometry),
        at,
        value: 1.0,
        why: vec![
            Reason::word("kind", a.kind),
            Reason::word("owner of both", owner),
            Reason {
                limit: Some(super::super::Term::Number(snap_m)),
                unit: Some("m"),
                ..Reason::word("distance of the outlines", "less")
            },
        ],
        time: Time::Object(during),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{AnyId, Clause, Handover, Id, MeasureKind, Sector, SectorRole, SiteKind, When};
    use crate::testing::sketch::{Sketch, area, party, path, place};

    /// Two sectors of A, the second that many metres larger to the east.
    fn twice(metres: f64) -> Sketch {
        let east = 2.0 + metres / 1000.0;
        Sketch::of(&[&["AA", "AA"], &["AA", "AA"]]).sector_with("A2", |sector| {
            sector.area = area(&[(0.0, 0.0), (east, 0.0), (east, 2.0), (0.0, 2.0)]);
        })
    }

    #[test]
    fn two_sectors_of_one_holder_with_one_outline_are_found() {
        assert_eq!(twice(0.0).findings("G05"), ["G05 A A2: major"]);
        assert_eq!(twice(0.0).first("G05").value, 1.0);
        assert_eq!(twice(4.9).findings("G05"), ["G05 A A2: major"]);
        assert!(twice(5.1).findings("G05").is_empty());
        assert_eq!(
            Sketch::of(&[&["AA", "AA"], &["AA", "AA"]]).findings("G05").len(),
            1
        );
    }

    #[test]
    fn another_holder_role_or_time_makes_it_another_object() {
        let other = |how: fn(&mut Sector)| twice(0.0).party('B').sector_with("A2", how).findings("G05");
        assert!(other(|sector| sector.holder = Some(party('B'))).is_empty());
        assert!(other(|sector| sector.holder = None).is_empty());
        assert!(other(|sector| sector.role = SectorRole::Support).is_empty());
        assert_eq!(other(|sector| sector.shared = true).len(), 1);
        let later = twice(0.0)
            .phases(&[("P1", 24), ("P2", 24)])
            .in_phases("A", &[1])
            .in_phases("A2", &[2]);
        assert!(later.findings("G05").is_empty());
        let handed_over = twice(0.0)
            .party('B')
            .phases(&[("P1", 24), ("P2", 24)])
            .sector_with("A2", |sector| {
                sector.handovers = vec![Handover::new(party('B'), 60)];
            });
        assert_eq!(handed_over.first("G05").interval.until, Some(60));
    }

    #[test]
    fn lines_in_either_direction_and_points_are_compared() {
        let lines = |metres: f64| {
            let x = 2.0 + metres / 1000.0;
            Sketch::of(&[&["AABB", "AABB"]])
                .boundary('A', 'B', &[(2.0, 2.0), (2.0, 0.0)])
                .boundary('B', 'A', &[(x, 0.0), (x, 1.0), (x, 2.0)])
                .findings("G05")
        };
        assert_eq!(lines(4.0), ["G05 A/B B/A: major"]);
        assert!(lines(6.0).is_empty());
        let points = |metres: f64, kind| {
            let at = |km: f64| Geometry::Point(place(km, 0.0));
            Sketch::of(&[])
                .measure("CP4", MeasureKind::Checkpoint, at(1.0))
                .measure("4", kind, at(1.0 + metres / 1000.0))
                .findings("G05")
        };
        assert_eq!(points(4.9, MeasureKind::Checkpoint), ["G05 CP4 4: major"]);
        assert!(points(5.1, MeasureKind::Checkpoint).is_empty());
        assert!(points(0.0, MeasureKind::RallyPoint).is_empty());
        let sites = Sketch::of(&[])
            .site("Hospital", SiteKind::Hospital, 1.0, 1.0)
            .site("Clinic", SiteKind::Hospital, 1.0, 1.0);
        assert_eq!(sites.findings("G05"), ["G05 Hospital Clinic: major"]);
    }

    #[test]
    fn each_of_many_is_told_of_once_and_none_is_lost_between_two() {
        let checkpoints = |metres: &[f64]| {
            let at = |metres: f64| Geometry::Point(place(1.0 + metres / 1000.0, 0.0));
            metres
                .iter()
                .enumerate()
                .fold(Sketch::of(&[]), |sketch, (number, metres)| {
                    sketch.measure(&format!("CP{number}"), MeasureKind::Checkpoint, at(*metres))
                })
                .findings("G05")
        };
        assert_eq!(
            checkpoints(&[0.0, 0.0, 0.0]),
            ["G05 CP0 CP1: major", "G05 CP0 CP2: major"]
        );
        // The third is too far from the first, but not from the second.
        assert_eq!(
            checkpoints(&[0.0, 4.0, 8.0]),
            ["G05 CP0 CP1: major", "G05 CP1 CP2: major"]
        );
    }

    #[test]
    fn half_a_line_is_not_the_line() {
        let line = |places: &[(f64, f64)]| Geometry::Path(path(places));
        let sketch = Sketch::of(&[])
            .measure("BLUE", MeasureKind::PhaseLine, line(&[(0.0, 0.0), (2.0, 0.0)]))
            .measure("RED", MeasureKind::PhaseLine, line(&[(0.0, 0.0), (1.0, 0.0)]));
        assert!(sketch.findings("G05").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            twice(0.0).waived("G05").findings("G05"),
            ["G05 A A2: major, waived"]
        );
    }

    #[test]
    fn merging_keeps_what_named_the_other_and_notes_its_id() {
        let sketch = twice(0.0).party('B').force("1st", 'A', 1.0, 1.0);
        let (first, second) = (sketch.sector_id("A"), sketch.sector_id("A2"));
        let clause = Clause::HoldsGround {
            who: party('A'),
            sectors: vec![first, second],
        };
        let sketch = sketch
            .force_with("1st", |force| force.sector = Some(second))
            .agreement(&['A', 'B'], vec![clause]);
        let fixes = sketch.fixes("G05");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["Merge A2 into A", "Merge A into A2"]);
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let merged = sketch.with(&fixes[0].edit);
        assert!(merged.findings("G05").is_empty());
        let plan = merged.plan();
        assert_eq!(plan.sectors.len(), 1);
        assert_eq!(plan.forces.iter().next().unwrap().1.sector, Some(first));
        assert!(
            plan.sectors
                .get(first)
                .unwrap()
                .notes
                .contains(&second.to_string())
        );
        assert!(plan.dangling().is_empty());
        let named = &plan.agreements.iter().next().unwrap().1.clauses;
        assert!(matches!(&named[0], Clause::HoldsGround { sectors, .. } if sectors.contains(&first)));
    }

    #[test]
    fn where_times_differ_merging_joins_phases_or_is_a_matter_of_judgement() {
        let sketch = |one: When, two: When| {
            twice(0.0)
                .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
                .sector_with("A", |sector| sector.when = one)
                .sector_with("A2", |sector| sector.when = two)
        };
        let phases = |numbers: &[u64]| When::in_phases(numbers.iter().map(|number| Id::from_bits(*number)));
        let joined = sketch(phases(&[1, 2]), phases(&[2, 3]));
        let fix = &joined.fixes("G05")[0];
        assert_eq!(fix.kind, FixKind::Resolves);
        let merged = joined.clone().with(&fix.edit);
        let left = merged.plan().sectors.iter().next().unwrap().1;
        assert_eq!(left.when, phases(&[1, 2, 3]));
        let early = When {
            until: Some(60),
            ..When::always()
        };
        let judged = sketch(phases(&[1]), early);
        assert!(matches!(judged.fixes("G05")[0].kind, FixKind::NextStep { .. }));
        assert!(matches!(judged.first("G05").subjects[0], AnyId::Sector(_)));
    }
}
