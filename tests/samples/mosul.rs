//! The large sample `mosul`: how large it is, that neighbours share every vertex, and what is planted in it.
//!
//! The expected values were found as those of `fallujah` were: see the head of `samples.rs`. The area of
//! F07 is that of a circle of 7,200 points by `Geod.fwd` with the sector; distances of forces to ground
//! are to its outline, each edge cut in 2,000.

use std::collections::BTreeSet;

use entente::checks::check;
use entente::geometry::{Position, Shape, area_m2};
use entente::model::{Id, Phase, Severity, SiteKind};

use super::{EDGE, EXACT, Planted, assert_finds, assert_noted, plan};

const ALL: &[&str] = &["P0", "P1", "P2", "P3", "P4", "P5", "P6"];
const FROM_P2: &[&str] = &["P2", "P3", "P4", "P5", "P6"];
const FROM_P3: &[&str] = &["P3", "P4", "P5", "P6"];
const FROM_P4: &[&str] = &["P4", "P5", "P6"];

/// What Shura measures: nobody's in P3.
const SHURA_M2: f64 = 738_380_062.0;
/// What lies between the line of 16 October and the trench.
const TAKEN_M2: f64 = 404_804_453.3;

const PLANTED_MOSUL: &[Planted] = {
    use Severity::{Critical, Major, Minor};
    &[
        (
            "A01",
            Minor,
            &["P5"],
            &["West Mosul south, widened", "Old City"],
            Some(("area_m2", 594_237.6, EXACT)),
        ),
        (
            "A03",
            Major,
            FROM_P3,
            &["Iraqi Army", "Peshmerga", "Return to the line of 16 October"],
            Some(("area_m2", TAKEN_M2, EXACT)),
        ),
        ("A04", Critical, &["P3"], &[], Some(("area_m2", SHURA_M2, EXACT))),
        (
            "A06",
            Major,
            FROM_P4,
            &["Bartella"],
            Some(("distance_m", 11_867.65, EXACT)),
        ),
        (
            "B01",
            Major,
            FROM_P4,
            &["Tal Afar airbase", "Badush"],
            Some(("length_m", 16_573.9, EDGE)),
        ),
        (
            "B02",
            Major,
            ALL,
            &["Qayyarah – Hajj Ali"],
            Some(("length_m", 27_586.93, EXACT)),
        ),
        (
            "F01",
            Critical,
            FROM_P4,
            &["PMF 30th Brigade", "Bartella"],
            Some(("distance_m", 46_554.08, EXACT)),
        ),
        (
            "F03",
            Critical,
            &["P2"],
            &["Peshmerga Sinjar road Battalion", "Badr 2nd Battalion"],
            Some(("distance_m", 2_436.254, EXACT)),
        ),
        (
            "F07",
            Critical,
            FROM_P2,
            &["PMF rocket battery", "Sinjar road"],
            Some(("area_m2", 28_856_184.1, EXACT)),
        ),
        ("H03", Major, &["P4", "P5"], &["Northwest corridor"], None),
        // 120 people an hour from day 124 to day 199, of 300,000.
        (
            "H05",
            Major,
            &["P3", "P4", "P5"],
            &["South corridor"],
            Some(("left_people", 300_000.0 - 120.0 * 24.0 * 75.0, EXACT)),
        ),
        // 1,500 toilets for 20, 5,000 shelters for 6.
        (
            "H08",
            Major,
            ALL,
            &["Hasansham camp"],
            Some(("without_people", 41_000.0 - 1_500.0 * 20.0, EXACT)),
        ),
        (
            "H10",
            Critical,
            FROM_P4,
            &["Federal Police rocket battery", "Hammam al-Alil muster"],
            Some(("distance_m", 806.249, EXACT)),
        ),
        ("H11", Critical, ALL, &["Aqrab screening"], None),
        (
            "K01",
            Major,
            FROM_P3,
            &["Khazir front", "Hamdaniya"],
            Some(("length_m", 4_452.98, EDGE)),
        ),
        (
            "K01",
            Critical,
            FROM_P3,
            &["Sinjar road", "Tel Abtah"],
            Some(("length_m", 11_759.61, EDGE)),
        ),
        (
            "K01",
            Critical,
            FROM_P3,
            &["Sinjar road", "Tal Afar airbase"],
            Some(("length_m", 23_966.03, EDGE)),
        ),
        (
            "K02",
            Critical,
            FROM_P3,
            &["Sinjar road", "Tel Abtah"],
            Some(("length_m", 11_759.61, EDGE)),
        ),
        (
            "K02",
            Critical,
            FROM_P3,
            &["Sinjar road", "Tal Afar airbase"],
            Some(("length_m", 23_966.03, EDGE)),
        ),
        ("K03", Major, FROM_P3, &["Return to the line of 16 October"], None),
        ("K03", Major, FROM_P2, &["Reassignment of Tal Afar"], None),
        (
            "K08",
            Critical,
            FROM_P3,
            &[
                "Return to the line of 16 October",
                "Peshmerga",
                "Bashiqa line",
                "Khazir",
            ],
            Some(("area_m2", TAKEN_M2, EXACT)),
        ),
        (
            "K10",
            Major,
            FROM_P3,
            &["Sinjar understanding"],
            Some(("missed_minutes", (300.0 - 99.0) * 1_440.0, EXACT)),
        ),
        ("L01", Major, FROM_P2, &["PMF", "Peshmerga"], None),
        (
            "L07",
            Major,
            FROM_P3,
            &["PMF", "Peshmerga"],
            Some(("length_m", 23_966.03, EDGE)),
        ),
        (
            "L07",
            Major,
            ALL,
            &["Tribal forces", "Peshmerga"],
            Some(("length_m", 33_534.91, EDGE)),
        ),
        (
            "T01",
            Critical,
            &["P3"],
            &["Shura", "Shura, tribal"],
            Some(("area_m2", SHURA_M2, EXACT)),
        ),
        ("T02", Critical, &["P2"], &["Iraqi Army", "Tal Afar"], None),
        (
            "T02",
            Critical,
            &["P3"],
            &["Shura", "Shura, tribal"],
            Some(("gap_minutes", (125.0 - 99.0) * 1_440.0, EXACT)),
        ),
        // 120 people an hour from day 124 to the last call on day 190.
        (
            "T08",
            Critical,
            &["P3", "P4"],
            &["South corridor"],
            Some(("left_people", 300_000.0 - 120.0 * 24.0 * 66.0, EXACT)),
        ),
    ]
};

#[test]
fn the_checks_find_what_is_planted_in_mosul_and_nothing_else() {
    assert_finds(&plan("mosul"), PLANTED_MOSUL);
}

#[test]
fn the_notes_of_mosul_list_every_planted_finding() {
    assert_noted(&plan("mosul"), PLANTED_MOSUL);
    let rules: BTreeSet<&str> = PLANTED_MOSUL.iter().map(|(code, ..)| *code).collect();
    assert!(rules.len() >= 15, "{} rules are planted", rules.len());
}

#[test]
fn mosul_is_as_large_as_it_is_meant_to_be() {
    let plan = plan("mosul");
    let phases = plan.phases_in_order();
    let starts: Vec<_> = phases.iter().map(|(_, phase)| phase.start / 1440).collect();
    assert_eq!(starts, [-14, 0, 15, 99, 125, 199, 266]);
    let camps = plan
        .sites
        .iter()
        .filter(|(_, site)| site.kind == SiteKind::Camp && site.capacity.is_some());
    let counts = [
        ("stakeholders", plan.stakeholders.iter().count(), 15),
        ("sectors", plan.sectors.iter().count(), 25),
        ("forces", plan.forces.iter().count(), 60),
        ("boundaries", plan.boundaries.iter().count(), 40),
        ("agreements", plan.agreements.iter().count(), 15),
        ("measures", plan.measures.iter().count(), 30),
        ("camps with figures", camps.count(), 12),
        ("sites", plan.sites.iter().count(), 60),
        ("corridors", plan.corridors.iter().count(), 4),
    ];
    for (what, count, least) in counts {
        assert!(count >= least, "{count} {what}, at least {least} are meant");
    }
    for (_, site) in plan.sites.iter() {
        assert!(!site.native_name.is_empty(), "{} has no native name", site.name);
    }
}

#[test]
fn the_lines_of_mosul_have_the_vertices_of_both_their_sectors() {
    let plan = plan("mosul");
    for (_, boundary) in plan.boundaries.iter() {
        for sector in boundary.between.unwrap() {
            let vertices: BTreeSet<Position> = plan.sectors.get(sector).unwrap().area.points().collect();
            for point in &boundary.path.points {
                assert!(
                    vertices.contains(point),
                    "{}: {point} is not shared",
                    boundary.name
                );
            }
        }
    }
}

#[test]
fn the_sectors_of_mosul_fill_its_ground_but_for_what_is_planted() {
    let plan = plan("mosul");
    let whole_m2 = area_m2(&Shape::of(plan.info.area_of_operations.as_ref().unwrap()));
    let held_m2 = |phase: Id<Phase>| -> f64 {
        let there = plan
            .sectors
            .iter()
            .filter(|(_, sector)| sector.role.is_primary() && sector.when.phases.contains(&phase));
        there.map(|(_, sector)| area_m2(&Shape::of(&sector.area))).sum()
    };
    for (id, phase) in plan.phases_in_order() {
        let wanted_m2 = match phase.name.as_str() {
            "P3 Regroup" => whole_m2 - SHURA_M2,
            "P5 Old City" => whole_m2 + 594_237.6,
            _ => whole_m2,
        };
        // Edges along a parallel are cut once where cells meet it, and not in the whole: hence 10⁻⁵.
        let off = (held_m2(id) - wanted_m2).abs() / whole_m2;
        assert!(off < 1e-5, "{}: {off}", phase.name);
    }
}

#[test]
fn most_of_mosul_works() {
    let plan = plan("mosul");
    let report = check(&plan, None);
    let named: BTreeSet<_> = report
        .findings
        .iter()
        .flat_map(|finding| finding.subjects.iter().copied())
        .collect();
    let sound = plan
        .sectors
        .iter()
        .filter(|(id, _)| !named.contains(&(*id).into()))
        .count();
    assert!(sound >= 15, "{sound} sectors are named by no finding");
}
