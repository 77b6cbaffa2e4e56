//! An open line on the ground.
//!
//! Knows its points and its text form; lengths and distances are `measure`'s.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::Position;
use super::text;

/// An open polyline, in drawing order. Edges are straight in longitude and latitude.
///
/// May be as short as one point: such a line is reported by `defects`, not refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path {
    /// The vertices from first to last.
    pub points: Vec<Position>,
}

impl Path {
    /// Makes a path of these points.
    #[must_use]
    pub fn new(points: Vec<Position>) -> Self {
        Self { points }
    }

    /// Returns the edges, each as start and end.
    pub fn edges(&self) -> impl Iterator<Item = (Position, Position)> + '_ {
        self.points
            .iter()
            .copied()
            .zip(self.points.iter().copied().skip(1))
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        text::serialize(&self.points, serializer)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self::new)
    }
}
