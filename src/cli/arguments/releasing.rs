//! The arguments of what hands a plan on: `export`, whole or as one stakeholder may see it.

use std::path::PathBuf;

use clap::Args;

use super::PlanSource;

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
