//! A symbol as SVG elements round its origin, in points.
//!
//! Plain text, the same bytes for the same symbol on every machine; the colour's opacity is written as
//! an attribute, since not every reader knows colours of four parts. It writes elements, no document:
//! whoever calls moves and scales them, and says which font letters have.

use std::fmt::Write as _;

use crate::drawing::style::Rgba;

use super::glyph::{Glyph, Primitive};

/// Lengths of dash and gap in a broken line, points: as `Dash::Short` has them.
const DASHES: &str = "4 3.5";

/// Middle of capital letters above the baseline, as a share of the font's size.
const MIDDLE_OF_CAPITALS: f32 = 0.36;

/// Returns the elements of a symbol: `<path>`s, and `<text>` for letters, its middle at their place.
pub fn glyph_svg(glyph: &Glyph) -> String {
    let mut svg = String::new();
    for primitive in &glyph.primitives {
        match primitive {
            Primitive::Fill { points, colour } => {
                let _ = write!(svg, r#"<path d="{}Z"{}/>"#, path(points), paint("fill", *colour));
            }
            Primitive::Line {
                points,
                closed,
                width,
                colour,
                dashed,
            } => {
                let end = if *closed { "Z" } else { "" };
                let _ = write!(
                    svg,
                    r#"<path d="{}{end}" fill="none"{} stroke-width="{}" stroke-linejoin="round""#,
                    path(points),
                    paint("stroke", *colour),
                    number(*width)
                );
                if *dashed {
                    let _ = write!(svg, r#" stroke-dasharray="{DASHES}""#);
                }
                svg.push_str("/>");
            }
            Primitive::Letters {
                at: [x, y],
                words,
                size,
                colour,
            } => {
                let _ = write!(
                    svg,
                    r#"<text x="{}" y="{}" font-size="{}" font-weight="700" text-anchor="middle"{}>{}</text>"#,
                    number(*x),
                    number(y + size * MIDDLE_OF_CAPITALS),
                    number(*size),
                    paint("fill", *colour),
                    escaped(words)
                );
            }
        }
    }
    svg
}

fn path(points: &[[f32; 2]]) -> String {
    let mut text = String::new();
    for (place, [x, y]) in points.iter().enumerate() {
        let verb = if place == 0 { 'M' } else { 'L' };
        let _ = write!(text, "{verb}{} {}", number(*x), number(*y));
    }
    text
}

/// Writes a length with at most two decimals: finer than any screen or press.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

fn paint(attribute: &str, Rgba([red, green, blue, alpha]): Rgba) -> String {
    let mut text = format!(r##" {attribute}="#{red:02x}{green:02x}{blue:02x}""##);
    if alpha < 255 {
        let opacity = number(f32::from(alpha) / 255.0);
        let _ = write!(text, r#" {attribute}-opacity="{opacity}""#);
    }
    text
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_primitive_is_one_element() {
        let ink = Rgba([1, 2, 255, 255]);
        let glyph = Glyph::of(vec![
            Primitive::Fill {
                points: vec![[0.0, 0.0], [10.0, 0.5], [-0.001, 3.456]],
                colour: Rgba([255, 0, 0, 51]),
            },
            Primitive::Line {
                points: vec![[1.0, 1.0], [2.0, 2.0]],
                closed: true,
                width: 1.7,
                colour: ink,
                dashed: true,
            },
            Primitive::Letters {
                at: [0.0, 0.0],
                words: "A<B".to_owned(),
                size: 10.0,
                colour: ink,
            },
        ]);
        assert_eq!(
            glyph_svg(&glyph),
            concat!(
                r##"<path d="M0 0L10 0.5L0 3.46Z" fill="#ff0000" fill-opacity="0.2"/>"##,
                r##"<path d="M1 1L2 2Z" fill="none" stroke="#0102ff" stroke-width="1.7" stroke-linejoin="round" stroke-dasharray="4 3.5"/>"##,
                r##"<text x="0" y="3.6" font-size="10" font-weight="700" text-anchor="middle" fill="#0102ff">A&lt;B</text>"##,
            )
        );
    }
}
