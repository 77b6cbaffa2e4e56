//! Every parser of the program as a function of bytes: for the fuzz targets, and for the corpus they share.
//!
//! Each function takes any bytes, and panics where the parser breaks a promise: what was read can be written
//! and read again, the same file read twice is the same plan. Any other bytes are refused in silence here; what
//! is said of them is proved elsewhere. Shared with the crate `fuzz`, so it uses nothing but `entente` and
//! `sha2`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use entente::exercise::{Exercise, Session, rehearse};
use entente::files::exchange::table::Mapping;
use entente::files::exchange::{Imported, Options, geojson, kml, kmz, table};
use entente::files::exercise::{self, log_file};
use entente::files::journal;
use entente::files::tiles::online::Template;
use entente::files::tiles::{self, TileFile, TileId};
use entente::files::{Seal, ron_text};
use entente::geometry::coordinates::{self, CoordinateFormat};
use entente::model::sidc::SymbolCode;
use entente::model::{Id, Plan};
use sha2::{Digest, Sha256};

/// Entries of a log that are played.
const MOST_ENTRIES: usize = 500;

/// What a parser does with bytes.
pub type Parser = fn(&[u8]);

/// Every parser by the name of its fuzz target and of its folder in the corpus.
pub const ALL: &[(&str, Parser)] = &[
    ("coordinates", coordinates),
    ("exercise", exercise),
    ("exercise_log", exercise_log),
    ("geojson", geojson),
    ("journal", journal),
    ("kml", kml),
    ("kmz", kmz),
    ("overlay", overlay),
    ("plan", plan),
    ("sidc", sidc),
    ("table", table),
    ("tile", tile),
    ("tile_file", tile_file),
];

/// A plan file; what was read is written and read as the same plan, sealed.
pub fn plan(bytes: &[u8]) {
    if let Ok(read) = ron_text::read(bytes) {
        can_be_kept(&read.plan);
    }
}

/// An exercise; what was read is written and read as the same exercise, sealed, and its list can be rehearsed.
pub fn exercise(bytes: &[u8]) {
    let Ok(read) = exercise::read(bytes) else {
        return;
    };
    let text = exercise::write(&read.exercise).expect("an exercise that was read can be written");
    let again = exercise::read(text.as_bytes()).expect("what was written can be read");
    assert_eq!(again.seal, Seal::Sealed);
    assert!(
        again.exercise == read.exercise,
        "what was written is another exercise"
    );
    let played = rehearse(&Arc::new(read.exercise), None);
    can_be_kept(&played.state().truth);
}

/// The log of an exercise's run: as it is, and once more with every seal in it made good, as of a journal.
pub fn exercise_log(bytes: &[u8]) {
    plays(bytes);
    plays(&sealed(b"// Entente exercise log 1\n", bytes));
}

/// A journal: as it is, and once more with every seal in it made good, so that what is behind the seals is
/// reached too. See [`sealed_journal`] for the form of these bytes.
pub fn journal(bytes: &[u8]) {
    stands(bytes);
    stands(&sealed_journal(bytes));
}

/// GeoJSON to import.
pub fn geojson(bytes: &[u8]) {
    is_taken_the_same_twice(bytes, |bytes, options| geojson::read(bytes, options).ok());
}

/// KML to import.
pub fn kml(bytes: &[u8]) {
    is_taken_the_same_twice(bytes, |bytes, options| kml::read(bytes, options).ok());
}

/// KMZ to import.
pub fn kmz(bytes: &[u8]) {
    is_taken_the_same_twice(bytes, |bytes, options| kmz::read(bytes, options).ok());
}

/// A table to import: an order of battle, or a list of places.
pub fn table(bytes: &[u8]) {
    drop(table::look(bytes, &Mapping::default()));
    is_taken_the_same_twice(bytes, |bytes, options| table::read(bytes, options).ok());
}

/// An overlay for the map.
pub fn overlay(bytes: &[u8]) {
    let file = Scratch::with(bytes);
    drop(tiles::read_overlay(&file.path));
}

/// A tile: pixels or vectors, packed or not.
pub fn tile(bytes: &[u8]) {
    for (z, x, y) in [(0, 0, 0), (14, 10_184, 6595)] {
        if let Some(id) = TileId::new(z, x, y) {
            drop(tiles::decode(id, bytes));
        }
    }
}

/// A file of tiles: MBTiles or PMTiles.
pub fn tile_file(bytes: &[u8]) {
    let file = Scratch::with(bytes);
    let Ok(mut opened) = TileFile::open(&file.path) else {
        return;
    };
    for (z, x, y) in [(0, 0, 0), (3, 5, 2), (14, 10_184, 6595)] {
        if let Some(id) = TileId::new(z, x, y) {
            drop(opened.tile(id));
        }
    }
}

/// Positions as they are typed and pasted, and the address of an online map. What was read is written in every
/// form, and read as the same place.
pub fn coordinates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    drop(Template::read(text));
    let Ok(read) = coordinates::read(text, None) else {
        return;
    };
    for position in read.typed().into_iter().flatten() {
        for format in CoordinateFormat::ALL {
            let written = coordinates::write(position, format);
            let again = coordinates::read_one(&written, None).ok();
            let again = again
                .and_then(|again| again.typed)
                .expect("what was written can be read");
            let is_of_metres = matches!(format, CoordinateFormat::Mgrs | CoordinateFormat::Utm);
            assert!(is_of_metres || again == position, "{written}");
        }
    }
}

/// Symbol codes.
pub fn sidc(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(SymbolCode::read(text));
        let _ = entente::model::sidc::site_of_code(text);
        let _ = entente::model::sidc::measure_of_code(text);
    }
}

/// What an import gives must be a plan that can be saved, and the same one when the file is read again.
fn is_taken_the_same_twice(bytes: &[u8], read: impl Fn(&[u8], &Options<'_>) -> Option<Imported>) {
    let Some(first) = read(bytes, &Options::default()) else {
        return;
    };
    can_be_kept(&first.plan);
    let again = Options {
        into: Some(&first.plan),
        ..Options::default()
    };
    let again = read(bytes, &again).expect("what was taken once is taken again");
    assert!(again.plan == first.plan, "read into itself it is another plan");
}

fn can_be_kept(plan: &Plan) {
    let text = ron_text::write(plan).expect("a plan that was read can be written");
    let again = ron_text::read(text.as_bytes()).expect("what was written can be read");
    assert_eq!(again.seal, Seal::Sealed);
    assert!(again.plan == *plan, "what was written is another plan");
}

fn stands(bytes: &[u8]) {
    if let Some(kept) = journal::read(PathBuf::from("x.journal"), bytes) {
        assert!(kept.live < kept.steps.len());
        can_be_kept(kept.plan());
    }
}

fn plays(bytes: &[u8]) {
    let Some(read) = log_file::log_of(Path::new("x.exercise.log"), bytes) else {
        return;
    };
    let plan = Plan::empty(Id::from_bits(1));
    let mut session = Session::begin(Arc::new(Exercise::on(read.exercise, Arc::new(plan))));
    for entry in read.entries.into_iter().take(MOST_ENTRIES) {
        // Most of it does not fit an exercise with nothing in it.
        drop(session.add(entry));
    }
    let again = Session::of(Arc::clone(session.exercise()), session.entries());
    assert!(again.as_ref() == Ok(&session), "what fitted once fits again");
}

/// Makes a journal of bytes: records with a line `%%%%` between them, in each the head, a line `%%`, and the
/// plan without its first line. Lengths, seals and the chain are added.
pub fn sealed_journal(bytes: &[u8]) -> Vec<u8> {
    sealed(b"// Entente journal 1\n", bytes)
}

fn sealed(first_line: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut journal = first_line.to_vec();
    let mut chain: [u8; 32] = Sha256::digest(first_line).into();
    let text = String::from_utf8_lossy(bytes);
    for (number, record) in text.split("%%%%\n").enumerate() {
        let (head, plan) = record.split_once("%%\n").unwrap_or((record, ""));
        let plan = match plan {
            "" => String::new(),
            plan => {
                let hash = hex(&Sha256::digest(plan.replace('\r', "\n").as_bytes()));
                format!("// Entente plan 1, sha256 {hash}\n{plan}")
            }
        };
        let mut hash = Sha256::new();
        hash.update(chain);
        hash.update((number as u64).to_le_bytes());
        hash.update((head.len() as u64).to_le_bytes());
        hash.update(head);
        hash.update(&plan);
        chain = hash.finalize().into();
        let check: String = hex(&chain).chars().take(16).collect();
        let numbers = format!("{number} {} {} {check}\n", head.len(), plan.len());
        journal.extend([numbers.as_str(), head, &plan].concat().bytes());
    }
    journal
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A file that is there as long as this.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn with(bytes: &[u8]) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("entente-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).expect("the folder for temporary files can be written");
        Self { path }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.path));
    }
}
