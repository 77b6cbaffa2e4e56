//! From a job to bytes: the one entrance for the command line and for the window's print dialog.
//!
//! A [`Job`] is all that a picture or a document depends on, as values; printing it reads nothing else,
//! so it may be done on any thread. What was drawn on screen is drawn here by the same scene.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::blocks::Block;
use super::document::{Document, Imprint, Page};
use super::furniture::{self, grid_of, grid_strokes, neatline};
use super::legend;
use super::map::{Picture, draw};
use super::out::{self, PrintError};
use super::sheet::{Fitted, Sheet, SheetError};
use super::svg::{Drawing, Extent, Fonts, Paint};
use super::table::annex;
use super::typeset;
use crate::checks::Report;
use crate::drawing::base::Ground;
use crate::drawing::crowd::thinned;
use crate::drawing::labels::Rect;
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Align, Anchor, Label, Text, Weight};
use crate::drawing::style::font;
use crate::drawing::{Bounds, Camera, Layer, Scene, Subject, Theme, View, compose};
use crate::language::Language;
use crate::model::{AnyId, Id, Interval, Minute, Phase, Plan, Stakeholder};

/// Points kept free round a plan on a picture without a sheet.
const MARGIN: f32 = 48.0;

/// Size of the words that say whom the map on a sheet is owed to, in points.
const CREDIT: f32 = 7.0;

/// All that a picture or a document depends on.
pub struct Job<'j> {
    /// What is drawn.
    pub plan: &'j Plan,
    /// Its findings; `None`: none are known, so none are drawn.
    pub report: Option<&'j Report>,
    /// Only what holds in this phase; `None`: everything.
    pub phase: Option<Id<Phase>>,
    /// As seen by whom; `None`: by whom the plan names.
    pub viewpoint: Option<Id<Stakeholder>>,
    /// What is not drawn.
    pub hidden: &'j BTreeSet<AnyId>,
    /// Whether findings are drawn on the map.
    pub findings: Findings,
    /// Light or dark.
    pub theme: Theme,
    /// Returns the map beneath for a part of the world and a zoom; `None`: plain land.
    pub ground: &'j dyn Fn(Bounds, f64) -> Option<Ground>,
    /// A picture, or a sheet.
    pub form: Form,
    /// As what file.
    pub product: Product,
    /// The further pages of a document.
    pub blocks: &'j [Block],
    /// The date, as it is to be written; empty: none.
    pub date: &'j str,
    /// The content hash of the plan; the first eight characters are printed.
    pub content: &'j str,
}

/// Whether findings are drawn on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Findings {
    /// With their numbers in the list of findings.
    Shown,
    /// Not at all.
    Hidden,
}

/// What is made of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// The map alone, as in the window.
    Picture {
        /// Width and height in points, which are pixels at 96 dots an inch.
        size: [f32; 2],
        /// The ground in it, in world points; `None`: all of the plan.
        extent: Option<Bounds>,
    },
    /// A sheet of paper with all that belongs on it.
    Sheet(Sheet),
    /// The further pages alone.
    Annex,
}

/// What file is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Product {
    /// Vectors and words, with the faces in it.
    Svg,
    /// Pixels.
    Png {
        /// Dots an inch.
        dpi: f32,
    },
    /// Vectors and words on pages.
    Pdf,
}

/// Why nothing was printed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum JobError {
    /// The sheet cannot be.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The file could not be made.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// Only further pages were asked for, and there are none.
    #[error("there is nothing to print on the further pages")]
    Empty,
}

/// Returns the files of a job: one for a PDF or a picture, else one for each page.
pub fn print(job: &Job<'_>) -> Result<Vec<Vec<u8>>, JobError> {
    match job.form {
        Form::Picture { size, extent } => Ok(vec![picture(job, size, extent)?]),
        Form::Sheet(sheet) => document_file(job, &document(job, Some(&sheet))?),
        Form::Annex => document_file(job, &document(job, None)?),
    }
}

/// Returns the pages of a job as a value.
pub fn document(job: &Job<'_>, sheet: Option<&Sheet>) -> Result<Document, JobError> {
    let mut document = Document::new(imprint(job));
    if let Some(sheet) = sheet {
        document.pages = map_pages(job, sheet, &document.imprint)?;
    }
    document.pages.extend(annex(job.blocks, &document.imprint));
    if document.pages.is_empty() {
        return Err(JobError::Empty);
    }
    Ok(document)
}

fn document_file(job: &Job<'_>, document: &Document) -> Result<Vec<Vec<u8>>, JobError> {
    let pages = 0..document.pages.len();
    match job.product {
        Product::Pdf => Ok(vec![out::pdf(document)?]),
        Product::Svg => Ok(pages
            .map(|page| out::page_svg(document, page).into_bytes())
            .collect()),
        Product::Png { dpi } => {
            let files: Result<Vec<_>, PrintError> =
                pages.map(|page| out::page_png(document, page, dpi)).collect();
            Ok(files?)
        }
    }
}

fn imprint(job: &Job<'_>) -> Imprint {
    let info = &job.plan.info;
    Imprint {
        title: if info.title.is_empty() {
            "Plan without a title".to_owned()
        } else {
            info.title.clone()
        },
        marking: info.marking.clone(),
        date: job.date.to_owned(),
        content: job.content.chars().take(8).collect(),
        author: info.author.clone(),
        theme: job.theme,
    }
}

fn scene(job: &Job<'_>) -> Scene {
    let report = job.report;
    let selection = BTreeSet::new();
    let view = View {
        theme: job.theme,
        phase: job.phase,
        viewpoint: job.viewpoint,
        hidden: job.hidden,
        selection: &selection,
        hovered: None,
        show_findings: job.findings == Findings::Shown,
        show_heat: false,
        selected_finding: None,
        // A sheet goes to everyone.
        language: Language::English,
    };
    let mut scene = compose(job.plan, report, &view);
    if let Some(report) = report {
        let numbers = numbers(&scene, report, job.theme);
        scene.labels.splice(0..0, numbers);
    }
    scene
}

/// The numbers of findings that have ground on the picture: those they have in the list.
fn numbers(scene: &Scene, report: &Report, theme: Theme) -> Vec<Arc<Label>> {
    let colours = theme.colours();
    let mut places: Vec<usize> = Vec::new();
    for item in scene.layer(Layer::Findings) {
        if let Some(Subject::Finding(place)) = item.subject
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    let label = |place: usize| {
        let finding = report.findings.get(place)?;
        let ink = colours.of_severity_text(finding.severity);
        let text = Text::new((place + 1).to_string(), 11.0, Weight::SemiBold, ink);
        Some(Arc::new(Label {
            subject: Some(Subject::Finding(place)),
            lines: vec![text],
            anchor: Anchor::Fixed(world_from_ground(finding.at?)),
            align: Align::Centre,
        }))
    };
    places.into_iter().filter_map(label).collect()
}

/// The map alone: marking, scale bar by the window's rule, and whom the map is owed to.
fn picture(job: &Job<'_>, size: [f32; 2], extent: Option<Bounds>) -> Result<Vec<u8>, PrintError> {
    let scene = scene(job);
    let colours = job.theme.colours();
    let camera = match extent {
        Some(extent) => Camera::fit(extent, size, 0.0),
        None => Camera::fit(scene.bounds(), size, MARGIN.min(size[0] / 8.0).min(size[1] / 8.0)),
    };
    let (scene, _) = thinned(&scene, camera.points_per_unit());
    let ground = (job.ground)(camera.view(size), camera.zoom);
    let imprint = imprint(job);
    let mut drawing = Drawing::new();
    let marking = marking(&imprint, size);
    let credit = ground
        .as_ref()
        .map(|ground| credit_lines(&ground.credit, size[0] * 0.7));
    let credit_top =
        size[1] - 4.0 - credit.as_ref().map_or(0, Vec::len) as f32 * typeset::height(font::CREDIT);
    let mut taken = Vec::new();
    if let Some((rect, _)) = &marking {
        taken.push(*rect);
    }
    taken.push(Rect::new(size[0] * 0.3, credit_top, size[0], size[1]));
    let picture = Picture {
        scene: &scene,
        ground: ground.as_ref(),
        grid: &[],
        camera,
        detail: camera.zoom,
        size,
        colours,
        taken: &taken,
        names: ground.as_ref().map_or(&[], |ground| ground.names.as_slice()),
    };
    draw(&mut drawing, &picture, [0.0, 0.0]);
    let mut y = credit_top;
    for line in credit.into_iter().flatten() {
        let text = Text::new(line, font::CREDIT, Weight::Regular, colours.place_faint);
        let [width, height] = typeset::measure(&text);
        drawing.text(&text, [size[0] - 8.0 - width, y], Some(colours.halo));
        y += height;
    }
    if let Some((rect, text)) = marking {
        drawing.rect(
            [rect.left, rect.top, rect.right, rect.bottom],
            Paint::fill(colours.marking[0]),
        );
        drawing.text(&text, [rect.left + 10.0, rect.top + 3.0], None);
    }
    let extent = Extent::of_pixels(size);
    match job.product {
        Product::Svg => Ok(drawing
            .finish(&extent, &imprint.title, Fonts::Embedded)
            .into_bytes()),
        Product::Png { dpi } => out::png(
            &drawing.finish(&extent, &imprint.title, Fonts::Named),
            dpi / 96.0,
            dpi,
        ),
        Product::Pdf => {
            let text = drawing.finish(&extent, &imprint.title, Fonts::Named);
            let points = size.map(|side| side * 0.75);
            out::pdf_of(std::iter::once((points, text)), &imprint)
        }
    }
}

fn marking(imprint: &Imprint, [width, _]: [f32; 2]) -> Option<(Rect, Text)> {
    if imprint.marking.is_empty() {
        return None;
    }
    let size = 11.0;
    let words = typeset::shortened(&imprint.marking, size, Weight::SemiBold, (width - 40.0).max(20.0));
    let text = Text::new(words, size, Weight::SemiBold, imprint.colours().marking[1]);
    let [across, down] = typeset::measure(&text);
    let left = (width - across) / 2.0 - 10.0;
    Some((Rect::new(left, 0.0, left + across + 20.0, down + 6.0), text))
}

fn credit_lines(credit: &str, width: f32) -> Vec<String> {
    typeset::wrapped(credit, font::CREDIT, Weight::Regular, width.max(120.0))
}

/// The page of the map and, where the legend is longer than its room, those it goes on to.
fn map_pages(job: &Job<'_>, sheet: &Sheet, imprint: &Imprint) -> Result<Vec<Page>, JobError> {
    let scene = scene(job);
    let fitted = sheet.fit(scene.bounds())?;
    let colours = job.theme.colours();
    let plot = fitted.plot;
    let carried = fitted.plane.scene(&scene);
    let (carried, _) = thinned(&carried, fitted.camera.points_per_unit());
    let detail = fitted.plane.detail(fitted.metres_per_point);
    let ground = (job.ground)(fitted.plane.world_bounds(fitted.view()), detail);
    let ground = ground.map(|ground| carried_ground(&ground, &fitted));
    let grid = grid_of(&fitted);
    let strokes = grid_strokes(&fitted, &grid, colours);
    let mut drawing = Drawing::new();
    let extent = Extent::of_millimetres(plot.size_mm, plot.mm_per_point);
    drawing.rect(
        [0.0, 0.0, extent.points[0], extent.points[1]],
        Paint::fill(colours.panel),
    );
    drawing.begin("map");
    let picture = Picture {
        scene: &carried,
        ground: ground.as_ref(),
        grid: &strokes,
        camera: fitted.camera,
        detail,
        size: fitted.size(),
        colours,
        taken: &[],
        names: ground.as_ref().map_or(&[], |ground| ground.names.as_slice()),
    };
    draw(&mut drawing, &picture, [plot.frame[0], plot.frame[1]]);
    drawing.end();
    neatline(&mut drawing, &fitted, &grid, colours);
    furniture::furniture(&mut drawing, &fitted, &grid, colours);
    title(&mut drawing, job, imprint, plot.title);
    if let Some(ground) = &ground {
        let [left, top] = plot.credit;
        let lines = typeset::wrapped(&ground.credit, CREDIT, Weight::Regular, plot.frame[2] - left);
        for (line, y) in lines.into_iter().zip([top, top + typeset::height(CREDIT)]) {
            let text = Text::new(line, CREDIT, Weight::Regular, colours.muted);
            drawing.text(&text, [left, y], None);
        }
    }
    let entries = legend::entries(&carried, eyes(job), fitted.view());
    let mut rest = legend::legend(&mut drawing, &entries, plot.legend, colours);
    let mut pages = vec![page("Map", &fitted, drawing)];
    while !rest.is_empty() {
        let mut drawing = Drawing::new();
        drawing.rect(
            [0.0, 0.0, extent.points[0], extent.points[1]],
            Paint::fill(colours.panel),
        );
        let left = rest.len();
        let words = Text::new("Legend, continued", 14.0, Weight::SemiBold, colours.text);
        drawing.text(&words, [plot.title[0], plot.title[1] + 4.0], None);
        let room = [plot.title[0], plot.title[3], plot.title[2], plot.credit[1]];
        rest = legend::legend(&mut drawing, rest, room, colours);
        pages.push(page("Legend", &fitted, drawing));
        if rest.len() == left {
            break;
        }
    }
    Ok(pages)
}

fn eyes<'j>(job: &Job<'j>) -> legend::Eyes<'j> {
    let phase = job.phase.and_then(|id| job.plan.phases.get(id));
    legend::Eyes {
        plan: job.plan,
        report: job.report,
        viewpoint: job.viewpoint.or(job.plan.info.viewpoint),
        shown: phase.and_then(Phase::interval).unwrap_or(Interval::ALWAYS),
        colours: job.theme.colours(),
    }
}

fn page(name: &str, fitted: &Fitted, drawing: Drawing) -> Page {
    Page {
        name: name.to_owned(),
        size_mm: fitted.plot.size_mm,
        mm_per_point: fitted.plot.mm_per_point,
        drawing,
    }
}

fn carried_ground(ground: &Ground, fitted: &Fitted) -> Ground {
    let plane = &fitted.plane;
    Ground {
        areas: ground
            .areas
            .iter()
            .map(|(feature, shape)| (*feature, plane.shape(shape)))
            .collect(),
        lines: ground
            .lines
            .iter()
            .map(|(feature, shape)| (*feature, plane.shape(shape)))
            .collect(),
        names: ground
            .names
            .iter()
            .map(|label| Arc::new(plane.label(label)))
            .collect(),
        credit: ground.credit.clone(),
    }
}

/// Writes what the sheet is, and of which time and in whose eyes.
fn title(drawing: &mut Drawing, job: &Job<'_>, imprint: &Imprint, [left, top, right, _]: [f32; 4]) {
    let colours = job.theme.colours();
    let width = right - left;
    let size = [20.0, 17.0, 14.0]
        .into_iter()
        .find(|size| typeset::width(&imprint.title, *size, Weight::SemiBold) <= width)
        .unwrap_or(14.0);
    let words = typeset::shortened(&imprint.title, size, Weight::SemiBold, width);
    let text = Text::new(words, size, Weight::SemiBold, colours.text);
    // Arabic letters reach far below the line.
    drawing.text(&text, [left, top + (24.0 - typeset::height(size)) / 2.0], None);
    let words = said(job).join("  ·  ");
    let words = typeset::shortened(&words, 11.0, Weight::Regular, width);
    let text = Text::new(words, 11.0, Weight::Regular, colours.muted);
    drawing.text(&text, [left, top + 29.0], None);
}

/// Phase and time, whose eyes, whether findings are drawn.
fn said(job: &Job<'_>) -> Vec<String> {
    let plan = job.plan;
    let mut said = Vec::new();
    match job.phase.and_then(|id| plan.phases.get(id)) {
        Some(phase) => {
            said.push(phase.name.clone());
            let group = |minutes: Minute| {
                let instant = plan.info.h_hour.and_then(|hour| hour.after(minutes));
                instant.map_or_else(
                    || minute(minutes),
                    |instant| format!("{} ({})", minute(minutes), instant.date_time_group()),
                )
            };
            said.push(match phase.end {
                Some(end) => format!("{} to {}", group(phase.start), group(end)),
                None => format!("from {}", group(phase.start)),
            });
        }
        None if plan.phases.is_empty() => {}
        None => said.push("All phases".to_owned()),
    }
    let viewpoint = job.viewpoint.or(plan.info.viewpoint);
    said.push(match viewpoint {
        Some(id) => format!("Unit frames as seen by {}", plan.label_of(id)),
        None => "Unit frames as a neutral desk sees them".to_owned(),
    });
    if job.findings == Findings::Shown {
        said.push("Findings shown by their number".to_owned());
    }
    said
}

/// Writes a minute as planners do: `H+36 h`, `H-90 min`, `H`.
fn minute(minute: Minute) -> String {
    let sign = if minute < 0 { '-' } else { '+' };
    match minute {
        0 => "H".to_owned(),
        _ if minute % 60 == 0 => format!("H{sign}{} h", minute.abs() / 60),
        _ => format!("H{sign}{} min", minute.abs()),
    }
}
