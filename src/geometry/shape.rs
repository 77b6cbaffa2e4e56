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
