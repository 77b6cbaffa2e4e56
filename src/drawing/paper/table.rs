//! Text pages: headings, paragraphs and tables, flowed over as many pages as they need.
//!
//! Columns share the width; cells are wrapped by their measured width; the head of a table stands on
//! every page that it goes on to, and a row is cut only where it is higher than a page. Whoever writes
//! the content hands over [`Block`]s and gets pages back; nothing is known here of plans.
//!
//! ```
//! use entente::drawing::paper::{Block, Cell, Column, Imprint, Table, annex};
//! use entente::model::Severity;
//!
//! let mut table = Table::new("Findings", vec![
//!     Column::new("No", 0.5).numbers(),
//!     Column::new("Finding", 5.0),
//!     Column::new("Who must act", 2.0),
//! ]);
//! table.section("Critical");
//! table.push([Cell::from("1").severity(Severity::Critical), "Two claim the same ground".into(), "الحشد".into()]);
//! let blocks = [Block::Heading("Findings".into()), Block::Paragraph("As of H+0.".into()), table.into()];
//! assert_eq!(annex(&blocks, &Imprint::default()).len(), 1);
//! ```

use super::blocks::{Block, Cell, Column, Row, Side, Strength, Table};
use super::document::{FOOT_MM, Imprint, MARGIN_MM, MARKING_MM, Page};
use super::svg::{Drawing, Paint};
use super::typeset;
use crate::drawing::marks::badge;
use crate::drawing::scene::{Text, Weight};
use crate::drawing::style::{Colours, Rgba};

/// A printer's point.
const MM_PER_POINT: f32 = 25.4 / 72.0;
/// Text pages are A4, upright, whatever paper the map is on.
const SIZE_MM: [f32; 2] = [210.0, 297.0];
/// Sizes in points.
const HEADING: f32 = 13.0;
const BODY: f32 = 8.6;
const HEAD: f32 = 7.6;
/// Space beside and above the words of a cell, in points.
const PAD: [f32; 2] = [4.0, 2.6];
/// Room for the shape of a severity.
const SHAPE: f32 = 12.0;

/// Lays blocks out on A4 pages; each says in its name the heading it begins under.
pub fn annex(blocks: &[Block], imprint: &Imprint) -> Vec<Page> {
    let mut flow = Flow::new(imprint.colours());
    for (place, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(words) => {
                let followed = if place + 1 < blocks.len() { 60.0 } else { 0.0 };
                flow.heading(words, followed);
            }
            Block::Paragraph(words) => flow.paragraph(words),
            Block::Table(table) => flow.table(table),
        }
    }
    flow.pages
}

/// Fills pages from top to bottom.
struct Flow {
    colours: &'static Colours,
    pages: Vec<Page>,
    left: f32,
    width: f32,
    top: f32,
    bottom: f32,
    y: f32,
    /// The heading that pages begin under.
    under: String,
}

impl Flow {
    fn new(colours: &'static Colours) -> Self {
        let points = |mm: f32| mm / MM_PER_POINT;
        let left = points(MARGIN_MM + 6.0);
        let top = points(MARGIN_MM + MARKING_MM + 5.0);
        Self {
            colours,
            pages: Vec::new(),
            left,
            width: points(SIZE_MM[0]) - 2.0 * left,
            top,
            bottom: points(SIZE_MM[1] - MARGIN_MM - MARKING_MM - FOOT_MM - 3.0),
            y: f32::INFINITY,
            under: String::new(),
        }
    }

    /// Begins a page where there is less room than that; returns true where it did.
    fn make_room(&mut self, height: f32) -> bool {
        if self.y + height <= self.bottom {
            return false;
        }
        let mut drawing = Drawing::new();
        let sheet = [0.0, 0.0, SIZE_MM[0] / MM_PER_POINT, SIZE_MM[1] / MM_PER_POINT];
        drawing.rect(sheet, Paint::fill(self.colours.panel));
        self.pages.push(Page {
            name: self.under.clone(),
            size_mm: SIZE_MM,
            mm_per_point: MM_PER_POINT,
            drawing,
        });
        self.y = self.top;
        true
    }

    fn words(&mut self, words: String, [x, y]: [f32; 2], size: f32, weight: Weight, ink: Rgba) {
        if let Some(page) = self.pages.last_mut() {
            page.drawing
                .text(&Text::new(words, size, weight, ink), [x, y], None);
        }
    }

    fn rule(&mut self, y: f32, width: f32, ink: Rgba) {
        let ends = [[self.left, y], [self.left + self.width, y]];
        if let Some(page) = self.pages.last_mut() {
            page.drawing.line(ends[0], ends[1], width, ink);
        }
    }

    fn heading(&mut self, words: &str, followed: f32) {
        words.clone_into(&mut self.under);
        let lines = typeset::wrapped(words, HEADING, Weight::SemiBold, self.width);
        let high = typeset::height(HEADING) * lines.len() as f32;
        if !self.make_room(high + 14.0 + followed) && self.y > self.top {
            self.y += 10.0;
        }
        for line in lines {
            self.words(
                line,
                [self.left, self.y],
                HEADING,
                Weight::SemiBold,
                self.colours.text,
            );
            self.y += typeset::height(HEADING);
        }
        self.y += 4.0;
    }

    fn paragraph(&mut self, words: &str) {
        for line in typeset::wrapped(words, BODY, Weight::Regular, self.width) {
            self.make_room(typeset::height(BODY));
            self.words(
                line,
                [self.left, self.y],
                BODY,
                Weight::Regular,
                self.colours.text,
            );
            self.y += typeset::height(BODY);
        }
        self.y += 5.0;
    }

    fn table(&mut self, table: &Table) {
        if !table.title.is_empty() {
            self.heading(&table.title, 50.0);
        }
        let columns = self.columns(table);
        let width = self.width;
        let mut rows = table.rows.iter().map(|row| set(row, &columns, width)).peekable();
        let head = head_height(&columns);
        // The head does not stand alone at the foot of a page.
        let first = rows.peek().map_or(0.0, |row| row.height().min(60.0));
        self.make_room(head + first);
        self.head(&columns);
        while let Some(mut row) = rows.next() {
            let page = self.bottom - self.top - head - 20.0;
            // A heading between rows stays with the row after it.
            let follower = match (&row, rows.peek()) {
                (SetRow::Section(_), Some(next)) => next.height().min(60.0),
                _ => 0.0,
            };
            if row.height() > page {
                while let Some((lines, rest)) = row.split(self.bottom - self.y) {
                    self.row(&lines, &columns);
                    self.go_on(table, &columns);
                    row = rest;
                }
            }
            if self.y + row.height() + follower > self.bottom {
                self.go_on(table, &columns);
            }
            self.row(&row, &columns);
        }
        self.y += 8.0;
    }

    fn go_on(&mut self, table: &Table, columns: &[SetColumn<'_>]) {
        self.make_room(f32::INFINITY);
        if !table.title.is_empty() {
            let words = format!("{}, continued", table.title);
            let words = typeset::shortened(&words, BODY, Weight::SemiBold, self.width);
            self.words(
                words,
                [self.left, self.y],
                BODY,
                Weight::SemiBold,
                self.colours.muted,
            );
            self.y += typeset::height(BODY) + 3.0;
        }
        self.head(columns);
    }

    fn columns<'t>(&self, table: &'t Table) -> Vec<SetColumn<'t>> {
        let shares: f32 = table.columns.iter().map(|column| column.share.max(0.01)).sum();
        let mut left = self.left;
        let place = |column: &'t Column| {
            let width = self.width * column.share.max(0.01) / shares.max(0.01);
            let set = SetColumn { column, left, width };
            left += width;
            set
        };
        table.columns.iter().map(place).collect()
    }

    fn head(&mut self, columns: &[SetColumn<'_>]) {
        let high = head_height(columns);
        for column in columns {
            let lines = head_lines(column);
            // Titles stand on the line below them.
            let mut y = self.y + high - PAD[1] - typeset::height(HEAD) * lines.len() as f32;
            for line in lines {
                let x = column.x(&line, HEAD, Weight::SemiBold);
                self.words(line, [x, y], HEAD, Weight::SemiBold, self.colours.muted);
                y += typeset::height(HEAD);
            }
        }
        self.y += high;
        self.rule(self.y, 0.9, self.colours.text);
    }

    fn row(&mut self, row: &SetRow, columns: &[SetColumn<'_>]) {
        let from = self.y;
        let line_height = typeset::height(BODY);
        match row {
            SetRow::Section(lines) => {
                let mut y = from + PAD[1] + 4.0;
                for line in lines {
                    let at = [self.left + PAD[0], y];
                    self.words(line.clone(), at, BODY, Weight::SemiBold, self.colours.text);
                    y += line_height;
                }
            }
            SetRow::Cells(cells) => {
                for (set, column) in cells.iter().zip(columns) {
                    let mut y = from + PAD[1];
                    let mut indent = 0.0;
                    if let Some(severity) = set.cell.severity {
                        indent = SHAPE;
                        let glyph = badge(severity, self.colours).scaled(0.8);
                        let at = [column.left + PAD[0] + 4.5, y + line_height / 2.0];
                        if let Some(page) = self.pages.last_mut() {
                            page.drawing.glyph(&glyph, at);
                        }
                    }
                    let ink = match set.cell.strong {
                        Strength::Faint => self.colours.muted,
                        Strength::Plain | Strength::Strong => self.colours.text,
                    };
                    let weight = set.cell.weight();
                    for line in &set.lines {
                        let x = match column.column.side {
                            Side::Left => column.left + PAD[0] + indent,
                            Side::Right => column.x(line, BODY, weight),
                        };
                        self.words(line.clone(), [x, y], BODY, weight, ink);
                        y += line_height;
                    }
                }
            }
        }
        self.y = from + row.height();
        self.rule(self.y, 0.4, self.colours.hairline);
    }
}

fn head_lines(column: &SetColumn<'_>) -> Vec<String> {
    typeset::wrapped(&column.column.title, HEAD, Weight::SemiBold, column.room())
}

fn head_height(columns: &[SetColumn<'_>]) -> f32 {
    let lines = columns.iter().map(|column| head_lines(column).len());
    lines.max().unwrap_or(0) as f32 * typeset::height(HEAD) + 2.0 * PAD[1]
}

/// Breaks the words of a row into lines; `width` is that of the whole table.
fn set(row: &Row, columns: &[SetColumn<'_>], width: f32) -> SetRow {
    match row {
        Row::Section(words) => {
            let room = width - 2.0 * PAD[0];
            SetRow::Section(typeset::wrapped(words, BODY, Weight::SemiBold, room))
        }
        Row::Cells(cells) => {
            let set = |(cell, column): (&Cell, &SetColumn<'_>)| {
                let indent = if cell.severity.is_some() { SHAPE } else { 0.0 };
                SetCell {
                    lines: typeset::wrapped(&cell.words, BODY, cell.weight(), column.room() - indent),
                    cell: cell.clone(),
                }
            };
            SetRow::Cells(cells.iter().zip(columns).map(set).collect())
        }
    }
}

impl Cell {
    fn weight(&self) -> Weight {
        match self.strong {
            Strength::Strong => Weight::SemiBold,
            Strength::Plain | Strength::Faint => Weight::Regular,
        }
    }
}

struct SetColumn<'t> {
    column: &'t Column,
    left: f32,
    width: f32,
}

impl SetColumn<'_> {
    fn room(&self) -> f32 {
        (self.width - 2.0 * PAD[0]).max(8.0)
    }

    fn x(&self, line: &str, size: f32, weight: Weight) -> f32 {
        match self.column.side {
            Side::Left => self.left + PAD[0],
            Side::Right => self.left + self.width - PAD[0] - typeset::width(line, size, weight),
        }
    }
}

/// A row whose words are broken into lines.
enum SetRow {
    Cells(Vec<SetCell>),
    Section(Vec<String>),
}

struct SetCell {
    cell: Cell,
    lines: Vec<String>,
}

impl SetRow {
    fn height(&self) -> f32 {
        let (lines, extra) = match self {
            Self::Section(lines) => (lines.len(), 4.0),
            Self::Cells(cells) => (cells.iter().map(|set| set.lines.len()).max().unwrap_or(0), 0.0),
        };
        lines.max(1) as f32 * typeset::height(BODY) + 2.0 * PAD[1] + extra
    }

    /// Cuts off what fits into a height; `None` where all of it does, or it cannot be cut.
    fn split(&self, height: f32) -> Option<(Self, Self)> {
        let Self::Cells(cells) = self else { return None };
        if self.height() <= height {
            return None;
        }
        let many = (((height - 2.0 * PAD[1]) / typeset::height(BODY)).floor().max(1.0)) as usize;
        let half = |pick: &dyn Fn(&[String]) -> Vec<String>| {
            let cells = cells.iter().map(|set| SetCell {
                cell: set.cell.clone(),
                lines: pick(&set.lines),
            });
            Self::Cells(cells.collect())
        };
        let head = half(&|lines| lines.iter().take(many).cloned().collect());
        let tail = half(&|lines| lines.iter().skip(many).cloned().collect());
        Some((head, tail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::paper::{Document, Imprint};

    fn columns() -> Vec<Column> {
        vec![
            Column::new("No", 0.4).numbers(),
            Column::new("What", 3.0),
            Column::new("Who", 2.0),
        ]
    }

    fn texts(blocks: &[Block]) -> Vec<String> {
        let mut document = Document::new(Imprint::default());
        document.pages = annex(blocks, &document.imprint);
        document.texts()
    }

    #[test]
    fn a_long_table_has_its_head_on_every_page_and_every_row_once() {
        let mut table = Table::new("Findings", columns());
        for row in 0..200 {
            table.push([
                Cell::from(format!("{row}")),
                format!("finding{row}end").into(),
                "الحشد الشعبي".into(),
            ]);
        }
        let pages = texts(&[table.into()]);
        assert!(pages.len() > 3);
        for page in &pages {
            assert!(page.contains(">What<") && page.contains(">Who<"));
        }
        assert!(pages[1].contains("Findings, continued") && !pages[0].contains("continued"));
        let all = pages.concat();
        for row in 0..200 {
            assert_eq!(all.matches(&format!("finding{row}end")).count(), 1, "{row}");
        }
    }

    #[test]
    fn a_row_higher_than_a_page_is_cut_and_goes_on() {
        let mut table = Table::new("Notes", columns());
        let words: Vec<String> = (0..1500).map(|word| format!("word{word}")).collect();
        table.push(["1".into(), Cell::from(words.join(" ")), "me".into()]);
        table.push(["2".into(), Cell::from("last"), "you".into()]);
        let pages = texts(&[table.into()]);
        assert!(pages.len() >= 2, "{}", pages.len());
        let all = pages.concat();
        assert!(words.iter().all(|word| all.contains(word.as_str())));
        assert!(all.contains(">last<"));
    }

    #[test]
    fn a_heading_does_not_stand_alone_at_the_foot_of_a_page() {
        let filler = "line\n".repeat(56);
        for extra in 0..12 {
            let mut table = Table::new("Register", columns());
            table.section("North");
            table.push(["1".into(), Cell::from("row"), "who".into()]);
            let filler = format!("{filler}{}", "line\n".repeat(extra));
            let pages = texts(&[Block::Paragraph(filler), table.into()]);
            let with = |words: &str| pages.iter().position(|page| page.contains(words));
            assert_eq!(with(">Register<"), with(">row<"), "{extra}");
            assert_eq!(with(">North<"), with(">row<"), "{extra}");
        }
    }

    #[test]
    fn nothing_to_say_is_no_page_and_an_empty_table_has_its_head() {
        assert!(texts(&[]).is_empty());
        let pages = texts(&[Table::new("Agreements", columns()).into()]);
        assert_eq!(pages.len(), 1);
        assert!(pages[0].contains(">Who<"));
    }
}
