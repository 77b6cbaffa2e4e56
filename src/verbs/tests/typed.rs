//! Typed vertices: who shares them gets the same.

use super::*;

/// `A` after its vertices were typed anew, in a plan of two neighbours and a boundary that follows their edge.
fn typed(change: impl FnOnce(&mut Vec<Position>)) -> (Plan, Plan) {
    let sketch = sketch(&["AABB", "AABB"]).boundary('A', 'B', &[(2.0, 0.0), (2.0, 1.0), (2.0, 2.0)]);
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    let sketch = sketch.boundary_with(1, |boundary| boundary.between = Some([a, b]));
    let plan = sketch.plan().clone();
    let mut area = sector(&plan, "A").1.area.clone();
    change(&mut area.parts[0].outer.points);
    let edit = retyped(&plan, a.into(), &Geometry::Area(area.clone()), together()).unwrap();
    let after = edit.apply(&plan).unwrap();
    assert_eq!(
        drawn_area_m2(&sector(&after, "A").1.area),
        drawn_area_m2(&area),
        "it is as it was typed"
    );
    (plan, after)
}

fn place_of(points: &[Position], at: Position) -> usize {
    points.iter().position(|point| *point == at).unwrap()
}

#[test]
fn a_vertex_that_is_typed_elsewhere_goes_there_in_all_who_share_it() {
    let (before, after) = typed(|points| {
        for (from, to) in [((2.0, 0.0), (2.5, 0.0)), ((2.0, 2.0), (1.5, 2.0))] {
            let at = place_of(points, place(from.0, from.1));
            points[at] = place(to.0, to.1);
        }
    });
    assert_joined(&before, &after, "typed");
    assert_boundaries_follow(&after, "typed");
    assert_eq!(said(&after), "A 4, B 4");
    assert!(!common_lines(&sector(&after, "A").1.area, &sector(&after, "B").1.area).is_empty());
}

#[test]
fn a_shape_that_is_pasted_elsewhere_takes_nobody_along() {
    let (before, after) = typed(|points| {
        for point in points.iter_mut() {
            *point = Position::from_e7(point.lat_e7() + 5_000_000, point.lon_e7()).unwrap();
        }
    });
    assert_eq!(sector(&before, "B").1, sector(&after, "B").1);
}

#[test]
fn a_vertex_that_is_typed_in_between_is_new_in_all_who_share_the_edge() {
    let (before, after) = typed(|points| {
        let [one, other] = [(2.0, 0.0), (2.0, 1.0)].map(|(x, y)| place_of(points, place(x, y)));
        points.insert(one.max(other), place(2.5, 0.5));
    });
    assert_joined(&before, &after, "typed");
    assert_boundaries_follow(&after, "typed");
    assert_eq!(said(&after), "A 4.25, B 3.75");
}

#[test]
fn a_vertex_that_is_taken_out_of_the_list_goes_from_all() {
    let (before, after) = typed(|points| {
        let [one, other] = [(2.0, 0.0), (2.0, 1.0)].map(|(x, y)| place_of(points, place(x, y)));
        points.insert(one.max(other), place(2.5, 0.5));
        points.retain(|point| *point != place(2.0, 1.0));
    });
    assert_joined(&before, &after, "typed");
    assert_boundaries_follow(&after, "typed");
    assert_eq!(said(&after), "A 4.5, B 3.5");
}
