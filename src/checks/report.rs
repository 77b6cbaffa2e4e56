//! All findings on one plan.

use crate::model::{Instant, Severity};

use super::Finding;

/// The findings of a plan, worst first, then by code and subjects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Open and waived findings.
    pub findings: Vec<Finding>,
    /// The instant that waivers were judged at; `None`: none lapses.
    pub as_of: Option<Instant>,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Open and critical.
    pub critical: usize,
    /// Open and major.
    pub major: usize,
    /// Open and minor.
    pub minor: usize,
    /// Open and for information.
    pub info: usize,
    /// Waived, of any severity.
    pub waived: usize,
}

impl Report {
    /// Counts the findings.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for finding in &self.findings {
            let count = match finding.severity {
                _ if !finding.is_open() => &mut summary.waived,
                Severity::Critical => &mut summary.critical,
                Severity::Major => &mut summary.major,
                Severity::Minor => &mut summary.minor,
                Severity::Info => &mut summary.info,
            };
            *count += 1;
        }
        summary
    }

    /// Returns the worst severity among open findings.
    pub fn worst_open(&self) -> Option<Severity> {
        self.findings
            .iter()
            .filter(|finding| finding.is_open())
            .map(|finding| finding.severity)
            .max()
    }
}
