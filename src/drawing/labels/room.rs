//! What of the picture is taken.

/// A rectangle on the picture, in points, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Smallest x.
    pub left: f32,
    /// Smallest y.
    pub top: f32,
    /// Largest x.
    pub right: f32,
    /// Largest y.
    pub bottom: f32,
}

impl Rect {
    /// Makes a rectangle of its edges.
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Returns the rectangle with a margin.
    #[must_use]
    pub fn grown(self, by: f32) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    /// Returns the rectangle moved.
    #[must_use]
    pub fn shifted(self, [x, y]: [f32; 2]) -> Self {
        Self::new(self.left + x, self.top + y, self.right + x, self.bottom + y)
    }

    /// Returns true where two have more than an edge in common.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns true where all of the other lies in this one.
    pub fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// Returns the area that two have in common.
    pub fn shared(self, other: Self) -> f32 {
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let high = self.bottom.min(other.bottom) - self.top.max(other.top);
        wide.max(0.0) * high.max(0.0)
    }

    /// Returns the point of the rectangle nearest to a place.
    pub fn nearest(self, [x, y]: [f32; 2]) -> [f32; 2] {
        [x.clamp(self.left, self.right), y.clamp(self.top, self.bottom)]
    }

    /// Returns true where a line from one point to another goes through it.
    fn is_crossed(self, [x, y]: [f32; 2], [other_x, other_y]: [f32; 2]) -> bool {
        let (mut low, mut high) = (0.0_f32, 1.0_f32);
        for (at, step, least, most) in [
            (x, other_x - x, self.left, self.right),
            (y, other_y - y, self.top, self.bottom),
        ] {
            if step == 0.0 {
                if at <= least || at >= most {
                    return false;
                }
                continue;
            }
            let (enter, leave) = ((least - at) / step, (most - at) / step);
            low = low.max(enter.min(leave));
            high = high.min(enter.max(leave));
        }
        low < high
    }
}

/// Side of a cell of the grid in which rectangles are looked up.
const CELL: f32 = 96.0;

/// Rectangles that are taken, and lines that names should not lie on.
#[derive(Debug)]
pub(super) struct Room {
    columns: usize,
    rows: usize,
    taken: Vec<Vec<Rect>>,
    lines: Vec<Vec<([f32; 2], [f32; 2])>>,
}

impl Room {
    pub(super) fn new([width, height]: [f32; 2]) -> Self {
        let cells = |length: f32| (length.clamp(1.0, 20_000.0) / CELL).ceil() as usize;
        let (columns, rows) = (cells(width), cells(height));
        Self {
            columns,
            rows,
            taken: vec![Vec::new(); columns * rows],
            lines: vec![Vec::new(); columns * rows],
        }
    }

    /// Marks a rectangle as taken.
    pub(super) fn take(&mut self, rect: Rect) {
        for cell in self.cells(rect) {
            if let Some(cell) = self.taken.get_mut(cell) {
                cell.push(rect);
            }
        }
    }

    /// Remembers a line that names should not lie on.
    pub(super) fn regard(&mut self, line: impl Iterator<Item = [f32; 2]> + Clone) {
        for (start, end) in line.clone().zip(line.skip(1)) {
            let rect = Rect::new(
                start[0].min(end[0]),
                start[1].min(end[1]),
                start[0].max(end[0]),
                start[1].max(end[1]),
            );
            for cell in self.cells(rect) {
                if let Some(cell) = self.lines.get_mut(cell) {
                    cell.push((start, end));
                }
            }
        }
    }

    /// Returns true where nothing taken meets the rectangle.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        self.cells(rect)
            .filter_map(|cell| self.taken.get(cell))
            .all(|cell| !cell.iter().any(|taken| taken.meets(rect)))
    }

    /// Returns true where no line goes through the rectangle.
    pub(super) fn is_clear(&self, rect: Rect) -> bool {
        self.cells(rect)
            .filter_map(|cell| self.lines.get(cell))
            .all(|cell| !cell.iter().any(|(start, end)| rect.is_crossed(*start, *end)))
    }

    /// Returns how much of the rectangle is taken, each taken rectangle counted by itself.
    pub(super) fn taken_of(&self, rect: Rect) -> f32 {
        let mut seen: Vec<Rect> = Vec::new();
        for cell in self.cells(rect).filter_map(|cell| self.taken.get(cell)) {
            for taken in cell.iter().filter(|taken| taken.meets(rect)) {
                if !seen.contains(taken) {
                    seen.push(*taken);
                }
            }
        }
        seen.iter().map(|taken| taken.shared(rect)).sum()
    }

    /// The cells that a rectangle meets; what lies outside the picture counts to its edge.
    fn cells(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let along = |at: f32, count: usize| ((at / CELL).max(0.0) as usize).min(count.saturating_sub(1));
        let columns = along(rect.left, self.columns)..=along(rect.right, self.columns);
        let rows = along(rect.top, self.rows)..=along(rect.bottom, self.rows);
        let width = self.columns;
        rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
    }
}
