//! Positions written in degrees, lines joined from parts, circles: what the ground of every sample is made of.
//!
//! Knows no place: those are each sample's own.

use anyhow::{Context as _, bail};
use entente::geometry::{Area, Path, Position};

/// Makes a position of degrees; a constant out of range does not compile.
pub const fn at(latitude_deg: f64, longitude_deg: f64) -> Position {
    // Every constant here is north and east, so that half a step up and cut is rounding.
    let (lat, lon) = (
        (latitude_deg * 1e7 + 0.5) as i32,
        (longitude_deg * 1e7 + 0.5) as i32,
    );
    match Position::from_e7(lat, lon) {
        Some(position) => position,
        None => panic!("a constant of the sample is out of range"),
    }
}

/// A line or a part of one, in the direction in which it is walked.
#[derive(Clone, Copy, Debug)]
pub enum Walk {
    /// As drawn.
    Along(&'static [Position]),
    /// From its last vertex to its first.
    Back(&'static [Position]),
}

pub use Walk::{Along, Back};

impl Walk {
    fn points(self) -> Vec<Position> {
        match self {
            Self::Along(line) => line.to_vec(),
            Self::Back(line) => line.iter().rev().copied().collect(),
        }
    }
}

/// Joins lines end to end.
///
/// # Errors
/// Where one does not start at the end of the one before.
pub fn line(walks: &[Walk]) -> anyhow::Result<Path> {
    let mut points: Vec<Position> = Vec::new();
    for (number, walk) in walks.iter().enumerate() {
        let next = walk.points();
        if let (Some(end), Some(start)) = (points.last(), next.first()) {
            if end != start {
                bail!("line {number} starts at {start}, the one before ends at {end}");
            }
            points.pop();
        }
        points.extend(next);
    }
    Ok(Path::new(points))
}

/// Joins lines to a ring.
///
/// # Errors
/// Where they do not join, or the last does not end where the first starts.
pub fn area(walks: &[Walk]) -> anyhow::Result<Area> {
    let path = line(walks)?;
    let (first, last) = path.points.first().zip(path.points.last()).context("no line")?;
    if first != last {
        bail!("the ring starts at {first} and ends at {last}");
    }
    Ok(Area::from_outer(path.points))
}

/// Returns a ring of 24 vertices round a place.
pub fn circle(centre: Position, radius_m: f64) -> Area {
    const METRES_PER_DEGREE: f64 = 110_900.0;
    let shrink = libm::cos(centre.latitude().to_radians());
    let vertex = |number: i32| {
        let bearing = f64::from(number) * std::f64::consts::TAU / 24.0;
        Position::nearest(
            centre.latitude() + radius_m * libm::cos(bearing) / METRES_PER_DEGREE,
            centre.longitude() + radius_m * libm::sin(bearing) / (METRES_PER_DEGREE * shrink),
        )
    };
    Area::from_outer((0..24).map(vertex).collect())
}
