//! Strokes, fills and words as SVG text: the one form that every printer of paper starts from.
//!
//! PNG and PDF are made of the same text, so that what one shows the others show. Numbers have two
//! decimals at most, which on paper is finer than any press; nothing refers to anything outside the
//! text, and there is no script in it. What is drawn where is decided by whoever calls.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine;

use super::faces::{Face, Order};
use super::typeset::{self, Line};
use crate::drawing::scene::{Dash, Text};
use crate::drawing::style::Rgba;
use crate::drawing::symbols::{Glyph, Primitive};
use crate::model::unhidden;

/// Width of the soft edge round words, in points.
const HALO: f32 = 2.6;

/// An SVG text in the making, in points: the unit of its `viewBox`.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    body: String,
    defined: String,
    faces: BTreeSet<Face>,
    clips: u32,
}

/// Where the letters of an SVG text come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fonts {
    /// From whoever reads it: the printers, who have the faces.
    Named,
    /// From the text itself: each face that is used is part of it, whole, so that it can be edited.
    Embedded,
}

/// How wide and high a drawing is: `[width, height]` with their unit, as `210mm`, and the same in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// With the unit.
    pub outer: [String; 2],
    /// In points.
    pub points: [f32; 2],
}

impl Extent {
    /// Makes the extent of a picture on the screen: a point is a pixel.
    pub fn of_pixels([width, height]: [f32; 2]) -> Self {
        Self {
            outer: [number(width), number(height)],
            points: [width, height],
        }
    }

    /// Makes the extent of a sheet of paper, a point being so many millimetres.
    pub fn of_millimetres([width, height]: [f32; 2], mm_per_point: f32) -> Self {
        Self {
            outer: [width, height].map(|side| format!("{}mm", number(side))),
            points: [width / mm_per_point, height / mm_per_point],
        }
    }
}

/// How a path is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// What fills it: even-odd.
    pub fill: Option<Rgba>,
    /// Width and colour of its line.
    pub line: Option<(f32, Rgba)>,
    /// The ends of the line are round: a line of no length is a dot.
    pub round: RoundEnds,
}

/// Whether the ends of lines are round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundEnds {
    /// They are cut.
    #[default]
    No,
    /// They are round.
    Yes,
}

impl Paint {
    /// Fills.
    pub const fn fill(colour: Rgba) -> Self {
        Self {
            fill: Some(colour),
            line: None,
            round: RoundEnds::No,
        }
    }

    /// Strokes.
    pub const fn line(width: f32, colour: Rgba) -> Self {
        Self {
            fill: None,
            line: Some((width, colour)),
            round: RoundEnds::No,
        }
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Self::new()
    }
}

impl Drawing {
    /// Makes an empty drawing.
    pub const fn new() -> Self {
        Self {
            body: String::new(),
            defined: String::new(),
            faces: BTreeSet::new(),
            clips: 0,
        }
    }

    /// Paints lines or rings as one path; each needs two points or more.
    pub fn path<'r>(&mut self, rings: impl IntoIterator<Item = (&'r [[f32; 2]], Closed)>, paint: Paint) {
        let mut path = String::new();
        for (ring, closed) in rings {
            path_of(ring, closed, &mut path);
        }
        self.path_text(&path, paint);
    }

    /// Paints a path that is written as SVG has it.
    fn path_text(&mut self, path: &str, paint: Paint) {
        let clear = |Rgba([.., alpha]): Rgba| alpha == 0;
        if path.is_empty() {
            return;
        }
        let _ = write!(self.body, r#"<path d="{path}""#);
        match paint.fill.filter(|colour| !clear(*colour)) {
            Some(colour) => {
                self.colour("fill", colour);
                self.body.push_str(r#" fill-rule="evenodd""#);
            }
            None => self.body.push_str(r#" fill="none""#),
        }
        if let Some((width, colour)) = paint.line.filter(|(_, colour)| !clear(*colour)) {
            self.colour("stroke", colour);
            let _ = write!(
                self.body,
                r#" stroke-width="{}" stroke-linejoin="round""#,
                number(width)
            );
            if paint.round == RoundEnds::Yes {
                self.body.push_str(r#" stroke-linecap="round""#);
            }
        }
        self.body.push_str("/>\n");
    }

    /// Paints a rectangle `[left, top, right, bottom]`.
    pub fn rect(&mut self, [left, top, right, bottom]: [f32; 4], paint: Paint) {
        let ring = [[left, top], [right, top], [right, bottom], [left, bottom]];
        self.path([(ring.as_slice(), Closed::Yes)], paint);
    }

    /// Paints a straight line.
    pub fn line(&mut self, from: [f32; 2], to: [f32; 2], width: f32, colour: Rgba) {
        self.path([([from, to].as_slice(), Closed::No)], Paint::line(width, colour));
    }

    /// Paints a disc.
    pub fn disc(&mut self, [x, y]: [f32; 2], radius: f32, colour: Rgba) {
        let _ = write!(
            self.body,
            r#"<circle cx="{}" cy="{}" r="{}""#,
            number(x),
            number(y),
            number(radius)
        );
        self.colour("fill", colour);
        self.body.push_str("/>\n");
    }

    /// Writes a text of the picture, its upper left corner at a place, with a soft edge of this colour.
    pub fn text(&mut self, text: &Text, at: [f32; 2], halo: Option<Rgba>) {
        self.set_line(&typeset::line_of(text), text, at, halo);
    }

    /// Writes a line that is set already.
    pub fn set_line(&mut self, line: &Line, text: &Text, [x, y]: [f32; 2], halo: Option<Rgba>) {
        if line.runs.iter().all(|run| run.words.trim().is_empty()) {
            return;
        }
        let base = number(y + typeset::baseline(text.size));
        let _ = write!(self.body, r#"<text y="{base}" font-size="{}""#, number(text.size));
        self.colour("fill", text.colour);
        if let Some(halo) = halo {
            self.colour("stroke", halo);
            let _ = write!(
                self.body,
                r#" stroke-width="{}" stroke-linejoin="round" paint-order="stroke""#,
                number(HALO)
            );
        }
        self.body.push('>');
        for run in &line.runs {
            self.faces.insert(run.face);
            let _ = write!(
                self.body,
                r#"<tspan x="{}" font-family="{}" font-weight="{}""#,
                number(x + run.x),
                run.face.family(),
                run.face.weight()
            );
            if text.spacing > 0.0 && run.order == Order::LeftToRight {
                let _ = write!(self.body, r#" letter-spacing="{}""#, number(text.spacing));
            }
            self.body.push('>');
            self.words(&run.words, run.order);
            self.body.push_str("</tspan>");
        }
        self.body.push_str("</text>\n");
    }

    /// Writes a run; one from the right is kept so by marks where it begins or ends in a sign or space
    /// that has no direction of its own.
    fn words(&mut self, words: &str, order: Order) {
        let undirected = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_alphanumeric());
        let mark = |wanted: bool| if wanted { "\u{200f}" } else { "" };
        let right_to_left = order == Order::RightToLeft;
        self.body
            .push_str(mark(right_to_left && undirected(words.chars().next())));
        escape(words, &mut self.body);
        self.body
            .push_str(mark(right_to_left && undirected(words.chars().next_back())));
    }

    /// Paints a symbol round a place.
    pub fn glyph(&mut self, glyph: &Glyph, [x, y]: [f32; 2]) {
        for primitive in &glyph.primitives {
            self.primitive(primitive, [x, y]);
        }
    }

    /// Paints one stroke of a symbol, moved by so much.
    pub fn primitive(&mut self, primitive: &Primitive, [x, y]: [f32; 2]) {
        let moved = |points: &[[f32; 2]]| -> Vec<[f32; 2]> {
            points.iter().map(|point| [point[0] + x, point[1] + y]).collect()
        };
        match primitive {
            Primitive::Fill { points, colour } => {
                self.path([(moved(points).as_slice(), Closed::Yes)], Paint::fill(*colour));
            }
            Primitive::Line {
                points,
                closed,
                width,
                colour,
                dashed,
            } => {
                let mut points = moved(points);
                let paint = Paint::line(*width, *colour);
                if *dashed {
                    if *closed {
                        points.extend(points.first().copied());
                    }
                    let dashes = crate::drawing::line::dashes(&points, Dash::Short.lengths(), 0.0);
                    self.path(dashes.iter().map(|dash| (dash.as_slice(), Closed::No)), paint);
                } else {
                    let closed = if *closed { Closed::Yes } else { Closed::No };
                    self.path([(points.as_slice(), closed)], paint);
                }
            }
            Primitive::Letters {
                at,
                words,
                size,
                colour,
            } => {
                let weight = crate::drawing::scene::Weight::SemiBold;
                let text = Text::new(words.as_str(), *size, weight, *colour);
                let line = typeset::line_of(&text);
                // Capitals reach 0.73 of the size above the baseline.
                let top = at[1] + y + size * 0.364 - typeset::baseline(*size);
                self.set_line(&line, &text, [at[0] + x - line.width / 2.0, top], None);
            }
        }
    }

    /// Begins a part that is drawn within `[left, top, right, bottom]` only.
    pub fn begin_clip(&mut self, [left, top, right, bottom]: [f32; 4]) {
        self.clips += 1;
        let _ = writeln!(
            self.defined,
            r#"<clipPath id="clip{}"><rect x="{}" y="{}" width="{}" height="{}"/></clipPath>"#,
            self.clips,
            number(left),
            number(top),
            number(right - left),
            number(bottom - top)
        );
        let _ = writeln!(self.body, r#"<g clip-path="url(#clip{})">"#, self.clips);
    }

    /// Begins a part with a name, for those who open the text in an editor.
    pub fn begin(&mut self, name: &str) {
        let _ = writeln!(self.body, r#"<g id="{name}">"#);
    }

    /// Ends the part begun last.
    pub fn end(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// Returns the whole text.
    pub fn finish(&self, extent: &Extent, title: &str, fonts: Fonts) -> String {
        let [width, height] = &extent.outer;
        let [across, down] = extent.points.map(number);
        let mut text = format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" "#,
                r#"viewBox="0 0 {across} {down}" xml:space="preserve">"#,
                "\n<title>"
            ),
            width = width,
            height = height,
            across = across,
            down = down
        );
        escape(&unhidden(title), &mut text);
        text.push_str("</title>\n");
        if fonts == Fonts::Embedded && !self.faces.is_empty() {
            text.push_str("<style>\n");
            for face in &self.faces {
                let bytes = base64::engine::general_purpose::STANDARD.encode(face.bytes());
                let _ = writeln!(
                    text,
                    "@font-face{{font-family:\"{}\";font-weight:{};src:url(data:font/ttf;base64,{bytes})}}",
                    face.family(),
                    face.weight()
                );
            }
            text.push_str("</style>\n");
        }
        if !self.defined.is_empty() {
            let _ = writeln!(text, "<defs>\n{}</defs>", self.defined);
        }
        text.push_str(&self.body);
        text.push_str("</svg>\n");
        text
    }

    fn colour(&mut self, attribute: &str, Rgba([red, green, blue, alpha]): Rgba) {
        let _ = write!(self.body, r##" {attribute}="#{red:02x}{green:02x}{blue:02x}""##);
        if alpha < 255 {
            let _ = write!(
                self.body,
                r#" {attribute}-opacity="{}""#,
                number(f32::from(alpha) / 255.0)
            );
        }
    }
}

/// Whether a line leads back to where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It does.
    Yes,
    /// It does not.
    No,
}

fn path_of(points: &[[f32; 2]], closed: Closed, out: &mut String) {
    if points.len() < 2 {
        return;
    }
    for (place, [x, y]) in points.iter().enumerate() {
        let verb = if place == 0 { 'M' } else { 'L' };
        let _ = write!(out, "{verb}{} {}", number(*x), number(*y));
    }
    if closed == Closed::Yes {
        out.push('Z');
    }
}

/// Writes a number with two decimals at most; what is farther than any paper stays as far as can be
/// printed, and what is no number is nought.
pub(super) fn number(value: f32) -> String {
    let value = if value.is_finite() {
        value.clamp(-1e6, 1e6)
    } else {
        0.0
    };
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

/// Writes words so that they are words in any SVG reader, whatever a plan has in them.
fn escape(words: &str, out: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No letters of XML.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::scene::Weight;

    const INK: Rgba = Rgba::hex(0x0010_2030);

    fn body(draw: impl FnOnce(&mut Drawing)) -> String {
        let mut drawing = Drawing::new();
        draw(&mut drawing);
        drawing.body
    }

    #[test]
    fn numbers_are_short_and_never_minus_nothing() {
        let written = [1.0, 0.125, -0.001, 10.5, f32::NAN, f32::INFINITY, -33.333].map(number);
        assert_eq!(
            written,
            ["1", "0.12", "0", "10.5", "0", "0", "-33.33"].map(str::to_owned)
        );
    }

    #[test]
    fn a_path_says_what_fills_and_what_strokes_it() {
        let ring = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.5]];
        let drawn = body(|drawing| {
            drawing.path(
                [(ring.as_slice(), Closed::Yes)],
                Paint::fill(Rgba([255, 0, 0, 51])),
            );
            drawing.line([0.0, 1.0], [2.0, 3.0], 1.5, INK);
            drawing.path([([[1.0, 1.0]].as_slice(), Closed::No)], Paint::line(1.0, INK));
        });
        assert_eq!(
            drawn,
            concat!(
                r##"<path d="M0 0L10 0L10 5.5Z" fill="#ff0000" fill-opacity="0.2" fill-rule="evenodd"/>"##,
                "\n",
                r##"<path d="M0 1L2 3" fill="none" stroke="#102030" stroke-width="1.5" stroke-linejoin="round"/>"##,
                "\n"
            )
        );
    }

    #[test]
    fn words_of_a_plan_are_words_and_nothing_else() {
        let text = Text::new("<script>&\u{1}\"", 10.0, Weight::Regular, INK);
        let drawn = body(|drawing| drawing.text(&text, [0.0, 0.0], None));
        assert!(drawn.contains(r"&lt;script&gt;&amp;\u{1}&quot;"), "{drawn}");
    }

    #[test]
    fn a_run_from_the_right_keeps_its_end() {
        let text = Text::new("قطاع! 12", 10.0, Weight::Regular, INK);
        let drawn = body(|drawing| drawing.text(&text, [0.0, 0.0], Some(INK)));
        assert!(drawn.contains("قطاع! \u{200f}</tspan>"), "{drawn}");
        assert!(drawn.contains("paint-order=\"stroke\""));
    }

    #[test]
    fn a_text_of_its_own_has_the_faces_it_uses_and_no_others() {
        let mut drawing = Drawing::new();
        let text = Text::new("الكرمة", 10.0, Weight::SemiBold, INK);
        drawing.text(&text, [0.0, 0.0], None);
        let extent = Extent::of_millimetres([210.0, 297.0], 0.25);
        let text = drawing.finish(&extent, "A & B", Fonts::Embedded);
        assert!(text.starts_with(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 840 1188""#
        ));
        assert!(text.contains("<title>A &amp; B</title>"));
        assert_eq!(text.matches("@font-face").count(), 1);
        assert!(text.contains("font-family:\"Noto Sans Arabic\";font-weight:700"));
        assert!(!drawing.finish(&extent, "", Fonts::Named).contains("@font-face"));
    }
}
