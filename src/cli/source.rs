//! Where a command's plan comes from: a file, standard input, a sample.

use std::path::Path;

use anyhow::{Context, bail};

use crate::files::{LocalDisk, plan_file, ron_text};
use crate::model::{Id, Phase, Plan, Stakeholder};
use crate::samples;

use super::arguments::PlanSource;
use super::output;

/// A plan and what reports say of its file.
pub struct Source {
    /// The plan.
    pub plan: Plan,
    /// `sample:NAME` for a sample.
    pub file: String,
    /// The content hash, as in the file's first line.
    pub sha256: String,
}

impl Source {
    /// Returns the first 8 digits of the content hash, as people are shown it.
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..8).unwrap_or_default()
    }
}

/// Reads the plan; a broken seal is a warning on standard error.
pub fn read(source: &PlanSource) -> anyhow::Result<Source> {
    match (&source.sample, &source.plan) {
        (Some(name), _) => read_sample(name),
        (None, Some(path)) => read_path(path),
        (None, None) => bail!("name a plan file, or a sample with --sample"),
    }
}

/// Reads the plan at a path; `-` is standard input.
pub fn read_path(path: &Path) -> anyhow::Result<Source> {
    let file = path.display().to_string();
    let (plan, seal, hash) = if path == Path::new("-") {
        let read = ron_text::read(&output::read_standard_input()?).context("standard input")?;
        (read.plan, read.seal, read.hash)
    } else {
        let opened = plan_file::open(&LocalDisk, path)?;
        (opened.plan, opened.seal, opened.hash)
    };
    if let Some(warning) = seal.warning() {
        output::note(&format!("warning: {file}: {warning}"));
    }
    Ok(Source {
        plan,
        file,
        sha256: hash.to_string(),
    })
}

/// Reads what an argument names: a file, `-`, or `sample:NAME`.
pub fn read_named(name: &Path) -> anyhow::Result<Source> {
    match name.to_str().and_then(|name| name.strip_prefix("sample:")) {
        Some(sample) => read_sample(sample),
        None => read_path(name),
    }
}

/// Reads an embedded sample.
pub fn read_sample(name: &str) -> anyhow::Result<Source> {
    let Some(sample) = samples::find(name) else {
        let known: Vec<&str> = samples::ALL.iter().map(|sample| sample.name).collect();
        bail!(
            "there is no sample called `{}`; there are: {}",
            output::escaped(name),
            known.join(", ")
        );
    };
    let read = ron_text::read(sample.text.as_bytes()).with_context(|| format!("sample {name}"))?;
    Ok(Source {
        plan: read.plan,
        file: format!("sample:{name}"),
        sha256: read.hash.to_string(),
    })
}

/// Finds a stakeholder by name or short name, in any case, or by id.
pub fn stakeholder(plan: &Plan, name: &str) -> anyhow::Result<Id<Stakeholder>> {
    let wanted = name.to_lowercase();
    let is_called = |row: &Stakeholder| {
        [&row.name, &row.short_name, &row.native_name]
            .map(|name| name.to_lowercase())
            .contains(&wanted)
    };
    let mut called = plan.stakeholders.iter().filter(|(_, row)| is_called(row));
    let by_id = || plan.stakeholders.ids().find(|id| id.to_string() == name);
    if let Some((id, _)) = called.next() {
        if called.next().is_some() {
            bail!(
                "several stakeholders are called `{}`; name one by its id",
                output::escaped(name)
            );
        }
        return Ok(id);
    }
    if let Some(id) = by_id() {
        return Ok(id);
    }
    let known: Vec<String> = plan
        .stakeholders
        .iter()
        .map(|(_, row)| format!("`{}`", output::escaped(row.label())))
        .collect();
    let name = output::escaped(name);
    if known.is_empty() {
        bail!("there is no stakeholder `{name}`: the plan has none");
    }
    bail!(
        "there is no stakeholder `{name}`; there are: {}",
        known.join(", ")
    )
}

/// Finds a phase by name, in any case, or by id.
pub fn phase(plan: &Plan, name: &str) -> anyhow::Result<Id<Phase>> {
    let phases = plan.phases_in_order();
    let same = |phase: &&(Id<Phase>, &Phase)| phase.1.name.to_lowercase() == name.to_lowercase();
    if let Some((id, _)) = phases
        .iter()
        .find(same)
        .or_else(|| phases.iter().find(|(id, _)| id.to_string() == name))
    {
        return Ok(*id);
    }
    let known: Vec<String> = phases
        .iter()
        .map(|(_, phase)| format!("`{}`", output::escaped(&phase.name)))
        .collect();
    let name = output::escaped(name);
    if known.is_empty() {
        bail!("there is no phase `{name}`: the plan has no phases");
    }
    bail!("there is no phase `{name}`; there are: {}", known.join(", "))
}
