//! How a table was understood: for the report, and for whoever wants it understood otherwise.

use std::collections::BTreeSet;

use super::super::note::{NoteSort, Notes};
use super::ReadTableError;
use super::guess::guessed_fields;
use super::mapping::{Field, Mapping};
use super::rows::Table;

/// Values of a column that are shown.
const SAMPLES: usize = 3;

/// How a table was understood.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TableLook {
    /// What stands between its cells.
    pub delimiter: char,
    /// Its first row names the columns.
    pub has_header: bool,
    /// How many rows it has beside that.
    pub rows: usize,
    /// Its columns, in order.
    pub columns: Vec<ColumnLook>,
}

/// How a column was understood.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ColumnLook {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub field: Field,
    /// Nobody said so.
    pub guessed: bool,
    /// Its first values.
    pub samples: Vec<String>,
}

/// Guesses what each column holds, and lays what is said over that.
pub(super) fn look_at(table: &Table<'_>, said: Option<&Mapping>) -> Result<TableLook, ReadTableError> {
    let mut fields = guessed_fields(table);
    let mut told = BTreeSet::new();
    for (column, field) in said.iter().flat_map(|said| &said.columns) {
        let place = table.names.iter().position(|name| name == column).or_else(|| {
            let same = |name: &String| name.to_lowercase() == column.to_lowercase();
            table.names.iter().position(same)
        });
        let place = place.ok_or_else(|| ReadTableError::NoColumn {
            column: column.chars().take(60).collect(),
            known: table.names.join(", "),
        })?;
        for (other, known) in fields.iter_mut().enumerate() {
            let rivals = field.is_single() && *known == *field;
            if other != place && rivals && !told.contains(&other) {
                *known = Field::Keep;
            }
        }
        if let Some(known) = fields.get_mut(place) {
            *known = *field;
        }
        told.insert(place);
    }
    let columns = table.names.iter().zip(fields).enumerate();
    let columns = columns.map(|(place, (name, field))| ColumnLook {
        name: name.clone(),
        field,
        guessed: !told.contains(&place),
        samples: samples(table, place),
    });
    Ok(TableLook {
        delimiter: table.delimiter,
        has_header: table.has_header,
        rows: table.rows.len(),
        columns: columns.collect(),
    })
}

fn samples(table: &Table<'_>, column: usize) -> Vec<String> {
    let cells = table.rows.iter().map(|row| row.cell(column));
    let filled = cells.filter(|cell| !cell.is_empty()).take(SAMPLES);
    filled.map(|cell| cell.chars().take(40).collect()).collect()
}

impl TableLook {
    /// Returns the mapping as it would have to be said.
    pub fn mapping(&self) -> Mapping {
        let columns = self.columns.iter();
        Mapping {
            columns: columns
                .map(|column| (column.name.clone(), column.field))
                .collect(),
        }
    }

    /// Returns the column that holds a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// Returns `Unit: name, Grid: position`; columns that are kept or left out do not count.
    pub(super) fn in_words(&self) -> String {
        let used = self.columns.iter().filter(|column| column.field.is_single());
        let words: Vec<String> = used
            .map(|column| format!("{}: {}", column.name, column.field))
            .collect();
        if words.is_empty() {
            "nothing that is known".to_owned()
        } else {
            words.join(", ")
        }
    }

    /// Notes what was guessed of the columns.
    pub(super) fn note(&self, notes: &mut Notes) {
        if !self.has_header {
            notes.about_file(
                NoteSort::Guessed,
                "the first line names no columns: it is a row like the others",
            );
        }
        for column in &self.columns {
            let name = &column.name;
            match column.field {
                Field::Ignore => {
                    notes.about_file(NoteSort::Dropped, format!("column `{name}`, as asked for"));
                }
                Field::Keep => {}
                field if column.guessed => {
                    notes.about_file(NoteSort::Guessed, format!("column `{name}` is {field}"));
                }
                _ => {}
            }
        }
    }
}
