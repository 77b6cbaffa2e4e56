//! Shapes of the ground in the world's plane, once projected and then shared.
//!
//! As drawn: nothing is repaired, simplified or filled here.

use crate::geometry::{Area, Geometry, Path, Position};

use super::mercator::{Bounds, world_from_ground, world_line};

/// A shape in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its parts, each a list of rings: the outer one, then the holes. A line is one part of one ring.
    pub parts: Vec<Vec<Vec<[f64; 2]>>>,
    /// Whether the last vertex of each ring leads back to the first.
    pub closed: bool,
    /// The smallest box with every vertex.
    pub bounds: Bounds,
}

impl Shape {
    /// Projects an area.
    pub fn of_area(area: &Area) -> Self {
        let parts = area
            .parts
            .iter()
            .map(|part| {
                let outer = world_line(&part.outer.points);
                let beside = outer.first().map_or(0.5, |[x, _]| *x);
                let holes = part
                    .holes
                    .iter()
                    .map(|hole| near(world_line(&hole.points), beside));
                let holes: Vec<_> = holes.collect();
                std::iter::once(outer).chain(holes).collect()
            })
            .collect();
        Self::new(parts, true)
    }

    /// Projects a line.
    pub fn of_path(path: &Path) -> Self {
        Self::line(world_line(&path.points))
    }

    /// Projects a shape of any dimension; a point becomes a line of one vertex.
    pub fn of_geometry(geometry: &Geometry) -> Self {
        match geometry {
            Geometry::Point(point) => Self::line(vec![world_from_ground(*point)]),
            Geometry::Path(path) => Self::of_path(path),
            Geometry::Area(area) => Self::of_area(area),
        }
    }

    /// Projects points in order.
    pub fn of_points(points: &[Position], closed: bool) -> Self {
        Self::new(vec![vec![world_line(points)]], closed)
    }

    /// Makes a line of world points.
    pub fn line(points: Vec<[f64; 2]>) -> Self {
        Self::new(vec![vec![points]], false)
    }

    /// Makes a shape of rings, or of lines, of world points.
    pub fn of_rings(parts: Vec<Vec<Vec<[f64; 2]>>>, closed: bool) -> Self {
        Self::new(parts, closed)
    }

    fn new(parts: Vec<Vec<Vec<[f64; 2]>>>, closed: bool) -> Self {
        let points = parts.iter().flatten().flatten().copied();
        Self {
            bounds: Bounds::of(points),
            parts,
            closed,
        }
    }

    /// Returns every ring: each part's outer one, then its holes.
    pub fn rings(&self) -> impl Iterator<Item = &[[f64; 2]]> + Clone {
        self.parts.iter().flatten().map(Vec::as_slice)
    }

    /// Returns every vertex.
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> + Clone {
        self.rings().flatten().copied()
    }
}

/// Brings a ring to the turn of the world that its part is in.
fn near(mut ring: Vec<[f64; 2]>, x: f64) -> Vec<[f64; 2]> {
    let turns = ring.first().map_or(0.0, |[first, _]| (x - first).round());
    for point in &mut ring {
        point[0] += turns;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Part, Ring};

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_hole_lies_in_its_part_across_the_date_line() {
        let area = Area {
            parts: vec![Part {
                outer: Ring::new(vec![
                    at(0.0, 178.0),
                    at(0.0, -178.0),
                    at(4.0, -178.0),
                    at(4.0, 178.0),
                ]),
                holes: vec![Ring::new(vec![at(1.0, -179.5), at(1.0, -179.0), at(2.0, -179.0)])],
            }],
        };
        let shape = Shape::of_area(&area);
        let [_, hole] = shape.parts[0].as_slice() else {
            panic!()
        };
        assert!(hole.iter().all(|[x, _]| *x > 1.0 && *x < 1.01), "{hole:?}");
        assert!((shape.bounds.size()[0] - 4.0 / 360.0).abs() < 1e-9);
    }
}
