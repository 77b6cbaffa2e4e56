//! How much of a shape a rectangle covers, asked for thousands of rectangles.
//!
//! The picture is cut into cells; a cell counts as covered where the shape, grown by a margin, is at its
//! middle. Good enough to keep a card off what it speaks of; nothing is measured with it.

use super::inside::crossings;
use super::{Frame, Rect, Shape};
use crate::drawing::line;

/// Side of a cell, in points.
const CELL: f32 = 12.0;

/// The cells of a picture that a shape is in, summed up from the upper left corner.
pub(super) struct Cover {
    columns: usize,
    sums: Vec<u32>,
}

impl Cover {
    /// Finds the cells of a shape and of what is nearer to it than a margin, in points.
    pub(super) fn of(shape: &Shape, frame: &Frame<'_>, turn: f64, margin: f32) -> Self {
        let [columns, rows] = frame
            .size
            .map(|side| (side.clamp(1.0, 20_000.0) / CELL).ceil() as usize);
        let mut inside = vec![false; columns * rows];
        let rings: Vec<Vec<[f32; 2]>> = shape
            .rings()
            .map(|ring| ring.iter().map(|point| frame.screen(*point, turn)).collect())
            .collect();
        if shape.closed {
            for row in 0..rows {
                for (from, until) in crossings(&rings, (row as f32 + 0.5) * CELL) {
                    let first = (from / CELL - 0.5).ceil().max(0.0) as usize;
                    let last = ((until / CELL - 0.5).floor() + 1.0).clamp(0.0, columns as f32) as usize;
                    for column in first..last {
                        if let Some(cell) = inside.get_mut(row * columns + column) {
                            *cell = true;
                        }
                    }
                }
            }
        }
        let window = [-CELL, -CELL, frame.size[0] + CELL, frame.size[1] + CELL];
        for ring in &rings {
            let mut whole = ring.clone();
            if shape.closed {
                whole.extend(ring.first());
            }
            for run in line::clipped(&whole, window) {
                let steps = (line::length(&run.points) / CELL * 2.0)
                    .ceil()
                    .clamp(0.0, 65_000.0) as u16;
                let places = (0..=steps).map(|step| f32::from(step) * CELL / 2.0);
                for ([x, y], _) in line::along_each(&run.points, places) {
                    let cells = |low: f32, high: f32, count: usize| {
                        let low = (low / CELL).max(0.0) as usize;
                        low..((high / CELL).max(0.0) as usize + 1).min(count)
                    };
                    for row in cells(y - margin, y + margin, rows) {
                        for column in cells(x - margin, x + margin, columns) {
                            if let Some(cell) = inside.get_mut(row * columns + column) {
                                *cell = true;
                            }
                        }
                    }
                }
            }
        }
        // Each sum is of all cells above and to the left; there is one column and one row more than cells.
        let mut sums = vec![0; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            let mut along = 0;
            for column in 0..columns {
                along += u32::from(inside.get(row * columns + column).copied().unwrap_or(false));
                let above = sums.get(row * (columns + 1) + column + 1).copied().unwrap_or(0);
                if let Some(sum) = sums.get_mut((row + 1) * (columns + 1) + column + 1) {
                    *sum = above + along;
                }
            }
        }
        Self { columns, sums }
    }

    /// Returns how many square points of a rectangle are covered by the shape.
    pub(super) fn of_rect(&self, rect: Rect) -> f32 {
        let rows = self.sums.len() / (self.columns + 1);
        let cell = |at: f32, count: usize| ((at / CELL).round().max(0.0) as usize).min(count);
        let (left, right) = (cell(rect.left, self.columns), cell(rect.right, self.columns));
        let (top, bottom) = (cell(rect.top, rows - 1), cell(rect.bottom, rows - 1));
        let sum = |row: usize, column: usize| {
            let sum = self.sums.get(row * (self.columns + 1) + column).copied();
            f32::from(u16::try_from(sum.unwrap_or(0)).unwrap_or(u16::MAX))
        };
        let cells = sum(bottom, right) + sum(top, left) - sum(top, right) - sum(bottom, left);
        cells.max(0.0) * CELL * CELL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Camera;

    #[test]
    fn what_a_rectangle_covers_is_counted_inside_the_shape_only() {
        let frame = Frame {
            camera: Camera::new([0.5, 0.5], 4.0),
            size: [600.0, 600.0],
            taken: &[],
        };
        let corners = [[120.0, 120.0], [480.0, 120.0], [120.0, 480.0]];
        let mut triangle = Shape::line(
            corners
                .map(|at| frame.camera.world_from_screen(at, frame.size))
                .to_vec(),
        );
        triangle.closed = true;
        let cover = Cover::of(&triangle, &frame, 0.0, 0.0);
        let square = |left: f32, top: f32| cover.of_rect(Rect::new(left, top, left + 96.0, top + 96.0));
        assert!(square(132.0, 132.0) > 9_000.0);
        assert!(square(384.0, 384.0) < 1.0, "inside the box, outside the shape");
        assert!(square(0.0, 0.0) < 1.0);
    }
}
