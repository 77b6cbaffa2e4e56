//! `entente exercise check`: is it fit to be run?

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::exercise::{About, Remark, check};
use crate::model::Severity;

use super::super::arguments::{CheckExerciseArguments, ReportFormat};
use super::super::output::{escaped, json as json_text, print, severity, wants_colour};
use super::super::{DONE, SOME};
use super::source;

/// Prints what is wrong, and says by the exit status whether any of it is major.
pub fn run(arguments: &CheckExerciseArguments) -> anyhow::Result<u8> {
    let source = source::exercise(&arguments.source)?;
    let remarks = check(&source.exercise);
    print(&match arguments.format {
        ReportFormat::Text => text(&source, &remarks),
        ReportFormat::Json => json_text(&json(&remarks))?,
    })?;
    let has_major = remarks.iter().any(|remark| remark.severity >= Severity::Major);
    Ok(if has_major { SOME } else { DONE })
}

fn text(source: &source::Source, remarks: &[Remark]) -> String {
    let title = escaped(&source.exercise.title);
    let injects = source.exercise.injects.len();
    let mut text = format!("{title} (content {}): {injects} injects, ", source.hash.short());
    let _ = match remarks.len() {
        0 => writeln!(text, "nothing found"),
        count => writeln!(text, "{count} found"),
    };
    for remark in remarks {
        let mark = severity(remark.severity, wants_colour());
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n{mark} {} {}\n    {}\n",
            remark.rule.code,
            escaped(&remark.title),
            escaped(&remark.message)
        );
    }
    text
}

fn json(remarks: &[Remark]) -> Value {
    let remarks = remarks.iter().map(|remark| {
        let about = match remark.about {
            About::Inject(id) => json!({"kind": "inject", "id": id.to_string()}),
            About::Objective(id) => json!({"kind": "objective", "id": id.to_string()}),
        };
        json!({
            "code": remark.rule.code,
            "name": remark.rule.name,
            "severity": remark.severity.word(),
            "about": about,
            "title": remark.title,
            "message": remark.message,
        })
    });
    json!({"schema": 1, "remarks": remarks.collect::<Vec<Value>>()})
}
