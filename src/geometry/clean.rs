//! From an area as drawn to a shape.
//!
//! Each ring counts by even-odd alone, a part's holes are taken out, parts are united; longitudes are
//! made continuous, and parts drawn on both sides of the date line meet there. Nothing is repaired:
//! the area stays as it is, and `defects` says what is wrong with it.

use super::engine::{self, Fill, Keep};
use super::grid::{self, Contour, Extent, POLE, Patch, Spot, TURN};
use super::shape::{Shape, frame_contour};
use super::{Area, Part, Ring, rings};

impl Shape {
    /// Cleans an area for analysis.
    ///
    /// Never fails: a ring without ground gives nothing. A ring that goes once round the earth
    /// covers the pole of the hemisphere its vertices lean to.
    #[must_use]
    pub fn of(area: &Area) -> Self {
        let mut united: Vec<Patch> = Vec::new();
        let mut anchor = None;
        for part in &area.parts {
            let patches = clean_part(part, &mut anchor);
            united.extend(patches);
        }
        if area.parts.len() > 1 {
            united = unite(&united);
        }
        Shape::of_patches(united)
    }
}

impl Shape {
    /// Returns the ground that one ring encloses, by even-odd.
    pub(super) fn of_ring(ring: &Ring) -> Self {
        unwrap_ring(ring, None).map_or_else(Self::empty, |(contour, extent)| {
            Shape::of_patches(even_odd(&contour, extent))
        })
    }
}

/// Cleans one part; `anchor` is the box of the first part, which the others are brought next to.
fn clean_part(part: &Part, anchor: &mut Option<Extent>) -> Vec<Patch> {
    let Some((outer, outer_box)) = unwrap_ring(&part.outer, *anchor) else {
        return Vec::new();
    };
    anchor.get_or_insert(outer_box);
    let ground = even_odd(&outer, outer_box);
    let holes: Vec<Patch> = part
        .holes
        .iter()
        .filter_map(|hole| unwrap_ring(hole, Some(outer_box)))
        .flat_map(|(hole, hole_box)| even_odd(&hole, hole_box))
        .collect();
    if holes.is_empty() {
        return ground;
    }
    let twice_area = area_of(&ground);
    engine::solve(
        Keep::SubjectOnly,
        Fill::Positive,
        |work| {
            for contour in ground.iter().flatten() {
                work.subject(contour, 0);
            }
            for contour in holes.iter().flatten() {
                work.clip(contour, 0);
            }
        },
        |split| split.adds_up_to(twice_area, Some(outer_box)),
    )
    // Cannot happen short of a fault in the engine; ground is then rather kept than lost.
    .map_or(ground, |split| split.kept)
}

/// Returns a ring by even-odd, as patches.
fn even_odd(contour: &Contour, extent: Extent) -> Vec<Patch> {
    if rings::is_simple(contour) {
        let mut contour = contour.clone();
        if grid::twice_area(&contour) < 0 {
            contour.reverse();
        }
        let contour = rings::simplified(contour, &[]);
        return contour.into_iter().map(|contour| vec![contour]).collect();
    }
    let frame = frame_contour(extent);
    let frame_area = grid::twice_area(&frame);
    engine::solve(
        Keep::Subject,
        Fill::EvenOdd,
        |work| {
            work.subject(contour, 0);
            work.clip(&frame, 0);
        },
        |split| split.adds_up_to(frame_area, Some(extent)),
    )
    .map_or_else(
        // Ground is rather claimed too widely than lost: what surrounds the ring stands for it.
        |_| vec![vec![frame.clone()]],
        |split| split.kept,
    )
}

/// Unites patches that may overlap or touch, cut to one turn of longitude where they are wider.
pub(super) fn unite(patches: &[Patch]) -> Vec<Patch> {
    try_unite(patches).unwrap_or_else(|_| patches.to_vec())
}

/// Unites patches, or says that it cannot.
pub(super) fn try_unite(patches: &[Patch]) -> Result<Vec<Patch>, engine::Undecided> {
    let Some(extent) = Extent::of(patches.iter().flatten().flatten().copied()) else {
        return Ok(Vec::new());
    };
    if extent.max.x - extent.min.x > TURN {
        let folded = fold(patches, extent)?;
        return try_unite(&folded);
    }
    let frame = frame_contour(extent);
    let frame_area = grid::twice_area(&frame);
    engine::solve(
        Keep::Subject,
        Fill::Positive,
        |work| {
            for contour in patches.iter().flatten() {
                work.subject(contour, 0);
            }
            work.clip(&frame, 0);
        },
        |split| split.adds_up_to(frame_area, Some(extent)),
    )
    .map(|split| split.kept)
}

/// Cuts patches wider than a turn at whole turns and lays the pieces over each other.
fn fold(patches: &[Patch], extent: Extent) -> Result<Vec<Patch>, engine::Undecided> {
    let turns = (extent.max.x - extent.min.x) / TURN + 1;
    let mut folded = Vec::new();
    for turn in 0..turns {
        let window = Extent {
            min: Spot::new(extent.min.x + turn * TURN, extent.min.y),
            max: Spot::new(extent.min.x + (turn + 1) * TURN, extent.max.y),
        };
        for patch in patches {
            let twice_area = patch.iter().map(|contour| grid::twice_area(contour)).sum();
            let split = engine::solve(
                Keep::Common,
                Fill::Positive,
                |work| {
                    for contour in patch {
                        work.subject(contour, 0);
                    }
                    work.clip(&frame_contour(window), 0);
                },
                |split| split.adds_up_to(twice_area, Some(window)),
            )?;
            folded.extend(split.kept.into_iter().map(|mut patch| {
                for spot in patch.iter_mut().flatten() {
                    spot.x -= turn * TURN;
                }
                patch
            }));
        }
    }
    Ok(folded)
}

/// Returns a ring with continuous longitudes and its box, brought next to `anchor` by whole turns.
pub(super) fn unwrap_ring(ring: &Ring, anchor: Option<Extent>) -> Option<(Contour, Extent)> {
    let closing = ring.points.first().copied();
    let mut contour: Contour = grid::unwrapped(ring.points.iter().copied().chain(closing)).collect();
    let (&first, &last) = (contour.first()?, contour.last()?);
    if first == last {
        contour.pop();
    } else {
        // The ring goes round the earth: close it over the nearer pole.
        let sum: i128 = contour.iter().map(|spot| i128::from(spot.y)).sum();
        let pole = if sum < 0 { -POLE } else { POLE };
        contour.push(Spot::new(last.x, pole));
        contour.push(Spot::new(first.x, pole));
    }
    let mut extent = Extent::of(contour.iter().copied())?;
    if extent.min.x == extent.max.x || extent.min.y == extent.max.y {
        return None;
    }
    let dx = anchor.map_or(0, |anchor| extent.turns_towards(anchor));
    for spot in &mut contour {
        spot.x += dx;
    }
    extent = extent.shifted(dx);
    Some((contour, extent))
}

fn area_of(patches: &[Patch]) -> i128 {
    patches
        .iter()
        .flatten()
        .map(|contour| grid::twice_area(contour))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Position, Rim, measure};
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Ring {
        let position = |&(latitude, longitude): &(f64, f64)| Position::new(latitude, longitude).unwrap();
        Ring {
            points: corners.iter().map(position).collect(),
        }
    }

    fn area(parts: &[&[&[(f64, f64)]]]) -> Area {
        let part = |rings: &&[&[(f64, f64)]]| Part {
            outer: ring(rings[0]),
            holes: rings[1..].iter().map(|hole| ring(hole)).collect(),
        };
        Area {
            parts: parts.iter().map(part).collect(),
        }
    }

    /// Area in square degrees of the plane.
    fn degrees(shape: &Shape) -> f64 {
        shape.twice_area() as f64 / 2.0 * grid::DEGREES_PER_FINE * grid::DEGREES_PER_FINE
    }

    const SQUARE: [(f64, f64); 4] = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)];
    const INNER: [(f64, f64); 4] = [(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0)];

    #[track_caller]
    fn check(area: &Area, square_degrees: f64, parts: usize) {
        let shape = Shape::of(area);
        let found = degrees(&shape);
        assert!(
            (found - square_degrees).abs() < 1e-9,
            "{found} instead of {square_degrees}"
        );
        assert_eq!(shape.part_count(), parts);
        let again = Shape::of(&shape.to_area());
        assert!(
            (degrees(&again) - square_degrees).abs() < 1e-5,
            "changed by writing and reading"
        );
    }

    #[test]
    fn drawings_with_faults_keep_their_ground() {
        let reversed: Vec<_> = SQUARE.into_iter().rev().collect();
        check(&area(&[&[&reversed]]), 16.0, 1);
        // Both lobes of a bow-tie count, and they touch in a point only.
        check(
            &area(&[&[&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]]]),
            2.0,
            2,
        );
        // A ring that touches itself in a vertex.
        let touching = [
            (0.0, 0.0),
            (0.0, 4.0),
            (2.0, 2.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (2.0, 2.0),
        ];
        check(&area(&[&[&touching]]), 8.0, 2);
        let repeated = [
            (0.0, 0.0),
            (0.0, 0.0),
            (0.0, 4.0),
            (4.0, 4.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (0.0, 0.0),
        ];
        check(&area(&[&[&repeated]]), 16.0, 1);
        let spiked = [
            (0.0, 0.0),
            (0.0, 4.0),
            (0.0, 9.0),
            (0.0, 4.0),
            (4.0, 4.0),
            (4.0, 0.0),
        ];
        check(&area(&[&[&spiked]]), 16.0, 1);
        // A ring of two loops counts where they do not overlap.
        let looped = [
            (0.0, 0.0),
            (0.0, 4.0),
            (4.0, 4.0),
            (4.0, 0.0),
            (0.0, 0.0),
            (1.0, 1.0),
            (1.0, 2.0),
            (2.0, 2.0),
            (2.0, 1.0),
            (1.0, 1.0),
        ];
        check(&area(&[&[&looped]]), 15.0, 1);
    }

    #[test]
    fn parts_and_holes_are_taken_as_meant() {
        check(&area(&[&[&SQUARE, &INNER]]), 15.0, 1);
        check(&area(&[&[&SQUARE], &[&SQUARE]]), 16.0, 1);
        check(&area(&[&[&SQUARE], &[&INNER]]), 16.0, 1);
        check(&area(&[&[&SQUARE, &INNER], &[&INNER]]), 16.0, 1);
        let outside = [(6.0, 6.0), (6.0, 8.0), (8.0, 8.0), (8.0, 6.0)];
        check(&area(&[&[&SQUARE, &outside]]), 16.0, 1);
        check(&area(&[&[&INNER, &SQUARE]]), 0.0, 0);
        check(&area(&[&[&SQUARE, &INNER, &INNER]]), 15.0, 1);
    }

    #[test]
    fn drawings_without_ground_give_nothing() {
        for rings in [
            vec![],
            vec![(1.0, 1.0)],
            vec![(1.0, 1.0), (2.0, 2.0)],
            vec![(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)],
            vec![(1.0, 1.0), (1.0, 2.0), (1.0, 9.0), (1.0, 2.0)],
            vec![(1.0, 1.0), (2.0, 1.5), (1.0, 1.0), (2.0, 1.5)],
        ] {
            check(&area(&[&[&rings]]), 0.0, 0);
        }
        assert!(Shape::of(&Area::default()).is_empty());
        assert_eq!(Shape::of(&Area::default()), Shape::empty());
    }

    #[test]
    fn an_area_cut_at_the_date_line_is_one_part() {
        let cut = area(&[
            &[&[(0.0, 178.0), (0.0, 180.0), (2.0, 180.0), (2.0, 178.0)]],
            &[&[(0.0, -180.0), (0.0, -178.0), (2.0, -178.0), (2.0, -180.0)]],
        ]);
        check(&cut, 8.0, 1);
        let whole = area(&[&[&[(0.0, 178.0), (0.0, -178.0), (2.0, -178.0), (2.0, 178.0)]]]);
        check(&whole, 8.0, 1);
        let shape = Shape::of(&whole);
        for longitude in [179.0, 180.0, -180.0, -179.0] {
            assert!(shape.contains(Position::new(1.0, longitude).unwrap(), Rim::Outside));
        }
        assert!(!shape.contains(Position::new(1.0, 0.0).unwrap(), Rim::Inside));
        assert_eq!(
            shape.place_of(Position::new(1.0, -178.0).unwrap()),
            Place::OnOutline
        );
    }

    #[test]
    fn a_ring_round_the_earth_covers_the_pole_it_leans_to() {
        for (latitude, pole) in [(60.0, 90.0), (-60.0, -90.0)] {
            let ring: Vec<(f64, f64)> = (0..12).map(|n| (latitude, f64::from(n) * 30.0 - 170.0)).collect();
            let shape = Shape::of(&area(&[&[&ring]]));
            assert!((degrees(&shape) - 360.0 * 30.0).abs() < 1e-6);
            assert!(shape.contains(Position::new(pole / 90.0 * 89.0, 77.0).unwrap(), Rim::Outside));
            assert!(!shape.contains(Position::new(0.0, 77.0).unwrap(), Rim::Inside));
            let again = Shape::of(&shape.to_area());
            assert!((measure::area_m2(&again) / measure::area_m2(&shape) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn parts_all_round_the_earth_are_counted_once() {
        let strip = |west: f64| {
            let lon = |degrees: f64| (degrees + 180.0).rem_euclid(360.0) - 180.0;
            [
                (0.0, lon(west)),
                (0.0, lon(west + 50.0)),
                (1.0, lon(west + 50.0)),
                (1.0, lon(west)),
            ]
        };
        let strips: Vec<_> = (0..9).map(|n| strip(f64::from(n) * 40.0)).collect();
        let area = Area {
            parts: strips
                .iter()
                .map(|corners| Part {
                    outer: ring(corners),
                    holes: Vec::new(),
                })
                .collect(),
        };
        let shape = Shape::of(&area);
        assert!((degrees(&shape) - 360.0).abs() < 1e-6, "{}", degrees(&shape));
    }
}
