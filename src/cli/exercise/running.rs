//! `entente exercise run`: the list without players, or a log again.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use serde_json::{Value, json};

use crate::checks::{Checker, Finding, Report};
use crate::exercise::report::{entry_text, time_text};
use crate::exercise::{Moment, Review, Session, rehearse, review};
use crate::model::{Minute, Plan};
use crate::threads::Threads;

use super::super::arguments::{ReportFormat, RunExerciseArguments};
use super::super::finding_json::findings_json;
use super::super::output::{escaped, json as json_text, print, severity, wants_colour};
use super::super::{DONE, SOME};
use super::source;

/// Plays, prints, and says by the exit status whether an effect failed.
pub fn run(arguments: &RunExerciseArguments) -> anyhow::Result<u8> {
    let source = source::exercise(&arguments.source)?;
    let session = match &arguments.log {
        None => rehearse(&source.exercise, arguments.until),
        Some(log) => {
            let session = source::played(&source, log.as_deref())?;
            let until = arguments.until;
            let is_meant = |at: Minute| until.is_none_or(|until| at <= until);
            session.after(
                session
                    .entries()
                    .iter()
                    .take_while(|entry| is_meant(entry.at))
                    .count(),
            )
        }
    };
    let judged = Judged::of(&session)?;
    print(&match arguments.format {
        ReportFormat::Text => text(&session, &judged, wants_colour()),
        ReportFormat::Json => json_text(&json(&session, &judged)?)?,
    })?;
    Ok(if judged.failed() == 0 { DONE } else { SOME })
}

/// A session looked back on, with the report on each plan that there was.
pub struct Judged {
    /// What became of the plan.
    pub review: Review,
    checker: Checker,
    reports: Vec<(Arc<Plan>, Report)>,
}

impl Judged {
    /// Judges every plan of a session at the exercise's time, on all threads.
    pub fn of(session: &Session) -> anyhow::Result<Self> {
        let checker = Checker::new();
        let go_on = AtomicBool::new(false);
        let mut reports: Vec<(Arc<Plan>, Report)> = Vec::new();
        let mut judge = |plan: &Arc<Plan>, at: Minute| {
            let as_of = plan.info.h_hour.and_then(|h_hour| h_hour.after(at));
            let report = checker.check(plan, as_of, &Threads::available(), &go_on).ok()?;
            reports.push((Arc::clone(plan), report.clone()));
            Some(report)
        };
        let review = review(session, &mut judge).context("the check was broken off")?;
        Ok(Self {
            review,
            checker,
            reports,
        })
    }

    /// Returns what is found on one of the session's plans.
    pub fn report(&self, plan: &Arc<Plan>) -> Option<&Report> {
        let same = |known: &Arc<Plan>| Arc::ptr_eq(known, plan) || **known == **plan;
        let known = self.reports.iter().rfind(|(known, _)| same(known));
        known.map(|(_, report)| report)
    }

    /// Counts effects that failed.
    fn failed(&self) -> usize {
        let done = self.review.moments.iter().flat_map(|moment| &moment.done);
        done.filter(|done| done.failed.is_some()).count()
    }

    fn findings_json(&self, moment: &Moment) -> anyhow::Result<Vec<Value>> {
        match self.report(&moment.plan) {
            Some(report) if !moment.appeared.is_empty() => {
                findings_json(&self.checker, &moment.plan, report, &moment.appeared)
            }
            _ => Ok(Vec::new()),
        }
    }
}

fn text(session: &Session, judged: &Judged, colour: bool) -> String {
    let exercise = session.exercise();
    let start = judged.review.start;
    let mut text = format!(
        "{}: {} critical, {} major, {} minor, {} for information at the start\n",
        escaped(&exercise.title),
        start.critical,
        start.major,
        start.minor,
        start.info
    );
    let line = |mark: &str, finding: &Finding| {
        let severity = severity(finding.severity, colour);
        format!(
            "    {mark} {severity} {} {}\n",
            finding.code,
            escaped(&finding.title)
        )
    };
    for moment in &judged.review.moments {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "\n{}: {}",
            time_text(exercise, moment.at),
            escaped(&entry_text(session, moment.entry))
        );
        for done in &moment.done {
            let _ = writeln!(text, "    {}", escaped(&done.text()));
        }
        for finding in &moment.appeared {
            text.push_str(&line("+", finding));
        }
        for finding in &moment.vanished {
            text.push_str(&line("-", finding));
        }
    }
    let end = judged.summary();
    let _ = writeln!(
        text,
        "\n{} steps, {} effects failed; at the end {} critical, {} major, {} minor, {} for information; {} waived",
        judged.review.moments.len(),
        judged.failed(),
        end.critical,
        end.major,
        end.minor,
        end.info,
        end.waived
    );
    text
}

impl Judged {
    /// Counts what is found on the plan as it was judged last.
    fn summary(&self) -> crate::checks::Summary {
        let last = self.reports.last();
        last.map(|(_, report)| report.summary()).unwrap_or_default()
    }
}

/// Returns the object of the contract, keys in its order.
fn json(session: &Session, judged: &Judged) -> anyhow::Result<Value> {
    let mut steps = Vec::new();
    for moment in &judged.review.moments {
        let inject = moment.inject.and_then(|id| session.state().inject(id));
        let effects: Vec<String> = moment.done.iter().map(crate::exercise::Done::text).collect();
        let vanished: Vec<&str> = moment
            .vanished
            .iter()
            .map(|finding| finding.fingerprint.as_str())
            .collect();
        steps.push(json!({
            "minute": moment.at,
            "serial": inject.map(|inject| inject.serial.as_str()),
            "inject": inject.map(|inject| inject.title.as_str()),
            "effects": effects,
            "appeared": judged.findings_json(moment)?,
            "vanished": vanished,
        }));
    }
    let end = judged.summary();
    Ok(json!({
        "schema": 1,
        "steps": steps,
        "summary": {
            "critical": end.critical,
            "major": end.major,
            "minor": end.minor,
            "info": end.info,
            "waived": end.waived,
            "steps": judged.review.moments.len(),
            "failed": judged.failed(),
        },
    }))
}
