//! Verbs on sectors that do not hold at the same times, and what becomes of boundaries whose edge goes to
//! somebody else.

use super::*;

/// The sectors with the phases they hold in: `A in 1 2: 4 km²`.
fn over_time(plan: &Plan) -> Vec<String> {
    let mut said: Vec<String> = plan
        .sectors
        .iter()
        .map(|(_, sector)| {
            let order = plan.phases_in_order();
            let held = order
                .iter()
                .enumerate()
                .filter(|(_, (_, phase))| sector.when.holds_at(phase.start, &plan.phases));
            let held: Vec<String> = held.map(|(place, _)| (place + 1).to_string()).collect();
            let km2 = (drawn_area_m2(&sector.area) / 1e4).round() / 100.0;
            format!("{} in {}: {km2} km²", sector.name, held.join(" "))
        })
        .collect();
    said.sort();
    said
}

fn two_phases(layers: &[&[&str]], times: &[(&str, &[u64])]) -> Sketch {
    let sketch = Sketch::of(layers).phases(&[("P1", 24), ("P2", 24)]);
    times
        .iter()
        .fold(sketch, |sketch, (name, phases)| sketch.in_phases(name, phases))
}

#[test]
fn ground_is_ceded_while_both_hold_and_stays_the_givers_for_the_rest() {
    let cede = |times: &[(&str, &[u64])]| {
        let sketch = two_phases(&[&["AAABB", "AAABB"]], times);
        let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
        let line = path(&[(2.0, -1.0), (2.0, 3.0)]);
        let edit = cede(sketch.plan(), a, Some(b), &line, &mut ids());
        edit.map(|edit| over_time(&edit.apply(sketch.plan()).unwrap()))
    };
    assert_eq!(
        cede(&[("A", &[1, 2]), ("B", &[2])]).unwrap(),
        ["A 2 in 1: 2 km²", "A in 1 2: 4 km²", "B in 2: 6 km²"]
    );
    assert_eq!(
        cede(&[("A", &[2]), ("B", &[1, 2])]).unwrap(),
        ["A in 2: 4 km²", "B 2 in 2: 2 km²", "B in 1 2: 4 km²"]
    );
    assert_eq!(
        cede(&[("A", &[1]), ("B", &[2])]).unwrap_err().to_string(),
        "A and B hold at different times; give them the same time first"
    );
}

#[test]
fn an_overlap_is_halved_while_both_hold() {
    let sketch = two_phases(
        &[&["AAAA..", "AAAA.."], &["..BBBB", "..BBBB"]],
        &[("A", &[1, 2]), ("B", &[2])],
    );
    let plan = sketch.plan();
    let edit = halve_overlap(plan, sketch.sector_id("A"), sketch.sector_id("B"), &mut ids()).unwrap();
    assert_eq!(edit.label(plan), "Halve the overlap of A and B while both hold");
    let after = edit.apply(plan).unwrap();
    assert_eq!(
        over_time(&after),
        ["A 2 in 1: 2 km²", "A in 1 2: 6 km²", "B in 2: 6 km²"]
    );
}

#[test]
fn a_gap_of_one_phase_is_filled_for_that_phase() {
    // C covers in the second phase what nobody covers in the first.
    let sketch = two_phases(
        &[&["AAA.", "AAA."], &["...C", "...C"]],
        &[("A", &[1, 2]), ("C", &[2])],
    )
    .area_of_operations();
    let plan = sketch.plan();
    let phases: Vec<_> = plan.phases_in_order().iter().map(|(id, _)| *id).collect();
    let fill = |name: &str, phase| {
        let edit = fill_gap(plan, sketch.sector_id(name), place(3.5, 0.5), phase, &mut ids());
        edit.map(|edit| over_time(&edit.apply(plan).unwrap()))
    };
    assert_eq!(fill("A", None), Err(VerbError::NoGap), "C is there later");
    assert_eq!(
        fill("A", Some(phases[0])).unwrap(),
        ["A 2 in 1: 2 km²", "A in 1 2: 6 km²", "C in 2: 2 km²"]
    );
    assert_eq!(fill("A", Some(phases[1])), Err(VerbError::NoGap));
    // By one that does not hold then, too.
    assert_eq!(
        fill("C", Some(phases[0])).unwrap(),
        ["A in 1 2: 6 km²", "C 2 in 1: 2 km²", "C in 2: 2 km²"]
    );
}

#[test]
fn who_shares_a_corner_with_a_neighbour_at_another_time_goes_along_too() {
    // B is A's neighbour in the first phase and C's in the second.
    let sketch = two_phases(
        &[&["AABB", "AABB"], &["CC..", "CC.."]],
        &[("A", &[1]), ("B", &[1, 2]), ("C", &[2])],
    );
    let plan = sketch.plan();
    let geometry = shape(plan, "A");
    let held = Held::Vertex(vertex(&geometry, place(2.0, 0.0)));
    let id = sketch.sector_id("A").into();
    let grip = Grip::of(plan, id, &geometry, held, together()).unwrap();
    let after = grip.moved(plan, place(2.5, 0.0)).unwrap().apply(plan).unwrap();
    assert_eq!(said(&after), "A 4.25, B 3.75, C 4.25");
    // What is locked leads to nobody.
    let but = BTreeSet::from([sketch.sector_id("B").into()]);
    let grip = Grip::of(plan, id, &geometry, held, Company::All { but: &but }).unwrap();
    assert_eq!(grip.ids().collect::<Vec<_>>(), [id]);
}

#[test]
fn a_boundary_goes_with_the_part_that_has_all_of_its_edge() {
    let sketch = sketch(&["AAABB", "AAABB"]).boundary('A', 'B', &[(3.0, 0.0), (3.0, 2.0)]);
    let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
    let sketch = sketch.boundary_with(1, |boundary| boundary.between = Some([a, b]));
    let plan = sketch.plan();
    let line = path(&[(2.0, -1.0), (2.0, 3.0)]);
    let after = split(plan, a, &line, &mut ids()).unwrap().apply(plan).unwrap();
    assert_eq!(said(&after), "A 2 2, A 4, B 4");
    let part = sector(&after, "A 2").0;
    let boundaries: Vec<_> = after
        .boundaries
        .iter()
        .map(|(id, boundary)| (id, boundary.between))
        .collect();
    let was = plan.boundaries.ids().next().unwrap();
    assert_eq!(boundaries, [(was, Some([part, b]))]);
}

#[test]
fn a_boundary_is_the_takers_where_the_giver_has_nothing_of_its_edge_left() {
    let sketch = sketch(&["AABBCC", "AABBCC"]).boundary('B', 'C', &[(4.0, 0.0), (4.0, 2.0)]);
    let [a, b, c] = ["A", "B", "C"].map(|name| sketch.sector_id(name));
    let sketch = sketch.boundary_with(1, |boundary| boundary.between = Some([b, c]));
    let plan = sketch.plan();
    // B gives A all that reaches to C: a bar along its whole east and north.
    let line = path(&[(1.0, 1.5), (3.5, 1.5), (3.5, 3.0)]);
    let after = cede(plan, b, Some(a), &line, &mut ids())
        .unwrap()
        .apply(plan)
        .unwrap();
    assert_eq!(said(&after), "A 7.25, B 0.75, C 4");
    let boundaries: Vec<_> = after
        .boundaries
        .iter()
        .map(|(_, boundary)| (boundary.between, boundary.left.min(boundary.right)))
        .collect();
    let holders = [a, c].map(|id| after.sectors.get(id).unwrap().holder);
    assert_eq!(boundaries, [(Some([a, c]), holders[0].min(holders[1]))]);
}

#[test]
fn merging_leaves_no_boundary_beside_the_one_that_is_led_on() {
    let sketch = sketch(&["AAA", "BBB", "CCC", "CCC"])
        .boundary('A', 'B', &[(0.0, 1.0), (3.0, 1.0)])
        .boundary('B', 'C', &[(0.0, 2.0), (3.0, 2.0)]);
    let [a, b, c] = ["A", "B", "C"].map(|name| sketch.sector_id(name));
    let sketch = sketch
        .boundary_with(1, |boundary| boundary.between = Some([a, b]))
        .boundary_with(2, |boundary| boundary.between = Some([b, c]));
    let plan = sketch.plan();
    let between = |plan: &Plan| -> Vec<_> {
        let between = plan
            .boundaries
            .iter()
            .map(|(_, boundary)| boundary.between.unwrap());
        between.collect()
    };
    let after = merge(plan, &[a, b], &mut ids()).unwrap().apply(plan).unwrap();
    assert_eq!(between(&after), [[a, c]]);
    // Two halves of one edge become one line.
    let halves = Sketch::of(&[&["AABB", "CCCC"]])
        .boundary('A', 'C', &[(0.0, 1.0), (2.0, 1.0)])
        .boundary('B', 'C', &[(2.0, 1.0), (4.0, 1.0)]);
    let [a, b, c] = ["A", "B", "C"].map(|name| halves.sector_id(name));
    let halves = halves
        .boundary_with(1, |boundary| boundary.between = Some([a, c]))
        .boundary_with(2, |boundary| boundary.between = Some([b, c]));
    let after = merge(halves.plan(), &[a, b], &mut ids())
        .unwrap()
        .apply(halves.plan())
        .unwrap();
    assert_eq!(between(&after), [[a, c]]);
    let metres = crate::geometry::length_m(&after.boundaries.iter().next().unwrap().1.path);
    assert!((metres - 4000.0).abs() < 5.0, "{metres}");
}
