//! Paper: a scene printed as SVG, PNG or PDF, by itself or as a sheet with all that belongs on a map.
//!
//! [`print()`] takes a [`Job`] (plain values: plan, report, how it is looked at, the map beneath, the
//! date as words) and returns bytes. It opens no file and looks at no clock, so the same job gives the
//! same bytes on every machine. The further pages are [`Block`]s that [`annex()`] lays out; whoever has
//! something to say in words writes those, and knows nothing of paper.
//!
//! ```text
//! plan, report ─compose─▶ Scene ─projection─▶ sheet: map, grid, legend … ─┐
//! blocks ───────────────annex──▶ text pages ──────────────────────────────┴▶ Document ─out─▶ SVG, PNG, PDF
//! ```

mod blocks;
mod document;
mod faces;
mod furniture;
mod hatch;
mod legend;
mod map;
mod moments;
mod out;
mod print;
mod projection;
mod sheet;
mod svg;
mod table;
mod typeset;

pub use blocks::{Block, Cell, Column, Row, Side, Strength, Table};
pub use document::{Document, Imprint, Page};
pub use faces::{Face, Order};
pub use moments::moments;
pub use out::PrintError;
pub use print::{Findings, Form, Job, JobError, Product, document, print};
pub use sheet::{Paper, SCALES, Sheet, SheetError, Turned};
pub use svg::{Drawing, Extent, Fonts};
pub use table::annex;
pub use typeset::measure;
