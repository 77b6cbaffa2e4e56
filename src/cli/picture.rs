//! Printing the map: what `render` and the report of an exercise share.

use std::collections::BTreeSet;

use crate::backdrop;
use crate::checks::Report;
use crate::drawing::paper::{Block, Findings, Form, Job, JobError, Product, print};
use crate::drawing::{Bounds, Theme};
use crate::files::basemap::BaseMap;
use crate::model::{Id, Phase, Plan};

/// Prints maps that look alike.
pub struct Printer<'m> {
    /// Light or dark.
    pub theme: Theme,
    /// The map beneath; `None`: plain land.
    pub map: Option<BaseMap<'m>>,
}

/// What is to be printed.
pub struct Ask<'a> {
    /// What is drawn.
    pub plan: &'a Plan,
    /// Its findings.
    pub report: Option<&'a Report>,
    /// Only what holds in this phase.
    pub phase: Option<Id<Phase>>,
    /// Whether findings are drawn.
    pub findings: Findings,
    /// A picture, or a sheet.
    pub form: Form,
    /// As what file.
    pub product: Product,
    /// The further pages.
    pub blocks: &'a [Block],
    /// The date in words; empty: none.
    pub date: &'a str,
    /// The content hash that is printed.
    pub content: &'a str,
}

impl Printer<'_> {
    /// Prints: one file, or one for each page.
    ///
    /// # Errors
    /// As [`print()`].
    pub fn print(&self, ask: &Ask<'_>) -> Result<Vec<Vec<u8>>, JobError> {
        let ground = |view: Bounds, zoom: f64| {
            let map = self.map.as_ref()?;
            let look = backdrop::Look { view, zoom };
            Some(backdrop::ground(map, look, self.theme.colours()))
        };
        print(&Job {
            plan: ask.plan,
            report: ask.report,
            phase: ask.phase,
            viewpoint: None,
            hidden: &BTreeSet::new(),
            findings: ask.findings,
            theme: self.theme,
            ground: &ground,
            form: ask.form,
            product: ask.product,
            blocks: ask.blocks,
            date: ask.date,
            content: ask.content,
        })
    }
}
