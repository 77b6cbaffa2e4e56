//! `entente import` and `entente export`: other programs' files.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::files::exchange::{Imported, MapKind, Options, read_by_ending, write_by_ending};
use crate::files::{LocalDisk, plan_file, ron_text};
use crate::model::Plan;

use super::DONE;
use super::arguments::{ExportArguments, ImportArguments, ReportFormat};
use super::output::{escaped, json as json_text, note, print, read_standard_input, write_output};
use super::source;

/// Reads every input, one after the other, into one plan, and reports on each.
pub fn import(arguments: &ImportArguments) -> anyhow::Result<u8> {
    let kind = arguments.kind.as_deref().map(map_kind).transpose()?;
    let mut plan: Option<Plan> = match &arguments.into {
        Some(path) => Some(source::read_path(path)?.plan),
        None => None,
    };
    let mut reports = Vec::new();
    for input in &arguments.inputs {
        let bytes = if input == Path::new("-") {
            read_standard_input()?
        } else {
            plan_file::read_bytes(&LocalDisk, input)?
        };
        let options = Options {
            owner: arguments.owner.as_deref(),
            kind,
            into: plan.as_ref(),
            ..Options::default()
        };
        let imported =
            read_by_ending(input, &bytes, &options).with_context(|| input.display().to_string())?;
        plan = Some(imported.plan.clone());
        reports.push((input.display().to_string(), imported));
    }
    let Some(plan) = plan else {
        bail!("name at least one file to import")
    };
    write_output(&arguments.output, ron_text::write(&plan)?.as_bytes())?;
    let text = match arguments.format {
        ReportFormat::Text => text(&reports),
        ReportFormat::Json => json_text(&json(&reports))?,
    };
    // With the plan on standard output the report must not mix with it.
    if arguments.output == Path::new("-") {
        note(text.trim_end());
    } else {
        print(&text)?;
    }
    Ok(DONE)
}

/// Writes the plan in the format of the output's ending.
pub fn export(arguments: &ExportArguments) -> anyhow::Result<u8> {
    let source = source::read(&arguments.source)?;
    let phase = arguments
        .phase
        .as_deref()
        .map(|name| source::phase(&source.plan, name))
        .transpose()?;
    let bytes = write_by_ending(&arguments.output, &source.plan, phase)
        .with_context(|| arguments.output.display().to_string())?;
    write_output(&arguments.output, &bytes)?;
    Ok(DONE)
}

fn map_kind(word: &str) -> anyhow::Result<MapKind> {
    let Some(kind) = MapKind::from_word(word) else {
        let known: Vec<&str> = MapKind::ALL.iter().map(|kind| kind.word()).collect();
        bail!("`{}` is no kind; kinds are: {}", escaped(word), known.join(", "));
    };
    Ok(kind)
}

fn text(reports: &[(String, Imported)]) -> String {
    let mut text = String::new();
    for (input, imported) in reports {
        let _ = writeln!(text, "{}", escaped(input));
        for taken in &imported.taken {
            let _ = writeln!(
                text,
                "  {}: {} added, {} updated",
                taken.kind, taken.added, taken.updated
            );
        }
        for remark in &imported.notes {
            let _ = writeln!(text, "  {}", escaped(&remark.to_string()));
        }
    }
    text
}

fn json(reports: &[(String, Imported)]) -> Value {
    let files = reports
        .iter()
        .map(|(input, imported)| json!({"file": input, "taken": imported.taken, "notes": imported.notes}));
    json!({"schema": 1, "files": files.collect::<Vec<Value>>()})
}
