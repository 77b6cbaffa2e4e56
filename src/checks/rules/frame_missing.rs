//! D05: a plan without an area of operations or an H-hour.
//!
//! What would be found with them is not guessed.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason};
use crate::geometry::{Area, Bounds};
use crate::model::{Edit, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D05",
    name: "frame-missing",
    title: "Area of operations or H-hour missing",
    summary: "Checks for plans that do not say where they apply, or when H-hour is.",
    page: PAGE,
    default: Level::Info,
    thresholds: &[],
    source: "US Army FM 3-90, Tactics: areas of operations",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A plan with anything in it that has no area of operations, or no H-hour. One finding, whose value is how many of the \
two are missing. Info, always: gaps cannot be judged without the first, clock times not without the second.

## Why it matters

A report without gaps reads like a plan without gaps. Without an area of operations it only means that nobody has \
said what ought to be covered; and without an H-hour no deadline, no curfew and no day of the calendar can be held \
against the plan.

## Example

Twelve sectors cover the city and the roads to it. Whether the west bank is part of the operation is not said, so no \
rule misses it.

## What to do

Draw the area of operations and set H-hour, even if it is to be moved. Entente offers the box round all sectors as a \
first area, to be drawn properly.

## Source

US Army FM 3-90, *Tactics*: the higher headquarters defines the area that its subordinates divide.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let plan = situation.plan;
    if plan.entity_count() == 0 {
        return;
    }
    let area = plan.info.area_of_operations.is_some();
    let h_hour = plan.info.h_hour.is_some();
    let (title, says) = match (area, h_hour) {
        (true, true) => return,
        (false, true) => (
            "The area of operations is missing",
            "There is no area of operations: gaps cannot be judged",
        ),
        (true, false) => (
            "H-hour is missing",
            "There is no H-hour: clock times cannot be judged",
        ),
        (false, false) => (
            "The area of operations and H-hour are missing",
            "There is no area of operations and no H-hour: gaps and clock times cannot be judged",
        ),
    };
    let missing = f64::from(u8::from(!area) + u8::from(!h_hour));
    let is_there = |there: bool| if there { "there" } else { "missing" };
    findings.add(Draft {
        severity: Severity::Info,
        title: title.to_owned(),
        message: format!("{says}. {missing:.0} of 2 missing, none should be."),
        subjects: Vec::new(),
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        value: missing,
        why: vec![
            Reason::word_against("area of operations", is_there(area), "there"),
            Reason::word_against("H-hour", is_there(h_hour), "there"),
        ],
        time: Time::Object(situation.slices.all()),
    });
}

/// Proposes the box round all sectors: a start, since what ought to be covered is for somebody to say.
fn fixes(situation: &Situation<'_>, _: &Finding) -> Vec<Proposal> {
    if situation.plan.info.area_of_operations.is_some() {
        return Vec::new();
    }
    let boxes = situation.grounds.all().iter().filter_map(|ground| ground.bounds);
    let Some(bounds) = Bounds::of_all(boxes) else {
        return Vec::new();
    };
    let edit = Edit::SetAreaOfOperations(Some(boxed(bounds)));
    let title = "Draw the area of operations as a box round all sectors";
    vec![Proposal::next_step("box-round-sectors", title, edit)]
}

fn boxed(bounds: Bounds) -> Area {
    let (south_west, north_east) = (bounds.south_west(), bounds.north_east());
    let corner = |north: crate::geometry::Position, east: crate::geometry::Position| {
        crate::geometry::Position::nearest(north.latitude(), east.longitude())
    };
    Area::from_outer(vec![
        south_west,
        corner(south_west, north_east),
        north_east,
        corner(north_east, south_west),
    ])
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Id, Plan, Waiver};
    use crate::testing::sketch::Sketch;

    const H_HOUR: &str = "2016-05-23T00:00+03:00";

    fn missing(sketch: &Sketch) -> f64 {
        let report = check(sketch.plan(), None);
        let mut found = report.findings.iter().filter(|finding| finding.code == "D05");
        let missing = found.next().map_or(0.0, |finding| finding.value);
        assert!(found.next().is_none());
        missing
    }

    #[test]
    fn what_is_missing_is_said_once() {
        let sketch = Sketch::of(&[&["AABB"]]);
        assert_eq!(sketch.findings("D05"), ["D05: info"]);
        assert_eq!(missing(&sketch), 2.0);
        assert_eq!(missing(&sketch.clone().area_of_operations()), 1.0);
        assert_eq!(missing(&sketch.clone().h_hour(H_HOUR)), 1.0);
        assert_eq!(missing(&sketch.area_of_operations().h_hour(H_HOUR)), 0.0);
    }

    #[test]
    fn a_plan_that_says_nothing_yet_lacks_nothing() {
        let report = check(&Plan::empty(Id::from_bits(1)), None);
        assert!(report.findings.is_empty());
    }

    #[test]
    fn a_waiver_binds_it_until_more_is_missing() {
        let waiver = Waiver::of("D05", Vec::new(), None, 1.0, "Plans", "H-hour is not fixed");
        let sketch = Sketch::of(&[&["AABB"]])
            .area_of_operations()
            .with(&Edit::Waive(waiver));
        assert_eq!(sketch.findings("D05"), ["D05: info, waived"]);
        let without = sketch.with(&Edit::SetAreaOfOperations(None));
        assert_eq!(without.findings("D05"), ["D05: info"]);
    }

    #[test]
    fn a_box_round_all_sectors_is_a_start() {
        let sketch = Sketch::of(&[&["AA.", ".BB"]]).h_hour(H_HOUR);
        let report = check(sketch.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "D05")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(fixes.len(), 1);
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let boxed = sketch.with(&fixes[0].edit);
        assert_eq!(missing(&boxed), 0.0);
        assert_eq!(boxed.findings("A04").len(), 2);
    }
}
