//! Drawing a point, a line or an area.
//!
//! Knows shapes only: what the shape is to be is asked when it is finished. Two vertices on the edge of
//! what is there already are joined along that edge, so that neighbours share it.

use std::borrow::Cow;

use crate::geometry::{Area, Frame, Geometry, Path, Position, circle, distance_m, simplified};

use super::hit::Local;
use super::select::corners;
use super::trace::traced;
use super::{Except, MapEvent, MapEventKind, Reaction, Sketch, Snap, Tool, ToolView, snap};

/// How near the first vertex closes an area, in points of the screen.
const CLOSING_POINTS: f64 = 9.0;
/// A freehand line keeps what stands out by so many points of the screen.
const FREEHAND_POINTS: f64 = 1.5;

/// How lines and areas are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DrawStyle {
    /// Vertex by vertex.
    #[default]
    Vertices,
    /// An area between two corners, north-up.
    Rectangle,
    /// An area round a centre.
    Circle,
    /// Along the pointer while the button is down.
    Freehand,
}

impl DrawStyle {
    /// Every style, in order.
    pub const ALL: [Self; 4] = [Self::Vertices, Self::Rectangle, Self::Circle, Self::Freehand];

    /// Returns what it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Vertices => "Vertex by vertex",
            Self::Rectangle => "Rectangle",
            Self::Circle => "Circle",
            Self::Freehand => "Freehand",
        }
    }
}

/// What is being drawn, and how far it is.
#[derive(Debug)]
pub struct Draw {
    kind: DrawKind,
    style: DrawStyle,
    placed: Vec<Placed>,
    pointer: Option<Placed>,
    /// What would be put in between on the way to the pointer.
    between: Vec<Position>,
    snapped: Option<Snap>,
    /// The button is down and a freehand line follows the pointer.
    following: bool,
    metres_per_point: f64,
}

/// A vertex, and whether it was snapped to what is there: then edges are followed to it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Placed {
    at: Position,
    snapped: bool,
    /// The click that placed it: what was traced to it goes with it.
    click: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DrawKind {
    Point,
    Line,
    Area,
}

impl Draw {
    /// Draws an area.
    pub fn area(style: DrawStyle) -> Self {
        Self::new(DrawKind::Area, style)
    }

    /// Draws a line; it has no corners or centre.
    pub fn line(style: DrawStyle) -> Self {
        let style = match style {
            DrawStyle::Freehand => style,
            DrawStyle::Vertices | DrawStyle::Rectangle | DrawStyle::Circle => DrawStyle::Vertices,
        };
        Self::new(DrawKind::Line, style)
    }

    /// Places a point.
    pub fn point() -> Self {
        Self::new(DrawKind::Point, DrawStyle::Vertices)
    }

    fn new(kind: DrawKind, style: DrawStyle) -> Self {
        Self {
            kind,
            style,
            placed: Vec::new(),
            pointer: None,
            between: Vec::new(),
            snapped: None,
            following: false,
            metres_per_point: 1.0,
        }
    }

    /// Returns the last vertex placed: distances and bearings are typed from there.
    pub fn last(&self) -> Option<Position> {
        self.placed.last().map(|placed| placed.at)
    }

    /// Returns the shape as it would be if the pointer's place were its last vertex; `None` while there
    /// are too few.
    pub fn so_far(&self) -> Option<Geometry> {
        self.shape(&self.with_pointer())
    }

    /// How many vertices make the shape.
    const fn needed(&self) -> usize {
        match (self.kind, self.style) {
            (DrawKind::Point, _) => 1,
            (DrawKind::Line, _) | (DrawKind::Area, DrawStyle::Rectangle | DrawStyle::Circle) => 2,
            (DrawKind::Area, DrawStyle::Vertices | DrawStyle::Freehand) => 3,
        }
    }

    fn clicks(&self) -> usize {
        self.placed.last().map_or(0, |placed| placed.click)
    }

    fn place(&mut self, at: Position, view: &ToolView<'_>) -> Reaction {
        // Clicking the first vertex again closes an area.
        let first = self.placed.first().map(|placed| placed.at);
        let closes = self.kind == DrawKind::Area && self.style == DrawStyle::Vertices;
        if closes && self.placed.len() >= 3 && first == Some(at) {
            return self.finish(view);
        }
        if self.last() != Some(at) {
            let snapped = self.snapped.is_some();
            let way = self.way_to(at, snapped, view);
            let click = self.clicks() + 1;
            self.put(way, click);
            self.placed.push(Placed { at, snapped, click });
        }
        let by_two = matches!(self.style, DrawStyle::Rectangle | DrawStyle::Circle);
        if self.kind == DrawKind::Point || (by_two && self.placed.len() == 2) {
            self.finish(view)
        } else {
            Reaction::Nothing
        }
    }

    /// Puts traced vertices in; they go with that click.
    fn put(&mut self, way: Vec<Position>, click: usize) {
        self.placed.extend(way.into_iter().map(|at| Placed {
            at,
            snapped: true,
            click,
        }));
    }

    /// The vertices of an edge that both the last vertex and this place lie on, between the two.
    fn way_to(&self, at: Position, snapped: bool, view: &ToolView<'_>) -> Vec<Position> {
        match self.placed.last() {
            Some(last) if last.snapped && snapped && self.style == DrawStyle::Vertices => {
                traced(last.at, at, view).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn with_pointer(&self) -> Vec<Position> {
        let mut points: Vec<Position> = self.placed.iter().map(|placed| placed.at).collect();
        if let Some(pointer) = self.pointer.filter(|_| !points.is_empty()) {
            points.extend(&self.between);
            if points.last() != Some(&pointer.at) {
                points.push(pointer.at);
            }
        }
        points
    }

    /// The vertices as they are drawn: the corners of a rectangle, the rim of a circle.
    fn outline(&self, points: &[Position]) -> Vec<Position> {
        match (self.style, points) {
            (DrawStyle::Rectangle, [from, .., to]) => corners(*from, *to),
            (DrawStyle::Circle, [centre, .., rim]) => {
                let mut points = circle(*centre, distance_m(*centre, *rim)).points;
                points.dedup();
                if points.len() > 1 && points.first() == points.last() {
                    points.pop();
                }
                points
            }
            _ => points.to_vec(),
        }
    }

    fn shape(&self, points: &[Position]) -> Option<Geometry> {
        if points.len() < self.needed() {
            return None;
        }
        let points = self.outline(points);
        Some(match self.kind {
            DrawKind::Point => Geometry::Point(*points.first()?),
            DrawKind::Line => Geometry::Path(Path::new(points)),
            DrawKind::Area => Geometry::Area(Area::from_outer(points)),
        })
    }

    fn finish(&mut self, view: &ToolView<'_>) -> Reaction {
        // The edge that closes an area follows what is there like any other.
        if self.kind == DrawKind::Area
            && self.placed.len() >= 3
            && let Some(first) = self.placed.first().copied()
        {
            let way = self.way_to(first.at, first.snapped, view);
            self.put(way, self.clicks());
        }
        let points: Vec<Position> = self.placed.iter().map(|placed| placed.at).collect();
        let Some(shape) = self.shape(&points) else {
            return Reaction::Nothing;
        };
        self.cancel();
        Reaction::Drawn(shape)
    }

    /// Takes the last click back, with what was traced to it.
    fn take_back(&mut self) {
        let click = self.clicks();
        self.placed.retain(|placed| placed.click != click);
        self.between.clear();
    }

    fn follow(&mut self, event: &MapEvent) -> Reaction {
        if event.kind == MapEventKind::Pressed {
            self.cancel();
            self.following = true;
        }
        if !self.following {
            return Reaction::NotMine;
        }
        if self.last() != Some(event.at) {
            self.placed.push(Placed {
                at: event.at,
                snapped: false,
                click: 1,
            });
        }
        if event.kind != MapEventKind::Released {
            return Reaction::Nothing;
        }
        let points: Vec<Position> = self.placed.iter().map(|placed| placed.at).collect();
        let frame = Frame::around(points.iter().copied());
        let kept = simplified(&frame, &points, FREEHAND_POINTS * self.metres_per_point);
        let shape = self.shape(&kept);
        self.cancel();
        shape.map_or(Reaction::Nothing, Reaction::Drawn)
    }
}

impl Tool for Draw {
    fn react(&mut self, event: &MapEvent, view: &ToolView<'_>) -> Reaction {
        self.metres_per_point = view.metres_per_point;
        if self.style == DrawStyle::Freehand
            && matches!(
                event.kind,
                MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released
            )
        {
            return self.follow(event);
        }
        // The first vertex of the shape under way is a vertex to snap to like any other.
        let own = self.placed.first().map(|placed| placed.at).filter(|first| {
            let local = Local::around(event.at, view.metres_per_point);
            let [x, y] = local.points_from(*first);
            self.placed.len() >= 3
                && self.kind == DrawKind::Area
                && x.abs() <= CLOSING_POINTS
                && y.abs() <= CLOSING_POINTS
        });
        self.snapped = if event.alt {
            None
        } else {
            own.map(|at| Snap {
                at,
                what: "the first vertex".to_owned(),
            })
            .or_else(|| snap(event.at, view, Except::default()))
        };
        let at = self.snapped.as_ref().map_or(event.at, |snap| snap.at);
        match event.kind {
            MapEventKind::Moved => {
                let snapped = self.snapped.is_some();
                self.between = self.way_to(at, snapped, view);
                self.pointer = Some(Placed {
                    at,
                    snapped,
                    click: 0,
                });
                Reaction::Nothing
            }
            MapEventKind::Clicked => self.place(at, view),
            // The click before it placed the vertex.
            MapEventKind::DoubleClicked | MapEventKind::Finish => self.finish(view),
            MapEventKind::Delete => {
                self.take_back();
                Reaction::Nothing
            }
            MapEventKind::Pressed | MapEventKind::Dragged | MapEventKind::Released => Reaction::NotMine,
        }
    }

    fn sketch(&self) -> Sketch {
        let points = self.with_pointer();
        Sketch {
            points: if points.len() < 2 {
                points
            } else {
                self.outline(&points)
            },
            closed: self.kind == DrawKind::Area,
            snapped: self.snapped.clone(),
            ..Sketch::default()
        }
    }

    fn hint(&self) -> Cow<'static, str> {
        match (self.kind, self.style, self.placed.len()) {
            (DrawKind::Point, ..) => "Click where it stands; Space places it at the middle of the map",
            (_, DrawStyle::Freehand, 0) => "Press and draw with the button down; let go to finish",
            (_, DrawStyle::Freehand, _) => "Let go to finish; Esc drops it",
            (_, DrawStyle::Rectangle, 0) => "Click one corner of the rectangle",
            (_, DrawStyle::Rectangle, _) => "Click the opposite corner; Esc drops it",
            (_, DrawStyle::Circle, 0) => "Click the centre of the circle",
            (_, DrawStyle::Circle, _) => {
                "Click how far it reaches, or type it: 1500 m; Esc drops it"
            }
            (_, DrawStyle::Vertices, 0) => {
                "Click the first vertex; Space places it at the middle of the map, arrows move the map"
            }
            (DrawKind::Line, _, 1) | (DrawKind::Area, _, 1 | 2) => {
                "Click the next vertex; along what it snaps to the edge is followed, Alt goes straight; Backspace takes one back, Esc drops all"
            }
            (DrawKind::Line, ..) => {
                "Double-click or Enter finishes; Backspace takes a vertex back, Esc drops all"
            }
            (DrawKind::Area, ..) => {
                "Click the first vertex, double-click or press Enter to finish; Backspace takes one back, Esc drops all"
            }
        }
        .into()
    }

    fn last(&self) -> Option<Position> {
        Self::last(self)
    }

    fn cancel(&mut self) -> bool {
        let begun = !self.placed.is_empty();
        self.placed.clear();
        self.between.clear();
        self.pointer = None;
        self.snapped = None;
        self.following = false;
        begun
    }
}
