//! K02: agreements that speak of the ground, and are not in force when it needs them.
//!
//! That no agreement in force covers some ground is K01's; since when and why one does not is said here; who has not accepted, whatever the ground, is K03's.

use std::ops::Range;

use super::super::fixes::agreement::{ask, planned_channel, proposals, successor};
use super::super::fixes::overlap::{contest_of, pair_of};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Obstacle, Pair, Situation, merged};
use super::super::{Finding, Reason, wording};
use super::missing_agreement::{Case, Lack, cases, extent, severity};
use crate::model::{
    Acceptance, Agreement, AnyEntity, AnyId, ChannelMode, Edit, Id, Level, Stakeholder, When,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K02",
    name: "agreement-not-in-force",
    title: "Agreement not in force when needed",
    summary: "Checks for ground whose agreement has lapsed, or is not accepted, while two parties rely on it.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "agreement_cover_permille",
        "adjacent_length_m",
        "sliver_width_m",
        "min_overlap_m2",
        "snap_m",
    ],
    source: "Entente: what being in force asks for; the shares are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two sectors that need an agreement as in K01 (holders that are neutral or worse, and that share at least \
`min_overlap_m2`, or face each other within `sliver_width_m` over more than `adjacent_length_m`), where the plan's \
agreements between the two speak of at least `agreement_cover_permille` of the ground or edge (a separation line \
within twice `snap_m` of it), but those that are in force do not at some time while both hold it.

An agreement is in force while every listed party has accepted (reservation, silence and hearsay are not \
acceptance), it is valid, its preconditions are met, and a channel between its parties works. Each stretch of \
time is a finding, which names its first minute. Major for neutral and unknown, critical from no contact on. \
K01 then says that nothing in force covers it. Where no agreement speaks of the ground, or a party refused, \
left or broke it, K01 alone says so.

## Why it matters

An understanding that ends at midnight does not make the sides part at midnight. The hours after it are the ones \
in which each believes that the other is no longer bound, and neither side's maps show that anything has changed.

## Example

The militia and the division agreed who holds which bank until H+30 h. Both stay there until H+48 h; for 18 h \
nothing is agreed.

## What to do

Get it accepted, extend it, see that a channel works, or change the timing of the plan. Entente drafts the \
renewal, marks parties as asked and adds the channel to be set up; what the parties answer is for them to say.

## Source

A rule of Entente's own. The shares are defaults.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (pair, run, case) in lapses(situation) {
        if let Some((a, b)) = situation.grounds_of(pair) {
            findings.add(draft(situation, pair, (a, b), &case, run));
        }
    }
}

/// Returns every stretch of time in which two sectors rely on agreements that are not in force.
pub(in crate::checks) fn lapses<'s>(situation: &'s Situation<'_>) -> Vec<(&'s Pair, Range<u32>, Case<'s>)> {
    let mut lapses = Vec::new();
    if situation.plan.agreements.is_empty() {
        return lapses;
    }
    for pair in &situation.pairs {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        let cases = cases(situation, pair, a, b, Lack::Force);
        let cases = merged(cases, |case| (case.stance, case.ground.size()));
        lapses.extend(cases.into_iter().map(|(run, case)| (pair, run, case)));
    }
    lapses
}

/// Returns the agreements that speak of a pair's ground, each with what keeps it from being in force at
/// the start of a run.
fn wanting(
    situation: &Situation<'_>,
    (a, b): (&Ground<'_>, &Ground<'_>),
    holders: (Id<Stakeholder>, Id<Stakeholder>),
    slice: u32,
) -> Vec<(Id<Agreement>, Vec<Obstacle>)> {
    let meant = situation.agreements.meant_for(holders, [a.id, b.id]);
    meant
        .into_iter()
        .map(|(id, agreement)| (id, situation.obstacles(agreement, slice)))
        .filter(|(_, obstacles)| !obstacles.is_empty())
        .collect()
}

fn draft(
    situation: &Situation<'_>,
    pair: &Pair,
    (a, b): (&Ground<'_>, &Ground<'_>),
    case: &Case<'_>,
    run: Range<u32>,
) -> Draft {
    let percent = f64::from(situation.thresholds().agreement_cover_permille) / 10.0;
    let extent = extent(situation, pair, case.ground);
    let (holder_a, holder_b) = case.holders;
    let (label_a, label_b) = (situation.label(holder_a), situation.label(holder_b));
    let wanting = wanting(situation, (a, b), case.holders, run.start);
    let said = wanting.iter().map(|(id, obstacles)| {
        let words: Vec<String> = obstacles
            .iter()
            .map(|obstacle| words(situation, obstacle))
            .collect();
        (wording::name(situation, (*id).into()), wording::joined(&words))
    });
    let said: Vec<(String, String)> = said.collect();
    let reasons: Vec<String> = said
        .iter()
        .map(|(name, words)| format!("{name}: {words}"))
        .collect();
    let first = match situation.interval_of(&run).from {
        Some(from) => format!("from {} on", wording::minute(from)),
        None => "from the start".to_owned(),
    };
    let mut why = vec![
        extent.size,
        Reason::word_against(
            "agreement in force that covers it",
            "none",
            format!("at least {percent:.0} %"),
        ),
        Reason::word("first minute without one", &first),
    ];
    why.extend(
        said.iter()
            .map(|(name, words)| Reason::word_against(name, words, "in force")),
    );
    why.push(Reason::word("relation", case.stance.word()));
    Draft {
        severity: severity(case.stance),
        title: format!("The agreement of {label_a} and {label_b} is not in force"),
        message: format!(
            "{} ({label_a}) and {} ({label_b}) {}{}, and {first} no agreement in force covers at least \
             {percent:.0} % of it. {}. {}.",
            a.name(),
            b.name(),
            extent.words,
            wording::when(situation, &run),
            reasons.join("; "),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a.id), AnyId::from(b.id)],
        parties: vec![holder_a, holder_b],
        measures: extent.measures,
        geometry: extent.geometry,
        at: extent.at,
        value: extent.value,
        why,
        time: Time::Run(run),
    }
}

fn words(situation: &Situation<'_>, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Acceptance(party, Acceptance::Accepted) => {
            format!("{} accepted by hearsay only", situation.label(*party))
        }
        Obstacle::Acceptance(party, state) => {
            format!("{} has not accepted ({})", situation.label(*party), state.word())
        }
        Obstacle::Time => "it is not valid then".to_owned(),
        Obstacle::Channel => "no channel between its parties works".to_owned(),
        Obstacle::Precondition(text) => format!("not met is \"{text}\""),
    }
}

/// Proposes, for what is in the way of each agreement, the step that leads on; where nothing can be
/// done about any, a new agreement.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some((pair, a, b)) = pair_of(situation, finding) else {
        return Vec::new();
    };
    let Some(contest) = contest_of(situation, pair, finding) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let Some(run) = during.runs().first() else {
        return Vec::new();
    };
    let holders = (contest.a, contest.b);
    // What the old agreement leaves open.
    let renewed = When {
        phases: Vec::new(),
        from: finding.interval.from,
        until: finding.interval.until,
    };
    let mut steps: Vec<Proposal> = Vec::new();
    for (id, obstacles) in wanting(situation, (a, b), holders, run.start) {
        for obstacle in obstacles {
            let step = match obstacle {
                Obstacle::Acceptance(..) => ask(situation, id),
                Obstacle::Time => successor(situation, finding, id, renewed.clone()),
                Obstacle::Channel => Some(channel(situation, finding, holders)),
                Obstacle::Precondition(_) => None,
            };
            // One step of a sort: the ids are stable within the rule.
            steps.extend(step.filter(|step| steps.iter().all(|known| known.id != step.id)));
        }
    }
    if steps.is_empty() {
        return proposals(situation, finding);
    }
    steps
}

fn channel(
    situation: &Situation<'_>,
    finding: &Finding,
    (a, b): (Id<Stakeholder>, Id<Stakeholder>),
) -> Proposal {
    let mode = ChannelMode::LiaisonCell;
    let (id, channel) = planned_channel(situation, finding, &[a, b], mode);
    let title = format!(
        "Plan a liaison cell between {} and {}",
        situation.label(a),
        situation.label(b)
    );
    Proposal::next_step(
        "plan-liaison-cell",
        title,
        Edit::Create(AnyEntity::from((id, channel))),
    )
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{
        Acceptance, Agreement, Channel, ChannelState, Clause, Edit, Evidence, Id, Precondition,
        RelationState, Waiver, When,
    };
    use crate::testing::sketch::{Sketch, lines, party, place};

    fn holds(sketch: &Sketch, letter: char) -> Clause {
        Clause::HoldsGround {
            who: party(letter),
            sectors: vec![sketch.sector_id(&letter.to_string())],
        }
    }

    /// Neighbours for two days, who agreed on who holds which side.
    fn agreed(sketch: Sketch) -> Sketch {
        let sketch = sketch.phases(&[("P1", 24), ("P2", 24)]);
        let clauses = vec![holds(&sketch, 'A'), holds(&sketch, 'B')];
        sketch.agreement(&['A', 'B'], clauses)
    }

    fn neighbours() -> Sketch {
        agreed(Sketch::of(&[&["AABB", "AABB"]]).liaison('A', 'B'))
    }

    fn until(hour: i64) -> Sketch {
        neighbours().agreement_with(1, |agreement| agreement.when.until = Some(hour * 60))
    }

    fn finding(sketch: &Sketch) -> Finding {
        let report = check(sketch.plan(), None);
        let mut found = report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "K02");
        found.next().unwrap()
    }

    #[test]
    fn what_lapses_is_named_with_its_first_minute() {
        assert!(neighbours().findings("K02").is_empty());
        assert!(until(48).findings("K02").is_empty());
        assert_eq!(until(30).findings("K02"), ["K02 A B: 2.00 km, major"]);
        let found = finding(&until(30));
        assert_eq!(
            (found.interval.from, found.interval.until),
            (Some(30 * 60), Some(48 * 60))
        );
        assert!(found.message.contains("from H+30 h on"), "{}", found.message);
        assert!((found.value - 2_000.0).abs() < 1.0);
        let rivals = until(30).relation('A', 'B', RelationState::Rival);
        assert_eq!(rivals.findings("K02"), ["K02 A B: 2.00 km, critical"]);
        let allies = until(30).relation('A', 'B', RelationState::Cooperating);
        assert!(allies.findings("K02").is_empty());
    }

    #[test]
    fn an_overlap_is_relied_on_as_an_edge_is() {
        let sketch = Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]]).liaison('A', 'B');
        let overlapping = agreed(sketch);
        assert!(overlapping.findings("K02").is_empty());
        let late = overlapping.agreement_with(1, |agreement| agreement.when.from = Some(60));
        assert_eq!(late.findings("K02"), ["K02 A B: 4.00 km², major"]);
        assert_eq!(finding(&late).interval.until, Some(60));
    }

    #[test]
    fn a_pause_in_an_agreement_gives_one_finding_and_two_pauses_two() {
        let phases = [("P1", 12), ("P2", 12), ("P3", 12), ("P4", 12), ("P5", 12)];
        let sketch = Sketch::of(&[&["AABB", "AABB"]]).liaison('A', 'B').phases(&phases);
        let clauses = vec![holds(&sketch, 'A'), holds(&sketch, 'B')];
        let valid = |numbers: &[u64]| {
            let phases = numbers.iter().map(|number| Id::from_bits(*number));
            let when = When::in_phases(phases);
            let agreed = sketch.clone().agreement(&['A', 'B'], clauses.clone());
            agreed
                .agreement_with(1, |agreement| agreement.when = when)
                .findings("K02")
                .len()
        };
        assert_eq!(valid(&[1, 2, 3, 4, 5]), 0);
        assert_eq!(valid(&[1, 4, 5]), 1);
        assert_eq!(valid(&[1, 3, 5]), 2);
    }

    #[test]
    fn acceptance_a_channel_and_preconditions_are_asked_for() {
        let silent = neighbours().agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Silent;
        });
        assert_eq!(silent.findings("K02"), ["K02 A B: 2.00 km, major"]);
        assert_eq!(silent.findings("K01"), ["K01 A B: 2.00 km, major"]);
        let heard = neighbours().agreement_with(1, |agreement| {
            agreement.parties[0].evidence = Some(Evidence::Reported);
        });
        assert_eq!(heard.findings("K02").len(), 1);
        let alone = agreed(Sketch::of(&[&["AABB", "AABB"]]));
        assert_eq!(alone.findings("K02").len(), 1);
        let conditional = neighbours().agreement_with(1, |agreement| {
            agreement.preconditions = vec![Precondition::new("withdrawal done".to_owned())];
        });
        assert!(finding(&conditional).message.contains("\"withdrawal done\""));
        let met = conditional.agreement_with(1, |agreement| agreement.preconditions[0].met = true);
        assert!(met.findings("K02").is_empty());
    }

    #[test]
    fn what_was_refused_or_speaks_of_other_ground_is_none_of_this_rules() {
        let refused = neighbours().agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Rejected;
        });
        assert!(refused.findings("K02").is_empty());
        assert_eq!(refused.findings("K01").len(), 1);
        let half = until(30).agreement_with(1, |agreement| {
            agreement.clauses.pop();
        });
        assert!(half.findings("K02").is_empty());
        assert_eq!(half.findings("K01").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![until(30).sector_id("A").into(), until(30).sector_id("B").into()];
        let waiver = Waiver::of(
            "K02",
            subjects,
            Some(place(2.0, 1.0)),
            2_000.0,
            "Both",
            "renewal is being signed",
        );
        let waived = until(30).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("K02"), ["K02 A B: 2.00 km, major, waived"]);
    }

    #[test]
    fn a_renewal_ends_it_once_both_have_accepted() {
        let sketch = until(30);
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &finding(&sketch));
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["Draft a renewal of Agreement 1"]);
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let drafted = sketch.with(&fixes[0].edit);
        assert_eq!(drafted.findings("K02").len(), 1);
        let id = drafted.plan().agreements.ids().find(|id| *id != Id::from_bits(1));
        let accepted = drafted.update(id.unwrap(), |agreement: &mut Agreement| {
            for party in &mut agreement.parties {
                party.state = Acceptance::Accepted;
            }
        });
        assert!(accepted.findings("K02").is_empty());
    }

    #[test]
    fn what_is_not_asked_is_to_be_asked_and_a_channel_to_be_set_up() {
        let sketch = agreed(Sketch::of(&[&["AABB", "AABB"]])).agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Draft;
        });
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &finding(&sketch));
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Mark as proposed to B", "Plan a liaison cell between A and B"]
        );
        let planned = sketch.with(&fixes[1].edit);
        let id = planned.plan().channels.ids().next().unwrap();
        let up = planned.update(id, |channel: &mut Channel| channel.state = ChannelState::Up);
        let accepted = up.agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Accepted;
        });
        assert!(lines(accepted.plan(), &check(accepted.plan(), None), "K02").is_empty());
    }
}
