//! Tile maps made to do harm: databases that want to run something, and files that boast.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use entente::files::tiles::{TileFile, TileId};
use rusqlite::Connection;

/// How long opening a map and reading a tile may take, on a busy machine and without optimisation.
const MOST: Duration = Duration::from_mins(1);

/// A vector tile with nothing in it but the name of a layer.
const TILE: &[u8] = &[0x1a, 0x07, 0x0a, 0x05, b'w', b'a', b't', b'e', b'r'];

/// What becomes of a map.
enum Outcome {
    /// Its tile is read.
    Read,
    /// It is refused, or its tile is, in words that hold these.
    Refused(&'static str),
}
use Outcome::{Read, Refused};

/// The whole world in one tile.
fn world() -> TileId {
    TileId::new(0, 0, 0).unwrap()
}

/// An MBTiles file, made by these statements in place of the usual ones or after them.
fn map(folder: &Path, before: &str, after: &str) -> PathBuf {
    let path = folder.join("map.mbtiles");
    drop(std::fs::remove_file(&path));
    let database = Connection::open(&path).unwrap();
    let usual = "CREATE TABLE metadata (name text, value text);
                 INSERT INTO metadata VALUES ('name', 'Map'), ('minzoom', '0'), ('maxzoom', '0');
                 CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);";
    database.execute_batch(before).unwrap();
    if !before.contains("tiles") {
        database.execute_batch(usual).unwrap();
        database
            .execute("INSERT INTO tiles VALUES (0, 0, 0, ?1)", [TILE])
            .unwrap();
    }
    database.execute_batch(after).unwrap();
    path
}

fn told(path: &Path) -> Result<(), String> {
    let mut file = TileFile::open(path).map_err(|error| error.to_string())?;
    let tile = file.tile(world()).map_err(|error| error.to_string())?;
    tile.map(drop).ok_or_else(|| "no tile".to_owned())
}

/// Goes through a map; it is left as it was, and nothing is made beside it.
#[expect(clippy::disallowed_methods, reason = "how long a map takes is what is tested")]
fn check(rule: &str, path: &Path, outcome: &Outcome) {
    let names = || {
        let entries = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (bytes, beside) = (std::fs::read(path).unwrap(), names());
    let start = Instant::now();
    let told = told(path);
    assert!(start.elapsed() < MOST, "{rule} took {:?}", start.elapsed());
    match (outcome, &told) {
        (Read, Ok(())) => {}
        (Refused(words), Err(error)) if error.contains(words) => {}
        _ => panic!("{rule}: {told:?}"),
    }
    assert!(std::fs::read(path).unwrap() == bytes, "{rule}: it was written to");
    assert_eq!(names(), beside, "{rule}");
}

#[test]
fn databases_run_nothing_and_are_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 0, 0, 0, i FROM n";
    let many: String = (0..300)
        .map(|n| format!("CREATE TABLE t{n} (a);"))
        .collect::<Vec<_>>()
        .concat();
    let wide = (0..150).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
    let rules: Vec<(&str, String, String, Outcome)> = vec![
        ("an honest map", String::new(), String::new(), Read),
        (
            "a view in place of the tiles",
            "CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data;".into(),
            String::new(),
            Refused("trusted"),
        ),
        (
            "a view that never ends",
            format!("CREATE VIEW tiles (zoom_level, tile_column, tile_row, tile_data) AS {endless};"),
            String::new(),
            Refused("trusted"),
        ),
        (
            "triggers on everything",
            String::new(),
            "CREATE TRIGGER one BEFORE INSERT ON tiles BEGIN DELETE FROM tiles; END;
             CREATE TRIGGER two AFTER DELETE ON tiles BEGIN SELECT load_extension('/tmp/evil'); END;"
                .into(),
            Read,
        ),
        (
            "a table that computes its columns",
            "CREATE TABLE tiles (zoom_level, tile_column, tile_row,
             tile_data GENERATED ALWAYS AS (zeroblob(900000000)));"
                .into(),
            String::new(),
            Refused("trusted"),
        ),
        (
            "a virtual table",
            "CREATE VIRTUAL TABLE tiles USING fts5(zoom_level, tile_column, tile_row, tile_data);".into(),
            String::new(),
            Refused("trusted"),
        ),
        (
            "an index that computes",
            String::new(),
            "CREATE INDEX heavy ON tiles (abs(zoom_level), hex(zeroblob(1000)));".into(),
            Read,
        ),
        (
            "definitions without end",
            String::new(),
            many,
            Refused("a map has a few"),
        ),
        (
            "more columns than any table of tiles",
            format!("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data, {wide});"),
            String::new(),
            Refused("too many columns"),
        ),
        (
            "a tile of 64 MB",
            String::new(),
            "UPDATE tiles SET tile_data = zeroblob(67108864);".into(),
            Refused("more than 4194304 bytes"),
        ),
        (
            "a tile that is a text",
            String::new(),
            "UPDATE tiles SET tile_data = 'tile';".into(),
            Refused("holds no tile"),
        ),
        (
            "the largest pages there are",
            "PRAGMA page_size = 65536;".into(),
            "VACUUM;".into(),
            Read,
        ),
        (
            "a table called by another's words",
            String::new(),
            "CREATE TABLE \"tiles; DROP TABLE tiles\" (a); CREATE TABLE \"a'b\"\"c\" (a);".into(),
            Read,
        ),
        (
            "a name that is a text without end",
            String::new(),
            "UPDATE metadata SET value = hex(zeroblob(3000000)) WHERE name = 'name';".into(),
            Read,
        ),
        (
            "zooms that are no numbers",
            String::new(),
            "UPDATE metadata SET value = '1e999' WHERE name = 'maxzoom';".into(),
            Read,
        ),
    ];
    for (rule, before, after, outcome) in rules {
        let path = map(folder.path(), &before, &after);
        check(rule, &path, &outcome);
    }
}

#[test]
fn a_journal_planted_beside_a_map_is_neither_played_back_nor_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = map(folder.path(), "", "");
    for ending in ["journal", "wal", "shm"] {
        let planted = folder.path().join(format!("map.mbtiles-{ending}"));
        // The first bytes of a journal that is to be played back, and of a log.
        let magic: &[u8] = match ending {
            "journal" => &[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7],
            _ => &[0x37, 0x7f, 0x06, 0x82],
        };
        std::fs::write(&planted, [magic, &[0; 4096]].concat()).unwrap();
    }
    check("a journal beside it", &path, &Read);
}

#[test]
fn a_database_that_says_it_is_larger_or_other_than_it_is_is_refused_or_read_within_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = map(folder.path(), "", "");
    let whole = std::fs::read(&path).unwrap();
    let bent: [(&str, usize, &[u8]); 5] = [
        ("two thousand million pages", 28, &[0x7f, 0xff, 0xff, 0xff]),
        ("pages of no size", 16, &[0, 3]),
        ("all of it is free", 32, &[0, 0, 0, 1, 0x7f, 0xff, 0xff, 0xff]),
        ("a format of the future", 18, &[9, 9]),
        (
            "its first page leads to itself",
            100,
            &[5, 0, 0, 0, 1, 0, 20, 0, 0, 0, 0, 1],
        ),
    ];
    for (rule, at, bytes) in bent {
        let mut file = whole.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        let bent = folder.path().join("bent.mbtiles");
        std::fs::write(&bent, file).unwrap();
        let outcome = match told(&bent) {
            Ok(()) => Read,
            Err(_) => Refused(""),
        };
        check(rule, &bent, &outcome);
    }
}
