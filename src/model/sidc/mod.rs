//! Symbol codes of the standard (SIDC): read into the plan's terms, and written from them.
//!
//! Read are the 20 and 30 digits of MIL-STD-2525D and E and the 15 letters of 2525C. Written are 20
//! digits. What a code says beyond the plan's terms (a modifier, a country, a condition) is named, never
//! guessed away: the code itself stays in [`Symbol::sidc`] and is written back as it came while it still
//! says the same. Drawing is not done here, and whose side a force is on is not taken from a code: that
//! follows from the relations.
//!
//! ```text
//! 10 0 3 10 0 4 16 121100 00 00      version, context, identity, set, status, HQ/TF, echelon, entity, modifiers
//! S F G P UCI--- EF -- -             scheme, identity, dimension, status, function, modifiers, country, order
//! ```
//!
//! # Source
//! MIL-STD-2525D and E, appendix A (codes of digits); MIL-STD-2525C, appendix A (codes of letters).

mod digits;
mod letters;
mod table;

use super::{Function, Identity, MeasureKind, Purpose, SiteKind, Symbol};

/// What a symbol code says, in the plan's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolCode {
    /// What is drawn; without the code itself.
    pub symbol: Symbol,
    /// Whose side it is on for whoever wrote the code.
    pub identity: Identity,
    /// What of its function the plan has no word for; `None` where the function is exactly meant.
    pub beyond_function: Option<String>,
    /// What else it says that the plan has no word for, each in words.
    pub beyond: Vec<String>,
}

/// Why a text is no symbol code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SymbolCodeError {
    /// Nothing there.
    #[error("it is empty; give 20 or 30 digits (2525D, E) or 15 letters (2525C)")]
    Empty,
    /// Too long or too short.
    #[error("it has {found} {what}; give {wanted}")]
    Length {
        /// How many there are.
        found: usize,
        /// Digits or letters.
        what: &'static str,
        /// How many are needed.
        wanted: &'static str,
    },
    /// A character that cannot stand there.
    #[error("character {position} is `{found}`, which is no {what}; give {wanted}")]
    Character {
        /// Counted from 1, white space left out.
        position: usize,
        /// What stands there.
        found: String,
        /// What would have to.
        what: &'static str,
        /// Which would fit.
        wanted: &'static str,
    },
}

impl SymbolCode {
    /// Reads a code of digits or letters; white space in it does not count.
    ///
    /// # Errors
    /// Where the text has neither form, or a character that has no meaning at its place.
    pub fn read(text: &str) -> Result<Self, SymbolCodeError> {
        let characters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        match characters.first() {
            None => Err(SymbolCodeError::Empty),
            Some(first) if first.is_ascii_digit() => digits::read(&characters),
            Some(_) => letters::read(&characters),
        }
    }

    /// Returns true where a symbol's fields are what the code says. A function that the code names in
    /// more detail than the plan can is not held against them, nor one that no code can name.
    pub fn agrees_with(&self, symbol: &Symbol) -> bool {
        let mine = &self.symbol;
        let is_nameless = mine.function == Function::Other && !table::has_code(symbol.function);
        (mine.function == symbol.function || self.beyond_function.is_some() || is_nameless)
            && mine.echelon == symbol.echelon
            && mine.planned == symbol.planned
            && mine.headquarters == symbol.headquarters
            && mine.task_force == symbol.task_force
    }

    /// Returns all that the plan has no word for.
    pub fn all_beyond(&self) -> impl Iterator<Item = &str> {
        let function = self.beyond_function.as_deref();
        function.into_iter().chain(self.beyond.iter().map(String::as_str))
    }

    /// Takes what a code says over into a symbol, and the code with it where it says more than that.
    pub fn put_into(self, symbol: &mut Symbol, code: &str) {
        let code = code.trim();
        let says_more = !follows_from_fields(code, &self.symbol);
        *symbol = Symbol {
            sidc: says_more.then(|| code.to_owned()),
            ..self.symbol
        };
    }
}

/// Returns the code of a force's symbol for whoever sees it so.
///
/// The code that was given is returned as it came where it still says what the fields say, or where
/// nobody can read it; else its digits are brought in line with them.
pub fn symbol_code(symbol: &Symbol, identity: Identity, purpose: Purpose) -> String {
    let written = || digits::write(symbol, identity, purpose);
    let given = symbol.sidc.as_deref().filter(|given| !given.is_empty());
    let Some(given) = given else {
        return written();
    };
    match SymbolCode::read(given) {
        Ok(code) if !code.agrees_with(symbol) => {
            digits::adjusted(given, &code, symbol).unwrap_or_else(written)
        }
        _ => given.to_owned(),
    }
}

/// Returns true where a code says nothing beyond the fields of a symbol but whose side it is on: it can
/// be written again from them.
pub fn follows_from_fields(given: &str, symbol: &Symbol) -> bool {
    let Ok(code) = SymbolCode::read(given) else {
        return false;
    };
    [Purpose::Plan, Purpose::Exercise]
        .into_iter()
        .any(|purpose| digits::write(symbol, code.identity, purpose) == given)
}

/// Brings the code that was given in line with fields that were set by hand: what it says of them is
/// written anew, the rest of it stays. A text that nobody can read stays as it is.
pub fn bring_in_line(symbol: &mut Symbol, before: &Symbol) {
    let Some(given) = symbol.sidc.clone().filter(|_| symbol.sidc == before.sidc) else {
        return;
    };
    let Ok(mut code) = SymbolCode::read(&given) else {
        return;
    };
    if symbol.function != before.function {
        // The finer words were about another function.
        code.beyond_function = None;
    }
    if !code.agrees_with(symbol) {
        let adjusted = digits::adjusted(&given, &code, symbol);
        symbol.sidc = adjusted.filter(|code| !follows_from_fields(code, symbol));
    }
}

/// Returns the code of a kind of site, where the standard has one.
pub fn site_code(kind: SiteKind, purpose: Purpose) -> Option<String> {
    let (set, entity) = table::of_site(kind)?;
    Some(digits::plain(set, entity, Identity::Neutral, purpose))
}

/// Returns the kind of site that a code means.
pub fn site_of_code(text: &str) -> Option<SiteKind> {
    let (set, entity) = digits::set_and_entity(text)?;
    SiteKind::ALL
        .iter()
        .copied()
        .find(|kind| table::of_site(*kind) == Some((set.as_str(), entity.as_str())))
}

/// Returns the code of a kind of control measure that is drawn at a point, where the standard has one.
pub fn measure_code(kind: MeasureKind, purpose: Purpose) -> Option<String> {
    let entity = table::of_measure(kind)?;
    Some(digits::plain(
        table::CONTROL_MEASURES,
        entity,
        Identity::Friend,
        purpose,
    ))
}

/// Returns the kind of control measure at a point that a code means.
pub fn measure_of_code(text: &str) -> Option<MeasureKind> {
    let (set, entity) = digits::set_and_entity(text)?;
    MeasureKind::ALL
        .iter()
        .copied()
        .find(|kind| set == table::CONTROL_MEASURES && table::of_measure(*kind) == Some(entity.as_str()))
}

#[cfg(test)]
mod tests;
