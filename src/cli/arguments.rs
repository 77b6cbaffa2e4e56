//! The arguments, as `--help` shows them.

mod exercising;
mod releasing;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::render;
use crate::drawing::paper::Paper;
use crate::files::exchange;
use crate::model::{Instant, Severity};

pub use exercising::{
    CheckExerciseArguments, ExerciseArguments, ExerciseCommand, ExerciseSource, ExerciseTable,
    ExportExerciseArguments, ImportExerciseArguments, NewExerciseArguments, ReportExerciseArguments,
    RunExerciseArguments,
};
pub use releasing::{ApprovalsArguments, ApproveArguments, ExportArguments};

/// Keeps forces that distrust each other from clashing, and civilians out of the way.
#[derive(Debug, Parser)]
#[command(
    name = "entente",
    version,
    about,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true,
    after_help = "Example: entente fallujah.plan.ron"
)]
pub struct Arguments {
    /// What to do; none: open the window.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The plan to open in the window; none: the last one, or on the first start a sample.
    pub plan: Option<PathBuf>,
    /// Open this sample in the window.
    #[arg(long, value_name = "NAME", conflicts_with = "plan")]
    pub sample: Option<String>,
    /// Start the window without stored layout and preferences.
    #[arg(long)]
    pub safe_mode: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run every check and print the findings, worst first.
    Check(CheckArguments),
    /// Print who holds how much, phase by phase, without thresholds.
    Coverage(CoverageArguments),
    /// Print the catalogue of rules.
    Rules(RulesArguments),
    /// Print one rule's page, and why its findings on a plan are findings.
    Explain(ExplainArguments),
    /// List the samples, or write one.
    Sample(SampleArguments),
    /// Turn other programs' files into a plan.
    Import(ImportArguments),
    /// Write a plan for other programs.
    Export(ExportArguments),
    /// Draw the map as a picture or as a sheet of paper.
    Render(RenderArguments),
    /// Say in what two plans differ.
    Diff(DiffArguments),
    /// Print the score table of every plan in a folder.
    Compare(CompareArguments),
    /// Make one plan of several drafts of it.
    Merge(MergeArguments),
    /// Sign the plan as it is, for a stakeholder.
    Approve(ApproveArguments),
    /// Say who approved the plan, and whether it was changed since.
    Approvals(ApprovalsArguments),
    /// Prepare, rehearse and look back on a tabletop exercise.
    Exercise(ExerciseArguments),
    /// Write a plan or an exercise in its canonical form.
    Fmt(FmtArguments),
    /// Read a plan or an exercise and say what it is.
    Validate(ValidateArguments),
    /// Read a partner's file for another process of this program, which asks on standard input.
    #[command(name = exchange::COMMAND, hide = true)]
    ReadApart(ReadApartArguments),
}

/// Arguments of the command that nobody types.
#[derive(Debug, Args)]
pub struct ReadApartArguments {
    /// Addresses it may ask for, in bytes.
    pub memory_bytes: u64,
    /// Processor time it may take.
    pub seconds: u64,
}

/// Where a plan comes from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct PlanSource {
    /// The plan file; `-` reads standard input.
    pub plan: Option<PathBuf>,
    /// A sample in its place.
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 no open finding at or above --fail-on, 1 some, 2 the plan could not be read.\n\
Example: entente check fallujah.plan.ron --phase \"P3 Centre\" --fail-on critical"
)]
pub struct CheckArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: CheckFormat,
    /// Only what is valid in this phase.
    #[arg(long, value_name = "NAME")]
    pub phase: Option<String>,
    /// The instant that waivers and imminence are judged at, as `2016-05-23T00:00+03:00` or `2016-05-23`.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub as_of: Option<Instant>,
    /// The level from which open findings give exit status 1.
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_on: FailOn,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For documents.
    Markdown,
}

/// The level from which open findings fail a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Critical ones.
    Critical,
    /// Major ones and worse.
    #[default]
    Major,
    /// Minor ones and worse.
    Minor,
    /// Any.
    Info,
    /// None.
    Never,
}

impl FailOn {
    /// Returns true where open findings of that severity fail the check.
    pub const fn fails(self, worst: Severity) -> bool {
        match self {
            Self::Critical => matches!(worst, Severity::Critical),
            Self::Major => matches!(worst, Severity::Critical | Severity::Major),
            Self::Minor => !matches!(worst, Severity::Info),
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// Arguments of `coverage`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente coverage fallujah.plan.ron --format json")]
pub struct CoverageArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: CoverageFormat,
}

/// How coverage is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CoverageFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente rules --format markdown > rules.md")]
pub struct RulesArguments {
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: RulesFormat,
}

/// How the catalogue is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente explain A01 fallujah.plan.ron")]
pub struct ExplainArguments {
    /// The rule's code or name.
    pub code: String,
    /// A plan file: why each of the rule's findings on it is one; `-` reads standard input.
    pub plan: Option<PathBuf>,
    /// A sample in its place.
    #[arg(long, value_name = "NAME", conflicts_with = "plan")]
    pub sample: Option<String>,
}

/// Arguments of `sample`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente sample fallujah -o fallujah.plan.ron")]
pub struct SampleArguments {
    /// Which; none: list them.
    pub name: Option<String>,
    /// Where to; none or `-`: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: entente import districts.kml -o districts.plan.ron --owner \"Civil authority\"\n\
Or: entente import orbat.csv -o orbat.plan.ron --map \"Einheit=name\" --map \"MGRS=position\" --phase Shaping"
)]
pub struct ImportArguments {
    /// The files: .geojson, .json, .kml, .kmz, .csv, .tsv; `-` reads GeoJSON from standard input.
    #[arg(required = true, value_name = "IN")]
    pub inputs: Vec<PathBuf>,
    /// The plan to write; what is there goes to the backups.
    #[arg(short, long, value_name = "PLAN.ron")]
    pub output: PathBuf,
    /// Bring this plan up to date instead of making a new one; nothing is deleted.
    #[arg(long, value_name = "BASE.ron")]
    pub into: Option<PathBuf>,
    /// Who holds what names no stakeholder.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// What features are that name no kind: sector, force, boundary, measure, corridor, site.
    #[arg(long)]
    pub kind: Option<String>,
    /// A phase of what names none; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub phase: Vec<String>,
    /// What a column of a table holds, where the guess is wrong; may be given several times.
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// How the report is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// Arguments of `render`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --paper: the map alone, as in the window. With --paper: a sheet at a true scale, with grid, \
scale bar, north, legend and marking. Further pages of an .svg or .png go to OUT-2, OUT-3 …; a .pdf has all pages. \
The same plan and arguments give the same bytes.\n\
Examples:\n  entente render fallujah.plan.ron -o map.png --size 1600x1000 --findings\n  \
entente render fallujah.plan.ron -o sheet.pdf --paper A3 --scale 50000 --phase \"P3 Centre\" --date \"23 May 2016\""
)]
pub struct RenderArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
    /// Where to; its ending says what is drawn: .png, .svg, .pdf.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Only what holds in this phase.
    #[arg(long, value_name = "NAME")]
    pub phase: Option<String>,
    /// Width and height of the picture in pixels.
    #[arg(long, value_name = "WxH", value_parser = render::size, default_value = "1600x1000", conflicts_with = "paper")]
    pub size: render::PixelSize,
    /// The ground to be drawn, in degrees; else all of the plan.
    #[arg(long, value_name = "W,S,E,N", value_parser = render::extent, allow_hyphen_values = true)]
    pub extent: Option<render::Extent>,
    /// Draw findings too, each with its number in the list of findings.
    #[arg(long)]
    pub findings: bool,
    /// A sheet of this paper: A4, A3, A2, A1, A0.
    #[arg(long, value_name = "SIZE", value_parser = render::paper)]
    pub paper: Option<Paper>,
    /// The scale of the sheet, 10000 to 1000000; else the largest round one at which the plan fits.
    #[arg(long, value_name = "N", value_parser = render::scale, requires = "paper")]
    pub scale: Option<u32>,
    /// How the paper lies; else as it suits the ground.
    #[arg(long, value_enum, requires = "paper")]
    pub orientation: Option<Orientation>,
    /// Further pages after the sheet: boundaries, agreements, findings, or all.
    #[arg(long, value_name = "LIST", value_parser = render::pages, requires = "paper")]
    pub pages: Option<render::Pages>,
    /// The date that is printed, in these words.
    #[arg(long, value_name = "TEXT")]
    pub date: Option<String>,
    /// Light or dark.
    #[arg(long, value_enum, default_value_t)]
    pub theme: RenderTheme,
    /// Dots an inch of a .png; else 96 for a picture, 150 for a sheet.
    #[arg(long, value_parser = clap::value_parser!(u16).range(48..=600))]
    pub dpi: Option<u16>,
    /// Plain land in place of the map beneath.
    #[arg(long)]
    pub no_base_map: bool,
}

/// How paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Orientation {
    /// The short side below.
    Portrait,
    /// The long side below.
    Landscape,
}

/// How a picture looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RenderTheme {
    /// Dark ink on light ground.
    #[default]
    Light,
    /// Light ink on dark ground.
    Dark,
    /// Black ink on white, nothing faint.
    HighContrast,
    /// White ink on black, nothing faint.
    HighContrastDark,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 they say the same, 1 they differ, 2 one could not be read.\n\
Example: entente diff before.plan.ron after.plan.ron --format markdown"
)]
pub struct DiffArguments {
    /// The plan as it was: a file, `-` for standard input, `sample:NAME` for a sample.
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// The plan as it is.
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: TellFormat,
    /// The instant that waivers and imminence are judged at in both, as `2016-05-23`.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub as_of: Option<Instant>,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
#[command(
    after_help = "Ground counts by how long it is contested or uncovered: km² times hours.\n\
Example: entente compare courses/ --format markdown"
)]
pub struct CompareArguments {
    /// The folder whose plans (`*.plan.ron`) are compared.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: CompareFormat,
    /// The instant that waivers and imminence are judged at, as `2016-05-23`.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub as_of: Option<Instant>,
}

/// How a score table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
    /// For spreadsheets.
    Csv,
}

/// Arguments of `merge`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 merged, 1 merged with conflicts, which are in OUT until somebody decides them, \
2 could not.\nAn extract that `export --for` made and somebody edited is a draft, too: what it does not have was withheld \
and stays. BASE is then the plan as it was released; where BASE has changed since, what was released is looked for on this \
computer.\nExample: entente merge base.plan.ron army.plan.ron police.plan.ron -o merged.plan.ron\n\
Example: entente merge fallujah.plan.ron pmf.plan.ron -o fallujah.plan.ron\n\
As a driver of git: git config merge.entente.driver 'entente merge %O %A %B -o %A'"
)]
pub struct MergeArguments {
    /// The plan that all drafts began with.
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// The drafts, two or more, or an extract that comes back; the first gives the merged plan its identity.
    #[arg(value_name = "DRAFT", num_args = 1.., required = true)]
    pub drafts: Vec<PathBuf>,
    /// Where the merged plan is written; may be one of the drafts.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// How to say what was merged.
    #[arg(long, value_enum, default_value_t)]
    pub format: MergeFormat,
}

/// How a merge is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MergeFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TellFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
}

/// Arguments of `fmt`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status with --check: 0 canonical, 1 not.\nExample: entente fmt fallujah.plan.ron --check"
)]
pub struct FmtArguments {
    /// The plan file; `-` reads standard input and writes standard output.
    pub plan: PathBuf,
    /// Write nothing; say whether it is canonical.
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `validate`.
#[derive(Debug, Args)]
#[command(after_help = "Example: entente validate fallujah.plan.ron")]
pub struct ValidateArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
}

fn instant(text: &str) -> Result<Instant, String> {
    text.parse()
        .map_err(|error: crate::model::InstantError| error.to_string())
}
