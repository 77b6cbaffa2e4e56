//! The lines and squares of one zone, as far as they are seen.
//!
//! A strip is a rectangle of the map; its lines are curves in it. Which strips a view has is `grid`'s.

use std::f64::consts::PI;

use super::{Axis, GridLine, Spacing, SquareName};
use crate::drawing::mercator::{Bounds, ground_from_world};
use crate::geometry::coordinates::utm::{SOUTHERN_NORTHING_M, Zone, degrees_from_utm, utm_from_degrees};
use crate::geometry::coordinates::{band, grid_zone_designation, square_letters};
use crate::geometry::mercator::unit_from_degrees;

/// Pieces a line is drawn in: its bend within one is less than a ten-thousandth of the view.
const PIECES: u32 = 16;

/// Points along an edge of a view that are tried for the least and greatest easting and northing.
const EDGE_POINTS: u32 = 8;

/// Bands of one zone that lie over each other and are equally wide, as far as they are seen.
pub(super) struct Strip {
    number: u8,
    turn: f64,
    pub(super) seen: Bounds,
    /// Least and greatest easting along its edge.
    pub(super) eastings_m: [f64; 2],
    /// Least and greatest northing, negative south of the equator.
    pub(super) northings_m: [f64; 2],
}

impl Strip {
    pub(super) fn new(number: u8, turn: f64, seen: Bounds) -> Self {
        Self {
            number,
            turn,
            seen,
            eastings_m: [0.0; 2],
            northings_m: [0.0; 2],
        }
    }

    /// Returns true where what is seen of a further band belongs to this strip.
    pub(super) fn continues(&self, number: u8, turn: f64, seen: Bounds) -> bool {
        self.number == number
            && self.turn == turn
            && self.seen.min[0] == seen.min[0]
            && self.seen.max[0] == seen.max[0]
    }

    fn zone(&self) -> Zone {
        Zone::Utm(self.number)
    }

    /// Finds out which lines can cross it, along its edge and where lines turn: at the middle meridian
    /// and at the equator.
    pub(super) fn find_ranges(&mut self) {
        let ([left, top], [right, bottom]) = (self.seen.min, self.seen.max);
        let [meridian, equator] = unit_from_degrees(0.0, self.zone().meridian_deg());
        let meridian = (meridian + self.turn).clamp(left, right);
        let equator = equator.clamp(top, bottom);
        let along =
            |from: f64, to: f64, step: u32| from + (to - from) * f64::from(step) / f64::from(EDGE_POINTS);
        let edge = (0..=EDGE_POINTS).flat_map(|step| {
            let (x, y) = (along(left, right, step), along(top, bottom, step));
            [[x, top], [x, bottom], [left, y], [right, y]]
        });
        let turning = [
            [meridian, top],
            [meridian, bottom],
            [left, equator],
            [right, equator],
        ];
        let mut range = Bounds::EMPTY;
        for at in edge.chain(turning) {
            range = range.with(self.plane_from_world(at));
        }
        self.eastings_m = [range.min[0], range.max[0]];
        self.northings_m = [range.min[1], range.max[1]];
    }

    fn plane_from_world(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let latitude = libm::atan(libm::sinh(PI * (1.0 - 2.0 * y))).to_degrees();
        utm_from_degrees(self.zone(), latitude, (x - self.turn - 0.5) * 360.0)
    }

    fn world_from_plane(&self, point_m: [f64; 2]) -> [f64; 2] {
        let [latitude, longitude] = degrees_from_utm(self.zone(), point_m);
        let [x, y] = unit_from_degrees(latitude, longitude);
        [x + self.turn, y]
    }

    pub(super) fn lines(&self, spacing: Spacing, apart_m: f64, lines: &mut Vec<GridLine>) {
        let [west, east] = self.eastings_m;
        let [south, north] = self.northings_m;
        for easting in multiples(self.eastings_m, apart_m) {
            let points = (0..=PIECES).map(|step| [easting, part(south, north, step)]);
            self.line(Axis::Easting, easting, spacing, points, lines);
        }
        for northing in multiples(self.northings_m, apart_m) {
            let points = (0..=PIECES).map(|step| [part(west, east, step), northing]);
            self.line(Axis::Northing, northing, spacing, points, lines);
        }
    }

    fn line(
        &self,
        axis: Axis,
        value_m: f64,
        spacing: Spacing,
        points_m: impl Iterator<Item = [f64; 2]>,
        lines: &mut Vec<GridLine>,
    ) {
        let counted = if axis == Axis::Northing && value_m < 0.0 {
            value_m + SOUTHERN_NORTHING_M
        } else {
            value_m
        };
        let points: Vec<[f64; 2]> = points_m.map(|point| self.world_from_plane(point)).collect();
        lines.extend(
            pieces_within(&points, self.seen)
                .into_iter()
                .map(|points| GridLine {
                    axis,
                    value_m: counted as u32,
                    zone: self.number,
                    spacing,
                    points,
                }),
        );
    }

    pub(super) fn squares(&self, squares: &mut Vec<SquareName>) {
        let [west, east] = self.eastings_m;
        let [south, north] = self.northings_m;
        let cells =
            |[low, high]: [f64; 2]| (low / SQUARE_M).floor() as i64..=(high / SQUARE_M).floor() as i64;
        for column in cells(self.eastings_m) {
            for row in cells(self.northings_m) {
                let corner = [column as f64 * SQUARE_M, row as f64 * SQUARE_M];
                let columns = [corner[0].max(west), (corner[0] + SQUARE_M).min(east)];
                let rows = [corner[1].max(south), (corner[1] + SQUARE_M).min(north)];
                squares.extend(self.square(columns, rows));
            }
        }
    }

    /// Names the part of a square that is seen; `None` where too little of it is.
    fn square(&self, [west, east]: [f64; 2], [south, north]: [f64; 2]) -> Option<SquareName> {
        let mut bounds = Bounds::EMPTY;
        let (mut sum, mut count) = ([0.0, 0.0], 0.0);
        for [x, y] in TRIED {
            let point = [west + (east - west) * x, south + (north - south) * y];
            let at = self.world_from_plane(point);
            if self.seen.contains(Bounds::of([at])) {
                bounds = bounds.with(at);
                sum = [sum[0] + at[0], sum[1] + at[1]];
                count += 1.0;
            }
        }
        if count < 2.0 {
            return None;
        }
        let at = sum.map(|sum| sum / count);
        let position = ground_from_world(at);
        let northing = f64::midpoint(south, north);
        let counted = if northing < 0.0 {
            northing + SOUTHERN_NORTHING_M
        } else {
            northing
        };
        let point = [f64::midpoint(west, east), counted];
        Some(SquareName {
            letters: square_letters(self.zone(), band(position), point)?,
            designation: grid_zone_designation(position),
            at,
            bounds,
        })
    }
}

/// Side of a square with two letters, in metres.
const SQUARE_M: f64 = 100_000.0;

/// Where in a square is looked for what is seen of it.
const TRIED: [[f64; 2]; 9] = [
    [0.02, 0.02],
    [0.5, 0.02],
    [0.98, 0.02],
    [0.02, 0.5],
    [0.5, 0.5],
    [0.98, 0.5],
    [0.02, 0.98],
    [0.5, 0.98],
    [0.98, 0.98],
];

/// The multiples within a range.
fn multiples([low, high]: [f64; 2], apart: f64) -> impl Iterator<Item = f64> {
    let numbers = (low / apart).ceil() as i64..=(high / apart).floor() as i64;
    numbers.map(move |number| number as f64 * apart)
}

fn part(from: f64, to: f64, step: u32) -> f64 {
    from + (to - from) * f64::from(step) / f64::from(PIECES)
}

/// Returns the pieces of a line within a box.
fn pieces_within(points: &[[f64; 2]], within: Bounds) -> Vec<Vec<[f64; 2]>> {
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let Some([enters, leaves]) = clipped(*from, *to, within) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&enters) => piece.push(leaves),
            _ => pieces.push(vec![enters, leaves]),
        }
    }
    pieces
}

/// Returns the part of a straight piece within a box, where that is more than a point.
fn clipped(from: [f64; 2], to: [f64; 2], within: Bounds) -> Option<[[f64; 2]; 2]> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let by = [to[0] - from[0], to[1] - from[1]];
    for (start, step, low, high) in [
        (from[0], by[0], within.min[0], within.max[0]),
        (from[1], by[1], within.min[1], within.max[1]),
    ] {
        if step == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - start) / step, (high - start) / step);
        enters = enters.max(one.min(other));
        leaves = leaves.min(one.max(other));
    }
    let at = |share: f64| match share {
        0.0 => from,
        1.0 => to,
        _ => [from[0] + by[0] * share, from[1] + by[1] * share],
    };
    (enters < leaves).then(|| [at(enters), at(leaves)])
}
