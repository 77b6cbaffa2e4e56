//! Ground within a distance of something.
//!
//! Circles, corridors and stand-off belts, their rounded joins drawn with straight edges: off by less
//! than 0.2 % of the distance. For display and containment; whether something is nearer than a
//! distance is asked of `proximity`, which is not approximate.

use super::engine::Undecided;
use super::grid::{self, Contour, Patch, Spot};
use super::plane::{Dot, LineWork};
use super::shape::Shape;
use super::{Frame, Path, Position, clean};

/// Corners of a full circle.
const CORNERS: u32 = 64;

/// Returns the ground within `radius_m` metres of a position.
pub fn buffer_position(frame: &Frame, position: Position, radius_m: f64) -> Shape {
    let lines = LineWork::of_position(frame, position);
    grow(frame, Vec::new(), &lines, radius_m).unwrap_or_else(|_| Shape::empty())
}

/// Returns the ground within `radius_m` metres of a path: a corridor of twice that width.
///
/// # Errors
/// [`Undecided`] as for [`union`](super::union).
pub fn buffer_path(frame: &Frame, path: &Path, radius_m: f64) -> Result<Shape, Undecided> {
    grow(frame, Vec::new(), &LineWork::of_paths(frame, [path]), radius_m)
}

/// Returns a shape with the ground within `radius_m` metres round it.
///
/// # Errors
/// [`Undecided`] as for [`union`](super::union).
pub fn buffer_shape(frame: &Frame, shape: &Shape, radius_m: f64) -> Result<Shape, Undecided> {
    if shape.is_empty() || radius_m <= 0.0 {
        return Ok(shape.clone());
    }
    let lines = LineWork::of_shape(frame, shape);
    grow(frame, shape.shifted_patches(0), &lines, radius_m)
}

fn grow(frame: &Frame, mut patches: Vec<Patch>, lines: &LineWork, radius_m: f64) -> Result<Shape, Undecided> {
    if radius_m <= 0.0 || !radius_m.is_finite() {
        return clean::try_unite(&patches).map(Shape::of_patches);
    }
    // Corners a little outside the circle, so that it and its polygon have the same area.
    let step = std::f64::consts::TAU / f64::from(CORNERS);
    let radius = radius_m * (step / libm::sin(step)).sqrt();
    for piece in &lines.pieces {
        let Some(&(near, _)) = lines.edges.get(piece.edge as usize) else {
            continue;
        };
        let contour = capsule(frame, piece.from, piece.to, radius, near);
        if grid::twice_area(&contour) > 0 {
            patches.push(vec![contour]);
        }
    }
    clean::try_unite(&patches).map(Shape::of_patches)
}

/// Returns the outline of the ground within a radius of a straight line, next to the spot `near`.
fn capsule(frame: &Frame, from: Dot, to: Dot, radius: f64, near: Spot) -> Contour {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let heading = libm::atan2(dy, dx);
    let step = std::f64::consts::TAU / f64::from(CORNERS);
    // Right side first, round the far end, back on the left, round the near end: counter-clockwise.
    let half = CORNERS / 2;
    let far = (0..=half).map(|corner| (to, corner));
    let back = (half..=CORNERS).map(|corner| (from, corner));
    let mut contour: Contour = Vec::with_capacity(CORNERS as usize + 2);
    for (center, corner) in far.chain(back) {
        let angle = heading - std::f64::consts::FRAC_PI_2 + step * f64::from(corner);
        let dot = [
            center[0] + radius * libm::cos(angle),
            center[1] + radius * libm::sin(angle),
        ];
        let mut spot = frame.spot_from_plane(dot);
        spot.x = near.x + (spot.x - near.x + grid::TURN / 2).rem_euclid(grid::TURN) - grid::TURN / 2;
        if contour.last() != Some(&spot) {
            contour.push(spot);
        }
    }
    if contour.first() == contour.last() {
        contour.pop();
    }
    contour
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Rim, area_m2};
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!(
            (found / expected - 1.0).abs() < 0.002,
            "{found} instead of {expected}"
        );
    }

    #[test]
    fn a_circle_has_its_area_and_its_radius() {
        let frame = Frame::at(at(33.0, 44.0));
        let circle = buffer_position(&frame, at(33.02, 44.01), 500.0);
        close(area_m2(&circle), std::f64::consts::PI * 500.0 * 500.0);
        let [x, y] = frame.plane_from_ground(at(33.02, 44.01));
        for degrees in 0..360 {
            let angle = f64::from(degrees).to_radians();
            let place = |radius: f64| {
                frame.ground_from_plane([x + radius * libm::cos(angle), y + radius * libm::sin(angle)])
            };
            assert!(circle.contains(place(499.0), Rim::Outside));
            assert!(!circle.contains(place(501.0), Rim::Inside));
        }
        assert!(buffer_position(&frame, at(33.0, 44.0), 0.0).is_empty());
        assert!(buffer_position(&frame, at(33.0, 44.0), f64::NAN).is_empty());
    }

    #[test]
    fn a_corridor_is_as_wide_as_it_says() {
        let frame = Frame::at(at(33.0, 44.0));
        let path = Path::new(vec![
            frame.ground_from_plane([0.0, 0.0]),
            frame.ground_from_plane([5000.0, 0.0]),
            frame.ground_from_plane([5000.0, 4000.0]),
        ]);
        let corridor = buffer_path(&frame, &path, 50.0).unwrap();
        // Two arms, half a circle at each end, and at the bend a quarter outside for one square inside.
        let ends = std::f64::consts::PI * 50.0 * 50.0;
        close(area_m2(&corridor), 9000.0 * 100.0 + ends * 1.25 - 50.0 * 50.0);
        assert_eq!(corridor.part_count(), 1);
    }

    #[test]
    fn a_belt_goes_round_a_shape_and_into_its_holes() {
        let frame = Frame::at(at(0.0, 180.0));
        let square = |half: f64| {
            let corners = [(-half, -half), (half, -half), (half, half), (-half, half)];
            let ground = corners.map(|(x, y)| frame.ground_from_plane([x, y]));
            Shape::of(&Area::from_outer(ground.to_vec()))
        };
        let ring = super::super::difference(&square(2000.0), [&square(1000.0)]).unwrap();
        let grown = buffer_shape(&frame, &ring, 100.0).unwrap();
        let outer = 4000.0 * 4000.0 + 4.0 * 4000.0 * 100.0 + std::f64::consts::PI * 100.0 * 100.0;
        close(area_m2(&grown), outer - 1800.0 * 1800.0);
        assert!(super::super::covers(&grown, &ring).unwrap());
        assert_eq!(buffer_shape(&frame, &ring, 0.0).unwrap(), ring);
    }
}
