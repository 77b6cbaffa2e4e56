//! Whether a plan may be called ready: nothing that drafts left open, no proposal without an answer, nothing
//! critical that nobody waived.

use crate::model::{Edit, Readiness, Severity};

use super::Editor;

impl Editor {
    /// Returns why an edit may not be done now; `None`: it may.
    pub(super) fn not_ready(&self, edit: &Edit) -> Option<String> {
        if !matches!(edit, Edit::SetReadiness(Readiness::Ready | Readiness::Approved)) {
            return None;
        }
        let open = self.plan().conflicts.len();
        if open > 0 {
            return Some(format!(
                "{open} questions between drafts are not decided; decide them in the plan's card"
            ));
        }
        let [_, proposals] = self.plan().discussion.open();
        if proposals > 0 {
            return Some(format!(
                "{proposals} proposals wait for an answer; they stand with their objects"
            ));
        }
        let Some(dated) = self.document.fresh_report() else {
            return Some("the checks are not through yet; try again in a moment".to_owned());
        };
        let is_critical =
            |finding: &&crate::checks::Finding| finding.is_open() && finding.severity == Severity::Critical;
        let critical = dated.report.findings.iter().filter(is_critical).count();
        (critical > 0).then(|| format!("{critical} critical findings are open; resolve or waive them"))
    }
}
