//! A07: a shared sector in which nobody leads, or somebody who is not in it.
//!
//! A lead that is not in the plan at all is D07's.

use std::ops::Range;

use super::super::fixes::new_id;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Situation, Stance, frame_of, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, inscribed_circle};
use crate::model::{Agreement, AnyEntity, AnyId, Clause, Edit, Id, Level, Party, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A07",
    name: "shared-without-lead",
    title: "Shared without lead",
    summary: "Checks for shared sectors that name no lead, or one who is not a party to them.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[],
    source: "US Army FM 3-90, Tactics: one commander for each area of operations",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A sector that is declared shared and names no lead, or a lead who neither holds it then nor supports in it nor is \
party to the agreement that it rests on. Major; critical where any two of those who hold and support in it are \
neutral to each other or worse.

## Why it matters

Shared ground works while one commander says who shoots, who stops and who speaks to the people. Where that is \
left open each believes it is himself, or the other.

## Example

The market quarter is shared by the police and the tribal force. Both man checkpoints; nobody can lift one.

## What to do

Name the lead, and put it into the agreement as a clause. Entente names any of the parties as lead, and drafts \
the agreement; accepting it is for the parties.

## Source

US Army FM 3-90, *Tactics*: an area of operations has one commander. The steps of severity are defaults of Entente.
";

/// What is wrong with a lead.
#[derive(Clone, Copy)]
enum Wrong {
    None,
    Stranger(Id<Stakeholder>),
}

struct Case {
    wrong: Wrong,
    parties: Vec<Id<Stakeholder>>,
    stance: Stance,
}

impl Case {
    fn severity(&self) -> Severity {
        if self.stance >= Stance::Neutral {
            Severity::Critical
        } else {
            Severity::Major
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for ground in situation
        .grounds
        .all()
        .iter()
        .filter(|ground| ground.sector.shared)
    {
        for (run, case) in cases(situation, ground) {
            findings.add(draft(situation, ground, &case, run));
        }
    }
}

fn cases(situation: &Situation<'_>, ground: &Ground<'_>) -> Vec<(Range<u32>, Case)> {
    let mut runs = Vec::new();
    for held in ground.spans.pieces(ground.holders.cuts()) {
        let parties = parties(situation, ground, held.start);
        let Some(wrong) = wrong(situation, ground, &parties) else {
            continue;
        };
        let pairs: Vec<_> = pairs_of(&parties)
            .map(|(a, b)| situation.parties.stance(a, b))
            .collect();
        let cuts = pairs.iter().flat_map(|stances| stances.cuts());
        for run in super::super::situation::Spans::of(held).pieces(cuts) {
            let stances = pairs.iter().filter_map(|stances| stances.at(run.start));
            let case = Case {
                wrong,
                parties: parties.clone(),
                stance: stances.copied().max().unwrap_or(Stance::Same),
            };
            runs.push((run, case));
        }
    }
    merged(runs, |case| (case.severity(), case.stance))
}

/// Returns who holds a sector in a slice and who supports in it, each once, holders first.
fn parties(situation: &Situation<'_>, ground: &Ground<'_>, slice: u32) -> Vec<Id<Stakeholder>> {
    let mut parties = Vec::new();
    for party in ground.holders_at(slice).iter().chain(&ground.sector.supporting) {
        if situation.plan.stakeholders.contains(*party) && !parties.contains(party) {
            parties.push(*party);
        }
    }
    parties
}

fn pairs_of(parties: &[Id<Stakeholder>]) -> impl Iterator<Item = (Id<Stakeholder>, Id<Stakeholder>)> + '_ {
    let others = |number: usize| parties.iter().skip(number + 1);
    (0..)
        .zip(parties)
        .flat_map(move |(number, a)| others(number).map(|b| (*a, *b)))
}

/// Returns what is wrong with a sector's lead; `None` where nothing is.
fn wrong(situation: &Situation<'_>, ground: &Ground<'_>, parties: &[Id<Stakeholder>]) -> Option<Wrong> {
    let Some(lead) = ground.sector.lead else {
        return Some(Wrong::None);
    };
    let agreement = ground
        .sector
        .agreement
        .and_then(|id| situation.plan.agreements.get(id));
    let agreed =
        agreement.is_some_and(|agreement| agreement.parties.iter().any(|party| party.stakeholder == lead));
    let known = situation.plan.stakeholders.contains(lead);
    (known && !agreed && !parties.contains(&lead)).then_some(Wrong::Stranger(lead))
}

fn draft(situation: &Situation<'_>, ground: &Ground<'_>, case: &Case, run: Range<u32>) -> Draft {
    let labels: Vec<String> = case.parties.iter().map(|party| situation.label(*party)).collect();
    let by = if labels.is_empty() {
        String::new()
    } else {
        format!(" by {}", wording::joined(&labels))
    };
    let (named, fault) = match case.wrong {
        Wrong::None => ("none".to_owned(), "nobody is named to lead in it".to_owned()),
        Wrong::Stranger(lead) => {
            let lead = situation.label(lead);
            let fault = format!("its lead {lead} neither holds it nor supports in it");
            (lead, fault)
        }
    };
    let frame = frame_of(&[&ground.shape]);
    Draft {
        severity: case.severity(),
        title: format!("Nobody leads in {}", ground.name()),
        message: format!(
            "{} is shared{by}{}, and {fault}. The worst relation among them: {}.",
            ground.name(),
            wording::when(situation, &run),
            case.stance.word(),
        ),
        subjects: vec![AnyId::from(ground.id)],
        parties: case.parties.clone(),
        measures: Vec::new(),
        geometry: Some(Geometry::Area(ground.sector.area.clone())),
        at: inscribed_circle(&frame, &ground.shape).map(|circle| circle.center),
        value: 1.0,
        why: vec![
            Reason::word_against("lead", named, "one of the parties"),
            Reason::word_against("worst relation", case.stance.word(), Stance::Neutral.word()),
        ],
        time: Time::Run(run),
    }
}

/// The ids of offers to lead, in the order of the parties; there are as many offers at most.
const LEAD: [&str; 6] = ["lead-1", "lead-2", "lead-3", "lead-4", "lead-5", "lead-6"];

/// Proposes each party as lead, the lead as a party, and the agreement that says so.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Sector(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(ground) = situation.grounds.of_sector(id) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval).and(&ground.spans);
    let Some(first) = during.runs().first().map(|run| run.start) else {
        return Vec::new();
    };
    let parties = parties(situation, ground, first);
    let leads = |lead| Edit::ShareSector {
        sector: id,
        lead,
        supporting: Vec::new(),
    };
    let mut proposals: Vec<Proposal> = parties
        .iter()
        .zip(LEAD)
        .map(|(party, role)| {
            let title = format!("Let {} lead in {}", situation.label(*party), ground.name());
            Proposal::resolving(role, title, leads(*party))
        })
        .collect();
    if let Some(Wrong::Stranger(lead)) = wrong(situation, ground, &parties) {
        let edit = Edit::ShareSector {
            sector: id,
            lead,
            supporting: vec![lead],
        };
        let title = format!(
            "Count {} among those who support in {}",
            situation.label(lead),
            ground.name()
        );
        proposals.push(Proposal::resolving("lead-supports", title, edit));
    }
    if let [lead, _, ..] = parties.as_slice() {
        let mut agreement = Agreement::new();
        agreement.name = format!("Lead in {}", ground.name());
        agreement.parties = parties.iter().map(|party| Party::new(*party)).collect();
        agreement.clauses = vec![Clause::SharedGround {
            sector: id,
            lead: *lead,
        }];
        let new = new_id(situation.plan, finding, "agreement");
        let title = format!(
            "Draft the agreement that {} leads in {}",
            situation.label(*lead),
            ground.name()
        );
        let draft = Edit::Create(AnyEntity::from((new, agreement)));
        let edit = Edit::together(title.clone(), vec![leads(*lead), draft]);
        proposals.push(Proposal::next_step("draft-agreement", title, edit));
    }
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Edit, Handover, Id, RelationState, Sector};
    use crate::testing::sketch::{Sketch, party};

    fn shared(how: impl FnOnce(&mut Sector)) -> Sketch {
        Sketch::of(&[&["AA", "AA"]])
            .party('B')
            .party('C')
            .relation('A', 'B', RelationState::Cooperating)
            .sector_with("A", |sector| {
                sector.shared = true;
                sector.supporting = vec![party('B')];
                how(sector);
            })
    }

    #[test]
    fn shared_ground_needs_a_lead_who_is_a_party() {
        assert_eq!(shared(|_| ()).findings("A07"), ["A07 A: major"]);
        assert_eq!(
            shared(|sector| sector.lead = Some(party('C'))).findings("A07"),
            ["A07 A: major"]
        );
        assert!(
            shared(|sector| sector.lead = Some(party('A')))
                .findings("A07")
                .is_empty()
        );
        assert!(
            shared(|sector| sector.lead = Some(party('B')))
                .findings("A07")
                .is_empty()
        );
        assert!(shared(|sector| sector.shared = false).findings("A07").is_empty());
    }

    #[test]
    fn a_party_to_its_agreement_may_lead() {
        let agreed = shared(|sector| sector.lead = Some(party('C')))
            .agreement(&['A', 'C'], Vec::new())
            .sector_with("A", |sector| sector.agreement = Some(Id::from_bits(1)));
        assert!(agreed.findings("A07").is_empty());
    }

    #[test]
    fn from_neutral_on_it_is_critical() {
        let of = |state| shared(|_| ()).relation('B', 'A', state).findings("A07");
        assert_eq!(of(RelationState::Allied), ["A07 A: major"]);
        assert_eq!(of(RelationState::Neutral), ["A07 A: critical"]);
        let strangers = Sketch::of(&[&["AA"]]).party('B').sector_with("A", |sector| {
            sector.shared = true;
            sector.supporting = vec![party('B')];
        });
        assert_eq!(strangers.findings("A07"), ["A07 A: critical"]);
    }

    #[test]
    fn a_lead_that_hands_the_sector_over_leads_no_longer() {
        let sketch = shared(|sector| {
            sector.lead = Some(party('A'));
            sector.handovers = vec![Handover::new(party('C'), 24 * 60)];
        })
        .phases(&[("P1", 24), ("P2", 24)]);
        let finding = sketch.first("A07");
        assert_eq!(finding.interval.from, Some(24 * 60));
        assert_eq!(finding.phases.len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            shared(|_| ()).waived("A07").findings("A07"),
            ["A07 A: major, waived"]
        );
    }

    #[test]
    fn naming_a_lead_resolves_it_and_an_agreement_is_drafted() {
        let fixes = shared(|_| ()).fixes("A07");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Let A lead in A",
                "Let B lead in A",
                "Draft the agreement that A leads in A"
            ]
        );
        assert_eq!(fixes[1].kind, FixKind::Resolves);
        assert!(matches!(fixes[2].kind, FixKind::NextStep { .. }));
        for fix in &fixes {
            assert!(shared(|_| ()).with(&fix.edit).findings("A07").is_empty());
        }
        let stranger = shared(|sector| sector.lead = Some(party('C')));
        let counted = stranger
            .fixes("A07")
            .into_iter()
            .find(|fix| fix.id == "lead-supports")
            .unwrap();
        assert_eq!(counted.title, "Count C among those who support in A");
        assert!(stranger.with(&counted.edit).findings("A07").is_empty());
        assert!(matches!(counted.edit, Edit::ShareSector { .. }));
    }
}
