//! No display: one sentence says so, then the findings, as `check` prints them.

use anyhow::Context;

use super::check::Checked;
use super::output::{note, print, wants_colour};
use super::source::{self, Source};
use super::{COULD_NOT, DONE};

/// Says that there is no display and prints the plan's findings.
pub fn without_display(
    why: &str,
    plan: Option<&std::path::Path>,
    sample: Option<&str>,
) -> std::process::ExitCode {
    note(&format!(
        "No window can be opened here ({why}); these are the plan's findings instead."
    ));
    let read = || -> anyhow::Result<Source> {
        match (plan, sample) {
            (Some(path), _) => source::read_path(path),
            (None, Some(name)) => source::read_sample(name),
            (None, None) => source::read_sample("fallujah"),
        }
    };
    let done = read()
        .and_then(|source| Checked::of(source, None, None))
        .and_then(|checked| print(&checked.text(wants_colour())).context("cannot print"));
    match done {
        Ok(()) => std::process::ExitCode::from(DONE),
        Err(error) => {
            super::output::complain(&error);
            std::process::ExitCode::from(COULD_NOT)
        }
    }
}
