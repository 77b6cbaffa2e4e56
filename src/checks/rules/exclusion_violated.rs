//! A12: a sector on ground that its holder has undertaken to stay out of.
//!
//! Forces and marches that enter such ground are K04's.

use std::ops::Range;
use std::sync::Arc;

use super::super::fixes::overlap::clip;
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::{Ground, Part, Situation, Spans, frame_of};
use super::super::{Finding, Reason, wording};
use crate::geometry::{
    Bounds, Geometry, Rim, Shape, Undecided, area_m2, buffer_path, buffer_position, buffer_shape,
};
use crate::model::{
    Acceptance, Agreement, AnyEntity, AnyId, Clause, Edit, Id, Level, Severity, Site, Stakeholder,
};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "A12",
    name: "exclusion-violated",
    title: "Exclusion violated",
    summary: "Checks for sectors on ground that their holder agreed to stay out of.",
    page: PAGE,
    default: Level::Critical,
    thresholds: &["min_overlap_m2"],
    source: "Entente: clauses that keep a party out; the size is a default",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

A sector of any role whose holder is party to an agreement with a clause that keeps it out of the ground of a \
measure, sector or site, where the two share a connected part of at least `min_overlap_m2` while agreement, ground \
and sector are valid. A site's ground is its area, or what lies within its buffer. The clause counts from the \
day it is written down, accepted or not, unless the holder has rejected it or withdrawn. Each part is a finding. \
Critical, always.

## Why it matters

The plan sends a party where it has promised not to go. Whoever relied on that promise will take the first \
patrol for its end.

## Example

The militia undertook to stay out of the city; its sector in phase P3 has 1.20 km² of it.

## What to do

Clip the sector, or ask all parties to suspend the clause for the time it takes. Entente clips it in one step; \
suspending is for the parties, and is put on the agreement's list for review.

## Source

A rule of Entente's own. The size is a default.
";

/// The ground that a party is kept out of.
struct Zone {
    shape: Arc<Shape>,
    spans: Spans,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for (id, agreement) in situation.plan.agreements.iter() {
        for clause in &agreement.clauses {
            let Clause::KeepsOut { who, area } = clause else {
                continue;
            };
            if !is_bound(agreement, *who) {
                continue;
            }
            let Some(zone) = zone(situation, *area) else {
                continue;
            };
            let Some(bounds) = zone.shape.bounds() else {
                continue;
            };
            let valid = situation.slices.of_when(&agreement.when, situation.plan);
            let valid = valid.and(&zone.spans);
            for ground in situation.grounds.near(bounds) {
                let held = ground.holders.spans(|holders| holders.contains(who));
                let during = ground.spans.and(&held).and(&valid);
                if during.is_empty() {
                    continue;
                }
                let case = Case {
                    agreement: id,
                    who: *who,
                    zone: *area,
                    ground,
                };
                let overlap = situation.overlap(&ground.shape, &zone.shape);
                let least_m2 = f64::from(situation.thresholds().min_overlap_m2);
                for run in during.runs() {
                    match &overlap {
                        Ok(overlap) => {
                            let counted = overlap.parts.iter().filter(|part| part.area_m2 >= least_m2);
                            counted.for_each(|part| {
                                findings.add(draft(situation, &case, Some(part), run));
                            });
                        }
                        Err(Undecided) => findings.add(draft(situation, &case, None, run)),
                    }
                }
            }
        }
    }
}

/// Returns true where the party is one of the agreement's and has not said no to it.
fn is_bound(agreement: &Agreement, who: Id<Stakeholder>) -> bool {
    agreement.parties.iter().any(|party| {
        party.stakeholder == who && !matches!(party.state, Acceptance::Rejected | Acceptance::Withdrawn)
    })
}

/// Returns the ground of a measure, sector or site and when it is valid; `None` where it has none.
fn zone(situation: &Situation<'_>, named: AnyId) -> Option<Zone> {
    let plan = situation.plan;
    let (shape, spans) = match named {
        AnyId::Sector(id) => {
            let ground = situation.grounds.of_sector(id)?;
            (Arc::clone(&ground.shape), ground.spans.clone())
        }
        AnyId::Measure(id) => {
            let measure = plan.measures.get(id)?;
            let Geometry::Area(area) = &measure.shape else {
                return None;
            };
            (
                situation.shape(area),
                situation.slices.of_when(&measure.when, plan),
            )
        }
        AnyId::Site(id) => {
            let site = plan.sites.get(id)?;
            (
                ground_of_site(situation, site)?,
                situation.slices.of_when(&site.when, plan),
            )
        }
        _ => return None,
    };
    (!shape.is_empty() && !spans.is_empty()).then_some(Zone { shape, spans })
}

/// Returns a site with what lies within its buffer; `None` where it has neither area nor buffer.
fn ground_of_site(situation: &Situation<'_>, site: &Site) -> Option<Arc<Shape>> {
    let buffer_m = f64::from(site.buffer_m.unwrap_or(0));
    match &site.shape {
        Geometry::Area(area) => {
            let shape = situation.shape(area);
            if buffer_m <= 0.0 {
                return Some(shape);
            }
            // What cannot be widened counts as drawn.
            Some(buffer_shape(&frame_of(&[&shape]), &shape, buffer_m).map_or(shape, Arc::new))
        }
        Geometry::Path(path) if buffer_m > 0.0 => {
            let frame = crate::geometry::Frame::around(path.points.iter().copied());
            buffer_path(&frame, path, buffer_m).ok().map(Arc::new)
        }
        Geometry::Point(at) if buffer_m > 0.0 => {
            let frame = crate::geometry::Frame::at(*at);
            Some(Arc::new(buffer_position(&frame, *at, buffer_m)))
        }
        _ => None,
    }
}

/// A sector and the clause that keeps its holder out.
struct Case<'s, 'a> {
    agreement: Id<Agreement>,
    who: Id<Stakeholder>,
    zone: AnyId,
    ground: &'s Ground<'a>,
}

fn draft(situation: &Situation<'_>, case: &Case<'_, '_>, part: Option<&Part>, run: &Range<u32>) -> Draft {
    let ground = case.ground;
    let least_m2 = f64::from(situation.thresholds().min_overlap_m2);
    let (label, zone) = (situation.label(case.who), wording::name(situation, case.zone));
    let agreement = wording::kind_and_name(situation, case.agreement.into());
    let when = wording::when(situation, run);
    let size = part.map_or_else(|| area_m2(&ground.shape), |part| part.area_m2);
    let said = match part {
        Some(part) => format!(
            "{} of {} lie in {zone}{when}, which its holder {label} is kept out of by {agreement}; at least {} \
             counts.",
            wording::area(part.area_m2),
            ground.name(),
            wording::area(least_m2),
        ),
        None => format!(
            "{} and {zone} could not be compared reliably{when}; its holder {label} is kept out of {zone} by \
             {agreement}: treat it as violated until the outlines are redrawn.",
            ground.name(),
        ),
    };
    Draft {
        severity: Severity::Critical,
        title: format!(
            "{} lies in {zone}, which {label} agreed to stay out of",
            ground.name()
        ),
        message: said,
        subjects: vec![AnyId::from(case.agreement), AnyId::from(ground.id)],
        parties: vec![case.who],
        measures: vec![("area_m2", size)],
        geometry: Some(Geometry::Area(
            part.map_or_else(|| ground.sector.area.clone(), |part| part.shape.to_area()),
        )),
        at: match part {
            Some(part) => part.circle().map(|circle| circle.center),
            None => ground.bounds.map(Bounds::center),
        },
        value: size,
        why: vec![
            Reason::number("ground held in the exclusion", size, Some(least_m2), "m²"),
            Reason::word_against(
                "clause",
                format!("{label} in {zone}"),
                format!("{label} keeps out of {zone}"),
            ),
        ],
        time: Time::Run(run.clone()),
    }
}

/// Proposes to clip the sector, or to bring the clause before its parties in time.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let (mut sector, mut agreement) = (None, None);
    for subject in &finding.subjects {
        match subject {
            AnyId::Sector(id) => sector = situation.grounds.of_sector(*id),
            AnyId::Agreement(id) => agreement = situation.plan.agreements.get(*id).map(|row| (*id, row)),
            _ => {}
        }
    }
    let (Some(ground), Some((id, agreement))) = (sector, agreement) else {
        return Vec::new();
    };
    let mut proposals = Vec::new();
    let excluded = agreement.clauses.iter().filter_map(|clause| match clause {
        Clause::KeepsOut { who, area } => {
            let held = ground.holders.spans(|holders| holders.contains(who));
            let zone = zone(situation, *area).filter(|_| !held.is_empty());
            zone.map(|zone| (*area, zone))
        }
        _ => None,
    });
    for (named, zone) in excluded {
        let Ok(overlap) = situation.overlap(&ground.shape, &zone.shape) else {
            continue;
        };
        let part = overlap
            .parts
            .iter()
            .find(|part| finding.at.is_some_and(|at| part.shape.contains(at, Rim::Inside)));
        if let Some(edit) = part.and_then(|part| clip(ground, &part.shape)) {
            let title = format!("Clip {} by {}", ground.name(), wording::name(situation, named));
            proposals.push(Proposal::resolving("clip-sector", title, edit));
            break;
        }
    }
    let mut reviewed = agreement.clone();
    let before = finding.interval.from.unwrap_or(0);
    reviewed.review_at = Some(reviewed.review_at.map_or(before, |at| at.min(before)));
    let title = format!(
        "Put {} before its parties for review at {}",
        wording::name(situation, id.into()),
        wording::minute(reviewed.review_at.unwrap_or(before)),
    );
    proposals.push(Proposal::next_step(
        "review-clause",
        title,
        Edit::Update(AnyEntity::from((id, reviewed))),
    ));
    proposals
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::geometry::Geometry;
    use crate::model::{Acceptance, AnyId, Clause, Edit, Id, Measure, MeasureKind, SiteKind};
    use crate::testing::sketch::{Sketch, area, party};

    fn keeps_out(sketch: Sketch, zone: impl Into<AnyId>) -> Sketch {
        let clause = Clause::KeepsOut {
            who: party('B'),
            area: zone.into(),
        };
        sketch.agreement(&['A', 'B'], vec![clause])
    }

    /// B's sector reaches that many km into the city, which is 2 km wide and high.
    fn reaching(km: f64) -> Sketch {
        let city = area(&[(2.0 - km, 0.0), (4.0 - km, 0.0), (4.0 - km, 2.0), (2.0 - km, 2.0)]);
        let sketch = Sketch::of(&[&["BB..", "BB.."]]).party('A').measure(
            "City",
            MeasureKind::NoEntryZone,
            Geometry::Area(city),
        );
        keeps_out(sketch, Id::<Measure>::from_bits(1))
    }

    #[test]
    fn a_sector_on_ground_its_holder_is_kept_out_of_is_critical() {
        assert_eq!(
            reaching(0.5).findings("A12"),
            ["A12 Agreement 1 B: 1.00 km², critical"]
        );
        assert!((reaching(0.5).first("A12").value - 1e6).abs() < 100.0);
        assert!(reaching(0.0).findings("A12").is_empty());
        // 2 km by 1.2 m and by 1.3 m.
        assert!(reaching(0.001_2).findings("A12").is_empty());
        assert_eq!(reaching(0.001_3).findings("A12").len(), 1);
    }

    #[test]
    fn the_clause_binds_its_parties_and_not_those_who_said_no() {
        let of = |state| {
            reaching(0.5)
                .agreement_with(1, |agreement| agreement.parties[1].state = state)
                .findings("A12")
                .len()
        };
        assert_eq!(of(Acceptance::Silent), 1);
        assert_eq!(of(Acceptance::Rejected), 0);
        assert_eq!(of(Acceptance::Withdrawn), 0);
        let stranger = reaching(0.5).agreement_with(1, |agreement| {
            agreement.parties.remove(1);
        });
        assert!(stranger.findings("A12").is_empty());
        let other = reaching(0.5).sector_with("B", |sector| sector.holder = Some(party('A')));
        assert!(other.findings("A12").is_empty());
    }

    #[test]
    fn it_holds_while_agreement_ground_and_sector_are_valid() {
        let sketch = reaching(0.5)
            .phases(&[("P1", 24), ("P2", 24), ("P3", 24)])
            .agreement_with(1, |agreement| agreement.when.from = Some(24 * 60))
            .measure_with("City", |measure| measure.when.until = Some(48 * 60));
        let interval = sketch.first("A12").interval;
        assert_eq!((interval.from, interval.until), (Some(24 * 60), Some(48 * 60)));
        assert!(sketch.in_phases("B", &[1, 3]).findings("A12").is_empty());
    }

    #[test]
    fn sectors_and_the_buffers_of_sites_are_ground_too() {
        let sketch = Sketch::of(&[&["AABB", "AABB"], &["...B", "...."]]);
        let kept_out = keeps_out(sketch.clone(), sketch.sector_id("B2"));
        assert_eq!(
            kept_out.findings("A12"),
            [
                "A12 Agreement 1 B: 1.00 km², critical",
                "A12 Agreement 1 B2: 1.00 km², critical"
            ]
        );
        let hospital = |buffer| {
            let sketch = Sketch::of(&[&["AABB", "AABB"]])
                .site("Hospital", SiteKind::Hospital, 3.0, 1.0)
                .site_with("Hospital", |site| site.buffer_m = buffer);
            let id = sketch.plan().sites.ids().next().unwrap();
            keeps_out(sketch, id).findings("A12")
        };
        assert_eq!(hospital(Some(500)), ["A12 Agreement 1 B: 0.79 km², critical"]);
        assert!(hospital(None).is_empty());
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            reaching(0.5).waived("A12").findings("A12"),
            ["A12 Agreement 1 B: 1.00 km², critical, waived"]
        );
    }

    #[test]
    fn clipping_resolves_it_and_a_review_is_a_next_step() {
        let fixes = reaching(0.5).fixes("A12");
        assert_eq!(
            (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
            (2, "Clip B by City", &FixKind::Resolves)
        );
        let clipped = reaching(0.5).with(&fixes[0].edit);
        assert!(clipped.findings("A12").is_empty());
        assert_eq!(
            fixes[1].title,
            "Put Agreement 1 before its parties for review at H"
        );
        assert!(matches!(fixes[1].kind, FixKind::NextStep { .. }));
        let reviewed = reaching(0.5).with(&fixes[1].edit);
        assert_eq!(reviewed.findings("A12").len(), 1);
        let all = area(&[(-1.0, -1.0), (4.0, -1.0), (4.0, 4.0), (-1.0, 4.0)]);
        let whole = reaching(2.0).measure_with("City", |measure| measure.shape = Geometry::Area(all));
        let whole = whole.fixes("A12");
        assert_eq!(whole.len(), 1, "nothing would be left of the sector");
        assert!(matches!(&whole[0].edit, Edit::Update(_)));
    }
}
