//! Findings: contested ground, ground of nobody, badges, and the card of the one looked at.
//!
//! A finding is drawn by what it is about, not by its rule: ground that two or more sectors share is
//! contested, ground that no object owns is nobody's, anything else that stands at a place has a badge.

use std::sync::Arc;

use crate::checks::{Finding, Report};
use crate::geometry::{Geometry, Position};
use crate::model::{AnyId, Severity};

use super::{Canvas, Context, View};
use crate::drawing::marks::badge;
use crate::drawing::mercator::world_from_ground;
use crate::drawing::scene::{Callout, Dash, Item, Layer, Mark, Stroke, Subject, Text, Texture, Weight};
use crate::drawing::shape::Shape;
use crate::drawing::style::{Rgba, font, width};
use crate::drawing::symbols::{Glyph, Primitive};

/// Letters in a line of a card.
const CARD_LETTERS: usize = 46;
/// Lines of message on a card; the list below the map has all of it.
const CARD_LINES: usize = 4;

/// What was made of a finding, for as long as one like it stands at the same place in the report.
#[derive(Debug)]
pub(super) struct KeptFinding {
    geometry: Option<Geometry>,
    at: Option<Position>,
    severity: Severity,
    subjects: Vec<AnyId>,
    items: Vec<Arc<Item>>,
}

impl KeptFinding {
    fn is_of(&self, finding: &Finding) -> bool {
        self.at == finding.at
            && self.severity == finding.severity
            && self.subjects == finding.subjects
            && self.geometry == finding.geometry
    }
}

/// Puts the findings of what is shown on the canvas.
pub(super) fn compose(
    kept: &mut Vec<KeptFinding>,
    context: &Context,
    report: &Report,
    view: &View<'_>,
    canvas: &mut Canvas,
) {
    let mut ground: Vec<&Geometry> = Vec::new();
    let mut badges: Vec<(Position, usize, Severity)> = Vec::new();
    for (place, finding) in report.findings.iter().enumerate() {
        let fresh = kept.get(place).is_some_and(|kept| kept.is_of(finding));
        if !fresh {
            let made = KeptFinding {
                geometry: finding.geometry.clone(),
                at: finding.at,
                severity: finding.severity,
                subjects: finding.subjects.clone(),
                items: ground_of(context, place, finding),
            };
            match kept.get_mut(place) {
                Some(slot) => *slot = made,
                None => kept.push(made),
            }
        }
        let looked_at = view.selected_finding == Some(place);
        let shown = view.show_findings && finding.is_open() && holds(context, view, finding);
        if !(shown || looked_at) {
            continue;
        }
        // Several rules may speak of the same ground: it is hatched once.
        let geometry = finding.geometry.as_ref();
        let repeated = geometry.is_some_and(|geometry| ground.contains(&geometry));
        if !repeated {
            ground.extend(geometry);
            for item in kept.get(place).into_iter().flat_map(|kept| &kept.items) {
                canvas.item(Arc::clone(item));
            }
        }
        if let Some(at) = finding.at.filter(|_| shown && has_badge(finding)) {
            match badges.iter_mut().find(|(known, ..)| *known == at) {
                Some(known) if known.2 >= finding.severity => {}
                Some(known) => *known = (at, place, finding.severity),
                None => badges.push((at, place, finding.severity)),
            }
        }
    }
    kept.truncate(report.findings.len());
    for (at, place, severity) in badges {
        let subjects = report
            .findings
            .get(place)
            .map_or(&[][..], |finding| &finding.subjects);
        canvas.item(Arc::new(badge_item(context, at, place, severity, subjects)));
    }
    if let Some(place) = view.selected_finding
        && let Some(finding) = report.findings.get(place)
    {
        look_at(context, place, finding, canvas);
    }
}

pub(super) fn holds(context: &Context, view: &View<'_>, finding: &Finding) -> bool {
    let in_phase = view.phase.is_none_or(|phase| finding.phases.contains(&phase));
    let in_time = finding.phases.is_empty() && finding.interval.intersection(context.shown).is_some();
    in_phase || in_time
}

/// Areas are always drawn; lines and points only where they are looked at, or as a badge.
fn ground_of(context: &Context, place: usize, finding: &Finding) -> Vec<Arc<Item>> {
    let Some(Geometry::Area(area)) = &finding.geometry else {
        return Vec::new();
    };
    let sectors = finding
        .subjects
        .iter()
        .filter(|subject| matches!(subject, AnyId::Sector(_)))
        .count();
    let colours = context.colours();
    let red = colours.of_severity(Severity::Critical);
    let (fill, texture, stroke) = if finding.subjects.is_empty() {
        let grey = colours.nobody;
        let texture = Some((Texture::Empty, grey.opacity(0.75)));
        let stroke = Stroke::solid(width::GAP, grey).dashed(Dash::Short);
        (grey.opacity(0.05), texture, stroke)
    } else if sectors >= 2 && finding.severity >= Severity::Major {
        let texture = Some((Texture::Contested, red.opacity(0.62)));
        (red.opacity(0.12), texture, Stroke::solid(width::CONTESTED, red))
    } else if sectors >= 2 {
        let colour = colours.of_severity(finding.severity);
        (colour.opacity(0.10), None, Stroke::solid(width::GAP, colour))
    } else {
        return Vec::new();
    };
    let shape = Arc::new(Shape::of_area(area));
    let subject = Some(Subject::Finding(place));
    let fill = Mark::Fill {
        shape: Arc::clone(&shape),
        colour: fill,
        texture,
    };
    let edge = Mark::Line { shape, stroke };
    [fill, edge]
        .into_iter()
        .map(|mark| Arc::new(Item::of(Layer::Findings, subject, mark)))
        .collect()
}

/// A badge is for what stands somewhere, not for lines between neighbours.
fn has_badge(finding: &Finding) -> bool {
    let stands = |subject: &AnyId| {
        matches!(
            subject,
            AnyId::Force(_) | AnyId::Site(_) | AnyId::Corridor(_) | AnyId::Measure(_)
        )
    };
    finding.severity >= Severity::Major
        && !matches!(finding.geometry, Some(Geometry::Area(_)))
        && finding.subjects.iter().any(stands)
}

/// How far a badge stands to the right of and above the middle of what it is about: on the symbol's corner.
fn off_symbol(subjects: &[AnyId]) -> [f32; 2] {
    if subjects.iter().any(|subject| matches!(subject, AnyId::Force(_))) {
        [17.0, 12.0]
    } else {
        [8.5, 7.5]
    }
}

fn badge_item(context: &Context, at: Position, place: usize, severity: Severity, subjects: &[AnyId]) -> Item {
    let mut glyph = badge(severity, context.colours());
    let [right, up] = off_symbol(subjects);
    for primitive in &mut glyph.primitives {
        if let Primitive::Fill { points, .. } | Primitive::Line { points, .. } = primitive {
            for point in points {
                *point = [point[0] + right, point[1] - up];
            }
        }
    }
    let mark = Mark::Symbol {
        at: world_from_ground(at),
        glyph: Arc::new(Glyph::of(glyph.primitives)),
    };
    Item::new(Layer::Badges, Subject::Finding(place), mark)
}

/// Draws the finding looked at more strongly, and says what it is.
fn look_at(context: &Context, place: usize, finding: &Finding, canvas: &mut Canvas) {
    let colours = context.colours();
    let colour = colours.of_severity(finding.severity);
    let subject = Subject::Finding(place);
    let geometry = finding.geometry.clone().or(finding.at.map(Geometry::Point));
    let Some(geometry) = geometry else { return };
    let shape = Arc::new(Shape::of_geometry(&geometry));
    match &geometry {
        Geometry::Point(_) => {
            let ring = crate::drawing::symbols::ellipse([0.0; 2], [23.0; 2], 48);
            let glyph = Glyph::of(vec![Primitive::Line {
                points: ring,
                closed: true,
                width: 2.2,
                colour,
                dashed: false,
            }]);
            let mark = Mark::Symbol {
                at: shape.bounds.centre(),
                glyph: Arc::new(glyph),
            };
            canvas.item(Arc::new(Item::new(Layer::Selection, subject, mark)));
        }
        Geometry::Path(_) | Geometry::Area(_) => {
            for stroke in [
                Stroke::solid(width::SELECTION, colour.opacity(0.28)),
                Stroke::solid(width::CONTESTED + 0.4, colour),
            ] {
                let mark = Mark::Line {
                    shape: Arc::clone(&shape),
                    stroke,
                };
                canvas.item(Arc::new(Item::new(Layer::Findings, subject, mark)));
            }
        }
    }
    let at = finding
        .at
        .map_or_else(|| shape.bounds.centre(), world_from_ground);
    canvas.callout = Some(Arc::new(Callout {
        finding: place,
        severity: finding.severity,
        lines: card(
            context,
            finding,
            colours.of_severity_text(finding.severity),
            colours.muted,
        ),
        at,
        about: shape.bounds,
        ground: (!matches!(geometry, Geometry::Point(_))).then(|| Arc::clone(&shape)),
        card: [colours.panel, colours.hairline],
        colour,
    }));
}

fn card(context: &Context, finding: &Finding, title: Rgba, message: Rgba) -> Vec<Text> {
    let head = format!("{}  {}", finding.code, context.read(&finding.title));
    let heads = wrapped(&head, CARD_LETTERS)
        .into_iter()
        .map(|words| Text::said(context.line(words), font::ROW, Weight::SemiBold, title));
    let body = wrapped(&context.read(&finding.message), CARD_LETTERS)
        .into_iter()
        .map(|words| Text::said(context.line(words), font::SECONDARY, Weight::Regular, message));
    heads.chain(body).collect()
}

/// Breaks words into lines of about so many letters, and says with `…` that there is more.
fn wrapped(words: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > CARD_LINES {
        lines.truncate(CARD_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_never_run_on() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("", 7), Vec::<String>::new());
        let long = wrapped(&"word ".repeat(60), 10);
        assert_eq!(long.len(), CARD_LINES);
        assert!(long[CARD_LINES - 1].ends_with('…'));
    }
}
