//! What becomes of a cut off, damaged or foreign base map, and that a whole one is read as written.
//!
//! Most of it looks at a tiny map, so small that every byte of it can be given every value.

use super::write::{LayerSource, LevelSource, PlaceSource, ShapeSource, write};
use super::*;
use crate::geometry::Position;
use crate::geometry::mercator::unit_from_degrees;

#[test]
fn a_cut_off_or_flipped_asset_is_refused_with_a_sentence() {
    let cuts = (0..200).chain((200..EMBEDDED.len()).step_by(EMBEDDED.len() / 500));
    for length in cuts {
        let error = BaseMap::read(&EMBEDDED[..length]).unwrap_err();
        assert!(
            error.to_string().starts_with("the base map cannot be read: "),
            "{error}"
        );
    }
    let mut bytes = EMBEDDED.to_vec();
    for at in (0..60).chain((60..bytes.len()).step_by(bytes.len() / 40)) {
        bytes[at] ^= 0x10;
        assert!(BaseMap::read(&bytes).is_err(), "byte {at}");
        bytes[at] ^= 0x10;
    }
    bytes.push(0);
    assert_eq!(
        BaseMap::read(&bytes).unwrap_err(),
        ReadBaseMapError::WrongLength {
            expected: EMBEDDED.len() as u64,
            found: bytes.len() as u64
        }
    );
}

#[test]
fn each_kind_of_wrong_file_has_its_own_error() {
    let bytes = tiny();
    assert_eq!(BaseMap::read(b"").unwrap_err(), ReadBaseMapError::NotABaseMap);
    assert_eq!(
        BaseMap::read(b"PMTiles\x03").unwrap_err(),
        ReadBaseMapError::NotABaseMap
    );
    let mut later = bytes.clone();
    later[8] = 2;
    assert_eq!(
        BaseMap::read(&later).unwrap_err(),
        ReadBaseMapError::UnknownFormat { found: 2, known: 1 }
    );
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(BaseMap::read(&flipped).unwrap_err(), ReadBaseMapError::Damaged);
}

/// A lake with an island, cut at two sides; a river; a village.
fn tiny() -> Vec<u8> {
    let lake = ShapeSource {
        class: Class::Ground,
        min_zoom_tenths: 35,
        name: Some("Tharthar".into()),
        name_ar: Some("الثرثار".into()),
        rings: vec![
            vec![[0, 0], [101, 0], [101, 90], [101, 101], [50, 101], [2, 80]],
            vec![[20, 20], [40, 20], [30, 40]],
        ],
    };
    let river = ShapeSource {
        class: Class::River,
        min_zoom_tenths: 0,
        name: None,
        name_ar: None,
        rings: vec![vec![[-5, 5], [7, -9], [1000, 800]]],
    };
    let layer = |layer, step_e7, shape: ShapeSource| LayerSource {
        layer,
        step_e7,
        levels: vec![LevelSource {
            from_zoom_tenths: 15,
            tiles: vec![vec![shape.clone()], vec![], vec![shape]],
        }],
    };
    let village = PlaceSource {
        kind: PlaceKind::Village,
        min_zoom_tenths: 90,
        lat_steps: 333_120,
        lon_steps: -438_000,
        population: 0,
        uncertainty_hm: 20,
        country: "IQ".into(),
        name: "Nuaimiyah".into(),
        name_ar: "النعيمية".into(),
        other_name: String::new(),
    };
    write(
        &[
            layer(Layer::Lakes, 5000, lake),
            layer(Layer::Rivers, 10_000, river),
        ],
        &[village],
    )
}

#[test]
fn what_was_written_is_read() {
    let bytes = tiny();
    let map = BaseMap::read(&bytes).unwrap();
    assert_eq!(
        map.tiles(Layer::Lakes, 1.4, UnitBox::WORLD).count(),
        0,
        "before the first level"
    );
    assert_eq!(
        map.tiles(Layer::Lakes, 1.5, UnitBox::WORLD).count(),
        2,
        "the empty tile is left out"
    );
    assert_eq!(
        map.shapes(Layer::Lakes, 3.4, UnitBox::WORLD).count(),
        0,
        "before the lake's zoom"
    );

    let lake = map.shapes(Layer::Lakes, 3.5, UnitBox::WORLD).next().unwrap();
    assert_eq!((lake.name, lake.name_ar), (Some("Tharthar"), Some("الثرثار")));
    assert_eq!(lake.points.len(), 9);
    assert_eq!(*lake.holes, [6]);
    assert!(
        lake.points
            .contains(&unit_from_degrees(101.0 * 5e-4, 50.0 * 5e-4))
    );
    let strokes: Vec<_> = lake
        .strokes()
        .map(|stroke| (stroke.points.len(), stroke.closed))
        .collect();
    assert_eq!(
        strokes,
        [(4, false), (3, true)],
        "shore from [50, 101] round to [101, 0], and the island"
    );
    let shore = lake.strokes().next().unwrap().points;
    assert_eq!(shore[0], unit_from_degrees(101.0 * 5e-4, 50.0 * 5e-4));
    assert_eq!(shore[3], unit_from_degrees(0.0, 101.0 * 5e-4));

    let river = map.shapes(Layer::Rivers, 2.0, UnitBox::WORLD).next().unwrap();
    let degrees = [[-0.005, 0.005], [0.007, -0.009], [1.0, 0.8]];
    assert_eq!(
        *river.points,
        degrees.map(|[lon, lat]| unit_from_degrees(lat, lon))
    );
    assert_eq!(
        river.strokes().next().unwrap(),
        Stroke {
            points: &river.points,
            closed: false
        }
    );

    let village = &map.places()[0];
    assert_eq!(village.position, Position::new(33.312, -43.8).unwrap());
    assert_eq!((village.population, village.uncertainty_m), (None, 2000));
    assert_eq!((village.name_ar, village.other_name), (Some("النعيمية"), None));
}

#[test]
fn no_body_makes_the_reader_panic_even_when_its_checksum_fits() {
    let bytes = tiny();
    let body = &bytes[format::HEADER_LEN..];
    BaseMap::read_bodies(&[body]).unwrap();
    for length in 0..body.len() {
        assert!(
            BaseMap::read_bodies(&[&body[..length]]).is_err(),
            "cut to {length}"
        );
    }
    let mut refused = 0;
    let mut damaged = body.to_vec();
    for at in 0..body.len() {
        for value in 0..=255 {
            damaged[at] = value;
            match BaseMap::read_bodies(&[&damaged]) {
                Err(_) => refused += 1,
                Ok(map) => {
                    let world = UnitBox::WORLD;
                    for shape in Layer::ALL
                        .iter()
                        .flat_map(|&layer| map.shapes(layer, 25.5, world))
                    {
                        assert!(shape.points.iter().flatten().all(|number| number.is_finite()));
                        assert!(shape.strokes().count() <= shape.points.len());
                    }
                    assert!(map.search("u").len() <= 1);
                }
            }
        }
        damaged[at] = body[at];
    }
    assert!(refused > 1000, "{refused}");
}
