//! What opening, importing and typing say, in the languages of the window. Proves of every message that the
//! tests of files, tables, symbol codes and coordinates know:
//!
//! * it is translated;
//! * no English is left in it but what it quotes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use entente::files::ron_text;
use entente::files::tiles::read_overlay;
use entente::geometry::coordinates;
use entente::language::Language;

/// Words that stand in a translation as they are: names of formats, of their parts and of letters.
const NAMES: [&str; 45] = [
    "Brotli",
    "CSV",
    "coordinates",
    "geometries",
    "kind",
    "moves",
    "placements",
    "Entente",
    "EPSG",
    "Feature",
    "FeatureCollection",
    "GeoJSON",
    "JSON",
    "KML",
    "LINESTRING",
    "MBTiles",
    "MULTIPOLYGON",
    "NaN",
    "PDF",
    "PMTiles",
    "POINT",
    "POLYGON",
    "TopoJSON",
    "UTF",
    "UTM",
    "WGS",
    "WKT",
    "XML",
    "csv",
    "entente",
    "false",
    "geojson",
    "git",
    "inf",
    "kml",
    "kmz",
    "null",
    "ods",
    "pmtiles",
    "ron",
    "true",
    "type",
    "xls",
    "xlsx",
    "zip",
];

/// The English in a text in Arabic, without what it quotes.
fn english_in(arabic: &str) -> Vec<String> {
    let mut bare = String::new();
    for (place, piece) in arabic.split('`').enumerate() {
        if place % 2 == 0 {
            bare.push_str(piece);
        }
    }
    while let (Some(open), Some(close)) = (bare.find('<'), bare.find('>')) {
        if close < open {
            break;
        }
        bare.replace_range(open..=close, "");
    }
    bare.split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| word.len() > 2 && !NAMES.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Messages that have no translation, or English in their Arabic.
fn left(messages: &BTreeSet<String>) -> Vec<String> {
    let mut left = Vec::new();
    for message in messages {
        for language in [Language::Arabic, Language::French] {
            match language.read(message) {
                None => left.push(format!("{language:?} has nothing for: {message}")),
                Some(said) if language == Language::Arabic => {
                    let english = english_in(&said);
                    if !english.is_empty() {
                        left.push(format!("{english:?} of: {message}\n    in: {said}"));
                    }
                }
                Some(_) => {}
            }
        }
    }
    left
}

fn snapshots(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// The lines of a snapshot that are messages, without sort and places of a note.
fn messages_of(path: &Path) -> Vec<String> {
    const SORTS: [&str; 6] = [
        "not-taken: ",
        "dropped: ",
        "kept: ",
        "guessed: ",
        "default: ",
        "no: ",
    ];
    let text = fs::read_to_string(path).unwrap();
    let refused = ["refused_with", "no_code"]
        .iter()
        .any(|name| path.to_string_lossy().contains(name));
    let lines = text.splitn(3, "---\n").nth(2).unwrap().lines();
    lines
        .filter_map(|line| {
            let note = SORTS.iter().find_map(|sort| line.strip_prefix(sort));
            let whole = note.or(refused.then_some(line))?;
            let places = [" (features[", " (line "]
                .iter()
                .filter_map(|lead| whole.find(lead))
                .min();
            // What columns are called is what the file says.
            let end = whole
                .find("; columns were read as")
                .or(places)
                .unwrap_or(whole.len());
            Some(whole[..end].to_owned())
        })
        .collect()
}

#[test]
fn every_note_and_refusal_of_an_import_is_translated() {
    let files = snapshots("tests/exchange/snapshots")
        .into_iter()
        .chain(snapshots("src/model/sidc/snapshots"));
    let messages: BTreeSet<String> = files.flat_map(|path| messages_of(&path)).collect();
    assert!(messages.len() > 150, "{}", messages.len());
    let left = left(&messages);
    assert!(left.is_empty(), "{} of {}: {left:#?}", left.len(), messages.len());
}

#[test]
fn faults_of_a_plan_are_translated_line_by_line() {
    let plans = [
        "",
        "{\"type\": \"FeatureCollection\"}",
        "<kml/>",
        "(format: 99)",
        "(format: 0)",
        "// Entente journal 1\n(format: 1)",
        "(format: 1, sectors: {\"s-7k3qf2xm\": (name: \"N\", holdr: \"p-2m9x0kte\")})",
        "(format: 1, sectors: {\"s-7k3qf2xm\": (name: \"N\", role: Conquer)})",
        "(format: 1, sectors: {\"s-7k3qf2xm\": (name: \"N\"), \"s-7k3qf2xm\": ()})",
        "(format: 1, sectors: {\"s-7k3qf2xm\": (name: \"N\", area: [(outer: \"91 5\")])})",
        "(format: 1, sectors: {\"s-7k3qf2x\": (name: \"N\")})",
        "(format: 1,\n<<<<<<< ours\nsectors: {})",
        "(format: 1, sectors: {",
        "(format: 1, sectors: [])",
        "(format: \"1\")",
    ];
    let messages: BTreeSet<String> = plans
        .iter()
        .map(|plan| ron_text::read(plan.as_bytes()).unwrap_err().to_string())
        .collect();
    for message in &messages {
        let said = Language::Arabic.read(message).unwrap();
        // Lines that show the file are left as they are.
        let shows = |line: &&str| line.starts_with("  ");
        let ours: Vec<&str> = said.lines().filter(|line| !shows(line)).collect();
        let english: Vec<String> = english_in(&ours.join("\n"));
        let fields = said.find("الحقول المعروفة").or(said.find("إحدى الكلمات"));
        assert!(
            english.is_empty() || fields.is_some(),
            "{english:?} of {message}\n{said}"
        );
        let kept: Vec<&str> = message.lines().filter(|line| line.contains(" | ")).collect();
        assert!(kept.iter().all(|line| said.contains(line)), "{said}");
        assert_eq!(message.lines().count(), said.lines().count());
    }
}

#[test]
fn faults_of_typed_positions_are_translated() {
    let typed = [
        "",
        "north",
        "33.35",
        "33,35,43,78",
        "33 N 43 N",
        "-33 S 43 E",
        "33°75'N 43°E",
        "33.5°20'N 43°E",
        "95 43",
        "43 195",
        "386481 3690753",
        "99S 386481 3690753",
        "38S 5 3690753",
        "LB 86481 90753",
        "38S LB 864 90753",
        "38S ZZ 86481 90753",
        "38S 386481 90753",
        "1 2\nnowhere",
    ];
    let messages: BTreeSet<String> = typed
        .iter()
        .filter_map(|text| coordinates::read(text, None).err())
        .map(|fault| fault.to_string())
        .collect();
    assert!(messages.len() > 12, "{messages:#?}");
    let left = left(&messages);
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn faults_of_maps_beneath_are_translated() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &str); 4] = [
        ("empty.geojson", ""),
        ("text.geojson", "<kml/>"),
        (
            "none.geojson",
            "{\"type\": \"FeatureCollection\", \"features\": []}",
        ),
        (
            "far.geojson",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {}, \
             \"geometry\": {\"type\": \"Point\", \"coordinates\": [999, 999]}}]}",
        ),
    ];
    let mut messages = BTreeSet::new();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        messages.extend(read_overlay(&path).err().map(|fault| fault.to_string()));
    }
    messages.extend(
        read_overlay(&folder.path().join("absent.geojson"))
            .err()
            .map(|fault| fault.to_string()),
    );
    assert!(messages.len() > 3, "{messages:#?}");
    let left = left(&messages);
    assert!(left.is_empty(), "{left:#?}");
}
