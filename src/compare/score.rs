//! What a plan leaves contested, uncovered and unagreed, phase by phase: the figures that courses of action
//! are compared by.
//!
//! Ground counts by how long it is so: square metres times hours. What holds outside all phases is in no row.

use std::collections::BTreeSet;

use crate::checks::{Coverage, Finding, Report};
use crate::geometry::{Geometry, Place, Position, Shape};
use crate::model::{AnyId, Id, Interval, Minute, Phase, Plan, Severity, Site};

/// Findings that two answer for the same ground, each connected part for itself.
const OVERLAP: &str = "A01";
/// Findings that two claim the same ground; counted where no overlap of the same sectors is.
const CLAIMED: &str = "A03";
/// Findings whose ground nobody answers for.
const UNCOVERED: [&str; 1] = ["A04"];
/// Findings that an agreement is missing or not in force.
const UNAGREED: [&str; 2] = ["K01", "K02"];

/// The figures of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// One row for each phase, in order of start; a plan without phases has none.
    pub phases: Vec<PhaseScore>,
    /// All phases together; people, agreements, handovers and findings count once.
    pub total: PhaseScore,
}

/// The figures of a phase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhaseScore {
    /// Which phase; `None`: all of them.
    pub phase: Option<Id<Phase>>,
    /// What it is called.
    pub name: String,
    /// How long it is, hours; `None`: it has no end.
    pub hours: Option<f64>,
    /// Contested ground by severity: critical, major, minor, for information; m²·h.
    pub contested_m2h: [f64; 4],
    /// Ground of the area of operations that no sector has, m²·h; `None` without an area of operations.
    pub uncovered_m2h: Option<f64>,
    /// People at sites within contested or uncovered ground, best figures.
    pub people_exposed: u64,
    /// Open findings that an agreement is missing or not in force.
    pub agreements_missing: usize,
    /// Sectors handed over.
    pub handovers: usize,
    /// Open findings by severity: critical, major, minor, for information.
    pub findings: [usize; 4],
    /// Findings that are waived.
    pub waived: usize,
}

impl Score {
    /// Returns the figures of a plan with what was found on it.
    pub fn of(plan: &Plan, report: &Report, coverage: &Coverage) -> Self {
        let mut score = Self::default();
        let mut exposed = BTreeSet::new();
        for (id, phase) in plan.phases_in_order() {
            let Some(interval) = phase.interval() else {
                continue;
            };
            let (row, sites) = row(plan, report, coverage, id, interval);
            let total = &mut score.total;
            total.hours = (score.phases.is_empty().then_some(0.0))
                .or(total.hours)
                .zip(row.hours)
                .map(|(sum, hours)| sum + hours);
            for (sum, more) in total.contested_m2h.iter_mut().zip(row.contested_m2h) {
                *sum += more;
            }
            if let Some(more) = row.uncovered_m2h {
                total.uncovered_m2h = Some(total.uncovered_m2h.unwrap_or_default() + more);
            }
            total.handovers += row.handovers;
            exposed.extend(sites);
            score.phases.push(PhaseScore {
                phase: Some(id),
                name: phase.name.clone(),
                ..row
            });
        }
        let total = &mut score.total;
        "All phases".clone_into(&mut total.name);
        total.people_exposed = people(plan, &exposed);
        count(&mut score.total, report.findings.iter());
        score
    }

    /// Returns contested ground of every severity, m²·h.
    pub fn contested_m2h(&self) -> f64 {
        self.total.contested()
    }
}

impl PhaseScore {
    /// Returns contested ground of every severity, m²·h.
    pub fn contested(&self) -> f64 {
        self.contested_m2h.iter().sum()
    }
}

fn row(
    plan: &Plan,
    report: &Report,
    coverage: &Coverage,
    id: Id<Phase>,
    interval: Interval,
) -> (PhaseScore, BTreeSet<Id<Site>>) {
    let mut row = PhaseScore {
        hours: interval.minutes().map(hours),
        ..PhaseScore::default()
    };
    let here: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| finding.phases.contains(&id))
        .collect();
    count(&mut row, here.iter().copied());
    let open: Vec<&Finding> = here.iter().copied().filter(|finding| finding.is_open()).collect();
    // One pair of sectors may be found by two rules: it counts once.
    let overlapping: BTreeSet<&[AnyId]> = open
        .iter()
        .filter(|finding| finding.code == OVERLAP)
        .map(|finding| finding.subjects.as_slice())
        .collect();
    let mut grounds = Vec::new();
    for finding in &open {
        let is_known = overlapping.contains(finding.subjects.as_slice());
        let is_contested = finding.code == OVERLAP || finding.code == CLAIMED && !is_known;
        if (is_contested || UNCOVERED.contains(&finding.code))
            && let Some(Geometry::Area(area)) = &finding.geometry
        {
            grounds.push(Shape::of(area));
        }
        if is_contested {
            let time = finding
                .interval
                .intersection(interval)
                .and_then(Interval::minutes);
            // Where it cannot be decided, the value is all that it may be: never nothing.
            let area_m2 = finding.measure("area_m2").unwrap_or(finding.value);
            if let Some(sum) = row.contested_m2h.get_mut(rank(finding.severity)) {
                *sum += area_m2 * time.map_or(0.0, hours);
            }
        }
    }
    let slices = coverage.slices.iter().filter(|slice| slice.phases.contains(&id));
    for slice in slices {
        let time = slice.interval.intersection(interval).and_then(Interval::minutes);
        if let (Some(uncovered_m2), Some(time)) = (slice.uncovered_m2, time) {
            *row.uncovered_m2h.get_or_insert(0.0) += uncovered_m2 * hours(time);
        }
    }
    row.handovers = plan
        .sectors
        .iter()
        .flat_map(|(_, sector)| &sector.handovers)
        .filter(|handover| interval.contains(handover.at))
        .count();
    let lies_in_it = |site: &Site| {
        let at = middle(&site.shape);
        let holds = site.when.intervals(&plan.phases).into_iter();
        let mut holds = holds.filter_map(|when| when.intersection(interval));
        let is_within = |shape: &Shape| at.is_some_and(|at| shape.place_of(at) != Place::Outside);
        holds.next().is_some() && grounds.iter().any(is_within)
    };
    let sites: BTreeSet<Id<Site>> = plan
        .sites
        .iter()
        .filter(|(_, site)| site.people.is_some() && lies_in_it(site))
        .map(|(id, _)| id)
        .collect();
    row.people_exposed = people(plan, &sites);
    (row, sites)
}

fn people(plan: &Plan, sites: &BTreeSet<Id<Site>>) -> u64 {
    let best = |id: &Id<Site>| Some(u64::from(plan.sites.get(*id)?.people.as_ref()?.best));
    sites.iter().filter_map(best).sum()
}

fn count<'f>(row: &mut PhaseScore, findings: impl Iterator<Item = &'f Finding>) {
    for finding in findings {
        if !finding.is_open() {
            row.waived += 1;
            continue;
        }
        if let Some(count) = row.findings.get_mut(rank(finding.severity)) {
            *count += 1;
        }
        row.agreements_missing += usize::from(UNAGREED.contains(&finding.code));
    }
}

/// The place of a severity, the worst first.
fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Critical => 0,
        Severity::Major => 1,
        Severity::Minor => 2,
        Severity::Info => 3,
    }
}

fn hours(minutes: Minute) -> f64 {
    minutes as f64 / 60.0
}

/// Where a site is: its point, the middle vertex of its line, the middle of its ground's box.
fn middle(shape: &Geometry) -> Option<Position> {
    match shape {
        Geometry::Point(point) => Some(*point),
        Geometry::Path(path) => path.points.get(path.points.len() / 2).copied(),
        Geometry::Area(area) => Shape::of(area).bounds().map(crate::geometry::Bounds::center),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Checker, OneThread, check};
    use crate::model::{People, SiteKind};
    use crate::testing::sketch::Sketch;
    use std::sync::atomic::AtomicBool;

    fn score(sketch: &Sketch) -> Score {
        let plan = sketch.plan();
        let coverage = Checker::new().coverage(plan, None, &OneThread, &AtomicBool::new(false));
        Score::of(plan, &check(plan, None), &coverage.unwrap())
    }

    /// Two cells that A and B both answer for, four that nobody does; B only in the second phase, of 12 h.
    fn two_phases() -> Sketch {
        Sketch::of(&[&["AAAA..", "AAAA.."], &["...BB.", "...BB."]])
            .area_of_operations()
            .phases(&[("One", 10), ("Two", 12)])
            .in_phases("B", &[2])
    }

    fn km2(m2h: f64) -> f64 {
        (m2h / 1e4).round() / 100.0
    }

    #[test]
    fn ground_counts_by_how_long_it_is_contested_or_uncovered() {
        let score = score(&two_phases());
        let [one, two] = score.phases.as_slice() else {
            panic!("{score:#?}")
        };
        assert_eq!((one.hours, two.hours), (Some(10.0), Some(12.0)));
        assert_eq!(one.contested_m2h, [0.0; 4]);
        assert_eq!(km2(two.contested_m2h.iter().sum()), 24.0);
        assert_eq!(
            (km2(one.uncovered_m2h.unwrap()), km2(two.uncovered_m2h.unwrap())),
            (40.0, 24.0)
        );
        assert_eq!(km2(score.total.uncovered_m2h.unwrap()), 64.0);
        assert_eq!(
            (score.total.hours, km2(score.contested_m2h())),
            (Some(22.0), 24.0)
        );
        assert!(two.agreements_missing > 0 && two.findings[0] > 0);
        assert_eq!(
            score.total.findings.iter().sum::<usize>(),
            check(two_phases().plan(), None).findings.len()
        );
    }

    #[test]
    fn people_count_where_they_are_within_such_ground_and_once() {
        let sketch = two_phases()
            .site("Camp", SiteKind::Camp, 3.5, 0.5)
            .site("Far", SiteKind::Camp, 0.5, 0.5)
            .site_with("Camp", |site| site.people = Some(People::new(900, 1_000, 1_100)))
            .site_with("Far", |site| site.people = Some(People::new(1, 7, 9)));
        let score = score(&sketch);
        let exposed: Vec<u64> = score.phases.iter().map(|row| row.people_exposed).collect();
        assert_eq!(exposed, [0, 1_000]);
        assert_eq!(score.total.people_exposed, 1_000);
    }

    #[test]
    fn two_parts_of_one_overlap_both_count() {
        let sketch =
            Sketch::of(&[&["AAAA", "AAAA", "AAAA"], &["B..B", ".B..", "...."]]).phases(&[("One", 10)]);
        assert_eq!(km2(score(&sketch).contested_m2h()), 30.0);
    }
}
