//! What the interface says, in the language that was chosen.
//!
//! The language is set once a frame from the preferences; it is the window's alone.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::language::{Language, in_seen_order};
use crate::model::{Vocabulary, unhidden};

/// Texts remembered before all are forgotten.
const MOST: usize = 4_000;

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
    static SAID: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
    /// What was seen, and how it is read: only where the two differ.
    static READ: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// Chooses the language of the frames that follow.
pub fn choose(language: Language) {
    let changed = LANGUAGE.replace(language) != language;
    if changed {
        SAID.with_borrow_mut(HashMap::clear);
        READ.with_borrow_mut(HashMap::clear);
    }
}

/// Returns the language of this frame.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Returns a text of the interface.
pub fn say(key: &'static str) -> &'static str {
    let language = language();
    let said = language.say(key);
    if language.is_right_to_left()
        && let Some(whole) = language.whole(key)
    {
        remember(said, whole);
    }
    said
}

fn remember(seen: &str, read: &str) {
    READ.with_borrow_mut(|known| {
        if known.len() >= MOST {
            known.clear();
        }
        if !known.contains_key(seen) {
            known.insert(seen.to_owned(), read.to_owned());
        }
    });
}

/// Returns how a text of the interface is read, where that differs from how it is seen and is known.
pub fn known_reading(seen: &str) -> Option<String> {
    READ.with_borrow(|known| known.get(seen).cloned())
}

/// Returns a text of the interface in the order in which it is read: for paragraphs that are wrapped, which
/// are laid out run by run. What hides in a name is shown as an escape.
pub fn in_reading_order(seen: &str) -> String {
    known_reading(seen).unwrap_or_else(|| unhidden(seen).into_owned())
}

/// Returns a text of the interface that may have names and numbers in it; what hides in a name is shown as an
/// escape.
pub fn said(text: impl AsRef<str>) -> String {
    let (text, language) = (unhidden(text.as_ref()), language());
    let text = text.as_ref();
    if language == Language::English {
        return text.to_owned();
    }
    SAID.with_borrow_mut(|known| {
        if let Some(said) = known.get(text) {
            return said.clone();
        }
        if known.len() >= MOST {
            known.clear();
        }
        let said = language.said(text);
        if language.is_right_to_left()
            && let Some(read) = language.read(text)
        {
            remember(&said, &read);
        }
        known.insert(text.to_owned(), said.clone());
        said
    })
}

/// Returns a text of the interface that may have names and numbers in it, in the order in which it is read and
/// without marks of direction: to be put together with others.
pub fn in_words(text: impl AsRef<str>) -> String {
    let text = unhidden(text.as_ref());
    let mut reading = language().read(&text).unwrap_or_else(|| text.into_owned());
    reading.retain(|letter| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'));
    reading
}

/// Returns a text put together in the order in which it is read, as it is seen.
pub fn composed(reading: impl AsRef<str>) -> String {
    let reading = unhidden(reading.as_ref()).into_owned();
    if !language().is_right_to_left() {
        return reading;
    }
    let seen = in_seen_order(&reading);
    remember(&seen, &reading);
    seen
}

/// Returns a word of a vocabulary.
pub fn word<W: Vocabulary>(word: W) -> String {
    said(word.for_people())
}
