//! Codes of letters: MIL-STD-2525C. Read, never written.

use crate::model::{Function, Identity, Symbol};

use super::table;
use super::{SymbolCode, SymbolCodeError};

/// Letters in a code; what is missing at its end counts as not said.
const LENGTH: usize = 15;
/// With fewer not even the function is there.
const LEAST: usize = 10;

/// Reads a code of letters.
pub(super) fn read(characters: &[char]) -> Result<SymbolCode, SymbolCodeError> {
    let mut letters = Vec::new();
    for (place, letter) in characters.iter().enumerate() {
        match letter.to_ascii_uppercase() {
            '*' | '-' | '_' => letters.push('-'),
            known if known.is_ascii_alphanumeric() => letters.push(known),
            _ => {
                return Err(wrong(
                    place + 1,
                    characters,
                    "letter of a code",
                    "A to Z, 0 to 9, - or *",
                ));
            }
        }
    }
    if !(LEAST..=LENGTH).contains(&letters.len()) {
        return Err(SymbolCodeError::Length {
            found: letters.len(),
            what: "letters",
            wanted: "15, with dashes for what is not said",
        });
    }
    letters.resize(LENGTH, '-');
    let at = |place: usize| letters.get(place - 1).copied().unwrap_or('-');
    let mut beyond = Vec::new();
    if !"SOGEIW".contains(at(1)) {
        return Err(wrong(
            1,
            characters,
            "coding scheme",
            "S for units, O for stability operations",
        ));
    }
    let identity = identity_of(at(2), &mut beyond).ok_or_else(|| {
        wrong(
            2,
            characters,
            "standard identity",
            "one of P U A F N S H, or G W D L M J K in an exercise",
        )
    })?;
    let planned = match at(4) {
        'A' => true,
        'P' | '-' => false,
        condition => {
            let known = match condition {
                'C' => "fully capable",
                'D' => "damaged",
                'X' => "destroyed",
                'F' => "full to capacity",
                _ => return Err(wrong(4, characters, "status", "A, P, C, D, X or F")),
            };
            beyond.push(known.to_owned());
            false
        }
    };
    let (function, beyond_function) = function_of(&letters);
    let (headquarters, task_force) = marks_of(at(11), &mut beyond);
    let echelon = table::echelon_of_letter(at(12)).filter(|_| !matches!(at(11), 'H' | 'M' | 'N'));
    if echelon.is_none() && (at(12) != '-' || matches!(at(11), 'H' | 'M' | 'N')) {
        beyond.push(format!("modifier {}{}", at(11), at(12)));
    }
    if [at(13), at(14)] != ['-', '-'] {
        beyond.push(format!("country {}{}", at(13), at(14)));
    }
    if at(15) != '-' {
        beyond.push(format!("order of battle {}", at(15)));
    }
    Ok(SymbolCode {
        symbol: Symbol {
            function,
            echelon,
            planned,
            headquarters,
            task_force,
            sidc: None,
        },
        identity,
        beyond_function,
        beyond,
    })
}

fn wrong(position: usize, characters: &[char], what: &'static str, wanted: &'static str) -> SymbolCodeError {
    let found = characters.get(position - 1);
    SymbolCodeError::Character {
        position,
        found: found.map(char::to_string).unwrap_or_default(),
        what,
        wanted,
    }
}

fn identity_of(letter: char, beyond: &mut Vec<String>) -> Option<Identity> {
    let (identity, more) = match letter {
        'P' | 'G' => (Identity::Unknown, "identity pending"),
        'U' | 'W' | 'O' | '-' => (Identity::Unknown, ""),
        'A' | 'M' => (Identity::Friend, "an assumed friend"),
        'F' | 'D' => (Identity::Friend, ""),
        'N' | 'L' => (Identity::Neutral, ""),
        'S' => (Identity::Hostile, "a suspect"),
        'H' => (Identity::Hostile, ""),
        // Friends who play the other side in an exercise.
        'J' => (Identity::Friend, "a joker"),
        'K' => (Identity::Friend, "a faker"),
        _ => return None,
    };
    if !more.is_empty() {
        beyond.push(more.to_owned());
    }
    Some(identity)
}

/// Returns the function whose letters the code begins with, the longest such, and what is left of them.
fn function_of(letters: &[char]) -> (Function, Option<String>) {
    let scheme = letters.first().into_iter().chain(letters.get(2));
    let id = letters.get(4..10).unwrap_or_default();
    let code: String = scheme.chain(id).collect();
    let code = code.trim_end_matches('-');
    let rows = table::read_rows().filter(|row| !row.letters.is_empty() && code.starts_with(row.letters));
    let Some(row) = rows.max_by_key(|row| row.letters.len()) else {
        return (Function::Other, Some(format!("function {}", dotted(letters))));
    };
    let exact = row.letters == code;
    (
        row.function,
        (!exact).then(|| format!("function {}", dotted(letters))),
    )
}

/// The letters that say what something is: scheme, dimension, function.
fn dotted(letters: &[char]) -> String {
    let part = |from, to| {
        letters
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
    };
    format!("{}*{}*{}", part(0, 1), part(2, 3), part(4, 10))
}

fn marks_of(letter: char, beyond: &mut Vec<String>) -> (bool, bool) {
    if matches!(letter, 'C' | 'D' | 'F' | 'G') {
        beyond.push("feint or dummy".to_owned());
    }
    (
        matches!(letter, 'A'..='D'),
        matches!(letter, 'B' | 'D' | 'E' | 'G'),
    )
}
