//! `entente export --for`: what one stakeholder may see, and `entente merge` of an extract that comes back.
//!
//! Nothing is written where H16 objects. What was released is kept on this computer by the hash of its content, so
//! that what comes back can be merged although the plan has changed meanwhile.

use std::fmt::Write as _;

use anyhow::{Context, bail};

use crate::files::exchange::write_by_ending;
use crate::files::{Folders, LocalDisk, ron_text};
use crate::model::{ExtractOf, Generalisation, Id, Phase, Plan};
use crate::release::{NotOfThisPlan, came_back, leaks_in, release};

use super::arguments::ExportArguments;
use super::output::{escaped, note, write_output};
use super::{DONE, SOME, source};

/// Writes what a stakeholder may see of a plan, unless H16 objects, and says on standard error how much it is.
pub fn extract(
    arguments: &ExportArguments,
    plan: &Plan,
    stakeholder: &str,
    phase: Option<Id<Phase>>,
) -> anyhow::Result<u8> {
    let stakeholder = source::stakeholder(plan, stakeholder)?;
    let label = escaped(&plan.label_of(stakeholder));
    let of = ExtractOf {
        stakeholder,
        generalised: Generalisation {
            grid_m: arguments.grid,
            names_hidden: arguments.hide_names,
            contacts_dropped: arguments.without_contacts,
        },
    };
    let hash = ron_text::plan_hash(plan)?.to_string();
    let extract = release(plan, &hash, of).with_context(|| format!("no extract for {label}"))?;
    let leaks = leaks_in(plan, &extract);
    if !leaks.is_empty() {
        let mut text = format!("not written: H16 objects to an extract for {label}, which would let out");
        for leak in &leaks {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n  {}: {}", escaped(&leak.said(plan)), leak.remedy());
        }
        note(&text);
        return Ok(SOME);
    }
    let phase = phase.filter(|phase| extract.plan.phases.contains(*phase));
    if arguments.phase.is_some() && phase.is_none() {
        bail!("{label} does not see that phase; leave --phase out");
    }
    let bytes = write_by_ending(&arguments.output, &extract.plan, phase)
        .with_context(|| arguments.output.display().to_string())?;
    keep(plan);
    write_output(&arguments.output, &bytes)?;
    note(&format!(
        "{label} sees {} objects; {} are withheld",
        extract.shown.len(),
        extract.withheld.len()
    ));
    Ok(DONE)
}

/// Keeps what was released, by its hash; without it an extract comes back only to the plan as it was.
fn keep(plan: &Plan) {
    let Some(folders) = Folders::of_user() else { return };
    if let Err(error) = folders.bases().keep(&LocalDisk, plan) {
        note(&format!("note: what was released is not kept here: {error}"));
    }
}

/// Returns the plan that an extract was made of, and the extract as a draft of it. The plan as it was released is the
/// one given, or is looked for on this computer.
pub fn returned(given: &Plan, extract: &Plan) -> anyhow::Result<(Plan, Plan)> {
    let hash = ron_text::plan_hash(given)?.to_string();
    let begins = match came_back(given, &hash, extract) {
        Ok(draft) => return Ok((given.clone(), draft)),
        Err(NotOfThisPlan::OtherState(begins)) => begins,
        Err(error) => return Err(error.into()),
    };
    let released = extract.base.as_ref().filter(|from| from.id == given.id);
    let found = released.and_then(|from| {
        let hash = from.hash.parse().ok()?;
        Folders::of_user()?.bases().find(&LocalDisk, hash)
    });
    let Some(found) = found else {
        bail!(
            "the extract was made of another state of the plan, whose content begins with {begins}, and this computer \
             does not have it; name that state as BASE, and then the plan as it is now before the extract"
        );
    };
    let hash = ron_text::plan_hash(&found)?.to_string();
    let draft = came_back(&found, &hash, extract)?;
    Ok((found, draft))
}
