//! H11: people are screened without mandate or without safeguards.
//!
//! What it takes to screen them in time is another question.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Place, Situation};
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Severity, SiteKind, Stakeholder, StakeholderKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H11",
    name: "screening-unsafe",
    title: "Screening unlawful or unsafe",
    summary: "Checks for screening points without a mandated operator, monitors, a register or other safeguards.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[],
    source: "UNHCR and OHCHR guidance on screening of displaced people; ICRC customary IHL rules 99, 123 and 125",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A screening point, or another site that has figures of screening, while it is open: its operator is not mandated \
to screen, or is a militia; monitors have no access; no register is kept; families are not told; there are no \
female staff, no procedure for minors, no shade and water; nobody sees a judge within 48 hours. Where nothing is \
said, nothing is in place. An operator that is not in the plan is D07's business.

Critical for mandate, militia, monitors and register; major for the others.

## Why it matters

Men and boys are separated from their families at such points. Without a register and without anybody from \
outside, those who do not come back cannot be looked for.

## Example

At Saqlawiyah the militia screens without mandate, monitors or register; 643 people are missing.

## What to do

Give the point to a body that has the mandate, and fill in the safeguards as they are put in place. Entente can \
name a mandated body as operator and write what is missing into the site's notes; it does not tick a safeguard.

## Source

ICRC, *Customary IHL*, rules 99 (no arbitrary detention), 123 (recording of personal details) and 125 (contact with \
families); UNHCR and OHCHR guidance on security screening of displaced people, Iraq 2016 and 2017. Which safeguards \
are critical is a default of Entente.
";

/// What a screening point lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Lack {
    /// `a register`.
    what: &'static str,
    is_critical: bool,
}

/// Returns what a screening point lacks, the worst first.
fn lacks(situation: &Situation<'_>, place: &Place<'_>) -> Vec<Lack> {
    let plan = situation.plan;
    let site = place.site;
    let screening = site.screening.clone().unwrap_or_default();
    let operator = site.operator.map(|party| plan.stakeholders.get(party));
    let (mandated, militia) = match operator {
        Some(Some(party)) => (party.mandate.screen, party.kind == StakeholderKind::Militia),
        // Nobody knows what the operator that is not in the plan may do.
        Some(None) => (true, false),
        None => (false, false),
    };
    let rows = [
        ("an operator with a mandate to screen", !mandated, true),
        ("an operator that is no militia", militia, true),
        ("access for monitors", !screening.monitors, true),
        ("a register", !screening.register, true),
        ("notice to families", !screening.family_notice, false),
        ("female staff", !screening.female_staff, false),
        ("a procedure for minors", !screening.minors_procedure, false),
        ("a judge within 48 hours", !screening.judge_within_48_h, false),
        ("shade and water", !screening.shade_and_water, false),
    ];
    rows.into_iter()
        .filter(|(_, lacks, _)| *lacks)
        .map(|(what, _, is_critical)| Lack { what, is_critical })
        .collect()
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for place in situation.places.all() {
        let screens = place.site.kind == SiteKind::ScreeningPoint || place.site.screening.is_some();
        if !screens || place.open.is_empty() {
            continue;
        }
        let lacks = lacks(situation, place);
        if !lacks.is_empty() {
            findings.add(draft(situation, place, &lacks));
        }
    }
}

fn draft(situation: &Situation<'_>, place: &Place<'_>, lacks: &[Lack]) -> Draft {
    let name = place.name();
    let operator = place.operator(situation.plan);
    let run_by = match operator {
        Some(party) => format!("{} runs it", situation.label(party)),
        None => "Nobody is named to run it".to_owned(),
    };
    let words: Vec<&str> = lacks.iter().map(|lack| lack.what).collect();
    let critical = lacks.iter().filter(|lack| lack.is_critical).count();
    // All of them, not the first few: it is a checklist.
    let listed = words.join(", ");
    let mut why = vec![Reason::number(
        "safeguards missing",
        lacks.len() as f64,
        Some(0.0),
        "safeguards",
    )];
    why.extend(words.iter().map(|what| Reason::word_against(what, "no", "yes")));
    Draft {
        severity: if critical > 0 {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: if critical > 0 {
            format!("Screening at {name} is unlawful or unsafe")
        } else {
            format!("Screening at {name} lacks safeguards")
        },
        message: format!(
            "People are screened at {name}. {run_by}; {} of 9 safeguards are missing where none may be: {listed}.",
            lacks.len(),
        ),
        subjects: vec![AnyId::from(place.id)],
        parties: operator.into_iter().collect(),
        measures: Vec::new(),
        geometry: Some(place.site.shape.clone()),
        at: place.at(),
        value: lacks.len() as f64,
        why,
        time: Time::Object(place.open.clone()),
    }
}

/// The ids of offers to name a body; there are as many offers at most.
const NAME: [&str; 3] = [
    "name-mandated-operator-1",
    "name-mandated-operator-2",
    "name-mandated-operator-3",
];

/// Proposes mandated bodies, and a checklist in the site's notes: nothing is in place by a click.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Site(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(place) = situation.places.of_site(id) else {
        return Vec::new();
    };
    let lacks = lacks(situation, place);
    let mut proposals = Vec::new();
    if lacks.iter().any(|lack| lack.what.starts_with("an operator")) {
        proposals.extend(mandated(situation).zip(NAME).map(|(party, role)| {
            let mut site = place.site.clone();
            site.operator = Some(party);
            let title = format!("Ask {} to run {}", situation.label(party), place.name());
            let edit = Edit::Update(AnyEntity::from((id, site)));
            Proposal::next_step(role, title, edit)
        }));
    }
    let mut site = place.site.clone();
    let list: Vec<String> = lacks.iter().map(|lack| format!("- {}", lack.what)).collect();
    let checklist = format!("To be put in place:\n{}", list.join("\n"));
    if !site.notes.contains(&checklist) {
        if !site.notes.is_empty() {
            site.notes.push_str("\n\n");
        }
        site.notes.push_str(&checklist);
        let title = format!(
            "Write {} into the notes of {} as a checklist",
            match lacks.len() {
                1 => "the missing safeguard".to_owned(),
                count => format!("the {} missing safeguards", wording::grouped(count as f64)),
            },
            place.name()
        );
        let edit = Edit::Update(AnyEntity::from((id, site)));
        proposals.push(Proposal::next_step("write-checklist", title, edit));
    }
    proposals
}

/// Returns who may screen: mandated, no militia, no adversary; in order of their ids.
fn mandated<'s>(situation: &'s Situation<'_>) -> impl Iterator<Item = Id<Stakeholder>> + 's {
    let may = |party: &Stakeholder| {
        party.mandate.screen && !matches!(party.kind, StakeholderKind::Militia | StakeholderKind::Adversary)
    };
    let parties = situation.plan.stakeholders.iter();
    parties.filter(move |(_, party)| may(party)).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Screening, SiteKind, StakeholderKind, When};
    use crate::testing::sketch::{Sketch, party};

    fn safe() -> Screening {
        Screening {
            monitors: true,
            register: true,
            family_notice: true,
            female_staff: true,
            minors_procedure: true,
            shade_and_water: true,
            judge_within_48_h: true,
            ..Screening::default()
        }
    }

    /// A screening point run by A, who has the mandate.
    fn point(how: impl FnOnce(&mut Screening)) -> Sketch {
        let mut screening = safe();
        how(&mut screening);
        Sketch::of(&[])
            .phases(&[("P1", 24)])
            .party_with('A', |party| party.mandate.screen = true)
            .site("Gate", SiteKind::ScreeningPoint, 1.0, 1.0)
            .site_with("Gate", |site| {
                site.operator = Some(party('A'));
                site.screening = Some(screening);
            })
    }

    #[test]
    fn with_mandate_and_safeguards_there_is_nothing_to_find() {
        assert!(point(|_| ()).findings("H11").is_empty());
    }

    #[test]
    fn what_is_missing_sets_severity_and_value() {
        let of = |how: fn(&mut Screening)| {
            let sketch = point(how);
            (sketch.findings("H11"), sketch.first("H11").value)
        };
        let critical = vec!["H11 Gate: critical".to_owned()];
        let major = vec!["H11 Gate: major".to_owned()];
        assert_eq!(of(|has| has.monitors = false), (critical.clone(), 1.0));
        assert_eq!(of(|has| has.register = false), (critical.clone(), 1.0));
        assert_eq!(of(|has| has.family_notice = false), (major.clone(), 1.0));
        assert_eq!(of(|has| has.female_staff = false), (major.clone(), 1.0));
        assert_eq!(of(|has| has.minors_procedure = false), (major.clone(), 1.0));
        assert_eq!(of(|has| has.judge_within_48_h = false), (major.clone(), 1.0));
        assert_eq!(of(|has| has.shade_and_water = false), (major, 1.0));
        assert_eq!(of(|has| *has = Screening::default()), (critical, 7.0));
    }

    #[test]
    fn the_operator_needs_the_mandate_and_must_be_no_militia() {
        let without = point(|_| ()).party_with('A', |party| party.mandate.screen = false);
        assert_eq!(without.findings("H11"), ["H11 Gate: critical"]);
        let militia = point(|_| ()).party_with('A', |party| party.kind = StakeholderKind::Militia);
        assert_eq!(militia.findings("H11"), ["H11 Gate: critical"]);
        let nobody = point(|_| ()).site_with("Gate", |site| site.operator = None);
        assert_eq!(nobody.findings("H11"), ["H11 Gate: critical"]);
        let unsaid = point(|_| ()).site_with("Gate", |site| site.screening = None);
        assert_eq!(unsaid.first("H11").value, 7.0);
    }

    #[test]
    fn sites_that_do_not_screen_and_closed_ones_are_not_judged() {
        let other = point(|_| ()).site_with("Gate", |site| {
            site.kind = SiteKind::Reception;
            site.screening = None;
        });
        assert!(other.findings("H11").is_empty());
        let closed = point(|has| has.register = false).site_with("Gate", |site| {
            site.closed = vec![When::always()];
        });
        assert!(closed.findings("H11").is_empty());
    }

    #[test]
    fn a_waiver_binds_it_until_more_is_missing() {
        let waived = point(|has| has.female_staff = false).waived("H11");
        assert_eq!(waived.findings("H11"), ["H11 Gate: major, waived"]);
        let more = waived.site_with("Gate", |site| site.screening = Some(Screening::default()));
        assert_eq!(more.findings("H11"), ["H11 Gate: critical"]);
    }

    #[test]
    fn naming_a_mandated_body_and_the_checklist_are_steps_on_the_way() {
        let sketch = point(|has| has.register = false)
            .party_with('B', |party| party.kind = StakeholderKind::Militia)
            .site_with("Gate", |site| site.operator = Some(party('B')));
        assert_eq!(sketch.first("H11").value, 3.0);
        let fixes = sketch.fixes("H11");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Ask A to run Gate",
                "Write the 3 missing safeguards into the notes of Gate as a checklist"
            ]
        );
        assert!(
            fixes
                .iter()
                .all(|fix| matches!(fix.kind, FixKind::NextStep { .. }))
        );
        assert_eq!(sketch.clone().with(&fixes[0].edit).first("H11").value, 1.0);
        let written = sketch.with(&fixes[1].edit);
        let notes = &written.plan().sites.iter().next().unwrap().1.notes;
        assert!(notes.ends_with("- a register"), "{notes}");
        assert_eq!(written.fixes("H11").len(), 1);
        let settled = written.site_with("Gate", |site| {
            site.operator = Some(party('A'));
            site.screening = Some(safe());
        });
        assert!(settled.findings("H11").is_empty());
    }
}
