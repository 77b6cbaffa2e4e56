//! What belongs round a map that one measures on: frame, grid and its labels, scale bar, north, credit.
//!
//! Every number is that of the sheet itself: the bar is cut from the same scale as the map, convergence
//! and error are those of its plane. Magnetic declination changes with the year, and nothing here knows
//! the year: it is said to be not given rather than left out.

use super::sheet::Fitted;
use super::svg::{Closed, Drawing, Paint};
use super::typeset;
use crate::checks::wording::grouped;
use crate::drawing::grid::{Axis, Grid, GridLine, Spacing, grid};
use crate::drawing::line::clipped;
use crate::drawing::scene::{Stroke, Text, Weight};
use crate::drawing::style::Colours;
use crate::drawing::{Rgba, Shape};

/// Longest scale bar, in points.
const LONGEST_BAR: f64 = 150.0;
/// Sizes in points.
const NOTE: f32 = 9.2;
const LARGE: f32 = 9.5;
const SMALL: f32 = 6.5;
/// Labels of the grid nearer to each other than this would run into one another.
const APART: f32 = 19.0;

/// Returns the grid of a sheet.
pub(super) fn grid_of(fitted: &Fitted) -> Grid {
    let spacing = Spacing::for_scale(fitted.scale);
    grid(fitted.plane.world_bounds(fitted.view()), spacing)
}

/// Returns the lines of a grid in the plane of the sheet, and how they are drawn.
pub(super) fn grid_strokes(fitted: &Fitted, grid: &Grid, colours: &Colours) -> Vec<(Shape, Stroke)> {
    let line = |line: &GridLine| {
        let (width, opacity) = if line.rank() > line.spacing {
            (0.9, 0.5)
        } else {
            (0.6, 0.34)
        };
        let points = line
            .points
            .iter()
            .map(|point| fitted.plane.plane_from_world(*point));
        (
            Shape::line(points.collect()),
            Stroke::solid(width, colours.ink.opacity(opacity)),
        )
    };
    let border = |ends: &[[f64; 2]; 2]| {
        let shape = fitted.plane.shape(&Shape::line(ends.to_vec()));
        (shape, Stroke::solid(1.4, colours.ink.opacity(0.5)))
    };
    let lines = grid.lines.iter().map(line);
    lines.chain(grid.borders.iter().map(border)).collect()
}

/// Draws the frame, and the numbers of the grid where its lines meet it.
pub(super) fn neatline(drawing: &mut Drawing, fitted: &Fitted, grid: &Grid, colours: &Colours) {
    let frame = fitted.plot.frame;
    drawing.rect(frame, Paint::line(1.2, colours.ink));
    let mut taken: Vec<[f32; 2]> = Vec::new();
    for line in &grid.lines {
        let points: Vec<[f32; 2]> = line
            .points
            .iter()
            .map(|point| {
                let at = fitted.plane.plane_from_world(*point);
                let [x, y] = fitted.camera.screen_from_world(at, fitted.size());
                [x + frame[0], y + frame[1]]
            })
            .collect();
        for run in clipped(&points, frame) {
            for end in [run.points.first(), run.points.last()].into_iter().flatten() {
                label(drawing, line, *end, frame, &mut taken, colours.ink);
            }
        }
    }
}

fn label(
    drawing: &mut Drawing,
    line: &GridLine,
    [x, y]: [f32; 2],
    [left, top, right, bottom]: [f32; 4],
    taken: &mut Vec<[f32; 2]>,
    ink: Rgba,
) {
    let near = |one: f32, other: f32| (one - other).abs() < 0.6;
    let on_side = near(x, left) || near(x, right);
    let on_end = near(y, top) || near(y, bottom);
    let fits = match line.axis {
        Axis::Easting => on_end && x > left + 6.0 && x < right - 6.0,
        Axis::Northing => on_side && y > top + 6.0 && y < bottom - 6.0,
    };
    let close = |[other_x, other_y]: &[f32; 2]| (x - other_x).abs() < APART && (y - other_y).abs() < APART;
    if !fits || taken.iter().any(close) {
        return;
    }
    taken.push([x, y]);
    let small = Text::new(line.leading(), SMALL, Weight::Regular, ink);
    let large = Text::new(line.principal(), LARGE, Weight::SemiBold, ink);
    let [small_width, large_width] = [&small, &large].map(|text| typeset::measure(text)[0]);
    match line.axis {
        Axis::Easting => {
            let from = x - f32::midpoint(small_width, large_width);
            let high = if near(y, top) { y - 14.5 } else { y + 2.0 };
            drawing.text(&small, [from, high], None);
            drawing.text(&large, [from + small_width + 0.5, high], None);
        }
        Axis::Northing => {
            let middle = if near(x, left) { x - 8.5 } else { x + 8.5 };
            drawing.text(&small, [middle - small_width / 2.0, y - 11.5], None);
            drawing.text(&large, [middle - large_width / 2.0, y - 5.5], None);
        }
    }
}

/// Draws scale, bar, north and what is to be known of the grid.
pub(super) fn furniture(drawing: &mut Drawing, fitted: &Fitted, grid: &Grid, colours: &Colours) {
    let [left, top, right, _] = fitted.plot.furniture;
    let ink = colours.text;
    let scale = Text::new(
        format!("1:{}", grouped(f64::from(fitted.scale))),
        17.0,
        Weight::SemiBold,
        ink,
    );
    drawing.text(&scale, [left, top + 2.0], None);
    bar(drawing, fitted, [left + 1.0, top + 46.0], colours);
    let convergence = fitted.plane.convergence_deg();
    north(drawing, [right - 26.0, top + 4.0], convergence, colours);
    let error = fitted.plane.scale_error(fitted.view()) * 100.0;
    let mut notes = vec![
        format!(
            "Scale true at the middle of the sheet, within {} all over it.",
            share(error)
        ),
        lines_of(grid),
    ];
    let turn = angle(convergence.abs());
    notes.push(if turn == "0°00′" {
        "Grid north is true north at the middle.".to_owned()
    } else {
        let side = if convergence < 0.0 { "west" } else { "east" };
        format!("Grid convergence at the middle {turn}: grid north is {side} of true north.")
    });
    notes.push("Magnetic declination: not given.".to_owned());
    let mut y = top + 76.0;
    for note in notes {
        for line in typeset::wrapped(&note, NOTE, Weight::Regular, right - left) {
            drawing.text(&Text::new(line, NOTE, Weight::Regular, ink), [left, y], None);
            y += typeset::height(NOTE);
        }
        y += 3.0;
    }
}

/// Which grid it is: spacing, zones, squares.
fn lines_of(grid: &Grid) -> String {
    let mut designations: Vec<&str> = grid.zones.iter().map(|zone| zone.designation.as_str()).collect();
    designations.sort_unstable();
    designations.dedup();
    let every = match grid.spacing {
        Spacing::HundredM => "lines every 100 m",
        Spacing::OneKm => "lines every 1 km",
        Spacing::TenKm => "lines every 10 km",
        Spacing::HundredKm => "lines every 100 km",
        Spacing::Zones => "zones only",
    };
    if designations.is_empty() {
        return "WGS 84. No MGRS grid: the sheet lies beyond UTM.".to_owned();
    }
    let mut squares: Vec<(&str, &str)> = grid
        .squares
        .iter()
        .map(|square| (square.designation.as_str(), square.letters.as_str()))
        .collect();
    squares.sort_unstable();
    squares.dedup();
    let of_zone = |zone: &str| {
        let letters: Vec<&str> = squares
            .iter()
            .filter(|(of, _)| *of == zone)
            .map(|(_, letters)| *letters)
            .collect();
        let more = letters.len().saturating_sub(8);
        let shown: Vec<&str> = letters.into_iter().take(8).collect();
        match (shown.is_empty(), more) {
            (true, _) => zone.to_owned(),
            (false, 0) => format!("{zone} {}", shown.join(" ")),
            (false, more) => format!("{zone} {} and {more} more", shown.join(" ")),
        }
    };
    let zones: Vec<String> = designations.into_iter().map(of_zone).collect();
    format!(
        "MGRS grid on UTM, WGS 84, {every}. Grid zone and squares: {}.",
        zones.join("; ")
    )
}

/// Draws a bar of four parts, black and white in turn, its upper left corner at a place.
fn bar(drawing: &mut Drawing, fitted: &Fitted, [x, y]: [f32; 2], colours: &Colours) {
    let part_m = round_part(fitted.metres_per_point * LONGEST_BAR / 4.0);
    let part = (part_m / fitted.metres_per_point) as f32;
    for (place, shift) in (0_u8..4).zip(0_u8..) {
        let from = x + part * f32::from(shift);
        let face = if place % 2 == 0 {
            colours.ink
        } else {
            colours.panel
        };
        let mut paint = Paint::fill(face);
        paint.line = Some((0.7, colours.ink));
        drawing.rect([from, y, from + part, y + 4.5], paint);
    }
    let kilometres = part_m * 4.0 >= 2000.0;
    let unit = if kilometres { "km" } else { "m" };
    for step in [0_u8, 1, 2, 4] {
        let metres = part_m * f64::from(step);
        let value = if kilometres { metres / 1000.0 } else { metres };
        let number = if value.fract() == 0.0 {
            format!("{value:.0}")
        } else {
            format!("{value}")
        };
        let words = if step == 4 {
            format!("{number} {unit}")
        } else {
            number
        };
        let text = Text::new(words, SMALL + 1.5, Weight::Regular, colours.text);
        let [width, height] = typeset::measure(&text);
        let at = x + part * f32::from(step) - if step == 0 { 0.0 } else { width / 2.0 };
        drawing.text(&text, [at, y - height - 1.0], None);
    }
}

/// The longest of 1, 2, 2.5, 5 times a power of ten that is not longer.
fn round_part(longest_m: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(longest_m.max(1e-3))));
    let factor = [5.0, 2.5, 2.0]
        .into_iter()
        .find(|factor| factor * power <= longest_m);
    factor.unwrap_or(1.0) * power
}

/// Draws grid north upright and true north beside it, turned the right way; the angle is not to scale.
fn north(drawing: &mut Drawing, [x, y]: [f32; 2], convergence_deg: f64, colours: &Colours) {
    let ink = colours.ink;
    let foot = [x, y + 56.0];
    let head = |drawing: &mut Drawing, [x, y]: [f32; 2], words: &str| {
        let text = Text::new(words, SMALL + 1.5, Weight::SemiBold, ink);
        let [width, height] = typeset::measure(&text);
        drawing.text(&text, [x - width / 2.0, y - height], None);
    };
    let tip = [x, y + 14.0];
    drawing.line(foot, tip, 1.1, ink);
    let arrow = [
        tip,
        [x - 4.0, tip[1] + 11.0],
        [x, tip[1] + 8.0],
        [x + 4.0, tip[1] + 11.0],
    ];
    drawing.path([(arrow.as_slice(), Closed::Yes)], Paint::fill(ink));
    if convergence_deg.abs() < 1.0 / 120.0 {
        head(drawing, tip, "N");
        return;
    }
    // True north lies as far to the other side of grid north as grid north of it.
    let side = if convergence_deg < 0.0 { 1.0 } else { -1.0 };
    let star = [x + side * 17.0, y + 16.0];
    drawing.line(foot, star, 0.8, ink);
    let points: Vec<[f32; 2]> = (0_u8..10)
        .map(|step| {
            let angle = std::f32::consts::PI * (f32::from(step) / 5.0 - 0.5);
            let radius = if step % 2 == 0 { 4.2 } else { 1.7 };
            [
                star[0] + radius * libm::cosf(angle),
                star[1] + radius * libm::sinf(angle),
            ]
        })
        .collect();
    drawing.path([(points.as_slice(), Closed::Yes)], Paint::fill(ink));
    head(drawing, [tip[0] - side * 6.0, tip[1]], "GN");
    head(drawing, [star[0] + side * 2.0, star[1] - 5.0], "TN");
}

/// Writes an angle in degrees and minutes.
fn angle(degrees: f64) -> String {
    let minutes = (degrees * 60.0).round() as u32;
    format!("{}°{:02}′", minutes / 60, minutes % 60)
}

/// Writes a share in per cent, rounded up to what is worth saying.
fn share(per_cent: f64) -> String {
    if per_cent <= 0.01 {
        "0.01 %".to_owned()
    } else {
        format!("{:.2} %", (per_cent * 100.0).ceil() / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_maps_have_them() {
        assert_eq!(
            [0.0, 0.6707, 1.999].map(angle),
            ["0°00′", "0°40′", "2°00′"].map(str::to_owned)
        );
        assert_eq!(
            [0.0, 0.0101, 0.4].map(share),
            ["0.01 %", "0.02 %", "0.40 %"].map(str::to_owned)
        );
        assert_eq!(
            [468.7, 93.0, 2_600.0, 9_400.0].map(round_part),
            [250.0, 50.0, 2_500.0, 5_000.0]
        );
    }
}
