//! G01: an area whose outline crosses or touches itself.
//!
//! Shapes without ground are G02's. Nothing is repaired: checks work on a cleaned copy.

use super::super::objects::{Drawn, Object, objects};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::geometry::{Defect, Geometry, area_m2};
use crate::model::{AnyId, Edit, Level, MeasureKind, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G01",
    name: "self-intersecting-area",
    title: "Self-intersecting area",
    summary: "Checks for areas whose outlines cross or touch themselves or each other.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &[],
    source: "OGC Simple Features (ISO 19125-1), 6.1.11: validity of polygons",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An area (sector, measure, site, the area of operations) with a ring of which two edges that are not neighbours \
cross or touch, with rings that cross each other, or with a hole that reaches outside. Critical for sectors and \
no-fire areas, major else.

## Why it matters

Every program fills such a shape in its own way: what is inside for one is outside for the next. Entente takes \
each ring by itself, inside where an odd number of turns goes round, and says so here; the shape as drawn is \
never changed behind your back.

## Example

While a vertex of Sector North was dragged across its far side, the outline became a bow-tie. One of the two \
loops may not have been meant at all.

## What to do

Drag the vertex back, or let Entente replace the outline by the ground that its checks work with. Look at the \
area before and after.

## Source

OGC Simple Features (ISO 19125-1), 6.1.11: when a polygon is valid.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for object in objects(situation) {
        let Drawn::Area(area) = object.drawn else { continue };
        let defects = situation.defects(area);
        let crossings: Vec<&Defect> = defects.iter().filter(|defect| defect.is_crossing()).collect();
        let Some(first) = crossings.first() else { continue };
        let shape = situation.shape(area);
        let kept_m2 = area_m2(&shape);
        let name = object.title(situation);
        findings.add(Draft {
            severity: severity(situation, &object),
            title: format!("{} crosses itself", wording::capital(&name)),
            message: format!(
                "The outline of {name} crosses or touches itself at {} place{}; checks take it for {}.",
                crossings.len(),
                if crossings.len() == 1 { "" } else { "s" },
                wording::area(kept_m2),
            ),
            subjects: object.id.into_iter().collect(),
            parties: object.parties,
            measures: vec![("area_m2", kept_m2), ("places", crossings.len() as f64)],
            geometry: first.at().map(Geometry::Point),
            at: first.at(),
            value: crossings.len() as f64,
            why: vec![Reason::number(
                "places where edges meet",
                crossings.len() as f64,
                Some(0.0),
                "places",
            )],
            time: Time::Object(object.spans),
        });
    }
}

fn severity(situation: &Situation<'_>, object: &Object<'_>) -> Severity {
    let weighty = match object.id {
        Some(AnyId::Sector(_) | AnyId::Corridor(_)) => true,
        Some(AnyId::Measure(id)) => {
            let measure = situation.plan.measures.get(id);
            measure.is_some_and(|measure| measure.kind == MeasureKind::NoFireArea)
        }
        _ => false,
    };
    if weighty {
        Severity::Critical
    } else {
        Severity::Major
    }
}

/// Proposes the cleaned copy in place of what is drawn.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let id = finding.subjects.first().copied();
    let object = objects(situation).into_iter().find(|object| object.id == id);
    let Some((object, Drawn::Area(area))) = object.map(|object| (object.title(situation), object.drawn))
    else {
        return Vec::new();
    };
    let repaired = situation.shape(area).to_area();
    let title = format!(
        "Replace the outline of {object} by what checks take it for ({})",
        wording::area(area_m2(&situation.shape(area))),
    );
    let edit = match id {
        Some(id) => Edit::Reshape {
            id,
            to: Geometry::Area(repaired),
        },
        None => Edit::SetAreaOfOperations(Some(repaired)),
    };
    vec![Proposal::resolving("repair-outline", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Id, Measure, MeasureKind, Waiver};
    use crate::testing::sketch::{Sketch, area, lines, place};

    const BOW_TIE: [(f64, f64); 4] = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)];

    fn crossed() -> Sketch {
        Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = area(&BOW_TIE))
    }

    #[test]
    fn a_bow_tie_is_found_with_its_place() {
        let report = check(crossed().plan(), None);
        assert_eq!(
            lines(crossed().plan(), &report, "G01"),
            ["G01 A: 2.00 km², critical"]
        );
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "G01")
            .unwrap();
        let off = crate::geometry::distance_m(finding.at.unwrap(), place(1.0, 1.0));
        assert!(off < 1.0, "{off}");
        assert!(Sketch::of(&[&["AAA", "A.A", "AAA"]]).findings("G01").is_empty());
    }

    #[test]
    fn a_no_fire_area_is_critical_other_areas_are_major() {
        let with = |kind| {
            let mut measure = Measure::new(crate::geometry::Geometry::Area(area(&BOW_TIE)));
            measure.name = "Zone".to_owned();
            measure.kind = kind;
            Sketch::of(&[]).create(Id::from_bits(1), measure).findings("G01")
        };
        assert_eq!(with(MeasureKind::NoFireArea), ["G01 Zone: 2.00 km², critical"]);
        assert_eq!(with(MeasureKind::BufferZone), ["G01 Zone: 2.00 km², major"]);
    }

    #[test]
    fn an_area_of_operations_that_crosses_itself_is_found_too() {
        let sketch = Sketch::of(&[]).with(&Edit::SetAreaOfOperations(Some(area(&BOW_TIE))));
        assert_eq!(sketch.findings("G01"), ["G01: 2.00 km², major"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![crossed().sector_id("A").into()];
        let waiver = Waiver::of(
            "G01",
            subjects,
            Some(place(1.0, 1.0)),
            1.0,
            "Survey",
            "as received",
        );
        let waived = crossed().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("G01"), ["G01 A: 2.00 km², critical, waived"]);
    }

    #[test]
    fn the_ground_that_checks_work_with_resolves_it() {
        let report = check(crossed().plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "G01")
            .unwrap();
        let fixes = Checker::new().fixes(crossed().plan(), &report, finding);
        assert_eq!((fixes.len(), &fixes[0].kind), (1, &FixKind::Resolves));
        let fixed = crossed().with(&fixes[0].edit);
        assert!(fixed.findings("G01").is_empty());
        assert_eq!(fixed.plan().sectors.iter().next().unwrap().1.area.parts.len(), 2);
    }
}
