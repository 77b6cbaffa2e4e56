//! The languages of the interface: one catalogue, English as its key.
//!
//! Every layer says what it has to say in plain English; so do logs, files and the command line. The window
//! alone translates, where a text is shown: a whole text by its key, a text with names and numbers in it by
//! the key that it was made from (`Split {name}`). What the catalogue lacks stays English. Names and what
//! people wrote are never translated.
//!
//! A language is a flat table in `assets/languages`, as translators' tools read it; a test finds no key
//! missing. Arabic and French have not been reviewed by a native speaker yet.

mod seen;
mod template;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use seen::in_seen_order;
use template::Template;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Arabic.
    Arabic,
    /// French.
    French,
}

const ARABIC: &str = include_str!("../assets/languages/ar.json");
const FRENCH: &str = include_str!("../assets/languages/fr.json");

/// Sentences within sentences are translated so deep.
const MOST_DEPTH: usize = 4;
/// Marks round what stands in a gap.
const FIRST_STRONG_ISOLATE: &str = "\u{2068}";
const POP_ISOLATE: &str = "\u{2069}";
/// What stands in a key's gap is translated itself where it has so many words: it is a sentence, no name.
const SENTENCE_WORDS: usize = 3;

impl Language {
    /// Every language, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::French];

    /// Returns what it is called by those who speak it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::French => "Français",
        }
    }

    /// Returns what it is called in English, for whoever looks for it in an interface that they can read.
    pub const fn english(self) -> &'static str {
        match self {
            Self::English => "English language",
            Self::Arabic => "Arabic language",
            Self::French => "French language",
        }
    }

    /// Returns true where it is read from the right.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    /// Returns its table as it is written; English has none.
    pub const fn table(self) -> Option<&'static str> {
        match self {
            Self::English => None,
            Self::Arabic => Some(ARABIC),
            Self::French => Some(FRENCH),
        }
    }

    fn catalogue(self) -> Option<&'static Catalogue> {
        static CATALOGUES: [OnceLock<Catalogue>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let table = self.table()?;
        let place = CATALOGUES.get(self as usize)?;
        Some(place.get_or_init(|| Catalogue::read(table, self.is_right_to_left())))
    }

    /// Returns a text of the interface; the key itself where the language has nothing for it.
    pub fn say(self, key: &'static str) -> &'static str {
        let said = self.catalogue().and_then(|catalogue| catalogue.shown.get(key));
        said.map_or(key, String::as_str)
    }

    /// Returns a text that may have names and numbers in it, in the order in which it is read; `None` where
    /// the language has nothing for it.
    pub fn read(self, text: &str) -> Option<String> {
        self.catalogue().and_then(|catalogue| catalogue.said(text, 0))
    }

    /// As [`Language::read`], in the order in which it is seen; the text itself where there is nothing for it.
    pub fn said(self, text: &str) -> String {
        match self.read(text) {
            Some(said) if self.is_right_to_left() => in_seen_order(&said),
            Some(said) => said,
            None => text.to_owned(),
        }
    }

    /// Returns the key's text in the order in which it is read.
    pub fn whole(self, key: &str) -> Option<&'static str> {
        self.catalogue()?.whole.get(key).map(String::as_str)
    }
}

/// The texts of one language.
struct Catalogue {
    whole: HashMap<String, String>,
    /// The same, in the order in which they are seen.
    shown: HashMap<String, String>,
    templates: Vec<Template>,
    right_to_left: bool,
}

impl Catalogue {
    fn read(table: &str, right_to_left: bool) -> Self {
        let whole: HashMap<String, String> = serde_json::from_str(table).unwrap_or_default();
        let mut templates: Vec<Template> = whole
            .iter()
            .filter_map(|(key, into)| Template::of(key, into))
            .collect();
        // The most telling first; of alike ones a fixed order.
        templates.sort_by(|one, other| {
            let most = (other.letters, other.parts.len()).cmp(&(one.letters, one.parts.len()));
            most.then(one.parts.cmp(&other.parts))
        });
        let shown = whole
            .iter()
            .map(|(key, said)| (key.clone(), in_seen_order(said)))
            .collect();
        Self {
            whole,
            shown,
            templates,
            right_to_left,
        }
    }

    fn said(&self, text: &str, depth: usize) -> Option<String> {
        if let Some(said) = self.whole.get(text) {
            return Some(said.clone());
        }
        let is_lines = text.contains('\n');
        // One line of several is what a key fits, unless it has several itself.
        let mut templates = self
            .templates
            .iter()
            .filter(|template| !is_lines || template.parts.iter().any(|part| part.contains('\n')));
        let found = templates.find_map(|template| template.fit(text).map(|found| (template, found)));
        let Some((template, found)) = found else {
            return match depth {
                _ if is_lines => self.by_lines(text, depth),
                0 => self.by_place(text, depth).or_else(|| self.by_sentences(text)),
                _ => self
                    .by_clauses(text, depth)
                    .or_else(|| self.by_place(text, depth)),
            };
        };
        let last = found.len().saturating_sub(1);
        let filled = found.iter().enumerate().map(|(place, gap)| {
            if template.quotes(place) {
                return (*gap).to_owned();
            }
            // What begins with a blank or a comma is a piece of a sentence, never a name.
            let is_piece = gap.starts_with([' ', ',']);
            let is_count = gap.starts_with(|letter: char| letter.is_ascii_digit()) && gap.contains(' ');
            let is_sentence = is_piece || is_count || gap.split_whitespace().count() >= SENTENCE_WORDS;
            // Nor is a word in small letters, or the one that ends what is said: "Rivals."
            let is_small = gap.starts_with(|letter: char| letter.is_lowercase());
            if is_small && let Some(said) = self.words(gap) {
                return said;
            }
            if place == last
                && text.ends_with('.')
                && let Some(said) = self.whole.get(*gap)
            {
                return said.clone();
            }
            let said = (depth < MOST_DEPTH && is_sentence)
                .then(|| self.said(gap, depth + 1))
                .flatten();
            said.unwrap_or_else(|| (*gap).to_owned())
        });
        Some(template.filled(&filled.collect::<Vec<_>>(), self.right_to_left))
    }

    /// Words in small letters, one or a list: `state-force`, `a point`, `infantry, battalion`. They are known as
    /// they are or as the titles of a vocabulary.
    fn words(&self, text: &str) -> Option<String> {
        let one = |word: &str| {
            let known = self.whole.get(word).cloned();
            known.or_else(|| self.whole.get(&title_of(word)).cloned())
        };
        let word = |word: &str| match word.strip_suffix(')').and_then(|word| word.split_once(" (")) {
            Some((word, more)) => Some(format!("{} ({})", one(word)?, one(more)?)),
            None => one(word),
        };
        if let Some(said) = word(text) {
            return Some(said);
        }
        let all: Option<Vec<String>> = text.split(", ").map(word).collect();
        Some(all?.join(if self.right_to_left { "، " } else { ", " }))
    }

    /// A text of several lines, those of them translated that can be; `None` where none can.
    fn by_lines(&self, text: &str, depth: usize) -> Option<String> {
        let mut any = false;
        let said: Vec<String> = text
            .split('\n')
            .map(|line| {
                let bare = line.trim_start();
                let indent = line.get(..line.len() - bare.len()).unwrap_or_default();
                let said = (depth < MOST_DEPTH).then(|| self.said(bare, depth + 1)).flatten();
                any |= said.is_some();
                said.map_or_else(|| line.to_owned(), |said| format!("{indent}{said}"))
            })
            .collect();
        any.then(|| said.join("\n"))
    }

    /// A list of reasons: `no geometry; it has no end`. `None` where one of them has no translation.
    fn by_clauses(&self, text: &str, depth: usize) -> Option<String> {
        if depth >= MOST_DEPTH || !text.contains("; ") {
            return None;
        }
        let all: Option<Vec<String>> = text
            .split("; ")
            .map(|clause| self.said(clause, depth + 1))
            .collect();
        Some(all?.join(if self.right_to_left { "؛ " } else { "\u{a0}; " }))
    }

    /// A text that says first what it is about: `north.kml: the file is empty`. `None` where what follows has no
    /// translation.
    fn by_place(&self, text: &str, depth: usize) -> Option<String> {
        if depth >= MOST_DEPTH {
            return None;
        }
        let (about, rest) = text.split_once(": ")?;
        let is_figure = !rest.contains(char::is_alphabetic);
        // A sentence is known by what follows, a figure or a value by what it is of.
        if let Some(about) = self.words(about) {
            let of_words = about.contains(' ');
            let rest = self
                .words(rest)
                .or_else(|| (is_figure || of_words).then(|| rest.to_owned()));
            if let Some(rest) = rest {
                return Some(format!("{about}: {rest}"));
            }
        }
        let rest = self.said(rest, depth + 1)?;
        let about = self.said(about, depth + 1).unwrap_or_else(|| {
            if self.right_to_left {
                format!("{FIRST_STRONG_ISOLATE}{about}{POP_ISOLATE}")
            } else {
                about.to_owned()
            }
        });
        Some(format!("{about}: {rest}"))
    }

    /// A text of several sentences, those of them translated that can be; `None` where none can.
    fn by_sentences(&self, text: &str) -> Option<String> {
        let mut sentences = text.split_inclusive(". ").peekable();
        let first = *sentences.peek()?;
        if first.len() == text.len() {
            return None;
        }
        let mut any = false;
        let said = sentences.map(|sentence| {
            let bare = sentence.trim_end();
            let after = sentence.get(bare.len()..).unwrap_or_default();
            let said = self.said(bare, 1);
            any |= said.is_some();
            said.unwrap_or_else(|| bare.to_owned()) + after
        });
        let said: String = said.collect();
        any.then_some(said)
    }
}

/// The title of a word as files write it: `State force` of `state-force`.
fn title_of(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + &letters.as_str().replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_and_texts_with_names_in_them() {
        let french = Language::French;
        assert_eq!(french.say("Split by a line"), "Scinder par une ligne");
        assert_eq!(Language::English.say("Split by a line"), "Split by a line");
        let said = french.said("Split Northern corridor");
        assert!(
            said.contains("Northern corridor") && !said.contains("Split"),
            "{said}"
        );
        // A sentence within a sentence is translated too; a name in it is not.
        let said = french.said("Not done: the line cuts nothing; lead it across Open answers");
        assert!(said.contains("Open answers") && !said.contains("line"), "{said}");
        assert_eq!(french.said("Qasr al-Nil"), "Qasr al-Nil");
        assert_eq!(french.say("no such key"), "no such key");
    }

    #[test]
    fn gaps_are_found_by_what_stands_around_them() {
        let template = Template::of("Cede part of {name} to {}", "À {} : une part de {name}").unwrap();
        let found = template.fit("Cede part of North to the South to West").unwrap();
        assert_eq!(found, ["North", "the South to West"]);
        let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
        let filled = template.filled(&found, false);
        assert_eq!(filled, "À the South to West : une part de North");
        assert_eq!(template.fit("Cede part of North"), None);
        assert_eq!(template.fit("Cede part of  to West"), None);
        let beside = Template::of("{} and {} share {}{}: {}.", "").unwrap();
        assert_eq!(
            beside.fit("A and B share 3 km² in P3: rivals.").unwrap(),
            ["A", "B", "3 km²", " in P3", "rivals"]
        );
        assert_eq!(
            beside.fit("A and B share 3 km²: rivals.").unwrap(),
            ["A", "B", "3 km²", "", "rivals"]
        );
        let plain = Template::of("Merge {} into {}", "{} ← {}").unwrap();
        let found: Vec<String> = plain
            .fit("Merge A into B")
            .unwrap()
            .into_iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(plain.filled(&found, false), "A ← B");
    }

    #[test]
    fn words_come_in_the_order_they_are_seen() {
        assert_eq!(in_seen_order("Zoom in"), "Zoom in");
        assert_eq!(in_seen_order("فتح"), "فتح");
        assert_eq!(in_seen_order("فتح ملف…"), "…ملف فتح");
        let arabic = Language::Arabic.said("Judged as of 30 November 2026");
        assert!(arabic.starts_with("30 November 2026 "), "{arabic}");
        assert_eq!(in_seen_order("ملف GeoJSON (جديد) 12"), "12 (جديد) GeoJSON ملف");
    }
}
