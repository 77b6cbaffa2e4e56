//! Maps and sheets as files.
//!
//! Proves that the same plan gives the same bytes in every format, that a known place lies on the paper
//! where the scale says, that a PDF has its pages, its fonts and words that can be taken out again, that
//! no file refers to anything outside itself, and that what cannot be drawn says so in one sentence.

use std::collections::BTreeSet;
use std::io::Read;

use entente::drawing::Theme;
use entente::drawing::paper::{
    Block, Cell, Column, Findings, Form, Job, JobError, Paper, Product, Sheet, SheetError, Table, Turned,
    print,
};
use entente::geometry::{Area, Position, distance_m};
use entente::model::{AnyEntity, Edit, Id, Plan, Sector, SectorState};

/// Corners of a square of 2 km, about, near Fallujah.
const CORNERS: [(f64, f64); 4] = [(33.34, 43.77), (33.34, 43.79), (33.36, 43.79), (33.36, 43.77)];

fn corners() -> Vec<Position> {
    CORNERS
        .map(|(lat, lon)| Position::new(lat, lon).unwrap())
        .to_vec()
}

/// A plan of one agreed sector, called in two scripts.
fn small_plan() -> Plan {
    let mut sector = Sector::new(Area::from_outer(corners()));
    sector.name = "Gate الباب".into();
    sector.state = SectorState::Agreed;
    let create = Edit::Create(AnyEntity::from((Id::<Sector>::from_bits(1), sector)));
    let mut plan = create.apply(&Plan::empty(Id::from_bits(7))).unwrap();
    plan.info.title = "Northern corridor ممر الشمال".into();
    plan.info.marking = "EXERCISE".into();
    plan
}

fn sheet(paper: Paper, scale: Option<u32>) -> Form {
    Form::Sheet(Sheet {
        paper,
        turned: Turned::AsFits,
        scale,
        extent: None,
    })
}

fn printed(plan: &Plan, form: Form, product: Product, blocks: &[Block]) -> Result<Vec<Vec<u8>>, JobError> {
    let hidden = BTreeSet::new();
    print(&Job {
        plan,
        report: None,
        phase: None,
        viewpoint: None,
        hidden: &hidden,
        findings: Findings::Hidden,
        theme: Theme::Light,
        ground: &|_, _| None,
        form,
        product,
        blocks,
        date: "23 May 2016",
        content: "0123456789abcdef",
    })
}

fn svg(plan: &Plan, form: Form) -> String {
    let files = printed(plan, form, Product::Svg, &[]).unwrap();
    String::from_utf8(files.into_iter().next().unwrap()).unwrap()
}

fn register() -> Vec<Block> {
    let mut table = Table::new(
        "Agreements",
        vec![Column::new("Parties", 2.0), Column::new("State", 1.0)],
    );
    for number in 0..90 {
        table.push([Cell::from(format!("Party {number} و الحشد")), "in force".into()]);
    }
    vec![table.into()]
}

/// Every stream of a PDF, inflated where it is deflated.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let find = |from: usize, what: &[u8]| {
        let rest = &pdf[from..];
        rest.windows(what.len())
            .position(|window| window == what)
            .map(|at| from + at)
    };
    let mut streams = Vec::new();
    let mut from = 0;
    while let Some(start) = find(from, b"stream\n") {
        let start = start + 7;
        let end = find(start, b"endstream").unwrap();
        let mut inflated = Vec::new();
        let bytes = &pdf[start..end];
        match flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut inflated) {
            Ok(_) => streams.push(inflated),
            Err(_) => streams.push(bytes.to_vec()),
        }
        from = end + 9;
    }
    streams
}

fn count(text: &[u8], what: &str) -> usize {
    text.windows(what.len())
        .filter(|window| *window == what.as_bytes())
        .count()
}

#[test]
fn the_same_plan_gives_the_same_bytes_in_every_format() {
    let plan = small_plan();
    for product in [Product::Svg, Product::Pdf, Product::Png { dpi: 50.0 }] {
        for form in [
            sheet(Paper::A4, None),
            Form::Picture {
                size: [320.0, 200.0],
                extent: None,
            },
        ] {
            let first = printed(&plan, form, product, &register()).unwrap();
            assert_eq!(
                first,
                printed(&plan, form, product, &register()).unwrap(),
                "{product:?} {form:?}"
            );
            assert!(first.iter().all(|file| file.len() > 1000));
        }
    }
}

#[test]
fn a_side_of_a_sector_is_as_long_on_paper_as_the_scale_says() {
    let plan = small_plan();
    for (paper, scale, mm_per_point) in [
        (Paper::A4, 20_000, 0.25),
        (Paper::A4, 25_000, 0.25),
        (Paper::A3, 50_000, 0.273),
    ] {
        let text = svg(&plan, sheet(paper, Some(scale)));
        // The outline: the only closed path of this width.
        let outline = text
            .lines()
            .find(|line| line.contains(r#"stroke-width="2""#) && line.contains("Z\""))
            .unwrap_or_else(|| panic!("no outline at {scale}"));
        let path = outline.split('"').nth(1).unwrap().trim_end_matches('Z');
        let points: Vec<[f64; 2]> = path
            .split(['M', 'L'])
            .filter(|point| !point.is_empty())
            .map(|point| {
                let (x, y) = point.split_once(' ').unwrap();
                [x.parse().unwrap(), y.parse().unwrap()]
            })
            .collect();
        assert_eq!(points.len(), 4, "{path}");
        let box_width: f64 = text
            .split("viewBox=\"0 0 ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let paper_mm: f64 = text
            .split("width=\"")
            .nth(1)
            .unwrap()
            .split("mm")
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!((paper_mm / box_width - mm_per_point).abs() < 1e-3);
        for side in 0..4 {
            let [from, to] = [points[side], points[(side + 1) % 4]];
            let on_paper_mm = libm::hypot(to[0] - from[0], to[1] - from[1]) * paper_mm / box_width;
            let on_ground_m = distance_m(corners()[side], corners()[(side + 1) % 4]);
            let error = on_paper_mm / 1000.0 * f64::from(scale) / on_ground_m - 1.0;
            assert!(error.abs() < 1e-3, "1:{scale}, side {side}: {error}");
        }
    }
}

#[test]
fn a_pdf_has_its_pages_its_fonts_and_its_words() {
    let plan = small_plan();
    let files = printed(&plan, sheet(Paper::A3, None), Product::Pdf, &register()).unwrap();
    let [pdf] = files.as_slice() else {
        panic!("{}", files.len())
    };
    assert!(pdf.starts_with(b"%PDF-"));
    let pages = count(pdf, "/Type/Page") + count(pdf, "/Type /Page")
        - count(pdf, "/Type/Pages")
        - count(pdf, "/Type /Pages");
    assert!(pages >= 3, "{pages}");
    let fonts = count(pdf, "/FontFile2") + count(pdf, "/FontFile3");
    assert!(fonts >= 3, "{fonts}");
    let images = count(pdf, "/Subtype/Image") + count(pdf, "/Subtype /Image");
    assert_eq!(images, 0, "all of it is vectors");
    for word in ["CreationDate", "ModDate", "/JavaScript", "/URI"] {
        assert_eq!(count(pdf, word), 0, "{word}");
    }
    // What a reader copies out: the maps from glyphs to letters name the Arabic ones.
    let maps: Vec<String> = streams(pdf)
        .into_iter()
        .filter(|stream| count(stream, "beginbfchar") + count(stream, "beginbfrange") > 0)
        .map(|stream| String::from_utf8_lossy(&stream).to_lowercase())
        .collect();
    assert!(!maps.is_empty());
    for letter in ["<0628>", "<0047>"] {
        assert!(maps.iter().any(|map| map.contains(letter)), "{letter}");
    }
}

#[test]
fn an_svg_stands_alone() {
    let text = svg(&small_plan(), sheet(Paper::A4, None));
    assert!(text.contains("Northern corridor") && text.contains("ممر الشمال"));
    assert_eq!(text.matches(">EXERCISE<").count(), 2);
    assert!(text.contains("23 May 2016") && text.contains("content 01234567") && !text.contains("012345678"));
    for word in ["<script", "href", "url(http", "<image", "onload"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("@font-face") && text.contains("data:font/"));
}

#[test]
fn a_small_picture_reads_as_text() {
    let size = [300.0, 200.0];
    let mut plan = small_plan();
    plan.info.marking.clear();
    let text = svg(&plan, Form::Picture { size, extent: None });
    let drawn: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("@font-face"))
        .collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let empty = Plan::empty(Id::from_bits(7));
    let error = printed(&empty, sheet(Paper::A4, None), Product::Pdf, &[]).unwrap_err();
    assert_eq!(error, JobError::Sheet(SheetError::Nowhere));
    let error = printed(
        &small_plan(),
        sheet(Paper::A0, None),
        Product::Png { dpi: 600.0 },
        &[],
    )
    .unwrap_err();
    assert!(error.to_string().contains("dots an inch"), "{error}");
    assert_eq!(
        printed(&empty, Form::Annex, Product::Pdf, &[]).unwrap_err(),
        JobError::Empty
    );
    // A picture of nothing is a picture of the world.
    let size = [200.0, 100.0];
    assert!(
        printed(
            &empty,
            Form::Picture { size, extent: None },
            Product::Png { dpi: 96.0 },
            &[]
        )
        .is_ok()
    );
}
