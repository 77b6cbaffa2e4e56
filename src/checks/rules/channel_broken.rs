//! K07: channels that an agreement depends on and that nobody can count on.
//!
//! Whether neighbours have a channel at all is L01's; that an agreement is not in force for want of
//! one, K02's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fixes::agreement::planned_channel;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Spans, Stance, is_refused, merged};
use super::super::{Finding, Reason, wording};
use crate::model::{
    Agreement, AnyEntity, AnyId, Channel, ChannelMode, ChannelState, Clause, Edit, Id, Level, Severity,
    Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K07",
    name: "channel-broken",
    title: "Channel broken",
    summary: "Checks for agreements that depend on a channel that is down, untried or long untested.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["channel_verified_d"],
    source: "ATP 5-0.2-1: liaison; the days are a default of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An agreement that depends, while it is valid, on a channel that is down or unknown, or that was last tried more than \
`channel_verified_d` days before. It depends on the channels that it names: those by which its parties are asked, \
while those channels exist, and that of its incident procedure. One that names none depends on whatever channels \
there are between its parties, and is found where none of them can be counted on; the channels are then named \
together.

The days count up to the as-of instant, or to the end of the slice of time where that comes first. Without an as-of \
instant or an H-hour, and of a channel without a date, no days are counted. Major; critical where two of the parties are rivals or hostile. Agreements that a party refused, left or broke are \
not judged.

## Why it matters

An agreement is kept by telephone. It holds through small breaches as long as somebody answers when the other side \
asks what happened; it ends with the first call that nobody takes.

## Example

The stay-out understanding runs through the prime minister's office. The number was last tried three weeks before \
H-hour.

## What to do

Try it, and record when. Name a second channel. Entente adds one to be set up, as the backup of the broken one; it \
counts once somebody has tried it.

## Source

US Army ATP 5-0.2-1: liaison is worth what its communications are. The days are a default of Entente.
";

/// Days that stand for never: a channel that does not work is worse than any that was tried.
const NEVER_D: f64 = 36_500.0;

/// What is the matter with a channel in a slice.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    /// Its state.
    State(ChannelState),
    /// The incident procedure names it, and it does not exist then.
    Absent,
    /// Days since it was tried.
    Untried(f64),
}

impl Trouble {
    fn days(self) -> f64 {
        match self {
            Self::State(_) | Self::Absent => NEVER_D,
            Self::Untried(days) => days,
        }
    }

    fn words(self) -> String {
        match self {
            Self::State(state) => format!("is {}", state.word()),
            Self::Absent => "does not exist then".to_owned(),
            Self::Untried(days) => format!("was last tried {days:.0} days before"),
        }
    }
}

/// What an agreement depends on.
struct Dependence {
    /// The channels, of which one is enough.
    channels: Vec<Id<Channel>>,
    /// It is an incident procedure's, and asked for all the time.
    always: bool,
}

/// A stretch of time in which nothing of it can be counted on.
struct Case {
    troubles: Vec<(Id<Channel>, Trouble)>,
    stance: Stance,
}

impl Case {
    /// Days since the best of them was tried.
    fn days(&self) -> f64 {
        let days = self.troubles.iter().map(|(_, trouble)| trouble.days());
        days.fold(NEVER_D, f64::min)
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (id, agreement) in situation.plan.agreements.iter() {
        if is_refused(agreement) {
            continue;
        }
        let valid = situation.slices.of_when(&agreement.when, situation.plan);
        if valid.is_empty() {
            continue;
        }
        let stances = stances(situation, agreement);
        for dependence in dependences(situation, agreement) {
            let cases = cases(situation, &dependence, &valid, &stances);
            for (run, case) in merged(cases, |case| (case.stance, (case.days() * 1440.0) as i64)) {
                findings.add(draft(situation, (id, agreement), &case, run));
            }
        }
    }
}

/// Returns what an agreement depends on: each channel it names, else any between its parties.
fn dependences(situation: &Situation<'_>, agreement: &Agreement) -> Vec<Dependence> {
    let plan = situation.plan;
    let mut named: BTreeMap<Id<Channel>, bool> = BTreeMap::new();
    for channel in agreement.parties.iter().filter_map(|party| party.via) {
        named.entry(channel).or_default();
    }
    for clause in &agreement.clauses {
        if let Clause::IncidentProcedure { channel, .. } = clause {
            named.insert(*channel, true);
        }
    }
    named.retain(|channel, _| plan.channels.contains(*channel));
    if !named.is_empty() {
        let each = named.into_iter().map(|(channel, always)| Dependence {
            channels: vec![channel],
            always,
        });
        return each.collect();
    }
    let member = |who: &Id<Stakeholder>| agreement.parties.iter().any(|party| party.stakeholder == *who);
    let connects = |channel: &Channel| {
        let mut members: Vec<_> = channel.parties.iter().filter(|who| member(who)).collect();
        members.sort_unstable();
        members.dedup();
        members.len() > 1
    };
    let between = plan.channels.iter().filter(|(_, channel)| connects(channel));
    let channels: Vec<Id<Channel>> = between.map(|(id, _)| id).collect();
    if channels.is_empty() {
        return Vec::new();
    }
    vec![Dependence {
        channels,
        always: false,
    }]
}

fn cases(
    situation: &Situation<'_>,
    dependence: &Dependence,
    valid: &Spans,
    stances: &[(Range<u32>, Stance)],
) -> Vec<(Range<u32>, Case)> {
    let rows: Vec<(Id<Channel>, &Channel, Spans)> = dependence
        .channels
        .iter()
        .filter_map(|id| Some((*id, situation.plan.channels.get(*id)?)))
        .map(|(id, channel)| {
            (
                id,
                channel,
                situation.slices.of_when(&channel.when, situation.plan),
            )
        })
        .collect();
    let dated =
        situation.plan.info.h_hour.is_some() && rows.iter().any(|(_, row, _)| row.last_verified.is_some());
    let cuts = rows.iter().flat_map(|(_, _, spans)| spans.cuts());
    let cuts = cuts.chain(stances.iter().flat_map(|(run, _)| [run.start, run.end]));
    let mut cases = Vec::new();
    for piece in valid.pieces(cuts) {
        // Days since it was tried grow from slice to slice.
        let step = if dated { 1 } else { piece.end - piece.start };
        for start in piece.clone().step_by(step as usize) {
            let run = start..(start + step).min(piece.end);
            let mut troubles = Vec::new();
            let mut sound = false;
            for (id, channel, spans) in &rows {
                if !spans.contains(start) {
                    if dependence.always {
                        troubles.push((*id, Trouble::Absent));
                    }
                    continue;
                }
                match trouble(situation, channel, &run) {
                    Some(trouble) => troubles.push((*id, trouble)),
                    None => sound = true,
                }
            }
            if sound || troubles.is_empty() {
                continue;
            }
            let stance = stances.iter().find(|(known, _)| known.contains(&start));
            let stance = stance.map_or(Stance::Same, |(_, stance)| *stance);
            cases.push((run, Case { troubles, stance }));
        }
    }
    cases
}

/// Returns what is the matter with a channel that exists in a slice.
fn trouble(situation: &Situation<'_>, channel: &Channel, run: &Range<u32>) -> Option<Trouble> {
    if matches!(channel.state, ChannelState::Down | ChannelState::Unknown) {
        return Some(Trouble::State(channel.state));
    }
    let h_hour = situation.plan.info.h_hour?;
    let now = situation.as_of?.minutes_since(h_hour);
    let tried = channel.last_verified?.minutes_since(h_hour);
    let slice = situation.interval_of(run);
    let now = slice.until.map_or(now, |until| now.min(until));
    let days = now.saturating_sub(tried) as f64 / 1440.0;
    (days > f64::from(situation.thresholds().channel_verified_d)).then_some(Trouble::Untried(days))
}

/// Returns how those two of the parties stand to each other that stand worst, in every slice.
fn stances(situation: &Situation<'_>, agreement: &Agreement) -> Vec<(Range<u32>, Stance)> {
    let parties = &agreement.parties;
    let mut timelines = Vec::new();
    for (number, a) in parties.iter().enumerate() {
        for b in parties.iter().skip(number + 1) {
            timelines.push(situation.parties.stance(a.stakeholder, b.stakeholder));
        }
    }
    let cuts: Vec<u32> = timelines.iter().flat_map(|timeline| timeline.cuts()).collect();
    let pieces = situation.slices.all().pieces(cuts).into_iter();
    pieces
        .map(|run| {
            let now = timelines.iter().filter_map(|timeline| timeline.at(run.start));
            let worst = now.copied().max().unwrap_or(Stance::Same);
            (run, worst)
        })
        .collect()
}

fn draft(
    situation: &Situation<'_>,
    (id, agreement): (Id<Agreement>, &Agreement),
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let limit_d = f64::from(situation.thresholds().channel_verified_d);
    let name = wording::name(situation, id.into());
    let title = |channel: Id<Channel>| wording::kind_and_name(situation, channel.into());
    let troubles = case.troubles.iter();
    let said: Vec<String> = troubles
        .map(|(channel, trouble)| format!("{} {}", title(*channel), trouble.words()))
        .collect();
    let mut subjects = vec![AnyId::from(id)];
    subjects.extend(case.troubles.iter().map(|(channel, _)| AnyId::from(*channel)));
    let days = case.days();
    let mut why: Vec<Reason> = case
        .troubles
        .iter()
        .map(|(channel, trouble)| match trouble {
            Trouble::State(state) => Reason::word_against(&title(*channel), state.word(), "up"),
            Trouble::Absent => Reason::word_against(&title(*channel), "not there then", "up"),
            Trouble::Untried(days) => Reason::number(
                &format!("days since {} was tried", title(*channel)),
                *days,
                Some(limit_d),
                "days",
            ),
        })
        .collect();
    why.push(Reason::word(
        "worst relation between its parties",
        case.stance.word(),
    ));
    let mut measures = Vec::new();
    if days < NEVER_D {
        measures.push(("untried_days", days));
    }
    Draft {
        severity: if case.stance >= Stance::Rival {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("{name} depends on a broken channel"),
        message: format!(
            "{name} depends{} on what cannot be counted on: {}; it should be up and tried within {limit_d:.0} days. \
             {}.",
            wording::when(situation, &run),
            wording::joined(&said),
            wording::capital(case.stance.word()),
        ),
        subjects,
        parties: agreement.parties.iter().map(|party| party.stakeholder).collect(),
        measures,
        geometry: None,
        at: None,
        value: days,
        why,
        time: Time::Run(run),
    }
}

/// Proposes a second channel, as the backup of the first that is broken.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let channel = finding.subjects.iter().find_map(|id| match id {
        AnyId::Channel(id) => Some(*id),
        _ => None,
    });
    let broken = channel.and_then(|id| Some((id, situation.plan.channels.get(id)?)));
    let Some((id, broken)) = broken.filter(|(_, broken)| broken.backup.is_none()) else {
        return Vec::new();
    };
    let mode = if broken.mode == ChannelMode::Hotline {
        ChannelMode::LiaisonCell
    } else {
        ChannelMode::Hotline
    };
    let (second, channel) = planned_channel(situation, finding, &broken.parties, mode);
    let mut backed = broken.clone();
    backed.backup = Some(second);
    let title = format!(
        "Plan a {} as the backup of {}",
        mode.title().to_lowercase(),
        wording::kind_and_name(situation, id.into())
    );
    let edits = vec![
        Edit::Create(AnyEntity::from((second, channel))),
        Edit::Update(AnyEntity::from((id, backed))),
    ];
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::next_step("plan-second-channel", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{
        Agreement, Channel, ChannelMode, ChannelState, Clause, Edit, Id, RelationState, Waiver, When,
    };
    use crate::testing::sketch::{Sketch, lines, party};

    const H_HOUR: &str = "2016-05-23T00:00+03:00";

    fn with_channel(state: ChannelState) -> Sketch {
        let sketch = Sketch::of(&[&["AABB"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .h_hour(H_HOUR)
            .channel('A', 'B', ChannelMode::LiaisonCell, state);
        let clause = Clause::KeepsOut {
            who: party('B'),
            area: sketch.sector_id("A").into(),
        };
        sketch
            .agreement(&['A', 'B'], vec![clause])
            .update(Id::from_bits(1), |channel: &mut Channel| {
                "Cell".clone_into(&mut channel.name);
            })
    }

    fn tried(at: &str) -> Sketch {
        let at = at.parse().ok();
        with_channel(ChannelState::Up).update(Id::from_bits(1), |channel: &mut Channel| {
            channel.last_verified = at;
        })
    }

    fn finding(sketch: &Sketch) -> Finding {
        let report = check(sketch.plan(), None);
        let mut found = report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "K07");
        found.next().unwrap()
    }

    #[test]
    fn what_is_down_or_was_never_tried_is_found() {
        for state in [ChannelState::Down, ChannelState::Unknown] {
            let sketch = with_channel(state);
            assert_eq!(sketch.findings("K07"), ["K07 Cell Agreement 1: major"]);
            assert_eq!(finding(&sketch).value, 36_500.0);
        }
        for state in [ChannelState::Up, ChannelState::Degraded] {
            assert!(with_channel(state).findings("K07").is_empty());
        }
        let rivals = with_channel(ChannelState::Down).relation('A', 'B', RelationState::Rival);
        assert_eq!(rivals.findings("K07"), ["K07 Cell Agreement 1: critical"]);
        let silent = with_channel(ChannelState::Down).relation('A', 'B', RelationState::NoContact);
        assert_eq!(silent.findings("K07"), ["K07 Cell Agreement 1: major"]);
    }

    #[test]
    fn one_that_works_is_enough_where_none_is_named() {
        let two = with_channel(ChannelState::Down).liaison('A', 'B');
        assert!(two.findings("K07").is_empty());
        let named = two.agreement_with(1, |agreement| agreement.parties[1].via = Some(Id::from_bits(1)));
        assert_eq!(named.findings("K07"), ["K07 Cell Agreement 1: major"]);
        let past = named.clone().update(Id::from_bits(1), |channel: &mut Channel| {
            channel.when.until = Some(0);
        });
        assert!(past.findings("K07").is_empty());
        let procedure = past.agreement_with(1, |agreement| {
            agreement.clauses.push(Clause::IncidentProcedure {
                channel: Id::from_bits(1),
                within_hours: 6,
            });
        });
        assert_eq!(procedure.findings("K07").len(), 1);
        let none = Sketch::of(&[&["AABB"]]).agreement(&['A', 'B'], Vec::new());
        assert!(none.findings("K07").is_empty());
    }

    #[test]
    fn days_since_it_was_tried_are_counted_up_to_the_as_of_instant() {
        let sketch = tried("2016-05-09T00:00+03:00");
        assert!(sketch.findings("K07").is_empty());
        let at = |instant: &str| {
            let report = check(sketch.plan(), instant.parse().ok());
            let found = report
                .findings
                .into_iter()
                .filter(|finding| finding.code == "K07");
            found.collect::<Vec<Finding>>()
        };
        assert!(at("2016-05-23T00:00+03:00").is_empty());
        let day_after = at("2016-05-24T00:00+03:00");
        assert_eq!((day_after.len(), day_after[0].value), (1, 15.0));
        // The slice of the first day is over by the second: there it was 15 days, and is 16 in the next.
        let second = at("2016-05-25T00:00+03:00");
        assert_eq!((second[0].value, second[0].interval.from), (16.0, Some(0)));
        assert_eq!(at("2016-07-01T00:00+03:00")[0].value, 16.0);
        let mut info = sketch.plan().info.clone();
        info.h_hour = None;
        let timeless = sketch.clone().with(&Edit::SetInfo(Box::new(info)));
        let report = check(timeless.plan(), "2016-07-01T00:00+03:00".parse().ok());
        assert!(lines(timeless.plan(), &report, "K07").is_empty());
    }

    #[test]
    fn only_the_time_of_the_agreement_counts() {
        let second = with_channel(ChannelState::Down).agreement_with(1, |agreement| {
            agreement.when = When::in_phases([Id::from_bits(2)]);
        });
        assert_eq!(finding(&second).interval.from, Some(24 * 60));
        let never = second.agreement_with(1, |agreement| agreement.when.from = Some(48 * 60));
        assert!(never.findings("K07").is_empty());
    }

    #[test]
    fn a_waiver_without_a_point_binds_it() {
        let subjects = vec![
            Id::<Agreement>::from_bits(1).into(),
            Id::<Channel>::from_bits(1).into(),
        ];
        let waiver = Waiver::of("K07", subjects, None, 36_500.0, "Signals", "being repaired");
        let waived = with_channel(ChannelState::Down).with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("K07"), ["K07 Cell Agreement 1: major, waived"]);
    }

    #[test]
    fn a_second_channel_is_a_next_step_and_counts_once_it_is_up() {
        let sketch = with_channel(ChannelState::Down);
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &finding(&sketch));
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (1, "Plan a hotline as the backup of channel Cell")
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let planned = sketch.with(&fixes[0].edit);
        assert_eq!(planned.findings("K07").len(), 1);
        let second = planned.plan().channels.ids().find(|id| *id != Id::from_bits(1));
        let up = planned.update(second.unwrap(), |channel: &mut Channel| {
            channel.state = ChannelState::Up;
        });
        assert!(up.findings("K07").is_empty());
    }
}
