//! Approvals of the plan at hand: signed with the user's key, judged against the keys that are known here.

use std::cell::RefCell;
use std::sync::Arc;

use crate::approval::{Judged, OwnKey, State, judge};
use crate::compare::Difference;
use crate::files::{KnownKey, LocalDisk};
use crate::model::{Approval, Edit, Id, Instant, Plan, Stakeholder};

use super::Editor;
use super::notices::NoticeKind;

/// What is asked of approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalCommand {
    /// Make the user's key of these bytes of chance.
    MakeKey([u8; 32]),
    /// Approve the plan as it is.
    Approve {
        /// For whom.
        stakeholder: Id<Stakeholder>,
        /// The office that approves.
        office: String,
        /// When.
        at: Option<Instant>,
    },
    /// Remember that a public key is a stakeholder's: its fingerprint was compared.
    Know {
        /// Whose.
        stakeholder: Id<Stakeholder>,
        /// The key: 64 hexadecimal digits.
        key: String,
    },
    /// Take an approval out of the plan.
    Drop(Box<Approval>),
}

/// What was found out about the approvals of a plan, until the plan or a key changes.
#[derive(Debug, Default)]
pub(super) struct Approvals {
    judged: RefCell<Option<(Arc<Plan>, Vec<Judged>)>>,
    known: RefCell<Option<Vec<KnownKey>>>,
    own: RefCell<Option<Result<String, ()>>>,
}

impl Editor {
    /// Returns the plan's approvals, judged; none where the plan has no text form.
    pub fn approvals(&self) -> Vec<Judged> {
        let mut kept = self.approvals.judged.borrow_mut();
        let plan = self.document.current();
        if let Some((of, judged)) = &*kept
            && Arc::ptr_eq(of, plan)
        {
            return judged.clone();
        }
        let judged = judge(plan, &self.known_keys()).unwrap_or_default();
        *kept = Some((Arc::clone(plan), judged.clone()));
        judged
    }

    /// Returns the user's own public key; `None`: there is none yet, or it cannot be read.
    pub fn own_key(&self) -> Option<String> {
        let mut kept = self.approvals.own.borrow_mut();
        let look = || {
            let keys = self.surroundings.folders.as_ref()?.keys();
            let seed = keys.own(&LocalDisk).ok()??;
            Some(OwnKey::of_seed(seed).public())
        };
        kept.get_or_insert_with(|| look().ok_or(())).clone().ok()
    }

    /// Returns what became of what was approved; `None`: this computer does not have that.
    pub fn changed_since(&self, judged: &Judged) -> Option<Difference> {
        if judged.state != State::Changed {
            return None;
        }
        let bases = self.surroundings.folders.as_ref()?.bases();
        let approved = bases.find(&LocalDisk, judged.approval.content.parse().ok()?)?;
        Some(Difference::between(&approved, &self.plan().to_approve()))
    }

    pub(super) fn approval(&mut self, command: ApprovalCommand) {
        let done = match command {
            ApprovalCommand::MakeKey(seed) => self.make_key(seed),
            ApprovalCommand::Approve {
                stakeholder,
                office,
                at,
            } => self.approve(stakeholder, &office, at),
            ApprovalCommand::Know { stakeholder, key } => self.know(stakeholder, &key),
            ApprovalCommand::Drop(approval) => {
                self.commit(&Edit::DropApproval(approval));
                Ok(())
            }
        };
        self.approvals = Approvals::default();
        if let Err(why) = done {
            self.notices.push(NoticeKind::Error, "Not done", why);
        }
    }

    fn known_keys(&self) -> Vec<KnownKey> {
        let mut kept = self.approvals.known.borrow_mut();
        let found = kept.get_or_insert_with(|| {
            let folders = self.surroundings.folders.as_ref();
            folders.map_or_else(Vec::new, |folders| {
                folders.keys().known(&LocalDisk).unwrap_or_default()
            })
        });
        found.clone()
    }

    fn make_key(&mut self, seed: [u8; 32]) -> Result<(), String> {
        let folders = self.surroundings.folders.as_ref().ok_or(NO_FOLDER)?;
        let kept = folders.keys().keep_own(&LocalDisk, seed);
        kept.map_err(|error| error.to_string())
    }

    fn approve(
        &mut self,
        stakeholder: Id<Stakeholder>,
        office: &str,
        at: Option<Instant>,
    ) -> Result<(), String> {
        let folders = self.surroundings.folders.clone().ok_or(NO_FOLDER)?;
        let seed = folders.keys().own(&LocalDisk);
        let seed = seed
            .map_err(|error| error.to_string())?
            .ok_or("Make your key first")?;
        let plan = Arc::clone(self.plan());
        let approval = OwnKey::of_seed(seed)
            .approve(&plan, stakeholder, at, office)
            .map_err(|error| error.to_string())?;
        let kept = folders.bases().keep(&LocalDisk, &plan.to_approve());
        if let Err(error) = kept {
            let text = "What is approved is not kept on this computer";
            self.notices.push(NoticeKind::Warning, text, error.to_string());
        }
        // One's own key needs no comparing.
        let known = KnownKey {
            stakeholder,
            name: plan.label_of(stakeholder),
            key: approval.key.clone(),
        };
        let is_new = !self.known_keys().iter().any(|key| key.stakeholder == stakeholder);
        if is_new {
            let known = folders.keys().know(&LocalDisk, known);
            known.map_err(|error| error.to_string())?;
        }
        self.commit(&Edit::Approve(Box::new(approval)));
        Ok(())
    }

    fn know(&mut self, stakeholder: Id<Stakeholder>, key: &str) -> Result<(), String> {
        let folders = self.surroundings.folders.as_ref().ok_or(NO_FOLDER)?;
        let known = KnownKey {
            stakeholder,
            name: self.plan().label_of(stakeholder),
            key: key.to_owned(),
        };
        let kept = folders.keys().know(&LocalDisk, known);
        kept.map_err(|error| error.to_string())
    }
}

/// Why nothing can be kept.
const NO_FOLDER: &str = "There is no folder to keep keys in";

#[cfg(test)]
mod tests;
