//! Is the plan sound?
//!
//! A check is a pure function from a situation to findings, and the catalogue is data.

mod finding;
mod report;

pub use finding::{Finding, Fix, FixKind, Reason, Term};
pub use report::{Report, Summary};
