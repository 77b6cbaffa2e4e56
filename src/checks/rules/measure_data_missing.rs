//! B11: a fire-support measure that lacks what makes it an order.
//!
//! Its shape is looked at by G01 and G02, what it keeps fires from by the rules on fires.

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::geometry::{Bounds, Frame, Geometry, inscribed_circle, length_m, point_along};
use crate::model::{AnyEntity, AnyId, Edit, Level, Measure, MeasureKind, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "B11",
    name: "measure-data-missing",
    title: "Missing measure data",
    summary: "Checks for fire-support measures without abbreviation, owner, or a time from and to.",
    page: PAGE,
    default: Level::Major,
    thresholds: &[],
    source: "US Army FM 6-20-30: what the drawing of a fire-support coordinating measure shows",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A fire-support coordination measure (no-fire area, restrictive fire area, restrictive fire line, coordinated fire \
line, fire-support coordination line) that lacks its abbreviation, the stakeholder that established it, or the \
time from which and to which it is in effect. Phases with an end say a time; minutes relative to H-hour do too. \
Major, always; the value is how many of the three are missing.

## Why it matters

Guns ask three things of such a line: what it is, who says so, and whether it is in effect now. Where one answer \
is missing, each battery gives its own.

## Example

A no-fire area is drawn round the hospital; nobody has said who ordered it or until when.

## What to do

Fill in what is missing. Entente enters the abbreviation that the standard has for the kind, and the time of the \
whole plan where none is given; who established it must be said by whoever knows.

## Source

US Army FM 6-20-30: a measure is drawn with its abbreviation, the establishing headquarters and the effective \
date-time groups.
";

/// Returns the standard's abbreviation for a fire-support measure; `None` for other kinds.
const fn abbreviation(kind: MeasureKind) -> Option<&'static str> {
    Some(match kind {
        MeasureKind::NoFireArea => "NFA",
        MeasureKind::RestrictiveFireArea => "RFA",
        MeasureKind::RestrictiveFireLine => "RFL",
        MeasureKind::CoordinatedFireLine => "CFL",
        MeasureKind::FireSupportCoordinationLine => "FSCL",
        _ => return None,
    })
}

/// What a measure lacks.
#[derive(Clone, Copy)]
struct Missing {
    abbreviation: bool,
    owner: bool,
    time: bool,
}

impl Missing {
    fn of(situation: &Situation<'_>, measure: &Measure) -> Self {
        let intervals = measure.when.intervals(&situation.plan.phases);
        Self {
            abbreviation: measure.abbreviation.trim().is_empty(),
            owner: measure.owner.is_none(),
            time: intervals
                .iter()
                .any(|interval| interval.from.is_none() || interval.until.is_none()),
        }
    }

    fn words(self) -> Vec<&'static str> {
        let all = [
            (self.abbreviation, "abbreviation"),
            (self.owner, "establishing stakeholder"),
            (self.time, "time from and to"),
        ];
        all.into_iter()
            .filter(|(missing, _)| *missing)
            .map(|(_, word)| word)
            .collect()
    }
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (id, measure) in situation.plan.measures.iter() {
        if abbreviation(measure.kind).is_none() {
            continue;
        }
        let missing = Missing::of(situation, measure);
        let words = missing.words();
        if words.is_empty() {
            continue;
        }
        let name = wording::kind_and_name(situation, id.into());
        let row = |term, missing| Reason::word_against(term, if missing { "none" } else { "given" }, "given");
        findings.add(Draft {
            severity: Severity::Major,
            title: format!("{} lacks {}", wording::capital(&name), wording::joined(&words)),
            message: format!(
                "{}, a {}, lacks {} of the 3 things that it must say: {}.",
                wording::capital(&name),
                measure.kind.title().to_lowercase(),
                words.len(),
                wording::joined(&words),
            ),
            subjects: vec![AnyId::from(id)],
            parties: measure.owner.into_iter().collect(),
            measures: Vec::new(),
            at: place_of(situation, measure),
            geometry: Some(measure.shape.clone()),
            value: words.len() as f64,
            why: vec![
                row("abbreviation", missing.abbreviation),
                row("establishing stakeholder", missing.owner),
                row("time from and to", missing.time),
            ],
            time: Time::Object(situation.slices.of_when(&measure.when, situation.plan)),
        });
    }
}

/// Returns a place of a measure to point at.
fn place_of(situation: &Situation<'_>, measure: &Measure) -> Option<crate::geometry::Position> {
    match &measure.shape {
        Geometry::Point(at) => Some(*at),
        Geometry::Path(path) => point_along(path, length_m(path) / 2.0),
        Geometry::Area(area) => {
            let shape = situation.shape(area);
            let bounds = shape.bounds().map(Bounds::center)?;
            inscribed_circle(&Frame::at(bounds), &shape).map(|circle| circle.center)
        }
    }
}

/// Proposes what follows from the kind and from the plan's own time.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let Some(&AnyId::Measure(id)) = finding.subjects.first() else {
        return Vec::new();
    };
    let Some(measure) = situation.plan.measures.get(id) else {
        return Vec::new();
    };
    let missing = Missing::of(situation, measure);
    let mut filled = measure.clone();
    let mut said: Vec<String> = Vec::new();
    if let Some(word) = abbreviation(measure.kind).filter(|_| missing.abbreviation) {
        word.clone_into(&mut filled.abbreviation);
        said.push(format!("the abbreviation {word}"));
    }
    let span = situation.interval_of(&(0..situation.slices.len()));
    if let (Some(from), Some(until)) = (span.from, span.until)
        && missing.time
    {
        filled.when.from = filled.when.from.or(Some(from));
        filled.when.until = filled.when.until.or(Some(until));
        said.push("the time of the plan".to_owned());
    }
    if said.is_empty() {
        return Vec::new();
    }
    let title = format!(
        "Enter {} for {}",
        wording::joined(&said),
        wording::name(situation, id.into())
    );
    let edit = Edit::Update(AnyEntity::from((id, filled)));
    vec![Proposal::resolving("fill-in", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Id, Measure, MeasureKind, When};
    use crate::testing::sketch::{Sketch, area, party};

    fn zone(kind: MeasureKind, how: impl FnOnce(&mut Measure)) -> Sketch {
        let ground = area(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        Sketch::of(&[])
            .party('A')
            .phases(&[("P1", 24), ("P2", 24)])
            .measure("Zone", kind, Geometry::Area(ground))
            .measure_with("Zone", how)
    }

    fn complete(measure: &mut Measure) {
        "NFA".clone_into(&mut measure.abbreviation);
        measure.owner = Some(party('A'));
        measure.when = When::in_phases([Id::from_bits(1)]);
    }

    #[test]
    fn what_a_fire_support_measure_must_say_is_asked_for() {
        let bare = zone(MeasureKind::NoFireArea, |_| ());
        assert_eq!(bare.findings("B11"), ["B11 Zone: major"]);
        assert_eq!(bare.first("B11").value, 3.0);
        assert_eq!(
            bare.first("B11").title,
            "Measure Zone lacks abbreviation, establishing stakeholder and time from and to"
        );
        assert!(zone(MeasureKind::NoFireArea, complete).findings("B11").is_empty());
        assert!(zone(MeasureKind::NoEntryZone, |_| ()).findings("B11").is_empty());
        let line = zone(MeasureKind::FireSupportCoordinationLine, |measure| {
            measure.owner = Some(party('A'));
        });
        assert_eq!(line.first("B11").value, 2.0);
    }

    #[test]
    fn a_time_has_two_ends() {
        let until = |when: When| {
            zone(MeasureKind::NoFireArea, |measure| {
                complete(measure);
                measure.when = when;
            })
        };
        let open = When {
            from: Some(0),
            ..When::always()
        };
        assert_eq!(until(open.clone()).first("B11").value, 1.0);
        let closed = When {
            until: Some(60),
            ..open
        };
        assert!(until(closed).findings("B11").is_empty());
        let endless = until(When::in_phases([Id::from_bits(2)])).update(
            Id::from_bits(2),
            |phase: &mut crate::model::Phase| {
                phase.end = None;
            },
        );
        assert_eq!(endless.findings("B11").len(), 1);
    }

    #[test]
    fn a_waiver_binds_it() {
        let waived = zone(MeasureKind::NoFireArea, |_| ()).waived("B11");
        assert_eq!(waived.findings("B11"), ["B11 Zone: major, waived"]);
    }

    #[test]
    fn what_follows_from_kind_and_plan_is_filled_in_and_the_owner_is_not() {
        let owned = zone(MeasureKind::RestrictiveFireArea, |measure| {
            measure.owner = Some(party('A'));
        });
        let fixes = owned.fixes("B11");
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
            (
                1,
                "Enter the abbreviation RFA and the time of the plan for Zone",
                &FixKind::Resolves
            )
        );
        assert!(owned.with(&fixes[0].edit).findings("B11").is_empty());
        let bare = zone(MeasureKind::RestrictiveFireArea, |_| ());
        let fixes = bare.fixes("B11");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        assert_eq!(bare.with(&fixes[0].edit).first("B11").value, 1.0);
    }
}
