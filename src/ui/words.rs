//! What the interface says, in the language that was chosen.
//!
//! The language is set once a frame from the preferences; it is the window's alone.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::language::Language;
use crate::model::Vocabulary;

/// Texts remembered before all are forgotten.
const MOST: usize = 4_000;

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
    static SAID: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// Chooses the language of the frames that follow; true where that is another one.
pub fn choose(language: Language) -> bool {
    let changed = LANGUAGE.replace(language) != language;
    if changed {
        SAID.with_borrow_mut(HashMap::clear);
    }
    changed
}

/// Returns the language of this frame.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Returns a text of the interface.
pub fn say(key: &'static str) -> &'static str {
    language().say(key)
}

/// Returns a text of the interface that may have names and numbers in it.
pub fn said(text: impl AsRef<str>) -> String {
    let (text, language) = (text.as_ref(), language());
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
        known.insert(text.to_owned(), said.clone());
        said
    })
}

/// Returns a word of a vocabulary.
pub fn word<W: Vocabulary>(word: W) -> String {
    said(word.for_people())
}
