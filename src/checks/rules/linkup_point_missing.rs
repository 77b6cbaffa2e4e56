//! B07: two forces that are to meet, and nowhere to do so.
//!
//! How near they may come at all is F03's.

use std::ops::Range;

use super::super::fixes::{new_id, when_of};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Approach, Meeting, Situation, Spans, Stance, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, Path, Position, distance_m, length_m, point_along};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Measure, MeasureKind, Severity, TaskKind, When};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B07",
    name: "linkup-point-missing",
    title: "No contact or linkup point",
    summary: "Checks for forces that are to meet without a point, a time and a recognition note.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["converging_m"],
    source: "US Army FM 3-90, Tactics: linkup, passage of lines, relief; the distance is a default of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Two forces of which one is tasked to link up with, pass through or relieve the other, while neither's task names a \
contact, linkup or passage point that says its time (phases, a start or an end), has a recognition note, and is \
valid at some time when both are on the map. Forces that are never on the map together are judged at all times. \
One finding for each two forces.

Major; critical where the two parties are cooperating or worse and the forces converge: one of them marches and \
they come within `converging_m` of each other.

## Why it matters

Two columns that look for each other in the dark are two ambushes. A place, a time and a signal is all that makes \
them anything else.

## Example

The police relieve the division's battalion in the north. The battalion knows the date, the police know the street.

## What to do

Agree on the point, the time and the signal. Entente puts a point where the two come nearest, or names a complete \
one that is on the map; the signal is for the two to agree on.

## Source

US Army FM 3-90, *Tactics*: linkup plans give the points, the time and the recognition signals. The distance is a \
default of Entente.
";

/// How it stands in a stretch of time.
struct Case {
    stance: Stance,
    converging: bool,
}

impl Case {
    fn severity(&self) -> Severity {
        if self.stance >= Stance::Cooperating && self.converging {
            Severity::Critical
        } else {
            Severity::Major
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for meeting in situation.meetings() {
        let complete = |id: &Id<Measure>| {
            let measure = situation.plan.measures.get(*id);
            measure.is_some_and(|measure| missing(situation, &meeting, measure).is_empty())
        };
        if meeting.named.iter().any(complete) {
            continue;
        }
        let approaches = meeting.approaches(situation);
        for (run, case) in cases(situation, &meeting, &approaches) {
            findings.add(draft(situation, &meeting, &approaches, &case, run));
        }
    }
}

/// Returns what a measure lacks to be the point of a meeting.
fn missing(situation: &Situation<'_>, meeting: &Meeting<'_, '_>, measure: &Measure) -> Vec<&'static str> {
    let is_point = matches!(
        measure.kind,
        MeasureKind::ContactPoint | MeasureKind::LinkupPoint | MeasureKind::PassagePoint
    );
    let valid = situation.slices.of_when(&measure.when, situation.plan);
    let lacks = [
        (!is_point, "a kind to meet at"),
        (measure.when == When::always(), "a time"),
        (measure.recognition.trim().is_empty(), "a recognition note"),
        (
            valid.and(&meeting.both).is_empty(),
            "a time when both are on the map",
        ),
    ];
    lacks
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, word)| word)
        .collect()
}

fn nearest(approaches: &[Approach]) -> Option<&Approach> {
    approaches
        .iter()
        .min_by(|a, b| a.distance_m.total_cmp(&b.distance_m))
}

fn cases(
    situation: &Situation<'_>,
    meeting: &Meeting<'_, '_>,
    approaches: &[Approach],
) -> Vec<(Range<u32>, Case)> {
    let within_m = f64::from(situation.thresholds().converging_m);
    let converging: Spans = approaches
        .iter()
        .filter(|approach| approach.marching && approach.distance_m <= within_m)
        .map(|approach| approach.run.clone())
        .collect();
    let stances = situation.parties.stance(meeting.parties.0, meeting.parties.1);
    let pieces = meeting.both.pieces(stances.cuts().chain(converging.cuts()));
    let runs = pieces.into_iter().map(|run| {
        let case = Case {
            stance: stances.at(run.start).copied().unwrap_or(Stance::Unknown),
            converging: converging.contains(run.start),
        };
        (run, case)
    });
    merged(runs.collect(), |case| (case.severity(), case.stance))
}

fn draft(
    situation: &Situation<'_>,
    meeting: &Meeting<'_, '_>,
    approaches: &[Approach],
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let within_m = f64::from(situation.thresholds().converging_m);
    let Meeting {
        first,
        second,
        parties,
        kind,
        ..
    } = meeting;
    let lacking = match meeting.named.first() {
        None => "no point to do so is named".to_owned(),
        Some(id) => match situation.plan.measures.get(*id) {
            None => "the point named is not in the plan".to_owned(),
            Some(measure) => format!(
                "{} lacks {}",
                wording::kind_and_name(situation, (*id).into()),
                wording::joined(&missing(situation, meeting, measure)),
            ),
        },
    };
    let nearest = nearest(approaches);
    let near = match nearest {
        Some(nearest) => format!(
            " They come within {} of each other{}; {} counts as converging.",
            wording::length(nearest.distance_m),
            if nearest.marching { "" } else { ", standing" },
            wording::length(within_m),
        ),
        None => String::new(),
    };
    let mut why = vec![
        Reason::word("task", kind.word()),
        Reason::word_against("point with time and recognition note", "none", "one"),
        Reason::word_against("relation", case.stance.word(), Stance::Cooperating.word()),
        Reason::word("converging", if case.converging { "yes" } else { "no" }),
    ];
    why.extend(
        nearest.map(|nearest| Reason::number("least distance", nearest.distance_m, Some(within_m), "m")),
    );
    let place = nearest.map(|nearest| nearest.places);
    Draft {
        severity: case.severity(),
        title: format!("{} and {} are to meet nowhere", first.name(), second.name()),
        message: format!(
            "{} ({}) and {} ({}) have a {} to carry out{}, but {lacking}.{near} {}.",
            first.name(),
            situation.label(parties.0),
            second.name(),
            situation.label(parties.1),
            kind.word(),
            wording::when(situation, &run),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(first.id), AnyId::from(second.id)],
        parties: vec![parties.0, parties.1],
        measures: nearest
            .map(|nearest| ("distance_m", nearest.distance_m))
            .into_iter()
            .collect(),
        geometry: place.map(|(from, to)| Geometry::Path(Path::new(vec![from, to]))),
        at: place.map(|(from, _)| from),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

/// Proposes a complete point that is on the map, a point where they come nearest, or a look at the one
/// that is named.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let [AnyId::Force(a), AnyId::Force(b)] = *finding.subjects.as_slice() else {
        return Vec::new();
    };
    let all = situation.meetings();
    let Some(meeting) = all
        .iter()
        .find(|meeting| meeting.first.id == a && meeting.second.id == b)
    else {
        return Vec::new();
    };
    let tasked = [meeting.first, meeting.second].into_iter().find(|force| {
        let task = force.force.task.as_ref();
        task.is_some_and(|task| task.with == a || task.with == b)
    });
    let Some(tasked) = tasked else { return Vec::new() };
    let meets_at = |at: Id<Measure>| {
        let mut force = tasked.force.clone();
        if let Some(task) = &mut force.task {
            task.at = Some(at);
        }
        Edit::Update(AnyEntity::from((tasked.id, force)))
    };
    let approaches = meeting.approaches(situation);
    let middle = nearest(&approaches).and_then(|nearest| {
        let way = Path::new(vec![nearest.places.0, nearest.places.1]);
        point_along(&way, length_m(&way) / 2.0)
    });
    let mut proposals = Vec::new();
    if let Some((id, _)) = middle.and_then(|middle| complete_near(situation, meeting, middle)) {
        let title = format!("Let them meet at {}", wording::name(situation, id.into()));
        proposals.push(Proposal::resolving("meet-at-point", title, meets_at(id)));
    }
    let incomplete = meeting.named.iter().find_map(|id| {
        let measure = situation.plan.measures.get(*id)?;
        Some((*id, measure))
    });
    if let Some((id, measure)) = incomplete {
        let mut looked_at = measure.clone();
        let before = finding.interval.from.unwrap_or(0);
        looked_at.review_at = Some(measure.review_at.map_or(before, |at| at.min(before)));
        let title = format!(
            "Put {} up for review at {}: {}",
            wording::name(situation, id.into()),
            wording::minute(looked_at.review_at.unwrap_or(before)),
            wording::joined(&missing(situation, meeting, measure)),
        );
        let edit = Edit::Update(AnyEntity::from((id, looked_at)));
        proposals.push(Proposal::next_step("review-point", title, edit));
    } else if let Some(middle) = middle {
        let mut point = Measure::new(Geometry::Point(middle));
        point.kind = match meeting.kind {
            TaskKind::Linkup => MeasureKind::LinkupPoint,
            TaskKind::Passage => MeasureKind::PassagePoint,
            TaskKind::Relief => MeasureKind::ContactPoint,
        };
        let word = point.kind.title();
        point.name = format!("{word} {}", finding.fingerprint.get(..4).unwrap_or(""));
        point.affected = vec![meeting.parties.0, meeting.parties.1];
        point.affected.dedup();
        point.when = when_of(situation, finding);
        let id = new_id(situation.plan, finding, "point");
        let title = format!(
            "Place a {} between them; time and signal are to be agreed",
            word.to_lowercase()
        );
        let create = Edit::Create(AnyEntity::from((id, point)));
        let edit = Edit::together(title.clone(), vec![create, meets_at(id)]);
        proposals.push(Proposal::next_step("place-point", title, edit));
    }
    proposals
}

/// Returns the complete point nearest to a place that binds nobody else.
fn complete_near(
    situation: &Situation<'_>,
    meeting: &Meeting<'_, '_>,
    middle: Position,
) -> Option<(Id<Measure>, f64)> {
    let (one, two) = meeting.parties;
    let points = situation.plan.measures.iter().filter_map(|(id, measure)| {
        let Geometry::Point(at) = measure.shape else {
            return None;
        };
        let binds = |party| measure.affected.is_empty() || measure.affected.contains(&party);
        let fits = binds(one) && binds(two) && missing(situation, meeting, measure).is_empty();
        fits.then(|| (id, distance_m(at, middle)))
    });
    points.min_by(|(_, a), (_, b)| a.total_cmp(b))
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Id, Measure, MeasureKind, Move, RelationState, Task, TaskKind, When};
    use crate::testing::sketch::{Sketch, path, place};

    /// Two forces that many km apart, the first of which is to link up with the second.
    fn apart(km: f64) -> Sketch {
        let sketch = Sketch::of(&[])
            .phases(&[("P1", 24), ("P2", 24)])
            .force("1st", 'A', 0.0, 0.0)
            .force("2nd", 'B', km, 0.0);
        let with = sketch.plan().forces.ids().nth(1).unwrap();
        sketch.force_with("1st", |force| {
            force.task = Some(Task::new(TaskKind::Linkup, with));
        })
    }

    /// The second marches to within that many km of the first.
    fn converging(km: f64) -> Sketch {
        apart(20.0).force_with("2nd", |force| {
            force.moves = vec![Move::new(path(&[(20.0, 0.0), (km, 0.0)]), 60, 120)];
        })
    }

    fn at_point(sketch: Sketch, how: impl FnOnce(&mut Measure)) -> Sketch {
        sketch
            .measure("LP", MeasureKind::LinkupPoint, Geometry::Point(place(1.0, 0.0)))
            .measure_with("LP", |point| {
                point.when = When::in_phases([Id::from_bits(1)]);
                "green star".clone_into(&mut point.recognition);
                how(point);
            })
            .force_with("1st", |force| {
                if let Some(task) = &mut force.task {
                    task.at = Some(Id::from_bits(1));
                }
            })
    }

    #[test]
    fn forces_that_are_to_meet_need_a_point_a_time_and_a_signal() {
        assert_eq!(apart(2.0).findings("B07"), ["B07 1st 2nd: 2.00 km, major"]);
        assert_eq!(apart(2.0).first("B07").value, 1.0);
        let with = |how: fn(&mut Measure)| at_point(apart(2.0), how).findings("B07").len();
        assert_eq!(with(|_| ()), 0);
        assert_eq!(with(|point| point.kind = MeasureKind::ContactPoint), 0);
        assert_eq!(with(|point| point.kind = MeasureKind::Checkpoint), 1);
        assert_eq!(with(|point| point.recognition.clear()), 1);
        assert_eq!(with(|point| point.when = When::always()), 1);
        assert_eq!(with(|point| point.when = When::in_phases([Id::from_bits(2)])), 0);
    }

    #[test]
    fn the_point_must_be_valid_when_both_are_there() {
        let sketch = at_point(apart(2.0), |_| ()).force_with("2nd", |force| {
            force.placements[0].when.from = Some(24 * 60);
        });
        assert_eq!(sketch.findings("B07").len(), 1);
        assert_eq!(sketch.first("B07").interval.from, Some(24 * 60));
        let nowhere = apart(2.0).force_with("2nd", |force| force.placements.clear());
        assert_eq!(nowhere.findings("B07"), ["B07 1st 2nd: major"]);
    }

    #[test]
    fn the_others_task_may_name_the_point_and_two_tasks_are_one_meeting() {
        let both = at_point(apart(2.0), |_| ()).force_with("2nd", |force| {
            force.task = Some(Task::new(TaskKind::Linkup, Id::from_bits(1)));
        });
        assert!(both.findings("B07").is_empty());
        let neither = apart(2.0).force_with("2nd", |force| {
            force.task = Some(Task::new(TaskKind::Linkup, Id::from_bits(1)));
        });
        assert_eq!(neither.findings("B07").len(), 1);
        let itself = apart(2.0).force_with("1st", |force| {
            force.task = Some(Task::new(TaskKind::Linkup, Id::from_bits(1)));
        });
        assert!(itself.findings("B07").is_empty());
    }

    #[test]
    fn converging_forces_of_parties_that_cooperate_or_worse_are_critical() {
        assert_eq!(
            converging(4.99).findings("B07"),
            ["B07 1st 2nd: 4.99 km, critical"]
        );
        assert_eq!(converging(5.01).findings("B07"), ["B07 1st 2nd: 5.01 km, major"]);
        let of = |state| converging(1.0).relation('A', 'B', state).findings("B07");
        assert_eq!(of(RelationState::Cooperating), ["B07 1st 2nd: 1.00 km, critical"]);
        assert_eq!(of(RelationState::Allied), ["B07 1st 2nd: 1.00 km, major"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            apart(2.0).waived("B07").findings("B07"),
            ["B07 1st 2nd: 2.00 km, major, waived"]
        );
    }

    #[test]
    fn a_complete_point_resolves_it_and_a_new_one_waits_for_its_signal() {
        let named = at_point(apart(2.0), |_| ()).force_with("1st", |force| {
            if let Some(task) = &mut force.task {
                task.at = None;
            }
        });
        let fixes = named.fixes("B07");
        assert_eq!(
            (fixes[0].title.as_str(), &fixes[0].kind),
            ("Let them meet at LP", &FixKind::Resolves)
        );
        assert!(named.with(&fixes[0].edit).findings("B07").is_empty());
        let fixes = converging(1.0).fixes("B07");
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str()),
            (
                1,
                "Place a linkup point between them; time and signal are to be agreed"
            )
        );
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let placed = converging(1.0).with(&fixes[0].edit);
        assert_eq!(placed.findings("B07").len(), 1);
        let id = placed.plan().measures.ids().next().unwrap();
        let agreed = placed.update(id, |point: &mut Measure| {
            "green star".clone_into(&mut point.recognition);
            point.when = When::in_phases([Id::from_bits(1)]);
        });
        assert!(agreed.findings("B07").is_empty());
    }

    #[test]
    fn a_point_that_lacks_something_is_put_up_for_review() {
        let silent = at_point(apart(2.0), |point| point.recognition.clear());
        let fixes = silent.fixes("B07");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Put LP up for review at H: a recognition note");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
    }
}
