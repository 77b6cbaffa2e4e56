//! Tiles as other programs write them, and as damage leaves them.
//!
//! Files are made here, tile by tile; two small ones in `tests/data/tiles` were made by the Python packages
//! `pmtiles` and `mapbox-vector-tile` (see `make.py` there), so that we are not our only judge.

mod damage;
mod make;

use std::path::{Path, PathBuf};

use super::*;
use make::{PmTile, feature, layer, mbtiles, picture, pmtiles, polygon, tile_of};

fn id(z: u8, x: u32, y: u32) -> TileId {
    TileId::new(z, x, y).unwrap()
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/tiles")
        .join(name)
}

/// A road along the middle of a tile and a lake in its south-eastern quarter, in the words of OpenMapTiles.
fn vectors() -> Vec<u8> {
    tile_of(&[
        layer(
            "transportation",
            &[feature(2, &[("class", "primary")], &[9, 0, 4096, 10, 8192, 0])],
        ),
        layer(
            "water",
            &[feature(3, &[("class", "lake")], &polygon(2048, 2048, 1024))],
        ),
        layer(
            "place",
            &[feature(
                1,
                &[("class", "town"), ("name", "الفلوجة"), ("name:en", "Fallujah")],
                &[9, 4096, 4096],
            )],
        ),
    ])
}

fn assert_is_the_drawn_tile(tile: &Tile, id: TileId) {
    let Tile::Vector(pieces) = tile else {
        panic!("{tile:?}");
    };
    let bounds = id.bounds();
    assert_eq!(pieces.lines[0].kind, LineKind::MajorRoad);
    let ends = [pieces.lines[0].points[0], pieces.lines[0].points[1]];
    assert_eq!(ends[0], [bounds.west, f64::midpoint(bounds.north, bounds.south)]);
    assert_eq!(ends[1], [bounds.east, f64::midpoint(bounds.north, bounds.south)]);
    let lake = &pieces.areas[0];
    assert_eq!(
        (lake.kind, lake.points.len(), lake.triangles.len()),
        (AreaKind::Water, 4, 6)
    );
    let name = &pieces.names[0];
    assert_eq!((name.kind, name.name.as_str()), (NameKind::Town, "Fallujah"));
    assert_eq!(name.name_ar.as_deref(), Some("الفلوجة"));
}

#[test]
fn pictures_of_three_formats_come_out_of_pmtiles_as_they_went_in() {
    let folder = tempfile::tempdir().unwrap();
    for format in [
        image::ImageFormat::Png,
        image::ImageFormat::Jpeg,
        image::ImageFormat::WebP,
    ] {
        let tiles = [
            PmTile::new(id(0, 0, 0), picture(format, 256)),
            PmTile::new(id(1, 1, 0), picture(format, 64)),
        ];
        let path = written(folder.path(), "map.pmtiles", &pmtiles(&tiles));
        let mut file = TileFile::open(&path).unwrap();
        let Some(Tile::Raster(raster)) = file.tile(id(0, 0, 0)).unwrap() else {
            panic!("{format:?}");
        };
        assert_eq!((raster.width, raster.height), (256, 256));
        // The picture is red in the west and blue in the east; JPEG is only nearly so.
        assert!(raster.rgba[0] > 240 && raster.rgba[2] < 20, "{format:?}");
        assert!(raster.rgba[255 * 4 + 2] > 240, "{format:?}");
        assert!(file.tile(id(1, 1, 0)).unwrap().is_some());
        assert_eq!(file.tile(id(1, 0, 0)).unwrap(), None);
        assert_eq!(file.tile(id(7, 3, 3)).unwrap(), None);
    }
}

#[test]
fn vectors_are_read_from_both_kinds_of_file_packed_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let at = id(3, 5, 2);
    for packed in [vectors(), make::gzip(&vectors())] {
        let path = written(
            folder.path(),
            "v.pmtiles",
            &pmtiles(&[PmTile::new(at, packed.clone())]),
        );
        let tile = TileFile::open(&path).unwrap().tile(at).unwrap().unwrap();
        assert_is_the_drawn_tile(&tile, at);
        let path = mbtiles(folder.path(), &[(at, packed)], "");
        let tile = TileFile::open(&path).unwrap().tile(at).unwrap().unwrap();
        assert_is_the_drawn_tile(&tile, at);
    }
}

#[test]
fn many_tiles_in_leaf_directories_are_each_found() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<TileId> = (0..16).flat_map(|x| (0..16).map(move |y| id(4, x, y))).collect();
    let tiles: Vec<PmTile> = ids
        .iter()
        .map(|id| PmTile::new(*id, picture_marked(id.x() as u8, id.y() as u8)))
        .collect();
    for depth in [1, 2, 3] {
        let path = written(folder.path(), "deep.pmtiles", &make::pmtiles_deep(&tiles, depth));
        let mut file = TileFile::open(&path).unwrap();
        for at in &ids {
            let Some(Tile::Raster(raster)) = file.tile(*at).unwrap() else {
                panic!("{at:?} at depth {depth}");
            };
            assert_eq!(raster.rgba[..2], [at.x() as u8, at.y() as u8], "{at:?}");
        }
    }
}

/// A picture whose first pixel tells it from others.
fn picture_marked(red: u8, green: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::from_pixel(1, 1, image::Rgb([red, green, 0]))
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

#[test]
fn mbtiles_that_keep_tiles_in_two_tables_are_read_without_their_view() {
    let folder = tempfile::tempdir().unwrap();
    let at = id(2, 3, 1);
    let path = make::mbtiles_of_two_tables(folder.path(), at, &vectors());
    let mut file = TileFile::open(&path).unwrap();
    assert_is_the_drawn_tile(&file.tile(at).unwrap().unwrap(), at);
}

#[test]
fn what_a_map_says_of_itself_is_kept_without_markup() {
    let folder = tempfile::tempdir().unwrap();
    let path = mbtiles(
        folder.path(),
        &[(id(5, 19, 12), vectors())],
        "INSERT INTO metadata VALUES ('name', 'City'), ('minzoom', '5'), ('maxzoom', '14'),
         ('attribution', '<a href=\"https://osm.org\">&copy; OpenStreetMap</a> contributors'),
         ('bounds', '43.5,33.0,44.0,33.6');",
    );
    let file = TileFile::open(&path).unwrap();
    let info = file.info();
    assert_eq!((info.min_zoom, info.max_zoom), (5, 14));
    assert_eq!(
        (info.name.as_str(), info.credit.as_str()),
        ("City", "© OpenStreetMap contributors")
    );
    assert!(info.bounds.meets(id(10, 636, 412).bounds()) && !info.bounds.meets(id(2, 0, 0).bounds()));
}

#[test]
fn files_of_other_programs_are_read_as_those_programs_read_them() {
    let at = id(10, 636, 411);
    for name in ["made_by_pmtiles.pmtiles", "made_by_sqlite.mbtiles"] {
        let mut file = TileFile::open(&fixture(name)).unwrap();
        assert_eq!(file.info().credit, "© OpenStreetMap contributors", "{name}");
        let Some(Tile::Vector(pieces)) = file.tile(at).unwrap() else {
            panic!("{name}");
        };
        let kinds: Vec<_> = pieces.lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [LineKind::River, LineKind::Motorway], "{name}");
        assert_eq!(pieces.areas.len(), 2, "a multipolygon of two parts, {name}");
        assert_eq!(pieces.areas[0].holes.len(), 1, "{name}");
        assert_eq!(pieces.names[0].name, "Fallujah");
        assert_eq!(pieces.names[0].name_ar.as_deref(), Some("الفلوجة"));
    }
}

#[test]
fn an_overlay_holds_what_can_be_drawn_and_names_the_rest() {
    let overlay = overlay::parse(
        r#"{"type": "FeatureCollection", "attribution": "Survey 2016", "features": [
        {"type": "Feature", "properties": {"name": "Canal", "name:ar": "قناة"},
         "geometry": {"type": "LineString", "coordinates": [[43.7, 33.3], [43.8, 33.4]]}},
        {"type": "Feature", "properties": {"title": "Quarter"},
         "geometry": {"type": "Polygon", "coordinates": [[[43,33],[44,33],[44,34],[43,34],[43,33]]]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [43.78, 33.35]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [433.78, 33.35]}},
        {"type": "Feature", "properties": {}, "geometry": null},
        {"type": "Feature", "geometry": {"type": "Circle", "coordinates": [43, 33]}}
        ]}"#
        .as_bytes(),
    )
    .unwrap();
    let pieces = &overlay.pieces;
    assert_eq!(
        (pieces.lines.len(), pieces.areas.len(), pieces.names.len()),
        (1, 1, 3)
    );
    assert_eq!(pieces.names[0].name_ar.as_deref(), Some("قناة"));
    assert_eq!(pieces.areas[0].triangles.len(), 6);
    assert_eq!(overlay.credit, "Survey 2016");
    assert_eq!(overlay.notes.len(), 3, "{:?}", overlay.notes);
}

#[test]
fn files_that_are_no_overlay_are_refused_with_a_reason() {
    for (text, words) in [
        ("", "line 1"),
        (
            "{\"type\": \"FeatureCollection\", \"features\": []}",
            "without features",
        ),
        ("[1, 2", "line 1"),
        (
            "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [1e999, 2]}}",
            "not on Earth",
        ),
    ] {
        let error = overlay::parse(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    let mut deep = "[".repeat(1_000_000);
    deep.push_str(&"]".repeat(1_000_000));
    assert!(overlay::parse(deep.as_bytes()).is_err());
}
