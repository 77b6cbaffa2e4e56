//! Text as rows of cells: the delimiter is guessed, quotes are honoured, lines are counted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::ReadTableError;
use super::guess::is_header;

/// Delimiters that are looked for, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Rows in a table.
const MAX_ROWS: usize = 100_000;
/// Columns in a table.
const MAX_COLUMNS: usize = 500;
/// Lines that the delimiter is guessed from.
const SAMPLE: usize = 20;

/// A table as written.
#[derive(Debug)]
pub(in crate::files) struct Table<'t> {
    pub delimiter: char,
    /// What each column is called; `column 3` where the file does not say.
    pub names: Vec<String>,
    /// The first row names the columns.
    pub has_header: bool,
    /// Rows with something in them, without the header.
    pub rows: Vec<Row<'t>>,
}

/// A row.
#[derive(Debug)]
pub(in crate::files) struct Row<'t> {
    /// The line it begins on, counted from 1.
    pub line: usize,
    pub cells: Vec<Cow<'t, str>>,
}

impl Row<'_> {
    /// Returns what stands in a column, without blanks around it; empty where the row is short.
    pub(in crate::files) fn cell(&self, column: usize) -> &str {
        self.cells
            .get(column)
            .map_or("", |cell| unneutralised(cell.trim()))
    }
}

/// What spreadsheets would run as a formula is written with a `'` in front, and read without it.
fn unneutralised(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// Reads a table; whether its first row names the columns is guessed.
pub(in crate::files) fn read(text: &str) -> Result<Table<'_>, ReadTableError> {
    read_with(text, &is_header)
}

/// Reads a table whose first row names the columns.
pub(in crate::files) fn read_named(text: &str) -> Result<Table<'_>, ReadTableError> {
    read_with(text, &|_, _| true)
}

fn read_with<'t>(
    text: &'t str,
    is_header: &dyn Fn(&Row<'t>, Option<&Row<'t>>) -> bool,
) -> Result<Table<'t>, ReadTableError> {
    // Spreadsheets understand, and write, a first line that names the delimiter.
    let (said, text, skipped) = match text.split_once('\n') {
        Some((first, rest)) => match first.trim().strip_prefix("sep=") {
            Some(said) => (said.chars().next().or(Some('\t')), rest, 1),
            None => (None, text, 0),
        },
        None => (None, text, 0),
    };
    let delimiter = match said {
        Some(said) => said,
        None => guessed_delimiter(text),
    };
    let mut rows = split(text, delimiter, MAX_ROWS + 1)?;
    for row in &mut rows {
        row.line += skipped;
    }
    let first = rows.first().ok_or(ReadTableError::Empty)?;
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if width > MAX_COLUMNS {
        return Err(ReadTableError::TooMany {
            what: "columns",
            most: MAX_COLUMNS,
        });
    }
    let has_header = is_header(first, rows.get(1));
    let names = names_of(has_header.then_some(first), width);
    if has_header {
        rows.remove(0);
    }
    if rows.is_empty() {
        return Err(ReadTableError::Empty);
    }
    Ok(Table {
        delimiter,
        names,
        has_header,
        rows,
    })
}

/// Returns the names of columns, each its own.
fn names_of(header: Option<&Row<'_>>, width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    let mut given: BTreeSet<String> = BTreeSet::new();
    // The number to go on from for each name: five hundred columns may all be called the same.
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for column in 0..width {
        let written = header.map_or("", |row| row.cell(column));
        let base: String = if written.is_empty() {
            format!("column {}", column + 1)
        } else {
            written.chars().take(100).collect()
        };
        let number = numbers.entry(base.clone()).or_insert(0);
        let name = loop {
            *number += 1;
            let name = match *number {
                1 => base.clone(),
                number => format!("{base} ({number})"),
            };
            if given.insert(name.clone()) {
                break name;
            }
        };
        names.push(name);
    }
    names
}

/// Returns the delimiter that cuts the first lines into the most columns of even number.
fn guessed_delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let Ok(rows) = split(text, delimiter, SAMPLE) else {
            return 0;
        };
        let width = rows.first().map_or(0, |row| row.cells.len());
        let even = rows.iter().filter(|row| row.cells.len() == width).count();
        // Evenness counts for more than number: commas stand in text and in numbers too.
        if width < 2 {
            0
        } else {
            even * 100 / rows.len() * 1000 + width.min(999)
        }
    };
    let mut best = (',', 0);
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Splits text into at most so many rows; empty ones are left out.
fn split(text: &str, delimiter: char, most: usize) -> Result<Vec<Row<'_>>, ReadTableError> {
    let mut cutter = Cutter {
        rest: text,
        delimiter,
        line: 1,
    };
    let mut rows = Vec::new();
    while let Some(row) = cutter.row()? {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == most {
            if most > MAX_ROWS {
                return Err(ReadTableError::TooMany {
                    what: "rows",
                    most: MAX_ROWS,
                });
            }
            break;
        }
        rows.push(row);
    }
    Ok(rows)
}

struct Cutter<'t> {
    rest: &'t str,
    delimiter: char,
    line: usize,
}

impl<'t> Cutter<'t> {
    fn row(&mut self) -> Result<Option<Row<'t>>, ReadTableError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let cell = if self.rest.starts_with('"') {
                self.quoted()?
            } else {
                self.plain()
            };
            if cells.len() <= MAX_COLUMNS {
                cells.push(cell);
            }
            if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
                self.rest = rest;
                continue;
            }
            let ends = ["\r\n", "\n", "\r"];
            let rest = ends.iter().find_map(|end| self.rest.strip_prefix(end));
            self.rest = rest.unwrap_or_default();
            self.line += 1;
            return Ok(Some(Row { line, cells }));
        }
    }

    fn plain(&mut self) -> Cow<'t, str> {
        let end = self.rest.find([self.delimiter, '\n', '\r']);
        let (cell, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Cow::Borrowed(cell)
    }

    /// A quoted cell, and what stands behind its closing quote up to the next delimiter.
    fn quoted(&mut self) -> Result<Cow<'t, str>, ReadTableError> {
        let began = self.line;
        let mut rest = self.rest.get(1..).unwrap_or_default();
        let mut cell: Cow<'t, str> = Cow::Borrowed("");
        loop {
            let Some(end) = rest.find('"') else {
                return Err(ReadTableError::OpenQuote { line: began });
            };
            let (part, behind) = rest.split_at(end);
            self.line += part.matches('\n').count();
            if cell.is_empty() {
                cell = Cow::Borrowed(part);
            } else {
                cell.to_mut().push_str(part);
            }
            rest = behind.get(1..).unwrap_or_default();
            let Some(more) = rest.strip_prefix('"') else {
                break;
            };
            cell.to_mut().push('"');
            rest = more;
        }
        self.rest = rest;
        let tail = self.plain();
        if !tail.trim().is_empty() {
            cell.to_mut().push_str(&tail);
        }
        Ok(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Err(error) => error.to_string(),
            Ok(table) => {
                let mut lines = vec![format!("{:?} {}", table.delimiter, table.names.join("/"))];
                lines.extend(table.rows.iter().map(|row| {
                    let cells: Vec<&str> = (0..table.names.len()).map(|column| row.cell(column)).collect();
                    format!("{}: {}", row.line, cells.join("/"))
                }));
                lines.join("\n")
            }
        }
    }

    #[test]
    fn delimiters_are_guessed_and_quotes_honoured() {
        assert_eq!(shown("name,lat\nA,1\n"), "',' name/lat\n2: A/1");
        assert_eq!(
            shown("name;lat\nA;\"1,5\"\r\nB;2,5"),
            "';' name/lat\n2: A/1,5\n3: B/2,5"
        );
        assert_eq!(
            shown("name\tlat\nA, b\t1\nC\t2"),
            "'\\t' name/lat\n2: A, b/1\n3: C/2"
        );
        assert_eq!(shown("sep=|\nname|lat\nA|1"), "'|' name/lat\n3: A/1");
        assert_eq!(
            shown("name,notes\n\"say \"\"hi\"\"\",\"two\nlines\"\n\n,\nB,x"),
            "',' name/notes\n2: say \"hi\"/two\nlines\n6: B/x"
        );
        assert_eq!(shown("name,lat,lat\nA,1"), "',' name/lat/lat (2)\n2: A/1/");
        assert_eq!(
            shown("A,33.1,43.2\nB,33.2,43.3"),
            "',' column 1/column 2/column 3\n1: A/33.1/43.2\n2: B/33.2/43.3"
        );
        assert_eq!(shown("name\n'=1+1"), "',' name\n2: =1+1");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(shown("").contains("no rows"));
        assert!(shown("name,lat\n").contains("no rows"));
        assert!(shown("name\n\n\"open").starts_with("line 3: a quoted field begins here"));
    }
}
