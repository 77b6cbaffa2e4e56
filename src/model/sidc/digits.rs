//! Codes of digits: MIL-STD-2525D and E.
//!
//! The ten digits that E adds (country and the like) are kept and named, not read.

use crate::model::{Function, Identity, Purpose, Symbol};

use super::table::{self, Row};
use super::{SymbolCode, SymbolCodeError};

/// What is written first: MIL-STD-2525D, which readers of E read too.
const VERSION: &str = "10";

/// Conditions that digit 7 can name beside present and planned.
const CONDITIONS: [&str; 4] = ["fully capable", "damaged", "destroyed", "full to capacity"];

/// The digits of a code at their places.
struct Digits<'d> {
    text: &'d str,
}

impl Digits<'_> {
    /// The digits from a place, counted from 1, so many; empty beyond the end.
    fn at(&self, place: usize, count: usize) -> &str {
        self.text.get(place - 1..place - 1 + count).unwrap_or_default()
    }

    fn one(&self, place: usize) -> u8 {
        self.at(place, 1).parse().unwrap_or_default()
    }
}

/// Reads a code of digits.
pub(super) fn read(characters: &[char]) -> Result<SymbolCode, SymbolCodeError> {
    if let Some(place) = characters.iter().position(|letter| !letter.is_ascii_digit()) {
        let found = characters.get(place).map(char::to_string).unwrap_or_default();
        return Err(SymbolCodeError::Character {
            position: place + 1,
            found,
            what: "digit",
            wanted: "0 to 9",
        });
    }
    if characters.len() != 20 && characters.len() != 30 {
        return Err(SymbolCodeError::Length {
            found: characters.len(),
            what: "digits",
            wanted: "20, or 30 with the extension of 2525E",
        });
    }
    let text: String = characters.iter().collect();
    let digits = Digits { text: &text };
    let wrong = |position, what, wanted| SymbolCodeError::Character {
        position,
        found: digits.at(position, 1).to_owned(),
        what,
        wanted,
    };
    let mut beyond = Vec::new();
    if digits.one(3) == 2 {
        beyond.push("simulation".to_owned());
    } else if digits.one(3) > 2 {
        return Err(wrong(3, "context", "0 reality, 1 exercise or 2 simulation"));
    }
    let identity = match digits.one(4) {
        0 => {
            beyond.push("identity pending".to_owned());
            Identity::Unknown
        }
        1 => Identity::Unknown,
        2 => {
            beyond.push("an assumed friend".to_owned());
            Identity::Friend
        }
        3 => Identity::Friend,
        4 => Identity::Neutral,
        5 => {
            beyond.push("a suspect".to_owned());
            Identity::Hostile
        }
        6 => Identity::Hostile,
        _ => return Err(wrong(4, "standard identity", "0 to 6")),
    };
    let planned = match digits.one(7) {
        0 => false,
        1 => true,
        condition => {
            let known = CONDITIONS.get(usize::from(condition) - 2);
            let known = known.ok_or_else(|| wrong(7, "status", "0 to 5"))?;
            beyond.push((*known).to_owned());
            false
        }
    };
    let marks = digits.one(8);
    if marks > 7 {
        return Err(wrong(8, "mark of headquarters or task force", "0 to 7"));
    }
    if marks & 1 == 1 {
        beyond.push("feint or dummy".to_owned());
    }
    let size = digits.at(9, 2);
    let echelon = table::echelon_of_digits(size);
    if echelon.is_none() && size != "00" {
        beyond.push(format!("echelon or mobility {size}"));
    }
    let function = function_of(&digits, &mut beyond);
    if digits.at(19, 2) != "00" {
        beyond.push(format!("second modifier {}", digits.at(19, 2)));
    }
    if digits.text.len() == 30 && digits.at(21, 10).bytes().any(|digit| digit != b'0') {
        beyond.push(format!("extension {}", digits.at(21, 10)));
    }
    let (function, beyond_function) = function;
    Ok(SymbolCode {
        symbol: Symbol {
            function,
            echelon,
            planned,
            headquarters: marks & 2 != 0,
            task_force: marks & 4 != 0,
            sidc: None,
        },
        identity,
        beyond_function,
        beyond,
    })
}

/// Returns the function of a code, and what the plan has no word for in it.
fn function_of(digits: &Digits<'_>, beyond: &mut Vec<String>) -> (Function, Option<String>) {
    let (set, entity, modifier) = (digits.at(5, 2), digits.at(11, 6), digits.at(17, 2));
    if set != table::UNITS && set != table::CIVIL {
        let more = format!("symbol set {set}, entity {entity}");
        return (Function::Other, Some(more));
    }
    let rows = || table::read_rows().filter(|row| row.digits.first() == Some(&set));
    let with = |entity: &str, modifier: &str| {
        rows()
            .find(|row| row.digits == [set, entity, modifier])
            .map(|row: &Row| row.function)
    };
    if let Some(exact) = with(entity, modifier) {
        return (exact, None);
    }
    if modifier != "00" {
        beyond.push(format!("first modifier {modifier}"));
    }
    if let Some(known) = with(entity, "00") {
        return (known, None);
    }
    let above = digits.at(11, 2);
    let parents = [format!("{}00", digits.at(11, 4)), format!("{above}0000")];
    // Only these two headings are functions by themselves: sustainment and law enforcement.
    let count = if matches!(above, "16" | "20") { 2 } else { 1 };
    let known = parents.iter().take(count).find_map(|parent| with(parent, "00"));
    (known.unwrap_or_default(), Some(format!("entity {entity}")))
}

/// Writes the code of a symbol's fields.
pub(super) fn write(symbol: &Symbol, identity: Identity, purpose: Purpose) -> String {
    let [set, entity, modifier] = table::digits_of(symbol.function);
    let context = context_of(purpose);
    let identity = digit_of(identity);
    let status = u8::from(symbol.planned);
    let marks = marks_of(symbol);
    let echelon = table::digits_of_echelon(symbol.echelon);
    format!("{VERSION}{context}{identity}{set}{status}{marks}{echelon}{entity}{modifier}00")
}

/// Writes the code of what is no unit.
pub(super) fn plain(set: &str, entity: &str, identity: Identity, purpose: Purpose) -> String {
    let (context, identity) = (context_of(purpose), digit_of(identity));
    format!("{VERSION}{context}{identity}{set}0000{entity}0000")
}

/// Returns a code of digits with those replaced that the fields contradict; `None` where it is letters.
pub(super) fn adjusted(given: &str, says: &SymbolCode, symbol: &Symbol) -> Option<String> {
    let text: String = given.chars().filter(|letter| !letter.is_whitespace()).collect();
    if !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let digits = Digits { text: &text };
    let (mut set, mut entity, mut modifiers) =
        (digits.at(5, 2), digits.at(11, 6), digits.at(17, 4).to_owned());
    if says.symbol.function != symbol.function && says.beyond_function.is_none() {
        let [new_set, new_entity, modifier] = table::digits_of(symbol.function);
        (set, entity, modifiers) = (new_set, new_entity, format!("{modifier}00"));
    }
    let status = if says.symbol.planned == symbol.planned {
        digits.one(7)
    } else {
        u8::from(symbol.planned)
    };
    let marks = marks_of(symbol) | digits.one(8) & 1;
    let echelon = if says.symbol.echelon == symbol.echelon {
        digits.at(9, 2)
    } else {
        table::digits_of_echelon(symbol.echelon)
    };
    let (head, tail) = (digits.at(1, 4), text.get(20..).unwrap_or_default());
    Some(format!(
        "{head}{set}{status}{marks}{echelon}{entity}{modifiers}{tail}"
    ))
}

/// Returns symbol set and entity of a code of digits that has nothing else to say of what it means.
pub(super) fn set_and_entity(text: &str) -> Option<(String, String)> {
    let is_code = text.bytes().all(|digit| digit.is_ascii_digit()) && matches!(text.len(), 20 | 30);
    let digits = Digits { text };
    is_code.then(|| (digits.at(5, 2).to_owned(), digits.at(11, 6).to_owned()))
}

const fn context_of(purpose: Purpose) -> u8 {
    match purpose {
        Purpose::Exercise => 1,
        Purpose::Plan | Purpose::Analysis => 0,
    }
}

const fn digit_of(identity: Identity) -> u8 {
    match identity {
        Identity::Unknown => 1,
        Identity::Friend => 3,
        Identity::Neutral => 4,
        Identity::Hostile => 6,
    }
}

fn marks_of(symbol: &Symbol) -> u8 {
    u8::from(symbol.headquarters) << 1 | u8::from(symbol.task_force) << 2
}
