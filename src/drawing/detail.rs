//! Shapes with no more vertices than can be seen at a zoom.
//!
//! Window, paper and names ask for the same detail, so that what stands on a line stands at the same
//! place for all of them. Nothing is kept here; whoever prints keeps what it asked for.

use super::line::simplified;
use super::mercator::WORLD_POINTS;
use super::shape::Shape;

/// How far a drawn line may be off, in points.
const TOLERANCE: f64 = 0.5;

/// Returns the whole zoom whose detail serves a zoom.
pub fn level(zoom: f64) -> i32 {
    zoom.ceil() as i32
}

/// Returns every ring or line of a shape, part after part, in the detail of a level.
pub fn parts(shape: &Shape, level: i32) -> Vec<Vec<Vec<[f64; 2]>>> {
    let tolerance = TOLERANCE / (WORLD_POINTS * libm::exp2(f64::from(level)));
    let detailed = |ring: &Vec<[f64; 2]>| {
        if shape.closed {
            ring_of(ring, tolerance)
        } else {
            pick(ring, &simplified(ring, tolerance))
        }
    };
    let parts = shape.parts.iter();
    parts.map(|part| part.iter().map(detailed).collect()).collect()
}

fn pick(ring: &[[f64; 2]], places: &[u32]) -> Vec<[f64; 2]> {
    let picked = places.iter().filter_map(|place| ring.get(*place as usize));
    picked.copied().collect()
}

/// A ring is simplified in two halves, cut at the vertex farthest from the first, and never to less
/// than a triangle.
fn ring_of(ring: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let Some([x, y]) = ring.first().copied() else {
        return Vec::new();
    };
    let far = |point: &[f64; 2]| (point[0] - x).abs() + (point[1] - y).abs();
    let farthest = ring
        .iter()
        .enumerate()
        .max_by(|one, other| far(one.1).total_cmp(&far(other.1)))
        .map_or(0, |(place, _)| place);
    if ring.len() < 5 || farthest == 0 {
        return ring.to_vec();
    }
    let (first, second) = ring.split_at(farthest);
    let there: Vec<[f64; 2]> = first.iter().chain(second.first()).copied().collect();
    let back: Vec<[f64; 2]> = second.iter().chain(first.first()).copied().collect();
    let mut kept = pick(&there, &simplified(&there, tolerance));
    kept.pop();
    kept.extend(pick(&back, &simplified(&back, tolerance)));
    kept.pop();
    if kept.len() < 3 { ring.to_vec() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_loses_vertices_from_afar_but_stays_a_ring() {
        let ring: Vec<[f64; 2]> = (0..400)
            .map(|step| std::f64::consts::TAU * f64::from(step) / 400.0)
            .map(|angle| [0.5 + 1e-3 * libm::cos(angle), 0.5 + 1e-3 * libm::sin(angle)])
            .collect();
        let mut shape = Shape::line(ring);
        shape.closed = true;
        let count = |zoom: f64| parts(&shape, level(zoom)).concat().concat().len();
        assert!(count(14.0) > 100 && (3..30).contains(&count(6.0)));
        assert_eq!(count(5.5), count(6.0));
    }
}
