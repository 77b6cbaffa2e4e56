//! A line of words set: which face each run has and where it stands, mixed scripts in the order they
//! are read.
//!
//! Words are ordered by the Unicode bidirectional algorithm, each paragraph in the direction of its own
//! first letter; runs are kept in the order of speech, so that what is copied out of a document reads
//! right, and each says where it stands. Joined scripts are never spaced. Nothing is painted here.

use unicode_bidi::{BidiInfo, Level};

use super::faces::{Face, Order};
use crate::drawing::scene::{Text, Weight};

/// Height of a line as a share of the size: as in the window.
const LINE: f32 = 1.3;
/// Letters above the baseline as a share of the size, accents included.
const ASCENT: f32 = 0.97;
/// Letters above and below the baseline.
const BODY: f32 = 1.21;

/// A run of a line in one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words, in the order of speech.
    pub words: String,
    /// Which face has them.
    pub face: Face,
    /// Which way they run.
    pub order: Order,
    /// Their left edge, in points from that of the line.
    pub x: f32,
}

/// A line that is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its runs, in the order of speech.
    pub runs: Vec<Run>,
    /// From its left edge to its right one, in points.
    pub width: f32,
}

/// Returns how wide and high a text is, in points.
pub fn measure(text: &Text) -> [f32; 2] {
    [line_of(text).width, height(text.size)]
}

/// Returns the height of a line of a size.
pub fn height(size: f32) -> f32 {
    (size * LINE).round()
}

/// Returns how far the baseline of a line lies below its upper edge.
pub fn baseline(size: f32) -> f32 {
    (height(size) - size * BODY) / 2.0 + size * ASCENT
}

/// Returns how wide words are on one line.
pub fn width(words: &str, size: f32, weight: Weight) -> f32 {
    set(words, size, weight, 0.0).width
}

/// Sets a text of the picture.
pub fn line_of(text: &Text) -> Line {
    set(&text.words, text.size, text.weight, text.spacing)
}

/// Sets words on one line; `spacing` is added after each letter of scripts whose letters do not join.
pub fn set(words: &str, size: f32, weight: Weight, spacing: f32) -> Line {
    let clean: String = words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let info = BidiInfo::new(&clean, None);
    let mut line = Line::default();
    let mut placed: Vec<(usize, Run)> = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let order = if levels.get(run.start).is_some_and(Level::is_rtl) {
                Order::RightToLeft
            } else {
                Order::LeftToRight
            };
            let run_start = run.start;
            let mut pieces = pieces(clean.get(run).unwrap_or_default(), weight);
            if order == Order::RightToLeft {
                pieces.reverse();
            }
            for (from, face, words) in pieces {
                let mut width = face.advance(&words, size, order);
                if order == Order::LeftToRight {
                    width += spacing * words.chars().count() as f32;
                }
                let run = Run {
                    words,
                    face,
                    order,
                    x: line.width,
                };
                placed.push((run_start + from, run));
                line.width += width;
            }
        }
    }
    placed.sort_by_key(|(at, _)| *at);
    line.runs = placed.into_iter().map(|(_, run)| run).collect();
    line
}

/// Cuts a run of one direction where its letters want another face; says where in the run each piece
/// begins. Controls of direction have done their work by now.
fn pieces(run: &str, weight: Weight) -> Vec<(usize, Face, String)> {
    let mut pieces: Vec<(usize, Face, String)> = Vec::new();
    for (at, letter) in run.char_indices() {
        if is_direction_control(letter) {
            continue;
        }
        let before = pieces.last().map(|(_, face, _)| *face);
        let face = face_of(letter, before, weight);
        match pieces.last_mut() {
            Some((_, known, words)) if *known == face => words.push(letter),
            _ => pieces.push((at, face, letter.to_string())),
        }
    }
    pieces
}

fn face_of(letter: char, before: Option<Face>, weight: Weight) -> Face {
    let latin = Face::latin(weight);
    match letter {
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Face::Hebrew,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' => Face::arabic(weight),
        // A space or a sign between joined words stays with them, where their face has it.
        _ if !letter.is_alphanumeric() => before.filter(|face| face.has(letter)).unwrap_or(latin),
        _ => latin,
    }
}

const fn is_direction_control(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Breaks words into lines no wider than that; a word that is wider by itself is broken within.
pub fn wrapped(words: &str, size: f32, weight: Weight, most: f32) -> Vec<String> {
    let fits = |line: &str| width(line, size, weight) <= most;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in words.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            word.clone_into(&mut line);
            while !fits(&line) {
                let head = head_that_fits(&line, &fits);
                let rest = line.split_off(head.len());
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line);
    }
    lines
}

/// Returns the words cut so that they are no wider than that, with `…` in place of what is missing.
pub fn shortened(words: &str, size: f32, weight: Weight, most: f32) -> String {
    if width(words, size, weight) <= most {
        return words.to_owned();
    }
    let fits = |head: &str| width(&format!("{}…", head.trim_end()), size, weight) <= most;
    let head = head_that_fits(words, &fits);
    format!("{}…", head.trim_end())
}

/// The longest beginning that fits, at least one letter.
fn head_that_fits<'w>(words: &'w str, fits: &dyn Fn(&str) -> bool) -> &'w str {
    let ends: Vec<usize> = words
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .collect();
    let many = ends.partition_point(|end| words.get(..*end).is_some_and(fits));
    let end = ends.get(many.max(1) - 1).copied().unwrap_or(words.len());
    words.get(..end).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(words: &str) -> Vec<String> {
        let mut runs = set(words, 10.0, Weight::Regular, 0.0).runs;
        runs.sort_by(|one, other| one.x.total_cmp(&other.x));
        runs.into_iter().map(|run| run.words).collect()
    }

    fn said(words: &str) -> Vec<String> {
        let runs = set(words, 10.0, Weight::Regular, 0.0).runs;
        runs.into_iter().map(|run| run.words).collect()
    }

    #[test]
    fn an_arabic_name_in_a_latin_line_is_seen_where_it_is_said() {
        let words = "Sector مدينة الفلوجة north";
        assert_eq!(said(words), ["Sector ", "مدينة الفلوجة", " north"]);
        assert_eq!(seen(words), said(words));
    }

    #[test]
    fn a_line_that_begins_in_arabic_is_seen_from_the_right() {
        let words = "قطاع 12 north";
        assert_eq!(said(words), ["قطاع ", "12", " ", "north"]);
        assert_eq!(seen(words), ["north", " ", "12", "قطاع "]);
        let line = set(words, 10.0, Weight::SemiBold, 0.0);
        let arabic = line.runs.iter().find(|run| run.words.starts_with('ق')).unwrap();
        assert_eq!(
            (arabic.face, arabic.order),
            (Face::ArabicBold, Order::RightToLeft)
        );
        assert!(arabic.x > 0.0);
    }

    #[test]
    fn letters_are_spaced_only_where_they_do_not_join() {
        let plain = set("AB", 10.0, Weight::Regular, 0.0).width;
        assert!((set("AB", 10.0, Weight::Regular, 2.0).width - plain - 4.0).abs() < 1e-4);
        let arabic = set("قطاع", 10.0, Weight::Regular, 0.0).width;
        assert_eq!(set("قطاع", 10.0, Weight::Regular, 2.0).width, arabic);
    }

    #[test]
    fn long_words_are_wrapped_and_broken_and_nothing_is_lost() {
        let words =
            "Boundary between the 1st Brigade and Hashd قوات الحشد الشعبي Donaudampfschifffahrtsgesellschaft";
        let lines = wrapped(words, 10.0, Weight::Regular, 80.0);
        assert!(lines.len() > 4);
        for line in &lines {
            assert!(width(line, 10.0, Weight::Regular) <= 80.0, "{line}");
        }
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeezed(&lines.concat()), squeezed(words));
        assert_eq!(
            wrapped("one\n\ntwo", 10.0, Weight::Regular, 80.0),
            ["one", "", "two"]
        );
        assert_eq!(wrapped("wide", 10.0, Weight::Regular, 0.5).concat(), "wide");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(shortened("Fallujah", 10.0, Weight::Regular, 100.0), "Fallujah");
        let cut = shortened("Fallujah and its surroundings", 10.0, Weight::Regular, 60.0);
        assert!(cut.ends_with('…') && cut.starts_with("Fallu"), "{cut}");
        assert!(width(&cut, 10.0, Weight::Regular) <= 60.0);
    }

    #[test]
    fn controls_are_neither_printed_nor_followed_into_another_line() {
        assert_eq!(said("a\u{202e}b\u{202c}\tc").concat(), "ab c");
    }
}
