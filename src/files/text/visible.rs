//! Which characters can be seen, so that none hides in a plan file or in a message about one.
//!
//! Controls, direction marks and zero-width characters can make a name look like another. Here they
//! become escapes (`\u{202e}`). What is written in any script stays as it is; nothing is transliterated.

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
}
