//! A document: pages of paper, and what stands on every one of them.
//!
//! The marking stands above and below, what the document is and which page of how many at the foot.
//! Only when all pages are there is their number known, so they are stamped last. What is on a page is
//! drawn by the [`sheet`](super::sheet) of the map and by [`table`](super::table); what they become is
//! up to [`print`](super::print()).
//!
//! ```
//! use entente::drawing::paper::{Column, Document, Imprint, Table, annex};
//!
//! let imprint = Imprint { title: "Northern corridor".into(), marking: "EXERCISE".into(), ..Imprint::default() };
//! let mut document = Document::new(imprint);
//! let mut table = Table::new("Agreements", vec![Column::new("Parties", 3.0), Column::new("State", 1.0)]);
//! table.push(["1st Brigade – Hashd".into(), "in force".into()]);
//! document.pages.extend(annex(&[table.into()], &document.imprint));
//! assert_eq!(document.texts().len(), 1);
//! ```

use super::svg::{Drawing, Extent, Fonts, Paint};
use super::typeset;
use crate::drawing::Theme;
use crate::drawing::scene::{Text, Weight};
use crate::drawing::style::Colours;

/// From the edge of the paper to what is printed, in millimetres.
pub(super) const MARGIN_MM: f32 = 8.0;
/// Height of the band with the marking, in millimetres.
pub(super) const MARKING_MM: f32 = 5.0;
/// Height of the line at the foot, in millimetres.
pub(super) const FOOT_MM: f32 = 4.5;

/// What is said of a document on each of its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imprint {
    /// What it is called.
    pub title: String,
    /// How it is to be handled, above and below; empty: nothing.
    pub marking: String,
    /// The date, as whoever prints it writes it; nobody looks at a clock here.
    pub date: String,
    /// The content of the plan in eight characters, so that two sheets can be told to be of one plan.
    pub content: String,
    /// The office that wrote the plan.
    pub author: String,
    /// Light or dark.
    pub theme: Theme,
}

impl Imprint {
    pub(super) const fn colours(&self) -> &'static Colours {
        self.theme.colours()
    }
}

/// A page, and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What it is, for whoever lists the pages: `Map`, `Findings`.
    pub name: String,
    /// Width and height in millimetres.
    pub size_mm: [f32; 2],
    /// How large a point of the drawing is.
    pub mm_per_point: f32,
    /// What is on it, in points from its upper left corner.
    pub drawing: Drawing,
}

impl Page {
    /// Returns how large the page is.
    pub fn extent(&self) -> Extent {
        Extent::of_millimetres(self.size_mm, self.mm_per_point)
    }
}

/// Pages that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What is said on each page.
    pub imprint: Imprint,
    /// The pages, in order.
    pub pages: Vec<Page>,
}

impl Document {
    /// Makes a document without pages.
    pub const fn new(imprint: Imprint) -> Self {
        Self {
            imprint,
            pages: Vec::new(),
        }
    }

    /// Returns the pages with marking and number on them.
    pub fn stamped(&self) -> Vec<Page> {
        let count = self.pages.len();
        let numbered = self.pages.iter().zip(1..);
        numbered
            .map(|(page, number)| {
                let mut page = page.clone();
                stamp(&mut page, &self.imprint, [number, count]);
                page
            })
            .collect()
    }

    /// Returns every page as an SVG text that needs the printers' fonts.
    pub fn texts(&self) -> Vec<String> {
        let pages = self.stamped().into_iter();
        pages
            .map(|page| {
                page.drawing
                    .finish(&page.extent(), &self.imprint.title, Fonts::Named)
            })
            .collect()
    }
}

/// Returns how much larger marking and foot are on larger paper, 1 on A4 and 2 on A0.
pub(super) fn stamp_scale([width, height]: [f32; 2]) -> f32 {
    libm::sqrtf(width.min(height) / 210.0).max(1.0)
}

fn stamp(page: &mut Page, imprint: &Imprint, [number, count]: [usize; 2]) {
    let colours = imprint.colours();
    let [width, height] = page.extent().points;
    let scale = stamp_scale(page.size_mm);
    let points = |mm: f32| mm * scale / page.mm_per_point;
    let margin = MARGIN_MM / page.mm_per_point;
    let right = width - margin;
    let drawing = &mut page.drawing;
    let low = height - margin;
    if !imprint.marking.is_empty() {
        let [back, ink] = colours.marking;
        let high = points(MARKING_MM);
        let size = high * 0.62;
        let words = typeset::shortened(&imprint.marking, size, Weight::SemiBold, right - margin - 8.0);
        let text = Text::new(words, size, Weight::SemiBold, ink);
        let [across, down] = typeset::measure(&text);
        for top in [margin, low - high] {
            drawing.rect([margin, top, right, top + high], Paint::fill(back));
            let at = [(width - across) / 2.0, top + (high - down) / 2.0];
            drawing.text(&text, at, None);
        }
    }
    let size = points(2.6);
    let top = low - points(MARKING_MM + FOOT_MM) + (points(FOOT_MM) - typeset::height(size)) / 2.0;
    let page_number = Text::new(
        format!("Page {number} of {count}"),
        size,
        Weight::Regular,
        colours.text,
    );
    let [across, _] = typeset::measure(&page_number);
    drawing.text(&page_number, [right - across, top], None);
    let mut said: Vec<String> = Vec::new();
    for (what, words) in [
        ("", &imprint.title),
        ("", &imprint.author),
        ("", &imprint.date),
        ("content ", &imprint.content),
    ] {
        if !words.is_empty() {
            said.push(format!("{what}{words}"));
        }
    }
    let room = right - margin - across - 12.0;
    // The title gives way before date and content do.
    let rest = said
        .iter()
        .skip(1)
        .fold(String::new(), |rest, words| rest + "  ·  " + words);
    let taken = typeset::width(&rest, size, Weight::Regular);
    let first = said.first().map_or("", String::as_str);
    let first = typeset::shortened(first, size, Weight::Regular, (room - taken).max(room / 4.0));
    let mut x = margin;
    for words in [first, rest] {
        let words = typeset::shortened(&words, size, Weight::Regular, (margin + room - x).max(1.0));
        let text = Text::new(words, size, Weight::Regular, colours.muted);
        drawing.text(&text, [x, top], None);
        x += typeset::measure(&text)[0];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page {
            name: "Map".to_owned(),
            size_mm: [210.0, 297.0],
            mm_per_point: 0.25,
            drawing: Drawing::new(),
        }
    }

    #[test]
    fn every_page_has_the_marking_twice_and_its_number() {
        let imprint = Imprint {
            title: "خطة الفلوجة".to_owned(),
            marking: "EXERCISE".to_owned(),
            date: "23 May 2016".to_owned(),
            content: "0a1b2c3d".to_owned(),
            ..Imprint::default()
        };
        let document = Document {
            imprint,
            pages: vec![page(), page()],
        };
        for (text, number) in document.texts().iter().zip(1..) {
            assert_eq!(text.matches(">EXERCISE<").count(), 2);
            assert!(text.contains(&format!("Page {number} of 2")), "{text}");
            assert!(text.contains("23 May 2016") && text.contains("content 0a1b2c3d"));
            assert!(text.contains("خطة الفلوجة"));
        }
    }

    #[test]
    fn a_title_that_is_too_long_gives_way_to_the_date() {
        let imprint = Imprint {
            title: "Corridor ".repeat(60),
            date: "23 May 2016".to_owned(),
            ..Imprint::default()
        };
        let document = Document {
            imprint,
            pages: vec![page()],
        };
        let text = document.texts().concat();
        assert!(text.contains("…<") && text.contains("23 May 2016"), "{text}");
    }
}
