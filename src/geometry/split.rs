//! Ground cut in two by a line.
//!
//! A line that ends inside the ground cuts nothing by itself; lines that meet there do it together.

use super::relate::difference;
use super::route::{path_inside, sides};
use super::{Frame, Path, Rim, Shape, Undecided, buffer_path};

/// The ground beside a line that cuts a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Halves {
    /// What of the line lies in the shape, in its order.
    pub inside: Vec<Path>,
    /// The connected ground to its left, looking from the line's start to its end.
    pub left: Shape,
    /// That to its right.
    pub right: Shape,
}

/// Half the width of the cut, in metres: what of it is lost does not matter.
const CUT_M: f64 = 0.25;

/// How many places along each piece of the line are looked at to tell its sides.
const PLACES: usize = 9;

/// Cuts a shape along a line, and along `others` too where the line alone ends inside; these count as
/// joined with it where they come within `join_m` metres. `None` where the shape is not cut.
///
/// # Errors
/// [`Undecided`] where the cut could not be computed reliably.
pub fn halves(
    frame: &Frame,
    shape: &Shape,
    line: &Path,
    others: &[Path],
    join_m: f64,
) -> Result<Option<Halves>, Undecided> {
    let inside = path_inside(line, shape);
    if inside.is_empty() {
        return Ok(None);
    }
    if let Some(halves) = cut(frame, shape, &inside, &[], CUT_M)? {
        return Ok(Some(halves));
    }
    let others: Vec<Path> = others
        .iter()
        .flat_map(|other| path_inside(other, shape))
        .collect();
    if others.is_empty() {
        return Ok(None);
    }
    cut(frame, shape, &inside, &others, CUT_M.max(join_m / 2.0))
}

/// Cuts a shape along lines that lie in it; the sides are those of `inside`.
fn cut(
    frame: &Frame,
    shape: &Shape,
    inside: &[Path],
    others: &[Path],
    half_width_m: f64,
) -> Result<Option<Halves>, Undecided> {
    let mut bands = Vec::with_capacity(inside.len() + others.len());
    for line in inside.iter().chain(others) {
        bands.push(buffer_path(frame, line, half_width_m)?);
    }
    let parts = difference(shape, &bands)?.parts();
    let mut beside = vec![(false, false); parts.len()];
    for place in inside
        .iter()
        .flat_map(|line| sides(frame, line, 2.0 * half_width_m, PLACES))
    {
        for (part, (left, right)) in parts.iter().zip(&mut beside) {
            *left |= part.contains(place.left, Rim::Outside);
            *right |= part.contains(place.right, Rim::Outside);
        }
    }
    // Ground that is on both sides of the line goes round its end.
    let on = |wanted: (bool, bool)| {
        let chosen = parts.iter().zip(&beside).filter(|(_, side)| **side == wanted);
        super::relate::union(chosen.map(|(part, _)| part))
    };
    let (left, right) = (on((true, false))?, on((false, true))?);
    Ok((!left.is_empty() && !right.is_empty()).then(|| Halves {
        inside: inside.to_vec(),
        left,
        right,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Position, area_m2};
    use super::*;

    fn frame() -> Frame {
        Frame::at(Position::nearest(33.0, 44.0))
    }

    fn path(places: &[(f64, f64)]) -> Path {
        Path::new(
            places
                .iter()
                .map(|&(x, y)| frame().ground_from_plane([x, y]))
                .collect(),
        )
    }

    /// A square of one kilometre.
    fn square() -> Shape {
        let corners = path(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]);
        Shape::of(&Area::from_outer(corners.points))
    }

    #[track_caller]
    fn check(line: &[(f64, f64)], others: &[&[(f64, f64)]], expected: Option<(f64, f64)>) {
        let others: Vec<Path> = others.iter().map(|other| path(other)).collect();
        let found = halves(&frame(), &square(), &path(line), &others, 5.0).unwrap();
        let areas = found.map(|halves| (area_m2(&halves.left), area_m2(&halves.right)));
        match (areas, expected) {
            (Some(found), Some(expected)) => {
                let near = |found: f64, expected: f64| (found - expected).abs() < 0.01 * 1e6;
                assert!(
                    near(found.0, expected.0) && near(found.1, expected.1),
                    "{found:?} instead of {expected:?}"
                );
            }
            (found, expected) => assert_eq!(found, expected),
        }
    }

    #[test]
    fn a_line_across_cuts_and_its_direction_tells_the_sides() {
        check(&[(200.0, -100.0), (200.0, 1100.0)], &[], Some((0.2e6, 0.8e6)));
        check(&[(200.0, 1100.0), (200.0, -100.0)], &[], Some((0.8e6, 0.2e6)));
        check(
            &[(-10.0, 500.0), (500.0, 500.0), (500.0, -10.0)],
            &[],
            Some((0.75e6, 0.25e6)),
        );
    }

    #[test]
    fn a_line_that_ends_inside_or_runs_along_cuts_nothing() {
        check(&[(500.0, -100.0), (500.0, 900.0)], &[], None);
        check(&[(0.0, 0.0), (0.0, 1000.0)], &[], None);
        check(&[(2000.0, 0.0), (2000.0, 1000.0)], &[], None);
    }

    #[test]
    fn lines_that_meet_inside_cut_together() {
        let east: &[(f64, f64)] = &[(500.0, 500.0), (1100.0, 500.0)];
        let north: &[(f64, f64)] = &[(500.0, 500.0), (500.0, 1100.0)];
        let west = [(-100.0, 500.0), (500.0, 500.0)];
        check(&west, &[north], Some((0.25e6, 0.75e6)));
        check(&west, &[east, north], Some((0.25e6, 0.5e6)));
        check(
            &west,
            &[&[(503.0, 500.0), (503.0, 1100.0)]],
            Some((0.25e6, 0.75e6)),
        );
        check(&west, &[&[(520.0, 500.0), (520.0, 1100.0)]], None);
    }
}
