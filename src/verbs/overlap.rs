//! Ground that two claim, cut along the middle.

use std::collections::BTreeMap;

use super::VerbError;
use super::neighbours::{called, sector};
use super::parts::{Parted, next_name};
use super::refit::{Regrounded, refit};
use crate::geometry::{
    Area, Frame, Layout, Path, Position, Shape, cleave, difference, intersection, outline, parts_away,
    parts_near, point_along, stored_area, total_length_m, union,
};
use crate::model::{Edit, Id, Plan, Sector};

/// How near an outline is to run along it, in metres.
const ALONG_M: f64 = 0.05;

/// Places along the middle of a part of an overlap.
const PLACES: usize = 48;

/// Gives each of two sectors the half of their overlap that is nearer to the rest of its ground: both end
/// at the line that is as far from the one as from the other, while both hold.
///
/// # Errors
/// Where they have no ground in common, or one lies in the other.
pub fn halve_overlap(
    plan: &Plan,
    a: Id<Sector>,
    b: Id<Sector>,
    fresh: &mut dyn FnMut() -> u64,
) -> Result<Edit, VerbError> {
    let [shape_a, shape_b] = [
        Shape::of(&sector(plan, a)?.area),
        Shape::of(&sector(plan, b)?.area),
    ];
    let names = [called(plan, a), called(plan, b)];
    let none = || VerbError::NoOverlap(names[0].clone(), names[1].clone());
    let overlap = intersection(&shape_a, &shape_b)?;
    let parts: Vec<Shape> = overlap
        .parts()
        .into_iter()
        .filter(|part| crate::geometry::area_m2(part) >= 1.0)
        .collect();
    if parts.is_empty() {
        return Err(none());
    }
    let mut taken_from = [Vec::new(), Vec::new()];
    for part in &parts {
        let [of_a, of_b] = halves(part, [&shape_a, &shape_b])?.ok_or(VerbError::Inside)?;
        taken_from[0].push(of_b);
        taken_from[1].push(of_a);
    }
    let left = |shape: &Shape, taken: &[Shape], name: &str| -> Result<Area, VerbError> {
        let left = stored_area(&difference(shape, taken)?);
        left.ok_or_else(|| VerbError::NothingLeft(name.to_owned()))
    };
    let parted = Parted::between(plan, a, b)?;
    let mut regrounded = Regrounded {
        changed: BTreeMap::from([
            (a, left(&shape_a, &taken_from[0], &names[0])?),
            (b, left(&shape_b, &taken_from[1], &names[1])?),
        ]),
        ..Regrounded::default()
    };
    // While the other does not hold, there is no overlap, and it keeps what it has.
    for (id, taken) in [(a, &taken_from[0]), (b, &taken_from[1])] {
        let own = sector(plan, id)?;
        if let (Some(when), Some(ground)) = (parted.rest(own)?, stored_area(&union(taken)?)) {
            regrounded.keep_for((id, own), &ground, when, next_name(plan, &own.name), fresh());
        }
    }
    let label = if regrounded.created.is_empty() {
        format!("Halve the overlap of {} and {}", names[0], names[1])
    } else {
        format!(
            "Halve the overlap of {} and {} while both hold",
            names[0], names[1]
        )
    };
    Ok(Edit::together(label, refit(plan, regrounded, fresh)))
}

/// The half of a part that goes to each of two: the first's, the second's. `None` where the part has no
/// edge towards one of them.
fn halves(part: &Shape, [a, b]: [&Shape; 2]) -> Result<Option<[Shape; 2]>, VerbError> {
    let frame = Frame::around(part.to_area().points());
    // Where the first ends inside the second, the second's own ground begins, and the other way round.
    let outlines = outline(part);
    // Where both end, neither's goes on.
    let (outline_a, outline_b) = (outline(a), outline(b));
    let edge_of = |own: &[Path], other: &[Path]| {
        let along = parts_near(&frame, &outlines, own, ALONG_M);
        parts_away(&frame, &along, other, ALONG_M)
    };
    let edge_of_a = edge_of(&outline_a, &outline_b);
    let edge_of_b = edge_of(&outline_b, &outline_a);
    if total_length_m(&edge_of_a) < 1.0 || total_length_m(&edge_of_b) < 1.0 {
        return Ok(None);
    }
    let Some(middle) = middle_line(&frame, &edge_of_a, &edge_of_b) else {
        return Ok(None);
    };
    let Some([left, right]) = cleave(part, &middle)? else {
        return Ok(None);
    };
    // The edge of the first is where the second goes on: that half is the second's.
    let near_a = |half: &Shape| total_length_m(&parts_near(&frame, &outline(half), &edge_of_a, ALONG_M));
    Ok(Some(if near_a(&left) > near_a(&right) {
        [right, left]
    } else {
        [left, right]
    }))
}

/// The line of the places that are as far from one set of lines as from the other.
fn middle_line(frame: &Frame, one: &[Path], other: &[Path]) -> Option<Path> {
    let longest = |paths: &[Path]| {
        let longest = paths
            .iter()
            .max_by(|a, b| crate::geometry::length_m(a).total_cmp(&crate::geometry::length_m(b)));
        longest.cloned()
    };
    let (one, other) = (longest(one)?, longest(other)?);
    let laid = Layout::of_path(frame, &other);
    let length = crate::geometry::length_m(&one);
    let mut points: Vec<Position> = Vec::with_capacity(PLACES + 1);
    for step in 0..=PLACES {
        let at = point_along(&one, length * step as f64 / PLACES as f64)?;
        let across = laid.nearest(at)?.at;
        let ([x, y], [u, v]) = (frame.plane_from_ground(at), frame.plane_from_ground(across));
        points.push(frame.ground_from_plane([f64::midpoint(x, u), f64::midpoint(y, v)]));
    }
    points.dedup();
    Some(Path::new(points))
}
