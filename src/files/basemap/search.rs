//! Finding places by name.
//!
//! All names lie folded in one long text, a line each, so that one pass over it finds every hit. It
//! does not guess at misspellings.

use super::fold::fold;
use super::places::Place;

/// How well a name fits what was searched for, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name.
    Whole,
    /// The beginning of a word of it.
    WordStart,
    /// Somewhere within a word.
    Inside,
}

/// The folded names of all places.
#[derive(Debug)]
pub(super) struct SearchIndex {
    /// Names, each with a line end before and after it.
    text: String,
    /// Where in `text` each name begins, and the number of its place; ascending.
    names: Vec<(usize, u32)>,
}

impl SearchIndex {
    pub(super) fn new(places: &[Place<'_>]) -> Self {
        let mut text = String::from("\n");
        let mut names = Vec::new();
        for (number, place) in (0..).zip(places) {
            for name in [Some(place.name), place.name_ar, place.other_name]
                .into_iter()
                .flatten()
            {
                names.push((text.len(), number));
                text.push_str(&fold(name));
                text.push('\n');
            }
        }
        Self { text, names }
    }

    /// Returns the numbers of the places with such a name, ascending, each with its best fit.
    pub(super) fn find(&self, wanted: &str) -> Vec<(u32, Fit)> {
        let mut found: Vec<(u32, Fit)> = Vec::new();
        let wanted = fold(wanted);
        if wanted.is_empty() {
            return found;
        }
        // Hits and names come in the same order: one walk over both.
        let mut names = self.names.iter().copied().peekable();
        let mut place = None;
        for (at, _) in self.text.match_indices(&wanted) {
            while let Some((_, number)) = names.next_if(|(start, _)| *start <= at) {
                place = Some(number);
            }
            let Some(number) = place else { continue };
            let fit = self.fit(at, at + wanted.len());
            match found.last_mut() {
                Some((last, best)) if *last == number => *best = fit.min(*best),
                _ => found.push((number, fit)),
            }
        }
        found
    }

    /// Returns true behind the Arabic article at the beginning of a word: it is written with the word, and
    /// left out by whoever looks the word up.
    fn is_after_article(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.strip_suffix("ال"));
        before.is_some_and(|before| before.ends_with(['\n', ' ']))
    }

    fn fit(&self, start: usize, end: usize) -> Fit {
        let byte = |at: usize| self.text.as_bytes().get(at).copied();
        match (start.checked_sub(1).and_then(byte), byte(end)) {
            (Some(b'\n'), Some(b'\n')) => Fit::Whole,
            (Some(b'\n' | b' '), _) => Fit::WordStart,
            _ if self.is_after_article(start) => Fit::WordStart,
            _ => Fit::Inside,
        }
    }
}
