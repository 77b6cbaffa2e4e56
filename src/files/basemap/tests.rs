//! What the built-in map holds, looked at as a user would see it.
//!
//! What becomes of a damaged one is in `damage_tests`.

use super::*;
use crate::geometry::Position;
use crate::geometry::mercator::{position_from_unit, unit_from_degrees};

fn map() -> BaseMap<'static> {
    BaseMap::embedded().unwrap()
}

/// Zooms within each level of the layers that cover the world.
const ZOOMS: [f64; 4] = [1.0, 3.0, 5.0, 9.0];

fn first<'m>(map: &'m BaseMap<'_>, text: &str) -> &'m Place<'m> {
    let found = map.search(text);
    found
        .first()
        .copied()
        .unwrap_or_else(|| panic!("{text} is not found"))
}

/// Whether a point lies in a filled layer, by even-odd over all rings of each shape.
fn covers(map: &BaseMap<'_>, layer: Layer, zoom: f64, (lat, lon): (f64, f64)) -> bool {
    let [x, y] = unit_from_degrees(lat, lon);
    let here = UnitBox::between([x, y], [x, y]);
    map.shapes(layer, zoom, here).any(|shape| {
        let crossings = rings(shape).map(|ring| {
            let next = ring.iter().cycle().skip(1);
            let crossed = ring.iter().zip(next).filter(|(one, next)| {
                (one[1] > y) != (next[1] > y)
                    && x < one[0] + (y - one[1]) / (next[1] - one[1]) * (next[0] - one[0])
            });
            crossed.count()
        });
        crossings.sum::<usize>() % 2 == 1
    })
}

fn rings<'s>(shape: &'s Shape<'_>) -> impl Iterator<Item = &'s [[f64; 2]]> {
    let starts = std::iter::once(0).chain(shape.holes.iter().map(|&start| start as usize));
    let ends = shape.holes.iter().map(|&start| start as usize);
    let ends = ends.chain([shape.points.len()]);
    starts.zip(ends).map(|(start, end)| &shape.points[start..end])
}

/// Distance in kilometres, on a sphere: good enough to say "near".
fn km(one: Position, other: Position) -> f64 {
    let north = one.latitude() - other.latitude();
    let east = (one.longitude() - other.longitude()) * libm::cos(one.latitude().to_radians());
    libm::hypot(north, east) * 111.2
}

#[test]
fn every_layer_has_shapes_from_near_and_places_are_plenty() {
    let map = map();
    for (layer, least) in [
        (Layer::Land, 6000),
        (Layer::Lakes, 600),
        (Layer::Rivers, 2000),
        (Layer::Provinces, 3000),
        (Layer::Borders, 400),
        (Layer::Roads, 10_000),
        (Layer::Railways, 1000),
    ] {
        let count = map.shapes(layer, 12.0, UnitBox::WORLD).count();
        assert!(count >= least, "{layer:?}: {count}");
    }
    assert!(map.places().len() >= 34_000);
}

#[test]
fn the_world_view_is_light() {
    let map = map();
    let vertices: usize = Layer::ALL
        .iter()
        .flat_map(|&layer| map.tiles(layer, 2.0, UnitBox::WORLD).flat_map(Tile::shapes))
        .map(|shape| shape.points.len())
        .sum();
    assert!((10_000..40_000).contains(&vertices), "{vertices}");
}

#[test]
fn land_is_land_and_water_is_water_at_every_level() {
    let map = map();
    for zoom in ZOOMS {
        for (name, at, land) in [
            ("Fallujah", (33.349, 43.786), true),
            ("Kansas", (38.5, -98.0), true),
            ("Antarctica", (-80.0, 90.0), true),
            ("Chukotka, beyond the date line", (66.5, -175.0), true),
            ("Caspian Sea", (42.0, 50.5), false),
            ("Mediterranean", (34.0, 30.0), false),
            ("Pacific at the date line", (0.0, 179.99), false),
            ("North Pole, off the map", (84.9, 0.0), false),
        ] {
            assert_eq!(covers(&map, Layer::Land, zoom, at), land, "{name} at zoom {zoom}");
        }
    }
    assert!(covers(&map, Layer::Lakes, 9.0, (34.0, 43.25)), "Lake Tharthar");
    assert!(!covers(&map, Layer::Lakes, 9.0, (33.349, 43.786)));
}

#[test]
fn cutting_and_simplifying_keep_the_size_of_the_land() {
    let map = map();
    let size = |zoom: f64| -> f64 {
        let shapes = map
            .tiles(Layer::Land, zoom, UnitBox::WORLD)
            .flat_map(Tile::shapes);
        let area = |ring: &[[f64; 2]]| {
            let next = ring.iter().cycle().skip(1);
            let cross = ring
                .iter()
                .zip(next)
                .map(|(one, next)| one[0] * next[1] - one[1] * next[0]);
            (cross.sum::<f64>() / 2.0).abs()
        };
        let sizes = shapes.map(|shape| {
            let mut sizes = rings(shape).map(area);
            sizes.next().unwrap() - sizes.sum::<f64>()
        });
        sizes.sum()
    };
    let whole = size(9.0);
    assert!((0.3..0.5).contains(&whole), "{whole}");
    for zoom in ZOOMS {
        assert!(
            (size(zoom) / whole - 1.0).abs() < 0.003,
            "zoom {zoom}: {}",
            size(zoom) / whole
        );
    }
}

#[test]
fn boxes_contain_what_is_in_them_and_ids_differ() {
    let map = map();
    let mut ids = std::collections::BTreeSet::new();
    for layer in Layer::ALL {
        for zoom in ZOOMS {
            for tile in map.tiles(layer, zoom, UnitBox::WORLD) {
                ids.insert(tile.id);
                for shape in tile.shapes() {
                    assert!(shape.points.iter().all(|&point| shape.bounds.contains(point)));
                    assert!(shape.points.iter().all(|&point| tile.bounds.contains(point)));
                    assert!(shape.holes.is_sorted());
                }
            }
        }
    }
    let tiles: usize = map.layers.iter().flat_map(LayerTiles::tile_counts).sum();
    assert_eq!(
        ids.len(),
        tiles,
        "every tile is reached at one of the zooms, under its own number"
    );
}

#[test]
fn a_view_gets_only_what_meets_it() {
    let map = map();
    let iraq = UnitBox::between(unit_from_degrees(37.5, 38.5), unit_from_degrees(29.0, 48.7));
    for layer in Layer::ALL {
        let here = map.shapes(layer, 8.0, iraq).count();
        assert!(here > 0, "{layer:?}");
        assert!(here < map.shapes(layer, 8.0, UnitBox::WORLD).count(), "{layer:?}");
        assert!(
            map.shapes(layer, 8.0, iraq)
                .all(|shape| shape.bounds.meets(iraq) && shape.min_zoom <= 8.0)
        );
    }
}

#[test]
fn shore_is_stroked_without_the_seams_of_the_tiles() {
    let map = map();
    // A tile within the Sahara is a square of land without a shore.
    let [x, y] = unit_from_degrees(22.5, 12.5);
    let sahara: Vec<_> = map
        .shapes(Layer::Land, 9.0, UnitBox::between([x, y], [x, y]))
        .collect();
    assert_eq!(sahara.len(), 1);
    assert_eq!(sahara[0].points.len(), 4);
    assert_eq!(sahara[0].strokes().count(), 0);

    let strokes = |layer: Layer| -> usize {
        let shapes = map.tiles(layer, 9.0, UnitBox::WORLD).flat_map(Tile::shapes);
        shapes
            .map(|shape| shape.strokes().map(|stroke| stroke.points.len()).sum::<usize>())
            .sum()
    };
    // The source has 154,942 vertices of land; a cut adds the same crossing to both of its sides.
    let shore = strokes(Layer::Land);
    assert!((150_000..165_000).contains(&shore), "{shore}");
}

#[test]
fn the_date_line_is_no_shore() {
    let map = map();
    let shapes = map.tiles(Layer::Land, 9.0, UnitBox::WORLD).flat_map(Tile::shapes);
    for stroke in shapes.flat_map(Shape::strokes) {
        for pair in stroke.points.windows(2) {
            assert!(
                !(pair[0][0] == pair[1][0] && (pair[0][0] == 0.0 || pair[0][0] == 1.0)),
                "{pair:?}"
            );
        }
    }
}

#[test]
fn places_are_found_by_latin_and_arabic_names() {
    let map = map();
    for (text, name, name_ar) in [
        ("Fallujah", "Fallujah", "الفلوجة"),
        ("al fallūjah", "Fallujah", "الفلوجة"),
        ("الفلوجه", "Fallujah", "الفلوجة"),
        ("BAGHDAD", "Baghdad", "بغداد"),
        ("بغداد", "Baghdad", "بغداد"),
        ("mosul", "Mosul", "الموصل"),
        ("الموصل", "Mosul", "الموصل"),
        ("hit", "Hit", "هيت"),
        ("garma", "Al-Karmah (Garma)", "الكرمة"),
    ] {
        let place = first(&map, text);
        assert_eq!((place.name, place.name_ar), (name, Some(name_ar)), "{text}");
    }
    assert_eq!(first(&map, "sao paulo").country, "BR");
    assert_eq!(map.country("IQ").and_then(|iraq| iraq.name_ar), Some("العراق"));
    assert!(map.country("").is_none());
}

#[test]
fn the_largest_of_those_that_fit_alike_comes_first() {
    let map = map();
    assert_eq!(first(&map, "baghd").name, "Baghdad");
    // Word beginnings come before the rest, and each group the largest first.
    let found = map.search("san f");
    let begins = |place: &&&Place<'_>| fold(place.name).starts_with("san f");
    let populations: Vec<_> = found
        .iter()
        .take_while(begins)
        .map(|place| place.population)
        .collect();
    assert!(populations.len() > 3);
    assert!(
        populations.is_sorted_by(|one, next| one >= next),
        "{populations:?}"
    );
    assert_eq!(map.search("a").len(), SEARCH_LIMIT);
    assert!(map.search("").is_empty());
    assert!(map.search(" - ").is_empty());
    assert!(map.search("qqqqzzzz").is_empty());
}

#[test]
fn a_place_of_both_sources_is_there_once() {
    let map = map();
    for name in ["Fallujah", "Ramadi", "Samarra", "Kirkuk"] {
        let same = |place: &&Place<'_>| place.name == name && place.kind == PlaceKind::City;
        let at: Vec<_> = map
            .places()
            .iter()
            .filter(same)
            .map(|place| place.position)
            .collect();
        assert_eq!(at.len(), 1, "{name}: {at:?}");
    }
    let karmah = first(&map, "al karmah");
    assert_eq!((karmah.uncertainty_m, karmah.population), (1500, None));
}

#[test]
fn places_in_a_view_are_those_that_looking_at_each_would_find() {
    let map = map();
    let anbar = UnitBox::between(unit_from_degrees(34.0, 42.0), unit_from_degrees(33.0, 44.5));
    for zoom in [3.0, 6.0, 8.0, 14.0] {
        for view in [anbar, UnitBox::WORLD] {
            let fits = |place: &&Place<'_>| f64::from(place.min_zoom) <= zoom && view.contains(place.at);
            let expected: Vec<_> = map.places().iter().filter(fits).collect();
            assert_eq!(map.places_in(zoom, view), expected, "zoom {zoom}");
        }
    }
    assert!(
        map.places_in(6.0, anbar)
            .iter()
            .any(|place| place.name == "Baghdad")
    );
    assert!(map.places_in(0.0, UnitBox::EMPTY).is_empty());
}

#[test]
fn names_on_the_map_keep_their_distance() {
    let map = map();
    let settlements: Vec<_> = map
        .places_in(7.0, UnitBox::WORLD)
        .into_iter()
        .filter(|place| !matches!(place.kind, PlaceKind::Country | PlaceKind::Governorate))
        .collect();
    assert!(settlements.len() > 1000);
    for (nth, place) in settlements.iter().enumerate() {
        for other in &settlements[nth + 1..] {
            let apart = libm::hypot(place.at[0] - other.at[0], place.at[1] - other.at[1]);
            assert!(apart * 256.0 * 128.0 >= 35.0, "{} and {}", place.name, other.name);
        }
    }
}

#[test]
fn the_euphrates_passes_by_fallujah() {
    let map = map();
    let fallujah = first(&map, "fallujah").position;
    let [x, y] = unit_from_degrees(fallujah.latitude(), fallujah.longitude());
    let around = UnitBox::between([x - 0.001, y - 0.001], [x + 0.001, y + 0.001]);
    let euphrates: Vec<_> = map
        .shapes(Layer::Rivers, 9.0, around)
        .filter(|river| river.name == Some("Euphrates") && river.name_ar == Some("الفرات"))
        .flat_map(|river| river.points.iter())
        .collect();
    let nearest = euphrates
        .iter()
        .map(|&&point| km(fallujah, position_from_unit(point)));
    let nearest = nearest.fold(f64::INFINITY, f64::min);
    assert!(nearest < 5.0, "{nearest} km");
}

#[test]
fn ways_stand_alone_in_their_layers() {
    let map = map();
    for layer in Layer::ALL {
        let ways = matches!(layer, Layer::Roads | Layer::Railways);
        for shape in map.tiles(layer, 12.0, UnitBox::WORLD).flat_map(Tile::shapes) {
            let way = matches!(shape.class, Class::Way | Class::RoughWay | Class::SchematicWay);
            assert_eq!(way, ways, "{layer:?}: {:?}", shape.class);
        }
    }
}
