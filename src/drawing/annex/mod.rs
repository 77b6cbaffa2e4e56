//! The further pages: boundaries in words, agreements with their state, findings with their waivers.
//!
//! Pure functions from a plan (and its findings) to [`Block`]s; how they stand on paper is
//! [`paper`](super::paper)'s. Nothing is judged or measured that the window would not show as well.

mod agreements;
mod boundaries;
mod findings;

use super::paper::{Block, Cell, Column, Table};
use crate::checks::{Report, Standing};
use crate::model::{Id, Phase, Plan, When};

/// A kind of further page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// Every boundary from point to point, with both parties.
    Boundaries,
    /// Every agreement with what each party said.
    Agreements,
    /// Every finding, the waived ones with their reason.
    Findings,
}

impl Chapter {
    /// Every chapter, in the order they are printed in.
    pub const ALL: [Self; 3] = [Self::Boundaries, Self::Agreements, Self::Findings];

    /// Returns its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Boundaries => "Boundary register",
            Self::Agreements => "Agreements",
            Self::Findings => "Findings",
        }
    }

    /// Returns the word for it on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boundaries => "boundaries",
            Self::Agreements => "agreements",
            Self::Findings => "findings",
        }
    }

    /// Returns the chapter with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chapter| chapter.word() == word)
    }
}

/// Returns the pages of these chapters, for all of the plan or for what holds in a phase.
///
/// Without a report the chapter of findings says that the plan was not checked.
pub fn blocks(
    plan: &Plan,
    report: Option<&Report>,
    phase: Option<Id<Phase>>,
    chapters: &[Chapter],
) -> Vec<Block> {
    let standing = Standing::of(plan);
    let shown = Shown {
        plan,
        standing: &standing,
        phase,
    };
    let chapter = |chapter: Chapter| {
        let mut blocks = vec![Block::Heading(heading(&shown, chapter))];
        match chapter {
            Chapter::Boundaries => boundaries::blocks(&shown, &mut blocks),
            Chapter::Agreements => agreements::blocks(&shown, &mut blocks),
            Chapter::Findings => findings::blocks(&shown, report, &mut blocks),
        }
        blocks
    };
    let wanted = Chapter::ALL.into_iter().filter(|known| chapters.contains(known));
    wanted.flat_map(chapter).collect()
}

fn heading(shown: &Shown<'_>, chapter: Chapter) -> String {
    let phase = shown.phase.and_then(|id| shown.plan.phases.get(id));
    match phase {
        Some(phase) if !phase.name.is_empty() => format!("{}, {}", chapter.title(), phase.name),
        _ => chapter.title().to_owned(),
    }
}

/// What is written of: a plan, in a phase.
struct Shown<'s> {
    plan: &'s Plan,
    standing: &'s Standing,
    phase: Option<Id<Phase>>,
}

impl Shown<'_> {
    /// True where a time has a minute in the phase; always where there is none.
    fn shows(&self, when: &When) -> bool {
        let phase = self.phase.and_then(|id| self.plan.phases.get(id));
        let Some(shown) = phase.and_then(Phase::interval) else {
            return true;
        };
        when.intervals(&self.plan.phases)
            .into_iter()
            .any(|interval| interval.intersection(shown).is_some())
    }
}

/// A table of facts about one thing: what it is called above, a fact a row.
struct Facts {
    table: Table,
}

impl Facts {
    fn of(title: impl Into<String>) -> Self {
        Self {
            table: Table::new(title, vec![Column::new("", 1.0), Column::new("", 5.2)]),
        }
    }

    /// Adds a fact; nothing where there is nothing to say.
    fn fact(&mut self, name: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.is_empty() {
            self.table.push([Cell::from(name).faint(), Cell::from(words)]);
        }
    }

    /// Adds a fact of one line each.
    fn lines(&mut self, name: &str, lines: &[String]) {
        self.fact(name, lines.join("\n"));
    }
}

impl From<Facts> for Block {
    fn from(facts: Facts) -> Self {
        facts.table.into()
    }
}

#[cfg(test)]
mod tests;
