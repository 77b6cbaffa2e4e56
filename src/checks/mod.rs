//! Is the plan sound?
//!
//! A check is a pure function from a [`situation`] to findings, and the catalogue is data: the window,
//! the command line, `explain` and the printed annex read the same table. A plan comes in, a [`Report`]
//! comes out; no file, screen, clock, chance or thread is touched. What a plan covers without any
//! judgement is [`Coverage`].
//!
//! ```
//! use entente::checks::check;
//! use entente::model::{Id, Plan};
//!
//! let report = check(&Plan::empty(Id::from_bits(1)), None);
//! assert!(report.findings.is_empty());
//! ```

mod catalogue;
mod checker;
mod coverage;
mod coverage_table;
mod executor;
mod finding;
mod fingerprint;
mod fixes;
mod objects;
mod report;
mod rule;
mod rules;
mod severity;
pub mod situation;
mod verdict;
pub mod wording;

pub use catalogue::{explain, rules};
pub use checker::{Checker, check};
pub use coverage::{Coverage, CoverageError, Held, Shared, SliceCoverage, coverage};
pub use coverage_table::{CoverageOf, holder_name};
pub use executor::{Cancelled, Executor, OneThread};
pub use finding::{Finding, Fix, FixKind, Reason, Term};
pub use fixes::Fixer;
pub use report::{Report, Summary};
pub use rule::{Draft, Findings, HEADINGS, Proposal, Rule, Time};
pub use situation::{Stance, Standing};
