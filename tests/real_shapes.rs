//! Real and awkward borders, from the file to the figures.
//!
//! `tests/data` holds GeoJSON of real counties and of shapes that go wrong easily, with the figures that
//! GEOS and geographiclib give for them (its README says how). Reading the file and asking for the
//! coverage must give the same to 1e-6, pair by pair, at the date line too; and so must reading it
//! after it was written again.

use std::collections::BTreeMap;

use serde_json::Value;

use entente::checks::coverage;
use entente::files::exchange::Options;
use entente::files::exchange::geojson::{read, write};
use entente::geometry::{Shape, area_m2};
use entente::model::{Id, Plan, Sector};

fn plan_of(geojson: &str) -> Plan {
    read(geojson.as_bytes(), &Options::default()).unwrap().plan
}

/// Says where a figure is off by more than a millionth and more than a square metre.
fn judge(faults: &mut Vec<String>, what: &str, got: f64, want: &Value) {
    let want = want.as_f64().unwrap();
    if (got - want).abs() > (1e-6 * want).max(1.0) {
        faults.push(format!("{what}: {got:.3} instead of {want:.3} m²"));
    }
}

fn faults(plan: &Plan, expected: &str) -> Vec<String> {
    let expected: Value = serde_json::from_str(expected).unwrap();
    let rows = |name: &str| expected[name].as_array().unwrap().clone();
    let mut faults = Vec::new();
    let name = |id: Id<Sector>| plan.sectors.get(id).unwrap().name.as_str();

    let grounds: BTreeMap<&str, f64> = plan
        .sectors
        .iter()
        .map(|(id, sector)| (name(id), area_m2(&Shape::of(&sector.area))))
        .collect();
    assert_eq!(grounds.len(), rows("sectors").len());
    for row in rows("sectors") {
        let sector = row["name"].as_str().unwrap();
        judge(&mut faults, sector, grounds[sector], &row["area_m2"]);
    }

    let coverage = coverage(plan).unwrap();
    let [slice] = coverage.slices.as_slice() else {
        panic!("{} slices", coverage.slices.len());
    };
    let sorted = |a: &str, b: &str| {
        if a < b {
            format!("{a} × {b}")
        } else {
            format!("{b} × {a}")
        }
    };
    let mut pairs: BTreeMap<String, f64> = slice
        .pairs
        .iter()
        .map(|pair| (sorted(name(pair.a), name(pair.b)), pair.area_m2))
        .collect();
    for row in rows("pairs") {
        let pair = sorted(row["a"].as_str().unwrap(), row["b"].as_str().unwrap());
        match pairs.remove(&pair) {
            Some(area) => judge(&mut faults, &pair, area, &row["area_m2"]),
            None => faults.push(format!("{pair} is missing")),
        }
    }
    // A pair of just about a square metre may be listed by one of the two only.
    faults.extend(
        pairs
            .iter()
            .filter(|(_, area)| **area > 1.5)
            .map(|(pair, area)| format!("{pair}: {area} m² too many")),
    );

    let mut holders: BTreeMap<String, f64> = slice
        .holders
        .iter()
        .map(|held| (plan.label_of(held.stakeholder.unwrap()), held.area_m2))
        .collect();
    for row in rows("holders") {
        let holder = row["stakeholder"].as_str().unwrap();
        judge(
            &mut faults,
            holder,
            holders.remove(holder).unwrap_or(0.0),
            &row["area_m2"],
        );
    }
    assert_eq!(holders.len(), 0);
    judge(&mut faults, "covered", slice.covered_m2, &expected["covered_m2"]);
    judge(
        &mut faults,
        "doubly covered",
        slice.multiply_covered_m2,
        &expected["multiply_covered_m2"],
    );
    for (what, got) in [
        ("area_of_operations_m2", slice.area_of_operations_m2),
        ("uncovered_m2", slice.uncovered_m2),
    ] {
        match (got, &expected[what]) {
            (None, Value::Null) => {}
            (got, want) => judge(&mut faults, what, got.unwrap_or(-1.0), want),
        }
    }
    faults
}

#[test]
fn real_counties_measure_as_independently_computed() {
    let plan = plan_of(include_str!("data/counties.geojson"));
    assert_eq!(plan.sectors.len(), 446);
    assert_eq!(
        faults(&plan, include_str!("data/counties.expected.json")),
        Vec::<String>::new()
    );
    let again = plan_of(&write(&plan, None));
    assert_eq!(
        faults(&again, include_str!("data/counties.expected.json")),
        Vec::<String>::new()
    );
}

#[test]
fn awkward_shapes_measure_as_independently_computed() {
    let plan = plan_of(include_str!("data/awkward.geojson"));
    assert_eq!(plan.sectors.len(), 78);
    assert_eq!(
        faults(&plan, include_str!("data/awkward.expected.json")),
        Vec::<String>::new()
    );
    let again = plan_of(&write(&plan, None));
    assert_eq!(
        faults(&again, include_str!("data/awkward.expected.json")),
        Vec::<String>::new()
    );
}
