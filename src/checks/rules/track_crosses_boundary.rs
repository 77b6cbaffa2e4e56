//! F04: a march across another's boundary without a passage point and an agreement on passage.
//!
//! Forces that stand are F01's business, how near marches come F03's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Bordering, Ground, Presence, Situation, Stance, Stay, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Bounds, Geometry, Path, Position, along_m, crossings, distance_m, length_m, path_inside, point_along,
};
use crate::model::{
    Agreement, AnyEntity, AnyId, Clause, Edit, Id, Level, Measure, MeasureKind, Move, Party, Severity,
    Stakeholder, When,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "F04",
    name: "track-crosses-boundary",
    title: "Track crosses boundary",
    summary: "Checks for marches across another's boundary without a passage point and a passage agreement.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["passage_point_near_m", "snap_m"],
    source: "US Army FM 3-90, Tactics: passage of lines, boundaries",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A march that enters or leaves a sector of a primary role held by another party (with more than `snap_m` of its way \
in it), not in one chain of command with its own, in a minute in which there is no passage point within `passage_point_near_m` of the place, or no passage \
clause in force between the two that allows it there. A march that stays within the sector needs the clause alone. \
Where a boundary names a party and no sector of its is drawn there, crossing the boundary counts. Sectors that are \
declared shared where its party leads or supports, and forces and sectors of an adversary, are left out.

Major; critical from no contact on.

## Why it matters

A column that nobody announced comes out of the dust at a checkpoint at night. Both sides have seconds.

## Example

A battalion of the militia marches from Saqlawiyah through the police sector to reach its line.

## What to do

Agree on the passage, set a passage point with a recognition signal, or lead the march round. Entente can set the \
point and draft the agreement.

## Source

US Army FM 3-90, *Tactics*: units enter another's area of operations by coordination, through passage points. The \
distance is a default of Entente.
";

/// A crossing that lacks something.
#[derive(Clone, Copy)]
struct Case<'a> {
    leg: &'a Move,
    at: Position,
    /// The minute.
    minute: i64,
    host: Id<Stakeholder>,
    stance: Stance,
    /// How far the nearest passage point is; infinite without any.
    point_m: f64,
    has_clause: bool,
    needs_point: bool,
}

/// What a march crosses.
#[derive(Clone, Copy)]
enum Crossed<'s, 'a> {
    Sector(&'s Ground<'a>),
    Boundary(&'s Bordering<'a>),
}

impl Crossed<'_, '_> {
    fn id(self) -> AnyId {
        match self {
            Self::Sector(ground) => ground.id.into(),
            Self::Boundary(row) => row.id.into(),
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for force in &situation.forces {
        let party = force
            .party
            .filter(|party| !situation.parties.is_adversary(*party));
        let Some(party) = party.filter(|_| !force.force.moves.is_empty()) else {
            continue;
        };
        let mut found: BTreeMap<AnyId, Vec<(Range<u32>, Case<'_>)>> = BTreeMap::new();
        for leg in legs(force) {
            for (crossed, run, case) in cases(situation, party, leg) {
                found.entry(crossed.id()).or_default().push((run, case));
            }
        }
        for (id, cases) in found {
            for (run, case) in merged(cases, |case| (case.stance, !case.has_clause)) {
                findings.add(draft(situation, force, party, id, &case, run));
            }
        }
    }
}

/// Returns the marches of a force that take place in the plan's span, each once.
fn legs<'a>(force: &Presence<'a>) -> Vec<&'a Move> {
    let mut legs: Vec<&Move> = Vec::new();
    for (_, stay) in &force.stays {
        if let Stay::On(leg) = stay
            && !legs.iter().any(|known| std::ptr::eq(*known, *leg))
        {
            legs.push(leg);
        }
    }
    legs
}

/// A stretch of a march in a shape, in metres from its start.
struct Stretch {
    from_m: f64,
    to_m: f64,
}

/// Returns the stretches of a path in a sector, in order.
fn stretches(path: &Path, ground: &Ground<'_>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut before_m = 0.0;
    // Edge by edge, so that a way out and back again is not taken for one place.
    for (a, b) in path.edges() {
        let edge = Path::new(vec![a, b]);
        for part in path_inside(&edge, &ground.shape) {
            let Some(first) = part.points.first() else {
                continue;
            };
            let from_m = before_m + length_m(&Path::new(vec![a, *first]));
            let to_m = from_m + length_m(&part);
            match found.last_mut() {
                Some(last) if from_m - last.to_m < 0.1 => last.to_m = to_m,
                _ => found.push(Stretch { from_m, to_m }),
            }
        }
        before_m += length_m(&edge);
    }
    found
}

/// How far inside a sector it is asked whether a passage clause allows the place, metres.
const INSIDE_M: f64 = 10.0;

/// Returns every crossing of a march that lacks a passage point or a clause.
fn cases<'s, 'a>(
    situation: &'s Situation<'a>,
    party: Id<Stakeholder>,
    leg: &'a Move,
) -> Vec<(Crossed<'s, 'a>, Range<u32>, Case<'a>)> {
    let Some(bounds) = leg.path.bounds() else {
        return Vec::new();
    };
    let whole_m = length_m(&leg.path);
    let snap_m = f64::from(situation.thresholds().snap_m);
    let mut found = Vec::new();
    for ground in situation.grounds.near(bounds) {
        if !ground.sector.role.is_primary() || ground.spans.is_empty() || ground.shares_with(party) {
            continue;
        }
        for stretch in stretches(&leg.path, ground) {
            let long_m = stretch.to_m - stretch.from_m;
            if long_m <= snap_m {
                continue;
            }
            let inner_m = INSIDE_M.min(long_m / 2.0);
            let mut places = Vec::new();
            if stretch.from_m > snap_m {
                places.push((stretch.from_m, stretch.from_m + inner_m, true));
            }
            if stretch.to_m < whole_m - snap_m {
                places.push((stretch.to_m, stretch.to_m - inner_m, true));
            }
            if places.is_empty() {
                places.push((stretch.from_m, stretch.from_m + inner_m, false));
            }
            for (place_m, inside_m, needs_point) in places {
                let minute = minute_at(leg, place_m, whole_m);
                let Some(slice) = situation
                    .slices
                    .at(minute)
                    .filter(|slice| ground.spans.contains(*slice))
                else {
                    continue;
                };
                let crossing = Crossing {
                    leg,
                    place_m,
                    inside_m,
                    minute,
                    slice,
                    needs_point,
                };
                let hosts = ground.holders_at(slice);
                if hosts.contains(&party) {
                    continue;
                }
                let lacks = hosts
                    .iter()
                    .filter_map(|host| lacking(situation, party, *host, &crossing));
                found.extend(lacks.map(|case| (Crossed::Sector(ground), slice..slice + 1, case)));
            }
        }
    }
    for row in situation.boundaries_near(bounds) {
        for place in crossings(&leg.path, &row.boundary.path) {
            let frame = crate::geometry::Frame::at(place);
            let place_m = along_m(&frame, place, &leg.path);
            let minute = minute_at(leg, place_m, whole_m);
            let Some(slice) = situation
                .slices
                .at(minute)
                .filter(|slice| row.spans.contains(*slice))
            else {
                continue;
            };
            let sides = [row.boundary.left, row.boundary.right];
            for host in sides.into_iter().flatten().filter(|host| *host != party) {
                if is_drawn(situation, host, place, slice) {
                    continue;
                }
                let crossing = Crossing {
                    leg,
                    place_m,
                    inside_m: place_m,
                    minute,
                    slice,
                    needs_point: true,
                };
                let case = lacking(situation, party, host, &crossing);
                found.extend(case.map(|case| (Crossed::Boundary(row), slice..slice + 1, case)));
            }
        }
    }
    found
}

/// Returns true where a sector of the party is drawn at a place: then that one is judged.
fn is_drawn(situation: &Situation<'_>, party: Id<Stakeholder>, at: Position, slice: u32) -> bool {
    let near_m = 2.0 * f64::from(situation.thresholds().sliver_width_m);
    situation
        .grounds
        .near(Bounds::of_position(at).grown_m(near_m))
        .any(|ground| {
            ground.sector.role.is_primary()
                && ground.spans.contains(slice)
                && ground.holders_at(slice).contains(&party)
        })
}

/// Returns the minute in which a march is that far along its way; the last one before it has arrived.
fn minute_at(leg: &Move, place_m: f64, whole_m: f64) -> i64 {
    let share = if whole_m > 0.0 { place_m / whole_m } else { 0.0 };
    let lasts = leg.end.saturating_sub(leg.start).max(1);
    // Rounding must not take a crossing on the minute for one just before it.
    let passed = (share * lasts as f64 + 1e-3) as i64;
    leg.start.saturating_add(passed.clamp(0, lasts - 1))
}

/// A place and minute at which a march crosses something.
struct Crossing<'a> {
    leg: &'a Move,
    /// Metres from the start of the way.
    place_m: f64,
    /// The same, a little inside.
    inside_m: f64,
    minute: i64,
    slice: u32,
    needs_point: bool,
}

/// Returns what a crossing lacks; `None` where nothing, or where it does not matter.
fn lacking<'a>(
    situation: &Situation<'_>,
    party: Id<Stakeholder>,
    host: Id<Stakeholder>,
    crossing: &Crossing<'a>,
) -> Option<Case<'a>> {
    let known = situation.plan.stakeholders.contains(host);
    if !known || situation.parties.is_adversary(host) {
        return None;
    }
    let stances = situation.parties.stance(party, host);
    let stance = stances.at(crossing.slice).copied().unwrap_or(Stance::Unknown);
    if stance == Stance::Same {
        return None;
    }
    let at = point_along(&crossing.leg.path, crossing.place_m)?;
    let inside = point_along(&crossing.leg.path, crossing.inside_m)?;
    let near_m = f64::from(situation.thresholds().passage_point_near_m);
    let point = nearest_point(situation, at, crossing.slice);
    let point_m = point.map_or(f64::INFINITY, |(_, point_m)| point_m);
    let mut allowed = [
        Some(inside),
        Some(at),
        point.map(|(point, _)| point).filter(|_| point_m <= near_m),
    ]
    .into_iter()
    .flatten();
    let has_clause = allowed.any(|place| {
        let agreements = &situation.agreements;
        let passage = agreements.passage(party, host, place, &situation.slices, &situation.grounds);
        passage.contains(crossing.slice)
    });
    let has_point = !crossing.needs_point || point_m <= near_m;
    (!has_clause || !has_point).then_some(Case {
        leg: crossing.leg,
        at,
        minute: crossing.minute,
        host,
        stance,
        point_m,
        has_clause,
        needs_point: crossing.needs_point,
    })
}

/// Returns the nearest passage point valid in a slice, and how far it is.
fn nearest_point(situation: &Situation<'_>, at: Position, slice: u32) -> Option<(Position, f64)> {
    let plan = situation.plan;
    let points = plan.measures.iter().filter_map(|(_, measure)| {
        let point = measure.shape.as_point()?;
        let valid = measure.kind == MeasureKind::PassagePoint
            && situation.slices.of_when(&measure.when, plan).contains(slice);
        valid.then(|| (point, distance_m(at, point)))
    });
    points.min_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn draft(
    situation: &Situation<'_>,
    force: &Presence<'_>,
    party: Id<Stakeholder>,
    crossed: AnyId,
    case: &Case<'_>,
    run: Range<u32>,
) -> Draft {
    let near_m = f64::from(situation.thresholds().passage_point_near_m);
    let (name, what) = (force.name(), wording::kind_and_name(situation, crossed));
    let host = situation.label(case.host);
    let lacks_point = case.needs_point && case.point_m > near_m;
    let point = if case.point_m.is_finite() {
        format!(
            "the nearest passage point is {} away",
            wording::length(case.point_m)
        )
    } else {
        "there is no passage point".to_owned()
    };
    let clause = format!("no passage agreed with {host} is in force");
    let lacks = match (lacks_point, case.has_clause) {
        (true, false) => format!("{point} ({} is the most), and {clause}", wording::length(near_m)),
        (true, true) => format!("{point} ({} is the most)", wording::length(near_m)),
        _ => clause,
    };
    let mut why = vec![Reason::word("relation", case.stance.word())];
    if case.needs_point && case.point_m.is_finite() {
        why.push(Reason::number(
            "distance of the nearest passage point",
            case.point_m,
            Some(near_m),
            "m",
        ));
    } else if case.needs_point {
        why.push(Reason::word_against("passage point", "none", "one"));
    }
    why.push(Reason::word_against(
        "passage clause in force",
        if case.has_clause { "yes" } else { "no" },
        "yes",
    ));
    Draft {
        severity: if case.stance >= Stance::NoContact {
            Severity::Critical
        } else {
            Severity::Major
        },
        title: format!("{name} marches across {what}"),
        message: format!(
            "{name} ({}) crosses {what} of {host} at {}: {lacks}. {}.",
            situation.label(party),
            wording::minute(case.minute),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(force.id), crossed],
        parties: vec![party, case.host],
        measures: Vec::new(),
        geometry: Some(Geometry::Point(case.at)),
        at: Some(case.at),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

/// Proposes the passage point where it crosses, and the agreement on passage.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [AnyId::Force(id), crossed] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let force = situation.forces.iter().find(|force| force.id == id);
    let Some((force, party)) = force.and_then(|force| Some((force, force.party?))) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let mut all: Vec<Case<'_>> = Vec::new();
    for leg in legs(force) {
        let here = cases(situation, party, leg).into_iter();
        let here = here.filter(|(found, run, _)| found.id() == crossed && during.meets(run));
        all.extend(here.map(|(_, _, case)| case));
    }
    let near_m = f64::from(situation.thresholds().passage_point_near_m);
    let mut proposals = Vec::new();
    let pointless = all
        .iter()
        .filter(|case| case.needs_point && case.point_m > near_m);
    let edits: Vec<Edit> = pointless
        .enumerate()
        .map(|(number, case)| {
            let mut measure = Measure::new(Geometry::Point(case.at));
            measure.name = format!("PP {} {}", force.name(), number + 1);
            measure.kind = MeasureKind::PassagePoint;
            measure.abbreviation = String::from("PP");
            measure.owner = Some(case.host);
            measure.affected = vec![party, case.host];
            measure.when = time_of(case.leg);
            let role = format!("passage-point {number}");
            let id = super::super::fixes::new_id(situation.plan, finding, &role);
            Edit::Create(AnyEntity::from((id, measure)))
        })
        .collect();
    if !edits.is_empty() {
        let title = format!(
            "Set {} where {} crosses",
            if edits.len() == 1 {
                "a passage point".to_owned()
            } else {
                format!("{} passage points", edits.len())
            },
            force.name()
        );
        let edit = Edit::together(title.clone(), edits);
        proposals.push(Proposal::resolving("set-passage-point", title, edit));
    }
    let (Some(case), AnyId::Sector(_)) = (all.iter().find(|case| !case.has_clause), crossed) else {
        return proposals;
    };
    let mut agreement = Agreement::new();
    agreement.name = format!("Passage of {}", force.name());
    agreement.parties = vec![Party::new(party), Party::new(case.host)];
    agreement.clauses = vec![Clause::Passage {
        who: party,
        through: crossed,
        when: time_of(case.leg),
    }];
    let title = format!(
        "Draft an agreement on passage with {}",
        situation.label(case.host)
    );
    let id = super::super::fixes::new_id(situation.plan, finding, "agreement");
    let edit = Edit::Create(AnyEntity::from((id, agreement)));
    proposals.push(Proposal::next_step("draft-agreement", title, edit));
    proposals
}

fn time_of(leg: &Move) -> When {
    When {
        phases: Vec::new(),
        from: Some(leg.start),
        until: Some(leg.end),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::{Geometry, distance_m};
    use crate::model::{Acceptance, Clause, MeasureKind, Move, RelationState, When};
    use crate::testing::sketch::{Sketch, party, path, place};

    fn march(sketch: Sketch, places: &[(f64, f64)]) -> Sketch {
        sketch.force("1st", 'A', 1.0, 1.0).force_with("1st", |force| {
            force.placements.clear();
            force.moves = vec![Move::new(path(places), 60, 180)];
        })
    }

    /// A march of A in two hours from its own ground 2 km into that of B.
    fn into() -> Sketch {
        let sketch = Sketch::of(&[&["AAABBBCC", "AAABBBCC"]])
            .phases(&[("P1", 24)])
            .liaison('A', 'B')
            .adversary('C');
        march(sketch, &[(1.0, 1.0), (5.0, 1.0)])
    }

    fn with_point(sketch: Sketch, x: f64) -> Sketch {
        sketch.measure("PP", MeasureKind::PassagePoint, Geometry::Point(place(x, 1.0)))
    }

    fn with_passage(sketch: Sketch) -> Sketch {
        let clause = Clause::Passage {
            who: party('A'),
            through: sketch.sector_id("B").into(),
            when: When::always(),
        };
        sketch.agreement(&['A', 'B'], vec![clause])
    }

    #[test]
    fn a_march_into_anothers_sector_needs_a_point_and_a_clause() {
        assert_eq!(into().findings("F04"), ["F04 1st B: major"]);
        assert_eq!(with_point(into(), 3.0).findings("F04").len(), 1);
        assert_eq!(with_passage(into()).findings("F04").len(), 1);
        let both = |x| with_passage(with_point(into(), x)).findings("F04").len();
        assert_eq!((both(3.0), both(2.51), both(2.49)), (0, 0, 1));
        let first = into().first("F04");
        assert!(distance_m(first.at.unwrap(), place(3.0, 1.0)) < 1.0);
        assert!(first.message.contains(" at H+2 h: "), "{}", first.message);
    }

    #[test]
    fn both_have_to_hold_in_the_minute_of_the_crossing() {
        let at = |until| {
            let sketch = with_passage(with_point(into(), 3.0));
            sketch
                .measure_with("PP", |point| point.when.until = Some(until))
                .findings("F04")
                .len()
        };
        assert_eq!((at(115), at(125)), (1, 0));
        let silent = with_passage(with_point(into(), 3.0)).agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Silent;
        });
        assert_eq!(silent.findings("F04").len(), 1);
    }

    #[test]
    fn the_relation_sets_the_severity_and_some_are_left_out() {
        let of = |state| into().relation('A', 'B', state).findings("F04");
        assert_eq!(of(RelationState::Cooperating), ["F04 1st B: major"]);
        assert_eq!(of(RelationState::NoContact), ["F04 1st B: critical"]);
        assert!(into().adversary('A').findings("F04").is_empty());
        assert!(into().adversary('B').findings("F04").is_empty());
        assert!(into().answers_to('A', 'B').findings("F04").is_empty());
        let shared = into().sector_with("B", |sector| {
            sector.shared = true;
            sector.lead = Some(party('A'));
        });
        assert!(shared.findings("F04").is_empty());
        let at_home = into().force_with("1st", |force| {
            force.moves[0].path = path(&[(1.0, 1.0), (2.9, 1.0)]);
        });
        assert!(at_home.findings("F04").is_empty());
    }

    #[test]
    fn leaving_counts_and_a_march_within_needs_the_clause_alone() {
        let sketch =
            |places: &[(f64, f64)]| into().force_with("1st", |force| force.moves[0].path = path(places));
        let out = with_passage(with_point(sketch(&[(4.0, 1.0), (1.0, 1.0)]), 4.0));
        assert_eq!(out.findings("F04").len(), 1);
        assert!(with_point(out, 3.2).findings("F04").is_empty());
        let within = sketch(&[(4.0, 0.5), (5.0, 1.5)]);
        assert_eq!(within.findings("F04").len(), 1);
        assert!(with_passage(within).findings("F04").is_empty());
        let back = with_passage(with_point(sketch(&[(1.0, 1.0), (5.0, 1.0), (1.0, 1.0)]), 3.0));
        assert!(back.findings("F04").is_empty());
        let ends = back.measure_with("PP", |point| point.when.until = Some(120));
        assert!(
            ends.first("F04").message.contains("at H+2 h 30 min"),
            "{}",
            ends.first("F04").message
        );
    }

    #[test]
    fn a_boundary_counts_where_no_sector_is_drawn() {
        let bare = || {
            Sketch::of(&[])
                .phases(&[("P1", 24)])
                .party('A')
                .party('B')
                .liaison('A', 'B')
        };
        let bounded = march(
            bare().boundary('A', 'B', &[(3.0, 2.0), (3.0, 0.0)]),
            &[(1.0, 1.0), (5.0, 1.0)],
        );
        assert_eq!(bounded.findings("F04"), ["F04 1st A/B: major"]);
        let beside = march(
            bare().boundary('A', 'B', &[(6.0, 2.0), (6.0, 0.0)]),
            &[(1.0, 1.0), (5.0, 1.0)],
        );
        assert!(beside.findings("F04").is_empty());
        let drawn = into().boundary('A', 'B', &[(3.0, 2.0), (3.0, 0.0)]);
        assert_eq!(drawn.findings("F04"), ["F04 1st B: major"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(into().waived("F04").findings("F04"), ["F04 1st B: major, waived"]);
    }

    #[test]
    fn a_point_resolves_it_where_passage_is_agreed_and_a_draft_is_a_next_step() {
        let agreed = with_passage(into());
        let fixes = agreed.fixes("F04");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Set a passage point where 1st crosses");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert!(agreed.with(&fixes[0].edit).findings("F04").is_empty());
        let fixes = into().fixes("F04");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Set a passage point where 1st crosses",
                "Draft an agreement on passage with B"
            ]
        );
        assert!(
            fixes
                .iter()
                .all(|fix| matches!(fix.kind, FixKind::NextStep { .. }))
        );
        let drafted = into().with(&fixes[0].edit).with(&fixes[1].edit);
        assert_eq!(drafted.findings("F04").len(), 1);
        let id = drafted.plan().agreements.ids().next().unwrap();
        let accepted = drafted.update(id, |agreement: &mut crate::model::Agreement| {
            for party in &mut agreement.parties {
                party.state = Acceptance::Accepted;
            }
        });
        assert!(accepted.findings("F04").is_empty());
    }
}
