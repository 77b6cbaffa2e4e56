//! `entente exercise`: tabletop exercises without a window.
//!
//! # What scripts rely on
//!
//! `run --format json` prints
//!
//! ```text
//! {"schema": 1,
//!  "steps": [{"minute": int, "serial": str|null, "inject": str|null, "effects": [str],
//!             "appeared": [finding], "vanished": [fingerprint]}],
//!  "summary": {"critical": n, "major": n, "minor": n, "info": n, "waived": n, "steps": n, "failed": n}}
//! ```
//!
//! A step is an entry that delivered an inject or changed the plan; one that delivered none (a decision) has no
//! serial and no inject. `inject` is its title. A finding is as in `check --format json`. An effect is in words; one
//! that failed says so with why: `Assign North to Army failed: there is no sector …`. The summary counts findings on the
//! plan as it is at the end, then steps and effects that failed.
//!
//! `check --format json` prints `{"schema": 1, "remarks": [{"code", "name", "severity", "about": {"kind", "id"},
//! "title", "message"}]}`.

mod checking;
mod preparing;
mod reporting;
mod running;
mod source;

use super::arguments::{ExerciseArguments, ExerciseCommand};

/// Does what is asked of an exercise.
pub fn run(arguments: &ExerciseArguments) -> anyhow::Result<u8> {
    match &arguments.command {
        ExerciseCommand::New(arguments) => preparing::new(arguments),
        ExerciseCommand::Check(arguments) => checking::run(arguments),
        ExerciseCommand::Run(arguments) => running::run(arguments),
        ExerciseCommand::Report(arguments) => reporting::report(arguments),
        ExerciseCommand::Export(arguments) => reporting::export(arguments),
        ExerciseCommand::Import(arguments) => preparing::import(arguments),
    }
}
