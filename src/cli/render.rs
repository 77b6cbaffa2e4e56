//! `entente render`: the map as a picture, or as a sheet of paper.
//!
//! Reads the plan, has it checked where findings are wanted, and hands all of it to
//! `drawing::paper` as values; what comes back is written where `-o` says. Further pages of an SVG or
//! PNG go to numbered files beside the first.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, bail};

use crate::backdrop;
use crate::checks::{Checker, Report};
use crate::drawing::annex::{self, Chapter};
use crate::drawing::mercator::world_from_ground;
use crate::drawing::paper::{Findings, Form, Job, Paper, Product, Sheet, Turned, print};
use crate::drawing::{Bounds, Theme};
use crate::files::basemap::BaseMap;
use crate::files::numbered;
use crate::geometry::Position;
use crate::model::Plan;
use crate::threads::Threads;

use super::DONE;
use super::arguments::{Orientation, RenderArguments, RenderTheme};
use super::output::{note, write_output};
use super::source;

/// Dots an inch of a PNG file, where nothing is said: a picture's points are pixels, a sheet is read.
const DPI: [f32; 2] = [96.0, 150.0];
/// More pixels across are a mistake.
const LARGEST: u32 = 20_000;

/// Draws and writes.
pub fn run(arguments: &RenderArguments) -> anyhow::Result<u8> {
    let product = product(&arguments.output, arguments)?;
    let source = source::read(&arguments.source)?;
    let plan = &source.plan;
    let phase = arguments.phase.as_deref();
    let phase = phase.map(|name| source::phase(plan, name)).transpose()?;
    let chapters = arguments
        .pages
        .as_ref()
        .map_or(&[][..], |Pages(chapters)| chapters.as_slice());
    let report = if arguments.findings || chapters.contains(&Chapter::Findings) {
        Some(report(plan)?)
    } else {
        None
    };
    let map = if arguments.no_base_map {
        None
    } else {
        Some(BaseMap::embedded()?)
    };
    let theme = match arguments.theme {
        RenderTheme::Light => Theme::Light,
        RenderTheme::Dark => Theme::Dark,
        RenderTheme::HighContrast => Theme::HighContrast,
        RenderTheme::HighContrastDark => Theme::HighContrastDark,
    };
    let ground = |view: Bounds, zoom: f64| {
        let map = map.as_ref()?;
        Some(backdrop::ground(
            map,
            backdrop::Look { view, zoom },
            theme.colours(),
        ))
    };
    let blocks = annex::blocks(plan, report.as_ref(), phase, chapters);
    let job = Job {
        plan,
        report: report.as_ref(),
        phase,
        viewpoint: None,
        hidden: &BTreeSet::new(),
        findings: if arguments.findings {
            Findings::Shown
        } else {
            Findings::Hidden
        },
        theme,
        ground: &ground,
        form: form(arguments),
        product,
        blocks: &blocks,
        date: arguments.date.as_deref().unwrap_or_default(),
        content: &source.sha256,
    };
    let files = print(&job).with_context(|| arguments.output.display().to_string())?;
    for (bytes, number) in files.iter().zip(1..) {
        let path = numbered(&arguments.output, number);
        write_output(&path, bytes)?;
        if number > 1 {
            note(&format!("page {number}: {}", path.display()));
        }
    }
    Ok(DONE)
}

fn report(plan: &Plan) -> anyhow::Result<Report> {
    let go_on = AtomicBool::new(false);
    Ok(Checker::new().check(plan, None, &Threads::available(), &go_on)?)
}

fn product(output: &Path, arguments: &RenderArguments) -> anyhow::Result<Product> {
    let ending = output.extension().and_then(|ending| ending.to_str());
    let product = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => Product::Svg,
        Some("pdf") => Product::Pdf,
        Some("png") => {
            let [of_picture, of_sheet] = DPI;
            let usual = if arguments.paper.is_some() {
                of_sheet
            } else {
                of_picture
            };
            Product::Png {
                dpi: arguments.dpi.map_or(usual, f32::from),
            }
        }
        _ => bail!(
            "{}: the file's ending says what is drawn: .png, .svg or .pdf",
            output.display()
        ),
    };
    if arguments.dpi.is_some() && !matches!(product, Product::Png { .. }) {
        bail!("--dpi is for .png: lines of .svg and .pdf have no dots");
    }
    Ok(product)
}

fn form(arguments: &RenderArguments) -> Form {
    let extent = arguments.extent.map(|Extent(bounds)| bounds);
    match arguments.paper {
        Some(paper) => Form::Sheet(Sheet {
            paper,
            turned: match arguments.orientation {
                Some(Orientation::Landscape) => Turned::Landscape,
                Some(Orientation::Portrait) => Turned::Portrait,
                None => Turned::AsFits,
            },
            scale: arguments.scale,
            extent,
        }),
        None => Form::Picture {
            size: arguments.size.0,
            extent,
        },
    }
}

/// Width and height of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelSize(pub [f32; 2]);

/// Reads `1600x1000`.
pub fn size(text: &str) -> Result<PixelSize, String> {
    let sides = text.split_once(['x', 'X', '×']);
    let read = |side: &str| {
        side.trim()
            .parse::<u32>()
            .ok()
            .filter(|side| (16..=LARGEST).contains(side))
    };
    match sides.map(|(width, height)| (read(width), read(height))) {
        Some((Some(width), Some(height))) => Ok(PixelSize([width as f32, height as f32])),
        _ => Err(format!(
            "`{text}` is no size: width and height in pixels from 16 to {LARGEST}, as 1600x1000"
        )),
    }
}

/// The further pages that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages(pub Vec<Chapter>);

/// Reads `boundaries,findings`, or `all`.
pub fn pages(text: &str) -> Result<Pages, String> {
    if text.trim() == "all" {
        return Ok(Pages(Chapter::ALL.to_vec()));
    }
    let known = Chapter::ALL.map(Chapter::word).join(", ");
    let chapter = |word: &str| {
        let word = word.trim();
        Chapter::from_word(word)
            .ok_or_else(|| format!("`{word}` is no further page; there are: {known}, or all"))
    };
    text.split(',').map(chapter).collect::<Result<_, _>>().map(Pages)
}

/// Reads the name of a paper.
pub fn paper(text: &str) -> Result<Paper, String> {
    text.parse()
}

/// Reads a scale: `50000`, `50,000` or `1:50000`.
pub fn scale(text: &str) -> Result<u32, String> {
    let plain: String = text
        .chars()
        .filter(|letter| !matches!(letter, ',' | '_' | ' ' | '\''))
        .collect();
    let number = plain.strip_prefix("1:").unwrap_or(&plain).parse::<u32>().ok();
    let known = number.filter(|number| crate::drawing::paper::SCALES.contains(number));
    known.ok_or_else(|| {
        format!("`{text}` is no scale for a sheet: between 1:10,000 and 1:1,000,000, as 50000 or 1:50000")
    })
}

/// A part of the world to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent(pub Bounds);

/// Reads `W,S,E,N` in degrees; where west is greater than east, over the date line.
pub fn extent(text: &str) -> Result<Extent, String> {
    let wrong = |why: &str| {
        Err(format!(
            "`{text}` is no extent: {why}; west, south, east and north in degrees, as 43.6,33.2,44.0,33.5"
        ))
    };
    let parts: Vec<Option<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let [Some(west), Some(south), Some(east), Some(north)] = *parts.as_slice() else {
        return wrong("it wants four numbers");
    };
    let corner = |latitude, longitude| Position::new(latitude, longitude).ok();
    let (Some(low), Some(high)) = (corner(south, west), corner(north, east)) else {
        return wrong("latitudes are from -90 to 90, longitudes from -180 to 180");
    };
    if south >= north {
        return wrong("south must be less than north");
    }
    if (west - east).abs() < 1e-7 {
        return wrong("west and east are the same");
    }
    if west > east && west - east < 180.0 {
        // Over the date line it would go nearly round the world: they were swapped.
        return wrong("west must be less than east, or lie beyond it over the date line");
    }
    let mut bounds = Bounds::of([low, high].map(world_from_ground));
    if west > east {
        let [end, start] = [bounds.min[0], bounds.max[0]];
        bounds.min[0] = start;
        bounds.max[0] = end + 1.0;
    }
    Ok(Extent(bounds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_scales_are_read_as_people_write_them() {
        assert_eq!(size("1600x1000"), Ok(PixelSize([1600.0, 1000.0])));
        for wrong in ["1600", "0x10", "axb", "99999x20", "16x"] {
            assert!(size(wrong).unwrap_err().contains("1600x1000"), "{wrong}");
        }
        assert_eq!(
            ["50000", "1:50,000", "1:50 000"].map(scale),
            [Ok(50_000), Ok(50_000), Ok(50_000)]
        );
        assert!(scale("9999").is_err() && scale("1:2000000").is_err() && scale("").is_err());
    }

    #[test]
    fn further_pages_are_named_one_by_one_or_all_at_once() {
        let wanted = vec![Chapter::Boundaries, Chapter::Findings];
        assert_eq!(pages("boundaries, findings"), Ok(Pages(wanted)));
        assert_eq!(pages("all"), Ok(Pages(Chapter::ALL.to_vec())));
        assert!(
            pages("forces")
                .unwrap_err()
                .contains("boundaries, agreements, findings")
        );
    }

    #[test]
    fn an_extent_says_what_is_wrong_with_it() {
        let Extent(bounds) = extent("43.6,33.2,44.0,33.5").unwrap();
        assert!((bounds.size()[0] - 0.4 / 360.0).abs() < 1e-9);
        let Extent(over) = extent("179,-10,-179,10").unwrap();
        assert!((over.size()[0] - 2.0 / 360.0).abs() < 1e-9);
        for (text, why) in [
            ("1,2,3", "four numbers"),
            ("1,2,x,4", "four numbers"),
            ("0,50,10,40", "south must be less"),
            ("0,-95,10,40", "latitudes"),
            ("5,0,5,1", "the same"),
            ("44.0,33.2,43.6,33.5", "west must be less"),
        ] {
            let error = extent(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
