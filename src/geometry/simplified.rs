//! Lines with fewer vertices.
//!
//! # Source
//! D. H. Douglas, T. K. Peucker, "Algorithms for the reduction of the number of points required to
//! represent a digitized line or its caricature" (1973).

use super::plane::{Dot, along, apart, share_along};
use super::{Frame, Position};

/// Returns the vertices of a line that cannot go without moving it by more than a tolerance in metres; its
/// ends stay.
pub fn simplified(frame: &Frame, line: &[Position], tolerance_m: f64) -> Vec<Position> {
    let plane: Vec<Dot> = line.iter().map(|point| frame.plane_from_ground(*point)).collect();
    let mut keep = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        for end in [from, to] {
            if let Some(keep) = keep.get_mut(end) {
                *keep = true;
            }
        }
        let (Some(&start), Some(&end)) = (plane.get(from), plane.get(to)) else {
            continue;
        };
        let off = |dot: Dot| apart(dot, along(start, end, share_along(dot, start, end)));
        let farthest = (from + 1..to)
            .filter_map(|place| Some((place, off(*plane.get(place)?))))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((place, off)) = farthest
            && off > tolerance_m
        {
            open.extend([(from, place), (place, to)]);
        }
    }
    let kept = line.iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(point, _)| *point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_the_tolerance_goes_and_no_more() {
        let frame = Frame::at(Position::nearest(33.0, 44.0));
        let line: Vec<Position> = [
            (0.0, 0.0),
            (100.0, 4.0),
            (200.0, -4.0),
            (300.0, 30.0),
            (400.0, 0.0),
        ]
        .map(|(x, y)| frame.ground_from_plane([x, y]))
        .to_vec();
        let left = |tolerance| simplified(&frame, &line, tolerance).len();
        assert_eq!((left(1.0), left(20.0), left(50.0)), (5, 4, 2));
        assert_eq!(simplified(&frame, &[], 1.0), []);
        assert_eq!(simplified(&frame, &line[..1], 1.0), line[..1]);
    }
}
