//! The laws on real ground: every verb on every sector of the sample plans.
//!
//! Where sectors of one time share an edge they share it afterwards; no ground is lost and none is claimed
//! twice that was not before, but for what the hand itself moved.

use super::*;
use crate::files::ron_text;
use crate::geometry::total_length_m;
use crate::model::Interval;
use crate::samples;
use crate::verbs::neighbours::meets;

/// How far a vertex is dragged, in steps of 1e-7 degree: some 4 m.
const DRAG: f64 = 350.0;

/// How much shorter a shared edge may become by such a drag, in metres: where three meet, one may slide.
const SLIDE_M: f64 = 15.0;

fn plan_of(name: &str) -> Plan {
    let text = samples::find(name).unwrap().text;
    ron_text::read(text.as_bytes()).unwrap().plan
}

/// Sectors that hold at a common time with one, near it.
fn beside(plan: &Plan, id: Id<Sector>) -> Vec<Id<Sector>> {
    let own = plan.sectors.get(id).unwrap();
    let during: Vec<Interval> = own.when.intervals(&plan.phases);
    let near = own.area.bounds().unwrap().grown_m(10.0);
    plan.sectors
        .iter()
        .filter(|(other, sector)| {
            *other != id
                && meets(plan, &sector.when, &during)
                && sector.area.bounds().is_some_and(|bounds| bounds.meets(near))
        })
        .map(|(other, _)| other)
        .collect()
}

fn changed(before: &Plan, after: &Plan) -> Vec<Id<Sector>> {
    let areas = |plan: &Plan, id| plan.sectors.get(id).map(|sector| sector.area.clone());
    let ids: BTreeSet<Id<Sector>> = before.sectors.ids().chain(after.sectors.ids()).collect();
    ids.into_iter()
        .filter(|id| areas(before, *id) != areas(after, *id))
        .collect()
}

/// Every two sectors of a common time of which one changed.
fn pairs(plan: &Plan, changed: &[Id<Sector>]) -> BTreeSet<[Id<Sector>; 2]> {
    let of = |id: Id<Sector>| {
        beside(plan, id)
            .into_iter()
            .map(move |other| [id.min(other), id.max(other)])
    };
    let still = changed.iter().filter(|id| plan.sectors.get(**id).is_some());
    still.flat_map(|id| of(*id)).collect()
}

fn ground(plan: &Plan, id: Id<Sector>) -> Shape {
    Shape::of(&plan.sectors.get(id).unwrap().area)
}

fn twice_claimed(plan: &Plan, pairs: &BTreeSet<[Id<Sector>; 2]>) -> Vec<Shape> {
    let common = pairs
        .iter()
        .map(|[a, b]| intersection(&ground(plan, *a), &ground(plan, *b)).unwrap());
    common.filter(|common| !common.is_empty()).collect()
}

/// The parts that are wider than a hair, with their area in m². Long edges are straight in longitude and
/// latitude and bend in any plane, so the width is told from the area and the length.
fn wide_parts(shape: &Shape) -> Vec<(f64, Position)> {
    let parts = shape.parts().into_iter().filter_map(|part| {
        let bounds = part.bounds()?;
        let length_m = crate::geometry::distance_m(bounds.south_west(), bounds.north_east());
        let m2 = area_m2(&part);
        (2.0 * m2 / length_m > HAIR_M).then_some((m2, bounds.center()))
    });
    parts.collect()
}

/// At no time is ground covered by fewer than before, and none is claimed by more.
#[track_caller]
fn assert_covering_stays(before: &Plan, after: &Plan, done: &str) {
    let ids = changed(before, after);
    for (_, phase) in before.phases.iter() {
        let shapes = |plan: &Plan| -> Vec<Shape> {
            let still = ids.iter().filter_map(|id| plan.sectors.get(*id));
            let holding = still.filter(|sector| sector.when.holds_at(phase.start, &plan.phases));
            holding.map(|sector| Shape::of(&sector.area)).collect()
        };
        let lost = difference(&union(&shapes(before)).unwrap(), &shapes(after)).unwrap();
        let wide = wide_parts(&lost);
        assert!(
            wide.is_empty(),
            "{done}: ground lost in {}, {wide:?} m²",
            phase.name
        );
    }
    let then = twice_claimed(before, &pairs(before, &ids));
    for common in twice_claimed(after, &pairs(after, &ids)) {
        let new = difference(&common, &then).unwrap();
        let wide = wide_parts(&new);
        assert!(wide.is_empty(), "{done}: claimed twice, {wide:?} m²");
    }
}

/// Neighbours share the edge they shared, and what did not overlap does not.
#[track_caller]
fn assert_edges_stay(before: &Plan, after: &Plan, done: &str) {
    for [a, b] in pairs(before, &changed(before, after)) {
        let edge_m = |plan: &Plan| {
            let area = |id| &plan.sectors.get(id).unwrap().area;
            total_length_m(&common_lines(area(a), area(b)))
        };
        let (then, now) = (edge_m(before), edge_m(after));
        assert!(
            now > then - SLIDE_M,
            "{done}: an edge of {then:.0} m is {now:.0} m"
        );
        if then > 0.0
            && intersection(&ground(before, a), &ground(before, b))
                .unwrap()
                .is_empty()
        {
            let common = intersection(&ground(after, a), &ground(after, b)).unwrap();
            let wide = wide_parts(&common);
            assert!(wide.is_empty(), "{done}: claimed twice, {wide:?} m²");
        }
    }
}

/// Boundaries that ran along the edge of their two sectors do so still.
#[track_caller]
fn assert_boundaries_stay(before: &Plan, after: &Plan, done: &str) {
    let is_along = |plan: &Plan, boundary: &Boundary| {
        let [a, b] = boundary.between?.map(|id| plan.sectors.get(id));
        let lines = common_lines(&a?.area, &b?.area);
        Some(
            lines.is_empty()
                || boundary.path.points.iter().all(|point| {
                    lines.iter().any(|line| {
                        line.points.contains(point)
                            || line
                                .edges()
                                .any(|(start, end)| crate::geometry::is_on_edge(*point, start, end))
                    })
                }),
        )
    };
    for (id, boundary) in before.boundaries.iter() {
        if super::super::refit::followed(before, boundary).is_some()
            && let Some(now) = after.boundaries.get(id)
        {
            assert_ne!(
                is_along(after, now),
                Some(false),
                "{done}: {} has left the edge",
                boundary.name
            );
        }
    }
}

/// When a boundary holds and both its sectors do: the sample has some that outlive their sectors.
fn in_use(plan: &Plan, boundary: &Boundary) -> Vec<Interval> {
    let of = |id: Id<Sector>| plan.sectors.get(id).map(|sector| &sector.when);
    let sectors = boundary.between.into_iter().flatten().filter_map(of);
    sectors.fold(boundary.when.intervals(&plan.phases), |held, when| {
        let theirs = when.intervals(&plan.phases);
        let both = held
            .iter()
            .flat_map(|one| theirs.iter().filter_map(|other| one.intersection(*other)));
        both.collect()
    })
}

/// Boundaries of a common time do not come to run along each other.
#[track_caller]
fn assert_boundaries_apart(before: &Plan, after: &Plan, done: &str) {
    let together = |plan: &Plan, [a, b]: [Id<Boundary>; 2]| {
        let (one, other) = (plan.boundaries.get(a)?, plan.boundaries.get(b)?);
        let during = in_use(plan, one);
        let near = one.path.bounds()?.meets(other.path.bounds()?);
        let is_together = in_use(plan, other)
            .iter()
            .any(|one| during.iter().any(|other| one.intersection(*other).is_some()));
        (near && is_together).then(|| {
            let frame = Frame::around(one.path.points.iter().copied());
            let [one, other] = [&one.path, &other.path].map(std::slice::from_ref);
            total_length_m(&crate::geometry::parts_near(&frame, one, other, 0.1))
        })
    };
    let is_new = |id: Id<Boundary>| before.boundaries.get(id) != after.boundaries.get(id);
    let all: Vec<Id<Boundary>> = after.boundaries.ids().collect();
    for (place, a) in all.iter().enumerate() {
        for b in all.iter().skip(place + 1).filter(|b| is_new(*a) || is_new(**b)) {
            let [then, now] = [before, after].map(|plan| together(plan, [*a, *b]).unwrap_or(0.0));
            let names = [*a, *b].map(|id| &after.boundaries.get(id).unwrap().name);
            assert!(
                now < then + 20.0,
                "{done}: {names:?} lie on each other for {now:.0} m, before {then:.0} m"
            );
        }
    }
}

/// A line through the middle of an area, at that bearing.
fn across(area: &Area, bearing_deg: f64) -> Path {
    let shape = Shape::of(area);
    let frame = Frame::around(area.points());
    let circle = crate::geometry::inscribed_circle(&frame, &shape).unwrap();
    let end = |bearing: f64| crate::geometry::destination(circle.center, bearing, circle.radius_m * 0.7);
    Path::new(vec![
        end(bearing_deg + 180.0),
        circle.center,
        end(bearing_deg + 12.0),
    ])
}

/// Every verb on one sector in so many; on all of them where `ENTENTE_LAWS` is set.
fn every_verb_on(name: &str, one_in: usize, least: usize) {
    let plan = plan_of(name);
    let one_in = if std::env::var_os("ENTENTE_LAWS").is_some() {
        1
    } else {
        one_in
    };
    let mut chance = Chance::new(5);
    let mut any = move |from: f64, until: f64| chance.between(from, until);
    let mut done = 0;
    for (id, sector) in plan.sectors.iter().step_by(one_in) {
        let fellows = beside(&plan, id);
        let line = across(&sector.area, any(0.0, 360.0));
        let mut edits = vec![split(&plan, id, &line, &mut ids())];
        for other in &fellows {
            let theirs = &plan.sectors.get(*other).unwrap().area;
            if common_lines(&sector.area, theirs).is_empty() {
                continue;
            }
            edits.push(cede(&plan, id, Some(*other), &line, &mut ids()));
            edits.push(merge(&plan, &[id, *other], &mut ids()));
        }
        edits.push(simplify(&plan, &[id], any(20.0, 300.0)));
        for edit in edits.into_iter().flatten() {
            let after = edit.apply(&plan).unwrap();
            let label = format!("{name}, {}: {}", sector.name, edit.label(&plan));
            // Smoothing moves lines: what it may not do is part neighbours.
            if !label.contains("Simplify") {
                assert_covering_stays(&plan, &after, &label);
            }
            assert_boundaries_stay(&plan, &after, &label);
            assert_boundaries_apart(&plan, &after, &label);
            done += 1;
        }
        let geometry = Geometry::Area(sector.area.clone());
        let count = sector.area.points().count();
        for place in (0..count).step_by(1 + count / 4) {
            for held in [
                Held::Vertex(place),
                Held::Edge(place),
                Held::New {
                    edge: place,
                    near: geometry.points()[place],
                },
            ] {
                let grip = Grip::of(&plan, id.into(), &geometry, held, together()).unwrap();
                let [lat, lon] = [any(-DRAG, DRAG), any(-DRAG, DRAG)].map(|steps| steps as i32);
                let at = grip.at();
                let to = Position::from_e7(at.lat_e7() + lat, at.lon_e7() + lon).unwrap();
                let edit = grip.moved(&plan, to).unwrap();
                let after = edit.apply(&plan).unwrap();
                let label = format!("{name}, {}: {held:?}", sector.name);
                assert_edges_stay(&plan, &after, &label);
                assert_boundaries_stay(&plan, &after, &label);
                done += 1;
            }
            if let Ok(edit) = delete_vertex(&plan, id.into(), &geometry, place, together()) {
                let after = edit.apply(&plan).unwrap();
                assert_boundaries_stay(&plan, &after, &format!("{name}, {}: delete {place}", sector.name));
                done += 1;
            }
        }
    }
    assert!(done > least, "{done}");
}

#[test]
fn every_verb_keeps_fallujah_whole() {
    every_verb_on("fallujah", 4, 50);
}

#[test]
fn every_verb_keeps_the_agreed_fallujah_whole() {
    every_verb_on("fallujah-agreed", 6, 30);
}

#[test]
fn every_verb_keeps_mosul_whole() {
    every_verb_on("mosul", 6, 30);
}

#[test]
fn every_overlap_of_the_samples_is_halved_without_a_gap() {
    for name in ["fallujah", "mosul"] {
        let plan = plan_of(name);
        let all: Vec<Id<Sector>> = plan.sectors.ids().collect();
        let mut halved = 0;
        for [a, b] in pairs(&plan, &all) {
            let Ok(edit) = halve_overlap(&plan, a, b, &mut ids()) else {
                continue;
            };
            let after = edit.apply(&plan).unwrap();
            let label = format!("{name}: {}", edit.label(&plan));
            assert_covering_stays(&plan, &after, &label);
            let common = intersection(&ground(&after, a), &ground(&after, b)).unwrap();
            let wide = wide_parts(&common);
            assert!(wide.is_empty(), "{label}: not halved, {wide:?} m²");
            halved += 1;
        }
        assert!(halved > 0, "{name} has overlaps");
    }
}
