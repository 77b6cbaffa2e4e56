//! Which characters can be seen, so that none hides in a plan file or in a message about one.
//!
//! Controls, direction marks and zero-width characters can make a name look like another. Here they
//! become escapes (`\u{202e}`). What is written in any script stays as it is; nothing is transliterated.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Characters that take no room of their own although `std` counts them as printable.
const UNSEEN: &[std::ops::RangeInclusive<char>] = &[
    '\u{34f}'..='\u{34f}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Returns true for a character that a reader can see, the space among them, and for the marks that
/// sit on a letter (Arabic vowel signs, accents).
pub fn can_be_seen(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    if UNSEEN.iter().any(|range| range.contains(&letter)) {
        return false;
    }
    // The escape of a text, unlike that of a lone character, leaves marks on letters alone.
    let mut text = [0; 5];
    let (first, rest) = text.split_at_mut(1);
    first.fill(b'x');
    let length = 1 + letter.encode_utf8(rest).len();
    let text = text
        .get(..length)
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.is_some_and(|text| text.escape_debug().nth(1) == Some(letter))
}

/// Returns the text with what cannot be seen as `\u{…}`, for messages and terminals.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if can_be_seen(letter) {
            shown.push(letter);
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(shown, "{}", letter.escape_unicode());
        }
    }
    shown
}

/// Returns true where something in a text hides: a control, a direction mark, a character without width. Blanks
/// of any width do not, nor line ends and tabs, nor what keeps two letters of a joining script apart, as
/// Persian and Kurdish are written.
pub fn hides(text: &str) -> bool {
    letters(text).any(|(_, hides)| hides)
}

/// Returns the text with what hides in it as `\u{…}`, for windows and paper: see [`hides`].
pub fn unhidden(text: &str) -> Cow<'_, str> {
    if !hides(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for (letter, hides) in letters(text) {
        if hides {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Returns the text without what hides in it: see [`hides`].
pub fn without_hidden(text: &str) -> String {
    letters(text)
        .filter(|(_, hides)| !hides)
        .map(|(letter, _)| letter)
        .collect()
}

/// Iterates over the letters of a text and whether each hides.
fn letters(text: &str) -> impl Iterator<Item = (char, bool)> + '_ {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let letter = rest.next()?;
        let is_blank = letter.is_whitespace() && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{85}');
        let joins = matches!(letter, '\u{200c}' | '\u{200d}') && is_joining(before);
        let joins = joins && rest.peek().copied().is_some_and(is_joining);
        before = letter;
        Some((letter, !(is_blank || joins || can_be_seen(letter))))
    })
}

/// True for a letter of a script whose letters join: of Arabic, Syriac, Indic and their neighbours.
const fn is_joining(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_with_their_marks_are_seen() {
        for text in ["Straße 7 – é", "مُحَمَّد الفلوجة", "हिन्दी", "e\u{301}", "🚑", "東"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn what_hides_or_turns_text_is_escaped() {
        assert_eq!(
            visible("a\u{202e}b\u{200b}\n\u{7f}"),
            "a\\u{202e}b\\u{200b}\\u{a}\\u{7f}"
        );
        for letter in [
            '\u{feff}',
            '\u{2066}',
            '\u{ad}',
            '\u{e0041}',
            '\u{fe0f}',
            '\u{2028}',
            '\u{9b}',
        ] {
            assert!(!can_be_seen(letter), "{:x}", u32::from(letter));
        }
    }

    #[test]
    fn what_hides_is_shown_and_orthography_stays() {
        for text in [
            "می\u{200c}خواهم",
            "1\u{2009}000 m",
            "two\nlines",
            "مُحَمَّد",
            "é",
            "क्\u{200d}ष",
        ] {
            assert!(!hides(text), "{text}");
            assert_eq!(unhidden(text), text);
        }
        for (text, shown, without) in [
            ("No\u{200b}rth", "No\\u{200b}rth", "North"),
            ("\u{202e}htroN", "\\u{202e}htroN", "htroN"),
            ("a\u{200c}b", "a\\u{200c}b", "ab"),
            ("شمال\u{200d}", "شمال\\u{200d}", "شمال"),
            ("a\u{7f}\u{9b}\u{2028}", "a\\u{7f}\\u{9b}\\u{2028}", "a"),
        ] {
            assert!(hides(text));
            assert_eq!(
                (&*unhidden(text), without_hidden(text).as_str()),
                (shown, without)
            );
        }
    }
}
