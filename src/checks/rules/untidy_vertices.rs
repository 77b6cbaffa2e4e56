//! G03: vertices drawn twice, and spikes.
//!
//! Outlines that cross themselves are G01's, shapes without ground G02's.

use super::super::fixes::redraw;
use super::super::objects::{Drawn, Object, objects};
use super::super::rule::{Draft, Findings, Proposal, Rule, Time};
use super::super::situation::Situation;
use super::super::{Finding, Reason, wording};
use crate::geometry::{Defect, Geometry, REPEATED_M, SPIKE_DEG};
use crate::model::{AnyEntity, AnyId, Edit, Level, Severity};

pub(in crate::checks) static RULE: Rule = Rule {
    code: "G03",
    name: "untidy-vertices",
    title: "Duplicate or spike vertices",
    summary: "Checks for vertices drawn twice and for edges that turn back on themselves.",
    page: PAGE,
    default: Level::Minor,
    thresholds: &["snap_m"],
    source: "Entente: half a metre and one degree are defaults",
    check,
    fixes,
};

const PAGE: &str = "\
## What it finds

An area or line with two vertices in a row less than half a metre apart, or with a spike: a vertex at which the two \
edges have less than one degree between them and are both longer than `snap_m`. Marches are looked at for vertices \
drawn twice only, since a force may go out and come back the same way; shapes without ground or length are G02's. \
One finding for each object. Minor, always; the value is how many vertices are meant.

## Why it matters

Such vertices come from a hand that trembled or from a conversion. They make edges nobody can grasp, and a spike \
claims a strip of ground that nobody can see.

## Example

Sector North has a spike of 800 m to the east, less than a metre wide, where a vertex was pulled away and put back.

## What to do

Let Entente take these vertices out; the outline moves by less than can be seen.

## Source

A rule of Entente's own. Half a metre and one degree are defaults.
";

/// How many vertices are drawn twice, how many are spikes, and the first of them.
#[derive(Default)]
struct Untidy {
    repeated: usize,
    spikes: usize,
    nearest_m: f64,
    sharpest_deg: f64,
    first: Option<crate::geometry::Position>,
}

fn check(situation: &Situation<'_>, findings: &mut Findings<'_, '_>) {
    for object in objects(situation) {
        let Some(untidy) = untidy(situation, &object) else {
            continue;
        };
        let name = object.title(situation);
        let count = (untidy.repeated + untidy.spikes) as f64;
        let mut said = Vec::new();
        let mut why = Vec::new();
        if untidy.repeated > 0 {
            let plural = if untidy.repeated == 1 {
                "vertex"
            } else {
                "vertices"
            };
            said.push(format!(
                "{} {plural} drawn twice ({:.2} m apart; less than {REPEATED_M:.1} m counts)",
                untidy.repeated, untidy.nearest_m
            ));
            why.push(Reason::number(
                "vertices apart",
                untidy.nearest_m,
                Some(REPEATED_M),
                "m",
            ));
        }
        if untidy.spikes > 0 {
            let plural = if untidy.spikes == 1 { "spike" } else { "spikes" };
            said.push(format!(
                "{} {plural} ({:.2}° between edges; less than {SPIKE_DEG:.0}° counts)",
                untidy.spikes, untidy.sharpest_deg
            ));
            why.push(Reason::number(
                "angle of the spike",
                untidy.sharpest_deg,
                Some(SPIKE_DEG),
                "°",
            ));
        }
        findings.add(Draft {
            severity: Severity::Minor,
            title: format!("{} has vertices drawn by mistake", wording::capital(&name)),
            message: format!("{} has {}.", wording::capital(&name), wording::joined(&said)),
            subjects: object.id.into_iter().collect(),
            parties: object.parties,
            measures: Vec::new(),
            geometry: untidy.first.map(Geometry::Point),
            at: untidy.first,
            value: count,
            why,
            time: Time::Object(object.spans),
        });
    }
}

/// Returns what is untidy about an object; `None` where nothing is, or where it has no shape at all.
fn untidy(situation: &Situation<'_>, object: &Object<'_>) -> Option<Untidy> {
    let least_m = f64::from(situation.thresholds().snap_m);
    let defects = match object.drawn {
        Drawn::Area(area) => situation.defects(area),
        Drawn::Path(path) => path.defects().into(),
    };
    if defects.iter().any(Defect::is_degenerate) {
        return None;
    }
    let marches = matches!(object.id, Some(AnyId::Force(_)));
    let mut untidy = Untidy {
        nearest_m: f64::INFINITY,
        sharpest_deg: f64::INFINITY,
        ..Untidy::default()
    };
    for defect in defects.iter() {
        match *defect {
            Defect::RepeatedVertex { apart_m, at, .. } => {
                untidy.repeated += 1;
                untidy.nearest_m = untidy.nearest_m.min(apart_m);
                untidy.first.get_or_insert(at);
            }
            Defect::Spike {
                angle_deg, arm_m, at, ..
            } if arm_m > least_m && !marches => {
                untidy.spikes += 1;
                untidy.sharpest_deg = untidy.sharpest_deg.min(angle_deg);
                untidy.first.get_or_insert(at);
            }
            _ => {}
        }
    }
    (untidy.repeated + untidy.spikes > 0).then_some(untidy)
}

/// Proposes the object without these vertices.
fn fixes(situation: &Situation<'_>, finding: &Finding) -> Vec<Proposal> {
    let id = finding.subjects.first().copied();
    let Some(object) = objects(situation).into_iter().find(|object| object.id == id) else {
        return Vec::new();
    };
    let arm_m = f64::from(situation.thresholds().snap_m);
    let edit = match (id, object.drawn) {
        (Some(AnyId::Force(id)), _) => {
            let Some(mut force) = situation.plan.forces.get(id).cloned() else {
                return Vec::new();
            };
            for leg in &mut force.moves {
                // Out and back is a way to march.
                leg.path = leg.path.tidied(f64::INFINITY);
            }
            Edit::Update(AnyEntity::from((id, force)))
        }
        (id, Drawn::Area(area)) => redraw(id, area.tidied(arm_m)),
        (Some(id), Drawn::Path(path)) => Edit::Reshape {
            id,
            to: Geometry::Path(path.tidied(arm_m)),
        },
        (None, Drawn::Path(_)) => return Vec::new(),
    };
    let title = format!("Take these vertices out of {}", object.title(situation));
    vec![Proposal::resolving("tidy-vertices", title, edit)]
}

#[cfg(test)]
mod tests {
    use crate::checks::FixKind;
    use crate::model::{Edit, Move};
    use crate::testing::sketch::{Sketch, area, path};

    fn shaped(places: &[(f64, f64)]) -> Sketch {
        Sketch::of(&[&["AA", "AA"]]).sector_with("A", |sector| sector.area = area(places))
    }

    /// A square of 2 km with a vertex that many metres from a corner, or with a spike that long.
    fn doubled(metres: f64) -> Sketch {
        shaped(&[
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 2.0),
            (metres / 1000.0, 2.0),
            (0.0, 2.0),
        ])
    }

    fn spiked(metres: f64, wide_m: f64) -> Sketch {
        let (tip, wide) = (2.0 + metres / 1000.0, wide_m / 1000.0);
        shaped(&[
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 1.0),
            (tip, 1.0),
            (2.0, 1.0 + wide),
            (2.0, 2.0),
            (0.0, 2.0),
        ])
    }

    #[test]
    fn vertices_drawn_twice_are_found() {
        assert_eq!(doubled(0.4).findings("G03"), ["G03 A: minor"]);
        assert!(doubled(0.6).findings("G03").is_empty());
        assert_eq!(doubled(0.4).first("G03").value, 1.0);
        let exact = shaped(&[
            (0.0, 0.0),
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 2.0),
            (2.0, 2.0),
            (0.0, 2.0),
        ]);
        assert_eq!(exact.first("G03").value, 2.0);
    }

    #[test]
    fn spikes_longer_than_the_snapping_distance_are_found() {
        assert_eq!(spiked(100.0, 1.6).findings("G03"), ["G03 A: minor"]);
        assert!(spiked(100.0, 1.9).findings("G03").is_empty());
        let snap = |value| {
            let name = "snap_m".to_owned();
            spiked(100.0, 1.6).with(&Edit::SetThreshold { name, value })
        };
        assert_eq!(snap(99).findings("G03").len(), 1);
        assert!(snap(101).findings("G03").is_empty());
    }

    #[test]
    fn lines_are_looked_at_and_marches_may_come_back() {
        let line = |places: &[(f64, f64)]| Sketch::of(&[&["AB"]]).boundary('A', 'B', places).findings("G03");
        assert_eq!(
            line(&[(1.0, 0.0), (1.0, 1.0), (1.000_2, 1.0)]),
            ["G03 A/B: minor"]
        );
        assert_eq!(line(&[(1.0, 0.0), (1.0, 1.0), (1.0, 0.2)]), ["G03 A/B: minor"]);
        let march = |places: &[(f64, f64)]| {
            Sketch::of(&[])
                .force("1st", 'A', 0.0, 0.0)
                .force_with("1st", |force| force.moves = vec![Move::new(path(places), 0, 60)])
        };
        assert!(
            march(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)])
                .findings("G03")
                .is_empty()
        );
        let doubled = march(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (0.0, 0.0)]);
        assert_eq!(doubled.findings("G03"), ["G03 1st: minor"]);
        let fixed = doubled.clone().with(&doubled.fixes("G03")[0].edit);
        assert_eq!(
            fixed.plan().forces.iter().next().unwrap().1.moves[0]
                .path
                .points
                .len(),
            3
        );
    }

    #[test]
    fn a_waiver_binds_it() {
        assert_eq!(
            doubled(0.1).waived("G03").findings("G03"),
            ["G03 A: minor, waived"]
        );
    }

    #[test]
    fn tidying_resolves_it() {
        for sketch in [doubled(0.1), spiked(500.0, 0.3)] {
            let fixes = sketch.fixes("G03");
            assert_eq!(
                (fixes.len(), fixes[0].title.as_str(), &fixes[0].kind),
                (1, "Take these vertices out of sector A", &FixKind::Resolves)
            );
            assert!(sketch.with(&fixes[0].edit).findings("G03").is_empty());
        }
        let whole = Sketch::of(&[]).with(&Edit::SetAreaOfOperations(Some(area(&[
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 0.000_1),
            (2.0, 2.0),
        ]))));
        assert_eq!(whole.findings("G03"), ["G03: minor"]);
        assert!(
            whole
                .clone()
                .with(&whole.fixes("G03")[0].edit)
                .findings("G03")
                .is_empty()
        );
    }
}
