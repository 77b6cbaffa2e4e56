//! A hostile plan's texts in a PDF: read as a reader of PDF reads it, they are text and nothing else.

use std::io::Read as _;

use entente::files::ron_text;
use entente::files::text::can_be_seen;

use super::shown::{EVIL, plan_called, printed};

/// What ends a string, an object or a stream of a PDF, and what a reader would run or fetch.
const OF_PDF: &str = ")) >> endobj endstream\nstream\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >> \\) \\( (( <feff> \
                      /URI (http://127.0.0.1:1/) /Launch % ";

/// What no document of ours has a use for.
const DANGEROUS: [&str; 14] = [
    "AA",
    "Annots",
    "EmbeddedFile",
    "EmbeddedFiles",
    "FileAttachment",
    "GoToR",
    "JS",
    "JavaScript",
    "Launch",
    "OpenAction",
    "RichMedia",
    "SubmitForm",
    "URI",
    "XFA",
];

/// What stands in a PDF, or in one of its streams, outside its strings and comments.
#[derive(Debug, Default)]
struct Tokens {
    names: Vec<String>,
    words: Vec<String>,
    strings: Vec<Vec<u8>>,
    /// What was last said to be the length of a stream.
    length: usize,
    is_length: bool,
}

/// Reads tokens by the rules of ISO 32000-1, 7.2 and 7.3, up to the end or to the word `stream`; returns where that
/// ends.
fn tokens(bytes: &[u8], mut at: usize, found: &mut Tokens) -> usize {
    let is_blank = |byte: u8| b" \t\r\n\x0c\0".contains(&byte);
    let is_regular = |byte: u8| !is_blank(byte) && !b"()<>[]{}/%".contains(&byte);
    let run = |from: usize| bytes[from..].iter().take_while(|byte| is_regular(**byte)).count();
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| !b"\r\n".contains(byte))
                    .count();
            }
            b'(' => at = literal(bytes, at + 1, found),
            b'<' if bytes.get(at + 1) == Some(&b'<') => at += 2,
            b'<' => {
                let length = bytes[at..]
                    .iter()
                    .position(|byte| *byte == b'>')
                    .expect("a string ends");
                let digits = &bytes[at + 1..at + length];
                let sound = digits
                    .iter()
                    .all(|byte| byte.is_ascii_hexdigit() || is_blank(*byte));
                assert!(sound, "{}", String::from_utf8_lossy(digits));
                at += length + 1;
            }
            b'/' => {
                let length = run(at + 1);
                let name = &bytes[at + 1..at + 1 + length];
                found.names.push(String::from_utf8_lossy(name).into_owned());
                found.is_length = name == b"Length";
                at += length + 1;
            }
            byte if is_regular(byte) => {
                let length = run(at);
                let word = String::from_utf8_lossy(&bytes[at..at + length]).into_owned();
                at += length;
                if word == "stream" {
                    return at;
                }
                if std::mem::take(&mut found.is_length) {
                    found.length = word.parse().unwrap();
                }
                found.words.push(word);
            }
            _ => at += 1,
        }
    }
    at
}

/// Reads a string in brackets, which may hold pairs of brackets; returns where it ends.
fn literal(bytes: &[u8], mut at: usize, found: &mut Tokens) -> usize {
    let mut text = Vec::new();
    let mut depth = 1;
    loop {
        match bytes
            .get(at)
            .unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&bytes[..2000.min(bytes.len())])))
        {
            b'\\' => {
                text.extend(bytes.get(at + 1));
                at += 1;
            }
            b'(' => depth += 1,
            b')' if depth == 1 => break,
            b')' => depth -= 1,
            byte => text.push(*byte),
        }
        at += 1;
    }
    found.strings.push(text);
    at + 1
}

/// Reads a PDF: its objects, and the streams between them, inflated.
fn read(pdf: &[u8]) -> (Tokens, Vec<Vec<u8>>) {
    let (mut found, mut streams) = (Tokens::default(), Vec::new());
    let mut at = 0;
    while at < pdf.len() {
        at = tokens(pdf, at, &mut found);
        if at >= pdf.len() {
            break;
        }
        let start = at + pdf[at..].iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let end = start + found.length;
        let bytes = &pdf[start..end];
        let mut inflated = Vec::new();
        streams.push(
            match flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut inflated) {
                Ok(_) => inflated,
                Err(_) => bytes.to_vec(),
            },
        );
        assert!(pdf[end..].trim_ascii_start().starts_with(b"endstream"));
        at = end;
    }
    (found, streams)
}

fn is_harmless(found: &Tokens, what: &str) {
    for dangerous in DANGEROUS {
        assert!(
            !found.names.iter().any(|name| name == dangerous),
            "{dangerous} in {what}"
        );
    }
}

#[test]
fn a_document_has_words_and_nothing_that_a_reader_would_run_or_fetch() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan_called(&format!("{EVIL}{OF_PDF}"));
    let text = ron_text::write(&plan).unwrap();
    std::fs::write(folder.path().join("evil.plan.ron"), text).unwrap();
    let arguments = "render evil.plan.ron -o evil.pdf --findings --paper A4 --pages all";
    printed(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
    let pdf = std::fs::read(folder.path().join("evil.pdf")).unwrap();

    let (found, streams) = read(&pdf);
    is_harmless(&found, "its objects");
    // As many objects begin as end: no text ended one.
    let count = |word: &str| found.words.iter().filter(|known| *known == word).count();
    assert!(count("obj") > 10 && count("obj") == count("endobj"));
    let mut letters = 0;
    for (number, stream) in streams.iter().enumerate() {
        if stream.starts_with(b"<?xpacket") {
            is_sound_xml(std::str::from_utf8(stream).unwrap());
        } else if is_text(stream) {
            let mut inside = Tokens::default();
            tokens(stream, 0, &mut inside);
            is_harmless(&inside, &format!("stream {number}"));
            letters += seen_letters(&String::from_utf8_lossy(stream));
        }
    }
    assert!(letters > 20, "what a reader copies out is looked at: {letters}");
}

/// True for a stream that a reader takes for tokens: what is on a page, objects, maps of letters; not a font.
fn is_text(stream: &[u8]) -> bool {
    let plain = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..0x7f);
    let count = stream.iter().take(400).filter(|byte| plain(byte)).count();
    // Shorter ones are the lists of a font's glyphs, a bit each.
    stream.len() > 64 && count == stream.len().min(400)
}

/// Looks at what a map from glyphs to letters makes of them; returns how many letters it has.
fn seen_letters(map: &str) -> usize {
    let mut letters = 0;
    let sections = map.split("beginbfchar").skip(1);
    for line in sections
        .filter_map(|section| section.split("endbfchar").next())
        .flat_map(str::lines)
    {
        let Some((_, text)) = line.trim().trim_end_matches('>').rsplit_once('<') else {
            continue;
        };
        let units: Vec<u16> = text
            .as_bytes()
            .chunks(4)
            .filter_map(|digits| u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
            .collect();
        for letter in String::from_utf16_lossy(&units).chars() {
            assert!(letter == ' ' || can_be_seen(letter), "{letter:?}");
            letters += 1;
        }
    }
    letters
}

fn is_sound_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                assert!(!tag.name().as_ref().eq_ignore_ascii_case(b"script"));
            }
            quick_xml::events::Event::DocType(_) => panic!("a document type"),
            _ => {}
        }
    }
}
