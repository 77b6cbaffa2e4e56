//! Findings as JSON, as the contract of `check` has them; the runs of exercises print the same.

use std::sync::atomic::AtomicBool;

use anyhow::Context;
use serde_json::{Map, Value, json};

use crate::checks::{Checker, Finding, Fix, FixKind, Report, Term};
use crate::model::{AnyId, Id, Phase, Plan, Stakeholder};
use crate::threads::Threads;

use super::geojson;
use super::output::number;

/// Returns some findings of a plan's whole report, each with what could be done about it.
pub fn findings_json(
    checker: &Checker,
    plan: &Plan,
    whole: &Report,
    shown: &[Finding],
) -> anyhow::Result<Vec<Value>> {
    let go_on = AtomicBool::new(false);
    let threads = Threads::available();
    let fixer = checker
        .fixer(plan, whole, &threads, &go_on)
        .context("the fixes could not be tried out")?;
    let fixes = fixer.kinds(shown).context("the fixes could not be tried out")?;
    let findings = shown.iter().zip(&fixes);
    Ok(findings
        .map(|(finding, fixes)| finding_json(plan, finding, fixes))
        .collect())
}

/// Returns the names of the phases that a finding holds in.
pub fn phase_names(plan: &Plan, finding: &Finding) -> Vec<String> {
    let name = |id: &Id<Phase>| {
        plan.phases
            .get(*id)
            .map_or_else(|| id.to_string(), |phase| phase.name.clone())
    };
    finding.phases.iter().map(name).collect()
}

/// Returns `open` or `waived`.
pub fn status(finding: &Finding) -> &'static str {
    if finding.is_open() { "open" } else { "waived" }
}

fn finding_json(plan: &Plan, finding: &Finding, fixes: &[Fix]) -> Value {
    let subjects: Vec<Value> = finding
        .subjects
        .iter()
        .map(|id| subject_json(plan, *id))
        .collect();
    let measures: Map<String, Value> = finding
        .measures
        .iter()
        .map(|(name, value)| ((*name).to_owned(), number(*value)))
        .collect();
    let why: Vec<Value> = finding
        .why
        .iter()
        .map(|reason| {
            json!({
                "term": reason.term,
                "value": term(&reason.value),
                "limit": reason.limit.as_ref().map(term),
                "unit": reason.unit,
            })
        })
        .collect();
    let fixes: Vec<Value> = fixes
        .iter()
        .map(|fix| {
            let kind = if fix.kind == FixKind::Resolves {
                "resolves"
            } else {
                "next-step"
            };
            json!({"id": fix.id, "title": fix.title, "kind": kind})
        })
        .collect();
    let waiver = finding.waiver.as_ref().map(|waiver| {
        json!({
            "by": waiver.by,
            "reason": waiver.reason,
            "until": waiver.until.map(|instant| instant.to_string()),
        })
    });
    json!({
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.word(),
        "title": finding.title,
        "message": finding.message,
        "subjects": subjects,
        "phases": phase_names(plan, finding),
        "from_minute": finding.interval.from,
        "until_minute": finding.interval.until,
        "measures": measures,
        "geometry": geojson::geometry(finding.geometry.as_ref()),
        "why": why,
        "who_must_act": finding.who_must_act,
        "fixes": fixes,
        "fingerprint": finding.fingerprint,
        "status": status(finding),
        "waiver": waiver,
    })
}

fn subject_json(plan: &Plan, id: AnyId) -> Value {
    let stakeholder = stakeholder_of(plan, id)
        .and_then(|id| plan.stakeholders.get(id))
        .map(|party| party.name.clone());
    let name = id.name_in(plan).unwrap_or_default();
    json!({"kind": id.kind().word(), "id": id.to_string(), "name": name, "stakeholder": stakeholder})
}

/// Who answers for an entity: its holder, owner, operator or itself.
fn stakeholder_of(plan: &Plan, id: AnyId) -> Option<Id<Stakeholder>> {
    match id {
        AnyId::Stakeholder(id) => Some(id),
        AnyId::Sector(id) => plan.sectors.get(id)?.holder,
        AnyId::Force(id) => plan.forces.get(id)?.stakeholder,
        AnyId::Measure(id) => plan.measures.get(id)?.owner,
        AnyId::Site(id) => plan.sites.get(id)?.operator,
        AnyId::Corridor(id) => plan.corridors.get(id)?.owner,
        AnyId::Relation(_)
        | AnyId::Channel(_)
        | AnyId::Agreement(_)
        | AnyId::Phase(_)
        | AnyId::Boundary(_) => None,
    }
}

fn term(term: &Term) -> Value {
    match term {
        Term::Number(value) => number(*value),
        Term::Text(text) => Value::String(text.clone()),
    }
}
