//! The command line: arguments in, text out, exit code.
//!
//! One file a command. Only here is anything printed. What scripts rely on is written down in the
//! contract of each command's module; anything shown from a plan has its control characters escaped.

mod approving;
mod arguments;
mod check;
mod courses;
mod coverage;
mod difference;
mod exchange;
mod exercise;
mod finding_json;
mod geojson;
mod maintenance;
mod merging;
mod output;
mod releasing;
mod render;
mod rules;
mod samples;
mod source;
mod without_display;

pub use arguments::{
    Arguments, CheckFormat, Command, CompareFormat, CoverageFormat, FailOn, MergeFormat, Orientation,
    RenderTheme, ReportFormat, RulesFormat, TellFormat,
};
pub use without_display::without_display;

use std::process::ExitCode;

/// Nothing to report.
pub(crate) const DONE: u8 = 0;
/// Done, and there is something to report: findings, not canonical.
pub(crate) const SOME: u8 = 1;
/// Could not be done.
pub(crate) const COULD_NOT: u8 = 2;

/// Runs a command; what went wrong is one message on standard error.
pub fn run(command: &Command) -> ExitCode {
    let done = match command {
        Command::Check(arguments) => check::run(arguments),
        Command::Coverage(arguments) => coverage::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Explain(arguments) => rules::explain(arguments),
        Command::Sample(arguments) => samples::run(arguments),
        Command::Import(arguments) => exchange::import(arguments),
        Command::Export(arguments) => exchange::export(arguments),
        Command::Render(arguments) => render::run(arguments),
        Command::Compare(arguments) => courses::run(arguments),
        Command::Merge(arguments) => merging::run(arguments),
        Command::Diff(arguments) => difference::run(arguments),
        Command::Exercise(arguments) => exercise::run(arguments),
        Command::Approve(arguments) => approving::approve(arguments),
        Command::Approvals(arguments) => approving::list(arguments),
        Command::Fmt(arguments) => maintenance::fmt(arguments),
        Command::Validate(arguments) => maintenance::validate(arguments),
        Command::ReadApart(arguments) => exchange::read_apart(arguments),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            output::complain(&error);
            ExitCode::from(COULD_NOT)
        }
    }
}
