//! The table of bombs and traps: each a few lines that make the file, and what is said of it.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use entente::files::exchange::{Options, read_by_ending};
use entente::files::ron_text;
use entente::files::tiles::{self, TileId};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

/// How long a refusal may take, on a busy machine and without optimisation.
const MOST: Duration = Duration::from_mins(2);

/// What becomes of a file.
enum Outcome {
    /// It is refused in words that hold these.
    Refused(&'static str),
    /// It is taken, and the report has a note that holds these words.
    Noted(&'static str),
}
use Outcome::{Noted, Refused};

/// Reads a file by its name and returns the refusal, or the report.
fn read(name: &str, bytes: &[u8]) -> Result<String, String> {
    if name == "x.plan.ron" {
        return match ron_text::read(bytes) {
            Ok(read) => Ok(read.seal.warning().unwrap_or_default().to_owned()),
            Err(error) => Err(error.to_string()),
        };
    }
    if name == "x.mvt" {
        let id = TileId::new(0, 0, 0).unwrap();
        return tiles::decode(id, bytes)
            .map(|_| String::new())
            .map_err(|error| error.to_string());
    }
    match read_by_ending(Path::new(name), bytes, &Options::default()) {
        Ok(imported) => {
            let notes = imported.notes.iter().map(|note| note.told(&imported.places));
            Ok(notes.collect::<Vec<_>>().join("\n"))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Returns what is not as the table says.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a refusal takes is what is tested"
)]
fn fault(rule: &str, name: &str, bytes: &[u8], outcome: &Outcome) -> Option<String> {
    let start = Instant::now();
    let became = read(name, bytes);
    let took = start.elapsed();
    if took > MOST {
        return Some(format!("{rule} ({name}) took {took:?}"));
    }
    match (outcome, became) {
        (Refused(words), Err(told)) | (Noted(words), Ok(told)) if told.contains(words) => None,
        (_, became) => {
            let became: String = format!("{became:?}").chars().take(400).collect();
            Some(format!("{rule} ({name}): {became}"))
        }
    }
}

/// Goes through files of one format.
fn check<B: AsRef<[u8]>>(name: &str, table: impl IntoIterator<Item = (&'static str, B, Outcome)>) {
    let table = table.into_iter();
    let faults = table.filter_map(|(rule, bytes, outcome)| fault(rule, name, bytes.as_ref(), &outcome));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn plan(inside: &str) -> Vec<u8> {
    format!("(\n  format: 1,\n  id: \"e-00000001\",\n{inside})\n").into_bytes()
}

fn ring(positions: &str) -> String {
    format!("  sectors: {{\"s-00000001\": (area: [(outer: r\"{positions}\")])}},\n")
}

fn collection(features: &str) -> Vec<u8> {
    format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#).into_bytes()
}

fn point(properties: &str, position: &str) -> String {
    format!(
        r#"{{"type": "Feature", "properties": {{{properties}}}, "geometry": {{"type": "Point", "coordinates": {position}}}}}"#
    )
}

/// A feature of so many parts, all of them alike.
fn parts(count: usize) -> String {
    format!(
        r#"{{"type": "Feature", "id": "a", "properties": {{"kind": "boundary"}}, "geometry": {{"type": "MultiLineString", "coordinates": [{}]}}}}"#,
        vec!["[[43, 33], [43.1, 33]]"; count].join(",")
    )
}

fn kml(inside: &str) -> Vec<u8> {
    format!("<kml><Document>{inside}</Document></kml>").into_bytes()
}

const PLACEMARK: &str =
    "<Placemark><name>A</name><Point><coordinates>43.7,33.3</coordinates></Point></Placemark>";

/// An archive of one file of that name, its content packed, and what its list of contents says of it.
fn kmz(name: &str, content: &[u8], flags: u16, lie: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).unwrap();
    let data = packer.finish().unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let mut fields = vec![20, 0];
    fields.extend(flags.to_le_bytes());
    fields.extend([8, 0, 0, 0, 0, 0]);
    fields.extend(crc.sum().to_le_bytes());
    fields.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    fields.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    fields.extend([0, 0]);
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend(&fields);
    bytes.extend(name.as_bytes());
    bytes.extend(data);
    let start = u32::try_from(bytes.len()).unwrap();
    let mut list = b"PK\x01\x02\x14\x00".to_vec();
    list.extend(&fields);
    list.extend([0; 14]);
    list.extend(name.as_bytes());
    lie(&mut list);
    let length = u32::try_from(list.len()).unwrap();
    bytes.extend(list);
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

#[test]
fn plan_files() {
    let deep = format!("  info: (title: {}", "[".repeat(1_000_000));
    let rows = |count: u32| {
        let row = |number: u32| format!("\"p-{number:08}\": (),\n");
        format!(
            "  stakeholders: {{{}}},\n",
            (0..count).map(row).collect::<String>()
        )
    };
    let long = format!("  info: (title: \"{}\"),\n", "a".repeat(64 * 1024 + 1));
    let table = [
        ("brackets in brackets", deep, Refused("nested")),
        ("more objects than a plan has", rows(100_001), Refused("100000")),
        ("a text beyond 64 KB", long, Refused("64 KB")),
        (
            "more positions than a plan has",
            ring(&"1 2\n".repeat(2_000_001)),
            Refused("2000000"),
        ),
        (
            "a position without end",
            ring("1e999 2 1 3 2 3"),
            Refused("1e999"),
        ),
        (
            "a position that is no number",
            ring("NaN 2 1 3 2 3"),
            Refused("NaN"),
        ),
        ("a position off the earth", ring("91 2 1 3 2 3"), Refused("91")),
        (
            "one id twice",
            "  phases: {\"h-00000001\": (start: 1), \"h-00000001\": (start: 2)},\n".to_owned(),
            Refused("a second time"),
        ),
        (
            "a field that nobody knows",
            "  sectorz: {},\n".to_owned(),
            Refused("sectorz"),
        ),
        ("brackets without end", "(".repeat(4_000_001), Refused("nested")),
        ("no seal", String::new(), Noted("no seal")),
    ];
    check(
        "x.plan.ron",
        table.map(|(rule, inside, outcome)| (rule, plan(&inside), outcome)),
    );
    let other: [(_, &[u8], _); 3] = [
        (
            "a later format",
            b"(format: 4000000000)",
            Refused("newer Entente"),
        ),
        ("no text", b"(format: 1, \xff)", Refused("column 13")),
        ("nothing", b"\xef\xbb\xbf \n", Refused("empty")),
    ];
    check("x.plan.ron", other);
}

#[test]
fn geojson() {
    let far = |position: &str| {
        let good = point(r#""name": "good""#, "[43.5, 33.5]");
        collection(&format!("{good}, {}", point("", position)))
    };
    let long = point(&format!(r#""notes": "{}""#, "x".repeat(70_000)), "[1, 2]");
    let many = vec![point("", "[1, 2]"); 100_001].join(",");
    let line = format!(
        r#"{{"type": "LineString", "coordinates": [{}[0, 0]]}}"#,
        "[1, 2],".repeat(2_000_000)
    );
    let table = [
        (
            "lists in lists",
            "[".repeat(1_000_000).into_bytes(),
            Refused("32 lists"),
        ),
        (
            "objects in objects",
            "{\"a\":".repeat(1_000_000).into_bytes(),
            Refused("32 lists"),
        ),
        (
            "values without end",
            format!("[{}0]", "[],".repeat(8_000_001)).into_bytes(),
            Refused("8000000 values"),
        ),
        (
            "features without end",
            collection(&many),
            Refused("100000 features"),
        ),
        (
            "positions without end",
            line.into_bytes(),
            Refused("2000000 positions"),
        ),
        (
            "one id over and over",
            collection(&vec![point("", "[1, 2]").replacen('{', r#"{"id": "a", "#, 1); 30_000].join(",")),
            Noted("is used twice"),
        ),
        ("parts without end", collection(&parts(20_000)), Noted("guessed")),
        ("an infinite position", far("[1e999, 2]"), Noted("not-taken")),
        ("no number", far("[NaN, 2]"), Noted("not-taken")),
        ("off the earth", far("[181, 2]"), Noted("not-taken")),
        (
            "a text beyond 64 KB",
            collection(&long),
            Noted("cut to 65536 bytes"),
        ),
        ("not UTF-8", b"{\"a\": \"\xff\"}".to_vec(), Refused("UTF-8")),
        ("cut off", b"{\"type\": \"Fea".to_vec(), Refused("cut off")),
    ];
    check("x.geojson", table);
}

#[test]
fn kml_files() {
    let folders = "<Folder>".repeat(1000);
    let link = format!(
        "{PLACEMARK}<NetworkLink><Link><href>http://127.0.0.1:1/x.kml</href></Link></NetworkLink>\
         <GroundOverlay><Icon><href>file:///etc/passwd</href></Icon></GroundOverlay>"
    );
    let entities =
        b"<!DOCTYPE kml [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><kml>&b;</kml>".to_vec();
    let table = [
        ("a billion laughs", entities, Refused("document type")),
        (
            "a file from elsewhere",
            b"<!DOCTYPE kml SYSTEM \"file:///etc/passwd\"><kml/>".to_vec(),
            Refused("document type"),
        ),
        (
            "folders in folders",
            kml(&folders),
            Refused("more than 32 elements"),
        ),
        (
            "cut off",
            b"<kml><Document><Placemark>".to_vec(),
            Refused("ends inside <Placemark>"),
        ),
        (
            "links are never followed",
            kml(&link),
            Noted("nothing is fetched: 1"),
        ),
        (
            "placemarks without end",
            kml(&PLACEMARK.repeat(100_001)),
            Refused("100000"),
        ),
        (
            "a text beyond all",
            kml(&format!("<name>{}</name>", "x".repeat(2_000_000))),
            Refused("more than 1048576 bytes"),
        ),
        (
            "an encoding nobody knows",
            b"<?xml version=\"1.0\" encoding=\"utf-7\"?><kml/>".to_vec(),
            Refused("save it as UTF-8"),
        ),
        ("other XML", b"<svg/>".to_vec(), Refused("not KML")),
    ];
    check("x.kml", table);
}

#[test]
fn archives() {
    let honest = |_: &mut Vec<u8>| {};
    let small = kml(PLACEMARK);
    let bomb = vec![b' '; 80 << 20];
    let inner = kmz("doc.kml", &bomb, 0, honest);
    let table = [
        (
            "a bomb",
            kmz("doc.kml", &bomb, 0, honest),
            Refused("unpacks to more than"),
        ),
        (
            "an archive in an archive",
            kmz("inner.kmz", &inner, 0, honest),
            Refused("no .kml file"),
        ),
        (
            "a name that leads elsewhere",
            kmz("../../../etc/doc.kml", &small, 0, honest),
            Noted("guessed"),
        ),
        (
            "a password",
            kmz("doc.kml", &small, 1, honest),
            Refused("password"),
        ),
        (
            "a checksum that lies",
            kmz("doc.kml", &small, 0, |list| list[16] ^= 1),
            Refused("checksum"),
        ),
        (
            "a length that lies",
            kmz("doc.kml", &small, 0, |list| list[20..24].fill(0xff)),
            Refused("cut off"),
        ),
        (
            "an offset that lies",
            kmz("doc.kml", &small, 0, |list| list[42..46].fill(0x7f)),
            Refused("not where"),
        ),
        (
            "a name longer than the archive",
            kmz("doc.kml", &small, 0, |list| list[28..30].fill(0xff)),
            Refused("cut off"),
        ),
        ("no archive", small.clone(), Refused("no zip archive")),
    ];
    check("x.kmz", table);
    let mut boastful = kmz("doc.kml", &small, 0, honest);
    let end = boastful.len() - 22;
    boastful[end + 10..end + 12].copy_from_slice(&60_000_u16.to_le_bytes());
    check(
        "x.kmz",
        [("files without end", boastful, Refused("more than 10000"))],
    );
}

#[test]
fn tables() {
    let wide = format!("name,lat,lon{}\nA,1,2\n", ",x".repeat(500));
    let long = format!("name,lat,lon,notes\nA,1,2,{}\n", "x".repeat(70_000));
    let table = [
        (
            "rows without end",
            "name,lat,lon\n".to_owned() + &"A,1,2\n".repeat(100_001),
            Refused("100000 rows"),
        ),
        ("columns without end", wide, Refused("500 columns")),
        // Each row is an object of its own: that must not take longer with every one before it.
        (
            "one row over and over",
            "name,lat,lon\n".to_owned() + &"A,1,2\n".repeat(30_000),
            Noted("of this name and shape is there already"),
        ),
        (
            "one name for every column",
            format!("name,lat,lon{}\nA,1,2\n", ",x".repeat(497)),
            Noted("column `lat` is latitude"),
        ),
        (
            "a quote that never ends",
            "name,lat,lon\n\"A,1,2\n".to_owned(),
            Refused("never closed"),
        ),
        ("a text beyond 64 KB", long, Noted("cut to 65536 bytes")),
        (
            "a shape in a shape",
            format!("name,wkt\nA,\"{}\"\n", "GEOMETRYCOLLECTION(".repeat(10_000)),
            Refused("none of the"),
        ),
        ("a workbook", "PK\u{3}\u{4}".to_owned(), Refused("workbook")),
        ("nothing", String::new(), Refused("no rows")),
    ];
    check("x.csv", table);
}

#[test]
fn tiles_that_are_bombs() {
    let bomb = gzip(&vec![0; 100 << 20]);
    let nested = gzip(&bomb);
    let table = [
        ("a bomb", bomb, "unpacks to more than"),
        ("a bomb in a bomb", nested, "neither a picture nor a vector tile"),
        ("a tile beyond 4 MB", vec![0; (4 << 20) + 1], "too large"),
        ("a picture that lies about its size", png_head(60_000), "4096"),
    ];
    check(
        "x.mvt",
        table.map(|(rule, bytes, words)| (rule, bytes, Refused(words))),
    );
}

/// The beginning of a PNG of that many pixels on each side.
fn png_head(side: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(side.to_be_bytes());
    chunk.extend(side.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut crc = flate2::Crc::new();
    crc.update(&chunk);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(chunk);
    bytes.extend(crc.sum().to_be_bytes());
    bytes
}
