//! The legend: what is on this sheet and nothing else, each shown by a piece of the picture itself.
//!
//! Samples are taken from the scene, so that a legend cannot say another colour than the map has. What
//! is not in the frame has no entry; what does not find room is handed back and goes on to a page of its
//! own. Nothing is explained that the words of the plan already say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::map::pattern;
use super::svg::{Closed, Drawing, Paint};
use super::typeset;
use crate::checks::Report;
use crate::drawing::inked::inked;
use crate::drawing::marks::site as site_symbol;
use crate::drawing::scene::{Stroke, Text, Texture, Weight};
use crate::drawing::style::Colours;
use crate::drawing::symbols::{Glyph, unit};
use crate::drawing::{Bounds, Layer, Mark, Rgba, Scene, Subject};
use crate::model::{AnyId, Id, Identity, Interval, Plan, SectorState, Stakeholder, Symbol, identity};

/// Sizes in points.
const WORDS: f32 = 9.8;
const HEADING: f32 = 9.2;
/// Width and height of a sample.
const SAMPLE: [f32; 2] = [38.0, 17.0];
/// Space between sample and words, and below an entry.
const APART: f32 = 8.0;
const BELOW: f32 = 3.5;
/// Columns are no narrower.
const COLUMN: f32 = 205.0;
/// Lines of words of one entry at most.
const LINES: usize = 3;

/// A part of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Ground,
    Claims,
    Lines,
    Units,
    Frames,
    Sites,
    Findings,
}

impl Part {
    const fn title(self) -> &'static str {
        match self {
            Self::Ground => "Who answers for the ground",
            Self::Claims => "How far it is agreed",
            Self::Lines => "Lines, areas, points",
            Self::Units => "Units",
            Self::Frames => "Frames of units, as seen here",
            Self::Sites => "Sites",
            Self::Findings => "Findings",
        }
    }
}

/// What is shown beside the words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sample {
    fill: Option<(Rgba, Option<(Texture, Rgba)>)>,
    strokes: Vec<Stroke>,
    band: Option<Rgba>,
    glyph: Option<Arc<Glyph>>,
}

/// A sample and what it means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) part: Part,
    pub(super) words: String,
    pub(super) sample: Sample,
}

/// Whose eyes the sheet is drawn with, and of which time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eyes<'p> {
    pub(super) plan: &'p Plan,
    pub(super) report: Option<&'p Report>,
    pub(super) viewpoint: Option<Id<Stakeholder>>,
    pub(super) shown: Interval,
    pub(super) colours: &'static Colours,
}

/// Returns the entries for all of a scene that is in view, in order.
pub(super) fn entries(scene: &Scene, eyes: Eyes<'_>, view: Bounds) -> Vec<Entry> {
    let mut samples: BTreeMap<Subject, Sample> = BTreeMap::new();
    for item in &scene.items {
        let Some(subject) = item.subject.filter(|_| item.bounds.meets(view)) else {
            continue;
        };
        if matches!(item.layer, Layer::Glow | Layer::Selection) {
            continue;
        }
        let sample = samples.entry(subject).or_default();
        match &item.mark {
            Mark::Fill { colour, texture, .. } => sample.fill = Some((*colour, *texture)),
            Mark::Line { stroke, .. } if !sample.strokes.contains(stroke) => sample.strokes.push(*stroke),
            Mark::Band { colour, .. } => sample.band = Some(*colour),
            Mark::Symbol { glyph, .. } => sample.glyph = Some(Arc::clone(glyph)),
            Mark::Line { .. } | Mark::Outside { .. } | Mark::Handles { .. } => {}
        }
    }
    let mut found: BTreeMap<(Part, usize, String), Sample> = BTreeMap::new();
    for (subject, sample) in samples {
        for (part, order, words, sample) in meanings(subject, &sample, eyes) {
            found.entry((part, order, words)).or_insert(sample);
        }
    }
    found
        .into_iter()
        .map(|((part, _, words), sample)| Entry { part, words, sample })
        .collect()
}

/// What a drawn thing adds to the legend: its part, its place in it, words and sample.
fn meanings(subject: Subject, sample: &Sample, eyes: Eyes<'_>) -> Vec<(Part, usize, String, Sample)> {
    let Eyes { plan, report, .. } = eyes;
    let whole = |part, order, words: String| vec![(part, order, words, sample.clone())];
    match subject {
        Subject::Entity(AnyId::Sector(id)) => {
            let Some(sector) = plan.sectors.get(id) else {
                return Vec::new();
            };
            let place = |holder| plan.stakeholders.ids().position(|known| Some(known) == holder);
            let words = sector.holder.map_or_else(
                || "No holder named".to_owned(),
                |holder| {
                    let party = plan.stakeholders.get(holder);
                    party.map_or_else(|| holder.to_string(), |party| named(&party.name, party.label()))
                },
            );
            let order = place(sector.holder).unwrap_or(usize::MAX);
            let agreed = matches!(sector.state, SectorState::Agreed | SectorState::Held);
            let solid = Sample {
                strokes: sample.strokes.iter().map(|stroke| plain(*stroke)).collect(),
                ..sample.clone()
            };
            let edge = Sample {
                strokes: sample.strokes.clone(),
                ..Sample::default()
            };
            let state = if agreed {
                "Agreed or held"
            } else {
                "Planned, claimed or disputed"
            };
            vec![
                (Part::Ground, order, words, solid),
                (Part::Claims, usize::from(!agreed), state.to_owned(), edge),
            ]
        }
        Subject::Entity(AnyId::Boundary(id)) => plan.boundaries.get(id).map_or_else(Vec::new, |boundary| {
            let words = format!("Boundary, {}", boundary.kind.title().to_lowercase());
            whole(Part::Lines, 0, words)
        }),
        Subject::Entity(AnyId::Measure(id)) => plan
            .measures
            .get(id)
            .map_or_else(Vec::new, |measure| whole(Part::Lines, 1, measure.kind.title())),
        Subject::Entity(AnyId::Corridor(id)) => plan.corridors.get(id).map_or_else(Vec::new, |corridor| {
            let words = format!("Corridor for civilians, {}", corridor.mode.title().to_lowercase());
            whole(Part::Lines, 2, words)
        }),
        Subject::Entity(AnyId::Force(id)) => plan.forces.get(id).map_or_else(Vec::new, |force| {
            if sample.glyph.is_none() {
                return whole(Part::Lines, 3, "March".to_owned());
            }
            let side = identity(plan, eyes.viewpoint, force.stakeholder, eyes.shown);
            let frame = Sample {
                glyph: Some(Arc::new(unit(&Symbol::default(), side, eyes.colours.ink))),
                ..Sample::default()
            };
            let symbol = Sample {
                glyph: sample.glyph.clone(),
                ..Sample::default()
            };
            let mut all = vec![(Part::Units, 0, force.symbol.function.title(), symbol)];
            let (order, words) = match side {
                Identity::Friend => (0, "Friend"),
                Identity::Neutral => (1, "Neutral"),
                Identity::Hostile => (2, "Hostile"),
                Identity::Unknown => (3, "Unknown"),
            };
            all.push((Part::Frames, order, words.to_owned(), frame));
            all
        }),
        Subject::Entity(AnyId::Site(id)) => plan.sites.get(id).map_or_else(Vec::new, |site| {
            let symbol = site_symbol(site.kind, eyes.colours);
            let is_dot = |drawn: &Glyph| drawn.reach < symbol.reach;
            let dot = sample
                .glyph
                .as_ref()
                .filter(|drawn| is_dot(drawn))
                .map(|drawn| Sample {
                    glyph: Some(Arc::clone(drawn)),
                    ..Sample::default()
                });
            let shown = Sample {
                glyph: sample.glyph.as_ref().map(|_| Arc::new(symbol.clone())),
                ..sample.clone()
            };
            let mut all = vec![(Part::Sites, 0, site.kind.title(), shown)];
            all.extend(dot.map(|dot| (Part::Sites, 1, "Site without room for its symbol".to_owned(), dot)));
            all
        }),
        Subject::Entity(_) => Vec::new(),
        Subject::Finding(place) => {
            let texture = sample.fill.and_then(|(_, texture)| Some(texture?.0));
            match (texture, &sample.glyph) {
                (Some(Texture::Contested), _) => whole(Part::Findings, 0, "Contested ground".to_owned()),
                (Some(Texture::Empty), _) => whole(Part::Findings, 1, "Nobody answers for it".to_owned()),
                (_, Some(_)) => {
                    let finding = report.and_then(|report| report.findings.get(place));
                    let words =
                        finding.map(|finding| format!("{} finding, by its number", finding.severity.title()));
                    words.map_or_else(Vec::new, |words| whole(Part::Findings, 3, words))
                }
                _ if sample.fill.is_some() => {
                    whole(Part::Findings, 2, "Ground of two, by their leave".to_owned())
                }
                _ => Vec::new(),
            }
        }
    }
}

/// The stroke without gaps: what is broken says how far something is agreed, not whose it is.
fn plain(stroke: Stroke) -> Stroke {
    Stroke::solid(stroke.width, stroke.colour)
}

/// A name, and the label on the map where that is another.
fn named(name: &str, label: &str) -> String {
    if name == label || name.is_empty() {
        label.to_owned()
    } else if label.is_empty() {
        name.to_owned()
    } else {
        format!("{label} – {name}")
    }
}

/// Draws entries into a room `[left, top, right, bottom]`, column by column; returns those that found
/// none.
pub(super) fn legend<'e>(
    drawing: &mut Drawing,
    entries: &'e [Entry],
    [left, top, right, bottom]: [f32; 4],
    colours: &Colours,
) -> &'e [Entry] {
    let columns = ((right - left) / COLUMN).floor().clamp(1.0, 12.0);
    let width = (right - left) / columns - if columns > 1.0 { 10.0 } else { 0.0 };
    let mut column = 0.0;
    let mut y = top;
    let mut before: Option<Part> = None;
    for (place, entry) in entries.iter().enumerate() {
        let lines = lines_of(entry, width);
        let heading = typeset::height(HEADING) + 7.0;
        let new_part = before != Some(entry.part);
        let height = height_of(lines.len()) + if new_part { heading } else { 0.0 };
        // The last line is kept for saying that more follows.
        let last = column + 1.0 >= columns && place + 1 < entries.len();
        let floor = if last {
            bottom - typeset::height(HEADING)
        } else {
            bottom
        };
        if y + height > floor {
            if column + 1.0 >= columns {
                let words = Text::new(
                    "Continued on the next page …",
                    HEADING,
                    Weight::Regular,
                    colours.muted,
                );
                let x = left + column * (right - left) / columns;
                drawing.text(&words, [x, (bottom - typeset::height(HEADING)).max(y)], None);
                return entries.get(place..).unwrap_or(&[]);
            }
            column += 1.0;
            y = top;
        }
        let x = left + column * (right - left) / columns;
        if new_part || y == top {
            let title = Text::new(entry.part.title(), HEADING, Weight::SemiBold, colours.muted);
            y += if y == top { 0.0 } else { 4.0 };
            drawing.text(&title, [x, y], None);
            y += typeset::height(HEADING) + 3.0;
            before = Some(entry.part);
        }
        draw(drawing, entry, &lines, [x, y], colours);
        y += height_of(lines.len());
    }
    &[]
}

fn lines_of(entry: &Entry, width: f32) -> Vec<String> {
    let room = width - SAMPLE[0] - APART;
    let mut lines = typeset::wrapped(&entry.words, WORDS, Weight::Regular, room);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(typeset::shortened(&rest, WORDS, Weight::Regular, room));
    }
    lines
}

fn height_of(lines: usize) -> f32 {
    (lines as f32 * typeset::height(WORDS)).max(SAMPLE[1]) + BELOW
}

fn draw(drawing: &mut Drawing, entry: &Entry, lines: &[String], [x, y]: [f32; 2], colours: &Colours) {
    let high = lines.len() as f32 * typeset::height(WORDS);
    let row = high.max(SAMPLE[1]);
    let top = y + (row - SAMPLE[1]) / 2.0;
    sample(
        drawing,
        &entry.sample,
        [x, top, x + SAMPLE[0], top + SAMPLE[1]],
        colours,
    );
    let mut line_top = y + (row - high) / 2.0;
    for line in lines {
        let text = Text::new(line.as_str(), WORDS, Weight::Regular, colours.text);
        drawing.text(&text, [x + SAMPLE[0] + APART, line_top], None);
        line_top += typeset::height(WORDS);
    }
}

fn sample(drawing: &mut Drawing, sample: &Sample, within: [f32; 4], colours: &Colours) {
    let [left, top, right, bottom] = within;
    let middle = f32::midpoint(top, bottom);
    let level = [[left, middle], [right, middle]];
    let ring = vec![[left, top], [right, top], [right, bottom], [left, bottom]];
    if let Some((colour, texture)) = sample.fill {
        drawing.rect(within, Paint::fill(colours.land));
        drawing.rect(within, Paint::fill(colour));
        if let Some((texture, ink)) = texture {
            pattern(drawing, texture, ink, std::slice::from_ref(&ring), within);
        }
    }
    if let Some(band) = sample.band {
        drawing.path(
            [(level.as_slice(), Closed::No)],
            Paint::line(SAMPLE[1] * 0.6, band),
        );
    }
    for stroke in &sample.strokes {
        let (points, closed) = if sample.fill.is_some() {
            (ring.as_slice(), true)
        } else {
            (level.as_slice(), false)
        };
        let everywhere = [left - 99.0, top - 99.0, right + 99.0, bottom + 99.0];
        let inked = inked(points, closed, stroke, everywhere, 0.7);
        for piece in &inked.pieces {
            let closed = if piece.closed { Closed::Yes } else { Closed::No };
            let dashes = piece.dashes(stroke.dash);
            let paint = Paint::line(stroke.width, stroke.colour);
            drawing.path(dashes.iter().map(|dash| (dash.as_slice(), closed)), paint);
        }
        for primitive in &inked.decor {
            drawing.primitive(primitive, [0.0; 2]);
        }
    }
    if let Some(glyph) = &sample.glyph {
        let [reach_left, up, reach_right, down] = glyph.reach;
        let wide = (reach_left + reach_right).max(1.0);
        let tall = (up + down).max(1.0);
        let scale = (SAMPLE[0] / wide).min((SAMPLE[1] + 2.0) / tall).min(1.0);
        let at = [
            f32::midpoint(left, right) + (reach_left - reach_right) / 2.0 * scale,
            middle + (up - down) / 2.0 * scale,
        ];
        drawing.glyph(&glyph.scaled(scale), at);
    }
}
