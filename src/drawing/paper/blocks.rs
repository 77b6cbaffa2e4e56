//! What stands on text pages, as values: headings, paragraphs, tables.
//!
//! Whoever has something to say in words makes these; how they stand on paper is said in
//! [`table`](super::table).

use crate::model::Severity;

/// A piece of a text page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; what follows stays with it.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// A table.
    Table(Table),
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is called; the heading above it, repeated as `… continued`. Empty: none.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Makes a table without rows.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            title: title.into(),
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; cells that are missing are empty, cells without a column are not printed.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Row::Cells(cells.into_iter().collect()));
    }

    /// Adds a heading between rows.
    pub fn section(&mut self, words: impl Into<String>) {
        self.rows.push(Row::Section(words.into()));
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Cells, one to a column.
    Cells(Vec<Cell>),
    /// A heading over the rows that follow.
    Section(String),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands over it.
    pub title: String,
    /// How wide it is beside the others.
    pub share: f32,
    /// Where its words stand.
    pub side: Side,
}

impl Column {
    /// Makes a column of words.
    pub fn new(title: impl Into<String>, share: f32) -> Self {
        Self {
            title: title.into(),
            share,
            side: Side::Left,
        }
    }

    /// Returns the column for numbers: on the right.
    #[must_use]
    pub fn numbers(mut self) -> Self {
        self.side = Side::Right;
        self
    }
}

/// Where words stand in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left.
    Left,
    /// On the right.
    Right,
}

/// What stands in a row under a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The words; a line break begins a new line.
    pub words: String,
    /// Heavier than others.
    pub strong: Strength,
    /// The shape that stands before the words.
    pub severity: Option<Severity>,
}

/// How much the words of a cell are to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strength {
    /// As running text.
    #[default]
    Plain,
    /// Heavier.
    Strong,
    /// Paler.
    Faint,
}

impl Cell {
    /// Returns the cell in heavier letters.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = Strength::Strong;
        self
    }

    /// Returns the cell in paler letters.
    #[must_use]
    pub fn faint(mut self) -> Self {
        self.strong = Strength::Faint;
        self
    }

    /// Returns the cell with the shape of a severity before its words.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(words: T) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }
}
