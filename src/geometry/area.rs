//! Areas on the ground, as drawn.
//!
//! Nothing here repairs or judges: `defects` says what is wrong with a shape, `relate` works on a
//! cleaned copy.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::Position;
use super::text;

/// A closed ring in open form: the first point is not repeated at the end, either orientation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ring {
    /// The vertices in drawing order; the last edge leads back to the first.
    pub points: Vec<Position>,
}

/// One connected part: an outer ring and its holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The outer ring.
    pub outer: Ring,
    /// The holes, none of them repeated in `outer`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Ring>,
}

/// One or more parts, as drawn: they may touch, cross or be degenerate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Area {
    /// The parts in drawing order.
    pub parts: Vec<Part>,
}

impl Ring {
    /// Makes a ring; a repeated closing point is dropped.
    #[must_use]
    pub fn new(mut points: Vec<Position>) -> Self {
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        Self { points }
    }

    /// Returns the edges, the closing one last.
    pub fn edges(&self) -> impl Iterator<Item = (Position, Position)> + '_ {
        let next = self.points.iter().copied().cycle().skip(1);
        self.points.iter().copied().zip(next)
    }
}

impl Area {
    /// Makes an area of one part without holes.
    #[must_use]
    pub fn from_outer(points: Vec<Position>) -> Self {
        Self {
            parts: vec![Part {
                outer: Ring::new(points),
                holes: Vec::new(),
            }],
        }
    }

    /// Returns every ring: each part's outer ring, then its holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> + '_ {
        self.parts
            .iter()
            .flat_map(|part| std::iter::once(&part.outer).chain(&part.holes))
    }

    /// Returns every ring for change, in the order of [`Area::rings`].
    pub fn rings_mut(&mut self) -> impl Iterator<Item = &mut Ring> + '_ {
        self.parts
            .iter_mut()
            .flat_map(|part| std::iter::once(&mut part.outer).chain(&mut part.holes))
    }

    /// Returns every vertex of every ring.
    pub fn points(&self) -> impl Iterator<Item = Position> + '_ {
        self.rings().flat_map(|ring| ring.points.iter().copied())
    }

    /// Returns true where there is no vertex at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points().next().is_none()
    }
}

impl Serialize for Ring {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        text::serialize(&self.points, serializer)
    }
}

impl<'de> Deserialize<'de> for Ring {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self::new)
    }
}
