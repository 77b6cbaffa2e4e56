//! Rings put in the form that shapes promise.
//!
//! Rings that touch themselves are taken apart, vertices on straight lines left out, holes given to
//! the ring round them. Rings come in with their ground on the left; nothing is cut or united here.

use std::collections::HashMap;

use super::grid::{self, Contour, Extent, Patch, Spot};

/// Takes a ring apart at every vertex it passes twice.
pub(super) fn unpinch(contour: Contour, rings: &mut Vec<Contour>) {
    let mut order: Vec<(Spot, usize)> = contour.iter().copied().zip(0..).collect();
    order.sort_unstable();
    if order.iter().zip(order.iter().skip(1)).all(|(a, b)| a.0 != b.0) {
        rings.push(contour);
        return;
    }
    // A stack of the vertices passed, each with its place in it: one met again closes the loop since.
    let mut stack: Contour = Vec::with_capacity(contour.len());
    let mut places: HashMap<(i64, i64), usize> = HashMap::with_capacity(contour.len());
    for spot in contour {
        if let Some(place) = places.get(&(spot.x, spot.y)).copied() {
            let rest = stack.split_off(place);
            for passed in &rest {
                places.remove(&(passed.x, passed.y));
            }
            if rest.len() > 2 {
                rings.push(rest);
            }
        }
        places.insert((spot.x, spot.y), stack.len());
        stack.push(spot);
    }
    if stack.len() > 2 {
        rings.push(stack);
    }
}

/// Makes patches of rings without pinches: those that run counter-clockwise are parts, the others
/// holes in one of them. What is thinner than rounding is left out. `None` where a hole is in no part.
pub(super) fn patches(contours: Vec<Contour>) -> Option<Vec<Patch>> {
    let shared = shared_spots(contours.iter());
    let mut outers: Vec<(Extent, Patch)> = Vec::new();
    let mut holes: Vec<Contour> = Vec::new();
    for contour in contours {
        let Some(contour) = simplified(contour, &shared) else {
            continue;
        };
        let twice_area = grid::twice_area(&contour);
        let outline: i128 = grid::edges(&contour)
            .map(|(a, b)| i128::from((b.x - a.x).abs() + (b.y - a.y).abs()))
            .sum();
        if twice_area.abs() <= 4 * outline {
            continue;
        }
        if twice_area > 0 {
            outers.push((Extent::of(contour.iter().copied())?, vec![contour]));
        } else {
            holes.push(contour);
        }
    }
    for hole in holes {
        let extent = Extent::of(hole.iter().copied())?;
        let single = outers.len() == 1;
        let (_, patch) = outers.iter_mut().find(|(bounds, patch)| {
            single || (bounds.surrounds(extent) && patch.first().is_some_and(|outer| is_inside(&hole, outer)))
        })?;
        patch.push(hole);
    }
    Some(outers.into_iter().map(|(_, patch)| patch).collect())
}

/// Leaves out vertices on straight lines but those where rings touch.
pub(super) fn tidy(patches: Vec<Patch>) -> Vec<Patch> {
    let shared = shared_spots(patches.iter().flatten());
    let tidy = |patch: Patch| -> Option<Patch> {
        let mut contours = patch.into_iter().map(|contour| simplified(contour, &shared));
        let outer = contours.next().flatten()?;
        Some(std::iter::once(outer).chain(contours.flatten()).collect())
    };
    patches.into_iter().filter_map(tidy).collect()
}

/// Returns the spots that more than one ring has, or one ring twice, in order: they stay even on a
/// straight line, so that outlines meet in vertices only.
fn shared_spots<'a>(contours: impl Iterator<Item = &'a Contour> + Clone) -> Vec<Spot> {
    if contours.clone().nth(1).is_none() {
        return Vec::new();
    }
    let mut spots: Vec<Spot> = contours.flatten().copied().collect();
    spots.sort_unstable();
    let mut shared: Vec<Spot> = spots
        .iter()
        .zip(spots.iter().skip(1))
        .filter(|(a, b)| a == b)
        .map(|(a, _)| *a)
        .collect();
    shared.dedup();
    shared
}

/// Leaves out repeated vertices and those on a straight line; `None` where nothing stays.
pub(super) fn simplified(mut contour: Contour, shared: &[Spot]) -> Option<Contour> {
    contour.dedup();
    while contour.len() > 1 && contour.first() == contour.last() {
        contour.pop();
    }
    let mut kept: Contour = Vec::with_capacity(contour.len());
    let idle = |a: Spot, b: Spot, c: Spot| grid::turn(a, b, c) == 0 && shared.binary_search(&b).is_err();
    for spot in contour {
        while let [.., a, b] = kept.as_slice()
            && (*b == spot || idle(*a, *b, spot))
        {
            kept.pop();
        }
        if kept.last() != Some(&spot) {
            kept.push(spot);
        }
    }
    // The seam: the last vertices against the first.
    while let [first, second, .., before, last] = kept.as_slice() {
        if last == first || idle(*before, *last, *first) {
            kept.pop();
        } else if idle(*last, *first, *second) {
            kept.remove(0);
        } else {
            break;
        }
    }
    (kept.len() > 2).then_some(kept)
}

/// Returns true where a ring lies inside another that it touches in points at most.
fn is_inside(inner: &[Spot], outer: &[Spot]) -> bool {
    let votes = grid::edges(inner).map(|(a, b)| {
        let middle = Spot::new(i64::midpoint(a.x, b.x), i64::midpoint(a.y, b.y));
        [a, middle]
    });
    for spot in votes.flatten() {
        match place(spot, outer) {
            0 => {}
            found => return found > 0,
        }
    }
    false
}

/// Returns 1 for a spot inside a ring, 0 on it, -1 outside.
fn place(spot: Spot, ring: &[Spot]) -> i32 {
    let mut inside = -1;
    for (a, b) in grid::edges(ring) {
        if grid::on_segment(a, b, spot) {
            return 0;
        }
        if (a.y > spot.y) != (b.y > spot.y) {
            let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
            if grid::turn(low, high, spot) > 0 {
                inside = -inside;
            }
        }
    }
    inside
}

/// Returns true where a ring is known to be simple: edges meet at common ends only. False may also mean
/// that finding out would take long.
pub(super) fn is_simple(contour: &[Spot]) -> bool {
    let count = contour.len();
    let neighbours = |a: usize, b: usize| a.abs_diff(b) == 1 || a.abs_diff(b) == count - 1;
    count > 2
        && all_apart(grid::edges(contour), |(one, (a, b)), (two, (c, d))| {
            if neighbours(one, two) {
                // Neighbours share a vertex, and may share no more: they must not fold back.
                let (before, corner, after) = if b == c { (a, b, d) } else { (c, a, b) };
                return grid::turn(before, corner, after) != 0 || {
                    let (dx, dy) = (corner.x - before.x, corner.y - before.y);
                    let (ex, ey) = (after.x - corner.x, after.y - corner.y);
                    i128::from(dx) * i128::from(ex) + i128::from(dy) * i128::from(ey) > 0
                };
            }
            let (c_side, d_side) = (grid::turn(a, b, c), grid::turn(a, b, d));
            if c_side * d_side > 0 {
                return true;
            }
            let (a_side, b_side) = (grid::turn(c, d, a), grid::turn(c, d, b));
            // Their boxes meet, so edges on one line do as well.
            a_side * b_side > 0
        })
}

/// Returns true where no two outlines are known to cross, which rounding may make them do where three
/// lines meet; false may also mean that finding out would take long.
pub(super) fn outlines_are_apart(patches: &[Patch]) -> bool {
    let edges = patches.iter().flatten().flat_map(|contour| grid::edges(contour));
    all_apart(edges, |(_, (a, b)), (_, (c, d))| {
        grid::turn(a, b, c) * grid::turn(a, b, d) >= 0 || grid::turn(c, d, a) * grid::turn(c, d, b) >= 0
    })
}

type NumberedEdge = (usize, (Spot, Spot));

/// Returns true where `apart` holds for every two edges whose boxes meet; gives up with false where
/// that are too many.
fn all_apart(
    edges: impl Iterator<Item = (Spot, Spot)>,
    apart: impl Fn(NumberedEdge, NumberedEdge) -> bool,
) -> bool {
    let west = |(a, b): (Spot, Spot)| a.x.min(b.x);
    let mut sorted: Vec<(i64, NumberedEdge)> = edges.enumerate().map(|edge| (west(edge.1), edge)).collect();
    sorted.sort_unstable_by_key(|edge| edge.0);
    let mut patience = 64 * sorted.len() + 256;
    for (place, &(_, one)) in sorted.iter().enumerate() {
        let (a, b) = one.1;
        let (east, south, north) = (a.x.max(b.x), a.y.min(b.y), a.y.max(b.y));
        for &(start, two) in sorted.iter().skip(place + 1) {
            if start > east {
                break;
            }
            let Some(left) = patience.checked_sub(1) else {
                return false;
            };
            patience = left;
            let (c, d) = two.1;
            if c.y.max(d.y) < south || c.y.min(d.y) > north {
                continue;
            }
            let (first, second) = if one.0 < two.0 { (one, two) } else { (two, one) };
            if !apart(first, second) {
                return false;
            }
        }
    }
    true
}

/// Starts every ring at its least vertex and puts rings and patches in order, so that equal ground
/// has equal vertices.
pub(super) fn ordered(patches: &mut [Patch]) {
    for patch in patches.iter_mut() {
        for contour in patch.iter_mut() {
            let least = contour.iter().zip(0..).min().map_or(0, |(_, place)| place);
            contour.rotate_left(least);
        }
        if let Some(holes) = patch.get_mut(1..) {
            holes.sort_unstable();
        }
    }
    patches.sort_unstable();
}
