//! K08: parties that read the same clause differently.
//!
//! Who is on the ground between the two readings is A03's.

use super::super::fixes::agreement::successor;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Disagreement, Part, Situation};
use super::super::{Finding, Reason, wording};
use crate::geometry::{Geometry, union};
use crate::model::{AnyId, Level, Refer as _, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "K08",
    name: "interpretations-differ",
    title: "Interpretations differ",
    summary: "Checks for clauses that two parties have recorded different readings of.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &["min_overlap_m2"],
    source: "Entente: readings are recorded to be compared; the size is a default",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A clause of which at least two parties to the agreement have recorded a reading, where two of the readings differ: \
the ground that is in one and not in the other is `min_overlap_m2` or more, the minutes differ, or the words do \
(but for case and blanks). What only one of the two says is not compared, and a reading that one party alone has \
recorded is no disagreement. Critical, always.

## Why it matters

The worst agreement is the one that both sides signed and each understood in his own way. It stops both from \
asking, until the day on which each acts within what he believes was agreed.

## Example

The army reads \"the line\" as the river, the militia as Highway 10, 1.3 km to the west of it. The village between \
the two has been promised to both.

## What to do

Put both readings on one map and let somebody whom both accept decide. Entente shows the ground between them, and \
drafts a renewal of the agreement to be accepted anew, in which the clause says what was decided.

## Source

A rule of Entente's own. The size is a default.
";

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for disagreement in situation.disagreements() {
        findings.add(draft(situation, &disagreement));
    }
}

fn draft(situation: &Situation<'_>, found: &Disagreement<'_>) -> Draft {
    let name = wording::name(situation, found.id.into());
    let number = found.clause + 1;
    let clause = found.agreement.clauses.get(found.clause);
    let title = clause.map_or("clause", |clause| clause.title()).to_lowercase();
    let least_m2 = f64::from(situation.thresholds().min_overlap_m2);
    let mut said = Vec::new();
    let mut why = Vec::new();
    let (mut geometry, mut at, mut value) = (None, None, 1.0);
    let mut measures = Vec::new();
    if let Some(minutes) = found.minutes {
        said.push(format!("minutes that are {} apart", wording::duration(minutes)));
        why.push(Reason::number(
            "minutes between the readings",
            minutes as f64,
            Some(0.0),
            "min",
        ));
        measures.push(("apart_minutes", minutes as f64));
        value = minutes as f64;
    }
    match &found.ground {
        Some(Ok(ground)) => {
            said.push(format!(
                "{} of ground that is in one and not in the other; at least {} counts",
                wording::area(ground.area_m2),
                wording::area(least_m2)
            ));
            why.insert(
                0,
                Reason::number(
                    "ground between the readings",
                    ground.area_m2,
                    Some(least_m2),
                    "m²",
                ),
            );
            let whole = union(ground.parts.iter().map(|part| &*part.shape));
            let largest = ground.parts.first();
            geometry = whole.ok().map(|shape| Geometry::Area(shape.to_area()));
            geometry = geometry.or_else(|| Some(Geometry::Area(largest?.shape.to_area())));
            at = largest.and_then(Part::circle).map(|circle| circle.center);
            measures.insert(0, ("area_m2", ground.area_m2));
            value = ground.area_m2;
        }
        Some(Err(_)) => {
            said.push("ground that could not be compared".to_owned());
            why.push(Reason::word(
                "comparison of the two grounds",
                "cannot decide: treat as conflict",
            ));
        }
        None => {}
    }
    if found.words {
        said.push("other words".to_owned());
        why.push(Reason::word_against(
            "words of the readings",
            "differ",
            "the same",
        ));
    }
    let labels: Vec<String> = found
        .parties
        .iter()
        .map(|party| situation.label(*party))
        .collect();
    let mut subjects = vec![AnyId::from(found.id)];
    if let Some(clause) = clause {
        // What the clause names tells it from the agreement's others.
        clause.each_reference(&mut |id| subjects.push(id));
    }
    subjects.retain(|id| id.is_in(situation.plan));
    Draft {
        severity: Severity::Critical,
        title: format!("{name}: {} read it differently", wording::joined(&labels)),
        message: format!(
            "{} read clause {number} of {name} ({title}) differently: {}.",
            wording::joined(&labels),
            wording::joined(&said),
        ),
        subjects,
        parties: found.parties.clone(),
        measures,
        geometry,
        at,
        value,
        why,
        time: Time::Object(found.spans.clone()),
    }
}

/// Proposes the draft in which the clause is to say what was decided: the readings stay with the old one.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let agreement = finding.subjects.iter().find_map(|id| match id {
        AnyId::Agreement(id) => Some(*id),
        _ => None,
    });
    let Some(old) = agreement.and_then(|id| situation.plan.agreements.get(id)) else {
        return Vec::new();
    };
    let renewal = agreement.and_then(|id| successor(situation, finding, id, old.when.clone()));
    renewal.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, FixKind, check};
    use crate::geometry::Area;
    use crate::model::{Agreement, AnyId, Clause, Edit, Id, Reading, Waiver};
    use crate::testing::sketch::{Sketch, area, party, place};

    /// A separation of which these parties have recorded readings.
    fn read(readings: &[(char, Reading)]) -> Sketch {
        let sketch = Sketch::of(&[&["AABB", "AABB"]]).party('C').liaison('A', 'B');
        let clause = Clause::HoldsGround {
            who: party('A'),
            sectors: vec![sketch.sector_id("A")],
        };
        let readings = readings.to_vec();
        sketch
            .agreement(&['A', 'B', 'C'], vec![clause])
            .agreement_with(1, move |agreement| {
                for (letter, reading) in readings {
                    let mut parties = agreement.parties.iter_mut();
                    let entry = parties.find(|entry| entry.stakeholder == party(letter)).unwrap();
                    entry.readings.push(reading);
                }
            })
    }

    fn ground(east_km: f64) -> Reading {
        let corners: Area = area(&[(0.0, 0.0), (east_km, 0.0), (east_km, 2.0), (0.0, 2.0)]);
        Reading {
            area: Some(corners),
            ..Reading::new(0)
        }
    }

    fn at(minute: i64) -> Reading {
        Reading {
            at: Some(minute),
            ..Reading::new(0)
        }
    }

    fn words(text: &str) -> Reading {
        Reading {
            text: text.to_owned(),
            ..Reading::new(0)
        }
    }

    fn count(readings: &[(char, Reading)]) -> usize {
        read(readings).findings("K08").len()
    }

    #[test]
    fn the_ground_between_two_readings_is_measured() {
        let sketch = read(&[('A', ground(3.0)), ('B', ground(2.0))]);
        let report = check(sketch.plan(), None);
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.code == "K08")
            .collect();
        assert_eq!(found.len(), 1);
        assert!((found[0].value - 2e6).abs() < 1_000.0, "{}", found[0].value);
        assert_eq!(found[0].severity, crate::model::Severity::Critical);
        assert!(found[0].subjects.contains(&AnyId::from(sketch.sector_id("A"))));
        assert!(
            found[0]
                .message
                .starts_with("A and B read clause 1 of Agreement 1")
        );
        // A strip of 1.2 m over two kilometres is less than the least overlap, one of 1.3 m is not.
        assert_eq!(count(&[('A', ground(3.0)), ('B', ground(3.001_2))]), 0);
        assert_eq!(count(&[('A', ground(3.0)), ('B', ground(3.001_3))]), 1);
    }

    #[test]
    fn minutes_and_words_are_compared_where_both_say_them() {
        assert_eq!(count(&[('A', at(60)), ('B', at(61))]), 1);
        assert_eq!(count(&[('A', at(60)), ('B', at(60))]), 0);
        assert_eq!(count(&[('A', at(60)), ('B', ground(2.0))]), 0);
        assert_eq!(count(&[('A', words("The river")), ('B', words("Highway 10"))]), 1);
        assert_eq!(
            count(&[('A', words("The river")), ('B', words(" the  River"))]),
            0
        );
        assert_eq!(count(&[('A', words("The river")), ('B', words(""))]), 0);
    }

    #[test]
    fn a_reading_of_one_party_alone_or_of_another_clause_is_no_disagreement() {
        assert_eq!(count(&[('A', at(60))]), 0);
        assert_eq!(count(&[('A', at(60)), ('A', at(90))]), 0);
        let elsewhere = Reading { clause: 7, ..at(90) };
        assert_eq!(
            count(&[('A', elsewhere.clone()), ('B', Reading { clause: 7, ..at(60) })]),
            0
        );
        assert_eq!(count(&[('A', elsewhere), ('B', at(60))]), 0);
        let three = read(&[('A', at(60)), ('B', at(60)), ('C', at(90))]);
        let report = check(three.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "K08")
            .unwrap();
        assert_eq!((found.value, found.why.len()), (30.0, 1));
        assert!(found.title.ends_with("A, B and C read it differently"));
    }

    #[test]
    fn a_waiver_binds_it() {
        let sketch = read(&[('A', ground(3.0)), ('B', ground(2.0))]);
        let subjects = vec![
            Id::<Agreement>::from_bits(1).into(),
            party('A').into(),
            sketch.sector_id("A").into(),
        ];
        let waiver = Waiver::of(
            "K08",
            subjects,
            Some(place(2.5, 1.0)),
            2e6,
            "Joint operations",
            "being settled",
        );
        let waived = sketch.with(&Edit::Waive(waiver)).findings("K08");
        assert_eq!(waived.len(), 1);
        assert!(waived[0].ends_with(", critical, waived"), "{waived:?}");
    }

    #[test]
    fn a_new_draft_is_a_next_step_and_one_reading_ends_it() {
        let sketch = read(&[('A', at(60)), ('B', at(90))]);
        let report = check(sketch.plan(), None);
        let found = report
            .findings
            .iter()
            .find(|finding| finding.code == "K08")
            .unwrap();
        let fixes = Checker::new().fixes(sketch.plan(), &report, found);
        assert_eq!(fixes.len(), 1);
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let drafted = sketch.with(&fixes[0].edit);
        assert_eq!(drafted.plan().agreements.len(), 2);
        let settled = drafted.agreement_with(1, |agreement| agreement.parties[1].readings = vec![at(60)]);
        assert!(settled.findings("K08").is_empty());
    }
}
