//! K04: forces, marches and sectors that contradict what their party agreed to.
//!
//! Whether the agreement is in force, and whether its clauses agree with each other, is not asked here.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fixes::agreement::successor;
use super::super::fixes::force;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Breach, Measured, Situation, Spans, Stance, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, Shape, difference, stored_area};
use crate::model::{Agreement, AnyId, Clause, Edit, Id, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K04",
    name: "clause-contradicted",
    title: "Clause contradicted by geometry",
    summary: "Checks for forces, marches and sectors where their party agreed that they would not be.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_overlap_m2", "sliver_width_m", "people_near_m"],
    source: "Entente: clauses name what is drawn, so that they can be held against it; the sizes are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

While an agreement is valid, and what its clause names holds, one finding for each object that contradicts the clause:

* *keeps out*: a force of that party stands in or marches through the ground (with its buffer or stand-off), or a \
sector of a primary role that it holds has at least `min_overlap_m2` of it, slivers (`sliver_width_m`) left out.
* *separation*: a force of a party is beyond the line (no farther from it than the line is long, and not on ground \
that its party holds on the far side of its neighbour), or nearer to it than the stand-off; a sector of a primary \
role has that much ground beyond the line, within 1 km of it. A party's side is the one that the boundary names it \
on, else the one on which most of its ground next to the line lies. Of a zone: a force in it, or nearer than the \
stand-off.
* *limits*: a force is of a larger echelon, or more people are present, than was agreed; on the ground that the \
agreement lets the party hold, share or pass, everywhere where it names none. People of a formation whose superior \
formation counts its own are counted once.
* *no fires*: the reach of an armed force of any party to the agreement takes in the measure or the site.

A clause binds those that answer to the party as well, and is held against the plan whether or not all have accepted \
it; agreements that a party refused, left or broke are not. Major; critical where the party stands to another of the \
agreement as no contact or worse, and where people are within `people_near_m`.

## Why it matters

A plan that breaks its own agreements tells the other side what they were worth. Mostly nobody meant it: the clause \
was written in one room and the movement table in another.

## Example

The militia keeps out of the city. Its battalion marches 2.10 km through the southern quarters in phase P3.

## What to do

Move the force or the line, change the route, or agree on something else before it happens. Entente offers the \
nearest own ground for a force, cuts the sector, and drafts a renewal of the agreement to be talked about.

## Source

A rule of Entente's own. The sizes are defaults, and so is 1 km beyond a line.
";

/// A breach as it is in a stretch of time.
struct Case {
    breach: Breach,
    stance: Stance,
    people: bool,
}

impl Case {
    fn severity(&self) -> Severity {
        if self.stance >= Stance::NoContact || self.people {
            Severity::Critical
        } else {
            Severity::Major
        }
    }
}

type Key = (Id<Agreement>, usize, AnyId, &'static str);

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut by_object: BTreeMap<Key, Vec<(Range<u32>, Case)>> = BTreeMap::new();
    for breach in situation.breaches() {
        let sort = match breach.measured {
            Measured::People(..) => "people",
            _ => "ground",
        };
        let key = (breach.agreement, breach.clause, breach.object, sort);
        by_object
            .entry(key)
            .or_default()
            .extend(cases(situation, &breach));
    }
    for cases in by_object.into_values() {
        // In thousandths, so that cases can be ordered.
        let size = |case: &Case| (case.breach.measured.value() * 1000.0) as i64;
        for (run, case) in merged(cases, |case| (case.severity(), size(case))) {
            findings.add(draft(situation, &case, run));
        }
    }
}

/// Cuts a breach where relations and people near it change.
fn cases(situation: &Situation<'_>, breach: &Breach) -> Vec<(Range<u32>, Case)> {
    let agreement = situation.plan.agreements.get(breach.agreement);
    let parties = agreement.map_or(&[][..], |agreement| &agreement.parties);
    let others = parties.iter().map(|party| party.stakeholder);
    let stances: Vec<_> = others
        .filter(|other| *other != breach.member)
        .map(|other| situation.parties.stance(breach.member, other))
        .collect();
    let near = breach
        .geometry
        .as_ref()
        .map_or_else(Spans::never, |geometry| situation.people_near_drawn(geometry));
    let cuts: Vec<u32> = stances
        .iter()
        .flat_map(|stances| stances.cuts())
        .chain(near.cuts())
        .collect();
    let pieces = Spans::of(breach.run.clone()).pieces(cuts).into_iter();
    pieces
        .map(|run| {
            let now = stances.iter().filter_map(|stances| stances.at(run.start));
            let case = Case {
                breach: breach.clone(),
                stance: now.copied().max().unwrap_or(Stance::Same),
                people: near.contains(run.start),
            };
            (run, case)
        })
        .collect()
}

fn draft(situation: &Situation<'_>, case: &Case, run: Range<u32>) -> Draft {
    let breach = &case.breach;
    let name = wording::name(situation, breach.agreement.into());
    let agreement = situation.plan.agreements.get(breach.agreement);
    let clause = agreement.and_then(|agreement| agreement.clauses.get(breach.clause));
    let clause = clause.map_or("clause", Clause::title).to_lowercase();
    let object = wording::name(situation, breach.object);
    let whose = match breach.object {
        AnyId::Stakeholder(_) => String::new(),
        _ => format!(" ({})", situation.label(breach.member)),
    };
    let target = breach
        .target
        .map(|target| wording::kind_and_name(situation, target));
    let target = target.unwrap_or_default();
    let (says, row, measure) = said(breach.measured, &target);
    let mut sentences = vec![
        format!(
            "{object}{whose} {says}{}, against clause {} of {name} ({clause}).",
            wording::when(situation, &run),
            breach.clause + 1,
        ),
        format!("{}.", wording::capital(case.stance.word())),
    ];
    if case.people {
        let within_m = f64::from(situation.thresholds().people_near_m);
        sentences.push(format!("People are within {}.", wording::length(within_m)));
    }
    let mut subjects = vec![AnyId::from(breach.agreement), breach.object];
    subjects.extend(breach.target);
    let mut parties = vec![breach.member];
    let others = agreement.map_or(&[][..], |agreement| &agreement.parties);
    parties.extend(
        others
            .iter()
            .map(|party| party.stakeholder)
            .filter(|other| *other != breach.member),
    );
    Draft {
        severity: case.severity(),
        title: format!("{object} contradicts {name}"),
        message: sentences.join(" "),
        subjects,
        parties,
        measures: measure.into_iter().collect(),
        geometry: breach.geometry.clone(),
        at: breach.at,
        value: breach.measured.value(),
        why: vec![
            row,
            Reason::word("worst relation to the other parties", case.stance.word()),
            Reason::word("people near", if case.people { "yes" } else { "no" }),
        ],
        time: Time::Run(run),
    }
}

/// Returns what an object does, the row with its limit, and the measure.
fn said(measured: Measured, target: &str) -> (String, Reason, Option<(&'static str, f64)>) {
    match measured {
        Measured::Inside(metres) => (
            format!(
                "stands {} inside {target}, where nothing of it may be",
                wording::length(metres)
            ),
            Reason::number("distance inside", metres, Some(0.0), "m"),
            Some(("inside_m", metres)),
        ),
        Measured::Through(metres) => (
            format!(
                "marches {} through {target}, where no part of its way may lead",
                wording::length(metres)
            ),
            Reason::number("way inside", metres, Some(0.0), "m"),
            Some(("inside_m", metres)),
        ),
        Measured::Holds(area_m2) => (
            format!("has {} on the wrong side of {target}", wording::area(area_m2)),
            Reason::number("ground that is not to be held", area_m2, Some(0.0), "m²"),
            Some(("area_m2", area_m2)),
        ),
        Measured::Beyond(metres) => (
            format!(
                "is {} beyond {target}, on the other's side",
                wording::length(metres)
            ),
            Reason::number("distance beyond", metres, Some(0.0), "m"),
            Some(("beyond_m", metres)),
        ),
        Measured::Near(metres, least) => (
            format!(
                "comes within {} of {target}; the stand-off is {}",
                wording::length(metres),
                wording::length(least)
            ),
            Reason::number("distance", metres, Some(least), "m"),
            Some(("distance_m", metres)),
        ),
        Measured::Reaches(reach, away) => (
            format!(
                "reaches {}, and {target} is {} away",
                wording::length(reach),
                wording::length(away)
            ),
            Reason::number("reach", reach, Some(away), "m"),
            Some(("reaches_m", reach - away)),
        ),
        Measured::Larger(size, most) => (
            format!("is a {}; at most a {} was agreed", size.word(), most.word()),
            Reason::word_against("echelon", size.word(), most.word()),
            None,
        ),
        Measured::People(count, most) => (
            format!(
                "has {} people there; at most {} were agreed",
                wording::grouped(f64::from(count)),
                wording::grouped(f64::from(most))
            ),
            Reason::number("people", f64::from(count), Some(f64::from(most)), "people"),
            Some(("people", f64::from(count))),
        ),
    }
}

/// Proposes the nearest own ground for a force that stands, the cut for a sector, and a draft to be
/// talked about.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let mut proposals = force::proposals(situation, finding);
    proposals.extend(cut(situation, finding));
    let agreement = finding.subjects.iter().find_map(|id| match id {
        AnyId::Agreement(id) => Some(*id),
        _ => None,
    });
    let old = agreement.and_then(|id| Some((id, situation.plan.agreements.get(id)?)));
    proposals.extend(old.and_then(|(id, old)| successor(situation, finding, id, old.when.clone())));
    proposals
}

/// Proposes to take off a sector what it should not have.
fn cut(situation: &Situation<'_>, finding: &Finding) -> Option<Proposal> {
    let Some(Geometry::Area(area)) = &finding.geometry else {
        return None;
    };
    let breach = situation.breaches().into_iter().find(|breach| {
        let agreement = AnyId::from(breach.agreement);
        let named = breach
            .target
            .is_none_or(|target| finding.subjects.contains(&target));
        matches!(breach.measured, Measured::Holds(_))
            && named
            && finding.subjects.contains(&agreement)
            && finding.subjects.contains(&breach.object)
            && breach.geometry == finding.geometry
    })?;
    let AnyId::Sector(id) = breach.object else {
        return None;
    };
    let ground = situation.grounds.of_sector(id)?;
    let left = difference(&ground.shape, [&Shape::of(area)]).ok()?;
    let edit = Edit::Reshape {
        id: id.into(),
        to: Geometry::Area(stored_area(&left)?),
    };
    let title = format!("Take {} off {}", wording::area(finding.value), ground.name());
    Some(Proposal::resolving("cut-sector", title, edit))
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{
        Acceptance, Boundary, Clause, Echelon, Edit, Force, Id, Measure, MeasureKind, Move, RelationState,
        Site, SiteKind, Waiver, When,
    };
    use crate::testing::sketch::{Sketch, area, lines, party, path, place};

    fn neighbours() -> Sketch {
        Sketch::of(&[&["AAABBB", "AAABBB"]])
            .relation('A', 'B', RelationState::Neutral)
            .phases(&[("P1", 24), ("P2", 24)])
    }

    /// A zone of 1 km by 2 km in B's ground that A keeps out of.
    fn zone() -> Sketch {
        let mut zone = Measure::new(crate::geometry::Geometry::Area(area(&[
            (4.0, 0.0),
            (5.0, 0.0),
            (5.0, 2.0),
            (4.0, 2.0),
        ])));
        zone.name = "Zone".to_owned();
        zone.kind = MeasureKind::NoEntryZone;
        let clause = Clause::KeepsOut {
            who: party('A'),
            area: Id::<Measure>::from_bits(1).into(),
        };
        neighbours()
            .create(Id::<Measure>::from_bits(1), zone)
            .agreement(&['A', 'B'], vec![clause])
    }

    /// Neighbours that stay apart along their edge, A in the west.
    fn separated(stand_off_m: Option<u32>) -> Sketch {
        let along = Id::<Boundary>::from_bits(1).into();
        neighbours()
            .boundary('B', 'A', &[(3.0, 0.0), (3.0, 2.0)])
            .agreement(&['A', 'B'], vec![Clause::Separation { along, stand_off_m }])
    }

    fn marching(sketch: Sketch, way: &[(f64, f64)]) -> Sketch {
        let leg = Move::new(path(way), 0, 24 * 60);
        sketch
            .force("1st", 'A', way[0].0, way[0].1)
            .force_with("1st", |force| {
                force.placements.clear();
                force.moves = vec![leg];
            })
    }

    fn finding(sketch: &Sketch) -> Finding {
        let report = check(sketch.plan(), None);
        let mut found = report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "K04");
        found.next().unwrap()
    }

    #[test]
    fn a_force_inside_what_its_party_keeps_out_of_is_found() {
        let at = |x| zone().force("1st", 'A', x, 1.0);
        assert_eq!(
            at(4.25).findings("K04"),
            ["K04 Agreement 1 1st Zone: 250 m, major"]
        );
        assert!(at(3.99).findings("K04").is_empty());
        assert!(zone().force("1st", 'B', 4.25, 1.0).findings("K04").is_empty());
        assert!((finding(&at(4.25)).value - 250.0).abs() < 1.0);
        let below = zone().answers_to('C', 'A').force("1st", 'C', 4.25, 1.0);
        assert_eq!(below.findings("K04").len(), 1);
        let refused = at(4.25).agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Rejected;
        });
        assert!(refused.findings("K04").is_empty());
        let asked = at(4.25).agreement_with(1, |agreement| {
            agreement.parties[1].state = Acceptance::Proposed;
        });
        assert_eq!(asked.findings("K04").len(), 1);
    }

    #[test]
    fn a_stand_off_round_a_zone_is_kept_out_of_too() {
        let sketch = zone()
            .force("1st", 'A', 3.9, 1.0)
            .update(Id::from_bits(1), |zone: &mut Measure| {
                zone.stand_off_m = Some(200);
            });
        assert_eq!(sketch.findings("K04"), ["K04 Agreement 1 1st Zone: 100 m, major"]);
    }

    #[test]
    fn no_contact_or_people_near_make_it_critical() {
        let inside = zone().force("1st", 'A', 4.25, 1.0);
        let silent = inside.clone().relation('B', 'A', RelationState::NoContact);
        assert_eq!(
            silent.findings("K04"),
            ["K04 Agreement 1 1st Zone: 250 m, critical"]
        );
        let peopled = |x| {
            inside
                .clone()
                .site("School", SiteKind::School, x, 1.0)
                .findings("K04")
        };
        assert_eq!(peopled(5.2), ["K04 Agreement 1 1st Zone: 250 m, critical"]);
        assert_eq!(peopled(5.3), ["K04 Agreement 1 1st Zone: 250 m, major"]);
    }

    #[test]
    fn only_common_time_counts() {
        let inside = zone().force("1st", 'A', 4.25, 1.0);
        let second = inside.clone().agreement_with(1, |agreement| {
            agreement.when = When::in_phases([Id::from_bits(2)]);
        });
        assert_eq!(finding(&second).interval.from, Some(24 * 60));
        let first = second.update(Id::from_bits(1), |zone: &mut Measure| {
            zone.when = When::in_phases([Id::from_bits(1)]);
        });
        assert!(first.findings("K04").is_empty());
    }

    #[test]
    fn a_march_through_it_is_measured_along_its_way() {
        let through = marching(zone(), &[(1.0, 1.0), (6.0, 1.0)]);
        assert!((finding(&through).value - 1_000.0).abs() < 1.0);
        assert_eq!(finding(&through).interval.until, Some(24 * 60));
        let round = marching(zone(), &[(1.0, 1.0), (3.9, 1.0), (3.9, 2.1), (6.0, 2.1)]);
        assert!(round.findings("K04").is_empty());
        // It is past the zone when the agreement starts.
        let late = through.agreement_with(1, |agreement| agreement.when.from = Some(20 * 60));
        assert!(late.findings("K04").is_empty());
    }

    #[test]
    fn a_sector_of_what_its_party_keeps_out_of_is_found() {
        let held = Sketch::of(&[&["AAABBB", "AAABBB"], &["....A.", "......"]])
            .phases(&[("P1", 24)])
            .relation('A', 'B', RelationState::Cooperating);
        let clause = Clause::KeepsOut {
            who: party('A'),
            area: held.sector_id("B").into(),
        };
        let sketch = held.agreement(&['A', 'B'], vec![clause]);
        assert_eq!(sketch.findings("K04"), ["K04 Agreement 1 B A2: 1.00 km², major"]);
        let smaller = Sketch::of(&[&["AAABBB", "AAABBB"]]).agreement(
            &['A', 'B'],
            vec![Clause::KeepsOut {
                who: party('A'),
                area: sketch.sector_id("B").into(),
            }],
        );
        assert!(smaller.findings("K04").is_empty());
    }

    #[test]
    fn each_party_stays_on_its_own_side() {
        let at = |letter, x| separated(None).force("1st", letter, x, 1.0).findings("K04");
        assert_eq!(at('A', 3.4), ["K04 Agreement 1 1st B/A: 400 m, major"]);
        assert!(at('A', 2.9).is_empty());
        assert!(at('B', 3.1).is_empty());
        assert_eq!(at('B', 2.5), ["K04 Agreement 1 1st B/A: 500 m, major"]);
        // Farther away than the line is long, and past its end, it divides nothing.
        assert!(at('A', 5.1).is_empty());
        let past = separated(None).force("1st", 'A', 3.4, 2.5);
        assert!(past.findings("K04").is_empty());
        let crossing = marching(separated(None), &[(2.0, 1.0), (3.5, 1.0), (2.0, 1.5)]);
        let found = finding(&crossing);
        assert!((found.value - 500.0).abs() < 30.0, "{}", found.value);
    }

    #[test]
    fn the_stand_off_is_kept_on_the_own_side_too() {
        let at = |x| separated(Some(500)).force("1st", 'A', x, 1.0);
        assert_eq!(at(2.6).findings("K04"), ["K04 Agreement 1 1st B/A: 400 m, major"]);
        assert!((finding(&at(2.6)).value - 100.0).abs() < 1.0);
        assert!(at(2.49).findings("K04").is_empty());
    }

    #[test]
    fn a_sector_beyond_the_line_is_found_and_cut() {
        let along = Id::<Boundary>::from_bits(1).into();
        let sketch = |columns: &str| {
            Sketch::of(&[&[columns, columns]])
                .relation('A', 'B', RelationState::Cooperating)
                .liaison('A', 'B')
                .boundary('B', 'A', &[(3.0, 0.0), (3.0, 2.0)])
                .agreement(
                    &['A', 'B'],
                    vec![Clause::Separation {
                        along,
                        stand_off_m: None,
                    }],
                )
        };
        assert!(sketch("AAABBB").findings("K04").is_empty());
        let beyond = sketch("AAAABB");
        let found = finding(&beyond);
        // But for the half metre of the line itself.
        assert!((found.value - 2e6).abs() < 2_000.0, "{}", found.value);
        let report = check(beyond.plan(), None);
        let fixes = Checker::new().fixes(beyond.plan(), &report, &found);
        assert_eq!(fixes[0].title, "Take 2.00 km² off A");
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = beyond.with(&fixes[0].edit);
        assert!(fixed.findings("K04").is_empty());
    }

    #[test]
    fn a_zone_between_parties_is_kept_free() {
        let zone = Measure::new(crate::geometry::Geometry::Area(area(&[
            (2.5, 0.0),
            (3.5, 0.0),
            (3.5, 2.0),
            (2.5, 2.0),
        ])));
        let along = Id::<Measure>::from_bits(1).into();
        let sketch = neighbours().create(Id::<Measure>::from_bits(1), zone).agreement(
            &['A', 'B'],
            vec![Clause::Separation {
                along,
                stand_off_m: Some(100),
            }],
        );
        let at = |x| sketch.clone().force("1st", 'A', x, 1.0);
        assert!((finding(&at(2.7)).value - 200.0).abs() < 1.0);
        assert!((finding(&at(2.45)).value - 50.0).abs() < 1.0);
        assert!(at(2.39).findings("K04").is_empty());
    }

    #[test]
    fn limits_count_echelons_and_people() {
        let limit = |largest_echelon, people| {
            let clause = Clause::Limits {
                who: party('A'),
                largest_echelon,
                people,
            };
            neighbours()
                .agreement(&['A', 'B'], vec![clause])
                .force("1st", 'A', 1.0, 1.0)
                .force("2nd", 'A', 2.0, 1.0)
                .force_with("1st", |force| {
                    force.symbol.echelon = Some(Echelon::Battalion);
                    force.personnel = Some(500);
                })
                .force_with("2nd", |force| force.personnel = Some(100))
        };
        let sizes = limit(Some(Echelon::Platoon), None);
        assert_eq!(sizes.findings("K04"), ["K04 Agreement 1 1st: major"]);
        assert_eq!(finding(&sizes).value, 2.0);
        assert!(
            limit(Some(Echelon::Battalion), Some(600))
                .findings("K04")
                .is_empty()
        );
        let people = limit(None, Some(599));
        assert_eq!(people.findings("K04"), ["K04 A Agreement 1: 600, major"]);
        assert_eq!(finding(&people).value, 1.0);
        let nested = people.force_with("2nd", |force| force.superior = Some(Id::from_bits(1)));
        assert!(nested.findings("K04").is_empty());
    }

    #[test]
    fn limits_hold_on_the_ground_that_the_agreement_names() {
        let sketch = neighbours();
        let clauses = vec![
            Clause::Limits {
                who: party('A'),
                largest_echelon: Some(Echelon::Platoon),
                people: None,
            },
            Clause::Passage {
                who: party('A'),
                through: sketch.sector_id("B").into(),
                when: When::always(),
            },
        ];
        let at = |x| {
            sketch
                .clone()
                .agreement(&['A', 'B'], clauses.clone())
                .force("1st", 'A', x, 1.0)
                .force_with("1st", |force: &mut Force| {
                    force.symbol.echelon = Some(Echelon::Company);
                })
        };
        assert_eq!(at(4.0).findings("K04").len(), 1);
        assert!(at(2.0).findings("K04").is_empty());
    }

    #[test]
    fn a_reach_that_takes_in_what_is_not_fired_at_is_found() {
        let reaching = |range_m| {
            let clause = Clause::NoFires {
                at: Id::<Site>::from_bits(1).into(),
            };
            neighbours()
                .site("Dam", SiteKind::Dam, 5.0, 1.0)
                .update(Id::from_bits(1), |site: &mut Site| site.buffer_m = Some(500))
                .agreement(&['A', 'B'], vec![clause])
                .force("Guns", 'A', 1.0, 1.0)
                .force_with("Guns", |force| force.max_range_m = Some(range_m))
        };
        assert_eq!(
            reaching(4_000).findings("K04"),
            ["K04 Agreement 1 Guns Dam: 500 m, major"]
        );
        assert!(reaching(3_499).findings("K04").is_empty());
        let unarmed = reaching(4_000).force_with("Guns", |force| force.armed = Some(false));
        assert!(unarmed.findings("K04").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![
            Id::<crate::model::Agreement>::from_bits(1).into(),
            Id::<Force>::from_bits(1).into(),
            Id::<Measure>::from_bits(1).into(),
        ];
        let waiver = Waiver::of(
            "K04",
            subjects,
            Some(place(4.25, 1.0)),
            250.0,
            "Both",
            "observers",
        );
        let waived = zone().force("1st", 'A', 4.25, 1.0).with(&Edit::Waive(waiver));
        assert_eq!(
            waived.findings("K04"),
            ["K04 Agreement 1 1st Zone: 250 m, major, waived"]
        );
    }

    #[test]
    fn moving_the_force_to_its_own_ground_resolves_it() {
        let sketch = zone().force("1st", 'A', 4.25, 1.0);
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &finding(&sketch));
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Move 1st 1.35 km to A", "Draft a renewal of Agreement 1"]
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
        assert!(lines(&fixed, &check(&fixed, None), "K04").is_empty());
    }
}
