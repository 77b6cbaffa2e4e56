//! A stakeholder's draft taken in as proposals: what it changed, object by object, to be accepted, rejected or
//! countered one by one; what it comments on is taken in as it is.

use std::path::Path;
use std::sync::Arc;

use crate::files::{LocalDisk, Opened, plan_file};
use crate::model::{AnyId, Changes, Comment, Edit, Id, Plan, Proposal, ProposalState, Remark, Says};
use crate::release::came_back;

use super::Editor;
use super::filing::file_name;
use super::notices::NoticeKind;

#[cfg(test)]
mod tests;

/// A draft, what it began with, and whose it is.
struct Draft {
    base: Arc<Plan>,
    plan: Plan,
    by: String,
}

impl Editor {
    /// Takes in what a draft changed and said.
    pub(super) fn take_in_proposals(&mut self, path: &Path) {
        let draft = match self.draft_in(path) {
            Ok(draft) => draft,
            Err(why) => {
                let text = format!("{} cannot be taken in", file_name(path));
                self.notices.push(NoticeKind::Error, text, why);
                return;
            }
        };
        let proposals = self.proposals_of(&draft);
        let said = said_in(self.plan(), &draft);
        let count = proposals.len();
        let mut edits = said;
        if count > 0 {
            edits.push(Edit::Propose(proposals));
        }
        if edits.is_empty() {
            let text = format!("{} proposes nothing that is not known", file_name(path));
            self.notices.push(NoticeKind::Done, text, "");
            return;
        }
        let label = format!("Take in what {} proposes", draft.by);
        self.commit(&Edit::together(label, edits));
        let text = match count {
            0 => format!("{} proposes nothing; what it comments on is taken in", draft.by),
            1 => format!("1 proposal by {} is taken in", draft.by),
            count => format!("{count} proposals by {} are taken in", draft.by),
        };
        let more = "Answer each: they stand with their objects in the inspector, and all of them in the plan's card.";
        self.notices.push(NoticeKind::Done, text, more);
    }

    fn draft_in(&self, path: &Path) -> Result<Draft, String> {
        let Opened { plan, .. } = plan_file::open(&LocalDisk, path).map_err(|error| error.to_string())?;
        if let Some(of) = plan.extract {
            let known = plan
                .base
                .as_ref()
                .and_then(|base| Some((base, self.base_at_hand(base)?)));
            let Some((base, whole)) = known else {
                return Err(NO_BASE.to_owned());
            };
            let draft = came_back(&whole, &base.hash, &plan).map_err(|error| error.to_string())?;
            let by = whole.label_of(of.stakeholder);
            return Ok(Draft {
                base: Arc::new(whole),
                plan: draft,
                by,
            });
        }
        let base = self.common_base(&plan).ok_or_else(|| NO_BASE.to_owned())?;
        let named = plan
            .base
            .as_ref()
            .map(|base| base.name.clone())
            .unwrap_or_default();
        // A copy says who wrote the plan that it is a copy of: that is not who proposes.
        let is_own = plan.info.author != base.info.author;
        let author = if is_own {
            plan.info.author.clone()
        } else {
            String::new()
        };
        let by = [named, author]
            .into_iter()
            .find(|name| !name.trim().is_empty())
            .unwrap_or_else(|| file_name(path));
        Ok(Draft { base, plan, by })
    }

    /// What a draft changed that the plan at hand neither has nor knows as a proposal.
    fn proposals_of(&self, draft: &Draft) -> Vec<Proposal> {
        let plan = self.plan();
        let Draft {
            base,
            plan: draft,
            by,
        } = draft;
        let changes = Changes::between(base, draft);
        let of_plan = changes.info.is_some().then_some(None);
        let about = of_plan.into_iter().chain(changes.ids().into_iter().map(Some));
        about
            .map(|about| {
                let (before, after) = if about.is_some() {
                    (Says::of(base, about), Says::of(draft, about))
                } else {
                    // How strictly a plan is judged, and how far it is, are not a draft's to propose.
                    let with_info = Plan {
                        info: draft.info.clone(),
                        ..(**base).clone()
                    };
                    (Says::of(base, None), Says::of(&with_info, None))
                };
                Proposal {
                    id: proposal_id(by, about, &after),
                    about,
                    said: Remark::new(by.clone(), Some(self.today()), ""),
                    before,
                    after,
                    state: ProposalState::Open,
                    trail: Vec::new(),
                }
            })
            .filter(|proposal| {
                let known = plan
                    .discussion
                    .proposals
                    .iter()
                    .any(|known| known.id == proposal.id);
                let is_so = match &proposal.after {
                    Says::Plan { info, .. } => **info == plan.info,
                    says => *says == Says::of(plan, proposal.about),
                };
                !known && !is_so
            })
            .collect()
    }
}

const NO_BASE: &str = "This computer does not have what the draft began with. Take it in on the computer where it was \
                       handed out, or import what you need from it.";

/// The same draft taken in twice proposes the same once.
fn proposal_id(by: &str, about: Option<AnyId>, after: &Says) -> Id<Proposal> {
    let about = about.map_or_else(|| "plan".to_owned(), |id| id.to_string());
    Id::derived(["proposal", by, &about, &format!("{after:?}")])
}

/// What a draft says that the plan does not: comments, and answers to comments.
fn said_in(plan: &Plan, draft: &Draft) -> Vec<Edit> {
    let known = |comment: &Comment| {
        plan.discussion
            .comments
            .iter()
            .find(|known| known.id == comment.id)
    };
    let mut edits = Vec::new();
    for comment in &draft.plan.discussion.comments {
        match known(comment) {
            None => {
                let here = comment.about.is_none_or(|about| about.is_in(plan));
                if here {
                    edits.push(Edit::Comment(Box::new(comment.clone())));
                }
            }
            Some(there) => {
                let new = comment
                    .replies
                    .iter()
                    .filter(|said| !there.replies.contains(said));
                edits.extend(new.map(|said| Edit::Reply {
                    comment: comment.id,
                    said: said.clone(),
                }));
            }
        }
    }
    edits
}
