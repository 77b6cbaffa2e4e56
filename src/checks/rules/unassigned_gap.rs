//! A04: ground of the area of operations that no sector covers.
//!
//! Without an area of operations there is nothing to judge (D05 says so).

use std::ops::Range;
use std::sync::Arc;

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::{
    Gaps, Part, Situation, Stance, bounds_of, is_populated, is_protected, is_within,
};
use super::super::{Reason, wording};
use crate::geometry::{Geometry, Layout, Rim, Shape, area_m2};
use crate::model::{Id, Level, Severity, Site, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A04",
    name: "unassigned-gap",
    title: "Unassigned gap",
    summary: "Checks for ground of the area of operations that no primary or buffer sector covers.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_gap_m2", "max_gap_m2", "sliver_width_m", "snap_m"],
    source: "US Army FM 3-90, Tactics: unassigned areas; thresholds are defaults of Entente",
    check,
    fixes: super::super::fixes::ground::fill_gap,
};

const PAGE: &str = "\
## What it finds

A connected part of the area of operations of at least `min_gap_m2`, not a sliver (`sliver_width_m`), that no \
sector of a primary role and no buffer covers at that time, whether those have a holder or not. A sector held \
by the adversary covers its ground; ground the adversary holds without a sector is a gap.

Major. Critical where it contains a settlement, a protected site or a corridor, or lies between parties (whose \
sectors come within `snap_m` of it) that have no contact or worse. Info where it is not larger than `max_gap_m2` (0: never) and touches nothing of the \
kind.

A gap that lasts through several slices of time is one finding, drawn as it is when it is worst.

## Why it matters

Nobody watches ground that nobody was given. Armed groups move through it, families flee into it, and two \
neighbours find each other in the middle of it.

## Example

In phase P1 the west bank at Halabsa lies between the police and the militia; 12 km² with a village belong to \
no sector.

## What to do

Give it to a neighbour, assign it to the headquarters over both, or mark it as a buffer with a caretaker. \
Entente offers each of the three.

## Source

US Army FM 3-90, *Tactics*: ground not assigned to a subordinate remains with the higher headquarters, which \
must then do something about it. The sizes are defaults of Entente.
";

/// A part of a gap in one run of slices.
struct Piece<'s> {
    part: &'s Part,
    severity: Severity,
    inside: Vec<String>,
    between: Option<(Id<Stakeholder>, Id<Stakeholder>, Stance)>,
    neighbours: Vec<Id<Stakeholder>>,
}

/// A gap through time.
struct Thread<'s> {
    run: Range<u32>,
    /// The parts that it had in the slices last seen.
    latest: Vec<&'s Part>,
    worst: Piece<'s>,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut done: Vec<Thread<'_>> = Vec::new();
    let mut open: Vec<Thread<'_>> = Vec::new();
    for (run, found) in &situation.gaps {
        let Ok(gaps) = found else {
            done.append(&mut open);
            undecided(situation, run, findings);
            continue;
        };
        open = follow(situation, run, gaps, open, &mut done);
    }
    done.append(&mut open);
    for thread in done {
        findings.add(draft(situation, thread));
    }
}

/// Carries the open gaps on into a run of slices: each part joins the gap that it shares most ground
/// with; gaps that no part joins are done.
fn follow<'s>(
    situation: &'s Situation<'_>,
    run: &Range<u32>,
    gaps: &'s Arc<Gaps>,
    open: Vec<Thread<'s>>,
    done: &mut Vec<Thread<'s>>,
) -> Vec<Thread<'s>> {
    let limits = situation.thresholds();
    let mut joined: Vec<Vec<&'s Part>> = open.iter().map(|_| Vec::new()).collect();
    let mut fresh = Vec::new();
    let counted = gaps.parts.iter().filter(|part| {
        part.area_m2 >= f64::from(limits.min_gap_m2) && !part.is_sliver(f64::from(limits.sliver_width_m))
    });
    for part in counted {
        match joins(situation, &open, part).and_then(|number| joined.get_mut(number)) {
            Some(parts) => parts.push(part),
            None => fresh.push(part),
        }
    }
    let mut carried = Vec::new();
    for (mut thread, parts) in open.into_iter().zip(joined) {
        if parts.is_empty() {
            done.push(thread);
            continue;
        }
        for part in &parts {
            let piece = piece(situation, part, run);
            if (piece.severity, piece.part.area_m2) > (thread.worst.severity, thread.worst.part.area_m2) {
                thread.worst = piece;
            }
        }
        thread.run.end = run.end;
        thread.latest = parts;
        carried.push(thread);
    }
    carried.extend(fresh.into_iter().map(|part| Thread {
        run: run.clone(),
        latest: vec![part],
        worst: piece(situation, part, run),
    }));
    carried
}

/// Returns the place of the open gap that shares most ground with a part.
fn joins(situation: &Situation<'_>, open: &[Thread<'_>], part: &Part) -> Option<usize> {
    let bounds = part.shape.bounds()?;
    let meets = |other: &Part| other.shape.bounds().is_some_and(|other| other.meets(bounds));
    let near: Vec<(usize, Vec<&Part>)> = (0..)
        .zip(open)
        .map(|(number, thread)| {
            (
                number,
                thread
                    .latest
                    .iter()
                    .copied()
                    .filter(|other| meets(other))
                    .collect(),
            )
        })
        .filter(|(_, parts): &(usize, Vec<&Part>)| !parts.is_empty())
        .collect();
    // Where only one can be meant, a common place is enough; large gaps are dear to intersect.
    if let [(number, parts)] = near.as_slice()
        && parts.iter().any(|other| have_common_place(other, part))
    {
        return Some(*number);
    }
    let mut best: Option<(usize, f64)> = None;
    for (number, parts) in near {
        let shared = parts
            .iter()
            .map(|before| shared_m2(situation, before, part))
            .sum();
        if shared > best.map_or(0.0, |(_, most)| most) {
            best = Some((number, shared));
        }
    }
    best.map(|(number, _)| number)
}

/// Returns true where the middle of one part lies in the other.
fn have_common_place(a: &Part, b: &Part) -> bool {
    let inside = |part: &Part, shape: &Shape| {
        part.circle()
            .is_some_and(|circle| shape.contains(circle.center, Rim::Outside))
    };
    inside(a, &b.shape) || inside(b, &a.shape)
}

fn shared_m2(situation: &Situation<'_>, a: &Part, b: &Part) -> f64 {
    if std::ptr::eq(a, b) || a.shape == b.shape {
        return a.area_m2;
    }
    // What cannot be told apart is taken for the same gap.
    situation
        .overlap(&a.shape, &b.shape)
        .map_or(a.area_m2.min(b.area_m2), |shared| shared.area_m2)
}

/// Judges a part in the slices of a run, at its worst.
fn piece<'s>(situation: &Situation<'_>, part: &'s Part, run: &Range<u32>) -> Piece<'s> {
    let limits = situation.thresholds();
    let laid = Layout::of_shape(&part.frame(), &part.shape);
    let neighbours = neighbours(situation, part, &laid, run);
    let mut between: Option<(Id<Stakeholder>, Id<Stakeholder>, Stance)> = None;
    for (number, &a) in neighbours.iter().enumerate() {
        for &b in neighbours.iter().skip(number + 1) {
            let stances = situation.parties.stance(a, b);
            let during = stances
                .runs()
                .iter()
                .filter(|(known, _)| known.start < run.end && run.start < known.end);
            let worst = during.map(|(_, stance)| *stance).max().unwrap_or(Stance::Unknown);
            if between.is_none_or(|(_, _, known)| worst > known) {
                between = Some((a, b, worst));
            }
        }
    }
    let counts = |site: &Site| is_populated(site) || is_protected(site);
    let inside = inside(situation, part, &laid, run, counts);
    let apart = between.is_some_and(|(_, _, stance)| stance >= Stance::NoContact);
    let severity = if !inside.is_empty() || apart {
        Severity::Critical
    } else if part.area_m2 <= f64::from(limits.max_gap_m2) {
        Severity::Info
    } else {
        Severity::Major
    };
    Piece {
        part,
        severity,
        inside,
        between,
        neighbours,
    }
}

/// Returns who holds the sectors that touch a part, adversaries left out, in order.
fn neighbours(
    situation: &Situation<'_>,
    part: &Part,
    laid: &Layout,
    run: &Range<u32>,
) -> Vec<Id<Stakeholder>> {
    let snap_m = f64::from(situation.thresholds().snap_m);
    let Some(bounds) = part.shape.bounds().map(|bounds| bounds.grown_m(snap_m)) else {
        return Vec::new();
    };
    let frame = part.frame();
    // What covers ground has none in the gap, so that only outlines can be near.
    let touches = |shape: &Shape| laid.outlines_within(&Layout::of_shape(&frame, shape), snap_m);
    let mut holders: Vec<Id<Stakeholder>> = situation
        .grounds
        .near(bounds)
        .filter(|ground| ground.sector.role.is_primary() && ground.spans.meets(run))
        .filter(|ground| touches(&ground.shape))
        .flat_map(|ground| ground.holders_at(run.start).iter().copied())
        .filter(|holder| !situation.parties.is_adversary(*holder))
        .collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// Returns the names of the sites that count and of the corridors that a part contains some of.
pub(in crate::checks) fn inside(
    situation: &Situation<'_>,
    part: &Part,
    laid: &Layout,
    run: &Range<u32>,
    counts: impl Fn(&Site) -> bool,
) -> Vec<String> {
    let Some(bounds) = part.shape.bounds() else {
        return Vec::new();
    };
    let plan = situation.plan;
    let frame = part.frame();
    let touches = |shape: &Geometry| {
        bounds_of(shape).is_some_and(|other| other.meets(bounds)) && is_within(&frame, laid, shape, 0.0)
    };
    let sites = plan
        .sites
        .iter()
        .filter(|(_, site)| counts(site))
        .filter(|(_, site)| situation.slices.of_when(&site.when, plan).meets(run) && touches(&site.shape));
    let corridors = plan.corridors.iter().filter(|(_, corridor)| {
        let mut windows = corridor.windows.iter();
        let open = corridor.windows.is_empty()
            || windows.any(|window| situation.slices.of_when(window, plan).meets(run));
        open && touches(&Geometry::Path(corridor.path.clone()))
    });
    let sites = sites.map(|(id, _)| wording::kind_and_name(situation, id.into()));
    let corridors = corridors.map(|(id, _)| wording::kind_and_name(situation, id.into()));
    sites.chain(corridors).collect()
}

fn draft(situation: &Situation<'_>, thread: Thread<'_>) -> Draft {
    let Thread { run, worst, .. } = thread;
    let limits = situation.thresholds();
    let part = worst.part;
    let width_m = part.circle().map_or(0.0, |circle| 2.0 * circle.radius_m);
    let labels: Vec<String> = worst
        .neighbours
        .iter()
        .map(|party| situation.label(*party))
        .collect();
    let mut sentences = vec![format!(
        "{} of the area of operations belong to no sector{}; at least {} counts.",
        wording::area(part.area_m2),
        wording::when(situation, &run),
        wording::area(f64::from(limits.min_gap_m2)),
    )];
    if !worst.inside.is_empty() {
        sentences.push(format!("In it: {}.", wording::joined(&worst.inside)));
    }
    match &worst.between {
        Some((a, b, stance)) if *stance >= Stance::NoContact => sentences.push(format!(
            "It lies between {} and {}: {}.",
            situation.label(*a),
            situation.label(*b),
            stance.word(),
        )),
        _ if !labels.is_empty() => sentences.push(format!("Next to it: {}.", wording::joined(&labels))),
        _ => {}
    }
    let mut why = vec![
        Reason::number(
            "uncovered area",
            part.area_m2,
            Some(f64::from(limits.min_gap_m2)),
            "m²",
        ),
        Reason::number(
            "width of the gap",
            width_m,
            Some(f64::from(limits.sliver_width_m)),
            "m",
        ),
        Reason::word(
            "settlements, protected sites and corridors in it",
            none_or(&worst.inside),
        ),
        Reason::word("holders next to it", none_or(&labels)),
    ];
    if let Some((_, _, stance)) = worst.between {
        why.push(Reason::word("worst relation between them", stance.word()));
    }
    Draft {
        severity: worst.severity,
        title: format!("Nobody answers for {}", wording::area(part.area_m2)),
        message: sentences.join(" "),
        subjects: Vec::new(),
        parties: worst.neighbours,
        measures: vec![("area_m2", part.area_m2), ("width_m", width_m)],
        geometry: Some(Geometry::Area(part.shape.to_area())),
        at: part.circle().map(|circle| circle.center),
        value: part.area_m2,
        why,
        time: Time::Run(run),
    }
}

fn none_or(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        wording::joined(names)
    }
}

/// Where the gaps could not be computed reliably, all of the area may be one.
fn undecided(situation: &Situation<'_>, run: &Range<u32>, findings: &mut Findings<'_, '_>) {
    let Some(area) = &situation.plan.info.area_of_operations else {
        return;
    };
    findings.add(Draft {
        severity: Severity::Critical,
        title: "Cannot decide what is uncovered".to_owned(),
        message: format!(
            "The sectors{} could not be taken off the area of operations reliably: treat it as uncovered until \
             their outlines are redrawn.",
            wording::when(situation, run),
        ),
        subjects: Vec::new(),
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: Some(Geometry::Area(area.clone())),
        at: area.bounds().map(crate::geometry::Bounds::center),
        value: situation.area_of_operations().map_or(0.0, |shape| area_m2(shape)),
        why: vec![Reason::word("difference of area and sectors", "cannot decide")],
        time: Time::Run(run.clone()),
    });
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, RelationState, SectorRole, SiteKind, Waiver};
    use crate::testing::sketch::{Sketch, lines, place};

    fn gap() -> Sketch {
        Sketch::of(&[&["AA..BB", "AA..BB"]])
            .area_of_operations()
            .liaison('A', 'B')
    }

    #[test]
    fn ground_between_two_sectors_belongs_to_nobody() {
        assert_eq!(gap().findings("A04"), ["A04: 4.00 km², major"]);
        let none = gap().with(&Edit::SetAreaOfOperations(None));
        assert!(none.findings("A04").is_empty());
    }

    #[test]
    fn parts_that_touch_in_a_corner_are_two_gaps() {
        let sketch = Sketch::of(&[&["A.", ".A"]]).area_of_operations();
        assert_eq!(
            sketch.findings("A04"),
            ["A04: 1.00 km², major", "A04: 1.00 km², major"]
        );
    }

    #[test]
    fn primary_sectors_and_buffers_cover_and_layers_do_not() {
        let with = |role| {
            let sketch = Sketch::of(&[&["AA..BB", "AA..BB"], &["..CC..", "..CC.."]]).area_of_operations();
            sketch.sector_with("C", |sector| {
                sector.role = role;
                sector.holder = None;
            })
        };
        assert!(with(SectorRole::Hold).findings("A04").is_empty());
        assert!(with(SectorRole::Buffer).findings("A04").is_empty());
        assert_eq!(with(SectorRole::Humanitarian).findings("A04").len(), 1);
    }

    #[test]
    fn below_the_smallest_area_nothing_is_said() {
        let of = |value| {
            let name = "min_gap_m2".to_owned();
            gap()
                .with(&Edit::SetThreshold { name, value })
                .findings("A04")
                .len()
        };
        assert_eq!(of(3_999_900), 1);
        assert_eq!(of(4_000_100), 0);
    }

    #[test]
    fn people_in_it_or_rivals_beside_it_make_it_critical_and_a_small_empty_one_is_info() {
        assert_eq!(
            gap()
                .site("Halabsa", SiteKind::Settlement, 3.0, 1.0)
                .findings("A04"),
            ["A04: 4.00 km², critical"]
        );
        assert_eq!(
            gap()
                .site("Halabsa", SiteKind::Settlement, 1.0, 1.0)
                .findings("A04"),
            ["A04: 4.00 km², major"]
        );
        assert_eq!(
            gap().relation('A', 'B', RelationState::Rival).findings("A04"),
            ["A04: 4.00 km², critical"]
        );
        let name = "max_gap_m2".to_owned();
        let small = gap().with(&Edit::SetThreshold {
            name,
            value: 5_000_000,
        });
        assert_eq!(small.findings("A04"), ["A04: 4.00 km², info"]);
    }

    #[test]
    fn a_gap_that_grows_over_phases_is_one_finding_at_its_worst() {
        let sketch = Sketch::of(&[&["AACCBB", "AACCBB"], &["...D..", "...D.."]])
            .area_of_operations()
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .in_phases("C", &[1])
            .in_phases("D", &[2]);
        let report = check(sketch.plan(), None);
        assert_eq!(lines(sketch.plan(), &report, "A04"), ["A04: 4.00 km², major"]);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A04")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(24 * 60), Some(72 * 60))
        );
    }

    #[test]
    fn a_waiver_binds_it() {
        let waiver = Waiver::of(
            "A04",
            Vec::new(),
            Some(place(3.0, 1.0)),
            4e6,
            "Joint operations",
            "flooded",
        );
        let waived = gap().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("A04"), ["A04: 4.00 km², major, waived"]);
    }

    #[test]
    fn a_neighbour_a_superior_or_a_buffer_takes_it() {
        let sketch = gap().answers_to('A', 'X').answers_to('B', 'X');
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A04")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, finding);
        let titles: Vec<_> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Give it to A",
                "Give it to B",
                "Assign it to X as caretaker",
                "Mark it as a buffer under X"
            ]
        );
        for fix in &fixes {
            assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
            let fixed = fix.edit.apply(sketch.plan()).unwrap();
            let after = check(&fixed, None);
            assert!(lines(&fixed, &after, "A04").is_empty(), "{}", fix.title);
            assert!(lines(&fixed, &after, "B01").is_empty(), "{}", fix.title);
        }
    }

    #[test]
    fn a_buffer_without_anybody_over_it_is_a_next_step_that_says_what_it_raises() {
        let report = check(gap().plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A04")
            .unwrap();
        let fixes = Checker::new().fixes(gap().plan(), &report, finding);
        let buffer = fixes.iter().find(|fix| fix.id == "mark-as-buffer").unwrap();
        let FixKind::NextStep { raises } = &buffer.kind else {
            panic!("a sector without holder is critical");
        };
        assert!(
            raises.iter().any(|raised| raised.starts_with("A05 ")),
            "{raises:?}"
        );
    }
}
