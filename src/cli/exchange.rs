//! `entente import` and `entente export`: other programs' files.

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::apart;
use crate::files::exchange::table::Mapping;
use crate::files::exchange::{self, Imported, MapKind, Note, Options, Reader, write_by_ending};
use crate::files::{LocalDisk, plan_file, ron_text};
use crate::model::Plan;

use super::DONE;
use super::arguments::{ExportArguments, ImportArguments, ReadApartArguments, ReportFormat};
use super::output::{escaped, json as json_text, note, print, read_standard_input, write_output};
use super::{releasing, source};

/// Reads every input, one after the other, into one plan, and reports on each.
pub fn import(arguments: &ImportArguments) -> anyhow::Result<u8> {
    let kind = arguments.kind.as_deref().map(map_kind).transpose()?;
    let mut mapping = Mapping::default();
    for pair in &arguments.map {
        let more: Mapping = pair.parse().map_err(anyhow::Error::msg)?;
        mapping.columns.extend(more.columns);
    }
    let mut plan: Option<Plan> = match &arguments.into {
        Some(path) => Some(source::read_path(path)?.plan),
        None => None,
    };
    let reader = Reader::apart();
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
            phases: &arguments.phase,
            mapping: Some(&mapping),
            into: plan.as_ref(),
            ..Options::default()
        };
        let read = reader.read(input, &bytes, &options);
        let imported = read.imported.with_context(|| input.display().to_string())?;
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

/// Answers one question about a partner's file, within limits that it sets on itself first.
pub fn read_apart(arguments: &ReadApartArguments) -> anyhow::Result<u8> {
    apart::set_limits(arguments.memory_bytes, arguments.seconds);
    let mut question = Vec::new();
    io::stdin().lock().read_to_end(&mut question)?;
    let answer = exchange::answer(&question).context("the question makes no sense")?;
    write_output(Path::new("-"), &answer)?;
    Ok(DONE)
}

/// Writes the plan, or what one stakeholder may see of it, in the format of the output's ending.
pub fn export(arguments: &ExportArguments) -> anyhow::Result<u8> {
    let source = source::read(&arguments.source)?;
    let phase = arguments
        .phase
        .as_deref()
        .map(|name| source::phase(&source.plan, name))
        .transpose()?;
    if let Some(stakeholder) = &arguments.stakeholder {
        return releasing::extract(arguments, &source.plan, stakeholder, phase);
    }
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
            let _ = writeln!(text, "  {}", escaped(&remark.told(&imported.places)));
        }
    }
    text
}

fn json(reports: &[(String, Imported)]) -> Value {
    let files = reports.iter().map(|(input, imported)| {
        let mut file = serde_json::Map::new();
        file.insert("file".to_owned(), json!(input));
        file.insert("taken".to_owned(), json!(imported.taken));
        file.insert("notes".to_owned(), notes(imported).into());
        if let Some(table) = &imported.table {
            let columns = table.columns.iter().map(|column| {
                json!({"name": column.name, "field": column.field.word(), "guessed": column.guessed})
            });
            file.insert("columns".to_owned(), columns.collect());
        }
        Value::Object(file)
    });
    json!({"schema": 1, "files": files.collect::<Vec<Value>>()})
}

/// The notes; where a format has lines, with the line of each object.
fn notes(imported: &Imported) -> Vec<Value> {
    let lines = &imported.places.lines;
    let note = |note: &Note| {
        let mut value = json!(note);
        if let Some(members) = value.as_object_mut()
            && !lines.is_empty()
            && !note.features.is_empty()
        {
            let of_features = note.features.iter().filter_map(|feature| lines.get(*feature));
            members.insert("lines".to_owned(), of_features.copied().collect());
        }
        value
    };
    imported.notes.iter().map(note).collect()
}
