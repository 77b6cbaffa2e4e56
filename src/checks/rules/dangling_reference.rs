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

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{AnyEntity, Changes, Edit, Id, Plan, Relation, Sector, Waiver};
    use crate::testing::sketch::{Sketch, lines, party};

    /// As a merge leaves it: one side deleted the stakeholder, the other gave it a sector.
    fn dangling() -> Plan {
        let sketch = Sketch::of(&[&["AABB"]]).relation('A', 'B', crate::model::RelationState::Allied);
        let without_b = {
            let mut changes = Changes::between(
                &Edit::Delete(vec![party('B').into()])
                    .apply(sketch.plan())
                    .unwrap(),
                sketch.plan(),
            );
            changes.sectors.clear();
            changes.relations.clear();
            changes.inverted()
        };
        without_b.apply(sketch.plan()).unwrap()
    }

    #[test]
    fn each_holder_and_missing_id_is_a_finding() {
        let plan = dangling();
        let gone = party('B').to_string();
        let relation = Id::<Relation>::from_bits(1);
        let expected = [
            format!("D07 {gone} {relation}: major"),
            format!("D07 {gone} B: major"),
        ];
        assert_eq!(lines(&plan, &check(&plan, None), "D07"), expected);
        assert!(Sketch::of(&[&["AABB"]]).findings("D07").is_empty());
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let plan = dangling();
        let sector = plan
            .sectors
            .iter()
            .find(|(_, sector)| sector.name == "B")
            .unwrap()
            .0;
        let subjects = vec![sector.into(), party('B').into()];
        let waived = Edit::Waive(Waiver::of("D07", subjects, None, 1.0, "Staff", "comes back")).apply(&plan);
        let waived = waived.unwrap();
        let said = lines(&waived, &check(&waived, None), "D07");
        assert_eq!(said.iter().filter(|line| line.ends_with("waived")).count(), 1);
    }

    #[test]
    fn clearing_the_mention_or_deleting_what_cannot_be_without_it_ends_it() {
        let plan = dangling();
        let report = check(&plan, None);
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.code == "D07")
            .collect();
        for finding in &found {
            let fixes = Checker::new().fixes(&plan, &report, finding);
            assert_eq!(fixes.len(), 1);
            let fixed = fixes[0].edit.apply(&plan).unwrap();
            let left = check(&fixed, None);
            assert_eq!(
                left.findings
                    .iter()
                    .filter(|finding| finding.code == "D07")
                    .count(),
                found.len() - 1
            );
            match &fixes[0].edit {
                // A relation cannot be without its other side.
                Edit::Delete(_) => assert_eq!(fixes[0].kind, FixKind::Resolves),
                // The sector then has no holder, which is critical: the fix says so.
                Edit::Update(AnyEntity::Sector(..)) => {
                    let FixKind::NextStep { raises } = &fixes[0].kind else {
                        panic!("a sector without holder is critical");
                    };
                    assert_eq!(raises, &["A05 Nobody answers for B"]);
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(
            plan.sectors
                .iter()
                .filter(|(_, sector): &(Id<Sector>, &Sector)| sector.holder.is_some())
                .count(),
            2
        );
    }
}
