//! `entente sample`: lists the embedded samples, or writes one; an exercise with the log of its run beside it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::bail;

use crate::files::exercise::log_path;
use crate::samples;

use super::DONE;
use super::arguments::SampleArguments;
use super::output::{escaped, print, write_output};

/// Lists or writes.
pub fn run(arguments: &SampleArguments) -> anyhow::Result<u8> {
    let Some(name) = &arguments.name else {
        let mut text = String::new();
        for sample in samples::ALL {
            let _ = writeln!(text, "{:<18} {}", sample.name, sample.about);
        }
        for sample in samples::EXERCISES {
            let _ = writeln!(text, "{:<18} {}", sample.name, sample.about);
        }
        print(&text)?;
        return Ok(DONE);
    };
    let output = arguments.output.as_deref().unwrap_or(Path::new("-"));
    if let Some(sample) = samples::find_exercise(name) {
        write_output(output, sample.text.as_bytes())?;
        if output != Path::new("-") {
            write_output(&log_path(output), sample.log.as_bytes())?;
        }
        return Ok(DONE);
    }
    let Some(sample) = samples::find(name) else {
        bail!(
            "there is no sample called `{}`; `entente sample` lists them",
            escaped(name)
        );
    };
    write_output(output, sample.text.as_bytes())?;
    Ok(DONE)
}
