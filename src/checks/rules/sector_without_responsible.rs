//! A05: a sector that nobody answers for.
//!
//! A holder that the plan does not have is D07's; ground without any sector, A04's.

use super::super::rule::{Draft, Findings, Rule, Time};
use super::super::situation::Situation;
use super::super::{Reason, wording};
use crate::geometry::{Geometry, area_m2, inscribed_circle};
use crate::model::{AnyId, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A05",
    name: "sector-without-responsible",
    title: "Sector without responsible",
    summary: "Checks for sectors that no stakeholder holds.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[],
    source: "US Army FM 3-90, Tactics: every area of operations has a commander",
    check,
    fixes: super::super::fixes::ground::assign_sector,
};

const PAGE: &str = "\
## What it finds

A sector of any role that is valid while it has no holder. Critical, always.

## Why it matters

A line round a piece of ground looks like an answer. As long as nobody's name is on it, nobody stops fire into \
it, nobody meets the families who come out of it, and everybody believes that somebody else does.

## Example

The sector round the grain silo was drawn for the emergency police, who then were sent elsewhere. Its holder \
was deleted; the outline stayed.

## What to do

Name the stakeholder that answers for it, and ask it first. Entente lists the holders of the sectors that touch \
it.

## Source

US Army FM 3-90, *Tactics*: responsibility for ground is assigned by name.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for ground in situation.grounds.all() {
        let unheld = ground.holders.spans(Vec::is_empty).and(&ground.spans);
        for run in unheld.runs() {
            let area_m2 = area_m2(&ground.shape);
            let frame = super::super::situation::frame_of(&[&ground.shape]);
            findings.add(Draft {
                severity: Severity::Critical,
                title: format!("Nobody answers for {}", ground.name()),
                message: format!(
                    "{} ({}) has no holder{}.",
                    ground.name(),
                    wording::area(area_m2),
                    wording::when(situation, run),
                ),
                subjects: vec![AnyId::from(ground.id)],
                parties: Vec::new(),
                measures: vec![("area_m2", area_m2)],
                geometry: Some(Geometry::Area(ground.sector.area.clone())),
                at: inscribed_circle(&frame, &ground.shape).map(|circle| circle.center),
                value: 1.0,
                why: vec![Reason::word_against("holder", "none", "a stakeholder")],
                time: Time::Run(run.clone()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::model::{Edit, Waiver};
    use crate::testing::sketch::{Sketch, party, place};

    fn unheld() -> Sketch {
        Sketch::of(&[&["AABB", "AABB"]]).sector_with("B", |sector| sector.holder = None)
    }

    #[test]
    fn a_sector_without_holder_is_critical() {
        assert_eq!(unheld().findings("A05"), ["A05 B: 4.00 km², critical"]);
        assert!(Sketch::of(&[&["AABB"]]).findings("A05").is_empty());
    }

    #[test]
    fn a_handover_gives_it_a_holder_from_its_minute_on() {
        let sketch = unheld()
            .phases(&[("P1", 24), ("P2", 24)])
            .sector_with("B", |sector| {
                sector.handovers = vec![crate::model::Handover::new(party('A'), 24 * 60)];
            });
        let report = check(sketch.plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A05")
            .unwrap();
        assert_eq!(
            (finding.interval.from, finding.interval.until),
            (Some(0), Some(24 * 60))
        );
        assert_eq!(finding.phases.len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = vec![unheld().sector_id("B").into()];
        let waiver = Waiver::of(
            "A05",
            subjects,
            Some(place(3.0, 1.0)),
            1.0,
            "Joint operations",
            "until Monday",
        );
        assert_eq!(
            unheld().with(&Edit::Waive(waiver)).findings("A05"),
            ["A05 B: 4.00 km², critical, waived"]
        );
    }

    #[test]
    fn the_neighbours_holder_is_proposed_and_must_be_asked() {
        let report = check(unheld().plan(), None);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.code == "A05")
            .unwrap();
        let fixes = Checker::new().fixes(unheld().plan(), &report, finding);
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Assign B to A");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let assigned = unheld().with(&fixes[0].edit);
        assert!(assigned.findings("A05").is_empty());
    }
}
