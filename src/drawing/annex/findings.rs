//! Findings on paper: what is wrong, who must act, and what was accepted by whom, why and until when.
//!
//! Numbers are those on the map: a finding's place among all findings of the plan.

use super::{Block, Shown};
use crate::checks::{Finding, Report};
use crate::drawing::paper::{Cell, Column, Table};
use crate::drawing::words::{day_text, time_of};
use crate::model::Severity;

pub(super) fn blocks(shown: &Shown<'_>, report: Option<&Report>, blocks: &mut Vec<Block>) {
    let Some(report) = report else {
        blocks.push(Block::Paragraph("This plan was not checked.".to_owned()));
        return;
    };
    blocks.push(Block::Paragraph(summary(shown, report)));
    let listed: Vec<(usize, &Finding)> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| is_of(shown, finding))
        .collect();
    if listed.is_empty() {
        return;
    }
    let columns = vec![
        Column::new("No", 0.55).numbers(),
        Column::new("Rule", 0.8),
        Column::new("Finding", 5.0),
        Column::new("When", 1.3),
        Column::new("Who must act", 2.2),
    ];
    let mut table = Table::new("", columns);
    for severity in [
        Severity::Critical,
        Severity::Major,
        Severity::Minor,
        Severity::Info,
    ] {
        let open = |(_, finding): &&(usize, &Finding)| finding.is_open() && finding.severity == severity;
        section(shown, &mut table, &severity.title(), listed.iter().filter(open));
    }
    let waived = listed.iter().filter(|(_, finding)| !finding.is_open());
    section(shown, &mut table, "Waived", waived);
    blocks.push(table.into());
}

/// True where a finding holds in the phase that is written of; one without phases always is.
fn is_of(shown: &Shown<'_>, finding: &Finding) -> bool {
    let Some(phase) = shown.phase else { return true };
    finding.phases.is_empty() || finding.phases.contains(&phase)
}

fn section<'f>(
    shown: &Shown<'_>,
    table: &mut Table,
    title: &str,
    findings: impl Iterator<Item = &'f (usize, &'f Finding)>,
) {
    for (count, (place, finding)) in findings.enumerate() {
        if count == 0 {
            table.section(title);
        }
        let mut text = vec![finding.title.clone(), finding.message.clone()];
        text.extend(waiver_text(finding));
        text.retain(|line| !line.is_empty());
        table.push([
            Cell::from((place + 1).to_string()),
            Cell::from(finding.code).severity(finding.severity),
            Cell::from(text.join("\n")),
            Cell::from(time_of(shown.plan, finding)),
            Cell::from(finding.who_must_act.join("\n")),
        ]);
    }
}

/// Who accepted it, why and until when.
fn waiver_text(finding: &Finding) -> Option<String> {
    let waiver = finding.waiver.as_ref()?;
    let role = Some(&waiver.role).filter(|role| !role.is_empty());
    let role = role.map(|role| format!(" ({role})")).unwrap_or_default();
    let until = waiver.until.map_or_else(
        || "without an end".to_owned(),
        |until| format!("until {}", day_text(until)),
    );
    Some(format!(
        "Accepted by {}{role}, {until}: {}",
        waiver.by, waiver.reason
    ))
}

fn summary(shown: &Shown<'_>, report: &Report) -> String {
    let mut counts = [0_usize; 5];
    for finding in report.findings.iter().filter(|finding| is_of(shown, finding)) {
        let place = match finding.severity {
            _ if !finding.is_open() => 4,
            Severity::Critical => 0,
            Severity::Major => 1,
            Severity::Minor => 2,
            Severity::Info => 3,
        };
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let words = ["critical", "major", "minor", "for information", "waived"];
    let counted = words.iter().zip(counts).filter(|(_, count)| *count > 0);
    let counted: Vec<String> = counted.map(|(word, count)| format!("{count} {word}")).collect();
    let found = if counted.is_empty() {
        "Nothing was found".to_owned()
    } else {
        counted.join(", ")
    };
    match report.as_of {
        Some(as_of) => format!("{found}. Judged as of {}.", day_text(as_of)),
        None => format!("{found}. No waiver lapses: no date was given."),
    }
}
