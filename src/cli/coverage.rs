//! `entente coverage`: who holds how much, slice by slice, without any judgement.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use crate::checks::{Checker, Coverage, SliceCoverage, wording};
use crate::model::{Id, Plan, Sector, Stakeholder};
use crate::threads::Threads;

use super::DONE;
use super::arguments::{CoverageArguments, CoverageFormat};
use super::output::{csv, escaped, json as json_text, number, print};
use super::source;

/// Computes and prints.
pub fn run(arguments: &CoverageArguments) -> anyhow::Result<u8> {
    let source = source::read(&arguments.source)?;
    let go_on = AtomicBool::new(false);
    let coverage = Checker::new().coverage(&source.plan, None, &Threads::available(), &go_on)?;
    let text = match arguments.format {
        CoverageFormat::Text => text(&source.plan, &coverage),
        CoverageFormat::Json => json_text(&json(&source.plan, &coverage))?,
        CoverageFormat::Csv => table(&source.plan, &coverage),
    };
    print(&text)?;
    Ok(DONE)
}

fn phases(plan: &Plan, slice: &SliceCoverage) -> Vec<String> {
    let name = |id| {
        plan.phases
            .get(id)
            .map_or_else(|| id.to_string(), |phase| phase.name.clone())
    };
    slice.phases.iter().copied().map(name).collect()
}

fn stakeholder(plan: &Plan, id: Option<Id<Stakeholder>>) -> Option<String> {
    id.map(|id| {
        plan.stakeholders
            .get(id)
            .map_or_else(|| id.to_string(), |party| party.name.clone())
    })
}

fn sector(plan: &Plan, id: Id<Sector>) -> &str {
    plan.sectors
        .get(id)
        .map(|sector| sector.name.as_str())
        .unwrap_or_default()
}

fn json(plan: &Plan, coverage: &Coverage) -> Value {
    let slices: Vec<Value> = coverage
        .slices
        .iter()
        .map(|slice| {
            let holders: Vec<Value> = slice
                .holders
                .iter()
                .map(|held| json!({"stakeholder": stakeholder(plan, held.stakeholder), "area_m2": number(held.area_m2)}))
                .collect();
            let pairs: Vec<Value> = slice
                .pairs
                .iter()
                .map(|pair| {
                    json!({
                        "a": {"id": pair.a.to_string(), "name": sector(plan, pair.a)},
                        "b": {"id": pair.b.to_string(), "name": sector(plan, pair.b)},
                        "area_m2": number(pair.area_m2),
                    })
                })
                .collect();
            json!({
                "phases": phases(plan, slice),
                "from_minute": slice.interval.from,
                "until_minute": slice.interval.until,
                "area_of_operations_m2": slice.area_of_operations_m2.map(number),
                "covered_m2": number(slice.covered_m2),
                "uncovered_m2": slice.uncovered_m2.map(number),
                "multiply_covered_m2": number(slice.multiply_covered_m2),
                "holders": holders,
                "pairs": pairs,
            })
        })
        .collect();
    json!({"schema": 1, "slices": slices})
}

fn span(slice: &SliceCoverage) -> String {
    let minute = |minute: Option<i64>, open: &str| minute.map_or_else(|| open.to_owned(), wording::minute);
    format!(
        "{} to {}",
        minute(slice.interval.from, "the beginning"),
        minute(slice.interval.until, "open end")
    )
}

fn text(plan: &Plan, coverage: &Coverage) -> String {
    let mut text = String::new();
    for slice in &coverage.slices {
        let phases = phases(plan, slice).join(", ");
        let title = if phases.is_empty() {
            span(slice)
        } else {
            format!("{phases}, {}", span(slice))
        };
        let _ = writeln!(text, "{}", escaped(&title));
        let mut line = |name: &str, area_m2: f64| {
            let _ = writeln!(text, "  {:<44} {:>14}", escaped(name), wording::area(area_m2));
        };
        if let Some(area_m2) = slice.area_of_operations_m2 {
            line("Area of operations", area_m2);
        }
        line("Covered", slice.covered_m2);
        if let Some(area_m2) = slice.uncovered_m2 {
            line("Covered by nobody", area_m2);
        }
        line("Covered by more than one holder", slice.multiply_covered_m2);
        for held in &slice.holders {
            let name = stakeholder(plan, held.stakeholder).unwrap_or_else(|| "No holder".to_owned());
            line(&format!("  {name}"), held.area_m2);
        }
        for pair in &slice.pairs {
            line(
                &format!("  {} × {}", sector(plan, pair.a), sector(plan, pair.b)),
                pair.area_m2,
            );
        }
        text.push('\n');
    }
    text
}

/// One row a figure, so that a spreadsheet can pivot it.
fn table(plan: &Plan, coverage: &Coverage) -> String {
    let mut text = String::from("from_minute,until_minute,phases,what,name,other,area_m2\n");
    for slice in &coverage.slices {
        let minute = |minute: Option<i64>| minute.map(|minute| minute.to_string()).unwrap_or_default();
        let (from, until) = (minute(slice.interval.from), minute(slice.interval.until));
        let phases = csv(&escaped(&phases(plan, slice).join("; ")));
        let mut row = |what: &str, name: &str, other: &str, area_m2: f64| {
            let (name, other) = (csv(&escaped(name)), csv(&escaped(other)));
            let _ = writeln!(text, "{from},{until},{phases},{what},{name},{other},{area_m2}");
        };
        if let Some(area_m2) = slice.area_of_operations_m2 {
            row("area-of-operations", "", "", area_m2);
        }
        row("covered", "", "", slice.covered_m2);
        if let Some(area_m2) = slice.uncovered_m2 {
            row("uncovered", "", "", area_m2);
        }
        row("multiply-covered", "", "", slice.multiply_covered_m2);
        for held in &slice.holders {
            row(
                "holder",
                &stakeholder(plan, held.stakeholder).unwrap_or_default(),
                "",
                held.area_m2,
            );
        }
        for pair in &slice.pairs {
            row("pair", sector(plan, pair.a), sector(plan, pair.b), pair.area_m2);
        }
    }
    text
}
