//! G04: a part or a hole of an area that is too small and thin to mean anything.
//!
//! Slivers between two sectors are A02's.

use super::super::fixes::redraw;
use super::super::objects::{Drawn, Object, objects};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, frame_of};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Area, Geometry, Part, Ring, Shape, area_m2, inscribed_circle, intersection, is_narrower_than,
    stored_area, union,
};
use crate::model::{Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G04",
    name: "sliver-part",
    title: "Sliver part",
    summary: "Checks for parts and holes of areas that are both narrow and small.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &["sliver_width_m", "min_overlap_m2"],
    source: "Entente: the width and the size are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A part of an area of several parts, or a hole in an area, that is a sliver (its largest inscribed circle is less \
than `sliver_width_m` across) and smaller than `min_overlap_m2`. Looked at is the ground that checks work with, so \
that parts drawn side by side are one. Each part and hole is a finding. Minor, always.

## Why it matters

Crumbs come from cutting one outline by another. Each is ground that somebody answers for on paper, and that \
nobody will find on the ground; each is drawn, printed and listed.

## Example

Cutting Sector North along the river left a strip of 300 m² on the far bank.

## What to do

Drop the part, or fill the hole. Entente does either in one step.

## Source

A rule of Entente's own. The width and the size are defaults.
";

/// What a crumb is to its area.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Crumb {
    Part,
    Hole,
}

impl Crumb {
    const fn word(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Hole => "hole",
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for object in objects(situation) {
        let Drawn::Area(area) = object.drawn else { continue };
        for (crumb, shape) in crumbs(situation, area) {
            findings.add(draft(situation, &object, crumb, &shape));
        }
    }
}

/// Returns the parts and holes of an area that are crumbs.
fn crumbs(situation: &Situation<'_>, area: &Area) -> Vec<(Crumb, Shape)> {
    let mut found = Vec::new();
    if area.parts.len() < 2 && area.parts.iter().all(|part| part.holes.is_empty()) {
        return found;
    }
    let shape = situation.shape(area);
    let parts = shape.parts();
    if parts.len() > 1 {
        let small = parts.iter().filter(|part| is_crumb(situation, part));
        found.extend(small.map(|part| (Crumb::Part, part.clone())));
    }
    for part in &parts {
        let holes = part.to_area().parts.into_iter().flat_map(|part| part.holes);
        let holes = holes.map(|hole| Shape::of(&Area::from_outer(hole.points)));
        found.extend(
            holes
                .filter(|hole| is_crumb(situation, hole))
                .map(|hole| (Crumb::Hole, hole)),
        );
    }
    found
}

fn is_crumb(situation: &Situation<'_>, shape: &Shape) -> bool {
    let limits = situation.thresholds();
    !shape.is_empty()
        && area_m2(shape) < f64::from(limits.min_overlap_m2)
        && is_narrower_than(&frame_of(&[shape]), shape, f64::from(limits.sliver_width_m))
}

fn draft(situation: &Situation<'_>, object: &Object<'_>, crumb: Crumb, shape: &Shape) -> Draft {
    let limits = situation.thresholds();
    let (least_m2, width_limit_m) = (f64::from(limits.min_overlap_m2), f64::from(limits.sliver_width_m));
    let size = area_m2(shape);
    let circle = inscribed_circle(&frame_of(&[shape]), shape);
    let width_m = circle.map_or(0.0, |circle| 2.0 * circle.radius_m);
    let name = object.title(situation);
    Draft {
        severity: Severity::Minor,
        title: format!("{} has a sliver for a {}", wording::capital(&name), crumb.word()),
        message: format!(
            "{} has a {} of {} that is at most {} wide; below {} and narrower than {} it is taken for a crumb.",
            wording::capital(&name),
            crumb.word(),
            wording::area(size),
            wording::length(width_m),
            wording::area(least_m2),
            wording::length(width_limit_m),
        ),
        subjects: object.id.into_iter().collect(),
        parties: object.parties.clone(),
        measures: vec![("area_m2", size), ("width_m", width_m)],
        geometry: Some(Geometry::Area(shape.to_area())),
        at: circle.map(|circle| circle.center),
        value: 1.0,
        why: vec![
            Reason::word("what it is", crumb.word()),
            Reason::number("area", size, Some(least_m2), "m²"),
            Reason::number("width", width_m, Some(width_limit_m), "m"),
        ],
        time: Time::Object(object.spans.clone()),
    }
}

/// Proposes to drop the part or to fill the hole.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let id = finding.subjects.first().copied();
    let object = objects(situation).into_iter().find(|object| object.id == id);
    let (Some(object), Some(Geometry::Area(meant))) = (object, &finding.geometry) else {
        return Vec::new();
    };
    let Drawn::Area(area) = object.drawn else {
        return Vec::new();
    };
    let meant = Shape::of(meant);
    let shares = |ring: &Ring| {
        let ground = Shape::of(&Area::from_outer(ring.points.clone()));
        intersection(&ground, &meant).is_ok_and(|shared| 2.0 * area_m2(&shared) > area_m2(&ground))
    };
    let is_hole = crumbs(situation, area).iter().any(|(crumb, shape)| {
        *crumb == Crumb::Hole
            && intersection(shape, &meant).is_ok_and(|shared| 2.0 * area_m2(&shared) > area_m2(&meant))
    });
    let name = object.title(situation);
    let (role, title, left) = if is_hole {
        let title = format!("Fill the hole in {name}");
        ("fill-hole", title, filled(situation, area, &meant, &shares))
    } else {
        let parts: Vec<Part> = area
            .parts
            .iter()
            .filter(|part| !shares(&part.outer))
            .cloned()
            .collect();
        let left = (!parts.is_empty()).then_some(Area { parts });
        ("drop-part", format!("Drop the part of {name}"), left)
    };
    left.map(|left| Proposal::resolving(role, title, redraw(id, left)))
        .into_iter()
        .collect()
}

/// Returns an area without a hole: as drawn without that ring, or joined with it where no ring is the
/// hole but parts leave it between them.
fn filled(
    situation: &Situation<'_>,
    area: &Area,
    hole: &Shape,
    is_hole: &dyn Fn(&Ring) -> bool,
) -> Option<Area> {
    let mut left = area.clone();
    let mut dropped = false;
    for part in &mut left.parts {
        let before = part.holes.len();
        part.holes.retain(|ring| !is_hole(ring));
        dropped |= part.holes.len() < before;
    }
    if dropped {
        return Some(left);
    }
    stored_area(&union([&*situation.shape(area), hole]).ok()?)
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::{Area, Part, Position};
    use crate::testing::sketch::{Sketch, area};

    fn square(east: f64, south: f64, width: f64, height: f64) -> Area {
        area(&[
            (east, south),
            (east + width, south),
            (east + width, south + height),
            (east, south + height),
        ])
    }

    /// A rectangle on whole steps of 1e-7 degree, so that edges side by side are the same.
    fn rectangle(west: i32, south: i32, east: i32, north: i32) -> Part {
        let at = |lat: i32, lon: i32| Position::from_e7(333_000_000 + lat, 437_000_000 + lon).unwrap();
        let corners = vec![at(south, west), at(south, east), at(north, east), at(north, west)];
        Area::from_outer(corners).parts.remove(0)
    }

    /// A square of 2 km and a second part, that many metres wide and 60 m high.
    fn with_part(width_m: f64) -> Sketch {
        let mut drawn = square(0.0, 0.0, 2.0, 2.0);
        drawn.parts.extend(square(3.0, 0.0, width_m / 1000.0, 0.06).parts);
        Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = drawn)
    }

    /// A square of 2 km with a hole that many metres wide and 60 m high.
    fn with_hole(width_m: f64) -> Sketch {
        let outer = square(0.0, 0.0, 2.0, 2.0).parts.remove(0).outer;
        let hole = square(1.0, 1.0, width_m / 1000.0, 0.06).parts.remove(0).outer;
        let drawn = Area {
            parts: vec![Part {
                outer,
                holes: vec![hole],
            }],
        };
        Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = drawn)
    }

    #[test]
    fn small_and_narrow_parts_and_holes_are_found() {
        assert_eq!(with_part(40.0).findings("G04"), ["G04 A: 2,400 m², minor"]);
        assert_eq!(with_part(40.0).first("G04").value, 1.0);
        assert!(with_part(42.0).findings("G04").is_empty(), "2,520 m² are enough");
        assert_eq!(with_hole(40.0).findings("G04"), ["G04 A: 2,400 m², minor"]);
        assert!(with_hole(42.0).findings("G04").is_empty());
    }

    #[test]
    fn what_is_small_but_wide_enough_is_no_sliver() {
        let of = |value| {
            let name = "sliver_width_m".to_owned();
            with_part(40.0)
                .with(&crate::model::Edit::SetThreshold { name, value })
                .findings("G04")
                .len()
        };
        assert_eq!(of(41), 1);
        assert_eq!(of(39), 0);
    }

    #[test]
    fn the_only_part_and_parts_side_by_side_are_let_be() {
        let only = Sketch::of(&[&["A"]]).sector_with("A", |sector| {
            sector.area = square(0.0, 0.0, 0.04, 0.05);
        });
        assert!(only.findings("G04").is_empty());
        let drawn = Area {
            parts: vec![
                rectangle(0, 0, 200_000, 200_000),
                rectangle(200_000, 0, 204_300, 5_400),
            ],
        };
        let beside = Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = drawn);
        assert!(beside.findings("G04").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            with_part(40.0).waived("G04").findings("G04"),
            ["G04 A: 2,400 m², minor, waived"]
        );
    }

    #[test]
    fn dropping_the_part_or_filling_the_hole_resolves_it() {
        for (sketch, title) in [
            (with_part(20.0), "Drop the part of sector A"),
            (with_hole(20.0), "Fill the hole in sector A"),
        ] {
            let fixes = sketch.fixes("G04");
            assert_eq!(
                (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
                (1, title, &FixKind::Resolves)
            );
            let fixed = sketch.with(&fixes[0].edit);
            assert!(fixed.findings("G04").is_empty());
            let (_, sector) = fixed.plan().sectors.iter().next().unwrap();
            assert_eq!(sector.area, square(0.0, 0.0, 2.0, 2.0));
        }
    }

    #[test]
    fn a_hole_that_parts_leave_between_them_is_filled_too() {
        // Round a hole of about 40 m by 60 m.
        let drawn = Area {
            parts: vec![
                rectangle(0, 0, 100_000, 200_000),
                rectangle(104_300, 0, 200_000, 200_000),
                rectangle(100_000, 0, 104_300, 100_000),
                rectangle(100_000, 105_400, 104_300, 200_000),
            ],
        };
        let sketch = Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = drawn);
        assert_eq!(sketch.findings("G04").len(), 1);
        let fixes = sketch.fixes("G04");
        assert_eq!(
            (fixes[0].title.as_str(), &fixes[0].kind),
            ("Fill the hole in sector A", &FixKind::Resolves)
        );
        assert!(sketch.with(&fixes[0].edit).findings("G04").is_empty());
    }
}
