//! Cut off, bent and malicious files: a sentence each, no panic, little time, little memory.

use std::time::Duration;

use proptest::prelude::*;

use super::super::*;
use super::make::{self, Parts, PmTile, directory, gzip, mbtiles, picture, pmtiles, put_varint};
use super::{id, vectors, written};

/// Opens bytes as a file and reads a few tiles; returns what it says.
fn outcome(bytes: &[u8]) -> Result<Vec<Result<bool, ReadTileError>>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "x.pmtiles", bytes);
    let mut file = TileFile::open(&path).map_err(|error| error.to_string())?;
    let ids = [id(0, 0, 0), id(3, 5, 2), id(14, 10184, 6595)];
    Ok(ids.map(|id| file.tile(id).map(|tile| tile.is_some())).to_vec())
}

fn whole() -> Vec<u8> {
    pmtiles(&[
        PmTile::new(id(0, 0, 0), picture(image::ImageFormat::Png, 8)),
        PmTile::new(id(3, 5, 2), gzip(&vectors())),
    ])
}

/// Runs at most so long; the clock of a test, not of the program.
#[expect(
    clippy::disallowed_methods,
    reason = "a test of how long reading takes needs a clock"
)]
fn quickly<R>(what: &str, work: impl FnOnce() -> R) -> R {
    let start = std::time::Instant::now();
    let result = work();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(10), "{what} took {took:?}");
    result
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_lacks_tiles() {
    let bytes = whole();
    for length in 0..bytes.len() {
        match outcome(&bytes[..length]) {
            Err(error) => assert!(
                error.contains("cut off") || error.contains("neither"),
                "{length}: {error}"
            ),
            Ok(tiles) => panic!("{length} of {} bytes were taken: {tiles:?}", bytes.len()),
        }
    }
    assert_eq!(outcome(&bytes).unwrap(), [Ok(true), Ok(true), Ok(false)]);
}

#[test]
fn every_bent_bit_is_survived() {
    let bytes = whole();
    for at in 0..bytes.len() {
        let mut bent = bytes.clone();
        bent[at] ^= 1 << (at % 8);
        drop(outcome(&bent));
    }
}

#[test]
fn malicious_directories_end_with_an_error() {
    let tile = picture(image::ImageFormat::Png, 8);
    let long = tile.len() as u64;
    let itself = |length| directory(&[(0, 0, 0, length)]);
    // A leaf that points at itself: its packed length is part of its content, so it is found by trying.
    let round = (20..60)
        .find_map(|length| {
            let packed = gzip(&itself(length));
            (packed.len() as u64 == length).then_some(packed)
        })
        .expect("some length fits");
    let cyclic = Parts {
        root: itself(round.len() as u64),
        leaves: round,
        tiles: tile.clone(),
    };
    let deep = make::pmtiles_deep(
        &(0..2000)
            .map(|x| PmTile::new(id(11, x % 2000, 7), tile.clone()))
            .collect::<Vec<_>>(),
        4,
    );
    let mut boundless = Vec::new();
    put_varint(&mut boundless, u64::MAX);
    let mut wrapping = Vec::new();
    for number in [2, 1, u64::MAX, 1, 1, long, long, 1, u64::MAX] {
        put_varint(&mut wrapping, number);
    }
    let parts = |root: Vec<u8>| {
        Parts {
            root,
            leaves: Vec::new(),
            tiles: tile.clone(),
        }
        .file()
    };
    for (name, bytes, words) in [
        ("a cycle", cyclic.file(), "deeper"),
        ("four deep", deep, "deeper"),
        ("an endless count", parts(boundless), "makes no sense"),
        ("numbers that wrap", parts(wrapping), "makes no sense"),
        (
            "a tile beyond the file",
            parts(directory(&[(0, 1, u64::MAX / 2, long)])),
            "outside the file",
        ),
        (
            "a tile of exabytes",
            parts(directory(&[(0, 1, 0, u64::MAX / 2)])),
            "too large",
        ),
        ("a bomb", parts(vec![0; 64 << 20]), "too large"),
    ] {
        let told = quickly(name, || match outcome(&bytes) {
            Err(error) => error,
            Ok(tiles) => tiles
                .iter()
                .find_map(|tile| tile.as_ref().err())
                .map_or_else(|| panic!("{name} was taken: {tiles:?}"), ToString::to_string),
        });
        assert!(told.contains(words), "{name}: {told}");
    }
}

#[test]
fn heads_that_lie_are_refused_with_what_is_wrong() {
    let bytes = whole();
    let with = |at: usize, new: &[u8]| {
        let mut bent = bytes.clone();
        bent[at..at + new.len()].copy_from_slice(new);
        outcome(&bent).unwrap_err()
    };
    assert!(with(0, b"PMtiles").contains("neither"));
    assert!(with(7, &[2]).contains("version 2"));
    assert!(with(97, &[3]).contains("Brotli"));
    assert!(with(98, &[4]).contains("Zstandard"));
    assert!(with(97, &[77]).contains("unknown way"));
    assert!(with(8, &u64::MAX.to_le_bytes()).contains("cut off"));
    assert!(with(56, &u64::MAX.to_le_bytes()).contains("cut off"));
    assert!(with(100, &[9, 3]).contains("zooms"));
    let folder = tempfile::tempdir().unwrap();
    assert!(TileFile::open(folder.path()).is_err());
    assert!(TileFile::open(&folder.path().join("none.pmtiles")).is_err());
}

#[test]
fn pictures_too_large_or_broken_are_errors() {
    let mut wide = Vec::new();
    image::GrayImage::new(5000, 1)
        .write_to(&mut std::io::Cursor::new(&mut wide), image::ImageFormat::Png)
        .unwrap();
    let mut cut = picture(image::ImageFormat::Png, 64);
    cut.truncate(cut.len() / 2);
    // A head that promises 60,000 by 60,000 pixels.
    let mut lying = picture(image::ImageFormat::Png, 8);
    lying[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    for bytes in [
        wide,
        cut,
        lying,
        b"\x89PNG\r\n\x1a\n".to_vec(),
        b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(),
    ] {
        quickly("a picture", || decode(id(0, 0, 0), &bytes).unwrap_err());
    }
    let bomb = gzip(&vec![0; 200 << 20]);
    assert!(matches!(
        decode(id(0, 0, 0), &bomb),
        Err(ReadTileError::TooLarge(_))
    ));
    assert!(matches!(
        decode(id(0, 0, 0), &vec![0; MAX_STORED_BYTES + 1]),
        Err(ReadTileError::TooLarge(_))
    ));
}

#[test]
fn databases_that_want_more_than_to_be_read_are_refused_or_read_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let at = id(3, 5, 2);
    let open = |more: &str| {
        let path = mbtiles(folder.path(), &[(at, vectors())], more);
        TileFile::open(&path)
            .map(|mut file| file.tile(at))
            .map_err(|error| error.to_string())
    };
    let refused = |more: &str| open(more).unwrap_err();
    assert!(open("").unwrap().unwrap().is_some());
    let view = "DROP TABLE tiles; CREATE VIEW tiles AS
        SELECT 3 AS zoom_level, 5 AS tile_column, 5 AS tile_row, randomblob(100) AS tile_data;";
    assert!(refused(view).contains("trusted"));
    let computed = "DROP TABLE tiles; CREATE TABLE tiles (zoom_level, tile_column, tile_row,
        tile_data GENERATED ALWAYS AS (zeroblob(1000000)));";
    assert!(refused(computed).contains("trusted"));
    assert!(refused("DROP TABLE tiles; CREATE TABLE roads (a);").contains("trusted"));
    assert!(refused("DELETE FROM tiles;").contains("no tiles"));
    let large = format!(
        "UPDATE tiles SET tile_data = zeroblob({});",
        MAX_STORED_BYTES + 1000
    );
    assert!(matches!(open(&large).unwrap(), Err(ReadTileError::TooLarge(_))));
    assert!(matches!(
        open("UPDATE tiles SET tile_data = 'text';").unwrap(),
        Err(ReadTileError::Damaged(_))
    ));
    assert_eq!(open("UPDATE tiles SET tile_data = NULL;").unwrap(), Ok(None));
}

#[test]
fn a_database_cut_off_or_bent_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = mbtiles(folder.path(), &[(id(3, 5, 2), vectors())], "");
    let bytes = std::fs::read(&path).unwrap();
    let steps = (0..bytes.len()).step_by(97);
    for at in steps {
        let mut bent = bytes.clone();
        bent[at] ^= 0x55;
        for damaged in [&bytes[..at], &bent] {
            let path = written(folder.path(), "bent.mbtiles", damaged);
            if let Ok(mut file) = TileFile::open(&path) {
                drop(file.tile(id(3, 5, 2)));
            }
        }
    }
}

#[test]
fn vector_tiles_that_promise_more_than_they_hold_are_small() {
    let layer = |geometry: &[u64]| make::layer("water", &[make::feature(3, &[], geometry)]);
    for geometry in [
        &[9, 0][..],
        &[u64::MAX],
        &[(1 << 40) << 3 | 2, 2, 2],
        &[10, 2, 2],
        &[
            9,
            u64::from(u32::MAX),
            u64::from(u32::MAX),
            18,
            u64::from(u32::MAX),
            0,
        ],
        &[13, 1, 1],
    ] {
        let tile = decode(id(0, 0, 0), &make::tile_of(&[layer(geometry)]));
        let Ok(Tile::Vector(pieces)) = tile else {
            panic!("{geometry:?}: {tile:?}");
        };
        assert!(pieces.areas.is_empty(), "{geometry:?}");
    }
    // Half a million vertices in one line.
    let mut many = vec![9, 0, 0, 500_000 << 3 | 2];
    many.extend((0..1_000_000).map(|step| step % 3));
    let line = make::layer("roads", &[make::feature(2, &[("kind", "highway")], &many)]);
    let tile = quickly("a long line", || decode(id(0, 0, 0), &make::tile_of(&[line])));
    assert!(matches!(tile, Err(ReadTileError::TooLarge(_))), "{tile:?}");
    // Stars that fold over themselves: one as large as is still filled, and one that is not.
    for (vertices, is_filled) in [(10_000, true), (39_000, false)] {
        let mut star = vec![9, 0, 0, vertices << 3 | 2];
        star.extend((0..2 * vertices).map(|step| (step * 7919) % 4001));
        star.push(15);
        let star = make::tile_of(&[layer(&star)]);
        let tile = quickly("a star", || decode(id(0, 0, 0), &star)).unwrap();
        let Tile::Vector(pieces) = tile else {
            panic!("a star is no picture");
        };
        assert_eq!(!pieces.areas[0].triangles.is_empty(), is_filled);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_never_a_panic(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..600),
        lead in 0_usize..5,
    ) {
        let lead: &[u8] = [&b"PMTiles\x03"[..], b"SQLite format 3\0", b"\x1f\x8b\x08", b"\x1a", b""][lead];
        bytes.splice(..0, lead.iter().copied());
        drop(outcome(&bytes));
        drop(decode(id(3, 5, 2), &bytes));
        drop(overlay::parse(&bytes));
    }

    #[test]
    fn bent_vector_tiles_are_never_a_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = vectors();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drop(decode(id(3, 5, 2), &bytes));
    }
}
