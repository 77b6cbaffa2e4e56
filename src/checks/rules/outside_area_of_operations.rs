//! G06: a sector or measure that reaches beyond the area of operations.
//!
//! What of the area of operations nobody covers is A04's.

use std::sync::Arc;

use super::super::fixes::redraw;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Part, Situation, Spans};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Bounds, Geometry, Index, Rim, Ring, Shape, Undecided, area_m2, intersection, stored_area, union,
};
use crate::model::{AnyEntity, AnyId, Edit, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G06",
    name: "outside-area-of-operations",
    title: "Outside the area of operations",
    summary: "Checks for ground of sectors and measures beyond the area of operations.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_overlap_m2", "outside_share_permille"],
    source: "US Army FM 3-90, Tactics: areas of operations; size and share are defaults of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A sector, or a measure that is an area, with a connected part of at least `min_overlap_m2` outside the area of \
operations. Each part is a finding. Sectors that are declared to reach beyond it are not judged, nor is anything \
in a plan without an area of operations.

Minor; major where more than `outside_share_permille` of the object lies outside.

## Why it matters

Beyond its area of operations a force has no authority: others answer for that ground, in plans that this one \
does not see.

## Example

Sector West ends at the old railway, 400 m beyond the western edge of the area of operations: 2.40 km².

## What to do

Clip the object, extend the area of operations by agreement with whoever is next door, or declare that the sector \
may reach beyond. Entente does each in one step.

## Source

US Army FM 3-90, *Tactics*: areas of operations are assigned by the next higher headquarters. Size and share are \
defaults of Entente.
";

/// A sector or measure with ground.
struct Object {
    id: AnyId,
    shape: Arc<Shape>,
    spans: Spans,
    party: Option<Id<Stakeholder>>,
}

/// The area of operations, with an index of the edges it is drawn with.
struct Limits<'s> {
    whole: &'s Arc<Shape>,
    rim: Index,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let Some(limits) = limits(situation) else { return };
    for object in objects(situation) {
        match outside(situation, &limits, &object) {
            Ok(parts) => {
                let all_m2: f64 = parts.iter().map(|part| part.area_m2).sum();
                let least_m2 = f64::from(situation.thresholds().min_overlap_m2);
                for part in parts.iter().filter(|part| part.area_m2 >= least_m2) {
                    findings.add(draft(situation, &object, part, all_m2));
                }
            }
            Err(Undecided) => findings.add(undecided(situation, &object)),
        }
    }
}

/// Returns the area of operations to look beyond; `None` where there is none, or it has no ground (G02).
fn limits<'s>(situation: &'s Situation<'_>) -> Option<Limits<'s>> {
    let whole = situation.area_of_operations().filter(|whole| !whole.is_empty())?;
    let drawn = situation.plan.info.area_of_operations.as_ref()?;
    let edges = drawn.rings().flat_map(Ring::edges);
    Some(Limits {
        whole,
        rim: Index::of(edges.map(|(a, b)| Bounds::of_line([a, b]))),
    })
}

fn objects(situation: &Situation<'_>) -> Vec<Object> {
    let grounds = situation.grounds.all().iter();
    let sectors = grounds
        .filter(|ground| !ground.sector.may_reach_beyond)
        .map(|ground| Object {
            id: ground.id.into(),
            shape: Arc::clone(&ground.shape),
            spans: ground.spans.clone(),
            party: ground.sector.holder,
        });
    let measures = situation.plan.measures.iter().filter_map(|(id, measure)| {
        let Geometry::Area(area) = &measure.shape else {
            return None;
        };
        Some(Object {
            id: id.into(),
            shape: situation.shape(area),
            spans: situation.slices.of_when(&measure.when, situation.plan),
            party: measure.owner,
        })
    });
    sectors.chain(measures).collect()
}

/// Returns the connected parts of an object outside the area of operations.
fn outside(
    situation: &Situation<'_>,
    limits: &Limits<'_>,
    object: &Object,
) -> Result<Arc<[Part]>, Undecided> {
    let Some(bounds) = object.shape.bounds() else {
        return Ok(Arc::from([]));
    };
    // Where no edge comes near, the whole box lies inside or outside, and its middle with it.
    if limits.rim.query(bounds).is_empty() && limits.whole.contains(bounds.center(), Rim::Inside) {
        return Ok(Arc::from([]));
    }
    situation.beyond(&object.shape, limits.whole)
}

fn draft(situation: &Situation<'_>, object: &Object, part: &Part, all_m2: f64) -> Draft {
    let limits = situation.thresholds();
    let least_m2 = f64::from(limits.min_overlap_m2);
    let share_limit = f64::from(limits.outside_share_permille) / 10.0;
    let (size, whole) = (part.area_m2, area_m2(&object.shape));
    let share = if whole > 0.0 { 100.0 * all_m2 / whole } else { 0.0 };
    let name = wording::kind_and_name(situation, object.id);
    Draft {
        severity: if share > share_limit {
            Severity::Major
        } else {
            Severity::Minor
        },
        title: format!(
            "{} reaches beyond the area of operations",
            wording::capital(&name)
        ),
        message: format!(
            "{} of {name} lie outside the area of operations; at least {} counts. In all {share:.0} % of it lie \
             outside; more than {share_limit:.0} % is major.",
            wording::area(size),
            wording::area(least_m2),
        ),
        subjects: vec![object.id],
        parties: object.party.into_iter().collect(),
        measures: vec![("area_m2", size), ("share_percent", share)],
        geometry: Some(Geometry::Area(part.shape.to_area())),
        at: part.circle().map(|circle| circle.center),
        value: size,
        why: vec![
            Reason::number("area outside", size, Some(least_m2), "m²"),
            Reason::number("share outside", share, Some(share_limit), "%"),
        ],
        time: Time::Object(object.spans.clone()),
    }
}

/// What could not be compared is taken to reach beyond until somebody has looked.
fn undecided(situation: &Situation<'_>, object: &Object) -> Draft {
    let name = wording::kind_and_name(situation, object.id);
    Draft {
        severity: Severity::Major,
        title: format!("Cannot decide whether {name} reaches beyond the area of operations"),
        message: format!(
            "The shapes of {name} and of the area of operations could not be compared reliably; redraw their \
             outlines.",
        ),
        subjects: vec![object.id],
        parties: object.party.into_iter().collect(),
        measures: Vec::new(),
        geometry: Some(Geometry::Area(object.shape.to_area())),
        at: object.shape.bounds().map(Bounds::center),
        value: area_m2(&object.shape),
        why: vec![Reason::word("comparison of the two shapes", "cannot decide")],
        time: Time::Object(object.spans.clone()),
    }
}

/// Proposes to clip the object, to extend the area of operations, or to declare that it may be so.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let (Some(&id), Some(limits)) = (finding.subjects.first(), limits(situation)) else {
        return Vec::new();
    };
    let (Some(object), Some(Geometry::Area(part))) = (
        objects(situation).into_iter().find(|object| object.id == id),
        &finding.geometry,
    ) else {
        return Vec::new();
    };
    let name = wording::name(situation, id);
    let mut proposals = Vec::new();
    let inside = intersection(&object.shape, limits.whole).ok();
    if let Some(left) = inside.and_then(|inside| stored_area(&inside)) {
        let title = format!("Clip {name} to the area of operations");
        proposals.push(Proposal::resolving("clip", title, redraw(Some(id), left)));
    }
    let grown = union([&**limits.whole, &Shape::of(part)]).ok();
    if let Some(grown) = grown.and_then(|grown| stored_area(&grown)) {
        let title = format!(
            "Extend the area of operations by {}",
            wording::area(area_m2(&Shape::of(part)))
        );
        proposals.push(Proposal::resolving("extend", title, redraw(None, grown)));
    }
    if let AnyId::Sector(sector) = id
        && let Some(row) = situation.plan.sectors.get(sector)
    {
        let mut declared = row.clone();
        declared.may_reach_beyond = true;
        let title = format!("Let {name} reach beyond the area of operations");
        let edit = Edit::Update(AnyEntity::from((sector, declared)));
        proposals.push(Proposal::resolving("may-reach-beyond", title, edit));
    }
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::{Area, Geometry};
    use crate::model::{Edit, MeasureKind};
    use crate::testing::sketch::{Sketch, area, path};

    fn square(west: f64, east: f64) -> Area {
        area(&[(west, 0.0), (east, 0.0), (east, 2.0), (west, 2.0)])
    }

    /// A holds a square of 2 km; the area of operations ends that many km before its eastern edge.
    fn beyond(km: f64) -> Sketch {
        Sketch::of(&[&["AA", "AA"]]).with(&Edit::SetAreaOfOperations(Some(square(-5.0, 2.0 - km))))
    }

    #[test]
    fn ground_beyond_the_area_of_operations_is_found() {
        assert_eq!(beyond(0.2).findings("G06"), ["G06 A: 0.40 km², minor"]);
        assert!((beyond(0.2).first("G06").value - 0.4e6).abs() < 100.0);
        assert_eq!(beyond(0.39).findings("G06"), ["G06 A: 0.78 km², minor"]);
        assert_eq!(beyond(0.41).findings("G06"), ["G06 A: 0.82 km², major"]);
        assert_eq!(beyond(4.0).findings("G06"), ["G06 A: 4.00 km², major"]);
        assert!(beyond(-1.0).findings("G06").is_empty());
        assert!(Sketch::of(&[&["AA"]]).findings("G06").is_empty());
    }

    #[test]
    fn just_below_the_smallest_area_nothing_is_said() {
        // 2 km by 1.2 m and by 1.3 m.
        assert!(beyond(0.001_2).findings("G06").is_empty());
        assert_eq!(beyond(0.001_3).findings("G06"), ["G06 A: 2,597 m², minor"]);
    }

    #[test]
    fn each_part_is_a_finding_and_their_share_counts_together() {
        let sketch = Sketch::of(&[&["AA", "AA"]]).with(&Edit::SetAreaOfOperations(Some(square(0.25, 1.75))));
        assert_eq!(
            sketch.findings("G06"),
            ["G06 A: 0.50 km², major", "G06 A: 0.50 km², major"]
        );
    }

    #[test]
    fn areas_of_measures_are_looked_at_and_lines_are_not() {
        let with = |shape| {
            Sketch::of(&[&["AA", "AA"]])
                .area_of_operations()
                .measure("Zone", MeasureKind::NoEntryZone, shape)
                .findings("G06")
        };
        assert_eq!(
            with(Geometry::Area(square(1.0, 3.0))),
            ["G06 Zone: 2.00 km², major"]
        );
        assert!(with(Geometry::Path(path(&[(1.0, 1.0), (9.0, 1.0)]))).is_empty());
    }

    #[test]
    fn a_sector_that_may_reach_beyond_and_an_area_of_operations_without_ground_say_nothing() {
        let declared = beyond(0.5).sector_with("A", |sector| sector.may_reach_beyond = true);
        assert!(declared.findings("G06").is_empty());
        let line = area(&[(0.0, 0.0), (2.0, 0.0)]);
        let empty = beyond(0.5).with(&Edit::SetAreaOfOperations(Some(line)));
        assert!(empty.findings("G06").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            beyond(0.2).waived("G06").findings("G06"),
            ["G06 A: 0.40 km², minor, waived"]
        );
    }

    #[test]
    fn clipping_extending_and_declaring_resolve_it() {
        let fixes = beyond(0.2).fixes("G06");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Clip A to the area of operations",
                "Extend the area of operations by 0.40 km²",
                "Let A reach beyond the area of operations"
            ]
        );
        for fix in &fixes {
            assert_eq!(fix.kind, FixKind::Resolves);
            assert!(beyond(0.2).with(&fix.edit).findings("G06").is_empty());
        }
        let all_outside = beyond(4.0).fixes("G06");
        assert!(all_outside.iter().all(|fix| fix.id != "clip"));
    }
}
