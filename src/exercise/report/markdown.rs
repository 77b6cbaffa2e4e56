//! A report as Markdown, with its pictures as files beside it.

use std::fmt::Write as _;

use super::contents::{Block, Row, blocks};
use super::words::time_text;
use super::{AfterAction, WithFiles, chart};
use crate::model::can_be_seen;

/// Returns the report and its pictures.
pub(super) fn text(of: &AfterAction<'_>, stem: &str) -> WithFiles {
    let exercise = of.session.exercise();
    let marking = match line(&exercise.plan.info.marking) {
        marking if marking.is_empty() => marking,
        marking => format!("**{marking}**\n\n"),
    };
    let mut report = WithFiles {
        text: format!("{marking}# {}\n\nAfter-action report\n\n", line(&exercise.title)),
        files: Vec::new(),
    };
    for block in blocks(of) {
        print(of, &block, stem, &mut report);
    }
    report.text.push_str(&marking);
    let end = report.text.trim_end().len();
    report.text.truncate(end);
    report.text.push('\n');
    report
}

fn print(of: &AfterAction<'_>, block: &Block, stem: &str, report: &mut WithFiles) {
    let mut picture = |caption: &str, name: String, svg: String| {
        // Writing to a String cannot fail.
        let _ = write!(report.text, "![{}]({})\n\n", line(caption), address(&name));
        report.files.push((name, svg));
    };
    let text = match block {
        Block::Heading(heading) => format!("## {}\n\n", line(heading)),
        Block::Text(text) => format!("{}\n\n", paragraph(text)),
        Block::Facts(facts) => {
            let facts = facts.iter();
            let lines = facts.map(|(what, fact)| format!("- **{}:** {}\n", line(what), line(fact)));
            format!("{}\n", lines.collect::<String>())
        }
        Block::Table(columns, rows) => table(columns, rows),
        Block::Chart => {
            let svg = chart::svg(of.session, of.review);
            return picture("Open findings over time", format!("{stem}-findings.svg"), svg);
        }
        Block::Picture(place) => {
            let Some(shown) = of.pictures.get(*place) else {
                return;
            };
            let at = time_text(of.session.exercise(), shown.at);
            let name = format!("{stem}-map-{}.svg", place + 1);
            picture(&shown.caption, name, shown.svg.clone());
            format!("{}: {}\n\n", line(&at), line(&shown.caption))
        }
    };
    report.text.push_str(&text);
}

fn table(columns: &[&str], rows: &[Row]) -> String {
    let names: Vec<String> = columns.iter().map(|name| line(name)).collect();
    let mut text = format!("| {} |\n|{}\n", names.join(" | "), " --- |".repeat(names.len()));
    for row in rows {
        let last = row.cells.len().saturating_sub(1);
        let cells = row.cells.iter().enumerate().map(|(place, cell)| {
            let cell = paragraph_lines(cell).join("<br>");
            if row.is_struck && place < last && !cell.is_empty() {
                format!("~~{cell}~~")
            } else {
                cell
            }
        });
        let _ = writeln!(text, "| {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    text.push('\n');
    text
}

/// Text on one line.
fn line(text: &str) -> String {
    paragraph_lines(text).join(" ")
}

/// Text whose lines stay lines.
fn paragraph(text: &str) -> String {
    paragraph_lines(text).join("<br>\n")
}

fn paragraph_lines(text: &str) -> Vec<String> {
    text.split('\n')
        .map(|line| escaped(line.trim()))
        .filter(|line| !line.is_empty())
        .collect()
}

/// Makes text of what would be markup, and of what a reader would make a link of.
fn escaped(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    let mut is_start = true;
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        let next = rest.as_str();
        let is_markup = match letter {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '@'
            | '$' => true,
            '!' => next.starts_with('['),
            ':' => next.starts_with('/'),
            '.' | ')' => (is_start && !safe.is_empty()) || safe.to_lowercase().ends_with("www"),
            '-' | '+' | '=' => safe.is_empty(),
            _ => false,
        };
        if can_be_seen(letter) {
            if is_markup {
                safe.push('\\');
            }
            safe.push(letter);
        } else {
            let _ = write!(safe, "\\{}", letter.escape_unicode());
        }
        // `1.` begins a list only at the start.
        is_start &= letter.is_ascii_digit();
    }
    safe
}

/// The address of a file beside the report.
fn address(name: &str) -> String {
    let mut address = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}
