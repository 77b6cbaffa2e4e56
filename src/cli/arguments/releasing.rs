//! The arguments of what hands a plan on: `export`, whole or as one stakeholder may see it, and of who approved it.

use std::path::PathBuf;

use clap::Args;

use super::{PlanSource, ReportFormat, instant};
use crate::model::Instant;

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "With --for: what one stakeholder may see, by the sharing of each object; as a .plan.ron it knows what it \
was made of, and `entente merge` puts what comes back on the whole plan. Exit status: 0 written, 1 not written because H16 \
objects, 2 could not.\nExample: entente export fallujah.plan.ron -o fallujah.geojson --phase \"P3 Centre\"\n\
Example: entente export fallujah.plan.ron -o pmf.plan.ron --for PMF --grid 1000"
)]
pub struct ExportArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
    /// Where to; its ending says the format: .geojson, .plan.ron.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Only what holds in this phase.
    #[arg(long, value_name = "NAME")]
    pub phase: Option<String>,
    /// Only what this stakeholder may see; its name, short name or id.
    #[arg(long = "for", value_name = "STAKEHOLDER")]
    pub stakeholder: Option<String>,
    /// Of an extract: positions of what is not the stakeholder's own on a grid of so many metres.
    #[arg(long, value_name = "METRES", requires = "stakeholder", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub grid: Option<u32>,
    /// Of an extract: kinds in place of names of what is not the stakeholder's own.
    #[arg(long, requires = "stakeholder")]
    pub hide_names: bool,
    /// Of an extract: no contacts but the stakeholder's own, whatever is shared.
    #[arg(long, requires = "stakeholder")]
    pub without_contacts: bool,
}

/// Arguments of `approve`.
#[derive(Debug, Args)]
#[command(
    after_help = "The key is made on first use, in your own folder; it is never in a plan. Approvals are in the plan, and \
what was approved is kept on this computer, so that it can be said what was changed since.\nExample: entente approve \
fallujah.plan.ron --as PMF --office \"Operations room\""
)]
pub struct ApproveArguments {
    /// The plan file; the approval is written into it.
    pub plan: PathBuf,
    /// For whom; a name, short name or id.
    #[arg(long = "as", value_name = "STAKEHOLDER")]
    pub stakeholder: String,
    /// The office that approves; never a person.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub office: String,
    /// When, in place of now.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub at: Option<Instant>,
}

/// Arguments of `approvals`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 every approval holds for the plan as it is, by a key that is known; 1 some does not, or \
there is none; 2 could not.\nA key that is seen for the first time proves nothing: have its fingerprint read to you over a \
channel that you trust, then say --trust.\nExample: entente approvals fallujah.plan.ron --trust PMF"
)]
pub struct ApprovalsArguments {
    /// The plan.
    #[command(flatten)]
    pub source: PlanSource,
    /// Remember that the key which approved for this stakeholder is its own; its fingerprint was compared.
    #[arg(long, value_name = "STAKEHOLDER")]
    pub trust: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}
