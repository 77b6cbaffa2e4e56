//! What cannot be taken, and damage.

use entente::files::exchange::geojson::{ReadGeoJsonError, read, write};
use entente::files::exchange::{NoteSort, Options};
use entente::geometry::{Area, Geometry, Path, Position};
use entente::model::{Edit, Id, Measure, Plan};
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

use super::round_trip::content;
use super::{collection, feature, only, report, taken};

#[test]
fn a_feature_that_cannot_be_taken_costs_nothing_but_itself() {
    let geometries = [
        "null",
        r#"{"type": "Point", "coordinates": [33.3, 95.0]}"#,
        r#"{"type": "Point", "coordinates": [181, 0]}"#,
        r#"{"type": "Point", "coordinates": [1e999, 0]}"#,
        r#"{"type": "Point", "coordinates": [NaN, 0]}"#,
        r#"{"type": "Point", "coordinates": [-Infinity, 0]}"#,
        r#"{"type": "Point", "coordinates": ["43", "33"]}"#,
        r#"{"type": "Point", "coordinates": [43]}"#,
        r#"{"type": "Point", "coordinates": []}"#,
        r#"{"type": "Point", "coordinates": 43}"#,
        r#"{"type": "Point"}"#,
        r#"{"type": "LineString", "coordinates": [43, 33]}"#,
        r#"{"type": "LineString", "coordinates": [[43, 33], null]}"#,
        r#"{"type": "LineString", "coordinates": []}"#,
        r#"{"type": "Polygon", "coordinates": []}"#,
        r#"{"type": "Polygon", "coordinates": [[]]}"#,
        r#"{"type": "Polygon", "coordinates": [[43, 33]]}"#,
        r#"{"type": "MultiPolygon", "coordinates": [[]]}"#,
        r#"{"type": "GeometryCollection", "geometries": []}"#,
        r#"{"type": "GeometryCollection"}"#,
        r#"{"type": "Circle", "coordinates": [43, 33], "radius": 5}"#,
        r#"{"coordinates": [43, 33]}"#,
        "[43, 33]",
        "7",
    ];
    let mut features: Vec<String> = geometries
        .iter()
        .map(|geometry| feature("", "", geometry))
        .collect();
    features.push(feature("", r#""kind": "river""#, "line"));
    features.push(feature("", r#""kind": 3"#, "line"));
    features.push(feature("", r#""kind": "sector""#, "line"));
    features.push(feature("", r#""kind": "area_of_operations""#, "null"));
    features.push(r#"{"type": "FeatureCollection", "features": []}"#.to_owned());
    features.push(r#"{"geometry": {"type": "Point", "coordinates": [1, 1]}}"#.to_owned());
    features.extend(["null", "3", "[]", "\"x\""].map(str::to_owned));
    let bad = features.len();
    features.push(feature("", r#""name": "good""#, "square"));
    let features: Vec<&str> = features.iter().map(String::as_str).collect();
    let imported = taken(&collection(&features));
    assert_eq!(only(&imported.plan.sectors).name, "good");
    assert_eq!(imported.plan.entity_count(), 1);
    let not_taken: usize = imported
        .notes
        .iter()
        .filter(|note| note.sort == NoteSort::NotTaken)
        .map(|note| note.features.len())
        .sum();
    assert_eq!(not_taken, bad);
    insta::assert_snapshot!(report(&imported));
    // Without the good one nothing could be read.
    let error = read(collection(&features[..bad]).as_bytes(), &Options::default()).unwrap_err();
    assert!(
        matches!(error, ReadGeoJsonError::NothingTaken { features, .. } if features == bad),
        "{error}"
    );
}

#[test]
fn what_is_no_geojson_is_refused_with_a_sentence() {
    let refused = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err().to_string();
    let mut messages: Vec<String> = [
        "",
        "   ",
        "{",
        "[]",
        "[1, 2]",
        "null",
        "\"FeatureCollection\"",
        "{}",
        r#"{"type": "FeatureCollection"}"#,
        r#"{"type": "FeatureCollection", "features": {}}"#,
        r#"{"type": "FeatureCollection", "features": [1, 2]}"#,
        r#"{"type": "Topology", "objects": {}}"#,
        r#"{"type": "Sector"}"#,
        r#"{"type": "Point", "coordinates": [1, 2]} {"#,
        "{\"type\": \"FeatureCollection\",\n\"features\": [{\"type\": \"Feature\", \"geom",
        "{\"type\": \"FeatureCollection\",\n\"features\": [,]}",
        "<kml></kml>",
    ]
    .iter()
    .map(|text| refused(text.as_bytes()))
    .collect();
    messages.push(refused(b"\xff\xfe{\0}\0"));
    messages.push(refused(b"{\"type\":\n\"\xe4\"}"));
    messages.push(refused(&vec![b' '; 64 * 1024 * 1024 + 1]));
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn limits_hold() {
    let points = "[1,1],".repeat(1_000_001);
    let line = format!(r#"{{"type": "LineString", "coordinates": [{points}[1,1]]}}"#);
    let two = format!(r#"{{"type": "GeometryCollection", "geometries": [{line}, {line}]}}"#);
    let refused = |text: &str| read(text.as_bytes(), &Options::default()).unwrap_err();
    assert!(matches!(
        refused(&two),
        ReadGeoJsonError::TooMany {
            what: "positions",
            ..
        }
    ));
    let features = "1,".repeat(100_000);
    let many = format!(r#"{{"type": "FeatureCollection", "features": [{features}null]}}"#);
    assert!(matches!(
        refused(&many),
        ReadGeoJsonError::TooMany { what: "features", .. }
    ));
    let deep = format!(r#"{{"type": "Point", "coordinates": {}}}"#, "[".repeat(100_000));
    assert!(matches!(refused(&deep), ReadGeoJsonError::NotJson { .. }));
    let values = format!(r#"{{"type": "Point", "x": [{}0]}}"#, "[],".repeat(8_000_001));
    assert!(matches!(
        refused(&values),
        ReadGeoJsonError::TooMany { what: "values", .. }
    ));
}

#[test]
fn long_texts_are_cut_and_deep_properties_survive_the_plan_file() {
    let long = "ä".repeat(40_000);
    let deep = format!("{}1{}", r#"{"a": ["#.repeat(12), "]}".repeat(12));
    let text = collection(&[&feature(
        "",
        &format!(r#""name": "{long}", "x": {deep}, "y": "{long}""#),
        "square",
    )]);
    let imported = taken(&text);
    let (id, sector) = imported.plan.sectors.iter().next().unwrap();
    assert_eq!(sector.name.len(), 65_536);
    let edit = Edit::Create((id, sector.clone()).into());
    let file = ron::to_string(&edit).unwrap();
    assert_eq!(ron::from_str(&file), Ok(edit));
    assert!(report(&imported).contains("dropped: `name` is cut to 65536 bytes (features[0])"));
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let plan = generate::plan(&mut Chance::new(11), Size { rows: 2 });
    let text = write(&plan, None);
    let bytes = text.as_bytes();
    for end in 0..bytes.len() {
        let cut = read(&bytes[..end], &Options::default());
        assert!(cut.is_err() || end + 1 >= bytes.len(), "cut at {end}");
    }
    let mut chance = Chance::new(1);
    for _ in 0..2_000 {
        let mut damaged = bytes.to_vec();
        for _ in 0..=chance.below(3) {
            let place = chance.below(damaged.len() as u64) as usize;
            match chance.below(4) {
                0 => damaged[place] ^= 1 << chance.below(8),
                1 => damaged[place] = *chance.pick(b"[]{}\",:0-9enul\\").unwrap(),
                2 => drop(damaged.remove(place)),
                _ => {
                    let end = (place + 1 + chance.below(60) as usize).min(damaged.len());
                    damaged.drain(place..end);
                }
            }
        }
        if let Ok(imported) = read(&damaged, &Options::default()) {
            assert_eq!(imported.plan.dangling(), []);
            // Whatever was made of it can be written and read again; only a symbol code that contradicts
            // the properties is brought in line with them.
            let again = taken(&write(&imported.plan, None));
            if !report(&imported).contains("the properties hold") {
                assert_eq!(content(&again.plan), content(&imported.plan));
            }
        }
        let into = Options {
            into: Some(&plan),
            ..Options::default()
        };
        let _ = read(&damaged, &into);
    }
}

#[test]
fn shapes_of_any_plan_are_written_even_degenerate_ones() {
    let corners = [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)];
    let positions: Vec<_> = corners
        .iter()
        .map(|(lat, lon)| Position::new(*lat, *lon).unwrap())
        .collect();
    let mut measure = Measure::new(Geometry::Area(Area::from_outer(positions.clone())));
    let mut plan = Plan::empty(Id::from_bits(1));
    plan = Edit::Create((Id::from_bits(1), measure.clone()).into())
        .apply(&plan)
        .unwrap();
    measure.shape = Geometry::Area(Area::from_outer(positions[..1].to_vec()));
    plan = Edit::Create((Id::from_bits(2), measure.clone()).into())
        .apply(&plan)
        .unwrap();
    measure.shape = Geometry::Path(Path::new(positions[..1].to_vec()));
    plan = Edit::Create((Id::from_bits(3), measure).into())
        .apply(&plan)
        .unwrap();
    assert_eq!(content(&taken(&write(&plan, None)).plan), content(&plan));
}
