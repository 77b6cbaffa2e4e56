//! T08: a deadline that runs out before the people are through.
//!
//! Whether a corridor takes enough by the minute that it is itself needed by is H05's question.

use super::super::fixes::corridor::{Shortage, let_more_through, open_longer};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Situation, Through, Way};
use super::super::{Finding, Reason, wording};
use super::corridor_capacity::Load;
use crate::geometry::Geometry;
use crate::model::{AnyId, Deadline, Edit, Interval, Level, Minute, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "T08",
    name: "deadline-before-readiness",
    title: "Deadline before readiness",
    summary: "Checks for deadlines that run out before everybody who is expected on a corridor is through.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &[],
    source: "Entente; ICRC customary IHL rules 20 and 24: effective warning and removal of civilians",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A deadline of the plan (an ultimatum, a decision point) that is not later than the minute at which the last of the \
people expected on a corridor is through, at its people an hour and in its windows. Where a deadline's name or \
subject names a corridor, only the corridors that it names are looked at; else all of them. A corridor without an \
estimate or a rate is not judged.

## Why it matters

A deadline announces what will be done to those who are still there. Who could not leave in time has been warned \
for nothing.

## Example

The ultimatum of 14 June ends after 22 days; 50,000 people at 170 an hour need more than twelve days of open \
corridor and have five.

## What to do

Move the deadline, or open the corridor earlier and longer. Entente offers both.

## Source

ICRC, *Customary IHL*, rules 20 (effective advance warning) and 24 (removal of civilians from the vicinity). That the \
two are compared is a rule of Entente's own.
";

/// A deadline that comes too early for a corridor.
struct Case<'s, 'a> {
    way: &'s Way<'a>,
    deadline: &'a Deadline,
    /// The deadline's place in the plan.
    number: usize,
    through: Through,
    load: Load,
}

impl Case<'_, '_> {
    /// Returns how many are not through by then, one at least.
    fn left(&self) -> f64 {
        self.load.left().max(1.0)
    }

    fn name(&self) -> String {
        if self.deadline.name.is_empty() {
            format!("the deadline at {}", wording::minute(self.deadline.at))
        } else {
            self.deadline.name.clone()
        }
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for case in cases(situation) {
        findings.add(draft(situation, &case));
    }
}

fn cases<'s, 'a>(situation: &'s Situation<'a>) -> Vec<Case<'s, 'a>> {
    let mut cases = Vec::new();
    for (number, deadline) in situation.plan.info.deadlines.iter().enumerate() {
        let text = format!("{}\n{}", deadline.name, deadline.about).to_lowercase();
        let named = |way: &&Way<'_>| {
            let name = way.corridor.name.to_lowercase();
            !name.trim().is_empty() && text.contains(&name)
        };
        let any_named = situation.ways.iter().any(|way| named(&way));
        for way in situation.ways.iter().filter(|way| !any_named || named(way)) {
            let Some(people) = way.corridor.expected_people.filter(|people| *people > 0) else {
                continue;
            };
            let through = way.through(people);
            let late = match through {
                Through::By(minute) => deadline.at <= minute,
                Through::Never => true,
                Through::Unknown => false,
            };
            if let Some(load) = Load::before(way, Some(deadline.at)).filter(|_| late) {
                cases.push(Case {
                    way,
                    deadline,
                    number,
                    through,
                    load,
                });
            }
        }
    }
    cases
}

fn draft(situation: &Situation<'_>, case: &Case<'_, '_>) -> Draft {
    let (way, at) = (case.way, case.deadline.at);
    let name = way.name();
    let ready = match case.through {
        Through::By(minute) => format!("the last is through at {}", wording::minute(minute)),
        _ => "the last is never through".to_owned(),
    };
    let mut why = vec![
        Reason::number("people expected", f64::from(case.load.people), None, "people"),
        Reason::number(
            "people through by the deadline",
            case.load.passing(),
            Some(f64::from(case.load.people)),
            "people",
        ),
    ];
    if let Through::By(minute) = case.through {
        let late_h = minute.saturating_sub(at) as f64 / 60.0;
        why.push(Reason::number("hours too early", late_h, Some(0.0), "h"));
    }
    let before = Interval {
        from: None,
        until: Some(at),
    };
    let until_then = way.open.and(&situation.slices.of_interval(before));
    Draft {
        severity: Severity::Critical,
        title: format!(
            "{} comes before {name} is through",
            wording::capital(&case.name())
        ),
        message: format!(
            "{} is at {}; of {} people expected on {name} {} are through by then, and {ready}.",
            wording::capital(&case.name()),
            wording::minute(at),
            wording::grouped(f64::from(case.load.people)),
            wording::grouped(case.load.passing().min(f64::from(case.load.people))),
        ),
        subjects: vec![AnyId::from(way.id)],
        parties: way.owner(situation.plan).into_iter().collect(),
        measures: vec![("left_people", case.left())],
        geometry: Some(Geometry::Path(way.corridor.path.clone())),
        at: way.corridor.path.points.first().copied(),
        value: case.left(),
        why,
        time: Time::Object(if until_then.is_empty() {
            way.open.clone()
        } else {
            until_then
        }),
    }
}

/// Proposes a later deadline, and a corridor that is open longer.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let cases = cases(situation);
    let is_this = |case: &&Case<'_, '_>| {
        finding.subjects == [AnyId::from(case.way.id)] && draft(situation, case).message == finding.message
    };
    let Some(case) = cases.iter().find(is_this) else {
        return Vec::new();
    };
    let mut proposals = Vec::new();
    if let Through::By(minute) = case.through {
        // The first whole hour after the last is through.
        let to = minute.div_euclid(60).saturating_add(1).saturating_mul(60);
        let mut info = situation.plan.info.clone();
        if let Some(deadline) = info.deadlines.get_mut(case.number) {
            deadline.at = to;
        }
        let title = format!("Move {} to {}", case.name(), wording::minute(to));
        proposals.push(Proposal::resolving(
            "move-deadline",
            title,
            Edit::SetInfo(Box::new(info)),
        ));
    }
    // All have to be through the minute before.
    let shortage = Shortage {
        by: Some(case.deadline.at),
        open_minutes: case
            .load
            .missing_minutes()
            .map_or(0, |minutes: Minute| minutes.saturating_add(1)),
        longest_minutes: 0,
    };
    proposals.extend(open_longer(case.way, shortage));
    proposals.extend(let_more_through(
        case.way,
        Some(case.deadline.at.saturating_sub(1)),
    ));
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Corridor, Deadline, Edit, Minute, When};
    use crate::testing::sketch::Sketch;

    /// A way open for the first day, 100 people an hour, and a deadline.
    fn plan(deadline: Minute, how: impl FnOnce(&mut Corridor)) -> Sketch {
        let sketch = Sketch::of(&[])
            .phases(&[("P1", 96)])
            .corridor("Way", &[(0.0, 0.0), (6.0, 0.0)])
            .corridor_with("Way", |corridor| {
                corridor.people_per_hour = Some(100);
                corridor.expected_people = Some(1_000);
                corridor.windows = vec![When {
                    from: Some(0),
                    until: Some(1_440),
                    ..When::always()
                }];
                how(corridor);
            });
        about(sketch, deadline, "")
    }

    fn about(sketch: Sketch, at: Minute, about: &str) -> Sketch {
        let mut info = sketch.plan().info.clone();
        info.deadlines.push(Deadline {
            name: "Ultimatum".to_owned(),
            about: about.to_owned(),
            ..Deadline::new(at)
        });
        sketch.with(&Edit::SetInfo(Box::new(info)))
    }

    #[test]
    fn a_deadline_before_the_last_is_through_is_found() {
        assert!(plan(601, |_| ()).findings("T08").is_empty());
        assert_eq!(plan(600, |_| ()).findings("T08"), ["T08 Way: 1 people, critical"]);
        assert_eq!(
            plan(300, |_| ()).findings("T08"),
            ["T08 Way: 500 people, critical"]
        );
        let never = plan(5_000, |way| way.expected_people = Some(2_500));
        assert_eq!(never.findings("T08"), ["T08 Way: 100 people, critical"]);
        assert!(never.first("T08").message.contains("never through"));
    }

    #[test]
    fn what_nobody_has_estimated_is_not_judged() {
        assert!(
            plan(1, |way| way.expected_people = None)
                .findings("T08")
                .is_empty()
        );
        assert!(
            plan(1, |way| way.people_per_hour = None)
                .findings("T08")
                .is_empty()
        );
        assert!(
            plan(1, |way| way.expected_people = Some(0))
                .findings("T08")
                .is_empty()
        );
    }

    #[test]
    fn a_deadline_that_names_a_corridor_is_about_that_one_alone() {
        let two = plan(700, |_| ())
            .corridor("Second", &[(0.0, 3.0), (6.0, 3.0)])
            .corridor_with("Second", |corridor| {
                corridor.people_per_hour = Some(10);
                corridor.expected_people = Some(1_000);
            });
        assert_eq!(two.findings("T08"), ["T08 Second: 884 people, critical"]);
        let named = about(two, 60, "the first hour on way");
        let lines = [
            "T08 Way: 900 people, critical",
            "T08 Second: 884 people, critical",
        ];
        assert_eq!(named.findings("T08"), lines);
    }

    #[test]
    fn a_waiver_binds_it_until_more_are_left() {
        let waived = plan(300, |_| ()).waived("T08");
        assert_eq!(waived.findings("T08"), ["T08 Way: 500 people, critical, waived"]);
        let more = waived.corridor_with("Way", |way| way.expected_people = Some(1_100));
        assert_eq!(more.findings("T08"), ["T08 Way: 600 people, critical"]);
    }

    #[test]
    fn a_later_deadline_or_an_earlier_opening_resolves_it() {
        let sketch = plan(300, |_| ());
        let fixes = sketch.fixes("T08");
        let titles: Vec<&str> = fixes.iter().map(|fix| fix.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Move Ultimatum to H+11 h",
                "Open Way 6 h earlier",
                "Find transport and lanes for 201 people an hour on Way"
            ]
        );
        assert_eq!(fixes[0].kind, FixKind::Resolves);
        assert_eq!(fixes[1].kind, FixKind::Resolves);
        for fix in &fixes {
            assert!(
                sketch.clone().with(&fix.edit).findings("T08").is_empty(),
                "{}",
                fix.title
            );
        }
    }
}
