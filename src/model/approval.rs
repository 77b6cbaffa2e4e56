//! Approvals: who approved which content of a plan, signed.
//!
//! A value of text; signing and judging are `approval`'s. An approval is kept in the plan beside what it is of, and
//! says nothing about it: the content that is approved leaves approvals, readiness, open questions and what is said
//! of it out.

use super::{Discussion, Id, Instant, Plan, Readiness, Stakeholder};

/// One stakeholder's approval of a plan's content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// For whom it is given.
    pub stakeholder: Id<Stakeholder>,
    /// The content that is approved: 64 hexadecimal digits of SHA-256.
    pub content: String,
    /// When, by the clock of whoever signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// The office that signed; never a person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// The public key that the signature is of: 64 hexadecimal digits.
    pub key: String,
    /// The Ed25519 signature: 128 hexadecimal digits.
    pub signature: String,
}

impl Plan {
    /// Returns the plan as it is approved: without approvals, readiness, what nobody has decided yet and what is
    /// only said of it.
    #[must_use]
    pub fn to_approve(&self) -> Self {
        Self {
            readiness: Readiness::default(),
            approvals: Vec::new(),
            conflicts: Vec::new(),
            discussion: Discussion::default(),
            ..self.clone()
        }
    }
}

/// Approvals of both sides of a merge: one that either took back is gone.
pub(super) fn merge_approvals(base: &[Approval], ours: &[Approval], theirs: &[Approval]) -> Vec<Approval> {
    let taken_back = |approval: &Approval| {
        base.contains(approval) && !(ours.contains(approval) && theirs.contains(approval))
    };
    let mut merged: Vec<Approval> = ours.iter().filter(|one| !taken_back(one)).cloned().collect();
    for approval in theirs.iter().filter(|one| !taken_back(one)) {
        if !merged.contains(approval) {
            merged.push(approval.clone());
        }
    }
    merged
}
