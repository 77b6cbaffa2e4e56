//! The score table of courses of action, as Markdown and comma-separated text.

use std::fmt::Write as _;

use super::score::{PhaseScore, Score};
use crate::checks::wording;

/// The columns of figures, in order.
pub const HEADINGS: [&str; 10] = [
    "Hours",
    "Contested km²·h",
    "of it critical",
    "Uncovered km²·h",
    "People exposed",
    "Agreements missing",
    "Handovers",
    "Critical",
    "Major",
    "Minor",
];

/// A plan in the table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'c> {
    /// What it is called: its file's name.
    pub name: &'c str,
    /// Its title.
    pub title: &'c str,
    /// Its figures.
    pub score: &'c Score,
    /// How many things are new, gone and different from the plan that it is compared with; `None`: the
    /// others are compared with it.
    pub changes: Option<[usize; 3]>,
}

impl Row<'_> {
    /// Says what is different in it.
    pub fn changes_said(&self) -> String {
        self.changes.map_or_else(
            || "compared with".to_owned(),
            |[added, removed, changed]| format!("{added} added, {removed} removed, {changed} changed"),
        )
    }
}

impl Score {
    /// Returns all phases together, then each.
    pub fn rows(&self) -> impl Iterator<Item = &PhaseScore> {
        std::iter::once(&self.total).chain(&self.phases)
    }
}

/// Returns a row's figures in words, in the order of the headings.
pub fn figures(row: &PhaseScore) -> [String; 10] {
    let ground = |m2h: f64| format!("{:.1}", m2h / 1e6);
    let [critical, major, minor, _] = row.findings;
    [
        row.hours.map_or_else(|| "—".to_owned(), wording::grouped),
        ground(row.contested()),
        ground(row.contested_m2h[0]),
        row.uncovered_m2h.map_or_else(|| "—".to_owned(), ground),
        wording::grouped(row.people_exposed as f64),
        row.agreements_missing.to_string(),
        row.handovers.to_string(),
        critical.to_string(),
        major.to_string(),
        minor.to_string(),
    ]
}

/// Writes the table as Markdown; `cell` escapes text of a plan.
pub fn markdown(rows: &[Row<'_>], cell: &dyn Fn(&str) -> String) -> String {
    let mut text = String::from("# Courses of action\n\n");
    let _ = writeln!(text, "| Plan | {} | Changes |", HEADINGS.join(" | "));
    let _ = writeln!(text, "| --- |{} --- |", " ---: |".repeat(HEADINGS.len()));
    for row in rows {
        let figures = figures(&row.score.total).join(" | ");
        let _ = writeln!(
            text,
            "| {} | {figures} | {} |",
            cell(row.name),
            row.changes_said()
        );
    }
    for row in rows {
        let _ = writeln!(text, "\n## {}\n", cell(row.name));
        let _ = writeln!(text, "| Phase | {} |", HEADINGS.join(" | "));
        let _ = writeln!(text, "| --- |{}", " ---: |".repeat(HEADINGS.len()));
        for phase in row.score.rows() {
            let _ = writeln!(text, "| {} | {} |", cell(&phase.name), figures(phase).join(" | "));
        }
    }
    text
}

/// Writes the table as comma-separated text, in SI units; `cell` makes a field of text of a plan.
pub fn csv(rows: &[Row<'_>], cell: &dyn Fn(&str) -> String) -> String {
    let mut text = String::from(
        "file,title,phase,hours,contested_m2h,contested_critical_m2h,uncovered_m2h,people_exposed,agreements_missing,\
         handovers,critical,major,minor,info,waived\n",
    );
    for row in rows {
        for phase in row.score.rows() {
            let [critical, major, minor, info] = phase.findings;
            let optional = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            let fields = [
                cell(row.name),
                cell(row.title),
                cell(&phase.name),
                optional(phase.hours),
                phase.contested().to_string(),
                phase.contested_m2h[0].to_string(),
                optional(phase.uncovered_m2h),
                phase.people_exposed.to_string(),
                phase.agreements_missing.to_string(),
                phase.handovers.to_string(),
                critical.to_string(),
                major.to_string(),
                minor.to_string(),
                info.to_string(),
                phase.waived.to_string(),
            ];
            let _ = writeln!(text, "{}", fields.join(","));
        }
    }
    text
}
