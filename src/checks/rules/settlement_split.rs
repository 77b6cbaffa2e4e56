//! A10: a boundary that divides a settlement, a bridge or a dam between two parties.
//!
//! Crossroads are not judged; a point cannot be divided.

use std::ops::Range;
use std::sync::Arc;

use super::super::fixes::settlement::proposals;
use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{
    Bordering, Situation, Spans, Stance, frame_of, is_populated, is_protected, merged,
};
use super::super::{Reason, wording};
use crate::geometry::{
    Bounds, Frame, Geometry, Halves, Path, Shape, Undecided, area_m2, buffer_path, halves, length_m,
    point_along,
};
use crate::model::{AnyId, Id, Level, Severity, Site, SiteKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A10",
    name: "settlement-split",
    title: "Settlement split",
    summary: "Checks for boundaries that divide a settlement, bridge or dam between two parties.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["split_share_permille", "split_populated_m2", "snap_m"],
    source: "US Army FM 3-90, Tactics: boundaries do not divide towns; share and size are defaults of Entente",
    check,
    fixes: proposals,
};

const PAGE: &str = "\
## What it finds

A boundary that cuts a settlement, or a populated or built-up area of at least `split_populated_m2`, or a bridge or \
dam drawn as an area or line, with at least `split_share_permille` of it on each side, while both are valid. A \
boundary that ends inside cuts together with those that meet it there, to within `snap_m`. Boundaries that name \
who owns what they run through (inclusive to) are not judged. Each boundary and place is a finding.

Major; minor where the two sides are allied or closer; one step worse for protected kinds, such as dams.

## Why it matters

Half a town is nobody's town: whoever is shot at fires into the other half, and those who live there have two \
masters and no one to ask.

## Example

The boundary between the division and the police follows the main street; 40 % of the town lie north of it.

## What to do

Move the line to one side of the town, or say to whom it belongs. Entente names either party, and where the line \
is the edge of two sectors gives the whole place to either.

## Source

US Army FM 3-90, *Tactics*: boundaries should not split towns, bridges or other key terrain. Share and size are \
defaults of Entente.
";

/// Half the width that a bridge or dam drawn as a line is taken to have, in metres.
const LINE_HALF_WIDTH_M: f64 = 5.0;

/// A place that should not be divided.
pub(in crate::checks) struct Place<'a> {
    pub(in crate::checks) id: Id<Site>,
    site: &'a Site,
    pub(in crate::checks) shape: Arc<Shape>,
    bounds: Bounds,
    spans: Spans,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    if situation.boundaries().is_empty() {
        return;
    }
    let ids = situation.plan.sites.ids();
    for place in ids.filter_map(|id| place(situation, id)) {
        let near: Vec<&Bordering<'_>> = situation.boundaries_near(place.bounds).collect();
        for row in &near {
            let during = row.spans.and(&place.spans);
            if row.boundary.inclusive_to.is_some() || during.is_empty() {
                continue;
            }
            for (run, divided) in divided(situation, &place, row, &near, &during) {
                judge(situation, &place, row, &run, divided.as_ref(), findings);
            }
        }
    }
}

/// Returns a site that should not be divided, with its ground; `None` where it may be, or has none.
pub(in crate::checks) fn place<'a>(situation: &Situation<'a>, id: Id<Site>) -> Option<Place<'a>> {
    let site = situation.plan.sites.get(id)?;
    let crossing = matches!(site.kind, SiteKind::Bridge | SiteKind::Dam);
    let settlement = site.kind == SiteKind::Settlement;
    if !crossing && !is_populated(site) {
        return None;
    }
    let shape = match &site.shape {
        Geometry::Area(area) => situation.shape(area),
        Geometry::Path(path) if crossing => {
            let frame = Frame::around(path.points.iter().copied());
            Arc::new(buffer_path(&frame, path, LINE_HALF_WIDTH_M).ok()?)
        }
        _ => return None,
    };
    let least_m2 = f64::from(situation.thresholds().split_populated_m2);
    let counts = crossing || settlement || area_m2(&shape) >= least_m2;
    let spans = situation.slices.of_when(&site.when, situation.plan);
    let bounds = shape.bounds().filter(|_| counts && !spans.is_empty())?;
    Some(Place {
        id,
        site,
        shape,
        bounds,
        spans,
    })
}

type Cut = Result<Halves, Undecided>;

/// Returns the stretches of time in which a boundary, alone or with those that meet it, cuts a place.
pub(in crate::checks) fn divided(
    situation: &Situation<'_>,
    place: &Place<'_>,
    row: &Bordering<'_>,
    near: &[&Bordering<'_>],
    during: &Spans,
) -> Vec<(Range<u32>, Cut)> {
    let frame = frame_of(&[&place.shape]);
    let join_m = f64::from(situation.thresholds().snap_m);
    let cut = |others: &[Path]| halves(&frame, &place.shape, &row.boundary.path, others, join_m).transpose();
    let alone = cut(&[]);
    if let Some(found) = alone {
        return during
            .runs()
            .iter()
            .map(|run| (run.clone(), found.clone()))
            .collect();
    }
    let others: Vec<&&Bordering<'_>> = near.iter().filter(|other| other.id != row.id).collect();
    let pieces = during.pieces(others.iter().flat_map(|other| other.spans.cuts()));
    let found = pieces.into_iter().filter_map(|run| {
        let valid = others.iter().filter(|other| other.spans.contains(run.start));
        let paths: Vec<Path> = valid.map(|other| other.boundary.path.clone()).collect();
        if paths.is_empty() {
            return None;
        }
        Some((run, cut(&paths)?))
    });
    found.collect()
}

/// Adds what there is to say of a cut in a stretch of time.
fn judge(
    situation: &Situation<'_>,
    place: &Place<'_>,
    row: &Bordering<'_>,
    run: &Range<u32>,
    divided: Result<&Halves, &Undecided>,
    findings: &mut Findings<'_, '_>,
) {
    let least = least_share(situation);
    let is_small = |(left, right): (f64, f64)| left.min(right) < least;
    if divided.is_ok_and(|halves| is_small(shares(place, halves))) {
        return;
    }
    let stances = match (row.boundary.left, row.boundary.right) {
        (Some(left), Some(right)) => Some(situation.parties.stance(left, right)),
        _ => None,
    };
    let cuts = stances.iter().flat_map(|stances| stances.cuts());
    let runs = Spans::of(run.clone()).pieces(cuts).into_iter().map(|run| {
        let stance = stances
            .as_ref()
            .and_then(|stances| stances.at(run.start))
            .copied();
        (run, stance.unwrap_or(Stance::Unknown))
    });
    for (run, stance) in merged(runs.collect(), |stance| (severity(place, *stance), *stance)) {
        findings.add(match divided {
            Ok(halves) => draft(situation, place, row, halves, stance, run),
            Err(Undecided) => undecided(situation, place, row, stance, run),
        });
    }
}

/// Returns the share of a place that each side must have.
fn least_share(situation: &Situation<'_>) -> f64 {
    f64::from(situation.thresholds().split_share_permille) / 1000.0
}

/// Returns the left and the right side's share of a place.
fn shares(place: &Place<'_>, halves: &Halves) -> (f64, f64) {
    let whole = area_m2(&place.shape);
    if whole <= 0.0 {
        return (0.0, 0.0);
    }
    (area_m2(&halves.left) / whole, area_m2(&halves.right) / whole)
}

fn severity(place: &Place<'_>, stance: Stance) -> Severity {
    match (stance <= Stance::Allied, is_protected(place.site)) {
        (true, false) => Severity::Minor,
        (true, true) | (false, false) => Severity::Major,
        (false, true) => Severity::Critical,
    }
}

fn draft(
    situation: &Situation<'_>,
    place: &Place<'_>,
    row: &Bordering<'_>,
    halves: &Halves,
    stance: Stance,
    run: Range<u32>,
) -> Draft {
    let (left, right) = shares(place, halves);
    let smaller = left.min(right);
    let least = least_share(situation);
    let (boundary, town) = (
        wording::name(situation, row.id.into()),
        wording::kind_and_name(situation, place.id.into()),
    );
    let label = |party: Option<_>| party.map_or_else(|| "nobody".to_owned(), |party| situation.label(party));
    let longest = halves
        .inside
        .iter()
        .max_by(|a, b| length_m(a).total_cmp(&length_m(b)))
        .cloned()
        .unwrap_or_default();
    Draft {
        severity: severity(place, stance),
        title: format!("{boundary} divides {town}"),
        message: format!(
            "{boundary} divides {town} ({}, {}){}: {:.0} % on the left with {}, {:.0} % on the right with {}; \
             from {:.0} % on each side it counts. {}.",
            place.site.kind.title().to_lowercase(),
            wording::area(area_m2(&place.shape)),
            wording::when(situation, &run),
            100.0 * left,
            label(row.boundary.left),
            100.0 * right,
            label(row.boundary.right),
            100.0 * least,
            wording::capital(stance.word()),
        ),
        subjects: vec![AnyId::from(row.id), AnyId::from(place.id)],
        parties: [row.boundary.left, row.boundary.right]
            .into_iter()
            .flatten()
            .collect(),
        measures: vec![
            (
                "smaller_side_m2",
                area_m2(&halves.left).min(area_m2(&halves.right)),
            ),
            ("area_m2", area_m2(&place.shape)),
        ],
        at: point_along(&longest, length_m(&longest) / 2.0),
        geometry: Some(Geometry::Path(longest)),
        value: smaller,
        why: vec![
            Reason::number("smaller side", 100.0 * smaller, Some(100.0 * least), "%"),
            Reason::word_against("relation", stance.word(), Stance::Allied.word()),
            Reason::word(
                "protected kind",
                if is_protected(place.site) { "yes" } else { "no" },
            ),
            Reason::word_against("inclusive to", "nobody", "one of the two"),
        ],
        time: Time::Run(run),
    }
}

/// A cut that could not be computed reliably is one until somebody has looked.
fn undecided(
    situation: &Situation<'_>,
    place: &Place<'_>,
    row: &Bordering<'_>,
    stance: Stance,
    run: Range<u32>,
) -> Draft {
    let (boundary, town) = (
        wording::name(situation, row.id.into()),
        wording::kind_and_name(situation, place.id.into()),
    );
    Draft {
        severity: severity(place, stance),
        title: format!("Cannot decide whether {boundary} divides {town}"),
        message: format!(
            "{boundary} meets {town}{}, but how much of it lies on either side could not be computed reliably.",
            wording::when(situation, &run),
        ),
        subjects: vec![AnyId::from(row.id), AnyId::from(place.id)],
        parties: [row.boundary.left, row.boundary.right]
            .into_iter()
            .flatten()
            .collect(),
        measures: Vec::new(),
        geometry: Some(Geometry::Area(place.shape.to_area())),
        at: Some(place.bounds.center()),
        value: 0.5,
        why: vec![Reason::word("cut of the place by the line", "cannot decide")],
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Boundary, Edit, Id, People, RelationState, Site, SiteKind};
    use crate::testing::sketch::{Sketch, area, party, path};

    /// A and B meet at 2 km east; a place of a kind, 1 km high, begins that many km west of the line and
    /// is 1 km wide.
    fn divided(kind: SiteKind, west_km: f64) -> Sketch {
        let (west, east) = (2.0 - west_km, 3.0 - west_km);
        let town = area(&[(west, 0.5), (east, 0.5), (east, 1.5), (west, 1.5)]);
        let mut site = Site::new(Geometry::Area(town));
        "Town".clone_into(&mut site.name);
        site.kind = kind;
        Sketch::of(&[&["AABB", "AABB"]])
            .liaison('A', 'B')
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 2.0)])
            .create(Id::from_bits(1), site)
    }

    #[test]
    fn a_boundary_through_a_settlement_is_found() {
        assert_eq!(
            divided(SiteKind::Settlement, 0.4).findings("A10"),
            ["A10 B/A Town: 0.40 km², major"]
        );
        let share = divided(SiteKind::Settlement, 0.4).first("A10").value;
        assert!((share - 0.4).abs() < 0.001, "{share}");
        assert!(divided(SiteKind::Settlement, 0.0).findings("A10").is_empty());
    }

    #[test]
    fn each_side_needs_its_share() {
        assert_eq!(divided(SiteKind::Settlement, 0.155).findings("A10").len(), 1);
        assert!(divided(SiteKind::Settlement, 0.145).findings("A10").is_empty());
        assert!(divided(SiteKind::Settlement, 0.855).findings("A10").is_empty());
    }

    #[test]
    fn the_relation_and_protection_set_the_severity() {
        let of = |kind, state| divided(kind, 0.4).relation('A', 'B', state).findings("A10");
        assert_eq!(
            of(SiteKind::Settlement, RelationState::Allied),
            ["A10 B/A Town: 0.40 km², minor"]
        );
        assert_eq!(
            of(SiteKind::Settlement, RelationState::Cooperating),
            ["A10 B/A Town: 0.40 km², major"]
        );
        assert_eq!(
            of(SiteKind::Dam, RelationState::Allied),
            ["A10 B/A Town: 0.40 km², major"]
        );
        assert_eq!(
            of(SiteKind::Dam, RelationState::Rival),
            ["A10 B/A Town: 0.40 km², critical"]
        );
    }

    #[test]
    fn other_populated_areas_count_from_their_size_on() {
        let of = |value, kind, people| {
            let name = "split_populated_m2".to_owned();
            divided(kind, 0.4)
                .site_with("Town", |site| {
                    site.people = Some(People {
                        best: people,
                        ..People::default()
                    });
                })
                .with(&Edit::SetThreshold { name, value })
                .findings("A10")
                .len()
        };
        assert_eq!(of(1_000_100, SiteKind::BuiltUpArea, 0), 0);
        assert_eq!(of(999_900, SiteKind::BuiltUpArea, 0), 1);
        assert_eq!(of(999_900, SiteKind::Market, 100), 1);
        assert_eq!(of(999_900, SiteKind::Market, 0), 0);
        assert_eq!(of(1_000_100, SiteKind::Settlement, 0), 1);
    }

    #[test]
    fn a_bridge_drawn_as_a_line_is_divided_and_a_point_is_not() {
        let bridge = |shape| {
            divided(SiteKind::Bridge, 0.4)
                .site_with("Town", |site| site.shape = shape)
                .findings("A10")
                .len()
        };
        assert_eq!(bridge(Geometry::Path(path(&[(1.9, 1.0), (2.1, 1.0)]))), 1);
        assert_eq!(bridge(Geometry::Path(path(&[(1.99, 1.0), (2.19, 1.0)]))), 0);
        assert_eq!(
            bridge(Geometry::Point(crate::testing::sketch::place(2.0, 1.0))),
            0
        );
    }

    #[test]
    fn boundaries_that_meet_in_the_town_divide_it_together() {
        let ends_inside =
            divided(SiteKind::Settlement, 0.4).update(Id::from_bits(1), |boundary: &mut Boundary| {
                boundary.path = path(&[(2.0, 0.0), (2.0, 1.0)]);
            });
        assert!(ends_inside.findings("A10").is_empty());
        let joined = ends_inside
            .party('C')
            .boundary('B', 'C', &[(2.0, 1.0), (4.0, 1.0)]);
        let both = [
            "A10 B/A Town: 0.30 km², major".to_owned(),
            "A10 B/C Town: 0.30 km², major".to_owned(),
        ];
        assert_eq!(joined.findings("A10"), both);
    }

    #[test]
    fn it_is_found_while_both_are_valid() {
        let sketch = divided(SiteKind::Settlement, 0.4)
            .phases(&[("P1", 24), ("P2", 24)])
            .boundary_with(1, |boundary| boundary.when.from = Some(24 * 60));
        assert_eq!(sketch.first("A10").interval.from, Some(24 * 60));
        let gone = sketch.site_with("Town", |site| site.when.until = Some(24 * 60));
        assert!(gone.findings("A10").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            divided(SiteKind::Settlement, 0.4).waived("A10").findings("A10"),
            ["A10 B/A Town: 0.40 km², major, waived"]
        );
    }

    #[test]
    fn naming_its_owner_or_giving_it_to_one_side_resolves_it() {
        let sketch = divided(SiteKind::Settlement, 0.4);
        let fixes = sketch.fixes("A10");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Name B as owner of Town: B/A inclusive to B",
                "Name A as owner of Town: B/A inclusive to A",
                "Move the line round Town and give it to B",
                "Move the line round Town and give it to A"
            ]
        );
        for fix in &fixes {
            assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
            assert!(sketch.clone().with(&fix.edit).findings("A10").is_empty());
        }
        let owned = sketch.clone().with(&fixes[0].edit);
        assert_eq!(
            owned.plan().boundaries.iter().next().unwrap().1.inclusive_to,
            Some(party('B'))
        );
        let moved = sketch.with(&fixes[3].edit);
        for code in ["A01", "A02", "B01", "B02"] {
            assert!(moved.findings(code).is_empty(), "{code}");
        }
        assert_eq!(moved.plan().boundaries.len(), 1);
    }
}
