//! Keys with gaps: whether a text was made from one, and the translation with the same in its gaps.

use super::{FIRST_STRONG_ISOLATE, POP_ISOLATE};

/// A text that fits a key with fewer letters of its own than this may be anything.
const LEAST_LETTERS: usize = 4;
/// A text that begins with a quotation or a figure is no name: fewer letters tell.
const LEAST_QUOTED: usize = 2;
/// A gap at the beginning of a key that a figure alone can fill.
const COUNT: &str = "{count}";

/// Gaps that names stand in, no sentences.
const NAMES: [&str; 3] = ["", "0", "name"];

/// A key with gaps.
pub(super) struct Template {
    /// What stands before, between and after the gaps.
    pub(super) parts: Vec<String>,
    /// What the gaps are called.
    gaps: Vec<String>,
    pub(super) letters: usize,
    /// It begins with a figure.
    is_counted: bool,
    into: String,
}
impl Template {
    pub(super) fn of(key: &str, into: &str) -> Option<Self> {
        let (parts, gaps) = pieces(key);
        let letters: usize = parts
            .iter()
            .map(|part| part.chars().filter(|letter| letter.is_alphabetic()).count())
            .sum();
        let is_counted = key.starts_with(COUNT);
        let least = match key.chars().next() {
            Some(' ' | ',') => 1,
            Some('`') => LEAST_QUOTED,
            Some(_) if is_counted => LEAST_QUOTED,
            _ => LEAST_LETTERS,
        };
        (!gaps.is_empty() && letters >= least).then(|| Self {
            parts,
            gaps,
            letters,
            is_counted,
            into: into.to_owned(),
        })
    }

    /// True where a gap stands between quotes: what a file says is quoted as it is.
    pub(super) fn quotes(&self, gap: usize) -> bool {
        let before = self.parts.get(gap).is_some_and(|part| part.ends_with('`'));
        before && self.parts.get(gap + 1).is_some_and(|part| part.starts_with('`'))
    }

    /// What stands in the gaps, where a text is made from this key.
    pub(super) fn fit<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.parts.split_first()?;
        let (last, middle) = others.split_last()?;
        let mut rest = text.strip_prefix(first.as_str())?.strip_suffix(last.as_str())?;
        let mut found = Vec::with_capacity(self.gaps.len());
        let mut beside = Vec::new();
        for part in middle {
            // Two gaps side by side are told apart once it is known where both end.
            if part.is_empty() {
                beside.push(found.len());
                found.push("");
                continue;
            }
            let at = rest.find(part.as_str())?;
            found.push(rest.get(..at)?);
            rest = rest.get(at + part.len()..)?;
        }
        found.push(rest);
        // "X: north.ron was not opened" is about north.ron.
        let is_name = self.gaps.first().is_some_and(|gap| NAMES.contains(&gap.as_str()));
        let begins = self.parts.first().is_some_and(String::is_empty);
        if begins && is_name && found.first().is_some_and(|name| name.contains(": ")) {
            return None;
        }
        let is_figure = |text: &&str| text.starts_with(|letter: char| letter.is_ascii_digit());
        if self.is_counted && !found.first().is_some_and(is_figure) {
            return None;
        }
        let is_whole =
            |(place, gap): (usize, &&str)| !gap.is_empty() || beside.contains(&place) || self.quotes(place);
        if !found.iter().enumerate().all(is_whole) {
            return None;
        }
        for place in beside.into_iter().rev() {
            let (one, other) = apart(found.get(place + 1)?);
            *found.get_mut(place)? = one;
            *found.get_mut(place + 1)? = other;
        }
        Some(found)
    }

    /// The translation with these in its gaps: by name, or in order where they have none.
    /// Isolated, a name or a date keeps its own order within a text that is read from the right.
    pub(super) fn filled(&self, found: &[String], isolated: bool) -> String {
        let (parts, gaps) = pieces(&self.into);
        let mut said = parts.first().cloned().unwrap_or_default();
        let mut next = 0;
        for (gap, after) in gaps.iter().zip(parts.iter().skip(1)) {
            let place = if gap.is_empty() {
                // The gaps without names are counted by themselves.
                let nameless = |(place, gap): (usize, &String)| gap.is_empty().then_some(place);
                next += 1;
                self.gaps.iter().enumerate().filter_map(nameless).nth(next - 1)
            } else {
                self.gaps.iter().position(|known| known == gap)
            };
            let found = place
                .and_then(|place| found.get(place))
                .map_or("", String::as_str);
            if isolated {
                said.extend([FIRST_STRONG_ISOLATE, found, POP_ISOLATE]);
            } else {
                said.push_str(found);
            }
            said.push_str(after);
        }
        said
    }
}

/// Tells what stands in two gaps side by side: the second begins where a piece does (` in P3`, `, with no …`),
/// or is empty.
fn apart(both: &str) -> (&str, &str) {
    const PIECES: [&str; 6] = [" in ", " from ", " until ", " at ", ", ", " on "];
    let first = PIECES.iter().filter_map(|piece| both.find(piece)).min();
    both.split_at(first.unwrap_or(both.len()))
}

/// A key in pieces: what is between the gaps, and what the gaps are called.
fn pieces(key: &str) -> (Vec<String>, Vec<String>) {
    let mut parts = vec![String::new()];
    let mut gaps = Vec::new();
    let mut rest = key;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        let Some(close) = from.find('}') else { break };
        if let Some(part) = parts.last_mut() {
            part.push_str(before);
        }
        let gap = from.get(1..close).unwrap_or_default();
        let name = gap.split(':').next().unwrap_or_default();
        gaps.push(name.to_owned());
        parts.push(String::new());
        rest = from.get(close + 1..).unwrap_or_default();
    }
    if let Some(part) = parts.last_mut() {
        part.push_str(rest);
    }
    (parts, gaps)
}
