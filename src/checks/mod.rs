//! Is the plan sound?
//!
//! A check is a pure function from a situation to findings, and the catalogue is data.

mod finding;
mod report;

pub use finding::{Finding, Fix, FixKind, Reason, Term};
pub use report::{Report, Summary};
mod executor;
pub use executor::{Executor, OneThread};

/// Stub while the real one is being written.
#[derive(Clone, Debug, Default)]
pub struct Checker;
/// x
#[derive(Debug)]
pub struct Cancelled;
impl Checker {
    /// x
    pub fn check(
        &self,
        _: &crate::model::Plan,
        as_of: Option<crate::model::Instant>,
        _: &dyn Executor,
        _: &std::sync::atomic::AtomicBool,
    ) -> Result<Report, Cancelled> {
        Ok(Report {
            findings: vec![],
            as_of,
        })
    }
    /// x
    pub fn fixes(
        &self,
        _: &crate::model::Plan,
        _: &Report,
        _: &Finding,
        _: &dyn Executor,
        _: &std::sync::atomic::AtomicBool,
    ) -> Result<Vec<Fix>, Cancelled> {
        Ok(vec![])
    }
}
