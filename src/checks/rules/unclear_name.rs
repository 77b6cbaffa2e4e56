//! D01: objects without a name, or with one that others have too.
//!
//! Objects drawn twice are G05's: here only names are compared.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::model::{AnyEntity, AnyId, Edit, Kind, Level, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "D01",
    name: "unclear-name",
    title: "Name empty or not unique",
    summary: "Checks for objects without a name, and for several of a kind with the same one.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &[],
    source: "Entente: findings, orders and the radio go by names",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

Stakeholders, agreements, phases, forces, sectors, control measures, sites and corridors whose name is empty, one \
finding for each kind; and those of a kind that have the same name, but for case and blanks, one finding for each \
name. A stakeholder goes by its short name where it has one, a control measure without a name by its label. \
Boundaries are known by their sides, relations and channels by their parties: their names are not judged. Minor, \
always; the value is how many there are.

## Why it matters

\"Move to the northern sector\" has to mean one place. Findings, printed tables and calls on the radio name things by \
their names; two that are called the same are confused by the third who hears of them.

## Example

Two sectors are called North: one of P1, held by the police, one of P3, held by the army. The order for one reached \
the other.

## What to do

Give each a name of its own. Entente numbers them.

## Source

A rule of Entente's own.
";

/// Returns every object that goes by a name, with that name, in table and id order.
pub(super) fn named(situation: &Situation<'_>) -> Vec<(AnyId, String)> {
    let plan = situation.plan;
    let mut all = Vec::new();
    plan.each_id(&mut |id| {
        let name = match id {
            AnyId::Relation(_) | AnyId::Channel(_) | AnyId::Boundary(_) => return,
            AnyId::Stakeholder(id) => plan.stakeholders.get(id).map(Stakeholder::label),
            AnyId::Measure(id) => plan.measures.get(id).map(|measure| {
                if measure.name.trim().is_empty() {
                    measure.label.as_str()
                } else {
                    measure.name.as_str()
                }
            }),
            id => id.name_in(plan),
        };
        all.push((id, name.unwrap_or_default().trim().to_owned()));
    });
    all
}

/// Returns what two names that are the same have in common.
pub(super) fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    let mut nameless: BTreeMap<Kind, Vec<AnyId>> = BTreeMap::new();
    let mut by_name: BTreeMap<(Kind, String), (String, Vec<AnyId>)> = BTreeMap::new();
    for (id, name) in named(situation) {
        if name.is_empty() {
            nameless.entry(id.kind()).or_default().push(id);
        } else {
            let key = (id.kind(), folded(&name));
            by_name.entry(key).or_insert((name, Vec::new())).1.push(id);
        }
    }
    for (kind, ids) in nameless {
        let (title, message) = match ids.len() {
            1 => (
                format!("A {kind} has no name"),
                format!("1 {kind} has no name; each must have one."),
            ),
            count => (
                format!("{count} of the kind {kind} have no name"),
                format!("{count} of the kind {kind} have no name; each must have one."),
            ),
        };
        let row = Reason::number("without a name", ids.len() as f64, Some(0.0), "objects");
        findings.add(draft(situation, ids, title, message, row));
    }
    for ((kind, _), (name, ids)) in by_name {
        let count = ids.len();
        if count > 1 {
            let title = format!("{count} of the kind {kind} are called {name}");
            let message = format!("{count} of the kind {kind} are called {name}; a name is for one.");
            let row = Reason::number("objects of that name", count as f64, Some(1.0), "objects");
            findings.add(draft(situation, ids, title, message, row));
        }
    }
}

fn draft(
    situation: &Situation<'_>,
    subjects: Vec<AnyId>,
    title: String,
    message: String,
    row: Reason,
) -> Draft {
    Draft {
        severity: Severity::Minor,
        title,
        message,
        value: subjects.len() as f64,
        subjects,
        parties: Vec::new(),
        measures: Vec::new(),
        geometry: None,
        at: None,
        why: vec![row],
        time: Time::Object(situation.slices.all()),
    }
}

/// Proposes to number them; of those with one name, all but the first.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let all = named(situation);
    let Some(kind) = finding.subjects.first().map(|id| id.kind()) else {
        return Vec::new();
    };
    let mut taken: BTreeSet<String> = all
        .iter()
        .filter(|(id, _)| id.kind() == kind)
        .map(|(_, name)| folded(name))
        .collect();
    let mut edits = Vec::new();
    let mut first = true;
    for (id, name) in all.iter().filter(|(id, _)| finding.subjects.contains(id)) {
        let stays = std::mem::take(&mut first) && !name.is_empty();
        if stays {
            continue;
        }
        let stem = if name.is_empty() {
            wording::capital(kind.word())
        } else {
            name.clone()
        };
        let start = if name.is_empty() { 1 } else { 2 };
        let numbered = (start..).map(|number: usize| format!("{stem} {number}"));
        let free = numbered.into_iter().find(|name| taken.insert(folded(name)));
        edits.extend(free.and_then(|name| renamed(situation, *id, &name)));
    }
    if edits.is_empty() {
        return Vec::new();
    }
    let title = "Number them".to_owned();
    let edit = Edit::together(title.clone(), edits);
    vec![Proposal::resolving("number", title, edit)]
}

/// Returns the edit that gives an object the name it goes by.
pub(super) fn renamed(situation: &Situation<'_>, id: AnyId, name: &str) -> Option<Edit> {
    if let AnyId::Stakeholder(id) = id {
        let mut party = situation.plan.stakeholders.get(id)?.clone();
        if !party.short_name.is_empty() {
            name.clone_into(&mut party.short_name);
            return Some(Edit::Update(AnyEntity::from((id, party))));
        }
    }
    let entity = id.entity_in(situation.plan)?;
    Some(Edit::Update(entity.named(name)))
}

#[cfg(test)]
mod tests {
    use crate::checks::{Checker, Finding, FixKind, check};
    use crate::model::{Edit, Id, Measure, SiteKind, Stakeholder, Waiver};
    use crate::testing::sketch::{Sketch, lines, party, place};

    fn twins() -> Sketch {
        Sketch::of(&[&["AABB"]]).sector_with("B", |sector| sector.name = " a ".to_owned())
    }

    fn found(sketch: &Sketch) -> Vec<Finding> {
        let report = check(sketch.plan(), None);
        report
            .findings
            .into_iter()
            .filter(|finding| finding.code == "D01")
            .collect()
    }

    #[test]
    fn a_name_that_two_of_a_kind_have_is_found() {
        assert!(Sketch::of(&[&["AABB"]]).findings("D01").is_empty());
        assert_eq!(twins().findings("D01"), ["D01 A  a : minor"]);
        assert_eq!(found(&twins())[0].value, 2.0);
        // A sector A held by stakeholder A, with a site A in it, are of three kinds.
        let kinds = Sketch::of(&[&["AABB"]]).site("A", SiteKind::School, 0.5, 0.5);
        assert!(kinds.findings("D01").is_empty());
        let parties = Sketch::of(&[&["AABB"]]).party_with('B', |party| party.short_name = "A".to_owned());
        assert_eq!(found(&parties).len(), 1);
    }

    #[test]
    fn what_has_no_name_is_found_once_for_its_kind() {
        let nameless = Sketch::of(&[&["AABBCC"]])
            .sector_with("A", |sector| sector.name.clear())
            .sector_with("B", |sector| sector.name = " ".to_owned());
        assert_eq!(found(&nameless).len(), 1);
        assert_eq!(found(&nameless)[0].value, 2.0);
        let unnamed = Sketch::of(&[&["AABB"]])
            .liaison('A', 'B')
            .relation('A', 'B', crate::model::RelationState::Allied)
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 1.0)])
            .boundary('B', 'A', &[(2.0, 0.0), (2.0, 1.0)]);
        assert!(unnamed.findings("D01").is_empty());
        let point = Measure::new(crate::geometry::Geometry::Point(place(1.0, 0.5)));
        let id = Id::<Measure>::from_bits(1);
        let measure = Sketch::of(&[&["AABB"]]).create(id, point);
        assert_eq!(found(&measure).len(), 1);
        let labelled = measure.update(id, |measure: &mut Measure| measure.label = "CP 1".to_owned());
        assert!(labelled.findings("D01").is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let subjects = found(&twins())[0].subjects.clone();
        let waiver = Waiver::of("D01", subjects, None, 2.0, "Plans", "as the units call them");
        let waived = twins().with(&Edit::Waive(waiver));
        assert_eq!(waived.findings("D01"), ["D01 A  a : minor, waived"]);
    }

    #[test]
    fn numbering_resolves_it() {
        let nameless = Sketch::of(&[&["AABBCC"]])
            .sector_with("A", |sector| sector.name.clear())
            .sector_with("B", |sector| sector.name = "Sector 1".to_owned());
        let parties = Sketch::of(&[&["AABB"]]).party_with('B', |party| party.short_name = "A".to_owned());
        for (sketch, names) in [
            (twins(), vec!["A", "a 2"]),
            (nameless, vec!["Sector 2", "Sector 1", "C"]),
            (parties.clone(), vec!["A", "B"]),
        ] {
            let report = check(sketch.plan(), None);
            let fixes = Checker::new().fixes(sketch.plan(), &report, &found(&sketch)[0]);
            assert_eq!(fixes.len(), 1);
            assert_eq!(fixes[0].kind, FixKind::Resolves);
            let fixed = fixes[0].edit.apply(sketch.plan()).unwrap();
            assert!(lines(&fixed, &check(&fixed, None), "D01").is_empty());
            let after: Vec<&str> = fixed
                .sectors
                .iter()
                .map(|(_, sector)| sector.name.as_str())
                .collect();
            assert_eq!(after, names);
        }
        let report = check(parties.plan(), None);
        let fixes = Checker::new().fixes(parties.plan(), &report, &found(&parties)[0]);
        let fixed = parties.with(&fixes[0].edit);
        let label = |id: Id<Stakeholder>| fixed.plan().label_of(id);
        assert_eq!(
            (label(party('A')), label(party('B'))),
            ("A".to_owned(), "A 2".to_owned())
        );
    }
}
