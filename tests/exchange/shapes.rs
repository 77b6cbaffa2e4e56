//! Shapes, and what else a file may hold.

use entente::files::exchange::geojson::write;
use entente::geometry::Position;
use entente::model::Placement;

use super::{collection, feature, only, report, taken, taken_into};

#[test]
fn geometries_of_several_parts_are_one_area_or_several_objects() {
    let imported = taken(&collection(&[
        &feature(
            r#""m""#,
            r#""name": "Two parts""#,
            r#"{"type": "MultiPolygon", "coordinates": [[[[0,0],[1,0],[1,1],[0,0]]], [[[5,5],[6,5],[6,6],[5,5]], [[5.5,5.2],[5.6,5.2],[5.6,5.3],[5.5,5.2]]]]}"#,
        ),
        &feature(
            r#""l""#,
            r#""name": "Lines""#,
            r#"{"type": "MultiLineString", "coordinates": [[[0,0],[1,0]], [[2,2],[3,3]], []]}"#,
        ),
        &feature(
            "",
            r#""name": "Points", "kind": "site""#,
            r#"{"type": "MultiPoint", "coordinates": [[0,0],[1,0]]}"#,
        ),
        &feature(
            r#""g""#,
            r#""name": "All""#,
            r#"{"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [1, 1]},
            {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]},
            {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [[[3,3],[4,3],[4,4],[3,3]]]}]}]}"#,
        ),
        &feature(
            r#""h""#,
            r#""name": "Part", "kind": "boundary""#,
            r#"{"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [1, 1]}, {"type": "LineString", "coordinates": [[0,0],[1,0]]}]}"#,
        ),
    ]));
    let plan = &imported.plan;
    let parts: Vec<_> = plan
        .sectors
        .iter()
        .map(|(_, sector)| (sector.name.as_str(), sector.area.parts.len()))
        .collect();
    assert!(
        parts.contains(&("Two parts", 2)) && parts.contains(&("All (2)", 2)),
        "{parts:?}"
    );
    let mut lines: Vec<_> = plan
        .boundaries
        .iter()
        .map(|(_, line)| (line.name.as_str(), line.foreign_id.as_deref()))
        .collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            ("Lines", Some("l")),
            ("Lines (2)", Some("l#2")),
            ("Part", Some("h"))
        ]
    );
    assert_eq!((plan.sites.len(), plan.forces.len()), (2, 1));
    insta::assert_snapshot!(report(&imported));
}

#[test]
fn rings_are_taken_open_or_closed_either_way_round_short_or_crossed() {
    let ring = |ring: &str| {
        let text = feature(
            "",
            "",
            &format!(r#"{{"type": "Polygon", "coordinates": [{ring}]}}"#),
        );
        only(&taken(&collection(&[&text])).plan.sectors).area.parts[0]
            .outer
            .points
            .len()
    };
    assert_eq!(ring("[[0,0],[1,0],[1,1],[0,0]]"), 3);
    assert_eq!(ring("[[0,0],[1,0],[1,1]]"), 3);
    assert_eq!(ring("[[0,0],[1,1],[1,0],[0,1],[0,0]]"), 4);
    assert_eq!(ring("[[0,0],[0,0]]"), 1);
    assert_eq!(ring("[[0,0]]"), 1);
}

#[test]
fn a_feature_or_a_bare_geometry_stands_for_a_collection_and_marks_at_the_front_are_skipped() {
    assert_eq!(
        taken(&feature("1", r#""name": "F""#, "square"))
            .plan
            .sectors
            .len(),
        1
    );
    assert_eq!(
        taken(r#"{"type": "Point", "coordinates": [43, 33]}"#)
            .plan
            .forces
            .len(),
        1
    );
    assert_eq!(
        taken("\u{feff}{\"type\": \"FeatureCollection\", \"features\": []}")
            .plan
            .entity_count(),
        0
    );
    let crlf = collection(&[&feature("1", "", "square")]).replace(", ", ",\r\n\t");
    assert_eq!(taken(&crlf).plan.sectors.len(), 1);
}

#[test]
fn foreign_members_are_kept_and_written_back() {
    let text = r#"{"type": "FeatureCollection", "name": "Layer", "attribution": "An office", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "bbox": [0, 0, 1, 1], "generator": "x", "features": [
        {"type": "Feature", "id": 1, "bbox": [0,0,1,1], "tippecanoe": {"minzoom": 3}, "properties": {"@id": "way/1", "id": "x"}, "geometry": {"type": "Point", "coordinates": [1, 1]}}]}"#;
    let imported = taken(text);
    assert_eq!(imported.plan.info.title, "Layer");
    assert_eq!(imported.plan.info.sources, ["An office"]);
    insta::assert_snapshot!(format!("{}\n{}", report(&imported), write(&imported.plan, None)));
    let back = taken(&write(&imported.plan, None)).plan;
    assert_eq!(back.forces, imported.plan.forces);
}

#[test]
fn a_force_may_be_known_without_its_place() {
    let plan = taken(&collection(&[
        &feature(r#""u""#, r#""kind": "force", "name": "Unit""#, "null"),
        &feature("", "", "square"),
    ]))
    .plan;
    assert_eq!(only(&plan.forces).placements, Vec::<Placement>::new());
    let placed = taken_into(&collection(&[&feature(r#""u""#, "", "point")]), &plan).plan;
    assert_eq!(
        only(&placed.forces).placements,
        [Placement::new(Position::new(33.5, 43.5).unwrap())]
    );
}
