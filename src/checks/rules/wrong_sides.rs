//! B02: a boundary whose sides name the wrong holders.
//!
//! Whether there is a boundary at all is B01's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{Bordering, Ground, PLACES, Situation, merged};
use super::super::{Reason, wording};
use crate::geometry::{Geometry, length_m, point_along};
use crate::model::{AnyId, Id, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B02",
    name: "wrong-sides",
    title: "Wrong or missing sides",
    summary: "Checks for boundaries whose left and right are not the holders found there.",
    page: PAGE,
    default: Level::Major,
    thresholds: &["side_sample_m"],
    source: "US Army FM 3-90, Tactics: boundaries; APP-6: designations on both sides of the line",
    check,
    fixes: super::super::fixes::edges::name_sides,
};

const PAGE: &str = "\
## What it finds

A boundary that names another stakeholder on its left or right, or none, than the one that holds the ground \
there. Looked at are five places spread evenly along the line, `side_sample_m` to each side: the holder of a \
primary sector at three of them or more is the one found. A side where no holder is found at three places is \
not judged; neither is a boundary with an adversary on a side.

Left and right are as seen along the line in its drawing direction. Major, always.

## Why it matters

The names on a boundary tell a patrol on whose ground it stands. Swapped, they tell it the opposite, and \
printed overlays carry the mistake to everybody.

## Example

The boundary along the railway was drawn from south to north and its names entered as if from north to south.

## What to do

Name the sides as found. Entente swaps or fills them in one step.

## Source

US Army FM 3-90, *Tactics*, and APP-6: the designations of both units stand on their own side of the line. The \
distance and the number of places are defaults of Entente.
";

/// At how many of the places a holder must be found.
const MAJORITY: usize = 3;

/// Who was found beside a boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::checks) struct Found {
    /// On its left; `None`: nobody at most places.
    pub left: Option<Id<Stakeholder>>,
    /// On its right.
    pub right: Option<Id<Stakeholder>>,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for row in situation.boundaries() {
        let wrong = found_beside(situation, row)
            .into_iter()
            .filter(|(_, found)| is_wrong(situation, row, *found));
        for (run, found) in merged(wrong.collect(), |_| 0) {
            findings.add(draft(situation, row, found, run));
        }
    }
}

fn is_wrong(situation: &Situation<'_>, row: &Bordering<'_>, found: Found) -> bool {
    let (left, right) = (row.boundary.left, row.boundary.right);
    let adversary = [left, right, found.left, found.right]
        .into_iter()
        .flatten()
        .any(|party| situation.parties.is_adversary(party));
    let differs =
        |said: Option<Id<Stakeholder>>, found: Option<Id<Stakeholder>>| found.is_some() && said != found;
    !adversary && (differs(left, found.left) || differs(right, found.right))
}

/// Returns who is found on both sides of a boundary, in each stretch of its time.
pub(in crate::checks) fn found_beside(
    situation: &Situation<'_>,
    row: &Bordering<'_>,
) -> Vec<(Range<u32>, Found)> {
    let beside = situation.beside(row);
    let majority = |side: &[Vec<&Ground<'_>>], slice: u32, said: Option<Id<Stakeholder>>| {
        let mut counts: BTreeMap<Id<Stakeholder>, usize> = BTreeMap::new();
        for place in side {
            let valid = place.iter().filter(|ground| ground.spans.contains(slice));
            let mut here: Vec<_> = valid
                .flat_map(|ground| ground.holders_at(slice))
                .copied()
                .collect();
            here.sort_unstable();
            here.dedup();
            for holder in here {
                *counts.entry(holder).or_default() += 1;
            }
        }
        // Where two overlap, the one that the boundary names is as right as the other.
        let of_said = said.filter(|said| counts.get(said).is_some_and(|count| *count >= MAJORITY));
        let most = counts
            .iter()
            .filter(|(_, count)| **count >= MAJORITY)
            .max_by_key(|(id, count)| (**count, std::cmp::Reverse(**id)));
        of_said.or(most.map(|(id, _)| *id))
    };
    row.spans
        .pieces(beside.cuts())
        .into_iter()
        .map(|run| {
            let found = Found {
                left: majority(&beside.left, run.start, row.boundary.left),
                right: majority(&beside.right, run.start, row.boundary.right),
            };
            (run, found)
        })
        .collect()
}

fn draft(situation: &Situation<'_>, row: &Bordering<'_>, found: Found, run: Range<u32>) -> Draft {
    let label = |party: Option<Id<Stakeholder>>| {
        party.map_or_else(|| "nobody".to_owned(), |party| situation.label(party))
    };
    let side = |word: &'static str, said, found: Option<Id<Stakeholder>>| {
        let found = found.filter(|found| said != Some(*found))?;
        Some((
            format!(
                "on its {word} it names {}, but {} holds the ground",
                label(said),
                situation.label(found)
            ),
            Reason::word_against(word, label(said), situation.label(found)),
        ))
    };
    let wrong = [
        side("left", row.boundary.left, found.left),
        side("right", row.boundary.right, found.right),
    ];
    let (sentences, why): (Vec<String>, Vec<Reason>) = wrong.into_iter().flatten().unzip();
    let name = wording::name(situation, row.id.into());
    let path = &row.boundary.path;
    let parties = [found.left, found.right].into_iter().flatten().collect();
    Draft {
        severity: Severity::Major,
        title: format!("Sides of {name} are wrong"),
        message: format!(
            "{}{}: {}, at {MAJORITY} of {PLACES} places or more, {} beside the line.",
            wording::capital(&wording::kind_and_name(situation, row.id.into())),
            wording::when(situation, &run),
            sentences.join("; "),
            wording::length(f64::from(situation.thresholds().side_sample_m)),
        ),
        subjects: vec![AnyId::from(row.id)],
        parties,
        measures: vec![("length_m", length_m(path))],
        geometry: Some(Geometry::Path(path.clone())),
        at: point_along(path, length_m(path) / 2.0),
        value: 1.0,
        why,
        time: Time::Run(run),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Boundary, Edit, Id, Waiver};
    use crate::testing::sketch::{Sketch, lines, place};

    /// From north to south: B is on its left, A on its right.
    fn with_sides(left: char, right: char) -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]])
            .party('C')
            .boundary(left, right, &[(2.0, 0.0), (2.0, 2.0)])
    }

    #[test]
    fn sides_are_as_seen_along_the_line() {
        assert!(with_sides('B', 'A').findings("B02").is_empty());
        assert_eq!(with_sides('A', 'B').findings("B02"), ["B02 A/B: 2.00 km, major"]);
        assert_eq!(with_sides('B', 'C').findings("B02"), ["B02 B/C: 2.00 km, major"]);
    }

    #[test]
    fn a_missing_side_is_wrong_where_somebody_holds_the_ground() {
        let without =
            |sketch: Sketch| sketch.update(Id::from_bits(1), |boundary: &mut Boundary| boundary.left = None);
        assert_eq!(without(with_sides('B', 'A')).findings("B02").len(), 1);
        let alone = Sketch::of(&[&["AA..", "AA.."]]).boundary('A', 'A', &[(2.0, 0.0), (2.0, 2.0)]);
        assert!(without(alone).findings("B02").is_empty());
    }

    #[test]
    fn three_of_five_places_decide() {
        let of = |until: f64| {
            let sketch = Sketch::of(&[&["AABB", "AABB"], &["....", "...."]]).party('C');
            let sketch = sketch.sector_with("B", |sector| {
                sector.area =
                    crate::testing::sketch::area(&[(2.0, 0.0), (4.0, 0.0), (4.0, until), (2.0, until)]);
            });
            sketch
                .boundary('C', 'A', &[(2.0, 0.0), (2.0, 2.0)])
                .findings("B02")
                .len()
        };
        assert_eq!(of(0.9), 0);
        assert_eq!(of(1.1), 1);
    }

    #[test]
    fn a_waiver_binds_it_and_an_adversary_is_left_out() {
        let sketch = with_sides('A', 'B');
        let subjects = vec![Id::<Boundary>::from_bits(1).into()];
        let waiver = Waiver::of(
            "B02",
            subjects,
            Some(place(2.0, 1.0)),
            1.0,
            "Survey",
            "being redrawn",
        );
        let waived = sketch.clone().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("B02"), ["B02 A/B: 2.00 km, major, waived"]);
        assert!(sketch.adversary('B').findings("B02").is_empty());
    }

    #[test]
    fn swapping_or_naming_the_sides_resolves_it() {
        for (left, right, title) in [
            ('A', 'B', "Swap the sides of A/B"),
            ('B', 'C', "Name B on the left of B/C, A on the right"),
        ] {
            let sketch = with_sides(left, right);
            let report = check(sketch.plan(), None);
            let finding = report
                .findings
                .iter()
                .find(|finding| finding.code == "B02")
                .unwrap();
            let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
            assert_eq!((fixes.len(), fixes[0].title.as_str()), (1, title));
            assert_eq!(fixes[0].kind, FixKind::Resolves);
            let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
            assert!(lines(&fixed, &check(&fixed, None), "B02").is_empty());
        }
    }
}
