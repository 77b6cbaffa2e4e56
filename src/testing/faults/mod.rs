//! Faults that a plan must survive, made on purpose: power cuts, failing disks, killed programs, damaged
//! files, days of random work.
//!
//! Each judge here plays a fault as often as it is told and returns what it counted, or the first promise
//! that was broken. `tests/faults` plays each a few times, `examples/torture` as often as the goals ask.

mod bombs;
mod crash;
mod damage;
mod disk;
mod frozen;
mod growth;
mod killing;
mod merging;
mod power;
mod sitting;
mod soak;
mod worker;

use std::fmt;

pub use bombs::stars;
pub use crash::{Crash, Detail, each_crash};
pub use damage::{DamageFigures, damaged_journal, damaged_plan, journal_of};
pub use disk::{Effect, Fault, SimDisk};
pub use frozen::{Frozen, freeze, listing};
pub use growth::Growth;
pub use killing::{KillFigures, Victim, kills, work_until_killed};
pub use merging::{MergeFigures, lossless_merges};
pub use power::{PowerFigures, failing_steps, power_cuts};
pub use sitting::sitting;
pub use soak::{SoakFigures, soak};
pub use worker::{Desk, Promise, Recovered, Worker, plan_of};

/// A promise that was broken: what, and how it came to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Broken {
    what: String,
    after: Vec<String>,
}

impl Broken {
    /// Says what was broken.
    pub fn because(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            after: Vec::new(),
        }
    }

    /// Says how it came to it.
    #[must_use]
    pub fn after(mut self, what: impl Into<String>) -> Self {
        self.after.push(what.into());
        self
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.after
            .iter()
            .try_for_each(|after| write!(f, "\n  after {after}"))
    }
}

/// Returns an error that says what was broken, unless it holds.
fn holds(holds: bool, what: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds {
        Ok(())
    } else {
        Err(Broken::because(what()))
    }
}
