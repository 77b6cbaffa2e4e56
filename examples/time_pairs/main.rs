//! Times the pairs of sectors that share ground, beside an independent library in one run.
//!
//! `python3 examples/time_pairs/beside_shapely.py` builds and runs this (shapely 2 and numpy from PyPI):
//! the same polygons, the same candidates by box, holder and phase, an intersection and an area for
//! each. The workload is the one of `benches/`. Nothing is remembered from round to round; one thread.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a command-line tool that measures, and says what it measured"
)]

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};

use entente::geometry::{Area, Index, Shape, area_m2, intersection};
use entente::model::{Plan, Sector};
use entente::testing::generate;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [sectors, command, rest @ ..] = arguments.as_slice() else {
        bail!("usage: time_pairs SECTORS write FILE | time_pairs SECTORS time");
    };
    let plan = generate::covering(7, sectors.parse()?, 8, 6);
    match (command.as_str(), rest) {
        ("write", [file]) => write(&plan, &PathBuf::from(file)),
        ("time", []) => time(&plan),
        _ => bail!("write FILE, or time"),
    }
}

/// Writes every sector as its holder, its phase and its rings, longitude before latitude.
fn write(plan: &Plan, file: &PathBuf) -> anyhow::Result<()> {
    let parts = |area: &Area| -> Vec<Vec<Vec<[f64; 2]>>> {
        let ring = |ring: &entente::geometry::Ring| {
            let points = ring.points.iter();
            points
                .map(|point| [point.longitude(), point.latitude()])
                .collect()
        };
        let part = |part: &entente::geometry::Part| {
            std::iter::once(&part.outer)
                .chain(&part.holes)
                .map(ring)
                .collect()
        };
        area.parts.iter().map(part).collect()
    };
    let sectors: Vec<_> = plan
        .sectors
        .iter()
        .map(|(_, sector)| {
            serde_json::json!({
                "holder": sector.holder.map(|id| id.to_string()),
                "phases": sector.when.phases.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "parts": parts(&sector.area),
            })
        })
        .collect();
    let text = serde_json::to_string(&sectors)?;
    std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

/// Prints seconds, pairs that share ground, and their ground in square metres.
fn time(plan: &Plan) -> anyhow::Result<()> {
    let sectors: Vec<&Sector> = plan.sectors.iter().map(|(_, sector)| sector).collect();
    let shapes: Vec<Shape> = sectors.iter().map(|sector| Shape::of(&sector.area)).collect();
    let start = Instant::now();
    let index = Index::of(shapes.iter().map(Shape::bounds));
    let candidates = index.pairs(|a, b| match (sectors.get(a), sectors.get(b)) {
        (Some(a), Some(b)) => {
            a.holder != b.holder && a.when.phases.iter().any(|phase| b.when.phases.contains(phase))
        }
        _ => false,
    });
    let (mut shared, mut ground_m2) = (0, 0.0);
    for (a, b) in candidates {
        let (Some(a), Some(b)) = (shapes.get(a), shapes.get(b)) else {
            continue;
        };
        let common = intersection(a, b).context("a pair could not be decided")?;
        if !common.is_empty() {
            shared += 1;
            ground_m2 += area_m2(&common);
        }
    }
    println!("{} {shared} {ground_m2}", start.elapsed().as_secs_f64());
    Ok(())
}
