//! KMZ: the KML in an archive, and archives that are damaged, locked, or bombs.

use std::io::Write as _;

use entente::files::exchange::kmz::{ReadKmzError, read};
use entente::files::exchange::{Options, kml};
use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::{only, report};

const KML: &str = "<kml><Document><name>Overlay</name><Placemark><name>Jolan bridge</name>\
    <Point><coordinates>43.7,33.3,0</coordinates></Point></Placemark></Document></kml>";

/// Packs files: each a name, its content, and whether it is compressed.
fn archive(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut list = Vec::new();
    for (name, content, compressed) in files {
        let header = u32::try_from(bytes.len()).unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let data = if *compressed {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
            packer.write_all(content).unwrap();
            packer.finish().unwrap()
        } else {
            content.to_vec()
        };
        let mut fields = vec![20, 0, 0, 0, if *compressed { 8 } else { 0 }, 0, 0, 0, 0, 0];
        fields.extend(crc.sum().to_le_bytes());
        fields.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        fields.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&fields);
        list.extend([0; 12]);
        list.extend(header.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn refused(bytes: &[u8]) -> String {
    read(bytes, &Options::default()).unwrap_err().to_string()
}

#[test]
fn the_kml_in_an_archive_is_read_as_if_it_were_alone() {
    let alone = kml::read(KML.as_bytes(), &Options::default()).unwrap();
    for compressed in [false, true] {
        let bytes = archive(&[
            ("files/", b"", false),
            ("files/red.png", b"\x89PNG", false),
            ("doc.kml", KML.as_bytes(), compressed),
        ]);
        assert_eq!(read(&bytes, &Options::default()).unwrap(), alone);
    }
}

#[test]
fn without_a_doc_kml_the_first_counts_and_the_others_are_told() {
    let bytes = archive(&[("a/One.KML", KML.as_bytes(), true), ("two.kml", b"<kml/>", false)]);
    let imported = read(&bytes, &Options::default()).unwrap();
    assert_eq!(only(&imported.plan.sites).name, "Jolan bridge");
    let told = report(&imported);
    assert!(
        told.contains("dropped: other KML files in the archive: 1"),
        "{told}"
    );
}

#[test]
fn what_is_no_kmz_is_refused_with_a_sentence() {
    assert!(refused(b"").contains("no zip archive"));
    assert!(refused(KML.as_bytes()).contains("no zip archive"));
    assert!(refused(&archive(&[("x.txt", b"x", false)])).contains("its first file is `x.txt`"));
    assert!(refused(&archive(&[])).contains("no .kml file"));
    let broken = refused(&archive(&[("doc.kml", b"<kml><Document>", true)]));
    assert!(
        broken.starts_with("`doc.kml` in the archive: line 1: the file ends inside <Document>"),
        "{broken}"
    );
    let mut locked = archive(&[("doc.kml", KML.as_bytes(), true)]);
    let place = locked
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    locked[place + 8] |= 1;
    assert!(refused(&locked).contains("locked with a password"));
    let mut odd = archive(&[("doc.kml", KML.as_bytes(), true)]);
    odd[place + 10] = 14;
    assert!(refused(&odd).contains("number 14"));
}

#[test]
fn a_bomb_is_unpacked_no_further_than_the_limit() {
    let mut huge = b"<kml>".to_vec();
    huge.resize(70 << 20, b' ');
    let bytes = archive(&[("doc.kml", &huge, true)]);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    let error = read(&bytes, &Options::default()).unwrap_err();
    assert!(matches!(error, ReadKmzError::TooLarge { .. }), "{error}");
}

#[test]
fn no_damage_makes_it_panic_or_passes_unseen() {
    let bytes = archive(&[("doc.kml", KML.as_bytes(), true)]);
    let whole = read(&bytes, &Options::default()).unwrap();
    for end in 0..bytes.len() {
        // Only the length of an empty comment may be missing.
        if let Ok(imported) = read(&bytes[..end], &Options::default()) {
            assert_eq!(imported.plan, whole.plan, "cut at {end}");
        }
    }
    let mut flipped = bytes.clone();
    for place in 0..flipped.len() {
        for bit in 0..8 {
            flipped[place] ^= 1 << bit;
            if let Ok(imported) = read(&flipped, &Options::default()) {
                assert_eq!(imported.plan, whole.plan, "byte {place} bit {bit}");
            }
            flipped[place] ^= 1 << bit;
        }
    }
}
