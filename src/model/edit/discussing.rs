//! Comments, and answers to proposals.

use super::{Edit, EditError, put};
use crate::model::{Answered, Comment, Id, Plan, Proposal, ProposalState, Remark};

/// Does what is said; any other edit says nothing.
pub(super) fn apply(plan: &mut Plan, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::Comment(said) => comment(plan, said),
        Edit::Reply { comment, said } => reply(plan, *comment, said),
        Edit::Resolve { comment, said } => resolve(plan, *comment, said),
        Edit::RemoveComment(comment) => remove(plan, *comment),
        Edit::Propose(proposals) => propose(plan, proposals),
        Edit::AnswerProposal {
            proposal,
            state,
            said,
        } => answer(plan, *proposal, *state, said),
        _ => Ok(()),
    }
}

fn comment(plan: &mut Plan, comment: &Comment) -> Result<(), EditError> {
    let comments = &mut plan.discussion.comments;
    if comments.iter().any(|known| known.id == comment.id) {
        return Err(EditError::SaidAlready(comment.id.to_string()));
    }
    if let Some(about) = comment.about.filter(|about| !about.is_in(plan)) {
        return Err(EditError::NoSuch(about));
    }
    plan.discussion.comments.push(comment.clone());
    Ok(())
}

fn reply(plan: &mut Plan, id: Id<Comment>, said: &Remark) -> Result<(), EditError> {
    let comment = find(plan, id)?;
    comment.replies.push(said.clone());
    comment.resolved = None;
    Ok(())
}

fn resolve(plan: &mut Plan, id: Id<Comment>, said: &Remark) -> Result<(), EditError> {
    find(plan, id)?.resolved = Some(said.clone());
    Ok(())
}

fn remove(plan: &mut Plan, id: Id<Comment>) -> Result<(), EditError> {
    find(plan, id)?;
    plan.discussion.comments.retain(|comment| comment.id != id);
    Ok(())
}

fn find(plan: &mut Plan, id: Id<Comment>) -> Result<&mut Comment, EditError> {
    let mut comments = plan.discussion.comments.iter_mut();
    comments
        .find(|comment| comment.id == id)
        .ok_or(EditError::NoComment(id))
}

fn propose(plan: &mut Plan, proposals: &[Proposal]) -> Result<(), EditError> {
    for proposal in proposals {
        let known = &mut plan.discussion.proposals;
        if known.iter().any(|known| known.id == proposal.id) {
            return Err(EditError::SaidAlready(proposal.id.to_string()));
        }
        known.push(proposal.clone());
    }
    Ok(())
}

/// Answers a proposal. What is accepted is put into the plan: what the plan got since in other fields stays. It
/// is refused where it would name something that the plan does not have: that is to be accepted first.
fn answer(plan: &mut Plan, id: Id<Proposal>, state: ProposalState, said: &Remark) -> Result<(), EditError> {
    let proposals = plan.discussion.proposals.iter();
    let place = proposals.clone().position(|proposal| proposal.id == id);
    let place = place.ok_or(EditError::NoProposal(id))?;
    let known = plan.discussion.proposals.get(place).cloned();
    let proposal = known.ok_or(EditError::NoProposal(id))?;
    if state == ProposalState::Accepted && proposal.state != ProposalState::Accepted {
        put::put(plan, proposal.about, &proposal.before, &proposal.after)?;
    }
    if let Some(proposal) = plan.discussion.proposals.get_mut(place) {
        proposal.state = state;
        proposal.trail.push(Answered {
            state,
            said: said.clone(),
        });
    }
    Ok(())
}
