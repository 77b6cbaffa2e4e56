//! The arguments of `exercise`: what prepares, rehearses and looks back on a tabletop exercise.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{PlanSource, ReportFormat};
use crate::model::{Minute, read_minute};

/// Arguments of `exercise`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: entente exercise run --sample fallujah-exercise --until \"H+26 d\"\n\
Example: entente exercise report fallujah.exercise.ron -o report.html"
)]
pub struct ExerciseArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: ExerciseCommand,
}

/// What can be done with exercises.
#[derive(Debug, Subcommand)]
pub enum ExerciseCommand {
    /// Make an exercise on a plan.
    New(NewExerciseArguments),
    /// Say what is wrong with an exercise.
    Check(CheckExerciseArguments),
    /// Play the list without players, or a log again, and say what becomes of the plan.
    Run(RunExerciseArguments),
    /// Write the after-action report of a run.
    Report(ReportExerciseArguments),
    /// Write the list of injects, cards, or tables of what happened.
    Export(ExportExerciseArguments),
    /// Take a list of injects from a table.
    Import(ImportExerciseArguments),
}

/// Where an exercise comes from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ExerciseSource {
    /// The exercise file; `-` reads standard input, `sample:NAME` is a sample.
    #[arg(value_name = "FILE")]
    pub exercise: Option<PathBuf>,
    /// A sample in its place.
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
}

/// Arguments of `exercise new`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente exercise new fallujah.plan.ron -o fallujah.exercise.ron")]
pub struct NewExerciseArguments {
    /// The plan that it starts from.
    #[command(flatten)]
    pub source: PlanSource,
    /// The exercise to write.
    #[arg(short, long, value_name = "OUT.exercise.ron")]
    pub output: PathBuf,
}

/// Arguments of `exercise check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing major, 1 something, 2 the exercise could not be read.\n\
Example: entente exercise check fallujah.exercise.ron"
)]
pub struct CheckExerciseArguments {
    /// The exercise.
    #[command(flatten)]
    pub source: ExerciseSource,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// Arguments of `exercise run`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --log: the usual branches are taken, every inject is published when it is due, and nobody \
decides anything. Findings are judged at the exercise's time.\nExit status: 0 played, 1 an effect failed, 2 could not.\n\
Example: entente exercise run fallujah.exercise.ron --until \"H+26 d\" --format json"
)]
pub struct RunExerciseArguments {
    /// The exercise.
    #[command(flatten)]
    pub source: ExerciseSource,
    /// Up to and with this minute: minutes from H-hour, or as `H+26 h`; else to the end.
    #[arg(long, value_name = "MINUTE", value_parser = minute, allow_hyphen_values = true)]
    pub until: Option<Minute>,
    /// Play what was recorded: the log beside the exercise, or the one that is named.
    #[arg(long, value_name = "LOG", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "not asked for; without a name; with one")]
    pub log: Option<Option<PathBuf>>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// Arguments of `exercise report`.
#[derive(Debug, Args)]
#[command(
    after_help = "A .html has its pictures in it; those of a .md are files beside it. The same exercise and log give the \
same bytes.\nExample: entente exercise report fallujah.exercise.ron -o report.html"
)]
pub struct ReportExerciseArguments {
    /// The exercise.
    #[command(flatten)]
    pub source: ExerciseSource,
    /// Where to; its ending says the form: .html, .md.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The log of the run; else the one beside the exercise.
    #[arg(long, value_name = "LOG")]
    pub log: Option<PathBuf>,
    /// No pictures of the map.
    #[arg(long)]
    pub no_maps: bool,
}

/// Arguments of `exercise export`.
#[derive(Debug, Args)]
#[command(
    after_help = "A .html has each inject as a card, two on a page. What players get says neither what is expected of them \
nor what follows.\nExample: entente exercise export fallujah.exercise.ron -o msel.csv\n\
Example: entente exercise export fallujah.exercise.ron -o reactions.csv --what reactions\n\
Example: entente exercise export fallujah.exercise.ron -o cards.html --for-controllers"
)]
pub struct ExportExerciseArguments {
    /// The exercise.
    #[command(flatten)]
    pub source: ExerciseSource,
    /// Where to; its ending says the form: .csv, .html.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// What a table is of; all but the injects need the log of a run.
    #[arg(long, value_enum, default_value_t)]
    pub what: ExerciseTable,
    /// Cards for those who deliver the injects: with expected action, evaluator notes and effects.
    #[arg(long)]
    pub for_controllers: bool,
    /// The log of the run; else the one beside the exercise.
    #[arg(long, value_name = "LOG")]
    pub log: Option<PathBuf>,
}

/// What a table is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExerciseTable {
    /// The master scenario events list.
    #[default]
    Injects,
    /// What happened, entry by entry.
    Log,
    /// Every finding, from when until when.
    Findings,
    /// How far objectives were met.
    Objectives,
    /// How the cells reacted to each inject.
    Reactions,
}

/// Arguments of `exercise import`.
#[derive(Debug, Args)]
#[command(
    after_help = "A row whose serial is known changes that inject, others are new ones; nothing is deleted, and effects \
stay.\nExample: entente exercise import msel.csv --into fallujah.exercise.ron -o fallujah.exercise.ron"
)]
pub struct ImportExerciseArguments {
    /// The table: .csv, .tsv.
    #[arg(value_name = "FILE.csv")]
    pub table: PathBuf,
    /// The exercise that takes the list.
    #[arg(long, value_name = "EXERCISE.ron")]
    pub into: PathBuf,
    /// The exercise to write; what is there goes to the backups.
    #[arg(short, long, value_name = "OUT.ron")]
    pub output: PathBuf,
}

fn minute(text: &str) -> Result<Minute, String> {
    read_minute(text).ok_or_else(|| {
        format!(
            "`{text}` is no time: write minutes from H-hour, as 1560, or `H+26 h`, `H-90 min`, `H+3 d 06:00`"
        )
    })
}
