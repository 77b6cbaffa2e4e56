//! H03: armed parties that were not told of a site or a way out, or too late.
//!
//! Being told is not consent: whether they agreed to a corridor is H04's question.

use std::collections::BTreeMap;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Place, Situation, Spans, Stance, Way, is_protected};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Frame, Geometry, Layout, Position};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Minute, Notification, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H03",
    name: "notification-missing",
    title: "Notification missing or late",
    summary: "Checks for protected sites and corridors that an armed party near them was not told of in time.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[
        "notify_lead_h",
        "hospital_buffer_m",
        "camp_buffer_m",
        "works_buffer_m",
        "cultural_buffer_m",
    ],
    source: "OCHA, humanitarian notification: Syria 2020, Yemen 2021",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A protected site (hospital, camp, reception, water, power, dam, worship, school, heritage; with its \
buffer: its own, else `hospital_buffer_m`, `camp_buffer_m`, `works_buffer_m` or `cultural_buffer_m`) or a \
corridor (in its whole width, while it is open) that lies in a sector of an armed party, or within reach of a \
weapon of one, where that party was not told of it; was told less than `notify_lead_h` before it starts; has not \
acknowledged by then; or whose notification lapses before it ends. A corridor starts with its first window, a site \
with the first instant at which that party's sector or weapon touches it; where neither is said, the time is not \
judged. Whoever runs the site or the corridor need not be told, nor is the adversary counted.

Major; critical for a corridor that crosses a line between parties that have no contact or worse.

## Why it matters

A hospital that is on no list is a building, and a column of people at night is a column.

## Example

The northern corridor crosses the ground of the militia, which nobody has told.

## What to do

Send the notification and record when; record the acknowledgement when it comes. It is knowledge, not permission. \
Entente can enter a notification as sent or to be sent; it never acknowledges for anybody.

## Source

OCHA, standard operating procedures of humanitarian notification, Syria 2020 and Yemen 2021; ICRC, *Customary IHL*, \
rules 28 to 32. The hours are the Yemen practice for movements, by default for sites too.
";

/// A site or corridor that parties have to be told of.
struct Object<'s> {
    id: AnyId,
    name: String,
    runs_it: Option<Id<Stakeholder>>,
    notifications: &'s [Notification],
    /// When it is there.
    spans: Spans,
    frame: Frame,
    layout: Layout,
    /// How far round what is laid out belongs to it.
    within_m: f64,
    bounds: Bounds,
    /// When it starts, where that is the same for all.
    starts: Option<Minute>,
    geometry: Geometry,
    at: Option<Position>,
}

impl<'s> Object<'s> {
    fn of_place(place: &'s Place<'_>) -> Option<Self> {
        let frame = place.frame();
        Some(Self {
            id: place.id.into(),
            name: place.name(),
            runs_it: place.site.operator,
            notifications: &place.site.notifications,
            spans: place.spans.clone(),
            layout: place.layout(&frame),
            frame,
            within_m: place.buffer_m,
            bounds: place.bounds?,
            starts: None,
            geometry: place.site.shape.clone(),
            at: place.at(),
        })
    }

    fn of_way(way: &'s Way<'_>) -> Option<Self> {
        let frame = way.frame();
        let first = way.cut_windows().next();
        Some(Self {
            id: way.id.into(),
            name: way.name(),
            runs_it: way.corridor.owner,
            notifications: &way.corridor.notifications,
            spans: way.open.clone(),
            layout: Layout::of_path(&frame, &way.corridor.path),
            frame,
            within_m: f64::from(way.corridor.width_m) / 2.0,
            bounds: way.bounds?,
            starts: first.and_then(|window| window.from),
            geometry: Geometry::Path(way.corridor.path.clone()),
            at: way.corridor.path.points.first().copied(),
        })
    }
}

/// What is wrong with what a party was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NotTold,
    /// Not by the time it starts.
    NotAcknowledged,
    /// The minute it lapses.
    Lapses(Minute),
    /// How many minutes before it starts.
    Late(Minute),
}

/// A party that was not told as it should be.
struct Miss {
    party: Id<Stakeholder>,
    fault: Fault,
    starts: Option<Minute>,
    spans: Spans,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for object in objects(situation) {
        let misses = misses(situation, &object);
        if !misses.is_empty() {
            findings.add(draft(situation, &object, &misses));
        }
    }
}

/// Returns every protected site and every corridor that is ever there.
fn objects<'s>(situation: &'s Situation<'_>) -> impl Iterator<Item = Object<'s>> {
    let sites = situation.places.all().iter();
    let sites = sites
        .filter(|place| is_protected(place.site) && !place.spans.is_empty())
        .filter_map(Object::of_place);
    let ways = situation.ways.iter();
    let ways = ways
        .filter(|way| !way.has_lost_window && !way.open.is_empty())
        .filter_map(Object::of_way);
    sites.chain(ways)
}

fn misses(situation: &Situation<'_>, object: &Object<'_>) -> Vec<Miss> {
    touching(situation, object)
        .into_iter()
        .filter_map(|(party, spans)| {
            let starts = object.starts.or_else(|| {
                let first = spans.runs().first()?;
                situation.interval_of(first).from
            });
            let ends = spans
                .runs()
                .last()
                .and_then(|run| situation.interval_of(run).until);
            let lead = Minute::from(situation.thresholds().notify_lead_h) * 60;
            let fault = fault(object.notifications, party, starts, ends, lead)?;
            Some(Miss {
                party,
                fault,
                starts,
                spans,
            })
        })
        .collect()
}

/// Returns the armed parties whose sectors or weapons touch an object, and when.
fn touching(situation: &Situation<'_>, object: &Object<'_>) -> BTreeMap<Id<Stakeholder>, Spans> {
    let concerned = |party: Id<Stakeholder>| {
        object.runs_it != Some(party)
            && !situation.parties.is_adversary(party)
            && situation
                .plan
                .stakeholders
                .get(party)
                .is_some_and(|party| party.armed)
    };
    let mut found: BTreeMap<Id<Stakeholder>, Spans> = BTreeMap::new();
    let mut add = |party: Id<Stakeholder>, spans: Spans| {
        if concerned(party) && !spans.is_empty() {
            let all = found.entry(party).or_default();
            *all = all.or(&spans);
        }
    };
    for ground in situation.grounds.near(object.bounds) {
        let during = ground.spans.and(&object.spans);
        if during.is_empty() {
            continue;
        }
        let laid = Layout::of_shape(&object.frame, &ground.shape);
        if object.layout.gap_within(&laid, object.within_m).is_none() {
            continue;
        }
        for (run, holders) in ground.holders.runs() {
            let held = during.and(&Spans::of(run.clone()));
            for holder in holders {
                add(*holder, held.clone());
            }
        }
    }
    for post in situation.posts.reaching(object.bounds) {
        let party = situation.forces.get(post.force).and_then(|force| force.party);
        let distance_m = post.distance_m(&object.frame, &object.layout);
        if let Some(party) = party.filter(|_| distance_m <= post.reach_m + object.within_m) {
            add(party, object.spans.and(&Spans::of(post.run.clone())));
        }
    }
    found
}

/// Returns what is wrong with what a party was told; `None` where nothing is.
fn fault(
    notifications: &[Notification],
    party: Id<Stakeholder>,
    starts: Option<Minute>,
    ends: Option<Minute>,
    lead: Minute,
) -> Option<Fault> {
    let told = || notifications.iter().filter(|told| told.party == party);
    let sent = told().filter_map(|told| told.at.or(told.acknowledged)).min();
    let Some(sent) = sent else {
        return Some(Fault::NotTold);
    };
    let acknowledged = told().filter_map(|told| told.acknowledged).min();
    if acknowledged.is_none_or(|at| starts.is_some_and(|starts| at > starts)) {
        return Some(Fault::NotAcknowledged);
    }
    let lasting = told().filter(|told| told.acknowledged.is_some());
    let lapses = lasting
        .map(|told| told.expires)
        .reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)))
        .flatten();
    if let Some(lapses) = lapses
        && ends.is_none_or(|ends| lapses < ends)
    {
        return Some(Fault::Lapses(lapses));
    }
    let before = starts?.saturating_sub(sent);
    (before < lead).then_some(Fault::Late(before))
}

fn draft(situation: &Situation<'_>, object: &Object<'_>, misses: &[Miss]) -> Draft {
    let lead_h = situation.thresholds().notify_lead_h;
    let name = &object.name;
    let labels: Vec<String> = misses.iter().map(|miss| situation.label(miss.party)).collect();
    let said: Vec<String> = misses.iter().map(|miss| said(situation, miss)).collect();
    let crossed = match object.id {
        AnyId::Corridor(_) => line_crossed(situation, object),
        _ => None,
    };
    let mut sentences = vec![format!(
        "Armed parties in whose ground or reach {name} lies are to be told of it {lead_h} h before: {}.",
        wording::joined(&said)
    )];
    if let Some((a, b, stance)) = crossed {
        sentences.push(format!(
            "It crosses the line between {} and {}: {}.",
            situation.label(a),
            situation.label(b),
            stance.word()
        ));
    }
    let mut why = vec![Reason::number(
        "parties not told as they should be",
        misses.len() as f64,
        Some(0.0),
        "parties",
    )];
    why.extend(misses.iter().map(|miss| {
        let label = situation.label(miss.party);
        match miss.fault {
            Fault::NotTold => Reason::word_against(&label, "not told", "told"),
            Fault::NotAcknowledged => Reason::word_against(&label, "not acknowledged", "acknowledged"),
            Fault::Lapses(at) => Reason::word_against(&label, wording::minute(at), "to the end"),
            Fault::Late(minutes) => {
                Reason::number(&label, minutes as f64 / 60.0, Some(f64::from(lead_h)), "h")
            }
        }
    }));
    let spans = misses
        .iter()
        .fold(Spans::never(), |all, miss| all.or(&miss.spans));
    Draft {
        severity: if crossed.is_some() {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!(
            "{} not told of {name} as they should be",
            wording::joined(&labels)
        ),
        message: sentences.join(" "),
        subjects: vec![object.id],
        parties: misses.iter().map(|miss| miss.party).collect(),
        measures: Vec::new(),
        geometry: Some(object.geometry.clone()),
        at: object.at,
        value: misses.len() as f64,
        why,
        time: Time::Object(spans),
    }
}

fn said(situation: &Situation<'_>, miss: &Miss) -> String {
    let label = situation.label(miss.party);
    match miss.fault {
        Fault::NotTold => format!("{label} has not been told"),
        Fault::NotAcknowledged => format!("{label} has not acknowledged"),
        Fault::Lapses(at) => format!("what {label} was told lapses at {}", wording::minute(at)),
        Fault::Late(minutes) if minutes < 0 => {
            format!(
                "{label} was told {} after it started",
                hours(minutes.saturating_neg())
            )
        }
        Fault::Late(minutes) => format!("{label} was told {} before", hours(minutes)),
    }
}

/// Writes minutes as hours: `20 h`, `90 min`.
fn hours(minutes: Minute) -> String {
    if minutes % 60 == 0 {
        format!("{} h", minutes / 60)
    } else {
        format!("{minutes} min")
    }
}

/// Returns the two parties that a corridor leads from one to the other of, and that stand worst, where
/// they have no contact or worse.
fn line_crossed(
    situation: &Situation<'_>,
    object: &Object<'_>,
) -> Option<(Id<Stakeholder>, Id<Stakeholder>, Stance)> {
    let mut held: BTreeMap<Id<Stakeholder>, Spans> = BTreeMap::new();
    for ground in situation.grounds.near(object.bounds) {
        let during = ground.spans.and(&object.spans);
        if !ground.sector.role.is_primary() || during.is_empty() {
            continue;
        }
        let laid = Layout::of_shape(&object.frame, &ground.shape);
        if object.layout.gap_within(&laid, 0.0).is_none() {
            continue;
        }
        for (run, holders) in ground.holders.runs() {
            for holder in holders {
                let all = held.entry(*holder).or_default();
                *all = all.or(&during.and(&Spans::of(run.clone())));
            }
        }
    }
    let rows: Vec<(&Id<Stakeholder>, &Spans)> = held.iter().collect();
    let mut worst = None;
    for (number, (a, spans_a)) in rows.iter().enumerate() {
        for (b, spans_b) in rows.iter().skip(number + 1) {
            let both = spans_a.and(spans_b);
            if both.is_empty() {
                continue;
            }
            let stances = situation.parties.stance(**a, **b);
            let during = stances.runs().iter();
            let during = during.filter(|(run, _)| both.meets(run));
            let stance = during.map(|(_, stance)| *stance).max().unwrap_or(Stance::Unknown);
            if stance >= Stance::NoContact && worst.is_none_or(|(_, _, known)| stance > known) {
                worst = Some((**a, **b, stance));
            }
        }
    }
    worst
}

/// Proposes to enter the notifications that are missing or lapse: sent now where the instant is known,
/// else to be sent in time. Nobody acknowledges by a click.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(object) = objects(situation).find(|object| finding.subjects.contains(&object.id)) else {
        return Vec::new();
    };
    let misses = misses(situation, &object);
    let of_fault = |wanted: fn(&Fault) -> bool| -> Vec<&Miss> {
        misses.iter().filter(|miss| wanted(&miss.fault)).collect()
    };
    let mut proposals = Vec::new();
    let untold = of_fault(|fault| *fault == Fault::NotTold);
    let labels: Vec<String> = untold.iter().map(|miss| situation.label(miss.party)).collect();
    let starts = untold.iter().filter_map(|miss| miss.starts).min();
    let lead = Minute::from(situation.thresholds().notify_lead_h) * 60;
    let (minute, title) = if let Some(now) = now(situation) {
        let title = format!(
            "Record that {} is told of {} now",
            wording::joined(&labels),
            object.name
        );
        (now, title)
    } else {
        let by = starts.unwrap_or(0).saturating_sub(lead);
        let title = format!(
            "Plan to tell {} of {} at {}",
            wording::joined(&labels),
            object.name,
            wording::minute(by)
        );
        (by, title)
    };
    let added: Vec<Notification> = untold.iter().map(|miss| sent(miss.party, minute)).collect();
    if !added.is_empty()
        && let Some(edit) = with_notifications(situation, object.id, added)
    {
        proposals.push(Proposal::next_step("record-notification", title, edit));
    }
    let lapsing = of_fault(|fault| matches!(fault, Fault::Lapses(_)));
    let labels: Vec<String> = lapsing.iter().map(|miss| situation.label(miss.party)).collect();
    let again = lapsing.iter().filter_map(|miss| match miss.fault {
        Fault::Lapses(at) => Some(sent(miss.party, at)),
        _ => None,
    });
    let again: Vec<Notification> = again.collect();
    if !again.is_empty()
        && let Some(edit) = with_notifications(situation, object.id, again)
    {
        let title = format!(
            "Plan to tell {} of {} again when that lapses",
            wording::joined(&labels),
            object.name
        );
        proposals.push(Proposal::next_step("renew-notification", title, edit));
    }
    proposals
}

fn sent(party: Id<Stakeholder>, at: Minute) -> Notification {
    Notification {
        at: Some(at),
        ..Notification::new(party)
    }
}

/// Returns the minute of the as-of instant, where it and H-hour are known.
fn now(situation: &Situation<'_>) -> Option<Minute> {
    Some(situation.as_of?.minutes_since(situation.plan.info.h_hour?))
}

fn with_notifications(situation: &Situation<'_>, id: AnyId, added: Vec<Notification>) -> Option<Edit> {
    let entity = match id {
        AnyId::Site(id) => {
            let mut site = situation.plan.sites.get(id)?.clone();
            site.notifications.extend(added);
            AnyEntity::from((id, site))
        }
        AnyId::Corridor(id) => {
            let mut corridor = situation.plan.corridors.get(id)?.clone();
            corridor.notifications.extend(added);
            AnyEntity::from((id, corridor))
        }
        _ => return None,
    };
    Some(Edit::Update(entity))
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Minute, Notification, RelationState, SiteKind, When};
    use crate::testing::sketch::{Sketch, lines, party};

    const H: Minute = 60;

    fn told(who: char, at: Minute) -> Notification {
        Notification {
            at: Some(at),
            acknowledged: Some(at + 30),
            ..Notification::new(party(who))
        }
    }

    /// A hospital in A's sector, and who was told of it.
    fn hospital(told: Vec<Notification>) -> Sketch {
        Sketch::of(&[&["AAAABBBB", "AAAABBBB"]])
            .phases(&[("P1", 24)])
            .site("Hospital", SiteKind::Hospital, 2.0, 1.0)
            .site_with("Hospital", |site| site.notifications = told)
    }

    /// A corridor from A's sector into B's, open from H+72 h on for a day, and who was told of it.
    fn corridor(told: Vec<Notification>) -> Sketch {
        Sketch::of(&[&["AAAABBBB", "AAAABBBB"]])
            .phases(&[("P1", 240)])
            .corridor("Way", &[(1.0, 1.0), (7.0, 1.0)])
            .corridor_with("Way", |way| {
                way.notifications = told;
                way.windows = vec![When {
                    from: Some(72 * H),
                    until: Some(96 * H),
                    ..When::always()
                }];
            })
    }

    #[test]
    fn a_party_that_was_not_told_is_found() {
        assert_eq!(hospital(Vec::new()).findings("H03"), ["H03 Hospital: major"]);
        assert!(hospital(vec![told('A', -48 * H)]).findings("H03").is_empty());
        assert_eq!(corridor(Vec::new()).first("H03").value, 2.0);
        assert_eq!(corridor(vec![told('A', 0)]).first("H03").value, 1.0);
        assert!(
            corridor(vec![told('A', 0), told('B', 0)])
                .findings("H03")
                .is_empty()
        );
    }

    #[test]
    fn less_than_the_lead_is_late() {
        assert_eq!(hospital(vec![told('A', -48 * H + 1)]).findings("H03").len(), 1);
        let of = |at| corridor(vec![told('A', 0), told('B', at)]).findings("H03").len();
        assert_eq!((of(24 * H), of(24 * H + 1)), (0, 1));
        let open = Sketch::of(&[&["AA", "AA"]])
            .site("Hospital", SiteKind::Hospital, 1.0, 1.0)
            .site_with("Hospital", |site| site.notifications = vec![told('A', 999)]);
        assert!(open.findings("H03").is_empty());
    }

    #[test]
    fn what_is_not_acknowledged_or_lapses_is_found() {
        let with = |how: fn(&mut Notification)| {
            let mut told = told('A', -48 * H);
            how(&mut told);
            hospital(vec![told]).findings("H03").len()
        };
        assert_eq!(with(|told| told.acknowledged = None), 1);
        assert_eq!(with(|told| told.acknowledged = Some(1)), 1);
        assert_eq!(with(|told| told.expires = Some(24 * H)), 0);
        assert_eq!(with(|told| told.expires = Some(24 * H - 1)), 1);
        let renewed = hospital(vec![
            Notification {
                expires: Some(0),
                ..told('A', -48 * H)
            },
            told('A', -H),
        ]);
        assert!(renewed.findings("H03").is_empty());
    }

    #[test]
    fn a_weapon_that_reaches_it_is_enough() {
        let near = |range_m| {
            let sketch = hospital(vec![told('A', -48 * H)])
                .force("Mortars", 'B', 5.0, 1.0)
                .force_with("Mortars", |force| force.max_range_m = Some(range_m));
            sketch.findings("H03").len()
        };
        assert_eq!((near(2_490), near(2_510)), (0, 1));
    }

    #[test]
    fn who_runs_it_and_who_bears_no_arms_need_not_be_told_nor_does_the_adversary() {
        let own = hospital(Vec::new()).site_with("Hospital", |site| site.operator = Some(party('A')));
        assert!(own.findings("H03").is_empty());
        let unarmed = hospital(Vec::new()).party_with('A', |party| party.armed = false);
        assert!(unarmed.findings("H03").is_empty());
        assert!(hospital(Vec::new()).adversary('A').findings("H03").is_empty());
        let market = hospital(Vec::new()).site_with("Hospital", |site| site.kind = SiteKind::Market);
        assert!(market.findings("H03").is_empty());
    }

    #[test]
    fn a_corridor_across_a_line_without_contact_is_critical() {
        let of = |state| {
            corridor(vec![told('A', 0)])
                .relation('A', 'B', state)
                .findings("H03")
        };
        assert_eq!(of(RelationState::Neutral), ["H03 Way: major"]);
        assert_eq!(of(RelationState::NoContact), ["H03 Way: critical"]);
    }

    #[test]
    fn a_waiver_binds_it_while_no_other_party_is_left_out() {
        let waived = corridor(vec![told('A', 0)]).waived("H03");
        assert_eq!(waived.findings("H03"), ["H03 Way: major, waived"]);
        let both = waived.corridor_with("Way", |way| way.notifications.clear());
        assert_eq!(both.findings("H03"), ["H03 Way: major"]);
    }

    #[test]
    fn telling_is_a_next_step_and_the_acknowledgement_ends_it() {
        let sketch = corridor(vec![told('A', 0)]);
        let fixes = sketch.fixes("H03");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Plan to tell B of Way at H+24 h");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let sent = sketch.with(&fixes[0].edit);
        assert_eq!(sent.findings("H03").len(), 1);
        assert!(sent.fixes("H03").is_empty());
        let known = sent.corridor_with("Way", |way| way.notifications[1].acknowledged = Some(25 * H));
        assert!(known.findings("H03").is_empty());
    }

    #[test]
    fn with_an_as_of_instant_it_is_told_now() {
        let sketch = corridor(vec![told('A', 0)]).h_hour("2016-05-23T00:00+03:00");
        let as_of = "2016-05-22T12:00+03:00".parse().ok();
        let report = check(sketch.plan(), as_of);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "H03")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(fixes[0].title, "Record that B is told of Way now");
        let sent = sketch.with(&fixes[0].edit);
        let way = sent.plan().corridors.iter().next().unwrap().1;
        assert_eq!(way.notifications[1].at, Some(-12 * H));
        assert_eq!(lines(sent.plan(), &check(sent.plan(), as_of), "H03").len(), 1);
    }
}
