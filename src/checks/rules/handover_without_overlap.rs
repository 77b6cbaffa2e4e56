//! T02: ground that passes from one party to another with the passing itself not settled.
//!
//! Ground that nobody has in between is T01's too; who may hold it is not asked here.

use std::ops::Range;

use super::super::fixes::new_id;
use super::super::fixes::time::hold_until;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Situation, Stance, frame_of};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, area_m2, inscribed_circle};
use crate::model::{
    AnyEntity, AnyId, Edit, Handover, Id, Interval, Level, Measure, MeasureKind, Minute, Severity,
    Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "T02",
    name: "handover-without-overlap",
    title: "Handover without overlap",
    summary: "Checks for ground that passes to another party without acceptance, contact point or liaison.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["handover_same_permille"],
    source: "US Army FM 3-90, Tactics: relief and handover; ATP 5-0.2-1: liaison; the share is a default of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Ground of a primary role that passes from one holder to another: by a handover of its sector, or because a sector \
ends and another, with at least `handover_same_permille` of its ground and it of the other's, goes on. It is \
settled where the new holder's time starts no later than the old one's ends, and a handover says that the new \
holder has accepted, where the two meet (contact point), and that both have posted a liaison officer. What of \
these is missing is counted.

Major within one chain of command and between allies; critical from cooperating on. Ground that is taken from an \
adversary, or that an adversary takes, is not handed over and is not judged; nor is ground that nobody held.

## Why it matters

The most dangerous hour of an operation is the one in which one force leaves and the next has not taken over. \
The old holder believes that he was relieved, the new one that he is expected later, and the posts stand empty \
or two patrols meet there in the dark.

## Example

The army holds Garma until H+120 h; the tribal force takes it from then on. Nobody has said where the two meet, \
and the tribal force has no officer with the army.

## What to do

Let both hold the ground for some hours, agree on a contact point, exchange liaison officers, and have the taker \
accept. Entente can let the old holder's sector hold until the new one's starts, write the handover down and place \
a contact point; acceptance and officers are for the two to report.

## Source

US Army FM 3-90, *Tactics*: relief in place and battle handover; ATP 5-0.2-1: both sides send liaison. The share \
of common ground is a default of Entente.
";

/// Ground that changes hands.
struct Change<'s, 'a> {
    from: Id<Stakeholder>,
    to: Id<Stakeholder>,
    /// The sector that the old holder has.
    ground: &'s Ground<'a>,
    /// The sector that goes on, where it is another one.
    next: Option<&'s Ground<'a>>,
    /// What was written down of it.
    handover: Option<&'s Handover>,
    /// The minutes in which neither has it.
    gap: Option<Interval>,
    /// The minute of the change.
    at: Option<Minute>,
    run: Range<u32>,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for change in changes(situation) {
        if !missing(&change).is_empty() {
            findings.add(draft(situation, &change));
        }
    }
}

/// Returns every passing of ground that is to be judged, in order of the old holder's sector.
fn changes<'s, 'a>(situation: &'s Situation<'a>) -> Vec<Change<'s, 'a>> {
    let known = |party: Id<Stakeholder>| {
        situation.plan.stakeholders.contains(party) && !situation.parties.is_adversary(party)
    };
    let mut changes = Vec::new();
    for ground in situation.grounds.all() {
        if !ground.sector.role.is_primary() || ground.spans.is_empty() {
            continue;
        }
        changes.extend(handed_over(situation, ground));
        changes.extend(succeeded(situation, ground));
    }
    changes.retain(|change| known(change.from) && known(change.to));
    changes
}

/// Returns the changes of holder within one sector.
fn handed_over<'s, 'a>(situation: &Situation<'a>, ground: &'s Ground<'a>) -> Vec<Change<'s, 'a>> {
    let mut handovers: Vec<&Handover> = ground.sector.handovers.iter().collect();
    handovers.sort_by_key(|handover| handover.at);
    let since = |minute: Minute| first_slice_from(situation, minute);
    let mut holder = ground.sector.holder;
    let mut changes = Vec::new();
    for handover in handovers {
        let from = holder.replace(handover.to).filter(|from| *from != handover.to);
        let (Some(from), Some(start)) = (from, since(handover.at)) else {
            continue;
        };
        // Before the plan's time it is past; a sector that ends here goes on as another.
        if start == 0 || !ground.spans.contains(start) {
            continue;
        }
        let overlap = Minute::from(handover.overlap_minutes);
        let both = since(handover.at.saturating_sub(overlap)).unwrap_or(start);
        changes.push(Change {
            from,
            to: handover.to,
            ground,
            next: None,
            handover: Some(handover),
            gap: None,
            at: Some(handover.at),
            run: if both < start {
                both..start
            } else {
                start..start + 1
            },
        });
    }
    changes
}

/// Returns the first slice that does not start before a minute; `None` after the plan's time.
fn first_slice_from(situation: &Situation<'_>, minute: Minute) -> Option<u32> {
    let from = Interval {
        from: Some(minute),
        until: None,
    };
    let spans = situation.slices.of_interval(from);
    spans.runs().first().map(|run| run.start)
}

/// Returns the changes of holder from one sector to the next on the same ground.
fn succeeded<'s, 'a>(situation: &'s Situation<'a>, ground: &'s Ground<'a>) -> Vec<Change<'s, 'a>> {
    let ends = |run: &Range<u32>| run.end < situation.slices.len();
    let (Some(bounds), true) = (ground.bounds, ground.spans.runs().iter().any(ends)) else {
        return Vec::new();
    };
    let mut successors: Option<Vec<&Ground<'a>>> = None;
    let mut changes = Vec::new();
    for run in ground.spans.runs().iter().filter(|run| ends(run)) {
        let goes_on = |next: &Range<u32>| next.start > run.start && next.end > run.end;
        let successors = successors.get_or_insert_with(|| {
            let later = |other: &&Ground<'a>| other.spans.runs().iter().any(goes_on);
            let near = situation.grounds.near(bounds).filter(later);
            near.filter(|other| other.id == ground.id || is_same_ground(situation, ground, other))
                .collect()
        });
        let started = successors.iter().flat_map(|next| {
            let runs = next.spans.runs().iter().filter(|next| goes_on(next));
            runs.map(move |run| (run.start, *next))
        });
        let first = started.clone().map(|(start, _)| start).min();
        for (start, next) in started.filter(|(start, _)| Some(*start) == first) {
            let from = ground.holders_at(run.end - 1).first();
            let to = next.holders_at(start).first();
            if let (Some(&from), Some(&to)) = (from, to)
                && from != to
            {
                changes.push(succession(
                    situation,
                    (ground, from),
                    (next, to),
                    (run.end, start),
                ));
            }
        }
    }
    changes
}

/// Returns the change from a sector that ends before slice `end` to one that starts with slice `start`.
fn succession<'s, 'a>(
    situation: &Situation<'a>,
    (ground, from): (&'s Ground<'a>, Id<Stakeholder>),
    (next, to): (&'s Ground<'a>, Id<Stakeholder>),
    (end, start): (u32, u32),
) -> Change<'s, 'a> {
    let at = situation.slices.interval(start).from;
    let gap = (start > end).then(|| situation.interval_of(&(end..start)));
    let written = ground.sector.handovers.iter().chain(&next.sector.handovers);
    let handover = written
        .filter(|handover| handover.to == to && at.is_none_or(|at| handover.at <= at))
        .max_by_key(|handover| handover.at);
    Change {
        from,
        to,
        ground,
        next: Some(next),
        handover,
        gap,
        at,
        run: if gap.is_some() {
            end..start
        } else {
            start..start + 1
        },
    }
}

/// Returns true where two primary sectors are the same ground, but for the share that the policy allows.
fn is_same_ground(situation: &Situation<'_>, a: &Ground<'_>, b: &Ground<'_>) -> bool {
    let (Some(box_a), Some(box_b)) = (a.bounds, b.bounds) else {
        return false;
    };
    if !b.sector.role.is_primary() {
        return false;
    }
    let share = f64::from(situation.thresholds().handover_same_permille) / 1000.0;
    // Boxes are right to a per cent, and neighbours have little of each other's.
    let at_most_m2 = 1.02 * box_a.common_m2(box_b);
    let area_a = area_m2(&a.shape);
    if at_most_m2 < share * area_a {
        return false;
    }
    let wanted_m2 = share * area_a.max(area_m2(&b.shape));
    // What cannot be told is not said to be the same; A01 speaks of it where both hold.
    let shared = || situation.overlap(&a.shape, &b.shape);
    at_most_m2 >= wanted_m2 && shared().is_ok_and(|overlap| overlap.area_m2 >= wanted_m2)
}

/// What is not settled about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    Gap,
    Acceptance,
    ContactPoint,
    OfficerOf(Id<Stakeholder>),
}

fn missing(change: &Change<'_, '_>) -> Vec<Missing> {
    let mut missing = Vec::new();
    let handover = change.handover;
    let mut unless = |settled: bool, what| {
        if !settled {
            missing.push(what);
        }
    };
    unless(change.gap.is_none(), Missing::Gap);
    unless(
        handover.is_some_and(|handover| handover.accepted),
        Missing::Acceptance,
    );
    unless(
        handover.is_some_and(|handover| handover.contact_point.is_some()),
        Missing::ContactPoint,
    );
    for party in [change.from, change.to] {
        let posted = handover.is_some_and(|handover| handover.liaison.contains(&party));
        unless(posted, Missing::OfficerOf(party));
    }
    missing
}

fn draft(situation: &Situation<'_>, change: &Change<'_, '_>) -> Draft {
    let missing = missing(change);
    let stances = situation.parties.stance(change.from, change.to);
    let stance = stances.at(change.run.start).copied().unwrap_or(Stance::Unknown);
    let (from, to) = (situation.label(change.from), situation.label(change.to));
    let minutes = change.gap.and_then(Interval::minutes);
    let words = missing.iter().map(|what| match what {
        Missing::Gap => match minutes {
            Some(minutes) => format!("nobody holds it for {}", wording::duration(minutes)),
            None => "nobody holds it in between".to_owned(),
        },
        Missing::Acceptance => format!("{to} has not accepted"),
        Missing::ContactPoint => "there is no contact point".to_owned(),
        Missing::OfficerOf(party) => format!("{} has no liaison officer there", situation.label(*party)),
    });
    let words: Vec<String> = words.collect();
    let at = change
        .at
        .map_or_else(String::new, |at| format!(" at {}", wording::minute(at)));
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    let lacks = |what: Missing| yes_no(!missing.contains(&what));
    let why = vec![
        Reason::number(
            "what is missing of a settled handover",
            missing.len() as f64,
            Some(0.0),
            "things",
        ),
        Reason::number(
            "time without a holder",
            minutes.unwrap_or(0) as f64,
            Some(0.0),
            "min",
        ),
        Reason::word_against("written down", yes_no(change.handover.is_some()), "yes"),
        Reason::word_against("accepted", lacks(Missing::Acceptance), "yes"),
        Reason::word_against("contact point", lacks(Missing::ContactPoint), "yes"),
        Reason::word_against(
            &format!("liaison officer of {from}"),
            lacks(Missing::OfficerOf(change.from)),
            "yes",
        ),
        Reason::word_against(
            &format!("liaison officer of {to}"),
            lacks(Missing::OfficerOf(change.to)),
            "yes",
        ),
        Reason::word("relation", stance.word()),
    ];
    let name = change.ground.name();
    let next = change
        .next
        .map_or_else(String::new, |next| format!(" as {}", next.name()));
    let other = change
        .next
        .map_or_else(|| AnyId::from(change.to), |next| AnyId::from(next.id));
    let shape = &change.ground.shape;
    Draft {
        severity: if stance >= Stance::Cooperating {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("{name} passes from {from} to {to} unsettled"),
        message: format!(
            "{name} passes from {from} to {to}{next}{at}, but {}. Of the five things that settle a handover {} \
             missing; none may be. {}.",
            wording::joined(&words),
            match missing.len() {
                1 => "one is".to_owned(),
                count => format!("{count} are"),
            },
            wording::capital(stance.word()),
        ),
        subjects: vec![AnyId::from(change.ground.id), other],
        parties: vec![change.from, change.to],
        measures: minutes.map_or_else(Vec::new, |minutes| vec![("gap_minutes", minutes as f64)]),
        geometry: Some(Geometry::Area(change.ground.sector.area.clone())),
        at: inscribed_circle(&frame_of(&[shape]), shape).map(|circle| circle.center),
        value: missing.len() as f64,
        why,
        time: Time::Run(change.run.clone()),
    }
}

/// Proposes to close the gap, to write the handover down, and to place the contact point. What others
/// have to say to it stays theirs.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let changes = changes(situation);
    let of_finding = |change: &&Change<'_, '_>| {
        let other = change
            .next
            .map_or_else(|| AnyId::from(change.to), |next| AnyId::from(next.id));
        let (first, second) = (finding.subjects.first(), finding.subjects.last());
        let ids = [Some(&other), Some(&AnyId::from(change.ground.id))];
        let same = ids == [first, second] || ids == [second, first];
        same && situation.interval_of(&change.run) == finding.interval
    };
    let Some(change) = changes.iter().find(of_finding) else {
        return Vec::new();
    };
    let name = change.ground.name();
    let mut proposals = Vec::new();
    if let (Some(_), Some(at)) = (change.gap, change.at)
        && let Some(edit) = hold_until(situation, change.ground, at)
    {
        let title = format!(
            "Let {} hold {name} until {}",
            situation.label(change.from),
            wording::minute(at)
        );
        proposals.push(Proposal::resolving("hold-until-taken-over", title, edit));
    }
    match change.handover {
        None => proposals.extend(written_down(situation, change)),
        Some(handover) if handover.contact_point.is_none() => {
            proposals.extend(with_contact_point(situation, change, handover, finding));
        }
        Some(_) => {}
    }
    proposals
}

/// Proposes a handover of the sector at the minute the next one starts, with nothing answered yet.
fn written_down(situation: &Situation<'_>, change: &Change<'_, '_>) -> Option<Proposal> {
    let mut sector = change.ground.sector.clone();
    sector.handovers.push(Handover::new(change.to, change.at?));
    let title = format!(
        "Write down the handover of {} to {}",
        change.ground.name(),
        situation.label(change.to)
    );
    let edit = Edit::Update(AnyEntity::from((change.ground.id, sector)));
    Some(Proposal::next_step("write-handover", title, edit))
}

fn with_contact_point(
    situation: &Situation<'_>,
    change: &Change<'_, '_>,
    handover: &Handover,
    finding: &Finding,
) -> Option<Proposal> {
    let holds = |ground: &&Ground<'_>| ground.sector.handovers.contains(handover);
    let ground = [Some(change.ground), change.next]
        .into_iter()
        .flatten()
        .find(holds)?;
    let id: Id<Measure> = new_id(situation.plan, finding, "contact-point");
    let mut point = Measure::new(Geometry::Point(finding.at?));
    point.name = format!("Contact point {}", ground.name());
    point.kind = MeasureKind::ContactPoint;
    point.affected = vec![change.from, change.to];
    let mut sector = ground.sector.clone();
    for written in sector.handovers.iter_mut().filter(|written| *written == handover) {
        written.contact_point = Some(id);
    }
    let title = format!("Place a contact point in {}", ground.name());
    let edits = vec![
        Edit::Create(AnyEntity::from((id, point))),
        Edit::Update(AnyEntity::from((ground.id, sector))),
    ];
    let edit = Edit::together(title.clone(), edits);
    Some(Proposal::resolving("place-contact-point", title, edit))
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Handover, Id, Measure, RelationState, Waiver};
    use crate::testing::sketch::{Sketch, lines, party, place};

    /// A's sector, which B takes over a day in.
    fn passing() -> Sketch {
        Sketch::of(&[&["AA", "AA"]])
            .phases(&[("P1", 24), ("P2", 24)])
            .handover("A", 'B', 24)
    }

    fn settled(handover: &mut Handover) {
        handover.accepted = true;
        handover.liaison = vec![party('A'), party('B')];
        handover.contact_point = Some(Id::from_bits(1));
    }

    fn with_point(sketch: Sketch) -> Sketch {
        let point = Measure::new(crate::geometry::Geometry::Point(place(1.0, 1.0)));
        sketch.create(Id::<Measure>::from_bits(1), point)
    }

    /// One sector of A in the first phase, one of B in the last, over so many of nine columns.
    fn following(columns: usize, phase: u64) -> Sketch {
        let next = "B".repeat(columns) + &".".repeat(9 - columns);
        Sketch::of(&[&["AAAAAAAAA"], &[next.as_str()]])
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .in_phases("A", &[1])
            .in_phases("B", &[phase])
    }

    fn value(sketch: &Sketch) -> f64 {
        let report = check(sketch.plan(), None);
        let mut found = report.findings.iter().filter(|finding| finding.code == "T02");
        let value = found.next().unwrap().value;
        assert!(found.next().is_none());
        value
    }

    #[test]
    fn what_is_missing_of_a_handover_is_counted() {
        assert_eq!(passing().findings("T02"), ["T02 B A: critical"]);
        assert_eq!(value(&passing()), 4.0);
        let complete = with_point(passing()).sector_with("A", |sector| settled(&mut sector.handovers[0]));
        assert!(complete.findings("T02").is_empty());
        let one = complete.sector_with("A", |sector| {
            sector.handovers[0].liaison.pop();
        });
        assert_eq!(value(&one), 1.0);
        let report = check(one.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "T02")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(24 * 60), Some(48 * 60))
        );
    }

    #[test]
    fn the_relation_sets_the_severity_and_an_adversary_hands_nothing_over() {
        let of = |state| passing().relation('A', 'B', state).findings("T02");
        assert_eq!(of(RelationState::Allied), ["T02 B A: major"]);
        assert_eq!(of(RelationState::Cooperating), ["T02 B A: critical"]);
        assert_eq!(passing().answers_to('B', 'A').findings("T02"), ["T02 B A: major"]);
        assert!(passing().adversary('A').findings("T02").is_empty());
        assert!(passing().adversary('B').findings("T02").is_empty());
    }

    #[test]
    fn a_sector_that_goes_on_as_anothers_is_a_handover_too() {
        assert_eq!(following(9, 2).findings("T02"), ["T02 A B: critical"]);
        assert_eq!(value(&following(9, 2)), 4.0);
        assert_eq!(following(8, 2).findings("T02").len(), 1);
        assert!(following(7, 2).findings("T02").is_empty());
        let supporting = following(9, 2).sector_with("B", |sector| {
            sector.role = crate::model::SectorRole::Support;
        });
        assert!(supporting.findings("T02").is_empty());
    }

    #[test]
    fn time_in_which_neither_holds_it_is_one_thing_more() {
        let late = following(9, 3);
        assert_eq!(value(&late), 5.0);
        let report = check(late.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "T02")
            .unwrap();
        assert_eq!(finding.measure("gap_minutes"), Some(1440.0));
        let fixes = Checker::new().fixes(late.plan(), &report, finding);
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Let A hold A until H+48 h", "Write down the handover of A to B"]
        );
        let held = late.clone().with(&fixes[0].edit);
        assert_eq!(value(&held), 4.0);
        let written = late.with(&fixes[1].edit);
        assert_eq!(value(&written), 5.0);
    }

    #[test]
    fn a_written_handover_settles_a_succession() {
        let sketch = with_point(following(9, 2)).handover("A", 'B', 24);
        assert_eq!(value(&sketch), 4.0);
        let complete = sketch.sector_with("A", |sector| settled(&mut sector.handovers[0]));
        assert!(complete.findings("T02").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![passing().sector_id("A").into(), party('B').into()];
        let waiver = Waiver::of(
            "T02",
            subjects,
            Some(place(1.0, 1.0)),
            4.0,
            "Joint operations",
            "settled by voice",
        );
        let waived = passing().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("T02"), ["T02 B A: critical, waived"]);
    }

    #[test]
    fn placing_the_contact_point_resolves_it_where_nothing_else_is_missing() {
        let sketch = with_point(passing()).sector_with("A", |sector| {
            settled(&mut sector.handovers[0]);
            sector.handovers[0].contact_point = None;
        });
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "T02")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        assert_eq!(fixes[0].title, "Place a contact point in A");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
        assert!(lines(&fixed, &check(&fixed, None), "T02").is_empty());
    }
}
