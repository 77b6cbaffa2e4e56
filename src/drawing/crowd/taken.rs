//! Rectangles in the plane of a scene, looked up by where they are.

use std::collections::BTreeMap;

use crate::drawing::labels::Rect;

/// Space between symbols that are moved apart, in points.
const APART: f32 = 3.0;
/// How far symbols are moved apart at most, in their own sizes.
const RINGS: i16 = 3;
/// Side of a cell in which rectangles are looked up, in points.
pub(super) const CELL: f64 = 64.0;

/// Rectangles that are taken, in points from a corner of the scene.
pub(super) struct Taken {
    corner: [f64; 2],
    points_per_unit: f64,
    cells: BTreeMap<[i64; 2], Vec<Rect>>,
}

impl Taken {
    pub(super) fn new(corner: [f64; 2], points_per_unit: f64) -> Self {
        Self {
            corner,
            points_per_unit,
            cells: BTreeMap::new(),
        }
    }

    fn rect(&self, at: [f64; 2], [left, up, right, down]: [f32; 4]) -> Rect {
        let [x, y] = [0, 1].map(|axis| match axis {
            0 => ((at[0] - self.corner[0]) * self.points_per_unit) as f32,
            _ => ((at[1] - self.corner[1]) * self.points_per_unit) as f32,
        });
        Rect::new(x - left, y - up, x + right, y + down)
    }

    fn cells(rect: Rect) -> impl Iterator<Item = [i64; 2]> {
        let cell = |part: f32| (f64::from(part) / CELL).floor() as i64;
        let columns = cell(rect.left)..=cell(rect.right);
        let rows = cell(rect.top)..=cell(rect.bottom);
        rows.flat_map(move |row| columns.clone().map(move |column| [column, row]))
    }

    pub(super) fn is_free(&self, at: [f64; 2], reach: [f32; 4]) -> bool {
        let rect = self.rect(at, reach);
        Self::cells(rect)
            .filter_map(|cell| self.cells.get(&cell))
            .all(|cell| !cell.iter().any(|taken| taken.meets(rect)))
    }

    pub(super) fn take(&mut self, at: [f64; 2], reach: [f32; 4]) {
        let rect = self.rect(at, reach);
        for cell in Self::cells(rect) {
            self.cells.entry(cell).or_default().push(rect);
        }
    }

    /// Takes the free place nearest to one, and returns it; the place itself where none near is free.
    pub(super) fn settle(&mut self, at: [f64; 2], reach: [f32; 4]) -> [f64; 2] {
        let [left, up, right, down] = reach;
        let step =
            [left + right + APART, up + down + APART].map(|step| f64::from(step) / self.points_per_unit);
        let around = |ring: i16| {
            let sides = [
                (1, 0),
                (-1, 0),
                (0, -1),
                (0, 1),
                (1, -1),
                (-1, -1),
                (1, 1),
                (-1, 1),
            ];
            sides.map(move |(x, y): (i16, i16)| [f64::from(x * ring), f64::from(y * ring)])
        };
        let places = std::iter::once([0.0; 2]).chain((1..=RINGS).flat_map(around));
        let place = places
            .map(|[x, y]| [at[0] + x * step[0], at[1] + y * step[1]])
            .find(|place| self.is_free(*place, reach))
            .unwrap_or(at);
        self.take(place, reach);
        place
    }
}
