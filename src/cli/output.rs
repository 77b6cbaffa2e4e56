//! Printing: escaped text, colour where it is wanted, standard output and error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;

use crate::files::{Existing, Folders, LocalDisk, text, write_file};
pub use crate::files::{csv_field as csv, markdown_field as markdown};
use crate::model::Severity;

/// Writes to standard output and sees that it got there.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes a warning or a note to standard error; where that is closed, nobody is listening.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says why something could not be done.
pub fn complain(error: &anyhow::Error) {
    note(&format!("error: {error:#}"));
}

/// True where whoever read our output has gone away, which is no fault: `entente rules | head`.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Returns text from a plan with control and direction characters made visible.
pub fn escaped(plan_text: &str) -> String {
    text::visible(plan_text)
}

/// Writes bytes where `-o` says: a file by the save sequence, its old content to the backups; `-`, standard output.
pub fn write_output(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path == Path::new("-") {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        return Ok(());
    }
    let backups = Folders::of_user().map(|folders| folders.backups());
    let written = write_file(&LocalDisk, path, bytes, Existing::Replace, backups.as_ref())?;
    for remark in written.notes {
        note(&format!("note: {}: {remark}", path.display()));
    }
    Ok(())
}

/// Reads all of standard input, up to the size that any plan may have.
pub fn read_standard_input() -> anyhow::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let limit = text::MAX_FILE_BYTES as u64 + 1;
    io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    Ok(bytes)
}

/// Whether standard output is coloured: a terminal, and `NO_COLOR` not set.
pub fn wants_colour() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Returns the shape and word of a severity, coloured where that is wanted.
pub fn severity(severity: Severity, colour: bool) -> String {
    let (shape, code) = match severity {
        Severity::Critical => ('▲', "31;1"),
        Severity::Major => ('●', "33"),
        Severity::Minor => ('○', "90"),
        Severity::Info => ('·', "90"),
    };
    let text = format!("{shape} {severity}");
    if colour {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text
    }
}

/// Returns a number as JSON and CSV show it: finite, shortest that reads back the same.
pub fn number(value: f64) -> serde_json::Value {
    serde_json::Number::from_f64(value).map_or(serde_json::Value::Null, serde_json::Value::Number)
}

/// Returns JSON text with a final newline; what cannot be seen is escaped, as terminals obey some of it.
pub fn json(value: &serde_json::Value) -> anyhow::Result<String> {
    let plain = serde_json::to_string_pretty(value)?;
    let mut text = String::with_capacity(plain.len() + 1);
    for letter in plain.chars() {
        // Between its texts JSON has nothing but ASCII, and within them no line ends.
        if letter == '\n' || text::can_be_seen(letter) {
            text.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text.push('\n');
    Ok(text)
}
