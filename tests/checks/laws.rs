//! Laws of reports over generated plans: what may not change them, and what a minute of theirs means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use entente::checks::{Checker, Executor, Finding, OneThread, Report, check, coverage};
use entente::geometry::Position;
use entente::model::{
    Agreement, AnyEntity, AnyId, Boundary, Channel, ChannelMode, ChannelState, Clause, Corridor, Edit,
    Entity, Force, Handover, Id, Measure, Minute, Notification, Phase, Plan, Relation, RelationState, Sector,
    Severity, Site, Stakeholder, When,
};
use entente::testing::sketch::{Sketch, party};
use entente::testing::{Chance, generate};

use super::{GO_ON, plans, report_of};

#[test]
fn a_warm_report_is_the_cold_one() {
    for (seed, plan) in plans().into_iter().enumerate() {
        let warm = Checker::new();
        let mut chance = Chance::new(seed as u64);
        let mut plan = plan;
        for _ in 0..6 {
            if let Ok(changed) = generate::edit(&mut chance, &plan).apply(&plan) {
                plan = changed;
            }
            assert_eq!(report_of(&warm, &plan), check(&plan, None), "seed {seed}");
        }
    }
}

/// As many threads as a machine might have, the last task first.
struct Threads(usize);

impl Executor for Threads {
    fn run(&self, count: usize, task: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(count);
        std::thread::scope(|scope| {
            for _ in 0..self.0 {
                scope.spawn(|| {
                    while let Ok(number) =
                        next.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                    {
                        task(number - 1);
                    }
                });
            }
        });
    }
}

#[test]
fn one_thread_says_what_many_say() {
    for plan in plans() {
        let many = Checker::new().check(&plan, None, &Threads(4), &GO_ON).unwrap();
        assert_eq!(many, check(&plan, None));
        let covered = Checker::new().coverage(&plan, None, &Threads(4), &GO_ON).unwrap();
        assert_eq!(covered, coverage(&plan).unwrap());
    }
}

#[test]
fn a_cancelled_check_gives_no_report() {
    let stop = AtomicBool::new(true);
    let plan = generate::covering(1, 20, 3, 2);
    assert!(Checker::new().check(&plan, None, &OneThread, &stop).is_err());
}

/// Code, subjects, severity, first and last minute, and the value on a logarithmic scale.
type Essence = (String, Vec<AnyId>, Severity, Option<Minute>, Option<Minute>, i64);

/// What must not change: everything but fingerprint, geometry and the last digits.
fn essence(report: &Report) -> Vec<Essence> {
    let of = |finding: &Finding| {
        let Finding {
            code,
            subjects,
            severity,
            interval,
            value,
            ..
        } = finding;
        let value = (value.max(1e-9).log10() * 2_000.0).round() as i64;
        (
            (*code).to_owned(),
            subjects.clone(),
            *severity,
            interval.from,
            interval.until,
            value,
        )
    };
    let mut all: Vec<_> = report.findings.iter().map(of).collect();
    all.sort();
    all
}

/// Values may differ by a step of 1.2 per mille. What a weapon reaches may differ by more where it is
/// little: a range is in metres, while a shift in degrees makes ground a trifle narrower.
fn assert_alike(before: &Report, after: &Report, what: &str) {
    let (before, after) = (essence(before), essence(after));
    assert_eq!(before.len(), after.len(), "{what}");
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(
            (&one.0, &one.1, one.2, one.3, one.4),
            (&other.0, &other.1, other.2, other.3, other.4),
            "{what}"
        );
        let steps = if one.0 == "F07" { 40 } else { 1 };
        assert!((one.5 - other.5).abs() <= steps, "{what}: {one:?} {other:?}");
    }
}

#[test]
fn shifting_the_plan_by_a_kilometre_changes_nothing() {
    for (seed, plan) in plans().into_iter().enumerate() {
        let mut ids = Vec::new();
        plan.each_id(&mut |id| ids.push(id));
        ids.retain(|id| {
            matches!(
                id,
                AnyId::Force(_)
                    | AnyId::Sector(_)
                    | AnyId::Boundary(_)
                    | AnyId::Measure(_)
                    | AnyId::Site(_)
                    | AnyId::Corridor(_)
            )
        });
        let (lat_e7, lon_e7) = (40_000, -70_000);
        let mut edits = vec![Edit::Shift { ids, lat_e7, lon_e7 }];
        if let Some(mut area) = plan.info.area_of_operations.clone() {
            for point in area.rings_mut().flat_map(|ring| &mut ring.points) {
                *point = Position::from_e7(point.lat_e7() + lat_e7, point.lon_e7() + lon_e7).unwrap();
            }
            edits.push(Edit::SetAreaOfOperations(Some(area)));
        }
        let shifted = Edit::together("Shift", edits).apply(&plan).unwrap();
        assert_alike(
            &check(&plan, None),
            &check(&shifted, None),
            &format!("seed {seed}"),
        );
    }
}

#[test]
fn the_first_vertex_and_the_direction_of_a_ring_do_not_matter() {
    for (seed, plan) in plans().into_iter().enumerate() {
        let mut chance = Chance::new(seed as u64);
        let edits: Vec<Edit> = plan
            .sectors
            .iter()
            .map(|(id, sector)| {
                let mut sector = sector.clone();
                for ring in sector.area.rings_mut() {
                    let first = chance.below(ring.points.len() as u64) as usize;
                    ring.points.rotate_left(first);
                    if chance.happens(50) {
                        ring.points.reverse();
                    }
                }
                Edit::Update(AnyEntity::from((id, sector)))
            })
            .collect();
        let turned = Edit::together("Turn rings", edits).apply(&plan).unwrap();
        assert_alike(
            &check(&plan, None),
            &check(&turned, None),
            &format!("seed {seed}"),
        );
    }
}

#[test]
fn shifting_all_times_shifts_the_findings_and_nothing_else() {
    let by: Minute = 12_345;
    for (seed, plan) in plans().into_iter().enumerate() {
        let later = delayed(&plan, by);
        let mut before = essence(&check(&plan, None));
        for row in &mut before {
            (row.3, row.4) = (row.3.map(|from| from + by), row.4.map(|until| until + by));
        }
        before.sort();
        assert_eq!(before, essence(&check(&later, None)), "seed {seed}");
    }
}

/// The plan with every minute later by so many.
fn delayed(plan: &Plan, by: Minute) -> Plan {
    let mut edits = Vec::new();
    let later = |when: &mut When| {
        when.from = when.from.map(|from| from + by);
        when.until = when.until.map(|until| until + by);
    };
    each(plan, &mut edits, |phase: &mut Phase| {
        phase.start += by;
        phase.end = phase.end.map(|end| end + by);
    });
    each(plan, &mut edits, |stakeholder: &mut Stakeholder| {
        later(&mut stakeholder.active);
    });
    each(plan, &mut edits, |relation: &mut Relation| {
        later(&mut relation.when);
    });
    each(plan, &mut edits, |channel: &mut Channel| later(&mut channel.when));
    each(plan, &mut edits, |boundary: &mut Boundary| {
        later(&mut boundary.when);
    });
    each(plan, &mut edits, |measure: &mut Measure| later(&mut measure.when));
    each(plan, &mut edits, |corridor: &mut Corridor| {
        corridor.windows.iter_mut().for_each(later);
        corridor.needed_by = corridor.needed_by.map(|at| at + by);
        delay_notifications(&mut corridor.notifications, by);
    });
    each(plan, &mut edits, |site: &mut Site| {
        later(&mut site.when);
        site.closed.iter_mut().for_each(later);
        delay_notifications(&mut site.notifications, by);
    });
    each(plan, &mut edits, |sector: &mut Sector| {
        later(&mut sector.when);
        for handover in &mut sector.handovers {
            handover.at += by;
        }
    });
    each(plan, &mut edits, |agreement: &mut Agreement| {
        later(&mut agreement.when);
        for clause in &mut agreement.clauses {
            if let Clause::Passage { when, .. } = clause {
                later(when);
            }
        }
    });
    each(plan, &mut edits, |force: &mut Force| {
        force
            .placements
            .iter_mut()
            .for_each(|placement| later(&mut placement.when));
        for leg in &mut force.moves {
            (leg.start, leg.end) = (leg.start + by, leg.end + by);
        }
    });
    let mut info = plan.info.clone();
    for deadline in &mut info.deadlines {
        deadline.at += by;
    }
    edits.push(Edit::SetInfo(Box::new(info)));
    Edit::together("Delay", edits).apply(plan).unwrap()
}

fn delay_notifications(notifications: &mut [Notification], by: Minute) {
    for notification in notifications {
        let minutes = [
            &mut notification.at,
            &mut notification.acknowledged,
            &mut notification.expires,
        ];
        for minute in minutes {
            *minute = minute.map(|at| at + by);
        }
    }
}

#[test]
fn the_plans_of_these_laws_have_findings_of_most_rules() {
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    let mut count = 0;
    // Rare ones are looked for in more plans: what is rare changes with every threshold that is added.
    let more = (12..40).map(|seed| generate::plan(&mut Chance::new(seed), generate::Size::MEDIUM));
    for plan in plans().into_iter().chain(more) {
        let report = check(&plan, None);
        count += report.findings.len();
        codes.extend(report.findings.iter().map(|finding| finding.code));
    }
    assert!(count > 300, "{count}");
    for code in [
        "A01", "A04", "A05", "B01", "B02", "D01", "D04", "D08", "F01", "F03", "K01", "K03", "K04", "K07",
        "K10", "L01", "L05", "L07", "T01", "T02", "T04",
    ] {
        assert!(codes.contains(code), "no plan has {code}: {codes:?}");
    }
}

#[test]
fn what_holds_at_a_minute_is_what_a_plan_of_that_minute_says() {
    for (seed, plan) in plans().into_iter().enumerate() {
        let plan = standing(&plan);
        let report = check(&plan, None);
        let mut minutes: BTreeSet<Minute> = BTreeSet::new();
        for (_, phase) in plan.phases.iter() {
            minutes.extend([phase.start, phase.start + 1]);
            minutes.extend(phase.end.map(|end| end - 1));
        }
        let mut chance = Chance::new(seed as u64);
        let (first, last) = (minutes.first().copied(), minutes.last().copied());
        if let (Some(first), Some(last)) = (first, last) {
            minutes.extend((0..12).map(|_| first + chance.below((last - first + 1) as u64) as Minute));
        }
        for minute in minutes.into_iter().filter(|minute| in_span(&plan, *minute)) {
            let then = check(&at_minute(&plan, minute), None);
            let now = |report: &Report| {
                keys(
                    report
                        .findings
                        .iter()
                        .filter(|finding| finding.interval.contains(minute)),
                )
            };
            assert_eq!(now(&report), now(&then), "seed {seed}, minute {minute}");
        }
    }
}

/// Minutes of the plans that are looked at minute by minute.
const SPAN: Minute = 48;

/// Neighbours that overlap, whose relations, channels, agreement and holders change at minutes by chance.
fn changing(seed: u64) -> Plan {
    let mut chance = Chance::new(seed);
    let mut sketch = Sketch::of(&[&["AABB", "AABB"], &["....", "CC..", "CCDD"]]);
    for (number, (start, end)) in [(0, 20), (20, SPAN)].into_iter().enumerate() {
        let mut phase = Phase::new(start);
        phase.end = Some(end);
        sketch = sketch.create(Id::<Phase>::from_bits(number as u64 + 1), phase);
    }
    let minute = |chance: &mut Chance| chance.below(SPAN as u64 + 8) as Minute - 4;
    let when = |chance: &mut Chance| {
        let from = minute(chance);
        let until = from + 1 + chance.below(20) as Minute;
        When {
            phases: if chance.happens(30) {
                vec![Id::from_bits(1 + chance.below(2))]
            } else {
                Vec::new()
            },
            from: chance.happens(70).then_some(from),
            until: chance.happens(70).then_some(until),
        }
    };
    for (a, b) in [('A', 'B'), ('A', 'C'), ('B', 'D'), ('C', 'D')] {
        for _ in 0..2 {
            let state = chance.pick(RelationState::ALL).copied().unwrap_or_default();
            sketch = sketch.relation(a, b, state);
            let mode = chance.pick(ChannelMode::ALL).copied().unwrap_or_default();
            let works = chance.pick(ChannelState::ALL).copied().unwrap_or_default();
            sketch = sketch.channel(a, b, mode, works);
        }
        let holds = [a, b].map(|letter| Clause::HoldsGround {
            who: party(letter),
            sectors: vec![sketch.sector_id(&letter.to_string())],
        });
        let mut clauses = holds.to_vec();
        clauses.push(Clause::IncidentProcedure {
            channel: Id::from_bits(1),
            within_hours: 1,
        });
        sketch = sketch.agreement(&[a, b], clauses);
    }
    let mut edits = Vec::new();
    let plan = sketch.plan().clone();
    let mut change = |entity: AnyEntity| edits.push(Edit::Update(entity));
    for (id, relation) in plan.relations.iter() {
        let when = when(&mut chance);
        change(
            (
                id,
                Relation {
                    when,
                    ..relation.clone()
                },
            )
                .into(),
        );
    }
    // The channel that clauses name stays: a clause is dropped with what it names.
    for (id, channel) in plan.channels.iter().filter(|(id, _)| *id != Id::from_bits(1)) {
        let when = when(&mut chance);
        change(
            (
                id,
                Channel {
                    when,
                    ..channel.clone()
                },
            )
                .into(),
        );
    }
    for (id, agreement) in plan.agreements.iter() {
        let when = when(&mut chance);
        change(
            (
                id,
                Agreement {
                    when,
                    ..agreement.clone()
                },
            )
                .into(),
        );
    }
    for (id, sector) in plan.sectors.iter() {
        let mut sector = sector.clone();
        if chance.happens(50) {
            sector.when = when(&mut chance);
        }
        if chance.happens(40) {
            let to = chance.pick(&['A', 'B', 'C', 'D']).copied().unwrap_or('A');
            let mut handover = Handover::new(party(to), minute(&mut chance));
            handover.overlap_minutes = chance.below(6) as u32;
            sector.handovers.push(handover);
        }
        change((id, sector).into());
    }
    Edit::together("Change by chance", edits).apply(&plan).unwrap()
}

/// Minutes, or runs of them, by code and subjects.
type ByKey<T> = BTreeMap<(&'static str, Vec<AnyId>), T>;

#[test]
fn a_finding_lasts_as_long_as_every_minute_alone_would_say() {
    let (mut changes, mut lapses) = (0, 0);
    for seed in 0..16 {
        let plan = changing(seed);
        // Ground that is spoken of is K02's as long as somebody means the agreement, K01's at a minute in
        // which it is not there: of the two together every minute must tell.
        let key = |finding: &Finding| {
            let code = if finding.code == "K02" {
                "K01"
            } else {
                finding.code
            };
            let judged = ["A01", "A02", "A05", "B01", "K01", "L01", "L07"].contains(&code);
            judged.then(|| (code, finding.subjects.clone()))
        };
        let mut sampled: ByKey<Vec<(Minute, Minute)>> = BTreeMap::new();
        for minute in 0..SPAN {
            let report = check(&at_minute(&plan, minute), None);
            let keys: BTreeSet<_> = report.findings.iter().filter_map(key).collect();
            for key in keys {
                let runs = sampled.entry(key).or_default();
                match runs.last_mut() {
                    Some(last) if last.1 == minute => last.1 = minute + 1,
                    _ => runs.push((minute, minute + 1)),
                }
            }
        }
        let mut merged: ByKey<Vec<(Minute, Minute)>> = BTreeMap::new();
        for finding in &check(&plan, None).findings {
            lapses += usize::from(finding.code == "K02");
            if let (Some(key), (Some(from), Some(until))) =
                (key(finding), (finding.interval.from, finding.interval.until))
            {
                merged.entry(key).or_default().push((from, until));
            }
        }
        for ((code, _), runs) in &mut merged {
            runs.sort_unstable();
            // Two parts of an overlap are two findings at one time.
            runs.dedup();
            if *code == "K01" {
                runs.dedup_by(|next, last| {
                    let touch = next.0 <= last.1;
                    last.1 = if touch { last.1.max(next.1) } else { last.1 };
                    touch
                });
            }
        }
        changes += merged.values().map(Vec::len).sum::<usize>();
        assert_eq!(merged, sampled, "seed {seed}");
    }
    assert!(changes > 100 && lapses > 10, "{changes} {lapses}");
}

/// Rules whose findings are of a minute, not of an object, by code and subjects.
fn keys<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeSet<(&'static str, Vec<AnyId>)> {
    findings
        .filter(|finding| {
            [
                "A01", "A02", "A04", "A05", "B01", "B02", "F01", "F03", "K01", "L01", "L07",
            ]
            .contains(&finding.code)
        })
        .map(|finding| (finding.code, finding.subjects.clone()))
        .collect()
}

fn in_span(plan: &Plan, minute: Minute) -> bool {
    let phases = || plan.phases.iter().filter_map(|(_, phase)| phase.interval());
    let start = phases().filter_map(|interval| interval.from).min();
    let open = phases().any(|interval| interval.until.is_none());
    let end = phases().filter_map(|interval| interval.until).max();
    start.is_none_or(|start| start <= minute) && (open || end.is_none_or(|end| minute < end))
}

/// The plan without marches, and without clauses: they speak of objects whatever those objects' times.
fn standing(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for (id, force) in plan.clone().forces.iter() {
        let mut force = force.clone();
        force.moves.clear();
        plan = Edit::Update(AnyEntity::from((id, force))).apply(&plan).unwrap();
    }
    for (id, agreement) in plan.clone().agreements.iter() {
        let mut agreement = agreement.clone();
        agreement.clauses.clear();
        agreement.preconditions.clear();
        plan = Edit::Update(AnyEntity::from((id, agreement)))
            .apply(&plan)
            .unwrap();
    }
    plan
}

/// The plan as it stands at one minute: what does not hold then is gone, what does holds always.
fn at_minute(plan: &Plan, minute: Minute) -> Plan {
    let mut gone: Vec<AnyId> = Vec::new();
    let mut then = plan.clone();
    let holds = |when: &mut When| {
        let holds = when.holds_at(minute, &plan.phases);
        *when = When::always();
        holds
    };
    keep(plan, &mut then, &mut gone, |relation: &mut Relation| {
        holds(&mut relation.when)
    });
    keep(plan, &mut then, &mut gone, |channel: &mut Channel| {
        holds(&mut channel.when)
    });
    keep(plan, &mut then, &mut gone, |boundary: &mut Boundary| {
        holds(&mut boundary.when)
    });
    keep(plan, &mut then, &mut gone, |site: &mut Site| {
        holds(&mut site.when)
    });
    keep(plan, &mut then, &mut gone, |agreement: &mut Agreement| {
        holds(&mut agreement.when)
    });
    keep(plan, &mut then, &mut gone, |force: &mut Force| {
        force
            .placements
            .retain_mut(|placement| holds(&mut placement.when));
        true
    });
    keep(plan, &mut then, &mut gone, |sector: &mut Sector| {
        let mut handovers = sector.handovers.clone();
        handovers.sort_by_key(|handover| handover.at);
        let mut now: Vec<_> = sector.holder.into_iter().collect();
        for handover in &handovers {
            if minute >= handover.at {
                now = vec![handover.to];
            } else if minute >= handover.at - i64::from(handover.overlap_minutes)
                && !now.contains(&handover.to)
            {
                now.push(handover.to);
            }
        }
        sector.holder = now.first().copied();
        // Two holders at once are said by a handover that is never over.
        sector.handovers = now
            .iter()
            .skip(1)
            .map(|to| {
                let mut handover = Handover::new(*to, Minute::from(i32::MAX));
                handover.overlap_minutes = u32::MAX;
                handover
            })
            .collect();
        holds(&mut sector.when)
    });
    let phases = plan.phases.ids().map(AnyId::from);
    gone.extend(phases);
    gone.retain(|id| id.is_in(&then));
    Edit::Delete(gone).apply(&then).unwrap()
}

/// Adds an edit for every entity of a kind.
fn each<E: Entity>(plan: &Plan, edits: &mut Vec<Edit>, how: impl Fn(&mut E))
where
    AnyEntity: From<(Id<E>, E)>,
{
    for (id, entity) in E::table(plan).iter() {
        let mut entity = entity.clone();
        how(&mut entity);
        edits.push(Edit::Update(AnyEntity::from((id, entity))));
    }
}

/// Changes every entity of a kind in `then`, or notes that it is not there at that minute.
fn keep<E: Entity>(plan: &Plan, then: &mut Plan, gone: &mut Vec<AnyId>, mut at: impl FnMut(&mut E) -> bool)
where
    AnyEntity: From<(Id<E>, E)>,
{
    for (id, entity) in E::table(plan).iter() {
        let mut entity = entity.clone();
        if at(&mut entity) {
            *then = Edit::Update(AnyEntity::from((id, entity))).apply(then).unwrap();
        } else {
            gone.push(E::any_id(id));
        }
    }
}
