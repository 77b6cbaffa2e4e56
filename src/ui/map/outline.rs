//! Shapes with no more vertices than can be seen, and their triangles, kept for each shape and zoom.

use std::collections::BTreeMap;
use std::sync::Arc;

use earcut::Earcut;

use crate::drawing::{Shape, detail};
use crate::ui::words::say;

/// A shape at one level of detail.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Rings or lines.
    pub(super) rings: Vec<Vec<[f64; 2]>>,
    /// All vertices of the rings, for the triangles.
    pub(super) vertices: Vec<[f64; 2]>,
    /// Triples of places in `vertices`; none for a line.
    pub(super) triangles: Vec<u32>,
}

/// Outlines by shape and whole zoom.
#[derive(Default)]
pub(super) struct Outlines {
    /// By the address of a shape, which is kept alive so that the address stays its own.
    kept: BTreeMap<usize, Details>,
    earcut: Earcut<f64>,
}

/// A shape and its outlines by whole zoom.
struct Details {
    shape: Arc<Shape>,
    levels: BTreeMap<i32, Arc<Outline>>,
}

impl std::fmt::Debug for Outlines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(say("Outlines"))
            .field("kept", &self.kept.len())
            .finish_non_exhaustive()
    }
}

impl Outlines {
    /// Returns a shape in the detail for a zoom.
    pub(super) fn get(&mut self, shape: &Arc<Shape>, zoom: f64) -> Arc<Outline> {
        let level = detail::level(zoom);
        let details = self
            .kept
            .entry(Arc::as_ptr(shape) as usize)
            .or_insert_with(|| Details {
                shape: Arc::clone(shape),
                levels: BTreeMap::new(),
            });
        let outline = details
            .levels
            .entry(level)
            .or_insert_with(|| Arc::new(outline_of(shape, level, &mut self.earcut)));
        Arc::clone(outline)
    }

    /// Forgets shapes that nobody else has any more, and details of other zooms.
    pub(super) fn prune(&mut self, zoom: f64) {
        let level = detail::level(zoom);
        self.kept
            .retain(|_, details| Arc::strong_count(&details.shape) > 1);
        for details in self.kept.values_mut() {
            details.levels.retain(|kept, _| (*kept - level).abs() <= 1);
        }
    }
}

fn outline_of(shape: &Shape, level: i32, earcut: &mut Earcut<f64>) -> Outline {
    let mut outline = Outline::default();
    for rings in detail::parts(shape, level) {
        if shape.closed {
            triangulate(&rings, &mut outline, earcut);
        }
        outline.rings.extend(rings);
    }
    outline
}

/// Adds the triangles of one part: its outer ring first, then the holes.
fn triangulate(rings: &[Vec<[f64; 2]>], outline: &mut Outline, earcut: &mut Earcut<f64>) {
    let Some([x, y]) = rings.first().and_then(|ring| ring.first()).copied() else {
        return;
    };
    let base = outline.vertices.len() as u32;
    let mut holes: Vec<u32> = Vec::new();
    let mut count = 0_u32;
    for ring in rings {
        if count > 0 {
            holes.push(count);
        }
        count += ring.len() as u32;
        outline.vertices.extend(ring);
    }
    // Near the origin, so that no digits are lost where shapes are small.
    let local: Vec<[f64; 2]> = rings
        .iter()
        .flatten()
        .map(|point| [(point[0] - x) * 1e6, (point[1] - y) * 1e6])
        .collect();
    let mut triangles: Vec<u32> = Vec::new();
    earcut.earcut(local, &holes, &mut triangles);
    outline
        .triangles
        .extend(triangles.into_iter().map(|place| place + base));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Area, Part, Position, Ring};

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn ring(from: f64, side: f64) -> Ring {
        Ring::new(vec![
            at(from, from),
            at(from, from + side),
            at(from + side, from + side),
            at(from + side, from),
        ])
    }

    fn filled(outline: &Outline) -> f64 {
        let point = |place: u32| outline.vertices[place as usize];
        let area = |corners: &[u32]| {
            let [a, b, c] = [point(corners[0]), point(corners[1]), point(corners[2])];
            ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).abs() / 2.0
        };
        outline.triangles.chunks(3).map(area).sum()
    }

    #[test]
    fn holes_and_further_parts_are_filled_as_they_are() {
        let area = Area {
            parts: vec![
                Part {
                    outer: ring(0.0, 1.0),
                    holes: vec![ring(0.25, 0.5)],
                },
                Part {
                    outer: ring(3.0, 1.0),
                    holes: Vec::new(),
                },
            ],
        };
        let shape = Arc::new(Shape::of_area(&area));
        let outline = Outlines::default().get(&shape, 12.0);
        let square = (1.0_f64 / 360.0).powi(2);
        assert!((filled(&outline) / square - 1.75).abs() < 0.01);
        assert_eq!(outline.rings.len(), 3);
    }

    #[test]
    fn detail_follows_the_zoom_and_is_made_once() {
        let points = (0..400).map(|step| {
            let angle = std::f64::consts::TAU * f64::from(step) / 400.0;
            at(33.0 + 0.2 * libm::sin(angle), 44.0 + 0.2 * libm::cos(angle))
        });
        let shape = Arc::new(Shape::of_area(&Area::from_outer(points.collect())));
        let mut outlines = Outlines::default();
        let [near, far] = [14.0, 6.0].map(|zoom| outlines.get(&shape, zoom).rings[0].len());
        assert!(near > 150 && (3..20).contains(&far), "{near} {far}");
        assert!(Arc::ptr_eq(
            &outlines.get(&shape, 6.0),
            &outlines.get(&shape, 5.5)
        ));
        outlines.prune(6.0);
        assert_eq!(outlines.kept.len(), 1);
        drop(shape);
        outlines.prune(6.0);
        assert!(outlines.kept.is_empty());
    }

    #[test]
    fn degenerate_rings_do_no_harm() {
        let mut outlines = Outlines::default();
        for points in [
            vec![],
            vec![at(1.0, 1.0)],
            vec![at(1.0, 1.0); 6],
            vec![at(0.0, 0.0), at(1.0, 1.0)],
        ] {
            let shape = Arc::new(Shape::of_area(&Area::from_outer(points)));
            assert!(outlines.get(&shape, 10.0).triangles.is_empty());
        }
    }
}
