//! `entente compare`: the score table of every plan in a folder of courses of action.
//!
//! JSON: `{"schema": 1, "plans": [{title, file, sha256, base, changes: {added, removed, changed}|null, total: row,
//! phases: [row]}]}`; a row is `{name, hours, contested_m2h: {critical, major, minor, info}, uncovered_m2h,
//! people_exposed, agreements_missing, handovers, findings: {critical, major, minor, info, waived}}`. `changes` says in
//! how much a plan differs from the first one it has to do with: what it was branched from, else the first.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::checks::Checker;
use crate::compare::table::{self, HEADINGS, Row, figures};
use crate::compare::{Difference, PhaseScore, Score};
use crate::files::{PLAN_ENDING, list_folder};
use crate::threads::Threads;

use super::DONE;
use super::arguments::{CompareArguments, CompareFormat};
use super::output::{csv, escaped, json as json_text, markdown, number, print};
use super::source::{self, Source};

/// A plan with its figures.
struct Course {
    source: Source,
    score: Score,
    /// How many things are new, gone and different from the plan that it is compared with.
    changes: Option<[usize; 3]>,
}

/// Reads, checks and prints.
pub fn run(arguments: &CompareArguments) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    let entries = list_folder(folder).with_context(|| folder.display().to_string())?;
    let names = entries
        .into_iter()
        .filter(|entry| entry.is_file && entry.name.ends_with(PLAN_ENDING));
    let checker = Checker::new();
    let mut courses: Vec<Course> = Vec::new();
    for entry in names {
        let mut source = source::read_path(&folder.join(&entry.name))?;
        source.file = entry.name;
        let (threads, cancel) = (Threads::available(), AtomicBool::new(false));
        let report = checker
            .check(&source.plan, arguments.as_of, &threads, &cancel)
            .context("the check was broken off")?;
        let coverage = checker
            .coverage(&source.plan, None, &threads, &cancel)
            .with_context(|| source.file.clone())?;
        courses.push(Course {
            score: Score::of(&source.plan, &report, &coverage),
            source,
            changes: None,
        });
    }
    if courses.is_empty() {
        bail!(
            "{} has no plans: their names end in `{PLAN_ENDING}`",
            folder.display()
        );
    }
    tell_changes(&mut courses);
    print(&match arguments.format {
        CompareFormat::Text => text(&courses),
        CompareFormat::Json => json_text(&json(&courses))?,
        CompareFormat::Markdown => table::markdown(&rows(&courses), &markdown),
        CompareFormat::Csv => table::csv(&rows(&courses), &|text| csv(&escaped(text))),
    })?;
    Ok(DONE)
}

fn rows(courses: &[Course]) -> Vec<Row<'_>> {
    courses.iter().map(Course::row).collect()
}

/// Says of each plan in how much it differs from what it was branched from, else from the first.
fn tell_changes(courses: &mut [Course]) {
    let changes: Vec<Option<[usize; 3]>> = courses
        .iter()
        .enumerate()
        .map(|(place, course)| {
            let base = course.source.plan.base.as_ref();
            let is_base = |other: &Course| base.is_some_and(|base| base.hash == other.source.sha256);
            let is_original = |other: &Course| {
                let plan = &other.source.plan;
                base.is_some_and(|base| base.id == plan.id) && plan.base.is_none()
            };
            let from = courses
                .iter()
                .position(is_base)
                .or_else(|| courses.iter().position(is_original))
                .unwrap_or(0);
            let before = courses.get(from).filter(|_| from != place)?;
            Some(Difference::between(&before.source.plan, &course.source.plan).counts())
        })
        .collect();
    for (course, changes) in courses.iter_mut().zip(changes) {
        course.changes = changes;
    }
}

impl Course {
    fn row(&self) -> Row<'_> {
        Row {
            name: &self.source.file,
            title: &self.source.plan.info.title,
            score: &self.score,
            changes: self.changes,
        }
    }
}

fn text(courses: &[Course]) -> String {
    let name_width = courses
        .iter()
        .flat_map(|course| course.score.rows().map(|row| row.name.chars().count() + 2))
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for course in courses {
        let title = &course.source.plan.info.title;
        let _ = writeln!(
            text,
            "{} ({}), {}",
            escaped(&course.source.file),
            escaped(title),
            course.row().changes_said()
        );
        let _ = write!(text, "{:name_width$}", "");
        for heading in HEADINGS {
            let _ = write!(text, "  {heading:>8}");
        }
        text.push('\n');
        for (place, row) in course.score.rows().enumerate() {
            let name = if place == 0 {
                row.name.clone()
            } else {
                format!("  {}", row.name)
            };
            let _ = write!(text, "{:name_width$}", escaped(&name));
            for (heading, figure) in HEADINGS.iter().zip(figures(row)) {
                let width = heading.chars().count().max(8);
                let _ = write!(text, "  {figure:>width$}");
            }
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

fn json(courses: &[Course]) -> Value {
    let plans: Vec<Value> = courses
        .iter()
        .map(|course| {
            let phases: Vec<Value> = course.score.phases.iter().map(row_json).collect();
            json!({
                "title": course.source.plan.info.title,
                "file": course.source.file,
                "sha256": course.source.sha256,
                "base": course.source.plan.base.as_ref().map(|base| base.id.to_string()),
                "changes": course.changes.map(|[added, removed, changed]| {
                    json!({"added": added, "removed": removed, "changed": changed})
                }),
                "total": row_json(&course.score.total),
                "phases": phases,
            })
        })
        .collect();
    json!({"schema": 1, "plans": plans})
}

fn row_json(row: &PhaseScore) -> Value {
    let [critical, major, minor, info] = row.contested_m2h.map(number);
    let contested = json!({"critical": critical, "major": major, "minor": minor, "info": info});
    let [critical, major, minor, info] = row.findings;
    json!({
        "name": row.name,
        "hours": row.hours.map(number),
        "contested_m2h": contested,
        "uncovered_m2h": row.uncovered_m2h.map(number),
        "people_exposed": row.people_exposed,
        "agreements_missing": row.agreements_missing,
        "handovers": row.handovers,
        "findings": {"critical": critical, "major": major, "minor": minor, "info": info, "waived": row.waived},
    })
}
