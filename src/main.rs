//! The program: arguments in, window or command, exit code out.

use std::process::ExitCode;

use clap::Parser;

use entente::cli::{self, Arguments};

#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(command) = &arguments.command {
        return cli::run(command);
    }
    window(&arguments)
}

#[cfg(feature = "gui")]
fn window(arguments: &Arguments) -> ExitCode {
    match entente::ui::run(
        arguments.plan.clone(),
        arguments.sample.clone(),
        arguments.safe_mode,
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => cli::without_display(&why, arguments.plan.as_deref(), arguments.sample.as_deref()),
    }
}

#[cfg(not(feature = "gui"))]
fn window(arguments: &Arguments) -> ExitCode {
    cli::without_display(
        "built without a window",
        arguments.plan.as_deref(),
        arguments.sample.as_deref(),
    )
}
