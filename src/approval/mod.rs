//! Who approved which content of a plan: Ed25519 signatures over its content hash, kept in the plan beside it.
//!
//! What is approved is the canonical text of [`Plan::to_approve`]: all the plan says, without approvals, readiness and
//! what nobody has decided yet. A signature binds that content to the plan's id, the stakeholder, the instant and the
//! office, so none of these can be exchanged. It proves that whoever has the private key approved; that the key is the
//! stakeholder's, no file can prove: keys are compared by their fingerprints, read aloud over a channel that both
//! sides trust, and are then *known* on this computer ([`crate::files::Keys`]). A key that is seen for the first time
//! is said to be unknown, not believed.
//!
//! Private keys are in the user's folder, never in a plan. Chance and the clock are the caller's.
//!
//! ```
//! use entente::approval::{OwnKey, State, judge};
//! use entente::files::ron_text;
//! use entente::model::Edit;
//!
//! let sample = entente::samples::find("fallujah").ok_or("no sample")?;
//! let plan = ron_text::read(sample.text.as_bytes())?.plan;
//! let stakeholder = plan.stakeholders.ids().next().ok_or("no stakeholder")?;
//! let approval = OwnKey::of_seed([7; 32]).approve(&plan, stakeholder, None, "Plans")?;
//! let plan = Edit::Approve(Box::new(approval)).apply(&plan)?;
//! assert_eq!(judge(&plan, &[])?[0].state, State::Valid);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::files::text::PrintError;
use crate::files::{ContentHash, KnownKey, bytes_of, digits_of, ron_text};
use crate::model::{Approval, Id, Instant, Plan, Stakeholder, StakeholderKind};

/// Groups of a fingerprint, and letters in each: 128 bits that can be read aloud.
const GROUPS: usize = 8;
const GROUP: usize = 4;

/// The user's own key.
pub struct OwnKey(SigningKey);

/// Whether a signature holds, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is of the plan as it is.
    Valid,
    /// It holds, and is of other content: the plan was changed since.
    Changed,
    /// It does not hold: the approval was changed, or somebody made it up.
    Forged,
}

/// Whether the key is known to be the stakeholder's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// It is.
    Known,
    /// No key of the stakeholder is known here yet.
    Unknown,
    /// Another key is known to be the stakeholder's.
    Other,
}

/// An approval, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The approval.
    pub approval: Approval,
    /// Whether its signature holds, and for what.
    pub state: State,
    /// Whose the key is, as far as is known.
    pub trust: Trust,
}

impl Judged {
    /// Returns true for an approval of the plan as it is, by a key that is known.
    pub fn counts(&self) -> bool {
        self.state == State::Valid && self.trust == Trust::Known
    }
}

impl OwnKey {
    /// Makes the key of a seed: 32 bytes of the best chance there is.
    pub fn of_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// Returns the public key: 64 hexadecimal digits.
    pub fn public(&self) -> String {
        digits_of(self.0.verifying_key().as_bytes())
    }

    /// Approves a plan for a stakeholder.
    ///
    /// # Errors
    /// Where the plan has no text form.
    pub fn approve(
        &self,
        plan: &Plan,
        stakeholder: Id<Stakeholder>,
        at: Option<Instant>,
        office: &str,
    ) -> Result<Approval, PrintError> {
        let mut approval = Approval {
            stakeholder,
            content: content(plan)?.to_string(),
            at,
            office: office.to_owned(),
            key: self.public(),
            signature: String::new(),
        };
        let signature = self.0.sign(message(plan, &approval).as_bytes());
        approval.signature = digits_of(&signature.to_bytes());
        Ok(approval)
    }
}

/// Returns the hash of what is approved of a plan.
///
/// # Errors
/// Where the plan has no text form.
pub fn content(plan: &Plan) -> Result<ContentHash, PrintError> {
    ron_text::plan_hash(&plan.to_approve())
}

/// Judges every approval of a plan, in order.
///
/// # Errors
/// Where the plan has no text form.
pub fn judge(plan: &Plan, known: &[KnownKey]) -> Result<Vec<Judged>, PrintError> {
    let now = content(plan)?.to_string();
    let judged = plan.approvals.iter().map(|approval| Judged {
        approval: approval.clone(),
        state: match holds(plan, approval) {
            false => State::Forged,
            true if approval.content == now => State::Valid,
            true => State::Changed,
        },
        trust: trust(approval, known),
    });
    Ok(judged.collect())
}

/// Returns whoever holds ground in the plan and has not approved it as it is, by a key that is known; in id order.
pub fn missing(plan: &Plan, judged: &[Judged]) -> Vec<Id<Stakeholder>> {
    let mut holders: Vec<Id<Stakeholder>> = plan
        .sectors
        .iter()
        .filter_map(|(_, sector)| sector.holder)
        .filter(|holder| {
            let party = plan.stakeholders.get(*holder);
            party.is_some_and(|party| party.kind != StakeholderKind::Adversary)
        })
        .collect();
    holders.sort_unstable();
    holders.dedup();
    holders.retain(|holder| {
        let has_approved = |one: &Judged| one.counts() && one.approval.stakeholder == *holder;
        !judged.iter().any(has_approved)
    });
    holders
}

/// Returns a public key as it is read aloud: eight groups of four digits of its hash. `None`: it is no key.
pub fn fingerprint(key: &str) -> Option<String> {
    let key = bytes_of::<32>(key)?;
    let digits: Vec<char> = ContentHash::of(&key).to_string().chars().collect();
    let groups = digits.chunks(GROUP).take(GROUPS);
    let groups: Vec<String> = groups.map(|group| group.iter().collect()).collect();
    Some(groups.join(" "))
}

/// What is signed, word for word.
fn message(plan: &Plan, approval: &Approval) -> String {
    let at = approval.at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    format!(
        "Entente approval 1\nplan {}\nstakeholder {}\ncontent {}\nat {at}\noffice {}\n",
        plan.id, approval.stakeholder, approval.content, approval.office
    )
}

fn holds(plan: &Plan, approval: &Approval) -> bool {
    let Some(signature) = bytes_of::<64>(&approval.signature) else {
        return false;
    };
    let key = bytes_of::<32>(&approval.key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let message = message(plan, approval);
    // Strictly: a weak key would hold for what nobody signed.
    key.is_some_and(|key| {
        key.verify_strict(message.as_bytes(), &Signature::from_bytes(&signature))
            .is_ok()
    })
}

fn trust(approval: &Approval, known: &[KnownKey]) -> Trust {
    let of = |other: &&KnownKey| other.stakeholder == approval.stakeholder;
    match known.iter().find(of) {
        Some(known) if known.key == approval.key => Trust::Known,
        Some(_) => Trust::Other,
        None => Trust::Unknown,
    }
}

#[cfg(test)]
mod tests;
