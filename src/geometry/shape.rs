//! Shapes: ground in a form that can be reckoned with.
//!
//! A [`Shape`] is the cleaned analysis copy of an [`Area`], or what came of two shapes. It is never
//! written to a file: the plan keeps areas as drawn. How an area is cleaned is in `clean`, what two
//! shapes have in common in `relate`, square metres in `measure`.

use std::hash::{Hash, Hasher};

use super::grid::{self, Contour, Extent, Patch, Spot, TURN};
use super::{Area, Bounds, Part, Position, Ring, rings};

/// Ground without faults: its outlines cross neither themselves nor each other.
///
/// Made by [`Shape::of`] from an area as drawn, or by [`intersection`](super::intersection) and its
/// kin. Outer rings run counter-clockwise, holes clockwise; a patch that hangs together only in a
/// point is two patches. Vertices as drawn are exact; where edges cross they are rounded to 2⁻²⁰ of
/// a 1e-7° step. Equal shapes have equal vertices: comparing and hashing go by content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Differs where two shapes differ, but for one chance in 2⁶⁴: compared first.
    hash: u64,
    twice_area: i128,
    extent: Option<Extent>,
    /// All rings one after the other: each patch's outer ring, then its holes.
    spots: Vec<Spot>,
    rings: Vec<RingEnd>,
}

/// Where in a shape's vertices a ring ends, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RingEnd {
    end: u32,
    is_outer: bool,
}

/// What a point on the outline counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rim {
    /// The outline belongs to the shape.
    Inside,
    /// The outline does not belong to the shape.
    Outside,
}

/// Where a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the interior.
    Inside,
    /// Exactly on the outline.
    OnOutline,
    /// Outside, or in a hole.
    Outside,
}

impl Shape {
    /// Returns the shape without ground.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Takes patches that keep the promises above, moved to where the middle of their box lies in ±180°.
    pub(super) fn of_patches(mut patches: Vec<Patch>) -> Self {
        patches.retain(|patch| patch.first().is_some_and(|outer| outer.len() > 2));
        if patches.is_empty() {
            return Self::default();
        }
        rings::ordered(&mut patches);
        let count = patches.iter().flatten().map(Vec::len).sum();
        let mut spots = Vec::with_capacity(count);
        let mut rings = Vec::with_capacity(patches.iter().map(Vec::len).sum());
        let mut twice_area = 0;
        for patch in &patches {
            for (number, contour) in patch.iter().enumerate() {
                spots.extend_from_slice(contour);
                rings.push(RingEnd {
                    end: spots.len() as u32,
                    is_outer: number == 0,
                });
                twice_area += grid::twice_area(contour);
            }
        }
        let mut extent = Extent::of(spots.iter().copied());
        if let Some(found) = extent {
            let dx = found.turns_home();
            if dx != 0 {
                for spot in &mut spots {
                    spot.x += dx;
                }
                extent = Some(found.shifted(dx));
            }
        }
        Self {
            hash: hash_of(&spots, &rings),
            twice_area,
            extent,
            spots,
            rings,
        }
    }

    /// Returns true where there is no ground.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty()
    }

    /// Returns the box round the shape, rounded outwards to 1e-7°; `None` where it is empty.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.extent.map(Bounds::of_extent)
    }

    /// Returns the connected parts, each as a shape; parts that touch only in a point are separate.
    #[must_use]
    pub fn parts(&self) -> Vec<Shape> {
        if self.part_count() == 1 {
            return vec![self.clone()];
        }
        let patches = self.shifted_patches(0).into_iter();
        patches.map(|patch| Self::of_patches(vec![patch])).collect()
    }

    /// Returns how many connected parts there are.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.rings.iter().filter(|ring| ring.is_outer).count()
    }

    /// Returns how many vertices the outlines have.
    #[must_use]
    pub fn vertex_count(&self) -> usize {
        self.spots.len()
    }

    /// Returns where the position lies. Exact.
    #[must_use]
    pub fn place_of(&self, position: Position) -> Place {
        self.place_of_any(grid::spot(position))
    }

    /// Returns where a spot of any unwrapping lies.
    pub(super) fn place_of_any(&self, spot: Spot) -> Place {
        // A shape of more than a turn's width can hold a meridian twice.
        for dx in [0, TURN, -TURN] {
            let found = self.place_of_spot(Spot::new(spot.x + dx, spot.y));
            if found != Place::Outside {
                return found;
            }
        }
        Place::Outside
    }

    /// Returns true where the shape has the position. Exact.
    #[must_use]
    pub fn contains(&self, position: Position, rim: Rim) -> bool {
        match self.place_of(position) {
            Place::Inside => true,
            Place::OnOutline => rim == Rim::Inside,
            Place::Outside => false,
        }
    }

    /// Returns where a spot lies in this shape's own unwrapping.
    pub(super) fn place_of_spot(&self, spot: Spot) -> Place {
        if !self.extent.is_some_and(|extent| extent.has(spot)) {
            return Place::Outside;
        }
        let mut inside = false;
        for contour in self.contours() {
            for (a, b) in grid::edges(contour) {
                let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
                if spot.y < low.y || spot.y > high.y || spot.x > low.x.max(high.x) {
                    continue;
                }
                if low.y == high.y {
                    if spot.x >= low.x.min(high.x) {
                        return Place::OnOutline;
                    }
                    continue;
                }
                match grid::turn(low, high, spot) {
                    0 => return Place::OnOutline,
                    // Half-open in y, so that a vertex at the ray's height counts once.
                    1 if spot.y < high.y => inside = !inside,
                    _ => {}
                }
            }
        }
        if inside { Place::Inside } else { Place::Outside }
    }

    /// Returns the shape as an area of positions, rounded to 1e-7°.
    ///
    /// Rounding can make two vertices meet or a very thin part vanish; an edge that spans more than
    /// 90° of longitude gets vertices between, so that no step goes the long way round.
    #[must_use]
    pub fn to_area(&self) -> Area {
        let patches = self.shifted_patches(0);
        let parts = patches.iter().filter_map(|patch| {
            let mut rings = patch.iter().map(|contour| to_ring(contour));
            let outer = rings.next().filter(|ring| ring.points.len() > 2)?;
            let holes = rings.filter(|ring| ring.points.len() > 2).collect();
            Some(Part { outer, holes })
        });
        Area {
            parts: parts.collect(),
        }
    }

    /// Returns every ring: each patch's outer one, then its holes.
    pub(super) fn contours(&self) -> impl Iterator<Item = &[Spot]> + '_ {
        (0..self.rings.len()).filter_map(|number| self.contour(number))
    }

    /// Returns the outer rings.
    pub(super) fn outers(&self) -> impl Iterator<Item = &[Spot]> + '_ {
        let rings = self.contours().zip(&self.rings);
        rings
            .filter(|(_, ring)| ring.is_outer)
            .map(|(contour, _)| contour)
    }

    /// Returns a ring by its number in [`Shape::contours`].
    pub(super) fn contour(&self, number: usize) -> Option<&[Spot]> {
        let end = self.rings.get(number)?.end as usize;
        let start = number
            .checked_sub(1)
            .and_then(|before| self.rings.get(before))
            .map_or(0, |ring| ring.end as usize);
        self.spots.get(start..end)
    }

    /// Returns every edge of every ring; the ground lies to its left.
    pub(super) fn edges(&self) -> impl Iterator<Item = (Spot, Spot)> + '_ {
        self.contours().flat_map(grid::edges)
    }

    /// Returns the box of the shape in its own unwrapping.
    pub(super) fn extent(&self) -> Option<Extent> {
        self.extent
    }

    /// Returns twice the area in square fine steps, never negative.
    pub(super) fn twice_area(&self) -> i128 {
        self.twice_area
    }

    /// Returns a hash of every vertex, the same on every machine.
    pub(super) fn content_hash(&self) -> u64 {
        self.hash
    }

    /// Returns the patches, an outer ring and its holes each, moved along x.
    pub(super) fn shifted_patches(&self, dx: i64) -> Vec<Patch> {
        let mut patches: Vec<Patch> = Vec::new();
        for (contour, ring) in self.contours().zip(&self.rings) {
            let moved = contour
                .iter()
                .map(|spot| Spot::new(spot.x + dx, spot.y))
                .collect();
            match patches.last_mut() {
                Some(patch) if !ring.is_outer => patch.push(moved),
                _ => patches.push(vec![moved]),
            }
        }
        patches
    }
}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Hashes every vertex and where the rings end.
///
/// # Source
/// The mixing step is that of `MurmurHash3`'s 64-bit finaliser (A. Appleby, public domain).
fn hash_of(spots: &[Spot], rings: &[RingEnd]) -> u64 {
    let mix = |state: u64, value: u64| {
        let mut mixed = (state ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^= mixed >> 33;
        mixed.wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(29)
    };
    let ends = rings.iter().fold(0, |state, ring| {
        mix(state, u64::from(ring.end) << 1 | u64::from(ring.is_outer))
    });
    spots
        .iter()
        .fold(ends, |state, spot| mix(mix(state, spot.x as u64), spot.y as u64))
}

/// Rounds a ring to positions; vertices that meet are one.
fn to_ring(contour: &[Spot]) -> Ring {
    let mut points: Vec<Position> = Vec::with_capacity(contour.len());
    let mut push = |spot: Spot| {
        let position = grid::position(spot);
        if points.last() != Some(&position) {
            points.push(position);
        }
    };
    for (a, b) in grid::edges(contour) {
        push(a);
        let pieces = (b.x - a.x).abs() / (TURN / 4) + 1;
        for piece in 1..pieces {
            push(Spot::new(
                a.x + (b.x - a.x) / pieces * piece,
                a.y + (b.y - a.y) / pieces * piece,
            ));
        }
    }
    Ring::new(points)
}

/// Returns the corners of a box as a ring.
pub(super) fn frame_contour(extent: Extent) -> Contour {
    vec![
        extent.min,
        Spot::new(extent.max.x, extent.min.y),
        extent.max,
        Spot::new(extent.min.x, extent.max.y),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn shape(corners: &[(f64, f64)]) -> Shape {
        Shape::of(&Area::from_outer(
            corners
                .iter()
                .map(|&(latitude, longitude)| at(latitude, longitude))
                .collect(),
        ))
    }

    const HOUSE: [(f64, f64); 5] = [(0.0, 0.0), (0.0, 4.0), (3.0, 4.0), (5.0, 2.0), (3.0, 0.0)];

    #[test]
    fn the_same_ground_is_the_same_shape_however_it_is_drawn() {
        let expected = shape(&HOUSE);
        for turn in 0..5 {
            let mut corners = HOUSE.to_vec();
            corners.rotate_left(turn);
            assert_eq!(shape(&corners), expected);
            corners.reverse();
            assert_eq!(shape(&corners), expected);
            corners.insert(2, corners[2]);
            assert_eq!(shape(&corners), expected);
        }
        let mut straight = HOUSE.to_vec();
        straight.insert(1, (0.0, 1.5));
        assert_eq!(shape(&straight), expected);
        assert_eq!(shape(&straight).content_hash(), expected.content_hash());
        assert_ne!(shape(&HOUSE[..4]), expected);
        assert_ne!(shape(&HOUSE[..4]).content_hash(), expected.content_hash());
    }

    #[test]
    fn a_point_is_inside_outside_or_exactly_on_the_outline() {
        let house = shape(&HOUSE);
        for (latitude, longitude, place) in [
            (1.0, 1.0, Place::Inside),
            (3.0, 2.0, Place::Inside),
            (4.999_999_9, 2.0, Place::Inside),
            (0.0, 0.0, Place::OnOutline),
            (0.0, 2.0, Place::OnOutline),
            (4.0, 1.0, Place::OnOutline),
            (4.0, 0.999_999_9, Place::Outside),
            (4.000_000_1, 1.0, Place::Outside),
            (3.0, 4.0, Place::OnOutline),
            (3.0, 4.000_000_1, Place::Outside),
            (3.0, -1.0, Place::Outside),
            (5.0, 2.0, Place::OnOutline),
            (5.0, 0.0, Place::Outside),
        ] {
            assert_eq!(
                house.place_of(at(latitude, longitude)),
                place,
                "{latitude} {longitude}"
            );
        }
        assert!(house.contains(at(0.0, 2.0), Rim::Inside) && !house.contains(at(0.0, 2.0), Rim::Outside));
    }

    #[test]
    fn an_area_comes_back_as_it_went_in() {
        for corners in [
            HOUSE.to_vec(),
            vec![(10.0, 179.0), (10.0, -179.0), (11.0, -178.5), (12.0, 178.5)],
            vec![(33.123_456_7, 43.765_432_1), (33.2, 43.765_432_1), (33.2, 43.8)],
        ] {
            let drawn = shape(&corners);
            let area = drawn.to_area();
            assert_eq!(area.parts.len(), 1);
            assert_eq!(area.parts[0].outer.points.len(), corners.len());
            assert_eq!(Shape::of(&area), drawn);
            assert!(area.defects().is_empty());
        }
        assert!(Shape::empty().to_area().parts.is_empty());
    }

    #[test]
    fn a_box_is_rounded_outwards_and_crosses_the_date_line_in_one_piece() {
        let bounds = shape(&[(10.0, 179.0), (10.0, -179.0), (12.0, 178.5)])
            .bounds()
            .unwrap();
        assert_eq!(
            (bounds.south_west(), bounds.north_east()),
            (at(10.0, 178.5), at(12.0, -179.0))
        );
        assert!((bounds.width_deg() - 2.5).abs() < 1e-9);
        let halves = super::super::intersection(
            &shape(&[(0.0, 0.0), (0.0, 0.000_000_3), (0.000_000_1, 0.0)]),
            &shape(&[
                (0.0, 0.000_000_1),
                (0.0, 0.000_000_3),
                (0.000_000_1, 0.000_000_3),
                (0.000_000_1, 0.000_000_1),
            ]),
        )
        .unwrap();
        let bounds = halves.bounds().unwrap();
        assert_eq!(
            (
                bounds.south_e7(),
                bounds.west_e7(),
                bounds.north_e7(),
                bounds.east_e7()
            ),
            (0, 1, 1, 3)
        );
        assert_eq!(Shape::empty().bounds(), None);
    }
}
