//! SVG text as pixels and as PDF.
//!
//! Both are made by the same reader of SVG with the program's own faces, and by nothing of the machine:
//! no other font, no clock, no chance. The same text gives the same bytes. In a PDF lines stay lines and
//! words stay words, in subsets of the faces that are part of it.

use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::document::{Document, Imprint};
use super::faces;
use super::svg::Fonts;

/// Millimetres of an inch.
const INCH_MM: f32 = 25.4;
/// More pixels than this are not made: half a gigabyte of memory.
const MOST_PIXELS: f64 = 130e6;

/// Why a picture or a document could not be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PrintError {
    /// More pixels than can be made.
    #[error(
        "a picture of {width} × {height} pixels is too large; at this size, {most_dpi} dots an inch are the most (--dpi)"
    )]
    TooManyPixels {
        /// Pixels across.
        width: u64,
        /// Pixels down.
        height: u64,
        /// The most that is possible.
        most_dpi: u32,
    },
    /// The reader of SVG refused our own text, or the writer of PDF what it made of it.
    #[error("the {what} could not be made: {why}; please report this with the plan")]
    Refused {
        /// What was being made.
        what: &'static str,
        /// What the library says.
        why: String,
    },
}

fn tree(text: &str) -> Result<Tree, PrintError> {
    let options = Options {
        fontdb: faces::database(),
        font_family: faces::Face::Latin.family().to_owned(),
        ..Options::default()
    };
    Tree::from_str(text, &options).map_err(|error| PrintError::Refused {
        what: "picture",
        why: error.to_string(),
    })
}

/// Draws an SVG text, `scale` pixels to each of its own units; returns a PNG file.
pub(super) fn png(text: &str, scale: f32, dpi: f32) -> Result<Vec<u8>, PrintError> {
    let tree = tree(text)?;
    let [width, height] =
        [tree.size().width(), tree.size().height()].map(|side| (side * scale).round().max(1.0));
    let pixels = f64::from(width) * f64::from(height);
    let too_many = || PrintError::TooManyPixels {
        width: width as u64,
        height: height as u64,
        most_dpi: (f64::from(dpi) * libm::sqrt(MOST_PIXELS / pixels)) as u32,
    };
    if pixels > MOST_PIXELS {
        return Err(too_many());
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or_else(too_many)?;
    let transform = Transform::from_scale(width / tree.size().width(), height / tree.size().height());
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PrintError::Refused {
        what: "PNG file",
        why: error.to_string(),
    })
}

/// Draws a page of a document at so many dots an inch; returns a PNG file.
pub(super) fn page_png(document: &Document, page: usize, dpi: f32) -> Result<Vec<u8>, PrintError> {
    let texts = document.texts();
    // The reader takes a millimetre for 96/25.4 units.
    png(texts.get(page).map_or("", String::as_str), dpi / 96.0, dpi)
}

/// Returns a page of a document as an SVG file with its faces in it.
pub(super) fn page_svg(document: &Document, page: usize) -> String {
    document.stamped().get(page).map_or_else(String::new, |page| {
        page.drawing
            .finish(&page.extent(), &document.imprint.title, Fonts::Embedded)
    })
}

/// Returns a document as a PDF file.
pub(super) fn pdf(document: &Document) -> Result<Vec<u8>, PrintError> {
    let pages = document.stamped();
    let sheets = pages.iter().zip(document.texts());
    let sheets = sheets.map(|(page, text)| {
        let size = page.size_mm.map(|side| side / INCH_MM * 72.0);
        (size, text)
    });
    pdf_of(sheets, &document.imprint)
}

/// Returns SVG texts as the pages of a PDF file, each of a size in printer's points.
pub(super) fn pdf_of(
    pages: impl Iterator<Item = ([f32; 2], String)>,
    imprint: &Imprint,
) -> Result<Vec<u8>, PrintError> {
    let refused = |why: String| PrintError::Refused {
        what: "PDF file",
        why,
    };
    let mut pdf = krilla::Document::new();
    for ([width, height], text) in pages {
        let tree = tree(&text)?;
        let settings = PageSettings::from_wh(width, height);
        let (Some(settings), Some(size)) = (settings, Size::from_wh(width, height)) else {
            return Err(refused(format!("a page of {width} × {height} points")));
        };
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
        if drawn.is_none() {
            return Err(refused("a page could not be drawn".to_owned()));
        }
    }
    let mut metadata = Metadata::new()
        .title(imprint.title.clone())
        .creator("Entente".to_owned())
        .producer("Entente".to_owned());
    if !imprint.author.is_empty() {
        metadata = metadata.authors(vec![imprint.author.clone()]);
    }
    let said = [
        imprint.marking.as_str(),
        imprint.date.as_str(),
        imprint.content.as_str(),
    ];
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    if !said.is_empty() {
        metadata = metadata.description(said.join(" · "));
    }
    pdf.set_metadata(metadata);
    pdf.finish().map_err(|error| refused(format!("{error:?}")))
}
