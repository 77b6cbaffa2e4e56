//! L05: chains of command that run in a circle, split, or start nowhere.
//!
//! Names of what is not in the plan are D07's; who should command whom is not asked.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Edit, Force, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "L05",
    name: "chain-broken",
    title: "Chain loop or orphan",
    summary: "Checks for chains of command that run in a circle, lead to two commands, or have no stakeholder.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[],
    source: "US Army FM 3-90, Tactics: unity of command",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

* Forces, or stakeholders, that answer to each other in a circle. Each circle is a finding, which names all in it.
* A force whose superior formation belongs to another command than its own stakeholder does: the two stakeholders have \
no one in common at the top of what they answer to, so that the force has two superiors.
* A force without a stakeholder.

Critical, always.

## Why it matters

Whom to call about a force is read off the chain. In a circle the question comes back to whoever asked it; of two \
superiors each assumes that the other has been asked; a force that is nobody's is nobody's to stop.

## Example

The tribal battalion's superior is a brigade of the army; its stakeholder, the tribal council, answers to the \
governorate and not to the army's ministry.

## What to do

Say who commands: clear the link that is wrong, or give the force its stakeholder. Entente offers to clear either end, \
and for a force without a stakeholder that of its superior formation, of its subordinates, or of its sector.

## Source

US Army FM 3-90, *Tactics*: one commander for each force (unity of command).
";

/// The ids of offers to clear one link each.
const CLEAR: [&str; 4] = ["clear-link-1", "clear-link-2", "clear-link-3", "clear-link-4"];

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let plan = situation.plan;
    let stakeholders: BTreeMap<_, _> = plan
        .stakeholders
        .iter()
        .filter_map(|(id, party)| Some((id, party.answers_to?)))
        .collect();
    let forces: BTreeMap<_, _> = plan
        .forces
        .iter()
        .filter_map(|(id, force)| Some((id, force.superior?)))
        .collect();
    let mut circling = BTreeSet::new();
    for circle in circles(&stakeholders) {
        circling.extend(circle.iter().copied());
        let members = circle.iter().copied().map(AnyId::from).collect();
        findings.add(circle_draft(situation, members, circle));
    }
    for circle in circles(&forces) {
        let parties = circle.iter().filter_map(|id| plan.forces.get(*id)?.stakeholder);
        let parties = parties.collect();
        let members = circle.into_iter().map(AnyId::from).collect();
        findings.add(circle_draft(situation, members, parties));
    }
    for (id, force) in plan.forces.iter() {
        let Some(own) = force.stakeholder else {
            findings.add(orphan(situation, id));
            continue;
        };
        let superior = force
            .superior
            .and_then(|superior| Some((superior, plan.forces.get(superior)?)));
        let Some((superior, theirs)) = superior.and_then(|(id, superior)| Some((id, superior.stakeholder?)))
        else {
            continue;
        };
        // Who is not in the plan is D07's; a circle has no top to compare.
        let known = |party| plan.stakeholders.contains(party);
        let is_clear = |party| {
            let chain = situation.parties.superiors(party);
            !circling.contains(&party) && chain.iter().all(|above| !circling.contains(above))
        };
        if known(own)
            && known(theirs)
            && is_clear(own)
            && is_clear(theirs)
            && top(situation, own) != top(situation, theirs)
        {
            findings.add(split(situation, (id, own), (superior, theirs)));
        }
    }
}

/// Returns every circle in a map from below to above, each from its lowest id on, in order.
fn circles<K: Copy + Ord>(above: &BTreeMap<K, K>) -> Vec<Vec<K>> {
    let mut done: BTreeSet<K> = BTreeSet::new();
    let mut circles: Vec<Vec<K>> = Vec::new();
    for &start in above.keys() {
        let mut way: Vec<K> = Vec::new();
        let mut on_way: BTreeSet<K> = BTreeSet::new();
        let mut at = start;
        while !done.contains(&at) && on_way.insert(at) {
            way.push(at);
            match above.get(&at) {
                Some(&next) => at = next,
                None => break,
            }
        }
        // Only a way that came back to a place of its own has a circle at its end.
        if above.contains_key(&at) && !done.contains(&at) {
            let mut circle: Vec<K> = way.iter().copied().skip_while(|id| *id != at).collect();
            let lowest = circle.iter().enumerate().min_by_key(|(_, id)| **id);
            let lowest = lowest.map_or(0, |(place, _)| place);
            circle.rotate_left(lowest);
            circles.push(circle);
        }
        done.extend(way);
    }
    circles.sort();
    circles
}

fn top(situation: &Situation<'_>, party: Id<Stakeholder>) -> Id<Stakeholder> {
    situation
        .parties
        .superiors(party)
        .last()
        .copied()
        .unwrap_or(party)
}

fn circle_draft(situation: &Situation<'_>, members: Vec<AnyId>, parties: Vec<Id<Stakeholder>>) -> Draft {
    let names: Vec<String> = members.iter().map(|id| wording::name(situation, *id)).collect();
    let count = members.len() as f64;
    let message = match names.as_slice() {
        [only] => format!("{only} is its own superior; nobody may be."),
        [first, ..] => format!(
            "{} answer to each other in a circle of {count:.0} that comes back to {first}; a chain has a top.",
            wording::joined(&names)
        ),
        [] => String::new(),
    };
    Draft {
        severity: Severity::Critical,
        title: format!("{} answer to each other", wording::joined(&names)),
        message,
        subjects: members,
        parties,
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: count,
        why: vec![Reason::number("links in the circle", count, Some(0.0), "links")],
        time: Time::Object(situation.slices.all()),
    }
}

fn split(
    situation: &Situation<'_>,
    (id, own): (Id<Force>, Id<Stakeholder>),
    (superior, theirs): (Id<Force>, Id<Stakeholder>),
) -> Draft {
    let (name, above) = (
        wording::name(situation, id.into()),
        wording::name(situation, superior.into()),
    );
    let (top_own, top_theirs) = (
        situation.label(top(situation, own)),
        situation.label(top(situation, theirs)),
    );
    Draft {
        severity: Severity::Critical,
        title: format!("{name} has two superiors"),
        message: format!(
            "{name} belongs to {} under {top_own}, but answers to {above} of {} under {top_theirs}: two commands, \
             and one is the limit.",
            situation.label(own),
            situation.label(theirs),
        ),
        subjects: vec![AnyId::from(id), AnyId::from(superior)],
        parties: vec![own, theirs],
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: 1.0,
        why: vec![
            Reason::number("commands over it", 2.0, Some(1.0), "commands"),
            Reason::word_against("at the top of its superior", top_theirs, top_own),
        ],
        time: Time::Object(situation.slices.all()),
    }
}

fn orphan(situation: &Situation<'_>, id: Id<Force>) -> Draft {
    let name = wording::capital(&wording::kind_and_name(situation, id.into()));
    let row = situation.forces.iter().find(|row| row.id == id);
    let stay = row.and_then(|row| row.force.placements.first());
    Draft {
        severity: Severity::Critical,
        title: format!("{name} is nobody's"),
        message: format!(
            "{name} has no stakeholder; it must have one, and no rule between parties can judge it."
        ),
        subjects: vec![AnyId::from(id)],
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: stay.map(|stay| crate::geometry::Geometry::Point(stay.at)),
        at: stay.map(|stay| stay.at),
        value: 1.0,
        why: vec![Reason::word_against("stakeholder", "none", "one")],
        time: Time::Object(situation.slices.all()),
    }
}

/// Proposes to clear a link, or whose the force may be.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let plan = situation.plan;
    if let [AnyId::Force(id)] = *finding.subjects.as_slice()
        && plan
            .forces
            .get(id)
            .is_some_and(|force| force.stakeholder.is_none())
    {
        return adopted(situation, id).into_iter().collect();
    }
    // Of two superiors only the lower force has a link that is wrong; in a circle any may be.
    let linked = finding.subjects.iter().filter(|id| match id {
        AnyId::Force(id) => {
            let above = plan.forces.get(*id).and_then(|force| force.superior);
            above.is_some_and(|above| finding.subjects.contains(&above.into()))
        }
        _ => true,
    });
    let clears = linked.zip(CLEAR).filter_map(|(id, role)| {
        let entity = match id {
            AnyId::Force(id) => {
                let mut force = plan.forces.get(*id)?.clone();
                force.superior = None;
                AnyEntity::from((*id, force))
            }
            AnyId::Stakeholder(id) => {
                let mut party = plan.stakeholders.get(*id)?.clone();
                party.answers_to = None;
                AnyEntity::from((*id, party))
            }
            _ => return None,
        };
        let title = format!("Let {} answer to nobody", wording::name(situation, *id));
        Some(Proposal::resolving(role, title, Edit::Update(entity)))
    });
    clears.collect()
}

/// Proposes the stakeholder of the formation above a force, else that of all below it, else its sector's.
fn adopted(situation: &Situation<'_>, id: Id<Force>) -> Option<Proposal> {
    let plan = situation.plan;
    let force = plan.forces.get(id)?;
    let above = || plan.forces.get(force.superior?)?.stakeholder;
    let below = || {
        let below = plan.forces.iter().filter(|(_, other)| other.superior == Some(id));
        let mut parties: Vec<_> = below.filter_map(|(_, other)| other.stakeholder).collect();
        parties.sort_unstable();
        parties.dedup();
        parties.first().copied().filter(|_| parties.len() == 1)
    };
    let sector = || plan.sectors.get(force.sector?)?.holder;
    let party = above().or_else(below).or_else(sector)?;
    let mut owned = force.clone();
    owned.stakeholder = Some(party);
    let title = format!(
        "Give {} to {}",
        wording::name(situation, id.into()),
        situation.label(party)
    );
    // Whose it is, the plan cannot know.
    Some(Proposal::next_step(
        "adopt",
        title,
        Edit::Update(AnyEntity::from((id, owned))),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Checker, FixKind, check};
    use crate::model::Waiver;
    use crate::testing::sketch::{Sketch, lines};

    fn id(number: u64) -> Id<Force> {
        Id::from_bits(number)
    }

    /// Two forces of A and one of B; nobody answers to anybody.
    fn forces() -> Sketch {
        Sketch::of(&[&["AABB"]])
            .force("1st", 'A', 0.5, 0.5)
            .force("2nd", 'A', 1.5, 0.5)
            .force("3rd", 'B', 3.5, 0.5)
    }

    fn under(sketch: Sketch, below: u64, above: u64) -> Sketch {
        sketch.update(id(below), |force: &mut Force| force.superior = Some(id(above)))
    }

    fn found(sketch: &Sketch) -> Finding {
        let report = check(sketch.plan(), None);
        let mut found = report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "L05");
        found.next().unwrap()
    }

    #[test]
    fn a_circle_of_forces_or_stakeholders_is_one_finding() {
        assert!(under(forces(), 1, 2).findings("L05").is_empty());
        let circle = under(under(forces(), 1, 2), 2, 1);
        assert_eq!(circle.findings("L05"), ["L05 1st 2nd: critical"]);
        assert_eq!(found(&circle).value, 2.0);
        let parties = Sketch::of(&[&["AB"]])
            .answers_to('A', 'B')
            .answers_to('B', 'C')
            .answers_to('C', 'A')
            .answers_to('D', 'A');
        assert_eq!(parties.findings("L05"), ["L05 A B C: critical"]);
        assert_eq!(found(&parties).value, 3.0);
        let own = under(forces(), 1, 1);
        assert_eq!(own.findings("L05"), ["L05 1st: critical"]);
    }

    #[test]
    fn circles_are_found_from_whatever_start() {
        let above = |pairs: &[(u32, u32)]| circles(&pairs.iter().copied().collect());
        assert!(above(&[(1, 2), (2, 3), (4, 3)]).is_empty());
        assert_eq!(above(&[(1, 4), (4, 3), (3, 4), (2, 3)]), [[3, 4]]);
        assert_eq!(above(&[(5, 1), (1, 2), (2, 1), (8, 7), (7, 8)]), [[1, 2], [7, 8]]);
    }

    #[test]
    fn a_superior_of_another_command_is_a_second_one() {
        let sketch = under(forces(), 3, 1);
        assert_eq!(sketch.findings("L05"), ["L05 1st 3rd: critical"]);
        let joined = sketch.clone().answers_to('A', 'C').answers_to('B', 'C');
        assert!(joined.findings("L05").is_empty());
        assert!(sketch.answers_to('B', 'A').findings("L05").is_empty());
    }

    #[test]
    fn a_force_without_a_stakeholder_is_nobodys() {
        let orphan = forces().update(id(1), |force: &mut Force| force.stakeholder = None);
        assert_eq!(orphan.findings("L05"), ["L05 1st: critical"]);
        let fixes = |sketch: &Sketch| {
            let report = check(sketch.plan(), None);
            Checker::new().fixes(sketch.plan(), &report, &found(sketch))
        };
        assert!(fixes(&orphan).is_empty());
        let below = under(orphan, 1, 2);
        let offered = fixes(&below);
        assert_eq!(offered[0].title, "Give 1st to A");
        assert!(matches!(offered[0].kind, FixKind::NextStep { .. }));
        assert!(below.with(&offered[0].edit).findings("L05").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![id(1).into(), id(3).into()];
        let waiver = Waiver::of(
            "L05",
            subjects,
            None,
            1.0,
            "Joint operations",
            "attached for a week",
        );
        let waived = under(forces(), 3, 1).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("L05"), ["L05 1st 3rd: critical, waived"]);
    }

    #[test]
    fn clearing_a_link_resolves_it() {
        for (sketch, titles) in [
            (
                under(under(forces(), 1, 2), 2, 1),
                vec!["Let 1st answer to nobody", "Let 2nd answer to nobody"],
            ),
            (under(forces(), 3, 1), vec!["Let 3rd answer to nobody"]),
        ] {
            let report = check(sketch.plan(), None);
            let fixes = Checker::new().fixes(sketch.plan(), &report, &found(&sketch));
            let offered: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
            assert_eq!(offered, titles);
            for fix in fixes {
                assert_eq!(fix.kind, FixKind::Resolves);
                let fixed = fix.edit.apply(sketch.plan()).unwrap();
                assert!(lines(&fixed, &check(&fixed, None), "L05").is_empty());
            }
        }
        let parties = Sketch::of(&[&["AB"]]).answers_to('A', 'B').answers_to('B', 'A');
        let report = check(parties.plan(), None);
        let fixes = Checker::new().fixes(parties.plan(), &report, &found(&parties));
        assert_eq!(fixes.len(), 2);
        assert!(parties.with(&fixes[0].edit).findings("L05").is_empty());
    }
}
