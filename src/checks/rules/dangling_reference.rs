//! D07: something names what is not in the plan.
//!
//! Edits cannot bring this about; merging two branches, and files written by hand, can.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Edit, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D07",
    name: "dangling-reference",
    title: "Dangling reference",
    summary: "Checks for ids that name nothing in the plan.",
    page: PAGE,
    default: Level::Major,
    thresholds: &[],
    source: "Entente: plans are merged from several offices",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An entity, or the plan's own details, with an id that the plan does not have. One finding for each of the two \
together. Major, always.

## Why it matters

One office deleted the stakeholder while another gave it a sector. After the merge the sector has a holder \
whom nobody can ask. Rules that look the holder up find nothing and stay silent.

## Example

Sector East names holder p-2m9x0kte; there is no such stakeholder.

## What to do

Restore what was deleted, name something else, or clear the mention. Entente offers the last; what cannot be \
without it is deleted, and the offer says so.

## Source

A rule of Entente's own: references may dangle after a merge, and must then be seen.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (from, to) in situation.plan.dangling() {
        let holder = from.map_or_else(
            || "The plan's details".to_owned(),
            |id| wording::capital(&wording::kind_and_name(situation, id)),
        );
        findings.add(Draft {
            severity: Severity::Major,
            title: format!("{holder} names what is not there"),
            message: format!("{holder} names the {} {to}, which is not in the plan.", to.kind()),
            subjects: from.into_iter().chain([to]).collect(),
            parties: Vec::new(),
            measures: Vec::new(),
            geometry: None,
            at: None,
            value: 1.0,
            why: vec![Reason::word_against(
                "id",
                to.to_string(),
                format!("a {} of the plan", to.kind()),
            )],
            time: Time::Object(situation.slices.all()),
        });
    }
}

/// Proposes to drop the mention.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let plan = situation.plan;
    let Some(gone) = finding.subjects.iter().copied().find(|id| !id.is_in(plan)) else {
        return Vec::new();
    };
    let holder = finding.subjects.iter().copied().find(|id| id.is_in(plan));
    let Some(holder) = holder else {
        let mut info = plan.info.clone();
        if info.viewpoint.map(AnyId::from) == Some(gone) {
            info.viewpoint = None;
        }
        let edit = Edit::SetInfo(Box::new(info));
        return vec![Proposal::resolving(
            "clear-mention",
            "Clear the plan's point of view",
            edit,
        )];
    };
    let name = wording::kind_and_name(situation, holder);
    let kept = holder
        .entity_in(plan)
        .and_then(|entity| AnyEntity::without(&entity, &[gone]));
    match kept {
        Some(entity) => vec![Proposal::resolving(
            "clear-mention",
            format!("Clear the mention of {gone} in {name}"),
            Edit::Update(entity),
        )],
        None => vec![Proposal::resolving(
            "delete",
            format!("Delete {name}, which cannot be without {gone}"),
            Edit::Delete(vec![holder]),
        )],
    }
}
