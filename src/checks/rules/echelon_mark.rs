//! B03: a boundary whose echelon mark is not that of the larger neighbour.
//!
//! Whose names stand on its sides is B02's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Beside, Bordering, Ground, Situation, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, length_m, point_along};
use crate::model::{AnyEntity, AnyId, Echelon, Edit, Id, Level, Sector, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B03",
    name: "echelon-mark-wrong",
    title: "Echelon mark wrong",
    summary: "Checks for boundaries whose echelon mark is not that of the larger of the two sides.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &["side_sample_m"],
    source: "US Army FM 3-90, Tactics, and APP-6: the mark of a boundary is that of the higher echelon",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A boundary that bears another echelon mark than the larger of the two echelons beside it, or none. The echelon of \
a side is the largest among the forces, whosever they are, whose sector is on that side: a primary sector found at \
one of five places along the line, `side_sample_m` beside it; one that reaches over the line is on the side whose \
party holds it. Where a side has no force of a known echelon, or a sector's side cannot be told, nothing is said. \
Minor, always.

## Why it matters

The mark says at which level the line was agreed, and so who may change it. A company mark on a line between \
brigades invites two captains to move it.

## Example

The boundary between the 1st Brigade and a police battalion is drawn with the mark of a battalion.

## What to do

Set the mark of the larger side. Entente sets it in one step.

## Source

US Army FM 3-90, *Tactics*, and APP-6: the symbol of the highest echelon is used. The distance and the number of \
places are defaults of Entente.
";

/// The largest echelon among the forces that work in each sector.
type Echelons = BTreeMap<Id<Sector>, Echelon>;

/// The echelons found beside a boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Found {
    left: Echelon,
    right: Echelon,
}

impl Found {
    fn wanted(self) -> Echelon {
        self.left.max(self.right)
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let echelons = echelons(situation);
    if echelons.is_empty() {
        return;
    }
    for row in situation.boundaries() {
        let wrong = found(situation, row, &echelons)
            .into_iter()
            .filter(|(_, found)| row.boundary.echelon != Some(found.wanted()));
        for (run, found) in merged(wrong.collect(), |found| found.wanted()) {
            findings.add(draft(situation, row, found, run));
        }
    }
}

/// Returns the largest echelon among the forces of each sector.
fn echelons(situation: &Situation<'_>) -> Echelons {
    let mut echelons = Echelons::new();
    for force in &situation.forces {
        if let (Some(sector), Some(echelon)) = (force.force.sector, force.force.symbol.echelon) {
            let largest = echelons.entry(sector).or_insert(echelon);
            *largest = echelon.max(*largest);
        }
    }
    echelons
}

/// Returns the echelons of both sides while both have one.
fn found(situation: &Situation<'_>, row: &Bordering<'_>, echelons: &Echelons) -> Vec<(Range<u32>, Found)> {
    let beside = situation.beside(row);
    let pieces = row.spans.pieces(beside.cuts()).into_iter();
    pieces
        .filter_map(|run| {
            let [left, right] = sectors(row, &beside, run.start)?;
            let largest = |sectors: BTreeSet<Id<Sector>>| {
                let known = sectors.iter().filter_map(|sector| echelons.get(sector));
                known.copied().max()
            };
            let found = Found {
                left: largest(left)?,
                right: largest(right)?,
            };
            Some((run, found))
        })
        .collect()
}

/// Returns the sectors on each side in a slice. One that reaches over the line is on the side whose party
/// holds it, else on the side where it is found at more places; `None` where it is on neither more.
fn sectors(row: &Bordering<'_>, beside: &Beside<'_, '_>, slice: u32) -> Option<[BTreeSet<Id<Sector>>; 2]> {
    let mut counts: BTreeMap<Id<Sector>, (&Ground<'_>, [u32; 2])> = BTreeMap::new();
    for (side, places) in [&beside.left, &beside.right].into_iter().enumerate() {
        for &ground in places
            .iter()
            .flatten()
            .filter(|ground| ground.spans.contains(slice))
        {
            let (_, counted) = counts.entry(ground.id).or_insert((ground, [0, 0]));
            if let Some(count) = counted.get_mut(side) {
                *count += 1;
            }
        }
    }
    let mut sectors = [BTreeSet::new(), BTreeSet::new()];
    let [left, right] = &mut sectors;
    for (id, (ground, counted)) in counts {
        let holds = |party: Option<_>| party.is_some_and(|party| ground.holders_at(slice).contains(&party));
        let named = (holds(row.boundary.left), holds(row.boundary.right));
        let on_left = match (counted, named) {
            ([_, 0], _) => true,
            ([0, _], _) => false,
            (_, (left, right)) if left != right => left,
            ([one, two], _) if one != two => one > two,
            _ => return None,
        };
        let side = if on_left { &mut *left } else { &mut *right };
        side.insert(id);
    }
    Some(sectors)
}

fn draft(situation: &Situation<'_>, row: &Bordering<'_>, found: Found, run: Range<u32>) -> Draft {
    let path = &row.boundary.path;
    let wanted = found.wanted();
    let marked = row.boundary.echelon.map_or("none", Echelon::word);
    Draft {
        severity: Severity::Minor,
        title: format!(
            "Echelon mark of {} is not {}",
            wording::name(situation, row.id.into()),
            wanted.word()
        ),
        message: format!(
            "{}{} bears {}, but the largest force on its left is a {}, on its right a {}: the mark of a {} is \
             wanted.",
            wording::capital(&wording::kind_and_name(situation, row.id.into())),
            wording::when(situation, &run),
            row.boundary.echelon.map_or_else(
                || "no mark".to_owned(),
                |echelon| format!("the mark of a {}", echelon.word())
            ),
            found.left.word(),
            found.right.word(),
            wanted.word(),
        ),
        subjects: vec![AnyId::from(row.id)],
        parties: [row.boundary.left, row.boundary.right]
            .into_iter()
            .flatten()
            .collect(),
        measures: vec![("length_m", length_m(path))],
        geometry: Some(Geometry::Path(path.clone())),
        at: point_along(path, length_m(path) / 2.0),
        value: 1.0,
        why: vec![
            Reason::word_against("mark", marked, wanted.word()),
            Reason::word("largest on the left", found.left.word()),
            Reason::word("largest on the right", found.right.word()),
        ],
        time: Time::Run(run),
    }
}

/// Proposes the mark of the larger side.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Boundary(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(row) = situation.boundaries().iter().find(|row| row.id == id) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let wanted = found(situation, row, &echelons(situation))
        .into_iter()
        .filter(|(run, _)| during.meets(run))
        .map(|(_, found)| found.wanted())
        .max();
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    let mut boundary = row.boundary.clone();
    boundary.echelon = Some(wanted);
    let title = format!(
        "Mark {} with the echelon of a {}",
        wording::name(situation, id.into()),
        wanted.word()
    );
    let edit = Edit::Update(AnyEntity::from((id, boundary)));
    vec![Proposal::resolving("set-echelon", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::Echelon;
    use crate::testing::sketch::{Sketch, area};

    /// A brigade in A, a battalion in B, and the line between them with this mark.
    fn marked(mark: Option<Echelon>) -> Sketch {
        let sketch = Sketch::of(&[&["AABB", "AABB"]]);
        let (a, b) = (sketch.sector_id("A"), sketch.sector_id("B"));
        sketch
            .force("1st", 'A', 1.0, 1.0)
            .force("2nd", 'B', 3.0, 1.0)
            .force_with("1st", |force| {
                force.sector = Some(a);
                force.symbol.echelon = Some(Echelon::Brigade);
            })
            .force_with("2nd", |force| {
                force.sector = Some(b);
                force.symbol.echelon = Some(Echelon::Battalion);
            })
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 2.0)])
            .boundary_with(1, |boundary| boundary.echelon = mark)
    }

    #[test]
    fn the_mark_is_that_of_the_larger_side() {
        let of = |mark| marked(mark).findings("B03");
        assert_eq!(of(Some(Echelon::Battalion)), ["B03 B/A: 2.00 km, minor"]);
        assert_eq!(of(Some(Echelon::Division)), ["B03 B/A: 2.00 km, minor"]);
        assert_eq!(of(None), ["B03 B/A: 2.00 km, minor"]);
        assert!(of(Some(Echelon::Brigade)).is_empty());
        assert_eq!(marked(None).first("B03").value, 1.0);
    }

    #[test]
    fn without_a_known_echelon_on_both_sides_nothing_is_said() {
        let unknown = marked(None).force_with("2nd", |force| force.symbol.echelon = None);
        assert!(unknown.findings("B03").is_empty());
        let elsewhere = marked(None).force_with("2nd", |force| force.sector = None);
        assert!(elsewhere.findings("B03").is_empty());
        let far = marked(None).update(
            crate::model::Id::from_bits(1),
            |boundary: &mut crate::model::Boundary| {
                boundary.path = crate::testing::sketch::path(&[(2.06, 0.0), (2.06, 2.0)]);
            },
        );
        assert!(far.findings("B03").is_empty(), "B alone is on both sides");
    }

    #[test]
    fn a_sector_that_reaches_over_the_line_is_its_partys() {
        let wide = marked(Some(Echelon::Battalion)).sector_with("A", |sector| {
            sector.area = area(&[(0.0, 0.0), (2.5, 0.0), (2.5, 2.0), (0.0, 2.0)]);
        });
        assert_eq!(wide.findings("B03"), ["B03 B/A: 2.00 km, minor"]);
        let nobodys = wide.boundary_with(1, |boundary| boundary.right = None);
        assert!(nobodys.findings("B03").is_empty());
    }

    #[test]
    fn it_is_found_while_the_sectors_beside_it_are_valid() {
        let sketch = marked(None)
            .phases(&[("P1", 24), ("P2", 24)])
            .in_phases("B", &[2]);
        let finding = sketch.first("B03");
        assert_eq!(finding.interval.from, Some(24 * 60));
        assert_eq!(finding.phases.len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            marked(None).waived("B03").findings("B03"),
            ["B03 B/A: 2.00 km, minor, waived"]
        );
    }

    #[test]
    fn setting_the_mark_resolves_it() {
        let fixes = marked(Some(Echelon::Company)).fixes("B03");
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
            (1, "Mark B/A with the echelon of a brigade", &FixKind::Resolves)
        );
        assert!(marked(None).with(&fixes[0].edit).findings("B03").is_empty());
    }
}
