//! An extract that comes back, edited: what its stakeholder changed, as a draft of the whole plan.
//!
//! The extract is made anew from the plan as it was; whatever the returned one differs in from that, its
//! stakeholder changed. So what is absent was withheld and not deleted, and what was emptied, put on a grid or
//! renamed on the way out was not edited. What the stakeholder changed in a field that was not shown to it as it
//! is, is left open with both versions: nobody overwrites what he has not seen.
//!
//! ```text
//! the plan as released ──release──▶ the extract made anew ◀──compared── the extract that came back
//!          │                                                                     │
//!          └────────────── what the stakeholder changed, put on it ◀─────────────┘
//!                                        │
//!                          a draft of the plan: merged as any other
//! ```
//!
//! What the stakeholder added under an id that something withheld has is given another: it cannot touch what it
//! does not know of. How far the plan is, how it is judged and from whose view it is drawn are not an extract's to
//! say.

use std::collections::BTreeMap;

use crate::model::{AnyEntity, AnyId, Id, Plan, PlanInfo, Stakeholder, merge_many};

use super::{entities, release};

/// Why an extract cannot be put on a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOfThisPlan {
    /// It is a whole plan.
    #[error("it is no extract: merge it as a draft")]
    NoExtract,
    /// It was made of another plan, or of this one as it was at another time.
    #[error("it was made of another state of the plan, whose content begins with {0}")]
    OtherState(String),
    /// The plan has no extract for that stakeholder.
    #[error(transparent)]
    Release(#[from] super::ReleaseError),
}

/// Returns what a stakeholder made of its extract, as a draft of the whole plan: `whole` is the plan as it was
/// released, and `hash` its content hash. What could not be decided is among the draft's open conflicts.
///
/// # Errors
/// [`NotOfThisPlan`]
pub fn came_back(whole: &Plan, hash: &str, returned: &Plan) -> Result<Plan, NotOfThisPlan> {
    let of = returned.extract.ok_or(NotOfThisPlan::NoExtract)?;
    let base = returned.base.as_ref().ok_or(NotOfThisPlan::NoExtract)?;
    if base.id != whole.id || base.hash != hash {
        let begins = base.hash.chars().take(8).collect();
        return Err(NotOfThisPlan::OtherState(begins));
    }
    let sent = release(whole, hash, of)?;
    let returned = with_ids_of_its_own(whole, &sent.plan, returned);
    let returned = Plan {
        readiness: sent.plan.readiness,
        policy: sent.plan.policy.clone(),
        // They are of the extract, not of the plan.
        approvals: Vec::new(),
        info: PlanInfo {
            viewpoint: sent.plan.info.viewpoint,
            ..returned.info.clone()
        },
        ..returned
    };
    let by = whole.label_of(of.stakeholder);
    let drafts = [(WHOLE.to_owned(), whole.clone()), (by, returned)];
    Ok(merge_many(&sent.plan, &drafts))
}

/// What the plan that was released is called among versions.
pub const WHOLE: &str = "The whole plan";

/// The returned extract, with other ids for what was added to it under the id of something withheld.
fn with_ids_of_its_own(whole: &Plan, sent: &Plan, returned: &Plan) -> Plan {
    let meets = |id: &AnyId| !id.is_in(sent) && id.is_in(whole);
    let mut anew: BTreeMap<AnyId, AnyEntity> = BTreeMap::new();
    for entity in entities(returned)
        .into_iter()
        .filter(|entity| meets(&entity.id()))
    {
        anew.insert(entity.id(), entity.under(bits_for(returned, entity.id())));
    }
    if anew.is_empty() {
        return returned.clone();
    }
    let lead = |entity: AnyEntity| {
        anew.iter()
            .fold(entity, |entity, (from, to)| entity.redirected(*from, to.id()))
    };
    let kept = entities(returned)
        .into_iter()
        .map(|entity| anew.get(&entity.id()).cloned().unwrap_or(entity));
    let mut led = Plan::empty(returned.id).with(kept.map(lead));
    led.base.clone_from(&returned.base);
    led.extract = returned.extract;
    led.readiness = returned.readiness;
    led.info = returned.info.clone();
    led.policy = returned.policy.clone();
    led.discussion.clone_from(&returned.discussion);
    let named = |about: &mut Option<AnyId>| {
        *about = about.map(|id| anew.get(&id).map_or(id, AnyEntity::id));
    };
    led.discussion
        .comments
        .iter_mut()
        .for_each(|comment| named(&mut comment.about));
    led.discussion
        .proposals
        .iter_mut()
        .for_each(|proposal| named(&mut proposal.about));
    led.approvals.clone_from(&returned.approvals);
    led.conflicts.clone_from(&returned.conflicts);
    led
}

/// The same for the same object each time it comes back.
fn bits_for(returned: &Plan, id: AnyId) -> u64 {
    Id::<Stakeholder>::derived(["came back", &returned.id.to_string(), &id.to_string()]).bits()
}
