//! A distance and a bearing from a place that is known: `1500 m 045`, `1.2 km 270°`, `2 nm 15`.

use crate::geometry::{Position, destination};

/// The farthest step, in metres.
const FARTHEST_M: f64 = 2_000_000.0;

/// Returns where steps lead, each from the end of the one before: a line each, or after semicolons. A
/// distance needs its unit (m, km, nm), so that it is never taken for half of a position; with no bearing
/// it is due north. `None` where the text is anything else.
pub fn stepped(from: Position, text: &str) -> Option<Vec<Position>> {
    let mut at = from;
    let mut places = Vec::new();
    for line in text
        .split(['\n', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (distance_m, bearing_deg) = step(line)?;
        at = destination(at, bearing_deg, distance_m);
        places.push(at);
    }
    (!places.is_empty()).then_some(places)
}

fn step(text: &str) -> Option<(f64, f64)> {
    let plain = text.to_lowercase().replace(',', ".");
    let end = plain.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))?;
    let number: f64 = plain.get(..end)?.parse().ok()?;
    let rest = plain.get(end..)?.trim_start();
    let letters = rest
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(rest.len());
    let (unit, rest) = rest.split_at_checked(letters)?;
    let metres = match unit {
        "m" => 1.0,
        "km" => 1000.0,
        "nm" | "nmi" => 1852.0,
        _ => return None,
    };
    let bearing = rest
        .trim()
        .trim_start_matches(['/', '@'])
        .trim()
        .trim_end_matches('°')
        .trim();
    let bearing: f64 = if bearing.is_empty() {
        0.0
    } else {
        bearing.parse().ok()?
    };
    let distance_m = number * metres;
    let sound = (0.0..=FARTHEST_M).contains(&distance_m) && (0.0..=360.0).contains(&bearing);
    sound.then_some((distance_m, bearing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{bearing_deg, distance_m};

    #[test]
    fn steps_are_distances_with_a_unit_and_a_bearing() {
        let from = Position::nearest(33.3, 43.7);
        for (text, far, way) in [
            ("1500 m 045", 1500.0, 45.0),
            ("1.5km 270°", 1500.0, 270.0),
            ("1,5 km / 90", 1500.0, 90.0),
            ("2 nm 15", 3704.0, 15.0),
            ("800m", 800.0, 0.0),
        ] {
            let to = stepped(from, text).unwrap()[0];
            assert!((distance_m(from, to) - far).abs() < 0.02, "{text}");
            let turned = (bearing_deg(from, to) - way + 180.0).rem_euclid(360.0) - 180.0;
            assert!(turned.abs() < 0.01, "{text}");
        }
        let square = stepped(from, "1 km 0; 1 km 90; 1 km 180; 1 km 270").unwrap();
        assert!(
            distance_m(square[3], from) < 1.0,
            "round and back, but for the earth's curve"
        );
    }

    #[test]
    fn anything_else_is_no_step() {
        let from = Position::nearest(33.3, 43.7);
        for text in [
            "33.3 43.7",
            "1500",
            "1500 045",
            "38S LB 84210 91870",
            "5 m 400",
            "-5 m 4",
            "",
            "12 mi 4",
            "9999 km 1",
        ] {
            assert_eq!(stepped(from, text), None, "{text}");
        }
    }
}
