//! L01: neighbours who cannot speak to each other.
//!
//! What they agreed is K01's business; this looks at channels only.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Contact, Ground, Pair, Part, Situation, Spans, Stance, merged};
use super::super::{Finding, Reason, wording};
use super::missing_boundary::is_adjacent;
use super::overlapping_responsibility::{conflicts, parts};
use crate::geometry::{Geometry, length_m, point_along};
use crate::model::{AnyEntity, AnyId, Channel, ChannelMode, Edit, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "L01",
    name: "no-liaison",
    title: "No liaison across boundary",
    summary: "Checks for neighbours without a direct channel, liaison cell or hotline that works.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["adjacent_length_m", "sliver_width_m", "min_overlap_m2"],
    source: "US Army FM 3-90, Tactics, and ATP 5-0.2-1: liaison with adjacent units",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two stakeholders that hold sectors of primary roles next to each other (facing edges within `sliver_width_m` \
over more than `adjacent_length_m`) or overlapping (as in A01, by `min_overlap_m2` or more), without a channel of mode direct, liaison cell \
or hotline that is valid and up at that time. Degraded counts as up; unknown counts as down; a channel through \
an intermediary, or a letter, is indirect. One finding for each two stakeholders.

Minor in one chain of command and between allies; major for cooperating, neutral and unknown. From no contact \
on: major with an indirect channel (critical where that is degraded), critical with none.

## Why it matters

When a patrol is fired at from the neighbour's side there are minutes to find out whether it was a mistake. \
Without liaison those minutes go into a chain of calls that ends with somebody who was not there.

## Example

The Golden Division and the militia meet along 6 km. The only channel is an intermediary office in the capital.

## What to do

Agree on a liaison cell or a hotline, test it, and record its state. Entente can add the channel to be set up; \
it counts once somebody has tried it.

## Source

US Army FM 3-90, *Tactics*, and ATP 5-0.2-1: liaison is exchanged with adjacent units, left to right. The steps \
of severity are defaults of Entente.
";

/// A pair of parties in a stretch of time.
struct Case<'s> {
    pair: &'s Pair,
    stance: Stance,
    contact: Contact,
    severity: Severity,
    /// How much they share or how long they meet: what the geometry is taken from.
    size: u64,
}

type Sides = (Id<Stakeholder>, Id<Stakeholder>);

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut by_parties: BTreeMap<Sides, Vec<(Range<u32>, Case<'_>)>> = BTreeMap::new();
    for pair in &situation.pairs {
        let Some((a, b)) = situation.grounds_of(pair) else {
            continue;
        };
        for (contested, contests) in pair.contests.runs() {
            for contest in contests {
                let parties = (contest.a.min(contest.b), contest.a.max(contest.b));
                let (near, size) = near(situation, pair, a, b, (contest.a, contest.b));
                let near = near.and(&Spans::of(contested.clone()));
                if near.is_empty() {
                    continue;
                }
                let cases = by_parties.entry(parties).or_default();
                cases.extend(cases_of(situation, pair, parties, &near, size));
            }
        }
    }
    for (parties, cases) in by_parties {
        for (run, case) in merged(cases, |case| (case.severity, case.size)) {
            if let Some((a, b)) = situation.grounds_of(case.pair) {
                findings.add(draft(situation, parties, &case, (a, b), run));
            }
        }
    }
}

/// Returns when two holders are neighbours over a pair's ground, and over how many metres.
fn near(
    situation: &Situation<'_>,
    pair: &Pair,
    a: &Ground<'_>,
    b: &Ground<'_>,
    holders: Sides,
) -> (Spans, u64) {
    if is_adjacent(situation, pair) {
        return (situation.slices.all(), pair.edge.length_m as u64);
    }
    let overlap = match &pair.overlap {
        Ok(overlap) => parts(situation, &overlap.parts)
            .map(|part| part.area_m2)
            .fold(0.0, f64::max),
        Err(_) => f64::MAX,
    };
    if overlap > 0.0 {
        (conflicts(situation, a, b, holders), overlap.sqrt() as u64)
    } else {
        (Spans::never(), 0)
    }
}

fn cases_of<'s>(
    situation: &Situation<'_>,
    pair: &'s Pair,
    (a, b): Sides,
    near: &Spans,
    size: u64,
) -> Vec<(Range<u32>, Case<'s>)> {
    let stances = situation.parties.stance(a, b);
    let contacts = situation.parties.contact(a, b);
    let pieces = near.pieces(stances.cuts().chain(contacts.cuts()));
    let cases = pieces.into_iter().filter_map(|run| {
        let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
        let contact = contacts.at(run.start).copied().unwrap_or(Contact::None);
        let severity = severity(stance, contact)?;
        Some((
            run,
            Case {
                pair,
                stance,
                contact,
                severity,
                size,
            },
        ))
    });
    cases.collect()
}

/// Returns how bad it is; `None` where they have liaison.
fn severity(stance: Stance, contact: Contact) -> Option<Severity> {
    if contact.is_liaison() {
        return None;
    }
    Some(match stance {
        Stance::Same | Stance::Allied => Severity::Minor,
        Stance::Cooperating | Stance::Neutral | Stance::Unknown => Severity::Major,
        Stance::NoContact | Stance::Rival | Stance::Hostile if contact == Contact::Indirect => {
            Severity::Major
        }
        Stance::NoContact | Stance::Rival | Stance::Hostile => Severity::Critical,
    })
}

fn draft(
    situation: &Situation<'_>,
    (a, b): Sides,
    case: &Case<'_>,
    (ground_a, ground_b): (&Ground<'_>, &Ground<'_>),
    run: Range<u32>,
) -> Draft {
    let edge = case.pair.edge.longest();
    let (geometry, at) = if let Some(edge) = edge.filter(|_| is_adjacent(situation, case.pair)) {
        let middle = point_along(edge, length_m(edge) / 2.0);
        (Some(Geometry::Path(edge.clone())), middle)
    } else {
        let overlap = case.pair.overlap.as_ref().ok();
        let largest = overlap.and_then(|overlap| {
            parts(situation, &overlap.parts).max_by(|a, b| a.area_m2.total_cmp(&b.area_m2))
        });
        (
            largest.map(|part| Geometry::Area(part.shape.to_area())),
            largest.and_then(Part::circle).map(|circle| circle.center),
        )
    };
    let (label_a, label_b) = (situation.label(a), situation.label(b));
    Draft {
        severity: case.severity,
        title: format!("No liaison between {label_a} and {label_b}"),
        message: format!(
            "{label_a} and {label_b} are neighbours at {} and {}{}, with {}. {}.",
            ground_a.name(),
            ground_b.name(),
            wording::when(situation, &run),
            case.contact.words(),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(a), AnyId::from(b)],
        parties: vec![a, b],
        measures: Vec::new(),
        geometry,
        at,
        value: 1.0,
        why: vec![
            Reason::word_against("contact", case.contact.words(), Contact::Liaison.words()),
            Reason::word("relation", case.stance.word()),
        ],
        time: Time::Run(run),
    }
}

/// Proposes the liaison cell to be set up: unknown until somebody has tried it, so the finding stays.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [AnyId::Stakeholder(a), AnyId::Stakeholder(b)] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let title = format!(
        "Plan a liaison cell between {} and {}",
        situation.label(a),
        situation.label(b)
    );
    let mut channel = Channel::new(vec![a, b]);
    channel.name = format!("Liaison cell {}–{}", situation.label(a), situation.label(b));
    channel.mode = ChannelMode::LiaisonCell;
    let id = super::super::fixes::new_id(situation.plan, finding, "liaison-cell");
    let edit = Edit::Create(AnyEntity::from((id, channel)));
    vec![Proposal::next_step("plan-liaison-cell", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{ChannelMode, ChannelState, Edit, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, party, place};

    fn neighbours() -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]])
    }

    #[test]
    fn neighbours_without_a_working_channel_are_found() {
        assert_eq!(neighbours().findings("L01"), ["L01 A B: major"]);
        assert!(neighbours().liaison('A', 'B').findings("L01").is_empty());
        let of = |mode, state| neighbours().channel('A', 'B', mode, state).findings("L01").len();
        assert_eq!(of(ChannelMode::Hotline, ChannelState::Degraded), 0);
        assert_eq!(of(ChannelMode::Hotline, ChannelState::Unknown), 1);
        assert_eq!(of(ChannelMode::Hotline, ChannelState::Down), 1);
        assert_eq!(of(ChannelMode::Letter, ChannelState::Up), 1);
        assert!(Sketch::of(&[&["AA.BB", "AA.BB"]]).findings("L01").is_empty());
        let overlapping = Sketch::of(&[&["AAAA....", "AAAA...."], &["..BBBB..", "..BBBB.."]]);
        assert_eq!(overlapping.findings("L01"), ["L01 A B: major"]);
    }

    #[test]
    fn the_relation_and_the_channel_set_the_severity() {
        let of = |state| neighbours().relation('A', 'B', state);
        assert_eq!(
            neighbours().answers_to('A', 'B').findings("L01"),
            ["L01 A B: minor"]
        );
        assert_eq!(of(RelationState::Allied).findings("L01"), ["L01 A B: minor"]);
        assert_eq!(of(RelationState::Cooperating).findings("L01"), ["L01 A B: major"]);
        assert_eq!(of(RelationState::Rival).findings("L01"), ["L01 A B: critical"]);
        let via = |state| {
            of(RelationState::Rival)
                .channel('A', 'B', ChannelMode::Intermediary, state)
                .findings("L01")
        };
        assert_eq!(via(ChannelState::Up), ["L01 A B: major"]);
        assert_eq!(via(ChannelState::Degraded), ["L01 A B: critical"]);
        assert!(of(RelationState::Rival).adversary('A').findings("L01").is_empty());
    }

    #[test]
    fn two_parties_are_named_once_however_many_sectors_meet() {
        let many = Sketch::of(&[&["AABB", "AABB"], &["....", "....", "BBAA", "BBAA"]]);
        assert_eq!(many.findings("L01"), ["L01 A B: major"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![party('A').into(), party('B').into()];
        let waiver = Waiver::of(
            "L01",
            subjects,
            Some(place(2.0, 1.0)),
            1.0,
            "Both",
            "cell opens tomorrow",
        );
        let waived = neighbours().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("L01"), ["L01 A B: major, waived"]);
    }

    #[test]
    fn a_planned_cell_is_a_next_step_and_counts_once_it_is_up() {
        let report = check(neighbours().plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "L01")
            .unwrap();
        let fixes = Checker::new().fixes(neighbours().plan(), &report, finding);
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Plan a liaison cell between A and B")
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let planned = neighbours().with(&fixes[0].edit);
        assert_eq!(planned.findings("L01").len(), 1);
        let id = planned.plan().channels.ids().next().unwrap();
        let up = planned.update(id, |channel: &mut crate::model::Channel| {
            channel.state = ChannelState::Up;
        });
        assert!(up.findings("L01").is_empty());
    }
}
