//! `entente fmt` and `entente validate`: a plan's form, not its contents.

use std::path::Path;

use anyhow::Context;

use crate::files::{LocalDisk, plan_file, ron_text};

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
    let read = ron_text::read(&bytes).with_context(|| path.display().to_string())?;
    let canonical = ron_text::write(&read.plan)?;
    let is_canonical = canonical.as_bytes() == bytes.as_slice();
    if arguments.check {
        if is_canonical {
            return Ok(DONE);
        }
        let reason = read
            .seal
            .warning()
            .unwrap_or("this plan is not in its canonical form");
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

/// Reads a plan and says what it is. Any plan that loads is valid: defects are findings.
pub fn validate(arguments: &ValidateArguments) -> anyhow::Result<u8> {
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
