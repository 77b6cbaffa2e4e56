//! Cells put together: the outline of several, and the edge that two groups of them share.
//!
//! Cells are rings of the same points, walked clockwise; an edge that two cells walk in opposite
//! directions lies between them. Nothing is computed from coordinates, so nothing is rounded.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use entente::geometry::{Area, Part, Path, Position, Ring};

use super::cells::{CELLS, Cell};
use super::ground::AREA_OF_OPERATIONS;

/// The edges of an outline, each from its first to its second point.
type Edges = BTreeMap<Position, Position>;

/// Returns the edges between some cells and everything else, as walked clockwise.
fn edges(cells: &[Cell]) -> anyhow::Result<Edges> {
    let mut open: BTreeSet<(Position, Position)> = BTreeSet::new();
    for cell in cells {
        let (_, ring) = CELLS
            .iter()
            .find(|(known, _)| known == cell)
            .with_context(|| format!("{cell:?} has no points"))?;
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if !open.remove(&(*to, *from)) && !open.insert((*from, *to)) {
                bail!("{cell:?} overlaps another at {from}");
            }
        }
    }
    let count = open.len();
    let edges: Edges = open.into_iter().collect();
    if edges.len() < count {
        bail!("{cells:?} touch in a point only");
    }
    Ok(edges)
}

/// Takes chains of edges out, each from a point at which none arrives; what is left are rings.
fn chains(edges: &mut Edges) -> Vec<Vec<Position>> {
    let starts: Vec<Position> = {
        let arrivals: BTreeSet<Position> = edges.values().copied().collect();
        edges
            .keys()
            .filter(|from| !arrivals.contains(from))
            .copied()
            .collect()
    };
    starts.into_iter().map(|start| walk(edges, start)).collect()
}

/// Takes the edges out that follow each other from a point on.
fn walk(edges: &mut Edges, start: Position) -> Vec<Position> {
    let mut points = vec![start];
    let mut end = start;
    while let Some(next) = edges.remove(&end) {
        points.push(next);
        end = next;
    }
    points
}

/// Returns the ground of some cells.
///
/// # Errors
/// Where they touch in a point only, or enclose what is not theirs.
pub fn outline(cells: &[Cell]) -> anyhow::Result<Area> {
    let mut edges = edges(cells)?;
    let mut parts = Vec::new();
    while let Some(start) = edges.keys().next().copied() {
        let mut ring = walk(&mut edges, start);
        if ring.last() != ring.first() {
            bail!("the outline of {cells:?} is open at {start}");
        }
        ring.pop();
        if !is_clockwise(&ring) {
            bail!("{cells:?} enclose what is not theirs at {start}");
        }
        parts.push(Part {
            outer: Ring { points: ring },
            holes: Vec::new(),
        });
    }
    Ok(Area { parts })
}

/// Returns the lines along which one group of cells has the other on its left, and itself on its right.
pub fn shared(one: &[Cell], other: &[Cell]) -> anyhow::Result<Vec<Path>> {
    let theirs = edges(other)?;
    let mut common: Edges = edges(one)?
        .into_iter()
        .filter(|(from, to)| theirs.get(to) == Some(from))
        .collect();
    let chains = chains(&mut common);
    if !common.is_empty() {
        bail!("{one:?} and {other:?} enclose each other");
    }
    Ok(chains.into_iter().map(Path::new).collect())
}

fn is_clockwise(ring: &[Position]) -> bool {
    let doubled: i128 = ring
        .iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| {
            i128::from(a.lon_e7()) * i128::from(b.lat_e7()) - i128::from(b.lon_e7()) * i128::from(a.lat_e7())
        })
        .sum();
    doubled < 0
}

/// Checks that the cells fill the area of operations without gap or overlap.
///
/// # Errors
/// Where an edge has nobody on its other side and does not lie on the edge of the area.
pub fn check() -> anyhow::Result<()> {
    let all: Vec<Cell> = CELLS.iter().map(|(cell, _)| *cell).collect();
    let (lat, lon): (Vec<i32>, Vec<i32>) = AREA_OF_OPERATIONS
        .iter()
        .map(|corner| (corner.lat_e7(), corner.lon_e7()))
        .unzip();
    for (from, to) in edges(&all)? {
        let along_latitude = from.lat_e7() == to.lat_e7() && lat.contains(&from.lat_e7());
        let along_longitude = from.lon_e7() == to.lon_e7() && lon.contains(&from.lon_e7());
        if !along_latitude && !along_longitude {
            bail!("nobody is on the other side of {from} to {to}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_fill_the_area_of_operations() {
        check().unwrap();
    }

    #[test]
    fn neighbours_share_every_vertex() {
        let shared = shared(&[Cell::EastNorth], &[Cell::EastSouth]).unwrap();
        assert_eq!(shared.len(), 1);
        let [path] = shared.as_slice() else { panic!() };
        let other = outline(&[Cell::EastSouth]).unwrap();
        for point in &path.points {
            assert!(other.parts[0].outer.points.contains(point));
        }
    }

    #[test]
    fn cells_that_touch_nowhere_share_nothing() {
        assert!(shared(&[Cell::MosulDam], &[Cell::Makhmur]).unwrap().is_empty());
    }
}
