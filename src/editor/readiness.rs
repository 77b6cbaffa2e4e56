//! Whether a plan may be called ready: nothing that drafts left open, no proposal without an answer, nothing
//! critical that nobody waived; and approved: by everybody who holds ground in it, as it is, with keys that are
//! known here.

use crate::approval::{Judged, missing};
use crate::model::{Edit, Readiness, Severity};

use super::Editor;

impl Editor {
    /// Returns why the plan is not approved by everybody who holds ground in it; `None`: it is.
    fn not_approved(&self) -> Option<String> {
        let judged = self.approvals();
        if !judged.iter().any(Judged::counts) {
            let why = "nobody has approved it as it is, by a key that is known; see Plan, Approvals";
            return Some(why.to_owned());
        }
        let missing = missing(self.plan(), &judged);
        let labels: Vec<String> = missing.iter().map(|id| self.plan().label_of(*id)).collect();
        (!labels.is_empty()).then(|| {
            let labels = labels.join(", ");
            format!("{labels} hold ground in it and have not approved it as it is")
        })
    }

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
        if critical > 0 {
            return Some(format!(
                "{critical} critical findings are open; resolve or waive them"
            ));
        }
        if matches!(edit, Edit::SetReadiness(Readiness::Approved)) {
            return self.not_approved();
        }
        None
    }
}
