//! `entente approve` and `entente approvals`: who approved which content of a plan.
//!
//! JSON of `approvals`: `{"schema": 1, "content": str, "approvals": [{"stakeholder": {id, name}, "office": str, "at":
//! str|null, "state": "valid"|"changed"|"forged", "key": "known"|"unknown"|"other", "fingerprint": str|null, "changes":
//! [sentence]|null}], "missing": [{id, name}]}`; `content` is the hash of what an approval is of; `changes` says what
//! became of what was approved, and is null where this computer does not have that.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::approval::{Judged, OwnKey, State, Trust, content, fingerprint, judge, missing};
use crate::compare::{Difference, ThingDifference};
use crate::files::{Folders, KnownKey, LocalDisk, ron_text};
use crate::model::{Edit, Id, Instant, Plan, Stakeholder};

use super::arguments::{ApprovalsArguments, ApproveArguments, ReportFormat};
use super::output::{escaped, json as json_text, note, print, write_output};
use super::source;
use super::{DONE, SOME};

/// Signs the plan as it is and writes the approval into it.
pub fn approve(arguments: &ApproveArguments) -> anyhow::Result<u8> {
    let source = source::read_path(&arguments.plan)?;
    let stakeholder = source::stakeholder(&source.plan, &arguments.stakeholder)?;
    let folders = Folders::of_user().context("there is no folder for keys: no home is known")?;
    let key = own_key(&folders)?;
    let at = arguments.at.or_else(now);
    let approval = key.approve(&source.plan, stakeholder, at, &arguments.office)?;
    let plan = Edit::Approve(Box::new(approval)).apply(&source.plan)?;
    let text = ron_text::write(&plan)?;
    // Without it nobody could be told later what was changed; the approval itself needs it not.
    if let Err(error) = folders.bases().keep(&LocalDisk, &source.plan.to_approve()) {
        note(&format!("note: what is approved is not kept here: {error}"));
    }
    write_output(&arguments.plan, text.as_bytes())?;
    let read_aloud = fingerprint(&key.public()).unwrap_or_default();
    note(&format!(
        "approved as {}: content {}, key {read_aloud}",
        escaped(&plan.label_of(stakeholder)),
        content(&plan)?.short(),
    ));
    Ok(DONE)
}

/// Says of every approval whether it holds.
pub fn list(arguments: &ApprovalsArguments) -> anyhow::Result<u8> {
    let source = source::read(&arguments.source)?;
    let plan = &source.plan;
    let folders = Folders::of_user();
    if let Some(name) = &arguments.trust {
        let folders = folders
            .as_ref()
            .context("there is no folder for keys: no home is known")?;
        trust(plan, name, folders)?;
    }
    let known = match &folders {
        Some(folders) => folders.keys().known(&LocalDisk)?,
        None => Vec::new(),
    };
    let judged = judge(plan, &known)?;
    let missing = missing(plan, &judged);
    let changes: Vec<Option<Vec<String>>> = judged
        .iter()
        .map(|one| changes_since(plan, one, folders.as_ref()))
        .collect();
    print(&match arguments.format {
        ReportFormat::Text => text(plan, &judged, &changes, &missing),
        ReportFormat::Json => json_text(&json_of(plan, &judged, &changes, &missing)?)?,
    })?;
    let all_count = !judged.is_empty() && judged.iter().all(Judged::counts);
    Ok(if all_count { DONE } else { SOME })
}

/// The user's own key; made where there is none.
fn own_key(folders: &Folders) -> anyhow::Result<OwnKey> {
    let keys = folders.keys();
    if let Some(seed) = keys.own(&LocalDisk)? {
        return Ok(OwnKey::of_seed(seed));
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow::anyhow!("the system gives no chance for a key: {error}"))?;
    keys.keep_own(&LocalDisk, seed)?;
    let key = OwnKey::of_seed(seed);
    let read_aloud = fingerprint(&key.public()).unwrap_or_default();
    note(&format!(
        "a key was made for you; whoever gets your approvals compares it with you: {read_aloud}"
    ));
    Ok(key)
}

/// Remembers the key that approved for a stakeholder, where its signature holds and it is the only one.
fn trust(plan: &Plan, name: &str, folders: &Folders) -> anyhow::Result<()> {
    let stakeholder = source::stakeholder(plan, name)?;
    let label = plan.label_of(stakeholder);
    let judged = judge(plan, &[])?;
    let mut keys: Vec<&str> = judged
        .iter()
        .filter(|one| one.approval.stakeholder == stakeholder && one.state != State::Forged)
        .map(|one| one.approval.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let [key] = keys.as_slice() else {
        bail!(
            "{} keys approved for {}; one is needed to remember it",
            keys.len(),
            escaped(&label)
        );
    };
    let known = KnownKey {
        stakeholder,
        name: label,
        key: (*key).to_owned(),
    };
    Ok(folders.keys().know(&LocalDisk, known)?)
}

#[expect(clippy::disallowed_methods, reason = "the command line knows the clock")]
fn now() -> Option<Instant> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Instant::from_unix_minutes(i64::try_from(since_1970.as_secs() / 60).ok()?, 0)
}

/// What became of what was approved; `None`: this computer does not have it.
fn changes_since(plan: &Plan, judged: &Judged, folders: Option<&Folders>) -> Option<Vec<String>> {
    if judged.state == State::Valid {
        return Some(Vec::new());
    }
    let hash = judged.approval.content.parse().ok()?;
    let approved = folders?.bases().find(&LocalDisk, hash)?;
    let since = Difference::between(&approved, &plan.to_approve());
    Some(since.things.iter().map(ThingDifference::sentence).collect())
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Valid => "valid",
        State::Changed => "changed",
        State::Forged => "forged",
    }
}

fn trust_word(trust: Trust) -> &'static str {
    match trust {
        Trust::Known => "known",
        Trust::Unknown => "unknown",
        Trust::Other => "other",
    }
}

fn text(
    plan: &Plan,
    judged: &[Judged],
    changes: &[Option<Vec<String>>],
    missing: &[Id<Stakeholder>],
) -> String {
    let mut text = String::new();
    if judged.is_empty() {
        text.push_str("Nobody has approved the plan.\n");
    }
    for (one, changes) in judged.iter().zip(changes) {
        let approval = &one.approval;
        let who = escaped(&plan.label_of(approval.stakeholder));
        let state = match one.state {
            State::Valid => "approved the plan as it is",
            State::Changed => "approved it, and it was changed since",
            State::Forged => "FORGED: the signature does not hold",
        };
        // Writing to a String cannot fail.
        let _ = write!(text, "{who}: {state}");
        if !approval.office.is_empty() {
            let _ = write!(text, "; {}", escaped(&approval.office));
        }
        if let Some(at) = approval.at {
            let _ = write!(text, "; {at}");
        }
        let read_aloud = fingerprint(&approval.key).unwrap_or_else(|| "no key".to_owned());
        let key = match one.trust {
            Trust::Known => "known",
            Trust::Unknown => "seen for the first time; compare it with them, then --trust",
            Trust::Other => "NOT THE ONE KNOWN for them",
        };
        let _ = writeln!(text, "\n  key {read_aloud} ({key})");
        match (one.state, changes) {
            (State::Changed, Some(changes)) => {
                for change in changes {
                    let _ = writeln!(text, "  changed since: {}", escaped(change));
                }
            }
            (State::Changed, None) => {
                text.push_str(
                    "  what was approved is not on this computer, so what was changed cannot be said\n",
                );
            }
            _ => {}
        }
    }
    if !missing.is_empty() {
        let labels: Vec<String> = missing.iter().map(|id| escaped(&plan.label_of(*id))).collect();
        let _ = writeln!(
            text,
            "Hold ground and have not approved it as it is: {}",
            labels.join(", ")
        );
    }
    text
}

fn json_of(
    plan: &Plan,
    judged: &[Judged],
    changes: &[Option<Vec<String>>],
    missing: &[Id<Stakeholder>],
) -> anyhow::Result<Value> {
    let party = |id: Id<Stakeholder>| json!({"id": id.to_string(), "name": plan.label_of(id)});
    let approvals: Vec<Value> = judged
        .iter()
        .zip(changes)
        .map(|(one, changes)| {
            json!({
                "stakeholder": party(one.approval.stakeholder),
                "office": one.approval.office,
                "at": one.approval.at.map(|at| at.to_string()),
                "state": state_word(one.state),
                "key": trust_word(one.trust),
                "fingerprint": fingerprint(&one.approval.key),
                "changes": changes,
            })
        })
        .collect();
    let missing: Vec<Value> = missing.iter().map(|id| party(*id)).collect();
    Ok(json!({
        "schema": 1,
        "content": content(plan)?.to_string(),
        "approvals": approvals,
        "missing": missing,
    }))
}
