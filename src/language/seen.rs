//! Words in the order in which they are seen.

use unicode_bidi::BidiInfo;

/// Returns a text with its words in the order in which they are seen from the left: the toolkit sets words so,
/// and turns the letters of each by itself. A text of one direction from the left stays as it is.
pub fn in_seen_order(text: &str) -> String {
    if text.chars().all(|letter| u32::from(letter) < 0x590) {
        return text.to_owned();
    }
    let info = BidiInfo::new(text, None);
    let mut seen = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let right_to_left = levels.get(run.start).is_some_and(unicode_bidi::Level::is_rtl);
            let piece = text.get(run).unwrap_or_default();
            if right_to_left {
                turn(piece, &mut seen);
            } else {
                seen.push_str(piece);
            }
        }
    }
    seen.retain(|letter| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'));
    seen
}

/// Appends a run that is read from the right: its words, and what is between them, the last first.
fn turn(run: &str, seen: &mut String) {
    let is_letter = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let mut end = run.len();
    while let Some(last) = run.get(..end).and_then(|rest| rest.chars().next_back()) {
        let start = if is_letter(last) {
            let before = run.get(..end).unwrap_or_default();
            before.trim_end_matches(is_letter).len()
        } else {
            end - last.len_utf8()
        };
        match last {
            '(' => seen.push(')'),
            ')' => seen.push('('),
            '[' => seen.push(']'),
            ']' => seen.push('['),
            '«' => seen.push('»'),
            '»' => seen.push('«'),
            _ => seen.push_str(run.get(start..end).unwrap_or_default()),
        }
        end = start;
    }
}
