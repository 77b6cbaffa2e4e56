//! H04: a corridor across the ground of a party that has not agreed to it.
//!
//! Whether that party was told is H03's question.

use std::ops::Range;

use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Situation, Spans, Stance, Way, merged};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Area, Geometry, Layout, Path, Shape, area_m2, inscribed_circle, intersection, length_m, path_inside,
    point_along, total_length_m,
};
use crate::model::{Agreement, AnyEntity, AnyId, Clause, Edit, Id, Level, Party, Severity, Stakeholder};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "H04",
    name: "corridor-unagreed",
    title: "Corridor crosses un-agreed area",
    summary: "Checks for corridors that cross the sector of a party with no agreement on civilian passage.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &["min_overlap_m2", "snap_m"],
    source: "ICRC customary IHL rules 31 and 55: passage of civilians and relief needs consent",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A corridor that crosses a sector of a primary role in any minute that it is open (its middle line for more than \
`snap_m`, or `min_overlap_m2` of its whole width), where no agreement is in force that has a clause on civilian \
passage along it and lists the sector's holder and the corridor's owner as parties. The owner's own chain of command \
need not agree with itself. The ground of an adversary counts: those who leave must pass him.

Always critical. One finding for each corridor and sector.

## Why it matters

A checkpoint that was not told to let them pass holds a thousand people in the sun.

## Example

The northern corridor leads through the militia's sector; the militia has not answered.

## What to do

Get every party on the way to agree, and record what each said. Entente can draft the agreement or add the party to \
the one there is; it never accepts for anybody.

## Source

ICRC, *Customary IHL*, rules 31 and 55: relief and civilians pass with the consent of the parties concerned. The \
sizes are defaults of Entente.
";

/// A holder who has not agreed, in a stretch of time.
struct Case {
    holder: Id<Stakeholder>,
    stance: Option<Stance>,
}

/// What a corridor and a sector share.
struct Shared {
    area_m2: f64,
    shape: Shape,
    line: Vec<Path>,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for way in &situation.ways {
        let Some(bounds) = way
            .bounds
            .filter(|_| !way.open.is_empty() && !way.has_lost_window)
        else {
            continue;
        };
        let mut laid: Option<(Layout, Option<Shape>)> = None;
        for ground in situation.grounds.near(bounds) {
            let cases = cases(situation, way, ground);
            if cases.is_empty() {
                continue;
            }
            let (line, strip) = laid.get_or_insert_with(|| {
                let line = Layout::of_path(&way.frame(), &way.corridor.path);
                (line, way.strip())
            });
            let half_m = f64::from(way.corridor.width_m) / 2.0;
            let sector = Layout::of_shape(&way.frame(), &ground.shape);
            if line.gap_within(&sector, half_m).is_none() {
                continue;
            }
            if let Some(shared) = shared(situation, way, ground, strip.as_ref()) {
                for (run, case) in merged(cases, |case| case.stance) {
                    findings.add(draft(situation, way, ground, &shared, &case, run));
                }
            }
        }
    }
}

/// Returns when which holder of a sector has not agreed to a corridor.
fn cases(situation: &Situation<'_>, way: &Way<'_>, ground: &Ground<'_>) -> Vec<(Range<u32>, Case)> {
    let during = way.open.and(&ground.spans);
    if !ground.sector.role.is_primary() || during.is_empty() {
        return Vec::new();
    }
    let owner = way.owner(situation.plan);
    let mut cases = Vec::new();
    for (held, holders) in ground.holders.runs() {
        let during = during.and(&Spans::of(held.clone()));
        // A holder who is not in the plan is D07's business.
        let known = |holder: &&Id<Stakeholder>| situation.plan.stakeholders.contains(**holder);
        for &holder in holders.iter().filter(known) {
            if during.is_empty() || owner == Some(holder) {
                continue;
            }
            let parties: Vec<Id<Stakeholder>> = owner.into_iter().chain([holder]).collect();
            let agreed = situation.agreements.civilian_passage(way.id, &parties);
            let left = during.without(&agreed);
            let Some(owner) = owner else {
                cases.extend(left.runs().iter().map(|run| {
                    let case = Case { holder, stance: None };
                    (run.clone(), case)
                }));
                continue;
            };
            let stances = situation.parties.stance(owner, holder);
            for run in left.pieces(stances.cuts()) {
                let stance = stances.at(run.start).copied();
                if stance != Some(Stance::Same) {
                    cases.push((run, Case { holder, stance }));
                }
            }
        }
    }
    cases
}

/// Returns what a corridor and a sector share; `None` where that is too little to count.
fn shared(
    situation: &Situation<'_>,
    way: &Way<'_>,
    ground: &Ground<'_>,
    strip: Option<&Shape>,
) -> Option<Shared> {
    let limits = situation.thresholds();
    let line = path_inside(&way.corridor.path, &ground.shape);
    // What cannot be told is taken to be all of it.
    let shape = strip.map_or_else(Shape::empty, |strip| {
        intersection(strip, &ground.shape).unwrap_or_else(|_| strip.clone())
    });
    let area_m2 = area_m2(&shape);
    let counts =
        total_length_m(&line) > f64::from(limits.snap_m) || area_m2 >= f64::from(limits.min_overlap_m2);
    counts.then_some(Shared { area_m2, shape, line })
}

fn draft(
    situation: &Situation<'_>,
    way: &Way<'_>,
    ground: &Ground<'_>,
    shared: &Shared,
    case: &Case,
    run: Range<u32>,
) -> Draft {
    let name = way.name();
    let holder = situation.label(case.holder);
    let along_m = total_length_m(&shared.line);
    let with = match way.owner(situation.plan) {
        Some(owner) => format!(" between {} and {holder}", situation.label(owner)),
        None => format!(" with {holder}"),
    };
    let longest = shared
        .line
        .iter()
        .max_by(|a, b| length_m(a).total_cmp(&length_m(b)));
    let at = longest
        .and_then(|line| point_along(line, length_m(line) / 2.0))
        .or_else(|| inscribed_circle(&way.frame(), &shared.shape).map(|circle| circle.center));
    let mut why = vec![
        Reason::number(
            "way through the sector",
            along_m,
            Some(f64::from(situation.thresholds().snap_m)),
            "m",
        ),
        Reason::number(
            "ground of the corridor in the sector",
            shared.area_m2,
            Some(f64::from(situation.thresholds().min_overlap_m2)),
            "m²",
        ),
        Reason::word_against("agreement on civilian passage in force", "none", "one"),
    ];
    why.extend(case.stance.map(|stance| Reason::word("relation", stance.word())));
    let drawn: Area = shared.shape.to_area();
    Draft {
        severity: Severity::Critical,
        title: format!("{holder} has not agreed to {name}"),
        message: format!(
            "{name} leads {} through {}, which {holder} holds{}; no agreement on civilian passage is in force{with}.",
            wording::length(along_m),
            ground.name(),
            wording::when(situation, &run),
        ),
        subjects: vec![AnyId::from(way.id), AnyId::from(ground.id)],
        parties: way
            .owner(situation.plan)
            .into_iter()
            .chain([case.holder])
            .collect(),
        measures: vec![("length_m", along_m), ("area_m2", shared.area_m2)],
        geometry: Some(if drawn.parts.is_empty() {
            Geometry::Path(way.corridor.path.clone())
        } else {
            Geometry::Area(drawn)
        }),
        at,
        value: shared.area_m2.max(1.0),
        why,
        time: Time::Run(run),
    }
}

/// Proposes to ask the holder: into the agreement on this corridor that there is, else into a new one.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let plan = situation.plan;
    let way = situation
        .ways
        .iter()
        .find(|way| finding.subjects.contains(&AnyId::from(way.id)));
    let ground = finding.subjects.iter().find_map(|id| match id {
        AnyId::Sector(id) => situation.grounds.of_sector(*id),
        _ => None,
    });
    let (Some(way), Some(ground)) = (way, ground) else {
        return Vec::new();
    };
    let during = situation.slices.of_interval(finding.interval);
    let cases = cases(situation, way, ground);
    let Some((_, case)) = cases.iter().find(|(run, _)| during.meets(run)) else {
        return Vec::new();
    };
    let speaks_of_it = |agreement: &Agreement| {
        agreement
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::CivilianPassage { corridor } if *corridor == way.id))
    };
    let wanted: Vec<Id<Stakeholder>> = way.owner(plan).into_iter().chain([case.holder]).collect();
    let lacking = |agreement: &Agreement| -> Vec<Id<Stakeholder>> {
        let lists = |who: Id<Stakeholder>| agreement.parties.iter().any(|party| party.stakeholder == who);
        wanted.iter().copied().filter(|who| !lists(*who)).collect()
    };
    let mut known = plan
        .agreements
        .iter()
        .filter(|(_, agreement)| speaks_of_it(agreement));
    if let Some((id, agreement)) = known.next() {
        let asked = lacking(agreement);
        if asked.is_empty() {
            // It is there and not in force: whose answer is missing, K03 says.
            return Vec::new();
        }
        let mut changed = agreement.clone();
        changed.parties.extend(asked.iter().copied().map(Party::new));
        let labels: Vec<String> = asked.iter().map(|party| situation.label(*party)).collect();
        let title = format!(
            "Add {} to {}, to be asked",
            wording::joined(&labels),
            wording::name(situation, id.into())
        );
        let edit = Edit::Update(AnyEntity::from((id, changed)));
        return vec![Proposal::next_step("add-party", title, edit)];
    }
    let mut agreement = Agreement::new();
    agreement.name = way.name();
    agreement.parties = wanted.iter().copied().map(Party::new).collect();
    agreement.clauses = vec![Clause::CivilianPassage { corridor: way.id }];
    let labels: Vec<String> = wanted.iter().map(|party| situation.label(*party)).collect();
    let title = format!(
        "Draft an agreement on {} with {}",
        way.name(),
        wording::joined(&labels)
    );
    let id = super::super::fixes::new_id(plan, finding, "agreement");
    let edit = Edit::Create(AnyEntity::from((id, agreement)));
    vec![Proposal::next_step("draft-agreement", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Acceptance, Clause, Id, Minute, SectorRole, When};
    use crate::testing::sketch::{Sketch, party};

    const H: Minute = 60;

    /// A corridor of A, 100 m wide, from A's ground into B's.
    fn way() -> Sketch {
        Sketch::of(&[&["AAABBB", "AAABBB"]])
            .phases(&[("P1", 24)])
            .liaison('A', 'B')
            .corridor("Way", &[(1.0, 1.0), (5.0, 1.0)])
            .corridor_with("Way", |way| way.owner = Some(party('A')))
    }

    fn agreed(sketch: Sketch, parties: &[char]) -> Sketch {
        let clause = Clause::CivilianPassage {
            corridor: Id::from_bits(1),
        };
        sketch.agreement(parties, vec![clause])
    }

    #[test]
    fn ground_of_a_party_that_has_not_agreed_is_found() {
        assert_eq!(way().findings("H04"), ["H04 B Way: 2.00 km, critical"]);
        let nobodys = way().corridor_with("Way", |way| way.owner = None);
        let both = ["H04 A Way: 2.00 km, critical", "H04 B Way: 2.00 km, critical"];
        assert_eq!(nobodys.findings("H04"), both);
        assert_eq!(way().adversary('B').findings("H04").len(), 1);
        assert!(way().answers_to('A', 'B').findings("H04").is_empty());
        let layer = way().sector_with("B", |sector| sector.role = SectorRole::Humanitarian);
        assert!(layer.findings("H04").is_empty());
    }

    #[test]
    fn an_agreement_in_force_with_both_covers_it_and_no_other_does() {
        assert!(agreed(way(), &['A', 'B']).findings("H04").is_empty());
        assert_eq!(
            agreed(way(), &['A', 'B'])
                .agreement_with(1, |agreement| {
                    agreement.parties[1].state = Acceptance::Silent;
                })
                .findings("H04")
                .len(),
            1
        );
        let third = agreed(way().party('C').liaison('A', 'C'), &['A', 'C']);
        assert_eq!(third.findings("H04").len(), 1);
        let ends = agreed(way(), &['A', 'B']).agreement_with(1, |agreement| {
            agreement.when.until = Some(6 * H);
        });
        assert_eq!(ends.first("H04").interval.from, Some(6 * H));
    }

    #[test]
    fn only_the_minutes_that_it_is_open_count() {
        let open = |from, until| {
            let sketch = way().corridor_with("Way", |way| {
                way.windows = vec![When {
                    from: Some(from),
                    until: Some(until),
                    ..When::always()
                }];
            });
            sketch
                .sector_with("B", |sector| sector.when.until = Some(6 * H))
                .findings("H04")
                .len()
        };
        assert_eq!((open(5 * H, 7 * H), open(6 * H, 8 * H)), (1, 0));
    }

    #[test]
    fn its_width_counts_as_far_as_there_is_enough_of_it() {
        let along = |y: f64| {
            Sketch::of(&[&["AAAA", "AAAA", "BBBB", "BBBB"]])
                .corridor("Way", &[(0.5, y), (3.5, y)])
                .corridor_with("Way", |way| way.owner = Some(party('A')))
                .findings("H04")
        };
        assert_eq!(along(1.96), ["H04 B Way: 0 m, critical"]);
        assert!(along(1.9495).is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        let waived = way().waived("H04");
        assert_eq!(waived.findings("H04"), ["H04 B Way: 2.00 km, critical, waived"]);
    }

    #[test]
    fn a_draft_is_a_next_step_and_counts_once_all_have_accepted() {
        let fixes = way().fixes("H04");
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0].title, "Draft an agreement on Way with A and B");
        assert!(matches!(fixes[0].kind, FixKind::NextStep { .. }));
        let drafted = way().with(&fixes[0].edit);
        assert_eq!(drafted.findings("H04").len(), 1);
        assert!(drafted.fixes("H04").is_empty());
        let id = drafted.plan().agreements.ids().next().unwrap();
        let accepted = drafted.update(id, |agreement: &mut crate::model::Agreement| {
            for party in &mut agreement.parties {
                party.state = Acceptance::Accepted;
            }
        });
        assert!(accepted.findings("H04").is_empty());
    }

    #[test]
    fn a_party_is_added_to_the_agreement_that_there_is() {
        let sketch = agreed(way().party('C').liaison('A', 'C'), &['A', 'C']);
        let fixes = sketch.fixes("H04");
        assert_eq!(fixes[0].title, "Add B to Agreement 1, to be asked");
        let asked = sketch.with(&fixes[0].edit);
        assert_eq!(asked.findings("H04").len(), 1);
        let parties = &asked.plan().agreements.iter().next().unwrap().1.parties;
        assert_eq!(parties.len(), 3);
    }
}
