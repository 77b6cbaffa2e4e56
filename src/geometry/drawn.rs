//! A shape of any dimension, for objects that may be a point, a line or an area.

use super::{Area, Path, Position};

/// A point, an open line or an area, as drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Geometry {
    /// A point.
    Point(Position),
    /// An open line.
    Path(Path),
    /// An area of one or more parts.
    Area(Area),
}

impl Geometry {
    /// Returns every vertex.
    pub fn points(&self) -> Vec<Position> {
        match self {
            Self::Point(point) => vec![*point],
            Self::Path(path) => path.points.clone(),
            Self::Area(area) => area.points().collect(),
        }
    }

    /// Returns the area, where it is one.
    pub fn as_area(&self) -> Option<&Area> {
        if let Self::Area(area) = self {
            Some(area)
        } else {
            None
        }
    }

    /// Returns the line, where it is one.
    pub fn as_path(&self) -> Option<&Path> {
        if let Self::Path(path) = self {
            Some(path)
        } else {
            None
        }
    }

    /// Returns the point, where it is one.
    pub fn as_point(&self) -> Option<Position> {
        if let Self::Point(point) = self {
            Some(*point)
        } else {
            None
        }
    }
}
