//! What people say about a plan: comments on its objects, and what stakeholders propose to change, each with a
//! trail of who said what.
//!
//! Beside the plan, not of it: no check of ground or time reads it, and what approvals sign leaves it out. It
//! refers to nothing, as an open conflict does: what a proposal holds stays as it was written.

use super::id::Lettered;
use super::record::vocabulary;
use super::{AnyId, Id, Instant, Says};

/// Comments and proposals, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discussion {
    /// What was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// What was proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
}

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// When; `None`: nobody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// Who, in words.
    pub by: String,
    /// What, in words; of a decision it may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A comment, and what was answered to it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Which it is.
    pub id: Id<Comment>,
    /// On which entity; `None`: on the plan itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<AnyId>,
    /// What was said first.
    pub said: Remark,
    /// What was answered, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Remark>,
    /// Who called it settled, and when; `None`: it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Remark>,
}

/// What a stakeholder proposes to change, and what became of that.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Which it is.
    pub id: Id<Proposal>,
    /// Which entity; `None`: what the plan says of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<AnyId>,
    /// Who proposes it and when; with a word on it, or none.
    pub said: Remark,
    /// What it was in the plan that the draft began with.
    pub before: Says,
    /// What it is to be.
    pub after: Says,
    /// What became of it.
    #[serde(default)]
    pub state: ProposalState,
    /// Every answer so far, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Answered>,
}

/// An answer to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// What it was answered with.
    pub state: ProposalState,
    /// Who answered, when, and why.
    pub said: Remark,
}

vocabulary! {
    /// What became of a proposal.
    pub enum ProposalState {
        /// It waits for an answer.
        #[default] Open = "open",
        /// The plan has it.
        Accepted = "accepted",
        /// The plan does not take it.
        Rejected = "rejected",
        /// Something else was offered instead; its stakeholder has the word.
        Countered = "countered",
    }
}

impl Lettered for Comment {
    const LETTER: char = 'n';
}

impl Lettered for Proposal {
    const LETTER: char = 'q';
}

impl Remark {
    /// Returns what somebody says.
    pub fn new(by: impl Into<String>, at: Option<Instant>, text: impl Into<String>) -> Self {
        Self {
            at,
            by: by.into(),
            text: text.into(),
        }
    }
}

impl Comment {
    /// Returns true until it is called settled.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }
}

impl Proposal {
    /// Returns true while it is neither taken nor turned down: a counter-offer is no end.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ProposalState::Open | ProposalState::Countered)
    }
}

impl Discussion {
    /// Returns true where nothing was said.
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.proposals.is_empty()
    }

    /// Returns how many comments and proposals are open.
    pub fn open(&self) -> [usize; 2] {
        [
            self.comments.iter().filter(|comment| comment.is_open()).count(),
            self.proposals
                .iter()
                .filter(|proposal| proposal.is_open())
                .count(),
        ]
    }

    /// Merges what both sides said since `base`: everything that either said is there, what either took away
    /// and the other left alone is gone. A proposal that was answered differently on both sides is open again,
    /// with both answers in its trail. It matters not which side is which.
    pub(super) fn merged(base: &Self, ours: &Self, theirs: &Self) -> Self {
        if ours == base || ours == theirs {
            return theirs.clone();
        }
        if theirs == base {
            return ours.clone();
        }
        Self {
            comments: merge_items(
                [&base.comments, &ours.comments, &theirs.comments],
                &|comment| comment.id.bits(),
                &merge_comment,
            ),
            proposals: merge_items(
                [&base.proposals, &ours.proposals, &theirs.proposals],
                &|proposal| proposal.id.bits(),
                &merge_proposal,
            ),
        }
    }
}

/// Merges items that are known by a key; both sides' new ones follow, by key.
fn merge_items<T: Clone + PartialEq>(
    [base, ours, theirs]: [&Vec<T>; 3],
    key: &dyn Fn(&T) -> u64,
    both: &dyn Fn(Option<&T>, &T, &T) -> T,
) -> Vec<T> {
    let find = |side: &'_ [T], wanted: u64| side.iter().position(|item| key(item) == wanted);
    let of = |side: &Vec<T>, wanted: u64| find(side, wanted).and_then(|place| side.get(place).cloned());
    let mut keys: Vec<u64> = base.iter().map(key).collect();
    let mut added: Vec<u64> = ours
        .iter()
        .chain(theirs)
        .map(key)
        .filter(|key| !keys.contains(key))
        .collect();
    added.sort_unstable();
    added.dedup();
    keys.extend(added);
    keys.into_iter()
        .filter_map(
            |wanted| match (of(base, wanted), of(ours, wanted), of(theirs, wanted)) {
                (base, Some(ours), Some(theirs)) => Some(match &base {
                    _ if ours == theirs => ours,
                    Some(base) if *base == ours => theirs,
                    Some(base) if *base == theirs => ours,
                    base => both(base.as_ref(), &ours, &theirs),
                }),
                (None, one, other) => one.or(other),
                // Taken away on one side: unless something was said to it on the other.
                (Some(base), one, other) => one.or(other).filter(|left| *left != base),
            },
        )
        .collect()
}

fn merge_comment(base: Option<&Comment>, ours: &Comment, theirs: &Comment) -> Comment {
    let known = base.map_or(&[] as &[Remark], |base| base.replies.as_slice());
    let was_resolved = base.and_then(|base| base.resolved.as_ref());
    let resolved = match (&ours.resolved, &theirs.resolved) {
        // Reopened on one side: it is open.
        (None, Some(other)) | (Some(other), None) if was_resolved == Some(other) => None,
        (one, other) => match (one, other) {
            (Some(one), Some(other)) => Some(one.max(other).clone()),
            (one, other) => one.clone().or_else(|| other.clone()),
        },
    };
    Comment {
        said: either(base.map(|base| &base.said), &ours.said, &theirs.said),
        replies: appended(known, &ours.replies, &theirs.replies),
        resolved,
        ..ours.clone()
    }
}

fn merge_proposal(base: Option<&Proposal>, ours: &Proposal, theirs: &Proposal) -> Proposal {
    let known = base.map_or(&[] as &[Answered], |base| base.trail.as_slice());
    let was = base.map_or(ProposalState::Open, |base| base.state);
    let state = match (ours.state, theirs.state) {
        (one, other) if one == other => one,
        (one, other) if one == was => other,
        (one, other) if other == was => one,
        _ => ProposalState::Open,
    };
    Proposal {
        said: either(base.map(|base| &base.said), &ours.said, &theirs.said),
        state,
        trail: appended_by(known, &ours.trail, &theirs.trail, &|answer| {
            (answer.said.clone(), answer.state.word())
        }),
        ..ours.clone()
    }
}

/// What was changed on one side; of two changes the greater.
fn either(base: Option<&Remark>, ours: &Remark, theirs: &Remark) -> Remark {
    match base {
        Some(base) if ours == base => theirs.clone(),
        Some(base) if theirs == base => ours.clone(),
        _ => ours.max(theirs).clone(),
    }
}

fn appended(known: &[Remark], ours: &[Remark], theirs: &[Remark]) -> Vec<Remark> {
    appended_by(known, ours, theirs, &Clone::clone)
}

/// What was known, then what either side added to it, in order of time.
fn appended_by<T: Clone + PartialEq, K: Ord>(
    known: &[T],
    ours: &[T],
    theirs: &[T],
    order: &dyn Fn(&T) -> K,
) -> Vec<T> {
    let mut added: Vec<T> = Vec::new();
    for item in ours.iter().chain(theirs) {
        if !known.contains(item) && !added.contains(item) {
            added.push(item.clone());
        }
    }
    added.sort_by_key(order);
    let mut all: Vec<T> = known
        .iter()
        .filter(|item| ours.contains(item) || theirs.contains(item))
        .cloned()
        .collect();
    all.extend(added);
    all
}
