//! Lists of coordinates: `longitude,latitude[,altitude]`, with blanks between positions.
//!
//! Blanks around commas are accepted, though the standard forbids them: people write them.

use super::super::geojson::json::{Json, float, tokens};

/// Returns the positions of a list, each as a list of numbers; an altitude of 0 says nothing and is left
/// out. The error says what is wrong with which.
pub(super) fn positions(text: &str) -> Result<Vec<Json<'_>>, String> {
    let mut positions = Vec::new();
    for tuple in tuples(text) {
        let count = tokens(tuple).count();
        if !(2..=3).contains(&count) {
            let shown: String = tuple.chars().take(40).collect();
            return Err(format!(
                "position {}: `{shown}` is not longitude,latitude",
                positions.len()
            ));
        }
        positions.push(Json::Numbers(without_zero_altitude(tuple)));
    }
    Ok(positions)
}

/// Splits at blanks that have no comma before or behind them.
fn tuples(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        loop {
            let behind = rest.get(end..).unwrap_or_default();
            let word = behind.find(char::is_whitespace).unwrap_or(behind.len());
            end += word;
            let tail = rest.get(end..).unwrap_or_default();
            let next = tail.trim_start();
            let so_far = rest.get(..end).unwrap_or_default();
            if next.is_empty() || !(so_far.ends_with(',') || next.starts_with(',')) {
                rest = next;
                return Some(so_far);
            }
            end += tail.len() - next.len();
        }
    })
}

fn without_zero_altitude(tuple: &str) -> &str {
    match tuple.rsplit_once(',') {
        Some((position, altitude)) if position.contains(',') && float(altitude.trim()) == 0.0 => position,
        _ => tuple,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        let positions = positions(text).unwrap();
        let numbers = positions.iter().map(|position| match position {
            Json::Numbers(numbers) => *numbers,
            _ => "?",
        });
        numbers.collect()
    }

    #[test]
    fn blanks_are_understood_wherever_people_put_them() {
        assert_eq!(
            shown(" 43.7,33.3,0\n\t43.8,33.4,12 "),
            ["43.7,33.3", "43.8,33.4,12"]
        );
        assert_eq!(shown("43.7, 33.3 43.8 ,33.4"), ["43.7, 33.3", "43.8 ,33.4"]);
        assert_eq!(shown("43.7 , 33.3 , 0.0 1,2"), ["43.7 , 33.3 ", "1,2"]);
        assert!(shown("  ").is_empty());
    }

    #[test]
    fn what_is_no_position_is_named() {
        for text in ["43.7", "43.7 33.3", "1,2,3,4", "43.7,33.3 x"] {
            assert!(positions(text).is_err(), "{text}");
        }
        assert_eq!(
            positions("1,2 3").unwrap_err(),
            "position 1: `3` is not longitude,latitude"
        );
    }
}
