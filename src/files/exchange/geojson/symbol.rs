//! How a force is drawn, from its properties and its symbol code.
//!
//! What a property says counts for more than the code; what only the code says is taken from it. The code
//! is kept unless it would be written again from the fields, and even then where somebody gave it without
//! them: it may see the force with other eyes.

use crate::files::exchange::NoteSort;
use crate::model::sidc::{SymbolCode, follows_from_fields, symbol_code};
use crate::model::{Echelon, Function, Purpose, Symbol};

use super::property::Properties;

/// What the properties beside the code say.
struct Given {
    function: Option<Function>,
    echelon: Option<Echelon>,
    planned: Option<bool>,
    headquarters: Option<bool>,
    task_force: Option<bool>,
}

impl Given {
    fn put_into(&self, symbol: &mut Symbol) {
        symbol.function = self.function.unwrap_or(symbol.function);
        symbol.echelon = self.echelon.or(symbol.echelon);
        symbol.planned = self.planned.unwrap_or(symbol.planned);
        symbol.headquarters = self.headquarters.unwrap_or(symbol.headquarters);
        symbol.task_force = self.task_force.unwrap_or(symbol.task_force);
    }
}

/// Sets what the properties say of a symbol; a force that is known keeps what they do not say.
pub(super) fn read_symbol(properties: &mut Properties<'_, '_>, is_known: bool, symbol: &mut Symbol) {
    let given = Given {
        echelon: properties.word("echelon", Echelon::from_word),
        function: properties.word("function", Function::from_word),
        planned: properties.flag("planned"),
        headquarters: properties.flag("headquarters"),
        task_force: properties.flag("task_force"),
    };
    let text = properties.text("sidc");
    let before = symbol.clone();
    let is_given = properties.flag("sidc_given");
    let read = text.as_deref().map(SymbolCode::read);
    if let Some(Err(error)) = &read {
        properties.note(NoteSort::Kept, format!("`sidc` cannot be read: {error}"));
    }
    let code = read.and_then(Result::ok);
    if let Some(code) = &code
        && !(is_known && code.agrees_with(symbol))
    {
        let sidc = symbol.sidc.take();
        *symbol = Symbol {
            sidc,
            ..code.symbol.clone()
        };
    }
    given.put_into(symbol);
    if given.function.is_none() && code.is_none() && !is_known {
        properties.assume("function", symbol.function.word());
    }
    let Some(text) = text else {
        return;
    };
    if let Some(code) = &code {
        note(properties, code, &given, symbol);
    }
    if is_known && code.is_some_and(|code| is_written_for(&before, &code, &text)) {
        // The file says what this plan would write: nobody changed the code, whatever it is made from.
        symbol.sidc = before.sidc;
    } else if is_given == Some(true) || given.function.is_none() || !follows_from_fields(&text, symbol) {
        symbol.sidc = Some(text);
    } else if symbol.sidc.as_ref() != Some(&text) {
        symbol.sidc = None;
    }
}

/// Returns true where a code is the one that is written for a symbol, by whoever sees it so.
fn is_written_for(symbol: &Symbol, code: &SymbolCode, text: &str) -> bool {
    [Purpose::Plan, Purpose::Exercise]
        .into_iter()
        .any(|purpose| symbol_code(symbol, code.identity, purpose) == text)
}

/// Tells what was taken from a code, what was not, and what it says that the plan has no word for.
fn note(properties: &mut Properties<'_, '_>, code: &SymbolCode, given: &Given, symbol: &Symbol) {
    if !code.agrees_with(symbol) {
        let says = in_words(&code.symbol);
        properties.note(NoteSort::Kept, format!("`sidc` says {says}; the properties hold"));
    } else if given.function.is_none() {
        let side = format!("{:?}", code.identity).to_lowercase();
        let says = in_words(&code.symbol);
        properties.note(
            NoteSort::Guessed,
            format!("`sidc` says {says}; {side} there, here as the relations say"),
        );
    }
    let beyond: Vec<&str> = code.all_beyond().collect();
    if !beyond.is_empty() {
        let beyond = beyond.join(", ");
        properties.note(
            NoteSort::Kept,
            format!("`sidc` says more than is drawn: {beyond}"),
        );
    }
}

/// What a symbol shows: `infantry, battalion, headquarters`.
fn in_words(symbol: &Symbol) -> String {
    let flags = [
        (symbol.planned, "planned"),
        (symbol.headquarters, "headquarters"),
        (symbol.task_force, "task force"),
    ];
    let flags = flags.into_iter().filter(|(set, _)| *set).map(|(_, word)| word);
    let words: Vec<&str> = std::iter::once(symbol.function.word())
        .chain(symbol.echelon.map(Echelon::word))
        .chain(flags)
        .collect();
    words.join(", ")
}
