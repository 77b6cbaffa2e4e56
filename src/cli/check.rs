//! `entente check`: every rule, worst finding first.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use serde_json::{Value, json};

use crate::checks::{Checker, Finding, Report, Term, wording};
use crate::model::{AnyId, Id, Instant, Phase, Plan};
use crate::threads::Threads;

use super::arguments::{CheckArguments, CheckFormat};
use super::finding_json::{findings_json, phase_names, status};
use super::output::{csv, escaped, json as json_text, markdown, print, severity, wants_colour};
use super::source::{self, Source};
use super::{DONE, SOME};

/// Checks, prints, and says by the exit status whether anything is open.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<u8> {
    let source = source::read(&arguments.source)?;
    let phase = arguments
        .phase
        .as_deref()
        .map(|name| source::phase(&source.plan, name))
        .transpose()?;
    let checked = Checked::of(source, arguments.as_of, phase)?;
    let text = match arguments.format {
        CheckFormat::Text => checked.text(wants_colour()),
        CheckFormat::Json => json_text(&checked.json()?)?,
        CheckFormat::Csv => checked.csv(),
        CheckFormat::Markdown => checked.markdown(),
    };
    print(&text)?;
    let failed = checked
        .shown
        .worst_open()
        .is_some_and(|worst| arguments.fail_on.fails(worst));
    Ok(if failed { SOME } else { DONE })
}

/// A plan with its findings.
pub struct Checked {
    source: Source,
    checker: Checker,
    /// Every finding: what fixes are tried against.
    whole: Report,
    /// Those to print.
    shown: Report,
}

impl Checked {
    /// Checks a plan on all threads.
    pub fn of(source: Source, as_of: Option<Instant>, phase: Option<Id<Phase>>) -> anyhow::Result<Self> {
        let checker = Checker::new();
        let go_on = AtomicBool::new(false);
        let whole = checker
            .check(&source.plan, as_of, &Threads::available(), &go_on)
            .context("the check was broken off")?;
        let mut shown = whole.clone();
        if let Some(phase) = phase {
            shown.findings.retain(|finding| finding.phases.contains(&phase));
        }
        Ok(Self {
            source,
            checker,
            whole,
            shown,
        })
    }

    /// Returns the findings for people.
    pub fn text(&self, colour: bool) -> String {
        let summary = self.shown.summary();
        let title = if self.plan().info.title.is_empty() {
            "Untitled plan"
        } else {
            &self.plan().info.title
        };
        let open = summary.critical + summary.major + summary.minor + summary.info;
        let mut text = format!("{} (content {}): ", escaped(title), self.source.short_hash());
        let _ = match (open, summary.waived) {
            (0, 0) => writeln!(text, "nothing found"),
            _ => writeln!(
                text,
                "{} critical, {} major, {} minor, {} for information; {} waived",
                summary.critical, summary.major, summary.minor, summary.info, summary.waived
            ),
        };
        for finding in &self.shown.findings {
            text.push_str(&self.finding_text(finding, colour));
        }
        text
    }

    fn finding_text(&self, finding: &Finding, colour: bool) -> String {
        let mark = severity(finding.severity, colour);
        let waived = if finding.is_open() { "" } else { " (waived)" };
        let mut text = format!("\n{mark} {} {}{waived}\n", finding.code, escaped(&finding.title));
        let _ = writeln!(text, "    {}", escaped(&finding.message));
        let _ = writeln!(text, "    {}", self.when(finding));
        if let Some(waiver) = &finding.waiver {
            let _ = writeln!(
                text,
                "    Waived by {}: {}",
                escaped(&waiver.by),
                escaped(&waiver.reason)
            );
        }
        text
    }

    /// Returns why each finding of a rule is one: the numbers put into its condition, when, and who
    /// must act.
    pub fn why(&self, code: &str) -> String {
        let of_rule = self.shown.findings.iter().filter(|finding| finding.code == code);
        let mut text = String::new();
        for finding in of_rule {
            text.push_str(&self.finding_text(finding, false));
            for reason in &finding.why {
                let said = |term: &Term| match (term, reason.unit) {
                    (Term::Number(value), Some(unit)) => format!("{} {unit}", wording::grouped(*value)),
                    (Term::Number(value), None) => wording::grouped(*value),
                    (Term::Text(text), _) => text.clone(),
                };
                let limit = reason.limit.as_ref();
                let limit = limit.map_or_else(String::new, |limit| format!(", limit {}", said(limit)));
                let why = format!("{}: {}{limit}", reason.term, said(&reason.value));
                let _ = writeln!(text, "    - {}", escaped(&why));
            }
            for who in &finding.who_must_act {
                let _ = writeln!(text, "    Must act: {}", escaped(who));
            }
        }
        if text.is_empty() {
            text = format!("\n{code} finds nothing on {}\n", escaped(&self.source.file));
        }
        text
    }

    fn plan(&self) -> &Plan {
        &self.source.plan
    }

    fn when(&self, finding: &Finding) -> String {
        let phases = phase_names(self.plan(), finding).join(", ");
        let minute =
            |minute: Option<i64>, open: &str| minute.map_or_else(|| open.to_owned(), wording::minute);
        let from = minute(finding.interval.from, "the beginning");
        let until = minute(finding.interval.until, "open end");
        let span = format!("{from} to {until}");
        if phases.is_empty() {
            span
        } else {
            format!("{}, {span}", escaped(&phases))
        }
    }

    fn csv(&self) -> String {
        let mut text = String::from(
            "code,name,severity,status,title,message,subjects,phases,from_minute,until_minute,measures,fingerprint\n",
        );
        for finding in &self.shown.findings {
            let subjects: Vec<String> = finding.subjects.iter().map(|id| self.name(*id)).collect();
            let measures: Vec<String> = finding
                .measures
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let minute = |minute: Option<i64>| minute.map(|minute| minute.to_string()).unwrap_or_default();
            let fields = [
                finding.code.to_owned(),
                finding.name.to_owned(),
                finding.severity.to_string(),
                status(finding).to_owned(),
                finding.title.clone(),
                finding.message.clone(),
                subjects.join("; "),
                phase_names(self.plan(), finding).join("; "),
                minute(finding.interval.from),
                minute(finding.interval.until),
                measures.join("; "),
                finding.fingerprint.clone(),
            ];
            let line: Vec<String> = fields.iter().map(|field| csv(&escaped(field))).collect();
            let _ = writeln!(text, "{}", line.join(","));
        }
        text
    }

    fn markdown(&self) -> String {
        let title = if self.plan().info.title.is_empty() {
            "Untitled plan"
        } else {
            &self.plan().info.title
        };
        let mut text = format!(
            "# Findings: {}\n\nContent {}.\n\n",
            markdown(title),
            self.source.short_hash()
        );
        if !self.plan().info.marking.is_empty() {
            let _ = writeln!(text, "**{}**\n", markdown(&self.plan().info.marking));
        }
        if self.shown.findings.is_empty() {
            text.push_str("Nothing found.\n");
            return text;
        }
        text.push_str("| Severity | Rule | Finding | When | Status |\n| --- | --- | --- | --- | --- |\n");
        for finding in &self.shown.findings {
            let waiver = finding.waiver.as_ref();
            let status = waiver.map_or_else(
                || "open".to_owned(),
                |waiver| format!("waived by {}: {}", markdown(&waiver.by), markdown(&waiver.reason)),
            );
            let _ = writeln!(
                text,
                "| {} | {} {} | **{}** {} | {} | {status} |",
                finding.severity,
                finding.code,
                finding.name,
                markdown(&finding.title),
                markdown(&finding.message),
                markdown(&self.when(finding)),
            );
        }
        text
    }

    /// Returns the object of the contract, keys in its order.
    fn json(&self) -> anyhow::Result<Value> {
        let summary = self.shown.summary();
        let findings = findings_json(&self.checker, self.plan(), &self.whole, &self.shown.findings)?;
        Ok(json!({
            "schema": 1,
            "plan": {
                "title": self.plan().info.title,
                "file": self.source.file,
                "sha256": self.source.sha256,
                "as_of": self.whole.as_of.map(|instant| instant.to_string()),
            },
            "summary": {
                "critical": summary.critical,
                "major": summary.major,
                "minor": summary.minor,
                "info": summary.info,
                "waived": summary.waived,
            },
            "findings": findings,
        }))
    }

    fn name(&self, id: AnyId) -> String {
        match id.name_in(self.plan()) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => id.to_string(),
        }
    }
}
