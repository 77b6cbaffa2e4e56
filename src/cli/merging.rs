//! `entente merge`: several drafts of one plan become one; what they say differently is kept in it.
//!
//! JSON: `{"schema": 1, "drafts": [str], "changes": [sentence], "conflicts": [{kind, id, name, field, title,
//! "holds": str|null, versions: [{by, says}]}]}`; `changes` says what became of the base.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::compare::{Difference, ThingDifference, conflict_title, version_said};
use crate::files::ron_text;
use crate::model::{OpenConflict, Plan, merge_many};

use super::arguments::{MergeArguments, MergeFormat};
use super::output::{escaped, json as json_text, note, print, write_output};
use super::source::{self, Source};
use super::{DONE, SOME, releasing};

/// What git calls the files that it hands to a merge driver.
const OF_GIT: &str = ".merge_file_";

/// What is merged: what all drafts began with, the drafts with whose they are, and their files.
struct Read {
    base: Plan,
    drafts: Vec<(String, Plan)>,
    files: Vec<PathBuf>,
}

/// Merges, writes, reports, and says by the exit status whether something is to be decided.
pub fn run(arguments: &MergeArguments) -> anyhow::Result<u8> {
    let Read {
        base,
        mut drafts,
        files,
    } = read(arguments)?;
    name_apart(&mut drafts, &files);
    let plan = merge_many(&base, &drafts);
    let text = ron_text::write(&plan).context("the merged plan cannot be written")?;
    write_output(&arguments.output, text.as_bytes())?;
    let changes = Difference::between(&base, &plan);
    let report = match arguments.format {
        MergeFormat::Text => text_of(&plan, &drafts, &changes),
        MergeFormat::Json => json_text(&json_of(&plan, &drafts, &changes))?,
    };
    // Where the plan itself goes to standard output, what is said of it does not.
    if arguments.output == Path::new("-") {
        note(report.trim_end());
    } else {
        print(&report)?;
    }
    Ok(if plan.conflicts.is_empty() { DONE } else { SOME })
}

fn read(arguments: &MergeArguments) -> anyhow::Result<Read> {
    let given = source::read_named(&arguments.base)?;
    let count = arguments.drafts.len();
    let mut all = Read {
        base: given.plan.clone(),
        drafts: Vec::new(),
        files: Vec::new(),
    };
    let mut came_back = false;
    for path in &arguments.drafts {
        let draft = source::read_named(path)?;
        if !is_draft_of(&draft.plan, &given.plan) {
            bail!(
                "{} is no draft of {}: it is another plan. `entente diff` says in what two plans differ; `entente \
                 import --into` takes objects from one into the other",
                escaped(&draft.file),
                escaped(&given.file)
            );
        }
        let mut name = name_of(path, &draft, all.drafts.len(), count);
        let mut plan = draft.plan;
        if let Some(of) = plan.extract {
            came_back = true;
            let released;
            (released, plan) = releasing::returned(&given.plan, &plan).with_context(|| draft.file.clone())?;
            name = released.label_of(of.stakeholder);
            if released != given.plan {
                since_released(&mut all, &given, arguments)?;
                all.base = released;
            }
        }
        all.drafts.push((name, plan));
        all.files.push(path.clone());
    }
    if count == 1 && !came_back {
        bail!("one draft alone has nothing to be merged with; name two or more");
    }
    Ok(all)
}

/// What was done since an extract was made is a draft of what was released, like the extract itself.
fn since_released(all: &mut Read, given: &Source, arguments: &MergeArguments) -> anyhow::Result<()> {
    if arguments.drafts.len() > 1 {
        bail!(
            "the extract was made of another state of {}; merge it by itself",
            escaped(&given.file)
        );
    }
    let name = name_of(&arguments.base, given, 0, 1);
    all.drafts.push((name, given.plan.clone()));
    all.files.push(arguments.base.clone());
    Ok(())
}

/// True where both are one plan, or one was branched from the other.
fn is_draft_of(draft: &Plan, base: &Plan) -> bool {
    draft.id == base.id || draft.base.as_ref().is_some_and(|from| from.id == base.id)
}

/// Whose draft it is: the office that wrote it, else its file's name.
fn name_of(path: &Path, draft: &Source, place: usize, count: usize) -> String {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    if count == 2 && file.starts_with(OF_GIT) {
        return if place == 0 { "Ours" } else { "Theirs" }.to_owned();
    }
    let author = draft.plan.info.author.trim();
    if author.is_empty() {
        file.trim_end_matches(".plan.ron").to_owned()
    } else {
        author.to_owned()
    }
}

/// Drafts of one office are told apart by their files, and those of one name by their number.
fn name_apart(drafts: &mut [(String, Plan)], paths: &[PathBuf]) {
    let names: Vec<String> = drafts.iter().map(|(name, _)| name.clone()).collect();
    let is_single =
        |name: &String, names: &[String]| names.iter().filter(|other| *other == name).count() == 1;
    for ((name, _), path) in drafts.iter_mut().zip(paths) {
        if !is_single(name, &names) {
            let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            file.trim_end_matches(".plan.ron").clone_into(name);
        }
    }
    let names: Vec<String> = drafts.iter().map(|(name, _)| name.clone()).collect();
    for (place, (name, _)) in drafts.iter_mut().enumerate() {
        if !is_single(name, &names) {
            *name = format!("{name} ({})", place + 1);
        }
    }
}

fn text_of(plan: &Plan, drafts: &[(String, Plan)], changes: &Difference) -> String {
    let names: Vec<&str> = drafts.iter().map(|(name, _)| name.as_str()).collect();
    let [added, removed, changed] = changes.counts();
    let mut text = format!("Merged {}: ", escaped(&names.join(", ")));
    let _ = writeln!(text, "{added} added, {removed} removed, {changed} changed.");
    if plan.conflicts.is_empty() {
        return text;
    }
    let _ = writeln!(
        text,
        "{} to decide; the window shows each, and `entente diff` what it means for the findings.",
        plan.conflicts.len()
    );
    for conflict in &plan.conflicts {
        let _ = writeln!(text, "\n{}", escaped(&conflict_title(plan, conflict)));
        let held = conflict.held_by(plan);
        for version in &conflict.versions {
            let now = if held == Some(version) {
                " (in the plan for now)"
            } else {
                ""
            };
            let says = version_said(plan, conflict, version);
            let _ = writeln!(text, "  {}: {}{now}", escaped(&version.by), escaped(&says));
        }
    }
    text
}

fn json_of(plan: &Plan, drafts: &[(String, Plan)], changes: &Difference) -> Value {
    let names: Vec<&str> = drafts.iter().map(|(name, _)| name.as_str()).collect();
    let sentences: Vec<String> = changes.things.iter().map(ThingDifference::sentence).collect();
    let conflicts: Vec<Value> = plan
        .conflicts
        .iter()
        .map(|conflict| conflict_json(plan, conflict))
        .collect();
    json!({"schema": 1, "drafts": names, "changes": sentences, "conflicts": conflicts})
}

fn conflict_json(plan: &Plan, conflict: &OpenConflict) -> Value {
    let versions: Vec<Value> = conflict
        .versions
        .iter()
        .map(|version| json!({"by": version.by, "says": version_said(plan, conflict, version)}))
        .collect();
    json!({
        "kind": conflict.about.map_or("plan", |id| id.kind().word()),
        "id": conflict.about.map(|id| id.to_string()),
        "name": conflict.about.map(|id| plan.name_of(id)),
        "field": conflict.field,
        "title": conflict_title(plan, conflict),
        "holds": conflict.held_by(plan).map(|version| version.by.clone()),
        "versions": versions,
    })
}
