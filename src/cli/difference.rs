//! `entente diff`: in what two plans differ, and what becomes of the findings.
//!
//! JSON: `{"schema": 1, "a": {title, file, sha256}, "b": {…}, "related": bool, "summary": {added, removed,
//! changed, findings_appeared, findings_vanished, findings_worsened, findings_eased}, "changes": [{kind, id, name,
//! change, sentence, fields: [{field, what, text, before, after, ground}]}], "findings": {appeared, vanished,
//! worsened, eased}}`. `ground` has the measures in SI units and, for ground, what was gained and lost.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use anyhow::Context;
use serde_json::{Value, json};

use crate::checks::{Checker, Finding};
use crate::compare::{
    Became, Difference, FieldDifference, FindingsDifference, GroundDifference, ThingDifference,
};
use crate::geometry::{Area, Geometry};
use crate::threads::Threads;

use super::arguments::{DiffArguments, TellFormat};
use super::output::{escaped, json as json_text, markdown, number, print};
use super::source::{self, Source};
use super::{DONE, SOME, geojson};

/// Compares, prints, and says by the exit status whether the plans differ.
pub fn run(arguments: &DiffArguments) -> anyhow::Result<u8> {
    let [before, after] = [&arguments.before, &arguments.after].map(|path| source::read_named(path));
    let (before, after) = (before?, after?);
    let checker = Checker::new();
    let report = |source: &Source| {
        checker
            .check(
                &source.plan,
                arguments.as_of,
                &Threads::available(),
                &AtomicBool::new(false),
            )
            .context("the check was broken off")
    };
    let compared = Compared {
        plans: Difference::between(&before.plan, &after.plan),
        findings: FindingsDifference::between(&report(&before)?, &report(&after)?),
        before,
        after,
    };
    print(&match arguments.format {
        TellFormat::Text => compared.text(),
        TellFormat::Json => json_text(&compared.json())?,
        TellFormat::Markdown => compared.markdown(),
    })?;
    let same = compared.plans.is_empty() && compared.findings.is_empty();
    Ok(if same { DONE } else { SOME })
}

struct Compared {
    before: Source,
    after: Source,
    plans: Difference,
    findings: FindingsDifference,
}

impl Compared {
    /// What stands above the changes, in one line.
    fn summary(&self) -> String {
        let [added, removed, changed] = self.plans.counts();
        if self.plans.is_empty() {
            return "The plans say the same.".to_owned();
        }
        format!(
            "{added} added, {removed} removed, {changed} changed; findings: {} new, {} gone, {} worse, {} better.",
            self.findings.appeared.len(),
            self.findings.vanished.len(),
            self.findings.worsened.len(),
            self.findings.eased.len(),
        )
    }

    /// That the two have nothing to do with each other, where that is so.
    fn warning(&self) -> Option<&'static str> {
        let strangers = self.before.plan.id != self.after.plan.id
            && self
                .before
                .plan
                .base
                .as_ref()
                .is_none_or(|base| base.id != self.after.plan.id)
            && self
                .after
                .plan
                .base
                .as_ref()
                .is_none_or(|base| base.id != self.before.plan.id);
        strangers.then_some("These are two plans of their own; neither was made from the other.")
    }

    /// Findings by what became of them: heading and lines.
    fn findings(&self) -> [(&'static str, Vec<String>); 4] {
        let alone = |findings: &[Finding]| findings.iter().map(finding_line).collect();
        let pairs =
            |pairs: &[(Finding, Finding)]| pairs.iter().map(|(old, new)| pair_line(old, new)).collect();
        [
            ("New findings", alone(&self.findings.appeared)),
            ("Findings gone", alone(&self.findings.vanished)),
            ("Findings worse", pairs(&self.findings.worsened)),
            ("Findings better", pairs(&self.findings.eased)),
        ]
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", self.summary());
        if let Some(warning) = self.warning() {
            let _ = writeln!(text, "{warning}");
        }
        if !self.plans.is_empty() {
            text.push('\n');
        }
        for thing in &self.plans.things {
            let _ = writeln!(text, "{}", escaped(&thing.sentence()));
        }
        for (heading, lines) in self.findings() {
            if !lines.is_empty() {
                let _ = writeln!(text, "\n{heading}");
            }
            for line in lines {
                let _ = writeln!(text, "  {}", escaped(&line));
            }
        }
        text
    }

    fn markdown(&self) -> String {
        let name = |source: &Source| markdown(&source.file);
        let mut text = format!("# From {} to {}\n\n", name(&self.before), name(&self.after));
        let marking = &self.after.plan.info.marking;
        if !marking.is_empty() {
            let _ = writeln!(text, "**{}**\n", markdown(marking));
        }
        let _ = writeln!(text, "{}", self.summary());
        if let Some(warning) = self.warning() {
            let _ = writeln!(text, "{warning}");
        }
        if !self.plans.is_empty() {
            text.push_str("\n## Changes\n\n");
        }
        for thing in &self.plans.things {
            let pieces: Vec<String> = thing.pieces().iter().map(|piece| markdown(piece)).collect();
            let _ = writeln!(text, "- **{}**: {}", markdown(&thing.title()), pieces.join("; "));
        }
        for (heading, lines) in self.findings() {
            if !lines.is_empty() {
                let _ = writeln!(text, "\n## {heading}\n");
            }
            for line in lines {
                let _ = writeln!(text, "- {}", markdown(&line));
            }
        }
        text
    }

    fn json(&self) -> Value {
        let plan = |source: &Source| json!({"title": source.plan.info.title, "file": source.file, "sha256": source.sha256});
        let [added, removed, changed] = self.plans.counts();
        let changes: Vec<Value> = self.plans.things.iter().map(thing_json).collect();
        let alone = |findings: &[Finding]| {
            findings
                .iter()
                .map(|finding| finding_json(finding, None))
                .collect::<Vec<_>>()
        };
        let pairs = |pairs: &[(Finding, Finding)]| {
            pairs
                .iter()
                .map(|(old, new)| finding_json(new, Some(old)))
                .collect::<Vec<_>>()
        };
        json!({
            "schema": 1,
            "a": plan(&self.before),
            "b": plan(&self.after),
            "related": self.warning().is_none(),
            "summary": {
                "added": added,
                "removed": removed,
                "changed": changed,
                "findings_appeared": self.findings.appeared.len(),
                "findings_vanished": self.findings.vanished.len(),
                "findings_worsened": self.findings.worsened.len(),
                "findings_eased": self.findings.eased.len(),
            },
            "changes": changes,
            "findings": {
                "appeared": alone(&self.findings.appeared),
                "vanished": alone(&self.findings.vanished),
                "worsened": pairs(&self.findings.worsened),
                "eased": pairs(&self.findings.eased),
            },
        })
    }
}

fn finding_line(finding: &Finding) -> String {
    let waived = if finding.is_open() { "" } else { " (waived)" };
    format!("{} {} {}{waived}", finding.code, finding.severity, finding.title)
}

/// A finding in both plans: its level and title as they were, where they differ, and as they are.
fn pair_line(before: &Finding, after: &Finding) -> String {
    let level = |finding: &Finding| {
        if finding.is_open() {
            finding.severity.to_string()
        } else {
            "waived".to_owned()
        }
    };
    let levels = [level(before), level(after)];
    let levels = if levels.first() == levels.last() {
        level(after)
    } else {
        levels.join(" → ")
    };
    format!("{} {levels} {}: {}", after.code, after.title, after.message)
}

fn thing_json(thing: &ThingDifference) -> Value {
    let fields: Vec<Value> = match &thing.became {
        Became::Changed(fields) => fields.iter().map(field_json).collect(),
        Became::Added(_) | Became::Removed(_) => Vec::new(),
    };
    json!({
        "kind": thing.id.map_or("plan", |id| id.kind().word()),
        "id": thing.id.map(|id| id.to_string()),
        "name": thing.name,
        "change": match thing.became {
            Became::Added(_) => "added",
            Became::Removed(_) => "removed",
            Became::Changed(_) => "changed",
        },
        "sentence": thing.sentence(),
        "fields": fields,
    })
}

fn field_json(field: &FieldDifference) -> Value {
    json!({
        "field": field.field,
        "what": field.what.to_string(),
        "text": field.said(),
        "before": field.before,
        "after": field.after,
        "ground": field.ground.as_ref().map(ground_json),
    })
}

fn ground_json(ground: &GroundDifference) -> Value {
    let part = |part: &Option<(Area, f64)>| {
        part.as_ref().map(|(area, area_m2)| {
            json!({"area_m2": number(*area_m2), "geometry": geojson::geometry(Some(&Geometry::Area(area.clone())))})
        })
    };
    match ground {
        GroundDifference::Area {
            before_m2,
            after_m2,
            gained,
            lost,
            moved,
        } => json!({
            "before_m2": number(*before_m2),
            "after_m2": number(*after_m2),
            "gained": part(gained),
            "lost": part(lost),
            "moved_m": moved.map(|(moved_m, _)| number(moved_m)),
        }),
        GroundDifference::Line {
            before_m,
            after_m,
            farthest_m,
        } => json!({
            "before_m": number(*before_m),
            "after_m": number(*after_m),
            "farthest_m": number(*farthest_m),
        }),
        GroundDifference::Point { moved_m, bearing_deg } => json!({
            "moved_m": number(*moved_m),
            "bearing_deg": number(*bearing_deg),
        }),
    }
}

fn finding_json(finding: &Finding, before: Option<&Finding>) -> Value {
    let subjects: Vec<String> = finding.subjects.iter().map(ToString::to_string).collect();
    let status = |finding: &Finding| if finding.is_open() { "open" } else { "waived" };
    let mut object = json!({
        "code": finding.code,
        "severity": finding.severity.word(),
        "status": status(finding),
        "title": finding.title,
        "message": finding.message,
        "subjects": subjects,
        "fingerprint": finding.fingerprint,
    });
    if let (Some(before), Some(object)) = (before, object.as_object_mut()) {
        let was = json!({
            "severity": before.severity.word(),
            "status": status(before),
            "message": before.message,
        });
        object.insert("was".to_owned(), was);
    }
    object
}
