//! `entente coverage`: who holds how much, slice by slice, without any judgement.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use crate::checks::{Checker, Coverage, holder_name, wording};
use crate::model::{Id, Plan, Sector};
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
        CoverageFormat::Csv => coverage.csv(&source.plan, &|text| csv(&escaped(text))),
    };
    print(&text)?;
    Ok(DONE)
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
                .map(|held| json!({"stakeholder": holder_name(plan, held.stakeholder), "area_m2": number(held.area_m2)}))
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
                "phases": slice.phase_names(plan),
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

fn text(plan: &Plan, coverage: &Coverage) -> String {
    let mut text = String::new();
    for slice in &coverage.slices {
        let phases = slice.phase_names(plan).join(", ");
        let title = if phases.is_empty() {
            slice.span()
        } else {
            format!("{phases}, {}", slice.span())
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
            let name = holder_name(plan, held.stakeholder).unwrap_or_else(|| "No holder".to_owned());
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
