//! Verbs on ground of whole cells, and laws over generated coverings.
//!
//! Whatever is done to sectors that share edges, no gap and no overlap wider than a centimetre is between
//! them afterwards.

mod samples;
mod times;
mod typed;

use std::collections::BTreeSet;

use super::*;
use crate::geometry::{
    Area, Frame, Geometry, Path, Position, Shape, area_m2, common_lines, difference, drawn_area_m2,
    intersection, is_narrower_than, union,
};
use crate::model::{AnyId, Boundary, Edit, Id, MeasureKind, Plan, Sector};
use crate::testing::Chance;
use crate::testing::sketch::{Sketch, area, party, path, place};

/// As wide as a gap may be, in metres: a step and a little.
const HAIR_M: f64 = 0.012;

/// New ids, in order.
fn ids() -> impl FnMut() -> u64 {
    let mut next = 0xfeed_0000;
    move || {
        next += 1;
        next
    }
}

fn sketch(layers: &[&str]) -> Sketch {
    Sketch::of(&[layers]).area_of_operations()
}

fn sector<'p>(plan: &'p Plan, name: &str) -> (Id<Sector>, &'p Sector) {
    let mut named = plan.sectors.iter().filter(|(_, sector)| sector.name == name);
    named.next().unwrap()
}

fn shape(plan: &Plan, name: &str) -> Geometry {
    Geometry::Area(sector(plan, name).1.area.clone())
}

/// `A 3, B 2.5`: every sector and its ground in km².
fn said(plan: &Plan) -> String {
    let mut said: Vec<String> = plan
        .sectors
        .iter()
        .map(|(_, sector)| {
            let km2 = drawn_area_m2(&sector.area) / 1e6;
            format!("{} {}", sector.name, (km2 * 100.0).round() / 100.0)
        })
        .collect();
    said.sort();
    said.join(", ")
}

/// Where a vertex is among those of a shape.
fn vertex(geometry: &Geometry, at: Position) -> usize {
    geometry.points().iter().position(|point| *point == at).unwrap()
}

/// No gap in what was covered and no overlap where there was none, but for hair-thin ones.
#[track_caller]
fn assert_whole(before: &Plan, after: &Plan) {
    let shapes = |plan: &Plan| -> Vec<Shape> {
        let areas = plan.sectors.iter().map(|(_, sector)| Shape::of(&sector.area));
        areas.collect()
    };
    let (then, now) = (shapes(before), shapes(after));
    let frame = Frame::around(before.sectors.iter().flat_map(|(_, sector)| sector.area.points()));
    let lost = difference(&union(&then).unwrap(), &now).unwrap();
    for part in lost.parts() {
        assert!(
            is_narrower_than(&frame, &part, HAIR_M),
            "a gap of {} m²",
            area_m2(&part)
        );
    }
    for (place, one) in now.iter().enumerate() {
        for other in now.iter().skip(place + 1) {
            for part in intersection(one, other).unwrap().parts() {
                assert!(
                    is_narrower_than(&frame, &part, HAIR_M),
                    "an overlap of {} m²",
                    area_m2(&part)
                );
            }
        }
    }
}

const NOBODY: BTreeSet<AnyId> = BTreeSet::new();

fn together() -> Company<'static> {
    static NONE: BTreeSet<AnyId> = NOBODY;
    Company::All { but: &NONE }
}

#[test]
fn a_corner_that_three_share_moves_in_all_and_the_boundary_follows() {
    let sketch = sketch(&["AABB", "AABB", "CCCC"]).boundary('A', 'B', &[(2.0, 0.0), (2.0, 2.0)]);
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    let sketch = sketch.boundary_with(1, |boundary| boundary.between = Some([a, b]));
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let held = Held::Vertex(vertex(&geometry, place(2.0, 2.0)));
    let grip = Grip::of(plan, a.into(), &geometry, held, together()).unwrap();
    assert_eq!(
        grip.ids().count(),
        4,
        "A, B, C, whose edge it lies on, and the boundary"
    );
    let edit = grip.moved(plan, place(2.4, 1.7)).unwrap();
    let after = edit.apply(plan).unwrap();
    assert_joined(plan, &after, "moved");
    let boundary = after.boundaries.iter().next().unwrap().1;
    assert!(boundary.path.points.contains(&place(2.4, 1.7)));
    assert_eq!(said(&after), "A 4.05, B 3.65, C 4.3");
    // A pinned boundary stays where it was drawn.
    let pinned = sketch
        .clone()
        .boundary_with(1, |boundary| boundary.between = None);
    let edit = Grip::of(pinned.plan(), a.into(), &geometry, held, together()).unwrap();
    assert_eq!(edit.ids().count(), 3);
}

#[test]
fn held_alone_a_corner_leaves_its_neighbours_where_they_are() {
    let sketch = sketch(&["AABB", "AABB"]);
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let held = Held::Vertex(vertex(&geometry, place(2.0, 0.0)));
    let id = sector(plan, "A").0.into();
    let grip = Grip::of(plan, id, &geometry, held, Company::Alone).unwrap();
    let after = grip.moved(plan, place(1.5, 0.0)).unwrap().apply(plan).unwrap();
    assert_eq!(said(&after), "A 3.75, B 4");
    // So does what is locked.
    let but = BTreeSet::from([sector(plan, "B").0.into()]);
    let grip = Grip::of(plan, id, &geometry, held, Company::All { but: &but }).unwrap();
    assert_eq!(grip.ids().collect::<Vec<_>>(), [id]);
}

#[test]
fn only_who_holds_at_a_common_time_is_a_neighbour() {
    let sketch = sketch(&["AABB", "AABB"])
        .phases(&[("P1", 24), ("P2", 24)])
        .in_phases("A", &[1])
        .in_phases("B", &[2]);
    let geometry = shape(sketch.plan(), "A");
    let held = Held::Vertex(vertex(&geometry, place(2.0, 0.0)));
    let grip = |sketch: &Sketch| {
        let id = sketch.sector_id("A").into();
        Grip::of(sketch.plan(), id, &geometry, held, together())
            .unwrap()
            .ids()
            .count()
    };
    assert_eq!(grip(&sketch), 1);
    assert_eq!(grip(&sketch.in_phases("B", &[1, 2])), 2);
}

#[test]
fn a_new_vertex_on_a_shared_edge_is_new_in_both() {
    let sketch = sketch(&["AABB", "AABB"]);
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let edge = edge_from(&geometry, |start, end| {
        start.longitude().min(end.longitude()) > place(1.9, 0.0).longitude()
    });
    let held = Held::New {
        edge,
        near: place(2.0, 1.5),
    };
    let grip = Grip::of(plan, sector(plan, "A").0.into(), &geometry, held, together()).unwrap();
    let after = grip.moved(plan, place(2.5, 1.5)).unwrap().apply(plan).unwrap();
    assert_joined(plan, &after, "moved");
    assert_eq!(said(&after), "A 4.25, B 3.75");
}

/// The place of the first edge that is wanted.
fn edge_from(geometry: &Geometry, wanted: impl Fn(Position, Position) -> bool) -> usize {
    let Geometry::Area(area) = geometry else {
        panic!("no area")
    };
    let mut edges = area.rings().flat_map(crate::geometry::Ring::edges);
    edges.position(|(start, end)| wanted(start, end)).unwrap()
}

#[test]
fn an_edge_moves_with_all_that_ends_on_it() {
    let whole = area(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
    let sketch = sketch(&["AABBB", "AACCC"]).sector_with("A", |sector| sector.area = whole);
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let east = place(1.5, 0.0).longitude();
    let edge = edge_from(&geometry, |start, end| {
        start.longitude() > east && end.longitude() > east
    });
    let grip = Grip::of(
        plan,
        sector(plan, "A").0.into(),
        &geometry,
        Held::Edge(edge),
        together(),
    )
    .unwrap();
    let [lat, lon] = [grip.at().latitude(), place(2.5, 1.0).longitude()];
    let after = grip
        .moved(plan, Position::nearest(lat, lon))
        .unwrap()
        .apply(plan)
        .unwrap();
    assert_joined(plan, &after, "moved");
    assert_eq!(said(&after), "A 5, B 2.5, C 2.5");
}

#[test]
fn a_vertex_goes_from_all_who_share_it_unless_others_meet_there() {
    let sketch = sketch(&["AABB", "AABB", "CCCC"]);
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let id: AnyId = sector(plan, "A").0.into();
    let meeting = vertex(&geometry, place(2.0, 2.0));
    assert_eq!(
        delete_vertex(plan, id, &geometry, meeting, together()),
        Err(VerbError::MeetingPoint)
    );
    assert!(delete_vertex(plan, id, &geometry, meeting, Company::Alone).is_ok());
    // A bend in the edge between two is both's.
    let east = place(1.9, 0.0).longitude();
    let edge = edge_from(&geometry, |start, end| {
        start.longitude() > east && end.longitude() > east
    });
    let held = Held::New {
        edge,
        near: place(2.0, 1.5),
    };
    let grip = Grip::of(plan, id, &geometry, held, together()).unwrap();
    let bent = grip.moved(plan, place(2.5, 1.5)).unwrap().apply(plan).unwrap();
    let geometry = shape(&bent, "A");
    let bend = vertex(&geometry, place(2.5, 1.5));
    let straight = delete_vertex(&bent, id, &geometry, bend, together())
        .unwrap()
        .apply(&bent)
        .unwrap();
    assert_joined(plan, &straight, "straight");
    assert_eq!(said(&straight), said(plan));
}

#[test]
fn a_sector_is_split_and_its_boundary_goes_on_with_the_part_cut_off() {
    let sketch = sketch(&["AAABB", "AAABB"]).boundary('A', 'B', &[(3.0, 0.0), (3.0, 2.0)]);
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    let sketch = sketch.boundary_with(1, |boundary| boundary.between = Some([a, b]));
    let plan = sketch.plan();
    let edit = split(plan, a, &path(&[(-1.0, 0.5), (4.0, 0.5)]), &mut ids()).unwrap();
    assert_eq!(edit.label(plan), "Split A");
    let after = edit.apply(plan).unwrap();
    assert_whole(plan, &after);
    assert_eq!(said(&after), "A 2 1.5, A 4.5, B 4");
    assert_eq!(sector(&after, "A 2").1.holder, sector(&after, "A").1.holder);
    let between: Vec<_> = after
        .boundaries
        .iter()
        .map(|(_, boundary)| boundary.between.unwrap())
        .collect();
    assert_eq!(between, [[a, b], [sector(&after, "A 2").0, b]]);
    let lengths: Vec<f64> = after
        .boundaries
        .iter()
        .map(|(_, boundary)| (crate::geometry::length_m(&boundary.path) / 100.0).round() / 10.0)
        .collect();
    assert_eq!(lengths, [1.5, 0.5]);
    for (line, error) in [
        (
            path(&[(7.0, 0.0), (7.0, 1.0)]),
            "the line cuts nothing; lead it across A",
        ),
        (
            path(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]),
            "the line crosses itself; draw it without a loop",
        ),
    ] {
        assert_eq!(split(plan, a, &line, &mut ids()).unwrap_err().to_string(), error);
    }
}

#[test]
fn ceded_ground_is_the_neighbours_and_the_edge_between_them_moves() {
    let sketch = sketch(&["AAABB", "AAABB"]);
    let plan = sketch.plan();
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    // Whichever way the line runs, what lies at the neighbour's side is ceded.
    for line in [[(2.0, -1.0), (2.0, 3.0)], [(2.0, 3.0), (2.0, -1.0)]] {
        let after = cede(plan, a, Some(b), &path(&line), &mut ids())
            .unwrap()
            .apply(plan)
            .unwrap();
        assert_whole(plan, &after);
        assert_eq!(said(&after), "A 4, B 6");
        let to_nearest = cede(plan, a, None, &path(&line), &mut ids());
        assert_eq!(to_nearest.unwrap().apply(plan).unwrap(), after);
        assert_eq!(
            common_lines(&sector(&after, "A").1.area, &sector(&after, "B").1.area).len(),
            1
        );
    }
}

#[test]
fn merged_sectors_are_one_and_what_named_the_other_names_it() {
    let sketch = sketch(&["AABBCC", "AABBCC"])
        .boundary('A', 'B', &[(2.0, 0.0), (2.0, 2.0)])
        .boundary('B', 'C', &[(4.0, 0.0), (4.0, 2.0)]);
    let [a, b, c] = ["A", "B", "C"].map(|name| sketch.sector_id(name));
    let sketch = sketch
        .boundary_with(1, |boundary| boundary.between = Some([a, b]))
        .boundary_with(2, |boundary| boundary.between = Some([b, c]));
    let plan = sketch.plan();
    let edit = merge(plan, &[a, b], &mut ids()).unwrap();
    assert_eq!(edit.label(plan), "Merge B into A");
    let after = edit.apply(plan).unwrap();
    assert_eq!(said(&after), "A 8, C 4");
    let between: Vec<_> = after
        .boundaries
        .iter()
        .map(|(_, boundary)| boundary.between)
        .collect();
    assert_eq!(between, [Some([a, c])]);
    let timed = sketch.clone().phases(&[("P1", 24)]).in_phases("B", &[1]);
    let error = merge(timed.plan(), &[a, b], &mut ids()).unwrap_err().to_string();
    assert_eq!(
        error,
        "A and B hold at different times; give them the same time first"
    );
    assert!(merge(plan, &[a], &mut ids()).is_err());
}

#[test]
fn holes_bays_and_further_parts() {
    let sketch = sketch(&["AAAA", "AAAA", "AAAA"]);
    let plan = sketch.plan();
    let a: AnyId = sketch.sector_id("A").into();
    let hole = area(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)]);
    let holed = subtract(plan, a, &hole, &mut ids()).unwrap().apply(plan).unwrap();
    assert_eq!(said(&holed), "A 11");
    assert_eq!(sector(&holed, "A").1.area.parts[0].holes.len(), 1);
    let filled = add(&holed, a, &hole, &mut ids()).unwrap().apply(&holed).unwrap();
    assert_eq!(said(&filled), "A 12");
    let island = area(&[(6.0, 0.0), (7.0, 0.0), (7.0, 1.0), (6.0, 1.0)]);
    let two = add(plan, a, &island, &mut ids()).unwrap().apply(plan).unwrap();
    assert_eq!(sector(&two, "A").1.area.parts.len(), 2);
    let clipped = clip(&two, &[a], &mut ids()).unwrap().apply(&two).unwrap();
    assert_eq!(said(&clipped), "A 12");
    let errors = [
        add(plan, a, &hole, &mut ids()),
        subtract(plan, a, &island, &mut ids()),
        subtract(
            plan,
            a,
            &area(&[(-1.0, -1.0), (5.0, -1.0), (5.0, 4.0), (-1.0, 4.0)]),
            &mut ids(),
        ),
        clip(plan, &[a], &mut ids()),
    ];
    assert_eq!(
        errors.map(|error| error.unwrap_err().to_string()),
        [
            "A would stay as it is",
            "A would stay as it is",
            "nothing would be left of A; delete it instead",
            "all of it would stay as it is",
        ]
    );
}

#[test]
fn a_gap_is_filled_by_whoever_is_asked_to() {
    let sketch = sketch(&["AA..", "AABB"]);
    let plan = sketch.plan();
    let b = sketch.sector_id("B");
    let after = fill_gap(plan, b, place(2.5, 0.5), None, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    assert_whole(plan, &after);
    assert_eq!(said(&after), "A 4, B 4");
    assert_eq!(
        fill_gap(plan, b, place(0.5, 0.5), None, &mut ids()),
        Err(VerbError::NoGap),
        "A is there"
    );
}

#[test]
fn an_overlap_is_halved_along_its_middle() {
    let sketch = Sketch::of(&[&["AAAA..", "AAAA.."], &["..BBBB", "..BBBB"]]);
    let plan = sketch.plan();
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    let after = halve_overlap(plan, a, b, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    assert_whole(plan, &after);
    assert_eq!(said(&after), "A 6, B 6");
    assert!(
        sector(&after, "A")
            .1
            .area
            .points()
            .any(|point| point == place(0.0, 0.0))
    );
    assert_eq!(
        halve_overlap(&after, a, b, &mut ids()).unwrap_err().to_string(),
        "A and B have no ground in common"
    );
    let inside = Sketch::of(&[&["AAA", "AAA", "AAA"], &["...", ".B.", "..."]]);
    let (a, b) = (inside.sector_id("A"), inside.sector_id("B"));
    assert_eq!(
        halve_overlap(inside.plan(), a, b, &mut ids()),
        Err(VerbError::Inside)
    );
}

#[test]
fn a_zone_lies_along_a_line_and_a_copy_beside_it() {
    let sketch = sketch(&["AABB", "AABB"]).boundary('A', 'B', &[(2.0, 0.0), (2.0, 2.0)]);
    let plan = sketch.plan();
    let line: AnyId = plan.boundaries.iter().next().unwrap().0.into();
    let zoned = separation_zone(plan, line, 200.0, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    let zone = zoned.measures.iter().next().unwrap().1;
    assert_eq!(zone.kind, MeasureKind::BufferZone);
    let m2 = drawn_area_m2(zone.shape.as_area().unwrap());
    // 2 km by 200 m with a half circle at each end.
    assert!(
        (m2 - (400_000.0 + 100.0 * 100.0 * std::f64::consts::PI)).abs() < 500.0,
        "{m2}"
    );
    let copied = offset_copy(plan, line, 500.0, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    let copy = copied
        .boundaries
        .iter()
        .find(|(id, _)| AnyId::from(*id) != line)
        .unwrap()
        .1;
    // To the left of a line that leads south.
    let expected = [place(2.5, 0.0), place(2.5, 2.0)];
    for (found, expected) in copy.path.points.iter().zip(expected) {
        assert!(crate::geometry::distance_m(*found, expected) < 1.0);
    }
    let a: AnyId = sketch.sector_id("A").into();
    let smaller = offset_copy(plan, a, -500.0, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    assert_eq!(said(&smaller), "A 4, A copy 1, B 4");
    assert!(offset_copy(plan, a, -1500.0, &mut ids()).is_err());
    assert!(separation_zone(plan, a, 200.0, &mut ids()).is_err());
    assert!(separation_zone(plan, line, f64::NAN, &mut ids()).is_err());
}

#[test]
fn turned_scaled_and_moved_ground_has_the_area_it_should() {
    let sketch = sketch(&["AAAA", "AAAA"]);
    let plan = sketch.plan();
    let a: AnyId = sketch.sector_id("A").into();
    let by = |by: Transform| transform(plan, &[a], by).unwrap().apply(plan).unwrap();
    let turned = by(Transform::Rotate { degrees: 90.0 });
    assert_eq!(said(&turned), "A 8");
    let corner = place(3.0, 3.0);
    let near = |plan: &Plan, at| {
        sector(plan, "A")
            .1
            .area
            .points()
            .any(|point| crate::geometry::distance_m(point, at) < 2.0)
    };
    assert!(near(&turned, corner), "a lying block stands");
    assert_eq!(said(&by(Transform::Scale { factor: 0.5 })), "A 2");
    let moved = by(Transform::Move {
        distance_m: 1000.0,
        bearing_deg: 90.0,
    });
    assert!(near(&moved, place(5.0, 0.0)) && near(&moved, place(1.0, 2.0)));
    assert!(transform(plan, &[a], Transform::Scale { factor: 0.0 }).is_err());
    assert!(transform(plan, &[], Transform::Rotate { degrees: 1.0 }).is_err());
}

#[test]
fn smoothing_takes_the_same_vertices_from_both_sides_of_an_edge() {
    let plan = mosaic(5, 4);
    let all: Vec<Id<Sector>> = plan.sectors.iter().map(|(id, _)| id).collect();
    let count = |plan: &Plan| {
        plan.sectors
            .iter()
            .map(|(_, sector)| sector.area.points().count())
            .sum::<usize>()
    };
    let counts = [30.0, 100.0, 400.0, 5_000.0].map(|tolerance| {
        let after = simplify(&plan, &all, tolerance).unwrap().apply(&plan).unwrap();
        assert_joined(&plan, &after, "simplify");
        assert_boundaries_follow(&after, "simplify");
        count(&after)
    });
    assert!(
        counts.is_sorted_by(|fine, coarse| fine > coarse) || counts[2] == counts[3],
        "{counts:?}"
    );
    assert!(counts[0] < count(&plan));
    assert_eq!(
        simplify(&plan, &all, 0.001).unwrap_err().to_string(),
        "all of it would stay as it is"
    );
    assert!(simplify(&plan, &[], 10.0).is_err() && simplify(&plan, &all, -1.0).is_err());
}

/// Cells side by side with crooked edges, every vertex of an edge in both of its cells; three parties hold
/// them in turn, and boundaries follow the edges between the cells of the first row.
fn mosaic(seed: u64, side: usize) -> Plan {
    let mut chance = Chance::new(seed);
    let mut crooked =
        |x: f64, y: f64| place(x + chance.between(-0.08, 0.08), y + chance.between(-0.08, 0.08));
    let step = |cell: usize, part: usize| cell as f64 + part as f64 / 5.0;
    let mut level = Vec::new();
    let mut upright = Vec::new();
    let corners: Vec<Vec<Position>> = (0..=side)
        .map(|row| {
            (0..=side)
                .map(|column| crooked(column as f64, row as f64))
                .collect()
        })
        .collect();
    for row in 0..=side {
        for column in 0..=side {
            level.push(
                (1..5)
                    .map(|part| crooked(step(column, part), row as f64))
                    .collect::<Vec<_>>(),
            );
            upright.push(
                (1..5)
                    .map(|part| crooked(column as f64, step(row, part)))
                    .collect::<Vec<_>>(),
            );
        }
    }
    let at = |row: usize, column: usize| row * (side + 1) + column;
    let mut plan = Sketch::of(&[]).party('A').party('B').party('C').plan().clone();
    for row in 0..side {
        for column in 0..side {
            let mut points = vec![corners[row][column]];
            points.extend(&level[at(row, column)]);
            points.push(corners[row][column + 1]);
            points.extend(&upright[at(row, column + 1)]);
            points.push(corners[row + 1][column + 1]);
            points.extend(level[at(row + 1, column)].iter().rev());
            points.push(corners[row + 1][column]);
            points.extend(upright[at(row, column)].iter().rev());
            let mut cell = Sector::new(Area::from_outer(points));
            cell.name = format!("{row}-{column}");
            cell.holder = Some(party(['A', 'B', 'C'][(row + column) % 3]));
            let id = Id::<Sector>::from_bits(at(row, column) as u64);
            plan = Edit::Create((id, cell).into()).apply(&plan).unwrap();
        }
    }
    for column in 1..side {
        let mut points = vec![corners[0][column]];
        points.extend(&upright[at(0, column)]);
        points.push(corners[1][column]);
        let mut boundary = Boundary::new(Path::new(points));
        boundary.between = Some([column - 1, column].map(|column| Id::from_bits(column as u64)));
        let id = Id::<Boundary>::from_bits(column as u64);
        plan = Edit::Create((id, boundary).into()).apply(&plan).unwrap();
    }
    plan
}

/// Boundaries run along the edge that their two sectors share, vertex for vertex, where they still do.
#[track_caller]
fn assert_boundaries_follow(plan: &Plan, done: &str) {
    for (id, boundary) in plan.boundaries.iter() {
        let [a, b] = boundary
            .between
            .unwrap()
            .map(|id| &plan.sectors.get(id).unwrap().area);
        let lines = common_lines(a, b);
        let on = |point: &Position| lines.iter().any(|line| line.points.contains(point));
        assert!(
            lines.is_empty() || boundary.path.points.iter().all(on),
            "{done}: {id} has left the edge"
        );
    }
}

#[test]
fn no_verb_opens_a_gap_between_neighbours() {
    let mut done = 0;
    for seed in 1..=4 {
        let plan = mosaic(seed, 4);
        let mut chance = Chance::new(seed);
        let mut any = |from: f64, until: f64| chance.between(from, until);
        for (id, cell) in plan.sectors.iter() {
            let mut middle = cell
                .name
                .split('-')
                .map(|number| number.parse::<f64>().unwrap() + 0.5);
            let (y, x) = (middle.next().unwrap(), middle.next().unwrap());
            let line = path(&[
                (x - any(0.0, 0.3), y - any(0.0, 0.3)),
                (x, y),
                (x + any(0.0, 0.3), y - any(0.0, 0.3)),
            ]);
            let geometry = Geometry::Area(cell.area.clone());
            let place = (any(0.0, 1.0) * cell.area.points().count() as f64) as usize;
            let mut edits = vec![split(&plan, id, &line, &mut ids()).unwrap()];
            let beside = |other: Id<Sector>| {
                !common_lines(&cell.area, &plan.sectors.get(other).unwrap().area).is_empty()
            };
            let beside: Vec<Id<Sector>> = plan
                .sectors
                .iter()
                .map(|(id, _)| id)
                .filter(|other| *other != id && beside(*other))
                .collect();
            for other in beside {
                edits.push(cede(&plan, id, Some(other), &line, &mut ids()).unwrap());
                edits.push(merge(&plan, &[id, other], &mut ids()).unwrap());
            }
            for held in [
                Held::Vertex(place),
                Held::Edge(place),
                Held::New {
                    edge: place,
                    near: geometry.points()[place],
                },
            ] {
                let grip = Grip::of(&plan, id.into(), &geometry, held, together()).unwrap();
                let [lat, lon] = [any(-300.0, 300.0), any(-300.0, 300.0)].map(|steps| steps as i32);
                let at = grip.at();
                let to = Position::from_e7(at.lat_e7() + lat, at.lon_e7() + lon).unwrap();
                edits.push(grip.moved(&plan, to).unwrap());
            }
            edits.extend(delete_vertex(&plan, id.into(), &geometry, place, together()));
            edits.extend(simplify(&plan, &[id], any(20.0, 200.0)));
            for edit in edits {
                let after = edit.apply(&plan).unwrap();
                assert_ne!(after, plan);
                assert_joined(&plan, &after, &edit.label(&plan));
                assert_boundaries_follow(&after, &edit.label(&plan));
                done += 1;
            }
        }
    }
    assert!(done > 700, "{done}");
}

/// As [`assert_whole`] among neighbours alone: at the rim of all of them a dragged corner gives ground away.
#[track_caller]
fn assert_joined(before: &Plan, after: &Plan, done: &str) {
    let shapes = |plan: &Plan| -> Vec<Shape> {
        let areas = plan.sectors.iter().map(|(_, sector)| Shape::of(&sector.area));
        areas.collect()
    };
    let frame = Frame::around(before.sectors.iter().flat_map(|(_, sector)| sector.area.points()));
    let (then, now) = (shapes(before), shapes(after));
    let holes = |shapes: &[Shape]| -> usize {
        let all = union(shapes).unwrap().to_area();
        let holes = all.parts.iter().flat_map(|part| &part.holes);
        let holes = holes.map(|hole| Shape::of(&Area::from_outer(hole.points.clone())));
        holes
            .filter(|hole| !is_narrower_than(&frame, hole, HAIR_M))
            .count()
    };
    assert!(holes(&now) <= holes(&then), "{done}: a gap among neighbours");
    for (place, one) in now.iter().enumerate() {
        for other in now.iter().skip(place + 1) {
            for part in intersection(one, other).unwrap().parts() {
                assert!(
                    is_narrower_than(&frame, &part, HAIR_M),
                    "{done}: an overlap of {} m², {:?}",
                    area_m2(&part),
                    part.to_area()
                );
            }
        }
    }
}
