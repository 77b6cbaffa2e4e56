//! Plays the faults that a plan must survive as often as the goals ask, and prints the goals with what was
//! measured beside each.
//!
//! ```sh
//! cargo run --release --example torture -- --quick      # a minute
//! cargo run --release --example torture                 # what the goals ask but for the soak: about an hour
//! cargo run --release --example torture -- --minutes 1440 --damage 10000000
//! ```
//!
//! It also freezes the formats of today, for the tests that old files open for ever:
//!
//! ```sh
//! cargo run --example torture -- --freeze tests/formats
//! ```
//!
//! Exit status 1: a goal's bound is broken, and the table says which.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to who started it"
)]

mod goals;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use entente::files::formats::FORMAT;
use entente::testing::faults::{self, Victim, work_until_killed};

/// Plays the faults that a plan must survive, and prints the goals with what was measured.
#[derive(Clone, Debug, Parser)]
struct Arguments {
    /// A hundredth of what the goals ask, or less.
    #[arg(long)]
    quick: bool,
    /// Working days on the simulated disk, each cut off at every moment.
    #[arg(long, default_value_t = 40)]
    days: u64,
    /// Programs killed while they save.
    #[arg(long, default_value_t = 10_000)]
    kills: u32,
    /// Editors killed while they are worked with.
    #[arg(long, default_value_t = 1_000)]
    crashes: u32,
    /// Most ways in which each plan and journal is damaged.
    #[arg(long, default_value_t = 20_000)]
    damage: usize,
    /// Merges of three random plans.
    #[arg(long, default_value_t = 1_000_000)]
    merges: u64,
    /// Minutes of random work through the editor.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Steps of one sitting; the first 10,000 fill the history.
    #[arg(long, default_value_t = 20_000)]
    steps: u64,
    /// Sectors of a large plan, each of 40 vertices.
    #[arg(long, default_value_t = 25_000)]
    sectors: usize,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes a plan and a journal of today's format, and what is read of them, into a folder; nothing else.
    #[arg(long, value_name = "FOLDER")]
    freeze: Option<PathBuf>,
    /// Works in a folder until it is killed: how this program starts itself.
    #[arg(long, hide = true, value_names = ["WHO", "FOLDER"], num_args = 2)]
    victim: Option<Vec<PathBuf>>,
}

impl Arguments {
    fn scaled(self) -> Self {
        if !self.quick {
            return self;
        }
        Self {
            days: self.days.min(2),
            kills: self.kills.min(100),
            crashes: self.crashes.min(20),
            damage: self.damage.min(300),
            merges: self.merges.min(2_000),
            minutes: self.minutes.min(0.2),
            steps: self.steps.min(500),
            sectors: self.sectors.min(500),
            ..self
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some([who, folder]) = arguments.victim.as_deref() {
        let victim = if who.as_os_str() == "editor" {
            Victim::Editor
        } else {
            Victim::Worker
        };
        return match work_until_killed(victim, folder, &mut io::stdout()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
        };
    }
    if let Some(folder) = &arguments.freeze {
        return match freeze(folder, arguments.seed) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
        };
    }
    let rows = goals::all(&arguments.scaled());
    println!("| goal | bound | measured | |\n| --- | --- | --- | --- |");
    for row in &rows {
        let mark = if row.holds() { "holds" } else { "**broken**" };
        println!("| {} | {} | {} | {mark} |", row.goal, row.bound, row.measured());
    }
    println!("\n{}", goals::ELSEWHERE);
    if rows.iter().all(goals::Row::holds) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Writes the files of today's format; what is frozen already is never written over.
fn freeze(folder: &Path, seed: u64) -> io::Result<()> {
    let frozen = faults::freeze(seed).map_err(io::Error::other)?;
    let parts = [
        ("plan.ron", frozen.plan.into_bytes()),
        ("journal", frozen.journal),
        ("expected", frozen.expected.into_bytes()),
    ];
    for (ending, bytes) in parts {
        let path = folder.join(format!("v{FORMAT}.{ending}"));
        File::create_new(&path)?.write_all(&bytes)?;
    }
    Ok(())
}
