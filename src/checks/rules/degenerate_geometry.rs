//! G02: a shape that is none.
//!
//! A number out of range never gets this far: positions cannot hold one, and reading refuses it.

use super::super::objects::{Drawn, objects};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::geometry::{Defect, Geometry};
use crate::model::{Edit, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G02",
    name: "degenerate-geometry",
    title: "Degenerate geometry",
    summary: "Checks for areas without ground and lines without length.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[],
    source: "OGC Simple Features (ISO 19125-1), 6.1.7 and 6.1.11",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An area with a ring of fewer than three distinct vertices or of less than one square metre, or a line (boundary, \
corridor, measure, march) of fewer than two distinct vertices. Critical, always.

## Why it matters

The object is in every list and looks complete, but there is nothing on the ground: no overlap with it is \
found, no gap is closed by it, no patrol will see it.

## Example

An import kept only the first vertex of Corridor West. The table shows a corridor 100 m wide; the map shows \
nothing.

## What to do

Draw it again, or delete it.

## Source

OGC Simple Features (ISO 19125-1), 6.1.7 and 6.1.11: lines and polygons that are simple and valid. The square \
metre is a default of Entente.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for object in objects(situation) {
        let defects = match object.drawn {
            Drawn::Area(area) => situation.defects(area),
            Drawn::Path(path) => path.defects().into(),
        };
        let Some(defect) = defects.iter().find(|defect| defect.is_degenerate()) else {
            continue;
        };
        let name = object.title(situation);
        let (said, why) = match defect {
            Defect::TooFewVertices { distinct, .. } => {
                let wanted = if matches!(object.drawn, Drawn::Area(_)) {
                    3.0
                } else {
                    2.0
                };
                (
                    format!("has {distinct} distinct vertices where it needs {wanted:.0}"),
                    Reason::number("distinct vertices", *distinct as f64, Some(wanted), "vertices"),
                )
            }
            Defect::NoArea { area_m2, .. } => (
                format!("has a ring of {area_m2:.2} m² where it needs 1 m²"),
                Reason::number("area of the ring", *area_m2, Some(1.0), "m²"),
            ),
            _ => continue,
        };
        findings.add(Draft {
            severity: Severity::Critical,
            title: format!("{} has no shape", wording::capital(&name)),
            message: format!("{} {said}.", wording::capital(&name)),
            subjects: object.id.into_iter().collect(),
            parties: object.parties,
            measures: Vec::new(),
            geometry: defect.at().map(Geometry::Point),
            at: defect.at(),
            value: 1.0,
            why: vec![why],
            time: Time::Object(object.spans),
        });
    }
}

/// Proposes to delete what has no shape; a force whose march has none is not to be lost for it.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    match finding.subjects.first() {
        Some(id) if id.kind() != crate::model::Kind::Force => vec![Proposal::resolving(
            "delete",
            format!("Delete {}", wording::kind_and_name(situation, *id)),
            Edit::Delete(vec![*id]),
        )],
        Some(_) => Vec::new(),
        None => vec![Proposal::resolving(
            "remove-area-of-operations",
            "Remove the area of operations",
            Edit::SetAreaOfOperations(None),
        )],
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Waiver};
    use crate::testing::sketch::{Sketch, area, place};

    fn shaped(places: &[(f64, f64)]) -> Sketch {
        Sketch::of(&[&["AB"]]).sector_with("A", |sector| sector.area = area(places))
    }

    #[test]
    fn areas_need_three_vertices_and_a_square_metre() {
        assert_eq!(
            shaped(&[(0.0, 0.0), (1.0, 0.0)]).findings("G02"),
            ["G02 A: critical"]
        );
        let square = |size: f64| shaped(&[(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)]);
        assert_eq!(square(0.000_9).findings("G02"), ["G02 A: critical"]);
        assert!(square(0.001_2).findings("G02").is_empty());
    }

    #[test]
    fn lines_need_two_vertices() {
        let line = |places: &[(f64, f64)]| Sketch::of(&[&["AB"]]).boundary('A', 'B', places).findings("G02");
        assert_eq!(line(&[(1.0, 0.0), (1.0, 0.0)]), ["G02 A/B: critical"]);
        assert!(line(&[(1.0, 0.0), (1.0, 0.001)]).is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let sketch = shaped(&[(0.0, 0.0), (1.0, 0.0)]);
        let subjects = vec![sketch.sector_id("A").into()];
        let waiver = Waiver::of(
            "G02",
            subjects,
            Some(place(0.0, 0.0)),
            1.0,
            "Survey",
            "to be drawn",
        );
        assert_eq!(
            sketch.with(&Edit::Waive(waiver)).findings("G02"),
            ["G02 A: critical, waived"]
        );
    }

    #[test]
    fn deleting_it_resolves_it() {
        let sketch = shaped(&[(0.0, 0.0), (1.0, 0.0)]);
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "G02")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        assert_eq!(
            (fixes[0].title.as_str(), &fixes[0].kind),
            ("Delete sector A", &FixKind::Resolves)
        );
        assert!(sketch.with(&fixes[0].edit).findings("G02").is_empty());
    }
}
