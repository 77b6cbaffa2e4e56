//! Drawing a point, a line or an area by clicks.
//!
//! Knows shapes only: what the shape is to be is asked when it is finished.

use crate::geometry::{Area, Geometry, Path, Position};

use super::{MapEvent, MapEventKind, Reaction, Sketch, Tool, ToolView, snap};

/// What is being drawn, and how far it is.
#[derive(Debug)]
pub struct Draw {
    kind: DrawKind,
    placed: Vec<Position>,
    pointer: Option<Position>,
    snapped: Option<Position>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DrawKind {
    Point,
    Line,
    Area,
}

impl Draw {
    /// Draws an area.
    pub fn area() -> Self {
        Self::new(DrawKind::Area)
    }

    /// Draws a line.
    pub fn line() -> Self {
        Self::new(DrawKind::Line)
    }

    /// Places a point.
    pub fn point() -> Self {
        Self::new(DrawKind::Point)
    }

    fn new(kind: DrawKind) -> Self {
        Self {
            kind,
            placed: Vec::new(),
            pointer: None,
            snapped: None,
        }
    }

    /// How many vertices make the shape.
    const fn needed(&self) -> usize {
        match self.kind {
            DrawKind::Point => 1,
            DrawKind::Line => 2,
            DrawKind::Area => 3,
        }
    }

    fn place(&mut self, at: Position) -> Reaction {
        // Clicking the first vertex again closes an area.
        if self.kind == DrawKind::Area && self.placed.len() >= 3 && self.placed.first() == Some(&at) {
            return self.finish();
        }
        if self.placed.last() != Some(&at) {
            self.placed.push(at);
        }
        if self.kind == DrawKind::Point {
            self.finish()
        } else {
            Reaction::Nothing
        }
    }

    fn finish(&mut self) -> Reaction {
        if self.placed.len() < self.needed() {
            return Reaction::Nothing;
        }
        let points = std::mem::take(&mut self.placed);
        self.pointer = None;
        self.snapped = None;
        match (self.kind, points.first()) {
            (DrawKind::Point, Some(point)) => Reaction::Drawn(Geometry::Point(*point)),
            (DrawKind::Line, _) => Reaction::Drawn(Geometry::Path(Path::new(points))),
            (DrawKind::Area, _) => Reaction::Drawn(Geometry::Area(Area::from_outer(points))),
            (DrawKind::Point, None) => Reaction::Nothing,
        }
    }
}

impl Tool for Draw {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        // The first vertex of the shape under way is a vertex to snap to like any other.
        let own = self.placed.first().copied().filter(|first| {
            let local = super::hit::Local::around(event.at, view.metres_per_point);
            let [x, y] = local.points_from(*first);
            self.placed.len() >= 3 && self.kind == DrawKind::Area && x.abs() <= 9.0 && y.abs() <= 9.0
        });
        self.snapped = if event.alt {
            None
        } else {
            own.or_else(|| snap(event.at, view))
        };
        let at = self.snapped.unwrap_or(event.at);
        match event.kind {
            MapEventKind::Moved => {
                self.pointer = Some(at);
                Reaction::Nothing
            }
            MapEventKind::Clicked => self.place(at),
            // The click before it placed the vertex.
            MapEventKind::DoubleClicked | MapEventKind::Finish => self.finish(),
            MapEventKind::Delete => {
                self.placed.pop();
                Reaction::Nothing
            }
            MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released => Reaction::NotMine,
        }
    }

    fn sketch(&self) -> Sketch {
        let mut points = self.placed.clone();
        if let Some(pointer) = self.pointer
            && !points.is_empty()
        {
            points.push(pointer);
        }
        Sketch {
            points,
            closed: self.kind == DrawKind::Area,
            snapped: self.snapped,
            ..Sketch::default()
        }
    }

    fn hint(&self) -> &'static str {
        match (self.kind, self.placed.len()) {
            (DrawKind::Point, _) => "Click where it stands; Space places it at the middle of the map",
            (_, 0) => "Click the first vertex; Space places it at the middle of the map, arrows move the map",
            (DrawKind::Line, 1) | (DrawKind::Area, 1 | 2) => {
                "Click the next vertex; Backspace takes one back, Esc drops all"
            }
            (DrawKind::Line, _) => {
                "Double-click or Enter finishes; Backspace takes a vertex back, Esc drops all"
            }
            (DrawKind::Area, _) => {
                "Click the first vertex, double-click or press Enter to finish; Backspace takes one back, Esc drops all"
            }
        }
    }

    fn cancel(&mut self) -> bool {
        let begun = !self.placed.is_empty();
        self.placed.clear();
        self.pointer = None;
        self.snapped = None;
        begun
    }
}
