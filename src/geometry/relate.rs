//! What shapes have in common, together, and without each other.
//!
//! Boxes are looked at first. Two shapes are then intersected exactly (`pairwise`); everything else, and
//! what that leaves undecided, goes to the engine, whose every result is checked. Shapes on both sides
//! of the date line are brought into one unwrapping. Measures nothing.

use super::clean;
use super::engine::{self, Fill, Keep, Undecided};
use super::grid::{self, Patch};
use super::pairwise;
use super::shape::Shape;

/// Returns the ground that both shapes have.
///
/// # Errors
/// [`Undecided`] where the result did not stand its check: treat it as a conflict.
pub fn intersection(a: &Shape, b: &Shape) -> Result<Shape, Undecided> {
    let (Some(box_a), Some(box_b)) = (a.extent(), b.extent()) else {
        return Ok(Shape::empty());
    };
    if a == b {
        return Ok(a.clone());
    }
    let mut patches: Vec<Patch> = Vec::new();
    for dx in box_a.shifts_of(box_b) {
        if let Some(found) = pairwise::common(a, b, dx) {
            patches.extend(found);
            continue;
        }
        let split = engine::solve(
            Keep::Common,
            Fill::Positive,
            |work| {
                for contour in a.contours() {
                    work.subject(contour, 0);
                }
                for contour in b.contours() {
                    work.clip(contour, dx);
                }
            },
            |split| {
                split.adds_up_to(a.twice_area(), Some(box_a))
                    && split.kept_area <= b.twice_area() + split.tolerance
            },
        )?;
        patches.extend(split.kept);
    }
    Ok(Shape::of_patches(patches))
}

/// Returns the ground that any of the shapes has.
///
/// # Errors
/// [`Undecided`] where the result did not stand its check: treat it as a conflict.
pub fn union<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Result<Shape, Undecided> {
    let shapes: Vec<&Shape> = shapes.into_iter().filter(|shape| !shape.is_empty()).collect();
    if let [only] = shapes.as_slice() {
        return Ok((*only).clone());
    }
    let Some(anchor) = shapes.first().and_then(|shape| shape.extent()) else {
        return Ok(Shape::empty());
    };
    let mut patches: Vec<Patch> = Vec::new();
    for shape in &shapes {
        let dx = shape.extent().map_or(0, |extent| extent.turns_towards(anchor));
        patches.extend(shape.shifted_patches(dx));
    }
    clean::try_unite(&patches).map(Shape::of_patches)
}

/// Returns the ground of `a` that none of `others` has, in one pass however many they are.
///
/// # Errors
/// [`Undecided`] where the result did not stand its check: treat it as a conflict.
pub fn difference<'a>(a: &Shape, others: impl IntoIterator<Item = &'a Shape>) -> Result<Shape, Undecided> {
    let Some(box_a) = a.extent() else {
        return Ok(Shape::empty());
    };
    let mut clips: Vec<(&Shape, i64)> = Vec::new();
    for other in others {
        let Some(box_b) = other.extent() else {
            continue;
        };
        clips.extend(box_a.shifts_of(box_b).map(|dx| (other, dx)));
    }
    if clips.is_empty() {
        return Ok(a.clone());
    }
    let split = engine::solve(
        Keep::SubjectOnly,
        Fill::Positive,
        |work| {
            for contour in a.contours() {
                work.subject(contour, 0);
            }
            for (other, dx) in &clips {
                for contour in other.contours() {
                    work.clip(contour, *dx);
                }
            }
        },
        |split| split.adds_up_to(a.twice_area(), Some(box_a)),
    )?;
    Ok(Shape::of_patches(split.kept))
}

/// Returns true where the two share ground, not only outline.
///
/// # Errors
/// [`Undecided`] as for [`intersection`].
pub fn overlap(a: &Shape, b: &Shape) -> Result<bool, Undecided> {
    intersection(a, b).map(|common| !common.is_empty())
}

/// Returns true where all the ground of `inner` is ground of `outer`, to within rounding.
///
/// # Errors
/// [`Undecided`] as for [`difference`].
pub fn covers(outer: &Shape, inner: &Shape) -> Result<bool, Undecided> {
    let outside = difference(inner, [outer])?;
    let outline: i128 = inner
        .edges()
        .chain(outer.edges())
        .map(|(a, b)| i128::from((b.x - a.x).abs() + (b.y - a.y).abs()))
        .sum();
    Ok(outside.twice_area() <= 16 * outline)
}

/// Returns the shares `|a ∩ b| / |a|` in the plane of degrees: quick, and good enough to compare the
/// two; 0 where `a` is empty.
///
/// # Errors
/// [`Undecided`] as for [`intersection`].
pub fn share_of(a: &Shape, b: &Shape) -> Result<f64, Undecided> {
    let common = intersection(a, b)?;
    if a.twice_area() == 0 {
        return Ok(0.0);
    }
    Ok(common.twice_area() as f64 / a.twice_area() as f64)
}

const _: () = assert!(
    grid::FINE >= 64,
    "crossings need at least six bits below 1e-7 degree"
);

#[cfg(test)]
mod tests {
    use super::super::{Area, Position, measure};
    use super::*;

    /// A shape of rings in whole degrees, latitude first.
    fn shape(parts: &[&[(i32, i32)]]) -> Shape {
        let ring = |ring: &&[(i32, i32)]| {
            let points = ring
                .iter()
                .map(|&(x, y)| Position::new(f64::from(y), f64::from(x)).unwrap());
            Area::from_outer(points.collect()).parts
        };
        Shape::of(&Area {
            parts: parts.iter().flat_map(ring).collect(),
        })
    }

    fn square_degrees(shape: &Shape) -> f64 {
        shape.twice_area() as f64 / 2.0 * grid::DEGREES_PER_FINE * grid::DEGREES_PER_FINE
    }

    #[test]
    fn the_union_that_other_tools_lose_land_in_is_whole() {
        let p = shape(&[
            &[(1, 4), (5, 6), (4, 6)],
            &[(1, 1), (0, 1), (1, 4)],
            &[(3, 0), (2, 2), (3, 3)],
        ]);
        let q = shape(&[&[(0, 1), (4, 1), (1, 4), (3, 4), (5, 0)]]);
        let joined = union([&p, &q]).unwrap();
        let common = intersection(&p, &q).unwrap();
        assert!(
            (square_degrees(&joined) - 9.5444).abs() < 1e-3,
            "{}",
            square_degrees(&joined)
        );
        let sum = square_degrees(&p) + square_degrees(&q);
        assert!((square_degrees(&joined) + square_degrees(&common) - sum).abs() < 1e-9);
    }

    #[test]
    fn sectors_on_both_sides_of_the_date_line_meet() {
        let west = shape(&[&[(179, 0), (-179, 0), (-179, 1), (179, 1)]]);
        let east = shape(&[&[(-180, 0), (-178, 0), (-178, 1), (-180, 1)]]);
        let common = intersection(&west, &east).unwrap();
        assert!((square_degrees(&common) - 1.0).abs() < 1e-9);
        assert!(measure::area_m2(&common) > 1e10);
        assert_eq!(union([&west, &east]).unwrap().part_count(), 1);
        assert!((square_degrees(&difference(&west, [&east]).unwrap()) - 1.0).abs() < 1e-9);
    }

    const A: &[(i32, i32)] = &[(0, 0), (4, 0), (4, 4), (0, 4)];
    const B: &[(i32, i32)] = &[(2, 2), (6, 2), (6, 6), (2, 6)];

    #[test]
    fn boxes_nothing_and_itself_are_told_at_once() {
        let (a, far) = (shape(&[A]), shape(&[&[(50, 50), (51, 50), (50, 51)]]));
        assert_eq!(intersection(&a, &a).unwrap(), a);
        assert_eq!(union([&a, &a]).unwrap(), a);
        assert!(difference(&a, [&a]).unwrap().is_empty());
        for other in [&far, &Shape::empty()] {
            assert!(intersection(&a, other).unwrap().is_empty());
            assert!(intersection(other, &a).unwrap().is_empty());
            assert_eq!(difference(&a, [other]).unwrap(), a);
        }
        assert_eq!(union([&a, &Shape::empty()]).unwrap(), a);
        assert_eq!(union([&a, &far]).unwrap().part_count(), 2);
        assert!(union([]).unwrap().is_empty() && union([&Shape::empty()]).unwrap().is_empty());
        assert!(difference(&Shape::empty(), [&a]).unwrap().is_empty());
        assert_eq!(difference(&a, []).unwrap(), a);
    }

    #[test]
    fn neighbours_that_share_an_edge_or_a_corner_share_no_ground() {
        let a = shape(&[A]);
        for neighbour in [
            &[(4, 0), (8, 0), (8, 4), (4, 4)][..],
            &[(4, 1), (8, 1), (8, 3), (4, 3)],
            &[(4, 4), (8, 4), (8, 8), (4, 8)],
            &[(4, 2), (6, 1), (6, 3)],
        ] {
            let b = shape(&[neighbour]);
            assert!(
                !overlap(&a, &b).unwrap() && !overlap(&b, &a).unwrap(),
                "{neighbour:?}"
            );
            assert_eq!(difference(&a, [&b]).unwrap(), a);
        }
        assert!(overlap(&a, &shape(&[B])).unwrap());
    }

    #[test]
    fn parts_that_meet_in_a_point_only_are_apart() {
        let comb = shape(&[&[(0, 0), (6, 0), (6, 4), (4, 0), (3, 4), (2, 0), (0, 4)]]);
        let strip = shape(&[&[(0, 0), (6, 0), (6, 2), (0, 2)]]);
        let common = intersection(&comb, &strip).unwrap();
        assert_eq!(common.part_count(), 3);
        assert_eq!(common.parts().len(), 3);
        let sum: f64 = common.parts().iter().map(square_degrees).sum();
        assert!((sum - square_degrees(&common)).abs() < 1e-9);
    }

    #[test]
    fn many_shapes_are_taken_off_in_one_pass() {
        let whole = shape(&[&[(0, 0), (40, 0), (40, 40), (0, 40)]]);
        let cells: Vec<Shape> = (0..40)
            .flat_map(|x| (0..40).map(move |y| (x, y)))
            .filter(|&(x, y)| (x, y) != (7, 9) && (x, y) != (30, 2))
            .map(|(x, y)| shape(&[&[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]))
            .collect();
        let gaps = difference(&whole, &cells).unwrap();
        assert_eq!(gaps.part_count(), 2);
        assert!((square_degrees(&gaps) - 2.0).abs() < 1e-9);
        let covered = union(&cells).unwrap();
        assert_eq!(covered.part_count(), 1);
        assert!((square_degrees(&covered) - 1598.0).abs() < 1e-9);
    }

    #[test]
    fn covering_and_shares_are_told_with_rounding_in_mind() {
        let (a, b) = (shape(&[A]), shape(&[B]));
        let common = intersection(&a, &b).unwrap();
        assert!(covers(&a, &common).unwrap() && covers(&b, &common).unwrap());
        assert!(covers(&a, &a).unwrap() && covers(&a, &Shape::empty()).unwrap());
        assert!(!covers(&a, &b).unwrap() && !covers(&Shape::empty(), &a).unwrap());
        assert!((share_of(&a, &b).unwrap() - 0.25).abs() < 1e-12);
        assert_eq!(share_of(&Shape::empty(), &a).unwrap(), 0.0);
        // A slanting cut leaves crossings that had to be rounded.
        let slanting = shape(&[&[(0, 1), (7, 0), (6, 5)]]);
        let cut = intersection(&a, &slanting).unwrap();
        assert!(covers(&a, &cut).unwrap() && covers(&slanting, &cut).unwrap());
    }

    #[test]
    fn shapes_wider_than_half_the_earth_meet_on_either_side() {
        let belt = shape(&[&[
            (-170, 0),
            (-80, 0),
            (0, 0),
            (80, 0),
            (170, 0),
            (170, 2),
            (80, 2),
            (0, 2),
            (-80, 2),
            (-170, 2),
        ]]);
        assert!((square_degrees(&belt) - 680.0).abs() < 1e-9);
        for x in [-175, -100, 0, 100, 165] {
            let probe = shape(&[&[(x, 0), (x + 10, 0), (x + 10, 1), (x, 1)]]);
            let expected = if x == -175 || x == 165 { 5.0 } else { 10.0 };
            assert!(
                (square_degrees(&intersection(&belt, &probe).unwrap()) - expected).abs() < 1e-9,
                "{x}"
            );
            assert!(
                (square_degrees(&intersection(&probe, &belt).unwrap()) - expected).abs() < 1e-9,
                "{x}"
            );
        }
        let across = shape(&[&[(165, 0), (-165, 0), (-165, 1), (165, 1)]]);
        assert!((square_degrees(&intersection(&belt, &across).unwrap()) - 10.0).abs() < 1e-9);
        assert!((square_degrees(&union([&belt, &across]).unwrap()) - 700.0).abs() < 1e-6);
        assert!((square_degrees(&difference(&across, [&belt]).unwrap()) - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_hole_that_touches_its_rim_is_kept_apart() {
        let ring = difference(&shape(&[A]), [&shape(&[&[(0, 2), (2, 1), (2, 3)]])]).unwrap();
        assert_eq!(ring.part_count(), 1);
        let cut = intersection(&ring, &shape(&[&[(0, 0), (4, 0), (4, 2), (0, 2)]])).unwrap();
        assert!((square_degrees(&cut) - 7.0).abs() < 1e-9);
        // The hole reaches across: what is left of the upper and lower half meets beside it only.
        let waist = difference(&shape(&[A]), [&shape(&[&[(0, 2), (2, 1), (4, 2), (2, 3)]])]).unwrap();
        assert_eq!(waist.part_count(), 2);
    }
}
