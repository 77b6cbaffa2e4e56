//! Whether a program that works on and on takes more and more memory.
//!
//! What is kept up to a limit (the steps that can be undone, what the checks remember, the base map, fonts, the
//! allocator's own reserves) fills up first and is no growth. So the beginning does not count, and of the rest not
//! single moments are compared, which depend on what is just at work, but the middle of one part with that of a later
//! one. What leaks goes on growing, however long it is looked at.

/// Fewer looks than this say nothing.
const FEWEST: usize = 16;

/// What a program occupied, look by look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    looks: Vec<u64>,
}

impl Growth {
    /// Takes a look: how many bytes are occupied; `None`: not known.
    pub fn note(&mut self, bytes: Option<u64>) {
        self.looks.extend(bytes);
    }

    /// Returns by how much the last quarter of the looks lies above the second one, permille; `None` while that
    /// cannot be told.
    pub fn permille(&self) -> Option<i64> {
        if self.looks.len() < FEWEST {
            return None;
        }
        let quarter = self.looks.len() / 4;
        let early = median(self.looks.get(quarter..2 * quarter)?)?;
        let late = median(self.looks.get(self.looks.len() - quarter..)?)?;
        let grown = late.cast_signed() - early.cast_signed();
        Some(grown * 1_000 / early.cast_signed().max(1))
    }
}

fn median(looks: &[u64]) -> Option<u64> {
    let mut sorted = looks.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permille(looks: impl IntoIterator<Item = u64>) -> Option<i64> {
        let mut growth = Growth::default();
        looks.into_iter().for_each(|look| growth.note(Some(look)));
        growth.permille()
    }

    #[test]
    fn what_fills_up_at_first_is_no_growth_and_what_goes_on_growing_is() {
        let filled = |look: u64| 1_000 + 100 * look.min(20);
        assert_eq!(permille((0..80).map(filled)), Some(0));
        // Plans of three sizes in turn.
        let in_turn = |look: u64| 1_000_000 + 300_000 * (look % 6 / 2);
        assert_eq!(permille((0..80).map(in_turn)), Some(0));
        // A twentieth a look: from half to nine tenths of the way it is a third more.
        let leaking = |look: u64| 1_000 + 50 * look;
        assert!(permille((0..80).map(leaking)).is_some_and(|grown| grown > 500));
        assert!(permille((0..80).rev().map(leaking)).is_some_and(|grown| grown < -300));
    }

    #[test]
    fn a_few_looks_and_a_system_that_does_not_say_tell_nothing() {
        assert_eq!(permille(0..15), None);
        let mut growth = Growth::default();
        (0..100).for_each(|_| growth.note(None));
        assert_eq!(growth.permille(), None);
    }
}
