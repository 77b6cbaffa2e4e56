//! `entente exercise new` and `entente exercise import`: an exercise is begun, and takes a list.

use std::sync::Arc;

use anyhow::Context;

use crate::exercise::Exercise;
use crate::files::exercise::{checked_text, table};
use crate::files::{LocalDisk, plan_file};
use crate::model::Id;

use super::super::arguments::{ImportExerciseArguments, NewExerciseArguments};
use super::super::output::{escaped, note, write_output};
use super::super::{DONE, source as plans};
use super::source;

/// Makes an exercise on a plan.
pub fn new(arguments: &NewExerciseArguments) -> anyhow::Result<u8> {
    let plan = match (&arguments.source.sample, &arguments.source.plan) {
        (None, Some(path)) => plans::read_named(path)?.plan,
        _ => plans::read(&arguments.source)?.plan,
    };
    let mut bits = [0; 8];
    getrandom::fill(&mut bits)
        .map_err(|error| anyhow::anyhow!("the system gives no chance for an id: {error}"))?;
    let exercise = Exercise::on(Id::from_bits(u64::from_le_bytes(bits)), Arc::new(plan));
    write_output(&arguments.output, checked_text(&exercise)?.as_bytes())?;
    Ok(DONE)
}

/// Takes a table of injects into an exercise.
pub fn import(arguments: &ImportExerciseArguments) -> anyhow::Result<u8> {
    let source = source::named(&arguments.into)?;
    let name = || escaped(&arguments.table.display().to_string());
    let bytes = plan_file::read_bytes(&LocalDisk, &arguments.table)?;
    let (taken, report) = table::read_table(&bytes, &source.exercise).with_context(name)?;
    write_output(&arguments.output, checked_text(&taken)?.as_bytes())?;
    note(&format!(
        "{}: {} injects added, {} changed",
        name(),
        report.added,
        report.changed
    ));
    for remark in &report.notes {
        note(&format!("  {}", escaped(remark)));
    }
    Ok(DONE)
}
