//! B06: a boundary that crosses a phase line where nobody coordinates.
//!
//! Whether the boundary itself is right is B01's and B02's.

use std::ops::Range;

use super::super::fixes::{new_id, when_of};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Bordering, Situation, Spans, Stance, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Geometry, Index, Position, crossings, distance_m};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Measure, MeasureKind, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B06",
    name: "coordinating-point-missing",
    title: "Coordinating point missing",
    summary: "Checks for boundaries that cross a phase line without a coordinating point there.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["coordinating_point_near_m"],
    source: "US Army FM 3-90, Tactics: coordinating points; the distance is a default of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A place where a boundary between two stakeholders meets a phase line, forward line or limit of advance, both \
valid, without a coordinating point within `coordinating_point_near_m` that is valid then. Each place is a \
finding. Boundaries of which a side is not named, that have the same party on both sides, or an adversary on one, \
are not judged.

Major where the two are neutral to each other or worse, else minor.

## Why it matters

At a phase line one side stops and the other may not. Unless the two meet at a named place they find out by \
running into each other, or by the gap between them.

## Example

The boundary between the division and the police crosses phase line BLUE at the railway bridge. Nobody is named \
to meet there.

## What to do

Name the place, and who goes there when. Entente puts a coordinating point on the crossing.

## Source

US Army FM 3-90, *Tactics*: coordinating points lie where boundaries cross phase lines and forward lines. The \
distance is a default of Entente.
";

/// How many times farther a point may be to be mentioned.
const NEIGHBOURHOOD: f64 = 10.0;

/// A coordinating point.
struct Served {
    at: Position,
    spans: Spans,
}

struct Case {
    stance: Stance,
    /// The nearest coordinating point at any time, in metres, if there is one in the neighbourhood.
    nearest_m: Option<f64>,
}

impl Case {
    fn severity(&self) -> Severity {
        if self.stance >= Stance::Neutral {
            Severity::Major
        } else {
            Severity::Minor
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut points: Option<(Vec<Served>, Index)> = None;
    for (id, measure) in situation.plan.measures.iter() {
        let line = match &measure.shape {
            Geometry::Path(path) if is_line(measure.kind) => path,
            _ => continue,
        };
        let Some(bounds) = line.bounds() else { continue };
        let valid = situation.slices.of_when(&measure.when, situation.plan);
        for row in situation.boundaries_near(bounds) {
            let Some(sides) = sides(situation, row) else {
                continue;
            };
            let during = valid.and(&row.spans);
            if during.is_empty() {
                continue;
            }
            for at in crossings(&row.boundary.path, line) {
                let (points, index) = points.get_or_insert_with(|| served(situation));
                for (run, case) in cases(situation, at, sides, &during, points, index) {
                    findings.add(draft(situation, row, id, at, &case, run));
                }
            }
        }
    }
}

const fn is_line(kind: MeasureKind) -> bool {
    matches!(
        kind,
        MeasureKind::PhaseLine | MeasureKind::ForwardLine | MeasureKind::LimitOfAdvance
    )
}

/// Returns the two parties of a boundary that are to coordinate; `None` where there are no such two.
fn sides(situation: &Situation<'_>, row: &Bordering<'_>) -> Option<(Id<Stakeholder>, Id<Stakeholder>)> {
    let (left, right) = (row.boundary.left?, row.boundary.right?);
    let adversary = situation.parties.is_adversary(left) || situation.parties.is_adversary(right);
    (left != right && !adversary).then_some((left, right))
}

/// Returns the coordinating points of the plan with an index of them.
fn served(situation: &Situation<'_>) -> (Vec<Served>, Index) {
    let measures = situation.plan.measures.iter();
    let points: Vec<Served> = measures
        .filter(|(_, measure)| measure.kind == MeasureKind::CoordinatingPoint)
        .filter_map(|(_, measure)| match measure.shape {
            Geometry::Point(at) => Some(Served {
                at,
                spans: situation.slices.of_when(&measure.when, situation.plan),
            }),
            _ => None,
        })
        .collect();
    let index = Index::of(points.iter().map(|point| Some(Bounds::of_position(point.at))));
    (points, index)
}

/// Returns the stretches of time in which a crossing is not served, each with its worst.
fn cases(
    situation: &Situation<'_>,
    at: Position,
    (left, right): (Id<Stakeholder>, Id<Stakeholder>),
    during: &Spans,
    points: &[Served],
    index: &Index,
) -> Vec<(Range<u32>, Case)> {
    let within_m = f64::from(situation.thresholds().coordinating_point_near_m);
    let around = Bounds::of_position(at).grown_m(NEIGHBOURHOOD * within_m);
    let near = index.query(around).into_iter();
    let near: Vec<(f64, &Served)> = near
        .filter_map(|place| points.get(place))
        .map(|point| (distance_m(point.at, at), point))
        .collect();
    let served = near
        .iter()
        .filter(|(away_m, _)| *away_m <= within_m)
        .fold(Spans::never(), |all, (_, point)| all.or(&point.spans));
    let missing = during.without(&served);
    if missing.is_empty() {
        return Vec::new();
    }
    let nearest_m = near.iter().map(|(away_m, _)| *away_m).min_by(f64::total_cmp);
    let stances = situation.parties.stance(left, right);
    let runs = missing.pieces(stances.cuts()).into_iter().map(|run| {
        let stance = stances.at(run.start).copied().unwrap_or(Stance::Unknown);
        (run, Case { stance, nearest_m })
    });
    merged(runs.collect(), |case| (case.severity(), case.stance))
}

fn draft(
    situation: &Situation<'_>,
    row: &Bordering<'_>,
    line: Id<Measure>,
    at: Position,
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let within_m = f64::from(situation.thresholds().coordinating_point_near_m);
    let (boundary, line_name) = (
        wording::name(situation, row.id.into()),
        wording::name(situation, line.into()),
    );
    let nearest = match case.nearest_m {
        Some(nearest_m) if nearest_m > within_m => {
            format!("the nearest is {} away", wording::length(nearest_m))
        }
        Some(_) => "the one that is near is not valid then".to_owned(),
        None => "there is none in the neighbourhood".to_owned(),
    };
    let parties: Vec<_> = [row.boundary.left, row.boundary.right]
        .into_iter()
        .flatten()
        .collect();
    let labels: Vec<String> = parties.iter().map(|party| situation.label(*party)).collect();
    let mut why = Vec::new();
    why.extend(case.nearest_m.map(|nearest_m| {
        Reason::number(
            "distance of the nearest coordinating point",
            nearest_m,
            Some(within_m),
            "m",
        )
    }));
    why.push(Reason::word_against(
        "coordinating point valid there",
        "none",
        "one",
    ));
    why.push(Reason::word_against(
        "relation",
        case.stance.word(),
        Stance::Neutral.word(),
    ));
    Draft {
        severity: case.severity(),
        title: format!("No coordinating point where {boundary} crosses {line_name}"),
        message: format!(
            "{boundary}, between {}, crosses {line_name}{} without a coordinating point within {}: {nearest}. {}.",
            wording::joined(&labels),
            wording::when(situation, &run),
            wording::length(within_m),
            wording::capital(case.stance.word()),
        ),
        subjects: vec![AnyId::from(row.id), AnyId::from(line)],
        parties,
        measures: Vec::new(),
        geometry: Some(Geometry::Point(at)),
        at: Some(at),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

/// Proposes a coordinating point on the crossing.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let boundary = finding.subjects.iter().find_map(|subject| match subject {
        AnyId::Boundary(id) => situation.plan.boundaries.get(*id),
        _ => None,
    });
    let (Some(boundary), Some(at)) = (boundary, finding.at) else {
        return Vec::new();
    };
    let mut point = Measure::new(Geometry::Point(at));
    point.kind = MeasureKind::CoordinatingPoint;
    point.name = format!(
        "Coordinating point {}",
        finding.fingerprint.get(..4).unwrap_or("")
    );
    point.affected = [boundary.left, boundary.right]
        .into_iter()
        .flatten()
        .filter(|party| situation.plan.stakeholders.contains(*party))
        .collect();
    point.when = when_of(situation, finding);
    let id = new_id(situation.plan, finding, "coordinating-point");
    vec![Proposal::resolving(
        "place-coordinating-point",
        "Place a coordinating point at the crossing",
        Edit::Create(AnyEntity::from((id, point))),
    )]
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{MeasureKind, RelationState};
    use crate::testing::sketch::{Sketch, path, place};

    /// A boundary from north to south and a line of a kind from west to east across it.
    fn crossed(kind: MeasureKind) -> Sketch {
        let line = Geometry::Path(path(&[(0.0, 1.0), (4.0, 1.0)]));
        Sketch::of(&[&["AABB", "AABB"]])
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 2.0)])
            .measure("BLUE", kind, line)
    }

    fn with_point(km: f64) -> Sketch {
        let at = Geometry::Point(place(2.0 + km, 1.0));
        crossed(MeasureKind::PhaseLine).measure("CP1", MeasureKind::CoordinatingPoint, at)
    }

    #[test]
    fn a_phase_line_across_a_boundary_wants_a_coordinating_point() {
        for kind in [
            MeasureKind::PhaseLine,
            MeasureKind::ForwardLine,
            MeasureKind::LimitOfAdvance,
        ] {
            assert_eq!(crossed(kind).findings("B06"), ["B06 B/A BLUE: major"]);
        }
        assert_eq!(crossed(MeasureKind::PhaseLine).first("B06").value, 1.0);
        assert!(crossed(MeasureKind::SupplyRoute).findings("B06").is_empty());
    }

    #[test]
    fn a_point_near_enough_serves_it() {
        assert!(with_point(0.199).findings("B06").is_empty());
        assert_eq!(with_point(0.201).findings("B06"), ["B06 B/A BLUE: major"]);
        let other = with_point(0.0).measure_with("CP1", |point| point.kind = MeasureKind::Checkpoint);
        assert_eq!(other.findings("B06").len(), 1);
    }

    #[test]
    fn the_point_must_be_valid_then() {
        let sketch = with_point(0.0)
            .phases(&[("P1", 24), ("P2", 24)])
            .measure_with("CP1", |point| point.when.until = Some(24 * 60));
        let interval = sketch.first("B06").interval;
        assert_eq!((interval.from, interval.until), (Some(24 * 60), Some(48 * 60)));
        let over = sketch.measure_with("BLUE", |line| line.when.until = Some(24 * 60));
        assert!(over.findings("B06").is_empty());
    }

    #[test]
    fn each_crossing_is_a_finding_and_the_relation_sets_the_severity() {
        let sketch = crossed(MeasureKind::PhaseLine).relation('A', 'B', RelationState::Cooperating);
        assert_eq!(sketch.findings("B06"), ["B06 B/A BLUE: minor"]);
        let there_and_back = sketch.measure_with("BLUE", |line| {
            line.shape = Geometry::Path(path(&[(0.0, 0.5), (3.0, 0.5), (3.0, 1.5), (0.0, 1.5)]));
        });
        assert_eq!(there_and_back.findings("B06").len(), 2);
        assert!(there_and_back.adversary('B').findings("B06").is_empty());
        let nobody = crossed(MeasureKind::PhaseLine).boundary_with(1, |boundary| boundary.left = None);
        assert!(nobody.findings("B06").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let waived = crossed(MeasureKind::PhaseLine).waived("B06");
        assert_eq!(waived.findings("B06"), ["B06 B/A BLUE: major, waived"]);
    }

    #[test]
    fn a_point_on_the_crossing_resolves_it() {
        let sketch = crossed(MeasureKind::PhaseLine);
        let fixes = sketch.fixes("B06");
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
            (
                1,
                "Place a coordinating point at the crossing",
                &FixKind::Resolves
            )
        );
        let fixed = sketch.with(&fixes[0].edit);
        assert!(fixed.findings("B06").is_empty());
        let points = fixed.plan().measures.iter();
        assert_eq!(points.map(|(_, point)| point.affected.len()).max(), Some(2));
    }
}
