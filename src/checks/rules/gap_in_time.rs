//! T01: ground that is left by one sector and taken by the next only later.
//!
//! Ground that nobody covers, whenever, is A04's; what is settled between the two holders, T02's.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::fixes::time::{hold_from, hold_until};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Part, Situation, is_populated};
use super::super::{Finding, Reason, wording};
use super::unassigned_gap::inside;
use crate::geometry::{Geometry, Index, Layout, Shape, Undecided, area_m2};
use crate::model::{AnyId, Edit, Id, Level, Sector, SectorRole, Severity, Site, SiteKind};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "T01",
    name: "gap-in-time",
    title: "Responsibility gap in time",
    summary: "Checks for ground of the area of operations that is covered before and after, and not in between.",
    page: PAGE,
    default: Level::Computed,
    thresholds: &["min_gap_m2", "sliver_width_m"],
    source: "US Army FM 3-90, Tactics: relief in place; sizes are defaults of Entente",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A connected part of the area of operations of at least `min_gap_m2`, not a sliver (`sliver_width_m`), that a sector \
covers until one moment and a sector covers from a later moment on, and none in between. Sectors of a primary role \
and buffers cover, with or without a holder. Parts that are uncovered for the same time are taken together; A04 says \
how large the whole gap is then.

Major. Critical where a settlement, a camp or other people, or a corridor, lies in it at that time.

## Why it matters

A gap on the map is seen by whoever looks at the map. A gap in time is on no map: the ground has a holder in the old \
overlay and a holder in the new one. Those who live there, and those who wait for it, see it at once.

## Example

The police hand the southern quarter over at the end of phase P2; the local force takes it in P4. For 20 h 3.20 km² \
with a camp belong to nobody.

## What to do

Let the old holder stay until the new one is there, or bring the new one forward. Entente offers both.

## Source

US Army FM 3-90, *Tactics*: in a relief the ground stays the responsibility of the relieved force until it is \
handed over. The sizes are defaults of Entente.
";

/// Ground that is covered again, with the sector that it was lost by.
struct Lost {
    sector: Id<Sector>,
    ground: Arc<Shape>,
}

/// The ground lost and taken again by the same two moments: from the first slice without to the first with.
type Gaps = BTreeMap<(u32, u32), Vec<Lost>>;

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let Some(area) = situation.area_of_operations() else {
        return;
    };
    let mut gaps = Gaps::new();
    for ground in situation.grounds.all().iter().filter(|ground| covers(ground)) {
        for run in ground.spans.runs() {
            if run.end < situation.slices.len() {
                // What cannot be told at that moment A04 reports as it stands.
                let _: Result<(), Undecided> = follow(situation, area, ground, run.end, &mut gaps);
            }
        }
    }
    for ((start, end), lost) in gaps {
        for lost in clusters(lost) {
            let grounds = lost.iter().map(|lost| Arc::clone(&lost.ground));
            let Ok(parts) = situation.united(grounds.collect()) else {
                continue;
            };
            for part in &*parts {
                let limits = situation.thresholds();
                if part.area_m2 >= f64::from(limits.min_gap_m2)
                    && !part.is_sliver(f64::from(limits.sliver_width_m))
                {
                    findings.add(draft(situation, part, start..end, &lost));
                }
            }
        }
    }
}

/// Returns what may be connected together: whose boxes meet, or meet one that does. So that a change in
/// one place leaves what is remembered of all others.
fn clusters(lost: Vec<Lost>) -> Vec<Vec<Lost>> {
    let index = Index::of(lost.iter().map(|lost| lost.ground.bounds()));
    let mut cluster_of: Vec<usize> = (0..lost.len()).collect();
    for (a, b) in index.pairs(|_, _| true) {
        let of = |place: usize| cluster_of.get(place).copied().unwrap_or(place);
        let (kept, gone) = (of(a).min(of(b)), of(a).max(of(b)));
        if kept != gone {
            for cluster in cluster_of.iter_mut().filter(|cluster| **cluster == gone) {
                *cluster = kept;
            }
        }
    }
    let mut clusters: BTreeMap<usize, Vec<Lost>> = BTreeMap::new();
    for (lost, cluster) in lost.into_iter().zip(cluster_of) {
        clusters.entry(cluster).or_default().push(lost);
    }
    clusters.into_values().collect()
}

/// Returns true for a sector that covers its ground.
fn covers(ground: &Ground<'_>) -> bool {
    ground.sector.role.is_primary() || ground.sector.role == SectorRole::Buffer
}

/// Ground smaller than this is rounding; what is larger may be part of a gap of several sectors.
const CRUMB_M2: f64 = 1.0;

/// Follows the ground that a sector leaves at a slice until others take it.
fn follow(
    situation: &Situation<'_>,
    area: &Arc<Shape>,
    ground: &Ground<'_>,
    end: u32,
    gaps: &mut Gaps,
) -> Result<(), Undecided> {
    let Some(bounds) = ground.bounds else {
        return Ok(());
    };
    let near: Vec<&Ground<'_>> = situation
        .grounds
        .near(bounds)
        .filter(|near| covers(near))
        .collect();
    let starts = near
        .iter()
        .flat_map(|near| near.spans.runs())
        .map(|run| run.start);
    let mut starts: Vec<u32> = starts.filter(|start| *start > end).collect();
    starts.sort_unstable();
    starts.dedup();
    let covering = |slice: u32| near.iter().filter(move |near| near.spans.contains(slice));
    // As a rule somebody takes the same ground over at once, or nobody ever does.
    if starts.is_empty() || covering(end).any(|next| next.shape == ground.shape) {
        return Ok(());
    }
    // Pairs are quick to compare and remembered: neighbours that only touch take nothing over.
    let later = near
        .iter()
        .filter(|near| near.spans.runs().iter().any(|run| run.start > end));
    let mut taken_m2 = 0.0;
    for next in later {
        taken_m2 += situation.overlap(&ground.shape, &next.shape)?.area_m2;
    }
    if taken_m2 < CRUMB_M2 {
        return Ok(());
    }
    let mut left = situation.remainder(&ground.shape, covering(end).map(|near| &near.shape))?;
    if area_m2(&left) < CRUMB_M2 {
        return Ok(());
    }
    let outside = situation.remainder(&left, [area])?;
    if !outside.is_empty() {
        left = situation.remainder(&left, [&outside])?;
    }
    for start in starts {
        if area_m2(&left) < CRUMB_M2 {
            break;
        }
        let open = situation.remainder(&left, covering(start).map(|near| &near.shape))?;
        let taken = situation.remainder(&left, [&open])?;
        if !taken.is_empty() {
            gaps.entry((end, start)).or_default().push(Lost {
                sector: ground.id,
                ground: taken,
            });
        }
        left = open;
    }
    Ok(())
}

/// Returns true where two shapes share more than an outline; what cannot be told apart is taken to.
fn meet(situation: &Situation<'_>, a: &Arc<Shape>, b: &Arc<Shape>) -> bool {
    let overlap = situation.overlap(a, b);
    overlap.map_or(true, |overlap| !overlap.parts.is_empty())
}

fn draft(situation: &Situation<'_>, part: &Part, run: Range<u32>, lost: &[Lost]) -> Draft {
    let limits = situation.thresholds();
    let mut before: Vec<Id<Sector>> = lost
        .iter()
        .filter(|lost| meet(situation, &lost.ground, &part.shape))
        .map(|lost| lost.sector)
        .collect();
    before.sort_unstable();
    before.dedup();
    let takes = |ground: &&Ground<'_>| {
        covers(ground)
            && ground.spans.contains(run.end)
            && !ground.spans.contains(run.end - 1)
            && meet(situation, &ground.shape, &part.shape)
    };
    let near = part.shape.bounds();
    let near = near.into_iter().flat_map(|bounds| situation.grounds.near(bounds));
    let after: Vec<&Ground<'_>> = near.filter(takes).collect();
    let counts = |site: &Site| is_populated(site) || site.kind == SiteKind::Camp;
    let laid = Layout::of_shape(&part.frame(), &part.shape);
    let people = inside(situation, part, &laid, &run, counts);
    let names = |ids: &mut dyn Iterator<Item = Id<Sector>>| {
        let names: Vec<String> = ids.map(|id| wording::name(situation, id.into())).collect();
        wording::joined(&names)
    };
    let interval = situation.interval_of(&run);
    let minutes = interval.minutes().unwrap_or(0);
    let at = |minute: Option<i64>| minute.map_or_else(String::new, wording::minute);
    let mut sentences = vec![format!(
        "{} that {} covers until {} and {} from {} on are nobody's for {}; at least {} counts.",
        wording::area(part.area_m2),
        names(&mut before.iter().copied()),
        at(interval.from),
        names(&mut after.iter().map(|ground| ground.id)),
        at(interval.until),
        wording::duration(minutes),
        wording::area(f64::from(limits.min_gap_m2)),
    )];
    if !people.is_empty() {
        sentences.push(format!("In it: {}.", wording::joined(&people)));
    }
    let mut holders: Vec<_> = before
        .iter()
        .filter_map(|id| situation.grounds.of_sector(*id))
        .filter_map(|ground| ground.holders_at(run.start.saturating_sub(1)).first())
        .chain(
            after
                .iter()
                .filter_map(|ground| ground.holders_at(run.end).first()),
        )
        .copied()
        .collect();
    holders.sort_unstable();
    holders.dedup();
    let mut subjects: Vec<AnyId> = before.iter().copied().map(AnyId::from).collect();
    subjects.extend(after.iter().map(|ground| AnyId::from(ground.id)));
    Draft {
        severity: if people.is_empty() {
            Severity::Major
        } else {
            Severity::Critical
        },
        title: format!("Nobody answers for {} in between", wording::area(part.area_m2)),
        message: sentences.join(" "),
        subjects,
        parties: holders,
        measures: vec![("area_m2", part.area_m2), ("gap_minutes", minutes as f64)],
        geometry: Some(Geometry::Area(part.shape.to_area())),
        at: part.circle().map(|circle| circle.center),
        value: part.area_m2,
        why: vec![
            Reason::number(
                "uncovered area",
                part.area_m2,
                Some(f64::from(limits.min_gap_m2)),
                "m²",
            ),
            Reason::number("time in between", minutes as f64, Some(0.0), "min"),
            Reason::word(
                "settlements, camps and corridors in it",
                if people.is_empty() {
                    "none".to_owned()
                } else {
                    wording::joined(&people)
                },
            ),
        ],
        time: Time::Run(run),
    }
}

/// Proposes to let the old holders stay, or the new ones come earlier.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let (Some(from), Some(until)) = (finding.interval.from, finding.interval.until) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let Some(run) = during.runs().first() else {
        return Vec::new();
    };
    let grounds: Vec<&Ground<'_>> = finding
        .subjects
        .iter()
        .filter_map(|id| match id {
            AnyId::Sector(id) => situation.grounds.of_sector(*id),
            _ => None,
        })
        .collect();
    let holds =
        |ground: &&&Ground<'_>, slice: Option<u32>| slice.is_some_and(|slice| ground.spans.contains(slice));
    let before = grounds
        .iter()
        .filter(|ground| holds(ground, run.start.checked_sub(1)));
    let after = grounds.iter().filter(|ground| holds(ground, Some(run.end)));
    let longer = before.map(|ground| hold_until(situation, ground, until).map(|edit| (ground.name(), edit)));
    let earlier = after.map(|ground| hold_from(situation, ground, from).map(|edit| (ground.name(), edit)));
    let longer: Option<Vec<(String, Edit)>> = longer.collect();
    let earlier: Option<Vec<(String, Edit)>> = earlier.collect();
    let offers = [
        ("hold-longer", longer, "until", until),
        ("hold-earlier", earlier, "from", from),
    ];
    let offers = offers.into_iter().filter_map(|(id, edits, word, minute)| {
        let (names, edits): (Vec<String>, Vec<Edit>) = edits?.into_iter().unzip();
        if edits.is_empty() {
            return None;
        }
        let names = wording::joined(&names);
        let title = format!("Let {names} hold {word} {}", wording::minute(minute));
        let edit = Edit::together(title.clone(), edits);
        Some(Proposal::resolving(id, title, edit))
    });
    offers.collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{Edit, SectorRole, SiteKind, Waiver};
    use crate::testing::sketch::{Sketch, lines, place};

    /// A in the first of three days, B in the days named.
    fn relieved(next: &str, phases: &[u64]) -> Sketch {
        Sketch::of(&[&["AA"], &[next]])
            .area_of_operations()
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .in_phases("A", &[1])
            .in_phases("B", phases)
    }

    fn found(sketch: &Sketch) -> Vec<Finding> {
        let report = check(sketch.plan(), None);
        report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "T01")
            .collect()
    }

    #[test]
    fn ground_that_is_covered_before_and_after_but_not_in_between_is_found() {
        let sketch = relieved("BB", &[3]);
        assert_eq!(sketch.findings("T01"), ["T01 A B: 2.00 km², major"]);
        let found = found(&sketch);
        assert!((found[0].value - 2e6).abs() < 200.0);
        assert_eq!(found[0].measure("gap_minutes"), Some(1_440.0));
        assert_eq!(
            (found[0].interval.from, found[0].interval.until),
            (Some(24 * 60), Some(48 * 60))
        );
        assert!(relieved("BB", &[2]).findings("T01").is_empty());
        assert!(relieved("BB", &[2, 3]).findings("T01").is_empty());
        assert!(relieved("BB", &[1]).findings("T01").is_empty());
        assert_eq!(relieved("B.", &[3]).findings("T01"), ["T01 A B: 1.00 km², major"]);
    }

    #[test]
    fn smaller_than_the_least_gap_or_outside_the_area_of_operations_is_nothing() {
        let of = |value| {
            relieved("BB", &[3])
                .with(&Edit::SetThreshold {
                    name: "min_gap_m2".to_owned(),
                    value,
                })
                .findings("T01")
                .len()
        };
        assert_eq!((of(1_990_000), of(2_010_000)), (1, 0));
        let nowhere = relieved("BB", &[3]).with(&Edit::SetAreaOfOperations(None));
        assert!(nowhere.findings("T01").is_empty());
        let layer = relieved("BB", &[3]).sector_with("B", |sector| sector.role = SectorRole::Support);
        assert!(layer.findings("T01").is_empty());
        let buffer = relieved("BB", &[3]).sector_with("B", |sector| sector.role = SectorRole::Buffer);
        assert_eq!(buffer.findings("T01").len(), 1);
    }

    #[test]
    fn a_sector_with_a_pause_follows_itself() {
        let paused = relieved("BB", &[1, 3]).in_phases("A", &[1, 3]);
        assert_eq!(paused.findings("T01"), ["T01 A B: 2.00 km², major"]);
        let alone = Sketch::of(&[&["AA"]])
            .area_of_operations()
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .in_phases("A", &[1, 3]);
        assert_eq!(alone.findings("T01"), ["T01 A: 2.00 km², major"]);
    }

    #[test]
    fn ground_of_several_sectors_is_one_part_and_other_times_are_others() {
        let two = Sketch::of(&[&["AB"], &["CC"]])
            .area_of_operations()
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .in_phases("A", &[1])
            .in_phases("B", &[1])
            .in_phases("C", &[3]);
        assert_eq!(two.findings("T01"), ["T01 A B C: 2.00 km², major"]);
        // Neither of the two is large enough alone.
        let large = two.clone().with(&Edit::SetThreshold {
            name: "min_gap_m2".to_owned(),
            value: 1_500_000,
        });
        assert_eq!(large.findings("T01").len(), 1);
        let later = two.sector_with("B", |sector| sector.when.until = Some(12 * 60));
        assert_eq!(
            later.findings("T01"),
            ["T01 A C: 1.00 km², major", "T01 B C: 1.00 km², major"]
        );
    }

    #[test]
    fn people_in_it_make_it_critical() {
        let with = |kind, x| relieved("BB", &[3]).site("Site", kind, x, 0.5).findings("T01");
        assert_eq!(with(SiteKind::Settlement, 1.5), ["T01 A B: 2.00 km², critical"]);
        assert_eq!(with(SiteKind::Camp, 1.5), ["T01 A B: 2.00 km², critical"]);
        assert_eq!(with(SiteKind::Dam, 1.5), ["T01 A B: 2.00 km², major"]);
        assert_eq!(with(SiteKind::Settlement, 2.5), ["T01 A B: 2.00 km², major"]);
    }

    #[test]
    fn a_waiver_binds_it() {
        let sketch = relieved("BB", &[3]);
        let subjects = vec![sketch.sector_id("A").into(), sketch.sector_id("B").into()];
        let waiver = Waiver::of(
            "T01",
            subjects,
            Some(place(1.0, 0.5)),
            2e6,
            "Joint operations",
            "patrolled from outside",
        );
        let waived = sketch.with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("T01"), ["T01 A B: 2.00 km², major, waived"]);
    }

    #[test]
    fn staying_longer_or_coming_earlier_resolves_it() {
        let sketch = relieved("BB", &[3]).relation('A', 'B', crate::model::RelationState::Allied);
        let report = check(sketch.plan(), None);
        let fixes = Checker::new().fixes(sketch.plan(), &report, &found(&sketch)[0]);
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(titles, ["Let A hold until H+48 h", "Let B hold from H+24 h"]);
        for fix in fixes {
            assert_eq!(fix.kind, FixKind::Resolves, "{}", fix.title);
            let fixed = fix.edit.apply(sketch.plan()).unwrap();
            assert!(lines(&fixed, &check(&fixed, None), "T01").is_empty());
            assert!(lines(&fixed, &check(&fixed, None), "A01").is_empty());
        }
    }
}
