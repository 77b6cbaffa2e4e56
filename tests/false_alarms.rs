//! A false alarm is a fault as bad as a miss: real administrative areas that share every border, one
//! holder and one force of it each, neutral to each other, every boundary derived. Proves that nothing
//! is said of areas, boundaries and geometry but what is listed here, each with a reason of its own.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use entente::checks::{Checker, Finding, check};
use entente::files::exchange::Options;
use entente::files::exchange::geojson::read;
use entente::geometry::{Frame, Shape, inscribed_circle};
use entente::model::{
    AnyEntity, AnyId, Echelon, Edit, Force, Id, Placement, Plan, Relation, RelationState, Sector, Stakeholder,
};
use entente::threads::Threads;

/// The counties of the fixture without their turned copies, which overlap them on purpose, and without
/// the two made-up zones.
fn counties() -> Plan {
    let read = read(include_bytes!("data/counties.geojson"), &Options::default()).unwrap();
    let is_county = |name: &str| name.ends_with(|last: char| last.is_ascii_digit());
    let mut edits = Vec::new();
    for (number, (id, sector)) in read.plan.sectors.iter().enumerate() {
        if !is_county(&sector.name) {
            continue;
        }
        let number = number as u64 + 1;
        let holder: Id<Stakeholder> = Id::from_bits(number);
        let mut stakeholder = Stakeholder::new();
        stakeholder.name = format!("Guard of {}", sector.name);
        stakeholder.armed = true;
        edits.push(Edit::Create(AnyEntity::from((holder, stakeholder))));
        let shape = Shape::of(&sector.area);
        let inside = inscribed_circle(&Frame::at(shape.bounds().unwrap().center()), &shape).unwrap();
        let mut force = Force::new();
        force.name = format!("Battalion of {}", sector.name);
        force.stakeholder = Some(holder);
        force.armed = Some(true);
        force.symbol.echelon = Some(Echelon::Battalion);
        force.placements = vec![Placement::new(inside.center)];
        force.sector = Some(id);
        let force_id: Id<Force> = Id::from_bits(number);
        let mut held = Sector::new(sector.area.clone());
        held.name.clone_from(&sector.name);
        held.holder = Some(holder);
        edits.push(Edit::Create(AnyEntity::from((id, held))));
        edits.push(Edit::Create(AnyEntity::from((force_id, force))));
    }
    let empty = Plan::empty(Id::from_bits(1));
    Edit::together("Counties", edits).apply(&empty).unwrap()
}

fn holders(plan: &Plan, finding: &Finding) -> Option<(Id<Stakeholder>, Id<Stakeholder>)> {
    let mut sectors = finding.subjects.iter().filter_map(|id| match id {
        AnyId::Sector(id) => plan.sectors.get(*id)?.holder,
        _ => None,
    });
    Some((sectors.next()?, sectors.next()?))
}

/// Declares all who meet neutral, and draws every boundary that a check misses.
fn settled(plan: &Plan) -> Plan {
    let report = check(plan, None);
    let neighbours: BTreeSet<_> = report
        .findings
        .iter()
        .filter_map(|finding| holders(plan, finding))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    let relations = neighbours.into_iter().enumerate().map(|(number, (a, b))| {
        let mut relation = Relation::new(a, b);
        relation.state = RelationState::Neutral;
        let id: Id<Relation> = Id::from_bits(number as u64 + 1);
        Edit::Create(AnyEntity::from((id, relation)))
    });
    let plan = Edit::together("Neutral", relations.collect())
        .apply(plan)
        .unwrap();
    let checker = Checker::new();
    let go_on = AtomicBool::new(false);
    let threads = Threads::available();
    let report = checker.check(&plan, None, &threads, &go_on).unwrap();
    let missing: Vec<Finding> = report
        .findings
        .iter()
        .filter(|finding| finding.code == "B01")
        .cloned()
        .collect();
    assert!(missing.len() > 400, "{} edges without boundary", missing.len());
    let fixer = checker.fixer(&plan, &report, &threads, &go_on).unwrap();
    let fixes = fixer.kinds(&missing).unwrap();
    let edits = fixes.into_iter().zip(&missing).map(|(fixes, finding)| {
        let derived = fixes.into_iter().find(|fix| fix.id == "create-boundary");
        derived
            .unwrap_or_else(|| panic!("no boundary for {}", finding.message))
            .edit
    });
    Edit::together("Boundaries", edits.collect())
        .apply(&plan)
        .unwrap()
}

/// What may be found, and why. The reasons were looked up with shapely in the fixture itself.
const EXPECTED: &[(&str, &[&str])] = &[
    // Between the two lies the tip of a third county, Washington 51191: 7,331 m² that are all its own.
    ("A02", &["Grayson 51077", "Smyth 51173"]),
    // Here the tip of New Kent 51127, 10,880 m².
    ("A02", &["Charles City 51036", "James City 51095"]),
    // The boundary of the crumb named below: 50 m beside it is beyond the crumb.
    ("B02", &["Guard of Franklin 51620 / Guard of Isle of Wight 51093"]),
    // Chesterfield ends there in the spike named below; 50 m beside the line is beyond it.
    (
        "B02",
        &["Guard of Petersburg 51730 / Guard of Chesterfield 51041"],
    ),
    // The fixture's rings have a vertex twice, at -90.3518 46.53776 and at -87.85006 45.34109.
    ("G03", &["Gogebic 26053"]),
    ("G03", &["Menominee 26109"]),
    // 0.0018° between its edges at -77.40521 37.23758.
    ("G03", &["Chesterfield 51041"]),
    // A hole of 896 m², and the part of the neighbour that fills it.
    ("G04", &["Franklin 51620"]),
    ("G04", &["Isle of Wight 51093"]),
];

#[test]
fn real_areas_that_share_their_borders_raise_nothing_but_what_is_listed() {
    let plan = settled(&counties());
    assert!(plan.sectors.len() > 220 && plan.boundaries.len() > 450);
    let name = |id: &AnyId| id.name_in(&plan).unwrap().to_owned();
    let found: BTreeSet<(&str, BTreeSet<String>)> = check(&plan, None)
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with(['A', 'G', 'B']))
        .map(|finding| (finding.code, finding.subjects.iter().map(name).collect()))
        .collect();
    let expected = EXPECTED.iter().map(|(code, names)| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        (*code, names)
    });
    assert_eq!(found, expected.collect());
}
