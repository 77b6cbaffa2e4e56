//! `entente rules` and `entente explain`: the catalogue.

use std::fmt::Write as _;

use anyhow::bail;
use serde_json::{Value, json};

use crate::checks;

use super::arguments::{ExplainArguments, PlanSource, RulesArguments, RulesFormat};
use super::check::Checked;
use super::output::{escaped, json as json_text, print};
use super::{DONE, source};

/// Prints the catalogue.
pub fn run(arguments: &RulesArguments) -> anyhow::Result<u8> {
    let text = match arguments.format {
        RulesFormat::Text => text(),
        RulesFormat::Json => json_text(&json())?,
        RulesFormat::Markdown => markdown(),
    };
    print(&text)?;
    Ok(DONE)
}

/// Prints one rule's page and, of a plan, why its findings are findings.
pub fn explain(arguments: &ExplainArguments) -> anyhow::Result<u8> {
    let Some(rule) = checks::explain(&arguments.code) else {
        bail!(
            "there is no rule `{}`; `entente rules` lists them",
            escaped(&arguments.code)
        );
    };
    print(&format!(
        "# {} {}\n\n{}\n",
        rule.code,
        rule.title,
        rule.page.trim()
    ))?;
    if arguments.plan.is_some() || arguments.sample.is_some() {
        let source = PlanSource {
            plan: arguments.plan.clone(),
            sample: arguments.sample.clone(),
        };
        let checked = Checked::of(source::read(&source)?, None, None)?;
        print(&checked.why(rule.code))?;
    }
    Ok(DONE)
}

fn text() -> String {
    let mut text = String::new();
    for rule in checks::rules() {
        let _ = writeln!(text, "{}  {:<32} {}", rule.code, rule.name, rule.summary);
    }
    text
}

fn json() -> Value {
    let rules = checks::rules().iter().map(|rule| {
        let thresholds: Vec<Value> = rule
            .threshold_infos()
            .map(|threshold| json!({"name": threshold.name, "value": threshold.default, "unit": threshold.unit}))
            .collect();
        json!({
            "code": rule.code,
            "name": rule.name,
            "title": rule.title,
            "default": rule.default.word(),
            "summary": rule.summary,
            "thresholds": thresholds,
            "source": rule.source,
        })
    });
    Value::Array(rules.collect())
}

fn markdown() -> String {
    let mut text = String::from("# Rules\n");
    for rule in checks::rules() {
        let _ = writeln!(text, "\n## {} {}\n\n{}", rule.code, rule.title, rule.page.trim());
        for threshold in rule.threshold_infos() {
            let _ = writeln!(
                text,
                "\n- `{}`: {} {}. {}",
                threshold.name,
                threshold.default,
                threshold.unit,
                threshold.about.trim()
            );
        }
    }
    text
}
