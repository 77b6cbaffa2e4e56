//! How many findings were open when: a stacked chart, SVG.
//!
//! Severities differ by filling (solid, hatched, dotted) and by shape in the legend; colour comes second. It has no
//! text of anybody's but times.

use std::fmt::Write as _;

use super::super::review::Review;
use super::super::session::Session;
use crate::checks::Summary;
use crate::model::{Minute, minute_text};

/// Width and height of the drawing.
const SIZE: [f64; 2] = [960.0, 260.0];
/// Left, top, right and bottom edge of what is plotted.
const PLOT: [f64; 4] = [48.0, 16.0, 944.0, 206.0];
/// Most lines across.
const LINES: usize = 5;
/// Severities from the axis upwards: the word and its shape, and its filling.
const LAYERS: [(&str, &str); 3] = [
    ("▲ critical", "#8c1d18"),
    ("● major", "url(#open-major)"),
    ("○ minor", "url(#open-minor)"),
];

/// Draws it.
pub(super) fn svg(session: &Session, review: &Review) -> String {
    let starts = session.exercise().starts;
    let ends = session.state().at.max(starts);
    let mut steps: Vec<(Minute, [usize; 3])> = vec![(starts, counts(review.start))];
    for moment in &review.moments {
        steps.push((moment.at, counts(moment.open)));
    }
    let most = steps
        .iter()
        .map(|(_, counts)| counts.iter().sum::<usize>())
        .max()
        .unwrap_or(0);
    let gap = gap(most);
    let top = most.div_ceil(gap).max(1) * gap;
    let [left, above, right, below] = PLOT;
    let x = |minute: Minute| {
        let span = ends.saturating_sub(starts).max(1) as f64;
        left + (right - left) * (minute.saturating_sub(starts) as f64 / span).clamp(0.0, 1.0)
    };
    let y = |count: usize| below - (below - above) * count as f64 / top as f64;
    let [width, height] = SIZE;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
         {height}\" role=\"img\" aria-label=\"Open findings over time\" font-family=\"sans-serif\" font-size=\"12\">\n"
    );
    text.push_str(
        "<defs><pattern id=\"open-major\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"6\" height=\"6\" fill=\"#fff\"/><path d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\" stroke=\"#b35900\" \
         stroke-width=\"1.6\"/></pattern><pattern id=\"open-minor\" width=\"6\" height=\"6\" \
         patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><circle cx=\"3\" cy=\"3\" \
         r=\"1\" fill=\"#555\"/></pattern></defs>\n",
    );
    let _ = writeln!(
        text,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>"
    );
    for line in 0..=top / gap {
        let (count, at) = (line * gap, y(line * gap));
        let _ = writeln!(
            text,
            "<path d=\"M{left:.1} {at:.1}H{right:.1}\" stroke=\"#ccc\"/><text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"end\">{count}</text>",
            left - 6.0,
            at + 4.0
        );
    }
    for (place, (_, fill)) in LAYERS.iter().enumerate() {
        let heights = |upto: usize| -> Vec<(f64, f64)> {
            let sums = steps
                .iter()
                .map(|(at, counts)| (x(*at), y(counts.iter().take(upto).sum())));
            sums.collect()
        };
        let path = band(&heights(place + 1), &heights(place), right);
        let _ = writeln!(
            text,
            "<path d=\"{path}\" fill=\"{fill}\" stroke=\"#222\" stroke-width=\"0.8\"/>"
        );
    }
    for (at, anchor) in [(starts, "start"), (ends, "end")] {
        let _ = writeln!(
            text,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            x(at),
            below + 18.0,
            minute_text(at)
        );
    }
    for (place, (word, fill)) in LAYERS.iter().enumerate() {
        let at = left + 110.0 * place as f64;
        let _ = writeln!(
            text,
            "<rect x=\"{at:.1}\" y=\"{:.1}\" width=\"14\" height=\"14\" fill=\"{fill}\" stroke=\"#222\"/><text \
             x=\"{:.1}\" y=\"{:.1}\">{word}</text>",
            below + 32.0,
            at + 20.0,
            below + 43.0
        );
    }
    text.push_str("</svg>\n");
    text
}

fn counts(open: Summary) -> [usize; 3] {
    [open.critical, open.major, open.minor]
}

/// How many findings are between two lines: 1, 2, 5, 10 and so on.
fn gap(most: usize) -> usize {
    let mut gaps =
        (0..12_u32).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.saturating_pow(power)));
    gaps.find(|gap| most.div_ceil(*gap) <= LINES)
        .unwrap_or(most.max(1))
}

/// What lies between two lines of steps, from left to right and back.
fn band(upper: &[(f64, f64)], lower: &[(f64, f64)], right: f64) -> String {
    let mut corners = along(upper, right);
    let mut back = along(lower, right);
    back.reverse();
    corners.append(&mut back);
    let mut path = String::new();
    for (place, (x, y)) in corners.iter().enumerate() {
        let _ = write!(path, "{}{x:.1} {y:.1}", if place == 0 { 'M' } else { 'L' });
    }
    path.push('Z');
    path
}

/// The corners of steps: each height holds until the next one.
fn along(steps: &[(f64, f64)], right: f64) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for (x, y) in steps {
        if let Some((_, last)) = corners.last().copied() {
            corners.push((*x, last));
        }
        corners.push((*x, *y));
    }
    if let Some((_, last)) = corners.last().copied() {
        corners.push((right, last));
    }
    corners
}
