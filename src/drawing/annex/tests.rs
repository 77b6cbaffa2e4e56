//! The further pages of the samples, read as a person would read them.

use super::*;
use crate::checks::Checker;
use crate::drawing::paper::Row;
use crate::geometry::{Path, Position};
use crate::model::{Agreement, Boundary, Edit, Severity, Stakeholder};

/// What a block says: headings, paragraphs, and rows with their cells between bars.
fn said(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(words) => lines.push(format!("# {words}")),
            Block::Paragraph(words) => lines.push(words.clone()),
            Block::Table(table) => {
                lines.push(format!("## {}", table.title));
                lines.extend(table.rows.iter().map(|row| match row {
                    Row::Section(words) => format!("### {words}"),
                    Row::Cells(cells) => {
                        let words: Vec<&str> = cells.iter().map(|cell| cell.words.as_str()).collect();
                        words.join(" | ")
                    }
                }));
            }
        }
    }
    lines
}

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn with_parties() -> Plan {
    let mut plan = Plan::empty(Id::from_bits(1));
    for (bits, name) in [(1, "Army"), (2, "Police")] {
        let party = Stakeholder {
            name: name.to_owned(),
            ..Stakeholder::new()
        };
        let id: Id<Stakeholder> = Id::from_bits(bits);
        plan = Edit::Create((id, party).into()).apply(&plan).unwrap();
    }
    plan
}

#[test]
fn a_boundary_is_read_from_point_to_point() {
    let mut plan = with_parties();
    let line = Path::new(vec![at(33.30, 43.70), at(33.30, 43.72), at(33.32, 43.72)]);
    let boundary = Boundary {
        name: "River line".to_owned(),
        left: Some(Id::from_bits(1)),
        right: Some(Id::from_bits(2)),
        inclusive_to: Some(Id::from_bits(2)),
        echelon: Some(crate::model::Echelon::Brigade),
        agreement: Some(Id::from_bits(9)),
        ..Boundary::new(line)
    };
    let agreement = Agreement {
        name: "River".to_owned(),
        ..Agreement::new()
    };
    let id: Id<Agreement> = Id::from_bits(9);
    plan = Edit::Create((id, agreement).into()).apply(&plan).unwrap();
    let id: Id<Boundary> = Id::from_bits(5);
    plan = Edit::Create((id, boundary).into()).apply(&plan).unwrap();
    let lines = said(&blocks(&plan, None, None, &[Chapter::Boundaries]));
    // The references are GEOTRANS's (PyPI mgrs), the lengths geographiclib's.
    let course = "Course | From 38S LB 78967 85299 east (090°) for 1.863 km to 38S LB 80830 85276\n\
                  then north (000°) for 2.218 km to 38S LB 80857 87494.\n\
                  In all 4.081 km in 2 legs.";
    assert_eq!(
        lines[2..],
        [
            "## River line",
            "Left | Army",
            "Right | Police",
            "The feature | inclusive to Police",
            "Kind | Lateral, brigade",
            "When | Whole plan",
            "Agreement | River: no parties",
            course,
        ]
    );
}

#[test]
fn a_line_of_one_point_and_none_are_said_for_what_they_are() {
    assert_eq!(boundaries::course(&Path::new(vec![])), "Not drawn.");
    let one = boundaries::course(&Path::new(vec![at(33.30, 43.70); 3]));
    assert!(one.starts_with("A single point, 38S LB"), "{one}");
}

fn sample(name: &str) -> (Plan, Report) {
    // Tests may read the samples; the program hands them in.
    let path = format!("{}/assets/samples/{name}.plan.ron", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(path).unwrap();
    let plan = crate::files::ron_text::read(&text).unwrap().plan;
    let go_on = std::sync::atomic::AtomicBool::new(false);
    let as_of = "2016-05-20".parse().ok();
    let report = Checker::new()
        .check(&plan, as_of, &crate::checks::OneThread, &go_on)
        .unwrap();
    (plan, report)
}

#[test]
fn every_agreement_says_what_each_party_said_and_phase_by_phase_whether_it_is_in_force() {
    let (plan, _) = sample("fallujah");
    let lines = said(&blocks(&plan, None, None, &[Chapter::Agreements]));
    for (id, agreement) in plan.agreements.iter() {
        let title = format!("## {}", crate::drawing::words::name_of(&plan, id.into()));
        let start = lines.iter().position(|line| *line == title).unwrap();
        let own: Vec<&String> = lines[start + 1..]
            .iter()
            .take_while(|line| !line.starts_with("##"))
            .collect();
        let parties = own.iter().find(|line| line.starts_with("Parties | ")).unwrap();
        for party in &agreement.parties {
            let said = format!(
                "{}: {}",
                plan.label_of(party.stakeholder),
                party.state.title().to_lowercase()
            );
            assert!(parties.contains(&said), "{said} in {parties}");
        }
        assert!(own[0].starts_with("State | "), "{own:?}");
        let clauses = own.iter().filter(|line| line.starts_with("Clauses | ")).count();
        assert_eq!(clauses, usize::from(!agreement.clauses.is_empty()));
    }
}

#[test]
fn every_finding_is_listed_with_its_number_and_waivers_with_their_reason() {
    let (mut plan, report) = sample("fallujah");
    let critical = report
        .findings
        .iter()
        .find(|finding| finding.severity == Severity::Critical)
        .unwrap();
    let waiver = crate::model::Waiver::of(
        critical.code,
        critical.subjects.clone(),
        critical.at,
        critical.value,
        "Col Haddad",
        "both commanders were told",
    );
    plan = Edit::Waive(waiver).apply(&plan).unwrap();
    let go_on = std::sync::atomic::AtomicBool::new(false);
    let report = Checker::new()
        .check(&plan, None, &crate::checks::OneThread, &go_on)
        .unwrap();
    let lines = said(&blocks(&plan, Some(&report), None, &[Chapter::Findings]));
    for (place, finding) in report.findings.iter().enumerate() {
        let start = format!("{} | {} | {}", place + 1, finding.code, finding.title);
        assert!(lines.iter().any(|line| line.starts_with(&start)), "{start}");
    }
    let waived = lines.iter().position(|line| line == "### Waived").unwrap();
    let accepted = "Accepted by Col Haddad, without an end: both commanders were told";
    assert!(lines[waived + 1].contains(accepted), "{}", lines[waived + 1]);
    let unchecked = said(&blocks(&plan, None, None, &[Chapter::Findings]));
    assert_eq!(unchecked[1], "This plan was not checked.");
}

#[test]
fn a_phase_leaves_out_what_does_not_hold_in_it() {
    let (plan, report) = sample("fallujah");
    let (phase, named) = plan.phases_in_order()[0];
    let all = said(&blocks(&plan, Some(&report), None, &Chapter::ALL));
    let some = said(&blocks(&plan, Some(&report), Some(phase), &Chapter::ALL));
    assert!(some.len() < all.len());
    assert_eq!(some[0], format!("# Boundary register, {}", named.name));
    let waits = some.iter().filter(|line| line.starts_with("State | "));
    assert!(
        waits.clone().count() > 0 && waits.clone().all(|line| !line.contains('\n')),
        "one phase, one answer"
    );
}
