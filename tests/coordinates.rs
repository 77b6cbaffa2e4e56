//! Coordinates against other people's programs.
//!
//! Proves, on 10,000 random positions and 3,000 at edges of zones and bands, in the exceptions for Norway
//! and Svalbard, at the equator, the date line and the poles, that UTM, UPS, MGRS, convergence and scale
//! are those of PROJ and of GEOTRANS. The expectations are made by `data/coordinates.py`.

use std::io::Read;
use std::path::Path;

use entente::geometry::coordinates::{GridPoint, grid_convergence_deg, grid_scale, read_one};
use entente::geometry::{Position, distance_m, mgrs};

struct Expected {
    position: Position,
    reference: String,
    easting_m: f64,
    northing_m: f64,
    convergence_deg: f64,
    scale: f64,
}

fn expectations() -> Vec<Expected> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/coordinates.txt.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |place: usize| words[place].parse::<f64>().unwrap();
        Expected {
            position: Position::from_e7(words[0].parse().unwrap(), words[1].parse().unwrap()).unwrap(),
            reference: words[2].to_owned(),
            easting_m: number(3) / 100.0,
            northing_m: number(4) / 100.0,
            convergence_deg: number(5) / 1e7,
            scale: number(6) / 1e9,
        }
    };
    text.lines().map(line).collect()
}

/// Our reference in their spelling: no blanks, two digits of the zone.
fn spelled(reference: &str) -> String {
    let plain: String = reference.split(' ').collect();
    let zone = plain.chars().take_while(char::is_ascii_digit).count();
    if zone == 1 { format!("0{plain}") } else { plain }
}

#[test]
fn no_position_is_more_than_a_metre_from_where_others_have_it() {
    let all = expectations();
    assert!(all.len() > 13_000);
    let (mut other_digits, mut faults) = (0, Vec::new());
    for expected in &all {
        let own = spelled(&mgrs(expected.position, 5).unwrap());
        let theirs = read_one(&expected.reference, None).map(|reading| reading.typed.unwrap());
        match theirs {
            // The middle of a square of one metre is 0.71 m from its corners.
            Ok(theirs) if distance_m(theirs, expected.position) < 1.0 + 0.71 => {
                other_digits += usize::from(own != expected.reference);
            }
            other => faults.push(format!(
                "{} {own} {} {other:?}",
                expected.position, expected.reference
            )),
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}: {:#?}",
        faults.len(),
        all.len(),
        &faults[..faults.len().min(20)]
    );
    // Where the last digit turns within a millimetre, and on edges, which both sides share.
    assert!(other_digits * 100 < all.len(), "{other_digits} of {}", all.len());
}

#[test]
fn eastings_and_northings_convergence_and_scale_are_those_of_proj() {
    let mut faults = Vec::new();
    let mut compared = 0;
    for expected in expectations() {
        let point = GridPoint::of(expected.position);
        let own = mgrs(expected.position, 5).unwrap();
        // On an edge the two may be in neighbouring zones, each with its own numbers.
        let zone = |reference: &str| {
            reference
                .chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
        };
        if zone(&spelled(&own)) != zone(&expected.reference) {
            continue;
        }
        compared += 1;
        let off = (point.easting_m - expected.easting_m)
            .abs()
            .max((point.northing_m - expected.northing_m).abs());
        let turn = grid_convergence_deg(expected.position) - expected.convergence_deg;
        let turn = (turn + 180.0).rem_euclid(360.0) - 180.0;
        // At a pole every direction is north, and PROJ takes none.
        let at_pole = expected.position.lat_e7().abs() == 900_000_000;
        let scale = (grid_scale(expected.position) - expected.scale).abs();
        if off > 0.006 || !at_pole && turn.abs() > 2e-7 || scale > 2e-9 {
            faults.push(format!("{} {own}: {off} m, {turn}°, {scale}", expected.position));
        }
    }
    assert!(compared > 13_000, "{compared}");
    assert!(
        faults.is_empty(),
        "{}: {:#?}",
        faults.len(),
        &faults[..faults.len().min(20)]
    );
}
