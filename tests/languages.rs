//! Languages of the interface: every text has its translation, with the same gaps, and none is left over;
//! in another language no English of the catalogue is seen or heard in the window.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use entente::compare::{Became, Difference};
use entente::language::Language;
use entente::testing::Chance;
use entente::testing::generate::{self, Size};

/// Folders and files whose texts the window shows. Not here is what is a document and stays English: printed
/// sheets and their annex (`drawing/paper`, `drawing/annex`), and what the command line says.
const SHOWN: [&str; 24] = [
    "apart.rs",
    "compare",
    "ui",
    "editor",
    "verbs",
    "checks",
    "drawing/words",
    "drawing/compose",
    "drawing/crowd",
    "drawing/measured.rs",
    "drawing/measured_scene.rs",
    "drawing/paper/out.rs",
    "drawing/paper/sheet.rs",
    "exercise/log.rs",
    "exercise/rules.rs",
    "exercise/scenario.rs",
    "exercise/session.rs",
    "files",
    "geometry/coordinates",
    "geometry/engine.rs",
    "geometry/position.rs",
    "geometry/text.rs",
    "model",
    "samples.rs",
];

/// Of those, what never reaches the window: words that columns and kinds are guessed from, what is written into
/// files, and who made the map beneath, whose licences are quoted as they are; nor what can never fail.
const NOT_SHOWN: [&str; 9] = [
    "files/basemap/credit.rs",
    "files/basemap/tiles.rs",
    "files/exchange/geojson/write.rs",
    "files/exchange/hints",
    "files/exchange/table/guess.rs",
    "files/exercise/columns.rs",
    "files/exercise/looked_back.rs",
    "files/hash.rs",
    "files/journal",
];

/// What a format or a protocol wants word for word, what a text is taken apart at, and names of samples.
const KEYWORDS: [&str; 12] = [
    "SQLite format 30",
    "Raster({} × {})",
    "WGS 84",
    "Fallujah 2016",
    "Fallujah 2016, agreed",
    "Mosul 2016",
    "UN NGO",
    ", sha256 ",
    "| Phase | {} |",
    "| Plan | {} | Changes |",
    " of the block: ",
    " (desktop map planner)",
];

/// In these, a single word is the name of a column or an element (`Placemark`), except where columns are titled.
const FORMATS: &str = "files";
const TITLES: &str = "mapping.rs";

fn table(language: Language) -> BTreeMap<String, String> {
    serde_json::from_str(language.table().unwrap()).unwrap()
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    if folder.is_file() {
        into.push(folder.to_owned());
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if NOT_SHOWN.iter().any(|hidden| path.ends_with(hidden)) {
            continue;
        }
        if path.is_dir() {
            if name != "tests" {
                sources(&path, into);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !name.ends_with("tests.rs")
            && !["fixture.rs", "seat.rs"].contains(&name.as_str())
        {
            into.push(path);
        }
    }
}

/// The texts between quotes in a file's code, without tests, comments and attributes.
fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = code
        .lines()
        .filter(|line| {
            let line = line.trim_start();
            !line.starts_with("//") && (!line.starts_with("#[") || line.contains("error("))
        })
        .collect();
    let code: Vec<char> = lines.join("\n").chars().collect();
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(&letter) = code.get(place) {
        match letter {
            '\'' if code.get(place + 1) == Some(&'\\') => place += 3,
            '\'' if code.get(place + 2) == Some(&'\'') => place += 2,
            '/' if code.get(place + 1) == Some(&'/') => {
                while code.get(place).is_some_and(|letter| *letter != '\n') {
                    place += 1;
                }
            }
            '"' => {
                let before: String = code[place.saturating_sub(9)..place].iter().collect();
                let mut text = String::new();
                place += 1;
                while let Some(&letter) = code.get(place).filter(|letter| **letter != '"') {
                    if letter == '\\' {
                        text.push(letter);
                        place += 1;
                    }
                    text.extend(code.get(place));
                    place += 1;
                }
                // Why a lint is off is told to developers.
                if before != "reason = " {
                    found.push(read(&text));
                }
            }
            _ => {}
        }
        place += 1;
    }
    found
}

/// A text as the compiler reads it.
fn read(written: &str) -> String {
    let mut text = String::new();
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("u{") {
            let end = after.find('}').unwrap();
            let code = u32::from_str_radix(&after[..end], 16).unwrap();
            text.extend(char::from_u32(code));
            rest = &after[end + 1..];
        } else if rest.starts_with('\n') {
            rest = rest.trim_start();
        } else {
            text.push(match rest.chars().next().unwrap() {
                'n' => '\n',
                't' => '\t',
                other => other,
            });
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// True for a text for people: it begins like a sentence, or has words.
fn is_text(text: &str) -> bool {
    let plain = without_gaps(text);
    let letters = plain.chars().filter(char::is_ascii_alphabetic).count();
    let start = text.trim_start_matches(|letter: char| "{} 0123456789.".contains(letter));
    let mut first = start.chars();
    let sentence = first.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && first.next().is_some_and(|letter| letter.is_ascii_lowercase());
    letters >= 3 && (sentence || plain.trim().contains(' '))
}

fn without_gaps(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            letter if !inside => plain.push(letter),
            _ => {}
        }
    }
    plain
}

fn gaps(text: &str) -> BTreeMap<String, usize> {
    let mut gaps = BTreeMap::new();
    for piece in text.split('{').skip(1) {
        if let Some((gap, _)) = piece.split_once('}') {
            *gaps.entry(gap.to_owned()).or_default() += 1;
        }
    }
    gaps
}

fn texts() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for folder in SHOWN {
        sources(&root.join(folder), &mut files);
    }
    let mut texts = BTreeSet::new();
    for file in files {
        let is_format = file.starts_with(root.join(FORMATS)) && !file.ends_with(TITLES);
        let found = literals(&fs::read_to_string(&file).unwrap());
        texts.extend(
            found
                .into_iter()
                .filter(|text| is_text(text) && !is_code(text))
                .filter(|text| !is_format || text.trim().contains(' ')),
        );
    }
    texts
}

/// True for what is no sentence of the window: the rules' pages, which are documents; tables to be copied
/// elsewhere; queries; what a file begins with; and keywords.
fn is_code(text: &str) -> bool {
    let is_page = text.starts_with("## ") || text.contains("\n\n");
    let is_copied = text.contains('\t');
    let is_written = text.starts_with("SELECT ") || text.starts_with("// ");
    is_page || is_copied || is_written || KEYWORDS.contains(&text)
}

#[test]
fn no_text_is_without_a_translation() {
    let texts = texts();
    assert!(texts.len() > 1_000, "{}", texts.len());
    for language in [Language::Arabic, Language::French] {
        let table = table(language);
        let missing: Vec<&String> = texts.iter().filter(|text| !table.contains_key(*text)).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:#?}");
        let empty: Vec<&String> = table
            .iter()
            .filter(|(_, said)| said.trim().is_empty())
            .map(|(key, _)| key)
            .collect();
        assert!(empty.is_empty(), "{language:?} has nothing for {empty:#?}");
    }
}

#[test]
fn translations_have_the_gaps_of_their_text() {
    for language in [Language::Arabic, Language::French] {
        for (key, said) in table(language) {
            assert_eq!(gaps(&key), gaps(&said), "{language:?}: {key}");
            assert_eq!(key.ends_with('…'), said.ends_with('…'), "{language:?}: {key}");
        }
    }
}

/// Findings are put together from sentences and pieces; most of what the samples' findings say must come out
/// translated, whole.
#[test]
fn findings_are_said_in_the_language_chosen() {
    for name in ["fallujah", "mosul"] {
        let text = entente::samples::find(name).unwrap().text;
        let plan = entente::files::ron_text::read(text.as_bytes()).unwrap().plan;
        let report = entente::checks::check(&plan, None);
        for language in [Language::Arabic, Language::French] {
            let left = |texts: Vec<&str>| {
                let left: BTreeSet<String> = texts
                    .iter()
                    .filter(|text| language.read(text).is_none())
                    .map(|text| (*text).to_owned())
                    .collect();
                (left, texts.len())
            };
            let (titles, all) = left(
                report
                    .findings
                    .iter()
                    .map(|finding| finding.title.as_str())
                    .collect(),
            );
            assert!(
                titles.len() * 10 < all,
                "{language:?}, {} of {all}: {titles:#?}",
                titles.len()
            );
            let (messages, all) = left(
                report
                    .findings
                    .iter()
                    .map(|finding| finding.message.as_str())
                    .collect(),
            );
            assert!(
                messages.len() * 5 < all,
                "{language:?}, {} of {all}: {messages:#?}",
                messages.len()
            );
        }
    }
}

/// Words that differences between plans are told with: fields, and what became of them.
#[test]
fn what_differs_is_said_in_the_language_chosen() {
    let words = std::cell::RefCell::new(BTreeSet::new());
    let keep = |text: &str| {
        words.borrow_mut().insert(text.to_owned());
        text.to_owned()
    };
    for seed in 1..=150 {
        let mut chance = Chance::new(seed);
        let plan = generate::plan(&mut chance, Size::SMALL);
        let mut other = plan.clone();
        for _ in 0..40 {
            other = generate::edit(&mut chance, &other).apply(&other).unwrap_or(other);
        }
        for thing in Difference::between(&plan, &other).things {
            thing.title_in(&keep);
            if let Became::Changed(fields) = &thing.became {
                for field in fields {
                    field.what.said_in(&keep);
                }
            }
        }
    }
    words
        .borrow_mut()
        .extend(["added", "removed", "changed", "order"].map(str::to_owned));
    let words = words.into_inner();
    assert!(words.len() > 80, "{}", words.len());
    for language in [Language::Arabic, Language::French] {
        let table = table(language);
        let missing: Vec<&String> = words.iter().filter(|word| !table.contains_key(*word)).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:#?}");
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let keys = |language| table(language).into_keys().collect::<Vec<_>>();
    assert_eq!(keys(Language::Arabic), keys(Language::French));
}

#[test]
fn arabic_is_arabic_and_french_is_no_english() {
    let arabic = table(Language::Arabic);
    let written = arabic
        .values()
        .filter(|said| said.chars().any(|letter| matches!(letter, '\u{600}'..='\u{6ff}')))
        .count();
    assert!(written * 100 > arabic.len() * 95, "{written} of {}", arabic.len());
    let french = table(Language::French);
    let same = french.iter().filter(|(key, said)| key == said).count();
    assert!(same * 100 < french.len() * 10, "{same} of {}", french.len());
}
