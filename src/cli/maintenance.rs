//! `entente fmt` and `entente validate`: the form of a plan or an exercise, not its contents.

use std::path::Path;

use anyhow::Context;

use crate::files::{LocalDisk, exercise, plan_file, ron_text};

use super::arguments::{FmtArguments, ValidateArguments};
use super::output::{escaped, note, print, read_standard_input, write_output};
use super::{DONE, SOME, source};

/// Writes a plan in its canonical form and seals it anew, or says whether it has it.
pub fn fmt(arguments: &FmtArguments) -> anyhow::Result<u8> {
    let path = arguments.plan.as_path();
    let standard = path == Path::new("-");
    let bytes = if standard {
        read_standard_input()?
    } else {
        plan_file::read_bytes(&LocalDisk, path)?
    };
    let (canonical, warning) = if is_exercise(path) {
        let read = exercise::read(&bytes).with_context(|| path.display().to_string())?;
        (exercise::write(&read.exercise)?, read.seal.warning_of_exercise())
    } else {
        let read = ron_text::read(&bytes).with_context(|| path.display().to_string())?;
        (ron_text::write(&read.plan)?, read.seal.warning())
    };
    let is_canonical = canonical.as_bytes() == bytes.as_slice();
    if arguments.check {
        if is_canonical {
            return Ok(DONE);
        }
        let reason = warning.unwrap_or("this is not in its canonical form");
        note(&format!(
            "{}: {reason}; `entente fmt` writes it anew",
            path.display()
        ));
        return Ok(SOME);
    }
    if standard || !is_canonical {
        write_output(path, canonical.as_bytes())?;
    }
    Ok(DONE)
}

/// Whether a file is an exercise's, by its name.
fn is_exercise(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.ends_with(exercise::EXERCISE_ENDING))
}

/// Reads a plan or an exercise and says what it is. Any plan that loads is valid: defects are findings.
pub fn validate(arguments: &ValidateArguments) -> anyhow::Result<u8> {
    if let Some(path) = arguments.source.plan.as_deref().filter(|path| is_exercise(path)) {
        let opened = exercise::open(&LocalDisk, path)?;
        let file = path.display().to_string();
        if let Some(warning) = opened.seal.warning_of_exercise() {
            note(&format!("warning: {file}: {warning}"));
        }
        print(&format!(
            "{}: an Entente exercise of format {}, {}, {} injects, content {}\n",
            escaped(&file),
            crate::files::formats::EXERCISE_FORMAT,
            escaped(&opened.exercise.title),
            opened.exercise.injects.len(),
            opened.hash.short(),
        ))?;
        return Ok(DONE);
    }
    let source = source::read(&arguments.source)?;
    let plan = &source.plan;
    let title = if plan.info.title.is_empty() {
        "untitled"
    } else {
        &plan.info.title
    };
    print(&format!(
        "{}: an Entente plan of format {}, {}, {} objects, content {}\n",
        escaped(&source.file),
        crate::files::formats::FORMAT,
        escaped(title),
        plan.entity_count(),
        source.short_hash(),
    ))?;
    Ok(DONE)
}
